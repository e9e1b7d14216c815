/**
 * Checks of what somebody meets after a mishap, and of neighbours in one command: a refusal keeps no key, what was undone is
 * shown by no way of reading, commands that asked for the same are two, and notices that came together part.
 *
 * @since 0.1.0
 */
import { every } from "@agencybook/application/Store"
import { read } from "@agencybook/core/Facts"
import * as Effect from "effect/Effect"
import { type Check, type CheckError, check, outcomeOf, type Port, same } from "./StoreContractCheck.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { readers, recalls } from "./StoreContractWays.ts"

const { at, change, commit, entity, notice } = Records

const refusals = Effect.fnUntraced(function* (store: Port) {
  for (const n of [1, 2]) {
    const one = commit(`refused-${n}`, [change("enrollmentEntity", entity(n))], {
      notices: [notice(`refused-${n}`, 0)]
    })
    const { commandId } = one.command
    const refusal = Effect.fail("refused by a rule" as const)
    const refused = Effect.andThen(refusal)
    const exits = [
      yield* Effect.exit(store.transact((tx) => refused(tx.command(commandId)))),
      yield* Effect.exit(
        store.transact((tx) => refused(tx.load([read("enrollmentEntity", "id", `entity-${n}`)], { lock: true })))
      ),
      yield* Effect.exit(store.propose?.((look) => refused(look.command(commandId))) ?? refusal)
    ]
    for (const exit of exits) yield* same("refused", outcomeOf(exit), "failure of refused by a rule")
    for (const [way, recall] of recalls(store))
      yield* same(`not remembered, ${way}`, yield* recall(commandId), undefined)
    // Whoever mends what was wrong sends the same command again.
    const again =
      n === 1 || store.propose === undefined
        ? put(store, one)
        : store.propose(() =>
            Effect.succeed({ answer: undefined, write: { commit: one, basis: { reads: [], found: [] } } })
          )
    yield* same("sent again", outcomeOf(yield* Effect.exit(again)), "success")
    for (const [way, recall] of recalls(store))
      yield* same(`remembered, ${way}`, yield* recall(commandId), { ...one.command, events: one.events })
  }
})

const twins = Effect.fnUntraced(function* (store: Port) {
  const command = { fingerprint: "what both asked for" }
  const both = [1, 2, 3].map((n) =>
    commit(`twin-${n}`, [change("enrollmentEntity", entity(n))], { command: { ...command, outcome: `{"n":${n}}` } })
  )
  for (const one of both) yield* put(store, one)
  for (const one of both)
    for (const [way, recall] of recalls(store))
      yield* same(`\`${one.command.commandId}\`, ${way}`, yield* recall(one.command.commandId), {
        ...one.command,
        events: one.events
      })
})

/** Every way of looking at a store, alone: each is the first to look after something was undone. @category constructors */
export const looks = (store: Port): ReadonlyArray<readonly [string, Effect.Effect<unknown, CheckError>]> => {
  const all = every("enrollmentEntity", "id")
  const byState = every("enrollmentEntity", "certification")
  const selections = [
    read("enrollmentEntity", "id", "entity-1", "entity-2", "entity-3", "entity-4"),
    read("enrollmentEntity", "certification", "Certified")
  ]
  return [
    ["counts", store.counts()],
    ["the journal", store.journal(0, 100)],
    ...selections.flatMap((one) => [
      [`records by ${one.index}`, store.load([one])] as const,
      [`records by ${one.index}, locked`, store.transact((tx) => tx.load([one], { lock: true }))] as const,
      [`records by ${one.index}, unlocked`, store.transact((tx) => tx.load([one], { lock: false }))] as const,
      ...(store.propose === undefined
        ? []
        : [
            [
              `records by ${one.index}, to propose`,
              store.propose((look) => Effect.map(look.load([one]), (answer) => ({ answer })))
            ] as const
          ])
    ]),
    ["notices", store.claim(at(100), 9, 0).pipe(Effect.map((found) => found.map((one) => one.notice)))],
    ...recalls(store).flatMap(([way, recall]) =>
      ["first", "undone"].map((name) => [`command \`${name}\`, ${way}`, recall(name)] as const)
    ),
    ...readers(store).flatMap(([way, reading]) => [
      [`a range, ${way}`, reading(({ scan }) => scan(all, { limit: 9 }))] as const,
      [`a range of an index, ${way}`, reading(({ scan }) => scan(byState, { limit: 9, descending: true }))] as const,
      [`counted ranges, ${way}`, reading(({ tally }) => tally([all, byState]))] as const,
      [`records, ${way}`, reading(({ load }) => load(selections))] as const,
      [`the trail, ${way}`, reading(({ trail }) => trail({ _tag: "All" }, { limit: 9 }))] as const,
      [`links, ${way}`, reading(({ links }) => links(0, 9))] as const,
      [`ends, ${way}`, reading(({ ends }) => ends())] as const,
      [`entries, ${way}`, reading(({ readings }) => readings({ _tag: "All" }, { limit: 9 }))] as const
    ])
  ]
}

const undoneAtOnce = Effect.fnUntraced(function* (store: Port) {
  const first = commit("first", [change("enrollmentEntity", entity(1)), change("enrollmentEntity", entity(2))], {
    notices: [notice("first", 0)]
  })
  yield* put(store, first)
  const more = [
    change("enrollmentEntity", entity(3)),
    change("enrollmentEntity", entity(1, { _tag: "Registered", since: at(9) }), 1)
  ]
  const undone = commit("undone", more, { notices: [notice("undone", 0)], second: 9 })
  const late = commit("undone", [...more, change("enrollmentEntity", entity(2), 7)], { notices: [notice("undone", 0)] })
  const shown = Records.disclosure()
  const mishaps: ReadonlyArray<readonly [string, Effect.Effect<unknown, unknown>]> = [
    ["a refusal", store.transact((tx) => Effect.andThen(tx.commit(undone), Effect.fail("no")))],
    ["a defect", store.transact((tx) => Effect.andThen(tx.commit(undone), Effect.die("no")))],
    ["a conflict", put(store, late)],
    ...(store.propose === undefined
      ? []
      : [
          [
            "a proposal in vain",
            store.propose(() => Effect.succeed({ answer: 0, write: { commit: late, basis: { reads: [], found: [] } } }))
          ] as const
        ]),
    [
      "a reading that fails",
      store.disclose(() => Effect.andThen(Effect.succeed({ answer: 0, shown }), Effect.fail("no")))
    ]
  ]
  for (const [place, look] of looks(store)) {
    // What a claim changes is settled before.
    const before = yield* look
    for (const [what, mishap] of mishaps) {
      yield* same(`${what} is none`, (yield* Effect.exit(mishap))._tag, "Failure")
      yield* same(`${place} after ${what}`, yield* look, before)
    }
  }
})

const together = Effect.fnUntraced(function* (store: Port) {
  const ids = ["pair~N1", "pair~n1", "pair~n2", "pair~n3", "pair~n4", "pair~n5"]
  const notices = ids.map((noticeId, n) => notice("pair", n, { noticeId, channel: n % 2 === 0 ? "letter" : "email" }))
  yield* put(store, commit("pair", [], { notices }))
  const names = (all: ReadonlyArray<{ readonly notice: { readonly noticeId: string } }>) =>
    all.map((one) => one.notice.noticeId)
  const claimed = yield* store.claim(at(10), 9, 60_000)
  yield* same("all of a command", names(claimed), ids)
  yield* same("how many tokens", new Set(claimed.map(({ token }) => token)).size, ids.length)
  const counted = { queued: ids.length, sent: 0, failed: 0 }
  yield* same("counted while they are out", { ...(yield* store.counts()), journal: 0 }, { journal: 0, ...counted })
  const token = (n: number) => claimed[n]?.token ?? ""
  yield* same("by the token of another", yield* store.settle("pair~n1", token(0), "sent"), false)
  yield* same("given back", yield* store.settle("pair~n1", token(1), "retry"), true)
  yield* same("sent", yield* store.settle("pair~n2", token(2), "sent"), true)
  yield* same("failed", yield* store.settle("pair~n3", token(3), "failed"), true)
  yield* same("sent, though others were settled", yield* store.settle("pair~N1", token(0), "sent"), true)
  yield* same("counted", { ...(yield* store.counts()), journal: 0 }, { journal: 0, queued: 3, sent: 2, failed: 1 })
  yield* same("held while others were settled", names(yield* store.claim(at(69), 9, 1)), [])
  yield* same("free", names(yield* store.claim(at(70), 9, 60_000)), ["pair~n1", "pair~n4", "pair~n5"])
})

/** The checks of mishaps and neighbours. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("a refusal keeps no key: the same command may be sent again", "B1", refusals),
  check("commands that asked for the same are remembered each by its own name", "B1", twins),
  check("what was undone is shown by no way of reading, not even to whoever looks first", "B3", undoneAtOnce),
  check("notices that were claimed together are settled each alone", "B4", together)
]
