// The guide on embedding: a host with its own tables, its own pool and its own transactions.
import { randomBytes } from "node:crypto"
import type * as Portal from "@agencybook/application/Portal"
import * as HostTransaction from "@agencybook/postgres/HostTransaction"
import * as Migrations from "@agencybook/postgres/Migrations"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import pg from "pg"
import { inject } from "vitest"
import { feed, household, roster } from "./fixture/roster.ts"

const schema = `guide_${randomBytes(6).toString("hex")}`
const pool = new pg.Pool({ connectionString: inject("server"), max: 2, options: `-c search_path=${schema}` })

// #region in-transaction
const options = { exchangeId: "california", schema }

/** Does something in one transaction of the host, with a portal inside it. */
const inTransaction = async <A>(work: (client: pg.PoolClient, portal: Portal.Portal) => Promise<A>): Promise<A> => {
  const client = await pool.connect()
  try {
    await client.query("begin")
    const answer = await work(client, HostTransaction.portal(HostTransaction.nodePostgres(client), options))
    await client.query("commit")
    return answer
  } catch (error) {
    await client.query("rollback")
    throw error
  } finally {
    client.release()
  }
}
// #endregion

// #region ask
interface Form {
  readonly id: string
  readonly caseId: string
  readonly agentId: string
  readonly signature: string
}

/** A consumer asks an agent for help: the form in a table of ours, the request in the book. */
const ask = (form: Form) =>
  inTransaction(async (client, portal) => {
    await client.query("insert into form (id, case_id) values ($1, $2)", [form.id, form.caseId])
    const reply = await portal.execute({
      id: `form-${form.id}`,
      actor: { _tag: "Consumer", caseId: form.caseId },
      command: {
        _tag: "RequestDelegation",
        delegationId: `request-${form.id}`,
        caseId: form.caseId,
        agentId: form.agentId,
        signedBy: form.signature
      }
    })
    const outcome = reply.ok ? "sent" : reply.refusal.message
    await client.query("update form set outcome = $2 where id = $1", [form.id, outcome])
    return reply
  })
// #endregion

describe("A host's own transaction", () => {
  beforeAll(async () => {
    await pool.query(
      `${Migrations.toSql(schema)};\ncreate table ${schema}.form (id text primary key, case_id text, outcome text)`
    )
    await inTransaction(async (_, portal) => {
      assert.isTrue((await portal.execute(roster)).ok)
      const command = { _tag: "RecordCases", entries: [household(1), household(2), household(3)] } as const
      assert.isTrue((await portal.execute({ id: "cases", actor: feed, command })).ok)
    })
  })
  afterAll(async () => {
    await pool.query(`drop schema ${schema} cascade`)
    await pool.end()
  })

  const forms = async () => (await pool.query("select id, outcome from form order by id")).rows
  const requests = async () => (await pool.query("select id from delegation order by id")).rows.map(({ id }) => id)

  it("commits both", async () => {
    const reply = await ask({ id: "1", caseId: "case-1", agentId: "ana", signature: "Zoë O'Brien-Śmith" })
    assert.isTrue(reply.ok)
    assert.deepStrictEqual(await forms(), [{ id: "1", outcome: "sent" }])
    assert.deepStrictEqual(await requests(), ["request-1"])
  })

  it("keeps the host's row when the rules refuse", async () => {
    const reply = await ask({ id: "2", caseId: "case-2", agentId: "nobody", signature: "Zoë O'Brien-Śmith" })
    assert.deepNestedInclude(reply, { ok: false, "refusal._tag": "Refused" })
    const [, second] = await forms()
    assert.strictEqual(second.outcome, reply.ok ? "" : reply.refusal.message)
    assert.deepStrictEqual(await requests(), ["request-1"])
  })

  it("leaves nothing of both when the host rolls back, and the same again goes through", async () => {
    // #region rollback
    const failed = await inTransaction(async (client, portal) => {
      const actor: Portal.ActorInput = { _tag: "Consumer", caseId: "case-3" }
      const command: Portal.CommandInput = {
        _tag: "RequestDelegation",
        delegationId: "request-3",
        caseId: "case-3",
        agentId: "ana",
        signedBy: "Zoë O'Brien-Śmith"
      }
      const reply = await portal.execute({ id: "form-3", actor, command })
      await client.query("insert into form (id) values ('1')") // There is one already: the host's own failure.
      return reply
    }).catch((error: pg.DatabaseError) => error.code)
    // #endregion
    assert.strictEqual(failed, "23505")
    assert.deepStrictEqual(await requests(), ["request-1"])
    const again = await ask({ id: "3", caseId: "case-3", agentId: "ana", signature: "Zoë O'Brien-Śmith" })
    assert.deepInclude(again, { ok: true, repeated: false })
    assert.deepStrictEqual(await requests(), ["request-1", "request-3"])
  })

  it("remembers a form that is sent twice", async () => {
    const twice = await inTransaction((_, portal) =>
      portal.execute({
        id: "form-1",
        actor: { _tag: "Consumer", caseId: "case-1" },
        command: {
          _tag: "RequestDelegation",
          delegationId: "request-1",
          caseId: "case-1",
          agentId: "ana",
          signedBy: "Zoë O'Brien-Śmith"
        }
      })
    )
    assert.deepInclude(twice, { ok: true, repeated: true })
  })
})
