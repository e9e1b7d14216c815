/** Reads our sources as syntax trees, for the checks in this folder. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join, relative, sep } from "node:path"
import { parseSync } from "oxc-parser"

/** A node of the syntax tree, as loosely typed as the checks need it. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

/** A comment with its text between the markers. */
export interface Comment {
  readonly type: "Line" | "Block"
  readonly value: string
  readonly start: number
  readonly end: number
}

/** One module request of a source file. */
export interface Import {
  readonly specifier: string
  /** `type` when the statement leaves no trace in the emitted JavaScript. */
  readonly kind: "value" | "type"
  readonly line: number
}

/** A parsed source file. */
export interface Source {
  /** Path below the checked folder, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly program: Node
  readonly comments: ReadonlyArray<Comment>
  readonly imports: ReadonlyArray<Import>
}

/** Whether a value is a syntax node. */
export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string"

/** Calls `visit` for every node below `node`, parents first. */
export const walk = (
  node: Node,
  visit: (node: Node, parent: Node | undefined, key: string) => void,
  parent?: Node,
  key = ""
): void => {
  visit(node, parent, key)
  for (const [name, value] of Object.entries(node)) {
    if (isNode(value)) walk(value, visit, node, name)
    else if (Array.isArray(value)) for (const item of value) if (isNode(item)) walk(item, visit, node, name)
  }
}

/** The one-based line of an offset. */
export const lineAt = (text: string, offset: number): number => {
  let line = 1
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line++
  return line
}

const literal = (node: unknown): string | undefined =>
  isNode(node) && node.type === "Literal" && typeof node.value === "string" ? node.value : undefined

const importsOf = (program: Node, text: string): ReadonlyArray<Import> => {
  const found: Array<Import> = []
  walk(program, (node) => {
    const specifier = literal(node.source)
    if (specifier === undefined) return
    // `import { type A }` keeps an empty import when it is emitted, so only a statement-wide `type` counts.
    const kind =
      node.type === "TSImportType" || node.importKind === "type" || node.exportKind === "type" ? "type" : "value"
    found.push({ specifier, kind, line: lineAt(text, node.start) })
  })
  return found
}

/** Parses one file's text; throws when it is not valid TypeScript. */
export const parse = (path: string, text: string): Source => {
  const result = parseSync(path, text)
  const error = result.errors[0]
  if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`)
  const program = result.program as unknown as Node
  return { path, text, program, comments: result.comments, imports: importsOf(program, text) }
}

/** Lists the files below `root/folder` whose name passes, as sorted paths below `root` with forward slashes. */
export const list = (root: string, folder: string, accept: RegExp): ReadonlyArray<string> => {
  const top = join(root, folder)
  if (!existsSync(top)) return []
  return readdirSync(top, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && accept.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path))
    .sort()
}

/** The text with every comment replaced by blanks; line breaks stay where they are. */
export const withoutComments = (source: Source): string => {
  let text = ""
  let at = 0
  for (const comment of source.comments) {
    text += source.text.slice(at, comment.start)
    text += source.text.slice(comment.start, comment.end).replace(/[^\n]/g, " ")
    at = comment.end
  }
  return text + source.text.slice(at)
}

/** Names of the folders directly below `root/folder`, sorted. */
export const folders = (root: string, folder: string): ReadonlyArray<string> => {
  const top = join(root, folder)
  if (!existsSync(top)) return []
  return readdirSync(top, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .map((entry) => entry.name)
    .sort()
}

/** Reads a text file below `root`. */
export const read = (root: string, path: string): string => readFileSync(join(root, path), "utf8")

/** Parses every TypeScript file below `root/folder`. */
export const sources = (root: string, folder: string): ReadonlyArray<Source> =>
  list(root, folder, /\.ts$/).map((path) => parse(path, read(root, path)))

/** What a check found. */
export interface Outcome {
  /** One line per violation, each starting with the place; empty when all is well. */
  readonly problems: ReadonlyArray<string>
  /** What to say when there is no problem. */
  readonly summary: string
  /** Lines worth reading that fail nothing. */
  readonly notes?: ReadonlyArray<string>
}

/** Prints the outcome of a check and sets the exit code. */
export const report = (name: string, { notes = [], problems, summary }: Outcome): void => {
  for (const note of notes) console.log(note)
  for (const problem of problems) console.log(problem)
  console.log(problems.length === 0 ? `${name}: ${summary}` : `${name}: ${problems.length} problem(s)`)
  if (problems.length > 0) process.exitCode = 1
}
