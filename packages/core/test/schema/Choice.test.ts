import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { AgencyReviewCommand } from "../../src/schema/AgencyReviewCommand.ts"
import { AgencySigningCommand } from "../../src/schema/AgencySigningCommand.ts"
import { AgencyTerminationCommand } from "../../src/schema/AgencyTerminationCommand.ts"
import * as Status from "../../src/schema/CertificationCommand.ts"
import * as Commands from "../../src/schema/Command.ts"
import * as Consents from "../../src/schema/ConsentCommand.ts"
import { InvitationCommand } from "../../src/schema/InvitationCommand.ts"
import * as NewAgents from "../../src/schema/NewAgentCommand.ts"
import { StaffCommand } from "../../src/schema/StaffCommand.ts"
import * as Transfers from "../../src/schema/TransferCommand.ts"
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

const decode = (schema: Codec, value: unknown) => {
  const decoded = Schema.decodeUnknownResult(schema)(value, strict)
  return decoded._tag === "Success" ? decoded.success : `refused: ${decoded.failure.message}`
}

const put = (base: object, [first, ...rest]: ReadonlyArray<string>, value: unknown): object => ({
  ...base,
  [first as string]:
    rest.length === 0 ? value : put((base as Record<string, object>)[first as string] ?? {}, rest, value)
})

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
    choices.map(
      ([path, schema, base, ...rest]) =>
        [`${path} of ${(base as { _tag: string })._tag}`, path, schema, base, ...rest] as const
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
