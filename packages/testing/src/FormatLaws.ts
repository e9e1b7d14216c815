/**
 * Laws of formats: what is read of a text, and what is not; and how money is counted and written.
 *
 * @since 0.1.0
 */
import type { Cents } from "@agencybook/core/Money"
import * as Money from "@agencybook/core/Money"
import * as fc from "fast-check"
import * as FormatExamples from "./internal/FormatExamples.ts"
import { all, broken, held, idle, type Law, make, readable, same } from "./Law.ts"
import * as Seed from "./Seed.ts"

const known = fc.nat(FormatExamples.all.length - 1)

/** A format takes what it means and nothing else. @category laws */
export const readsWhatIsMeant = make({
  id: "format-reads-what-is-meant",
  sentence:
    "every format reads right texts as they are and those that people write as what they mean, and refuses each text that is wrong in one way: numbers too long, other digits, controls, marks and directions inside, days that are none",
  rules: ["AGT-11", "AGY-07", "INV-04"],
  runs: 300,
  input: fc.record({ at: known, seed: fc.nat() }),
  holds: ({ at, seed }, rules) => {
    const one = FormatExamples.all[at]
    if (one === undefined) return idle
    const { format } = one
    // An amount of money is read as cents.
    const read = (text: string) => {
      const value = rules.format.read(format, text)
      return typeof value === "number" ? (value / 100).toFixed(2) : value
    }
    const made = one.make(Seed.from(seed))
    return all(
      readable(`what \`${format.name}\` expects is ${format.expected}`, `what \`${format.name}\` expects`),
      readable(format.remedy, `what \`${format.name}\` advises`),
      ...[...one.valid, made].map((text) => same(read(text), text, `what \`${format.name}\` reads of a right text`)),
      ...one.forgiven.map(([text, meant]) => same(read(text), meant, `what \`${format.name}\` reads of what is meant`)),
      ...one.wrong.map(([label, text]) => same(read(text), undefined, `what \`${format.name}\` reads of ${label}`))
    )
  }
})

const amount = fc.oneof(fc.nat(1_100), fc.nat(99_999_999_999)).map((n) => n as Cents)

const most = Number.MAX_SAFE_INTEGER
/** Numbers of cents, the most that are exact among them, and what is no number of cents. */
const counts: ReadonlyArray<readonly [n: number, cents: number | undefined]> = [
  ...([0, 1, 41_250, most - 1, most] as const).map((n) => [n, n] as const),
  ...[most + 1, 2 * most, -1, 0.5, 41_250.25, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(
    (n) => [n, undefined] as const
  )
]
const inexact = (add: () => number) => {
  try {
    return broken(`a sum beyond what is exact is ${add()}`)
  } catch (error) {
    return error instanceof RangeError ? held : broken(`a sum beyond what is exact throws ${String(error)}`)
  }
}

/** Money is whole cents. @category laws */
export const countsInCents = make({
  id: "money-counts-in-cents",
  sentence:
    "amounts are whole cents as long as they are exact and nothing else is; they add up to the cent or not at all, what is taken away leaves nothing below zero, and an amount is written with two places as it is read",
  rules: [],
  input: fc.record({ a: amount, b: amount }),
  holds: ({ a, b }, { format, money }) => {
    const digits = String(a).padStart(3, "0")
    const written = `${digits.slice(0, -2)}.${digits.slice(-2)}`
    return all(
      same(money.toDecimal(a), written, "how it is written"),
      same(format.read(Money.format, written), a, "what is read of it"),
      same(money.add(a, b), Number(BigInt(a) + BigInt(b)), "the sum"),
      same(money.less(a, b), Math.max(0, a - b), "what is left"),
      ...counts.map(([n, cents]) => same(money.fromCents(n), cents, `the cents of ${n}`)),
      same(money.add((most - a) as Cents, a), most, "the largest sum"),
      inexact(() => money.add((most - a) as Cents, (a + 1) as Cents))
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [readsWhatIsMeant, countsInCents] as ReadonlyArray<Law>
