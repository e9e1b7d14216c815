/**
 * Laws of an agency's agreement: who binds the agency, and what the passing of days leads to.
 *
 * @since 0.1.0
 */
import type { Agency } from "@agencybook/core/Agency"
import type { Party } from "@agencybook/core/AgencyAgreement"
import type { Command as Review } from "@agencybook/core/AgencyReview"
import type { Command } from "@agencybook/core/AgencySigning"
import * as Dates from "@agencybook/core/CalendarDate"
import { make as factsOf } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import { managers, parties, person, signers, withoutAgreement } from "./internal/AgreementParties.ts"
import { acceptedAs, all, broken, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const agencyId = Sample.agencyId()
const envelope = Id.make<Id.DocumentId>("envelope-new")
const decide = (rules: Rules, command: Command, agency: Agency | undefined, actor = Sample.system) =>
  rules.agencySigning.decide(command, { agency }, Sample.context({ actor }))
const after = (rules: Rules, agency: Agency, answer: ReturnType<typeof decide>): Agency =>
  eventsOf(answer).reduce<Agency>((now, event) => rules.agency.evolve(now, event), agency)
const signed = (by: Party, day = 0, of = envelope): Command => ({
  _tag: "SignAgencyAgreement",
  agencyId,
  envelope: of,
  by,
  on: Dates.plusDays(Sample.today, day)
})

/** Whoever may bind the agency binds it. @category laws */
export const signerBinds = make({
  id: "agreement-signer-binds",
  sentence:
    "an agreement binds the agency from the day on which whoever may bind it has signed, alone or after a manager who may not, for the years of the policy; other signatures wait",
  rules: ["AGY-05"],
  runs: 800,
  input: fc.record({
    signer: fc.constantFrom("first", "person" as const),
    order: fc.shuffledSubarray<keyof typeof parties>(["first", "second", "signer"], { minLength: 1 }),
    days: fc.array(fc.integer({ min: -20, max: 0 }), { minLength: 3, maxLength: 3 }),
    years: fc.integer({ min: 1, max: 5 }),
    before: fc.boolean()
  }),
  holds: ({ before, days, order, signer, years }, rules) => {
    const policy = { ...Sample.policy(), agreementTermYears: years }
    const start: Agency = {
      ...withoutAgreement(signers[signer]),
      ...(before ? { agreement: Sample.agreement(0, { expiresOn: Sample.today }) } : {})
    }
    const binding = signer === "first" ? "first" : "signer"
    // When the manager may bind the agency there is no other signer.
    const told = order.filter((party) => !(party === "signer" && signer === "first"))
    const whole = told.indexOf(binding)
    const dates = told.map((_, n) => Dates.plusDays(Sample.today, days[n] ?? 0))
    let agency = start
    for (const [n, party] of told.entries()) {
      const command = signed(parties[party], days[n])
      const answer = rules.agencySigning.decide(command, { agency }, Sample.context({ actor: Sample.system, policy }))
      if (answer._tag === "Refused") return refusedAs(answer, "none", "AGY-05")
      if (answer.events.some((event) => Object.hasOwn(event, "agreement") !== (n === whole)))
        return broken("the event does not say whether the agreement is whole")
      if (whole >= 0 && n > whole && answer.events.length > 0) return same(answer.events, [], "after it was whole")
      agency = after(rules, agency, answer)
    }
    if (whole < 0)
      return all(
        same(agency.agreement, start.agreement, "the agreement"),
        same(agency.signing?.signatures.length, told.length === 0 ? undefined : told.length, "the signatures")
      )
    const from = dates.slice(0, whole + 1).reduce((a, b) => (a > b ? a : b))
    const until = `${Number(from.slice(0, 4)) + years}${from.slice(4)}`
    return all(
      same(agency.agreement?.from, from, "the first day"),
      same(agency.agreement && Dates.plusDays(agency.agreement.expiresOn, 1), until, "the day after the last one"),
      same(agency.agreement?.envelope, envelope, "the papers"),
      same(agency.signing, undefined, "what waits")
    )
  }
})

/** Who may not sign. @category laws */
export const nobodySignsForAnother = make({
  id: "agreement-nobody-signs-for-another",
  sentence:
    "only a manager of the agency or its named signer signs, an agent for nobody else, and not before the day; without a named signer nobody signs",
  rules: ["AGY-05", "AGY-01", "AGY-09"],
  runs: 600,
  input: fc.record({
    signer: fc.constantFrom("nobody", "first", "person" as const),
    party: fc.constantFrom<keyof typeof parties>("first", "second", "stranger", "signer"),
    actor: fc.constantFrom("itself", "first", "system" as const),
    day: fc.constantFrom(-1, 0, 1),
    state: fc.constantFrom("Pending", "Certified", "Terminated", "unknown" as const),
    naming: fc.boolean()
  }),
  holds: ({ actor, day, naming, party, signer, state }, rules) => {
    const agency =
      state === "unknown"
        ? undefined
        : { ...withoutAgreement(signers[signer]), certification: Sample.agencyCertification(state) }
    const by = parties[party]
    const itself = by._tag === "Manager" ? ({ _tag: "Agent", agentId: by.agentId } as const) : Sample.system
    const who = actor === "itself" ? itself : actor === "first" ? Sample.asAgent(0) : Sample.system
    const command: Command =
      naming && by._tag === "Manager" ? { _tag: "NameAgencySigner", agencyId, signer: by } : signed(by, day)
    const answer = decide(rules, command, agency, who)
    if (agency === undefined) return refusedAs(answer, "UnknownAgency", "AGY-01")
    if (state === "Terminated") return refusedAs(answer, "AgencyOver", "AGY-09")
    if (command._tag === "NameAgencySigner")
      return party === "stranger"
        ? refusedAs(answer, "NoPartyToAgreement", "AGY-05")
        : acceptedAs(answer, [{ _tag: "AgencySignerNamed", agencyId, signer: by }])
    if (signer === "nobody") return refusedAs(answer, "SignerNotNamed", "AGY-05")
    if (actor === "first" && party !== "first") return refusedAs(answer, "SignsForAnother", "AGY-05")
    if (party === "stranger" || (party === "signer" && signer === "first"))
      return all(
        refusedAs(answer, "NoPartyToAgreement", "AGY-05"),
        same("facts" in answer && answer.facts.party, party === "signer" ? "signer" : Sample.agentId(9), "who it is")
      )
    if (day > 0) return refusedAs(answer, "SignedInFuture", "AGY-05")
    return same(
      eventsOf(answer).map(({ _tag }) => _tag),
      ["AgencyAgreementSigned"]
    )
  }
})

/** Another envelope and another signer begin anew. @category laws */
export const signingBeginsAnew = make({
  id: "agreement-signing-begins-anew",
  sentence:
    "with another envelope or another signer the signatures before count no more; the same signature twice changes nothing",
  rules: ["AGY-05"],
  input: fc.constantFrom("again", "first again", "other envelope", "other signer" as const),
  holds: (what, rules) => {
    const first = signed(parties.second)
    const start = withoutAgreement(person)
    const agency = after(rules, start, decide(rules, first, start))
    const again = decide(rules, first, agency)
    if (what === "again") return acceptedAs(again, [])
    if (what === "first again") {
      const both = after(rules, agency, decide(rules, signed(parties.first), agency))
      return all(
        same(both.signing?.signatures.length, 2, "the signatures"),
        acceptedAs(decide(rules, first, both), []),
        acceptedAs(decide(rules, signed(parties.first), both), [])
      )
    }
    if (what === "other envelope") {
      const other = decide(rules, signed(parties.first, 0, Id.make("envelope-other")), agency)
      return same(after(rules, agency, other).signing?.signatures.length, 1, "the signatures")
    }
    const command: Command = { _tag: "NameAgencySigner", agencyId, signer: signers.first }
    return same(after(rules, agency, decide(rules, command, agency)).signing, undefined, "the signatures")
  }
})

/** What binds is not shortened. @category laws */
export const agreementIsProlonged = make({
  id: "agreement-is-prolonged",
  sentence:
    "an agreement takes the place of another only when it is not over today and ends later: a signature that is told late or dated back never shortens what binds",
  rules: ["AGY-05"],
  runs: 400,
  input: fc.record({
    before: fc.option(fc.constantFrom(-400, -1, 0, 100, 101, 500), { nil: undefined }),
    left: fc.constantFrom(-4_000, -1, 0, 99, 100, 101, 364)
  }),
  holds: ({ before, left }, rules) => {
    const at = (n: number) => Dates.plusDays(Sample.today, n)
    const agency: Agency = {
      ...withoutAgreement(signers.first),
      ...(before === undefined ? {} : { agreement: Sample.agreement(0, { expiresOn: at(before) }) })
    }
    // No leap day is near: an agreement of one year that is signed 365 days before the day after its last one.
    const answer = rules.agencySigning.decide(
      signed(parties.first, left - 364),
      { agency },
      Sample.context({ actor: Sample.system, policy: { ...Sample.policy(), agreementTermYears: 1 } })
    )
    if (left < 0 || left <= (before ?? -1)) return refusedAs(answer, "AgreementEndsTooSoon", "AGY-05")
    return same(after(rules, agency, answer).agreement?.expiresOn, at(left), "the last day")
  }
})

/** Papers count once. @category laws */
export const papersCountOnce = make({
  id: "agreement-papers-count-once",
  sentence:
    "an envelope that was replaced, or given up with a change of the name, changes nothing when it is told again, whoever tells it",
  rules: ["AGY-05", "AGY-13"],
  input: fc.record({
    how: fc.constantFrom("replaced", "replaced for the change", "rejected", "withdrawn", "renamed", "half" as const),
    agent: fc.boolean()
  }),
  holds: ({ agent, how }, rules) => {
    const changeId = Id.make<Id.AgencyChangeId>("change-1")
    const review = (agency: Agency, command: Review, actor = Sample.exchange): Agency =>
      eventsOf(
        rules.agencyReview.decide(command, { agency, sameFein: undefined }, Sample.context({ actor }))
      ).reduce<Agency>((now, event) => rules.agency.evolve(now, event), agency)
    const sign = (agency: Agency, command: Command): Agency => after(rules, agency, decide(rules, command, agency))
    const start = withoutAgreement(how === "half" ? person : signers.first)
    const asks = (agency: Agency): Agency =>
      review(
        agency,
        {
          _tag: "RequestAgencyChange",
          agencyId,
          changeId,
          wanted: { legalName: Sample.details(50).legalName }
        },
        Sample.asAgent(0)
      )
    const paper = signed(parties.first, -30)
    const other = signed(parties.first, 0, Id.make("envelope-other"))
    const left = {
      replaced: () => sign(sign(start, paper), other),
      "replaced for the change": () => sign(sign(asks({ ...start, agreement: Sample.agreement() }), paper), other),
      rejected: () =>
        review(sign(asks(start), paper), { _tag: "RejectAgencyChange", agencyId, changeId, reason: "documents-false" }),
      withdrawn: () => review(sign(asks(start), paper), { _tag: "WithdrawAgencyChange", agencyId, changeId }),
      renamed: () => review(sign(asks(sign(start, paper)), other), { _tag: "ApproveAgencyChange", agencyId, changeId }),
      half: () => asks(sign(start, paper))
    }[how]()
    const again = how === "half" ? signed(parties.signer) : paper
    const answer = decide(rules, again, left, agent && how !== "half" ? Sample.asAgent(0) : Sample.system)
    return all(
      acceptedAs(answer, []),
      same(left.agreement?.envelope === envelope, false, "whether the papers bind"),
      same(left.spent, [envelope], "the papers that count no more")
    )
  }
})

/** An agency needs an agreement in force. @category laws */
export const agreementIsNeeded = make({
  id: "agreement-is-needed",
  sentence:
    "an agency is certified only with an agreement that holds today, and one whose agreement is over does not come back before it is signed anew",
  rules: ["AGY-05", "AGY-06"],
  runs: 300,
  input: fc.record({
    last: fc.option(fc.integer({ min: -1, max: 1 }), { nil: undefined }),
    first: fc.constantFrom(-400, 0, 1),
    reinstate: fc.boolean()
  }),
  holds: ({ first, last, reinstate }, rules) => {
    const { agreement: _, ...unsigned } = Sample.agency(0, {
      certification: Sample.agencyCertification(reinstate ? "Suspended" : "Pending")
    })
    const from = Dates.plusDays(Sample.today, first)
    const agreement =
      last === undefined
        ? {}
        : { agreement: Sample.agreement(0, { from, expiresOn: Dates.plusDays(Sample.today, last) }) }
    const agency: Agency = { ...unsigned, ...agreement }
    const answer = rules.agency.decide(
      reinstate ? { _tag: "ReinstateAgency", agencyId } : { _tag: "CertifyAgency", agencyId },
      {
        agency,
        sameFein: undefined,
        sameNpn: undefined,
        sameEmail: undefined,
        manager: Sample.agent(0),
        managerEmployment: Sample.employment(0),
        openEmployment: undefined
      },
      Sample.context()
    )
    const holds = last !== undefined && last >= 0 && first <= 0
    // A roster that was taken over comes without an agreement, and is not asked for one when it comes back.
    return holds || (reinstate && last === undefined)
      ? same(answer._tag, "Accepted")
      : refusedAs(answer, "AgreementNotSigned", "AGY-05")
  }
})

const offsets = fc.option(fc.constantFrom(-1, 0, 1, 6, 7, 8, 29, 30, 31, 59, 60, 61, 300), { nil: undefined, freq: 12 })

/** What the passing of days leads to. @category laws */
export const lapseSuspends = make({
  id: "agreement-lapse-suspends",
  sentence:
    "a certified agency is suspended on the day after its insurance or agreement ends; its managers are reminded once from 60, 30 and 7 days before, and the day that is kept for the run is the first on which it has something to do",
  rules: ["AGY-05", "AGY-11", "AGY-01"],
  runs: 1_500,
  input: fc.record({
    insurance: offsets,
    agreement: offsets,
    reminded: fc.option(fc.constantFrom(0, -1, -24, -300), { nil: undefined }),
    day: fc.constantFrom(0, 0, 0, -1, 1),
    state: fc.constantFrom("Certified", "Certified", "Certified", "Suspended", "Pending", "unknown" as const)
  }),
  holds: ({ agreement, day, insurance, reminded, state }, rules) => {
    const at = (n: number) => Dates.plusDays(Sample.today, n)
    const long = Dates.plusDays(Sample.today, -400)
    const { agreement: _, ...plain } = Sample.agency(0, {
      certification: Sample.agencyCertification(state === "unknown" ? "Certified" : state)
    })
    const agency: Agency = {
      ...plain,
      documents:
        insurance === undefined
          ? []
          : [
              Sample.document("e-and-o", {
                expiresOn: at(insurance),
                uploadedAt: Dates.startOf(long, Sample.policy().timeZone)
              })
            ],
      ...(agreement === undefined ? {} : { agreement: Sample.agreement(0, { from: long, expiresOn: at(agreement) }) }),
      ...(reminded === undefined ? {} : { remindedOn: at(reminded) })
    }
    const run = (on: number) =>
      rules.agencyDaily.decide(
        { _tag: "RunAgencyDaily", agencyId, day: at(on) },
        { agency: state === "unknown" ? undefined : agency },
        Sample.context({ actor: Sample.system })
      )
    const answer = run(day)
    if (state === "unknown") return refusedAs(answer, "UnknownAgency", "AGY-01")
    if (day > 0) return refusedAs(answer, "AgencyRunAhead", "AGY-05")
    if (state !== "Certified") return acceptedAs(answer, [])
    const ends = [
      ...(insurance === undefined ? [] : [{ what: "e-and-o", last: insurance }]),
      ...(agreement === undefined ? [] : [{ what: "agreement", last: agreement }])
    ]
    const gone = ends.find(({ last }) => last < day)
    const soon = ends.filter(({ last }) =>
      [60, 30, 7].some((before) => last - before <= day && last - before > (reminded ?? -1_000))
    )
    const due = rules.agencyLapse.dueOn(agency)
    const something = gone !== undefined || soon.length > 0
    const suspended = { _tag: "Suspended", since: Sample.now, reason: `${gone?.what}-lapsed` }
    return all(
      same(due !== undefined && due <= at(day), something, "whether the run is due"),
      acceptedAs(
        answer,
        gone !== undefined
          ? [{ _tag: "AgencyCertificationMoved", agencyId, trigger: "suspend", from: "Certified", to: suspended }]
          : soon.length > 0
            ? [
                {
                  _tag: "AgencyReminded",
                  agencyId,
                  day: at(day),
                  ending: soon.map(({ last, what }) => ({ what, lastDay: at(last) }))
                }
              ]
            : []
      ),
      holdsIf(
        eventsOf(answer).every((event) => {
          const next = rules.agency.evolve(agency, event)
          return next.dueOn === undefined || next.dueOn > at(day)
        }),
        "a second run of the day would find something"
      )
    )
  }
})

/** The managers are told. @category laws */
export const managersAreTold = make({
  id: "agreement-managers-are-told",
  sentence:
    "that papers run out, and that an agency is suspended or back, is told to the managers who still work there, and to nobody else",
  rules: ["AGY-05", "AGY-11"],
  input: fc.record({
    trigger: fc.constantFrom("remind", "suspend", "reinstate", "certify" as const),
    left: fc.boolean()
  }),
  holds: ({ left, trigger }, rules) => {
    const agency = Sample.agency(0, { managers })
    const places = [Sample.employment(0), Sample.employment(1, 0, left ? "Inactive" : "Active")]
    const facts = factsOf({
      agency: new Map([[agencyId as string, agency]]),
      agent: new Map([0, 1].map((n) => [Sample.agentId(n) as string, Sample.agent(n)])),
      employment: new Map(places.map((one) => [one.employmentId as string, one]))
    })
    const ending = [{ what: "e-and-o", lastDay: Sample.today }] as const
    const to = Sample.agencyCertification(trigger === "suspend" ? "Suspended" : "Certified")
    const notices = rules.notice.fromEvents(
      [
        trigger === "remind"
          ? { _tag: "AgencyReminded", agencyId, day: Sample.today, ending }
          : { _tag: "AgencyCertificationMoved", agencyId, trigger, from: "Certified", to }
      ],
      facts,
      Sample.context()
    )
    const template = trigger === "remind" ? "NTC-26" : "NTC-09"
    const people = trigger === "certify" ? [] : left ? [0] : [0, 1]
    return same(
      notices.map((one) => `${one.template} ${one.to.role} ${one.to.email}`),
      people.map((n) => `${template} manager ${Sample.agent(n).loginEmail}`),
      "who is told"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  signerBinds,
  nobodySignsForAnother,
  signingBeginsAnew,
  agreementIsProlonged,
  papersCountOnce,
  agreementIsNeeded,
  lapseSuspends,
  managersAreTold
] as ReadonlyArray<Law>
