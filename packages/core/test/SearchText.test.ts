import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as Contact from "../src/Contact.ts"
import * as Format from "../src/Format.ts"
import * as SearchText from "../src/SearchText.ts"

const found = (typed: string) =>
  SearchText.matches(
    SearchText.parse(typed),
    ["José", "Núñez-O’Brien", "jose@mail.example"],
    ["10000042", "9165550142"]
  )

describe("SearchText", () => {
  it("finds names without case and accents, in any order, by parts", () => {
    for (const typed of ["jose", "JOSÉ", "nunez", "Núñez jos", "brien", "mail.example", "", "  "])
      assert.isTrue(found(typed), typed)
    for (const typed of ["josef", "jose smith", "núñez 999"]) assert.isFalse(found(typed), typed)
  })

  it("finds a name written whole or as somebody is called", () => {
    const part = (text: string) => Format.literal(Contact.personName, text)
    const name = { first: part("José"), middle: part("Luis"), last: part("Núñez"), suffix: part("Jr.") }
    for (const typed of ["jose nunez", "José Luis Núñez", "luis", "nunez jr", " NÚÑEZ ", ""])
      assert.isTrue(SearchText.isInName(name, typed), typed)
    for (const typed of ["jose jr", "luisa", "nunez luis"]) assert.isFalse(SearchText.isInName(name, typed), typed)
    assert.isTrue(SearchText.isInName(name, "nunez harbor", " Harbor Light"))
  })

  it("takes what was typed apart into words, of which none is empty", () => {
    assert.deepStrictEqual(SearchText.parse("  José  NÚÑEZ "), { words: ["jose", "nunez"], digits: undefined })
    assert.deepStrictEqual(SearchText.parse("  "), { words: [], digits: undefined })
  })

  it("finds numbers with or without punctuation, from three digits on", () => {
    for (const typed of ["10000042", "(916) 555-0142", "916-555", "555 0142", "0042"])
      assert.isTrue(found(typed), typed)
    for (const typed of ["917", "(917) 555", "jose 917"]) assert.isFalse(found(typed), typed)
  })

  it("writes Latin letters plainly by a table of one for one, and leaves everything else", () => {
    const [from, to] = SearchText.plainRows
    assert.strictEqual(Array.from(from).length, Array.from(to).length)
    assert.strictEqual(new Set(from).size, Array.from(from).length)
    assert.strictEqual(SearchText.plain("Íñigo ÖST-O'Brien 7 Ł漢"), "inigo ost-o'brien 7 Ł漢")
    for (const character of from) assert.strictEqual(SearchText.plain(character), SearchText.fold(character))
  })

  it("folds twice as once, and marks and case never count", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const once = SearchText.fold(text)
        return (
          SearchText.fold(once) === once &&
          SearchText.fold(text.normalize("NFD")) === SearchText.fold(text.normalize("NFC"))
        )
      }),
      { seed: 3 }
    )
  })

  it("takes for a number only what is nothing else", () => {
    for (const typed of ["smith 916", "916 smith"]) {
      assert.isUndefined(SearchText.parse(typed).digits, typed)
      assert.isFalse(found(typed), typed)
    }
    assert.isTrue(found("9-16"))
    assert.isFalse(found("9-1"))
  })

  it("finds each word in a text or in any of the numbers, and none in what is not there", () => {
    assert.isTrue(found("jose 9165550142"))
    const here = SearchText.parse("was here")
    assert.isFalse(SearchText.matches(here, ["José"]))
    assert.isFalse(SearchText.matches(here, [undefined, "José"], [undefined]))
  })
})
