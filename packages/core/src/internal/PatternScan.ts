/**
 * Patterns of fixed shape as comparisons of characters, which a processor does faster than it runs a pattern.
 *
 * Understood are anchored patterns without flags that are a sequence of characters and classes, of which at most one
 * may vary in how often it comes; how often that is follows from the length of the text. Everything else stays a pattern.
 *
 * @since 0.1.0
 */

/** Code units from the first to the last. */
type Range = readonly [first: number, last: number]

interface Item {
  readonly ranges: ReadonlyArray<Range>
  readonly least: number
  readonly most: number
}

const digits: ReadonlyArray<Range> = [[48, 57]]
const wordly: ReadonlyArray<Range> = [...digits, [65, 90], [95, 95], [97, 122]]

const one = (character: string): ReadonlyArray<Range> => [[character.charCodeAt(0), character.charCodeAt(0)]]

const escaped = (character: string): ReadonlyArray<Range> | undefined => {
  if (character === "d") return digits
  if (character === "w") return wordly
  // Other letters and digits mean a class, an assertion, a control character or a reference.
  return /[A-Za-z0-9]/.test(character) ? undefined : one(character)
}

/** The ranges of what stands between brackets. */
const inBrackets = (inside: string): ReadonlyArray<Range> | undefined => {
  const ranges: Array<Range> = []
  const pattern = /\\([\s\S])|([^\\])-([^\\])|([^\\])/gy
  if (inside === "" || inside.startsWith("^")) return undefined
  while (pattern.lastIndex < inside.length) {
    const found = pattern.exec(inside)
    if (found === null) return undefined
    const [, escape, first, last, single] = found
    const some =
      escape !== undefined
        ? escaped(escape)
        : first !== undefined && last !== undefined
          ? [[first.charCodeAt(0), last.charCodeAt(0)] as Range]
          : one(single as string)
    // After or before an escape a hyphen may join a range, which is rare enough to leave to the pattern.
    const rest = inside.slice(pattern.lastIndex)
    if (some === undefined || rest.startsWith(escape === undefined ? "-\\" : "-")) return undefined
    ranges.push(...some)
  }
  return ranges
}

const itemsOf = (body: string): ReadonlyArray<Item> | undefined => {
  const items: Array<Item> = []
  const pattern =
    /(?:\\([\s\S])|\[((?:\\[\s\S]|[^\]\\])*)\]|([^\\^$.*+?()[\]{}|]))(?:\{(\d+)(?:(,)(\d*))?\}|([?*+]))?/gy
  while (pattern.lastIndex < body.length) {
    const found = pattern.exec(body)
    if (found === null) return undefined
    const [, escape, inside, plain, from, comma, to, sign] = found
    const ranges =
      escape !== undefined ? escaped(escape) : inside !== undefined ? inBrackets(inside) : one(plain as string)
    // A second sign makes the first reluctant.
    if (ranges === undefined || body[pattern.lastIndex] === "?") return undefined
    const exactly = Number(from ?? 1)
    const least = sign === "?" || sign === "*" ? 0 : exactly
    const open = sign === "*" || sign === "+" || to === ""
    const most = open ? Number.POSITIVE_INFINITY : comma === undefined ? Math.max(exactly, 1) : Number(to)
    items.push({ ranges, least, most: from === "0" && comma === undefined ? 0 : most })
  }
  return items
}

const isIn = (ranges: ReadonlyArray<Range>, code: string): string =>
  ranges.map(([a, b]) => (a === b ? `${code}===${a}` : `${code}>=${a}&&${code}<=${b}`)).join("||")

/**
 * The body of a function of `s`, a text, that answers whether it has the pattern; `undefined` when it is not understood.
 *
 * @category encoding
 */
export const body = (pattern: RegExp): string | undefined => {
  const { flags, source } = pattern
  // A sign of dollar that is escaped leaves half an escape behind, which is no item.
  if (flags !== "" || source.length < 2 || !source.startsWith("^") || !source.endsWith("$")) return undefined
  const items = itemsOf(source.slice(1, -1))
  if (items === undefined) return undefined
  const varying = items.filter(({ least, most }) => least !== most)
  if (varying.length > 1) return undefined
  const [varied] = varying
  const fixed = items.reduce((sum, item) => sum + (item === varied ? 0 : item.least), 0)
  const lines = [
    "const n=s.length",
    varied === undefined
      ? `if(n!==${fixed})return false`
      : `if(n<${fixed + varied.least}${varied.most === Number.POSITIVE_INFINITY ? "" : `||n>${fixed + varied.most}`})return false`,
    "let c"
  ]
  // Places are counted from the start, and behind the part that varies from the end.
  let place = 0
  let seen = false
  const at = (offset: number) => (seen ? `n-${fixed - offset}` : String(offset))
  for (const item of items) {
    const wrong = `if(!(${isIn(item.ranges, "c")}))return false`
    if (item === varied) {
      lines.push(`for(let k=${place};k<n-${fixed - place};k++){c=s.charCodeAt(k);${wrong}}`)
      seen = true
    } else if (item.least <= 2) {
      for (let k = 0; k < item.least; k++) lines.push(`c=s.charCodeAt(${at(place++)})`, wrong)
    } else {
      lines.push(`for(let k=${at(place)};k<${at(place + item.least)};k++){c=s.charCodeAt(k);${wrong}}`)
      place += item.least
    }
  }
  return [...lines, "return true"].join(";")
}
