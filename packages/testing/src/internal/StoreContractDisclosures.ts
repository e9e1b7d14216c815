/**
 * Checks of the log of readings: an answer and its entry come together, entries are found again, and stay.
 *
 * @since 0.1.0
 */
import { agencyRoles, type Readings } from "@agencybook/application/Store"
import type { Disclosure, Kept } from "@agencybook/core/Disclosure"
import { read } from "@agencybook/core/Facts"
import type { AgencyId, AgentId, CaseId, UserId } from "@agencybook/core/Id"
import * as Effect from "effect/Effect"
import { broken, type Check, check, outcomeOf, type Port, same } from "./StoreContractCheck.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"

const { at, change, commit } = Records
const caseId = (n: number) => `case-${n}` as CaseId
const agentId = (n: number) => `agent-${n}` as AgentId
const agencyId = (n: number) => `agency-${n}` as AgencyId

const entry = (n: number, over: Partial<Disclosure> = {}): Disclosure =>
  Records.disclosure(n, {
    ...{ about: { agencyId: agencyId(1), agentId: agentId(1) }, cases: [caseId(1), caseId(2)], count: 2 },
    ...over
  })

/** One entry of each sort, in the order in which they are written. */
const entries: ReadonlyArray<Disclosure> = [
  entry(0),
  entry(1, {
    ...{ actor: "exchange/examiner", role: "exchange", purpose: "oversight", capability: "view-agency-book" },
    ...{ about: { agencyId: agencyId(1) }, reason: "a complaint that we look into, “à propos”" }
  }),
  entry(2, { actor: "agent/agent-2", onBehalfOf: agentId(1), purpose: "acting", cases: [caseId(3)], count: 1 }),
  entry(3, {
    ...{ actor: "consumer/case-1", role: "consumer", capability: "view-consents", what: "consents" },
    ...{ about: { caseId: caseId(1) }, cases: [caseId(1)], count: 1 }
  }),
  entry(4, { role: "staff-1", actor: "staff/helper", purpose: "agency", about: { agencyId: agencyId(1) }, cases: [] }),
  entry(5, { whole: true, cases: [], count: 40, about: { agencyId: agencyId(1) }, actor: "agent/agent-3" }),
  entry(6, { whole: true, cases: [], count: 4, about: { agencyId: agencyId(1), agentId: agentId(2) } }),
  entry(7, { about: { agencyId: agencyId(2), agentId: agentId(3) }, actor: "agent/agent-3", cases: [caseId(9)] }),
  entry(8, { about: {}, cases: [], count: 0, actor: "system/feed", role: "system", purpose: "operation" }),
  entry(10, {
    ...{ actor: "exchange/examiner", role: "exchange", purpose: "oversight", what: "delegations" },
    ...{ about: { counselorId: "counselor-1" as UserId }, cases: [caseId(5)], count: 1 }
  }),
  entry(9, { cases: Array.from({ length: 1500 }, (_, n) => caseId(n)).sort(), count: 1500, role: "manager" })
]

const held = { agencyId: agencyId(1), agentId: agentId(1), from: at(5) }

const wanted: ReadonlyArray<readonly [of: Readings, fits: (one: Disclosure) => boolean]> = [
  [{ _tag: "All" }, () => true],
  [{ _tag: "Actor", actor: "agent/agent-3" }, ({ actor }) => actor === "agent/agent-3"],
  [{ _tag: "Actor", actor: "agent/agent" }, () => false],
  [
    { _tag: "Agency", agencyId: agencyId(1) },
    ({ about, role }) => about.agencyId === agencyId(1) && (agencyRoles as ReadonlyArray<string>).includes(role)
  ],
  [{ _tag: "Case", caseId: caseId(1), held: [] }, ({ cases }) => cases.includes(caseId(1))],
  // A whole book counts for a case that was in it then: the fifth entry, and not the sixth, which is a colleague's.
  [
    { _tag: "Case", caseId: caseId(3), held: [held] },
    ({ cases, at: when }) => cases.includes(caseId(3)) || when === at(5)
  ],
  // Neither before it came nor from the instant on at which it went.
  [{ _tag: "Case", caseId: caseId(3), held: [{ ...held, from: at(6) }] }, ({ cases }) => cases.includes(caseId(3))],
  [
    { _tag: "Case", caseId: caseId(3), held: [{ ...held, from: at(1), until: at(5) }] },
    ({ cases }) => cases.includes(caseId(3))
  ],
  [
    { _tag: "Case", caseId: caseId(7), held: [{ ...held, agentId: agentId(2), until: at(7) }] },
    ({ about, cases, whole }) => cases.includes(caseId(7)) || (whole === true && about.agencyId === agencyId(1))
  ],
  [{ _tag: "Case", caseId: "case-none" as CaseId, held: [] }, () => false]
]

const note = (store: Port, shown: Disclosure) => store.disclose(() => Effect.succeed({ answer: shown.at, shown }))

const all = Effect.fnUntraced(function* (store: Port, of: Readings, limit: number, enough: number) {
  const found: Array<Kept> = []
  for (;;) {
    const before = found.at(-1)?.position
    const page = yield* store.snapshot((_, { readings }) =>
      readings(of, { limit, ...(before === undefined ? {} : { before }) })
    )
    yield* same(`at most ${limit} entries`, page.length <= limit, true)
    found.push(...page)
    if (page.length < limit || found.length > enough) return found
  }
})

const plain = ({ position: _, ...shown }: Kept): Disclosure => shown

const found = Effect.fnUntraced(function* (store: Port) {
  for (const one of entries) yield* same("what is answered", yield* note(store, one), one.at)
  for (const [of, fits] of wanted)
    for (const limit of [1, 3, 100]) {
      const rows = yield* all(store, of, limit, entries.length)
      yield* same(`${JSON.stringify(of)}, ${limit} at a time`, rows.map(plain), entries.filter(fits).toReversed())
      const positions = rows.map(({ position }) => position)
      yield* same(
        "positions",
        positions,
        positions.toSorted((a, b) => b - a)
      )
    }
})

const none: Readings = { _tag: "All" }

const together = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", [change("agent", Records.agent(1))]))
  const answers: Array<unknown> = []
  const asked = <E>(about: string, effect: Effect.Effect<unknown, E>, expected: string) =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(Effect.tap(effect, (one) => Effect.sync(() => answers.push(one))))
      yield* same(about, outcomeOf(exit), expected)
    })
  for (const [about, over] of [
    ["a reason with a NUL", { reason: "why\0not" }],
    ["half a symbol in a case", { cases: ["case-\uD800" as CaseId] }],
    ["an actor with a NUL", { actor: "agent/\0" }],
    ["a time that is none", { at: "now" as never }],
    ["a count that is no number", { count: Number.NaN }]
  ] as const)
    yield* asked(about, note(store, entry(1, over)), "Unkept")
  yield* same("answers without an entry", answers, [])
  const failed = yield* Effect.exit(store.disclose<number, string>(() => Effect.fail("asked too much")))
  yield* same("what fails", outcomeOf(failed), "failure of asked too much")
  const died = yield* Effect.exit(store.disclose<number, never>(() => Effect.die("broken")))
  if (died._tag === "Success") yield* broken("a reading that dies", "no answer", "an answer")
  yield* same("what shows nothing", yield* store.disclose(() => Effect.succeed({ answer: 7 })), 7)
  yield* same("the log so far", yield* all(store, none, 100, 1), [])
  const read1 = store.disclose(({ load, readings }) =>
    Effect.gen(function* () {
      const [agent] = yield* load([read("agent", "id", "agent-1")])
      const before = yield* readings(none, { limit: 5 })
      return { answer: [agent?.id, before.length], shown: entry(2) }
    })
  )
  yield* same("what is read with an entry", yield* read1, ["agent-1", 0])
  yield* same("the log afterwards", (yield* all(store, none, 100, 1)).map(plain), [entry(2)])
})

const sideBySide = Effect.fnUntraced(function* (store: Port) {
  const some = Array.from({ length: 20 }, (_, n) => entry(n, { actor: `agent/agent-${n}` }))
  yield* Effect.all(
    [
      ...some.map((one) => note(store, one)),
      ...some.map((_, n) => put(store, commit(`step-${n}`, [change("enrollmentEntity", Records.entity(n))])))
    ],
    { concurrency: "unbounded", discard: true }
  )
  const rows = yield* all(store, none, 6, some.length)
  yield* same("who has read", rows.map(({ actor }) => actor).toSorted(), some.map(({ actor }) => actor).toSorted())
  yield* same("places, each once", new Set(rows.map(({ position }) => position)).size, some.length)
})

const kept = [entry(1), entry(2, { reason: "asked by phone", role: "service-center", purpose: "support" })]

/** The checks of the log of readings. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("a reading is found by its case, its actor and its agency, the latest first", "B11", found),
  check("an answer is given with its entry in the log of readings, or not at all", "B7", together),
  check("readings beside each other and beside commands are all in the log", "B4", sideBySide),
  check(
    "the log of readings is there when the store is opened again",
    "B1",
    (store) => Effect.forEach(kept, (one) => note(store, one), { discard: true }),
    {
      needs: "durable",
      reopened: (store) =>
        Effect.flatMap(all(store, none, 100, 2), (rows) => same("entries", rows.map(plain), kept.toReversed()))
    }
  )
]
