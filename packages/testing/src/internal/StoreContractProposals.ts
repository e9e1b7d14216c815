/**
 * Checks of commands that hold nothing while they are decided, and of what is written while somebody waits for a lock.
 *
 * @since 0.1.0
 */
import * as JournalChain from "@agencybook/application/JournalChain"
import type { Basis, Commit, Look, StoreError, Versioned } from "@agencybook/application/Store"
import type { AccessCode } from "@agencybook/core/AccessCode"
import { read, type Selection, write } from "@agencybook/core/Facts"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { chainOf, contentsOf, isWhole } from "./StoreContractChain.ts"
import { broken, type Check, check, conflicts, outcomeOf, type Port, pause, same } from "./StoreContractCheck.ts"
import { base } from "./StoreContractPopulation.ts"
import { untilDone } from "./StoreContractRaces.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { leavesNothing, picture } from "./StoreContractWriting.ts"

const { accessCode, agency, agent, at, certified, change, commit, consent, delegation, entity, household, notice } =
  Records

const proposing = (store: Port): NonNullable<Port["propose"]> =>
  store.propose ?? (() => broken("proposals", "a store that takes them", "none") as never)

const nothing: Basis = { reads: [], found: [] }

/** Proposes a commit on a basis, whatever is read. */
const proposed = (store: Port, one: Commit, basis: Basis = nothing) =>
  proposing(store)((look) =>
    Effect.as(look.command(one.command.commandId), { answer: one.command.commandId, write: { commit: one, basis } })
  )

/** Reads a basis as it stands. */
const basisOf = (store: Port, ...reads: ReadonlyArray<Selection>) =>
  Effect.map(store.load(reads), (found): Basis => ({ reads, found }))

const whole = Effect.fnUntraced(function* (store: Port) {
  const first = commit("first", base, { notices: [notice("first", 0)] })
  // More rows than any store would chain one by one.
  const many = commit(
    "many",
    Array.from({ length: 70 }, (_, n) => change("enrollmentEntity", entity(n))),
    { second: 1, notices: [notice("many", 0), notice("many", 1)] }
  )
  const place = { county: "Doña Ana", city: 'Las "Cruces"\n\t\\ 𠮷' }
  const last = commit(
    "last",
    [change("enrollmentEntity", entity(0, certified(at(2))), 1), change("agent", agent(950, { place }))],
    { second: 2, provenance: { onBehalfOf: "agent-1" } }
  )
  for (const one of [first, many, last]) {
    const answer = yield* proposed(store, one, yield* basisOf(store, read("enrollmentEntity", "id", "entity-0")))
    yield* same("answer", answer, one.command.commandId)
  }
  const silent = commit("silent", [], { second: 3 })
  yield* proposed(store, silent)
  yield* put(store, commit("held", [change("enrollmentEntity", entity(99))], { second: 4 }))
  const all = [first, many, last, silent, commit("held", [change("enrollmentEntity", entity(99))], { second: 4 })]
  const { ends, links } = yield* chainOf(store)
  yield* isWhole("journal", { ends, links })
  yield* same("contents", links.map(JournalChain.contentOf), contentsOf(all))
  const found = yield* picture(store, ...all)
  yield* same(
    "commands",
    found.commands,
    all.map(({ command, events }) => ({ ...command, events }))
  )
  yield* same("counts", found.counts, { journal: links.length, queued: 3, sent: 0, failed: 0 })
  const [moved] = yield* store.load([read("enrollmentEntity", "id", "entity-0")])
  yield* same("version", moved?.version, 2)
  const [added] = yield* store.load([read("agent", "id", "agent-950")])
  yield* same("record", added?.kind === "agent" && added.record.place, place)
})

/** What may happen between reading and writing: each of these makes the basis another one. */
const meanwhile: ReadonlyArray<readonly [name: string, reads: ReadonlyArray<Selection>, commit: Commit]> = [
  ["another version", [read("agency", "id", "agency-1")], commit("version", [change("agency", agency(1), 1)])],
  [
    "a record that was not there, by its identifier",
    [read("enrollmentEntity", "id", "entity-501")],
    commit("identifier", [change("enrollmentEntity", entity(501))])
  ],
  [
    "a record that was not there, by an index",
    [write("case", "id", "case-2"), read("delegation", "case", "case-2")],
    commit("index", [change("delegation", delegation(502, 2, 1))])
  ],
  [
    "a record that has left an index",
    [read("accessCode", "live", "case-3")],
    commit("left", [change("accessCode", accessCode(503, 3, { state: "Revoked" }), 1)])
  ]
]

const moved = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", [...base, change("accessCode", accessCode(503, 3))]))
  for (const [name, reads, between] of meanwhile) {
    const basis = yield* basisOf(store, ...reads)
    yield* put(store, between)
    const attempt = commit(`after ${between.command.commandId}`, [change("enrollmentEntity", entity(600))], {
      notices: [notice("after", 0)]
    })
    yield* leavesNothing(store, name, [attempt], proposed(store, attempt, basis), (effect) => conflicts(name, effect))
  }
  // On what stands now the same is written.
  const reads = meanwhile.flatMap(([, all]) => all)
  yield* proposed(
    store,
    commit("in the end", [change("enrollmentEntity", entity(600))]),
    yield* basisOf(store, ...reads)
  )
})

const refused = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  yield* put(store, commit("taken", [change("delegation", delegation(1, 1, 1)), change("enrollmentEntity", entity(1))]))
  const attempts: ReadonlyArray<readonly [name: string, commit: Commit]> = [
    ["a command identifier that is taken", commit("taken", [change("enrollmentEntity", entity(2))])],
    [
      "another version",
      commit("version", [change("consent", consent(1, 1)), change("enrollmentEntity", entity(1), 7)])
    ],
    ["an identifier that is taken", commit("identifier", [change("enrollmentEntity", entity(1))])],
    [
      "a unique key that is taken",
      commit("unique", [change("enrollmentEntity", entity(2)), change("delegation", delegation(2, 1, 2))])
    ]
  ]
  for (const [name, one] of attempts)
    yield* leavesNothing(store, name, name.startsWith("a command") ? [] : [one], proposed(store, one), (effect) =>
      conflicts(name, effect)
    )
  const unkept = commit("unkept", [change("case", household(1, { caseNumber: "\u0000" as never }), 1)])
  yield* leavesNothing(store, "a value that cannot be kept", [], proposed(store, unkept), (effect) =>
    Effect.flatMap(Effect.exit(effect), (exit) => same("a value that cannot be kept", outcomeOf(exit), "Unkept"))
  )
})

const racers = 32

const increments = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", [...base, change("accessCode", accessCode(1, 1))]))
  const reads = [write("accessCode", "live", "case-1")]
  const increment = (n: number) =>
    proposing(store)((look: Look) =>
      Effect.map(Effect.tap(look.load(reads), Effect.yieldNow), (found) => {
        const known = found[0] as Versioned<"accessCode">
        const next: AccessCode = { ...known.record, wrongTries: known.record.wrongTries + 1 }
        const one = commit(`try-${n}`, [change("accessCode", next, known.version)])
        return { answer: undefined, write: { commit: one, basis: { reads, found } } }
      })
    )
  yield* Effect.all(
    Array.from({ length: racers }, (_, n) => untilDone(increment(n))),
    { concurrency: "unbounded" }
  )
  const [found] = yield* store.load(reads)
  yield* same("tries", (found?.record as AccessCode | undefined)?.wrongTries, racers)
  yield* same("version", found?.version, racers + 1)
  yield* isWhole("journal", yield* chainOf(store))
})

const oneMoment = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const selection = [read("enrollmentEntity", "id", "entity-1"), read("delegation", "case", "case-1")]
  const seen = yield* proposing(store)((look) =>
    Effect.gen(function* () {
      const before = yield* look.load(selection)
      yield* put(
        store,
        commit("between", [change("enrollmentEntity", entity(1)), change("delegation", delegation(1, 1, 1))])
      )
      const known = yield* look.command(commit("between", []).command.commandId)
      return { answer: [before.length, (yield* look.load(selection)).length, known === undefined ? 0 : 1] }
    })
  )
  yield* same("records before and after, commands", seen, [0, 0, 0])
})

/** Runs `attempt` while somebody holds a case, who writes a delegation of it before letting go. */
const inTheWay = <A, E>(store: Port, attempt: Effect.Effect<A, E>) =>
  Effect.gen(function* () {
    yield* put(store, commit("fill", base))
    const holds = yield* Deferred.make<void>()
    const goOn = yield* Deferred.make<void>()
    const holder = yield* Effect.forkChild(
      store.transact((tx) =>
        tx
          .load([write("case", "id", "case-1")], { lock: true })
          .pipe(
            Effect.andThen(Deferred.succeed(holds, undefined)),
            Effect.andThen(Deferred.await(goOn)),
            Effect.andThen(tx.commit(commit("holder", [change("delegation", delegation(7, 1, 1))])))
          )
      )
    )
    yield* Deferred.await(holds)
    const waiter = yield* Effect.forkChild(Effect.exit(attempt))
    yield* pause(150)
    yield* Deferred.succeed(goOn, undefined)
    yield* Fiber.join(holder)
    return yield* Fiber.join(waiter)
  })

const appeared = Effect.fnUntraced(function* (store: Port) {
  const reads = [
    write("case", "id", "case-1"),
    write("delegation", "id", "delegation-7"),
    read("staff", "id", "staff-1")
  ]
  const exit = yield* inTheWay(
    store,
    store.transact((tx) => tx.load(reads, { lock: true }))
  )
  // To be told to try again is as good as to be shown it.
  const found = exit._tag === "Success" ? exit.value.map(({ id }) => id).join() : outcomeOf(exit)
  if (found !== "Conflict" && found !== "case-1,delegation-7") yield* same("found", found, "case-1,delegation-7")
})

const appearedBelow = Effect.fnUntraced(function* (store: Port) {
  const reads = [write("case", "id", "case-1"), write("delegation", "id", "delegation-7")]
  const exit = yield* inTheWay(
    store,
    Effect.flatMap(basisOf(store, ...reads), (basis) =>
      proposed(store, commit("proposed", [change("enrollmentEntity", entity(1))]), basis)
    )
  )
  yield* same("outcome", outcomeOf(exit), "Conflict")
  yield* same("journal", (yield* store.counts()).journal, base.length + 1)
})

const clients = [read("delegation", "agent", "agent-1")]

/** Runs `attempt` while somebody has written a delegation of an agent, and nobody can see it yet. */
const besides = <A>(store: Port, attempt: Effect.Effect<A, StoreError>) =>
  Effect.gen(function* () {
    yield* put(store, commit("fill", base))
    const wrote = yield* Deferred.make<void>()
    const goOn = yield* Deferred.make<void>()
    const other = yield* Effect.forkChild(
      store.transact((tx) =>
        tx
          .commit(commit("other", [change("delegation", delegation(7, 1, 1))]))
          .pipe(Effect.andThen(Deferred.succeed(wrote, undefined)), Effect.andThen(Deferred.await(goOn)))
      )
    )
    yield* Effect.raceFirst(Deferred.await(wrote), Fiber.join(other))
    const waiter = yield* Effect.forkChild(Effect.exit(attempt))
    yield* pause(150)
    yield* Deferred.succeed(goOn, undefined)
    yield* Fiber.join(other)
    const exit = yield* Fiber.join(waiter)
    if (exit._tag === "Failure") return yield* same("outcome", outcomeOf(exit), "Conflict")
    const rows = (yield* store.journal(0, 1000)).slice(base.length).map(({ commandId }) => commandId as string)
    // Who did not see the delegation has to stand before it.
    yield* same("order", rows, exit.value === 0 ? ["counted", "other"] : ["other", "counted"])
  })

const counted = commit("counted", [change("enrollmentEntity", entity(1))])

const unseen = (store: Port) =>
  besides(
    store,
    store.transact((tx) =>
      Effect.tap(
        Effect.map(tx.load(clients, { lock: true }), ({ length }) => length),
        () => tx.commit(counted)
      )
    )
  )

const unseenBelow = (store: Port) =>
  besides(
    store,
    proposing(store)((look) =>
      Effect.map(look.load(clients), (found) => ({
        answer: found.length,
        write: { commit: counted, basis: { reads: clients, found } }
      }))
    )
  )

/** The checks of commands that hold nothing while they are decided. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("a proposal leaves all that its commit says", "B4", whole, { needs: "proposing" }),
  check("a proposal whose basis is another one by now is a conflict and writes nothing", "B5", moved, {
    needs: "proposing"
  }),
  check("a proposal that cannot be written writes nothing", "B5", refused, { needs: "proposing" }),
  check("32 increments that are proposed at once all land", "B5", increments, { needs: "proposing" }),
  check("a proposal reads one moment, however often it reads", "B8", oneMoment, { needs: ["concurrent", "proposing"] }),
  check("what appears while a lock is waited for is not overlooked", "B4", appeared, { needs: "concurrent" }),
  check("what appears while a proposal waits makes its basis another one", "B4", appearedBelow, {
    needs: ["concurrent", "proposing"]
  }),
  check("who did not see what another was writing stands before it", "B4", unseen, { needs: "concurrent" }),
  check("a proposal that did not see what another was writing stands before it", "B4", unseenBelow, {
    needs: ["concurrent", "proposing"]
  })
]
