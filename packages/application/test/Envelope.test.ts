import * as Dates from "@agencybook/core/CalendarDate"
import * as Contact from "@agencybook/core/Contact"
import { CarrierAppointments } from "@agencybook/core/schema/Command"
import * as V from "@agencybook/core/schema/Vocabulary"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { conflict, malformed as malformedAt, missing } from "../src/Envelope.ts"
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

const tags = Schema.Union([
  Schema.Struct({ _tag: Schema.Literal("One"), n: Schema.Number }),
  Schema.Struct({ _tag: Schema.Literal("Two") })
])
const list = V.atMost(2, "things", Schema.NonEmptyArray(Schema.String))
const just = <A, I>(schema: Schema.Codec<A, I>) => Schema.Struct({ here: schema })

/** Every kind of issue: what reads the field, what is sent, and what is told. */
const told: ReadonlyArray<readonly [string, Schema.Codec<unknown, unknown>, unknown, string]> = [
  ["a key that is missing", just(Schema.String), {}, "`it.here`: is missing; add it"],
  [
    "a key too many",
    just(Schema.String),
    { here: "", [canary]: 1 },
    "`it`: has a field that is none of `here`; leave that field out"
  ],
  [
    "no text",
    just(Schema.String),
    { here: 77_777 },
    "`it.here`: has the wrong type: expected a text; send a text, in quotation marks"
  ],
  [
    "no number",
    just(Schema.Number),
    { here: canary },
    "`it.here`: has the wrong type: expected a number; send a number, without quotation marks"
  ],
  [
    "neither true nor false",
    just(Schema.Boolean),
    { here: canary },
    "`it.here`: has the wrong type: expected true or false; send `true` or `false`, without quotation marks"
  ],
  [
    "no list",
    just(Schema.Array(Schema.String)),
    { here: canary },
    "`it.here`: has the wrong type: expected a list; send a list, also where it has one element"
  ],
  [
    "no object",
    just(just(Schema.String)),
    { here: canary },
    "`it.here`: has the wrong type: expected an object; send an object with its fields by name"
  ],
  [
    "nothing",
    just(Schema.String),
    { here: null },
    "`it.here`: has the wrong type: expected a text; send a text, in quotation marks"
  ],
  [
    "not the one word",
    just(Schema.Literal("this")),
    { here: canary },
    "`it.here`: has the wrong type: expected `this`; send just that"
  ],
  [
    "none of the words",
    just(Schema.Literals(["this", "that"])),
    { here: canary },
    "`it.here`: is none of `this`, `that`; send one of them, letter by letter"
  ],
  [
    "none of the kinds",
    just(tags),
    { here: { _tag: canary } },
    "`it.here`: has a `_tag` that is none of `One`, `Two`; send one of them, letter by letter"
  ],
  ["a kind without its field", just(tags), { here: { _tag: "One" } }, "`it.here.n`: is missing; add it"],
  ["an empty list", just(list), { here: [] }, "`it.here.0`: is missing; add it"],
  ["a list too long", just(list), { here: [canary, "", ""] }, "`it.here`: expected at most 2 things; send fewer"],
  [
    "a hole in a list",
    just(list),
    { here: ["", 5] },
    "`it.here.1`: has the wrong type: expected a text; send a text, in quotation marks"
  ],
  [
    "the same twice",
    just(CarrierAppointments),
    { here: Array(2).fill({ carrier: canary, status: "appointed" }) },
    "`it.here`: expected each carrier once; leave out what stands there twice"
  ],
  [
    "a number out of range",
    just(V.whole(0, 365, "a whole number from 0 to 365")),
    { here: 77_777 },
    "`it.here`: expected a whole number from 0 to 365; send one"
  ],
  ["a fraction", just(V.whole(0, 365, "")), { here: 0.77777 }, "`it.here`: expected a whole number; send one"],
  ["no number at all", just(Schema.Finite), { here: Number.NaN }, "`it.here`: expected a finite number; send one"],
  [
    "no cents",
    just(V.Amount),
    { here: -77_777 },
    "`it.here`: expected whole cents, zero or more; send whole cents, zero or more"
  ],
  [
    "a text too long",
    just(V.CommandId),
    { here: canary.repeat(12) },
    "`it.here`: expected at most 100 characters; send fewer"
  ],
  [
    "an identifier that is derived",
    just(V.chosen(V.AgentId)),
    { here: `${canary}~1` },
    "`it.here`: expected an identifier without `~`; send one"
  ],
  [
    "a bad date",
    just(V.CalendarDate),
    { here: "2026-02-30" },
    `\`it.here\`: expected ${Dates.format.expected}; ${Dates.format.remedy}`
  ],
  [
    "an empty text",
    just(V.Place),
    { here: "" },
    `\`it.here\`: expected ${Contact.place.expected}; ${Contact.place.remedy}`
  ],
  [
    "what fits nothing",
    just(Schema.Union([Schema.String, Schema.Number])),
    { here: true },
    "`it.here`: is none of the allowed values; send one of those that the Schema of this place names"
  ]
]

describe("Envelope", () => {
  it.each(told)("tells what is wrong and what to send, and never what was sent: %s", (_, schema, value, sentence) => {
    const read = Schema.decodeUnknownResult(schema)(value, { errors: "all", onExcessProperty: "error" })
    if (read._tag === "Success") return assert.fail("it is taken")
    const { issues, message } = malformedAt("it", read.failure.issue)
    assert.strictEqual(message, sentence)
    assert.notMatch(message, /zq7canary|77777|77_777|02-30/)
    for (const one of issues) assert.include(one.message, "; ")
  })

  it("tells what to hand over where a part is not there", () =>
    assert.strictEqual(missing("id").message, "`id`: is missing; add it"))

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
