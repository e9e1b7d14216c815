/**
 * How an agent stands in the reference model: the state of a certification, and what a change of it means for clients,
 * place and account.
 *
 * @since 0.1.0
 */
import * as Dates from "./ReferenceDates.ts"
import { isOpen, setFree } from "./ReferenceDelegation.ts"
import * as Extranet from "./ReferenceExtranet.ts"
import * as Invitation from "./ReferenceInvitation.ts"
import {
  all,
  change,
  type Entry,
  type Fact,
  type Moment,
  one,
  put,
  type Reason,
  reason,
  some,
  type Target,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

/** States in which an application is over; only a new application leads on. @rule AGT-17 @category models */
export const turnedAway = ["Denied", "Withdrawn", "TerminatedVested", "TerminatedForCause"]

/** Whether neither certification nor application holds any more. @category predicates */
export const isOver = (state: string): boolean => [...turnedAway, "Discarded", "Deceased"].includes(state)

/** The state of an agent's certification, if the agent is known. @category queries */
export const stateOf = (world: World, agent: string): string | undefined =>
  one(world, "certification", (fact) => fact.agent === agent)?.state

/** Whom a number or an address is kept for: somebody else who has not been taken back as a draft. @rule AGT-01 */
const another = (world: World, agent: string, than: string | undefined): boolean =>
  agent !== than && stateOf(world, agent) !== "Discarded"

/** Whether an agent has a licence number; one may be left out. @rule AGT-01 @category predicates */
export const licenceHeld = (world: World, number: string | undefined, but?: string): boolean =>
  some(world, "licence", (fact) => fact.number === number && another(world, fact.agent, but))

/** Whether an agent has a national producer number, at work or not. @rule AGT-01 @category predicates */
export const npnUsed = (world: World, npn: string | undefined, but?: string): boolean =>
  some(world, "agent", (fact) => fact.npn === npn && another(world, fact.agent, but))

/** Whether an agent signs in with an address, at work or not. @rule STF-07 @category predicates */
export const loginUsed = (world: World, login: string, but?: string): boolean =>
  some(world, "agent", (fact) => fact.login === login && another(world, fact.agent, but))

/** The open employment of an agent, or else the one that changed last. @category queries */
export const latestPlace = (world: World, agent: string): Fact<"employment"> | undefined => {
  const places = all(world, "employment", (fact) => fact.agent === agent)
  const last = [...places]
    .sort((a, b) => (a.since === b.since ? (a.agency < b.agency ? -1 : 1) : a.since < b.since ? -1 : 1))
    .at(-1)
  return places.find(({ state }) => state !== "Inactive") ?? last
}

/** That somebody is suspended, and why. @category constructors */
export const suspension = (
  agent: string,
  about: Pick<Fact<"suspension">, "why"> & Partial<Fact<"suspension">>
): Fact<"suspension"> => ({ is: "suspension", agent, until: undefined, late: undefined, asked: undefined, ...about })

/**
 * The world in which a person's certification is in another state; a term goes with Certified and Suspended alone, a bar with no other state than its own, and
 * the grace of a licence with Suspended, that of a renewal with both.
 *
 * @category transforms
 */
export const certification = (
  world: World,
  agent: string,
  state: string,
  since: string,
  term?: Partial<Pick<Fact<"certification">, "from" | "until" | "number">>
): World =>
  put(
    world.filter(
      (fact) =>
        !(
          (fact.is === "certification" ||
            fact.is === "suspension" ||
            fact.is === "bar" ||
            (fact.is === "grace" && state !== "Suspended") ||
            (fact.is === "renewal" && state !== "Suspended" && state !== "Certified")) &&
          fact.agent === agent
        )
    ),
    { is: "certification", agent, state, since, from: term?.from, until: term?.until, number: term?.number }
  )

const clientsOf = (world: World, agent: string, state: string, next: Partial<Fact<"delegation">>): World =>
  change(
    world,
    "delegation",
    (fact) => fact.agent === agent && fact.state === state,
    (fact) => ({ ...fact, ...next })
  )

/** The world in which an agent's clients wait. @category transforms */
export const freeze = (world: World, agent: string, at: string): World =>
  clientsOf(world, agent, "Active", { state: "Frozen", frozenSince: at })
/** Whether somebody waits at an agency that has set the agent inactive, for the day of the window. @rule EMP-04 @category predicates */
export const isKept = (world: World, fact: Fact<"delegation">): boolean =>
  (fact.state === "Frozen" || fact.state === "Requested") &&
  !some(
    world,
    "employment",
    (place) =>
      place.agent === fact.agent &&
      place.agency === fact.agency &&
      place.state !== "Inactive" &&
      // An agency that asks for somebody may ask in vain.
      !some(world, "association", (asked) => asked.agent === fact.agent && asked.agency === fact.agency)
  )

/** The day on which everybody is free who is left with an agent. @category queries */
export const windowEnd = (world: World, agent: string): string | undefined =>
  one(world, "window", (fact) => fact.agent === agent)?.until

/** The world in which an agent's clients are worked for again, but for those who wait for the day of a window. @category transforms */
export const thaw = (world: World, agent: string): World =>
  change(
    world,
    "delegation",
    (fact) =>
      fact.agent === agent &&
      fact.state === "Frozen" &&
      !(windowEnd(world, agent) !== undefined && isKept(world, fact)),
    (fact) => ({ ...fact, state: "Active", frozenSince: undefined })
  )

/** What a command may say of those who are to follow it. */
interface Leaving {
  readonly clientsLater?: true
}

/** The world after a step that leaves every client, and what was signed for them, as they were. @rule DEL-25 @category transforms */
export const clientsStay = (was: World, now: World, { clientsLater }: Leaving): World =>
  clientsLater === true
    ? [
        ...now.filter((fact) => fact.is !== "delegation" && fact.is !== "consent"),
        ...was.filter((fact) => fact.is === "delegation" || fact.is === "consent")
      ]
    : now

/** A step after which the clients may follow later. @rule DEL-25 @category constructors */
export const leaving =
  <C extends Leaving>(carryOut: (world: World, command: C, moment: Moment, state: string) => Verdict) =>
  (world: World, command: C, moment: Moment, state = ""): Verdict => {
    const verdict = carryOut(world, command, moment, state)
    return verdict._tag === "Accepted" ? { ...verdict, world: clientsStay(world, verdict.world, command) } : verdict
  }

/** The world in which everybody whom an agent still has is free. @rule DEL-25 DEL-26 @category transforms */
export const allFree = (world: World, agent: string, moment: Moment): World =>
  setFree(world, (fact) => fact.agent === agent, moment)

/** Until when clients can be moved once a certification is over. @rule DEL-25 @category constructors */
export const windowOf = (agent: string, { day, policy }: Pick<Moment, "day" | "policy">): Fact<"window"> => ({
  is: "window",
  agent,
  until: Dates.daysAfter(day, policy.dispositionDays)
})

/** The world in which no window of an agent is open. @category transforms */
export const shut = (world: World, agent: string): World => without(world, "window", (fact) => fact.agent === agent)

/**
 * The world after the end of a certification: clients wait to be moved, where there is time for it. Where nobody waits but
 * those whom an agency kept before it, they do not wait longer.
 *
 * @category transforms
 */
export const left = (world: World, agent: string, moment: Moment, was: World): World => {
  if (moment.policy.dispositionDays === 0) return shut(allFree(world, agent, moment), agent)
  const frozen = put(freeze(shut(world, agent), agent, moment.at), windowOf(agent, moment))
  const before = windowEnd(world, agent)
  const onlyKept = all(was, "delegation", (fact) => fact.agent === agent && isOpen(fact)).every((fact) =>
    isKept(was, fact)
  )
  return before !== undefined && onlyKept && before < (windowEnd(frozen, agent) ?? "")
    ? put(shut(frozen, agent), { is: "window", agent, until: before })
    : frozen
}

/** The world in which a place is in another state, if it is in the one that is named. @category transforms */
export const employed = (
  world: World,
  place: Fact<"employment"> | undefined,
  from: string,
  next: Partial<Fact<"employment">>
): World =>
  place?.state === from
    ? change(
        without(world, "association", (fact) => fact.agent === place.agent && fact.agency === place.agency),
        "employment",
        (fact) => fact.agent === place.agent && fact.agency === place.agency,
        (fact) => ({ ...fact, why: undefined, ...next })
      )
    : world

/** The world in which an invitation has ended with its application. @category transforms */
export const endInvitation = (world: World, agent: string, at: string): World =>
  employed(world, latestPlace(world, agent), "Invited", {
    state: "Inactive",
    since: at,
    // A request that dies with the certification was never granted.
    why: some(world, "association", (fact) => fact.agent === agent) ? "association-declined" : "application-ended"
  })

/** The world in which neither an account of the extranet nor an invitation is left to an agent. @rule EXT-10 @category transforms */
export const shutOut = (world: World, agent: string, at: string): World =>
  change(
    Invitation.revoked(world, agent),
    "extranet",
    (fact) => fact.agent === agent && fact.state !== "Disabled",
    (fact) => Extranet.closed(fact, at)
  )

/** The world without the checklist of an application that is over. @category transforms */
export const closed = (world: World, agent: string): World =>
  without(
    without(world, "item", (fact) => fact.agent === agent),
    "exam",
    (fact) => fact.agent === agent
  )

/** Whether an agency merely asks for somebody, or asked in vain. @rule AGT-03 @category predicates */
export const neverHad = (world: World, { agency, agent, why = "" }: Fact<"employment">): boolean =>
  ["association-declined", "association-withdrawn"].includes(why) ||
  some(world, "association", (fact) => fact.agent === agent && fact.agency === agency)

/** Whom a step of an agent is about, and the agency that has the agent now. @category queries */
export const targetOf = (world: World, { agentId: agent }: { readonly agentId: string }): Target => ({
  agent,
  agency: one(
    world,
    "employment",
    (fact) => fact.agent === agent && fact.state !== "Inactive" && !neverHad(world, fact)
  )?.agency
})

/** Whom a step of an agent is about, and the agency that has or had the agent last. @rule AGT-17 @category queries */
export const formerTargetOf = (world: World, { agentId: agent }: { readonly agentId: string }): Target => ({
  agent,
  agency: latestPlace(
    without(world, "employment", (fact) => neverHad(world, fact)),
    agent
  )?.agency
})

/** Refuses for some reasons. @category constructors */
export const refuse = (...reasons: ReadonlyArray<Reason>): Verdict => ({ _tag: "Refused", reasons })

const notFrom = (state: string): Reason => reason("NotAllowedFrom", turnedAway.includes(state) ? "AGT-17" : "AGT-20")

/** A step that leads on from some states of a person whom the model knows. @category constructors */
export const step = <C extends { readonly agentId: string }>(
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

/**
 * What speaks against a licence number that is not written as its state has it: seven signs, the second a digit or a
 * letter, in California; the exchange's own state is never named.
 *
 * @rule AGT-11
 * @category predicates
 */
export const misshapen = (number: string | undefined, { policy }: Moment): Reason | false => {
  if (number === undefined) return false
  const dash = number.indexOf("-")
  const state = dash < 0 ? policy.licenceState : number.slice(0, dash)
  const signs = Array.from(number.slice(dash + 1))
  const digit = (sign: string) => "0" <= sign && sign <= "9"
  const californian = signs.length === 7 && signs.every((sign, place) => place === 1 || digit(sign))
  const wrong = (dash >= 0 && state === policy.licenceState) || (state === "CA" && !californian)
  return wrong && reason("LicenceNumberMisshapen", "AGT-11")
}

/** Whether a number is one that the exchange gives: so many signs, and no others. @rule AGT-08 CAS-01 @category predicates */
export const isOfForm = (number: string, { least, most, signs }: Moment["policy"]["caseNumber"]): boolean => {
  const plain = "0123456789"
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  const taken = signs === "digits" ? plain : plain + letters + letters.toLowerCase()
  const listed = Array.from(number).every((sign) => signs === "any" || taken.includes(sign))
  return listed && least <= number.length && number.length <= most
}

/** What speaks against a profile: sites that the agency does not have, or of no agency at all. @rule AGY-08 @category predicates */
export const misplaced = (
  world: World,
  { siteIds = [] }: { readonly siteIds?: ReadonlyArray<string> },
  agency: string | undefined
): ReadonlyArray<Reason | false> =>
  siteIds.map(
    (site) =>
      !some(world, "site", (fact) => fact.agency === agency && fact.site === site) &&
      (agency === undefined ? reason("SitesWithoutAgency", "AGY-08") : reason("UnknownSite", "AGY-08"))
  )

/**
 * What speaks against a profile: whoever is in the directory has an address and a number.
 *
 * @rule DEL-02
 * @category predicates
 */
export const unreached = ({
  listInDirectory,
  publicEmail,
  publicPhone
}: {
  readonly listInDirectory: boolean
  readonly publicEmail?: string
  readonly publicPhone?: string
}): Reason | false => listInDirectory && !(publicEmail && publicPhone) && reason("ListedWithoutContact", "DEL-02")
