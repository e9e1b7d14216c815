/**
 * Notices about what an applicant and a certified agent have to see to: results, what is open, and what ends.
 *
 * @since 0.1.0
 */
import * as AgentDiary from "../AgentDiary.ts"
import * as Dates from "../CalendarDate.ts"
import { isHeld } from "../Certification.ts"
import type { Facts } from "../Facts.ts"
import type { AgentId } from "../Id.ts"
import type { Policy } from "../Policy.ts"
import type { Event } from "../Record.ts"
import * as Requirement from "../Requirement.ts"
import * as Upkeep from "../Upkeep.ts"
import { agencyIdOf, agentAndManagers, agentParams, type Draft, draft, type Template, toAgent } from "./NoticeDraft.ts"

type Recorded = Event & { readonly _tag: "ChecklistRecorded" }

const templateOf = ({ checklist, corrects, item, result }: Recorded): Template | undefined => {
  const { signBy, state } = checklist.items[item]
  switch (item) {
    case "licence-validated":
      return state === "Met" ? "NTC-02" : undefined
    case "exam-passed":
      return result === undefined && corrects === undefined ? undefined : "NTC-03"
    case "fee-paid":
      return state === "InProgress" ? "NTC-04" : undefined
    case "agreement-signed":
      return signBy === undefined || state === "Expired" ? undefined : "NTC-04"
    case "lms-invited":
    case "training-complete":
    case "voter-registration-training":
      return undefined
  }
}

/** Whether anybody is told of an item that was recorded. */
export const isToldOf = (event: Recorded): boolean => templateOf(event) !== undefined

/** The days on which the regulator's answer is expected for an application that began at an instant. @rule AGT-04 */
export const answerParams = (since: Dates.Instant, policy: Policy): Draft["params"] => {
  const { from, through } = Requirement.answerExpected(Dates.on(since, policy.timeZone), policy)
  return { answerFrom: from, answerThrough: through }
}

/** What an item that was recorded means for the agent, who is told alone. */
export const ofChecklist = (event: Recorded, facts: Facts, policy: Policy): ReadonlyArray<Draft> => {
  const template = templateOf(event)
  const agent = facts.get("agent", event.agentId)
  // Who is certified has had the training; the check was done again for another reason.
  if (template === undefined || agent === undefined || (template === "NTC-02" && isHeld(agent.certification))) return []
  const { checklist, corrects, item, result } = event
  const { signBy } = checklist.items[item]
  const { attemptsUsed } = checklist.exam
  return toAgent(agent).map((to) =>
    draft(template, to, {
      ...agentParams(facts, event.agentId),
      ...(result === undefined ? {} : { result }),
      // Who was told of an exam that was never taken is told so.
      ...(corrects === undefined ? {} : { corrects, result: result ?? "none" }),
      ...(result === "failed"
        ? { triesLeft: policy.exam.attempts - attemptsUsed, restarts: attemptsUsed === 0 ? "yes" : "no" }
        : {}),
      ...(signBy === undefined ? {} : { signBy })
    })
  )
}

const listed = (items: ReadonlyArray<string>): Draft["params"] => ({ items: items.join(" ") })

/** What a renewal waits for, and by when. */
const renewalParams = (agentId: AgentId, facts: Facts): Draft["params"] => {
  const certification = facts.get("agent", agentId)?.certification
  if (certification === undefined || !isHeld(certification)) return {}
  const { term, upkeep = Upkeep.takenOver } = certification
  return { until: term.until, ...listed(Upkeep.openOn(upkeep, term.until)) }
}

const toBoth = (template: Template, agentId: AgentId, facts: Facts, params: Draft["params"]): ReadonlyArray<Draft> =>
  agentAndManagers(facts, agentId, agencyIdOf(facts, agentId)).map((to) =>
    draft(template, to, { ...agentParams(facts, agentId), ...params })
  )

/**
 * A reminder names exactly what is open, or what ends and when.
 *
 * @rule AGT-18
 */
export const ofAgentReminder = (
  { about, agentId }: Event & { readonly _tag: "AgentReminded" },
  facts: Facts,
  policy: Policy
): ReadonlyArray<Draft> => {
  const agent = facts.get("agent", agentId)
  if (agent === undefined) return []
  const { certification } = agent
  if (about === "pending") {
    if (certification._tag !== "Pending") return []
    const open = Requirement.openItems(certification.checklist)
    return toBoth("NTC-05", agentId, facts, {
      ...listed(open),
      ...(open.includes("licence-validated") ? answerParams(certification.since, policy) : {})
    })
  }
  if (about === "renewal") return toBoth("NTC-08", agentId, facts, renewalParams(agentId, facts))
  const deadline = AgentDiary.deadlines(agent).find((one) => one.about === about)
  return deadline === undefined ? [] : toBoth("NTC-26", agentId, facts, { what: about, ends: deadline.ends })
}

/** That a term is over, and until when it can still be renewed. @rule AGT-08 */
export const ofTermEnded = (
  { agentId, until }: Event & { readonly _tag: "TermEnded" },
  facts: Facts
): ReadonlyArray<Draft> => toBoth("NTC-08", agentId, facts, { ...renewalParams(agentId, facts), renewUntil: until })
