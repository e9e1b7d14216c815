/**
 * Laws of what a change of one agent's certification means: for the agent's own clients and invitation, for nobody else.
 *
 * @since 0.1.0
 */
import type * as Dates from "@agencybook/core/CalendarDate"
import type { Trigger } from "@agencybook/core/Certification"
import * as fc from "fast-check"
import { type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const agentId = Sample.agentId(1)
const to = (agent: number) => ({ delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId() } })
const freezing: ReadonlyArray<Trigger> = ["suspend", "terminate-vested", "terminate-for-cause", "record-death"]

/** What happens to one agent touches nobody else. @category laws */
export const onlyTheAgentsOwn = make({
  id: "cascade-only-the-agents-own",
  sentence:
    "losing certification freezes the agent's own active delegations, reinstatement thaws them, and no other is touched",
  rules: ["DEL-26", "AGT-19"],
  input: fc.record({
    trigger: fc.constantFrom<Trigger>(...freezing, "reinstate", "submit", "complete", "reopen"),
    open: fc.array(
      fc.record({
        state: fc.constantFrom(...(["Requested", "Active", "Frozen"] as const)),
        agent: fc.constantFrom(1, 2)
      }),
      {
        maxLength: 6
      }
    )
  }),
  holds: ({ open, trigger }, rules) => {
    const delegations = open.map(({ agent, state }, n) => Sample.delegation(n, state, to(agent)))
    const moved = {
      _tag: "CertificationMoved",
      agentId,
      trigger,
      from: "Certified",
      to: Sample.certification("Suspended")
    } as const
    const employment = Sample.employment(1)
    const events = rules.cascade.follow([moved], { agentId, employment, open: delegations }, Sample.context())
    const from = trigger === "reinstate" ? "Frozen" : freezing.includes(trigger) ? "Active" : undefined
    const expected = delegations.flatMap(({ delegate, delegationId: id, state }) => {
      if (state._tag !== from || delegate.agentId !== agentId) return []
      const begun = (state as { readonly from: Dates.Instant }).from
      return from === "Active"
        ? [
            {
              _tag: "DelegationMoved",
              delegationId: id,
              trigger: "freeze",
              from,
              to: { _tag: "Frozen", from: begun, since: Sample.now }
            }
          ]
        : [{ _tag: "DelegationMoved", delegationId: id, trigger: "thaw", from, to: { _tag: "Active", from: begun } }]
    })
    return same(events, expected, "what follows")
  }
})

/** The invitation follows the application. @category laws */
export const invitationFollowsApplication = make({
  id: "cascade-invitation-follows-application",
  sentence:
    "certification makes an invited agent active, an ended application ends the invitation, a new one renews it",
  rules: ["EMP-02", "AGT-17"],
  input: fc.record({
    trigger: fc.constantFrom<Trigger>("certify", "deny", "withdraw", "reapply"),
    state: fc.constantFrom(...(["Invited", "Active", "Inactive"] as const)),
    reason: fc.constantFrom(...(["application-ended", "left-agency"] as const))
  }),
  holds: ({ reason, state, trigger }, rules) => {
    const employment = { ...Sample.employment(1, 0, state), ...(state === "Inactive" ? { reason } : {}) }
    const moved = {
      _tag: "CertificationMoved",
      agentId,
      trigger,
      from: "Pending",
      to: Sample.certification("Pending")
    } as const
    const events = rules.cascade.follow([moved], { agentId, employment, open: [] }, Sample.context())
    const states = events.map((event) => (event._tag === "EmploymentMoved" ? event.to.state : event._tag))
    const renewed = trigger === "reapply" && state === "Inactive" && reason === "application-ended"
    const ended = (trigger === "deny" || trigger === "withdraw") && state === "Invited"
    const activated = trigger === "certify" && state === "Invited"
    return same(states, renewed ? ["Invited"] : ended ? ["Inactive"] : activated ? ["Active"] : [], "what follows")
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [onlyTheAgentsOwn, invitationFollowsApplication]
