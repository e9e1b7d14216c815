import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as NodeSecrets from "../src/NodeSecrets.ts"
import { Secrets } from "../src/Secrets.ts"
import { cost } from "./fixture/portal.ts"

const story = <A, E>(name: string, effect: Effect.Effect<A, E, Secrets>) =>
  it.live(name, () => effect.pipe(Effect.provide(NodeSecrets.layer(cost))))

describe("NodeSecrets", () => {
  it("recommends what the guides recommend", () => {
    assert.deepStrictEqual(NodeSecrets.recommended, { N: 2 ** 17, r: 8, p: 1 })
  })

  story(
    "seals the same secret differently each time, and opens both",
    Effect.gen(function* () {
      const secrets = yield* Secrets
      const [one, other] = [yield* secrets.seal("secret"), yield* secrets.seal("secret")]
      assert.notStrictEqual(one, other)
      for (const sealed of [one, other]) {
        assert.isTrue(yield* secrets.opens("secret", sealed))
        assert.isFalse(yield* secrets.opens("Secret", sealed))
        assert.notInclude(sealed, "secret")
      }
    })
  )

  story(
    "tells a secret from the same with a NUL behind it [F7]",
    Effect.gen(function* () {
      const secrets = yield* Secrets
      for (const [one, other] of [
        ["secret", "secret\0"],
        ["", "\0"],
        ["x".repeat(62), `${"x".repeat(62)}\0`]
      ] as const) {
        assert.isFalse(yield* secrets.opens(other, yield* secrets.seal(one)))
        assert.isFalse(yield* secrets.opens(one, yield* secrets.seal(other)))
        assert.isTrue(yield* secrets.opens(other, yield* secrets.seal(other)))
      }
    })
  )

  story(
    "opens nothing with what is no seal",
    Effect.gen(function* () {
      const secrets = yield* Secrets
      for (const sealed of [undefined, "", "secret", "md5$1$2$3$c2FsdA$a2V5"])
        assert.isFalse(yield* secrets.opens("secret", sealed))
    })
  )

  story(
    "opens what was sealed at another cost",
    Effect.gen(function* () {
      const secrets = yield* Secrets
      const before = yield* Effect.provide(
        Effect.flatMap(Secrets, (old) => old.seal("secret")),
        NodeSecrets.layer({ N: 32, r: 8, p: 1 })
      )
      assert.isTrue(yield* secrets.opens("secret", before))
    })
  )

  story(
    "digests as SHA-256 and draws as many bytes as asked",
    Effect.gen(function* () {
      const secrets = yield* Secrets
      assert.strictEqual(
        yield* secrets.digest("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      )
      assert.strictEqual((yield* secrets.random(9)).length, 9)
    })
  )

  story(
    "derives the same bytes from the same key, purpose and identifier, and others from another",
    Effect.gen(function* () {
      const key = new Uint8Array(32).fill(7)
      const from = (layer: ReturnType<typeof NodeSecrets.layer>, purpose: string, id: string) =>
        Effect.map(
          Effect.provide(
            Effect.flatMap(Secrets, (secrets) => secrets.derive(purpose, id)),
            layer
          ),
          (bytes) => Buffer.from(bytes).toString("hex")
        )
      const known = NodeSecrets.layer({ ...cost, key })
      const one = yield* from(known, "sample-link", "link-1")
      assert.strictEqual(one, Buffer.from(NodeSecrets.derive(key)("sample-link", "link-1")).toString("hex"))
      assert.strictEqual(one.length, 64)
      const others = [
        yield* from(known, "sample-link", "link-2"),
        yield* from(known, "sample", "-linklink-1"),
        yield* from(NodeSecrets.layer({ ...cost, key: new Uint8Array(32) }), "sample-link", "link-1"),
        yield* from(NodeSecrets.layer(cost), "sample-link", "link-1")
      ]
      assert.notInclude(others, one)
    })
  )

  it("refuses a short key", () => {
    assert.throws(
      () => Effect.runSync(Effect.provide(Effect.void, NodeSecrets.layer({ key: new Uint8Array(31) }))),
      "needs 32 bytes"
    )
  })
})
