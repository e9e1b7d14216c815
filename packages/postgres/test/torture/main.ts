/**
 * Puts the promises of the store to the test on a server of its own, and prints one line for each promise.
 *
 * `npm run torture` tries everything, `npm run torture -- cuts kills` what is named; `--json` prints the lines as JSON, and
 * `--parts` one for each part as well, before those of the promises.
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
import * as Hosts from "./Hosts.ts"
import * as Kept from "./Kept.ts"
import * as Keys from "./Keys.ts"
import * as Kills from "./Kills.ts"
import * as Readers from "./Readers.ts"
import { type Report, tell } from "./Report.ts"
import * as Restarts from "./Restarts.ts"
import * as Savepoints from "./Savepoints.ts"
import * as Stalls from "./Stalls.ts"
import * as Statements from "./Statements.ts"
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

type Torture = readonly [
  promises: string | ReadonlyArray<string>,
  run: (server: PostgresServer.PostgresServer) => Promise<Report | ReadonlyArray<Report>>
]

const parts: Readonly<Record<string, Torture>> = {
  hosts: [Hosts.promises, (server) => Hosts.run(server)],
  cuts: ["B1", (server) => cuts(server)],
  pairs: ["B1", pairs],
  // The same for those who stand in line because they have met others.
  held: ["B1", (server) => cuts(server, ({ propose: _, ...store }) => Store.of(store))],
  kills: ["B2", (server) => Kills.run(server, 100)],
  restarts: ["B3", (server) => Restarts.run(server, 50)],
  alone: ["B4", (server) => History.oneByOne(server, 60, 150)],
  committed: ["B4", (server) => History.run(server, "read committed", 32, 7000)],
  repeatable: ["B4", (server) => History.run(server, "repeatable read", 32, 7000)],
  serializable: ["B4", (server) => History.run(server, "serializable", 32, 7000)],
  failures: ["B6", (server) => Failures.run(server)],
  statements: ["B6", (server) => Statements.run(server)],
  savepoints: ["B6", (server) => Savepoints.run(server)],
  keys: ["B7", (server) => Keys.run(server, 500, 32)],
  reads: ["B8", (server) => Readers.run(server, 100_000)],
  stalls: ["B9", (server) => Stalls.run(server, 5)],
  borrows: ["B10", (server) => Borrows.run(server, 10_000)],
  kept: ["B11", (server) => Kept.run(server, 100_000)],
  tenants: ["B13", (server) => Tenants.inTurn(server, { exchanges: 4, each: 1000, rounds: 26 })],
  holes: ["B13", (server) => Tenants.holes(server, { exchanges: 3, each: 1500, rounds: 6 })],
  edits: ["B14", (server) => Edits.run(server, 10_000)]
}

const args = process.argv.slice(2)
const flags = ["--json", "--parts"]
const [json, each] = flags.map((flag) => args.includes(flag)) as [boolean, boolean]
const named = args.filter((one) => !flags.includes(one))
const unknown = named.filter((one) => parts[one] === undefined)
if (unknown.length > 0) {
  console.error(
    `unknown part \`${unknown.join(", ")}\`; choose from ${Object.keys(parts).join(", ")}, and ${flags.join(", ")}`
  )
  process.exitCode = 2
} else {
  const server = await PostgresServer.make()
  await server.start()
  try {
    const chosen = Object.entries(parts).filter(([name]) => named.length === 0 || named.includes(name))
    const reports = await tell(
      chosen.map(([, [promises, run]]) => ({
        promises: [promises].flat(),
        run: async () => [await run(server)].flat()
      })),
      { each, json },
      (line) => console.log(line),
      (wrong) => console.error(`  ${wrong}`)
    )
    if (reports.some(({ failed }) => failed > 0)) process.exitCode = 1
  } finally {
    await server.remove()
  }
}
