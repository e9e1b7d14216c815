/**
 * Checks of command keys: one for everybody, told apart by every character, and kept with what belongs to them.
 *
 * @since 0.1.0
 */
import type { Commit, Provenance } from "@agencybook/application/Store"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Event } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { type Check, check, outcomeOf, type Port, same } from "./StoreContractCheck.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { recalls } from "./StoreContractWays.ts"
import { refused } from "./StoreContractWriting.ts"

const { acting, agent, at, certified, change, commit, entity, notice } = Records

const used = (n: number): Event => ({ _tag: "ActingUsed", actingId: acting(n).actingId, at: at(n) })

/** What may be different about somebody who takes the identifier of another's command. */
const others: ReadonlyArray<
  readonly [what: string, provenance: Partial<Provenance>, command: Partial<Commit["command"]>]
> = [
  ["another actor", { actor: "agent/agent-2" }, {}],
  ["another command", { commandName: "AnotherCommand" }, {}],
  ["another body", {}, { fingerprint: "another body" }],
  ["another second", { at: at(1) }, { at: at(1) }],
  ["another day", { at: at(86_400) }, { at: at(86_400) }],
  ["another month", { at: at(31 * 86_400) }, { at: at(31 * 86_400) }],
  ["another policy", { policy: "georgia-access" }, {}],
  ["another permission", { permission: "P-02 agent" }, {}],
  ["another agent acted for", { onBehalfOf: "agent-2" }, {}],
  ["another outcome", {}, { outcome: '{"another":true}' }],
  [
    "another of everything",
    { actor: "agent/agent-3", commandName: "Other", policy: "federal", permission: "P-03 manager", at: at(9e6) },
    { fingerprint: "else", outcome: "[]", at: at(9e6) }
  ]
]

const oneForAll = Effect.fnUntraced(function* (store: Port) {
  const first = commit("taken", [change("enrollmentEntity", entity(1))])
  yield* put(store, first)
  for (const [n, [what, provenance, command]] of others.entries()) {
    const attempt = commit("taken", [change("enrollmentEntity", entity(10 + n))], { provenance, command })
    yield* refused(store, `the same identifier for ${what}`, attempt)
    yield* refused(store, `the same identifier for ${what}, which changes nothing`, {
      ...attempt,
      changes: [],
      events: []
    })
  }
  for (const [way, recall] of recalls(store))
    yield* same(`what is remembered, ${way}`, yield* recall("taken"), { ...first.command, events: first.events })
})

const long = "x".repeat(127)

/** The characters of identifiers, where they are easily left out, cut off or taken for one another. @category constructors */
export const names: ReadonlyArray<string> = [
  ...["a", "A", "a.b", "a_b", "a-b", "a~b", "a:b", "ab", "a..b", "a.", ".a", "0", "00", "1e3", "1000"],
  ...["x".repeat(63), "x".repeat(64), `${"x".repeat(64)}y`, `${"x".repeat(64)}z`, `${"x".repeat(100)}y`],
  ...[`${"x".repeat(100)}z`, long, `${long}y`, `${long}z`, "null", "undefined", "constructor", "__proto__", "toString"]
]

const toldApart = Effect.fnUntraced(function* (store: Port) {
  const commits = names.map((name, n) =>
    commit(name, [], {
      // Some leave nothing, and some the same as others; all do it at one moment.
      events: Array.from({ length: n % 4 }, (_, event) => used(event)),
      command: { fingerprint: `${name} ${"f".repeat(500)}${n}`, outcome: ` {"n": ${n}.0, "n":"${name}"}\n` }
    })
  )
  for (const one of commits)
    yield* same(
      `the command \`${one.command.commandId}\` beside the others`,
      outcomeOf(yield* Effect.exit(put(store, one))),
      "success"
    )
  for (const one of commits)
    for (const [way, recall] of recalls(store))
      yield* same(`the command \`${one.command.commandId}\`, ${way}`, yield* recall(one.command.commandId), {
        ...one.command,
        events: one.events
      })
  yield* same("rows", (yield* store.counts()).journal, commits.flatMap(({ events }) => events).length)
  for (const [way, recall] of recalls(store))
    for (const name of ["", "b", "a ", " a", "%", "a%", "_", `${long}x`, "x", "X".repeat(64), "hasOwnProperty"])
      yield* same(`nobody's \`${name}\`, ${way}`, yield* recall(name), undefined)
})

const notForgotten = Effect.fnUntraced(function* (store: Port) {
  const first = commit("first", [change("agent", agent(1))], { command: { at: Dates.plusMillis(at(), 345) } })
  const silent = commit("silent", [], { command: { at: Dates.plusMillis(at(), -7000) } })
  yield* put(store, first)
  yield* put(store, silent)
  // More versions than a byte can count, and a command for each.
  const many = 300
  for (let n = 0; n < many; n++)
    yield* put(
      store,
      commit(`later-${n}`, [change("enrollmentEntity", entity(1, certified(at(n))), n)], {
        // About five years in all.
        second: n * 500_000,
        notices: [notice(`later-${n}`, 0)]
      })
    )
  const [found] = yield* store.load([{ kind: "enrollmentEntity", index: "id", keys: ["entity-1"], lock: "read" }])
  yield* same("versions", found?.version, many)
  yield* same("what was written last", found?.record, entity(1, certified(at(many - 1))))
  yield* same("notices of all of them", (yield* store.counts()).queued, many)
  for (const [way, recall] of recalls(store)) {
    yield* same(`the first command, ${way}`, yield* recall("first"), { ...first.command, events: first.events })
    yield* same(`a command without events, ${way}`, yield* recall("silent"), { ...silent.command, events: [] })
  }
  yield* refused(store, "the identifier of the first command", commit("first", [], { second: many * 500_000 }))
  yield* refused(store, "that of a command without events", commit("silent", [], { second: many * 500_000 }))
})

/** The checks of command keys. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("a command identifier is taken for everybody, whoever uses it again and for what", "B7", oneForAll),
  check("command identifiers are told apart by every character, with what belongs to each", "B7", toldApart),
  check("a command is remembered after many others and for more than a month", "B7", notForgotten)
]
