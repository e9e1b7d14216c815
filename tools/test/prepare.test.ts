import { spawn } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { describe, expect, test } from "vitest"
import { plant, repository } from "./plant.ts"

/** Stands in for npm: notes the call, takes a moment, and installs what the lockfile names or fails. */
const npm = `
const fs = require("node:fs")
fs.appendFileSync("calls", process.argv.slice(2).join(" ") + "\\n")
setTimeout(() => {
  if (fs.existsSync("broken")) {
    console.error("the registry is on fire")
    process.exit(3)
  }
  fs.mkdirSync("node_modules/a", { recursive: true })
  fs.copyFileSync("package-lock.json", "node_modules/.package-lock.json")
}, 300)
`
const lock = JSON.stringify({ packages: { "": {}, "node_modules/a": { version: "1.0.0", integrity: "sha512-x" } } })

/** Runs \`prepare\` on a folder in a process of its own. */
const prepare = (folder: string) =>
  new Promise<{ readonly code: number | null; readonly output: string }>((resolve) => {
    const module = pathToFileURL(join(repository, "tools/prepare.mjs")).href
    const script = `const { prepare } = await import("${module}"); await prepare(${JSON.stringify(folder)})`
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      env: { ...process.env, npm_execpath: join(folder, "npm-cli.js") }
    })
    let output = ""
    child.stderr.on("data", (part) => {
      output += part
    })
    child.on("close", (code) => resolve({ code, output }))
  })

const calls = (folder: string) => (existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8") : "")

describe("prepare", () => {
  test("two processes at once install once, a third finds the work done", async () => {
    const folder = plant({ "npm-cli.js": npm, "package-lock.json": lock })
    const [one, two] = await Promise.all([prepare(folder), prepare(folder)])
    expect([one.code, two.code]).toEqual([0, 0])
    expect(calls(folder).trim().split("\n")).toHaveLength(1)
    expect(calls(folder)).toMatch(/ci --no-audit --no-fund$/m)
    expect(one.output + two.output).toMatch(/done in \d+ s\./)
    expect(await prepare(folder)).toEqual({ code: 0, output: "" })
    expect(existsSync(join(folder, ".install.lock"))).toBe(false)
  })

  test("an installation by hand is recognised", async () => {
    const folder = plant({
      "npm-cli.js": npm,
      "package-lock.json": lock,
      "node_modules/.package-lock.json": lock,
      "node_modules/a/package.json": "{}"
    })
    expect(await prepare(folder)).toEqual({ code: 0, output: "" })
    expect(calls(folder)).toBe("")
  })

  test("an outdated installation is replaced", async () => {
    const old = lock.replace("1.0.0", "0.9.0")
    const folder = plant({
      "npm-cli.js": npm,
      "package-lock.json": lock,
      "node_modules/.package-lock.json": old,
      "node_modules/a/package.json": "{}"
    })
    expect((await prepare(folder)).code).toBe(0)
    expect(calls(folder)).not.toBe("")
  })

  test("a failure shows npm's words, keeps its exit code, and leaves no lock", async () => {
    const folder = plant({ "npm-cli.js": npm, "package-lock.json": lock, broken: "" })
    const { code, output } = await prepare(folder)
    expect(code).toBe(3)
    expect(output).toContain("the registry is on fire")
    expect(existsSync(join(folder, ".install.lock"))).toBe(false)
  })

  test("the lock of a dead process does not block", async () => {
    const folder = plant({ "npm-cli.js": npm, "package-lock.json": lock, ".install.lock": "999999999" })
    expect((await prepare(folder)).code).toBe(0)
  })
})

describe("run", () => {
  const run = (script: string, act: (child: ReturnType<typeof spawn>) => void) =>
    new Promise<readonly [number | null, string | null]>((resolve) => {
      const module = pathToFileURL(join(repository, "tools/prepare.mjs")).href
      const text = `import { run } from "${module}"; run(["-e", ${JSON.stringify(script)}])`
      const child = spawn(process.execPath, ["--input-type=module", "-e", text])
      child.stdout.once("data", () => act(child))
      child.on("close", (code, signal) => resolve([code, signal]))
    })

  test("an exit code is passed on", async () => {
    expect(await run("console.log(1); process.exitCode = 7", () => undefined)).toEqual([7, null])
  })

  test("a signal reaches the program, and its death by it is passed on", async () => {
    expect(await run("console.log(1); setInterval(() => 1, 99)", (child) => child.kill("SIGTERM"))).toEqual([
      null,
      "SIGTERM"
    ])
  })
})
