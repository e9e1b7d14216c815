/**
 * Totals of the books of business, kept by the database itself: a profile for installations that ask for them often.
 *
 * Without it a book is added up from its records. With it, each statement that changes a delegation or a case appends the
 * difference to a log in its own transaction, `fold` moves the log into a table of totals, and a question adds up both.
 * It is installed and removed by whoever owns the tables; the store and its tables stay as they are.
 *
 * **Details**: kept is what depends neither on the day nor on a policy nor on the standing of an agent. Not kept, and to be
 * had from core's `BookSummary` only: active apart from frozen, the days of requests, cases won and lost of late, what
 * is due soon, and whether the agent of record is the delegate.
 *
 * @since 0.1.0
 */
import { StoreError, Unusable } from "@agencybook/application/Store"
import type { Seat } from "@agencybook/core/BookColumns"
import type * as BookCube from "@agencybook/core/BookCube"
import type { BookSummary } from "@agencybook/core/BookSummary"
import type { Renewal } from "@agencybook/core/Case"
import * as Effect from "effect/Effect"
import { BeginTransaction, SqlClient } from "effect/sql/SqlClient"
import * as Driver from "./internal/Driver.ts"
import * as Tenant from "./internal/Tenant.ts"
import * as TotalTables from "./internal/TotalTables.ts"
import * as Migrations from "./Migrations.ts"
import * as Partitions from "./Partitions.ts"
import * as RowSecurity from "./RowSecurity.ts"
import { asStoreError } from "./SqlFailure.ts"

/** Totals of some cases: counts, and money in cents. `requested` are requests that wait, which are no cases yet. @category models */
export interface Figures
  extends BookCube.Totals,
    Pick<
      BookSummary,
      | "requested"
      | "coveredMembers"
      | "effectuatedPremium"
      | "effectuatedAptc"
      | "unpaidBinders"
      | "pastDue"
      | "conditional"
      | "renewals"
    > {}

/** Whose totals: of the whole exchange, an agency, or an agent at an agency. @category models */
export type Scope =
  | { readonly agencyId?: undefined; readonly agentId?: undefined }
  | { readonly agencyId: string; readonly agentId?: string }

/** The totals of an agent at an agency. @category models */
export interface OfAgent extends Seat {
  readonly figures: Figures
}

/** The totals of an agency. @category models */
export interface OfAgency {
  readonly agencyId: string
  readonly figures: Figures
}

/** Questions to the totals of one exchange, each answered as of one moment. @category models */
export interface BookTotals {
  /** Zeros where there is nothing. */
  readonly figures: (scope: Scope) => Effect.Effect<Figures, StoreError>
  /** The agents with a case or a request, by agency and agent. */
  readonly agents: (scope: Scope) => Effect.Effect<ReadonlyArray<OfAgent>, StoreError>
  /** The agencies with a case or a request, by identifier. */
  readonly agencies: () => Effect.Effect<ReadonlyArray<OfAgency>, StoreError>
  /** The cells that hold a case, by carrier, metal level and state in the order of their names. */
  readonly cells: (scope: Scope) => Effect.Effect<ReadonlyArray<BookCube.Cell>, StoreError>
  /**
   * Moves up to `batch` rows of the log (10,000 when absent) into the totals, and says how many there were; 0 also while somebody
   * else is at it. Each call is a transaction of its own.
   */
  readonly fold: (batch?: number) => Effect.Effect<number, StoreError>
  /** How many totals are not what the records add up to: 0, unless somebody got past the triggers. Reads the whole exchange. */
  readonly drift: () => Effect.Effect<number, StoreError>
}

/** Where the totals are. @category models */
export interface Options {
  /** The tenant. */
  readonly exchangeId: string
  /** `agencybook` when absent. */
  readonly schema?: string
  /** As for the store. */
  readonly role?: string
}

/** What the application may do with the tables of the profile: read them. @category models */
export const privileges: Readonly<Record<string, RowSecurity.Privileges>> = {
  [TotalTables.log]: { insert: false, update: [] },
  [TotalTables.totals]: { insert: false, update: [] }
}

/**
 * The statements that install the profile in a schema with all steps, in order and for one transaction; with `parts`, for
 * tables in as many parts. They count what is there.
 *
 * @category constructors
 */
export const statements = (schema: string, parts?: number): ReadonlyArray<string> => {
  const whole = TotalTables.statements(schema)
  if (parts === undefined) return whole
  const steps = Migrations.migrations.flatMap((step) => step.statements(schema))
  return whole.flatMap(Partitions.partitioned(parts, Partitions.tablesIn([...steps, ...whole])))
}

/** The statements that remove the profile, in order. @category constructors */
export const removal: (schema: string) => ReadonlyArray<string> = TotalTables.removal

/** The statements that let a role read totals and have them folded. @category constructors */
export const grants = (schema: string, role: string): ReadonlyArray<string> => {
  const grantee = RowSecurity.quoted(role)
  return [
    ...Object.keys(privileges).map((table) => `grant select on ${schema}.${table} to ${grantee}`),
    `grant execute on function ${schema}.fold_book(int) to ${grantee}`
  ]
}

/** Whether any part of the profile is in a schema, by the names of its tables. @category predicates */
export const isAmong = (names: ReadonlyArray<string>): boolean => names.some((name) => name in privileges)

const unusable = (problem: string, remedy: string) => new StoreError({ reason: new Unusable({ problem, remedy }) })

const namesOf = (sql: SqlClient, schema: string) =>
  Effect.map(
    sql.unsafe<{ name: string }>(
      "select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind in ('r', 'p')",
      [schema]
    ),
    (rows) => rows.map(({ name }) => name)
  )

/**
 * Installs the profile, as the owner of the tables; where it is already, only the grants are given. Nobody reads or writes
 * delegations and cases until what is there has been counted.
 *
 * @category queries
 */
export const install = Effect.fnUntraced(function* (schema: string, options: Migrations.Options = {}) {
  const refusal = Migrations.refusalOfSchema(schema)
  if (refusal !== undefined) return yield* refusal
  const sql = yield* SqlClient
  const role = options.role ?? (sql.driver === Driver.embedded ? RowSecurity.applicationRole : undefined)
  if (role !== undefined && !RowSecurity.isRoleName(role)) return yield* Migrations.roleRefused
  yield* asStoreError(
    sql.withTransaction(
      Effect.gen(function* () {
        yield* Migrations.alone(sql)
        const names = yield* namesOf(sql, schema)
        const steps = names.includes("migration")
          ? yield* sql.unsafe<{ number: number }>(`select number from ${schema}.migration`)
          : []
        if (Migrations.migrations.some(({ number }) => !steps.some((step) => step.number === number)))
          return yield* unusable(
            `the schema \`${schema}\` has not all steps that totals are kept by`,
            "run the migrations first"
          )
        if (!isAmong(names))
          for (const text of statements(schema, Partitions.partsAmong(names))) yield* sql.unsafe(text)
        if (role !== undefined) for (const text of grants(schema, role)) yield* sql.unsafe(text)
      })
    )
  )
})

/** Removes the profile, as the owner of the tables; where it is not, nothing happens. @category queries */
export const remove = Effect.fnUntraced(function* (schema: string) {
  const refusal = Migrations.refusalOfSchema(schema)
  if (refusal !== undefined) return yield* refusal
  const sql = yield* SqlClient
  yield* asStoreError(
    sql.withTransaction(
      Effect.gen(function* () {
        yield* Migrations.alone(sql)
        for (const text of removal(schema)) yield* sql.unsafe(text)
      })
    )
  )
})

const renewals: ReadonlyArray<Renewal> = [
  "NotDue",
  "AwaitingAction",
  "AutoRenewed",
  "ActivelyRenewed",
  "OptedOut",
  "AtRisk"
]

const when = (what: string, condition: string): string => `sum(${what}) filter (where ${condition})`

const inForce = "status in ('Effectuated', 'Reinstated')"

/** How each figure is added up. */
const additions: { readonly [K in Exclude<keyof Figures, "renewals">]: string } = {
  cases: "sum(cases)",
  members: "sum(members)",
  effectuated: when("cases", inForce),
  selected: when("cases", "status = 'PlanSelected'"),
  premium: "sum(premium)",
  aptc: "sum(aptc)",
  requested: "sum(requested)",
  coveredMembers: "sum(covered)",
  effectuatedPremium: when("premium", inForce),
  effectuatedAptc: when("aptc", inForce),
  unpaidBinders: "sum(unpaid)",
  pastDue: "sum(past_due)",
  conditional: "sum(conditional)"
}

const selected = [
  ...Object.entries(additions).map(([name, sum]) => `coalesce(${sum}, 0)::text as "${name}"`),
  ...renewals.map((name) => `coalesce(${when("cases", `renewal = '${name}'`)}, 0)::text as "${name}"`)
].join(", ")

type Row = Readonly<Record<string, string | undefined>>

// As in core: a sum that a number cannot hold is a defect, and no total.
const exact = (text: string | undefined): number => {
  const sum = Number(text)
  if (text === undefined || !Number.isSafeInteger(sum)) throw new RangeError("a sum of money is too large to be exact")
  return sum
}

const pick = <K extends string>(row: Row, names: ReadonlyArray<K>): Readonly<Record<K, number>> =>
  Object.fromEntries(names.map((name) => [name, exact(row[name])])) as Record<K, number>

const figuresOf = (row: Row): Figures => ({
  ...pick(row, Object.keys(additions) as ReadonlyArray<keyof typeof additions>),
  renewals: pick(row, renewals)
})

const sums = ["cases", "members", "premium", "aptc"] as const

/**
 * Totals of an exchange over the client of its store.
 *
 * @rule BOB-05
 * @category constructors
 */
export const make = Effect.fnUntraced(function* (options: Options) {
  const { exchangeId, role, schema = "agencybook" } = options
  const refusal = Migrations.refusalOfSchema(schema)
  if (refusal !== undefined) return yield* refusal
  const sql = yield* SqlClient
  const worker = role ?? (sql.driver === Driver.host ? undefined : yield* asStoreError(Tenant.workerOf(sql, schema)))
  const within = Tenant.make(sql, exchangeId, worker)

  /** Rows of totals and of the log, which one statement sees as of one moment. */
  const kept = ({ agencyId, agentId }: Scope) => {
    const owners = [
      ...(agencyId === undefined ? [] : [["agency_id", agencyId]]),
      ...(agentId === undefined ? [] : [["agent_id", agentId]])
    ]
    const where = ["exchange_id = $1", ...owners.map(([column], n) => `${column} = $${n + 2}`)].join(" and ")
    const all = [...TotalTables.keys, ...TotalTables.measures].join(", ")
    return {
      from: `(select ${all} from ${schema}.${TotalTables.totals} where ${where} union all select ${all} from ${schema}.${TotalTables.log} where ${where}) as kept`,
      parameters: [exchangeId, ...owners.map(([, id]) => id)]
    }
  }

  const asked = (text: string, parameters: ReadonlyArray<unknown>) =>
    asStoreError(within(sql.unsafe<Record<string, string>>(text, parameters)))

  const by = (scope: Scope, owners: ReadonlyArray<string>) => {
    const { from, parameters } = kept(scope)
    const list = owners.join(", ")
    return asked(
      `select ${list}, ${selected} from ${from} group by ${list} having sum(cases) <> 0 or sum(requested) <> 0 order by ${list}`,
      parameters
    )
  }

  return {
    figures: (scope) => {
      const { from, parameters } = kept(scope)
      return Effect.map(asked(`select ${selected} from ${from}`, parameters), ([row]) => figuresOf(row ?? {}))
    },
    agents: (scope) =>
      Effect.map(by(scope, ["agency_id", "agent_id"]), (rows) =>
        rows.map((row) => ({
          agencyId: String(row.agency_id),
          agentId: String(row.agent_id),
          figures: figuresOf(row)
        }))
      ),
    agencies: () =>
      Effect.map(by({}, ["agency_id"]), (rows) =>
        rows.map((row) => ({ agencyId: String(row.agency_id), figures: figuresOf(row) }))
      ),
    cells: (scope) => {
      const { from, parameters } = kept(scope)
      const text = `select carrier, metal, status, ${sums.map((name) => `sum(${name})::text as ${name}`).join(", ")} from ${from} group by carrier, metal, status having sum(cases) <> 0 order by carrier, metal, status`
      return Effect.map(asked(text, parameters), (rows) =>
        rows.map((row) => ({
          carrier: String(row.carrier),
          metal: String(row.metal),
          status: String(row.status),
          ...pick(row, sums)
        }))
      )
    },
    fold: (batch = 10_000) =>
      !Number.isInteger(batch) || batch < 1 || batch > 1_000_000
        ? Effect.fail(unusable("the batch of a fold is not allowed", "use a whole number from 1 to 1,000,000"))
        : Effect.map(
            asStoreError(
              Effect.provideService(
                within(sql.unsafe<{ folded: number }>(`select ${schema}.fold_book($1::int) as folded`, [batch])),
                BeginTransaction,
                "BEGIN ISOLATION LEVEL READ COMMITTED"
              )
            ),
            ([row]) => Number(row?.folded ?? 0)
          ),
    drift: () => {
      const { from, parameters } = kept({})
      const { keys, measures } = TotalTables
      const all = [...keys, ...measures].join(", ")
      const less = [...keys, ...measures.map((column) => `-${column}`)].join(", ")
      const text = `select count(*)::text as count from (select 1 from (select ${all} from ${from} union all select ${less} from (${TotalTables.counted(schema)}) as counted where exchange_id = $1) as both_of_them group by ${keys.join(", ")} having ${measures.map((column) => `sum(${column}) <> 0`).join(" or ")}) as apart`
      return Effect.map(asked(text, parameters), ([row]) => exact(row?.count))
    }
  } satisfies BookTotals
})
