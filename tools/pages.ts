/** Generated pages of docs/: Markdown that cannot be broken by what it quotes, written or compared. */
import { existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { read } from "./source.ts"

/** A page with its path below the repository. */
export interface Page {
  readonly path: string
  readonly text: string
}

/** Text for one cell of a table, in one line and without meaning to Markdown; what stands in backticks is left alone. */
export const cell = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .split(/(`[^`]*`)/)
    .map((part, n) => (n % 2 === 1 ? part.replace(/\|/g, "\\|") : part.replace(/[\\|<>*_#[\]]/g, "\\$&")))
    .join("")
    .trim()

/** A table; cells are written as they are, so that they can hold links. */
export const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n")

/** A page from its paragraphs. */
export const page = (path: string, ...parts: ReadonlyArray<string>): Page => ({ path, text: `${parts.join("\n\n")}\n` })

/** Writes the pages, or says where one differs from what it should be. */
export const settle = (root: string, pages: ReadonlyArray<Page>, write: boolean): ReadonlyArray<string> =>
  pages.flatMap(({ path, text }) => {
    const found = existsSync(join(root, path)) ? read(root, path) : ""
    if (found === text) return []
    if (write) {
      writeFileSync(join(root, path), text)
      return []
    }
    const [before, after] = [found.split("\n"), text.split("\n")]
    const at = after.findIndex((line, index) => line !== before[index])
    return [
      `${path}:${at + 1} is not what it is made of; run \`npm run rules -- --write\``,
      `  there:  ${before[at] ?? "(nothing)"}`,
      `  should: ${after[at] ?? "(nothing)"}`
    ]
  })
