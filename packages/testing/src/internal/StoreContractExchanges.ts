/**
 * Checks of records of one commit that exchange their unique keys.
 *
 * Keys that belong to a record for good, such as the case of a delegation, cannot be exchanged and are left out.
 *
 * @since 0.1.0
 */
import { read } from "@agencybook/core/Facts"
import { type Records as CoreRecords, type Index, type Kind, keyOf } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { type Check, check, outcomeOf, type Port, same } from "./StoreContractCheck.ts"
import { base } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { refused } from "./StoreContractWriting.ts"

const { agency, agent, change, commit, household, staff } = Records
const closed = { _tag: "Disabled", since: Records.at() } as const

type Exchange<K extends Kind> = readonly [
  kind: K,
  index: Index<K>,
  first: CoreRecords[K],
  second: CoreRecords[K],
  key: keyof CoreRecords[K] & string
]

/** Two records of a kind, and the field that holds a key which belongs to neither for good. */
const exchange = <K extends Kind>(...one: Exchange<K>): Exchange<Kind> => one as unknown as Exchange<Kind>
const claimed = (n: number) => Records.invitation(n, n - 79, { state: "Claimed", claimedBy: `user-${n}` as never })
const exchanges: ReadonlyArray<Exchange<Kind>> = [
  exchange("agency", "fein", agency(80), agency(81), "fein"),
  exchange(
    "agency",
    "licence",
    agency(82, { licenceNumber: agent(82).licence.number }),
    agency(83, { licenceNumber: agent(83).licence.number }),
    "licenceNumber"
  ),
  exchange("agent", "licence", agent(80), agent(81), "licence"),
  exchange("agent", "npn", agent(82), agent(83), "npn"),
  exchange("agent", "email", agent(84), agent(85), "loginEmail"),
  exchange("staff", "email", staff(80, 1), staff(81, 2), "email"),
  exchange(
    "staff",
    "number",
    staff(82, 1, { staffNumber: "B1" as never }),
    staff(83, 1, { staffNumber: "B2" as never }),
    "staffNumber"
  ),
  exchange("case", "number", household(80), household(81), "caseNumber"),
  exchange("invitation", "user", claimed(80), claimed(81), "claimedBy"),
  exchange(
    "extranetAccount",
    "username",
    Records.account(80, closed),
    Records.account(81, closed, { username: "CC_exchanged" }),
    "username"
  )
]

const exchanged = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  for (const [kind, index, first, second, field] of exchanges) {
    const name = `${kind}-${index}`
    const [a, b] = [change(kind, first), change(kind, second)]
    yield* put(store, commit(`${name}-there`, [a, b]))
    const keyOfRecord = (record: unknown) => keyOf(kind, index as never, record as never) ?? ""
    const found = (record: unknown) =>
      Effect.map(store.load([read(kind, index as never, keyOfRecord(record))]), (all) => all.map(({ id }) => id))
    const now = { ...first, [field]: Reflect.get(second, field) } as typeof first
    const then = { ...second, [field]: Reflect.get(first, field) } as typeof second
    const swap = commit(`${name}-swap`, [change(kind, now, 1), change(kind, then, 1)])
    yield* same(`${name}, exchanged in one commit`, outcomeOf(yield* Effect.exit(put(store, swap))), "success")
    yield* same(`${name}, found by the key of the other`, [yield* found(first), yield* found(second)], [[b.id], [a.id]])
    const back = commit(`${name}-back`, [change(kind, second, 2), change(kind, first, 2)])
    yield* same(`${name}, and back in the other order`, outcomeOf(yield* Effect.exit(put(store, back))), "success")
    // Two that end with one key are none the less a conflict.
    yield* refused(store, `${name}, both with one key`, commit(`${name}-both`, [change(kind, now, 3)]))
  }
})

// More than what a store is likely to put into one statement: what one statement takes another gives up.
const many = 5100

const allExchanged = Effect.fnUntraced(function* (store: Port) {
  const numbers = Array.from({ length: many }, (_, n) => n)
  const numberOf = (n: number) => household(n % many).caseNumber
  const write = (name: string, shift: number, expected: number) =>
    commit(
      name,
      numbers.map((n) => change("case", household(n, { caseNumber: numberOf(n + shift) }), expected)),
      { events: [] }
    )
  yield* put(store, write("there", 0, 0))
  const moved = yield* Effect.exit(put(store, write("each has what the next one had", 1, 1)))
  yield* same(`${many} that exchange their keys`, outcomeOf(moved), "success")
  for (const n of [0, 1, 99, 4998, 4999, 5000, 5001, many - 2, many - 1]) {
    const [found] = yield* store.load([read("case", "number", numberOf(n + 1))])
    yield* same("found by the key of the next one", found?.id, household(n).caseId)
  }
  const last = change("case", household(many - 1, { caseNumber: numberOf(5) }), 2)
  const clash = write("two with one key", 2, 2)
  const wrong = { ...clash, changes: [...clash.changes.slice(0, -1), last] }
  yield* same("two of many with one key", outcomeOf(yield* Effect.exit(put(store, wrong))), "Conflict")
  const [still] = yield* store.load([read("case", "id", household(0).caseId)])
  yield* same("nothing of it was written", still?.version, 2)
})

/** The checks of exchanges. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("however many records of one commit exchange their unique keys, they do", "B4", allExchanged),
  check("records of one commit may exchange their unique keys", "B4", exchanged)
]
