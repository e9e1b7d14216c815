/**
 * The contract of the `Secrets` port as a list of named checks, for every implementation.
 *
 * The checks know no test runner: each is an effect that succeeds or fails with a `PortViolation`, so make one test of
 * each. What is drawn by chance is looked at for what no chance would bring in the age of the universe; that it comes from a
 * generator nobody can foresee, no test can tell.
 *
 * ```ts
 * import * as NodeSecrets from "@agencybook/application/NodeSecrets"
 * import * as SecretsContract from "@agencybook/testing/SecretsContract"
 * import * as Effect from "effect/Effect"
 *
 * const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1 })
 * const checks = SecretsContract.checks.filter(({ promise }) => promise === "E1")
 * for (const check of checks) await Effect.runPromise(SecretsContract.against(check, secrets))
 * console.log(checks.length > 1)
 * // => true
 * ```
 *
 * @since 0.1.0
 */
import { createHash, createHmac } from "node:crypto"
import { Secrets } from "@agencybook/application/Secrets"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import { alike, checksOf, type PortCheck, PortViolation } from "./internal/PortCheck.ts"

export { PortViolation }

type Service = Secrets["Service"]

/** One named check of the contract. @category models */
export type Check = PortCheck<Service>

const check = checksOf<Service>("secrets")

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")

const draws = (secrets: Service, count: number, length: number) =>
  Effect.forEach(Array.from({ length: count }), () => secrets.random(length))

const asMany = Effect.fnUntraced(function* (secrets: Service) {
  for (const count of [0, 1, 5, 16, 32, 255, 4_096, 70_000]) {
    const bytes = yield* secrets.random(count)
    yield* alike(`${count} bytes are bytes`, bytes instanceof Uint8Array, true)
    yield* alike(`${count} bytes`, bytes.length, count)
  }
})

const neverTwice = Effect.fnUntraced(function* (secrets: Service) {
  const seen = new Set((yield* draws(secrets, 5_000, 16)).map(hex))
  yield* alike("different values of 5,000", seen.size, 5_000)
  const atOnce = yield* Effect.all(
    Array.from({ length: 500 }, () => secrets.random(16)),
    { concurrency: "unbounded" }
  )
  for (const bytes of atOnce) seen.add(hex(bytes))
  yield* alike("different values with 500 more at once", seen.size, 5_500)
})

const evenly = Effect.fnUntraced(function* (secrets: Service) {
  // A fair bit is further from half than eight deviations once in 10^15 times.
  const most = 8
  const [count, length] = [4_096, 32]
  const all = yield* draws(secrets, count, length)
  const far: Array<string> = []
  for (let place = 0; place < length * 8; place++) {
    const ones = all.filter((bytes) => (((bytes[place >> 3] as number) >> (place & 7)) & 1) === 1).length
    if (Math.abs(ones - count / 2) > most * Math.sqrt(count / 4)) far.push(`bit ${place}: ${ones} of ${count}`)
  }
  yield* alike("bits that are not one half of the time", far, [])
  const counts = new Array<number>(256).fill(0)
  for (const bytes of all) for (const byte of bytes) counts[byte] = (counts[byte] as number) + 1
  const expected = (count * length) / 256
  const odd = counts.flatMap((one, byte) =>
    Math.abs(one - expected) > most * Math.sqrt(expected) ? [`${byte}: ${one} instead of about ${expected}`] : []
  )
  yield* alike("bytes that are not as frequent as the others", odd, [])
})

const ownCopies = Effect.fnUntraced(function* (secrets: Service) {
  for (const [what, make] of [
    ["drawn", secrets.random(32)],
    ["derived", secrets.derive("a purpose", "an identifier")]
  ] as const) {
    const first = yield* make
    const before = hex(first)
    const second = yield* make
    const kept = hex(second)
    yield* alike(`bytes that were ${what}, after more were`, hex(first), before)
    first.fill(0)
    yield* alike(`bytes that were ${what}, after others were wiped`, hex(second), kept)
    if (what === "derived") yield* alike("the same derived again after they were wiped", hex(yield* make), before)
  }
})

/** Pairs that are confused where their parts are only put together, cut, folded or normalised. */
const pairs: ReadonlyArray<readonly [purpose: string, id: string]> = [
  ["ab", "c"],
  ["a", "bc"],
  ["abc", ""],
  ["", "abc"],
  ["c", "ab"],
  ["a:b", "c"],
  ["a", "b:c"],
  ["AB", "c"],
  ["ab", "C"],
  ["ab ", "c"],
  ["ab", " c"],
  ["Jose\u0301", "c"],
  ["Jos\u00e9", "c"],
  ["ab", `${"x".repeat(300)}1`],
  ["ab", `${"x".repeat(300)}2`]
]

const derived = Effect.fnUntraced(function* (secrets: Service) {
  const first = yield* Effect.forEach(pairs, ([purpose, id]) => secrets.derive(purpose, id))
  const again = yield* Effect.forEach(pairs, ([purpose, id]) => secrets.derive(purpose, id))
  yield* alike("derived lengths", Array.from(new Set(first.map(({ length }) => length))), [32])
  yield* alike("what is derived again", again.map(hex), first.map(hex))
  yield* alike("different values of as many pairs", new Set(first.map(hex)).size, pairs.length)
})

const keyed = Effect.fnUntraced(function* (secrets: Service) {
  const separators = ["", "\0", ":", "/", "~", "|", ".", "-", ",", " ", "\n", "\u001f"]
  const keys = ["", "key", "secret", "agencybook", "\0".repeat(32)]
  for (const [purpose, id] of pairs) {
    const found = hex(yield* secrets.derive(purpose, id))
    const guesses = separators.flatMap((by) =>
      [`${purpose}${by}${id}`, `${id}${by}${purpose}`].flatMap((text) => [
        createHash("sha256").update(text).digest("hex"),
        ...keys.map((key) => createHmac("sha256", key).update(text).digest("hex"))
      ])
    )
    yield* alike(`whether anybody can work out what "${purpose}" gives "${id}"`, guesses.includes(found), false)
  }
})

const digests: ReadonlyArray<readonly [text: string, digest: string]> = [
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"]
]

const digested = Effect.fnUntraced(function* (secrets: Service) {
  for (const [text, expected] of digests)
    yield* alike(`the digest of ${text.length} characters`, yield* secrets.digest(text), expected)
  for (const text of ["Jos\u00e9", "Jose\u0301", "\u{1f511}", "a\0b", " a "])
    yield* alike(
      `the digest of ${JSON.stringify(text)}`,
      yield* secrets.digest(text),
      createHash("sha256").update(text, "utf8").digest("hex")
    )
})

const secret = "Kelp-Ledger 47 Jos\u00e9"
const long = "x".repeat(100)

/** Secrets beside others from which they differ as little as can be. */
const unlike: ReadonlyArray<readonly [secret: string, others: ReadonlyArray<string>]> = [
  [
    secret,
    [
      ...["", " ", secret.slice(0, -1), `${secret} `, ` ${secret}`, `${secret}\0`, secret.toLowerCase()],
      ...[secret.toUpperCase(), secret.normalize("NFD"), secret.replace("-", ""), secret.split("").reverse().join("")]
    ]
  ],
  // Some ways of sealing stop at a NUL, and others after 72 bytes.
  ["a\0b", ["a", "a\0", "a\0c"]],
  [`${long}1`, [`${long}2`, long, `${long}11`]],
  ["0", ["", "00", "false", "null"]]
]

const opened = Effect.fnUntraced(function* (secrets: Service) {
  for (const [one, others] of unlike) {
    const sealed = yield* secrets.seal(one)
    yield* alike(`${JSON.stringify(one)} opens what it sealed`, yield* secrets.opens(one, sealed), true)
    for (const other of others)
      yield* alike(`${JSON.stringify(other)} instead of it opens`, yield* secrets.opens(other, sealed), false)
    yield* alike("what opens is still opened", yield* secrets.opens(one, sealed), true)
  }
})

const salted = Effect.fnUntraced(function* (secrets: Service) {
  const many = yield* Effect.forEach(Array.from({ length: 20 }), () => secrets.seal(secret))
  yield* alike("different sealings of one secret", new Set(many).size, 20)
  for (const sealed of many) yield* alike("each of them is opened", yield* secrets.opens(secret, sealed), true)
  const forms = (text: string) => [
    text,
    ...(["base64", "base64url", "hex"] as const).map((encoding) => Buffer.from(text).toString(encoding)),
    encodeURIComponent(text),
    ...(["hex", "base64", "base64url"] as const).map((e) => createHash("sha256").update(text).digest(e))
  ]
  for (const sealed of many)
    for (const form of forms(secret))
      yield* alike("a sealing shows its secret or its plain digest", sealed.includes(form), false)
})

const nothing = Effect.fnUntraced(function* (secrets: Service) {
  for (const one of [secret, "", "undefined", "null"])
    yield* alike(`${JSON.stringify(one)} opens what is not there`, yield* secrets.opens(one, undefined), false)
  const sealed = yield* secrets.seal(secret)
  const other = yield* secrets.seal(`${secret}!`)
  const last = sealed.at(-2) === "A" ? "B" : "A"
  for (const spoiled of ["", secret, other, sealed.slice(0, -4), `${sealed.slice(0, -2)}${last}${sealed.slice(-1)}`]) {
    // What was never a sealing may be refused in any way but one.
    const exit = yield* Effect.exit(secrets.opens(secret, spoiled))
    yield* alike(`${JSON.stringify(spoiled)} is opened`, Exit.isSuccess(exit) && exit.value, false)
  }
})

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number

const asDear = Effect.fnUntraced(function* (secrets: Service) {
  const sealed = yield* secrets.seal(secret)
  const ways = { right: sealed, wrong: yield* secrets.seal("another"), nobody: undefined }
  const times: Record<keyof typeof ways, Array<number>> = { right: [], wrong: [], nobody: [] }
  // Until there is enough to compare, or for a second: sealing may be as slow as it should be.
  const began = performance.now()
  for (let n = 0; n < 5 || (n < 200 && performance.now() - began < 1_000); n++)
    for (const way of ["right", "wrong", "nobody"] as const) {
      const started = performance.now()
      yield* secrets.opens(secret, ways[way])
      times[way].push(performance.now() - started)
    }
  const [right, wrong, nobody] = [median(times.right), median(times.wrong), median(times.nobody)]
  yield* alike("a wrong secret is told in a quarter of the time or less", wrong < right / 4, false)
  yield* alike("that nobody is there is told in a quarter of the time or less", nobody < right / 4, false)
})

const atOnce = Effect.fnUntraced(function* (secrets: Service) {
  const all = Array.from({ length: 12 }, (_, n) => `${secret} ${n}`)
  const sealed = yield* Effect.forEach(all, secrets.seal, { concurrency: "unbounded" })
  const own = yield* Effect.forEach(all, (one, n) => secrets.opens(one, sealed[n]), { concurrency: "unbounded" })
  yield* alike(
    "each opens its own",
    own,
    all.map(() => true)
  )
  const next = yield* Effect.forEach(all, (one, n) => secrets.opens(one, sealed[(n + 1) % all.length]), {
    concurrency: "unbounded"
  })
  yield* alike(
    "each opens that of the next",
    next,
    all.map(() => false)
  )
})

/** Every check of the contract. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("as many bytes are drawn as are asked for", "E1", asMany),
  check("what is drawn is never drawn again", "E1", neverTwice),
  check("every bit of what is drawn is fair, and every byte as frequent as the others", "E1", evenly),
  check("bytes are their caller's own", "E1", ownCopies),
  check("each purpose and identifier have 32 bytes of their own, always the same", "E1", derived),
  check("what is derived cannot be worked out without a key", "E1", keyed),
  check("a digest is SHA-256 of the text in UTF-8, as lower-case hexadecimal", "E3", digested),
  check("a sealed secret is opened by itself and by nothing else", "E3", opened),
  check("a secret is sealed otherwise each time, and not to be read from what is sealed", "E3", salted),
  check("what was never sealed is opened by nothing", "E4", nothing),
  check("a wrong secret, and nobody at all, take as long as the right one", "E4", asDear),
  check("secrets that are sealed at once are not mixed up", "E11", atOnce)
]

/** Runs one check against an implementation, which is built for this check alone. @category laws */
export const against = <E>(check: Check, secrets: Layer.Layer<Secrets, E>): Effect.Effect<void, PortViolation | E> =>
  Effect.provide(Secrets.use(check.run), Layer.fresh(secrets), { local: true })
