import { assert, describe, it } from "@effect/vitest"
import * as CascadePlan from "../src/CascadePlan.ts"
import * as Delegation from "../src/Delegation.ts"
import { applied } from "../src/Facts.ts"
import type { Notice } from "../src/Notice.ts"
import type { Event, Kind, Records } from "../src/Record.ts"
import * as Sample from "./fixture/sample.ts"

const agentId = Sample.agentId(1)
const mine = { delegate: { agentId, agencyId: Sample.agencyId() } }
const active = Sample.delegation(1, "Active", mine)
const asked = Sample.delegation(2, "Requested", mine)
const agent = Sample.agent(1, { certification: Sample.certification("Certified") })
const before: Readonly<Record<string, Records[Kind]>> = {
  [`agent/${agentId}`]: agent,
  "delegation/delegation-1": active,
  "delegation/delegation-2": asked
}
const around = (events: ReadonlyArray<Event>) => {
  const get = (kind: Kind, id: string) => before[`${kind}/${id}`]
  const after = applied(events, get as never)
  const next = (kind: Kind, id: string) => after.get(`${kind}/${id}`)?.record ?? get(kind, id)
  return { known: { get: get as never }, next: { get: next as never } }
}
const make = (
  events: ReadonlyArray<Event>,
  open: ReadonlyArray<Delegation.Delegation> = [],
  notices: ReadonlyArray<Notice> = []
) => CascadePlan.make(events, { ...around(events), open, notices })
const moved: Event = {
  ...{ _tag: "CertificationMoved", agentId, trigger: "terminate-vested", from: "Certified" },
  to: { _tag: "TerminatedVested", since: Sample.now, reason: "retired" }
}
const frozen: Event = Delegation.moved(active, "freeze", { _tag: "Frozen", from: Sample.now, since: Sample.now })
const window: Event = { _tag: "DispositionOpened", agentId, until: Sample.today }
const letter = { template: "NTC-12", channel: "letter", to: { role: "consumer", name: "Cora" } } as unknown as Notice

describe("CascadePlan", () => {
  it("says what becomes of each record once, whatever happens to it [DEL-25]", () => {
    const plan = make([moved, frozen, window], [active, asked], [letter, letter])
    assert.deepStrictEqual(plan.rows as ReadonlyArray<unknown>, [
      {
        ...{
          kind: "agent",
          id: agentId,
          agentId,
          from: "Certified",
          to: "TerminatedVested",
          closesSessions: "as-manager"
        },
        steps: ["CertificationMoved", "DispositionOpened"]
      },
      {
        ...{ kind: "delegation", id: "delegation-1", caseId: "case-1", ...mine.delegate },
        ...{ from: "Active", to: "Frozen", steps: ["DelegationMoved"] }
      }
    ])
    assert.strictEqual(plan.freeOn, Sample.today)
    assert.deepStrictEqual<unknown>(plan.notices, [
      { template: "NTC-12", role: "consumer", channel: "letter", count: 2 }
    ])
    assert.deepStrictEqual(plan.events, [moved, frozen, window])
  })

  it("has as many clients afterwards as before, some of them without anybody [DEL-26]", () => {
    const declined: Event = Delegation.moved(asked, "decline", { _tag: "Declined", at: Sample.now })
    const plan = make([frozen, declined], [active, asked])
    assert.deepStrictEqual(plan.before, { requested: 1, active: 1, frozen: 0, free: 0 })
    assert.deepStrictEqual(plan.after, { requested: 0, active: 0, frozen: 1, free: 1 })
    assert.isFalse("freeOn" in plan)
  })

  it("says of no session that it closes while nothing of the standing moves [ACT-02]", () => {
    const { rows } = make([window])
    assert.deepStrictEqual<unknown>(rows, [
      { kind: "agent", id: agentId, agentId, from: "Certified", to: "Certified", steps: ["DispositionOpened"] }
    ])
  })

  it("is empty where nothing happens", () => {
    const nobody = { requested: 0, active: 0, frozen: 0, free: 0 }
    assert.deepStrictEqual(make([]), {
      ...{ rows: [], before: nobody, after: nobody, notices: [], events: [] }
    })
  })
})
