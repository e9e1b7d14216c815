// A made-up exchange with the shape of a real one: few large agencies and many small ones, a few busy agents, mostly
// effectuated silver plans. Everything is a column first; rows are made of it for those who want objects.
import { seeded } from "./random.mjs"

export const carriers = [
  "Alta",
  "Bahia",
  "Cedro",
  "Delta",
  "Encino",
  "Fresno",
  "Golden",
  "Humboldt",
  "Inyo",
  "Joya",
  "Kern",
  "Lassen"
]
export const metals = ["Bronze", "Silver", "Gold", "Platinum"]
export const statuses = ["Effectuated", "PlanSelected", "Terminated", "Cancelled"]

/** Draws a position by weight. */
const drawn = (weights) => {
  const sums = Float64Array.from(weights)
  for (let i = 1; i < sums.length; i++) sums[i] += sums[i - 1]
  const whole = sums.at(-1)
  return (random) => {
    const wanted = random() * whole
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle] > wanted) high = middle
      else low = middle + 1
    }
    return low
  }
}

const falling = (length, power) => Array.from({ length }, (_, i) => (i + 1) ** -power)

/** The columns of `size` cases, the same for the same seed. */
export const exchange = (size, { agencies = 3000, agents = 14_000, seed = 17 } = {}) => {
  const random = seeded(seed)
  const agencyOf = new Uint16Array(agents)
  const ofAgency = drawn(falling(agencies, 1))
  // Every agency has its manager; the other agents mostly work for the large ones.
  for (let agent = 0; agent < agents; agent++) agencyOf[agent] = agent < agencies ? agent : ofAgency(random)
  const busy = Uint16Array.from({ length: agents }, (_, i) => i)
  for (let i = agents - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[busy[i], busy[j]] = [busy[j], busy[i]]
  }
  const ofAgent = drawn(falling(agents, 0.6))
  const ofCarrier = drawn([24, 22, 16, 9, 6, 6, 5, 4, 3, 2, 2, 1])
  const ofMetal = drawn([29, 52, 13, 6])
  const ofStatus = drawn([76, 10, 8, 6])
  const ofMembers = drawn([54, 25, 12, 6, 2, 1])
  const columns = {
    size,
    agents,
    agencies,
    agencyOf,
    agent: new Uint16Array(size),
    carrier: new Uint8Array(size),
    metal: new Uint8Array(size),
    status: new Uint8Array(size),
    members: new Uint8Array(size),
    premium: new Int32Array(size),
    aptc: new Int32Array(size)
  }
  for (let i = 0; i < size; i++) {
    columns.agent[i] = busy[ofAgent(random)]
    columns.carrier[i] = ofCarrier(random)
    columns.metal[i] = ofMetal(random)
    columns.status[i] = ofStatus(random)
    const members = ofMembers(random) + 1
    const premium = Math.floor(members * (22_000 + random() * 60_000))
    columns.members[i] = members
    columns.premium[i] = premium
    columns.aptc[i] = random() < 0.15 ? 0 : Math.floor(premium * (0.2 + 0.7 * random()))
  }
  return columns
}

export const agentId = (agent) => `agt-${String(agent).padStart(6, "0")}`
export const agencyId = (agency) => `agy-${String(agency).padStart(5, "0")}`

/** Row objects with the names of a row of the book. */
export const rowsOf = (columns) => {
  const agents = Array.from({ length: columns.agents }, (_, i) => agentId(i))
  const agencies = Array.from({ length: columns.agencies }, (_, i) => agencyId(i))
  return Array.from({ length: columns.size }, (_, i) => ({
    caseNumber: String(10_000_000 + i),
    agencyId: agencies[columns.agencyOf[columns.agent[i]]],
    agentId: agents[columns.agent[i]],
    carrier: carriers[columns.carrier[i]],
    metal: metals[columns.metal[i]],
    enrollmentStatus: statuses[columns.status[i]],
    householdSize: columns.members[i],
    grossPremium: columns.premium[i],
    aptc: columns.aptc[i]
  }))
}
