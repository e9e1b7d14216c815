/**
 * Writes the public interface of every package to docs/api-report/; with `--check` only compares, so that no change
 * of it goes unnoticed. Needs a build.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { publicModules } from "./exports.ts"
import { folders, type Node, type Outcome, parse, read, report, withoutComments } from "./source.ts"

/** The declarations of one built module, without comments and imports. */
const declarations = (path: string, text: string): string => {
  const source = parse(path, text)
  const bare = withoutComments(source)
  return (source.program.body as ReadonlyArray<Node>)
    .filter((statement) => statement.type !== "ImportDeclaration")
    .map((statement) =>
      bare
        .slice(statement.start, statement.end)
        .replace(/[ \t]+$/gm, "")
        .replace(/\n{2,}/g, "\n")
    )
    .filter((statement) => statement.replace(/\s/g, "") !== "export{};")
    .join("\n")
}

/** Compares the reports below `root` with what was built and, when `write`, puts them right. */
export const check = (root: string, write: boolean): Outcome => {
  const problems: Array<string> = []
  let modules = 0
  for (const name of folders(root, "packages")) {
    const parts = [`# Public interface of @agencybook/${name}`, "Written by `npm run api` from the built declarations."]
    for (const module of publicModules(root, name)) {
      const path = `packages/${name}/dist/${module}.d.ts`
      if (!existsSync(join(root, path))) {
        problems.push(`${path} is missing; run \`npm run build\``)
        continue
      }
      modules++
      parts.push(`## ${module}`, `\`\`\`ts\n${declarations(path, read(root, path))}\n\`\`\``)
    }
    const report = `docs/api-report/${name}.md`
    const wanted = `${parts.join("\n\n")}\n`
    const found = existsSync(join(root, report)) ? read(root, report) : ""
    if (found === wanted) continue
    if (write) {
      mkdirSync(join(root, "docs/api-report"), { recursive: true })
      writeFileSync(join(root, report), wanted)
      continue
    }
    const [before, after] = [found.split("\n"), wanted.split("\n")]
    const at = after.findIndex((line, index) => line !== before[index])
    problems.push(
      `${report}:${at + 1} differs from the built declarations; run \`npm run api\` and add a changeset`,
      `  reported: ${before[at] ?? "(nothing)"}`,
      `  built:    ${after[at] ?? "(nothing)"}`
    )
  }
  return { problems, summary: `${modules} modules as reported` }
}

if (import.meta.main) report("api", check(".", !process.argv.includes("--check")))
