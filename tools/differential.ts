/** Tells random stories to the rules of production and to the reference model, and prints where they differ. */
import { readFileSync } from "node:fs"
import { type Difference, type Report, replay, run } from "@agencybook/testing/Differential"
import { fromJson } from "@agencybook/testing/DifferentialTrace"

/** What the program was asked for. */
export interface Request {
  readonly commands: number
  readonly seed: number
  readonly json: boolean
  /** A file with a saved story, which is told again instead. */
  readonly story?: string
}

/** The closing figures of a run. */
export interface Figures {
  readonly commands: number
  readonly differences: number
  readonly seconds: number
}

/** Reads the arguments; a text says what is wrong with them. */
export const requestOf = (args: ReadonlyArray<string>): Request | string => {
  const numbers = { "--commands": 100_000, "--seed": 1 }
  let json = false
  let story: string | undefined
  for (let n = 0; n < args.length; n++) {
    const name = args[n]
    if (name === "--json") json = true
    else if (name === "--replay") {
      story = args[++n]
      if (story === undefined) return "`--replay` needs the file of a story"
    } else if (name !== "--commands" && name !== "--seed")
      return `unknown argument \`${name}\`; use --commands, --seed, --replay and --json`
    else {
      const value = Number(args[++n])
      if (!Number.isSafeInteger(value) || value < 0) return `\`${name}\` needs a whole number`
      numbers[name] = value
    }
  }
  return { commands: numbers["--commands"], seed: numbers["--seed"], json, ...(story === undefined ? {} : { story }) }
}

/** The last line of the output. */
export const closingLine = (figures: Figures, json: boolean): string =>
  json
    ? JSON.stringify(figures)
    : Object.entries(figures)
        .map(([name, value]) => `${name}: ${value}`)
        .join(" ")

const told = ({ production, reference, trace, what }: Difference): ReadonlyArray<string> => [
  `difference in ${what}`,
  ...reference.map((text) => `  reference:  ${text}`),
  ...production.map((text) => `  production: ${text}`),
  ...trace.steps.map((step) => `  step: ${JSON.stringify(step)}`),
  `  story: ${JSON.stringify(trace)}`
]

/** What is printed before the closing line: what was hit how often, and every difference with its story. */
export const linesOf = ({ accepted, differences, notCovered, questions, refused, stories }: Report) => {
  const counts = (heading: string, list: Readonly<Record<string, number>>) =>
    Object.entries(list)
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `${heading} ${name}: ${count}`)
  return [
    ...counts("accepted", accepted),
    ...counts("refused", refused),
    ...counts("not covered", notCovered),
    `stories: ${stories}, questions of authority: ${questions}`,
    ...differences.flatMap(told)
  ]
}

/** Tells a saved story again: what to print before the closing line, and the figures. */
export const again = (text: string): { readonly lines: ReadonlyArray<string>; readonly figures: Figures } => {
  const trace = fromJson(text)
  const difference = replay(trace)
  return {
    lines: difference === undefined ? [] : told(difference),
    figures: { commands: trace.steps.length, differences: difference === undefined ? 0 : 1, seconds: 0 }
  }
}

const fresh = (request: Request): ReturnType<typeof again> => {
  const started = performance.now()
  const report = run(request)
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1))
  return {
    lines: linesOf(report),
    figures: { commands: report.commands, differences: report.differences.length, seconds }
  }
}

if (import.meta.main) {
  const request = requestOf(process.argv.slice(2))
  if (typeof request === "string") {
    console.error(request)
    process.exitCode = 2
  } else {
    const { figures, lines } = request.story === undefined ? fresh(request) : again(readFileSync(request.story, "utf8"))
    for (const line of lines) console.log(line)
    console.log(closingLine(figures, request.json))
    if (figures.differences > 0) process.exitCode = 1
  }
}
