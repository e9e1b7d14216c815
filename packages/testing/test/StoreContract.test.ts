import * as MemoryStore from "@agencybook/application/MemoryStore"
import { assert, describe, it } from "@effect/vitest"
import * as StoreContract from "../src/StoreContract.ts"

describe("the store in memory keeps the contract", () => {
  for (const check of StoreContract.applicable(["proposing"])) {
    const kept = StoreContract.against(check, MemoryStore.layer)
    it.effect(`${check.promise} ${check.name}`, () => kept)
  }
})

describe("StoreContract", () => {
  it("names each check once", () => {
    const names = StoreContract.checks.map(({ name }) => name)
    assert.strictEqual(new Set(names).size, names.length)
  })

  it("leaves out the checks that need what a store cannot do", () => {
    const left = StoreContract.checks.filter((check) => !StoreContract.applicable([]).includes(check))
    assert.deepStrictEqual(
      new Set(left.flatMap(({ needs }) => needs)),
      new Set<StoreContract.Capability | undefined>(["concurrent", "durable", "proposing"])
    )
    for (const some of [["concurrent"], ["proposing"], ["concurrent", "durable"]] as const)
      for (const { needs = [], name } of StoreContract.applicable(some))
        assert.includeMembers([...some], [needs].flat(), name)
    assert.deepStrictEqual(StoreContract.applicable(["concurrent", "durable", "proposing"]), StoreContract.checks)
  })
})
