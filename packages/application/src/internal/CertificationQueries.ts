/**
 * Questions about the certification of agents.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "@agencybook/core/CalendarDate"
import type { AgentId } from "@agencybook/core/Id"
import * as Effect from "effect/Effect"
import { dueIn } from "./DueReading.ts"
import { consult, type Viewer } from "./QueryAsk.ts"

/** An agent about whom the daily run has something to do, and since which day. @category models */
export interface CertificationDue {
  readonly agentId: AgentId
  readonly dueOn: CalendarDate
}

/** Which part of those who are due: at most `limit`, by default 500, after one of them. @category models */
export interface DuePart {
  readonly after?: CertificationDue
  readonly limit?: number
}

/**
 * The agents about whom the daily run of a day has something to do, those first who are due the longest: one
 * `RunCertificationDaily` for each of them. Whoever is done is not there any more when it is asked again; a host that
 * goes on after the last one of a part does not meet those again about whom a command failed.
 *
 * **Rules**: DEL-25.
 *
 * @category queries
 */
export const certificationsDue = (viewer: Viewer, day: CalendarDate, { after, limit = 500 }: DuePart = {}) =>
  consult(viewer, { capability: "run-certification-daily", target: {} }, (reading) =>
    Effect.map(
      dueIn("agent", day, { limit, ...(after && { after: { key: after.dueOn, id: after.agentId } }) }, reading),
      (found) => found.map(({ id, key }): CertificationDue => ({ agentId: id as AgentId, dueOn: key as CalendarDate }))
    )
  )
