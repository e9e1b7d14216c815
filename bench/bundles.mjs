// What an import costs: the bytes of a bundle, and what the start of a process that loads it costs. Item P10.
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { loadavg } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { nodeResolve } from "@rollup/plugin-node-resolve"
import { build, transform } from "esbuild"
import { rollup } from "rollup"
import { median } from "./lib/measure.mjs"

const here = dirname(fileURLToPath(import.meta.url))
const core = (module) => `export * from "@agencybook/core/${module}"`
const peer = (name) => `export * from "./bundles/${name}.mjs"`

// Goals in bytes after gzip and in milliseconds over an empty script; `under` names a bundle to stay below.
const pure = { bytes: 3072, millis: 3 }
const entries = {
  "core/Authority": { text: core("Authority"), goal: pure },
  "core/Delegation": { text: core("Delegation"), goal: pure },
  "core/Certification": { text: core("Certification"), goal: pure },
  "core/AccessCode": { text: core("AccessCode"), goal: pure },
  "core/BookCube": { text: core("BookCube"), goal: pure },
  "core/Money": { text: core("Money"), goal: pure },
  "core/schema/Policy": { text: core("schema/Policy"), goal: { under: "zod" } },
  "core/schema/Command": { text: core("schema/Command") },
  "effect Schema, a profile": { text: peer("effect"), goal: { under: "zod" } },
  zod: { text: peer("zod") },
  "zod/mini": { text: peer("zod-mini") },
  valibot: { text: peer("valibot") },
  arktype: { text: peer("arktype") },
  "@casl/ability": { text: `export * from "@casl/ability"` },
  robot3: { text: `export * from "robot3"` },
  xstate: { text: `export * from "xstate"` }
}

const conditions = ["@agencybook/source"]

const byEsbuild = async (text) => {
  const { outputFiles } = await build({
    stdin: { contents: text, resolveDir: here },
    bundle: true,
    conditions,
    format: "esm",
    legalComments: "none",
    logLevel: "silent",
    minify: true,
    platform: "node",
    write: false
  })
  return outputFiles[0].text
}

// Rollup knows no TypeScript and does not minify: esbuild does these two, file by file and at the end.
const types = {
  name: "types",
  transform: async (code, file) => (file.endsWith(".ts") ? (await transform(code, { loader: "ts" })).code : null)
}
const entry = (text) => ({
  name: "entry",
  resolveId: (name) => (name === "entry" ? join(here, "entry.mjs") : null),
  load: (file) => (file === join(here, "entry.mjs") ? text : null)
})
const byRollup = async (text) => {
  const exportConditions = [...conditions, "node", "import", "default"]
  const bundle = await rollup({
    input: "entry",
    onLog: () => undefined,
    plugins: [entry(text), nodeResolve({ exportConditions, extensions: [".mjs", ".js", ".ts"] }), types]
  })
  const { output } = await bundle.generate({ format: "es" })
  await bundle.close()
  return (await transform(output[0].code, { format: "esm", legalComments: "none", minify: true })).code
}

const compressed = (code) => gzipSync(code, { level: 9 }).length

// The time of the processor, which what else the machine does lengthens least.
const report = "const { system, user } = process.cpuUsage(); console.log((system + user) / 1000)"

/** Milliseconds that each script costs over an empty one, in fresh processes that take turns. */
const startUp = (folder, bundles, rounds) => {
  const names = Object.keys(bundles)
  const files = names.map((_, n) => join(folder, `${n}.mjs`))
  const scripts = names.map((_, n) => join(folder, `start-${n}.mjs`))
  names.forEach((name, n) => {
    writeFileSync(files[n], bundles[name])
    writeFileSync(
      scripts[n],
      (bundles[name] === "" ? "" : `import * as all from "./${n}.mjs"; globalThis.kept = all; `) + report
    )
  })
  const millis = names.map(() => [])
  // The first round fills the caches of the disk and does not count.
  for (let round = -1; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const n = (turn + round + names.length) % names.length
      const child = spawnSync(process.execPath, [scripts[n]], { encoding: "utf8" })
      if (child.status !== 0) throw new Error(`${names[n]} does not start\n${child.stderr}`)
      if (round >= 0) millis[n].push(Number(child.stdout))
    }
  }
  return Object.fromEntries(names.map((name, n) => [name, median(millis[n].map((one, i) => one - millis[0][i]))]))
}

/** Bundles, starts and prints; answers what misses its goal by more than a quarter. */
export const measure = async (rounds) => {
  const sizes = {}
  const bundles = { "an empty script": "" }
  for (const [name, { text }] of Object.entries(entries)) {
    bundles[name] = await byEsbuild(text)
    sizes[name] = { esbuild: compressed(bundles[name]), rollup: compressed(await byRollup(text)) }
    process.stderr.write(`P10: ${name} is bundled\n`)
  }
  mkdirSync(join(here, "results"), { recursive: true })
  const folder = mkdtempSync(join(here, "results", "bundles-"))
  let millis
  try {
    millis = startUp(folder, bundles, rounds)
  } finally {
    rmSync(folder, { recursive: true })
  }
  console.log("\n## P10\n")
  console.log(
    `${rounds} rounds, load ${loadavg()
      .map((one) => one.toFixed(1))
      .join(" ")}; minified, gzip level 9\n`
  )
  console.log("| import | esbuild, bytes | rollup, bytes | start over an empty script, ms of the processor | goal |")
  console.log("|---|---:|---:|---:|---|")
  const missed = []
  for (const [name, { goal = {} }] of Object.entries(entries)) {
    const { esbuild, rollup: rolled } = sizes[name]
    // What an import is to stay below is bundled by the same bundler.
    const limit = (bundler) => (goal.under === undefined ? goal.bytes : sizes[goal.under][bundler])
    const isOver = (bundler) => limit(bundler) !== undefined && sizes[name][bundler] > limit(bundler) * 1.25
    const words =
      goal.under === undefined ? goal.bytes && `${goal.bytes} bytes, ${goal.millis} ms` : `below ${goal.under}`
    if (isOver("esbuild") || isOver("rollup")) missed.push(name)
    console.log(`| ${name} | ${esbuild} | ${rolled} | ${millis[name].toFixed(1)} | ${words ?? ""} |`)
  }
  return { missed, sound: true }
}
