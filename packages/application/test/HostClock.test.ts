import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HostClock from "../src/HostClock.ts"

describe("HostClock", () => {
  it.live("tells the host's time, and real time for waiting", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* Clock.currentTimeMillis, 1_234)
      assert.strictEqual(yield* Clock.currentTimeNanos, 1_234_000_000n)
      const before = performance.now()
      yield* Effect.sleep("5 millis")
      assert.isAtLeast(performance.now() - before, 4)
    }).pipe(
      Effect.provideService(
        Clock.Clock,
        HostClock.make(() => 1_234)
      )
    )
  )
})
