/**
 * Checks of what is right in the small and wrong in the large: write skew, commits of many, keys of other kinds, and mail
 * that is queued behind other mail.
 *
 * @since 0.1.0
 */
import type { Answered, Commit, StoreError } from "@agencybook/application/Store"
import { read } from "@agencybook/core/Facts"
import { kinds as invitationKinds } from "@agencybook/core/Invitation"
import * as Effect from "effect/Effect"
import { broken, type Check, check, conflicts, type Port, same } from "./StoreContractCheck.ts"
import { base } from "./StoreContractPopulation.ts"
import { put, readsOneMoment } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { leavesNothing, refused } from "./StoreContractWriting.ts"

const { at, certified, change, commit, delegation, disclosure, entity, invitation, notice } = Records

const proposing = (store: Port): NonNullable<Port["propose"]> =>
  store.propose ?? (() => broken("proposals", "a store that takes them", "none") as never)

const many = 1_200
const numbers = Array.from({ length: many }, (_, n) => n)
const first = (): Commit =>
  commit(
    "many",
    numbers.map((n) => change("enrollmentEntity", entity(n)))
  )

const skew = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const reads = [read("enrollmentEntity", "certification", "Certified")]
  const before = (yield* store.load(reads)).length
  const attempt = (n: number) =>
    proposing(store)(
      Effect.fnUntraced(function* (look) {
        const found = yield* look.load(reads)
        yield* Effect.yieldNow
        // Whoever sees that somebody was there writes nothing.
        if (found.length > before) return { answer: false }
        const one = commit(`skew-${n}`, [change("enrollmentEntity", entity(700 + n, certified(at(n))))])
        return { answer: true, write: { commit: one, basis: { reads, found } } }
      })
    )
  const exits = yield* Effect.all(
    numbers.slice(0, 32).map((n) => Effect.exit(attempt(n))),
    { concurrency: "unbounded" }
  )
  yield* same("proposals written", exits.filter((exit) => exit._tag === "Success" && exit.value).length, 1)
  yield* same("records found", (yield* store.load(reads)).length, before + 1)
})

const wrongVersion = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, first())
  const last = commit(
    "last",
    numbers.map((n) => change("enrollmentEntity", entity(n, certified(at(1))), n === many - 1 ? 7 : 1))
  )
  yield* refused(store, "another version in the last of many", last)
})

const wideBasis = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, first())
  const reads = [read("enrollmentEntity", "id", ...numbers.map((n) => `entity-${n}`))]
  const found = yield* store.load(reads)
  yield* put(store, commit("between", [change("enrollmentEntity", entity(many - 1, certified(at(1))), 1)]))
  const one = commit("after", [change("enrollmentEntity", entity(many))])
  const answered = proposing(store)(() =>
    Effect.succeed({ answer: 1, write: { commit: one, basis: { reads, found } } })
  )
  const about = "another basis in the last of many"
  yield* leavesNothing(store, about, [one], answered, (run) => conflicts(about, run))
  // The same in the last of many questions instead of the last answer to one.
  const apart = numbers.slice(many - 60).map((n) => read("enrollmentEntity", "id", `entity-${n}`))
  const before = yield* store.load(apart)
  yield* put(store, commit("again", [change("enrollmentEntity", entity(many - 1, certified(at(2))), 2)]))
  const other = commit("after that", [change("enrollmentEntity", entity(many))])
  const asked = proposing(store)(() =>
    Effect.succeed({ answer: 1, write: { commit: other, basis: { reads: apart, found: before } } })
  )
  const last = "another basis in the last of many questions"
  yield* leavesNothing(store, last, [other], asked, (run) => conflicts(last, run))
})

const letters = 300

const togetherInTheOutbox = Effect.fnUntraced(function* (store: Port) {
  let writing = true
  const notices = numbers.slice(0, letters).map((n) => notice("letters", n))
  const writer = put(store, commit("letters", [], { notices })).pipe(
    Effect.ensuring(Effect.sync(() => (writing = false)))
  )
  const reader = Effect.gen(function* () {
    do {
      const { queued } = yield* store.counts()
      yield* same(
        "notices in sight, of a commit of 300",
        queued === 0 || queued === letters ? "all or none" : queued,
        "all or none"
      )
      yield* Effect.yieldNow
    } while (writing)
    // What is written after the commit is not there yet when it has ended.
    yield* same("notices when the commit has ended", (yield* store.counts()).queued, letters)
  })
  yield* Effect.all([writer, reader], { concurrency: "unbounded", discard: true })
})

const keysOfOtherKinds = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const taken = (about: string, a: Commit, b: Commit) => Effect.andThen(put(store, a), refused(store, about, b))
  const held = (n: number, agent: number) =>
    commit(`held-${n}`, [change("delegation", delegation(800 + n, 1, agent, { kind: "assister" }))])
  yield* taken("a second assister of one case", held(1, 1), held(2, 2))
  for (const [n, kind] of invitationKinds.entries()) {
    const sent = (nth: number) =>
      commit(`sent-${n}-${nth}`, [change("invitation", invitation(800 + 10 * n + nth, 1, { kind }))])
    yield* taken(`a second live ${kind} of one agent`, sent(1), sent(2))
  }
})

const queuedBehind = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("late", [], { second: 50, notices: [notice("late", 0)] }))
  yield* same("claimed", (yield* store.claim(at(60), 9, 600_000)).length, 1)
  yield* put(store, commit("early", [], { second: 40, notices: [notice("early", 0)] }))
  const claimed = yield* store.claim(at(61), 9, 600_000)
  yield* same("claimed of what was queued at an earlier time by a later command", claimed.length, 1)
})

const alike = Effect.fnUntraced(function* (store: Port) {
  const shown = disclosure(1)
  const reading: Effect.Effect<number, StoreError> = store.disclose(() =>
    Effect.succeed({ answer: 1, shown } satisfies Answered<number>)
  )
  yield* Effect.all(
    numbers.slice(0, 5).map(() => reading),
    { concurrency: "unbounded" }
  )
  const kept = yield* store.snapshot((_, here) => here.readings({ _tag: "All" }, { limit: 9 }))
  yield* same("readings kept of five that are alike", kept.length, 5)
})

/** The checks of what is wrong in the large. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("of 32 proposals that found nothing under one key, one is written", "B5", skew, { needs: "proposing" }),
  check("another version in the last of many changes is a conflict and writes nothing", "B5", wrongVersion),
  check("another basis in the last of many records is a conflict and writes nothing", "B5", wideBasis, {
    needs: "proposing"
  }),
  check("all notices of a commit are there at once, however many they are", "C1", togetherInTheOutbox),
  check("a unique key is taken for every kind of what it counts", "B4", keysOfOtherKinds),
  check("a notice that is queued behind others in time is claimed all the same", "C2", queuedBehind),
  check("readings that are alike are each kept", "B11", alike),
  check("a disclosure shows one moment, however often it is read", "B8", (store) =>
    readsOneMoment(store, "disclosure", (look) =>
      store.disclose(({ load }) => Effect.map(look(load), (answer) => ({ answer })))
    )
  ),
  check(
    "a proposal looks at one moment, whoever writes by transactions meanwhile",
    "B8",
    (store) =>
      readsOneMoment(store, "proposal", (look) =>
        proposing(store)(({ load }) => Effect.map(look(load), (answer) => ({ answer })))
      ),
    { needs: "proposing" }
  )
]
