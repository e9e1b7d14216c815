import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { assert, describe, it } from "vitest"
import { asModule, check, examplesIn } from "../docstrings.ts"

const repository = resolve(import.meta.dirname, "../..")
const fence = (...lines: ReadonlyArray<string>) =>
  [
    "/**",
    " * A thing.",
    " *",
    " * ```ts",
    ...lines.map((line) => ` * ${line}`),
    " * ```",
    " */",
    "export const a = 1",
    ""
  ].join("\n")

/** What is said of a package with one file. */
const judged = (...files: ReadonlyArray<string>): ReadonlyArray<string> => {
  const root = mkdtempSync(join(tmpdir(), "agencybook-docstrings-"))
  try {
    symlinkSync(join(repository, "node_modules"), join(root, "node_modules"))
    copyFileSync(join(repository, "tsconfig.base.json"), join(root, "tsconfig.base.json"))
    writeFileSync(join(root, "package.json"), JSON.stringify({ type: "module" }))
    mkdirSync(join(root, "packages/one/src"), { recursive: true })
    for (const [n, text] of files.entries()) writeFileSync(join(root, `packages/one/src/F${n}.ts`), text)
    const { problems } = check(root)
    assert.deepStrictEqual(readdirSync(root).sort(), ["node_modules", "package.json", "packages", "tsconfig.base.json"])
    return problems
  } finally {
    rmSync(root, { recursive: true })
  }
}

describe("examples in doc comments", () => {
  it("are found with their lines, and in doc comments only", () => {
    const text = `// \`\`\`ts\n/* \`\`\`ts\n * no\n */\n${fence("const a = 1", "", "a // => 1")}`
    assert.deepStrictEqual(examplesIn("F.ts", text), [{ path: "F.ts", line: 9, text: "const a = 1\n\na // => 1" }])
  })

  it("become modules whose lines stay where they are", () => {
    const text = ["const a = [", "  1", "]", "a", "// => [1]", "console.log(a[0])", "// => 1"].join("\n")
    const made = asModule({ path: "F.ts", line: 3, text }).split("\n")
    assert.strictEqual(made[3], 'gave(a, () => ([1]), "F.ts:7");')
    assert.strictEqual(made[6], 'said("1", "F.ts:9");')
    assert.throws(() => asModule({ path: "F.ts", line: 1, text: "const a = 1 // => 1" }), /F.ts:1 says `=>` of nothing/)
  })

  it("are accepted where they give what they say", () => {
    const good = fence(
      'import * as Dates from "@agencybook/core/CalendarDate"',
      "",
      'Dates.plusDays(Dates.make("2026-02-28"), 1) // => "2026-03-01"',
      'console.log("a\\nb", { c: 1 })',
      "// => a",
      "// => b { c: 1 }"
    )
    assert.deepStrictEqual(judged(good), [])
  })

  it("are refused where they do not compile, throw, give something else, or print more", () => {
    const problems = judged(
      fence("const a: number = `a`", "a // => `a`"),
      fence('throw new Error("no")'),
      fence("1 + 1 // => 3", "console.log(2)", "// => 3"),
      fence("console.log(1)", "console.log(2)", "// => 1"),
      fence("console.log(1)", "// => 1", "// => 2")
    )
    assert.deepStrictEqual(
      problems.map((problem) => problem.replace(/^packages\/one\/src\//, "")),
      [
        "F0.ts:5 does not compile: Type 'string' is not assignable to type 'number'.",
        "F1.ts:5 throws: no",
        "F2.ts:5 says 3, and it is 2",
        "F2.ts:7 says '3', and '2' is printed",
        "F3.ts:5 prints '2' and does not say so",
        "F4.ts:7 says '2', and nothing is printed"
      ]
    )
  })
})
