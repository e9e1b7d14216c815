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
import type { ActingId, AgentId } from "@agencybook/core/Id"
import { isRefusal, type Refusal } from "@agencybook/core/Refusal"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { Agencybook, evidence, evidenceReads } from "../Agencybook.ts"
import * as Loading from "../Loading.ts"
import { type Reading, Store, type StoreError } from "../Store.ts"

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

/** Whether a viewer asks for the own book, in person or in a session for the agent. */
export const isOwn = ({ acting, actor }: Viewer, { agentId }: { readonly agentId?: AgentId }): boolean =>
  agentId !== undefined && (acting !== undefined || (actor._tag === "Agent" && actor.agentId === agentId))

/** What is asked for: a capability, on a target that may have to be looked up first. */
export interface Question {
  readonly capability: Capability
  readonly target: Authority.Target | ((facts: Facts) => Authority.Target)
  /** What has to be known of the target before anybody can be judged. */
  readonly first?: ReadonlyArray<Selection>
}

/** The moment of asking, on the exchange's calendar. */
const now = Effect.gen(function* () {
  const { policy } = yield* Agencybook
  const at = Dates.fromMillis(yield* Clock.currentTimeMillis)
  return { at, day: Dates.on(at, policy.timeZone), policy } satisfies Authority.Moment
})

/** The ruling on a question; nothing else is read before, so that a refusal cannot be timed by the size of an answer. */
const judged = Effect.fnUntraced(function* (
  viewer: Viewer,
  { capability, first = [], target }: Question,
  reading: Reading,
  moment: Authority.Moment
) {
  const { acting, actor } = viewer
  const { facts } = yield* Loading.discover(reading.load, (known) => [...evidenceReads(actor, acting, known), ...first])
  const about = typeof target === "function" ? target(facts) : target
  return Authority.judge(
    { capability, actor, target: about, ...(acting === undefined ? {} : { acting }) },
    evidence(actor, acting, facts),
    moment
  )
})

/** Asks, and answers by reading on: whatever is read is of one moment. */
export const consult = Effect.fnUntraced(function* <A, E = never>(
  viewer: Viewer,
  question: Question,
  answer: (
    reading: Reading,
    moment: Authority.Moment,
    grant: Authority.Grant
  ) => Effect.Effect<A | Refusal, E | StoreError>
) {
  const store = yield* Store
  const moment = yield* now
  const value = yield* store.snapshot(
    Effect.fnUntraced(function* (_, reading) {
      const ruling = yield* judged(viewer, question, reading, moment)
      return ruling._tag === "Refused" ? ruling : yield* answer(reading, moment, ruling)
    })
  )
  if (isRefusal(value)) return yield* Effect.fail(value as Refusal)
  return { asOf: moment.at, value: value as Exclude<A, Refusal> } satisfies AsOf<Exclude<A, Refusal>>
})

/** Asks, and answers from the records that are named. */
export const ask = <A>(
  viewer: Viewer,
  capability: Capability,
  target: Question["target"],
  reads: (facts: Facts, moment: Authority.Moment) => ReadonlyArray<Selection>,
  answer: (facts: Facts, moment: Authority.Moment, grant: Authority.Grant) => A | Refusal,
  first: ReadonlyArray<Selection> = []
) =>
  consult(viewer, { capability, target, first }, (reading, moment, grant) =>
    Effect.map(
      Loading.discover(reading.load, (known) => reads(known, moment)),
      ({ facts }) => answer(facts, moment, grant)
    )
  )
