import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../../src/CalendarDate.ts"
import type { Delegation } from "../../src/Delegation.ts"
import * as Id from "../../src/Id.ts"
import type { Event } from "../../src/Record.ts"
import * as Sample from "../fixture/sample.ts"
import { told, toldBy } from "../fixture/told.ts"

const delegate = { agentId: Sample.agentId(1), agencyId: Sample.agencyId(0) }
const named = { agentName: "Annab Reyesab", agentLicence: "1H10001" }
const consumer = "consumer consumer1@mail.example"
const people = ["agent agent1@login.example", "manager agent0@login.example"]
const short = { ...named, consumer: "Coraab Q." }
const held = (over: Partial<Delegation> = {}) => Sample.delegation(1, "Active", { delegate, ...over })
const world = (delegation: Delegation = held()) => ({
  ...{ agent: [Sample.agent(0), Sample.agent(1), Sample.agent(2)], agency: [Sample.agency(0), Sample.agency(2)] },
  ...{ employment: [Sample.employment(0), Sample.employment(1), Sample.employment(2, 2)] },
  ...{ case: [Sample.household(1)], delegation: [delegation] }
})
const opened = (over: Partial<Delegation>) => {
  const delegation = held(over)
  return told(world(delegation), { _tag: "DelegationOpened", delegation })
}
const toPeople = (template: string, params: Readonly<Record<string, string | number>>) =>
  people.map((one) => [`${template} ${one}`, params] as const)

describe("DelegationNotices", () => {
  it("tells a new client at once to the consumer, with the way it came about, and to agent and manager [NOT-02]", () => {
    assert.deepStrictEqual(opened({ origin: "access-code" as Delegation["origin"] }), [
      [`NTC-13 ${consumer}`, { ...named, agencyName: "Agency 0", answer: "Active", origin: "access-code" }],
      ...toPeople("NTC-12", { ...named, consumer: "Coraab Q.", state: "Active" })
    ])
  })

  it("tells the consumer of a request nothing: they made it", () => {
    assert.deepStrictEqual(
      opened({ state: Sample.delegationState("Requested") }),
      toPeople("NTC-12", { ...named, consumer: "Coraab Q.", state: "Requested" })
    )
  })

  it("tells the consumer of a claim, and when they were asked for it [DEL-21]", () => {
    const [first] = opened({ origin: "claim" })
    assert.deepStrictEqual(first, [`NTC-14 ${consumer}`, { ...named, agencyName: "Agency 0" }])
    const verification = { at: Sample.now } as NonNullable<Delegation["verification"]>
    const [verified] = opened({ origin: "claim", verification })
    assert.deepStrictEqual(verified, [`NTC-14 ${consumer}`, { ...named, agencyName: "Agency 0", at: Sample.now }])
  })

  it("tells nobody of what was taken over from another system", () => {
    assert.deepStrictEqual(opened({ origin: "migration" }), [])
  })

  it("tells nothing of a case that is not known", () => {
    const delegation = held()
    const { case: _, ...without } = world(delegation)
    assert.deepStrictEqual(told(without, { _tag: "DelegationOpened", delegation }), [])
  })

  it("tells the consumer who was moved by a transfer from whom to whom", () => {
    const before = Sample.delegation(2, "Ended", {
      ...{ caseId: Sample.caseId(1), delegate: { agentId: Sample.agentId(2), agencyId: Sample.agencyId(2) } }
    })
    const delegation = held({ origin: "transfer", predecessorId: before.delegationId })
    const all = { ...world(delegation), delegation: [before, delegation] }
    const [line, ...others] = told(
      all,
      {
        _tag: "DelegationMoved",
        delegationId: before.delegationId,
        trigger: "transfer",
        from: "Active",
        to: before.state
      },
      { _tag: "DelegationOpened", delegation }
    )
    assert.isEmpty(others)
    assert.deepStrictEqual(line, [
      `NTC-16 ${consumer}`,
      {
        ...{ ...named, agencyName: "Agency 0", state: "Active", what: "moved", across: "yes" },
        ...{ fromName: "Annac Reyesac", fromLicence: "1H10002", toName: "Annab Reyesab" }
      }
    ])
  })

  it("leaves open who is not known, without a gap that reads as a mistake", () => {
    const before = Sample.delegation(2, "Ended", {
      ...{ caseId: Sample.caseId(1), delegate: { agentId: Sample.agentId(7), agencyId: Sample.agencyId(7) } }
    })
    const delegation = held({ origin: "transfer", predecessorId: before.delegationId })
    const to = before.state
    const event: Event = {
      ...{ _tag: "DelegationMoved", delegationId: before.delegationId, trigger: "transfer", from: "Active", to }
    }
    const known = { case: [Sample.household(1)], delegation: [before, delegation] }
    const params = { agencyName: "", state: "Active", what: "moved", fromName: "", fromLicence: "", toName: "" }
    assert.deepStrictEqual(told(known, event, { _tag: "DelegationOpened", delegation }), [
      [`NTC-16 ${consumer}`, { ...params, across: "yes" }]
    ])
    const { predecessorId: _, ...first } = delegation
    assert.deepStrictEqual(
      told({ ...world(first), delegation: [first] }, { _tag: "DelegationOpened", delegation: first }),
      [[`NTC-16 ${consumer}`, { ...named, agencyName: "Agency 0", state: "Active", what: "moved" }]]
    )
  })

  it("reminds agent and managers of a request that waits, and counts the reminders [DEL-23]", () => {
    const waiting = held({ state: Sample.delegationState("Requested") })
    const event: Event = { _tag: "RequestReminded", delegationId: waiting.delegationId, reminders: 2 }
    assert.deepStrictEqual(
      told(world(waiting), event),
      toPeople("NTC-12", { ...named, consumer: "Coraab Q.", state: "Requested", reminder: 2 })
    )
    const { case: _, ...without } = world(waiting)
    assert.deepStrictEqual(told(without, event), [])
    assert.deepStrictEqual(told({ ...world(), delegation: [] }, event), [])
  })

  it("gives the consumer a passcode by the name of its record and never in clear [DEL-17]", () => {
    const expiresAt = Dates.plusHours(Sample.now, 1)
    const code = {
      ...{ agentChangeCodeId: Id.make<Id.AgentChangeCodeId>("passcode-1"), caseId: Sample.caseId(1) },
      ...{
        agentId: Sample.agentId(2),
        issuedAt: Sample.now,
        expiresAt,
        digest: "digest",
        wrongTries: 0,
        state: "Issued"
      }
    } as const
    const event = { _tag: "AgentChangeCodeIssued", code } as unknown as Event
    assert.deepStrictEqual(told(world(), event), [
      [
        `NTC-17 ${consumer}`,
        { agentName: "Annac Reyesac", agentLicence: "1H10002", agentChangeCodeId: "passcode-1", expiresAt }
      ]
    ])
    assert.deepStrictEqual(told({ ...world(), case: [] }, event), [])
  })

  it("tells how a request was answered and by whom", () => {
    for (const [trigger, state] of [
      ["accept", "Active"],
      ["decline", "Declined"],
      ["expire", "Expired"]
    ] as const) {
      const to = Sample.delegationState(state)
      const event: Event = {
        ...{ _tag: "DelegationMoved", delegationId: Sample.delegationId(1), trigger, from: "Requested", to }
      }
      assert.deepStrictEqual(told(world(held({ state: to })), event), [
        [`NTC-13 ${consumer}`, { ...named, answer: state }],
        ...(state === "Expired" ? toPeople("NTC-15", { ...short, reason: "request-expired" }) : [])
      ])
      if (state === "Expired") continue
      assert.strictEqual(toldBy(Sample.asAgent(1), world(held({ state: to })), event).length, 1)
      const by = { by: "Staff", ...(state === "Active" ? { state } : { reason: "request-declined" }) }
      assert.deepStrictEqual(toldBy(Sample.asStaff(), world(held({ state: to })), event), [
        [`NTC-13 ${consumer}`, { ...named, answer: state }],
        ...toPeople(state === "Active" ? "NTC-12" : "NTC-15", { ...short, ...by })
      ])
      assert.strictEqual(toldBy(Sample.asAgent(0), world(held({ state: to })), event).length, 3)
    }
  })

  it("says why a delegation is over, to the agents with no more of the consumer than an initial [DEL-22]", () => {
    const to = Sample.delegationState("Ended")
    const step = (
      trigger: Extract<Event, { _tag: "DelegationMoved" }>["trigger"],
      state: Delegation["state"]
    ): Event => ({
      ...{ _tag: "DelegationMoved", delegationId: Sample.delegationId(1), trigger, from: "Active", to: state }
    })
    for (const trigger of ["remove", "relinquish", "replace"] as const)
      assert.deepStrictEqual(told(world(held({ state: to })), step(trigger, to)), [
        [`NTC-15 ${consumer}`, { ...named, reason: "relinquished", by: "Exchange" }],
        ...toPeople("NTC-15", { ...short, reason: "relinquished", by: "Exchange" })
      ])
    const cancelled = Sample.delegationState("Cancelled")
    const closed = (by: string) => toPeople("NTC-15", { ...short, reason: "request-cancelled", by })
    const request = world(held({ state: cancelled }))
    assert.deepStrictEqual(toldBy(Sample.asConsumer(1), request, step("cancel", cancelled)), closed("Consumer"))
    assert.deepStrictEqual(toldBy(Sample.serviceCenter, request, step("cancel", cancelled)), [
      [`NTC-15 ${consumer}`, { ...named, reason: "request-cancelled", by: "ServiceCenter" }],
      ...closed("ServiceCenter")
    ])
    // Whose wish comes true in another way has withdrawn nothing.
    const fulfilled: Event = { _tag: "DelegationOpened", delegation: held({ origin: "claim" }) }
    const lines = toldBy(Sample.asAgent(1), request, step("cancel", cancelled), fulfilled).map(([line]) => line)
    assert.isEmpty(lines.filter((line) => line.startsWith("NTC-15")))
    const claimed: Event = {
      _tag: "DelegationOpened",
      delegation: held({
        ...{ delegationId: Sample.delegationId(5), origin: "claim", state: Sample.delegationState("Active") },
        delegate: { agentId: Sample.agentId(2), agencyId: Sample.agencyId(2) }
      })
    }
    const replaced = told(world(held({ state: to })), step("replace", to), claimed)
    assert.deepStrictEqual(
      replaced.slice(0, 3).map(([, params]) => params.successor),
      ["claim", "claim", "claim"]
    )
    // One client who is free with a certification is named, as there is nothing to count.
    const over = { ...to, reason: "certification-ended" } as Delegation["state"]
    assert.deepStrictEqual(told(world(held({ state: over })), step("end-certification", over)), [
      [`NTC-15 ${consumer}`, { ...named, reason: "certification-ended" }],
      ...toPeople("NTC-15", { ...short, reason: "certification-ended" })
    ])
    const { case: _, ...without } = world(held({ state: to }))
    assert.deepStrictEqual(told(without, step("remove", to)), [])
    assert.deepStrictEqual(told({ ...world(), delegation: [] }, step("remove", to)), [])
  })

  it("counts free clients for each agent and agency apart [DEL-25]", () => {
    const to = Sample.delegationState("Ended")
    const of = (n: number, agent: number, agency: number) =>
      Sample.delegation(n, "Ended", { delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId(agency) } })
    const delegation = [of(1, 1, 0), of(2, 1, 0), of(3, 2, 2), of(4, 2, 2), of(5, 2, 2)]
    const events = delegation.map(
      ({ delegationId }): Event => ({
        ...{ _tag: "DelegationMoved", delegationId, trigger: "end-certification", from: "Frozen", to }
      })
    )
    const counted = told({ ...world(), delegation, case: [] }, ...events)
    assert.deepStrictEqual(
      counted.map(([line, { agentName, cases }]) => [line, agentName, cases]),
      [
        ["NTC-15 agent agent1@login.example", "Annab Reyesab", 2],
        ["NTC-15 manager agent0@login.example", "Annab Reyesab", 2],
        ["NTC-15 agent agent2@login.example", "Annac Reyesac", 3]
      ]
    )
  })

  it("tells nothing to a manager who has left, nor twice to an agent who manages [NOT-02]", () => {
    const gone = { ...world(), employment: [Sample.employment(0, 0, "Inactive"), Sample.employment(1)] }
    const event: Event = { _tag: "DelegationOpened", delegation: held({ state: Sample.delegationState("Requested") }) }
    assert.deepStrictEqual(
      told(gone, event).map(([line]) => line),
      ["NTC-12 agent agent1@login.example"]
    )
    const own = held({ delegate: { agentId: Sample.agentId(0), agencyId: Sample.agencyId(0) } })
    const lines = told(world(own), {
      _tag: "DelegationOpened",
      delegation: { ...own, state: Sample.delegationState("Requested") }
    })
    assert.deepStrictEqual(
      lines.map(([line]) => line),
      ["NTC-12 agent agent0@login.example"]
    )
  })
})
