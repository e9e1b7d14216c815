import { assert, describe, it } from "@effect/vitest"
import type * as AgentOfRecord from "../src/AgentOfRecord.ts"
import * as Dates from "../src/CalendarDate.ts"
import type { Delegation } from "../src/Delegation.ts"
import * as History from "../src/DelegationHistory.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

const caseId = Sample.caseId(0)
const of = { caseId, kind: "producer" } as const
const instant = Dates.instant
const held = (n: number, from: string): Delegation =>
  Sample.delegation(n, "Active", {
    caseId,
    delegate: { agentId: Sample.agentId(n), agencyId: Sample.agencyId(0) },
    state: { _tag: "Active", from: instant(from) }
  })
const opened = (command: string, at: string, delegation: Delegation): History.Recorded => ({
  commandId: Id.make(command),
  at: instant(at),
  event: { _tag: "DelegationOpened", delegation }
})
const ended = (command: string, at: string, delegation: Delegation): History.Recorded => ({
  commandId: Id.make(command),
  at: instant(at),
  event: {
    _tag: "DelegationMoved",
    delegationId: delegation.delegationId,
    trigger: "replace",
    from: "Active",
    to: { _tag: "Ended", from: instant("2026-01-01T00:00:00.000Z"), until: instant(at), reason: "replaced" }
  }
})
const first = held(1, "2026-01-01T00:00:00.000Z")
const second = held(2, "2026-02-01T00:00:00.000Z")
const lines = [
  opened("c-1", "2026-01-05T00:00:00.000Z", first),
  ended("c-2", "2026-02-01T00:00:00.000Z", first),
  opened("c-2", "2026-02-01T00:00:00.000Z", second)
]
const agentAt = (at: string, known?: string) =>
  History.holderAt(History.make(lines), of, instant(at), known === undefined ? undefined : instant(known))?.delegate
    .agentId as string | undefined

describe("DelegationHistory", () => {
  it("says who had a case at every boundary, and never two [DEL-10]", () => {
    assert.isUndefined(agentAt("2025-12-31T23:59:59.999Z"))
    assert.strictEqual(agentAt("2026-01-01T00:00:00.000Z"), "agent-1")
    assert.strictEqual(agentAt("2026-01-31T23:59:59.999Z"), "agent-1")
    assert.strictEqual(agentAt("2026-02-01T00:00:00.000Z"), "agent-2")
  })

  it("says what was believed before a fact was recorded [O-01]", () => {
    assert.isUndefined(agentAt("2026-01-02T00:00:00.000Z", "2026-01-04T00:00:00.000Z"))
    assert.strictEqual(agentAt("2026-01-02T00:00:00.000Z", "2026-01-05T00:00:00.000Z"), "agent-1")
    assert.strictEqual(agentAt("2026-03-01T00:00:00.000Z", "2026-01-31T00:00:00.000Z"), "agent-1")
  })

  it("says what was believed at the end of a day, on the clocks of a place [DEL-10]", () => {
    const history = History.make([...lines.slice(0, 1), opened("c-2", "2026-02-01T07:59:59.999Z", second)])
    const agentsOn = (day: string, zone: string) =>
      History.believedOn(history, Dates.make(day), zone).map(({ delegate }) => delegate.agentId as string)
    assert.deepStrictEqual(agentsOn("2026-01-04", "UTC"), [])
    assert.deepStrictEqual(agentsOn("2026-01-04", "America/Los_Angeles"), ["agent-1"])
    assert.deepStrictEqual(agentsOn("2026-01-31", "UTC"), ["agent-1"])
    // Seven hours and 59 minutes of February in London are the last of January in California.
    assert.deepStrictEqual(agentsOn("2026-01-31", "America/Los_Angeles"), ["agent-1", "agent-2"])
    assert.deepStrictEqual(History.believedOn(history, Dates.make("2026-02-01"), "UTC"), History.believed(history))
  })

  it("says who was on record on a day, and who was believed to be on another [DEL-20 DEL-30]", () => {
    const entry = (npn: string, from: string, at: string): AgentOfRecord.Entry => ({
      npn: npn as never,
      from: Dates.make(from),
      recordedAt: instant(at),
      reason: "correction"
    })
    const history = [
      entry("1", "2026-01-01", "2026-01-02T00:00:00.000Z"),
      entry("2", "2026-01-10", "2026-03-01T08:00:00.000Z")
    ]
    const npnOn = (day: string, on?: string, zone = "America/Los_Angeles") =>
      History.agentOfRecordAt(history, Dates.make(day), on === undefined ? undefined : { on: Dates.make(on), zone })
        ?.npn as string | undefined
    assert.deepStrictEqual(
      ["2025-12-31", "2026-01-01", "2026-01-09", "2026-01-10"].map((day) => npnOn(day)),
      [undefined, "1", "1", "2"]
    )
    assert.strictEqual(npnOn("2026-01-10", "2026-02-28"), "1")
    assert.strictEqual(npnOn("2026-01-10", "2026-03-01"), "2")
    assert.strictEqual(npnOn("2026-01-10", "2026-03-01", "UTC"), "2")
    assert.strictEqual(npnOn("2026-01-01", "2026-01-01"), "1")
    assert.isUndefined(npnOn("2026-01-01", "2026-01-01", "UTC"))
  })

  it("leaves out what is not about delegations, and steps whose beginning is unknown", () => {
    const other = { ...lines[0], event: { _tag: "CaseRecorded", case: Sample.household(0) } } as History.Recorded
    assert.deepStrictEqual(History.make([other, lines[1] as History.Recorded]), [])
    assert.deepStrictEqual(
      History.carrierChanges([other, lines[1] as History.Recorded], () => undefined),
      []
    )
  })

  it("tells the cases apart", () => {
    const other = Sample.delegation(7, "Active", { caseId: Sample.caseId(7), state: second.state })
    const history = History.make([...lines, opened("c-7", "2026-02-03T00:00:00.000Z", other)])
    const at = instant("2026-03-01T00:00:00.000Z")
    assert.strictEqual(History.holderAt(history, of, at)?.delegationId, second.delegationId)
    assert.strictEqual(
      History.holderAt(history, { ...of, caseId: Sample.caseId(7) }, at)?.delegationId,
      other.delegationId
    )
  })

  it("tells carriers from when on somebody has lost a case, whenever it was recorded [DEL-19]", () => {
    const until = instant("2026-01-31T08:00:00.000Z")
    const line = ended("c-2", "2026-02-02T00:00:00.000Z", first)
    const to = { _tag: "Ended", from: instant("2026-01-01T00:00:00.000Z"), until, reason: "removed" }
    const late = { ...line, event: { ...line.event, trigger: "remove", to } } as History.Recorded
    const [change] = History.carrierChanges([late], () => first)
    assert.deepInclude(change, { effectiveAt: until, recordedAt: late.at, lost: first.delegate })
    assert.notProperty(change, "gained")
  })

  it("tells carriers nothing of a reminder, which moves nobody [DEL-19]", () => {
    const event = { _tag: "RequestReminded", delegationId: first.delegationId, reminders: 1 } as const
    const reminded = { ...(lines[0] as History.Recorded), event }
    assert.deepStrictEqual(
      History.carrierChanges([reminded], () => first),
      []
    )
  })

  it("takes a day to its end in the zone of the exchange", () => {
    assert.strictEqual<string>(
      History.endOf(Dates.make("2026-03-08"), "America/Los_Angeles"),
      "2026-03-09T06:59:59.999Z"
    )
  })

  it("tells carriers a replacement as one change, and a freeze as none [DEL-19]", () => {
    const freeze = { ...(lines[1] as History.Recorded), commandId: Id.make<Id.CommandId>("c-3") }
    const frozen = {
      ...freeze,
      event: { ...freeze.event, trigger: "freeze", to: Sample.delegationState("Frozen") } as never
    }
    const changes = History.carrierChanges([...lines, frozen], (id) => (id === first.delegationId ? first : second))
    assert.deepStrictEqual(
      changes.map(({ effectiveAt, gained, lost }) => [lost?.agentId, gained?.agentId, effectiveAt as string]),
      [
        [undefined, Sample.agentId(1), "2026-01-01T00:00:00.000Z"],
        [Sample.agentId(1), Sample.agentId(2), "2026-02-01T00:00:00.000Z"]
      ]
    )
  })
})
