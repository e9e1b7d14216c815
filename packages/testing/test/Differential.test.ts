import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { type Report, replay, run, shrink } from "../src/Differential.ts"
import { fromJson, toJson } from "../src/DifferentialTrace.ts"
import * as Reference from "../src/Reference.ts"
import { faults } from "./fixture/differential-faults.ts"

const folder = new URL("../src/", import.meta.url)

/** Every refusal that the reference model can give, by code and rule. */
const known = Array.from(
  new Set(
    readdirSync(folder)
      .filter((name) => /^Reference\w*\.ts$/.test(name))
      .flatMap((name) =>
        Array.from(
          readFileSync(new URL(name, folder), "utf8").matchAll(/reason\(\s*"(\w+)",\s*"([A-Z]{3}-\d\d)"/g),
          ([, code, rule]) => `${code} ${rule}`
        )
      )
  )
)
/** Refusals that nobody can meet, because another one always stands before them. */
const unreachable: Readonly<Record<string, string>> = {}

const sum = (reports: ReadonlyArray<Report>, pick: (report: Report) => number | undefined) =>
  reports.reduce((total, report) => total + (pick(report) ?? 0), 0)

describe("production and the reference model", () => {
  const seeds = [1, 2, 3, 4, 5]
  const reports: Array<Report> = []

  it.each(seeds)(
    "agree on 25,000 commands of seed %i",
    (seed) => {
      const report = run({ commands: 25_000, seed })
      reports.push(report)
      expect(report.differences.map(({ production, reference, what }) => ({ what, reference, production }))).toEqual([])
      expect(report.commands).toBe(25_000)
    },
    120_000
  )

  it("meet every command that the model follows, accepted, and every refusal that it knows", () => {
    const seldom = Reference.covered.filter((name) => sum(reports, ({ accepted }) => accepted[name]) < 30)
    expect(seldom, "commands accepted fewer than 30 times").toEqual([])
    const unmet = known.filter((name) => sum(reports, ({ refused }) => refused[name]) < 10)
    expect(unmet.sort(), "refusals met fewer than ten times").toEqual(Object.keys(unreachable).sort())
    expect(known.length).toBeGreaterThan(45)
    expect(sum(reports, ({ questions }) => questions)).toBeGreaterThan(5_000)
  })
})

describe("a difference", () => {
  it.each(faults)(
    "$fault: found within $within commands of one of three stories",
    ({ rules, within }) => {
      // Each new command shifts what is drawn for all others; a fault that one story happens to miss is met by the next.
      const found = (seed: number) => run({ commands: within, seed, rules, stopAfter: 1 }).differences[0]
      const difference = found(11) ?? found(12) ?? found(13)
      expect(difference, "no difference was found").toBeDefined()
      if (difference === undefined) return
      const { trace } = difference
      expect(trace.steps.length).toBeLessThan(12)
      // Saved and told again without the generator it shows the same, and only with the fault.
      const again = replay(fromJson(toJson(trace)), rules)
      expect(again).toMatchObject({ what: difference.what, reference: difference.reference })
      expect(again?.production).toEqual(difference.production)
      expect(replay(trace)).toBeUndefined()
      expect(shrink(trace, rules)).toEqual(trace)
    },
    180_000
  )

  it("is not there with the rules of core: a story without one stays as it is", () => {
    const { differences } = run({ commands: 200, seed: 11 })
    expect(differences).toEqual([])
  })

  it("is found again from the same seed, command by command", () => {
    const [one, two] = [run({ commands: 500, seed: 3 }), run({ commands: 500, seed: 3 })]
    expect(one).toEqual(two)
  })
})
