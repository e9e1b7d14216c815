/**
 * Names and numbers of agencies in the reference model: which are taken, and which a person could take for another.
 *
 * @since 0.1.0
 */
import { accepted, all, change, one, reason, some, unless, type Verdict, type World } from "./ReferenceWorld.ts"

const liveStates = ["Pending", "Certified", "Suspended"]

/** Whether an agency was submitted and is not over; a draft keeps nobody from anything. */
const isLive = (world: World, agency: string): boolean =>
  liveStates.includes(one(world, "agency state", (fact) => fact.agency === agency)?.state ?? "")

/** Whether a live agency has a FEIN. @rule AGY-07 @category predicates */
export const feinUsed = (world: World, fein: string | undefined): boolean =>
  some(world, "agency", (fact) => fact.fein === fein && isLive(world, fact.agency))

/** Whether a live agency has a licence number. @rule AGY-16 @category predicates */
export const licenceUsed = (world: World, number: string | undefined): boolean =>
  number !== undefined && some(world, "agency", (fact) => fact.licence === number && isLive(world, fact.agency))

// Letter by letter, each with what it is taken for; whatever is not here is taken for itself.
const taken: Readonly<Record<string, string>> = {
  ...{ "0": "o", "1": "l", i: "l" },
  ...{ а: "a", в: "b", г: "r", е: "e", з: "3", и: "u", к: "k", м: "m", н: "h", о: "o", п: "n", р: "p", с: "c", т: "t" },
  ...{
    у: "y",
    х: "x",
    ш: "w",
    ь: "b",
    ѕ: "s",
    і: "l",
    ј: "j",
    ѵ: "v",
    ү: "y",
    һ: "h",
    ӏ: "l",
    ԁ: "d",
    ԍ: "g",
    ԛ: "q",
    ԝ: "w"
  },
  ...{ Α: "a", Β: "b", Ε: "e", Ζ: "z", Η: "h", Ι: "l", Κ: "k", Μ: "m", Ν: "n", Ο: "o", Ρ: "p", Τ: "t", Υ: "y", Χ: "x" },
  ...{ α: "a", β: "b", γ: "y", ε: "e", ζ: "z", η: "n", ι: "l", κ: "k", μ: "u", ν: "v", ο: "o", ρ: "p", σ: "o", τ: "t" },
  ...{ υ: "u", χ: "x", ω: "w" }
}

const script = (letter: string): string =>
  /\p{sc=Cyrl}/u.test(letter)
    ? "Cyrillic"
    : /\p{sc=Grek}/u.test(letter)
      ? "Greek"
      : /[\p{sc=Cher}\p{sc=Armn}\p{sc=Copt}\p{sc=Lisu}]/u.test(letter)
        ? letter
        : "Latin"

const written = (name: string): ReadonlyArray<string> =>
  [...name.normalize("NFKD")].filter((letter) => /[\p{L}\p{N}]/u.test(letter)).slice(0, 200)

const seen = (letter: string): string => taken[letter] ?? taken[letter.toLowerCase()] ?? letter.toLowerCase()

const look = (name: string): string => written(name).map(seen).join() || name

const imitates = (name: string, other: string): boolean =>
  look(name) === look(other) && written(name).map(script).join() !== written(other).map(script).join()

/** Whether of some names one imitates another. @rule AGY-16 @category predicates */
export const oneImitates = (names: ReadonlyArray<string>): boolean =>
  names.some((name) => names.some((other) => imitates(name, other)))

/** Whether a name imitates one of an agency that was submitted and is not over, other than the own. @rule AGY-16 @category predicates */
export const nameImitated = (world: World, name: string | undefined, own?: string): boolean =>
  name !== undefined &&
  all(world, "agency", ({ agency }) => agency !== own)
    .filter(({ agency }) => isLive(world, agency))
    .some((fact) => imitates(name, fact.name) || imitates(name, fact.shown))

/** Whether a name of an agency imitates one of another. @rule AGY-16 @category predicates */
export const namesImitated = (world: World, agency: string): boolean => {
  const own = one(world, "agency", (fact) => fact.agency === agency)
  return nameImitated(world, own?.name, agency) || nameImitated(world, own?.shown, agency)
}

/** The agency shown under a name; a draft is looked at when it is submitted. @rule AGY-16 @category transforms */
export const shownAs = (world: World, agency: string, shown: string): Verdict => {
  const isNew = one(world, "agency", (fact) => fact.agency === agency)?.shown !== shown
  const imitates = isNew && isLive(world, agency) && nameImitated(world, shown, agency)
  return unless([imitates && reason("AgencyNameImitates", "AGY-16")], () =>
    accepted(
      change(
        world,
        "agency",
        (fact) => fact.agency === agency,
        (fact) => ({ ...fact, shown })
      )
    )
  )
}
