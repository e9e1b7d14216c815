/**
 * A rendered notice as the bytes of an Internet message.
 *
 * Owns validation of the fields and the shape of the message: one recipient, text and HTML side by side,
 * UTF-8, no thread headers. The same message always gives the same bytes, so a repeat can be recognised.
 * No clock and no randomness: the date comes from `sentAt`, identifiers and boundaries from `id`.
 *
 * @since 0.1.0
 */
import { createHash } from "node:crypto"
import { InvalidMessage, MailError, type MailMessage, type MailParty } from "@agencybook/application/Mailer"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import MailComposer from "nodemailer/lib/mail-composer/index.js"
import * as MailAddress from "./MailAddress.ts"

/**
 * A message ready for a transport.
 *
 * @category models
 * @since 0.1.0
 */
export interface Mime {
  readonly bytes: Uint8Array
  /** The Message-ID header, with its angle brackets. */
  readonly messageId: string
  /** Envelope addresses; exactly one recipient. */
  readonly envelope: { readonly from: MailAddress.MailAddress; readonly to: MailAddress.MailAddress }
}

type Field = InvalidMessage["field"]

interface Checked {
  readonly from: { readonly name: string; readonly address: MailAddress.MailAddress }
  readonly to: { readonly name: string; readonly address: MailAddress.MailAddress }
  readonly subject: string
  readonly date: string
  readonly text: string
  readonly html: string
}

const invalid = (field: Field, problem: string) => Result.fail(new InvalidMessage({ field, problem }))

const named = <A>(field: Field, result: Result.Result<A, MailAddress.TextRefused>): Result.Result<A, InvalidMessage> =>
  Result.mapError(result, (refused) => new InvalidMessage({ field, problem: refused.message }))

const checkId = (id: string) =>
  /^[\x21-\x7e]{1,200}$/.test(id) ? Result.succeed(id) : invalid("id", "is not 1 to 200 printable ASCII characters")

const checkDate = (sentAt: string): Result.Result<string, InvalidMessage> => {
  const date = new Date(sentAt)
  // Comparing back refuses 30 February, which `Date` would move to March
  const isInstant =
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/.test(sentAt) &&
    !Number.isNaN(date.getTime()) &&
    date.toISOString().slice(0, 19) === sentAt.slice(0, 19)
  return isInstant
    ? Result.succeed(date.toUTCString().replace("GMT", "+0000"))
    : invalid("sentAt", "is not an ISO instant in UTC such as `2026-11-23T09:00:00Z`")
}

const checkParty = (field: "from" | "to", party: MailParty) =>
  Result.all({
    name: named(`${field}.name`, MailAddress.parseName(party.name)),
    address: named(`${field}.address`, MailAddress.parse(party.address))
  })

const secureMark = "[secure]"

const checkSubject = (message: MailMessage): Result.Result<string, InvalidMessage> => {
  if (message.subject.trim() === "") return invalid("subject", "is empty")
  const marked =
    message.secure && !message.subject.startsWith(secureMark) ? `${secureMark} ${message.subject}` : message.subject
  return named("subject", MailAddress.parseHeaderText(marked, 400))
}

const checkBody = (field: "text" | "html", body: string): Result.Result<string, InvalidMessage> => {
  if (/(?![\t\n\r])\p{Cc}/u.test(body)) return invalid(field, "holds a control character")
  if (/\p{Cs}/u.test(body)) return invalid(field, "holds half of a character")
  if (body.trim() === "") return invalid(field, "is empty")
  // A lone CR or LF is where two mail servers can disagree about the end of a message
  return Result.succeed(body.replace(/\r\n|\r|\n/g, "\r\n"))
}

const check = (message: MailMessage): Result.Result<Checked, InvalidMessage> =>
  Result.flatMap(checkId(message.id), () =>
    Result.all({
      date: checkDate(message.sentAt),
      from: checkParty("from", message.from),
      to: checkParty("to", message.to),
      subject: checkSubject(message),
      text: checkBody("text", message.text),
      html: checkBody("html", message.html)
    })
  )

const digest = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length)

/**
 * Turns a notice id into a token that is safe in a Message-ID and as a file name on every system.
 *
 * **Details**
 *
 * An id of lower-case letters, digits, `-` and `_` stays as it is. Any other id keeps its readable part and gets a
 * dot and a digest, which no plain id contains, so that different ids never share a token.
 *
 * @category encoding
 * @since 0.1.0
 */
export const token = (id: string): string => {
  const isPlain = /^[a-z0-9][a-z0-9_-]{0,99}$/.test(id)
  // Windows opens a device under these names, whatever the extension
  const isDevice = /^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(id)
  if (isPlain && !isDevice) return id
  const readable = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "")
  // The prefix keeps a device name from standing before the dot, where Windows still sees it
  return `id-${readable}.${digest(id, 24)}`
}

/**
 * Composes a message.
 *
 * **Details**
 *
 * Fails with `InvalidMessage` for the first field that cannot be represented. `multipart/alternative` with text and
 * HTML in quoted-printable; headers From, To, Subject, Message-ID, Date, MIME-Version, Content-Type and
 * Auto-Submitted, nothing else. A secure message gets the `[secure]` mark unless its subject already has it.
 *
 * @category encoding
 * @since 0.1.0
 */
export const compose = (message: MailMessage): Effect.Effect<Mime, MailError> =>
  Effect.fromResult(check(message)).pipe(
    Effect.mapError((reason) => new MailError({ reason })),
    Effect.flatMap((checked) => build(message.id, checked))
  )

const build = (id: string, checked: Checked): Effect.Effect<Mime, MailError> => {
  const domain = checked.from.address.slice(checked.from.address.indexOf("@") + 1)
  const messageId = `<${token(id)}@${domain}>`
  const composer = new MailComposer({
    from: checked.from,
    to: checked.to,
    subject: checked.subject,
    messageId,
    date: checked.date,
    headers: { "Auto-Submitted": "auto-generated" },
    text: checked.text,
    html: checked.html,
    encoding: "quoted-printable",
    newline: "win",
    // INVARIANT: `=_` cannot occur in quoted-printable, so no body can forge the predictable boundary
    boundaryPrefix: "=_agencybook",
    baseBoundary: digest(id, 32),
    disableFileAccess: true,
    disableUrlAccess: true
  })
  return Effect.tryPromise({
    try: () => composer.compile().build(),
    catch: () => new MailError({ reason: new InvalidMessage({ field: "text", problem: "cannot be composed" }) })
  }).pipe(
    Effect.map((bytes) => ({ bytes, messageId, envelope: { from: checked.from.address, to: checked.to.address } }))
  )
}
