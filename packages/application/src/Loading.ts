/**
 * Loading the records that a rule reads: ask, load, ask again, until nothing new is named; then once more under locks.
 *
 * Locks are taken in one sweep and one order after the reads are known, so that two commands wait for each other but
 * never in a circle.
 *
 * @since 0.1.0
 */
import { type Facts, make, type Selection, selectionKey } from "@agencybook/core/Facts"
import { type Kind, keyOf, type Records } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { bare } from "./internal/Own.ts"
import { Conflict, StoreError, type Versioned } from "./Store.ts"

/** Records that were loaded, with the versions they had. @category models */
export interface Loaded {
  /** Facts that refuse to answer what was not loaded. */
  readonly facts: Facts
  /** Facts that answer "not there" for what was not loaded; only for asking what to load next. */
  readonly partial: Facts
  readonly records: ReadonlyMap<string, Versioned>
}

/** Names the records that are needed, given what is known so far. @category models */
export type Reads = (facts: Facts) => ReadonlyArray<Selection>

type Load = (selections: ReadonlyArray<Selection>) => Effect.Effect<ReadonlyArray<Versioned>, StoreError>

/** The key of a record among loaded records. @category encoding */
export const recordKey = (kind: Kind, id: string): string => `${kind}/${id}`

/** Facts over loaded records. @category constructors */
export const factsOf = (records: Iterable<Versioned>, loaded?: ReadonlySet<string>): Facts => {
  const byKind: { [K in Kind]?: Map<string, Records[K]> } = Object.create(null)
  for (const { id, kind, record } of bare(Array.from(records))) {
    let map = byKind[kind] as Map<string, Records[Kind]> | undefined
    if (map === undefined) {
      map = new Map()
      byKind[kind] = map as never
    }
    map.set(id, record)
  }
  return make(byKind, loaded)
}

/** What is asked of one kind by one index: the keys not loaded before, and the strongest lock. */
const merge = (selections: Iterable<Selection>): Map<string, Selection> => {
  const merged = new Map<string, Selection>()
  for (const one of selections) {
    if (one.keys.length === 0) continue
    const name = `${one.kind}/${one.index}`
    const known = merged.get(name)
    merged.set(
      name,
      known === undefined
        ? one
        : {
            ...one,
            keys: Array.from(new Set([...known.keys, ...one.keys])),
            lock: known.lock === "write" ? "write" : one.lock
          }
    )
  }
  return merged
}

const keysOf = (selections: Iterable<Selection>): ReadonlyArray<string> =>
  Array.from(selections).flatMap(({ index, keys, kind }) => keys.map((key) => selectionKey(kind, index, key)))

/** What was asked, by kind and index: a key is looked up as it is, and not first put together with these. */
class Asked {
  readonly #keys = new Map<string, Set<string>>()
  constructor(selections: Iterable<Selection> = []) {
    this.add(selections)
  }
  of({ index, kind }: Selection): ReadonlySet<string> | undefined {
    return this.#keys.get(`${kind}/${index}`)
  }
  add(selections: Iterable<Selection>): void {
    for (const { index, keys, kind } of selections) {
      const known = this.#keys.get(`${kind}/${index}`)
      if (known === undefined) this.#keys.set(`${kind}/${index}`, new Set(keys))
      else for (const key of keys) known.add(key)
    }
  }
}

const onlyNew = (
  selections: Iterable<Selection>,
  asked: Asked,
  there?: ReadonlyMap<string, Versioned>
): ReadonlyArray<Selection> =>
  Array.from(selections).flatMap((one) => {
    const before = asked.of(one)
    const known = one.index === "id" ? there : undefined
    const keys =
      before === undefined && known === undefined
        ? one.keys
        : one.keys.filter((key) => before?.has(key) !== true && known?.has(recordKey(one.kind, key)) !== true)
    return keys.length === 0 ? [] : [{ ...one, keys }]
  })

/** What is asked in addition to what was asked before. @category queries */
export const beyond = (before: ReadonlyArray<Selection>, now: ReadonlyArray<Selection>): ReadonlyArray<Selection> =>
  onlyNew(merge(now).values(), new Asked(before))

/** Those of some records that some selections find. */
const foundBy = (records: ReadonlyArray<Versioned>, selections: ReadonlyArray<Selection>): ReadonlyArray<Versioned> => {
  const sought = selections.map(({ index, keys, kind }) => ({ index, kind, keys: new Set(keys) }))
  return records.filter(({ id, kind, record }) =>
    sought.some((one) => {
      if (one.kind !== kind) return false
      const key = one.index === "id" ? id : keyOf(kind, one.index, record)
      return key !== undefined && one.keys.has(key)
    })
  )
}

const tooManyRounds = new StoreError({ reason: new Conflict({ on: "reads" }) })

/**
 * Loads what `reads` names, on top of what is loaded already; a record that is there is not asked for by its identifier.
 * What is `expected` to be named later is loaded with the first, and is there as if it were not until it is named.
 *
 * @category queries
 */
export const discover = Effect.fnUntraced(function* (
  load: Load,
  reads: Reads,
  { expected = [], from }: { readonly expected?: ReadonlyArray<Selection>; readonly from?: Loaded } = {}
) {
  const records = new Map(from?.records ?? [])
  const loaded = new Set<string>()
  const asked: Array<Selection> = []
  const put = (all: ReadonlyArray<Versioned>) => {
    for (const one of all) records.set(recordKey(one.kind, one.id), one)
  }
  let ahead: ReadonlyArray<Versioned> = []
  const before = new Asked()
  let there = new Asked()
  let wanted: Map<string, Selection> = new Map()
  for (let round = 0; round < 8; round++) {
    const partial = factsOf(records.values())
    wanted = merge(reads(partial))
    const missing = onlyNew(wanted.values(), before, from?.records)
    if (missing.length === 0) {
      const selections = Array.from(wanted.values())
      return {
        facts: factsOf(records.values(), loaded),
        partial,
        records,
        selections,
        /** What was asked in any round, also what is needed no more: with it, every record that was found is named. */
        asked: Array.from(merge([...asked, ...selections]).values())
      }
    }
    asked.push(...missing)
    const more = round === 0 ? beyond(missing, expected) : []
    const away = onlyNew(missing, there)
    const found = away.length === 0 ? [] : yield* load(Array.from(merge([...away, ...more]).values()))
    put(foundBy(ahead, missing))
    if (more.length === 0) put(found)
    else {
      put(foundBy(found, missing))
      ahead = foundBy(found, more)
      there = new Asked(more)
    }
    before.add(missing)
    for (const key of keysOf(missing)) loaded.add(key)
  }
  return yield* tooManyRounds
})

/**
 * Loads what `reads` names, then loads it again under locks; when that shows that more is needed, fails with a
 * conflict, and the command is tried again.
 *
 * @category queries
 */
export const locked = Effect.fnUntraced(function* (
  plain: Load,
  underLock: Load,
  reads: Reads,
  expected: ReadonlyArray<Selection> = []
) {
  const first = yield* discover(plain, reads, { expected })
  const records = new Map<string, Versioned>()
  for (const one of yield* underLock(first.selections)) records.set(recordKey(one.kind, one.id), bare(one))
  const loaded = new Set(keysOf(first.selections))
  const partial = factsOf(records.values())
  if (beyond(first.selections, reads(partial)).length > 0) return yield* tooManyRounds
  return { facts: factsOf(records.values(), loaded), partial, records } satisfies Loaded
})
