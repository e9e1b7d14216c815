import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { PGlite } from "@electric-sql/pglite"
import pg from "pg"
import type { TestProject } from "vitest/node"
import * as PostgresServer from "./fixture/server.ts"

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

export default async (project: TestProject) => {
  const server = await PostgresServer.make({ fsync: "off" })
  await server.start()
  const image = join(server.folder, "image.tar")
  const db = await PGlite.create()
  writeFileSync(image, new Uint8Array(await (await db.dumpDataDir("none")).arrayBuffer()))
  await db.close()
  const urlOf = (role: string) => {
    const url = new URL(server.url)
    url.username = role
    return url.href
  }
  const admin = new pg.Client(server.url)
  await admin.connect()
  const { password } = new URL(server.url)
  for (const role of ["agencybook_owner", "agencybook_app"])
    await admin.query(`create role ${role} login password '${password}'`)
  await admin.query("grant create on database postgres to agencybook_owner")
  await admin.end()
  project.provide("server", server.url)
  project.provide("owner", urlOf("agencybook_owner"))
  project.provide("application", urlOf("agencybook_app"))
  project.provide("image", image)
  return server.remove
}
