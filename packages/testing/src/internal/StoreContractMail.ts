/**
 * Checks of what becomes of notices in the long run: leases of any length, turns, channels and what is over for good.
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

const ids = (claimed: ReadonlyArray<Claimed>): ReadonlyArray<string> => claimed.map((one) => one.notice.noticeId)

const day = 86_400

const lengths = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("one", [], { notices: [notice("one", 0)] }))
  let now = at(10)
  for (const lease of [
    1,
    7,
    999,
    1000,
    1001,
    4999,
    60_000,
    601_000,
    3_600_001,
    90_000_000,
    40 * day * 1000,
    400 * day * 1000
  ]) {
    yield* same(`free for ${lease} ms`, ids(yield* store.claim(now, 9, lease)), ["one~n0"])
    yield* same(`held at once for ${lease} ms`, ids(yield* store.claim(now, 9, 1)), [])
    now = Dates.plusMillis(now, lease)
    yield* same(`held for ${lease} ms, to the last`, ids(yield* store.claim(Dates.plusMillis(now, -1), 9, 1)), [])
  }
  yield* same("free in the end", ids(yield* store.claim(now, 9, 1)), ["one~n0"])
})

const tireless = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("one", [], { notices: [notice("one", 0)] }))
  // More attempts than anybody makes, or than a byte can count: whoever gives up says so.
  for (let n = 1; n <= 300; n++) {
    const [one] = yield* store.claim(at(n), 9, 1000)
    yield* same("attempts, and since when", [one?.attempts, one?.queuedAt], [n, at()])
    if (one !== undefined && n % 3 === 0) yield* store.settle("one~n0", one.token, "retry")
  }
})

const finished = 260

const roles = ["agent", "manager", "staff", "consumer", "counselor", "signer"] as const

const behind = Effect.fnUntraced(function* (store: Port) {
  yield* same("what is claimed where nothing is", ids(yield* store.claim(at(1), 9, 1000)), [])
  const many = Array.from({ length: finished }, (_, n) =>
    notice("many", n, {
      to: { role: roles[n % roles.length] ?? "agent", name: `Name ${n}` },
      ...(n % 3 === 0 ? { channel: "letter" } : {})
    })
  )
  yield* put(store, commit("many", [], { notices: many }))
  yield* put(store, commit("last", [], { notices: [notice("last", 0), notice("last", 1, { channel: "letter" })] }))
  const claimed = yield* store.claim(at(1), finished, 1000)
  yield* same(
    "notices to whoever it is",
    claimed.map(({ notice }) => notice),
    many
  )
  for (const [n, { notice, token }] of claimed.entries()) {
    const ends = ["sent", "failed"] as const
    yield* store.settle(notice.noticeId, token, ends[n % 2] ?? "sent")
    for (const end of n < 4 ? ([...ends, "retry"] as const) : [])
      yield* same(`${end} of what is over`, yield* store.settle(notice.noticeId, token, end), false)
  }
  const half = finished / 2
  yield* same("counts", yield* store.counts(), { journal: 0, queued: 2, sent: half, failed: half })
  yield* same("a letter behind all that is over", ids(yield* store.claim(at(2), 1, 1000, "letter")), ["last~n1"])
  yield* same("a mail behind all that is over", ids(yield* store.claim(at(2), 1, 1000)), ["last~n0"])
  // Another clock is behind the one that has just claimed.
  yield* put(store, commit("new", [], { notices: [notice("new", 0)] }))
  yield* same("what is new, by another clock", ids(yield* store.claim(at(1), 9, 1000)), ["new~n0"])
})

const turns = Effect.fnUntraced(function* (store: Port) {
  for (const n of [0, 1, 2, 3])
    yield* put(store, commit(`c${9 - n}`, [], { second: n, notices: [notice(`c${9 - n}`, 0), notice(`c${9 - n}`, 1)] }))
  const all = ["c9~n0", "c9~n1", "c8~n0", "c8~n1", "c7~n0", "c7~n1", "c6~n0", "c6~n1"]
  // Whoever had a turn keeps the place in the line, whether the lease went by or the notice was given back.
  for (const n of [1, 2, 3]) {
    const claimed = yield* store.claim(at(100 * n), 3, 1000)
    yield* same(`the ${n}. time, oldest first`, ids(claimed), all.slice(0, 3))
    for (const [place, one] of claimed.entries())
      if (place === n - 1) yield* same("given back", yield* store.settle(one.notice.noticeId, one.token, "retry"), true)
  }
  yield* same("all of them, oldest first", ids(yield* store.claim(at(1000), 100, 1000)), all)
})

const varied = Effect.fnUntraced(function* (store: Port) {
  const to = (name: string, email?: string) => ({
    to: { role: "agent", name, ...(email === undefined ? {} : { email }) } as never
  })
  const written = [
    notice("varied", 0, { template: "NTC-09" as never, ...to("Zoe", "zoe@a.example") }),
    notice("varied", 1, { channel: "letter", ...to("Mona") }),
    notice("varied", 2, { secure: true, template: "NTC-02" as never, ...to("Ana", "ana@a.example") }),
    notice("varied", 3, { channel: "letter", secure: true, ...to("Bea") }),
    // The very same in all but its name.
    notice("varied", 4, to("Ana", "ana@a.example")),
    notice("varied", 5, to("Ana", "ana@a.example")),
    notice("varied", 6, { channel: "letter", ...to("Mona") }),
    notice("varied", 7, { template: "NTC-01" as never, ...to("Ann", "a@a.example") })
  ]
  yield* put(store, commit("varied", [], { notices: written }))
  const counted = (queued: number, sent: number, failed: number) =>
    Effect.flatMap(store.counts(), (counts) => same("counts", counts, { journal: 0, queued, sent, failed }))
  yield* counted(8, 0, 0)
  const found = yield* store.claim(at(10), 100, 1000)
  yield* same(
    "notices in the order of their commit, whatever they are",
    found.map((one) => one.notice),
    written
  )
  const letters = yield* store.claim(at(20), 2, 5000, "letter")
  yield* same("letters", ids(letters), ["varied~n1", "varied~n3"])
  yield* same("what is leased by channel is leased for all", ids(yield* store.claim(at(21), 100, 1)), [
    ...["varied~n0", "varied~n2", "varied~n4", "varied~n5", "varied~n6", "varied~n7"]
  ])
  yield* counted(8, 0, 0)
  const [mail] = yield* store.claim(at(100), 1, 5000, "email")
  yield* same(
    "a letter, though its lease is over",
    yield* store.settle("varied~n1", letters[0]?.token ?? "", "sent"),
    true
  )
  yield* counted(7, 1, 0)
  for (const [what, name, token] of [
    ["in capitals", "VARIED~N0", mail?.token],
    ["with a space", "varied~n0 ", mail?.token],
    ["with a token with a space", "varied~n0", `${mail?.token} `],
    ["with the beginning of a token", "varied~n0", mail?.token.slice(0, -1)],
    ["of another command", "varied2~n0", mail?.token]
  ] as const)
    yield* same(`a notice ${what}`, yield* store.settle(name, token ?? "", "sent"), false)
  yield* same("a mail", yield* store.settle("varied~n0", mail?.token ?? "", "failed"), true)
  yield* counted(6, 1, 1)
})

const over = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("over", [], { notices: [notice("over", 0), notice("over", 1), notice("over", 2)] }))
  const outcomes = ["sent", "failed", "retry"] as const
  for (const [n, one] of (yield* store.claim(at(1), 9, 1000)).entries())
    yield* store.settle(one.notice.noticeId, one.token, outcomes[n] ?? "sent")
  for (const days of [1, 2, 31, 400, 4000]) {
    const claimed = yield* store.claim(at(days * day), 9, 1000)
    yield* same(`what is claimed after ${days} days`, ids(claimed), ["over~n2"])
  }
  yield* same("counts", yield* store.counts(), { journal: 0, queued: 1, sent: 1, failed: 1 })
})

const ahead = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("ahead", [], { second: 60, notices: [notice("ahead", 0)] }))
  // Clocks differ: whoever claims may be behind whoever queued.
  yield* same("what was queued by a clock that is ahead", ids(yield* store.claim(at(0), 9, 1000)), ["ahead~n0"])
})

/** The checks of notices in the long run. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("a lease is as long as it was asked for, from a millisecond to weeks", "C3", lengths),
  check("a notice is given as often as it is tried again", "C1", tireless),
  check("what is over keeps nothing behind it from being claimed, however much it is", "C2", behind),
  check("a notice keeps its place in the line, whoever had it before", "C2", turns),
  check("notices are claimed, leased and settled by what they are, and by nothing else", "C2", varied),
  check("what is sent or failed is over for good, and what is to be tried again is not", "C1", over),
  check("a notice is there to be claimed as soon as it is queued, whatever the clocks say", "C2", ahead)
]
