/**
 * What a feed delivers next: cases as the enrollment system has them, and agencies with their agents taken over.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case, Coverage, FeedEntry } from "@agencybook/core/Case"
import * as CaseFacet from "@agencybook/core/CaseFacet"
import * as Id from "@agencybook/core/Id"
import type { IncomingAgent } from "@agencybook/core/Migration"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { aNameLike } from "./AgencyChoice.ts"
import { anAgency, anAgent, anIdentityTaken, type Choice, somePhoto, someSites } from "./CommandChoice.ts"
import { one, type Wishing } from "./DifferentialWish.ts"
import { othersOf, personsOf } from "./HouseholdChoice.ts"
import { aHousehold, aLicenceHeld, aNumber, aTerm } from "./LicenceChoice.ts"

const incoming = (choice: Choice, n: number, agencyId: Id.AgencyId, manager: boolean): IncomingAgent => {
  const { seed, world } = choice
  const state =
    manager && !seed.chance(10)
      ? "Certified"
      : seed.pick(["Certified", "Suspended", "Pending", "Eligible", "Withdrawn"] as const)
  const agentId = seed.chance(10) ? anAgent(choice) : Id.make<Id.AgentId>(`taken-over-${n}`)
  const known = one(choice, World.records(world, "agent"))
  const licence =
    seed.chance(5) && known !== undefined
      ? known.licence
      : Sample.licence(4_000 + n, seed.chance(10) ? { expiresOn: Dates.plusDays(Sample.today, seed.int(3) - 1) } : {})
  return {
    agentId,
    agencyId,
    profile: Sample.profile(4_000 + n, {
      licence: { ...licence, number: aNumber(seed, licence.number) },
      acceptsNewClients: !seed.chance(10),
      ...anIdentityTaken(choice, 4_000 + 2 * choice.n),
      ...somePhoto(choice),
      ...someSites(choice, agencyId)
    }),
    manager,
    certification: {
      state,
      ...(seed.chance(97) ? { term: aTerm(n) } : {})
    },
    employment:
      state === "Certified" || state === "Suspended" ? "Active" : state === "Withdrawn" ? "Inactive" : "Invited"
  }
}

const coverageOf = (choice: Choice, known: Coverage | undefined): Coverage => {
  const { seed, world } = choice
  const ahead = Object.values(CaseFacet.enrollment.table[known?.state ?? "PlanSelected"]).flatMap((answer) =>
    answer._tag === "Edge" ? [answer.to] : []
  )
  // Mostly what can follow; now and then another policy, which begins anew.
  const state = seed.pick(ahead.length > 0 && seed.chance(60) ? ahead : CaseFacet.enrollment.states)
  const record = one(choice, World.records(world, "agent"))?.npn
  return Sample.coverage({
    state,
    ...(seed.chance(30) ? { policyId: Id.make<Id.PolicyId>(`policy-${seed.int(2)}`) } : {}),
    ...(seed.chance(15) ? { plan: "Gold 80" } : {}),
    ...(seed.chance(50) ? { binderPaidOn: Sample.today } : {}),
    ...(record === undefined || seed.chance(30) ? {} : { aorNpn: record })
  })
}

const feedEntry = (choice: Choice, n: number): FeedEntry => {
  const { seed, world } = choice
  const cases = World.records(world, "case")
  const known = one(choice, cases)
  const household = known !== undefined && seed.chance(40) ? known : aHousehold(3_000 + n)
  const number = one(choice, cases)?.caseNumber
  const place = one(choice, World.records(world, "employment"))
  const since = Dates.plusHours(Sample.now, seed.chance(4) ? 100_000 : -1)
  const record: Case = {
    ...household,
    caseNumber: number !== undefined && seed.chance(5) ? number : household.caseNumber,
    account: seed.pick<Case["account"]>([household.account, { _tag: "None" }, { _tag: "Linked" }]),
    members: seed.chance(10) ? [] : seed.pick<Case["members"]>([["QhpAptc"], ["MediCal", "QhpAptcCsr"]]),
    ...(seed.chance(20)
      ? { application: { year: 2026 + seed.int(2), state: seed.pick(CaseFacet.application.states) } }
      : {}),
    ...(seed.chance(20) ? { renewal: seed.pick(CaseFacet.renewal.states) } : {}),
    ...(seed.chance(50) ? { coverage: coverageOf(choice, household.coverage) } : {}),
    ...(seed.chance(35) ? { policies: othersOf(choice, household) } : {}),
    ...(seed.chance(20) ? { persons: personsOf(seed.pick([1, 2, 2])) } : {}),
    ...(seed.chance(20)
      ? {
          verifications: [
            {
              ...{ kind: "income", dueOn: Sample.today },
              ...(seed.chance(20) ? { memberId: Id.make<Id.MemberId>("member-1") } : {})
            }
          ]
        }
      : {})
  }
  if (place === undefined || seed.chance(20)) return { case: record }
  const { agencyId } = place
  return { case: record, delegate: { agentId: seed.chance(95) ? place.agentId : anAgent(choice), agencyId, since } }
}

/** The feed delivers cases. */
export const delivery: Wishing = (choice) => {
  const { n, seed, world } = choice
  if (seed.chance(50)) {
    const many = seed.chance(70) ? 1 : 2 + seed.int(2)
    const entries = Array.from({ length: many }, (_, index) => feedEntry(choice, 10 * n + index))
    return { command: { _tag: "RecordCases", entries } }
  }
  const isNew = seed.chance(60)
  const agencyId = isNew ? Id.make<Id.AgencyId>(`agency-taken-over-${n}`) : anAgency(choice)
  const fein = one(choice, World.records(world, "agency"))?.fein
  // Agencies that come with a number of their own are those that another one then may not have.
  const own = seed.chance(40) ? Sample.licence(9_300 + n).number : undefined
  const licenceNumber = seed.chance(20) ? (aLicenceHeld(choice) ?? own) : own
  const publicName = seed.chance(8) ? aNameLike(choice) : undefined
  const details = {
    ...Sample.details(5_000 + n),
    ...(seed.chance(8) && fein ? { fein } : {}),
    ...(publicName === undefined ? {} : { publicName }),
    ...(licenceNumber === undefined ? {} : { licenceNumber })
  }
  const agents = [incoming(choice, 2 * n, agencyId, isNew), incoming(choice, 2 * n + 1, agencyId, false)]
  return { command: { _tag: "RecordRoster", agencies: isNew ? [{ agencyId, details }] : [], agents } }
}
