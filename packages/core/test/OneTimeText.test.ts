import { assert, describe, it } from "@effect/vitest"
import * as OneTimeText from "../src/OneTimeText.ts"

const zeros = new Uint8Array(32)
const counting = Uint8Array.from({ length: 32 }, (_, n) => n)
const plain = OneTimeText.code({ name: "plain-code", drawn: 9, group: 5, expected: "a plain code" })
const marked = OneTimeText.code({ name: "marked-code", drawn: 9, group: 4, prefix: "D", expected: "a marked code" })
const link = OneTimeText.link("sample-link")

describe("OneTimeText", () => {
  it("spells a code in groups, its prefix first and its check symbol last", () => {
    assert.strictEqual(plain.toText(plain.fromBytes(zeros)), "00000-00000")
    assert.match(marked.toText(marked.fromBytes(counting)), /^D012-3456-78[0-9A-Z]$/)
  })

  it("reads a code in any common spelling, and as nothing else", () => {
    const code = plain.fromBytes(counting)
    for (const typed of [plain.toText(code).toLowerCase(), code.split("").join(" "), code.replace("1", "l")])
      assert.strictEqual(plain.format.read(typed), code)
    for (const typed of ["", `${code}0`, code.slice(1), code.replace("2", "3"), code.replace("0", "О")])
      assert.isUndefined(plain.format.read(typed))
  })

  it("reads no letter of another alphabet, not even one whose capital is a letter of the code", () => {
    const code = plain.fromBytes(Uint8Array.of(1, 25, 1, 25, 1, 25, 1, 25, 1))
    assert.match(code, /^1S1S/)
    for (const typed of [code.replace("1", "\u0131"), code.replace("S", "\u017F"), code.replace("S", "\uFF33")])
      assert.isUndefined(plain.format.read(typed))
  })

  it("has words for people: a name without hyphens, what was expected, and what to do", () => {
    assert.deepInclude(plain.format, { name: "plain code", expected: "a plain code" })
    assert.deepInclude(link.format, {
      name: "sample link",
      expected: "the 32 symbols of a one-time link",
      remedy: "follow the link of the message once more, or ask for a new one"
    })
  })

  it("keeps codes of one length apart by their prefix", () => {
    const other = OneTimeText.code({ name: "other-code", drawn: 10, group: 4, expected: "another code" })
    for (let first = 0; first < 32; first++) {
      const code = other.fromBytes(Uint8Array.of(first, ...counting))
      assert.strictEqual(marked.format.read(code) === undefined, !code.startsWith("D"))
    }
    assert.isUndefined(plain.format.read(marked.fromBytes(counting)))
  })

  it("makes the token of a link from 160 bits and reads it exactly", () => {
    const token = link.fromBytes(counting)
    assert.strictEqual(token, "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert.strictEqual(link.format.read(link.toText(token)), token)
    for (const typed of ["", token.toLowerCase(), `${token}0`, token.replace("0", "O")])
      assert.isUndefined(link.format.read(typed))
  })

  it("refuses to make a secret from too few bytes", () => {
    assert.throws(() => plain.fromBytes(new Uint8Array(8)), "the plain code needs 9 random bytes")
    assert.throws(() => link.fromBytes(new Uint8Array(31)), "the sample link needs 32 random bytes")
  })
})
