/**
 * Policies and people of households in random deliveries.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case, FurtherPolicy, Person } from "@agencybook/core/Case"
import * as CaseFacet from "@agencybook/core/CaseFacet"
import * as Id from "@agencybook/core/Id"
import { furtherPolicy } from "../CoverageSample.ts"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import type { Choice } from "./CommandChoice.ts"

const { metal: _, ...terms } = Sample.coverage()
const likeTheMain: Partial<FurtherPolicy> = { ...terms, kind: "health" }

/** Policies beside the main one, most of them a step further than they are; now and then one twice. */
export const othersOf = ({ n, seed, world }: Choice, known: Case): ReadonlyArray<FurtherPolicy> => {
  const ids = seed.pick([
    ["dental-0"],
    ["dental-0", "dental-1"],
    ["dental-1"],
    ["policy-0"],
    ["dental-0", "dental-0"],
    []
  ])
  const agents = World.records(world, "agent")
  return ids.map((id) => {
    const policyId = Id.make<Id.PolicyId>(id)
    const before = known.policies?.find((one) => one.policyId === policyId)
    const ahead = Object.values(CaseFacet.enrollment.table[before?.state ?? "PlanSelected"]).flatMap((answer) =>
      answer._tag === "Edge" ? [answer.to] : []
    )
    const state = seed.pick(ahead.length > 0 && seed.chance(60) ? ahead : CaseFacet.enrollment.states)
    // One that may become the main one is like it, half of the time in all that tells policies apart.
    const terms = id === "policy-0" && n % 2 === 0 ? likeTheMain : {}
    const npn = agents.length > 0 && seed.chance(60) ? seed.pick(agents).npn : before?.aorNpn
    const since = seed.chance(30) ? { aorSince: Dates.plusDays(Sample.today, seed.pick([-100, -1, 20])) } : {}
    return furtherPolicy(n, {
      ...terms,
      policyId,
      ...(npn === undefined ? {} : { aorNpn: npn, ...since }),
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

/** A policy by its identifier: mostly one that the household has, now and then one that it had or that another has, or none. */
const aPolicy = ({ seed }: Choice, known: Case | undefined): { readonly policyId?: Id.PolicyId } => {
  const ids = [known?.coverage, ...(known?.policies ?? [])].flatMap((policy) => policy?.policyId ?? [])
  if (!seed.chance(ids.length > 0 ? 60 : 10)) return {}
  const isStrange = ids.length === 0 || seed.chance(15)
  return { policyId: isStrange ? Id.make<Id.PolicyId>(seed.pick(["dental-1", "policy-0"])) : seed.pick(ids) }
}

/** A policy, and now and then a day on which somebody asked about it. */
export const aRequest = (choice: Choice, known: Case | undefined) => ({
  ...aPolicy(choice, known),
  ...(choice.seed.chance(70)
    ? {}
    : { requestedOn: Dates.plusDays(choice.day ?? Sample.today, choice.seed.pick([-61, -60, -40, -1, 0, 1])) })
})
