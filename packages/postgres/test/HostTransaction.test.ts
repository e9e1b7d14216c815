import { randomBytes } from "node:crypto"
import type { ActorInput, AnyCommandInput } from "@agencybook/application/CommandInput"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import type { Portal } from "@agencybook/application/Portal"
import { StoreError } from "@agencybook/application/Store"
import * as HostTransaction from "@agencybook/postgres/HostTransaction"
import * as Migrations from "@agencybook/postgres/Migrations"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import pg from "pg"
import postgres from "postgres"
import { inject } from "vitest"
import { anotherOver, hosts } from "./fixture/hosts.ts"
import { agent, feed, household, roster } from "./fixture/roster.ts"

const schema = `host_${randomBytes(6).toString("hex")}`
const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1 })
const now = () => Date.UTC(2026, 2, 2, 18)

const portalIn = (executor: HostTransaction.Executor): Portal =>
  HostTransaction.portal(executor, { exchangeId: "test", schema, secrets, now })

const undone = new Error("the host changes its mind")

const pool = (max = 1) => new pg.Pool({ connectionString: inject("server"), max })

const ourTables = ["agency", "agent", "employment", "consumer_case", "delegation", "command", "journal", "outbox"]

for (const make of hosts) {
  const host = make({ url: inject("server") })
  describe(`inside a transaction of ${host.name}`, () => {
    const table = `orders_${randomBytes(4).toString("hex")}`
    const insert = (executor: HostTransaction.Executor, note: string) =>
      executor(`insert into ${table} (note) values ($1)`, [note])
    const notes = async () => (await host.ask(`select note from ${table} order by note`)).map(({ note }) => note)
    const sizes = async () => {
      const counted = ourTables.map((one) => `(select count(*)::int from ${schema}.${one}) as ${one}`)
      return (await host.ask(`select ${counted.join(", ")}`))[0]
    }
    const send = (portal: Portal, id: string, actor: ActorInput, command: AnyCommandInput) =>
      portal.execute({ id, actor, command })

    beforeAll(async () => {
      await host.ask(`drop schema if exists ${schema} cascade`)
      await host.ask(Migrations.toSql(schema))
      await host.ask(`create table ${table} (note text)`)
      await host.begin((executor) => portalIn(executor).execute(roster))
    })
    afterAll(() => host.close())

    it("commits the host's rows and ours together", async () => {
      const reply = await host.begin(async (executor) => {
        await insert(executor, "together")
        return send(portalIn(executor), "cases-1", feed, { _tag: "RecordCases", entries: [household(1, "ana")] })
      })
      assert.isTrue(reply.ok)
      assert.deepStrictEqual(await notes(), ["together"])
      const book = await host.begin((executor) =>
        portalIn(executor).book({ actor: { _tag: "Agent", agentId: "ana" } }, { agencyId: "acme", agentId: "ana" })
      )
      assert.deepStrictEqual(book.ok && book.value.map(({ caseNumber }) => caseNumber), ["50000001"])
    })

    it("leaves no row of ours when the host rolls back", async () => {
      const before = await sizes()
      const failed = await host
        .begin(async (executor) => {
          await insert(executor, "never")
          const portal = portalIn(executor)
          const reply = await send(portal, "cases-2", feed, {
            _tag: "RecordCases",
            entries: [household(2, "ana"), household(3, "bo")]
          })
          assert.isTrue(reply.ok)
          throw undone
        })
        .catch((error: unknown) => error)
      assert.strictEqual(failed, undone)
      assert.deepStrictEqual(await sizes(), before)
      assert.notInclude(await notes(), "never")
    })

    it("leaves the host's earlier rows committable after a refusal, and goes on working", async () => {
      const before = (await sizes()) as Record<string, number>
      await host.begin(async (executor) => {
        await insert(executor, "kept")
        const portal = portalIn(executor)
        const refused = await send(
          portal,
          "book-of-max",
          { _tag: "Agent", agentId: "ana" },
          {
            _tag: "TransferBook",
            transferId: "t-1",
            agencyId: "acme",
            fromAgentId: "bo",
            toAgentId: "ana",
            reason: "workload"
          }
        )
        assert.isFalse(refused.ok)
        const malformed = await send(portal, "bad", feed, { _tag: "RecordCases", entries: "none" as never })
        assert.isFalse(malformed.ok)
        const reply = await send(portal, "cases-4", feed, { _tag: "RecordCases", entries: [household(4)] })
        assert.isTrue(reply.ok)
      })
      assert.include(await notes(), "kept")
      const after = (await sizes()) as Record<string, number>
      assert.strictEqual(after.consumer_case, (before.consumer_case as number) + 1)
      assert.strictEqual(after.command, (before.command as number) + 1)
    })

    it("leaves nothing of a command that the database refuses, and the transaction usable", async () => {
      // The constraint is the host's; core cannot know it, so our statement fails in the middle of a commit.
      await host.ask(`alter table ${schema}.consumer_case add constraint host_rule check (id <> 'case-13')`)
      const whole = host.begin(async (executor) => {
        await insert(executor, "before the failure")
        const failed = await send(portalIn(executor), "cases-13", feed, {
          _tag: "RecordCases",
          entries: [household(13, "bo")]
        }).catch((error: unknown) => error)
        assert.instanceOf(failed, StoreError)
        assert.include((failed as StoreError).message, "host_rule")
        assert.notInclude(String(failed), "O'Brien")
        await insert(executor, "after the failure")
      })
      const ended = await whole.then(
        () => "committed",
        () => "rolled back"
      )
      assert.strictEqual(ended, host.failsWhole === true ? "rolled back" : "committed")
      const expected = host.failsWhole === true ? [] : ["after the failure", "before the failure"]
      assert.deepStrictEqual(
        (await notes()).filter((note) => String(note).includes("the failure")),
        expected
      )
      const [row] = await host.ask(`select count(*)::int as n from ${schema}.command where command_id = 'cases-13'`)
      assert.strictEqual(row?.n, 0)
    })

    it("remembers a command across transactions, once it is committed", async () => {
      const command = { _tag: "RecordCases", entries: [household(5)] } as const
      const replies = [1, 2].map(() => host.begin((executor) => send(portalIn(executor), "cases-5", feed, command)))
      const [first, second] = await Promise.all(replies)
      assert.isTrue(first?.ok && second?.ok)
      assert.deepStrictEqual([first?.ok && first.repeated, second?.ok && second.repeated].sort(), [false, true])
    })

    it("carries out commands that are started side by side, one after the other", async () => {
      const replies = await host.begin(async (executor) => {
        const portal = portalIn(executor)
        return Promise.all(
          [6, 7, 8, 9].map((n) =>
            send(portal, `cases-${n}`, feed, { _tag: "RecordCases", entries: [household(n, n % 2 ? "ana" : "bo")] })
          )
        )
      })
      assert.deepStrictEqual(
        replies.map(({ ok }) => ok),
        [true, true, true, true]
      )
      const roster = await host.begin((executor) =>
        portalIn(executor).roster({ actor: { _tag: "Agent", agentId: "max" } }, "acme")
      )
      assert.isTrue(roster.ok)
    })

    it("lets portals over one transaction take turns, side by side", async () => {
      const replies = await host.begin((first) =>
        Promise.all(
          [20, 21, 22, 23].map((n) => {
            // What the wrapper is given is the same each time, as where two parts of a host make a portal each.
            const portal = portalIn(anotherOver(first))
            return send(portal, `cases-${n}`, feed, { _tag: "RecordCases", entries: [household(n, "ana")] })
          })
        )
      )
      assert.deepStrictEqual(
        replies.map(({ ok }) => ok),
        [true, true, true, true]
      )
      const [row] = await host.ask(`select count(*)::int as n from ${schema}.command where command_id like 'cases-2_'`)
      assert.strictEqual(row?.n, 4)
    })

    it("says plainly when the host's transaction has failed already", async () => {
      const failed = await host
        .begin(async (executor) => {
          await executor("select 1/0", []).catch(() => undefined)
          return send(portalIn(executor), "cases-10", feed, { _tag: "RecordCases", entries: [household(10)] })
        })
        .catch((error: unknown) => error)
      assert.instanceOf(failed, StoreError)
      assert.match((failed as StoreError).message, /transaction cannot be used \(`25P02`\); roll it back/)
      assert.isFalse((failed as StoreError).isRetryable)
    })

    it("adds an agent that a later reader outside sees", async () => {
      await host.begin(async (executor) => {
        const agents = [agent("cy", "1A00009")]
        const reply = await send(portalIn(executor), "roster-2", feed, { _tag: "RecordRoster", agencies: [], agents })
        assert.isTrue(reply.ok)
      })
      const [row] = await host.ask(`select record->'name'->>'last' as last from ${schema}.agent where id = 'cy'`)
      assert.strictEqual(row?.last, "Null")
    })
  })
}

describe("a connection in no transaction", () => {
  it("is refused before anything is written", async () => {
    const connections = pool()
    const failed = await portalIn(HostTransaction.nodePostgres(connections))
      .execute(roster)
      .catch((error: unknown) => error)
    await connections.end()
    assert.instanceOf(failed, StoreError)
    assert.match((failed as StoreError).message, /in no transaction; begin one/)
  })
})

describe("a transaction of the host that sees, or may do, less", () => {
  const name = `less_${randomBytes(4).toString("hex")}`
  const connections = pool(3)
  const over = (executor: HostTransaction.Executor) =>
    HostTransaction.portal(executor, { exchangeId: "test", schema: name, secrets, now })
  const cases = (id: string, n: number) => ({
    id,
    actor: feed,
    command: { _tag: "RecordCases" as const, entries: [household(n, "ana")] }
  })
  const caught = (error: unknown) => error as StoreError
  /** Work in a transaction of its own, with how often it was begun inside, and how the transaction ended. */
  const within = async <A>(begin: string, work: (executor: HostTransaction.Executor, client: pg.PoolClient) => A) => {
    const client = await connections.connect()
    const plain = HostTransaction.nodePostgres(client)
    let begun = 0
    const counted: HostTransaction.Executor = (text, params) => {
      if (text.startsWith("SAVEPOINT")) begun++
      return plain(text, params)
    }
    try {
      await client.query(begin)
      const answer = await work(counted, client)
      const { command } = await client.query("commit")
      return { answer, begun, command }
    } finally {
      client.release()
    }
  }
  beforeAll(async () => {
    await connections.query(Migrations.toSql(name))
    await within("begin", (executor) => over(executor).execute(roster))
  })
  afterAll(() => connections.end())

  for (const [place, level] of ["repeatable read", "serializable"].entries())
    it(`is told once, and in words, that another one wrote what may not be seen at ${level}`, async () => {
      const n = 10 * (place + 1)
      const { answer, begun } = await within(`begin isolation level ${level}`, async (executor, client) => {
        await client.query(`select from ${name}.migration`)
        await within("begin", (other) => over(other).execute(cases(`other-${n}`, n)))
        return over(executor)
          .execute(cases(`late-${n}`, n + 1))
          .catch(caught)
      })
      assert.instanceOf(answer, StoreError)
      const wayOut = "roll it back, and do all of it again in a new one"
      assert.strictEqual(
        (answer as StoreError).message,
        `somebody else wrote at the same time what a transaction at \`${level}\` may not see (\`40001\`); ${wayOut}`
      )
      assert.isTrue((answer as StoreError).isRetryable)
      assert.strictEqual(begun, 1)
      const anew = await within(`begin isolation level ${level}`, (executor) =>
        over(executor).execute(cases(`late-${n}`, n + 1))
      )
      assert.isTrue(anew.answer.ok)
    })

  it("says that what is looked at is logged, where the transaction is read only", async () => {
    const asked = { actor: { _tag: "Agent", agentId: "ana" } } as const
    const { answer, begun, command } = await within("begin read only", async (executor) => [
      await over(executor).book(asked, { agencyId: "acme", agentId: "ana" }).catch(caught),
      await over(executor).execute(cases("read-only", 40)).catch(caught)
    ])
    const problem = "the host's transaction is read only (`25006`), and what is done or looked at is logged"
    for (const one of answer) {
      assert.instanceOf(one, StoreError)
      assert.strictEqual((one as StoreError).message, `${problem}; begin one that may write`)
      assert.isFalse((one as StoreError).isRetryable)
    }
    assert.strictEqual(begun, 2)
    assert.strictEqual(command, "COMMIT")
  })

  it("goes on when a statement took too long, which is said once", async () => {
    const holder = await connections.connect()
    await holder.query("begin")
    await holder.query(`lock table ${name}.consumer_case in access exclusive mode`)
    const { answer, begun, command } = await within("begin", async (executor, client) => {
      await client.query(`create table ${name}.before_too_long ()`)
      await client.query("set local statement_timeout = 300")
      return over(executor).execute(cases("too-long", 50)).catch(caught)
    })
    await holder.query("rollback")
    holder.release()
    assert.instanceOf(answer, StoreError)
    const problem = "a statement took longer than the host's `statement_timeout`, or was cancelled (`57014`)"
    const wayOut =
      "nothing of the command was written, and the transaction can go on; send the command again with more time"
    assert.strictEqual((answer as StoreError).message, `${problem}; ${wayOut}`)
    assert.strictEqual(begun, 1)
    assert.strictEqual(command, "COMMIT")
    assert.strictEqual(
      (await connections.query(`select to_regclass('${name}.before_too_long') as t`)).rows[0].t !== null,
      true
    )
  })

  it("has to be rolled back when leaving the savepoint took too long", async () => {
    const { answer, command } = await within("begin", async (executor, client) => {
      const slow: HostTransaction.Executor = async (text, params) => {
        if (text.startsWith("RELEASE")) {
          await client.query("set local statement_timeout = 50")
          await client.query("select pg_sleep(5)")
        }
        return executor(text, params)
      }
      return over(slow).execute(cases("left-late", 60)).catch(caught)
    })
    assert.match((answer as StoreError).message, /transaction cannot be used \(`25P02`\); roll it back/)
    assert.strictEqual(command, "ROLLBACK")
  })
})

describe("a connection that changes what the database answers", () => {
  const name = `changed_${randomBytes(4).toString("hex")}`
  const plain = pool()
  beforeAll(async () => {
    await plain.query(Migrations.toSql(name))
  })
  afterAll(() => plain.end())

  const said = async (executor: HostTransaction.Executor): Promise<ReadonlyArray<string>> => {
    const portal = HostTransaction.portal(executor, { exchangeId: "test", schema: name, secrets, now })
    const answers = [
      portal.execute(roster),
      portal.auditTrail({ actor: { _tag: "Exchange", userId: "u" }, reason: "audit" }, {}, { limit: 5 }),
      portal.claimLetters({})
    ]
    const told = await Promise.all(answers.map((one) => Promise.resolve(one).catch((error: unknown) => error)))
    return told.map((error) => (error instanceof StoreError && !error.isRetryable ? error.message : String(error)))
  }
  const wayOut = "hand over a connection without transforms and type parsers of the host's own"

  it("is refused where postgres.js renames columns", async () => {
    const client = postgres(inject("server"), { max: 1, onnotice: () => undefined, transform: postgres.camel })
    const told = (await client.begin((tx) => said(HostTransaction.postgresJs(tx)))) as unknown
    await client.end()
    const problem = "the host's connection renames or leaves out columns of our answers"
    assert.deepStrictEqual(told, Array(3).fill(`${problem}; ${wayOut}`))
  })

  for (const [oid, type, own] of [
    [114, "json", String],
    [3802, "jsonb", String],
    [16, "boolean", String],
    [23, "integer", BigInt]
  ] as const)
    it(`is refused where the host reads ${type} in a way of its own, and the host's rows are committed`, async () => {
      const getTypeParser = ((asked: number, format: "text") =>
        asked === oid ? own : pg.types.getTypeParser(asked, format)) as typeof pg.types.getTypeParser
      const client = new pg.Client({ connectionString: inject("server"), types: { getTypeParser } })
      await client.connect()
      await client.query("begin")
      await client.query(`create table ${name}.mine_${oid} ()`)
      const told = await said(HostTransaction.nodePostgres(client))
      const end = await client.query("commit")
      await client.end()
      const problem = `the host's connection changes values of the type \`${type}\` in our answers`
      assert.deepStrictEqual(told, Array(3).fill(`${problem}; ${wayOut}`))
      assert.strictEqual(end.command, "COMMIT")
    })
})
