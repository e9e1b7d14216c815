import { assert, describe, it } from "@effect/vitest"
import * as Contact from "../src/Contact.ts"
import * as LookAlike from "../src/LookAlike.ts"

describe("LookAlike", () => {
  it("finds letters of another script in a word [X004]", () => {
    for (const text of ["аdmin", "Golden Аgency", "gοlden", "\u13AAgency", "О'Brien", "a.с.me", "𝚨cme"])
      assert.isTrue(LookAlike.isMixed(text), text)
  })

  it("leaves names of one script alone, and words of several beside each other [X014]", () => {
    for (const text of [
      "O'Brien-Śmith",
      "Nguyễn Thị",
      "د. علي",
      "Ng",
      "X Æ A-12",
      "Альфа Insurance",
      "Альфа-Gate",
      "東京 3M"
    ]) {
      assert.isFalse(LookAlike.isMixed(text), text)
      assert.strictEqual(Contact.agencyName.read(text) as string | undefined, text)
    }
  })

  it("takes names for the same that a person would [AGY-16]", () => {
    const same = [
      ["Oak Hill, Inc.", "0AK HILL INC", "oak-hil1 inc", "Óak Hill Inc", "Ｏak Hill Inc", "оак НІӏӏ Іпс"],
      ["Cobra", "СОВRА", "cöbra"],
      ["Νοvo", "Novo"],
      // Lisu, Cherokee, Coptic, Armenian, and letters of Latin itself.
      ["Oak Hill Inc", "ꓳꓮꓗ ꓧꓲꓡꓡ ꓲꓠꓚ", "Oak Hıll Inc", "Oɑk Hiǀl Inc", "ᴏᴀᴋ ʜɪʟʟ ɪɴᴄ", "ⲞⲀⲔ Hⲓll Ⲓⲛⲥ"],
      ["Marble", "ᎷᎪᎡᏴᏞᎬ", "ᴍᴀʀʙʟᴇ", "ꮇꭺꭱᏼꮮꭼ", "ꓟꓮꓣꓐꓡꓰ"],
      ["Hound", "հօսոd", "ʜᴏᴜɴᴅ", "ꓧꓳꓴꓠꓓ"],
      ["Sol", "ՏՕԼ", "ꜱᴏʟ"]
    ]
    for (const names of same) assert.strictEqual(new Set(names.map(LookAlike.lookOf)).size, 1, String(names))
    for (const [one, other] of [
      ["Oak Hill", "Oak Hall"],
      ["Альфа", "Alpha"],
      ["Բարև", "Baru"],
      ["ᏣᎳᎩ", "Way"],
      ["!!!", "???"]
    ] as const)
      assert.notStrictEqual(LookAlike.lookOf(one), LookAlike.lookOf(other))
  })

  it("knows an imitation by its script, and namesakes by none [AGY-16]", () => {
    for (const [one, other] of [
      ["Pace", "Расе"],
      ["Oxo", "Οχο"],
      ["OAK HILL", "ꓳꓮꓗ ꓧꓲꓡꓡ"],
      ["Marble", "ᎷᎪᎡᏴᏞᎬ"],
      ["Noun", "ոօսո"],
      ["Расе Insurance", "Pace Insurance"]
    ] as const) {
      assert.isTrue(LookAlike.isImitation(one, other), one)
      assert.isTrue(LookAlike.isImitation(other, one), other)
    }
    for (const [one, other] of [
      ["Pace", "PACE"],
      ["Pace 10", "Pace lO"],
      ["Расе", "расе"],
      ["Pace", "Peace"]
    ] as const)
      assert.isFalse(LookAlike.isImitation(one, other), one)
  })

  it("looks at no more of a name than an index holds", () => {
    assert.strictEqual(LookAlike.lookOf("\uFDFA".repeat(200)).length, 200)
    assert.strictEqual(LookAlike.lookOf("!!!"), "!!!")
  })
})
