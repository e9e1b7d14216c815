/**
 * Checks that the files in .changeset/ can be released, and that a change of a package comes with one. What counts
 * as changed is measured from CHANGESET_BASE, from the last release tag, or not at all where there is neither.
 */
import { spawnSync } from "node:child_process"
import { folders, list, type Outcome, read, report } from "./source.ts"

const entry = /^(["']?)(@agencybook\/[\w-]+)\1: *(major|minor|patch|none)$/

const git = (root: string, ...args: ReadonlyArray<string>): string | undefined => {
  const run = spawnSync("git", args, { cwd: root, encoding: "utf8" })
  return run.status === 0 ? run.stdout.trim() : undefined
}

/** Checks the changesets below `root`, against `base` when there is one. */
export const check = (root: string, base?: string): Outcome => {
  const problems: Array<string> = []
  const names = new Map(
    folders(root, "packages").map((name) => [
      (JSON.parse(read(root, `packages/${name}/package.json`)) as { readonly name: string }).name,
      `packages/${name}/`
    ])
  )
  const named = new Set<string>()
  const files = list(root, ".changeset", /\.md$/).filter((path) => !path.endsWith("/README.md"))
  for (const path of files) {
    const parts = /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(read(root, path))
    if (parts === null) {
      problems.push(`${path} does not start with a block of package names between --- lines`)
      continue
    }
    for (const line of (parts[1] ?? "").split("\n").filter((text) => text.trim() !== "")) {
      const [, , name = ""] = entry.exec(line) ?? []
      if (name === "") problems.push(`${path}: cannot read \`${line}\``)
      else if (!names.has(name)) problems.push(`${path}: there is no package ${name}`)
      else named.add(name)
    }
    if ((parts[2] ?? "").trim() === "") problems.push(`${path} does not say what changed`)
  }
  const changed = base === undefined ? undefined : git(root, "diff", "--name-only", `${base}...HEAD`, "--", "packages")
  if (base !== undefined && changed === undefined) problems.push(`git cannot compare with ${base}`)
  for (const [name, folder] of names) {
    const touched = (changed ?? "")
      .split("\n")
      .some((path) => path.startsWith(`${folder}src/`) || path === `${folder}package.json`)
    if (touched && !named.has(name)) problems.push(`${name} changed since ${base}; run \`npm run changeset\``)
  }
  const against = base === undefined ? "no base to compare with" : `compared with ${base}`
  return { problems, summary: `${files.length} changesets, ${against}` }
}

if (import.meta.main) {
  const base = process.env.CHANGESET_BASE || git(".", "describe", "--tags", "--abbrev=0")
  report("changesets", check(".", base))
}
