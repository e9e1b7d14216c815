/**
 * The place of an agent in an agency.
 *
 * Certification belongs to the person, employment to the pair of agent and agency; the two are
 * independent. Moving the agent's clients before an employment ends is `Transfer`, keeping them for a time `KeptClients`.
 *
 * @since 0.1.0
 */
import type { Actor } from "./Actor.ts"
import * as AgencyManager from "./AgencyManager.ts"
import { type Agent, type Event as AgentEvent, make, misplaced, type Profile, unreachable } from "./Agent.ts"
import type { Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import * as Certification from "./Certification.ts"
import { accept, acceptAll, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import * as Id from "./Id.ts"
import * as Invitation from "./Invitation.ts"
import * as Licence from "./Licence.ts"
import * as Machine from "./Machine.ts"
import { reason } from "./Refusal.ts"
import type { Site } from "./Site.ts"
import * as Staff from "./Staff.ts"

/** How an agent stands in an agency. @category models */
export type State = "Invited" | "Active" | "Inactive"

/** Why an employment became inactive. @category models */
export type InactiveReason =
  | "leave"
  | "left-agency"
  | "application-ended"
  | "association-declined"
  | "association-withdrawn"
  | "agency-ended"
  | "other"

/** An agent in an agency. @category models */
export interface Employment {
  readonly employmentId: Id.EmploymentId
  readonly agentId: Id.AgentId
  readonly agencyId: Id.AgencyId
  readonly state: State
  readonly since: Instant
  readonly reason?: InactiveReason
  /** Whether the exchange looks over an invitation of somebody who was certified before it. @rule AGT-03 */
  readonly review?: true
  /** Until when an applicant worked here before, who goes on to be paid through the agency meanwhile. @rule AGY-14 */
  readonly workedUntil?: Instant
}

/** A step of an employment. @category models */
export type Command =
  | {
      readonly _tag: "AddAgent"
      readonly agencyId: Id.AgencyId
      readonly agentId: Id.AgentId
      readonly profile: Profile
    }
  | {
      readonly _tag: "SetAgentInactive"
      readonly agencyId: Id.AgencyId
      readonly agentId: Id.AgentId
      /** The end of an agency or of a review is told by their own steps. */
      readonly reason: Exclude<InactiveReason, "agency-ended" | "association-declined" | "association-withdrawn">
      /** First day on which the agent's clients are free whom the agency keeps until then; without it there may be none. @rule EMP-04 */
      readonly keepClientsUntil?: Dates.CalendarDate
    }
  | { readonly _tag: "SetAgentActive"; readonly agencyId: Id.AgencyId; readonly agentId: Id.AgentId }

/** Something happened to an employment. @category models */
export type Event = {
  readonly _tag: "EmploymentMoved"
  readonly employmentId: Id.EmploymentId
  readonly trigger: (typeof machine)["triggers"][number] | "invite"
  readonly from?: State
  readonly to: Employment
}

/** What a decision about an employment looks at. @category models */
export interface Facts {
  readonly agent: Agent | undefined
  readonly employment: Employment | undefined
  /** An employment of the agent that is not inactive, in whatever agency. */
  readonly openEmployment: Employment | undefined
  /** Requested, active and frozen delegations that the agent holds in the agency. */
  readonly openDelegations: number
  /** Whether another manager stays who can act for the agency. */
  readonly otherManager: boolean
  readonly isManager: boolean
  /** Whether the agent is the primary manager and can act for the agency. */
  readonly fitPrimary?: boolean
  /** An agent with the same licence number, if there is one. */
  readonly sameLicence: Agent | undefined
  /** Agents with the same national producer number and with the same address for login, if there are any. */
  readonly sameNpn: Agent | undefined
  readonly sameEmail: Agent | undefined
  /** The sites of the agency that takes somebody on. */
  readonly sites?: ReadonlyArray<Site>
  /** Whoever holds the new agent's e-mail address as staff. */
  readonly staff?: Staff.Staff | undefined
  /** The agent's invitations to an account, whichever agency they are for. */
  readonly invitations?: ReadonlyArray<Invitation.Invitation>
}

/** The machine of the domain description, section 3.4. @rule EMP-01 @category machine */
export const machine = /*#__PURE__*/ Machine.define({
  name: "employment",
  states: ["Invited", "Active", "Inactive"],
  triggers: ["activate", "end-application", "approve", "decline", "withdraw", "set-inactive", "set-active"],
  edges: {
    Invited: {
      activate: "Active",
      "end-application": "Inactive",
      approve: "Active",
      decline: "Inactive",
      withdraw: "Inactive"
    },
    Active: { "set-inactive": "Inactive" },
    Inactive: { "set-active": "Active" }
  },
  otherwise: "EMP-01"
})

/** The agent works for another agency. @category errors */
export const employedElsewhere = /*#__PURE__*/ reason(
  "EmployedElsewhere",
  "EMP-03",
  (f: { readonly agentId: Id.AgentId }) => `agent \`${f.agentId}\` has an open employment already`,
  "the present agency sets the agent inactive first"
)
/** The identifier or licence is taken. @category errors */
export const agentExists = /*#__PURE__*/ reason(
  "AgentExists",
  "AGT-01",
  (f: { readonly agentId: Id.AgentId }) => `agent \`${f.agentId}\` or the licence number is known already`,
  "ask the exchange for an association review instead of a second profile"
)
/** Another agent has the national producer number; whose it is, is not told. @category errors */
export const npnInUse = /*#__PURE__*/ reason(
  "NpnInUse",
  "AGT-01",
  (f: { readonly agentId: Id.AgentId }) =>
    `the national producer number for agent \`${f.agentId}\` belongs to another agent already`,
  "check the number in the producer registry; whoever has it comes by an association review, not by a second profile"
)
/** Another agent signs in with the address; who it is, is not told. @category errors */
export const loginEmailInUse = /*#__PURE__*/ reason(
  "LoginEmailInUse",
  "STF-07",
  (f: { readonly agentId: Id.AgentId }) =>
    `the address for login of agent \`${f.agentId}\` belongs to another agent already`,
  "give each person an address of their own, and each address to one person"
)
/** There is no such agent in this agency. @category errors */
export const notOnRoster = /*#__PURE__*/ reason(
  "NotOnRoster",
  "AGY-01",
  (f: { readonly agentId: Id.AgentId; readonly agencyId: Id.AgencyId }) =>
    `agent \`${f.agentId}\` is not on the roster of agency \`${f.agencyId}\``,
  "look the agent up on the roster"
)
/** The agent still holds cases or requests. @category errors */
export const delegationsWithoutDisposition = /*#__PURE__*/ reason(
  "DelegationsWithoutDisposition",
  "EMP-04",
  (f: { readonly agentId: Id.AgentId; readonly open: number }) =>
    `agent \`${f.agentId}\` still holds \`${f.open}\` open delegations or requests`,
  "transfer the clients or give them back to the consumers first, or keep them until a day (`keepClientsUntil`)"
)
/** The day is none until which clients can be kept. @category errors */
export const keepDayOutside = /*#__PURE__*/ reason(
  "KeepDayOutside",
  "EMP-04",
  (f: {
    readonly agentId: Id.AgentId
    readonly keepClientsUntil: Dates.CalendarDate
    readonly from: Dates.CalendarDate
    readonly until: Dates.CalendarDate
  }) =>
    `the clients of agent \`${f.agentId}\` cannot be kept until \`${f.keepClientsUntil}\`: the day is from \`${f.from}\` to \`${f.until}\``,
  "name a day in between as `keepClientsUntil`, or transfer the clients or give them back to the consumers first"
)
/** The last manager cannot leave. @category errors */
export const lastManager = /*#__PURE__*/ reason(
  "LastManager",
  "AGY-12",
  (f: { readonly agentId: Id.AgentId; readonly agencyId: Id.AgencyId }) =>
    `without agent \`${f.agentId}\` agency \`${f.agencyId}\` has no manager who is certified and active`,
  "designate a successor who is certified and active first"
)
/** An inactive agent comes back only when certified. @category errors */
export const notCertified = /*#__PURE__*/ reason(
  "NotCertified",
  "EMP-05",
  (f: { readonly agentId: Id.AgentId; readonly state: string }) =>
    `agent \`${f.agentId}\` is \`${f.state}\` and cannot be set active`,
  "have the agent certified first"
)

/** The invitation is not for somebody who was certified before. @category errors */
export const noAssociationAsked = /*#__PURE__*/ reason(
  "NoAssociationAsked",
  "AGT-03",
  (f: { readonly agentId: Id.AgentId; readonly agencyId: Id.AgencyId }) =>
    `agent \`${f.agentId}\` applies for a first certification in agency \`${f.agencyId}\`, and nothing is under review`,
  "certify or deny the applicant"
)
/** The exchange never approved this agency for the agent. @category errors */
export const neverAssociated = /*#__PURE__*/ reason(
  "NeverAssociated",
  "AGT-03",
  (f: { readonly agentId: Id.AgentId; readonly agencyId: Id.AgencyId }) =>
    `agent \`${f.agentId}\` was never approved for agency \`${f.agencyId}\``,
  "ask the exchange for an association review"
)

/** The agent holds no certification today that could be taken along. @category errors */
export const nothingToTakeAlong = /*#__PURE__*/ reason(
  "NothingToTakeAlong",
  "EMP-06",
  // Any agency may ask: how a stranger stands, and why, is no business of it.
  (f: { readonly agentId: Id.AgentId }) => `agent \`${f.agentId}\` has no certification today to take along`,
  "have the certification reinstated or renewed first"
)

/** The event that puts an agent on a roster. @category constructors */
export const invited = (agentId: Id.AgentId, agencyId: Id.AgencyId, since: Instant): Event => {
  const employmentId = Id.employment(agentId, agencyId)
  return {
    _tag: "EmploymentMoved",
    employmentId,
    trigger: "invite",
    to: { employmentId, agentId, agencyId, state: "Invited", since }
  }
}

/** Checks whether a place ended before the exchange had approved it. @rule AGT-03 @category predicates */
export const isUnassociated = ({ reason: why }: Employment): boolean =>
  why === "association-declined" || why === "association-withdrawn"

/** Checks whether nothing was ever certified in a place that is over, so that coming back needs the exchange. @rule AGT-03 @category predicates */
export const wasNeverApproved = (employment: Employment): boolean =>
  isUnassociated(employment) || employment.reason === "application-ended"

/** Checks whether the exchange has not approved a place: it is under review, or ended before that. @rule AGT-03 @category predicates */
export const isUnapproved = (employment: Employment): boolean =>
  employment.review === true || isUnassociated(employment)

/**
 * The place in which an agent works or applies, or else the last one: of those the exchange has approved. An agency that
 * merely asked for somebody has no say about the person.
 *
 * @rule AGT-03
 * @category queries
 */
export const latestApproved = (places: ReadonlyArray<Employment>): Employment | undefined => {
  const approved = places.filter((place) => !isUnapproved(place))
  return (
    approved.find(({ state }) => state !== "Inactive") ??
    approved.reduce<Employment | undefined>(
      (latest, one) => (latest && latest.since > one.since ? latest : one),
      undefined
    )
  )
}

/** Until when somebody worked in a place; absent for whoever works there, or never did. @rule AGY-14 @category queries */
export const workedUntil = (employment: Employment): Instant | undefined =>
  employment.workedUntil ??
  (employment.state === "Inactive" && !wasNeverApproved(employment) ? employment.since : undefined)

const worked = (before: Employment | undefined): { readonly workedUntil?: Instant } => {
  const until = before && workedUntil(before)
  return until === undefined ? {} : { workedUntil: until }
}

/** The event that puts an applicant on a roster, who may have been on it before. @rule AGT-17 @category constructors */
export const placed = (
  agentId: Id.AgentId,
  agencyId: Id.AgencyId,
  since: Instant,
  before: Employment | undefined
): Event => {
  const event = invited(agentId, agencyId, since)
  return before === undefined ? event : { ...event, from: before.state, to: { ...event.to, ...worked(before) } }
}

/** The event that puts an agent on a roster for a review; again after one that was not approved. @rule AGT-03 @category constructors */
export const associated = (
  agentId: Id.AgentId,
  agencyId: Id.AgencyId,
  since: Instant,
  before: Employment | undefined
): Event => {
  const event = placed(agentId, agencyId, since, before)
  return { ...event, to: { ...event.to, review: true } }
}

const move = (
  employment: Employment,
  trigger: (typeof machine)["triggers"][number],
  state: State,
  why: InactiveReason | undefined,
  context: Context
): Event => {
  const { agencyId, agentId, employmentId } = employment
  const to: Employment = {
    employmentId,
    agentId,
    agencyId,
    state,
    since: context.at,
    ...(why === undefined ? {} : { reason: why }),
    // Whoever has been approved works there anew.
    ...(employment.state === "Invited" && state === "Inactive" ? worked(employment) : {})
  }
  return { _tag: "EmploymentMoved", employmentId, trigger, from: employment.state, to }
}

const reviews = {
  approve: ["Active", undefined],
  decline: ["Inactive", "association-declined"],
  withdraw: ["Inactive", "association-withdrawn"]
} as const

/** The event of a review that is over. @rule AGT-03 @category constructors */
export const reviewed = (employment: Employment, trigger: keyof typeof reviews, context: Context): Event =>
  move(employment, trigger, reviews[trigger][0], reviews[trigger][1], context)

/** The events that make an invited agent active once certified; none when the agent is not invited. @category constructors */
export const activated = (employment: Employment, context: Context): ReadonlyArray<Event> =>
  employment.state === "Invited" ? [move(employment, "activate", "Active", undefined, context)] : []

/** The events that end an invitation when the application ends; none when the agent is not invited. @category constructors */
export const applicationEnded = (employment: Employment, context: Context): ReadonlyArray<Event> => {
  // A review that ends with the certification is not approved either: nothing may renew it but another one.
  const why = employment.review === true ? "association-declined" : "application-ended"
  return employment.state === "Invited" ? [move(employment, "end-application", "Inactive", why, context)] : []
}

/** The events that end an open employment together with its agency. @category constructors */
export const agencyEnded = (employment: Employment, context: Context): ReadonlyArray<Event> => {
  switch (employment.state) {
    case "Invited":
      // What was under review was never approved.
      return employment.review === true
        ? applicationEnded(employment, context)
        : [move(employment, "end-application", "Inactive", "agency-ended", context)]
    case "Active":
      return [move(employment, "set-inactive", "Inactive", "agency-ended", context)]
    case "Inactive":
      return []
  }
}

/** The events that invite an agent again who reapplies; none unless the last application had ended the invitation. @rule AGT-17 @category constructors */
export const invitedAgain = (employment: Employment, { at }: Context): ReadonlyArray<Event> =>
  employment.state === "Inactive" && employment.reason === "application-ended"
    ? [placed(employment.agentId, employment.agencyId, at, employment)]
    : []

/** The refusal of a new agent who still has a staff role. @rule STF-07 @category queries */
export const staffRole = (agentId: Id.AgentId, staff: Staff.Staff | undefined) =>
  staff !== undefined && !Staff.isClosed(staff) && Staff.staffRoleOpen({ agentId })

/**
 * The refusal of a new agent whom the exchange knows already: by identifier or licence number, by national producer number,
 * or by the address for login.
 *
 * @rule AGT-01 STF-07
 * @category queries
 */
export const knownPerson = (
  agentId: Id.AgentId,
  known: { readonly person: boolean; readonly npn: boolean; readonly email: boolean }
) =>
  firstRefusal(
    known.person && agentExists({ agentId }),
    known.npn && npnInUse({ agentId }),
    known.email && loginEmailInUse({ agentId })
  )

const add = (
  command: Command & { readonly _tag: "AddAgent" },
  facts: Facts,
  { at, policy }: Context
): Decision<Event | AgentEvent> => {
  const { agencyId, agentId, profile } = command
  return (
    firstRefusal(
      Licence.misshapen(profile.licence.number, policy),
      unreachable(agentId, profile),
      misplaced(agentId, profile, { agencyId, sites: facts.sites ?? [] }),
      knownPerson(agentId, {
        person: facts.agent !== undefined || facts.sameLicence !== undefined,
        npn: facts.sameNpn !== undefined,
        email: facts.sameEmail !== undefined
      }),
      facts.openEmployment !== undefined && employedElsewhere({ agentId }),
      staffRole(agentId, facts.staff)
    ) ??
    accept<Event | AgentEvent>(
      { _tag: "AgentAdded", agent: make(profile, agentId, agencyId, Certification.initial(at)) },
      invited(agentId, agencyId, at)
    )
  )
}

/** The refusal of whoever would put a manager out, or bring one back, over the heads of the managers. @rule AGY-02 AGY-12 */
const overManagers = (
  { agencyId, agentId, _tag }: Exclude<Command, { _tag: "AddAgent" }>,
  facts: Facts,
  actor: Actor
) =>
  facts.isManager &&
  (actor._tag === "Staff"
    ? AgencyManager.managersDecide({ agentId, agencyId })
    : _tag === "SetAgentInactive" &&
      facts.fitPrimary === true &&
      actor._tag === "Agent" &&
      actor.agentId !== agentId &&
      AgencyManager.primaryDecides({ agencyId }))

/**
 * The first and the last day until which clients can be kept. While a window of the agent is open that day stands: it has
 * been told to whom it concerns, and a second one would free some too early or hold others too long.
 *
 * @rule EMP-04 DEL-25
 * @category queries
 */
export const keepDays = (
  { dispositionUntil }: Pick<Agent, "dispositionUntil">,
  { at, policy }: Context
): { readonly from: Dates.CalendarDate; readonly until: Dates.CalendarDate } => {
  const today = Dates.on(at, policy.timeZone)
  return {
    from: dispositionUntil ?? Dates.plusDays(today, 1),
    until: dispositionUntil ?? Dates.plusDays(today, policy.dispositionDays)
  }
}

const keepDayRefused = (agent: Agent, keepClientsUntil: Dates.CalendarDate, context: Context) => {
  const { from, until } = keepDays(agent, context)
  const passed = keepClientsUntil <= Dates.on(context.at, context.policy.timeZone)
  return (
    (passed || keepClientsUntil < from || until < keepClientsUntil) &&
    keepDayOutside({ agentId: agent.agentId, keepClientsUntil, from, until })
  )
}

const setInactive = (
  command: Command & { readonly _tag: "SetAgentInactive" },
  agent: Agent,
  employment: Employment,
  facts: Facts,
  context: Context
): Decision<AgencyManager.Change | Event | Invitation.Event> => {
  const { agencyId, agentId, keepClientsUntil: until } = command
  const { openDelegations: held } = facts
  // Another day is no repetition: who comes back and leaves again may name one.
  const sameDay = until === undefined || held === 0 || until === agent.dispositionUntil
  if (employment.state === "Inactive" && sameDay) return nothing
  return (
    firstRefusal(
      Machine.refusal(machine, employment.state, "set-inactive"),
      overManagers(command, facts, context.actor),
      facts.isManager && !facts.otherManager && lastManager({ agentId, agencyId }),
      until === undefined
        ? held > 0 && delegationsWithoutDisposition({ agentId, open: held })
        : keepDayRefused(agent, until, context)
    ) ??
    acceptAll<AgencyManager.Change | Event | Invitation.Event>([
      move(employment, "set-inactive", "Inactive", command.reason, context),
      // Whoever is away for a time finds the role again; whoever has left does not.
      ...(facts.isManager && command.reason === "left-agency"
        ? [AgencyManager.removed(agencyId, agentId, "left")]
        : []),
      // A code that the agency has passed on would still open an account as its agent. @rule INV-03
      ...Invitation.ended(
        (facts.invitations ?? []).filter((one) => one.agencyId === agencyId),
        "revoke"
      )
    ])
  )
}

/**
 * Decides a step of an employment. A manager who leaves the agency manages it no more; the primary one goes by the own
 * act or the exchange's, while able to act.
 *
 * Who is set inactive can no longer use an invitation of that agency, and holds no client there, unless the agency keeps
 * them until a day, which is `KeptClients`.
 *
 * **Rules**: AGT-01, AGT-02, AGT-03, AGY-02, AGY-08, AGY-12, EMP-01, EMP-03..05, INV-03, STF-07.
 *
 * @category machine
 */
export const decide = (
  command: Command,
  facts: Facts,
  context: Context
): Decision<AgencyManager.Change | Event | AgentEvent | Invitation.Event> => {
  if (command._tag === "AddAgent") return add(command, facts, context)
  const { agencyId, agentId } = command
  const { agent, employment } = facts
  if (employment === undefined || agent === undefined) return notOnRoster({ agentId, agencyId })
  switch (command._tag) {
    case "SetAgentInactive":
      return setInactive(command, agent, employment, facts, context)
    case "SetAgentActive": {
      if (employment.state === "Active") return nothing
      const today = Dates.on(context.at, context.policy.timeZone)
      return (
        firstRefusal(
          Machine.refusal(machine, employment.state, "set-active"),
          overManagers(command, facts, context.actor),
          wasNeverApproved(employment) && neverAssociated({ agentId, agencyId }),
          !Certification.isCertifiedOn(agent.certification, today) &&
            notCertified({ agentId, state: agent.certification._tag }),
          facts.openEmployment !== undefined && employedElsewhere({ agentId })
        ) ?? accept(move(employment, "set-active", "Active", undefined, context))
      )
    }
  }
}

/** Applies an event to an employment; never fails. @category machine */
export const evolve = (_employment: Employment | undefined, event: Event): Employment => event.to
