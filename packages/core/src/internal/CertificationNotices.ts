/**
 * Notices about the certification of agents.
 *
 * @since 0.1.0
 */
import type { Facts } from "../Facts.ts"
import type { AgentId } from "../Id.ts"
import type { Event } from "../Record.ts"
import { agencyIdOf, agentAndManagers, agentParams, type Draft, draft, type Template } from "./NoticeDraft.ts"

/** Until when the clients of a certification that is over can be moved. @rule DEL-25 */
const window = (agentId: AgentId, facts: Facts): Draft["params"] => {
  const until = facts.get("agent", agentId)?.dispositionUntil
  return until === undefined ? {} : { clientsUntil: until }
}

/** What a step of a certification is told to whom. */
export const ofCertification = (
  event: Event & { readonly _tag: "CertificationMoved" },
  facts: Facts
): ReadonlyArray<Draft> => {
  const people = () => agentAndManagers(facts, event.agentId, agencyIdOf(facts, event.agentId))
  const params = agentParams(facts, event.agentId)
  const all = (template: Template, more: Draft["params"] = {}) =>
    people().map((to) => draft(template, to, { ...params, ...more }))
  switch (event.trigger) {
    case "submit":
    case "reapply":
      return all("NTC-01")
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
    case "reinstate":
      return all("NTC-09", { state: event.to._tag, ...("reason" in event.to ? { reason: event.to.reason } : {}) })
    case "terminate-vested":
    case "terminate-for-cause":
      return all("NTC-09", {
        state: event.to._tag,
        ...("reason" in event.to ? { reason: event.to.reason } : {}),
        ...window(event.agentId, facts)
      })
    case "record-death":
      // The managers have clients to look after.
      return people().flatMap((to) =>
        to.role === "manager"
          ? [draft("NTC-09", to, { ...params, state: event.to._tag, ...window(event.agentId, facts) })]
          : []
      )
    case "complete":
    case "reopen":
    case "withdraw":
      return []
  }
}
