/**
 * Laws of consents: what they say, how they end, how long they are kept.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Command, State } from "@agencybook/core/Consent"
import * as Id from "@agencybook/core/Id"
import type { Policy } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import { agentId, caseId, consentId, decide, granting, sha256, states, yearsAfter } from "./internal/ConsentFacts.ts"
import { context as atOnce, claim, claimFacts, mine } from "./internal/NewAgentFacts.ts"
import { acceptedAs, all, eventsOf, idle, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

/** A consent says everything that it has to say. @category laws */
export const saysEverything = make({
  id: "consent-says-everything",
  sentence:
    "a consent is recorded with what it allows, a way back, a last day to come, the consumer's name and proof, or is refused with what it lacks",
  rules: ["CON-01", "CON-03", "DEL-12"],
  runs: 600,
  input: fc.record({
    known: fc.constantFrom(true, true, true, false),
    taken: fc.constantFrom(false, false, false, true),
    scopes: fc.constantFrom(true, true, true, false),
    way: fc.constantFrom(true, true, true, false),
    last: fc.constantFrom(undefined, undefined, -1, 0, 1, 400),
    channel: fc.constantFrom(
      ...(["electronic-signature", "electronic-signature", "wet-signature", "text", "email"] as const)
    ),
    proof: fc.boolean(),
    agent: fc.constantFrom(true, true, true, false),
    spokenFor: fc.boolean()
  }),
  holds: ({ agent, channel, known, last, proof, scopes, spokenFor, taken, way }, rules) => {
    const expiresOn = last === undefined ? undefined : Dates.plusDays(Sample.today, last)
    const command = granting({
      channel,
      evidence: proof ? { type: "document", ref: "form-1", sha256 } : { type: "portal-record", ref: "form-1" },
      ...(scopes ? {} : { scopes: [] }),
      ...(way ? {} : { rescindHow: [] }),
      ...(expiresOn === undefined ? {} : { expiresOn }),
      ...(spokenFor ? { representativeName: Sample.agent(8).name } : {})
    })
    const answer = decide(rules, command, {
      case: known ? Sample.household() : undefined,
      same: taken ? Sample.consent(9) : undefined,
      agent: agent ? Sample.agent(1) : undefined
    })
    if (!known) return refusedAs(answer, "NoCaseToConsent", "CON-01")
    if (taken) return refusedAs(answer, "ConsentExists", "CON-01")
    const missing = [
      ...(scopes ? [] : ["scopes"]),
      ...(way ? [] : ["rescind-how"]),
      ...(last === -1 ? ["duration"] : []),
      ...(proof || channel === "electronic-signature" ? [] : ["evidence"]),
      ...(agent ? [] : ["agent"])
    ]
    if (missing.length > 0)
      return all(
        refusedAs(answer, "ConsentIncomplete", "CON-01"),
        same("facts" in answer && answer.facts.missing, missing, "what it lacks")
      )
    const { terms } = command as Command & { readonly _tag: "GrantConsent" }
    const consent = {
      ...terms,
      consentId,
      caseId,
      consumerName: Sample.household().primaryContact.name,
      signedBy: "Cora Quint",
      state: { _tag: "Draft", since: Sample.now }
    }
    const kept = expiresOn === undefined ? {} : { retainUntil: yearsAfter(expiresOn) }
    const to = { _tag: "Granted", from: Sample.now }
    return acceptedAs(answer, [
      { _tag: "ConsentDrafted", consent },
      { _tag: "ConsentMoved", consentId, trigger: "grant", from: "Draft", to, ...kept }
    ])
  }
})

const forms = [
  { type: "portal-record", ref: "form-1" },
  { type: "document", ref: "form-1", sha256 }
] as const

/** Nobody signs for the consumer. @category laws */
export const nobodySignsForTheConsumer = make({
  id: "consent-nobody-signs-for-the-consumer",
  sentence:
    "only the consumer signs in the portal; others record a consent with its own proof, an agent only while holding the case or asked to take it",
  rules: ["CON-01", "CON-03"],
  runs: 400,
  input: fc.record({
    by: fc.constantFrom("consumer", "agent", "agent", "service-center"),
    form: fc.constantFrom(...forms),
    open: fc.array(
      fc.record({
        state: fc.constantFrom(...(["Requested", "Active", "Frozen"] as const)),
        agent: fc.constantFrom(1, 1, 2),
        agency: fc.constantFrom(0, 0, 1)
      }),
      { maxLength: 2 }
    )
  }),
  holds: ({ by, form, open }, rules) => {
    const actor = by === "consumer" ? Sample.asConsumer() : by === "agent" ? Sample.asAgent(1) : Sample.serviceCenter
    const answer = decide(
      rules,
      granting({ evidence: form }),
      {
        open: open.map(({ agency, agent, state }, n) =>
          Sample.delegation(n, state, {
            caseId,
            delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId(agency) }
          })
        )
      },
      Sample.now,
      actor
    )
    if (by !== "consumer" && form.type === "portal-record") return refusedAs(answer, "NotTheSigner", "CON-01")
    const asked = open.some(({ agency, agent }) => agent === 1 && agency === 0)
    return by === "agent" && !asked
      ? refusedAs(answer, "NotAskedToHelp", "CON-01")
      : same(eventsOf(answer).length, 2, "the number of events")
  }
})

/** A signature in the portal is the consumer's own, whichever way it comes. @category laws */
export const signatureIsTheConsumers = make({
  id: "consent-signature-is-the-consumers",
  sentence:
    "a claim, a new application and a review of an application that others record bring another proof than the portal's record of a signature; the consumer's own review does not",
  rules: ["CON-01"],
  runs: 400,
  input: fc.record({
    way: fc.constantFrom(...(["claim", "application", "review"] as const)),
    by: fc.constantFrom("consumer", "agent", "agent", "service-center"),
    form: fc.constantFrom(...forms)
  }),
  holds: ({ by, form, way }, rules) => {
    const actor = by === "consumer" ? Sample.asConsumer() : by === "agent" ? Sample.asAgent(1) : Sample.serviceCenter
    const context = { ...atOnce(), actor }
    const proof = { channel: "electronic-signature", evidence: form } as const
    const household = Sample.household()
    const answers = {
      claim: () => rules.claim.decide({ ...claim, consent: proof }, claimFacts(), context),
      application: () =>
        rules.agentStart.decide(
          {
            _tag: "StartApplication",
            ...{ delegationId: claim.delegationId, agentId, signedBy: "Cora Quint", consent: proof },
            ...{ caseId, caseNumber: household.caseNumber, primaryContact: household.primaryContact },
            ...{ members: household.members, year: 2026 }
          },
          { candidates: [], same: undefined, delegate: Sample.member(1) },
          context
        ),
      review: () =>
        rules.applicationReview.decide(
          {
            _tag: "ReviewApplication",
            ...{ reviewId: Id.make("review-9"), caseId, agentId, reviewedBy: "Cora Quint", explained: true, ...proof }
          },
          {
            ...{ case: household, reviews: [] },
            open: [Sample.delegation(0, "Active", mine)],
            consents: [Sample.consent(0, "Granted")]
          },
          context
        )
    }
    const answer = answers[way]()
    return by !== "consumer" && form.type === "portal-record"
      ? refusedAs(answer, "NotTheSigner", "CON-01")
      : same(answer._tag, "Accepted", "the answer")
  }
})

/** A consent ends after its last day and not before. @category laws */
export const endsAfterItsLastDay = make({
  id: "consent-ends-after-its-last-day",
  sentence:
    "the daily run ends every granted consent whose last day is over, or those of them that it names, and no other, and cannot run ahead of the day",
  rules: ["CON-01", "CON-03"],
  input: fc.record({
    before: fc.integer({ min: -3, max: 2 }),
    ending: fc.array(
      fc.record({
        state: fc.oneof(fc.constantFrom(...states), fc.constant("Granted" as const)),
        last: fc.option(fc.integer({ min: -9, max: 3 }), { nil: undefined })
      }),
      { maxLength: 30, size: "max" }
    ),
    named: fc.option(fc.uniqueArray(fc.nat(30), { maxLength: 20, size: "max" }), { nil: undefined })
  }),
  holds: ({ before, ending, named }, rules) => {
    const day = Dates.plusDays(Sample.today, before)
    const known = ending.map(({ last, state }, n) =>
      Sample.consent(n, state, last === undefined ? {} : { expiresOn: Dates.plusDays(Sample.today, last) })
    )
    const only = named?.map((n) => Sample.consent(n).consentId)
    const answer = decide(
      rules,
      { _tag: "ExpireConsents", before: day, ...(only === undefined ? {} : { only }) },
      { ending: known }
    )
    if (before > 0) return refusedAs(answer, "ConsentNotYetOver", "CON-01")
    const over = known.filter(
      ({ expiresOn, state }, n) =>
        state._tag === "Granted" && expiresOn !== undefined && expiresOn < day && (named?.includes(n) ?? true)
    )
    return acceptedAs(
      answer,
      over.map((one) => ({
        _tag: "ConsentMoved",
        consentId: one.consentId,
        trigger: "expire",
        from: "Granted",
        to: { _tag: "Expired", from: (one.state as State & { readonly _tag: "Granted" }).from, at: Sample.now },
        retainUntil: yearsAfter(one.expiresOn as string)
      }))
    )
  }
})

/** What is kept is kept long enough. @category laws */
export const keptForYears = make({
  id: "consent-kept-for-years",
  sentence: "a consent is kept for all of the policy's years after its last day, leap days included",
  rules: ["CON-03"],
  input: fc.record({
    day: fc.oneof(
      fc.integer({ min: -20_000, max: 40_000 }).map(Dates.fromEpochDay),
      fc.constantFrom(...["2024-02-29", "2096-02-29", "2000-02-29", "2023-02-28", "2024-03-01"].map(Dates.make))
    ),
    years: fc.integer({ min: 1, max: 30 })
  }),
  holds: ({ day, years }, rules) => {
    const { policy } = Sample.context()
    const until = rules.consent.retainUntil(day, { ...policy, consentRetentionYears: years })
    return same(until, yearsAfter(day, years), "the first day on which it need not be kept")
  }
})

/** A consent is kept as it was signed. @category laws */
export const keptAsSigned = make({
  id: "consent-kept-as-signed",
  sentence: "no step of a consent changes what was signed, by whom or for whom",
  rules: ["CON-03", "DEL-12"],
  input: fc.record({
    trigger: fc.constantFrom(...(["grant", "rescind", "expire"] as const)),
    to: fc.constantFrom(...states),
    before: fc.boolean(),
    after: fc.boolean()
  }),
  holds: ({ after, before, to, trigger }, rules) => {
    if (to === "Draft") return idle
    const [early, late] = [Dates.make("2036-01-01"), Dates.make("2037-01-01")]
    const { state: _, ...signed } = Sample.consent(9)
    const next = rules.consent.evolve(
      { ...signed, state: Sample.consentState("Draft"), ...(before ? { retainUntil: early } : {}) },
      {
        _tag: "ConsentMoved",
        consentId,
        trigger,
        from: "Draft",
        to: Sample.consentState(to),
        ...(after ? { retainUntil: late } : {})
      }
    )
    return same(
      next,
      { ...signed, state: Sample.consentState(to), ...(after ? { retainUntil: late } : {}) },
      "the consent afterwards"
    )
  }
})

/** Where colleagues wait for the consumer's yes, a request does not speak for them. @category laws */
export const asFarAsThePolicy = make({
  id: "consent-as-far-as-the-policy",
  sentence:
    "what a consumer signs with a request reaches the agent's colleagues, except where a transfer waits for the consumer",
  rules: ["CON-01"],
  input: fc.boolean(),
  holds: (confirms, rules) => {
    const policy: Policy = { ...Sample.policy(), transferConsent: confirms ? "consumer-confirm" : "notify" }
    const answer = rules.delegation.decide(
      { _tag: "RequestDelegation", delegationId: Sample.delegationId(9), caseId, agentId, signedBy: "Cora Quint" },
      { case: Sample.household(), delegation: undefined, open: [], delegate: Sample.member(1) },
      Sample.context({ policy })
    )
    const drafted = eventsOf(answer).flatMap((event) => (event._tag === "ConsentDrafted" ? [event.consent] : []))
    return same(
      drafted.map(({ otherUsers }) => otherUsers),
      [confirms ? ["manager", "staff"] : ["agent", "manager", "staff"]],
      "the others"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  saysEverything,
  nobodySignsForTheConsumer,
  signatureIsTheConsumers,
  endsAfterItsLastDay,
  keptForYears,
  keptAsSigned,
  asFarAsThePolicy
] as ReadonlyArray<Law>
