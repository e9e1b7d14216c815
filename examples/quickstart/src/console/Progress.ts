/**
 * Progress of one task on one line: share done, count, rate and time left.
 *
 * On a terminal the line is written over; elsewhere at most one line is written
 * per quarter. The clock is an argument.
 *
 * @since 0.1.0
 */
import * as Style from "./Style.ts"
import * as Table from "./Table.ts"
import * as Text from "./Text.ts"

/** How far a task is. */
export interface Progress {
  readonly label: string
  readonly done: number
  readonly total: number
  readonly elapsedMs: number
}

/** Where progress is written. */
export interface Sink {
  readonly write: (text: string) => unknown
}

/** A task under way. */
export interface Running {
  /** Adds to what is done. */
  readonly advance: (by?: number) => void
  /** Says that the task is over, with a note in place of the count if there is one. */
  readonly finish: (note?: string) => void
}

/** Writes a span of time as a person would say it. */
export const duration = (ms: number): string => {
  if (ms < 950) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  const pair = (value: number) => String(value).padStart(2, "0")
  return seconds < 3600
    ? `${Math.floor(seconds / 60)}:${pair(seconds % 60)} min`
    : `${Math.floor(seconds / 3600)}:${pair(Math.floor((seconds % 3600) / 60))} h`
}

const share = ({ done, total }: Progress): number => (total > 0 ? Math.min(1, done / total) : 1)
const rate = ({ done, elapsedMs }: Progress): number => (elapsedMs > 0 ? (done * 1000) / elapsedMs : 0)
const perSecond = (progress: Progress): string => {
  const value = rate(progress)
  return `${value > 0 && value < 10 ? value.toFixed(1) : Text.count(value)}/s`
}

/** The time left, once there is enough to judge by. */
const left = (progress: Progress): string => {
  const speed = rate(progress)
  if (speed <= 0 || progress.elapsedMs < 300 || progress.done >= progress.total) return ""
  const seconds = Math.ceil((progress.total - progress.done) / speed)
  return seconds < 60
    ? `${seconds} s left`
    : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} left`
}

const labelWidth = 28
const barWidth = 24

/** Draws the line of a task under way; parts that do not fit are left out, the least important first. */
export const line = (progress: Progress, style: Style.Style): string => {
  const label = Text.pad(
    Text.truncate(Text.neutralise(progress.label, style.rich), labelWidth, Style.sign(style, "ellipsis")),
    labelWidth,
    "left"
  )
  const percent = `${String(Math.floor(share(progress) * 100)).padStart(3)} %`
  const total = Text.count(progress.total)
  const done = `${Text.count(progress.done).padStart(total.length)} of ${total}`
  const track = Style.sign(style, "dot").repeat(barWidth)
  const full = Table.bar(share(progress), 1, barWidth)
  const drawn = Style.paint(style, "accent", full) + Style.paint(style, "muted", track.slice(full.length))

  let out = `  ${label}`
  let room = style.width - 2 - labelWidth
  if (room < 0) return Text.truncate(`  ${label.trimEnd()}`, style.width, Style.sign(style, "ellipsis"))
  const add = (cells: number, text: string) => {
    if (room < cells + 2) return
    room -= cells + 2
    out += `  ${text}`
  }
  // The figures are the point; the bar is drawn when they leave room for it.
  const figures = [percent, done, perSecond(progress), left(progress)].filter((part) => part !== "")
  const needed = figures.slice(0, 2).reduce((sum, part) => sum + part.length + 2, 0)
  if (style.rich && room - needed >= barWidth + 2) add(barWidth, drawn)
  figures.forEach((part, index) => {
    add(part.length, index < 2 ? part : Style.paint(style, "muted", part))
  })
  return out.trimEnd()
}

/** Draws the line of a finished task. */
export const summary = (progress: Progress, style: Style.Style, note?: string): string => {
  const label = Text.truncate(Text.neutralise(progress.label, style.rich), labelWidth, Style.sign(style, "ellipsis"))
  const said = Text.neutralise(note ?? Text.count(progress.done), style.rich)
  const time = `${duration(progress.elapsedMs)}${progress.done > 1 ? `, ${perSecond(progress)}` : ""}`
  const tick = Style.sign(style, "tick")
  const head = `${Text.pad(label, labelWidth + 2 - tick.length - 1, "left")}  ${said}`
  const room = style.width - tick.length - 1
  if (room < 1) return tick.slice(0, style.width)
  if (Text.width(head) + 2 + time.length > room) {
    return `${Style.paint(style, "good", tick)} ${Text.truncate(head, room, Style.sign(style, "ellipsis"))}`
  }
  return `${Style.paint(style, "good", tick)} ${head}  ${Style.paint(style, "muted", time)}`
}

/** The least time between two drawings on a terminal. */
const redrawMs = 60

/** Starts to show a task. */
export const start = (
  label: string,
  total: number,
  style: Style.Style,
  sink: Sink,
  now: () => number = () => performance.now()
): Running => {
  const began = now()
  let done = 0
  let drawnAt = Number.NEGATIVE_INFINITY
  let quarter = 0
  let over = false
  const state = (): Progress => ({ label, done, total, elapsedMs: now() - began })
  // A terminal line must stay one cell short of the edge, or some terminals wrap it.
  const narrow = { ...style, width: Math.max(1, style.width - 1) }
  const draw = () => {
    if (style.live) {
      const at = now()
      if (at - drawnAt < redrawMs) return
      drawnAt = at
      sink.write(`\r${line(state(), narrow)}\u001b[K`)
      return
    }
    const reached = Math.floor(share(state()) * 4)
    // The last quarter is told by `finish`.
    if (reached > quarter && reached < 4) sink.write(`${line(state(), style)}\n`)
    quarter = Math.max(quarter, reached)
  }
  return {
    advance: (by = 1) => {
      if (over) return
      done += by
      draw()
    },
    finish: (note) => {
      if (over) return
      over = true
      sink.write(style.live ? `\r${summary(state(), narrow, note)}\u001b[K\n` : `${summary(state(), style, note)}\n`)
    }
  }
}
