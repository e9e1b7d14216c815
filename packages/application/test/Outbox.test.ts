import * as Dates from "@agencybook/core/CalendarDate"
import type { Notice } from "@agencybook/core/Notice"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { CommandMalformed } from "../src/Envelope.ts"
import {
  type DeliveryReceipt,
  fromPromise,
  InvalidMessage,
  MailError,
  Mailer,
  type MailMessage,
  Unavailable
} from "../src/Mailer.ts"
import * as NodeSecrets from "../src/NodeSecrets.ts"
import * as Outbox from "../src/Outbox.ts"
import * as Portal from "../src/Portal.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const party = { name: "Portal", address: "portal@exchange.example" }
const render: Outbox.Render = (notice: Notice, queuedAt): MailMessage | undefined =>
  notice.to.email === undefined
    ? undefined
    : {
        id: notice.noticeId,
        sentAt: queuedAt,
        from: party,
        to: { name: notice.to.name, address: notice.to.email },
        subject: notice.template,
        text: "",
        html: "",
        secure: notice.secure
      }
const busy = new MailError({ reason: new Unavailable({ why: "busy", code: 450, system: null }) })
const bad = new MailError({ reason: new InvalidMessage({ field: "to.address", problem: "is empty" }) })

/** A mailer that answers as told and remembers what it delivered. */
const fake = (answer: (message: MailMessage, n: number) => MailError | undefined) => {
  const delivered: Array<string> = []
  let n = 0
  const layer = Layer.succeed(
    Mailer,
    Mailer.of({
      deliver: (message) =>
        Effect.suspend(() => {
          n += 1
          const error = answer(message, n)
          if (error !== undefined) return Effect.fail(error)
          delivered.push(message.id)
          return Effect.succeed({ id: message.id, messageId: `<${message.id}@exchange.example>` })
        })
    })
  )
  return { delivered, layer }
}
const story = <A, E>(name: string, effect: Effect.Effect<A, E, portal.Services>) =>
  it.live(name, () =>
    Effect.andThen(
      Effect.andThen(
        portal.settled,
        portal.told(portal.agent(0), {
          _tag: "TransferBook",
          transferId: "t-1",
          agencyId: "agency-0",
          fromAgentId: "agent-1",
          toAgentId: "agent-2",
          reason: "leave"
        })
      ),
      effect
    ).pipe(Effect.provide(portal.layer))
  )
const drain = (mailer: ReturnType<typeof fake>, options: Outbox.DrainOptions = {}, millis = portal.start) =>
  portal.at(Outbox.drain(render, options), millis).pipe(Effect.provide(mailer.layer))

describe("Outbox", () => {
  story(
    "delivers every notice of a transfer once, and nothing at the second run [NOT-03]",
    Effect.gen(function* () {
      const mailer = fake(() => undefined)
      assert.deepStrictEqual(yield* drain(mailer, { batch: 2 }), { sent: 5, failed: 0, waiting: 0 })
      assert.deepStrictEqual(yield* drain(mailer), { sent: 0, failed: 0, waiting: 0 })
      assert.strictEqual(new Set(mailer.delivered).size, 5)
    })
  )

  story(
    "keeps what could not be delivered for a later run, each tried once in a run",
    Effect.gen(function* () {
      const mailer = fake((_, n) => (n <= 5 ? busy : undefined))
      assert.deepStrictEqual(yield* drain(mailer), { sent: 0, failed: 0, waiting: 5 })
      assert.deepStrictEqual(yield* drain(mailer, {}, portal.start + 60_000), {
        sent: 5,
        failed: 0,

        waiting: 0
      })
    })
  )

  story(
    "claims nothing where it is told what cannot be meant",
    Effect.gen(function* () {
      const mailer = fake(() => undefined)
      const told: ReadonlyArray<readonly [field: string, options: Outbox.DrainOptions]> = [
        ["batch", { batch: 0 }],
        ["batch", { batch: -1 }],
        ["batch", { batch: 1.5 }],
        ["attempts", { attempts: Number.NaN }],
        ["attempts", { attempts: 0 }],
        ["leaseMillis", { leaseMillis: Number.POSITIVE_INFINITY }],
        ["leaseMillis", { leaseMillis: 0 }]
      ]
      for (const [field, options] of told) {
        const error = yield* Effect.flip(drain(mailer, options))
        assert.instanceOf(error, CommandMalformed)
        assert.deepStrictEqual(error instanceof CommandMalformed && error.issues[0]?.path, ["options", field])
      }
      for (const options of [{ limit: -1 }, { limit: 1_001 }, { leaseMillis: 0 }])
        assert.instanceOf(yield* Effect.flip(Outbox.claimLetters(options)), CommandMalformed)
      assert.deepStrictEqual(yield* drain(mailer, { attempts: 1, batch: 1_000 }), { sent: 5, failed: 0, waiting: 0 })
    })
  )

  story(
    "gives up on one notice without stopping the others",
    Effect.gen(function* () {
      const mailer = fake(({ to }) => (to.address === "agent1@login.example" ? bad : undefined))
      assert.deepStrictEqual(yield* drain(mailer), { sent: 4, failed: 1, waiting: 0 })
      const store = yield* Store
      assert.deepInclude(yield* store.counts(), { sent: 4, failed: 1, queued: 0 })
    })
  )

  story(
    "gives up after the allowed number of attempts",
    Effect.gen(function* () {
      const mailer = fake(() => busy)
      const outcomes = yield* Effect.forEach([0, 1, 2], (n) =>
        drain(mailer, { attempts: 3 }, portal.start + n * 60_000)
      )
      assert.deepStrictEqual(
        outcomes.map(({ failed, waiting }) => [failed, waiting]),
        [
          [0, 5],
          [0, 5],
          [5, 0]
        ]
      )
    })
  )

  story(
    "leaves letters to whoever sends letters",
    Effect.gen(function* () {
      const { primaryContact, ...rest } = portal.household(2)
      const { email: _, ...unreachable } = primaryContact
      yield* portal.told(portal.system, {
        _tag: "RecordCases",
        entries: [{ case: { ...rest, primaryContact: unreachable } }]
      })
      const delegationId = "asked-1"
      const request = {
        _tag: "RequestDelegation",
        delegationId,
        caseId: "case-2",
        agentId: "agent-2",
        signedBy: "Cora Quint"
      }
      yield* portal.told(portal.consumer(2), request)
      yield* portal.told(portal.agent(2), { _tag: "AcceptRequest", delegationId })
      const mailer = fake(() => undefined)
      assert.deepStrictEqual(yield* drain(mailer), { sent: 7, failed: 0, waiting: 0 })
      const store = yield* Store
      const letters = yield* store.claim(Dates.fromMillis(portal.start), 10, 1, "letter")
      assert.deepStrictEqual(
        letters.map(({ notice }) => [notice.template, notice.to.role]),
        [["NTC-13", "consumer"]]
      )
    })
  )

  story(
    "marks as failed what cannot be put into words",
    Effect.gen(function* () {
      const mailer = fake(() => undefined)
      const speechless = portal.at(
        Outbox.drain((notice, at) => (notice.to.role === "consumer" ? undefined : render(notice, at)))
      )
      assert.deepStrictEqual(yield* speechless.pipe(Effect.provide(mailer.layer)), { sent: 3, failed: 2, waiting: 0 })
    })
  )

  story(
    "queues nothing for a command that comes again, and nothing for a refusal",
    Effect.gen(function* () {
      const store = yield* Store
      const before = yield* store.counts()
      const one = portal.envelope(portal.consumer(2), {
        _tag: "RequestDelegation",
        delegationId: "asked-1",
        caseId: "case-2",
        agentId: "agent-2",
        signedBy: "Cora Quint"
      })
      yield* Effect.orDie(portal.execute(one))
      yield* Effect.orDie(portal.execute(one))
      yield* Effect.flip(portal.execute(portal.envelope(portal.consumer(3), one.command)))
      assert.strictEqual((yield* store.counts()).queued, before.queued + 2)
    })
  )

  it.live("a notice whose words cannot be made does not hold up the others", () => {
    const { delivered, layer } = fake(() => undefined)
    const broken: Outbox.Render = (notice, queuedAt) => {
      if (notice.template === "NTC-12") throw new Error("no words")
      return render(notice, queuedAt)
    }
    return Effect.gen(function* () {
      yield* portal.settled
      yield* portal.told(portal.consumer(2), {
        _tag: "RequestDelegation",
        delegationId: "asked-2",
        caseId: "case-2",
        agentId: "agent-2",
        signedBy: "Cora Quint"
      })
      yield* portal.told(portal.agent(2), { _tag: "DeclineRequest", delegationId: "asked-2" })
      const drained = yield* portal.at(Effect.provide(Outbox.drain(broken), layer))
      assert.isAbove(drained.failed, 0)
      assert.strictEqual(drained.sent, 1)
      assert.strictEqual(delivered.length, 1)
    }).pipe(Effect.provide(portal.layer))
  })
})

describe("Letters", () => {
  /** Cases 2 and 3 have no e-mail address, and each of them is told by letter of the agent that was asked for. */
  const opened = async () => {
    let now = portal.start
    const one = Portal.make({ secrets: NodeSecrets.layer(portal.cost), now: () => now })
    const send = async (actor: object, command: object) =>
      assert.isTrue((await one.executeUnknown(portal.envelope(actor, command))).ok)
    await send(portal.system, portal.roster)
    const entries = [2, 3].map((n) => {
      const { primaryContact, ...rest } = portal.household(n)
      const { email: _, ...unreachable } = primaryContact
      return { case: { ...rest, primaryContact: unreachable } }
    })
    await send(portal.system, { _tag: "RecordCases", entries })
    for (const n of [2, 3]) {
      await send(portal.consumer(n), portal.request(n, 2))
      await send(portal.agent(2), { _tag: "AcceptRequest", delegationId: `r-${n}` })
    }
    return { one, send, wait: (millis: number) => (now += millis) }
  }
  const claimed = async (one: Portal.Portal, options?: Portal.LetterOptions) => {
    const answer = await one.claimLetters(options)
    return answer.ok ? answer.letters : assert.fail(answer.refusal.message)
  }
  const settle = async (
    one: Portal.Portal,
    letter: Portal.Letter | undefined,
    outcome: "sent" | "failed" | "retry"
  ) => {
    const settled = { noticeId: letter?.notice.noticeId ?? "", token: letter?.token ?? "", outcome }
    const answer = await one.settleLetter(settled)
    return answer.ok ? answer.settled : assert.fail(answer.refusal.message)
  }
  const hour = 3_600_000

  it("are claimed with the address of now, and nobody else has them before the lease is over", async () => {
    const { one, send, wait } = await opened()
    const first = await claimed(one, { limit: 1 })
    const second = await claimed(one)
    assert.deepStrictEqual(
      [...first, ...second].map(({ attempts, notice }) => [notice.channel, notice.to.caseId as string, attempts]),
      [
        ["letter", "case-2", 1],
        ["letter", "case-3", 1]
      ]
    )
    assert.deepStrictEqual(first[0]?.address as unknown, portal.household(2).primaryContact.address)
    assert.deepStrictEqual(await claimed(one), [])
    // Mails go their own way, and take no letter along.
    const posted = await one.deliver(fake(() => undefined).layer, render)
    assert.deepStrictEqual(posted, { sent: 4, failed: 0, waiting: 0 })
    // The printer is gone; the consumer has moved meanwhile.
    wait(hour)
    const { primaryContact, ...rest } = portal.household(2)
    const { email: _, ...unreachable } = primaryContact
    const address = { ...unreachable.address, street: "9 New Street" }
    await send(portal.system, {
      _tag: "RecordCases",
      entries: [{ case: { ...rest, primaryContact: { ...unreachable, address } } }]
    })
    const again = await claimed(one)
    assert.deepStrictEqual(
      again.map(({ attempts, notice }) => [notice.noticeId, attempts]),
      [...first, ...second].map(({ notice }) => [notice.noticeId, 2])
    )
    assert.strictEqual(again[0]?.address?.street as string, "9 New Street")
    await one.close()
  })

  it("are acknowledged, given up or given back once, by whoever has them", async () => {
    const { one, wait } = await opened()
    const old = await claimed(one, { leaseMillis: 1 })
    wait(1)
    const [a, b] = await claimed(one)
    for (const outcome of ["sent", "failed", "retry"] as const) assert.isFalse(await settle(one, old[0], outcome))
    assert.isTrue(await settle(one, a, "sent"))
    assert.isFalse(await settle(one, a, "retry"))
    assert.isTrue(await settle(one, b, "retry"))
    wait(hour)
    const [last, ...others] = await claimed(one)
    assert.deepStrictEqual([last?.notice.noticeId, last?.attempts, others.length], [b?.notice.noticeId, 3, 0])
    assert.isTrue(await settle(one, last, "failed"))
    wait(hour)
    assert.deepStrictEqual(await claimed(one), [])
    await one.close()
  })

  it("refuse what cannot be meant, by its place", async () => {
    const { one } = await opened()
    const place = (answer: { readonly ok: boolean; readonly refusal?: Portal.Malformed }) =>
      answer.refusal?.issues.map(({ path }) => path.join(".")).join() ?? "accepted"
    assert.strictEqual(place(await one.claimLetters({ limit: 0 })), "options.limit")
    assert.strictEqual(place(await one.claimLetters({ leaseMillis: 0 })), "options.leaseMillis")
    assert.strictEqual(place(await one.claimLetters({ lease: 5 } as never)), "options")
    assert.strictEqual(
      place(await one.settleLetter({ noticeId: "\0", token: "t", outcome: "sent" })),
      "settled.noticeId"
    )
    assert.strictEqual(
      place(await one.settleLetter({ noticeId: "n", token: "t", outcome: "lost" as never })),
      "settled.outcome"
    )
    assert.deepStrictEqual(await one.settleLetter({ noticeId: "n", token: "t", outcome: "sent" }), {
      ok: true,
      settled: false
    })
    await one.close()
  })
})

describe("Portal.deliver", () => {
  const opened = async () => {
    const one = Portal.make({ secrets: NodeSecrets.layer(portal.cost), now: () => portal.start })
    await one.executeUnknown(portal.envelope(portal.system, portal.roster))
    await one.executeUnknown(portal.envelope(portal.system, portal.cases))
    const asked = await one.executeUnknown(portal.envelope(portal.consumer(2), portal.request(2, 1)))
    assert.isTrue(asked.ok)
    return one
  }

  it("hands what is due to a function of the host, once", async () => {
    const one = await opened()
    const got: Array<string> = []
    const mailer = fromPromise((message): Promise<DeliveryReceipt> => {
      got.push(message.id)
      return Promise.resolve({ id: message.id, messageId: `<${message.id}@exchange.example>` })
    })
    const { failed, sent, waiting } = await one.deliver(mailer, render)
    assert.isAbove(sent, 0)
    assert.deepStrictEqual([failed, waiting, new Set(got).size], [0, 0, sent])
    assert.deepStrictEqual(await one.deliver(mailer, render), { sent: 0, failed: 0, waiting: 0 })
    await one.close()
  })

  it("tries later what a function rejects with anything, and no more what it rejects with a reason for good", async () => {
    const one = await opened()
    const lost = fromPromise(() => Promise.reject(new Error("anna@mail.example: mailbox is on fire")))
    const later = await one.deliver(lost, render)
    assert.isAbove(later.waiting, 0)
    assert.deepStrictEqual([later.sent, later.failed], [0, 0])
    await one.close()
    const other = await opened()
    const never = await other.deliver(
      fromPromise(() => Promise.reject(bad)),
      render
    )
    assert.deepStrictEqual(never, { sent: 0, failed: later.waiting, waiting: 0 })
    await other.close()
  })
})
