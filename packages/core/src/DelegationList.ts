/**
 * The three lists in which agents and agencies see what consumers have entrusted to them: pending, active, inactive.
 *
 * A place in a list is a text that sorts, so that a list is read in pages and a row that comes or goes in the meantime
 * neither repeats nor hides another. A delegation that is frozen or thawed keeps its place.
 *
 * @since 0.1.0
 */
import type { Agent } from "./Agent.ts"
import type { Instant } from "./CalendarDate.ts"
import type { Case, CaseNumber } from "./Case.ts"
import { fullName, type Name, shortName } from "./Contact.ts"
import type { Delegation, EndReason, Kind, Origin, State } from "./Delegation.ts"
import type { AgencyId, AgentId, CaseId, DelegationId } from "./Id.ts"

/** A list of delegations. @category models */
export type List = "pending" | "active" | "inactive"

/** Every list, in the order in which a delegation goes through them. @category models */
export const lists: ReadonlyArray<List> = ["pending", "active", "inactive"]

/** The list that a state belongs to. @category queries */
export const listOf = (state: State): List => {
  switch (state._tag) {
    case "Requested":
      return "pending"
    case "Active":
    case "Frozen":
      return "active"
    case "Declined":
    case "Cancelled":
    case "Expired":
    case "Ended":
      return "inactive"
  }
}

/** The moment from which a delegation is in its list. @category queries */
export const since = (state: State): Instant => {
  switch (state._tag) {
    case "Requested":
    case "Declined":
    case "Cancelled":
    case "Expired":
      return state.at
    case "Active":
    case "Frozen":
      return state.from
    case "Ended":
      return state.until
  }
}

/** The place of a delegation among those of an owner: an agency, or an agent in it. @category encoding */
export const placeOf = (owner: string, { state }: Delegation): string => `${owner} ${listOf(state)} ${since(state)}`

/** The places of one list of an owner: the first, and the first that no longer belongs to it. @category encoding */
export const placesOf = (owner: string, list: List): { readonly from: string; readonly until: string } => ({
  from: `${owner} ${list} `,
  // The character after the space.
  until: `${owner} ${list}!`
})

/** One line of a list. @category models */
export interface Line {
  readonly delegationId: DelegationId
  readonly caseId: CaseId
  readonly caseNumber: CaseNumber
  readonly kind: Kind
  readonly agentId: AgentId
  readonly agencyId: AgencyId
  readonly agentName: string
  readonly list: List
  readonly state: State["_tag"]
  readonly since: Instant
  readonly origin: Origin
  /**
   * The consumer's name as far as it concerns the reader: whole while the case is held, first name and initial while an
   * agent is only asked, nothing afterwards.
   */
  readonly consumer?: string
  /** Why it ended. */
  readonly reason?: EndReason
}

const consumerOf = (list: List, name: Name): string | undefined => {
  switch (list) {
    case "pending":
      return shortName(name)
    case "active":
      return fullName(name)
    case "inactive":
      return undefined
  }
}

/** A delegation as a line of its list. @rule BOB-04 @category constructors */
export const line = (delegation: Delegation, value: Case, agent: Agent): Line => {
  const { caseId, delegate, delegationId, kind, origin, state } = delegation
  const list = listOf(state)
  const consumer = consumerOf(list, value.primaryContact.name)
  return {
    ...{ delegationId, caseId, caseNumber: value.caseNumber, kind, ...delegate },
    agentName: fullName(agent.name),
    ...{ list, state: state._tag, since: since(state), origin },
    ...(consumer === undefined ? {} : { consumer }),
    ...(state._tag === "Ended" ? { reason: state.reason } : {})
  }
}
