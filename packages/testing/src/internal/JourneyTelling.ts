/**
 * The words in which the journeys are told: people, moments, endings, and the office where most of them begin.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import { items } from "@agencybook/core/Requirement"
import type { RuleId } from "@agencybook/core/Rule"
import * as Sample from "../Sample.ts"
import type { Ending, Step, Trace } from "../ScenarioTrace.ts"
import * as World from "../World.ts"

type Events = Extract<Ending, { readonly _tag: "Done" }>["events"]

/** The step succeeds, with these events at least. */
export const done = (...events: Events): Ending => ({ _tag: "Done", events })

/** The step changes nothing. */
export const nothing: Ending = { _tag: "Nothing" }

/** The step is refused under a rule. */
export const refused = (code: string, rule: RuleId): Ending => ({ _tag: "Refused", code, rule })

/** A moment of the journeys: days after Tuesday 3 March 2026, and minutes after ten in the morning. */
export const at = (day: number, minute = 0): Dates.Instant =>
  Dates.plusMillis(Sample.now, (day * 1_440 + minute) * 60_000)

/** One step: when, who, what it says, the command, and how it ends. */
export const step = (
  when: Dates.Instant,
  actor: Actor,
  says: string,
  command: Command,
  ends: Ending,
  more: Partial<Step> = {}
) => ({ says, at: when, actor, command, ends, ...more }) as unknown as Step

/** A whole journey, of steps and of lists of them. */
export const journey = (
  name: string,
  sentence: string,
  rules: ReadonlyArray<RuleId>,
  steps: ReadonlyArray<Step | ReadonlyArray<Step>>
): Trace => ({
  format: "agencybook-trace/1",
  name,
  sentence,
  rules,
  steps: steps.flat() as unknown as Trace["steps"]
})

/** The agency. */
export const agencyId = Sample.agencyId()

/** Its people, the manager first. */
export const [manager, anna, ben] = [0, 1, 2].map((n) => Sample.agentId(n)) as [Id.AgentId, Id.AgentId, Id.AgentId]

/** The manager as an actor. */
export const asManager = Sample.asAgent(0)

/** The first agent as an actor. */
export const asAnna = Sample.asAgent(1)

/** The second agent as an actor. */
export const asBen = Sample.asAgent(2)

/** The consumer of the first case. */
export const consumer = Sample.asConsumer(0)

/** Somebody who has signed on and is nobody yet. */
export const applicant: Actor = { _tag: "Applicant", userId: Sample.userId }

/** The identifier of the `n`-th request of a journey. */
export const request = (n: number): Id.DelegationId => Id.make(`request-${n}`)

const delegated = (step: number, n: number): Id.DelegationId => Id.derive(Id.make(`step-${step}`), n)

/** The office of the samples, delivered: agents 0, 1 and 2 of one agency, and two cases, the first one with agent 1. */
export const office: ReadonlyArray<Step> = World.deliveries(World.office).map((command) =>
  step(
    at(0),
    Sample.system,
    command._tag === "RecordRoster" ? "the roster is delivered" : "the cases are delivered",
    command,
    command._tag === "RecordRoster"
      ? done("AgencyOpened", "AgentAdded", "AgentAdded", "AgentAdded")
      : done("CaseRecorded", "DelegationOpened", "CaseRecorded")
  )
)

/** The delegation of the first case: the second step delivers it. */
export const firstDelegation = delegated(2, 0)

/** All items of a checklist met, a minute apart. */
export const met = (agentId: Id.AgentId, day: number): ReadonlyArray<Step> =>
  items.map((item, n) =>
    item === "exam-passed"
      ? step(
          at(day, n),
          Sample.exchange,
          "the exam is passed",
          { _tag: "RecordExam", agentId, score: 80 },
          done("ChecklistRecorded")
        )
      : step(
          at(day, n),
          Sample.exchange,
          `\`${item}\` is met`,
          { _tag: "RecordRequirement", agentId, item, outcome: "Met" },
          done("ChecklistRecorded")
        )
  )

/** An agent who is not in the office yet. */
export const newId = Sample.agentId(9)
