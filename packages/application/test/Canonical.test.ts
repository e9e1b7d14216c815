import * as fc from "fast-check"
import { afterEach, describe, expect, it } from "vitest"
import { canonical } from "../src/internal/Canonical.ts"

/** What was hashed before objects were put in order as a whole: every chain that is stored was written by it. */
const fieldByField = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(fieldByField).join(",")}]`
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${fieldByField(field)}`).join(",")}}`
}

const names = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toJSON", "10", "9", "-1", "1a", "a", "A", "é", "\ud800", "", "toString"),
  fc.string({ unit: "binary", maxLength: 3 })
)

const leaves = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, undefined, -0, "\u2028", "\ud800", () => 1)
)

const data = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 4 }, leaves, fc.array(tie("any"), { maxLength: 4 }), tie("object")),
  object: fc.array(fc.tuple(names, tie("any")), { maxLength: 6 }).map((fields) => {
    const object: object = {}
    for (const [name, value] of fields)
      Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
    return object
  })
})).any

describe("canonical text", () => {
  afterEach(() => {
    Reflect.deleteProperty(Object.prototype, "toJSON")
    Reflect.deleteProperty(Array.prototype, "toJSON")
  })

  it("is what field by field gives, whatever the data is", () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(canonical(value)).toBe(fieldByField(value))
      }),
      { numRuns: 3000 }
    )
  })

  it("is the same in whatever order fields came", () => {
    expect(canonical({ b: [{ d: 1, c: undefined, a: 2 }], a: "x" })).toBe('{"a":"x","b":[{"a":2,"d":1}]}')
    expect(canonical({ 10: 1, 9: 2, a: { 2: 0, 11: 0 } })).toBe('{"10":1,"9":2,"a":{"11":0,"2":0}}')
    expect(canonical([undefined, undefined, 1])).toBe("[,,1]")
    expect(canonical(new Date(0))).toBe("{}")
  })

  it("does not ask what all objects or lists have been given", () => {
    for (const prototype of [Object.prototype, Array.prototype]) {
      Object.defineProperty(prototype, "toJSON", { value: () => "forged", configurable: true })
      expect(canonical({ b: [1], a: {} })).toBe('{"a":{},"b":[1]}')
      Reflect.deleteProperty(prototype, "toJSON")
    }
  })
})
