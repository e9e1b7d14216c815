/**
 * Holds the examples in the doc comments of our packages to what they say: each fence of TypeScript is a module of its own,
 * compiles, runs, and gives what its `// =>` lines say.
 *
 * Behind `console.log` a line says what is printed; behind any other expression it says its value.
 */
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import { pathToFileURL } from "node:url"
import { isNode, lineAt, list, type Node, type Outcome, parse, read, report } from "./source.ts"

/** One example: where its first line stands, and its lines without the margin of the comment. */
export interface Example {
  readonly path: string
  readonly line: number
  readonly text: string
}

/** The examples in the doc comments of a file. */
export const examplesIn = (path: string, text: string): ReadonlyArray<Example> => {
  const found: Array<Example> = []
  for (const comment of parse(path, text).comments) {
    if (comment.type !== "Block" || !comment.value.startsWith("*")) continue
    const first = lineAt(text, comment.start)
    const lines = comment.value.split("\n").map((line) => line.replace(/^\s*\* ?/, ""))
    for (let at = 0; at < lines.length; at++) {
      if (!/^```(ts|typescript)$/.test(lines[at]?.trim() ?? "")) continue
      const end = lines.findIndex((line, n) => n > at && line.trim() === "```")
      const inside = lines.slice(at + 1, end === -1 ? undefined : end)
      found.push({ path, line: first + at + 1, text: inside.join("\n") })
      at = end === -1 ? lines.length : end
    }
  }
  return found
}

const isLog = (statement: Node): boolean => {
  const call = isNode(statement.expression) ? statement.expression : undefined
  const callee = call?.type === "CallExpression" && isNode(call.callee) ? call.callee : undefined
  const [object, property] = [callee?.object, callee?.property]
  return isNode(object) && object.name === "console" && isNode(property) && property.name === "log"
}

/** An example as a module that asks after each statement whether it gave what the example says; lines stay where they are. */
export const asModule = ({ line, path, text }: Example): string => {
  const { comments, program } = parse(path, text)
  const statements = program.body as ReadonlyArray<Node>
  let out = ""
  let at = 0
  for (const comment of comments) {
    const says = comment.type === "Line" ? /^ => (.*)$/.exec(comment.value)?.[1] : undefined
    if (says === undefined) continue
    const statement = statements.findLast(({ end }) => end <= comment.start)
    const place = JSON.stringify(`${path}:${line + lineAt(text, comment.start) - 1}`)
    if (statement === undefined || statement.type !== "ExpressionStatement")
      throw new Error(`${path}:${line + lineAt(text, comment.start) - 1} says \`=>\` of nothing that has a value`)
    if (isLog(statement)) {
      out += `${text.slice(at, comment.start)}said(${JSON.stringify(says)}, ${place});`
    } else {
      const { end, start } = statement
      const value = text.slice(start, end).replace(/;$/, "")
      out += `${text.slice(at, start)}gave(${value}, () => (${says}), ${place});${text.slice(end, comment.start)}`
    }
    at = comment.end
  }
  return `${out}${text.slice(at)}\nover(${JSON.stringify(`${path}:${line}`)})\n`
}

const ambient = `declare const said: (line: string, place: string) => void
declare const gave: (value: unknown, expected: () => unknown, place: string) => void
declare const over: (place: string) => void
`

const runner = (modules: ReadonlyArray<readonly [url: string, place: string]>): string => `
import { isDeepStrictEqual, formatWithOptions, inspect } from "node:util"

const problems = []
let printed = []
console.log = (...parts) => { printed.push(...formatWithOptions({ breakLength: 108 }, ...parts).split(/\\r?\\n/)) }
globalThis.said = (line, place) => {
  const found = printed.shift()
  if (found !== line) problems.push(\`\${place} says \${inspect(line)}, and \${found === undefined ? "nothing" : inspect(found)} is printed\`)
}
globalThis.gave = (value, expected, place) => {
  if (!isDeepStrictEqual(value, expected())) problems.push(\`\${place} says \${inspect(expected())}, and it is \${inspect(value)}\`)
}
globalThis.over = (place) => {
  for (const line of printed) problems.push(\`\${place} prints \${inspect(line)} and does not say so\`)
  printed = []
}
for (const [url, place] of ${JSON.stringify(modules)}) {
  printed = []
  try { await import(url) } catch (error) { problems.push(\`\${place} throws: \${error?.message ?? error}\`) }
}
process.stdout.write(JSON.stringify(problems))
process.exit(0)
`

/** Runs a command in a folder, and gives what it wrote. */
const run = (folder: string, args: ReadonlyArray<string>) =>
  spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 })

/** Compiles and runs the examples of all packages, or of the files that are named. */
export const check = (root: string, files = list(root, "packages", /\.ts$/)): Outcome => {
  const examples = files
    .filter((path) => /^packages\/[^/]+\/src\//.test(path))
    .flatMap((path) => examplesIn(path, read(root, path)))
  const problems: Array<string> = []
  // Inside the repository, so that packages are found as they are by the sources.
  const folder = mkdtempSync(join(root, ".docstrings-"))
  try {
    const modules: Array<readonly [url: string, place: string]> = []
    mkdirSync(join(folder, "examples"))
    writeFileSync(join(folder, "ambient.d.ts"), ambient)
    for (const [n, example] of examples.entries()) {
      const place = `${example.path}:${example.line}`
      try {
        const file = join(folder, "examples", `${n}.ts`)
        writeFileSync(file, asModule(example))
        modules.push([pathToFileURL(file).href, place])
      } catch (error) {
        problems.push(error instanceof Error ? error.message : String(error))
      }
    }
    const compilerOptions = {
      ...{ noEmit: true, composite: false, incremental: false, declaration: false, declarationMap: false },
      ...{ allowImportingTsExtensions: true, noUnusedLocals: false }
    }
    const config = { extends: "../tsconfig.base.json", compilerOptions, include: ["ambient.d.ts", "examples"] }
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config))
    const compiled = run(root, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder, "--pretty", "false"])
    for (const line of compiled.stdout.split("\n")) {
      const found = /examples\/(\d+)\.ts\((\d+),\d+\): error \w+: (.*)$/.exec(line)
      const example = examples[Number(found?.[1])]
      if (found !== null && example !== undefined)
        problems.push(`${example.path}:${example.line + Number(found[2]) - 1} does not compile: ${found[3]}`)
      else if (/error TS/.test(line)) problems.push(`${relative(root, folder)} cannot be compiled: ${line}`)
    }
    writeFileSync(join(folder, "run.mjs"), runner(modules))
    const ran = run(root, ["--conditions=@agencybook/source", "--no-warnings", join(folder, "run.mjs")])
    if (ran.status === 0) problems.push(...(JSON.parse(ran.stdout) as ReadonlyArray<string>))
    else problems.push(`the examples cannot be run: ${ran.stderr.trim().split("\n").at(-1) ?? ""}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
  return { problems, summary: `${examples.length} examples in doc comments compile and give what they say` }
}

if (import.meta.main) report("docstrings", check("."))
