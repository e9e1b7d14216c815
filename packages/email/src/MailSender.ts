/**
 * Mails by SMTP for hosts without Effect: messages in, what became of each out.
 *
 * The same as `Smtp`, with promises. What cannot be delivered is a value that says whether to try again; what is thrown is
 * a setting that cannot be used.
 *
 * @since 0.1.0
 */
import { Mailer, type MailFailure, type MailMessage } from "@agencybook/application/Mailer"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Scope from "effect/Scope"
import * as Smtp from "./Smtp.ts"

/**
 * Where and how to hand over mail: `SmtpOptions` with plain values.
 *
 * @category models
 * @since 0.1.0
 */
export interface MailSenderOptions extends Omit<Smtp.SmtpOptions, "auth" | "timeout"> {
  /** The password is kept where no log shows it. */
  readonly auth?: { readonly user: string; readonly password: string }
  /** Longest time for a message, in milliseconds; five minutes unless given. */
  readonly timeoutMillis?: number
}

/**
 * What became of a message; `id` is the notice id.
 *
 * @category models
 * @since 0.1.0
 */
export type Sent =
  | { readonly ok: true; readonly id: string; readonly messageId: string }
  | {
      readonly ok: false
      readonly id: string
      /** In words, without an address, a subject or a text of the server. */
      readonly message: string
      /** Whether the same message may be taken later, without anybody changing it or a setting. */
      readonly isRetryable: boolean
      readonly reason: MailFailure
    }

/**
 * A mailer as promises.
 *
 * @category services
 * @since 0.1.0
 */
export interface MailSender {
  readonly send: (message: MailMessage) => Promise<Sent>
  /**
   * Sends one message after the other, as many at the same time as there are connections, and tells of each in their
   * order. Who stops listening stops the sending; what is under way is waited for.
   */
  readonly sendAll: (messages: Iterable<MailMessage> | AsyncIterable<MailMessage>) => AsyncGenerator<Sent, void, void>
  /** Lets messages that are being handed over finish. */
  readonly close: () => Promise<void>
}

const smtp = ({ auth, timeoutMillis, ...rest }: MailSenderOptions): Smtp.SmtpOptions => ({
  ...rest,
  ...(auth === undefined ? {} : { auth: { user: auth.user, password: Redacted.make(auth.password) } }),
  ...(timeoutMillis === undefined ? {} : { timeout: timeoutMillis })
})

/**
 * The mailer for `portal.deliver`, with plain values.
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (options: MailSenderOptions): Layer.Layer<Mailer, Smtp.SmtpOptionRefused> =>
  Smtp.layer(smtp(options))

/**
 * Opens a sender; rejects with `SmtpOptionRefused` when an option cannot be used. It connects with the first message.
 *
 * @category constructors
 * @since 0.1.0
 */
export const open = async (options: MailSenderOptions): Promise<MailSender> => {
  const scope = Scope.makeUnsafe()
  const mailer = Context.get(await Effect.runPromise(Layer.buildWithScope(layer(options), scope)), Mailer)
  const { connections = 5 } = options

  const send = (message: MailMessage): Promise<Sent> =>
    Effect.runPromise(
      mailer.deliver(message).pipe(
        Effect.map(({ id, messageId }): Sent => ({ ok: true, id, messageId })),
        Effect.catch((error) =>
          Effect.succeed<Sent>({
            ...{ ok: false, id: message.id, message: error.message },
            ...{ isRetryable: error.isRetryable, reason: error.reason }
          })
        )
      )
    )

  return {
    send,
    sendAll: async function* (messages) {
      const underWay: Array<Promise<Sent>> = []
      try {
        for await (const message of messages) {
          const sent = send(message)
          // What cannot be a message is thrown in its turn, and until then is nobody's unhandled rejection.
          sent.catch(() => undefined)
          underWay.push(sent)
          const [first] = underWay
          if (first === undefined || underWay.length < connections) continue
          yield await first
          underWay.shift()
        }
        for (let [first] = underWay; first !== undefined; [first] = underWay) {
          yield await first
          underWay.shift()
        }
      } finally {
        await Promise.allSettled(underWay)
      }
    },
    close: () => Effect.runPromise(Scope.close(scope, Exit.void))
  }
}
