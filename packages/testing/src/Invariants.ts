/**
 * The sixteen invariants of the design (promises I1 to I16), as predicates over states and steps.
 *
 * Each predicate spells out in records what must hold and does not call the rule it watches, except where the
 * question is what a rule permits. Where a clause of an invariant is out of reach, it says so in `except`.
 *
 * @since 0.1.0
 */
import { forwardOnly } from "./internal/AccountInvariants.ts"
import {
  actingEnds,
  answerable,
  inactiveHolds,
  intersection,
  managers,
  noSkip,
  provenance,
  separation,
  terminal
} from "./internal/AgentInvariants.ts"
import { goodAgent, neverAgain, noGap, oneAgent, oneCode, whoMoves } from "./internal/CaseInvariants.ts"
import type { Invariant, Sight, Step, Wrong } from "./internal/InvariantTerms.ts"

export type { Invariant, Sight, Step, Subject, Wrong } from "./internal/InvariantTerms.ts"

/** The invariants that are judged. @category laws */
export const invariants: ReadonlyArray<Invariant> = [
  oneAgent,
  goodAgent,
  noGap,
  whoMoves,
  managers,
  answerable,
  terminal,
  noSkip,
  inactiveHolds,
  actingEnds,
  intersection,
  separation,
  oneCode,
  forwardOnly,
  neverAgain,
  provenance
]

/** What is wrong with a state, seen from one record. @category queries */
export const judgeState = (sight: Sight): ReadonlyArray<{ readonly invariant: string; readonly because: string }> =>
  invariants.flatMap(({ id, state }) => {
    const judge = state?.[sight.subject._tag] as ((sight: Sight) => Wrong) | undefined
    const because = judge?.(sight)
    return because ? [{ invariant: id, because }] : []
  })

/** What is wrong with a step. @category queries */
export const judgeStep = (step: Step): ReadonlyArray<{ readonly invariant: string; readonly because: string }> =>
  invariants.flatMap(({ id, step: judge }) => {
    const because = judge?.(step)
    return because ? [{ invariant: id, because }] : []
  })
