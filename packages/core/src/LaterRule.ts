/**
 * The rules of the field that this version does not carry yet, and why each of them waits.
 *
 * Together with `Rule.catalogue` they are the whole field: an identifier stands in exactly one of the two, and moves
 * from here to there with the first law or test that holds it.
 *
 * @since 0.1.0
 */
import type { Rule } from "./Rule.ts"

/** A rule that waits, and what it waits for. @category models */
export interface LaterRule extends Rule {
  readonly why: string
}

const because = <const Id extends string>(
  why: string,
  rules: { readonly [I in Id]: readonly [Rule["confidence"], source: string, sentence: string] }
): { readonly [I in Id]: LaterRule } =>
  Object.fromEntries(
    Object.entries<(typeof rules)[Id]>(rules).map(([id, [confidence, source, sentence]]) => [
      id,
      { sentence, confidence, source, why }
    ])
  ) as { readonly [I in Id]: LaterRule }

/** All rules that wait, by id. @category models */
export const later = {
  ...because("whom a counselor belongs to is not told yet", {
    "ENT-01": ["D", "10 CCR 6664", "a counselor belongs to a certified entity and earns no commission"]
  })
} as const
