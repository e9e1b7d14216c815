/**
 * The managers of an agency as its record keeps them: who they are, which of them is the primary one, and since when.
 *
 * A role that was taken away and given again is another role: what was begun under the first one is over. Who may be
 * designated, and who has to stay, is `AgencyManagement`.
 *
 * @since 0.1.0
 */
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import type { AgencyId, AgentId } from "./Id.ts"
import { reason } from "./Refusal.ts"

/** Why somebody manages an agency no more: the role was taken away, or the person left the agency. @category models */
export type Why = "removed" | "left"

/** Something happened to the managers of an agency. @category models */
export type Event =
  | {
      readonly _tag: "AgencyManagerDesignated"
      readonly agencyId: AgencyId
      readonly agentId: AgentId
      readonly at: Instant
    }
  | {
      readonly _tag: "AgencyManagerRemoved"
      readonly agencyId: AgencyId
      readonly agentId: AgentId
      readonly why: Why
    }
  | { readonly _tag: "AgencyPrimaryManagerChosen"; readonly agencyId: AgencyId; readonly agentId: AgentId }
  | ({ readonly _tag: "AgencyLeftWithoutManager"; readonly agencyId: AgencyId } & WithoutManager)
  | { readonly _tag: "AgencyManagedAgain"; readonly agencyId: AgencyId }

/** That no manager of an agency is certified: since when, and until when somebody has to be. @rule AGY-12 @category models */
export interface WithoutManager {
  readonly since: Instant
  /** The last day of the grace. */
  readonly until: CalendarDate
}

/** A change of who has the role. @category models */
export type Change = Extract<Event, { readonly agentId: AgentId }>

/** A manager who was designated after the agency had been opened. @category models */
export interface Designated {
  readonly agentId: AgentId
  readonly at: Instant
}

/** What an agency keeps of its managers. @category models */
export interface Kept {
  /** The managers, the primary one first; never empty. @rule AGY-02 @rule AGY-03 */
  readonly managers: ReadonlyArray<AgentId>
  /** Those of them who came after the agency was opened; absent when there are none. */
  readonly designated?: ReadonlyArray<Designated>
  /** There while none of the managers is certified. @rule AGY-12 */
  readonly withoutManager?: WithoutManager
}

/** The manager is neither eligible nor certified. @category errors */
export const managerNotReady = /*#__PURE__*/ reason(
  "ManagerNotReady",
  "AGY-03",
  (f: { readonly agencyId: AgencyId; readonly state: string }) =>
    `the manager of agency \`${f.agencyId}\` is \`${f.state}\`, not eligible or certified`,
  "finish the manager's checklist, and give the dates of the manager's certification"
)
/** None of the managers is certified. @category errors */
export const noCertifiedManager = /*#__PURE__*/ reason(
  "NoCertifiedManager",
  "AGY-03",
  (f: { readonly agencyId: AgencyId }) => `none of the managers of agency \`${f.agencyId}\` is certified and active`,
  "designate one who is"
)
/** Another manager would take the place of the primary one. @category errors */
export const primaryDecides = /*#__PURE__*/ reason(
  "PrimaryManagerDecides",
  "AGY-02",
  (f: { readonly agencyId: AgencyId }) =>
    `only the primary manager of agency \`${f.agencyId}\` or the exchange gives that place to somebody else`,
  "ask the primary manager, or the exchange"
)

/** Staff would change who manages the agency. @category errors */
export const managersDecide = /*#__PURE__*/ reason(
  "ManagersDecide",
  "AGY-12",
  (f: { readonly agentId: AgentId; readonly agencyId: AgencyId }) =>
    `agent \`${f.agentId}\` manages agency \`${f.agencyId}\`, and staff do not set a manager inactive or active`,
  "ask a manager of the agency, or the exchange"
)

/** The manager of an agency that applies has no place in it, or none any more. @category errors */
export const managerNotThere = /*#__PURE__*/ reason(
  "ManagerNotThere",
  "AGY-03",
  (f: { readonly agencyId: AgencyId }) => `the manager of agency \`${f.agencyId}\` has no place in it any more`,
  "reject the agency, and have it opened again for somebody who is going to manage it"
)

/** The event of somebody who manages an agency no more. @category constructors */
export const removed = (agencyId: AgencyId, agentId: AgentId, why: Why): Change => ({
  _tag: "AgencyManagerRemoved",
  agencyId,
  agentId,
  why
})

/** Since when somebody manages an agency; absent for whoever did from the start, and for whoever does not. @category queries */
export const since = ({ designated = [] }: Kept, agentId: AgentId): Instant | undefined =>
  designated.find((one) => one.agentId === agentId)?.at

/** An agency after something happened to its managers. When the primary one goes, the next in the row is it. @rule AGY-02 @category machine */
export const evolve = <A extends Kept>(agency: A, event: Event): A => {
  const { withoutManager: _, ...managed } = agency
  if (event._tag === "AgencyManagedAgain") return managed as unknown as A
  if (event._tag === "AgencyLeftWithoutManager")
    return { ...agency, withoutManager: { since: event.since, until: event.until } }
  const { agentId } = event
  const { designated = [], ...known } = agency
  const others = known.managers.filter((one) => one !== agentId)
  const kept = designated.filter((one) => one.agentId !== agentId)
  const next = (managers: Kept["managers"], later: ReadonlyArray<Designated>): A =>
    ({ ...known, managers, ...(later.length === 0 ? {} : { designated: later }) }) as unknown as A
  switch (event._tag) {
    case "AgencyManagerDesignated":
      return next([...others, agentId], [...kept, { agentId, at: event.at }])
    case "AgencyManagerRemoved":
      return next(others, kept)
    case "AgencyPrimaryManagerChosen":
      return next([agentId, ...others], designated)
  }
}
