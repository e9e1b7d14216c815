/**
 * Named laws: a sentence, the rules it stands for, and a check over generated input.
 *
 * A law that fails says its sentence, its rules and why, so that the reader of a failing test need not know
 * the law. A law also says how often its interesting case occurred; one that never met it has proven nothing.
 *
 * @since 0.1.0
 */
import type { Policy } from "@agencybook/core/Policy"
import { catalogue, type RuleId } from "@agencybook/core/Rule"
import * as Equal from "effect/Equal"
import * as fc from "fast-check"
import { below, differing, hasTheDayOfSamples, policyOf } from "./internal/OwnPolicy.ts"
import { under } from "./internal/PolicyInForce.ts"
import * as Sentence from "./internal/Sentence.ts"
import { core, type Rules } from "./Rules.ts"

/** What one input says about a law; `Idle` when the law does not speak about it. @category models */
export type Verdict =
  | { readonly _tag: "Held" }
  | { readonly _tag: "Idle" }
  | { readonly _tag: "Broken"; readonly because: string }

type Name = Exclude<keyof Policy, "name">
type Part<Value> = Value extends ReadonlyArray<unknown> | string | number | boolean ? never : keyof Value & string

/** A knob of a policy, or one part of it: `requestDays`, `extranet.password`. @category models */
export type Knob = Name | { readonly [K in Name]: `${K}.${Part<Policy[K]>}` }[Name]

/** A law over inputs of one type. @category models */
export interface Law<Input = unknown> {
  /** Short name with hyphens, stable between versions. */
  readonly id: string
  readonly sentence: string
  /** Rules that this law holds; empty for a promise about all of them. */
  readonly rules: ReadonlyArray<RuleId>
  readonly input: fc.Arbitrary<Input>
  /** Inputs to try when nothing else is said; more than the usual 200 for tables with many cells. */
  readonly runs?: number
  /**
   * The knobs that this law takes as California sets them, because its sentence or its inputs say so. It is not asked under a
   * policy that sets one of them otherwise. Every other knob is read from the policy of the check.
   */
  readonly fixes?: ReadonlyArray<Knob>
  /** How much this law needs of a knob, such as days in which something is still to happen; it is not asked under less. */
  readonly least?: { readonly [K in Knob]?: number }
  holds(input: Input, rules: Rules): Verdict
}

/** How often and with which seed a law is tried, on which implementation and under which policy. @category models */
export interface CheckOptions {
  readonly rules?: Rules
  /** The policy of your exchange; that of Covered California when absent. */
  readonly policy?: Policy
  /** Inputs to try; when absent what the law asks for, or 200. */
  readonly runs?: number
  readonly seed?: number
}

/** A law that held, or was not asked: inputs tried, and those in which its interesting case occurred. @category models */
export interface Report {
  readonly id: string
  readonly runs: number
  readonly exercised: number
  /** The knobs for which the law could not be asked under this policy, which has then shown nothing; mostly none. */
  readonly notAskedFor: ReadonlyArray<Knob>
}

/** The law speaks about the input and holds. @category constructors */
export const held: Verdict = Object.freeze({ _tag: "Held" })
/** The law does not speak about the input. @category constructors */
export const idle: Verdict = Object.freeze({ _tag: "Idle" })
/** The input contradicts the law. @category constructors */
export const broken = (because: string): Verdict => ({ _tag: "Broken", because })
/** Held when the condition is true, otherwise broken for the given reason. @category constructors */
export const holdsIf = (condition: boolean, because: string): Verdict => (condition ? held : broken(because))

/** The first verdict that is broken, or else held if any was. @category transforms */
export const all = (...verdicts: ReadonlyArray<Verdict>): Verdict =>
  verdicts.find(({ _tag }) => _tag === "Broken") ?? verdicts.find(({ _tag }) => _tag === "Held") ?? idle

const text = (value: unknown): string => JSON.stringify(value) ?? String(value)

/** Held when two plain values are equal in every part. @category constructors */
export const same = (got: unknown, expected: unknown, what = "the answer"): Verdict =>
  holdsIf(Equal.equals(got, expected), `${what} is ${text(got)}, expected ${text(expected)}`)

/** Held when a text is a sentence that a person can read, with what it quotes in backticks. @category constructors */
export const readable = (value: unknown, what: string): Verdict => {
  const fault = Sentence.faultOf(value)
  return fault === undefined ? held : broken(`${what} ${fault}: ${text(value)}`)
}

/**
 * Held when an answer is the refusal with this code by this rule, leaves no event behind, its sentence quotes facts that
 * are there, and something is advised.
 *
 * @category constructors
 */
export const refusedAs = (got: unknown, code: string, rule: RuleId): Verdict => {
  const answer = got as { readonly _tag?: string; readonly code?: string; readonly rule?: string }
  if (answer._tag !== "Refused" || answer.code !== code || answer.rule !== rule)
    return broken(`expected the refusal \`${code}\` by ${rule}, got ${text(got)}`)
  return all(
    held,
    "message" in answer ? readable(answer.message, `the sentence of \`${code}\``) : idle,
    "remedy" in answer ? readable(answer.remedy, `what \`${code}\` advises`) : idle
  )
}

/** Held when an answer accepts with exactly these events. @category constructors */
export const acceptedAs = (got: unknown, events: ReadonlyArray<unknown>): Verdict =>
  same(got, { _tag: "Accepted", events })

/** The events of an answer, whether it accepts or records a refused attempt. @category queries */
export const eventsOf = <E>(answer: { readonly _tag: string; readonly events?: ReadonlyArray<E> }): ReadonlyArray<E> =>
  answer.events ?? []

/** Declares a law. @category constructors */
export const make = <Input>(law: Law<Input>): Law<Input> => law

const deepFreeze = <A>(value: A): A => {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value
  if (value instanceof Map || value instanceof Set) for (const one of value.values()) deepFreeze(one)
  else for (const one of Object.values(value)) deepFreeze(one)
  return Object.freeze(value)
}

/** A law does not hold; the message says everything that is needed to find out why. @category errors */
export class LawBroken extends Error {
  override readonly name = "LawBroken"
  readonly law: string
  readonly rules: ReadonlyArray<RuleId>
  constructor(law: Law, because: string, trace: string) {
    const quoted = law.rules.map((rule) => `  ${rule}: ${catalogue[rule].sentence}`)
    const ids = law.rules.length === 0 ? "" : ` [${law.rules.join(", ")}]`
    super([`law \`${law.id}\` is broken: ${law.sentence}${ids}`, ...quoted, `  because ${because}`, trace].join("\n"))
    this.law = law.id
    this.rules = law.rules
  }
}

const tried = <Input>(law: Law<Input>, rules: Rules, runs: number, seed: number | undefined): Report => {
  let exercised = 0
  const verdictOf = (input: Input): Verdict => {
    try {
      return law.holds(deepFreeze(input), rules)
    } catch (error) {
      return broken(`it threw ${String(error)}`)
    }
  }
  const property = fc.property(law.input, (input) => {
    const verdict = verdictOf(input)
    if (verdict._tag === "Held") exercised += 1
    return verdict._tag !== "Broken"
  })
  const details = fc.check(property, { numRuns: runs, ...(seed === undefined ? {} : { seed }) })
  if (!details.failed) return { id: law.id, runs: details.numRuns, exercised, notAskedFor: [] }
  const [input] = details.counterexample ?? []
  const verdict = verdictOf(input as Input)
  throw new LawBroken(
    law as Law,
    verdict._tag === "Broken" ? verdict.because : "it does not answer the same twice",
    `  seed ${details.seed}, path "${details.counterexamplePath}", input ${text(input)}`
  )
}

/**
 * The knobs for which a law is not asked under a policy: it fixes them and the policy sets them otherwise, or it needs more.
 * In a zone in which the moment of the samples is another day than theirs, none is asked.
 *
 * @category queries
 */
export const notAskedFor = ({ fixes = [], least = {} }: Pick<Law, "fixes" | "least">, policy: Policy) =>
  [
    ...(hasTheDayOfSamples(policy) ? [] : ["timeZone"]),
    ...differing(fixes, policy),
    ...below(least, policy)
  ] as ReadonlyArray<Knob>

/**
 * Checks a law on generated inputs and gives a report, or throws `LawBroken` with the smallest input found.
 *
 * **Details**: inputs are frozen in depth, so that a rule which changes its input breaks every law it takes part in. A law
 * that fixes a knob which the policy sets otherwise, or needs more of one, is not tried, and the report names the knob. A
 * policy that cannot be meant is refused with a `TypeError`.
 *
 * @category laws
 */
export const check = <Input>(law: Law<Input>, options: CheckOptions = {}): Report => {
  const { rules = core, runs = law.runs ?? 200 } = options
  const policy = policyOf(options.policy, `law \`${law.id}\` cannot be checked`)
  const knobs = notAskedFor(law, policy)
  if (knobs.length > 0) return { id: law.id, runs: 0, exercised: 0, notAskedFor: knobs }
  return under(policy, () => tried(law, rules, runs, options.seed))
}
