import { assert, describe, it } from "@effect/vitest"
import * as Style from "../../src/console/Style.ts"

describe("Style.detect", () => {
  const terminal = { isTTY: true, columns: 88 }
  it("is rich on a terminal and plain elsewhere", () => {
    assert.deepStrictEqual(Style.detect(terminal, {}), { rich: true, live: true, width: 88 })
    assert.deepStrictEqual(Style.detect({}, {}), { rich: false, live: false, width: 100 })
    assert.deepStrictEqual(Style.detect(terminal, { TERM: "dumb" }), { rich: false, live: false, width: 88 })
  })
  it("obeys NO_COLOR before FORCE_COLOR", () => {
    assert.deepStrictEqual(Style.detect(terminal, { NO_COLOR: "1", FORCE_COLOR: "1" }).rich, false)
    assert.deepStrictEqual(Style.detect(terminal, { NO_COLOR: "" }).rich, true)
    assert.deepStrictEqual(Style.detect({}, { FORCE_COLOR: "1" }), { rich: true, live: false, width: 100 })
    assert.deepStrictEqual(Style.detect({}, { FORCE_COLOR: "0" }).rich, false)
  })
  it("takes a width from the stream, then from COLUMNS, within reason", () => {
    assert.strictEqual(Style.detect({ columns: 400 }, {}).width, 160)
    assert.strictEqual(Style.detect({}, { COLUMNS: "72" }).width, 72)
    assert.strictEqual(Style.detect({}, { COLUMNS: "wide" }).width, 100)
  })
})

describe("Style.paint", () => {
  it("colours when allowed", () => {
    assert.strictEqual(Style.paint(Style.rich(80), "good", "ok"), "\u001b[32mok\u001b[39m")
    assert.strictEqual(Style.paint(Style.rich(80), "plain", "ok"), "ok")
    assert.strictEqual(Style.paint(Style.plain(80), "bad", "no"), "no")
  })
})

describe("Style.heading", () => {
  it("draws a rule to the edge", () => {
    assert.strictEqual(Style.heading(Style.plain(20), "Roster"), "Roster -------------")
    assert.strictEqual(Style.heading(Style.rich(12), "Đặng"), "\u001b[1mĐặng\u001b[22m \u001b[2m───────\u001b[22m")
    assert.strictEqual(Style.heading(Style.plain(6), "Book of business"), "Boo...")
  })
})
