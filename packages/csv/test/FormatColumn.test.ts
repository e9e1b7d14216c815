import * as Dates from "@agencybook/core/CalendarDate"
import * as Contact from "@agencybook/core/Contact"
import * as Money from "@agencybook/core/Money"
import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as fc from "fast-check"
import * as CsvCell from "../src/CsvCell.ts"
import * as CsvTable from "../src/CsvTable.ts"
import * as Column from "../src/FormatColumn.ts"
import * as Feed from "./fixture/feed.ts"

const read = async <Row>(table: CsvTable.CsvTable<never, Row>, ...cells: ReadonlyArray<string>) => {
  const [column] = table.columns as [string]
  const rows = cells.map((cell) => ({ [column]: cell, end: "." }))
  return Feed.read(table, ({ value }) => Result.succeed(value), Feed.write([column, "end"], rows))
}
// A second column, so that a row with an empty cell is not an empty line.
const end = CsvTable.column("end", CsvCell.text)
const value = (row: Result.Result<object, unknown> | undefined): object =>
  row === undefined ? assert.fail("no row") : Result.getOrThrow(row)

describe("FormatColumn", () => {
  it("reads a cell as the format of a form reads it, and refuses it in the same words", async () => {
    const table = CsvTable.make([Column.required("premium", Money.format), end])
    const [right, wrong, empty] = await read(table, "412.50", "412.5", "")
    assert.deepInclude<object>(value(right), { premium: 41_250 })
    const words = `expected ${Money.format.expected}, found`
    assert.deepStrictEqual(Feed.told(wrong), [
      `line 3, column \`premium\`: ${words} number with 1 decimal; ${Money.format.remedy}`
    ])
    assert.deepStrictEqual(Feed.told(empty), [`line 4, column \`premium\`: ${words} empty; ${Money.format.remedy}`])
  })

  it("takes an empty cell of an optional column for nothing, and white space for something wrong", async () => {
    const table = CsvTable.make([Column.optional("day", Dates.format), end])
    const [right, empty, blank] = await read(table, "2026-03-02", "", "  ")
    assert.deepInclude<object>(value(right), { day: Dates.make("2026-03-02") })
    assert.deepInclude<object>(value(empty), { day: undefined })
    assert.deepStrictEqual(
      Feed.problems(blank).map(({ valueClass }) => valueClass),
      ["only white space"]
    )
  })

  it("takes one of the words, letter by letter", async () => {
    const table = CsvTable.make([Column.oneOf("metal", ["Gold", "Silver", ""]), end])
    const [gold, none, ...others] = await read(table, "Gold", "", "gold", " Gold", "Golden", "Gol", "constructor")
    assert.deepInclude<object>(value(gold), { metal: "Gold" })
    assert.deepInclude<object>(value(none), { metal: "" })
    assert.deepStrictEqual(
      others.map((other) => Feed.problems(other).length),
      [1, 1, 1, 1, 1]
    )
    assert.deepStrictEqual(Feed.told(others[0]), [
      "line 4, column `metal`: expected one of `Gold`, `Silver`, nothing, found 4 letters; use one of the words that are listed, letter by letter"
    ])
  })

  it("reads a list value by value, and refuses it for one wrong value", async () => {
    const table = CsvTable.make([Column.list("languages", Contact.language), end])
    const [one, two, none, ...others] = await read(table, "en", "en;es", "", "en;", ";", "en;;es", "en,es", "en; es")
    assert.deepInclude<object>(value(one), { languages: ["en"] })
    assert.deepInclude<object>(value(two), { languages: ["en", "es"] })
    assert.deepInclude<object>(value(none), { languages: [] })
    assert.deepStrictEqual(
      others.map((other) => Feed.problems(other).length),
      [1, 1, 1, 1, 1]
    )
    assert.deepStrictEqual(Feed.told(others[0]), [
      `line 5, column \`languages\`: expected values joined by \`;\`, each ${Contact.language.expected}, found 3 characters with punctuation; ${Contact.language.remedy}`
    ])
  })

  it("counts the values of a list that may not be short", async () => {
    const expected = async (least: number, cell: string) => {
      const table = CsvTable.make([Column.list("languages", Contact.language, least), end])
      const [row] = await read(table, cell)
      return Feed.problems(row).map((problem) => problem.expected)
    }
    const each = `values joined by \`;\`, each ${Contact.language.expected}`
    assert.deepStrictEqual(await expected(1, ""), [`one or more ${each}`])
    assert.deepStrictEqual(await expected(1, "en"), [])
    assert.deepStrictEqual(await expected(2, "en"), [`2 or more ${each}`])
    assert.deepStrictEqual(await expected(2, "en;es"), [])
  })

  it("reads no value of a list that is too long, and tells how long it may be", async () => {
    let read = 0
    const counted: typeof Contact.language = {
      ...Contact.language,
      read: (text) => {
        read++
        return Contact.language.read(text)
      }
    }
    const column = Column.list("languages", counted, 0, 30)
    const cell = (n: number) => Array(n).fill("en").join(";")
    assert.isTrue(Result.isSuccess(column.decode(cell(30), false)))
    assert.strictEqual(read, 30)
    const refused = column.decode(cell(300_000), false)
    assert.strictEqual(read, 30)
    assert.deepInclude<object>(Result.isFailure(refused) ? refused.failure : {}, {
      expected: "at most 30 values joined by `;`",
      remedy: "shorten the list"
    })
  })

  it("reads back any list of dates", async () => {
    const table = CsvTable.make([Column.list("days", Dates.format), end])
    const day = fc.integer({ min: -130_000, max: 2_900_000 }).map(Dates.fromEpochDay)
    await fc.assert(
      fc.asyncProperty(fc.array(day), async (days) => {
        const [row] = await read(table, days.join(";"))
        assert.deepInclude<object>(value(row), { days })
      })
    )
  })

  it("knows yes and no only as `Y` and `N`", async () => {
    const table = CsvTable.make([Column.yesNo("listed"), end])
    const rows = await read(table, "Y", "N", "y", "yes", "1", "")
    assert.deepStrictEqual(
      rows.map((row) => (Result.isSuccess(row) ? row.success.listed : undefined)),
      [true, false, undefined, undefined, undefined, undefined]
    )
  })
})
