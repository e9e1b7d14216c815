import * as MemoryStore from "@agencybook/application/MemoryStore"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as StoreContract from "../src/StoreContract.ts"

// Where the store in memory still breaks the contract. A gap that has closed fails here, and its line goes.
const knownGaps: ReadonlySet<string> = new Set(["what a caller does to his own objects changes nothing"])

describe("the store in memory keeps the contract", () => {
  for (const check of StoreContract.applicable([])) {
    const kept = StoreContract.against(check, MemoryStore.layer)
    const gap = knownGaps.has(check.name)
    it.effect(`${check.promise} ${check.name}${gap ? " (known gap)" : ""}`, () =>
      gap
        ? Effect.flatMap(Effect.exit(kept), (exit) => Effect.sync(() => assert.strictEqual(exit._tag, "Failure")))
        : kept
    )
  }
})

describe("StoreContract", () => {
  it("names each check once", () => {
    const names = StoreContract.checks.map(({ name }) => name)
    assert.strictEqual(new Set(names).size, names.length)
    for (const gap of knownGaps) assert.include(names, gap)
  })

  it("leaves out the checks that need what a store cannot do", () => {
    const left = StoreContract.checks.filter((check) => !StoreContract.applicable([]).includes(check))
    assert.deepStrictEqual(
      new Set(left.map(({ needs }) => needs)),
      new Set<StoreContract.Capability | undefined>(["concurrent", "durable"])
    )
    assert.deepStrictEqual(StoreContract.applicable(["concurrent", "durable"]), StoreContract.checks)
  })
})
