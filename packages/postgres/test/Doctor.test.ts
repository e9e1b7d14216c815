import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { StoreError } from "@agencybook/application/Store"
import * as Cli from "@agencybook/postgres/Cli"
import * as Doctor from "@agencybook/postgres/Doctor"
import * as Embedded from "@agencybook/postgres/Embedded"
import * as Migrations from "@agencybook/postgres/Migrations"
import * as RowSecurity from "@agencybook/postgres/RowSecurity"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import { SqlClient } from "effect/sql/SqlClient"
import { inject } from "vitest"
import { applicationRole, type Clients, databases, freshSchema, migrated } from "./databases.ts"

type Seen = readonly [what: Doctor.Finding["what"], part: Doctor.Part, name: string]

const seen = ({ findings }: Doctor.Report): ReadonlyArray<Seen> =>
  findings.map(({ name, part, what }) => [what, part, name] as const)

const sorted = (all: ReadonlyArray<Seen>) => all.map((one) => one.join(" ")).sort()

/** What somebody could do to a schema (`s`), and what has to be found then; `s.` stands for the schema. */
const harm: ReadonlyArray<readonly [done: string, ...found: ReadonlyArray<Seen>]> = [
  ["drop table s.agent_change_code", ["missing", "table", "agent_change_code"]],
  ["create table s.stray (n int)", ["extra", "table", "stray"]],
  ["create unlogged table s.hasty (n int primary key)", ["extra", "table", "hasty"]],
  ["alter table s.acting set unlogged", ["changed", "table", "acting"]],
  ["alter table s.reading replica identity nothing", ["changed", "table", "reading"]],
  ["create view s.glance as select id from s.agent", ["extra", "view", "glance"]],
  ["create sequence s.counter", ["extra", "sequence", "counter"]],
  ["alter table s.transfer no force row level security", ["changed", "row security", "transfer.row security"]],
  ["alter table s.export_log disable row level security", ["changed", "row security", "export_log.row security"]],
  ["alter table s.command drop column outcome", ["missing", "column", "command.outcome"]],
  ["alter table s.staff add column nickname text", ["extra", "column", "staff.nickname"]],
  ["alter table s.outbox alter column attempts type bigint", ["changed", "column", "outbox.attempts"]],
  ["alter table s.outbox alter column attempts drop default", ["changed", "column", "outbox.attempts"]],
  ["alter table s.outbox alter column notice drop not null", ["changed", "column", "outbox.notice"]],
  [
    'alter table s.command alter column command_id type text collate "default"',
    ["changed", "column", "command.command_id"]
  ],
  ["alter table s.journal alter column at set default now()", ["changed", "column", "journal.at"]],
  [
    "alter table s.invitation drop column wrong_tries cascade ;; alter table s.invitation add column wrong_tries int",
    ["changed", "column", "invitation.wrong_tries"],
    ["missing", "constraint", "invitation.invitation_wrong_tries_check"]
  ],
  [
    "alter table s.consumer_case drop constraint consumer_case_check",
    ["missing", "constraint", "consumer_case.consumer_case_check"]
  ],
  ["alter table s.agency add constraint house_rule check (id <> 'x')", ["extra", "constraint", "agency.house_rule"]],
  [
    "alter table s.delegation drop constraint delegation_exchange_id_case_id_fkey ;; alter table s.delegation add constraint delegation_exchange_id_case_id_fkey foreign key (exchange_id, case_id) references s.consumer_case (exchange_id, id) not valid",
    ["changed", "constraint", "delegation.delegation_exchange_id_case_id_fkey"]
  ],
  [
    "alter table s.access_code disable trigger all",
    ["changed", "constraint", "access_code.access_code_exchange_id_case_id_fkey"]
  ],
  [
    "alter table s.delegation drop constraint delegation_exchange_id_predecessor_id_fkey",
    ["missing", "constraint", "delegation.delegation_exchange_id_predecessor_id_fkey"]
  ],
  [
    "alter table s.acting drop constraint acting_exchange_id_manager_id_fkey",
    ["missing", "constraint", "acting.acting_exchange_id_manager_id_fkey"]
  ],
  ["drop index s.delegation_request", ["missing", "index", "delegation.delegation_request"]],
  ["create index agent_name on s.agent ((record->'name'))", ["extra", "index", "agent.agent_name"]],
  [
    "drop index s.delegation_holder ;; create unique index delegation_holder on s.delegation (exchange_id, case_id, kind) where state = 'Active'",
    ["changed", "index", "delegation.delegation_holder"]
  ],
  [
    "drop index s.invitation_live ;; create index invitation_live on s.invitation (exchange_id, live_key) where state = 'Issued'",
    ["changed", "index", "invitation.invitation_live"]
  ],
  [
    "alter table s.consumer_case drop constraint case_number ;; alter table s.consumer_case add constraint case_number unique (exchange_id, case_number)",
    ["changed", "constraint", "consumer_case.case_number"]
  ],
  ["drop policy exchange on s.consent", ["missing", "policy", "consent.exchange"]],
  ["create policy wider on s.agent for select using (true)", ["extra", "policy", "agent.wider"]],
  ["alter policy exchange on s.employment using (true)", ["changed", "policy", "employment.exchange"]],
  ["alter policy exchange on s.extranet_account to postgres", ["changed", "policy", "extranet_account.exchange"]],
  [
    "alter policy exchange on s.application_review with check (true)",
    ["changed", "policy", "application_review.exchange"]
  ],
  [
    "create function s.spy() returns trigger language plpgsql as 'begin return new; end'",
    ["extra", "function", "spy()"]
  ],
  [
    "create trigger spying after insert on s.staff for each row execute function s.spy()",
    ["extra", "trigger", "staff.spying"]
  ],
  ["create rule forget as on insert to s.outbox do instead nothing", ["extra", "rule", "outbox.forget"]],
  ["insert into s.migration (number, name) values (99, 'tomorrow')", ["extra", "migration", "99"]],
  ["update s.migration set name = 'another' where number = 1", ["changed", "migration", "1"]],
  [
    "update pg_index set indisvalid = false where indexrelid in ('s.journal_case'::regclass, 's.transfer_pkey'::regclass)",
    ["changed", "index", "journal.journal_case"],
    ["changed", "constraint", "transfer.transfer_pkey"]
  ],
  ["grant select on s.agent to public", ["extra", "privilege", "agent select to public"]],
  ["grant select (id) on s.staff to public", ["extra", "privilege", "staff.id select to public"]]
]

for (const database of databases) {
  describe(`the doctor of the ${database.name} database`, () => {
    const scope = Scope.makeUnsafe()
    const worker = database.name === "embedded" ? RowSecurity.applicationRole : applicationRole
    let clients: Clients
    beforeAll(async () => {
      clients = await Effect.runPromise(Effect.provideService(database.clients, Scope.Scope, scope))
    })
    afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

    const fresh = Effect.fnUntraced(function* () {
      const schema = freshSchema()
      yield* migrated(database, clients, schema)
      return schema
    })
    const examined = (options: Doctor.Options, sql = clients.superuser) =>
      Effect.provideService(Doctor.examine(options), SqlClient, sql)
    const does = Effect.fnUntraced(function* (schema: string, text: string) {
      for (const one of text.replaceAll(/\bs\./g, `${schema}.`).split(" ;; ")) yield* clients.superuser.unsafe(one)
    })

    it.live("finds nothing in a schema as the migrations made it, whoever asks", () =>
      Effect.gen(function* () {
        const schema = yield* fresh()
        const askers = new Set([clients.superuser, clients.owner, clients.application])
        for (const sql of askers) {
          const report = yield* examined({ schema, role: worker }, sql)
          assert.deepStrictEqual(report.findings, [])
          assert.deepStrictEqual(report.steps.done.length, report.steps.latest)
        }
        const own = yield* examined({ schema }, clients.application)
        assert.deepStrictEqual([own.role, own.findings], [worker, []])
      })
    )

    it.live("finds every harm that was done, and none that was not", () =>
      Effect.gen(function* () {
        const schema = yield* fresh()
        for (const [done] of harm) yield* does(schema, done)
        const report = yield* examined({ schema, role: worker })
        const expected = new Set(sorted(harm.flatMap(([, ...found]) => found)))
        assert.deepStrictEqual(sorted(seen(report)), Array.from(expected).sort())
        for (const finding of report.findings)
          assert.match(Doctor.describe(finding), /^[a-z]+ [a-z ]+ `[^\n]+: [^\n]+[^.\n]$/)
      })
    )

    it.live("says which steps were not done, and nothing about what they would make", () =>
      Effect.gen(function* () {
        const schema = freshSchema()
        yield* clients.owner.unsafe("select 1")
        for (const text of Migrations.statements(schema, [1])) yield* clients.superuser.unsafe(text)
        yield* does(
          schema,
          "insert into s.migration (number, name) select 1, 'records, journal, outbox and command keys'"
        )
        for (const text of RowSecurity.grants(schema, worker)) yield* clients.superuser.unsafe(text)
        const report = yield* examined({ schema, role: worker })
        assert.deepStrictEqual(
          seen(report),
          Migrations.migrations.slice(1).map(({ number }) => ["missing", "migration", String(number)] as const)
        )
        assert.include(Doctor.describe(report.findings[0] as Doctor.Finding), `sql --schema ${schema} --from 1\``)
        yield* clients.superuser.unsafe(`delete from ${schema}.migration`)
        const unsaid = yield* examined({ schema, role: worker })
        assert.includeDeepMembers(Array.from(seen(unsaid)), [["missing", "migration", "1"]])
        assert.isFalse(seen(unsaid).some(([, part]) => part === "table"))
        yield* does(schema, "drop table s.migration")
        assert.includeDeepMembers(Array.from(seen(yield* examined({ schema, role: worker }))), [
          ["missing", "table", "migration"]
        ])
        assert.deepStrictEqual(seen(yield* examined({ schema: "nowhere", role: worker })), [
          ["missing", "schema", "nowhere"]
        ])
      })
    )

    it.live("finds a role that is more or less than the application should be", () =>
      Effect.gen(function* () {
        const schema = yield* fresh()
        const role = (name: string) => `${schema}_${name}`
        const make = (name: string, more = "") => clients.superuser.unsafe(`create role ${role(name)} ${more}`)
        const found = (name: string) => Effect.map(examined({ schema, role: role(name) }), seen)
        const unsafe = (name: string) => [["unsafe", "role", role(name)]] as ReadonlyArray<Seen>

        yield* make("mighty", "superuser")
        assert.deepStrictEqual(yield* found("mighty"), unsafe("mighty"))
        yield* make("bypassing", "bypassrls")
        assert.deepStrictEqual(yield* found("bypassing"), unsafe("bypassing"))
        yield* make("beyond")
        yield* clients.superuser.unsafe(`grant ${role("bypassing")} to ${role("beyond")}`)
        assert.deepStrictEqual(yield* found("beyond"), unsafe("beyond"))
        yield* make("owning")
        yield* does(schema, `alter table s.agent owner to ${role("owning")}`)
        assert.deepStrictEqual(yield* found("owning"), unsafe("owning"))
        yield* make("inheriting")
        yield* clients.superuser.unsafe(`grant ${role("owning")} to ${role("inheriting")}`)
        assert.deepStrictEqual(yield* found("inheriting"), unsafe("inheriting"))
        assert.deepStrictEqual(yield* found("unknown"), [["missing", "role", role("unknown")]])

        yield* make("plain")
        for (const text of RowSecurity.grants(schema, role("plain"))) yield* clients.superuser.unsafe(text)
        assert.deepStrictEqual(yield* found("plain"), [])
        for (const set of [
          "row_security = off",
          "session_replication_role = replica",
          `${RowSecurity.setting} = 'california'`
        ]) {
          yield* clients.superuser.unsafe(`alter role ${role("plain")} set ${set}`)
          assert.deepStrictEqual(yield* found("plain"), unsafe("plain"), set)
          yield* clients.superuser.unsafe(`alter role ${role("plain")} reset all`)
        }
        for (const set of ["row_security = on", "session_replication_role = origin", "lock_timeout = '1s'"]) {
          yield* clients.superuser.unsafe(`alter role ${role("plain")} set ${set}`)
          assert.deepStrictEqual(yield* found("plain"), [], set)
          yield* clients.superuser.unsafe(`alter role ${role("plain")} reset all`)
        }
        yield* does(
          schema,
          [
            `grant create on schema ${schema} to ${role("plain")}`,
            `grant update, delete, truncate on s.journal to ${role("plain")}`,
            `grant update (id) on s.agent to ${role("plain")}`,
            "grant trigger on s.staff to public",
            `revoke select on s.outbox from ${role("plain")}`,
            `revoke insert on s.command from ${role("plain")}`,
            `revoke update (record) on s.agency from ${role("plain")}`
          ].join(" ;; ")
        )
        assert.deepStrictEqual(
          sorted(yield* found("plain")),
          sorted([
            ["extra", "privilege", `${schema} create`],
            ["extra", "privilege", "journal update"],
            ["extra", "privilege", "journal delete"],
            ["extra", "privilege", "journal truncate"],
            ["extra", "privilege", "agent.id update"],
            ["extra", "privilege", "staff trigger"],
            ["extra", "privilege", "staff trigger to public"],
            ["missing", "privilege", "outbox select"],
            ["missing", "privilege", "command insert"],
            ["missing", "privilege", "agency.record update"]
          ])
        )
      })
    )

    it.live("asks nothing of a connection but to read, and leaves it as it was", () =>
      Effect.gen(function* () {
        const schema = yield* fresh()
        const sql = clients.application
        yield* sql.withTransaction(
          Effect.gen(function* () {
            yield* sql`select set_config('search_path', 'pg_temp', true)`
            yield* examined({ schema }, sql)
            assert.deepStrictEqual(yield* sql`select current_setting('search_path') as path`, [{ path: "pg_temp" }])
          })
        )
        const refused = yield* Effect.flip(examined({ schema: "Bad Name" }))
        assert.instanceOf(refused, StoreError)
      })
    )
  })
}

describe("agencybook-postgres doctor", () => {
  const folder = mkdtempSync(join(tmpdir(), "agencybook-doctor-"))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const call = async (args: ReadonlyArray<string>, environment: Readonly<Record<string, string>> = {}) => {
    let [out, err] = ["", ""]
    const code = await Cli.run(["doctor", ...args], {
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      environment
    })
    return { code, out, err }
  }

  it("says what is wrong with its options", async () => {
    const wrong: ReadonlyArray<readonly [ReadonlyArray<string>, string]> = [
      [[], "no database is given; write `--url`, `--folder`, or set DATABASE_URL"],
      [["--url", "postgres://x/y", "--folder", "z"], "`--url` and `--folder` are given both"],
      [["--url", "mysql://root:secret@x/y"], "the address of the database is none"],
      [["--url", "postgres://"], "the address of the database is none"],
      [["--folder", "x", "--json=yes"], "`--json` takes no value"],
      [["--folder", "x", "--json", "--json"], "`--json` is given twice"]
    ]
    for (const [args, said] of wrong) {
      const { code, err, out } = await call(args)
      assert.deepStrictEqual([code, out], [2, ""], args.join(" "))
      assert.include(err, said)
      assert.notInclude(err, "secret")
    }
  })

  it("ends with 3 and one sentence when there is no database", async () => {
    const absent = await call(["--folder", join(folder, "absent")])
    assert.deepStrictEqual(absent, {
      code: 3,
      out: "",
      err: `agencybook-postgres: there is no database in \`${join(folder, "absent")}\`; name the folder that the store was given\n`
    })
    const away = await call(["--url", "postgres://portal:secret-word@127.0.0.1:1/portal"])
    assert.strictEqual(away.code, 3)
    assert.match(away.err, /^agencybook-postgres: the store is not available \(`\w+`\); check the address/)
    assert.notInclude(away.err, "secret-word")
    const wrong = await call([], { DATABASE_URL: inject("application").replace(/:[0-9a-f]{24}@/, ":secret-word@") })
    assert.strictEqual(wrong.code, 3)
    assert.notInclude(wrong.err, "secret-word")
  })

  it("ends with 0 over a server in order, and with 1 where something is missing", async () => {
    const schema = freshSchema()
    const database = databases.find(({ name }) => name === "server") as (typeof databases)[number]
    const run = (text?: string) =>
      Effect.runPromise(
        Effect.scoped(
          Effect.gen(function* () {
            const clients = yield* database.clients
            if (text === undefined) yield* migrated(database, clients, schema)
            else yield* clients.owner.unsafe(text)
          })
        )
      )
    await run()
    const environment = { DATABASE_URL: inject("application") }
    const good = await call(["--schema", schema], environment)
    const { latest } = Migrations
    assert.deepStrictEqual(good, {
      code: 0,
      out: `schema \`${schema}\`, ${latest} of ${latest} steps, role \`agencybook_app\`: in order\n`,
      err: ""
    })
    await run(`drop index ${schema}.delegation_request`)
    const bad = await call(["--schema", schema, "--url", inject("application")])
    assert.strictEqual(bad.code, 1)
    assert.match(
      bad.out,
      /^missing index `delegation\.delegation_request` \(expected `CREATE UNIQUE INDEX delegation_request ON \w+\.delegation USING btree \(exchange_id, case_id, kind\) WHERE .*`\): make it again .*\n.*: 1 finding\n$/
    )
    const json = await call(["--schema", schema, "--json"], environment)
    assert.strictEqual(json.code, 1)
    assert.deepStrictEqual(seen(JSON.parse(json.out)), [["missing", "index", "delegation.delegation_request"]])
    const owner = await call(["--schema", schema], { DATABASE_URL: inject("owner") })
    assert.include(owner.out, "unsafe role `agencybook_owner`: it owns `")
    await run(`drop schema ${schema} cascade`)
  })

  it("examines a folder of the embedded database as the store works there", async () => {
    const directory = join(folder, "database")
    await Effect.runPromise(Effect.provide(Migrations.run("agencybook"), Layer.fresh(Embedded.layer({ directory }))))
    const { code, out } = await call(["--folder", directory])
    assert.deepStrictEqual([code, out.includes("role `agencybook_application`: in order")], [0, true], out)
  })
})
