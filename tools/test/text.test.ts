import { spawnSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import * as changesets from "../changesets.ts"
import * as docblocks from "../docblocks.ts"
import * as duplicates from "../duplicates.ts"
import * as examples from "../examples.ts"
import * as modules from "../modules.ts"
import { plant } from "./plant.ts"

const lines = (count: number, prefix = "export const a") =>
  Array.from({ length: count }, (_, index) => `${prefix}${index} = ${index}`).join("\n")

describe("modules", () => {
  test("a module of 401 lines of code is refused, comments and blanks not counted", () => {
    expect(modules.check(plant({ "packages/core/src/A.ts": lines(401) })).problems.join()).toContain("401 lines")
  })

  test("in a package beside core too, whose median is its own affair", () => {
    const root = plant({
      "packages/core/src/A.ts": lines(1),
      "packages/csv/src/A.ts": lines(401),
      "packages/csv/src/B.ts": lines(400)
    })
    expect(modules.check(root).problems).toEqual(["packages/csv/src/A.ts has 401 lines of code; the limit is 400"])
  })

  test("comments and blank lines are free", () => {
    const text = `/**\n${" * word\n".repeat(500)} */\n\n${"// word\n".repeat(300)}${lines(100)}`
    expect(modules.check(plant({ "packages/core/src/A.ts": text })).problems).toEqual([])
  })

  test("a median above 120 is refused", () => {
    const root = plant({ "packages/core/src/A.ts": lines(121), "packages/core/src/B.ts": lines(130) })
    expect(modules.check(root).problems.join()).toContain("median")
  })
})

describe("docblocks", () => {
  const header = "/**\n * Models a thing.\n *\n * @since 0.1.0\n */\n"
  const problems = (text: string) => docblocks.check(plant({ "packages/csv/src/A.ts": text })).problems

  test("a described module passes", () => {
    const text = [
      `${header}import type { B } from "./B.ts"`,
      "/** State of a thing. @category models */\nexport type A = B",
      "/** Makes a thing, and `more`. */\nexport const make = (): A => 1",
      "/** Reads text. */\nexport function f(a: string): void\nexport function f(a: unknown): void {}",
      "/** A local one. */\nconst local = 1\nexport { local }",
      `export * from "./C.ts"`,
      "const hidden = 2"
    ]
    expect(problems(text.join("\n\n"))).toEqual([])
  })

  test.each([
    ["no header", "/** Makes. It. */\nexport const a = 1", "no header|@since"],
    ["no @since", "/** Models a thing. */\n\n/** Is one. */\nexport const a = 1", "no @since"],
    ["the header is the only comment", `${header}export const a = 1`, "exports a"],
    ["no comment", `${header}import "./b.ts"\nexport const a = 1`, "exports a"],
    ["a plain comment", `${header}import "./b.ts"\n// Is one.\nexport const a = 1`, "exports a"],
    ["tags only", `${header}import "./b.ts"\n/** @category models */\nexport const a = 1`, "exports a"],
    ["no sentence", `${header}import "./b.ts"\n/** the thing */\nexport const a = 1`, "exports a"],
    ["an undescribed interface", `${header}import "./b.ts"\nexport interface A {}`, "exports A"],
    ["exported by list", `${header}import "./b.ts"\nconst a = 1\nexport { a as b }`, "exports a"],
    ["a default export", `${header}import "./b.ts"\n/** Is one. */\nexport default 1`, "default export"],
    ["work left over", `${header}// ${"TO"}DO later\n/** Is one. */\nexport const a = 1`, "leaves a"]
  ])("%s", (_, text, message) => {
    expect(problems(text).join("\n")).toMatch(new RegExp(message))
  })
})

describe("duplicates", () => {
  test("20 equal lines in two files are found, whatever stands between them", () => {
    const copy = lines(20)
    const found = duplicates.check(
      plant({
        "packages/csv/src/A.ts": `/** A. */\n${copy}`,
        "packages/email/src/B.ts": `const b = 1\n${copy.replaceAll("\n", "\n\n  // word\n  ")}`
      })
    ).problems
    expect(found).toHaveLength(1)
    expect(found[0]).toContain("B.ts:2 repeats 20 lines of packages/csv/src/A.ts:2")
  })

  test("19 equal lines, equal imports and one long table are no copy", () => {
    const imports = lines(30, 'import "x').replaceAll(" = ", "").replace(/$/gm, '"')
    expect(
      duplicates.check(
        plant({
          "packages/csv/src/A.ts": `${imports}\n${lines(19)}`,
          "packages/email/src/B.ts": `${imports}\n${lines(19)}`,
          "packages/core/src/C.ts": `export const c = [\n${"1,\n".repeat(35)}]`
        })
      ).problems
    ).toEqual([])
  })
})

describe("examples", () => {
  const spec =
    "// #region sum\n  const a = 1\n  // #region inner\n    const b = 2\n  // #endregion\n// #endregion sum\n"
  const fence = (body: string, above = "<!-- region: docs/a.test.ts#sum -->\n") =>
    `# T\n\n${above}\`\`\`ts\n${body}\n\`\`\`\n`

  test("a fence that equals its region passes, other languages are free", () => {
    const root = plant({
      "docs/a.test.ts": spec,
      "README.md": `${fence("const a = 1\n  const b = 2")}\n\`\`\`sh\nnpm test\n\`\`\`\n`,
      "docs/api/generated.md": fence("const x = 0", "")
    })
    expect(examples.check(root, false).problems).toEqual([])
  })

  test("the page of a package is held to it, too", () => {
    const root = plant({ "docs/a.test.ts": spec, "packages/a/README.md": fence("const a = 2") })
    expect(examples.check(root, false).problems.join()).toContain("packages/a/README.md:4 differs")
  })

  test.each([
    ["no marker", fence("const a = 1", ""), "without a `region`"],
    [
      "a marker that does not stand directly above",
      fence("const a = 1", "<!-- region: docs/a.test.ts#sum -->\n\n"),
      "without"
    ],
    ["another text", fence("const a = 2"), "differs"],
    ["a region that is gone", fence("const a = 1", "<!-- region: docs/a.test.ts#gone -->\n"), "does not exist"],
    ["a file that is gone", fence("const a = 1", "<!-- region: docs/b.test.ts#sum -->\n"), "does not exist"],
    ["a marker without a fence", "# T\n\n<!-- region: docs/a.test.ts#sum -->\n\ntext\n", "shows no code"],
    ["an open fence", "```ts\nconst a = 1\n", "never closed"]
  ])("%s", (_, text, message) => {
    const root = plant({ "docs/a.test.ts": spec, "docs/guide/x.md": text })
    expect(examples.check(root, false).problems.join()).toContain(message)
  })

  test("writing puts the code of a region in where it is gone", () => {
    const root = plant({
      "docs/a.test.ts": spec,
      "README.md": "# T\n\n<!-- region: docs/a.test.ts#sum -->\n\ntail\n"
    })
    expect(examples.check(root, true).problems).toEqual([])
    expect(readFileSync(join(root, "README.md"), "utf8")).toBe(`${fence("const a = 1\n  const b = 2")}\ntail\n`)
  })

  test("writing brings a document up to date and leaves the rest alone", () => {
    const root = plant({ "docs/a.test.ts": spec, "README.md": `${fence("old")}\ntail\n` })
    expect(examples.check(root, true).problems).toEqual([])
    expect(readFileSync(join(root, "README.md"), "utf8")).toBe(`${fence("const a = 1\n  const b = 2")}\ntail\n`)
  })
})

describe("changesets", () => {
  const manifest = { "packages/core/package.json": JSON.stringify({ name: "@agencybook/core" }) }
  const problems = (text: string) => changesets.check(plant({ ...manifest, ".changeset/a.md": text })).problems

  test("a changeset of our package passes", () => {
    expect(problems(`---\n"@agencybook/core": minor\n---\n\nWords.\n`)).toEqual([])
  })

  test.each([
    ["an unknown package", `---\n"@agencybook/cor": minor\n---\n\nWords.\n`, "no package @agencybook/cor"],
    ["an unknown size", `---\n"@agencybook/core": huge\n---\n\nWords.\n`, "cannot read"],
    ["no block", "Words.\n", "does not start"],
    ["no words", `---\n"@agencybook/core": minor\n---\n`, "does not say"]
  ])("%s", (_, text, message) => {
    expect(problems(text).join()).toContain(message)
  })

  test("a changed package without a changeset is found", () => {
    const root = plant({ ...manifest, "packages/core/src/A.ts": "" })
    const git = (...args: ReadonlyArray<string>) =>
      spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: root })
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "one")
    git("tag", "v1")
    expect(changesets.check(root, "v1").problems).toEqual([])
    writeFileSync(join(root, "packages/core/src/A.ts"), "export {}")
    git("commit", "-qam", "two")
    expect(changesets.check(root, "v1").problems.join()).toContain("@agencybook/core changed since v1")
  })
})
