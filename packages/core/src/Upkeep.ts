/**
 * What a certification stands on after it was given: the checklist of its application, with the items that count for a
 * time only.
 *
 * An agreement counts for the years of the policy, training in voter registration for one, and training and exam for one
 * where the exchange has them every year; from the day of the certification, later from the day on which they are met
 * again, or by plan years. An item is up for renewal in the last days of its time and counts on from there, so that
 * nobody loses days by being early. Days are calendar days of the exchange.
 *
 * @since 0.1.0
 */
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { type Decision, firstRefusal } from "./Decider.ts"
import type { Policy } from "./Policy.ts"
import { reason } from "./Refusal.ts"
import type { Checklist, Item, ItemOutcome, ItemRecord } from "./Requirement.ts"
import * as Requirement from "./Requirement.ts"

/** Days before its end from which an item, and a certification, can be renewed. @rule AGT-09 @category models */
export const renewalDays = 90

/** The item is not up for renewal, or not by this outcome. @category errors */
export const itemNotDue = /*#__PURE__*/ reason(
  "ItemNotDue",
  "AGT-10",
  (f: { readonly item: Item; readonly outcome: ItemOutcome; readonly from: string }) =>
    `\`${f.item}\` cannot be recorded as \`${f.outcome}\` for a certification ${f.from === "" ? "that holds" : `before \`${f.from}\``}`,
  "renew what is up for renewal once it is met; the rest counts on"
)

/** The years for which an item counts under a policy; absent when it counts for good. @rule AGT-09 AGT-10 @category queries */
export const yearsOf = (item: Item, { agreementTermYears, examEveryYear }: Policy): number | undefined => {
  switch (item) {
    case "agreement-signed":
      return agreementTermYears
    case "voter-registration-training":
      return 1
    case "training-complete":
    case "exam-passed":
      return examEveryYear ? 1 : undefined
    case "licence-validated":
    case "lms-invited":
    case "fee-paid":
      return undefined
  }
}

const set = (checklist: Checklist, item: Item, record: ItemRecord): Checklist => ({
  ...checklist,
  items: { ...checklist.items, [item]: record }
})

const counting = (from: CalendarDate, item: Item, policy: Policy): { readonly until?: CalendarDate } => {
  const years = yearsOf(item, policy)
  if (years === undefined) return {}
  // A plan year is a calendar year, whatever day of it something was met on.
  const first = policy.upkeepEnds === "plan-year" ? (`${from.slice(0, 4)}-01-01` as CalendarDate) : from
  return { until: Dates.plusYears(first, years) }
}

/** What a certification given on a day stands on. @rule AGT-09 AGT-10 @category constructors */
export const begun = (checklist: Checklist, day: CalendarDate, policy: Policy): Checklist =>
  Requirement.items.reduce(
    (next, item) => set(next, item, { ...next.items[item], ...counting(day, item, policy) }),
    checklist
  )

/** What a certification stands on that was taken over from another system: everything is met, nothing ends. @category constructors */
export const takenOver: Checklist = {
  ...Requirement.initial,
  items: Object.fromEntries(Requirement.items.map((item) => [item, { state: "Met" }])) as Checklist["items"]
}

const isDone = ({ state }: ItemRecord): boolean => state === "Met" || state === "Waived"

/**
 * First day on which an item no longer counts, if there is one; an amendment that was not signed on its day ends an
 * agreement with that day.
 *
 * @category queries
 */
export const endOf = ({ signBy, until }: ItemRecord): CalendarDate | undefined => {
  const unsigned = signBy === undefined ? undefined : Dates.plusDays(signBy, 1)
  return unsigned === undefined || (until !== undefined && until < unsigned) ? until : unsigned
}

/** The items that do not count on a day, in order. @rule AGT-18 @category queries */
export const openOn = ({ items }: Checklist, day: CalendarDate): ReadonlyArray<Item> =>
  Requirement.items.filter((item) => {
    const end = endOf(items[item])
    return !isDone(items[item]) || (end !== undefined && end <= day)
  })

/** The items whose time is over on a day and that are not marked so yet. @rule AGT-10 @category queries */
export const expiredOn = ({ items }: Checklist, day: CalendarDate): ReadonlyArray<Item> =>
  Requirement.items.filter((item) => {
    const { until } = items[item]
    return isDone(items[item]) && until !== undefined && until <= day
  })

/** Marks an item whose time is over. @rule AGT-10 @category machine */
export const expired = (checklist: Checklist, item: Item, at: Instant): Checklist => {
  const { until: _, ...record } = checklist.items[item]
  const next = Requirement.step(checklist, item, "expire")
  return next._tag === "Refused" ? checklist : set(checklist, item, { ...record, state: next.to, at })
}

/** Asks for a signature under an amendment of the agreement by a day. @rule AGT-09 @category machine */
export const amended = (checklist: Checklist, signBy: CalendarDate): Checklist =>
  set(checklist, "agreement-signed", { ...checklist.items["agreement-signed"], signBy })

const renewableFrom = (record: ItemRecord): CalendarDate | undefined =>
  record.until === undefined ? undefined : Dates.plusDays(record.until, -renewalDays)

const isUp = (record: ItemRecord, day: CalendarDate): boolean => {
  const from = renewableFrom(record)
  return !isDone(record) || record.signBy !== undefined || (from !== undefined && from <= day)
}

const renewed = (record: ItemRecord, item: Item, day: CalendarDate, at: Instant, policy: Policy): ItemRecord => {
  const { until } = record
  const from = renewableFrom(record)
  // A signature under an amendment alone makes the agreement no longer.
  if (until !== undefined && from !== undefined && day < from) return { state: "Met", at, until }
  return { state: "Met", at, ...counting(until !== undefined && day < until ? until : day, item, policy) }
}

/**
 * Renews an item other than the exam for a certification that holds. With the training a new round of exam tries begins.
 *
 * **Rules**: AGT-09, AGT-10.
 *
 * @category machine
 */
export const renew = (
  checklist: Checklist,
  item: Item,
  outcome: ItemOutcome,
  day: CalendarDate,
  at: Instant,
  policy: Policy
): Decision<Checklist> => {
  const record = checklist.items[item]
  const refused = firstRefusal(
    item === "exam-passed" && Requirement.examNeedsScore({}),
    !(outcome === "Met" && isUp(record, day)) && itemNotDue({ item, outcome, from: renewableFrom(record) ?? "" })
  )
  if (refused) return refused
  const next = set(checklist, item, renewed(record, item, day, at, policy))
  const { attemptsUsed, cycle } = next.exam
  const again = item === "training-complete" && attemptsUsed > 0
  return { _tag: "Accepted", events: [again ? { ...next, exam: { attemptsUsed: 0, cycle: cycle + 1 } } : next] }
}

/**
 * Records a score of an exam that is taken again. What was passed before counts to its end, whatever comes of it; the
 * last allowed failure asks for the training anew.
 *
 * **Rules**: AGT-05, AGT-10.
 *
 * @category machine
 */
export const renewExam = (
  checklist: Checklist,
  score: number,
  day: CalendarDate,
  at: Instant,
  policy: Policy
): Decision<Checklist> => {
  const record = checklist.items["exam-passed"]
  const passed = score >= policy.exam.passMark
  const refused = firstRefusal(
    !(Number.isInteger(score) && score >= 0 && score <= 100) && Requirement.badScore({}),
    !isUp(record, day) &&
      itemNotDue({ item: "exam-passed", outcome: passed ? "Met" : "Failed", from: renewableFrom(record) ?? "" }),
    isUp(checklist.items["training-complete"], day) &&
      Requirement.itemOutOfOrder({ item: "exam-passed", waitsFor: "training-complete" })
  )
  if (refused) return refused
  const counted = Requirement.countTry(checklist, passed, policy)
  if (passed)
    return {
      _tag: "Accepted",
      events: [set(counted, "exam-passed", renewed(record, "exam-passed", day, at, policy))]
    }
  const restarts = counted.exam.cycle !== checklist.exam.cycle
  return { _tag: "Accepted", events: [restarts ? Requirement.restarted(counted, at) : counted] }
}
