/**
 * How long a command is tried: again after every failure that may pass, and never beyond its deadline.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Schedule from "effect/Schedule"
import { StoreError, Unavailable } from "../Store.ts"

/** Milliseconds that a command may take, with all its attempts, unless the options say otherwise. */
export const usualDeadline = 30_000

const late = new StoreError({ reason: new Unavailable({ code: "deadline" }) })

// In a transaction that may not see what was written, every further try would end alike.
const mayPass = (error: unknown): boolean =>
  error instanceof StoreError &&
  error.isRetryable &&
  !(error.reason._tag === "Conflict" && error.reason.level !== undefined)

const isConflict = (error: unknown, on?: string): boolean =>
  error instanceof StoreError && error.reason._tag === "Conflict" && (on === undefined || error.reason.on === on)

/**
 * Tries a command without holding anything, because two that meet are rare. Once it has met somebody it stands in line: at
 * once when what it had read is no more, and at the next try when it could not write.
 */
export const freely = <A, E, R>(free: Effect.Effect<A, E, R>, held: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => {
  let met = false
  return Effect.suspend(() =>
    met
      ? held
      : Effect.catch(free, (error) => {
          met = isConflict(error)
          return isConflict(error, "basis") ? held : Effect.fail(error)
        })
  )
}

/** Tries again what may pass, up to eight times in all. */
export const again = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.retry(effect, {
    while: mayPass,
    times: 7,
    schedule: Schedule.jittered(Schedule.exponential("20 millis"))
  })

/**
 * Answers within a deadline. What still waits then is told to stop, but nobody waits for it: a rollback over a network
 * that has gone silent would take as long as what it ends. Whether it was written is unknown, as after any lost
 * connection; the same command identifier finds out.
 */
export const within =
  (millis: number) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | StoreError, R> =>
    Number.isFinite(millis)
      ? Effect.flatMap(Effect.forkDetach(effect), (fiber) =>
          Effect.timeoutOrElse(Fiber.join(fiber), {
            duration: millis,
            orElse: () =>
              Effect.andThen(
                Effect.sync(() => fiber.interruptUnsafe()),
                Effect.fail(late)
              )
          }).pipe(Effect.onInterrupt(() => Fiber.interrupt(fiber)))
        )
      : effect
