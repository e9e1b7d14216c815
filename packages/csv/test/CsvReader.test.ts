import { Buffer } from "node:buffer"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as fc from "fast-check"
import * as CsvFailure from "../src/CsvFailure.ts"
import type * as CsvHeader from "../src/CsvHeader.ts"
import * as CsvReader from "../src/CsvReader.ts"

const layout: CsvHeader.Layout = { columns: ["id", "name"] }

const shown = (item: CsvReader.Item): string =>
  item._tag === "CsvRow"
    ? `${item.line}: ${item.text(0)}|${item.text(1)}`
    : `${item.line}-${item.lastLine}: ${item.reason} ${item.column}`

const read = (
  source: string | Uint8Array | ReadonlyArray<Uint8Array>,
  options?: CsvReader.Options,
  columns: CsvHeader.Layout = layout
) => {
  const chunks = typeof source === "string" ? [Buffer.from(source)] : source instanceof Uint8Array ? [source] : source
  return CsvReader.stream(Stream.fromIterable(chunks), columns, options).pipe(Stream.map(shown), Stream.runCollect)
}

const failure = (source: string | Uint8Array, columns: CsvHeader.Layout = layout) =>
  Effect.map(Effect.flip(read(source, {}, columns)), (error) => `${error._tag}: ${error.message}`)

describe("CsvReader", () => {
  it.effect("finds cells by column name, with physical line numbers", () =>
    Effect.gen(function* () {
      const rows = yield* read('\uFEFFname,id\r\n"Ann\r\nLee",1\r\n\r\nBob,2\nCy,3')
      assert.deepStrictEqual(rows, ["2: 1|Ann\r\nLee", "5: 2|Bob", "6: 3|Cy"])
    })
  )

  it.effect("goes on after broken rows and names the column", () =>
    Effect.gen(function* () {
      const rows = yield* read('id,name\n1\n2,b,c\n3,"d"e\n4,f\0\n5,ok\n6,"g\n')
      assert.deepStrictEqual(rows, [
        "2-2: TooFewCells null",
        "3-3: TooManyCells null",
        "4-4: TextAfterQuote name",
        "5-5: NulByte name",
        "6: 5|ok",
        "7-8: UnterminatedQuote name"
      ])
    })
  )

  it.effect("keeps hostile text exactly", () =>
    Effect.gen(function* () {
      for (const text of ['"', '""', '"""', "\r\n", "\r", "\n", "\uFEFFAnn", "'=1", "😀", "a\u2028b", "\u202Egpj"]) {
        const [row] = yield* read(`id,name\n1,"${text.replaceAll('"', '""')}"\n`)
        assert.strictEqual(row, `2: 1|${text}`)
      }
    })
  )

  it.effect("reads an empty line as a missing cell when there is one column", () =>
    Effect.gen(function* () {
      const stream = CsvReader.stream(Stream.make(Buffer.from('id\n\n""\nx\n')), { columns: ["id"] })
      const rows = yield* Stream.runCollect(
        Stream.map(stream, (item) => (item._tag === "CsvRow" ? `${item.text(0)}${item.isQuoted(0)}` : item.reason))
      )
      assert.deepStrictEqual(rows, ["false", "true", "xfalse"])
    })
  )

  it.effect("reads the same through the asynchronous iterable, cut anywhere", () =>
    Effect.gen(function* () {
      const bytes = Buffer.from('\uFEFFid,name\r\n1,"é\r\n"\r\nbad\r\n2,😀\r\n')
      const whole = yield* read(bytes)
      assert.deepStrictEqual(whole, ["2: 1|é\r\n", "4-4: TooFewCells null", "5: 2|😀"])
      for (let cut = 0; cut <= bytes.length; cut++) {
        const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)]
        const iterated: Array<string> = []
        yield* Effect.promise(async () => {
          for await (const item of CsvReader.rows(pieces, layout)) iterated.push(shown(item))
        })
        assert.deepStrictEqual(iterated, whole)
      }
      assert.deepStrictEqual(yield* read(Array.from(bytes, (byte) => Uint8Array.of(byte))), whole)
    })
  )

  it("reads any rows in any cut as they were written", async () => {
    const cell = fc.string({ unit: "binary" }).filter((text) => !/\0|\p{Surrogate}/u.test(text))
    const file = fc.array(fc.tuple(cell, cell), { maxLength: 10 })
    await fc.assert(
      fc.asyncProperty(file, fc.nat(), async (rows, seed) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
        const bytes = Buffer.from(["id,name", ...rows.map((row) => row.map(quoted).join(","))].join("\r\n"))
        const cut = seed % (bytes.length + 1)
        const found: Array<ReadonlyArray<string>> = []
        for await (const item of CsvReader.rows([bytes.subarray(0, cut), bytes.subarray(cut)], layout)) {
          if (item._tag === "CsvRow") found.push([item.text(0), item.text(1)])
        }
        assert.deepStrictEqual(found, rows)
      }),
      { numRuns: 500 }
    )
  })

  it.effect("refuses files that are not CSV in UTF-8", () =>
    Effect.gen(function* () {
      const utf16 = Buffer.from("id,name\n", "utf16le")
      const big = Buffer.from(utf16).swap16()
      const cases: ReadonlyArray<readonly [Uint8Array, string]> = [
        [Buffer.concat([Uint8Array.of(0xff, 0xfe), utf16]), "UTF-16 text"],
        [Buffer.concat([Uint8Array.of(0xfe, 0xff), big]), "UTF-16 text"],
        [utf16, "UTF-16 text"],
        [big, "UTF-16 text"],
        [Uint8Array.of(0xff, 0xfe, 0, 0, 0x69, 0, 0, 0), "UTF-32 text"],
        [Buffer.from("PK\x03\x04rest"), "a workbook or a zip archive"],
        [Uint8Array.of(0x1f, 0x8b, 8, 0, 0), "a gzip archive"]
      ]
      for (const [bytes, found] of cases) {
        assert.strictEqual(yield* failure(bytes), `WrongEncoding: the file is ${found}; save it as CSV UTF-8`)
      }
    })
  )

  it.effect("refuses empty files", () =>
    Effect.gen(function* () {
      for (const text of ["", "\uFEFF", "\r\n\r\n"]) {
        assert.strictEqual((yield* Effect.flip(read(text)))._tag, "EmptyFile")
      }
      assert.deepStrictEqual(yield* read("id,name"), [])
    })
  )

  it.effect("fails with the error of its source", () =>
    Effect.gen(function* () {
      const source = Stream.concat(Stream.make(Buffer.from("id,name\n1,a\n2,")), Stream.fail("cut" as const))
      const error = yield* Effect.flip(Stream.runCollect(CsvReader.stream(source, layout)))
      assert.strictEqual(error, "cut")
    })
  )

  it.effect("may be run twice", () =>
    Effect.gen(function* () {
      const stream = CsvReader.stream(Stream.make(Buffer.from("id,name\n1,a\n")), layout).pipe(Stream.map(shown))
      assert.deepStrictEqual(yield* Stream.runCollect(stream), ["2: 1|a"])
      assert.deepStrictEqual(yield* Stream.runCollect(stream), ["2: 1|a"])
    })
  )

  it.effect("asks for bytes only as rows are taken", () =>
    Effect.gen(function* () {
      let taken = 0
      const source = Stream.fromIterable(
        (function* () {
          yield Buffer.from("id,name\n")
          for (; taken < 1_000; taken++) yield Buffer.from("1,a\n".repeat(1_000))
        })(),
        { chunkSize: 1 }
      )
      const rows = yield* Stream.runCollect(Stream.take(CsvReader.stream(source, layout), 3))
      assert.strictEqual(rows.length, 3)
      assert.isBelow(taken, 5)
    })
  )

  it("throws the typed failure out of the iterable", async () => {
    let error: unknown
    try {
      for await (const _ of CsvReader.rows([Buffer.from("a,b\n")], layout)) assert.fail("no row expected")
    } catch (cause) {
      error = cause
    }
    assert.instanceOf(error, CsvFailure.WrongHeader)
  })
})
