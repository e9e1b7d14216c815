import { createHash } from "node:crypto"
import {
  InvalidMessage,
  MailError,
  Mailer,
  type MailMessage,
  NotSecure,
  Unavailable
} from "@agencybook/application/Mailer"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as MailerContract from "../src/MailerContract.ts"

type Deliver = Mailer["Service"]["deliver"]

const fail = (reason: MailError["reason"]) => Effect.fail(new MailError({ reason }))

const invalid = (message: MailMessage): InvalidMessage | undefined => {
  const inHeaders = {
    id: message.id,
    sentAt: message.sentAt,
    "from.name": message.from.name,
    "from.address": message.from.address,
    "to.name": message.to.name,
    "to.address": message.to.address,
    subject: message.subject
  }
  const wrong = (name: string, value: string) =>
    /\p{Surrogate}/u.test(value) ||
    value.includes("\0") ||
    (name in inHeaders && /[\r\n]/.test(value)) ||
    (name.endsWith("address") && !/^[\w.+'-]+@[a-z0-9.-]+$/.test(value)) ||
    (name === "sentAt" && Number.isNaN(Date.parse(value)))
  const all = Object.entries({ ...inHeaders, text: message.text, html: message.html })
  const found = all.find(([name, value]) => wrong(name, value))
  return found && new InvalidMessage({ field: found[0] as InvalidMessage["field"], problem: "cannot be sent" })
}

const messageIdOf = ({ id }: MailMessage) => `<${createHash("sha256").update(id).digest("hex")}@exchange.example>`

/** A mail system in memory, and the mailer that puts messages there. */
const memory = () => {
  const box: Array<MailerContract.Arrival> = []
  let broken = false
  const put = (message: MailMessage, more: Partial<MailerContract.Arrival> = {}): void => {
    const { html, subject, text, to } = message
    const messageId = messageIdOf(message)
    box.push({
      ...{ messageId, recipients: [to.address], subject, text, html, whole: JSON.stringify(message), inPlain: false },
      ...more
    })
  }
  const deliver: Deliver = (message) =>
    Effect.suspend(() => {
      const wrong = invalid(message)
      if (wrong !== undefined) return fail(wrong)
      if (message.secure) return fail(new NotSecure({}))
      if (broken) return fail(new Unavailable({ why: "busy", code: 451, system: null }))
      put(message)
      return Effect.succeed({ id: message.id, messageId: messageIdOf(message) })
    })
  return {
    put,
    deliver,
    isBroken: () => broken,
    arrived: Effect.sync(() => [...box]),
    breakDown: Effect.sync(() => {
      broken = true
    })
  }
}

type System = ReturnType<typeof memory>

const opened = (tamper: (system: System) => Deliver) =>
  Effect.sync((): MailerContract.Post => {
    const system = memory()
    return { mailer: Mailer.of({ deliver: tamper(system) }), arrived: system.arrived, breakDown: system.breakDown }
  })

describe("a mailer in memory keeps the contract", () => {
  for (const check of MailerContract.checks)
    it.live(`${check.promise} ${check.name}`, () =>
      MailerContract.against(
        check,
        opened(({ deliver }) => deliver)
      )
    )
})

const receipt = (message: MailMessage) => Effect.succeed({ id: message.id, messageId: messageIdOf(message) })

/** Mailers that are broken in one way each, and the check that says so. */
const broken: Readonly<Record<string, readonly [check: string, tamper: (system: System) => Deliver]>> = {
  "says it has delivered and does nothing": ["once and for its one recipient", () => receipt],
  "succeeds before the message has arrived": [
    "once and for its one recipient",
    ({ deliver }) =>
      (message) => {
        setTimeout(() => Effect.runFork(Effect.ignore(deliver(message))), 20)
        return receipt(message)
      }
  ],
  "sends twice": [
    "once and for its one recipient",
    ({ deliver }) =>
      (message) =>
        Effect.andThen(deliver(message), deliver(message))
  ],
  "keeps a copy for itself": [
    "once and for its one recipient",
    ({ put }) =>
      (message) => {
        put(message, { recipients: [message.to.address, "archive@exchange.example"] })
        return receipt(message)
      }
  ],
  "drops the recipient": [
    "once and for its one recipient",
    ({ put }) =>
      (message) => {
        put(message, { recipients: [] })
        return receipt(message)
      }
  ],
  "cuts the text": [
    "once and for its one recipient",
    ({ put }) =>
      (message) => {
        put({ ...message, text: message.text.slice(0, 40) })
        return receipt(message)
      }
  ],
  "loses letters beyond ASCII": [
    "once and for its one recipient",
    ({ put }) =>
      (message) => {
        put({ ...message, subject: message.subject.replaceAll(/[^ -~]/g, "?") })
        return receipt(message)
      }
  ],
  "tells another Message-ID than it sends": [
    "once and for its one recipient",
    ({ deliver }) =>
      (message) =>
        Effect.map(deliver(message), ({ id }) => ({ id, messageId: "<other@exchange.example>" }))
  ],
  "makes a new Message-ID each time": [
    "same to the last byte",
    ({ put }) => {
      let n = 0
      return (message) => {
        const messageId = `<${n++}@exchange.example>`
        put(message, { messageId })
        return Effect.succeed({ id: message.id, messageId })
      }
    }
  ],
  "writes the time of sending": [
    "same to the last byte",
    ({ put }) => {
      let n = 0
      return (message) => {
        put(message, { whole: `${JSON.stringify(message)} ${n++}` })
        return receipt(message)
      }
    }
  ],
  "has one Message-ID for all": [
    "same to the last byte",
    ({ put }) =>
      (message) => {
        put(message, { messageId: "<one@exchange.example>" })
        return Effect.succeed({ id: message.id, messageId: "<one@exchange.example>" })
      }
  ],
  "refuses a repeat": [
    "same to the last byte",
    ({ deliver }) => {
      const known = new Set<string>()
      return (message) =>
        Effect.suspend(() => {
          if (known.has(message.id)) return fail(new Unavailable({ why: "busy", code: null, system: null }))
          known.add(message.id)
          return deliver(message)
        })
    }
  ],
  "mixes up messages that are on their way": [
    "not mixed up",
    ({ deliver }) => {
      let current: MailMessage | undefined
      return (message) =>
        Effect.suspend(() => {
          current = message
          return Effect.andThen(
            Effect.yieldNow,
            Effect.suspend(() => deliver(current ?? message))
          )
        })
    }
  ],
  "gives up after one that was refused": [
    "does not keep the others",
    ({ deliver }) => {
      let refused = false
      return (message) =>
        Effect.suspend(() => {
          refused ||= invalid(message) !== undefined
          return refused ? fail(invalid(message) ?? new NotSecure({})) : deliver(message)
        })
    }
  ],
  "swallows failures": [
    "is told, each time",
    ({ deliver }) =>
      (message) =>
        Effect.catch(deliver(message), (error) =>
          error.reason._tag === "Unavailable" ? receipt(message) : Effect.fail(error)
        )
  ],
  "tells a failure once": [
    "is told, each time",
    ({ deliver }) => {
      let told = false
      return (message) =>
        Effect.catch(deliver(message), (error) => {
          if (error.reason._tag !== "Unavailable" || !told) {
            told ||= error.reason._tag === "Unavailable"
            return Effect.fail(error)
          }
          return receipt(message)
        })
    }
  ],
  "dies of a failure": [
    "is told, each time",
    ({ deliver }) =>
      (message) =>
        Effect.orDie(deliver(message))
  ],
  "repeats what the server said": [
    "is told, each time",
    ({ deliver, isBroken }) =>
      (message) =>
        isBroken()
          ? fail(new Unavailable({ why: "busy", code: 451, system: `mailbox ${message.to.address} is full` }))
          : deliver(message)
  ],
  "logs what it sends": [
    "neither errors nor logs",
    ({ deliver }) =>
      (message) =>
        Effect.andThen(Effect.logInfo("sending", message.text), deliver(message))
  ],
  "logs to whom": [
    "neither errors nor logs",
    ({ deliver }) =>
      (message) =>
        Effect.tapError(deliver(message), () => Effect.logWarning(`could not write to ${message.to.address}`))
  ],
  "repeats the field that is wrong": [
    "neither errors nor logs",
    ({ deliver }) =>
      (message) => {
        const wrong = invalid(message)
        return wrong === undefined
          ? deliver(message)
          : fail(new InvalidMessage({ field: wrong.field, problem: `cannot be ${message.to.address}` }))
      }
  ],
  "sends secure messages in plain": [
    "does not travel in plain",
    ({ put }) =>
      (message) => {
        const wrong = invalid(message)
        if (wrong !== undefined) return fail(wrong)
        put(message, { inPlain: true })
        return receipt(message)
      }
  ],
  "drops secure messages": [
    "does not travel in plain",
    ({ deliver }) =>
      (message) =>
        message.secure ? receipt(message) : deliver(message)
  ],
  "sends to whoever a field names": [
    "adds a header",
    ({ put }) =>
      (message) => {
        const whole = JSON.stringify(message)
        put(message, { recipients: [message.to.address, ...(whole.includes("x@evil") ? ["x@evil.example"] : [])] })
        return receipt(message)
      }
  ],
  "tidies a field that is wrong": [
    "adds a header",
    ({ deliver }) =>
      (message) =>
        deliver({ ...message, subject: message.subject.replaceAll(/[\r\n]+/g, " ") })
  ],
  "sends first and looks then": [
    "adds a header",
    ({ deliver, put }) =>
      (message) => {
        if (invalid(message) !== undefined) put(message)
        return deliver(message)
      }
  ]
}

describe("the contract of mailers", () => {
  for (const [fault, [expected, tamper]] of Object.entries(broken))
    it.live(`notices a mailer that ${fault}`, () =>
      Effect.gen(function* () {
        const caught: Array<string> = []
        for (const check of MailerContract.checks) {
          const run = MailerContract.against(check, opened(tamper))
          const result = yield* Effect.result(Effect.provide(run, Logger.layer([])))
          if (result._tag === "Failure") caught.push(result.failure.message)
        }
        assert.isTrue(
          caught.some((message) => message.includes(expected)),
          `caught by ${JSON.stringify(caught)}`
        )
      })
    )

  it("has a broken mailer for each check", () => {
    const unbroken = MailerContract.checks.filter(
      ({ name }) => !Object.values(broken).some(([expected]) => name.includes(expected))
    )
    assert.deepStrictEqual(unbroken, [])
  })
})
