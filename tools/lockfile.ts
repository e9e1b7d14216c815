/** Checks that every lockfile can be installed anywhere: complete, hashed, as npm would write it, and without addresses. */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { type Outcome, report } from "./source.ts"

interface Entry {
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly resolved?: string
  readonly link?: boolean
  readonly integrity?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly bin?: Readonly<Record<string, string>>
}

const marker = "node_modules/"

// What is installed apart, on request.
const apart = ["bench", "mutation"]

const lockOf = (root: string, folder = ""): string => join(root, folder, "package-lock.json")

const read = (file: string): { readonly packages: Readonly<Record<string, Entry>> } =>
  JSON.parse(readFileSync(file, "utf8"))

/** The commands of a workspace, which npm writes into the lockfile at the next installation when they are not there. */
const commandsOf = (root: string, path: string): ReadonlyArray<string> => {
  const file = join(root, path, "package.json")
  return existsSync(file) ? Object.keys(JSON.parse(readFileSync(file, "utf8")).bin ?? {}) : []
}

/** Checks the lockfiles below `root`. */
export const check = (root: string): Outcome => {
  const lock = read(lockOf(root))
  const entries = Object.entries(lock.packages)
  const names = new Set(entries.map(([path]) => path.slice(path.lastIndexOf(marker) + marker.length)))
  const problems: Array<string> = []
  const workspace = (name: string): string | undefined =>
    lock.packages[`packages/${name.slice("@agencybook/".length)}`]?.version
  for (const [path, entry] of entries) {
    const place = path === "" ? "the root" : path
    // npm writes a lockfile that `npm ci` refuses when a platform package was not to be had.
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!names.has(name)) problems.push(`${place} wants ${name}@${version}, which is not locked`)
    }
    // Another version than the one at hand would be looked for in the registry.
    for (const [name, version] of Object.entries(entry.dependencies ?? {})) {
      if (name.startsWith("@agencybook/") && version !== "*" && version !== workspace(name)) {
        problems.push(`${place} wants ${name}@${version}; the workspace has ${workspace(name) ?? "none"}`)
      }
    }
    for (const command of path === "" || path.includes(marker) ? [] : commandsOf(root, path)) {
      if (entry.bin?.[command] === undefined) problems.push(`${place} has the command ${command}, which is not locked`)
    }
    if (entry.resolved !== undefined && entry.link !== true) problems.push(`${place} carries the address it came from`)
    if (entry.link === true && !entry.resolved?.match(/^(packages|examples)\/[\w-]+$|^docs$/)) {
      problems.push(`${place} links to ${entry.resolved}, which is not a workspace`)
    }
    if (path.includes(marker) && entry.link !== true && entry.integrity === undefined) {
      problems.push(`${place} has no integrity hash`)
    }
  }
  for (const folder of apart.filter((one) => existsSync(lockOf(root, one)))) {
    for (const [path, { resolved }] of Object.entries(read(lockOf(root, folder)).packages)) {
      if (resolved !== undefined) problems.push(`${folder}/${path} carries the address it came from`)
    }
  }
  return { problems, summary: `${entries.length} entries, complete` }
}

if (import.meta.main) report("lockfile", check("."))
