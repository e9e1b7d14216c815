/**
 * Laws of schemas: what commands and questions take, and what they refuse.
 *
 * @since 0.1.0
 */
import type { CommandMalformed } from "@agencybook/application/Envelope"
import type * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { commands } from "./internal/SchemaCommandTable.ts"
import * as SchemaExamples from "./internal/SchemaExamples.ts"
import type { Sort } from "./internal/SchemaKinds.ts"
import { places } from "./internal/SchemaPlaceTable.ts"
import { all, broken, held, idle, type Law, make, readable, same, type Verdict } from "./Law.ts"
import * as NearMiss from "./NearMiss.ts"
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
const once = (judge: (one: Written, rules: Rules) => Verdict) => {
  const known = new WeakMap<Rules["schema"], Map<Written, Verdict>>()
  return (one: Written, rules: Rules): Verdict => {
    const verdicts = known.get(rules.schema) ?? new Map<Written, Verdict>()
    known.set(rules.schema, verdicts)
    const verdict = verdicts.get(one) ?? judge(one, rules)
    verdicts.set(one, verdict)
    return verdict
  }
}
const judgedOnce = once(judged)

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

const expectation = /expected [^\s;]|is missing|has the wrong type|is none of|has a field that /
// What to do follows what is wrong, behind a semicolon.
const remedy = /; [a-z`]/
const canary = "zq7canary"

/** What is told of a value that is wrong, wherever it is. */
const toldOf = (error: CommandMalformed, what: string): Verdict =>
  all(
    ...error.issues.map(({ message }) =>
      expectation.test(message) && remedy.test(message) && !message.includes(canary)
        ? readable(message, `what is told of ${what}`)
        : broken(`${what} is told as \`${message}\``)
    )
  )
/** Nothing of what was sent is repeated, whatever stands in the place that is wrong. */
const unechoed = (
  schema: Schema.Codec<unknown, unknown>,
  path: ReadonlyArray<PropertyKey>,
  value: unknown,
  rules: Rules
): Verdict => {
  const marked = typeof value === "object" && value !== null ? SchemaExamples.put(value, path as never, canary) : canary
  const error = rules.schema.refusal(schema, marked)
  return error === undefined ? idle : toldOf(error, `\`${canary}\` at \`${path.join(".")}\``)
}
const missed = (schema: Schema.Codec<unknown, unknown>, { label, path, value }: NearMiss.NearMiss, rules: Rules) => {
  const where = path.join(".")
  const error = rules.schema.refusal(schema, value)
  if (error === undefined) return broken(`${label} at \`${where}\` is taken`)
  const paths = error.issues.map((issue) => issue.path.slice(1).join("."))
  // Whatever is wrong with a name or a field too many is told of the whole.
  const ofWhole = /too many$|^the name |^no name$/.test(label) && paths.includes(path.slice(0, -1).join("."))
  return paths.includes(where) || ofWhole
    ? all(toldOf(error, `${label} at \`${where}\``), unechoed(schema, path, value, rules))
    : broken(`${label} at \`${where}\` is told of ${error.message}`)
}

/** The first and the last of what can be wrong in each place: what it holds, its bounds, its type. */
const endsOf = (misses: ReadonlyArray<NearMiss.NearMiss>): ReadonlyArray<NearMiss.NearMiss> => {
  const places = new Map<string, Array<NearMiss.NearMiss>>()
  for (const miss of misses) {
    // Long lists take long, and those inside of others are of the same sorts.
    if (miss.label === "a list too long" && miss.path.length > 2) continue
    const where = miss.path.join(".")
    places.set(where, [...(places.get(where) ?? []), miss])
  }
  return Array.from(places.values()).flatMap((some) => [
    ...some.filter(({ label }, n) => n === 0 || n === some.length - 1 || label === "a list too long")
  ])
}
const most = 40
const misread = ({ schema: of, sort }: Written, rules: Rules): Verdict => {
  const schema = of() as Schema.Codec<unknown, unknown>
  const every = Math.ceil(sort.wrong.length / most)
  return all(
    ...endsOf(NearMiss.of(schema, Valid.one(schema, 1))).map((miss) => missed(schema, miss, rules)),
    ...sort.wrong
      .filter((_, n) => n % every === 0)
      .map((value) => {
        const error = rules.schema.refusal(schema, value)
        return error === undefined ? held : toldOf(error, told(value))
      })
  )
}
const misreadOnce = once(misread)

/** What cannot be read is told where, and what was expected. @category laws */
export const nearMissesAreTold = make({
  id: "schema-near-misses-are-told",
  sentence:
    "a command or question that is wrong in one place is refused in a sentence that a person can read, of that place, with what was expected there and what to do, and nothing of what was sent is repeated",
  rules: [],
  runs: 1_000,
  input: fc.constantFrom(...written),
  holds: misreadOnce
})

/** What is read is sent as it came. @category laws */
export const readAndSent = make({
  id: "schema-reads-and-sends-the-same",
  sentence: "a command or question that is read is the one that was sent, with its name, and is sent again as it came",
  rules: [],
  runs: 600,
  input: fc.record({ one: fc.constantFrom(...written), seed: fc.nat() }),
  holds: ({ one, seed }, rules) => {
    const schema = one.schema() as Schema.Codec<unknown, unknown>
    const value = Valid.one(schema, seed)
    const [read, sent] = rules.schema.again(schema, value)
    return all(same(read, value, `what is read of ${one.what}`), same(sent, value, `what is sent of ${one.what}`))
  }
})

/** The laws of this module. @category laws */
export const laws = [takesWhatIsMeant, fieldsAsWritten, nearMissesAreTold, readAndSent] as ReadonlyArray<Law>
