/** Measures what each public module of core costs an embedder: bundled, minified, compressed. Needs a build. */
import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import { gzipSync } from "node:zlib"
import { build } from "esbuild"
import { publicModules } from "./exports.ts"
import { type Outcome, report } from "./source.ts"

// 9 and 60 kB; what is compressed differs by some bytes from one version of zlib to the next, so none may stand at its limit.
// A refusal that is made when its module is loaded stays in every bundle that touches the module, unless
// the call is marked as pure.
const budgets = { rules: 9_216, schema: 61_440 }
// What the benchmarks set as a goal for a module of rules (item 10); those with many refusals in words are above it.
const goal = 3_072
// 28.5 kB, less than half of the others: whoever reads a policy loads no schema of a command, of an actor or of an address.
// 9.75 kB: notices tell of everything that happens, of counselors beside agents and of employers beside consumers.
// 9.75 kB: an agency brings along why it may be turned away, suspended or ended.
// The names of agencies are compared by letters of seven scripts, which the reading of facts brings along.
const own: Readonly<Record<string, number>> = { "schema/Policy": 29_184, Notice: 9_984, Agency: 9_984, Facts: 9_728 }

/** Measures the modules of core below `root`. */
export const check = async (root: string): Promise<Outcome> => {
  const problems: Array<string> = []
  const measured: Array<{ readonly module: string; readonly bytes: number; readonly limit: number }> = []
  for (const module of publicModules(root, "core")) {
    const file = resolve(root, `packages/core/dist/${module}.js`)
    if (!existsSync(file)) {
      problems.push(`${module} is not built; run \`npm run build\``)
      continue
    }
    const result = await build({
      stdin: { contents: `export * from ${JSON.stringify(file)}`, resolveDir: join(resolve(root), "packages/core") },
      bundle: true,
      minify: true,
      write: false,
      metafile: true,
      format: "esm",
      platform: "neutral",
      logLevel: "silent"
    })
    const bytes = gzipSync(result.outputFiles[0]?.contents ?? new Uint8Array()).length
    const mayUseEffect = module.startsWith("schema/") || module === "Effects"
    const limit = own[module] ?? (mayUseEffect ? budgets.schema : budgets.rules)
    measured.push({ module, bytes, limit })
    if (bytes > limit) problems.push(`${module} costs ${bytes} bytes compressed; the limit is ${limit}`)
    if (!mayUseEffect && Object.keys(result.metafile.inputs).some((input) => /node_modules\/effect\//.test(input))) {
      problems.push(`${module} brings effect along`)
    }
  }
  const largest = [...measured]
    .sort((a, b) => b.bytes / b.limit - a.bytes / a.limit)
    .slice(0, 8)
    .map(({ bytes, limit, module }) => `${module.padEnd(28)} ${bytes} of ${limit} bytes compressed`)
  const rules = measured.filter(({ limit }) => limit < budgets.schema && limit !== own["schema/Policy"])
  const small = rules.filter(({ bytes }) => bytes <= goal)
  return {
    problems,
    notes: [...largest, `${small.length} of ${rules.length} modules of rules within ${goal} bytes`],
    summary: `${measured.length} modules of core within their budgets`
  }
}

if (import.meta.main) report("size", await check("."))
