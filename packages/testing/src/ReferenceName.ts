/**
 * Names of agencies in the reference model: which ones a person could take for another.
 *
 * @since 0.1.0
 */
import { all, one, type World } from "./ReferenceWorld.ts"

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
    .filter(({ agency }) =>
      ["Pending", "Certified", "Suspended"].includes(
        one(world, "agency state", (fact) => fact.agency === agency)?.state ?? ""
      )
    )
    .some((fact) => imitates(name, fact.name) || imitates(name, fact.shown))

/** Whether a name of an agency imitates one of another. @rule AGY-16 @category predicates */
export const namesImitated = (world: World, agency: string): boolean => {
  const own = one(world, "agency", (fact) => fact.agency === agency)
  return nameImitated(world, own?.name, agency) || nameImitated(world, own?.shown, agency)
}
