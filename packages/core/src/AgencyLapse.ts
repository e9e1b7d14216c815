/**
 * What runs out for an agency: its insurance, its agreement, the time without a certified manager, and the days on which
 * somebody has to look.
 *
 * @since 0.1.0
 */
import type { Agreement } from "./AgencyAgreement.ts"
import type { AgencyCertification } from "./AgencyCertification.ts"
import type { Held } from "./AgencyDocument.ts"
import type { WithoutManager } from "./AgencyManager.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { AgencyId } from "./Id.ts"

/** What runs out. @category models */
export type What = "e-and-o" | "agreement"

/** Something with its last day. @category models */
export interface Ending {
  readonly what: What
  readonly lastDay: CalendarDate
}

/** The managers were reminded of what ends soon. @category models */
export type Event = {
  readonly _tag: "AgencyReminded"
  readonly agencyId: AgencyId
  /** The day of the run. */
  readonly day: CalendarDate
  readonly ending: ReadonlyArray<Ending>
}

/** What is looked at of an agency. @category models */
export interface Kept {
  readonly certification: AgencyCertification
  readonly documents: ReadonlyArray<Held>
  readonly agreement?: Agreement
  /** The day of the last run that reminded somebody. */
  readonly remindedOn?: CalendarDate
  /** Until when somebody has to manage the agency who is certified. @rule AGY-12 */
  readonly withoutManager?: WithoutManager
}

/** Days before the last day on which managers are reminded, the first reminder first. @category constructors */
export const reminders = [60, 30, 7] as const

interface Dated extends Ending {
  /** The day from which on reminders count: those before it would have come before the papers. */
  readonly since: string
}

const datedIn = ({ agreement, documents }: Kept): ReadonlyArray<Dated> => [
  ...documents.flatMap(
    ({ expiresOn, type, uploadedAt, uploadedOn }): ReadonlyArray<Dated> =>
      type === "e-and-o" && expiresOn !== undefined
        ? [{ what: type, lastDay: expiresOn, since: uploadedOn ?? uploadedAt.slice(0, 10) }]
        : []
  ),
  ...(agreement === undefined
    ? []
    : [{ what: "agreement" as const, lastDay: agreement.expiresOn, since: agreement.from }])
]

const remindersAfter = ({ lastDay, since }: Dated, { remindedOn }: Kept): ReadonlyArray<CalendarDate> =>
  reminders.map((days) => Dates.plusDays(lastDay, -days)).filter((day) => day > since && day > (remindedOn ?? ""))

/** What is over on a day, if anything is. @category queries */
export const over = (kept: Kept, day: CalendarDate): What | undefined =>
  datedIn(kept).find(({ lastDay }) => lastDay < day)?.what

/** Checks whether the grace of an agency without a certified manager is over on a day. @rule AGY-12 @category predicates */
export const isForsaken = ({ withoutManager }: Pick<Kept, "withoutManager">, day: CalendarDate): boolean =>
  withoutManager !== undefined && withoutManager.until < day

/** What managers have to be reminded of on a day. @category queries */
export const ending = (kept: Kept, day: CalendarDate): ReadonlyArray<Ending> =>
  datedIn(kept).flatMap((one) =>
    remindersAfter(one, kept).some((on) => on <= day) ? [{ what: one.what, lastDay: one.lastDay }] : []
  )

/** The next day on which the daily run has something to do about a certified agency. @category queries */
export const dueOn = (kept: Kept): CalendarDate | undefined => {
  if (kept.certification._tag !== "Certified") return undefined
  const { withoutManager } = kept
  const days = [
    ...datedIn(kept).map((one) => remindersAfter(one, kept)[0] ?? Dates.plusDays(one.lastDay, 1)),
    ...(withoutManager === undefined ? [] : [Dates.plusDays(withoutManager.until, 1)])
  ]
  return days.length === 0 ? undefined : days.reduce((first, day) => (day < first ? day : first))
}
