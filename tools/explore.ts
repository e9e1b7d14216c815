/** Explores every reachable state of small exchanges under the rules of production and prints what was found. */
import { spawn } from "node:child_process"
import { availableParallelism } from "node:os"
import { check, type Scope, scopes } from "@agencybook/testing/ExplorerScope"
import { invariants as judged } from "@agencybook/testing/Invariants"

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
  for (let n = 0; n < args.length; n++) {
    if (args[n] === "--json") json = true
    else if (args[n] !== "--scope") return `unknown argument \`${args[n]}\`; use --scope and --json`
    else {
      const scope = known[args[++n] ?? ""]
      if (scope === undefined) return `there is no such scope; choose one of ${Object.keys(known).join(", ")}`
      chosen = [scope]
    }
  }
  return { scopes: chosen, json }
}

/** The last line of the output. */
export const closingLine = (figures: Figures, json: boolean): string =>
  json
    ? JSON.stringify(figures)
    : Object.entries(figures)
        .map(([name, value]) => `${name}: ${value}`)
        .join(" ")

const secondsSince = (started: number): number => Number(((performance.now() - started) / 1000).toFixed(1))

/** Explores one scope: what to print before the closing line, and the figures. */
export const run = (scope: Scope): { readonly lines: ReadonlyArray<string>; readonly figures: Figures } => {
  const started = performance.now()
  const { complete, depth, invariants, left, states, traces, transitions, violations } = check(scope)
  const lines = [
    `scope ${scope.name}: ${scope.agencies} agencies of ${scope.agents} agents, ${scope.consumers} consumers; ` +
      `${states} states, ${transitions} transitions, ${left} steps out of the scope, farthest state ${depth} steps away`,
    ...(complete ? [] : [`scope ${scope.name}: stopped early`]),
    ...traces.map((trace) => JSON.stringify(trace))
  ]
  return { lines, figures: { states, transitions, invariants, violations, seconds: secondsSince(started) } }
}

/** Explores one scope in a process of its own. */
const apart = (scope: Scope): Promise<{ readonly lines: ReadonlyArray<string>; readonly figures: Figures }> =>
  new Promise((resolve, reject) => {
    const args = [...process.execArgv, import.meta.filename, "--json", "--scope", scope.name]
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] })
    let text = ""
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      text += part
    })
    child.on("error", reject)
    child.on("close", () => {
      const lines = text.trimEnd().split("\n")
      const last = lines.pop() ?? ""
      if (last.startsWith('{"states"')) resolve({ lines, figures: JSON.parse(last) })
      else reject(new Error(`the search of ${scope.name} ended without figures`))
    })
  })

/** Explores scopes in processes of their own, as many at a time as there are cores, in the order in which they are named. */
const eachApart = async (scopes: ReadonlyArray<Scope>) => {
  const found: Array<Awaited<ReturnType<typeof apart>>> = []
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
    const found = only !== undefined && more.length === 0 ? [run(only)] : await eachApart(request.scopes)
    const sum = (of: (figures: Figures) => number) => found.reduce((total, { figures }) => total + of(figures), 0)
    for (const line of found.flatMap(({ lines }) => lines)) console.log(line)
    if (!request.json)
      for (const { except, id } of judged) if (except !== undefined) console.log(`${id} in part: ${except}`)
    const figures: Figures = {
      states: sum(({ states }) => states),
      transitions: sum(({ transitions }) => transitions),
      invariants: found[0]?.figures.invariants ?? 0,
      violations: sum(({ violations }) => violations),
      seconds: secondsSince(started)
    }
    console.log(closingLine(figures, request.json))
    if (figures.violations > 0) process.exitCode = 1
  }
}
