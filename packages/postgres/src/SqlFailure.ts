/**
 * Failures of the database as failures of the store: by SQLSTATE, without a word of the server's message.
 *
 * A server quotes the offending values in its detail text, so nothing of it may travel further.
 *
 * @since 0.1.0
 */
import { Conflict, Rejected, StoreError, Unavailable, Unusable } from "@agencybook/application/Store"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { SqlError } from "effect/sql/SqlError"

interface Detail {
  readonly code?: unknown
  readonly constraint?: unknown
  readonly constraintName?: unknown
  readonly constraint_name?: unknown
}

const detailOf = (error: SqlError): { readonly code: string; readonly constraint: string | null } => {
  let code: string | undefined
  let constraint: string | null = null
  let cause: unknown = error.reason
  // The driver nests the server's answer; the codes are the only part that is taken out.
  for (let depth = 0; depth < 5 && typeof cause === "object" && cause !== null; depth++) {
    const detail = cause as Detail & { readonly cause?: unknown }
    if (code === undefined && typeof detail.code === "string" && /^[0-9A-Z]{5}$/.test(detail.code)) code = detail.code
    const named = detail.constraint ?? detail.constraintName ?? detail.constraint_name
    if (constraint === null && typeof named === "string" && /^[a-z_]{1,63}$/.test(named)) constraint = named
    cause = detail.cause
  }
  return { code: code ?? error.reason._tag, constraint }
}

/** Whether a unique key was taken, by a name that says nothing: that of a part of a table. @category predicates */
export const isUnnamed = (error: SqlError): boolean => {
  const { code, constraint } = detailOf(error)
  return (code === "23505" || code === "23P01") && constraint === null
}

/** The SQLSTATE of an error of the driver, or the kind of the error where the server gave none. @category queries */
export const codeOf = (error: SqlError): string => detailOf(error).code

// Codes after which the same command may run again: connections, shutdown, resources, locks, serialisation, timeouts.
const again = /^(08...|40001|40P01|55P03|57014|57P0[1-5]|53[0-9]{3}|25P0[2-4])$/

/** The failure of the store that an error of the driver stands for. @category constructors */
export const fromSqlError = (error: SqlError): StoreError => {
  const { code, constraint } = detailOf(error)
  if (code === "23505" || code === "23P01")
    return new StoreError({ reason: new Conflict({ on: constraint ?? "unique" }) })
  if (code === "40001" || code === "40P01") return new StoreError({ reason: new Conflict({ on: code }) })
  if (again.test(code) || error.reason._tag === "ConnectionError" || error.isRetryable)
    return new StoreError({ reason: new Unavailable({ code }) })
  if (code === "28P01" || code === "28000" || code === "3D000" || code === "3F000" || code === "42P01")
    return new StoreError({
      reason: new Unusable({
        problem: `the database cannot be used (\`${code}\`)`,
        remedy: "check address, database, user and password, and run the migrations"
      })
    })
  if (code === "42501")
    return new StoreError({
      reason: new Unusable({
        problem: "the role of the connection may not do this (`42501`)",
        remedy: "give it the grants of the schema, which `agencybook-postgres sql --role` prints"
      })
    })
  return new StoreError({ reason: new Rejected({ code, constraint }) })
}

const sqlErrorIn = (value: unknown): SqlError | undefined => (value instanceof SqlError ? value : undefined)

/**
 * Turns every failure of the database, typed or thrown by the driver, into a `StoreError`; other failures, defects of
 * the program and interruption pass.
 *
 * **Gotchas**: about half of all connection cuts arrive as defects (a failed rollback dies), so the whole cause is read.
 *
 * @category transforms
 */
export const asStoreError = <A, E, R>(
  effect: Effect.Effect<A, E, R>
): Effect.Effect<A, Exclude<E, SqlError> | StoreError, R> =>
  Effect.catchCause(effect, (cause): Effect.Effect<never, Exclude<E, SqlError> | StoreError> => {
    const failures = cause.reasons
    for (const reason of failures) {
      if (Cause.isDieReason(reason)) {
        const thrown = sqlErrorIn(reason.defect)
        if (thrown !== undefined)
          return Effect.fail(new StoreError({ reason: new Unavailable({ code: detailOf(thrown).code }) }))
      }
    }
    for (const reason of failures) {
      if (Cause.isFailReason(reason)) {
        const failed = sqlErrorIn(reason.error)
        if (failed !== undefined) return Effect.fail(fromSqlError(failed))
      }
    }
    return Effect.failCause(cause as Cause.Cause<Exclude<E, SqlError>>)
  })
