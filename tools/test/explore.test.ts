import { scopes } from "@agencybook/testing/ExplorerScope"
import { describe, expect, it } from "vitest"
import { closingLine, requestOf, run } from "../explore.ts"

describe("the explorer's command line", () => {
  it("explores the large scopes and what they leave out when none is named, and one when it is", () => {
    const names = ["2x4x2", "2x3x3", "waiting", "asking", "ways", "licences", "approval", "extranet"]
    expect(requestOf([])).toMatchObject({ scopes: names.map((name) => ({ name })), json: false })
    expect(requestOf(["--scope", "2x3x3", "--json"])).toMatchObject({ scopes: [{ name: "2x3x3" }], json: true })
  })
  it("says which scopes and arguments there are", () => {
    expect(requestOf(["--scope", "9x9x9"])).toBe(
      "there is no such scope; choose one of small, pair, career, extranet, ways, licences, approval, waiting, asking, 2x3x3, 2x4x2"
    )
    expect(requestOf(["--scope"])).toContain("there is no such scope")
    expect(requestOf(["--fast"])).toBe("unknown argument `--fast`; use --scope and --json")
  })
  it("closes with the figures, as a sentence or as JSON", () => {
    const { figures, lines } = run({ ...scopes.small, budget: 1 })
    expect(lines).toHaveLength(1)
    expect(figures).toMatchObject({ violations: 0, invariants: 16 })
    expect(closingLine(figures, false)).toMatch(
      /^states: \d+ transitions: \d+ invariants: 16 violations: 0 seconds: [\d.]+$/
    )
    expect(JSON.parse(closingLine(figures, true))).toEqual(figures)
  })
})
