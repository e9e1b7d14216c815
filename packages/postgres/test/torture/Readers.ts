/** B8: whoever reads while others write sees what the journal leads to at one of its positions, and nothing between. */
import * as Agencybook from "@agencybook/application/Agencybook"
import { type Reading, Store } from "@agencybook/application/Store"
import { calheers } from "@agencybook/core/Policy"
import type { Kind } from "@agencybook/core/Record"
import * as World from "@agencybook/testing/World"
import * as Effect from "effect/Effect"
import * as ManagedRuntime from "effect/ManagedRuntime"
import type { Address } from "../fixture/server.ts"
import { left, type Pool, pool, portal, schemaOn, seed, type Tamper, text } from "./Ground.ts"
import { type Counting, counting } from "./Report.ts"
import { atTime } from "./Story.ts"
import { office, officeTime, rounds } from "./Workload.ts"

const cases = 4
const readers = 4

/** Lets readers read, until there are as many reads as are asked for, while every case is given away and back. */
export const run = async (server: Address, reads: number, tamper?: Tamper) => {
  const count = counting("B8", `${readers} readers beside ${cases} writers`)
  const open = await pool({ url: server.url, connections: cases + readers })
  const schema = await schemaOn(open)
  let read = 0
  // Now and then with another office, so that there is little to read each time.
  for (let n = 0; read < reads; n++) read += await oneOffice(count, open, schema, `office-${n}`, tamper)
  await open.close()
  return count.end()
}

type Shown = ReadonlyArray<{ readonly kind: Kind; readonly id: string; readonly record: unknown }>

const shownOf = (records: Shown): string =>
  text(records.map(({ id, kind, record }) => [`${kind}/${id}`, text(record)]).sort())

const kinds = ["case", "delegation", "employment"] as const

/** One office that is read while its cases move; gives how often. */
const oneOffice = async (count: Counting, open: Pool, schema: string, tenant: string, tamper?: Tamper) => {
  const world = office(cases)
  const runtime = ManagedRuntime.make(portal(open, schema, tenant, calheers, tamper))
  await runtime.runPromise(seed(world))
  const [book, store] = [await runtime.runPromise(Agencybook.Agencybook), await runtime.runPromise(Store)]
  const started = Date.now()
  const writer = async (c: number) => {
    for (const sent of rounds(c, 8))
      await runtime.runPromise(Effect.ignore(atTime(() => officeTime(started))(book.execute(sent))))
  }
  const caseIds = Array.from(world.case.keys())
  const selections = [
    { kind: "case", index: "id", keys: caseIds, lock: "read" },
    { kind: "delegation", index: "history", keys: caseIds, lock: "read" },
    { kind: "employment", index: "id", keys: Array.from(world.employment.keys()), lock: "read" }
  ] as never
  // In a snapshot several statements have to show one moment; what is asked for at once does so by itself.
  const moment = (load: Reading["load"], { ends }: Reading) =>
    Effect.gen(function* () {
      const { last } = yield* ends()
      return { shown: shownOf(yield* load(selections)), position: last?.position ?? 0 }
    })
  const seen: Array<{ readonly shown: string; readonly position?: number }> = []
  let writing = true
  const reader = async (): Promise<void> => {
    while (writing) {
      seen.push(await runtime.runPromise(store.snapshot(moment)))
      seen.push({ shown: shownOf(await runtime.runPromise(store.load(selections))) })
    }
  }
  const all = Array.from({ length: readers }, reader)
  await Promise.all(Array.from({ length: cases }, (_, c) => writer(c)))
  writing = false
  await Promise.all(all)
  const { journal } = await runtime.runPromise(left(world))
  const states = new Map<number, string>()
  let now = world
  const note = (position: number) =>
    states.set(
      position,
      shownOf(
        kinds.flatMap((kind) =>
          Array.from(now[kind] as ReadonlyMap<string, unknown>, ([id, record]) => ({ kind, id, record }))
        )
      )
    )
  note(0)
  for (const [n, { commandId, event, position }] of journal.entries()) {
    now = World.after(now, [event])
    // Between the events of one command there is no state.
    if (journal[n + 1]?.commandId !== commandId) note(position)
  }
  const some = new Set(states.values())
  for (const { position, shown } of seen) {
    count.tried()
    const exists = position === undefined ? some.has(shown) : states.get(position) === shown
    count.expect(exists, `${tenant}: what was read at ${position ?? "some position"} was never there`)
  }
  return seen.length
}
