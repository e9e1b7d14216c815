/**
 * One pass over the faults of a plan, inside the copy that has them built in: `together` with all tests and modules read
 * once, or each fault `alone` in a worker of its own, for what is decided when modules are read.
 */
import { appendFileSync, readFileSync, statSync } from "node:fs"
import { createVitest } from "vitest/node"

const { pass, out, faults } = JSON.parse(readFileSync(process.env.MUTATE_PLAN, "utf8"))
const say = (line) => appendFileSync(out, `${JSON.stringify(line)}\n`)
// Seconds of processor time that one test may take with a fault. The clock on the wall would end tests on a busy machine,
// and they would pass for tests that noticed something.
const patience = 60
let [size, since] = [0, process.cpuUsage()]
const moved = () => {
  since = process.cpuUsage()
}
const watch = setInterval(() => {
  const now = statSync(out).size
  if (now !== size) moved()
  size = now
  const { system, user } = process.cpuUsage(since)
  if ((system + user) / 1e6 > patience) process.kill(process.pid, "SIGKILL")
}, 1000)
const here = (name) => new URL(name, import.meta.url).pathname
const vitest = await createVitest("test", {
  ...{ config: "mutation/vitest.config.ts", watch: false, pool: "threads", maxWorkers: 1, maxConcurrency: 1 },
  ...(pass === "together" ? { runner: here("runner.ts") } : { setupFiles: [here("alone.setup.ts")], bail: 1 }),
  ...{ reporters: [{ onTestModuleCollected: moved, onTestCaseResult: moved }], coverage: { enabled: false } }
})
const failed = () =>
  vitest.state.getFiles().some(({ result }) => result?.state === "fail") || vitest.state.errorsSet.size > 0

const reasonOf = (path) =>
  vitest.state
    .getTestModules()
    .filter(({ moduleId }) => moduleId === path)
    .flatMap((file) => [...file.children.allTests("failed")])
    .map((test) => `${test.fullName}: ${test.result().errors?.[0]?.message}`)
    .join("; ")

if (pass === "together") {
  await vitest.start()
  for (const file of vitest.state.getFiles())
    if (file.result?.state === "fail") say({ broken: file.name, why: reasonOf(file.filepath) })
} else
  for (const { fault, files, tests } of faults) {
    say({ at: fault })
    vitest.state.filesMap.clear()
    vitest.state.errorsSet.clear()
    vitest.provide("fault", fault)
    const names = tests.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    for (const project of vitest.projects)
      project.config.testNamePattern = names.length === 0 ? undefined : new RegExp(`(?:${names.join("|")})\\s*$`)
    await vitest.start(files.length === 0 ? undefined : files)
    const ran = vitest.state
      .getTestModules()
      .some((file) => [...file.children.allTests()].some((test) => test.result().state !== "skipped"))
    if (!ran && !failed()) throw new Error(`no test ran with fault ${fault}: ${names.slice(0, 3).join(", ")}`)
    say(failed() ? { noticed: fault } : { survived: fault })
  }
clearInterval(watch)
await vitest.close()
say({ done: true })
