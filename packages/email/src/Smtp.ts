/**
 * The mailer that speaks SMTP.
 *
 * Owns a pool of connections and the rule that notices travel encrypted. What goes over them is made by `Mime`,
 * what errors mean is decided by `SmtpFailure`, and when to try again by the outbox.
 *
 * @since 0.1.0
 */
import { MailError, Mailer, NotSecure, Unavailable } from "@agencybook/application/Mailer"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Semaphore from "effect/Semaphore"
import { createTransport, type SMTPPoolOptions } from "nodemailer"
import * as MailAddress from "./MailAddress.ts"
import * as Mime from "./Mime.ts"
import * as SmtpFailure from "./SmtpFailure.ts"

/**
 * Where and how to hand over mail.
 *
 * @category models
 * @since 0.1.0
 */
export interface SmtpOptions {
  readonly host: string
  /** 587 unless given; 465 with `security: "tls"`. */
  readonly port?: number
  /**
   * `starttls` (the default) starts in plain and goes on only encrypted; `tls` is encrypted from the first byte;
   * `plain-loopback` is for a mail catcher on this machine and is refused for any other host.
   */
  readonly security?: "starttls" | "tls" | "plain-loopback"
  readonly auth?: { readonly user: string; readonly password: Redacted.Redacted<string> }
  /** Certificate authorities in PEM form, instead of those that Node trusts. */
  readonly ca?: string | ReadonlyArray<string>
  /** Name in the server's certificate, if it is not `host`. */
  readonly serverName?: string
  /** Name with which this client introduces itself; the machine's name unless given. */
  readonly clientName?: string
  /** Connections kept open, and messages under way at the same time; 5 unless given. */
  readonly connections?: number
  /** Time for one message once it has a connection; 5 minutes unless given. */
  readonly timeout?: Duration.Input
}

/**
 * An option of the layer cannot be used; found before any connection is made.
 *
 * @category errors
 * @since 0.1.0
 */
export class SmtpOptionRefused extends Schema.TaggedError<SmtpOptionRefused>()("SmtpOptionRefused", {
  option: Schema.Literals(["security", "port", "connections", "timeout", "clientName"]),
  problem: Schema.String
}) {
  override get message(): string {
    return `smtp option \`${this.option}\` ${this.problem}`
  }
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host)

const refuse = (option: SmtpOptionRefused["option"], problem: string) =>
  Effect.fail(new SmtpOptionRefused({ option, problem }))

interface Settings {
  readonly transport: SMTPPoolOptions & { readonly pool: true }
  readonly encrypted: boolean
  readonly connections: number
  readonly timeout: Duration.Duration
}

const settings = Effect.fnUntraced(function* (options: SmtpOptions) {
  const security = options.security ?? "starttls"
  const connections = options.connections ?? 5
  const port = options.port ?? (security === "tls" ? 465 : 587)
  const timeout = Duration.fromInputUnsafe(options.timeout ?? "5 minutes")
  const wait = Duration.toMillis(timeout)
  if (security === "plain-loopback" && !isLoopback(options.host)) {
    return yield* refuse("security", "is `plain-loopback`, which only a server on this machine may use")
  }
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return yield* refuse("port", "is not a port number")
  if (!Number.isInteger(connections) || connections < 1) return yield* refuse("connections", "is not 1 or more")
  if (!(wait > 0 && wait < 2 ** 31)) return yield* refuse("timeout", "is not between 1 millisecond and 24 days")
  if (options.clientName !== undefined && Result.isFailure(MailAddress.parseDomain(options.clientName))) {
    return yield* refuse("clientName", "is not a domain name")
  }
  const encrypted = security !== "plain-loopback"
  const transport: Settings["transport"] = {
    pool: true,
    host: options.host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: !encrypted,
    maxConnections: connections,
    maxMessages: Number.MAX_SAFE_INTEGER,
    // Covers connections that the server closed while they were idle; nodemailer repeats only if no byte was sent
    maxRequeues: connections,
    connectionTimeout: Math.min(wait, 30_000),
    greetingTimeout: Math.min(wait, 30_000),
    socketTimeout: wait,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
    tls: {
      minVersion: "TLSv1.2",
      // Said aloud, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment does not reach notices
      rejectUnauthorized: true,
      ...(options.ca === undefined ? {} : { ca: typeof options.ca === "string" ? options.ca : [...options.ca] }),
      ...(options.serverName === undefined ? {} : { servername: options.serverName })
    },
    ...(options.clientName === undefined ? {} : { name: options.clientName }),
    ...(options.auth === undefined
      ? {}
      : { auth: { user: options.auth.user, pass: Redacted.value(options.auth.password) }, forceAuth: true })
  }
  return { transport, encrypted, connections, timeout } satisfies Settings
})

const make = Effect.fnUntraced(function* (options: SmtpOptions) {
  const { transport, encrypted, connections, timeout } = yield* settings(options)
  const pool = yield* Effect.acquireRelease(
    Effect.sync(() => createTransport(transport)),
    (open) => Effect.sync(() => open.close())
  )
  // One permit per connection: waiting messages are not composed yet, and the time limit starts with the connection
  const slots = yield* Semaphore.make(connections)

  const send = (mime: Mime.Mime) =>
    Effect.tryPromise({
      try: (signal) =>
        pool.sendMail({
          raw: Buffer.from(mime.bytes),
          // The size lets a server refuse before the message travels
          envelope: { from: mime.envelope.from, to: [mime.envelope.to], size: mime.bytes.length },
          signal
        }),
      catch: (error) => new MailError({ reason: SmtpFailure.toReason(error) })
    }).pipe(
      Effect.timeoutOrElse({
        duration: timeout,
        orElse: () =>
          Effect.fail(new MailError({ reason: new Unavailable({ why: "timeout", code: null, system: null }) }))
      })
    )

  return Mailer.of({
    deliver: Effect.fn("Smtp.deliver")(
      function* (message) {
        if (message.secure && !encrypted) return yield* new MailError({ reason: new NotSecure() })
        const mime = yield* Mime.compose(message)
        yield* send(mime)
        return { id: message.id, messageId: mime.messageId }
      },
      (effect) => slots.withPermit(effect)
    )
  })
})

/**
 * Provides a `Mailer` over a pool of SMTP connections.
 *
 * **Details**
 *
 * Connects with the first message, not when the layer is built, so that an absent mail server does not keep the
 * application from starting. Encryption is required unless `plain-loopback` is asked for. Closing the scope lets
 * messages that are being handed over finish.
 *
 * **Gotchas**
 *
 * An interrupted delivery closes its connection; the server may have taken the message.
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (options: SmtpOptions): Layer.Layer<Mailer, SmtpOptionRefused> =>
  Layer.effect(Mailer, make(options))
