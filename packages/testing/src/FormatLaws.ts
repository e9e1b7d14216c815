/**
 * Laws of formats: what is read of a text, and what is not.
 *
 * @since 0.1.0
 */
import * as fc from "fast-check"
import * as FormatExamples from "./internal/FormatExamples.ts"
import { all, idle, type Law, make, same } from "./Law.ts"
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
      ...[...one.valid, made].map((text) => same(read(text), text, `what \`${format.name}\` reads of a right text`)),
      ...one.forgiven.map(([text, meant]) => same(read(text), meant, `what \`${format.name}\` reads of what is meant`)),
      ...one.wrong.map(([label, text]) => same(read(text), undefined, `what \`${format.name}\` reads of ${label}`))
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [readsWhatIsMeant] as ReadonlyArray<Law>
