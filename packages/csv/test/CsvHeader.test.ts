import { Buffer } from "node:buffer"
import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as CsvHeader from "../src/CsvHeader.ts"
import * as CsvScanner from "../src/CsvScanner.ts"

const layout: CsvHeader.Layout = { columns: ["id", "name"] }

const locate = (header: string | Uint8Array, columns: CsvHeader.Layout = layout) => {
  const [row] = (() => {
    const scanner = new CsvScanner.CsvScanner({ cellBytes: 1_000_000, rowBytes: 1_000_000 })
    return [...scanner.push(Buffer.from(header)), ...scanner.end()]
  })()
  return Result.mapError(CsvHeader.locate(columns, row as CsvScanner.ScannedRow), (error) => error.message)
}

const message = (header: string | Uint8Array, columns?: CsvHeader.Layout): string => {
  const located = locate(header, columns)
  return Result.isFailure(located) ? located.failure : "accepted"
}

describe("CsvHeader", () => {
  it("finds each column wherever it lies", () => {
    const found = Result.getOrThrow(locate('note,"name",x y,id', { ...layout, otherColumns: "skip" }))
    assert.deepStrictEqual(found.places, [3, 1])
    assert.deepStrictEqual(found.names, ["note", "name", "x y", "id"])
  })

  it("goes without the columns that a file may leave out, and knows them where they are", () => {
    const some: CsvHeader.Layout = { columns: ["id", "name", "note"], mayBeAbsent: ["name", "note"] }
    assert.deepStrictEqual(Result.getOrThrow(locate("id", some)).places, [0, -1, -1])
    assert.deepStrictEqual(Result.getOrThrow(locate("note,id", some)).places, [1, -1, 0])
    assert.include(message("name,note", some), "missing `id`")
    assert.include(message("id,note,note", some), "duplicated `note`")
    assert.include(message("id,nmae", some), "unknown `nmae`")
  })

  it("lets skipped columns repeat, and keeps odd names out of reports", () => {
    const found = Result.getOrThrow(locate("id,`x`,`x`,name", { ...layout, otherColumns: "skip" }))
    assert.deepStrictEqual(found.labels, ["id", null, null, "name"])
  })

  it("says which columns are missing, unknown and duplicated", () => {
    assert.strictEqual(
      message("id,nmae,id"),
      "line 1 is not the expected header: missing `name`; unknown `nmae`; duplicated `id`; name each expected column once, spelled exactly"
    )
    assert.strictEqual(
      message("id,name,ssn"),
      "line 1 is not the expected header: unknown `ssn`; name each expected column once, spelled exactly"
    )
    assert.include(message("id,NAME"), "missing `name`; unknown `NAME`")
    assert.include(message("id,\u00A0name"), "missing `name`; unknown `column 2: 4 letters with white space around it`")
  })

  it("never repeats the first line of a file without a header", () => {
    const said = message("1H12345,Ann Smith")
    assert.strictEqual(
      said,
      "line 1 is not the expected header: missing `id`, `name`; unknown `column 1: 7 characters, letters and digits`, `column 2: words`; put the header on the first line"
    )
  })

  it("takes a first line for data also where the file may leave out columns", () => {
    const some: CsvHeader.Layout = { columns: ["id", "name", "note"], mayBeAbsent: ["note"] }
    const said = message("1H12345,Ann Smith", some)
    assert.notInclude(said, "Ann")
    assert.include(said, "put the header on the first line")
  })

  it("recognises other separators and the separator line", () => {
    assert.match(message("id;name"), /separate the cells by commas, not by semicolons$/)
    assert.match(message("id\tname"), /separate the cells by commas, not by tabs$/)
    assert.match(message("sep=;"), /remove the `sep=` line above the header$/)
  })

  it("refuses a broken header with its problem", () => {
    assert.match(message('id,"na"me'), /^the header cannot be read: line 1: .*after the closing quote/)
    assert.match(message(Uint8Array.of(0x69, 0x64, 0x2c, 0xff)), /^the header cannot be read: line 1: .*UTF-8/)
    assert.match(message(",".repeat(20_000)), /^the header cannot be read: line 1: /)
  })

  it("takes UTF-8 for what it is", () => {
    for (const text of ["id,name", "é,b,c", "\uFEFFid", "P", ""]) {
      assert.isUndefined(CsvHeader.foreignEncoding(Buffer.from(text)))
    }
  })
})
