/**
 * Names of businesses and of agencies for the examples of formats.
 *
 * @since 0.1.0
 */
import * as Contact from "@agencybook/core/Contact"
import type * as Seed from "../Seed.ts"
import { capitals, type Examples, examples, small, trimmed, word } from "./FormatTexts.ts"

const aBusiness = (seed: Seed.Seed): string =>
  `${word(seed, capitals, 1, 1)}${word(seed, small, 2, 12)} ${seed.pick(["Insurance", "Agency", "& Co."])}`
const noLine = [
  ["201 characters", "B".repeat(201)],
  ["a line break", "Golden\nAgency"]
] as const

/** The formats of the names of businesses. */
export const ofBusinesses: ReadonlyArray<Examples> = [
  examples(
    Contact.businessName,
    ["Golden Agency Incorporated", "A", "3M", "=Sum & Söhne <GmbH>", "'quoted'", "B".repeat(200)],
    aBusiness,
    [...noLine, ["a tab", "Golden\tAgency"]],
    trimmed("Golden Agency")
  ),
  examples(
    Contact.agencyName,
    ["Golden Agency Incorporated", "3M", "Альфа Insurance", "Ωμέγα-Agency", "O'Brien-Śmith", "B".repeat(200)],
    aBusiness,
    [
      ...noLine,
      ["a Cyrillic letter in a Latin word", "Golden \u0410gency"],
      ["a Greek letter in a Latin word", "G\u03BFlden Agency"]
    ],
    trimmed("Golden Agency")
  )
]
