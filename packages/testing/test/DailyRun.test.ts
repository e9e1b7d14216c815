import * as DailyRun from "@agencybook/application/DailyRun"
import * as MemoryStore from "@agencybook/application/MemoryStore"
import { Store } from "@agencybook/application/Store"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Transfer } from "@agencybook/core/Transfer"
import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as fc from "fast-check"
import * as days from "../src/Days.ts"
import * as Sample from "../src/Sample.ts"

const fresh = (): Promise<days.Port> =>
  Effect.runPromise(
    Effect.scoped(Effect.map(Layer.build(Layer.fresh(MemoryStore.layer)), (built) => Context.get(built, Store)))
  )
const noon = days.noonOf
const total = (counts: Readonly<Record<DailyRun.Work, DailyRun.Count>>, kind: keyof DailyRun.Count) =>
  DailyRun.works.reduce((sum, work) => sum + counts[work][kind], 0)

describe("The run of a day", () => {
  it("does everything that is due, says how much, and a second one changes nothing", async () => {
    const store = await fresh()
    await days.happened(store, days.names)
    const one = days.over(store, () => noon("2026-04-06"))
    const told: Array<string> = []
    const first = await one.runDay({
      size: 1,
      onProgress: ({ counts, day, work }) => told.push(`${day} ${work} ${total(counts, "changed")}`)
    })
    if (!first.ok) return assert.fail(first.refusal.message)
    assert.strictEqual(first.day as string, "2026-04-06")
    const { counts } = first
    assert.deepStrictEqual(
      DailyRun.works.filter((work) => counts[work].changed > 0),
      [
        ...["ApplyDueTransfers", "ExpireRequest", "RunExtranetOnboarding", "RunCertificationDaily", "RunAgencyDaily"],
        "TellSmallBusinessWindow"
      ]
    )
    assert.deepStrictEqual(counts.ExpireRequest, { changed: 2, unchanged: 0, repeated: 0, refused: 0 })
    assert.deepStrictEqual(first.refusals, [])
    const sent = DailyRun.works.reduce((sum, work) => {
      const { changed, refused, repeated, unchanged } = counts[work]
      return sum + changed + unchanged + repeated + refused
    }, 0)
    assert.lengthOf(told, sent)
    assert.strictEqual(told.at(-1), `2026-04-06 TellSmallBusinessWindow ${total(counts, "changed")}`)
    const before = await days.holds(store)
    const second = await one.runDay()
    if (!second.ok) return assert.fail(second.refusal.message)
    assert.deepStrictEqual([total(second.counts, "changed"), total(second.counts, "unchanged")], [0, 0])
    assert.isAbove(total(second.counts, "repeated"), 0)
    assert.deepStrictEqual(await days.holds(store), before)
    await one.close()
  })

  it("is not kept from its work by whoever takes the identifiers of its commands before", async () => {
    const run = async (store: days.Port, taken: ReadonlyArray<string>) => {
      await days.happened(store, days.names)
      const one = days.over(store, () => noon("2026-04-06"))
      for (const id of taken) {
        const command = { _tag: "ApplyDueTransfers", on: "2026-03-01" } as const
        const reply = await one.execute({ id, actor: { _tag: "System", userId: "somebody-else" }, command })
        assert.isTrue(reply.ok)
      }
      const report = await one.runDay()
      await one.close()
      return report.ok ? report : assert.fail(report.refusal.message)
    }
    const [free, held] = [await fresh(), await fresh()]
    const first = await run(free, [])
    const journal = await Effect.runPromise(free.journal(0, 100_000))
    const ids = [...new Set(journal.flatMap(({ commandId }) => (commandId.startsWith("day-") ? [commandId] : [])))]
    assert.isAbove(ids.length, 4)
    const second = await run(held, ids)
    assert.deepStrictEqual(second.refusals, [])
    assert.deepStrictEqual(second.counts, first.counts)
  })

  it("makes up on any day of the week for the Monday that was missed, and tells agencies of their book", async () => {
    const store = await fresh()
    await days.happened(store, ["an agent is certified", "another agent of record", "requests"])
    const changed = async (day: string) => {
      const one = days.over(store, () => noon(day))
      const report = await one.runDay()
      await one.close()
      return report.ok ? DailyRun.works.filter((work) => report.counts[work].changed > 0) : report.refusal.message
    }
    assert.deepStrictEqual(await changed("2026-03-11"), [
      "RemindRequests",
      "RunExtranetOnboarding",
      "ReportAgentsOfRecord"
    ])
    assert.deepStrictEqual(await changed("2026-03-12"), ["ReportAgentsOfRecord"])
  })

  it("gives refusals as values, each with what it is about, and goes on", async () => {
    const store = await fresh()
    await days.happened(store, ["requests"])
    const others = days.over(store, () => noon("2026-04-06"))
    // Both requests are found; while the first expires, their consumers withdraw what they still can.
    const withdrawn = async () => {
      for (const n of [2, 3])
        await others.execute({
          id: `withdrawn-${n}`,
          actor: { _tag: "Consumer", caseId: Sample.caseId(n) },
          command: { _tag: "CancelRequest", delegationId: `r-${n}` }
        })
    }
    let expiring = 0
    const taken = days.over(
      Store.of({
        ...store,
        propose: (body) =>
          Effect.andThen(
            expiring === 1 ? Effect.promise(withdrawn) : Effect.void,
            store.propose?.((look) =>
              body({
                ...look,
                command: (id) => {
                  if (id.includes("-ExpireRequest-")) expiring += 1
                  return look.command(id)
                }
              })
            ) ?? assert.fail("no proposals")
          )
      }),
      () => noon("2026-04-06")
    )
    const heard: Array<DailyRun.Refused> = []
    const report = await taken.runDay({ onRefused: (refused) => heard.push(refused) })
    if (!report.ok) return assert.fail(report.refusal.message)
    assert.deepStrictEqual(report.refusals, heard)
    assert.deepStrictEqual(
      heard.map(({ about, refusal, work }) => [work, about, refusal._tag]),
      [["ExpireRequest", "r-3", "Refused"]]
    )
    assert.deepStrictEqual(report.counts.ExpireRequest, { changed: 1, unchanged: 0, repeated: 0, refused: 1 })
    assert.isAbove(report.counts.ReportAgentsOfRecord.unchanged, 0)
    for (const open of [others, taken]) await open.close()
  })

  it("refuses options that cannot be meant, by their place, and a day that has not come", async () => {
    const one = days.over(await fresh(), () => noon("2026-03-09"))
    const place = async (options: unknown) => {
      const reply = await one.runDay(options as never)
      if (reply.ok) return "done"
      return reply.refusal._tag === "Malformed" ? reply.refusal.issues.map(({ path }) => path.join(".")).join() : "?"
    }
    assert.strictEqual(await place({ day: "2026-03-10" }), "options.day")
    assert.strictEqual(await place({ day: "yesterday" }), "options.day")
    assert.strictEqual(await place({ size: 0 }), "options.size")
    assert.strictEqual(await place({ userId: "no name" }), "options.userId")
    assert.strictEqual(await place({ onProgress: "tell" }), "options.onProgress")
    assert.strictEqual(await place({ onRefused: 1 }), "options.onRefused")
    assert.strictEqual(await place({ date: "2026-03-09" }), "options")
    assert.strictEqual(await place(null), "options")
    const thrown = { get day() { throw new Error("Cora Quint") } } // biome-ignore format: one line says it
    assert.strictEqual(await place(thrown), "options.day")
    const proxy = new Proxy({}, { ownKeys: () => assert.fail("asked") })
    assert.strictEqual(await place(proxy), "options")
    assert.strictEqual(await place({ day: "2026-03-01" }), "done")
    assert.strictEqual(await place(undefined), "done")
    await one.close()
  })

  it("finds more than one page of those who are due, and holds no more than a page of them", async () => {
    const store = await fresh()
    await days.happened(store, [])
    const count = 1_050
    const one = days.over(store, () => noon(Sample.today))
    const agents = Array.from({ length: count }, (_, n) => ({
      agentId: `many-${n}`,
      agencyId: Sample.agencyId(),
      profile: Sample.profile(10 + n, { licence: Sample.licence(10 + n, { expiresOn: Dates.make("2026-03-08") }) }),
      manager: false,
      certification: { state: "Certified", term: Sample.term },
      employment: "Active"
    }))
    for (let from = 0; from < count; from += 350) {
      const command = { _tag: "RecordRoster", agencies: [], agents: agents.slice(from, from + 350) }
      const reply = await one.executeUnknown({ id: `many-${from}`, actor: Sample.system, command })
      if (!reply.ok) return assert.fail(reply.refusal.message)
    }
    const pages: Array<number> = []
    const counting = Store.of({
      ...store,
      snapshot: (body) =>
        store.snapshot((load, reading) =>
          body(load, {
            ...reading,
            scan: (range, part) =>
              Effect.tap(reading.scan(range, part), (found) =>
                Effect.sync(() => {
                  if (range.kind === "agent") pages.push(found.length)
                })
              )
          })
        )
    })
    const other = days.over(counting, () => noon("2026-03-09"))
    const report = await other.runDay()
    if (!report.ok) return assert.fail(report.refusal.message)
    assert.deepStrictEqual(report.counts.RunCertificationDaily, {
      ...{ changed: count, unchanged: 0, repeated: 0, refused: 0 }
    })
    // Whoever is due, and then whoever is suspended, for clients who are behind.
    assert.deepStrictEqual(
      pages.filter((found) => found > 0),
      [500, 500, 50, 500, 500, 50]
    )
    await one.close()
    await other.close()
  })

  it("leaves what its commands leave one by one, whoever is stopped where and whoever meets whom", async () => {
    let stopped = 0
    await fc.assert(
      fc.asyncProperty(days.plans, fc.scheduler(), async (plan, scheduler) => {
        const turn = () => scheduler.schedule(Promise.resolve())
        const ran = days.left(plan, [await fresh(), await fresh()], turn)
        const { hand, reports, runs } = await scheduler.waitFor(ran)
        assert.deepStrictEqual(runs, hand)
        for (const report of reports) assert.deepStrictEqual(report.ok && report.refusals, [])
        stopped += plan.days.reduce((sum, { stops }) => sum + stops.filter((one) => one !== undefined).length, 0)
      }),
      { numRuns: 40 }
    )
    assert.isAbove(stopped, 20)
  })

  for (const size of [1, 3, 500])
    it(`leaves and tells in pieces of ${size} what one command for all leaves and tells [TRF-07 DEL-23 CON-01]`, async () => {
      const [hand, runs] = [await fresh(), await fresh()]
      const given = await days.left(
        {
          chosen: [days.much],
          size,
          days: ["2026-03-07", "2026-03-14"].map((day) => ({ day, stops: [] }))
        },
        [hand, runs]
      )
      assert.deepStrictEqual(given.runs, given.hand)
      assert.deepStrictEqual(await days.notices(runs), await days.notices(hand))
      const [first, , second, again] = given.reports.map((report) =>
        report.ok ? report.counts : assert.fail(report.refusal.message)
      )
      const pieces = (due: number) => ({ changed: Math.ceil(due / size), unchanged: 0, repeated: 0, refused: 0 })
      assert.deepStrictEqual(first?.RemindRequests, pieces(10))
      assert.deepStrictEqual([first?.ExpireConsents, second?.ExpireConsents], [pieces(4), pieces(3)])
      // Each transfer alone, whatever the size.
      assert.deepStrictEqual(second?.ApplyDueTransfers, { changed: 5, unchanged: 0, repeated: 0, refused: 0 })
      assert.deepStrictEqual(again?.ApplyDueTransfers, { changed: 0, unchanged: 0, repeated: 0, refused: 0 })
      const transfers = given.runs.records.flatMap((text): ReadonlyArray<string> => {
        const { kind, record } = JSON.parse(text) as { readonly kind: string; readonly record: Transfer }
        const moved = kind === "transfer" ? record.rows.filter(({ outcome }) => outcome === "moves").length : 0
        return kind === "transfer" ? [`${record.transferId} ${record.state}: ${moved} of ${record.rows.length}`] : []
      })
      assert.deepStrictEqual(transfers.sort(), [
        "m-1 PartiallyApplied: 9 of 11",
        "m-2 Applied: 3 of 3",
        "m-3 Rejected: 0 of 11",
        "m-4 PartiallyApplied: 1 of 2",
        "m-5 Applied: 2 of 2",
        "m-6 Scheduled: 0 of 11"
      ])
    })

  for (const { chosen, day, size } of [
    { chosen: days.names, day: "2026-04-06", size: 2 },
    { chosen: [days.much], day: "2026-03-14", size: 3 }
  ])
    it(`loses nothing when it is stopped at any call of the store, before or after that is done: ${day}`, async () => {
      const plan: days.Plan = { chosen, size, days: [{ day, stops: [] }] }
      const hand = await days.left(plan, [await fresh(), await fresh()])
      let last = ""
      for (let call = 0; last !== "through"; call++) {
        for (const done of [false, true]) {
          const store = await fresh()
          await days.happened(store, plan.chosen)
          const ended = await days.attempt(store, day, { size, stop: { call, done } })
          last = ended === "stopped" ? ended : "through"
          const again = await days.attempt(store, day, { size })
          assert.isTrue(again !== "stopped" && again.ok)
          assert.deepStrictEqual(await days.holds(store), hand.hand, `stopped at call ${call}`)
        }
        assert.isBelow(call, 200)
      }
    })
})
