import * as MemoryStore from "@agencybook/application/MemoryStore"
import { Store } from "@agencybook/application/Store"
import type { Disclosure } from "@agencybook/core/Disclosure"
import type { Notice } from "@agencybook/core/Notice"
import type { Event, Kind, Records } from "@agencybook/core/Record"
import * as StoredRecord from "@agencybook/core/schema/StoredRecord"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import type * as AST from "effect/SchemaAST"
import * as Shape from "../src/internal/SchemaShape.ts"
import * as Forms from "../src/internal/StoreContractForms.ts"
import { commit } from "../src/internal/StoreContractRecords.ts"
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

/** Names of fields as a schema has them, and as values have them; filters hold filters, of which two are looked into. */
const fieldsOf = (ast: AST.AST, place = ""): ReadonlyArray<string> => {
  const node = Shape.wire(ast)
  if (place.split(".filter").length > 3) return []
  switch (node._tag) {
    case "Union":
      return node.types.flatMap((one) => fieldsOf(one, place))
    case "Arrays":
      return [...node.elements, ...node.rest].flatMap((one) => fieldsOf(one, place))
    case "Objects":
      return node.propertySignatures.flatMap(({ name, type }) => [
        `${place}.${String(name)}`,
        ...fieldsOf(type, `${place}.${String(name)}`)
      ])
    default:
      return []
  }
}
const fieldsIn = (value: unknown, place = ""): ReadonlyArray<string> => {
  if (Array.isArray(value)) return value.flatMap((one) => fieldsIn(one, place))
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => [`${place}.${name}`, ...fieldsIn(one, `${place}.${name}`)])
}

describe("the records in every form", () => {
  for (const [kind, changes] of Forms.forms())
    it(`are ${kind}s that their schema takes, with every field that it knows`, () => {
      const schema = StoredRecord.schemas[kind] as unknown as Schema.Codec<unknown, unknown>
      for (const { record } of changes)
        assert.deepStrictEqual(Schema.decodeUnknownSync(schema, { onExcessProperty: "error" })(record), record)
      const found = new Set(changes.flatMap(({ record }) => fieldsIn(record)))
      assert.deepStrictEqual(
        Array.from(new Set(fieldsOf(schema.ast))).filter((one) => !found.has(one)),
        []
      )
    })
})

describe("rivals for a unique key", () => {
  for (const [n, { holder, key, rival }] of Forms.rivals().entries())
    it.effect(`${n + 1}: have nothing else in common that is unique, \`${key}\``, () =>
      Effect.gen(function* () {
        const store = yield* Store
        yield* store.transact((tx) => tx.commit(commit("holder", [holder])))
        const error = yield* Effect.flip(store.transact((tx) => tx.commit(commit("rival", [rival]))))
        assert.strictEqual(error.reason._tag === "Conflict" && error.reason.on, key)
      }).pipe(Effect.provide(Layer.fresh(MemoryStore.layer)))
    )
})

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
