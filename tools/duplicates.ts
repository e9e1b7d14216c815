/** Finds copied code: runs of identical lines, comments, imports and blank lines left out. */
import { type Outcome, report, type Source, sources, withoutComments } from "./source.ts"

const threshold = 20

interface Line {
  readonly path: string
  readonly number: number
  readonly text: string
}

const linesOf = (source: Source): ReadonlyArray<Line> => {
  let text = withoutComments(source)
  for (const statement of source.program.body as ReadonlyArray<Source["program"]>) {
    if (statement.type !== "ImportDeclaration") continue
    const blank = text.slice(statement.start, statement.end).replace(/[^\n]/g, " ")
    text = text.slice(0, statement.start) + blank + text.slice(statement.end)
  }
  return text
    .split("\n")
    .map((line, index) => ({ path: source.path, number: index + 1, text: line.trim().replace(/\s+/g, " ") }))
    .filter((line) => line.text !== "")
}

/** Compares all sources below `root` with each other. */
export const check = (root: string): Outcome => {
  const modules = ["packages", "examples", "tools"]
    .flatMap((folder) => sources(root, folder))
    .filter((source) => !source.path.includes("/test/"))
    .map(linesOf)
  const seen = new Map<string, { readonly lines: ReadonlyArray<Line>; readonly at: number }>()
  const problems: Array<string> = []
  let total = 0
  for (const lines of modules) {
    total += lines.length
    for (let at = 0; at + threshold <= lines.length; at++) {
      const window = lines.slice(at, at + threshold)
      const key = window.map((line) => line.text).join("\n")
      const other = seen.get(key)
      if (other === undefined) {
        seen.set(key, { lines, at })
        continue
      }
      // A run inside itself, as in a long table of equal lines, is no copy.
      if (other.lines === lines && at < other.at + threshold) continue
      let length = threshold
      while (lines[at + length] && lines[at + length]?.text === other.lines[other.at + length]?.text) length++
      const [here, there] = [lines[at], other.lines[other.at]]
      problems.push(`${here?.path}:${here?.number} repeats ${length} lines of ${there?.path}:${there?.number}`)
      at += length - 1
    }
  }
  return { problems, summary: `${total} lines compared, no run of ${threshold} twice` }
}

if (import.meta.main) report("duplicates", check("."))
