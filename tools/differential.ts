/** Tells random stories to the rules of production and to the reference model, and prints where they differ. */
import { type Report, run } from "@agencybook/testing/Differential"

/** What the program was asked for. */
export interface Request {
  readonly commands: number
  readonly seed: number
  readonly json: boolean
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
  for (let n = 0; n < args.length; n++) {
    const name = args[n]
    if (name === "--json") json = true
    else if (name !== "--commands" && name !== "--seed")
      return `unknown argument \`${name}\`; use --commands, --seed and --json`
    else {
      const value = Number(args[++n])
      if (!Number.isSafeInteger(value) || value < 0) return `\`${name}\` needs a whole number`
      numbers[name] = value
    }
  }
  return { commands: numbers["--commands"], seed: numbers["--seed"], json }
}

/** The last line of the output. */
export const closingLine = (figures: Figures, json: boolean): string =>
  json
    ? JSON.stringify(figures)
    : Object.entries(figures)
        .map(([name, value]) => `${name}: ${value}`)
        .join(" ")

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
    ...differences.flatMap(({ production, reference, trace, what }) => [
      `difference in ${what}`,
      ...reference.map((text) => `  reference:  ${text}`),
      ...production.map((text) => `  production: ${text}`),
      ...trace.steps.map((step) => `  step: ${JSON.stringify(step)}`),
      `  story: ${JSON.stringify(trace)}`
    ])
  ]
}

if (import.meta.main) {
  const request = requestOf(process.argv.slice(2))
  if (typeof request === "string") {
    console.error(request)
    process.exitCode = 2
  } else {
    const started = performance.now()
    const report = run(request)
    for (const line of linesOf(report)) console.log(line)
    const seconds = Number(((performance.now() - started) / 1000).toFixed(1))
    const figures = { commands: report.commands, differences: report.differences.length, seconds }
    console.log(closingLine(figures, request.json))
    if (figures.differences > 0) process.exitCode = 1
  }
}
