/**
 * Holds the TypeScript and JavaScript in our documents to code that runs: each fence names a region of a source file and equals it.
 * With `--write` the fences are brought up to date.
 */
import { existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { folders, list, type Outcome, read, report } from "./source.ts"

const marker = /^<!-- region: ([^#\s]+)#([\w-]+) -->$/

/** The lines of a region, without the markers of regions inside it and without the common indentation. */
const region = (root: string, path: string, name: string): string | undefined => {
  if (!existsSync(join(root, path))) return undefined
  const lines = read(root, path).split("\n")
  const start = lines.findIndex((line) => line.trim() === `// #region ${name}`)
  if (start === -1) return undefined
  const inside: Array<string> = []
  let depth = 1
  for (const line of lines.slice(start + 1)) {
    if (line.trim().startsWith("// #region ")) depth++
    else if (line.trim().startsWith("// #endregion")) depth--
    else inside.push(line)
    if (depth === 0) break
  }
  if (depth !== 0) return undefined
  const indents = inside.filter((line) => line.trim() !== "").map((line) => line.search(/\S/))
  const indent = indents.length === 0 ? 0 : Math.min(...indents)
  return inside
    .map((line) => line.slice(indent).trimEnd())
    .join("\n")
    .trim()
}

/** Checks one document and returns it with its fences brought up to date. */
const judge = (root: string, path: string, text: string) => {
  const lines = text.split("\n")
  const out: Array<string> = []
  const problems: Array<string> = []
  let fences = 0
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ""
    out.push(line)
    if (marker.test(line.trim()) && !/^\s*[`~]{3}/.test(lines[at + 1] ?? "")) {
      problems.push(`${path}:${at + 1} names a region and shows no code of it; run \`npm run examples\``)
      out.push("```ts", "```")
    }
    const open = /^\s*(`{3,}|~{3,})\s*([\w-]*)/.exec(line)
    if (open === null) continue
    const [, fence = "", language = ""] = open
    const end = lines.findIndex((other, index) => index > at && other.trim() === fence)
    if (end === -1) {
      problems.push(`${path}:${at + 1} opens a fence that is never closed`)
      break
    }
    const body = lines.slice(at + 1, end)
    let wanted = body.join("\n")
    if (/^(ts|tsx|typescript|mts|js|mjs|javascript)$/.test(language)) {
      fences++
      const source = marker.exec(lines[at - 1]?.trim() ?? "")
      const [, file = "", name = ""] = source ?? []
      const found = source === null ? undefined : region(root, file, name)
      if (source === null) problems.push(`${path}:${at + 1} shows code without a \`region\` line above it`)
      else if (found === undefined) problems.push(`${path}:${at + 1} names ${file}#${name}, which does not exist`)
      else {
        if (found !== wanted) problems.push(`${path}:${at + 1} differs from ${file}#${name}; run \`npm run examples\``)
        wanted = found
      }
    }
    out.push(...wanted.split("\n").slice(body.length === 0 && wanted === "" ? 1 : 0), lines[end] ?? "")
    at = end
  }
  return { fences, problems, text: out.join("\n") }
}

/** Checks README.md, those of the packages, and the documents below docs/; generated folders are left out. */
export const check = (root: string, write: boolean): Outcome => {
  const documents = [
    ...(existsSync(join(root, "README.md")) ? ["README.md"] : []),
    ...folders(root, "packages")
      .map((name) => `packages/${name}/README.md`)
      .filter((path) => existsSync(join(root, path))),
    ...list(root, "docs", /\.md$/).filter((path) => !/^docs\/(api|api-report)\//.test(path))
  ]
  const problems: Array<string> = []
  let fences = 0
  for (const path of documents) {
    const text = read(root, path)
    const first = judge(root, path, text)
    fences += first.fences
    // A fence that was missing is there after the first time, and has its code after the second.
    const written = write ? judge(root, path, first.text) : first
    if (write && written.text !== text) writeFileSync(join(root, path), written.text)
    problems.push(...(write ? judge(root, path, written.text).problems : first.problems))
  }
  return { problems, summary: `${fences} examples in ${documents.length} documents match code that runs` }
}

if (import.meta.main) report("examples", check(".", process.argv.includes("--write")))
