/**
 * Checks of what comes after: what was asked before is asked again, and after a failure of any sort all goes on whole.
 *
 * @since 0.1.0
 */
import { type Commit, every } from "@agencybook/application/Store"
import { read } from "@agencybook/core/Facts"
import * as Effect from "effect/Effect"
import { type Check, type CheckError, check, type Port, same } from "./StoreContractCheck.ts"
import { base } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { loads, readers, recalls } from "./StoreContractWays.ts"

const { agent, at, change, commit, delegation, disclosure, entity, household, notice } = Records

const note = (store: Port, n: number) =>
  store.disclose(() =>
    Effect.succeed({ answer: n, shown: disclosure(n, { about: { caseId: household(1).caseId }, cases: [] }) })
  )

const rounds = [1, 2, 3] as const

/** A question, and its answer after so many rounds. */
type Question = readonly [about: string, ask: Effect.Effect<unknown, CheckError>, answer: (round: number) => unknown]

const certification = entity(0).certification._tag

/** Everything that can be asked, of what grows by one in each round. */
const questionsTo = (store: Port): ReadonlyArray<Question> => {
  const entities = read("enrollmentEntity", "id", ...rounds.map((n) => entity(n).entityId))
  const byIndex = read("enrollmentEntity", "certification", certification)
  const theCase = read("case", "id", household(1).caseId)
  const size = <E>(all: Effect.Effect<ReadonlyArray<unknown>, E>) => Effect.map(all, ({ length }) => length)
  return [
    ...loads(store).flatMap(
      ([way, load]): ReadonlyArray<Question> => [
        [`what is there by identifier, ${way}`, size(load([entities])), (n) => n],
        [`what is there by an index, ${way}`, size(load([byIndex])), (n) => n],
        [`the version, ${way}`, Effect.map(load([theCase]), ([one]) => one?.version), (n) => n + 1]
      ]
    ),
    ...readers(store).flatMap(
      ([way, look]): ReadonlyArray<Question> => [
        [`a range, ${way}`, look(({ scan }) => size(scan(every("enrollmentEntity", "id"), { limit: 9 }))), (n) => n],
        [`a count, ${way}`, look(({ tally }) => tally([every("enrollmentEntity", "certification")])), (n) => [n]],
        [
          `the trail, ${way}`,
          look(({ trail }) => size(trail({ _tag: "All" }, { limit: 999 }))),
          (n) => base.length + 2 * n
        ],
        [
          `the trail of a case, ${way}`,
          look(({ trail }) => size(trail({ _tag: "Case", caseId: household(1).caseId }, { limit: 9 }))),
          (n) => n + 1
        ],
        [`links, ${way}`, look(({ links }) => size(links(base.length, 99))), (n) => 2 * n],
        [
          `the head, ${way}`,
          look(({ ends }) => Effect.map(ends(), ({ last }) => last?.position)),
          (n) => base.length + 2 * n
        ],
        [`readings, ${way}`, look(({ readings }) => size(readings({ _tag: "All" }, { limit: 99 }))), (n) => n],
        [
          `readings of a case, ${way}`,
          look(({ readings }) =>
            size(readings({ _tag: "Case", caseId: household(1).caseId, held: [] }, { limit: 99 }))
          ),
          (n) => n
        ]
      ]
    ),
    ...recalls(store).map(
      ([way, recall]): Question => [
        `commands, ${way}`,
        size(Effect.forEach(rounds, (n) => recall(`round-${n}`)).pipe(Effect.map((all) => all.filter(Boolean)))),
        (n) => n
      ]
    ),
    ["rows", size(store.journal(base.length, 99)), (n) => 2 * n],
    ["counts", store.counts(), (n) => ({ journal: base.length + 2 * n, queued: n, sent: 0, failed: 0 })]
  ]
}

const askedAgain = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const questions = questionsTo(store)
  for (const n of [0, ...rounds]) {
    if (n > 0) {
      const changes = [change("enrollmentEntity", entity(n)), change("case", household(1), n)]
      yield* put(store, commit(`round-${n}`, changes, { notices: [notice(`round-${n}`, 0)] }))
      yield* note(store, n)
    }
    // Forwards and backwards, so that what was asked last is what is asked next.
    for (const [about, ask, answer] of n % 2 === 0 ? questions : questions.toReversed())
      yield* same(`${about}, after ${n} rounds`, yield* ask, answer(n))
    // Whoever found nothing to claim finds it when it is there.
    yield* same(`what is claimed after ${n} rounds`, (yield* store.claim(at(100 * n), 9, 1000)).length, n)
  }
})

const failures = (store: Port): ReadonlyArray<readonly [what: string, run: Effect.Effect<unknown, unknown>]> => {
  const good = commit("not-this", [change("enrollmentEntity", entity(900))], { notices: [notice("not-this", 0)] })
  const wrong = (one: Partial<Commit>) => put(store, { ...good, ...one })
  return [
    ["a version that is over", wrong({ changes: [...good.changes, change("agent", agent(1), 7)] })],
    ["a command that was carried out", wrong({ command: commit("fill", []).command })],
    [
      "a unique key that is taken",
      wrong({ changes: [change("case", household(901, { caseNumber: household(1).caseNumber }))] })
    ],
    ["a value that cannot be kept", wrong({ notices: [notice("not-this", 0, { params: { a: "\0" } })] })],
    ["a body that fails", store.transact((tx) => Effect.andThen(tx.commit(good), Effect.fail("no")))],
    ["a body that dies", store.transact((tx) => Effect.andThen(tx.commit(good), Effect.die("no")))],
    ["a body that fails before its commit", store.transact(() => Effect.fail("no"))],
    ["a body that looked in vain", store.transact((tx) => tx.load([read("agent", "id", "none")], { lock: true }))],
    ["a command that is not there", store.transact((tx) => tx.command("none" as never))],
    ["a reader who fails", store.snapshot(() => Effect.fail("no"))],
    ["a reader who dies", store.snapshot(() => Effect.die("no"))],
    ["a reading that fails", store.disclose(() => Effect.fail("no"))],
    [
      "an entry that cannot be kept",
      store.disclose(() => Effect.succeed({ answer: 1, shown: disclosure(1, { actor: "\0" }) }))
    ],
    ["a search in vain", store.load([read("agent", "id", "none")])],
    ["a claim in vain", store.claim(at(-9), 0, 1)],
    ["a claim at no time", store.claim("now" as never, 1, 1)],
    ["a settling that is refused", store.settle("none", "none", "sent")],
    ...(store.propose === undefined
      ? []
      : ([
          ["a proposal that fails", store.propose(() => Effect.fail("no"))],
          ["a proposal of nothing", store.propose(() => Effect.succeed({ answer: 1 }))],
          [
            "a basis that is another one",
            store.propose(() =>
              Effect.succeed({
                answer: 1,
                write: { commit: good, basis: { reads: [read("agent", "id", "agent-1")], found: [] } }
              })
            )
          ]
        ] as const))
  ]
}

const goesOn = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  for (const [n, [what, run]] of failures(store).entries()) {
    yield* Effect.exit(run)
    const name = `after-${n}`
    const one = commit(
      name,
      [
        change("enrollmentEntity", entity(n)),
        change("case", household(1), n + 1),
        change("delegation", delegation(n, 2, 1, { state: { _tag: "Declined", at: at(n) } }))
      ],
      { second: n, notices: [notice(name, 0), notice(name, 1)] }
    )
    yield* put(store, one)
    yield* same(`a reading after ${what}`, yield* note(store, n), n)
    const found = yield* store.load(one.changes.map(({ id, kind }) => read(kind, "id", id)))
    const known = yield* store.transact((tx) => tx.command(one.command.commandId))
    const rows = yield* store.journal(base.length + 3 * n, 9)
    const entries = yield* store.snapshot((_, { readings }) => readings({ _tag: "All" }, { limit: 1 }))
    yield* same(
      `what is written after ${what}`,
      {
        records: found.map(({ id, version }) => `${id} ${version}`).sort(),
        command: known,
        rows: rows.map(({ position: _, ...row }) => row),
        queued: (yield* store.counts()).queued,
        reading: entries.map(({ at }) => at)
      },
      {
        records: one.changes.map(({ id, version }) => `${id} ${version}`).sort(),
        command: { ...one.command, events: one.events },
        rows: one.events.map((event) => ({ ...one.provenance, event })),
        queued: 2 * (n + 1),
        reading: [at(n)]
      }
    )
  }
})

const kindsOfCommits = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base, { events: [] }))
  const event = { _tag: "ActingUsed", actingId: Records.acting(1).actingId, at: at(5) } as const
  let [rows, queued, version] = [0, 0, 1]
  // Whichever parts a command leaves, those are kept, and it is remembered.
  for (const n of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const parts = { changes: (n & 1) > 0, events: (n & 2) > 0, notices: (n & 4) > 0 }
    const about = `a command that leaves ${
      Object.entries(parts)
        .flatMap(([part, is]) => (is ? [part] : []))
        .join(" and ") || "nothing"
    }`
    const one = commit(`parts-${n}`, parts.changes ? [change("case", household(1), version)] : [], {
      events: parts.events ? [event] : [],
      notices: parts.notices ? [notice(`parts-${n}`, 0)] : []
    })
    yield* put(store, one)
    rows += one.events.length
    queued += one.notices.length
    version += one.changes.length
    const known = yield* store.transact((tx) => tx.command(one.command.commandId))
    yield* same(about, known, { ...one.command, events: one.events })
    yield* same(`${about}, counts`, yield* store.counts(), { journal: rows, queued, sent: 0, failed: 0 })
    const [found] = yield* store.load([read("case", "id", "case-1")])
    yield* same(`${about}, version`, found?.version, version)
    const again = yield* Effect.exit(put(store, one))
    yield* same(`${about}, once more`, again._tag, "Failure")
  }
})

/** The checks of what comes after. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("what was asked before something was written is asked again after it, and seen", "B8", askedAgain),
  check("after a failure of any sort the next command is written whole, and the next reading noted", "B1", goesOn),
  check("whichever parts a command leaves, they are kept and it is remembered", "B7", kindsOfCommits)
]
