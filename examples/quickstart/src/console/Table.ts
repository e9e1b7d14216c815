/**
 * A quiet table for the terminal: aligned columns, one thin rule, small bars.
 *
 * Pure: rows and a style in, text out. Cells may hold anything a file can hold;
 * a hostile name can neither break a line nor move the cursor.
 *
 * @since 0.1.0
 */
import * as Style from "./Style.ts"
import * as Text from "./Text.ts"

/** One column and how to read its cell from a row. */
interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => string
  /** Right is for figures: a figure is never cut, it is shown whole or as `#`. */
  readonly align?: "left" | "right" | "centre"
  /** The widest the column may grow. */
  readonly max?: number
  /** The narrowest the column may shrink before bars are given up for it; 8 if not said. */
  readonly min?: number
  /** A value to show as a bar after the cell. */
  readonly bar?: (row: Row) => number
  readonly tone?: (row: Row) => Style.Tone
}

/** A table to be drawn. */
export interface Table<Row> {
  readonly columns: ReadonlyArray<Column<Row>>
  readonly rows: ReadonlyArray<Row>
  /** Cells of a last line below a second rule, one per column. */
  readonly total?: ReadonlyArray<string>
  /** Shown in place of rows when there are none. */
  readonly none?: string
  /** Cells to leave free at the left; 2 if not said. */
  readonly indent?: number
}

const gap = 2
const barWidth = { wished: 16, least: 4 }
const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const

/** Draws a value as a bar of block signs, precise to an eighth of a cell; a value above zero is never invisible. */
export const bar = (value: number, most: number, cells: number): string => {
  if (!(value > 0) || !(most > 0) || cells < 1) return ""
  const parts = Math.max(1, Math.min(cells * 8, Math.round((value / most) * cells * 8)))
  return "█".repeat(Math.floor(parts / 8)) + (eighths[parts % 8] as string)
}

interface Layout {
  /** Width of each column's text; a column of width 0 is left out. */
  readonly text: ReadonlyArray<number>
  /** Width of each column's bar, 0 without. */
  readonly bars: ReadonlyArray<number>
}

const used = (text: ReadonlyArray<number>, bars: ReadonlyArray<number>): number =>
  text.reduce((sum, cells, index) => {
    if (cells === 0) return sum
    const own = cells + ((bars[index] ?? 0) > 0 ? 1 + (bars[index] as number) : 0)
    return sum === 0 ? own : sum + gap + own
  }, 0)

/** Gives way in this order: bars get short, texts get short, bars go, texts get shorter, last columns go. */
const fit = <Row>(columns: ReadonlyArray<Column<Row>>, natural: ReadonlyArray<number>, room: number): Layout => {
  const text = [...natural]
  const bars = columns.map((column) => (column.bar === undefined ? 0 : barWidth.wished))
  const over = () => used(text, bars) - room
  const shrink = (floor: (column: Column<Row>) => number) => {
    while (over() > 0) {
      let widest = -1
      columns.forEach((column, index) => {
        const cells = text[index] as number
        if (column.align === "right" || cells <= floor(column)) return
        if (widest < 0 || cells > (text[widest] as number)) widest = index
      })
      if (widest < 0) return
      text[widest] = (text[widest] as number) - 1
    }
  }
  while (over() > 0 && bars.some((cells) => cells > barWidth.least)) {
    const longest = bars.indexOf(Math.max(...bars))
    bars[longest] = (bars[longest] as number) - 1
  }
  shrink((column) => column.min ?? 8)
  if (over() > 0) bars.fill(0)
  shrink(() => 3)
  for (let last = columns.length - 1; last > 0 && over() > 0; last--) text[last] = 0
  if (over() > 0) text[0] = Math.max(1, room)
  return { text, bars }
}

/** Draws a table as lines without a trailing line break; no line is wider than the style's width. */
export const render = <Row>(table: Table<Row>, style: Style.Style): string => {
  const { columns, rows } = table
  const indent = Math.min(table.indent ?? 2, Math.max(0, style.width - 1))
  const room = Math.max(1, style.width - indent)
  const ellipsis = Style.sign(style, "ellipsis")
  const safe = (text: string) => Text.neutralise(text, style.rich)

  const titles = columns.map((column) => safe(column.title))
  const cells = rows.map((row) => columns.map((column) => safe(column.cell(row))))
  const total = table.total?.map(safe)
  const natural = columns.map((column, index) => {
    const all = [titles, ...cells, ...(total === undefined ? [] : [total])]
    const most = all.reduce((widest, line) => Math.max(widest, Text.width(line[index] ?? "")), 1)
    return Math.min(most, Math.max(column.max ?? most, 1))
  })
  const shown = style.rich ? columns : columns.map(({ bar: _, ...column }) => column)
  const { bars, text } = fit(shown, natural, room)
  const most = columns.map((column) => (column.bar === undefined ? 0 : Math.max(0, ...rows.map(column.bar))))

  const line = (
    parts: ReadonlyArray<string>,
    figures: boolean,
    look: (column: Column<Row>, index: number) => Style.Tone,
    tail: (index: number) => string
  ): string => {
    let out = ""
    let blank = indent
    columns.forEach((column, index) => {
      const space = text[index] as number
      if (space === 0) return
      const align = column.align ?? "left"
      const raw = parts[index] ?? ""
      const cut =
        figures && align === "right" && Text.width(raw) > space
          ? "#".repeat(space)
          : Text.truncate(raw, space, ellipsis)
      const room = space - Text.width(cut)
      const before = align === "left" ? 0 : align === "right" ? room : Math.floor(room / 2)
      if (cut !== "") {
        out += " ".repeat(blank + before)
        out += Style.paint(style, look(column, index), Text.isolate(cut, style.rich))
        blank = room - before
      } else blank += space
      const size = bars[index] ?? 0
      if (size > 0) {
        const drawn = tail(index)
        if (drawn !== "") {
          out += `${" ".repeat(blank + 1)}${Style.paint(style, "accent", drawn)}`
          blank = size - drawn.length
        } else blank += 1 + size
      }
      blank += gap
    })
    return out
  }
  const nothing = () => ""
  const rule = `${" ".repeat(indent)}${Style.paint(style, "muted", Style.sign(style, "rule").repeat(Math.max(1, used(text, bars))))}`

  const head = line(titles, false, () => "muted", nothing)
  const body = rows.map((row, at) =>
    line(
      cells[at] as ReadonlyArray<string>,
      true,
      (column) => column.tone?.(row) ?? "plain",
      (index) => bar(columns[index]?.bar?.(row) ?? 0, most[index] as number, bars[index] as number)
    )
  )
  const none = `${" ".repeat(indent)}${Style.paint(style, "muted", Text.truncate(safe(table.none ?? "nothing to show"), room, ellipsis))}`
  const foot = total === undefined ? [] : [rule, line(total, true, () => "strong", nothing)]
  return [head, rule, ...(body.length === 0 ? [none] : body), ...foot].join("\n")
}
