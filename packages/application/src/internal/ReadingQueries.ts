/**
 * Questions to the log of readings: who read of a consumer, and what somebody read.
 *
 * @since 0.1.0
 */
import { key as actorKey } from "@agencybook/core/Actor"
import type { Role } from "@agencybook/core/Capability"
import type { Delegation } from "@agencybook/core/Delegation"
import * as Disclosure from "@agencybook/core/Disclosure"
import { read } from "@agencybook/core/Facts"
import type { CaseId } from "@agencybook/core/Id"
import * as Page from "@agencybook/core/Page"
import * as Effect from "effect/Effect"
import type { HeldIn, Reading, Readings, StoreError } from "../Store.ts"
import type { TrailRequest } from "./AuditQueries.ts"
import { disclose, type Viewer } from "./QueryAsk.ts"
import { one, type TrailOf } from "./WhoseTrail.ts"

/** Whose readings are asked for: of a case, by an agent or a counselor, by the people of an agency about it, or, without any, everybody's. @category models */
export type ReadingsOf = TrailOf

/** A page of the log of readings, the latest first. @category models */
export interface ReadingsPage {
  readonly rows: ReadonlyArray<Disclosure.Kept>
  /** The position before which the next page begins; absent after the last entry. */
  readonly next?: number
}

/** In which books a case was when. */
const heldIn = ({ delegate, state }: Delegation): ReadonlyArray<HeldIn> => {
  switch (state._tag) {
    case "Active":
    case "Frozen":
      return [{ ...delegate, from: state.from }]
    case "Ended":
      return [{ ...delegate, from: state.from, until: state.until }]
    case "Requested":
    case "Declined":
    case "Cancelled":
    case "Expired":
      return []
  }
}

const readingsOf = (
  { load }: Reading,
  { agencyId, agentId, caseId, counselorId }: ReadingsOf
): Effect.Effect<Readings, StoreError> => {
  if (caseId !== undefined)
    return Effect.map(load([read("delegation", "history", caseId)]), (found) => ({
      _tag: "Case",
      caseId,
      held: found.flatMap(({ record }) => heldIn(record as Delegation))
    }))
  if (agentId !== undefined) return Effect.succeed({ _tag: "Actor", actor: actorKey({ _tag: "Agent", agentId }) })
  if (counselorId !== undefined)
    return Effect.succeed({ _tag: "Actor", actor: actorKey({ _tag: "Counselor", userId: counselorId }) })
  return Effect.succeed(agencyId === undefined ? { _tag: "All" } : { _tag: "Agency", agencyId })
}

const shownTo = (role: Role, caseId: CaseId | undefined) => (kept: Disclosure.Kept) =>
  role === "consumer" && caseId !== undefined ? Disclosure.forConsumer(kept, caseId) : kept

/**
 * A page of the log of readings: of a case, to its consumer, the service center and the exchange; what an agent or a
 * counselor read, to that person and the exchange; what the people of an agency read about it, to its managers; and all of it to the exchange.
 * To ask is a reading itself, and is recorded.
 *
 * **Rules**: SEC-03.
 *
 * @category queries
 */
export const readings = (viewer: Viewer, of: ReadingsOf, request: TrailRequest) =>
  disclose<ReadingsPage>(
    viewer,
    { capability: of.caseId === undefined ? "view-audit" : "view-case-audit", target: one(of) },
    {
      what: "readings",
      // Of a page of others only the one case is shown; how many there were is no reading of them.
      cases: ({ rows }) => (of.caseId === undefined ? rows.flatMap(({ cases }) => cases) : [of.caseId])
    },
    Effect.fnUntraced(function* (reading, _, { role }) {
      const limit = Page.limitOf(request)
      const before = request.before === undefined ? {} : { before: request.before }
      const rows = yield* reading.readings(yield* readingsOf(reading, one(of)), { ...before, limit: limit + 1 })
      const page = rows.slice(0, limit)
      const next = rows.length > limit ? page.at(-1)?.position : undefined
      return { rows: page.map(shownTo(role, of.caseId)), ...(next === undefined ? {} : { next }) }
    })
  )
