/** Keeps the modules of core small: counts their lines of code, without comments and blank lines. */
import { type Outcome, report, sources, withoutComments } from "./source.ts"

const hardStop = 400
const medianLimit = 120

/** Measures the modules of core below `root`. */
export const check = (root: string): Outcome => {
  const sizes = sources(root, "packages/core/src")
    .map((source) => ({
      path: source.path,
      lines: withoutComments(source)
        .split("\n")
        .filter((line) => line.trim() !== "").length
    }))
    .sort((a, b) => b.lines - a.lines)
  const median = sizes[Math.floor(sizes.length / 2)]?.lines ?? 0
  const problems = sizes
    .filter(({ lines }) => lines > hardStop)
    .map(({ lines, path }) => `${path} has ${lines} lines of code; the limit is ${hardStop}`)
  if (median > medianLimit) problems.push(`the median module of core has ${median} lines; the limit is ${medianLimit}`)
  const notes = sizes.slice(0, 5).map(({ lines, path }) => `${String(lines).padStart(5)}  ${path}`)
  return { problems, notes, summary: `${sizes.length} modules of core, median ${median} lines of code` }
}

if (import.meta.main) report("modules", check("."))
