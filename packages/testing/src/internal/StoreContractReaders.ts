/**
 * Checks of the log of readings in the small: who counts as whose, what is said word for word, and how much there may be.
 *
 * @since 0.1.0
 */
import { agencyRoles, type HeldIn, type Readings } from "@agencybook/application/Store"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Role } from "@agencybook/core/Capability"
import { type Disclosure, type Kept, whats } from "@agencybook/core/Disclosure"
import type { AgencyId, AgentId, CaseId } from "@agencybook/core/Id"
import * as Effect from "effect/Effect"
import { type Check, check, type Port, same, show } from "./StoreContractCheck.ts"
import * as Records from "./StoreContractRecords.ts"
import { readers } from "./StoreContractWays.ts"

const { at } = Records
const caseId = (n: number) => `case-${n}` as CaseId
const agentId = (n: number) => `agent-${n}` as AgentId
const agencyId = (n: number) => `agency-${n}` as AgencyId

const entry = (n: number, over: Partial<Disclosure> = {}): Disclosure =>
  Records.disclosure(n, {
    ...{ about: { agencyId: agencyId(1), agentId: agentId(1) }, cases: [caseId(1)], count: 1 },
    ...over
  })

const roles: ReadonlyArray<Role> = [
  ...(["agent", "manager", "staff-1", "staff-2", "consumer", "applicant", "counselor"] as const),
  ...(["service-center", "exchange", "system"] as const)
]

const whole = { whole: true, cases: [], count: 9 } as const

const entries: ReadonlyArray<Disclosure> = [
  ...roles.map((role, n) => entry(n, { role, actor: `${role}/Some.One` })),
  ...roles.map((role, n) => entry(10 + n, { role, about: { agencyId: agencyId(2) }, cases: [] })),
  // Books of agents and of agencies, whole and page by page, a part of a second apart.
  ...[1, 2].flatMap((agency) =>
    [1, 2, undefined].flatMap((agent, n) => {
      const about = { agencyId: agencyId(agency), ...(agent === undefined ? {} : { agentId: agentId(agent) }) }
      return [
        entry(0, { at: Dates.plusMillis(at(30 + 10 * agency), n * 100), about, ...whole }),
        entry(0, { at: Dates.plusMillis(at(30 + 10 * agency), n * 100 + 1), about, cases: [caseId(40 + agency)] })
      ]
    })
  ),
  // About a case of which nothing was found, and about one while others were shown.
  entry(60, { about: { caseId: caseId(7) }, cases: [], count: 0 }),
  entry(61, { about: { caseId: caseId(7) }, cases: [caseId(8), caseId(6)], count: 2 }),
  entry(62, {
    about: { caseId: caseId(8), agencyId: agencyId(3), agentId: agentId(3) },
    cases: [caseId(7)],
    count: 500
  }),
  entry(62, { about: { caseId: caseId(6) }, cases: [caseId(6)] }),
  entry(63, { actor: "agent/agent-2", onBehalfOf: agentId(5) }),
  entry(64, { actor: "Agent/Agent-2" }),
  entry(65, { actor: "agent/agent-5" }),
  ...whats.map((what, n) => entry(70 + n, { what, actor: "agent/agent-70" })),
  entry(90, { about: { agencyId: agencyId(4) }, whole: true, cases: [], count: 0 }),
  // The very same twice.
  entry(66),
  entry(66)
]

const held = (over: Partial<HeldIn> = {}): HeldIn => ({
  agencyId: agencyId(1),
  agentId: agentId(1),
  from: at(0),
  ...over
})

const asked: ReadonlyArray<Readings> = [
  { _tag: "All" },
  ...[1, 2, 3, 9].map((n): Readings => ({ _tag: "Agency", agencyId: agencyId(n) })),
  ...["agent/agent-1", "agent/agent-2", "agent/agent-5", "Agent/Agent-2", "agent/", "", "staff-2/Some.One"].map(
    (actor): Readings => ({ _tag: "Actor", actor })
  ),
  ...[1, 6, 7, 8, 41, 99].map((n): Readings => ({ _tag: "Case", caseId: caseId(n), held: [] })),
  ...[
    [held()],
    [held({ agencyId: agencyId(2) })],
    [held({ agencyId: agencyId(3) })],
    [held({ agentId: agentId(2) })],
    [held({ agentId: agentId(9) })],
    [held({ from: Dates.plusMillis(at(40), 1) })],
    [held({ until: at(40) })],
    [held({ until: Dates.plusMillis(at(40), 1) })],
    [
      held({ until: Dates.plusMillis(at(40), 200) }),
      held({ agencyId: agencyId(2), from: Dates.plusMillis(at(50), 200) })
    ],
    [held({ agentId: agentId(9), agencyId: agencyId(9) }), held({ agentId: agentId(2), agencyId: agencyId(2) })],
    [held(), held()],
    [held({ agencyId: agencyId(4) })],
    [...Array.from({ length: 1200 }, (_, n) => held({ agencyId: agencyId(100 + n) })), held()]
  ].map((held): Readings => ({ _tag: "Case", caseId: caseId(99), held }))
]

const shows = (one: Disclosure, of: HeldIn): boolean =>
  one.whole === true &&
  one.about.agencyId === of.agencyId &&
  (one.about.agentId ?? of.agentId) === of.agentId &&
  of.from <= one.at &&
  one.at < (of.until ?? "9999")

const fits = (of: Readings, one: Disclosure): boolean => {
  switch (of._tag) {
    case "All":
      return true
    case "Actor":
      return one.actor === of.actor
    case "Agency":
      return one.about.agencyId === of.agencyId && (agencyRoles as ReadonlyArray<Role>).includes(one.role)
    case "Case":
      return one.about.caseId === of.caseId || one.cases.includes(of.caseId) || of.held.some((held) => shows(one, held))
  }
}

const plain = ({ position: _, ...shown }: Kept): Disclosure => shown

const note = (store: Port, shown: Disclosure) => store.disclose(() => Effect.succeed({ answer: 1, shown }))

const whose = Effect.fnUntraced(function* (store: Port) {
  for (const one of entries) yield* note(store, one)
  for (const [way, reading] of readers(store))
    yield* reading(
      Effect.fnUntraced(function* ({ readings }) {
        for (const reader of asked) {
          const expected = entries.filter((one) => fits(reader, one)).toReversed()
          const found = yield* readings(reader, { limit: 1000 })
          yield* same(`readings ${show(reader)}, ${way}`, found.map(plain), expected)
          const [first, second] = found
          yield* same(`one of ${show(reader)}`, yield* readings(reader, { limit: 1 }), found.slice(0, 1))
          yield* same(`none of ${show(reader)}`, yield* readings(reader, { limit: 0 }), [])
          yield* same(`${show(reader)} before the beginning`, yield* readings(reader, { limit: 9, before: 1 }), [])
          if (first === undefined || second === undefined) continue
          const before = yield* readings(reader, { limit: 2, before: first.position })
          yield* same(`two of ${show(reader)} before the last`, before, found.slice(1, 3))
        }
      })
    )
})

const odd = `  Jose\u0301 said \u201cà propos\u201d,\n\tit's "x" \\ ; -- ${"and so on ".repeat(40)} `

const wordForWord = Effect.fnUntraced(function* (store: Port) {
  const written = [
    entry(0, {
      at: Dates.plusMillis(at(0), 987),
      reason: odd.slice(0, 200),
      actor: odd,
      onBehalfOf: odd as never,
      count: 2 ** 31 - 1
    }),
    entry(1, {
      reason: `${" ".repeat(3)}why${" ".repeat(100)}`,
      actor: "",
      cases: [caseId(3), caseId(1), caseId(2)],
      count: 3
    }),
    entry(2, {
      reason: "null",
      actor: "undefined",
      cases: ["null" as CaseId, "{}" as CaseId, 'a"b,c' as CaseId],
      count: 3
    }),
    entry(3, { about: {}, cases: [], count: 0, actor: "exchange/A.B@Office.example", reason: "seen by Ms B@C" }),
    entry(3, {
      about: { agencyId: "007" as AgencyId, agentId: "7" as AgentId },
      cases: ["0012", "12"] as never,
      count: 2
    }),
    entry(4, { about: { caseId: odd as CaseId, agentId: "" as AgentId, agencyId: odd as AgencyId } })
  ]
  const given = structuredClone(written)
  for (const one of given) {
    yield* note(store, one)
    // What is noted is what was shown, and not what somebody makes of it later.
    Object.assign(one, { actor: "spoilt", count: 7 })
    Object.assign(one.about, { caseId: "spoilt" })
  }
  const look = store.snapshot((_, { readings }) => readings({ _tag: "All" }, { limit: 9 }))
  const found = yield* look
  yield* same("entries", found.map(plain), written.toReversed())
  for (const one of found) Object.assign(one, { actor: "spoilt", count: 7 })
  for (const one of found) Object.assign(one.about, { caseId: "spoilt" })
  yield* same("entries after a reader changed his own", (yield* look).map(plain), written.toReversed())
  for (const actor of [odd, "", "undefined"]) {
    const [one] = yield* store.snapshot((_, { readings }) => readings({ _tag: "Actor", actor }, { limit: 9 }))
    yield* same("found by actor", one?.actor, actor)
  }
  const [about] = yield* store.snapshot((_, { readings }) =>
    readings({ _tag: "Case", caseId: odd as CaseId, held: [] }, { limit: 9 })
  )
  yield* same("found by case", about?.about.caseId, odd)
})

const manyEntries = Effect.fnUntraced(function* (store: Port) {
  const many = 260
  for (let n = 0; n < many; n++) yield* note(store, entry(n))
  const readersOf: ReadonlyArray<Readings> = [
    { _tag: "All" },
    { _tag: "Actor", actor: "agent/agent-1" },
    { _tag: "Agency", agencyId: agencyId(1) },
    { _tag: "Case", caseId: caseId(1), held: [] }
  ]
  for (const reader of readersOf) {
    const found = yield* store.snapshot((_, { readings }) => readings(reader, { limit: 2 * many }))
    yield* same(`entries, ${show(reader)}`, found.length, many)
    yield* same(
      "times",
      found.map(({ at }) => at),
      Array.from({ length: many }, (_, n) => at(many - 1 - n))
    )
  }
})

/** The checks of the log of readings in the small. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("a reading is found by whom it is of, and by nobody else", "B11", whose),
  check("an entry of the log of readings is kept word for word", "B11", wordForWord),
  check("however many readings there are, none is left out", "B11", manyEntries)
]
