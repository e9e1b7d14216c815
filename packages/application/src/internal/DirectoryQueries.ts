/**
 * Questions to the public directory.
 *
 * @since 0.1.0
 */
import type { Agent } from "@agencybook/core/Agent"
import * as CompletionList from "@agencybook/core/CompletionList"
import type { Counselor } from "@agencybook/core/Counselor"
import * as CounselorDirectory from "@agencybook/core/CounselorDirectory"
import * as Directory from "@agencybook/core/Directory"
import { member, read } from "@agencybook/core/Facts"
import type * as Page from "@agencybook/core/Page"
import * as Effect from "effect/Effect"
import * as Loading from "../Loading.ts"
import { every, only, type Range, type Reading, range } from "../Store.ts"
import { each, type Rows, scanned } from "./Paging.ts"
import { consult, type Viewer } from "./QueryAsk.ts"

const rangeOf = ({ county }: Directory.Criteria): Range => {
  if (county === undefined) return every("agent", "listed")
  const { from, until } = Directory.placesOfCounty(county)
  return range("agent", "listedInCounty", from, until)
}

const listings =
  (
    { load }: Pick<Reading, "load">,
    row: (of: NonNullable<ReturnType<typeof member>>) => Directory.Listing | undefined
  ) =>
  (found: Parameters<Rows<Directory.Listing>>[0]) => {
    const agents = found.map(({ record }) => (record as Agent).agentId)
    const reads = Loading.discover(load, (facts) => {
      const open = agents.flatMap((agentId) => facts.find("employment", "open", agentId))
      return [
        read("agent", "id", ...agents),
        read("employment", "open", ...agents),
        read("agency", "id", ...new Set(open.map(({ agencyId }) => agencyId)))
      ]
    })
    return Effect.map(reads, ({ facts }) =>
      agents.map((agentId) => {
        const one = member(facts, agentId)
        return one && row(one)
      })
    )
  }

/**
 * A page of the agents whom a consumer may choose, by name, also for who looks near a point: how far away each of them is
 * stands in its listing. With a county, only that county is looked through; without one, a page can end before it is full,
 * and the next goes on.
 *
 * **Rules**: DEL-02, DEL-08.
 *
 * @category queries
 */
export const directory = (viewer: Viewer, criteria: Directory.Criteria, request: Page.Request) =>
  consult(viewer, { capability: "search-directory", target: {} }, (reading, { day }) =>
    scanned(
      reading,
      rangeOf(criteria),
      request,
      listings(reading, (one) => Directory.find(one, criteria, day))
    )
  )

/**
 * A page of the counselors whom a consumer may ask, entity by entity, also for who looks near a point. A page can end before
 * it is full, and the next goes on.
 *
 * **Rules**: DEL-02, ENT-01.
 *
 * @category queries
 */
export const counselorDirectory = (viewer: Viewer, criteria: CounselorDirectory.Criteria, request: Page.Request) =>
  consult(viewer, { capability: "search-directory", target: {} }, (reading, { day }) =>
    scanned(reading, every("counselor", "entity"), request, (found) => {
      const counselors = found.map(({ record }) => record as Counselor)
      const entities = new Set(counselors.map(({ entityId }) => entityId))
      const reads = Loading.discover(reading.load, () => [read("enrollmentEntity", "id", ...entities)])
      return Effect.map(reads, ({ facts }) =>
        counselors.map((counselor) =>
          CounselorDirectory.find(
            { counselor, entity: facts.get("enrollmentEntity", counselor.entityId) },
            criteria,
            day
          )
        )
      )
    })
  )

/**
 * A page of the public list of who is done for the plan year; empty where the exchange publishes none. A page can end
 * before it is full, and the next goes on.
 *
 * **Rules**: AGT-14.
 *
 * @category queries
 */
export const completionList = (viewer: Viewer, request: Page.Request) =>
  consult(viewer, { capability: "search-directory", target: {} }, (reading, { day, policy }) =>
    scanned(
      reading,
      only("agent", "certification", "Certified"),
      request,
      each((agent: Agent) => CompletionList.line(agent, day, policy))
    )
  )
