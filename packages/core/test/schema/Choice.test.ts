import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { calheers } from "../../src/Policy.ts"
import { AgencyContact } from "../../src/schema/AgencyAccountCommand.ts"
import { AgencyReviewCommand } from "../../src/schema/AgencyReviewCommand.ts"
import { AgencySigningCommand } from "../../src/schema/AgencySigningCommand.ts"
import { AgencyTerminationCommand } from "../../src/schema/AgencyTerminationCommand.ts"
import * as Book from "../../src/schema/Book.ts"
import * as Status from "../../src/schema/CertificationCommand.ts"
import * as Commands from "../../src/schema/Command.ts"
import * as Consents from "../../src/schema/ConsentCommand.ts"
import { DocumentFile } from "../../src/schema/File.ts"
import { InvitationCommand } from "../../src/schema/InvitationCommand.ts"
import * as NewAgents from "../../src/schema/NewAgentCommand.ts"
import * as Policies from "../../src/schema/Policy.ts"
import * as Service from "../../src/schema/ServiceCalendar.ts"
import * as SmallBusiness from "../../src/schema/SmallBusiness.ts"
import { StaffCommand } from "../../src/schema/StaffCommand.ts"
import * as Transfers from "../../src/schema/TransferCommand.ts"
import * as Vocabulary from "../../src/schema/Vocabulary.ts"
import * as Sample from "../fixture/sample.ts"

// Where a field takes one of several words or shapes, each of them is read as it is, and a neighbour is not.

type Codec = Schema.Codec<unknown, unknown>

const strict = { errors: "all", onExcessProperty: "error" } as const
const agentId = "agent-1"
const agencyId = "agency-1"
const transferId = "transfer-1"
const caseId = "case-1"
const on = "2026-03-03"
const sha256 = "ab".repeat(32)
const name = { first: "Ann", last: "Reyes" }

const commands: ReadonlyArray<readonly [Codec, Record<string, unknown>]> = [
  [Status.RecertificationCommand, { _tag: "RecertifyAgent", agentId, until: on }],
  [Status.RecertificationCommand, { _tag: "RequireAmendment", agentId, signBy: on }],
  [Status.LicenceCheckCommand, { _tag: "RecordLicence", agentId, licence: Sample.profile(1).licence }],
  ...["ConfirmTransfer", "DeclineTransfer"].map(
    (_tag) => [Transfers.TransferProgressCommand, { _tag, transferId, caseId }] as const
  ),
  [Transfers.TransferProgressCommand, { _tag: "CancelTransfer", transferId }],
  [Transfers.TransferProgressCommand, { _tag: "ApplyDueTransfers", on }],
  [Transfers.AgencyTransferCommand, { _tag: "ApproveTransfer", transferId }],
  [Transfers.AgencyTransferCommand, { _tag: "RejectTransfer", transferId, reason: "disputed" }],
  [Commands.AgentOfRecordDigestCommand, { _tag: "ReportAgentsOfRecord", agencyId, on }]
]

const termination = {
  ...{ _tag: "TerminateAgent", agentId, forCause: true, reason: "breach", barredUntil: on },
  finding: { breached: "law", proof: "finding", documentId: "finding-1" }
}
const submitted = {
  ...{ _tag: "SubmitTransfer", transferId, submittedBy: "leaving", agencyId, fromAgentId: agentId },
  ...{ toAgencyId: "agency-2", toAgentId: "agent-2", reason: "sale" },
  evidence: { kind: "release", documentId: "paper-1" },
  stated: { fromNpn: "1000000", toNpn: "1000001", cases: 3 }
}
const reported = { _tag: "ReportAgentChange", agentId, happenedOn: on }
const terms = {
  ...Sample.consentTerms(),
  channel: "recorded-call",
  evidence: { type: "recording", ref: "r-1", sha256 }
}
const granted = { _tag: "GrantConsent", consentId: "consent-1", caseId, terms, signedBy: "Cora Quint" }
const call = {
  agent: { name, number: { licence: "1H10001" } },
  contactPresent: true,
  reference: "c-1",
  signedBy: "Cora"
}
const called = { _tag: "DelegateByServiceCenter", delegationId: "delegation-1", caseId, agentId, call }
const claimed = {
  ...{ _tag: "ClaimCase", delegationId: "delegation-1", agentId, consumer: { name, dob: "1980-05-17" } },
  ...{ identity: { type: "passport", digest: sha256 }, met: "phone", attested: true, signedBy: "Cora Quint" },
  consent: { channel: "text", evidence: { type: "message", ref: "text-1", sha256 } }
}

/** A command, where a choice stands in it, every way to fill it, and what is none. */
const choices: ReadonlyArray<readonly [string, Codec, object, ReadonlyArray<unknown>, ReadonlyArray<unknown>]> = [
  [
    "finding.breached",
    Status.DecertificationCommand,
    termination,
    ["code-of-conduct", "agreement", "law"],
    ["", "breach", null]
  ],
  [
    "change",
    Status.AgentReportCommand,
    reported,
    [
      { _tag: "Name", name },
      { _tag: "Licence", number: "1H10001" },
      { _tag: "Address", place: { city: "Davis", county: "Yolo" } }
    ],
    [{ _tag: "Name" }, { _tag: "Licence" }, { _tag: "Address" }, { _tag: "Address", place: {} }, { _tag: "" }]
  ],
  [
    "about",
    Status.AgentReportCommand,
    { _tag: "ReviewAgentChange", agentId },
    ["name", "licence", "address"],
    ["", "npn", undefined]
  ],
  [
    "npnCheck",
    Status.LicenceCheckCommand,
    { _tag: "RecordLicence", agentId, licence: Sample.profile(1).licence },
    ["confirmed", "differs"],
    ["", "same", null]
  ],
  ["submittedBy", Transfers.AgencyTransferCommand, submitted, ["leaving", "arriving"], ["", "both", undefined]],
  [
    "evidence.kind",
    Transfers.AgencyTransferCommand,
    submitted,
    ["release", "contract", "legal-document"],
    ["", "none"]
  ],
  ["stated", Transfers.AgencyTransferCommand, submitted, [submitted.stated], [{}, { cases: 3 }, undefined]],
  [
    "reason",
    Transfers.AgencyTransferCommand,
    { _tag: "RejectTransfer", transferId },
    ["evidence-insufficient", "disputed", "duplicate", "other"],
    ["", "sale", undefined]
  ],
  [
    "terms.grantee",
    Consents.ConsentCommand,
    granted,
    [
      { _tag: "Agency", agencyId },
      { _tag: "Agency", agencyId, agentId },
      { _tag: "Counselor", counselorId: "counselor-1" }
    ],
    [{ _tag: "Agency" }, { _tag: "Counselor" }, { _tag: "", counselorId: "counselor-1" }]
  ],
  [
    "terms.evidence",
    Consents.ConsentCommand,
    granted,
    [
      { type: "portal-record", ref: "r-1" },
      ...["recording", "document", "message"].map((type) => ({ type, ref: "r-1", sha256 }))
    ],
    [{ type: "recording", ref: "r-1" }, { type: "", ref: "r-1", sha256 }, {}]
  ],
  [
    "call.agent",
    NewAgents.NewAgentCommand,
    called,
    [
      { name, number: { licence: "1H10001" } },
      { name, number: { certification: "5000000001" } }
    ],
    [{ name }, { name, number: {} }, { number: { licence: "1H10001" } }, {}]
  ],
  [
    "consumer",
    NewAgents.ClaimCommand,
    claimed,
    [
      { name, dob: "1980-05-17" },
      { name, dob: "1980-05-17", zip: "95814" }
    ],
    [{}, { name }, { dob: "1980-05-17" }]
  ],
  [
    "identity.type",
    NewAgents.ClaimCommand,
    claimed,
    ["driver-licence", "state-id", "passport", "permanent-resident-card", "other"],
    ["", "card", undefined]
  ],
  ["met", NewAgents.ClaimCommand, claimed, ["phone", "in-person"], ["", "text", undefined]],
  [
    "reason",
    StaffCommand,
    { _tag: "DenyStaff", userId: "staff-1" },
    ["application-incomplete", "training-missing", "left-agency", "agency-terminated", "breach"],
    ["", "other", undefined]
  ],
  [
    "name",
    InvitationCommand,
    { _tag: "ClaimInvitation", kind: "activation-link", userId: "user-1", licence: "1H10001" },
    [name],
    [{}, { first: "Ann" }, undefined]
  ],
  [
    "wanted",
    AgencyReviewCommand,
    { _tag: "RequestAgencyChange", agencyId, changeId: "change-1" },
    [{}, { legalName: "Bay Agency" }, { fein: "123456789" }, { licenceNumber: "1H10001" }],
    [{ legalName: "" }, { publicName: "Bay" }, undefined]
  ],
  [
    "signer",
    AgencySigningCommand,
    { _tag: "NameAgencySigner", agencyId },
    [
      { _tag: "Manager", agentId },
      { _tag: "Person", name, title: "Owner", email: "ann@example.com" }
    ],
    [{ _tag: "Manager" }, { _tag: "Person", name }, { _tag: "Signer" }]
  ],
  [
    "by",
    AgencySigningCommand,
    { _tag: "SignAgencyAgreement", agencyId, envelope: "envelope-1", on },
    [{ _tag: "Manager", agentId }, { _tag: "Signer" }],
    [{ _tag: "Manager" }, { _tag: "Person" }, {}]
  ],
  [
    "books",
    AgencyTerminationCommand,
    { _tag: "TerminateAgency", agencyId, reason: "voluntary" },
    ["moved", "end"],
    ["", "kept", undefined]
  ],
  [
    "licenceValidated",
    AgencyReviewCommand,
    { _tag: "ApproveAgencyChange", agencyId, changeId: "change-1" },
    [true],
    [false, "true"]
  ],
  [
    "reason",
    Commands.AgentOfRecordCommand,
    { _tag: "ChangeAgentOfRecord", caseId, agentId, from: on },
    ["agency-transfer", "correction", "retroactive-request", "consumer-request"],
    ["", "sale", undefined]
  ]
]

const kase = Sample.household(0, { coverage: Sample.coverage(), renewalRisks: [], verifications: [] } as never)
const cases = { _tag: "RecordCases", entries: [{ case: kase }] }
const roster = {
  ...{ _tag: "RecordRoster", agencies: [] },
  agents: [
    {
      ...{ agentId, agencyId, profile: Sample.profile(1), manager: true, employment: "Active" },
      certification: { state: "Certified", term: { number: "5000000001", from: "2026-01-01", until: "2027-01-01" } }
    }
  ]
}
const issued = { _tag: "IssueAccessCode", accessCodeId: "code-1", caseId, identityMethod: "document" }
const helper = { _tag: "Pbe", helperId: "helper-1", consumerPresent: true }
const exported = {
  _tag: "RecordExport",
  exportId: "export-1",
  acknowledged: true,
  order: { agencyId, columns: "full" }
}
const kinds = [
  ...["income", "citizenship", "lawful-presence", "incarceration", "ssn", "other-coverage", "residency", "sep"]
]
const days = { name: "Service", timeZone: "America/Los_Angeles", hours: [], holidays: [], outages: [] }
const begins = "2026-03-02T18:00:00.000Z"
const employer = { eligible: 5, taking: [], otherCoverage: 0, employerShare: 1_000, lowestPremium: 2_000 }

/** The same for what stands inside commands. */
const insides: typeof choices = [
  ["clientsServed", Commands.Profile, Sample.profile(1), ["individuals", "employers", "both"], ["", "none", null]],
  ["siteIds", Commands.Profile, Sample.profile(1), [[], ["site-1"], ["site-1", "site-2"]], [["site-1", "site-1"]]],
  [
    "licence.status",
    Commands.Profile,
    Sample.profile(1),
    ["active", "inactive", "expired", "suspended", "revoked"],
    [""]
  ],
  [
    "term.number",
    Commands.CertificationCommand,
    { _tag: "CertifyAgent", agentId, term: { from: "2026-01-01", until: "2027-01-01" } },
    ["5000000001", "1", "VA-17/b", "5".repeat(40)],
    ["5".repeat(41), "=5000000001", "5000\u00e91", "5000\n1", ""]
  ],
  [
    "reason",
    Commands.CertificationCommand,
    { _tag: "DenyAgent", agentId },
    [
      ...["application-incomplete", "licence-inactive", "under-investigation", "voluntary", "retired", "left-state"],
      ...["recertification-lapsed", "agreement-not-signed", "breach", "death-recorded"]
    ],
    ["", "leave", null]
  ],
  [
    "outcome",
    Commands.CertificationCommand,
    { _tag: "RecordRequirement", agentId, item: "fee-paid" },
    ["InProgress", "Met", "Failed", "Waived"],
    ["", "Open"]
  ],
  [
    "reason",
    AgencyTerminationCommand,
    { _tag: "RejectAgency", agencyId },
    [
      ...["application-incomplete", "not-theirs", "documents-false", "voluntary", "closed", "licence-inactive"],
      ...["under-investigation", "e-and-o-lapsed", "agreement-lapsed", "no-certified-manager", "breach"]
    ],
    ["", "bad-hair-day", "Closed", "other", "left", null]
  ],
  [
    "reason",
    Commands.EmploymentCommand,
    { _tag: "SetAgentInactive", agencyId, agentId },
    ["leave", "left-agency", "application-ended", "other"],
    ["", "death", null]
  ],
  ["channel", Commands.AccessCodeCommand, { ...issued, requestedBy: helper }, ["phone", "mail"], ["", "email"]],
  [
    "requestedBy",
    Commands.AccessCodeCommand,
    { ...issued, channel: "phone" },
    [{ _tag: "Consumer" }, helper, { _tag: "Cec", counselorId: "cec-1", consumerPresent: false }],
    [{ _tag: "" }, { _tag: "Pbe" }, { ...helper, _tag: "Helper" }, { ...helper, _tag: "Cec" }, {}]
  ],
  [
    "entries.0.case.coverage.metal",
    Commands.CaseCommand,
    cases,
    ["Minimum Coverage", "Bronze", "Silver", "Gold", "Platinum"],
    ["", "Iron", "Catastrophic", "minimum coverage"]
  ],
  [
    "entries.0.case.primaryContact.preferredChannel",
    Commands.CaseCommand,
    cases,
    ["email", "phone", "mail"],
    ["", "text"]
  ],
  [
    "entries.0.case.members.0",
    Commands.CaseCommand,
    cases,
    ["QhpAptcCsr", "QhpAptc", "QhpUnsubsidised", "MediCal", "ChildProgram", "Ineligible", "Pending"],
    ["", "Medicare"]
  ],
  [
    "entries.0.case.application.state",
    Commands.CaseCommand,
    cases,
    ["NotStarted", "InProgress", "Submitted", "Determined", "Closed", "Withdrawn"],
    ["", "Open"]
  ],
  [
    "entries.0.case.verifications",
    Commands.CaseCommand,
    cases,
    [...kinds.map((kind) => [{ kind, dueOn: on }]), [{ kind: "income" }], [{ kind: "income", askedOn: on }]],
    [[{ kind: "", dueOn: on }], [{ dueOn: on }]]
  ],
  [
    "entries.0.case.renewal",
    Commands.CaseCommand,
    cases,
    ["NotDue", "AwaitingAction", "AutoRenewed", "ActivelyRenewed", "OptedOut", "AtRisk"],
    ["", "Due"]
  ],
  [
    "entries.0.case.renewalRisks.0",
    Commands.CaseCommand,
    cases,
    ["consent-expired", "no-tax-filing", "plan-ending", "documents-due"],
    ["", "none"]
  ],
  [
    "entries.0.case.account",
    Commands.CaseCommand,
    cases,
    [{ _tag: "None" }, { _tag: "CodeIssued" }, { _tag: "Linked" }, { _tag: "Linked", accountId: "account-1" }],
    [{ _tag: "" }, { _tag: "CodeIssued", accountId: "account-1" }]
  ],
  ["agents.0.employment", Commands.MigrationCommand, roster, ["Invited", "Active", "Inactive"], ["", "Gone"]],
  [
    "filter",
    Book.Choice,
    {},
    kinds.map((kind) => ({ _tag: "Verification", anyOf: [kind] })),
    [{ _tag: "Verification", anyOf: [""] }]
  ],
  [
    "sort",
    Book.Choice,
    {},
    [[], [{ by: "county" }], [{ by: "county", descending: true }]],
    [[{}], [{ by: "" }], [{ by: "county" }, { by: "county" }]]
  ],
  ["order.columns", Book.ExportCommand, exported, ["compact", "standard", "full"], ["", "all"]],
  [
    "order.privateFields.0",
    Book.ExportCommand,
    { ...exported, order: { ...exported.order, privateFields: [] } },
    ["date-of-birth", "address"],
    ["", "name"]
  ],
  [
    "sha256",
    Book.ExportCommand,
    { _tag: "CompleteExport", exportId: "export-1", asOf: begins, rowCount: 1 },
    [sha256],
    [sha256.slice(1), `${sha256}a`, `x${sha256}`, sha256.toUpperCase()]
  ],
  [
    "bytes",
    DocumentFile,
    { documentId: "d-1", name: "a.pdf", mediaType: "application/pdf", sha256 },
    [1, 10_000_000],
    [0, 10_000_001, 1.5, "1"]
  ],
  [
    "outages",
    Service.ServiceCalendar,
    days,
    [[], [{ from: begins, until: "2026-03-02T18:00:00.001Z" }]],
    [[{}], [{ from: begins, until: begins }], [{ from: begins }]]
  ],
  [
    "taking",
    SmallBusiness.Employer,
    employer,
    [[], [{ carrier: "Bay Health", employees: 2 }]],
    [[{}], [{ carrier: "Bay Health" }], [{ employees: 2 }]]
  ],
  [
    "details",
    StaffCommand,
    { _tag: "AddStaff", agencyId, userId: "staff-1", level: 1 },
    [{ name, email: "ann@example.com" }],
    [{}, { name }]
  ],
  ["publicName", AgencyContact, { email: "ann@example.com", phone: "9165550100" }, ["Bay Agency"], ["", undefined]],
  ["staffMayAnswerRequests", Policies.Policy, calheers, ["none", "level-2", "both"], ["", "level-1"]],
  ["transferConsent", Policies.Policy, calheers, ["none", "notify", "consumer-confirm"], ["", "ask"]],
  [
    "suspension",
    Policies.Policy,
    calheers,
    [{ _tag: "Unlimited" }, { _tag: "Days", days: 90, reconsiderationDays: 30 }],
    [{ _tag: "" }, { _tag: "Days" }]
  ],
  [
    "extranet.password",
    Policies.Policy,
    calheers,
    [{ _tag: "Unlimited" }, { _tag: "Days", days: 60, warnDays: 10 }],
    [{ _tag: "" }, { _tag: "Days" }]
  ],
  ["extranet.firstSecret", Policies.Policy, calheers, ["link", "password"], ["", "code"]],
  ["smallBusiness.otherCoverage", Policies.Policy, calheers, ["counts-as-taking", "leaves-the-base"], ["", "ignored"]],
  [
    "status",
    Vocabulary.Licence,
    { ...Sample.profile(1).licence },
    ["active", "inactive", "expired", "suspended", "revoked"],
    ["", "lapsed"]
  ]
]

const decode = (schema: Codec, value: unknown) => {
  const decoded = Schema.decodeUnknownResult(schema)(value, strict)
  return decoded._tag === "Success" ? decoded.success : `refused: ${decoded.failure.message}`
}

const put = (base: object, [first = "", ...rest]: ReadonlyArray<string>, value: unknown): object => {
  const inner = rest.length === 0 ? value : put((base as Record<string, object>)[first] ?? {}, rest, value)
  return Array.isArray(base) ? Object.assign([...base], { [first]: inner }) : { ...base, [first]: inner }
}

describe("Commands with a choice", () => {
  it.each(commands.map(([schema, command]) => [command._tag, schema, command] as const))(
    "%s is read as it is, with no field too many and none too few",
    (_, schema, command) => {
      assert.deepStrictEqual(decode(schema, command), command)
      assert.match(String(decode(schema, { ...command, surprise: 1 })), /^refused/)
      for (const field of Object.keys(command))
        assert.match(String(decode(schema, put(command, [field], undefined))), /^refused/, field)
    }
  )

  it.each(
    [...choices, ...insides].map(
      ([path, schema, base, ...rest]) =>
        [`${path} of ${(base as { readonly _tag?: string })._tag ?? "a part"}`, path, schema, base, ...rest] as const
    )
  )("%s is each of its words, and nothing else", (_, path, schema, base, right, wrong) => {
    for (const value of right) {
      const command = put(base, path.split("."), value)
      assert.deepStrictEqual(decode(schema, command), command)
    }
    for (const value of wrong)
      assert.match(String(decode(schema, put(base, path.split("."), value))), /^refused/, JSON.stringify(value))
  })
})
