/**
 * The book of business in the reference model: a set of rows, counts and cents.
 *
 * @since 0.1.0
 */
import * as Authority from "./ReferenceAuthority.ts"
import { holds } from "./ReferenceDelegation.ts"
import { everyRecordOn, npnOn } from "./ReferenceRecord.ts"
import { all, type Fact, one, some, type World } from "./ReferenceWorld.ts"

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

/** Whose policies name another agent: the cases of an agency that somebody else is on record for. @rule DEL-20 @category queries */
export const differing = (world: World, agency: string, day: string): ReadonlyArray<string> =>
  held(world, agency, undefined).flatMap(({ delegation, household }) => {
    const others = everyRecordOn(world, household, day).map(({ npn }) => npn)
    const differs = others.some((npn) => npn !== undefined && npn !== npnOf(world, delegation.agent))
    return differs ? [household.case] : []
  })

const npnOf = (world: World, agent: string): string | undefined =>
  one(world, "agent", (fact) => fact.agent === agent)?.npn

/** A held case is worked only by who may act on the day; to everybody else it looks frozen. @rule DEL-08 */
const stateOn = (world: World, { agency, agent, state }: Fact<"delegation">, day: string): string =>
  state === "Active" && Authority.gaps(world, agent, agency, day).length > 0 ? "Frozen" : state

/** The book of an agency on a day, or of one of its agents; in no order. @rule BOB-01 BOB-04 @category queries */
export const book = (world: World, agency: string, day: string, agent?: string): ReadonlyArray<Row> =>
  held(world, agency, agent).map(({ delegation, household }) => ({
    case: household.number,
    agent: delegation.agent,
    state: stateOn(world, delegation, day),
    members: household.members,
    covered: household.covered,
    premium: household.premium,
    net: household.premium === undefined ? undefined : household.premium - (household.credit ?? 0),
    conditional: household.verifications > 0,
    linked: all(world, "account", (fact) => fact.case === household.case).some(({ state }) => state === "Linked")
  }))

/** Counts and cents of a book, added up row by row. @rule BOB-02 BOB-05 @category queries */
export const sums = (world: World, agency: string, day: string, agent?: string): Sums => {
  const rows = held(world, agency, agent)
  const count = (fits: (one: Held) => boolean) => rows.filter(fits).length
  // A policy that was over and runs again is paid for like any other.
  const effectuated = rows.filter(({ household }) => ["Effectuated", "Reinstated"].includes(household.coverage ?? ""))
  return {
    active: count(({ delegation }) => stateOn(world, delegation, day) === "Active"),
    frozen: count(({ delegation }) => stateOn(world, delegation, day) === "Frozen"),
    members: rows.reduce((sum, { household }) => sum + household.members, 0),
    effectuated: effectuated.length,
    effectuatedPremium: effectuated.reduce((sum, { household }) => sum + (household.premium ?? 0), 0),
    unpaidBinders: count(({ household }) => household.coverage === "PlanSelected" && household.binderPaid === false),
    conditional: count(({ household }) => household.verifications > 0),
    // Another agent of record than the delegate puts the commission at risk. @rule DEL-30
    aorMismatches: count(({ delegation, household }) => {
      const onRecord = household.starts === undefined ? undefined : npnOn(world, household, day)
      return onRecord !== undefined && onRecord !== npnOf(world, delegation.agent)
    })
  }
}

/** One line of a roster. @category models */
export interface Line {
  readonly agent: string
  readonly employment: string
  readonly status: string
  readonly manager: boolean
  readonly delegated: number
  readonly frozen: number
  readonly requested: number
  readonly mayAct: boolean
}

/** The roster of an agency: everybody who is or was there, with counts and authority today. @rule BOB-05 @category queries */
export const roster = (world: World, agency: string, day: string): ReadonlyArray<Line> =>
  all(world, "employment", (fact) => fact.agency === agency).map(({ agent, state: employment, why }) => {
    const mine = all(world, "delegation", (fact) => fact.agency === agency && fact.agent === agent)
    const state = one(world, "certification", (fact) => fact.agent === agent)?.state ?? ""
    const isCertified = state === "Certified"
    const turned = { "association-declined": "Denied", "association-withdrawn": "Withdrawn" }[why ?? ""]
    const underReview = one(world, "association", (fact) => fact.agent === agent && fact.agency === agency)
    const stranger = underReview === undefined ? turned : "Pending"
    const lapsed = isCertified && !Authority.certifiedOn(world, agent, day)
    return {
      agent,
      employment,
      // Whoever is invited waits, also when certified before; a stranger stays one. @rule AGT-03
      status: employment === "Invited" ? "Pending" : (stranger ?? (lapsed ? "Lapsed" : state)),
      manager: Authority.isManager(world, agent, agency),
      delegated: mine.filter((held) => stateOn(world, held, day) === "Active").length,
      frozen: mine.filter((held) => stateOn(world, held, day) === "Frozen").length,
      requested: mine.filter(({ state: asked }) => asked === "Requested").length,
      mayAct: Authority.gaps(world, agent, agency, day).length === 0
    }
  })

/** The sites at which a consumer meets somebody: those named of the agency that are left, or all. @rule AGY-08 */
const meetings = (world: World, agent: string, agency: string): ReadonlyArray<string> => {
  const sites = [...all(world, "site", (fact) => fact.agency === agency)].sort((a, b) => a.place - b.place)
  const named = sites.filter(({ site }) =>
    some(world, "met at", (fact) => fact.agent === agent && fact.agency === agency && fact.site === site)
  )
  return (named.length > 0 ? named : sites).map(({ site }) => site)
}

/** An agent whom a consumer finds, with the photo as one text, and where. @category models */
export interface Listed {
  readonly listed: string
  readonly photo: string | undefined
  readonly sites: ReadonlyArray<string>
}

/** The agents whom a consumer finds: listed, and able to act in their present agency. @rule DEL-02 DEL-08 @category queries */
export const directory = (world: World, day: string): ReadonlyArray<Listed> =>
  all(world, "agent", ({ agent, listed }) => {
    const place = Authority.placeOf(world, agent)
    return listed && place !== undefined && Authority.gaps(world, agent, place.agency, day).length === 0
  }).map(({ agent, photo }) => ({
    ...{ listed: agent, photo },
    sites: meetings(world, agent, Authority.placeOf(world, agent)?.agency ?? "")
  }))
