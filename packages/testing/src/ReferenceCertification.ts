/**
 * Certification of agents in the reference model, with what it means for the agent's own clients.
 *
 * @since 0.1.0
 */

import type { Profile } from "@agencybook/core/Agent"
import type { Command as Application } from "@agencybook/core/Certification"
import type { Command as Daily } from "@agencybook/core/CertificationDaily"
import type { Command as Decertification } from "@agencybook/core/Decertification"
import type { Command as LicenceCheck } from "@agencybook/core/LicenceCheck"
import * as Authority from "./ReferenceAuthority.ts"
import * as Checklist from "./ReferenceChecklist.ts"
import * as Dates from "./ReferenceDates.ts"
import { setFree } from "./ReferenceDelegation.ts"
import {
  accepted,
  all,
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
  type Target,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

type Command = Application | Daily | Decertification | LicenceCheck
type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>

/** States in which an application is over; only a new application leads on. @rule AGT-17 */
const turnedAway = ["Denied", "Withdrawn", "TerminatedVested", "TerminatedForCause"]

/** Whether neither certification nor application holds any more. @category predicates */
export const isOver = (state: string): boolean => [...turnedAway, "Deceased"].includes(state)

const isComplete = (world: World, agent: string): boolean =>
  Checklist.items.every((item) => Checklist.isDone(world, agent, item))

const stateOf = (world: World, agent: string): string | undefined =>
  one(world, "certification", (fact) => fact.agent === agent)?.state

/** The open employment of an agent, or else the one that changed last. @category queries */
export const latestPlace = (world: World, agent: string): Fact<"employment"> | undefined => {
  const places = all(world, "employment", (fact) => fact.agent === agent)
  const last = [...places]
    .sort((a, b) => (a.since === b.since ? (a.agency < b.agency ? -1 : 1) : a.since < b.since ? -1 : 1))
    .at(-1)
  return places.find(({ state }) => state !== "Inactive") ?? last
}

/** The world in which a person's certification is in another state; a term goes with Certified and Suspended alone. */
const certification = (
  world: World,
  agent: string,
  state: string,
  since: string,
  term?: { readonly from: string | undefined; readonly until: string | undefined }
): World =>
  put(
    without(world, "certification", (fact) => fact.agent === agent),
    { is: "certification", agent, state, since, from: term?.from, until: term?.until }
  )

const clientsOf = (world: World, agent: string, state: string, next: Partial<Fact<"delegation">>): World =>
  change(
    world,
    "delegation",
    (fact) => fact.agent === agent && fact.state === state,
    (fact) => ({ ...fact, ...next })
  )

const freeze = (world: World, agent: string, at: string): World =>
  clientsOf(world, agent, "Active", { state: "Frozen", frozenSince: at })
const thaw = (world: World, agent: string): World =>
  clientsOf(world, agent, "Frozen", { state: "Active", frozenSince: undefined })

/** The world in which everybody whom an agent still has is free. @rule DEL-25 DEL-26 */
const allFree = (world: World, agent: string, moment: Moment): World =>
  setFree(world, (fact) => fact.agent === agent, moment)

/** Until when clients can be moved once a certification is over. @rule DEL-25 @category constructors */
export const windowOf = (agent: string, { day, policy }: Pick<Moment, "day" | "policy">): Fact<"window"> => ({
  is: "window",
  agent,
  until: Dates.daysAfter(day, policy.dispositionDays)
})

const shut = (world: World, agent: string): World => without(world, "window", (fact) => fact.agent === agent)

/** The world after the end of a certification: clients wait to be moved, where there is time for it. */
const left = (world: World, agent: string, moment: Moment): World =>
  moment.policy.dispositionDays === 0
    ? allFree(world, agent, moment)
    : put(freeze(shut(world, agent), agent, moment.at), windowOf(agent, moment))

const employed = (
  world: World,
  place: Fact<"employment"> | undefined,
  from: string,
  next: Partial<Fact<"employment">>
): World =>
  place?.state === from
    ? change(
        world,
        "employment",
        (fact) => fact.agent === place.agent && fact.agency === place.agency,
        (fact) => ({ ...fact, why: undefined, ...next })
      )
    : world

const endInvitation = (world: World, agent: string, at: string): World =>
  employed(world, latestPlace(world, agent), "Invited", { state: "Inactive", since: at, why: "application-ended" })

const disableExtranet = (world: World, agent: string, at: string): World =>
  change(
    world,
    "extranet",
    (fact) => fact.agent === agent && fact.disabled === undefined,
    (fact) => ({ ...fact, disabled: at })
  )

/** The world in which an application begins anew: nothing is met, no try is used. */
const applying = (world: World, agent: string, at: string): World =>
  Checklist.fresh(certification(world, agent, "Pending", at), agent)

/** The world without the checklist of an application that is over. */
const closed = (world: World, agent: string): World =>
  without(
    without(world, "item", (fact) => fact.agent === agent),
    "exam",
    (fact) => fact.agent === agent
  )

/** A new profile, whose certification has not begun. @category constructors */
export const profile = (
  agent: string,
  { acceptsNewClients, licence, listInDirectory, loginEmail, npn }: Profile
): World => [
  { is: "agent", agent, npn, accepting: acceptsNewClients, listed: listInDirectory, login: loginEmail },
  {
    is: "licence",
    agent,
    number: licence.number,
    status: licence.status,
    through: licence.expiresOn,
    health: licence.health
  }
]

/** The world after a submitted application. @rule AGT-02 @category transforms */
export const submitted = (world: World, agent: string, at: string): World =>
  stateOf(world, agent) === "Incomplete" ? applying(world, agent, at) : world

/** What speaks against certifying an agent today, apart from the agency. @category queries */
export const againstCertifying = (
  world: World,
  agent: string,
  term: { readonly from: string; readonly until: string },
  day: string
): ReadonlyArray<Reason | false> => [
  !isComplete(world, agent) && reason("ChecklistOpen", "AGT-07"),
  !Authority.licensedOn(world, agent, day) && reason("LicenceNotGood", "AGT-11"),
  !(term.from <= day && day < term.until) && reason("TermNotCurrent", "AGT-08")
]

/** The world after an agent was certified: an invited agent becomes active, frozen clients are free again. @category transforms */
export const certified = (
  world: World,
  agent: string,
  term: { readonly from: string; readonly until: string },
  at: string
): World => {
  const named = certification(shut(closed(world, agent), agent), agent, "Certified", at, term)
  return thaw(employed(named, latestPlace(world, agent), "Invited", { state: "Active", since: at }), agent)
}

const targetOf = (world: World, { agentId }: { readonly agentId: string }): Target => ({
  agent: agentId,
  agency: latestPlace(world, agentId)?.agency
})

const refuse = (...reasons: ReadonlyArray<Reason>): Verdict => ({ _tag: "Refused", reasons })

const notFrom = (state: string): Reason => reason("NotAllowedFrom", turnedAway.includes(state) ? "AGT-17" : "AGT-20")

/** A step that leads on from some states of a person whom the model knows. */
const step = <C extends { readonly agentId: string }>(
  capability: Entry<C>["capability"],
  from: ReadonlyArray<string>,
  go: (world: World, command: C, moment: Moment, state: string) => Verdict
): Entry<C> => ({
  capability,
  target: targetOf,
  carryOut: (world, command, moment) => {
    const state = stateOf(world, command.agentId)
    if (state === undefined) return refuse(reason("UnknownAgent", "DEL-08"))
    return from.includes(state) ? go(world, command, moment, state) : refuse(notFrom(state))
  }
})

const certify = (world: World, { agentId, term }: Of<"CertifyAgent">, { at, day }: Moment): Verdict => {
  const place = Authority.placeOf(world, agentId)
  const inCertified = place !== undefined && Authority.agencyCertified(world, place.agency)
  return unless(
    [
      againstCertifying(world, agentId, term, day).filter((one) => one !== false),
      !inCertified && reason("AgencyNotCertified", "AGT-07")
    ],
    () => accepted(certified(world, agentId, term, at))
  )
}

const reinstate = (world: World, { agentId }: Of<"ReinstateAgent">, { at, day }: Moment): Verdict => {
  const term = one(world, "certification", (fact) => fact.agent === agentId)
  return unless([!Authority.licensedOn(world, agentId, day) && reason("LicenceNotGood", "AGT-11")], () =>
    accepted(thaw(certification(world, agentId, "Certified", at, term), agentId))
  )
}

const suspend = (world: World, { agentId }: Of<"SuspendAgent">, { at }: Moment): Verdict => {
  const term = one(world, "certification", (fact) => fact.agent === agentId)
  return accepted(freeze(certification(world, agentId, "Suspended", at, term), agentId, at))
}

const terminate = (world: World, { agentId, forCause }: Of<"TerminateAgent">, moment: Moment): Verdict => {
  const { at } = moment
  const ended = certification(world, agentId, forCause ? "TerminatedForCause" : "TerminatedVested", at)
  return accepted(disableExtranet(left(ended, agentId, moment), agentId, at))
}

const turnAway =
  (state: string) =>
  (world: World, { agentId }: { readonly agentId: string }, { at }: Moment): Verdict =>
    accepted(endInvitation(certification(closed(world, agentId), agentId, state, at), agentId, at))

const reapply = (world: World, { agentId }: Of<"ReapplyAgent">, { actor, at }: Moment, state: string): Verdict =>
  unless(
    [state === "TerminatedForCause" && actor._tag !== "Exchange" && reason("ReapplicationByExchange", "AGT-17")],
    () => {
      const place = latestPlace(world, agentId)
      const pending = applying(world, agentId, at)
      // Only an invitation that ended with the application comes back with it.
      return accepted(
        place?.why === "application-ended"
          ? employed(pending, place, "Inactive", { state: "Invited", since: at })
          : pending
      )
    }
  )

const die = (world: World, { agentId }: Of<"RecordDeath">, moment: Moment): Verdict => {
  const { at } = moment
  const gone = certification(closed(world, agentId), agentId, "Deceased", at)
  return accepted(disableExtranet(left(endInvitation(gone, agentId, at), agentId, moment), agentId, at))
}

const daily = (world: World, { agentId, day: on }: Of<"RunCertificationDaily">, moment: Moment): Verdict => {
  if (stateOf(world, agentId) === undefined) return refuse(reason("UnknownAgent", "DEL-08"))
  return unless([on > moment.day && reason("CertificationRunAhead", "DEL-25")], () => {
    const over = some(world, "window", (fact) => fact.agent === agentId && fact.until <= on)
    return accepted(over ? shut(allFree(world, agentId, moment), agentId) : world)
  })
}

const recordLicence = (world: World, { agentId, licence }: Of<"RecordLicence">): Verdict => {
  if (stateOf(world, agentId) === undefined) return refuse(reason("UnknownAgent", "DEL-08"))
  return unless(
    [
      some(world, "licence", (fact) => fact.number === licence.number && fact.agent !== agentId) &&
        reason("LicenceInUse", "AGT-01")
    ],
    () =>
      accepted(
        change(
          world,
          "licence",
          (fact) => fact.agent === agentId,
          (fact) => ({
            ...fact,
            number: licence.number,
            status: licence.status,
            through: licence.expiresOn,
            health: licence.health
          })
        )
      )
  )
}

/** What follows when an item was recorded: whoever has everything is eligible, whoever lacks something pending. @rule AGT-07 */
const reckon = (world: World, agent: string, state: string, at: string): Verdict => {
  const due = isComplete(world, agent) ? "Eligible" : "Pending"
  return accepted(due === state ? world : certification(world, agent, due, at))
}

const recorded =
  <C extends { readonly agentId: string }>(
    against: (world: World, command: C) => ReadonlyArray<Reason | false>,
    next: (world: World, command: C, moment: Moment) => World
  ): Entry<C>["carryOut"] =>
  (world, command, moment) => {
    const state = stateOf(world, command.agentId)
    if (state === undefined) return refuse(reason("UnknownAgent", "DEL-08"))
    if (state !== "Pending" && state !== "Eligible") return refuse(reason("NotAllowedFrom", "AGT-07"))
    return unless(against(world, command), () =>
      reckon(next(world, command, moment), command.agentId, state, moment.at)
    )
  }

const applicationStates = ["Pending", "Eligible"]

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  SubmitAgent: step("add-agent", ["Incomplete"], (world, { agentId }, { at }) =>
    accepted(submitted(world, agentId, at))
  ),
  RecordRequirement: {
    capability: "certify-agent",
    target: targetOf,
    carryOut: recorded<Of<"RecordRequirement">>(
      (world, { agentId, item, outcome }) => Checklist.againstItem(world, agentId, item, outcome),
      (world, { agentId, item, outcome }) => Checklist.set(world, agentId, item, outcome)
    )
  },
  RecordExam: {
    capability: "certify-agent",
    target: targetOf,
    carryOut: recorded<Of<"RecordExam">>(
      (world, { agentId, score }) => Checklist.againstScore(world, agentId, score),
      (world, { agentId, score }, { policy }) => Checklist.sit(world, agentId, score, policy.exam)
    )
  },
  CertifyAgent: step("certify-agent", applicationStates, certify),
  DenyAgent: step("certify-agent", applicationStates, turnAway("Denied")),
  WithdrawAgent: step("withdraw-agent", applicationStates, turnAway("Withdrawn")),
  SuspendAgent: step("suspend-agent", ["Certified"], suspend),
  ReinstateAgent: step("certify-agent", ["Suspended"], reinstate),
  TerminateAgent: step("certify-agent", ["Certified", "Suspended"], terminate),
  RecordDeath: step("certify-agent", ["Incomplete", ...applicationStates, "Certified", "Suspended"], die),
  ReapplyAgent: step("reapply-agent", turnedAway, reapply),
  RecordLicence: { capability: "record-licence", target: targetOf, carryOut: recordLicence },
  RunCertificationDaily: { capability: "run-certification-daily", target: targetOf, carryOut: daily }
}
