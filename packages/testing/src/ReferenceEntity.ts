/**
 * Enrollment entities and counselors in the reference model: kept by the exchange, and without standing when either falls.
 *
 * @since 0.1.0
 */
import type * as Counselor from "@agencybook/core/Counselor"
import type * as EnrollmentEntity from "@agencybook/core/EnrollmentEntity"
import * as Dates from "./ReferenceDates.ts"
import {
  accepted,
  change,
  type Entries,
  type Entry,
  type Fact,
  type Moment,
  one,
  put,
  type Reason,
  reason,
  some,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

type Of<N extends EnrollmentEntity.Command["_tag"] | Counselor.Command["_tag"]> = Extract<
  EnrollmentEntity.Command | Counselor.Command,
  { readonly _tag: N }
>

const find = (world: World, entity: string): Fact<"entity"> | undefined =>
  one(world, "entity", (fact) => fact.entity === entity)

const certifiedOn = (world: World, entity: string, day: string): boolean =>
  some(world, "entity", ({ through = "", ...fact }) => {
    return fact.entity === entity && fact.state === "Certified" && day <= through
  })

/** Why a counselor may not help on a day, if so. @rule ENT-01 @category queries */
export const withoutStanding = (world: World, counselor: string, day: string): Reason | undefined => {
  const known = one(world, "counselor", (fact) => fact.counselor === counselor)
  const missing =
    known === undefined
      ? ["not-on-record"]
      : [
          ...(known.state === "Active" ? [] : ["ended"]),
          ...(certifiedOn(world, known.entity, day) ? [] : ["entity-not-certified"])
        ]
  return missing.length === 0 ? undefined : reason("CounselorWithoutStanding", "ENT-01", missing.join(" "))
}

/** What keeps a counselor from a step of a consumer's case: standing, and a consent that allows just that. @rule ENT-01 DEL-28 @category queries */
export const obstacles = (
  world: World,
  counselor: string,
  caseId: string | undefined,
  allowance: string,
  day: string
): ReadonlyArray<Reason> => {
  const standing = withoutStanding(world, counselor, day)
  const isAllowed = some(
    world,
    "consent",
    ({ through = day, ...fact }) =>
      fact.case === caseId &&
      fact.counselor === counselor &&
      fact.state === "Granted" &&
      day <= through &&
      fact.scopes.split(" ").includes(allowance)
  )
  return [
    ...(standing === undefined ? [] : [standing]),
    ...(isAllowed ? [] : [reason("NotAllowedByConsumer", "DEL-28")])
  ]
}

/** A step of an entity that is known, from some states only. */
const step = <C extends { readonly entityId: string }>(
  from: ReadonlyArray<string>,
  go: (command: C, moment: Moment, entity: Fact<"entity">) => Partial<Fact<"entity">>,
  against: (command: C, moment: Moment, entity: Fact<"entity">) => Reason | false = () => false
): Entry<C> => ({
  capability: "keep-entities",
  target: () => ({}),
  carryOut: (world, command, moment): Verdict => {
    const { entityId } = command
    const entity = find(world, entityId)
    if (entity === undefined) return { _tag: "Refused", reasons: [reason("UnknownEntity", "ENT-01")] }
    const reasons = [
      !from.includes(entity.state) && reason("NotAllowedFrom", "ENT-01"),
      against(command, moment, entity)
    ]
    return unless(reasons, () =>
      accepted(
        change(
          world,
          "entity",
          (fact) => fact.entity === entityId,
          (fact) => ({ ...fact, since: moment.at, why: undefined, ...go(command, moment, entity) })
        )
      )
    )
  }
})

const add = (world: World, { counselorId, entityId, name }: Of<"AddCounselor">, { at, day }: Moment): Verdict => {
  const mine = (fact: Fact<"counselor">) => fact.counselor === counselorId
  if (find(world, entityId) === undefined) return { _tag: "Refused", reasons: [reason("UnknownEntity", "ENT-01")] }
  return unless(
    [
      some(world, "counselor", (fact) => mine(fact) && fact.state === "Active") && reason("CounselorExists", "ENT-01"),
      some(world, "counselor", (fact) => mine(fact) && fact.state === "Ended" && fact.why === "breach") &&
        reason("CounselorBreached", "ENT-01"),
      !certifiedOn(world, entityId, day) && reason("EntityNotCertified", "ENT-01")
    ],
    () =>
      accepted(
        put(without(world, "counselor", mine), {
          ...{ is: "counselor", counselor: counselorId, entity: entityId, state: "Active", since: at },
          ...{ first: name.first, last: name.last, why: undefined, listed: undefined }
        })
      )
  )
}

const end = (world: World, { counselorId, reason: why }: Of<"EndCounselor">, { at }: Moment): Verdict => {
  const known = one(world, "counselor", (fact) => fact.counselor === counselorId)
  return unless(
    [
      known === undefined && reason("UnknownCounselor", "ENT-01"),
      known?.state === "Ended" && reason("NotAllowedFrom", "ENT-01")
    ],
    () =>
      accepted(
        change(
          world,
          "counselor",
          (fact) => fact.counselor === counselorId,
          (fact) => ({ ...fact, state: "Ended", since: at, why })
        )
      )
  )
}

/** The commands of this part. @category models */
export const entries: Entries<EnrollmentEntity.Command | Counselor.Command> = {
  RegisterEntity: {
    capability: "keep-entities",
    target: () => ({}),
    carryOut: (world, { entityId: entity }, { at }) =>
      unless([find(world, entity) !== undefined && reason("EntityExists", "ENT-01")], () =>
        accepted(
          put(world, {
            ...{ is: "entity", entity, state: "Registered", since: at },
            ...{ through: undefined, why: undefined, sites: undefined }
          })
        )
      )
  },
  CertifyEntity: step<Of<"CertifyEntity">>(
    ["Registered", "Certified"],
    ({ through }) => ({ state: "Certified", through }),
    // A renewal is for longer, and nothing is certified for days that are over.
    ({ through }, { day }, { state, through: before = "" }) =>
      (through < day || (state === "Certified" && through < Dates.daysAfter(before, 1))) &&
      reason("EntityTermTooShort", "ENT-01")
  ),
  SuspendEntity: step<Of<"SuspendEntity">>(["Certified"], ({ reason: why }) => ({ state: "Suspended", why })),
  ReinstateEntity: step<Of<"ReinstateEntity">>(["Suspended"], () => ({ state: "Certified" })),
  EndEntity: step<Of<"EndEntity">>(["Registered", "Certified", "Suspended"], ({ reason: why }) => {
    return { state: "Ended", through: undefined, why }
  }),
  SetEntitySites: {
    capability: "keep-entities",
    target: () => ({}),
    carryOut: (world, { entityId, sites }) =>
      unless([find(world, entityId) === undefined && reason("UnknownEntity", "ENT-01")], () =>
        accepted(
          change(
            world,
            "entity",
            (fact) => fact.entity === entityId,
            (fact) => ({ ...fact, sites: JSON.stringify(sites) })
          )
        )
      )
  },
  SetCounselorListing: {
    capability: "keep-counselors",
    target: () => ({}),
    carryOut: (world, { counselorId, listing }) => {
      const known = one(world, "counselor", (fact) => fact.counselor === counselorId)
      return unless([known === undefined && reason("UnknownCounselor", "ENT-01")], () =>
        accepted(
          change(
            world,
            "counselor",
            (fact) => fact.counselor === counselorId,
            (fact) => ({ ...fact, listed: JSON.stringify(listing) })
          )
        )
      )
    }
  },
  AddCounselor: { capability: "keep-counselors", target: () => ({}), carryOut: add },
  EndCounselor: { capability: "keep-counselors", target: () => ({}), carryOut: end }
}
