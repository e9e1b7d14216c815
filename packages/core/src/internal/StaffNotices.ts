/**
 * Notices about admin staff.
 *
 * @since 0.1.0
 */
import { fullName } from "../Contact.ts"
import type { Facts } from "../Facts.ts"
import type { Event } from "../Record.ts"
import type { Staff } from "../Staff.ts"
import { type Draft, draft, managersOf } from "./NoticeDraft.ts"

const paramsOf = (staff: Staff, facts: Facts): Draft["params"] => {
  const agency = facts.get("agency", staff.agencyId)
  return {
    staffName: fullName(staff.name),
    level: staff.level,
    ...(agency === undefined ? {} : { agencyName: agency.publicName }),
    ...(staff.staffNumber === undefined ? {} : { staffNumber: staff.staffNumber })
  }
}

/** An approval is told to the managers of the agency; the person is told with the link. */
export const ofStaff = (event: Event & { readonly _tag: "StaffMoved" }, facts: Facts): ReadonlyArray<Draft> => {
  const staff = facts.get("staff", event.userId)
  if (staff === undefined || event.trigger !== "approve") return []
  return managersOf(facts, facts.get("agency", staff.agencyId)).map((to) => draft("NTC-10", to, paramsOf(staff, facts)))
}

/** The link to the login is mailed to the person, encrypted, and to nobody else. @rule STF-05 INV-02 */
export const ofStaffLink = (
  { link, userId }: Event & { readonly _tag: "StaffLinkIssued" },
  facts: Facts
): ReadonlyArray<Draft> => {
  const staff = facts.get("staff", userId)
  if (staff === undefined) return []
  const { expiresAt, invitationId } = link
  const to = { role: "staff" as const, name: fullName(staff.name), email: staff.email }
  return [{ ...draft("NTC-10", to, { ...paramsOf(staff, facts), invitationId, expiresAt }), secure: true }]
}
