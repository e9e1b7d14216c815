/**
 * A counselor of an enrollment entity: who helps consumers with their word and for no commission.
 *
 * A counselor works on a case by the consumer's consent, which names the counselor; what the entity loses the counselor
 * loses in the same moment and gets back with it. There is nothing here that could be paid: a counselor has no producer
 * number, and `Commission` names agents on record alone.
 *
 * @since 0.1.0
 */
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Email, Language, Name } from "./Contact.ts"
import { accept, type Context, type Decision, firstRefusal } from "./Decider.ts"
import * as Entity from "./EnrollmentEntity.ts"
import type { EntityId, UserId } from "./Id.ts"
import * as Machine from "./Machine.ts"
import { reason } from "./Refusal.ts"

/** A counselor's work for an entity in one of its states. @category models */
export type State =
  | { readonly _tag: "Active"; readonly since: Instant }
  | { readonly _tag: "Ended"; readonly since: Instant; readonly reason: Entity.Reason }

/** What the public may know of a counselor; the place is that of the entity. @rule DEL-02 @category models */
export interface Listing {
  readonly languages: readonly [Language, ...ReadonlyArray<Language>]
  readonly acceptsNewClients: boolean
  readonly listInDirectory: boolean
}

/** A counselor; the record of a person's login. @rule ENT-01 @category models */
export interface Counselor {
  /** The login by which the host knows the person; the actor `Counselor` names it. */
  readonly counselorId: UserId
  readonly entityId: EntityId
  readonly name: Name
  /** Where requests are told; without one they stand in the lists alone. @rule NOT-02 */
  readonly email?: Email
  readonly state: State
  /** For the public directory; whoever has none is not in it. @rule DEL-02 */
  readonly listing?: Listing
}

/** A step in the work of a counselor. @category models */
export type Command =
  | {
      readonly _tag: "AddCounselor"
      readonly counselorId: UserId
      readonly entityId: EntityId
      readonly name: Name
      readonly email?: Email
    }
  | { readonly _tag: "EndCounselor"; readonly counselorId: UserId; readonly reason: Entity.Reason }
  | { readonly _tag: "SetCounselorListing"; readonly counselorId: UserId; readonly listing: Listing }

/** Something happened to a counselor. @category models */
export type Event =
  | { readonly _tag: "CounselorAdded"; readonly counselor: Counselor }
  | {
      readonly _tag: "CounselorMoved"
      readonly counselorId: UserId
      readonly trigger: (typeof machine)["triggers"][number]
      readonly from: State["_tag"]
      readonly to: State
    }
  | { readonly _tag: "CounselorListed"; readonly counselorId: UserId; readonly listing: Listing }

/** A counselor, known or not, with the entity. @category models */
export interface Member {
  readonly counselor: Counselor | undefined
  readonly entity: Entity.EnrollmentEntity | undefined
}

/** The machine of a counselor's work; whoever comes back is added again. @rule ENT-01 @category machine */
export const machine = /*#__PURE__*/ Machine.define({
  name: "counselor",
  states: ["Active", "Ended"],
  triggers: ["end"],
  edges: { Active: { end: "Ended" }, Ended: {} },
  otherwise: "ENT-01"
})

/** There is no such counselor. @category errors */
export const unknownCounselor = /*#__PURE__*/ reason(
  "UnknownCounselor",
  "ENT-01",
  (f: { readonly counselorId: UserId }) => `there is no counselor \`${f.counselorId}\``,
  "have the exchange add the counselor to a certified entity first"
)
/** The counselor works for an entity. @category errors */
export const counselorExists = /*#__PURE__*/ reason(
  "CounselorExists",
  "ENT-01",
  (f: { readonly counselorId: UserId; readonly entityId: EntityId }) =>
    `counselor \`${f.counselorId}\` works for entity \`${f.entityId}\``,
  "end the work for that entity first; a counselor belongs to one"
)
/** The counselor's work ended for a breach. @category errors */
export const counselorBreached = /*#__PURE__*/ reason(
  "CounselorBreached",
  "ENT-01",
  (f: { readonly counselorId: UserId }) => `the work of counselor \`${f.counselorId}\` ended for a breach`,
  "add the person under a new identifier, if at all; what consumers had allowed before stays with the former one"
)
/** The entity that a counselor is added to is not certified. @category errors */
export const entityNotCertified = /*#__PURE__*/ reason(
  "EntityNotCertified",
  "ENT-01",
  (f: { readonly entityId: EntityId }) => `enrollment entity \`${f.entityId}\` is not certified`,
  "have the exchange certify or reinstate the entity first"
)

/** What a counselor lacks for helping. @category models */
export type Gap = "not-on-record" | "ended" | "entity-not-certified"

/** The counselor may not help; the gaps say why. @category errors */
export const withoutStanding = /*#__PURE__*/ reason(
  "CounselorWithoutStanding",
  "ENT-01",
  (f: { readonly counselorId: UserId; readonly gaps: ReadonlyArray<Gap> }) =>
    `counselor \`${f.counselorId}\` may not help: ${f.gaps.map((gap) => `\`${gap}\``).join(", ")}`,
  "have the exchange add the counselor to an enrollment entity, and certify or reinstate the entity"
)

/**
 * What a counselor lacks for helping on a day; nothing means that the counselor may help.
 *
 * @rule ENT-01
 * @category queries
 */
export const gaps = ({ counselor, entity }: Member, day: CalendarDate): ReadonlyArray<Gap> => {
  if (counselor === undefined) return ["not-on-record"]
  const missing: Array<Gap> = []
  if (counselor.state._tag !== "Active") missing.push("ended")
  if (entity?.entityId !== counselor.entityId || !Entity.isCertifiedOn(entity, day))
    missing.push("entity-not-certified")
  return missing
}

/** Why a counselor may not help on a day, if so. @rule ENT-01 @category queries */
export const obstacle = (counselorId: UserId, member: Member, day: CalendarDate) => {
  const known = member.counselor?.counselorId === counselorId ? member : { counselor: undefined, entity: undefined }
  const missing = gaps(known, day)
  return missing.length === 0 ? undefined : withoutStanding({ counselorId, gaps: missing })
}

/**
 * Decides a step of a counselor. `entity` is the one that the counselor is to be added to. Whoever comes back finds the
 * consents that name the counselor; whose work ended for a breach does not come back under the identifier in them.
 *
 * @rule ENT-01
 * @category machine
 */
export const decide = (command: Command, { counselor, entity }: Member, { at, policy }: Context): Decision<Event> => {
  const { counselorId } = command
  if (command._tag === "AddCounselor") {
    const { email, entityId, name } = command
    if (entity === undefined) return Entity.unknownEntity({ entityId })
    const refused = firstRefusal(
      counselor?.state._tag === "Active" && counselorExists({ counselorId, entityId: counselor.entityId }),
      // A consent names the person, and would be in force again at the next entity. @rule CON-03
      counselor?.state._tag === "Ended" && counselor.state.reason === "breach" && counselorBreached({ counselorId }),
      !Entity.isCertifiedOn(entity, Dates.on(at, policy.timeZone)) && entityNotCertified({ entityId })
    )
    const state = { _tag: "Active", since: at } as const
    return (
      refused ??
      accept<Event>({
        _tag: "CounselorAdded",
        counselor: { counselorId, entityId, name, ...(email === undefined ? {} : { email }), state }
      })
    )
  }
  if (counselor === undefined) return unknownCounselor({ counselorId })
  const { state } = counselor
  // Told in every state: the directory asks whether the counselor may help, and who is added again is listed anew.
  if (command._tag === "SetCounselorListing")
    return accept<Event>({ _tag: "CounselorListed", counselorId, listing: command.listing })
  const to = { _tag: "Ended", since: at, reason: command.reason } as const
  return (
    Machine.refusal(machine, state._tag, "end") ??
    accept<Event>({ _tag: "CounselorMoved", counselorId, trigger: "end", from: state._tag, to })
  )
}

/** Applies an event to a counselor; never fails. @category machine */
export const evolve = (counselor: Counselor | undefined, event: Event): Counselor => {
  switch (event._tag) {
    case "CounselorAdded":
      return event.counselor
    case "CounselorMoved":
      return { ...(counselor as Counselor), state: event.to }
    case "CounselorListed":
      return { ...(counselor as Counselor), listing: event.listing }
  }
}
