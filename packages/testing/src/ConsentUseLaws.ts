/**
 * Laws of what rests on a consent: the delegation that ends or moves with it, and the help that is not given without one.
 *
 * @since 0.1.0
 */
import type { Facts as ReviewFacts } from "@agencybook/core/ApplicationReview"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Consent, State, User } from "@agencybook/core/Consent"
import type { Delegation } from "@agencybook/core/Delegation"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import { agencyId, agentId, caseId, consentId, sha256, states, yearsAfter } from "./internal/ConsentFacts.ts"
import { acceptedAs, all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

/** The consent moves with the request that it was signed for. @category laws */
export const movesWithTheRequest = make({
  id: "consent-moves-with-the-request",
  sentence:
    "an accepted request grants its consent, one that comes to nothing ends it, removing the agent takes it back, and it is over with an agent who gives the case up, unless another delegation rests on it; the exchange takes nothing back for the consumer",
  rules: ["CON-01", "CON-03", "CON-05"],
  runs: 400,
  least: { requestDays: 2 },
  input: fc.record({
    name: fc.constantFrom(
      ...(["AcceptRequest", "DeclineRequest", "CancelRequest", "ExpireRequest"] as const),
      ...(["RemoveDelegation", "RelinquishDelegation"] as const)
    ),
    consent: fc.constantFrom(...states, "none" as const),
    shared: fc.constantFrom(false, false, true),
    actor: fc.constantFrom(Sample.asConsumer(), Sample.serviceCenter, Sample.exchange)
  }),
  holds: ({ actor, consent: state, name, shared }, rules) => {
    const held = name === "RemoveDelegation" || name === "RelinquishDelegation"
    const over = Dates.plusHours(Sample.now, -24 * Sample.policy().requestDays - 80)
    const asked = name === "ExpireRequest" ? { state: { _tag: "Requested", at: over } as const } : {}
    const delegation = Sample.delegation(9, held ? "Active" : "Requested", {
      caseId,
      delegate: { agentId, agencyId },
      consentId,
      ...asked
    })
    const other = Sample.delegation(8, "Active", { caseId, kind: "assister", consentId })
    const answer = rules.delegation.decide(
      { _tag: name, delegationId: delegation.delegationId },
      {
        case: Sample.household(),
        delegation,
        open: shared ? [delegation, other] : [delegation],
        delegate: Sample.member(1),
        consent: state === "none" ? undefined : Sample.consent(9, state, { caseId })
      },
      Sample.context({ actor })
    )
    const back = actor === Sample.exchange ? "Expired" : "Rescinded"
    const got = eventsOf(answer).flatMap((event) =>
      event._tag === "ConsentMoved" ? [[event.consentId, event.to._tag]] : []
    )
    const ends = {
      AcceptRequest: "Granted",
      DeclineRequest: "Expired",
      CancelRequest: back,
      ExpireRequest: "Expired",
      RemoveDelegation: back,
      RelinquishDelegation: "Expired"
    } as const
    const to = ends[name]
    const movable = state === "Draft" || (state === "Granted" && to !== "Granted")
    return same(got, movable && !shared ? [[consentId, to]] : [], "what becomes of the consent")
  }
})

/** A consent goes along with a transfer when it reaches the new agent. @category laws */
export const goesAlong = make({
  id: "consent-goes-along",
  sentence:
    "a case that moves inside an agency keeps its consent when that reaches the new agent, and else waits for one; what was taken over without a consent waits for none",
  rules: ["CON-01"],
  fixes: ["transferConsent"],
  input: fc.record({
    others: fc.boolean(),
    named: fc.boolean(),
    agency: fc.constantFrom(0, 0, 1),
    known: fc.constantFrom(true, true, true, false),
    before: fc.constantFrom("consent", "consent", "consent", "nothing", "waiting")
  }),
  holds: ({ agency, before, known, named, others }, rules) => {
    const consent = Sample.consent(1, "Granted", {
      caseId,
      grantee: { _tag: "Agency", agencyId: Sample.agencyId(agency), ...(named ? { agentId: Sample.agentId(1) } : {}) },
      otherUsers: others ? ["agent", "manager"] : ["manager"]
    })
    const { consentId: _, ...bare } = Sample.delegation(1, "Active", { delegate: { agentId, agencyId } })
    const old: Delegation = {
      ...bare,
      ...(before === "consent" ? { consentId: consent.consentId } : {}),
      ...(before === "waiting" ? { awaitsConsent: true } : {})
    }
    const answer = rules.transfer.decide(
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
        targetOpen: 0,
        consent: () => (known ? consent : undefined)
      },
      Sample.context()
    )
    const opened = eventsOf(answer).flatMap(
      (event): ReadonlyArray<Delegation> => (event._tag === "DelegationOpened" ? [event.delegation] : [])
    )
    const reaches = before === "consent" && known && agency === 0 && (others || !named)
    return same(
      opened.map(({ awaitsConsent, consentId: kept }) => kept ?? (awaitsConsent === true ? "waits" : "none")),
      [reaches ? consent.consentId : before === "nothing" ? "none" : "waits"],
      "the consent of the new delegation"
    )
  }
})

/** No draft outlives the request that it was signed for. @category laws */
export const draftsEnd = make({
  id: "consent-drafts-end-with-their-request",
  sentence:
    "a consent that was signed for a request ends when the request is overtaken by a transfer, goes to an agent whom it does not reach, or ends with its agency or with the agent's certification; a granted one does not, and neither does one for the agent to whom a transfer brings the case",
  rules: ["CON-01", "CON-03"],
  fixes: ["transferConsent"],
  input: fc.record({
    way: fc.constantFrom(
      ...(["overtaken", "fulfilled", "out-of-reach", "in-reach"] as const),
      ...(["agency-ends", "certification-ends", "window-passes"] as const)
    ),
    state: fc.constantFrom("Draft", "Draft", ...states),
    books: fc.constantFrom("end", "reject")
  }),
  holds: ({ books, state, way }, rules) => {
    const consent = Sample.consent(9, state, {
      caseId,
      grantee: { _tag: "Agency", agencyId, agentId },
      otherUsers: way === "out-of-reach" ? ["manager"] : ["agent"]
    })
    const [one, two] = [
      { agentId, agencyId },
      { agentId: Sample.agentId(2), agencyId }
    ]
    const asked = (delegate: typeof one) => Sample.delegation(9, "Requested", { caseId, delegate, consentId })
    const holding = (delegate: typeof one) => Sample.delegation(8, "Active", { caseId, delegate })
    const moving = (held: Delegation, theirs?: Delegation) =>
      rules.transfer.decide(
        {
          _tag: "TransferBook",
          transferId: Id.make("transfer-0"),
          ...{ agencyId, fromAgentId: one.agentId, toAgentId: two.agentId, reason: "leave" }
        },
        {
          transfer: undefined,
          ...{ source: Sample.member(1), target: Sample.member(2) },
          ...{ held: [held], targetOpen: 0, targetHeld: theirs === undefined ? [] : [theirs] },
          consent: (id) => (id === consentId ? consent : undefined)
        },
        Sample.context()
      )
    const answerOf = () => {
      switch (way) {
        case "overtaken":
          return moving(asked(one), holding(two))
        case "fulfilled":
          return moving(holding(one), asked(two))
        case "out-of-reach":
        case "in-reach":
          return moving(asked(one))
        case "window-passes":
          return rules.certificationDaily.decide(
            { _tag: "RunCertificationDaily", agentId, day: Sample.today },
            { agent: Sample.agent(1, { dispositionUntil: Sample.today }), open: [asked(one)], consents: [consent] },
            Sample.context()
          )
        case "certification-ends": {
          const context = Sample.context()
          const to = Sample.certification("TerminatedVested")
          const events = rules.cascade.follow(
            [{ _tag: "CertificationMoved", agentId, trigger: "terminate-vested", from: "Certified", to }],
            { agentId, employment: undefined, open: [asked(one)], consents: [consent] },
            { ...context, policy: { ...context.policy, dispositionDays: 0 } }
          )
          return { _tag: "Accepted", events } as const
        }
        case "agency-ends": {
          const from = Sample.agencyCertification(books === "end" ? "Certified" : "Pending")
          return rules.agencyTermination.decide(
            books === "end"
              ? { _tag: "TerminateAgency", agencyId, reason: "closed", books }
              : { _tag: "RejectAgency", agencyId, reason: "closed" },
            {
              agency: Sample.agency(0, { certification: from }),
              ...{ members: [], open: [asked(one)], consents: [consent], staff: [], invitations: [] }
            },
            Sample.context()
          )
        }
      }
    }
    const got = eventsOf<{ readonly _tag: string; readonly to?: unknown }>(answerOf()).flatMap((event) =>
      event._tag === "ConsentMoved" ? [(event.to as State)._tag] : []
    )
    const becomes = way === "in-reach" ? [] : way === "fulfilled" ? ["Granted"] : ["Expired"]
    return same(got, state === "Draft" ? becomes : [], "what becomes of the consent")
  }
})

const users: ReadonlyArray<User> = [
  { _tag: "Agent", agencyId, agentId },
  { _tag: "Agent", agencyId, agentId: Sample.agentId(2) },
  { _tag: "Agent", agencyId: Sample.agencyId(1), agentId },
  { _tag: "Manager", agencyId },
  { _tag: "Staff", agencyId },
  { _tag: "Counselor", counselorId: Id.make("cec-1") },
  { _tag: "Counselor", counselorId: Id.make("cec-2") }
]

/** No help without a consent in force. @category laws */
export const beforeHelp = make({
  id: "consent-before-help",
  sentence:
    "whoever helps is named by a consent that is granted, not over and allows just that, agent and counselor alike",
  rules: ["CON-01", "DEL-28"],
  runs: 600,
  input: fc.record({
    user: fc.constantFrom(...users),
    scope: fc.constantFrom(...(["complete-application", "search-application"] as const)),
    state: fc.constantFrom(...states, "Granted" as const, "Granted" as const),
    last: fc.constantFrom(undefined, -1, 0, 1),
    counselor: fc.boolean(),
    others: fc.subarray(["agent", "manager", "staff"] as const),
    none: fc.constantFrom(false, false, false, true)
  }),
  holds: ({ counselor, last, none, others, scope, state, user }, rules) => {
    const grantee = counselor
      ? ({ _tag: "Counselor", counselorId: Id.make<Id.UserId>("cec-1") } as const)
      : ({ _tag: "Agency", agencyId, agentId } as const)
    const consent: Consent = Sample.consent(0, state, {
      grantee,
      otherUsers: others,
      scopes: ["complete-application"],
      ...(last === undefined ? {} : { expiresOn: Dates.plusDays(Sample.today, last) })
    })
    const named =
      user._tag === "Counselor"
        ? counselor && user.counselorId === "cec-1"
        : !counselor &&
          user.agencyId === agencyId &&
          ((user._tag === "Agent" && user.agentId === agentId) || others.some((one) => one === user._tag.toLowerCase()))
    const expected = !none && named && state === "Granted" && last !== -1 && scope === "complete-application"
    return same(rules.consent.permits(none ? [] : [consent], user, scope, Sample.today), expected, "allowed")
  }
})

/** The consumer looks it over before it is submitted. @category laws */
export const lookedOverFirst = make({
  id: "consent-looked-over-first",
  sentence:
    "an agent records a review and submits only as the delegate with a consent in force; a review counts for the application as it is now, with the members that it has now, and for the agent who gave the help",
  rules: ["CON-01", "CON-02", "CON-03"],
  runs: 600,
  input: fc.record({
    known: fc.constantFrom(true, true, true, true, false),
    held: fc.constantFrom(...(["Active", "Active", "Active", "Active", "Frozen", "Requested"] as const)),
    holder: fc.constantFrom(...(["self", "self", "self", "self", "self", "colleague"] as const)),
    consent: fc.constantFrom(...(["Granted", "Granted", "Granted", "Draft"] as const)),
    explained: fc.constantFrom(true, true, true, false),
    taken: fc.constantFrom(false, false, false, true),
    reviewed: fc.constantFrom(undefined, -1, 0, 1),
    year: fc.constantFrom(2026, 2026, 2026, 2027),
    by: fc.constantFrom(...(["self", "self", "self", "colleague", "former agency"] as const)),
    members: fc.constantFrom(...(["same", "same", "untold", "another", "one other", "order"] as const))
  }),
  holds: ({ by, consent, explained, held, holder, known, members, reviewed, taken, year }, rules) => {
    const now = ["QhpAptc", "MediCal"] as const
    const then = {
      same: now,
      another: ["QhpAptc"],
      "one other": ["QhpAptc", "ChildProgram"],
      order: ["MediCal", "QhpAptc"],
      untold: undefined
    } as const
    const colleague = Sample.agentId(7)
    const delegation = Sample.delegation(0, held, {
      delegate: { agentId: holder === "self" ? agentId : colleague, agencyId }
    })
    const review = Sample.applicationReview(0, {
      year,
      on: Dates.plusDays(Sample.today, reviewed ?? 0),
      assistedBy: {
        agentId: by === "colleague" ? colleague : agentId,
        agencyId: by === "former agency" ? Sample.agencyId(7) : agencyId
      },
      ...(then[members] === undefined ? {} : { members: then[members] })
    })
    const given: ReviewFacts = {
      case: known ? Sample.household(0, { members: now }) : undefined,
      open: [delegation],
      consents: [Sample.consent(0, consent, { grantee: { _tag: "Agency", agencyId, agentId } })],
      reviews: reviewed === undefined ? [] : [review]
    }
    const reviewId = Id.make<Id.ReviewId>("review-9")
    const answer = rules.applicationReview.decide(
      {
        _tag: "ReviewApplication",
        reviewId,
        caseId,
        agentId,
        reviewedBy: "Cora Quint",
        explained,
        channel: "text",
        evidence: { type: "message", ref: "message-1", sha256 }
      },
      taken ? { ...given, same: Sample.applicationReview(9) } : given,
      Sample.context()
    )
    const stop = rules.applicationReview.obstacle(caseId, agentId, given, Sample.today)
    if (!known || held !== "Active" || holder === "colleague")
      return all(refusedAs(answer, "NotTheDelegate", "CON-02"), refusedAs(stop ?? {}, "NotTheDelegate", "CON-02"))
    if (consent === "Draft")
      return all(
        refusedAs(answer, "NoConsentInForce", "CON-01"),
        refusedAs(stop ?? {}, "NoConsentInForce", "CON-01"),
        same(
          stop?.facts,
          { caseId, agentId, by: "Agent", scope: "complete-application" },
          "what is said of the consent"
        )
      )
    const asNow = members === "same" || members === "untold"
    const fresh = reviewed !== undefined && reviewed >= 0 && year === 2026 && by === "self" && asNow
    const submitting = fresh
      ? same(stop, undefined, "what stands against submitting")
      : refusedAs(stop ?? {}, "ApplicationNotReviewed", "CON-02")
    if (taken) return all(submitting, refusedAs(answer, "ReviewExists", "CON-02"))
    if (!explained) return all(submitting, refusedAs(answer, "AttestationsNotExplained", "CON-02"))
    return all(
      submitting,
      acceptedAs(answer, [
        {
          _tag: "ApplicationReviewed",
          review: {
            reviewId,
            caseId,
            year: 2026,
            members: now,
            on: Sample.today,
            consumerName: Sample.household().primaryContact.name,
            reviewedBy: "Cora Quint",
            assistedBy: { agentId, agencyId },
            channel: "text",
            evidence: { type: "message", ref: "message-1", sha256 },
            retainUntil: yearsAfter(Sample.today)
          }
        }
      ])
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [movesWithTheRequest, goesAlong, draftsEnd, beforeHelp, lookedOverFirst] as ReadonlyArray<Law>
