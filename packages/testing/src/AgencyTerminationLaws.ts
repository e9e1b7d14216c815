/**
 * Laws of the end of an agency: nothing outlives it, nobody outside is touched, and its number is free again.
 *
 * @since 0.1.0
 */
import type { Command, Facts } from "@agencybook/core/AgencyTermination"
import { machine as certificationMachine, type State } from "@agencybook/core/Certification"
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
    { agency: undefined, members: [], open: [], drafts: [], staff: [], invitations: [], ...facts },
    Sample.context()
  )

/** An agency ends from where the table says, and once. @category laws */
export const endsFromItsState = make({
  id: "agency-ends-from-its-state",
  sentence:
    "an agency is rejected while pending and terminated once certified, and not as moved while it holds clients; its FEIN is free then",
  rules: ["AGY-09", "AGY-07", "AGY-04", "AGY-01"],
  runs: 600,
  input: fc.record({
    command: fc.constantFrom(...commands),
    state: fc.constantFrom(...agencyStates, "unknown" as const),
    held: fc.nat({ max: 2 })
  }),
  holds: ({ command, held, state }, rules) => {
    const agency =
      state === "unknown" ? undefined : Sample.agency(0, { certification: Sample.agencyCertification(state) })
    const open = Array.from({ length: held }, (_, n) => Sample.delegation(n))
    const answer = decide(rules, command, { agency, open })
    if (agency === undefined) return refusedAs(answer, "UnknownAgency", "AGY-01")
    const from = command._tag === "RejectAgency" ? ["Pending"] : ["Certified", "Suspended"]
    if (!from.includes(state)) return refusedAs(answer, "NotAllowedFrom", "AGY-09")
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
    "with its agency a delegation ends, a request is declined, an agent leaves, an application is withdrawn and a staff role ends; certifications stay with their persons",
  rules: ["AGY-04", "AGY-09", "EMP-02"],
  runs: 600,
  input: fc.record({
    command: fc.constantFrom<Command>(
      { _tag: "RejectAgency", agencyId, reason },
      { _tag: "TerminateAgency", agencyId, reason, books: "end" }
    ),
    open: fc.array(fc.constantFrom(...delegationStates), { maxLength: 3 }),
    members: fc.array(
      fc.record({
        certification: fc.constantFrom<State>(...certificationMachine.states),
        place: fc.constantFrom(...places)
      }),
      { minLength: 1, maxLength: 3 }
    ),
    staff: fc.array(fc.constantFrom("Pending", "Eligible", "Approved", "Denied", "Terminated" as const), {
      maxLength: 2
    })
  }),
  holds: ({ command, members, open, staff }, rules) => {
    const state = command._tag === "RejectAgency" ? "Pending" : "Certified"
    const agency = Sample.agency(0, { certification: Sample.agencyCertification(state) })
    const helpers = staff.map((one, n) => Sample.staff(n, { approval: Sample.approval(one) }))
    const people = members.map(({ certification, place }, n) => ({
      agent: Sample.agent(n, { certification: Sample.certification(certification) }),
      employment: Sample.employment(n, 0, place)
    }))
    const answer = decide(rules, command, {
      agency,
      open: open.map((one, n) => Sample.delegation(n, one)),
      members: people,
      staff: helpers
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
          return `${event.userId} ${event.trigger} ${event.to._tag}`
        default:
          return event._tag
      }
    })
    const ended = open.map((one, n) =>
      one === "Requested"
        ? `${Sample.delegationId(n)} decline Declined`
        : `${Sample.delegationId(n)} end-certification certification-ended`
    )
    const left = members.flatMap(({ certification, place }, n) => [
      ...(certification === "Pending" || certification === "Eligible"
        ? [`${Sample.agentId(n)} withdraw Withdrawn`]
        : []),
      `${Sample.agentId(n)} ${place === "Invited" ? "end-application" : "set-inactive"} Inactive agency-ended`
    ])
    const closed = helpers.flatMap(({ approval, userId }) =>
      approval._tag === "Denied" || approval._tag === "Terminated" ? [] : [`${userId} terminate Terminated`]
    )
    return all(
      same(told, [...ended, ...left, ...closed, "AgencyCertificationMoved"], "what happened"),
      holdsIf(
        eventsOf(answer).every(
          (event) => event._tag !== "DelegationMoved" || event.to._tag !== "Ended" || event.to.until === Sample.now
        ),
        "a delegation ends at another time"
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [endsFromItsState, nothingOutlivesIt] as ReadonlyArray<Law>
