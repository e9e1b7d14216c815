/**
 * What every question to the portal goes through: judged first, read at one moment, answered with that moment.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import * as Authority from "@agencybook/core/Authority"
import type { Instant } from "@agencybook/core/CalendarDate"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Capability } from "@agencybook/core/Capability"
import type { Facts, Selection } from "@agencybook/core/Facts"
import type { ActingId } from "@agencybook/core/Id"
import type { Refusal } from "@agencybook/core/Refusal"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { Agencybook, evidence, evidenceReads } from "../Agencybook.ts"
import * as Loading from "../Loading.ts"
import { Store } from "../Store.ts"

/** Who asks. @category models */
export interface Viewer {
  readonly actor: Actor
  readonly acting?: ActingId
}

/** An answer with the moment it holds for. @rule BOB-08 @category models */
export interface AsOf<A> {
  readonly asOf: Instant
  readonly value: A
}

/**
 * Asks: the viewer is judged for a capability on a target, then what is named is read and answered, all at one moment.
 */
export const ask = Effect.fnUntraced(function* <A>(
  viewer: Viewer,
  capability: Capability,
  target: Authority.Target | ((facts: Facts) => Authority.Target),
  reads: (facts: Facts, moment: Authority.Moment) => ReadonlyArray<Selection>,
  answer: (facts: Facts, moment: Authority.Moment, grant: Authority.Grant) => A | Refusal,
  /** What has to be known of the target before anybody can be judged. */
  first: ReadonlyArray<Selection> = []
) {
  const store = yield* Store
  const { policy } = yield* Agencybook
  const { acting, actor } = viewer
  const at = Dates.fromMillis(yield* Clock.currentTimeMillis)
  const moment: Authority.Moment = { at, day: Dates.on(at, policy.timeZone), policy }
  const value = yield* store.snapshot(
    Effect.fnUntraced(function* (load) {
      // Judged before anything else is read, so that a refused question cannot be timed by the size of its answer.
      const { facts } = yield* Loading.discover(load, (known) => [...evidenceReads(actor, acting, known), ...first])
      const about = typeof target === "function" ? target(facts) : target
      const ruling = Authority.judge(
        { capability, actor, target: about, ...(acting === undefined ? {} : { acting }) },
        evidence(actor, acting, facts),
        moment
      )
      if (ruling._tag === "Refused") return ruling
      return answer((yield* Loading.discover(load, (known) => reads(known, moment))).facts, moment, ruling)
    })
  )
  if (typeof value === "object" && value !== null && "_tag" in value && value._tag === "Refused")
    return yield* Effect.fail(value as Refusal)
  return { asOf: at, value: value as Exclude<A, Refusal> } satisfies AsOf<Exclude<A, Refusal>>
})
