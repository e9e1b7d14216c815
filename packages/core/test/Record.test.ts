import { assert, describe, it } from "@effect/vitest"
import type { DiscrepancyList } from "../src/DiscrepancyList.ts"
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
const list: DiscrepancyList = {
  listId: Id.make("l-1"),
  agencyId: Sample.agencyId(),
  agentId: Sample.agentId(1),
  returnedAt: Sample.now,
  lines: [],
  state: { _tag: "Open" }
}
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
  discrepancyList: { event: { _tag: "DiscrepancyListReturned", list }, record: list },
  acting: { event: { _tag: "ActingOpened", acting: Sample.session() }, record: Sample.session() },
  accessCode: { event: { _tag: "AccessCodeIssued", accessCode: Sample.accessCode() }, record: Sample.accessCode() },
  agentChangeCode: { event: { _tag: "AgentChangeCodeIssued", code }, record: code },
  invitation: { event: { _tag: "InvitationIssued", invitation }, record: invitation },
  extranetAccount: {
    event: { _tag: "ExtranetAccountProvisioned", trigger: "provision", from: "NotProvisioned", account },
    record: account
  },
  enrollmentEntity: { event: { _tag: "EntityRegistered", entity: Sample.entity() }, record: Sample.entity() },
  counselor: { event: { _tag: "CounselorAdded", counselor: Sample.counselor() }, record: Sample.counselor() },
  counselorDelegation: {
    event: { _tag: "CounselorDelegationOpened", counselorDelegation: Sample.helping() },
    record: Sample.helping()
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

  it("finds the record that a step belongs to", () => {
    const agentId = Sample.agentId(1)
    const steps = {
      agent: { _tag: "LicenceLapsed", agentId },
      "agent again": { _tag: "DispositionClosed", agentId },
      acting: { _tag: "ActingUsed", actingId: Sample.session().actingId },
      extranetAccount: { _tag: "ExtranetExtracted", agentId },
      "extranetAccount again": { _tag: "ExtranetAccountMoved", agentId }
    }
    for (const [name, step] of Object.entries(steps))
      assert.deepStrictEqual(Record.refOf(step as never), {
        kind: name.split(" ")[0] as Record.Kind,
        id: "actingId" in step ? step.actingId : agentId
      })
  })

  it("finds reviews by their case, counselors by their entity, and entities by how they stand [CON-02 ENT-01]", () => {
    assert.strictEqual(Record.keyOf("applicationReview", "case", Sample.applicationReview(3)), "case-3")
    assert.strictEqual(Record.keyOf("counselor", "entity", Sample.counselor(1)), "entity-0")
    assert.strictEqual(Record.keyOf("enrollmentEntity", "certification", Sample.entity()), "Certified")
    const keys = (state: Parameters<typeof Sample.helping>[1]) =>
      (["case", "history", "counselor", "entity", "requestedAt", "list"] as const).map((index) =>
        Record.keyOf("counselorDelegation", index, Sample.helping(1, state))
      )
    const [asked, begun, over] = ["2026-03-02T18:00:00.000Z", "2026-03-03T06:00:00.000Z", "2026-03-03T17:00:00.000Z"]
    const open = ["case-1", "case-1", "counselor-0", "entity-0"]
    assert.deepStrictEqual(keys("Requested"), [...open, asked, `counselor-0 pending ${asked}`])
    assert.deepStrictEqual(keys("Active"), [...open, undefined, `counselor-0 active ${begun}`])
    const past = [undefined, "case-1", undefined, undefined, undefined]
    assert.deepStrictEqual(keys("Ended"), [...past, `counselor-0 inactive ${over}`])
    assert.deepStrictEqual(keys("Declined"), [...past, `counselor-0 inactive ${asked}`])
  })

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

  it("finds what is live, waits or is due under one key, and nothing that is over under it", () => {
    const { keyOf } = Record
    const licensed = { licenceNumber: "0K12345" as never }
    const gone = { certification: Sample.agencyCertification("Terminated") }
    assert.strictEqual(keyOf("agency", "fein", Sample.agency(3)), "941000003")
    assert.strictEqual(keyOf("agency", "licence", Sample.agency(0, licensed)), "0K12345")
    assert.isUndefined(keyOf("agency", "licence", Sample.agency(0, { ...licensed, ...gone })))
    assert.strictEqual(keyOf("agency", "certification", Sample.agency(0)), "Certified")
    assert.strictEqual(keyOf("agent", "licence", Sample.agent(4)), "1H10004")
    assert.strictEqual(keyOf("agent", "npn", Sample.agent(4)), "1000004")
    const draft = { ...licensed, certification: Sample.agencyCertification("Incomplete") }
    for (const index of ["fein", "licence"] as const)
      assert.isUndefined(keyOf("agency", index, Sample.agency(0, draft)))
    for (const index of ["licence", "npn", "email"] as const) {
      const of = (state: "Discarded" | "Withdrawn" | "Incomplete") =>
        keyOf("agent", index, Sample.agent(4, { certification: Sample.certification(state) }))
      assert.isUndefined(of("Discarded"))
      for (const state of ["Withdrawn", "Incomplete"] as const) assert.isDefined(of(state))
    }
    assert.strictEqual(keyOf("agent", "email", Sample.agent(4)), "agent4@login.example")
    assert.strictEqual(keyOf("agent", "certifiedOn", Sample.agent(4)), "2026-03-03")
    const suspended = Sample.agent(4, { certification: Sample.certification("Suspended") })
    assert.isUndefined(keyOf("agent", "certifiedOn", suspended))
    assert.strictEqual(keyOf("agent", "certification", suspended), "Suspended")
    for (const state of ["Active", "Suspended", "Inactive"] as const) {
      const place = Sample.employment(1, 2, state as "Active")
      assert.strictEqual(keyOf("employment", "open", place), state === "Inactive" ? undefined : "agent-1")
      assert.strictEqual(keyOf("employment", "agent", place), "agent-1")
      assert.strictEqual(keyOf("employment", "agency", place), "agency-2")
    }
    assert.strictEqual(keyOf("case", "number", Sample.household(2)), "10000002")
    assert.strictEqual(keyOf("case", "dob", Sample.household(2)), "1980-05-17")
    for (const state of ["Granted", "Rescinded"] as const) {
      const consent = { ...Sample.consent(1, state), expiresOn: "2026-09-30" as never }
      assert.strictEqual(keyOf("consent", "ending", consent), state === "Granted" ? "2026-09-30" : undefined)
      assert.strictEqual(keyOf("consent", "case", consent), Sample.consent(1).caseId)
    }
  })

  it("finds requests by when they were made, and what agents hold by agent and agency [DEL-23]", () => {
    const { keyOf } = Record
    for (const state of ["Requested", "Active", "Frozen", "Declined", "Cancelled", "Expired", "Ended"] as const) {
      const one = Sample.delegation(1, state, {
        delegate: { agentId: Sample.agentId(3), agencyId: Sample.agencyId(2) }
      })
      const open = state === "Requested" || state === "Active" || state === "Frozen"
      assert.strictEqual(keyOf("delegation", "requested", one), state === "Requested" ? "2026-03" : undefined)
      const at = "2026-03-02T18:00:00.000Z"
      assert.strictEqual(keyOf("delegation", "requestedAt", one), state === "Requested" ? at : undefined)
      assert.strictEqual(keyOf("delegation", "agent", one), open ? "agent-3" : undefined)
      assert.strictEqual(keyOf("delegation", "agency", one), open ? "agency-2" : undefined)
      assert.strictEqual(keyOf("delegation", "lost", one), state === "Ended" ? "agency-2 2026-03" : undefined)
      const list = keyOf("delegation", "agentList", one)
      assert.match(list ?? "", /agent-3/)
      assert.strictEqual(keyOf("delegation", "agentFrozen", one), state === "Frozen" ? list : undefined)
      assert.match(keyOf("delegation", "agencyList", one) ?? "", /^agency-2/)
    }
  })

  it("finds transfers that wait, codes that live and users who are bound", () => {
    const { keyOf } = Record
    for (const state of [
      "ExchangeReview",
      "AwaitingConsent",
      "Scheduled",
      "Applied",
      "Rejected",
      "Cancelled"
    ] as const) {
      const waits = state === "ExchangeReview" || state === "AwaitingConsent" || state === "Scheduled"
      assert.strictEqual(keyOf("transfer", "waiting", { ...transfer, state }), waits ? "agency-0" : undefined)
      assert.strictEqual(keyOf("transfer", "state", { ...transfer, state }), state)
      assert.strictEqual(keyOf("transfer", "agency", { ...transfer, state }), "agency-0")
    }
    assert.strictEqual(keyOf("exportLog", "agency", exportLog), "agency-0")
    assert.strictEqual(keyOf("exportLog", "taken", exportLog), `agency-0 ${Sample.now}`)
    assert.strictEqual(keyOf("discrepancyList", "returned", list), `agency-0 ${Sample.now}`)
    assert.strictEqual(keyOf("discrepancyList", "waiting", list), Sample.now)
    const state = { _tag: "Answered", at: Sample.now } as const
    assert.isUndefined(keyOf("discrepancyList", "waiting", { ...list, state }))
    for (const state of ["Issued", "Redeemed", "Locked", "Superseded", "Revoked"] as const) {
      const one = Sample.accessCode(1, { state })
      assert.strictEqual(keyOf("accessCode", "live", one), state === "Issued" ? "case-1" : undefined)
      assert.strictEqual(keyOf("accessCode", "redeemed", one), state === "Redeemed" ? "case-1" : undefined)
    }
    assert.strictEqual(keyOf("agentChangeCode", "live", code), Id.agentChange(code.caseId, code.agentId))
    assert.isUndefined(keyOf("agentChangeCode", "live", { ...code, state: "Locked" }))
    assert.strictEqual(keyOf("invitation", "live", invitation), "agent-1 activation-link")
    assert.isUndefined(keyOf("invitation", "live", { ...invitation, state: "Claimed" }))
    assert.strictEqual(keyOf("invitation", "agent", invitation), "agent-1")
    assert.isUndefined(keyOf("invitation", "user", invitation))
    const claimedBy = Id.make<Id.UserId>("user-1")
    assert.strictEqual(keyOf("invitation", "user", { ...invitation, state: "Claimed", claimedBy }), "user-1")
    assert.strictEqual(keyOf("extranetAccount", "username", account), "CC_1H10001")
    assert.strictEqual(keyOf("extranetAccount", "state", account), "Active")
    assert.strictEqual(keyOf("extranetAccount", "due", account), "2026-04-22")
  })
})
