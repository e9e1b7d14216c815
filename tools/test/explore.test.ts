import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { scopes } from "@agencybook/testing/ExplorerScope"
import { core, type Rules } from "@agencybook/testing/Rules"
import { describe, expect, it } from "vitest"
import { again, closingLine, requestOf, run } from "../explore.ts"

/** A suspension that leaves the delegations of the agent as they are. */
const unfrozen: Rules = {
  ...core,
  command: (command, facts, context, sealed) => {
    const answer = core.command(command, facts, context, sealed)
    if (command._tag !== "SuspendAgent" || answer._tag === "Refused") return answer
    return { ...answer, events: answer.events.filter(({ _tag }) => _tag !== "DelegationMoved") } as typeof answer
  }
}

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
    expect(requestOf(["--fast"])).toBe("unknown argument `--fast`; use --scope, --replay and --json")
  })
  it("takes the file of a trace", () => {
    expect(requestOf(["--replay", "trace.json", "--json"])).toMatchObject({ trace: "trace.json", json: true })
    expect(requestOf(["--replay"])).toBe("`--replay` needs the file of a trace")
  })
  it("closes with the figures, as a sentence or as JSON", () => {
    const { figures, lines, passed } = run({ ...scopes.small, budget: 1 })
    expect(passed).toBe(true)
    expect(lines).toHaveLength(1)
    expect(figures).toMatchObject({ violations: 0, invariants: 16 })
    expect(closingLine(figures, false)).toMatch(
      /^states: \d+ transitions: \d+ invariants: 16 violations: 0 seconds: [\d.]+$/
    )
    expect(JSON.parse(closingLine(figures, true))).toEqual(figures)
  })
  it("fails when it has not searched everything", () => {
    const { figures, lines, passed } = run(scopes.small, core, { mostStates: 20 })
    expect(passed).toBe(false)
    expect(figures.violations).toBe(0)
    expect(lines[1]).toBe("scope small: stopped early")
  })
  it("saves the way into a violation, which can be carried out again without a search", () => {
    const into = mkdtempSync(join(tmpdir(), "explorer-"))
    try {
      const { figures, lines, passed } = run(scopes.small, unfrozen, {}, join(into, "traces"))
      expect(passed).toBe(false)
      expect(figures.violations).toBeGreaterThan(0)
      const path = join(into, "traces", "small-1.json")
      const violation = lines.find((line) => line.startsWith("violation of I")) ?? ""
      expect(lines.join("\n")).toContain(`"_tag":"SuspendAgent"`)
      expect(lines.join("\n")).toContain(`  saved: ${path}; `)
      const saved = readFileSync(path, "utf8")
      expect(again(saved, unfrozen)).toMatchObject({ passed: false })
      expect(again(saved, unfrozen).lines).toContain(violation)
      expect(again(saved)).toMatchObject({ passed: true, lines: [], figures: { violations: 0, invariants: 16 } })
    } finally {
      rmSync(into, { recursive: true })
    }
  })
})
