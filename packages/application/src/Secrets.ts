/**
 * The port of randomness and digests.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"

/**
 * Randomness and digests, from the platform.
 *
 * @category services
 */
export class Secrets extends Context.Service<
  Secrets,
  {
    /** Bytes from the system's cryptographic generator. */
    readonly random: (count: number) => Effect.Effect<Uint8Array>
    /**
     * 32 bytes that the server's key gives for one purpose and one identifier: always the same ones, and without the key
     * nobody's. Whoever renders a message that carries such a secret derives it with the same key.
     */
    readonly derive: (purpose: string, id: string) => Effect.Effect<Uint8Array>
    /** SHA-256 of a text as lower-case hexadecimal. */
    readonly digest: (text: string) => Effect.Effect<string>
    /** Salted, slow digest of a secret, with its parameters. */
    readonly seal: (secret: string) => Effect.Effect<string>
    /** Checks a secret against a sealed one in constant time; `undefined` costs as much as a real one and is false. */
    readonly opens: (secret: string, sealed: string | undefined) => Effect.Effect<boolean>
  }
>()("@agencybook/application/Secrets") {}
