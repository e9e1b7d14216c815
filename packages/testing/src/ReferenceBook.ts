/**
 * The book of business in the reference model: a set of rows, counts and cents.
 *
 * @since 0.1.0
 */
import { holds } from "./ReferenceDelegation.ts"
import { all, type Fact, one, type World } from "./ReferenceWorld.ts"

/** One row: a case that an agent of the agency holds. @category models */
export interface Row {
  readonly case: string
  readonly agent: string
  readonly state: string
  readonly members: number
  readonly covered: number
  /** Premium and what the household pays of it, in cents. */
  readonly premium: number | undefined
  readonly net: number | undefined
  readonly conditional: boolean
  readonly linked: boolean
}

/** Counts and cents of a book. @category models */
export interface Sums {
  readonly active: number
  readonly frozen: number
  readonly members: number
  readonly effectuated: number
  readonly effectuatedPremium: number
  readonly unpaidBinders: number
  readonly conditional: number
  readonly aorMismatches: number
}

interface Held {
  readonly delegation: Fact<"delegation">
  readonly household: Fact<"case">
}

const held = (world: World, agency: string, agent: string | undefined): ReadonlyArray<Held> =>
  all(
    world,
    "delegation",
    (fact) => holds(fact) && fact.agency === agency && (agent === undefined || fact.agent === agent)
  ).flatMap((delegation) => {
    const household = one(world, "case", (fact) => fact.case === delegation.case)
    return household === undefined ? [] : [{ delegation, household }]
  })

const npnOf = (world: World, agent: string): string | undefined =>
  one(world, "agent", (fact) => fact.agent === agent)?.npn

/** The book of an agency, or of one of its agents; in no order. @rule BOB-01 BOB-04 @category queries */
export const book = (world: World, agency: string, agent?: string): ReadonlyArray<Row> =>
  held(world, agency, agent).map(({ delegation, household }) => ({
    case: household.number,
    agent: delegation.agent,
    state: delegation.state,
    members: household.members,
    covered: household.covered,
    premium: household.premium,
    net: household.premium === undefined ? undefined : household.premium - (household.credit ?? 0),
    conditional: household.verifications > 0,
    linked: all(world, "account", (fact) => fact.case === household.case).some(({ state }) => state === "Linked")
  }))

/** Counts and cents of a book, added up row by row. @rule BOB-02 BOB-05 @category queries */
export const sums = (world: World, agency: string, agent?: string): Sums => {
  const rows = held(world, agency, agent)
  const count = (fits: (one: Held) => boolean) => rows.filter(fits).length
  const effectuated = rows.filter(({ household }) => household.coverage === "Effectuated")
  return {
    active: count(({ delegation }) => delegation.state === "Active"),
    frozen: count(({ delegation }) => delegation.state === "Frozen"),
    members: rows.reduce((sum, { household }) => sum + household.members, 0),
    effectuated: effectuated.length,
    effectuatedPremium: effectuated.reduce((sum, { household }) => sum + (household.premium ?? 0), 0),
    unpaidBinders: count(({ household }) => household.coverage === "PlanSelected" && household.binderPaid === false),
    conditional: count(({ household }) => household.verifications > 0),
    // Another agent of record than the delegate puts the commission at risk. @rule DEL-30
    aorMismatches: count(
      ({ delegation, household }) =>
        household.recordNpn !== undefined && household.recordNpn !== npnOf(world, delegation.agent)
    )
  }
}

/** Cases and requests of an agent in an agency, as the roster counts them. @rule BOB-05 @category queries */
export const counts = (
  world: World,
  agency: string,
  agent: string
): { readonly delegated: number; readonly requested: number } => {
  const mine = all(world, "delegation", (fact) => fact.agency === agency && fact.agent === agent)
  return { delegated: mine.filter(holds).length, requested: mine.filter(({ state }) => state === "Requested").length }
}
