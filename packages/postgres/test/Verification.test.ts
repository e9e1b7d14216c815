import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Cli from "@agencybook/postgres/Cli"
import * as Embedded from "@agencybook/postgres/Embedded"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as Verification from "@agencybook/postgres/Verification"
import * as PortalDriver from "@agencybook/testing/PortalDriver"
import * as Sample from "@agencybook/testing/Sample"
import * as World from "@agencybook/testing/World"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { PGlite } from "@electric-sql/pglite"
import * as Layer from "effect/Layer"

describe("agencybook-postgres verify", () => {
  const folder = mkdtempSync(join(tmpdir(), "agencybook-verify-"))
  const directory = join(folder, "database")
  let head = ""
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const call = async (...args: ReadonlyArray<string>) => {
    let [out, err] = ["", ""]
    const code = await Cli.run(["verify", ...args], {
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      environment: {}
    })
    return { code, out, err }
  }
  const verify = (...args: ReadonlyArray<string>) => call("--exchange", "california", "--folder", directory, ...args)
  /** What somebody does who has the files. */
  const tamper = async (text: string) => {
    const engine = await PGlite.create({ dataDir: directory })
    await engine.exec(`set session_replication_role = replica; ${text}`)
    await engine.close()
  }

  beforeAll(async () => {
    const store = PostgresStore.layer({ exchangeId: "california", migrate: true }).pipe(
      Layer.provide(Embedded.layer({ directory }))
    )
    const driver = PortalDriver.make({ store })
    for (const [n, command] of World.deliveries(World.make(9, { agencies: 1, agents: 2, cases: 3 })).entries())
      await driver.send({ id: `delivery-${n}`, at: Sample.now, actor: Sample.system, command })
    await driver.close()
  })

  it("says what is wrong with its options", async () => {
    const wrong: ReadonlyArray<readonly [ReadonlyArray<string>, string]> = [
      [["--folder", directory], "no exchange is given; write `--exchange name`"],
      [["--exchange", "california"], "no database is given"],
      [["--exchange", "california", "--folder", directory, "--anchor", "12:abc"], "`--anchor` is a position and 64"]
    ]
    for (const [args, said] of wrong) {
      const { code, err, out } = await call(...args)
      assert.deepStrictEqual([code, out], [2, ""])
      assert.include(err, said)
    }
    const unknown = await call("--exchange", "nevada", "--folder", directory)
    assert.deepStrictEqual([unknown.code, unknown.out], [3, ""])
    assert.include(unknown.err, "there is nothing of this exchange; see that it is named")
  })

  it("ends with 0 and the head of a journal that is whole, and takes that head as its anchor", async () => {
    const { code, err, out } = await verify()
    assert.deepStrictEqual([code, err], [0, ""])
    const [, found = ""] =
      /^rows \d+, records \d+: in order\nhead (\d+:[0-9a-f]{64})\ndigest [0-9a-f]{64}\n$/.exec(out) ?? []
    head = found
    assert.deepStrictEqual(Verification.headText(Verification.headOf(head) as never), head)
    assert.strictEqual((await verify("--anchor", head)).code, 0)
    const json = JSON.parse((await verify("--json")).out)
    assert.deepStrictEqual(json.differences, [])
    const other = await verify(
      "--anchor",
      head.replace(/.$/, (last) => (last === "0" ? "1" : "0"))
    )
    assert.strictEqual(other.code, 1)
    assert.include(other.out, "is not what was noted of it elsewhere\n")
  })

  it("ends with 1 and says where, when a record or a row was changed in the files", async () => {
    await tamper("update agencybook.agent set record = jsonb_set(record, '{locked}', 'true') where id = 'agent-1'")
    const past = await verify()
    assert.strictEqual(past.code, 1)
    assert.match(past.out, /^agent `agent-1`: is not what the journal says\nrows \d+, records \d+: not in order\n/)
    await tamper("update agencybook.journal set actor = 'system/schedules' where position = 2")
    const row = await verify()
    assert.strictEqual(row.code, 1)
    assert.match(row.out, /^position 2: the row is not what its hash says\nrows/)
    assert.strictEqual((await verify("--json")).code, 1)
  })
})
