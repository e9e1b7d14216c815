/**
 * Laws of the place of agents in their agency.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { State as CertificationState } from "@agencybook/core/Certification"
import type { Command, Facts } from "@agencybook/core/Employment"
import { kinds, machine } from "@agencybook/core/Invitation"
import * as fc from "fast-check"
import { acceptedAs, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const agentId = Sample.agentId(1)
const agencyId = Sample.agencyId()
const facts = (over: Partial<Facts> = {}): Facts => ({
  agent: Sample.agent(1),
  employment: Sample.employment(1),
  openEmployment: Sample.employment(1),
  openDelegations: 0,
  otherManager: true,
  isManager: false,
  sameLicence: undefined,
  sameNpn: undefined,
  sameEmail: undefined,
  ...over
})
const { states } = machine
const add: Command = { _tag: "AddAgent", agencyId, agentId, profile: Sample.profile(1) }
const leave: Command = { _tag: "SetAgentInactive", agencyId, agentId, reason: "leave" }
const back: Command = { _tag: "SetAgentActive", agencyId, agentId }
const decide = (rules: Rules, command: Command, over: Partial<Facts> = {}) =>
  rules.employment.decide(command, facts(over), Sample.context())
const certificationStates: ReadonlyArray<CertificationState> = [
  ...(["Incomplete", "Pending", "Eligible", "Certified", "Suspended"] as const),
  ...(["Denied", "Withdrawn", "Discarded", "TerminatedVested", "TerminatedForCause", "Deceased"] as const)
]

/** An agency adds a person once. @category laws */
export const aPersonIsAddedOnce = make({
  id: "employment-a-person-is-added-once",
  sentence:
    "an agency adds an agent who is unknown by identifier, licence, national producer number and address for login, and works nowhere, and certification starts",
  rules: ["AGT-01", "AGT-02", "EMP-03", "AGY-01", "STF-07"],
  input: fc.record({
    known: fc.boolean(),
    sameLicence: fc.boolean(),
    sameNpn: fc.boolean(),
    sameEmail: fc.boolean(),
    elsewhere: fc.boolean()
  }),
  holds: ({ elsewhere, known, sameEmail, sameLicence, sameNpn }, rules) => {
    const answer = decide(rules, add, {
      agent: known ? Sample.agent(1) : undefined,
      employment: undefined,
      openEmployment: elsewhere ? Sample.employment(1, 3) : undefined,
      sameLicence: sameLicence ? Sample.agent(4) : undefined,
      sameNpn: sameNpn ? Sample.agent(5) : undefined,
      sameEmail: sameEmail ? Sample.agent(6) : undefined
    })
    if (known || sameLicence) return refusedAs(answer, "AgentExists", "AGT-01")
    if (sameNpn) return refusedAs(answer, "NpnInUse", "AGT-01")
    if (sameEmail) return refusedAs(answer, "LoginEmailInUse", "STF-07")
    if (elsewhere) return refusedAs(answer, "EmployedElsewhere", "EMP-03")
    const certification = { _tag: "Incomplete", since: Sample.now }
    const { employmentId } = Sample.employment(1)
    return acceptedAs(answer, [
      { _tag: "AgentAdded", agent: { ...Sample.profile(1), agentId, certification, locked: false } },
      { _tag: "EmploymentMoved", employmentId, trigger: "invite", to: Sample.employment(1, 0, "Invited") }
    ])
  }
})

/** Activity is set between active and inactive. @category laws */
export const activityIsSet = make({
  id: "employment-activity-is-set",
  sentence:
    "an agent of the roster is set inactive from active and active from inactive; the same again changes nothing",
  rules: ["EMP-01", "AGY-01"],
  input: fc.record({
    state: fc.constantFrom(...(["Invited", "Active", "Inactive", "nowhere"] as const)),
    to: fc.constantFrom(...(["Active", "Inactive"] as const))
  }),
  holds: ({ state, to }, rules) => {
    const employment = state === "nowhere" ? undefined : Sample.employment(1, 0, state)
    const answer = decide(rules, to === "Active" ? back : leave, { employment, openEmployment: undefined })
    if (employment === undefined) return refusedAs(answer, "NotOnRoster", "AGY-01")
    if (state === to) return acceptedAs(answer, [])
    if (state === "Invited") return refusedAs(answer, "NotAllowedFrom", "EMP-01")
    const { employmentId } = employment
    const next = { ...Sample.employment(1, 0, to), ...(to === "Inactive" ? { reason: "leave" } : {}) }
    const trigger = to === "Active" ? "set-active" : "set-inactive"
    return acceptedAs(answer, [{ _tag: "EmploymentMoved", employmentId, trigger, from: state, to: next }])
  }
})

/** Nobody leaves cases behind, and a manager not the agency. @category laws */
export const nothingIsLeftBehind = make({
  id: "employment-nothing-is-left-behind",
  sentence:
    "an agent is not set inactive while cases are open, nor as the last certified manager; what the agency has invited with opens nothing any more",
  rules: ["EMP-04", "AGY-12", "INV-03"],
  input: fc.record({
    openDelegations: fc.constantFrom(0, 0, 1, 7),
    isManager: fc.boolean(),
    otherManager: fc.boolean(),
    invited: fc.array(
      fc.record({ kind: fc.constantFrom(...kinds), state: fc.constantFrom(...states), here: fc.boolean() }),
      { maxLength: 12, size: "max" }
    )
  }),
  holds: ({ invited, ...given }, rules) => {
    const invitations = invited.map(({ here, kind, state }, n) =>
      Sample.invitation(n, { kind, state, agentId, agencyId: here ? agencyId : Sample.agencyId(3) })
    )
    const answer = decide(rules, leave, { ...given, invitations })
    if (given.isManager && !given.otherManager) return refusedAs(answer, "LastManager", "AGY-12")
    if (given.openDelegations > 0) return refusedAs(answer, "DelegationsWithoutDisposition", "EMP-04")
    const ends = invitations.filter(({ agencyId: of, state }) => of === agencyId && state === "Issued")
    return same(
      eventsOf(answer).map((event) => [event._tag, "invitationId" in event ? [event.invitationId, event.to] : []]),
      [["EmploymentMoved", []], ...ends.map((one) => ["InvitationMoved", [one.invitationId, "Revoked"]])],
      "the events"
    )
  }
})

/** Coming back needs certification and no other place. @category laws */
export const comingBackNeedsCertification = make({
  id: "employment-coming-back-needs-certification",
  sentence:
    "an agent comes back certified, from the first day of a term to its last, and from nowhere else, and with no old delegation",
  rules: ["EMP-05", "EMP-03", "AGT-08"],
  input: fc.record({
    state: fc.constantFrom(...certificationStates, ...(["Certified", "Certified"] as const)),
    elsewhere: fc.boolean(),
    began: fc.constantFrom(-364, 0, 1, -365)
  }),
  holds: ({ began, elsewhere, state }, rules) => {
    const from = Dates.plusDays(Sample.today, began)
    const certification = Sample.certification(state)
    const answer = decide(rules, back, {
      agent: Sample.agent(1, {
        certification:
          certification._tag === "Certified"
            ? { ...certification, term: { ...certification.term, from, until: Dates.plusDays(from, 365) } }
            : certification
      }),
      employment: Sample.employment(1, 0, "Inactive"),
      openEmployment: elsewhere ? Sample.employment(1, 3) : undefined
    })
    if (state !== "Certified" || began > 0 || began <= -365) return refusedAs(answer, "NotCertified", "EMP-05")
    if (elsewhere) return refusedAs(answer, "EmployedElsewhere", "EMP-03")
    return same(
      eventsOf(answer).map(({ _tag }) => _tag),
      ["EmploymentMoved"],
      "what happens"
    )
  }
})

/** The last place is the one that began last. @category laws */
export const theLastPlace = make({
  id: "employment-the-last-place",
  sentence:
    "of an agent's places the open one counts, and otherwise the one that has changed last, in whatever order they are told",
  rules: ["AGT-03"],
  input: fc.record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }),
    open: fc.option(fc.nat(3), { nil: undefined })
  }),
  holds: ({ days, open }, rules) => {
    const places = days.map((day, n) => ({
      ...Sample.employment(1, n, n === open ? "Active" : "Inactive"),
      since: Dates.plusHours(Sample.now, -24 * day)
    }))
    const latest = Math.min(...days)
    const expected = places[open ?? -1] ?? places[days.indexOf(latest)]
    return same(rules.employment.latestApproved(places), expected, "the place that counts")
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [
  aPersonIsAddedOnce,
  activityIsSet,
  nothingIsLeftBehind,
  comingBackNeedsCertification,
  theLastPlace
]
