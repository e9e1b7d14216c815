/**
 * Laws of which policy of a household a delivery speaks of, and of who is on record for the one that is the main one now.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case, Coverage, FurtherPolicy } from "@agencybook/core/Case"
import * as Id from "@agencybook/core/Id"
import type { Npn } from "@agencybook/core/Licence"
import type { Cents } from "@agencybook/core/Money"
import * as fc from "fast-check"
import { furtherPolicy } from "./CoverageSample.ts"
import { all, broken, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const idOf = (id: string): Id.PolicyId => Id.make(id)
const named = (id: string | undefined): { readonly policyId?: Id.PolicyId } =>
  id === undefined ? {} : { policyId: idOf(id) }

/** A policy of the plan and the first day of the main one, with another premium, for another part of the household. */
const beside = (id: string, over: Partial<FurtherPolicy> = {}): FurtherPolicy => {
  const { metal: _, ...terms } = Sample.coverage({ grossPremium: 30_000 as Cents })
  return { ...terms, policyId: idOf(id), kind: "health", year: 2026, ...over }
}

const decided = (rules: Rules, before: Case | undefined, changes: Partial<Case>) =>
  rules.case.decide(
    { _tag: "RecordCases", entries: [{ case: Sample.household(0, changes) }] },
    { case: () => before, byNumber: () => before, member: () => undefined },
    Sample.context({ actor: Sample.system })
  )
const recordedOf = (answer: ReturnType<typeof decided>) =>
  eventsOf(answer).flatMap((event) => (event._tag === "CaseRecorded" ? [event] : []))[0]
const afterIt = (rules: Rules, before: Case | undefined, changes: Partial<Case>): Case | undefined => {
  const event = recordedOf(decided(rules, before, changes))
  return event && rules.case.evolve(before, event)
}

/** Another policy has a statement of its own. @category laws */
export const statedForItself = make({
  id: "record-stated-for-each-policy",
  sentence:
    "on record for a policy that takes the place of another one is whom the feed names for it, from its own start, whoever was put on record for the other one on purpose; who was on record before that stays, and the same policy delivered again is no news",
  rules: ["DEL-20", "DEL-30"],
  runs: 1_000,
  input: fc.record({
    first: fc.constantFrom("none", "77", "88"),
    next: fc.constantFrom("none", "77", "88"),
    purpose: fc.constantFrom(true, true, false),
    told: fc.constantFrom("identifier", "first day", "after none" as const),
    starts: fc.constantFrom(-20, -1, 0, 1, 300)
  }),
  holds: ({ first, next, purpose, starts, told }, rules) => {
    const npn = (text: string) => (text === "none" ? {} : { aorNpn: text as Npn })
    const [one, other] = told === "first day" ? [undefined, undefined] : ["p-26", "p-27"]
    const start = Dates.plusDays(Sample.today, starts)
    const old = Sample.coverage({ ...named(one), ...npn(first) })
    const enrolled = afterIt(rules, undefined, { coverage: old })
    if (enrolled === undefined) return broken("the case was not recorded")
    const entry = {
      ...{ npn: "99" as Npn, from: Dates.make("2026-02-01"), recordedAt: Sample.now, reason: "correction" as const }
    }
    const changed = purpose
      ? rules.case.evolve(enrolled, { _tag: "AgentOfRecordChanged", caseId: enrolled.caseId, entry })
      : enrolled
    const left = told === "after none" ? afterIt(rules, changed, {}) : changed
    const coverage = Sample.coverage({ ...named(other), ...npn(next), effectiveOn: start })
    const now = afterIt(rules, left, { coverage })
    const again = afterIt(rules, now, { coverage })
    const on = (value: Case | undefined, day: Dates.CalendarDate) =>
      rules.agentOfRecord.on(value?.agentsOfRecord ?? [], day)
    const silent = next === "none" && left?.agentsOfRecord === undefined
    // Where there was no policy for a while, nothing of what was said of that while is said anew.
    const said = told === "after none" && left?.agentsOfRecord?.some(({ from }) => from >= start)
    const from = said && start < Sample.today ? Sample.today : start
    const before = Dates.plusDays(from, -1)
    return all(
      same(on(now, from), silent ? undefined : { ...on(now, from), from }, "since when"),
      same(on(now, from)?.npn as string | undefined, next === "none" ? undefined : next, "who is on record for it"),
      same(on(now, before), on(left, before), "who was the day before"),
      same(again?.agentsOfRecord, now?.agentsOfRecord, "what the same delivery again says")
    )
  }
})

const states = ["PlanSelected", "Effectuated", "Terminated", "Cancelled", "Reinstated"] as const

/** Policies of one plan are told apart. @category laws */
export const toldApart = make({
  id: "case-policies-of-one-plan-are-told-apart",
  sentence:
    "of two policies of one plan from one day on, each moves by its own steps, by its identifier or, where it has none, as the one that no other is; what is delivered again is no step",
  rules: ["CAS-01"],
  runs: 2_000,
  input: fc.record({
    ids: fc.constantFrom("never", "before", "now", "always" as const),
    was: fc.tuple(fc.constantFrom(...states), fc.constantFrom(...states)),
    now: fc.tuple(fc.constantFrom(...states), fc.constantFrom(...states)),
    still: fc.constantFrom("both", "both", "main", "other", "neither" as const)
  }),
  holds: ({ ids, now, still, was }, rules) => {
    const [main, other] = [
      still === "both" || still === "main" ? was[0] : now[0],
      still === "both" || still === "other" ? was[1] : now[1]
    ]
    const parts = (has: boolean, one: Coverage["state"], two: Coverage["state"]): Partial<Case> => ({
      coverage: Sample.coverage({ ...named(has ? "main" : undefined), state: one }),
      policies: [beside("other", { state: two })]
    })
    const before = Sample.household(0, parts(ids === "before" || ids === "always", ...was))
    const answer = decided(rules, before, parts(ids === "now" || ids === "always", main, other))
    const { table } = rules.machine.enrollment
    const ways = [
      { from: was[0], to: main },
      { from: was[1], to: other, ...named("other") }
    ].filter(({ from, to }) => from !== to)
    const triggers = ways.map(
      ({ from, to }) => Object.entries(table[from] ?? {}).find(([, edge]) => "to" in edge && edge.to === to)?.[0]
    )
    if (triggers.includes(undefined)) return refusedAs(answer, "CaseStepNotAllowed", "CAS-01")
    const recorded = recordedOf(answer)
    return same(
      recorded && (recorded.steps ?? []),
      ways.map((way, n) => ({ machine: "enrollment", trigger: triggers[n], ...way })),
      "the steps"
    )
  }
})

/** A policy is the main one or another one. @category laws */
export const leavesTheOthers = make({
  id: "case-main-policy-leaves-the-others",
  sentence:
    "where a delivery says nothing of other policies they stay, but for one that it tells as the main one, by its identifier or its carrier, plan and first day, which then goes on from where it was",
  rules: ["CAS-01"],
  runs: 600,
  input: fc.record({
    had: fc.constantFrom("a main one", "a main one without identifier", "none" as const),
    tells: fc.constantFrom("p-26", "p-27", "by plan", "new" as const),
    order: fc.shuffledSubarray(["p-27", "dental-0"], { minLength: 0 })
  }),
  holds: ({ had, order, tells }, rules) => {
    const old = Sample.coverage(had === "a main one" ? named("p-26") : {})
    const start = Dates.make("2027-01-01")
    const next = beside("p-27", { year: 2027, effectiveOn: start, state: "PlanSelected" })
    const before = Sample.household(0, {
      ...(had === "none" ? {} : { coverage: old }),
      policies: order.map((id) => (id === "p-27" ? next : furtherPolicy(0)))
    })
    const coverage =
      tells === "p-26"
        ? old
        : Sample.coverage({
            ...named(tells === "by plan" ? undefined : tells),
            ...(tells === "new" ? { plan: "Gold 80" } : { effectiveOn: start })
          })
    const recorded = recordedOf(decided(rules, before, { coverage }))
    if (recorded === undefined) return broken("the case was not recorded")
    const isNext = tells === "p-27" || tells === "by plan"
    const moved = isNext && order.includes("p-27")
    return all(
      same(
        recorded.case.policies?.map(({ policyId }) => policyId as string),
        order.filter((id) => !(isNext && id === "p-27")),
        "the others"
      ),
      same(
        recorded.steps ?? [],
        moved ? [{ machine: "enrollment", trigger: "effectuate", from: "PlanSelected", to: "Effectuated" }] : [],
        "the steps"
      )
    )
  }
})

/** A policy that is told twice is one. @category laws */
export const toldTwiceIsOne = make({
  id: "case-policy-told-twice-is-one",
  sentence:
    "a main policy without an identifier is the health policy beside it that says the same of plan, first day, state, end, premium and credit, and has its identifier; any difference makes two of them, and nothing is added up twice",
  rules: ["CAS-01", "BOB-10"],
  runs: 400,
  input: fc.record({
    differs: fc.constantFrom(
      ...(["nothing", "nothing", "carrier", "plan", "effectiveOn", "state", "endOn"] as const),
      ...(["grossPremium", "aptc", "kind", "identifier"] as const)
    ),
    known: fc.boolean(),
    more: fc.boolean()
  }),
  holds: ({ differs, known, more }, rules) => {
    const { metal: _, ...terms } = Sample.coverage()
    const change = {
      ...{ carrier: "Other", plan: "Gold 80", effectiveOn: Sample.today, state: "PlanSelected", endOn: Sample.today },
      ...{ grossPremium: 1, aptc: 1, kind: "dental" }
    }
    const over = differs === "nothing" || differs === "identifier" ? {} : { [differs]: change[differs] }
    const twin = { ...beside("p-26"), ...terms, ...over } as FurtherPolicy
    const policies = [...(more ? [furtherPolicy(0)] : []), twin]
    const coverage = Sample.coverage(named(differs === "identifier" ? "p-1" : undefined))
    const first = afterIt(rules, undefined, { coverage, policies })
    const answer = known
      ? decided(rules, first, { coverage, policies })
      : decided(rules, undefined, { coverage, policies })
    const recorded = recordedOf(answer)
    if (recorded === undefined) return broken("the case was not recorded")
    const one = differs === "nothing"
    return all(
      same(recorded.case.coverage, one ? { ...coverage, ...named("p-26") } : coverage, "the main policy"),
      same(recorded.case.policies, one ? policies.slice(0, -1) : policies, "the others"),
      same(recorded.steps, undefined, "the steps")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [statedForItself, toldApart, leavesTheOthers, toldTwiceIsOne] as ReadonlyArray<Law>
