/**
 * Laws of schemas: what commands and questions take, and what they refuse.
 *
 * @since 0.1.0
 */
import * as fc from "fast-check"
import * as SchemaExamples from "./internal/SchemaExamples.ts"
import { all, idle, type Law, make, same } from "./Law.ts"

const known = fc.nat(SchemaExamples.all.length - 1)

/** A schema takes what is written here and nothing else. @category laws */
export const takesWhatIsMeant = make({
  id: "schema-takes-what-is-meant",
  sentence:
    "commands, actors and questions take what their words say, from the least to the most, and refuse what lies beyond, zero with a sign, an empty list of what has to be there, and a chosen identifier that looks derived",
  rules: ["AGT-01", "BOB-06"],
  runs: 600,
  input: fc.record({ at: known, seed: fc.nat() }),
  holds: ({ at, seed }, rules) => {
    const one = SchemaExamples.all[at]
    if (one === undefined) return idle
    const base = one.base(seed)
    const told = (value: unknown) => (Object.is(value, -0) ? "-0" : (JSON.stringify(value) ?? String(value)))
    const verdict = (value: unknown, taken: boolean) =>
      same(
        rules.schema.takes(one.schema, SchemaExamples.put(base, one.path, value)),
        taken,
        `whether ${one.what} may be ${told(value)}`
      )
    return all(...one.right.map((value) => verdict(value, true)), ...one.wrong.map((value) => verdict(value, false)))
  }
})

/** The laws of this module. @category laws */
export const laws = [takesWhatIsMeant] as ReadonlyArray<Law>
