/**
 * Builds faults into core one by one (Stryker) and says which of them no test notices.
 *
 * A survivor that changes nothing anybody could see is accepted with its reason in mutation/accepted.json; every other
 * one counts against the score. The whole of core needs 95 of 100; what guards access and money needs all.
 */
import { spawn } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import { cell, type Page, page, settle, table } from "./pages.ts"
import { list } from "./source.ts"

/** A fault of the report, as Stryker writes it. */
export interface Mutant {
  readonly mutatorName: string
  readonly replacement?: string
  readonly status: string
  readonly location: {
    readonly start: { readonly line: number; readonly column: number }
    readonly end: { readonly line: number; readonly column: number }
  }
}

/** The report: the source of each file and the faults built into it. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: ReadonlyArray<Mutant> }>>
}

/** A survivor that is no fault, by what stands there and what stood there instead. */
export interface Accepted {
  readonly module: string
  /** The line, without the spaces around it. */
  readonly line: string
  readonly original: string
  readonly replacement: string
  readonly why: string
}

/** A fault that no test noticed. */
export interface Survivor extends Omit<Accepted, "why"> {
  readonly at: number
  readonly why?: string
}

/** The figures of one module. */
export interface Score {
  readonly module: string
  readonly mutants: number
  readonly noticed: number
  readonly survivors: ReadonlyArray<Survivor>
}

/** Modules in which every fault has to be noticed or accepted: authority, delegation, codes and money. */
export const strict: ReadonlyArray<string> = [
  ...["AccessCode", "Acting", "Authority", "Capability", "Delegation", "Money", "OneTimeText", "Standing"]
]
const least = 95

const originalOf = (source: string, { end, start }: Mutant["location"]): string => {
  const lines = source.split("\n").slice(start.line - 1, end.line)
  const last = lines.length - 1
  return lines
    .map((line, n) => line.slice(n === 0 ? start.column - 1 : 0, n === last ? end.column - 1 : undefined))
    .join("\n")
}

const noticed = ["Killed", "Timeout"]
// What cannot run at all is no fault that a test could be asked to notice.
const counted = [...noticed, "Survived", "NoCoverage"]

/** The scores of a report, by module. */
export const scores = (report: Report, accepted: ReadonlyArray<Accepted>): ReadonlyArray<Score> =>
  Object.entries(report.files)
    .map(([path, { mutants, source }]) => {
      const module = path.replace(/^.*\/src\//, "").replace(/\.ts$/, "")
      const relevant = mutants.filter(({ status }) => counted.includes(status))
      const survivors = relevant
        .filter(({ status }) => !noticed.includes(status))
        .map((mutant): Survivor => {
          const at = mutant.location.start.line
          const line = source.split("\n")[at - 1]?.trim() ?? ""
          const one = {
            module,
            line,
            original: originalOf(source, mutant.location),
            replacement: mutant.replacement ?? ""
          }
          const known = accepted.find(
            (other) =>
              other.module === module &&
              other.line === one.line &&
              other.original === one.original &&
              other.replacement === one.replacement
          )
          return { ...one, at, ...(known === undefined ? {} : { why: known.why }) }
        })
      return { module, mutants: relevant.length, noticed: relevant.length - survivors.length, survivors }
    })
    .sort((a, b) => (a.module < b.module ? -1 : 1))

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
    .filter(
      (one) =>
        !all.some(({ survivors }) =>
          survivors.some(
            (other) =>
              other.module === one.module &&
              other.line === one.line &&
              other.original === one.original &&
              other.replacement === one.replacement
          )
        )
    )
    .map(
      ({ line, module, replacement }) => `mutation/accepted.json: ${module}, \`${replacement}\` in \`${line}\` is gone`
    )

const quoted = (text: string): string => `\`${text.replace(/\s+/g, " ").replace(/`/g, "'")}\``

/** Sentences and nothing else; there is no fault to build in. */
const sentences = ["LaterRule", "Rule"]

/** The modules of core below `root` that a report says nothing about. */
export const untried = (root: string, all: ReadonlyArray<Score>): ReadonlyArray<string> =>
  list(root, "packages/core/src", /\.ts$/)
    .map((path) => path.replace(/^packages\/core\/src\//, "").replace(/\.ts$/, ""))
    .filter((module) => !sentences.includes(module) && !all.some((score) => score.module === module))

/** The page of what was noticed and what was not, and of the modules that were not tried. */
export const mutationPage = (all: ReadonlyArray<Score>, missing: ReadonlyArray<string>): Page => {
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
    "Written by `npm run mutate -- --write`.",
    "Stryker builds faults into `packages/core/src` one by one: a turned comparison, a branch left out, a text emptied. " +
      "The laws and the unit tests of core have to notice each of them.",
    `Of ${mutants} faults ${killed} were noticed and ${survived + accepted} were not; ${accepted} of these change nothing ` +
      `that anybody could see. Without those the score is ${score} percent; it has to be ${least} over all, and 100 in ` +
      `${strict.map((module) => `\`${module}\``).join(", ")}.`,
    table(
      ["Module", "Faults", "Noticed", "Not noticed", "Accepted"],
      all.map((one) => [
        one.module,
        String(one.mutants),
        String(one.noticed),
        String(open(one).length),
        String(one.survivors.length - open(one).length)
      ])
    ),
    ...(missing.length === 0 ? [] : [`Not tried in this run: ${missing.map((module) => `\`${module}\``).join(", ")}.`]),
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
  /** A report of before, in place of a new run. */
  readonly report?: string
}

/** Reads the arguments; a text says what is wrong with them. */
export const requestOf = (args: ReadonlyArray<string>): Request | string => {
  const modules: Array<string> = []
  const flags = new Set<string>()
  let report: string | undefined
  for (let n = 0; n < args.length; n++) {
    const arg = args[n] ?? ""
    if (arg === "--json" || arg === "--write") flags.add(arg)
    else if (arg === "--module" || arg === "--report") {
      const value = args[++n]
      if (value === undefined) return `${arg} needs a value`
      if (arg === "--report") report = value
      else modules.push(value)
    } else return `unknown argument \`${arg}\`; use --module, --report, --json and --write`
  }
  const write = flags.has("--write")
  if (write && modules.length > 0) return "--write is for the whole of core, not for a module"
  return { modules, json: flags.has("--json"), write, ...(report === undefined ? {} : { report }) }
}

const stryker = (modules: ReadonlyArray<string>, report: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const program = "mutation/node_modules/@stryker-mutator/core/bin/stryker.js"
    const env = {
      ...process.env,
      MUTATE_REPORT: report,
      ...(modules.length === 0 ? {} : { MUTATE_MODULES: modules.join() })
    }
    const child = spawn(process.execPath, [program, "run", "mutation/stryker.config.mjs"], {
      stdio: ["ignore", 2, 2],
      env
    })
    child.on("error", reject)
    child.on("close", (code) => resolve(code ?? 1))
  })

const json = <A>(path: string): A => JSON.parse(readFileSync(path, "utf8")) as A

if (import.meta.main) {
  const request = requestOf(process.argv.slice(2))
  if (typeof request === "string") {
    console.error(request)
    process.exitCode = 2
  } else {
    const path = request.report ?? join("mutation", "reports", "mutation.json")
    const code = request.report === undefined ? await stryker(request.modules, path) : 0
    if (code !== 0 || !existsSync(path)) {
      console.error(`Stryker ended with ${code} and left no report at ${basename(path)}`)
      process.exitCode = 1
    } else {
      const accepted = json<ReadonlyArray<Accepted>>("mutation/accepted.json")
      const all = scores(json<Report>(path), accepted)
      for (const score of all) {
        console.log(`${score.module}: ${score.noticed} of ${score.mutants} noticed, ${open(score).length} not`)
        for (const survivor of open(score)) console.log(`  ${place(survivor, score.module)}`)
      }
      const found = [
        ...problems(all),
        ...stale(all, accepted),
        ...(request.write ? settle(".", [mutationPage(all, untried(".", all))], true) : [])
      ]
      for (const problem of found) console.log(problem)
      if (found.length > 0) process.exitCode = 1
      const { killed, mutants, score } = figures(all)
      console.log(
        request.json ? JSON.stringify(figures(all)) : `mutate: ${killed} of ${mutants} noticed, ${score} percent`
      )
    }
  }
}
