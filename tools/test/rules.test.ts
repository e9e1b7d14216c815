import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { diagram, flaws, machines, machinesPage, permissionsPage } from "../machines.ts"
import { cell } from "../pages.ts"
import { check, type Field, figures, policiesPage, presetsThatDiffer, problems, rulesPage } from "../rules.ts"
import { parse } from "../source.ts"
import { carriers, carriersIn, idsIn, tagsIn } from "../traces.ts"

const rule = { sentence: "one | two", confidence: "C", source: "design" } as const
const field = (over: Partial<Field> = {}): Field => ({
  catalogue: { "DEL-09": rule },
  later: { "DEL-10": { ...rule, why: "not told yet" } },
  carriers: [{ rule: "DEL-09", path: "packages/core/src/A.ts", line: 1, symbol: "core/A.decide" }],
  tests: [],
  laws: [{ id: "a-law", sentence: "it holds", rules: ["DEL-09"], runs: 200, exercised: 150 }],
  ...over
})
const symbols = (text: string, path = "packages/core/src/Case.ts") =>
  carriersIn(parse(path, text)).map(({ rule: id, symbol }) => `${id} ${symbol}`)

describe("rules: names in the sources", () => {
  test("ranges name every rule in them", () => {
    expect(idsIn("BOB-01..04, DEL-09 and ACT-01..ACT-02; X054, NTC-1234")).toEqual([
      ...["BOB-01", "BOB-02", "BOB-03", "BOB-04", "DEL-09", "ACT-01", "ACT-02"]
    ])
  })

  test("a comment names the symbol below it, whatever it is", () => {
    expect(symbols("/** A. @rule DEL-01 @rule DEL-02 @category x */\nexport const a = 1")).toEqual([
      "DEL-01 core/Case.a",
      "DEL-02 core/Case.a"
    ])
    expect(
      symbols("/** A. @rule DEL-01 */\nexport interface Case {\n  /** B. @rule DEL-02 */\n  readonly b: 1 }")
    ).toEqual(["DEL-01 core/Case", "DEL-02 core/Case.b"])
    expect(symbols("export type T =\n  /** @rule DEL-01 */\n  | { readonly a: 1 }")).toEqual(["DEL-01 core/Case.T"])
    expect(symbols("/** @rule DEL-01 */\nexport class Box {\n  /** @rule DEL-02 */\n  get b() { return 1 } }")).toEqual(
      ["DEL-01 core/Case.Box", "DEL-02 core/Case.Box.b"]
    )
  })

  test("a paragraph of rules counts, prose and other tags do not", () => {
    const comment =
      "/**\n * See DEL-01.\n *\n * **Rules**: DEL-02,\n * DEL-03.\n *\n * Not DEL-04.\n *\n * @see DEL-05\n */"
    expect(symbols(`${comment}\nexport function f() {}`)).toEqual(["DEL-02 core/Case.f", "DEL-03 core/Case.f"])
    expect(symbols("// @rule DEL-01\nexport const a = 1")).toEqual([])
  })

  test("a refusal names its rule", () => {
    expect(symbols(`export const no = reason("No", "DEL-08", () => "no", "ask")`)).toEqual(["DEL-08 core/Case.no"])
  })

  test("titles of tests name rules in brackets", () => {
    const source = `it("ends it [DEL-09 X054]", f)\nstory(\`\${a} [DEL-10, EMP-03..04]\`, f)\nit("DEL-11", f)\nit("x [C1]", f)`
    expect(tagsIn(parse("packages/core/test/A.test.ts", source)).map((one) => `${one.rule}:${one.line}`)).toEqual([
      ...["DEL-09:1", "DEL-10:2", "EMP-03:2", "EMP-04:2"]
    ])
  })
})

describe("rules: what fails", () => {
  test("nothing, when every rule is carried and proved", () => {
    expect(problems(field())).toEqual([])
    expect(figures(field())).toEqual({ catalogue: 2, implemented: 1, proved: 1, later: ["DEL-10"] })
  })

  test.each<[string, Partial<Field>, string]>([
    ["a rule without a symbol", { carriers: [] }, "no symbol says that it carries it"],
    ["a rule without a proof", { laws: [] }, "neither a law nor the title of a test names it"],
    ["a rule in both lists", { later: { "DEL-09": { ...rule, why: "why" } } }, "still has DEL-09"],
    [
      "a tag without a rule",
      {
        carriers: [...field().carriers, { rule: "DEL-99", path: "packages/core/src/A.ts", line: 7, symbol: "core/A.b" }]
      },
      "packages/core/src/A.ts:7 carries DEL-99, and there is no such rule"
    ],
    [
      "a test without a rule",
      { tests: [{ rule: "DEL-99", path: "packages/core/test/A.test.ts", line: 3 }] },
      "packages/core/test/A.test.ts:3 tests DEL-99, and there is no such rule"
    ],
    [
      "a law that is never exercised",
      { laws: field().laws.map((law) => ({ ...law, exercised: 0 })) },
      "law `a-law` was never exercised"
    ],
    ["an area without a heading", { catalogue: { "XYZ-01": rule } }, "no heading for the rules of XYZ"]
  ])("%s", (_, over, message) => {
    expect(problems(field(over)).join("\n")).toContain(message)
  })

  test("a rule may be proved by a test alone", () => {
    const tests = [{ rule: "DEL-09", path: "packages/csv/test/A.test.ts", line: 3 }]
    expect(problems(field({ laws: [], tests }))).toEqual([])
  })
})

describe("rules: pages", () => {
  test("quote without breaking the table", () => {
    expect(cell("a | b\n<i> *c* `x|y*`")).toBe("a \\| b \\<i\\> \\*c\\* `x\\|y*`")
    const { text } = rulesPage(field({ tests: [{ rule: "DEL-09", path: "packages/csv/test/A.test.ts", line: 3 }] }))
    expect(text).toContain("one \\| two | C, design | [`core/A.decide`](../packages/core/src/A.ts) | [a-law](#a-law) |")
    expect(text).toContain(
      "[csv/A](../packages/csv/test/A.test.ts) | 150 | virginia, new-mexico, georgia, minnesota, federal |"
    )
    for (const line of text.split("\n").filter((one) => one.startsWith('| <a id="del')))
      expect(line.replace(/\\\|/g, "").split("|").length).toBeOneOf([10, 6])
  })

  test("name the presets that set a knob of the rule otherwise", () => {
    expect(presetsThatDiffer("TRF-12")).toEqual(["minnesota", "federal"])
    expect(presetsThatDiffer("DEL-10")).toEqual([])
    expect(presetsThatDiffer("DEL-13")).toContain("virginia")
    for (const id of ["DEL-17", "DEL-06"]) expect(presetsThatDiffer(id)).toContain("georgia")
    expect(presetsThatDiffer("DEL-16")).toContain("federal")
    expect(presetsThatDiffer("EXT-07")).toEqual(["virginia", "new-mexico", "georgia", "minnesota", "federal"])
    expect(presetsThatDiffer("AGT-05")).toEqual(["georgia", "minnesota", "federal"])
    expect(presetsThatDiffer("TRF-11")).toEqual(["minnesota"])
  })

  test("miss no rule that the doc comment of a knob names", () => {
    const root = new URL("../..", import.meta.url).pathname
    const known = field({ carriers: carriers(root) })
    const { problems: found } = check(root, known, [], false)
    expect(found.filter((one) => one.includes("of PolicyKnob does not"))).toEqual([])
    const stray = {
      rule: "SHP-07",
      path: "packages/core/src/Policy.ts",
      line: 1,
      symbol: "core/Policy.Policy.requestDays"
    }
    const told = check(root, field({ carriers: [{ ...stray, symbol: "core/Policy.requestDays" }] }), [], false)
    expect(told.problems).toContain(
      "packages/core/src/Policy.ts:1 names SHP-07, and `requestDays` of PolicyKnob does not"
    )
  })

  test("tell of every knob what it says, and of every preset on what its values rest", () => {
    const { text } = policiesPage()
    expect(text).toContain(
      "| `requestDays` | days after which an unanswered request ends | 0 to 365 | [DEL-23](rules.md#del-23) |"
    )
    expect(text).toContain("| `agreementTermYears` | `5` | D-old | agreement amendment 2016 |")
    expect(text).toContain("| `transferConsent` | `consumer-confirm` | D | CMS 2024 |")
  })

  test("draw every machine, and every diagram can be drawn", async () => {
    const found = await machines()
    expect(found.map(({ module }) => module)).toEqual(
      expect.arrayContaining(["AgencyCertification", "Certification", "Delegation", "Employment"])
    )
    for (const { machine } of found) expect(flaws(diagram(machine))).toEqual([])
    const { text } = machinesPage(found)
    expect(text).toContain("  Requested --> Active: accept\n")
    expect(text).toContain("| `accept` | **Active** |")
    expect(text).toContain("  Ended --> [*]\n")
  })

  test.each([
    ["stateDiagram\n  state A", "cannot begin"],
    ["stateDiagram-v2\n  A --> B: go", "not declared"],
    ["stateDiagram-v2\n  state end", "cannot name"],
    ["stateDiagram-v2\n  state A-B", "cannot name"],
    ["stateDiagram-v2\n  state A\n  state A", "twice"],
    ["stateDiagram-v2\n  state A\n  A --> A: go: there", "cannot be read"],
    ["stateDiagram-v2\n  state A\n  A -> A: go", "cannot be read"]
  ])("find what Mermaid would not draw: %j", (text, message) => {
    expect(flaws(text).join("\n")).toContain(message)
  })

  test("show every permission", () => {
    const { text } = permissionsPage()
    expect(text).toContain("| P-23 | `transfer-book` | - | - | - | agency |")
    expect(text).toBe(readFileSync(new URL("../../docs/permissions.md", import.meta.url), "utf8"))
  })

  test("say of a permission what it hangs on", () => {
    const { text } = permissionsPage()
    const row = (name: string) => text.split("\n").find((line) => line.includes(` | \`${name}\` | `)) ?? ""
    expect(row("answer-request")).toContain("| own | - | (agency) | (agency) | own |")
    expect(row("answer-request")).toMatch(/\| needed \| yes \| - \| no \| - \| - \| `staffMayAnswerRequests` \|$/)
    expect(row("set-staff-inactive")).toContain("| agency | - | (agency) | - | - | all | - |")
    expect(row("give-certification")).toMatch(/\| all \| \(all\) \|.* `systemMayCertifyAgents` \|$/)
    expect(row("submit-application")).toMatch(/\| yes \| - \| yes \| submit-with-signature \| - \|/)
    expect(row("view-agency")).toMatch(/\| not needed \| no \| - \| no \| - \| agency \| - \|$/)
    expect(row("lock-agent")).toContain("| for the records of others |")
    expect(row("name-signer")).toContain("| all but the certification of the agency, and none for an applicant |")
    expect(text).toMatch(
      /\| `staffMayAnswerRequests` \| `answer-request`, `view-requests` \| `"none"` in .*minnesota.*; `"both"` in georgia \|/
    )
    expect(text).toMatch(/\| `systemMayCertifyAgents` \| `give-certification` \| `false` in calheers, [a-z, -]+ \|/)
  })
})
