// The store in transactions of a host keeps the contract, all of it that says anything about such a transaction.
import { readFileSync } from "node:fs"
import * as HostTransaction from "@agencybook/postgres/HostTransaction"
import * as Migrations from "@agencybook/postgres/Migrations"
import * as StoreContract from "@agencybook/testing/StoreContract"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import pg from "pg"
import { inject } from "vitest"
import { freshSchema } from "./databases.ts"
import * as HostContract from "./fixture/host-contract.ts"
import * as HostStore from "./fixture/host-store.ts"
import { hosts } from "./fixture/hosts.ts"

// Every single question is a savepoint of its own in a host's transaction, which holds what making the schema takes.
const patience = { deadlineMillis: 150_000, largest: 2001 }
const image = new Uint8Array(readFileSync(inject("image")))
const made = hosts.map((make) => make({ url: inject("server"), connections: 40, image }))
const dealt = HostContract.dealt(made)

describe("what the contract asks of a host's transaction", () => {
  const { own, shared, unaskable } = HostContract
  it("is every check, in one transaction or in one for each call, or it is said why it cannot be asked", () => {
    const asked = new Set([...shared, ...own({})].map(({ name }) => name))
    for (const { name, needs = [] } of StoreContract.checks) {
      const excused = [needs].flat().some((need) => unaskable[need] !== undefined)
      assert.strictEqual(asked.has(name), !excused, `\`${name}\` is in neither list, or in both`)
    }
  })

  it("leaves nothing out for a reason that no check gives", () => {
    for (const need of Object.keys(unaskable))
      assert.isTrue(
        StoreContract.checks.some(({ needs = [] }) => [needs].flat().includes(need as never)),
        need
      )
  })

  it("is asked of one host whole, and of the others together once more", () => {
    const [first = [], ...others] = dealt
    assert.strictEqual(first.length, own({}).length)
    const named = (checks: ReadonlyArray<StoreContract.Check>) => checks.map(({ name }) => name).sort()
    assert.deepStrictEqual(named(others.flat()), named(first))
    for (const part of others) assert.isAbove(part.length, 5)
  })
})

describe("the store inside one transaction of a host keeps the contract", () => {
  const schema = freshSchema()
  const connections = new pg.Pool({ connectionString: inject("server"), max: 1 })
  beforeAll(async () => {
    await connections.query(Migrations.toSql(schema))
  })
  afterAll(() => connections.end())

  for (const check of HostContract.shared) {
    it(`${check.promise} ${check.name}`, async () => {
      const client = await connections.connect()
      await client.query("begin")
      try {
        const store = HostTransaction.layer(HostTransaction.nodePostgres(client), { exchangeId: "test", schema })
        await Effect.runPromise(StoreContract.against(check, store, patience))
      } finally {
        await client.query("rollback")
        client.release()
      }
    })
  }
})

for (const [n, host] of made.entries()) {
  describe(`the store in transactions of ${host.name}, one for each call, keeps the contract`, () => {
    const schema = freshSchema()
    beforeAll(async () => {
      await host.ask(Migrations.toSql(schema))
      await Effect.runPromise(
        Effect.provide(StoreContract.neighbour, HostStore.over(host, { exchangeId: "another", schema }))
      )
    })
    afterAll(() => host.close())

    for (const [place, check] of (dealt[n] ?? []).entries())
      it(`${check.promise} ${check.name}`, () =>
        Effect.runPromise(
          StoreContract.against(check, HostStore.over(host, { exchangeId: `test-${place}`, schema }), patience)
        ))
  })
}
