/**
 * Checks of what is there twice or comes late: bodies that run a second time, answers of bodies that wrote, names that one
 * commit has twice, and bodies that take their time.
 *
 * @since 0.1.0
 */
import { type Basis, type Commit, StoreError } from "@agencybook/application/Store"
import { read } from "@agencybook/core/Facts"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { type Check, type CheckError, check, outcomeOf, type Port, pause, same } from "./StoreContractCheck.ts"
import { base } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { leavesNothing } from "./StoreContractWriting.ts"

const { agent, at, certified, change, commit, entity, notice } = Records

/** The ways of writing that a store has: each runs a body that gives an answer, and writes. */
const writers = (
  store: Port
): ReadonlyArray<
  readonly [way: string, write: <A>(one: Commit, body: Effect.Effect<A>, basis?: Basis) => Effect.Effect<A, CheckError>]
> => {
  const { propose } = store
  return [
    ["a transaction", (one, body) => store.transact((tx) => Effect.andThen(tx.commit(one), body))],
    ...(propose === undefined
      ? []
      : [
          [
            "a proposal",
            <A>(one: Commit, body: Effect.Effect<A>, basis: Basis = { reads: [], found: [] }) =>
              propose(() => Effect.map(body, (answer) => ({ answer, write: { commit: one, basis } })))
          ] as const
        ])
  ]
}

const answers = Effect.fnUntraced(function* (store: Port) {
  const all: ReadonlyArray<unknown> = [
    undefined,
    null,
    Number.NaN,
    {},
    [1],
    () => 1,
    new Map([["a", 1]]),
    { a: undefined }
  ]
  for (const [way, write] of writers(store))
    for (const [n, answer] of all.entries()) {
      const one = commit(`${way}-${n}`, [], { notices: [notice(`${way}-${n}`, 0)] })
      const found = yield* write(one, Effect.succeed(answer))
      yield* same(`answer ${n} of ${way} that wrote, the very same`, Object.is(found, answer), true)
    }
})

const basisOnce = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  for (const [way, write] of writers(store)) {
    if (way === "a transaction") continue
    const reads = [read("agent", "id", "agent-1", "agent-2"), read("enrollmentEntity", "id", "entity-1")]
    const found = yield* store.load(reads)
    let times = 0
    const body = Effect.sync(() => {
      times += 1
    })
    const first = commit("first", [change("enrollmentEntity", entity(2))])
    // What it found is the same in whatever order it is told.
    const turned = write(first, body, { reads: reads.toReversed(), found: found.toReversed() })
    yield* same("on a basis that is told in another order", outcomeOf(yield* Effect.exit(turned)), "success")
    yield* same("times that the body of a proposal ran that is written", times, 1)
    yield* put(store, commit("between", [change("agent", agent(1, { locked: true }), 1)]))
    const late = commit("late", [change("enrollmentEntity", entity(3))])
    yield* same("on another basis", outcomeOf(yield* Effect.exit(write(late, body, { reads, found }))), "Conflict")
    yield* same("times that the body of a proposal ran whose basis is another one", times, 2)
  }
})

const twiceInOne = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", [...base, change("enrollmentEntity", entity(1))], { notices: [notice("fill", 0)] }))
  const claimed = yield* store.claim(at(9), 9, 600_000)
  yield* store.settle("fill~n0", claimed[0]?.token ?? "", "sent")
  const other = { name: "Another Door" as never }
  const added = change("enrollmentEntity", entity(2))
  const changed = change("enrollmentEntity", entity(1, certified(at(1))), 1)
  const attempts: ReadonlyArray<readonly [what: string, commit: Commit]> = [
    [
      "a new record that is there twice",
      commit("added", [added, change("enrollmentEntity", { ...entity(2), ...other })])
    ],
    ["the same new record twice", commit("same", [added, added])],
    [
      "a new record and its next version",
      commit("next", [added, change("enrollmentEntity", { ...entity(2), ...other }, 1)])
    ],
    [
      "a record that is changed twice",
      commit("changed", [changed, change("enrollmentEntity", { ...entity(1), ...other }, 1)])
    ],
    ["a notice that is there twice", commit("twins", [], { notices: [notice("twins", 0), notice("twins", 0)] })],
    ["a notice that was sent before", commit("sent", [added], { notices: [notice("sent", 0), notice("fill", 0)] })]
  ]
  for (const [what, one] of attempts)
    for (const [way, write] of writers(store)) {
      const about = `${what}, in ${way}`
      yield* leavesNothing(
        store,
        about,
        [one],
        write(one, Effect.void),
        Effect.fnUntraced(function* (attempt) {
          const exit = yield* Effect.exit(attempt)
          const isTold = exit._tag === "Failure" && Cause.squash(exit.cause) instanceof StoreError
          yield* same(about, isTold ? "a failure of the store" : outcomeOf(exit), "a failure of the store")
        })
      )
    }
  yield* same("what was sent is not given again", yield* store.claim(at(9000), 9, 1), [])
})

const asCommitted = Effect.fnUntraced(function* (store: Port) {
  const mine = [{ ...entity(1) }, { ...entity(2) }] as Array<{ name: string } & ReturnType<typeof entity>>
  const notices = [{ ...notice("mine", 0), params: { agentName: "Ana Agent" } }]
  const one = commit(
    "mine",
    mine.map((record) => change("enrollmentEntity", record)),
    { notices: notices as never }
  )
  const expected = structuredClone(one)
  const spoil = Effect.sync(() => {
    for (const record of mine) Object.assign(record, { name: "Spoilt", certification: { _tag: "Spoilt" } })
    for (const { params } of notices) Object.assign(params, { agentName: "Spoilt" })
    Object.assign(one.command, { outcome: "spoilt" })
    ;(one.events as Array<unknown>).length = 0
  })
  yield* store.transact((tx) => Effect.andThen(tx.commit(one), spoil))
  const found = yield* store.load([read("enrollmentEntity", "id", "entity-1", "entity-2")])
  yield* same(
    "records of a commit whose author changed his own before the end",
    found.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ record }) => record),
    expected.changes.map(({ record }) => record)
  )
  const known = yield* store.transact((tx) => tx.command("mine" as never))
  yield* same("what is remembered of it", known, { ...expected.command, events: expected.events })
  yield* same(
    "its notices",
    (yield* store.claim(at(1), 9, 1)).map((claimed) => claimed.notice),
    expected.notices
  )
})

const patient = Effect.fnUntraced(function* (store: Port) {
  const take = pause(700)
  for (const [n, [way, write]] of writers(store).entries()) {
    const one = commit(`late-${n}`, [change("enrollmentEntity", entity(n))], { notices: [notice(`late-${n}`, 0)] })
    const exit = yield* Effect.exit(write(one, Effect.as(take, "done")))
    yield* same(`${way} that takes its time`, exit._tag === "Success" ? exit.value : outcomeOf(exit), "done")
    const [found] = yield* store.load([read("enrollmentEntity", "id", `entity-${n}`)])
    yield* same(
      `what is left by ${way} that took its time`,
      [found?.version, (yield* store.counts()).queued],
      [1, n + 1]
    )
  }
})

/** The checks of what is there twice or comes late. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("an answer of a body that wrote is handed on as it is", "B1", answers),
  check("a body runs once, though its basis is another one by now", "B1", basisOnce, { needs: "proposing" }),
  check(
    "what one commit has twice, or a notice that is there already, is refused and writes nothing",
    "B5",
    twiceInOne
  ),
  check("a commit is what it was when it was given, whatever becomes of its parts before the end", "B11", asCommitted),
  check("whoever takes his time is written all the same", "B9", patient)
]
