/**
 * Laws of cases that a feed delivers, with the delegate that the sending system knows.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "@agencybook/core/CalendarDate"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case } from "@agencybook/core/Case"
import * as Id from "@agencybook/core/Id"
import type { Npn } from "@agencybook/core/Licence"
import type { Event } from "@agencybook/core/Record"
import * as fc from "fast-check"
import { all, broken, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const caseId = Sample.caseId(0)
const to = (agent: number) => ({ delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId() } })

/** A case that comes with its agent is delegated at once. @category laws */
export const startedByAnAgent = make({
  id: "case-started-by-an-agent",
  sentence:
    "a new case that comes with the agent who started it is delegated at once; a known one keeps the consumer's choice",
  rules: ["DEL-04", "DEL-09"],
  input: fc.record({ known: fc.boolean(), named: fc.boolean(), twice: fc.boolean() }),
  holds: ({ known, named, twice }, rules) => {
    const since = Dates.plusHours(Sample.now, -5)
    const entry = { case: Sample.household(), ...(named ? { delegate: { ...to(1).delegate, since } } : {}) }
    const before = known ? Sample.household() : undefined
    const answer = rules.case.decide(
      { _tag: "RecordCases", entries: twice ? [entry, entry] : [entry] },
      { case: () => before, byNumber: () => undefined, member: () => Sample.member(1) },
      Sample.context({ actor: Sample.system })
    )
    const delegations = eventsOf(answer).flatMap((event) =>
      event._tag === "DelegationOpened" ? [event.delegation] : []
    )
    const recorded = eventsOf(answer).filter((event) => event._tag === "CaseRecorded")
    if (recorded.length !== (twice ? 2 : 1)) return broken("the case was not recorded")
    if (known || !named) return same(delegations, [], "the delegations")
    const [first] = delegations
    return all(
      same(delegations.length, 1, "the number of delegations"),
      same(
        [first?.caseId, first?.delegate, first?.state],
        [caseId, to(1).delegate, { _tag: "Active", from: since }],
        "it"
      )
    )
  }
})

/** A delivery names what it cannot take over. @category laws */
export const namesWhatItRefuses = make({
  id: "case-delivery-names-what-it-refuses",
  sentence:
    "a delivery with a number of another case, a delegate off the roster or a delegation of the future is refused as a whole; a delegate who is not certified gets the case frozen, until a certification thaws it, and nobody else does",
  rules: ["DEL-03", "AGY-01", "DEL-10", "DEL-08"],
  input: fc.record({
    number: fc.constantFrom("free", "own", "taken" as const),
    roster: fc.boolean(),
    hours: fc.constantFrom(-48, -1, 0, 1),
    gap: fc.constantFrom("none", "certification", "employment", "agency", "lock", "licence" as const)
  }),
  holds: ({ gap, hours, number, roster }, rules) => {
    const since = Dates.plusHours(Sample.now, hours)
    const member = {
      none: Sample.member(1),
      certification: Sample.member(1, { certification: Sample.certification("Suspended") }),
      employment: Sample.member(1, { employment: "Inactive" }),
      agency: Sample.member(1, { agencyState: "Suspended" }),
      lock: Sample.member(1, { locked: true }),
      licence: Sample.member(1, { licensed: false })
    }[gap]
    const answer = rules.case.decide(
      { _tag: "RecordCases", entries: [{ case: Sample.household(), delegate: { ...to(1).delegate, since } }] },
      {
        case: () => undefined,
        byNumber: () => (number === "free" ? undefined : Sample.household(number === "own" ? 0 : 7)),
        member: () => (roster ? member : undefined)
      },
      Sample.context({ actor: Sample.system })
    )
    if (number === "taken") return refusedAs(answer, "CaseNumberInUse", "DEL-03")
    if (hours > 0) return refusedAs(answer, "DelegationInFuture", "DEL-10")
    if (!roster) return refusedAs(answer, "DelegateNotOnRoster", "AGY-01")
    const opened = eventsOf(answer).find((event) => event._tag === "DelegationOpened")
    return same(
      opened?._tag === "DelegationOpened" && opened.delegation.state._tag,
      gap === "certification" ? "Frozen" : "Active",
      "it"
    )
  }
})

/** Nobody is the delegate where the agent has left. @category laws */
export const notWhereTheAgentLeft = make({
  id: "case-not-where-the-agent-left",
  sentence:
    "a new case that comes with an agent who has left the agency, never came to it, or whose agency is no more has no delegate; an agent on leave has it and may not act",
  rules: ["EMP-04", "EMP-05", "EMP-07"],
  input: fc.record({
    state: fc.constantFrom(...(["Active", "Inactive", "Inactive", "Inactive"] as const)),
    reason: fc.constantFrom(
      ...(["left-agency", "left-agency", "agency-ended", "application-ended", "association-declined"] as const),
      ...(["association-withdrawn", "leave", "other", undefined] as const)
    ),
    agencyState: fc.constantFrom(...(["Certified", "Certified", "Suspended", "Terminated"] as const))
  }),
  holds: ({ agencyState, reason, state }, rules) => {
    const { employment: _, ...member } = Sample.member(1, { agencyState })
    const why = state === "Inactive" && reason !== undefined ? { reason } : {}
    const answer = rules.case.decide(
      {
        _tag: "RecordCases",
        entries: [{ case: Sample.household(), delegate: { ...to(1).delegate, since: Sample.now } }]
      },
      {
        case: () => undefined,
        byNumber: () => undefined,
        member: () => ({ ...member, employment: { ...Sample.employment(1), state, ...why } })
      },
      Sample.context({ actor: Sample.system })
    )
    const comesBack = state === "Active" || reason === undefined || reason === "leave" || reason === "other"
    return same(
      eventsOf(answer).map(({ _tag }) => _tag),
      agencyState !== "Terminated" && comesBack ? ["CaseRecorded", "DelegationOpened"] : ["CaseRecorded"],
      "the events"
    )
  }
})

/** Clocks of two machines never make a period that ends before it began. @category laws */
export const endsAfterItBegan = make({
  id: "delegation-ends-after-it-began",
  sentence: "a delegation that began by another machine's clock ends now, or in the instant in which it began",
  rules: ["DEL-10"],
  fixes: ["transferConsent"],
  least: { requestDays: 2 },
  input: fc.record({
    skew: fc.constantFrom(-3_600_000, -1, 0, 1, 3_600_000),
    how: fc.constantFrom(...(["RemoveDelegation", "RelinquishDelegation", "AcceptRequest", "TransferBook"] as const))
  }),
  holds: ({ how, skew }, rules) => {
    const from = Dates.plusMillis(Sample.now, skew)
    const old = Sample.delegation(0, "Active", { ...to(1), state: { _tag: "Active", from } })
    const asked = Sample.delegation(9, "Requested", { caseId, ...to(2) })
    const delegation = how === "AcceptRequest" ? asked : old
    const answer =
      how === "TransferBook"
        ? rules.transfer.decide(
            {
              _tag: how,
              transferId: Id.make("transfer-0"),
              agencyId: Sample.agencyId(),
              fromAgentId: Sample.agentId(1),
              toAgentId: Sample.agentId(2),
              reason: "leave"
            },
            { transfer: undefined, source: Sample.member(1), target: Sample.member(2), held: [old], targetOpen: 0 },
            Sample.context()
          )
        : rules.delegation.decide(
            { _tag: how, delegationId: delegation.delegationId },
            { case: Sample.household(), delegation, open: [old, asked], delegate: Sample.member(2) },
            Sample.context()
          )
    const events: ReadonlyArray<Event> = eventsOf<Event>(answer)
    const ended = events.flatMap((event) =>
      event._tag === "DelegationMoved" && event.to._tag === "Ended" ? [[event.to.from, event.to.until]] : []
    )
    return same(ended, [[from, from > Sample.now ? from : Sample.now]], "the period")
  }
})

/** An account that was linked is never lost, wherever it was linked. @category laws */
export const keepsTheAccount = make({
  id: "case-keeps-the-account",
  sentence:
    "a feed neither unlinks an account that was linked here nor links it to somebody else; where none is linked it tells of one that is, and takes no code away",
  rules: ["ACC-07"],
  input: fc.record({
    known: fc.constantFrom(...(["nobody", "None", "CodeIssued", "Linked"] as const)),
    told: fc.constantFrom(...(["None", "CodeIssued", "Linked"] as const))
  }),
  holds: ({ known, told }, rules) => {
    const mine = known === "Linked" ? { _tag: known, accountId: Id.make<Id.AccountId>("mine") } : { _tag: known }
    const before = known === "nobody" ? undefined : Sample.household(0, { account: mine as Case["account"] })
    const incoming = Sample.household(0, { account: { _tag: told } })
    const answer = rules.case.decide(
      { _tag: "RecordCases", entries: [{ case: incoming }] },
      { case: () => before, byNumber: () => before, member: () => undefined },
      Sample.context({ actor: Sample.system })
    )
    const [recorded] = eventsOf(answer)
    const kept = before !== undefined && (known === "Linked" || told !== "Linked")
    const expected = kept ? before.account : incoming.account
    return same(recorded?._tag === "CaseRecorded" && recorded.case.account, expected, "the account")
  }
})

/** A delivery puts nobody on record for days that are over, unless the policy comes with it. @category laws */
export const notForThePast = make({
  id: "case-record-not-for-the-past",
  sentence:
    "a feed puts an agent on record from the start of a policy that is new here, and from the day of the report for one that was known, with or without an agent",
  rules: ["DEL-20", "DEL-21", "TRF-08"],
  input: fc.record({
    known: fc.constantFrom("no case", "no policy", "nobody", "another"),
    starts: fc.constantFrom(-60, -1, 0, 1, 40)
  }),
  holds: ({ known, starts }, rules) => {
    const deliver = (before: Case | undefined, changes: Partial<Case>, hours: number) => {
      const [event] = eventsOf(
        rules.case.decide(
          { _tag: "RecordCases", entries: [{ case: Sample.household(0, changes) }] },
          { case: () => before, byNumber: () => before, member: () => undefined },
          Sample.context({ actor: Sample.system, at: Dates.plusHours(Sample.now, hours) })
        )
      )
      return event?._tag === "CaseRecorded" ? rules.case.evolve(before, event) : undefined
    }
    const policyOf = (aorNpn: string | undefined): Partial<Case> => ({
      coverage: Sample.coverage({
        effectiveOn: Dates.plusDays(Sample.today, starts),
        ...(aorNpn === undefined ? {} : { aorNpn: aorNpn as Npn })
      })
    })
    const before =
      known === "no case"
        ? undefined
        : deliver(undefined, known === "no policy" ? {} : policyOf(known === "nobody" ? undefined : "88"), -24)
    const named = deliver(before, policyOf("77"), 0)
    const isNew = known === "no case" || known === "no policy"
    const from = Dates.plusDays(Sample.today, isNew ? starts : Math.max(starts, 0))
    const onRecord = (when: CalendarDate) => rules.agentOfRecord.on(named?.agentsOfRecord ?? [], when)?.npn as string
    const earlier = known === "another" && starts < 0 ? "88" : undefined
    return all(
      same(onRecord(from), "77", "from the day on"),
      same(onRecord(Dates.plusDays(from, -1)), earlier, "the day before")
    )
  }
})

/** What a delivery may say. @category laws */
export const saysNoMore = make({
  id: "case-delivery-says-no-more",
  sentence:
    "a delivery that gives one number to two cases is refused as a whole, and who was on record is known here alone, whatever a delivery says",
  rules: ["DEL-03", "DEL-20"],
  input: fc.record({ twice: fc.boolean(), known: fc.boolean() }),
  holds: ({ known, twice }, rules) => {
    const said = { from: Sample.today, recordedAt: Sample.now, reason: "correction", npn: "99" as Npn } as const
    const one = Sample.household(1, { agentsOfRecord: [said] })
    const other = Sample.household(2, twice ? { caseNumber: one.caseNumber } : {})
    const answer = rules.case.decide(
      { _tag: "RecordCases", entries: [{ case: one }, { case: other }] },
      {
        case: (caseId) => (known && caseId === one.caseId ? Sample.household(1) : undefined),
        byNumber: () => undefined,
        member: () => undefined
      },
      Sample.context({ actor: Sample.system })
    )
    if (twice) return refusedAs(answer, "CaseNumberInUse", "DEL-03")
    const recorded = eventsOf(answer).flatMap((event) => (event._tag === "CaseRecorded" ? [event.case] : []))
    return same(
      recorded.map(({ agentsOfRecord, caseId }) => [caseId, agentsOfRecord]),
      [one, other].map(({ caseId }) => [caseId, undefined]),
      "who is on record"
    )
  }
})

/** A row says what the household has, and who is on record. @category laws */
export const rowsTellTheHousehold = make({
  id: "case-rows-tell-the-household",
  sentence:
    "a household is mixed when somebody has Medi-Cal and somebody a plan of any kind; on record for a policy that has not begun is whoever is when it begins",
  rules: ["BOB-14", "DEL-20"],
  input: fc.record({
    members: fc.array(
      fc.constantFrom(
        ...(["QhpAptcCsr", "QhpAptc", "QhpUnsubsidised", "MediCal", "ChildProgram", "Ineligible", "Pending"] as const)
      ),
      { minLength: 1, maxLength: 3 }
    ),
    starts: fc.constantFrom(-20, 0, 20),
    changes: fc.constantFrom(-10, 10, 20)
  }),
  holds: ({ changes, members, starts }, rules) => {
    const day = (days: number) => Dates.plusDays(Sample.today, days)
    const entry = (days: number, npn: string) =>
      ({ from: day(days), recordedAt: Sample.now, reason: "correction", npn: npn as Npn }) as const
    const household = Sample.household(0, {
      members,
      coverage: Sample.coverage({ effectiveOn: day(starts) }),
      agentsOfRecord: [entry(-40, "77"), entry(changes, "88")]
    })
    const { agency, agent, employment } = Sample.member(0)
    const delegation = Sample.delegation(0, "Active", { caseId: household.caseId })
    const row = rules.book.row(
      { agency, agent, employment, delegation, case: household },
      Sample.now,
      Sample.policy().timeZone
    )
    const plans = ["QhpAptcCsr", "QhpAptc", "QhpUnsubsidised"]
    const mixed = members.includes("MediCal") && members.some((one) => plans.includes(one))
    return all(
      same(row?.mixedHousehold, mixed, "whether it is mixed"),
      same(row?.aorNpn, changes <= Math.max(starts, 0) ? "88" : "77", "who is on record")
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [
  startedByAnAgent,
  namesWhatItRefuses,
  notWhereTheAgentLeft,
  endsAfterItBegan,
  keepsTheAccount,
  notForThePast,
  saysNoMore,
  rowsTellTheHousehold
]
