/**
 * Laws of the ways to a new agent without a request that waits: by telephone, by claim, by passcode, after an access
 * code; and of the reminders of requests that do wait.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Delegation, Event as DelegationEvent } from "@agencybook/core/Delegation"
import * as Id from "@agencybook/core/Id"
import type { Command } from "@agencybook/core/NewAgent"
import { verifications } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import {
  agencyId,
  agentId,
  byCode,
  call,
  caseId,
  consentId,
  context,
  delegationEvents,
  delegationId,
  facts,
  issue,
  mine,
  names,
  others,
  ways
} from "./internal/NewAgentFacts.ts"
import { acceptedAs, all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

/** A verified way makes a delegation at once. @category laws */
export const atOnce = make({
  id: "new-agent-at-once",
  sentence:
    "a verified way makes the agent the delegate at once: the old delegation ends in that instant, a consent is granted, how it was verified is kept, and the present delegate changes nothing, unless the agent has the case from a former agency; where no consent lets the present delegate help any more, one is granted and the delegation stays",
  rules: ["DEL-01", "DEL-07", "DEL-09", "DEL-10", "DEL-11", "CON-01"],
  runs: 600,
  input: fc.record({
    way: fc.constantFrom(...names),
    others,
    exclusivity: fc.constantFrom(...(["one-total", "one-total", "one-per-kind", "one-per-policy"] as const)),
    taken: fc.constantFrom(false, false, false, true),
    empty: fc.constantFrom(false, false, false, true),
    good: fc.constantFrom(true, true, true, false),
    over: fc.boolean()
  }),
  holds: ({ empty, exclusivity, good, others, over, taken, way }, rules) => {
    const total = exclusivity === "one-total"
    const open = others.map(({ agency, agent, kind, state }, n) =>
      Sample.delegation(n, state, {
        caseId,
        kind,
        delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId(agency) },
        consentId: Id.make(`consent-${n}`)
      })
    )
    const consents = open.map(({ delegate, state }, n) =>
      Sample.consent(n, state._tag === "Requested" ? "Draft" : over ? "Expired" : "Granted", {
        grantee: { _tag: "Agency", ...delegate },
        otherUsers: ["manager"]
      })
    )
    const answer = ways[way].decide(
      rules,
      {
        case: Sample.household(0, empty ? { members: [] } : {}),
        open,
        consents,
        same: taken ? Sample.delegation(9) : undefined,
        delegate: good ? Sample.member(1) : Sample.member(1, { locked: true })
      },
      { delegationExclusivity: exclusivity }
    )
    if (empty && way !== "claim") return refusedAs(answer, "UnknownCase", "DEL-03")
    if (taken) return refusedAs(answer, "DelegationExists", "DEL-22")
    const holds = (one: Delegation) => one.state._tag !== "Requested"
    const producers = open.filter(({ kind }) => kind === "producer")
    const already = producers.some(
      (one) => holds(one) && one.delegate.agentId === agentId && one.delegate.agencyId === agencyId
    )
    const events = delegationEvents(answer)
    const mayHelp = open.some(
      (one) => holds(one) && !over && one.delegate.agentId === agentId && one.delegate.agencyId === agencyId
    )
    if (already && !mayHelp && good)
      return same(
        events.flatMap((event) =>
          event._tag === "AgentChangeCodeMoved" || event._tag === "AccessCodeMoved"
            ? []
            : [event._tag === "ConsentMoved" ? `${event.consentId} ${event.to._tag}` : event._tag]
        ),
        ["ConsentDrafted", `${consentId} Granted`],
        "the events"
      )
    if (already && mayHelp)
      return same(
        events.flatMap((event) => (event._tag === "AgentChangeCodeMoved" ? [] : [event._tag])),
        [],
        "the events"
      )
    if (!good) return refusedAs(answer, "AgentWithoutAuthority", "DEL-08")
    const ended = open.filter((one) => holds(one) && (total || one.kind === "producer"))
    const fulfilled = producers.filter((one) => !holds(one) && one.delegate.agentId === agentId)
    const opened = events.flatMap((event) => (event._tag === "DelegationOpened" ? [event.delegation] : []))
    const moved = events.flatMap((event) =>
      event._tag === "DelegationMoved" ? [[event.delegationId, event.trigger, event.to._tag] as const] : []
    )
    const consent = events.flatMap((event) => (event._tag === "ConsentMoved" ? [[event.consentId, event.to._tag]] : []))
    const { reference } = ways[way]
    return all(
      same(
        opened,
        [
          {
            delegationId,
            caseId,
            kind: "producer",
            ...mine,
            origin: way,
            verification: { method: way, reference, at: Sample.now },
            signedBy: "Cora Quint",
            consentId,
            state: { _tag: "Active", from: Sample.now }
          }
        ],
        "what is opened"
      ),
      same(
        moved,
        [
          ...fulfilled.map((one) => [one.delegationId, "cancel", "Cancelled"]),
          ...ended.map((one) => [one.delegationId, "replace", "Ended"])
        ],
        "what ends"
      ),
      same(
        consent,
        [
          ...fulfilled.map((one) => [one.consentId as string, "Expired"]),
          // With the agents before goes what they had to rest on.
          ...(over ? [] : ended.map((one) => [one.consentId as string, "Expired"])),
          [consentId, "Granted"]
        ],
        "what becomes of consents"
      )
    )
  }
})

/** An exchange accepts the ways it names. @category laws */
export const onlyNamedWays = make({
  id: "new-agent-only-named-ways",
  sentence:
    "an exchange accepts the ways to a new agent that it names and refuses the others; naming none leaves the consumer",
  rules: ["DEL-15"],
  runs: 400,
  input: fc.record({
    way: fc.constantFrom(...names, "request" as const, "passcode" as const),
    listed: fc.subarray([...verifications])
  }),
  holds: ({ listed, way }, rules) => {
    const policy = { newAgentVerification: listed }
    const answer =
      way === "request"
        ? rules.delegation.decide(
            { _tag: "RequestDelegation", delegationId, caseId, agentId, signedBy: "Cora Quint" },
            { case: Sample.household(), delegation: undefined, open: [], delegate: Sample.member(1) },
            context(policy)
          )
        : way === "passcode"
          ? rules.agentChange.decide(issue, { ...facts(), live: undefined }, context(policy))
          : ways[way].decide(rules, {}, policy)
    const needs = way === "request" ? "consumer" : way === "passcode" ? "one-time-passcode" : ways[way].needs
    const accepted = listed.length === 0 ? needs === "consumer" : listed.includes(needs)
    return accepted ? same(answer._tag, "Accepted", "the answer") : refusedAs(answer, "WayNotAccepted", "DEL-15")
  }
})

/** On the telephone the agent is known, and the consumer is there. @category laws */
export const knownByTelephone = make({
  id: "new-agent-known-by-telephone",
  sentence:
    "by telephone the agent gives name and licence or certification number, the primary contact is on the line, and an agreement lasts for a year at most where a day is named, and otherwise for the call or until it is taken back, as the exchange has it",
  rules: ["DEL-06", "DEL-18"],
  runs: 600,
  input: fc.record({
    three: fc.boolean(),
    name: fc.constantFrom(...(["own", "own", "upper", "other"] as const)),
    number: fc.constantFrom(...(["licence", "certification", "licence", "another", "wrong"] as const)),
    contactPresent: fc.constantFrom(true, true, true, false),
    until: fc.constantFrom(undefined, -1, 0, 1, 364, 365, 366),
    known: fc.constantFrom(true, true, true, true, false),
    callConsent: fc.constantFrom(...(["one-call", "until-taken-back"] as const))
  }),
  holds: ({ callConsent, contactPresent, known, name, number, three, until: days }, rules) => {
    const { first, last } = Sample.profile(name === "other" ? 2 : 1).name
    const spoken = name === "upper" ? { first: first.toUpperCase(), last: last.toUpperCase() } : { first, last }
    const agent = {
      name: spoken as typeof call.agent.name,
      number:
        number === "certification"
          ? { certification: Sample.term.number }
          : number === "wrong"
            ? { certification: "0" }
            : { licence: Sample.licence(number === "another" ? 2 : 1).number }
    }
    const until = days === undefined ? undefined : Dates.plusDays(Sample.today, days)
    const base = { delegationId, caseId, agentId, call: { ...call, agent, contactPresent } }
    const command: Command = three
      ? { _tag: "DelegateByThreeWayCall", ...base, ...(until === undefined ? {} : { until }) }
      : { _tag: "DelegateByServiceCenter", ...base }
    const answer = rules.newAgent.decide(command, facts(known ? {} : { delegate: undefined }), context({ callConsent }))
    if (!known) return refusedAs(answer, "UnknownAgent", "DEL-08")
    if (name === "other" || number === "another" || number === "wrong")
      return refusedAs(answer, "AgentNotAuthenticated", "DEL-06")
    if (!contactPresent) return refusedAs(answer, "ContactNotOnTheLine", "DEL-06")
    if (three && days !== undefined && (days < 0 || days > 365))
      return refusedAs(answer, "AuthorizationTooLong", "DEL-18")
    const drafted = delegationEvents(answer).flatMap((event) =>
      event._tag === "ConsentDrafted" ? [event.consent.expiresOn] : []
    )
    const once = three && callConsent === "one-call"
    const wanted = three ? (until ?? (once ? Sample.today : undefined)) : undefined
    return same(drafted, [wanted], "the last day of the consent")
  }
})

/** After an access code the consumer delegates at once. @category laws */
export const afterACode = make({
  id: "new-agent-after-a-code",
  sentence:
    "a consumer whose account was linked by a code within a day delegates at once to an agent who takes clients, once, which uses the code up; nobody else does",
  rules: ["ACC-06", "DEL-08"],
  runs: 400,
  input: fc.record({
    state: fc.constantFrom(...(["Redeemed", "Redeemed", "Redeemed", "Spent", "none"] as const)),
    ago: fc.constantFrom(undefined, 0, 1, 23, 24, 25, 4_800),
    takes: fc.constantFrom(true, true, false),
    settled: fc.constantFrom(false, false, true)
  }),
  holds: ({ ago, settled, state, takes }, rules) => {
    const redeemedAt = ago === undefined ? {} : { redeemedAt: Dates.plusHours(Sample.now, -ago) }
    const redeemed = state === "none" ? undefined : Sample.accessCode(0, { state, ...redeemedAt })
    const has = {
      open: [Sample.delegation(0, "Active", { caseId, ...mine })],
      consents: [Sample.consent(0, "Granted", { grantee: { _tag: "Agency", agencyId, agentId } })]
    }
    const answer = rules.newAgent.decide(
      byCode,
      facts({
        redeemed,
        delegate: Sample.member(1, { acceptsNewClients: takes }),
        ...(settled ? has : {})
      }),
      context()
    )
    const isGood = redeemed !== undefined && state === "Redeemed" && ago !== undefined && ago < 24
    if (!isGood) return refusedAs(answer, "NoCodeRedeemed", "ACC-06")
    if (!takes) return refusedAs(answer, "NotAcceptingClients", "DEL-08")
    if (settled) return same(eventsOf(answer).length, 0, "the number of events")
    const [last] = eventsOf(answer).slice(-1)
    return all(
      same(eventsOf(answer).length, 4, "the number of events"),
      same(last?._tag === "AccessCodeMoved" && [last.accessCodeId, last.to], ["code-0", "Spent"], "what becomes of it"),
      same(
        last?._tag === "AccessCodeMoved" && rules.accessCode.evolve(redeemed, last),
        { ...redeemed, state: "Spent" },
        "the code afterwards"
      )
    )
  }
})

/** Requests that wait are reminded of twice. @category laws */
export const remindedTwice = make({
  id: "new-agent-reminded-twice",
  sentence:
    "a request that waits is reminded of on its third and its tenth day, once each however often the run is repeated, and not by a run that names others",
  rules: ["DEL-23"],
  runs: 400,
  input: fc.record({
    age: fc.integer({ min: 0, max: 32 }),
    before: fc.constantFrom(undefined, 0, 1, 2),
    ahead: fc.constantFrom(0, 0, 0, 1, -1),
    state: fc.constantFrom(...(["Requested", "Requested", "Requested", "Active"] as const)),
    named: fc.constantFrom<ReadonlyArray<string> | undefined>(
      undefined,
      undefined,
      ["it"],
      ["it", "it"],
      ["another"],
      []
    )
  }),
  holds: ({ age, ahead, before, named, state }, rules) => {
    const asked = Dates.plusHours(Sample.now, -24 * age)
    const request = Sample.delegation(9, state, {
      ...(state === "Requested" ? { state: { _tag: "Requested", at: asked } as const } : {}),
      ...(before === undefined ? {} : { reminders: before })
    })
    const on = Dates.plusDays(Sample.today, ahead)
    const only = named?.map((one) => (one === "it" ? delegationId : Id.make<Id.DelegationId>(one)))
    const command = { _tag: "RemindRequests", on, ...(only === undefined ? {} : { only }) } as const
    const answer = rules.requestReminder.decide(command, [request], context({ requestDays: 30 }))
    if (ahead > 0) return refusedAs(answer, "RemindersNotDue", "DEL-23")
    const days = age + ahead
    const wanted = days >= 10 ? 2 : days >= 3 ? 1 : 0
    const due = state === "Requested" && days < 30 && wanted > (before ?? 0) && (named?.includes("it") ?? true)
    return all(
      acceptedAs(answer, due ? [{ _tag: "RequestReminded", delegationId, reminders: wanted }] : []),
      ...eventsOf(answer).map((event) =>
        acceptedAs(
          rules.requestReminder.decide(
            command,
            [rules.delegation.evolve(request, event as DelegationEvent)],
            context({ requestDays: 30 })
          ),
          []
        )
      )
    )
  }
})

/** A transfer to who has the case leaves no wish behind. @category laws */
export const noWishLeftBehind = make({
  id: "new-agent-no-wish-left-behind",
  sentence:
    "a case that moves to the agent whom its consumer had asked, or a request to the agent who has it, leaves one delegation and no request",
  rules: ["DEL-11", "DEL-22"],
  fixes: ["transferConsent"],
  input: fc.record({
    moving: fc.constantFrom(...(["Requested", "Active", "Frozen"] as const)),
    other: fc.constantFrom(...(["Requested", "Active", "Frozen", "none"] as const)),
    kind: fc.constantFrom(...(["producer", "producer", "assister"] as const))
  }),
  holds: ({ kind, moving, other }, rules) => {
    const old = Sample.delegation(1, moving, { caseId, ...mine })
    const to = { delegate: { agentId: Sample.agentId(2), agencyId } }
    const theirs = other === "none" ? [] : [Sample.delegation(2, other, { caseId, kind, ...to })]
    const plan = rules.transfer.plan(
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-0"),
        agencyId,
        fromAgentId: agentId,
        toAgentId: Sample.agentId(2),
        reason: "leave"
      },
      {
        transfer: undefined,
        source: Sample.member(1),
        target: Sample.member(2),
        held: [old],
        targetOpen: theirs.length,
        targetHeld: theirs
      },
      Sample.context()
    )
    if ("_tag" in plan) return same(plan._tag, "a plan", "the plan")
    const after = new Map<string, Delegation>([old, ...theirs].map((one) => [one.delegationId, one]))
    for (const event of plan.events) {
      if (event._tag === "ConsentDrafted" || event._tag === "ConsentMoved") continue
      const id = event._tag === "DelegationOpened" ? event.delegation.delegationId : event.delegationId
      after.set(id, rules.delegation.evolve(after.get(id), event))
    }
    const open = [...after.values()].filter(
      (one) => one.kind === "producer" && ["Requested", "Active", "Frozen"].includes(one.state._tag)
    )
    const meets = kind === "producer" && other !== "none" && (moving === "Requested") !== (other === "Requested")
    const both = kind === "producer" && other !== "none" && !meets
    return all(
      same(open.length, both ? 2 : 1, "the open delegations of the kind"),
      same(
        plan.after.target,
        [...after.values()].filter(
          (one) =>
            one.delegate.agentId === to.delegate.agentId && ["Requested", "Active", "Frozen"].includes(one.state._tag)
        ).length,
        "the target's count"
      ),
      holdsIf(!meets || open[0]?.state._tag !== "Requested", "a request is left")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  atOnce,
  onlyNamedWays,
  knownByTelephone,
  afterACode,
  remindedTwice,
  noWishLeftBehind
] as ReadonlyArray<Law>
