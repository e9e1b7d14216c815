/**
 * The portal logic for hosts without Effect: promises and plain objects.
 *
 * A refusal is an answer, not an exception. What is thrown is a failure of the store, with `isRetryable`.
 *
 * @since 0.1.0
 */
import type * as Book from "@agencybook/core/BookOfBusiness"
import type * as Directory from "@agencybook/core/Directory"
import type { AgencyId } from "@agencybook/core/Id"
import * as Policy from "@agencybook/core/Policy"
import { isRefusal, type Refusal } from "@agencybook/core/Refusal"
import type * as Roster from "@agencybook/core/Roster"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Agencybook from "./Agencybook.ts"
import type { Envelope, Issue } from "./Envelope.ts"
import * as HostClock from "./HostClock.ts"
import * as MemoryStore from "./MemoryStore.ts"
import * as NodeSecrets from "./NodeSecrets.ts"
import * as Queries from "./Queries.ts"
import type { Secrets } from "./Secrets.ts"
import type { Store } from "./Store.ts"

/** The answer to a command. @category models */
export type Reply =
  | ({ readonly ok: true } & Omit<Agencybook.Done, "_tag">)
  | { readonly ok: false; readonly refusal: Refusal }
  | { readonly ok: false; readonly malformed: ReadonlyArray<Issue> }
  | { readonly ok: false; readonly conflict: string }

/** The answer to a question. @category models */
export type Answer<A> = ({ readonly ok: true } & Queries.AsOf<A>) | { readonly ok: false; readonly refusal: Refusal }

/** What a portal can be built with; without a store everything is kept in memory. @category models */
export interface Options {
  readonly policy?: Policy.Policy
  readonly store?: Layer.Layer<Store, unknown>
  readonly secrets?: Layer.Layer<Secrets>
  /** Milliseconds since 1970; the system's clock when absent. */
  readonly now?: () => number
}

/** The portal logic as promises. @category services */
export interface Portal {
  readonly execute: (envelope: Envelope) => Promise<Reply>
  readonly roster: (viewer: Queries.Viewer, agencyId: AgencyId) => Promise<Answer<ReadonlyArray<Roster.RosterLine>>>
  readonly book: (viewer: Queries.Viewer, scope: Queries.BookScope) => Promise<Answer<ReadonlyArray<Book.Row>>>
  readonly directory: (
    viewer: Queries.Viewer,
    criteria: Directory.Criteria
  ) => Promise<Answer<ReadonlyArray<Directory.Listing>>>
  readonly close: () => Promise<void>
}

/**
 * Builds a portal.
 *
 * @category constructors
 */
export const make = (options: Options = {}): Portal => {
  const { now, policy = Policy.calheers, secrets = NodeSecrets.layer(), store = MemoryStore.layer } = options
  const runtime = ManagedRuntime.make(
    Agencybook.layer({ policy }).pipe(Layer.provideMerge(store), Layer.provideMerge(secrets))
  )
  const run = <A, E>(effect: Effect.Effect<A, E, Agencybook.Agencybook | Store>): Promise<A> =>
    runtime.runPromise(now === undefined ? effect : Effect.provideService(effect, Clock.Clock, HostClock.make(now)))

  const answer = <A, E>(
    effect: Effect.Effect<Queries.AsOf<A>, E | Refusal, Agencybook.Agencybook | Store>
  ): Promise<Answer<A>> =>
    run(
      effect.pipe(
        Effect.map((value): Answer<A> => ({ ok: true, ...value })),
        Effect.catch(
          (error): Effect.Effect<Answer<A>, E | Refusal> =>
            isRefusal(error) ? Effect.succeed({ ok: false, refusal: error }) : Effect.fail(error)
        )
      )
    )

  return {
    execute: (envelope) =>
      run(
        Agencybook.Agencybook.use((book) => book.execute(envelope)).pipe(
          Effect.map(({ _tag: _, ...done }): Reply => ({ ok: true, ...done })),
          Effect.catchTags({
            Refused: (refusal: Refusal) => Effect.succeed<Reply>({ ok: false, refusal }),
            CommandMalformed: ({ issues }) => Effect.succeed<Reply>({ ok: false, malformed: issues }),
            CommandConflict: ({ message }) => Effect.succeed<Reply>({ ok: false, conflict: message })
          })
        )
      ),
    roster: (viewer, agencyId) => answer(Queries.roster(viewer, agencyId)),
    book: (viewer, scope) => answer(Queries.book(viewer, scope)),
    directory: (viewer, criteria) => answer(Queries.directory(viewer, criteria)),
    close: () => runtime.dispose()
  }
}
