/**
 * The end of what counselors have of cases, in the reference model.
 *
 * @since 0.1.0
 */
import * as Consent from "./ReferenceConsent.ts"
import { all, change, type Fact, type Moment, type World } from "./ReferenceWorld.ts"

/** What a counselor has of a case. @category models */
export type Help = Fact<"help">

/** A help that is over, for a reason. @category constructors */
export const ended = (fact: Help, at: string, why: string): Help => {
  const from = fact.from ?? at
  return { ...fact, state: "Ended", from, until: from > at ? from : at, why }
}

/** The world in which nothing that was signed for a counselor of a case holds any more. @rule DEL-28 @category transforms */
export const unsigned = (
  world: World,
  { case: caseId, counselor }: Pick<Help, "case" | "counselor">,
  to: "Rescinded" | "Expired",
  moment: Moment
): World =>
  all(
    world,
    "consent",
    (fact) => fact.case === caseId && fact.counselor === counselor && fact.state === "Granted"
  ).reduce<World>((next, { consent }) => Consent.moved(next, consent, to, moment), world)

/** The world in which those who help, of some, do not any more. @category transforms */
export const over = (world: World, fits: (fact: Help) => boolean, why: string, moment: Moment): World => {
  const helps = (fact: Help) => fact.state === "Active" && fits(fact)
  return all(world, "help", helps).reduce<World>(
    (next, old) => unsigned(next, old, "Expired", moment),
    change(world, "help", helps, (fact) => ended(fact, moment.at, why))
  )
}
