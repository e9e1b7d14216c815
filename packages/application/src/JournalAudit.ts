/**
 * Whether a journal is whole, and whether the records are what it says.
 *
 * The chain is followed from its beginning to its head, and the events are applied again by the rules alone; records
 * that come out otherwise than they are kept were changed past the journal. A broken chain proves nothing about records,
 * so they are compared only when it is whole. Everything is read at one moment, page by page; the records of an exchange
 * have to fit into memory.
 *
 * @since 0.1.0
 */
import { createHash } from "node:crypto"
import { evolve, type Kind, kinds, type Records, refOf } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { canonical } from "./internal/Canonical.ts"
import * as JournalChain from "./JournalChain.ts"
import { every, type Head, type JournalEntry, type Reading, Store, type StoreError, type Versioned } from "./Store.ts"

/** Records by kind and identifier, as `kind/id`. @category models */
export type State = ReadonlyMap<string, Versioned>

/** A record that is not what the journal says; found in the store (`extra`), in the journal alone (`missing`), or in both. @category models */
export interface Difference {
  readonly kind: Kind
  readonly id: string
  readonly what: "missing" | "extra" | "changed"
}

/** What an audit showed. @category models */
export interface Audit {
  readonly chain: JournalChain.Verdict
  /** The first hundred records that are not what the journal says; `undefined` where the chain is broken. */
  readonly differences: ReadonlyArray<Difference> | undefined
  readonly differenceCount: number
  /** Records that are kept, and their digest; that of the journal is the same when there is no difference. */
  readonly records: number
  readonly digest: string
}

/** How to audit. @category models */
export interface Options {
  /** A head that was noted elsewhere, through which the chain has to lead. */
  readonly anchor?: Head
  /** Rows and records that are read at once; 1,000 when absent. */
  readonly page?: number
}

const keyOf = ({ id, kind }: { readonly id: string; readonly kind: Kind }): string => `${kind}/${id}`

/** Applies one event after the other to the same state. */
const replaying = () => {
  const state = new Map<string, Versioned>()
  const written = new Map<string, string>()
  const apply = ({ commandId, event }: Pick<JournalEntry, "commandId" | "event">): void => {
    const ref = refOf(event)
    const key = keyOf(ref)
    const known = state.get(key)
    const record = evolve(ref.kind, known?.record as never, event) as Records[Kind]
    // A record is written once by each command that has an event of it.
    const version = (known?.version ?? 0) + (written.get(key) === commandId ? 0 : 1)
    state.set(key, { ...ref, version, record } as Versioned)
    written.set(key, commandId)
  }
  return { state: state as State, apply }
}

/** The records to which the rows of a whole journal lead, with their versions. @category transforms */
export const replay = (entries: Iterable<Pick<JournalEntry, "commandId" | "event">>): State => {
  const { apply, state } = replaying()
  for (const entry of entries) apply(entry)
  return state
}

/** The digest of a state: SHA-256 over its records in one order, as 64 hexadecimal digits. @category encoding */
export const digest = (state: State): string => {
  const hash = createHash("sha256")
  for (const key of Array.from(state.keys()).sort()) hash.update(`${canonical(state.get(key))}\n`)
  return hash.digest("hex")
}

const differences = (should: State, is: State): ReadonlyArray<Difference> => {
  const found: Array<Difference> = []
  for (const key of new Set([...should.keys(), ...is.keys()])) {
    const [expected, kept] = [should.get(key), is.get(key)]
    const { id, kind } = (expected ?? kept) as Versioned
    if (kept === undefined) found.push({ kind, id, what: "missing" })
    else if (expected === undefined) found.push({ kind, id, what: "extra" })
    else if (canonical(expected) !== canonical(kept)) found.push({ kind, id, what: "changed" })
  }
  return found
}

const stored = Effect.fnUntraced(function* ({ scan }: Reading, page: number) {
  const state = new Map<string, Versioned>()
  for (const kind of Object.keys(kinds) as ReadonlyArray<Kind>) {
    const whole = every(kind, "id")
    for (let after: string | undefined; ; ) {
      const found = yield* scan(whole, {
        limit: page,
        ...(after === undefined ? {} : { after: { key: after, id: after } })
      })
      for (const one of found) state.set(keyOf(one), one)
      after = found.at(-1)?.id
      if (found.length < page) break
    }
  }
  return state as State
})

const most = 100

/**
 * Follows the chain of the journal and compares what it says with the records.
 *
 * @category queries
 */
export const audit = (options: Options = {}): Effect.Effect<Audit, StoreError, Store> =>
  Effect.flatMap(Store, (store) =>
    store.snapshot(
      Effect.fnUntraced(function* (_load, reading) {
        const { anchor, page = 1000 } = options
        const { first, last } = yield* reading.ends()
        let progress = JournalChain.begin(first, anchor)
        const { apply, state } = replaying()
        for (let after = 0; ; ) {
          const links = yield* reading.links(after, page)
          progress = JournalChain.follow(progress, links)
          if (progress.faultCount === 0) links.forEach(apply)
          after = links.at(-1)?.position ?? after
          if (links.length < page) break
        }
        const chain = JournalChain.end(progress, last)
        const kept = yield* stored(reading, page)
        const found = chain.faultCount === 0 ? differences(state, kept) : undefined
        return {
          chain,
          differences: found?.slice(0, most),
          differenceCount: found?.length ?? 0,
          records: kept.size,
          digest: digest(kept)
        }
      })
    )
  )
