import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as CsvCell from "../src/CsvCell.ts"

const NASTY = ["'", "=", "-", "＝", "\t", "\n", " ", "\uFEFF", "\u200B", "a", "\0"]

const everyString = function* (alphabet: ReadonlyArray<string>, longest: number): Generator<string> {
  let level = [""]
  yield ""
  for (let length = 1; length <= longest; length++) {
    level = level.flatMap((prefix) => alphabet.map((letter) => prefix + letter))
    yield* level
  }
}

/** What a spreadsheet does with a cell, judged independently of the escape. */
const looksLikeFormula = (cell: string): boolean => {
  const visible = [...cell].find((letter) => !/[\s\u200B-\u200F\u2060\uFEFF\0]/u.test(letter))
  return visible !== undefined && "=+-@＝＋－＠".includes(visible)
}

describe("CsvCell.escape", () => {
  it("gives back every short string of nasty characters, maps no two to one cell and leaves no formula [BOB-11]", () => {
    const cells = new Set<string>()
    let strings = 0
    for (const text of everyString(NASTY, 5)) {
      const cell = CsvCell.escape(text)
      if (CsvCell.unescape(cell) !== text) assert.fail(`lost ${JSON.stringify(text)}`)
      if (looksLikeFormula(cell)) assert.fail(`formula ${JSON.stringify(cell)}`)
      cells.add(cell)
      strings++
    }
    assert.strictEqual(strings, (NASTY.length ** 6 - 1) / (NASTY.length - 1))
    assert.strictEqual(cells.size, strings)
  })

  it("rejects the usual rule that leaves a leading apostrophe alone", () => {
    const usual = (text: string): string => (text.startsWith("'") ? text : CsvCell.escape(text))
    const cells = new Set<string>()
    let strings = 0
    for (const text of everyString(NASTY, 3)) {
      cells.add(usual(text))
      strings++
    }
    assert.isBelow(cells.size, strings)
  })

  it("gives back any string", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => CsvCell.unescape(CsvCell.escape(text)) === text),
      { numRuns: 5_000 }
    )
  })

  it("puts one apostrophe before each hostile text", () => {
    const hostile = [
      ..."=1+1|+1|-1|@SUM(A1)|=cmd\\|'/c calc'!A1|-2+3+cmd|@SUM(1+1)*cmd|＝1|＋1|－1|＠x|'=1|''=1|'plain|'|-".split(
        "|"
      ),
      "\t=1",
      "\r",
      "\n",
      "\u00A0=1",
      "\uFEFF=1",
      "\u200B+1",
      "\u0085-1",
      "\u202E@x",
      "\u0001=1"
    ]
    for (const text of hostile) assert.strictEqual(CsvCell.escape(text), `'${text}`)
  })

  it("leaves names alone", () => {
    for (const text of ["O'Brien-Śmith", "Nguyễn Thị", "د. علي", "X Æ A-12", "", " Ann", "1-2", "a=b"]) {
      assert.strictEqual(CsvCell.escape(text), text)
    }
  })

  it("gives a name back that begins with an apostrophe, whether it was escaped or typed into a sheet [X014 X032]", () => {
    for (const name of ["'t Hooft", "'s Gravesande"]) {
      assert.strictEqual(CsvCell.escape(name), `'${name}`)
      assert.strictEqual(CsvCell.unescape(`'${name}`), name)
      assert.strictEqual(CsvCell.unescape(name), name)
    }
    for (const name of ["’t Hooft", "علی\u200Cرضا"]) assert.strictEqual(CsvCell.escape(name), name)
  })
})

describe("CsvCell.text", () => {
  it("is quoted always, with quotes doubled", () => {
    assert.strictEqual(CsvCell.text.encode(""), '""')
    assert.strictEqual(CsvCell.text.encode('a"b,\r\n'), '"a""b,\r\n"')
    assert.strictEqual(CsvCell.text.encode("=1"), `"'=1"`)
  })

  it("refuses what UTF-8 cannot hold", () => {
    for (const text of ["\uD800", "\uDC00a", "\uDC00\uD800", "a\0"]) {
      assert.isUndefined(CsvCell.text.encode(text))
      assert.isUndefined(CsvCell.text.decode(text, true))
    }
    assert.strictEqual(CsvCell.text.encode("😀"), '"😀"')
  })
})

describe("CsvCell typed cells", () => {
  const good: ReadonlyArray<readonly [CsvCell.CsvCell<never>, unknown, string]> = [
    [CsvCell.integer, 0, "0"],
    [CsvCell.integer, -12, "-12"],
    [CsvCell.integer, Number.MAX_SAFE_INTEGER, "9007199254740991"],
    [CsvCell.cents, -1234, "-12.34"],
    [CsvCell.cents, 5, "0.05"],
    [CsvCell.cents, -5, "-0.05"],
    [CsvCell.cents, Number.MAX_SAFE_INTEGER, "90071992547409.91"],
    [CsvCell.date, "2024-02-29", "2024-02-29"],
    [CsvCell.instant, "2025-03-10T08:00:00Z", "2025-03-10T08:00:00Z"],
    [CsvCell.yesNo, true, "Y"],
    [CsvCell.yesNo, false, "N"],
    [CsvCell.identifier, "1H12345", "1H12345"]
  ].map((row) => row as unknown as readonly [CsvCell.CsvCell<never>, unknown, string])

  it("are written as they are and read back", () => {
    for (const [cell, value, text] of good) {
      assert.strictEqual(cell.encode(value as never), text)
      assert.strictEqual(cell.decode(text, false) as unknown, value)
    }
  })

  it("refuse near misses on the way in", () => {
    const bad: ReadonlyArray<readonly [CsvCell.AnyCell, ReadonlyArray<string>]> = [
      [CsvCell.integer, ["", "-0", "007", "1.0", "1e3", "+1", " 1", "1,000", "9007199254740992", "٣", "０", "²"]],
      [CsvCell.cents, ["12", "12.3", "12.345", "1,234.50", "$1.00", "-0.00", ".50", "00.50", "90071992547409.92"]],
      [CsvCell.date, ["2025-02-29", "1900-02-29", "2025-13-01", "2025-00-10", "0000-01-01", "01/31/2025", "2025-1-1"]],
      [CsvCell.instant, ["2025-03-10", "2025-03-10T24:00:00Z", "2025-03-10T08:00:00", "2025-02-30T08:00:00Z"]],
      [CsvCell.yesNo, ["y", "n", "", "Yes", "TRUE", "1"]],
      [CsvCell.identifier, ["", "-1", "=1", "a b", "\uFEFFa", "a\u200B", "аdmin", "a\n"]]
    ]
    for (const [cell, texts] of bad) for (const text of texts) assert.isUndefined(cell.decode(text, false), text)
  })

  it("refuse values that would be written wrong", () => {
    for (const value of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      assert.isUndefined(CsvCell.integer.encode(value))
      assert.isUndefined(CsvCell.cents.encode(value))
    }
    assert.isUndefined(CsvCell.date.encode("2025-02-30"))
    assert.isUndefined(CsvCell.identifier.encode("=1"))
  })

  it("agree with the calendar for every day of 400 years", () => {
    for (let day = Date.UTC(1899, 11, 25); day < Date.UTC(2300, 0, 1); day += 86_400_000) {
      const text = new Date(day).toISOString().slice(0, 10)
      if (!CsvCell.isCalendarDate(text)) assert.fail(text)
    }
    let days = 0
    for (let month = 0; month <= 13; month++) {
      for (let day = 0; day <= 32; day++) {
        const text = `2025-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`
        if (CsvCell.isCalendarDate(text)) days++
      }
    }
    assert.strictEqual(days, 365)
  })

  it("keep cents and integers exact over their whole range", () => {
    const safe = fc.maxSafeInteger()
    fc.assert(
      fc.property(safe, (value) => {
        const plain = value === 0 ? 0 : value
        assert.strictEqual(CsvCell.cents.decode(CsvCell.cents.encode(value) ?? "", false), plain)
        assert.strictEqual(CsvCell.integer.decode(CsvCell.integer.encode(value) ?? "", false), plain)
      }),
      { numRuns: 2_000 }
    )
  })
})

describe("CsvCell.optional", () => {
  const note = CsvCell.optional(CsvCell.text)
  const due = CsvCell.optional(CsvCell.date)

  it("tells a missing text from an empty one", () => {
    assert.strictEqual(note.encode(null), "")
    assert.strictEqual(note.encode(""), '""')
    assert.isNull(note.decode("", false))
    assert.strictEqual(note.decode("", true), "")
  })

  it("takes an empty typed cell for missing, in quotes or not", () => {
    assert.isNull(due.decode("", false))
    assert.isNull(due.decode("", true))
    assert.isUndefined(due.decode(" ", false))
  })
})
