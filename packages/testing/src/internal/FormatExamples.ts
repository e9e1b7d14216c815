/**
 * For every format of the field: texts that are right as they stand, texts that are forgiven, and texts that are wrong
 * in exactly one way.
 *
 * The wrong ones are written by hand from the words of the format, not found by asking it.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import * as Consent from "@agencybook/core/Consent"
import * as Contact from "@agencybook/core/Contact"
import * as Disclosure from "@agencybook/core/Disclosure"
import type { Format } from "@agencybook/core/Format"
import * as Id from "@agencybook/core/Id"
import * as Licence from "@agencybook/core/Licence"
import * as Money from "@agencybook/core/Money"
import * as Staff from "@agencybook/core/Staff"
import * as TaxId from "@agencybook/core/TaxId"
import * as UsState from "@agencybook/core/UsState"
import type * as Seed from "../Seed.ts"
import { ofBusinesses } from "./BusinessExamples.ts"
import { capitals, digits, type Examples, examples, small, spaced, trimmed, two, word } from "./FormatTexts.ts"
import { ofNumbers } from "./NumberExamples.ts"

const names = [
  "Ann",
  "O'Brien-Śmith",
  "Nguyễn Thị",
  "Ng",
  "X Æ A-12",
  "d’Arc",
  "José María",
  "山田",
  "Ó",
  "Mary Ann Lee"
]

const anyDay = (seed: Seed.Seed): string => Dates.fromEpochDay(seed.int(47_847))

/** Every format that is known here. */
export const all: ReadonlyArray<Examples> = [
  examples(
    Id.format,
    [
      ...(["id-1", "a", "0", "constructor", "toString", "hasOwnProperty", "valueOf", "A.b_c:d-e"] as const),
      "x".repeat(100)
    ],
    (seed) => `${word(seed, small + capitals, 1, 6)}-${word(seed, `${small}0123456789_.:-`, 1, 20)}`,
    [
      ...spaced("id-1"),
      ["a slash", "agent/1"],
      ["a prototype name", "__proto__"],
      ["a leading hyphen", "-id"],
      ["129 characters", "x".repeat(129)],
      ["a Cyrillic letter", "аdmin"],
      ["a full-width letter", "ｉd-1"],
      ["a quotation mark", "id'1"],
      ["markup", "<script>"]
    ]
  ),
  examples(
    Dates.format,
    ["2026-03-03", "2024-02-29", "2000-02-29", "1600-01-01", "9999-12-31", "2026-03-08", "2026-11-01", "2026-12-31"],
    anyDay,
    [
      ...spaced("2026-03-03"),
      ["29 February of a common year", "2026-02-29"],
      ["29 February of 2100", "2100-02-29"],
      ["31 April", "2026-04-31"],
      ["month 13", "2026-13-01"],
      ["day 0", "2026-03-00"],
      ["no leading zeros", "2026-3-3"],
      ["American order", "03/03/2026"],
      ["a time as well", "2026-03-03T00:00:00.000Z"],
      ["before 1600", "1599-12-31"],
      ["five digits of a year", "12026-03-03"],
      ["a word of the database", "infinity"],
      ["the word now", "now"],
      ["full-width digits", "２026-03-03"]
    ]
  ),
  examples(
    Dates.instantFormat,
    [
      "2026-03-03T18:00:00.000Z",
      // The hour that Los Angeles skips, and both of those that it has twice.
      "2026-03-08T09:59:59.999Z",
      "2026-03-08T10:00:00.000Z",
      "2026-11-01T08:30:00.000Z",
      "2026-11-01T09:30:00.000Z",
      "2024-02-29T23:59:59.999Z",
      "2026-01-01T07:59:59.999Z",
      "1970-01-01T00:00:00.000Z"
    ],
    (seed) =>
      `${anyDay(seed)}T${two(seed.int(24))}:${two(seed.int(60))}:${two(seed.int(60))}.${String(seed.int(1_000)).padStart(3, "0")}Z`,
    [
      ...spaced("2026-03-03T18:00:00.000Z"),
      ["an offset", "2026-03-03T18:00:00.000+00:00"],
      ["no zone", "2026-03-03T18:00:00.000"],
      ["no milliseconds", "2026-03-03T18:00:00Z"],
      ["hour 24", "2026-03-03T24:00:00.000Z"],
      ["a leap second", "2026-06-30T23:59:60.000Z"],
      ["29 February of a common year", "2026-02-29T18:00:00.000Z"],
      ["a date alone", "2026-03-03"],
      ["lower case", "2026-03-03t18:00:00.000z"],
      ["a word of the database", "epoch"],
      ["microseconds", "2026-03-03T18:00:00.000000Z"]
    ]
  ),
  examples(
    Dates.timeFormat,
    ["08:00", "00:00", "23:59", "24:00", "02:30"],
    (seed) => `${two(seed.int(24))}:${two(seed.int(60))}`,
    [
      ...spaced("08:00"),
      ["past midnight", "24:01"],
      ["minute 60", "08:60"],
      ["no leading zero", "8:00"],
      ["seconds", "08:00:00"],
      ["a half of the day", "8 am"],
      ["the word of the database", "allballs"]
    ]
  ),
  examples(
    Dates.zoneFormat,
    ["America/Los_Angeles", "UTC", "America/St_Johns", "Pacific/Kiritimati"],
    (seed) => seed.pick(["America/New_York", "Europe/Vienna", "Asia/Kathmandu", "America/Phoenix"]),
    [
      ...spaced("America/Los_Angeles"),
      ["no such place", "America/Nowhere"],
      ["an offset", "+08:00"],
      ["lower case", "america/los_angeles"],
      ["a way out of the database", "../../etc/passwd"]
    ]
  ),
  examples(
    Contact.personName,
    ["Ann", ...names.slice(1), "Ng".padEnd(60, "o"), "'t Hooft", "’t Hooft", "علی\u200Cرضا", "नीलाद्\u200Dरि"],
    (seed) => `${seed.pick(names)}${seed.chance(30) ? ` ${word(seed, capitals, 1, 1)}${word(seed, small, 1, 8)}` : ""}`,
    [
      ["61 letters", "A".repeat(61)],
      ["a digit first", "4nn"],
      ["two apostrophes first", "''Ann"],
      ["a formula after an apostrophe", "'=1+1"],
      ["an unseen joiner between Latin letters", "An\u200Dn"],
      ["an unseen joiner at the end", "علی\u200C"],
      ["markup", "<b>Ann</b>"],
      ["a header of a mail", "Ann\r\nBcc: x@example.org"],
      ["a formula", "=1+1"],
      ["an address of a mail", "Ann@example.org"]
    ],
    [...trimmed("Ann"), ["Jose\u0301", "José"]]
  ),
  examples(
    Disclosure.reasonFormat,
    ["a complaint", "abc", "ticket 48213", "audit of 2025 and 2026", "要求による", "r".repeat(200)],
    (seed) => `${word(seed, small, 3, 12)} ${seed.pick(["by phone", "of a broker", "ticket"])} ${seed.int(999_999)}`,
    [
      ["201 characters", "r".repeat(201)],
      ["two letters", "ok"],
      ["digits alone", "12345"],
      ["a line break", "two\nlines"],
      ["an address of a mail", "for ann@example.org"],
      ["a full-width sign", "for ann＠example.org"],
      ["a social security number", "number 078-05-1120"],
      ["a telephone number", "call (916) 555 0142"],
      ["a birthday", "born 1985-04-12"],
      ["full-width digits", "call ９１６５５５０１４２"]
    ],
    trimmed("a complaint")
  ),
  ...ofBusinesses,
  examples(
    Contact.place,
    ["Sacramento", "1 K Street", "c/o Ann\n2 L Street", "=1+1", "Ñ", "p".repeat(200)],
    (seed) => `${1 + seed.int(9_999)} ${word(seed, capitals, 1, 1)}${word(seed, small, 2, 12)} Street`,
    [
      ["201 characters", "p".repeat(201)],
      ["a tab", "1\tK Street"],
      ["a carriage return alone", "1 K\rStreet"],
      ["a form feed", "1 K\fStreet"]
    ],
    trimmed("Sacramento")
  ),
  examples(
    Contact.email,
    [
      "ann@example.org",
      "a@b.co",
      "o'brien+tag@mail.example",
      "x_{y}@sub.domain.example",
      "a@xn--bcher-kva.example",
      `${"l".repeat(64)}@example.org`
    ],
    (seed) => `${word(seed, small, 1, 12)}.${seed.int(1_000)}@${word(seed, small, 1, 12)}.example`,
    [
      ["no dot in the domain", "a@b"],
      ["two dots", "a@b..c"],
      ["a dot first", ".a@b.co"],
      ["a dot before the sign", "a.@b.co"],
      ["65 characters before the sign", `${"l".repeat(65)}@example.org`],
      [
        "a domain of 255 characters",
        `a@${"d".repeat(62)}.${"d".repeat(62)}.${"d".repeat(62)}.${"d".repeat(62)}.example`
      ],
      ["an address of a machine", "a@[192.0.2.1]"],
      ["the own machine", "a@localhost"],
      ["a display name", "Ann <ann@example.org>"],
      ["two addresses", "ann@example.org, bob@example.org"],
      ["quotes", '"ann"@example.org'],
      ["a header", "ann@example.org\r\nBcc: x@example.org"],
      ["letters of another script", "ann@exаmple.org"],
      ["an unencoded international domain", "a@bücher.example"],
      ["no sign", "example.org"],
      ["a space inside", "an n@example.org"]
    ],
    [...trimmed("ann@example.org"), ["Ann@Example.ORG", "ann@example.org"]]
  ),
  examples(
    Contact.phone,
    ["9165550142", "2125550100", "8005550199"],
    (seed) => `${2 + seed.int(8)}${digits(seed, 2)}${2 + seed.int(8)}${digits(seed, 6)}`,
    [
      ["nine digits", "916555014"],
      ["eleven digits", "91655501421"],
      ["an area code with 1", "1165550142"],
      ["an exchange with 0", "9160550142"],
      ["an extension", "916-555-0142 x7"],
      ["another country", "+44 20 7946 0018"],
      ["an emergency number", "911"],
      ["letters", "916-555-HELP"],
      ["Arabic digits", "٩١٦٥٥٥٠١٤٢"]
    ],
    [
      ["(916) 555-0142", "9165550142"],
      ["+1 916.555.0142", "9165550142"],
      ["+19165550142", "9165550142"],
      ["1-916-555-0142", "9165550142"],
      ...trimmed("9165550142")
    ]
  ),
  examples(
    Contact.zip,
    ["95814", "00000", "95814-1234", "01234"],
    (seed) => `${digits(seed, 5)}${seed.chance(30) ? `-${digits(seed, 4)}` : ""}`,
    [
      ["four digits", "9021"],
      ["a hyphen and nothing", "90210-"],
      ["three digits more", "90210-123"],
      ["nine digits without a hyphen", "902101234"],
      ["full-width digits", "９0210"],
      ["a superscript", "9021²"]
    ],
    trimmed("95814")
  ),
  examples(
    UsState.format,
    ["CA", "NV", "DC", "PR"],
    (seed) => seed.pick(UsState.codes),
    Object.entries({
      ...{ "a word": "California", "two letters that are no state": "ZZ", "one letter": "C", "three letters": "CAL" },
      ...{ "a full stop": "C.", "full-width letters": "ＣＡ", "a Kelvin sign": "\u212AS", "a long s": "M\u017F" }
    }),
    [["ca", "CA"], ["Nv", "NV"], ...trimmed("CA")]
  ),
  examples(Contact.language, ["en", "es", "hmn", "zh"], (seed) => word(seed, small, 2, 3), [
    ...spaced("en"),
    ["one letter", "e"],
    ["a word", "english"],
    ["capitals", "EN"],
    ["a region", "en-US"]
  ]),
  examples(
    Licence.format,
    ["1H12345", "0K00001", "0123456", "9Z99999", "NV-1234567", "VA-7", "0123456789"],
    (seed) =>
      `${seed.pick(["", "", "NV-", "TX-"])}${seed.int(10)}${seed.pick(Array.from(`${capitals}0123456789`))}${digits(seed, 5)}`,
    [
      ["21 characters", "123456789012345678901"],
      ["a state that is none", "ZZ-1234567"],
      ["a state alone", "NV-"],
      ["a state without a hyphen", "NV 1234567"],
      ["two states", "NV-CA-1234567"],
      ["the prefix of a username", "CC_1H12345"],
      ["an Arabic digit", "1H1234٣"],
      ["a hyphen", "1H-12345"],
      ["a long s for an S", "1ſ12345"]
    ],
    [["1h12345", "1H12345"], ["nv-12ab", "NV-12AB"], ...trimmed("1H12345")]
  ),
  examples(
    Consent.help,
    ["compare plans and apply", "renew", "x".repeat(500)],
    (seed) => `${word(seed, small, 2, 12)} ${word(seed, small, 2, 12)}`,
    [["501 characters", "x".repeat(501)]],
    trimmed("compare plans")
  ),
  examples(
    Consent.reference,
    ["call-2026-03-03", "0", "a/b:c#d~e_f.g", "r".repeat(200)],
    (seed) => `${word(seed, capitals, 1, 4)}-${digits(seed, 6)}`,
    [
      ...spaced("call-1"),
      ["a space inside", "call 1"],
      ["a hyphen first", "-call"],
      ["201 characters", "r".repeat(201)],
      ["a question mark", "call?1"],
      ["a letter of another script", "cаll-1"]
    ]
  ),
  examples(
    Consent.sha256,
    ["ab".repeat(32), "0123456789abcdef".repeat(4), "0".repeat(64)],
    (seed) => word(seed, "0123456789abcdef", 64, 64),
    [
      ...spaced("ab".repeat(32)),
      ["a digest of 32 digits", "ab".repeat(16)],
      ["63 digits", "a".repeat(63)],
      ["65 digits", "a".repeat(65)],
      ["a letter that is no digit", `g${"a".repeat(63)}`],
      ["base 64", `${"A".repeat(43)}=`]
    ],
    [["AB".repeat(32), "ab".repeat(32)]]
  ),
  examples(
    Staff.numberFormat,
    ["ST1001", "0000", "ABCDEFGHIJKL"],
    (seed) => word(seed, `${capitals}0123456789`, 4, 12),
    [
      ["one character", "A"],
      ["three characters", "A12"],
      ["thirteen characters", "ABCDEFGHIJKLM"],
      ["a hyphen", "ST-1001"],
      ["a long s for an S", "ſT1001"],
      ["full-width digits", "ST１001"]
    ],
    [["st1001", "ST1001"], ...trimmed("ST1001")]
  ),
  examples(
    Licence.npnFormat,
    ["1000001", "1", "9999999999"],
    (seed) => digits(seed, 1 + seed.int(10)),
    [
      ["zero", "0"],
      ["leading zeros", "0000000001"],
      ["eleven digits", "12345678901"],
      ["an exponent", "1e7"],
      ["a sign", "-1"],
      ["a decimal point", "1.0"],
      ["hexadecimal", "0x10"],
      ["a thousands separator", "1,000,001"],
      ["a superscript", "10²"]
    ],
    trimmed("1000001")
  ),
  examples(
    TaxId.format,
    ["941234567", "000000001", "999999999"],
    (seed) => digits(seed, 9),
    [
      ["the number of a person", "123-45-6789"],
      ["all zeros", "00-0000000"],
      ["eight digits", "94-123456"],
      ["ten digits", "94-12345678"],
      ["a hyphen elsewhere", "941-234567"],
      ["two spaces for the hyphen", "94  1234567"],
      ["full-width digits", "９41234567"]
    ],
    [["94-1234567", "941234567"], ["94 1234567", "941234567"], ["94.1234567", "941234567"], ...trimmed("941234567")]
  ),
  ...ofNumbers,
  examples(
    Money.format,
    ["412.50", "0.00", "0.01", "999999999.99"],
    (seed) => `${seed.int(1_000_000)}.${two(seed.int(100))}`,
    [
      ["one decimal place", "412.5"],
      ["no decimal places", "412"],
      ["three decimal places", "412.500"],
      ["a comma", "412,50"],
      ["a thousands separator", "1,412.50"],
      ["a currency sign", "$412.50"],
      ["a minus", "-412.50"],
      ["an exponent", "4e2.00"],
      ["ten digits before the point", "1000000000.00"],
      ["a trailing space", "412.50 "]
    ]
  )
]

const byFormat = new Map<unknown, Examples>(all.map((one) => [one.format, one]))

/** What is known of a format; formats that came later are known by their pattern alone. */
export const of = (format: Format<unknown>): Examples | undefined => byFormat.get(format)
