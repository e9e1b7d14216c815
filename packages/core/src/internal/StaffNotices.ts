/**
 * Notices about admin staff.
 *
 * @since 0.1.0
 */
import { fullName } from "../Contact.ts"
import type { Facts } from "../Facts.ts"
import type { Event } from "../Record.ts"
import { type Draft, draft, managersOf } from "./NoticeDraft.ts"

/** An approval is told to the person, who activates the account, and to the managers of the agency. */
export const ofStaff = (event: Event & { readonly _tag: "StaffMoved" }, facts: Facts): ReadonlyArray<Draft> => {
  const staff = facts.get("staff", event.userId)
  if (staff === undefined || event.trigger !== "approve") return []
  const agency = facts.get("agency", staff.agencyId)
  const name = fullName(staff.name)
  const params = {
    staffName: name,
    level: staff.level,
    ...(agency === undefined ? {} : { agencyName: agency.publicName }),
    ...(staff.staffNumber === undefined ? {} : { staffNumber: staff.staffNumber })
  }
  return [{ role: "staff" as const, name, email: staff.email }, ...managersOf(facts, agency)].map((to) =>
    draft("NTC-10", to, params)
  )
}
