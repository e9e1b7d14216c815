/**
 * Conditions that a statement has to meet for the transaction to go on.
 *
 * A count that travels back would be looked at too late for what was sent after it; a statement that fails stops all that.
 *
 * @since 0.1.0
 */
import { Conflict, StoreError } from "@agencybook/application/Store"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import { codeOf, isUnnamed } from "../SqlFailure.ts"

/** An expression that divides by zero unless a condition holds. */
export const unless = (condition: string): string => `1 / case when ${condition} then 1 else 0 end as met`

/** A statement with such an expression, whose failure is the conflict on something. */
export const orConflict = <A>(
  on: string,
  statement: Effect.Effect<A, SqlError>
): Effect.Effect<A, SqlError | StoreError> =>
  Effect.mapError(statement, (error) =>
    codeOf(error) === "22012" ? new StoreError({ reason: new Conflict({ on }) }) : error
  )

/** A statement whose failure by a key that is taken is the conflict on something, where the key has no name of its own. */
export const orTaken = <A>(
  on: string,
  statement: Effect.Effect<A, SqlError | StoreError>
): Effect.Effect<A, SqlError | StoreError> =>
  Effect.mapError(statement, (error) =>
    error._tag === "SqlError" && isUnnamed(error) ? new StoreError({ reason: new Conflict({ on }) }) : error
  )
