import { readdirSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import * as Format from "../src/Format.ts"

const name = Format.line("name", 10)
const isFormat = (value: unknown): value is Format.Format<unknown> =>
  typeof value === "object" && value !== null && "read" in value && "expected" in value && "remedy" in value

describe("Format", () => {
  it("trims one line of plain text", () => {
    assert.strictEqual(name.read("  Ng "), "Ng")
    assert.isUndefined(name.read("   "))
    assert.isDefined(name.read("0123456789"))
    assert.isUndefined(name.read("0123456789a"))
  })

  it("refuses what cannot be stored, shown and mailed unchanged [X002 X006 X012 X016 X022 X024]", () => {
    const controls = [...Array(32).keys(), 0x7f, ...Array.from({ length: 32 }, (_, n) => 0x80 + n)]
    for (const code of controls) assert.isFalse(Format.isPlainText(`a${String.fromCharCode(code)}b`), `U+${code}`)
    for (const text of [
      ...["a\uD800", "\uDC00a", "\uDC00\uD800", "\u202Egpj.exe", "\u2066x", "a\u2028b", "a\u2029b", "a\uFEFFb"],
      ...["\u{E0041}dmin", `a${"\u0301".repeat(1_000)}`]
    ])
      assert.isFalse(Format.isPlainText(text), JSON.stringify(text))
  })

  it("takes spaces from around a text, and refuses what nobody sees there [X008 X022]", () => {
    const code = Format.pattern("code", /^[a-z]+$/, "letters", "give letters", (text) => text.trim())
    for (const around of [" ", "\u00A0", "  \u3000"]) assert.strictEqual(code.read(`${around}ng${around}`), "ng")
    for (const odd of ["\t", "\n", "\r\n", "\v", "\f", "\u2028", "\uFEFF", " \t "])
      for (const text of [`${odd}ng`, `ng${odd}`]) {
        assert.isUndefined(code.read(text), JSON.stringify(text))
        assert.isUndefined(name.read(text), JSON.stringify(text))
      }
    const letter = Format.make("letter", "a few lines", "write", (text) => text.trim(), Format.severalLines)
    assert.strictEqual(letter.read("one\ntwo\r\n"), "one\ntwo")
    for (const odd of ["\t", "\uFEFF"]) assert.isUndefined(letter.read(`${odd}one`))
  })

  it("does not read a text that is longer than anything that it takes", () => {
    const read: Array<number> = []
    const format = Format.make("text", "a text of any length", "shorten it", (text) => {
      read.push(text.length)
      return text
    })
    assert.strictEqual(format.read("a".repeat(10_000))?.length, 10_000)
    assert.isUndefined(format.read("a".repeat(10_001)))
    assert.deepStrictEqual(read, [10_000])
    assert.isUndefined(name.read(`${" ".repeat(10_000)}Ng`))
  })

  it("keeps letters of every script, pairs of surrogates and a few marks", () => {
    for (const text of ["Nguyễn Thị", "د. علي", "O'Brien-Śmith", "𝔸𝕟𝕟", "e\u0301\u0302"])
      assert.isTrue(Format.isPlainText(text), text)
  })

  it("has words for every format of core: a name, what was expected, and what to do", async () => {
    const folder = new URL("../src/", import.meta.url)
    const names = readdirSync(folder).filter((one) => one.endsWith(".ts"))
    const modules = await Promise.all(names.map((one) => import(new URL(one, folder).href) as Promise<object>))
    const formats = [...new Set(modules.flatMap((one) => Object.values(one)).filter(isFormat))]
    assert.isAtLeast(formats.length, 10)
    for (const format of formats) {
      assert.match(format.name, /^[A-Za-z][A-Za-z -]+$/)
      assert.match(format.expected, /^\S.{8,}[^.\s]$/, format.name)
      assert.match(format.remedy, /^[a-z].{8,}[^.\s]$/, format.name)
    }
  })

  it("takes a malformed literal of the program for a defect, without repeating it", () => {
    assert.throws(() => Format.literal(name, "far too long a name"), TypeError, "a literal is not 1 to 10 characters")
  })
})
