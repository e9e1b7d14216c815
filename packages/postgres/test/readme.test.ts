import { randomBytes } from "node:crypto"
import * as HostTransaction from "@agencybook/postgres/HostTransaction"
import * as Migrations from "@agencybook/postgres/Migrations"
import { assert, it } from "@effect/vitest"
import pg from "pg"
import { inject } from "vitest"
import { feed, household, roster } from "./fixture/roster.ts"

it("the README's example commits the host's row and ours together", async () => {
  const schema = `readme_${randomBytes(6).toString("hex")}`
  const pool = new pg.Pool({ connectionString: inject("server"), max: 1 })
  await pool.query(`${Migrations.toSql(schema)};\ncreate table ${schema}.welcome (case_id text)`)
  await pool.query(`set search_path = ${schema}`)
  const options = { exchangeId: "california", schema }
  await pool.query("begin")
  await HostTransaction.portal(HostTransaction.nodePostgres(pool), options).execute(roster)
  await pool.query("commit")

  // #region in-your-transaction
  const client = await pool.connect()
  await client.query("begin")
  await client.query("insert into welcome (case_id) values ($1)", ["case-1"])
  const portal = HostTransaction.portal(HostTransaction.nodePostgres(client), options)
  const reply = await portal.execute({
    id: "c-1",
    actor: feed,
    command: { _tag: "RecordCases", entries: [household(1, "ana")] }
  })
  await client.query(reply.ok ? "commit" : "rollback")
  client.release()
  // #endregion

  assert.isTrue(reply.ok)
  const { rows } = await pool.query(
    `select (select count(*)::int from welcome) as welcome, (select count(*)::int from ${schema}.consumer_case) as cases`
  )
  assert.deepStrictEqual(rows, [{ welcome: 1, cases: 1 }])
  await pool.query(`drop schema ${schema} cascade`)
  await pool.end()
})
