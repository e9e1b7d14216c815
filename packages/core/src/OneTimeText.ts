/**
 * Spelling of secrets that work once: codes that people type, and the tokens of links.
 *
 * Only the symbols are made and checked here; chance, keys and digests come from the outside. Each kind has a name of
 * its own, from which its bytes are derived, so that the secret of one kind is never one of another.
 *
 * @since 0.1.0
 */
import * as Format from "./Format.ts"

/** How one kind of secret is made from bytes, read from what a person typed, and written out. @category models */
export interface OneTimeText<Text extends string = string> {
  /** Name of the kind, lower case with hyphens; also the purpose under which its bytes are derived from a key. */
  readonly name: string
  /** How many bytes a secret is made from. */
  readonly bytes: number
  readonly fromBytes: (bytes: Uint8Array) => Text
  readonly format: Format.Format<Text>
  /** Writes a secret as it is read out, printed or put in a link. */
  toText(secret: Text): string
}

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Multiplication by x in GF(32) modulo x^5 + x^2 + 1.
const timesX = (n: number): number => ((n << 1) & 31) ^ (n & 16 ? 5 : 0)

// A weighted sum over GF(32) with distinct weights finds every single error and every swap of neighbours.
const checkSymbol = (symbols: ReadonlyArray<number>): number =>
  symbols.reduce((sum, symbol) => timesX(sum) ^ timesX(symbol), 0)

// Five bits of each byte, so that every symbol has the same chance.
const draw = (name: string, bytes: Uint8Array, count: number): ReadonlyArray<number> => {
  if (bytes.length < count) throw new RangeError(`the ${name} needs ${count} random bytes`)
  return Array.from(bytes.subarray(0, count), (byte) => byte & 31)
}

const spell = (symbols: ReadonlyArray<number>): string => symbols.map((symbol) => alphabet[symbol]).join("")

/**
 * Builds a kind of code that people type: `prefix`, `drawn` symbols of five bits, and a check symbol over both, written
 * in groups.
 *
 * **Details**: case, spaces and hyphens do not matter, `O` is read as zero, `I` and `L` as one; look-alikes from other
 * scripts are refused. A mistyped symbol is found by the check symbol. Kinds with another length or another prefix do
 * not read each other's codes.
 *
 * @category constructors
 */
export const code = <Text extends string>(options: {
  readonly name: string
  readonly drawn: number
  readonly group: number
  readonly prefix?: string
  readonly expected: string
}): OneTimeText<Text> => {
  const { drawn, expected, group, name, prefix = "" } = options
  const words = name.replaceAll("-", " ")
  const first = Array.from(prefix, (symbol) => alphabet.indexOf(symbol))
  const length = first.length + drawn + 1
  return {
    name,
    bytes: drawn,
    fromBytes: (bytes) => {
      const symbols = [...first, ...draw(words, bytes, drawn)]
      return spell([...symbols, checkSymbol(symbols)]) as Text
    },
    format: Format.make(words, expected, "type the code again; it has no letters I, L, O or U", (text) => {
      const typed = text.replace(/[ -]/g, "")
      if (typed.length !== length || !/^[0-9A-Za-z]*$/.test(typed)) return undefined
      const plain = typed.toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1")
      const symbols = Array.from(plain, (symbol) => alphabet.indexOf(symbol))
      const own = plain.startsWith(prefix) && !symbols.includes(-1)
      return own && checkSymbol(symbols.slice(0, -1)) === symbols.at(-1) ? (plain as Text) : undefined
    }),
    toText: (secret) => (secret.match(new RegExp(`.{1,${group}}`, "g")) ?? []).join("-")
  }
}

/** Builds a kind of token for a link: 32 symbols, 160 bits, copied by machines and not typed. @category constructors */
export const link = <Text extends string>(name: string): OneTimeText<Text> => ({
  name,
  bytes: 32,
  fromBytes: (bytes) => spell(draw(name.replaceAll("-", " "), bytes, 32)) as Text,
  format: Format.pattern<Text>(
    name.replaceAll("-", " "),
    /^[0-9A-HJKMNP-TV-Z]{32}$/,
    "the 32 symbols of a one-time link",
    "follow the link of the message once more, or ask for a new one"
  ),
  toText: (secret) => secret
})
