/**
 * Refusals: answers that say no, which rule says so, on which facts, and what a person can do.
 *
 * A refusal is plain frozen data, not an exception: it survives JSON, `structuredClone` and another
 * copy of this package. It never carries a value that a person typed, only identifiers and states.
 *
 * @since 0.1.0
 */
import type { RuleId } from "./Rule.ts"

/** The facts that a refusal quotes: identifiers, states, counts and dates; never personal data. @category models */
export type RefusalFacts = Readonly<Record<string, string | number | boolean | ReadonlyArray<string>>>

/** A refusal with its code, its rule and its reason. @category models */
export interface Refusal<Code extends string = string> {
  readonly _tag: "Refused"
  /** Closed code for programs, for example `AgentWithoutAuthority`. */
  readonly code: Code
  /** The rule that decided, for example `DEL-08`. */
  readonly rule: RuleId
  /** One sentence without a final period; values stand in backticks. */
  readonly message: string
  /** What to do about it, as an instruction. */
  readonly remedy: string
  readonly facts: RefusalFacts
}

/** One reason for which something can be refused; calling it with the facts gives the refusal. @category models */
export interface Reason<Code extends string, Facts extends RefusalFacts> {
  (facts: Facts): Refusal<Code>
  readonly code: Code
  readonly rule: RuleId
}

/**
 * Declares a reason: its code, its rule, its sentence and its remedy.
 *
 * @category constructors
 */
export const reason = <Code extends string, Facts extends RefusalFacts>(
  code: Code,
  rule: RuleId,
  message: (facts: Facts) => string,
  remedy: string
): Reason<Code, Facts> =>
  Object.assign(
    (facts: Facts): Refusal<Code> =>
      Object.freeze({ _tag: "Refused", code, rule, message: message(facts), remedy, facts: Object.freeze(facts) }),
    { code, rule }
  )

/** Checks whether a value is a refusal. @category guards */
export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === "object" && value !== null && (value as { _tag?: unknown })._tag === "Refused"
