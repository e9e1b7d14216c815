/**
 * Designating the managers of an agency, taking the role away, and choosing the primary one.
 *
 * All managers may do the same; the primary one is whom the agency is certified with, and nobody else in the agency takes
 * that place away while the primary manager can act. An agency is never left without a manager who can act.
 *
 * @since 0.1.0
 */
import type { Agency } from "./Agency.ts"
import { agencyOver, unknownAgency } from "./Agency.ts"
import * as AgencyManager from "./AgencyManager.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { accept, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import * as Employment from "./Employment.ts"
import type { AgencyId, AgentId } from "./Id.ts"
import { reason } from "./Refusal.ts"
import * as Standing from "./Standing.ts"

/** A change of an agency's managers. @category models */
export type Command =
  | { readonly _tag: "DesignateManager"; readonly agencyId: AgencyId; readonly agentId: AgentId }
  | { readonly _tag: "RemoveManager"; readonly agencyId: AgencyId; readonly agentId: AgentId }
  | { readonly _tag: "ChoosePrimaryManager"; readonly agencyId: AgencyId; readonly agentId: AgentId }

/** What a decision about managers looks at. @category models */
export interface Facts {
  readonly agency: Agency | undefined
  /** The agent with the place in the agency, if there is one. */
  readonly member: Standing.Member | undefined
  /** The primary manager with the place in the agency, if there is one. */
  readonly primary: Standing.Member | undefined
  /** Whether a manager of the agency beside this agent can act for it. */
  readonly otherManager: boolean
}

/** What keeps an agent from managing an agency; whether the agency is certified is another matter. @category models */
export type Gap = Exclude<Standing.Gap, "agency-not-certified">

/** The agent cannot manage the agency as things are. @category errors */
export const notFit = /*#__PURE__*/ reason(
  "ManagerNotFit",
  "AGY-12",
  (f: { readonly agentId: AgentId; readonly agencyId: AgencyId; readonly gaps: ReadonlyArray<Gap> }) =>
    `agent \`${f.agentId}\` cannot manage agency \`${f.agencyId}\`: ${f.gaps.map((gap) => `\`${gap}\``).join(", ")}`,
  "choose an agent who is certified, licensed and active in the agency"
)
/** The agent does not manage the agency. @category errors */
export const noManager = /*#__PURE__*/ reason(
  "NoManager",
  "AGY-02",
  (f: { readonly agentId: AgentId; readonly agencyId: AgencyId }) =>
    `agent \`${f.agentId}\` is no manager of agency \`${f.agencyId}\``,
  "look the managers up in the agency's account, or designate the agent first"
)
/** What keeps an agent from managing the agency on a day; nothing when the agent can act for it. @rule AGY-03 @rule AGY-12 @category queries */
export const gaps = (member: Standing.Member, day: CalendarDate): ReadonlyArray<Gap> =>
  Standing.gaps(member, day).filter((gap) => gap !== "agency-not-certified")

/** Checks whether an agent could act for the agency on a day, were it certified. @rule AGY-12 @category predicates */
export const isFit = (member: Standing.Member | undefined, day: CalendarDate): boolean =>
  member !== undefined && gaps(member, day).length === 0

/** Checks whether an agent manages the agency rightly on a day; a locked account is no loss of the certification. @rule AGY-03 @category predicates */
export const isCertified = (member: Standing.Member | undefined, day: CalendarDate): boolean =>
  member !== undefined && gaps(member, day).every((gap) => gap === "account-locked")

/**
 * What follows for an agency from whether one of its managers is certified: where none is, the days of grace begin in
 * which the agency or the exchange finds a successor; they end when there is one.
 *
 * @rule AGY-12
 * @category machine
 */
export const watched = (
  agency: Agency,
  managed: boolean,
  { at, policy }: Pick<Context, "at" | "policy">
): ReadonlyArray<AgencyManager.Event> => {
  const { agencyId, certification, withoutManager } = agency
  // Before its certification an agency has no certified manager yet, and after its end it needs none.
  const matters = certification._tag === "Certified" || certification._tag === "Suspended"
  if (!matters || managed === (withoutManager === undefined)) return []
  return managed
    ? [{ _tag: "AgencyManagedAgain", agencyId }]
    : [
        {
          _tag: "AgencyLeftWithoutManager",
          agencyId,
          since: at,
          until: Dates.plusDays(Dates.on(at, policy.timeZone), policy.managerGraceDays)
        }
      ]
}

/**
 * Decides a change of an agency's managers: whoever is designated or becomes the primary one is certified, licensed and
 * active in the agency, and a manager who can act stays.
 *
 * **Rules**: AGY-01, AGY-02, AGY-03, AGY-09, AGY-12.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<AgencyManager.Change> => {
  const { agency, member, otherManager, primary } = facts
  const { agencyId, agentId } = command
  if (agency === undefined) return unknownAgency({ agencyId })
  if (agency.certification._tag === "Terminated") return agencyOver({ agencyId })
  const { actor, at, policy } = context
  const day = Dates.on(at, policy.timeZone)
  const [first] = agency.managers
  const isManager = agency.managers.includes(agentId)
  const missing = member === undefined ? [] : gaps(member, day)
  const unfit = missing.length > 0 && notFit({ agentId, agencyId, gaps: missing })
  const overThePrimary =
    actor._tag === "Agent" &&
    actor.agentId !== first &&
    isFit(primary, day) &&
    AgencyManager.primaryDecides({ agencyId })
  switch (command._tag) {
    case "DesignateManager":
      if (isManager) return nothing
      return (
        firstRefusal(member === undefined && Employment.notOnRoster({ agentId, agencyId }), unfit) ??
        accept({ _tag: "AgencyManagerDesignated", agencyId, agentId, at })
      )
    case "RemoveManager":
      return (
        firstRefusal(
          !isManager && noManager({ agentId, agencyId }),
          agentId === first && overThePrimary,
          !otherManager && Employment.lastManager({ agentId, agencyId })
        ) ?? accept(AgencyManager.removed(agencyId, agentId, "removed"))
      )
    case "ChoosePrimaryManager":
      if (agentId === first) return nothing
      return (
        firstRefusal(!isManager && noManager({ agentId, agencyId }), overThePrimary, unfit) ??
        accept({ _tag: "AgencyPrimaryManagerChosen", agencyId, agentId })
      )
  }
}
