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
import * as Disclosure from "@agencybook/core/Disclosure"
import type { Facts, Selection } from "@agencybook/core/Facts"
import type { ActingId, AgentId, CaseId } from "@agencybook/core/Id"
import { isRefusal, type Refusal } from "@agencybook/core/Refusal"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { Agencybook, caseworkEvidence, caseworkReads, evidence, evidenceReads } from "../Agencybook.ts"
import * as Loading from "../Loading.ts"
import { type Reading, Store, type StoreError } from "../Store.ts"

/** Who asks, and why where the policy wants to know. @category models */
export interface Viewer {
  readonly actor: Actor
  readonly acting?: ActingId
  /** The actor has signed in with a second factor, as the host says; see `Policy.secondFactor`. @rule SEC-01 */
  readonly secondFactor?: true
  /** Why personal data is read for somebody else; kept with the record of the reading. @rule SEC-03 */
  readonly reason?: string
}

/** An answer with the moment it holds for. @rule BOB-08 @category models */
export interface AsOf<A> {
  readonly asOf: Instant
  readonly value: A
}

/** Whether a viewer asks for the own book, in person or in a session for the agent. */
export const isOwn = ({ acting, actor }: Viewer, { agentId }: { readonly agentId?: AgentId }): boolean =>
  agentId !== undefined && (acting !== undefined || (actor._tag === "Agent" && actor.agentId === agentId))

/** The word of the host that there was a second factor; what every object inherits, should somebody have put it there, is none. */
export const factorOf = (viewer: Viewer): Pick<Viewer, "secondFactor"> =>
  Object.hasOwn(viewer, "secondFactor") && viewer.secondFactor === true ? { secondFactor: true } : {}

/** The case of each row. */
export const casesOf = (rows: ReadonlyArray<{ readonly caseId: CaseId }>): ReadonlyArray<CaseId> =>
  rows.map(({ caseId }) => caseId)

/** What is asked for: a capability, on a target that may have to be looked up first. */
export interface Question {
  readonly capability: Capability
  readonly target: Authority.Target | ((facts: Facts) => Authority.Target)
  /** What has to be known of the target before anybody can be judged. */
  readonly first?: ReadonlyArray<Selection>
  /** Whether whoever works for the delegate is judged by the delegate and the consents of the case, as commands are. */
  readonly casework?: boolean
}

/** What an answer shows of consumers: its reading is recorded. @rule SEC-03 */
export interface Shows<A> {
  readonly what: Disclosure.What
  /** The case of each row. */
  readonly cases: (answer: A) => Iterable<CaseId>
  /** Rows, where there is more than one of a case. */
  readonly count?: (answer: A) => number
  /** Why, where that was said before. */
  readonly reason?: (facts: Facts) => string | undefined
}

/** The moment of asking, on the exchange's calendar. */
export const now = Effect.gen(function* () {
  const { policy } = yield* Agencybook
  const at = Dates.fromMillis(yield* Clock.currentTimeMillis)
  return { at, day: Dates.on(at, policy.timeZone), policy } satisfies Authority.Moment
})

/** The ruling on a question; nothing else is read before, so that a refusal cannot be timed by the size of an answer. */
const judged = Effect.fnUntraced(function* (
  viewer: Viewer,
  { capability, casework = false, first = [], target }: Question,
  reading: Reading,
  moment: Authority.Moment
) {
  const { acting, actor } = viewer
  const targetIn = (known: Facts) => (typeof target === "function" ? target(known) : target)
  const { facts } = yield* Loading.discover(reading.load, (known) => [
    ...evidenceReads(actor, acting, known, casework ? targetIn(known) : {}),
    ...(casework ? caseworkReads(capability, targetIn(known)) : []),
    ...first
  ])
  const about = targetIn(facts)
  const ruling = Authority.judge(
    { capability, actor, target: about, ...(acting && { acting }), ...factorOf(viewer) },
    casework
      ? { ...evidence(actor, acting, facts, about), ...caseworkEvidence(capability, facts, about) }
      : evidence(actor, acting, facts),
    moment
  )
  return { ruling, about, facts }
})

/** Reads on, once somebody may. */
type Answering<A, E> = (
  reading: Reading,
  moment: Authority.Moment,
  grant: Authority.Grant
) => Effect.Effect<A | Refusal, E | StoreError>

/** Asks, and answers by reading on: whatever is read is of one moment. For what shows nothing of consumers. */
export const consult = Effect.fnUntraced(function* <A, E = never>(
  viewer: Viewer,
  question: Question,
  answer: Answering<A, E>
) {
  const store = yield* Store
  const moment = yield* now
  const value = yield* store.snapshot(
    Effect.fnUntraced(function* (_, reading) {
      const { ruling } = yield* judged(viewer, question, reading, moment)
      return ruling._tag === "Refused" ? ruling : yield* answer(reading, moment, ruling)
    })
  )
  if (isRefusal(value)) return yield* Effect.fail(value as Refusal)
  return { asOf: moment.at, value: value as Exclude<A, Refusal> } satisfies AsOf<Exclude<A, Refusal>>
})

/** Asks as `consult` does, and records what the answer shows of consumers; without the record there is no answer. @rule SEC-03 */
export const disclose = Effect.fnUntraced(function* <A, E = never>(
  viewer: Viewer,
  question: Question,
  shows: Shows<A>,
  answer: Answering<A, E>
) {
  const store = yield* Store
  const moment = yield* now
  const value = yield* store.disclose<A | Refusal, E | StoreError>(
    Effect.fnUntraced(function* (reading) {
      const { about, facts, ruling } = yield* judged(viewer, question, reading, moment)
      if (ruling._tag === "Refused") return { answer: ruling }
      const reason = viewer.reason ?? shows.reason?.(facts)
      const obstructed = Disclosure.obstacle(shows.what, ruling, reason, moment.policy)
      if (obstructed !== undefined) return { answer: obstructed }
      const found = yield* answer(reading, moment, ruling)
      if (isRefusal(found)) return { answer: found }
      const cases = Array.from(shows.cases(found as A))
      const count = shows.count?.(found as A) ?? cases.length
      const told = { what: shows.what, about, cases, count, reason }
      return { answer: found, shown: Disclosure.make(told, ruling, viewer.actor, moment.at) }
    })
  )
  if (isRefusal(value)) return yield* Effect.fail(value as Refusal)
  return { asOf: moment.at, value: value as A } satisfies AsOf<A>
})

/** Records that a whole book is about to be given out, before the first row is. @rule SEC-03 */
export const announce = Effect.fnUntraced(function* (
  viewer: Viewer,
  question: Question,
  what: Disclosure.What,
  count: (reading: Reading) => Effect.Effect<number, StoreError>
) {
  const store = yield* Store
  const moment = yield* now
  const { actor, reason } = viewer
  const refusal = yield* store.disclose<Refusal | undefined, StoreError>(
    Effect.fnUntraced(function* (reading) {
      const { about, ruling } = yield* judged(viewer, question, reading, moment)
      if (ruling._tag === "Refused") return { answer: ruling }
      const obstructed = Disclosure.obstacle(what, ruling, reason, moment.policy)
      if (obstructed !== undefined) return { answer: obstructed }
      const told = { what, about, cases: [], count: yield* count(reading), whole: true, reason } as const
      return { answer: undefined, shown: Disclosure.make(told, ruling, actor, moment.at) }
    })
  )
  if (refusal !== undefined) return yield* Effect.fail(refusal)
})

/** What a question reads, one record leading to the next, and what it makes of them. */
interface Asking<A> {
  readonly reads: (facts: Facts, moment: Authority.Moment) => ReadonlyArray<Selection>
  readonly answer: (facts: Facts, moment: Authority.Moment, grant: Authority.Grant) => A | Refusal
}

const fromRecords =
  <A>({ answer, reads }: Asking<A>): Answering<A, never> =>
  (reading, moment, grant) =>
    Effect.map(
      Loading.discover(reading.load, (known) => reads(known, moment)),
      ({ facts }) => answer(facts, moment, grant)
    )

/** Asks, and answers from the records that are named. For what shows nothing of consumers. */
export const ask = <A>(
  viewer: Viewer,
  capability: Capability,
  target: Question["target"],
  reads: Asking<A>["reads"],
  answer: Asking<A>["answer"],
  first: ReadonlyArray<Selection> = []
) => consult(viewer, { capability, target, first }, fromRecords({ reads, answer }))

/** Asks as `ask` does, with everything that a question says. For what shows nothing of consumers. */
export const askOn = <A>(viewer: Viewer, question: Question, reads: Asking<A>["reads"], answer: Asking<A>["answer"]) =>
  consult(viewer, question, fromRecords({ reads, answer }))

/** Asks as `ask` does, and records what the answer shows of consumers. @rule SEC-03 */
export const show = <A>(
  viewer: Viewer,
  question: Question,
  shows: Shows<A>,
  reads: Asking<A>["reads"],
  answer: Asking<A>["answer"]
) => disclose<A>(viewer, question, shows, fromRecords({ reads, answer }))
