import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Claim from "../src/Claim.ts"
import type { Delegation, EndReason } from "../src/Delegation.ts"
import { calheers, type Policy } from "../src/Policy.ts"
import { federal, virginia } from "../src/PolicyPreset.ts"
import * as Sample from "./fixture/sample.ts"

const { dob, name } = Sample.household().primaryContact
const command: Claim.Command = {
  _tag: "ClaimCase",
  delegationId: Sample.delegationId(9),
  agentId: Sample.agentId(1),
  consumer: { name, dob },
  identity: { type: "passport", digest: "ab".repeat(32) },
  met: "in-person",
  attested: true,
  signedBy: "Cora Quint",
  consent: { channel: "electronic-signature", evidence: { type: "document", ref: "form-1", sha256: "ab".repeat(32) } }
}
const decide = (policy: Policy, over: Partial<Claim.Facts> = {}, more: Partial<Claim.Command> = {}) =>
  Claim.decide(
    { ...command, ...more },
    {
      same: undefined,
      open: [],
      consents: [],
      delegate: Sample.member(1),
      candidates: [Sample.household()],
      history: [],
      ...over
    },
    Sample.context({ policy, actor: Sample.asAgent(1) })
  )

describe("Claim", () => {
  it("gives the case at once to an agent who attests, and keeps what was shown [DEL-13]", () => {
    assert.deepNestedInclude(decide(virginia), {
      "events[0].delegation.origin": "claim",
      "events[0].delegation.verification.reference": `in-person:passport:${"ab".repeat(32)}`
    })
    assert.deepInclude(decide(virginia, {}, { attested: false }), { code: "NotAttested" })
    assert.deepInclude(decide(calheers), { code: "ClaimsNotOffered", rule: "DEL-13" })
  })

  it("takes no signature in the portal from the agent [CON-01]", () => {
    const evidence = { type: "portal-record", ref: "claim-1" } as const
    const answer = decide(virginia, {}, { consent: { channel: "electronic-signature", evidence } })
    assert.deepInclude(answer, { code: "NotTheSigner", rule: "CON-01" })
    // Who finds nobody is told so whatever the proof is, and learns nothing more by it.
    assert.deepInclude(
      decide(virginia, { candidates: [] }, { consent: { channel: "electronic-signature", evidence } }),
      {
        code: "NoMatch"
      }
    )
  })

  it("sends who finds nobody to a new application [DEL-14]", () => {
    const answer = decide(virginia, { candidates: [] })
    assert.deepInclude(answer, { code: "NoMatch", rule: "DEL-14" })
    assert.include(answer._tag === "Refused" ? answer.remedy : "", "start a new application")
    assert.strictEqual(answer._tag === "Refused" && answer.message, "no case fits name and birth date")
  })

  it("finds nobody among several who fit, until the ZIP code tells them apart", () => {
    const twin = Sample.household(7, { primaryContact: Sample.household().primaryContact })
    const candidates = [Sample.household(), twin]
    const several = decide(virginia, { candidates })
    assert.deepNestedInclude(several, { code: "SeveralMatch", "facts.narrowed": false })
    assert.include(several._tag === "Refused" ? several.remedy : "", "call the service center together")
    assert.deepInclude(decide(virginia, { candidates }, { consumer: { name, dob, zip: "95814" as never } }), {
      code: "SeveralMatch",
      message: "several cases fit name, birth date and ZIP code"
    })
    assert.strictEqual(several._tag === "Refused" && several.message, "several cases fit name and birth date")
    const moved = { ...twin.primaryContact, address: { ...twin.primaryContact.address, zip: "90210" as never } }
    const apart = [Sample.household(), { ...twin, primaryContact: moved }]
    assert.strictEqual(Claim.caseIdOf(apart, { name, dob, zip: "90210-1234" as never }), twin.caseId)
  })

  it("does not mind accents, case and punctuation", () => {
    const contact = { ...Sample.household().primaryContact, name: { first: "José", last: "O’Neil" } as typeof name }
    const household = Sample.household(0, { primaryContact: contact })
    assert.isTrue(Claim.fits(household, { name: { first: "JOSE", last: "oneil" } as typeof name, dob }))
    assert.isFalse(Claim.fits(household, { name: { first: "JOSE", last: "oneill" } as typeof name, dob }))
  })

  it("blocks strangers and colleagues where only associated agents search [DEL-15 DEL-16]", () => {
    const with_ = (n: number, state: "Active" | "Ended") =>
      Sample.delegation(3, state, { delegate: { agentId: Sample.agentId(n), agencyId: Sample.agencyId() } })
    assert.deepInclude(decide(federal), { code: "NotAssociated", rule: "DEL-15" })
    assert.deepInclude(decide(federal, { history: [with_(2, "Active")] }), { code: "ColleaguesCase", rule: "DEL-16" })
    assert.strictEqual(decide(federal, { history: [with_(1, "Ended")] })._tag, "Accepted")
  })

  it("gives a case back to who left it, unless somebody came after [DEL-15 DEL-20]", () => {
    const period = (n: number, from: string, until: string, reason: EndReason) =>
      Sample.delegation(n, "Ended", {
        delegate: { agentId: Sample.agentId(n), agencyId: Sample.agencyId() },
        state: { _tag: "Ended", from: Dates.instant(from), until: Dates.instant(until), reason }
      })
    const left = (reason: EndReason) => period(1, "2026-01-01T09:00:00.000Z", "2026-01-15T09:00:00.000Z", reason)
    const later = period(2, "2026-01-20T09:00:00.000Z", "2026-02-15T09:00:00.000Z", "consumer-removed")
    const onRecord = Sample.household(0, { coverage: Sample.coverage({ aorNpn: Sample.member(1).agent.npn }) })
    const tag = (household: typeof onRecord, ...history: ReadonlyArray<Delegation>) =>
      decide(federal, { candidates: [household], history })._tag
    for (const reason of ["relinquished", "certification-ended"] as const) {
      assert.strictEqual(tag(Sample.household(), left(reason)), "Accepted")
      assert.strictEqual(tag(Sample.household(), left(reason), later), "Refused")
    }
    for (const reason of ["replaced", "transferred"] as const)
      assert.strictEqual(tag(onRecord, left(reason)), "Refused", "not even the agent of record")
    assert.strictEqual(tag(onRecord, later), "Refused", "who is on record since before the consumer's choice")
  })

  it("keeps whom the consumer removed away where everybody may claim [DEL-05 DEL-13]", () => {
    const own = (reason: EndReason) =>
      Sample.delegation(3, "Ended", {
        delegate: { agentId: Sample.agentId(1), agencyId: Sample.agencyId() },
        state: {
          ...{ _tag: "Ended", from: Dates.instant("2026-01-01T09:00:00.000Z") },
          ...{ until: Dates.instant("2026-01-15T09:00:00.000Z"), reason }
        }
      })
    assert.deepInclude(decide(virginia, { history: [own("consumer-removed")] }), {
      code: "RemovedByConsumer",
      rule: "DEL-05",
      message: `the consumer of the case that was found has removed agent \`${Sample.agentId(1)}\``
    })
    assert.strictEqual(decide(virginia, { history: [own("replaced")] })._tag, "Accepted")
  })

  it("gives no case back to an agent whom the consumer removed, not even one of record [DEL-05 DEL-15]", () => {
    const own = (n: number, until: string, reason: EndReason) =>
      Sample.delegation(n, "Ended", {
        delegate: { agentId: Sample.agentId(1), agencyId: Sample.agencyId() },
        state: { _tag: "Ended", from: Dates.instant("2026-01-01T09:00:00.000Z"), until: Dates.instant(until), reason }
      })
    const [early, late] = ["2026-01-15T09:00:00.000Z", "2026-02-15T09:00:00.000Z"] as const
    const onRecord = Sample.household(0, { coverage: Sample.coverage({ aorNpn: Sample.member(1).agent.npn }) })
    const codeOf = (...history: ReadonlyArray<Delegation>) => {
      const answer = decide(federal, { candidates: [onRecord], history })
      return answer._tag === "Refused" ? answer.code : answer._tag
    }
    assert.strictEqual(codeOf(), "Accepted")
    for (const reason of ["consumer-removed", "consent-rescinded"] as const) {
      assert.strictEqual(codeOf(own(3, early, "replaced"), own(4, late, reason)), "NotAssociated")
      assert.strictEqual(codeOf(own(4, late, reason), own(3, late, "relinquished")), "NotAssociated")
      assert.strictEqual(codeOf(own(4, late, "relinquished"), own(3, early, reason)), "Accepted")
    }
  })

  it("finds a name without its accents and in any case, and not by letters that others write for one of it [DEL-14]", () => {
    const called = (last: string) => {
      const household = Sample.household()
      const contact = { ...household.primaryContact, name: { ...name, last: last as typeof name.last } }
      return Claim.fits({ ...household, primaryContact: contact }, { name: { ...name, last: "Weiß" as never }, dob })
    }
    assert.deepStrictEqual(["Weiß", "weiß", "Wéi-ß", "Weiss"].map(called), [true, true, true, false])
  })
})
