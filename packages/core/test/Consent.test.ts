import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Consent from "../src/Consent.ts"
import * as Id from "../src/Id.ts"
import * as Machine from "../src/Machine.ts"
import { calheers } from "../src/Policy.ts"
import * as Sample from "./fixture/sample.ts"

const consentId = Id.make<Id.ConsentId>("consent-9")
const sha256 = "0123456789abcdef".repeat(4)
const grant = (over: Partial<Consent.Terms> = {}): Consent.Command => ({
  _tag: "GrantConsent",
  consentId,
  caseId: Sample.caseId(),
  terms: Sample.consentTerms(over),
  signedBy: "Cora Quint"
})
const decide = (command: Consent.Command, over: Partial<Consent.Facts> = {}, actor = Sample.asConsumer()) =>
  Consent.decide(
    command,
    { case: Sample.household(), same: undefined, agent: Sample.agent(), ending: [], ...over },
    Sample.context({ actor })
  )
const refused = (...args: Parameters<typeof decide>) => {
  const answer = decide(...args)
  return answer._tag === "Refused" ? `${answer.rule} ${answer.code}` : "accepted"
}

describe("Consent: giving", () => {
  it("is drafted and granted in one, under the name of the case's contact [CON-01]", () => {
    const answer = decide(grant())
    if (answer._tag === "Refused") return assert.fail(answer.message)
    const consent = answer.events.reduce<Consent.Consent | undefined>(Consent.evolve, undefined)
    assert.deepInclude(consent, {
      consentId,
      consumerName: Sample.household().primaryContact.name,
      state: { _tag: "Granted", from: Sample.now }
    })
  })

  it("names everything that it lacks at once [CON-01]", () => {
    const answer = decide(
      grant({ scopes: [], rescindHow: [], expiresOn: Dates.make("2026-03-02"), channel: "wet-signature" }),
      { agent: undefined }
    )
    assert.deepNestedInclude(answer, {
      code: "ConsentIncomplete",
      "facts.missing": ["scopes", "rescind-how", "duration", "evidence", "agent"]
    })
  })

  it("stands for an agency as a whole without an agent, and is not signed in the portal for the county [CON-01]", () => {
    const { agencyId } = Sample.delegation().delegate
    const whole = Sample.consentTerms({ grantee: { _tag: "Agency", agencyId } })
    assert.deepStrictEqual(Consent.lacks(whole, undefined, Sample.today), [])
    const counselor = { _tag: "Counselor", counselorId: Id.make<Id.UserId>("cec-1") } as const
    assert.deepStrictEqual(Consent.lacks(Sample.consentTerms({ grantee: counselor }), undefined, Sample.today), [])
    const signed = { channel: "electronic-signature", evidence: { type: "portal-record", ref: "form-1" } } as const
    const county = Sample.consentTerms({ ...signed, scopes: ["represent-before-county"] })
    assert.deepStrictEqual(Consent.lacks(county, Sample.agent(), Sample.today), ["evidence"])
    assert.deepStrictEqual(Consent.lacks(Sample.consentTerms(signed), Sample.agent(), Sample.today), [])
  })

  it("compares the name on a recording letter by letter, without the spaces around it [CON-04]", () => {
    const agent = Sample.agent(0, { name: { first: "Jo", last: "Weiß" } as never })
    const record = (first: string, last: string, over: Partial<Consent.Terms> = {}) =>
      Consent.obstacle(
        Sample.consentTerms({
          channel: "recorded-call",
          evidence: { type: "recording", ref: "call-1", sha256 },
          spoken: { agentName: { first, last } as never, agentNpn: agent.npn, help: "compare plans" },
          ...over
        }),
        { agent: over.grantee === undefined ? agent : undefined },
        Sample.context()
      )
    assert.isUndefined(record(" jo", "WEIß "))
    assert.deepNestedInclude(record("Jo", "Weiss"), { "facts.missing": ["agent-name"] })
    // Where no agent is named there is no number and no name to compare.
    assert.isUndefined(record("Jo", "Weiß", { grantee: { _tag: "Agency", agencyId: Sample.agencyId() } }))
  })

  it("is kept from the day on which it ended, or from its own last day where that was earlier [CON-03]", () => {
    const until = (expiresOn: string, trigger: "expire" | "rescind") => {
      const event = Consent.moved(
        Sample.consent(0, "Granted", { expiresOn: Dates.make(expiresOn) }),
        trigger,
        Sample.context()
      )
      return event._tag === "ConsentMoved" ? event.retainUntil : undefined
    }
    assert.strictEqual(until("2026-12-31", "expire"), "2036-03-03")
    assert.strictEqual(until("2026-02-01", "expire"), "2036-02-01")
    assert.strictEqual(until("2026-02-01", "rescind"), "2036-03-03")
  })

  it("ends as a draft that nobody will grant, and stays where it was granted [CON-03]", () => {
    const events = Consent.dropped([Sample.consent(0, "Granted"), Sample.consent(1, "Draft")], Sample.context())
    assert.deepStrictEqual(
      events.map(
        (event) => event._tag === "ConsentMoved" && [event.consentId, event.trigger, event.from, event.to._tag]
      ),
      [[Sample.consent(1).consentId, "expire", "Draft", "Expired"]]
    )
  })

  it("is signed in the portal by the consumer alone, whoever records the others [CON-01]", () => {
    const open = [Sample.delegation(0)]
    const form = { channel: "wet-signature", evidence: { type: "document", ref: "form-1", sha256 } } as const
    for (const actor of [Sample.asAgent(), Sample.serviceCenter]) {
      assert.strictEqual(refused(grant(), { open }, actor), "CON-01 NotTheSigner")
      assert.strictEqual(refused(grant(form), { open }, actor), "accepted")
    }
    assert.strictEqual(refused(grant(form), {}, Sample.asAgent()), "CON-01 NotAskedToHelp")
    const former = Sample.delegation(0, "Active", {
      delegate: { agentId: Sample.agentId(), agencyId: Sample.agencyId(1) }
    })
    assert.strictEqual(refused(grant(form), { open: [former] }, Sample.asAgent()), "CON-01 NotAskedToHelp")
  })

  it("may hold for the present day alone", () => {
    assert.strictEqual(refused(grant({ expiresOn: Sample.today })), "accepted")
  })

  it("is for a case that is known, under an identifier of its own", () => {
    assert.strictEqual(refused(grant(), { case: undefined }), "CON-01 NoCaseToConsent")
    assert.strictEqual(refused(grant(), { same: Sample.consent(9) }), "CON-01 ConsentExists")
  })

  it("may be for a counselor who may help [DEL-28] [ENT-01]", () => {
    const counselor = Sample.counselor()
    const grantee = { _tag: "Counselor", counselorId: counselor.counselorId } as const
    const known = { agent: undefined, counselor: { counselor, entity: Sample.entity() } }
    assert.strictEqual(refused(grant({ grantee }), known), "accepted")
    assert.strictEqual(refused(grant({ grantee }), { agent: undefined }), "ENT-01 CounselorWithoutStanding")
  })

  it("is recorded with the agent's producer number and the help described when it is spoken [CON-04]", () => {
    const { name, npn } = Sample.profile()
    const spoken = { agentName: name, agentNpn: npn, help: "compare plans and apply" }
    const evidence = { type: "recording", ref: "call-1", sha256 } as const
    const record = { channel: "recorded-call", evidence, spoken } as const
    assert.strictEqual(refused(grant(record)), "accepted")
    assert.strictEqual(refused(grant({ channel: "recorded-call", evidence })), "CON-04 SpokenConsentIncomplete")
    const wrong = { ...record, spoken: { ...spoken, agentNpn: Sample.profile(2).npn } }
    assert.deepNestedInclude(decide(grant(wrong)), { "facts.missing": ["agent-npn"] })
  })

  it("names the counselor by identifier and name when it is spoken for one, who has no producer number [CON-04]", () => {
    const counselor = Sample.counselor()
    const { counselorId, name } = counselor
    const known = { agent: undefined, counselor: { counselor, entity: Sample.entity() } }
    const spoken = { counselorName: name, counselorId, help: "compare plans and apply" }
    const evidence = { type: "recording", ref: "call-1", sha256 } as const
    const record = { grantee: { _tag: "Counselor", counselorId }, channel: "recorded-call", evidence } as const
    const lacking = (said: Consent.Spoken, over: Partial<Consent.Terms> = {}, facts: Partial<Consent.Facts> = known) =>
      decide(grant({ ...record, spoken: said, ...over }), facts)
    assert.strictEqual(lacking(spoken)._tag, "Accepted")
    const upper = { first: ` ${name.first.toUpperCase()}`, last: `${name.last.toUpperCase()} ` } as typeof name
    assert.strictEqual(lacking({ ...spoken, counselorName: upper })._tag, "Accepted")
    const another = { ...spoken, counselorId: Sample.counselor(1).counselorId }
    assert.deepNestedInclude(lacking(another), { "facts.missing": ["counselor-id"] })
    const called = { ...spoken, counselorName: Sample.profile().name }
    assert.deepNestedInclude(lacking(called), { "facts.missing": ["counselor-name"] })
    // The words of the other shape say nothing of whom the terms allow.
    const agent = { agentName: name, agentNpn: Sample.profile().npn, help: "compare plans" }
    assert.deepNestedInclude(lacking(agent), { "facts.missing": ["counselor-id", "counselor-name"] })
    for (const grantee of [Sample.consentTerms().grantee, { _tag: "Agency", agencyId: Sample.agencyId() } as const])
      assert.deepNestedInclude(lacking(spoken, { grantee }, {}), { "facts.missing": ["agent-npn", "agent-name"] })
  })
})

describe("Consent: keeping", () => {
  it("leads from a draft and from a grant to where each step says, and from nowhere else [CON-05]", () => {
    const edges = Machine.pairs(Consent.machine).flatMap(({ answer, state, trigger }) =>
      answer._tag === "Edge" ? [`${state} ${trigger} ${answer.to}`] : []
    )
    assert.deepStrictEqual(edges, [
      ...["Draft grant Granted", "Draft rescind Rescinded", "Draft expire Expired"],
      ...["Granted rescind Rescinded", "Granted expire Expired"]
    ])
  })

  it("is kept for ten years after its last day, leap days included [CON-03]", () => {
    const until = (day: string, years = 10) =>
      Consent.retainUntil(Dates.make(day), { ...calheers, consentRetentionYears: years })
    assert.strictEqual(until("2026-03-03"), "2036-03-03")
    assert.strictEqual(until("2024-02-29"), "2034-03-01")
    assert.strictEqual(until("2024-02-29", 4), "2028-02-29")
    assert.strictEqual(until("2023-02-28", 1), "2024-02-28")
    assert.strictEqual(until("2096-02-29", 4), "2100-03-01")
  })

  it("counts from the last day that was agreed, or from the day on which it was taken back", () => {
    const dated = Sample.consent(9, "Granted", { expiresOn: Dates.make("2026-02-28") })
    const moved = (trigger: Consent.Trigger, consent = dated) => Consent.moved(consent, trigger, Sample.context())
    assert.deepNestedInclude(moved("expire"), { retainUntil: "2036-02-28" })
    assert.deepNestedInclude(moved("rescind"), { retainUntil: "2036-03-03" })
    assert.notProperty(moved("grant", Sample.consent(9, "Draft")), "retainUntil")
    assert.deepInclude(moved("expire", Sample.consent(9, "Draft")), { to: { _tag: "Expired", at: Sample.now } })
  })
})

describe("Consent: ending", () => {
  it("ends consents whose last day is over, and none ahead of the day [CON-01]", () => {
    const on = (day: string, n: number) => Sample.consent(n, "Granted", { expiresOn: Dates.make(day) })
    const ending = [on("2026-03-02", 1), on("2026-03-03", 2), Sample.consent(3)]
    const answer = decide({ _tag: "ExpireConsents", before: Sample.today }, { ending })
    assert.deepStrictEqual(
      answer._tag === "Accepted" &&
        answer.events.map((event) => (event._tag === "ConsentMoved" ? String(event.consentId) : "")),
      ["consent-1"]
    )
    const over = [on("2025-01-31", 1), on("2026-03-02", 2), on("2026-03-02", 4)]
    const only = [1, 3, 4].map((n) => Sample.consent(n).consentId)
    const named = decide({ _tag: "ExpireConsents", before: Sample.today, only }, { ending: over })
    assert.deepStrictEqual(
      named._tag === "Accepted" && named.events.map((event) => (event._tag === "ConsentMoved" ? event.consentId : "")),
      ["consent-1", "consent-4"].map((id) => Id.make<Id.ConsentId>(id))
    )
    assert.strictEqual(
      refused({ _tag: "ExpireConsents", before: Dates.make("2026-03-04") }, { ending }),
      "CON-01 ConsentNotYetOver"
    )
  })
})

describe("Consent: using", () => {
  const agencyId = Sample.agencyId()
  const colleague = { _tag: "Agent", agencyId, agentId: Sample.agentId(2) } as const
  const permits = (consents: ReadonlyArray<Consent.Consent>, user: Consent.User) =>
    Consent.permits(consents, user, "complete-application", Sample.today)

  it("lets nobody help without one [CON-01]", () => {
    assert.isFalse(permits([], colleague))
    assert.isFalse(permits([Sample.consent(0, "Draft")], colleague))
    assert.isFalse(permits([Sample.consent(0, "Granted", { expiresOn: Dates.make("2026-03-02") })], colleague))
  })

  it("reaches colleagues, managers and staff only when it names them", () => {
    const alone = Sample.consent(0, "Granted", { otherUsers: ["manager"] })
    assert.isTrue(permits([Sample.consent()], colleague))
    assert.isFalse(permits([alone], colleague))
    assert.isTrue(permits([alone], { _tag: "Manager", agencyId }))
    assert.isFalse(permits([alone], { _tag: "Staff", agencyId }))
    assert.isFalse(permits([alone], { _tag: "Manager", agencyId: Sample.agencyId(1) }))
  })
})
