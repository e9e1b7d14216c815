import { InvalidMessage, MailError, NotSecure, Refused, Storage, Unavailable } from "@agencybook/application/Mailer"
import * as MailAddress from "@agencybook/email/MailAddress"
import * as MailFolder from "@agencybook/email/MailFolder"
import { SmtpOptionRefused } from "@agencybook/email/Smtp"
import * as SmtpFailure from "@agencybook/email/SmtpFailure"
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"

const reply = (code: string, command: string, response: string) => ({
  code,
  command,
  response,
  responseCode: Number(response.slice(0, 3)),
  message: `x: ${response}`
})

const rows: ReadonlyArray<readonly [why: string, error: unknown, message: string, retryable: boolean]> = [
  [
    "an unknown recipient",
    reply("EENVELOPE", "RCPT TO", "550 5.1.1 <ann@x.example> unknown"),
    "the mail server refused the recipient for good (`550`, `5.1.1`)",
    false
  ],
  [
    "a refused sender",
    reply("EENVELOPE", "MAIL FROM", "550-5.7.1 no\n550 5.7.1 no"),
    "the mail server refused the sender for good (`550`, `5.7.1`)",
    false
  ],
  [
    "a full mailbox",
    reply("EMESSAGE", "DATA", "552 full"),
    "the mail server refused the content for good (`552`)",
    false
  ],
  [
    "a message over the announced size",
    { code: "EMESSAGE", command: "MAIL FROM", message: "Message size larger than allowed 9" },
    "the mail server refused the content for good",
    false
  ],
  [
    "greylisting",
    reply("EENVELOPE", "RCPT TO", "451 4.7.1 x"),
    "the mail server asked to try again later (`451`)",
    true
  ],
  ["a busy server", reply("EENVELOPE", "RCPT TO", "421 x"), "the mail server asked to try again later (`421`)", true],
  [
    "a server without service",
    reply("EPROTOCOL", "CONN", "554 no service"),
    "the mail server gave an answer that is not understood (`554`, `EPROTOCOL`)",
    true
  ],
  [
    "a wrong password",
    reply("EAUTH", "AUTH PLAIN", "535 5.7.8 ann@x.example"),
    "the mail server does not accept the login (`535`)",
    true
  ],
  [
    "a missing login",
    reply("EENVELOPE", "MAIL FROM", "530 5.7.0 x"),
    "the mail server does not accept the login (`530`)",
    true
  ],
  [
    "a session out of step",
    reply("EENVELOPE", "MAIL FROM", "503 x"),
    "the mail server gave an answer that is not understood (`503`)",
    true
  ],
  ["a stall", { code: "ETIMEDOUT" }, "the mail server did not answer in time (`ETIMEDOUT`)", true],
  [
    "a closed port",
    { code: "ESOCKET", originalCode: "ECONNREFUSED", message: "connect ECONNREFUSED 192.0.2.1:25" },
    "the mail server cannot be reached (`ECONNREFUSED`)",
    true
  ],
  [
    "an unknown host",
    { code: "EDNS", originalCode: "ENOTFOUND" },
    "the mail server cannot be reached (`ENOTFOUND`)",
    true
  ],
  [
    "a lost connection",
    { code: "ESOCKET", originalCode: "ECONNRESET" },
    "the mail server closed the connection before it took the message (`ECONNRESET`)",
    true
  ],
  [
    "a closed connection",
    { code: "ECONNECTION" },
    "the mail server closed the connection before it took the message (`ECONNECTION`)",
    true
  ],
  [
    "a foreign certificate",
    { code: "ESOCKET", originalCode: "DEPTH_ZERO_SELF_SIGNED_CERT" },
    "the mail server's certificate is not trusted (`DEPTH_ZERO_SELF_SIGNED_CERT`)",
    true
  ],
  [
    "no STARTTLS",
    reply("ETLS", "STARTTLS", "502 x"),
    "the mail server does not offer the required encryption (`502`, `ETLS`)",
    true
  ],
  ["no answer at all", undefined, "the mail server closed the connection before it took the message", true]
]

describe("SmtpFailure.toReason", () => {
  for (const [why, error, message, retryable] of rows) {
    it(`explains ${why}`, () => {
      const failure = new MailError({ reason: SmtpFailure.toReason(error) })
      assert.strictEqual(failure.message, message)
      assert.strictEqual(failure.isRetryable, retryable)
    })
  }

  it("survives a round trip through its schema", () => {
    const failure = new MailError({ reason: SmtpFailure.toReason({ code: "ETIMEDOUT" }) })
    const stored = JSON.parse(JSON.stringify(Schema.encodeSync(MailError)(failure)))
    assert.strictEqual(Schema.decodeUnknownSync(MailError)(stored).message, failure.message)
  })
})

describe("error messages of the package", () => {
  const errors: ReadonlyArray<{ readonly message: string }> = [
    ...rows.map(([, error]) => new MailError({ reason: SmtpFailure.toReason(error) })),
    ...(["sender", "recipient", "content"] as const).map((part) => new Refused({ part, code: 550, status: "5.1.1" })),
    ...Unavailable.fields.why.literals.map((why) => new Unavailable({ why, code: null, system: null })),
    new InvalidMessage({ field: "id", problem: "is empty" }),
    new NotSecure(),
    new Storage({ system: "ENOSPC", remedy: "free space" }),
    ...["EACCES", "EROFS", "ENOSPC", "ENOENT", "ENOTDIR", "EMFILE", "ENFILE", "EIO"].map((code) =>
      MailFolder.toReason({ code })
    ),
    ...MailAddress.TextRefused.fields.problem.literals.map((problem) => new MailAddress.TextRefused({ problem })),
    new SmtpOptionRefused({ option: "port", problem: "is not a port number" })
  ]

  it("are one line, in lower case, without a final period", () => {
    const messages = [...new Set(errors.map((error) => error.message))].sort()
    for (const message of messages) {
      assert.match(message, /^[a-z`][^\n\r]*[^.\s]$/)
      assert.notMatch(message.replace(/`[^`]*`/g, ""), /[A-Z]/)
    }
    assert.isAtLeast(messages.length, 35)
    console.info(messages.join("\n"))
  })
})
