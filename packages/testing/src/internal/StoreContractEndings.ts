/**
 * Checks of how things end: bodies that run once, answers and failures that are handed on as they are, and whoever gives up
 * in between.
 *
 * @since 0.1.0
 */
import { type Commit, Conflict, StoreError, type Transaction, Unavailable } from "@agencybook/application/Store"
import { read, write } from "@agencybook/core/Facts"
import * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { broken, type Check, type CheckError, check, outcomeOf, type Port, pause, same } from "./StoreContractCheck.ts"
import { base } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { leavesNothing } from "./StoreContractWriting.ts"

const { agent, change, commit, delegation, entity, notice } = Records

/** Every way of running a body that gives an answer, with its name. */
const runs = (
  store: Port
): ReadonlyArray<
  readonly [way: string, run: <A, E>(body: Effect.Effect<A, E>) => Effect.Effect<A, E | StoreError>]
> => {
  const { propose } = store
  return [
    ["a transaction", (body) => store.transact(() => body)],
    ["a snapshot", (body) => store.snapshot(() => body)],
    ["a disclosure", (body) => store.disclose(() => Effect.map(body, (answer) => ({ answer })))],
    ...(propose === undefined
      ? []
      : [
          [
            "a proposal",
            <A, E>(body: Effect.Effect<A, E>) => propose(() => Effect.map(body, (answer) => ({ answer })))
          ] as const
        ])
  ]
}

/** Failures of a body that look like something that a store knows about. */
const failures: ReadonlyArray<readonly [what: string, failure: unknown]> = [
  ["a text", "refused"],
  ["nothing", undefined],
  ["an object", { reason: "no" }],
  ["what looks like an error of a database", Object.assign(new Error("mine"), { code: "23505", _tag: "SqlError" })],
  [
    "what looks like one that may be tried again",
    Object.assign(new Error("mine"), { code: "40001", isRetryable: true })
  ],
  ["a conflict of the body's own", new StoreError({ reason: new Conflict({ on: "the body" }) })],
  ["a store that the body could not reach", new StoreError({ reason: new Unavailable({ code: "elsewhere" }) })]
]

const handedOn = Effect.fnUntraced(function* (store: Port) {
  const answers: ReadonlyArray<unknown> = [
    undefined,
    null,
    0,
    "",
    Number.NaN,
    () => 1,
    new Map([["a", 1]]),
    { a: undefined }
  ]
  for (const [way, run] of runs(store)) {
    for (const [n, answer] of answers.entries())
      yield* same(`answer ${n} of ${way}, the very same`, Object.is(yield* run(Effect.succeed(answer)), answer), true)
    for (const [what, failure] of failures) {
      let times = 0
      const body = Effect.suspend(() => {
        times += 1
        return Effect.fail(failure)
      })
      const exit = yield* Effect.exit(run(body))
      const found = exit._tag === "Failure" ? Cause.squash(exit.cause) : "an answer"
      yield* same(`${way} that fails with ${what}`, Object.is(found, failure) ? "that" : String(found), "that")
      yield* same(
        `${way} that fails with ${what}, as a failure`,
        exit._tag === "Failure" && exit.cause.reasons.some((one) => Cause.isFailReason(one)),
        true
      )
      yield* same(`times that ${way} ran which fails with ${what}`, times, 1)
    }
    let times = 0
    const defect = new Error("a defect of the body")
    const died = yield* Effect.exit(
      run(
        Effect.suspend(() => {
          times += 1
          return Effect.die(defect)
        })
      )
    )
    const found = died._tag === "Failure" ? Cause.squash(died.cause) : "an answer"
    yield* same(`${way} that dies`, Object.is(found, defect) ? "its defect" : String(found), "its defect")
    yield* same(`times that ${way} ran which dies`, times, 1)
  }
})

const runOnce = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const attempts: ReadonlyArray<readonly [string, Commit, string]> = [
    ["that is written", commit("good", [change("enrollmentEntity", entity(1))]), "success"],
    ["of another version", commit("late", [change("agent", agent(1), 7)]), "Conflict"],
    ["of a taken identifier", commit("fill", [change("enrollmentEntity", entity(2))]), "Conflict"],
    ["of a taken key", commit("taken", [change("agent", agent(90, { npn: agent(1).npn }))]), "Conflict"],
    ["that cannot be kept", commit("unkept", [], { command: { outcome: "\0" } }), "Unkept"]
  ]
  for (const [what, one, outcome] of attempts) {
    let times = 0
    const body = Effect.sync(() => {
      times += 1
    })
    const named = (which: string): Commit => ({
      ...one,
      command: {
        ...one.command,
        commandId: (what.includes("identifier") ? "fill" : `${one.command.commandId}${which}`) as never
      },
      changes: which === "" ? one.changes : one.changes.map((change) => ({ ...change }))
    })
    const exit = yield* Effect.exit(store.transact((tx) => Effect.andThen(body, tx.commit(named("")))))
    yield* same(`a transaction ${what}`, outcomeOf(exit), outcome)
    yield* same(`times that the body of a transaction ran ${what}`, times, 1)
    if (store.propose === undefined || outcome === "success") continue
    const proposed = store.propose(() =>
      Effect.as(body, { answer: 1, write: { commit: named("~"), basis: { reads: [], found: [] } } })
    )
    yield* same(`a proposal ${what}`, outcomeOf(yield* Effect.exit(proposed)), outcome)
    yield* same(`times that the body of a proposal ran ${what}`, times, 2)
  }
})

/** Commits that cannot be written, for the reasons there are. @category constructors */
export const unwritable = (name: string): ReadonlyArray<readonly [what: string, commit: Commit]> => {
  const more = [change("enrollmentEntity", entity(1)), change("delegation", delegation(1, 1, 1))]
  const notices = [notice(name, 0)]
  return [
    ["another version", commit(`${name}-1`, [...more, change("agent", agent(1), 5)], { notices })],
    ["a taken identifier of a record", commit(`${name}-2`, [...more, change("agent", agent(1))], { notices })],
    ["a taken key", commit(`${name}-3`, [...more, change("agent", agent(90, { npn: agent(1).npn }))], { notices })],
    ["a taken command", commit("fill", more, { notices })],
    ["a text that cannot be kept", commit(`${name}-5`, more, { notices, command: { outcome: "a\0b" } })],
    ["a time that is none", commit(`${name}-6`, more, { notices, provenance: { at: "now" as never } })]
  ]
}

/** A transaction that goes on after its commit failed: what it was told of it, and how it ends. */
const ignoring = (
  store: Port,
  one: Commit,
  then: Effect.Effect<unknown> | ((tx: Transaction) => Effect.Effect<unknown, StoreError>)
) =>
  Effect.suspend(() => {
    let told = "nothing"
    return Effect.map(
      Effect.exit(
        store.transact((tx) =>
          Effect.exit(tx.commit(one)).pipe(
            Effect.tap((exit) => Effect.sync(() => (told = outcomeOf(exit)))),
            Effect.andThen(Effect.exit(typeof then === "function" ? then(tx) : then))
          )
        )
      ),
      (exit) => ({ ended: outcomeOf(exit), told })
    )
  })

/** Holds a transaction to end with the answer of its body, or with the failure of its commit: what may be tried again stays so. */
const endsAsTold = Effect.fnUntraced(function* (about: string, run: ReturnType<typeof ignoring>) {
  const { ended, told } = yield* run
  if (ended !== "success") yield* same(`${about}: how the transaction ends`, ended, told)
})

const ignored = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  for (const [what, one] of unwritable("ignored")) {
    const known = what === "a taken command" ? [] : [one]
    const run = ignoring(store, one, Effect.yieldNow)
    yield* leavesNothing(store, `${what}, which the body ignores`, known, run, (body) =>
      endsAsTold(`${what}, which the body ignores`, body)
    )
    const asks = ignoring(store, one, (tx) => tx.load([read("agent", "id", "agent-1")], { lock: false }))
    yield* leavesNothing(store, `${what}, after which the body reads`, known, asks, (body) =>
      endsAsTold(`${what}, after which the body reads`, body)
    )
  }
  yield* put(store, commit("in the end", [change("enrollmentEntity", entity(1))]))
})

type Attempt = (one: Commit) => Effect.Effect<unknown, CheckError>

const interruptedAnywhere = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const { propose } = store
  const ways: ReadonlyArray<readonly [string, Attempt]> = [
    [
      "transaction",
      (one) =>
        store.transact((tx) =>
          Effect.andThen(tx.load([write("case", "id", "case-1")], { lock: true }), tx.commit(one)).pipe(
            Effect.andThen(Effect.yieldNow)
          )
        )
    ],
    ...(propose === undefined
      ? []
      : [
          [
            "proposal",
            (one: Commit) =>
              propose((look) =>
                Effect.map(look.load([write("case", "id", "case-1")]), (found) => ({
                  answer: undefined,
                  write: { commit: one, basis: { reads: [write("case", "id", "case-1")], found } }
                }))
              )
          ] as const
        ])
  ]
  let written = 0
  for (const [way, attempt] of ways)
    for (let n = 0; n < 24; n++) {
      const name = `${way}-${n}`
      const number = way === "proposal" ? 100 + n : n
      const one = commit(name, [change("enrollmentEntity", entity(number))], { notices: [notice(name, 0)] })
      const fiber = yield* Effect.forkChild(attempt(one))
      for (let turn = 0; turn < n; turn++) yield* n < 12 ? Effect.yieldNow : pause(n % 3 === 0 ? 1 : 0)
      yield* Fiber.interrupt(fiber)
      const isKnown = Effect.map(
        store.transact((tx) => tx.command(name as never)),
        (outcome) => outcome !== undefined
      )
      const look = Effect.gen(function* () {
        const known = yield* isKnown
        const [record] = yield* store.load([read("enrollmentEntity", "id", `entity-${number}`)])
        return { known, version: record?.version ?? 0, ...(yield* store.counts()) }
      })
      // A commit that was on its way to a server may arrive while one looks; it does so once.
      let { journal, known, queued, version } = yield* look
      if (!known && (yield* isKnown)) ({ journal, known, queued, version } = yield* look)
      const so = known ? 1 : 0
      yield* same(
        `a ${way} interrupted after ${n} turns: record, row and notice as its key says`,
        [version, journal - base.length - written, queued - written],
        [so, so, so]
      )
      const outcome = outcomeOf(yield* Effect.exit(attempt(one)))
      // What arrived meanwhile is known; that it was written whole is seen from what there is in the end.
      const arrived = !known && outcome === "Conflict" && (yield* isKnown)
      yield* same(`the same ${way} once more`, outcome, known || arrived ? "Conflict" : "success")
      written += 1
      const after = yield* look
      yield* same(
        `record, rows and notices of an interrupted ${way}, in the end`,
        [after.version, after.journal - base.length, after.queued],
        [1, written, written]
      )
    }
})

const gaveUp = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const holds = yield* Deferred.make<void>()
  const goOn = yield* Deferred.make<void>()
  const lock = [write("case", "id", "case-1")]
  const holder = yield* Effect.forkChild(
    store.transact((tx) =>
      tx
        .load(lock, { lock: true })
        .pipe(
          Effect.andThen(Deferred.succeed(holds, undefined)),
          Effect.andThen(Deferred.await(goOn)),
          Effect.andThen(tx.commit(commit("holder", [change("enrollmentEntity", entity(1))])))
        )
    )
  )
  yield* Effect.raceFirst(Deferred.await(holds), Fiber.join(holder))
  const one = commit("waiter", [change("enrollmentEntity", entity(2))], { notices: [notice("waiter", 0)] })
  const waiter = yield* Effect.forkChild(
    store.transact((tx) => Effect.andThen(tx.load(lock, { lock: true }), tx.commit(one)))
  )
  const asked = yield* Effect.forkChild(
    store.disclose(({ load }) =>
      Effect.map(load(lock), (answer) => ({
        answer,
        shown: Records.disclosure()
      }))
    )
  )
  const proposer = yield* Effect.forkChild(
    store.propose?.((look) =>
      Effect.map(look.load(lock), (found) => ({
        answer: 1,
        write: { commit: commit("proposer", [change("enrollmentEntity", entity(3))]), basis: { reads: lock, found } }
      }))
    ) ?? Effect.void
  )
  yield* pause(40)
  const waiting = [waiter, proposer]
  for (const fiber of waiting) yield* Fiber.interrupt(fiber)
  yield* Deferred.succeed(goOn, undefined)
  yield* Fiber.join(holder)
  yield* Fiber.join(asked)
  yield* pause(20)
  const rows = (yield* store.journal(base.length, 10)).map(({ commandId }) => commandId)
  // A proposal may have been through before it was interrupted, where nothing is held while it is decided.
  const expected = rows.filter((id) => id === "holder" || (id as string) === "proposer")
  yield* same("rows of those who did not give up", rows, expected)
  yield* same("notices", (yield* store.counts()).queued, 0)
  yield* put(store, one)
  yield* same("the one who gave up, once more", (yield* store.counts()).queued, 1)
})

const interruptedReading = Effect.fnUntraced(function* (store: Port) {
  const started = yield* Deferred.make<void>()
  const fiber = yield* Effect.forkChild(
    store.disclose(() =>
      Effect.andThen(Deferred.succeed(started, undefined), Effect.never).pipe(
        Effect.as({ answer: 1, shown: Records.disclosure() })
      )
    )
  )
  yield* Deferred.await(started)
  yield* Fiber.interrupt(fiber)
  const look = yield* Effect.forkChild(store.snapshot(() => Effect.never))
  yield* pause(5)
  yield* Fiber.interrupt(look)
  const log = yield* store.snapshot((_, { readings }) => readings({ _tag: "All" }, { limit: 9 }))
  yield* same("entries of who was interrupted", log, [])
  const exit = yield* Effect.exit(put(store, commit("after", [change("enrollmentEntity", entity(1))])))
  if (exit._tag === "Failure") yield* broken("writing afterwards", "success", outcomeOf(exit))
})

/** The checks of endings. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("answers, failures and defects of a body are handed on as they are, and it runs once", "B1", handedOn),
  check("a body runs once, whatever comes of its commit", "B1", runOnce),
  check("whatever keeps a commit from being written, a body that ignores it writes nothing", "B5", ignored),
  check("wherever it is interrupted, a command is written whole or not at all, and once", "B1", interruptedAnywhere),
  check("who gives up while waiting is not written later", "B1", gaveUp),
  check("who is interrupted while reading leaves nothing and holds nothing", "B9", interruptedReading)
]
