/** Keeps modules small, those of core above all: counts their lines of code, without comments and blank lines. */
import { folders, type Outcome, report, sources, withoutComments } from "./source.ts"

const hardStop = 400
const medianLimit = 120

const measured = (root: string, name: string) =>
  sources(root, `packages/${name}/src`)
    .map((source) => ({
      path: source.path,
      lines: withoutComments(source)
        .split("\n")
        .filter((line) => line.trim() !== "").length
    }))
    .sort((a, b) => b.lines - a.lines)

/** Measures the modules of all packages below `root`. */
export const check = (root: string): Outcome => {
  const sizes = measured(root, "core")
  const all = folders(root, "packages").flatMap((name) => measured(root, name))
  const median = sizes[Math.floor(sizes.length / 2)]?.lines ?? 0
  const problems = all
    .filter(({ lines }) => lines > hardStop)
    .map(({ lines, path }) => `${path} has ${lines} lines of code; the limit is ${hardStop}`)
  if (median > medianLimit) problems.push(`the median module of core has ${median} lines; the limit is ${medianLimit}`)
  const notes = sizes.slice(0, 5).map(({ lines, path }) => `${String(lines).padStart(5)}  ${path}`)
  return { problems, notes, summary: `${all.length} modules, those of core with a median of ${median} lines of code` }
}

if (import.meta.main) report("modules", check("."))
