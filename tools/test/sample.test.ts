import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { afterEach, describe, expect, test } from "vitest"
import { draw, type Fault, type Sample, samplePage, share, spoken } from "../sample.ts"
import { plant, repository } from "./plant.ts"

const numbers = Array.from({ length: 1000 }, (_, n) => n)
const quoted = (text: string) => `\`${text}\``

describe("draw", () => {
  test("draws as many as it was asked for, each of another piece of the row", () => {
    const drawn = draw(numbers, 30, 1)
    expect(drawn).toHaveLength(30)
    drawn.forEach((one, n) => {
      expect(one).toBeGreaterThanOrEqual(Math.floor((n * 1000) / 30))
      expect(one).toBeLessThan(Math.floor(((n + 1) * 1000) / 30))
    })
  })

  test("draws the same for the same seed, on every machine, and others for another", () => {
    expect(draw(numbers, 5, 1)).toEqual(draw(numbers, 5, 1))
    expect(draw(numbers, 5, 1)).toEqual([19, 229, 569, 610, 993])
    expect(draw(numbers, 5, 2)).not.toEqual(draw(numbers, 5, 1))
  })

  test("reaches every place of a piece with some seed", () => {
    const seeds = Array.from({ length: 200 }, (_, seed) => draw(numbers.slice(0, 10), 2, seed))
    expect(new Set(seeds.flat()).size).toBe(10)
  })

  test("draws all when there are no more, and nothing twice when there are few more", () => {
    expect(draw([1, 2], 5, 1)).toEqual([1, 2])
    expect(new Set(draw([1, 2, 3], 2, 7)).size).toBe(2)
  })
})

describe("share", () => {
  test("gives the interval of Wilson", () => {
    // The worked figures of the formula, with z = 1.959964: 81 of 263, and the ends.
    expect(share(81, 263)).toEqual({ percent: 30.8, low: 25.53, high: 36.62 })
    expect(share(10, 10)).toEqual({ percent: 100, low: 72.25, high: 100 })
    expect(share(0, 10)).toEqual({ percent: 0, low: 0, high: 27.75 })
  })

  test("says nothing of nothing", () => {
    expect(share(0, 0)).toEqual({ percent: 100, low: 0, high: 100 })
    expect(spoken(share(95, 100))).toBe("95 percent, between 88.82 and 97.85")
  })
})

describe("drawn", () => {
  const fault = (over: Partial<Fault> = {}): Fault => ({
    ...{ file: "packages/core/src/Money.ts", mutatorName: "EqualityOperator", replacement: "n > 0" },
    location: { start: { line: 1, column: 2 }, end: { line: 1, column: 8 } },
    ...over
  })
  const before = process.env.MUTATE_DRAWN
  afterEach(() => {
    if (before === undefined) delete process.env.MUTATE_DRAWN
    else process.env.MUTATE_DRAWN = before
  })

  test("lets pass what was drawn and holds back every other fault, also at the same place", async () => {
    const path = join(plant({}), "drawn.json")
    writeFileSync(path, JSON.stringify([fault()]))
    process.env.MUTATE_DRAWN = path
    const { Drawn, strykerPlugins } = await import(pathToFileURL(join(repository, "mutation/drawn.mjs")).href)
    expect(strykerPlugins).toEqual([{ kind: "Checker", name: "drawn", injectableClass: Drawn }])
    const checker = new Drawn()
    await checker.init()
    const all = [
      fault(),
      fault({ replacement: "n >= 1" }),
      fault({ mutatorName: "ConditionalExpression" }),
      fault({ file: "packages/core/src/Case.ts" }),
      fault({ location: { start: { line: 1, column: 2 }, end: { line: 1, column: 9 } } })
    ].map(({ file, ...rest }, id) => ({ id: String(id), fileName: join(process.cwd(), file), ...rest }))
    expect(await checker.group(all)).toEqual([["0", "1", "2", "3", "4"]])
    const answers: Record<string, { status: string }> = await checker.check(all)
    expect(Object.values(answers).map(({ status }) => status)).toEqual([
      "passed",
      ...Array.from({ length: 4 }, () => "compileError")
    ])
  })
})

describe("page", () => {
  const sample: Sample = { day: "2026-03-05", seed: 1, of: 9000, tried: 101, noticed: 95, accepted: 1 }
  const survivor = { module: "Case", line: "a | b", original: "a", replacement: "b" }

  test("shows each sample with its interval and what survived in the last", () => {
    const { path, text } = samplePage([sample], [survivor, { ...survivor, why: "the same" }], quoted)
    expect(path).toBe("docs/mutation-sample.md")
    expect(text).toContain("| 2026-03-05 | 1 | 9000 | 101 | 95 | 5 | 1 | 95 | 88.82 to 97.85 |")
    expect(text).toContain("| Case | `a \\| b` | `a` | `b` |  |")
    expect(text).toContain("| `b` | the same |")
    expect(samplePage([sample], [], quoted).text).toContain("None.")
  })
})
