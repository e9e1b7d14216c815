import * as Policy from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import type * as Bulk from "../src/Bulk.ts"
import * as NodeSecrets from "../src/NodeSecrets.ts"
import * as Portal from "../src/Portal.ts"
import * as portal from "./fixture/portal.ts"

const { agent, cases, consumer, envelope, exchange, roster, system } = portal
const secrets = NodeSecrets.layer(portal.cost)

const withPortal = async (use: (one: Portal.Portal) => Promise<void>): Promise<void> => {
  const one = Portal.make({ secrets, now: () => portal.start })
  try {
    for (const command of [roster, cases]) assert.isTrue((await one.executeUnknown(envelope(system, command))).ok)
    await use(one)
  } finally {
    await one.close()
  }
}

const told = (reply: { readonly ok: boolean; readonly refusal?: unknown }): string =>
  (reply.refusal as { readonly message?: string } | undefined)?.message ?? "accepted"

const submit = { _tag: "SubmitAgent", agentId: "agent-1" }
const as = (more: object) => ({ id: "c-1", actor: exchange, command: submit, ...more }) as never

describe("what is wrong with a command is told in the words of its Schema", () => {
  it.each([
    ["no identifier", { id: undefined }, "`id`: is missing"],
    ["no actor", { actor: undefined }, "`actor`: is missing"],
    ["no command", { command: undefined }, "`command`: is missing"],
    ["an actor nobody knows", { actor: { _tag: "Agnt" } }, "`actor`: has a `_tag` that is none of `Consumer`, `Agent`"],
    [
      "a session under another name",
      { actingId: "act-1" },
      "none of `id`, `actor`, `acting`, `secondFactor`, `command`, `secret`"
    ],
    [
      "a field too many",
      { command: { ...submit, agent: "x" } },
      "`command`: has a field that is none of `_tag`, `agentId`"
    ],
    [
      "a number for a name",
      { command: { ...submit, agentId: 5 } },
      "`command.agentId`: has the wrong type: expected a text"
    ],
    [
      "a reason that is none",
      { command: { _tag: "SuspendAgent", agentId: "agent-1", reason: "mood" } },
      "`command.reason`: is none of `"
    ]
  ])("%s", (_, more, words) => withPortal(async (one) => assert.include(told(await one.execute(as(more))), words)))

  it("takes fields that are undefined as absent", () =>
    withPortal(async (one) => {
      const suspend = { _tag: "SuspendAgent", agentId: "agent-1", reason: "breach", until: undefined }
      const reply = await one.execute(as({ acting: undefined, secret: undefined, command: suspend }))
      assert.isTrue(reply.ok, told(reply))
      const [entry] = portal.cases.entries
      const phoneless = { ...entry?.case, primaryContact: { ...entry?.case.primaryContact, phone: undefined } }
      const fed = { _tag: "RecordCases", entries: [{ case: phoneless, delegate: undefined }] }
      const deep = await one.execute(as({ id: "c-2", actor: system, command: fed }))
      assert.isTrue(deep.ok, told(deep))
      const viewer = { actor: agent(0), acting: undefined } as unknown as Portal.Viewer
      assert.isTrue((await one.roster(viewer, "agency-0")).ok)
      const scope = { agencyId: "agency-0", agentId: undefined } as unknown as Portal.Scope
      assert.isTrue((await one.book(viewer, scope)).ok)
    }))

  it("refuses a place in a list that no store can keep", () =>
    withPortal(async (one) => {
      for (const key of ["\0", "\uD800"])
        assert.include(
          told(await one.directory({ actor: consumer(0) }, {}, { limit: 3, after: { key, id: "x" } })),
          "`request.after.key`: expected text without NUL and half symbols"
        )
    }))

  it.each<readonly [string, unknown, unknown, string]>([
    ["no agency", undefined, { limit: 1 }, "`agencyId`: is missing"],
    ["a number for an agency", 7, { limit: 1 }, "`agencyId`: has the wrong type"],
    ["no page", "agency-0", undefined, "`request`: is missing"],
    ["a page without a limit", "agency-0", {}, "`request.limit`: is missing"],
    ["no rows", "agency-0", { limit: 0 }, "`request.limit`: "],
    ["more rows than a page may have", "agency-0", { limit: 1001 }, "`request.limit`: "],
    ["part of a row", "agency-0", { limit: 1.5 }, "`request.limit`: "],
    ["a limit in words", "agency-0", { limit: "5" }, "`request.limit`: "],
    ["a place without a row", "agency-0", { limit: 1, after: { key: "agency-0" } }, "`request.after.id`: is missing"],
    ["a place as a text", "agency-0", { limit: 1, after: "t-1" }, "`request.after`: "],
    ["a place that no store can keep", "agency-0", { limit: 1, after: { key: "x", id: "\0" } }, "`request.after.id`: "],
    ["an offset", "agency-0", { limit: 1, offset: 5 }, "`request`: has a field that is none of `after`, `limit`"]
  ])("lists of an agency refuse %s", (_, agencyId, request, words) =>
    withPortal(async (one) => {
      const manager = { actor: agent(0) }
      for (const answer of [
        await one.waitingTransfers(manager, agencyId as never, request as never),
        await one.staff(manager, agencyId as never, request as never)
      ])
        assert.include(told(answer), words)
    })
  )
})

describe("a job that cannot be meant carries nothing out", () => {
  const job = {
    ...{ id: "feed-1", actor: system, items: [] as ReadonlyArray<unknown> },
    command: (entries: ReadonlyArray<unknown>) => ({ _tag: "RecordCases", entries })
  }
  const thrown = (): never => {
    throw new Error("Cora Quint")
  }
  const throwing = (field: string, over: object = {}) =>
    Object.defineProperty({ ...job, ...over }, field, { get: thrown, enumerable: true })
  it.each<readonly [string, unknown, string]>([
    ["no job", undefined, "expected a job"],
    ["no name", { ...job, id: undefined }, "`id`: is missing"],
    ["a name that leaves no place", { ...job, id: "x".repeat(68) }, "`id`: expected a name of 1 to 67 characters"],
    ["no items", { ...job, items: undefined }, "`items`: expected a list"],
    ["no size", { ...job, size: 0 }, "`size`: expected a whole number"],
    ["no command", { ...job, command: undefined }, "`command`: expected a function"],
    ["a field too many", { ...job, actingId: "act-1" }, "has a field that is none of"],
    ["items without a text", { ...job, items: [1n] }, "`items`: expected items that can be written as JSON"],
    ["a job that tells no fields", new Proxy({}, { ownKeys: thrown }), "expected a job"],
    ["a name that throws", throwing("id"), "`id`: expected a name"],
    ["an actor that throws", throwing("actor", { items: [1] }), "`actor`: "],
    ["a part of an actor that throws", { ...job, actor: throwing("userId"), items: [1] }, "`actor`: "],
    ["a session that throws", throwing("acting", { items: [1] }), "`acting`: "],
    ["items that throw", throwing("items"), "`items`: expected a list"],
    ["items that cannot be begun", { ...job, items: { [Symbol.iterator]: thrown } }, "`items`: expected a list"],
    [
      "items that do not say what they are",
      { ...job, items: new Proxy({}, { has: thrown }) },
      "`items`: expected a list"
    ],
    ["an item that throws", { ...job, items: [{}, { case: throwing("caseId") }] }, "`items.1`: cannot be read"],
    ["an item that is no plain data", { ...job, items: [new Date(0)] }, "`items.0`: cannot be read"],
    ["a size that throws", throwing("size"), "`size`: expected a whole number"],
    ["a command that throws", throwing("command"), "`command`: expected a function"],
    ["a name that was inherited", Object.create(job), "`id`: is missing"]
  ])("%s", (_, given, words) =>
    withPortal(async (one) => {
      const reply = await one.inChunks(given as Bulk.Job<unknown>)
      assert.deepInclude(reply, { ok: false, from: 0 })
      assert.include(told(reply), words)
    })
  )
})

describe("a job is read once", () => {
  it("whatever it answers the second time: its fields, its actor and its items", () =>
    withPortal(async (one) => {
      const asked: Record<string, number> = {}
      const once = (fields: Record<string, unknown>): object =>
        Object.defineProperties(
          {},
          Object.fromEntries(
            Object.entries(fields).map(([name, value]) => [
              name,
              {
                enumerable: true,
                get: () => {
                  asked[name] = (asked[name] ?? 0) + 1
                  return value
                }
              }
            ])
          )
        )
      const entry = once({ case: portal.household(7) })
      const given = once({
        ...{ id: "feed-1", actor: once(system), items: [entry], size: 1 },
        command: (entries: ReadonlyArray<unknown>) => ({ _tag: "RecordCases", entries })
      })
      const reply = await one.inChunks(given as Bulk.Job<unknown>)
      assert.deepInclude(reply, { ok: true, chunks: 1, items: 1 })
      assert.deepStrictEqual(asked, { id: 1, actor: 1, items: 1, size: 1, command: 1, _tag: 1, userId: 1, case: 1 })
    }))
})

describe("options that cannot be meant are refused before there is a portal", () => {
  it.each<readonly [string, unknown, string]>([
    ["a policy by name", { policy: "calheers" }, "`policy`"],
    ["a policy without knobs", { policy: {} }, "`policy.timeZone`: is missing"],
    ["a zone that does not exist", { policy: { ...Policy.calheers, timeZone: "Mars/Base" } }, "`policy.timeZone`"],
    ["a clock that stands still", { now: 5 }, "`now`: expected a function"],
    ["a deadline in words", { deadlineMillis: "x" }, "`deadlineMillis`: expected a number"],
    ["an option nobody knows", { presets: "calheers" }, "expected no other options than `policy`"],
    ["no options", null, "expected an object"]
  ])("%s", (_, options, words) => assert.throws(() => Portal.make(options as Portal.Options), TypeError, words))
})

describe("questions about one case, for hosts without Effect", () => {
  it("are answered as the queries are", () =>
    withPortal(async (one) => {
      const [caseId, agentId] = ["case-1", "agent-1"]
      const own = { actor: agent(1) }
      const consents = await one.consents(own, caseId)
      assert.isTrue(consents.ok, told(consents))
      const submitted = await one.maySubmit(own, { caseId, agentId })
      assert.deepNestedInclude(submitted, { ok: false, "refusal._tag": "Refused" })
      const county = await one.mayWorkWithCounty(own, { caseId, agentId })
      assert.deepInclude<object>(county, { ok: true, value: { caseId, agentId } })
      const preview = await one.previewTransfer(
        { actor: agent(0) },
        {
          ...{ _tag: "TransferBook", transferId: "t-1", agencyId: "agency-0", reason: "workload" },
          ...{ fromAgentId: "agent-1", toAgentId: "agent-2" }
        }
      )
      assert.isTrue(preview.ok, told(preview))
      const waiting = await one.waitingTransfers({ actor: agent(0) }, "agency-0", { limit: 5 })
      assert.deepInclude<object>(waiting, { ok: true, value: { rows: [] } })
      const asked = await one.transferQuestions({ actor: consumer(1) }, caseId)
      assert.deepInclude<object>(asked, { ok: true, value: [] })
      const at = await one.agentAt(own, { caseId, at: "2026-03-03T18:00:00.000Z" })
      assert.deepNestedInclude(at, { ok: true, "value.delegate.agentId": agentId })
      const changes = await one.carrierChanges({ actor: system }, 0)
      assert.isTrue(changes.ok && changes.value.changes.length > 0, told(changes))
      assert.include(told(await one.carrierChanges({ actor: system }, -1)), "`after`")
    }))
})
