import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { AgencyAccountCommand } from "../../src/schema/AgencyAccountCommand.ts"
import { AgencyManagementCommand } from "../../src/schema/AgencyManagementCommand.ts"
import { AgencyReviewCommand } from "../../src/schema/AgencyReviewCommand.ts"
import {
  AgencyDailyCommand,
  AgencySigningCommand,
  SmallBusinessWindowCommand
} from "../../src/schema/AgencySigningCommand.ts"
import { AgencyTerminationCommand } from "../../src/schema/AgencyTerminationCommand.ts"
import { CascadeCommand } from "../../src/schema/CascadeCommand.ts"
import * as StatusCommands from "../../src/schema/CertificationCommand.ts"
import * as Commands from "../../src/schema/Command.ts"
import * as ExtranetCommands from "../../src/schema/ExtranetCommand.ts"
import { InvitationCommand } from "../../src/schema/InvitationCommand.ts"
import { StaffCommand, StaffLinkCommand } from "../../src/schema/StaffCommand.ts"
import * as Transfers from "../../src/schema/TransferCommand.ts"
import * as Sample from "../fixture/sample.ts"

const strict = { errors: "all", onExcessProperty: "error" } as const
const agentId = "agent-1"
const agencyId = "agency-0"
const delegationId = "delegation-1"
const term = { number: "5000000001", from: "2026-01-01", until: "2027-01-01" }
const reason = "voluntary"

/** One example of every command, as it comes over the wire. */
const examples: ReadonlyArray<readonly [Schema.Codec<unknown, unknown>, Record<string, unknown>]> = [
  [Commands.CertificationCommand, { _tag: "SubmitAgent", agentId }],
  [Commands.CertificationCommand, { _tag: "RecordRequirement", agentId, item: "fee-paid", outcome: "Met" }],
  [Commands.CertificationCommand, { _tag: "RecordExam", agentId, score: 80 }],
  [Commands.CertificationCommand, { _tag: "CorrectExam", agentId }],
  [Commands.CertificationCommand, { _tag: "CertifyAgent", agentId, term }],
  [Commands.CertificationCommand, { _tag: "DenyAgent", agentId, reason }],
  [Commands.CertificationCommand, { _tag: "WithdrawAgent", agentId }],
  [StatusCommands.DecertificationCommand, { _tag: "SuspendAgent", agentId, reason }],
  [CascadeCommand, { _tag: "SuspendAgent", agentId, reason }],
  [CascadeCommand, { _tag: "TerminateAgency", agencyId, reason: "breach", books: "end" }],
  [CascadeCommand, { _tag: "SuspendAgency", agencyId, reason: "breach" }],
  [CascadeCommand, { _tag: "ReinstateAgency", agencyId }],
  [StatusCommands.DecertificationCommand, { _tag: "ReinstateAgent", agentId }],
  [StatusCommands.DecertificationCommand, { _tag: "TerminateAgent", agentId, forCause: true, reason }],
  [StatusCommands.DecertificationCommand, { _tag: "RequestReconsideration", agentId }],
  [StatusCommands.DecertificationCommand, { _tag: "UpholdSuspension", agentId }],
  [StatusCommands.CertificationDailyCommand, { _tag: "RunCertificationDaily", agentId, day: "2026-03-09" }],
  [StatusCommands.DecertificationCommand, { _tag: "RecordDeath", agentId, documentId: "certificate-1" }],
  [Commands.CertificationCommand, { _tag: "ReapplyAgent", agentId }],
  [
    Commands.AgencyCommand,
    { _tag: "OpenAgency", agencyId, details: Sample.details(), managerId: agentId, manager: Sample.profile(1) }
  ],
  [Commands.AgencyCommand, { _tag: "UploadAgencyDocument", agencyId, document: { type: "other" } }],
  [
    Commands.AgencyCommand,
    { _tag: "UploadAgencyDocument", agencyId, document: { type: "e-and-o", expiresOn: "2026-12-31" } }
  ],
  [
    Commands.AgencyCommand,
    {
      _tag: "UploadAgencyDocument",
      agencyId,
      document: {
        type: "payee-data",
        file: { documentId: "d-1", name: "204.pdf", mediaType: "application/pdf", bytes: 1, sha256: "ab".repeat(32) }
      }
    }
  ],
  [
    AgencyAccountCommand,
    {
      _tag: "SetAgencySite",
      agencyId,
      site: {
        siteId: "branch",
        name: "Branch",
        address: Sample.details().site,
        phone: "9165550142",
        hours: [{ weekday: 1, opens: "09:00", closes: "17:00" }]
      },
      primary: true
    }
  ],
  [Commands.AgentLockCommand, { _tag: "LockAgent", agentId, reason: "credentials-at-risk" }],
  [Commands.AgentLockCommand, { _tag: "UnlockAgent", agentId }],
  [Commands.AgentLoginCommand, { _tag: "ChangeAgentLogin", agentId, loginEmail: "new@login.example" }],
  [
    Commands.AgentProfileCommand,
    {
      _tag: "EditAgentProfile",
      agentId,
      profile: {
        languages: ["es"],
        acceptsNewClients: true,
        listInDirectory: false,
        expertise: ["dental"],
        bio: "Twenty years in Fresno.",
        photo: {
          documentId: "d-2",
          name: "Ann.png",
          mediaType: "image/png",
          bytes: 5_000_000,
          sha256: "cd".repeat(32)
        },
        eveningsAndWeekends: true,
        siteIds: ["main", "branch"]
      }
    }
  ],
  ...["DesignateManager", "RemoveManager", "ChoosePrimaryManager"].map(
    (_tag) => [AgencyManagementCommand as Schema.Codec<unknown, unknown>, { _tag, agencyId, agentId }] as const
  ),
  [AgencyAccountCommand, { _tag: "RemoveAgencySite", agencyId, siteId: "branch" }],
  [
    AgencyAccountCommand,
    {
      _tag: "ChangeAgencyContact",
      agencyId,
      contact: { publicName: "Harbor", email: "a@agency.example", phone: "9165550142" }
    }
  ],
  [AgencySigningCommand, { _tag: "NameAgencySigner", agencyId, signer: { _tag: "Manager", agentId } }],
  [
    AgencySigningCommand,
    {
      _tag: "NameAgencySigner",
      agencyId,
      signer: { _tag: "Person", name: { first: "Ann", last: "Ng" }, title: "President", email: "a@agency.example" }
    }
  ],
  [
    AgencySigningCommand,
    { _tag: "SignAgencyAgreement", agencyId, envelope: "e-1", by: { _tag: "Signer" }, on: "2026-03-03" }
  ],
  [
    AgencyReviewCommand,
    {
      _tag: "RequestAgencyChange",
      agencyId,
      changeId: "c-1",
      wanted: { legalName: "Harbor Group", fein: "941234567" }
    }
  ],
  [AgencyReviewCommand, { _tag: "WithdrawAgencyChange", agencyId, changeId: "c-1" }],
  [AgencyReviewCommand, { _tag: "ApproveAgencyChange", agencyId, changeId: "c-1" }],
  [AgencyReviewCommand, { _tag: "RejectAgencyChange", agencyId, changeId: "c-1", reason: "not-registered" }],
  [SmallBusinessWindowCommand, { _tag: "TellSmallBusinessWindow", agencyId, on: "2026-11-15" }],
  [
    SmallBusinessWindowCommand,
    {
      ...{ _tag: "TellSmallBusinessWindow", agencyId, on: "2026-11-15" },
      employers: [{ employerId: "E-1", agentId, failed: "participation" }]
    }
  ],
  [AgencyDailyCommand, { _tag: "RunAgencyDaily", agencyId, day: "2026-03-03" }],
  [Commands.AgencyCommand, { _tag: "SubmitAgency", agencyId }],
  [Commands.AgencyCommand, { _tag: "CertifyAgency", agencyId, managerTerm: term }],
  [Commands.AgencyCommand, { _tag: "SuspendAgency", agencyId, reason: "agreement-lapsed" }],
  [Commands.AgencyCommand, { _tag: "ReinstateAgency", agencyId }],
  [AgencyTerminationCommand, { _tag: "RejectAgency", agencyId, reason: "documents-false" }],
  [AgencyTerminationCommand, { _tag: "TerminateAgency", agencyId, reason: "closed", books: "end" }],
  [Commands.EmploymentCommand, { _tag: "AddAgent", agencyId, agentId, profile: Sample.profile(1) }],
  [Commands.EmploymentCommand, { _tag: "SetAgentInactive", agencyId, agentId, reason: "leave" }],
  [Commands.EmploymentCommand, { _tag: "SetAgentActive", agencyId, agentId }],
  ...[
    { _tag: "Name", name: Sample.profile(2).name },
    { _tag: "Licence", number: "1H10002" },
    { _tag: "Address", place: { city: "Fresno", county: "Fresno" } }
  ].map(
    (change) =>
      [
        StatusCommands.AgentReportCommand,
        { _tag: "ReportAgentChange", agentId, change, happenedOn: "2026-03-01" }
      ] as const
  ),
  [StatusCommands.AgentReportCommand, { _tag: "ReviewAgentChange", agentId, about: "licence" }],
  [Commands.AssociationCommand, { _tag: "AssociateAgent", agencyId, licence: "1H10001", npn: "1000001" }],
  ...["ApproveAssociation", "DeclineAssociation", "WithdrawAssociation", "PlaceApplicant"].map(
    (_tag) => [Commands.AssociationCommand, { _tag, agencyId, agentId }] as const
  ),
  [
    StaffCommand,
    {
      _tag: "AddStaff",
      agencyId,
      userId: "u-1",
      details: { name: Sample.staff().name, email: Sample.staff().email },
      level: 1
    }
  ],
  [StaffCommand, { _tag: "RecordStaffTraining", userId: "u-1", on: "2026-03-01" }],
  [StaffCommand, { _tag: "ApproveStaff", userId: "u-1", staffNumber: "A1234" }],
  [StaffCommand, { _tag: "DenyStaff", userId: "u-1", reason: "training-missing" }],
  [StaffCommand, { _tag: "SetStaffLevel", userId: "u-1", level: 2 }],
  [StaffCommand, { _tag: "SetStaffInactive", userId: "u-1" }],
  [StaffCommand, { _tag: "SetStaffActive", userId: "u-1" }],
  [StaffCommand, { _tag: "TerminateStaff", userId: "u-1", forCause: false, reason: "left-agency" }],
  [StaffLinkCommand, { _tag: "SendStaffLink", userId: "u-1" }],
  [StaffLinkCommand, { _tag: "ClaimStaffLink", userId: "u-1", name: { first: "Sam", last: "Ortiz" } }],
  [
    Commands.DelegationCommand,
    { _tag: "RequestDelegation", delegationId, caseId: "case-1", agentId, signedBy: "Cora Quint" }
  ],
  ...[
    "AcceptRequest",
    "DeclineRequest",
    "CancelRequest",
    "ExpireRequest",
    "RemoveDelegation",
    "RelinquishDelegation"
  ].map((_tag) => [Commands.DelegationCommand, { _tag, delegationId }] as const),
  [
    Transfers.TransferCommand,
    {
      _tag: "TransferBook",
      transferId: "t-1",
      agencyId,
      fromAgentId: agentId,
      toAgentId: "agent-2",
      only: [delegationId],
      reason: "leave"
    }
  ],
  [Commands.ActingCommand, { _tag: "OpenActing", actingId: "s-1", agencyId, agentId }],
  [Commands.ActingCommand, { _tag: "CloseActing", actingId: "s-1" }],
  [
    Commands.AccessCodeCommand,
    {
      _tag: "IssueAccessCode",
      accessCodeId: "ac-1",
      caseId: "case-1",
      channel: "phone",
      requestedBy: { _tag: "Cec", counselorId: "u-1", consumerPresent: true },
      identityMethod: "call-back"
    }
  ],
  [
    Commands.AccessCodeCommand,
    { _tag: "RedeemAccessCode", caseId: "case-1", accountId: "a-1", fact: { zip: "95814" } }
  ],
  [
    Commands.AccessCodeCommand,
    { _tag: "RedeemAccessCode", caseNumber: "10000001", accountId: "a-1", fact: { dob: "1980-05-17" } }
  ],
  [Commands.AccessCodeCommand, { _tag: "RevokeAccessCode", caseId: "case-1" }],
  [Commands.AccessCodeCommand, { _tag: "UnlinkAccount", caseId: "case-1", identityMethod: "document" }],
  [ExtranetCommands.ExtranetCommand, { _tag: "RunExtranetOnboarding", day: "2026-03-09" }],
  [InvitationCommand, { _tag: "IssueInvitation", invitationId: "i-1", kind: "delegation-code", agentId, agencyId }],
  [
    InvitationCommand,
    {
      _tag: "ClaimInvitation",
      kind: "activation-link",
      userId: "u-1",
      licence: "1H10001",
      name: { first: "Ann", last: "Reyes" }
    }
  ],
  [InvitationCommand, { _tag: "RevokeInvitation", invitationId: "i-1", agencyId }],
  [ExtranetCommands.ExtranetCommand, { _tag: "RunExtranetDaily", day: "2026-03-09" }],
  [ExtranetCommands.ExtranetCommand, { _tag: "RecordExtranetLogin", agentId }],
  [ExtranetCommands.ExtranetCommand, { _tag: "ChangeExtranetPassword", agentId }],
  [
    ExtranetCommands.ExtranetCommand,
    { _tag: "RequestExtranetReset", username: "CC_1H10001", email: "agent1@login.example" }
  ],
  [ExtranetCommands.ExtranetCommand, { _tag: "UseExtranetReset", username: "CC_1H10001", with: "link" }],
  [ExtranetCommands.ExtranetExtractCommand, { _tag: "RecordExtranetExtract", agentId, day: "2026-03-09" }],
  [
    Commands.CaseCommand,
    { _tag: "RecordCases", entries: [{ case: Sample.household(0, { coverage: Sample.coverage() }) }] }
  ],
  [
    Commands.MigrationCommand,
    {
      _tag: "RecordRoster",
      agencies: [{ agencyId, details: Sample.details() }],
      agents: [
        {
          agentId,
          agencyId,
          profile: Sample.profile(1),
          manager: true,
          certification: { state: "Certified", term },
          employment: "Active"
        }
      ]
    }
  ]
]

const decode = (schema: Schema.Codec<unknown, unknown>, value: unknown) =>
  Schema.decodeUnknownResult(schema)(value, strict)

describe("Command schemas", () => {
  it.each(examples.map(([schema, example]) => [example._tag, schema, example] as const))(
    "%s is read as it is, and as JSON",
    (_, schema, example) => {
      for (const value of [example, JSON.parse(JSON.stringify(example))]) {
        const decoded = decode(schema, value)
        assert.deepStrictEqual(decoded._tag === "Success" ? decoded.success : decoded.failure.message, example)
      }
    }
  )

  it.each(examples.map(([schema, example]) => [example._tag, schema, example] as const))(
    "%s takes no field too many and none too few",
    (_, schema, example) => {
      assert.strictEqual(decode(schema, { ...example, surprise: 1 })._tag, "Failure")
      for (const field of Object.keys(example)) {
        const { [field]: _gone, ...rest } = example
        // A case is named by its number or by its identifier.
        const named = example._tag === "RedeemAccessCode" && field.startsWith("case")
        const optional =
          named || ["identityMethod", "managerTerm", "primary", "only", "staffNumber", "employers"].includes(field)
        assert.strictEqual(decode(schema, rest)._tag, optional ? "Success" : "Failure", field)
      }
    }
  )

  it("answers whatever comes with a value or a failure, and never throws", () => {
    for (const [schema, example] of examples) {
      const value = fc.oneof(
        fc.anything(),
        fc
          .tuple(fc.constantFrom(...Object.keys(example)), fc.anything())
          .map(([field, replaced]) => ({ ...example, [field]: replaced }))
      )
      fc.assert(
        fc.property(value, (any) => ["Success", "Failure"].includes(decode(schema, any)._tag)),
        { numRuns: 100, seed: 11 }
      )
    }
  })

  it("asks insurance for its last day, and a premium for a tax credit that is not above it", () => {
    assert.strictEqual(
      decode(Commands.AgencyCommand, { _tag: "UploadAgencyDocument", agencyId, document: { type: "e-and-o" } })._tag,
      "Failure"
    )
    const feed = (aptc: number) => ({
      _tag: "RecordCases",
      entries: [{ case: Sample.household(0, { coverage: Sample.coverage({ aptc: aptc as never }) }) }]
    })
    assert.strictEqual(decode(Commands.CaseCommand, feed(41_250))._tag, "Success")
    assert.strictEqual(decode(Commands.CaseCommand, feed(41_251))._tag, "Failure")
  })

  it("takes deliveries up to their limit", () => {
    const entries = (n: number) => ({ _tag: "RecordCases", entries: Array(n).fill({ case: Sample.household() }) })
    assert.strictEqual(decode(Commands.CaseCommand, entries(1_000))._tag, "Success")
    assert.strictEqual(decode(Commands.CaseCommand, entries(1_001))._tag, "Failure")
  })

  it("says how many of what may come at once", () => {
    const roster = examples.find(([, example]) => example._tag === "RecordRoster") ?? assert.fail("no roster")
    const [schema, example] = roster as readonly [Parameters<typeof decode>[0], Readonly<Record<string, unknown>>]
    const many = (count: number, of: string) => {
      const [first] = example[of] as ReadonlyArray<unknown>
      const decoded = decode(schema, { ...example, [of]: Array(count).fill(first) })
      return decoded._tag === "Success" ? "" : decoded.failure.message
    }
    assert.include(many(5_001, "agents"), "expected at most 5,000 agents at once")
    assert.include(many(5_001, "agencies"), "expected at most 5,000 agencies at once")
    const cases = { _tag: "RecordCases", entries: Array(1_001).fill({ case: Sample.household() }) }
    const decoded = decode(Commands.CaseCommand, cases)
    assert.include(decoded._tag === "Failure" ? decoded.failure.message : "", "expected at most 1,000 cases at once")
  })

  it("takes a code or a fact about a consumer in one way only", () => {
    const fact = (value: unknown) => ({ _tag: "RedeemAccessCode", caseId: "case-1", accountId: "a-1", fact: value })
    for (const value of [{ zip: "95814", dob: "1980-05-17" }, {}, "95814"])
      assert.strictEqual(decode(Commands.AccessCodeCommand, fact(value))._tag, "Failure")
  })
})
