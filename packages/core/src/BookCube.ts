/**
 * Totals of a book at three levels: agency, agent, and carrier x metal level x state of policies of each agent.
 *
 * A cube is made from columns in one pass, and kept right case by case: `add`, `remove` and `move` change only the
 * cells they touch. What was kept equals what would be made anew, to the cent.
 *
 * @since 0.1.0
 */
import {
  amount,
  type BookColumns,
  Codes,
  cellsOfCarrier,
  type Fact,
  metals,
  type Seat,
  statuses
} from "./BookColumns.ts"
import { isInForce } from "./Case.ts"
import { CellTable } from "./internal/CellTable.ts"

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
  /** Number of the agent, as `seatOf` tells it; `moveCoded` changes it. */
  seat: number
  readonly cell: number
  readonly members: number
  /** Cents. */
  readonly premium: number
  /** Cents. */
  readonly aptc: number
}

const selected = statuses.indexOf("PlanSelected")
const inForce: ReadonlyArray<boolean> = statuses.map(isInForce)

// One line of a table: what is counted lies together, so that a change touches one place of memory at each level.
const width = 6
const membersAt = 1
const premiumAt = 2
const aptcAt = 3
const effectuatedAt = 4
const selectedAt = 5

// A case of many: two 32-bit words for seat and cell, then three 64-bit numbers, in the places they have in a line.
const caseBytes = 32
const caseWords = caseBytes / 4
const caseSums = caseBytes / 8

/** What is added up in a cell. */
type Sums = Pick<Totals, "cases" | "members" | "premium" | "aptc">

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
    if (inForce[status]) values[at + effectuatedAt] = (values[at + effectuatedAt] as number) + sign
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
  sums(line: number): Sums {
    const { aptc, cases, members, premium } = this.totals(line)
    return { cases, members, premium, aptc }
  }
}

const inexact = "a sum of money is too large to be exact"

const nothing: Totals = /*#__PURE__*/ Object.freeze({
  cases: 0,
  members: 0,
  effectuated: 0,
  selected: 0,
  premium: 0,
  aptc: 0
})

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
  /** The totals of the cells as they were made, until the first change puts them into a table. @internal */
  lines: Lines
  /** The cell of each line. @internal */
  readonly made: Uint32Array
  /** Where the lines of each seat begin. @internal */
  readonly begin: Uint32Array
  /** The totals of the cells under change. @internal */
  table: CellTable | undefined
  /** @internal */
  constructor(codes: Codes, agents: Lines, agencies: Lines, lines: Lines, made: Uint32Array, begin: Uint32Array) {
    this.codes = codes
    this.agents = agents
    this.agencies = agencies
    this.lines = lines
    this.made = made
    this.begin = begin
  }
}

/** The cube of an empty book. @category constructors */
export const empty = (): BookCube =>
  new BookCube(new Codes(), new Lines(0), new Lines(0), new Lines(0), new Uint32Array(0), new Uint32Array(1))

/** The cells of a seat as they were made, from the first to before the last. */
const madeOf = (cube: BookCube, seat: number): readonly [number, number] => [
  cube.begin[seat] ?? 0,
  cube.begin[seat + 1] ?? 0
]

const underChange = (cube: BookCube): CellTable => {
  if (cube.table !== undefined) return cube.table
  const { codes, lines, made } = cube
  const table = new CellTable(lines.used, codes.carriers.length * cellsOfCarrier)
  for (let seat = 0; seat < cube.begin.length - 1; seat++) {
    const [from, until] = madeOf(cube, seat)
    for (let line = from; line < until; line++) {
      const { aptc, cases, members, premium } = lines.totals(line)
      table.set(table.take(seat, made[line] as number), cases, members, premium, aptc)
    }
  }
  cube.table = table
  cube.lines = new Lines(0)
  return table
}

/** Throws when money would not be exact at an agency, the largest sum of the three levels. */
const mustBeExact = (agencies: Lines, agency: number, premium: number, aptc: number): void => {
  if (
    !Number.isSafeInteger((agencies.values[agency * width + premiumAt] as number) + premium) ||
    !Number.isSafeInteger((agencies.values[agency * width + aptcAt] as number) + aptc)
  )
    throw new RangeError(inexact)
}

const change = (cube: BookCube, { aptc, cell, members, premium, seat }: Coded, sign: 1 | -1): void => {
  const { agencies, agents, codes } = cube
  const agency = codes.agencyOf[seat] as number
  agents.reach(seat)
  agencies.reach(agency)
  mustBeExact(agencies, agency, sign * premium, sign * aptc)
  const table = underChange(cube)
  const status = cell % statuses.length
  const entry = table.reach(seat, cell)
  table.add(entry, sign, members, premium, aptc)
  agents.add(seat, sign, status, members, premium, aptc)
  agencies.add(agency, sign, status, members, premium, aptc)
}

/** Moves what is counted of the cases from `first` to before `end`; all seats have their lines. */
const transfer = (
  cube: BookCube,
  { sums, words }: CodedCases,
  positions: Uint32Array,
  seats: Uint32Array,
  first: number,
  end: number
): void => {
  const { agencies, agents, codes } = cube
  const { agencyOf } = codes
  const table = underChange(cube)
  for (let i = first; i < end; i++) {
    const at = positions[i] as number
    const to = seats[i] as number
    const from = words[at * caseWords] as number
    const cell = words[at * caseWords + 1] as number
    const members = sums[at * caseSums + membersAt] as number
    const premium = sums[at * caseSums + premiumAt] as number
    const aptc = sums[at * caseSums + aptcAt] as number
    const status = cell % statuses.length
    const before = agencyOf[from] as number
    const after = agencyOf[to] as number
    if (before !== after) mustBeExact(agencies, after, premium, aptc)
    const { used } = table
    let out = table.reach(from, cell)
    const into = table.reach(to, cell)
    if (table.used !== used) out = table.find(from, cell)
    // Inside an agency its totals stay as they are.
    if (before !== after) {
      agencies.add(before, -1, status, members, premium, aptc)
      agencies.add(after, 1, status, members, premium, aptc)
    }
    table.add(out, -1, members, premium, aptc)
    table.add(into, 1, members, premium, aptc)
    agents.add(from, -1, status, members, premium, aptc)
    agents.add(to, 1, status, members, premium, aptc)
    words[at * caseWords] = to
  }
}

/** The number of an agent at an agency in this cube, given on first sight; for `moveCoded` and `moveAll`. @category encoding */
export const seatOf = (cube: BookCube, agent: Seat): number => {
  const seat = cube.codes.seat(agent)
  cube.agents.reach(seat)
  cube.agencies.reach(cube.codes.agencyOf[seat] as number)
  return seat
}

/** A case as numbers of this cube. @category encoding */
export const code = (cube: BookCube, fact: Fact): Coded => ({
  seat: seatOf(cube, fact),
  cell: cube.codes.cell(fact),
  members: fact.householdSize,
  premium: amount(fact.grossPremium),
  aptc: amount(fact.aptc)
})

/**
 * Many cases as numbers of a cube, side by side: made once by `codeAll`, moved by `moveAll`, each by its position.
 *
 * @category models
 */
export class CodedCases {
  /** How many cases there are. */
  readonly size: number
  /** @internal */
  readonly words: Int32Array
  /** @internal */
  readonly sums: Float64Array
  /** @internal */
  constructor(size: number) {
    this.size = size
    const buffer = new ArrayBuffer(size * caseBytes)
    this.words = new Int32Array(buffer)
    this.sums = new Float64Array(buffer)
  }
}

const put = ({ sums, words }: CodedCases, position: number, coded: Coded): void => {
  words[position * caseWords] = coded.seat
  words[position * caseWords + 1] = coded.cell
  sums[position * caseSums + membersAt] = coded.members
  sums[position * caseSums + premiumAt] = coded.premium
  sums[position * caseSums + aptcAt] = coded.aptc
}

// A single case takes the way of many.
const one = /*#__PURE__*/ new CodedCases(1)
const first = /*#__PURE__*/ new Uint32Array(1)
const target = /*#__PURE__*/ new Uint32Array(1)

/** Cases as numbers of this cube; the position of a case is its place in the list. @category encoding */
export const codeAll = (cube: BookCube, facts: ReadonlyArray<Fact>): CodedCases => {
  const cases = new CodedCases(facts.length)
  facts.forEach((fact, i) => {
    put(cases, i, code(cube, fact))
  })
  return cases
}

/** Adds a case to a cube, in place. @category transforms */
export const add = (cube: BookCube, fact: Fact): void => change(cube, code(cube, fact), 1)

/** Takes a case out of a cube, in place; it must be there as it was added. @category transforms */
export const remove = (cube: BookCube, fact: Fact): void => change(cube, code(cube, fact), -1)

/** Moves a case to another agent, in place: what a transfer does to the totals. @category transforms */
export const move = (cube: BookCube, fact: Fact, to: Seat): void => {
  moveCoded(cube, code(cube, fact), seatOf(cube, to))
}

/** Moves a case to the agent with a number; cube and case are changed in place. @category transforms */
export const moveCoded = (cube: BookCube, coded: Coded, seat: number): void => {
  mustBe(seat, cube.codes.seats.length, "agent")
  put(one, 0, coded)
  target[0] = seat
  transfer(cube, one, first, target, 0, 1)
  coded.seat = seat
}

const mustBe = (position: number | undefined, size: number, what: string): void => {
  if (position === undefined || !Number.isInteger(position) || position < 0 || position >= size)
    throw new RangeError(`there is no ${what} ${position} here`)
}

// So many moves are looked at before they are made: their waits for memory overlap, and what was looked at is still near.
const block = 256

/**
 * Moves many cases, in place and in this order: the case at each position to the agent with the number beside it, or all
 * to one agent.
 *
 * **When to use**: for the transfers of an agency or of a day; it takes about half the time of single moves.
 *
 * **Details**: a position or number that does not exist is a defect, and nothing is moved. A sum that would not be exact
 * is a defect too; the moves before it are made, that one and those after it are not.
 *
 * @category transforms
 */
export const moveAll = (cube: BookCube, cases: CodedCases, positions: Uint32Array, to: Uint32Array | number): void => {
  const { length } = positions
  const seats = typeof to === "number" ? new Uint32Array(length).fill(to) : to
  if (typeof to === "number") mustBe(to, cube.codes.seats.length, "agent")
  for (let i = 0; i < length; i++) {
    mustBe(positions[i], cases.size, "case")
    mustBe(seats[i], cube.codes.seats.length, "agent")
  }
  const table = underChange(cube)
  for (let from = 0; from < length; from += block) {
    const end = Math.min(length, from + block)
    table.look(cases.words, positions, seats, from, end)
    transfer(cube, cases, positions, seats, from, end)
  }
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
      if (inForce[status]) values[line * width + effectuatedAt] = values[line * width] as number
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

const cellAt = (cube: BookCube, key: number, totals: Sums): Cell => ({
  carrier: cube.codes.carriers[Math.floor(key / cellsOfCarrier)] as string,
  metal: metals[Math.floor(key / statuses.length) % metals.length] as string,
  status: statuses[key % statuses.length] as string,
  ...totals
})

/** The cells of an agent that hold a case, by carrier, metal level and state. @category queries */
export const cells = (cube: BookCube, agent: Seat): ReadonlyArray<Cell> => {
  const seat = cube.codes.find(agent)
  if (seat === undefined) return []
  const { lines, made, table } = cube
  const [from, until] = madeOf(cube, seat)
  const found: Array<readonly [number, Sums]> = []
  for (let line = from; line < until; line++) {
    const key = made[line] as number
    found.push([key, table === undefined ? lines.sums(line) : table.get(table.find(seat, key))])
  }
  for (const key of table?.later.get(seat) ?? [])
    if (table !== undefined) found.push([key, table.get(table.find(seat, key))])
  return found
    .filter(([, { cases }]) => cases > 0)
    .sort(([a], [b]) => a - b)
    .map(([key, totals]) => cellAt(cube, key, totals))
}
