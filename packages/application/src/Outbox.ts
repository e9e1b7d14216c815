/**
 * Emptying the outbox: claim, render, deliver, settle, until nothing is left.
 *
 * Delivery is at least once: a repeat carries the same notice identifier, from which an adapter makes the same
 * message. A notice that cannot be delivered for good is marked failed and does not stop the others.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Notice } from "@agencybook/core/Notice"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { Mailer, type MailMessage } from "./Mailer.ts"
import { type Claimed, Store } from "./Store.ts"

/** Turns a notice into a message; `undefined` when it cannot be one. @category models */
export type Render = (notice: Notice, queuedAt: Dates.Instant) => MailMessage | undefined

/** How often a notice is tried, for how long it is claimed, and how many are claimed at once. @category models */
export interface DrainOptions {
  readonly attempts?: number
  readonly leaseMillis?: number
  readonly batch?: number
  readonly onDelivered?: (delivered: number) => void
}

/** What a drain did. @category models */
export interface Drained {
  readonly sent: number
  readonly failed: number
  /** Notices whose delivery will be tried by a later drain. */
  readonly waiting: number
}

/**
 * Delivers the notices for e-mail that are due now, each at most once in this drain. Notices for letter post stay in
 * the outbox, for whoever claims that channel.
 *
 * @category queries
 */
export const drain = Effect.fn("Outbox.drain")(function* (render: Render, options: DrainOptions = {}) {
  const store = yield* Store
  const mailer = yield* Mailer
  const { attempts = 8, batch = 100, leaseMillis = 60_000 } = options
  const done = { sent: 0, failed: 0, waiting: 0 }
  const seen = new Set<string>()

  const deliver = Effect.fnUntraced(function* (claimed: Claimed) {
    const { noticeId } = claimed.notice
    // A notice whose words cannot be made must not hold up the others.
    const message = yield* Effect.try({
      try: () => render(claimed.notice, claimed.queuedAt),
      catch: () => undefined
    }).pipe(Effect.orElseSucceed(() => undefined))
    // A notice that the templates cannot put into words will not be delivered by trying again.
    const outcome =
      message === undefined
        ? "failed"
        : yield* mailer.deliver(message).pipe(
            Effect.as("sent" as const),
            Effect.catch((error) =>
              Effect.succeed(
                error.isRetryable && claimed.attempts < attempts ? ("retry" as const) : ("failed" as const)
              )
            )
          )
    yield* store.settle(noticeId, claimed.token, outcome)
    if (outcome === "sent") done.sent += 1
    else if (outcome === "failed") done.failed += 1
    else done.waiting += 1
    options.onDelivered?.(done.sent)
  })

  for (;;) {
    const at = Dates.fromMillis(yield* Clock.currentTimeMillis)
    const claimed = (yield* store.claim(at, batch, leaseMillis, "email")).filter(
      ({ notice }) => !seen.has(notice.noticeId)
    )
    if (claimed.length === 0) break
    for (const one of claimed) seen.add(one.notice.noticeId)
    yield* Effect.forEach(claimed, deliver, { concurrency: 5, discard: true })
  }
  return done
})
