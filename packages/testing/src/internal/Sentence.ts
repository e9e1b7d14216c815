/**
 * What makes a sentence of the library one that a person can read.
 *
 * @since 0.1.0
 */

// Between two quotations and around them; what is quoted is the value of somebody else.
const unreadable: ReadonlyArray<readonly [RegExp, string]> = [
  [/^(?![a-z`])/, "does not begin in lower case"],
  [/[.\s]$/, "ends in a period or a space"],
  [/ {2}|[\n\r\t]/, "has more than one space, or more than one line"],
  [/\b(?:undefined|NaN|null)\b|\[object/, "quotes what is not there"]
]

/** What keeps a text from being a sentence with its values in backticks; `undefined` when nothing does. */
export const faultOf = (text: unknown): string | undefined => {
  if (typeof text !== "string") return "is no text"
  const parts = text.split("`")
  if (parts.length % 2 === 0) return "opens a quotation that is not closed"
  if (parts.some((part, n) => n % 2 === 1 && part.trim() === "")) return "quotes nothing"
  const between = parts.filter((_, n) => n % 2 === 0)
  const glued = between.some(
    (part, n) => (n > 0 && /^[^\s,;:')]/.test(part)) || (n < between.length - 1 && /[^\s('-]$/.test(part))
  )
  if (glued || between.slice(1, -1).includes("")) return "has a quotation without a space around it"
  if ((between.join(" ").match(/\p{L}{2,}/gu) ?? []).length < 2) return "says nothing"
  return unreadable.find(([pattern]) => pattern.test(text))?.[1]
}
