/**
 * Schemas of identifiers, dates, names, numbers and the actor.
 *
 * Every schema decodes to the plain data of the rule modules. Text is read by the formats of those modules,
 * so a message names what was expected and never repeats the input.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import type * as A from "../Actor.ts"
import * as Agents from "../Agent.ts"
import * as Dates from "../CalendarDate.ts"
import * as C from "../Case.ts"
import * as Contacts from "../Contact.ts"
import * as Numbers from "../ExchangeNumber.ts"
import type * as Format from "../Format.ts"
import type * as Geo from "../GeoPoint.ts"
import * as Id from "../Id.ts"
import type { Input } from "../Input.ts"
import * as L from "../Licence.ts"
import type { Cents } from "../Money.ts"
import * as Tax from "../TaxId.ts"
import * as States from "../UsState.ts"

/** The annotation of a check under which the format it stands for is found again. @category models */
export const formatAnnotation = "~agencybook/format"

const readings = /*#__PURE__*/ new WeakMap<object, Format.Format<string>>()

/** The format whose reading a transformation is; `undefined` for every other transformation. @category queries */
export const formatOfTransformation = (transformation: object): Format.Format<string> | undefined =>
  readings.get(transformation)

/**
 * The schema of a format: text in, value out; the message is the format's own.
 *
 * @category constructors
 */
export const fromFormat = <V extends string>(format: Format.Format<V>): Schema.Codec<V, string> => {
  const reading = SchemaTransformation.transform({
    decode: (text: string): string => format.read(text) as string,
    encode: (value: string): string => value
  })
  readings.set(reading, format)
  return Schema.String.check(
    Schema.makeFilter(
      (text: string) => (format.read(text) === undefined ? `expected ${format.expected}; ${format.remedy}` : undefined),
      { [formatAnnotation]: format }
    )
  ).pipe(Schema.decodeTo(Schema.String, reading)) as unknown as Schema.Codec<V, string>
}

const id = <I extends string>(): Schema.Codec<I, string> =>
  fromFormat(Id.format as Format.Format<string>) as unknown as Schema.Codec<I, string>

/** Schema for an agency identifier. @category schemas */
export const AgencyId = /*#__PURE__*/ id<Id.AgencyId>()
/** Schema for an agent identifier. @category schemas */
export const AgentId = /*#__PURE__*/ id<Id.AgentId>()
/** Schema for a case identifier. @category schemas */
export const CaseId = /*#__PURE__*/ id<Id.CaseId>()
/** Schema for a delegation identifier. @category schemas */
export const DelegationId = /*#__PURE__*/ id<Id.DelegationId>()
/** Schema for the identifier of a consent. @category schemas */
export const ConsentId = /*#__PURE__*/ id<Id.ConsentId>()
/** Schema for the identifier of a review of an application. @category schemas */
export const ReviewId = /*#__PURE__*/ id<Id.ReviewId>()
/** Schema for the identifier of a passcode for a change of agent. @category schemas */
export const AgentChangeCodeId = /*#__PURE__*/ id<Id.AgentChangeCodeId>()
/** Schema for the identifier of a site inside its agency. @category schemas */
export const SiteId = /*#__PURE__*/ id<Id.SiteId>()
/** Schema for the identifier of a change inside its agency. @category schemas */
export const AgencyChangeId = /*#__PURE__*/ id<Id.AgencyChangeId>()
/** Schema for a transfer identifier. @category schemas */
export const TransferId = /*#__PURE__*/ id<Id.TransferId>()
/** Schema for the identifier of an invitation. @category schemas */
export const InvitationId = /*#__PURE__*/ id<Id.InvitationId>()
/** Schema for the identifier of papers that the host keeps. @category schemas */
export const DocumentId = /*#__PURE__*/ id<Id.DocumentId>()
/** Schema for the identifier of an access code. @category schemas */
export const AccessCodeId = /*#__PURE__*/ id<Id.AccessCodeId>()
/** Schema for the identifier of an export. @category schemas */
export const ExportId = /*#__PURE__*/ id<Id.ExportId>()
/** Schema for the identifier of a list of discrepancies. @category schemas */
export const DiscrepancyListId = /*#__PURE__*/ id<Id.DiscrepancyListId>()
/** Schema for the identifier of an acting session. @category schemas */
export const ActingId = /*#__PURE__*/ id<Id.ActingId>()
/**
 * Schema for a command identifier; at most 100 characters, so that identifiers can be derived from it. It may be one that
 * was derived, such as that of a delegation that a feed brought: see `Id.derive`.
 *
 * @category schemas
 */
export const CommandId: Schema.Codec<Id.CommandId, string> = /*#__PURE__*/ id<Id.CommandId>().check(
  /*#__PURE__*/ Schema.makeFilter((text: string) => (text.length > 100 ? "expected at most 100 characters" : undefined))
) as unknown as Schema.Codec<Id.CommandId, string>
/**
 * An identifier that the sender of a command chooses for a record: without `~`, which marks derived identifiers, so that
 * nobody takes one before the command from which it is derived.
 *
 * @category constructors
 */
export const chosen = <I extends string>(schema: Schema.Codec<I, string>): Schema.Codec<I, string> =>
  schema.check(
    Schema.makeFilter((text: string) => (text.includes("~") ? "expected an identifier without `~`" : undefined))
  ) as unknown as Schema.Codec<I, string>

/** Schema for a user identifier. @category schemas */
export const UserId = /*#__PURE__*/ id<Id.UserId>()
/** Schema for the identifier of an enrollment entity. @category schemas */
export const EntityId = /*#__PURE__*/ id<Id.EntityId>()
/** Schema for the identifier of an employer in the host system. @category schemas */
export const EmployerId = /*#__PURE__*/ id<Id.EmployerId>()
/** Schema for the identifier of a link that works once. @category schemas */
export const LinkId = /*#__PURE__*/ id<Id.LinkId>()
/** Schema for the identifier of a policy. @category schemas */
export const PolicyId = /*#__PURE__*/ id<Id.PolicyId>()
/** Schema for the identifier of a member of a household. @category schemas */
export const MemberId = /*#__PURE__*/ id<Id.MemberId>()
/** Schema for the identifier of an online account. @category schemas */
export const AccountId = /*#__PURE__*/ id<Id.AccountId>()
/** Schema for a calendar date. @category schemas */
export const CalendarDate = /*#__PURE__*/ fromFormat(Dates.format)
/** Schema for an instant. @category schemas */
export const Instant = /*#__PURE__*/ fromFormat(Dates.instantFormat)
/** Schema for a time of day. @category schemas */
export const TimeOfDay = /*#__PURE__*/ fromFormat(Dates.timeFormat)
/** Schema for a time zone that the platform knows. @category schemas */
export const TimeZone = /*#__PURE__*/ fromFormat(Dates.zoneFormat)
/** Schema for a part of a person's name. @category schemas */
export const PersonName = /*#__PURE__*/ fromFormat(Contacts.personName)
/** Schema for the name of a business. @category schemas */
export const BusinessName = /*#__PURE__*/ fromFormat(Contacts.businessName)
/** Schema for the name of an agency. @category schemas */
export const AgencyName = /*#__PURE__*/ fromFormat(Contacts.agencyName)
/** Schema for a line of an address. @category schemas */
export const Place = /*#__PURE__*/ fromFormat(Contacts.place)
/** Schema for an e-mail address. @category schemas */
export const Email = /*#__PURE__*/ fromFormat(Contacts.email)
/** Schema for a telephone number. @category schemas */
export const Phone = /*#__PURE__*/ fromFormat(Contacts.phone)
/** Schema for what an agent says of the own work. @category schemas */
export const Bio = /*#__PURE__*/ fromFormat(Agents.bio)
/** Schema for the postal code of a state. @category schemas */
export const UsState = /*#__PURE__*/ fromFormat(States.format) as Schema.Codec<States.UsState, States.UsState>
/** Schema for a ZIP code. @category schemas */
export const Zip = /*#__PURE__*/ fromFormat(Contacts.zip)
/** Schema for a language code. @category schemas */
export const Language = /*#__PURE__*/ fromFormat(Contacts.language)
/** Schema for a licence number. @category schemas */
export const LicenceNumber = /*#__PURE__*/ fromFormat(L.format)
/** Schema for a National Producer Number. @category schemas */
export const Npn = /*#__PURE__*/ fromFormat(L.npnFormat)
/** Schema for a FEIN. @category schemas */
export const Fein = /*#__PURE__*/ fromFormat(Tax.format)
/** Schema for the number of a certification. @category schemas */
export const CertificationNumber = /*#__PURE__*/ fromFormat(Numbers.certification)
/** Schema for a case number. @category schemas */
export const CaseNumber = /*#__PURE__*/ fromFormat(C.caseNumber)

/**
 * The schema of a whole number inside bounds. Minus zero is refused: no store and no JSON text gives it back.
 *
 * @category constructors
 */
export const whole = (least: number, most: number, expected: string): Schema.Codec<number, number> =>
  Schema.Int.check(
    Schema.makeFilter((n: number) =>
      n >= least && n <= most && !Object.is(n, -0) ? undefined : `expected ${expected}`
    )
  )

const degrees = (most: number): Schema.Codec<number, number> =>
  Schema.Number.check(
    Schema.makeFilter((n: number) =>
      Math.abs(n) <= most && Number(n.toFixed(6)) === n && !Object.is(n, -0)
        ? undefined
        : `expected degrees from -${most} to ${most}, rounded to six decimals`
    )
  )

/** Schema for a point on the map. @category schemas */
export const GeoPoint: Schema.Codec<Geo.GeoPoint, Input<Geo.GeoPoint>> = /*#__PURE__*/ Schema.Struct({
  latitude: /*#__PURE__*/ degrees(90),
  longitude: /*#__PURE__*/ degrees(180)
})

const bounds = /*#__PURE__*/ new WeakMap<object, number>()

/** How long a list may be that is read by a transformation; `undefined` for every other one. @category queries */
export const boundOfTransformation = (transformation: object): number | undefined => bounds.get(transformation)

/**
 * The schema of a list that has at most so many elements, one for which `list` is the schema without such a bound.
 *
 * A list that is longer is refused before any of its elements is looked at, so that it costs nobody more than its length.
 *
 * @category constructors
 */
export const atMost = <A extends ReadonlyArray<unknown>, E extends ReadonlyArray<unknown>>(
  most: number,
  what: string,
  list: Schema.Codec<A, E>
): Schema.Codec<A, E> => {
  // What is no list is refused by the list itself, in its own words.
  const bound = Schema.makeFilter((value: unknown) =>
    Array.isArray(value) && value.length > most
      ? `expected at most ${String(most).replace(/\B(?=(\d{3})+$)/g, ",")} ${what}`
      : undefined
  )
  const same = SchemaTransformation.transform<E, E>({ decode: (value) => value, encode: (value) => value })
  bounds.set(same, most)
  return Schema.declare((_value: unknown): _value is E => true, {
    // To whoever asks for the JSON of it, such as a JSON Schema, it is the list as it is sent.
    toCodecJson: () => Schema.link<E>()(Schema.toEncoded(list), same)
  })
    .check(bound)
    .pipe(Schema.decodeTo(list.check(bound), same)) as unknown as Schema.Codec<A, E>
}

/** Schema for an amount in whole cents, at most a billion dollars. @category schemas */
export const Amount = /*#__PURE__*/ whole(0, 99_999_999_999, "whole cents, zero or more") as unknown as Schema.Codec<
  Cents,
  number
>

/** Schema for a person's name. @category schemas */
export const Name: Schema.Codec<Contacts.Name, Input<Contacts.Name>> = /*#__PURE__*/ Schema.Struct({
  first: PersonName,
  middle: /*#__PURE__*/ Schema.optionalKey(PersonName),
  last: PersonName,
  suffix: /*#__PURE__*/ Schema.optionalKey(PersonName)
})

/** Schema for a postal address. @category schemas */
export const PostalAddress: Schema.Codec<
  Contacts.PostalAddress,
  Input<Contacts.PostalAddress>
> = /*#__PURE__*/ Schema.Struct({
  street: Place,
  line2: /*#__PURE__*/ Schema.optionalKey(Place),
  city: Place,
  county: Place,
  state: UsState,
  zip: Zip
})

/** Schema for a licence with what the regulator says. @category schemas */
export const Licence: Schema.Codec<L.Licence, Input<L.Licence>> = /*#__PURE__*/ Schema.Struct({
  number: LicenceNumber,
  expiresOn: CalendarDate,
  status: /*#__PURE__*/ Schema.Literals(["active", "inactive", "expired", "suspended", "revoked"]),
  health: Schema.Boolean
})

const user = <T extends string>(tag: T) => Schema.Struct({ _tag: Schema.Literal(tag), userId: UserId })

/** Schema for an actor. @category schemas */
export const Actor: Schema.Codec<A.Actor, Input<A.Actor>> = /*#__PURE__*/ Schema.Union([
  /*#__PURE__*/ Schema.Struct({ _tag: /*#__PURE__*/ Schema.Literal("Consumer"), caseId: CaseId }),
  /*#__PURE__*/ Schema.Struct({ _tag: /*#__PURE__*/ Schema.Literal("Agent"), agentId: AgentId }),
  /*#__PURE__*/ Schema.Struct({
    _tag: /*#__PURE__*/ Schema.Literal("Staff"),
    userId: UserId,
    agencyId: AgencyId,
    level: /*#__PURE__*/ Schema.Literals([1, 2])
  }),
  /*#__PURE__*/ user("Applicant"),
  /*#__PURE__*/ user("Counselor"),
  /*#__PURE__*/ user("ServiceCenter"),
  /*#__PURE__*/ user("Exchange"),
  /*#__PURE__*/ user("System")
])
