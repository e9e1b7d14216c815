import { MailError, type MailMessage } from "@agencybook/application/Mailer"
import * as Mime from "@agencybook/email/Mime"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as fc from "fast-check"
import PostalMime from "postal-mime"
import { type Field, fields, hostile, message, withField } from "./fixture/messages.ts"
import * as Strict from "./fixture/strictParser.ts"

const headerSet = ["Auto-Submitted", "From", "To", "Subject", "Message-ID", "Date", "MIME-Version", "Content-Type"]

const one = (headers: Strict.Strict["headers"], name: string) => headers.find(([key]) => key === name)?.[1] ?? ""

const lines = (text: string) => text.replace(/\r\n|\r|\n/g, "\n")

/** Reads the message back with both parsers and demands what went in, and nothing else. */
const readBack = async (input: MailMessage, mime: Mime.Mime) => {
  const subject = input.secure ? `[secure] ${input.subject}` : input.subject
  const strict = Strict.parse(mime.bytes)
  assert.deepStrictEqual(
    strict.headers.map(([name]) => name),
    headerSet
  )
  const from = Strict.party(one(strict.headers, "From"))
  const to = Strict.party(one(strict.headers, "To"))
  assert.deepStrictEqual(mime.envelope, { from: from.address, to: to.address } as typeof mime.envelope)
  assert.strictEqual(from.name.trim(), input.from.name.trim())
  assert.strictEqual(to.name.trim(), input.to.name.trim())
  assert.strictEqual(Strict.decodeText(one(strict.headers, "Subject")).trim(), subject.trim())
  assert.deepStrictEqual(
    strict.parts.map((part) => part.type),
    ["text/plain; charset=utf-8", "text/html; charset=utf-8"]
  )
  assert.strictEqual(lines(strict.parts[0]?.body ?? "").trimEnd(), lines(input.text).trimEnd())
  assert.strictEqual(lines(strict.parts[1]?.body ?? "").trimEnd(), lines(input.html).trimEnd())

  const postal = await PostalMime.parse(mime.bytes)
  assert.deepStrictEqual(
    postal.headers.map((header) => header.key),
    headerSet.map((name) => name.toLowerCase())
  )
  assert.strictEqual(postal.from?.address, mime.envelope.from)
  assert.deepStrictEqual(
    postal.to?.map((party) => party.address),
    [mime.envelope.to]
  )
  assert.strictEqual(postal.to?.[0]?.name.trim(), input.to.name.trim())
  assert.strictEqual(postal.subject?.trim(), subject.trim())
  assert.strictEqual(postal.attachments.length, 0)
  assert.isUndefined(postal.cc ?? postal.bcc ?? postal.replyTo ?? postal.inReplyTo ?? postal.references)
  // The decoder of postal-mime drops a byte order mark at the start
  assert.strictEqual(
    lines(postal.text ?? "").trimEnd(),
    lines(input.text)
      .trimEnd()
      .replace(/^\uFEFF/, "")
  )
}

const tryField = async (field: Field, value: string): Promise<"composed" | "refused"> => {
  const input = withField(field, value)
  const result = await Effect.runPromise(Effect.result(Mime.compose(input)))
  // What could start a header, a recipient or an encoded word must not even reach the composer (tooth T25)
  const isHeader = field !== "text" && field !== "html" && field !== "id"
  if (isHeader && /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|=\?/u.test(value)) assert.isTrue(Result.isFailure(result), value)
  if (Result.isSuccess(result)) {
    await readBack(input, result.success)
    return "composed"
  }
  const { reason } = result.failure
  assert.strictEqual(reason._tag, "InvalidMessage")
  assert.strictEqual(reason._tag === "InvalidMessage" ? reason.field : "", field)
  return "refused"
}

describe("Mime.compose", () => {
  it.effect("composes text and HTML for one recipient", () =>
    Effect.gen(function* () {
      const mime = yield* Mime.compose(message)
      yield* Effect.promise(() => readBack(message, mime))
      assert.strictEqual(mime.messageId, "<ntc-21-2f6c@exchange.example>")
      const { headers } = Strict.parse(mime.bytes)
      assert.strictEqual(one(headers, "Message-ID"), mime.messageId)
      assert.strictEqual(one(headers, "Date"), "Mon, 23 Nov 2026 09:00:00 +0000")
      assert.strictEqual(one(headers, "Auto-Submitted"), "auto-generated")
    })
  )

  it.effect("marks secure messages once", () =>
    Effect.gen(function* () {
      const secure = { ...message, secure: true }
      yield* Effect.promise(async () => readBack(secure, await Effect.runPromise(Mime.compose(secure))))
      const marked = yield* Mime.compose({ ...secure, subject: "[secure] Your extranet password" })
      assert.strictEqual(one(Strict.parse(marked.bytes).headers, "Subject"), "[secure] Your extranet password")
    })
  )

  it.effect("gives the same bytes for the same message [C1]", () =>
    Effect.gen(function* () {
      const first = yield* Mime.compose(message)
      const second = yield* Mime.compose(structuredClone(message))
      assert.deepStrictEqual(second, first)
      const other = yield* Mime.compose({ ...message, id: "ntc-21-2f6d" })
      assert.notDeepEqual(other.bytes, first.bytes)
    })
  )

  it.effect("writes an international domain as A-labels everywhere", () =>
    Effect.gen(function* () {
      const mime = yield* Mime.compose(withField("to.address", "ann@bücher.example"))
      assert.strictEqual(mime.envelope.to, "ann@xn--bcher-kva.example")
      assert.include(Buffer.from(mime.bytes).toString(), "<ann@xn--bcher-kva.example>")
    })
  )

  it.effect("keeps the predictable boundary out of the reach of bodies", () =>
    Effect.gen(function* () {
      const boundary = /boundary="([^"]+)"/.exec(Buffer.from((yield* Mime.compose(message)).bytes).toString())?.[1]
      const forged = `x\r\n--${boundary}\r\nContent-Type: text/html\r\n\r\n<b>forged</b>\r\n--${boundary}--\r\n`
      const input = { ...message, text: forged, html: forged }
      yield* Effect.promise(async () => readBack(input, await Effect.runPromise(Mime.compose(input))))
    })
  )

  for (const field of fields) {
    it(`refuses or neutralises every hostile input in \`${field}\` [C7]`, async () => {
      const outcomes = new Set<string>()
      for (const value of hostile) outcomes.add(await tryField(field, value))
      assert.isTrue(outcomes.has("refused"))
    })
  }

  it("refuses or neutralises random text in every field [C7]", async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "\r\n",
        "\n",
        "\r",
        "@",
        "<",
        ">",
        ",",
        ";",
        ":",
        '"',
        "\\",
        "=?",
        "?=",
        "=_",
        ".",
        " ",
        "b.example"
      ),
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.string({ unit: "grapheme", maxLength: 12 })
    )
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), text, async (field, value) => {
        await tryField(field, value)
      }),
      { numRuns: 400 }
    )
  })

  it("names the field and never the value", async () => {
    const failure = await Effect.runPromise(Effect.flip(Mime.compose(withField("to.address", "canary@x\r\ny"))))
    assert.instanceOf(failure, MailError)
    assert.strictEqual(failure.message, "`to.address` holds a line break or another control character")
  })
})

describe("Mime.token", () => {
  it("keeps plain ids and gives every other id its own safe token", () => {
    assert.strictEqual(Mime.token("ntc-21_2f6c"), "ntc-21_2f6c")
    const ids = ["A", "a", "../a", "..\\a", "con", "CON", "a.b", "a:b", "a/b", "lpt1", ".", "..", "x".repeat(200), "-a"]
    const tokens = ids.map(Mime.token)
    assert.strictEqual(new Set(tokens.map((token) => token.toLowerCase())).size, ids.length)
    for (const token of tokens) {
      assert.match(token, /^[a-z0-9][a-z0-9_.-]{0,99}$/)
      assert.notMatch(token, /^(?:con|lpt1)(?:\.|$)|\.\.|\.$/)
    }
  })
})
