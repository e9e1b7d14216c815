/**
 * The rules of the field that this version does not carry yet, and why each of them waits; there is none at present.
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

/** All rules that wait, by id. @category models */
export const later: { readonly [id: string]: LaterRule } = {}
