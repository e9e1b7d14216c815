/**
 * Laws of single lines: a row of a book and a line of a list of delegations, column by column, and how old what waits is.
 *
 * @since 0.1.0
 */
import type { Entry, Row } from "@agencybook/core/BookOfBusiness"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case, Coverage, Verification } from "@agencybook/core/Case"
import type { Line } from "@agencybook/core/DelegationList"
import * as fc from "fast-check"
import * as Books from "./Books.ts"
import { all, idle, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const zone = () => Sample.policy().timeZone
const day = (text: string) => Dates.make(text)
const due = (kind: Verification["kind"], dueOn: string): Verification => ({ kind, dueOn: day(dueOn) }) as Verification
const { email: _, ...byLetter } = Sample.household(1).primaryContact

const entryOf = (value: Case, over: Partial<Entry> = {}): Entry => ({
  ...{ delegation: Sample.delegation(1, "Active"), case: value, ...Sample.member(0) },
  ...over
})
const always = {
  ...{ asOf: Sample.now, agencyId: "agency-0", agencyName: "Agency 0", agencyFeinLast4: "0000" },
  ...{ agentId: "agent-0", agentName: "Annaa Reyesaa", agentLicence: "1H10000", agentNpn: "1000000" },
  ...{ agentCertification: "Certified", agentEmployment: "Active", delegationId: "delegation-1" },
  ...{
    delegationKind: "producer",
    delegationState: "Active",
    delegatedOn: "2026-03-02",
    delegationOrigin: "directory"
  },
  ...{ caseId: "case-1", caseNumber: "10000001", primaryFirstName: "Coraab", primaryLastName: "Quintab" },
  ...{ preferredLanguage: "en", county: "Sacramento", zip: "95814", householdSize: 1, coveredMembers: 1 },
  ...{ mixedHousehold: false, coverageYear: 2026, applicationStatus: "Determined", eligibilitySummary: ["QhpAptc"] },
  ...{ conditional: false, openVerifications: [], renewalStatus: "NotDue", renewalRisks: [], accountLinked: false },
  lastActivityOn: Sample.today
}
const policy: Coverage = {
  ...{ state: "Effectuated", carrier: "Golden Health", plan: "Silver 70", metal: "Silver", pastDue: true },
  ...{ effectiveOn: day("2026-01-01"), endOn: day("2026-12-31"), binderDueOn: day("2026-01-15") },
  ...{ binderPaidOn: day("2026-01-10"), grossPremium: 41_250 as Coverage["grossPremium"] },
  ...{ aptc: 20_000 as Coverage["aptc"], aorNpn: "1000000" as NonNullable<Coverage["aorNpn"]> }
}
const insured = {
  ...{ enrollmentStatus: "Effectuated", carrier: "Golden Health", planName: "Silver 70", metal: "Silver" },
  ...{ effectiveOn: "2026-01-01", endOn: "2026-12-31", grossPremium: 41_250, aptc: 20_000, netPremium: 21_250 },
  ...{ binderDueOn: "2026-01-15", binderPaid: true, pastDue: true, aorNpn: "1000000", aorMatchesDelegate: true }
}
const proofs = [due("income", "2026-06-01"), due("citizenship", "2026-04-01"), due("residency", "2026-05-01")]

/** Entries with every column of their rows. */
const rows: ReadonlyArray<readonly [what: string, Entry, expected: object | undefined]> = [
  ["the least", entryOf(Sample.household(1, { primaryContact: byLetter })), always],
  [
    "the most",
    entryOf(
      Sample.household(1, {
        ...{ coverage: policy, verifications: proofs, renewal: "AtRisk", renewalRisks: ["documents-due"] },
        doNotContact: true,
        ...{ account: { _tag: "Linked" } as Case["account"], members: ["QhpAptc", "MediCal", "QhpUnsubsidised"] },
        primaryContact: { ...byLetter, phone: "9165550142" as never, email: "cora@mail.example" as never }
      })
    ),
    {
      ...{ ...always, ...insured, phone: "9165550142", email: "cora@mail.example", nextDueOn: "2026-04-01" },
      ...{ householdSize: 3, coveredMembers: 2, mixedHousehold: true, conditional: true, openVerifications: proofs },
      ...{ renewalStatus: "AtRisk", renewalRisks: ["documents-due"], accountLinked: true, doNotContact: true },
      eligibilitySummary: ["MediCal", "QhpAptc", "QhpUnsubsidised"]
    }
  ],
  [
    "a policy of somebody else, not paid yet",
    entryOf(
      Sample.household(1, {
        coverage: Sample.coverage({ state: "PlanSelected", aorNpn: "1000009" as NonNullable<Coverage["aorNpn"]> })
      })
    ),
    {
      ...{ ...always, email: "consumer1@mail.example", enrollmentStatus: "PlanSelected", carrier: "Golden Health" },
      ...{ planName: "Silver 70", metal: "Silver", effectiveOn: "2026-01-01", grossPremium: 41_250, aptc: 20_000 },
      ...{ netPremium: 21_250, binderPaid: false, pastDue: false, aorNpn: "1000009", aorMatchesDelegate: false }
    }
  ],
  [
    "a household with everything that there is",
    entryOf(
      Sample.household(1, {
        members: [
          ...(["Pending", "Ineligible", "ChildProgram", "QhpAptcCsr"] as const),
          ...(["QhpAptc", "QhpUnsubsidised", "MediCal", "QhpAptcCsr"] as const)
        ]
      })
    ),
    {
      ...{ ...always, email: "consumer1@mail.example", householdSize: 8, coveredMembers: 4, mixedHousehold: true },
      eligibilitySummary: [
        ...["ChildProgram", "Ineligible", "MediCal", "Pending", "QhpAptc", "QhpAptcCsr", "QhpUnsubsidised"]
      ]
    }
  ],
  [
    "proofs in another order",
    entryOf(Sample.household(1, { verifications: [...proofs].reverse() })),
    {
      ...{ ...always, email: "consumer1@mail.example", conditional: true },
      ...{ openVerifications: [...proofs].reverse(), nextDueOn: "2026-04-01" }
    }
  ],
  [
    "an agent who may not act",
    entryOf(Sample.household(1), Sample.member(0, { certification: Sample.certification("Suspended") })),
    { ...always, email: "consumer1@mail.example", agentCertification: "Suspended", delegationState: "Frozen" }
  ],
  ["a request", entryOf(Sample.household(1), { delegation: Sample.delegation(1, "Requested") }), undefined],
  ["what is over", entryOf(Sample.household(1), { delegation: Sample.delegation(1, "Ended") }), undefined]
]

/** A row has every column as it is on record. @category laws */
export const rowsSayWhatIsWritten = make({
  id: "book-row-says-what-is-written",
  sentence:
    "a row of a book has exactly the columns that a table written by hand has for its case, the least and the most that there can be, and none that is empty",
  rules: ["BOB-04", "BOB-05"],
  runs: 1,
  input: fc.constant("the whole table"),
  holds: (_, rules) =>
    all(
      ...rows.flatMap(([what, entry, expected]) => {
        const row = rules.book.row(entry, Sample.now, zone())
        return [
          same(row, expected, `the row of ${what}`),
          same(Object.keys(row ?? {}).sort(), Object.keys(expected ?? {}).sort(), `the columns of ${what}`)
        ]
      })
    )
})

/** A row does not depend on those before it. @category laws */
export const rowsStandAlone = make({
  id: "book-rows-stand-alone",
  sentence:
    "the rows of a book are those that each delegation gives alone, by agent and case, also where an agent stands in it with several agencies, or with a place that is over",
  rules: ["BOB-04", "DEL-08"],
  input: fc.record({
    entries: Books.entries(8, 2),
    places: fc.array(fc.constantFrom("here", "elsewhere", "left", "uncertified"), { minLength: 8, maxLength: 8 })
  }),
  holds: ({ entries, places }, { book }) => {
    const moved = entries.map((entry, n): Entry => {
      const { agency, employment } = entry
      if (places[n] === "elsewhere") return { ...entry, agency: Sample.agency(3) }
      if (places[n] === "left") return { ...entry, employment: { ...employment, state: "Inactive" } }
      return places[n] === "uncertified"
        ? { ...entry, agency: { ...agency, certification: Sample.agencyCertification("Suspended") } }
        : entry
    })
    const key = ({ agentId, caseNumber }: Row) => `${agentId} ${caseNumber}`
    const alone = moved
      .flatMap((entry) => book.row(entry, Sample.now, zone()) ?? [])
      .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    return alone.length < 2 ? idle : same(book.rows(moved, Sample.now, zone()), alone, "the rows")
  }
})

const lines: ReadonlyArray<readonly [Parameters<typeof Sample.delegationState>[0], object]> = [
  ["Requested", { list: "pending", since: "2026-03-02T18:00:00.000Z", consumer: "Coraab Q." }],
  ["Active", { list: "active", since: "2026-03-02T18:00:00.000Z", consumer: "Coraab Quintab" }],
  ["Frozen", { list: "active", since: "2026-03-02T18:00:00.000Z", consumer: "Coraab Quintab" }],
  ["Declined", { list: "inactive", since: "2026-03-02T18:00:00.000Z" }],
  ["Cancelled", { list: "inactive", since: "2026-03-02T18:00:00.000Z" }],
  ["Expired", { list: "inactive", since: "2026-03-02T18:00:00.000Z" }],
  ["Ended", { list: "inactive", since: "2026-03-03T17:00:00.000Z", reason: "relinquished" }]
]

/** A list shows of a consumer what concerns the reader. @category laws */
export const listsShowWhatConcerns = make({
  id: "delegation-lists-show-what-concerns",
  sentence:
    "a delegation is a line of one list, with its state and since when; the consumer is named while the case is held, by first name and initial while an agent is asked, and not afterwards; only what has ended has a reason",
  rules: ["BOB-04"],
  runs: 1,
  input: fc.constant("every state"),
  holds: (_, rules) =>
    all(
      ...lines.flatMap(([state, more]) => {
        const value = Sample.household(1)
        const line: Line = rules.delegationList.line(Sample.delegation(1, state), value, Sample.agent(0))
        const expected = {
          ...{ delegationId: "delegation-1", caseId: "case-1", caseNumber: "10000001", kind: "producer", state },
          ...{ agentId: "agent-0", agencyId: "agency-0", agentName: "Annaa Reyesaa", origin: "directory", ...more }
        }
        return [
          same(line, expected, `the line of one that is ${state}`),
          same(Object.keys(line).sort(), Object.keys(expected).sort(), `the columns of one that is ${state}`)
        ]
      })
    )
})

/** The oldest of what waits is known. @category laws */
export const oldestIsKnown = make({
  id: "book-oldest-request-is-known",
  sentence:
    "a summary knows how many days its oldest request has waited, whichever comes or goes first, and nothing when none waits; what was taken away and has not come yet does not wait",
  rules: ["BOB-05", "DEL-23"],
  input: fc.record({
    come: fc.array(fc.nat(12), { maxLength: 6 }),
    gone: fc.array(fc.nat(12), { maxLength: 4 }),
    later: fc.nat(20)
  }),
  holds: ({ come, gone, later }, rules) => {
    const { combine, empty, invert, ofDelegation, oldestRequestDays } = rules.summary
    const request = (days: number) => {
      const state = { _tag: "Requested", at: Dates.plusHours(Sample.now, -24 * days) } as const
      return ofDelegation(Sample.delegation(1, "Requested", { state }), Sample.today, zone())
    }
    const left = [...come.map(request), ...gone.map((days) => invert(request(days)))].reduce(combine, empty)
    const count = (of: ReadonlyArray<number>, days: number) => of.filter((one) => one === days).length
    const waiting = come.filter((days) => count(come, days) > count(gone, days))
    return same(
      oldestRequestDays(left, Dates.plusDays(Sample.today, later)),
      waiting.length === 0 ? undefined : Math.max(...waiting) + later,
      "the days"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [rowsSayWhatIsWritten, rowsStandAlone, listsShowWhatConcerns, oldestIsKnown] as ReadonlyArray<Law>
