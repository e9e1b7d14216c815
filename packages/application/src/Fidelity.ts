/**
 * What a store can keep as it is: plain data without the values that databases, JSON or Unicode change on their way.
 *
 * A NUL and a half of a surrogate pair are refused by some databases and replaced by others; minus zero loses its sign,
 * whole numbers beyond 2^53 lose digits, numbers that are not finite become nothing, and words such as `infinity`, `now`
 * and `epoch` are dates to PostgreSQL. Whatever is decided has to be what is stored, so such values are refused before
 * they reach it.
 *
 * @since 0.1.0
 */
import { instantFormat } from "@agencybook/core/CalendarDate"
import type { Disclosure } from "@agencybook/core/Disclosure"
import { type Claimed, type Commit, StoreError, Unkept } from "./Store.ts"

const unkeptText = /[\0\p{Surrogate}]/u

/** Checks whether a text can be kept. @category predicates */
export const isText = (text: string): boolean => !unkeptText.test(text)

/** Checks whether a number can be kept. @category predicates */
export const isNumber = (number: number): boolean =>
  Number.isFinite(number) && !Object.is(number, -0) && (!Number.isInteger(number) || Number.isSafeInteger(number))

/** Checks whether a text is an instant, written as records write it. @category predicates */
export const isInstant = (text: string): boolean => instantFormat.read(text) === text

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** What is wrong, and the names that lead there from the inside out. */
interface Found {
  readonly what: Unkept["what"]
  readonly names: Array<string>
}

const wrong = (what: Unkept["what"]): Found => ({ what, names: [] })

const search = (value: unknown): Found | undefined => {
  switch (typeof value) {
    case "string":
      return isText(value) ? undefined : wrong("text")
    case "number":
      return isNumber(value) ? undefined : wrong("number")
    case "boolean":
      return undefined
    case "object":
      if (value === null) return undefined
      if (Array.isArray(value)) return searchIn(value.keys(), value)
      return isPlain(value) ? searchIn(Object.keys(value), value) : wrong("type")
    default:
      return wrong("type")
  }
}

const searchIn = (names: Iterable<string | number>, value: object): Found | undefined => {
  for (const name of names) {
    const one: unknown = Reflect.get(value, name)
    // A field that is absent and one that is undefined are the same; in a list nothing may be absent.
    const absent = one === undefined && !Array.isArray(value)
    const found = typeof name === "string" && !isText(name) ? wrong("text") : absent ? undefined : search(one)
    if (found === undefined) continue
    found.names.push(String(name))
    return found
  }
  return undefined
}

// A name that somebody else chose may say something; it is not repeated.
const fieldOf = ({ names }: Found): string =>
  names
    .toReversed()
    .map((name) => (/^\w{1,40}$/.test(name) ? name : "?"))
    .join(".")

/** Finds a value that cannot be kept in what a command leaves behind. @category queries */
export const unkept = (commit: Commit): Unkept | undefined => {
  for (const part of ["provenance", "command"] as const)
    if (typeof commit[part].at !== "string" || !isInstant(commit[part].at))
      return new Unkept({ field: `${part}.at`, what: "instant" })
  const found = search(commit)
  return found && new Unkept({ field: fieldOf(found), what: found.what })
}

/** The failure of a commit that cannot be kept as it is; nothing of it reaches the store. @category errors */
export const refusal = (commit: Commit): StoreError | undefined => {
  const reason = unkept(commit)
  return reason && new StoreError({ reason })
}

/** The failure of an entry of the log of readings that cannot be kept as it is. @rule SEC-03 @category errors */
export const refusalOfDisclosure = (shown: Disclosure): StoreError | undefined => {
  const found = isInstant(shown.at) ? search(shown) : { ...wrong("instant"), names: ["at"] }
  return found && new StoreError({ reason: new Unkept({ field: `shown.${fieldOf(found)}`, what: found.what }) })
}

/** The failure of a claim at something that is no instant. @category errors */
export const refusalOfInstant = (at: Claimed["queuedAt"]): StoreError | undefined =>
  isInstant(at) ? undefined : new StoreError({ reason: new Unkept({ field: "at", what: "instant" }) })
