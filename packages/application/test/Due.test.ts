// What a day brings to transfers, requests and consents, page by page, and commands that name what was found.
import type * as Page from "@agencybook/core/Page"
import { calheers, type Policy } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { agent, consumer, exchange, system } = fixture
const viewer = { actor: system }

/** A portal with ten cases, of which agent 1 has the first four, and a clock. */
const opened = async (policy: Policy = calheers) => {
  let now = fixture.start
  const portal = Portal.make({ policy, now: () => now })
  let sent = 0
  const told = async (actor: Portal.ActorInput, command: object) => {
    sent += 1
    const reply = await portal.executeUnknown({ id: `due-${sent}`, actor, command })
    return reply.ok ? reply.events.map(({ _tag }) => _tag as string) : assert.fail(reply.refusal.message)
  }
  await told(system, fixture.roster)
  await told(system, {
    _tag: "RecordCases",
    entries: Array.from({ length: 10 }, (_, n) => ({
      case: fixture.household(n),
      ...(n < 4 ? { delegate: { agentId: "agent-1", agencyId: "agency-0", since: "2026-02-01T18:00:00.000Z" } } : {})
    }))
  })
  const on = (day: string) => {
    now = Date.parse(`${day}T20:00:00.000Z`)
  }
  return { portal, told, on }
}

/** All pages of a list, of some rows each. */
const pages = async <Row>(limit: number, ask: (request: Page.Request) => Promise<Portal.Answer<Page.Page<Row>>>) => {
  const rows: Array<Row> = []
  let request: Page.Request | undefined = { limit }
  while (request !== undefined) {
    const answer: Portal.Answer<Page.Page<Row>> = await ask(request)
    if (!answer.ok) return assert.fail(answer.refusal.message)
    assert.isAtMost(answer.value.rows.length, limit)
    rows.push(...answer.value.rows)
    request = answer.value.next && { limit, after: answer.value.next }
  }
  return rows
}

const moving = (transferId: string, from: number, to: number, effectiveOn?: string) => ({
  ...{ _tag: "TransferBook", transferId, agencyId: "agency-0", fromAgentId: `agent-${from}`, toAgentId: `agent-${to}` },
  ...{ reason: "leave", ...(effectiveOn === undefined ? {} : { effectiveOn }) }
})

describe("Questions about what is due on a day", () => {
  it("name the transfers whose day has come, also of days before, until they are carried out one by one [TRF-08]", async () => {
    const { on, portal, told } = await opened()
    await told(agent(0), moving("t-1", 1, 2, "2026-03-10"))
    await told(agent(0), moving("t-2", 1, 0, "2026-03-08"))
    await told(agent(0), moving("t-3", 1, 2, "2026-03-11"))
    const due = (limit: number) => pages(limit, (request) => portal.transfersDue(viewer, "2026-03-10", request))
    on("2026-03-10")
    const [first, second] = [
      { transferId: "t-1", effectiveOn: "2026-03-10" },
      { transferId: "t-2", effectiveOn: "2026-03-08" }
    ] as const
    for (const limit of [1, 2, 100]) assert.deepStrictEqual(await due(limit), [first, second] as never)
    const apply = (transferId: string) => ({ _tag: "ApplyDueTransfers", on: "2026-03-10", transferId })
    assert.include(await told(system, apply("t-2")), "DelegationOpened")
    assert.deepStrictEqual(await due(1), [first] as never)
    assert.deepStrictEqual(await told(system, apply("t-2")), [])
    assert.deepStrictEqual(await told(system, apply("t-3")), [])
    assert.deepStrictEqual(await told(system, apply("t-1")), ["TransferMoved"])
    assert.deepStrictEqual(await due(1), [])
    const reply = await portal.executeUnknown({ id: "unknown", actor: system, command: apply("t-4") })
    assert.deepNestedInclude(reply, { "refusal.code": "UnknownTransfer", "refusal.rule": "TRF-13" })
    await portal.close()
  })

  it("name transfers whose questions end, beside those that wait for their day [TRF-12]", async () => {
    const { on, portal, told } = await opened({ ...calheers, transferConsent: "consumer-confirm", requestDays: 10 })
    const chosen = { ...moving("t-2", 1, 0, "2026-03-12"), only: ["due-2~1"] }
    await told(agent(0), { ...moving("t-1", 1, 2), only: ["due-2~0"] })
    await told(agent(0), chosen)
    await told(consumer(1), { _tag: "ConfirmTransfer", transferId: "t-2", caseId: "case-1" })
    const due = (day: string) => pages(1, (request) => portal.transfersDue(viewer, day, request))
    on("2026-03-13")
    assert.deepStrictEqual(await due("2026-03-12"), [{ transferId: "t-2", effectiveOn: "2026-03-12" }] as never)
    assert.deepStrictEqual(await due("2026-03-13"), [
      { transferId: "t-1" },
      { transferId: "t-2", effectiveOn: "2026-03-12" }
    ] as never)
    await portal.close()
  })

  it("name the requests of which somebody is to be reminded, each until that is done [DEL-23]", async () => {
    const { on, portal, told } = await opened()
    const ask = (n: number) =>
      told(consumer(n), {
        ...{ _tag: "RequestDelegation", delegationId: `r-${n}`, caseId: `case-${n}`, agentId: "agent-2" },
        signedBy: "Cora Quint"
      })
    for (const n of [4, 5, 6, 7]) await ask(n)
    on("2026-03-05")
    await ask(8)
    const due = (day: string, limit: number) => pages(limit, (request) => portal.remindersDue(viewer, day, request))
    on("2026-03-06")
    assert.deepStrictEqual(await due("2026-03-05", 3), [])
    for (const limit of [1, 3, 100])
      assert.deepStrictEqual(await due("2026-03-06", limit), ["r-4", "r-5", "r-6", "r-7"] as never)
    const remind = { _tag: "RemindRequests", on: "2026-03-06", only: ["r-5", "r-8", "r-6", "r-5", "nobody-s"] }
    assert.deepStrictEqual(await told(system, remind), ["RequestReminded", "RequestReminded"])
    assert.deepStrictEqual(await told(system, remind), [])
    assert.deepStrictEqual(await due("2026-03-06", 1), ["r-4", "r-7"] as never)
    on("2026-03-08")
    assert.deepStrictEqual(await due("2026-03-08", 2), ["r-4", "r-7", "r-8"] as never)
    on("2026-04-02")
    // What is about to expire is not reminded of.
    assert.deepStrictEqual(await due("2026-04-02", 2), ["r-8"] as never)
    await portal.close()
  })

  it("name the requests to counselors as well, which the same command reminds of [DEL-23 ENT-01]", async () => {
    const { on, portal, told } = await opened()
    const register = [
      { _tag: "RegisterEntity", entityId: "entity-1", name: "Open Door" },
      { _tag: "CertifyEntity", entityId: "entity-1", through: "2026-12-31" },
      {
        ...{ _tag: "AddCounselor", counselorId: "cec-1", entityId: "entity-1", email: "cleo@open-door.example" },
        name: { first: "Cleo", last: "Nash" }
      }
    ]
    for (const command of register) await told(exchange, command)
    for (const n of [4, 5])
      await told(consumer(n), {
        ...{ _tag: "RequestCounselor", delegationId: `help-${n}`, caseId: `case-${n}`, counselorId: "cec-1" },
        signedBy: "Cora Quint"
      })
    await told(consumer(6), {
      ...{ _tag: "RequestDelegation", delegationId: "r-6", caseId: "case-6", agentId: "agent-2" },
      signedBy: "Cora Quint"
    })
    const due = (day: string) => pages(1, (request) => portal.counselorRemindersDue(viewer, day, request))
    on("2026-03-05")
    assert.deepStrictEqual(await due("2026-03-05"), [])
    on("2026-03-06")
    assert.deepStrictEqual(await due("2026-03-06"), ["help-4", "help-5"] as never)
    assert.deepStrictEqual(await told(system, { _tag: "RemindRequests", on: "2026-03-06", only: ["help-5"] }), [
      "CounselorRequestReminded"
    ])
    assert.deepStrictEqual(await due("2026-03-06"), ["help-4"] as never)
    assert.deepStrictEqual(await told(system, { _tag: "RemindRequests", on: "2026-03-06" }), [
      "RequestReminded",
      "CounselorRequestReminded"
    ])
    assert.deepStrictEqual(await due("2026-03-06"), [])
    on("2026-03-13")
    const report = await portal.runDay({ day: "2026-03-13" })
    assert.deepNestedInclude(report, { "counts.RemindRequests.changed": 2 })
    assert.deepStrictEqual(await due("2026-03-13"), [])
    await portal.close()
  })

  it("name the consents whose last day lies before it, however long, until they are ended [CON-01]", async () => {
    const { on, portal, told } = await opened()
    const grant = (n: number, expiresOn: string) =>
      told(consumer(n), {
        ...{ _tag: "GrantConsent", consentId: `c-${n}`, caseId: `case-${n}`, signedBy: "Cora Quint" },
        terms: {
          ...{ grantee: { _tag: "Agency", agencyId: "agency-0", agentId: "agent-1" }, otherUsers: [], expiresOn },
          ...{ scopes: ["search-application"], purpose: "one-inquiry", rescindHow: ["phone"] },
          ...{ channel: "electronic-signature", evidence: { type: "portal-record", ref: "mine" } }
        }
      })
    for (const [n, day] of ["2026-03-31", "2026-03-04", "2026-03-05", "2027-05-31"].entries()) await grant(n, day)
    const due = (day: string, limit: number) => pages(limit, (request) => portal.consentsDue(viewer, day, request))
    on("2026-03-06")
    assert.deepStrictEqual(await due("2026-03-04", 1), [])
    assert.deepStrictEqual(await due("2026-03-05", 1), ["c-1"] as never)
    on("2027-06-01")
    for (const limit of [1, 2, 100])
      assert.deepStrictEqual(await due("2027-06-01", limit), ["c-1", "c-2", "c-0", "c-3"] as never)
    const expire = (only?: ReadonlyArray<string>) =>
      told(system, { _tag: "ExpireConsents", before: "2027-06-01", ...(only === undefined ? {} : { only }) })
    assert.deepStrictEqual(await expire(["c-2", "c-2", "nobody-s"]), ["ConsentMoved"])
    assert.deepStrictEqual(await expire(["c-2"]), [])
    // Without names it looks back thirteen months.
    assert.deepStrictEqual(await expire(), ["ConsentMoved"])
    assert.deepStrictEqual(await due("2027-06-01", 1), ["c-1", "c-0"] as never)
    const report = await portal.runDay()
    assert.deepNestedInclude(report, { "counts.ExpireConsents.changed": 1 })
    assert.deepStrictEqual(await due("2027-06-01", 1), [])
    await portal.close()
  })

  it("are for the system, and of a day that can be read", async () => {
    const { portal } = await opened()
    for (const ask of [portal.transfersDue, portal.remindersDue, portal.consentsDue]) {
      assert.deepNestedInclude(await ask({ actor: agent(0) }, "2026-03-03", { limit: 1 }), {
        "refusal.code": "NotPermitted"
      })
      assert.deepNestedInclude(await ask(viewer, "tomorrow", { limit: 1 }), { "refusal._tag": "Malformed" })
      assert.deepNestedInclude(await ask(viewer, "2026-03-03", { limit: 0 }), { "refusal._tag": "Malformed" })
      assert.deepStrictEqual(await pages<unknown>(1, (request) => ask(viewer, "2026-03-03", request)), [])
    }
    await portal.close()
  })
})
