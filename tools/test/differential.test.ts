import { run } from "@agencybook/testing/Differential"
import { core } from "@agencybook/testing/Rules"
import { describe, expect, it } from "vitest"
import { again, closingLine, linesOf, requestOf } from "../differential.ts"

describe("the differential run's command line", () => {
  it("runs 100,000 commands of seed 1 when nothing is said", () => {
    expect(requestOf([])).toEqual({ commands: 100_000, seed: 1, json: false })
    expect(requestOf(["--commands", "1000000", "--seed", "7", "--json"])).toEqual({
      commands: 1_000_000,
      seed: 7,
      json: true
    })
  })
  it("says which arguments there are", () => {
    expect(requestOf(["--fast"])).toBe("unknown argument `--fast`; use --commands, --seed, --replay and --json")
    expect(requestOf(["--commands"])).toBe("`--commands` needs a whole number")
    expect(requestOf(["--replay"])).toBe("`--replay` needs the file of a story")
    expect(requestOf(["--replay", "story.json"])).toMatchObject({ story: "story.json" })
    expect(requestOf(["--seed", "-1"])).toBe("`--seed` needs a whole number")
  })
  it("tells what was hit, and every difference with a story that can be told again", () => {
    const agreeing = linesOf(run({ commands: 300, seed: 1 }))
    expect(agreeing.join("\n")).toMatch(/^accepted \w+: \d+\n(.+\n)*refused \w+ [A-Z]{3}-\d\d: \d+\n/)
    expect(agreeing.at(-1)).toMatch(/^stories: \d+, questions of authority: \d+$/)
    const rules = { ...core, book: { ...core.book, rows: () => [] } }
    const differing = linesOf(run({ commands: 300, seed: 1, rules, stopAfter: 1 })).join("\n")
    expect(differing).toContain("difference in book\n  reference:  ")
    expect(differing).toMatch(/\n {2}step: \{.+\}\n {2}story: \{.+\}$/)
    // The rules of core do not differ, so the story of another's fault is told to its end.
    const story = differing.slice(differing.indexOf("  story: ") + "  story: ".length)
    const { figures, lines } = again(story)
    expect(lines).toEqual([])
    expect(figures).toMatchObject({ differences: 0, seconds: 0 })
  })
  it("closes with the figures, as a sentence or as JSON", () => {
    const figures = { commands: 10, differences: 0, seconds: 0.5 }
    expect(closingLine(figures, false)).toBe("commands: 10 differences: 0 seconds: 0.5")
    expect(closingLine(figures, true)).toBe('{"commands":10,"differences":0,"seconds":0.5}')
  })
})
