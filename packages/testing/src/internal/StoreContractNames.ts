/**
 * Checks of identifiers wherever they say whose something is: in trails, in the log of readings, and of notices.
 *
 * @since 0.1.0
 */
import type { Readings, Trail } from "@agencybook/application/Store"
import type { Disclosure } from "@agencybook/core/Disclosure"
import * as Effect from "effect/Effect"
import { type Check, check, type Port, same } from "./StoreContractCheck.ts"
import { names } from "./StoreContractCommands.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"

const { agency, agent, at, change, commit, counselor, disclosure, entity, household, notice } = Records

// Whoever is called almost like somebody else has nothing of his.
const nobodies = ["b", "a ", "A.B", "x", "X".repeat(64), `${"x".repeat(127)}x`, "x".repeat(90), "000", "aXb", "a%b", ""]

const inTrails = Effect.fnUntraced(function* (store: Port) {
  const name = (n: number) => names[n] as never
  yield* put(store, commit("entity", [change("enrollmentEntity", entity(1))]))
  yield* put(
    store,
    commit(
      "named",
      names.flatMap((_, n) => [
        change("agency", agency(n, { agencyId: name(n) })),
        change("agent", agent(n, { agentId: name(n) })),
        change("case", household(n, { caseId: name(n) })),
        change("counselor", { ...counselor(n, 1), counselorId: name(n) })
      ])
    )
  )
  const trailsOf = (one: never): ReadonlyArray<readonly [of: Trail, parts: ReadonlyArray<number>]> => [
    [{ _tag: "Agency", agencyId: one, agentIds: [] }, [1]],
    [{ _tag: "Agency", agencyId: one, agentIds: [one] }, [2, 1]],
    [{ _tag: "Agent", agentId: one, agencies: [one] }, [2]],
    [{ _tag: "Agent", agentId: one, agencies: "every" }, [2]],
    [{ _tag: "Case", caseId: one }, [3]],
    [{ _tag: "Counselor", counselorId: one }, [4]]
  ]
  yield* store.snapshot(
    Effect.fnUntraced(function* (_, { trail }) {
      const rows = (of: Trail) => Effect.map(trail(of, { limit: 9 }), (all) => all.map(({ position }) => position))
      for (const n of names.keys())
        for (const [of, parts] of trailsOf(name(n)))
          yield* same(
            `the trail ${JSON.stringify(of)}`,
            yield* rows(of),
            parts.map((part) => 1 + 4 * n + part)
          )
      for (const one of nobodies)
        for (const [of] of trailsOf(one as never)) yield* same(`the trail ${JSON.stringify(of)}`, yield* rows(of), [])
    })
  )
})

const inReadings = Effect.fnUntraced(function* (store: Port) {
  const entries = names.flatMap((name, n): ReadonlyArray<Disclosure> => {
    const one = name as never
    return [
      disclosure(n, { actor: name, about: { caseId: one } }),
      disclosure(n, { about: {}, cases: [one], count: 1 }),
      disclosure(n, { about: { agencyId: one, agentId: one }, whole: true, count: 7 })
    ]
  })
  for (const shown of entries) yield* store.disclose(() => Effect.succeed({ answer: 1, shown }))
  const readingsOf = (one: never): ReadonlyArray<readonly [of: Readings, parts: ReadonlyArray<number>]> => [
    [{ _tag: "Actor", actor: one }, [1]],
    [{ _tag: "Agency", agencyId: one }, [3]],
    [{ _tag: "Case", caseId: one, held: [] }, [2, 1]],
    [{ _tag: "Case", caseId: "nobody" as never, held: [{ agencyId: one, agentId: one, from: at() }] }, [3]]
  ]
  yield* store.snapshot(
    Effect.fnUntraced(function* (_, { readings }) {
      const found = (of: Readings) =>
        Effect.map(readings(of, { limit: 9 }), (all) => all.map(({ position: _, ...shown }) => shown))
      for (const n of names.keys())
        for (const [of, parts] of readingsOf(names[n] as never))
          yield* same(
            `readings ${JSON.stringify(of)}`,
            yield* found(of),
            parts.map((part) => entries[3 * n + part - 1])
          )
      for (const one of nobodies)
        for (const [of] of readingsOf(one as never)) yield* same(`readings ${JSON.stringify(of)}`, yield* found(of), [])
    })
  )
})

const ofNotices = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("named", [], { notices: names.map((noticeId) => notice("named", 0, { noticeId })) }))
  const claimed = yield* store.claim(at(1), 100, 1000)
  yield* same(
    "notices",
    claimed.map((one) => one.notice.noticeId),
    names
  )
  for (const [n, one] of claimed.entries()) {
    const { noticeId } = one.notice
    const other = claimed[(n + 1) % claimed.length]?.token ?? ""
    yield* same(`\`${noticeId}\` with the token of another`, yield* store.settle(noticeId, other, "sent"), false)
  }
  for (const one of nobodies)
    for (const { token } of claimed.slice(0, 3))
      yield* same(`nobody's \`${one}\``, yield* store.settle(one, token, "sent"), false)
  for (const [n, { notice, token }] of claimed.entries()) {
    yield* same(`\`${notice.noticeId}\``, yield* store.settle(notice.noticeId, token, "sent"), true)
    const left = claimed.length - n - 1
    yield* same("counts", yield* store.counts(), { journal: 0, queued: left, sent: n + 1, failed: 0 })
  }
})

/** The checks of identifiers. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("cases, agents and agencies are told apart by every character in trails", "B11", inTrails),
  check("whoever reads and whose it is are told apart by every character in the log of readings", "B11", inReadings),
  check("notices are told apart by every character of their identifiers", "C3", ofNotices)
]
