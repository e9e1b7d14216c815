/**
 * Examples of the numbers that an exchange gives.
 *
 * @since 0.1.0
 */
import { caseNumber } from "@agencybook/core/Case"
import * as ExchangeNumber from "@agencybook/core/ExchangeNumber"
import { digits, type Examples, examples, type Labelled, trimmed } from "./FormatTexts.ts"

const wrong: ReadonlyArray<Labelled> = [
  ["41 digits", "1".repeat(41)],
  ["a formula", "=1+1"],
  ["a leading hyphen", "-1000001"],
  ["a full-width digit", "１0000001"],
  ["an accent", "1000000é"],
  ["two lines", "1000\n0001"]
]

/** The formats of numbers; what is made by chance is as California gives it, so that no policy refuses it. */
export const ofNumbers: ReadonlyArray<Examples> = [
  examples(
    caseNumber,
    ["10000001", "00000000", "123456789012", "1", "a", "CA-2026/12 (b)", "9".repeat(40)],
    (seed) => digits(seed, 8 + seed.int(5)),
    wrong,
    trimmed("10000001")
  ),
  examples(
    ExchangeNumber.certification,
    ["5000000001", "1", "GA-7 x", "Z".repeat(40)],
    (seed) => digits(seed, 10),
    wrong,
    trimmed("5000000001")
  )
]
