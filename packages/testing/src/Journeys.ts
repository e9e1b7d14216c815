/**
 * Journeys of the field as stories: what agencies, agents, helpers and consumers go through, told step by step.
 *
 * They start with an empty portal and end where the people arrive. A team can run them against its own system, copy one
 * as the beginning of its own story, or keep them beside its tests as files.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import { items } from "@agencybook/core/Requirement"
import type { RuleId } from "@agencybook/core/Rule"
import * as Sample from "./Sample.ts"
import type { Ending, Step, Trace } from "./ScenarioTrace.ts"
import * as World from "./World.ts"

type Events = Extract<Ending, { readonly _tag: "Done" }>["events"]

const done = (...events: Events): Ending => ({ _tag: "Done", events })
const nothing: Ending = { _tag: "Nothing" }
const refused = (code: string, rule: RuleId): Ending => ({ _tag: "Refused", code, rule })

/** A moment of the journeys: days after Tuesday 3 March 2026, and minutes after ten in the morning. */
const at = (day: number, minute = 0): Dates.Instant => Dates.plusMillis(Sample.now, (day * 1_440 + minute) * 60_000)

const step = (
  when: Dates.Instant,
  actor: Actor,
  says: string,
  command: Command,
  ends: Ending,
  more: Partial<Step> = {}
) => ({ says, at: when, actor, command, ends, ...more }) as unknown as Step

const journey = (
  name: string,
  sentence: string,
  rules: ReadonlyArray<RuleId>,
  steps: ReadonlyArray<Step | ReadonlyArray<Step>>
): Trace => ({
  format: "agencybook-trace/1",
  name,
  sentence,
  rules,
  steps: steps.flat() as unknown as Trace["steps"]
})

const agencyId = Sample.agencyId()
const [manager, anna, ben] = [0, 1, 2].map((n) => Sample.agentId(n)) as [Id.AgentId, Id.AgentId, Id.AgentId]
const asManager = Sample.asAgent(0)
const asAnna = Sample.asAgent(1)
const asBen = Sample.asAgent(2)
const consumer = Sample.asConsumer(0)
const applicant: Actor = { _tag: "Applicant", userId: Sample.userId }
const request = (n: number): Id.DelegationId => Id.make(`request-${n}`)
const delegated = (step: number, n: number): Id.DelegationId => Id.derive(Id.make(`step-${step}`), n)

/** The office of the samples, delivered: agents 0, 1 and 2 of one agency, and two cases, the first one with agent 1. */
const office: ReadonlyArray<Step> = World.deliveries(World.office).map((command) =>
  step(
    at(0),
    Sample.system,
    command._tag === "RecordRoster" ? "the roster is delivered" : "the cases are delivered",
    command,
    command._tag === "RecordRoster"
      ? done("AgencyOpened", "AgentAdded", "AgentAdded", "AgentAdded")
      : done("CaseRecorded", "DelegationOpened", "CaseRecorded")
  )
)
/** The delegation of the first case: the second step delivers it. */
const firstDelegation = delegated(2, 0)

const met = (agentId: Id.AgentId, day: number): ReadonlyArray<Step> =>
  items.map((item, n) =>
    item === "exam-passed"
      ? step(
          at(day, n),
          Sample.exchange,
          "the exam is passed",
          { _tag: "RecordExam", agentId, score: 80 },
          done("ChecklistRecorded")
        )
      : step(
          at(day, n),
          Sample.exchange,
          `\`${item}\` is met`,
          { _tag: "RecordRequirement", agentId, item, outcome: "Met" },
          done("ChecklistRecorded")
        )
  )

const newAgency = journey(
  "new-agency",
  "an agency and its manager apply together, and are certified together once everything is there",
  ["AGY-06", "AGY-09", "AGY-03", "AGT-07", "EXT-01"],
  [
    step(
      at(0),
      applicant,
      "an applicant opens the agency",
      { _tag: "OpenAgency", agencyId, details: Sample.details(), managerId: manager, manager: Sample.profile() },
      done("AgencyOpened", "AgentAdded", { _tag: "EmploymentMoved", to: { state: "Invited" } })
    ),
    step(
      at(0, 1),
      asManager,
      "the manager submits too early",
      { _tag: "SubmitAgency", agencyId },
      refused("DocumentsMissing", "AGY-06")
    ),
    ...(["agency-agreement", "payee-data"] as const).map((type, n) =>
      step(
        at(0, 2 + n),
        asManager,
        `the manager uploads \`${type}\``,
        { _tag: "UploadAgencyDocument", agencyId, document: { type } },
        done("AgencyDocumentUploaded")
      )
    ),
    step(
      at(0, 4),
      asManager,
      "the manager uploads the insurance certificate",
      {
        _tag: "UploadAgencyDocument",
        agencyId,
        document: { type: "e-and-o", expiresOn: Dates.make("2026-12-31") }
      },
      done("AgencyDocumentUploaded")
    ),
    step(
      at(0, 5),
      asManager,
      "agency and manager are submitted together",
      { _tag: "SubmitAgency", agencyId },
      done("AgencyCertificationMoved", { _tag: "CertificationMoved", to: { _tag: "Pending" } })
    ),
    step(
      at(1),
      Sample.exchange,
      "the exchange cannot certify an agency whose manager is not ready",
      { _tag: "CertifyAgency", agencyId, managerTerm: Sample.term },
      refused("ManagerNotReady", "AGY-03")
    ),
    met(manager, 2),
    step(
      at(3),
      asManager,
      "the manager may not certify the own agency",
      { _tag: "CertifyAgency", agencyId, managerTerm: Sample.term },
      { _tag: "Refused", code: "NotPermitted", rule: "SEC-01" }
    ),
    step(
      at(3, 1),
      Sample.exchange,
      "the exchange certifies both",
      { _tag: "CertifyAgency", agencyId, managerTerm: Sample.term },
      done(
        { _tag: "AgencyCertificationMoved", to: { _tag: "Certified" } },
        { _tag: "CertificationMoved", to: { _tag: "Certified" } },
        { _tag: "EmploymentMoved", to: { state: "Active" } }
      )
    ),
    step(
      at(6),
      Sample.system,
      "the Monday run gives the manager an account of the extranet",
      { _tag: "RunExtranetOnboarding", day: Dates.make("2026-03-09") },
      done({ _tag: "ExtranetAccountProvisioned", account: { agentId: manager } })
    )
  ]
)

const newId = Sample.agentId(9)

const newAgent = journey(
  "new-agent",
  "an agency adds an agent, who becomes active with the certification and gets an account on the next Monday",
  ["AGT-01", "AGT-02", "AGT-04", "AGT-07", "EXT-01"],
  [
    office,
    step(
      at(0, 1),
      asAnna,
      "an agent cannot add colleagues",
      { _tag: "AddAgent", agencyId, agentId: newId, profile: Sample.profile(9) },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(0, 2),
      asManager,
      "the manager adds the agent",
      { _tag: "AddAgent", agencyId, agentId: newId, profile: Sample.profile(9) },
      done({ _tag: "AgentAdded", agent: { certification: { _tag: "Incomplete" } } })
    ),
    step(
      at(0, 3),
      asManager,
      "the same licence cannot be added twice",
      { _tag: "AddAgent", agencyId, agentId: Sample.agentId(10), profile: Sample.profile(9) },
      refused("AgentExists", "AGT-01")
    ),
    step(
      at(0, 4),
      asManager,
      "the profile is submitted",
      { _tag: "SubmitAgent", agentId: newId },
      done({ _tag: "CertificationMoved", to: { _tag: "Pending" } })
    ),
    step(
      at(0, 5),
      Sample.exchange,
      "training does not come before the licence",
      { _tag: "RecordRequirement", agentId: newId, item: "training-complete", outcome: "Met" },
      refused("ItemOutOfOrder", "AGT-04")
    ),
    step(
      at(1),
      Sample.exchange,
      "nobody is certified with open items",
      { _tag: "CertifyAgent", agentId: newId, term: Sample.term },
      refused("ChecklistOpen", "AGT-07")
    ),
    met(newId, 2),
    step(
      at(3),
      Sample.exchange,
      "the agent is certified and active at once",
      { _tag: "CertifyAgent", agentId: newId, term: Sample.term },
      done(
        { _tag: "CertificationMoved", to: { _tag: "Certified" } },
        { _tag: "EmploymentMoved", to: { state: "Active" } }
      )
    ),
    step(
      at(6),
      Sample.system,
      "the Monday run gives the new agent an account",
      { _tag: "RunExtranetOnboarding", day: Dates.make("2026-03-09") },
      done({ _tag: "ExtranetAccountProvisioned", account: { agentId: newId } })
    ),
    step(
      at(6, 1),
      Sample.system,
      "a second run gives nothing more",
      { _tag: "RunExtranetOnboarding", day: Dates.make("2026-03-09") },
      nothing
    )
  ]
)

const consumerFindsHelp = journey(
  "consumer-finds-help",
  "a consumer asks an agent in the directory; the old delegate stays until the new one accepts, and not an instant longer",
  ["DEL-03", "DEL-09", "DEL-10", "DEL-11", "DEL-22"],
  [
    office,
    step(
      at(0, 1),
      consumer,
      "the consumer asks another agent",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(0),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      done({ _tag: "DelegationOpened", delegation: { state: { _tag: "Requested" } } })
    ),
    step(
      at(0, 2),
      consumer,
      "a second request waits for the first to be answered",
      {
        _tag: "RequestDelegation",
        delegationId: request(2),
        caseId: Sample.caseId(0),
        agentId: manager,
        signedBy: "Cora Quint"
      },
      refused("RequestOpen", "DEL-22")
    ),
    step(
      at(0, 3),
      asAnna,
      "the present agent cannot answer for the other",
      { _tag: "DeclineRequest", delegationId: request(1) },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(1),
      asBen,
      "the agent accepts, and the old delegation ends in the same instant",
      { _tag: "AcceptRequest", delegationId: request(1) },
      done(
        {
          _tag: "DelegationMoved",
          delegationId: firstDelegation,
          to: { _tag: "Ended", until: at(1), reason: "replaced" }
        },
        { _tag: "DelegationMoved", delegationId: request(1), to: { _tag: "Active", from: at(1) } }
      )
    ),
    step(
      at(2),
      consumer,
      "asking for the agent one has changes nothing",
      {
        _tag: "RequestDelegation",
        delegationId: request(3),
        caseId: Sample.caseId(0),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      nothing
    ),
    step(
      at(3),
      consumer,
      "the consumer removes the agent, at any time",
      { _tag: "RemoveDelegation", delegationId: request(1) },
      done({ _tag: "DelegationMoved", to: { _tag: "Ended", reason: "consumer-removed" } })
    )
  ]
)

const helper = (consumerPresent: boolean) =>
  ({ _tag: "Helper", helperId: Id.make<Id.UserId>("cec-1"), consumerPresent }) as const
const issue = (consumerPresent: boolean, identityVerified: boolean): Command => ({
  _tag: "IssueAccessCode",
  accessCodeId: Id.make("code-1"),
  caseId: Sample.caseId(1),
  channel: "phone",
  requestedBy: helper(consumerPresent),
  identityVerified
})
const redeem = (dob: string): Command => ({
  _tag: "RedeemAccessCode",
  caseId: Sample.caseId(1),
  accountId: Id.make("account-1"),
  fact: { dob: Dates.make(dob) }
})

const accessCode = journey(
  "code-by-telephone",
  "a counselor and a consumer without an account call the help line of 2014: identity first, then the code, then the delegation",
  ["ACC-02", "ACC-03", "ACC-07", "ACC-09", "ACC-11"],
  [
    office,
    step(
      at(0, 1),
      Sample.serviceCenter,
      "the consumer is not on the line",
      issue(false, true),
      refused("ConsumerNotPresent", "ACC-02")
    ),
    step(
      at(0, 2),
      Sample.serviceCenter,
      "nobody has spoken to the consumer",
      issue(true, false),
      refused("IdentityNotVerified", "ACC-03")
    ),
    step(at(0, 3), asAnna, "an agent gives out no codes", issue(true, true), refused("NotPermitted", "SEC-01")),
    step(
      at(0, 4),
      Sample.serviceCenter,
      "the representative gives the code to the consumer",
      issue(true, true),
      done("AccessCodeIssued", { _tag: "CaseAccountMoved", account: { _tag: "CodeIssued" } })
    ),
    step(
      at(0, 5),
      applicant,
      "the consumer mistypes it, which uses up a try",
      redeem("1980-05-17"),
      {
        _tag: "Refused",
        code: "CodeNotAccepted",
        rule: "ACC-09",
        events: [{ _tag: "AccessCodeMoved", to: "Issued", wrongTries: 1 }]
      },
      { typed: "wrong" }
    ),
    step(
      at(0, 6),
      applicant,
      "the right code with somebody else's birthday does not open the case",
      redeem("1999-01-01"),
      {
        _tag: "Refused",
        code: "CodeNotAccepted",
        rule: "ACC-09",
        events: [{ _tag: "AccessCodeMoved", to: "Issued", wrongTries: 2 }]
      },
      { typed: "right" }
    ),
    step(
      at(0, 7),
      applicant,
      "the right code links the account",
      redeem("1980-05-17"),
      done({ _tag: "AccessCodeMoved", to: "Redeemed" }, { _tag: "CaseAccountMoved", account: { _tag: "Linked" } }),
      { typed: "right" }
    ),
    step(
      at(0, 8),
      applicant,
      "the code opens nothing a second time",
      redeem("1980-05-17"),
      refused("CodeNotAccepted", "ACC-09"),
      { typed: "right" }
    ),
    step(
      at(0, 9),
      Sample.serviceCenter,
      "a case with an account gets no other code",
      { ...issue(true, true), accessCodeId: Id.make("code-2") } as Command,
      refused("AccountLinked", "ACC-07")
    ),
    step(
      at(0, 10),
      Sample.asConsumer(1),
      "now the consumer chooses an agent",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(1),
        agentId: anna,
        signedBy: "Cora Quint"
      },
      done("DelegationOpened")
    ),
    step(
      at(0, 11),
      asAnna,
      "and the agent accepts",
      { _tag: "AcceptRequest", delegationId: request(1) },
      done("DelegationMoved")
    )
  ]
)

const codeLocks = journey(
  "code-guessed",
  "five wrong tries lock a code, and the right one comes too late",
  ["ACC-10", "ACC-08"],
  [
    office,
    step(at(0, 1), Sample.serviceCenter, "a code is given out", issue(true, true), done("AccessCodeIssued")),
    ...[1, 2, 3, 4, 5].map((n) =>
      step(
        at(0, 1 + n),
        applicant,
        `somebody guesses for the ${["first", "second", "third", "fourth", "fifth"][n - 1]} time`,
        redeem("1980-05-17"),
        {
          _tag: "Refused",
          code: "CodeNotAccepted",
          rule: "ACC-09",
          events: [{ _tag: "AccessCodeMoved", to: n === 5 ? "Locked" : "Issued", wrongTries: n }]
        },
        { typed: "wrong" }
      )
    ),
    step(at(0, 7), applicant, "the right code is dead", redeem("1980-05-17"), refused("CodeNotAccepted", "ACC-09"), {
      typed: "right"
    }),
    step(
      at(0, 8),
      Sample.serviceCenter,
      "the consumer gets a new one",
      { ...issue(true, true), accessCodeId: Id.make("code-2") } as Command,
      done("AccessCodeIssued")
    ),
    step(
      at(0, 9),
      applicant,
      "which opens the case",
      redeem("1980-05-17"),
      done({ _tag: "AccessCodeMoved", to: "Redeemed" }),
      {
        typed: "right"
      }
    )
  ]
)

const agentLeaves = journey(
  "agent-leaves",
  "an agent who leaves hands over the book first; every case has a new agent before the old one is inactive",
  ["EMP-01", "EMP-04", "EMP-05", "TRF-01", "TRF-02", "TRF-07"],
  [
    office,
    step(
      at(0, 1),
      asManager,
      "nobody leaves with open cases",
      { _tag: "SetAgentInactive", agencyId, agentId: anna, reason: "left-agency" },
      refused("DelegationsWithoutDisposition", "EMP-04")
    ),
    step(
      at(0, 2),
      asManager,
      "a book does not move to the agent who has it",
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-1"),
        agencyId,
        fromAgentId: anna,
        toAgentId: anna,
        reason: "left-agency"
      },
      refused("SameAgent", "TRF-02")
    ),
    step(
      at(0, 3),
      asManager,
      "the book moves to a colleague",
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-1"),
        agencyId,
        fromAgentId: anna,
        toAgentId: ben,
        reason: "left-agency"
      },
      done(
        { _tag: "DelegationMoved", delegationId: firstDelegation, to: { _tag: "Ended", reason: "transferred" } },
        { _tag: "DelegationOpened", delegation: { caseId: Sample.caseId(0), delegate: { agentId: ben } } },
        "TransferApplied"
      )
    ),
    step(
      at(0, 4),
      asManager,
      "now the agent is set inactive",
      { _tag: "SetAgentInactive", agencyId, agentId: anna, reason: "left-agency" },
      done({ _tag: "EmploymentMoved", to: { state: "Inactive", reason: "left-agency" } })
    ),
    step(
      at(0, 5),
      asManager,
      "the last manager cannot leave",
      { _tag: "SetAgentInactive", agencyId, agentId: manager, reason: "leave" },
      refused("LastManager", "AGY-12")
    ),
    step(
      at(30),
      asManager,
      "the agent comes back, without the old cases",
      { _tag: "SetAgentActive", agencyId, agentId: anna },
      done({ _tag: "EmploymentMoved", to: { state: "Active" } })
    ),
    step(
      at(30, 1),
      asAnna,
      "the old delegation stays ended",
      { _tag: "RelinquishDelegation", delegationId: firstDelegation },
      refused("NotAllowedFrom", "DEL-03")
    )
  ]
)

const decertified = journey(
  "decertified-colleague",
  "one agent's certification ends for cause; the colleague's client keeps the agent, and only the one agent's cases wait",
  ["DEL-26", "AGT-19", "TRF-03", "EXT-10"],
  [
    office,
    step(
      at(0, 1),
      Sample.asConsumer(1),
      "the second consumer asks the colleague",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(1),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      done("DelegationOpened")
    ),
    step(at(0, 2), asBen, "who accepts", { _tag: "AcceptRequest", delegationId: request(1) }, done("DelegationMoved")),
    step(
      at(7),
      Sample.exchange,
      "the first agent's certification is ended: one agent, one case, one account",
      { _tag: "TerminateAgent", agentId: anna, forCause: true, reason: "breach", finding: Sample.finding },
      done(
        { _tag: "CertificationMoved", agentId: anna, to: { _tag: "TerminatedForCause" } },
        { _tag: "DelegationMoved", delegationId: firstDelegation, to: { _tag: "Frozen" } },
        { _tag: "ExtranetAccountMoved", trigger: "disable", agentId: anna }
      )
    ),
    step(
      at(7, 1),
      asAnna,
      "who has no authority any more",
      { _tag: "RelinquishDelegation", delegationId: firstDelegation },
      refused("AgentWithoutAuthority", "DEL-08")
    ),
    step(
      at(7, 2),
      asManager,
      "nothing is transferred to somebody without authority",
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-1"),
        agencyId,
        fromAgentId: ben,
        toAgentId: anna,
        reason: "workload"
      },
      refused("TargetWithoutAuthority", "TRF-03")
    ),
    step(
      at(7, 3),
      asManager,
      "the waiting case goes to the colleague and is active again",
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-2"),
        agencyId,
        fromAgentId: anna,
        toAgentId: ben,
        reason: "suspension"
      },
      done("DelegationMoved", {
        _tag: "DelegationOpened",
        delegation: { delegate: { agentId: ben }, state: { _tag: "Active" } }
      })
    ),
    step(
      at(7, 4),
      asBen,
      "the colleague's own client was never touched",
      { _tag: "RelinquishDelegation", delegationId: request(1) },
      done({ _tag: "DelegationMoved", from: "Active", to: { _tag: "Ended", reason: "relinquished" } })
    )
  ]
)

const suspended = journey(
  "suspended-and-back",
  "a suspension freezes the agent's cases and a reinstatement gives them back; requests wait meanwhile",
  ["AGT-19", "DEL-08", "AGT-11"],
  [
    office,
    step(
      at(0, 1),
      Sample.asConsumer(1),
      "a consumer asks the agent",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(1),
        agentId: anna,
        signedBy: "Cora Quint"
      },
      done("DelegationOpened")
    ),
    step(
      at(1),
      Sample.exchange,
      "the agent is suspended",
      { _tag: "SuspendAgent", agentId: anna, reason: "under-investigation" },
      done(
        { _tag: "CertificationMoved", to: { _tag: "Suspended" } },
        { _tag: "DelegationMoved", to: { _tag: "Frozen" } }
      )
    ),
    step(
      at(1, 1),
      asAnna,
      "the request cannot be accepted now",
      { _tag: "AcceptRequest", delegationId: request(1) },
      refused("AgentWithoutAuthority", "DEL-08")
    ),
    step(
      at(1, 2),
      consumer,
      "nor can anybody ask the agent anew",
      {
        _tag: "RequestDelegation",
        delegationId: request(2),
        caseId: Sample.caseId(0),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      done("DelegationOpened")
    ),
    step(
      at(1, 3),
      consumer,
      "the consumer thinks again",
      { _tag: "CancelRequest", delegationId: request(2) },
      done({ _tag: "DelegationMoved", to: { _tag: "Cancelled" } })
    ),
    step(
      at(9),
      Sample.exchange,
      "the agent is reinstated and has the case back",
      { _tag: "ReinstateAgent", agentId: anna },
      done(
        { _tag: "CertificationMoved", to: { _tag: "Certified" } },
        { _tag: "DelegationMoved", to: { _tag: "Active" } }
      )
    ),
    step(
      at(9, 1),
      asAnna,
      "the waiting request is accepted",
      { _tag: "AcceptRequest", delegationId: request(1) },
      done("DelegationMoved")
    )
  ]
)

const session = Id.make<Id.ActingId>("session-1")

const actingFor = journey(
  "manager-acts-for-agent",
  "a manager works an agent's request: two names on everything, the agent stays the delegate, and idleness ends it",
  ["ACT-01", "ACT-02", "DEL-30"],
  [
    office,
    step(
      at(0, 1),
      Sample.asConsumer(1),
      "a consumer asks the agent, who is ill",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(1),
        agentId: anna,
        signedBy: "Cora Quint"
      },
      done("DelegationOpened")
    ),
    step(
      at(0, 2),
      asManager,
      "the manager cannot answer in the own name",
      { _tag: "AcceptRequest", delegationId: request(1) },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(0, 3),
      asBen,
      "a colleague cannot act for the agent",
      { _tag: "OpenActing", actingId: session, agencyId, agentId: anna },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(0, 4),
      asManager,
      "the manager begins to act for the agent",
      { _tag: "OpenActing", actingId: session, agencyId, agentId: anna },
      done("ActingOpened")
    ),
    step(
      at(0, 5),
      asManager,
      "and accepts for the agent, who becomes the delegate",
      { _tag: "AcceptRequest", delegationId: request(1) },
      done({ _tag: "DelegationMoved", to: { _tag: "Active" } }, "ActingUsed"),
      { acting: session }
    ),
    step(
      at(0, 6),
      asManager,
      "a transfer is the manager's own business, not the agent's",
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-1"),
        agencyId,
        fromAgentId: anna,
        toAgentId: ben,
        reason: "leave"
      },
      refused("NotPermitted", "SEC-01"),
      { acting: session }
    ),
    step(
      at(0, 7),
      asBen,
      "nobody else uses the session",
      { _tag: "RelinquishDelegation", delegationId: request(1) },
      refused("ActingNotAllowed", "ACT-02"),
      { acting: session }
    ),
    step(
      at(0, 35),
      asManager,
      "after thirty idle minutes the session is over",
      { _tag: "RelinquishDelegation", delegationId: request(1) },
      refused("ActingNotAllowed", "ACT-02"),
      { acting: session }
    )
  ]
)

const examThreeTimes = journey(
  "exam-failed-three-times",
  "79 percent fail and the third failure starts the curriculum again; 80 percent pass",
  ["AGT-05", "AGT-06"],
  [
    office,
    step(
      at(0, 1),
      asManager,
      "the manager adds an agent",
      { _tag: "AddAgent", agencyId, agentId: newId, profile: Sample.profile(9) },
      done("AgentAdded")
    ),
    step(
      at(0, 2),
      asManager,
      "the profile is submitted",
      { _tag: "SubmitAgent", agentId: newId },
      done({ _tag: "CertificationMoved", to: { _tag: "Pending" } })
    ),
    ...(["licence-validated", "lms-invited", "training-complete"] as const).map((item, n) =>
      step(
        at(1, n),
        Sample.exchange,
        `\`${item}\` is met`,
        { _tag: "RecordRequirement", agentId: newId, item, outcome: "Met" },
        done("ChecklistRecorded")
      )
    ),
    ...[1, 2].map((n) =>
      step(
        at(1 + n),
        Sample.exchange,
        "the exam is failed",
        { _tag: "RecordExam", agentId: newId, score: 79 },
        done({ _tag: "ChecklistRecorded", checklist: { exam: { attemptsUsed: n, cycle: 1 } } })
      )
    ),
    step(
      at(4),
      Sample.exchange,
      "the third failure starts the curriculum again",
      { _tag: "RecordExam", agentId: newId, score: 79 },
      done({ _tag: "ChecklistRecorded", checklist: { exam: { attemptsUsed: 0, cycle: 2 } } })
    ),
    step(
      at(5),
      Sample.exchange,
      "without the training there is no exam",
      { _tag: "RecordExam", agentId: newId, score: 80 },
      { _tag: "Refused", code: "ItemOutOfOrder" }
    ),
    step(
      at(6),
      Sample.exchange,
      "the training is done again",
      { _tag: "RecordRequirement", agentId: newId, item: "training-complete", outcome: "Met" },
      done("ChecklistRecorded")
    ),
    step(
      at(7),
      Sample.exchange,
      "the fee is not paid before the exam",
      { _tag: "RecordRequirement", agentId: newId, item: "fee-paid", outcome: "Met" },
      refused("FeeOutOfOrder", "AGT-06")
    ),
    step(
      at(8),
      Sample.exchange,
      "80 percent pass",
      { _tag: "RecordExam", agentId: newId, score: 80 },
      done({ _tag: "ChecklistRecorded", checklist: { items: { "exam-passed": { state: "Met" } } } })
    )
  ]
)

const agencySuspended = journey(
  "agency-suspended",
  "a suspended agency takes authority from its members without touching their own status or their clients",
  ["AGY-10", "AGY-11"],
  [
    office,
    step(
      at(0, 1),
      Sample.exchange,
      "the agency is suspended, and nothing else happens",
      { _tag: "SuspendAgency", agencyId, reason: "agreement-lapsed" },
      done({ _tag: "AgencyCertificationMoved", to: { _tag: "Suspended" } })
    ),
    step(
      at(0, 2),
      consumer,
      "no delegation starts to its agents",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(0),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      refused("AgentWithoutAuthority", "DEL-08")
    ),
    step(
      at(0, 3),
      asAnna,
      "its agents have no authority",
      { _tag: "RelinquishDelegation", delegationId: firstDelegation },
      refused("AgentWithoutAuthority", "DEL-08")
    ),
    step(
      at(0, 4),
      consumer,
      "the consumer can always leave",
      { _tag: "RemoveDelegation", delegationId: firstDelegation },
      done("DelegationMoved")
    ),
    step(
      at(1),
      Sample.exchange,
      "the agency is reinstated",
      { _tag: "ReinstateAgency", agencyId },
      done({ _tag: "AgencyCertificationMoved", to: { _tag: "Certified" } })
    ),
    step(
      at(1, 1),
      consumer,
      "and its agents can be asked again",
      {
        _tag: "RequestDelegation",
        delegationId: request(2),
        caseId: Sample.caseId(0),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      done("DelegationOpened")
    )
  ]
)

const brokenButton = journey(
  "request-sent-twice",
  "the Continue button of 2014 fails and is pressed again: the request is there once, and an old one expires after thirty days",
  ["DEL-22", "DEL-23"],
  [
    office,
    step(
      at(0, 1),
      Sample.asConsumer(1),
      "the consumer asks, and sees no answer",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(1),
        agentId: anna,
        signedBy: "Cora Quint"
      },
      done("DelegationOpened"),
      { id: "first-click" }
    ),
    step(
      at(0, 2),
      Sample.asConsumer(1),
      "the button is pressed again",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(1),
        agentId: anna,
        signedBy: "Cora Quint"
      },
      { _tag: "Repeated" },
      { id: "first-click" }
    ),
    step(
      at(0, 3),
      Sample.asConsumer(1),
      "the same click cannot mean another agent",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(1),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      { _tag: "Conflicting" },
      { id: "first-click" }
    ),
    step(
      at(0, 4),
      Sample.asConsumer(1),
      "a request without a signature is not read",
      { _tag: "RequestDelegation", delegationId: request(2), caseId: Sample.caseId(1), agentId: ben, signedBy: "" },
      { _tag: "Malformed", path: "command.signedBy" }
    ),
    step(
      at(29),
      Sample.system,
      "after 29 days the request still waits",
      { _tag: "ExpireRequest", delegationId: request(1) },
      refused("NotYetExpired", "DEL-23")
    ),
    step(
      at(31),
      asAnna,
      "after thirty it is too late to accept",
      { _tag: "AcceptRequest", delegationId: request(1) },
      refused("RequestExpired", "DEL-23")
    ),
    step(
      at(31, 1),
      Sample.system,
      "and the request is closed",
      { _tag: "ExpireRequest", delegationId: request(1) },
      done({ _tag: "DelegationMoved", to: { _tag: "Expired" } })
    )
  ]
)

const takenClient = journey(
  "client-taken",
  "a stranger cannot take a client: every way that does not start with the consumer is closed",
  ["DEL-03", "SEC-01", "TRF-01"],
  [
    office,
    step(
      at(0, 1),
      asBen,
      "an agent cannot ask for a consumer",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(0),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(0, 2),
      Sample.asConsumer(1),
      "another consumer cannot ask for this one",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(0),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(0, 3),
      asBen,
      "an agent cannot move the book of a colleague",
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-1"),
        agencyId,
        fromAgentId: anna,
        toAgentId: ben,
        reason: "workload"
      },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(0, 4),
      asBen,
      "nor end a colleague's delegation",
      { _tag: "RelinquishDelegation", delegationId: firstDelegation },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(0, 5),
      { _tag: "Staff", userId: Id.make("helper-1"), agencyId: Sample.agencyId(7), level: 2 },
      "staff of another agency move nothing here",
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-1"),
        agencyId,
        fromAgentId: anna,
        toAgentId: ben,
        reason: "workload"
      },
      { _tag: "Refused", code: "NotPermitted", rule: "SEC-01" }
    ),
    step(
      at(0, 6),
      consumer,
      "the consumer still has the agent, and may leave",
      { _tag: "RemoveDelegation", delegationId: firstDelegation },
      done({ _tag: "DelegationMoved", from: "Active", to: { _tag: "Ended", reason: "consumer-removed" } })
    )
  ]
)

/** Every journey, from the first agency to the client who stays. @category models */
export const journeys: ReadonlyArray<Trace> = [
  newAgency,
  newAgent,
  consumerFindsHelp,
  accessCode,
  codeLocks,
  agentLeaves,
  decertified,
  suspended,
  actingFor,
  examThreeTimes,
  agencySuspended,
  brokenButton,
  takenClient
]

/** The journey of a name, or `undefined`. @category queries */
export const named = (name: string): Trace | undefined => journeys.find((one) => one.name === name)
