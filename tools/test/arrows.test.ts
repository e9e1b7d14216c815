import { describe, expect, test } from "vitest"
import { check } from "../arrows.ts"
import { plant } from "./plant.ts"

const problems = (files: Record<string, string>) => check(plant(files, ["effect"])).problems

describe("arrows: what is allowed", () => {
  test("each room may import the rooms below it", () => {
    expect(
      problems({
        "packages/core/src/Money.ts": `import type * as Result from "effect/Result"\nexport const a = 1`,
        "packages/core/src/Effects.ts": `import * as Effect from "effect/Effect"\nexport const b = Effect`,
        "packages/core/src/schema/Money.ts": `import * as Schema from "effect/Schema"\nimport * as M from "../Money.ts"`,
        "packages/application/src/Store.ts": `import * as Effect from "effect/Effect"\nimport "@agencybook/core/Money"`,
        "packages/postgres/src/Store.ts": `import "effect/sql/SqlClient"\nimport "@agencybook/application/Store"`,
        "packages/testing/src/Laws.ts": `import "effect/Arbitrary"\nimport "@agencybook/core/Money"`,
        "packages/core/test/Money.test.ts": `import { Effect } from "effect"\nimport "@agencybook/testing/Laws"`,
        "examples/shop/src/main.ts": `import "@agencybook/csv/Book"\nimport "node:fs"\nimport "effect"`
      })
    ).toEqual([])
  })

  test("comments, strings and member names are not references", () => {
    expect(
      problems({
        "packages/core/src/A.ts": [
          `// import "node:fs" and Date.now()`,
          "/** Math.random() */",
          `export const text = 'import "effect"; fetch(Date)'`,
          "export const a = { Date: 1, process: 2 }",
          "export const b = a.Date + a.process + Math.floor(1.5)"
        ].join("\n")
      })
    ).toEqual([])
  })

  test("a circle of types alone is reported and allowed", () => {
    const outcome = check(
      plant({
        "packages/core/src/A.ts": `import type { B } from "./B.ts"\nexport type A = B`,
        "packages/core/src/B.ts": `import type { A } from "./A.ts"\nexport type B = A`
      })
    )
    expect(outcome.problems).toEqual([])
    expect(outcome.notes).toHaveLength(1)
  })
})

describe("arrows: what is refused", () => {
  test.each([
    [
      "core imports application",
      "packages/core/src/A.ts",
      `import "@agencybook/application/Store"`,
      "depends on|may not"
    ],
    [
      "application imports an adapter",
      "packages/application/src/A.ts",
      `import "@agencybook/csv/Book"`,
      "may not import"
    ],
    ["an adapter imports another", "packages/csv/src/A.ts", `export * from "@agencybook/email/Mail"`, "may not import"],
    [
      "application imports testing",
      "packages/application/src/A.ts",
      `import type { X } from "@agencybook/testing/L"`,
      "may not"
    ],
    [
      "an example's source imports testing",
      "examples/a/src/A.ts",
      `import "@agencybook/testing/Laws"`,
      "may not import"
    ],
    ["internal of another package", "packages/csv/src/A.ts", `import "@agencybook/core/internal/X"`, "private"],
    [
      "internal of another package in a test",
      "packages/csv/test/A.test.ts",
      `import "@agencybook/core/internal/X"`,
      "private"
    ],
    [
      "a relative path into another package",
      "packages/csv/src/A.ts",
      `import "../../core/src/Money.ts"`,
      "may not leave"
    ],
    ["a relative path from source to test", "packages/csv/src/A.ts", `import "../test/A.test.ts"`, "sources only"],
    ["a relative path without ending", "packages/csv/src/A.ts", `import "./B"`, "name the .ts file"],
    ["its own package by name", "packages/csv/src/A.ts", `import "@agencybook/csv/B"`, "by relative path"],
    ["the index of a package", "packages/csv/src/A.ts", `import "@agencybook/core"`, "no index"],
    ["the index of effect", "packages/application/src/A.ts", `import { Effect } from "effect"`, "exact module"],
    [
      "the index of effect for a type",
      "packages/application/src/A.ts",
      `import type { Effect } from "effect"`,
      "exact module"
    ],
    ["an unstable module in application", "packages/application/src/A.ts", `import "effect/sql/SqlClient"`, "unstable"],
    ["an unstable folder in application", "packages/application/src/A.ts", `import "effect/workflow"`, "unstable"],
    ["the generator in core", "packages/core/src/schema/A.ts", `import "effect/Arbitrary"`, "unstable"],
    ["a module that effect does not have", "packages/csv/src/A.ts", `import "effect/Nothing"`, "no such module"],
    ["effect at run time in a rule", "packages/core/src/A.ts", `import * as R from "effect/Result"`, "import type"],
    [
      "an inline type import, which stays",
      "packages/core/src/A.ts",
      `import { type R } from "effect/Result"`,
      "import type"
    ],
    ["a dynamic import of effect", "packages/core/src/A.ts", `export const a = import("effect/Result")`, "at run time"],
    ["the run time in core", "packages/core/src/schema/A.ts", `import * as Effect from "effect/Effect"`, "no run time"],
    [
      "the run time's type in core",
      "packages/core/src/A.ts",
      `import type * as Layer from "effect/Layer"`,
      "no run time"
    ],
    ["the clock in Effects.ts", "packages/core/src/Effects.ts", `import * as Clock from "effect/Clock"`, "no run time"],
    ["a Node module in core", "packages/core/src/A.ts", `import { join } from "node:path"`, "no Node modules"],
    ["a bare Node module in core", "packages/core/src/A.ts", `import { join } from "path"`, "no Node modules"],
    ["another package in core", "packages/core/src/A.ts", `import fc from "fast-check"`, "effect alone"],
    ["the clock", "packages/core/src/A.ts", "export const now = () => Date.now()", "global Date"],
    ["the clock by another road", "packages/core/src/A.ts", "export const f = globalThis", "global globalThis"],
    ["a shorthand", "packages/core/src/A.ts", "export const f = { fetch }", "global fetch"],
    ["chance", "packages/core/src/A.ts", "export const f = Math.random", "Math.random"],
    ["chance by destructuring", "packages/core/src/A.ts", "export const { random } = Math", "could reach Math.random"],
    ["chance by index", "packages/core/src/A.ts", `export const f = Math["random"]`, "Math.random"],
    ["today", "packages/core/src/A.ts", "export const f = Temporal.Now.instant()", "Temporal.Now"],
    ["a timer", "packages/core/src/A.ts", "setTimeout(() => {}, 1)", "global setTimeout"],
    ["the environment", "packages/core/src/A.ts", "export const e = process.env", "global process"],
    ["secrets", "packages/core/src/A.ts", "export const e = crypto.randomUUID()", "global crypto"],
    ["a package without a place", "packages/extra/src/A.ts", "export const a = 1", "no place"]
  ])("%s", (_, path, text, message) => {
    const found = problems({ [path]: text })
    expect(found.join("\n")).toMatch(new RegExp(message))
    if (!message.includes("place")) expect(found[0]).toContain(`${path}:1`)
  })

  test.each([
    ["values", `import { b } from "./B.ts"`],
    ["a type one way", `import type { B } from "./B.ts"`]
  ])("a circle through three modules: %s", (_, first) => {
    const found = problems({
      "packages/csv/src/A.ts": `${first}\nexport const a = 1`,
      "packages/csv/src/B.ts": `import { c } from "./C.ts"\nexport const b = c`,
      "packages/csv/src/C.ts": `export { a as c } from "./A.ts"`
    })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/circle: .*A\.ts/)
  })
})
