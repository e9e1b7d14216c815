/** Packs every package and checks what a user would get: publint for the manifest, attw for the types. Needs a build. */
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { folders, type Outcome, report } from "./source.ts"

const tools = [
  ["publint", "run", ".", "--strict", "--pack", "npm"],
  ["attw", "--pack", ".", "--profile", "esm-only", "--no-emoji", "--no-color", "--format", "ascii", "--quiet"]
] as const

/** Checks the packages below `root` with the tools installed in `modules`. */
export const check = (root: string, modules = "node_modules"): Outcome => {
  const problems: Array<string> = []
  const names = folders(root, "packages")
  for (const name of names) {
    const cwd = join(root, "packages", name)
    const licence = (folder: string) =>
      existsSync(join(folder, "LICENSE")) ? readFileSync(join(folder, "LICENSE"), "utf8") : ""
    if (licence(cwd) !== licence(root)) problems.push(`packages/${name} does not carry our LICENSE`)
    if (!existsSync(join(cwd, "dist"))) {
      problems.push(`packages/${name} is not built; run \`npm run build\``)
      continue
    }
    for (const [command, ...args] of tools) {
      const run = spawnSync(resolve(modules, ".bin", command), args, { cwd, encoding: "utf8" })
      if (run.status !== 0) problems.push(`packages/${name}: ${command} says\n${run.stdout}${run.stderr}`)
    }
  }
  return { problems, summary: `${names.length} packages fit to publish` }
}

if (import.meta.main) report("packages", check("."))
