/**
 * A clock that tells the host's time: for hosts that keep their own, for replays and for stories.
 *
 * @since 0.1.0
 */
import type { Clock } from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/**
 * A clock whose time is `now()` in milliseconds since 1970; waiting takes real time.
 *
 * @category constructors
 */
export const make = (now: () => number): Clock => {
  const nanos = () => BigInt(Math.trunc(now())) * 1_000_000n
  const monotonic = () => BigInt(Math.trunc(performance.now() * 1e6))
  return {
    currentTimeMillisUnsafe: now,
    currentTimeMillis: Effect.sync(now),
    currentTimeNanosUnsafe: nanos,
    currentTimeNanos: Effect.sync(nanos),
    monotonicTimeNanosUnsafe: monotonic,
    monotonicTimeNanos: Effect.sync(monotonic),
    sleep: (duration) =>
      Effect.callback<void>((resume) => {
        const timer = setTimeout(() => resume(Effect.void), Duration.toMillis(duration))
        return Effect.sync(() => clearTimeout(timer))
      })
  }
}
