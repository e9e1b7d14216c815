/**
 * Puts the promises of the store to the test on a server of its own, and prints a line for each part.
 *
 * `npm run torture` tries everything, `npm run torture -- cuts kills` what is named; `--json` prints the lines as JSON, and in
 * the end one without a part for each promise.
 */
import { Store } from "@agencybook/application/Store"
import { areas } from "@agencybook/testing/CommandArea"
import * as PostgresServer from "../fixture/server.ts"
import * as Borrows from "./Borrows.ts"
import * as CutSweep from "./CutSweep.ts"
import * as Edits from "./Edits.ts"
import * as Failures from "./Failures.ts"
import type { Tamper } from "./Ground.ts"
import * as History from "./History.ts"
import * as Kept from "./Kept.ts"
import * as Keys from "./Keys.ts"
import * as Kills from "./Kills.ts"
import * as Readers from "./Readers.ts"
import { line, type Report, sums } from "./Report.ts"
import * as Restarts from "./Restarts.ts"
import * as Stalls from "./Stalls.ts"
import { scenes } from "./Story.ts"
import * as Tenants from "./Tenants.ts"

const numbered = (count: number) => Array.from({ length: count }, (_, n) => n + 1)

/** As many as it takes until every command has a scene. */
const stories = numbered(16)

const cuts = async (server: PostgresServer.Address, tamper?: Tamper): Promise<Report> => {
  const { found, missing } = await scenes(stories, 1000, areas)
  const report = await CutSweep.run(server, found, tamper)
  // The promise is about every command: one without a scene was not tried.
  const untried = missing.map((name) => `${name} has no scene`)
  return { ...report, failed: report.failed + untried.length, wrong: [...report.wrong, ...untried] }
}

/** Commands in which every pair of places is cut: an answer, a book that moves, and a secret that is made once. */
const whole = ["AcceptRequest", "TransferBook", "IssueAccessCode"]

const pairs = async (server: PostgresServer.Address): Promise<Report> => {
  const { found } = await scenes(stories, 1000, areas)
  return CutSweep.pairs(server, found, { every: 9, whole: ({ name }) => whole.includes(name) })
}

const parts: Readonly<Record<string, (server: PostgresServer.PostgresServer) => Promise<Report>>> = {
  cuts: (server) => cuts(server),
  pairs,
  // The same for those who stand in line because they have met others.
  held: (server) => cuts(server, ({ propose: _, ...store }) => Store.of(store)),
  kills: (server) => Kills.run(server, 100),
  restarts: (server) => Restarts.run(server, 20),
  alone: (server) => History.oneByOne(server, 60, 150),
  committed: (server) => History.run(server, "read committed", 32, 7000),
  repeatable: (server) => History.run(server, "repeatable read", 32, 7000),
  serializable: (server) => History.run(server, "serializable", 32, 7000),
  failures: (server) => Failures.run(server),
  keys: (server) => Keys.run(server, 500, 32),
  reads: (server) => Readers.run(server, 100_000),
  stalls: (server) => Stalls.run(server, 5),
  borrows: (server) => Borrows.run(server, 10_000),
  kept: (server) => Kept.run(server, 100_000),
  tenants: (server) => Tenants.inTurn(server, { exchanges: 4, each: 1000, rounds: 26 }),
  holes: (server) => Tenants.holes(server, { exchanges: 3, each: 1500, rounds: 6 }),
  edits: (server) => Edits.run(server, 10_000)
}

const args = process.argv.slice(2)
const json = args.includes("--json")
const named = args.filter((one) => one !== "--json")
const unknown = named.filter((one) => parts[one] === undefined)
if (unknown.length > 0) {
  console.error(`unknown part \`${unknown.join(", ")}\`; choose from ${Object.keys(parts).join(", ")}, and --json`)
  process.exitCode = 2
} else {
  const server = await PostgresServer.make()
  await server.start()
  const reports: Array<Report> = []
  try {
    for (const [name, run] of Object.entries(parts)) {
      if (named.length > 0 && !named.includes(name)) continue
      const report = await run(server)
      for (const one of report.wrong) console.error(`  ${one}`)
      console.log(line(report, json))
      reports.push(report)
      if (report.failed > 0) process.exitCode = 1
    }
    if (json) for (const one of sums(reports)) console.log(one)
  } finally {
    await server.remove()
  }
}
