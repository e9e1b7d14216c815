// Every mailer of this package keeps the contract of the port; a second reader of messages says what has arrived.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Mailer } from "@agencybook/application/Mailer"
import * as MailFolder from "@agencybook/email/MailFolder"
import * as Smtp from "@agencybook/email/Smtp"
import * as MailerContract from "@agencybook/testing/MailerContract"
import { describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import { testOnlyCertificate } from "./fixture/certificate.ts"
import { mailServer } from "./fixture/servers.ts"
import { decodeText, parse, party } from "./fixture/strictParser.ts"

const built = <E>(layer: Layer.Layer<Mailer, E>) =>
  Effect.map(Layer.build(layer), (context) => Context.get(context, Mailer))

const arrival = (bytes: Uint8Array, inPlain: boolean, recipients?: ReadonlyArray<string>): MailerContract.Arrival => {
  const { headers, parts } = parse(bytes)
  const header = (name: string) => headers.find(([key]) => key === name)?.[1] ?? ""
  const body = (type: string) => (parts.find((part) => part.type.startsWith(type))?.body ?? "").replaceAll("\r\n", "\n")
  return {
    messageId: header("Message-ID"),
    recipients: recipients ?? [party(header("To")).address],
    subject: decodeText(header("Subject")),
    text: body("text/plain"),
    html: body("text/html"),
    whole: bytes,
    inPlain
  }
}

const folder = Effect.gen(function* () {
  const path = yield* Effect.acquireRelease(
    Effect.promise(() => mkdtemp(join(tmpdir(), "agencybook-contract-"))),
    (one) => Effect.promise(() => rm(one, { recursive: true, force: true }))
  )
  const box = join(path, "outbox")
  const mailer = yield* built(MailFolder.layer({ folder: box }))
  return {
    mailer,
    arrived: Effect.promise(async () => {
      const names = await readdir(box).catch(() => [])
      return Promise.all(
        names
          .filter((name) => !name.startsWith("."))
          .map(async (name) => arrival(await readFile(join(box, name)), false))
      )
    }),
    breakDown: Effect.promise(() => rm(box, { recursive: true }))
  }
})

const auth = { user: "portal", password: Redacted.make("right") }

const overSmtp = (options: (port: number) => Smtp.SmtpOptions) =>
  Effect.gen(function* () {
    let broken = false
    const { port, received } = yield* mailServer({
      authOptional: true,
      onMailFrom: (_address, _session, callback) =>
        callback(broken ? Object.assign(new Error("CANARY-SERVER"), { responseCode: 451 }) : null)
    })
    const mailer = yield* built(Smtp.layer(options(port)))
    return {
      mailer,
      arrived: Effect.sync(() => received.map(({ bytes, encrypted, to }) => arrival(bytes, !encrypted, to))),
      breakDown: Effect.sync(() => {
        broken = true
      })
    }
  })

const posts = {
  "the folder": folder,
  "SMTP with encryption": overSmtp((port) => ({
    ...{ host: "127.0.0.1", port, auth, ca: testOnlyCertificate, timeout: "5 seconds" }
  })),
  "SMTP in plain on this machine": overSmtp((port) => ({
    ...{ host: "127.0.0.1", port, security: "plain-loopback", timeout: "5 seconds" }
  }))
} as const

for (const [name, open] of Object.entries(posts)) {
  const post: Effect.Effect<MailerContract.Post, unknown, Scope.Scope> = open
  describe(`${name} keeps the contract of mailers`, () => {
    for (const check of MailerContract.checks)
      it.live(`${check.promise} ${check.name}`, () => MailerContract.against(check, post), 30_000)
  })
}
