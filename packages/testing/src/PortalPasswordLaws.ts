/**
 * Laws of passwords of portal accounts: length at every boundary, composition where it is asked for, words.
 *
 * @since 0.1.0
 */
import * as PortalPassword from "@agencybook/core/PortalPassword"
import type { Refusal } from "@agencybook/core/Refusal"
import * as fc from "fast-check"
import { all, held, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"

const names = ["exchange-legacy", "nist-rev4"] as const
const words = PortalPassword.wordList(["Sunshine", "harbor", " ", "correcthorsebattery", "tea"])
const own = ["CC_1H12345", "Al"]

const refusalsOf = (rules: Rules, password: string, name: (typeof names)[number], more: object = {}) => {
  const answer = rules.portalPassword.assess(password, PortalPassword.rules[name], { words, own, ...more })
  if (answer._tag === "Suitable") return []
  // What is unsuitable says so, with one reason at least.
  return answer._tag === "Unsuitable" && answer.refusals.length > 0 ? answer.refusals : [answer as unknown as Refusal]
}
const codes = (refusals: ReadonlyArray<Refusal>) => refusals.map(({ code }) => code)
/** Held when exactly these refusals are told, each by its rule. */
const refusesAs = (refusals: ReadonlyArray<Refusal>, expected: ReadonlyArray<string>, password: string) =>
  all(
    same(codes(refusals), expected, "what is refused"),
    ...refusals.map((one, n) => refusedAs(one, expected[n] ?? "", "SEC-02")),
    holdsIf(!JSON.stringify(refusals).includes(password), "the answer repeats the password")
  )

/** Ends of the lengths by rule: without a second factor, and with one. */
const lengths = {
  "exchange-legacy": { alone: 8, beside: 8, most: 50 },
  "nist-rev4": { alone: 15, beside: 8, most: 1_024 }
} as const

/** A symbol of one, two and three units, one that is composed when it is normalised, and one that falls apart. */
const symbols = [
  { text: "q", counts: 1 },
  { text: "\u{1F511}", counts: 1 },
  { text: "e\u0301", counts: 1 },
  { text: "\uFB03", counts: 3 }
] as const

/** Length counts in code points of the normal form. @category laws */
export const lengthCounts = make({
  id: "portal-password-length-counts",
  sentence:
    "a password is too short below the least and too long above the most number of code points of its normal form, and nowhere else",
  rules: ["SEC-02"],
  runs: 600,
  input: fc.record({
    name: fc.constantFrom(...names),
    secondFactor: fc.boolean(),
    end: fc.constantFrom("least", "most", "far" as const),
    off: fc.constantFrom(-1, 0, 1),
    symbol: fc.constantFrom(...symbols)
  }),
  holds: ({ end, name, off, secondFactor, symbol }, rules) => {
    const { alone, beside, most } = lengths[name]
    const least = secondFactor ? beside : alone
    const wanted = end === "least" ? least + off : end === "most" ? most + off : 9 * most
    // Three classes in front, so that only the length is judged.
    const head = "Zx7"
    const many = Math.floor((wanted - head.length) / symbol.counts)
    const filler = "w".repeat(wanted - head.length - many * symbol.counts)
    const password = `${head}${symbol.text.repeat(many)}${filler}`
    const expected = wanted < least ? ["PasswordTooShort"] : wanted > most ? ["PasswordTooLong"] : []
    return refusesAs(refusalsOf(rules, password, name, { secondFactor }), expected, password)
  }
})

const kinds = { capital: "QZX", small: "qzx", digit: "739", other: "-#\u6C34" } as const

/** Three kinds of characters under the old rule, none under the new one. @category laws */
export const composition = make({
  id: "portal-password-composition",
  sentence: "the old rule asks for three of four kinds of characters, the new one for none",
  rules: ["SEC-02"],
  input: fc.record({
    name: fc.constantFrom(...names),
    used: fc.subarray(Object.keys(kinds) as ReadonlyArray<keyof typeof kinds> as Array<keyof typeof kinds>, {
      minLength: 1
    })
  }),
  holds: ({ name, used }, rules) => {
    const password = Array.from({ length: 16 }, (_, n) => {
      const kind = kinds[used[n % used.length] ?? "small"]
      return kind[n % kind.length]
    }).join("")
    const few = name === "exchange-legacy" && used.length < 3
    return refusesAs(refusalsOf(rules, password, name), few ? ["PasswordOfFewClasses"] : [], password)
  }
})

/** Words of the list and of the person. @category laws */
export const noWords = make({
  id: "portal-password-no-words",
  sentence:
    "the old rule finds a common word anywhere in a password, the new one only as the whole; what belongs to the person is found anywhere",
  rules: ["SEC-02"],
  runs: 400,
  input: fc.record({
    name: fc.constantFrom(...names),
    word: fc.constantFrom("sunshine", "HarBor", "harbo", "TEA", "ｓunshine", "cc_1h12345", "Al", "none"),
    around: fc.boolean()
  }),
  holds: ({ around, name, word }, rules) => {
    const password = around || word === "none" ? `Zq7-${word}-Xw3pK-vvv` : "CorrectHorseBattery"
    const mine = word === "cc_1h12345" && around
    const legacy = name === "exchange-legacy"
    const common = around ? legacy && ["sunshine", "HarBor", "ｓunshine"].includes(word) : word !== "none"
    const few = !around && word !== "none" && legacy
    const expected = [
      ...(few ? ["PasswordOfFewClasses"] : []),
      ...(common ? ["PasswordIsCommon"] : []),
      ...(mine ? ["PasswordIsPersonal"] : [])
    ]
    return refusesAs(refusalsOf(rules, password, name), expected, password)
  }
})

/** What cannot be typed again is no password. @category laws */
export const onlyText = make({
  id: "portal-password-only-text",
  sentence: "a password with a control character or half a symbol is refused, one with spaces is not",
  rules: ["SEC-02"],
  input: fc.record({
    name: fc.constantFrom(...names),
    sign: fc.constantFrom("\u0000", "\n", "\u007F", "\uD83D", "\uDC11", " ", "\u00A0", "\u{1F511}")
  }),
  holds: ({ name, sign }, rules) => {
    const password = `Zq7-wvut${sign}Xw3pKrr`
    const good = [" ", "\u00A0", "\u{1F511}"].includes(sign)
    return all(held, refusesAs(refusalsOf(rules, password, name), good ? [] : ["PasswordNotText"], password))
  }
})

/** The laws of this module. @category laws */
export const laws = [lengthCounts, composition, noWords, onlyText] as ReadonlyArray<Law>
