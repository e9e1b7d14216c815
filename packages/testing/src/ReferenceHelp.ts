/**
 * What counselors have of cases in the reference model: by which word, whether it lasts, and its end.
 *
 * @since 0.1.0
 */
import * as Consent from "./ReferenceConsent.ts"
import { all, change, type Fact, type Moment, one, type Reason, reason, some, type World } from "./ReferenceWorld.ts"

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

/** What a counselor has or had, by its identifier. @category queries */
export const find = (world: World, delegation: string): Help | undefined =>
  one(world, "help", (fact) => fact.delegation === delegation)

/** Whether an identifier is in use, for a counselor or for an agent. @rule DEL-22 @category predicates */
export const isTaken = (world: World, delegation: string): boolean =>
  find(world, delegation) !== undefined || some(world, "delegation", (fact) => fact.delegation === delegation)

/** The entity for which a counselor is or was at work. @category queries */
export const entityOf = (world: World, counselor: string): string | undefined =>
  one(world, "counselor", (fact) => fact.counselor === counselor)?.entity

/** Whether a counselor has a case for the present entity. @rule DEL-11 @category predicates */
export const isHeld = (world: World, caseId: string, counselor: string): boolean => {
  const entity = entityOf(world, counselor)
  return some(
    world,
    "help",
    (fact) => fact.case === caseId && fact.counselor === counselor && fact.entity === entity && fact.state === "Active"
  )
}

/** Whether a consent in force lets a counselor complete the application of a case. @rule CON-01 DEL-28 @category predicates */
export const mayComplete = (world: World, caseId: string, counselor: string, day: string): boolean =>
  some(
    world,
    "consent",
    (fact) =>
      fact.case === caseId &&
      fact.counselor === counselor &&
      fact.state === "Granted" &&
      (fact.through === undefined || day <= fact.through) &&
      fact.scopes.split(" ").includes("complete-application")
  )

/** The world in which one delegation to a counselor goes on. @category transforms */
export const moved = (world: World, known: Help, next: (fact: Help) => Help): World =>
  change(world, "help", (fact) => fact.delegation === known.delegation, next)

/** What is signed for a counselor. @rule DEL-28 @category constructors */
export const terms = (counselor: string): ReturnType<typeof Consent.said> => ({
  ...{ agency: undefined, agent: undefined, counselor, others: "", through: undefined },
  scopes:
    "answer-inquiries complete-application enter-payment maintain-account search-application submit-with-signature"
})

/** The world in which a draft that was signed with a wish is over. @category transforms */
export const undrafted = (world: World, { consent }: Help, to: "Rescinded" | "Expired", moment: Moment): World =>
  some(world, "consent", (fact) => fact.consent === consent && fact.state === "Draft")
    ? Consent.moved(world, consent, to, moment)
    : world

/** What makes it impossible that a counselor has a case under an identifier. @rule DEL-03 DEL-22 ENT-01 @category queries */
export const impossible = (
  world: World,
  { case: caseId, counselor, delegation }: Pick<Help, "case" | "counselor" | "delegation">
): ReadonlyArray<Reason | false> => {
  const household = one(world, "case", (fact) => fact.case === caseId)
  return [
    (household === undefined || household.members === 0) && reason("UnknownCase", "DEL-03"),
    isTaken(world, delegation) && reason("DelegationExists", "DEL-22"),
    entityOf(world, counselor) === undefined && reason("UnknownCounselor", "ENT-01")
  ]
}
