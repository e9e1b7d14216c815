import { assert, describe, it } from "@effect/vitest"
import * as Id from "../src/Id.ts"
import * as Record from "../src/Record.ts"
import * as Sample from "./fixture/sample.ts"

const transfer = {
  transferId: Id.make<Id.TransferId>("t-1"),
  agencyId: Sample.agencyId(),
  fromAgentId: Sample.agentId(1),
  toAgentId: Sample.agentId(2),
  reason: "leave",
  consentMode: "notify",
  state: "Applied",
  rows: []
} as const
const code = {
  agentChangeCodeId: Id.make<Id.AgentChangeCodeId>("passcode-1"),
  caseId: Sample.caseId(),
  agentId: Sample.agentId(1),
  agencyId: Sample.agencyId(),
  issuedAt: Sample.now,
  expiresAt: Sample.now,
  wrongTries: 0,
  state: "Issued"
} as const
const exportLog = {
  exportId: Id.make<Id.ExportId>("e-1"),
  order: { agencyId: Sample.agencyId(), columns: "full" },
  requestedBy: "exchange/examiner",
  acknowledgedAt: Sample.now,
  until: Sample.now
} as const
const invitation = {
  invitationId: Id.make<Id.InvitationId>("i-1"),
  kind: "activation-link",
  agentId: Sample.agentId(1),
  agencyId: Sample.agencyId(),
  issuedAt: Sample.now,
  expiresAt: Sample.now,
  wrongTries: 0,
  state: "Issued"
} as const
const account = Sample.extranetAccount(1)

/** The event that begins a record of each kind. */
const beginnings: {
  readonly [K in Record.Kind]: { readonly event: Record.Event; readonly record: Record.Records[K] }
} = {
  agency: { event: { _tag: "AgencyOpened", agency: Sample.agency() }, record: Sample.agency() },
  agent: { event: { _tag: "AgentAdded", agent: Sample.agent() }, record: Sample.agent() },
  employment: {
    event: {
      _tag: "EmploymentMoved",
      employmentId: Sample.employment().employmentId,
      trigger: "invite",
      to: Sample.employment()
    },
    record: Sample.employment()
  },
  staff: { event: { _tag: "StaffAdded", staff: Sample.staff() }, record: Sample.staff() },
  case: { event: { _tag: "CaseRecorded", case: Sample.household() }, record: Sample.household() },
  delegation: { event: { _tag: "DelegationOpened", delegation: Sample.delegation() }, record: Sample.delegation() },
  consent: { event: { _tag: "ConsentDrafted", consent: Sample.consent() }, record: Sample.consent() },
  applicationReview: {
    event: { _tag: "ApplicationReviewed", review: Sample.applicationReview() },
    record: Sample.applicationReview()
  },
  transfer: { event: { _tag: "TransferApplied", transfer }, record: transfer },
  exportLog: { event: { _tag: "ExportRecorded", exportLog }, record: exportLog },
  acting: { event: { _tag: "ActingOpened", acting: Sample.session() }, record: Sample.session() },
  accessCode: { event: { _tag: "AccessCodeIssued", accessCode: Sample.accessCode() }, record: Sample.accessCode() },
  agentChangeCode: { event: { _tag: "AgentChangeCodeIssued", code }, record: code },
  invitation: { event: { _tag: "InvitationIssued", invitation }, record: invitation },
  extranetAccount: {
    event: { _tag: "ExtranetAccountProvisioned", trigger: "provision", from: "NotProvisioned", account },
    record: account
  }
}

describe("Record", () => {
  for (const [kind, { event, record }] of Object.entries(beginnings)) {
    it(`begins a record of kind ${kind} and finds it under its identifier`, () => {
      const one = kind as Record.Kind
      assert.deepStrictEqual(Record.evolve(one, undefined, event), record)
      assert.deepStrictEqual(Record.refOf(event), { kind: one, id: Record.idOf(one, record) })
      assert.strictEqual(Record.keyOf(one, "id", record), Record.idOf(one, record))
    })
  }

  it("finds open things only by the indexes of open things", () => {
    const key = (state: Parameters<typeof Sample.delegation>[1]) =>
      Record.keyOf("delegation", "case", Sample.delegation(1, state))
    for (const state of ["Requested", "Active", "Frozen"] as const) assert.strictEqual(key(state), Sample.caseId(1))
    for (const state of ["Declined", "Cancelled", "Expired", "Ended"] as const) assert.isUndefined(key(state))
    assert.strictEqual(Record.keyOf("delegation", "history", Sample.delegation(1, "Ended")), Sample.caseId(1))
    assert.strictEqual(Record.keyOf("delegation", "lost", Sample.delegation(1, "Ended")), "agency-0 2026-03")
    assert.isUndefined(Record.keyOf("delegation", "lost", Sample.delegation(1)))
    assert.isUndefined(Record.keyOf("employment", "open", Sample.employment(1, 0, "Inactive")))
    assert.isUndefined(
      Record.keyOf("agency", "fein", Sample.agency(0, { certification: Sample.agencyCertification("Terminated") }))
    )
    const left = { _tag: "Terminated", since: Sample.now, reason: "left-agency" } as const
    const atFault = { ...left, _tag: "TerminatedForCause" } as const
    assert.isUndefined(Record.keyOf("staff", "email", Sample.staff(0, { approval: left })))
    assert.isDefined(Record.keyOf("staff", "email", Sample.staff(0, { approval: atFault })))
    assert.isUndefined(Record.keyOf("accessCode", "live", Sample.accessCode(0, { state: "Locked" })))
  })
})
