/**
 * Checks of the chain of the journal: it is whole, says what was committed, and has no gap, whatever was undone or came
 * at once.
 *
 * @since 0.1.0
 */
import * as JournalAudit from "@agencybook/application/JournalAudit"
import * as JournalChain from "@agencybook/application/JournalChain"
import { type Change, type Commit, concernsIn, type Ends, type Link, Store } from "@agencybook/application/Store"
import { scheduled } from "@agencybook/core/Agency"
import type * as Agent from "@agencybook/core/Agent"
import { dueOn } from "@agencybook/core/AgentDiary"
import * as Effect from "effect/Effect"
import { type Check, check, type Port, same } from "./StoreContractCheck.ts"
import { base } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"

const { agent, change, commit, entity } = Records

/** The whole chain of a store. @category queries */
export const chainOf = (store: Port, page = 1000) =>
  store.snapshot((_, reading) =>
    Effect.gen(function* () {
      const links: Array<Link> = []
      for (;;) {
        const found = yield* reading.links(links.at(-1)?.position ?? 0, page)
        links.push(...found)
        if (found.length < page) return { ends: yield* reading.ends(), links }
      }
    })
  )

/** Holds links to be a whole chain from the beginning to the head, at positions without a gap. */
export const isWhole = Effect.fnUntraced(function* (
  about: string,
  { ends, links }: { readonly ends: Ends; readonly links: ReadonlyArray<Link> }
) {
  const { faults } = JournalChain.end(JournalChain.follow(JournalChain.begin(ends.first), links), ends.last)
  yield* same(`${about}, faults of the chain`, faults.map(JournalChain.describe), [])
  yield* same(
    `${about}, positions`,
    links.map(({ position }) => position),
    links.map((_, n) => n + 1)
  )
})

/** The contents that commits have to leave, worked out from them alone. @category queries */
export const contentsOf = (commits: ReadonlyArray<Commit>): ReadonlyArray<string> =>
  commits.flatMap((one) => {
    const concerned = concernsIn(one)
    return one.events.map((event) =>
      JournalChain.contentOf(JournalChain.content({ ...one.provenance, event, concerns: concerned(event) }))
    )
  })

const several = commit(
  "several",
  [change("agent", agent(930)), change("agent", agent(931)), change("enrollmentEntity", entity(930))],
  {
    second: 1,
    provenance: { onBehalfOf: "agent-1" }
  }
)

const leads = Effect.fnUntraced(function* (store: Port) {
  const empty = yield* chainOf(store)
  yield* same("links of an empty journal", empty.links, [])
  yield* isWhole("an empty journal", empty)
  const commits = [
    commit("fill", base),
    several,
    commit("one", [change("enrollmentEntity", entity(931))], { second: 2 })
  ]
  for (const one of commits) yield* put(store, one)
  const found = yield* chainOf(store)
  yield* isWhole("the journal", found)
  yield* same("contents", found.links.map(JournalChain.contentOf), contentsOf(commits))
  yield* same(
    "hashes",
    found.links.map(({ hash, position, previous }) => ({ hash, position, previous })),
    JournalChain.extend(found.ends.first, contentsOf(commits))
  )
  yield* same("rows as the journal gives them", yield* store.journal(0, 1000), found.links.map(entryOf))
  for (const page of [1, 7]) yield* same(`pages of ${page}`, (yield* chainOf(store, page)).links, found.links)
})

const entryOf = ({ concerns: _, hash: __, kind: ___, previous: ____, ...row }: Link) => row

const undone = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  yield* Effect.exit(
    put(store, commit("late", [change("agent", agent(1), 7), change("enrollmentEntity", entity(930))]))
  )
  yield* Effect.exit(store.transact((tx) => Effect.andThen(tx.commit(several), Effect.fail("no"))))
  yield* Effect.exit(put(store, commit("fill", [change("enrollmentEntity", entity(932))])))
  yield* put(store, commit("nothing", [], { events: [] }))
  yield* put(store, several)
  const found = yield* chainOf(store)
  yield* isWhole("after what was undone", found)
  yield* same("rows", found.links.length, base.length + several.events.length)
})

const atOnce = Effect.fnUntraced(function* (store: Port) {
  yield* Effect.all(
    Array.from({ length: 24 }, (_, n) =>
      // Every third is undone after it was written.
      Effect.exit(
        store.transact((tx) =>
          Effect.andThen(
            tx.commit(
              commit(`writer-${n}`, [
                change("enrollmentEntity", entity(100 + 2 * n)),
                change("enrollmentEntity", entity(101 + 2 * n))
              ])
            ),
            n % 3 === 0 ? Effect.fail("no") : Effect.void
          )
        )
      )
    ),
    { concurrency: 8 }
  )
  const found = yield* chainOf(store)
  yield* isWhole("after many at once", found)
  yield* same("rows", found.links.length, 32)
  const commands = found.links.map(({ commandId }) => commandId)
  yield* same(
    "rows of one command",
    commands.filter((id, n) => n % 2 === 1 && id !== commands[n - 1]),
    []
  )
})

// Records as events alone make them; some of the others are such as no event leads to.
const dated = (n: number, over: Partial<Agent.Agent> = {}): Agent.Agent => {
  const due = dueOn(agent(n, over))
  return agent(n, { ...over, ...(due === undefined ? {} : { dueOn: due }) })
}
// The looks of names in the samples are chosen for indexes; an event leads to those of the names.
const named = (one: Change): Change =>
  one.kind === "agency" ? change("agency", scheduled(one.record as Parameters<typeof scheduled>[0])) : one
const told = [
  ...base.filter(({ kind }) => kind !== "agent").map(named),
  ...[1, 2, 3, 4, 5].map((n) => change("agent", dated(n)))
]
const lockedAgent = { _tag: "AgentLocked", agentId: agent(1).agentId, locked: true } as const

const audited = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", told))
  yield* put(store, commit("again", [change("agent", dated(1, { locked: true }), 1)], { events: [lockedAgent] }))
  for (const page of [2, 1000]) {
    const found = yield* Effect.provideService(JournalAudit.audit({ page }), Store, store)
    yield* same("faults of the chain", found.chain.faults, [])
    yield* same("records that are not what the journal says", found.differences, [])
    yield* same("records", found.records, told.length)
  }
})

/** The checks of the chain. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("the journal is a chain of what was committed, from its beginning to its head", "B14", leads),
  check("what was undone leaves no gap in the chain", "B14", undone),
  check("writers at once leave one chain", "B14", atOnce),
  check("an audit finds the records that the journal leads to", "B14", audited)
]
