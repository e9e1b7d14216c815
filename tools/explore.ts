/** Explores every reachable state of small exchanges under the rules of production and prints what was found; a violation is saved as a trace that can be carried out again. */
import { spawn } from "node:child_process"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { join } from "node:path"
import type { Breach, Options } from "@agencybook/testing/Explorer"
import { check, replay, type Scope, scopes, type Trace } from "@agencybook/testing/ExplorerScope"
import { invariants as judged } from "@agencybook/testing/Invariants"
import { core, type Rules } from "@agencybook/testing/Rules"

/** Where traces are saved. */
const folder = "out/explorer"

const known: Readonly<Record<string, Scope>> = scopes
/** What is explored when no scope is named, side by side; what the large two leave out is in the small ones. */
const usual = [
  ...[scopes["2x4x2"], scopes["2x3x3"]],
  ...[scopes.waiting, scopes.asking, scopes.ways, scopes.licences, scopes.approval, scopes.extranet]
]

/** What the program was asked for. */
export interface Request {
  readonly scopes: ReadonlyArray<Scope>
  readonly json: boolean
  /** A file with a saved trace, which is carried out again instead. */
  readonly trace?: string
}

/** The closing figures of a search. */
export interface Figures {
  readonly states: number
  readonly transitions: number
  readonly invariants: number
  readonly violations: number
  readonly seconds: number
}

/** Reads the arguments; a text says what is wrong with them. */
export const requestOf = (args: ReadonlyArray<string>): Request | string => {
  let chosen: ReadonlyArray<Scope> = usual
  let json = false
  let trace: string | undefined
  for (let n = 0; n < args.length; n++) {
    if (args[n] === "--json") json = true
    else if (args[n] === "--replay") {
      trace = args[++n]
      if (trace === undefined) return "`--replay` needs the file of a trace"
    } else if (args[n] !== "--scope") return `unknown argument \`${args[n]}\`; use --scope, --replay and --json`
    else {
      const scope = known[args[++n] ?? ""]
      if (scope === undefined) return `there is no such scope; choose one of ${Object.keys(known).join(", ")}`
      chosen = [scope]
    }
  }
  return { scopes: chosen, json, ...(trace === undefined ? {} : { trace }) }
}

/** The last line of the output. */
export const closingLine = (figures: Figures, json: boolean): string =>
  json
    ? JSON.stringify(figures)
    : Object.entries(figures)
        .map(([name, value]) => `${name}: ${value}`)
        .join(" ")

const secondsSince = (started: number): number => Number(((performance.now() - started) / 1000).toFixed(1))

/** What is printed before the closing line, the figures, and whether everything was searched and nothing found. */
export interface Outcome {
  readonly lines: ReadonlyArray<string>
  readonly figures: Figures
  readonly passed: boolean
}

const told = ({ because, invariant }: Breach): string => `violation of ${invariant}: ${because}`

const written = (trace: Trace, path: string): ReadonlyArray<string> => [
  told(trace),
  ...trace.steps.map((step) => `  step: ${JSON.stringify(step)}`),
  `  saved: ${path}; carry it out again with \`npm run explore -- --replay ${path}\``
]

/** Explores one scope; the trace of each violation is saved below `into`. */
export const run = (scope: Scope, rules: Rules = core, options: Options = {}, into = folder): Outcome => {
  const started = performance.now()
  const { complete, depth, invariants, left, states, traces, transitions, violations } = check(scope, rules, options)
  if (traces.length > 0) mkdirSync(into, { recursive: true })
  const lines = [
    `scope ${scope.name}: ${scope.agencies} agencies of ${scope.agents} agents, ${scope.consumers} consumers; ` +
      `${states} states, ${transitions} transitions, ${left} steps out of the scope, farthest state ${depth} steps away`,
    ...(complete ? [] : [`scope ${scope.name}: stopped early`]),
    ...traces.flatMap((trace, n) => {
      const path = join(into, `${scope.name}-${n + 1}.json`)
      writeFileSync(path, `${JSON.stringify(trace, undefined, 2)}\n`)
      return written(trace, path)
    })
  ]
  const figures = { states, transitions, invariants, violations, seconds: secondsSince(started) }
  return { lines, figures, passed: complete && violations === 0 }
}

/** Carries out a saved trace as it stands, without search, and judges where it leads. */
export const again = (text: string, rules: Rules = core): Outcome => {
  const started = performance.now()
  const trace = JSON.parse(text) as Trace
  const breaches = replay(trace, rules)
  const transitions = trace.steps.length
  return {
    lines: breaches.map(told),
    figures: {
      states: transitions + 1,
      transitions,
      invariants: judged.length,
      violations: breaches.length,
      seconds: secondsSince(started)
    },
    passed: breaches.length === 0
  }
}

/** Explores one scope in a process of its own. */
const apart = (scope: Scope): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const args = [...process.execArgv, import.meta.filename, "--json", "--scope", scope.name]
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] })
    let text = ""
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      text += part
    })
    child.on("error", reject)
    child.on("close", (code) => {
      const lines = text.trimEnd().split("\n")
      const last = lines.pop() ?? ""
      if (last.startsWith('{"states"')) resolve({ lines, figures: JSON.parse(last), passed: code === 0 })
      else reject(new Error(`the search of ${scope.name} ended without figures`))
    })
  })

/** Explores scopes in processes of their own, as many at a time as there are cores, in the order in which they are named. */
const eachApart = async (scopes: ReadonlyArray<Scope>) => {
  const found: Array<Outcome> = []
  const left = scopes.entries()
  const work = async () => {
    for (const [n, scope] of left) found[n] = await apart(scope)
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return found
}

if (import.meta.main) {
  const request = requestOf(process.argv.slice(2))
  if (typeof request === "string") {
    console.error(request)
    process.exitCode = 2
  } else {
    const started = performance.now()
    const [only, ...more] = request.scopes
    const found =
      request.trace !== undefined
        ? [again(readFileSync(request.trace, "utf8"))]
        : only !== undefined && more.length === 0
          ? [run(only)]
          : await eachApart(request.scopes)
    const sum = (of: (figures: Figures) => number) => found.reduce((total, { figures }) => total + of(figures), 0)
    for (const line of found.flatMap(({ lines }) => lines)) console.log(line)
    if (!request.json && request.trace === undefined)
      for (const { except, id } of judged) if (except !== undefined) console.log(`${id} in part: ${except}`)
    const figures: Figures = {
      states: sum(({ states }) => states),
      transitions: sum(({ transitions }) => transitions),
      invariants: found[0]?.figures.invariants ?? 0,
      violations: sum(({ violations }) => violations),
      seconds: secondsSince(started)
    }
    console.log(closingLine(figures, request.json))
    if (found.some(({ passed }) => !passed)) process.exitCode = 1
  }
}
