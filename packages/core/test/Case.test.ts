import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Case from "../src/Case.ts"
import * as Id from "../src/Id.ts"
import type { Cents } from "../src/Money.ts"
import * as Sample from "./fixture/sample.ts"

const delegate = { agentId: Sample.agentId(1), agencyId: Sample.agencyId(), since: Dates.plusHours(Sample.now, -48) }
const decide = (entries: ReadonlyArray<Case.FeedEntry>, known: Case.Case | undefined = undefined) => {
  const decided = Case.decide(
    { _tag: "RecordCases", entries },
    { case: () => known, byNumber: () => known, member: () => Sample.member(1) },
    Sample.context()
  )
  return decided._tag === "Refused" ? assert.fail(decided.message) : decided.events
}

describe("Case", () => {
  const refused = (entries: ReadonlyArray<Case.FeedEntry>, facts: Partial<Case.Facts> = {}) => {
    const whole: Case.Facts = {
      case: () => undefined,
      byNumber: () => undefined,
      member: () => Sample.member(1),
      ...facts
    }
    const decided = Case.decide({ _tag: "RecordCases", entries }, whole, Sample.context())
    return decided._tag === "Refused" ? decided.code : decided.events.map(({ _tag }) => _tag)
  }

  it("refuses a delegate who is not on the roster, by name [AGY-01]", () => {
    assert.strictEqual(
      refused([{ case: Sample.household(), delegate }], { member: () => undefined }),
      "DelegateNotOnRoster"
    )
  })

  it("takes a case over frozen exactly when its delegate is not certified, and active with every other gap [DEL-08]", () => {
    const stateOf = (member: ReturnType<typeof Sample.member>) => {
      const decided = Case.decide(
        { _tag: "RecordCases", entries: [{ case: Sample.household(), delegate }] },
        { case: () => undefined, byNumber: () => undefined, member: () => member },
        Sample.context()
      )
      const opened = decided._tag === "Refused" ? undefined : decided.events[1]
      return opened?._tag === "DelegationOpened" ? opened.delegation.state._tag : "none"
    }
    assert.strictEqual(stateOf(Sample.member(1, { certification: Sample.certification("Suspended") })), "Frozen")
    // Nothing would thaw these: they come back with the agency, the place or the login itself.
    for (const gap of [{ agencyState: "Suspended" }, { employment: "Inactive" }, { locked: true }] as const)
      assert.strictEqual(stateOf(Sample.member(1, gap)), "Active")
  })

  it("gives no client to an agent who has left, and keeps one for an agent on leave [EMP-04 EMP-07]", () => {
    const given = (reason: "left-agency" | "leave", agencyState: "Certified" | "Terminated" = "Certified") => {
      const member = Sample.member(1, { agencyState, employment: "Inactive" })
      const employment = { ...member.employment, reason }
      return refused([{ case: Sample.household(), delegate }], { member: () => ({ ...member, employment }) })
    }
    assert.deepStrictEqual(given("leave"), ["CaseRecorded", "DelegationOpened"])
    assert.deepStrictEqual(given("left-agency"), ["CaseRecorded"])
    assert.deepStrictEqual(given("leave", "Terminated"), ["CaseRecorded"])
  })

  it("refuses a number that another case has, and a delegation that has not begun", () => {
    assert.strictEqual(
      refused([{ case: Sample.household() }], { byNumber: () => Sample.household(7) }),
      "CaseNumberInUse"
    )
    const later = { ...delegate, since: Dates.plusHours(Sample.now, 1) }
    assert.strictEqual(refused([{ case: Sample.household(), delegate: later }]), "DelegationInFuture")
  })

  it("refuses one number for two cases of a delivery", () => {
    const { caseNumber } = Sample.household(1)
    const twins = [{ case: Sample.household(1) }, { case: Sample.household(2, { caseNumber }) }]
    assert.strictEqual(refused(twins), "CaseNumberInUse")
    assert.deepStrictEqual(refused([{ case: Sample.household(1) }, { case: Sample.household(1) }]), [
      "CaseRecorded",
      "CaseRecorded"
    ])
  })

  it("never loses the account that was linked here", () => {
    const known = Sample.household(0, { account: { _tag: "Linked", accountId: Id.make("mine") } })
    const [recorded] = decide([{ case: Sample.household(0, { account: { _tag: "Linked" } }) }], known)
    assert.deepStrictEqual(recorded?._tag === "CaseRecorded" ? recorded.case.account : undefined, known.account)
  })

  it("reads the case numbers of any exchange", () => {
    for (const text of ["12345678", "GA-77/4", " 1 "]) assert.isDefined(Case.caseNumber.read(text))
    for (const text of ["=1", "1".repeat(41), "1\n2", "１２３４５６７８", ""])
      assert.isUndefined(Case.caseNumber.read(text))
  })

  it("takes over the delegate of a case that is new here [DEL-04]", () => {
    const [recorded, opened] = decide([{ case: Sample.household(), delegate }])
    assert.strictEqual(recorded?._tag, "CaseRecorded")
    assert.deepNestedInclude(opened, {
      "delegation.caseId": Sample.caseId(),
      "delegation.kind": "producer",
      "delegation.origin": "migration",
      "delegation.state": { _tag: "Active", from: delegate.since },
      "delegation.delegate": { agentId: delegate.agentId, agencyId: delegate.agencyId }
    })
  })

  it("leaves the delegate of a known case to the consumer", () => {
    assert.deepStrictEqual(
      decide([{ case: Sample.household(), delegate }], Sample.household()).map(({ _tag }) => _tag),
      ["CaseRecorded"]
    )
  })

  it("takes a case that comes twice in one delivery for one case with one delegate [DEL-09 X054]", () => {
    const events = decide([
      { case: Sample.household(), delegate },
      { case: Sample.household(0, { renewal: "AtRisk" }), delegate }
    ])
    assert.deepStrictEqual(
      events.map(({ _tag }) => _tag),
      ["CaseRecorded", "DelegationOpened", "CaseRecorded"]
    )
  })

  it("puts on record for another policy whom the feed names for it, from its own start [DEL-20 DEL-30]", () => {
    const [fed, chosen] = [Sample.profile(1).npn, Sample.profile(2).npn]
    const stated = (npn: typeof fed, from: string) => ({
      ...{ npn, from: Dates.make(from), recordedAt: Sample.now, reason: "correction" as const }
    })
    const old = { ...Sample.coverage({ aorNpn: fed }), policyId: Id.make<Id.PolicyId>("p-26") }
    const known = Sample.household(0, {
      ...{ coverage: old, agentsOfRecord: [stated(fed, "2026-01-01"), stated(chosen, "2026-02-01")] }
    })
    const onRecord = (coverage: Case.Coverage | undefined, day: Dates.CalendarDate, before = known) => {
      const [recorded] = decide([{ case: Sample.household(0, coverage === undefined ? {} : { coverage }) }], before)
      const value = recorded?._tag === "CaseRecorded" ? recorded.case : undefined
      return value && Case.recordOn(value, day)
    }
    const start = Dates.make("2027-01-01")
    const next = { ...old, policyId: Id.make<Id.PolicyId>("p-27"), effectiveOn: start }
    assert.deepStrictEqual(onRecord(next, Dates.make("2027-01-02")), { npn: fed, from: start })
    assert.deepStrictEqual(onRecord(old, Sample.today), { npn: chosen, from: Dates.make("2026-02-01") })
    const { aorNpn: _, ...nobodys } = next
    assert.deepStrictEqual(onRecord(nobodys, start), { npn: undefined, from: start })
    // The one that had the identifier before stood beside a main one of the same plan, which had none.
    const { policyId: _id, ...main } = old
    const { metal: _metal, ...beside } = { ...old, kind: "health" as const, year: 2026, aptc: 0 as Cents }
    assert.deepStrictEqual(onRecord(old, Sample.today, { ...known, coverage: main, policies: [beside] }), {
      npn: fed,
      from: old.effectiveOn
    })
  })

  it("leaves due what was open on its day, each of a kind for itself and whoever it is of now [CAS-01]", () => {
    const kind = "income" as const
    const [m1, m2] = [Id.make<Id.MemberId>("m-1"), Id.make<Id.MemberId>("m-2")]
    const [march, april] = [Dates.make("2026-03-10"), Dates.make("2026-04-20")]
    const people = {
      members: ["QhpAptc", "QhpAptc"] as const,
      persons: [
        { memberId: m1, relation: "self" },
        { memberId: m2, relation: "spouse" }
      ] as const
    }
    const daysOf = (before: Case.Case["verifications"], verifications: ReadonlyArray<Case.Opened>) => {
      const known = Sample.household(0, { ...people, verifications: before })
      const [recorded] = decide([{ case: { ...Sample.household(0, people), verifications } }], known)
      return recorded?._tag === "CaseRecorded" ? recorded.case.verifications.map(({ dueOn }) => dueOn) : undefined
    }
    const two = [
      { kind, dueOn: march },
      { kind, dueOn: april }
    ]
    const anew = Dates.plusDays(Sample.today, 90)
    assert.deepStrictEqual(daysOf(two, [{ kind }, { kind }]), [march, april])
    assert.deepStrictEqual(daysOf(two, [{ kind }, { kind }, { kind }]), [march, april, anew])
    assert.deepStrictEqual(daysOf(two.slice(0, 1), [{ kind, memberId: m1 }]), [march], "whose it is, is told now")
    assert.deepStrictEqual(
      daysOf(two, [
        { kind, memberId: m2 },
        { kind, dueOn: march }
      ]),
      [april, march]
    )
    const named = [
      { kind, dueOn: march, memberId: m1 },
      { kind, dueOn: april, memberId: m2 }
    ]
    assert.deepStrictEqual(daysOf(named, [{ kind, memberId: m2 }, { kind }]), [april, march])
    assert.deepStrictEqual(daysOf(named.slice(0, 1), [{ kind, memberId: m2 }]), [anew], "another person's is another")
    assert.deepStrictEqual(daysOf(two.slice(0, 1), [{ kind, askedOn: Sample.today }]), [anew])
  })

  it("takes several steps of a policy in one delivery, and none that leaves one out [CAS-01]", () => {
    const at = (state: Case.CoverageState) => ({ case: Sample.household(0, { coverage: Sample.coverage({ state }) }) })
    const known = { case: () => at("PlanSelected").case, byNumber: () => undefined }
    assert.deepStrictEqual(refused([at("Effectuated"), at("Terminated")], known), ["CaseRecorded", "CaseRecorded"])
    assert.strictEqual(refused([{ case: Sample.household(5) }, at("Terminated")], known), "CaseStepNotAllowed")
  })

  it("keeps an account that was linked here, however often the case is delivered", () => {
    const account = { _tag: "Linked", accountId: Id.make<Id.AccountId>("a-1") } as const
    const twice = decide([{ case: Sample.household() }, { case: Sample.household() }], Sample.household(0, { account }))
    for (const event of twice) assert.deepNestedInclude(event, { "case.account": account })
    const [event] = decide([{ case: Sample.household() }], Sample.household(0, { account }))
    assert.deepNestedInclude(event, { "case.account": account })
  })

  it("reckons the net premium and sees a mixed household", () => {
    assert.strictEqual(Case.netPremium(Sample.coverage()), 21_250 as Cents)
    assert.isTrue(Case.isMixed(Sample.household(0, { members: ["QhpAptc", "MediCal"] })))
    assert.isFalse(Case.isMixed(Sample.household(0, { members: ["MediCal", "MediCal"] })))
    assert.isFalse(Case.isMixed(Sample.household(0, { members: ["QhpAptc", "Ineligible"] })))
  })

  it("takes over a link that the feed tells first, and none that is not there", () => {
    const linked = { _tag: "Linked" } as const
    const accountOf = (incoming: Case.Case, known?: Case.Case) => {
      const [event] = decide([{ case: incoming }], known)
      return event?._tag === "CaseRecorded" ? event.case.account._tag : "none"
    }
    const known = Sample.household(0, { account: { _tag: "CodeIssued" } })
    assert.strictEqual(accountOf(Sample.household(0, { account: linked }), known), "Linked")
    assert.strictEqual(accountOf(Sample.household(), known), "CodeIssued")
    assert.strictEqual(accountOf(Sample.household(0, { account: linked })), "Linked")
  })

  it("knows whom the last statement puts on record, and since when where that is later than the policy [DEL-20]", () => {
    const [mine, other] = [Sample.profile(1).npn, Sample.profile(2).npn]
    const coverage = Sample.coverage({ aorNpn: mine })
    const stated = (npn: typeof mine, from: string) => ({
      ...{ npn, from: Dates.make(from), recordedAt: Sample.now, reason: "correction" as const }
    })
    const asked = (over: Partial<Case.Case>) => {
      const value = Sample.household(0, over)
      return [Case.lastOnRecord(value), Case.lastOnRecordFrom(value)]
    }
    const later = [stated(mine, "2026-01-01"), stated(other, "2026-04-01")]
    assert.deepStrictEqual(asked({}), [undefined, undefined])
    assert.deepStrictEqual(asked({ agentsOfRecord: later }), [undefined, undefined])
    assert.deepStrictEqual(asked({ coverage }), [mine, undefined])
    assert.deepStrictEqual(asked({ coverage, agentsOfRecord: later }), [other, Dates.make("2026-04-01")])
    assert.deepStrictEqual(asked({ coverage, agentsOfRecord: [stated(other, "2026-01-01")] }), [other, undefined])
    assert.deepStrictEqual(asked({ coverage, agentsOfRecord: [] }), [mine, undefined])
    assert.deepStrictEqual(asked({ coverage, agentsOfRecord: later.slice(1) }), [other, Dates.make("2026-04-01")])
  })

  it("adds what is stated of the agent of record to what was, and begins with it [DEL-20]", () => {
    const stated = (from: string) => ({ from: Dates.make(from), recordedAt: Sample.now, reason: "correction" as const })
    const changed = (entry: ReturnType<typeof stated>) =>
      ({ _tag: "AgentOfRecordChanged", caseId: Sample.caseId(), entry }) as const
    const [first, second] = [stated("2026-01-01"), stated("2026-04-01")]
    const once = Case.evolve(Sample.household(), changed(first))
    assert.deepStrictEqual(once, Sample.household(0, { agentsOfRecord: [first] }))
    assert.deepStrictEqual(Case.evolve(once, changed(second)).agentsOfRecord, [first, second])
    const other = { ...second, policyId: Id.make<Id.PolicyId>("d-1") }
    const both = Case.evolve(Case.evolve(once, changed(other)), changed({ ...other, from: first.from }))
    assert.deepStrictEqual(both.agentsOfRecord, [first])
    assert.deepStrictEqual(both.policyAgentsOfRecord, [other, { ...other, from: first.from }])
  })

  it("moves its account and keeps the rest", () => {
    const account = { _tag: "CodeIssued" } as const
    assert.deepStrictEqual(
      Case.evolve(Sample.household(), { _tag: "CaseAccountMoved", caseId: Sample.caseId(), account }),
      Sample.household(0, { account })
    )
  })
})
