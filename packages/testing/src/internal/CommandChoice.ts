/**
 * Which records a random command names: mostly known ones, now and then nobody's.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import type { Profile, Shown } from "@agencybook/core/Agent"
import type { CalendarDate, Instant } from "@agencybook/core/CalendarDate"
import type { FailingEmployer } from "@agencybook/core/FailingEmployer"
import * as Id from "@agencybook/core/Id"
import type { Policy } from "@agencybook/core/Policy"
import type * as SmallBusinessWindow from "@agencybook/core/SmallBusinessWindow"
import * as Sample from "../Sample.ts"
import type * as Seed from "../Seed.ts"
import * as World from "../World.ts"

/** What every choice is made from. */
export interface Choice {
  readonly seed: Seed.Seed
  readonly world: World.World
  readonly n: number
  /** The day of the choice, where a generator knows it. */
  readonly day?: CalendarDate
  /** The moment of the choice, where a generator knows it. */
  readonly at?: Instant
  /** The policy that will judge, where a generator knows it. */
  readonly policy?: Policy
}

// One identifier in twenty is nobody's, so that "unknown" is exercised without drowning the rest.
/** One of the known identifiers, or now and then one that nobody has. @category generators */
export const orUnknown = <I extends string>({ n, seed }: Choice, known: ReadonlyArray<I>): I =>
  known.length === 0 || seed.chance(5) ? (`nobody-${n}` as I) : seed.pick(known)

/** An agent of the world, or nobody. @category generators */
export const anAgent = (choice: Choice): Id.AgentId =>
  orUnknown(
    choice,
    World.records(choice.world, "agent").map(({ agentId }) => agentId)
  )
/** An agency of the world, or nobody. @category generators */
export const anAgency = (choice: Choice): Id.AgencyId =>
  orUnknown(
    choice,
    World.records(choice.world, "agency").map(({ agencyId }) => agencyId)
  )
/** Now and then a number or an address that an agent of the world has, or that sample `n` has, and mostly nothing. @category generators */
export const anIdentityTaken = ({ seed, world }: Choice, n?: number): Partial<Pick<Profile, "npn" | "loginEmail">> => {
  if (!seed.chance(8)) return {}
  const agents = World.records(world, "agent")
  const { loginEmail, npn } =
    agents.length === 0 || (n !== undefined && seed.chance(30)) ? Sample.profile(n ?? 0) : seed.pick(agents)
  return seed.pick([{ npn }, { loginEmail }, { npn, loginEmail }])
}
/** Some sites of an agency, as those where somebody can be met; now and then one that it does not have, and mostly none. @category generators */
export const someSites = ({ seed, world }: Choice, agencyId: Id.AgencyId | undefined): Pick<Shown, "siteIds"> => {
  if (!seed.chance(30)) return {}
  const known = agencyId === undefined ? undefined : world.agency.get(agencyId)
  const siteIds = (known?.sites ?? []).map(({ siteId }) => siteId).filter(() => seed.chance(50))
  return {
    siteIds: seed.chance(agencyId === undefined ? 60 : 15) ? [...siteIds, Id.make<Id.SiteId>("nowhere")] : siteIds
  }
}
/** Mostly no photo; now and then the one of everybody, another of its name, or one of the own. @category generators */
export const somePhoto = ({ n, seed }: Choice): Pick<Shown, "photo"> => {
  if (!seed.chance(25)) return {}
  const photo = Sample.photo(0)
  return { photo: seed.pick([photo, { ...photo, sha256: Sample.digest }, Sample.photo(n)]) }
}
/** A helper of the world, mostly one in a wanted state, or nobody. @category generators */
export const aHelper = (choice: Choice, ...wanted: ReadonlyArray<string>): Id.UserId => {
  const all = World.records(choice.world, "staff")
  const fitting = all.filter(({ approval }) => wanted.includes(approval._tag))
  const from = fitting.length > 0 && !choice.seed.chance(15) ? fitting : all
  return orUnknown(
    choice,
    from.map(({ userId }) => userId)
  )
}
/** A helper as the host vouches for: level and agency are now and then not those of the record. @category generators */
export const aStaffActor = (choice: Choice): Actor => {
  const { seed, world } = choice
  const userId = aHelper(choice)
  const agencyId = world.staff.get(userId)?.agencyId
  const level = seed.chance(70) ? 2 : 1
  return { _tag: "Staff", userId, agencyId: agencyId && !seed.chance(10) ? agencyId : anAgency(choice), level }
}
/** A case of the world, or none. @category generators */
export const aCase = (choice: Choice): Id.CaseId =>
  orUnknown(
    choice,
    World.records(choice.world, "case").map(({ caseId }) => caseId)
  )

/** A delegation, mostly one in the wanted state. @category generators */
export const aDelegation = (choice: Choice, wanted: string): Id.DelegationId => {
  const all = World.records(choice.world, "delegation")
  const fitting = all.filter(({ state }) => state._tag === wanted)
  const from = fitting.length > 0 && !choice.seed.chance(15) ? fitting : all
  return orUnknown(
    choice,
    from.map(({ delegationId }) => delegationId)
  )
}

/** The agents who are or were on the roster of an agency. @category queries */
export const colleagues = (choice: Choice, agencyId: Id.AgencyId): ReadonlyArray<Id.AgentId> =>
  World.records(choice.world, "employment").flatMap((one) => (one.agencyId === agencyId ? [one.agentId] : []))

/** The word about the window on a day, now and then with employers who failed a test, mostly of the agency. @category queries */
export const aWindowWord = (choice: Choice, on: CalendarDate): SmallBusinessWindow.Command => {
  const { seed } = choice
  const agencyId = anAgency(choice)
  const word = { _tag: "TellSmallBusinessWindow", agencyId, on } as const
  if (!seed.chance(40)) return word
  const near = colleagues(choice, agencyId)
  const one = (): FailingEmployer => ({
    employerId: Id.make(`employer-${seed.int(3)}`),
    agentId: near.length > 0 && !seed.chance(10) ? seed.pick(near) : anAgent(choice),
    failed: seed.pick(["participation", "contribution"])
  })
  return { ...word, employers: seed.chance(50) ? [one()] : [one(), one()] }
}
