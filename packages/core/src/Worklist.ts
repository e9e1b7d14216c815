/**
 * What waits for somebody: certifications that are stuck, what runs out, requests that age, cases that nobody may work,
 * and policies that pay another than who works them.
 *
 * A worklist decides nothing; it shows records in the order in which they need somebody, oldest or soonest first.
 *
 * @since 0.1.0
 */
import type { Agency } from "./Agency.ts"
import type { Agent } from "./Agent.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"

/** Since when an agent has been on the way to a certification; absent for everybody else. @category queries */
export const applyingSince = ({ certification }: Agent): Instant | undefined =>
  certification._tag === "Pending" || certification._tag === "Eligible" ? certification.since : undefined

/**
 * The last day of the licence of an agent who works or is on the way to it; absent for whoever was turned away or is
 * over, and whose licence the exchange has no interest in any more.
 *
 * @category queries
 */
export const licenceEnds = ({ certification, licence }: Agent): CalendarDate | undefined => {
  switch (certification._tag) {
    case "Pending":
    case "Eligible":
    case "Certified":
    case "Suspended":
      return licence.expiresOn
    case "Incomplete":
    case "Denied":
    case "Withdrawn":
    case "TerminatedVested":
    case "TerminatedForCause":
    case "Deceased":
      return undefined
  }
}

/** The first day on which a certification no longer holds; absent for whoever has none. @category queries */
export const termEnds = ({ certification }: Agent): CalendarDate | undefined =>
  certification._tag === "Certified" || certification._tag === "Suspended" ? certification.term.until : undefined

/** The last day of the first document of a live agency that runs out; absent when none does. @category queries */
export const documentsEnd = ({ certification, documents }: Agency): CalendarDate | undefined => {
  if (certification._tag === "Terminated") return undefined
  let first: CalendarDate | undefined
  for (const { expiresOn } of documents)
    if (expiresOn !== undefined && (first === undefined || expiresOn < first)) first = expiresOn
  return first
}
