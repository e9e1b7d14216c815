/** Packs every package and checks what a user would get: publint for the manifest, attw for the types. Needs a build. */
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { folders, type Outcome, report } from "./source.ts"

interface Manifest {
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))

/** Installs a packed package of ours and what it needs of ours; foreign packages come from `modules`. */
const install = (root: string, modules: string, name: string, into: string): void => {
  const target = join(into, "node_modules", "@agencybook", name)
  if (existsSync(target)) return
  mkdirSync(target, { recursive: true })
  const folder = join(root, "packages", name)
  const packed = spawnSync("npm", ["pack", "--silent", "--pack-destination", into], { cwd: folder, encoding: "utf8" })
  const tarball = readdirSync(into).find((file) => file.startsWith(`agencybook-${name}-`))
  if (packed.status !== 0 || tarball === undefined) throw new Error(`${name} cannot be packed\n${packed.stderr}`)
  const unpacked = spawnSync("tar", ["-xzf", join(into, tarball), "-C", target, "--strip-components=1"])
  if (unpacked.status !== 0) throw new Error(`${tarball} cannot be unpacked`)
  const { dependencies = {}, peerDependencies = {} } = manifestOf(folder)
  for (const needed of Object.keys({ ...dependencies, ...peerDependencies })) {
    if (needed.startsWith("@agencybook/")) install(root, modules, needed.slice("@agencybook/".length), into)
    else {
      const link = join(into, "node_modules", needed)
      mkdirSync(dirname(link), { recursive: true })
      if (!existsSync(link)) symlinkSync(resolve(modules, needed), link)
    }
  }
}

/** Runs the programs of a package as somebody would who has installed it. */
const programs = (root: string, modules: string, name: string): ReadonlyArray<string> => {
  const { bin = {} } = manifestOf(join(root, "packages", name))
  if (Object.keys(bin).length === 0) return []
  const into = mkdtempSync(join(tmpdir(), "agencybook-packed-"))
  try {
    install(root, modules, name, into)
    return Object.entries(bin).flatMap(([program, file]) => {
      const path = join(into, "node_modules", "@agencybook", name, file)
      const run = spawnSync(process.execPath, [path, "--help"], { cwd: into, encoding: "utf8" })
      return run.status === 0 && run.stdout.includes(program)
        ? []
        : [`packages/${name}: \`${program} --help\` does not explain itself once packed\n${run.stdout}${run.stderr}`]
    })
  } finally {
    rmSync(into, { recursive: true, force: true })
  }
}

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
    problems.push(...programs(root, modules, name))
  }
  return { problems, summary: `${names.length} packages fit to publish` }
}

if (import.meta.main) report("packages", check("."))
