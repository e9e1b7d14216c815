/**
 * Laws of a household's policies beside the main one, of its people, and of the file with one row for each policy.
 *
 * @since 0.1.0
 */
import type { PrivateField } from "@agencybook/core/BookExport"
import type { Entry } from "@agencybook/core/BookOfBusiness"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case, FurtherPolicy, Person } from "@agencybook/core/Case"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import { furtherPolicy } from "./CoverageSample.ts"
import { all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const idOf = (n: number): Id.PolicyId => Id.make(`p-${n}`)
const states = ["PlanSelected", "Effectuated", "Terminated", "Cancelled", "Reinstated"] as const

const delivered = (rules: Rules, before: Case, incoming: Case) =>
  rules.case.decide(
    { _tag: "RecordCases", entries: [{ case: incoming }] },
    { case: () => before, byNumber: () => undefined, member: () => undefined },
    Sample.context({ actor: Sample.system })
  )

/** What a delivery says of four policies, of which the first is the main one; undefined is nothing of that one. */
const household = (said: ReadonlyArray<(typeof states)[number] | undefined>, main: number): Case => {
  const policies = said.flatMap(
    (state, n): ReadonlyArray<FurtherPolicy> =>
      state === undefined || n === main ? [] : [furtherPolicy(n, { policyId: idOf(n), state })]
  )
  const state = said[main]
  const coverage = state === undefined ? {} : { coverage: Sample.coverage({ policyId: idOf(main), state }) }
  return Sample.household(0, { ...coverage, policies })
}

/** Every policy goes by the table. @category laws */
export const everyPolicyGoes = make({
  id: "case-every-policy-goes-by-the-table",
  sentence:
    "each policy of a household moves by the steps of the enrollment, whichever of them is the main one now and was before, and each step of another one than the main one names its policy; one that is there twice refuses the delivery",
  rules: ["CAS-01"],
  runs: 2_000,
  input: fc.record({
    before: fc.array(fc.option(fc.constantFrom(...states), { nil: undefined }), { minLength: 3, maxLength: 3 }),
    now: fc.array(fc.option(fc.constantFrom(...states), { nil: undefined }), { minLength: 3, maxLength: 3 }),
    still: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    was: fc.constantFrom(0, 0, 1),
    main: fc.constantFrom(0, 0, 1),
    twice: fc.constantFrom(false, false, false, true)
  }),
  holds: ({ before, main, now, still, twice, was }, rules) => {
    // Most stay where they are, so that one at a time is judged.
    const next = now.map((state, n) => (still[n] ? before[n] : state))
    const plain = household(next, main)
    const again = plain.policies?.[0] ?? furtherPolicy(9, { policyId: idOf(main) })
    const repeated = twice && (plain.policies?.length !== 0 || plain.coverage !== undefined)
    const incoming = repeated ? { ...plain, policies: [...(plain.policies ?? []), again] } : plain
    const answer = delivered(rules, household(before, was), incoming)
    if (repeated) return refusedAs(answer, "CasePolicyTwice", "CAS-01")
    const { table } = rules.machine.enrollment
    const order = [main, ...[0, 1, 2].filter((n) => n !== main)]
    const ways = order.flatMap((n) => {
      const [from, to] = [before[n], next[n]]
      if (from === undefined || to === undefined || from === to) return []
      const [trigger] = Object.entries(table[from] ?? {}).find(([, edge]) => "to" in edge && edge.to === to) ?? []
      return [{ n, trigger, from, to }]
    })
    const wrong = ways.find(({ trigger }) => trigger === undefined)
    if (wrong !== undefined)
      return all(
        refusedAs(answer, "CaseStepNotAllowed", "CAS-01"),
        same(answer._tag === "Refused" && answer.facts.policy, idOf(wrong.n), "the policy that the refusal names")
      )
    const [recorded] = eventsOf(answer)
    return same(
      recorded?._tag === "CaseRecorded" && (recorded.steps ?? []),
      ways.map(({ n, ...step }) => ({ machine: "enrollment", ...step, ...(n === main ? {} : { policyId: idOf(n) }) })),
      "the steps"
    )
  }
})

const persons = (count: number, first = 0): ReadonlyArray<Person> =>
  Array.from({ length: count }, (_, n) => ({
    memberId: Id.make(`member-${first + n}`),
    relation: n === 0 ? "self" : "child"
  }))

/** People and policies stay until somebody says otherwise. @category laws */
export const staysUntold = make({
  id: "case-people-and-policies-stay-untold",
  sentence:
    "a delivery that does not name the people or the other policies of a household leaves them as they were, people as long as there are as many as members; people who are not the members, and verifications of somebody else, refuse it",
  rules: ["CAS-01"],
  runs: 2_000,
  input: fc.record({
    knew: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    tells: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    members: fc.integer({ min: 1, max: 3 }),
    repeated: fc.constantFrom(false, false, false, true),
    verifies: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    had: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
    has: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined })
  }),
  holds: ({ had, has, knew, members, repeated, tells, verifies }, rules) => {
    const others = (count: number | undefined) =>
      count === undefined ? {} : { policies: Array.from({ length: count }, (_, n) => furtherPolicy(n)) }
    const before = Sample.household(0, {
      ...others(had),
      ...(knew === undefined ? {} : { members: Array(knew).fill("QhpAptc"), persons: persons(knew) })
    })
    const named = tells === undefined ? undefined : persons(tells)
    const told = repeated && named !== undefined && tells === 2 ? [named[0] as Person, named[0] as Person] : named
    const verifications = [
      ...(verifies === undefined
        ? []
        : [{ kind: "income" as const, dueOn: Sample.today, memberId: Id.make<Id.MemberId>(`member-${verifies}`) }]),
      { kind: "ssn" as const, dueOn: Sample.today }
    ]
    const incoming = Sample.household(0, {
      ...others(has),
      ...(told === undefined ? {} : { persons: told }),
      members: Array(members).fill("QhpAptc"),
      verifications
    })
    const answer = delivered(rules, before, incoming)
    const left = told ?? (knew === members ? persons(knew) : undefined)
    const fits =
      told === undefined || (told.length === members && new Set(told.map((one) => one.memberId)).size === members)
    const known = verifies === undefined || (left ?? []).some(({ memberId }) => memberId === `member-${verifies}`)
    if (!fits || !known) return refusedAs(answer, "CasePersonsDiffer", "CAS-01")
    const [recorded] = eventsOf(answer)
    const now = recorded?._tag === "CaseRecorded" ? recorded.case : undefined
    return all(
      same(now?.persons, left, "the people"),
      same(now?.policies, others(has ?? had).policies, "the other policies")
    )
  }
})

const dental = (n: number): FurtherPolicy =>
  furtherPolicy(n, {
    ...{ policyId: idOf(n), year: 2025 + (n % 2), effectiveOn: Dates.make(`${2025 + (n % 2)}-01-01`) },
    ...(n === 2 ? { kind: "health", metal: "Gold", binderPaidOn: Sample.today } : {}),
    ...(n === 0 ? { aorNpn: Sample.profile(0).npn, aorSince: Sample.today } : {}),
    ...(n === 1 ? { aorNpn: Sample.profile(5).npn } : {})
  })

/** Every policy has its row. @category laws */
export const everyPolicyHasItsRow = make({
  id: "export-every-policy-has-its-row",
  sentence:
    "the file of policies has one row for each policy of each case of the file of cases, in its order, the main one first and the others by year, kind and first day in whatever order they were delivered, each with its own terms and agent of record, and private fields where they are named",
  rules: ["BOB-06", "BOB-08", "BOB-09", "BOB-10", "BOB-14"],
  runs: 400,
  input: fc.record({
    cases: fc.array(
      fc.record({
        main: fc.boolean(),
        others: fc.shuffledSubarray([0, 1, 2]),
        state: fc.constantFrom("Active", "Frozen", "Ended", "Requested" as const)
      }),
      { minLength: 1, maxLength: 4 }
    ),
    fields: fc.subarray<PrivateField>(["date-of-birth", "address"])
  }),
  holds: ({ cases, fields }, rules) => {
    const entries = cases.map(({ main, others, state }, n): Entry => {
      const { agency, agent, employment } = Sample.member(0)
      const { coverage: _, ...plain } = Sample.household(n, { policies: others.map(dental) })
      const coverage = Sample.coverage({ policyId: idOf(9), aorNpn: agent.npn })
      const delegation = Sample.delegation(n, state)
      return { agency, agent, employment, delegation, case: main ? { ...plain, coverage } : plain }
    })
    const order = { agencyId: Sample.agencyId(), columns: "full", rows: "policies", privateFields: fields } as const
    const zone = Sample.policy().timeZone
    const byCase = rules.bookExport.rows(order, entries, Sample.now, zone)
    const rows = rules.coverageExport.rows(order, entries, Sample.now, zone)
    const inOrder = (others: ReadonlyArray<number>) =>
      [...others].map(dental).sort((a, b) => a.year - b.year || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0))
    const expected = byCase.flatMap((row) => {
      const n = entries.findIndex((entry) => entry.case.caseId === row.caseId)
      const { main, others } = cases[n] as (typeof cases)[number]
      return [
        ...(main
          ? [[row.caseNumber, idOf(9), "health", true, 2026, "Golden Health", "Silver", "2026-01-01", true]]
          : []),
        ...inOrder(others).map(({ aorNpn, aorSince, carrier, kind, metal, policyId, year }) => [
          ...[row.caseNumber, policyId, kind, false, year, carrier, metal],
          ...[aorSince, aorNpn && aorNpn === row.agentNpn]
        ])
      ]
    })
    return all(
      same(
        rows.map((row) => [
          ...[row.caseNumber, row.policyId, row.policyKind, row.mainPolicy, row.coverageYear, row.carrier, row.metal],
          ...[row.aorSince, row.aorMatchesDelegate]
        ]),
        expected,
        "the rows"
      ),
      ...rows.map((row) => {
        const of = byCase.find(({ caseId }) => caseId === row.caseId)
        const shared = ({ city, dateOfBirth, line2, state, street, ...one }: typeof row | NonNullable<typeof of>) => [
          ...[city, dateOfBirth, line2, state, street],
          ...[one.asOf, one.agentId, one.delegationState, one.delegatedOn, one.primaryLastName]
        ]
        return same(shared(row), of && shared(of), "what the row has of its case")
      })
    )
  }
})

/** Rows are given out as they were recorded. @category laws */
export const rowsAsRecorded = make({
  id: "export-gives-the-rows-it-was-recorded-for",
  sentence:
    "an export gives out rows of cases or of policies, whichever it was recorded for, to who took it and as long as it lives",
  rules: ["BOB-07", "BOB-12"],
  runs: 400,
  input: fc.record({
    recorded: fc.constantFrom("cases", "policies", undefined),
    wanted: fc.constantFrom("cases", "policies"),
    own: fc.constantFrom(true, true, true, false),
    over: fc.constantFrom(false, false, false, true)
  }),
  holds: ({ over, own, recorded, wanted }, rules) => {
    const { order, ...rest } = Sample.exportLog({ until: Dates.plusHours(Sample.now, over ? -1 : 1) })
    const log = { ...rest, order: recorded === undefined ? order : { ...order, rows: recorded } }
    const actor = own ? Sample.asAgent(0) : Sample.asAgent(1)
    const answer = rules.bookExport.obstacle(log.exportId, log, actor, Sample.now, wanted)
    if (!own) return refusedAs(answer, "UnknownExport", "BOB-07")
    if (wanted !== (recorded ?? "cases")) return refusedAs(answer, "ExportOfOtherRows", "BOB-07")
    return over ? refusedAs(answer, "ExportOver", "BOB-12") : same(answer, undefined, "what is in the way")
  }
})

/** The laws of this module. @category laws */
export const laws = [everyPolicyGoes, staysUntold, everyPolicyHasItsRow, rowsAsRecorded] as ReadonlyArray<Law>
