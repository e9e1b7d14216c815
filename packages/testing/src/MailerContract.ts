/**
 * The contract of the `Mailer` port as a list of named checks, for every adapter.
 *
 * The checks know no test runner: each is an effect that succeeds or fails with a `PortViolation`, so make one test of each.
 * They look at what arrives, so give them the next system as well as the mailer: a `Post`, which says what it has received,
 * whole and without having been asked by the mailer, and which can be made to take nothing more. Where a message arrives
 * under the name of an earlier one, it may take its place or stand beside it.
 *
 * @since 0.1.0
 */
import { inspect } from "node:util"
import { MailError, type Mailer, type MailMessage } from "@agencybook/application/Mailer"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Logger from "effect/Logger"
import type * as Scope from "effect/Scope"
import { alike, checksOf, type PortCheck, PortViolation } from "./internal/PortCheck.ts"

export { PortViolation }

/** A message as the next system has it. @category models */
export interface Arrival {
  /** The Message-ID, with its angle brackets. */
  readonly messageId: string
  /** Everybody to whom it goes, as addresses, whatever the headers say. */
  readonly recipients: ReadonlyArray<string>
  /** Decoded, without a mark for secure messages. */
  readonly subject: string
  /** Decoded, with `\n` between lines. */
  readonly text: string
  readonly html: string
  /** Everything that arrived, such as the bytes of a message; a repeat has to be the same. */
  readonly whole: Uint8Array | string
  /** Whether it came over a connection that was not encrypted. */
  readonly inPlain: boolean
}

/** A mailer and the system behind it. @category models */
export interface Post {
  readonly mailer: Mailer["Service"]
  /** What has arrived so far, in any order. */
  readonly arrived: Effect.Effect<ReadonlyArray<Arrival>>
  /** From now on the next system takes nothing. */
  readonly breakDown: Effect.Effect<void>
}

/** One named check of the contract. @category models */
export type Check = PortCheck<Post>

const check = checksOf<Post>("mailer")

const letter = (n: number, more: Partial<MailMessage> = {}): MailMessage => ({
  id: `notice-${n}`,
  sentAt: "2026-03-03T18:00:00.000Z",
  from: { name: "Portal", address: "portal@exchange.example" },
  to: { name: `Ann O'Brien-\u015amith ${n}`, address: `ann.${n}@agency.example` },
  subject: `Your client ${n}, Jos\u00e9`,
  text: `Hello Ann,\n\nclient ${n} is waiting.\n.\n..two dots\nFrom here on: na\u00efve =3D \u{1f511}\n`,
  html: `<p>Hello Ann,</p>\n<p>client ${n} is waiting.</p>\n`,
  secure: false,
  ...more
})

/** What of an arrival was said by its message. */
const said = ({ html, recipients, subject, text }: Arrival) => ({ recipients, subject, text, html })

const meant = ({ html, subject, text, to }: MailMessage) => ({ recipients: [to.address], subject, text, html })

const whole = Effect.fnUntraced(function* ({ arrived, mailer }: Post) {
  const message = letter(1)
  const receipt = yield* mailer.deliver(message)
  const [first, ...more] = yield* arrived
  yield* alike("arrivals beside the first", more.length, 0)
  yield* alike("what arrived before the delivery succeeded", first && said(first), meant(message))
  yield* alike("the notice of the receipt", receipt.id, message.id)
  yield* alike("the Message-ID of the receipt", receipt.messageId, first?.messageId)
  yield* alike("a Message-ID in angle brackets", /^<[^<>\s]+@[^<>\s]+>$/.test(receipt.messageId), true)
})

const repeated = Effect.fnUntraced(function* ({ arrived, mailer }: Post) {
  const message = letter(1)
  const receipts = [yield* mailer.deliver(message), yield* mailer.deliver({ ...message })]
  const atOnce = yield* Effect.all([mailer.deliver(message), mailer.deliver(message)], { concurrency: "unbounded" })
  for (const receipt of [...receipts, ...atOnce]) yield* alike("the receipt of a repeat", receipt, receipts[0])
  const all = yield* arrived
  yield* alike("arrivals of a message that was delivered", all.length > 0, true)
  const text = ({ whole: of }: Arrival) => Buffer.from(of).toString("latin1")
  yield* alike("different arrivals of one message", new Set(all.map(text)).size, 1)
  yield* alike("different Message-IDs of one message", new Set(all.map(({ messageId }) => messageId)).size, 1)
  const other = yield* mailer.deliver(letter(2))
  yield* alike("whether another message has a Message-ID of its own", other.messageId !== receipts[0]?.messageId, true)
})

const apart = Effect.fnUntraced(function* ({ arrived, mailer }: Post) {
  const all = Array.from({ length: 20 }, (_, n) => letter(n))
  const receipts = yield* Effect.forEach(all, mailer.deliver, { concurrency: "unbounded" })
  yield* alike(
    "the notices of the receipts",
    receipts.map(({ id }) => id),
    all.map(({ id }) => id)
  )
  const found = yield* arrived
  yield* alike("arrivals", found.length, all.length)
  const byId = new Map(found.map((one) => [one.messageId, said(one)]))
  for (const [n, message] of all.entries())
    yield* alike(`what arrived of ${message.id}`, byId.get(receipts[n]?.messageId ?? ""), meant(message))
})

/** Texts that would add a header, a recipient, a part or a line somewhere. */
const hostile: ReadonlyArray<string> = [
  "A\r\nBcc: x@evil.example",
  "A\nBcc: x@evil.example",
  "A\rBcc: x@evil.example",
  "A\r\n\r\n<b>x</b>",
  "ann@agency.example\r\nRCPT TO:<x@evil.example>",
  "a@b.example, x@evil.example",
  "a@b.example;x@evil.example",
  'A" <x@evil.example>, "C',
  "Ann <x@evil.example>",
  '"x@evil.example"@b.example',
  "=?utf-8?q?=0D=0ABcc:_x=40evil.example?=",
  "a\0b",
  "\ud800",
  "\r\n.\r\nMAIL FROM:<x@evil.example>\r\n"
]

const field = (n: number, name: string, value: string): MailMessage => {
  const message = letter(n)
  switch (name) {
    case "from.name":
      return { ...message, from: { ...message.from, name: value } }
    case "from.address":
      return { ...message, from: { ...message.from, address: value } }
    case "to.name":
      return { ...message, to: { ...message.to, name: value } }
    case "to.address":
      return { ...message, to: { ...message.to, address: value } }
    default:
      return { ...message, [name]: value }
  }
}

const reasonOf = (exit: Exit.Exit<unknown, MailError>): string => {
  if (Exit.isSuccess(exit)) return "success"
  const failed = exit.cause.reasons.find(Cause.isFailReason)
  return failed !== undefined && failed.error instanceof MailError
    ? failed.error.reason._tag
    : `no MailError but ${String(Cause.squash(exit.cause)).slice(0, 100)}`
}

const noInjection = Effect.fnUntraced(function* ({ arrived, mailer }: Post) {
  let n = 0
  for (const name of ["id", "sentAt", "from.name", "from.address", "to.name", "to.address", "subject", "text", "html"])
    for (const value of hostile) {
      const about = `${name} ${JSON.stringify(value)}`
      const message = field(n++, name, value)
      const before = (yield* arrived).length
      const exit = yield* Effect.exit(mailer.deliver(message))
      const now = yield* arrived
      if (Exit.isFailure(exit)) {
        yield* alike(`how ${about} is refused`, reasonOf(exit), "InvalidMessage")
        yield* alike(`whether something arrived although ${about} was refused`, now.length > before, false)
        continue
      }
      const found = now.find(({ messageId }) => messageId === exit.value.messageId)
      const lines = (text: string) => text.replaceAll(/\r\n?/g, "\n")
      yield* alike(`what arrived with ${about}`, found && { ...said(found), text: "", html: "" }, {
        ...meant(message),
        text: "",
        html: ""
      })
      if (name === "text") yield* alike(`the text ${about}`, lines(found?.text ?? ""), lines(value))
      if (name === "html") yield* alike(`the HTML ${about}`, lines(found?.html ?? ""), lines(value))
    }
})

const secure = Effect.fnUntraced(function* ({ arrived, mailer }: Post) {
  const exit = yield* Effect.exit(mailer.deliver(letter(1, { secure: true })))
  const found = yield* arrived
  yield* alike(
    "a secure message that came in plain",
    found.some(({ inPlain }) => inPlain),
    false
  )
  if (Exit.isFailure(exit)) {
    yield* alike("how a message is refused that cannot travel encrypted", reasonOf(exit), "NotSecure")
    yield* alike("arrivals of it", found.length, 0)
  } else yield* alike("arrivals of it", found.length, 1)
})

const canary = letter(1, {
  from: { name: "CANARY from", address: "canary-from@exchange.example" },
  to: { name: "CANARY to", address: "canary-to@agency.example" },
  subject: "CANARY subject",
  text: "CANARY text",
  html: "<p>CANARY html</p>"
})

/** Runs a delivery and gives how it ended, and everything that was logged meanwhile. */
const heard = <A, E>(effect: Effect.Effect<A, E>) => {
  const lines: Array<string> = []
  const logger = Logger.make(({ cause, message }) => {
    lines.push(inspect([message, cause], { depth: null }))
  })
  return Effect.map(Effect.exit(Effect.provide(effect, Logger.layer([logger]))), (exit) => ({ exit, lines }))
}

const errorTexts = (exit: Exit.Exit<unknown, unknown>): ReadonlyArray<string> => {
  if (Exit.isSuccess(exit)) return []
  const error = Cause.squash(exit.cause)
  return [
    String(error),
    JSON.stringify(error) ?? "",
    inspect(error, { depth: null, showHidden: true }),
    Cause.pretty(exit.cause)
  ]
}

const silent = (about: string, texts: ReadonlyArray<string>) =>
  alike(
    about,
    texts.filter((text) => /canary/i.test(text)),
    []
  )

const tellsFailures = Effect.fnUntraced(function* ({ arrived, breakDown, mailer }: Post) {
  yield* mailer.deliver(letter(1))
  const before = (yield* arrived).length
  yield* breakDown
  for (let n = 0; n < 2; n++) {
    const { exit, lines } = yield* heard(mailer.deliver(canary))
    yield* alike(
      "the reason when the next system takes nothing",
      ["Unavailable", "Storage", "Refused"].includes(reasonOf(exit)) ? "a reason" : reasonOf(exit),
      "a reason"
    )
    yield* silent("what a failure says of the message", errorTexts(exit))
    yield* silent("what is logged of the message", lines)
  }
  yield* alike("whether something arrived all the same", (yield* arrived).length > before, false)
})

const discreet = Effect.fnUntraced(function* ({ mailer }: Post) {
  const invalid = { ...canary, to: { name: "CANARY to", address: "canary at agency" } }
  const long = { ...canary, subject: "CANARY\r\nBcc: canary@evil.example" }
  for (const message of [canary, invalid, long]) {
    const { exit, lines } = yield* heard(mailer.deliver(message))
    yield* silent("what a failure says of the message", errorTexts(exit))
    yield* silent("what is logged of the message", lines)
  }
})

const others = Effect.fnUntraced(function* ({ arrived, mailer }: Post) {
  const bad = letter(99, { subject: "A\r\nBcc: x@evil.example", to: { name: "", address: "nobody" } })
  const all = [letter(1), bad, letter(2), bad, letter(3)]
  for (const concurrency of [1, "unbounded"] as const) {
    const exits = yield* Effect.forEach(all, (one) => Effect.exit(mailer.deliver(one)), { concurrency })
    yield* alike("how each message ended", exits.map(reasonOf), [
      "success",
      "InvalidMessage",
      "success",
      "InvalidMessage",
      "success"
    ])
  }
  const subjects = new Set((yield* arrived).map(({ subject }) => subject))
  yield* alike(
    "what arrived",
    Array.from(subjects).sort(),
    [1, 2, 3].map((n) => letter(n).subject)
  )
})

/** Every check of the contract. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("a delivery succeeds when the next system has the whole message, once and for its one recipient", "C1", whole),
  check("a repeat has the same Message-ID and is the same to the last byte", "C1", repeated),
  check("messages that are delivered at once are not mixed up", "C1", apart),
  check("a message that cannot be sent does not keep the others", "C4", others),
  check("a failure of the next system is told, each time, and without the message", "C6", tellsFailures),
  check("neither errors nor logs show anything of a message", "C6", discreet),
  check("a secure message does not travel in plain", "C6", secure),
  check("no field adds a header, a recipient, a part or a line", "C7", noInjection)
]

/** Runs one check against a mailer and its post, which are opened for this check alone. @category laws */
export const against = <E>(
  check: Check,
  open: Effect.Effect<Post, E, Scope.Scope>
): Effect.Effect<void, PortViolation | E> => Effect.scoped(Effect.flatMap(open, check.run))
