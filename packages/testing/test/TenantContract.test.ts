import * as MemoryStore from "@agencybook/application/MemoryStore"
import { Store } from "@agencybook/application/Store"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TenantContract from "../src/TenantContract.ts"

type Shared = TenantContract.Shared

/** A place in memory: a store for each exchange, of which a session sees the rows of its own. */
const place = (): Shared => {
  const stores = new Map<string, Store["Service"]>()
  return {
    store: Effect.fnUntraced(function* (exchange: string) {
      const known = stores.get(exchange)
      if (known !== undefined) return known
      const made = Effect.runSync(Effect.provide(Store, yield* Layer.build(Layer.fresh(MemoryStore.layer))))
      stores.set(exchange, made)
      return made
    }),
    tables: ["journal", "outbox"],
    roles: ["application"],
    seen: Effect.fnUntraced(function* (_role, exchange, table) {
      const store = stores.get(exchange ?? "")
      if (exchange === undefined || store === undefined) return []
      const { journal, queued, sent } = yield* store.counts()
      return Array.from({ length: table === "journal" ? journal : queued + sent }, () => exchange)
    }),
    trespasses: () => Effect.succeed(false),
    carried: Effect.succeed(undefined)
  }
}

const trespassing = (one: TenantContract.Trespass) => (): Partial<Shared> => ({
  trespasses: (_role, _own, table, what) => Effect.succeed(what === one && table === "outbox")
})

const all = "tenant_a"

/** Fault, what is otherwise, and the check that finds it. */
const faults: ReadonlyArray<readonly [fault: string, change: (inner: Shared) => Partial<Shared>, check: string]> = [
  [
    "one table shows the rows of another exchange as well",
    (inner) => ({
      seen: (role, exchange, table) =>
        Effect.map(inner.seen(role, exchange, table), (rows) =>
          table === "outbox" && exchange === "tenantxa" ? [...rows, all] : rows
        )
    }),
    "a session of an exchange sees the rows of that exchange, whoever it works as"
  ],
  [
    "the owner of the tables sees everything",
    (inner) => ({
      roles: ["application", "owner"],
      seen: (role, exchange, table) =>
        role === "owner" ? Effect.succeed([all, "Tenant_A"]) : inner.seen(role, exchange, table)
    }),
    "a session of an exchange sees the rows of that exchange, whoever it works as"
  ],
  [
    "one table shows nothing to anybody",
    (inner) => ({
      seen: (role, exchange, table) => (table === "outbox" ? Effect.succeed([]) : inner.seen(role, exchange, table))
    }),
    "a session of an exchange sees the rows of that exchange, whoever it works as"
  ],
  [
    "a session without an exchange sees everything",
    (inner) => ({ seen: (role, exchange, table) => inner.seen(role, exchange ?? all, table) }),
    "a session of no exchange, or of one that is nearly another, sees nothing"
  ],
  [
    "names are trimmed",
    (inner) => ({ seen: (role, exchange, table) => inner.seen(role, exchange?.trim(), table) }),
    "a session of no exchange, or of one that is nearly another, sees nothing"
  ],
  ["rows are written for others", trespassing("plant"), "nobody writes a row for another exchange"],
  ["rows of others are written again", trespassing("rewrite"), "nobody writes the rows of another exchange again"],
  ["rows are given away", trespassing("give"), "nobody gives a row away to another exchange"],
  ["rows of others are taken away", trespassing("remove"), "nobody takes away the rows of another exchange"],
  [
    "a connection remembers whose it was",
    (inner) => {
      let carried: string | undefined
      return {
        store: (exchange) =>
          Effect.map(inner.store(exchange), (store) => ({
            ...store,
            settle: (...asked) =>
              Effect.ensuring(
                store.settle(...asked),
                Effect.sync(() => (carried = exchange))
              )
          })),
        carried: Effect.sync(() => carried)
      }
    },
    "a connection carries no exchange to whoever borrows it next"
  ],
  [
    "all exchanges have one store",
    (inner) => ({ store: () => inner.store(all) }),
    "an exchange that has nothing finds nothing, and everything free, beside others that have it all"
  ],
  [
    "counts are of all exchanges",
    (inner) => ({
      store: (exchange) =>
        Effect.gen(function* () {
          const [own, other] = [yield* inner.store(exchange), yield* inner.store("Tenant_A")]
          return own === other ? own : { ...own, counts: other.counts }
        })
    }),
    "an exchange that has nothing finds nothing, and everything free, beside others that have it all"
  ]
]

describe("the contract of shared places", () => {
  for (const check of TenantContract.checks)
    it.effect(`is kept by stores of their own: ${check.promise} ${check.name}`, () => Effect.scoped(check.run(place())))

  for (const [fault, change, name] of faults)
    it.effect(`is broken where ${fault}: "${name}"`, () =>
      Effect.scoped(
        Effect.gen(function* () {
          const inner = place()
          const check = TenantContract.checks.find((one) => one.name === name) ?? assert.fail(`there is no ${name}`)
          const error = yield* Effect.flip(check.run({ ...inner, ...change(inner) }))
          assert.strictEqual(error.check, name)
        })
      )
    )

  it("names each check once, and needs each", () => {
    const names = TenantContract.checks.map(({ name }) => name)
    assert.deepStrictEqual(new Set(names), new Set(faults.map(([, , name]) => name)))
    assert.strictEqual(new Set(names).size, names.length)
  })
})
