/** Explores every reachable state of a scope under the rules of production and prints what was found. */
import { check, type Scope, scopes } from "@agencybook/testing/ExplorerScope"
import { unjudged } from "@agencybook/testing/Invariants"

/** What the program was asked for. */
export interface Request {
  readonly scope: Scope
  readonly json: boolean
}

/** Reads the arguments; a text says what is wrong with them. */
export const requestOf = (args: ReadonlyArray<string>): Request | string => {
  let name = "2x3x3"
  let json = false
  for (let n = 0; n < args.length; n++) {
    if (args[n] === "--json") json = true
    else if (args[n] === "--scope") name = args[++n] ?? ""
    else return `unknown argument \`${args[n]}\`; use --scope and --json`
  }
  const scope = (scopes as Readonly<Record<string, Scope>>)[name]
  return scope === undefined
    ? `there is no scope \`${name}\`; choose one of ${Object.keys(scopes).join(", ")}`
    : { scope, json }
}

/** Explores and gives the lines to print and whether nothing was violated. */
export const run = ({ json, scope }: Request): { readonly lines: ReadonlyArray<string>; readonly good: boolean } => {
  const started = performance.now()
  const found = check(scope)
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1))
  const { invariants, states, transitions, violations } = found
  const lines = found.traces.map((trace) => JSON.stringify(trace))
  if (!json) {
    lines.push(
      `scope ${scope.name}: ${scope.agencies} agencies of ${scope.agents} agents, ${scope.consumers} consumers, ` +
        `at most ${scope.budget} things out of the ordinary`,
      `farthest state ${found.depth} steps away; ${found.left} steps left the scope and were judged`,
      ...unjudged.map(({ id, why }) => `not judged: ${id}, ${why}`)
    )
  }
  const figures = { states, transitions, invariants, violations, seconds }
  const line = Object.entries(figures).map(([name, value]) => `${name}: ${value}`)
  lines.push(json ? JSON.stringify(figures) : line.join(" "))
  return { lines, good: violations === 0 && found.complete }
}

if (import.meta.main) {
  const request = requestOf(process.argv.slice(2))
  if (typeof request === "string") {
    console.error(request)
    process.exitCode = 2
  } else {
    const { good, lines } = run(request)
    for (const line of lines) console.log(line)
    if (!good) process.exitCode = 1
  }
}
