/**
 * The store on PostgreSQL, over any `SqlClient` of Effect.
 *
 * What is read together is read in one statement. Writes are a few statements for each kind, whatever the number of records.
 * A command is first tried without holding anything while it is decided, see `internal/Proposing`.
 *
 * @since 0.1.0
 */
import * as Fidelity from "@agencybook/application/Fidelity"
import {
  type Commit,
  type Reading as ReadingOfPort,
  Store,
  type StoredCommand,
  StoreError,
  secondCommit,
  type Transaction,
  Unusable
} from "@agencybook/application/Store"
import type { Instant } from "@agencybook/core/CalendarDate"
import type { Selection } from "@agencybook/core/Facts"
import type { CommandId } from "@agencybook/core/Id"
import type { Notice } from "@agencybook/core/Notice"
import type { Event } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { BeginTransaction, SqlClient } from "effect/sql/SqlClient"
import * as Conflicts from "./internal/Conflicts.ts"
import * as Driver from "./internal/Driver.ts"
import * as Holding from "./internal/Holding.ts"
import * as Journal from "./internal/Journal.ts"
import * as Proposing from "./internal/Proposing.ts"
import * as Reading from "./internal/Reading.ts"
import * as Readings from "./internal/Readings.ts"
import * as Tenant from "./internal/Tenant.ts"
import * as Writing from "./internal/Writing.ts"
import * as Migrations from "./Migrations.ts"
import { asStoreError } from "./SqlFailure.ts"

/** Settings of the store. @category models */
export interface Options {
  /** The tenant; several exchanges can share a schema. */
  readonly exchangeId: string
  /** The schema of the tables; `agencybook` when absent. */
  readonly schema?: string
  /** Whether to bring the schema to the present version when the layer is built; off when absent. */
  readonly migrate?: boolean
  /**
   * The role that statements run as, from the beginning of each transaction to its end; the role of the connection must be
   * a member of it. Absent, it is the connection's own, unless that is one that row security would not bind: then it is
   * `agencybook_application`, where that may use the schema. Inside a host's transaction nothing is changed unless given.
   */
  readonly role?: string
}

// Whatever the server does by itself: who waits for the head of the journal has to see what the one before wrote. Locks
// and versions keep commands apart, not the level.
const level = "ISOLATION LEVEL READ COMMITTED"
const writing = `BEGIN ${level}`
const looking = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
// What was shown is noted in the same transaction. Nobody else writes a row that it writes, so that it cannot fail for that.
const showing = "BEGIN ISOLATION LEVEL REPEATABLE READ"

const instant = (at: Instant): Effect.Effect<void, StoreError> => {
  const refusal = Fidelity.refusalOfInstant(at)
  return refusal === undefined ? Effect.void : Effect.fail(refusal)
}

// A character that the database cannot keep would make two exchanges one.
const isExchangeId = (text: string): boolean => text !== "" && Fidelity.isText(text)

const unusable = (problem: string, remedy: string) => new StoreError({ reason: new Unusable({ problem, remedy }) })

const make = Effect.fnUntraced(function* (options: Options) {
  const { exchangeId, migrate = false, role, schema = "agencybook" } = options
  if (!isExchangeId(exchangeId))
    return yield* unusable("the name of the exchange is not allowed", "use one or more characters of valid Unicode")
  const refusal = Migrations.refusalOfSchema(schema)
  if (refusal !== undefined) return yield* refusal
  if (migrate) yield* Migrations.run(schema, role === undefined ? {} : { role })
  const sql = yield* SqlClient
  const worker = role ?? (sql.driver === Driver.host ? undefined : yield* asStoreError(Tenant.workerOf(sql, schema)))
  const within = Tenant.make(sql, exchangeId, worker)
  const holding = Holding.make(sql, schema, exchangeId)
  const { load } = holding

  const command = Effect.fnUntraced(function* (commandId: CommandId) {
    if (!Fidelity.isText(commandId)) return undefined
    const rows = yield* sql.unsafe<{ fingerprint: string; at: Instant; outcome: string }>(
      `select fingerprint, ${Reading.instant("at")} as at, outcome from ${schema}.command where exchange_id = $1 and command_id = $2`,
      [exchangeId, commandId]
    )
    const [known] = rows
    if (known === undefined) return undefined
    const events = yield* sql.unsafe<{ event: Event }>(
      `select event from ${schema}.journal where exchange_id = $1 and command_id = $2 order by position`,
      [exchangeId, commandId]
    )
    return { commandId, ...known, events: events.map(({ event }) => event) }
  })

  const write = Writing.make(sql, schema, exchangeId)
  const append = Journal.appending(sql, schema, exchangeId)
  const chain = Journal.chaining(sql, schema, exchangeId)

  const remember = (key: StoredCommand) =>
    Conflicts.orTaken(
      "command",
      sql.unsafe(
        `insert into ${schema}.command (exchange_id, command_id, fingerprint, at, outcome) values ($1, $2, $3, $4::timestamptz, $5)`,
        [exchangeId, key.commandId, key.fingerprint, key.at, key.outcome]
      )
    )

  const commit = Effect.fnUntraced(function* (whole: Commit, { last }: ReturnType<typeof holding.reads>) {
    const refusal = Fidelity.refusal(whole)
    if (refusal !== undefined) return yield* refusal
    const { changes, command: key, events, notices, provenance } = whole
    yield* remember(key)
    for (const statement of [...write.records(changes), ...write.notices(notices, provenance.at)]) yield* statement
    if (events.length === 0) return
    for (const statement of yield* append(whole)) yield* statement
    yield* last(changes)
  })

  const plain = (selections: ReadonlyArray<Selection>) => asStoreError(load(selections))

  const parts = Reading.make(sql, schema, exchangeId)
  const log = Readings.make(sql, schema, exchangeId)
  const reading: ReadingOfPort = {
    load: plain,
    scan: (range, part) => asStoreError(parts.scan(range, part)),
    tally: (ranges) => asStoreError(parts.tally(ranges)),
    trail: (of, window) => asStoreError(parts.trail(of, window)),
    links: (after, limit) => asStoreError(parts.links(after, limit)),
    ends: () => asStoreError(parts.ends),
    readings: (of, window) => asStoreError(log.read(of, window))
  }

  const transact = <A, E>(body: (tx: Transaction) => Effect.Effect<A, E>) =>
    within(
      Effect.suspend(() => {
        let failed: StoreError | undefined
        let asked = 0
        const reads = holding.reads()
        const tx: Transaction = {
          load: (selections, { lock }) => asStoreError(lock ? reads.locked(selections) : reads.plain(selections)),
          command: (commandId) => asStoreError(command(commandId)),
          commit: (one) =>
            Effect.suspend(() => {
              asked += 1
              return asked > 1 ? Effect.fail(secondCommit()) : asStoreError(commit(one, reads))
            }).pipe(
              Effect.tapError((error) =>
                Effect.sync(() => {
                  failed = error
                })
              )
            )
        }
        // A commit that failed halfway must not survive because the body went on.
        return Effect.flatMap(body(tx), (answer) =>
          failed === undefined ? Effect.succeed(answer) : Effect.fail(failed)
        )
      })
    )

  const propose = Proposing.make({
    sql,
    looking,
    writing: `SET TRANSACTION ${level}, READ WRITE`,
    enter: Tenant.lookingUp(sql, exchangeId, worker),
    load: (selections) => asStoreError(load(selections)),
    command: (commandId) => asStoreError(command(commandId)),
    hold: holding.found,
    write: ({ basis, commit }) => {
      const { changes, command: key, events, notices, provenance } = commit
      const ahead = [remember(key), ...write.records(changes), ...write.notices(notices, provenance.at)]
      // What leaves no row in the journal does not come to its head, behind which everything is looked for once more.
      if (events.length === 0) return { ahead: [...holding.unchanged(basis), ...ahead] }
      const after = holding.alone(basis, changes)
      return Journal.isFew(commit)
        ? { ahead: [...ahead, chain(commit), ...after] }
        : { ahead, last: append(commit), after }
    }
  })

  const snapshot = <A, E>(effect: Effect.Effect<A, E>) =>
    asStoreError(Effect.provideService(within(effect), BeginTransaction, looking))

  const alone = <A, E>(effect: Effect.Effect<A, E>) => asStoreError(within(effect))

  return Store.of({
    // In a transaction of the host nothing can be read at one moment and written at a later one.
    ...(sql.driver === Driver.host ? {} : { propose: (body) => asStoreError(propose(body)) }),
    transact: (body) => asStoreError(Effect.provideService(transact(body), BeginTransaction, writing)),
    load: (selections) => (selections.length < 2 ? alone(load(selections)) : snapshot(plain(selections))),
    snapshot: (body) => snapshot(body(plain, reading)),
    disclose: (body) =>
      asStoreError(
        Effect.provideService(
          within(
            Effect.gen(function* () {
              const { answer, shown } = yield* body(reading)
              if (shown !== undefined) yield* asStoreError(log.append(shown))
              return answer
            })
          ),
          BeginTransaction,
          showing
        )
      ),
    journal: (after, limit) =>
      alone(
        Effect.map(
          sql.unsafe<Reading.JournalRow>(
            `select ${Reading.journalColumns} from ${schema}.journal where exchange_id = $1 and position > $2 order by position limit $3`,
            [exchangeId, after, limit]
          ),
          (rows) => rows.map(Reading.journalEntry)
        )
      ),
    claim: (at, limit, leaseMillis, channel) =>
      Effect.andThen(
        instant(at),
        alone(
          Effect.map(
            sql.unsafe<{ notice: Notice; queued_at: Instant; attempts: number; token: string; position: bigint }>(
              `with free as (
  select notice_id from ${schema}.outbox
  where exchange_id = $1 and state = 'queued' and (leased_until is null or leased_until <= $2::timestamptz) and ($5::text is null or notice->>'channel' = $5)
  order by position limit $3 for update skip locked
)
update ${schema}.outbox o set attempts = attempts + 1, token = gen_random_uuid()::text, leased_until = $2::timestamptz + $4 * interval '1 millisecond'
where o.exchange_id = $1 and o.notice_id = any(array(select notice_id from free))
returning o.notice, ${Reading.instant("o.queued_at")} as queued_at, o.attempts, o.token, o.position`,
              [exchangeId, at, limit, leaseMillis, channel ?? null]
            ),
            (rows) =>
              rows
                .toSorted((a, b) => Number(a.position) - Number(b.position))
                .map(({ attempts, notice, queued_at: queuedAt, token }) => ({ attempts, notice, queuedAt, token }))
          )
        )
      ),
    settle: (noticeId, token, outcome) =>
      !(Fidelity.isText(noticeId) && Fidelity.isText(token))
        ? Effect.succeed(false)
        : alone(
            Effect.map(
              sql.unsafe(
                `update ${schema}.outbox set state = $4, token = null where exchange_id = $1 and notice_id = $2 and token = $3 and state = 'queued' returning notice_id`,
                [exchangeId, noticeId, token, outcome === "retry" ? "queued" : outcome]
              ),
              (rows) => rows.length === 1
            )
          ),
    counts: () =>
      alone(
        Effect.map(
          sql.unsafe<Record<"journal" | "queued" | "sent" | "failed", string | number | bigint>>(
            `select (select count(*) from ${schema}.journal where exchange_id = $1) as journal,
  count(*) filter (where state = 'queued') as queued, count(*) filter (where state = 'sent') as sent, count(*) filter (where state = 'failed') as failed
from ${schema}.outbox where exchange_id = $1`,
            [exchangeId]
          ),
          ([row]) => ({
            journal: Number(row?.journal ?? 0),
            queued: Number(row?.queued ?? 0),
            sent: Number(row?.sent ?? 0),
            failed: Number(row?.failed ?? 0)
          })
        )
      )
  })
})

/**
 * The store over a `SqlClient`: PGlite (`Embedded`), a server (`Server`), or any other of Effect's PostgreSQL clients.
 *
 * @category layers
 */
export const layer = (options: Options): Layer.Layer<Store, StoreError, SqlClient> => Layer.effect(Store, make(options))
