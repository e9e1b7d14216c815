import * as Agencybook from "@agencybook/application/Agencybook"
import * as HostClock from "@agencybook/application/HostClock"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { databases, freshStore } from "./databases.ts"
import { feed, household, roster } from "./fixture/roster.ts"

const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1 })
const consumer = { _tag: "Consumer", caseId: "case-0" }
const start = Date.parse("2026-03-02T17:00:00.000Z")
const request = { _tag: "RequestDelegation", delegationId: "d", caseId: "case-0", agentId: "bo", signedBy: "Zoë Null" }

describe.each(databases)("periods on $name", (database) => {
  it.live("let a consumer come back on a machine whose clock is behind", () =>
    Effect.gen(function* () {
      const book = yield* Agencybook.Agencybook
      const send = (millis: number, id: string, actor: object, command: object) =>
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
