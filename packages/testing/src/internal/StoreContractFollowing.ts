/**
 * Checks of what becomes of an index: every index of every kind follows its records, in every way of reading, and tells
 * keys apart by every character.
 *
 * The records are those of the population, and each takes over what the next of its kind had: a kind or an index that is
 * added is covered by itself.
 *
 * @since 0.1.0
 */
import { type Change, only, type Reading, range, uniques, type Versioned } from "@agencybook/application/Store"
import { read, type Selection } from "@agencybook/core/Facts"
import { idOf, type Kind, keyOf, kinds } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { type Check, type CheckError, check, type Port, same, sameMembers } from "./StoreContractCheck.ts"
import { population } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { keyed, uniqueKeys } from "./StoreContractWriting.ts"

/** Every kind there is. @category constructors */
export const everyKind = Object.keys(kinds) as ReadonlyArray<Kind>

/** Every index of every kind, the identifier among them. @category constructors */
export const everyIndex = everyKind.flatMap((kind) =>
  ["id", ...Object.keys(kinds[kind].indexes)].map((index) => ({ kind, index }))
)

/** The key of a record in an index that is known by its name. @category queries */
export const keyAt = (kind: Kind, index: string, record: unknown): string | undefined =>
  keyOf(kind, index as "id", record as never)

/** A selection by an index that is known by its name. @category constructors */
export const select = (kind: Kind, index: string, keys: ReadonlyArray<string>): Selection =>
  read(kind, index as "id", ...keys)

type Fields = Readonly<Record<string, unknown>>

/** The fields of a record without those that make its identifier. */
const contentOf = ({ id, kind, record }: Change): Fields =>
  Object.fromEntries(
    Object.entries(record).filter(
      ([name, value]) => value !== id || idOf(kind, { ...record, [name]: "" } as never) === id
    )
  )

/** A record with the contents of another of its kind. */
const withContentOf = (one: Change, other: Change): Fields => {
  const own = Object.entries(one.record).filter(([name]) => !(name in contentOf(one)))
  return { ...contentOf(other), ...Object.fromEntries(own) }
}

/** The records of a kind, one at the end that no other kind refers to. */
const withSpareLast = (kind: Kind): ReadonlyArray<Change> => {
  const all = population.filter((one) => one.kind === kind)
  const others = JSON.stringify(population.filter((one) => one.kind !== kind).map(({ record }) => record))
  const spare = all.findLast(({ id }) => !others.includes(JSON.stringify(id))) ?? all.at(-1)
  return [...all.filter((one) => one !== spare), ...(spare === undefined ? [] : [spare])]
}

/**
 * The population without one record of each kind, and the steps in which each record takes over what the next one had,
 * from the last on: what it takes was given up in the step before, so that no unique key is ever met twice. In the end
 * the record that was left out has what the first one of its kind had.
 *
 * @category constructors
 */
export const takenOver: {
  readonly first: ReadonlyArray<Change>
  /** The records that are left out, one of each kind. */
  readonly spare: ReadonlyArray<Change>
  readonly steps: ReadonlyArray<ReadonlyArray<Change>>
  readonly then: ReadonlyArray<Change>
  /** The records that were left out, with what nobody has in the end. */
  readonly last: ReadonlyArray<Change>
} = (() => {
  const apart = everyKind.map(withSpareLast)
  const moves = apart.map((all) =>
    all
      .slice(0, -1)
      .map((one, n) => Records.change(one.kind, withContentOf(one, all[n + 1] as Change) as never, 1))
      .reverse()
  )
  const longest = Math.max(...moves.map(({ length }) => length))
  const spare = apart.flatMap((all) => all.slice(-1))
  const gone = new Set(spare)
  const then = moves.flat()
  return {
    first: population.filter((one) => !gone.has(one)),
    spare,
    steps: Array.from({ length: longest }, (_, n) => moves.flatMap((of) => of.slice(n, n + 1))),
    then,
    last: apart.map((all) =>
      Records.change((all[0] as Change).kind, withContentOf(all.at(-1) as Change, all[0] as Change) as never)
    )
  }
})()

/** Questions that tell any two keys apart: those with a bit of their number, and those without it. */
const questions = (keys: ReadonlyArray<string>): ReadonlyArray<ReadonlyArray<string>> => {
  const bits = Math.ceil(Math.log2(Math.max(2, keys.length)))
  return Array.from({ length: bits }, (_, bit) =>
    [0, 1].map((value) => keys.filter((_, n) => ((n >> bit) & 1) === value))
  )
    .flat()
    .filter(({ length }) => length > 0)
}

interface Asked {
  readonly kind: Kind
  readonly index: string
  readonly keys: ReadonlyArray<string>
}

/** One question for each kind at a time, so that what is found tells which question found it. */
const rounds = (asked: ReadonlyArray<Asked>): ReadonlyArray<ReadonlyArray<Asked>> => {
  const apart = everyKind.map((kind) => asked.filter((one) => one.kind === kind))
  const longest = Math.max(...apart.map(({ length }) => length))
  return Array.from({ length: longest }, (_, n) => apart.flatMap((of) => of.slice(n, n + 1)))
}

const isAsked = ({ index, keys, kind }: Asked, { record }: Pick<Change, "record">): boolean => {
  const key = keyAt(kind, index, record)
  return key !== undefined && keys.includes(key)
}

const told = ({ id, kind, version }: Versioned | Change): string => `${kind}/${id} of version ${version}`

type Load = (selections: ReadonlyArray<Selection>) => Effect.Effect<ReadonlyArray<Versioned>, CheckError>

const finds = Effect.fnUntraced(function* (
  about: string,
  load: Load,
  present: ReadonlyArray<Change>,
  asked: ReadonlyArray<Asked>
) {
  for (const round of rounds(asked)) {
    const found = yield* load(round.map(({ index, keys, kind }) => select(kind, index, keys)))
    for (const one of round)
      yield* sameMembers(
        `${about}, ${one.kind} by ${one.index} ${one.keys.map((key) => `\`${key}\``).join(", ")}`,
        found.filter(({ kind }) => kind === one.kind).map(told),
        present.filter((change) => change.kind === one.kind && isAsked(one, change)).map(told)
      )
  }
})

/** Every key that an index has now or had before, in the order in which the records had them. */
const keysOf = (kind: Kind, index: string, all: ReadonlyArray<Change>): ReadonlyArray<string> =>
  Array.from(
    new Set(
      all.flatMap((one) => {
        const key = one.kind === kind ? keyAt(kind, index, one.record) : undefined
        return key === undefined ? [] : [key]
      })
    )
  )

const tallied = Effect.fnUntraced(function* (
  { tally }: Reading,
  present: ReadonlyArray<Change>,
  known: ReadonlyArray<Asked>
) {
  const keys = known.flatMap(({ index, keys, kind }) => keys.map((key) => ({ kind, index, keys: [key] })))
  const count = (one: Asked) => present.filter((change) => change.kind === one.kind && isAsked(one, change)).length
  const found = yield* tally(keys.map(({ index, keys, kind }) => only(kind, index as "id", keys[0] as string)))
  yield* same(
    "how many have each key",
    keys.map(({ index, keys, kind }, n) => `${kind} by ${index} \`${keys[0]}\`: ${found[n]}`),
    keys.map((one) => `${one.kind} by ${one.index} \`${one.keys[0]}\`: ${count(one)}`)
  )
})

const counted = Effect.fnUntraced(function* (
  reading: Reading,
  present: ReadonlyArray<Change>,
  known: ReadonlyArray<Asked>
) {
  const { scan } = reading
  yield* tallied(reading, present, known)
  for (const { index, keys, kind } of known) {
    const [key] = keys
    if (key === undefined) continue
    const whole = yield* scan(range(kind, index as "id", "", "\u{10ffff}"), { limit: 1000 })
    const placed = (all: ReadonlyArray<Versioned | Change>) =>
      all.filter((one) => one.kind === kind && keyAt(kind, index, one.record) !== undefined).map(told)
    yield* sameMembers(`${kind} by ${index}, all of it`, whole.map(told), placed(present))
    const some = yield* scan(only(kind, index as "id", key), { limit: 1000 })
    const expected = present.filter((change) => change.kind === kind && isAsked({ kind, index, keys: [key] }, change))
    yield* sameMembers(`${kind} by ${index}, the range of \`${key}\``, some.map(told), expected.map(told))
  }
})

/** The indexes in which no record gets another key: the population says nothing about them. */
const unmoved = everyIndex
  .filter(({ index, kind }) => {
    const key = (all: ReadonlyArray<Change>) =>
      all.filter((one) => one.kind === kind).map((one) => `${one.id} ${keyAt(kind, index, one.record)}`)
    const before = new Set(key(takenOver.first))
    return index !== "id" && key(takenOver.then).every((one) => before.has(one))
  })
  .map(({ index, kind }) => `${kind} by ${index}`)

const followed = Effect.fnUntraced(function* (store: Port) {
  yield* same("indexes that the records of this check do not move in", unmoved, [])
  yield* put(store, Records.commit("fill", takenOver.first))
  for (const [n, changes] of takenOver.steps.entries()) yield* put(store, Records.commit(`take-${n}`, changes))
  const present = takenOver.then
  const known = everyIndex.map(({ index, kind }) => ({
    kind,
    index,
    keys: keysOf(kind, index, [...takenOver.first, ...present])
  }))
  const moving = known.filter(({ index }) => index !== "id")
  const asked = moving.flatMap(({ index, keys, kind }) => questions(keys).map((some) => ({ kind, index, keys: some })))
  // Every second key of each index is enough to see that another way of reading reads the same.
  const some = known
    .map((one) => ({ ...one, keys: one.keys.filter((_, n) => n % 2 === 0) }))
    .filter(({ keys }) => keys.length > 0)
  yield* finds("read alone", store.load, present, asked)
  for (const lock of [false, true])
    yield* store.transact((tx) =>
      finds(
        `in a transaction ${lock ? "with" : "without"} locks`,
        (selections) => tx.load(selections, { lock }),
        present,
        some
      )
    )
  yield* store.snapshot(
    Effect.fnUntraced(function* (load, reading) {
      yield* finds("in a snapshot", load, present, some)
      yield* finds("in the parts of a snapshot", reading.load, present, some)
      yield* counted(reading, present, known)
    })
  )
  yield* store.disclose((here) => Effect.map(tallied(here, present, known), (answer) => ({ answer })))
})

/** Texts that differ from one by what databases are told to look past. */
const lookAlikes = (key: string): ReadonlyArray<string> => [
  key.toUpperCase(),
  key.toLowerCase(),
  ` ${key}`,
  `${key} `,
  key.replace(/\p{L}/u, (letter) => `${letter}\u0301`),
  key.normalize("NFD"),
  key.replace(/[A-Za-z0-9]/, (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0)),
  key.replace(/[\u{10000}-\u{10ffff}]/gu, "\u{1f600}"),
  key.replaceAll(" ", "+"),
  key.replaceAll("_", "-"),
  key.replaceAll("-", ""),
  key.replace(/^0+/, ""),
  `0${key}`,
  `${key}\t`,
  `${key}\u00ad`,
  `${key}\u200b`,
  `${key}\u0001`
]

const toldApart = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, Records.commit("fill", population))
  const asked = everyIndex.map(({ index, kind }) => {
    const keys = keysOf(kind, index, population)
    return { kind, index, keys: Array.from(new Set(keys.flatMap(lookAlikes))).filter((key) => !keys.includes(key)) }
  })
  yield* finds("look-alikes of keys, read alone", store.load, population, asked)
  yield* store.transact((tx) =>
    finds("look-alikes of keys, with locks", (all) => tx.load(all, { lock: true }), population, asked)
  )
  yield* store.snapshot(
    Effect.fnUntraced(function* (_, { tally }) {
      const ranges = asked.flatMap(({ index, keys, kind }) => keys.map((key) => only(kind, index as "id", key)))
      const counts = yield* tally(ranges)
      yield* same(
        "how many have the look-alike of a key",
        ranges.filter((_, n) => counts[n] !== 0).map(({ from, index, kind }) => `${kind} by ${index} \`${from}\``),
        []
      )
    })
  )
})

/** Plain data with another case of the letters in each text that occurs in a key. */
const otherCase = <A>(value: A, key: string): A => {
  if (typeof value === "string")
    return (key.includes(value) && /\p{L}/u.test(value)
      ? value === value.toUpperCase()
        ? value.toLowerCase()
        : value.toUpperCase()
      : value) as unknown as A
  if (Array.isArray(value)) return value.map((one: unknown) => otherCase(one, key)) as unknown as A
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, otherCase(one, key)])) as A
}

/** A record whose unique key differs from another's in the case of its letters alone; none where no letter may differ. */
const inOtherCase = (first: Change, second: Change, name: string): Change | undefined => {
  const key = (uniques as unknown as Record<string, Record<string, (record: unknown) => string | undefined>>)[
    first.kind
  ]?.[name]
  const taken = key?.(first.record)
  if (key === undefined || taken === undefined) return undefined
  for (const field of Object.keys(second.record)) {
    if (["state", "kind"].includes(field)) continue
    const value: unknown = Reflect.get(second.record, field)
    const record = { ...second.record, [field]: otherCase(value, taken) }
    const other = key(record)
    if (other === undefined || other === taken || other.toLowerCase() !== taken.toLowerCase()) continue
    return Records.change(second.kind, record as never)
  }
  return undefined
}

const inCapitals = (text: string): string => text.toUpperCase()

/** What records refer to under an identifier in capitals. */
const referred: ReadonlyArray<Change> = [
  ...[1, 2].map((n) =>
    Records.change("case", Records.household(n + 700, { caseId: inCapitals(Records.household(n).caseId) as never }))
  ),
  ...[1, 2].map((n) =>
    Records.change("agent", Records.agent(n + 700, { agentId: inCapitals(Records.agent(n).agentId) as never }))
  ),
  Records.change("agent", Records.agent(706, { agentId: inCapitals(Records.agent(6).agentId) as never }))
]

const uniqueApart = Effect.fnUntraced(function* (store: Port) {
  const pairs = uniqueKeys.flatMap(([, first, second], n) => {
    const name = uniqueKeys[n]?.[0].slice(first.kind.length + 1) ?? ""
    const other = inOtherCase(first, second, name)
    return other === undefined ? [] : [[first, other] as const]
  })
  yield* same("unique keys with letters", pairs.length > 4, true)
  yield* put(store, Records.commit("fill", [...keyed, ...referred]))
  yield* put(
    store,
    Records.commit(
      "first",
      pairs.map(([first]) => first)
    )
  )
  for (const [n, [first, other]] of pairs.entries()) {
    yield* put(store, Records.commit(`other-${n}`, [other])).pipe(
      Effect.catch((error) => same(`${told(other)} beside ${told(first)}`, error.message, "written"))
    )
  }
})

/** The checks of indexes that follow. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("every index follows its records, in every way of reading", "B11", followed),
  check("keys of every index are told apart by every character", "B11", toldApart),
  check("unique keys are told apart by the case of their letters", "B4", uniqueApart)
]
