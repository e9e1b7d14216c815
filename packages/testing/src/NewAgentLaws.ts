/**
 * Laws of the ways to a new agent without a request that waits: by telephone, by claim, by passcode, after an access
 * code, with an application; and of the reminders of requests that do wait.
 *
 * @since 0.1.0
 */
import type { Command as Change } from "@agencybook/core/AgentChange"
import type { Facts as ReviewFacts } from "@agencybook/core/ApplicationReview"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Facts as ClaimFacts, Command as Claiming } from "@agencybook/core/Claim"
import type { Delegation } from "@agencybook/core/Delegation"
import * as Id from "@agencybook/core/Id"
import type { Command, Facts } from "@agencybook/core/NewAgent"
import { type Policy, type Verification, verifications } from "@agencybook/core/Policy"
import type { Event } from "@agencybook/core/Record"
import * as fc from "fast-check"
import { acceptedAs, all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const [caseId, agentId, agencyId] = [Sample.caseId(), Sample.agentId(1), Sample.agencyId()]
const delegationId = Sample.delegationId(9)
const consentId = Id.make<Id.ConsentId>("command-0~0")
const mine = { delegate: { agentId, agencyId } }
const digest = "ab".repeat(32)

const policyOf = (over: Partial<Policy> = {}): Policy => ({
  ...Sample.context().policy,
  newAgentVerification: verifications,
  claimBySearch: "any",
  ...over
})
const context = (over: Partial<Policy> = {}, at = Sample.now) =>
  Sample.context({ policy: policyOf(over), at, actor: Sample.serviceCenter })

const facts = (over: Partial<Facts> = {}): Facts => ({
  case: Sample.household(),
  same: undefined,
  open: [],
  consents: [],
  delegate: Sample.member(1),
  redeemed: Id.make("code-0"),
  ...over
})
const call = {
  agent: { name: Sample.profile(1).name, number: { licence: Sample.licence(1).number } },
  contactPresent: true,
  reference: "call-1",
  signedBy: "Cora Quint"
}
const byCenter: Command = { _tag: "DelegateByServiceCenter", delegationId, caseId, agentId, call }
const byThree: Command = { _tag: "DelegateByThreeWayCall", delegationId, caseId, agentId, call }
const byCode: Command = { _tag: "DelegateByAccessCode", delegationId, caseId, agentId, signedBy: "Cora Quint" }
const claim: Claiming = {
  _tag: "ClaimCase",
  delegationId,
  agentId,
  consumer: { name: Sample.household().primaryContact.name, dob: Sample.household().primaryContact.dob },
  identity: { type: "passport", digest },
  met: "phone",
  attested: true,
  signedBy: "Cora Quint",
  consent: { channel: "text", evidence: { type: "message", ref: "text-1", sha256: digest } }
}
const claimFacts = (over: Partial<ClaimFacts> = {}): ClaimFacts => ({
  ...facts(),
  candidates: [Sample.household()],
  history: [],
  ...over
})
const confirm: Change = { _tag: "ConfirmAgentChange", delegationId, caseId, agentId, signedBy: "Cora Quint" }
const issue: Change = { _tag: "IssueAgentChangeCode", agentChangeCodeId: Id.make("passcode-9"), caseId, agentId }

/** Every way, with what it is called on the delegation, and the way of the policy that it needs. */
const ways = {
  "service-center": {
    needs: "three-way-call",
    reference: "call-1",
    decide: (rules, over, policy) => rules.newAgent.decide(byCenter, facts(over), context(policy))
  },
  "three-way-call": {
    needs: "three-way-call",
    reference: "call-1",
    decide: (rules, over, policy) => rules.newAgent.decide(byThree, facts(over), context(policy))
  },
  "access-code": {
    needs: "consumer",
    reference: "code-0",
    decide: (rules, over, policy) => rules.newAgent.decide(byCode, facts(over), context(policy))
  },
  claim: {
    needs: "attestation",
    reference: `phone:passport:${digest}`,
    decide: (rules, over, policy) => rules.claim.decide(claim, claimFacts(over), context(policy))
  },
  otp: {
    needs: "one-time-passcode",
    reference: "passcode-0",
    decide: (rules, over, policy) =>
      rules.agentChange.decide(
        confirm,
        { ...facts(over), live: Sample.agentChangeCode(), matches: true },
        context(policy)
      )
  }
} satisfies Record<
  string,
  {
    readonly needs: Verification
    readonly reference: string
    readonly decide: (
      rules: Rules,
      over: Partial<Facts>,
      policy?: Partial<Policy>
    ) => { readonly _tag: string; readonly events?: ReadonlyArray<unknown> }
  }
>
type Way = keyof typeof ways
const names = Object.keys(ways) as ReadonlyArray<Way>

const delegationEvents = (answer: { readonly _tag: string; readonly events?: ReadonlyArray<unknown> }) =>
  eventsOf(answer as { readonly _tag: string; readonly events?: ReadonlyArray<Event> })

const others = fc.array(
  fc.record({
    state: fc.constantFrom(...(["Requested", "Active", "Frozen"] as const)),
    kind: fc.constantFrom(...(["producer", "producer", "assister"] as const)),
    agent: fc.constantFrom(1, 2, 3)
  }),
  { maxLength: 2 }
)

/** A verified way makes a delegation at once. @category laws */
export const atOnce = make({
  id: "new-agent-at-once",
  sentence:
    "a verified way makes the agent the delegate at once: the old delegation ends in that instant, a consent is granted, how it was verified is kept, and the present delegate changes nothing",
  rules: ["DEL-01", "DEL-07", "DEL-09", "DEL-10", "DEL-11", "CON-01"],
  runs: 600,
  input: fc.record({
    way: fc.constantFrom(...names),
    others,
    total: fc.boolean(),
    taken: fc.constantFrom(false, false, false, true),
    empty: fc.constantFrom(false, false, false, true),
    good: fc.constantFrom(true, true, true, false)
  }),
  holds: ({ empty, good, others, taken, total, way }, rules) => {
    const open = others.map(({ agent, kind, state }, n) =>
      Sample.delegation(n, state, {
        caseId,
        kind,
        delegate: { agentId: Sample.agentId(agent), agencyId },
        consentId: Id.make(`consent-${n}`)
      })
    )
    const consents = open.map(({ state }, n) => Sample.consent(n, state._tag === "Requested" ? "Draft" : "Granted"))
    const answer = ways[way].decide(
      rules,
      {
        case: Sample.household(0, empty ? { members: [] } : {}),
        open,
        consents,
        same: taken ? Sample.delegation(9) : undefined,
        delegate: good ? Sample.member(1) : Sample.member(1, { locked: true })
      },
      { delegationExclusivity: total ? "one-total" : "one-per-kind" }
    )
    if (empty && way !== "claim") return refusedAs(answer, "UnknownCase", "DEL-03")
    if (taken) return refusedAs(answer, "DelegationExists", "DEL-22")
    const holds = (one: Delegation) => one.state._tag !== "Requested"
    const producers = open.filter(({ kind }) => kind === "producer")
    const already = producers.some((one) => holds(one) && one.delegate.agentId === agentId)
    const events = delegationEvents(answer)
    if (already)
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
        [...fulfilled.map((one) => [one.consentId as string, "Expired"]), [consentId, "Granted"]],
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
    "by telephone the agent gives name and licence or certification number, the primary contact is on the line, and an agreement lasts for the call or a year at most",
  rules: ["DEL-06", "DEL-18"],
  runs: 600,
  input: fc.record({
    three: fc.boolean(),
    name: fc.constantFrom(...(["own", "own", "upper", "other"] as const)),
    number: fc.constantFrom(...(["licence", "certification", "licence", "another", "wrong"] as const)),
    contactPresent: fc.constantFrom(true, true, true, false),
    until: fc.constantFrom(undefined, -1, 0, 1, 364, 365, 366),
    known: fc.constantFrom(true, true, true, true, false)
  }),
  holds: ({ contactPresent, known, name, number, three, until: days }, rules) => {
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
    const answer = rules.newAgent.decide(command, facts(known ? {} : { delegate: undefined }), context())
    if (!known) return refusedAs(answer, "UnknownAgent", "DEL-08")
    if (name === "other" || number === "another" || number === "wrong")
      return refusedAs(answer, "AgentNotAuthenticated", "DEL-06")
    if (!contactPresent) return refusedAs(answer, "ContactNotOnTheLine", "DEL-06")
    if (three && days !== undefined && (days < 0 || days > 365))
      return refusedAs(answer, "AuthorizationTooLong", "DEL-18")
    const drafted = delegationEvents(answer).flatMap((event) =>
      event._tag === "ConsentDrafted" ? [event.consent.expiresOn] : []
    )
    return same(drafted, [three ? (until ?? Sample.today) : undefined], "the last day of the consent")
  }
})

/** After an access code the consumer delegates at once. @category laws */
export const afterACode = make({
  id: "new-agent-after-a-code",
  sentence:
    "a consumer whose account was linked by a code delegates at once to an agent who takes clients, and nobody else does",
  rules: ["ACC-06", "DEL-08"],
  input: fc.record({ redeemed: fc.boolean(), takes: fc.boolean() }),
  holds: ({ redeemed, takes }, rules) => {
    const answer = rules.newAgent.decide(
      byCode,
      facts({
        ...(redeemed ? {} : { redeemed: undefined }),
        delegate: Sample.member(1, { acceptsNewClients: takes })
      }),
      context()
    )
    if (!redeemed) return refusedAs(answer, "NoCodeRedeemed", "ACC-06")
    if (!takes) return refusedAs(answer, "NotAcceptingClients", "DEL-08")
    return same(eventsOf(answer).length, 3, "the number of events")
  }
})

/** A claim is attested and finds one person. @category laws */
export const claimsFindOne = make({
  id: "new-agent-claims-find-one",
  sentence:
    "a claim is attested and finds exactly one consumer by name and birth date; none or several send the agent to a new application or the ZIP code",
  rules: ["DEL-13", "DEL-14", "CON-01"],
  runs: 600,
  input: fc.record({
    mode: fc.constantFrom(...(["off", "any", "any", "any"] as const)),
    attested: fc.constantFrom(true, true, true, false),
    spelled: fc.constantFrom(...(["same", "same", "upper", "accent", "other"] as const)),
    dob: fc.constantFrom(true, true, true, false),
    twins: fc.constantFrom(false, false, true),
    zip: fc.constantFrom(undefined, undefined, "95814", "95815"),
    proven: fc.constantFrom(true, true, true, false)
  }),
  holds: ({ attested, dob, mode, proven, spelled, twins, zip }, rules) => {
    const { first, last } = Sample.household().primaryContact.name
    const accented = { first: first.replace("o", "ó"), last }
    const name = {
      same: { first, last },
      upper: { first: first.toUpperCase(), last },
      accent: accented,
      other: accented
    }[spelled]
    const wrong = spelled === "other" ? { ...name, last: `${last}ez` } : name
    const twin = Sample.household(7, {
      primaryContact: {
        ...Sample.household().primaryContact,
        address: { ...Sample.household().primaryContact.address, zip: "90210" as never }
      }
    })
    const answer = rules.claim.decide(
      {
        ...claim,
        attested,
        consumer: {
          name: wrong as typeof claim.consumer.name,
          dob: dob ? claim.consumer.dob : Dates.make("1999-01-01"),
          ...(zip === undefined ? {} : { zip: zip as never })
        },
        ...(proven ? {} : { consent: { channel: "text", evidence: { type: "portal-record", ref: "text-1" } } as const })
      },
      claimFacts({ candidates: twins ? [Sample.household(), twin] : [Sample.household()] }),
      context({ claimBySearch: mode })
    )
    if (mode === "off") return refusedAs(answer, "ClaimsNotOffered", "DEL-13")
    if (!attested) return refusedAs(answer, "NotAttested", "DEL-13")
    const none = spelled === "other" || !dob || zip === "95815"
    const several = !none && twins && zip === undefined
    if (none || several)
      return all(
        refusedAs(answer, "NoMatch", "DEL-14"),
        same("facts" in answer && answer.facts.found, several ? "several" : "none", "how many were found")
      )
    if (!proven) return refusedAs(answer, "ConsentIncomplete", "CON-01")
    return same(eventsOf(answer).length, 3, "the number of events")
  }
})

/** Where only associated agents search, strangers are blocked. @category laws */
export const strangersAreBlocked = make({
  id: "new-agent-strangers-are-blocked",
  sentence:
    "where only associated agents may search, an agent who never had the case is blocked, and so is a colleague of the one who has it",
  rules: ["DEL-15", "DEL-16"],
  runs: 400,
  input: fc.record({
    history: fc.array(
      fc.record({
        state: fc.constantFrom(...(["Requested", "Active", "Frozen", "Ended", "Declined"] as const)),
        who: fc.constantFrom(...(["own", "colleague", "stranger"] as const))
      }),
      { maxLength: 3 }
    ),
    record: fc.constantFrom(false, false, false, true)
  }),
  holds: ({ history, record }, rules) => {
    const past = history.map(({ state, who }, n) =>
      Sample.delegation(n, state, {
        caseId,
        delegate: {
          agentId: Sample.agentId(who === "own" ? 1 : who === "colleague" ? 2 : 3),
          agencyId: Sample.agencyId(who === "stranger" ? 1 : 0)
        }
      })
    )
    const { npn } = Sample.profile(1)
    const household = Sample.household(0, record ? { coverage: Sample.coverage({ aorNpn: npn }) } : {})
    const answer = rules.claim.decide(
      claim,
      claimFacts({ candidates: [household], history: past }),
      context({ claimBySearch: "associated", newAgentVerification: ["consumer"] })
    )
    const had = history.some(({ state, who }) => who === "own" && !["Requested", "Declined"].includes(state))
    if (had || record) return same(answer._tag, "Accepted", "the answer")
    const colleague = history.some(({ state, who }) => who !== "stranger" && (state === "Active" || state === "Frozen"))
    return colleague ? refusedAs(answer, "ColleaguesCase", "DEL-16") : refusedAs(answer, "NotAssociated", "DEL-15")
  }
})

/** A passcode works once, in its time, for one case and one agent. @category laws */
export const passcodeWorksOnce = make({
  id: "new-agent-passcode-works-once",
  sentence:
    "a passcode gives one case to one agent, once, within its minutes and tries; whatever is wrong with it is refused in the same words, and a guess is counted",
  rules: ["DEL-17"],
  runs: 600,
  input: fc.record({
    state: fc.constantFrom(...(["Issued", "Issued", "Issued", "Confirmed", "Superseded", "Locked", "none"] as const)),
    offset: fc.constantFrom(-600_000, -1, -1, 0, 1),
    matches: fc.boolean(),
    wrongTries: fc.integer({ min: 0, max: 2 }),
    tries: fc.constantFrom(1, 3)
  }),
  holds: ({ matches, offset, state, tries, wrongTries }, rules) => {
    const live = state === "none" ? undefined : Sample.agentChangeCode(0, { state, wrongTries })
    const at = Dates.plusMillis(Sample.agentChangeCode().expiresAt, offset)
    const answer = rules.agentChange.decide(
      confirm,
      { ...facts(), live, matches },
      context({ agentChangeCode: { minutes: 10, tries } }, at)
    )
    if (live === undefined || state !== "Issued" || offset >= 0)
      return refusedAs(answer, "PasscodeNotAccepted", "DEL-17")
    const moved = { _tag: "AgentChangeCodeMoved", agentChangeCodeId: live.agentChangeCodeId, from: "Issued" }
    if (!matches) {
      const locks = wrongTries + 1 >= tries
      return all(
        same(answer._tag, "Recorded", "the answer to a guess"),
        refusedAs(answer._tag === "Recorded" ? answer.refusal : answer, "PasscodeNotAccepted", "DEL-17"),
        same(
          eventsOf(answer),
          [{ ...moved, trigger: locks ? "lock" : "miss", to: locks ? "Locked" : "Issued", wrongTries: wrongTries + 1 }],
          "what a guess leaves behind"
        )
      )
    }
    const [first, ...rest] = eventsOf(answer)
    return all(
      same(first, { ...moved, trigger: "confirm", to: "Confirmed", wrongTries }, "what becomes of the passcode"),
      same(
        rest.map(({ _tag }) => _tag),
        ["DelegationOpened", "ConsentDrafted", "ConsentMoved"],
        "what follows"
      ),
      same(
        [first].reduce<typeof live | undefined>(
          (code, event) => (event?._tag === "AgentChangeCodeMoved" ? rules.agentChange.evolve(code, event) : code),
          live
        ),
        { ...live, state: "Confirmed" },
        "the passcode afterwards"
      )
    )
  }
})

/** A passcode is sent to a consumer who can be reached. @category laws */
export const passcodeIsSent = make({
  id: "new-agent-passcode-is-sent",
  sentence:
    "a passcode is sent to a consumer with an e-mail address, lives for its minutes, and takes the place of the one before",
  rules: ["DEL-17", "DEL-08", "DEL-11"],
  runs: 400,
  input: fc.record({
    known: fc.constantFrom(true, true, true, false),
    email: fc.constantFrom(true, true, true, false),
    taken: fc.constantFrom(false, false, false, true),
    agent: fc.constantFrom(...(["good", "good", "good", "locked", "unknown"] as const)),
    live: fc.boolean(),
    holder: fc.constantFrom(false, false, true)
  }),
  holds: ({ agent, email, holder, known, live, taken }, rules) => {
    const { email: address, ...contact } = Sample.household().primaryContact
    const primaryContact = email && address !== undefined ? { ...contact, email: address } : contact
    const answer = rules.agentChange.decide(
      issue,
      {
        ...facts({
          case: known ? Sample.household(0, { primaryContact }) : undefined,
          delegate: agent === "unknown" ? undefined : Sample.member(1, { locked: agent === "locked" }),
          open: holder ? [Sample.delegation(3, "Active", mine)] : []
        }),
        live: live ? Sample.agentChangeCode() : undefined,
        sameCode: taken ? Sample.agentChangeCode(9) : undefined
      },
      context({ agentChangeCode: { minutes: 10, tries: 5 } })
    )
    if (!known) return refusedAs(answer, "UnknownCase", "DEL-03")
    if (agent === "unknown") return refusedAs(answer, "UnknownAgent", "DEL-08")
    if (taken) return refusedAs(answer, "AgentChangeCodeExists", "DEL-17")
    if (holder) return acceptedAs(answer, [])
    if (agent === "locked") return refusedAs(answer, "AgentWithoutAuthority", "DEL-08")
    if (!email) return refusedAs(answer, "ConsumerNotReachable", "DEL-17")
    const code = Sample.agentChangeCode(0, { agentChangeCodeId: Id.make("passcode-9") })
    const before = {
      _tag: "AgentChangeCodeMoved",
      agentChangeCodeId: "passcode-0",
      trigger: "supersede",
      from: "Issued",
      to: "Superseded",
      wrongTries: 0
    }
    return acceptedAs(answer, [...(live ? [before] : []), { _tag: "AgentChangeCodeIssued", code }])
  }
})

/** An application starts with its delegation. @category laws */
export const startsWithItsAgent = make({
  id: "new-agent-starts-with-its-agent",
  sentence:
    "an application that an agent starts makes the case and the delegation in one instant, for a consumer who has no case yet",
  rules: ["DEL-04", "CON-01"],
  runs: 400,
  input: fc.record({
    found: fc.constantFrom(...(["none", "none", "none", "identifier", "number", "person", "namesake"] as const)),
    proven: fc.constantFrom(true, true, false),
    good: fc.constantFrom(true, true, false)
  }),
  holds: ({ found, good, proven }, rules) => {
    const { caseNumber, primaryContact } = Sample.household()
    const other = Sample.household(5, { primaryContact: { ...primaryContact, dob: Dates.make("1990-01-01") } })
    const candidate = {
      none: [],
      identifier: [{ ...other, caseId }],
      number: [{ ...other, caseNumber }],
      person: [Sample.household(5, { primaryContact })],
      namesake: [other]
    }[found]
    const answer = rules.agentStart.decide(
      {
        _tag: "StartApplication",
        delegationId,
        caseId,
        caseNumber,
        agentId,
        primaryContact,
        members: ["QhpAptc"],
        year: 2026,
        signedBy: "Cora Quint",
        consent: proven
          ? { channel: "wet-signature", evidence: { type: "document", ref: "form-1", sha256: digest } }
          : { channel: "wet-signature", evidence: { type: "portal-record", ref: "form-1" } }
      },
      { candidates: candidate, same: undefined, delegate: Sample.member(1, { locked: !good }) },
      context({ newAgentVerification: [] })
    )
    if (found !== "none" && found !== "namesake")
      return all(
        refusedAs(answer, "CaseFound", "DEL-04"),
        same("facts" in answer && answer.facts.by, found, "what was found")
      )
    if (!good) return refusedAs(answer, "AgentWithoutAuthority", "DEL-08")
    if (!proven) return refusedAs(answer, "ConsentIncomplete", "CON-01")
    const events = eventsOf(answer)
    return all(
      same(
        events.map(({ _tag }) => _tag),
        ["CaseRecorded", "DelegationOpened", "ConsentDrafted", "ConsentMoved"],
        "the events"
      ),
      same(
        events.flatMap(
          (event): ReadonlyArray<string> =>
            event._tag === "CaseRecorded"
              ? [event.case.application.state, event.case.lastActivityOn]
              : event._tag === "DelegationOpened"
                ? [event.delegation.origin, event.delegation.state._tag, event.delegation.caseId]
                : []
        ),
        ["InProgress", Sample.today, "agent-started", "Active", caseId],
        "case and delegation"
      )
    )
  }
})

/** Requests that wait are reminded of twice. @category laws */
export const remindedTwice = make({
  id: "new-agent-reminded-twice",
  sentence:
    "a request that waits is reminded of on its third and its tenth day, once each however often the run is repeated",
  rules: ["DEL-23"],
  runs: 400,
  input: fc.record({
    age: fc.integer({ min: 0, max: 32 }),
    before: fc.constantFrom(undefined, 0, 1, 2),
    ahead: fc.constantFrom(0, 0, 0, 1, -1),
    state: fc.constantFrom(...(["Requested", "Requested", "Requested", "Active"] as const))
  }),
  holds: ({ age, ahead, before, state }, rules) => {
    const asked = Dates.plusHours(Sample.now, -24 * age)
    const request = Sample.delegation(9, state, {
      ...(state === "Requested" ? { state: { _tag: "Requested", at: asked } as const } : {}),
      ...(before === undefined ? {} : { reminders: before })
    })
    const on = Dates.plusDays(Sample.today, ahead)
    const answer = rules.requestReminder.decide({ _tag: "RemindRequests", on }, [request], context({ requestDays: 30 }))
    if (ahead > 0) return refusedAs(answer, "RemindersNotDue", "DEL-23")
    const days = age + ahead
    const wanted = days >= 10 ? 2 : days >= 3 ? 1 : 0
    const due = state === "Requested" && days < 30 && wanted > (before ?? 0)
    return all(
      acceptedAs(answer, due ? [{ _tag: "RequestReminded", delegationId, reminders: wanted }] : []),
      holdsIf(
        !due ||
          eventsOf(answer).every(
            (event) =>
              rules.requestReminder.decide(
                { _tag: "RemindRequests", on },
                [rules.delegation.evolve(request, event)],
                context({ requestDays: 30 })
              )._tag === "Accepted"
          ),
        "the second run"
      )
    )
  }
})

/** Medi-Cal needs the county's form. @category laws */
export const countyNeedsItsForm = make({
  id: "new-agent-county-needs-its-form",
  sentence:
    "an agent speaks with the county about a household with Medi-Cal only by the form of an authorized representative",
  rules: ["DEL-27"],
  input: fc.record({ medi: fc.boolean(), form: fc.boolean(), held: fc.constantFrom(true, true, true, false) }),
  holds: ({ form, held, medi }, rules) => {
    const scopes = form ? (["represent-before-county"] as const) : (["complete-application"] as const)
    const known: ReviewFacts = {
      case: Sample.household(0, { members: medi ? ["QhpAptc", "MediCal"] : ["QhpAptc"] }),
      open: held ? [Sample.delegation(0, "Active", mine)] : [],
      consents: [Sample.consent(0, "Granted", { grantee: { _tag: "Agency", agencyId, agentId }, scopes })],
      reviews: []
    }
    const answer = rules.applicationReview.countyObstacle(caseId, agentId, known, Sample.today)
    if (!held) return refusedAs(answer ?? {}, "NotTheDelegate", "CON-02")
    return medi && !form
      ? refusedAs(answer ?? {}, "NoRepresentativeForm", "DEL-27")
      : same(answer, undefined, "what stands against it")
  }
})

/** A transfer to who has the case leaves no wish behind. @category laws */
export const noWishLeftBehind = make({
  id: "new-agent-no-wish-left-behind",
  sentence:
    "a case that moves to the agent whom its consumer had asked, or a request to the agent who has it, leaves one delegation and no request",
  rules: ["DEL-11", "DEL-22"],
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
  claimsFindOne,
  strangersAreBlocked,
  passcodeWorksOnce,
  passcodeIsSent,
  startsWithItsAgent,
  remindedTwice,
  countyNeedsItsForm,
  noWishLeftBehind
] as ReadonlyArray<Law>
