/**
 * Reading records of many kinds in one statement, and holding them against change.
 *
 * Under lock a kind's rows are found first and then locked in the order of their identifiers, kinds in one order, so that
 * commands never wait in a circle. While a lock was waited for, somebody may have written what was not there before; a
 * statement that waits does not see it. Therefore everything is looked at once more when all is held.
 *
 * What is not there cannot be held. Somebody may write it later still, up to the moment at which the head of the journal is
 * taken; so it is looked for a last time when nobody else can come between.
 *
 * @since 0.1.0
 */
import * as Fidelity from "@agencybook/application/Fidelity"
import { recordKey } from "@agencybook/application/Loading"
import { type Basis, type Commit, Conflict, StoreError, type Versioned } from "@agencybook/application/Store"
import type { Selection } from "@agencybook/core/Facts"
import { byCharacter } from "@agencybook/core/Page"
import type { Kind } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import * as RecordTables from "../RecordTables.ts"
import * as Conflicts from "./Conflicts.ts"
import * as Reading from "./Reading.ts"

// No record has another key; a driver would put a replacement character in its place and find somebody else's.
const kept = (keys: ReadonlyArray<string>): ReadonlyArray<string> => keys.filter(Fidelity.isText)

const asking = (selections: ReadonlyArray<Selection>): ReadonlyArray<Selection> =>
  selections.map((one) => ({ ...one, keys: kept(one.keys) })).filter(({ keys }) => keys.length > 0)

interface RecordRow {
  readonly kind: Kind
  readonly id: string
  readonly version: number
  readonly record: never
}

/** Rows of a kind that are to be locked, and how. */
interface Held {
  readonly kind: Kind
  readonly ids: ReadonlySet<string>
  readonly strength: "for no key update" | "for share"
}

/** The stronger lock, when any of some selections will write. */
const strengthOf = (selections: ReadonlyArray<Selection>): Held["strength"] =>
  selections.some(({ lock }) => lock === "write") ? "for no key update" : "for share"

const changed = new StoreError({ reason: new Conflict({ on: "basis" }) })

/** Reads and locks over the tables of a schema, for one exchange. */
export const make = (sql: SqlClient, schema: string, exchangeId: string) => {
  const table = (kind: Kind) => `${schema}.${RecordTables.tables[kind].name}`

  const part = (columns: string, { index, kind }: Selection, parameter: number): string => {
    const [column, where] = Reading.columnOf({ index, kind })
    return `select ${columns} from ${table(kind)} where exchange_id = $1 and ${column} = any($${parameter}::text[])${where === undefined ? "" : ` and ${where}`}`
  }

  /** One statement for all selections, whatever their kinds. */
  const asked = <Row extends object>(columns: (kind: Kind) => string, selections: ReadonlyArray<Selection>) =>
    Effect.suspend(() => {
      const some = asking(selections)
      if (some.length === 0) return Effect.succeed<ReadonlyArray<Row>>([])
      const parts = some.map((one, n) => part(columns(one.kind), one, n + 2))
      return sql.unsafe<Row>(parts.join(" union all "), [exchangeId, ...some.map(({ keys }) => keys)])
    })

  /** Finds records. */
  const load = (selections: ReadonlyArray<Selection>) =>
    Effect.map(
      asked<RecordRow>((kind) => `'${kind}' as kind, id, version, record`, selections),
      (rows) => rows as unknown as ReadonlyArray<Versioned>
    )

  /** The beginning of a statement that locks rows whose identifiers are known, kind after kind in their order. */
  const locking = (all: ReadonlyArray<Held>): string => {
    const lock = ({ kind, strength }: Held, n: number) =>
      `select id, version from ${table(kind)} where exchange_id = $1 and id = any($${n + 2}::text[]) order by id ${strength}`
    return `with ${all.map((one, n) => `h${n} as materialized (${lock(one, n)})`).join(", ")}`
  }

  /** Locks rows and gives their versions. */
  const hold = (all: ReadonlyArray<Held>) =>
    sql.unsafe<Omit<RecordRow, "record">>(
      `${locking(all)} ${all.map(({ kind }, n) => `select '${kind}' as kind, id, version from h${n}`).join(" union all ")}`,
      [exchangeId, ...all.map(({ ids }) => Array.from(ids))]
    )

  /**
   * A condition that the reads find nothing but what they found; its parameters begin with the exchange. Of what they found
   * nothing can be missing while it is held. A difference of sets is worked out by going through both once, whatever the
   * planner knows of them.
   */
  const standing = ({ found, reads }: Basis) => {
    const some = asking(reads)
    const known = some.length + 2
    const now = some.map((one, n) => part(`'${one.kind}'::text as kind, id`, one, n + 2)).join(" union all ")
    const before = `select x.kind, x.id collate "C" from unnest($${known}::text[], $${known + 1}::text[]) as x(kind, id)`
    return {
      condition: `not exists ((${now}) except ${before})`,
      parameters: [
        ...[exchangeId, ...some.map(({ keys }) => keys)],
        ...[found.map(({ kind }) => kind), found.map(({ id }) => id)]
      ]
    }
  }

  const asksNothing = ({ reads }: Basis): boolean => asking(reads).length === 0

  /** The statement that fails with a conflict when the reads of a basis, of which everything is held, find anything else. */
  const unchanged = (basis: Basis) => {
    if (asksNothing(basis)) return []
    const { condition, parameters } = standing(basis)
    return [Conflicts.orConflict("basis", sql.unsafe(`select ${Conflicts.unless(condition)}`, parameters))]
  }

  /**
   * The statement that holds what a basis has found, all of a kind alike, and fails with a conflict where it is not what was
   * found: who has waited for a lock gets the row as it is then.
   */
  const found = ({ found, reads }: Basis) => {
    const all: Array<Held> = []
    const versions: Array<number> = []
    for (const kind of RecordTables.order) {
      const known = new Map(found.flatMap((one) => (one.kind === kind ? [[one.id, one.version] as const] : [])))
      if (known.size === 0) continue
      const ids = Array.from(known.keys()).sort(byCharacter)
      all.push({ kind, ids: new Set(ids), strength: strengthOf(reads.filter((one) => one.kind === kind)) })
      for (const id of ids) versions.push(known.get(id) as number)
    }
    if (all.length === 0) return []
    const now = `select array_agg(version order by n, id) from (${all.map((_, n) => `select ${n} as n, id, version from h${n}`).join(" union all ")}) as x`
    return [
      Conflicts.orConflict(
        "basis",
        sql.unsafe(`${locking(all)} select ${Conflicts.unless(`(${now}) = $${all.length + 2}::int[]`)}`, [
          ...[exchangeId, ...all.map(({ ids }) => Array.from(ids))],
          versions
        ])
      )
    ]
  }

  // What was held and is found no more does no harm: the rules look at what the record says. In a transaction of a host no
  // statement may fail that need not.
  const verified = Effect.fnUntraced(function* (basis: Basis) {
    if (asksNothing(basis)) return
    const { condition, parameters } = standing(basis)
    const [answer] = yield* sql.unsafe<{ stands: boolean }>(`select ${condition} as stands`, parameters)
    if (answer?.stands !== true) return yield* changed
  })

  /** What of a basis nobody can hold, as it has to be found when a commit has written its own. */
  const unheld = ({ found, reads }: Basis, changes: Commit["changes"]): Basis => {
    const held = new Set(found.map(({ id, kind }) => recordKey(kind, id)))
    return {
      reads: reads.map((one) =>
        one.index === "id" ? { ...one, keys: one.keys.filter((key) => !held.has(recordKey(one.kind, key))) } : one
      ),
      found: [...found, ...changes]
    }
  }

  /**
   * The statement that fails with a conflict when somebody has written what a basis did not find. To be sent when the commit
   * has written everything and holds the head of the journal: who comes later comes later.
   */
  const alone = (basis: Basis, changes: Commit["changes"]) => unchanged(unheld(basis, changes))

  /** The reads of one transaction, which remember what they have read: of one version there is one record. */
  const reads = () => {
    const seen = new Map<string, Versioned>()
    const bases: Array<Basis> = []

    const plain = (selections: ReadonlyArray<Selection>) =>
      Effect.tap(load(selections), (all) =>
        Effect.sync(() => {
          for (const one of all) seen.set(recordKey(one.kind, one.id), one)
        })
      )

    const locked = Effect.fnUntraced(function* (selections: ReadonlyArray<Selection>) {
      const all: Array<Versioned> = []
      let waiting: Array<Held> = []
      const held = Effect.fnUntraced(function* () {
        if (waiting.length === 0) return
        const rows = yield* hold(waiting)
        waiting = []
        // What was read before and is of the same version need not travel again.
        const stale = rows.filter(({ id, kind, version }) => seen.get(recordKey(kind, id))?.version !== version)
        const again = RecordTables.order.map((kind): Selection => {
          const keys = stale.flatMap((one) => (one.kind === kind ? [one.id] : []))
          return { kind, index: "id", keys, lock: "read" }
        })
        yield* plain(again)
        for (const { id, kind } of rows) {
          const one = seen.get(recordKey(kind, id))
          if (one !== undefined) all.push(one)
        }
      })
      for (const kind of RecordTables.order) {
        const ofKind = selections.filter((selection) => selection.kind === kind)
        if (ofKind.length === 0) continue
        const ids = new Set(ofKind.flatMap(({ index, keys }) => (index === "id" ? kept(keys) : [])))
        const searched = ofKind.filter(({ index }) => index !== "id")
        if (searched.some(({ keys }) => keys.length > 0)) {
          // Who had the locks before may have written what is searched for; it is seen only by a later statement.
          yield* held()
          for (const { id } of yield* asked<{ id: string }>(() => "id", searched)) ids.add(id)
        }
        if (ids.size > 0) waiting.push({ kind, ids, strength: strengthOf(ofKind) })
      }
      yield* held()
      const basis: Basis = { reads: selections, found: all }
      yield* verified(basis)
      bases.push(basis)
      return all
    })

    /** Looks for what was not there when it was looked for under lock; as the last thing of a commit. */
    const last = (changes: Commit["changes"]) =>
      Effect.forEach(bases, (basis) => verified(unheld(basis, changes)), { discard: true })

    return { plain, locked, last }
  }

  return { load, found, unchanged, alone, reads }
}
