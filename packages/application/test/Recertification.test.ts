import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { agent, exchange, system } = fixture
const day = 24 * 3_600_000
const items = [
  "licence-validated",
  "lms-invited",
  "training-complete",
  "exam-passed",
  "fee-paid",
  "agreement-signed",
  "voter-registration-training"
]

/** A portal in which the fourth agent has come in through an application; the test moves its clock. */
const opened = async () => {
  let days = 0
  const portal = Portal.make({ policy: calheers, now: () => fixture.start + days * day })
  let sent = 0
  const asked = (actor: Portal.ActorInput, command: object) => {
    sent += 1
    return portal.executeUnknown({ id: `renewal-${sent}`, actor, command })
  }
  const told = async (actor: Portal.ActorInput, command: object) => {
    const reply = await asked(actor, command)
    return reply.ok ? reply : assert.fail(reply.refusal.message)
  }
  await told(system, fixture.roster)
  await told(agent(0), { _tag: "AddAgent", agentId: "agent-9", agencyId: "agency-0", profile: fixture.profile(9) })
  await told(agent(0), { _tag: "SubmitAgent", agentId: "agent-9" })
  const record = (item: string) =>
    item === "exam-passed"
      ? told(exchange, { _tag: "RecordExam", agentId: "agent-9", score: 85 })
      : told(exchange, { _tag: "RecordRequirement", agentId: "agent-9", item, outcome: "Met" })
  return {
    portal,
    asked,
    told,
    record,
    run: (on: string) => told(system, { _tag: "RunCertificationDaily", agentId: "agent-9", day: on }),
    due: async (on: string) => {
      const answer = await portal.certificationsDue({ actor: system }, { day: on })
      return answer.ok
        ? answer.value.filter(({ agentId }) => agentId === "agent-9").map(({ dueOn }) => String(dueOn))
        : assert.fail(answer.refusal.message)
    },
    to: (count: number) => {
      days = count
    }
  }
}
const tags = ({ events }: { events: ReadonlyArray<{ readonly _tag: string }> }) => events.map(({ _tag }) => _tag)

describe("The life of a certification", () => {
  it("reminds an applicant each week of what is open, and of nothing when nothing is [AGT-18]", async () => {
    const { due, portal, record, run, to } = await opened()
    await record("licence-validated")
    assert.deepStrictEqual(await due("2026-03-09"), [])
    to(7)
    assert.deepStrictEqual(await due("2026-03-10"), ["2026-03-10"])
    assert.deepStrictEqual(tags(await run("2026-03-10")), ["AgentReminded"])
    assert.deepStrictEqual(tags(await run("2026-03-10")), [])
    assert.deepStrictEqual(await due("2026-03-17"), ["2026-03-17"])
    for (const item of items.slice(1)) await record(item)
    assert.deepStrictEqual(await due("2026-03-17"), [])
    await portal.close()
  })

  it("does not end by the passing of days while suspended: what is open can be met and the term renewed [AGT-08 AGT-15]", async () => {
    const { asked, portal, record, run, to, told } = await opened()
    for (const item of items) await record(item)
    await told(exchange, { _tag: "CertifyAgent", agentId: "agent-9", term: fixture.term })
    await told(system, {
      _tag: "RecordLicence",
      agentId: "agent-9",
      licence: { ...fixture.profile(9).licence, expiresOn: "2029-06-30" }
    })
    const renew = (until: string) => ({ _tag: "RecertifyAgent", agentId: "agent-9", until })
    to(210)
    await told(exchange, { _tag: "SuspendAgent", agentId: "agent-9", reason: "under-investigation" })
    to(305)
    assert.deepNestedInclude(await run("2027-01-02"), { "events[0]._tag": "TermEnded" })
    await record("voter-registration-training")
    assert.deepNestedInclude(await asked(exchange, renew("2040-01-01")), { "refusal.code": "TermTooLong" })
    assert.deepNestedInclude(await told(exchange, renew("2028-01-01")), { "events[0].to._tag": "Suspended" })
    to(340)
    assert.deepStrictEqual(
      (await run("2027-02-06")).events.filter(({ _tag }) => _tag === "CertificationMoved"),
      []
    )
    assert.deepNestedInclude(await told(exchange, { _tag: "ReinstateAgent", agentId: "agent-9" }), {
      "events[0].to._tag": "Certified"
    })
    await portal.close()
  })

  it("renews a term when the training of the year is done, and ends what nobody renews [AGT-08 AGT-10]", async () => {
    const { asked, due, portal, record, run, to, told } = await opened()
    for (const item of items) await record(item)
    await told(exchange, { _tag: "CertifyAgent", agentId: "agent-9", term: fixture.term })
    const renew = (until: string) => ({ _tag: "RecertifyAgent", agentId: "agent-9", until })
    assert.deepStrictEqual(await due("2026-10-03"), ["2026-10-03"])
    to(214)
    assert.deepStrictEqual(tags(await run("2026-10-03")), ["AgentReminded"])
    // The training counts through 2 March 2027, which is past the first day of the new term.
    assert.deepStrictEqual(tags(await told(exchange, renew("2027-06-01"))), ["CertificationMoved"])
    // The second renewal waits for the training.
    to(365)
    assert.deepNestedInclude(await asked(exchange, renew("2028-06-01")), {
      ok: false,
      "refusal.code": "ChecklistOpen",
      "refusal.facts.open.0": "voter-registration-training"
    })
    assert.deepStrictEqual(tags(await run("2027-03-03")), ["ChecklistRecorded", "AgentReminded"])
    await record("voter-registration-training")
    to(455)
    await told(system, {
      _tag: "RecordLicence",
      agentId: "agent-9",
      licence: { ...fixture.profile(9).licence, expiresOn: "2029-06-30" }
    })
    assert.deepStrictEqual(tags(await run("2027-06-01")), ["TermEnded"])
    assert.deepNestedInclude(
      await asked(agent(9), { _tag: "RecertifyAgent", agentId: "agent-9", until: "2028-06-01" }),
      {
        "refusal.code": "NotPermitted"
      }
    )
    to(485)
    assert.deepNestedInclude(await run("2027-07-01"), {
      "events[0].to._tag": "TerminatedVested",
      "events[0].to.reason": "recertification-lapsed"
    })
    await portal.close()
  })

  it("ends a certification whose amendment nobody signs by its day [AGT-09]", async () => {
    const { portal, record, run, to, told } = await opened()
    for (const item of items) await record(item)
    await told(exchange, { _tag: "CertifyAgent", agentId: "agent-9", term: fixture.term })
    const amendment = { _tag: "RequireAmendment", agentId: "agent-9", signBy: "2026-05-02" }
    assert.deepStrictEqual(tags(await told(exchange, amendment)), ["ChecklistRecorded"])
    to(30)
    await record("agreement-signed")
    await told(exchange, { ...amendment, signBy: "2026-06-01" })
    to(89)
    assert.deepStrictEqual(tags(await run("2026-05-31")), ["AgentReminded"])
    to(90)
    assert.deepStrictEqual(tags(await run("2026-06-01")), [])
    to(91)
    assert.deepNestedInclude(await run("2026-06-02"), { "events[0].to.reason": "agreement-not-signed" })
    await portal.close()
  })
})
