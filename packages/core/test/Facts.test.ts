import { assert, describe, it } from "@effect/vitest"
import * as Facts from "../src/Facts.ts"
import type { Event } from "../src/Record.ts"
import * as Sample from "./fixture/sample.ts"

const member = Sample.member(1)
const records = {
  agent: new Map([[Sample.agentId(1) as string, member.agent]]),
  employment: new Map([[member.employment.employmentId as string, member.employment]]),
  agency: new Map([[Sample.agencyId() as string, member.agency]]),
  delegation: new Map([2, 1, 3].map((n) => [Sample.delegationId(n) as string, Sample.delegation(n)]))
}
const facts = Facts.make(records)

describe("Facts", () => {
  it("gets by identifier and finds by index, in the order of identifiers", () => {
    assert.strictEqual(facts.get("agent", Sample.agentId(1)), member.agent)
    assert.isUndefined(facts.get("agent", "nobody"))
    assert.deepStrictEqual(
      facts.find("delegation", "agent", Sample.agentId(0)).map(({ delegationId }) => delegationId),
      [1, 2, 3].map(Sample.delegationId)
    )
    assert.deepStrictEqual(facts.find("delegation", "agent", "nobody"), [])
  })

  it("knows a member by agent, place and agency, and none when one of them is missing", () => {
    assert.deepStrictEqual(Facts.member(facts, Sample.agentId(1)), member)
    assert.deepStrictEqual(Facts.memberOf(facts, Sample.agentId(1), Sample.agencyId()), member)
    for (const kind of ["agent", "employment", "agency"] as const) {
      const without = Facts.make({ ...records, [kind]: new Map() })
      assert.isUndefined(Facts.member(without, Sample.agentId(1)), kind)
      assert.isUndefined(Facts.memberOf(without, Sample.agentId(1), Sample.agencyId()), kind)
    }
  })

  it("throws when a rule asks for what its command did not load", () => {
    const some = Facts.make(records, new Set([Facts.selectionKey("delegation", "agent", "agent-0")]))
    assert.strictEqual(some.find("delegation", "agent", "agent-0").length, 3)
    assert.throws(() => some.find("delegation", "agent", "agent-1"), /does not read/)
    assert.throws(() => some.get("case", "case-1"), /does not read/)
  })

  it("sees an agent as a member of the agency of the open employment", () => {
    assert.deepStrictEqual(Facts.member(facts, Sample.agentId(1)), member)
    const left = Sample.employment(1, 0, "Inactive")
    const after = Facts.make({ ...records, employment: new Map([[left.employmentId as string, left]]) })
    assert.isUndefined(Facts.member(after, Sample.agentId(1)))
    assert.strictEqual(Facts.memberOf(after, Sample.agentId(1), Sample.agencyId())?.employment, left)
  })

  it("names what it reads about a member, the agency once it is known", () => {
    assert.strictEqual(Facts.memberReads(undefined, Sample.agentId(1)).length, 2)
    assert.deepInclude(Facts.memberReads(facts, Sample.agentId(1)).at(-1), {
      kind: "agency",
      keys: [Sample.agencyId()]
    })
    assert.strictEqual(Facts.memberOfReads(Sample.agentId(1), Sample.agencyId()).length, 3)
    const counselor = Sample.counselor(0)
    const known = Facts.make({ counselor: new Map([[counselor.counselorId as string, counselor]]) })
    assert.deepStrictEqual(Facts.counselorReads(undefined, counselor.counselorId), [
      Facts.read("counselor", "id", counselor.counselorId)
    ])
    assert.deepStrictEqual(Facts.counselorReads(known, counselor.counselorId), [
      Facts.read("counselor", "id", counselor.counselorId),
      Facts.read("enrollmentEntity", "id", counselor.entityId)
    ])
    assert.strictEqual(Facts.write("case", "id", "x").lock, "write")
  })

  it("knows the place that an agent left last, of those the exchange approved, once none is open [AGT-17]", () => {
    const agentId = Sample.agentId(1)
    const left = Sample.employment(1, 0, "Inactive")
    const of = (...places: ReadonlyArray<typeof left>) =>
      Facts.make({ ...records, employment: new Map(places.map((one) => [one.employmentId as string, one])) })
    assert.deepStrictEqual(Facts.formerMember(of(left), agentId), { ...member, employment: left })
    assert.isUndefined(Facts.formerMember(facts, agentId))
    assert.isUndefined(Facts.formerMember(of(), agentId))
    assert.deepStrictEqual(Facts.formerReads(of(left), agentId), [
      Facts.read("employment", "agent", agentId),
      Facts.read("agency", "id", Sample.agencyId())
    ])
    assert.deepStrictEqual(Facts.formerReads(of(), agentId), [Facts.read("employment", "agent", agentId)])
  })

  it("knows a counselor with the entity, as far as both are known [ENT-01]", () => {
    const counselor = Sample.counselor(0)
    const counselors = new Map([[counselor.counselorId as string, counselor]])
    const entity = Sample.entity()
    const both = { counselor: counselors, enrollmentEntity: new Map([[counselor.entityId as string, entity]]) }
    assert.deepStrictEqual(Facts.counselorOf(Facts.make(both), counselor.counselorId), { counselor, entity })
    assert.deepStrictEqual(Facts.counselorOf(Facts.make({ counselor: counselors }), counselor.counselorId), {
      ...{ counselor, entity: undefined }
    })
    const { counselorId } = counselor
    assert.deepStrictEqual(Facts.counselorOf(Facts.make({}), counselorId), { counselor: undefined, entity: undefined })
  })

  it("names what it reads by kind, index and key", () => {
    const agentId = Sample.agentId(1)
    const open = [Facts.read("agent", "id", agentId), Facts.read("employment", "open", agentId)]
    const agency = Facts.read("agency", "id", Sample.agencyId())
    assert.deepStrictEqual(Facts.memberReads(undefined, agentId), open)
    assert.deepStrictEqual(Facts.memberReads(facts, agentId), [...open, agency])
    assert.deepStrictEqual(Facts.memberOfReads(agentId, Sample.agencyId()), [
      Facts.read("agent", "id", agentId),
      Facts.read("employment", "id", member.employment.employmentId),
      agency
    ])
  })

  it("gets what is there although the command did not load it, and finds by what some records lack", () => {
    const some = Facts.make(records, new Set([Facts.selectionKey("delegation", "requestedAt", "undefined")]))
    assert.strictEqual(some.get("agent", Sample.agentId(1)), member.agent)
    // None of them is a request: they have no key of this index, and are found by no text.
    assert.deepStrictEqual(some.find("delegation", "requestedAt", "undefined"), [])
  })

  it("applies events in order to the records they belong to, the later on top of the earlier", () => {
    const events: ReadonlyArray<Event> = [
      { _tag: "AgentLocked", agentId: Sample.agentId(1), locked: true },
      { _tag: "AgentAdded", agent: Sample.agent(2) },
      { _tag: "AgentLocked", agentId: Sample.agentId(2), locked: true }
    ]
    const next = Facts.applied(events, facts.get)
    assert.deepStrictEqual([...next.keys()], ["agent/agent-1", "agent/agent-2"])
    assert.deepInclude(next.get("agent/agent-2")?.record, { locked: true })
  })
})
