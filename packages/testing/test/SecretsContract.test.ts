import { createHash } from "node:crypto"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import { Secrets } from "@agencybook/application/Secrets"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as SecretsContract from "../src/SecretsContract.ts"

type Service = Secrets["Service"]

const cheap = { N: 16, r: 8, p: 1 }

describe("secrets from Node keep the contract", () => {
  for (const check of SecretsContract.checks)
    for (const [how, layer] of [
      ["a key by chance", NodeSecrets.layer(cheap)],
      ["a key of the server", NodeSecrets.layer({ ...cheap, key: new Uint8Array(32).fill(7), concurrency: 4 })]
    ] as const)
      it.live(`with ${how}: ${check.promise} ${check.name}`, () => SecretsContract.against(check, layer))

  const dear = SecretsContract.checks.filter(({ promise }) => promise === "E4")
  for (const check of dear)
    it.live(`at what is recommended: ${check.name}`, () => SecretsContract.against(check, NodeSecrets.layer()), 60_000)
})

const counted = (bytes: number, from: number): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, n) => createHash("sha256").update(`${from} ${n}`).digest()[0] as number)

const map =
  (change: (bytes: Uint8Array) => Uint8Array) =>
  (effect: Effect.Effect<Uint8Array>): Effect.Effect<Uint8Array> =>
    Effect.map(effect, change)

const plainDigest = (text: string) => createHash("sha256").update(text).digest("hex")

/** Secrets that are broken in one way each, and the check that says so. */
const broken: Readonly<Record<string, readonly [check: string, tamper: (whole: Service) => Partial<Service>]>> = {
  "gives one byte too few": ["as many bytes", ({ random }) => ({ random: (n) => random(Math.max(0, n - 1)) })],
  "gives no more than a block": ["as many bytes", ({ random }) => ({ random: (n) => random(Math.min(n, 65_536)) })],
  "gives the same bytes again": [
    "never drawn again",
    ({ random }) => {
      const pool = Effect.runSync(random(16_000))
      let n = 0
      return {
        random: (count) => Effect.sync(() => pool.slice((16 * n++) % 15_000, ((16 * (n - 1)) % 15_000) + count))
      }
    }
  ],
  "has only as much chance as 16 bits": [
    "never drawn again",
    () => ({ random: (count) => Effect.sync(() => counted(count, Math.floor(Math.random() * 65_536))) })
  ],
  "gives letters instead of bytes": [
    "every bit",
    ({ random }) => ({ random: (n) => map((bytes) => bytes.map((one) => 97 + (one % 26)))(random(n)) })
  ],
  "never gives zero": [
    "every bit",
    ({ random }) => ({ random: (n) => map((bytes) => bytes.map((one) => one || 1))(random(n)) })
  ],
  "leaves one bit at rest": [
    "every bit",
    ({ random }) => ({
      random: (n) => map((bytes) => bytes.map((one, place) => (place === 6 ? one & 0x0f : one)))(random(n))
    })
  ],
  "hands out its own buffer": [
    "their caller's own",
    ({ random }) => {
      const pool = new Uint8Array(100_000)
      return {
        random: (n) =>
          Effect.map(random(n), (bytes) => {
            pool.set(bytes)
            return pool.subarray(0, n)
          })
      }
    }
  ],
  "hands out what it remembers as derived": [
    "their caller's own",
    ({ derive }) => {
      const known = new Map<string, Uint8Array>()
      return {
        derive: (purpose, id) =>
          Effect.map(derive(purpose, id), (bytes) => {
            const key = JSON.stringify([purpose, id])
            const there = known.get(key) ?? bytes
            known.set(key, there)
            return there
          })
      }
    }
  ],
  "derives something new each time": ["32 bytes of their own", ({ random }) => ({ derive: () => random(32) })],
  "derives 16 bytes": [
    "32 bytes of their own",
    ({ derive }) => ({ derive: (purpose, id) => map((bytes) => bytes.slice(0, 16))(derive(purpose, id)) })
  ],
  "puts purpose and identifier together": [
    "32 bytes of their own",
    ({ derive }) => ({ derive: (purpose, id) => derive("", `${purpose}${id}`) })
  ],
  "derives without looking at the purpose": [
    "32 bytes of their own",
    ({ derive }) => ({ derive: (_, id) => derive("", id) })
  ],
  "folds identifiers": [
    "32 bytes of their own",
    ({ derive }) => ({ derive: (purpose, id) => derive(purpose, id.toLowerCase()) })
  ],
  "cuts identifiers": [
    "32 bytes of their own",
    ({ derive }) => ({ derive: (purpose, id) => derive(purpose, id.slice(0, 255)) })
  ],
  "derives without a key": [
    "worked out without a key",
    () => ({
      derive: (purpose, id) =>
        Effect.sync(() => new Uint8Array(createHash("sha256").update(`${purpose}:${id}`).digest()))
    })
  ],
  "digests in capitals": [
    "a digest is SHA-256",
    ({ digest }) => ({ digest: (text) => Effect.map(digest(text), (one) => one.toUpperCase()) })
  ],
  "digests another alphabet": [
    "a digest is SHA-256",
    () => ({ digest: (text) => Effect.sync(() => createHash("sha256").update(text).digest("base64")) })
  ],
  "digests half of it": [
    "a digest is SHA-256",
    ({ digest }) => ({ digest: (text) => Effect.map(digest(text), (one) => one.slice(0, 32)) })
  ],
  "digests what it has normalised": [
    "a digest is SHA-256",
    ({ digest }) => ({ digest: (text) => digest(text.normalize("NFC")) })
  ],
  "opens everything": ["by nothing else", () => ({ opens: () => Effect.succeed(true) })],
  "opens nothing": ["by nothing else", () => ({ opens: () => Effect.succeed(false) })],
  "forgives case": [
    "by nothing else",
    ({ opens, seal }) => ({
      seal: (secret) => seal(secret.toLowerCase()),
      opens: (secret, sealed) => opens(secret.toLowerCase(), sealed)
    })
  ],
  trims: [
    "by nothing else",
    ({ opens, seal }) => ({
      seal: (secret) => seal(secret.trim()),
      opens: (secret, sealed) => opens(secret.trim(), sealed)
    })
  ],
  "stops after 72 bytes": [
    "by nothing else",
    ({ opens, seal }) => ({
      seal: (secret) => seal(secret.slice(0, 72)),
      opens: (secret, sealed) => opens(secret.slice(0, 72), sealed)
    })
  ],
  "stops at a NUL": [
    "by nothing else",
    ({ opens, seal }) => ({
      seal: (secret) => seal(secret.split("\0")[0] as string),
      opens: (secret, sealed) => opens(secret.split("\0")[0] as string, sealed)
    })
  ],
  "opens once": [
    "by nothing else",
    ({ opens }) => {
      const used = new Set<string>()
      return {
        opens: (secret, sealed) =>
          Effect.map(opens(secret, sealed), (open) => {
            const again = used.has(`${secret} ${sealed}`)
            used.add(`${secret} ${sealed}`)
            return open && !again
          })
      }
    }
  ],
  "seals without salt": [
    "sealed otherwise each time",
    () => ({
      seal: (secret) => Effect.succeed(`plain$${plainDigest(`pepper ${secret}`)}`),
      opens: (secret, sealed) => Effect.succeed(sealed === `plain$${plainDigest(`pepper ${secret}`)}`)
    })
  ],
  "keeps the secret beside its seal": [
    "sealed otherwise each time",
    ({ opens, seal }) => ({
      seal: (secret) => Effect.map(seal(secret), (one) => `${one}~${Buffer.from(secret).toString("base64")}`),
      opens: (secret, sealed) => opens(secret, sealed?.split("~")[0])
    })
  ],
  "keeps a plain digest beside its seal": [
    "sealed otherwise each time",
    ({ opens, seal }) => ({
      seal: (secret) => Effect.map(seal(secret), (one) => `${one}~${plainDigest(secret)}`),
      opens: (secret, sealed) => opens(secret, sealed?.split("~")[0])
    })
  ],
  "opens for nobody": [
    "opened by nothing",
    ({ opens }) => ({
      opens: (secret, sealed) => (sealed === undefined ? Effect.succeed(true) : opens(secret, sealed))
    })
  ],
  "takes a secret for its own seal": [
    "opened by nothing",
    ({ opens }) => ({ opens: (secret, sealed) => (secret === sealed ? Effect.succeed(true) : opens(secret, sealed)) })
  ],
  "compares the beginning of a seal": [
    "opened by nothing",
    ({ digest }) => ({
      seal: (secret) => Effect.map(digest(`s ${secret}`), (one) => `${Math.random()}$${one}`),
      opens: (secret, sealed) =>
        Effect.map(digest(`s ${secret}`), (one) => sealed !== undefined && one.startsWith(sealed.split("$")[1] ?? ""))
    })
  ],
  "is quick where nobody is": [
    "take as long",
    ({ opens }) => ({
      opens: (secret, sealed) => (sealed === undefined ? Effect.succeed(false) : opens(secret, sealed))
    })
  ],
  "is quick where the secret is wrong": [
    "take as long",
    ({ digest, opens }) => {
      const known = new Map<string, string>()
      return {
        opens: (secret, sealed) =>
          Effect.flatMap(digest(secret), (one) =>
            sealed !== undefined && known.get(sealed) === one
              ? Effect.succeed(false)
              : Effect.map(opens(secret, sealed), (open) => {
                  if (!open && sealed !== undefined) known.set(sealed, one)
                  return open
                })
          )
      }
    }
  ],
  "mixes up what is sealed at once": [
    "not mixed up",
    ({ seal }) => {
      let last = ""
      return {
        seal: (secret) =>
          Effect.suspend(() => {
            last = secret
            return Effect.andThen(
              Effect.yieldNow,
              Effect.suspend(() => seal(last))
            )
          })
      }
    }
  ]
}

describe("the contract of secrets", () => {
  for (const [fault, [expected, tamper]] of Object.entries(broken))
    it.live(`notices a port that ${fault}`, () =>
      Effect.gen(function* () {
        const layer = Layer.effect(
          Secrets,
          Effect.map(Secrets, (whole) => Secrets.of({ ...whole, ...tamper(whole) }))
        ).pipe(Layer.provide(NodeSecrets.layer({ N: 256, r: 8, p: 1 })))
        const caught: Array<string> = []
        for (const check of SecretsContract.checks) {
          const result = yield* Effect.result(SecretsContract.against(check, layer))
          if (result._tag === "Failure") caught.push(result.failure.message)
        }
        assert.isTrue(
          caught.some((message) => message.includes(expected)),
          `caught by ${JSON.stringify(caught)}`
        )
      })
    )

  it("has a broken port for each check", () => {
    const unbroken = SecretsContract.checks.filter(
      ({ name }) => !Object.values(broken).some(([expected]) => name.includes(expected))
    )
    assert.deepStrictEqual(unbroken, [])
  })
})
