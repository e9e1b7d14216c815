import { Buffer } from "node:buffer"
import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as CsvBytes from "../src/CsvBytes.ts"
import * as CsvScanner from "../src/CsvScanner.ts"

type Seen = { readonly line: number; readonly lastLine: number; readonly row: ReadonlyArray<string> | string }

const seen = (row: CsvScanner.ScannedRow): Seen => ({
  line: row.line,
  lastLine: row.lastLine,
  row:
    row.reason === undefined
      ? Array.from({ length: row.size }, (_, index) => CsvBytes.textOf(row.bytes, row.first + 2 * index))
      : `${row.reason} at ${row.at}`
})

const WIDE = { cellBytes: 1000, rowBytes: 2000 }

const scan = (chunks: Iterable<Uint8Array>, limits: CsvScanner.Limits = WIDE): ReadonlyArray<Seen> => {
  const scanner = new CsvScanner.CsvScanner(limits)
  const rows: Array<CsvScanner.ScannedRow> = []
  for (const chunk of chunks) rows.push(...scanner.push(chunk))
  rows.push(...scanner.end())
  // Only now are texts taken: rows must survive everything that came after them.
  return rows.map(seen)
}

const scanText = (text: string, limits?: CsvScanner.Limits): ReadonlyArray<Seen["row"]> =>
  scan([Buffer.from(text)], limits).map(({ row }) => row)

/** The grammar once more, naive: for sound files only. */
const reference = (text: string): ReadonlyArray<ReadonlyArray<string>> => {
  const rows: Array<Array<string>> = []
  let rest = text
  while (rest !== "") {
    const row: Array<string> = []
    for (;;) {
      const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|$)/.exec(rest)
      if (match === null) throw new Error("not a sound file")
      rest = rest.slice(match[0].length)
      row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "")
      if (match[3] !== ",") break
    }
    rows.push(row)
  }
  return rows
}

const byteSoup = fc
  .array(fc.constantFrom('"', '"', ",", "\r\n", "\n", "\r", "a", "bc", "é", "😀", "\0", "\u{FEFF}"), { maxLength: 60 })
  .chain((parts) =>
    fc.record({
      bytes: fc.constant(Buffer.from(parts.join(""))),
      spoil: fc.option(fc.nat(200)),
      cuts: fc.array(fc.nat(200), { maxLength: 6 })
    })
  )
  .map(({ bytes, spoil, cuts }) => {
    if (spoil !== null && spoil < bytes.length) bytes[spoil] = 0xff
    return { bytes, cuts: [...cuts].sort((a, b) => a - b) }
  })

describe("CsvScanner", () => {
  it("agrees with the naive parser on sound files", () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom(..."ab é😀 '=;\t") }),
      fc.string({ unit: fc.constantFrom(..."a\",\r\né'=") }).map((text) => `"${text.replaceAll('"', '""')}"`)
    )
    const file = fc.array(fc.tuple(fc.array(cell, { minLength: 1, maxLength: 5 }), fc.constantFrom("\n", "\r\n")), {
      maxLength: 8
    })
    fc.assert(
      fc.property(file, (lines) => {
        const text = lines.map(([cells, end]) => cells.join(",") + end).join("")
        assert.deepStrictEqual(scanText(text), reference(text))
      }),
      { numRuns: 1_500 }
    )
  })

  it("gives the same rows however the bytes are cut, sound or broken, within limits or over them", () => {
    const limits = fc.constantFrom(WIDE, { cellBytes: 6, rowBytes: 14 }, { cellBytes: 9, rowBytes: 9 })
    fc.assert(
      fc.property(byteSoup, limits, ({ bytes, cuts }, limit) => {
        const whole = scan([bytes], limit)
        const pieces = [...cuts, bytes.length].map((cut, index) => bytes.subarray(cuts[index - 1] ?? 0, cut))
        assert.deepStrictEqual(scan(pieces, limit), whole)
        const single = Array.from(bytes, (byte) => Uint8Array.of(byte))
        assert.deepStrictEqual(scan(single, limit), whole)
      }),
      { numRuns: 3_000 }
    )
  })

  it("goes on after each broken row, at the next line end outside quotes", () => {
    const broken: ReadonlyArray<readonly [string, string]> = [
      ['a"b,c', "StrayQuote at 0"],
      ['a, "b"', "StrayQuote at 1"],
      ['"a"b,c', "TextAfterQuote at 0"],
      ['"say "hi" there",x', "TextAfterQuote at 0"],
      ["a,b\rc", "StrayReturn at 1"],
      ['a,"b\0"', "NulByte at 1"]
    ]
    for (const [line, reason] of broken) {
      assert.deepStrictEqual(scanText(`x,y\r\n${line}\r\nz,"w"\n`), [["x", "y"], reason, ["z", "w"]])
    }
  })

  it("loses the lines up to the next quote after a lost one, and says so", () => {
    assert.deepStrictEqual(scan([Buffer.from('a,b\nx,"lost,1\ny,"def",2\nz,w\n')]), [
      { line: 1, lastLine: 1, row: ["a", "b"] },
      { line: 2, lastLine: 3, row: "TextAfterQuote at 1" },
      { line: 4, lastLine: 4, row: ["z", "w"] }
    ])
  })

  it("never makes rows out of a quote that is not closed", () => {
    assert.deepStrictEqual(scan([Buffer.from('a,b\nx,"note\nforged,row\n')]), [
      { line: 1, lastLine: 1, row: ["a", "b"] },
      { line: 2, lastLine: 4, row: "UnterminatedQuote at 1" }
    ])
  })

  it("names the cell that is not UTF-8 and keeps its neighbours", () => {
    const file = Buffer.concat([Buffer.from("é,b\nx,"), Uint8Array.of(0xc3, 0x28), Buffer.from("\né,ü\n")])
    assert.deepStrictEqual(
      scan([file]).map(({ row }) => row),
      [["é", "b"], "InvalidUtf8 at 1", ["é", "ü"]]
    )
    for (const bytes of [[0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x80], [0xe2, 0x82]]) {
      assert.deepStrictEqual(
        scan([Uint8Array.from(bytes)]).map(({ row }) => row),
        ["InvalidUtf8 at 0"]
      )
    }
  })

  it("takes a cell and a row of exactly the limit and refuses one byte more", () => {
    const limits = { cellBytes: 4, rowBytes: 9 }
    assert.deepStrictEqual(scanText('abcd,"12"\r\n', limits), [["abcd", "12"]])
    assert.deepStrictEqual(scanText("abcde,1\r\nx\r\n", limits), ["CellTooLong at 0", ["x"]])
    assert.deepStrictEqual(scanText("abcd,efgh,\nx\n", limits), ["RowTooLong at 2", ["x"]])
    assert.deepStrictEqual(scanText('"12345\n678",2\nx\n', limits), ["CellTooLong at 0", ["x"]])
  })

  it("holds no more than the limit of a cell that never ends", () => {
    const scanner = new CsvScanner.CsvScanner({ cellBytes: 10_000, rowBytes: 20_000 })
    const chunk = Buffer.alloc(1_000, "x")
    let most = 0
    scanner.push(Buffer.from('"'))
    for (let index = 0; index < 2_000; index++) {
      scanner.push(chunk)
      most = Math.max(most, scanner.held)
    }
    assert.isAtMost(most, 10_000)
    assert.isAbove(most, 8_000)
    assert.deepStrictEqual(scanner.end().map(seen), [{ line: 1, lastLine: 1, row: "CellTooLong at 0" }])
  })

  it("counts cells past those it remembers", () => {
    const [row] = scan([Buffer.from(",".repeat(CsvBytes.MOST_CELLS + 5))], { cellBytes: 10, rowBytes: 100_000 })
    assert.strictEqual(row?.row.length, CsvBytes.MOST_CELLS + 6)
  })
})
