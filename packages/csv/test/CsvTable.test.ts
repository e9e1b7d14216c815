import { Buffer } from "node:buffer"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import * as fc from "fast-check"
import * as CsvCell from "../src/CsvCell.ts"
import * as CsvProblem from "../src/CsvProblem.ts"
import * as CsvTable from "../src/CsvTable.ts"

const table = CsvTable.make([
  CsvTable.column("npn", CsvCell.identifier),
  CsvTable.column("Agent name", CsvCell.text),
  CsvTable.column("note", CsvCell.optional(CsvCell.text)),
  CsvTable.column("members", CsvCell.integer, {
    get: (row: { readonly size: number }) => row.size,
    parse: (value) =>
      value >= 0 ? Result.succeed(value) : Result.fail({ expected: "at least 0 members", remedy: "count again" })
  }),
  CsvTable.column("premium", CsvCell.cents),
  CsvTable.column("on", CsvCell.optional(CsvCell.date)),
  CsvTable.column("linked", CsvCell.yesNo)
])

type Row = Parameters<(typeof table.sources)[number]["get"]>[0]

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom("'", '"', "=", "-", "＝", ",", ";", "\t", "\r", "\n", "\uFEFF", "é", "a") })
)
const text = anyText.filter((each) => !/\0|\p{Surrogate}/u.test(each))
const row: fc.Arbitrary<Row> = fc.record({
  npn: fc.stringMatching(/^[1-9]\d{0,9}$/),
  "Agent name": text,
  note: fc.option(text),
  size: fc.nat(),
  premium: fc.maxSafeInteger().map((cents) => cents + 0),
  on: fc.constantFrom(null, "2024-02-29", "0999-12-31"),
  linked: fc.boolean()
})

const encode = (rows: ReadonlyArray<Row>) =>
  Effect.map(Stream.runCollect(CsvTable.encodeRows(table, Stream.fromIterable(rows))), Buffer.concat)

const decode = (bytes: Uint8Array) => Stream.runCollect(CsvTable.decodeRows(table, Stream.make(bytes)))

const HEADER = 'npn,"Agent name",note,members,premium,on,linked'

/** A foreign reader in a few lines, which keeps quoted and bare cells apart. */
const foreign = (file: string): ReadonlyArray<ReadonlyArray<string | null>> => {
  const rows: Array<Array<string | null>> = []
  let cells: Array<string | null> = []
  for (const match of file.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy)) {
    cells.push(match[1] === undefined ? match[2] || null : match[1].replaceAll('""', '"'))
    if (match[3] === ",") continue
    rows.push(cells)
    cells = []
  }
  return rows
}

describe("CsvTable", () => {
  it("reads back any rows exactly, with our reader and a foreign one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 6 }), async (rows) => {
        const bytes = await Effect.runPromise(encode(rows))
        const decoded = await Effect.runPromise(decode(bytes))
        assert.deepStrictEqual(
          decoded.map((each) => Result.getOrThrow(each).value),
          rows.map(({ size, ...rest }) => ({ ...rest, members: size }))
        )
        const [header, ...cells] = foreign(bytes.toString())
        assert.deepStrictEqual(header, [...table.columns])
        assert.deepStrictEqual(
          cells.map(([npn, name, note]) => [
            npn,
            CsvCell.unescape(name ?? ""),
            note === null ? null : CsvCell.unescape(note ?? "")
          ]),
          rows.map((each) => [each.npn, each["Agent name"], each.note])
        )
      }),
      { numRuns: 400 }
    )
  })

  it.effect("writes the same bytes for the same rows, whatever their batches", () =>
    Effect.gen(function* () {
      const rows = fc.sample(row, { numRuns: 300, seed: 7 })
      const whole = yield* encode(rows)
      const single = Stream.fromIterable(rows, { chunkSize: 1 })
      const again = Buffer.concat(yield* Stream.runCollect(CsvTable.encodeRows(table, single)))
      assert.isTrue(whole.equals(again))
    })
  )

  it.effect("freezes the bytes of a file", () =>
    Effect.gen(function* () {
      const file = yield* encode([
        { npn: "1", "Agent name": '=A"1', note: null, size: 0, premium: -1234, on: null, linked: true },
        { npn: "2", "Agent name": "", note: "", size: 12, premium: 5, on: "2024-02-29", linked: false }
      ])
      assert.strictEqual(file.toString(), `${HEADER}\r\n1,"'=A""1",,0,-12.34,,Y\r\n2,"","",12,0.05,2024-02-29,N\r\n`)
    })
  )

  it.effect("collects every wrong cell of a row, revealing none", () =>
    Effect.gen(function* () {
      const decoded = yield* decode(
        Buffer.from(`${HEADER}\r\n\r\n12 3,Ann,,-4,"1,234.50",01/31/2025,yes\r\n1,"a\nb",,1,1.00,,Y\r\n2,Bo\r\n`)
      )
      const [wrong, right, short] = decoded
      assert.deepStrictEqual(wrong && Result.isFailure(wrong) && wrong.failure.map(CsvProblem.format), [
        "line 3, column `npn`: expected an identifier of letters, digits, `.`, `_`, `:`, `~` or `-`, found 4 characters with punctuation; remove spaces and other characters from the identifier",
        "line 3, column `members`: expected at least 0 members, found negative whole number; count again",
        "line 3, column `premium`: expected an amount with two decimals, such as `1234.50`, found number with a comma; write the amount with two decimals, without currency sign or separators",
        "line 3, column `on`: expected a calendar date as `YYYY-MM-DD`, or nothing, found date-like MM/DD/YYYY; format the column as `YYYY-MM-DD` and check that the day exists",
        "line 3, column `linked`: expected `Y` or `N`, found 3 letters; write `Y` for yes and `N` for no"
      ])
      assert.strictEqual(right && Result.isSuccess(right) && right.success.line, 4)
      assert.deepStrictEqual(short && Result.isFailure(short) && short.failure.map(CsvProblem.format), [
        "line 6: expected 7 cells, found 2 cells; check the row for a missing or an extra comma, and quote cells that contain commas"
      ])
      assert.strictEqual(decoded.length, 3)
    })
  )

  it.effect("fails with the first cell that cannot be written", () =>
    Effect.gen(function* () {
      const good: Row = { npn: "1", "Agent name": "", note: null, size: 0, premium: 0, on: null, linked: true }
      const error = yield* Effect.flip(encode([good, { ...good, "Agent name": "\uD800" }]))
      assert.include(error, { row: 2, column: "Agent name" })
      const premium = yield* Effect.flip(encode([{ ...good, premium: 0.1 + 0.2 }]))
      assert.include(premium, { row: 1, column: "premium" })
    })
  )

  it.effect("takes rows only as bytes are taken", () =>
    Effect.gen(function* () {
      let made = 0
      const rows = Stream.fromIterable(
        (function* (): Generator<{ readonly a: string }> {
          for (; made < 1_000_000; made++) yield { a: "x".repeat(1_000) }
        })()
      )
      const narrow = CsvTable.make([CsvTable.column("a", CsvCell.text)])
      const chunks = yield* Stream.runCollect(Stream.take(CsvTable.encodeRows(narrow, rows), 2))
      assert.strictEqual(chunks.length, 2)
      assert.isBelow(made, 20_000)
    })
  )

  it("types the record by its columns, read from a field, through `get` or through `parse`", () => {
    const typed = CsvTable.make([
      CsvTable.column("a", CsvCell.cents),
      CsvTable.column("b", CsvCell.optional(CsvCell.text), { get: (each: { readonly n: string }) => each.n }),
      CsvTable.column("c", CsvCell.yesNo, { parse: (yes) => Result.succeed(yes ? ("on" as const) : ("off" as const)) })
    ])
    type RecordIn<T> = T extends CsvTable.CsvTable<never, infer Record> ? Record : never
    const record: RecordIn<typeof typed> = { a: 1, b: null, c: "on" }
    const exact: { readonly a: number; readonly b: string | null; readonly c: "on" | "off" } = record
    // @ts-expect-error: a row without the field that column `b` reads cannot be written.
    const refused = CsvTable.encoder(typed).push({ a: 1, c: true })
    assert.deepStrictEqual(exact, record)
    assert.include(refused, { column: "b", valueClass: "nothing" })
  })

  it("refuses lists of columns that could not be a header", () => {
    const named = (...names: ReadonlyArray<string>) => {
      try {
        CsvTable.make(names.map((name) => CsvTable.column(name, CsvCell.text)))
        return "made"
      } catch (cause) {
        return cause instanceof Error ? cause.message : "no error"
      }
    }
    assert.strictEqual(named(), "a table needs at least one column")
    assert.strictEqual(named("a", "b", "a"), "column 3 repeats the name `a`")
    assert.throws(
      () => CsvTable.make([CsvTable.column("a", CsvCell.text)], { mayBeAbsent: ["b" as "a"] }),
      "`mayBeAbsent` names what is no column"
    )
    for (const name of ["", " a", "a\u00A0", "=a", "'a", "__proto__"]) {
      assert.strictEqual(named(name), "column 1 needs a name that is plain text")
    }
    for (const name of ["a\nb", "a\0b", "a`b", "a\uD800", "a\u202Eb"]) {
      assert.strictEqual(named(name), "column 1 needs a name without control characters or backticks")
    }
    assert.strictEqual(named("Agent name", "b"), "made")
  })
})
