/**
 * Laws of how application, enrollment and renewal of a case go on when a feed delivers it again.
 *
 * @since 0.1.0
 */
import type { Case, Coverage } from "@agencybook/core/Case"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import { all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const caseId = Sample.caseId(0)
type Facet = "application" | "enrollment" | "renewal"
const facets = ["application", "enrollment", "renewal"] as const
const withState = (facet: Facet, state: string, over: Partial<Coverage> = {}, year = 2026): Case => {
  const coverage = Sample.coverage({ ...over, ...(facet === "enrollment" ? { state: state as "Cancelled" } : {}) })
  const application = { year, state: facet === "application" ? (state as "Closed") : ("Determined" as const) }
  return Sample.household(0, { application, coverage, renewal: facet === "renewal" ? (state as "AtRisk") : "NotDue" })
}

/** Facets go by their tables. @category laws */
export const facetsGoByTheirTables = make({
  id: "case-facets-go-by-their-tables",
  sentence:
    "a delivery moves application, enrollment and renewal of a known case by a step of the table and tells it; any other step refuses the whole delivery with case, policy, both states and the way out, what is delivered again is no step, and entries of one case follow each other",
  rules: ["CAS-01"],
  runs: 3_000,
  input: fc.constantFrom(...facets).chain((facet) =>
    fc.record({
      facet: fc.constant(facet),
      first: fc.nat({ max: facet === "enrollment" ? 4 : 5 }),
      next: fc.array(fc.nat({ max: facet === "enrollment" ? 4 : 5 }), { minLength: 1, maxLength: 3 }),
      other: fc.boolean()
    })
  ),
  holds: ({ facet, first, next, other }, rules) => {
    const { states, table } = rules.machine[facet]
    const nameOf = (index: number): string => states[index] as string
    const entries = [
      ...next.map((index) => ({ case: withState(facet, nameOf(index)) })),
      // Whatever else a delivery brings is refused with it.
      ...(other ? [{ case: Sample.household(5) }] : [])
    ]
    const before = withState(facet, nameOf(first))
    const answer = rules.case.decide(
      { _tag: "RecordCases", entries },
      {
        case: (id) => (id === caseId ? before : undefined),
        byNumber: () => undefined,
        member: () => undefined
      },
      Sample.context({ actor: Sample.system })
    )
    const ways = next.map((index, n) => {
      const [from, to] = [nameOf(n === 0 ? first : (next[n - 1] as number)), nameOf(index)]
      const [trigger] = Object.entries(table[from] ?? {}).find(([, edge]) => "to" in edge && edge.to === to) ?? []
      return { from, to, trigger }
    })
    const wrong = ways.find(({ from, to, trigger }) => from !== to && trigger === undefined)
    if (wrong !== undefined)
      return all(
        refusedAs(answer, "CaseStepNotAllowed", "CAS-01"),
        same(
          answer._tag === "Refused" && [answer.facts.caseId, answer.facts.machine, answer.facts.from, answer.facts.to],
          [caseId, facet, wrong.from, wrong.to],
          "what the refusal names"
        ),
        same(
          answer._tag === "Refused" && answer.facts.policy,
          facet === "enrollment" ? "Golden Health, Silver 70, 2026-01-01" : undefined,
          "the policy"
        )
      )
    const told = eventsOf(answer).flatMap((event) => (event._tag === "CaseRecorded" ? [event.steps ?? []] : []))
    return same(
      told.slice(0, next.length),
      ways.map(({ from, to, trigger }) => (from === to ? [] : [{ machine: facet, trigger, from, to }])),
      "the steps"
    )
  }
})

/** Another policy and another year begin anew. @category laws */
export const anewWithAnotherPolicy = make({
  id: "case-anew-with-another-policy",
  sentence:
    "another policy, by its identifier or where one side has none by carrier, plan and first day, may come in any state, and so may application and renewal of another year",
  rules: ["CAS-01"],
  runs: 600,
  input: fc.record({
    facet: fc.constantFrom(...facets),
    from: fc.nat({ max: 4 }),
    to: fc.nat({ max: 4 }),
    year: fc.constantFrom(2026, 2027),
    ids: fc.constantFrom(...(["same", "other", "one", "none"] as const)),
    differs: fc.constantFrom(...(["nothing", "carrier", "plan", "effectiveOn"] as const))
  }),
  holds: ({ differs, facet, from, ids, to, year }, rules) => {
    const { states, table } = rules.machine[facet]
    const [was, is] = [states[from] as string, states[to] as string]
    const policyId = (id: string) => ({ policyId: Id.make<Id.PolicyId>(id) })
    const changed = { nothing: {}, carrier: { carrier: "Other" }, plan: { plan: "Gold 80" }, effectiveOn: {} }[differs]
    const over = {
      ...changed,
      ...(differs === "effectiveOn" ? { effectiveOn: Sample.today } : {}),
      ...(ids === "same" || ids === "other" ? policyId(ids === "same" ? "p-1" : "p-2") : {})
    }
    const before = withState(facet, was, ids === "none" ? {} : policyId("p-1"))
    const answer = rules.case.decide(
      { _tag: "RecordCases", entries: [{ case: withState(facet, is, over, year) }] },
      { case: () => before, byNumber: () => undefined, member: () => undefined },
      Sample.context({ actor: Sample.system })
    )
    const drawn = was === is || Object.values(table[was] ?? {}).some((edge) => "to" in edge && edge.to === is)
    const samePolicy = ids === "same" || (ids !== "other" && differs === "nothing")
    const anew = facet === "enrollment" ? !samePolicy : year !== 2026
    if (!anew && !drawn) return refusedAs(answer, "CaseStepNotAllowed", "CAS-01")
    const [recorded] = eventsOf(answer)
    const moved = !anew && was !== is
    return same(recorded?._tag === "CaseRecorded" && (recorded.steps ?? []).length, moved ? 1 : 0, "the steps")
  }
})

/** The laws of this module. @category laws */
export const laws = [facetsGoByTheirTables, anewWithAnotherPolicy] as ReadonlyArray<Law>
