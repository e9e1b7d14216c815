import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { type GeoPoint, miles } from "../src/GeoPoint.ts"
import * as V from "../src/schema/Vocabulary.ts"

const at = (latitude: number, longitude: number): GeoPoint => ({ latitude, longitude })
const sacramento = at(38.581_572, -121.4944)
const losAngeles = at(34.052_235, -118.243_683)

describe("GeoPoint", () => {
  it("measures as the crow flies", () => {
    assert.approximately(miles(sacramento, losAngeles), 361, 1)
    assert.strictEqual(miles(sacramento, sacramento), 0)
    assert.strictEqual(miles(losAngeles, sacramento), miles(sacramento, losAngeles))
    // A quarter and a half of the way around, over the poles and over the line where the date changes.
    assert.approximately(miles(at(0, 0), at(90, 0)), 6_218.4, 0.1)
    assert.approximately(miles(at(12, 30), at(-12, -150)), 12_436.8, 0.1)
    assert.approximately(miles(at(0, 179.5), at(0, -179.5)), 69.09, 0.01)
    assert.approximately(miles(at(90, 10), at(90, -170)), 0, 1e-6)
  })

  it("takes degrees with six decimals, and says so of others", () => {
    const decode = Schema.decodeUnknownResult(V.GeoPoint)
    const wrong = (point: unknown): string => {
      const found = decode(point)
      return found._tag === "Failure" ? String(found.failure) : "taken"
    }
    for (const point of [sacramento, at(-90, 180), at(0, 0), at(90, -180)]) assert.strictEqual(wrong(point), "taken")
    assert.include(wrong(at(90.000_001, 0)), "expected degrees from -90 to 90, rounded to six decimals")
    assert.include(wrong(at(0, -180.5)), "expected degrees from -180 to 180, rounded to six decimals")
    for (const odd of [38.581_572_1, -0, Number.NaN, Number.POSITIVE_INFINITY, "38.5", null])
      assert.notStrictEqual(wrong({ latitude: odd, longitude: 0 }), "taken", String(odd))
    assert.include(wrong({ latitude: 0 }), "longitude")
  })
})
