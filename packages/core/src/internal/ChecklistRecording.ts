/**
 * What is recorded of a checklist, by whichever command: in an application, and of what a certification stands on.
 *
 * @since 0.1.0
 */
import * as Dates from "../CalendarDate.ts"
import { accept, type Context, type Decision } from "../Decider.ts"
import type { AgentId } from "../Id.ts"
import * as Requirement from "../Requirement.ts"
import * as Upkeep from "../Upkeep.ts"

/** A command that records an item, or corrects what was recorded of the exam. */
export type Recording = { readonly agentId: AgentId } & (
  | {
      readonly _tag: "RecordRequirement"
      readonly item: Requirement.Item
      readonly outcome: Requirement.ItemOutcome
    }
  | { readonly _tag: "RecordExam"; readonly score: number }
  | { readonly _tag: "CorrectExam"; readonly score?: number }
)

/** The event of an item that was recorded. */
export interface Recorded {
  readonly _tag: "ChecklistRecorded"
  readonly agentId: AgentId
  readonly item: Requirement.Item
  readonly checklist: Requirement.Checklist
  readonly result?: Requirement.ExamResult
  readonly corrects?: Requirement.ExamResult
}

const recordedOf = (
  command: Recording,
  recorded: Decision<Requirement.Checklist>,
  { policy }: Context,
  corrects?: Requirement.ExamResult
): Decision<Recorded> => {
  if (recorded._tag === "Refused") return recorded
  const [checklist] = recorded.events as readonly [Requirement.Checklist]
  const score = command._tag === "RecordRequirement" ? undefined : command.score
  return accept({
    ...{ _tag: "ChecklistRecorded", agentId: command.agentId, checklist },
    item: command._tag === "RecordRequirement" ? command.item : "exam-passed",
    ...(score === undefined ? {} : { result: Requirement.resultOf(score, policy) }),
    ...(corrects === undefined ? {} : { corrects })
  })
}

/** What is renewed for a certification that holds; whoever was taken over has met everything so far. */
export const renewed = (
  command: Exclude<Recording, { readonly _tag: "CorrectExam" }>,
  upkeep: Requirement.Checklist = Upkeep.takenOver,
  context: Context
): Decision<Recorded> => {
  const { at, policy } = context
  const today = Dates.on(at, policy.timeZone)
  return recordedOf(
    command,
    command._tag === "RecordExam"
      ? Upkeep.renewExam(upkeep, command.score, today, at, policy)
      : Upkeep.renew(upkeep, command.item, command.outcome, today, at, policy),
    context
  )
}

/** What is recorded of an application that is open. */
export const recorded = (
  command: Recording,
  checklist: Requirement.Checklist,
  context: Context
): Decision<Recorded> => {
  const { at, policy } = context
  switch (command._tag) {
    case "RecordRequirement":
      return recordedOf(command, Requirement.record(checklist, command.item, command.outcome, at), context)
    case "RecordExam":
      return recordedOf(command, Requirement.recordExam(checklist, command.score, at, policy), context)
    case "CorrectExam": {
      const corrected = Requirement.correctExam(checklist, command.score, at, policy)
      return recordedOf(command, corrected, context, Requirement.lastResult(checklist))
    }
  }
}
