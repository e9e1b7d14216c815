import { assert, describe, it } from "@effect/vitest"
import * as Book from "../src/BookOfBusiness.ts"
import * as Dates from "../src/CalendarDate.ts"
import type { Delegation, State } from "../src/Delegation.ts"
import { machine } from "../src/Delegation.ts"
import * as Sample from "./fixture/sample.ts"

const zone = "America/Los_Angeles"
const entry = (delegation: Delegation, household = Sample.household()): Book.Entry => ({
  delegation,
  case: household,
  agent: Sample.agent(0),
  employment: Sample.employment(0),
  agency: Sample.agency(0)
})
const row = (household = Sample.household(), state: State["_tag"] = "Active") =>
  Book.row(entry(Sample.delegation(0, state), household), Sample.now, zone)

describe("BookOfBusiness", () => {
  it("has a row exactly while a delegation is active or frozen [BOB-04]", () => {
    const states = machine.states.filter((state) => row(Sample.household(), state) !== undefined)
    assert.deepStrictEqual(states, ["Active", "Frozen"])
    const entries = machine.states.map((state, n) => entry(Sample.delegation(n, state)))
    assert.deepStrictEqual(
      Book.rows(entries, Sample.now, zone).map(({ delegationState }) => delegationState),
      ["Active", "Frozen"]
    )
  })

  it("tells agency, agent, household and policy in plain values, money in cents", () => {
    const one = row(
      Sample.household(0, {
        members: ["QhpAptc", "MediCal", "QhpAptc"],
        coverage: Sample.coverage(),
        verifications: [
          { kind: "income", dueOn: Dates.make("2026-05-01") },
          { kind: "residency", dueOn: Dates.make("2026-04-01") }
        ]
      })
    )
    assert.deepInclude<object>(one ?? {}, {
      agencyName: "Agency 0",
      agencyFeinLast4: "0000",
      agentLicence: "1H10000",
      delegatedOn: Dates.make("2026-03-02"),
      householdSize: 3,
      coveredMembers: 2,
      mixedHousehold: true,
      eligibilitySummary: ["MediCal", "QhpAptc"],
      conditional: true,
      nextDueOn: Dates.make("2026-04-01"),
      grossPremium: 41_250,
      netPremium: 21_250,
      binderPaid: false,
      asOf: Sample.now
    })
  })

  it("leaves out what is not there, instead of inventing it", () => {
    const one = row() ?? assert.fail("no row")
    for (const field of ["carrier", "grossPremium", "binderPaid", "aorMatchesDelegate", "nextDueOn", "phone"])
      assert.notProperty(one, field)
  })

  it("tells the contact's address, the verification that is due first, and no eligibility where there is none", () => {
    const [may, june] = [Dates.make("2026-05-01"), Dates.make("2026-06-01")]
    const verifications = [june, may, june].map((dueOn) => ({ kind: "income" as const, dueOn }))
    const household = Sample.household(0, { verifications, members: [] })
    assert.deepInclude<object>(row(household) ?? {}, {
      ...{ nextDueOn: may, email: "consumer0@mail.example", eligibilitySummary: [], householdSize: 0 }
    })
    const { email: _, ...silent } = household.primaryContact
    const phone = "9165550199" as NonNullable<typeof silent.phone>
    const other = row({ ...household, primaryContact: { ...silent, phone } }) ?? assert.fail("no row")
    assert.strictEqual(other.phone, phone)
    assert.notProperty(other, "email")
  })

  it("shows when commission is at risk: the agent of record is somebody else [DEL-30]", () => {
    const aor = (aorNpn: string) => row(Sample.household(0, { coverage: Sample.coverage({ aorNpn: aorNpn as never }) }))
    assert.deepInclude(aor(Sample.profile(0).npn), { aorMatchesDelegate: true })
    assert.deepInclude(aor("999"), { aorMatchesDelegate: false })
  })

  it("shows a case as active only while its agent may act [DEL-08]", () => {
    const active = entry(Sample.delegation(0))
    const stateOf = (over: Partial<Book.Entry>, at = Sample.now) =>
      Book.row({ ...active, ...over }, at, zone)?.delegationState
    assert.strictEqual(stateOf({}), "Active")
    assert.strictEqual(stateOf({ agent: Sample.agent(0, { locked: true }) }), "Frozen")
    assert.strictEqual(stateOf({ employment: Sample.employment(0, 0, "Inactive") }), "Frozen")
    // The term of the certification ends with the year, and nobody has to freeze anything for that.
    assert.strictEqual(stateOf({}, Dates.instant("2027-01-01T07:59:59.999Z")), "Active")
    assert.strictEqual(stateOf({}, Dates.instant("2027-01-01T08:00:00.000Z")), "Frozen")
  })

  it("keeps apart the agencies of an agent who has changed, and the agents of a large book", () => {
    const active = entry(Sample.delegation(0))
    const other = { ...active, agency: Sample.agency(1), employment: Sample.employment(0, 1, "Inactive") }
    const [a, b] = Book.rows(
      [other, { ...active, delegation: Sample.delegation(1), case: Sample.household(1) }],
      Sample.now,
      zone
    )
    assert.deepStrictEqual([a?.agencyName, a?.delegationState, a?.agentEmployment], ["Agency 1", "Frozen", "Inactive"])
    assert.deepStrictEqual([b?.agencyName, b?.delegationState, b?.agentEmployment], ["Agency 0", "Active", "Active"])
  })

  it("takes neither the agency nor the place of another row of the same agent", () => {
    const active = entry(Sample.delegation(0))
    const next = { delegation: Sample.delegation(1), case: Sample.household(1) }
    const both = (over: Partial<Book.Entry>) => Book.rows([active, { ...active, ...next, ...over }], Sample.now, zone)
    assert.deepStrictEqual(
      both({ agency: Sample.agency(1) }).map(({ agencyFeinLast4 }) => agencyFeinLast4),
      ["0000", "0001"]
    )
    assert.deepStrictEqual(
      both({ employment: Sample.employment(0, 0, "Inactive") }).map(({ delegationState }) => delegationState),
      ["Active", "Frozen"]
    )
  })

  it("tells when a binder is due and was paid, and when a policy ends, where it does", () => {
    const [due, end] = [Dates.make("2026-03-20"), Dates.make("2026-12-31")]
    const tells = { binderDueOn: due, endOn: end }
    const one = row(Sample.household(0, { coverage: Sample.coverage({ ...tells, binderPaidOn: due }) }))
    assert.deepInclude<object>(one ?? {}, { ...tells, binderPaid: true })
    const other = row(Sample.household(0, { coverage: Sample.coverage() })) ?? assert.fail("no row")
    for (const field of ["binderDueOn", "endOn"]) assert.notProperty(other, field)
  })

  it("says whether anything is to be proven, and whether the account is linked", () => {
    assert.deepInclude<object>(row() ?? {}, { conditional: false, accountLinked: false })
    const linked = Sample.household(0, { account: { _tag: "Linked" } })
    assert.deepInclude<object>(row(linked) ?? {}, { accountLinked: true })
  })

  it("says of a household that has asked not to be contacted that it has, and of no other", () => {
    assert.deepInclude<object>(row(Sample.household(0, { doNotContact: true })) ?? {}, { doNotContact: true })
    for (const household of [Sample.household(0), Sample.household(0, { doNotContact: false })])
      assert.notProperty(row(household), "doNotContact")
  })

  it("tells what puts a renewal at risk, and whom a row belongs to by identifier", () => {
    const one = row(Sample.household(0, { renewal: "AtRisk", renewalRisks: ["no-tax-filing"], paperOrigin: true }))
    assert.deepInclude<object>(one ?? {}, {
      renewalStatus: "AtRisk",
      renewalRisks: ["no-tax-filing"],
      caseId: "case-0",
      delegationId: "delegation-0",
      delegationKind: "producer",
      agentCertification: "Certified"
    })
    assert.deepStrictEqual(row()?.renewalRisks, [])
  })

  it("never carries a date of birth, a signature or a whole FEIN", () => {
    const text = JSON.stringify(row())
    for (const secret of ["1980-05-17", "Cora Quint", "941000000"]) assert.notInclude(text, secret)
  })

  it("has one order, whatever order the entries come in", () => {
    const entries = [3, 1, 2].map((n) => entry(Sample.delegation(n), Sample.household(n)))
    const book = Book.rows(entries, Sample.now, zone)
    assert.deepStrictEqual(book, Book.rows([...entries].reverse(), Sample.now, zone))
    assert.deepStrictEqual(
      book.map(({ caseNumber }) => caseNumber),
      ["10000001", "10000002", "10000003"]
    )
    const [a, b] = book as [Book.Row, Book.Row]
    assert.deepStrictEqual([Book.compare(a, b), Book.compare(b, a), Book.compare(a, a)], [-1, 1, 0])
    assert.strictEqual(Book.compare({ ...a, agentId: "z" as never }, b), 1)
    assert.strictEqual(Book.compare(b, { ...a, agentId: "z" as never }), -1)
    const later = { ...a, delegationId: "z" as never }
    assert.deepStrictEqual([Book.compare(a, later), Book.compare(later, a), Book.compare(later, b)], [-1, 1, -1])
  })
})
