/**
 * The checklist that stands between a submitted profile and a certification.
 *
 * Items are data; the order between them is a rule (licence before training, exam before fee,
 * fee before agreement). The exam has its own counting. Who records an item is decided elsewhere.
 *
 * @since 0.1.0
 */
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { type Decision, firstRefusal } from "./Decider.ts"
import type { AgentId } from "./Id.ts"
import * as Machine from "./Machine.ts"
import type { Policy } from "./Policy.ts"
import { reason } from "./Refusal.ts"

/** The items of the checklist, in the order in which they are usually met. @category models */
export const items = [
  "licence-validated",
  "lms-invited",
  "training-complete",
  "exam-passed",
  "fee-paid",
  "agreement-signed",
  "voter-registration-training"
] as const

/** One item of the checklist. @category models */
export type Item = (typeof items)[number]
/** How far an item is; `Expired` is what was met for a time that is over. @category models */
export type ItemState = (typeof machine)["states"][number]
/** The triggers of the machine. @category models */
export type Trigger = (typeof machine)["triggers"][number]

/** What is recorded of an item. The days are there while a certification holds; see `Upkeep`. @category models */
export interface ItemRecord {
  readonly state: ItemState
  readonly at?: Instant
  /** First day on which it no longer counts; absent while it counts for good. @rule AGT-09 AGT-10 */
  readonly until?: CalendarDate
  /** The last day on which an amendment of the agreement can be signed. @rule AGT-09 */
  readonly signBy?: CalendarDate
}

/** The checklist of one application, with the count of exam tries. @category models */
export interface Checklist {
  readonly items: Readonly<Record<Item, ItemRecord>>
  /** Tries used in this cycle, and how often the curriculum has been started. @rule AGT-05 */
  readonly exam: {
    readonly attemptsUsed: number
    readonly cycle: number
    /** The last failure has taken back a training that was waived; there until the next try, for whoever corrects it. */
    readonly trainingWaived?: true
  }
}

/** What somebody learns and is examined in: those who manage an agency have a curriculum of their own. @rule AGT-05 @category models */
export const curricula = ["agent", "agency-manager"] as const
/** One curriculum. @rule AGT-05 @category models */
export type Curriculum = (typeof curricula)[number]

/** What somebody signs: the agreement of the agency, or one without a payee for whoever is employed. @rule AGY-14 @category models */
export const agreements = ["non-monetary", "agency"] as const
/** One kind of agreement. @rule AGY-14 @category models */
export type AgreementKind = (typeof agreements)[number]

/** What came of a try of the exam. @rule AGT-05 @category models */
export type ExamResult = "passed" | "failed"

/** An outcome recorded for an item other than the exam. @category models */
export type ItemOutcome = "InProgress" | "Met" | "Failed" | "Waived"

/**
 * The machine of the domain description, section 3.2, for each item; the exam is met by a score that passes and begun by one
 * that does not. What is drawn goes ahead; the steps back from `Met`, `Failed` and `Waived` are corrections of an application
 * that is open. Training is taken up anew (`restart`) with the last try of the exam, what has expired can only be met, and
 * an exam whose only try never took place has not begun (`retract`).
 *
 * **Rules**: AGT-05, AGT-07, AGT-10.
 *
 * @category machine
 */
export const machine = /*#__PURE__*/ Machine.define({
  name: "checklist item",
  states: ["NotStarted", "InProgress", "Met", "Failed", "Waived", "Expired"],
  triggers: ["begin", "meet", "fail", "waive", "expire", "restart", "retract"],
  edges: {
    NotStarted: { begin: "InProgress", meet: "Met", fail: "Failed", waive: "Waived" },
    InProgress: { begin: "InProgress", meet: "Met", fail: "Failed", waive: "Waived", retract: "NotStarted" },
    Met: {
      begin: "InProgress",
      meet: "Met",
      fail: "Failed",
      waive: "Waived",
      expire: "Expired",
      restart: "NotStarted",
      retract: "NotStarted"
    },
    Failed: { begin: "InProgress", meet: "Met", fail: "Failed", waive: "Waived" },
    Waived: {
      begin: "InProgress",
      meet: "Met",
      fail: "Failed",
      waive: "Waived",
      expire: "Expired",
      restart: "NotStarted"
    },
    Expired: { meet: "Met" }
  },
  otherwise: "AGT-10"
})

/** An item was recorded before the item it builds on. @category errors */
export const itemOutOfOrder = /*#__PURE__*/ reason(
  "ItemOutOfOrder",
  "AGT-04",
  (f: { readonly item: Item; readonly waitsFor: Item }) =>
    `\`${f.item}\` cannot be recorded before \`${f.waitsFor}\` is met`,
  "record the earlier item first"
)
/** The fee or the agreement was recorded too early. @category errors */
export const feeOutOfOrder = /*#__PURE__*/ reason(
  "FeeOutOfOrder",
  "AGT-06",
  (f: { readonly item: Item; readonly waitsFor: Item }) => `\`${f.item}\` comes after \`${f.waitsFor}\``,
  "pass the exam, then pay the fee, then sign the agreement"
)
/** A score that is no whole number from 0 to 100, or an exam outside its course. @category errors */
export const badScore = /*#__PURE__*/ reason(
  "BadScore",
  "AGT-05",
  () => "an exam score is a whole number from 0 to 100",
  "send the score in percent as the learning system reports it"
)
/** The exam has been passed in this application. @category errors */
export const examPassed = /*#__PURE__*/ reason(
  "ExamPassed",
  "AGT-05",
  () => "the exam has been passed already",
  "go on with the next open item"
)
/** The exam item is recorded by its score only. @category errors */
export const examNeedsScore = /*#__PURE__*/ reason(
  "ExamNeedsScore",
  "AGT-05",
  () => "the exam is recorded by its score",
  "send the score instead of an outcome"
)

/** There is no result of the exam that could be corrected. @category errors */
export const noExamResult = /*#__PURE__*/ reason(
  "NoExamResult",
  "AGT-05",
  () => "no result of the exam is recorded",
  "record the score of the exam first"
)
/** The right score means what is recorded. @category errors */
export const examAsRecorded = /*#__PURE__*/ reason(
  "ExamAsRecorded",
  "AGT-05",
  (f: { readonly result: ExamResult }) => `the exam is recorded as \`${f.result}\` already`,
  "leave it, or leave out the score if the exam was never taken"
)

const nothingBegun = (): Checklist => ({
  items: Object.fromEntries(items.map((item) => [item, { state: "NotStarted" }])) as Checklist["items"],
  exam: { attemptsUsed: 0, cycle: 1 }
})

/** A checklist with nothing begun. @category constructors */
export const initial: Checklist = /*#__PURE__*/ nothingBegun()

const done = (checklist: Checklist, item: Item): boolean => {
  const { state } = checklist.items[item]
  return state === "Met" || state === "Waived"
}

/** The items that are still open, in order; these and only these are listed to the applicant. @category queries */
export const openItems = (checklist: Checklist): ReadonlyArray<Item> => items.filter((item) => !done(checklist, item))

/** Checks whether every item is met or waived. @rule AGT-07 @category predicates */
export const isComplete = (checklist: Checklist): boolean => items.every((item) => done(checklist, item))

const set = (checklist: Checklist, item: Item, state: ItemState, at: Instant): Checklist => ({
  ...checklist,
  items: { ...checklist.items, [item]: { state, at } }
})

const by = { InProgress: "begin", Met: "meet", Failed: "fail", Waived: "waive" } as const

/** The step of an item, unless the table refuses it. @category machine */
export const step = (checklist: Checklist, item: Item, trigger: Trigger) =>
  Machine.next(machine, checklist.items[item].state, trigger)

const waitsFor: Partial<Record<Item, Item>> = {
  "lms-invited": "licence-validated",
  "training-complete": "licence-validated",
  "exam-passed": "training-complete",
  "fee-paid": "exam-passed",
  "agreement-signed": "fee-paid"
}

/** The open items that can be met now: those that wait for no earlier one. @rule AGT-04 @rule AGT-06 @category queries */
export const nextItems = (checklist: Checklist): ReadonlyArray<Item> =>
  openItems(checklist).filter((item) => {
    const earlier = waitsFor[item]
    return earlier === undefined || done(checklist, earlier)
  })

/**
 * Which curriculum and which agreement the checklist of an agent means: those of a manager for whom the agency lists as one,
 * those of an employed agent for everybody else.
 *
 * @rule AGT-05 AGY-14
 * @category queries
 */
export const meant = (
  agentId: AgentId,
  managers: ReadonlyArray<AgentId>
): { readonly curriculum: Curriculum; readonly agreement: AgreementKind } =>
  managers.includes(agentId)
    ? { curriculum: "agency-manager", agreement: "agency" }
    : { curriculum: "agent", agreement: "non-monetary" }

const inOrder = (checklist: Checklist, item: Item) => {
  const earlier = waitsFor[item]
  if (earlier === undefined || done(checklist, earlier)) return undefined
  const facts = { item, waitsFor: earlier }
  return item === "fee-paid" || item === "agreement-signed" ? feeOutOfOrder(facts) : itemOutOfOrder(facts)
}

/**
 * Records an outcome of an item other than the exam. Nothing of an item is recorded, not even that it was begun, before
 * the item it waits for is met or waived: nobody has access to the training whose licence is not validated.
 *
 * From every state but `Expired` each outcome can follow, the same one included. `NotStarted -> InProgress -> Met | Failed | Waived` is
 * the usual way and can be shortened. A step back from `Met` or `Waived` is the exchange correcting what it recorded, as
 * long as the application is open; with it an eligible applicant is pending again, and items that were met after it stay
 * as they are. `NotStarted` and `Expired` are no outcomes: the one is a curriculum that starts anew, the other a time that
 * is over. What a certification stands on is renewed by `Upkeep`, and the exam is corrected by `correctExam`.
 *
 * **Rules**: AGT-04, AGT-06.
 *
 * @category machine
 */
export const record = (checklist: Checklist, item: Item, outcome: ItemOutcome, at: Instant): Decision<Checklist> => {
  const refused = firstRefusal(item === "exam-passed" && examNeedsScore({}), inOrder(checklist, item))
  if (refused) return refused
  const next = step(checklist, item, by[outcome])
  return next._tag === "Refused" ? next : { _tag: "Accepted", events: [set(checklist, item, next.to, at)] }
}

/** A checklist with one more try of the exam; after the last one that fails, none is used and the next cycle begins. @rule AGT-05 @category transforms */
export const countTry = (checklist: Checklist, passes: boolean, policy: Policy): Checklist => {
  const { attemptsUsed, cycle } = checklist.exam
  const restarts = !passes && attemptsUsed + 1 >= policy.exam.attempts
  const exam = restarts ? { attemptsUsed: 0, cycle: cycle + 1 } : { attemptsUsed: attemptsUsed + 1, cycle }
  return { ...checklist, exam }
}

const going = (checklist: Checklist, item: Item, trigger: Trigger, at: Instant): Checklist => {
  const next = step(checklist, item, trigger)
  return next._tag === "Refused" ? checklist : set(checklist, item, next.to, at)
}

/** A checklist whose training is open again, where the table lets it be. @rule AGT-05 @category transforms */
export const restarted = (checklist: Checklist, at: Instant): Checklist =>
  going(checklist, "training-complete", "restart", at)

/** What a score means. @rule AGT-05 @category queries */
export const resultOf = (score: number, { exam }: Policy): ExamResult => (score >= exam.passMark ? "passed" : "failed")

/** What came of the last try of an application; absent where there was none. @rule AGT-05 @category queries */
export const lastResult = ({ exam, items }: Checklist): ExamResult | undefined => {
  const { state } = items["exam-passed"]
  if (state === "Met") return "passed"
  return state === "InProgress" && (exam.attemptsUsed > 0 || exam.cycle > 1) ? "failed" : undefined
}

/**
 * Records a score of the exam. The last allowed failure restarts the curriculum: training is open again,
 * no try is used and the next cycle begins.
 *
 * **Rules**: AGT-05.
 *
 * @category machine
 */
export const recordExam = (checklist: Checklist, score: number, at: Instant, policy: Policy): Decision<Checklist> => {
  const refused = firstRefusal(
    !(Number.isInteger(score) && score >= 0 && score <= 100) && badScore({}),
    done(checklist, "exam-passed") && examPassed({}),
    inOrder(checklist, "exam-passed")
  )
  if (refused) return refused
  const passes = resultOf(score, policy) === "passed"
  const next = step(checklist, "exam-passed", passes ? "meet" : "begin")
  if (next._tag === "Refused") return next
  const counted = countTry(checklist, passes, policy)
  const tried = set(counted, "exam-passed", next.to, at)
  if (counted.exam.cycle === checklist.exam.cycle) return { _tag: "Accepted", events: [tried] }
  const waived = checklist.items["training-complete"].state === "Waived"
  const exam = waived ? { ...tried.exam, trainingWaived: true as const } : tried.exam
  return { _tag: "Accepted", events: [restarted({ ...tried, exam }, at)] }
}

/** The checklist as it was before the last try of the exam, with the training that this try has taken back. */
const withoutLastTry = (checklist: Checklist, at: Instant, { exam: { attempts } }: Policy): Checklist => {
  const { attemptsUsed, cycle, trainingWaived } = checklist.exam
  const undoes = attemptsUsed === 0 && cycle > 1 && lastResult(checklist) === "failed"
  const exam = undoes
    ? { attemptsUsed: attempts - 1, cycle: cycle - 1 }
    : { attemptsUsed: Math.max(attemptsUsed - 1, 0), cycle }
  const begun = exam.attemptsUsed > 0 || exam.cycle > 1
  const untried = going({ ...checklist, exam }, "exam-passed", begun ? "begin" : "retract", at)
  // Who has done the training again meanwhile has done it; who has not never had to.
  return undoes && !done(untried, "training-complete")
    ? going(untried, "training-complete", trainingWaived ? "waive" : "meet", at)
    : untried
}

/**
 * Corrects the last result of the exam: with the score that is right, or without one where the exam was never taken. The
 * last try is taken out of the count, and with it what a last allowed failure has set off; then the right score is
 * recorded like any other. What was met on the strength of the wrong one stays, as with every other item.
 *
 * **Rules**: AGT-05.
 *
 * @category machine
 */
export const correctExam = (
  checklist: Checklist,
  score: number | undefined,
  at: Instant,
  policy: Policy
): Decision<Checklist> => {
  const last = lastResult(checklist)
  if (last === undefined) return noExamResult({})
  const before = withoutLastTry(checklist, at, policy)
  if (score === undefined) return { _tag: "Accepted", events: [before] }
  const recorded = recordExam(before, score, at, policy)
  return recorded._tag === "Accepted" && resultOf(score, policy) === last ? examAsRecorded({ result: last }) : recorded
}

/**
 * The days on which the regulator's answer about a licence is expected that was asked for on a day: the first and the
 * last, counted in days from Monday to Friday.
 *
 * @rule AGT-04
 * @category queries
 */
export const answerExpected = (
  asked: CalendarDate,
  { licenceCheckBusinessDays: { least, most } }: Policy
): { readonly from: CalendarDate; readonly through: CalendarDate } => ({
  from: plusBusinessDays(asked, least),
  through: plusBusinessDays(asked, most)
})

const plusBusinessDays = (day: CalendarDate, count: number): CalendarDate => {
  let next = day
  for (let left = count; left > 0; ) {
    next = Dates.plusDays(next, 1)
    if (Dates.weekday(next) <= 5) left -= 1
  }
  return next
}
