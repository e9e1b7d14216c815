import { assert, describe, it } from "@effect/vitest"
import { PGlite } from "@electric-sql/pglite"
import * as ExactJson from "../../src/internal/ExactJson.ts"

describe("numbers of the database", () => {
  it("are exact when they were written here, whatever their size", async () => {
    const engine = await PGlite.create()
    const bits = new DataView(new ArrayBuffer(8))
    const drawn = Array.from({ length: 500 }, (_, n) => {
      bits.setUint32(0, Math.imul(n + 1, 2654435761))
      bits.setUint32(4, Math.imul(n + 1, 40503))
      return bits.getFloat64(0)
    })
    const written = [0, -0, 1, -1, 0.1, 5e-324, 1e-7, 1.5e-7, -1.25e-9, 1e20, 1e21, 1.5e21, 1.7976931348623157e308]
      .concat([2 ** 53 - 1, 2 ** 64, 123456789.125], drawn)
      .filter(Number.isFinite)
    const { rows } = await engine.query<{ text: string }>(
      "select x.v::text as text from jsonb_array_elements(($1::text)::jsonb) with ordinality as x(v, n) order by n",
      [JSON.stringify(written)]
    )
    await engine.close()
    assert.strictEqual(rows.length, written.length)
    for (const [n, { text }] of rows.entries())
      assert.isTrue(ExactJson.isExact(text), `${written[n]} is kept as ${text}`)
  })

  it("are not exact when a digit would be lost or left out, wherever they stand", () => {
    for (const one of ["5.0", "5.00000000000000000001", "-1.50", "0.10", "9007199254740993", "1".repeat(400)]) {
      assert.isFalse(ExactJson.isExact(one), one)
      assert.isFalse(ExactJson.isExact(`{"a": [1, {"b": ${one}}], "c": "d"}`), one)
    }
  })

  it("are not looked for in texts", () => {
    for (const one of ["5.0", 'a "5.0', "\\", '\\" 5.0', "\n1.50\u2028", '"'.repeat(5), "5.0".repeat(1_000_000)])
      assert.isTrue(ExactJson.isExact(JSON.stringify({ [one]: [one, 1] })), one.slice(0, 9))
    assert.isFalse(ExactJson.isExact(`${JSON.stringify({ a: '\\"' }).slice(0, -1)}, "b": 5.0}`))
  })
})
