import { Buffer } from "node:buffer"
import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as CsvCell from "../src/CsvCell.ts"
import * as CsvEncoder from "../src/CsvEncoder.ts"

const KINDS: ReadonlyArray<CsvCell.AnyCell> = [
  CsvCell.text,
  CsvCell.identifier,
  CsvCell.integer,
  CsvCell.cents,
  CsvCell.date,
  CsvCell.instant,
  CsvCell.yesNo
]

const columns = KINDS.flatMap(
  (cell, index): ReadonlyArray<CsvEncoder.Source<ReadonlyArray<unknown>>> => [
    { name: `c${index}`, cell, get: (row) => row[index] },
    { name: `o${index}`, cell: CsvCell.optional(cell as CsvCell.CsvCell<unknown>), get: (row) => row[index + 7] }
  ]
)

const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -1200, max: 1200 }),
  fc.nat(15).map((power) => 10 ** power),
  fc.nat(15).map((power) => -(10 ** power) + 1),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, -0)
)
const date = fc
  .date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true })
  .map((day) => day.toISOString())
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom("'", '"', "=", "＝", ",", "\r", "\n", "\uFEFF", "\0", "é", "a", "\uD800") })
)
const values = [
  text,
  fc.stringMatching(/^[0-9A-Za-z][0-9A-Za-z._:-]{0,20}$/),
  number,
  number,
  date.map((day) => day.slice(0, 10)),
  date.map((day) => `${day.slice(0, 19)}Z`),
  fc.boolean()
] as const
const row = fc.tuple(...values, ...values.map((value) => fc.option(value as fc.Arbitrary<unknown>)))

const encode = (rows: ReadonlyArray<ReadonlyArray<unknown>>, options?: CsvEncoder.Options) => {
  const encoder = CsvEncoder.make(columns, options)
  for (const each of rows) {
    const refused = encoder.push(each)
    if (refused !== undefined) return refused
  }
  return Buffer.from(encoder.end()).toString()
}

/** One cell at a time through `CsvCell`, slow and obvious. */
const reference = (rows: ReadonlyArray<ReadonlyArray<unknown>>): string | { row: number; column: string } => {
  const lines = [columns.map(({ name }) => name).join(",")]
  for (const [index, each] of rows.entries()) {
    const cells: Array<string> = []
    for (const { cell, get, name } of columns) {
      const written = cell.encode(get(each) as never)
      if (written === undefined) return { row: index + 1, column: name }
      cells.push(written)
    }
    lines.push(cells.join(","))
  }
  return `${lines.join("\r\n")}\r\n`
}

const single = (cell: CsvCell.AnyCell, name = "x") => CsvEncoder.make<unknown>([{ name, cell, get: (value) => value }])

describe("CsvEncoder", () => {
  it("writes the bytes of the plain reference, and refuses the same cells", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), (rows) => {
        const expected = reference(rows)
        const written = encode(rows)
        if (typeof expected === "string") assert.strictEqual(written, expected)
        else assert.include(written, { ...expected, _tag: "CellRefused" })
      }),
      { numRuns: 1_500 }
    )
  })

  it("refuses wrong values of every kind as the reference does", () => {
    const wrong = [null, undefined, 1.5, Number.NaN, 2 ** 53, "2025-02-30", "2025-02-31", "-1", "a b", "", {}, "12345"]
    for (const cell of KINDS) {
      for (const value of wrong) {
        const expected = typeof value === "object" || value === undefined ? undefined : cell.encode(value as never)
        const refused = single(cell).push(value)
        assert.strictEqual(refused === undefined, expected !== undefined, `${cell.kind} ${String(value)}`)
      }
    }
  })

  it("does not touch numbers that look like formulas", () => {
    const encoder = single(CsvCell.cents)
    encoder.push(-1234)
    assert.strictEqual(Buffer.from(encoder.end()).toString(), "x\r\n-12.34\r\n")
  })

  it("writes a header without rows, and a byte order mark when asked", () => {
    const names = columns.map(({ name }) => name).join(",")
    assert.strictEqual(encode([]), `${names}\r\n`)
    assert.strictEqual(encode([], { byteOrderMark: true }), `\uFEFF${names}\r\n`)
  })

  it("quotes a first header cell that a spreadsheet would take for another format", () => {
    assert.strictEqual(Buffer.from(single(CsvCell.text, "ID").end()).toString(), '"ID"\r\n')
    assert.strictEqual(Buffer.from(single(CsvCell.text, "Agent name").end()).toString(), '"Agent name"\r\n')
  })

  it("cuts chunks of at most 1 MiB that together are the file", () => {
    const encoder = single(CsvCell.text)
    const value = 'é"'.repeat(7_001)
    const chunks: Array<Uint8Array> = []
    for (let index = 0; index < 200; index++) {
      encoder.push(value)
      for (let chunk = encoder.take(); chunk !== undefined; chunk = encoder.take()) chunks.push(chunk)
    }
    chunks.push(encoder.end())
    assert.isAbove(chunks.length, 5)
    for (const chunk of chunks) assert.isAtMost(chunk.length, 1024 * 1024)
    const line = `"${value.replaceAll('"', '""')}"\r\n`
    assert.isTrue(Buffer.concat(chunks).equals(Buffer.from(`x\r\n${line.repeat(200)}`)))
  })

  it("makes room for a cell larger than a chunk", () => {
    for (const value of ["日".repeat(400_000), '"'.repeat(700_000), "x".repeat(1_100_000)]) {
      const encoder = single(CsvCell.text)
      encoder.push(value)
      const file = Buffer.concat([encoder.take() ?? Buffer.alloc(0), encoder.end()]).toString()
      assert.isTrue(file === `x\r\n"${value.replaceAll('"', '""')}"\r\n`, `${value.length} characters`)
    }
  })

  it("keeps line ends whole wherever a chunk ends", () => {
    for (let length = 1024 * 1024 - 140; length <= 1024 * 1024 + 4; length++) {
      const encoder = CsvEncoder.make<string>([
        { name: "a", cell: CsvCell.identifier, get: (value) => value },
        { name: "b", cell: CsvCell.optional(CsvCell.integer), get: () => null }
      ])
      assert.isUndefined(encoder.push("a".repeat(length)))
      const file = Buffer.concat([encoder.take() ?? Buffer.alloc(0), encoder.end()])
      assert.strictEqual(file.length, "a,b\r\n".length + length + ",\r\n".length)
      assert.strictEqual(file.subarray(-4).toString(), "a,\r\n")
    }
  })

  it("reports the limits of spreadsheets instead of hiding them", () => {
    const encoder = CsvEncoder.make<readonly [string, number]>([
      { name: "a", cell: CsvCell.text, get: (each) => each[0] },
      { name: "b", cell: CsvCell.integer, get: (each) => each[1] }
    ])
    encoder.push(["x".repeat(32_767), 999_999_999_999_999])
    assert.deepStrictEqual(encoder.limits(), [])
    encoder.push(["x".repeat(32_768), 1_000_000_000_000_000])
    assert.deepStrictEqual(encoder.limits(), ["CellOver32767Characters", "NumberOver15Digits"])
    const empty = ["", 0] as const
    while (encoder.rows() < 1_048_575) {
      encoder.push(empty)
      encoder.take()
    }
    assert.notInclude(encoder.limits(), "MoreThan1048576Rows")
    encoder.push(empty)
    assert.include(encoder.limits(), "MoreThan1048576Rows")
  })
})
