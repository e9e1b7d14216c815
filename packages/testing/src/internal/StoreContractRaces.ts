/**
 * Checks of what happens at the same time: one winner, no lost update, no half a commit in sight.
 *
 * @since 0.1.0
 */
import type { StoreError } from "@agencybook/application/Store"
import type { AccessCode } from "@agencybook/core/AccessCode"
import type { Agency } from "@agencybook/core/Agency"
import type { EnrollmentEntity } from "@agencybook/core/EnrollmentEntity"
import { read, write } from "@agencybook/core/Facts"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { type Check, type CheckError, check, outcomeOf, type Port, pause, same } from "./StoreContractCheck.ts"
import { base, population } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { picture } from "./StoreContractWriting.ts"

const { accessCode, agency, at, certified, change, commit, delegation, entity, notice } = Records

const racers = 32

/** Runs 32 attempts at once and counts their outcomes. */
const raced = Effect.fnUntraced(function* (attempt: (n: number) => Effect.Effect<unknown, StoreError>) {
  const all = Array.from({ length: racers }, (_, n) => Effect.exit(Effect.andThen(Effect.yieldNow, attempt(n))))
  const exits = yield* Effect.all(all, { concurrency: "unbounded" })
  const counts: Record<string, number> = {}
  for (const outcome of exits.map(outcomeOf)) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
})

const oneWinner = { success: 1, Conflict: racers - 1 }

const sameCommand = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const outcomes = yield* raced((n) =>
    store.transact((tx) =>
      tx
        .command(commit("one", []).command.commandId)
        .pipe(
          Effect.andThen(Effect.yieldNow),
          Effect.andThen(
            tx.commit(commit("one", [change("enrollmentEntity", entity(n))], { notices: [notice("one", n)] }))
          )
        )
    )
  )
  yield* same("outcomes", outcomes, oneWinner)
  const found = yield* store.load([
    read("enrollmentEntity", "id", ...Array.from({ length: racers }, (_, n) => `entity-${n}`))
  ])
  yield* same("records", found.length, 1)
  const { journal, queued } = yield* store.counts()
  yield* same("journal and outbox", [journal, queued], [base.length + 1, 1])
})

const sameVersion = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", [change("enrollmentEntity", entity(1))]))
  const outcomes = yield* raced((n) =>
    store.transact((tx) =>
      tx
        .load([read("enrollmentEntity", "id", "entity-1")], { lock: false })
        .pipe(
          Effect.andThen(Effect.yieldNow),
          Effect.andThen(tx.commit(commit(`racer-${n}`, [change("enrollmentEntity", entity(1, certified(at(n))), 1)])))
        )
    )
  )
  yield* same("outcomes", outcomes, oneWinner)
  const [found] = yield* store.load([read("enrollmentEntity", "id", "entity-1")])
  yield* same("version", found?.version, 2)
  yield* same("journal", (yield* store.counts()).journal, 2)
})

const sameKey = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const outcomes = yield* raced((n) =>
    store.transact((tx) =>
      tx
        .load([write("delegation", "case", "case-1")], { lock: true })
        .pipe(
          Effect.andThen(Effect.yieldNow),
          Effect.andThen(tx.commit(commit(`holder-${n}`, [change("delegation", delegation(n, 1, 1))])))
        )
    )
  )
  yield* same("outcomes", outcomes, oneWinner)
  yield* same("holders", (yield* store.load([read("delegation", "case", "case-1")])).length, 1)
})

/** Tries a transaction again while it ends in a conflict, as the command path does. @category transforms */
export const untilDone = (attempt: Effect.Effect<void, CheckError>): Effect.Effect<void, CheckError> =>
  Effect.catch(attempt, (error) =>
    error._tag === "StoreError" && error.reason._tag === "Conflict"
      ? Effect.andThen(
          pause(1),
          Effect.suspend(() => untilDone(attempt))
        )
      : Effect.fail(error)
  )

const increments = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", [...base, change("accessCode", accessCode(1, 1))]))
  const increment = (n: number) =>
    store.transact(
      Effect.fnUntraced(function* (tx) {
        const [found] = yield* tx.load([write("accessCode", "live", "case-1")], { lock: true })
        const known = found?.record as AccessCode
        yield* Effect.yieldNow
        const next = { ...known, wrongTries: known.wrongTries + 1 }
        yield* tx.commit(commit(`try-${n}`, [change("accessCode", next, found?.version ?? 0)]))
      })
    )
  const all = Array.from({ length: racers }, (_, n) => untilDone(increment(n)))
  yield* Effect.all(all, { concurrency: "unbounded", discard: true })
  const [found] = yield* store.load([read("accessCode", "id", "accessCode-1")])
  yield* same("increments", (found?.record as AccessCode | undefined)?.wrongTries, racers)
  yield* same("version", found?.version, racers + 1)
})

const circles = Effect.fnUntraced(function* (store: Port) {
  yield* put(
    store,
    commit("fill", [...base, change("enrollmentEntity", entity(1)), change("enrollmentEntity", entity(2))])
  )
  const selections = [
    write("enrollmentEntity", "id", "entity-2"),
    write("case", "id", "case-1"),
    write("enrollmentEntity", "id", "entity-1")
  ]
  const step = (n: number) =>
    store.transact(
      Effect.fnUntraced(function* (tx) {
        const found = yield* tx.load(n % 2 === 0 ? selections : [...selections].reverse(), { lock: true })
        yield* Effect.yieldNow
        const changes = found.flatMap((one) =>
          one.kind === "enrollmentEntity"
            ? [change("enrollmentEntity", one.record as EnrollmentEntity, one.version)]
            : []
        )
        yield* tx.commit(commit(`circle-${n}`, n % 4 < 2 ? changes : [...changes].reverse()))
      })
    )
  const all = Array.from({ length: racers }, (_, n) => untilDone(step(n)))
  yield* Effect.all(all, { concurrency: "unbounded", discard: true })
  const found = yield* store.load([read("enrollmentEntity", "id", "entity-1", "entity-2")])
  yield* same(
    "versions",
    found.map(({ version }) => version),
    [racers + 1, racers + 1]
  )
})

const wholeCommits = Effect.fnUntraced(function* (store: Port) {
  const pair = (n: number, expected: number) =>
    commit(`pair-${n}`, [
      change("agency", agency(1, { email: `${n}@a.example` } as Partial<Agency>), expected),
      change("agency", agency(2, { email: `${n}@a.example` } as Partial<Agency>), expected),
      change("enrollmentEntity", entity(1, certified(at(n))), expected)
    ])
  yield* put(store, pair(0, 0))
  let writing = true
  const writer = Effect.gen(function* () {
    for (let n = 1; n <= 30; n++) {
      yield* store.transact((tx) => tx.commit(pair(n, n)).pipe(Effect.andThen(Effect.yieldNow)))
      yield* n % 5 === 0 ? pause(1) : Effect.yieldNow
    }
  }).pipe(Effect.ensuring(Effect.sync(() => (writing = false))))
  const selections = [
    read("agency", "id", "agency-1"),
    read("enrollmentEntity", "id", "entity-1"),
    read("agency", "id", "agency-2")
  ]
  const reader = Effect.gen(function* () {
    while (writing) {
      const versions = (yield* store.load(selections)).map(({ version }) => version)
      yield* same("versions in one reading", versions.every((one) => one === versions[0]) ? "equal" : versions, "equal")
      yield* Effect.yieldNow
    }
  })
  yield* Effect.all([writer, reader, reader, reader], { concurrency: "unbounded", discard: true })
})

const unseen = Effect.fnUntraced(function* (store: Port) {
  const first = commit("first", [change("enrollmentEntity", entity(1))], { notices: [notice("first", 0)] })
  const before = yield* picture(store, first)
  const written = yield* Deferred.make<void>()
  const end = yield* Deferred.make<void>()
  const fiber = yield* Effect.forkChild(
    store.transact((tx) =>
      tx.commit(first).pipe(Effect.andThen(Deferred.succeed(written, undefined)), Effect.andThen(Deferred.await(end)))
    )
  )
  yield* Effect.raceFirst(Deferred.await(written), Fiber.join(fiber))
  const during = yield* picture(store, first)
  const claimed = yield* store.claim(at(9), 10, 1000)
  yield* Deferred.succeed(end, undefined)
  yield* Fiber.join(fiber)
  yield* same("while the transaction is open", during, before)
  yield* same("notices while the transaction is open", claimed, [])
  yield* same("afterwards", (yield* store.counts()).queued, 1)
})

const lockHolds = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", [change("enrollmentEntity", entity(1))]))
  const locked = yield* Deferred.make<void>()
  const end = yield* Deferred.make<void>()
  const events: Array<string> = []
  const holder = yield* Effect.forkChild(
    store.transact(
      Effect.fnUntraced(function* (tx) {
        yield* tx.load([write("enrollmentEntity", "id", "entity-1")], { lock: true })
        yield* Deferred.succeed(locked, undefined)
        yield* Deferred.await(end)
        yield* tx.commit(commit("holder", [change("enrollmentEntity", entity(1, certified(at(1))), 1)]))
        events.push("holder ends")
      })
    )
  )
  yield* Effect.raceFirst(Deferred.await(locked), Fiber.join(holder))
  const reader = yield* Effect.forkChild(
    Effect.exit(
      store.transact((tx) =>
        Effect.map(tx.load([write("enrollmentEntity", "id", "entity-1")], { lock: true }), (found) => {
          events.push(`the other sees version ${found[0]?.version}`)
        })
      )
    )
  )
  yield* pause(150)
  yield* Deferred.succeed(end, undefined)
  yield* Fiber.join(holder)
  const outcome = outcomeOf(yield* Fiber.join(reader))
  // To be told to try again is as good as to wait.
  yield* same("order", events, outcome === "Conflict" ? ["holder ends"] : ["holder ends", "the other sees version 2"])
})

const filled = commit("before", population, { notices: [notice("before", 0), notice("before", 1)] })

const lasting = check(
  "what was committed is there when the store is opened again",
  "B1",
  Effect.fnUntraced(function* (store) {
    yield* put(store, filled)
    const [first] = yield* store.claim(at(1), 1, 1000)
    yield* store.settle(first?.notice.noticeId ?? "", first?.token ?? "", "sent")
    const dies = store.transact((tx) =>
      Effect.andThen(tx.commit(commit("undone", [change("enrollmentEntity", entity(9))])), Effect.die("defect"))
    )
    yield* Effect.exit(dies)
  }),
  {
    needs: "durable",
    reopened: Effect.fnUntraced(function* (store) {
      const found = yield* picture(store, filled, commit("undone", [change("enrollmentEntity", entity(9))]))
      const ids = new Set(found.records.map(({ id, kind }) => `${kind}/${id}`))
      yield* same("records", ids.size, population.length)
      yield* same(
        "events",
        found.journal.map(({ event }) => event),
        filled.events
      )
      yield* same("commands", found.commands, [{ ...filled.command, events: filled.events }, null])
      yield* same("counts", found.counts, { journal: filled.events.length, queued: 1, sent: 1, failed: 0 })
      const last = found.journal.at(-1)?.position ?? 0
      yield* put(store, commit("after", [change("enrollmentEntity", entity(8))]))
      yield* same("positions grow on", (yield* store.journal(last, 10)).length, 1)
    })
  }
)

const chain = (store: Port) =>
  store.snapshot((_, { ends, links }) => Effect.all({ ends: ends(), links: links(0, 1000) }))

const underway = check(
  "claims, attempts and the head of the chain are there when the store is opened again",
  "C3",
  Effect.fnUntraced(function* (store) {
    yield* put(store, filled)
    yield* store.claim(at(1), 1, 1000)
    yield* store.claim(at(3), 1, 5000)
  }),
  {
    needs: "durable",
    reopened: Effect.fnUntraced(function* (store) {
      const { ends, links } = yield* chain(store)
      yield* same("the head", ends.last, { hash: links.at(-1)?.hash, position: filled.events.length })
      yield* put(store, commit("after", [change("enrollmentEntity", entity(8))]))
      const after = yield* chain(store)
      yield* same("the next link", after.links.at(-1)?.previous, ends.last?.hash)
      const claim = Effect.fnUntraced(function* (second: number) {
        const claimed = yield* store.claim(at(second), 10, 1000)
        return claimed.map(({ attempts, notice }) => [notice, attempts])
      })
      yield* same("while the lease goes on", yield* claim(4), [[filled.notices[1], 1]])
      yield* same("when the lease is over", yield* claim(8), [
        [filled.notices[0], 3],
        [filled.notices[1], 2]
      ])
    })
  }
)

/** The checks of what happens at the same time. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("of 32 attempts at one command at once, one commits", "B7", sameCommand),
  check("of 32 writers of one version at once, one wins", "B5", sameVersion),
  check("of 32 who want one unique key at once, one gets it", "B4", sameKey),
  check("32 increments at once all land", "B5", increments),
  check("32 transactions that lock the same records in other orders all end", "B9", circles),
  check("a reader never sees half a commit", "B8", wholeCommits),
  check("nobody sees a commit before its transaction ends", "B8", unseen, { needs: "concurrent" }),
  check("a lock holds the record until its transaction ends", "B4", lockHolds, { needs: "concurrent" }),
  lasting,
  underway
]
