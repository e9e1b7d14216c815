/** What the contract of the store says of each promise, in transactions of every host that there is a wrapper for. */
import { randomBytes } from "node:crypto"
import * as Migrations from "@agencybook/postgres/Migrations"
import * as StoreContract from "@agencybook/testing/StoreContract"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as HostContract from "../fixture/host-contract.ts"
import * as HostStore from "../fixture/host-store.ts"
import { type Host, hosts } from "../fixture/hosts.ts"
import type { Address } from "../fixture/server.ts"
import { counting, joined, type Report } from "./Report.ts"

/** The promises that checks are about which can be asked of a host. */
export const promises: ReadonlyArray<string> = Array.from(new Set(HostContract.own({}).map(({ promise }) => promise)))

const ofHost = async (host: Host): Promise<ReadonlyArray<Report>> => {
  const schema = `torture_${randomBytes(5).toString("hex")}`
  await host.ask(Migrations.toSql(schema))
  await Effect.runPromise(
    Effect.provide(StoreContract.neighbour, HostStore.over(host, { exchangeId: "another", schema }))
  )
  const found: Array<Report> = []
  for (const [n, check] of HostContract.own(host).entries()) {
    const count = counting(check.promise, `the contract in transactions of ${host.name}`)
    count.tried()
    const store = HostStore.over(host, { exchangeId: `test-${n}`, schema })
    const kept = await Effect.runPromise(
      Effect.result(StoreContract.against(check, store, { deadlineMillis: 150_000, largest: 2001 }))
    )
    count.expect(Result.isSuccess(kept), `${host.name}: ${Result.isFailure(kept) ? kept.failure.message : ""}`)
    found.push(count.end())
  }
  await host.close()
  return found
}

/** Asks every check of every host, or of some; one report for each promise. */
export const run = async ({ url }: Address, of: typeof hosts = hosts): Promise<ReadonlyArray<Report>> => {
  const found: Array<Report> = []
  for (const make of of) found.push(...(await ofHost(make({ url, connections: 40 }))))
  return promises.map((promise) =>
    joined(
      promise,
      `the contract in transactions of ${of.length} hosts`,
      found.filter((one) => one.promise === promise)
    )
  )
}
