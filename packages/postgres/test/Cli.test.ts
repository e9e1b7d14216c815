import * as Cli from "@agencybook/postgres/Cli"
import * as Migrations from "@agencybook/postgres/Migrations"
import { assert, describe, it } from "@effect/vitest"
import pg from "pg"
import { inject } from "vitest"
import { applicationRole, freshSchema } from "./databases.ts"

const call = async (...args: ReadonlyArray<string>) => {
  let [out, err] = ["", ""]
  const code = await Cli.run(args, {
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

describe("agencybook-postgres", () => {
  const misunderstood: ReadonlyArray<readonly [args: ReadonlyArray<string>, said: string]> = [
    [[], "say what to do"],
    [["migrate"], "there is no command `migrate`"],
    [
      ["sql", "--form", "1"],
      "`sql` has no option `--form`; it has `--from`, `--to`, `--schema`, `--role`, `--partitions`, `--totals`"
    ],
    [["sql", "1"], "`sql` has no option `1`; it has"],
    [["sql", "--constructor", "1"], "`sql` has no option `--constructor`"],
    [["sql", "--from"], "`--from` has no value; write `--from value`"],
    [["sql", "--from", "--to", "1"], "`--from` has no value"],
    [["sql", "--from="], "`--from` has no value"],
    [["sql", "--from", "1", "--from=1"], "`--from` is given twice"],
    [["sql", "--from", "latest"], "`--from` names no step; use a number from 0 to"],
    [["sql", "--from", "-1"], "`--from` names no step"],
    [["sql", "--to", "1.5"], "`--to` names no step"],
    [["sql", "--to", "9999"], "`--to` names no step"],
    [["sql", "--from", "2", "--to", "1"], "`--from 2` is after `--to 1`; migrations only go forward"],
    [["sql", "--partitions", "0"], "`--partitions` is no number of parts; use a number from 1 to 1024"],
    [["sql", "--partitions", "2000"], "`--partitions` is no number of parts"],
    [["sql", "--schema", "Bad Name"], "the name of the schema is not allowed; use at most 63"],
    [["sql", "--role", "none"], "the name of the role is not allowed"],
    [["sql", "--to", "1", "--role", "app"], "`--role` needs all steps"],
    [["sql", "--totals", "yes"], "`--totals` is neither `install` nor `remove`; say which"],
    [["sql", "--to", "1", "--totals", "install"], "`--totals install` needs all steps"],
    [["sql", "--totals", "remove", "--role", "app"], "`--totals remove` goes alone; leave `--role` out"]
  ]
  for (const [args, said] of misunderstood) {
    it(`says what is wrong with \`${args.join(" ")}\`, and how it is used`, async () => {
      const { code, err, out } = await call(...args)
      assert.strictEqual(code, 2)
      assert.strictEqual(out, "")
      assert.include(err, `agencybook-postgres: ${said}`)
      assert.include(err, "agencybook-postgres sql [--from n]")
    })
  }

  it("explains itself when asked", async () => {
    for (const asked of ["help", "--help", "-h"]) {
      const { code, err, out } = await call(asked)
      assert.strictEqual(code, 0)
      assert.strictEqual(err, "")
      assert.include(out, "prints the migrations after step n")
    }
  })
})

describe("agencybook-postgres sql", () => {
  it("prints all steps of the usual schema unless told otherwise", async () => {
    const { code, out } = await call("sql")
    assert.strictEqual(code, 0)
    assert.deepStrictEqual(out, (await call("sql", "--from", "0", "--to=latest", "--schema", "agencybook")).out)
    for (const { name, number } of Migrations.migrations) assert.include(out, `-- ${number}: ${name}`)
    assert.match(
      out,
      /^-- Agencybook, schema agencybook, from step 0 to step \d+;.*\nbegin;\nselect pg_advisory_xact_lock\(\d+\);\ncreate schema/
    )
    assert.match(out, /\ncommit;\n$/)
    assert.notMatch(out, /^grant /m)
    assert.notInclude(out, "book_total")
  })

  it("prints one step after the other as it prints all at once", async () => {
    // Title, beginning and lock come first each time.
    const body = (text: string) => text.split("\n").slice(3, -2)
    const all = body((await call("sql")).out)
    const each: Array<string> = []
    for (let n = 0; n < Migrations.latest; n++)
      each.push(...body((await call("sql", "--from", String(n), "--to", String(n + 1))).out))
    assert.deepStrictEqual(each, all)
    assert.deepStrictEqual(body((await call("sql", "--from", String(Migrations.latest))).out), [])
  })

  it("prints what an owner can run, and an application then work with", async () => {
    const schema = freshSchema()
    const { out } = await call("sql", "--schema", schema, "--role", applicationRole)
    const owner = new pg.Client({ connectionString: inject("owner") })
    const application = new pg.Client({ connectionString: inject("application") })
    await owner.connect()
    await application.connect()
    try {
      await owner.query(out)
      const { rows } = await application.query(`select number from ${schema}.migration order by number`)
      assert.deepStrictEqual(
        rows,
        Migrations.migrations.map(({ number }) => ({ number }))
      )
      await application.query("begin")
      await application.query("select set_config('agencybook.exchange_id', 'x', true)")
      await application.query(
        `insert into ${schema}.agency (exchange_id, id, version, record) values ('x', 'a', 1, '{"fein":"1","certification":{"_tag":"Pending"}}')`
      )
      assert.strictEqual((await application.query(`select from ${schema}.agency for update`)).rowCount, 1)
      await application.query("rollback")
      await owner.query(`drop schema ${schema} cascade`)
    } finally {
      await owner.end()
      await application.end()
    }
  })
})
