import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../../src/CalendarDate.ts"
import type { Employment } from "../../src/Employment.ts"
import * as Facts from "../../src/Facts.ts"
import * as Id from "../../src/Id.ts"
import type { Invitation, Kind } from "../../src/Invitation.ts"
import * as Notice from "../../src/Notice.ts"
import { calheers, type Policy } from "../../src/Policy.ts"
import * as Sample from "../fixture/sample.ts"
import { told } from "../fixture/told.ts"

const invitation = (kind: Kind): Invitation => ({
  ...{ invitationId: Id.make("invitation-1"), kind, agentId: Sample.agentId(1), agencyId: Sample.agencyId(0) },
  ...{ issuedAt: Sample.now, expiresAt: Dates.plusHours(Sample.now, 72), wrongTries: 0, state: "Issued" }
})

describe("AccountNotices", () => {
  it("mails the agent a link, encrypted, and a code to nobody [INV-02]", () => {
    const world = { agent: [Sample.agent(1)] }
    const issued = (kind: Kind) => told(world, { _tag: "InvitationIssued", invitation: invitation(kind) })
    assert.deepStrictEqual(issued("activation-link"), [
      [
        "NTC-11 agent agent1@login.example secure",
        { invitationId: "invitation-1", expiresAt: Dates.plusHours(Sample.now, 72) }
      ]
    ])
    assert.deepStrictEqual(issued("delegation-code"), [])
    assert.deepStrictEqual(told({}, { _tag: "InvitationIssued", invitation: invitation("activation-link") }), [])
  })

  it("tells a new address for login to it and to the one of before [SEC-01]", () => {
    const { agentId, loginEmail } = Sample.agent(1)
    const from = Sample.profile(4).loginEmail
    const changed = { _tag: "AgentLoginChanged", agentId, formerEmail: from, loginEmail } as const
    assert.deepStrictEqual(told({ agent: [Sample.agent(1)] }, changed), [
      [`NTC-31 agent ${from}`, { address: "former" }],
      [`NTC-31 agent ${loginEmail}`, { address: "present" }]
    ])
    assert.deepStrictEqual(told({}, changed), [])
  })

  it("says how an access code was sent and how long it lives, and later only what became of it [ACC-04]", () => {
    const world = { case: [Sample.household(1)] }
    const code = Sample.accessCode(1, { channel: "mail" as ReturnType<typeof Sample.accessCode>["channel"] })
    const { accessCodeId, caseId, expiresAt } = code
    const consumer = "NTC-18 consumer consumer1@mail.example"
    assert.deepStrictEqual(told(world, { _tag: "AccessCodeIssued", accessCode: code }), [
      [consumer, { what: "issued", expiresAt, channel: "mail" }]
    ])
    const moved = (to: "Redeemed" | "Locked" | "Superseded") =>
      told(world, { _tag: "AccessCodeMoved", accessCodeId, caseId, to, wrongTries: 0 })
    assert.deepStrictEqual(moved("Redeemed"), [[consumer, { what: "redeemed" }]])
    assert.deepStrictEqual(moved("Locked"), [[consumer, { what: "locked" }]])
    assert.deepStrictEqual(moved("Superseded"), [])
    assert.deepStrictEqual(told({}, { _tag: "AccessCodeIssued", accessCode: code }), [])
  })

  it("tells of a lock without a reason where none was given [SEC-01]", () => {
    const [agent, place] = [Sample.agent(1), Sample.employment(1)]
    const world = {
      agent: [Sample.agent(0), agent],
      agency: [Sample.agency()],
      employment: [Sample.employment(0), place]
    }
    const lines = told(world, { _tag: "AgentLocked", agentId: agent.agentId, locked: true })
    assert.deepStrictEqual(
      lines.map(([line, params]) => [line, params.account, "reason" in params]),
      [
        ["NTC-32 agent agent1@login.example", "locked", false],
        ["NTC-32 manager agent0@login.example", "locked", false]
      ]
    )
  })

  it("says for how many days a password lasts, and nothing of days where it has no end [EXT-09]", () => {
    const link = {
      linkId: Id.make<Id.LinkId>("link-1"),
      with: "link",
      expiresAt: Dates.plusHours(Sample.now, 1)
    } as const
    const account = Sample.extranetAccount(1, { _tag: "Provisioned", since: Sample.now, link })
    const facts = Facts.make({ agent: new Map([[account.agentId, Sample.agent(1)]]) })
    const days = (password: Policy["extranet"]["password"]) => {
      const policy = { ...calheers, extranet: { ...calheers.extranet, password } }
      const context = Sample.context({ actor: Sample.exchange, policy })
      const [first] = Notice.fromEvents(
        [{ _tag: "ExtranetAccountProvisioned", trigger: "provision", from: "NotProvisioned", account }],
        facts,
        context
      )
      return Object.entries(first?.params ?? {}).filter(([name]) => name === "passwordDays")
    }
    assert.deepStrictEqual(days({ _tag: "Days", days: 90, warnDays: 10 }), [["passwordDays", 90]])
    assert.deepStrictEqual(days({ _tag: "Unlimited" }), [])
  })

  it("tells the end of an agency to managers who left with it, and not to one who left in that moment for another reason [AGY-09]", () => {
    const agency = Sample.agency(0, { managers: [Sample.agentId(0), Sample.agentId(1)] })
    const left = (n: number, reason: "agency-ended" | "left-agency"): Employment => ({
      ...Sample.employment(n),
      state: "Inactive",
      since: Sample.now,
      reason
    })
    const world = {
      agent: [Sample.agent(0), Sample.agent(1)],
      agency: [agency],
      employment: [left(0, "agency-ended"), left(1, "left-agency")]
    }
    const to = { _tag: "Terminated", since: Sample.now, reason: "closed" } as const
    const { agencyId } = agency
    const lines = told(world, {
      _tag: "AgencyCertificationMoved",
      agencyId,
      trigger: "terminate",
      from: "Certified",
      to
    })
    assert.deepStrictEqual(
      lines.map(([line]) => line),
      ["NTC-09 manager agent0@login.example"]
    )
  })
})
