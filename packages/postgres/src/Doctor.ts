/**
 * Comparing a database with what the migrations make, and a role with what the application should be.
 *
 * What should be there is not kept in a second list: the same steps are done in an empty database inside the process,
 * and the two catalogues are compared. Nothing is written to the database that is examined.
 *
 * @since 0.1.0
 */
import type { StoreError } from "@agencybook/application/Store"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { BeginTransaction, SqlClient } from "effect/sql/SqlClient"
import * as BookTotals from "./BookTotals.ts"
import * as Embedded from "./Embedded.ts"
import * as Catalogue from "./internal/Catalogue.ts"
import * as Database from "./internal/Database.ts"
import * as Tenant from "./internal/Tenant.ts"
import * as Migrations from "./Migrations.ts"
import * as Partitions from "./Partitions.ts"
import * as RowSecurity from "./RowSecurity.ts"
import { asStoreError } from "./SqlFailure.ts"

/** What a finding is about. @category models */
export type Part = Catalogue.Part | "schema" | "role" | "privilege"

/** One way in which a database is not as it should be. @category models */
export interface Finding {
  /** `unsafe` for a role that is more than the application should be. */
  readonly what: "missing" | "extra" | "changed" | "unsafe"
  readonly part: Part
  /** What belongs to a table is named `table.thing`. */
  readonly name: string
  /** The definition that the migrations make. */
  readonly expected?: string
  /** The definition that is there. */
  readonly found?: string
  /** What to do about it. */
  readonly remedy: string
}

/** What an examination showed. @category models */
export interface Report {
  readonly schema: string
  /** The role that was judged. */
  readonly role: string
  /** Numbers of the migrations that were done, and the number of the latest there is. */
  readonly steps: { readonly done: ReadonlyArray<number>; readonly latest: number }
  /** Nothing when the database is as it should be. */
  readonly findings: ReadonlyArray<Finding>
}

/** What to examine. @category models */
export interface Options {
  /** `agencybook` when absent. */
  readonly schema?: string
  /** The role that the application works as; when absent, the one that the store would work as on this connection. */
  readonly role?: string
}

/** A finding in one line. @category encoding */
export const describe = ({ expected, found, name, part, remedy, what }: Finding): string => {
  const line = (text: string) => text.replace(/\s+/g, " ")
  const shown = [
    ...(expected === undefined ? [] : [`expected \`${line(expected)}\``]),
    ...(found === undefined ? [] : [`found \`${line(found)}\``])
  ]
  const difference = shown.length === 0 ? "" : ` (${shown.join(", ")})`
  return `${what} ${part} \`${name}\`${difference}: ${remedy}`
}

const keyOf = ({ name, part }: Pick<Finding, "name" | "part">): string => `${part} ${name}`
const tableOf = (name: string): string => name.split(".")[0] ?? name

const restore = "make it again as the migrations do, which `agencybook-postgres sql` prints"

// What steps make never changes, and to find it out takes a second: once for each schema is enough.
const expectations = new Map<string, ReadonlyArray<Catalogue.Thing>>()

/** How a schema is made beside its steps: of tables in parts, with totals. */
interface Made {
  readonly parts: number | undefined
  readonly totals: boolean
}

/** The things that some steps make, from an empty database that is gone afterwards. */
const expectation = Effect.fnUntraced(function* (schema: string, done: ReadonlyArray<number>, { parts, totals }: Made) {
  const key = `${schema} ${done.join()} ${parts ?? ""} ${totals}`
  const known = expectations.get(key)
  if (known !== undefined) return known
  const made = yield* Effect.scoped(
    Effect.gen(function* () {
      const context = yield* Layer.build(Embedded.layer())
      const sql = yield* Effect.provide(SqlClient, context)
      return yield* sql.withTransaction(
        Effect.gen(function* () {
          const all = Migrations.statements(schema, done, parts)
          for (const text of totals ? [...all, ...BookTotals.statements(schema, parts)] : all) yield* sql.unsafe(text)
          return yield* Catalogue.read(sql, schema)
        })
      )
    })
  )
  expectations.set(key, made)
  return made
})

const stepsOf = (
  known: ReadonlyArray<{ readonly number: number; readonly name: string }>,
  schema: string
): ReadonlyArray<Finding> => {
  const done = new Map(known.map(({ name, number }) => [number, name]))
  const findings: Array<Finding> = []
  for (const { name, number } of Migrations.migrations) {
    const there = done.get(number)
    done.delete(number)
    const one = { part: "migration", name: String(number) } as const
    if (there === undefined)
      findings.push({
        ...one,
        what: "missing",
        remedy: `run it (${name}) with \`migrate\`, or what \`agencybook-postgres sql --schema ${schema} --from ${number - 1}\` prints`
      })
    else if (there !== name)
      findings.push({
        ...one,
        what: "changed",
        expected: name,
        found: there,
        remedy: "the schema was made by another program or version; use the version that made it"
      })
  }
  for (const [number, name] of done)
    findings.push({
      what: "extra",
      part: "migration",
      name: String(number),
      found: name,
      remedy: "a newer version was here; use that version or a later one"
    })
  return findings
}

const differences = (
  expected: ReadonlyArray<Catalogue.Thing>,
  found: ReadonlyArray<Catalogue.Thing>
): ReadonlyArray<Finding> => {
  const [should, is] = [expected, found].map((things) => new Map(things.map((one) => [keyOf(one), one]))) as [
    Map<string, Catalogue.Thing>,
    Map<string, Catalogue.Thing>
  ]
  const missing = expected.filter((one) => !is.has(keyOf(one)))
  const extra = found.filter((one) => !should.has(keyOf(one)))
  // Whatever belongs to a table that is not there, or should not be, is said with the table.
  const whole = (things: ReadonlyArray<Catalogue.Thing>) =>
    new Set(things.filter(({ part }) => part === "table").map(({ name }) => name))
  const [absent, foreign] = [whole(missing), whole(extra)]
  return [
    ...missing
      .filter(({ name }) => !name.includes(".") || !absent.has(tableOf(name)))
      .map(
        (one): Finding => ({
          what: "missing",
          part: one.part,
          name: one.name,
          expected: one.definition,
          remedy: restore
        })
      ),
    ...expected.flatMap((one): ReadonlyArray<Finding> => {
      const there = is.get(keyOf(one))
      if (there === undefined || there.definition === one.definition) return []
      const { definition, name, part } = one
      return [{ what: "changed", part, name, expected: definition, found: there.definition, remedy: restore }]
    }),
    ...extra
      .filter(({ name }) => !name.includes(".") || !foreign.has(tableOf(name)))
      .map(
        (one): Finding => ({
          what: "extra",
          part: one.part,
          name: one.name,
          found: one.definition,
          remedy: "move it to a schema of your own, or drop it"
        })
      )
  ]
}

interface RoleRow {
  readonly superuser: boolean
  readonly bypasses: boolean
  readonly creates: boolean
  readonly uses: boolean
  readonly owned: ReadonlyArray<string>
  /** A role that it could take on and that row security does not bind. */
  readonly beyond: string | null
  /** Settings with which its sessions begin, for it alone or for everybody in the database. */
  readonly settings: ReadonlyArray<string>
}

/** Settings that make row security refuse, show too much, or that leave triggers and references out. */
const harmful = (settings: ReadonlyArray<string>): ReadonlyArray<string> =>
  settings.flatMap((one) => {
    const [name = "", value = ""] = one.toLowerCase().split(/=(.*)/s)
    const harm =
      name === RowSecurity.setting ||
      (name === "row_security" && /^(?:of.*|f.*|n.*|0)$/.test(value)) ||
      (name === "session_replication_role" && value === "replica")
    return harm ? [name] : []
  })

const privilegesOfTables = ["select", "insert", "update", "delete", "truncate", "references", "trigger"] as const

/** What a role is and may do, compared with what the application needs. */
const judgeRole = Effect.fnUntraced(function* (sql: SqlClient, schema: string, role: string) {
  const unsafe = (remedy: string): Finding => ({ what: "unsafe", part: "role", name: role, remedy })
  const rows = yield* sql.unsafe<RoleRow>(
    `select r.rolsuper as superuser, r.rolbypassrls as bypasses, has_schema_privilege(r.oid, n.oid, 'create') as creates, has_schema_privilege(r.oid, n.oid, 'usage') as uses,
array(select c.relname::text from pg_class c where c.relnamespace = n.oid and c.relkind in ('r', 'p', 'v', 'm', 'f') and pg_has_role(r.oid, c.relowner, 'member') order by 1) as owned,
(select min(o.rolname::text) from pg_roles o where (o.rolsuper or o.rolbypassrls) and pg_has_role(r.oid, o.oid, 'member')) as beyond,
array(select s.one from pg_db_role_setting c, unnest(c.setconfig) as s (one) where c.setrole in (0, r.oid) and c.setdatabase in (0, (select d.oid from pg_database d where d.datname = current_database())) order by 1) as settings
from pg_roles r, pg_namespace n where r.rolname = $1 and n.nspname = $2`,
    [role, schema]
  )
  const [one] = rows
  if (one === undefined)
    return [
      { what: "missing", part: "role", name: role, remedy: "create it, and grant it the schema" } satisfies Finding
    ]
  // A superuser may do everything; to list it all would hide that.
  if (one.superuser)
    return [unsafe("it is a superuser, whom row security does not bind; let the application be another")]
  if (one.bypasses) return [unsafe("row security does not bind it; take BYPASSRLS away")]
  if (one.beyond !== null)
    return [unsafe(`it may become \`${one.beyond}\`, whom row security does not bind; take that membership away`)]
  if (one.owned.length > 0)
    return [
      unsafe(
        `it owns \`${one.owned[0]}\`${one.owned.length > 1 ? ` and ${one.owned.length - 1} more` : ""} or is a member of the owner, and could switch row security off; let the application be another, and name that with \`--role\``
      )
    ]
  const findings: Array<Finding> = harmful(one.settings).map((name) =>
    unsafe(`its sessions begin with a \`${name}\` of their own; reset that of the role or of the database`)
  )
  const compare = (name: string, should: boolean, is: boolean, grant: string) => {
    if (should === is) return
    findings.push(
      should
        ? { what: "missing", part: "privilege", name, remedy: `grant ${grant} to \`${role}\`` }
        : { what: "extra", part: "privilege", name, remedy: `revoke ${grant} from \`${role}\` or from whom it has it` }
    )
  }
  compare(`${schema} usage`, true, one.uses, `usage on schema ${schema}`)
  compare(`${schema} create`, false, one.creates, `create on schema ${schema}`)
  const columns = yield* sql.unsafe<{ table: string; column: string; update: boolean } & Record<string, boolean>>(
    `select c.relname::text as "table", a.attname::text as "column", has_column_privilege(r.oid, c.oid, a.attnum, 'update') as "update"
from pg_roles r, pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = $2 join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where r.rolname = $1 and c.relkind in ('r', 'p') order by c.relname, a.attnum`,
    [role, schema]
  )
  const tables = yield* sql.unsafe<{ table: string } & Record<(typeof privilegesOfTables)[number], boolean>>(
    `select c.relname::text as "table", ${privilegesOfTables.map((one) => `has_table_privilege(r.oid, c.oid, '${one}') as "${one}"`).join(", ")}
from pg_roles r, pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = $2 where r.rolname = $1 and c.relkind in ('r', 'p') order by c.relname`,
    [role, schema]
  )
  for (const row of tables) {
    const needed = RowSecurity.privileges[row.table] ?? BookTotals.privileges[row.table]
    if (needed === undefined) continue
    for (const privilege of privilegesOfTables) {
      const should = privilege === "select" || (privilege === "insert" && needed.insert)
      compare(`${row.table} ${privilege}`, should, row[privilege], `${privilege} on ${schema}.${row.table}`)
    }
    // A grant on the whole table is said once, above.
    if (row.update) continue
    for (const { column, table, update } of columns)
      if (table === row.table)
        compare(
          `${table}.${column} update`,
          needed.update.includes(column),
          update,
          `update (${column}) on ${schema}.${table}`
        )
  }
  return findings
})

/** What every role of the server may do, since it was granted to `public`. */
const judgePublic = Effect.fnUntraced(function* (sql: SqlClient, schema: string) {
  const granted = yield* sql.unsafe<{ name: string; privilege: string; grant: string }>(
    `select c.relname::text as name, lower(x.privilege_type) as privilege, lower(x.privilege_type) || ' on ' || $1 || '.' || c.relname as "grant"
from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = $1, aclexplode(c.relacl) x where x.grantee = 0
union all select c.relname || '.' || a.attname, lower(x.privilege_type), lower(x.privilege_type) || ' (' || a.attname || ') on ' || $1 || '.' || c.relname
from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = $1 join pg_attribute a on a.attrelid = c.oid and not a.attisdropped, aclexplode(a.attacl) x where x.grantee = 0
order by 1, 2`,
    [schema]
  )
  return granted.map(
    ({ grant, name, privilege }): Finding => ({
      what: "extra",
      part: "privilege",
      name: `${name} ${privilege} to public`,
      remedy: `revoke ${grant} from \`public\`, which is every role of the server`
    })
  )
})

/**
 * Examines a schema: what is missing, extra or changed in it, which migrations were not done, and whether the role of the
 * application owns something, bypasses row security, or may do more or less than it has to; and what is granted to
 * everybody.
 *
 * @category queries
 */
export const examine = (options: Options = {}): Effect.Effect<Report, StoreError, SqlClient> =>
  asStoreError(
    Effect.gen(function* () {
      const { schema = "agencybook" } = options
      const refusal = Migrations.refusalOfSchema(schema)
      if (refusal !== undefined) return yield* refusal
      const sql = yield* SqlClient
      const seen = yield* Effect.provideService(
        sql.withTransaction(
          Effect.gen(function* () {
            const [me] = yield* sql.unsafe<{ name: string; there: boolean }>(
              "select current_user::text as name, exists (select from pg_namespace where nspname = $1) as there",
              [schema]
            )
            const role = options.role ?? (yield* Tenant.workerOf(sql, schema)) ?? me?.name ?? ""
            if (me?.there !== true) return { role, things: undefined, steps: [], about: [] }
            return {
              role,
              things: yield* Catalogue.read(sql, schema),
              steps: yield* Catalogue.steps(sql, schema),
              about: [...(yield* judgeRole(sql, schema, role)), ...(yield* judgePublic(sql, schema))]
            }
          })
        ),
        BeginTransaction,
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
      )
      const { about, role, steps, things } = seen
      const report = {
        schema,
        role,
        steps: { done: (steps ?? []).map(({ number }) => number), latest: Migrations.latest }
      }
      if (things === undefined) {
        const remedy = "run the migrations, and see that the schema is named as it is here"
        return { ...report, findings: [{ what: "missing", part: "schema", name: schema, remedy }] } satisfies Report
      }
      const done = report.steps.done
      // Without a word about the steps, the tables tell whether any were done.
      const unsaid = done.length === 0 && things.some(({ name, part }) => part === "table" && name !== "migration")
      const tables = things.filter(({ part }) => part === "table").map(({ name }) => name)
      const all = Migrations.migrations.map(({ number }) => number)
      const counted = unsaid ? all : done
      // Totals are kept by tables that the steps make; without those there is nothing to compare them with.
      const made: Made = {
        parts: Partitions.partsAmong(tables),
        totals: BookTotals.isAmong(tables) && all.every((number) => counted.includes(number))
      }
      const expected = yield* expectation(schema, counted, made)
      const silent: Finding = {
        what: "missing",
        part: "privilege",
        name: "migration select",
        remedy: "examine it as a role that may read it"
      }
      return {
        ...report,
        findings: [
          ...(steps === undefined ? [silent] : stepsOf(steps, schema)),
          ...differences(expected, things),
          ...about.filter((one) => steps !== undefined || keyOf(one) !== keyOf(silent))
        ]
      } satisfies Report
    })
  )

/**
 * Examines a database as a promise, for programs without Effect; a database that cannot be reached or opened is a
 * `problem` in a sentence, in which its address does not stand.
 *
 * @category queries
 */
export const report = (database: Database.Database, options: Options = {}): Promise<Report | Database.Problem> =>
  Database.on(database, examine(options))
