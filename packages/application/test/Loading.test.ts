import { type Facts, read, type Selection, write } from "@agencybook/core/Facts"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Loading from "../src/Loading.ts"
import type { Versioned } from "../src/Store.ts"

const delegation = (n: number, caseId: string): Versioned =>
  ({
    kind: "delegation",
    id: `d-${n}`,
    version: 1,
    record: { delegationId: `d-${n}`, caseId, state: { _tag: "Active" }, delegate: { agentId: "a", agencyId: "g" } }
  }) as unknown as Versioned
const household = (id: string): Versioned =>
  ({ kind: "case", id, version: 1, record: { caseId: id, caseNumber: id } }) as unknown as Versioned

/** A store of three records that counts how often it is asked. */
const store = () => {
  const asked: Array<ReadonlyArray<Selection>> = []
  const all = [delegation(1, "c-1"), delegation(2, "c-2"), household("c-1"), household("c-2")]
  const load = (selections: ReadonlyArray<Selection>) =>
    Effect.sync(() => {
      asked.push(selections)
      return selections.flatMap(({ index, keys, kind }) =>
        all.filter((one) => one.kind === kind && ((index as string) === "agent" || keys.includes(one.id)))
      )
    })
  return { asked, load }
}
const reads = (facts: Facts) => [
  read("delegation", "agent", "a"),
  write("case", "id", ...facts.find("delegation", "agent", "a").map(({ caseId }) => caseId))
]

describe("Loading", () => {
  it.effect("asks, loads and asks again until nothing new is named, and nothing twice", () =>
    Effect.gen(function* () {
      const { asked, load } = store()
      const loaded = yield* Loading.discover(load, reads)
      assert.strictEqual(loaded.records.size, 4)
      assert.strictEqual(asked.length, 2)
      assert.isDefined(loaded.facts.get("case", "c-1" as never))
      assert.throws(() => loaded.facts.get("case", "c-9"), /does not read/)
      assert.isUndefined(loaded.partial.get("case", "c-9"))
    })
  )

  it.effect("loads what is expected with the first, and asks for nothing that is there already", () =>
    Effect.gen(function* () {
      const { asked, load } = store()
      const expected = [read("case", "id", "c-1", "c-2")]
      const loaded = yield* Loading.discover(load, reads, { expected })
      const alone = yield* Loading.discover(load, reads)
      assert.strictEqual(asked.length, 3)
      assert.deepStrictEqual(asked[0], [read("delegation", "agent", "a"), ...expected])
      assert.deepStrictEqual(loaded.records, alone.records)
      assert.deepStrictEqual(loaded.asked, alone.asked)
      assert.deepStrictEqual(loaded.selections, alone.selections)
      assert.isDefined(loaded.facts.get("case", "c-2" as never))
    })
  )

  it.effect("asks for what is named beside what was expected", () =>
    Effect.gen(function* () {
      const { asked, load } = store()
      const loaded = yield* Loading.discover(load, reads, { expected: [read("case", "id", "c-2")] })
      assert.deepStrictEqual(asked[1], [write("case", "id", "c-1")])
      assert.deepStrictEqual(Array.from(loaded.records.keys()).sort(), [
        ...["case/c-1", "case/c-2", "delegation/d-1", "delegation/d-2"]
      ])
    })
  )

  it.effect("has what was expected and is not named in no part of what it gives", () =>
    Effect.gen(function* () {
      const { asked, load } = store()
      const one = () => [read("case", "id", "c-1")]
      const expected = [read("case", "id", "c-2", "c-9"), read("delegation", "history", "c-2")]
      const loaded = yield* Loading.discover(load, one, { expected })
      assert.deepStrictEqual(asked, [[read("case", "id", "c-1", "c-2", "c-9"), read("delegation", "history", "c-2")]])
      assert.deepStrictEqual(Array.from(loaded.records.keys()), ["case/c-1"])
      assert.deepStrictEqual(loaded.asked, one())
      assert.throws(() => loaded.facts.get("case", "c-2" as never), /does not read/)
    })
  )

  it.effect("knows of what was expected and is not there that it is not there", () =>
    Effect.gen(function* () {
      const { asked, load } = store()
      const later = (facts: Facts) => [
        read("case", "id", "c-1"),
        ...(facts.get("case", "c-1" as never) === undefined ? [] : [read("case", "id", "c-9")])
      ]
      const loaded = yield* Loading.discover(load, later, { expected: [read("case", "id", "c-9")] })
      assert.strictEqual(asked.length, 1)
      assert.isUndefined(loaded.facts.get("case", "c-9" as never))
      assert.deepStrictEqual(loaded.asked, [read("case", "id", "c-1", "c-9")])
    })
  )

  it.effect("loads everything once more under locks, in one sweep", () =>
    Effect.gen(function* () {
      const plain = store()
      const locks = store()
      const loaded = yield* Loading.locked(plain.load, locks.load, reads)
      assert.strictEqual(locks.asked.length, 1)
      assert.strictEqual(loaded.records.size, 4)
      assert.deepInclude(
        locks.asked[0]?.find(({ kind }) => kind === "case"),
        { lock: "write", keys: ["c-1", "c-2"] }
      )
    })
  )

  it.effect("is a conflict when the locks show that more is needed", () =>
    Effect.gen(function* () {
      const plain = store()
      const before = (selections: ReadonlyArray<Selection>) =>
        Effect.map(plain.load(selections), (found) => found.filter(({ id }) => id !== "d-2"))
      const error = yield* Effect.flip(Loading.locked(before, plain.load, reads))
      assert.isTrue(error.isRetryable)
    })
  )
})
