/**
 * Checks of proposals: what is written by way of one is what a transaction would write, and its basis is all that it read.
 *
 * @since 0.1.0
 */
import {
  type Basis,
  type Change,
  type Commit,
  type Proposal,
  Store,
  type Transaction
} from "@agencybook/application/Store"
import { read, type Selection } from "@agencybook/core/Facts"
import type { Event } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import * as Chain from "./StoreContractChain.ts"
import {
  broken,
  type Check,
  type CheckError,
  ContractViolation,
  check,
  conflicts,
  type Port,
  same
} from "./StoreContractCheck.ts"
import * as Commands from "./StoreContractCommands.ts"
import * as Exchanges from "./StoreContractExchanges.ts"
import * as Fidelity from "./StoreContractFidelity.ts"
import * as Following from "./StoreContractFollowing.ts"
import * as Journal from "./StoreContractJournal.ts"
import * as Kinds from "./StoreContractKinds.ts"
import { base } from "./StoreContractPopulation.ts"
import * as Races from "./StoreContractRaces.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import * as Sequels from "./StoreContractSequels.ts"
import * as Ways from "./StoreContractWays.ts"
import * as Whole from "./StoreContractWhole.ts"
import * as Writing from "./StoreContractWriting.ts"

const { leavesNothing } = Writing
const { acting, at, change, commit, delegation, entity, notice } = Records

const proposing = (store: Port): NonNullable<Port["propose"]> =>
  store.propose ?? (() => broken("proposals", "a store that takes them", "none") as never)

/** The store as one whose every transaction is a proposal. */
const byProposals = (store: Port): Port => ({
  ...store,
  transact: <A, E>(body: (tx: Transaction) => Effect.Effect<A, E>) =>
    proposing(store)((look) =>
      Effect.suspend(() => {
        const commits: Array<Commit> = []
        const tx: Transaction = {
          load: (selections) => look.load(selections),
          command: look.command,
          commit: (one) =>
            Effect.sync(() => {
              commits.push(one)
            })
        }
        return Effect.map(body(tx), (answer): Proposal<A> => {
          const [one] = commits
          return one === undefined ? { answer } : { answer, write: { commit: one, basis: { reads: [], found: [] } } }
        })
      })
    )
})

/** Checks that hold for what is proposed as well: those of what is written, not of what its body goes through meanwhile. */
const again = (checks: ReadonlyArray<Check>, ...names: ReadonlyArray<string>): ReadonlyArray<Check> =>
  checks
    .filter(({ name }) => names.includes(name))
    .map(({ name, promise, run }) => {
      const proposed = `${name}, when it is proposed`
      return {
        name: proposed,
        promise,
        needs: "proposing",
        run: Effect.flatMap(Store, (store) => Effect.provideService(run, Store, byProposals(store))).pipe(
          Effect.mapError(
            ({ about, expected, found }) => new ContractViolation({ check: proposed, about, expected, found })
          )
        )
      }
    })

const since = at()
const active = (n: number, caseNumber: number, agentNumber: number) =>
  change("delegation", delegation(n, caseNumber, agentNumber))
const ended = (n: number, caseNumber: number, agentNumber: number) =>
  change(
    "delegation",
    delegation(n, caseNumber, agentNumber, { state: { _tag: "Ended", from: since, until: since, reason: "replaced" } }),
    1
  )

const ofCase = (n: number): Selection => read("delegation", "case", `case-${n}`)

/** What may happen between reading and writing: each makes the basis another one. */
const meanwhile: ReadonlyArray<
  readonly [what: string, reads: ReadonlyArray<Selection>, between: ReadonlyArray<Change>]
> = [
  ["one came in the place of another", [ofCase(1)], [ended(1, 1, 1), active(11, 1, 2)]],
  [
    "one came beside another",
    [read("delegation", "history", "case-2")],
    [change("delegation", delegation(12, 2, 2, { kind: "assister" }))]
  ],
  ["one of two went", [ofCase(3), ofCase(4)], [ended(4, 4, 1)]],
  [
    "one of two is of another version",
    [read("agent", "id", "agent-1", "agent-2")],
    [change("agent", Records.agent(2), 1)]
  ],
  [
    "what was not there is there, by its identifier",
    [read("enrollmentEntity", "id", "entity-1", "entity-2")],
    [change("enrollmentEntity", entity(2))]
  ],
  ["what was not there is there, by an index", [ofCase(5)], [active(15, 5, 1)]],
  [
    "what is there is found by an index now",
    [read("agency", "fein", "999999999")],
    [change("agency", Records.agency(3, { fein: "999999999" as never }), 1)]
  ],
  [
    "one went, and one of another kind came under its name",
    [read("accessCode", "live", "case-8"), read("agentChangeCode", "live", "case-8/agent-2")],
    [
      change("accessCode", { ...Records.accessCode(9, 8, { state: "Superseded" }), accessCodeId: "one" as never }, 1),
      change("agentChangeCode", { ...Records.agentChangeCode(9, 8), agentChangeCodeId: "one" as never })
    ]
  ],
  [
    "another has the key",
    [read("accessCode", "live", "case-7")],
    [
      change("accessCode", Records.accessCode(7, 7, { state: "Superseded" }), 1),
      change("accessCode", Records.accessCode(8, 7))
    ]
  ]
]

/** What is read besides and does not change. */
const besides: ReadonlyArray<
  readonly [what: string, reads: (all: ReadonlyArray<Selection>) => ReadonlyArray<Selection>]
> = [
  ["alone", (all) => all],
  ["before another read", (all) => [...all, read("case", "id", "case-8")]],
  ["after another read", (all) => [read("case", "id", "case-8"), ...all]],
  [
    "beside a read that finds nothing",
    (all) => [read("enrollmentEntity", "id", "entity-99"), ...all, read("staff", "id", "none")]
  ]
]

const standing = Effect.fnUntraced(function* (store: Port) {
  yield* put(
    store,
    commit("fill", [
      ...base,
      ...[1, 2, 3, 4].map((n) => active(n, n, 1)),
      change("enrollmentEntity", entity(1)),
      change("accessCode", Records.accessCode(7, 7)),
      change("accessCode", { ...Records.accessCode(9, 8), accessCodeId: "one" as never })
    ])
  )
  const event: Event = { _tag: "ActingUsed", actingId: acting(1).actingId, at: at(5) }
  for (const [n, [what, reads, between]] of meanwhile.entries()) {
    const bases: Array<readonly [string, Basis]> = []
    for (const [how, widen] of besides) {
      const all = widen(reads)
      bases.push([how, { reads: all, found: yield* store.load(all) }])
    }
    yield* put(store, commit(`between-${n}`, between))
    for (const [place, [how, basis]] of bases.entries()) {
      const name = `after-${n}-${place}`
      const changing = commit(name, [change("enrollmentEntity", entity(500 + n))], { notices: [notice(name, 0)] })
      const telling = commit(name, [], { events: [event], notices: [notice(name, 0)] })
      const silent = commit(name, [])
      for (const [which, one] of [
        ["changes", changing],
        ["tells", telling],
        ["leaves only its key", silent]
      ] as const)
        yield* leavesNothing(
          store,
          `${what}, read ${how}, and what is proposed ${which}`,
          [one],
          proposing(store)(() => Effect.succeed({ answer: 1, write: { commit: one, basis } })),
          // What leaves no row has no place that something could come before.
          (run) => conflicts(`${what}, read ${how}, and what is proposed ${which}`, run)
        )
    }
    // What stands is no obstacle.
    for (const [place, [how, { reads: all }]] of bases.entries()) {
      const one = commit(`stands-${n}-${place}`, [change("enrollmentEntity", entity(600 + 10 * n + place))])
      const basis = { reads: all, found: yield* store.load(all) }
      const answer = proposing(store)(() => Effect.succeed({ answer: how, write: { commit: one, basis } }))
      yield* same(`${what}, read ${how} as it stands`, yield* answer, how)
    }
  }
})

const withoutWrite = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const one = commit("never", [change("enrollmentEntity", entity(1))], { notices: [notice("never", 0)] })
  const tries: ReadonlyArray<readonly [string, Effect.Effect<unknown, CheckError | string>]> = [
    ["an answer alone", proposing(store)((look) => Effect.as(look.load([ofCase(1)]), { answer: 7 }))],
    ["an answer without reading", proposing(store)(() => Effect.succeed({ answer: 7 }))],
    ["a failure", Effect.flip(proposing(store)((look) => Effect.andThen(look.load([ofCase(1)]), Effect.fail("no"))))],
    ["a defect", Effect.exit(proposing(store)(() => Effect.die("broken")))]
  ]
  for (const [about, run] of tries)
    yield* leavesNothing(store, about, [one], run, (body) => Effect.asVoid(Effect.orDie(body)))
  yield* same("rows", (yield* store.counts()).journal, base.length)
})

/** The checks of proposals. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("a proposal whose basis is another one in any part is a conflict and writes nothing", "B5", standing, {
    needs: "proposing"
  }),
  check("a proposal that says nothing to write writes nothing", "B5", withoutWrite, { needs: "proposing" }),
  ...again(
    Writing.checks,
    "versions start at 1 and grow by one with each write",
    "another version than the expected one is a conflict and writes nothing",
    "a unique key that is taken is a conflict and writes nothing",
    "what has no unique key may be there many times",
    "a command identifier that is taken is a conflict and writes nothing"
  ),
  ...again(
    Kinds.checks,
    "every kind of record is written on the version that was expected, and on no other",
    "a unique key that comes with a change is taken, and one that went with a change is free"
  ),
  ...again(
    Races.checks,
    "of 32 attempts at one command at once, one commits",
    "of 32 writers of one version at once, one wins",
    "of 32 who want one unique key at once, one gets it"
  ),
  ...again(Exchanges.checks, "records of one commit may exchange their unique keys"),
  ...again(Following.checks, "every index follows its records, in every way of reading"),
  ...again(
    Fidelity.checks,
    "text is read as it was written",
    "text that cannot be kept is rejected, never changed",
    "numbers that cannot be kept are rejected, never changed",
    "what is no instant is rejected, whatever a database makes of it",
    "numbers and instants are read as they were written",
    "what is absent stays absent, and what is empty stays empty",
    "what a caller does to his own objects changes nothing"
  ),
  ...again(
    Whole.checks,
    "every kind is kept to the last character",
    "however much is written or asked for at once, nothing of it is left out"
  ),
  ...again(Ways.checks, "every way of reading gives what was written, each record and row once"),
  ...again(Sequels.checks, "what was asked before something was written is asked again after it, and seen"),
  ...again(
    Commands.checks,
    "a command identifier is taken for everybody, whoever uses it again and for what",
    "command identifiers are told apart by every character, with what belongs to each"
  ),
  ...again(
    Journal.checks,
    "the journal keeps the order of commands and events, and positions grow",
    "every journal row says who, for whom, by which command and permission",
    "a command is remembered with its outcome and its events in order"
  ),
  ...again(Chain.checks, "the journal is a chain of what was committed, from its beginning to its head")
]
