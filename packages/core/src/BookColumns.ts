/**
 * A book as columns: numbers side by side, clustered by agent, for totals over millions of cases.
 *
 * A row object costs a few hundred bytes and is scattered in memory; the same case as columns costs 28 bytes and is
 * read in order. Names are kept once in lists and referred to by position. Money is whole cents in 64-bit floats,
 * which are exact up to 2^53.
 *
 * @since 0.1.0
 */
import { type Coverage, coverageStates, metalLevels } from "./Case.ts"

/** What is counted of one case; a row of the book is one. @category models */
export interface Fact {
  readonly agencyId: string
  readonly agentId: string
  readonly carrier?: string
  readonly metal?: string
  readonly enrollmentStatus?: string
  readonly householdSize: number
  /** Cents. */
  readonly grossPremium?: number
  /** Cents. */
  readonly aptc?: number
}

/** An agent at an agency; who moved to another agency has two seats. @category models */
export interface Seat {
  readonly agencyId: string
  readonly agentId: string
}

/** Metal levels by code; the first stands for a case without a policy. @category models */
export const metals = ["", ...metalLevels] as const satisfies ReadonlyArray<Coverage["metal"] | "">

/** States of a policy by code; the first stands for a case without a policy. @category models */
export const statuses = ["", ...coverageStates] as const satisfies ReadonlyArray<Coverage["state"] | "">

/** Cells of one carrier: each metal level with each state. @category models */
export const cellsOfCarrier = metals.length * statuses.length

/** The columns of a book. Entry `i` of each column is one case; cases of one seat lie together. @category models */
export interface BookColumns {
  readonly size: number
  readonly seats: ReadonlyArray<Seat>
  readonly agencies: ReadonlyArray<string>
  readonly carriers: ReadonlyArray<string>
  /** Position of the agency of each seat. */
  readonly agencyOf: Uint32Array
  /** Where the cases of each seat begin; one entry more than there are seats. */
  readonly begin: Uint32Array
  /** Carrier, metal level and state in one number, see `cell`. */
  readonly cell: Uint32Array
  readonly members: Uint32Array
  readonly premium: Float64Array
  readonly aptc: Float64Array
}

/** Position of a cell inside a seat. @category encoding */
export const cell = (carrier: number, metal: number, status: number): number =>
  (carrier * metals.length + metal) * statuses.length + status

/** Numbers for names in the order in which they are first seen. */
class Dictionary {
  readonly names: Array<string> = []
  readonly #codes = new Map<string, number>()
  find(name: string): number | undefined {
    return this.#codes.get(name)
  }
  code(name: string): number {
    const known = this.#codes.get(name)
    if (known !== undefined) return known
    const code = this.names.length
    this.#codes.set(name, code)
    this.names.push(name)
    return code
  }
}

// A loop, since it is compiled into the place of its call; a search of the platform is a call for each case.
const codeOf = (names: ReadonlyArray<string>, name: string, what: string): number => {
  for (let code = 0; code < names.length; code++) if (names[code] === name) return code
  throw new RangeError(`\`${name}\` is no ${what} of a book`)
}

/** An amount of a case in cents, 0 where there is none; throws for what is no whole number of cents. @category encoding */
export const amount = (cents: number | undefined): number => {
  if (cents === undefined) return 0
  if (!Number.isSafeInteger(cents) || cents < 0) throw new RangeError("an amount is no whole number of cents")
  return cents
}

/**
 * Codes for the names in a book: seats, agencies and carriers get theirs when they are first seen.
 *
 * @category encoding
 */
export class Codes {
  readonly seats: Array<Seat> = []
  readonly agencyOf: Array<number> = []
  readonly #agencies = new Dictionary()
  readonly #carriers = new Dictionary()
  readonly #seatOf = new Map<string, number>()
  readonly #moved = new Map<string, number>()
  // Side by side with the seats: to look at the seat itself would be one more place of memory for each case.
  readonly #agencyIds: Array<string> = []

  /** The codes of columns, to go on from them. */
  static of(columns: BookColumns): Codes {
    const codes = new Codes()
    for (const agency of columns.agencies) codes.#agencies.code(agency)
    for (const carrier of columns.carriers) codes.#carriers.code(carrier)
    for (const seat of columns.seats) codes.seat(seat)
    return codes
  }

  get agencies(): ReadonlyArray<string> {
    return this.#agencies.names
  }

  get carriers(): ReadonlyArray<string> {
    return this.#carriers.names
  }

  /** The position of a known agency, or `undefined`. */
  agency(agencyId: string): number | undefined {
    return this.#agencies.find(agencyId)
  }

  #newSeat(fact: Seat): number {
    const seat = this.seats.length
    this.seats.push({ agencyId: fact.agencyId, agentId: fact.agentId })
    this.#agencyIds.push(fact.agencyId)
    this.agencyOf.push(this.#agencies.code(fact.agencyId))
    return seat
  }

  /** The seat of a known agent at a known agency, or `undefined`. */
  find({ agencyId, agentId }: Seat): number | undefined {
    const seat = this.#seatOf.get(agentId)
    if (seat === undefined || this.#agencyIds[seat] === agencyId) return seat
    return this.#moved.get(`${agencyId}\n${agentId}`)
  }

  /** The seat of an agent at an agency, a new one when it was not seen before. */
  seat(fact: Seat): number {
    const { agencyId, agentId } = fact
    let seat = this.#seatOf.get(agentId)
    if (seat === undefined) {
      seat = this.#newSeat(fact)
      this.#seatOf.set(agentId, seat)
    } else if (this.#agencyIds[seat] !== agencyId) {
      const key = `${agencyId}\n${agentId}`
      seat = this.#moved.get(key)
      if (seat === undefined) {
        seat = this.#newSeat(fact)
        this.#moved.set(key, seat)
      }
    }
    return seat
  }

  /** The cell of a case; throws for a metal level or state that no book has. */
  cell({ carrier = "", enrollmentStatus = "", metal = "" }: Fact): number {
    const status = codeOf(statuses, enrollmentStatus, "state of a policy")
    return cell(this.#carriers.code(carrier), codeOf(metals, metal, "metal level"), status)
  }
}

const plus = (column: Uint32Array, at: number, by: number): void => {
  column[at] = (column[at] as number) + by
}

/** Where the cases of each seat begin when those of a seat lie together. */
const beginnings = (seatOf: Uint32Array, seats: number): Uint32Array => {
  const begin = new Uint32Array(seats + 1)
  for (let i = 0; i < seatOf.length; i++) plus(begin, (seatOf[i] as number) + 1, 1)
  for (let seat = 0; seat < seats; seat++) plus(begin, seat + 1, begin[seat] as number)
  return begin
}

/**
 * Makes columns from rows of a book, or from anything that has their fields.
 *
 * **Details**: a metal level or state that no book has, and money that is no safe integer, are defects and throw.
 *
 * @category constructors
 */
export const make = (facts: ReadonlyArray<Fact>): BookColumns => {
  const size = facts.length
  const codes = new Codes()
  const seatOf = new Uint32Array(size)
  for (let i = 0; i < size; i++) seatOf[i] = codes.seat(facts[i] as Fact)
  const begin = beginnings(seatOf, codes.seats.length)
  const next = begin.slice(0, codes.seats.length)
  const cells = new Uint32Array(size)
  const members = new Uint32Array(size)
  const premium = new Float64Array(size)
  const aptc = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    const fact = facts[i] as Fact
    const seat = seatOf[i] as number
    const at = next[seat] as number
    next[seat] = at + 1
    cells[at] = codes.cell(fact)
    members[at] = fact.householdSize
    premium[at] = amount(fact.grossPremium)
    aptc[at] = amount(fact.aptc)
  }
  return {
    size,
    seats: codes.seats,
    agencies: codes.agencies,
    carriers: codes.carriers,
    agencyOf: Uint32Array.from(codes.agencyOf),
    begin,
    cell: cells,
    members,
    premium,
    aptc
  }
}
