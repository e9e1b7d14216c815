import { Buffer } from "node:buffer"
import { assert, describe, it } from "@effect/vitest"
import * as CsvBytes from "../src/CsvBytes.ts"

const bytesOf = (text: string, flags: number, ascii: boolean): CsvBytes.CsvBytes => {
  const buffer = Buffer.from(`##${text}##`)
  const end = buffer.length - 2
  return { buffer, used: buffer.length, ascii, marks: [2, end * 4 + flags], latin1: undefined }
}

describe("CsvBytes", () => {
  it("decodes short and long cells, ASCII or not", () => {
    for (const text of ["", "a", "x".repeat(12), "x".repeat(13), "x".repeat(5_000)]) {
      assert.strictEqual(CsvBytes.textOf(bytesOf(text, 0, true), 0), text)
      assert.strictEqual(CsvBytes.textOf(bytesOf(text, 0, false), 0), text)
    }
    for (const text of ["é", "😀", "\uFEFFa", "د. علي".repeat(9)]) {
      assert.strictEqual(CsvBytes.textOf(bytesOf(text, 0, false), 0), text)
    }
  })

  it("joins doubled quotes only in cells that have them", () => {
    assert.strictEqual(CsvBytes.textOf(bytesOf('a""b""""', CsvBytes.QUOTED | CsvBytes.DOUBLED, true), 0), 'a"b""')
    assert.strictEqual(CsvBytes.textOf(bytesOf("ab", CsvBytes.QUOTED, true), 0), "ab")
  })

  it("knows which cells were quoted", () => {
    assert.isTrue(CsvBytes.isQuoted(bytesOf("a", CsvBytes.QUOTED, true), 0))
    assert.isFalse(CsvBytes.isQuoted(bytesOf("a", 0, true), 0))
  })
})
