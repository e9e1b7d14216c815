import { assert, describe, it } from "@effect/vitest"
import * as PortalPassword from "../src/PortalPassword.ts"

const { "exchange-legacy": legacy, "nist-rev4": nist } = PortalPassword.rules
const words = PortalPassword.wordList(["harbor", "Sunshine", ""])
const codes = (
  password: string,
  rule: PortalPassword.PasswordRule,
  more: Partial<PortalPassword.Known> = {}
): ReadonlyArray<string> => {
  const answer = PortalPassword.assess(password, rule, { words, ...more })
  if (answer._tag === "Suitable") return []
  assert.strictEqual(answer._tag, "Unsuitable")
  assert.isNotEmpty(answer.refusals)
  return answer.refusals.map(({ code }) => code)
}

describe("PortalPassword", () => {
  it("asks for 8 to 50 characters of three kinds and no common word under the old rule [SEC-02]", () => {
    assert.deepStrictEqual(codes("Quartz-7", legacy), [])
    assert.deepStrictEqual(codes("Quartz7", legacy), ["PasswordTooShort"])
    assert.deepStrictEqual(codes(`Qz7${"x".repeat(48)}`, legacy), ["PasswordTooLong"])
    assert.deepStrictEqual(codes("quartz-teapot", legacy), ["PasswordOfFewClasses"])
    assert.deepStrictEqual(codes("My-HARBOR-7", legacy), ["PasswordIsCommon"])
  })

  it("asks for length alone under the new rule, less beside a second factor, and never cuts", () => {
    assert.deepStrictEqual(codes("quartz teapot v", nist), [])
    assert.deepStrictEqual(codes("quartz teapot ", nist), ["PasswordTooShort"])
    assert.deepStrictEqual(codes("quartz t", nist, { secondFactor: true }), [])
    assert.deepStrictEqual(codes("a".repeat(1_024), nist), [])
    assert.deepStrictEqual(codes("a".repeat(1_025), nist), ["PasswordTooLong"])
    // A common word may be part of a long password, not the whole of it.
    assert.deepStrictEqual(codes("my harbor is far", nist), [])
    assert.deepStrictEqual(codes("sunshine", nist, { secondFactor: true }), ["PasswordIsCommon"])
  })

  it("finds what others know of the person, and tells every obstacle at once", () => {
    assert.deepStrictEqual(codes("cc_1h12345-cc_1h12345", nist, { own: ["CC_1H12345"] }), ["PasswordIsPersonal"])
    assert.deepStrictEqual(codes("harbor", legacy), ["PasswordTooShort", "PasswordOfFewClasses", "PasswordIsCommon"])
  })

  it("compares and counts the normal form: full-width letters are letters", () => {
    assert.strictEqual(PortalPassword.normalise("ﬃ"), "ffi")
    assert.deepStrictEqual(codes("ｓｕｎｓｈｉｎｅ-Q7", legacy), ["PasswordIsCommon"])
  })

  it("reads a list of words without the blanks around them and between them", () => {
    assert.deepStrictEqual([...PortalPassword.wordList([" Harbor\t", "", "  "])], ["harbor"])
  })

  it("finds a common word at the end, and the user name even when it is short [SEC-02]", () => {
    const known = { words: PortalPassword.wordList(["love"]) }
    assert.deepStrictEqual(codes("Quartz7-love", legacy, known), ["PasswordIsCommon"])
    assert.deepStrictEqual(codes("quartz lees teapot", nist, { own: ["Lees"] }), ["PasswordIsPersonal"])
    assert.deepStrictEqual(codes("quartz lee teapots", nist, { own: ["Lee"] }), [])
  })

  it("looks for words in what is not too long, and at nothing in what is far too long", () => {
    const padded = (length: number) => `Qz7-harbor${"x".repeat(length - 10)}`
    assert.deepStrictEqual(codes(padded(50), legacy), ["PasswordIsCommon"])
    assert.deepStrictEqual(codes(padded(51), legacy), ["PasswordTooLong"])
    assert.deepStrictEqual(codes("a".repeat(400), legacy), ["PasswordTooLong", "PasswordOfFewClasses"])
    assert.deepStrictEqual(codes("a".repeat(401), legacy), ["PasswordTooLong"])
  })

  it("takes nothing for personal where nothing is known of the person", () => {
    assert.deepStrictEqual(codes("stryker was here, too", nist), [])
  })
})
