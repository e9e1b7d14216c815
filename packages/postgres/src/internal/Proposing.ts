/**
 * A command that holds nothing while it is decided: read at one moment, then hold what was read as it was, write, look for
 * what else would be read now, and commit.
 *
 * What need not wait for an answer is sent without waiting, so that over a session that allows it an ordinary command costs
 * a round trip for each wave of its reading and one for everything else.
 *
 * @since 0.1.0
 */
import * as Fidelity from "@agencybook/application/Fidelity"
import type { Basis, Look, Proposal, StoreError } from "@agencybook/application/Store"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { asStoreError } from "../SqlFailure.ts"
import * as Driver from "./Driver.ts"

type Sent = Effect.Effect<unknown, SqlError | StoreError>

/**
 * Sends statements in their order without waiting for the answers between them. All answers are waited for; of several
 * failures the first counts, because after it the transaction refuses the others.
 */
const together = (statements: ReadonlyArray<Sent>): Effect.Effect<void, SqlError | StoreError> =>
  Effect.flatMap(
    Effect.forEach(statements, (one) => Effect.exit(one), { concurrency: "unbounded" }),
    (exits) => exits.find(Exit.isFailure) ?? Effect.void
  )

/**
 * The same for what takes long to put into words: each statement is on its way before the next one is written down, so that
 * the server is busy with the one while the other is made.
 */
const oneByOne = (statements: ReadonlyArray<Sent>): Effect.Effect<void, SqlError | StoreError> =>
  Effect.scoped(
    Effect.gen(function* () {
      const sent: Array<Fiber.Fiber<Exit.Exit<unknown, SqlError | StoreError>>> = []
      for (const one of statements) {
        sent.push(yield* Effect.forkScoped(Effect.exit(one), { startImmediately: true }))
        yield* Effect.yieldNow
      }
      const exits = yield* Effect.forEach(sent, (fiber) => Fiber.join(fiber))
      return yield* exits.find(Exit.isFailure) ?? Effect.void
    })
  )

type Proposed = NonNullable<Proposal<unknown>["write"]>

/** What a proposal is made of by a store. */
export interface Parts extends Look {
  readonly sql: SqlClient
  readonly looking: string
  readonly writing: string
  /** Makes the rows of the exchange visible in the transaction. */
  readonly enter: Effect.Effect<unknown, SqlError | StoreError>
  /** Holds what was found, and fails with a conflict where it is not what was found. */
  readonly hold: (basis: Basis) => ReadonlyArray<Sent>
  /**
   * Statements that write; each fails where it writes not everything, and one of them where the reads find anything else. Where there is much to write, the last ones are known
   * by an answer of the server only, and what is to be sent `after` them is sent after them.
   */
  readonly write: (proposed: Proposed) => {
    readonly ahead: ReadonlyArray<Sent>
    readonly last?: Effect.Effect<ReadonlyArray<Sent>, SqlError | StoreError>
    readonly after?: ReadonlyArray<Sent>
  }
}

/** Carries out proposals. @category constructors */
export const make = ({ enter, hold, looking, sql, write, writing, ...look }: Parts) => {
  const propose = <A, E>(
    { abandon, connection }: Driver.Session,
    body: (look: Look) => Effect.Effect<Proposal<A>, E>
  ): Effect.Effect<A, E | SqlError | StoreError> => {
    // Only our statements belong to the transaction, not whatever else the body does.
    const here = <B, F>(effect: Effect.Effect<B, F>) =>
      Effect.provideService(effect, sql.transactionService, [connection, 0])
    const control = (text: string) => connection.execute(text, [], undefined)
    const end = Driver.commit(connection)
    // The first thing that is read goes together with what has to come before it.
    let opening: ReadonlyArray<Sent> = [control(looking), here(enter)]
    let unread: StoreError | undefined
    const first = <B>(statement: Effect.Effect<B, StoreError>): Effect.Effect<B, StoreError> =>
      Effect.suspend(() => {
        if (opening.length === 0) return statement
        const sent = opening
        opening = []
        return Effect.flatMap(
          Effect.all([Effect.exit(asStoreError(together(sent))), Effect.exit(statement)], { concurrency: "unbounded" }),
          ([opened, answer]) => Effect.andThen(opened, answer)
        )
      }).pipe(
        Effect.tapError((error) =>
          Effect.sync(() => {
            unread = error
          })
        )
      )
    const whole = Effect.gen(function* () {
      const { answer, write: proposed } = yield* body({
        load: (selections) => first(here(look.load(selections))),
        command: (commandId) => first(here(look.command(commandId)))
      })
      const begun = opening.length === 0
      if (proposed === undefined) {
        if (begun) yield* end
        return answer
      }
      // A transaction in which reading failed would be rolled back, and what comes after it carried out.
      if (unread !== undefined) return yield* unread
      const refusal = Fidelity.refusal(proposed.commit)
      if (refusal !== undefined) return yield* refusal
      // Nothing that writes is sent before a transaction is known to have begun, in which each failure stops what comes
      // after it. That in which was read goes over into the one that writes, so that there is always one: it has nothing to
      // commit, and its rollback does not fail.
      if (!begun) yield* control("BEGIN")
      const { after = [], ahead, last } = write(proposed)
      const sent = [
        ...(begun ? [control("ROLLBACK AND CHAIN")] : []),
        control(writing),
        ...[enter, ...hold(proposed.basis), ...ahead].map(here)
      ]
      if (last === undefined) yield* together([...sent, end])
      else {
        const rest = Effect.flatMap(last, (statements) => oneByOne(statements.map(here)))
        yield* oneByOne([...sent, here(rest)])
        yield* together([...after.map(here), end])
      }
      return answer
    })
    return Effect.onExit(whole, (exit) => {
      if (Exit.isSuccess(exit)) return Effect.void
      return Cause.hasInterrupts(exit.cause)
        ? abandon
        : // Where nothing is open any more, this says so and does nothing.
          Effect.ignoreCause(connection.execute("ROLLBACK", [], undefined))
    })
  }
  return <A, E>(body: (look: Look) => Effect.Effect<Proposal<A>, E>): Effect.Effect<A, E | SqlError | StoreError> =>
    Effect.scoped(Effect.flatMap(Driver.session(sql), (session) => propose(session, body)))
}
