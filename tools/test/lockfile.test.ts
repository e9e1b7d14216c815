import { expect, test } from "vitest"
import { check } from "../lockfile.ts"
import { plant, repository } from "./plant.ts"

const problems = (packages: Record<string, unknown>) =>
  check(plant({ "package-lock.json": JSON.stringify({ packages }) })).problems

test("lockfile: our own is in order", () => {
  expect(check(repository).problems).toEqual([])
})

test.each([
  ["a platform package is missing", { a: { integrity: "x", optionalDependencies: { b: "1" } } }, "wants b@1"],
  ["an address is written down", { "node_modules/a": { integrity: "x", resolved: "https://x/a.tgz" } }, "address"],
  ["a link leaves the workspace", { "node_modules/a": { link: true, resolved: "../a" } }, "not a workspace"],
  ["a package of ours has another version", { "packages/csv": { dependencies: { "@agencybook/core": "9" } } }, "wants"],
  ["a hash is missing", { "node_modules/a": { version: "1.0.0" } }, "no integrity"]
])("lockfile: %s", (_, packages, message) => {
  const found = problems(packages)
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(message)
})

test("lockfile: workspace links pass", () => {
  expect(problems({ "node_modules/@agencybook/core": { link: true, resolved: "packages/core" } })).toEqual([])
})

test("lockfile: a command that npm would add is missed", () => {
  const packages = { "packages/csv": { version: "1.0.0" } }
  const manifest = JSON.stringify({ name: "@agencybook/csv", bin: { "agencybook-csv": "./bin/csv.mjs" } })
  const root = plant({ "package-lock.json": JSON.stringify({ packages }), "packages/csv/package.json": manifest })
  expect(check(root).problems).toEqual(["packages/csv has the command agencybook-csv, which is not locked"])
})

test("lockfile: what is installed apart has no address either", () => {
  const root = plant({
    "package-lock.json": JSON.stringify({ packages: {} }),
    "bench/package-lock.json": JSON.stringify({ packages: { "node_modules/a": { resolved: "https://x/a.tgz" } } })
  })
  expect(check(root).problems).toEqual(["bench/node_modules/a carries the address it came from"])
})
