/**
 * Laws of refusals: each says by which rule, about what, and what to do, in sentences that a person can read.
 *
 * @since 0.1.0
 */
import type { Refusal } from "@agencybook/core/Refusal"
import { catalogue } from "@agencybook/core/Rule"
import * as fc from "fast-check"
import { type Expected, expected, type Fact } from "./internal/RefusalTable.ts"
import { all, broken, holdsIf, idle, type Law, make, readable, same, type Verdict } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import { play, type Step, type Story, story } from "./TraceLaws.ts"
import * as World from "./World.ts"

const table = new Map(expected.map((one) => [one.code, one]))

type Facts = Readonly<Record<string, Fact["values"][number]>>

/** Every choice of values for the facts of a reason. */
const choices = (facts: ReadonlyArray<Fact>): ReadonlyArray<Facts> =>
  facts.reduce<ReadonlyArray<Facts>>(
    (known, { name, values }) =>
      known.flatMap((one) => values.map((value) => (value === undefined ? one : { ...one, [name]: value }))),
    [{}]
  )

/** Whether a sentence names a value, or each value of a list. */
const names = (message: string, value: unknown): boolean =>
  [value].flat().every((one) => String(one).trim() !== "" && message.includes(`\`${one}\``))

/** What a refusal says whatever it refuses. */
const saysWhy = (refusal: Refusal): Verdict => {
  const { code, facts, message, remedy, rule } = refusal
  return all(
    same(refusal._tag, "Refused", `what \`${code}\` is`),
    holdsIf(Object.hasOwn(catalogue, rule), `\`${code}\` is by \`${rule}\`, which is no rule`),
    readable(message, `the sentence of \`${code}\``),
    readable(remedy, `what \`${code}\` advises`),
    holdsIf(Object.isFrozen(refusal) && Object.isFrozen(facts), `\`${code}\` can be changed`),
    same(JSON.parse(JSON.stringify(refusal)), refusal, `\`${code}\`, written and read again,`)
  )
}

const judged = ({ code, facts, rule }: Expected, rules: Rules): Verdict => {
  const reason = rules.reasons().find((one) => one.code === code)
  if (reason === undefined) return broken(`nothing is refused as \`${code}\``)
  const refusals = choices(facts).map((values) => {
    const refusal = reason(values as never) as Refusal
    return { refusal, values, verdict: all(same({ ...refusal, code, rule, facts: values }, refusal), saysWhy(refusal)) }
  })
  const messages = refusals.map(({ refusal }) => String(refusal.message))
  return all(
    same([reason.code, reason.rule], [code, rule], `the rule of \`${code}\``),
    ...refusals.map(({ verdict }) => verdict),
    same(new Set(messages).size, messages.length, `the number of different sentences of \`${code}\``),
    ...facts.map(({ name, named }) => {
      if (named === "chooses") return idle
      const about = refusals.filter(({ values }) => name in values)
      const naming = about.filter(({ refusal, values }) => names(String(refusal.message), values[name]))
      const enough = naming.length >= (named === "some" ? 1 : about.length)
      return holdsIf(enough, `a sentence of \`${code}\` does not name its \`${name}\``)
    })
  )
}

/** Every reason is a sentence about its facts. @category laws */
export const reasonsSayWhy = make({
  id: "refusal-reasons-say-why",
  sentence:
    "every reason for which something is refused has its code, a rule of the catalogue, a sentence that a person can read and that names each of its facts in backticks, another sentence for each fact that makes a difference, and advice",
  rules: [],
  runs: 1,
  input: fc.constant("every reason"),
  holds: (_, rules) =>
    all(
      ...rules.reasons().map(({ code }) => holdsIf(table.has(code), `nobody has written down what \`${code}\` says`)),
      ...expected.map((one) => judged(one, rules))
    )
})

/** Whether an identifier is of a record, of a part of an agency, or was sent. */
const isKnown = (value: string, { before, context, sent }: Step): boolean =>
  Object.values(before).some((records) => records instanceof Map && records.has(value)) ||
  JSON.stringify([sent.command, sent.acting ?? "", context.actor, World.records(before, "agency")]).includes(
    JSON.stringify(value)
  )

const factsOf = (refusal: Refusal, step: Step): ReadonlyArray<Verdict> => {
  const { code, facts, message } = refusal
  const about = table.get(code)
  // What a machine refuses is drawn in another law.
  if (about === undefined) return [same(code, "NotAllowedFrom", "a code that no reason has")]
  const known = new Set(about.facts.map(({ name }) => name))
  return [
    ...Object.keys(facts).map((name) =>
      holdsIf(known.has(name), `\`${code}\` tells \`${name}\`, which it is not about`)
    ),
    ...about.facts.flatMap(({ name, named, values }) => {
      const value = facts[name]
      if (value === undefined) return [holdsIf(values.includes(undefined), `\`${code}\` does not tell \`${name}\``)]
      return [
        holdsIf(named !== "always" || names(message, value), `\`${message}\` does not name its \`${name}\``),
        holdsIf(
          !name.endsWith("Id") || isKnown(String(value), step),
          `the \`${name}\` of \`${message}\` is of nobody who was asked about`
        )
      ]
    })
  ]
}

/** Every refusal of a story says why. @category laws */
export const refusalsSayWhy = make<Story>({
  id: "story-refusals-say-why",
  sentence:
    "every refusal of a story is plain data with a rule of the catalogue, tells the facts of its reason and no others, names them in a sentence that a person can read, and advises something",
  rules: [],
  runs: 100,
  input: story,
  holds: ({ length, start, world }, rules) =>
    all(
      ...Array.from(play(world, start, length, rules), (step) =>
        step.refusal === undefined ? idle : all(saysWhy(step.refusal), ...factsOf(step.refusal, step))
      )
    )
})

/** The laws of this module. @category laws */
export const laws = [reasonsSayWhy, refusalsSayWhy] as ReadonlyArray<Law>
