/**
 * An organisation whose counselors help consumers without being agents: navigators, certified application counselors.
 *
 * The exchange keeps the register: it certifies an entity up to a day, suspends it, brings it back and ends it. Who works
 * for an entity, and what suspending it means for them, is `Counselor`. Days are those of the exchange's zone.
 *
 * @since 0.1.0
 */
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { BusinessName } from "./Contact.ts"
import { accept, type Context, type Decision, firstRefusal } from "./Decider.ts"
import type { EntityId } from "./Id.ts"
import * as Machine from "./Machine.ts"
import { reason } from "./Refusal.ts"
import type { Site } from "./Site.ts"

/** Why an entity was suspended or ended, or a counselor's work; closed, so that statistics can be kept. @category models */
export const reasons = ["agreement-over", "left", "under-investigation", "breach"] as const
/** One of the reasons. @category models */
export type Reason = (typeof reasons)[number]

/** The certification of an entity in one of its states; `through` is its last day. @category models */
export type Certification =
  | { readonly _tag: "Registered"; readonly since: Instant }
  | { readonly _tag: "Certified"; readonly since: Instant; readonly through: CalendarDate }
  | { readonly _tag: "Suspended"; readonly since: Instant; readonly through: CalendarDate; readonly reason: Reason }
  | { readonly _tag: "Ended"; readonly since: Instant; readonly reason: Reason }

/** An enrollment entity of the exchange's register. @rule ENT-01 @category models */
export interface EnrollmentEntity {
  readonly entityId: EntityId
  readonly name: BusinessName
  readonly certification: Certification
  /** Where its counselors can be met; absent where nobody has told. @rule DEL-02 */
  readonly sites?: ReadonlyArray<Site>
}

/** A step of the register. @category models */
export type Command =
  | { readonly _tag: "RegisterEntity"; readonly entityId: EntityId; readonly name: BusinessName }
  /** Certifies up to and with a day; asked of a certified entity it sets a later last day. */
  | { readonly _tag: "CertifyEntity"; readonly entityId: EntityId; readonly through: CalendarDate }
  | { readonly _tag: "SuspendEntity"; readonly entityId: EntityId; readonly reason: Reason }
  | { readonly _tag: "ReinstateEntity"; readonly entityId: EntityId }
  | { readonly _tag: "EndEntity"; readonly entityId: EntityId; readonly reason: Reason }
  /** Tells where the entity is, all of it anew; no site takes what was told away. */
  | { readonly _tag: "SetEntitySites"; readonly entityId: EntityId; readonly sites: ReadonlyArray<Site> }

/** The triggers of the machine. @category models */
export type Trigger = (typeof machine)["triggers"][number]

/** Something happened to an entity. @category models */
export type Event =
  | { readonly _tag: "EntityRegistered"; readonly entity: EnrollmentEntity }
  | {
      readonly _tag: "EntityMoved"
      readonly entityId: EntityId
      readonly trigger: Trigger
      readonly from: Certification["_tag"]
      readonly to: Certification
    }
  | { readonly _tag: "EntitySitesSet"; readonly entityId: EntityId; readonly sites: ReadonlyArray<Site> }

/** The machine of an entity's certification: our own, after that of agencies. @rule ENT-01 @category machine */
export const machine = /*#__PURE__*/ Machine.define({
  name: "entity",
  states: ["Registered", "Certified", "Suspended", "Ended"],
  triggers: ["certify", "suspend", "reinstate", "end"],
  edges: {
    Registered: { certify: "Certified", end: "Ended" },
    Certified: { certify: "Certified", suspend: "Suspended", end: "Ended" },
    Suspended: { reinstate: "Certified", end: "Ended" },
    Ended: {}
  },
  otherwise: "ENT-01"
})

/** There is no such entity. @category errors */
export const unknownEntity = /*#__PURE__*/ reason(
  "UnknownEntity",
  "ENT-01",
  (f: { readonly entityId: EntityId }) => `there is no enrollment entity \`${f.entityId}\``,
  "have the exchange register the entity first"
)
/** The identifier is taken. @category errors */
export const entityExists = /*#__PURE__*/ reason(
  "EntityExists",
  "ENT-01",
  (f: { readonly entityId: EntityId }) => `enrollment entity \`${f.entityId}\` is registered already`,
  "choose a new identifier for each entity; one that ended is registered anew under another"
)
/** The last day of a certification is past, or not after the one that holds. @category errors */
export const termTooShort = /*#__PURE__*/ reason(
  "EntityTermTooShort",
  "ENT-01",
  (f: { readonly entityId: EntityId; readonly through: CalendarDate; readonly least: CalendarDate }) =>
    `a certification of entity \`${f.entityId}\` through \`${f.through}\` has to last to \`${f.least}\` at least`,
  "name a later last day"
)

/** Whether an entity is certified on a day. @rule ENT-01 @category predicates */
export const isCertifiedOn = ({ certification }: EnrollmentEntity, day: CalendarDate): boolean =>
  certification._tag === "Certified" && day <= certification.through

const moved = (entity: EnrollmentEntity, trigger: Trigger, to: Certification) =>
  accept<Event>({
    _tag: "EntityMoved",
    entityId: entity.entityId,
    trigger,
    from: entity.certification._tag,
    to
  })

// The machine lets only what has a last day be suspended or reinstated.
const lastDay = (certification: Certification): CalendarDate =>
  (certification as Certification & { readonly _tag: "Certified" | "Suspended" }).through

const certify = (entity: EnrollmentEntity, through: CalendarDate, { at, policy }: Context): Decision<Event> => {
  const { certification, entityId } = entity
  const today = Dates.on(at, policy.timeZone)
  const next = certification._tag === "Certified" ? Dates.plusDays(certification.through, 1) : today
  const least = next < today ? today : next
  return (
    firstRefusal(
      Machine.refusal(machine, certification._tag, "certify"),
      through < least && termTooShort({ entityId, through, least })
    ) ?? moved(entity, "certify", { _tag: "Certified", since: at, through })
  )
}

/**
 * Decides a step of the register of entities.
 *
 * @rule ENT-01
 * @category machine
 */
export const decide = (
  command: Command,
  { entity }: { readonly entity: EnrollmentEntity | undefined },
  context: Context
): Decision<Event> => {
  const { entityId } = command
  const { at: since } = context
  if (command._tag === "RegisterEntity")
    return entity === undefined
      ? accept<Event>({
          _tag: "EntityRegistered",
          entity: { entityId, name: command.name, certification: { _tag: "Registered", since } }
        })
      : entityExists({ entityId })
  if (entity === undefined) return unknownEntity({ entityId })
  const { certification } = entity
  switch (command._tag) {
    case "CertifyEntity":
      return certify(entity, command.through, context)
    case "SuspendEntity":
      return (
        Machine.refusal(machine, certification._tag, "suspend") ??
        moved(entity, "suspend", { _tag: "Suspended", since, through: lastDay(certification), reason: command.reason })
      )
    case "ReinstateEntity":
      return (
        Machine.refusal(machine, certification._tag, "reinstate") ??
        moved(entity, "reinstate", { _tag: "Certified", since, through: lastDay(certification) })
      )
    case "EndEntity":
      return (
        Machine.refusal(machine, certification._tag, "end") ??
        moved(entity, "end", { _tag: "Ended", since, reason: command.reason })
      )
    case "SetEntitySites":
      // Where an entity is, is told in every state: the directory asks whether it is certified.
      return accept<Event>({ _tag: "EntitySitesSet", entityId, sites: command.sites })
  }
}

/** Applies an event to an entity; never fails. @category machine */
export const evolve = (entity: EnrollmentEntity | undefined, event: Event): EnrollmentEntity => {
  switch (event._tag) {
    case "EntityRegistered":
      return event.entity
    case "EntityMoved":
      return { ...(entity as EnrollmentEntity), certification: event.to }
    case "EntitySitesSet":
      return { ...(entity as EnrollmentEntity), sites: event.sites }
  }
}
