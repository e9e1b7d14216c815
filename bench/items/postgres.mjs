// Commands and transfers on a PostgreSQL server.

import { keptOfBooks, keptOfScattered } from "../lib/kept.mjs"
import { command } from "../lib/levels.mjs"
import { bulk } from "../lib/moves.mjs"

export { ground } from "../lib/postgres.mjs"

export const parts = {
  "one-durable": command({ clients: 1, durable: true }),
  "eight-durable": command({ clients: 8, durable: true }),
  "one-asynchronous": command({ clients: 1, durable: false }),
  "eight-asynchronous": command({ clients: 8, durable: false }),
  transfer: bulk,
  "totals-of-books": keptOfBooks,
  "totals-of-scattered": keptOfScattered
}
