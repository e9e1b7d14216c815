/**
 * Which rows of a book are meant, as data that can be stored, sent and combined.
 *
 * A filter says nothing about order; that is `BookPage`. It is compiled once and then asked for each row. Every part is
 * judged on the row alone, so that what is filtered on the screen and in a file is the same.
 *
 * @since 0.1.0
 */
import type { Row } from "./BookOfBusiness.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import type { Case, Coverage, Eligibility, Renewal, RenewalRisk, Verification } from "./Case.ts"
import type { Certification } from "./Certification.ts"
import type { Language } from "./Contact.ts"
import type { Delegation } from "./Delegation.ts"
import type { Employment } from "./Employment.ts"
import type { AgentId, DelegationId } from "./Id.ts"
import * as SearchText from "./SearchText.ts"

type AnyOf<T extends string, A> = { readonly _tag: T; readonly anyOf: ReadonlyArray<A> }
type Flag<T extends string> = { readonly _tag: T }

/** One question about a row. A row fits when it has any of the values that are listed. @rule BOB-06 @category models */
export type Part =
  // The rows that were ticked.
  | AnyOf<"Rows", DelegationId>
  | AnyOf<"Agent", AgentId>
  | AnyOf<"AgentEmployment", Employment["state"]>
  | AnyOf<"AgentCertification", Certification["_tag"]>
  | AnyOf<"DelegationState", Row["delegationState"]>
  | AnyOf<"DelegationOrigin", Delegation["origin"]>
  // Delegated on `from` or later, and before `until`.
  | { readonly _tag: "Delegated"; readonly from?: CalendarDate; readonly until?: CalendarDate }
  | AnyOf<"CoverageYear", number>
  | AnyOf<"Application", Case["application"]["state"]>
  /** Any member of the household has it. */
  | AnyOf<"Eligibility", Eligibility>
  | Flag<"Conditional">
  /** Something of these kinds, or of any, has to be proven, before a day if one is given. */
  | {
      readonly _tag: "Verification"
      readonly anyOf?: ReadonlyArray<Verification["kind"]>
      readonly dueBefore?: CalendarDate
    }
  | AnyOf<"Enrollment", Coverage["state"]>
  | AnyOf<"Carrier", string>
  | AnyOf<"Metal", Coverage["metal"]>
  /** A plan is chosen and its first premium is not paid. */
  | Flag<"BinderUnpaid">
  | Flag<"PastDue">
  | AnyOf<"Renewal", Renewal>
  | AnyOf<"RenewalRisk", RenewalRisk>
  | AnyOf<"Language", Language>
  | AnyOf<"County", string>
  /** Five digits, which mean every place in that ZIP code, or five and four. */
  | AnyOf<"Zip", string>
  | Flag<"MixedHousehold">
  | Flag<"AccountNotLinked">
  | Flag<"AorMismatch">
  /** Words of a name, a case number, a telephone number or an e-mail address. */
  | { readonly _tag: "Text"; readonly contains: string }

/** A question about a row, or several combined; `And` of nothing fits every row, `Or` of nothing none. @category models */
export type BookFilter =
  | Part
  | { readonly _tag: "And"; readonly filters: ReadonlyArray<BookFilter> }
  | { readonly _tag: "Or"; readonly filters: ReadonlyArray<BookFilter> }
  | { readonly _tag: "Not"; readonly filter: BookFilter }

/** How deep filters may stand in each other. @category models */
export const mostDepth = 8
/** How many questions and combinations a filter may have in all. @category models */
export const mostParts = 100
/** How many values a question may list; rows and agents may be as many as an agency has on a screen. @category models */
export const mostValues = { usual: 100, rows: 5000, agents: 5000 }

/** The filter that every row fits. @category constructors */
export const everything: BookFilter = /*#__PURE__*/ Object.freeze({
  _tag: "And",
  filters: /*#__PURE__*/ Object.freeze([]) as ReadonlyArray<BookFilter>
})

/** Rows that fit all filters. @category constructors */
export const and = (...filters: ReadonlyArray<BookFilter>): BookFilter => ({ _tag: "And", filters })
/** Rows that fit any of the filters. @category constructors */
export const or = (...filters: ReadonlyArray<BookFilter>): BookFilter => ({ _tag: "Or", filters })
/** Rows that do not fit a filter. @category constructors */
export const not = (filter: BookFilter): BookFilter => ({ _tag: "Not", filter })

/** How deep filters stand in each other, and how many there are; counted without recursion, for input of any depth. @category queries */
export const size = (filter: unknown): { readonly depth: number; readonly parts: number } => {
  let depth = 0
  let parts = 0
  let level: ReadonlyArray<unknown> = [filter]
  while (level.length > 0 && depth <= mostDepth && parts <= mostParts) {
    depth += 1
    parts += level.length
    level = level.flatMap((one): ReadonlyArray<unknown> => {
      const { filter, filters } = (typeof one === "object" && one !== null ? one : {}) as {
        readonly filter?: unknown
        readonly filters?: unknown
      }
      return [...(filter === undefined ? [] : [filter]), ...(Array.isArray(filters) ? filters : [])]
    })
  }
  return { depth, parts }
}

type Test = (row: Row) => boolean

const among = <A>(anyOf: ReadonlyArray<A>, get: (row: Row) => A | undefined): Test => {
  const [only] = anyOf
  if (anyOf.length === 1) return (row) => get(row) === only
  const values = new Set<A | undefined>(anyOf)
  return (row) => {
    const value = get(row)
    return value !== undefined && values.has(value)
  }
}

const anyAmong = <A>(anyOf: ReadonlyArray<A>, get: (row: Row) => ReadonlyArray<A>): Test => {
  const values = new Set(anyOf)
  return (row) => get(row).some((value) => values.has(value))
}

const folded = (anyOf: ReadonlyArray<string>, get: (row: Row) => string | undefined): Test => {
  const values = new Set(anyOf.map(SearchText.fold))
  return (row) => {
    const value = get(row)
    return value !== undefined && values.has(SearchText.fold(value))
  }
}

const inText = (contains: string): Test => {
  const search = SearchText.parse(contains)
  return (row) =>
    SearchText.matches(search, [row.primaryFirstName, row.primaryLastName, row.email], [row.caseNumber, row.phone])
}

const ofPart = (part: Part): Test => {
  switch (part._tag) {
    case "Rows":
      return among(part.anyOf, (row) => row.delegationId)
    case "Agent":
      return among(part.anyOf, (row) => row.agentId)
    case "AgentEmployment":
      return among(part.anyOf, (row) => row.agentEmployment)
    case "AgentCertification":
      return among(part.anyOf, (row) => row.agentCertification)
    case "DelegationState":
      return among(part.anyOf, (row) => row.delegationState)
    case "DelegationOrigin":
      return among(part.anyOf, (row) => row.delegationOrigin)
    case "Delegated": {
      const { from, until } = part
      return ({ delegatedOn }) =>
        (from === undefined || from <= delegatedOn) && (until === undefined || delegatedOn < until)
    }
    case "CoverageYear":
      return among(part.anyOf, (row) => row.coverageYear)
    case "Application":
      return among(part.anyOf, (row) => row.applicationStatus)
    case "Eligibility":
      return anyAmong(part.anyOf, (row) => row.eligibilitySummary)
    case "Conditional":
      return (row) => row.conditional
    case "Verification": {
      const { anyOf, dueBefore } = part
      return (row) =>
        row.openVerifications.some(
          ({ dueOn, kind }) =>
            (anyOf === undefined || anyOf.includes(kind)) && (dueBefore === undefined || dueOn < dueBefore)
        )
    }
    case "Enrollment":
      return among(part.anyOf, (row) => row.enrollmentStatus)
    case "Carrier":
      return folded(part.anyOf, (row) => row.carrier)
    case "Metal":
      return among(part.anyOf, (row) => row.metal)
    case "BinderUnpaid":
      return (row) => row.enrollmentStatus === "PlanSelected" && row.binderPaid !== true
    case "PastDue":
      return (row) => row.pastDue === true
    case "Renewal":
      return among(part.anyOf, (row) => row.renewalStatus)
    case "RenewalRisk":
      return anyAmong(part.anyOf, (row) => row.renewalRisks)
    case "Language":
      return among<string>(part.anyOf, (row) => row.preferredLanguage)
    case "County":
      return folded(part.anyOf, (row) => row.county)
    case "Zip": {
      const values = new Set(part.anyOf)
      return ({ zip }) => values.has(zip) || values.has(zip.slice(0, 5))
    }
    case "MixedHousehold":
      return (row) => row.mixedHousehold
    case "AccountNotLinked":
      return (row) => !row.accountLinked
    case "AorMismatch":
      return (row) => row.aorMatchesDelegate === false
    case "Text":
      return inText(part.contains)
  }
}

/**
 * Makes a filter into a function that says for each row whether it fits.
 *
 * @category predicates
 */
export const compile = (filter: BookFilter): Test => {
  switch (filter._tag) {
    case "And": {
      const tests = filter.filters.map(compile)
      return (row) => tests.every((test) => test(row))
    }
    case "Or": {
      const tests = filter.filters.map(compile)
      return (row) => tests.some((test) => test(row))
    }
    case "Not": {
      const test = compile(filter.filter)
      return (row) => !test(row)
    }
    default:
      return ofPart(filter)
  }
}

/** The rows of a book that fit a filter, in the order of the book. @rule BOB-06 @category queries */
export const apply = (rows: ReadonlyArray<Row>, filter: BookFilter): ReadonlyArray<Row> => rows.filter(compile(filter))

/** How many rows of a book fit a filter. @rule BOB-06 @category queries */
export const count = (rows: Iterable<Row>, filter: BookFilter): number => {
  const fits = compile(filter)
  let found = 0
  for (const row of rows) if (fits(row)) found += 1
  return found
}
