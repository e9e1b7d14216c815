/** Checks that imports only go the way the architecture allows, and never in a circle. */
import { existsSync, readFileSync } from "node:fs"
import { builtinModules } from "node:module"
import { join, posix } from "node:path"
import { folders, type Import, type Node, type Outcome, report, type Source, sources, walk } from "./source.ts"

/** Packages that each package may import. */
const allowed: Record<string, ReadonlyArray<string>> = {
  core: [],
  application: ["core"],
  postgres: ["application", "core"],
  csv: ["application", "core"],
  email: ["application", "core"],
  testing: ["application", "core"]
}
const everything = Object.keys(allowed)

/** Packages that may build on the modules of `effect` marked unstable. */
const mayUseUnstable = new Set(["postgres", "csv", "email", "testing"])

/** Effect modules that bring a run time, a clock or a random source. */
const impure = new Set(["Effect", "Layer", "Context", "Clock", "Random"].map((name) => `effect/${name}`))

/** Globals that read the clock, the environment or chance, or do work later. */
const forbiddenGlobals = new Set(
  (
    "Date crypto process setTimeout setInterval setImmediate queueMicrotask fetch globalThis performance console " +
    "require navigator XMLHttpRequest WebSocket Worker Buffer"
  ).split(" ")
)

const isBuiltin = (specifier: string): boolean => specifier.startsWith("node:") || builtinModules.includes(specifier)

/** Whether an installed module of `effect` carries the unstable mark and no stable one. */
const stability = (root: string): ((specifier: string) => "stable" | "unstable" | "unknown") => {
  const known = new Map<string, "stable" | "unstable" | "unknown">()
  return (specifier) => {
    const before = known.get(specifier)
    if (before !== undefined) return before
    const name = specifier.slice("effect/".length)
    const file = [`${name}.d.ts`, `${name}/index.d.ts`]
      .map((path) => join(root, "node_modules/effect/dist", path))
      .find(existsSync)
    const text = file === undefined ? "" : readFileSync(file, "utf8")
    const header = /^[\s\S]*?(?=^(?:import|export|declare)\b)/m.exec(text)?.[0] ?? ""
    const mark =
      /@stability (stable|unstable)/.exec(header)?.[1] ??
      (text.includes("@stability unstable") && !text.includes("@stability stable") ? "unstable" : "stable")
    const answer = file === undefined ? "unknown" : mark === "unstable" ? "unstable" : "stable"
    known.set(specifier, answer)
    return answer
  }
}

interface Place {
  readonly group: "packages" | "examples"
  readonly name: string
  readonly part: string
}

const placeOf = (path: string): Place => {
  const [group, name, part] = path.split("/") as ["packages" | "examples", string, string]
  return { group, name, part }
}

/** Violations of one import statement. */
const judge = (source: Source, found: Import, unstable: ReturnType<typeof stability>): ReadonlyArray<string> => {
  const place = placeOf(source.path)
  const inSource = place.part === "src"
  const { specifier } = found
  const problems: Array<string> = []
  const refuse = (why: string): void => {
    problems.push(`${source.path}:${found.line} imports ${specifier}: ${why}`)
  }
  if (specifier.startsWith(".")) {
    const target = posix.join(posix.dirname(source.path), specifier)
    if (!target.startsWith(`${place.group}/${place.name}/`)) refuse("a relative path may not leave its package")
    else if (inSource && !target.startsWith(`${place.group}/${place.name}/src/`)) refuse("sources import sources only")
    if (!specifier.endsWith(".ts")) refuse("relative imports name the .ts file")
    return problems
  }
  const ours = /^@agencybook\/([^/]+)(?:\/(.+))?$/.exec(specifier)
  if (ours !== null) {
    const [, target = "", module] = ours
    if (module === undefined) refuse("packages have no index; import a module")
    if (module?.startsWith("internal/")) refuse("`internal` modules are private to their package")
    if (place.group === "packages" && inSource) {
      if (target === place.name) refuse("inside a package, import by relative path")
      else if (!(allowed[place.name] ?? []).includes(target)) refuse(`${place.name} may not import ${target}`)
    } else if (place.group === "examples") {
      const may = inSource ? everything.filter((name) => name !== "testing") : everything
      if (!may.includes(target)) refuse(`an example's ${place.part} may not import ${target}`)
    }
    return problems
  }
  if (place.group !== "packages" || !inSource) return problems
  if (specifier === "effect") refuse("name the exact module, as in `effect/Schema`")
  if (specifier.startsWith("effect/")) {
    const mark = unstable(specifier)
    if (mark === "unknown") refuse("effect has no such module")
    if (mark === "unstable" && !mayUseUnstable.has(place.name)) refuse("this module of effect is marked unstable")
  }
  if (place.name === "core") {
    const file = source.path.slice("packages/core/src/".length)
    const bridge = file === "Effects.ts"
    if (isBuiltin(specifier)) refuse("core runs anywhere; no Node modules")
    else if (!specifier.startsWith("effect/") && specifier !== "effect") refuse("core depends on effect alone")
    if (impure.has(specifier) && !(bridge && specifier === "effect/Effect")) refuse("core has no run time")
    else if (found.kind === "value" && !bridge && !file.startsWith("schema/")) {
      refuse("only schema/ and Effects.ts may load effect; use `import type` or plain TypeScript")
    }
  }
  return problems
}

/** Uses of clock, chance and environment in a module of core. */
const impurities = (source: Source): ReadonlyArray<string> => {
  const problems: Array<string> = []
  const line = (node: Node): number => source.text.slice(0, node.start).split("\n").length
  walk(source.program, (node, parent, key) => {
    if (node.type === "ImportExpression") problems.push(`${source.path}:${line(node)} imports at run time`)
    if (node.type === "MetaProperty" && (node.meta as { name?: string }).name === "import") {
      problems.push(`${source.path}:${line(node)} reads import.meta`)
    }
    if (node.type !== "Identifier") return
    const name = node.name as string
    // The name of a member or of a property is not a reference.
    const named =
      (key === "property" || key === "key") && parent?.computed === false && !(key === "key" && parent.shorthand)
    if (named || (key === "right" && parent?.type === "TSQualifiedName")) return
    if (forbiddenGlobals.has(name)) problems.push(`${source.path}:${line(node)} names the global ${name}`)
    if (name === "Math" || name === "Temporal") {
      const property = parent?.type === "MemberExpression" && key === "object" ? parent.property : undefined
      const member = property as { name?: unknown; value?: unknown } | undefined
      const what = member?.name ?? member?.value
      const bad = name === "Math" ? "random" : "Now"
      if (member === undefined || what === bad || parent?.computed === true) {
        problems.push(`${source.path}:${line(node)} ${what === bad ? "calls" : "could reach"} ${name}.${bad}`)
      }
    }
  })
  return problems
}

interface Edge {
  readonly to: string
  readonly kind: Import["kind"]
}

/** The shortest way from one module to another, both ends included. */
const way = (edges: ReadonlyMap<string, ReadonlyArray<Edge>>, from: string, to: string) => {
  const before = new Map<string, string>([[from, ""]])
  const queue = [from]
  for (const here of queue) {
    if (here === to) {
      const path: Array<string> = []
      for (let at = to; at !== ""; at = before.get(at) ?? "") path.unshift(at)
      return path
    }
    for (const edge of edges.get(here) ?? []) {
      if (!before.has(edge.to)) {
        before.set(edge.to, here)
        queue.push(edge.to)
      }
    }
  }
  return undefined
}

/** Circles between the modules of one package: those with a value import in them, and those of types alone. */
const circles = (modules: ReadonlyArray<Source>) => {
  const paths = new Set(modules.map((module) => module.path))
  const edges = new Map(
    modules.map((module) => [
      module.path,
      module.imports
        .filter((found) => found.specifier.startsWith("."))
        .map((found): Edge => ({ to: posix.join(posix.dirname(module.path), found.specifier), kind: found.kind }))
        .filter((edge) => paths.has(edge.to))
    ])
  )
  const seen = new Set<string>()
  const values: Array<string> = []
  const types: Array<string> = []
  for (const kind of ["value", "type"] as const) {
    for (const [from, targets] of edges) {
      for (const edge of targets.filter((target) => target.kind === kind)) {
        const back = way(edges, edge.to, from)
        if (back === undefined) continue
        const key = [...back].sort().join(" ")
        if (seen.has(key)) continue
        seen.add(key)
        const names = [from, ...back].map((path) => path.slice(path.indexOf("/src/") + 5)).join(" -> ")
        if (kind === "value") values.push(`${from} imports in a circle: ${names}`)
        else types.push(`${from} imports types in a circle (allowed): ${names}`)
      }
    }
  }
  return { values, types }
}

/** Checks all packages and examples below `root`. */
export const check = (root: string): Outcome => {
  const unstable = stability(root)
  const problems: Array<string> = []
  const notes: Array<string> = []
  let imports = 0
  for (const group of ["packages", "examples"] as const) {
    for (const name of folders(root, group)) {
      if (group === "packages" && !(name in allowed)) problems.push(`packages/${name} has no place in tools/arrows.ts`)
      const own = sources(root, `${group}/${name}/src`)
      for (const source of [...own, ...sources(root, `${group}/${name}/test`)]) {
        imports += source.imports.length
        for (const found of source.imports) problems.push(...judge(source, found, unstable))
      }
      if (name === "core" && group === "packages") for (const source of own) problems.push(...impurities(source))
      const { types, values } = circles(own)
      problems.push(...values)
      notes.push(...types)
    }
  }
  return { problems, notes, summary: `${imports} imports go the right way` }
}

if (import.meta.main) report("arrows", check("."))
