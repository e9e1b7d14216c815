import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type { Employment } from "../src/Employment.ts"
import * as ExtranetExtract from "../src/ExtranetExtract.ts"
import { calheers, type Policy } from "../src/Policy.ts"
import * as Sample from "./fixture/sample.ts"

const agentId = Sample.agentId(0)
const account = Sample.extranetAccount(0)
const decide = (
  day: string,
  open = [Sample.delegation(1), Sample.delegation(2, "Frozen")],
  known = account,
  agent = Sample.agent(0),
  places: ReadonlyArray<Employment> = [Sample.employment(0)],
  bookCadence: Policy["bookCadence"] = ["live", "weekly"]
) =>
  ExtranetExtract.decide(
    { _tag: "RecordExtranetExtract", agentId, day: Dates.make(day) },
    { account: known, agent, open, places },
    Sample.context({ policy: { ...calheers, bookCadence } })
  )

describe("ExtranetExtract", () => {
  it("counts active and frozen cases of the agent, and no request [EXT-07]", () => {
    const open = [Sample.delegation(1), Sample.delegation(2, "Frozen"), Sample.delegation(3, "Requested")]
    assert.deepNestedInclude(decide("2026-03-03", open), {
      "events[0].extract": { week: Dates.make("2026-03-02"), madeAt: Sample.now, cases: 2, added: 2, removed: 0 }
    })
  })

  it("makes files once a week, once a month, or not at all, as the exchange has it [BOB-08 EXT-07]", () => {
    const of = (day: string, known = account, ...bookCadence: Policy["bookCadence"]) => {
      const decided = decide(day, [], known, undefined, undefined, bookCadence)
      if (decided._tag === "Refused") return decided.code
      const [event] = decided.events
      return event?._tag === "ExtranetExtracted" ? ExtranetExtract.firstDay(event.extract) : "nothing"
    }
    assert.strictEqual(of("2026-03-03", account, "live"), "NoExtranetFiles")
    assert.strictEqual(of("2026-03-03", account), "NoExtranetFiles")
    assert.strictEqual(of("2026-03-03", account, "monthly"), "2026-03-01")
    assert.strictEqual(of("2026-02-28", account, "live", "monthly"), "2026-02-01")
    assert.strictEqual(of("2026-03-03", account, "monthly", "weekly"), "2026-03-02")
    assert.strictEqual(of("2026-03-04", account, "monthly"), "FilesAhead")
    const numbers = { madeAt: Sample.now, cases: 0, added: 0, removed: 0 }
    const march = { ...account, extract: { month: Dates.make("2026-03-01"), ...numbers } }
    assert.strictEqual(of("2026-03-03", march, "monthly"), "nothing")
    assert.strictEqual(of("2026-02-27", march, "monthly"), "nothing")
    // From months to weeks and back: what begins later is new.
    assert.strictEqual(of("2026-03-03", march, "weekly"), "2026-03-02")
    const week = { ...account, extract: { week: Dates.make("2026-03-02"), ...numbers } }
    assert.strictEqual(of("2026-03-03", week, "monthly"), "nothing")
  })

  it("withholds the files while the agent is suspended or past the term [AGT-19]", () => {
    const suspended = Sample.agent(0, { certification: Sample.certification("Suspended") })
    assert.deepInclude(decide("2026-03-03", [], account, suspended), { code: "ExtranetWithheld", rule: "AGT-19" })
    const term = { ...Sample.term, until: Sample.today }
    const over = Sample.agent(0, { certification: { _tag: "Certified", since: Sample.now, term } })
    assert.deepInclude(decide("2026-03-03", [], account, over), { code: "ExtranetWithheld" })
  })

  it("says what came and what went since the files before, also for a case that was delivered late", () => {
    const latest = { week: Dates.make("2026-02-23"), madeAt: Sample.now, cases: 1, added: 1, removed: 0 }
    assert.deepNestedInclude(decide("2026-03-03", undefined, { ...account, extract: latest }), {
      "events[0].extract.added": 1,
      "events[0].extract.removed": 0
    })
    assert.deepNestedInclude(decide("2026-03-03", [], { ...account, extract: latest }), {
      "events[0].extract.added": 0,
      "events[0].extract.removed": 1
    })
  })

  it("holds nothing of what another agency keeps, and tells nobody there what it had [EXT-07 EMP-07]", () => {
    const latest = {
      week: Dates.make("2026-02-23"),
      madeAt: Dates.plusHours(Sample.now, -48),
      cases: 2,
      added: 2,
      removed: 0
    }
    const counts = (places: ReadonlyArray<Employment>) => {
      const decided = decide("2026-03-03", undefined, { ...account, extract: latest }, undefined, places)
      const [event] = decided._tag === "Accepted" ? decided.events : assert.fail(decided.message)
      const extract = event?._tag === "ExtranetExtracted" ? event.extract : undefined
      return [extract?.cases, extract?.added, extract?.removed]
    }
    const left: Employment = { ...Sample.employment(0, 0, "Inactive"), reason: "left-agency" }
    assert.deepStrictEqual(counts([left, Sample.employment(0, 1)]), [0, 0, 0])
    const longAgo = { ...left, since: Dates.plusHours(latest.madeAt, -1) }
    assert.deepStrictEqual(counts([longAgo, Sample.employment(0, 1)]), [0, 0, 2])
    // The agency that the agent has left may know what is gone, and one that only asks has no say.
    assert.deepStrictEqual(counts([left]), [0, 0, 2])
    assert.deepStrictEqual(counts([left, { ...Sample.employment(0, 1, "Invited"), review: true }]), [0, 0, 2])
    const declined: Employment = { ...Sample.employment(0, 1, "Inactive"), reason: "association-declined" }
    assert.deepStrictEqual(counts([Sample.employment(0), declined]), [2, 2, 2])
    assert.deepStrictEqual(counts([Sample.employment(0), { ...left, agencyId: Sample.agencyId(1) }]), [2, 2, 0])
    const others = [Sample.delegation(1, "Frozen"), Sample.delegation(2)]
    assert.strictEqual(ExtranetExtract.held(others, agentId, [Sample.employment(1), left]).length, 0)
    assert.strictEqual(ExtranetExtract.held(others, agentId, [Sample.employment(0)]).length, 2)
  })

  it("counts what has begun since the files before although as much has gone, and nothing of their own instant twice", () => {
    const madeAt = Dates.plusHours(Sample.now, -48)
    const latest = { week: Dates.make("2026-02-23"), madeAt, cases: 2, added: 2, removed: 0 }
    const since = (from: Dates.Instant) => Sample.delegation(1, "Active", { state: { _tag: "Active", from } })
    const counts = (...froms: ReadonlyArray<Dates.Instant>) => {
      const decided = decide("2026-03-03", froms.map(since), { ...account, extract: latest })
      const [event] = decided._tag === "Accepted" ? decided.events : assert.fail(decided.message)
      return event?._tag === "ExtranetExtracted" ? [event.extract.added, event.extract.removed] : []
    }
    const [before, after] = [Dates.plusHours(madeAt, -1), Dates.plusHours(madeAt, 1)]
    assert.deepStrictEqual(counts(before, before), [0, 0])
    assert.deepStrictEqual(counts(before, after), [1, 1])
    assert.deepStrictEqual(counts(before, madeAt), [0, 0])
  })
})
