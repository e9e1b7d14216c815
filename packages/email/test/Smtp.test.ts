import { inspect } from "node:util"
import { MailError, Mailer, type MailMessage } from "@agencybook/application/Mailer"
import * as Mime from "@agencybook/email/Mime"
import * as Smtp from "@agencybook/email/Smtp"
import { assert, describe, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { testOnlyCertificate } from "./fixture/certificate.ts"
import { hostile, message, withField } from "./fixture/messages.ts"
import { mailServer, type Script, scriptedServer } from "./fixture/servers.ts"

const auth = { user: "portal", password: Redacted.make("right") }

const mailer = (options: Smtp.SmtpOptions) =>
  Effect.map(Layer.build(Smtp.layer(options)), (context) => Context.get(context, Mailer))

const encrypted = (port: number, more: Partial<Smtp.SmtpOptions> = {}) =>
  mailer({ host: "127.0.0.1", port, auth, ca: testOnlyCertificate, timeout: "5 seconds", ...more })

const plain = (port: number, more: Partial<Smtp.SmtpOptions> = {}) =>
  mailer({ host: "127.0.0.1", port, security: "plain-loopback", connections: 1, timeout: "5 seconds", ...more })

const canary: MailMessage = {
  ...message,
  from: { name: "CANARY-FROM-NAME", address: "canary-from@exchange.example" },
  to: { name: "CANARY-TO-NAME", address: "canary-to@agency.example" },
  subject: "CANARY-SUBJECT",
  text: "CANARY-TEXT",
  html: "<p>CANARY-HTML</p>"
}

const assertSilent = (failure: MailError) => {
  const shown = [
    JSON.stringify(failure),
    inspect(failure, { depth: null, showHidden: true }),
    String(failure),
    failure.stack ?? "",
    Cause.pretty(Cause.fail(failure)),
    JSON.stringify(Cause.fail(failure))
  ]
  for (const text of shown) assert.notMatch(text, /canary|exchange\.example|agency\.example/i)
}

describe("Smtp.layer with a real server", () => {
  it.live("delivers over STARTTLS with a login, byte for byte, and repeats the same bytes [C1]", () =>
    Effect.gen(function* () {
      const { port, received } = yield* mailServer()
      const { deliver } = yield* encrypted(port)
      const first = yield* deliver({ ...message, secure: true })
      const second = yield* deliver({ ...message, secure: true })
      assert.deepStrictEqual(first, { id: message.id, messageId: "<ntc-21-2f6c@exchange.example>" })
      assert.deepStrictEqual(second, first)
      const mime = yield* Mime.compose({ ...message, secure: true })
      assert.strictEqual(received.length, 2)
      for (const mail of received) {
        assert.deepStrictEqual(
          { from: mail.from, to: mail.to, encrypted: mail.encrypted, user: mail.user },
          { from: "portal@exchange.example", to: ["ann.obrien@agency.example"], encrypted: true, user: "portal" }
        )
        assert.strictEqual(mail.bytes.toString("latin1"), Buffer.from(mime.bytes).toString("latin1"))
      }
    })
  )

  it.live("delivers many at once over five connections, and hostile bodies as one message each [C7]", () =>
    Effect.gen(function* () {
      let connections = 0
      const { port, received } = yield* mailServer({
        onConnect: (_session, callback) => {
          connections += 1
          callback()
        }
      })
      const { deliver } = yield* encrypted(port)
      const bodies = hostile.map((text, index) => ({ ...withField("text", text), id: `ntc-${index}` }))
      const results = yield* Effect.forEach(bodies, (body) => Effect.result(deliver(body)), { concurrency: 20 })
      const delivered = results.filter(Result.isSuccess).map((result) => result.success.messageId)
      assert.isAbove(delivered.length, 50)
      assert.strictEqual(received.length, delivered.length)
      assert.isAtMost(connections, 5)
      assert.isTrue(received.every((mail) => mail.to.length === 1 && mail.to[0] === message.to.address))
      const expected = yield* Effect.forEach(bodies, (body) => Effect.result(Mime.compose(body)))
      assert.sameMembers(
        received.map((mail) => mail.bytes.toString("latin1")),
        expected.filter(Result.isSuccess).map((result) => Buffer.from(result.success.bytes).toString("latin1"))
      )
    })
  )

  it.live("refuses a certificate from an unknown authority", () =>
    Effect.gen(function* () {
      const { port, received } = yield* mailServer()
      const { deliver } = yield* mailer({ host: "127.0.0.1", port, auth, timeout: "5 seconds" })
      const failure = yield* Effect.flip(deliver(canary))
      assert.match(failure.message, /^the mail server's certificate is not trusted/)
      assert.isTrue(failure.isRetryable)
      assertSilent(failure)
      assert.strictEqual(received.length, 0)
    })
  )

  it.live("refuses a server that offers no encryption, before any login or message", () =>
    Effect.gen(function* () {
      let logins = 0
      const { port, received } = yield* mailServer({
        hideSTARTTLS: true,
        disabledCommands: ["STARTTLS"],
        allowInsecureAuth: true,
        onAuth: (_auth, _session, callback) => {
          logins += 1
          callback(null, { user: "x" })
        }
      })
      const failure = yield* Effect.flip((yield* encrypted(port)).deliver(canary))
      assert.match(failure.message, /^the mail server does not offer the required encryption/)
      assert.deepStrictEqual([logins, received.length], [0, 0])
    })
  )

  it.live("reports a refused login without the server's words", () =>
    Effect.gen(function* () {
      const { port } = yield* mailServer()
      const wrong = { user: "canary-user", password: Redacted.make("canary-password") }
      const failure = yield* Effect.flip((yield* encrypted(port, { auth: wrong })).deliver(canary))
      assert.strictEqual(failure.message, "the mail server does not accept the login (`535`)")
      assert.isTrue(failure.isRetryable)
      assertSilent(failure)
    })
  )

  it.live("refuses a message over the size that the server announced", () =>
    Effect.gen(function* () {
      const { port, received } = yield* mailServer({ size: 100 })
      const failure = yield* Effect.flip((yield* encrypted(port)).deliver(canary))
      assert.strictEqual(failure.message, "the mail server refused the content for good")
      assert.strictEqual(received.length, 0)
    })
  )

  it.live("keeps delivering to others after a refused recipient, on the same connection [C4]", () =>
    Effect.gen(function* () {
      const { port, received } = yield* mailServer({
        onRcptTo: (address, _session, callback) =>
          callback(
            address.address.startsWith("canary")
              ? Object.assign(new Error(`5.1.1 ${address.address} unknown CANARY-TEXT`), { responseCode: 550 })
              : null
          )
      })
      const { deliver } = yield* encrypted(port, { connections: 1 })
      const failure = yield* Effect.flip(deliver(canary))
      assert.strictEqual(failure.message, "the mail server refused the recipient for good (`550`, `5.1.1`)")
      assertSilent(failure)
      yield* deliver(message)
      assert.strictEqual(received.length, 1)
    })
  )
})

describe("Smtp.layer with hostile answers [X082]", () => {
  const rows: ReadonlyArray<readonly [name: string, script: Script, outcome: RegExp, bodies: number]> = [
    ["250, then disconnect", { end: "250 2.0.0 queued!" }, /^delivered$/, 1],
    ["421 greeting", { greeting: "421 canary-to@agency.example!" }, /^Unavailable busy 421$/, 0],
    ["421 for the recipient", { rcpt: "421 4.3.2 canary-to@agency.example!" }, /^Unavailable busy 421$/, 0],
    ["450", { rcpt: "450 4.2.1 <canary-to@agency.example> busy" }, /^Unavailable busy 450$/, 0],
    ["451 after the message", { end: "451 4.3.0 CANARY-TEXT" }, /^Unavailable busy 451$/, 1],
    ["550 for the sender", { mail: "550 5.7.1 <canary-from@exchange.example>" }, /^Refused sender 550$/, 0],
    ["550 for the recipient", { rcpt: "550 5.1.1 <canary-to@agency.example>" }, /^Refused recipient 550$/, 0],
    ["552 after the message", { end: "552 5.2.2 CANARY-TEXT" }, /^Refused content 552$/, 1],
    ["stall at the greeting", { greeting: null }, /^Unavailable timeout /, 0],
    ["stall at the recipient", { rcpt: null }, /^Unavailable timeout /, 0],
    ["stall after the message", { end: null }, /^Unavailable timeout /, 1],
    ["garbage at the greeting", { greeting: "HTTP/1.1 400 canary-to@agency.example" }, /^Unavailable protocol /, 0],
    ["garbage for the recipient", { rcpt: "canary-to@agency.example \u0001" }, /^(?:Unavailable|Refused) /, 0],
    ["disconnect before the greeting", { greeting: "!" }, /^Unavailable closed /, 0],
    ["disconnect at the recipient", { rcpt: "!" }, /^Unavailable closed /, 0],
    ["disconnect after the message", { end: "!" }, /^Unavailable closed /, 1]
  ]

  for (const [name, script, outcome, bodies] of rows) {
    it.live(name, () =>
      Effect.gen(function* () {
        const { port, stats } = yield* scriptedServer(script)
        // Short only where the server never answers, so that a busy machine does not change the other outcomes
        const stalls = Object.values(script).includes(null)
        const { deliver } = yield* plain(port, stalls ? { timeout: "300 millis" } : {})
        const result = yield* Effect.result(deliver(canary))
        if (Result.isSuccess(result)) {
          assert.match("delivered", outcome)
        } else {
          const { reason } = result.failure
          const detail =
            reason._tag === "Unavailable"
              ? `${reason.why} ${reason.code}`
              : reason._tag === "Refused"
                ? `${reason.part} ${reason.code}`
                : ""
          assert.match(`${reason._tag} ${detail}`, outcome)
          assertSilent(result.failure)
        }
        // A message of which the server may have taken a part is never repeated inside the adapter
        assert.strictEqual(stats.bodies, bodies)
      })
    )
  }

  it.live("a closed port", () =>
    Effect.gen(function* () {
      const { port, close } = yield* scriptedServer({})
      close()
      const failure = yield* Effect.flip((yield* plain(port)).deliver(canary))
      assert.strictEqual(failure.message, "the mail server cannot be reached (`ECONNREFUSED`)")
    })
  )

  it.live("goes on after a stalled message, on a new connection [C4]", () =>
    Effect.gen(function* () {
      const script: { rcpt?: null } = { rcpt: null }
      const { port, stats } = yield* scriptedServer(script)
      const { deliver } = yield* plain(port, { timeout: "700 millis" })
      assert.match((yield* Effect.flip(deliver(canary))).message, /did not answer in time/)
      delete script.rcpt
      yield* deliver(message)
      assert.deepStrictEqual(stats, { connections: 2, bodies: 1 })
    })
  )

  it.live("survives a server that closes the connection between two messages", () =>
    Effect.gen(function* () {
      const { port, stats } = yield* scriptedServer({ end: "250 ok!" })
      const { deliver } = yield* plain(port)
      for (const id of ["a", "b", "c"]) yield* deliver({ ...message, id })
      assert.deepStrictEqual(stats, { connections: 3, bodies: 3 })
    })
  )
})

describe("Smtp.layer under load", () => {
  it.live("repeats on a fresh connection when an idle one turns out to be dead", () =>
    Effect.gen(function* () {
      const { port, stats } = yield* scriptedServer({ dropSecond: true })
      const { deliver } = yield* plain(port)
      for (const id of ["a", "b"]) yield* deliver({ ...message, id })
      assert.deepStrictEqual(stats, { connections: 2, bodies: 2 })
    })
  )

  it.live("does not count the wait for a connection against a message", () =>
    Effect.gen(function* () {
      const { port, stats } = yield* scriptedServer({ slow: 200 })
      const { deliver } = yield* plain(port, { timeout: "800 millis" })
      yield* Effect.forEach(["a", "b", "c", "d", "e"], (id) => deliver({ ...message, id }), {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(stats, { connections: 1, bodies: 5 })
    })
  )

  it.live("frees the connection of an interrupted delivery", () =>
    Effect.gen(function* () {
      const script: { rcpt?: null } = { rcpt: null }
      const { port } = yield* scriptedServer(script)
      const { deliver } = yield* plain(port, { timeout: "10 seconds" })
      assert.isTrue(Option.isNone(yield* Effect.timeoutOption(deliver(canary), "100 millis")))
      delete script.rcpt
      yield* deliver(message)
    })
  )
})

describe("Smtp.layer options", () => {
  it.live("never sends a secure message in plain [EXT-08]", () =>
    Effect.gen(function* () {
      const { port, stats } = yield* scriptedServer({})
      const failure = yield* Effect.flip((yield* plain(port)).deliver({ ...canary, secure: true }))
      assert.strictEqual(failure.reason._tag, "NotSecure")
      assertSilent(failure)
      assert.strictEqual(stats.connections, 0)
    })
  )

  it.live("refuses an invalid field before connecting", () =>
    Effect.gen(function* () {
      const { port, stats } = yield* scriptedServer({})
      const bad = { ...canary, to: { ...canary.to, address: "canary-to@agency.example\r\nBcc: x@evil.example" } }
      const failure = yield* Effect.flip((yield* plain(port)).deliver(bad))
      assert.instanceOf(failure, MailError)
      assert.strictEqual(failure.message, "`to.address` holds a line break or another control character")
      assertSilent(failure)
      assert.strictEqual(stats.connections, 0)
    })
  )

  for (const [options, expected] of [
    [
      { host: "mail.example", security: "plain-loopback" },
      "smtp option `security` is `plain-loopback`, which only a server on this machine may use"
    ],
    [
      { host: "127.0.0.1.evil.example", security: "plain-loopback" },
      "smtp option `security` is `plain-loopback`, which only a server on this machine may use"
    ],
    [{ host: "mail.example", port: 0 }, "smtp option `port` is not a port number"],
    [{ host: "mail.example", connections: 0 }, "smtp option `connections` is not 1 or more"],
    [{ host: "mail.example", timeout: 0 }, "smtp option `timeout` is not between 1 millisecond and 24 days"],
    [{ host: "mail.example", clientName: "x\r\nMAIL FROM:<y>" }, "smtp option `clientName` is not a domain name"]
  ] as const) {
    it.live(`refuses ${JSON.stringify(options)}`, () =>
      Effect.gen(function* () {
        const refused = yield* Effect.flip(Effect.scoped(mailer(options)))
        assert.strictEqual(refused.message, expected)
      })
    )
  }
})
