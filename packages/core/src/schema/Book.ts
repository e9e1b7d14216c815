/**
 * Schemas of what is asked of a book: filters, orders, cursors, and the steps of an export.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as BookExport from "../BookExport.ts"
import * as F from "../BookFilter.ts"
import * as P from "../BookPage.ts"
import { coverageStates, eligibilities, metalLevels, renewalRisks, verificationKinds } from "../Case.ts"
import { machine as certificationMachine } from "../Certification.ts"
import type { Origin } from "../Delegation.ts"
import { reasonFormat } from "../Disclosure.ts"
import { line } from "../Format.ts"
import type { Input } from "../Input.ts"
import * as V from "./Vocabulary.ts"

type Filter = Schema.Codec<F.BookFilter, Input<F.BookFilter>>

const some = <A, E>(schema: Schema.Codec<A, E>, most: number = F.mostValues.usual) =>
  V.atMost(most, "values", Schema.Array(schema))
const anyOf = <T extends string, A, E>(tag: T, schema: Schema.Codec<A, E>, most?: number) =>
  Schema.Struct({ _tag: Schema.Literal(tag), anyOf: some(schema, most) })
const flag = <T extends string>(tag: T) => Schema.Struct({ _tag: Schema.Literal(tag) })
const whole = (least: number, most: number) => V.whole(least, most, `a whole number from ${least} to ${most}`)
const text = (name: string, most: number): Schema.Codec<string, string> => V.fromFormat(line<string>(name, most))

// Every way in which a case comes to its agent can be asked for.
const origins = /*#__PURE__*/ Schema.Literals(
  Object.keys({
    directory: true,
    "agent-started": true,
    "service-center": true,
    "three-way-call": true,
    claim: true,
    otp: true,
    "access-code": true,
    transfer: true,
    migration: true
  } satisfies Record<Origin, true>) as ReadonlyArray<Origin>
)

const parts = [
  anyOf("Rows", V.DelegationId, F.mostValues.rows),
  anyOf("Agent", V.AgentId, F.mostValues.agents),
  anyOf("AgentEmployment", Schema.Literals(["Invited", "Active", "Inactive"])),
  anyOf("AgentCertification", Schema.Literals(certificationMachine.states)),
  anyOf("DelegationState", Schema.Literals(["Active", "Frozen"])),
  anyOf("DelegationOrigin", origins),
  Schema.Struct({
    _tag: Schema.Literal("Delegated"),
    from: Schema.optionalKey(V.CalendarDate),
    until: Schema.optionalKey(V.CalendarDate)
  }),
  anyOf("CoverageYear", whole(2000, 2100)),
  anyOf("Application", Schema.Literals(["NotStarted", "InProgress", "Submitted", "Determined", "Closed", "Withdrawn"])),
  anyOf("Eligibility", Schema.Literals(eligibilities)),
  flag("Conditional"),
  Schema.Struct({
    _tag: Schema.Literal("Verification"),
    anyOf: Schema.optionalKey(some(Schema.Literals(verificationKinds))),
    dueBefore: Schema.optionalKey(V.CalendarDate)
  }),
  anyOf("Enrollment", Schema.Literals(coverageStates)),
  anyOf("Carrier", text("carrier", 200)),
  anyOf("Metal", Schema.Literals(metalLevels)),
  flag("BinderUnpaid"),
  flag("PastDue"),
  anyOf(
    "Renewal",
    Schema.Literals(["NotDue", "AwaitingAction", "AutoRenewed", "ActivelyRenewed", "OptedOut", "AtRisk"])
  ),
  anyOf("RenewalRisk", Schema.Literals(renewalRisks)),
  anyOf("Language", V.Language),
  anyOf("County", text("county", 200)),
  anyOf("Zip", V.Zip),
  flag("MixedHousehold"),
  flag("AccountNotLinked"),
  flag("AorMismatch"),
  Schema.Struct({ _tag: Schema.Literal("Text"), contains: text("search text", 100) })
] as const

// Level in level and not by recursion: input that is deeper than any filter may be is refused where it gets too deep.
const within = (inner: Filter): Filter =>
  Schema.Union([
    ...parts,
    Schema.Struct({ _tag: Schema.Literals(["And", "Or"]), filters: some(inner, F.mostParts) }),
    Schema.Struct({ _tag: Schema.Literal("Not"), filter: inner })
  ]) as unknown as Filter

const nested = (): Filter => {
  let schema = Schema.Union(parts) as unknown as Filter
  for (let depth = 1; depth < F.mostDepth; depth++) schema = within(schema)
  return schema
}

/** Schema for a filter of a book, as deep and as long as filters may be. @category schemas */
export const BookFilter: Filter = /*#__PURE__*/ nested().check(
  /*#__PURE__*/ Schema.makeFilter((filter: F.BookFilter) =>
    F.size(filter).parts <= F.mostParts ? undefined : `expected a filter of at most ${F.mostParts} parts`
  )
) as unknown as Filter

const eachOnce = /*#__PURE__*/ Schema.makeFilter((sort: ReadonlyArray<P.Sort>) =>
  new Set(sort.map(({ by }) => by)).size === sort.length ? undefined : "expected each step by something else"
)

/** Schema for the order of a book. @category schemas */
export const Sorts: Schema.Codec<ReadonlyArray<P.Sort>, Input<ReadonlyArray<P.Sort>>> = /*#__PURE__*/ V.atMost(
  P.mostSorts,
  "steps",
  Schema.Array(
    /*#__PURE__*/ Schema.Struct({
      by: Schema.Literals(P.sortKeys),
      descending: Schema.optionalKey(Schema.Boolean)
    })
  )
).check(eachOnce)

const Cursor: Schema.Codec<P.Cursor, Input<P.Cursor>> = /*#__PURE__*/ Schema.Struct({
  steps: /*#__PURE__*/ V.atMost(
    P.mostSorts,
    "steps",
    Schema.NonEmptyArray(
      /*#__PURE__*/ Schema.Struct({
        by: Schema.Literals(P.sortKeys),
        descending: Schema.optionalKey(Schema.Boolean),
        value: Schema.optionalKey(text("sort value", 500))
      })
    )
  ).check(eachOnce),
  row: V.DelegationId
})

/** Schema for the choice of a book's rows without pages. @category schemas */
export const Choice: Schema.Codec<
  Pick<P.Request, "filter" | "sort">,
  Input<Pick<P.Request, "filter" | "sort">>
> = /*#__PURE__*/ Schema.Struct({
  filter: Schema.optionalKey(BookFilter),
  sort: Schema.optionalKey(Sorts)
})

/** Schema for one page of a book. @category schemas */
export const PageRequest: Schema.Codec<P.Request, Input<P.Request>> = /*#__PURE__*/ Schema.Struct({
  filter: Schema.optionalKey(BookFilter),
  sort: Schema.optionalKey(Sorts),
  after: Schema.optionalKey(Cursor),
  limit: whole(1, P.mostRows)
})

/** Schema for an export's digest. @category schemas */
const Sha256 = /*#__PURE__*/ Schema.String.check(
  /*#__PURE__*/ Schema.makeFilter((digest: string) =>
    /^[0-9a-f]{64}$/.test(digest) ? undefined : "expected 64 hexadecimal digits in small letters"
  )
)

/** Schema for what an export takes out of a book. @category schemas */
export const ExportOrder: Schema.Codec<BookExport.Order, Input<BookExport.Order>> = /*#__PURE__*/ Schema.Struct({
  agencyId: V.AgencyId,
  agentId: Schema.optionalKey(V.AgentId),
  filter: Schema.optionalKey(BookFilter),
  sort: Schema.optionalKey(Sorts),
  columns: Schema.Literals(["compact", "standard", "full"]),
  rows: Schema.optionalKey(Schema.Literals(["cases", "policies"])),
  privateFields: Schema.optionalKey(some(Schema.Literals(["date-of-birth", "address"]), 2)),
  reason: Schema.optionalKey(V.fromFormat(reasonFormat))
})

/** Schema for the steps of an export. @category schemas */
export const ExportCommand: Schema.Codec<BookExport.Command, Input<BookExport.Command>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: Schema.Literal("RecordExport"),
    exportId: V.chosen(V.ExportId),
    order: ExportOrder,
    acknowledged: Schema.Boolean
  }),
  Schema.Struct({
    _tag: Schema.Literal("CompleteExport"),
    exportId: V.ExportId,
    asOf: V.Instant,
    rowCount: whole(0, 100_000_000),
    sha256: Sha256
  })
])
