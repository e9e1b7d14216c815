// How the database finds what a store asks for: by the index that is meant for it, never by reading a table. The plans are
// those of the application's role, because row security keeps conditions away from an index that it does not trust.
import {
  type Change,
  type Commit,
  type Readings,
  range,
  Store,
  type StoreError,
  type Trail,
  type Versioned
} from "@agencybook/application/Store"
import * as Facts from "@agencybook/core/Facts"
import { type Event, type Index, idOf, type Kind } from "@agencybook/core/Record"
import * as BookTotals from "@agencybook/postgres/BookTotals"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as Server from "@agencybook/postgres/Server"
import * as Sample from "@agencybook/testing/Sample"
import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import { SqlClient } from "effect/sql/SqlClient"
import { inject } from "vitest"
import * as Periods from "../src/Periods.ts"
import * as RecordTables from "../src/RecordTables.ts"
import * as RowSecurity from "../src/RowSecurity.ts"
import { applicationRole, databases, freshSchema, migrated } from "./databases.ts"
import { keeping, type Plan, plansOf } from "./fixture/plans.ts"
import { fill } from "./fixture/population.ts"

const exchange = "test"

type Meant = { readonly [K in Kind]: { readonly [I in Exclude<Index<K>, "id">]: string } }

/** The index of the database by which each index of a kind is asked; one of several where either is as good. */
const meant: Meant = {
  agency: {
    fein: "agency_fein",
    licence: "agency_licence",
    legalLook: "agency_legal_look",
    publicLook: "agency_public_look",
    certification: "agency_state",
    documentsEnd: "agency_documents_end",
    due: "agency_due",
    changing: "agency_changing",
    withoutManager: "agency_without_manager"
  },
  agent: {
    licence: "agent_licence",
    npn: "agent_npn",
    email: "agent_email",
    certification: "agent_state",
    certifiedOn: "agent_certified_on",
    applying: "agent_applying",
    licenceEnds: "agent_licence_ends",
    termEnds: "agent_term_ends",
    due: "agent_due",
    barred: "agent_barred",
    reported: "agent_reported",
    listed: "agent_listed",
    listedInCounty: "agent_listed_in_county"
  },
  employment: {
    agency: "employment_agency",
    open: "employment_open employment_agent",
    agent: "employment_agent",
    review: "employment_review"
  },
  staff: { agency: "staff_agency", email: "staff_email", number: "staff_number" },
  case: { number: "case_number", dob: "case_dob", onRecord: "case_on_record", onRecordFrom: "case_on_record_from" },
  delegation: {
    case: "delegation_case",
    agent: "delegation_agent",
    agency: "delegation_agency",
    lost: "delegation_lost",
    history: "delegation_case",
    requested: "delegation_requested",
    requestedAt: "delegation_requested_at",
    agentList: "delegation_agent_list",
    agentFrozen: "delegation_agent_frozen",
    agencyList: "delegation_agency_list"
  },
  consent: { case: "consent_case", ending: "consent_ending" },
  applicationReview: { case: "applicationreview_case" },
  transfer: { agency: "transfer_agency", waiting: "transfer_waiting", state: "transfer_state" },
  exportLog: { agency: "exportlog_agency", taken: "exportlog_taken" },
  discrepancyList: { returned: "discrepancylist_returned", waiting: "discrepancylist_waiting" },
  acting: {},
  accessCode: { live: "accesscode_live", redeemed: "accesscode_redeemed" },
  agentChangeCode: { live: "agentchangecode_live", sent: "agentchangecode_sent" },
  invitation: { agent: "invitation_agent", live: "invitation_live", user: "invitation_user" },
  extranetAccount: { username: "extranetaccount_username", state: "extranetaccount_state", due: "extranetaccount_due" },
  enrollmentEntity: { certification: "enrollmententity_state" },
  counselor: { entity: "counselor_entity" },
  counselorDelegation: {
    case: "counselordelegation_case",
    history: "counselordelegation_case",
    counselor: "counselordelegation_counselor",
    entity: "counselordelegation_entity",
    requested: "counselordelegation_requested",
    requestedAt: "counselordelegation_requested_at",
    list: "counselordelegation_list"
  }
}

/** Indexes that queries read page by page, in their order: nothing may have to be sorted first. */
const paged: ReadonlyArray<readonly [kind: Kind, index: string]> = [
  ...RecordTables.order.map((kind) => [kind, "id"] as const),
  ...(["certification", "documentsEnd", "due", "changing", "withoutManager"] as const).map(
    (index) => ["agency", index] as const
  ),
  ...(
    [
      "applying",
      "licenceEnds",
      "termEnds",
      "certification",
      "barred",
      "due",
      "reported",
      "listed",
      "listedInCounty"
    ] as const
  ).map((index) => ["agent", index] as const),
  ...(["requestedAt", "agentList", "agentFrozen", "agencyList"] as const).map(
    (index) => ["delegation", index] as const
  ),
  ["employment", "agency"],
  ["employment", "review"],
  ["enrollmentEntity", "certification"],
  ["counselor", "entity"],
  ["case", "onRecord"],
  ["case", "onRecordFrom"],
  ["staff", "agency"],
  ["consent", "ending"],
  ["transfer", "state"],
  ["transfer", "waiting"],
  ["exportLog", "taken"],
  ["discrepancyList", "returned"],
  ["discrepancyList", "waiting"]
]

const rows = 3000

type Statistics = "what is there" | "others"

const tables = [
  ...RecordTables.order.map((kind) => RecordTables.tables[kind].name),
  ...["command", "journal", "outbox", "reading", "reading_case"]
]

/**
 * A store over a schema whose tables have rows of two exchanges. Its statistics are of what is there, or of others: of many
 * exchanges with hardly a row, to which these two came later.
 */
const ground = (without?: string, statistics: Statistics = "what is there") =>
  Effect.gen(function* () {
    const database = databases.find(({ name }) => name === "server") as (typeof databases)[number]
    const clients = yield* database.clients
    const schema = freshSchema()
    const run = (text: string) => clients.superuser.unsafe(text)
    yield* migrated(database, clients, schema)
    const analyze = run(`analyze ${tables.map((table) => `${schema}.${table}`).join(", ")}`)
    if (statistics === "others") {
      for (const table of tables) yield* run(`alter table ${schema}.${table} set (autovacuum_enabled = off)`)
      for (let n = 0; n < 150; n++) yield* fill(clients.superuser, schema, `other-${n}`, 0, 9)
      yield* analyze
    }
    yield* fill(clients.superuser, schema, exchange, 0, rows)
    yield* fill(clients.superuser, schema, "other", 0, rows / 10)
    yield* run(
      `update ${schema}.delegation set record = jsonb_set(record, '{state}', '{"_tag":"Requested","at":"2026-03-01T18:00:00.000Z"}') where id like '%7'`
    )
    yield* run(
      `insert into ${schema}.outbox (exchange_id, notice_id, notice, queued_at) select '${exchange}', 'more-' || n, '{"channel":"email"}', now() from generate_series(1, 20000) n`
    )
    if (without !== undefined) yield* run(`drop index ${schema}.${without}`)
    if (statistics === "what is there") yield* analyze
    const { client, sent } = keeping(clients.application)
    const layer: Layer.Layer<Store, StoreError> = PostgresStore.layer({ exchangeId: exchange, schema }).pipe(
      Layer.provide(Layer.succeed(SqlClient, client))
    )
    const store = yield* Effect.provide(Store, layer)
    /** What each statement that `act` sends to the tables does with them; of some alone where they are told apart. */
    const plans = (
      act: (store: Store["Service"]) => Effect.Effect<unknown, StoreError>,
      isMeant: (text: string) => boolean = () => true
    ) =>
      Effect.gen(function* () {
        sent.length = 0
        yield* act(store)
        const about = sent.filter(({ text }) => text.includes(`${schema}.`) && isMeant(text))
        return yield* plansOf(clients.application, exchange, about)
      })
    return { plans, store, schema, clients, client, application: clients.application }
  })

/** Says what is wrong with plans: a table read from end to end, or other indexes than those that are meant. */
const wrong = (what: string, plans: ReadonlyArray<Plan>, indexes: string, ordered = false): ReadonlyArray<string> => [
  ...(plans.length === 0 ? [`${what}: nothing was sent`] : []),
  ...plans.flatMap((plan) => [
    ...plan.scanned.map((table) => `${what}: reads all of ${table}`),
    ...plan.whole.map((index) => `${what}: reads all of ${index}`),
    ...plan.indexes.filter((index) => !indexes.split(" ").includes(index)).map((index) => `${what}: by ${index}`),
    ...(plan.indexes.length === 0 ? [`${what}: by no index`] : []),
    ...(ordered && plan.sorts ? [`${what}: sorts what it has read`] : [])
  ])
]

// Keys that few rows have: whoever asks for what all have is right to read the table.
const keys = ["k-1", "k-2", "k-3"]

const keyOf = (kind: Kind): string => `${RecordTables.tables[kind].name}_pkey`
const indexesOf = (kind: Kind) => Object.entries<string>(meant[kind])

const writes = (id: string, changes: ReadonlyArray<Change>): Commit => {
  const commandId = id as never
  return {
    command: { commandId, fingerprint: "f", at: Sample.now, outcome: "{}" },
    provenance: { commandId, commandName: "c", at: Sample.now, actor: "a", permission: "p", policy: "q" },
    events: [{ _tag: "AgentLocked", agentId: "agent-7" } as unknown as Event],
    changes,
    notices: []
  }
}

const writing = (kind: Kind, changes: ReadonlyArray<Change>) => (store: Store["Service"]) =>
  store.transact((tx) => tx.commit(writes(`write-${kind}-${changes.length}`, changes)))

const trails: ReadonlyArray<readonly [Trail, indexes: string]> = [
  [{ _tag: "Case", caseId: "case-5" as never }, "journal_case"],
  [{ _tag: "Agent", agentId: "agent-5" as never, agencies: ["agency-5" as never] }, "journal_agent"],
  [
    { _tag: "Agency", agencyId: "agency-5" as never, agentIds: ["agent-5" as never, "agent-6" as never] },
    "journal_agency journal_agent"
  ],
  [{ _tag: "Counselor", counselorId: "counselor-5" as never }, "journal_counselor"]
]

const readings: ReadonlyArray<readonly [Readings, indexes: string]> = [
  [{ _tag: "Actor", actor: "agent/5" }, "reading_actor"],
  [{ _tag: "Agency", agencyId: "agency-5" as never }, "reading_agency"],
  [{ _tag: "All" }, "reading_pkey"]
]

describe("the database finds by the index that is meant", () => {
  it.live("records by every index, alone, in ranges, and under locks", () =>
    Effect.gen(function* () {
      const { plans } = yield* ground()
      const faults: Array<string> = []
      for (const kind of RecordTables.order) {
        const byId = Facts.write(kind, "id", ...keys, `${kind}-7`)
        faults.push(...wrong(`${kind} by id`, yield* plans((store) => store.load([byId])), keyOf(kind)))
        const locked = yield* plans((store) => store.transact((tx) => tx.load([byId], { lock: true })))
        faults.push(...wrong(`${kind} locked`, locked, keyOf(kind)))
        for (const [index, name] of indexesOf(kind)) {
          const what = `${kind} by ${index}`
          const by = Facts.write(kind, index as Index<typeof kind>, ...keys)
          faults.push(...wrong(what, yield* plans((store) => store.load([by])), name))
          const found = yield* plans((store) => store.transact((tx) => tx.load([by], { lock: true })))
          faults.push(...wrong(`${what} to lock`, found, name))
          const part = range(kind, index as Index<typeof kind>, "k", "l")
          const counted = yield* plans((store) => store.snapshot((_, reading) => reading.tally([part, part])))
          faults.push(...wrong(`${what} counted`, counted, name))
        }
      }
      // Several kinds at once, as commands ask: the indexes of each, and of each no more.
      const several = [
        Facts.read("agency", "id", "agency-7"),
        Facts.read("agent", "id", "agent-7", "agent-8"),
        Facts.write("case", "id", "case-7"),
        Facts.read("staff", "email", ...keys)
      ]
      const names = "agency_pkey agent_pkey consumer_case_pkey staff_email"
      const together = yield* plans((store) => store.transact((tx) => tx.load(several, { lock: false })))
      assert.deepStrictEqual(
        together.map(({ indexes }) => indexes.join(" ")),
        [names]
      )
      faults.push(...wrong("several", together, names))
      const held = yield* plans((store) => store.transact((tx) => tx.load(several, { lock: true })))
      // Agency and agents, then the search for staff, then the case; each once more to read what was locked; and a last
      // look at whether anything has appeared.
      assert.isAtMost(held.length, 6)
      faults.push(...wrong("several locked", held, names))
      assert.deepStrictEqual(faults, [])
    }).pipe(Effect.scoped)
  )

  it.live("pages, in the order of their index", () =>
    Effect.gen(function* () {
      const { plans } = yield* ground()
      const faults: Array<string> = []
      for (const [kind, index] of paged) {
        const part = range(kind, index as Index<typeof kind>, "k", "l")
        const name = index === "id" ? keyOf(kind) : (meant[kind] as Readonly<Record<string, string>>)[index]
        for (const descending of [false, true])
          for (const after of [undefined, { key: "kk", id: "x" }]) {
            const page = { limit: 20, descending, ...(after === undefined ? {} : { after }) }
            const found = yield* plans((store) => store.snapshot((_, reading) => reading.scan(part, page)))
            faults.push(...wrong(`a page of ${kind} by ${index}`, found, name ?? "", true))
          }
      }
      assert.deepStrictEqual(faults, [])
    }).pipe(Effect.scoped)
  )

  for (const statistics of ["what is there", "others"] as const) {
    // Pages of what statistics know nothing of are sorted: it seems to be next to nothing.
    const ordered = statistics === "what is there"
    it.live(`what a command writes, remembers and tells, by statistics of ${statistics}`, () =>
      Effect.gen(function* () {
        const { plans, store } = yield* ground(undefined, statistics)
        const faults: Array<string> = []
        for (const kind of RecordTables.order)
          for (const numbers of [[7], [8, 9]]) {
            const known = yield* store.load([Facts.read(kind, "id", ...numbers.map((n) => `${kind}-${n}`))])
            assert.strictEqual(known.length, numbers.length, kind)
            const changes = known.map((one) => ({ ...one, expected: one.version }) as unknown as Change)
            const sent = yield* plans(writing(kind, changes))
            // The key of the command and the rows of the journal are new; the heads are one row for each exchange.
            assert.strictEqual(sent.length, 3, kind)
            assert.deepStrictEqual(
              [sent[0], ...sent.slice(2)]
                .flatMap((plan) => plan?.scanned ?? [])
                .filter((table) => table !== "journal_head"),
              []
            )
            faults.push(...wrong(`${kind} written`, sent.slice(1, 2), keyOf(kind)))
          }
        const recalled = yield* plans((on) => on.transact((tx) => tx.command("command-5" as never)))
        faults.push(...wrong("a command", recalled, "command_key journal_command"))
        for (const [of, name] of trails)
          for (const kind of [undefined, "agent" as const]) {
            const window = { limit: 20, before: 2000, ...(kind === undefined ? {} : { kind }) }
            const found = yield* plans((on) => on.snapshot((_, reading) => reading.trail(of, window)))
            faults.push(...wrong(`trail of ${of._tag}`, found, name))
          }
        const all = yield* plans((on) =>
          on.snapshot((_, reading) => reading.trail({ _tag: "All" }, { before: 9, limit: 9 }))
        )
        faults.push(...wrong("trail of all", all, "journal_pkey", ordered))
        for (const [of, name] of readings) {
          const window = { limit: 20, before: 2000 }
          const found = yield* plans((on) => on.snapshot((_, reading) => reading.readings(of, window)))
          faults.push(...wrong(`readings of ${of._tag}`, found, name, ordered && of._tag === "All"))
        }
        const held = { agencyId: "agency-5" as never, agentId: "agent-5" as never, from: Sample.now }
        const [ofCase] = yield* plans((on) =>
          on.snapshot((_, reading) =>
            reading.readings({ _tag: "Case", caseId: "case-5" as never, held: [held] }, { limit: 20 })
          )
        )
        // The entries that name it, those that are about it, and the whole books, of which there are few.
        assert.deepStrictEqual(
          [ofCase?.indexes, ofCase?.scanned],
          [["reading_case_id", "reading_case_pkey", "reading_pkey", "reading_whole"], []]
        )
        const links = yield* plans((on) => on.snapshot((_, reading) => reading.links(5, 20)))
        faults.push(...wrong("links", links, "journal_pkey", ordered))
        faults.push(...wrong("journal", yield* plans((on) => on.journal(5, 20)), "journal_pkey", ordered))
        faults.push(...wrong("settled", yield* plans((on) => on.settle("notice-5", "t", "sent")), "outbox_pkey"))
        const [claim] = yield* plans((on) => on.claim(Sample.now, 20, 1000))
        // The queue is read in its order from its beginning, and no further than the limit.
        assert.deepStrictEqual(claim, {
          indexes: ["outbox_pkey", "outbox_queued"],
          whole: ["outbox_queued"],
          scanned: [],
          sorts: false
        })
        assert.deepStrictEqual(faults, [])
      }).pipe(Effect.scoped)
    )

    it.live(
      `what a proposal holds and looks for again, by statistics of ${statistics}`,
      () =>
        Effect.gen(function* () {
          const { plans, store } = yield* ground(undefined, statistics)
          const faults: Array<string> = []
          const isHeld = (text: string) => text.startsWith("with h0 as materialized")
          const isAgain = (text: string) => text.includes(" except ")
          let proposals = 0
          const proposed =
            (
              found: ReadonlyArray<Versioned>,
              reads: ReadonlyArray<Facts.Selection>,
              changes: ReadonlyArray<Change>,
              quiet = false
            ) =>
            (on: Store["Service"]) => {
              proposals += 1
              const written = writes(`proposal-${proposals}`, changes)
              const commit = quiet ? { ...written, events: [] } : written
              const write = { basis: { found, reads }, commit }
              return on.propose?.(() => Effect.succeed({ answer: undefined, write })) ?? Effect.die("no proposals")
            }
          for (const kind of RecordTables.order) {
            const ids = [7, 8, 9].map((n) => `${kind}-${n}`)
            const byId = Facts.write(kind, "id", ...ids, ...keys)
            const found = yield* store.load([byId])
            assert.strictEqual(found.length, 3, kind)
            const changes = found.map((one) => ({ ...one, expected: one.version }) as unknown as Change)
            // Of the rows that are there all are held, by their identifiers.
            const held = yield* plans(proposed(found, [byId], changes), isHeld)
            faults.push(...wrong(`${kind} held for a proposal`, held, keyOf(kind)))
            const renewed = yield* store.load([byId])
            for (const [index, name] of indexesOf(kind)) {
              // Only pages go by it, and no command. Where statistics know nothing of the exchange, another index of the same
              // requests seems as good, and all of them are gone through.
              if (index === "requestedAt" && statistics === "others") continue
              // What is not there is looked for as the last thing before the commit, or at once where nothing is journaled.
              const reads = [byId, Facts.read(kind, index as Index<typeof kind>, ...keys)]
              for (const quiet of [false, true]) {
                const again = yield* plans(proposed(renewed, reads, [], quiet), isAgain)
                assert.strictEqual(again.length, 1, `${kind} by ${index}`)
                faults.push(...wrong(`${kind} by ${index} looked for again`, again, `${keyOf(kind)} ${name}`))
              }
            }
          }
          // Several kinds in one proposal: each by its own index, and no more of any.
          const several = [
            Facts.read("agency", "id", "agency-7"),
            Facts.read("agent", "id", "agent-7", "agent-8"),
            Facts.write("case", "id", "case-7"),
            Facts.read("staff", "email", ...keys)
          ]
          const all = yield* store.load(several)
          const isBasis = (text: string) => isHeld(text) || isAgain(text)
          const together = [
            ...(yield* plans(proposed(all, several, [], true), isBasis)),
            ...(yield* plans(proposed(all, several, []), isBasis))
          ]
          assert.deepStrictEqual(together.map(({ indexes }) => indexes.join(" ")).sort(), [
            ...["agency_pkey agent_pkey consumer_case_pkey", "agency_pkey agent_pkey consumer_case_pkey"],
            "agency_pkey agent_pkey consumer_case_pkey staff_email",
            // What is held is not looked for again.
            "staff_email"
          ])
          faults.push(...together.flatMap(({ scanned, whole }) => [...scanned, ...whole]))
          assert.deepStrictEqual(faults, [])
        }).pipe(Effect.scoped),
      240_000
    )

    it.live(`other periods of a case, however many are written, by statistics of ${statistics}`, () =>
      Effect.gen(function* () {
        const { application, schema } = yield* ground(undefined, statistics)
        const faults: Array<string> = []
        for (const table of Periods.tables)
          for (const written of [3, rows])
            for (const [event, text] of Object.entries(Periods.lookUps(schema, table))) {
              const what = `${event} of ${table}`
              const plans = yield* application.withTransaction(
                Effect.gen(function* () {
                  yield* application.unsafe(`select set_config('${RowSecurity.setting}', $1, true)`, [exchange])
                  for (const name of ["fresh", "stale"])
                    yield* application.unsafe(
                      `create temporary table ${name} on commit drop as select * from ${schema}.${table} limit ${written}`
                    )
                  for (const name of Periods.withoutScans) yield* application.unsafe(`set local ${name} = off`)
                  // What was there before is gone through for rows that overlap: here there is none.
                  const went = JSON.stringify(yield* application.unsafe(`explain (analyze, format json) ${text}`))
                  for (const [, loops] of went.matchAll(/"Relation Name":"stale"[^{}]*"Actual Loops":(\d+)/g))
                    if (loops !== "0") faults.push(`${what}: goes through the former rows ${loops} times`)
                  return yield* plansOf(application, exchange, [{ text, parameters: [] }])
                })
              )
              for (const plan of plans) {
                // The rows that were written are gone through; each finds those of its case.
                const { indexes, scanned, whole } = plan
                if (scanned.some((one) => one === table)) faults.push(`${what}: reads all of ${table}`)
                if (whole.length > 0) faults.push(`${what}: reads all of ${whole}`)
                if (indexes.join() !== `${table.replace("_", "")}_case`) faults.push(`${what}: by ${indexes}`)
              }
            }
        assert.deepStrictEqual(faults, [])
      }).pipe(Effect.scoped)
    )
  }

  it.live("totals of books, of one and of all, and what was not folded yet", () =>
    Effect.gen(function* () {
      const { client, clients, plans, schema } = yield* ground()
      yield* Effect.provideService(BookTotals.install(schema, { role: applicationRole }), SqlClient, clients.owner)
      const [log, totals] = Object.keys(BookTotals.privileges) as [string, string]
      const columns = yield* clients.superuser.unsafe<{ name: string; number: boolean }>(
        `select column_name as name, data_type = 'bigint' as number from information_schema.columns where table_schema = '${schema}' and table_name = '${totals}' and column_name <> 'exchange_id' order by ordinal_position`
      )
      const names = columns.map(({ name }) => name).join(", ")
      const values = columns.map(({ name, number }) =>
        number ? "1" : name === "agent_id" ? "'agent-' || m" : name === "agency_id" ? "'agency-' || m % 20" : "''"
      )
      // Forty exchanges beside this one, which has a log that waits.
      for (const table of [log, totals])
        yield* clients.superuser.unsafe(
          `insert into ${schema}.${table} (exchange_id, ${names}) select 'other-' || n, ${values.join(", ")} from generate_series(1, 40) n, generate_series(1, 500) m`
        )
      yield* clients.superuser.unsafe(
        `insert into ${schema}.${log} (exchange_id, ${names}) select '${exchange}', ${values.join(", ")} from generate_series(1, 500) m`
      )
      yield* clients.superuser.unsafe(`analyze ${schema}.${log}, ${schema}.${totals}`)
      const kept = yield* Effect.provideService(BookTotals.make({ exchangeId: exchange, schema }), SqlClient, client)
      const scopes: ReadonlyArray<BookTotals.Scope> = [
        {},
        { agencyId: "agency-0" },
        { agencyId: "agency-0", agentId: "agent-7" }
      ]
      for (const [n, scope] of scopes.entries())
        for (const [what, ask] of Object.entries({
          figures: () => kept.figures(scope),
          agents: () => kept.agents(scope),
          cells: () => kept.cells(scope),
          ...(n === 0 ? { agencies: () => kept.agencies() } : {})
        })) {
          const [plan, ...others] = yield* plans(ask)
          // Of the log all that this exchange has, which a fold keeps short, of the totals no more than is asked for.
          const whole = n === 0 ? [`${log}_pkey`, `${totals}_pkey`] : [`${log}_pkey`]
          assert.deepStrictEqual(
            { indexes: plan?.indexes, whole: plan?.whole, scanned: plan?.scanned, others },
            { indexes: [`${log}_pkey`, `${totals}_pkey`], whole, scanned: [], others: [] },
            `${what} of ${JSON.stringify(scope)}`
          )
        }
      // What a fold and the triggers do is inside functions, of which there is no plan to be had: the server counts.
      const one = Context.get(
        yield* Layer.build(Server.layer({ url: Redacted.make(inject("application")), connections: 1 })),
        SqlClient
      )
      const folding = yield* Effect.provideService(BookTotals.make({ exchangeId: exchange, schema }), SqlClient, one)
      const store = yield* Effect.provide(
        Store,
        PostgresStore.layer({ exchangeId: exchange, schema }).pipe(Layer.provide(Layer.succeed(SqlClient, one)))
      )
      const counted = clients.superuser.unsafe<{ name: string; looked: number; scanned: number }>(
        `select relname as name, idx_scan::int as looked, seq_scan::int as scanned from pg_stat_user_tables where schemaname = '${schema}' and relname in ('${log}', '${totals}', 'delegation', 'consumer_case') order by 1`
      )
      const report = one.unsafe("select pg_stat_force_next_flush()")
      yield* report
      const before = yield* counted
      for (let n = 0; n < 20; n++) {
        const ids = [`delegation-${100 + n}`, `delegation-${200 + n}`]
        const moved = yield* store.load([Facts.read("delegation", "id", ...ids)])
        assert.strictEqual(moved.length, 2)
        const delegate = { agencyId: Sample.agencyId(0), agentId: Sample.agentId(7) }
        const changes = moved.map(
          (one) =>
            ({ ...one, expected: one.version, version: one.version + 1, record: { ...one.record, delegate } }) as Change
        )
        yield* store.transact((tx) => tx.commit(writes(`moved-${n}`, changes)))
        assert.isAbove(yield* folding.fold(50), 0)
      }
      yield* report
      const after = yield* counted
      assert.deepStrictEqual(
        after.map(({ name, scanned }) => `${name} ${scanned}`),
        before.map(({ name, scanned }) => `${name} ${scanned}`)
      )
      for (const [n, { looked, name }] of after.entries())
        assert.isAtLeast(looked - (before[n]?.looked ?? 0), 20, `${name} by its indexes`)
    }).pipe(Effect.scoped)
  )

  /** A schema on the server whose statistics say that all its tables are empty, and will go on saying so. */
  const emptied = Effect.gen(function* () {
    const database = databases.find(({ name }) => name === "server") as (typeof databases)[number]
    const clients = yield* database.clients
    const schema = freshSchema()
    yield* migrated(database, clients, schema)
    const run = (text: string) => clients.superuser.unsafe<{ name: string; looked: number; scanned: number }>(text)
    for (const table of tables) yield* run(`alter table ${schema}.${table} set (autovacuum_enabled = off)`)
    yield* run(`analyze ${tables.map((table) => `${schema}.${table}`).join(", ")}`)
    return { clients, run, schema }
  })

  it.live("a command goes through no table of which the plan was made while it was empty", () =>
    Effect.gen(function* () {
      const { clients, run, schema } = yield* emptied
      const store = yield* Effect.provide(
        Store,
        PostgresStore.layer({ exchangeId: exchange, schema }).pipe(
          Layer.provide(Layer.succeed(SqlClient, clients.application))
        )
      )
      const read = new Set(["command", ...RecordTables.order.map((kind) => RecordTables.tables[kind].name)])
      const counted = run(
        `select relname as name, idx_scan::int as looked, seq_scan::int as scanned from pg_stat_user_tables where schemaname = '${schema}' order by 1`
      )
      const scans = (rows: Effect.Success<typeof counted>) =>
        rows.filter(({ name }) => read.has(name)).map(({ name, scanned }) => `${name} ${scanned}`)
      const reported = (client: SqlClient) => client.unsafe("select pg_stat_force_next_flush()")
      yield* reported(clients.owner)
      const before = yield* counted
      const propose = store.propose as NonNullable<typeof store.propose>
      // More often than the server makes a plan anew for each call of a prepared statement.
      const looks = 20
      for (let n = 0; n < looks; n++)
        yield* propose((look) =>
          Effect.gen(function* () {
            yield* look.command(`c-${n}` as never)
            for (const kind of RecordTables.order) yield* look.load([Facts.read(kind, "id", `${kind}-${n}`)])
            return { answer: undefined }
          })
        )
      yield* reported(clients.application)
      // Of several sessions the one that looked may be another: that reports when it has been idle for ten seconds.
      const after = yield* counted.pipe(
        Effect.repeat({
          until: (rows) => rows.filter(({ name }) => read.has(name)).every(({ looked }) => looked >= looks),
          schedule: Schedule.spaced(200)
        })
      )
      assert.deepStrictEqual(scans(after), scans(before))
    }).pipe(Effect.scoped)
  )

  it.live("nor does it to see that what its records name is there", () =>
    Effect.gen(function* () {
      const { run, schema } = yield* emptied
      // One session, which tells what it did when it is asked.
      const one = Context.get(
        yield* Layer.build(Server.layer({ url: Redacted.make(inject("application")), connections: 1 })),
        SqlClient
      )
      const store = yield* Effect.provide(
        Store,
        PostgresStore.layer({ exchangeId: exchange, schema }).pipe(Layer.provide(Layer.succeed(SqlClient, one)))
      )
      const propose = store.propose as NonNullable<typeof store.propose>
      const named = (id: string, changes: ReadonlyArray<Change>) =>
        propose(() =>
          Effect.succeed({ answer: undefined, write: { basis: { reads: [], found: [] }, commit: writes(id, changes) } })
        )
      const added = (kind: Kind, record: unknown) =>
        ({ kind, id: idOf(kind, record as never), record, expected: 0, version: 1 }) as Change
      yield* named("ground", [
        added("agency", Sample.agency(0)),
        ...[0, 1].map((n) => added("agent", Sample.agent(n))),
        added("case", Sample.household(0)),
        added("consent", Sample.consent(0)),
        added("transfer", {
          ...{ transferId: "t-0", agencyId: Sample.agencyId(0), reason: "leave", consentMode: "notify", rows: [] },
          ...{ fromAgentId: Sample.agentId(0), toAgentId: Sample.agentId(1), state: "Applied" }
        })
      ])
      const counted = run(
        `select relname as name, idx_scan::int as looked, seq_scan::int as scanned from pg_stat_user_tables where schemaname = '${schema}' and relname in ('agency', 'agent', 'consumer_case', 'consent', 'transfer', 'delegation') order by 1`
      )
      const report = one.unsafe("select pg_stat_force_next_flush()")
      yield* report
      const before = yield* counted
      const times = 20
      for (let n = 0; n < times; n++)
        yield* named(`step-${n}`, [
          added("acting", Sample.session({ actingId: `session-${n}` as never })),
          added(
            "delegation",
            Sample.delegation(n, "Declined", {
              caseId: Sample.caseId(0),
              consentId: Sample.consent(0).consentId,
              transferId: "t-0" as never,
              ...(n === 0 ? {} : { predecessorId: Sample.delegationId(n - 1) })
            })
          )
        ])
      yield* report
      const after = yield* counted
      for (const [n, { looked, name, scanned }] of after.entries()) {
        assert.strictEqual(scanned, before[n]?.scanned, name)
        assert.isAtLeast(looked - (before[n]?.looked ?? 0), times - 1, name)
      }
    }).pipe(Effect.scoped)
  )

  it.live(
    "and without an index the check says so",
    () =>
      Effect.gen(function* () {
        const by = (kind: Kind, index: string) => Facts.read(kind, index as Index<typeof kind>, ...keys)
        const { plans } = yield* ground("delegation_agent")
        const found = yield* plans((store) => store.load([by("delegation", "agent")]))
        const [fault] = wrong("by agent", found, meant.delegation.agent)
        assert.match(fault ?? "", /reads all of delegation$|by delegation_/)
        const other = yield* ground("case_dob")
        const born = yield* other.plans((store) => store.load([by("case", "dob")]))
        assert.include(wrong("by birth", born, meant.case.dob), "by birth: reads all of consumer_case")
        const sorted = yield* ground("delegation_agent_list")
        const part = range("delegation", "agentList", "k", "l")
        const list = yield* sorted.plans((store) => store.snapshot((_, reading) => reading.scan(part, { limit: 20 })))
        assert.isNotEmpty(wrong("list", list, meant.delegation.agentList, true))
      }).pipe(Effect.scoped),
    60_000
  )
})
