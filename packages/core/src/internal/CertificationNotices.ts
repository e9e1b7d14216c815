/**
 * Notices about the certification of agents.
 *
 * @since 0.1.0
 */
import type { Certification } from "../Certification.ts"
import type { Facts } from "../Facts.ts"
import type { AgentId } from "../Id.ts"
import type { Policy } from "../Policy.ts"
import type { Event } from "../Record.ts"
import { answerParams } from "./ChecklistNotices.ts"
import {
  agencyIdOf,
  agentAndManagers,
  agentParams,
  type Draft,
  draft,
  type Template,
  type Told,
  toAgent
} from "./NoticeDraft.ts"

/** Until when the clients of a certification that is over can be moved. @rule DEL-25 */
const window = (agentId: AgentId, facts: Facts): Draft["params"] => {
  const until = facts.get("agent", agentId)?.dispositionUntil
  return until === undefined ? {} : { clientsUntil: until }
}

/** Why and until when somebody is suspended, and until when what can be done about it. @rule AGT-12 AGT-15 */
const suspension = (certification: Certification, agentId: AgentId, facts: Facts): Draft["params"] => {
  if (certification._tag !== "Suspended") return { state: certification._tag }
  const { reason, reconsiderUntil, until } = certification
  const licenceUntil = facts.get("agent", agentId)?.licenceUntil
  return {
    state: "Suspended",
    reason,
    ...(until === undefined ? {} : { until }),
    ...(reconsiderUntil === undefined ? {} : { reconsiderUntil }),
    ...(licenceUntil === undefined ? {} : { licenceUntil })
  }
}

/** That a suspension stays after it was looked at again. @rule AGT-15 */
export const ofReconsideration = (
  { agentId, outcome }: Event & { readonly _tag: "ReconsiderationRecorded" },
  facts: Facts
): ReadonlyArray<Draft> => {
  const agent = facts.get("agent", agentId)
  if (outcome !== "upheld" || agent === undefined) return []
  const { reconsiderUntil: _, ...told } = suspension(agent.certification, agentId, facts)
  return agentAndManagers(facts, agentId, agencyIdOf(facts, agentId)).map((person) =>
    draft("NTC-09", person, { ...agentParams(facts, agentId), ...told, reconsideration: outcome })
  )
}

/** Whether an event of an employment belongs to the review of somebody who comes from another agency. */
export const isAssociation = ({ to, trigger }: Event & { readonly _tag: "EmploymentMoved" }): boolean =>
  to.review === true || trigger === "approve" || trigger === "decline"

/** What agent and managers are told of a review. @rule AGT-03 */
export const ofAssociation = (
  event: Event & { readonly _tag: "EmploymentMoved" },
  facts: Facts
): ReadonlyArray<Draft> => {
  if (!isAssociation(event)) return []
  const { agencyId, agentId } = event.to
  const certification = facts.get("agent", agentId)?.certification
  const agencyName = facts.get("agency", agencyId)?.publicName
  const all = (template: Template, more: Draft["params"] = {}) =>
    agentAndManagers(facts, agentId, agencyId).map((to) =>
      draft(template, to, {
        ...agentParams(facts, agentId),
        ...(agencyName === undefined ? {} : { agencyName }),
        ...more
      })
    )
  switch (event.trigger) {
    case "approve": {
      if (certification?._tag !== "Certified") return []
      const { from, number, until } = certification.term
      return all("NTC-06", { number, from, until })
    }
    case "decline":
      return all("NTC-07", { reason: "association-declined" })
    default:
      return all("NTC-01", { review: "yes" })
  }
}

/** What a step of a certification is told to whom. */
export const ofCertification = (
  event: Event & { readonly _tag: "CertificationMoved" },
  facts: Facts,
  policy: Policy,
  { actor, over }: Told
): ReadonlyArray<Draft> => {
  const people = () => agentAndManagers(facts, event.agentId, agencyIdOf(facts, event.agentId))
  const params = agentParams(facts, event.agentId)
  const all = (template: Template, more: Draft["params"] = {}) =>
    people().map((to) => draft(template, to, { ...params, ...more }))
  switch (event.trigger) {
    case "submit":
    case "reapply":
      return all("NTC-01", answerParams(event.to.since, policy))
    case "recertify": {
      const { number, from, until } = (event.to as Extract<typeof event.to, { _tag: "Certified" | "Suspended" }>).term
      const suspended = event.to._tag === "Suspended" ? { suspended: "yes" } : {}
      return all("NTC-06", { number, from, until, renewed: "yes", ...suspended })
    }
    case "certify": {
      const { number, from, until } = (event.to as Extract<typeof event.to, { _tag: "Certified" }>).term
      const code = facts.find("invitation", "live", `${event.agentId} delegation-code`)[0]
      // The code is for the agency alone, which passes it on.
      return people().map((to) =>
        to.role === "manager" && code !== undefined
          ? {
              ...draft("NTC-06", to, { ...params, number, from, until, invitationId: code.invitationId }),
              secure: true
            }
          : draft("NTC-06", to, { ...params, number, from, until })
      )
    }
    case "deny":
      return all("NTC-07", { reason: (event.to as Extract<typeof event.to, { _tag: "Denied" }>).reason })
    case "suspend":
      return all("NTC-09", suspension(event.to, event.agentId, facts))
    case "reinstate":
      return all("NTC-09", { state: event.to._tag })
    case "terminate-vested":
    case "terminate-for-cause":
      return all("NTC-09", {
        state: event.to._tag,
        ...("reason" in event.to ? { reason: event.to.reason } : {}),
        ...("barredUntil" in event.to ? { barredUntil: event.to.barredUntil } : {}),
        ...window(event.agentId, facts)
      })
    case "record-death":
      // The managers have clients to look after.
      return people().flatMap((to) =>
        to.role === "manager"
          ? [draft("NTC-09", to, { ...params, state: event.to._tag, ...window(event.agentId, facts) })]
          : []
      )
    case "withdraw": {
      const agent = facts.get("agent", event.agentId)
      // A draft may be about a stranger, who has never heard of it.
      if (agent === undefined || event.to._tag === "Discarded") return []
      // Who withdrew in person knows it; with an agency its managers hear of the agency.
      const own = actor._tag === "Agent" && actor.agentId === event.agentId ? [] : toAgent(agent)
      const others = over ? [] : people().filter(({ role }) => role === "manager")
      return [...own, ...others].map((to) =>
        draft("NTC-07", to, {
          ...params,
          state: "Withdrawn",
          reason: over ? "agency-ended" : "withdrawn",
          by: actor._tag
        })
      )
    }
    case "complete":
    case "reopen":
      return []
  }
}
