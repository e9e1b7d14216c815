/**
 * Builds faults into core one by one (Stryker) and says which of them no test notices.
 *
 * A survivor that changes nothing anybody could see is accepted with its reason in mutation/accepted.json; every other
 * one counts against the score. The whole of core needs 95 of 100; what guards access and money needs all.
 */
import { spawn } from "node:child_process"
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { cell, type Page, page, settle, table } from "./pages.ts"
import { draw, type Fault, type Sample, samplePage, share, spoken } from "./sample.ts"
import { list } from "./source.ts"
import {
  type Accepted,
  digest,
  isSame,
  judged,
  merged,
  moduleOf,
  type Report,
  type Score,
  type Survivor,
  survived,
  type Tried,
  together,
  triedAgain,
  triedIn
} from "./tried.ts"

/** Modules in which every fault has to be noticed or accepted: authority, delegation, codes and money. */
export const strict: ReadonlyArray<string> = [
  ...["AccessCode", "Acting", "Authority", "Capability", "CounselorDelegation", "CounselorStart", "Delegation"],
  ...["Money", "OneTimeText", "Standing"]
]
const least = 95

const sum = (all: ReadonlyArray<Score>, of: (score: Score) => number): number =>
  all.reduce((total, score) => total + of(score), 0)
const open = ({ survivors }: Score): ReadonlyArray<Survivor> => survivors.filter(({ why }) => why === undefined)

/** The closing figures. */
export const figures = (all: ReadonlyArray<Score>) => {
  const mutants = sum(all, (score) => score.mutants)
  const killed = sum(all, (score) => score.noticed)
  const accepted = sum(all, ({ survivors }) => survivors.length) - sum(all, (score) => open(score).length)
  const share = mutants === accepted ? 100 : (100 * killed) / (mutants - accepted)
  return {
    mutants,
    killed,
    accepted,
    survived: sum(all, (score) => open(score).length),
    score: Math.floor(share * 100) / 100
  }
}

const place = ({ at, line, original, replacement }: Survivor, module: string): string =>
  `packages/core/src/${module}.ts:${at} \`${original}\` may be \`${replacement}\` in: ${line}`

/** What is too weak. */
export const problems = (all: ReadonlyArray<Score>): ReadonlyArray<string> => {
  const { score } = figures(all)
  return [
    ...all
      .filter(({ module }) => strict.includes(module))
      .flatMap((one) => open(one).map((survivor) => `${place(survivor, one.module)}; nothing may survive here`)),
    ...(score < least ? [`${score} percent of the faults are noticed; ${least} have to be`] : [])
  ]
}

/** Accepted survivors that no longer survive, or whose line is gone. */
export const stale = (all: ReadonlyArray<Score>, accepted: ReadonlyArray<Accepted>): ReadonlyArray<string> =>
  accepted
    .filter(({ module }) => all.some((score) => score.module === module))
    .filter((one) => !all.some(({ survivors }) => survivors.some((other) => isSame(other, one))))
    .map(
      ({ line, module, replacement }) => `mutation/accepted.json: ${module}, \`${replacement}\` in \`${line}\` is gone`
    )

const quoted = (text: string): string => `\`${text.replace(/\s+/g, " ").replace(/`/g, "'")}\``

/** Sentences and nothing else; there is no fault to build in. */
const sentences = ["LaterRule", "Rule"]

const tried = (root: string, modules: ReadonlyArray<string> = []): ReadonlyArray<string> =>
  list(root, "packages/core/src", /\.ts$/)
    .map(moduleOf)
    .filter((module) => !sentences.includes(module) && (modules.length === 0 || modules.includes(module)))

/** The modules of core below `root` of which nothing is kept. */
export const untried = (root: string, all: ReadonlyArray<Score>): ReadonlyArray<string> =>
  tried(root).filter((module) => !all.some((score) => score.module === module))

/** The page of what was noticed and what was not, and of the modules that were not tried. */
export const mutationPage = (
  all: ReadonlyArray<Score>,
  missing: ReadonlyArray<string>,
  isChanged: (score: Score) => boolean
): Page => {
  const { accepted, killed, mutants, score, survived } = figures(all)
  const row = (survivor: Survivor): ReadonlyArray<string> => [
    survivor.module,
    cell(quoted(survivor.line)),
    cell(quoted(survivor.original)),
    cell(quoted(survivor.replacement)),
    cell(survivor.why ?? "")
  ]
  const survivors = all.flatMap((one) => one.survivors)
  const head = ["Module", "Line", "Instead of", "Stood"]
  return page(
    "docs/mutation.md",
    "# Faults that tests notice",
    "Written by `npm run mutate -- --quick --write`, a few modules at a time with `--module`; `--again` tries what survived once more. " +
      "With `--unit`, what is decided when modules are read is tried with unit tests alone, as laws take long there: some of what then counts as not noticed, laws would notice.",
    "Stryker builds faults into `packages/core/src` one by one: a turned comparison, a branch left out, a text emptied. " +
      "The laws and the unit tests of core have to notice each of them.",
    `Of ${mutants} faults ${killed} were noticed and ${survived + accepted} were not; ${accepted} of these change nothing ` +
      `that anybody could see. Without those the score is ${score} percent; it has to be ${least} over all, and 100 in ` +
      `${strict.map((module) => `\`${module}\``).join(", ")}.`,
    table(
      ["Module", "Faults", "Noticed", "Not noticed", "Accepted", "Tried on"],
      all.map((one) => [
        one.module,
        String(one.mutants),
        String(one.noticed),
        String(open(one).length),
        String(one.survivors.length - open(one).length),
        isChanged(one) ? `${one.day}, changed since` : one.day
      ])
    ),
    ...(missing.length === 0 ? [] : [`Not tried: ${missing.map((module) => `\`${module}\``).join(", ")}.`]),
    "## Accepted",
    "These faults are none: the program means the same.",
    table([...head, "Why it is no fault"], survivors.filter(({ why }) => why !== undefined).map(row)),
    "## Not noticed",
    table(
      head,
      survivors.filter(({ why }) => why === undefined).map((one) => row(one).slice(0, 4))
    )
  )
}

/** What the program was asked for. */
export interface Request {
  readonly modules: ReadonlyArray<string>
  readonly json: boolean
  readonly write: boolean
  /** Reports of before, in place of a new run; parts of one run where there are several. */
  readonly reports: ReadonlyArray<string>
  /** How many faults to draw, in place of all. */
  readonly sample?: number
  /** Tries faults with tests and modules read once for all of them, which is many times faster. */
  readonly quick: boolean
  /** Whether what is decided when modules are read is tried with unit tests alone. */
  readonly unit: boolean
  /** Tries only what is kept as not noticed. */
  readonly again: boolean
  /** Decides which are drawn. */
  readonly seed: number
  /** How many faults are tried at a time; two unless said otherwise. */
  readonly concurrency?: number
}

/** Reads the arguments; a text says what is wrong with them. */
export const requestOf = (args: ReadonlyArray<string>): Request | string => {
  const modules: Array<string> = []
  const flags = new Set<string>()
  const numbers = new Map<string, number>()
  const reports: Array<string> = []
  for (let n = 0; n < args.length; n++) {
    const arg = args[n] ?? ""
    if (["--again", "--json", "--quick", "--unit", "--write"].includes(arg)) flags.add(arg)
    else if (["--module", "--report", "--sample", "--seed", "--concurrency"].includes(arg)) {
      const value = args[++n]
      if (value === undefined) return `${arg} needs a value`
      if (arg === "--report") reports.push(value)
      else if (arg === "--module") modules.push(value)
      else if (/^[1-9]\d{0,8}$/.test(value)) numbers.set(arg, Number(value))
      else return `${arg} needs a whole number from 1 on, not \`${value}\``
    } else {
      const known = "--module, --report, --sample, --seed, --concurrency, --quick, --unit, --again, --json and --write"
      return `unknown argument \`${arg}\`; use ${known}`
    }
  }
  const write = flags.has("--write")
  const [sample, seed, concurrency] = ["--sample", "--seed", "--concurrency"].map((name) => numbers.get(name))
  if (write && sample !== undefined && modules.length > 0)
    return "a sample is kept of the whole of core, not of a module"
  if (seed !== undefined && sample === undefined) return "--seed is for --sample"
  if (flags.has("--unit") && !flags.has("--quick")) return "--unit is for --quick"
  if (flags.has("--again") && sample !== undefined) return "--again tries what is kept, --sample what is drawn; use one"
  return {
    ...{
      modules,
      reports,
      json: flags.has("--json"),
      quick: flags.has("--quick"),
      unit: flags.has("--unit"),
      again: flags.has("--again"),
      write,
      seed: seed ?? 1
    },
    ...(sample === undefined ? {} : { sample }),
    ...(concurrency === undefined ? {} : { concurrency })
  }
}

/** Runs a program of mutation/ and gives what it wrote; Stryker says on the error output how far it is. */
const program = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const parts: Array<Buffer> = []
    const told = args.includes("run")
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", told ? 2 : "pipe", 2],
      env: { ...process.env, ...env }
    })
    child.stdout?.on("data", (part: Buffer) => parts.push(part))
    child.on("error", reject)
    child.on("close", (code) =>
      code === 0
        ? resolve(Buffer.concat(parts).toString("utf8"))
        : reject(new Error(`\`node ${args.slice(0, 2).join(" ")}\` ended with ${code}`))
    )
  })

const json = <A>(path: string): A => JSON.parse(readFileSync(path, "utf8")) as A
const folder = join("mutation", "reports")
const keptPath = join("mutation", "tried.json")
const kept = () => json<ReadonlyArray<Tried>>(keptPath)
const accepted = () => json<ReadonlyArray<Accepted>>(join("mutation", "accepted.json"))

/** Builds in the faults that were asked for, and gives the path of the report. */
const stryker = async (modules: ReadonlyArray<string>, concurrency = 2, drawn?: string): Promise<string> => {
  const report = join(folder, "mutation.json")
  await program(["mutation/node_modules/@stryker-mutator/core/bin/stryker.js", "run", "mutation/stryker.config.mjs"], {
    ...{ MUTATE_REPORT: report, MUTATE_CONCURRENCY: String(concurrency) },
    ...(modules.length === 0 ? {} : { MUTATE_MODULES: modules.join() }),
    ...(drawn === undefined ? {} : { MUTATE_DRAWN: drawn })
  })
  return report
}

/** The faults that could be built into these modules, or into all of them, by module and place. */
const faultsOf = async (modules: ReadonlyArray<string>): Promise<ReadonlyArray<Fault>> => {
  const files = tried(".", modules).map((module) => `packages/core/src/${module}.ts`)
  return JSON.parse(await program(["mutation/faults.mjs", ...files])) as ReadonlyArray<Fault>
}

/** Tries what was asked for: a sample or all, by Stryker, or with the tests read once for all faults. */
const attempt = async ({ again, concurrency, modules, quick, sample, seed, unit }: Request): Promise<string> => {
  if (sample === undefined && !quick && !again) return stryker(modules, concurrency)
  const all = await faultsOf(modules)
  const open = again ? survived(all, kept(), accepted(), (file) => readFileSync(file, "utf8")) : all
  const drawn = sample === undefined ? open : draw(all, sample, seed)
  if (drawn.length === 0) throw new Error("nothing to try: no fault is kept as not noticed")
  const path = join(folder, "drawn.json")
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, JSON.stringify(drawn))
  const reached = new Set(drawn.map(({ file }) => moduleOf(file)))
  if (!quick) return stryker([...reached], concurrency, path)
  const report = join(folder, "mutation.json")
  await program(["mutation/quick/main.mjs", path, report, ...(unit ? ["--unit"] : [])])
  return report
}

const dayOf = (report: string): string => statSync(report).mtime.toISOString().slice(0, 10)

/** What a sample showed, as it is kept for the page. */
const sampleOf = async (request: Request, report: string, all: ReadonlyArray<Score>): Promise<Sample> => {
  const { accepted, killed, mutants } = figures(all)
  return {
    ...{ day: dayOf(report), seed: request.seed },
    ...{ of: (await faultsOf(request.modules)).length, tried: mutants, noticed: killed, accepted }
  }
}

/** Keeps the figures of a sample and writes the page anew. */
const keep = (sample: Sample, all: ReadonlyArray<Score>): ReadonlyArray<string> => {
  const path = join("mutation", "samples.json")
  const before = json<ReadonlyArray<Sample>>(path).filter(({ day, seed }) => day !== sample.day || seed !== sample.seed)
  writeFileSync(path, `${JSON.stringify([...before, sample], null, 2)}\n`)
  const survivors = all.flatMap((one) => one.survivors)
  return settle(".", [samplePage([...before, sample], survivors, quoted)], true)
}

/** Keeps what was tried and writes the page anew. */
const settled = (tried: ReadonlyArray<Tried>): ReadonlyArray<string> => {
  writeFileSync(keptPath, `${JSON.stringify(tried, null, 2)}\n`)
  const known = accepted()
  const isChanged = ({ module, source }: Score) =>
    digest(readFileSync(join("packages", "core", "src", `${module}.ts`), "utf8")) !== source
  const all = tried.map((one) => judged(one, known))
  return settle(".", [mutationPage(all, untried(".", all), isChanged)], true)
}

const main = async (request: Request): Promise<void> => {
  const { again, modules, reports, sample: size, write } = request
  const paths = reports.length === 0 ? [await attempt(request)] : reports
  const known = accepted()
  const report = merged(paths.map((path) => json<Report>(path)))
  const mine = again ? triedAgain(report, kept()) : triedIn(report, dayOf(paths[0] ?? ""))
  const all = mine.map((one) => judged(one, known))
  for (const score of all) {
    if (size === undefined)
      console.log(`${score.module}: ${score.noticed} of ${score.mutants} noticed, ${open(score).length} not`)
    for (const survivor of open(score)) console.log(`  ${place(survivor, score.module)}`)
  }
  const sample = size === undefined ? undefined : await sampleOf(request, paths[0] ?? "", all)
  const keeping = () => (sample === undefined ? settled(together(kept(), mine, tried("."))) : keep(sample, all))
  const found = [
    ...problems(all),
    // A sample says nothing about what it did not draw.
    ...(sample === undefined ? stale(all, known) : []),
    ...(write ? keeping() : [])
  ]
  for (const problem of found) console.log(problem)
  if (found.length > 0) process.exitCode = 1
  const { killed, mutants, score } = figures(all)
  if (request.json) console.log(JSON.stringify({ ...figures(all), ...sample }))
  else if (sample === undefined)
    console.log(
      `mutate: ${killed} of ${mutants} noticed, ${score} percent${modules.length === 0 ? "" : " of what was tried"}`
    )
  else
    console.log(
      `mutate: of ${sample.of} faults ${mutants} drawn with seed ${sample.seed}, ${killed} noticed, ${sample.accepted} ` +
        `accepted: ${spoken(share(killed, mutants - sample.accepted))}`
    )
}

if (import.meta.main) {
  const request = requestOf(process.argv.slice(2))
  if (typeof request === "string") {
    console.error(request)
    process.exitCode = 2
  } else {
    await main(request).catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error)
      process.exitCode = 1
    })
  }
}
