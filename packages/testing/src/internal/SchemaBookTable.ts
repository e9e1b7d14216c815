/**
 * What questions about a book may hold, written by hand.
 *
 * @since 0.1.0
 */
import {
  date,
  either,
  flag,
  id,
  language,
  line,
  list,
  oneOf,
  record,
  type Sort,
  tag,
  values,
  whole,
  zip
} from "./SchemaKinds.ts"

const anyOf = (name: string, of: Sort, most = 100): Sort => record({ _tag: tag(name), anyOf: list(of, 0, most) })
const alone = (name: string): Sort => record({ _tag: tag(name) })

const proofs = oneOf(
  ...["income", "citizenship", "lawful-presence", "incarceration", "ssn", "other-coverage", "residency", "sep"]
)

const parts: ReadonlyArray<Sort> = [
  anyOf("Rows", id, 5_000),
  anyOf("Agent", id, 5_000),
  anyOf("AgentEmployment", oneOf("Invited", "Active", "Inactive")),
  anyOf(
    "AgentCertification",
    oneOf(
      ...["Incomplete", "Pending", "Eligible", "Denied", "Withdrawn", "Certified", "Suspended"],
      ...["TerminatedVested", "TerminatedForCause", "Deceased"]
    )
  ),
  anyOf("DelegationState", oneOf("Active", "Frozen")),
  anyOf(
    "DelegationOrigin",
    oneOf(
      ...["directory", "agent-started", "service-center", "three-way-call", "claim"],
      ...["otp", "access-code", "transfer", "migration"]
    )
  ),
  record({ _tag: tag("Delegated") }, { from: date, until: date }),
  anyOf("CoverageYear", whole(2_000, 2_100)),
  anyOf("Application", oneOf("NotStarted", "InProgress", "Submitted", "Determined", "Closed", "Withdrawn")),
  anyOf(
    "Eligibility",
    oneOf("QhpAptcCsr", "QhpAptc", "QhpUnsubsidised", "MediCal", "ChildProgram", "Ineligible", "Pending")
  ),
  alone("Conditional"),
  record({ _tag: tag("Verification") }, { anyOf: list(proofs, 0, 100), dueBefore: date }),
  anyOf("Enrollment", oneOf("PlanSelected", "Effectuated", "Terminated", "Cancelled", "Reinstated")),
  anyOf("Carrier", line(200)),
  anyOf("Metal", oneOf("Minimum Coverage", "Bronze", "Silver", "Gold", "Platinum")),
  alone("BinderUnpaid"),
  alone("PastDue"),
  anyOf("Renewal", oneOf("NotDue", "AwaitingAction", "AutoRenewed", "ActivelyRenewed", "OptedOut", "AtRisk")),
  anyOf("RenewalRisk", oneOf("consent-expired", "no-tax-filing", "plan-ending", "documents-due")),
  anyOf("Language", language),
  anyOf("County", line(200)),
  anyOf("Zip", zip),
  alone("MixedHousehold"),
  alone("AccountNotLinked"),
  alone("AorMismatch"),
  record({ _tag: tag("Text"), contains: line(100) })
]

const plain = { _tag: "PastDue" }
const not = (depth: number): unknown => (depth === 1 ? plain : { _tag: "Not", filter: not(depth - 1) })
const joined = (_tag: string, count: number) => ({ _tag, filters: Array.from({ length: count }, () => plain) })

/** A whole question: every part, eight deep and a hundred parts large at most. */
export const question: Sort = either(
  ...parts,
  values(
    [not(8), joined("And", 0), joined("Or", 1), joined("And", 99), joined("Or", 99)],
    [
      ...[not(9), not(12), joined("And", 100), joined("Or", 101), joined("Xor", 1), joined("and", 1)],
      { _tag: "And", filters: [joined("Or", 60), joined("Or", 60)] },
      { _tag: "Not" },
      { _tag: "Not", filters: [plain] },
      { _tag: "And", filters: plain }
    ]
  )
)

/** A question inside something else; what it may hold is told with the question itself. */
export const filter: Sort = values(
  [plain, not(8), joined("And", 99)],
  [not(9), joined("And", 100), {}, null, "PastDue"]
)

const keys = [
  ...["agentName", "caseNumber", "primaryName", "county", "delegatedOn", "coverageYear", "applicationStatus"],
  ...["nextDueOn", "enrollmentStatus", "carrier", "effectiveOn", "netPremium", "binderDueOn", "renewalStatus"],
  "lastActivityOn"
]
const step = record({ by: oneOf(...keys) }, { descending: flag })
const rows = (by: ReadonlyArray<string>) => by.map((one) => ({ by: one }))
const tooMany = [rows(keys.slice(0, 4)), rows(["county", "county"]), null, { by: "county" }]

/** An order: three steps at most, each by something else. */
export const sorts: Sort = values(
  [rows(["county"]), [], rows(keys.slice(0, 3)), ...step.right.map((one) => [one])],
  [...step.wrong.map((one) => [one]), ...tooMany]
)

const sought = record({ by: oneOf(...keys) }, { descending: flag, value: line(500) })
const cursor = record({
  steps: values(
    [rows(["county"]), rows(keys.slice(0, 3)), ...sought.right.map((one) => [one])],
    [...sought.wrong.map((one) => [one]), ...tooMany, []]
  ),
  row: id
})

/** What is looked for and in which order. */
export const choice: Sort = record({}, { filter, sort: sorts })
/** A page of a book. */
export const page: Sort = record({ limit: whole(1, 1_000) }, { filter, sort: sorts, after: cursor })
