/**
 * Laws of what a change of one agent's certification means: for the agent's own clients and invitation, for nobody else.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Trigger } from "@agencybook/core/Certification"
import { isOpen } from "@agencybook/core/Delegation"
import type { AccountState } from "@agencybook/core/Extranet"
import * as fc from "fast-check"
import { all, broken, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const agentId = Sample.agentId(1)
const to = (agent: number) => ({ delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId() } })
const freezing: ReadonlyArray<Trigger> = ["suspend", "terminate-vested", "terminate-for-cause", "record-death"]
const ending: ReadonlyArray<Trigger> = freezing.filter((trigger) => trigger !== "suspend")

/** Books of any size: what is done for the first few clients has to be done for all. */
const books = { maxLength: 40, size: "max" } as const

const begunAt = (state: object) => (state as { readonly from: Dates.Instant }).from

/** What happens to one agent touches nobody else. @category laws */
export const onlyTheAgentsOwn = make({
  id: "cascade-only-the-agents-own",
  sentence:
    "losing certification freezes the agent's own active delegations and, when it ended, opens the window in which they can be moved and closes the extranet account; where there is no window they are free; getting it back thaws them; no other is touched",
  rules: ["DEL-25", "DEL-26", "AGT-19", "EXT-10"],
  runs: 500,
  input: fc.record({
    days: fc.constantFrom(0, 1, 30, 30),
    trigger: fc.constantFrom<Trigger>(...freezing, "reinstate", "certify", "submit", "recertify", "complete", "reopen"),
    open: fc.array(
      fc.record({
        state: fc.constantFrom(...(["Requested", "Active", "Frozen"] as const)),
        agent: fc.constantFrom(1, 2)
      }),
      books
    ),
    account: fc.constantFrom<AccountState["_tag"] | "none">(
      ...(["none", "Provisioned", "Active", "Expiring", "LockedExpired", "ResetPending", "Disabled"] as const)
    )
  }),
  holds: ({ account, days, open, trigger }, rules) => {
    const delegations = open.map(({ agent, state }, n) => Sample.delegation(n, state, to(agent)))
    const moved = {
      _tag: "CertificationMoved",
      agentId,
      trigger,
      from: "Certified",
      to: Sample.certification("Suspended")
    } as const
    const employment = Sample.employment(1)
    const known = account === "none" ? undefined : Sample.extranetAccount(1, account)
    // What is no step of a certification has no consequences.
    const other = { _tag: "AgentLocked", agentId, locked: true } as const
    const events = rules.cascade.follow(
      [other, moved],
      { agentId, employment, open: delegations, account: known },
      Sample.context({ policy: { ...Sample.policy(), dispositionDays: days } })
    )
    const free = days === 0 && ending.includes(trigger)
    const from =
      trigger === "reinstate" || trigger === "certify" ? "Frozen" : freezing.includes(trigger) ? "Active" : undefined
    const expected = delegations.flatMap(({ delegate, delegationId: id, state }): ReadonlyArray<unknown> => {
      if (free && delegate.agentId === agentId)
        return [
          state._tag === "Requested"
            ? {
                ...{ _tag: "DelegationMoved", delegationId: id, trigger: "decline", from: "Requested" },
                to: { _tag: "Declined", at: Sample.now }
              }
            : {
                ...{ _tag: "DelegationMoved", delegationId: id, trigger: "end-certification", from: state._tag },
                to: { _tag: "Ended", from: begunAt(state), until: Sample.now, reason: "certification-ended" }
              }
        ]
      if (free || state._tag !== from || delegate.agentId !== agentId) return []
      const begun = begunAt(state)
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
    const disabled = { _tag: "Disabled", since: Sample.now }
    const closing = {
      _tag: "ExtranetAccountMoved",
      agentId,
      trigger: "disable",
      from: account,
      to: disabled,
      at: Sample.now
    }
    const closed = ending.includes(trigger) && account !== "none" && account !== "Disabled" ? [closing] : []
    const until = Dates.plusDays(Sample.today, days)
    const window = ending.includes(trigger) && days > 0 ? [{ _tag: "DispositionOpened", agentId, until }] : []
    return same(events, [...expected, ...window, ...closed], "what follows")
  }
})

/** The invitation follows the application. @category laws */
export const invitationFollowsApplication = make({
  id: "cascade-invitation-follows-application",
  sentence:
    "certification makes an invited agent active, an ended application or death ends the invitation and revokes what was sent, a new application renews it; whoever has no place gets none, and whoever is suspended, comes back or is renewed keeps what there is",
  rules: ["EMP-02", "AGT-17"],
  runs: 400,
  input: fc.record({
    trigger: fc.constantFrom<Trigger>(
      ...(["certify", "deny", "withdraw", "record-death", "reapply", "suspend", "reinstate", "recertify"] as const)
    ),
    state: fc.constantFrom(...(["Invited", "Active", "Inactive", "none"] as const)),
    sent: fc.option(fc.constantFrom(...(["Issued", "Claimed"] as const)), { nil: undefined }),
    reason: fc.constantFrom(...(["application-ended", "left-agency"] as const))
  }),
  holds: ({ reason, sent, state, trigger }, rules) => {
    const employment =
      state === "none" ? undefined : { ...Sample.employment(1, 0, state), ...(state === "Inactive" ? { reason } : {}) }
    const invitations = sent === undefined ? {} : { invitations: [Sample.invitation(1, { state: sent })] }
    const moved = {
      _tag: "CertificationMoved",
      agentId,
      trigger,
      from: "Pending",
      to: Sample.certification("Pending")
    } as const
    const events = rules.cascade.follow([moved], { agentId, employment, open: [], ...invitations }, Sample.context())
    const states = events.flatMap((event) => {
      if (event._tag === "EmploymentMoved") return [event.to.state]
      // A certification may send an invitation, which has laws of its own.
      if (trigger === "certify" && (event._tag === "InvitationIssued" || event._tag === "InvitationMoved")) return []
      if (event._tag === "InvitationMoved") return [`${event.trigger} ${event.to}`]
      return event._tag === "DispositionOpened" ? [] : [event._tag]
    })
    const renewed = trigger === "reapply" && state === "Inactive" && reason === "application-ended"
    const ending = ["deny", "withdraw", "record-death", "terminate-vested", "terminate-for-cause"]
    const ended = ending.includes(trigger) && state === "Invited"
    const activated = trigger === "certify" && state === "Invited"
    const revoked = sent === "Issued" && ending.includes(trigger) ? ["revoke Revoked"] : []
    const place = renewed ? ["Invited"] : ended ? ["Inactive"] : activated ? ["Active"] : []
    return same(states, [...place, ...revoked], "what follows")
  }
})

/** Certification means the same, alone or together with the agency. @category laws */
export const togetherWithTheAgency = make({
  id: "cascade-together-with-the-agency",
  sentence: "a manager who is certified together with the agency becomes active and gets frozen clients back",
  rules: ["AGY-06", "AGT-19", "DEL-26"],
  input: fc.record({
    state: fc.constantFrom(...(["Eligible", "Certified"] as const)),
    clients: fc.array(fc.constantFrom(1, 2), { minLength: 1, ...books })
  }),
  holds: ({ clients, state }, rules) => {
    const agency = Sample.agency(0, { managers: [agentId], certification: Sample.agencyCertification("Pending") })
    const manager = Sample.agent(1, { certification: Sample.certification(state) })
    const employment = Sample.employment(1, 0, "Invited")
    const frozen = clients.map((agent, n) => Sample.delegation(n, "Frozen", to(agent)))
    const world = {
      ...World.empty,
      agency: new Map([[agency.agencyId, agency]]),
      agent: new Map([[agentId, manager]]),
      employment: new Map([[employment.employmentId, employment]]),
      delegation: new Map(frozen.map((one) => [one.delegationId, one]))
    }
    const { agencyId } = agency
    const command = { _tag: "CertifyAgency", agencyId, managerTerm: Sample.term } as const
    const answer = rules.command(command, World.facts(world), Sample.context(), {})
    if (answer._tag !== "Accepted") return broken("the agency is not certified")
    const together = state === "Eligible"
    const free = answer.events.flatMap((event) => (event._tag === "DelegationMoved" ? [event.delegationId] : []))
    const own = frozen.filter(({ delegate }) => delegate.agentId === agentId).map(({ delegationId }) => delegationId)
    return all(
      same(free.toSorted(), together ? own.toSorted() : [], "the clients who are free again"),
      same(answer.events.filter(({ _tag }) => _tag === "EmploymentMoved").length, together ? 1 : 0, "activations")
    )
  }
})

/** Applicants may have clients, and leave them as others do. @category laws */
export const applicantsLeaveClients = make({
  id: "cascade-applicants-leave-clients",
  sentence:
    "an applicant who is turned away or withdraws leaves clients to a window as anybody does, or free where there is none; without clients no window opens, and one that is open stands",
  rules: ["DEL-25", "DEL-26", "EMP-04"],
  runs: 400,
  input: fc.record({
    days: fc.constantFrom(0, 1, 30),
    trigger: fc.constantFrom<Trigger>("deny", "withdraw"),
    window: fc.option(fc.integer({ min: 1, max: 9 }), { freq: 3, nil: undefined }),
    open: fc.array(
      fc.record({
        state: fc.constantFrom(...(["Requested", "Frozen", "Frozen", "Active"] as const)),
        agent: fc.constantFrom(1, 2)
      }),
      { maxLength: 6 }
    )
  }),
  holds: ({ days, open, trigger, window }, rules) => {
    const moved = {
      _tag: "CertificationMoved",
      agentId,
      trigger,
      from: "Pending",
      to: Sample.certification(trigger === "deny" ? "Denied" : "Withdrawn")
    } as const
    const events = rules.cascade.follow(
      [moved],
      {
        ...{ agentId, employment: Sample.employment(1, 0, "Invited") },
        ...{ open: open.map(({ agent, state }, n) => Sample.delegation(n, state, to(agent))) },
        ...(window === undefined ? {} : { window: Dates.plusDays(Sample.today, window) })
      },
      Sample.context({ policy: { ...Sample.policy(), dispositionDays: days } })
    )
    const states = events.flatMap((event) => {
      if (event._tag === "DelegationMoved") return [`${event.delegationId} ${event.to._tag}`]
      return event._tag === "DispositionOpened" ? [`until ${event.until}`] : [event._tag]
    })
    const own = open.flatMap(({ agent, state }, n) => (agent === 1 ? [{ id: Sample.delegationId(n), state }] : []))
    const leaves = own.length > 0 && window === undefined
    const waiting = own.flatMap(({ id, state }) => (state === "Active" ? [`${id} Frozen`] : []))
    const free = own.map(({ id, state }) => `${id} ${state === "Requested" ? "Declined" : "Ended"}`)
    const left = days === 0 ? free : [...waiting, `until ${Dates.plusDays(Sample.today, days)}`]
    return same(states, ["EmploymentMoved", ...(leaves ? left : [])], "what follows")
  }
})

const steps = {
  suspend: "Suspended",
  "terminate-vested": "TerminatedVested",
  "terminate-for-cause": "TerminatedForCause",
  "record-death": "Deceased",
  reinstate: "Certified",
  certify: "Certified"
} as const

/** In chunks as at once. @category laws */
export const inChunksAsAtOnce = make({
  id: "cascade-in-chunks-as-at-once",
  sentence:
    "a step that leaves the clients for later moves none of them and does everything else; in whatever chunks they follow, on the day or after it, each becomes what the step alone would have made of it, frozen from its instant on, and a chunk that comes again changes nothing",
  rules: ["DEL-25", "DEL-26", "AGT-19"],
  runs: 500,
  input: fc.record({
    days: fc.constantFrom(0, 1, 30),
    trigger: fc.constantFrom(...(Object.keys(steps) as ReadonlyArray<keyof typeof steps>)),
    open: fc.array(
      fc.record({
        state: fc.constantFrom(...(["Requested", "Active", "Frozen"] as const)),
        agent: fc.constantFrom(1, 1, 2)
      }),
      { minLength: 1, ...books }
    ),
    size: fc.integer({ min: 1, max: 7 }),
    hours: fc.constantFrom(0, 5)
  }),
  holds: ({ days, hours, open, size, trigger }, rules) => {
    const delegations = open.map(({ agent, state }, n) => Sample.delegation(n, state, to(agent)))
    const certification = Sample.certification(steps[trigger])
    const moved = { _tag: "CertificationMoved", agentId, trigger, from: "Certified", to: certification } as const
    const context = Sample.context({ policy: { ...Sample.policy(), dispositionDays: days } })
    const facts = { agentId, employment: Sample.employment(1), open: delegations, account: undefined }
    const whole = rules.cascade.follow([moved], facts, context)
    const step = rules.cascade.follow([moved], { ...facts, later: true }, context)
    const window = step.find(({ _tag }) => _tag === "DispositionOpened")
    const agent = Sample.agent(1, {
      certification,
      ...(window?._tag === "DispositionOpened" ? { dispositionUntil: window.until } : {})
    })
    // Who is free is free from then on; who is frozen is so since the step.
    const later = days === 0 ? context : { ...context, at: Dates.plusHours(context.at, hours) }
    const follow = (some: typeof delegations) =>
      rules.cascade.caughtUp(agent, { open: some, consents: [] }, Sample.today, later)
    const parts = Array.from({ length: Math.ceil(open.length / size) }, (_, n) =>
      follow(delegations.slice(n * size, (n + 1) * size))
    ).flat()
    const after = new Map(delegations.map((one) => [one.delegationId, one]))
    for (const event of parts)
      if (event._tag === "DelegationMoved") {
        const next = rules.evolve("delegation", after.get(event.delegationId), event)
        after.set(event.delegationId, next)
      }
    const left = Array.from(after.values()).filter(isOpen)
    const client = ({ _tag }: { readonly _tag: string }) => _tag === "DelegationMoved"
    return all(
      same(
        step,
        whole.filter((event) => !client(event)),
        "the step by itself"
      ),
      same(parts, whole.filter(client), "what follows in chunks"),
      same(follow(left), [], "what comes again")
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [
  onlyTheAgentsOwn,
  inChunksAsAtOnce,
  invitationFollowsApplication,
  applicantsLeaveClients,
  togetherWithTheAgency
]
