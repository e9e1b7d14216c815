import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { valueClass } from "../src/CsvValueClass.ts"

describe("valueClass", () => {
  it("describes what people find in wrong cells", () => {
    const table: ReadonlyArray<readonly [string, string]> = [
      ["", "empty"],
      ["  \t", "only white space"],
      ["Pending", "7 letters"],
      ["A", "1 letter"],
      ["123456789", "9 digits"],
      ["01/31/2025", "date-like MM/DD/YYYY"],
      ["1/31/25", "date-like MM/DD/YY"],
      ["2025-02-30", "date-like YYYY-MM-DD"],
      ["31.01.2025", "date-like DD.MM.YYYY"],
      ["2025-03-10 08:00:00", "date and time"],
      ["1,234.50", "number with a comma"],
      ["$12.00", "number with a currency sign"],
      ["12,00 €", "number with a currency sign"],
      ["(12.00)", "number in parentheses"],
      ["12%", "number with a percent sign"],
      ["12.5", "number with 1 decimal"],
      ["12.345", "number with more than 2 decimals"],
      ["-3", "negative whole number"],
      ["1.23457E+11", "number with an exponent"],
      ["#DIV/0!", "spreadsheet error mark"],
      ["#N/A", "spreadsheet error mark"],
      ["ann@example.org", "e-mail-like text"],
      ["=1+1", "formula-like text"],
      ["1H12345", "7 characters, letters and digits"],
      [" 12 ", "2 digits with white space around it"],
      ["Ann\r\nSmith", "text with a line break"],
      ["a\u0001b", "text with a control character"],
      ["a\0", "text with a NUL character"],
      ["٣٤", "digits other than 0 to 9"],
      ["Śmith", "letters outside a to z"],
      ["O'Brien Śmith", "words"],
      ["555-12-1234", "11 characters with punctuation"],
      ["日本 1", "4 characters, not all ASCII"],
      ["x".repeat(201), "longer than 200 characters"]
    ]
    for (const [text, description] of table) assert.strictEqual(valueClass(text), description)
  })

  it("stays the same when every letter and digit is another one", () => {
    const swap = (text: string): string =>
      text.replace(/[a-y0-8]/gi, (character) => String.fromCharCode(character.charCodeAt(0) + 1))
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(..."aZ09.,-/ $%@#'E+") }),
      fc.stringMatching(/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/)
    )
    fc.assert(
      fc.property(cell, (text) => valueClass(swap(text)) === valueClass(text)),
      { numRuns: 3_000 }
    )
  })
})
