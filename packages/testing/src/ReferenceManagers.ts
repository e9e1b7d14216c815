/**
 * The managers of an agency in the reference model: designated, removed, and one of them the primary one.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/AgencyManagement"
import { step, unlessOver } from "./ReferenceAgency.ts"
import * as Authority from "./ReferenceAuthority.ts"
import * as Dates from "./ReferenceDates.ts"
import {
  accepted,
  all,
  change,
  type Entries,
  type Entry,
  type Moment,
  type NotCovered,
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

type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>

/** Whether somebody could act for an agency, were it certified. @rule AGY-12 @category predicates */
export const isFit = (world: World, agent: string, agency: string, day: string): boolean =>
  Authority.onRoster(world, agent, agency) &&
  Authority.gaps(world, agent, agency, day).every((gap) => gap === "agency-not-certified")

/** Whether a manager beside this one could act for the agency. @rule AGY-12 @category predicates */
export const hasOther = (world: World, agent: string, agency: string, day: string): boolean =>
  some(
    world,
    "manager",
    (fact) => fact.agency === agency && fact.agent !== agent && isFit(world, fact.agent, agency, day)
  )

/** The world in which somebody manages an agency no more; whoever came later moves up. @rule AGY-02 @category transforms */
export const relieved = (world: World, agent: string, agency: string): World => {
  const gone = all(world, "manager", (fact) => fact.agency === agency && fact.agent === agent)
  return change(
    without(world, "manager", (fact) => gone.includes(fact)),
    "manager",
    (fact) => fact.agency === agency && gone.some(({ place }) => place < fact.place),
    (fact) => ({ ...fact, place: fact.place - 1 })
  )
}

/** Whether somebody manages an agency rightly; a lock is the host's matter. @rule AGY-03 */
const isRightly = (world: World, agent: string, agency: string, day: string): boolean =>
  Authority.isManager(world, agent, agency) &&
  Authority.onRoster(world, agent, agency) &&
  Authority.gaps(world, agent, agency, day).every((gap) => ["agency-not-certified", "account-locked"].includes(gap))

/** The world with the days of grace of an agency that nobody manages rightly, or without them. @rule AGY-12 */
const watched = (world: World, agency: string, { at, day, policy }: Moment): World => {
  const state = one(world, "agency state", (fact) => fact.agency === agency)?.state ?? ""
  if (!["Certified", "Suspended"].includes(state)) return world
  const managed = some(world, "manager", (fact) => fact.agency === agency && isRightly(world, fact.agent, agency, day))
  const known = some(world, "without manager", (fact) => fact.agency === agency)
  if (managed) return known ? without(world, "without manager", (fact) => fact.agency === agency) : world
  const until = Dates.daysAfter(day, policy.managerGraceDays)
  return known ? world : put(world, { is: "without manager", agency, since: at, until })
}

/** A step after which it is asked whether the agency of a manager is still managed. @rule AGY-12 */
const watching = <C extends { readonly agentId: string; readonly agencyId?: string }>(
  entry: Entry<C> | NotCovered
): Entry<C> | NotCovered =>
  "notCovered" in entry
    ? entry
    : {
        ...entry,
        carryOut: (world, command, moment) => {
          const verdict = entry.carryOut(world, command, moment)
          if (verdict._tag === "Refused") return verdict
          const agent = command.agentId
          // The agency that is named, or else the one in which the person worked before the step.
          const agency = command.agencyId ?? Authority.placeOf(world, agent)?.agency
          if (agency === undefined) return verdict
          const [before, after] = [world, verdict.world] as const
          const state = (of: World) => one(of, "certification", (fact) => fact.agent === agent)
          const over = (of: World) => some(of, "renewal", (fact) => fact.agent === agent)
          // Whoever manages the agency is certified no more, or is again, or comes and goes.
          const changes =
            isRightly(before, agent, agency, moment.day) !== isRightly(after, agent, agency, moment.day) ||
            (state(before)?.state === "Certified" && state(before) !== state(after)) ||
            (over(after) && !over(before))
          const listed = [before, after].some((of) => Authority.isManager(of, agent, agency))
          const next = listed && changes ? watched(after, agency, moment) : after
          return next === verdict.world ? verdict : accepted(next)
        }
      }

/** The steps of agents after each of which it is asked whether their agency is still managed. @rule AGY-12 @category transforms */
export const watchingAll = <E extends Readonly<Record<string, unknown>>>(entries: E): E =>
  Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [name, watching(entry as Entry<{ readonly agentId: string }>)])
  ) as E

const unfit = (world: World, agent: string, agency: string, day: string) =>
  Authority.onRoster(world, agent, agency) &&
  !isFit(world, agent, agency, day) &&
  reason(
    "ManagerNotFit",
    "AGY-12",
    Authority.gaps(world, agent, agency, day)
      .filter((gap) => gap !== "agency-not-certified")
      .join(" ")
  )

/** Nobody of the agency goes over the head of a primary manager who is there. @rule AGY-02 */
const overPrimary = (world: World, agency: string, { actor, day }: Moment) =>
  actor._tag === "Agent" &&
  some(
    world,
    "manager",
    (fact) =>
      fact.agency === agency &&
      fact.place === 0 &&
      fact.agent !== actor.agentId &&
      isFit(world, fact.agent, agency, day)
  ) &&
  reason("PrimaryManagerDecides", "AGY-02")

/** What the managers of an agency are not put out by: staff, and for the primary one a colleague. @rule AGY-12 @category predicates */
export const notForThem = (world: World, agent: string, agency: string, out: boolean, { actor, day }: Moment) => {
  const [role] = all(world, "manager", (fact) => fact.agency === agency && fact.agent === agent)
  if (role === undefined) return false
  if (actor._tag === "Staff") return reason("ManagersDecide", "AGY-12")
  const foreign = actor._tag === "Agent" && actor.agentId !== agent
  return (
    out && foreign && role.place === 0 && isFit(world, agent, agency, day) && reason("PrimaryManagerDecides", "AGY-02")
  )
}

const isPrimary = (world: World, agent: string, agency: string): boolean =>
  some(world, "manager", (fact) => fact.agency === agency && fact.agent === agent && fact.place === 0)

const designate = (
  world: World,
  { agencyId: agency, agentId: agent }: Of<"DesignateManager">,
  { at, day }: Moment
): Verdict => {
  if (Authority.isManager(world, agent, agency)) return unchanged(world)
  const place = all(world, "manager", (fact) => fact.agency === agency).length
  return unless(
    [!Authority.onRoster(world, agent, agency) && reason("NotOnRoster", "AGY-01"), unfit(world, agent, agency, day)],
    () => accepted(put(world, { is: "manager", agency, agent, place, since: at }))
  )
}

const remove = (world: World, { agencyId: agency, agentId: agent }: Of<"RemoveManager">, moment: Moment): Verdict =>
  unless(
    [
      !Authority.isManager(world, agent, agency) && reason("NoManager", "AGY-02"),
      isPrimary(world, agent, agency) && overPrimary(world, agency, moment),
      !hasOther(world, agent, agency, moment.day) && reason("LastManager", "AGY-12")
    ],
    () => accepted(relieved(world, agent, agency))
  )

const choose = (
  world: World,
  { agencyId: agency, agentId: agent }: Of<"ChoosePrimaryManager">,
  moment: Moment
): Verdict => {
  if (isPrimary(world, agent, agency)) return unchanged(world)
  const [role] = all(world, "manager", (fact) => fact.agency === agency && fact.agent === agent)
  return unless(
    [
      role === undefined && reason("NoManager", "AGY-02"),
      overPrimary(world, agency, moment),
      unfit(world, agent, agency, moment.day)
    ],
    () =>
      accepted(
        change(
          world,
          "manager",
          (fact) => fact.agency === agency,
          (fact) => ({
            ...fact,
            place: fact.agent === agent ? 0 : fact.place < (role?.place ?? 0) ? fact.place + 1 : fact.place
          })
        )
      )
  )
}

/** The commands of this part. @category models */
export const entries: Entries<Command> = watchingAll({
  DesignateManager: step("change-managers", undefined, unlessOver(designate)),
  RemoveManager: step("change-managers", undefined, unlessOver(remove)),
  ChoosePrimaryManager: step("change-managers", undefined, unlessOver(choose))
})
