/**
 * Transactions of one exchange: what row security needs is set inside, and put back where a transaction goes on.
 *
 * @since 0.1.0
 */
import { Conflict, StoreError, Unusable } from "@agencybook/application/Store"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { applicationRole, setting } from "../RowSecurity.ts"
import { asStoreError, codeOf } from "../SqlFailure.ts"
import * as Driver from "./Driver.ts"
import * as Unchanged from "./Unchanged.ts"

interface Before {
  readonly exchange: string | null
  readonly role: string
  /** In a transaction of the host. */
  readonly level?: string
}

// What was set before is read first, in a part of the statement that is carried out before the rest.
const entrance = (
  more = ""
) => `with before as materialized (select current_setting('${setting}', true) as exchange, current_setting('role') as role)
select exchange, role, set_config('${setting}', $1, true) as here, set_config('role', coalesce($2::text, role), true) as worker${more} from before`

const enterOfHost = entrance(`, current_setting('transaction_isolation') as level${Unchanged.columns}`)

// A session keeps the plan of a statement. One that was made while a table was still empty would go through all of it with
// every command, until statistics are taken again; in a command each row is looked up (ADR 0053).
const lookedUp = ", set_config('enable_seqscan', 'off', true) as plans"

/** What of the client's settings the session does not keep; names and values are ours. */
const limited = (sql: SqlClient): string =>
  Object.entries(Driver.limitsOf(sql))
    .map(([name, value]) => `, set_config('${name}', '${value}', true) as ${name}`)
    .join("")

const leave = `select set_config('${setting}', $1, true) as here, set_config('role', $2, true) as worker`

const roleRefused = (role: string) =>
  new StoreError({
    reason: new Unusable({
      problem: `the connection may not work as the role \`${role}\``,
      remedy: "create the role, grant it to the role of the connection, and grant it the schema"
    })
  })

const entered = (sql: SqlClient, text: string, exchangeId: string, role: string | undefined) =>
  Effect.mapError(sql.unsafe<Before>(text, [exchangeId, role ?? null]), (error): SqlError | StoreError =>
    role !== undefined && ["22023", "42501"].includes(codeOf(error)) ? roleRefused(role) : error
  )

/**
 * Makes the rows of one exchange visible until a transaction of ours ends, and no others, for statements that look rows up
 * and never go through all of a table.
 *
 * @category constructors
 */
export const lookingUp = (sql: SqlClient, exchangeId: string, role: string | undefined) =>
  entered(sql, entrance(`${lookedUp}${limited(sql)}`), exchangeId, role)

// At `read committed` every statement sees what others have committed, so that trying again helps. A snapshot of the whole
// transaction stays as it is; only who waited in a circle may find the way free.
const seen =
  (level: string | undefined) =>
  <E>(error: E): E | StoreError =>
    level !== undefined &&
    !level.startsWith("read") &&
    error instanceof StoreError &&
    error.reason._tag === "Conflict" &&
    error.reason.on !== "40P01"
      ? new StoreError({ reason: new Conflict({ on: error.reason.on, level }) })
      : error

/** Runs an effect in a transaction in which the rows of one exchange are there and no others. @category constructors */
export const make = (sql: SqlClient, exchangeId: string, role: string | undefined) => {
  const inHost = sql.driver === Driver.host
  const visible = entered(sql, inHost ? enterOfHost : entrance(limited(sql)), exchangeId, role)
  return <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | SqlError | StoreError, R> =>
    sql.withTransaction(
      Effect.gen(function* () {
        const level = yield* Effect.serviceOption(sql.transactionService)
        const [before] = yield* visible
        const refusal = inHost ? Unchanged.refusal(before) : undefined
        if (refusal !== undefined) return yield* refusal
        const answer = yield* inHost ? Effect.mapError(asStoreError(effect), seen(before?.level)) : effect
        // The end of a transaction forgets what was set in it; inside another one it has to be put back.
        const goesOn = inHost || (Option.isSome(level) && level.value[1] > 0)
        if (goesOn) yield* sql.unsafe(leave, [before?.exchange ?? "", before?.role ?? "none"])
        return answer
      })
    )
}

/**
 * The role to work as where none is given: that of the application, when the connection's own would not be bound by row
 * security and the application's may use the schema.
 *
 * @category queries
 */
export const workerOf = Effect.fnUntraced(function* (sql: SqlClient, schema: string) {
  const [found] = yield* sql.unsafe<{ name: string }>(
    `select r.rolname::text as name from pg_roles r, pg_namespace n, pg_roles me where r.rolname = $1 and n.nspname = $2 and has_schema_privilege(r.oid, n.oid, 'usage') and me.rolname = current_user and (me.rolsuper or me.rolbypassrls)`,
    [applicationRole, schema]
  )
  return found?.name
})
