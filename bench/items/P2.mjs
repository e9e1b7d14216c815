// Keeping the totals right while cases move from agent to agent.
import * as BookColumns from "@agencybook/core/BookColumns"
import * as BookCube from "@agencybook/core/BookCube"
import { agencyId, agentId, exchange, rowsOf } from "../lib/exchange.mjs"
import { job } from "../lib/measure.mjs"
import { seeded } from "../lib/random.mjs"
import { digestOfLevels } from "../lib/totals.mjs"

const size = Number(process.env.BENCH_CASES ?? 1_000_000)
const moves = 200_000

export const title = `totals of ${size.toLocaleString("en")} cases kept right, one transfer`
export const ours = "BookCube.moveAll"
export const goals = { "Maps in Maps": 20, "Maps with one key": 20 }

/** The same moves for everybody: a case, and the agent it goes to. */
const plan = (columns) => {
  const random = seeded(29)
  return Array.from({ length: moves }, () => ({
    at: Math.floor(random() * size),
    to: Math.floor(random() * columns.agents)
  }))
}

const seatsOf = (columns) =>
  Array.from({ length: columns.agents }, (_, agent) => ({
    agencyId: agencyId(columns.agencyOf[agent]),
    agentId: agentId(agent)
  }))

/** Each run goes on where the one before ended, as a portal does; the digest is of the agents at the end. */
const moving = (columns, apply, totals) =>
  movingAll(
    columns,
    (planned) => {
      for (const { at, to } of planned) apply(at, to)
    },
    totals
  )

const movingAll = (columns, applyAll, totals) => {
  const seats = seatsOf(columns)
  const planned = plan(columns)
  return job({
    alone: true,
    size: moves,
    repeats: 9,
    run: () => applyAll(planned),
    digestOf: () => digestOfLevels([seats.map(totals).filter(({ cases }) => cases > 0)])
  })
}

/** Moves a row and tells it where it is then. */
const byName = (columns, rows, move, totals) => {
  const seats = seatsOf(columns)
  return moving(
    columns,
    (at, to) => {
      const row = rows[at]
      const seat = seats[to]
      move(row, seat)
      row.agencyId = seat.agencyId
      row.agentId = seat.agentId
    },
    totals
  )
}

const zero = () => ({ cases: 0, members: 0, effectuated: 0, selected: 0, premium: 0, aptc: 0 })
const count = (totals, row, sign) => {
  totals.cases += sign
  totals.members += sign * row.householdSize
  if (row.enrollmentStatus === "Effectuated") totals.effectuated += sign
  else if (row.enrollmentStatus === "PlanSelected") totals.selected += sign
  totals.premium += sign * row.grossPremium
  totals.aptc += sign * row.aptc
}
const at = (map, key, make) => {
  let found = map.get(key)
  if (found === undefined) {
    found = make()
    map.set(key, found)
  }
  return found
}

export const alternatives = {
  [ours]: () => {
    const columns = exchange(size)
    const rows = rowsOf(columns)
    const cube = BookCube.make(BookColumns.make(rows))
    const cases = BookCube.codeAll(cube, rows)
    const seats = seatsOf(columns).map((seat) => BookCube.seatOf(cube, seat))
    return movingAll(
      columns,
      (planned) => {
        const positions = new Uint32Array(moves)
        const to = new Uint32Array(moves)
        for (let i = 0; i < moves; i++) {
          positions[i] = planned[i].at
          to[i] = seats[planned[i].to]
        }
        BookCube.moveAll(cube, cases, positions, to)
      },
      (seat) => BookCube.ofAgent(cube, seat)
    )
  },
  "BookCube.moveCoded": () => {
    const columns = exchange(size)
    const rows = rowsOf(columns)
    const cube = BookCube.make(BookColumns.make(rows))
    // As a service does that keeps the numbers of each open case.
    const coded = rows.map((row) => BookCube.code(cube, row))
    const seats = seatsOf(columns).map((seat) => BookCube.seatOf(cube, seat))
    return moving(
      columns,
      (at, to) => BookCube.moveCoded(cube, coded[at], seats[to]),
      (seat) => BookCube.ofAgent(cube, seat)
    )
  },
  "BookCube.move": () => {
    const columns = exchange(size)
    const rows = rowsOf(columns)
    const cube = BookCube.make(BookColumns.make(rows))
    return byName(
      columns,
      rows,
      (row, seat) => BookCube.move(cube, row, seat),
      (seat) => BookCube.ofAgent(cube, seat)
    )
  },
  "Maps in Maps": () => {
    const columns = exchange(size)
    const rows = rowsOf(columns)
    const root = new Map()
    const level = () => ({ totals: zero(), below: new Map() })
    const put = (seat, row, sign) => {
      const agency = at(root, seat.agencyId, level)
      count(agency.totals, row, sign)
      const agent = at(agency.below, seat.agentId, level)
      count(agent.totals, row, sign)
      count(at(agent.below, `${row.carrier}|${row.metal}|${row.enrollmentStatus}`, zero), row, sign)
    }
    for (const row of rows) put(row, row, 1)
    return byName(
      columns,
      rows,
      (row, seat) => {
        put(row, row, -1)
        put(seat, row, 1)
      },
      (seat) => root.get(seat.agencyId)?.below.get(seat.agentId)?.totals ?? zero()
    )
  },
  "Maps with one key": () => {
    const columns = exchange(size)
    const rows = rowsOf(columns)
    const agencies = new Map()
    const agents = new Map()
    const cells = new Map()
    const put = (seat, row, sign) => {
      const agent = `${seat.agencyId}|${seat.agentId}`
      count(at(agencies, seat.agencyId, zero), row, sign)
      count(at(agents, agent, zero), row, sign)
      count(at(cells, `${agent}|${row.carrier}|${row.metal}|${row.enrollmentStatus}`, zero), row, sign)
    }
    for (const row of rows) put(row, row, 1)
    return byName(
      columns,
      rows,
      (row, seat) => {
        put(row, row, -1)
        put(seat, row, 1)
      },
      (seat) => agents.get(`${seat.agencyId}|${seat.agentId}`) ?? zero()
    )
  }
}
