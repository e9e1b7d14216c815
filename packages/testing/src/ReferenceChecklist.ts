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
    { is: "exam", agent, tries: 0, cycle: 1 }
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
  const { cycle = 1, tries = 0 } = one(world, "exam", (fact) => fact.agent === agent) ?? {}
  const count = (to: { readonly tries: number; readonly cycle: number }) => (from: World) =>
    change(
      from,
      "exam",
      (fact) => fact.agent === agent,
      (fact) => ({ ...fact, ...to })
    )
  if (score >= exam.passMark) return count({ tries: tries + 1, cycle })(set(world, agent, "exam-passed", "Met"))
  const failed = set(world, agent, "exam-passed", "InProgress")
  return tries + 1 < exam.attempts
    ? count({ tries: tries + 1, cycle })(failed)
    : count({ tries: 0, cycle: cycle + 1 })(set(failed, agent, "training-complete", "NotStarted"))
}
