import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type * as Consent from "../src/Consent.ts"
import * as Delegation from "../src/Delegation.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

const delegationId = Sample.delegationId(9)
const facts = (over: Partial<Delegation.Facts> = {}): Delegation.Facts => ({
  case: Sample.household(),
  delegation: undefined,
  open: [],
  delegate: Sample.member(1),
  ...over
})
const decide = (
  command: Delegation.Command,
  over: Partial<Delegation.Facts> = {},
  at = Sample.now,
  actor = Sample.asConsumer()
) => Delegation.decide(command, facts(over), Sample.context({ at, actor }))
const stateAfter = (event: Delegation.Event | Consent.Event): string => {
  switch (event._tag) {
    case "DelegationOpened":
      return event.delegation.state._tag
    case "DelegationMoved":
      return event.to._tag
    case "RequestReminded":
      return "reminded"
    case "ConsentDrafted":
      return "consent Draft"
    case "ConsentMoved":
      return `consent ${event.to._tag}`
  }
}
const answer = (...args: Parameters<typeof decide>) => {
  const decided = decide(...args)
  return decided._tag === "Refused" ? `${decided.rule} ${decided.code}` : decided.events.map(stateAfter)
}
const request: Delegation.Command = {
  _tag: "RequestDelegation",
  delegationId,
  caseId: Sample.caseId(),
  agentId: Sample.agentId(1),
  signedBy: "Cora Quint"
}
const to = (agent: number) => ({ delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId() } })
const requested = Sample.delegation(9, "Requested", { caseId: Sample.caseId(), ...to(1) })

describe("Delegation: asking", () => {
  it("asks an agent, signed and dated, and waits for the answer [DEL-03 DEL-12]", () => {
    const decided = decide(request)
    assert.deepNestedInclude(decided, {
      "events[0].delegation.state": { _tag: "Requested", at: Sample.now },
      "events[0].delegation.signedBy": "Cora Quint",
      "events[0].delegation.delegate": to(1).delegate
    })
  })

  it("makes nobody the delegate but the agent asked, whoever helps the consumer to ask [DEL-07]", () => {
    const userId = Id.make<Id.UserId>("representative")
    for (const actor of [
      { _tag: "ServiceCenter", userId } as const,
      { _tag: "Consumer", caseId: Sample.caseId() } as const
    ])
      assert.deepNestedInclude(Delegation.decide(request, facts(), Sample.context({ actor })), {
        "events[0].delegation.delegate": to(1).delegate
      })
  })

  it("asks only for a household that is known", () => {
    assert.strictEqual(answer(request, { case: undefined }), "DEL-03 UnknownCase")
    assert.strictEqual(answer(request, { case: Sample.household(0, { members: [] }) }), "DEL-03 UnknownCase")
  })

  it("asks only an agent who may act and takes clients [DEL-08]", () => {
    assert.strictEqual(answer(request, { delegate: undefined }), "DEL-08 UnknownAgent")
    assert.strictEqual(
      answer(request, { delegate: Sample.member(1, { locked: true }) }),
      "DEL-08 AgentWithoutAuthority"
    )
    assert.strictEqual(
      answer(request, { delegate: Sample.member(1, { acceptsNewClients: false }) }),
      "DEL-08 NotAcceptingClients"
    )
  })

  it("asks one agent at a time, under a new identifier [DEL-22]", () => {
    const waiting = Sample.delegation(3, "Requested", { caseId: Sample.caseId(), ...to(2) })
    assert.strictEqual(answer(request, { open: [waiting] }), "DEL-22 RequestOpen")
    assert.strictEqual(answer(request, { delegation: Sample.delegation(9, "Ended") }), "DEL-22 DelegationExists")
  })

  it("changes nothing when the present delegate is chosen again, but for a consent that is over [DEL-11 CON-01]", () => {
    const { grantee } = Sample.consentTerms({
      grantee: { _tag: "Agency", agencyId: Sample.agencyId(), agentId: Sample.agentId(1) }
    })
    const signed = (over: object = {}) => Sample.consent(3, "Granted", { grantee, ...over })
    for (const state of ["Active", "Frozen"] as const) {
      const open = [Sample.delegation(3, state, to(1))]
      assert.deepStrictEqual(answer(request, { open, consents: [signed()] }), [])
      // Who waits for another agent, and an agent who takes no new clients, do not stand in the way.
      const waiting = Sample.delegation(4, "Requested", { caseId: Sample.caseId(), ...to(2) })
      const delegate = Sample.member(1, { acceptsNewClients: false })
      for (const consents of [[], [signed({ expiresOn: Dates.plusDays(Sample.today, -1) })], undefined])
        assert.deepStrictEqual(answer(request, { open: [...open, waiting], delegate, ...(consents && { consents }) }), [
          "consent Draft",
          "consent Granted"
        ])
    }
  })
})

describe("Delegation: answering", () => {
  const accept: Delegation.Command = { _tag: "AcceptRequest", delegationId }

  it("ends the old delegation in the instant in which the new one begins [DEL-09 DEL-10]", () => {
    const old = Sample.delegation(3, "Active", to(2))
    const decided = decide(accept, { delegation: requested, open: [old, requested] })
    assert.deepNestedInclude(decided, {
      "events[0].delegationId": old.delegationId,
      "events[0].to.until": Sample.now,
      "events[0].to.reason": "replaced",
      "events[1].delegationId": delegationId,
      "events[1].to": { _tag: "Active", from: Sample.now }
    })
  })

  it("ends the consent that the old delegation rested on alone, and no other [CON-03]", () => {
    const [old, rested] = [Sample.consent(1), Sample.consent(2)]
    const { consentId } = old
    const before = Sample.delegation(3, "Active", { consentId, ...to(2) })
    const facts = { consents: [old, rested], open: [before] }
    const ended = Delegation.replaced("producer", facts, Sample.context()).slice(1)
    assert.deepStrictEqual(ended.map(stateAfter), ["consent Expired"])
    assert.deepInclude(ended[0], { _tag: "ConsentMoved", consentId, trigger: "expire" })
    // One that rests on none ends alone, also where nobody has read the consents.
    const bare = Sample.delegation(4, "Active", to(2))
    assert.deepStrictEqual(Delegation.replaced("producer", { open: [bare] }, Sample.context()).map(stateAfter), [
      "Ended"
    ])
  })

  it("leaves a delegation of the other kind alone", () => {
    const assister = Sample.delegation(3, "Active", { kind: "assister", ...to(2) })
    assert.deepStrictEqual(answer(accept, { delegation: requested, open: [assister, requested] }), ["Active"])
  })

  it("asks for authority again at the answer [DEL-08]", () => {
    const delegate = Sample.member(1, { agencyState: "Suspended" })
    assert.strictEqual(answer(accept, { delegation: requested, delegate }), "DEL-08 AgentWithoutAuthority")
  })

  it("answers a request once", () => {
    for (const state of ["Active", "Declined", "Cancelled", "Expired", "Ended"] as const)
      assert.strictEqual(
        answer(accept, { delegation: { ...requested, state: Sample.delegationState(state) } }),
        "DEL-03 NotAllowedFrom"
      )
    assert.strictEqual(answer(accept), "DEL-03 UnknownDelegation")
  })

  it("declines and cancels a request", () => {
    assert.deepStrictEqual(answer({ _tag: "DeclineRequest", delegationId }, { delegation: requested }), ["Declined"])
    assert.deepStrictEqual(answer({ _tag: "CancelRequest", delegationId }, { delegation: requested }), ["Cancelled"])
  })

  it("waits for no request whose time is over, from the first instant on [DEL-23]", () => {
    const from = {
      ...requested,
      delegationId: Sample.delegationId(3),
      state: { _tag: "Requested", at: Dates.instant("2026-02-15T20:00:00.000Z") }
    } as const
    const again = (at: string) => answer(request, { open: [from] }, Dates.instant(at))
    assert.strictEqual(again("2026-03-17T06:59:59.999Z"), "DEL-22 RequestOpen")
    assert.include(again("2026-03-17T07:00:00.000Z"), "Expired")
  })

  it("expires a request at the beginning of its thirtieth day, counted on the exchange's calendar [DEL-23]", () => {
    const asked: Delegation.Delegation = {
      ...requested,
      state: { _tag: "Requested", at: Dates.instant("2026-02-15T20:00:00.000Z") }
    }
    const expire = (at: string) =>
      answer({ _tag: "ExpireRequest", delegationId }, { delegation: asked }, Dates.instant(at))
    assert.strictEqual(expire("2026-03-17T06:59:59.999Z"), "DEL-23 NotYetExpired")
    assert.deepStrictEqual(expire("2026-03-17T07:00:00.000Z"), ["Expired"])
  })
})

describe("Delegation: the consent that it rests on", () => {
  const resting = { ...requested, consentId: Sample.consent(9).consentId }
  const draft = Sample.consent(9, "Draft", { caseId: Sample.caseId() })

  it("is drafted with the request, in the consumer's name and for the agent and the agency [CON-01 DEL-12]", () => {
    assert.deepStrictEqual(answer(request), ["Requested", "consent Draft"])
    assert.deepNestedInclude(decide(request), {
      "events[0].delegation.consentId": "command-0~0",
      "events[1].consent.consentId": "command-0~0",
      "events[1].consent.consumerName": Sample.household().primaryContact.name,
      "events[1].consent.grantee": { _tag: "Agency", ...to(1).delegate }
    })
  })

  it("is granted with the acceptance, in the same decision", () => {
    const accepting = { delegation: resting, open: [resting], consent: draft }
    assert.deepStrictEqual(answer({ _tag: "AcceptRequest", delegationId }, accepting), ["Active", "consent Granted"])
    // A delegation that rests on another consent has no part in it, one that rests on the same keeps it as it is.
    const beside = (consentId: typeof resting.consentId) => ({
      ...accepting,
      open: [resting, Sample.delegation(3, "Requested", { consentId })]
    })
    assert.deepStrictEqual(
      answer({ _tag: "AcceptRequest", delegationId }, beside(Sample.consent(4).consentId)).at(-1),
      "consent Granted"
    )
    assert.deepStrictEqual(answer({ _tag: "AcceptRequest", delegationId }, beside(resting.consentId)), ["Active"])
  })

  it("ends with a request that comes to nothing, and is taken back with the agent [CON-05]", () => {
    const over = { delegation: resting, consent: draft }
    assert.deepStrictEqual(answer({ _tag: "DeclineRequest", delegationId }, over), ["Declined", "consent Expired"])
    assert.deepStrictEqual(answer({ _tag: "CancelRequest", delegationId }, over), ["Cancelled", "consent Rescinded"])
    const active = Sample.delegation(9, "Active", { consentId: resting.consentId })
    const held = { delegation: active, consent: Sample.consent(9) }
    assert.deepStrictEqual(answer({ _tag: "RemoveDelegation", delegationId }, held), ["Ended", "consent Rescinded"])
    assert.deepStrictEqual(answer({ _tag: "RelinquishDelegation", delegationId }, held), ["Ended", "consent Expired"])
  })
})

describe("Delegation: asking again", () => {
  const moved = (state: "Active" | "Frozen") =>
    Sample.delegation(3, state, { delegate: { agentId: Sample.agentId(1), agencyId: Sample.agencyId(1) } })

  it("asks an agent who has the case from a former agency [DEL-08 DEL-11]", () => {
    for (const state of ["Active", "Frozen"] as const)
      assert.deepStrictEqual(answer(request, { open: [moved(state)] }), ["Requested", "consent Draft"])
    const { grantee } = Sample.consentTerms({
      grantee: { _tag: "Agency", agencyId: Sample.agencyId(), agentId: Sample.agentId(1) }
    })
    const held = {
      open: [Sample.delegation(3, "Active", to(1))],
      consents: [Sample.consent(3, "Granted", { grantee })]
    }
    assert.deepStrictEqual(answer(request, held), [])
  })

  it("puts a new request in the place of one that is over its age [DEL-22 DEL-23]", () => {
    const old = { ...Sample.delegation(3, "Requested", to(2)), consentId: Id.make<Id.ConsentId>("consent-3") }
    const consent = Sample.consent(3, "Draft", { consentId: old.consentId })
    const over = Dates.plusHours(Sample.now, 24 * 31)
    assert.strictEqual(answer(request, { open: [old], consent }), "DEL-22 RequestOpen")
    assert.deepStrictEqual(answer(request, { open: [old], consent }, over), [
      ...["Expired", "consent Expired"],
      ...["Requested", "consent Draft"]
    ])
  })
})

describe("Delegation: ending", () => {
  it("is removed by the consumer at any time, also while frozen [DEL-05]", () => {
    for (const state of ["Active", "Frozen"] as const) {
      const decided = decide({ _tag: "RemoveDelegation", delegationId }, { delegation: Sample.delegation(9, state) })
      assert.deepNestedInclude(decided, { "events[0].to.reason": "consumer-removed", "events[0].to.until": Sample.now })
    }
  })

  it("is ended by the exchange in the exchange's own name, and nobody took the consent back [DEL-05 CON-05]", () => {
    const { consentId } = Sample.consent(9)
    const held = { delegation: Sample.delegation(9, "Active", { consentId }), consent: Sample.consent(9) }
    const command = { _tag: "RemoveDelegation", delegationId } as const
    const decided = decide(command, held, Sample.now, Sample.exchange)
    assert.deepNestedInclude(decided, { "events[0].to.reason": "exchange-ended", "events[1].to._tag": "Expired" })
    // The service center is the consumer's hand.
    const byPhone = decide(command, held, Sample.now, Sample.serviceCenter)
    assert.deepNestedInclude(byPhone, { "events[0].to.reason": "consumer-removed", "events[1].to._tag": "Rescinded" })
  })

  it("is given back by the agency while the agent is suspended, and nothing rests on the consent [DEL-24 EMP-04]", () => {
    const { consentId } = Sample.consent(9)
    const held = { delegation: Sample.delegation(9, "Frozen", { consentId }), consent: Sample.consent(9) }
    const decided = decide({ _tag: "RelinquishDelegation", delegationId }, held, Sample.now, Sample.asAgent(0))
    assert.deepNestedInclude(decided, { "events[0].to.reason": "relinquished", "events[1].to._tag": "Expired" })
  })

  it("is relinquished by the delegate [DEL-24]", () => {
    const decided = decide({ _tag: "RelinquishDelegation", delegationId }, { delegation: Sample.delegation(9) })
    assert.deepNestedInclude(decided, { "events[0].to.reason": "relinquished" })
    assert.strictEqual(
      answer({ _tag: "RelinquishDelegation", delegationId }, { delegation: requested }),
      "DEL-03 NotAllowedFrom"
    )
  })

  it("keeps its beginning in its end, and everything else of the record", () => {
    const active = Sample.delegation(9)
    const decided = decide({ _tag: "RemoveDelegation", delegationId }, { delegation: active })
    if (decided._tag === "Refused") return assert.fail(decided.message)
    const [event] = decided.events
    if (event?._tag !== "DelegationMoved") return assert.fail("no move")
    const { state, ...rest } = Delegation.evolve(active, event)
    assert.deepInclude(state, { _tag: "Ended", from: (active.state as { from: Dates.Instant }).from })
    const { state: _, ...before } = active
    assert.deepStrictEqual(rest, before)
  })
})
