import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type { Consent } from "../src/Consent.ts"
import * as CounselorDelegation from "../src/CounselorDelegation.ts"
import * as Sample from "./fixture/sample.ts"

const { decide, evolve, listOf, placeOf, placesOf, since } = CounselorDelegation
const counselorId = Sample.counselor().counselorId
const states = ["Requested", "Active", "Declined", "Cancelled", "Expired", "Ended"] as const

const member = { counselor: Sample.counselor(), entity: Sample.entity() }
const facts = (over: Partial<CounselorDelegation.Facts> = {}): CounselorDelegation.Facts => ({
  ...{ case: Sample.household(1), delegation: undefined, open: [], agents: [], consents: [], counselor: member },
  ...over
})
const consent = (n: number, state: "Draft" | "Granted" = "Granted", over: Partial<Consent> = {}) =>
  Sample.consent(n, state, { caseId: Sample.caseId(1), grantee: { _tag: "Counselor", counselorId }, ...over })
const eventsOf = (command: CounselorDelegation.Command, over: Partial<CounselorDelegation.Facts>, more = {}) => {
  const answer = decide(command, facts(over), Sample.context({ actor: Sample.asConsumer(1), ...more }))
  return answer._tag === "Refused" ? assert.fail(answer.message) : answer.events
}
const ask = {
  _tag: "RequestCounselor",
  ...{ delegationId: Sample.helping(1).delegationId, caseId: Sample.caseId(1) },
  ...{ counselorId, signedBy: "Cora Quint" }
} as const
const { delegationId } = Sample.helping(1)
const expiresAt = Dates.plusDays(Sample.today, 0)

describe("CounselorDelegation", () => {
  it("opens what is asked for, and drafts what is signed with it [DEL-28 CON-01]", () => {
    const [opened, drafted] = eventsOf(ask, {})
    const consentId = drafted?._tag === "ConsentDrafted" ? drafted.consent.consentId : undefined
    assert.deepStrictEqual<unknown>(opened, {
      _tag: "CounselorDelegationOpened",
      counselorDelegation: {
        ...{ delegationId, caseId: "case-1", delegate: { counselorId, entityId: "entity-0" }, origin: "directory" },
        requestedAt: Sample.now,
        ...{ signedBy: "Cora Quint", consentId, state: { _tag: "Requested", at: Sample.now } }
      }
    })
    const termsOf = (event: unknown) => {
      const { consent: one } = event as { readonly consent: Consent }
      return [one.purpose, one.channel, one.evidence.type, one.otherUsers]
    }
    assert.deepStrictEqual(termsOf(drafted), ["apply-and-enroll", "electronic-signature", "portal-record", []])
    const [, heard] = eventsOf(ask, {}, { actor: Sample.serviceCenter })
    assert.deepStrictEqual(termsOf(heard), ["apply-and-enroll", "service-center-call", "call", []])
    // Nobody reads out payment, and the call is written down with whom it named. @rule CON-04
    assert.deepNestedInclude(heard as object, {
      "consent.spoken.counselorName": member.counselor.name,
      "consent.spoken.counselorId": counselorId,
      "consent.spoken.help":
        "search-application, complete-application, maintain-account, answer-inquiries, submit-with-signature"
    })
    assert.notInclude((heard as { readonly consent: Consent }).consent.scopes, "enter-payment")
    const empty = decide(ask, facts({ case: { ...Sample.household(1), members: [] } }), Sample.context())
    assert.deepInclude(empty, { code: "UnknownCase" })
  })

  it("gives who has the case a new consent where none lets the counselor help, and changes nothing else [DEL-11 CON-01]", () => {
    const held = Sample.helping(6, "Active", { caseId: Sample.caseId(1) })
    const asked = (...consents: ReadonlyArray<Consent>) =>
      eventsOf(ask, { open: [held, Sample.helping(7, "Requested", { caseId: Sample.caseId(1) })], consents })
    assert.deepStrictEqual(asked(consent(6, "Granted", { expiresOn: Sample.today })), [])
    for (const past of [
      [],
      [consent(6, "Granted", { expiresOn: Dates.plusDays(Sample.today, -1) })],
      [consent(6, "Granted", { scopes: ["search-application"] })]
    ])
      assert.deepStrictEqual(
        asked(...past).map((event) => ("trigger" in event ? event.trigger : event._tag)),
        ["ConsentDrafted", "grant"]
      )
  })

  it("is over at the beginning of the day on which its days are used up [DEL-23]", () => {
    const days = Sample.context().policy.requestDays
    const zone = Sample.context().policy.timeZone
    const until = Dates.startOf(expiresAt, zone)
    const at = Dates.startOf(Dates.plusDays(expiresAt, -days), zone)
    const old = Sample.helping(1, "Requested", { state: { _tag: "Requested", at } })
    const draft = consent(1, "Draft")
    const others = [consent(2, "Draft"), consent(1, "Granted")]
    const judged = (command: object, moment: Dates.Instant) =>
      decide(
        command as CounselorDelegation.Command,
        facts({ delegation: old, open: [old], consents: [draft, ...others.slice(0, 1)] }),
        Sample.context({ at: moment })
      )
    const before = Dates.plusMillis(until, -1)
    const expire = { _tag: "ExpireCounselorRequest", delegationId }
    const accept = { _tag: "AcceptCounselorRequest", delegationId }
    assert.deepInclude(judged(expire, before), { code: "NotYetExpired" })
    assert.deepInclude(judged(accept, until), { code: "RequestExpired" })
    assert.strictEqual(judged(accept, before)._tag, "Accepted")
    const over = judged(expire, until)
    assert.deepStrictEqual<unknown>("events" in over && over.events.map((one) => ("to" in one ? one.to : one)), [
      { _tag: "Expired", at: until },
      { _tag: "Expired", at: until }
    ])
    const again = eventsOf({ ...ask, delegationId: Sample.helping(2).delegationId }, { open: [old] }, { at: until })
    assert.deepInclude(again[0], { trigger: "expire", delegationId })
  })

  it("touches no consent but its own [CON-05]", () => {
    const asked = Sample.helping(1, "Requested")
    const others = [
      ...[consent(2, "Draft"), consent(3, "Draft", { grantee: { _tag: "Agency", agencyId: Sample.agencyId(0) } })],
      consent(4, "Granted", { grantee: { _tag: "Agency", agencyId: Sample.agencyId(0) } })
    ]
    const moves = (command: CounselorDelegation.Command, over: Partial<CounselorDelegation.Facts>) =>
      eventsOf(command, over).flatMap((one) => (one._tag === "ConsentMoved" ? [`${one.consentId} ${one.trigger}`] : []))
    const consents = [consent(1, "Draft"), ...others]
    for (const [_tag, trigger] of [
      ["AcceptCounselorRequest", "grant"],
      ["DeclineCounselorRequest", "expire"],
      ["CancelCounselorRequest", "rescind"]
    ] as const)
      assert.deepStrictEqual(moves({ _tag, delegationId }, { delegation: asked, open: [asked], consents }), [
        `consent-1 ${trigger}`
      ])
    // What was granted in the meantime needs no second grant.
    const granted = [consent(1, "Granted"), ...others]
    const accept = { _tag: "AcceptCounselorRequest", delegationId } as const
    assert.deepStrictEqual(moves(accept, { delegation: asked, open: [asked], consents: granted }), [])
    const held = Sample.helping(1)
    const remove = { _tag: "RemoveCounselor", delegationId } as const
    assert.deepStrictEqual(moves(remove, { delegation: held, open: [held], consents: granted }), ["consent-1 rescind"])
  })

  it("never ends before it began, whatever the clocks say [DEL-10]", () => {
    for (const [hours, from] of [
      [-2, Dates.plusHours(Sample.now, -2)],
      [2, Dates.plusHours(Sample.now, 2)]
    ] as const) {
      const held = Sample.helping(1, "Active", { state: { _tag: "Active", from } })
      const [event] = eventsOf({ _tag: "RemoveCounselor", delegationId }, { delegation: held, open: [held] })
      const until = hours < 0 ? Sample.now : from
      assert.deepStrictEqual<unknown>(event && "to" in event && event.to, {
        ...{ _tag: "Ended", from, until, reason: "consumer-removed" }
      })
    }
  })

  it("frees whom a counselor leaves: requests are declined, help ends [ENT-01]", () => {
    const context = Sample.context({ actor: Sample.exchange })
    const open = [Sample.helping(1, "Requested"), Sample.helping(2, "Active")]
    const events = CounselorDelegation.setFree({ open, consents: [] }, context)
    assert.deepStrictEqual<unknown>(
      events.map((one) => "to" in one && one.to),
      [
        { _tag: "Declined", at: Sample.now },
        { _tag: "Ended", from: since(open[1]?.state as never), until: Sample.now, reason: "certification-ended" }
      ]
    )
    const agency = Sample.consent(1, "Granted", { caseId: Sample.caseId(1) })
    assert.deepStrictEqual(CounselorDelegation.afterRescission(agency, { open, consents: [agency] }, context), [])
  })

  it("has a place in one list of its counselor, between the ends of the list [ENT-01]", () => {
    for (const state of states) {
      const one = Sample.helping(1, state)
      for (const list of ["pending", "active", "inactive"] as const) {
        const { from, until } = placesOf(counselorId, list)
        const isIn = from <= placeOf(one) && placeOf(one) < until
        assert.strictEqual(isIn, listOf(one.state) === list, `${state} in ${list}`)
      }
      assert.strictEqual(placeOf(one), `counselor-0 ${listOf(one.state)} ${since(one.state)}`)
    }
  })

  it("begins active where a request is accepted, and is what its events say [DEL-03]", () => {
    const asked = Sample.helping(1, "Requested")
    const answer = decide(
      { _tag: "AcceptCounselorRequest", delegationId: asked.delegationId },
      {
        ...{ case: Sample.household(1), delegation: asked, open: [asked], agents: [], consents: [] },
        counselor: { counselor: Sample.counselor(), entity: Sample.entity() }
      },
      Sample.context({ actor: Sample.asCounselor() })
    )
    if (answer._tag === "Refused") return assert.fail(answer.message)
    const [event] = answer.events
    if (event?._tag !== "CounselorDelegationMoved") return assert.fail("no step")
    assert.deepStrictEqual(evolve(asked, event).state, { _tag: "Active", from: Sample.now })
    assert.deepStrictEqual(evolve(undefined, { _tag: "CounselorDelegationOpened", counselorDelegation: asked }), asked)
  })

  it("leaves a consent that was granted in the meantime to itself when a request is declined [CON-05]", () => {
    const asked = Sample.helping(1, "Requested")
    const decline = { _tag: "DeclineCounselorRequest", delegationId } as const
    const events = eventsOf(decline, { delegation: asked, open: [asked], consents: [consent(1, "Granted")] })
    assert.deepStrictEqual(
      events.map(({ _tag }) => _tag),
      ["CounselorDelegationMoved"]
    )
  })

  it("takes the place of whoever has the case as an assister, and of no producer [DEL-09]", () => {
    const asked = Sample.helping(1, "Requested")
    const ends = (kind: "assister" | "producer") =>
      eventsOf(
        { _tag: "AcceptCounselorRequest", delegationId },
        { delegation: asked, open: [asked], agents: [Sample.delegation(1, "Active", { kind })] },
        { actor: Sample.asCounselor() }
      ).flatMap((one) => (one._tag === "DelegationMoved" ? [one.trigger] : []))
    assert.deepStrictEqual(ends("assister"), ["replace"])
    assert.deepStrictEqual(ends("producer"), [])
  })

  it("makes way for an agent who becomes the delegate, and for no other step [DEL-09 DEL-10]", () => {
    const open = [Sample.helping(1), Sample.helping(2, "Requested")]
    const context = Sample.context({ actor: Sample.exchange })
    const ends = (...events: ReadonlyArray<object>) =>
      CounselorDelegation.displaced("assister", events as never, { open, consents: [] }, context).map((one) =>
        "delegationId" in one ? one.delegationId : one._tag
      )
    const accepted = { _tag: "DelegationMoved", trigger: "accept" }
    const opened = { _tag: "DelegationOpened", delegation: Sample.delegation(1) }
    const granted = { _tag: "ConsentMoved", trigger: "grant" }
    for (const begins of [accepted, opened]) {
      assert.deepStrictEqual<unknown>(ends(begins, granted), [delegationId])
      assert.deepStrictEqual<unknown>(ends(granted, begins), [delegationId])
    }
    const asked = { _tag: "DelegationOpened", delegation: Sample.delegation(1, "Requested") }
    const declined = { _tag: "DelegationMoved", trigger: "decline" }
    const other = { _tag: "CounselorDelegationMoved", trigger: "accept" }
    for (const step of [asked, declined, other, granted]) assert.deepStrictEqual(ends(step), [])
    assert.deepStrictEqual(CounselorDelegation.displaced("producer", [accepted], { open, consents: [] }, context), [])
  })

  it("is held by a counselor for one entity, and by nobody who is unknown [DEL-11]", () => {
    const open = [Sample.helping(1)]
    assert.isTrue(CounselorDelegation.isHeldBy(open, member))
    assert.isFalse(CounselorDelegation.isHeldBy(open, { counselor: undefined, entity: undefined }))
    const elsewhere = { counselor: Sample.counselor(0, { entityId: Sample.entity(1).entityId }), entity: undefined }
    assert.isFalse(CounselorDelegation.isHeldBy(open, elsewhere))
  })
})
