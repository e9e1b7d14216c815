/**
 * Small books in which everything differs that a book can tell: households, policies, agents and delegations, and
 * filters and orders to ask them with.
 *
 * @since 0.1.0
 */

import type { BookFilter, Part } from "@agencybook/core/BookFilter"
import type { Entry } from "@agencybook/core/BookOfBusiness"
import { type Sort, sortKeys } from "@agencybook/core/BookPage"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case, Coverage } from "@agencybook/core/Case"
import type { Delegation } from "@agencybook/core/Delegation"
import * as fc from "fast-check"
import * as Sample from "./Sample.ts"

const near = fc.integer({ min: -50, max: 50 }).map((n) => Dates.plusDays(Sample.today, n))
const maybe = <A>(arbitrary: fc.Arbitrary<A>) => fc.option(arbitrary, { nil: undefined })
const given = <A extends object>(fields: A): { [K in keyof A]: Exclude<A[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never

const states = ["PlanSelected", "Effectuated", "Terminated", "Cancelled"] as const
const metals = ["Minimum Coverage", "Bronze", "Silver", "Gold", "Platinum"] as const
const carriers = ["Golden Health", "Océano", "OCEANO"] as const
const renewals = ["NotDue", "AwaitingAction", "AutoRenewed", "ActivelyRenewed", "OptedOut", "AtRisk"] as const
const risks = ["consent-expired", "no-tax-filing", "plan-ending", "documents-due"] as const
const kinds = ["income", "residency", "ssn"] as const
const firsts = ["José", "Ann", "Zoë", "Chloé"] as const
const lasts = ["Núñez", "nunez", "O’Brien", "Łuk", "Ünal"] as const
const counties = ["Yolo", "Sacramento"] as const
const languages = ["en", "es", "vi"] as const
const zips = ["95814", "95616-0001", "95616"] as const
const eligibilities = ["QhpAptcCsr", "QhpAptc", "QhpUnsubsidised", "MediCal", "ChildProgram", "Ineligible"] as const

const coverage: fc.Arbitrary<Coverage> = fc
  .record({
    state: fc.constantFrom(...states),
    carrier: fc.constantFrom(...carriers),
    metal: fc.constantFrom(...metals),
    grossPremium: fc.integer({ min: 0, max: 200_000 }),
    binderDueOn: maybe(near),
    binderPaidOn: maybe(near),
    pastDue: fc.boolean(),
    aorNpn: maybe(fc.constantFrom("1000000", "1000001", "77"))
  })
  .map(({ grossPremium, ...rest }) =>
    Sample.coverage(given({ ...rest, grossPremium, aptc: grossPremium >> 1 }) as unknown as Partial<Coverage>)
  )

const household = (n: number): fc.Arbitrary<Case> =>
  fc
    .record({
      first: fc.constantFrom(...firsts),
      last: fc.constantFrom(...lasts),
      phone: maybe(fc.constantFrom("9165550142", "5305550199")),
      preferredLanguage: fc.constantFrom(...languages),
      county: fc.constantFrom(...counties),
      zip: fc.constantFrom(...zips),
      line2: maybe(fc.constantFrom("Apt 4", "c/o R. Quint")),
      state: fc.constantFrom("CA" as const, "NV" as const),
      members: fc.array(fc.constantFrom(...eligibilities), { minLength: 1, maxLength: 4 }),
      year: fc.constantFrom(2026, 2027),
      coverage: maybe(coverage),
      verifications: fc.array(fc.record({ kind: fc.constantFrom(...kinds), dueOn: near }), { maxLength: 2 }),
      renewal: fc.constantFrom(...renewals),
      renewalRisks: maybe(fc.subarray([...risks])),
      paperOrigin: maybe(fc.boolean()),
      doNotContact: maybe(fc.boolean()),
      linked: fc.boolean()
    })
    .map(({ county, first, last, line2, linked, phone, preferredLanguage, state, year, zip, ...rest }) => {
      const { primaryContact } = Sample.household(n)
      return Sample.household(
        n,
        given({
          ...rest,
          primaryContact: given({
            ...primaryContact,
            name: { first, last },
            phone,
            preferredLanguage,
            address: given({ ...primaryContact.address, line2, county, state, zip })
          }),
          application: { year, state: "Determined" as const },
          account: linked ? ({ _tag: "Linked" } as const) : ({ _tag: "None" } as const)
        }) as unknown as Partial<Case>
      )
    })

const origins = ["directory", "agent-started", "claim", "otp", "transfer", "migration"] as const
// Most are held: what has no row is not what most questions are about.
const delegationStates = ["Requested", "Active", "Active", "Active", "Active", "Frozen", "Declined", "Ended"] as const
const agency = Sample.agency()

const delegation = (n: number, agent: number): fc.Arbitrary<Delegation> =>
  fc
    .record({
      state: fc.constantFrom(...delegationStates),
      origin: fc.constantFrom(...origins),
      on: fc.integer({ min: -45, max: 0 })
    })
    .map(({ on, origin, state }) => {
      const from = Dates.plusHours(Sample.now, 24 * on)
      const made = Sample.delegationState(state)
      return Sample.delegation(n, state, {
        delegate: { agentId: Sample.agentId(agent), agencyId: agency.agencyId },
        origin,
        state: "from" in made ? { ...made, from } : { ...made, at: from }
      } as Partial<Delegation>)
    })

const agents = [
  { agent: Sample.agent(0), employment: Sample.employment(0) },
  { agent: Sample.agent(1, { certification: Sample.certification("Suspended") }), employment: Sample.employment(1) },
  { agent: Sample.agent(2), employment: Sample.employment(2, 0, "Inactive") }
] as const

/** What a book of `least` to `most` cases of one agency with three agents is made from, with requests and lost cases. @category generators */
export const entries = (most = 10, least = 0): fc.Arbitrary<ReadonlyArray<Entry>> =>
  fc
    .integer({ min: least, max: most })
    .chain((cases) =>
      fc.tuple(
        ...Array.from({ length: cases }, (_, n) =>
          fc
            .nat(2)
            .chain((agent) =>
              fc
                .tuple(household(n), delegation(n, agent))
                .map(
                  ([value, one]): Entry => ({ ...(agents[agent] ?? agents[0]), delegation: one, case: value, agency })
                )
            )
        )
      )
    )

const some = <const A>(...values: ReadonlyArray<A>) => fc.subarray([...values])
const anyOf = <T extends Part["_tag"]>(_tag: T, values: fc.Arbitrary<ReadonlyArray<unknown>>) =>
  values.map((list) => ({ _tag, anyOf: list }) as unknown as Part)
const flag = (_tag: Part["_tag"]) => fc.constant({ _tag } as Part)

/** One question about a row, of every kind. @category generators */
export const part: fc.Arbitrary<Part> = fc.oneof(
  anyOf("Rows", some("delegation-0", "delegation-1", "delegation-5")),
  anyOf("Agent", some("agent-0", "agent-1", "agent-2")),
  anyOf("AgentEmployment", some("Active", "Inactive")),
  anyOf("AgentCertification", some("Certified", "Suspended")),
  anyOf("DelegationState", some("Active", "Frozen")),
  anyOf("DelegationOrigin", some(...origins)),
  fc.record({ from: maybe(near), until: maybe(near) }).map((range) => ({ _tag: "Delegated", ...given(range) }) as Part),
  anyOf("CoverageYear", some(2026, 2027)),
  anyOf("Application", some("Determined", "Submitted")),
  anyOf("Eligibility", some(...eligibilities)),
  flag("Conditional"),
  fc
    .record({ anyOf: maybe(some(...kinds)), dueBefore: maybe(near) })
    .map((fields) => ({ _tag: "Verification", ...given(fields) }) as Part),
  anyOf("Enrollment", some(...states)),
  anyOf("Carrier", some(...carriers)),
  anyOf("Metal", some(...metals)),
  flag("BinderUnpaid"),
  flag("PastDue"),
  anyOf("Renewal", some(...renewals)),
  anyOf("RenewalRisk", some(...risks)),
  anyOf("Language", some(...languages)),
  anyOf("County", some(...counties)),
  anyOf("Zip", some(...zips)),
  flag("MixedHousehold"),
  flag("AccountNotLinked"),
  flag("AorMismatch"),
  fc
    .constantFrom("jose", "NUNEZ", "916", "zoë obrien", "10000003")
    .map((contains): Part => ({ _tag: "Text", contains }))
)

/** Filters of up to three levels. @category generators */
export const filter: fc.Arbitrary<BookFilter> = fc.letrec<{ readonly filter: BookFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    part,
    fc.array(tie("filter"), { maxLength: 3 }).map((filters): BookFilter => ({ _tag: "And", filters })),
    fc.array(tie("filter"), { maxLength: 3 }).map((filters): BookFilter => ({ _tag: "Or", filters })),
    tie("filter").map((one): BookFilter => ({ _tag: "Not", filter: one }))
  )
})).filter

/** Orders of up to three steps. @category generators */
export const sort: fc.Arbitrary<ReadonlyArray<Sort>> = fc.uniqueArray(
  fc.record({ by: fc.constantFrom(...sortKeys), descending: fc.boolean() }),
  { maxLength: 3, selector: ({ by }) => by }
)
