/**
 * B13: exchanges with the same identifiers in everything, side by side in one schema, with one net or another away.
 *
 * Each exchange has a twin in memory that never met another one. It is sent the same commands and asked the same
 * questions; whatever an exchange sees of its neighbours, or does to them, is a difference between a twin and its
 * exchange: in an answer, in the records in the end, or in the notices.
 */
import { createHash } from "node:crypto"
import { type Command, type CommandName, catalogue } from "@agencybook/application/Catalogue"
import * as JournalAudit from "@agencybook/application/JournalAudit"
import * as MemoryStore from "@agencybook/application/MemoryStore"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Portal from "@agencybook/application/Portal"
import { Secrets } from "@agencybook/application/Secrets"
import { Store } from "@agencybook/application/Store"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Event } from "@agencybook/core/Record"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as RowSecurity from "@agencybook/postgres/RowSecurity"
import { type Area, areaOf } from "@agencybook/testing/CommandArea"
import * as Commands from "@agencybook/testing/Commands"
import * as Sample from "@agencybook/testing/Sample"
import * as Seed from "@agencybook/testing/Seed"
import * as World from "@agencybook/testing/World"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { SqlClient } from "effect/sql/SqlClient"
import { rewritten } from "../fixture/rewritten.ts"
import type { Address } from "../fixture/server.ts"
import { pool, schemaOn, text } from "./Ground.ts"
import { type Asking, type Question, names as questionNames, questions } from "./Questions.ts"
import { type Counting, counting, joined, type Report } from "./Report.ts"

/** What keeps exchanges apart: what the store asks for, what the database shows, what a row may refer to. */
const nets = ["predicates", "row security", "references"] as const
export type Net = (typeof nets)[number]

/** The tables that belong to exchanges. */
export const tables = Object.keys(RowSecurity.privileges).filter((name) => name !== "migration")

/** Statements no longer ask for the rows of their exchange: the check of the application is off, for one table or for all. */
const withoutPredicates =
  (table: string) =>
  (statement: string): string =>
    !new RegExp(`\\.${table}\\b`).test(statement)
      ? statement
      : statement.replace(/\b(?:\w+\.)?exchange_id = \$1/g, () => "$1::text is not null")

/** Where exchanges live: the client of the store and the role it works as, and a client that may change the schema. */
export interface Place {
  readonly sql: SqlClient
  readonly role?: string
  readonly owner: SqlClient
  readonly schema: string
}

/**
 * Takes nets away from a schema, and gives the client with which the store works there; of the predicates those of one
 * table, if one is named.
 */
export const without = Effect.fnUntraced(function* (
  { owner, schema, sql }: Place,
  off: ReadonlyArray<Net>,
  table = "\\w+"
) {
  if (off.includes("row security"))
    for (const table of tables) yield* owner.unsafe(`alter table ${schema}.${table} disable row level security`)
  if (off.includes("references")) {
    const keys = yield* owner.unsafe<{ table: string; name: string }>(
      "select c.relname::text as table, k.conname::text as name from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace where k.contype = 'f' and n.nspname = $1",
      [schema]
    )
    for (const { name, table } of keys) yield* owner.unsafe(`alter table ${schema}.${table} drop constraint ${name}`)
  }
  return off.includes("predicates") ? rewritten(sql, withoutPredicates(table)) : sql
})

const commandNames = Object.keys(catalogue) as ReadonlyArray<CommandName>

const ask = (name: Question, ...of: Parameters<Asking>): Promise<unknown> => questions[name](...of)

const askers = [
  Sample.exchange,
  Sample.serviceCenter,
  Sample.system,
  ...[0, 1, 2].map((n) => Sample.asAgent(n)),
  ...[0, 1].map((n) => Sample.asConsumer(n))
]

/** An answer as text; a failure is one too, and a place in a journal is a store's own. */
const said = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    (value) => text(JSON.parse(JSON.stringify(value, (key, one) => (/^(position|next)$/.test(key) ? null : one)))),
    (error: unknown) => `failed: ${String(error)}`
  )

/** What an exchange is called in names, so that a row of a neighbour is known wherever it turns up. */
const marked = (command: Command, mark: string): Command =>
  JSON.parse(JSON.stringify(command), (key, value) =>
    ["last", "legalName", "publicName"].includes(key) && typeof value === "string" ? `${value} ${mark}` : value
  )

/** Secrets without chance: what a twin seals and reveals is what its exchange does. */
const foreseen = Layer.sync(Secrets, () => {
  let drawn = 0
  const hashed = (what: string) => createHash("sha256").update(what).digest()
  return Secrets.of({
    random: (count) => Effect.sync(() => Uint8Array.from({ length: count }, () => hashed(`${drawn++}`)[0] as number)),
    derive: (purpose, id) => Effect.sync(() => NodeSecrets.derive(new Uint8Array(32))(purpose, id)),
    digest: (what) => Effect.sync(() => hashed(what).toString("hex")),
    seal: (secret) => Effect.succeed(`sealed$${secret}`),
    opens: (secret, sealed) => Effect.succeed(sealed === `sealed$${secret}`)
  })
})

/** An exchange and its twin, over stores of their own, with one clock. */
const pairOf = async ({ role, schema, sql }: Omit<Place, "owner">, exchangeId: string) => {
  let now = Dates.toMillis(Sample.now)
  const options = { exchangeId, schema, ...(role === undefined ? {} : { role }) }
  const built = (layer: Layer.Layer<Store, unknown>) =>
    Effect.runPromise(
      Effect.scoped(Effect.map(Layer.build(layer), (context) => Effect.runSync(Effect.provide(Store, context))))
    )
  const stores = [
    await built(PostgresStore.layer(options).pipe(Layer.provide(Layer.succeed(SqlClient, sql)))),
    await built(Layer.fresh(MemoryStore.layer))
  ] as const
  const [here, twin] = stores.map((store) =>
    Portal.make({ secrets: foreseen, store: Layer.succeed(Store, store), now: () => now })
  ) as [Portal.Portal, Portal.Portal]
  return { exchangeId, here, twin, stores, pass: (minutes: number) => (now += minutes * 60_000) }
}

/** What was asked and sent, and which of it was answered and carried out. */
const telling = () => {
  const all = [questionNames, commandNames].map((names) => new Map(names.map((name) => [name as string, 0])))
  const [asked, sent] = all.map((names) => new Map(names)) as [Map<string, number>, Map<string, number>]
  const [answered, done] = all as [Map<string, number>, Map<string, number>]
  const add = (to: Map<string, number>, name: string) => to.set(name, (to.get(name) ?? 0) + 1)
  const lacking = (of: Map<string, number>) => [...of].filter(([, times]) => times === 0).map(([name]) => name)
  return {
    question: (name: string, ok: boolean) => {
      add(asked, name)
      if (ok) add(answered, name)
    },
    command: (name: string, ok: boolean) => {
      add(sent, name)
      if (ok) add(done, name)
    },
    /** What was never tried at all, in words. */
    untried: () => [
      ...lacking(asked).map((name) => `the question \`${name}\` was never asked`),
      ...lacking(sent).map((name) => `the command ${name} was never sent`)
    ],
    notes: () => [
      `${asked.size - lacking(answered).length} of ${asked.size} questions answered`,
      `${sent.size - lacking(done).length} of ${sent.size} commands carried out`
    ]
  }
}

type Told = ReturnType<typeof telling>

/** How much is sent, by how many exchanges at once. */
export interface Size {
  readonly exchanges: number
  /** Commands and questions of each. */
  readonly each: number
  readonly seed: number
}

/**
 * Lets exchanges work at the same time on the connections of one client, until they are done or one is disturbed, and
 * looks in the end at what each has. Says whether one was disturbed.
 */
export const fuzz = async (
  place: Place,
  { each, exchanges, seed }: Size,
  count: Counting,
  told: Told = telling()
): Promise<boolean> => {
  const pairs = await Promise.all(Array.from({ length: exchanges }, (_, n) => pairOf(place, `exchange-${seed}-${n}`)))
  let disturbed = false
  const same = (left: string, right: string, what: string) => {
    disturbed ||= left !== right
    count.expect(left === right, `${what}: ${firstDifference(left, right)}`)
    return left === right
  }
  await Promise.all(
    pairs.map(async ({ exchangeId, here, pass, twin }, n) => {
      const choices = Seed.from(1000 * seed + n)
      let world = World.empty
      const send = async (sent: Commands.Sent) => {
        count.tried()
        const answer = here.execute(sent as never)
        if (!same(await said(answer), await said(twin.execute(sent as never)), `${exchangeId}: ${sent.command._tag}`))
          return
        const reply = await answer
        told.command(sent.command._tag, reply.ok)
        if (reply.ok && !reply.repeated) world = World.after(world, reply.events as ReadonlyArray<Event>)
      }
      const start = World.make(1000 * seed + n, { agencies: 2, agents: 4, cases: 5 })
      for (const [index, command] of World.deliveries(start).entries())
        await send({ id: `delivery-${index}`, actor: Sample.system, command: marked(command, markOf(n)) })
      // Of five things two are questions, one is a command of chance, and two are the commands whose turn it is.
      const turn = <Name>(all: ReadonlyArray<Name>, taken: number): Name =>
        all[(taken + Math.floor((n * all.length) / exchanges)) % all.length] as Name
      let questions = 0
      let commands = 0
      for (let index = 0; index < each && !disturbed; index++) {
        if (index % 5 < 2) {
          count.tried()
          const name = turn(questionNames, questions++)
          const [actor, draw] = [choices.pick(askers), choices.int(1_000_000)]
          const answers = [here, twin].map((portal) =>
            ask(name, portal, { actor: actor as never, reason: "a check of the records" }, Seed.from(draw), world)
          )
          const [left, right] = (await Promise.all(answers.map(said))) as [string, string]
          if (same(left, right, `${exchangeId}: the question ${name}`)) told.question(name, left.includes('"ok":true'))
        } else {
          pass(choices.pick([0, 0, 1, 20, 1440]))
          // Few names for what is new, so that neighbours come to have the same ones.
          const draw = (about?: Area) => Commands.next(world, choices, { n: choices.int(30), ...(about && { about }) })
          const due = index % 5 === 2 ? undefined : turn(commandNames, commands++)
          let sent = draw()
          while (due !== undefined && sent.command._tag !== due) sent = draw(areaOf[due])
          await send({ ...sent, id: `sent-${index}` })
        }
      }
    })
  )
  // All have ended: what one has by now, no other may have changed.
  for (const { exchangeId, here, stores, twin } of pairs) {
    const looks = stores.map((store) =>
      said(
        Effect.runPromise(
          Effect.gen(function* () {
            const { chain, differences, digest, records } = yield* JournalAudit.audit()
            const outbox = yield* store.claim(Dates.instant("2030-01-01T00:00:00.000Z"), 100_000, 1000)
            const notices = outbox.map(({ attempts, notice }) => ({ attempts, notice }))
            return { faults: chain.faults, rows: chain.rows, differences, records, digest, notices }
          }).pipe(Effect.provideService(Store, store))
        )
      )
    )
    const [left, right] = (await Promise.all(looks)) as [string, string]
    same(left, right, `${exchangeId} in the end`)
    await here.close()
    await twin.close()
  }
  for (const table of tables)
    for (const [n, { exchangeId }] of pairs.entries()) {
      const foreign = pairs.flatMap((_, other) => (other === n ? [] : [markOf(other)])).join("|")
      const rows = await Effect.runPromise(
        place.owner.unsafe(`select 1 from ${place.schema}.${table} t where exchange_id = $1 and t::text ~ $2`, [
          exchangeId,
          foreign
        ])
      )
      disturbed ||= rows.length > 0
      count.expect(rows.length === 0, `${table} of ${exchangeId} has ${rows.length} rows with names of another`)
    }
  return disturbed
}

/** A word that stands in the names of one exchange alone. */
const markOf = (n: number): string => `Mark${String.fromCharCode(65 + n)}`

const firstDifference = (left: string, right: string): string => {
  let from = 0
  while (from < left.length && left[from] === right[from]) from += 1
  const around = (of: string) => of.slice(Math.max(0, from - 60), from + 60)
  return `\`${around(left)}\` instead of \`${around(right)}\``
}

/** The fuzz on a server with some nets away, in as many rounds as are asked for, each in a schema of its own. */
export const run = async (
  server: Address,
  off: ReadonlyArray<Net>,
  { rounds, ...size }: Omit<Size, "seed"> & { readonly rounds: number },
  table?: string,
  told?: Told
): Promise<Report> => {
  const nothing = off.length === 0 ? "every net there" : `without ${off.join(" and ")}`
  const count = counting("B13", `${size.exchanges} exchanges side by side, ${nothing}`)
  // Fewer connections than exchanges, so that each is used by several.
  const open = await pool({ url: server.url, connections: Math.max(1, size.exchanges - 1) })
  // Row security binds no superuser.
  const role = "torture_application"
  await Effect.runPromise(open.sql.unsafe(RowSecurity.createRole(role)))
  let disturbed = false
  for (let seed = 1; seed <= rounds && !disturbed; seed++) {
    const place = { sql: open.sql, role, owner: open.sql, schema: await schemaOn(open, role) }
    const sql = await Effect.runPromise(without(place, off, table))
    disturbed = await fuzz({ ...place, sql }, { ...size, seed }, count, told)
    await Effect.runPromise(open.sql.unsafe(`drop schema ${place.schema} cascade`))
  }
  await open.close()
  return count.end()
}

/** A part of the torture: each net away in turn, and in the end so many that a leak has to be found. */
export const inTurn = async (server: Address, size: Omit<Size, "seed"> & { readonly rounds: number }) => {
  const held: Array<Report> = []
  const told = telling()
  for (const off of [[], ...nets.map((net) => [net])]) held.push(await run(server, off, size, undefined, told))
  const open = await run(server, ["predicates", "row security"], { ...size, rounds: 1 })
  const all = joined("B13", `${size.exchanges} exchanges side by side, each net away in turn`, held)
  const blind = open.failed === 0 ? ["with the predicates and row security away nothing was noticed"] : []
  // The promise is about every question and every command: one that was not tried is none that held.
  const wrong = [...blind, ...told.untried()]
  return { ...all, failed: all.failed + wrong.length, wrong: [...all.wrong, ...wrong], notes: told.notes() }
}

/** Sees that the fuzz would notice one table whose predicates are missing, with row security away. */
export const holes = async (server: Address, size: Parameters<typeof run>[2], of: ReadonlyArray<string> = tables) => {
  const count = counting("B13", "the predicates of one table missing, row security away: the fuzz has to notice")
  for (const table of of) {
    count.tried()
    const { failed, tried } = await run(server, ["predicates", "row security"], size, table)
    count.expect(failed > 0, `${table}: nothing was noticed in ${tried} commands and questions`)
  }
  return count.end()
}
