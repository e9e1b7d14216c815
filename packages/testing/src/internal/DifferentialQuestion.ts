/**
 * What people ask who would look at an agency or work on a case: questions near what there is.
 *
 * @since 0.1.0
 */
import type { Acting } from "@agencybook/core/Acting"
import type { Actor } from "@agencybook/core/Actor"
import type * as Dates from "@agencybook/core/CalendarDate"
import type { Capability } from "@agencybook/core/Capability"
import type { Ask } from "../DifferentialTrace.ts"
import * as World from "../World.ts"
import { aCase, type Choice } from "./CommandChoice.ts"
import { aCounselor } from "./EntityChoice.ts"

const casework = [
  ...(["update-application", "submit-application", "choose-plan"] as const),
  ...(["upload-consumer-document", "call-service-center"] as const)
]

/** A manager looks at the agency, whatever has become of the manager. */
export const look = ({ seed, world }: Choice, at: Dates.Instant): Ask => {
  const { agencyId, managers } = seed.pick(World.records(world, "agency"))
  const capability = seed.pick(["view-roster", "view-agency", "view-agency-book"] as const)
  return { _tag: "Ask", at, actor: { _tag: "Agent", agentId: seed.pick(managers) }, capability, target: { agencyId } }
}

/** What a counselor does with the own requests and clients. @rule ENT-01 */
const own: ReadonlyArray<Capability> = [
  ...(["answer-request", "view-requests", "start-application", "claim-case"] as const),
  ...(["relinquish-delegation", "view-own-book", "view-past-delegations", "ask-for-access-code"] as const)
]

/** A counselor asks to help with a case, mostly where a consent names one. */
export const help = (choice: Choice, at: Dates.Instant): Ask => {
  const { seed, world } = choice
  const consents = World.records(world, "consent").flatMap(({ caseId, grantee }) =>
    grantee._tag === "Counselor" ? [{ caseId, userId: grantee.counselorId }] : []
  )
  const named = consents.length > 0 ? seed.pick(consents) : { caseId: aCase(choice), userId: aCounselor(choice) }
  const { caseId, userId } = seed.chance(15) ? { ...named, caseId: aCase(choice) } : named
  if (seed.chance(25)) {
    // What is the counselor's own, or a colleague's.
    const counselorId = seed.chance(80) ? userId : aCounselor(choice)
    const capability = seed.pick(own)
    return { _tag: "Ask", at, actor: { _tag: "Counselor", userId }, capability, target: { caseId, counselorId } }
  }
  const capability = seed.pick(casework)
  return { _tag: "Ask", at, actor: { _tag: "Counselor", userId }, capability, target: { caseId } }
}

/** A manager asks for something in a session, as the agent for whom it is. */
export const onBehalf = ({ actingId, agencyId, agentId, managerId }: Acting, at: Dates.Instant): Ask => ({
  _tag: "Ask",
  at,
  actor: { _tag: "Agent", agentId: managerId },
  acting: actingId,
  capability: "relinquish-delegation",
  target: { agencyId, agentId }
})

/** Somebody of the agency asks to work on a case that an agent has there, with a consent or without. */
export const work = (choice: Choice, at: Dates.Instant): Ask | undefined => {
  const { seed, world } = choice
  const all = World.records(world, "delegation").filter(({ state }) => state._tag === "Active")
  const rested = all.filter(({ consentId }) => consentId !== undefined)
  const past = rested.filter(({ consentId }) => {
    const { expiresOn, state } = (consentId && world.consent.get(consentId)) || {}
    return state?._tag !== "Granted" || (expiresOn !== undefined && choice.day !== undefined && expiresOn < choice.day)
  })
  const pool = seed.pick([past, rested, rested, all].filter((some) => some.length > 0 || some === all))
  if (pool.length === 0) return undefined
  const { caseId, delegate } = seed.pick(pool)
  const { agencyId, agentId } = delegate
  const managerId = world.agency.get(agencyId)?.managers[0] ?? agentId
  const capability = seed.pick(casework)
  const session = World.records(world, "acting").find((one) => one.agentId === agentId && one.closedAt === undefined)
  const ask = (actor: Actor): Ask => ({ _tag: "Ask", at, actor, capability, target: { ...delegate, caseId } })
  if (session !== undefined && seed.chance(50))
    return { ...ask({ _tag: "Agent", agentId: session.managerId }), acting: session.actingId }
  const helpers = World.records(world, "staff").filter((one) => one.agencyId === agencyId)
  if (helpers.length > 0 && seed.chance(40)) {
    const { level, userId } = seed.pick(helpers)
    return ask({ _tag: "Staff", userId, agencyId, level })
  }
  return ask({ _tag: "Agent", agentId: seed.chance(60) ? agentId : managerId })
}
