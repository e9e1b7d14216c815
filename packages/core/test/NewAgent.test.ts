import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type { Consent } from "../src/Consent.ts"
import * as NewAgent from "../src/NewAgent.ts"
import { calheers } from "../src/Policy.ts"
import { virginia } from "../src/PolicyPreset.ts"
import * as Sample from "./fixture/sample.ts"

const named = { delegationId: Sample.delegationId(9), caseId: Sample.caseId(), agentId: Sample.agentId(1) }
const call: NewAgent.Call = {
  agent: { name: Sample.profile(1).name, number: { licence: Sample.profile(1).licence.number } },
  contactPresent: true,
  reference: "call-1",
  signedBy: "Cora Quint"
}
const facts = (over: Partial<NewAgent.Facts> = {}): NewAgent.Facts => ({
  case: Sample.household(),
  same: undefined,
  open: [],
  consents: [],
  delegate: Sample.member(1),
  ...over
})
const decide = (command: NewAgent.Command, over: Partial<NewAgent.Facts> = {}, policy = calheers) =>
  NewAgent.decide(command, facts(over), Sample.context({ actor: Sample.serviceCenter, policy }))

describe("NewAgent: by telephone", () => {
  const byCenter: NewAgent.Command = { _tag: "DelegateByServiceCenter", ...named, call }

  it("changes nothing for the present delegate, but for a consent that is over [DEL-11 DEL-18 CON-01]", () => {
    const delegate = { agencyId: Sample.agencyId(), agentId: Sample.agentId(1) }
    const consent = (over: Partial<Consent> = {}) =>
      Sample.consent(0, "Granted", { grantee: { _tag: "Agency", ...delegate }, otherUsers: [], ...over })
    const open = [Sample.delegation(3, "Active", { delegate, consentId: consent().consentId })]
    const tags = (consents: NewAgent.Facts["consents"]) => {
      const decided = decide({ _tag: "DelegateByThreeWayCall", ...named, call }, { open, consents })
      return decided._tag === "Refused" ? decided.code : decided.events.map(({ _tag }) => _tag)
    }
    assert.deepStrictEqual(tags([consent()]), [])
    assert.deepStrictEqual(tags([consent({ expiresOn: Dates.plusDays(Sample.today, -1) })]), [
      "ConsentDrafted",
      "ConsentMoved"
    ])
    assert.deepStrictEqual(tags([]), ["ConsentDrafted", "ConsentMoved"])
  })

  it("makes the agent the delegate at once, and keeps the call [DEL-06 DEL-07]", () => {
    assert.deepNestedInclude(decide(byCenter), {
      "events[0].delegation.origin": "service-center",
      "events[0].delegation.state": { _tag: "Active", from: Sample.now },
      "events[0].delegation.verification": { method: "service-center", reference: "call-1", at: Sample.now },
      "events[0].delegation.delegate.agentId": Sample.agentId(1)
    })
  })

  it("knows the agent by certification number as well, and by nothing else", () => {
    const as = (agent: NewAgent.Call["agent"]) => decide({ ...byCenter, call: { ...call, agent } })
    assert.strictEqual(as({ ...call.agent, number: { certification: Sample.term.number } })._tag, "Accepted")
    assert.deepInclude(as({ ...call.agent, number: { certification: "1" } }), { code: "AgentNotAuthenticated" })
    assert.deepInclude(as({ ...call.agent, name: Sample.profile(2).name }), { code: "AgentNotAuthenticated" })
  })

  it("knows name and number however they are written, and no other letters for them", () => {
    const { name } = Sample.profile(1)
    const spoken = { first: ` ${name.first.toUpperCase()}`, last: `${name.last} ` } as never
    const known = (number: NewAgent.Call["agent"]["number"], member = Sample.member(1), said = spoken) =>
      NewAgent.isKnown(member, { name: said, number })
    assert.isTrue(known({ licence: " 1h10001 " }))
    assert.isTrue(known({ certification: ` ${Sample.term.number} ` }))
    const strauss = (last: string) => ({ first: "Ann", last }) as never
    const member = Sample.member(1)
    const named = { ...member, agent: { ...member.agent, name: strauss("Strauß") } }
    const number = { licence: "1H10001" }
    assert.isTrue(known(number, named, strauss("STRAUß")))
    assert.isFalse(known(number, named, strauss("Strauss")))
    const suspended = Sample.member(1, { certification: Sample.certification("Suspended") })
    assert.isFalse(known({ certification: Sample.term.number }, suspended))
  })

  it("asks for the consumer on the line", () => {
    const alone = { ...byCenter, call: { ...call, contactPresent: false } }
    assert.deepInclude(decide(alone), { code: "ContactNotOnTheLine", rule: "DEL-06" })
  })

  it("is refused where the exchange does not accept calls [DEL-15]", () => {
    assert.deepInclude(decide(byCenter, {}, virginia), { code: "WayNotAccepted", rule: "DEL-15" })
  })

  it("lasts for the call, or to an agreed day within a year [DEL-18]", () => {
    const three = (until?: string) =>
      decide(
        {
          _tag: "DelegateByThreeWayCall",
          ...named,
          call,
          ...(until === undefined ? {} : { until: until as never })
        },
        {},
        { ...calheers, callConsent: "one-call" }
      )
    assert.deepNestedInclude(three(), { "events[1].consent.expiresOn": Sample.today })
    assert.deepNestedInclude(three("2027-03-03"), { "events[1].consent.expiresOn": "2027-03-03" })
    assert.deepInclude(three("2027-03-04"), { code: "AuthorizationTooLong", rule: "DEL-18" })
  })

  it("is written down as the call that it was, without payment [CON-04]", () => {
    const { name, npn } = Sample.profile(1)
    assert.deepNestedInclude(decide(byCenter), {
      "events[1].consent.channel": "service-center-call",
      "events[1].consent.evidence": { type: "call", ref: "call-1" },
      "events[1].consent.spoken.agentName": name,
      "events[1].consent.spoken.agentNpn": npn,
      "events[1].consent.spoken.help":
        "search-application, complete-application, maintain-account, answer-inquiries, submit-with-signature"
    })
    const said = { ...call, scopes: ["enter-payment"], help: "pay the first premium" } as const
    assert.deepNestedInclude(decide({ ...byCenter, call: said }), {
      "events[1].consent.scopes": ["enter-payment"],
      "events[1].consent.spoken.help": "pay the first premium"
    })
  })

  it("holds until it is taken back where calls are not for one time [DEL-18]", () => {
    const answer = decide({ _tag: "DelegateByThreeWayCall", ...named, call })
    assert.notNestedProperty(answer, "events[1].consent.expiresOn")
  })

  it("ends every delegation of a case that has one in total [DEL-09]", () => {
    const assister = Sample.delegation(3, "Active", { caseId: Sample.caseId(), kind: "assister" })
    const ended = (delegationExclusivity: typeof calheers.delegationExclusivity) => {
      const answer = decide(byCenter, { open: [assister] }, { ...calheers, delegationExclusivity })
      return answer._tag === "Accepted" && answer.events.filter(({ _tag }) => _tag === "DelegationMoved").length
    }
    assert.strictEqual(ended("one-per-kind"), 0)
    assert.strictEqual(ended("one-total"), 1)
  })

  it("ends a request that waits for the same agent, with its consent [DEL-22]", () => {
    const consent = Sample.consent(3, "Draft")
    const waiting = Sample.delegation(3, "Requested", {
      caseId: Sample.caseId(),
      delegate: { agentId: Sample.agentId(1), agencyId: Sample.agencyId() },
      consentId: consent.consentId
    })
    assert.deepNestedInclude(decide(byCenter, { open: [waiting], consents: [consent] }), {
      "events[0].to._tag": "Cancelled",
      "events[1].to._tag": "Expired"
    })
  })
})

describe("NewAgent: after an access code", () => {
  const byCode: NewAgent.Command = { _tag: "DelegateByAccessCode", ...named, signedBy: "Cora Quint" }

  it("needs the code that linked the account [ACC-06]", () => {
    assert.deepInclude(decide(byCode), { code: "NoCodeRedeemed", rule: "ACC-06" })
    const redeemed = Sample.accessCode(1, { state: "Redeemed", redeemedAt: Sample.now })
    assert.deepNestedInclude(decide(byCode, { redeemed }), {
      "events[0].delegation.verification.reference": "code-1"
    })
  })

  it("makes nobody an agent whom nobody knows", () => {
    const redeemed = Sample.accessCode(1, { state: "Redeemed", redeemedAt: Sample.now })
    assert.deepInclude(decide(byCode, { redeemed, delegate: undefined }), {
      code: "UnknownAgent",
      facts: { agentId: Sample.agentId(1) }
    })
  })
})
