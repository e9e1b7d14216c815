import { assert, describe, it } from "@effect/vitest"
import * as Text from "../../src/console/Text.ts"

describe("Text.width", () => {
  it("counts cells, not code units", () => {
    const widths: ReadonlyArray<readonly [string, number]> = [
      ["", 0],
      ["Ng", 2],
      ["Nguyễn", 6],
      ["Nguyễn".normalize("NFD"), 6],
      ["علي", 3],
      ["陳小龍", 6],
      ["김지우", 6],
      ["ﾊﾝｶｸ", 4],
      ["＝1", 3],
      ["🏡", 2],
      ["👩🏽‍💻", 2],
      ["❤️", 2],
      ["🇻🇳", 2],
      ["✓ → █", 5],
      ["a\u200db", 2]
    ]
    for (const [text, cells] of widths) assert.strictEqual(Text.width(text), cells, JSON.stringify(text))
  })
})

describe("Text.truncate", () => {
  it("cuts to the cell and says so", () => {
    assert.strictEqual(Text.truncate("Okafor-Lindqvist", 16, "…"), "Okafor-Lindqvist")
    assert.strictEqual(Text.truncate("Okafor-Lindqvist", 8, "…"), "Okafor-…")
    assert.strictEqual(Text.truncate("Okafor-Lindqvist", 8, "..."), "Okafo...")
    assert.strictEqual(Text.truncate("Okafor-Lindqvist", 2, "..."), "..")
  })
  it("cuts through no letter and leaves no half of a wide one", () => {
    assert.strictEqual(Text.truncate("e\u0301e\u0301e\u0301", 2, "…"), "e\u0301…")
    assert.strictEqual(Text.truncate("陳小龍", 4, "…"), "陳…")
    assert.strictEqual(Text.truncate("John Smith", 6, "…"), "John…")
  })
})

describe("Text.neutralise", () => {
  it("leaves names of every language alone", () => {
    for (const name of ["O'Brien-Śmith", "Nguyễn Thị", "د. علي", "X Æ A-12", "陳小龍", "می‌خواهم", "👩🏽‍💻"]) {
      assert.strictEqual(Text.neutralise(name, true), name)
      assert.strictEqual(Text.neutralise(name, false), name)
    }
  })
  it("shows what it took away", () => {
    const texts: ReadonlyArray<readonly [text: string, rich: string, plain: string]> = [
      ["\u001b[2Jgone", "␛[2Jgone", "?[2Jgone"],
      ["a\u0000b\u007f\u009b", "a␀b␡\ufffd", "a?b??"],
      ["12 Elm St\r\nApt 4\nRear", "12 Elm St ↵ Apt 4 ↵ Rear", "12 Elm St / Apt 4 / Rear"],
      ["a\tb\u00a0c\u3000d", "a b c d", "a b c d"],
      ["\u202egpj.exe\u2066x\u2069", "\ufffdgpj.exe\ufffdx\ufffd", "?gpj.exe?x?"],
      ["\ufeffAn\u00adn\u200b", "Ann", "Ann"],
      ["\ud800x\ue000", "\ufffdx\ufffd", "?x?"]
    ]
    for (const [text, rich, plain] of texts) {
      assert.strictEqual(Text.neutralise(text, true), rich)
      assert.strictEqual(Text.neutralise(text, false), plain)
    }
  })
  it("takes down a pile of accents", () => {
    assert.strictEqual(Text.neutralise(`a${"\u0301".repeat(1000)}b`, true), `a${"\u0301".repeat(4)}b`)
  })
})

describe("Text.isolate", () => {
  it("sets text written right to left apart, on a terminal", () => {
    assert.strictEqual(Text.isolate("علي", true), "\u2068علي\u2069")
    assert.strictEqual(Text.isolate("علي", false), "علي")
    assert.strictEqual(Text.isolate("Ali", true), "Ali")
  })
})

describe("Text.count", () => {
  it("groups digits by three", () => {
    assert.deepStrictEqual([0, 999, 1000, 1234567].map(Text.count), ["0", "999", "1,000", "1,234,567"])
  })
})
