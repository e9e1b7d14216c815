/**
 * The contract of a place that several exchanges share, such as a schema of a database: a session sees and writes the rows of
 * its exchange and of no other, whatever a statement asks for, and a connection carries nothing to its next borrower.
 *
 * The `StoreContract` asks the store; this one asks behind its back, so that the second net is seen where the first one
 * holds. The checks know no test runner: each is an effect that succeeds or fails with a `ContractViolation`, so make one test
 * of each, on a place that is new and empty.
 *
 * @since 0.1.0
 */
import { every, Store } from "@agencybook/application/Store"
import { read } from "@agencybook/core/Facts"
import * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type * as Scope from "effect/Scope"
import { broken, ContractViolation, same } from "./internal/StoreContractCheck.ts"
import * as Neighbour from "./internal/StoreContractNeighbour.ts"
import { base } from "./internal/StoreContractPopulation.ts"
import { put } from "./internal/StoreContractReading.ts"
import * as Records from "./internal/StoreContractRecords.ts"

export { ContractViolation }

/**
 * What a session may try to do with rows of another exchange: write a row of its own for it, write rows of the other again,
 * give it a row of its own, or take rows of the other away.
 *
 * @category models
 */
export type Trespass = "give" | "plant" | "remove" | "rewrite"

/** A place that several exchanges share, as its adapter sees it from behind. @category models */
export interface Shared {
  /** The store of an exchange in the place. */
  readonly store: (exchange: string) => Effect.Effect<Store["Service"], unknown, Scope.Scope>
  /** The names of what rows of exchanges are kept in, such as tables. */
  readonly tables: ReadonlyArray<string>
  /** The names of those whom the place has to bind: the role of the application and, where it is another one, the owner. */
  readonly roles: ReadonlyArray<string>
  /**
   * The exchanges of all rows of a table, once for each row, that a role sees in a session of an exchange, or of none, when
   * it asks for everything.
   */
  readonly seen: (
    role: string,
    exchange: string | undefined,
    table: string
  ) => Effect.Effect<ReadonlyArray<string>, unknown>
  /** Whether a role in a session of an exchange can do something with the rows of another one; nothing of it remains. */
  readonly trespasses: (
    role: string,
    exchange: string,
    table: string,
    what: Trespass,
    other: string
  ) => Effect.Effect<boolean, unknown>
  /** The exchange that a connection is in, if any, which a store has given back. */
  readonly carried: Effect.Effect<string | undefined, unknown>
}

/** One named check of the contract of a shared place. @category models */
export interface Check {
  readonly name: string
  /** The promise that it holds the place to, as the promises of the project are numbered. */
  readonly promise: "B10" | "B13"
  readonly run: (place: Shared) => Effect.Effect<void, ContractViolation, Scope.Scope>
}

// Names that a comparison by prefix, by pattern or without case takes for each other.
const exchanges = ["tenant_a", "Tenant_A", "tenantxa", "tenant_a2"] as const
const nobody = [undefined, "", "nobody", "tenant_a ", "tenant", "%", "tenant_a,tenant_a2", "null", "*"]

const [own, ...others] = exchanges

const filled = Effect.fnUntraced(function* (place: Shared) {
  for (const exchange of exchanges) yield* Effect.provideService(Neighbour.fill, Store, yield* place.store(exchange))
})

const sees = Effect.fnUntraced(function* (place: Shared) {
  yield* filled(place)
  for (const role of place.roles)
    for (const table of place.tables)
      for (const exchange of exchanges) {
        const found = yield* place.seen(role, exchange, table)
        const about = `${table} for \`${exchange}\` as ${role}`
        yield* same(`${about}: whether there is anything to see`, found.length > 0, true)
        yield* same(`${about}: whose rows`, Array.from(new Set(found)).sort(), [exchange])
      }
})

const seesNothing = Effect.fnUntraced(function* (place: Shared) {
  yield* filled(place)
  for (const role of place.roles)
    for (const table of place.tables)
      for (const exchange of nobody) {
        const who = exchange === undefined ? "no exchange" : `\`${exchange}\``
        yield* same(`${table} for ${who} as ${role}: whose rows`, yield* place.seen(role, exchange, table), [])
      }
})

const holds = (what: Trespass, said: string) =>
  Effect.fnUntraced(function* (place: Shared) {
    yield* filled(place)
    for (const role of place.roles)
      for (const table of place.tables)
        for (const other of others) {
          const done = yield* place.trespasses(role, own, table, what, other)
          yield* same(
            `${table} as ${role}: ${said} \`${other}\``,
            done ? "done" : "refused or without effect",
            "refused or without effect"
          )
        }
    // What was tried is undone, and what was there is there.
    for (const exchange of exchanges) {
      const { journal, queued, sent } = yield* (yield* place.store(exchange)).counts()
      yield* same(`what \`${exchange}\` has afterwards`, journal > 0 && queued > 0 && sent === 1, true)
    }
  })

const { at, change, commit, disclosure, entity, notice } = Records

/** Everything that a store is asked, ending in every way. */
const uses: ReadonlyArray<readonly [what: string, use: (store: Store["Service"]) => Effect.Effect<unknown, unknown>]> =
  [
    ["a question", (store) => store.load([read("agent", "id", "agent-1")])],
    ["several questions", (store) => store.load([read("agent", "id", "agent-1"), read("case", "id", "case-1")])],
    ["a snapshot", (store) => store.snapshot((_, { tally }) => tally([every("agent", "id")]))],
    ["a snapshot that fails", (store) => store.snapshot(() => Effect.fail("no"))],
    ["a reading", (store) => store.disclose(() => Effect.succeed({ answer: 1, shown: disclosure() }))],
    [
      "a reading that cannot be noted",
      (store) => store.disclose(() => Effect.succeed({ answer: 1, shown: disclosure(1, { actor: "\0" }) }))
    ],
    ["the journal", (store) => store.journal(0, 9)],
    ["counts", (store) => store.counts()],
    ["a claim", (store) => store.claim(at(1), 1, 1)],
    ["a claim at no time", (store) => store.claim("now" as never, 1, 1)],
    ["a settling in vain", (store) => store.settle("none", "none", "sent")],
    [
      "a command",
      (store) => put(store, commit("used", [change("enrollmentEntity", entity(1))], { notices: [notice("used", 0)] }))
    ],
    ["the same command", (store) => put(store, commit("used", []))],
    ["a conflict", (store) => put(store, commit("conflict", [change("enrollmentEntity", entity(1), 7)]))],
    ["a refusal", (store) => store.transact(() => Effect.fail("no"))],
    ["a defect", (store) => store.transact(() => Effect.die("no"))],
    ["locks", (store) => store.transact((tx) => tx.load([read("agent", "id", "agent-1")], { lock: true }))],
    [
      "a proposal",
      (store) =>
        store.propose?.((look) => Effect.map(look.load([read("agent", "id", "agent-1")]), (answer) => ({ answer }))) ??
        Effect.void
    ],
    ["a proposal that fails", (store) => store.propose?.(() => Effect.fail("no")) ?? Effect.void],
    [
      "somebody who gives up",
      (store) =>
        Effect.gen(function* () {
          const begun = yield* Deferred.make<void>()
          const fiber = yield* Effect.forkChild(
            store.transact((tx) =>
              tx
                .load([read("agent", "id", "agent-1")], { lock: true })
                .pipe(Effect.andThen(Deferred.succeed(begun, undefined)), Effect.andThen(Effect.never))
            )
          )
          yield* Deferred.await(begun)
          yield* Fiber.interrupt(fiber)
        })
    ]
  ]

const carriesNothing = Effect.fnUntraced(function* (place: Shared) {
  const store = yield* place.store(own)
  yield* same("before anything is asked", (yield* place.carried) ?? "nothing", "nothing")
  for (const [what, use] of uses) {
    yield* Effect.exit(use(store))
    yield* same(`after ${what}`, (yield* place.carried) || "nothing", "nothing")
  }
})

const beside = Effect.fnUntraced(function* (place: Shared) {
  for (const exchange of others) yield* Effect.provideService(Neighbour.fill, Store, yield* place.store(exchange))
  const store = yield* place.store(own)
  const look = Effect.gen(function* () {
    const kinds = base.map(({ id, kind }) => read(kind, "id", id))
    const here = yield* store.snapshot((_, reading) =>
      Effect.all({
        found: reading.load(kinds),
        agents: reading.scan(every("agent", "id"), { limit: 99 }),
        counted: reading.tally([every("agent", "id"), every("case", "id")]),
        trail: reading.trail({ _tag: "All" }, { limit: 9 }),
        readings: reading.readings({ _tag: "All" }, { limit: 9 }),
        links: reading.links(0, 9),
        last: Effect.map(reading.ends(), ({ last }) => last ?? "none")
      })
    )
    return {
      ...here,
      rows: yield* store.journal(0, 9),
      counts: yield* store.counts(),
      notices: yield* store.claim(at(900), 9, 1)
    }
  })
  yield* same("what is seen by an exchange that has nothing", yield* look, {
    ...{
      found: [],
      agents: [],
      counted: [0, 0],
      trail: [],
      readings: [],
      links: [],
      last: "none",
      rows: [],
      notices: []
    },
    counts: { journal: 0, queued: 0, sent: 0, failed: 0 }
  })
  // Keys, commands, notices and places of the others are free.
  const exit = yield* Effect.exit(Effect.provideService(Neighbour.fill, Store, store))
  if (exit._tag === "Failure")
    yield* broken("writing the very same as the others", "success", String(Cause.squash(exit.cause)))
  for (const exchange of others) {
    const { journal } = yield* (yield* place.store(exchange)).counts()
    yield* same(`rows of \`${exchange}\` and of one's own`, journal, (yield* store.counts()).journal)
  }
})

const check = (
  name: string,
  promise: Check["promise"],
  body: (place: Shared) => Effect.Effect<void, unknown, Scope.Scope>
): Check => ({
  name,
  promise,
  run: (place) =>
    Effect.catchCause(body(place), (cause) => {
      const error = Cause.squash(cause)
      const fields =
        error instanceof ContractViolation
          ? { about: error.about, expected: error.expected, found: error.found }
          : { about: "the whole check", expected: "an answer", found: String(error).slice(0, 400) }
      return Effect.fail(new ContractViolation({ check: name, ...fields }))
    })
})

/** Every check of the contract. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("a session of an exchange sees the rows of that exchange, whoever it works as", "B13", sees),
  check("a session of no exchange, or of one that is nearly another, sees nothing", "B13", seesNothing),
  check("nobody writes a row for another exchange", "B13", holds("plant", "a row written for")),
  check("nobody writes the rows of another exchange again", "B13", holds("rewrite", "rows written again of")),
  check("nobody gives a row away to another exchange", "B13", holds("give", "a row given to")),
  check("nobody takes away the rows of another exchange", "B13", holds("remove", "rows taken away of")),
  check("a connection carries no exchange to whoever borrows it next", "B10", carriesNothing),
  check(
    "an exchange that has nothing finds nothing, and everything free, beside others that have it all",
    "B13",
    beside
  )
]
