/**
 * The checklist of an application in the reference model.
 *
 * @since 0.1.0
 */
import { change, one, put, type Reason, reason, some, type World, without } from "./ReferenceWorld.ts"

/** The items of every application. @rule AGT-07 @category models */
export const items = [
  "licence-validated",
  "lms-invited",
  "training-complete",
  "exam-passed",
  "fee-paid",
  "agreement-signed",
  "voter-registration-training"
]

const tooSoon = reason("ItemOutOfOrder", "AGT-04")
const beforeExam = reason("FeeOutOfOrder", "AGT-06")

/** The item that has to be done first, and what is said otherwise. @rule AGT-04 AGT-06 */
const after: Readonly<Record<string, readonly [string, Reason]>> = {
  "lms-invited": ["licence-validated", tooSoon],
  "training-complete": ["licence-validated", tooSoon],
  "exam-passed": ["training-complete", tooSoon],
  "fee-paid": ["exam-passed", beforeExam],
  "agreement-signed": ["fee-paid", beforeExam]
}

/** Whether an item is met or waived. @category predicates */
export const isDone = (world: World, agent: string, item: string): boolean =>
  some(
    world,
    "item",
    (fact) => fact.agent === agent && fact.item === item && (fact.state === "Met" || fact.state === "Waived")
  )

/** The world in which an agent's application has nothing done. @category transforms */
export const fresh = (world: World, agent: string): World =>
  put(
    without(
      without(world, "item", (fact) => fact.agent === agent),
      "exam",
      (fact) => fact.agent === agent
    ),
    ...items.map(
      (item) => ({ is: "item", agent, item, state: "NotStarted", until: undefined, signBy: undefined }) as const
    ),
    { is: "exam", agent, tries: 0, cycle: 1, waived: false }
  )

const tooEarly = (world: World, agent: string, item: string): Reason | false => {
  const [before, otherwise] = after[item] ?? []
  return before !== undefined && !isDone(world, agent, before) && (otherwise ?? false)
}

/** The world in which an item is in another state. @category transforms */
export const set = (world: World, agent: string, item: string, state: string): World =>
  change(
    world,
    "item",
    (fact) => fact.agent === agent && fact.item === item,
    (fact) => ({ ...fact, state })
  )

const triesOf = (
  world: World,
  agent: string
): { readonly tries: number; readonly cycle: number; readonly waived: boolean } =>
  one(world, "exam", (fact) => fact.agent === agent) ?? { tries: 0, cycle: 1, waived: false }

const itemState = (world: World, agent: string, item: string): string | undefined =>
  one(world, "item", (fact) => fact.agent === agent && fact.item === item)?.state

const count = (
  world: World,
  agent: string,
  to: { readonly tries: number; readonly cycle: number; readonly waived: boolean }
): World =>
  change(
    world,
    "exam",
    (fact) => fact.agent === agent,
    (fact) => ({ ...fact, ...to })
  )

/** What speaks against any outcome of an item other than the exam. @category queries */
export const againstItem = (world: World, agent: string, item: string): ReadonlyArray<Reason | false> => [
  item === "exam-passed" && reason("ExamNeedsScore", "AGT-05"),
  tooEarly(world, agent, item)
]

/** What speaks against a score. @category queries */
export const againstScore = (world: World, agent: string, score: number): ReadonlyArray<Reason | false> => [
  (Math.floor(score) !== score || score < 0 || score > 100) && reason("BadScore", "AGT-05"),
  isDone(world, agent, "exam-passed") && reason("ExamPassed", "AGT-05"),
  tooEarly(world, agent, "exam-passed")
]

/** The world after a score; the last allowed failure restarts the curriculum. @rule AGT-05 @category transforms */
export const sit = (
  world: World,
  agent: string,
  score: number,
  exam: { readonly passMark: number; readonly attempts: number }
): World => {
  const { cycle, tries } = triesOf(world, agent)
  const once = { tries: tries + 1, cycle, waived: false }
  if (score >= exam.passMark) return count(set(world, agent, "exam-passed", "Met"), agent, once)
  const failed = set(world, agent, "exam-passed", "InProgress")
  if (tries + 1 < exam.attempts) return count(failed, agent, once)
  const waived = itemState(world, agent, "training-complete") === "Waived"
  return count(set(failed, agent, "training-complete", "NotStarted"), agent, { tries: 0, cycle: cycle + 1, waived })
}

/** How the exam was last recorded, if it was taken. @rule AGT-05 @category queries */
export const lastTry = (world: World, agent: string): "passed" | "failed" | undefined => {
  const { cycle, tries } = triesOf(world, agent)
  switch (itemState(world, agent, "exam-passed")) {
    case "Met":
      return "passed"
    case "InProgress":
      return tries + cycle > 1 ? "failed" : undefined
    default:
      return undefined
  }
}

/** The world in which the last try of the exam was never made. @rule AGT-05 @category transforms */
export const unsat = (world: World, agent: string, exam: { readonly attempts: number }): World => {
  const { cycle, tries, waived } = triesOf(world, agent)
  const restarted = tries === 0 && cycle > 1 && lastTry(world, agent) === "failed"
  if (!restarted) {
    const left = tries === 0 ? 0 : tries - 1
    const state = left === 0 && cycle === 1 ? "NotStarted" : "InProgress"
    return count(set(world, agent, "exam-passed", state), agent, { tries: left, cycle, waived: false })
  }
  // The round before was left with one try to go, and with the training done.
  const back = isDone(world, agent, "training-complete")
    ? world
    : set(world, agent, "training-complete", waived ? "Waived" : "Met")
  const first = cycle === 2 && exam.attempts === 1
  return count(set(back, agent, "exam-passed", first ? "NotStarted" : "InProgress"), agent, {
    ...{ tries: exam.attempts - 1, cycle: cycle - 1 },
    waived: false
  })
}

/** What speaks against a correction of the last try. @rule AGT-05 @category queries */
export const againstCorrection = (
  world: World,
  agent: string,
  score: number | undefined,
  exam: { readonly passMark: number; readonly attempts: number }
): ReadonlyArray<Reason | false> => {
  const last = lastTry(world, agent)
  if (last === undefined) return [reason("NoExamResult", "AGT-05")]
  if (score === undefined) return []
  const against = againstScore(unsat(world, agent, exam), agent, score).filter((one) => one !== false)
  return against.length > 0
    ? against
    : [score >= exam.passMark === (last === "passed") && reason("ExamAsRecorded", "AGT-05")]
}
