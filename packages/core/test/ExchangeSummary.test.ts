import { assert, describe, it } from "@effect/vitest"
import * as BookSummary from "../src/BookSummary.ts"
import * as Dates from "../src/CalendarDate.ts"
import type { Delegation } from "../src/Delegation.ts"
import * as ExchangeSummary from "../src/ExchangeSummary.ts"
import * as Sample from "./fixture/sample.ts"

const since = Dates.instant("2026-02-02T08:00:00.000Z")
const before = Dates.instant("2026-02-02T07:59:59.999Z")
const delegation = (state: Delegation["state"], origin: Delegation["origin"] = "directory") =>
  Sample.delegation(0, "Active", { state, origin })

describe("ExchangeSummary", () => {
  it("counts what became of requests since a moment, and nothing that was no request", () => {
    const answer = (state: Delegation["state"], origin?: Delegation["origin"]) =>
      ExchangeSummary.answerOf(delegation(state, origin), since)
    for (const [tag, word] of [
      ["Declined", "declined"],
      ["Cancelled", "cancelled"],
      ["Expired", "expired"]
    ] as const) {
      assert.strictEqual(answer({ _tag: tag, at: since }), word)
      assert.isUndefined(answer({ _tag: tag, at: before }))
    }
    assert.isUndefined(answer({ _tag: "Requested", at: since }))
    const ended = { _tag: "Ended", until: Sample.now, reason: "relinquished" } as const
    for (const state of [
      { _tag: "Active", from: since },
      { _tag: "Frozen", from: since, since },
      { ...ended, from: since }
    ] as const) {
      assert.strictEqual(answer(state), "accepted")
      for (const origin of ["transfer", "migration", "agent-started"] as const)
        assert.isUndefined(answer(state, origin))
      assert.isUndefined(answer({ ...state, from: before }))
    }
  })

  it("counts a request that a transfer moved once, where it is answered [TRF-05]", () => {
    const moved = { _tag: "Ended", from: since, until: since, reason: "transferred" } as const
    assert.isUndefined(ExchangeSummary.answerOf(delegation(moved), since))
    const here = (state: Delegation["state"]) =>
      ExchangeSummary.answerOf({ ...delegation(state, "transfer"), requestedAt: before }, since)
    assert.strictEqual(here({ _tag: "Active", from: since }), "accepted")
    assert.strictEqual(here({ _tag: "Declined", at: since }), "declined")
    assert.isUndefined(here({ _tag: "Requested", at: before }))
    // A case that somebody held and that moved was accepted, and is lost.
    const held = { ...moved, until: Sample.now }
    assert.strictEqual(ExchangeSummary.answerOf(delegation(held), since), "accepted")
    const day = Dates.on(Sample.now, "UTC")
    const lost = (state: Delegation["state"]) =>
      BookSummary.ofDelegation(delegation(state), day, "UTC").lost.transferred
    assert.deepStrictEqual([lost({ ...held, from: held.until }), lost(held)], [0, 1])
  })

  it("adds agencies up, in any order", () => {
    const one = { book: { ...BookSummary.empty, active: 3 }, casesWithoutAuthority: 1 }
    const two = { book: { ...BookSummary.empty, active: 4, frozen: 1 }, casesWithoutAuthority: 2 }
    const some = [
      delegation({ _tag: "Active", from: since }),
      delegation({ _tag: "Declined", at: since }),
      delegation({ _tag: "Requested", at: since })
    ]
    const add = (sums: ExchangeSummary.Sums, figures: typeof one, list: ReadonlyArray<Delegation>) =>
      ExchangeSummary.add(sums, figures, list, since)
    const here = add(add(ExchangeSummary.empty, one, some), two, [])
    assert.deepStrictEqual(here, add(add(ExchangeSummary.empty, two, []), one, some))
    assert.deepInclude(here.book, { active: 7, frozen: 1 })
    assert.strictEqual(here.casesWithoutAuthority, 3)
    assert.deepStrictEqual(here.answers, {
      ...{ accepted: 1, declined: 1, cancelled: 0, expired: 0, acceptedAfter: {} }
    })
  })

  it("counts the accepted by the full days for which they waited, and tells the median of them", () => {
    const accepted = (hours: number) => ({
      ...delegation({ _tag: "Active", from: since }),
      requestedAt: Dates.plusHours(since, -hours)
    })
    const add = (...hours: ReadonlyArray<number>) =>
      ExchangeSummary.add(
        ExchangeSummary.empty,
        { book: BookSummary.empty, casesWithoutAuthority: 0 },
        hours.map(accepted),
        since
      ).answers
    assert.deepStrictEqual(add(0, 23.9, 24, 71, -1).acceptedAfter, { 0: 3, 1: 1, 2: 1 })
    assert.strictEqual(ExchangeSummary.medianDays(add(24, 240, 0)), 1)
    assert.strictEqual(ExchangeSummary.medianDays(add(24, 72, 0, 240)), 2)
    assert.isUndefined(ExchangeSummary.medianDays(ExchangeSummary.empty.answers))
    const declined = { ...delegation({ _tag: "Declined", at: since }), requestedAt: before }
    const none = { book: BookSummary.empty, casesWithoutAuthority: 0 }
    const { answers } = ExchangeSummary.add(ExchangeSummary.empty, none, [declined], since)
    assert.deepInclude(answers, { declined: 1, acceptedAfter: {} })
  })

  it("tells the share of answered requests that were accepted; what a consumer cancelled counts for nobody", () => {
    const none = ExchangeSummary.empty.answers
    assert.isUndefined(ExchangeSummary.acceptance({ ...none, cancelled: 5 }))
    assert.strictEqual(
      ExchangeSummary.acceptance({ ...none, accepted: 3, declined: 1, expired: 4, cancelled: 9 }),
      0.375
    )
  })

  it("tells the median of the days for which agents have waited, by what each can do next", () => {
    const wait = (days: number, ...next: ReadonlyArray<string>) => ({ days, next: next as never })
    assert.deepStrictEqual(
      ExchangeSummary.waiting([
        wait(9, "fee-paid"),
        wait(30, "exam-passed"),
        wait(1, "exam-passed", "fee-paid"),
        wait(4, "exam-passed"),
        wait(2)
      ]),
      {
        "fee-paid": { agents: 2, medianDays: 5 },
        "exam-passed": { agents: 3, medianDays: 4 },
        exchange: { agents: 1, medianDays: 2 }
      }
    )
    assert.deepStrictEqual(ExchangeSummary.waiting([]), {})
  })
})
