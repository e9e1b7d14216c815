/**
 * Checks of the outbox: claims, leases, tokens and what becomes of a notice.
 *
 * @since 0.1.0
 */
import type { Claimed } from "@agencybook/application/Store"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Effect from "effect/Effect"
import { type Check, check, type Port, same } from "./StoreContractCheck.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"

const { at, commit, notice } = Records

const lease = 5000
const ids = (claimed: ReadonlyArray<Claimed>): ReadonlyArray<string> => claimed.map((one) => one.notice.noticeId)

/** Writes commands with these numbers of notices, a second apart, and gives the identifiers in order. */
const fill = Effect.fnUntraced(function* (store: Port, ...sizes: ReadonlyArray<number>) {
  const all: Array<string> = []
  for (const [n, size] of sizes.entries()) {
    const name = `z${sizes.length - n}`
    const notices = Array.from({ length: size }, (_, i) => notice(name, i))
    yield* put(store, commit(name, [], { second: n, notices }))
    for (const { noticeId } of notices) all.push(noticeId)
  }
  return all
})

const counted = (store: Port, queued: number, sent: number, failed: number) =>
  Effect.flatMap(store.counts(), (counts) => same("counts", counts, { journal: 0, queued, sent, failed }))

const order = Effect.fnUntraced(function* (store: Port) {
  yield* same("an empty outbox", yield* store.claim(at(), 10, lease), [])
  const all = yield* fill(store, 2, 12, 1)
  yield* same("no more than asked for", ids(yield* store.claim(at(20), 0, lease)), [])
  const first = yield* store.claim(at(20), 4, lease)
  const second = yield* store.claim(at(20), 100, lease)
  yield* same("oldest first", [...ids(first), ...ids(second)], all)
  yield* same("no more than asked for", first.length, 4)
  yield* same("queued at", [first[0]?.queuedAt, second.at(-1)?.queuedAt], [at(0), at(2)])
  yield* same(
    "first attempt",
    [...first, ...second].every(({ attempts }) => attempts === 1),
    true
  )
  yield* same(
    "tokens",
    new Set([...first, ...second].map(({ token }) => token)).size >= 1 && first.every(({ token }) => token !== ""),
    true
  )
})

const leases = Effect.fnUntraced(function* (store: Port) {
  const all = yield* fill(store, 3)
  const claimed = yield* store.claim(at(10), 2, lease)
  yield* same("claimed", ids(claimed), all.slice(0, 2))
  const end = Dates.plusMillis(at(10), lease)
  yield* same("the others", ids(yield* store.claim(at(10), 10, lease)), all.slice(2))
  yield* same(
    "a millisecond before the lease is over",
    ids(yield* store.claim(Dates.plusMillis(end, -1), 10, lease)),
    []
  )
  const again = yield* store.claim(end, 2, lease)
  yield* same("when the lease is over, oldest first", ids(again), all.slice(0, 2))
  yield* same(
    "second attempt",
    again.map(({ attempts }) => attempts),
    [2, 2]
  )
  yield* same(
    "during the second lease",
    ids(yield* store.claim(Dates.plusMillis(end, lease - 1), 10, lease)),
    all.slice(2)
  )
  yield* counted(store, 3, 0, 0)
})

const tokens = Effect.fnUntraced(function* (store: Port) {
  const [noticeId = ""] = yield* fill(store, 2)
  const [old] = yield* store.claim(at(10), 1, lease)
  const [latest] = yield* store.claim(at(20), 1, lease)
  yield* same("the same notice", latest?.notice.noticeId, noticeId)
  yield* same("another token", latest?.token === old?.token, false)
  for (const outcome of ["sent", "failed", "retry"] as const)
    yield* same(`the older claimer, ${outcome}`, yield* store.settle(noticeId, old?.token ?? "", outcome), false)
  for (const token of ["", "no-such-token", latest?.token.toUpperCase().concat("x") ?? ""])
    yield* same(`the token \`${token}\``, yield* store.settle(noticeId, token, "sent"), false)
  yield* same("an unknown notice", yield* store.settle("no-such", latest?.token ?? "", "sent"), false)
  yield* counted(store, 2, 0, 0)
  yield* same("still leased", ids(yield* store.claim(at(21), 10, lease)).includes(noticeId), false)
  yield* same("the latest claimer", yield* store.settle(noticeId, latest?.token ?? "", "sent"), true)
  yield* same("a second time", yield* store.settle(noticeId, latest?.token ?? "", "failed"), false)
  yield* counted(store, 1, 1, 0)
})

const neverClaimed = Effect.fnUntraced(function* (store: Port) {
  const [noticeId = ""] = yield* fill(store, 1)
  for (const token of ["", "0", "null", "undefined"])
    yield* same("without a claim", yield* store.settle(noticeId, token, "sent"), false)
  const [claimed] = yield* store.claim(at(10), 1, lease)
  yield* same("given back", yield* store.settle(noticeId, claimed?.token ?? "", "retry"), true)
  for (const token of ["", claimed?.token ?? ""])
    yield* same("after the claim has ended", yield* store.settle(noticeId, token, "sent"), false)
  yield* counted(store, 1, 0, 0)
})

const exact = Effect.fnUntraced(function* (store: Port) {
  const when = Dates.plusMillis(at(), 789)
  const written = [notice("exact", 0, { secure: true }), notice("exact", 1)]
  yield* put(store, commit("exact", [], { notices: written, provenance: { at: when }, command: { at: when } }))
  const begun = Dates.plusMillis(at(10), 900)
  const [first] = yield* store.claim(begun, 1, lease)
  const [second] = yield* store.claim(begun, 1, lease)
  yield* same("notices", [first?.notice, second?.notice], written)
  yield* same("queued at", [first?.queuedAt, second?.queuedAt], [when, when])
  const end = Dates.plusMillis(begun, lease)
  yield* same(
    "a part of a second before the lease is over",
    ids(yield* store.claim(Dates.plusMillis(end, -400), 9, 1)),
    []
  )
  for (const outcome of ["sent", "failed", "retry"] as const)
    yield* same(
      `the token of another notice, ${outcome}`,
      yield* store.settle("exact~n0", second?.token ?? "", outcome),
      false
    )
  yield* same("given back", yield* store.settle("exact~n0", first?.token ?? "", "retry"), true)
  yield* same("given back, before its lease is over", ids(yield* store.claim(Dates.plusMillis(end, -1), 9, 1)), [])
  for (const attempt of [2, 3, 4, 5, 6]) {
    const again = yield* store.claim(at(100 * attempt), 9, lease)
    yield* same(
      "attempts",
      again.map(({ attempts }) => attempts),
      [attempt, attempt]
    )
  }
  yield* counted(store, 2, 0, 0)
})

const outcomes = Effect.fnUntraced(function* (store: Port) {
  const all = yield* fill(store, 3)
  for (const [n, one] of (yield* store.claim(at(10), 3, lease)).entries()) {
    const outcome = (["sent", "failed", "retry"] as const)[n] ?? "sent"
    yield* same(outcome, yield* store.settle(one.notice.noticeId, one.token, outcome), true)
  }
  yield* counted(store, 1, 1, 1)
  const again = yield* store.claim(at(20), 10, lease)
  yield* same("only what is to be tried again", ids(again), all.slice(2))
  yield* same(
    "second attempt",
    again.map(({ attempts }) => attempts),
    [2]
  )
  yield* same("late, but the latest", yield* store.settle(all[2] ?? "", again[0]?.token ?? "", "sent"), true)
  yield* same("nothing left", ids(yield* store.claim(at(60), 10, lease)), [])
  yield* counted(store, 0, 2, 1)
})

const channels = Effect.fnUntraced(function* (store: Port) {
  const written = (["email", "letter", "letter", "email", "letter"] as const).map((channel, n) =>
    notice("mixed", n, { channel })
  )
  yield* put(store, commit("mixed", [], { notices: written }))
  const letters = yield* store.claim(at(10), 2, lease, "letter")
  yield* same("the oldest letters", ids(letters), ["mixed~n1", "mixed~n2"])
  yield* same("letters that are free", ids(yield* store.claim(at(10), 10, lease, "letter")), ["mixed~n4"])
  const mails = yield* store.claim(at(10), 10, lease, "email")
  yield* same("mails, none leased by the others", ids(mails), ["mixed~n0", "mixed~n3"])
  yield* same(
    "first attempt",
    [...letters, ...mails].map(({ attempts }) => attempts),
    [1, 1, 1, 1]
  )
  yield* same("any channel, after the leases", ids(yield* store.claim(at(60), 10, lease)).length, written.length)
  // A printer takes hundreds at once, and no mail among them, however many it could take.
  const many = Array.from({ length: 300 }, (_, n) => notice("many", n, { channel: n % 2 === 0 ? "email" : "letter" }))
  yield* put(store, commit("many", [], { second: 61, notices: many }))
  const of = (channel: "email" | "letter") =>
    many.filter((one) => one.channel === channel).map(({ noticeId }) => noticeId)
  const some = yield* store.claim(at(62), 120, lease, "letter")
  yield* same("120 letters among 300 notices", ids(some), of("letter").slice(0, 120))
  yield* same("all other letters", ids(yield* store.claim(at(62), 10_000, lease, "letter")), of("letter").slice(120))
  yield* same("all mails", ids(yield* store.claim(at(62), 10_000, lease, "email")), of("email"))
})

const claimRace = Effect.fnUntraced(function* (store: Port) {
  const all = yield* fill(store, 40)
  const racers = Array.from({ length: 32 }, () => Effect.andThen(Effect.yieldNow, store.claim(at(10), 2, lease)))
  const claimed = (yield* Effect.all(racers, { concurrency: "unbounded" })).flatMap(ids)
  for (;;) {
    const rest = yield* store.claim(at(10), 7, lease)
    if (rest.length === 0) break
    claimed.push(...ids(rest))
    if (claimed.length > all.length) break
  }
  yield* same("notices claimed by 32 at once", [...claimed].sort(), [...all].sort())
})

const settleRace = Effect.fnUntraced(function* (store: Port) {
  const [noticeId = ""] = yield* fill(store, 1)
  const [claimed] = yield* store.claim(at(10), 1, lease)
  const racers = Array.from({ length: 32 }, (_, n) =>
    store.settle(noticeId, claimed?.token ?? "", n % 2 === 0 ? "sent" : "failed")
  )
  const settled = yield* Effect.all(racers, { concurrency: "unbounded" })
  yield* same("settled by 32 at once", settled.filter((one) => one).length, 1)
  const { failed, queued, sent } = yield* store.counts()
  yield* same("counts", [queued, sent + failed], [0, 1])
})

/** The checks of the outbox. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("notices are claimed oldest first, no more than asked for", "C2", order),
  check("a claimed notice is nobody else's until the lease is over", "C3", leases),
  check("only the latest claimer can settle a notice, and only once", "C3", tokens),
  check("a notice that nobody has claimed cannot be settled", "C3", neverClaimed),
  check("times, attempts and tokens of a notice are its own, to the millisecond", "C3", exact),
  check("a notice is sent, failed or tried again, and counted so", "C1", outcomes),
  check("a claim for one channel leaves the others alone", "C2", channels),
  check("32 claimers at once never get the same notice", "C1", claimRace),
  check("of 32 who settle one claim at once, one does", "C3", settleRace)
]
