/**
 * Emptying the outbox: claim, render, deliver, settle, until nothing is left; and letters, which somebody else prints.
 *
 * Delivery is at least once: a repeat carries the same notice identifier, from which an adapter makes the same
 * message. A notice that cannot be delivered for good is marked failed and does not stop the others.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case } from "@agencybook/core/Case"
import * as Facts from "@agencybook/core/Facts"
import type { Notice } from "@agencybook/core/Notice"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Input from "./internal/PortalInput.ts"
import { read } from "./internal/PortalRead.ts"
import { Mailer, type MailMessage } from "./Mailer.ts"
import { type Claimed, Store } from "./Store.ts"

/** Turns a notice into a message; `undefined` when it cannot be one. @category models */
export type Render = (notice: Notice, queuedAt: Dates.Instant) => MailMessage | undefined

/** How often a notice is tried, for how long it is claimed, and how many are claimed at once. @category models */
export interface DrainOptions {
  /** After so many times a notice that could be tried again is given up, from 1 to 1,000; 8 when absent. */
  readonly attempts?: number
  /** Milliseconds after which a notice that was not settled is free again, up to 30 days; a minute when absent. */
  readonly leaseMillis?: number
  /** From 1 to 1,000; 100 when absent. */
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
 * the outbox, for whoever calls `claimLetters`. Options that cannot be meant are refused as `CommandMalformed` before
 * anything is claimed.
 *
 * @category queries
 */
export const drain = Effect.fn("Outbox.drain")(function* (render: Render, options: DrainOptions = {}) {
  const store = yield* Store
  const mailer = yield* Mailer
  const { onDelivered, ...numbers } = options
  const { attempts = 8, batch = 100, leaseMillis = 60_000 } = yield* read("options", Input.drained, numbers)
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
    onDelivered?.(done.sent)
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

/**
 * A notice for letter post, claimed for one who prints. It holds no secret, and what is personal in it is for the letter.
 *
 * @category models
 */
export interface Letter extends Claimed {
  /** Where the consumer lives by the record of the case as it is now; absent when there is no such case any more. */
  readonly address?: Case["primaryContact"]["address"]
}

/** How many letters are claimed, and for how long. @category models */
export interface LetterOptions {
  /** At most so many, from 1 to 1,000; 100 when absent. */
  readonly limit?: number
  /** Milliseconds after which a letter that was not settled is given out again; an hour when absent. */
  readonly leaseMillis?: number
}

/** What became of a letter, with the notice and the token of its claim. @category models */
export interface LetterSettled {
  readonly noticeId: string
  readonly token: string
  /** Handed to the post, never to be tried again, or given back. */
  readonly outcome: "sent" | "failed" | "retry"
}

/**
 * Claims letters for printing, the oldest first. Nobody else gets them before the lease is over; then whoever asks gets
 * those that were not settled, so that a letter is printed at least once.
 *
 * **Gotchas**: the identifier of the notice is the same when it is given out again; a printer that keeps those it has
 * printed prints none twice.
 * Options that cannot be meant are refused as `CommandMalformed`.
 *
 * @category queries
 */
export const claimLetters = Effect.fn("Outbox.claimLetters")(function* (options: LetterOptions = {}) {
  const store = yield* Store
  const { leaseMillis = 3_600_000, limit = 100 } = yield* read("options", Input.letters, options)
  const at = Dates.fromMillis(yield* Clock.currentTimeMillis)
  const claimed = yield* store.claim(at, limit, leaseMillis, "letter")
  const caseIds = new Set(claimed.flatMap(({ notice }) => notice.to.caseId ?? []))
  const found = yield* store.load([Facts.read("case", "id", ...caseIds)])
  const addresses = new Map(found.map(({ id, record }) => [id, (record as Case).primaryContact.address]))
  return claimed.map((one): Letter => {
    const address = addresses.get(one.notice.to.caseId ?? "")
    return address === undefined ? one : { ...one, address }
  })
})

/**
 * Ends the claim of a letter; `false` when somebody else has claimed it meanwhile or it was settled, and then nothing
 * changes. What is given back is free when its lease is over.
 *
 * @category queries
 */
export const settleLetter = Effect.fn("Outbox.settleLetter")(function* ({ noticeId, outcome, token }: LetterSettled) {
  const store = yield* Store
  return yield* store.settle(noticeId, token, outcome)
})
