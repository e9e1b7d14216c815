/**
 * Port through which a rendered notice leaves the house.
 *
 * Owns the message as data, what an adapter promises, and the one error it may fail
 * with. Rendering lives in the `email` package, repetition and dead letters in the
 * outbox. Instants are ISO text in UTC, so that a stored message is its own bytes.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"

/**
 * Schema for one end of a message. `name` may be empty; `address` is one plain address.
 *
 * @category schemas
 * @since 0.1.0
 */
export const MailParty = Schema.Struct({
  name: Schema.String,
  address: Schema.String
})
export type MailParty = typeof MailParty.Type

/**
 * Schema for a rendered notice, ready for one recipient.
 *
 * **Details**
 *
 * - `id`: the notice id. A repeat carries the same id and therefore the same Message-ID and bytes.
 * - `sentAt`: ISO instant for the Date header; fixed when the notice is queued, not when it is sent.
 * - `secure`: the message must travel encrypted, and its subject is marked `[secure]`.
 *
 * **Rules**: [NOT-03]
 *
 * @rule NOT-03
 * @category schemas
 * @since 0.1.0
 */
export const MailMessage = Schema.Struct({
  id: Schema.String,
  sentAt: Schema.String,
  from: MailParty,
  to: MailParty,
  subject: Schema.String,
  text: Schema.String,
  html: Schema.String,
  secure: Schema.Boolean
})
export type MailMessage = typeof MailMessage.Type

/**
 * Proof that an adapter took responsibility for a message.
 *
 * @category models
 * @since 0.1.0
 */
export interface DeliveryReceipt {
  /** The notice id. */
  readonly id: string
  /** The Message-ID header, with its angle brackets. */
  readonly messageId: string
}

const details = (parts: ReadonlyArray<number | string | null>): string => {
  const known = parts.filter((part) => part !== null)
  return known.length === 0 ? "" : ` (${known.map((part) => `\`${part}\``).join(", ")})`
}

/**
 * The server refused this message for good: the same message will be refused again.
 *
 * @category errors
 * @since 0.1.0
 */
export class Refused extends Schema.TaggedError<Refused>()("Refused", {
  /** Which part of the message the server refused. */
  part: Schema.Literals(["sender", "recipient", "content"]),
  /** SMTP reply code; `null` when the server had announced the limit beforehand. */
  code: Schema.NullOr(Schema.Int),
  /** Enhanced status code such as `5.1.1`. */
  status: Schema.NullOr(Schema.String)
}) {
  override get message(): string {
    return `the mail server refused the ${this.part} for good${details([this.code, this.status])}`
  }
}

const unavailable = {
  busy: "the mail server asked to try again later",
  timeout: "the mail server did not answer in time",
  unreachable: "the mail server cannot be reached",
  closed: "the mail server closed the connection before it took the message",
  protocol: "the mail server gave an answer that is not understood",
  certificate: "the mail server's certificate is not trusted",
  encryption: "the mail server does not offer the required encryption",
  credentials: "the mail server does not accept the login"
} as const

/**
 * The message is fine and nobody has it yet, or nobody can tell: deliver the same message again later.
 *
 * @category errors
 * @since 0.1.0
 */
export class Unavailable extends Schema.TaggedError<Unavailable>()("Unavailable", {
  why: Schema.Literals(Object.keys(unavailable) as ReadonlyArray<keyof typeof unavailable>),
  /** SMTP reply code, if the server gave one. */
  code: Schema.NullOr(Schema.Int),
  /** Name of the system or certificate error, such as `ECONNREFUSED`. */
  system: Schema.NullOr(Schema.String)
}) {
  override get message(): string {
    return `${unavailable[this.why]}${details([this.code, this.system])}`
  }
}

/**
 * A field of the message cannot be put in an e-mail; it was refused before anything was sent.
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidMessage extends Schema.TaggedError<InvalidMessage>()("InvalidMessage", {
  field: Schema.Literals([
    "id",
    "sentAt",
    "from.name",
    "from.address",
    "to.name",
    "to.address",
    "subject",
    "text",
    "html"
  ]),
  /** A verb phrase from a closed list; never a part of the value. */
  problem: Schema.String
}) {
  override get message(): string {
    return `\`${this.field}\` ${this.problem}`
  }
}

/**
 * The message is marked `secure` and this mailer has no encrypted way to send it.
 *
 * @category errors
 * @since 0.1.0
 */
export class NotSecure extends Schema.TaggedError<NotSecure>()("NotSecure", {}) {
  override get message(): string {
    return "the message must travel encrypted and this mailer sends in plain: configure it with encryption"
  }
}

/**
 * The place where messages are kept cannot be written.
 *
 * @category errors
 * @since 0.1.0
 */
export class Storage extends Schema.TaggedError<Storage>()("Storage", {
  /** Name of the system error, such as `ENOSPC`. */
  system: Schema.String,
  /** What an operator can do about it. */
  remedy: Schema.String
}) {
  override get message(): string {
    return `the mail folder cannot be written (\`${this.system}\`): ${this.remedy}`
  }
}

/**
 * Schema for why a delivery failed.
 *
 * @category errors
 * @since 0.1.0
 */
export const MailFailure = Schema.Union([Refused, Unavailable, InvalidMessage, NotSecure, Storage])
export type MailFailure = typeof MailFailure.Type

/**
 * A message was not delivered; `reason` says why.
 *
 * **Details**
 *
 * Holds no address, no subject, no body and no text of a mail server: it may be logged as it is. `[C6]`
 *
 * @category errors
 * @since 0.1.0
 */
export class MailError extends Schema.TaggedError<MailError>()("MailError", {
  reason: MailFailure
}) {
  override get message(): string {
    return this.reason.message
  }

  /** Whether the same message may be accepted later without anybody changing the message or the configuration. */
  get isRetryable(): boolean {
    return this.reason._tag === "Unavailable" || this.reason._tag === "Storage"
  }
}

/**
 * Delivers rendered notices.
 *
 * **Details**
 *
 * What every adapter guarantees:
 *
 * 1. Success means that the next system (a mail server, a disk) has confirmed the whole message.
 * 2. A repeat of the same message is allowed at any time and produces the same Message-ID and the same bytes,
 *    so that delivering at least once is safe. `[C1]`
 * 3. Every field is validated again: no field can add a header, a recipient, a part or a line, and there is
 *    exactly one recipient. A field that cannot be represented fails with `InvalidMessage`, before any I/O. `[C7]`
 * 4. A message marked `secure` never leaves over an unencrypted connection; it fails with `NotSecure`.
 * 5. The error channel carries `MailError` only, without personal data. `[C6]`
 * 6. A failure of one message does not affect any other. `[C4]`
 *
 * **Gotchas**
 *
 * `Unavailable` and interruption do not prove that nothing was sent: an answer may have been lost on its way back.
 * Adapters do not repeat a message of which the server may have taken a part; the outbox does.
 *
 * @rule EXT-08
 * @category services
 * @since 0.1.0
 */
export class Mailer extends Context.Service<
  Mailer,
  {
    readonly deliver: (message: MailMessage) => Effect.Effect<DeliveryReceipt, MailError>
  }
>()("@agencybook/application/Mailer") {}

/**
 * A mailer over a function of the host's own, such as the client of a mail service. It resolves once the next system has
 * confirmed the message, and keeps the guarantees of `Mailer`: what is marked `secure` travels encrypted. It rejects with
 * a `MailError` where the reason is known; any other rejection means that the same message is delivered again later.
 *
 * @category layers
 * @since 0.1.0
 */
export const fromPromise = (send: (message: MailMessage) => Promise<DeliveryReceipt>): Layer.Layer<Mailer> =>
  Layer.succeed(
    Mailer,
    Mailer.of({
      deliver: (message) =>
        Effect.tryPromise({
          try: () => send(message),
          // What a foreign client says may hold an address, so that none of it is kept.
          catch: (error) =>
            error instanceof MailError
              ? error
              : new MailError({ reason: new Unavailable({ why: "protocol", code: null, system: null }) })
        })
    })
  )
