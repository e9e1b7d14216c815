import * as Book from "@agencybook/application/Agencybook"
import { Agencybook } from "@agencybook/application/Agencybook"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { databases, freshStore } from "./databases.ts"

for (const { client, name } of databases)
  describe(name, () => {
    it.live("runs", () =>
      Effect.gen(function* () {
        const book = yield* Agencybook
        const r = yield* book.execute({
          id: "c1",
          actor: { _tag: "System", userId: "feed" },
          command: { _tag: "RecordRoster", agencies: [], agents: [] }
        })
        assert.deepStrictEqual(r.events, [])
      }).pipe(
        Effect.provide(
          Book.layer().pipe(
            Layer.provide(NodeSecrets.layer({ N: 16, r: 8, p: 1 })),
            Layer.provideMerge(freshStore(client()))
          )
        )
      )
    )
  })
