import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
// #region imports
import type { Driver } from "@agencybook/testing/Driver"
import * as HttpDriver from "@agencybook/testing/HttpDriver"
import * as ModelRun from "@agencybook/testing/ModelRun"
import * as ScenarioTrace from "@agencybook/testing/ScenarioTrace"
// #endregion
import { host } from "../fixture/host.ts"

const folder = mkdtempSync(join(tmpdir(), "agencybook-traces-"))
const file = join(folder, "found-1.json")
const start = host

// #region driver
/** A new, empty system for each run; `close` ends it. */
const fresh = async (): Promise<Driver> => {
  const server = await start()
  return { ...HttpDriver.make({ url: server.url }), close: server.close }
}
// #endregion

// #region check
const options: ModelRun.Options = {
  runs: 25,
  length: 30,
  seed: 7,
  size: { agencies: 1, agents: 3, cases: 3 },
  only: ["RequestDelegation", "AcceptRequest", "DeclineRequest", "RemoveDelegation"]
}
const { done } = await ModelRun.check(fresh, options)
console.log(Object.keys(done).sort().join(", "))
// => AcceptRequest, DeclineRequest, RecordCases, RemoveDelegation, RequestDelegation
// #endregion

const cachesBooks = async (): Promise<Driver> => {
  const server = await host("caches-books")
  return { ...HttpDriver.make({ url: server.url }), close: server.close }
}

// #region broken
try {
  await ModelRun.check(cachesBooks, options)
} catch (error) {
  if (!(error instanceof ModelRun.ModelRunBroken)) throw error
  console.log(error.message.split(":")[0])
  writeFileSync(file, ScenarioTrace.save(error.trace))
}
// => the system under test answered otherwise than the rules
// #endregion
rmSync(folder, { recursive: true })
