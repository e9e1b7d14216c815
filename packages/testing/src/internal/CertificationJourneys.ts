/**
 * How agencies and agents come to be certified, lose it for a while and have it back.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import * as Sample from "../Sample.ts"
import {
  agencyId,
  anna,
  applicant,
  asAnna,
  asManager,
  at,
  ben,
  consumer,
  done,
  journey,
  manager,
  met,
  newId,
  nothing,
  office,
  refused,
  request,
  step
} from "./JourneyTelling.ts"

// Somebody without a login who may bind the agency.
const president = {
  _tag: "Person",
  name: Sample.staff(8).name,
  title: Sample.details(8).legalName,
  email: Sample.staff(8).email
} as const
const envelope = Id.make<Id.DocumentId>("envelope-1")

/** Agency and manager apply together, and are certified together. */
export const newAgency = journey(
  "new-agency",
  "an agency and its manager apply together, and are certified together once everything is there",
  ["AGY-05", "AGY-06", "AGY-09", "AGY-03", "AGT-07", "EXT-01"],
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
    step(
      at(0, 2),
      asManager,
      "the manager uploads the payee data of the agency",
      { _tag: "UploadAgencyDocument", agencyId, document: { type: "payee-data", file: Sample.documentFile(1) } },
      done("AgencyDocumentUploaded")
    ),
    step(
      at(0, 3),
      asManager,
      "the manager names the president, who may bind the agency",
      { _tag: "NameAgencySigner", agencyId, signer: president },
      done("AgencySignerNamed")
    ),
    step(
      at(0, 4),
      asManager,
      "the manager uploads the insurance certificate",
      {
        _tag: "UploadAgencyDocument",
        agencyId,
        document: { type: "e-and-o", expiresOn: Dates.make("2026-12-31"), file: Sample.documentFile(2) }
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
      at(0, 6),
      asManager,
      "the manager signs the agreement, and the president's signature is still to come",
      { _tag: "SignAgencyAgreement", agencyId, envelope, by: { _tag: "Manager", agentId: manager }, on: Sample.today },
      done({ _tag: "AgencyAgreementSigned", signing: { envelope } })
    ),
    step(
      at(0, 7),
      Sample.exchange,
      "the exchange cannot certify an agency whose agreement does not bind it",
      { _tag: "CertifyAgency", agencyId, managerTerm: Sample.term },
      refused("AgreementNotSigned", "AGY-05")
    ),
    step(
      at(0, 8),
      Sample.system,
      "the service that collects signatures tells the president's",
      { _tag: "SignAgencyAgreement", agencyId, envelope, by: { _tag: "Signer" }, on: Sample.today },
      done({ _tag: "AgencyAgreementSigned", agreement: { from: Sample.today, expiresOn: Dates.make("2031-03-02") } })
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

/** An agency adds an agent, who is certified and given an account. */
export const newAgent = journey(
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

/** A suspension freezes the cases, and a reinstatement gives them back. */
export const suspended = journey(
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

/** The third failure starts the curriculum again. */
export const examThreeTimes = journey(
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
