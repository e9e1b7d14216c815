/**
 * A running server as a system under test, over plain HTTP and JSON.
 *
 * The contract, all of it:
 *
 * - `POST /commands` with the envelope as JSON: `{ "id", "actor", "command" }`, and `"acting"`, `"secondFactor"` and
 *   `"secret"` where they apply. The answer is the reply of `Portal.execute`: `{ "ok": true, "events", "repeated", "at", "reveal"? }` or
 *   `{ "ok": false, "refusal" }`, whatever the status.
 * - `GET /roster?agencyId=…` and `GET /book?agencyId=…&agentId=…` answer as `Portal.roster` and `Portal.book` do:
 *   `{ "ok": true, "asOf", "value" }` or `{ "ok": false, "refusal" }`.
 * - Who asks, and what the clock shows, goes in headers, so that a server can be told in its own way: by default
 *   `agencybook-actor` and `agencybook-acting` as JSON text, `agencybook-at`, and `agencybook-second-factor: true` for whoever
 *   has signed in with one. A server that authenticates by a session takes its actor from there, and gets the session from
 *   `headers`.
 *
 * @since 0.1.0
 */
import type { Instant } from "@agencybook/core/CalendarDate"
import * as Driver from "./Driver.ts"

/** Who asks, and when. @category models */
export interface Asker {
  readonly actor: unknown
  readonly acting?: string
  readonly secondFactor?: true
  readonly at: Instant
}

/** Where the server is, and how it is told who asks. @category models */
export interface Options {
  /** The address before `/commands`, with or without a slash at the end. */
  readonly url: string
  readonly headers?: (asker: Asker) => Readonly<Record<string, string>>
  /** Milliseconds to wait for an answer; ten seconds when absent. */
  readonly timeout?: number
}

/** The headers of the contract. @category constructors */
export const headers = ({ acting, actor, at, secondFactor }: Asker): Readonly<Record<string, string>> => ({
  "agencybook-actor": encodeURIComponent(JSON.stringify(actor) ?? ""),
  "agencybook-at": at,
  ...(acting === undefined ? {} : { "agencybook-acting": encodeURIComponent(acting) }),
  ...(secondFactor === undefined ? {} : { "agencybook-second-factor": String(secondFactor) })
})

const askerOf = ({
  acting,
  actor,
  at,
  secondFactor
}: { readonly [K in keyof Asker]-?: Asker[K] | undefined }): Asker => ({
  ...{ actor, at: at as Instant },
  ...(acting === undefined ? {} : { acting }),
  ...(secondFactor === undefined ? {} : { secondFactor })
})

/** A server as a driver. @category constructors */
export const make = (options: Options): Driver.Driver => {
  const base = options.url.replace(/\/+$/, "")
  const headersOf = options.headers ?? headers
  const timeout = options.timeout ?? 10_000
  const json = async (response: Response): Promise<unknown> => {
    const text = await response.text()
    try {
      return JSON.parse(text)
    } catch {
      throw new TypeError(`the server answered ${response.status} without JSON: ${text.slice(0, 200)}`)
    }
  }
  return {
    send: async ({ at, ...envelope }) => {
      const { acting, actor, secondFactor } = envelope
      const response = await fetch(`${base}/commands`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...headersOf(askerOf({ acting, actor, at, secondFactor }))
        },
        body: JSON.stringify(envelope),
        signal: AbortSignal.timeout(timeout)
      })
      return Driver.reply(await json(response))
    },
    ask: async ({ acting, actor, at, secondFactor, ...question }) => {
      const { _tag, ...fields } = question
      const response = await fetch(`${base}/${_tag.toLowerCase()}?${new URLSearchParams(fields)}`, {
        headers: { ...headersOf(askerOf({ acting, actor, at, secondFactor })) },
        signal: AbortSignal.timeout(timeout)
      })
      return Driver.answer(await json(response))
    },
    close: () => Promise.resolve()
  }
}
