/**
 * Checks of reading: every index of every kind finds what its definition says, and nothing else.
 *
 * @since 0.1.0
 */
import type { Change, Reading, StoreError, Versioned } from "@agencybook/application/Store"
import { read, type Selection, write } from "@agencybook/core/Facts"
import { type Kind, keyOf, kinds } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { type Check, check, type Port, pause, same, sameMembers, show } from "./StoreContractCheck.ts"
import { population } from "./StoreContractPopulation.ts"
import * as Records from "./StoreContractRecords.ts"

/** Runs a commit in a transaction of its own. @category constructors */
export const put = (store: Port, commit: Parameters<Parameters<Parameters<Port["transact"]>[0]>[0]["commit"]>[0]) =>
  store.transact((tx) => tx.commit(commit))

type Key = string | undefined

const keyAt = (kind: Kind, index: string, record: unknown): Key => keyOf(kind, index as "id", record as never)

const select = (kind: Kind, index: string, keys: ReadonlyArray<string>): Selection => read(kind, index as "id", ...keys)

const indexesOf = (kind: Kind): ReadonlyArray<string> => ["id", ...Object.keys(kinds[kind].indexes)]

/** What is found, each record once. @category queries */
const distinct = (found: ReadonlyArray<Versioned>): ReadonlyArray<string> => Array.from(new Set(found.map(show)))

const asFound = ({ expected: _, ...versioned }: Change): unknown => versioned

const sameRecords = (about: string, found: ReadonlyArray<Versioned>, expected: ReadonlyArray<Change>) =>
  sameMembers(
    about,
    distinct(found),
    expected.map((one) => show(asFound(one)))
  )

/** Asks every index of every kind for each key that any index of the kind knows, and compares with the definitions. */
const indexesAgree = Effect.fnUntraced(function* (
  store: Port,
  about: string,
  present: ReadonlyArray<Change>,
  /** All keys in one question: enough to see that nothing was left behind in an index. */
  atOnce = false
) {
  const questions = (Object.keys(kinds) as ReadonlyArray<Kind>).map((kind) => {
    const all = present.filter((one) => one.kind === kind)
    const keys = new Set<string>()
    for (const index of indexesOf(kind))
      for (const { record } of all) {
        const key = keyAt(kind, index, record)
        if (key !== undefined) keys.add(key)
      }
    // What an index leaves out is known under the raw fields too.
    for (const { record } of all)
      for (const field of Object.values(record)) if (typeof field === "string") keys.add(field)
    const asked = atOnce ? [Array.from(keys)] : Array.from(keys, (key) => [key])
    return indexesOf(kind).flatMap((index) => asked.map((some) => ({ all, index, kind, some })))
  })
  // One question about each kind at a time, so that what is found tells which one found it.
  const longest = Math.max(...questions.map(({ length }) => length))
  for (let n = 0; n < longest; n++) {
    const round = questions.flatMap((of) => of.slice(n, n + 1))
    const found = yield* store.load(round.map(({ index, kind, some }) => select(kind, index, some)))
    for (const { all, index, kind, some } of round)
      yield* sameRecords(
        `${about}${kind} by ${index} ${some.map((key) => `\`${key}\``).join(", ")}`,
        found.filter((one) => one.kind === kind),
        all.filter(({ record }) => {
          const key = keyAt(kind, index, record)
          return key !== undefined && some.includes(key)
        })
      )
  }
})

const manyKeys = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, Records.commit("fill", population))
  const selections: Array<Selection> = []
  for (const kind of Object.keys(kinds) as ReadonlyArray<Kind>) {
    const all = population.filter((one) => one.kind === kind)
    for (const index of indexesOf(kind)) {
      const keyed = all.filter(({ record }) => keyAt(kind, index, record) !== undefined)
      const keys = Array.from(new Set(keyed.map(({ record }) => keyAt(kind, index, record) as string)))
      const some = keys.filter((_, n) => n % 2 === 0)
      const expected = keyed.filter(({ record }) => some.includes(keyAt(kind, index, record) as string))
      yield* sameRecords(`all keys of ${kind} by ${index}`, yield* store.load([select(kind, index, keys)]), keyed)
      const found = yield* store.load([select(kind, index, ["no-such", ...some, ...some])])
      yield* sameRecords(`some keys of ${kind} by ${index}, twice, and an unknown one`, found, expected)
    }
    selections.push(
      select(
        kind,
        "id",
        all.map((one) => one.id)
      )
    )
  }
  yield* sameRecords("all kinds in one call", yield* store.load(selections), population)
  const twice = [read("agent", "id", "agent-1"), read("agent", "id", "agent-2"), read("agent", "licence", "0A00001")]
  const two = population.filter(({ id, kind }) => kind === "agent" && (id === "agent-1" || id === "agent-2"))
  yield* sameRecords("several selections of one kind", yield* store.load(twice), two)
})

const inTransaction = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, Records.commit("fill", population))
  const selections = (Object.keys(kinds) as ReadonlyArray<Kind>).flatMap((kind) => {
    const ids = population.filter((one) => one.kind === kind).map((one) => one.id)
    return [select(kind, "id", ids), write("case", "id", "case-1", "case-2")]
  })
  const byIndex = [read("delegation", "case", "case-1", "case-3"), read("delegation", "history", "case-4")]
  for (const lock of [false, true]) {
    const found = yield* store.transact((tx) => tx.load([...selections, ...byIndex], { lock }))
    yield* sameRecords(`everything, ${lock ? "with" : "without"} locks`, found, population)
    const open = yield* store.transact((tx) => tx.load(byIndex, { lock }))
    yield* sameMembers(
      `by index, ${lock ? "with" : "without"} locks`,
      distinct(open),
      distinct(yield* store.load(byIndex))
    )
    yield* same("nothing asked", yield* store.transact((tx) => tx.load([read("case", "id")], { lock })), [])
  }
})

const changing = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, Records.commit("fill", population))
  const present = new Map(population.map((one) => [`${one.kind}/${one.id}`, one]))
  const step = Effect.fnUntraced(function* (name: string, ...changes: ReadonlyArray<Change>) {
    yield* put(store, Records.commit(name.replaceAll(" ", "-"), changes))
    for (const one of changes) present.set(`${one.kind}/${one.id}`, one)
    yield* indexesAgree(store, `after "${name}", `, Array.from(present.values()), true)
  })
  const from = Records.at()
  const { accessCode, agency, agent, change, delegation, employment, household } = Records
  yield* step(
    "a delegation is frozen",
    change("delegation", delegation(1, 1, 1, { state: { _tag: "Frozen", from, since: from } }), 1)
  )
  yield* step(
    "it ends",
    change(
      "delegation",
      delegation(1, 1, 1, { state: { _tag: "Ended", from, until: from, reason: "relinquished" } }),
      2
    )
  )
  yield* step("an agent is certified", change("agent", agent(3), 1))
  yield* step("an employment ends", change("employment", employment(1, 1, { state: "Inactive", reason: "leave" }), 1))
  yield* step("another begins", change("employment", employment(1, 2)))
  yield* step("a case gets another number", change("case", household(1, { caseNumber: "9999999999" as never }), 1))
  yield* step("a code is redeemed", change("accessCode", accessCode(1, 1, { state: "Redeemed" }), 1))
  yield* step(
    "an agency is terminated",
    change("agency", agency(1, { certification: { _tag: "Terminated", since: from, reason: "closed" } }), 1)
  )
})

const lookAlikes = [
  "a",
  "A",
  "a.b",
  "a_b",
  "a-b",
  "a~b",
  "a:b",
  "aXb",
  "a%b",
  "0",
  "00",
  "1e3",
  "x".repeat(127),
  "x".repeat(128)
]

const identifiers = Effect.fnUntraced(function* (store: Port) {
  const changes = lookAlikes.map((text, n) =>
    Records.change("enrollmentEntity", { ...Records.entity(n), entityId: text as never })
  )
  yield* put(store, Records.commit("look-alikes", changes))
  for (const one of changes)
    yield* sameRecords(`\`${one.id}\``, yield* store.load([read("enrollmentEntity", "id", one.id)]), [one])
  for (const text of ["", "b", "a ", " a", "%", "_", "a*", "'", "constructor", "__proto__"])
    yield* sameRecords(`\`${text}\``, yield* store.load([read("enrollmentEntity", "id", text)]), [])
})

/** Looks at records from inside something that reads as of one moment. @category models */
type Looking = <E>(
  look: (load: Reading["load"]) => Effect.Effect<number, StoreError | E>
) => Effect.Effect<number, StoreError | E>

/** Reads twice while somebody writes: both times there is what was there at one moment. @category laws */
export const readsOneMoment = Effect.fnUntraced(function* (store: Port, what: string, looking: Looking) {
  const pair = (n: number) =>
    Records.commit(`pair-${n}`, [
      Records.change("enrollmentEntity", Records.entity(1, Records.certified(Records.at(n))), n),
      Records.change("agency", Records.agency(1), n)
    ])
  yield* put(store, pair(0))
  let writing = true
  const writer = Effect.gen(function* () {
    for (let n = 1; n <= 20; n++) {
      yield* put(store, pair(n))
      yield* n % 4 === 0 ? pause(1) : Effect.yieldNow
    }
  }).pipe(Effect.ensuring(Effect.sync(() => (writing = false))))
  const look = looking(
    Effect.fnUntraced(function* (load) {
      const first = yield* load([read("enrollmentEntity", "id", "entity-1")])
      yield* pause(1)
      const second = yield* load([read("agency", "id", "agency-1"), read("enrollmentEntity", "id", "entity-1")])
      const versions = [...first, ...second].map(({ version }) => version)
      yield* same(`versions in one ${what}`, new Set(versions).size === 1 ? "equal" : versions, "equal")
      return versions.length
    })
  )
  const reader = Effect.gen(function* () {
    do yield* same(`records in a ${what}`, yield* look, 3)
    while (writing)
  })
  yield* Effect.all([writer, reader, reader], { concurrency: "unbounded", discard: true })
})

const oneMoment = Effect.fnUntraced(function* (store: Port) {
  yield* readsOneMoment(store, "snapshot", (look) => store.snapshot(look))
  const refused = yield* Effect.flip(store.snapshot(() => Effect.fail("refused" as const)))
  yield* same("failure of a reader", refused === "refused", true)
})

/** The checks of reading. @category laws */
export const checks: ReadonlyArray<Check> = [
  check(
    "every index finds its records and leaves out the others",
    "B11",
    Effect.fnUntraced(function* (store) {
      yield* put(store, Records.commit("fill", population))
      yield* indexesAgree(store, "", population)
    })
  ),
  check("many keys and many selections are found at once", "B11", manyKeys),
  check(
    "unknown keys, no keys and no selections find nothing",
    "B11",
    Effect.fnUntraced(function* (store) {
      const unknown = Effect.forEach(Object.keys(kinds) as ReadonlyArray<Kind>, (kind) =>
        Effect.forEach(indexesOf(kind), (index) =>
          Effect.flatMap(store.load([select(kind, index, []), select(kind, index, ["no-such", ""])]), (found) =>
            same(`unknown ${kind} by ${index}`, found, [])
          )
        )
      )
      yield* unknown
      yield* put(store, Records.commit("fill", population))
      yield* unknown
      yield* same("no selections", yield* store.load([]), [])
      yield* same("no keys", yield* store.load([read("agent", "id"), read("delegation", "case")]), [])
    })
  ),
  check("an index follows its record when that changes", "B11", changing),
  check("a transaction finds what the store finds, with and without locks", "B8", inTransaction),
  check("a snapshot shows one moment, however often it is read", "B8", oneMoment),
  check("identifiers are told apart by every character", "B11", identifiers)
]
