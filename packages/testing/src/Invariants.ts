/**
 * The sixteen invariants of the design (promises I1 to I16), as predicates over states and steps.
 *
 * Each predicate spells out in records what must hold and does not call the rule it watches, except where the
 * question is what a rule permits. An invariant that speaks about things which the code does not have yet is listed as
 * unjudged; where a clause of a judged one is out of reach, the invariant says so in `except`.
 *
 * @since 0.1.0
 */
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
  neverAgain,
  provenance
]

/** The invariants of the design that cannot be judged here yet, with the reason. @category laws */
export const unjudged: ReadonlyArray<{ readonly id: `I${number}`; readonly sentence: string; readonly why: string }> = [
  {
    id: "I14",
    sentence: "password epoch, notice and expiry move forward only",
    why: "the explorer leaves extranet accounts out; the law `extranet-password-moves-forward` holds it over random steps"
  }
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
