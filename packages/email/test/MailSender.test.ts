import { inspect } from "node:util"
import type { MailMessage } from "@agencybook/application/Mailer"
import * as MailSender from "@agencybook/email/MailSender"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { testOnlyCertificate } from "./fixture/certificate.ts"
import { message } from "./fixture/messages.ts"
import { mailServer } from "./fixture/servers.ts"

const auth = { user: "portal", password: "right" }
const options = (port: number, more: Partial<MailSender.MailSenderOptions> = {}): MailSender.MailSenderOptions => ({
  ...{ host: "127.0.0.1", port, auth, ca: testOnlyCertificate, timeoutMillis: 5_000 },
  ...more
})
const numbered = (n: number): MailMessage => ({ ...message, id: `n-${n}`, secure: true })

const withServer = (
  use: (server: { readonly port: number; readonly received: ReadonlyArray<unknown> }) => Promise<void>
) =>
  Effect.gen(function* () {
    const server = yield* mailServer()
    yield* Effect.promise(() => use(server))
  })

describe("MailSender", () => {
  it.live("sends a batch over STARTTLS with a login, and tells of each in order [C1]", () =>
    withServer(async ({ port, received }) => {
      const sender = await MailSender.open(options(port, { connections: 3 }))
      const sent: Array<MailSender.Sent> = []
      for await (const one of sender.sendAll(Array.from({ length: 10 }, (_, n) => numbered(n)))) sent.push(one)
      assert.deepStrictEqual(
        sent.map(({ id, ok }) => [id, ok]),
        Array.from({ length: 10 }, (_, n) => [`n-${n}`, true])
      )
      assert.lengthOf(received, 10)
      await sender.close()
    })
  )

  it.live("says of a message that cannot be sent why, and whether to try again, and goes on [C4 C6]", () =>
    withServer(async ({ port, received }) => {
      const sender = await MailSender.open(options(port))
      const given = async function* () {
        yield numbered(1)
        yield { ...numbered(2), to: { name: "CANARY", address: "canary at mail" } }
        yield numbered(3)
      }
      const sent: Array<MailSender.Sent> = []
      for await (const one of sender.sendAll(given())) sent.push(one)
      assert.deepStrictEqual(
        sent.map(({ id, ok }) => [id, ok]),
        [
          ["n-1", true],
          ["n-2", false],
          ["n-3", true]
        ]
      )
      assert.deepNestedInclude(sent[1], { isRetryable: false, "reason._tag": "InvalidMessage" })
      assert.notMatch(inspect(sent, { depth: null, showHidden: true }), /canary/i)
      assert.lengthOf(received, 2)
      await sender.close()
      const wrong = await MailSender.open(options(port, { auth: { user: "portal", password: "CANARY" } }))
      const refused = await wrong.send(numbered(4))
      assert.deepNestedInclude(refused, { ok: false, isRetryable: true, "reason.why": "credentials" })
      assert.notMatch(inspect([refused, wrong], { depth: null, showHidden: true }), /canary/i)
      await wrong.close()
    })
  )

  it.live("stops when nobody listens, and waits for what is under way", () =>
    withServer(async ({ port, received }) => {
      const sender = await MailSender.open(options(port, { connections: 2 }))
      let given = 0
      const endless = function* () {
        for (;;) yield numbered(given++)
      }
      for await (const one of sender.sendAll(endless())) {
        assert.isTrue(one.ok)
        break
      }
      assert.isAtMost(given, 3)
      assert.lengthOf(received, given)
      await sender.close()
    })
  )

  it.live("throws what is no message in its turn, and brings no process down meanwhile", () =>
    withServer(async ({ port }) => {
      const stray: Array<unknown> = []
      const listen = (reason: unknown) => stray.push(reason)
      process.on("unhandledRejection", listen)
      const sender = await MailSender.open(options(port))
      const sent: Array<MailSender.Sent> = []
      const given = async function* () {
        yield numbered(1)
        yield undefined as unknown as MailMessage
        await new Promise((resolve) => setTimeout(resolve, 50))
        yield numbered(2)
      }
      const thrown = await (async () => {
        for await (const one of sender.sendAll(given())) sent.push(one)
      })().catch((reason: unknown) => reason)
      await sender.close()
      process.off("unhandledRejection", listen)
      assert.instanceOf(thrown, TypeError)
      assert.deepStrictEqual(
        sent.map(({ id, ok }) => [id, ok]),
        [["n-1", true]]
      )
      assert.deepStrictEqual(stray, [])
    })
  )

  it("rejects options that cannot be used", async () => {
    for (const [wrong, option] of [
      [{ security: "plain-loopback", host: "mail.example" }, "security"],
      [{ port: 0 }, "port"],
      [{ connections: 0 }, "connections"],
      [{ timeoutMillis: 0 }, "timeout"]
    ] as const) {
      const error = await MailSender.open({ ...options(25), ...wrong }).then(
        () => undefined,
        (reason: unknown) => reason
      )
      assert.deepInclude(error, { _tag: "SmtpOptionRefused", option })
    }
  })
})
