import { assert, describe, it } from "@effect/vitest"
import * as Contact from "../src/Contact.ts"
import * as Format from "../src/Format.ts"

const accepted = (format: { readonly read: (text: string) => unknown }, texts: ReadonlyArray<string>) => {
  for (const text of texts) assert.isDefined(format.read(text), JSON.stringify(text))
}
const refused = (format: { readonly read: (text: string) => unknown }, texts: ReadonlyArray<string>) => {
  for (const text of texts) assert.isUndefined(format.read(text), JSON.stringify(text))
}

describe("Contact.personName", () => {
  it("keeps names as people write them [X014]", () => {
    for (const name of ["O'Brien-Śmith", "Nguyễn Thị", "د. علي", "Ng", "X Æ A-12", "A", "Mary   Ann", "Jr., Sammy"])
      assert.strictEqual(Contact.personName.read(name) as string | undefined, name.normalize("NFC"))
  })

  it("takes an apostrophe before the first letter, and nothing else there [X014]", () => {
    for (const name of ["'t Hooft", "’t Hooft", "'s Gravesande", "'Aisha"])
      assert.strictEqual(Contact.personName.read(name) as string | undefined, name)
    refused(Contact.personName, ["'", "’", "''t Hooft", "' t Hooft", "'-1", "'=1", "'1", "'\u0301a", "-t Hooft", '"t'])
  })

  it("takes a joiner between letters of scripts that have them, and nowhere else [X006 X014]", () => {
    for (const name of ["علی\u200Cرضا", "नीलाद्\u200Dरि", "ক্\u200Cষমা"])
      assert.strictEqual(Contact.personName.read(name) as string | undefined, name.normalize("NFC"))
    refused(Contact.personName, [
      ...["\u200Cعلی", "علی\u200C", "علی\u200C\u200Cرضا", "علی\u200C رضا", "علی\u200D1", "An\u200Dn", "An\u200Cعلی"],
      ...["علی\u200Cn", "Ива\u200Dн", "\u200D", "علی\u200Bرضا", "علی\u202Eرضا", "علی\u2066رضا"]
    ])
  })

  it("refuses half characters, controls, overrides and piles of marks [X002 X006 X012 X016 X022]", () => {
    refused(Contact.personName, [
      ...["", "   ", "\uD800", "a\uDC00", "a\u0000b", "a\u202Eb", "a\u0085b", "a\u2028b", "a\u000Bb", "1Ann"],
      ...[`a${"\u0301".repeat(1_000)}`, "a".repeat(61), "Ann<b>", "a\r\nBcc: x", "a\u3000b", "a\u00A0b", "\u{E0041}x"]
    ])
  })

  it("takes 60 letters, composed or not", () => {
    accepted(Contact.personName, ["a".repeat(60), "e\u0301".repeat(60)])
  })
})

describe("Contact.addressLines", () => {
  it("writes street, second line and place with state and ZIP code, as the post reads them", () => {
    const address = {
      street: "2 L Street",
      city: "Reno",
      county: "Washoe",
      state: "NV",
      zip: Format.literal(Contact.zip, "89501-1234")
    } as const
    assert.deepStrictEqual(Contact.addressLines(address), ["2 L Street", "Reno, NV 89501-1234"])
    assert.deepStrictEqual(Contact.addressLines({ ...address, line2: "Apt 4" }), [
      ...["2 L Street", "Apt 4", "Reno, NV 89501-1234"]
    ])
    assert.deepStrictEqual(Contact.addressLines({ ...address, street: "PO Box 7\r\nc/o R. Quint", line2: "A\nB" }), [
      ...["PO Box 7", "c/o R. Quint", "A", "B", "Reno, NV 89501-1234"]
    ])
  })
})

describe("Contact.email", () => {
  it("lowers an address and trims it", () => {
    assert.strictEqual(Contact.email.read(" Ann.Lee+portal@Agency.Example ") as string, "ann.lee+portal@agency.example")
  })

  it("takes labels of one letter, the last one as well", () => {
    accepted(Contact.email, ["a@b.c", "a@b.co", "a@b-c.d"])
  })

  it("refuses what two mail programs could read in two ways [X072-X078]", () => {
    refused(Contact.email, [
      ...["a@b", "a@b..c", ".a@b.c", "a.@b.c", `${"a".repeat(65)}@b.example`, `a@${"b".repeat(250)}.example`],
      ...["a@[192.0.2.1]", "a@localhost", "a b@c.example", '"a"@c.example', "a@b.example,c@d.example", "a@b@c.example"],
      ...["<a@b.example>", "a@b.example\r\nBcc: c@d.example", "a(x)@b.example", "аdmin@b.example", "a@-b.example"]
    ])
  })
})

describe("Contact.phone", () => {
  it("takes the country and the brackets from the beginning alone", () => {
    assert.strictEqual<string | undefined>(Contact.phone.read("916-551-0123"), "9165510123")
    assert.strictEqual<string | undefined>(Contact.phone.read("+1 916 551 0123"), "9165510123")
    for (const text of ["91655+10142", "916555+10142", "916(555)0142", "916 (555) 0142"])
      assert.isUndefined(Contact.phone.read(text))
  })

  it("reads ten digits in the ways people write them", () => {
    for (const text of [
      ...["9165550142", "916-555-0142", "916.555.0142", "(916) 555-0142", "(916)555-0142"],
      ...["+19165550142", "+1 916 555 0142", "1-916-555-0142"]
    ])
      assert.strictEqual(Contact.phone.read(text) as string | undefined, "9165550142", text)
  })

  it("refuses other countries, short numbers, extensions and other digits [X020 X052]", () => {
    refused(Contact.phone, [
      ...["911", "+44 20 7946 0958", "916-555-0142 x12", "0165550142", "9160550142", "1165550142"],
      ...["916555014", "91655501422", "٩١٦٥٥٥٠١٤٢", "９１６５５５０１４２", "916555014²", ""]
    ])
  })
})

describe("Contact.zip", () => {
  it("reads five digits, or five and four [X052]", () => {
    accepted(Contact.zip, ["95814", "95814-1234", " 95814 ", "00000"])
    refused(Contact.zip, ["9021", "90210-", "902101234", "90210 1234", "٩٠٢١٠", "９０２１０", "K1A 0B1"])
  })
})

describe("Contact", () => {
  it("reads languages by their code", () => {
    accepted(Contact.language, ["en", "es", "hmn"])
    refused(Contact.language, ["EN", "english", "e", "en-US", ""])
  })

  it("keeps a line break in an address, and no other control character", () => {
    assert.strictEqual(Contact.place.read(" 1 K Street\nSuite 2 "), "1 K Street\nSuite 2")
    refused(Contact.place, ["", "a\tb", "a\u0000", "a".repeat(201)])
    // A line break counts as one character, however it is written.
    const half = "a".repeat(100)
    for (const end of ["\n", "\r\n"]) {
      accepted(Contact.place, [`${half}${end}${half.slice(1)}`])
      refused(Contact.place, [`${half}${end}${half}`])
    }
  })

  it("writes the full name, and to an agent no more than the first name and an initial", () => {
    const name = { first: "Cora", last: "𝔸bc" } as unknown as Contact.Name
    assert.strictEqual(Contact.fullName(name), "Cora 𝔸bc")
    assert.strictEqual(Contact.shortName(name), "Cora 𝔸.")
  })
})
