import * as Dates from "@agencybook/core/CalendarDate"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Queries from "../src/Queries.ts"
import * as portal from "./fixture/portal.ts"

const { agent, at, consumer, exchange, serviceCenter, settled, system, told } = portal
const story = <A, E>(name: string, effect: Effect.Effect<A, E, portal.Services>) =>
  it.live(name, () => Effect.andThen(settled, effect).pipe(Effect.provide(portal.layer)))
const viewer = (actor: object, acting?: string): Queries.Viewer =>
  ({ actor, ...(acting === undefined ? {} : { acting }) }) as unknown as Queries.Viewer
const staff = (level: 1 | 2, agency = 0) => ({ _tag: "Staff", userId: "u-1", agencyId: `agency-${agency}`, level })
const agency = (n = 0) => ({ agencyId: `agency-${n}` as never })
const own = (n: number, agencyNumber = 0) => ({ ...agency(agencyNumber), agentId: `agent-${n}` as never })
const everybody = {
  manager: agent(0),
  colleague: agent(1),
  stranger: agent(3),
  "staff-1": staff(1),
  "foreign staff": staff(2, 1),
  consumer: consumer(0),
  counselor: { _tag: "Counselor", userId: "u-1" },
  "service-center": serviceCenter,
  exchange,
  system
}
type Who = keyof typeof everybody

const allowed = (ask: (one: Queries.Viewer) => Effect.Effect<unknown, unknown, portal.Services>) =>
  Effect.map(
    Effect.forEach(Object.entries(everybody), ([who, actor]) =>
      Effect.map(Effect.result(at(ask(viewer(actor)))), ({ _tag }) => (_tag === "Success" ? [who as Who] : []))
    ),
    (names) => names.flat()
  )
const refused = <A, E>(effect: Effect.Effect<A, E, portal.Services>) => Effect.flip(at(effect))

describe("Queries: who is answered", () => {
  story(
    "asks for a permission for every question",
    Effect.gen(function* () {
      const offices: ReadonlyArray<Who> = ["manager", "staff-1", "exchange"]
      assert.deepStrictEqual(yield* allowed((one) => Queries.roster(one, agency().agencyId)), [
        ...["manager", "staff-1", "service-center", "exchange"]
      ] as Array<Who>)
      assert.deepStrictEqual(yield* allowed((one) => Queries.book(one, agency())), offices)
      assert.deepStrictEqual(yield* allowed((one) => Queries.book(one, own(1))), [
        ...["manager", "colleague", "staff-1", "exchange"]
      ] as Array<Who>)
      assert.deepStrictEqual(yield* allowed((one) => Queries.directory(one, {})), [
        ...["manager", "colleague", "stranger", "consumer", "service-center", "exchange"]
      ] as Array<Who>)
      assert.deepStrictEqual(
        yield* allowed((one) => Queries.agentAt(one, "case-0" as never, "2026-03-01T00:00:00.000Z" as never)),
        [...["consumer", "service-center", "exchange"]] as Array<Who>
      )
    })
  )

  story(
    "does not tell a refused question about a stranger's agency from one about none [G5]",
    Effect.gen(function* () {
      const one = yield* refused(Queries.roster(viewer(agent(3)), "agency-0" as never))
      const none = yield* refused(Queries.roster(viewer(agent(3)), "agency-77" as never))
      assert.deepStrictEqual(one, none)
    })
  )

  story(
    "stops answering in the moment in which the asker loses authority [G4]",
    Effect.gen(function* () {
      const ask = Queries.book(viewer(agent(1)), own(1))
      assert.strictEqual((yield* at(ask)).value.length, 2)
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "breach" })
      assert.deepInclude(yield* refused(ask), { code: "AgentWithoutAuthority" })
    })
  )

  story(
    "shows a manager in a session the book of the agent acted for, and no other as the own one",
    Effect.gen(function* () {
      yield* told(agent(0), { _tag: "OpenActing", actingId: "s-1", agencyId: "agency-0", agentId: "agent-1" })
      assert.strictEqual((yield* at(Queries.book(viewer(agent(0), "s-1"), own(1)))).value.length, 2)
      assert.deepInclude(yield* refused(Queries.book(viewer(agent(0), "s-1"), own(2))), { code: "NotPermitted" })
      assert.deepInclude(yield* refused(Queries.book(viewer(agent(2), "s-1"), own(1))), { code: "ActingNotAllowed" })
    })
  )
})

describe("Queries: what is answered", () => {
  const transfer = {
    _tag: "TransferBook",
    transferId: "t-1",
    agencyId: "agency-0",
    fromAgentId: "agent-1",
    toAgentId: "agent-2",
    reason: "leave"
  } as const

  story(
    "gives the agency's book as the union of its agents' books [BOB-02]",
    Effect.gen(function* () {
      yield* told(agent(0), { ...transfer, only: ["missing", "sent-none"] }).pipe(Effect.ignoreCause)
      const whole = yield* at(Queries.book(viewer(agent(0)), agency()))
      const parts = yield* Effect.forEach([0, 1, 2], (n) => at(Queries.book(viewer(agent(0)), own(n))))
      assert.deepStrictEqual(
        parts.flatMap(({ value }) => value),
        [...whole.value]
      )
      assert.strictEqual(whole.asOf, Dates.fromMillis(portal.start))
    })
  )

  story(
    "previews a transfer as it will be made, without making it [TRF-07]",
    Effect.gen(function* () {
      const before = yield* portal.left
      const { value: plan } = yield* at(Queries.previewTransfer(viewer(agent(0)), transfer as never))
      assert.deepStrictEqual(yield* portal.left, before)
      const done = yield* told(agent(0), transfer)
      const cases = done.events.flatMap((event) => (event._tag === "DelegationOpened" ? [event.delegation.caseId] : []))
      assert.deepStrictEqual(
        plan.rows.map(({ caseId }) => caseId),
        cases
      )
      assert.deepStrictEqual(
        [plan.before, plan.after],
        [
          { source: 2, target: 0 },
          { source: 0, target: 2 }
        ]
      )
      assert.deepInclude(
        yield* refused(Queries.previewTransfer(viewer(agent(0)), { ...transfer, toAgentId: "agent-3" } as never)),
        {
          code: "TransferOutsideRoster"
        }
      )
    })
  )

  story(
    "says who was the agent on a day, at every boundary and never two [DEL-10]",
    Effect.gen(function* () {
      yield* told(agent(0), transfer)
      const delegate = (instant: string) =>
        Effect.map(
          at(Queries.agentAt(viewer(serviceCenter), "case-0" as never, instant as never)),
          ({ value }) => value.delegate?.agentId as string | undefined
        )
      assert.isUndefined(yield* delegate("2026-02-01T17:59:59.999Z"))
      assert.strictEqual(yield* delegate("2026-02-01T18:00:00.000Z"), "agent-1")
      assert.strictEqual(yield* delegate("2026-03-03T17:59:59.999Z"), "agent-1")
      assert.strictEqual(yield* delegate("2026-03-03T18:00:00.000Z"), "agent-2")
      assert.strictEqual(yield* delegate("2030-01-01T00:00:00.000Z"), "agent-2")
    })
  )

  story(
    "lists only agents who may be asked today",
    Effect.gen(function* () {
      yield* told(exchange, { _tag: "SuspendAgency", agencyId: "agency-1", reason: "agreement-lapsed" })
      const { value } = yield* at(Queries.directory(viewer(consumer(0)), { name: "reyes" }))
      assert.deepStrictEqual(
        value.map(({ agentId }) => agentId as string),
        ["agent-0", "agent-1", "agent-2"]
      )
    })
  )
})
