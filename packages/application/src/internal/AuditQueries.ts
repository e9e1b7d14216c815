/**
 * Questions to the audit trail: what happened to a case, to an agent, in an agency, with a counselor, or at all.
 *
 * @since 0.1.0
 */
import * as Audit from "@agencybook/core/Audit"
import type { Role } from "@agencybook/core/Capability"
import type { Employment } from "@agencybook/core/Employment"
import { read } from "@agencybook/core/Facts"
import * as Page from "@agencybook/core/Page"
import * as Effect from "effect/Effect"
import type { Reading, StoreError, Trail } from "../Store.ts"
import { disclose, type Viewer } from "./QueryAsk.ts"
import { one, type TrailOf } from "./WhoseTrail.ts"

export type { TrailOf } from "./WhoseTrail.ts"

/** Which page of a trail: the latest lines before a position. @category models */
export interface TrailRequest {
  readonly before?: number
  /** Lines of the page, 1 to 1,000; more are never given. */
  readonly limit: number
}

/** A page of a trail, the latest line first. @category models */
export interface TrailPage {
  readonly rows: ReadonlyArray<Audit.Line>
  /** The position before which the next page begins; absent after the last line. */
  readonly next?: number
}

const employments = ({ load }: Reading, index: "agency" | "open", key: string) =>
  Effect.map(load([read("employment", index, key)]), (found) => found.map(({ record }) => record as Employment))

const trailOf = (
  reading: Reading,
  { agencyId, agentId, caseId, counselorId }: TrailOf,
  role: Role
): Effect.Effect<Trail, StoreError> => {
  if (caseId !== undefined) return Effect.succeed({ _tag: "Case", caseId })
  if (agentId !== undefined) {
    if (role === "exchange") return Effect.succeed({ _tag: "Agent", agentId, agencies: "every" })
    // What the agent did for another agency stayed there.
    return Effect.map(employments(reading, "open", agentId), (open) => ({
      _tag: "Agent",
      agentId,
      agencies: open.map((one) => one.agencyId)
    }))
  }
  if (agencyId === undefined)
    return Effect.succeed(counselorId === undefined ? { _tag: "All" } : { _tag: "Counselor", counselorId })
  return Effect.map(employments(reading, "agency", agencyId), (roster) => ({
    _tag: "Agency",
    agencyId,
    // The person belongs to the agency as long as the agent does.
    agentIds: roster.flatMap((one) => (one.state === "Inactive" ? [] : [one.agentId]))
  }))
}

/**
 * A page of an audit trail: of a case, to its consumer and the service center; of an agent's own doings; of an agency
 * and its present agents, to its managers; of what names a counselor, to the counselor; and all of it to the exchange.
 * What records say is not in it.
 *
 * **Rules**: DEL-30, BOB-03, ENT-01, SEC-03.
 *
 * @category queries
 */
export const auditTrail = (viewer: Viewer, of: TrailOf, request: TrailRequest) =>
  disclose<TrailPage>(
    viewer,
    { capability: of.caseId === undefined ? "view-audit" : "view-case-audit", target: one(of) },
    {
      what: "audit-trail",
      cases: ({ rows }) => rows.flatMap(({ concerns }) => concerns.caseId ?? [])
    },
    Effect.fnUntraced(function* (reading, _, { role }) {
      const limit = Page.limitOf(request)
      const trail = yield* trailOf(reading, one(of), role)
      const before = request.before === undefined ? {} : { before: request.before }
      const rows = yield* reading.trail(trail, { ...before, limit: limit + 1 })
      const page = rows.slice(0, limit)
      const next = rows.length > limit ? page.at(-1)?.position : undefined
      const reader = role === "consumer" ? "consumer" : "office"
      const answer: TrailPage = {
        rows: page.map((row) => Audit.line(row, reader)),
        ...(next === undefined ? {} : { next })
      }
      return answer
    })
  )
