import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Oracle from "../src/Oracle.ts"
import { core } from "../src/Rules.ts"
import * as Sample from "../src/Sample.ts"
import { given, ScenarioBroken } from "../src/Scenario.ts"
import * as World from "../src/World.ts"

const ask = {
  _tag: "RequestDelegation",
  delegationId: Sample.delegationId(7),
  caseId: Sample.caseId(1),
  agentId: Sample.agentId(2),
  signedBy: "Cora Quint"
} as const
const accept = { _tag: "AcceptRequest", delegationId: Sample.delegationId(7) } as const
const asked = () => given(World.office).when(ask, Sample.asConsumer(1))

const message = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof ScenarioBroken) return error.message
    throw error
  }
  return assert.fail("nothing was broken")
}

describe("Scenario", () => {
  it("reads as a sentence: given, when, then, and goes on", () => {
    asked()
      .then({ _tag: "DelegationOpened", delegation: { state: { _tag: "Requested" } } }, { _tag: "ConsentDrafted" })
      .thenNotices([
        { template: "NTC-12", to: "agent" },
        { template: "NTC-12", to: "manager" }
      ])
      .when(accept, Sample.asAgent(1))
      .thenRefused("NotPermitted", "SEC-01")
      .thenNotices([])
      .when(accept, Sample.asAgent(2), Dates.plusHours(Sample.now, 1))
      .thenAccepted([{ _tag: "DelegationMoved", from: "Requested", to: { _tag: "Active" } }, { _tag: "ConsentMoved" }])
  })

  it("starts from events as well as from worlds", () => {
    const locked = { _tag: "AgentLocked", agentId: Sample.agentId(2), locked: true } as const
    given(World.office, locked).when(ask, Sample.asConsumer(1)).thenRefused("AgentWithoutAuthority", "DEL-08")
    given(...World.events(World.office), locked)
      .when(ask, Sample.asConsumer(1))
      .thenRefused("AgentWithoutAuthority")
  })

  it("knows what changes nothing, what is recorded and what cannot be read", () => {
    const again = { ...ask, caseId: Sample.caseId(0), agentId: Sample.agentId(1) }
    // The world begins with an agent without a consent, whom the consumer allows by choosing the agent again.
    const allowed = given(World.office)
      .when(again, Sample.asConsumer(0))
      .then({ _tag: "ConsentDrafted" }, { _tag: "ConsentMoved", to: { _tag: "Granted" } })
    allowed
      .when({ ...again, delegationId: Id.make<Id.DelegationId>("again-2") }, Sample.asConsumer(0))
      .thenNothing()
      .then()
    const code = {
      _tag: "IssueAccessCode",
      accessCodeId: Id.make<Id.AccessCodeId>("code-1"),
      caseId: Sample.caseId(1)
    } as const
    const redeem = {
      _tag: "RedeemAccessCode",
      caseId: Sample.caseId(1),
      accountId: Id.make<Id.AccountId>("account-1"),
      fact: { dob: "1980-05-17" }
    } as const
    const issued = given(World.office)
      .when(
        { ...code, channel: "phone", requestedBy: { _tag: "Consumer" }, identityMethod: "document" },
        Sample.serviceCenter
      )
      .thenAccepted([{ _tag: "AccessCodeIssued" }, { _tag: "CaseAccountMoved" }])
    const by = { _tag: "Applicant", userId: Sample.userId } as const
    issued
      .when(redeem, by, Sample.now, { typed: "wrong" })
      .thenRecorded("CodeNotAccepted", [{ _tag: "AccessCodeMoved", wrongTries: 1 }])
      .when(redeem, by, Sample.now, { typed: "right" })
      .then({ _tag: "AccessCodeMoved", to: "Redeemed" }, { _tag: "CaseAccountMoved" })
    issued.when(redeem, by).thenMalformed("secret")
    given(World.office)
      .when({ ...ask, signedBy: "" }, Sample.asConsumer(1))
      .thenMalformed("command.signedBy")
  })

  it("says what to send instead of a name that no command has, and never what was sent", () => {
    for (const _tag of ["Request delegation", "toString"]) {
      const sent = { id: "c-1", actor: Sample.asConsumer(1), command: { ...ask, _tag }, at: Sample.now }
      const { outcome } = Oracle.answer(Oracle.start(World.office), sent)
      assert.deepStrictEqual(outcome, {
        _tag: "Malformed",
        issues: [
          {
            path: ["command", "_tag"],
            message: "expected the name of a command of the catalogue; send one of its names, letter by letter"
          }
        ]
      })
    }
  })

  it("does not take a rule that would never be asked", () => {
    const mine = { ...core, delegation: { ...core.delegation, decide: () => assert.fail("asked") } }
    assert.throws(
      () => asked().when(accept, Sample.asAgent(1), Sample.now, { rules: mine }),
      /`delegation.decide` would never be asked: .* replace it with one that asks yours/
    )
    const command: typeof core.command = (one, ...more) =>
      one._tag === "AcceptRequest" ? { _tag: "Accepted", events: [] } : core.command(one, ...more)
    asked()
      .when(accept, Sample.asAgent(2), Sample.now, { rules: { ...mine, command } })
      .then()
  })

  it("asks the rules, the policy, the session and the sign-in it is given", () => {
    const lenient = { ...core, authority: { judge: () => ({ _tag: "Granted" }) as never } }
    asked()
      .when(accept, Sample.asAgent(1), Sample.now, { rules: lenient })
      .then({ _tag: "DelegationMoved" }, { _tag: "ConsentMoved" })
    const open = {
      _tag: "OpenActing",
      actingId: Id.make<Id.ActingId>("acting-1"),
      agencyId: Sample.agencyId(),
      agentId: Sample.agentId(2)
    } as const
    asked()
      .when(open, Sample.asAgent(0))
      .then({ _tag: "ActingOpened" })
      .when(accept, Sample.asAgent(0), Sample.now, { acting: "acting-1" })
      .then({ _tag: "DelegationMoved" }, { _tag: "ConsentMoved" }, { _tag: "ActingUsed" })
    const policy = { ...calheers, secondFactor: "agents-and-staff" as const }
    asked()
      .when(accept, Sample.asAgent(2), Sample.now, { policy })
      .thenRefused("SecondFactorMissing", "SEC-01")
      .when(accept, Sample.asAgent(2), Sample.now, { policy, secondFactor: true })
      .then({ _tag: "DelegationMoved" }, { _tag: "ConsentMoved" })
    const late = Dates.plusHours(Sample.now, 31 * 24)
    asked().when(accept, Sample.asAgent(2), late).thenRefused("RequestExpired", "DEL-23")
    asked()
      .when(accept, Sample.asAgent(2), late, { policy: { ...calheers, requestDays: 60 } })
      .then({ _tag: "DelegationMoved" }, { _tag: "ConsentMoved" })
  })

  it("shows what was expected beside what came", () => {
    const wrong = message(() =>
      asked().then({ _tag: "DelegationOpened", delegation: { state: { _tag: "Active" } } }, { _tag: "AgentAdded" })
    )
    for (const part of [
      "when `RequestDelegation` at 2026-03-03T18:00:00.000Z: expected it to be accepted with `DelegationOpened`, `AgentAdded`",
      "but it was accepted with `DelegationOpened`",
      "~ DelegationOpened",
      'delegation.state._tag: expected "Active", got "Requested"',
      '- {"_tag":"AgentAdded"}'
    ])
      assert.include(wrong, part)
    assert.include(
      message(() => asked().thenRefused("RequestOpen", "DEL-22")),
      "expected the refusal `RequestOpen` by DEL-22: "
    )
    const refusal = message(() => asked().when(accept, Sample.asAgent(1)).thenAccepted([]))
    assert.include(refusal, "but it was refused as `NotPermitted`")
    assert.include(refusal, "SEC-01: ")
    assert.include(
      message(() => asked().thenNotices([])),
      "+ {"
    )
    assert.include(
      message(() => asked().thenNothing()),
      "+ {"
    )
  })

  it("gives the outcome to whoever waits for it", async () => {
    const outcome = (await Promise.resolve<unknown>(asked())) as { readonly _tag?: string }
    assert.strictEqual(outcome._tag, "Done")
  })
})
