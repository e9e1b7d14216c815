/**
 * One plain e-mail address and one display name, as they may stand in a header and in an envelope.
 *
 * Deliberately narrower than RFC 5322: what parsers disagree about is refused, not interpreted. Domains
 * outside ASCII become A-labels. Whether the mailbox exists is the server's answer, not ours.
 *
 * @since 0.1.0
 */
import { domainToASCII, domainToUnicode } from "node:url"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

/**
 * Schema for an address that `parse` has accepted: ASCII only, domain in lower case.
 *
 * @category schemas
 * @since 0.1.0
 */
export const MailAddress = Schema.String.pipe(Schema.brand("@agencybook/email/MailAddress"))
export type MailAddress = typeof MailAddress.Type

const problems = {
  empty: "is empty",
  control: "holds a line break or another control character",
  space: "holds a space other than the plain one",
  brokenText: "holds half of a character",
  encodedWord: "holds `=?`, which mail programs read as an encoded word",
  tooLong: "is too long",
  notOneAddress: "is not one plain address such as `ann@agency.example`",
  localPart: "has something other than letters, digits, single dots and a few signs before the `@`",
  localTooLong: "has more than 64 characters before the `@`",
  domain: "does not end in a public domain name"
} as const

/**
 * Why a text was refused.
 *
 * @category models
 * @since 0.1.0
 */
export type Problem = keyof typeof problems

/**
 * A text cannot stand in a mail header or envelope. The text itself is not part of the error.
 *
 * @category errors
 * @since 0.1.0
 */
export class TextRefused extends Schema.TaggedError<TextRefused>()("TextRefused", {
  problem: Schema.Literals(Object.keys(problems) as ReadonlyArray<Problem>)
}) {
  override get message(): string {
    return problems[this.problem]
  }
}

const refuse = (problem: Problem) => Result.fail(new TextRefused({ problem }))

/**
 * Checks a text that stands on one header line: a subject or a display name.
 *
 * **Gotchas**
 *
 * `=?` is refused although it is printable: mail programs decode encoded words wherever they meet them, and a
 * decoded one may hold a line break.
 *
 * @category decoding
 * @since 0.1.0
 */
export const parseHeaderText = (text: string, maxLength: number): Result.Result<string, TextRefused> => {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return refuse("control")
  if (/(?! )\p{Zs}/u.test(text)) return refuse("space")
  if (/\p{Cs}/u.test(text)) return refuse("brokenText")
  if (text.includes("=?")) return refuse("encodedWord")
  return text.length > maxLength ? refuse("tooLong") : Result.succeed(text)
}

/**
 * Checks a display name. The empty name is allowed and means "address only".
 *
 * @category decoding
 * @since 0.1.0
 */
export const parseName = (name: string): Result.Result<string, TextRefused> => parseHeaderText(name, 200)

// RFC 5322 atext without `%` and `!`: both once routed mail through a third host
const atom = /^[A-Za-z0-9#$&'*+/=?^_`{|}~-]+$/
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Checks a domain name and returns its ASCII form: at least two labels, no address literal, no local name.
 *
 * @category decoding
 * @since 0.1.0
 */
export const parseDomain = (domain: string): Result.Result<string, TextRefused> => {
  if (domain.length > 253 || /[\p{Cs}\s%]/u.test(domain)) return refuse("domain")
  const given = domain.toLowerCase()
  const ascii = domainToASCII(given)
  const unicode = domainToUnicode(ascii)
  // Both calls also map look-alikes, drop invisible characters and evaluate numbers; only a form that both
  // directions agree on is the domain that the writer meant
  const roundTrips = domainToASCII(unicode) === ascii && (given === ascii || given === unicode)
  if (!roundTrips || ascii.length > 253) return refuse("domain")
  const labels = ascii.split(".")
  const last = labels[labels.length - 1] ?? ""
  const undecoded = unicode.split(".").some((part) => part.startsWith("xn--"))
  const isLocal = last === "localhost" || labels.length < 2
  return undecoded || isLocal || !labels.every((part) => label.test(part)) || !/^[a-z][a-z0-9-]*[a-z0-9]$/.test(last)
    ? refuse("domain")
    : Result.succeed(ascii)
}

/**
 * Parses one plain address; the domain comes back as A-labels in lower case, the local part unchanged.
 *
 * **Details**
 *
 * Refuses quoted local parts, comments, groups, routes, several addresses, controls, address literals, local
 * names, misplaced dots, overlong parts, and domains that do not round-trip through IDNA.
 *
 * **Example** (An address with a domain outside ASCII)
 *
 * ```ts
 * import * as MailAddress from "@agencybook/email/MailAddress"
 * import * as Result from "effect/Result"
 *
 * Result.getOrThrow(MailAddress.parse("ann@bücher.example"))
 * // => "ann@xn--bcher-kva.example"
 * ```
 *
 * @category decoding
 * @since 0.1.0
 */
export const parse = (text: string): Result.Result<MailAddress, TextRefused> => {
  if (text === "") return refuse("empty")
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return refuse("control")
  if (/\p{Cs}/u.test(text)) return refuse("brokenText")
  if (text.includes("=?")) return refuse("encodedWord")
  if (text.length > 254) return refuse("tooLong")
  const [local, domain, ...more] = text.split("@")
  if (local === undefined || domain === undefined || more.length > 0 || /[\s"(),:;<>[\]\\]/.test(text)) {
    return refuse("notOneAddress")
  }
  if (local.length > 64) return refuse("localTooLong")
  if (!local.split(".").every((part) => atom.test(part))) return refuse("localPart")
  return Result.flatMap(parseDomain(domain), (ascii) => {
    const address = `${local}@${ascii}`
    return address.length > 254 ? refuse("tooLong") : Result.succeed(address as MailAddress)
  })
}
