import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import * as api from "../api.ts"
import * as packages from "../packages.ts"
import * as size from "../size.ts"
import { plant, repository } from "./plant.ts"

/** Text that does not compress: numbers of a simple generator. */
const noise = (length: number) => {
  let seed = 1
  let text = ""
  while (text.length < length) {
    seed = (seed * 48_271) % 2_147_483_647
    text += seed.toString(36)
  }
  return text
}

describe("size", () => {
  const problems = async (built: string, module = "A") =>
    (
      await size.check(
        plant({ [`packages/core/src/${module}.ts`]: "", [`packages/core/dist/${module}.js`]: built }, ["effect"])
      )
    ).problems.join()

  test("a small module passes", async () => {
    expect(await problems("export const a = 1")).toBe("")
  })

  test("a large one is refused", async () => {
    expect(await problems(`export const a = "${noise(20_000)}"`)).toContain("the limit is 9216")
  })

  test("the schema of a policy alone has less room than other schemas", async () => {
    const built = `export const a = "${noise(60_000)}"`
    expect(await problems(built, "schema/Policy")).toContain("the limit is 29184")
    expect(await problems(built, "schema/A")).toBe("")
  })

  test("a rule that brings effect is refused, a schema may", async () => {
    const built = `import * as Option from "effect/Option"\nexport const a = Option.none`
    expect(await problems(built)).toContain("brings effect along")
    expect(await problems(built, "schema/A")).toBe("")
  })

  test("a missing build is said", async () => {
    expect((await size.check(plant({ "packages/core/src/A.ts": "" }))).problems.join()).toContain("not built")
  })
})

describe("api", () => {
  const files = {
    "packages/core/src/A.ts": "",
    "packages/core/dist/A.d.ts": `import type { B } from "./B.ts"\n/** Words. */\nexport declare const a: B\nexport {}\n`
  }

  test("a report that was never written or differs is found", () => {
    const root = plant(files)
    expect(api.check(root, false).problems.join()).toContain("npm run api")
    expect(api.check(root, true).problems).toEqual([])
    expect(api.check(root, false).problems).toEqual([])
    writeFileSync(join(root, "packages/core/dist/A.d.ts"), "export declare const a: number\n")
    expect(api.check(root, false).problems.join("\n")).toMatch(/core\.md:8[\s\S]*reported: export declare const a: B/)
  })

  test("a changed comment changes nothing", () => {
    const root = plant(files)
    api.check(root, true)
    writeFileSync(join(root, "packages/core/dist/A.d.ts"), files["packages/core/dist/A.d.ts"].replace("Words", "Other"))
    expect(api.check(root, false).problems).toEqual([])
  })
})

describe("packages", () => {
  const manifest = {
    name: "@agencybook/planted",
    version: "0.0.1",
    license: "MIT",
    type: "module",
    sideEffects: false,
    files: ["dist"],
    exports: { "./A": { types: "./dist/A.d.ts", default: "./dist/A.js" } }
  }
  const problems = (change: object) =>
    packages
      .check(
        plant({
          "packages/planted/package.json": JSON.stringify({ ...manifest, ...change }),
          "packages/planted/bin/planted.mjs":
            '#!/usr/bin/env node\nimport { a } from "@agencybook/planted/A"\nconsole.log("planted", a)\n',
          "packages/planted/dist/A.js": "export const a = 1\n",
          "packages/planted/dist/A.d.ts": "export declare const a: number\n"
        }),
        join(repository, "node_modules")
      )
      .problems.join()

  test("a package in order passes", () => {
    expect(problems({})).toBe("")
  })

  test("a package without our licence is refused", () => {
    const root = plant({ LICENSE: "MIT", "packages/planted/package.json": "{}" })
    expect(packages.check(root).problems.join()).toContain("does not carry our LICENSE")
  })

  test("an entry without a file is refused", () => {
    expect(problems({ exports: { ...manifest.exports, "./B": "./dist/B.js" } })).toContain("publint says")
  })

  test("a program that runs once packed passes, one that was not packed with all it needs is refused", () => {
    const bin = { planted: "bin/planted.mjs" }
    expect(problems({ bin, files: ["bin", "dist"] })).toBe("")
    expect(problems({ bin, files: ["bin"] })).toContain("`planted --help` does not explain itself once packed")
  })

  test("an entry without types is refused", () => {
    expect(problems({ exports: { "./A": { types: "./dist/Z.d.ts", default: "./dist/A.js" } } })).toMatch(/publint|attw/)
  })
})
