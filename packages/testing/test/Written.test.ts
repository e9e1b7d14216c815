import { catalogue } from "@agencybook/application/Catalogue"
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import * as Commands from "../src/Commands.ts"
import * as Differential from "../src/Differential.ts"
import * as Seed from "../src/Seed.ts"
import * as Valid from "../src/Valid.ts"
import * as World from "../src/World.ts"
import { noting } from "./fixture/written.ts"

const names = Valid.commandNames

describe("The catalogue of commands", () => {
  it("names the kinds of records that each command writes, and no others", { timeout: 600_000 }, () => {
    const { rules, written } = noting()
    const lines = (kindsOf: (name: (typeof names)[number]) => Iterable<string>) =>
      names.flatMap((name) => Array.from(kindsOf(name), (kind) => `${name} ${kind}`)).sort()
    const named = lines((name) => catalogue[name].writes)
    const met = () => lines((name) => written.get(name) ?? [])
    // What a command seldom writes is not in every story; further ones are told until all was met, eight at most.
    for (let seed = 1; seed <= 2 || (seed <= 8 && named.some((line) => !met().includes(line))); seed++)
      Differential.run({ commands: 20_000, seed, rules })
    const seen = met()
    assert.deepStrictEqual(
      seen.filter((line) => !named.includes(line)),
      [],
      "written and not named; add them to `internal/Written`"
    )
    assert.deepStrictEqual(
      named.filter((line) => !seen.includes(line)),
      [],
      "named and never written; take them from `internal/Written`"
    )
  })

  it("has a generator for each command, by its Schema and against a world", () => {
    for (const [n, name] of names.entries()) {
      const { schema } = catalogue[name]
      const decode = Schema.decodeUnknownSync(schema as Schema.Codec<unknown, unknown>)
      for (const value of fc.sample(Valid.command(name), { numRuns: 5, seed: n }))
        assert.strictEqual((decode(value) as { readonly _tag: string })._tag, name)
      for (const start of [1, 2, 3]) {
        const command = Commands.of(name, World.office, Seed.from(start), { n })
        assert.strictEqual(command._tag, name)
        // What is sent to a world is typed already, so that its Schema takes it back.
        assert.isTrue(
          Schema.is(schema as Schema.Codec<unknown, unknown>)(command),
          `${name} ${JSON.stringify(command)}`
        )
      }
    }
  })
})
