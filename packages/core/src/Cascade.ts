/**
 * What a change of an agent's certification means for the agent's clients, and for nobody else's.
 *
 * @since 0.1.0
 */
import type { Agent, Event as AgentEvent } from "./Agent.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Certification from "./Certification.ts"
import type * as Consent from "./Consent.ts"
import type { Context } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import * as Disposition from "./Disposition.ts"
import * as Employment from "./Employment.ts"
import * as Extranet from "./Extranet.ts"
import type { AgencyId, AgentId } from "./Id.ts"
import * as Invitation from "./Invitation.ts"
import * as KeptClients from "./KeptClients.ts"

/** What can follow from an event of a certification. @category models */
export type Consequence =
  | AgentEvent
  | Consent.Event
  | Delegation.Event
  | Employment.Event
  | Extranet.Event
  | Invitation.Event

/** The records that a cascade may touch: those of one agent. @rule DEL-26 @category models */
export interface Facts {
  readonly agentId: AgentId
  /** The open employment of the agent, or else the latest one; absent as well where it leads nowhere. */
  readonly employment: Employment.Employment | undefined
  /** The open delegations of this agent. */
  readonly open: ReadonlyArray<Delegation.Delegation>
  /** The consents that they name; absent where nobody is free at once. @rule CON-03 */
  readonly consents?: ReadonlyArray<Consent.Consent>
  /** What is open of their cases; absent where nobody is free at once. */
  readonly beside?: ReadonlyArray<Delegation.Delegation>
  /** The extranet account of this agent, if there is one. */
  readonly account?: Extranet.ExtranetAccount | undefined
  /** The invitations of this agent; absent where the account is there before the certification. */
  readonly invitations?: ReadonlyArray<Invitation.Invitation>
  /** The day on which clients are free who wait for it already. @rule EMP-04 */
  readonly window?: CalendarDate | undefined
  /** The agency in which the agent works or applies. */
  readonly openIn?: AgencyId | undefined
  /** Whether the clients follow later, in chunks; then none of `open` moves now. */
  readonly later?: boolean
}

/** The records of one agent that decide about clients. */
type Own = Pick<Facts, "agentId" | "open" | "openIn" | "window">

const freeze = ({ agentId, open }: Own, since: Instant): ReadonlyArray<Delegation.Event> =>
  open.flatMap((delegation) =>
    delegation.delegate.agentId === agentId && delegation.state._tag === "Active"
      ? [Delegation.moved(delegation, "freeze", { _tag: "Frozen", from: delegation.state.from, since })]
      : []
  )

/** Whether a client waits for the day of the window, whatever becomes of the certification. @rule EMP-04 */
const isKept = (one: Delegation.Delegation, { agentId, openIn, window }: Own): boolean =>
  window !== undefined && one.delegate.agentId === agentId && KeptClients.isKept(one, openIn)

const thaw = (facts: Own): ReadonlyArray<Delegation.Event> =>
  facts.open.flatMap((delegation) =>
    delegation.delegate.agentId === facts.agentId && delegation.state._tag === "Frozen" && !isKept(delegation, facts)
      ? [Delegation.moved(delegation, "thaw", { _tag: "Active", from: delegation.state.from })]
      : []
  )

// A new certification ends the window of the old one; what an agency keeps still waits for its day.
const keepOn = (facts: Facts): ReadonlyArray<AgentEvent> =>
  facts.window !== undefined && facts.open.some((one) => isKept(one, facts))
    ? [{ _tag: "DispositionOpened", agentId: facts.agentId, until: facts.window }]
    : []

// Whoever may not come any more has nothing left to claim.
const uninvite = ({ invitations = [] }: Facts): ReadonlyArray<Invitation.Event> =>
  Invitation.ended(invitations, "revoke")

const invite = ({ agentId, employment, invitations }: Facts, context: Context): ReadonlyArray<Invitation.Event> =>
  invitations === undefined || employment === undefined
    ? []
    : Invitation.onCertified(agentId, employment.agencyId, invitations, context)

// Whoever has clients where the agent works now has the full days for them.
const hasOthers = (facts: Facts): boolean =>
  facts.open.some((one) => one.delegate.agentId === facts.agentId && !isKept(one, facts))

const nobody: ReadonlyArray<Delegation.Delegation> = []

/** Those who move with the step itself. */
const atOnce = (facts: Facts): Facts => (facts.later === true ? { ...facts, open: nobody } : facts)

// Where an exchange gives no time to move clients, they are free at once.
const leave = (facts: Facts, context: Context): ReadonlyArray<Consequence> =>
  context.policy.dispositionDays > 0
    ? [
        ...freeze(atOnce(facts), context.at),
        Disposition.opened(facts.agentId, context, hasOthers(facts) ? undefined : facts.window)
      ]
    : [
        ...Disposition.setFree(
          atOnce(facts).open.filter(({ delegate }) => delegate.agentId === facts.agentId),
          { consents: facts.consents ?? [], beside: facts.beside ?? [] },
          context
        ),
        ...(facts.window === undefined ? [] : [{ _tag: "DispositionClosed", agentId: facts.agentId } as const])
      ]

/**
 * An applicant whom a feed has brought with clients leaves them to the manager as anybody else does; a window that is open
 * already stands, since a new application keeps nobody waiting.
 *
 * @rule DEL-25 EMP-04
 */
const leaveApplying = (facts: Facts, context: Context): ReadonlyArray<Consequence> =>
  facts.window === undefined && facts.open.some(({ delegate }) => delegate.agentId === facts.agentId)
    ? leave(facts, context)
    : []

const disable = ({ account }: Facts, context: Context): ReadonlyArray<Extranet.Event> =>
  Extranet.disabled(account, context)

const afterMove = (
  { trigger }: Certification.Event & { readonly _tag: "CertificationMoved" },
  facts: Facts,
  context: Context
): ReadonlyArray<Consequence> => {
  const { employment } = facts
  switch (trigger) {
    case "certify":
      // Who was terminated, applied again and stayed on the roster gets the frozen clients back.
      return [
        ...(employment === undefined ? [] : Employment.activated(employment, context)),
        ...thaw(atOnce(facts)),
        ...keepOn(facts),
        ...invite(facts, context)
      ]
    case "deny":
    case "withdraw":
      return [
        ...(employment === undefined ? [] : Employment.applicationEnded(employment, context)),
        ...leaveApplying(facts, context),
        ...uninvite(facts)
      ]
    case "suspend":
      return freeze(atOnce(facts), context.at)
    case "terminate-vested":
    case "terminate-for-cause":
    case "record-death":
      // Who waits for an agency, with an application or for a review, has nothing to bring there any more.
      return [
        ...(employment === undefined ? [] : Employment.applicationEnded(employment, context)),
        ...leave(facts, context),
        ...disable(facts, context),
        ...uninvite(facts)
      ]
    case "reinstate":
      return thaw(atOnce(facts))
    case "reapply":
      return employment === undefined ? [] : Employment.invitedAgain(employment, context)
    case "submit":
    case "recertify":
    case "complete":
    case "reopen":
      return []
  }
}

/**
 * The further events that follow from events of one agent's certification: the first certification makes an invited
 * agent active, an ended application ends the invitation and a new one renews it, suspension and the ends of
 * certification freeze the agent's own delegations, reinstatement thaws them. After an end the manager has a window in
 * which to move them, and so has that of an applicant who is turned away or withdraws. Clients whom a former agency keeps stay frozen whatever becomes of the certification; where that
 * ends, and there are no other clients, the earlier of the two days stands.
 *
 * **Rules**: AGT-17, AGT-19, CON-03, DEL-25, DEL-26, EMP-02, EMP-04.
 *
 * @category machine
 */
export const follow = (
  events: ReadonlyArray<Certification.Event | AgentEvent | Consent.Event | Delegation.Event>,
  facts: Facts,
  context: Context
): ReadonlyArray<Consequence> =>
  events.flatMap((event) => (event._tag === "CertificationMoved" ? afterMove(event, facts, context) : []))

/** Who of an agent's clients is free when they follow: by the window, or because there is none. @rule DEL-25 @category queries */
export const freeBy = (
  agent: Agent,
  left: Pick<Disposition.Left, "open" | "openIn">,
  day: CalendarDate
): ReadonlyArray<Delegation.Delegation> =>
  agent.dispositionUntil === undefined && Certification.isOver(agent.certification)
    ? left.open.filter(({ delegate }) => delegate.agentId === agent.agentId)
    : Disposition.passedBy(agent, left, day)

/**
 * Whether a client has not followed a certification yet: active with somebody who has none to act by, frozen before it was
 * given or came back, or still there where nobody waits.
 *
 * @rule DEL-25 DEL-26
 * @category predicates
 */
export const isBehind = (
  { certification, dispositionUntil }: Pick<Agent, "certification" | "dispositionUntil">,
  { state }: Pick<Delegation.Delegation, "state">
): boolean =>
  certification._tag === "Certified"
    ? state._tag === "Frozen" && state.since < certification.since
    : state._tag === "Active" || (dispositionUntil === undefined && Certification.isOver(certification))

/**
 * What becomes of clients who have not followed a certification yet, as far as it has come: frozen from the instant of the
 * step on, active again, or free. All of an agent's in chunks are what they are at once; who has followed is left alone, so
 * that a chunk may come twice, and late.
 *
 * **Rules**: CON-03, DEL-25, DEL-26, EMP-04.
 *
 * @category machine
 */
export const caughtUp = (
  agent: Agent,
  left: Disposition.Left,
  day: CalendarDate,
  context: Context
): ReadonlyArray<Disposition.Event> => {
  const { agentId, certification, dispositionUntil: window } = agent
  const free = freeBy(agent, left, day)
  const gone = new Set(free.map(({ delegationId }) => delegationId))
  const rest = { agentId, window, openIn: left.openIn, open: left.open.filter((one) => !gone.has(one.delegationId)) }
  return [
    ...Disposition.setFree(free, left, context, Disposition.reasonFor(agent)),
    ...(certification._tag === "Certified" ? thaw(rest) : freeze(rest, certification.since))
  ]
}
