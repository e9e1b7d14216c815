/**
 * The desk at which the story sends its commands: one line on the screen for each, with what happened and why.
 *
 * The story has a clock of its own. Each command has a fixed identifier, so that a run that was interrupted, or is
 * repeated, meets what it has done before and goes on from there.
 *
 * @since 0.1.0
 */
import { Agencybook, type Done } from "@agencybook/application/Agencybook"
import type { Command } from "@agencybook/application/Catalogue"
import type { CommandEnvelope } from "@agencybook/application/CommandInput"
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import { isRefusal, type Refusal } from "@agencybook/core/Refusal"
import * as Effect from "effect/Effect"
import * as Style from "./console/Style.ts"
import * as Text from "./console/Text.ts"

/** The clock of the story; it moves when the story says so. */
export interface StoryClock {
  readonly now: () => number
  readonly set: (at: string) => void
}

/** A clock that stands at an instant. */
export const clock = (at: string): StoryClock => {
  let millis = Dates.toMillis(Dates.instant(at))
  return {
    now: () => millis,
    set: (next) => {
      millis = Dates.toMillis(Dates.instant(next))
    }
  }
}

/** How a command of the story is sent. */
export interface Sent {
  readonly id: string
  readonly who: Actor
  /** What the person does, for the screen. */
  readonly says: string
  readonly command: Command
  readonly acting?: string
  readonly secret?: string
}

/** A command of the story that was expected to be carried out was refused. */
interface Unexpected {
  readonly _tag: "Unexpected"
  readonly message: string
}

/** The screen of one run. */
export interface Desk {
  readonly style: Style.Style
  readonly line: (text: string) => void
  readonly chapter: (title: string) => void
  readonly note: (text: string) => void
}

/** Breaks a text at its spaces, so that no line is wider than `width` unless a word is. */
const wrap = (text: string, width: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  for (const word of text.split(" ")) {
    const last = lines.at(-1)
    if (last === undefined || Text.width(last) + 1 + Text.width(word) > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

/** A desk that writes lines. */
export const make = (style: Style.Style, write: (text: string) => void): Desk => ({
  style,
  line: (text) => write(`${text}\n`),
  chapter: (title) => write(`\n${Style.heading(style, title)}\n`),
  note: (text) => {
    for (const part of wrap(Text.neutralise(text, style.rich), style.width - 4))
      write(`    ${Style.paint(style, "muted", part)}\n`)
  }
})

const mark = (desk: Desk, sign: "tick" | "cross" | "dot", tone: Style.Tone, says: string, note: string): void => {
  const { style } = desk
  const said = Text.neutralise(says, style.rich)
  const told = Text.neutralise(note, style.rich)
  const head = `  ${Style.paint(style, tone, Style.sign(style, sign))} ${said}`
  const fits = Text.width(said) + Text.width(told) + 8 <= style.width
  desk.line(fits && told !== "" ? `${head}  ${Style.paint(style, "muted", told)}` : head)
  if (!fits && told !== "") desk.note(told)
}

const envelope = ({ acting, command, id, secret, who }: Sent): CommandEnvelope => ({
  id: `story-${id}`,
  actor: who,
  command,
  ...(acting === undefined ? {} : { acting }),
  ...(secret === undefined ? {} : { secret })
})

/** Sends a command that must be carried out, without a word on the screen. */
export const sendQuietly = Effect.fnUntraced(function* (sent: Sent) {
  const book = yield* Agencybook
  return yield* book.execute(envelope(sent)).pipe(
    Effect.mapError((error) =>
      isRefusal(error)
        ? ({
            _tag: "Unexpected",
            message: `the story stopped: ${error.message} (${error.rule})`
          } satisfies Unexpected)
        : error
    )
  )
})

/** Sends a command that must be carried out. */
export const send = Effect.fnUntraced(function* (desk: Desk, sent: Sent, note?: (done: Done) => string) {
  const done = yield* sendQuietly(sent)
  mark(desk, "tick", done.repeated ? "muted" : "good", sent.says, done.repeated ? "done before" : (note?.(done) ?? ""))
  return done
})

/** Sends a command that the rules refuse, and shows the refusal. */
export const sendRefused = Effect.fnUntraced(function* (desk: Desk, sent: Sent) {
  const book = yield* Agencybook
  const refusal: Refusal = yield* book.execute(envelope(sent)).pipe(
    Effect.matchEffect({
      onSuccess: () =>
        Effect.fail({
          _tag: "Unexpected",
          message: `the story stopped: "${sent.says}" should have been refused`
        } satisfies Unexpected),
      onFailure: (error) => (isRefusal(error) ? Effect.succeed(error) : Effect.fail(error))
    })
  )
  mark(desk, "cross", "bad", sent.says, `refused by ${refusal.rule}`)
  desk.note(`${refusal.message}.`)
  desk.note(`What to do: ${refusal.remedy}.`)
  return refusal
})
