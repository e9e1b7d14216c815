/**
 * Totals of a book at three levels: agency, agent, and carrier x metal level x state of policies of each agent.
 *
 * A cube is made from columns in one pass, and kept right case by case: `add`, `remove` and `move` change only the
 * cells they touch. What was kept equals what would be made anew, to the cent.
 *
 * @since 0.1.0
 */
import { type BookColumns, Codes, cellsOfCarrier, type Fact, metals, type Seat, statuses } from "./BookColumns.ts"

/** Counts of cases and members, and money in cents. @category models */
export interface Totals {
  readonly cases: number
  readonly members: number
  /** Cases with an effectuated policy. */
  readonly effectuated: number
  /** Cases with a plan selected and not effectuated. */
  readonly selected: number
  /** Cents. */
  readonly premium: number
  /** Cents. */
  readonly aptc: number
}

/** Totals of the cases of one agent with one carrier, metal level and state; empty texts without a policy. @category models */
export interface Cell {
  readonly carrier: string
  readonly metal: string
  readonly status: string
  readonly cases: number
  readonly members: number
  readonly premium: number
  readonly aptc: number
}

/** A case as numbers, for changing totals often: made once by `code`, moved by `moveCoded`. @category models */
export interface Coded {
  /** Position of the agent, as `seatOf` tells it; `moveCoded` changes it. */
  seat: number
  readonly cell: number
  readonly members: number
  /** Cents. */
  readonly premium: number
  /** Cents. */
  readonly aptc: number
}

const selected = statuses.indexOf("PlanSelected")
const effectuated = statuses.indexOf("Effectuated")

// One line of a table: what is counted lies together, so that a change touches one place of memory at each level.
const width = 6
const aptcAt = 3
const effectuatedAt = 4
const selectedAt = 5

/** Lines of totals that grow. */
class Lines {
  values: Float64Array
  used: number
  constructor(capacity: number, used = 0) {
    this.values = new Float64Array(Math.max(16, capacity) * width)
    this.used = used
  }
  /** Makes room for a line. */
  reach(line: number): void {
    if (line < this.used) return
    this.used = line + 1
    if (this.used * width <= this.values.length) return
    const wider = new Float64Array(Math.max(this.used, this.values.length / width) * 2 * width)
    wider.set(this.values)
    this.values = wider
  }
  add(line: number, sign: 1 | -1, status: number, members: number, premium: number, aptc: number): void {
    const { values } = this
    const at = line * width
    values[at] = (values[at] as number) + sign
    values[at + 1] = (values[at + 1] as number) + sign * members
    values[at + 2] = (values[at + 2] as number) + sign * premium
    values[at + aptcAt] = (values[at + aptcAt] as number) + sign * aptc
    if (status === effectuated) values[at + effectuatedAt] = (values[at + effectuatedAt] as number) + sign
    else if (status === selected) values[at + selectedAt] = (values[at + selectedAt] as number) + sign
  }
  /** Adds a line of the level below. */
  take(line: number, from: Lines, other: number): void {
    for (let i = 0; i < width; i++) {
      const at = line * width + i
      this.values[at] = (this.values[at] as number) + (from.values[other * width + i] as number)
    }
  }
  /** Cases of a line. */
  cases(line: number): number {
    return this.values[line * width] ?? 0
  }
  totals(line: number): Totals {
    const [cases = 0, members = 0, premium = 0, aptc = 0, ofEffectuated = 0, ofSelected = 0] = this.values.subarray(
      line * width,
      line * width + width
    )
    return { cases, members, effectuated: ofEffectuated, selected: ofSelected, premium, aptc }
  }
}

const inexact = "a sum of money is too large to be exact"

const nothing: Totals = Object.freeze({ cases: 0, members: 0, effectuated: 0, selected: 0, premium: 0, aptc: 0 })

/**
 * Totals of a book; made by `make` or `empty`, read by `ofAgency`, `ofAgent` and `cells`.
 *
 * @category models
 */
export class BookCube {
  /** @internal */
  readonly codes: Codes
  /** @internal */
  readonly agents: Lines
  /** @internal */
  readonly agencies: Lines
  /** @internal */
  readonly cells: Lines
  /** The cell of each line of `cells` as it was made. @internal */
  readonly made: Uint32Array
  /** Where the lines of each seat begin among those made. @internal */
  readonly begin: Uint32Array
  /** For each seat that was changed the line of each of its cells, one more, so that 0 means none. @internal */
  readonly lines: Array<Uint32Array | undefined> = []
  /** @internal */
  constructor(codes: Codes, agents: Lines, agencies: Lines, cells: Lines, made: Uint32Array, begin: Uint32Array) {
    this.codes = codes
    this.agents = agents
    this.agencies = agencies
    this.cells = cells
    this.made = made
    this.begin = begin
  }
}

/** The cube of an empty book. @category constructors */
export const empty = (): BookCube =>
  new BookCube(new Codes(), new Lines(0), new Lines(0), new Lines(0), new Uint32Array(0), new Uint32Array(1))

/** The lines of the cells of a seat by cell, wide enough for all carriers. */
const linesOf = (cube: BookCube, seat: number, cell: number): Uint32Array => {
  const known = cube.lines[seat]
  if (known !== undefined && cell < known.length) return known
  const lines = new Uint32Array(Math.max(cube.codes.carriers.length * cellsOfCarrier, cell + 1))
  if (known !== undefined) lines.set(known)
  else
    for (let line = cube.begin[seat] ?? 0; line < (cube.begin[seat + 1] ?? 0); line++)
      lines[cube.made[line] as number] = line + 1
  cube.lines[seat] = lines
  return lines
}

const lineOf = (cube: BookCube, seat: number, cell: number): number => {
  const lines = linesOf(cube, seat, cell)
  const known = lines[cell] as number
  if (known > 0) return known - 1
  const line = cube.cells.used
  cube.cells.reach(line)
  lines[cell] = line + 1
  return line
}

const change = (cube: BookCube, seat: number, fact: Coded, sign: 1 | -1): void => {
  const { aptc, cell, members, premium } = fact
  const { agencies, agents, cells, codes } = cube
  const agency = codes.agencyOf[seat] as number
  agents.reach(seat)
  agencies.reach(agency)
  // An agency has the largest sum of the three levels; nothing is changed when it would not be exact.
  if (
    !Number.isSafeInteger((agencies.values[agency * width + 2] as number) + sign * premium) ||
    !Number.isSafeInteger((agencies.values[agency * width + aptcAt] as number) + sign * aptc)
  )
    throw new RangeError(inexact)
  const status = cell % statuses.length
  cells.add(lineOf(cube, seat, cell), sign, status, members, premium, aptc)
  agents.add(seat, sign, status, members, premium, aptc)
  agencies.add(agency, sign, status, members, premium, aptc)
}

/** The position of an agent at an agency in this cube, given on first sight; for `moveCoded`. @category encoding */
export const seatOf = (cube: BookCube, agent: Seat): number => cube.codes.seat(agent)

/** A case as numbers of this cube. @category encoding */
export const code = (cube: BookCube, fact: Fact): Coded => ({
  seat: cube.codes.seat(fact),
  cell: cube.codes.cell(fact),
  members: fact.householdSize,
  premium: fact.grossPremium ?? 0,
  aptc: fact.aptc ?? 0
})

/** Adds a case to a cube, in place. @category transforms */
export const add = (cube: BookCube, fact: Fact): void => {
  const coded = code(cube, fact)
  change(cube, coded.seat, coded, 1)
}

/** Takes a case out of a cube, in place; it must be there as it was added. @category transforms */
export const remove = (cube: BookCube, fact: Fact): void => {
  const coded = code(cube, fact)
  change(cube, coded.seat, coded, -1)
}

/** Moves a case to another agent, in place: what a transfer does to the totals. @category transforms */
export const move = (cube: BookCube, fact: Fact, to: Seat): void => {
  moveCoded(cube, code(cube, fact), cube.codes.seat(to))
}

/** Moves a case to the agent at a position; cube and case are changed in place. @category transforms */
export const moveCoded = (cube: BookCube, coded: Coded, seat: number): void => {
  change(cube, seat, coded, 1)
  change(cube, coded.seat, coded, -1)
  coded.seat = seat
}

/** Makes the cube of columns; a sum that would not be exact is a defect. @category constructors */
export const make = (columns: BookColumns): BookCube => {
  const { agencyOf, aptc, begin, cell, members, premium, seats } = columns
  const agents = new Lines(seats.length, seats.length)
  const agencies = new Lines(columns.agencies.length, columns.agencies.length)
  const ofSeat = columns.carriers.length * cellsOfCarrier
  const cells = new Lines(Math.min(columns.size, seats.length * ofSeat))
  const made = new Uint32Array(Math.min(columns.size, seats.length * ofSeat))
  const from = new Uint32Array(seats.length + 1)
  // The line of each cell for the seat at hand; what earlier seats left there is below their own first line.
  const lines = new Uint32Array(ofSeat)
  const { values } = cells
  let used = 0
  for (let seat = 0; seat < seats.length; seat++) {
    const first = used
    const end = begin[seat + 1] as number
    for (let i = begin[seat] as number; i < end; i++) {
      const key = cell[i] as number
      let line = lines[key] as number
      if (line <= first) {
        made[used] = key
        line = ++used
        lines[key] = line
      }
      const at = (line - 1) * width
      values[at] = (values[at] as number) + 1
      values[at + 1] = (values[at + 1] as number) + (members[i] as number)
      values[at + 2] = (values[at + 2] as number) + (premium[i] as number)
      values[at + aptcAt] = (values[at + aptcAt] as number) + (aptc[i] as number)
    }
    // Agents come from their cells and agencies from their agents, never from the cases again.
    for (let line = first; line < used; line++) {
      const status = (made[line] as number) % statuses.length
      if (status === effectuated) values[line * width + effectuatedAt] = values[line * width] as number
      else if (status === selected) values[line * width + selectedAt] = values[line * width] as number
      agents.take(seat, cells, line)
    }
    agencies.take(agencyOf[seat] as number, agents, seat)
    from[seat + 1] = used
  }
  cells.used = used
  for (let agency = 0; agency < agencies.used; agency++) {
    const { aptc: ofAptc, premium: ofPremium } = agencies.totals(agency)
    if (!Number.isSafeInteger(ofPremium) || !Number.isSafeInteger(ofAptc)) throw new RangeError(inexact)
  }
  return new BookCube(Codes.of(columns), agents, agencies, cells, made, from)
}

/** The totals of an agency; zeros when it has no case in the book. @category queries */
export const ofAgency = (cube: BookCube, agencyId: string): Totals => {
  const agency = cube.codes.agency(agencyId)
  return agency === undefined ? nothing : cube.agencies.totals(agency)
}

/** The totals of an agent at an agency; zeros without a case in the book. @category queries */
export const ofAgent = (cube: BookCube, agent: Seat): Totals => {
  const seat = cube.codes.find(agent)
  return seat === undefined ? nothing : cube.agents.totals(seat)
}

/** The agents with cases in the book, in the order in which they were first seen. @category queries */
export const agents = (cube: BookCube): ReadonlyArray<Seat> =>
  cube.codes.seats.filter((_, seat) => cube.agents.cases(seat) > 0)

/** The agencies with cases in the book, in the order in which they were first seen. @category queries */
export const agencies = (cube: BookCube): ReadonlyArray<string> =>
  cube.codes.agencies.filter((_, agency) => cube.agencies.cases(agency) > 0)

const cellAt = (cube: BookCube, key: number, line: number): Cell => {
  const { aptc, cases, members, premium } = cube.cells.totals(line)
  return {
    carrier: cube.codes.carriers[Math.floor(key / cellsOfCarrier)] as string,
    metal: metals[Math.floor(key / statuses.length) % metals.length] as string,
    status: statuses[key % statuses.length] as string,
    cases,
    members,
    premium,
    aptc
  }
}

/** The cells of an agent that hold a case. @category queries */
export const cells = (cube: BookCube, agent: Seat): ReadonlyArray<Cell> => {
  const seat = cube.codes.find(agent)
  if (seat === undefined) return []
  const found: Array<Cell> = []
  linesOf(cube, seat, 0).forEach((line, key) => {
    if (line > 0 && cube.cells.cases(line - 1) > 0) found.push(cellAt(cube, key, line - 1))
  })
  return found
}
