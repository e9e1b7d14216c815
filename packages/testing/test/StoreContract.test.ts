import * as MemoryStore from "@agencybook/application/MemoryStore"
import type { Disclosure } from "@agencybook/core/Disclosure"
import type { Notice } from "@agencybook/core/Notice"
import type { Event, Kind, Records } from "@agencybook/core/Record"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import * as StoreContract from "../src/StoreContract.ts"

describe("the store in memory keeps the contract", () => {
  for (const check of StoreContract.applicable(["mortal", "proposing"])) {
    const kept = StoreContract.against(check, MemoryStore.layer, { dying: StoreContract.betweenCalls })
    it.effect(`${check.promise} ${check.name}`, () => kept)
  }
})

/** `true` where a value of a type may be null anywhere in it. */
type Nullable<T> = T extends null
  ? true
  : T extends string | number | boolean | undefined
    ? never
    : T extends ReadonlyArray<infer One>
      ? Nullable<One>
      : // A filter of filters is made of those that stand alone.
        T extends { readonly _tag: "Not" | "And" | "Or" }
        ? never
        : { [K in keyof T]-?: Nullable<T[K]> }[keyof T]

describe("StoreContract", () => {
  it("may say that no field of ours is null", () => {
    expectTypeOf<Nullable<{ readonly a?: { readonly b: ReadonlyArray<number | null> } }>>().toEqualTypeOf<true>()
    expectTypeOf<Nullable<Records[Kind]>>().toEqualTypeOf<never>()
    expectTypeOf<Nullable<Event>>().toEqualTypeOf<never>()
    expectTypeOf<Nullable<Notice | Disclosure>>().toEqualTypeOf<never>()
  })

  it("names each check once", () => {
    const names = StoreContract.checks.map(({ name }) => name)
    assert.strictEqual(new Set(names).size, names.length)
  })

  it("leaves out the checks that need what a store cannot do", () => {
    const left = StoreContract.checks.filter((check) => !StoreContract.applicable([]).includes(check))
    assert.deepStrictEqual(
      new Set(left.flatMap(({ needs }) => needs)),
      new Set<StoreContract.Capability | undefined>(["concurrent", "durable", "mortal", "proposing"])
    )
    for (const some of [["concurrent"], ["proposing"], ["concurrent", "durable"]] as const)
      for (const { needs = [], name } of StoreContract.applicable(some))
        assert.includeMembers([...some], [needs].flat(), name)
    const all = ["concurrent", "durable", "mortal", "proposing"] as const
    assert.deepStrictEqual(StoreContract.applicable(all), StoreContract.checks)
  })
})
