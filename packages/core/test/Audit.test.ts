import { assert, describe, it } from "@effect/vitest"
import type { ApplicationReview } from "../src/ApplicationReview.ts"
import * as Audit from "../src/Audit.ts"
import type { ExportLog } from "../src/BookExport.ts"
import type { Counselor } from "../src/Counselor.ts"
import type { CounselorDelegation } from "../src/CounselorDelegation.ts"
import type { EnrollmentEntity } from "../src/EnrollmentEntity.ts"
import * as Id from "../src/Id.ts"
import type { Event } from "../src/Record.ts"
import type { Transfer } from "../src/Transfer.ts"
import * as Sample from "./fixture/sample.ts"

const row = (event: Event, over: Partial<Audit.Recorded> = {}): Audit.Recorded => ({
  position: 7,
  commandId: Id.make("c-1"),
  commandName: "ApproveStaff",
  at: Sample.now,
  actor: "exchange/examiner",
  permission: "P-13 exchange",
  event,
  concerns: { agencyId: Sample.agencyId() },
  ...over
})

describe("Audit", () => {
  it("shows a step, who took it and under which permission [DEL-30]", () => {
    const event: Event = {
      _tag: "CertificationMoved",
      agentId: Sample.agentId(),
      trigger: "suspend",
      from: "Certified",
      to: { _tag: "Suspended", since: Sample.now, term: Sample.term, reason: "under-investigation" }
    }
    assert.deepStrictEqual(Audit.line(row(event, { onBehalfOf: "agent-1" }), "office"), {
      position: 7,
      at: Sample.now,
      commandId: Id.make<Id.CommandId>("c-1"),
      command: "ApproveStaff",
      actor: "exchange/examiner",
      onBehalfOf: "agent-1",
      permission: "P-13 exchange",
      what: "CertificationMoved",
      record: { kind: "agent", id: "agent-0" },
      concerns: { agencyId: Sample.agencyId() },
      from: "Certified",
      to: "Suspended"
    })
  })

  it("shows nothing of what a record says: no names, reasons or digests", () => {
    const staff = { ...Sample.staff(), email: "canary@mail.example" as never }
    const events: ReadonlyArray<Event> = [
      { _tag: "StaffAdded", staff },
      { _tag: "CaseRecorded", case: Sample.household(0) },
      { _tag: "AccessCodeIssued", accessCode: Sample.accessCode(0, { digest: "canary" }) },
      {
        _tag: "EmploymentMoved",
        employmentId: Sample.employment().employmentId,
        trigger: "set-inactive",
        from: "Active",
        to: { ...Sample.employment(), state: "Inactive", reason: "leave" }
      },
      { _tag: "StaffLevelSet", userId: staff.userId, from: 1, to: 2 }
    ]
    const lines = events.map((event) => Audit.line(row(event), "office"))
    for (const text of ["canary", "leave", Sample.household(0).primaryContact.name.last])
      assert.notInclude(JSON.stringify(lines), text)
    assert.deepStrictEqual(
      lines.map(({ from, to }) => [from, to]),
      [
        [undefined, undefined],
        [undefined, undefined],
        [undefined, undefined],
        ["Active", "Inactive"],
        ["1", "2"]
      ]
    )
  })

  it("tells a consumer which agent acted, and not who works in an office", () => {
    const event: Event = { _tag: "ActingUsed", actingId: Id.make("s-1"), at: Sample.now }
    const actors = ["agent/agent-1", "consumer/case-1", "staff/sam.ortiz", "exchange/examiner", "system/feed"]
    assert.deepStrictEqual(
      actors.map((actor) => Audit.line(row(event, { actor }), "consumer").actor),
      ["agent/agent-1", "consumer/case-1", "staff", "exchange", "system"]
    )
    assert.deepStrictEqual(
      actors.map((actor) => Audit.line(row(event, { actor }), "office").actor),
      actors
    )
  })

  it("knows whose trail each kind of record belongs to", () => {
    const [caseId, agentId, agencyId] = [Sample.caseId(0), Sample.agentId(1), Sample.agencyId(0)]
    const delegation = Sample.delegation(0, "Active", { delegate: { agentId, agencyId } })
    assert.deepStrictEqual(Audit.concerns("delegation", delegation), { caseId, agentId, agencyId })
    assert.deepStrictEqual(Audit.concerns("agent", Sample.agent(1)), { agentId })
    assert.deepStrictEqual(Audit.concerns("agency", Sample.agency(0)), { agencyId })
    assert.deepStrictEqual(Audit.concerns("employment", Sample.employment(1, 0)), { agentId, agencyId })
    assert.deepStrictEqual(Audit.concerns("staff", Sample.staff(0)), { agencyId })
    assert.deepStrictEqual(Audit.concerns("case", Sample.household(0)), { caseId })
    const counselor = { _tag: "Counselor", counselorId: Id.make<Id.UserId>("u-1") } as const
    const grantees = [{ _tag: "Agency", agencyId, agentId } as const, { _tag: "Agency", agencyId } as const, counselor]
    assert.deepStrictEqual(
      grantees.map((grantee) => Audit.concerns("consent", { ...Sample.consent(0), caseId, grantee })),
      [
        { caseId, agentId, agencyId },
        { caseId, agencyId },
        { caseId, counselorId: counselor.counselorId }
      ]
    )
    const { counselorId } = counselor
    const delegate = { counselorId, entityId: Id.make<Id.EntityId>("entity-1") }
    assert.deepStrictEqual(
      [
        Audit.concerns("counselorDelegation", { caseId, delegate } as CounselorDelegation),
        Audit.concerns("counselor", { ...delegate } as Counselor),
        Audit.concerns("enrollmentEntity", { entityId: delegate.entityId } as EnrollmentEntity)
      ],
      [{ caseId, counselorId }, { counselorId }, {}]
    )
    // What was taken out of a book is on the trail of its agency, and of the agent who took it.
    const taken = { exportId: "e-1", order: { agencyId } } as unknown as ExportLog
    assert.deepStrictEqual(Audit.concerns("exportLog", taken), { agencyId })
    assert.deepStrictEqual(Audit.concerns("exportLog", { ...taken, agentId }), { agentId, agencyId })
    assert.deepStrictEqual(Audit.concerns("acting", Sample.session({ agentId, agencyId })), { agentId, agencyId })
    assert.deepStrictEqual(Audit.concerns("accessCode", Sample.accessCode(0)), { caseId })
    assert.deepStrictEqual(Audit.concerns("extranetAccount", Sample.extranetAccount(1)), { agentId })
    const transfer = { fromAgentId: agentId, toAgentId: Sample.agentId(2), agencyId } as Transfer
    assert.deepStrictEqual(Audit.concerns("transfer", transfer), { agentId, agencyId })
    const review = { caseId, assistedBy: { agentId, agencyId } } as unknown as ApplicationReview
    assert.deepStrictEqual(Audit.concerns("applicationReview", review), { caseId, agentId, agencyId })
  })
})
