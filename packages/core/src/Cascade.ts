/**
 * What a change of an agent's certification means for the agent's clients, and for nobody else's.
 *
 * @since 0.1.0
 */
import type { Event as CertificationEvent } from "./Certification.ts"
import type { Context } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import * as Employment from "./Employment.ts"
import type { AgentId } from "./Id.ts"

/** The records that a cascade may touch: those of one agent. @rule DEL-26 @category models */
export interface Facts {
  readonly agentId: AgentId
  /** The open employment of the agent, or else the latest one. */
  readonly employment: Employment.Employment | undefined
  /** The open delegations of this agent. */
  readonly open: ReadonlyArray<Delegation.Delegation>
}

const freeze = (facts: Facts, { at }: Context): ReadonlyArray<Delegation.Event> =>
  facts.open.flatMap((delegation) =>
    delegation.delegate.agentId === facts.agentId && delegation.state._tag === "Active"
      ? [Delegation.moved(delegation, "freeze", { _tag: "Frozen", from: delegation.state.from, since: at })]
      : []
  )

const thaw = (facts: Facts): ReadonlyArray<Delegation.Event> =>
  facts.open.flatMap((delegation) =>
    delegation.delegate.agentId === facts.agentId && delegation.state._tag === "Frozen"
      ? [Delegation.moved(delegation, "thaw", { _tag: "Active", from: delegation.state.from })]
      : []
  )

const afterMove = (
  { trigger }: CertificationEvent & { readonly _tag: "CertificationMoved" },
  facts: Facts,
  context: Context
): ReadonlyArray<Delegation.Event | Employment.Event> => {
  const { employment } = facts
  switch (trigger) {
    case "certify":
      return employment === undefined ? [] : Employment.activated(employment, context)
    case "deny":
    case "withdraw":
      return employment === undefined ? [] : Employment.applicationEnded(employment, context)
    case "suspend":
    case "terminate-vested":
    case "terminate-for-cause":
    case "record-death":
      return freeze(facts, context)
    case "reinstate":
      return thaw(facts)
    case "reapply":
      return employment === undefined ? [] : Employment.invitedAgain(employment, context)
    case "submit":
    case "complete":
    case "reopen":
      return []
  }
}

/**
 * The further events that follow from events of one agent's certification: the first certification makes an invited
 * agent active, an ended application ends the invitation and a new one renews it, suspension and the ends of
 * certification freeze the agent's own delegations until they are transferred, reinstatement thaws them.
 *
 * **Rules**: AGT-17, AGT-19, DEL-26, EMP-02.
 *
 * @category machine
 */
export const follow = (
  events: ReadonlyArray<CertificationEvent>,
  facts: Facts,
  context: Context
): ReadonlyArray<Delegation.Event | Employment.Event> =>
  events.flatMap((event) => (event._tag === "CertificationMoved" ? afterMove(event, facts, context) : []))
