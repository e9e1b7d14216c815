/**
 * Checks of lists at the sizes at which programs divide them, of limits and places beyond what 32 bits hold, and of keys that
 * differ in the case of their letters only.
 *
 * @since 0.1.0
 */
import { every, only, placeIn } from "@agencybook/application/Store"
import { read } from "@agencybook/core/Facts"
import * as Page from "@agencybook/core/Page"
import type { Event } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { type Check, check, type Port, same, show } from "./StoreContractCheck.ts"
import { base } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { readers, recalls } from "./StoreContractWays.ts"

const { account, acting, at, certified, change, commit, entity, notice } = Records

const many = 2000

/** Beyond 32 bits, and beyond what a driver may bind in one statement. */
const huge = [2 ** 31, 2 ** 32 + 1, 2 ** 40]
const keys = 70_000

const whole = Effect.fnUntraced(function* (store: Port) {
  const numbers = Array.from({ length: many }, (_, n) => n)
  const events = numbers.map((n): Event => ({ _tag: "ActingUsed", actingId: acting(n).actingId, at: at(n) }))
  const changes = numbers.map((n) => change("enrollmentEntity", entity(n)))
  const notices = numbers.slice(0, 200).map((n) => notice("whole", n))
  yield* put(store, commit("whole", changes, { events, notices }))
  const claimed = yield* store.claim(at(), 1000, 1000)
  yield* same(
    "notices",
    claimed.map((one) => one.notice.noticeId),
    notices.map(({ noticeId }) => noticeId)
  )
  yield* same("how many rows", (yield* store.journal(0, huge[0] as number)).length, many)
  for (const [way, recall] of recalls(store)) {
    const known = (yield* recall("whole")) as { readonly events: ReadonlyArray<Event> } | undefined
    yield* same(`events, ${way}`, known?.events, events)
  }
  const places = [0, 999, 1000, 1999, 2000, 32_766, 32_767, 32_768, 65_534, 65_535, 65_536, keys - 1]
  const asked = Array.from({ length: keys }, (_, n) => {
    const place = places.indexOf(n)
    return place < 0 ? `nobody-${n}` : `entity-${place}`
  })
  // The first ones once more, far from where they stand first.
  const twice = [...asked, "entity-0", "entity-1"]
  const found = (yield* store.load([read("enrollmentEntity", "id", ...twice)])).map(({ id }) => id).sort()
  yield* same("found among many keys", found, places.map((_, n) => `entity-${n}`).sort())
  for (const [way, reading] of readers(store))
    yield* reading(
      Effect.fnUntraced(function* ({ tally }) {
        const ranges = [every("enrollmentEntity", "id"), only("enrollmentEntity", "certification", "Certified")]
        yield* same(`how many records, ${way}`, yield* tally(ranges), [many, many])
      })
    )
})

const beyond = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  for (let n = 0; n < 12; n++)
    yield* put(store, commit(`again-${n}`, [change("enrollmentEntity", entity(1, certified(at(n))), n)], { second: n }))
  yield* store.disclose(() => Effect.succeed({ answer: 1, shown: Records.disclosure() }))
  const rows = yield* store.journal(0, 1000)
  for (const limit of huge) {
    yield* same(`${limit} rows`, (yield* store.journal(0, limit)).length, rows.length)
    yield* same(`rows after ${limit}`, yield* store.journal(limit, 9), [])
  }
  for (const [way, reading] of readers(store))
    yield* reading(
      Effect.fnUntraced(function* ({ links, readings, scan, trail }) {
        const all = yield* trail({ _tag: "All" }, { limit: 1000 })
        yield* same(`rows of the trail, ${way}`, all.length, rows.length)
        for (const limit of huge) {
          const about = `${limit}, ${way}`
          yield* same(`the trail up to ${about}`, yield* trail({ _tag: "All" }, { limit }), all)
          yield* same(`the trail before ${about}`, yield* trail({ _tag: "All" }, { before: limit, limit: 1000 }), all)
          yield* same(`links up to ${about}`, (yield* links(0, limit)).length, rows.length)
          yield* same(`links after ${about}`, yield* links(limit, 9), [])
          yield* same(`entries up to ${about}`, (yield* readings({ _tag: "All" }, { limit })).length, 1)
          yield* same(
            `entries before ${about}`,
            (yield* readings({ _tag: "All" }, { before: limit, limit: 9 })).length,
            1
          )
          for (const range of [every("enrollmentEntity", "id"), every("enrollmentEntity", "certification")])
            yield* same(`records up to ${about}`, (yield* scan(range, { limit })).length, 1)
        }
        for (const before of [rows.length + 1, rows.length + 2, rows.length + 100])
          yield* same(`the trail before ${before}, ${way}`, yield* trail({ _tag: "All" }, { before, limit: 1000 }), all)
      })
    )
})

const names = ["CC_b", "CC_A", "CC_a", "CC_B", "cc_b", "CC-b", "CC b", "CCb", "CC_10", "CC_9", "CC_ä", "CC_z"]

const lettered = Effect.fnUntraced(function* (store: Port) {
  const closed = { _tag: "Disabled", since: at() } as const
  const accounts = names.map((username, n) => change("extranetAccount", account(n + 1, closed, { username })))
  yield* put(store, commit("fill", [...base, ...accounts]))
  const range = every("extranetAccount", "username")
  const sorted = names.toSorted(Page.byCharacter)
  for (const [way, reading] of readers(store))
    yield* reading(
      Effect.fnUntraced(function* ({ scan }) {
        for (const descending of [false, true])
          for (const limit of [1, 3, 100]) {
            const seen: Array<string> = []
            let part = yield* scan(range, { limit, descending })
            while (part.length > 0) {
              seen.push(...part.map((one) => placeIn(range, one).key))
              const last = part.at(-1)
              part = last === undefined ? [] : yield* scan(range, { limit, descending, after: placeIn(range, last) })
            }
            yield* same(
              `page by page, ${show({ descending, limit })}, ${way}`,
              seen,
              descending ? sorted.toReversed() : sorted
            )
          }
      })
    )
})

/** The checks of sizes and places. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("lists that fill their parts exactly are whole, and a key far down a list is found once", "B11", whole),
  check("limits and places beyond 32 bits are what they say", "B11", beyond),
  check("keys stand in the order of their characters, page by page, whatever their case", "B11", lettered)
]
