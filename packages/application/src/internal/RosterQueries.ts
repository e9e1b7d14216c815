/**
 * Questions about the people of an agency: its agents and its staff.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "@agencybook/core/CalendarDate"
import { fullName } from "@agencybook/core/Contact"
import { type Facts, memberOf, read, type Selection } from "@agencybook/core/Facts"
import type { AgencyId, UserId } from "@agencybook/core/Id"
import * as Roster from "@agencybook/core/Roster"
import * as Staff from "@agencybook/core/Staff"
import { ask, type Viewer } from "./QueryAsk.ts"

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

/**
 * The admin staff of an agency, present and former, by login.
 *
 * **Rules**: STF-01, STF-05.
 *
 * @category queries
 */
export const staff = (viewer: Viewer, agencyId: AgencyId) =>
  ask(
    viewer,
    "view-staff",
    { agencyId },
    () => [read("staff", "agency", agencyId)],
    (facts): ReadonlyArray<StaffLine> =>
      facts.find("staff", "agency", agencyId).map((one) => ({
        userId: one.userId,
        name: fullName(one.name),
        level: one.level,
        approval: one.approval._tag,
        activity: one.activity,
        ...(one.trainedOn === undefined ? {} : { trainedOn: one.trainedOn }),
        ...(one.staffNumber === undefined ? {} : { staffNumber: one.staffNumber }),
        mayAct: Staff.gaps(one, agencyId).length === 0
      }))
  )
