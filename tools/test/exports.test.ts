import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { check } from "../exports.ts"
import { plant } from "./plant.ts"

const files = {
  "packages/core/package.json": `${JSON.stringify({ name: "@agencybook/core", exports: {}, sideEffects: false }, undefined, 2)}\n`,
  "packages/core/src/Money.ts": "",
  "packages/core/src/schema/Money.ts": "",
  "packages/core/src/internal/digits.ts": ""
}

test("exports: a missing entry is found, written, and then in order", () => {
  const root = plant(files)
  expect(check(root, false).problems).toHaveLength(1)
  expect(check(root, true).problems).toEqual([])
  expect(check(root, false).problems).toEqual([])
  const { exports } = JSON.parse(readFileSync(join(root, "packages/core/package.json"), "utf8"))
  expect(Object.keys(exports)).toEqual(["./Money", "./schema/Money", "./internal/*", "./package.json"])
  expect(exports["./internal/*"]).toBeNull()
  expect(exports["./Money"]["@agencybook/source"]).toBe("./src/Money.ts")
})

test("exports: a module outside the two places is refused", () => {
  const found = check(plant({ ...files, "packages/core/src/utils/text.ts": "" }), true).problems
  expect(found).toHaveLength(1)
  expect(found[0]).toContain("utils/text.ts")
})
