/**
 * The days of an agent: what ends when, of what the agent and the managers are reminded ahead of it, and which day is the
 * next on which somebody has to look.
 *
 * Everything here follows from dates that stand in the record, so that a store can keep the next day beside it. Days are
 * calendar days of the exchange.
 *
 * @since 0.1.0
 */
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Certification } from "./Certification.ts"
import type { Licence } from "./Licence.ts"
import type * as Requirement from "./Requirement.ts"
import * as Upkeep from "./Upkeep.ts"

/** What somebody is reminded of. @category models */
export type About = "pending" | "renewal" | "licence" | "agreement" | "yearly"

/** Days before the end of a certification on which its renewal is asked for. @rule AGT-18 @category models */
export const renewalReminders = [90, 60, 30, 7] as const
/** Days before the last day of a licence, an agreement or a yearly item on which it is asked for. @category models */
export const expiryReminders = [60, 30, 7] as const
/** Days after which an applicant is reminded again of what is open. @rule AGT-18 @category models */
export const pendingDays = 7

/** What of an agent has a day. @category models */
export interface Days {
  readonly certification: Certification
  readonly licence: Licence
  /** First day on which the clients whom nobody has moved are free; there while a certification is over, or an agency keeps them. @rule DEL-25 EMP-04 */
  readonly dispositionUntil?: CalendarDate
  /** The day on which the certification ends unless the licence is active again; there while it is not. @rule AGT-12 */
  readonly licenceUntil?: CalendarDate
  /** The day on which a certification past its term ends unless it is renewed; there from the end of the term. @rule AGT-08 */
  readonly renewUntil?: CalendarDate
  /** The day of the last reminder of each sort. @rule AGT-18 */
  readonly reminded?: { readonly [A in About]?: CalendarDate }
}

/** Something that ends, and the days before that on which somebody is reminded. @category models */
export interface Deadline {
  readonly about: Exclude<About, "pending">
  /** The first day on which it is over. */
  readonly ends: CalendarDate
  /** The day that reminders count to: the end of a term, and of everything else the last day on which it is good. */
  readonly countsTo: CalendarDate
  readonly reminders: ReadonlyArray<number>
}

const yearly: ReadonlyArray<Requirement.Item> = ["training-complete", "exam-passed", "voter-registration-training"]

const earliest = (days: ReadonlyArray<CalendarDate | undefined>): CalendarDate | undefined => {
  let first: CalendarDate | undefined
  for (const day of days) if (day !== undefined && (first === undefined || day < first)) first = day
  return first
}

/** What counts for a time of a certification: its agreement, and the first of its yearly items to end. @category queries */
const upkeepEnds = (upkeep: Requirement.Checklist | undefined) => ({
  agreement: upkeep && Upkeep.endOf(upkeep.items["agreement-signed"]),
  yearly: upkeep && earliest(yearly.map((item) => upkeep.items[item].until))
})

/** What ends for a certified agent; nothing for anybody else, who has something else to see to. @category queries */
export const deadlines = ({ certification, licence, renewUntil }: Days): ReadonlyArray<Deadline> => {
  if (certification._tag !== "Certified") return []
  const { term, upkeep } = certification
  const ends = upkeepEnds(upkeep)
  const { until } = term
  const renewal: Deadline = { about: "renewal", ends: until, countsTo: until, reminders: renewalReminders }
  // Counted as an agency's insurance and agreement are. NTC-26.
  const expiring = (about: Deadline["about"], lastDay: CalendarDate): Deadline => ({
    ...{ about, ends: Dates.plusDays(lastDay, 1), countsTo: lastDay, reminders: expiryReminders }
  })
  return [
    ...(renewUntil === undefined ? [renewal] : []),
    expiring("licence", licence.expiresOn),
    ...(["agreement", "yearly"] as const).flatMap((about): ReadonlyArray<Deadline> => {
      const day = ends[about]
      return day === undefined ? [] : [expiring(about, Dates.plusDays(day, -1))]
    })
  ]
}

/** The first day, passed or not, of a reminder that was not given yet; `told` is the day of the last one. @category queries */
export const reminderOn = (
  { countsTo, reminders }: Deadline,
  told: CalendarDate | undefined
): CalendarDate | undefined =>
  earliest(
    reminders.map((days) => {
      const day = Dates.plusDays(countsTo, -days)
      return told === undefined || told < day ? day : undefined
    })
  )

/** Checks whether a reminder is to be given on a day, however many days of reminders have passed. @category predicates */
export const isDue = (deadline: Deadline, told: CalendarDate | undefined, day: CalendarDate): boolean => {
  const on = reminderOn(deadline, told)
  return on !== undefined && on <= day && day < deadline.ends
}

/** The day from which an applicant is reminded of what is open. @rule AGT-18 @category queries */
export const pendingOn = (
  { since, sinceOn: begun = since.slice(0, 10) as CalendarDate }: Pick<Applying, "since" | "sinceOn">,
  told: CalendarDate | undefined
): CalendarDate => {
  return Dates.plusDays(told === undefined || told < begun ? begun : told, pendingDays)
}

// A licence that is not active by its status is looked at as soon as somebody looks.
const licenceDue = ({ expiresOn, health, status }: Licence, since: Instant): CalendarDate =>
  status === "active" && health ? Dates.plusDays(expiresOn, 1) : (since.slice(0, 10) as CalendarDate)

type Applying = Certification & { readonly _tag: "Pending" }
type Held = Certification & { readonly _tag: "Certified" | "Suspended" }

const heldDue = (certification: Held, agent: Days): ReadonlyArray<CalendarDate | undefined> => {
  const { licence, licenceUntil, reminded = {}, renewUntil } = agent
  const { since, term, upkeep } = certification
  const ends = upkeepEnds(upkeep)
  return [
    renewUntil ?? term.until,
    ends.agreement,
    ends.yearly,
    // While the licence is not active, nothing but its grace moves a suspension.
    licenceUntil ?? licenceDue(licence, since),
    certification._tag === "Suspended" && licenceUntil === undefined ? certification.until : undefined,
    ...deadlines(agent).map((one) => reminderOn(one, reminded[one.about]))
  ]
}

const certificationDue = (agent: Days): ReadonlyArray<CalendarDate | undefined> => {
  const { certification, reminded } = agent
  switch (certification._tag) {
    case "Pending":
      return [pendingOn(certification, reminded?.pending)]
    case "Certified":
    case "Suspended":
      return heldDue(certification, agent)
    case "Incomplete":
    case "Eligible":
    case "Denied":
    case "Withdrawn":
    case "Discarded":
    case "TerminatedVested":
    case "TerminatedForCause":
    case "Deceased":
      return []
  }
}

/**
 * The next day on which the daily run has something to do about an agent, if there is one; a day that has passed when it
 * is overdue.
 *
 * @category queries
 */
export const dueOn = (agent: Days): CalendarDate | undefined =>
  earliest([agent.dispositionUntil, ...certificationDue(agent)])
