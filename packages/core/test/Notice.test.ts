import { assert, describe, it } from "@effect/vitest"
import type { Instant } from "../src/CalendarDate.ts"
import * as Dates from "../src/CalendarDate.ts"
import type { Case } from "../src/Case.ts"
import type { AccountState, Trigger } from "../src/Extranet.ts"
import * as Facts from "../src/Facts.ts"
import * as Id from "../src/Id.ts"
import * as Notice from "../src/Notice.ts"
import type { Event } from "../src/Record.ts"
import * as Sample from "./fixture/sample.ts"

const delegation = Sample.delegation(1, "Ended", {
  delegate: { agentId: Sample.agentId(1), agencyId: Sample.agencyId() }
})
const factsWith = (household: Case = Sample.household(1)) => {
  const members = [Sample.member(0), Sample.member(1), Sample.member(2)]
  return Facts.make({
    agent: new Map(members.map(({ agent }) => [agent.agentId as string, agent])),
    employment: new Map(members.map(({ employment }) => [employment.employmentId as string, employment])),
    agency: new Map([[Sample.agencyId() as string, Sample.agency()]]),
    case: new Map([[household.caseId as string, household]]),
    delegation: new Map([[delegation.delegationId as string, delegation]])
  })
}
const notices = (events: ReadonlyArray<Event>, facts = factsWith()) =>
  Notice.fromEvents(events, facts, Sample.context())
const lines = (...events: ReadonlyArray<Event>) =>
  notices(events).map(({ template, to }) => `${template} ${to.role} ${to.email ?? "-"}`)
const moved = (trigger: Extract<Event, { _tag: "DelegationMoved" }>["trigger"]): Event => ({
  _tag: "DelegationMoved",
  delegationId: delegation.delegationId,
  trigger,
  from: "Active",
  to: delegation.state
})
const consumer = "consumer consumer1@mail.example"
const agent = "agent agent1@login.example"
const manager = "manager agent0@login.example"

describe("Notice", () => {
  it("reads an export before it asks whose it is, and of an agency that is not there no managers", () => {
    const keys = (event: Event, known: Facts.Facts) =>
      Notice.reads([event], known).flatMap((one) => one.keys.map((key) => `${one.kind} ${key}`))
    const exported = { _tag: "ExportCompleted", exportId: Id.make<Id.ExportId>("e-1") } as unknown as Event
    assert.deepStrictEqual(keys(exported, Facts.make({})), ["exportLog e-1"])
    const staff = Sample.staff(0)
    const { approval: to, userId } = staff
    const approved = { _tag: "StaffMoved", userId, trigger: "approve", from: "Pending", to } as const
    const known = Facts.make({ staff: new Map([[userId as string, staff]]) })
    assert.deepStrictEqual(keys(approved, known), ["staff staff-0", "agency agency-0"])
  })

  it("tells the agent and the manager of a request, with no more of the consumer than an initial", () => {
    const opened: Event = {
      _tag: "DelegationOpened",
      delegation: { ...delegation, state: Sample.delegationState("Requested") }
    }
    assert.deepStrictEqual(lines(opened), [`NTC-12 ${agent}`, `NTC-12 ${manager}`])
    assert.strictEqual(notices([opened])[0]?.params.consumer, "Coraab Q.")
    assert.notInclude(JSON.stringify(notices([opened])), "Quint")
  })

  it("tells the consumer how a request was answered, and the agent when it was cancelled", () => {
    for (const trigger of ["accept", "decline"] as const)
      assert.deepStrictEqual(lines(moved(trigger)), [`NTC-13 ${consumer}`])
    assert.deepStrictEqual(lines(moved("expire")), [`NTC-13 ${consumer}`, `NTC-15 ${agent}`, `NTC-15 ${manager}`])
    // The exchange acts here, and not the consumer.
    assert.deepStrictEqual(
      lines(moved("cancel")),
      [consumer, agent, manager].map((to) => `NTC-15 ${to}`)
    )
  })

  it("tells consumer, agent and manager that a delegation is over [NOT-02]", () => {
    for (const trigger of ["remove", "relinquish", "replace", "end-certification"] as const)
      assert.deepStrictEqual(lines(moved(trigger)), [`NTC-15 ${consumer}`, `NTC-15 ${agent}`, `NTC-15 ${manager}`])
    for (const trigger of ["transfer", "freeze", "thaw"] as const) assert.deepStrictEqual(lines(moved(trigger)), [])
  })

  it("tells the manager of an approval and mails the helper the link, and tells nobody of other steps [STF-05]", () => {
    const staff = Sample.staff(0, { level: 2 })
    const { userId } = staff
    const facts = Facts.make({
      staff: new Map([[userId as string, staff]]),
      agency: new Map([[Sample.agencyId() as string, Sample.agency()]]),
      agent: new Map([[Sample.agentId(0) as string, Sample.agent(0)]]),
      employment: new Map([[Sample.employment(0).employmentId as string, Sample.employment(0)]])
    })
    const approved = { _tag: "StaffMoved", userId, trigger: "approve", from: "Pending", to: staff.approval } as const
    const told = notices([approved], facts)
    assert.deepStrictEqual(
      told.map(({ params, template, to }) => [template, to.role, to.email, params.level]),
      [["NTC-10", "manager", "agent0@login.example", 2]]
    )
    const link = Sample.staffLink()
    assert.deepStrictEqual(
      notices([{ _tag: "StaffLinkIssued", userId, link }], facts).map(({ params, secure, template, to }) => [
        ...[template, to.role, to.email, secure],
        ...[params.level, params.invitationId, params.expiresAt]
      ]),
      [["NTC-10", "staff", "staff0@login.example", true, 2, link.invitationId, link.expiresAt]]
    )
    assert.deepStrictEqual(notices([{ ...approved, trigger: "deny" }], facts), [])
    const kinds = (known: Facts.Facts) =>
      new Set(Notice.reads([approved], known).flatMap((one) => (one.keys.length > 0 ? [one.kind] : [])))
    assert.deepStrictEqual(kinds(Facts.make({})), new Set(["staff"]))
    assert.deepStrictEqual(kinds(facts), new Set(["staff", "agency", "employment", "agent"]))
  })

  it("tells each consumer of a transfer, and both agents and the manager once [NOT-02]", () => {
    const transfer = {
      transferId: Id.make<Id.TransferId>("t-1"),
      agencyId: Sample.agencyId(),
      fromAgentId: Sample.agentId(2),
      toAgentId: Sample.agentId(1),
      reason: "leave",
      consentMode: "notify",
      state: "Applied",
      rows: [{ delegationId: delegation.delegationId, outcome: "moves" }]
    } as const
    const opened: Event = {
      _tag: "DelegationOpened",
      delegation: { ...delegation, origin: "transfer", state: Sample.delegationState("Active") }
    }
    assert.deepStrictEqual(lines(opened, { _tag: "TransferApplied", transfer }), [
      `NTC-16 ${consumer}`,
      "NTC-16 agent agent2@login.example",
      `NTC-16 ${agent}`,
      `NTC-16 ${manager}`
    ])
  })

  it("tells agent and manager of the steps of certification", () => {
    const step = (
      trigger: Extract<Event, { _tag: "CertificationMoved" }>["trigger"],
      to: Parameters<typeof Sample.certification>[0]
    ) =>
      lines({
        _tag: "CertificationMoved",
        agentId: Sample.agentId(1),
        trigger,
        from: "Pending",
        to: Sample.certification(to)
      })
    const both = (template: string) => [`${template} ${agent}`, `${template} ${manager}`]
    assert.deepStrictEqual(step("submit", "Pending"), both("NTC-01"))
    assert.deepStrictEqual(step("reapply", "Pending"), both("NTC-01"))
    assert.deepStrictEqual(step("certify", "Certified"), both("NTC-06"))
    assert.deepStrictEqual(step("deny", "Denied"), both("NTC-07"))
    for (const [trigger, to] of [
      ["suspend", "Suspended"],
      ["reinstate", "Certified"],
      ["terminate-vested", "TerminatedVested"],
      ["terminate-for-cause", "TerminatedForCause"]
    ] as const)
      assert.deepStrictEqual(step(trigger, to), both("NTC-09"))
    for (const trigger of ["complete", "reopen"] as const) assert.deepStrictEqual(step(trigger, "Deceased"), [])
    assert.deepStrictEqual(step("withdraw", "Withdrawn"), both("NTC-07"))
    // Of a draft that is taken back nobody hears: it may be about a stranger.
    assert.deepStrictEqual(step("withdraw", "Discarded"), [])
    // The managers have clients to look after.
    assert.deepStrictEqual(step("record-death", "Deceased"), [`NTC-09 ${manager}`])
  })

  it("tells of an end until when clients can be moved, and counts those who are free together [DEL-25]", () => {
    const dispositionUntil = Dates.make("2026-04-02")
    const ended = Sample.agent(1, { certification: Sample.certification("TerminatedVested"), dispositionUntil })
    const facts = Facts.make({
      agent: new Map([
        [Sample.agentId(0) as string, Sample.agent(0)],
        [Sample.agentId(1) as string, ended]
      ]),
      agency: new Map([[Sample.agencyId() as string, Sample.agency()]]),
      employment: new Map([0, 1].map((n) => [Sample.employment(n).employmentId as string, Sample.employment(n)])),
      case: new Map([0, 1].map((n) => [Sample.caseId(n) as string, Sample.household(n)])),
      delegation: new Map(
        [0, 1].map((n) => [
          Sample.delegationId(n) as string,
          Sample.delegation(n, "Ended", { delegate: { agentId: ended.agentId, agencyId: Sample.agencyId() } })
        ])
      )
    })
    const told = notices(
      [
        {
          ...{ _tag: "CertificationMoved", agentId: ended.agentId, trigger: "terminate-vested", from: "Certified" },
          to: ended.certification
        }
      ],
      facts
    )
    assert.deepStrictEqual(
      told.map(({ params }) => params.clientsUntil),
      [dispositionUntil, dispositionUntil]
    )
    const free = [0, 1].map(
      (n): Event => ({
        ...{ _tag: "DelegationMoved", delegationId: Sample.delegationId(n), trigger: "end-certification" },
        ...{ from: "Frozen", to: Sample.delegationState("Ended") }
      })
    )
    const lines = notices(free, facts).map(({ params, template, to }) => [template, to.role, params.cases])
    assert.deepStrictEqual(lines, [
      ["NTC-15", "consumer", undefined],
      ["NTC-15", "consumer", undefined],
      ["NTC-15", "agent", 2],
      ["NTC-15", "manager", 2]
    ])
  })

  it("tells the consumer of an access code, nobody else, and never the code [ACC-04]", () => {
    const accessCode = Sample.accessCode(1)
    const to = (state: "Redeemed" | "Locked" | "Superseded"): Event => ({
      _tag: "AccessCodeMoved",
      accessCodeId: accessCode.accessCodeId,
      caseId: accessCode.caseId,
      to: state,
      wrongTries: 5
    })
    const issued: Event = { _tag: "AccessCodeIssued", accessCode }
    assert.deepStrictEqual(lines(issued, to("Redeemed"), to("Locked")), Array(3).fill(`NTC-18 ${consumer}`))
    assert.deepStrictEqual(lines(to("Superseded")), [])
    assert.notInclude(JSON.stringify(notices([issued])), accessCode.digest)
  })

  it("sends three letters of the extranet, username and password apart and secure [EXT-02 EXT-09]", () => {
    const link = { linkId: Id.make<Id.LinkId>("run~0"), with: "link", expiresAt: Sample.now } as const
    const account = Sample.extranetAccount(1, { _tag: "Provisioned", since: Sample.now, link })
    const began = { _tag: "ExtranetAccountProvisioned", trigger: "provision", from: "NotProvisioned" } as const
    const sent = notices([{ ...began, account }])
    assert.deepStrictEqual(
      sent.map(({ secure, template }) => [template, secure]),
      [
        ["NTC-20", false],
        ["NTC-21", true],
        ["NTC-22", true]
      ]
    )
    assert.deepStrictEqual(
      sent.map(({ params }) => ["username" in params, "linkId" in params]),
      [
        [false, false],
        [true, false],
        [false, true]
      ]
    )
    const kept = Sample.extranetAccount(1)
    assert.isEmpty(notices([{ ...began, trigger: "take-over", account: kept }]))
  })

  it("tells of the end of a password, of a link and of the weekly files [EXT-04 EXT-05 EXT-07]", () => {
    const { agentId, state } = Sample.extranetAccount(1)
    const password = { ...(state as Extract<typeof state, { _tag: "Active" }>).password, warnedAt: Sample.now }
    const link = { linkId: Id.make<Id.LinkId>("asked~0"), with: "link", expiresAt: Sample.now } as const
    const step = (trigger: Trigger, to: AccountState): Event => ({
      _tag: "ExtranetAccountMoved",
      agentId,
      trigger,
      from: "Active",
      to,
      at: Sample.now
    })
    const since = Sample.now
    const agent = "agent agent1@login.example"
    assert.deepStrictEqual(lines(step("warn", { _tag: "Expiring", since, password })), [`NTC-23 ${agent}`])
    const pending = { _tag: "ResetPending", since, link, password } as const
    assert.deepStrictEqual(lines(step("warn", pending)), [`NTC-23 ${agent}`])
    assert.deepStrictEqual(lines(step("request-reset", pending)), [`NTC-24 ${agent}`])
    assert.deepStrictEqual(lines(step("login", pending)), [])
    assert.deepStrictEqual(lines(step("disable", { _tag: "Disabled", since })), [])
    // A lock tells what no run has told before, and nothing twice.
    const locked = { _tag: "LockedExpired", since, password } as const
    assert.deepStrictEqual(lines(step("lock", locked)), [`NTC-23 ${agent}`])
    const earlier = { ...locked, password: { ...password, warnedAt: "2026-03-01T00:00:00.000Z" as Instant } }
    assert.deepStrictEqual(lines(step("lock", earlier)), [])
    const extract = { week: Sample.today, madeAt: since, cases: 3, added: 1, removed: 0 }
    const files: Event = { _tag: "ExtranetExtracted", agentId, extract }
    assert.deepStrictEqual(lines(files), [`NTC-25 ${agent}`, "NTC-25 manager agent0@login.example"])
  })

  it("writes letters to a consumer who prefers them, and names the language [NOT-02]", () => {
    const household = Sample.household(1)
    const primaryContact = { ...household.primaryContact, preferredChannel: "mail" as const }
    const [toConsumer, toAgent] = notices([moved("remove")], factsWith({ ...household, primaryContact }))
    assert.deepInclude(toConsumer, { channel: "letter" })
    assert.deepInclude(toAgent, { channel: "email" })
    assert.strictEqual(toConsumer?.to.language, household.primaryContact.preferredLanguage)
    assert.notProperty(toAgent?.to, "language")
  })

  it("writes a letter to whom it cannot mail", () => {
    const household = Sample.household(1)
    const { email: _, ...primaryContact } = household.primaryContact
    const [notice] = notices([moved("remove")], factsWith({ ...household, primaryContact }))
    assert.deepInclude(notice, { channel: "letter" })
    assert.notProperty(notice?.to, "email")
    assert.deepStrictEqual(
      notices([moved("remove")]).map(({ channel }) => channel),
      ["email", "email", "email"]
    )
  })

  it("numbers the notices of a command, so that a repetition is the same notice", () => {
    assert.deepStrictEqual(
      notices([moved("remove")]).map(({ noticeId }) => noticeId),
      ["command-0~n0", "command-0~n1", "command-0~n2"]
    )
  })

  it("reads nothing that is not needed: asked again with what it read, it names nothing new", () => {
    const events = [moved("remove")]
    const strangers = Facts.make({})
    assert.deepInclude(Notice.reads(events, strangers), Facts.read("delegation", "id", delegation.delegationId))
    const known = Notice.reads(events, factsWith())
    assert.deepInclude(known, Facts.read("agent", "id", Sample.agentId(1), Sample.agentId(0)))
    assert.deepInclude(known, Facts.read("case", "id", Sample.caseId(1)))
    assert.isEmpty(notices(events, strangers))
  })
})
