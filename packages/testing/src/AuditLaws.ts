/**
 * Laws of the audit trail: whose trail a record is on, what a line shows, and what it does not.
 *
 * @since 0.1.0
 */
import type { Concerns, Reader, Recorded } from "@agencybook/core/Audit"
import * as Id from "@agencybook/core/Id"
import type { Event, Kind, Records } from "@agencybook/core/Record"
import type { Transfer } from "@agencybook/core/Transfer"
import * as fc from "fast-check"
import * as DiscrepancySample from "./DiscrepancySample.ts"
import * as EntitySample from "./EntitySample.ts"
import { all, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"
import { play, type Story, story } from "./TraceLaws.ts"

const [caseId, agentId, agencyId] = [Sample.caseId(1), Sample.agentId(1), Sample.agencyId(2)]
const delegate = { agentId, agencyId }
const counselorId: Id.UserId = Id.make("counselor-0")
const transfer: Transfer = {
  ...{ transferId: Id.make("transfer-0"), agencyId, reason: "leave", consentMode: "notify", state: "Applied" },
  ...{ fromAgentId: agentId, toAgentId: Sample.agentId(5), rows: [] }
}
const { agentId: _, ...takenByNobody } = Sample.exportLog({ order: { agencyId, columns: "full" } })

const entry = <K extends Kind>(kind: K, record: Records[K], concerns: Concerns) => ({
  kind,
  record: record as Records[Kind],
  concerns
})

/** A record of every kind, and whose trail it is on. */
const owners = [
  entry("agency", Sample.agency(2), { agencyId }),
  entry("agent", Sample.agent(1), { agentId }),
  entry("employment", Sample.employment(1, 2), delegate),
  entry("staff", Sample.staff(0, { agencyId }), { agencyId }),
  entry("case", Sample.household(1), { caseId }),
  entry("consent", Sample.consent(1, "Granted", { grantee: { _tag: "Agency", ...delegate } }), { caseId, ...delegate }),
  entry("consent", Sample.consent(1, "Granted", { grantee: { _tag: "Agency", agencyId } }), { caseId, agencyId }),
  entry("consent", Sample.consent(1, "Granted", { grantee: { _tag: "Counselor", counselorId } }), {
    caseId,
    counselorId
  }),
  entry("applicationReview", Sample.applicationReview(1, { assistedBy: delegate }), { caseId, ...delegate }),
  entry("delegation", Sample.delegation(1, "Ended", { delegate }), { caseId, ...delegate }),
  entry("transfer", transfer, delegate),
  entry("exportLog", Sample.exportLog({ agentId, order: { agencyId, columns: "full" } }), delegate),
  entry("exportLog", takenByNobody, { agencyId }),
  entry("discrepancyList", DiscrepancySample.list(0, delegate), delegate),
  entry("acting", Sample.session({ agencyId }), delegate),
  entry("accessCode", Sample.accessCode(1), { caseId }),
  entry("agentChangeCode", Sample.agentChangeCode(1, { agencyId }), { caseId, ...delegate }),
  entry("invitation", Sample.invitation(1, { agencyId }), delegate),
  entry("extranetAccount", Sample.extranetAccount(1), { agentId }),
  entry("enrollmentEntity", EntitySample.entity(0), {}),
  entry("counselor", EntitySample.counselor(0), { counselorId }),
  entry("counselorDelegation", EntitySample.delegation(1), { caseId, counselorId })
]

/** Everybody finds what happened to them. @category laws */
export const everybodyHasTheirTrail = make({
  id: "audit-everybody-has-their-trail",
  sentence:
    "what happens to a record is on the trail of the case, the agent, the agency and the counselor that it is about and on no other; an agent's certification and accounts are on no agency's, and the register of entities is on nobody's",
  rules: ["DEL-30", "ENT-01"],
  runs: 1,
  input: fc.constant("every kind"),
  holds: (_, rules) =>
    all(
      ...owners.map(({ concerns, kind, record }) =>
        same(rules.audit.concerns(kind, record), concerns, `who has ${kind}`)
      )
    )
})

const actors = ["agent/agent-1", "consumer/case-1", "staff/staff-0", "exchange/examiner", "system/scheduler", "system"]
const steps: ReadonlyArray<readonly [Event, { readonly kind: Kind; readonly id: string }, object]> = [
  [
    {
      ...{ _tag: "CertificationMoved", agentId, trigger: "suspend", from: "Certified" },
      to: Sample.certification("Suspended")
    },
    { kind: "agent", id: "agent-1" },
    { from: "Certified", to: "Suspended" }
  ],
  [
    {
      ...{ _tag: "EmploymentMoved", employmentId: Id.employment(agentId, agencyId), trigger: "set-inactive" },
      ...{ from: "Active", to: { ...Sample.employment(1, 2, "Inactive"), reason: "leave" } }
    },
    { kind: "employment", id: "agent-1/agency-2" },
    { from: "Active", to: "Inactive" }
  ],
  [
    {
      ...{ _tag: "EmploymentMoved", employmentId: Id.employment(agentId, agencyId), trigger: "invite" },
      to: Sample.employment(1, 2)
    },
    { kind: "employment", id: "agent-1/agency-2" },
    { to: "Active" }
  ],
  [
    { _tag: "StaffLevelSet", userId: Sample.staff(0).userId, from: 1, to: 2 },
    { kind: "staff", id: "staff-0" },
    { from: "1", to: "2" }
  ],
  [
    {
      ...{ _tag: "AgentLoginChanged", agentId, formerEmail: Sample.agent(1).loginEmail },
      loginEmail: Sample.agent(3).loginEmail
    },
    { kind: "agent", id: "agent-1" },
    {}
  ],
  [{ _tag: "AgencyOpened", agency: Sample.agency(2) }, { kind: "agency", id: "agency-2" }, {}],
  [{ _tag: "CaseRecorded", case: Sample.household(1) }, { kind: "case", id: "case-1" }, {}],
  [
    {
      ...{ _tag: "AccessCodeMoved", accessCodeId: Id.make("code-1"), caseId, to: "Locked", wrongTries: 5 }
    },
    { kind: "accessCode", id: "code-1" },
    { to: "Locked" }
  ]
]

/** A line shows the step and not what the record says. @category laws */
export const linesShowSteps = make({
  id: "audit-lines-show-steps",
  sentence:
    "a line of a trail shows when and by which command and permission who did what to which record, for whom, and from which state to which, and nothing else; to a consumer only agents and consumers by name",
  rules: ["DEL-30"],
  input: fc.record({
    step: fc.constantFrom(...steps),
    actor: fc.constantFrom(...actors),
    reader: fc.constantFrom<Reader>("consumer", "office"),
    onBehalfOf: fc.constantFrom(undefined, "agent-4"),
    position: fc.nat()
  }),
  holds: ({ actor, onBehalfOf, position, reader, step: [event, record, states] }, rules) => {
    const row: Recorded = {
      ...{ position, commandId: Id.make("command-0"), commandName: "ApproveStaff", at: Sample.now, actor },
      ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
      ...{ permission: "P-13 exchange", event, concerns: { agencyId } }
    }
    const named = reader === "office" || ["agent", "consumer"].includes(actor.slice(0, actor.indexOf("/")))
    const [role] = actor.split("/")
    return same(
      rules.audit.line(row, reader),
      {
        ...{ position, at: Sample.now, commandId: "command-0", command: "ApproveStaff" },
        ...{ actor: named ? actor : role, permission: "P-13 exchange", what: event._tag, record },
        ...{ concerns: { agencyId }, ...(onBehalfOf === undefined ? {} : { onBehalfOf }), ...states }
      },
      "the line"
    )
  }
})

// A level, or the name of a state as machines and records write it.
const isNameOfState = (text: string): boolean => /^(?:[1-9]|[A-Z][A-Za-z]*|[a-z]+(?:-[a-z]+)*)$/.test(text)

/** A trail tells steps, and nothing of persons. @category laws */
export const linesTellNoPerson = make<Story>({
  id: "audit-lines-tell-no-person",
  sentence:
    "whatever happens, a line of a trail says from which state to which by the names of states alone, and neither an address nor a name of a person",
  rules: ["DEL-30", "SEC-01"],
  runs: 150,
  input: story,
  holds: ({ length, start, world }, rules) =>
    all(
      ...Array.from(play(world, start, length, rules), ({ events, sent }) =>
        all(
          ...events.map((event) => {
            const line = rules.audit.line(
              {
                ...{ position: 1, commandId: Id.make("command-0"), commandName: sent.command._tag, at: Sample.now },
                ...{ actor: "exchange/examiner", permission: "P-13 exchange", event, concerns: {} }
              },
              "office"
            )
            const { from = "", to = "" } = line
            const strange = [from, to].filter((text) => text !== "" && !isNameOfState(text))
            return same(
              [...strange, ...(JSON.stringify(line).includes("@") ? ["an address"] : [])],
              [],
              `what a line tells of \`${event._tag}\` beside names of states`
            )
          })
        )
      )
    )
})

/** The laws of this module. @category laws */
export const laws = [everybodyHasTheirTrail, linesShowSteps, linesTellNoPerson] as ReadonlyArray<Law>
