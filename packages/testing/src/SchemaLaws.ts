/**
 * Laws of schemas: what commands and questions take, and what they refuse.
 *
 * @since 0.1.0
 */
import type * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { commands } from "./internal/SchemaCommandTable.ts"
import * as SchemaExamples from "./internal/SchemaExamples.ts"
import type { Sort } from "./internal/SchemaKinds.ts"
import { places } from "./internal/SchemaPlaceTable.ts"
import { all, held, idle, type Law, make, same, type Verdict } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Valid from "./Valid.ts"

const examples = fc.nat(SchemaExamples.all.length - 1)

/** A schema takes what is written here and nothing else. @category laws */
export const takesWhatIsMeant = make({
  id: "schema-takes-what-is-meant",
  sentence:
    "commands, actors and questions take what their words say, from the least to the most, and refuse what lies beyond, zero with a sign, an empty list of what has to be there, and a chosen identifier that looks derived",
  rules: ["AGT-01", "BOB-06"],
  runs: 600,
  input: fc.record({ at: examples, seed: fc.nat() }),
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

interface Written {
  readonly what: string
  readonly schema: () => unknown
  readonly sort: Sort
}
const written: ReadonlyArray<Written> = [
  ...commands.map(([name, sort]) => ({ what: `\`${name}\``, schema: () => Valid.schemaOf(name), sort })),
  ...places.map(({ schema, sort, what }) => ({ what, schema: () => schema, sort }))
]

const told = (value: unknown): string => {
  const text = Object.is(value, -0) ? "-0" : (JSON.stringify(value) ?? String(value))
  return text.length > 300 ? `${text.slice(0, 300)}...` : text
}
const judged = ({ schema, sort, what }: Written, rules: Rules): Verdict => {
  const codec = schema() as Schema.Codec<unknown, unknown>
  const verdict = (value: unknown, taken: boolean) => {
    const takes = rules.schema.takes(codec, value)
    return takes === taken ? held : same(takes, taken, `whether ${what} may be ${told(value)}`)
  }
  return all(...sort.right.map((value) => verdict(value, true)), ...sort.wrong.map((value) => verdict(value, false)))
}
// Nothing about a schema depends on chance, so each is looked at once.
const known = new WeakMap<Rules["schema"], Map<Written, Verdict>>()
const judgedOnce = (one: Written, rules: Rules): Verdict => {
  const verdicts = known.get(rules.schema) ?? new Map<Written, Verdict>()
  known.set(rules.schema, verdicts)
  const verdict = verdicts.get(one) ?? judged(one, rules)
  verdicts.set(one, verdict)
  return verdict
}

/** Every field takes what is written for it. @category laws */
export const fieldsAsWritten = make({
  id: "schema-fields-are-as-written",
  sentence:
    "every field of every command, of actors, policies, calendars, employers and questions takes what is written for it by hand, from the least to the most, is left out only where it may be, and nothing stands beside it",
  rules: ["AGT-01", "BOB-06", "POL-01"],
  runs: 1_500,
  input: fc.constantFrom(...written),
  holds: judgedOnce
})

/** The laws of this module. @category laws */
export const laws = [takesWhatIsMeant, fieldsAsWritten] as ReadonlyArray<Law>
