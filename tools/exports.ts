/** Writes the `exports` map of every package, one entry per public module; with `--check` only compares. */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { folders, list, type Outcome, read, report } from "./source.ts"

type Target = null | string | Readonly<Record<string, string>>

/** Public modules of a package, as paths below its src folder without ending. */
export const publicModules = (root: string, name: string): ReadonlyArray<string> =>
  list(root, `packages/${name}/src`, /\.ts$/)
    .map((path) => path.slice(`packages/${name}/src/`.length, -".ts".length))
    .filter((module) => !module.split("/").includes("internal"))

const exportsOf = (root: string, name: string): Record<string, Target> => ({
  ...Object.fromEntries(
    publicModules(root, name).map((module) => [
      `./${module}`,
      {
        "@agencybook/source": `./src/${module}.ts`,
        types: `./dist/${module}.d.ts`,
        default: `./dist/${module}.js`
      }
    ])
  ),
  "./internal/*": null,
  "./package.json": "./package.json"
})

/** Compares every package's `exports` with its sources and, when `write`, puts them right. */
export const check = (root: string, write: boolean): Outcome => {
  const problems: Array<string> = []
  let entries = 0
  for (const name of folders(root, "packages")) {
    const path = `packages/${name}/package.json`
    const before = read(root, path)
    const wanted = exportsOf(root, name)
    const after = `${JSON.stringify({ ...JSON.parse(before), exports: wanted }, undefined, 2)}\n`
    entries += Object.keys(wanted).length - 2
    for (const module of publicModules(root, name)) {
      if (!/^(schema\/)?[A-Z]\w*$/.test(module)) {
        problems.push(`packages/${name}/src/${module}.ts: public modules are PascalCase, in src/ or src/schema/`)
      }
    }
    if (after === before) continue
    if (write) writeFileSync(join(root, path), after)
    else problems.push(`${path}: exports do not match the sources; run \`npm run exports\``)
  }
  return { problems, summary: `${entries} public modules` }
}

if (import.meta.main) report("exports", check(".", !process.argv.includes("--check")))
