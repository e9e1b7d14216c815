// A PostgreSQL server for one comparison, and a new database on it for each measurement.
import { createHash, randomBytes } from "node:crypto"
import { performance } from "node:perf_hooks"
import * as Agencybook from "@agencybook/application/Agencybook"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import { calheers } from "@agencybook/core/Policy"
import * as Migrations from "@agencybook/postgres/Migrations"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as RowSecurity from "@agencybook/postgres/RowSecurity"
import * as Server from "@agencybook/postgres/Server"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import pg from "pg"

/** Starts a server with the settings that it has out of the box, memory apart. */
export const ground = async () => {
  const Servers = await import("../../packages/postgres/test/fixture/server.ts")
  const server = await Servers.make({ shared_buffers: "512MB", max_wal_size: "4GB" })
  await server.start()
  return { env: { BENCH_POSTGRES: server.url }, end: server.remove }
}

const admin = async (work) => {
  const client = new pg.Client(process.env.BENCH_POSTGRES)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Runs `work` on a new database, whose connections wait for the disk at a commit or do not. */
export const database = async ({ durable = true }, work) => {
  const name = `bench_${randomBytes(6).toString("hex")}`
  await admin(async (client) => {
    await client.query(`create database ${name}`)
    await client.query(`alter database ${name} set synchronous_commit = ${durable ? "on" : "off"}`)
  })
  const url = new URL(process.env.BENCH_POSTGRES)
  url.pathname = `/${name}`
  try {
    return await work(url.href)
  } finally {
    await admin((client) => client.query(`drop database ${name} with (force)`))
  }
}

/** Clients of node-postgres, each with a connection of its own. */
export const clients = (url, count) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const client = new pg.Client(url)
      await client.connect()
      return client
    })
  )

export const exchangeId = "bench"

/** Our tables in a database, used as the role of the application, which row security binds. */
export const migrate = async (url) => {
  await admin((client) => client.query(RowSecurity.createRole(RowSecurity.applicationRole)))
  const made = Migrations.run("agencybook", { role: RowSecurity.applicationRole })
  await Effect.runPromise(Effect.provide(made, Server.layer({ url: Redacted.make(url) })))
}

/** The portal logic over a database, as a function that runs effects. */
export const portal = (url, connections) => {
  const runtime = ManagedRuntime.make(
    Agencybook.layer({ policy: calheers, deadlineMillis: Number.POSITIVE_INFINITY }).pipe(
      Layer.provideMerge(NodeSecrets.layer()),
      Layer.provideMerge(PostgresStore.layer({ exchangeId })),
      Layer.provide(
        Server.layer({ url: Redacted.make(url), connections, statementTimeout: 600_000, idleTimeout: 600_000 })
      )
    )
  )
  return { run: (effect) => runtime.runPromise(effect), close: () => runtime.dispose() }
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]

/** A digest of texts in their order. */
export const digestOf = (texts) => createHash("sha256").update(texts.join("\n")).digest("hex").slice(0, 8)

/**
 * Has each of some clients carry out its share of the commands, one after the other, and takes the time of each.
 * `one(client, n)` is the `n`-th command of a client.
 */
export const drive = async ({ clients: count, commands, one, warm }) => {
  const each = async (from, until, times) => {
    const loop = async (client) => {
      for (let n = from; n < until; n++) {
        const start = performance.now()
        await one(client, n)
        times?.push(performance.now() - start)
      }
    }
    await Promise.all(Array.from({ length: count }, (_, client) => loop(client)))
  }
  await each(0, warm)
  const times = []
  const start = performance.now()
  await each(warm, warm + commands, times)
  const millis = performance.now() - start
  const sorted = times.toSorted((a, b) => a - b)
  return {
    perSecond: (times.length / millis) * 1000,
    nanoseconds: (millis * 1e6) / times.length,
    p50: at(sorted, 0.5),
    p99: at(sorted, 0.99)
  }
}
