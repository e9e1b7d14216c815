/**
 * What a feed tells of the policies of a household in random stories: who is on record for each, and which is the main one.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case, Coverage, FurtherPolicy } from "@agencybook/core/Case"
import * as Id from "@agencybook/core/Id"
import { furtherPolicy } from "../CoverageSample.ts"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import type { Choice } from "./CommandChoice.ts"
import { one, type Wishing } from "./DifferentialWish.ts"

const idOf = (n: number): Id.PolicyId => Id.make(`policy-${n}`)

/** A policy as it was, with another agent now and then, or with none. */
const fed = <P extends Coverage | FurtherPolicy>(choice: Choice, policy: P): P => {
  const { seed, world } = choice
  const npn = one(choice, World.records(world, "agent"))?.npn
  if (npn === undefined || seed.chance(60)) return policy
  const { aorNpn: _, ...silent } = policy
  return (seed.chance(20) ? silent : { ...silent, aorNpn: npn }) as P
}

const asMain = ({ kind: _kind, metal = "Silver", year: _year, ...policy }: FurtherPolicy): Coverage => ({
  ...policy,
  metal
})
const asOther = ({ metal: _, ...policy }: Coverage, policyId: Id.PolicyId): FurtherPolicy => ({
  ...policy,
  ...{ policyId, kind: "health", year: 2026 }
})

/** A household that is known is told again: one of its other policies is the main one now, or comes, or goes. */
export const policies: Wishing = (choice) => {
  const { n, seed, world } = choice
  const insured = World.records(world, "case").filter(({ coverage }) => coverage !== undefined)
  const known: Case | undefined = one(choice, insured)
  if (known?.coverage === undefined) return undefined
  const { agentsOfRecord: _said, coverage, policies = [], policyAgentsOfRecord: _others, ...household } = known
  const next = seed.chance(50)
    ? one(
        choice,
        policies.filter(({ kind }) => kind === "health")
      )
    : undefined
  const free = [0, 1].map(idOf).find((id) => [coverage, ...policies].every(({ policyId }) => policyId !== id))
  const start = Dates.plusDays(choice.day ?? Sample.today, seed.pick([-50, 0, 20]))
  const comes =
    free !== undefined && seed.chance(60)
      ? [furtherPolicy(n, { kind: "health", policyId: free, effectiveOn: start, carrier: "Golden Health" })]
      : []
  // A main policy that no file gave an identifier has one from when it is told beside another.
  const before = coverage.policyId ?? (comes.length === 0 ? free : undefined)
  const main =
    next === undefined ? { ...coverage, ...(before === undefined ? {} : { policyId: before }) } : asMain(next)
  const left = next !== undefined && before !== undefined && seed.chance(70) ? [asOther(coverage, before)] : []
  const others = [...policies.filter((one) => one !== next), ...left, ...comes].map((one) => fed(choice, one))
  return {
    command: {
      _tag: "RecordCases",
      entries: [
        { case: { ...household, coverage: fed(choice, main), ...(seed.chance(80) ? { policies: others } : {}) } }
      ]
    }
  }
}
