import { randomBytes } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Portal } from "@agencybook/application/Portal"
import * as Embedded from "@agencybook/postgres/Embedded"
import * as Server from "@agencybook/postgres/Server"
import { assert, describe, it } from "@effect/vitest"
import pg from "pg"
import { inject } from "vitest"
import { feed, household, roster } from "./fixture/roster.ts"

const delivery = { id: "c-1", actor: feed, command: { _tag: "RecordCases", entries: [household(1, "ana")] } } as const
const ana = { actor: { _tag: "Agent", agentId: "ana" } } as const
const scope = { agencyId: "acme", agentId: "ana" }

const used = async (portal: Portal) => {
  assert.isTrue((await portal.execute(roster)).ok)
  const reply = await portal.execute(delivery)
  assert.isTrue(reply.ok)
  return reply
}

describe("A portal over a database of its own", () => {
  it("keeps what happened in a folder, without a line of Effect", async () => {
    const folder = mkdtempSync(join(tmpdir(), "agencybook-"))
    // #region embedded-portal
    const key = randomBytes(32)
    const portal = Embedded.portal({ directory: join(folder, "database"), key })
    // #endregion
    const reply = await used(portal)
    await portal.close()
    const again = Embedded.portal({ directory: join(folder, "database"), key })
    assert.deepStrictEqual(await again.execute(delivery), { ...reply, repeated: true })
    const book = await again.book(ana, scope)
    assert.strictEqual(book.ok && book.value.length, 1)
    await again.close()
    rmSync(folder, { recursive: true })
  })

  it("works on a server over a pool of its own, which ends with it", async () => {
    const schema = `own_${randomBytes(6).toString("hex")}`
    const url = inject("server")
    const look = new pg.Client(url)
    await look.connect()
    // #region server-portal
    const portal = Server.portal({ url, exchangeId: "california", schema, migrate: true, connections: 4 })
    // #endregion
    await used(portal)
    const book = await portal.book(ana, scope)
    assert.strictEqual(book.ok && book.value.length, 1)
    await portal.close()
    const other = Server.portal({ url, exchangeId: "another", schema })
    const empty = await other.book(ana, scope)
    assert.isFalse(empty.ok)
    await other.close()
    await look.query(`drop schema ${schema} cascade`)
    await look.end()
  })

  it("says what is wrong with a key, and where no server answers", async () => {
    assert.throws(() => Embedded.portal({ key: randomBytes(8) }), "the key of the secrets needs 32 bytes at least")
    assert.throws(
      () => Server.portal({ url: "postgres://nobody@127.0.0.1:1/none", exchangeId: "a", key: randomBytes(31) }),
      "the key of the secrets needs 32 bytes at least"
    )
    const away = Server.portal({ url: "postgres://nobody@127.0.0.1:1/none", exchangeId: "a" })
    const error = await away.execute(roster).then(
      () => assert.fail("nobody is there"),
      (thrown: unknown) => thrown as { readonly isRetryable: boolean; readonly message: string }
    )
    assert.isTrue(error.isRetryable)
    await away.close()
  })
})
