/**
 * Laws of delegations: asking, answering and ending.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Consent } from "@agencybook/core/Consent"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import {
  accept,
  afterwards,
  agentId,
  caseId,
  decide,
  delegationId,
  mine,
  openedBy,
  request,
  states,
  to
} from "./internal/DelegationParts.ts"
import { acceptedAs, all, eventsOf, holdsIf, idle, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

/** A request is signed, dated and waits. @category laws */
export const aRequestWaits = make({
  id: "delegation-a-request-waits",
  sentence: "a request of a household is signed and dated, and stays pending until the agent answers it",
  rules: ["DEL-03", "DEL-12"],
  input: fc.record({
    household: fc.constantFrom("known", "unknown", "empty"),
    signedBy: fc.constantFrom("Cora Quint", "D. Ali")
  }),
  holds: ({ household, signedBy }, rules) => {
    const known =
      household === "unknown" ? undefined : Sample.household(0, household === "empty" ? { members: [] } : {})
    const answer = decide(rules, { ...request, signedBy }, { case: known })
    return household === "known" ? acceptedAs(answer, openedBy(signedBy)) : refusedAs(answer, "UnknownCase", "DEL-03")
  }
})

/** The delegate may act, at request and at accept. @category laws */
export const theDelegateMayAct = make({
  id: "delegation-the-delegate-may-act",
  sentence: "an agent is asked and accepts only while certified, licensed, active, unlocked and in a certified agency",
  rules: ["DEL-08", "EMP-02", "AGY-10", "AGT-11", "AGT-19"],
  least: { requestDays: 2 },
  input: fc.record({
    accepting: fc.boolean(),
    certified: fc.boolean(),
    licensed: fc.boolean(),
    active: fc.boolean(),
    agency: fc.boolean(),
    unlocked: fc.boolean(),
    known: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) })
  }),
  holds: ({ accepting, active, agency, certified, known, licensed, unlocked }, rules) => {
    const delegate = Sample.member(1, {
      certification: Sample.certification(certified ? "Certified" : "Suspended"),
      licensed,
      employment: active ? "Active" : "Inactive",
      agencyState: agency ? "Certified" : "Suspended",
      locked: !unlocked
    })
    const answer = accepting
      ? decide(rules, accept, { delegation: mine(), open: [mine()], delegate: known ? delegate : undefined })
      : decide(rules, request, { delegate: known ? delegate : undefined })
    if (!known) return refusedAs(answer, "UnknownAgent", "DEL-08")
    const gaps = [
      ...(certified ? [] : ["not-certified"]),
      ...(licensed ? [] : ["not-licensed"]),
      ...(active ? [] : ["not-active"]),
      ...(agency ? [] : ["agency-not-certified"]),
      ...(unlocked ? [] : ["account-locked"])
    ]
    if (gaps.length === 0) return same(eventsOf(answer).length, accepting ? 1 : 2, "the number of events")
    return all(
      refusedAs(answer, "AgentWithoutAuthority", "DEL-08"),
      same("facts" in answer && answer.facts.gaps, gaps, "the list of gaps")
    )
  }
})

/** Agents who take no clients are not asked. @category laws */
export const onlyWhoTakesClients = make({
  id: "delegation-only-who-takes-clients",
  sentence: "an agent who takes no new clients is not asked, but may accept what was asked before",
  rules: ["DEL-08"],
  least: { requestDays: 2 },
  input: fc.record({ acceptsNewClients: fc.boolean(), accepting: fc.boolean() }),
  holds: ({ acceptsNewClients, accepting }, rules) => {
    const delegate = Sample.member(1, { acceptsNewClients })
    const answer = accepting
      ? decide(rules, accept, { delegation: mine(), delegate })
      : decide(rules, request, { delegate })
    return acceptsNewClients || accepting
      ? same(eventsOf(answer).length, accepting ? 1 : 2, "the number of events")
      : refusedAs(answer, "NotAcceptingClients", "DEL-08")
  }
})

const others = fc.array(
  fc.record({
    state: fc.constantFrom(...(["Requested", "Active", "Frozen"] as const)),
    kind: fc.constantFrom(...(["producer", "assister"] as const)),
    agent: fc.constantFrom(1, 2)
  }),
  { maxLength: 2 }
)

/** One request at a time; the present delegate is no news. @category laws */
export const oneRequestAtATime = make({
  id: "delegation-one-request-at-a-time",
  sentence:
    "a case has one open request of a kind under an identifier of its own, and a new one takes the place of one over its age; asking for the present delegate changes nothing while a consent lets the agent help, and grants a new one alone where none does; asking for the agent at another agency does",
  rules: ["DEL-08", "DEL-11", "DEL-22", "DEL-23", "CON-01"],
  runs: 600,
  input: fc.record({
    others: fc.array(
      fc.record({
        state: fc.constantFrom(...(["Requested", "Active", "Frozen"] as const)),
        kind: fc.constantFrom(...(["producer", "producer", "assister"] as const)),
        agent: fc.constantFrom(1, 2),
        agency: fc.constantFrom(0, 1),
        over: fc.boolean()
      }),
      { maxLength: 2 }
    ),
    taken: fc.constantFrom(false, false, true),
    word: fc.constantFrom(...(["in force", "last day", "over", "search", "another agency", "draft", "none"] as const)),
    accepting: fc.constantFrom(true, true, true, false)
  }),
  holds: ({ accepting, others, taken, word }, rules) => {
    const { requestDays, timeZone: zone } = Sample.policy()
    const asked = (over: boolean) =>
      Dates.startOf(Dates.plusDays(Sample.today, over ? -requestDays : 1 - requestDays), zone)
    const open = others
      // A case has one request of a kind at most.
      .filter(
        ({ kind, state }, n) =>
          n === 0 || state !== "Requested" || others[0]?.state !== state || others[0].kind !== kind
      )
      .map(({ agency, agent, kind, over, state }, n) =>
        Sample.delegation(n, state, {
          caseId,
          kind,
          delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId(agency) },
          consentId: Id.make(`consent-${n}`),
          ...(state === "Requested" ? { state: { _tag: state, at: asked(over) } as const } : {})
        })
      )
    const producers = open.filter(({ kind }) => kind === "producer")
    const waits = producers.find(({ state }) => state._tag === "Requested")
    const draft = Sample.consent(0, "Draft", waits?.consentId === undefined ? {} : { consentId: waits.consentId })
    const grantee = (agency: number) => ({ _tag: "Agency", agencyId: Sample.agencyId(agency), agentId }) as const
    const lasting = {
      "in force": {},
      "last day": { expiresOn: Sample.today },
      over: { expiresOn: Dates.plusDays(Sample.today, -1) },
      search: { scopes: ["search-application"] },
      "another agency": { grantee: grantee(1) },
      draft: { state: Sample.consentState("Draft") },
      none: {}
    }[word] as Partial<Consent>
    const before = Sample.consent(8, "Granted", { ...Sample.consentTerms({ grantee: grantee(0) }), ...lasting })
    const answer = decide(rules, request, {
      open,
      delegation: taken ? mine("Ended") : undefined,
      delegate: Sample.member(1, { acceptsNewClients: accepting }),
      consent: draft,
      consents: word === "none" ? [] : [before]
    })
    if (taken) return refusedAs(answer, "DelegationExists", "DEL-22")
    const present = producers.find(
      ({ delegate, state }) =>
        state._tag !== "Requested" && delegate.agentId === agentId && delegate.agencyId === Sample.agencyId()
    )
    if (present !== undefined) {
      const helps = word === "in force" || word === "last day"
      return same(
        eventsOf(answer).map((event) =>
          event._tag === "ConsentDrafted"
            ? [event.consent.consentId, event.consent.grantee]
            : event._tag === "ConsentMoved" && [event.consentId, event.to._tag]
        ),
        helps
          ? []
          : [
              ["command-0~0", grantee(0)],
              ["command-0~0", "Granted"]
            ],
        "what is signed anew"
      )
    }
    if (!accepting) return refusedAs(answer, "NotAcceptingClients", "DEL-08")
    if (waits === undefined) return acceptedAs(answer, openedBy(request.signedBy))
    if (waits.state._tag === "Requested" && waits.state.at !== asked(true))
      return refusedAs(answer, "RequestOpen", "DEL-22")
    const [first, second, ...opened] = eventsOf(answer)
    return all(
      same(
        first,
        {
          _tag: "DelegationMoved",
          delegationId: waits.delegationId,
          trigger: "expire",
          from: "Requested",
          to: { _tag: "Expired", at: Sample.now }
        },
        "the end of the old request"
      ),
      same(
        second?._tag === "ConsentMoved" && [second.consentId, second.to._tag],
        [draft.consentId, "Expired"],
        "the end of what was signed with it"
      ),
      same(opened, openedBy(request.signedBy), "the new request")
    )
  }
})

/** Accepting replaces, in one instant. @category laws */
export const oneDelegateOfAKind = make({
  id: "delegation-one-delegate-of-a-kind",
  sentence: "an accepted delegation ends every other of its kind in the instant in which it begins, and no other",
  rules: ["DEL-09", "DEL-10"],
  least: { requestDays: 2 },
  input: others,
  holds: (others, rules) => {
    const open = others.map(({ agent, kind, state }, n) => Sample.delegation(n, state, { caseId, kind, ...to(agent) }))
    const answer = decide(rules, accept, { delegation: mine(), open: [...open, mine()] })
    const total = Sample.policy().delegationExclusivity === "one-total"
    const replaced = open.filter(({ kind, state }) => (total || kind === "producer") && state._tag !== "Requested")
    return acceptedAs(answer, [
      ...replaced.map((old) => ({
        _tag: "DelegationMoved",
        delegationId: old.delegationId,
        trigger: "replace",
        from: old.state._tag,
        to: {
          _tag: "Ended",
          from: (old.state as { readonly from: string }).from,
          until: Sample.now,
          reason: "replaced"
        }
      })),
      {
        _tag: "DelegationMoved",
        delegationId,
        trigger: "accept",
        from: "Requested",
        to: { _tag: "Active", from: Sample.now }
      }
    ])
  }
})

const ending = (reason: string, from: Dates.Instant) => ({ _tag: "Ended", from, until: Sample.now, reason })

/** Every step from every state answers as told. @category laws */
export const everyStepIsTold = make({
  id: "delegation-every-step-is-told",
  sentence:
    "a request is answered once; a consumer ends a delegation at any time, and so does whoever gives the case back for the agency; what the exchange ends is recorded as the exchange's",
  rules: ["DEL-03", "DEL-05", "DEL-24"],
  runs: 500,
  least: { requestDays: 2 },
  input: fc.record({
    name: fc.constantFrom(
      ...(["AcceptRequest", "DeclineRequest", "CancelRequest", "RemoveDelegation", "RelinquishDelegation"] as const)
    ),
    state: fc.constantFrom(...states, "unknown" as const),
    actor: fc.constantFrom(Sample.asConsumer(), Sample.serviceCenter, Sample.exchange)
  }),
  holds: ({ actor, name, state }, rules) => {
    const delegation = state === "unknown" ? undefined : mine(state)
    const answer = decide(rules, { _tag: name, delegationId }, { delegation }, Sample.now, actor)
    if (delegation === undefined) return refusedAs(answer, "UnknownDelegation", "DEL-03")
    const from = "from" in delegation.state ? delegation.state.from : Sample.now
    const removed = actor === Sample.exchange ? "exchange-ended" : "consumer-removed"
    const [allowed, trigger, next] = {
      AcceptRequest: [["Requested"], "accept", { _tag: "Active", from: Sample.now }] as const,
      DeclineRequest: [["Requested"], "decline", { _tag: "Declined", at: Sample.now }] as const,
      CancelRequest: [["Requested"], "cancel", { _tag: "Cancelled", at: Sample.now }] as const,
      RemoveDelegation: [["Active", "Frozen"], "remove", ending(removed, from)] as const,
      RelinquishDelegation: [["Active", "Frozen"], "relinquish", ending("relinquished", from)] as const
    }[name]
    if (!allowed.some((one) => one === state)) return refusedAs(answer, "NotAllowedFrom", "DEL-03")
    return all(
      acceptedAs(answer, [{ _tag: "DelegationMoved", delegationId, trigger, from: state, to: next }]),
      same(afterwards(rules, delegation, eventsOf(answer)), { ...delegation, state: next }, "after")
    )
  }
})

/** Requests age on the calendar of the exchange. @category laws */
export const requestsExpire = make({
  id: "delegation-requests-expire",
  sentence: "a request expires at the start of the policy's last day in the exchange's zone, not a millisecond before",
  rules: ["DEL-23", "DEL-03"],
  input: fc.record({
    asked: fc.integer({ min: 0, max: 400 * 24 }).map((hours) => Dates.plusHours(Sample.now, -hours)),
    offset: fc.constantFrom(-3_600_000, -1, 0, 1, 3_600_000),
    state: fc.oneof(fc.constant("Requested" as const), fc.constantFrom(...states))
  }),
  holds: ({ asked, offset, state }, rules) => {
    const { requestDays, timeZone: zone } = Sample.policy()
    const expiresAt = Dates.startOf(Dates.plusDays(Dates.on(asked, zone), requestDays), zone)
    const at = Dates.plusMillis(expiresAt, offset)
    const delegation = state === "Requested" ? { ...mine(), state: { _tag: state, at: asked } } : mine(state)
    const answer = decide(rules, { _tag: "ExpireRequest", delegationId }, { delegation }, at)
    // What has expired cannot be accepted either, whether or not anybody has said so yet.
    const accepted = decide(rules, { _tag: "AcceptRequest", delegationId }, { delegation, open: [delegation] }, at)
    const verdict =
      state === "Requested" && offset >= 0
        ? refusedAs(accepted, "RequestExpired", "DEL-23")
        : same(accepted._tag === "Refused" && accepted.code === "RequestExpired", false, "that it has expired")
    if (verdict._tag === "Broken") return verdict
    if (state !== "Requested") return refusedAs(answer, "NotAllowedFrom", "DEL-03")
    if (offset < 0) return refusedAs(answer, "NotYetExpired", "DEL-23")
    const expired = { _tag: "Expired", at }
    return acceptedAs(answer, [{ _tag: "DelegationMoved", delegationId, trigger: "expire", from: state, to: expired }])
  }
})

/** The signature and the day of the request stay with the record for good. @category laws */
export const theGrantIsKept = make({
  id: "delegation-the-grant-is-kept",
  sentence:
    "whoever signed a grant, for whom, and when it was asked for, stays written on the record whatever happens to it, and the record tells when it was decided, unless a transfer moved it on before",
  rules: ["DEL-03", "DEL-12", "TRF-05"],
  input: fc.record({ state: fc.constantFrom(...states), asked: fc.boolean(), movedOn: fc.boolean() }),
  holds: ({ asked, movedOn, state }, rules) => {
    const dayBefore = Dates.plusHours(Sample.now, -24)
    const before = { ...mine("Requested"), ...(asked ? { requestedAt: Dates.plusHours(Sample.now, -30) } : {}) }
    const over = { _tag: "Ended", from: dayBefore, until: dayBefore, reason: "transferred" } as const
    const event = {
      _tag: "DelegationMoved",
      delegationId,
      trigger: "accept",
      from: "Requested",
      to: movedOn && state === "Ended" ? over : Sample.delegationState(state)
    } as const
    const waits = same(rules.delegation.decidedAt(before), undefined, "when it was decided, while it waits")
    if (state === "Requested") return asked ? waits : idle
    const evolved = rules.delegation.evolve(before, event)
    const { state: after, ...rest } = evolved
    const { state: _, ...grant } = before
    const decided = asked && !(movedOn && state === "Ended") ? dayBefore : undefined
    return all(
      waits,
      same(rest, grant, "the grant"),
      holdsIf(after._tag === state, "the state did not move"),
      same(rules.delegation.decidedAt(evolved), decided, "when it was decided")
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [
  aRequestWaits,
  theDelegateMayAct,
  onlyWhoTakesClients,
  oneRequestAtATime,
  oneDelegateOfAKind,
  everyStepIsTold,
  requestsExpire,
  theGrantIsKept
]
