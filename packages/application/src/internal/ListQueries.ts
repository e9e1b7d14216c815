/**
 * Lists of what consumers have entrusted to agents: pending, active, inactive.
 *
 * @since 0.1.0
 */
import type * as Authority from "@agencybook/core/Authority"
import type { Capability } from "@agencybook/core/Capability"
import type { Delegation } from "@agencybook/core/Delegation"
import * as DelegationList from "@agencybook/core/DelegationList"
import { read } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import type * as Page from "@agencybook/core/Page"
import type * as Roster from "@agencybook/core/Roster"
import * as Effect from "effect/Effect"
import * as Loading from "../Loading.ts"
import { type Range, type Reading, range } from "../Store.ts"
import type { BookScope } from "./BookReads.ts"
import { type Rows, scanned } from "./Paging.ts"
import { casesOf, disclose, isOwn, type Viewer } from "./QueryAsk.ts"

/** The part of an index that a list of a scope is. */
export const listRange = ({ agencyId, agentId }: BookScope, list: DelegationList.List): Range => {
  const owner = agentId === undefined ? agencyId : Id.employment(agentId, agencyId)
  const { from, until } = DelegationList.placesOf(owner, list)
  return range("delegation", agentId === undefined ? "agencyList" : "agentList", from, until)
}

/** What an agent has in an agency, to be counted without being read: what is held, what of it is frozen, what is asked. */
export const loadRanges = (scope: Required<BookScope>): ReadonlyArray<Range> => {
  const held = listRange(scope, "active")
  return [held, range("delegation", "agentFrozen", held.from, held.until), listRange(scope, "pending")]
}

/** What the counts of `loadRanges` say. */
export const loadOf = ([held = 0, frozen = 0, requested = 0]: ReadonlyArray<number>): Roster.Load => ({
  active: held - frozen,
  frozen,
  requested
})

/** Makes lines of delegations, with what `more` says of each; a line of which it says nothing is left out. */
export const linesOf =
  <More extends object>(
    { load }: Pick<Reading, "load">,
    more: (delegation: Delegation) => More | undefined
  ): Rows<DelegationList.Line & More> =>
  (found) => {
    const delegations = found.map(({ record }) => record as Delegation)
    const asked = delegations.filter((one) => more(one) !== undefined)
    const records = load([
      read("case", "id", ...asked.map(({ caseId }) => caseId)),
      read("agent", "id", ...new Set(asked.map(({ delegate }) => delegate.agentId)))
    ])
    return Effect.map(records, (loaded) => {
      const facts = Loading.factsOf(loaded)
      return delegations.map((one) => {
        const said = more(one)
        const value = facts.get("case", one.caseId)
        const agent = facts.get("agent", one.delegate.agentId)
        return said && value && agent && { ...DelegationList.line(one, value, agent), ...said }
      })
    })
  }

const capabilityOf = (list: DelegationList.List, own: boolean): Capability => {
  switch (list) {
    case "pending":
      return "view-requests"
    case "active":
      return own ? "view-own-book" : "view-agency-book"
    case "inactive":
      return "view-past-delegations"
  }
}

const isStaff = ({ role }: Authority.Grant): boolean => role === "staff-1" || role === "staff-2"

/**
 * A page of one list of an agency or of an agent in it: requests, the oldest first; cases held, those held longest
 * first; what is over, the latest first. Staff see what is active, and requests where they may answer them.
 *
 * **Rules**: BOB-04, STF-02, STF-06, DEL-22, SEC-03.
 *
 * @category queries
 */
export const delegations = (viewer: Viewer, scope: BookScope, list: DelegationList.List, request: Page.Request) =>
  disclose<Page.Page<DelegationList.Line>>(
    viewer,
    { capability: capabilityOf(list, isOwn(viewer, scope)), target: scope },
    { what: "delegations", cases: ({ rows }) => casesOf(rows) },
    (reading, _, grant) => {
      // What is frozen is not theirs to work on. @rule STF-06
      const shown = ({ state }: Delegation) => (isStaff(grant) && state._tag === "Frozen" ? undefined : {})
      return scanned(reading, listRange(scope, list), request, linesOf(reading, shown), list === "inactive")
    }
  )
