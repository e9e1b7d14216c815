/**
 * What an output may show: colour and fine signs on a terminal, plain signs elsewhere.
 *
 * The sixteen colours of the terminal's own theme are used and no others, so that
 * the output suits light and dark screens alike.
 *
 * @since 0.1.0
 */
import * as Text from "./Text.ts"

/** What may be shown, and how wide. */
export interface Style {
  /** Colours, bars and line-drawing signs. */
  readonly rich: boolean
  /** A line may be written over, as progress does. */
  readonly live: boolean
  readonly width: number
}

/** The role of a text; a role has one look everywhere. */
export type Tone = "plain" | "strong" | "muted" | "accent" | "good" | "warn" | "bad"

/** The part of an output stream that the style depends on. */
export interface Output {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

/** The part of the environment that the style depends on. */
export type Environment = Readonly<Record<string, string | undefined>>

const set = (value: string | undefined): boolean => value !== undefined && value !== ""

/**
 * Decides what an output may show.
 *
 * `NO_COLOR` wins over everything, then `FORCE_COLOR`, then whether the output is a terminal.
 */
export const detect = (output: Output, environment: Environment): Style => {
  const terminal = output.isTTY === true && environment.TERM !== "dumb"
  const forced = set(environment.FORCE_COLOR) && environment.FORCE_COLOR !== "0"
  const columns = output.columns ?? Number(environment.COLUMNS ?? Number.NaN)
  return {
    rich: !set(environment.NO_COLOR) && (terminal || forced),
    live: terminal,
    width: Number.isInteger(columns) && columns > 0 ? Math.min(columns, 160) : 100
  }
}

/** A style of plain text. */
export const plain = (width: number): Style => ({ rich: false, live: false, width })

/** A style with everything a terminal can show. */
export const rich = (width: number): Style => ({ rich: true, live: true, width })

const codes: Record<Exclude<Tone, "plain">, readonly [on: number, off: number]> = {
  strong: [1, 22],
  muted: [2, 22],
  accent: [36, 39],
  good: [32, 39],
  warn: [33, 39],
  bad: [31, 39]
}

/** Colours a text, if the style has colour. */
export const paint = (style: Style, tone: Tone, text: string): string => {
  if (!style.rich || tone === "plain" || text === "") return text
  const [on, off] = codes[tone]
  return `\u001b[${on}m${text}\u001b[${off}m`
}

const signs = {
  tick: ["✓", "ok"],
  cross: ["✗", "!!"],
  bullet: ["•", "*"],
  arrow: ["→", "->"],
  ellipsis: ["…", "..."],
  dot: ["·", "-"],
  rule: ["─", "-"]
} as const

/** A small sign, in plain letters where the style asks for them. */
export const sign = (style: Style, name: keyof typeof signs): string => signs[name][style.rich ? 0 : 1]

/** A heading with a quiet rule to the edge, at most 100 cells. */
export const heading = (style: Style, text: string): string => {
  const edge = Math.min(style.width, 100)
  const title = Text.truncate(Text.neutralise(text, style.rich), edge, sign(style, "ellipsis"))
  const room = Math.max(0, edge - Text.width(title) - 1)
  return room === 0
    ? paint(style, "strong", title)
    : `${paint(style, "strong", title)} ${paint(style, "muted", sign(style, "rule").repeat(room))}`
}
