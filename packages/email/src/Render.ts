/**
 * Turns a notice into a message: words, links, sender and recipient.
 *
 * Pure: the same notice with the same options gives the same bytes. The words are `Template`, their look is
 * `Layout`. Links lead to the configured origin and nowhere else. What is not for e-mail is left to the host.
 *
 * @since 0.1.0
 */
import type { MailMessage } from "@agencybook/application/Mailer"
import type * as Outbox from "@agencybook/application/Outbox"
import type * as Dates from "@agencybook/core/CalendarDate"
import type { Notice, Template as NoticeTemplate } from "@agencybook/core/Notice"
import * as Policy from "@agencybook/core/Policy"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Layout from "./Layout.ts"
import * as MailAddress from "./MailAddress.ts"
import * as MailSecret from "./MailSecret.ts"
import * as Template from "./Template.ts"
import { inert, oneLine } from "./Wording.ts"

/**
 * What differs between hosts.
 *
 * @category models
 * @since 0.1.0
 */
export interface RenderOptions {
  readonly sender: { readonly name: string; readonly address: string }
  /** Name of the exchange as consumers and agents know it. */
  readonly exchangeName: string
  /** Origin of the portal, such as `https://portal.example`; https only, without path. */
  readonly portalOrigin: string
  /** One or two sentences that say how a person reaches support. */
  readonly supportText: string
  /**
   * Path in the portal that a message leads to, starting with one `/`. The notice id comes encoded for use in a
   * path or a parameter. The start page unless given, `/activate` for NTC-11 and `/set-password` for NTC-22 and NTC-24.
   */
  readonly link?: (noticeId: string, template: NoticeTemplate) => string
  /**
   * Bytes that the server's key gives for a purpose and an identifier: `NodeSecrets.derive(key)` with the key of the
   * port `Secrets`. Called for messages with a secret only; a repeat has the same bytes.
   */
  readonly derive: (purpose: string, id: string) => Uint8Array
  /**
   * Where the token stands in the link: in the `query`, or behind the `#`, where neither servers nor their logs
   * see it and the page has to read it. `fragment` unless given.
   */
  readonly tokenIn?: "fragment" | "query"
  /** IANA time zone in which times of day are shown; that of Covered California unless given. */
  readonly timeZone?: string
}

/**
 * What differs between hosts who print letters: nobody sends them by mail.
 *
 * @category models
 * @since 0.1.0
 */
export type LetterOptions = Omit<RenderOptions, "sender">

/**
 * The words of a letter, for a printer.
 *
 * @category models
 * @since 0.1.0
 */
export interface LetterWords {
  /** The notice id. */
  readonly id: string
  readonly subject: string
  /** Lines of at most 72 characters. */
  readonly text: string
  readonly html: string
}

/**
 * An option cannot be used; found before any notice is rendered.
 *
 * @category errors
 * @since 0.1.0
 */
export class RenderOptionRefused extends Schema.TaggedError<RenderOptionRefused>()("RenderOptionRefused", {
  option: Schema.Literals([
    "sender.name",
    "sender.address",
    "exchangeName",
    "portalOrigin",
    "supportText",
    "link",
    "timeZone"
  ]),
  problem: Schema.String
}) {
  override get message(): string {
    return `render option \`${this.option}\` ${this.problem}`
  }
}

type Option = RenderOptionRefused["option"]

const refuse = (option: Option, problem: string) => Result.fail(new RenderOptionRefused({ option, problem }))

const line = (option: Option, text: string, maxLength: number): Result.Result<string, RenderOptionRefused> =>
  text.trim() === ""
    ? refuse(option, "is empty")
    : Result.mapError(
        MailAddress.parseHeaderText(text, maxLength),
        ({ message }) => new RenderOptionRefused({ option, problem: message })
      )

const parseUrl = (text: string, base?: string): URL | undefined =>
  URL.canParse(text, base) ? new URL(text, base) : undefined

const checkOrigin = (text: string): Result.Result<string, RenderOptionRefused> => {
  const url = parseUrl(text)
  // Comparing back refuses user names, paths, queries and everything that the parser would have mended
  return url?.protocol === "https:" && (text === url.origin || text === `${url.origin}/`)
    ? Result.succeed(url.origin)
    : refuse("portalOrigin", "is not an https origin such as `https://portal.example`")
}

const isTimeZone = (timeZone: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone }).resolvedOptions().timeZone !== ""
  } catch {
    return false
  }
}

const ownUrl = (origin: string, path: string): URL | undefined => {
  const url = path.startsWith("/") ? parseUrl(path, origin) : undefined
  return url?.origin === origin && url.username === "" && url.password === "" ? url : undefined
}

const defaultLink = (_noticeId: string, template: NoticeTemplate): string =>
  template === "NTC-11" ? "/activate" : template === "NTC-22" || template === "NTC-24" ? "/set-password" : "/"

const encodeId = (noticeId: string): string => encodeURIComponent(noticeId.replace(/\p{Cs}/gu, "\uFFFD"))

const withToken = (url: URL, token: string, place: "fragment" | "query"): void => {
  if (place === "query") url.searchParams.set("token", token)
  else url.hash = `token=${encodeURIComponent(token)}`
}

const checkSender = ({ address, name }: RenderOptions["sender"]) =>
  Result.all({
    name: Result.mapError(
      MailAddress.parseName(name),
      ({ message }) => new RenderOptionRefused({ option: "sender.name", problem: message })
    ),
    address: Result.mapError(
      MailAddress.parse(address),
      ({ message }) => new RenderOptionRefused({ option: "sender.address", problem: message })
    )
  })

const check = (options: LetterOptions): Result.Result<{ readonly origin: string }, RenderOptionRefused> =>
  Result.all({
    exchange: line("exchangeName", options.exchangeName, 100),
    support: line("supportText", options.supportText, 500),
    origin: checkOrigin(options.portalOrigin),
    timeZone:
      options.timeZone === undefined || isTimeZone(options.timeZone)
        ? Result.succeed(options.timeZone)
        : refuse("timeZone", "is not an IANA time zone such as `America/Los_Angeles`")
  })

const spelled = ({ id, text }: MailSecret.MailSecret, { derive }: Pick<RenderOptions, "derive">): string =>
  text.toText(text.fromBytes(derive(text.name, id)))

const worded = (
  options: LetterOptions
): Result.Result<(notice: Notice, queuedAt: Dates.Instant) => LetterWords, RenderOptionRefused> =>
  Result.flatMap(check(options), ({ origin }) => {
    const { exchangeName, link = defaultLink, timeZone = Policy.calheers.timeZone, tokenIn } = options
    const astray = Template.all.find((template) => ownUrl(origin, link("probe~n0", template)) === undefined)
    if (astray !== undefined) return refuse("link", `gives something else than a path for ${astray}`)
    return Result.succeed((notice: Notice, queuedAt: Dates.Instant): LetterWords => {
      const { noticeId, template, to } = notice
      const url = ownUrl(origin, link(encodeId(noticeId), template)) ?? new URL("/", origin)
      const carried = Template.isFor(template, to.role) ? MailSecret.of(notice) : undefined
      const secret = carried && spelled(carried, options)
      if (secret !== undefined && carried?.place === "link") withToken(url, secret, tokenIn ?? "fragment")
      const words = Template.words(notice, {
        exchange: exchangeName,
        queuedAt,
        timeZone,
        ...(secret !== undefined && carried?.place === "words" ? { secret } : {})
      })
      const frame = {
        exchange: exchangeName,
        name: inert(to.name),
        support: options.supportText,
        url: url.href
      }
      return {
        id: noticeId,
        subject: words.subject,
        text: Layout.toText(words, frame),
        html: Layout.toHtml(words, frame)
      }
    })
  })

/**
 * Makes the function that renders notices for the outbox, or refuses an option.
 *
 * **Details**
 *
 * - A notice for the letter channel, or without an address, gives `undefined`.
 * - A name that cannot stand in a header leaves the header and stays, made inert, in the greeting.
 * - A link that leaves the portal's origin for some notice id is replaced by the start page.
 *
 * **Gotchas**
 *
 * The messages of `MailSecret` hold a secret: hand them to the mailer, never to a log. `[C5]` `[C6]`
 *
 * **Example** (Rendering one notice)
 *
 * ```ts
 * import * as NodeSecrets from "@agencybook/application/NodeSecrets"
 * import * as Dates from "@agencybook/core/CalendarDate"
 * import * as Render from "@agencybook/email/Render"
 * import * as Result from "effect/Result"
 *
 * const render = Result.getOrThrow(
 *   Render.make({
 *     sender: { name: "Example Exchange", address: "notices@exchange.example" },
 *     exchangeName: "Example Exchange",
 *     portalOrigin: "https://portal.exchange.example",
 *     supportText: "Questions? Call 800-555-0100.",
 *     derive: NodeSecrets.derive(new Uint8Array(32))
 *   })
 * )
 *
 * const message = render(
 *   {
 *     noticeId: "run-7~n0",
 *     template: "NTC-20",
 *     to: { role: "agent", name: "Ann Lee" },
 *     channel: "letter",
 *     secure: false,
 *     params: {}
 *   },
 *   Dates.instant("2026-11-23T17:00:00.000Z")
 * )
 *
 * message
 * // => undefined
 * ```
 *
 * @rule NOT-01
 * @category constructors
 * @since 0.1.0
 */
export const make = (options: RenderOptions): Result.Result<Outbox.Render, RenderOptionRefused> =>
  Result.flatMap(checkSender(options.sender), () =>
    Result.map(
      worded(options),
      (words): Outbox.Render =>
        (notice, queuedAt): MailMessage | undefined => {
          const { secure, to } = notice
          if (notice.channel === "letter" || to.email === undefined) return undefined
          const { id, ...said } = words(notice, queuedAt)
          return {
            id,
            sentAt: queuedAt,
            from: { name: options.sender.name, address: options.sender.address },
            to: { name: Result.isSuccess(MailAddress.parseName(to.name)) ? oneLine(to.name) : "", address: to.email },
            ...said,
            secure
          }
        }
    )
  )

/**
 * Makes the function that puts letters into words, or refuses an option: the same words that a mail has, with the address
 * of the portal printed. A notice for e-mail gives `undefined`.
 *
 * **Gotchas**
 *
 * A letter may hold a secret, such as a passcode: hand it to the printer, never to a log. `[C5]` `[C6]`
 *
 * @rule NOT-01
 * @category constructors
 * @since 0.1.0
 */
export const makeLetter = (
  options: LetterOptions
): Result.Result<(notice: Notice, queuedAt: Dates.Instant) => LetterWords | undefined, RenderOptionRefused> =>
  Result.map(
    worded(options),
    (words) => (notice: Notice, queuedAt: Dates.Instant) =>
      notice.channel === "letter" ? words(notice, queuedAt) : undefined
  )

/**
 * Makes the function that renders notices, for hosts without Effect; throws `RenderOptionRefused`. See `make`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeUnsafe = (options: RenderOptions): Outbox.Render => Result.getOrThrow(make(options))

/**
 * Makes the function that puts letters into words, for hosts without Effect; throws `RenderOptionRefused`. See `makeLetter`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeLetterUnsafe = (
  options: LetterOptions
): ((notice: Notice, queuedAt: Dates.Instant) => LetterWords | undefined) => Result.getOrThrow(makeLetter(options))
