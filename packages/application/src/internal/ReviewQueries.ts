/**
 * Worklists of the exchange: what it was asked or told and has not looked at yet, page by page.
 *
 * @since 0.1.0
 */
import type { Agency } from "@agencybook/core/Agency"
import type { Agent } from "@agencybook/core/Agent"
import type { Employment } from "@agencybook/core/Employment"
import { read } from "@agencybook/core/Facts"
import type * as Page from "@agencybook/core/Page"
import * as Worklist from "@agencybook/core/Worklist"
import * as Effect from "effect/Effect"
import * as Loading from "../Loading.ts"
import { range } from "../Store.ts"
import { defined } from "./CatalogueEntry.ts"
import { namesakeReads, namesakesOf } from "./NameReads.ts"
import { type Rows, scanned } from "./Paging.ts"
import { consult, type Viewer } from "./QueryAsk.ts"
import { placed } from "./WorklistQueries.ts"

const everything = ["", "\uffff"] as const

/**
 * Changes of agencies that wait for the exchange, those that have waited longest first, with what is still open for each and who is
 * called like a name that is wanted.
 *
 * **Rules**: AGY-13, AGY-16.
 *
 * @category queries
 */
export const waitingAgencyChanges = (viewer: Viewer, request: Page.Request) =>
  consult(viewer, { capability: "review-agency-change", target: {} }, (reading, moment) => {
    const wanted = ({ change }: Agency) => defined(change?.wanted.legalName)
    const rows: Rows<Worklist.WaitingChange> = (found) => {
      const agencies = found.map(({ record }) => record as Agency)
      return Effect.map(reading.load(namesakeReads(agencies.flatMap(wanted))), (loaded) => {
        const facts = Loading.factsOf(loaded)
        return agencies.map((agency) =>
          Worklist.waitingChange(agency, moment, namesakesOf(wanted(agency), facts, agency.agencyId))
        )
      })
    }
    return scanned(reading, range("agency", "changing", ...everything), request, rows)
  })

/**
 * Associations that wait for the exchange, those that have waited longest first.
 *
 * **Rules**: AGT-03.
 *
 * @category queries
 */
export const waitingAssociations = (viewer: Viewer, request: Page.Request) =>
  consult(viewer, { capability: "certify-agent", target: {} }, (reading, moment) => {
    const rows: Rows<Worklist.WaitingAssociation> = (found) => {
      const places = found.map(({ record }) => record as Employment)
      return Effect.map(reading.load([read("agent", "id", ...places.map(({ agentId }) => agentId))]), (loaded) => {
        const facts = Loading.factsOf(loaded)
        return places.map((place) => {
          const agent = facts.get("agent", place.agentId)
          return agent && Worklist.waitingAssociation(place, agent, moment)
        })
      })
    }
    return scanned(reading, range("employment", "review", ...everything), request, rows)
  })

/**
 * Agents who have reported a new name, licence or address that nobody has looked at, the earliest first: all of them, or
 * those who were late.
 *
 * **Rules**: AGT-21.
 *
 * @category queries
 */
export const waitingReports = (
  viewer: Viewer,
  { lateOnly = false }: { readonly lateOnly?: boolean },
  request: Page.Request
) =>
  consult(viewer, { capability: "certify-agent", target: {} }, (reading) =>
    scanned(
      reading,
      range("agent", "reported", ...everything),
      request,
      placed(reading, (agent: Agent, agencyId) => Worklist.waitingReports(agent, agencyId, lateOnly))
    )
  )
