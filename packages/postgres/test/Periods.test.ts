import * as Agencybook from "@agencybook/application/Agencybook"
import type { ActorInput, AnyCommandInput } from "@agencybook/application/CommandInput"
import * as HostClock from "@agencybook/application/HostClock"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Id from "@agencybook/core/Id"
import * as EntitySample from "@agencybook/testing/EntitySample"
import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import { databases, freshSchema, freshStore, migrated } from "./databases.ts"
import { fill } from "./fixture/population.ts"
import { feed, household, roster } from "./fixture/roster.ts"

const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1 })
const consumer = { _tag: "Consumer", caseId: "case-0" } as const
const start = Date.parse("2026-03-02T17:00:00.000Z")
const request: AnyCommandInput = {
  ...{ _tag: "RequestDelegation", delegationId: "d", caseId: "case-0" },
  ...{ agentId: "bo", signedBy: "Zoë Null" }
}

type Period = readonly [from: string, until?: string]

const delegation = ([from, until]: Period, more: object = {}) =>
  JSON.stringify({
    caseId: "c",
    kind: "producer",
    delegate: { agentId: "a", agencyId: "x" },
    state: until === undefined ? { _tag: "Active", from } : { _tag: "Ended", from, until },
    ...more
  })

/** What becomes of an update of a delegation that overlaps another: it was there before there was a trigger. */
const updates: ReadonlyArray<readonly [what: string, period: Period, more: object, passes: boolean]> = [
  ["another field", ["2026-01-10", "2026-02-10"], { origin: "code" }, true],
  ["a shorter period, although it overlaps still", ["2026-01-15", "2026-02-10"], {}, true],
  ["an earlier end", ["2026-01-10", "2026-02-05"], {}, true],
  ["a later end", ["2026-01-10", "2026-02-11"], {}, false],
  ["an earlier beginning", ["2026-01-09", "2026-02-10"], {}, false],
  ["no end any more", ["2026-01-10"], {}, false],
  ["no overlap any more, but one with a third", ["2026-03-05", "2026-03-06"], {}, false],
  ["no overlap any more", ["2026-02-20", "2026-02-25"], {}, true]
]

describe.each(databases)("an overlap that is in the table already on $name", (database) => {
  it.live("keeps no row from being written whose period does not grow", () =>
    Effect.gen(function* () {
      const { superuser: sql, ...others } = yield* database.clients
      const schema = freshSchema()
      yield* migrated(database, others, schema)
      const put = (table: string, id: string, record: string) =>
        sql.unsafe(`insert into ${schema}.${table} (exchange_id, id, version, record) values ('e', $1, 1, $2::jsonb)`, [
          id,
          record
        ])
      yield* put("agency", "x", `{"fein":"941234567","licenceNumber":"1","certification":{"_tag":"Certified"}}`)
      yield* put("agent", "a", `{"licence":{"number":"1A00001"},"certification":{"_tag":"Certified"}}`)
      yield* put("consumer_case", "c", `{"caseNumber":"1"}`)
      yield* sql.unsafe(`alter table ${schema}.delegation disable trigger apart_at_insert`)
      const first: Period = ["2026-01-10", "2026-02-10"]
      yield* put("delegation", "d-1", delegation(first))
      yield* put("delegation", "d-2", delegation(["2026-02-01", "2026-02-15"]))
      yield* put("delegation", "d-3", delegation(["2026-03-01", "2026-03-15"]))
      yield* sql.unsafe(`alter table ${schema}.delegation enable trigger apart_at_insert`)
      for (const [what, period, more, passes] of updates) {
        const update = sql.unsafe(`update ${schema}.delegation set record = $1::jsonb where id = 'd-1'`, [
          delegation(period, more)
        ])
        const exit = yield* Effect.exit(sql.withTransaction(Effect.andThen(update, Effect.fail("undo"))))
        const said = JSON.stringify(exit)
        assert.strictEqual(said.includes("undo"), passes, `${what}: ${said}`)
      }
      // All rows at once, none of them another than before.
      yield* sql.unsafe(`update ${schema}.delegation set record = record`)
      const third = yield* Effect.exit(put("delegation", "d-4", delegation(["2026-02-14", "2026-02-20"])))
      assert.strictEqual(third._tag, "Failure")
    }).pipe(Effect.scoped)
  )
})

describe.each(databases)("delegations to counselors on $name", (database) => {
  it.live("begin when the one before has ended, of each case by itself [DEL-10]", () =>
    Effect.gen(function* () {
      const { superuser: sql, ...others } = yield* database.clients
      const schema = freshSchema()
      yield* migrated(database, others, schema)
      yield* fill(sql, schema, "e", 0, 3)
      yield* sql.unsafe(`delete from ${schema}.counselor_delegation`)
      const record = (n: number, [from, until]: Period) =>
        JSON.stringify(
          EntitySample.delegation(n, "Active", {
            consentId: Id.make(`consent-${n}`),
            delegate: { counselorId: Id.make(`counselor-${n}`), entityId: Id.make(`enrollmentEntity-${n}`) },
            state: (until === undefined
              ? { _tag: "Active", from }
              : { _tag: "Ended", from, until, reason: "consumer-removed" }) as never
          })
        )
      const put = (id: string, n: number, period: Period) =>
        Effect.exit(
          sql.unsafe(
            `insert into ${schema}.counselor_delegation (exchange_id, id, version, record) values ('e', $1, 1, $2::jsonb)`,
            [id, record(n, period)]
          )
        )
      const change = (id: string, n: number, period: Period) =>
        Effect.exit(
          sql.unsafe(`update ${schema}.counselor_delegation set record = $2::jsonb where id = $1`, [
            id,
            record(n, period)
          ])
        )
      const passes = (exit: { readonly _tag: string }, what: string) => assert.strictEqual(exit._tag, "Success", what)
      const apart = (exit: Exit.Exit<unknown, unknown>, what: string) =>
        assert.include(JSON.stringify(exit), "counselor_delegation_apart", what)
      passes(yield* put("h-1", 1, ["2026-01-10", "2026-02-10"]), "the first")
      apart(yield* put("h-2", 1, ["2026-02-01", "2026-02-20"]), "one that begins before that has ended")
      apart(yield* put("h-2", 1, ["2025-12-01"]), "one in the past that has not ended")
      passes(yield* put("h-2", 1, ["2026-02-10"]), "one that begins when that has ended")
      passes(yield* put("h-3", 2, ["2026-02-01", "2026-02-20"]), "that of another case")
      apart(yield* change("h-1", 1, ["2026-01-10", "2026-02-11"]), "a later end")
      passes(yield* change("h-1", 1, ["2026-01-10", "2026-02-05"]), "an earlier end")
      passes(yield* change("h-1", 1, ["2026-01-10", "2026-02-10"]), "an end with the beginning of the next")
    }).pipe(Effect.scoped)
  )
})

describe.each(databases)("periods on $name", (database) => {
  it.live("let a consumer come back on a machine whose clock is behind", () =>
    Effect.gen(function* () {
      const book = yield* Agencybook.Agencybook
      const send = (millis: number, id: string, actor: ActorInput, command: AnyCommandInput) =>
        Effect.provideService(
          book.execute({ id, actor, command }),
          Clock.Clock,
          HostClock.make(() => start + millis)
        )
      yield* book.execute(roster)
      yield* send(1_000, "cases", feed, { _tag: "RecordCases", entries: [household(0, "ana")] })
      yield* send(12_000, "remove", consumer, { _tag: "RemoveDelegation", delegationId: "cases~0" })
      yield* send(10_500, "ask", consumer, request)
      const { events } = yield* send(
        11_000,
        "accept",
        { _tag: "Agent", agentId: "bo" },
        { _tag: "AcceptRequest", delegationId: "d" }
      )
      assert.include(
        events.map(({ _tag }) => _tag),
        "DelegationMoved"
      )
    }).pipe(Effect.provide(Agencybook.layer().pipe(Layer.provide(secrets), Layer.provideMerge(freshStore(database)))))
  )
})
