/**
 * Periods that do not overlap: of one case and kind, a delegation begins when the one before it has ended, and so does one to a
 * counselor of its case.
 *
 * The second net behind DEL-10. An exclusion constraint would need the extension btree_gist, which not every database
 * lets its users make, and an index of ranges that makes each of a hundred thousand moves dearer. A trigger over the rows
 * of a statement looks them up in the index by case that is there. It sees what is committed, not what somebody else
 * writes at the same moment; for open periods the unique indexes do, and commands hold the case. Five minutes are let
 * pass, by which the clocks of the machines that record them may differ.
 *
 * @since 0.1.0
 */

// Clocks of two machines may differ: what one of them ended, the other may begin again some minutes "earlier".
const difference = "interval '5 minutes'"

const begins = (row: string): string => `${row}.active_from::timestamptz`
const ends = (row: string): string => `coalesce(${row}.active_until::timestamptz, 'infinity')`

/** A table of periods, and by which columns beside the exchange those are known that must not overlap. */
interface Kept {
  /** What its functions, triggers and the violation are called by. */
  readonly name: string
  readonly of: ReadonlyArray<string>
}

const kept = {
  delegation: { name: "apart", of: ["case_id", "kind"] },
  counselor_delegation: { name: "counselors_apart", of: ["case_id"] }
} as const satisfies Readonly<Record<string, Kept>>

/** A table whose periods are kept apart. @category models */
export type Table = keyof typeof kept

/** The tables whose periods are kept apart. @category models */
export const tables = /*#__PURE__*/ Object.keys(kept) as ReadonlyArray<Table>

const same = (table: Table, one: string, other: string): string =>
  ["exchange_id", ...kept[table].of].map((column) => `${one}.${column} = ${other}.${column}`).join(" and ")

/**
 * The rows of `fresh` that overlap another period of their case. Each is looked up behind a fence: a join may begin with all
 * delegations of an exchange of which statistics know nothing yet.
 */
const overlapping = (schema: string, table: Table): string =>
  `select f.* from fresh f cross join lateral (select from ${schema}.${table} d where ${same(table, "d", "f")} and d.id <> f.id and d.active_from is not null and greatest(${begins("f")}, ${begins("d")}) + ${difference} < least(${ends("f")}, ${ends("d")}) offset 0) d where f.active_from is not null`

// Whether a period has grown is looked at for rows that overlap, of which there are hardly any: what a row was before is
// found only by going through all of them. Without the fence it would be looked at first, for every row of the statement.
const grown = (schema: string, table: Table): string =>
  `select from (${overlapping(schema, table)} offset 0) f where (select count(*) from stale s where ${same(table, "s", "f")} and s.id = f.id and ${begins("s")} <= ${begins("f")} and ${ends("s")} >= ${ends("f")}) = 0`

/** What each trigger looks up: whether a row that was added overlaps, or one of which the period has grown. @category constructors */
export const lookUps = (
  schema: string,
  table: Table = "delegation"
): { readonly insert: string; readonly update: string } => ({
  insert: overlapping(schema, table),
  update: grown(schema, table)
})

/** What a look-up may not do. @category constants */
export const withoutScans = ["enable_seqscan", "enable_hashjoin", "enable_mergejoin"]

/**
 * The statements that keep periods apart, in order. What a statement costs must not depend on which was the first of its
 * session, after whose size the plan is chosen: therefore the functions allow only look-ups. Whose period is what it was,
 * or has become shorter, is let pass: an overlap that is in the table does not keep its rows from being written.
 *
 * @rule DEL-10
 * @category constructors
 */
export const statements = (schema: string, table: Table = "delegation"): ReadonlyArray<string> =>
  (["insert", "update"] as const).flatMap((event) => {
    const settings = withoutScans.map((name) => `set ${name} = off`).join(" ")
    const rows = event === "insert" ? "new table as fresh" : "old table as stale new table as fresh"
    const name = `${kept[table].name}_at_${event}`
    return [
      `create function ${schema}.${name}() returns trigger language plpgsql ${settings} as $$ begin if exists (${lookUps(schema, table)[event]}) then raise exception 'two periods of one case overlap' using errcode = 'exclusion_violation', constraint = '${table}_apart'; end if; return null; end $$`,
      `create trigger ${name} after ${event} on ${schema}.${table} referencing ${rows} for each statement execute function ${schema}.${name}()`
    ]
  })
