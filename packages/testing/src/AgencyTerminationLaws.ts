/**
 * Laws of the end of an agency: nothing outlives it, nobody outside is touched, and its number is free again; and of what
 * becomes of its founder, who came certified.
 *
 * @since 0.1.0
 */
import type { Agency } from "@agencybook/core/Agency"
import type { AgencyReason } from "@agencybook/core/AgencyReason"
import type { Command, Facts } from "@agencybook/core/AgencyTermination"
import * as Dates from "@agencybook/core/CalendarDate"
import { machine as certificationMachine, type State } from "@agencybook/core/Certification"
import type { Employment } from "@agencybook/core/Employment"
import { make as factsOf } from "@agencybook/core/Facts"
import { keyOf } from "@agencybook/core/Record"
import * as fc from "fast-check"
import { all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const agencyId = Sample.agencyId()
const reason = "closed"
const agencyStates = ["Incomplete", "Pending", "Certified", "Suspended", "Terminated"] as const
const commands: ReadonlyArray<Command> = [
  { _tag: "RejectAgency", agencyId, reason },
  { _tag: "TerminateAgency", agencyId, reason, books: "moved" },
  { _tag: "TerminateAgency", agencyId, reason, books: "end" }
]
const decide = (rules: Rules, command: Command, facts: Partial<Facts>) =>
  rules.agencyTermination.decide(
    command,
    { agency: undefined, members: [], open: [], consents: [], staff: [], invitations: [], ...facts },
    Sample.context()
  )

const ofBoth = ["breach", "licence-inactive", "documents-false", "voluntary", "closed"] as const
const ofRejection = ["application-incomplete", "not-theirs", "under-investigation"] as const
const ofTermination = ["e-and-o-lapsed", "agreement-lapsed", "no-certified-manager"] as const

/** An agency ends from where the table says, and once. @category laws */
export const endsFromItsState = make({
  id: "agency-ends-from-its-state",
  sentence:
    "an agency is rejected as a draft and while pending, and terminated once certified, and not as moved while it holds clients, for a reason of the step, which stands in the record; its FEIN is free then",
  rules: ["AGY-09", "AGY-07", "AGY-04", "AGY-01", "AGT-20"],
  runs: 1_000,
  input: fc.record({
    given: fc.constantFrom(...commands),
    reason: fc.constantFrom<AgencyReason>(...ofBoth, ...ofRejection, ...ofTermination),
    state: fc.constantFrom(...agencyStates, "unknown" as const),
    held: fc.nat({ max: 2 })
  }),
  holds: ({ given, held, reason, state }, rules) => {
    const command: Command = { ...given, reason }
    const agency =
      state === "unknown" ? undefined : Sample.agency(0, { certification: Sample.agencyCertification(state) })
    const open = Array.from({ length: held }, (_, n) => Sample.delegation(n))
    const answer = decide(rules, command, { agency, open })
    if (agency === undefined) return refusedAs(answer, "UnknownAgency", "AGY-01")
    const from = command._tag === "RejectAgency" ? ["Incomplete", "Pending"] : ["Certified", "Suspended"]
    if (!from.includes(state)) return refusedAs(answer, "NotAllowedFrom", "AGY-09")
    const unfit: ReadonlyArray<AgencyReason> = command._tag === "RejectAgency" ? ofTermination : ofRejection
    if (unfit.includes(reason)) return refusedAs(answer, "AgencyReasonNotForStep", "AGT-20")
    const books = command._tag === "TerminateAgency" ? { books: command.books } : {}
    if (command._tag === "TerminateAgency" && command.books === "moved" && held > 0)
      return refusedAs(answer, "BooksNotMoved", "AGY-04")
    const after = eventsOf(answer).reduce(
      (now, event) => (event._tag === "AgencyCertificationMoved" ? rules.agency.evolve(now, event) : now),
      agency
    )
    return all(
      same(after.certification, { _tag: "Terminated", since: Sample.now, reason, ...books }, "the agency"),
      same(keyOf("agency", "fein", after), undefined, "the key of the FEIN")
    )
  }
})

const places = ["Invited", "Active"] as const
const delegationStates = ["Requested", "Active", "Frozen"] as const

/** Everything that hangs on an agency ends with it. @category laws */
export const nothingOutlivesIt = make({
  id: "agency-nothing-outlives-it",
  sentence:
    "with its agency a delegation ends, a request is declined, an agent leaves, an application is withdrawn, a draft discarded, an invitation revoked, and a staff role ends; certifications stay with their persons",
  rules: ["AGY-04", "AGY-09", "EMP-02"],
  runs: 600,
  input: fc.record({
    command: fc.constantFrom<Command>(
      { _tag: "RejectAgency", agencyId, reason },
      { _tag: "TerminateAgency", agencyId, reason, books: "end" }
    ),
    open: fc.array(fc.constantFrom(...delegationStates), { maxLength: 30, size: "max" }),
    members: fc.array(
      fc.record({
        certification: fc.constantFrom<State>(...certificationMachine.states),
        place: fc.constantFrom(...places)
      }),
      { minLength: 1, maxLength: 12, size: "max" }
    ),
    staff: fc.array(fc.constantFrom("Pending", "Eligible", "Approved", "Denied", "Terminated" as const), {
      maxLength: 12,
      size: "max"
    }),
    invited: fc.array(fc.constantFrom("Issued", "Claimed", "Revoked" as const), { maxLength: 12, size: "max" })
  }),
  holds: ({ command, invited, members, open, staff }, rules) => {
    const state = command._tag === "RejectAgency" ? (staff.length === 0 ? "Incomplete" : "Pending") : "Certified"
    const agency = Sample.agency(0, { certification: Sample.agencyCertification(state) })
    const helpers = staff.map((one, n) => Sample.staff(n, { approval: Sample.approval(one) }))
    const people = members.map(({ certification, place }, n) => ({
      agent: Sample.agent(n, { certification: Sample.certification(certification) }),
      employment: Sample.employment(n, 0, place)
    }))
    const invitations = invited.map((one, n) => Sample.invitation(n, { state: one }))
    const answer = decide(rules, command, {
      agency,
      open: open.map((one, n) => Sample.delegation(n, one)),
      members: people,
      staff: helpers,
      invitations
    })
    const told = eventsOf(answer).map((event) => {
      switch (event._tag) {
        case "DelegationMoved":
          return `${event.delegationId} ${event.trigger} ${event.to._tag === "Ended" ? event.to.reason : event.to._tag}`
        case "EmploymentMoved":
          return `${event.to.agentId} ${event.trigger} ${event.to.state} ${event.to.reason}`
        case "CertificationMoved":
          return `${event.agentId} ${event.trigger} ${event.to._tag}`
        case "StaffMoved":
          return `${event.userId} ${event.trigger} ${event.to._tag} ${"reason" in event.to && event.to.reason}`
        case "InvitationMoved":
          return `${event.invitationId} ${event.trigger} ${event.to}`
        default:
          return event._tag
      }
    })
    const ended = open.map((one, n) =>
      one === "Requested"
        ? `${Sample.delegationId(n)} decline Declined`
        : `${Sample.delegationId(n)} end-certification agency-ended`
    )
    const left = members.flatMap(({ certification, place }, n) => [
      ...(certification === "Pending" || certification === "Eligible"
        ? [`${Sample.agentId(n)} withdraw Withdrawn`]
        : []),
      ...(certification === "Incomplete" ? [`${Sample.agentId(n)} withdraw Discarded`] : []),
      `${Sample.agentId(n)} ${place === "Invited" ? "end-application" : "set-inactive"} Inactive agency-ended`
    ])
    const closed = helpers.flatMap(({ approval, userId }) =>
      approval._tag === "Denied" || approval._tag === "Terminated"
        ? []
        : [`${userId} terminate Terminated agency-terminated`]
    )
    const revoked = invitations.flatMap(({ invitationId, state }) =>
      state === "Issued" ? [`${invitationId} revoke Revoked`] : []
    )
    return all(
      same(told, [...ended, ...left, ...revoked, ...closed, "AgencyCertificationMoved"], "what happened"),
      holdsIf(
        eventsOf(answer).every(
          (event) => event._tag !== "DelegationMoved" || event.to._tag !== "Ended" || event.to.until === Sample.now
        ),
        "a delegation ends at another time"
      )
    )
  }
})

/** Everybody who was in it hears of its end. @category laws */
export const theEndIsTold = make({
  id: "agency-end-is-told",
  sentence:
    "the end of an agency is told with its reason to those who managed it and to the agents who keep their certification, to an applicant as a withdrawal; consumers, agents and managers hear that the agency is over, and neither who had left before nor whoever was never more than a draft hears anything",
  rules: ["AGY-04", "AGY-09", "NOT-02"],
  input: fc.record({
    rejected: fc.boolean(),
    colleague: fc.constantFrom("certified" as const, "applicant" as const, "draft" as const),
    before: fc.boolean(),
    client: fc.boolean()
  }),
  holds: ({ before, client, colleague, rejected }, rules) => {
    const started = rejected || colleague === "applicant" ? "Pending" : "Certified"
    const state = colleague === "draft" ? "Incomplete" : started
    const applying = state !== "Certified"
    const people = [
      { n: 0, certification: Sample.certification(rejected ? "Pending" : "Certified") },
      { n: 1, certification: Sample.certification(state) }
    ].map(({ certification, n }) => ({
      agent: Sample.agent(n, { certification }),
      employment: Sample.employment(n, 0, applying && n === 1 ? "Invited" : "Active")
    }))
    const agency: Agency = {
      ...Sample.agency(0, { certification: Sample.agencyCertification(rejected ? "Pending" : "Certified") }),
      managers: [Sample.agentId(0), Sample.agentId(2)]
    }
    const held =
      client && !applying
        ? [Sample.delegation(1, "Active", { delegate: { agentId: Sample.agentId(1), agencyId } })]
        : []
    const events = eventsOf(
      decide(rules, commands[rejected ? 0 : 2] as Command, { agency, members: people, open: held })
    )
    const left = (n: number) =>
      events.flatMap((event) =>
        event._tag === "EmploymentMoved" && event.to.agentId === Sample.agentId(n) ? [event.to] : []
      )
    const moved = (n: number) =>
      events.flatMap((event) =>
        event._tag === "CertificationMoved" && event.agentId === Sample.agentId(n) ? [event.to] : []
      )
    // The second manager left some time ago, or together with the agency.
    const second: Employment = {
      ...Sample.employment(2, 0, "Inactive"),
      ...{ since: before ? Dates.plusHours(Sample.now, -1) : Sample.now, reason: "agency-ended" }
    }
    const known = factsOf({
      agency: new Map([
        [
          agencyId as string,
          events.reduce(
            (now, event) => (event._tag === "AgencyCertificationMoved" ? rules.agency.evolve(now, event) : now),
            agency
          )
        ]
      ]),
      agent: new Map(
        [0, 1, 2].map((n) => [
          Sample.agentId(n) as string,
          Sample.agent(n, {
            certification: moved(n)[0] ?? people[n]?.agent.certification ?? Sample.certification("Certified")
          })
        ])
      ),
      employment: new Map([...left(0), ...left(1), second].map((one) => [one.employmentId as string, one])),
      case: new Map([[Sample.caseId(1) as string, Sample.household(1)]]),
      delegation: new Map(held.map((one) => [one.delegationId as string, one]))
    })
    const lines = rules.notice
      .fromEvents(events, known, Sample.context())
      .map(({ params, template, to }) => [to.role, to.email, template, params.state, params.reason].join(" "))
    const mail = (n: number) => Sample.agent(n).loginEmail
    const managers = [mail(0), ...(before ? [] : [mail(2)])]
    const withdrawn = (n: number) => `agent ${mail(n)} NTC-07 Withdrawn agency-ended`
    const ended = (role: string, to: string) => `${role} ${to} NTC-15  agency-ended`
    const expected = [
      ...(rejected ? [withdrawn(0)] : []),
      ...(state === "Pending" ? [withdrawn(1)] : []),
      ...(state === "Certified" ? [`agent ${mail(1)} NTC-09 Terminated ${reason}`] : []),
      ...managers.map((to) => `manager ${to} ${rejected ? "NTC-07" : "NTC-09"} Terminated ${reason}`),
      ...held.flatMap(() => [
        ended("consumer", Sample.household(1).primaryContact.email ?? ""),
        ended("agent", mail(1)),
        ...managers.map((to) => ended("manager", to))
      ])
    ]
    return same([...lines].sort(), expected.sort(), "who is told what")
  }
})

/** Who was certified before is approved together with the own agency. @category laws */
export const founderIsApproved = make({
  id: "agency-founder-is-approved-with-it",
  sentence:
    "with its agency a manager who was certified before becomes active where the place was under review, and keeps the certification; an agency that is turned away leaves the place as one that was never approved",
  rules: ["AGT-03", "AGY-03", "EMP-06"],
  input: fc.record({ review: fc.boolean(), turnedAway: fc.boolean() }),
  holds: ({ review, turnedAway }, rules) => {
    const invited = Sample.employment(0, 0, "Invited")
    const employment = review ? { ...invited, review: true as const } : invited
    const agent = Sample.agent(0)
    const agency = Sample.agency(0, { certification: Sample.agencyCertification("Pending") })
    const happened = turnedAway
      ? eventsOf(
          rules.agencyTermination.decide(
            { _tag: "RejectAgency", agencyId, reason: "documents-false" },
            { agency, members: [{ agent, employment }], open: [], consents: [], staff: [], invitations: [] },
            Sample.context()
          )
        )
      : eventsOf(
          rules.agency.decide(
            { _tag: "CertifyAgency", agencyId },
            {
              ...{ agency, manager: agent, managerEmployment: employment, openEmployment: employment },
              ...{ sameFein: undefined, sameNpn: undefined, sameEmail: undefined }
            },
            Sample.context()
          )
        )
    const told = happened.flatMap((event) =>
      event._tag === "EmploymentMoved" ? [`${event.to.state} ${event.to.reason} ${event.to.review}`] : []
    )
    const ended = review ? "association-declined" : "agency-ended"
    return all(
      same(
        told,
        turnedAway ? [`Inactive ${ended} undefined`] : review ? ["Active undefined undefined"] : [],
        "what becomes of the place"
      ),
      holdsIf(
        happened.every(({ _tag }) => _tag !== "CertificationMoved"),
        "the certification moves"
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [endsFromItsState, nothingOutlivesIt, theEndIsTold, founderIsApproved] as ReadonlyArray<Law>
