import { execFile } from "node:child_process"
import { join } from "node:path"
import { promisify } from "node:util"
import { describe, expect, test } from "vitest"
import { repository } from "./plant.ts"

// Benchmarks are run by hand, and what nobody runs breaks unseen when the rules change. No time is looked at here: each
// of these has to run and to give the answers of the others. Alternatives that would have to be installed are left out,
// and the item on a server, which needs the driver of one of them.
const items: Readonly<Record<string, ReadonlyArray<string>>> = {
  P1: ["BookCube, from rows", "BookCube, from columns", "Maps in Maps", "Map.groupBy", "effect groupBy"],
  P2: ["BookCube.moveAll", "Maps in Maps"],
  P5: ["Authority.judge", "plain function"],
  P6: ["Machine.next", "plain table"],
  P7: ["CompiledDecoder, effect Schema", "effect Schema, interpreted"],
  "P7-wrong": ["CompiledDecoder, effect Schema", "effect Schema, interpreted"]
}

const worker = join(repository, "bench/worker.mjs")
const flags = ["--expose-gc", "--conditions=@agencybook/source", "--disable-warning=ExperimentalWarning"]

const answer = async (item: string, alternative: string): Promise<unknown> => {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, worker, item, alternative], {
    env: { ...process.env, BENCH_CASES: "2000" }
  })
  return JSON.parse(stdout.trim().split("\n").at(-1) as string).digest
}

describe("benchmarks", () => {
  for (const [item, alternatives] of Object.entries(items))
    test(`${item} runs, and ours answers as the others`, async () => {
      const answers = []
      for (const one of alternatives) answers.push([one, await answer(item, one)])
      const [[, ours]] = answers as [[string, unknown]]
      expect(ours).toMatch(/^[\w./-]+$/)
      expect(answers).toEqual(alternatives.map((one) => [one, ours]))
    }, 120_000)

  // Tables, indexes and constraints change, and what copies them has to change with them.
  test("growth runs, with the last cases as copies", async () => {
    const sizes = { BENCH_SENT: "200", BENCH_SIZES: "200,400", BENCH_SMALL: "100", BENCH_TIMES: "3" }
    const { stdout } = await promisify(execFile)(process.execPath, [...flags, join(repository, "bench/scaling.mjs")], {
      env: { ...process.env, ...sizes }
    })
    const rows = (table: string) =>
      [...stdout.matchAll(new RegExp(`^\\| ${table} \\| (\\d+) `, "gm"))].map((one) => Number(one[1]))
    expect(rows("consumer_case")).toEqual([200, 400])
    expect(rows("delegation")[1]).toBeGreaterThanOrEqual(400)
    expect(stdout.match(/^\| RequestDelegation/gm)).toHaveLength(2)
  }, 120_000)
})
