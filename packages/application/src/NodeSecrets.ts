/**
 * Randomness and digests from Node's own cryptography; secrets are sealed with scrypt.
 *
 * @since 0.1.0
 */
import { createHash, createHmac, randomBytes, scrypt, timingSafeEqual } from "node:crypto"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Semaphore from "effect/Semaphore"
import { Secrets } from "./Secrets.ts"

/** Cost of one sealing; memory is about `128 * N * r` bytes. @category models */
export interface ScryptCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** The floor of the OWASP guides for scrypt: about 0.3 s and 128 MiB for each try. @category models */
export const recommended: ScryptCost = { N: 2 ** 17, r: 8, p: 1 }

// Scrypt begins with an HMAC whose key is filled up with zero bytes, so that a secret and the same with a NUL behind it
// would be one; a byte that no text has marks where the secret ends.
const ended = (secret: string): Buffer => Buffer.concat([Buffer.from(secret), Buffer.of(0xff)])

const stretch = (secret: string, salt: Buffer, cost: ScryptCost): Effect.Effect<Buffer> =>
  Effect.callback<Buffer>((resume) => {
    scrypt(ended(secret), salt, 32, { ...cost, maxmem: 256 * cost.N * cost.r }, (error, key) =>
      resume(error ? Effect.die(error) : Effect.succeed(key))
    )
  })

const parse = (sealed: string) => {
  const [scheme, N, r, p, salt, key] = sealed.split("$")
  return scheme === "scrypt" && salt !== undefined && key !== undefined
    ? {
        cost: { N: Number(N), r: Number(r), p: Number(p) },
        salt: Buffer.from(salt, "base64url"),
        key: Buffer.from(key, "base64url")
      }
    : undefined
}

/**
 * Derives the bytes of a secret from the server's key, as the layer with that key does; for rendering messages.
 *
 * @category constructors
 */
export const derive =
  (key: Uint8Array) =>
  (purpose: string, id: string): Uint8Array =>
    // The zero byte stands in neither part, so that two pairs never share one input.
    new Uint8Array(createHmac("sha256", key).update(`${purpose}\0${id}`).digest())

/** Cost of sealing, how many sealings run at once, and the server's key. @category models */
export interface Options extends Partial<ScryptCost> {
  /** At most so many sealings at once, so that guessing cannot exhaust the machine; two unless given. */
  readonly concurrency?: number
  /**
   * At least 32 secret bytes from which the secrets of messages are derived, the same for every process of an exchange.
   * Unless given, bytes by chance: links and codes that were sent die with the process.
   */
  readonly key?: Uint8Array
}

/**
 * Secrets from Node.
 *
 * @category layers
 */
export const layer = ({ concurrency = 2, key, ...over }: Options = {}): Layer.Layer<Secrets> => {
  if (key !== undefined && key.length < 32) throw new RangeError("the key of the secrets needs 32 bytes at least")
  return Layer.sync(Secrets, () => {
    const cost: ScryptCost = { ...recommended, ...over }
    const derived = derive(key ?? randomBytes(32))
    const permits = Semaphore.makeUnsafe(concurrency)
    const slow = (secret: string, salt: Buffer, with_: ScryptCost) =>
      permits.withPermit(Effect.suspend(() => stretch(secret, salt, with_)))
    const dummySalt = randomBytes(16)
    return Secrets.of({
      random: (count) => Effect.sync(() => new Uint8Array(randomBytes(count))),
      derive: (purpose, id) => Effect.sync(() => derived(purpose, id)),
      digest: (text) => Effect.sync(() => createHash("sha256").update(text).digest("hex")),
      seal: (secret) =>
        Effect.suspend(() => {
          const salt = randomBytes(16)
          return Effect.map(
            slow(secret, salt, cost),
            (key) => `scrypt$${cost.N}$${cost.r}$${cost.p}$${salt.toString("base64url")}$${key.toString("base64url")}`
          )
        }),
      opens: (secret, sealed) => {
        const known = sealed === undefined ? undefined : parse(sealed)
        return Effect.map(slow(secret, known?.salt ?? dummySalt, known?.cost ?? cost), (key) =>
          known === undefined ? false : timingSafeEqual(key, known.key)
        )
      }
    })
  })
}
