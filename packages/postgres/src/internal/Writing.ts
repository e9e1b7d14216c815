/**
 * Writing many rows in few statements.
 *
 * Rows travel as one text, a line of JSON for each. The text reaches the server as the value of a subquery, because a
 * plain parameter would be read once by the planner already, and a document of many megabytes would be read twice.
 *
 * @since 0.1.0
 */
import { type Commit, type StoreError, type Unique, uniques } from "@agencybook/application/Store"
import type { Instant } from "@agencybook/core/CalendarDate"
import type { Notice } from "@agencybook/core/Notice"
import type { Kind } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import * as RecordTables from "../RecordTables.ts"
import * as Conflicts from "./Conflicts.ts"

// A text of the protocol is limited, and so is the memory of both sides. Longer parts save nothing that could be measured, and
// the server has nothing to do until it has the whole of one.
const most = 1000

/** Parts of a list, each for one statement. */
export const parts = <A>(rows: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  rows.length <= most
    ? [rows]
    : Array.from({ length: Math.ceil(rows.length / most) }, (_, n) => rows.slice(n * most, (n + 1) * most))

/** Rows as one text; JSON never has a line feed of its own. */
const lines = (rows: ReadonlyArray<object>): string => rows.map((row) => JSON.stringify(row)).join("\n")

/**
 * The rows of a parameter made by `lines`, as `x` with columns over `value` and the place `n`; each `offset 0` has what
 * is inside it worked out once. A join must find plain columns: an operator of JSON in its condition would be one that row
 * security does not trust, so that the whole table would be read before it.
 */
export const rowsOf = (parameter: string, columns: string): string =>
  `(select ${columns}, n from (select l.line::jsonb as value, l.n from unnest(string_to_array((select ${parameter}::text), chr(10))) with ordinality as l(line, n) offset 0) as y offset 0) as x`

// Records that hold no unique key any more are written first, so that a key is free before another record takes it.
const freesKeys = (kind: Kind, record: unknown): boolean =>
  Object.values(((uniques as { readonly [K in Kind]?: Unique })[kind] ?? {}) as Unique).every(
    (key) => key(record as never) === undefined
  )

type Changes = Commit["changes"]

interface Written {
  readonly frees: Array<Changes[number]>
  readonly keeps: Array<Changes[number]>
  readonly added: Array<Changes[number]>
}

const byKind = (changes: Changes): ReadonlyMap<Kind, Written> => {
  const all = new Map<Kind, Written>()
  for (const change of changes) {
    let of = all.get(change.kind)
    if (of === undefined) {
      of = { frees: [], keeps: [], added: [] }
      all.set(change.kind, of)
    }
    const { added, frees, keeps } = of
    if (change.expected === 0) added.push(change)
    else if (freesKeys(change.kind, change.record)) frees.push(change)
    else keeps.push(change)
  }
  return all
}

type Statement = Effect.Effect<unknown, SqlError | StoreError>

/**
 * The statements that write records and notices of an exchange, in their order; each fails where it writes not everything. What
 * they send is put into words when they are sent, so that the server can be busy with one while the next is written down.
 */
export const make = (sql: SqlClient, schema: string, exchangeId: string) => {
  const table = (kind: Kind) => `${schema}.${RecordTables.tables[kind].name}`

  const insert = (kind: Kind, added: Changes): Statement =>
    Effect.suspend(() =>
      sql.unsafe(
        `insert into ${table(kind)} (exchange_id, id, version, record) select $1, x.id, 1, x.record from ${rowsOf("$2", "value->>'id' as id, value->'record' as record")}`,
        [exchangeId, lines(added.map(({ id, record }) => ({ id, record })))]
      )
    )

  const updateOne = (kind: Kind, { expected, id, record }: Changes[number]) =>
    sql.unsafe(
      `with written as (update ${table(kind)} set version = version + 1, record = (select $3::text)::jsonb where exchange_id = $1 and id = $2 and version = $4::int returning 1) select ${Conflicts.unless("count(*) = 1")} from written`,
      [exchangeId, id, JSON.stringify(record), expected]
    )

  // Not an update that joins: who joins chooses by statistics, which know nothing of an exchange that has just come, and
  // went through all its rows once for each row of the statement. Here each row is looked up by the key of its table. One
  // that is not there would be inserted, with a version that does not make up the sum.
  const updateMany = (kind: Kind, changed: Changes) =>
    Effect.suspend(() =>
      sql.unsafe(
        `with written as (insert into ${table(kind)} as t (exchange_id, id, version, record) select $1, x.id, x.expected, x.record from ${rowsOf("$2", "value->>'id' as id, (value->>'expected')::int as expected, value->'record' as record")} on conflict (exchange_id, id) do update set version = t.version + 1, record = excluded.record where t.version = excluded.version returning version) select ${Conflicts.unless("sum(version) = $3::bigint")} from written`,
        [
          exchangeId,
          lines(changed.map(({ expected, id, record }) => ({ id, expected, record }))),
          changed.reduce((sum, { expected }) => sum + expected + 1, 0)
        ]
      )
    )

  // What most commands write is one record of a kind, for which the plain statement is the quicker one.
  const update = (kind: Kind, changed: Changes): Statement => {
    const [first, ...more] = changed
    const alone = first !== undefined && more.length === 0
    return Conflicts.orConflict(kind, alone ? updateOne(kind, first) : updateMany(kind, changed))
  }

  // Each statement is looked at when it ends. What one takes another may give up, where there are several.
  const waiting = (kind: Kind, all: ReadonlyArray<Statement>): ReadonlyArray<Statement> => {
    const names = RecordTables.exchangeables(kind).map((name) => `${schema}.${name}`)
    const set = (when: string): Statement => sql.unsafe(`set constraints ${names.join(", ")} ${when}`)
    return all.length < 2 || names.length === 0 ? all : [set("deferred"), ...all, set("immediate")]
  }

  const records = (changes: Changes): ReadonlyArray<Statement> => {
    const all = byKind(changes)
    return RecordTables.order.flatMap((kind) => {
      const of = all.get(kind)
      if (of === undefined) return []
      const some = (all: Changes) => (all.length === 0 ? [] : parts(all))
      const keeps = some(of.keeps).map((part) => update(kind, part))
      return [
        ...some(of.frees).map((part) => update(kind, part)),
        ...waiting(kind, keeps),
        ...some(of.added).map((part) => insert(kind, part))
      ].map((one) => Conflicts.orTaken(kind, one))
    })
  }

  const notices = (all: ReadonlyArray<Notice>, at: Instant): ReadonlyArray<Statement> =>
    all.length === 0
      ? []
      : parts(all).map((part) =>
          Effect.suspend(() =>
            sql.unsafe(
              `insert into ${schema}.outbox (exchange_id, notice_id, notice, queued_at) select $1, x.value->>'noticeId', x.value, $2::timestamptz from ${rowsOf("$3", "value")} order by x.n`,
              [exchangeId, at, lines(part)]
            )
          )
        )

  return { records, notices }
}
