/**
 * The three lists in which agents and agencies see what consumers have entrusted to them: pending, active, inactive.
 *
 * A place in a list is a text that sorts, so that a list is read in pages and a row that comes or goes in the meantime
 * neither repeats nor hides another. A delegation that is frozen or thawed keeps its place.
 *
 * @since 0.1.0
 */
import type { Instant } from "./CalendarDate.ts"
import type { Delegation, State } from "./Delegation.ts"

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

/** The place of a delegation among those of an owner, an agent or an agency. @category encoding */
export const placeOf = (owner: string, { state }: Delegation): string => `${owner} ${listOf(state)} ${since(state)}`

/** The places of one list of an owner: the first, and the first that no longer belongs to it. @category encoding */
export const placesOf = (owner: string, list: List): { readonly from: string; readonly until: string } => ({
  from: `${owner} ${list} `,
  // The character after the space.
  until: `${owner} ${list}!`
})
