/**
 * Laws of who is on record for each policy of a household: by deliveries, on purpose, and whichever is the main one.
 *
 * @since 0.1.0
 */
import type { Entry, OfPolicy } from "@agencybook/core/AgentOfRecord"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case, Event, FurtherPolicy } from "@agencybook/core/Case"
import * as Id from "@agencybook/core/Id"
import type { Npn } from "@agencybook/core/Licence"
import { all as presets } from "@agencybook/core/PolicyPreset"
import * as fc from "fast-check"
import { furtherPolicy } from "./CoverageSample.ts"
import { acceptedAs, all, broken, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const day = (n: number): Dates.CalendarDate => Dates.plusDays(Sample.today, n)
const idOf = (n: number): Id.PolicyId => Id.make(`p-${n}`)
const named = (npn: string): { readonly aorNpn?: Npn } => (npn === "none" ? {} : { aorNpn: npn as Npn })
const chosen = Sample.profile(1).npn

const { metal: _, ...terms } = Sample.coverage()
/** The `n`-th of three policies: two that may be the main one, and one for the teeth. */
const policyOf = (n: number, start: number, npn: string, over: Partial<FurtherPolicy> = {}): FurtherPolicy =>
  furtherPolicy(n, {
    ...(n === 2 ? {} : { ...terms, kind: "health", plan: `Silver ${n}` }),
    ...{ policyId: idOf(n), effectiveOn: day(start) },
    ...named(npn),
    ...over
  })

const decided = (rules: Rules, before: Case | undefined, changes: Partial<Case>): Case | undefined => {
  const answer = rules.case.decide(
    { _tag: "RecordCases", entries: [{ case: Sample.household(0, changes) }] },
    { case: () => before, byNumber: () => before, member: () => undefined },
    Sample.context({ actor: Sample.system })
  )
  const [event] = eventsOf(answer)
  return event?._tag === "CaseRecorded" ? rules.case.evolve(before, event) : undefined
}

const about = (value: Case, policyId: Id.PolicyId): ReadonlyArray<Entry> =>
  value.coverage?.policyId === policyId
    ? (value.agentsOfRecord ?? [])
    : (value.policyAgentsOfRecord ?? []).filter((one) => one.policyId === policyId)

// Which statement holds on a day is a law of its own.
const lastOn = (history: ReadonlyArray<Entry>, on: Dates.CalendarDate): Entry | undefined =>
  history.findLast(({ from }) => from <= on)

const startsWith = (now: ReadonlyArray<Entry> = [], before: ReadonlyArray<Entry> = []) =>
  same(now.slice(0, before.length), before, "what was said before")

const step = fc.record({
  main: fc.constantFrom(0, 1),
  npns: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom("none", "77", "77", "88"))),
  // Of the others: all, what they are not asked for, that there are none, or one of them.
  tells: fc.constantFrom("all", "all", "all", "the main one", "no other", "one other" as const),
  purpose: fc.option(
    fc.record({ of: fc.constantFrom(0, 1, 2), from: fc.constantFrom(0, 5, 40), named: fc.boolean() }),
    { freq: 1 }
  )
})

/** The history goes with the policy. @category laws */
export const goesWithThePolicy = make({
  id: "record-goes-with-the-policy",
  sentence:
    "each policy has on record whom the feed named for it, from its start or from the day of the news, or who was put on record for it on purpose since, whichever policy is the main one now or was in between; a delivery that says nothing of it, or no longer tells of it, changes nothing, and nothing that was said is rewritten",
  rules: ["DEL-20", "DEL-21", "DEL-30", "TRF-08"],
  runs: 1_500,
  input: fc.record({
    starts: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom(-20, 0, 30))),
    steps: fc.array(step, { minLength: 1, maxLength: 6 })
  }),
  holds: ({ starts, steps }, rules) => {
    const days = Array.from({ length: 61 }, (_, n) => n - 20)
    // For each policy, who is on record on each of these days.
    const expected = starts.map(() => new Map<number, string | undefined>())
    const put = (of: number, from: number, npn: string | undefined) => {
      for (const n of days) if (n >= from) expected[of]?.set(n, npn)
    }
    let told: ReadonlyArray<string | undefined> = []
    const spoken = new Set<number>()
    const left = new Set<number>()
    let value: Case | undefined
    let main = 0
    const verdicts = steps.flatMap(({ npns, main: next, purpose, tells }) => {
      const alone = tells === "the main one" && value !== undefined
      main = alone ? main : next
      const before = value
      const beside = [0, 1, 2].filter((n) => n !== main)
      const others = alone || tells === "no other" ? [] : tells === "one other" ? beside.slice(1) : beside
      const isKnown = (n: number) =>
        [before?.coverage, ...(before?.policies ?? [])].some((one) => one?.policyId === idOf(n))
      // Of one that left and never had anybody nothing is kept, and whether it is new may be seen either way.
      const feed = starts.map((_, n) =>
        !isKnown(n) && told[n] === undefined && left.has(n) && !spoken.has(n) ? "none" : (npns[n] as string)
      )
      const policies = starts.map((start, n) => policyOf(n, start, feed[n] as string))
      const { kind: _kind, year: _year, ...coverage } = policies[main] as FurtherPolicy
      value = decided(rules, value, {
        coverage: { ...coverage, metal: "Silver" },
        ...(alone ? {} : { policies: policies.filter((_, n) => others.includes(n)) })
      })
      if (value === undefined) return broken("the case was not recorded")
      const now = feed.map((npn, n) => (n !== main && !others.includes(n) ? told[n] : npn === "none" ? undefined : npn))
      for (const [n, npn] of now.entries()) {
        // A policy that comes counts from its start; so does one that comes again and never had anybody.
        if (npn !== told[n]) {
          put(n, isKnown(n) || spoken.has(n) ? Math.max(0, starts[n] as number) : -20, npn)
          spoken.add(n)
        }
      }
      told = now
      for (const n of [0, 1, 2]) if (isKnown(n) && n !== main && !alone && !others.includes(n)) left.add(n)
      const kept = [
        startsWith(value.agentsOfRecord, before?.agentsOfRecord),
        startsWith(value.policyAgentsOfRecord, before?.policyAgentsOfRecord)
      ]
      const { caseId, policies: there = [] } = value
      // Nobody is put on record for a policy that the case does not have now.
      const isThere = (of: number) => of === main || there.some(({ policyId }) => policyId === idOf(of))
      if (purpose !== null && isThere(purpose.of)) {
        const names = purpose.named || purpose.of !== main ? { policyId: idOf(purpose.of) } : {}
        const answer = rules.agentOfRecordChange.decide(
          {
            ...{ _tag: "ChangeAgentOfRecord", caseId, agentId: Sample.agentId(1), from: day(purpose.from) },
            ...{ reason: "correction", ...names }
          },
          { case: value, agent: Sample.member(1) },
          Sample.context()
        )
        if (answer._tag !== "Accepted") kept.push(broken(`the change was refused: ${JSON.stringify(answer)}`))
        value = eventsOf(answer).reduce<Case>((one, event) => rules.case.evolve(one, event as Event), value)
        put(purpose.of, purpose.from, chosen)
        spoken.add(purpose.of)
      }
      const known = value
      return [
        ...kept,
        ...starts.map((start, n) => {
          const asked = days.filter((one) => one >= start)
          const history = about(known, idOf(n))
          return same(
            asked.map((one) => lastOn(history, day(one))?.npn),
            asked.map((one) => expected[n]?.get(one)),
            `who is on record for policy ${n}`
          )
        })
      ]
    })
    return all(...verdicts)
  }
})

/** Who is on record is changed for one policy. @category laws */
export const changedForOne = make({
  id: "record-changed-for-one-policy",
  sentence:
    "in every exchange a change of the agent of record is of the policy that it names, or of the main one, as far back as the start of that one allows, and leaves every other one; a policy that the case does not have is refused by name",
  rules: ["DEL-20", "DEL-21"],
  runs: 800,
  input: fc.record({
    policy: fc.constantFrom(...presets),
    main: fc.constantFrom("with an identifier", "without", "none" as const),
    names: fc.constantFrom(undefined, 0, 1, 9),
    starts: fc.tuple(...[0, 1].map(() => fc.constantFrom(-250, -20, 10))),
    from: fc.constantFrom(-100, -20, -1, 0, 1),
    said: fc.subarray([0, 1])
  }),
  holds: ({ from, main, names, policy, said, starts }, rules) => {
    const statement: Entry = { npn: chosen, from: day(-300), recordedAt: Sample.now, reason: "enrollment" }
    const coverage = Sample.coverage({
      ...{ effectiveOn: day(starts[0] as number) },
      ...(main === "with an identifier" ? { policyId: idOf(0) } : {})
    })
    const other = idOf(1)
    const value = Sample.household(0, {
      ...(main === "none" ? {} : { coverage }),
      policies: [policyOf(1, starts[1] as number, "77")],
      ...(said.includes(0) ? { agentsOfRecord: [statement] } : {}),
      ...(said.includes(1) ? { policyAgentsOfRecord: [{ ...statement, policyId: other }] } : {})
    })
    const { caseId } = value
    const agentId = Sample.agentId(1)
    const named = names === undefined ? {} : { policyId: idOf(names) }
    const answer = rules.agentOfRecordChange.decide(
      { _tag: "ChangeAgentOfRecord", caseId, agentId, from: day(from), reason: "retroactive-request", ...named },
      { case: value, agent: Sample.member(1) },
      Sample.context({ policy })
    )
    const isMain = names === undefined || (names === 0 && main === "with an identifier")
    if (names === undefined && main === "none") return refusedAs(answer, "NoPolicy", "DEL-20")
    if (!isMain && names !== 1) return refusedAs(answer, "UnknownPolicy", "DEL-20")
    const start = starts[isMain ? 0 : 1] as number
    // The months of the presets are none or six, which end between the two starts in the past.
    const late = policy.retroactiveAgentOfRecordMonths > 0 && start === -20
    if (from < (late ? start : 0)) return refusedAs(answer, "AgentOfRecordTooFarBack", "DEL-21")
    const entry: Entry | OfPolicy = {
      ...{ npn: chosen, agentId, from: day(from), recordedAt: Sample.now, reason: "retroactive-request" as const },
      ...(isMain ? {} : { policyId: other })
    }
    if (said.includes(isMain ? 0 : 1)) return acceptedAs(answer, [])
    const after = eventsOf(answer).reduce<Case>((one, event) => rules.case.evolve(one, event as Event), value)
    return all(
      acceptedAs(answer, [{ _tag: "AgentOfRecordChanged", caseId, entry }]),
      same(
        [after.agentsOfRecord, after.policyAgentsOfRecord],
        isMain ? [[entry], value.policyAgentsOfRecord] : [value.agentsOfRecord, [entry]],
        "what is said after it"
      )
    )
  }
})

/** The file of policies tells who is on record here. @category laws */
export const toldInTheFile = make({
  id: "record-of-each-policy-in-the-file",
  sentence:
    "a row of the file of policies names who is on record for its own policy on the day, or when it begins, and since when: what was said here before what the feed says",
  rules: ["DEL-20", "DEL-30", "BOB-10"],
  runs: 400,
  input: fc.record({
    start: fc.constantFrom(-20, 5),
    said: fc.array(
      fc.record({
        of: fc.constantFrom(1, 1, 2),
        from: fc.constantFrom(-20, -3, 0, 5, 9),
        npn: fc.constantFrom("none", "88", "99")
      }),
      { maxLength: 3 }
    ),
    fed: fc.constantFrom("none", "77"),
    since: fc.constantFrom(undefined, -2)
  }),
  holds: ({ fed, said, since, start }, rules) => {
    const statements = said.map(({ from, npn, of }): OfPolicy => {
      const whom = npn === "none" ? {} : { npn: npn as Npn }
      return { ...whom, policyId: idOf(of), from: day(from), recordedAt: Sample.now, reason: "correction" }
    })
    const aorSince = since === undefined ? {} : { aorSince: day(since) }
    const { agency, agent, employment } = Sample.member(0)
    const value = Sample.household(0, {
      coverage: Sample.coverage({ policyId: idOf(0) }),
      policies: [policyOf(1, start, fed, aorSince)],
      agentsOfRecord: [{ npn: "66" as Npn, from: day(-40), recordedAt: Sample.now, reason: "correction" }],
      policyAgentsOfRecord: statements
    })
    const entry = { agency, agent, employment, delegation: Sample.delegation(0, "Active"), case: value }
    const order = { agencyId: agency.agencyId, columns: "full", rows: "policies" } as const
    const rows = rules.coverageExport.rows(order, [entry], Sample.now, Sample.policy().timeZone)
    const last = said.findLast(({ from, of }) => of === 1 && from <= Math.max(start, 0))
    const named = last?.npn ?? fed
    const from = last === undefined ? since : last.from
    return same(
      rows.map((row) => [row.policyId, row.aorNpn, row.aorSince]),
      [
        [idOf(0), "66", day(-40)],
        [idOf(1), ...(named === "none" ? [undefined, undefined] : [named, from === undefined ? undefined : day(from)])]
      ],
      "who is on record, and since when"
    )
  }
})

/** Who helps is one thing, who is paid another. @category laws */
export const helpIsNotPay = make({
  id: "record-is-not-who-helps",
  sentence:
    "in every exchange whoever accepts a case ends the help of that kind, and of every kind where a case has one helper in total; one for each policy is one of each kind, and nobody is put on record for a policy by helping",
  rules: ["DEL-09", "DEL-10", "DEL-20", "DEL-30"],
  input: fc.record({
    preset: fc.constantFrom(...presets),
    exclusivity: fc.constantFrom("as it is", "one-per-kind", "one-total", "one-per-policy" as const),
    kind: fc.constantFrom("producer", "assister" as const),
    held: fc.subarray(["producer", "assister"] as const)
  }),
  holds: ({ exclusivity, held, kind, preset }, rules) => {
    const policy = exclusivity === "as it is" ? preset : { ...preset, delegationExclusivity: exclusivity }
    const case_ = Sample.household(0, { coverage: Sample.coverage(), policies: [policyOf(1, -20, "77")] })
    const { caseId } = case_
    const delegate = { agentId: Sample.agentId(1), agencyId: Sample.agencyId() }
    const delegation = Sample.delegation(1, "Requested", { caseId, kind, delegate })
    const others = held.map((of, n) => Sample.delegation(n + 2, "Active", { caseId, kind: of }))
    const answer = rules.delegation.decide(
      { _tag: "AcceptRequest", delegationId: delegation.delegationId },
      { case: case_, delegation, open: [delegation, ...others], delegate: Sample.member(1) },
      Sample.context({ actor: { _tag: "Agent", agentId: delegate.agentId }, policy })
    )
    const total = policy.delegationExclusivity === "one-total"
    const ended = others
      .filter((one) => total || one.kind === kind)
      .map(({ delegationId }) => [delegationId, "replace"])
    return same(
      eventsOf(answer).map((event) =>
        event._tag === "DelegationMoved" ? [event.delegationId, event.trigger] : event._tag
      ),
      [...ended, [delegation.delegationId, "accept"]],
      "what happens"
    )
  }
})

/** A difference of any policy is found. @category laws */
export const everyPolicyIsListed = make({
  id: "record-every-policy-is-listed",
  sentence:
    "a worklist names every policy of a household that has another agent on record than the delegate, the main one and each beside it by its identifier, whoever was put on record on purpose",
  rules: ["DEL-20"],
  runs: 500,
  input: fc.record({
    main: fc.constantFrom("nobody", "delegate", "another", "no policy"),
    others: fc.array(
      fc.record({
        fed: fc.constantFrom("nobody", "delegate", "another"),
        purpose: fc.constantFrom("nothing", "nothing", "delegate", "another", "another tomorrow"),
        year: fc.constantFrom(2026, 2027)
      }),
      { maxLength: 3 }
    )
  }),
  holds: ({ main, others }, rules) => {
    const agent = Sample.agent(1)
    const npnOf = (who: string): Npn | undefined =>
      who === "delegate" ? agent.npn : who.startsWith("another") ? ("4242" as Npn) : undefined
    const fed = (who: string) => named(npnOf(who) ?? "none")
    const { coverage: _, ...plain } = Sample.household(0)
    const household: Case = {
      ...plain,
      ...(main === "no policy" ? {} : { coverage: Sample.coverage(fed(main)) }),
      policies: others.map(({ fed: who, year }, n) => {
        const effectiveOn = Dates.make(`${year}-01-01`)
        return furtherPolicy(n, { policyId: idOf(n), year, effectiveOn, ...fed(who) })
      }),
      policyAgentsOfRecord: others.flatMap(({ purpose }, n) =>
        purpose === "nothing"
          ? []
          : [
              {
                ...{ policyId: idOf(n), npn: npnOf(purpose) as Npn, recordedAt: Sample.now },
                ...{ from: day(purpose.endsWith("tomorrow") ? 1 : 0), reason: "correction" as const }
              }
            ]
      )
    }
    const entry = {
      ...{ agent, employment: Sample.employment(1), agency: Sample.agency(), case: household },
      delegation: Sample.delegation(0, "Active", {
        caseId: household.caseId,
        delegate: { agentId: agent.agentId, agencyId: Sample.agencyId() }
      })
    }
    const row = rules.book.row(entry, Sample.now, Sample.policy().timeZone)
    if (row === undefined) return broken("a case that is delegated has no row")
    const found = rules.worklist.mismatches(row, household, Sample.today)
    // Of a policy that has not begun, who is when it begins.
    const differs = ({ fed: who, purpose, year }: (typeof others)[number]): boolean => {
      const counts = purpose !== "nothing" && (year === 2027 || purpose !== "another tomorrow")
      return (counts ? purpose : who).startsWith("another")
    }
    return same(
      found.map(({ aorNpn, caseId, policyId }) => `${caseId} ${policyId ?? "main"} ${aorNpn}`),
      [
        ...(main === "another" ? [`${household.caseId} main 4242`] : []),
        ...others.flatMap((one, n) => (differs(one) ? [`${household.caseId} ${idOf(n)} 4242`] : []))
      ],
      "the policies that differ"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  goesWithThePolicy,
  changedForOne,
  toldInTheFile,
  everyPolicyIsListed,
  helpIsNotPay
] as ReadonlyArray<Law>
