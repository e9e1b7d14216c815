import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as CsvProblem from "../src/CsvProblem.ts"

const COUNT = "check the row for a missing or an extra comma, and quote cells that contain commas"

const messages: Record<CsvProblem.StructuralReason, string> = {
  TooFewCells: `line 2, column \`a\`: expected as many cells as the header, found fewer cells; ${COUNT}`,
  TooManyCells: `line 2, column \`a\`: expected as many cells as the header, found more cells; ${COUNT}`,
  StrayQuote:
    "line 2, column `a`: expected quotes around the whole cell, found a quote inside a cell that is not quoted; put the cell in quotes, without a space before them, and double the quotes inside",
  TextAfterQuote:
    "line 2, column `a`: expected a comma or the end of the line after the closing quote, found text after the closing quote; double the quotes inside the cell",
  UnterminatedQuote:
    "line 2, column `a`: expected a closing quote before the end of the file, found a quote that is never closed; close the quote, and check that the file was not cut off",
  StrayReturn:
    "line 2, column `a`: expected lines that end with CRLF or LF, found a carriage return without a line feed; save the file with CRLF line ends, or quote the cell",
  NulByte: "line 2, column `a`: expected text without NUL characters, found a NUL character; remove the NUL character",
  InvalidUtf8: "line 2, column `a`: expected text in UTF-8, found bytes that are not UTF-8; save the file as CSV UTF-8",
  CellTooLong:
    "line 2, column `a`: expected a cell within the size limit, found a cell over the size limit; shorten the cell, or look for a quote that is not closed",
  RowTooLong:
    "line 2, column `a`: expected a row within the size limit, found a row over the size limit; shorten the row, or look for a quote that is not closed"
}

describe("CsvProblem", () => {
  it("says each problem in one line with a remedy", () => {
    for (const [reason, message] of Object.entries(messages)) {
      const problem = CsvProblem.structural(reason as CsvProblem.StructuralReason, 2, 2, "a")
      assert.strictEqual(CsvProblem.format(problem), message)
      assert.notMatch(message, /[\r\n]|^[A-Z]|\.$/)
    }
    assert.strictEqual(Object.keys(messages).length + 1, CsvProblem.Reason.literals.length)
  })

  it("says how far a broken row reaches", () => {
    assert.match(CsvProblem.format(CsvProblem.structural("NulByte", 2, 4, null)), /^lines 2 to 4: expected/)
  })

  it("counts cells both ways", () => {
    assert.include(CsvProblem.cellCount(2, 2, 1, 3), {
      reason: "TooFewCells",
      valueClass: "1 cell",
      expected: "3 cells"
    })
    assert.include(CsvProblem.cellCount(2, 2, 3, 1), {
      reason: "TooManyCells",
      valueClass: "3 cells",
      expected: "1 cell"
    })
  })

  it("is plain data that its schema accepts", () => {
    const problem = CsvProblem.cellCount(2, 3, 1, 3)
    assert.deepStrictEqual(Schema.decodeUnknownSync(CsvProblem.CsvProblem)(structuredClone(problem)), problem)
  })
})
