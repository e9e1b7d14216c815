import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as Id from "../src/Id.ts"

const symbols = fc.constantFrom(..."aZ09_.:~-")
const id = fc
  .tuple(fc.constantFrom("a", "Z", "0"), fc.string({ unit: symbols, maxLength: 6 }))
  .map(([first, rest]) => `${first}${rest}`)

describe("Id", () => {
  it("takes ASCII letters, digits and a few signs", () => {
    for (const text of ["agency-1", "A", "0", "a_b.c:d~e-f", "a".repeat(128)])
      assert.strictEqual(Id.format.read(text), text)
  })

  it("refuses everything else, look-alikes included [X004 X006 X008 X010]", () => {
    for (const text of [
      ...["", "-a", ":a", "a b", "a/b", "a\n", " a", "a".repeat(129), "аdmin", "\u202Ea", "\uFEFFa", "ﬁ", "①", "ſ"],
      ...["../a", "a\u0000", "a'b", "a;b"]
    ])
      assert.isUndefined(Id.format.read(text), JSON.stringify(text))
  })

  it("derives the same identifier from the same command, and another for every record", () => {
    const command = Id.make<Id.CommandId>("c-1")
    assert.strictEqual(Id.derive<Id.DelegationId>(command, 3), Id.derive<Id.DelegationId>(command, 3))
    assert.notStrictEqual(Id.derive<Id.DelegationId>(command, 1), Id.derive<Id.DelegationId>(command, 11))
  })

  it("derives different identifiers from different commands, also from one that is called like a record of another", () => {
    const index = fc.nat({ max: 12 })
    const made = fc.tuple(id, fc.array(index, { maxLength: 3 })).map(([first, path]) => [first, ...path].join("~"))
    fc.assert(
      fc.property(made, index, made, index, (a, n, b, m) => {
        const same =
          Id.derive<Id.DelegationId>(a as Id.CommandId, n) === Id.derive<Id.DelegationId>(b as Id.CommandId, m)
        return same === (a === b && n === m)
      }),
      { numRuns: 5_000, seed: 6, examples: [["a", 1, "a~1", 1]] }
    )
  })

  it("gives two employments one identifier only if agent and agency are the same", () => {
    fc.assert(
      fc.property(id, id, id, id, (agentA, agencyA, agentB, agencyB) => {
        const a = Id.employment(agentA as Id.AgentId, agencyA as Id.AgencyId)
        const b = Id.employment(agentB as Id.AgentId, agencyB as Id.AgencyId)
        return (a === b) === (agentA === agentB && agencyA === agencyB)
      }),
      { numRuns: 5_000, seed: 6, examples: [["a:b", "c", "a", "b:c"]] }
    )
  })
})
