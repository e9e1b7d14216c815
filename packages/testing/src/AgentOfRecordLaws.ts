/**
 * Laws of the agent of record and of the history of delegations: two times, nothing rewritten, carriers told once.
 *
 * @since 0.1.0
 */
import type { Differing, Entry } from "@agencybook/core/AgentOfRecord"
import type { Entry as Entry_ } from "@agencybook/core/BookOfBusiness"
import type { CalendarDate, Instant } from "@agencybook/core/CalendarDate"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case } from "@agencybook/core/Case"
import type { Delegation } from "@agencybook/core/Delegation"
import type { Recorded } from "@agencybook/core/DelegationHistory"
import * as Id from "@agencybook/core/Id"
import type { Npn } from "@agencybook/core/Licence"
import * as fc from "fast-check"
import { furtherPolicy } from "./CoverageSample.ts"
import { acceptedAs, all, eventsOf, holdsIf, idle, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"
import { play } from "./TraceLaws.ts"
import * as World from "./World.ts"

const day = (n: number): CalendarDate => Dates.plusDays(Sample.today, n)
const at = (hours: number): Instant => Dates.plusHours(Sample.now, hours)
const someDay = fc.integer({ min: -5, max: 5 })

/** What was believed is not rewritten. @category laws */
export const twoTimes = make({
  id: "record-two-times",
  sentence:
    "the agent of record on a day is the last one recorded of those that had begun, and what was believed before stays",
  rules: ["DEL-20"],
  input: fc.record({
    froms: fc.array(someDay, { minLength: 1, maxLength: 6 }),
    on: someDay,
    known: fc.integer({ min: 0, max: 6 })
  }),
  holds: ({ froms, known, on }, rules) => {
    const history = froms.map(
      (from, n): Entry => ({ npn: String(n + 1) as Npn, from: day(from), recordedAt: at(n), reason: "correction" })
    )
    const { on: asked } = rules.agentOfRecord
    const begun = history.filter(({ from, recordedAt }) => from <= day(on) && recordedAt <= at(known))
    const now = history.filter(({ from }) => from <= day(on))
    return all(
      same(asked(history, day(on), at(known)), begun.at(-1), "what was believed"),
      same(asked(history, day(on)), now.at(-1), "what is known now"),
      same(
        asked(history.slice(0, known + 1), day(on), at(known)),
        asked(history, day(on), at(known)),
        "the past belief"
      )
    )
  }
})

/** A feed without news changes nothing. @category laws */
export const changedOnPurpose = make({
  id: "record-changed-on-purpose",
  sentence:
    "who was put on record on purpose stays so until the enrollment feed has news, and a helping colleague changes nothing",
  rules: ["DEL-20", "DEL-30"],
  input: fc.record({ first: fc.constantFrom("none", "77"), again: fc.constantFrom("same", "88") }),
  holds: ({ again, first }, rules) => {
    const deliver = (before: Case | undefined, aorNpn: string | undefined) => {
      const coverage = Sample.coverage(aorNpn === undefined ? {} : { aorNpn: aorNpn as Npn })
      const answer = rules.case.decide(
        { _tag: "RecordCases", entries: [{ case: Sample.household(0, { coverage }) }] },
        { case: () => before, byNumber: () => before, member: () => undefined },
        Sample.context({ actor: Sample.system })
      )
      const [event] = eventsOf(answer)
      return event?._tag === "CaseRecorded" ? rules.case.evolve(before, event) : Sample.household(0)
    }
    const fed = first === "none" ? undefined : first
    const enrolled = deliver(undefined, fed)
    const answer = rules.agentOfRecordChange.decide(
      {
        _tag: "ChangeAgentOfRecord",
        caseId: enrolled.caseId,
        agentId: Sample.agentId(1),
        from: day(0),
        reason: "correction"
      },
      { case: enrolled, agent: Sample.member(1) },
      Sample.context()
    )
    const changed = eventsOf(answer).reduce((value, event) => rules.case.evolve(value, event as never), enrolled)
    const delivered = deliver(changed, again === "same" ? fed : again)
    const onRecord = (value: Case, when = Sample.today) =>
      rules.agentOfRecord.on(value.agentsOfRecord ?? [], when)?.npn as string | undefined
    return all(
      same(onRecord(enrolled), fed, "after the enrollment"),
      same(onRecord(enrolled, Dates.make("2026-01-01")), fed, "on the first day of the policy"),
      same(onRecord(changed), Sample.profile(1).npn as string, "after the change"),
      same(onRecord(changed, day(-1)), fed, "the day before"),
      same(onRecord(delivered), again === "same" ? Sample.profile(1).npn : again, "after the feed")
    )
  }
})

const monthsAfter = (text: string, months: number): string => {
  const [year = 0, month = 0, of = 0] = text.split("-").map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  const date = new Date(Date.UTC(year, month - 1 + months, Math.min(of, last)))
  return date.toISOString().slice(0, 10)
}

/** How far back a change may reach. @category laws */
export const howFarBack = make({
  id: "record-how-far-back",
  sentence:
    "an agent of record with authority is set from today on, or from the start of the policy by a request in the months that the policy allows, which is settled within 60 days; whoever is on record with nothing said for later stays so",
  rules: ["DEL-20", "DEL-21", "DEL-08", "TRF-08"],
  input: fc.record({
    coverage: fc.boolean(),
    agent: fc.constantFrom("good", "good", "good", "suspended", "unknown"),
    months: fc.constantFrom(0, 1, 6),
    started: fc.constantFrom("2025-08-31", "2025-09-02", "2025-09-03", "2026-02-01", "2026-02-03", "2026-04-01"),
    from: fc.constantFrom(-200, -30, -1, 0, 1, 40),
    known: fc.constantFrom("no", "as the last", "until another one"),
    asked: fc.constantFrom(undefined, undefined, undefined, 0, -1, -59, -60, -61, 1)
  }),
  holds: ({ agent, asked, coverage, from, known, months, started }, rules) => {
    const { npn } = Sample.profile(1)
    const entry: Entry = { npn, from: day(-400), recordedAt: at(-400 * 24), reason: "enrollment" }
    // Said since, and not begun on any of the days that are asked for: what is said again would end it.
    const next: Entry = { npn: "77" as Npn, from: day(60), recordedAt: at(-1), reason: "correction" }
    const value = Sample.household(0, {
      ...(coverage ? { coverage: Sample.coverage({ effectiveOn: Dates.make(started) }) } : {}),
      ...(known === "no" ? {} : { agentsOfRecord: known === "as the last" ? [entry] : [entry, next] })
    })
    const suspended = { certification: Sample.certification("Suspended") }
    const caseId = value.caseId
    const agentId = Sample.agentId(1)
    const answer = rules.agentOfRecordChange.decide(
      {
        ...{ _tag: "ChangeAgentOfRecord", caseId, agentId, from: day(from), reason: "retroactive-request" },
        ...(asked === undefined ? {} : { requestedOn: day(asked) })
      },
      {
        case: value,
        agent: agent === "unknown" ? undefined : Sample.member(1, agent === "suspended" ? suspended : {})
      },
      Sample.context({ policy: { ...Sample.policy(), retroactiveAgentOfRecordMonths: months } })
    )
    if (!coverage) return refusedAs(answer, "NoPolicy", "DEL-20")
    if (agent === "unknown") return refusedAs(answer, "UnknownAgentOfRecord", "DEL-20")
    if (agent === "suspended") return refusedAs(answer, "AgentWithoutAuthority", "DEL-08")
    const late = months > 0 && started < Sample.today && day(asked ?? 0) <= monthsAfter(started, months)
    if (asked === 1 || asked === -61) return refusedAs(answer, "AgentOfRecordRequestNotOpen", "DEL-21")
    if (day(from) < (late ? started : Sample.today)) return refusedAs(answer, "AgentOfRecordTooFarBack", "DEL-21")
    const said: Entry = { npn, agentId, from: day(from), recordedAt: Sample.now, reason: "retroactive-request" }
    return acceptedAs(answer, known === "as the last" ? [] : [{ _tag: "AgentOfRecordChanged", caseId, entry: said }])
  }
})

const lineOf = (commandId: string, hours: number, event: Recorded["event"]): Recorded => ({
  commandId: Id.make(commandId),
  at: at(hours),
  event
})

/** A fact that comes late does not rewrite what was believed. @category laws */
export const lateFacts = make({
  id: "record-late-facts",
  sentence:
    "who had a case at an instant follows from half-open periods as far as recorded by then; a late fact changes no past belief",
  rules: ["DEL-10", "DEL-20"],
  input: fc.record({
    starts: fc.array(fc.integer({ min: -20, max: 0 }), { minLength: 1, maxLength: 4 }),
    ended: fc.boolean(),
    asked: fc.integer({ min: -25, max: 10 }),
    known: fc.integer({ min: 0, max: 10 })
  }),
  holds: ({ asked, ended, known, starts }, rules) => {
    const caseId = Sample.caseId(1)
    const of = { caseId, kind: "producer" } as const
    const opened = (n: number, from: number): Delegation =>
      Sample.delegation(n, "Active", {
        caseId,
        delegate: { agentId: Sample.agentId(n), agencyId: Sample.agencyId() },
        state: { _tag: "Active", from: at(from) }
      })
    // The n-th is recorded at hour 2n, whenever it began; at the next hour it may end.
    const lines = starts.flatMap((from, n): ReadonlyArray<Recorded> => {
      const delegation = opened(n, from)
      const open = lineOf(`c-${2 * n}`, 2 * n, { _tag: "DelegationOpened", delegation })
      const end = {
        _tag: "DelegationMoved",
        delegationId: delegation.delegationId,
        trigger: "remove",
        from: "Active",
        to: { _tag: "Ended", from: at(from), until: at(2 * n + 1), reason: "consumer-removed" }
      } as const
      return ended ? [open, lineOf(`c-${2 * n + 1}`, 2 * n + 1, end)] : [open]
    })
    const expected = (until: number): string | undefined => {
      let holder: string | undefined
      // Whatever was recorded last about a delegation counts, the last delegation first.
      starts.forEach((from, n) => {
        if (2 * n > until || asked < from) return
        const over = ended && 2 * n + 1 <= until && asked >= 2 * n + 1
        if (!over) holder = Sample.agentId(n)
      })
      return holder
    }
    const history = rules.delegationHistory.make(lines)
    const holder = (until?: number) =>
      rules.delegationHistory.holderAt(history, of, at(asked), until === undefined ? undefined : at(until))?.delegate
        .agentId as string | undefined
    const early = rules.delegationHistory.make(lines.filter((line) => line.at <= at(known)))
    return all(
      same(holder(known), expected(known), "what was believed"),
      same(holder(), expected(1_000), "what is known now"),
      same(
        rules.delegationHistory.holderAt(early, of, at(asked))?.delegate.agentId,
        holder(known),
        "what the journal said then"
      ),
      same(rules.delegationHistory.holderAt(history, { ...of, kind: "assister" }, at(asked)), undefined, "another kind")
    )
  }
})

const holders = (world: World.World): ReadonlyMap<string, Delegation["delegate"]> =>
  new Map(
    World.records(world, "delegation")
      .filter(({ state }) => state._tag === "Active" || state._tag === "Frozen")
      .map(({ caseId, delegate, kind }) => [`${caseId} ${kind}`, delegate])
  )

/** Carriers hear of each change once. @category laws */
export const carriersAreTold = make({
  id: "record-carriers-are-told",
  sentence: "each command's changes of delegate are told to carriers once for a case, with who had it and who has it",
  rules: ["DEL-19"],
  runs: 60,
  input: fc.record({
    world: World.arbitrary({ agencies: 2, agents: 4, cases: 6 }),
    start: fc.nat(),
    length: fc.integer({ min: 20, max: 60 })
  }),
  holds: ({ length, start, world }, rules) => {
    const verdicts = Array.from(play(world, start, length, rules), ({ after, before, context, events }) => {
      const lines = events.map((event) => ({ commandId: context.commandId, at: context.at, event }))
      const told = rules.delegationHistory
        .carrierChanges(lines, (id) => after.delegation.get(id))
        .map(({ caseId, gained, kind, lost }) => JSON.stringify([`${caseId} ${kind}`, lost ?? null, gained ?? null]))
      const was = holders(before)
      const is = holders(after)
      const changed = Array.from(new Set([...was.keys(), ...is.keys()])).flatMap((key) => {
        const [lost, gained] = [was.get(key) ?? null, is.get(key) ?? null]
        return lost?.agentId === gained?.agentId && lost?.agencyId === gained?.agencyId
          ? []
          : [JSON.stringify([key, lost, gained])]
      })
      return events.length === 0 ? idle : same([...told].sort(), changed.sort(), "what carriers are told")
    })
    return all(...verdicts)
  }
})

/** Nothing else touches the record. @category laws */
export const nothingElseTouchesIt = make({
  id: "record-nothing-else-touches-it",
  sentence:
    "only the enrollment feed and a change on purpose say who is on record; no delegation, transfer or session does",
  rules: ["DEL-20", "DEL-30"],
  runs: 60,
  input: fc.record({
    world: World.arbitrary({ agencies: 2, agents: 4, cases: 6 }),
    start: fc.nat(),
    length: fc.integer({ min: 20, max: 60 })
  }),
  holds: ({ length, start, world }, rules) => {
    const verdicts = Array.from(play(world, start, length, rules), ({ after, before, events, sent: { command } }) => {
      if (events.length === 0 || command._tag === "RecordCases" || command._tag === "ChangeAgentOfRecord") return idle
      return all(
        ...World.records(before, "case").map((value) =>
          same(after.case.get(value.caseId)?.agentsOfRecord, value.agentsOfRecord, "who is on record")
        ),
        holdsIf(!events.some(({ _tag }) => _tag === "AgentOfRecordChanged"), "somebody was put on record on the side")
      )
    })
    return all(...verdicts)
  }
})

const report = (on: CalendarDate) => ({ _tag: "ReportAgentsOfRecord", agencyId: Sample.agencyId(0), on }) as const

/** Who differs is told, once a day. @category laws */
export const differencesAreTold = make({
  id: "record-differences-are-told",
  sentence:
    "each day an agency is told, once, of exactly the cases of which one of the policies names another agent than the one who has them, and of none when there are none or the day has not come",
  rules: ["DEL-20"],
  input: fc.record({
    // Per case: which of three agents has it, and whom the policy names, if it names somebody.
    cases: fc.array(
      fc.record({
        agent: fc.constantFrom(0, 1, 2),
        named: fc.constantFrom("the delegate", "another", "nobody", "no policy"),
        beside: fc.constantFrom("none", "none", "the delegate", "another", "nobody"),
        frozen: fc.boolean()
      }),
      { maxLength: 6 }
    ),
    on: fc.constantFrom(-1, 0, 0, 0, 1),
    last: fc.constantFrom<undefined | number>(undefined, undefined, -2, -1, 0),
    known: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false))
  }),
  holds: ({ cases, known, last, on }, rules) => {
    const reported = last === undefined ? {} : { agentsOfRecordReportedOn: day(last) }
    const agency = Sample.agency(0, reported)
    const npnOf = (n: number, named: string): Npn | undefined =>
      named === "the delegate" ? Sample.profile(n).npn : named === "another" ? ("4242" as Npn) : undefined
    const entries = cases.map(({ agent, beside, frozen, named }, n): Entry_ => {
      const aorNpn = npnOf(agent, named)
      const other = npnOf(agent, beside)
      const policies = [furtherPolicy(n, other === undefined ? {} : { aorNpn: other })]
      const household = Sample.household(n, beside === "none" ? {} : { policies })
      const coverage = Sample.coverage(aorNpn === undefined ? {} : { aorNpn })
      const { coverage: _, ...without } = household
      const agentId = Sample.agentId(agent)
      return {
        ...Sample.member(agent),
        agency,
        case: named === "no policy" ? without : { ...household, coverage },
        delegation: Sample.delegation(n, frozen ? "Frozen" : "Active", {
          caseId: household.caseId,
          delegate: { agentId, agencyId: agency.agencyId }
        })
      }
    })
    const rows = rules.book.rows(entries, Sample.now, Sample.policy().timeZone)
    const household = (caseId: string) => entries.find((one) => one.case.caseId === caseId)?.case
    const answer = rules.agentOfRecordDigest.decide(
      report(day(on)),
      { agency: known ? agency : undefined, rows, household },
      Sample.context({ actor: Sample.system })
    )
    if (!known) return refusedAs(answer, "UnknownAgency", "AGY-01")
    if (on > 0) return refusedAs(answer, "AgentsOfRecordNotYet", "DEL-20")
    const differing = entries.flatMap(({ agent, case: { caseId } }, n) =>
      [cases[n]?.named, cases[n]?.beside].includes("another") ? [`${agent.agentId} ${caseId}`] : []
    )
    if (differing.length === 0 || (last !== undefined && on <= last)) return same(eventsOf(answer), [], "what is told")
    const told = eventsOf(answer).flatMap((event) =>
      event._tag === "AgentsOfRecordReported"
        ? event.differing.flatMap(({ agentId, caseIds }) => caseIds.map((caseId) => `${agentId} ${caseId}`))
        : []
    )
    const after = eventsOf(answer).reduce((value, event) => rules.agency.evolve(value, event as never), agency)
    return all(
      same([...told].sort(), differing.sort(), "who is told of what"),
      same(after.agentsOfRecordReportedOn, day(on), "the day that is remembered"),
      same(
        eventsOf(
          rules.agentOfRecordDigest.decide(
            report(day(on)),
            { agency: after, rows, household },
            Sample.context({ actor: Sample.system })
          )
        ),
        [],
        "what is told the second time"
      )
    )
  }
})

/** Case numbers and nothing else are told of a consumer. @category laws */
export const numbersAlone = make({
  id: "record-differences-by-number",
  sentence:
    "of policies that name another agent each agent of the agency is told the own case numbers, the managers all of them, and nobody anything else of a consumer",
  rules: ["DEL-20", "NOT-02"],
  input: fc.record({ mine: fc.integer({ min: 1, max: 3 }), his: fc.integer({ min: 1, max: 60 }), left: fc.boolean() }),
  holds: ({ his, left, mine }, rules) => {
    const agency = Sample.agency(0)
    const caseIds = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => Sample.household(from + n).caseId) as unknown as Differing["caseIds"]
    const people = [0, 1, 2]
    const places = people.map((n) => Sample.employment(n, 0, left && n === 2 ? "Inactive" : "Active"))
    const households = Array.from({ length: mine + his }, (_, n) => Sample.household(n))
    const world: World.World = {
      ...World.empty,
      agency: new Map([[agency.agencyId, agency]]),
      agent: new Map(people.map((n) => [Sample.agentId(n), Sample.agent(n)])),
      employment: new Map(places.map((one) => [one.employmentId, one])),
      case: new Map(households.map((one) => [one.caseId, one]))
    }
    const event = {
      _tag: "AgentsOfRecordReported",
      agencyId: agency.agencyId,
      on: Sample.today,
      differing: [
        { agentId: Sample.agentId(1), caseIds: caseIds(0, mine) },
        { agentId: Sample.agentId(2), caseIds: caseIds(mine, his) }
      ]
    } as const
    const notices = rules.notice.fromEvents([event], World.facts(world), {
      ...Sample.context(),
      commandId: Id.make("c-1")
    })
    const numbers = (from: number, count: number) =>
      Array.from({ length: Math.min(50, count) }, (_, n) => Sample.household(from + n).caseNumber).join(", ")
    const expected = [
      ["agent", Sample.agent(1).loginEmail, { cases: mine, numbers: numbers(0, mine) }],
      ...(left ? [] : [["agent", Sample.agent(2).loginEmail, { cases: his, numbers: numbers(mine, his) }]]),
      ["manager", Sample.agent(0).loginEmail, { cases: mine + his, numbers: numbers(0, mine + his), agents: 2 }]
    ]
    return same(
      notices.map(({ params, template, to }) => (template === "NTC-27" ? [to.role, to.email, params] : [template])),
      expected,
      "who is told what"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  twoTimes,
  changedOnPurpose,
  howFarBack,
  lateFacts,
  carriersAreTold,
  nothingElseTouchesIt,
  differencesAreTold,
  numbersAlone
] as ReadonlyArray<Law>
