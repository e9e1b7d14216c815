/**
 * Laws of counselors as delegates: asked for and answered, begun at once, replaced, and over with everything they rest on.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Consent } from "@agencybook/core/Consent"
import { type Command, machine } from "@agencybook/core/CounselorDelegation"
import * as Id from "@agencybook/core/Id"
import type { Policy } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import * as EntitySample from "./EntitySample.ts"
import {
  caseId,
  counselorId,
  entityId,
  facts,
  help,
  household,
  memberOf,
  named,
  oneOf,
  other,
  signedBy,
  standing,
  steps,
  under
} from "./internal/CounselorFacts.ts"
import { ofPolicy } from "./internal/PolicyInForce.ts"
import { acceptedAs, all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const { now, today } = Sample

/** A counselor is asked for. @category laws */
export const asksOnce = make({
  id: "counselor-is-asked-once",
  sentence:
    "a consumer asks for a counselor who may help, with a consent in draft that names the counselor alone, by name and identifier and without payment where it was said in a call; one request waits at a time, one past its days makes room, and who has the case is not asked again, but has a new consent where none lets the counselor help",
  rules: ["DEL-11", "DEL-15", "DEL-22", "DEL-23", "DEL-28", "ENT-01", "CON-01", "CON-04"],
  runs: 1_200,
  input: fc.record({
    standing,
    known: oneOf(true, true, true, false),
    taken: oneOf("no", "no", "no", "help", "agent"),
    held: oneOf("nobody", "nobody", "the counselor", "the counselor", "for another entity", "another"),
    word: oneOf("in force", "last day", "over", "expired", "search", "another's", "draft"),
    asked: oneOf("nothing", "nothing", "waits", "last day", "over"),
    ways: oneOf<Policy["newAgentVerification"]>(["consumer"], ["consumer"], [], ["three-way-call"]),
    byPhone: oneOf(false, false, true)
  }),
  holds: ({ asked, byPhone, held, known, standing: kind, taken, ways, word }, rules) => {
    const days = {
      nothing: 0,
      waits: -1,
      "last day": 1 - Sample.policy().requestDays,
      over: -Sample.policy().requestDays
    }[asked]
    const at = Dates.plusHours(now, days * 24)
    const before = help(5, "Requested", {
      delegate: { counselorId: other, entityId },
      state: { _tag: "Requested", at }
    })
    const drafted = named(5, "Draft", other)
    const holder = help(6, "Active", {
      delegate: {
        counselorId: held === "another" ? other : counselorId,
        entityId: held === "for another entity" ? Id.make("entity-7") : entityId
      }
    })
    const yesterday = Dates.plusDays(today, -1)
    const lasting = {
      "in force": {},
      "last day": { expiresOn: today },
      over: { expiresOn: yesterday },
      expired: {},
      search: { scopes: ["search-application"] },
      "another's": { grantee: { _tag: "Counselor", counselorId: other } },
      draft: { state: Sample.consentState("Draft") }
    }[word] as Partial<Consent>
    const answer = rules.counselorDelegation.decide(
      { _tag: "RequestCounselor", delegationId: Id.make("help-1"), caseId, counselorId, signedBy },
      facts({
        case: known ? household : undefined,
        delegation: taken === "help" ? help(1, "Ended") : undefined,
        ...(taken === "agent" ? { taken: true } : {}),
        counselor: memberOf(kind),
        open: [...(asked === "nothing" ? [] : [before]), ...(held === "nobody" ? [] : [holder])],
        consents: [drafted, word === "expired" ? named(6, "Expired") : { ...named(6, "Granted"), ...lasting }]
      }),
      under({ newAgentVerification: ways }, byPhone ? { actor: Sample.serviceCenter } : {})
    )
    if (!known) return refusedAs(answer, "UnknownCase", "DEL-03")
    if (taken !== "no") return refusedAs(answer, "DelegationExists", "DEL-22")
    if (kind === "nobody") return refusedAs(answer, "UnknownCounselor", "ENT-01")
    const holds = held === "the counselor"
    if (holds && (word === "in force" || word === "last day")) return acceptedAs(answer, [])
    if (ways.includes("three-way-call")) return refusedAs(answer, "WayNotAccepted", "DEL-15")
    if (kind !== "good") return refusedAs(answer, "CounselorWithoutStanding", "ENT-01")
    // A wish for somebody else goes on waiting beside the word for who has the case.
    if (!holds && (asked === "waits" || asked === "last day"))
      return refusedAs(answer, "CounselorRequestOpen", "DEL-22")
    const consent = eventsOf(answer).flatMap((event) => (event._tag === "ConsentDrafted" ? [event.consent] : []))[0]
    return all(
      same(
        steps(answer),
        holds
          ? ["command-0~0 drafted", "command-0~0 grant"]
          : [
              ...(asked === "over" ? ["help-5 expire", "consent-5 expire"] : []),
              ...["help-1 Requested", "command-0~0 drafted"]
            ],
        "the steps"
      ),
      same(consent?.grantee, { _tag: "Counselor", counselorId }, "whom the consent names"),
      same(consent?.otherUsers, [], "who else may use it"),
      same(consent?.evidence.type, byPhone ? "call" : "portal-record", "what proves it"),
      same(consent?.scopes.includes("enter-payment"), !byPhone, "whether payment is allowed"),
      same(
        consent?.spoken,
        byPhone
          ? { counselorName: EntitySample.counselor().name, counselorId, help: consent?.scopes.join(", ") }
          : undefined,
        "who was named in the call"
      ),
      holdsIf(consent?.scopes.includes("represent-before-county") === false, "the county's form is signed by asking")
    )
  }
})

const answers = ["AcceptCounselorRequest", "DeclineCounselorRequest", "CancelCounselorRequest"] as const
const ends = ["RemoveCounselor", "RelinquishAsCounselor"] as const
const triggers = {
  AcceptCounselorRequest: "accept",
  DeclineCounselorRequest: "decline",
  CancelCounselorRequest: "cancel",
  ExpireCounselorRequest: "expire",
  RemoveCounselor: "remove",
  RelinquishAsCounselor: "relinquish"
} as const

/** Every step goes by the machine and takes what was signed along. @category laws */
export const everyStepTakesConsentsAlong = make({
  id: "counselor-delegation-steps-take-consents-along",
  sentence:
    "a counselor's delegation goes by its machine: an acceptance grants the draft and needs standing and days that are left; whatever ends it ends every consent that names the counselor for the case, taken back where the consumer ends it and over where not",
  rules: ["DEL-03", "DEL-05", "DEL-23", "DEL-28", "ENT-01", "CON-05"],
  runs: 1_500,
  input: fc.record({
    step: oneOf(...answers, ...answers, "ExpireCounselorRequest", ...ends, ...ends),
    state: oneOf("Requested", "Requested", "Active", "Active", ...machine.states, "unknown" as const),
    standing,
    aged: ofPolicy(({ requestDays }) => oneOf(0, 0, 0, requestDays - 1, requestDays)),
    by: oneOf("consumer", "service center", "exchange"),
    // A consent that was given beside the delegation, one of somebody else, and one that is over already.
    beside: fc.boolean(),
    others: fc.boolean()
  }),
  holds: ({ aged, beside, by, others, standing: kind, state, step }, rules) => {
    const at = Dates.plusHours(now, -24 * aged)
    const own = help(1, state === "unknown" ? "Active" : state, {
      ...(state === "Requested" ? { state: { _tag: "Requested", at } } : {})
    })
    const consents = [
      named(1, own.state._tag === "Requested" ? "Draft" : own.state._tag === "Active" ? "Granted" : "Expired"),
      ...(beside ? [named(2, "Granted"), named(3, "Rescinded")] : []),
      ...(others ? [named(4, "Granted", other), Sample.consent(7, "Granted", { caseId })] : [])
    ]
    const answer = rules.counselorDelegation.decide(
      { _tag: step, delegationId: own.delegationId } as Command,
      facts({
        delegation: state === "unknown" ? undefined : own,
        open: own.state._tag === "Requested" || own.state._tag === "Active" ? [own] : [],
        counselor: memberOf(kind),
        consents
      }),
      under({}, by === "consumer" ? {} : { actor: by === "exchange" ? Sample.exchange : Sample.serviceCenter })
    )
    const trigger = triggers[step]
    if (state === "unknown") return refusedAs(answer, "UnknownDelegation", "DEL-03")
    const ending = (ends as ReadonlyArray<string>).includes(step)
    if (state !== (ending ? "Active" : "Requested")) return refusedAs(answer, "NotAllowedFrom", "DEL-03")
    const over = aged === Sample.policy().requestDays
    if (step === "AcceptCounselorRequest" && over) return refusedAs(answer, "RequestExpired", "DEL-23")
    if (step === "AcceptCounselorRequest" && kind !== "good")
      return refusedAs(answer, "CounselorWithoutStanding", "ENT-01")
    if (step === "ExpireCounselorRequest" && !over) return refusedAs(answer, "NotYetExpired", "DEL-23")
    const takesBack = (step === "RemoveCounselor" || step === "CancelCounselorRequest") && by !== "exchange"
    const ended = takesBack ? "rescind" : "expire"
    const reason =
      step === "RelinquishAsCounselor" ? "relinquished" : by === "exchange" ? "exchange-ended" : "consumer-removed"
    return same(
      steps(answer),
      [
        `help-1 ${trigger}${ending ? ` ${reason}` : ""}`,
        `consent-1 ${step === "AcceptCounselorRequest" ? "grant" : ended}`,
        ...(ending && beside ? [`consent-2 ${ended}`] : [])
      ],
      "the steps"
    )
  }
})

const kinds = oneOf("one-per-kind", "one-total", "one-per-policy")

/** One counselor at a time, and one delegate in total where the exchange has it so. @category laws */
export const oneDelegateOfAKind = make({
  id: "counselor-replaces-counselor",
  sentence:
    "a counselor who becomes the delegate ends the counselor before in the same instant, and the agent only where a case has one delegate in total; there, or as an assister, an agent who becomes the delegate ends the counselor, and nowhere else",
  rules: ["DEL-09", "DEL-10"],
  runs: 500,
  least: { requestDays: 2 },
  input: fc.record({
    exclusivity: kinds,
    before: oneOf("nobody", "another", "another"),
    agent: oneOf("nobody", "Active", "Frozen", "Requested"),
    kind: oneOf("producer", "producer", "assister"),
    who: oneOf("the counselor", "the counselor", "the agent accepts", "the agent begins", "the agent asks")
  }),
  holds: ({ agent, before, exclusivity, kind, who }, rules) => {
    const context = under({ delegationExclusivity: exclusivity })
    const total = exclusivity === "one-total"
    const held = help(2, "Active", { delegate: { counselorId: other, entityId } })
    const open = before === "nobody" ? [] : [held]
    const theirs = named(2, "Granted", other)
    const goes = before === "nobody" ? [] : ["help-2 replace replaced", "consent-2 expire"]
    if (who !== "the counselor") {
      const delegation = Sample.delegation(9, who === "the agent begins" ? "Active" : "Requested", { caseId })
      const event =
        who === "the agent accepts"
          ? ({
              ...{ _tag: "DelegationMoved", delegationId: delegation.delegationId, trigger: "accept" },
              ...{ from: "Requested", to: { _tag: "Active", from: now } }
            } as const)
          : ({ _tag: "DelegationOpened", delegation } as const)
      const events = rules.counselorDelegation.displaced(kind, [event], { consents: [theirs], open }, context)
      const displaces = (total || kind === "assister") && who !== "the agent asks"
      return same(steps({ _tag: "Accepted", events }), displaces ? goes : [], "what an agent ends")
    }
    const asked = help(1, "Requested")
    const agents = agent === "nobody" ? [] : [Sample.delegation(9, agent, { caseId, consentId: Id.make("consent-9") })]
    const answer = rules.counselorDelegation.decide(
      { _tag: "AcceptCounselorRequest", delegationId: asked.delegationId },
      facts({
        delegation: asked,
        open: [asked, ...open],
        agents,
        consents: [named(1, "Draft"), theirs, Sample.consent(9, "Granted", { caseId })]
      }),
      { ...context, actor: EntitySample.asCounselor(0) }
    )
    const ended = total && (agent === "Active" || agent === "Frozen")
    return same(
      steps(answer),
      [
        ...goes,
        ...(ended ? ["delegation-9 replace replaced", "consent-9 expire"] : []),
        ...["help-1 accept", "consent-1 grant"]
      ],
      "the steps"
    )
  }
})

/** Nobody waits for a counselor who is gone. @category laws */
export const freeWithTheCounselor = make({
  id: "counselor-gone-consumers-free",
  sentence:
    "with the end of a counselor's work, or of the entity, requests are declined and delegations end at once, with what was signed for them; no other counselor's consent is touched",
  rules: ["ENT-01", "DEL-25"],
  runs: 300,
  input: fc.array(fc.record({ state: oneOf("Requested", "Active"), beside: fc.boolean() }), {
    maxLength: 40,
    size: "max"
  }),
  holds: (clients, rules) => {
    const open = clients.map(({ state }, n) =>
      EntitySample.delegation(n, state, { consentId: Id.make(`consent-${2 * n}`) })
    )
    const consents = clients.flatMap(({ beside, state }, n) => {
      const of = (m: number, kind: "Draft" | "Granted", who = counselorId) =>
        Sample.consent(m, kind, { caseId: Sample.caseId(n), grantee: { _tag: "Counselor", counselorId: who } })
      return [
        of(2 * n, state === "Requested" ? "Draft" : "Granted"),
        ...(beside ? [of(2 * n + 1, "Granted", other)] : [])
      ]
    })
    const events = rules.counselorDelegation.setFree({ consents, open }, under({}, { actor: Sample.exchange }))
    return all(
      same(
        steps({ _tag: "Accepted", events }).sort(),
        clients
          .flatMap(({ state }, n) => [
            state === "Requested" ? `help-${n} decline` : `help-${n} end-certification certification-ended`,
            `consent-${2 * n} expire`
          ])
          .sort(),
        "the steps"
      )
    )
  }
})

/** A consent that is taken back leaves no counselor behind. @category laws */
export const restsOnConsents = make({
  id: "counselor-rests-on-consents",
  sentence:
    "when a consumer takes back a consent that names a counselor, the request that was signed with it is cancelled, and the delegation ends unless another consent in force names the counselor",
  rules: ["CON-05", "DEL-28"],
  runs: 500,
  input: fc.record({
    state: oneOf("Requested", "Active"),
    of: oneOf("this", "this", "another"),
    whose: oneOf("the counselor", "the counselor", "another", "an agency"),
    rest: oneOf("none", "none", "in force", "last day", "over", "another's", "draft"),
    by: oneOf("consumer", "exchange")
  }),
  holds: ({ by, of, rest, state, whose }, rules) => {
    const own = help(1, state, { consentId: Id.make(of === "this" ? "consent-1" : "consent-8") })
    const taken =
      whose === "an agency"
        ? Sample.consent(1, "Granted", { caseId })
        : named(1, state === "Requested" ? "Draft" : "Granted", whose === "another" ? other : counselorId)
    const left = {
      ...named(2, rest === "draft" ? "Draft" : "Granted", rest === "another's" ? other : counselorId),
      ...(rest === "over" ? { expiresOn: Dates.plusDays(today, -1) } : {}),
      ...(rest === "last day" ? { expiresOn: today } : {})
    }
    const consents = [taken, ...(rest === "none" ? [] : [left])]
    const context = under({}, by === "exchange" ? { actor: Sample.exchange } : {})
    const events = rules.counselorDelegation.afterRescission(taken, { consents, open: [own] }, context)
    const whole = rules.rescission.decide(
      { _tag: "RescindConsent", consentId: taken.consentId },
      { consent: taken, open: [], counselors: [own], consents },
      context
    )
    const concerned = whose === "the counselor"
    const remains = rest === "in force" || rest === "last day"
    const reason = by === "exchange" ? "exchange-ended" : "consent-rescinded"
    const expected =
      state === "Requested"
        ? concerned && of === "this"
          ? ["help-1 cancel"]
          : []
        : concerned && !remains
          ? [`help-1 remove ${reason}`]
          : []
    const ofDelegation = eventsOf(whole).filter(({ _tag }) => _tag === "CounselorDelegationMoved")
    return all(
      same(steps({ _tag: "Accepted", events }), expected, "the steps"),
      same(steps({ _tag: "Accepted", events: ofDelegation }), expected, "the steps of taking it back")
    )
  }
})

/** Requests to counselors are reminded of as those to agents are. @category laws */
export const counselorsReminded = make({
  id: "counselor-reminded-as-agents-are",
  sentence:
    "a request to a counselor is reminded of on the days on which one to an agent is, beside it and alone, until it is about to expire, once each however often the run is repeated, and not by a run that names others",
  rules: ["DEL-23", "ENT-01"],
  runs: 400,
  input: fc.record({
    age: fc.integer({ min: 0, max: 32 }),
    requestDays: fc.constantFrom(30, 30, 7),
    before: fc.constantFrom(undefined, 0, 1, 2),
    ahead: fc.constantFrom(0, 0, 0, 1, -1),
    state: fc.constantFrom(...(["Requested", "Requested", "Requested", "Active", "Declined"] as const)),
    beside: fc.boolean(),
    named: fc.constantFrom<ReadonlyArray<"it" | "agent's"> | undefined>(undefined, undefined, ["it"], ["agent's"], [])
  }),
  holds: ({ age, ahead, before, beside, named, requestDays, state }, rules) => {
    const at = Dates.plusHours(Sample.now, -24 * age)
    const asked = EntitySample.delegation(1, state, {
      ...(state === "Requested" ? { state: { _tag: state, at } as const } : {}),
      ...(before === undefined ? {} : { reminders: before })
    })
    // The same wish for an agent, which has had no reminder yet.
    const wish = Sample.delegation(9, "Requested", { state: { _tag: "Requested", at } })
    const ids = { it: asked.delegationId, "agent's": wish.delegationId }
    const on = Dates.plusDays(Sample.today, ahead)
    const only = named?.map((one) => ids[one])
    const command = { _tag: "RemindRequests", on, ...(only === undefined ? {} : { only }) } as const
    const run = (...requests: Parameters<typeof rules.requestReminder.decide>[1]) =>
      rules.requestReminder.decide(command, requests, Sample.context({ policy: { ...Sample.policy(), requestDays } }))
    const answer = beside ? run(wish, asked) : run(asked)
    if (ahead > 0) return refusedAs(answer, "RemindersNotDue", "DEL-23")
    const days = age + ahead
    const wanted = days >= requestDays ? 0 : days >= 10 ? 2 : days >= 3 ? 1 : 0
    const due = state === "Requested" && wanted > (before ?? 0) && (named?.includes("it") ?? true)
    const agents = beside && wanted > 0 && (named?.includes("agent's") ?? true)
    return all(
      acceptedAs(answer, [
        ...(agents ? [{ _tag: "RequestReminded", delegationId: wish.delegationId, reminders: wanted }] : []),
        ...(due ? [{ _tag: "CounselorRequestReminded", delegationId: asked.delegationId, reminders: wanted }] : [])
      ]),
      ...eventsOf(answer).map((event) =>
        event._tag === "CounselorRequestReminded"
          ? acceptedAs(run(rules.counselorDelegation.evolve(asked, event)), [])
          : acceptedAs(run(rules.delegation.evolve(wish, event as never)), [])
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [
  asksOnce,
  everyStepTakesConsentsAlong,
  counselorsReminded,
  oneDelegateOfAKind,
  freeWithTheCounselor,
  restsOnConsents
]
