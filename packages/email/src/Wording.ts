/**
 * What a notice says, before it becomes text or HTML: fixed words with values from elsewhere set apart.
 *
 * The tag `say` keeps the two apart, so that no template can forget to escape. Values are made inert here: one
 * line, no invisible or reordering characters, nothing that a mail program would turn into a link. The words are
 * American English, because California prescribes the word "license".
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Notice, Recipient } from "@agencybook/core/Notice"

/**
 * A value that stands in a sentence, such as a name.
 *
 * @category models
 * @since 0.1.0
 */
export interface Value {
  readonly value: string
}

/**
 * One sentence or more: fixed words and values in turn.
 *
 * @category models
 * @since 0.1.0
 */
export type Line = ReadonlyArray<string | Value>

/**
 * The content of one message. The subject holds nothing personal.
 *
 * @category models
 * @since 0.1.0
 */
export interface Words {
  readonly subject: string
  readonly paragraphs: ReadonlyArray<Line>
  /** Names and values that the reader may look up later. */
  readonly facts?: ReadonlyArray<readonly [label: string, value: string | undefined]>
  /** What the reader can do, or what happens next. */
  readonly next?: { readonly title: string; readonly items: ReadonlyArray<Line> }
  /** Label of the one link. */
  readonly action?: string
}

/**
 * What a template knows besides the facts of its notice.
 *
 * @category models
 * @since 0.1.0
 */
export interface About {
  readonly exchange: string
  readonly role: Recipient["role"]
  /** When the change was made and the notice queued. */
  readonly queuedAt: Dates.Instant
  readonly timeZone: string
  /** The secret of the message, when it stands in its words. */
  readonly secret?: string
}

/**
 * Words of one template for one audience.
 *
 * @category models
 * @since 0.1.0
 */
export type Wording = (notice: Notice, about: About) => Words

/**
 * Writes fixed words with values in between; each value is isolated and escaped wherever the line is shown.
 *
 * @category constructors
 * @since 0.1.0
 */
export const say = (words: TemplateStringsArray, ...values: ReadonlyArray<string>): Line =>
  words.flatMap((fixed, index) => {
    const value = values[index]
    return [...(fixed === "" ? [] : [fixed]), ...(value === undefined ? [] : [{ value }])]
  })

const maxLength = 120

/**
 * Makes any text one short line: no control, invisible or reordering characters, no half of a character.
 *
 * @category transforms
 * @since 0.1.0
 */
export const oneLine = (text: string): string => {
  const line = text
    .replace(/\p{Cs}/gu, "\uFFFD")
    .replace(/[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu, "")
    .replace(/[\p{Cc}\p{Z}]+/gu, " ")
    .replace(/(\p{M}{8})\p{M}+/gu, "$1")
    .trim()
  const characters = Array.from(line)
  return characters.length > maxLength ? `${characters.slice(0, maxLength).join("").trimEnd()}…` : line
}

/**
 * Makes a name or another value from elsewhere fit to stand in a sentence.
 *
 * **Details**
 *
 * Mail programs turn `evil.example` in any text into a link, so a space follows a dot before a letter or a digit
 * that is not an initial, and a colon before two slashes.
 *
 * @category transforms
 * @since 0.1.0
 */
export const inert = (text: string): string =>
  oneLine(text)
    .replace(/:(?=\/\/)/g, ": ")
    .replace(/([.。．｡])(?=[\p{L}\p{N}][\p{L}\p{N}\p{M}-])/gu, "$1 ")

/**
 * Declares the words of a template together with the only facts it may show.
 *
 * **Details**
 *
 * A fact that is not listed cannot reach the message. An empty fact counts as absent. `[C9]`
 *
 * @category constructors
 * @since 0.1.0
 */
export const showing =
  <const Key extends string>(
    keys: ReadonlyArray<Key>,
    words: (facts: { readonly [K in Key]?: string }, about: About) => Words
  ): Wording =>
  (notice, about) => {
    const facts: { [K in Key]?: string } = {}
    for (const key of keys) {
      const text = Object.hasOwn(notice.params, key) ? String(notice.params[key]) : ""
      // An instant has a dot that is no end of a sentence, and is never shown as it is
      const value = Dates.instantFormat.read(text) ?? inert(text)
      if (value !== "") facts[key] = value
    }
    return words(facts, about)
  }

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December"
] as const

const spell = (date: Dates.CalendarDate): string =>
  `${months[Number(date.slice(5, 7)) - 1]} ${Number(date.slice(8, 10))}, ${Number(date.slice(0, 4))}`

/**
 * Writes a calendar date in words, moved by some days; `undefined` for anything that is no date.
 *
 * @category encoding
 * @since 0.1.0
 */
export const day = (text: string | undefined, plusDays = 0): string | undefined => {
  const date = text === undefined ? undefined : Dates.format.read(text)
  return date === undefined ? undefined : spell(plusDays === 0 ? date : Dates.plusDays(date, plusDays))
}

/**
 * Writes the day of an instant in words, as it is in a time zone.
 *
 * @category encoding
 * @since 0.1.0
 */
export const dayOf = (at: Dates.Instant, timeZone: string): string => spell(Dates.on(at, timeZone))

/**
 * Writes an instant with time of day and zone; `undefined` for anything that is no instant.
 *
 * @category encoding
 * @since 0.1.0
 */
export const moment = (text: string | undefined, timeZone: string): string | undefined => {
  const at = text === undefined ? undefined : Dates.instantFormat.read(text)
  if (at === undefined) return undefined
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hour: "numeric",
    minute: "2-digit",
    hourCycle: "h12",
    timeZoneName: "short"
  })
  const part = new Map(format.formatToParts(Dates.toMillis(at)).map(({ type, value }) => [type, value]))
  // Put together by hand: the separators of `format` differ between versions of the time zone library
  return `${dayOf(at, timeZone)}, ${part.get("hour")}:${part.get("minute")} ${part.get("dayPeriod")} ${part.get("timeZoneName")}`
}
