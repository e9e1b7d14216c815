/**
 * Questions about the people of an agency: its agents and its staff.
 *
 * @since 0.1.0
 */
import * as AgentAccount from "@agencybook/core/AgentAccount"
import type { CalendarDate } from "@agencybook/core/CalendarDate"
import { fullName } from "@agencybook/core/Contact"
import { notOnRoster } from "@agencybook/core/Employment"
import { type Facts, memberOf, memberOfReads, read, type Selection } from "@agencybook/core/Facts"
import type { AgencyId, AgentId, UserId } from "@agencybook/core/Id"
import * as Page from "@agencybook/core/Page"
import * as Roster from "@agencybook/core/Roster"
import * as Staff from "@agencybook/core/Staff"
import * as Effect from "effect/Effect"
import * as Loading from "../Loading.ts"
import { only } from "../Store.ts"
import { loadOf, loadRanges } from "./ListQueries.ts"
import { membersOf } from "./MemberReads.ts"
import { each, scanned } from "./Paging.ts"
import { ask, consult, type Viewer } from "./QueryAsk.ts"

const rosterReads =
  (agencyId: AgencyId) =>
  (facts: Facts): ReadonlyArray<Selection> => [
    read("agency", "id", agencyId),
    read("employment", "agency", agencyId),
    read("delegation", "agency", agencyId),
    read("agent", "id", ...facts.find("employment", "agency", agencyId).map(({ agentId }) => agentId))
  ]

/**
 * The roster of an agency.
 *
 * **Rules**: BOB-05.
 *
 * @category queries
 */
export const roster = (viewer: Viewer, agencyId: AgencyId) =>
  ask(viewer, "view-roster", { agencyId }, rosterReads(agencyId), (facts, { day }) => {
    const members = facts
      .find("employment", "agency", agencyId)
      .flatMap(({ agentId }) => memberOf(facts, agentId, agencyId) ?? [])
    return Roster.lines(members, facts.find("delegation", "agency", agencyId), day)
  })

/**
 * A page of the roster of an agency by name, of all agents or of those who fit.
 *
 * **Rules**: BOB-05.
 *
 * @category queries
 */
export const rosterPage = (viewer: Viewer, agencyId: AgencyId, filter: Roster.RosterFilter, request: Page.Request) =>
  consult(
    viewer,
    { capability: "view-roster", target: { agencyId } },
    Effect.fnUntraced(function* (reading, { day }) {
      const members = yield* membersOf(reading, agencyId)
      const page = Page.cut(
        members.filter((member) => Roster.fits(member, filter, day)),
        Roster.placeOf,
        request
      )
      // Counted for the page alone: a busy agent's cases need not be read to be counted.
      const scopes = page.rows.map(({ agent: { agentId } }) => ({ agencyId, agentId }))
      const counts = yield* reading.tally(scopes.flatMap(loadRanges))
      const rows = page.rows.map((member, n) => Roster.line(member, loadOf(counts.slice(3 * n, 3 * n + 3)), day))
      return { ...page, rows } satisfies Page.Page<Roster.RosterLine>
    })
  )

/**
 * The account of an agent in an agency: to the agent, the agency and the exchange. Of somebody who has left, the agency
 * sees what its roster says and no more, and of somebody whom it has only asked for neither why nor how the agent stands.
 * Staff see the profile and what is open, and neither the address for login nor why a certification has ended.
 *
 * **Rules**: AGT-03, AGT-18, EMP-02, STF-02.
 *
 * @category queries
 */
export const agentAccount = (viewer: Viewer, agencyId: AgencyId, agentId: AgentId) =>
  consult(
    viewer,
    { capability: "view-agent", target: { agencyId, agentId } },
    Effect.fnUntraced(function* (reading, { day }, { role }) {
      const { facts } = yield* Loading.discover(reading.load, () => memberOfReads(agentId, agencyId))
      const member = memberOf(facts, agentId, agencyId)
      if (member === undefined) return notOnRoster({ agencyId, agentId })
      const load = loadOf(yield* reading.tally(loadRanges({ agencyId, agentId })))
      return AgentAccount.make(member, load, day, role)
    })
  )

/** One line of the list of an agency's staff. @category models */
export interface StaffLine {
  readonly userId: UserId
  readonly name: string
  readonly level: Staff.Level
  readonly approval: Staff.Approval["_tag"]
  readonly activity: Staff.Staff["activity"]
  readonly trainedOn?: CalendarDate
  readonly staffNumber?: Staff.StaffNumber
  readonly mayAct: boolean
}

const staffLine = (one: Staff.Staff, agencyId: AgencyId): StaffLine => ({
  userId: one.userId,
  name: fullName(one.name),
  level: one.level,
  approval: one.approval._tag,
  activity: one.activity,
  ...(one.trainedOn === undefined ? {} : { trainedOn: one.trainedOn }),
  ...(one.staffNumber === undefined ? {} : { staffNumber: one.staffNumber }),
  mayAct: Staff.gaps(one, agencyId).length === 0
})

/**
 * A page of the admin staff of an agency, present and former, by login.
 *
 * **Rules**: STF-01, STF-05.
 *
 * @category queries
 */
export const staff = (viewer: Viewer, agencyId: AgencyId, request: Page.Request) =>
  consult(viewer, { capability: "view-staff", target: { agencyId } }, (reading) =>
    scanned(
      reading,
      only("staff", "agency", agencyId),
      request,
      each((one: Staff.Staff) => staffLine(one, agencyId))
    )
  )
