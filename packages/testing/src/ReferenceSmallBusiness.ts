/**
 * The yearly word about the window of small businesses, in the reference model.
 *
 * @since 0.1.0
 */
import type { Policy } from "@agencybook/core/Policy"
import type { Command } from "@agencybook/core/SmallBusinessWindow"
import { gaps } from "./ReferenceAuthority.ts"
import { daysAfter } from "./ReferenceDates.ts"
import {
  accepted,
  all,
  type Entries,
  type Moment,
  one,
  put,
  reason,
  some,
  unchanged,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

/** The year and what is news in it; empty outside the window. */
const newsOf = (day: string, { smallBusiness: { window } }: Policy): string => {
  const [year, monthDay] = [day.slice(0, 4), day.slice(5)]
  if (monthDay < window.from || window.through < monthDay) return ""
  return daysAfter(day, 7) < `${year}-${window.through}` ? `${year} opens` : `${year} closes`
}

const tell = (world: World, { agencyId: agency, employers = [], on }: Command, { day, policy }: Moment): Verdict =>
  unless(
    [
      !some(world, "agency", (fact) => fact.agency === agency) && reason("UnknownAgency", "AGY-01"),
      on > day && reason("SmallBusinessWindowNotYet", "SHP-03"),
      employers.some(
        ({ agentId }) => !some(world, "employment", (fact) => fact.agent === agentId && fact.agency === agency)
      ) && reason("EmployerOfOthers", "SHP-03")
    ],
    () => {
      const news = newsOf(on, policy)
      const last = one(world, "window word", (fact) => fact.agency === agency)?.on
      const knows = last !== undefined && (last >= on || newsOf(last, policy) === news)
      const listens = all(world, "agent", (fact) => fact.employers).some(
        ({ agent }) => gaps(world, agent, agency, day).length === 0
      )
      const sells = one(world, "agency", (fact) => fact.agency === agency)?.sells
      // Who has not said where it sells is told.
      if (sells !== undefined && !sells.includes("small")) return unchanged(world)
      if (news === "" || newsOf(day, policy) !== news || knows || !listens) return unchanged(world)
      const others = without(world, "window word", (fact) => fact.agency === agency)
      return accepted(put(others, { is: "window word", agency, on }))
    }
  )

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  TellSmallBusinessWindow: {
    capability: "run-agency-daily",
    target: (_, { agencyId }) => ({ agency: agencyId }),
    carryOut: tell
  }
}
