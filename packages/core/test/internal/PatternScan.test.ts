import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as PatternScan from "../../src/internal/PatternScan.ts"

const blank = "\\ "

const understood = [
  /^AGT-\d{6}$/,
  /^[0-9][A-Z]\d{5}$/,
  /^\d{5,10}$/,
  /^\d{4}-\d{2}-\d{2}$/,
  /^\d{5}$/,
  /^[1-9]\d{0,9}$/,
  /^[a-z][a-z-]{0,63}$/,
  /^[a-z][a-z-]*$/,
  /^[A-Za-z0-9_.+-]+@x$/,
  /^\w{0,8}$/,
  /^a?bc$/,
  /^ab{3}c?$/,
  /^a{2,}\.\$\\$/,
  /^[\d\-.\]]{2}x{0}y$/,
  /^[-a]{1,2}[a-]$/,
  /^é{2}ñ$/,
  /^[0-9a-f]{64}$/,
  /^\{\}\/$/,
  /^[a^]x$/,
  /^$/,
  // A blank may be escaped, alone and between brackets.
  new RegExp(`^${blank}a[${blank}b]$`)
]

const left = [
  /^\d{5}(-\d{4})?$/,
  /^a|b$/,
  /^(ab)+$/,
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  /^\s+$/,
  /^.{3}$/,
  /^a+b+$/,
  /^a+?b$/,
  /^\bab$/,
  /^\u0041$/,
  /^(?=a)b$/,
  /^(a)\1$/,
  /^[\w-.]$/,
  /^[\s]$/,
  /^[^a]$/,
  /^a??$/,
  /^a{2}?$/,
  // From the plus to the hyphen, with a comma between them.
  /^[+-\-a]{2}$/,
  /^[a-\d]$/,
  /\d{5}$/,
  /^\d{5}/,
  /^a\$/,
  /^a$/i,
  /^a$/u,
  /^a$/g,
  /^$/m
]

const scan = (pattern: RegExp): ((text: string) => boolean) => {
  const body = PatternScan.body(pattern)
  assert.isDefined(body, String(pattern))
  return new Function("s", body as string) as (text: string) => boolean
}

const characters = [..."aabbcxyABZ059_-.+@$\\/]{} \néñ", "\u{1F600}", "\uD83D"]

describe("patterns as comparisons", () => {
  it.each(understood)("%s takes and refuses what the pattern does", (pattern) => {
    const takes = scan(pattern)
    const same = (text: string) => {
      assert.strictEqual(takes(text), pattern.test(text), JSON.stringify(text))
    }
    for (const text of ["", "\n", "a\n", "0".repeat(64), "0".repeat(65)]) same(text)
    const matching = fc.stringMatching(pattern)
    fc.assert(fc.property(matching, same))
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...characters), maxLength: 12 }), same))
    // One character more, less or other than right.
    fc.assert(
      fc.property(
        matching,
        fc.nat(),
        fc.constantFrom("", "0", "a", "x", "A", "-", "\n", "\uD83D"),
        (text, place, other) => {
          const at = place % (text.length + 1)
          same(text.slice(0, at) + other + text.slice(at))
          same(text.slice(0, at) + other + text.slice(at + 1))
        }
      )
    )
  })

  it.each(left)("%s stays a pattern", (pattern) => assert.isUndefined(PatternScan.body(pattern)))
})
