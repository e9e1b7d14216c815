/**
 * Policies and people of households in random deliveries.
 *
 * @since 0.1.0
 */
import type { Case, FurtherPolicy, Person } from "@agencybook/core/Case"
import * as CaseFacet from "@agencybook/core/CaseFacet"
import * as Id from "@agencybook/core/Id"
import { furtherPolicy } from "../CoverageSample.ts"
import * as Sample from "../Sample.ts"
import type { Choice } from "./CommandChoice.ts"

const { metal: _, ...terms } = Sample.coverage()
const likeTheMain: Partial<FurtherPolicy> = { ...terms, kind: "health" }

/** Policies beside the main one, most of them a step further than they are; now and then one twice. */
export const othersOf = ({ n, seed }: Choice, known: Case): ReadonlyArray<FurtherPolicy> => {
  const ids = seed.pick([
    ["dental-0"],
    ["dental-0", "dental-1"],
    ["dental-1"],
    ["policy-0"],
    ["dental-0", "dental-0"],
    []
  ])
  return ids.map((id) => {
    const policyId = Id.make<Id.PolicyId>(id)
    const before = known.policies?.find((one) => one.policyId === policyId)
    const ahead = Object.values(CaseFacet.enrollment.table[before?.state ?? "PlanSelected"]).flatMap((answer) =>
      answer._tag === "Edge" ? [answer.to] : []
    )
    const state = seed.pick(ahead.length > 0 && seed.chance(60) ? ahead : CaseFacet.enrollment.states)
    // One that may become the main one is like it, half of the time in all that tells policies apart.
    const terms = id === "policy-0" && n % 2 === 0 ? likeTheMain : {}
    return furtherPolicy(n, {
      ...terms,
      policyId,
      state: before !== undefined && seed.chance(40) ? before.state : state
    })
  })
}

/** So many people of a household. */
export const personsOf = (count: number): ReadonlyArray<Person> =>
  Array.from({ length: count }, (_, at) => ({
    memberId: Id.make<Id.MemberId>(`member-${at}`),
    relation: at === 0 ? "self" : "child"
  }))
