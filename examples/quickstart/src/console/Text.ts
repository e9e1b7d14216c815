/**
 * Text as a terminal shows it: how wide it is, where to cut it, and how to make a stranger's text harmless.
 *
 * Widths count terminal cells, not code units. Every text that came from a file
 * goes through `neutralise` before it is printed.
 *
 * @since 0.1.0
 */

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" })

/** East Asian wide and full-width ranges; emoji are told by their own property. */
const wide: ReadonlyArray<readonly [from: number, to: number]> = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd]
]

const emoji = /^\p{Emoji_Presentation}|^\p{Regional_Indicator}{2}|^\p{Extended_Pictographic}.*\uFE0F|\uFE0F\u20E3$/u
const empty = /^[\p{M}\p{Cf}\p{Cc}]*$/u
const plainText = /^[\x20-\x7e]*$/

const graphemeWidth = (grapheme: string): number => {
  if (empty.test(grapheme)) return 0
  if (emoji.test(grapheme)) return 2
  let width = 1
  for (const character of grapheme) {
    const point = character.codePointAt(0) as number
    if (point >= 0x1100 && wide.some(([from, to]) => point >= from && point <= to)) width = 2
  }
  return width
}

/** Counts the terminal cells that a text takes. */
export const width = (text: string): number => {
  if (plainText.test(text)) return text.length
  let cells = 0
  for (const { segment } of graphemes.segment(text)) cells += graphemeWidth(segment)
  return cells
}

/** Cuts a text to a number of cells and says so with an ellipsis; never cuts through a letter and its accents. */
export const truncate = (text: string, cells: number, ellipsis: string): string => {
  if (width(text) <= cells) return text
  const mark = ellipsis.length <= cells ? ellipsis : ellipsis.slice(0, Math.max(0, cells))
  let kept = ""
  let room = cells - mark.length
  for (const { segment } of graphemes.segment(text)) {
    room -= graphemeWidth(segment)
    if (room < 0) break
    kept += segment
  }
  return kept.trimEnd() + mark
}

/** Fills a text up with spaces. */
export const pad = (text: string, cells: number, align: "left" | "right" | "centre"): string => {
  const room = Math.max(0, cells - width(text))
  const before = align === "left" ? 0 : align === "right" ? room : Math.floor(room / 2)
  return " ".repeat(before) + text + " ".repeat(room - before)
}

/** Two accents are the most that a letter of a living language carries; two more are courtesy. */
const pile = /(\p{M}{4})\p{M}+/gu
const breaks = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g
const spaces = /[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/g
const invisible =
  /\u034f|[\u00ad\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const unprintable = /[\p{Cc}\p{Co}\p{Cn}\p{Cs}]/gu
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * Makes a stranger's text harmless to the terminal and to the line it stands in.
 *
 * Line breaks and tabs become visible marks or spaces, control characters and
 * marks that turn the direction of writing become visible stand-ins, invisible
 * characters go, and text written right to left is kept apart from its
 * neighbours. Letters and accents of every language stay.
 */
export const neutralise = (text: string, rich: boolean): string => {
  if (plainText.test(text)) return text
  const stand = rich ? "\ufffd" : "?"
  const clean = text
    .replace(breaks, rich ? " ↵ " : " / ")
    .replace(spaces, " ")
    .replace(invisible, "")
    .replace(direction, stand)
    .replace(unprintable, (character) => {
      const point = character.codePointAt(0) as number
      return rich && point < 0x20 ? String.fromCodePoint(0x2400 + point) : rich && point === 0x7f ? "\u2421" : stand
    })
    .replace(pile, "$1")
  return clean
}

/** Keeps text that is written right to left from drawing its neighbours along. */
export const isolate = (text: string, rich: boolean): string =>
  rich && rightToLeft.test(text) ? `\u2068${text}\u2069` : text

/** Writes a whole number with a comma before every group of three digits. */
export const count = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",")
