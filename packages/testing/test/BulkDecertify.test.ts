import * as Agencybook from "@agencybook/application/Agencybook"
import * as Bulk from "@agencybook/application/Bulk"
import type { CommandInput } from "@agencybook/application/CommandInput"
import * as DailyRun from "@agencybook/application/DailyRun"
import * as HostClock from "@agencybook/application/HostClock"
import * as MemoryStore from "@agencybook/application/MemoryStore"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Portal from "@agencybook/application/Portal"
import { Store, StoreError, Unavailable } from "@agencybook/application/Store"
import type { Agent } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Cascade from "@agencybook/core/Cascade"
import type { Delegation } from "@agencybook/core/Delegation"
import * as Facts from "@agencybook/core/Facts"
import * as Policy from "@agencybook/core/Policy"
import { items } from "@agencybook/core/Requirement"
import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Kept from "../src/Kept.ts"
import * as Sample from "../src/Sample.ts"
import * as World from "../src/World.ts"

const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1 })
const services = (days = 30, store: Layer.Layer<Store> = Layer.fresh(MemoryStore.layer)) =>
  Agencybook.layer({ policy: { ...Policy.calheers, dispositionDays: days } }).pipe(
    Layer.provideMerge(store),
    Layer.provideMerge(secrets)
  )
const on = (day: string) => HostClock.make(() => Dates.toMillis(Dates.instant(`${day}T20:00:00.000Z`)))
const during = <A, E, R>(day: string, effect: Effect.Effect<A, E, R>) =>
  Effect.provideService(effect, Clock.Clock, on(day))

const first = "2026-03-03"
const agentId = Sample.agentId(1)
type Step = Bulk.Decertification["step"]
const suspend: Step = { _tag: "SuspendAgent", agentId, reason: "under-investigation" }
const terminate: Step = { _tag: "TerminateAgent", agentId, forCause: false, reason: "retired" }
const die: Step = { _tag: "RecordDeath", agentId, documentId: "certificate" }
const reinstate: Step = { _tag: "ReinstateAgent", agentId }
const licenceOf = (status: "active" | "inactive", expiresOn = "2027-06-30"): Step => ({
  ...{ _tag: "RecordLicence", agentId },
  licence: { number: "1I10001", expiresOn, status, health: true }
})
const dayOf = (day: string): Step => ({ _tag: "RunCertificationDaily", agentId, day })
const certify: Step = { _tag: "CertifyAgent", agentId, term: { ...Sample.term, number: "5000000001" } }

/** A step on its day; one that is `plain` is sent alone both times. */
interface Move {
  readonly command: CommandInput
  readonly on?: string
  readonly plain?: true
}
const moves = (...steps: ReadonlyArray<Step>): ReadonlyArray<Move> => steps.map((command) => ({ command }))

/** Everything that an application asks, of somebody whose certification had ended. */
const again: ReadonlyArray<Move> = [
  { _tag: "ReapplyAgent", agentId },
  ...items.map((item) =>
    item === "exam-passed"
      ? { _tag: "RecordExam", agentId, score: 95 }
      : { _tag: "RecordRequirement", agentId, item, outcome: "Met" }
  )
].map((command) => ({ command: command as CommandInput, plain: true }))

/** Clients, some of them by consents of their own, requests that wait, and clients of somebody else. */
const office = Effect.gen(function* () {
  const book = yield* Agencybook.Agencybook
  const send = (id: string, actor: typeof Sample.exchange, command: CommandInput) =>
    book.execute({ id, actor, command } as never)
  for (const [n, command] of World.deliveries(World.office).entries())
    yield* send(`office-${n}`, Sample.system, command)
  const entries = Array.from({ length: 20 }, (_, n) => ({
    case: { ...Sample.household(100 + n), account: { _tag: "Linked" } },
    ...(n < 8 || n > 17
      ? { delegate: { agentId: Sample.agentId(n < 8 ? 1 : 2), agencyId: Sample.agencyId(), since: Sample.now } }
      : {})
  }))
  yield* send("feed", Sample.system, { _tag: "RecordCases", entries } as never)
  for (let n = 108; n < 116; n++) {
    const delegationId = `wish-${n}`
    yield* send(`ask-${n}`, Sample.asConsumer(n), {
      ...{ _tag: "RequestDelegation", delegationId, caseId: Sample.caseId(n), agentId, signedBy: "Cora Quint" }
    } as CommandInput)
    if (n < 113) yield* send(`yes-${n}`, Sample.asAgent(1), { _tag: "AcceptRequest", delegationId } as CommandInput)
  }
})

const once = (step: CommandInput, id = "step") =>
  Effect.gen(function* () {
    const book = yield* Agencybook.Agencybook
    yield* book.execute({ id, actor: Sample.exchange, command: step })
  })
const chunked = (step: Step, size: number, id = "step") =>
  Bulk.decertify({ id, actor: Sample.exchange as never, step, size })

const clients = Effect.gen(function* () {
  const store = yield* Store
  const found = yield* store.load([Facts.read("delegation", "agent", agentId)])
  return found.map(({ record }) => (record as Delegation).state._tag)
})

/** A store whose writes fail from some write on, until it is mended. */
const fragile = () => {
  const state = { left: Number.POSITIVE_INFINITY }
  const layer = Layer.effect(
    Store,
    Effect.map(Store, ({ propose: _, ...inner }) =>
      Store.of({
        ...inner,
        transact: (body) =>
          Effect.suspend(() =>
            state.left-- > 0
              ? inner.transact(body)
              : Effect.fail(new StoreError({ reason: new Unavailable({ code: "off" }) }))
          )
      })
    )
  ).pipe(Layer.provide(Layer.fresh(MemoryStore.layer)))
  return { state, layer }
}

// To agent and managers each command says how many clients it has set free; together they say the same.
const toOffice = ({ template, to }: { readonly template: string; readonly to: { readonly role: string } }) =>
  template === "NTC-15" && to.role !== "consumer"

const compared = (kept: Kept.Kept) =>
  Kept.compared({ ...kept, notices: kept.notices.filter(({ notice }) => !toOffice(notice)) })

describe("Bulk.decertify", () => {
  const lapse: ReadonlyArray<Move> = [
    { command: licenceOf("active", "2026-03-10"), plain: true },
    { command: dayOf("2026-03-12"), on: "2026-03-12" }
  ]
  const ways: ReadonlyArray<readonly [string, ReadonlyArray<Move>]> = [
    ["suspends", moves(suspend)],
    ["ends", moves(terminate)],
    ["records a death", moves(die)],
    ["brings back", moves(suspend, reinstate)],
    ["ends after a suspension", moves(suspend, terminate)],
    ["suspends for a licence that the regulator says is inactive", moves(licenceOf("inactive"))],
    ["brings back by a licence", moves(licenceOf("inactive"), licenceOf("active"))],
    ["suspends for a licence on the day after its last", lapse],
    ["ends by the grace of a licence", [...lapse, { command: dayOf("2026-04-15"), on: "2026-04-15" }]],
    [
      "brings back whose suspension is over",
      [...moves({ ...suspend, until: "2026-03-10" }), { command: dayOf("2026-03-10"), on: "2026-03-10" }]
    ],
    ["certifies again", [...moves(terminate), ...again, ...moves(certify)]]
  ]
  for (const days of [30, 0])
    for (const [what, steps] of ways)
      it.effect(`${what} in chunks as at once, with a window of ${days} days [DEL-25 DEL-26]`, () =>
        Effect.gen(function* () {
          const story = (carry: (step: Step, id: string) => ReturnType<typeof once> | ReturnType<typeof chunked>) =>
            Effect.gen(function* () {
              yield* office
              for (const [n, { command, on = first, plain }] of steps.entries()) {
                const sent = plain ? once(command, `step-${n}`) : carry(command as Step, `step-${n}`)
                yield* during(on, sent as ReturnType<typeof once>)
              }
              // The day on which whoever is left is free comes to both.
              const before = yield* Kept.everything
              yield* during("2026-05-20", DailyRun.run({ day: "2026-05-20" }))
              return { before, after: yield* Kept.everything }
            }).pipe((story) => during(first, story), Effect.provide(services(days)))
          // What a step names after itself is named by its identifier, which is the same both times.
          const whole = yield* story((step, id) => once(step, `${id}-step`))
          assert.isAbove(whole.before.records.length, 50)
          for (const size of [1_000, 4, 1]) {
            const parts = yield* story((step, id) => chunked(step, size, id))
            assert.deepStrictEqual(compared(parts.before), compared(whole.before))
            assert.deepStrictEqual(compared(parts.after), compared(whole.after))
          }
        })
      )

  it.effect("tells the office of everybody who is free, chunk by chunk", () =>
    Effect.gen(function* () {
      const told = (carry: ReturnType<typeof once> | ReturnType<typeof chunked>) =>
        Effect.gen(function* () {
          yield* office
          yield* carry as ReturnType<typeof once>
          const { notices } = yield* Kept.everything
          const sums = new Map<string, number>()
          for (const { notice: one } of notices.filter(({ notice }) => toOffice(notice))) {
            const { cases = 1 } = one.params as { readonly cases?: number }
            const key = JSON.stringify(one.to)
            sums.set(key, (sums.get(key) ?? 0) + cases)
          }
          return Object.fromEntries(sums)
        }).pipe((story) => during(first, story), Effect.provide(services(0)))
      const whole = yield* told(once(terminate))
      assert.isAbove(Object.keys(whole).length, 1)
      assert.deepStrictEqual(yield* told(chunked(terminate, 4)), whole)
    })
  )

  it.effect("keeps the agent from acting from the first command on, and goes on where it stopped, on any day", () =>
    Effect.gen(function* () {
      for (const days of [30, 0]) {
        const { layer, state } = fragile()
        yield* Effect.gen(function* () {
          const book = yield* Agencybook.Agencybook
          yield* during(first, office)
          const told: Array<number> = []
          state.left = 3
          const job = { id: "end", actor: Sample.exchange as never, step: terminate, size: 4 }
          const stopped = yield* Effect.flip(
            during(
              first,
              Bulk.decertify(job, ({ items }) => told.push(items))
            )
          )
          assert.deepStrictEqual([stopped.from, told], [8, [0, 4, 8]])
          state.left = Number.POSITIVE_INFINITY
          const store = yield* Store
          const [found] = yield* store.load([Facts.read("agent", "id", agentId)])
          assert.strictEqual((found as { record: Agent }).record.certification._tag, "TerminatedVested")
          assert.include(yield* clients, "Active")
          const refused = yield* Effect.flip(
            during(
              first,
              book.execute({
                id: "late",
                actor: Sample.asAgent(1),
                command: { _tag: "AcceptRequest", delegationId: "wish-114" }
              } as never)
            )
          )
          assert.strictEqual(refused._tag, "Refused")
          const done = yield* during("2026-03-05", Bulk.decertify(job))
          assert.isAbove(done.events, 0)
          const states = yield* clients
          assert.deepStrictEqual(Array.from(new Set(states)).sort(), days === 0 ? [] : ["Frozen", "Requested"])
          // The clients that were led there on another day know the same instant.
          const before = yield* Kept.everything
          const again = yield* during("2026-03-06", Bulk.decertify(job))
          assert.strictEqual(again.events, 0)
          assert.deepStrictEqual(yield* Kept.everything, before)
        }).pipe(Effect.provide(services(days, layer)))
      }
    })
  )

  it.effect("is carried out by the run of a day where the window of many clients ends, stopped or not", () =>
    Effect.gen(function* () {
      const day = "2026-04-20"
      const story = (stops: number | undefined, cut: boolean) => {
        const { layer, state } = fragile()
        return Effect.gen(function* () {
          const book = yield* Agencybook.Agencybook
          yield* during(first, office)
          const items = Array.from({ length: 1_100 }, (_, n) => ({
            case: Sample.household(1_000 + n),
            delegate: { agentId, agencyId: Sample.agencyId(), since: Sample.now }
          }))
          yield* during(
            first,
            Bulk.run(Bulk.cases({ id: "many", actor: Sample.system as never, items: items as never }))
          )
          yield* during(first, once(terminate))
          const system = { _tag: "System", userId: "daily-run" } as const
          // Requests that nobody has answered are over before the day comes to clients.
          for (const n of [113, 114, 115])
            yield* during(
              day,
              book.execute({
                ...{ id: `over-${n}`, actor: system },
                command: { _tag: "ExpireRequest", delegationId: `wish-${n}` }
              } as never)
            )
          let left: number | undefined
          if (stops !== undefined) {
            state.left = stops
            yield* Effect.flip(during(day, DailyRun.run()))
            left = (yield* clients).length
            state.left = Number.POSITIVE_INFINITY
          }
          if (!cut)
            yield* during(
              day,
              book.execute({
                ...{ id: "whole", actor: system },
                command: { _tag: "RunCertificationDaily", agentId, day }
              } as never)
            )
          const { counts } = yield* during(day, DailyRun.run())
          assert.lengthOf(yield* clients, 0)
          return { sent: counts.RunCertificationDaily.changed, left, all: compared(yield* Kept.everything) }
        }).pipe(Effect.provide(services(30, layer)))
      }
      const whole = yield* story(undefined, false)
      const parts = yield* story(undefined, true)
      assert.strictEqual(parts.sent, whole.sent + 3)
      assert.deepStrictEqual(parts.all, whole.all)
      // Before the first chunk, between both, and before the command that closes the window.
      const lefts: Array<number | undefined> = []
      for (const stops of [2, 3, 4]) {
        const { all, left } = yield* story(stops, true)
        lefts.push(left)
        assert.deepStrictEqual(all, whole.all)
      }
      assert.isTrue(
        lefts.some((left) => left !== undefined && left > 0 && left < 200),
        String(lefts)
      )
    })
  )

  it.effect(
    "follows the run of a day that suspends, brings back or ends somebody with many clients, stopped or not",
    () =>
      Effect.gen(function* () {
        const day = "2026-03-12"
        const set = { _tag: "SuspendAgent", agentId, reason: "under-investigation", until: day } as const
        const ways: ReadonlyArray<readonly [number, ReadonlyArray<CommandInput>]> = [
          [30, [licenceOf("active", "2026-03-10")]],
          [30, [set]],
          [30, [{ _tag: "RequireAmendment", agentId, signBy: "2026-03-11" }]],
          [0, [{ _tag: "RequireAmendment", agentId, signBy: "2026-03-11" }]]
        ]
        for (const [days, before] of ways) {
          const story = (stops: number | undefined, cut: boolean) => {
            const { layer, state } = fragile()
            return Effect.gen(function* () {
              const book = yield* Agencybook.Agencybook
              const carry = (id: string, actor: object, command: object) =>
                book.execute({ id, actor, command } as never)
              yield* during(first, office)
              const items = Array.from({ length: 1_100 }, (_, n) => ({
                case: Sample.household(1_000 + n),
                delegate: { agentId, agencyId: Sample.agencyId(), since: Sample.now }
              }))
              yield* during(
                first,
                Bulk.run(Bulk.cases({ id: "many", actor: Sample.system as never, items: items as never }))
              )
              // A request that waits is reminded of before the day comes to certifications.
              for (const n of [113, 114, 115])
                yield* during(
                  first,
                  carry(`no-${n}`, Sample.asAgent(1), { _tag: "DeclineRequest", delegationId: `wish-${n}` })
                )
              for (const [n, command] of before.entries())
                yield* during(first, carry(`before-${n}`, Sample.exchange, command))
              let behind: number | undefined
              if (stops !== undefined) {
                state.left = stops
                yield* Effect.flip(during(day, DailyRun.run()))
                const store = yield* Store
                const [found] = yield* store.load([Facts.read("agent", "id", agentId)])
                const left = yield* store.load([Facts.read("delegation", "agent", agentId)])
                behind = left.filter(({ record }) =>
                  Cascade.isBehind(found?.record as Agent, record as Delegation)
                ).length
                state.left = Number.POSITIVE_INFINITY
              }
              if (!cut)
                yield* during(
                  day,
                  carry(
                    "whole",
                    { _tag: "System", userId: "daily-run" },
                    { _tag: "RunCertificationDaily", agentId, day }
                  )
                )
              yield* during(day, DailyRun.run())
              const kept = compared(yield* Kept.everything)
              // Whoever runs the day again, or the next one, finds nobody left behind.
              const { counts } = yield* during(day, DailyRun.run({ userId: "second" }))
              assert.strictEqual(counts.RunCertificationDaily.changed, 0)
              return { behind, kept }
            }).pipe(Effect.provide(services(days, layer)))
          }
          const whole = yield* story(undefined, false)
          const parts = yield* story(undefined, true)
          assert.deepStrictEqual(parts.kept, whole.kept)
          const seen: Array<number | undefined> = []
          for (const stops of [2, 3, 4]) {
            const { behind, kept } = yield* story(stops, true)
            seen.push(behind)
            assert.deepStrictEqual(kept, whole.kept)
          }
          assert.isTrue(
            seen.some((left) => left !== undefined && left > 0 && left < 1_000),
            String(seen)
          )
        }
      })
  )

  it("says what of a job cannot be read, and whom the rules refuse", async () => {
    const portal = Portal.make({ secrets, now: () => Dates.toMillis(Sample.now) })
    for (const [n, command] of World.deliveries(World.office).entries())
      await portal.execute({ id: `office-${n}`, actor: Sample.system as never, command: command as never })
    const job = { id: "end", actor: Sample.exchange as never, step: suspend }
    const wrong: ReadonlyArray<readonly [object, string]> = [
      [{ ...job, step: { _tag: "LockAgent", agentId, reason: "shared-login" } }, "step"],
      [{ ...job, step: undefined }, "step"],
      [{ ...job, step: { ...dayOf("2026-03-03"), only: [] } }, "step"],
      [{ ...job, items: [] }, "items"],
      [{ ...job, size: 1_001 }, "size"],
      [{ ...job, id: "n".repeat(60) }, "id"],
      [{ ...job, more: 1 }, "field"],
      [{ ...job, step: { ...suspend, agentId: 7 } }, "agentId"]
    ]
    for (const [one, about] of wrong) {
      const answer = await portal.decertifyInChunks(one as never)
      assert.isFalse(answer.ok)
      if (!answer.ok) assert.include(JSON.stringify(answer.refusal), about)
    }
    const refused = await portal.decertifyInChunks({ ...job, actor: Sample.asAgent(0) as never })
    assert.isTrue(!refused.ok && refused.refusal._tag === "Refused" && refused.from === 0)
    const done = await portal.decertifyInChunks(job)
    assert.deepInclude(done, { ok: true, chunks: 1, items: 1, repeated: 0, events: 2 })
    assert.deepInclude(await portal.decertifyInChunks(job), { ok: true, repeated: 1, events: 0 })
    await portal.close()
  })
})
