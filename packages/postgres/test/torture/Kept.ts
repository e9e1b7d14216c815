/** B11: what is written is read as it was, whatever its texts, or it is refused and nothing is changed. */
import { Store } from "@agencybook/application/Store"
import type { CommandId } from "@agencybook/core/Id"
import * as Id from "@agencybook/core/Id"
import { calheers } from "@agencybook/core/Policy"
import { type Kind, keyOf, kinds, type Records } from "@agencybook/core/Record"
import * as Hostile from "@agencybook/testing/Hostile"
import * as Seed from "@agencybook/testing/Seed"
import * as World from "@agencybook/testing/World"
import * as Effect from "effect/Effect"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Result from "effect/Result"
import type { Address } from "../fixture/server.ts"
import { pool, portal, schemaOn, seed, type Tamper, text } from "./Ground.ts"
import { counting } from "./Report.ts"

/** Texts that people write, as opposed to identifiers, states and instants. */
const prose = /^(?:first|middle|last|legalName|publicName|street|city|reason|signedBy|bio|name|email|phone|language)$/

/** A record with some of its texts exchanged for what nobody should write. */
const odd = (record: unknown, choices: Seed.Seed): unknown =>
  JSON.parse(JSON.stringify(record), (key, value) =>
    typeof value === "string" && prose.test(key) && choices.chance(40) ? Hostile.text(choices) : value
  )

/** Whether a database can hold every text of a record: no NUL, and no half of a surrogate pair. */
const holdable = (record: unknown) => !/\\u(?:0000|d[89a-f])/u.test(JSON.stringify(record))

const addressOf = (record: unknown): string | undefined => keyOf("staff", "email", record as Records["staff"])

/** Writes every record of random worlds again with odd texts, until as many were written as are asked for. */
export const run = async (server: Address, records: number, tamper?: Tamper) => {
  const count = counting("B11", "records with odd texts")
  const open = await pool({ url: server.url, connections: 2 })
  const schema = await schemaOn(open)
  const choices = Seed.from(11)
  let tried = 0
  let kept = 0
  for (let n = 1; tried < records; n++) {
    const world = World.make(n, { agencies: 3, agents: 5, cases: 8 })
    const runtime = ManagedRuntime.make(portal(open, schema, `kept-${n}`, calheers, tamper))
    await runtime.runPromise(seed(world))
    const store = await runtime.runPromise(Store)
    const all = (Object.keys(kinds) as ReadonlyArray<Kind>).flatMap((kind) =>
      Array.from(world[kind] as ReadonlyMap<string, unknown>, ([id, record]) => ({ kind, id, record }))
    )
    // No two of the staff share an address: the second one who gets the same odd text is refused for that.
    const addresses = new Map(
      all.flatMap(({ id, kind, record }) => (kind === "staff" ? [[id, addressOf(record)]] : []))
    )
    for (const { id, kind, record } of all) {
      tried += 1
      count.tried()
      const other = odd(record, choices)
      const commandId = Id.make<CommandId>(`odd-${tried}`)
      const at = "2026-01-01T00:00:00.000Z" as never
      const written = await runtime.runPromise(
        Effect.result(
          store.transact((tx) =>
            tx.commit({
              command: { commandId, fingerprint: "odd", at, outcome: "{}" },
              provenance: { commandId, commandName: "odd", at, actor: "system/odd", permission: "", policy: "" },
              events: [],
              changes: [{ kind, id, record: other, version: 2, expected: 1 } as never],
              notices: []
            })
          )
        )
      )
      const [found] = await runtime.runPromise(store.load([{ kind, index: "id", keys: [id], lock: "read" } as never]))
      const stays = Result.isSuccess(written)
      const address = kind === "staff" ? addressOf(other) : undefined
      const taken = address !== undefined && Array.from(addresses).some(([of, one]) => of !== id && one === address)
      if (stays && kind === "staff") addresses.set(id, address)
      if (stays && text(other) !== text(record)) kept += 1
      if (Result.isFailure(written))
        count.expect(
          (taken ? ["Conflict", ...(holdable(other) ? [] : ["Unkept"])] : ["Rejected", "Unkept"]).includes(
            written.failure.reason._tag
          ),
          `${kind} ${id}: ${written.failure.message}`
        )
      count.expect(
        text(found?.record) === text(stays ? other : record),
        `${kind} ${id}: ${text(found?.record)} was read after ${text(other)} was ${stays ? "written" : "refused"}`
      )
    }
    await runtime.dispose()
  }
  count.note(`${kept} of them kept with another text than before`)
  await open.close()
  return count.end()
}
