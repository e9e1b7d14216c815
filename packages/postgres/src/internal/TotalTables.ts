/**
 * The tables, functions and triggers that keep the totals of books in the database, as SQL.
 *
 * A statement that changes delegations or cases appends what it adds and what it takes away to `book_delta`, in its own
 * transaction. A fold moves rows of that log into `book_total`. What is there at any moment is the sum of both.
 *
 * @since 0.1.0
 */
import { setting } from "../RowSecurity.ts"

/** The table of differences. */
export const log = "book_delta"
/** The table of totals without the differences that were not folded yet. */
export const totals = "book_total"

// What is counted of a case, read from its record; nothing here depends on the day, on a policy or on the agent.
const coverage = (row: string) => `${row}.record->'coverage'`

/** Columns by which totals are kept apart beside the seat, as expressions over a row of `consumer_case`. */
const cellOf = (row: string): ReadonlyArray<readonly [column: string, expression: string]> => [
  ["carrier", `coalesce(${coverage(row)}->>'carrier', '')`],
  ["metal", `coalesce(${coverage(row)}->>'metal', '')`],
  ["status", `coalesce(${coverage(row)}->>'state', '')`],
  ["renewal", `coalesce(${row}.record->>'renewal', '')`]
]

const insured = "'QhpAptc', 'QhpAptcCsr', 'QhpUnsubsidised'"

/** What is added up of one case. */
const amountsOf = (row: string): ReadonlyArray<readonly [column: string, expression: string]> => [
  ["members", `coalesce(jsonb_array_length(${row}.record->'members'), 0)`],
  [
    "covered",
    `(select count(*)::int from jsonb_array_elements_text(${row}.record->'members') as m(eligibility) where m.eligibility in (${insured}))`
  ],
  ["premium", `coalesce(${row}.gross_premium, 0)`],
  ["aptc", `coalesce(${row}.aptc, 0)`],
  [
    "unpaid",
    `case when ${coverage(row)}->>'state' = 'PlanSelected' and ${coverage(row)}->>'binderPaidOn' is null then 1 else 0 end`
  ],
  ["past_due", `case when (${coverage(row)}->>'pastDue')::boolean then 1 else 0 end`],
  ["conditional", `case when jsonb_array_length(${row}.record->'verifications') > 0 then 1 else 0 end`]
]

/** The columns of a cell of totals without its exchange: the seat first. */
export const keys: ReadonlyArray<string> = ["agency_id", "agent_id", ...cellOf("c").map(([column]) => column)]

const ofCase: ReadonlyArray<string> = amountsOf("c").map(([column]) => column)

/** The columns that are added up. */
export const measures: ReadonlyArray<string> = ["cases", ...ofCase, "requested"]

const columns = ["exchange_id", ...keys, ...measures].join(", ")
const key = ["exchange_id", ...keys].join(", ")
const held = "state in ('Active', 'Frozen')"

const factsOf = (row: string): string =>
  [...cellOf(row), ...amountsOf(row)].map(([column, expression]) => `${expression} as ${column}`).join(", ")
const cell = cellOf("c").map(([column]) => column)

/** Adds up counted cases by seat and cell; what comes to nothing is no change. */
const summed = (from: string): string => {
  const sums = ["sum(sign)", ...ofCase.map((column) => `sum(sign * ${column})`)]
  return `select ${key}, ${sums.join(", ")}, 0 from ${from} group by ${key} having ${sums.map((sum) => `${sum} <> 0`).join(" or ")}`
}

const both = (columnsOf: string, where: string, events: ReadonlyArray<"fresh" | "stale">): string =>
  events
    .map((rows) => `select ${columnsOf}, ${rows === "fresh" ? "1" : "-1"} as sign from ${rows} s${where}`)
    .join(" union all ")

type Rows = ReadonlyArray<"fresh" | "stale">

// Of a case, whoever moves its delegation and whoever changes the case count the other's side. A delegation that held its
// case before is seen by the latter, who waits for it. One that did not is not seen: then the case itself is held.
const heldCase = "for share of c"

/**
 * The case of a row, looked up behind a fence: a join may begin with all cases of an exchange of which statistics know
 * nothing yet, and go through them once for each row.
 */
const lookedUp = (schema: string, row: string, hold: string): string =>
  `cross join lateral (select c.* from ${schema}.consumer_case c where c.exchange_id = ${row}.exchange_id and c.id = ${row}.case_id offset 0 ${hold}) c`

/** Holds the cases, in the order of their identifiers, of delegations that did not hold theirs before; none ever changes its case. */
const gains = (schema: string): string =>
  `if exists (select from stale where not ${held}) then perform from (select exchange_id, case_id from (${both("exchange_id, id, case_id", ` where ${held}`, ["fresh", "stale"])}) w group by exchange_id, id, case_id having sum(sign) > 0 order by exchange_id, case_id) g ${lookedUp(schema, "g", heldCase)}; end if`

const seat = ["agency_id", "agent_id"]
const sides = [
  ["new", 1],
  ["old", -1]
] as const

/**
 * Cases that get or lose a holder; each is looked up once for a delegation. One that was written without going to anybody
 * else is not looked up at all.
 */
const moves = (schema: string, rows: Rows): string => {
  const gained = rows.length === 1 && rows[0] === "fresh"
  const seats = sides.flatMap(([side, sign]) =>
    seat.map((column) => [`${side}_${column}`, `max(${column}) filter (where sign = ${sign})`] as const)
  )
  const moved = seat.map((_, n) => `${seats[n]?.[1]} is distinct from ${seats[n + 2]?.[1]}`).join(" or ")
  const signed = sides.map(([side, sign]) => `(${seat.map((column) => `l.${side}_${column}`).join(", ")}, ${sign})`)
  return `with moved as materialized (select exchange_id, case_id, ${seats.map(([name, expression]) => `${expression} as ${name}`).join(", ")} from (${both("exchange_id, id, case_id, agency_id, agent_id", ` where ${held}`, rows)}) w group by exchange_id, id, case_id having ${moved}${gained ? " order by exchange_id, case_id" : ""}), looked_up as materialized (select m.exchange_id, ${seats.map(([name]) => `m.${name}`).join(", ")}, ${factsOf("c")} from moved m ${lookedUp(schema, "m", gained ? heldCase : "")}), counted as (select l.exchange_id, p.agency_id, p.agent_id, p.sign, ${[...cell, ...ofCase].map((column) => `l.${column}`).join(", ")} from looked_up l cross join lateral (values ${signed.join(", ")}) as p(agency_id, agent_id, sign) where p.agency_id is not null) insert into ${schema}.${log} (${columns}) ${summed("counted")}`
}

const zeros = (count: number): string => Array.from({ length: count }, () => "0").join(", ")

/** Requests have a seat and no case yet. */
const requests = (schema: string, rows: Rows): string =>
  `insert into ${schema}.${log} (${columns}) select exchange_id, agency_id, agent_id, ${cell.map(() => "''").join(", ")}, ${zeros(measures.length - 1)}, sum(sign) from (${both("exchange_id, agency_id, agent_id", " where state = 'Requested'", rows)}) w group by exchange_id, agency_id, agent_id having sum(sign) <> 0`

/** Cases that are counted otherwise than before, for each delegation that holds them, whoever is about to move it. */
const recounts = (schema: string): string =>
  `with changed as materialized (select exchange_id, id, ${[...cell, ...ofCase].join(", ")}, sum(sign)::int as sign from (${both(`s.exchange_id, s.id, ${factsOf("s")}`, "", ["fresh", "stale"])}) w group by exchange_id, id, ${[...cell, ...ofCase].join(", ")} having sum(sign) <> 0), counted as materialized (select d.exchange_id, d.agency_id, d.agent_id, ${[...cell, ...ofCase].map((column) => `k.${column}`).join(", ")}, k.sign from changed k cross join lateral (select d.exchange_id, d.agency_id, d.agent_id from ${schema}.delegation d where d.exchange_id = k.exchange_id and d.case_id = k.id and d.${held} offset 0 for share of d) d) insert into ${schema}.${log} (${columns}) ${summed("counted")}`

/** What each trigger does, by its name. */
const counting = (schema: string): Readonly<Record<string, ReadonlyArray<string>>> => ({
  totals_at_insert: [moves(schema, ["fresh"]), requests(schema, ["fresh"])],
  totals_at_update: [gains(schema), moves(schema, ["fresh", "stale"]), requests(schema, ["fresh", "stale"])],
  totals_at_delete: [moves(schema, ["stale"]), requests(schema, ["stale"])],
  totals_at_case: [recounts(schema)]
})

const triggers: ReadonlyArray<readonly [name: string, event: string, table: string, rows: Rows]> = [
  ["totals_at_insert", "insert", "delegation", ["fresh"]],
  ["totals_at_update", "update", "delegation", ["fresh", "stale"]],
  ["totals_at_delete", "delete", "delegation", ["stale"]],
  ["totals_at_case", "update", "consumer_case", ["fresh", "stale"]]
]

const transition = { fresh: "new table as fresh", stale: "old table as stale" } as const
const tenant = `nullif(current_setting('${setting}', true), '')`

// The plan of a function is made for the first statement of a session and kept; it must not depend on how long that was.
const lookingUp = ["enable_seqscan", "enable_hashjoin", "enable_mergejoin"].map((name) => `set ${name} = off`).join(" ")

// They run as the owner of the tables, so that nobody else has to be able to write totals. Names are looked for nowhere else.
const asOwner = "security definer set search_path = pg_catalog, pg_temp"

// The owner too sees one exchange at a time. A case that cannot be seen would be left out without a word.
const mustBeSeen = (schema: string, table: string, rows: Rows): string =>
  `if row_security_active('${schema}.${table}') and exists (select from ${rows[0]} where exchange_id is distinct from ${tenant}) then raise exception 'rows of another exchange than that of the transaction are not counted' using errcode = 'insufficient_privilege', hint = 'set ${setting}'; end if; `

// Whoever reads as of the beginning of a transaction would not see a case that has found a holder since.
const mustSeeNow =
  "if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then raise exception 'cases whose totals are kept are changed at the level read committed' using errcode = 'feature_not_supported'; end if; "

const counters = (schema: string): ReadonlyArray<string> =>
  triggers.flatMap(([name, event, table, rows]) => {
    const inserts = counting(schema)[name] as ReadonlyArray<string>
    const guard = `${table === "consumer_case" ? mustSeeNow : ""}${mustBeSeen(schema, table, rows)}`
    return [
      `create function ${schema}.${name}() returns trigger language plpgsql ${asOwner} ${lookingUp} as $$ begin ${guard}${inserts.join("; ")}; return null; end $$`,
      `create trigger ${name} after ${event} on ${schema}.${table} referencing ${rows.map((one) => transition[one]).join(" ")} for each statement execute function ${schema}.${name}()`
    ]
  })

const numbers = (schema: string, name: string, more: ReadonlyArray<string>): string =>
  `create table ${schema}.${name} (\n  ${[
    'exchange_id text collate "C" not null',
    ...keys.map((column) => `${column} text collate "C" not null`),
    ...measures.map((column) => `${column} bigint not null`),
    ...more
  ].join(",\n  ")}\n)`

/** Everything that is in the books of all exchanges, case by case: what totals have to add up to. */
export const counted = (schema: string): string =>
  `select d.exchange_id, d.agency_id, d.agent_id, ${cellOf("c")
    .map(([column, expression]) => `${expression} as ${column}`)
    .join(", ")}, 1 as cases, ${amountsOf("c")
    .map(([column, expression]) => `${expression} as ${column}`)
    .join(
      ", "
    )}, 0 as requested from ${schema}.delegation d join ${schema}.consumer_case c on c.exchange_id = d.exchange_id and c.id = d.case_id where d.${held} union all select exchange_id, agency_id, agent_id, ${cell.map(() => "''").join(", ")}, ${zeros(measures.length - 1)}, 1 from ${schema}.delegation where state = 'Requested'`

const sums = measures.map((column) => `sum(${column})`).join(", ")

/**
 * Moves rows of the log of the transaction's exchange into its totals. One at a time folds an exchange; who finds
 * another at it leaves it to him. Only what was deleted is added, and in the order of its keys.
 */
const fold = (schema: string): string =>
  `create function ${schema}.fold_book(batch int) returns int language plpgsql ${asOwner} as $$ declare tenant text := ${tenant}; folded int; begin if tenant is null then raise exception 'there is no exchange to fold the totals of' using errcode = 'insufficient_privilege', hint = 'set ${setting}'; end if; if batch is null or batch < 1 then raise exception 'a batch has one row at least' using errcode = 'invalid_parameter_value'; end if; if not pg_try_advisory_xact_lock(hashtextextended('${schema}.${log} ' || tenant, 727374211)) then return 0; end if; with taken as (delete from ${schema}.${log} where exchange_id = tenant and position = any(array(select position from ${schema}.${log} where exchange_id = tenant order by position limit batch)) returning *), summed as (insert into ${schema}.${totals} as t (${columns}) select ${key}, ${sums} from taken group by ${key} order by ${key} on conflict (${key}) do update set ${measures.map((column) => `${column} = t.${column} + excluded.${column}`).join(", ")}) select count(*) into folded from taken; return folded; end $$`

const secured = (schema: string): ReadonlyArray<string> =>
  [log, totals].flatMap((table) => [
    `alter table ${schema}.${table} enable row level security`,
    `alter table ${schema}.${table} force row level security`,
    `create policy exchange on ${schema}.${table} using (exchange_id = ${tenant})`
  ])

const refusing =
  "raise exception 'delegations whose totals are kept are not truncated; remove the totals first' using errcode = 'restrict_violation'"

/** The functions of the profile, with their arguments. */
const functions = [...triggers.map(([name]) => `${name}()`), "totals_at_truncate()", "fold_book(int)"]

/**
 * The statements that make the profile, in order, for one transaction. Nobody writes meanwhile, and for counting what is
 * there the owner sees all exchanges, until the end of the transaction at most.
 */
export const statements = (schema: string): ReadonlyArray<string> => {
  const sources = ["consumer_case", "delegation"].map((table) => `${schema}.${table}`)
  return [
    `lock table ${sources.join(", ")} in access exclusive mode`,
    numbers(schema, log, ["position bigint generated always as identity", "primary key (exchange_id, position)"]),
    numbers(schema, totals, [`primary key (${key})`]),
    ...counters(schema),
    `create function ${schema}.totals_at_truncate() returns trigger language plpgsql as $$ begin ${refusing}; end $$`,
    `create trigger totals_at_truncate before truncate on ${schema}.delegation for each statement execute function ${schema}.totals_at_truncate()`,
    fold(schema),
    ...sources.map((table) => `alter table ${table} no force row level security`),
    `insert into ${schema}.${totals} (${columns}) select ${key}, ${sums} from (${counted(schema)}) b group by ${key}`,
    ...sources.map((table) => `alter table ${table} force row level security`),
    ...secured(schema),
    `revoke execute on function ${schema}.fold_book(int) from public`
  ]
}

/** The statements that take the profile away; the triggers go with their functions. */
export const removal = (schema: string): ReadonlyArray<string> => [
  ...functions.map((name) => `drop function if exists ${schema}.${name} cascade`),
  `drop table if exists ${schema}.${log}, ${schema}.${totals}`
]
