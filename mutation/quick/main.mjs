/**
 * Builds in faults and says which are noticed, like Stryker but with the tests read once for all faults:
 * `node mutation/quick/main.mjs drawn.json report.json [--unit]`. The report is written as Stryker writes it.
 */
import { execFileSync, spawn } from "node:child_process"
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { nameOf } from "../drawn.mjs"
import { instrumented } from "../faults.mjs"

const [drawnPath, reportPath, unit] = process.argv.slice(2)
const drawn = JSON.parse(readFileSync(drawnPath, "utf8"))
const wanted = new Set(drawn.map(nameOf))
const sources = [...new Set(drawn.map(({ file }) => file))]
const copy = join(".stryker-tmp", `quick-${process.pid}`)

const { files, mutants } = await instrumented(sources)
const faults = mutants
  .map(({ fileName: file, ...fault }) => ({ file, ...fault }))
  .filter((fault) => wanted.has(nameOf(fault)))

const tracked = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { encoding: "utf8" }).split("\0")
for (const path of tracked.filter((path) => path !== "" && existsSync(path))) {
  mkdirSync(dirname(join(copy, path)), { recursive: true })
  cpSync(path, join(copy, path))
}
symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"), "dir")
// Noting what a test reaches takes longer than the test; it is asked for once, and left off afterwards.
const noting = "function cover() {"
for (const { name, content } of files) {
  if (!content.includes(noting)) throw new Error(`${name} does not note what is reached as it did`)
  writeFileSync(join(copy, name), content.replace(noting, `${noting} if (ns.off) return;`))
}

const modules = Object.fromEntries(mutants.map(({ id, fileName }) => [id, fileName]))

/** Runs a pass until every fault is decided; a pass ends itself where a test stands still, whose fault counts as `stuck`. */
const pass = async (kind, all, idOf) => {
  const lines = []
  let left = all
  for (let n = 0; left.length > 0; n++) {
    const [plan, out] = [join(copy, "plan.json"), join(copy, `${kind}-${all.length}-${n}.jsonl`)]
    writeFileSync(out, "")
    const done = lines.filter(({ at }) => at !== undefined).map((line) => `${line.at} ${line.with}`)
    writeFileSync(plan, JSON.stringify({ pass: kind, done, out: join(process.cwd(), out), faults: left, modules }))
    const env = { ...process.env, MUTATE_PLAN: join(process.cwd(), plan), NODE_ENV: "test", VITEST: "1" }
    const child = spawn(process.execPath, ["mutation/quick/pass.mjs"], { cwd: copy, env, stdio: ["ignore", 2, 2] })
    await new Promise((resolve) => child.on("close", resolve))
    const found = readFileSync(out, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line))
    const ended = found.at(-1)?.done === true
    const undecided = found.some((line) => line.undecided !== undefined)
    const spoiled = found.some((line) => line.spoiled !== undefined)
    // Where something was left behind, a file may fail while it is read; it is read again by the next run.
    lines.push(...found.filter(({ broken }) => broken === undefined || !(undecided || spoiled)))
    if (ended && !undecided && !spoiled) return lines
    const last = found.findLast(({ at }) => at !== undefined)?.at
    if (last === undefined) throw new Error(`the pass \`${kind}\` broke off before the first fault`)
    if (!ended) lines.push({ stuck: last })
    const decided = new Set(found.flatMap((line) => [line.noticed, line.survived, line.undecided]))
    left = left.filter((one) => !decided.has(idOf(one)) && (ended || idOf(one) !== last))
  }
  return lines
}

const gathered = (lines, key) => new Set(lines.flatMap((line) => line[key] ?? []))
const started = Date.now()
const note = (text) => process.stderr.write(`${Math.round((Date.now() - started) / 1000)} s: ${text}\n`)

const together = await pass(
  "together",
  faults.map(({ id }) => id),
  (id) => id
)
// A test that fails with no fault tries none; it is told, and left out below as well.
const broken = gathered(together, "broken")
if (broken.size > 0) note(`left out, as tests of them fail with no fault: ${[...broken].join(", ")}`)
const noticed = gathered(together, "noticed")
note(`${noticed.size} of ${faults.length} noticed together`)

// What was reached and ran with all its tests has survived. The others are tried alone: those decided when modules are
// read or what is remembered is worked out, and those of which nothing is known yet. Cheap tests come first, and the laws last.
const tests = together.filter(({ reached }) => reached !== undefined)
const loaded = gathered(together, "loaded")
const undecided = new Set(["undecided", "stuck", "unmet"].flatMap((key) => [...gathered(together, key)]))
const reached = gathered(together, "reached")
const alone = faults.filter(({ id }) => !noticed.has(id) && (loaded.has(id) || undecided.has(id)))
const isLaw = ({ file }) => file.endsWith("/laws.test.ts")
const nameOfTest = ({ file }) => file.replace(/^.*\/test\/(.*)\.test\.ts$/, "$1.ts")
// Most of what is decided when modules are read is a sentence, and all sentences stand in one test; so do all schemas.
const schemaTests = ["schema/Command.ts", "schema/Choice.ts", "schema/Wording.ts"]
const ofSchemas = (test, file) => schemaTests.includes(nameOfTest(test)) && /\/schema\/\w+\.ts$/.test(file)
const first = (test, { file }) =>
  file.endsWith(`/src/${nameOfTest(test)}`) || nameOfTest(test) === "Refusal.ts" || ofSchemas(test, file)
const near = (test, { file }) => test.touched.includes(file)
// A table is made when its module is read: the laws that look at it reach nothing of the module, and hardly anything else.
const ofTables = (test) => isLaw(test) && test.touched.length <= 2
const stages = [
  ["the test of its module and that of all sentences", (test, fault) => first(test, fault)],
  ["the unit tests that reach its module", (test, fault) => !first(test, fault) && !isLaw(test) && near(test, fault)],
  ["the laws of tables", (test, fault) => ofTables(test) && !near(test, fault)],
  ["all other unit tests", (test, fault) => !first(test, fault) && !isLaw(test) && !near(test, fault)],
  ["the laws that reach its module", (test, fault) => isLaw(test) && near(test, fault)]
]
let left = alone
const stuck = new Set()
// Laws take by far the longest, as all of them are read anew for each fault. Whoever leaves them out finds fewer faults noticed.
for (const [what, belongs] of unit === undefined ? stages : stages.slice(0, 2)) {
  const plans = left.flatMap((fault) => {
    const found = tests.filter((test) => belongs(test, fault))
    const [files, names] = ["file", "test"].map((key) => [...new Set(found.map((test) => test[key]))])
    // A unit test may be named after what the fault changes; a law never is.
    return names.length === 0 ? [] : [{ fault: fault.id, files, tests: found.every(isLaw) ? names : [] }]
  })
  note(`${plans.length} are tried alone with ${what}`)
  const lines = await pass("alone", plans, ({ fault }) => fault)
  for (const id of gathered(lines, "noticed")) noticed.add(id)
  for (const id of gathered(lines, "stuck")) stuck.add(id)
  left = left.filter(({ id }) => !noticed.has(id) && !stuck.has(id))
}

const known = (id) => reached.has(id) || loaded.has(id) || undecided.has(id)
const statusOf = (id) =>
  noticed.has(id) ? "Killed" : stuck.has(id) ? "Timeout" : known(id) ? "Survived" : "NoCoverage"
const position = ({ line, column }) => ({ line: line + 1, column: column + 1 })
const report = {
  files: Object.fromEntries(
    sources.map((file) => [
      file,
      {
        source: readFileSync(file, "utf8"),
        mutants: faults
          .filter((fault) => fault.file === file)
          .map(({ id, location, mutatorName, replacement }) => ({
            ...{ id, mutatorName, replacement, status: statusOf(id) },
            location: { start: position(location.start), end: position(location.end) }
          }))
      }
    ])
  )
}
mkdirSync(dirname(reportPath), { recursive: true })
writeFileSync(reportPath, JSON.stringify(report))
if (!process.env.MUTATE_KEEP) rmSync(copy, { recursive: true, force: true })
note(`${noticed.size} noticed, ${stuck.size} stuck`)
