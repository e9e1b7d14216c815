import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { conflict } from "../src/Envelope.ts"
import * as portal from "./fixture/portal.ts"

const canary = "zq7canary"
const { exchange, execute, left } = portal
const malformed = (one: unknown) => Effect.flip(execute(one as never))
const add = (profile: object) => ({
  id: "c-1",
  actor: exchange,
  command: { _tag: "AddAgent", agencyId: "agency-0", agentId: "agent-9", profile: { ...portal.profile(9), ...profile } }
})
const submit = { _tag: "SubmitAgent", agentId: "agent-1" }

/** Hostile envelopes, and the place that the answer has to name. */
const hostile: ReadonlyArray<readonly [string, unknown, string | undefined]> = [
  ["an identifier that is none", { id: `${canary} /`, actor: exchange, command: submit }, "id"],
  ["an identifier of an employment", { id: `${canary}/agency-0`, actor: exchange, command: submit }, "id"],
  ["a part with another name", { id: "c-1", actor: exchange, command: submit, [canary]: canary }, undefined],
  ["no identifier", { actor: exchange, command: submit }, "id"],
  ["no actor", { id: "c-1", command: submit }, "actor"],
  ["an unknown kind of actor", { id: "c-1", actor: { _tag: canary }, command: submit }, "actor"],
  ["an actor with a role of its own", { id: "c-1", actor: { ...exchange, [canary]: 1 }, command: submit }, "actor"],
  ["a session that is none", { id: "c-1", actor: exchange, acting: `${canary}!`, command: submit }, "acting"],
  [
    "a second factor that is no fact",
    { id: "c-1", actor: exchange, secondFactor: canary, command: submit },
    "secondFactor"
  ],
  ["a second factor in words", { id: "c-1", actor: exchange, secondFactor: "true", command: submit }, "secondFactor"],
  ["no command", { id: "c-1", actor: exchange }, "command"],
  ["an unknown command", { id: "c-1", actor: exchange, command: { _tag: canary } }, "command"],
  ["a command by an inherited name", { id: "c-1", actor: exchange, command: { _tag: "constructor" } }, "command"],
  ["a field too many", { id: "c-1", actor: exchange, command: { ...submit, [canary]: canary } }, "command"],
  [
    "a polluted prototype",
    {
      id: "c-1",
      actor: exchange,
      command: JSON.parse(`{"_tag":"SubmitAgent","agentId":"a","__proto__":{"${canary}":1}}`)
    },
    "command"
  ],
  [
    "a social security number as licence",
    add({ licence: { ...portal.profile(9).licence, number: `123-45-6789${canary}` } }),
    "command"
  ],
  ["an address with a header in it", add({ loginEmail: `${canary}@x.example\r\nBcc: a@b.example` }), "command"],
  ["a name with half a character", add({ name: { first: `${canary}\uD800`, last: "Ng" } }), "command"],
  [
    "a state that does not exist",
    { id: "c-1", actor: exchange, command: { _tag: "SuspendAgent", agentId: "a", reason: canary } },
    "command"
  ],
  ["text instead of a list", add({ languages: canary }), "command"],
  ["a deep object instead of text", add({ npn: { [canary]: { [canary]: canary } } }), "command"]
]

describe("Envelope", () => {
  it.live.each(hostile)("names the place and never repeats the input: %s", ([, one, place]) =>
    Effect.gen(function* () {
      const before = yield* left
      const error = yield* malformed(one)
      if (error._tag !== "CommandMalformed") return assert.fail(error._tag)
      assert.isAbove(error.issues.length, 0)
      for (const { message, path } of error.issues) {
        assert.strictEqual(path[0], place)
        assert.match(message, /^[a-z]/)
        assert.notInclude(message, canary)
      }
      assert.deepStrictEqual(yield* left, before)
    }).pipe(Effect.provide(portal.layer))
  )

  it.live("reports all issues of a command at once", () =>
    Effect.gen(function* () {
      const error = yield* malformed(add({ npn: "0", languages: [], loginEmail: "nobody" }))
      if (error._tag !== "CommandMalformed") return assert.fail(error._tag)
      assert.deepStrictEqual(error.issues.map(({ path }) => path.join(".")).sort(), [
        "command.profile.languages.0",
        "command.profile.loginEmail",
        "command.profile.npn"
      ])
    }).pipe(Effect.provide(portal.layer))
  )

  it("says which identifier belongs to another command", () => {
    assert.strictEqual(
      conflict("c-1").message,
      "command `c-1` was carried out before with another body; choose a new identifier"
    )
  })
})
