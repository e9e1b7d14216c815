import { describe, expect, test } from "vitest"
import { figures, mutationPage, problems, requestOf, stale, untried } from "../mutation.ts"
import {
  type Accepted,
  digest,
  judged,
  type Mutant,
  merged,
  type Report,
  survived,
  together,
  triedAgain,
  triedIn
} from "../tried.ts"
import { plant } from "./plant.ts"

const source = "export const a = 1\n  const b = n >= 0 ? n : 1\n"
const mutant = (status: string, over: Partial<Mutant> = {}): Mutant => ({
  mutatorName: "EqualityOperator",
  replacement: "n > 0",
  status,
  location: { start: { line: 2, column: 13 }, end: { line: 2, column: 19 } },
  ...over
})
const report = (module: string, ...statuses: ReadonlyArray<string>): Report => ({
  files: { [`packages/core/src/${module}.ts`]: { source, mutants: statuses.map((status) => mutant(status)) } }
})
const accepted: Accepted = {
  module: "Money",
  line: "const b = n >= 0 ? n : 1",
  original: "n >= 0",
  replacement: "n > 0",
  why: "zero | nothing"
}
const scores = (of: Report, known: ReadonlyArray<Accepted>) =>
  triedIn(of, "2026-03-05").map((one) => judged(one, known))
const killed = (count: number) => Array.from({ length: count }, () => "Killed")

describe("mutate", () => {
  test("counts what was noticed, by a failing test or by time, and leaves out what cannot run", () => {
    const [score] = scores(
      report("Money", "Killed", "Timeout", "Survived", "NoCoverage", "RuntimeError", "Ignored"),
      []
    )
    expect(score).toMatchObject({ module: "Money", mutants: 4, noticed: 2 })
    expect(score?.survivors).toHaveLength(2)
    expect(score?.survivors[0]).toEqual({
      ...{ module: "Money", at: 2, line: "const b = n >= 0 ? n : 1", original: "n >= 0", replacement: "n > 0" }
    })
  })

  test("takes accepted survivors out of the score, and knows them by their text", () => {
    const all = scores(report("Money", "Killed", "Survived"), [accepted])
    expect(figures(all)).toEqual({ mutants: 2, killed: 1, accepted: 1, survived: 0, score: 100 })
    expect(problems(all)).toEqual([])
    expect(stale(all, [accepted])).toEqual([])
    expect(figures(scores(report("Money", "Survived"), [{ ...accepted, replacement: "n < 0" }]))).toMatchObject({
      survived: 1
    })
  })

  test("says which accepted survivors are gone, of the modules that were tried", () => {
    expect(stale(scores(report("Money", "Killed"), [accepted]), [accepted]).join()).toContain("is gone")
    expect(stale(scores(report("Case", "Killed"), [accepted]), [accepted])).toEqual([])
  })

  test("wants 95 of 100 of all, and every one where access and money are guarded", () => {
    expect(problems(scores(report("Case", ...killed(19), "Survived"), []))).toEqual([])
    expect(problems(scores(report("Case", ...killed(18), "Survived"), [])).join()).toContain("94.73 percent")
    expect(problems(scores(report("Money", ...killed(99), "Survived"), []))).toEqual([
      "packages/core/src/Money.ts:2 `n >= 0` may be `n > 0` in: const b = n >= 0 ? n : 1; nothing may survive here"
    ])
  })

  test("writes survivors into a table that they cannot break", () => {
    const { text } = mutationPage(
      [...scores(report("Money", "Killed", "Survived"), [accepted]), ...scores(report("Period", "Killed"), [])],
      ["Case"],
      ({ module }) => module === "Period"
    )
    expect(text).toContain("Of 3 faults 2 were noticed")
    expect(text).toContain("| Money | 2 | 1 | 0 | 1 | 2026-03-05 |")
    expect(text).toContain("| Period | 1 | 1 | 0 | 0 | 2026-03-05, changed since |")
    expect(text).toContain("Not tried: `Case`.")
    expect(text).toContain("| Money | `const b = n >= 0 ? n : 1` | `n >= 0` | `n > 0` | zero \\| nothing |")
  })

  test("knows which modules a run left out", () => {
    const root = plant({
      "packages/core/src/Money.ts": "",
      "packages/core/src/Rule.ts": "",
      "packages/core/src/schema/Case.ts": ""
    })
    expect(untried(root, scores(report("Money", "Killed"), []))).toEqual(["schema/Case"])
  })

  test("puts the parts of a run together", () => {
    const parts = merged([report("Money", "Killed", "Killed"), report("Case", "Killed", "Survived")])
    expect(figures(scores(parts, []))).toMatchObject({ mutants: 4, killed: 3 })
  })

  test("leaves faults that were not drawn out of the figures", () => {
    expect(figures(scores(report("Case", "Killed", "CompileError", "CompileError"), []))).toMatchObject({ mutants: 1 })
  })

  test("keeps what was tried, module by module, and forgets modules that are gone", () => {
    const before = triedIn(
      merged([report("Case", "Survived"), report("Money", "Survived"), report("Site", "Killed")]),
      "2026-03-04"
    )
    const now = triedIn(report("Money", "Killed"), "2026-03-05")
    expect(together(before, now, ["Case", "Money"])).toEqual([
      expect.objectContaining({ module: "Case", day: "2026-03-04", noticed: 0 }),
      { module: "Money", day: "2026-03-05", source: digest(source), mutants: 1, noticed: 1, survivors: [] }
    ])
  })

  test("tries survivors again and moves those that are noticed now", () => {
    const kept = triedIn(report("Case", "Killed", "Survived"), "2026-03-05")
    const { mutatorName, replacement } = { replacement: "", ...mutant("Survived") }
    const location = { start: { line: 1, column: 12 }, end: { line: 1, column: 18 } }
    const fault = { file: "packages/core/src/Case.ts", location, mutatorName, replacement }
    const other = { ...fault, replacement: "n < 0" }
    const of = () => source
    expect(survived([fault, other], kept, [], of)).toEqual([fault])
    expect(survived([fault, other], kept, [{ ...accepted, module: "Case" }], of)).toEqual([])
    expect(triedAgain(report("Case", "Killed"), kept)).toEqual([{ ...kept[0], noticed: 2, survivors: [] }])
    expect(triedAgain(report("Case", "Survived"), kept)).toEqual(kept)
    expect(triedAgain(report("Case", "Killed", "Survived"), kept)).toEqual(kept)
    expect(triedAgain(report("Case", "CompileError"), kept)).toEqual(kept)
    expect(triedAgain(report("Money", "Killed"), kept)).toEqual([])
  })

  test("reads its arguments", () => {
    const nothing = {
      modules: [],
      reports: [],
      json: false,
      quick: false,
      unit: false,
      again: false,
      write: false,
      seed: 1
    }
    expect(requestOf([])).toEqual(nothing)
    expect(requestOf(["--module", "Money", "--module", "Case", "--json", "--concurrency", "1"])).toEqual({
      ...nothing,
      ...{ modules: ["Money", "Case"], json: true, concurrency: 1 }
    })
    expect(requestOf(["--report", "r.json", "--report", "s.json", "--write"])).toMatchObject({
      ...{ reports: ["r.json", "s.json"], write: true }
    })
    expect(requestOf(["--sample", "600", "--seed", "7"])).toEqual({ ...nothing, sample: 600, seed: 7 })
    expect(requestOf(["--quick"])).toEqual({ ...nothing, quick: true })
    expect(requestOf(["--quick", "--unit"])).toEqual({ ...nothing, quick: true, unit: true })
    expect(requestOf(["--unit"])).toBe("--unit is for --quick")
    expect(requestOf(["--module"])).toBe("--module needs a value")
    expect(requestOf(["--sample", "many"])).toBe("--sample needs a whole number from 1 on, not `many`")
    expect(requestOf(["--sample", "0"])).toContain("from 1 on")
    expect(requestOf(["--seed", "7"])).toBe("--seed is for --sample")
    expect(requestOf(["--module", "Money", "--write"])).toMatchObject({ modules: ["Money"], write: true })
    expect(requestOf(["--module", "Money", "--sample", "9", "--write"])).toContain("whole of core")
    expect(requestOf(["--again", "--quick"])).toMatchObject({ again: true, quick: true })
    expect(requestOf(["--again", "--sample", "9"])).toContain("use one")
    expect(requestOf(["--fast"])).toContain("unknown argument `--fast`")
  })
})
