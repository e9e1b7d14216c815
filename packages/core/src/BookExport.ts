/**
 * Taking a book out of the portal as a file: who took what, when, and what the file was.
 *
 * An export is recorded before any row is given out: whoever takes it confirms the duty of privacy and names the
 * columns. Dates of birth and addresses are left out unless they are asked for with a reason; social security numbers
 * are not in the records at all. Writing the file is the business of an adapter, which reports its digest afterwards.
 *
 * @since 0.1.0
 */
import { type Actor, key as actorKey } from "./Actor.ts"
import type { BookFilter } from "./BookFilter.ts"
import { apply } from "./BookFilter.ts"
import * as Book from "./BookOfBusiness.ts"
import { type Sort, sorted } from "./BookPage.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { PostalAddress } from "./Contact.ts"
import { accept, type Context, type Decision, nothing } from "./Decider.ts"
import * as Disclosure from "./Disclosure.ts"
import type { AgencyId, AgentId, ExportId } from "./Id.ts"
import { type Refusal, reason } from "./Refusal.ts"
import type { UsState } from "./UsState.ts"

/** Which columns a file has: a screenful, what work needs, or everything. @category models */
export type Columns = "compact" | "standard" | "full"

/** What is in a file only when it is asked for with a reason. @rule BOB-09 @category models */
export type PrivateField = "date-of-birth" | "address"

/** What is to be taken out. @category models */
export interface Order {
  readonly agencyId: AgencyId
  /** One agent's book; the agency's when absent. @rule BOB-01 */
  readonly agentId?: AgentId
  readonly filter?: BookFilter
  readonly sort?: ReadonlyArray<Sort>
  readonly columns: Columns
  /** What a row is: a case, or one policy of a case; a case when absent. */
  readonly rows?: "cases" | "policies"
  readonly privateFields?: ReadonlyArray<PrivateField>
  /** Why private fields are needed, or why it is taken for somebody else. @rule BOB-09 */
  readonly reason?: string
}

/** What an order is about, for authorisation: one agent's book, or the agency's. @rule BOB-01 @category queries */
export const target = ({ agencyId, agentId }: Order): { readonly agencyId: AgencyId; readonly agentId?: AgentId } =>
  agentId === undefined ? { agencyId } : { agencyId, agentId }

/** One export, as it stays in the records. @rule BOB-07 @category models */
export interface ExportLog {
  readonly exportId: ExportId
  readonly order: Order
  /** Who takes it, as journals name actors. */
  readonly requestedBy: string
  /** The agent to tell when the file is ready, if it is an agent who takes it. */
  readonly agentId?: AgentId
  readonly acknowledgedAt: Instant
  /** Until when rows are given out and the file can be fetched. @rule BOB-12 */
  readonly until: Instant
  /** The file, once it is written. */
  readonly file?: File
}

/** What a file was. @category models */
export interface File {
  readonly at: Instant
  /** The moment that the rows hold for. @rule BOB-08 */
  readonly asOf: Instant
  readonly rowCount: number
  /** SHA-256 of its bytes, in hexadecimal digits. */
  readonly sha256: string
}

/** A step of an export. @category models */
export type Command =
  | {
      readonly _tag: "RecordExport"
      readonly exportId: ExportId
      readonly order: Order
      /** Whether the person has confirmed the duty of privacy just now. @rule BOB-07 */
      readonly acknowledged: boolean
    }
  | {
      readonly _tag: "CompleteExport"
      readonly exportId: ExportId
      readonly asOf: Instant
      readonly rowCount: number
      readonly sha256: string
    }

/** Something happened to an export. @category models */
export type Event =
  | { readonly _tag: "ExportRecorded"; readonly exportLog: ExportLog }
  | { readonly _tag: "ExportCompleted"; readonly exportId: ExportId; readonly file: File }

/** What a decision about an export looks at. @category models */
export interface Facts {
  readonly exportLog: ExportLog | undefined
}

/** The duty of privacy was not confirmed. @category errors */
export const notAcknowledged = /*#__PURE__*/ reason(
  "ExportNotAcknowledged",
  "BOB-07",
  (f: { readonly exportId: ExportId }) => `export \`${f.exportId}\` was not confirmed as private`,
  "confirm the privacy notice, then take the export again"
)
/** The identifier belongs to another export. @category errors */
export const exportExists = /*#__PURE__*/ reason(
  "ExportExists",
  "BOB-07",
  (f: { readonly exportId: ExportId }) => `export \`${f.exportId}\` exists already`,
  "choose a new identifier for each export"
)
/** There is no such export, or it is somebody else's. @category errors */
export const unknownExport = /*#__PURE__*/ reason(
  "UnknownExport",
  "BOB-07",
  (f: { readonly exportId: ExportId }) => `you have no export \`${f.exportId}\``,
  "confirm the privacy notice and record the export first"
)
/** Private fields were asked for without a reason. @category errors */
export const reasonMissing = /*#__PURE__*/ reason(
  "ExportReasonMissing",
  "BOB-09",
  (f: { readonly exportId: ExportId; readonly fields: ReadonlyArray<string> }) =>
    `export \`${f.exportId}\` asks for ${f.fields.map((field) => `\`${field}\``).join(", ")} without a reason`,
  "say why these fields are needed, or leave them out"
)
/** Somebody else's data is to be taken out, and the policy asks why. @category errors */
export const reasonNeeded = /*#__PURE__*/ reason(
  "ExportReasonNeeded",
  "SEC-03",
  (f: { readonly exportId: ExportId; readonly purpose: Disclosure.Purpose; readonly field: "order.reason" }) =>
    `export \`${f.exportId}\` for \`${f.purpose}\` has to say why in \`${f.field}\``,
  Disclosure.reasonFormat.remedy
)
/** The filter searches for words, and the order is kept. @category errors */
export const searchKept = /*#__PURE__*/ reason(
  "ExportSearchKept",
  "SEC-03",
  (f: { readonly exportId: ExportId; readonly field: "order.filter" }) =>
    `\`${f.field}\` of export \`${f.exportId}\` searches for words, which would be kept with the export`,
  "search on the screen, and take the rows that it finds (`Rows`)"
)
/** The file of the export has other rows. @category errors */
export const otherRows = /*#__PURE__*/ reason(
  "ExportOfOtherRows",
  "BOB-07",
  (f: { readonly exportId: ExportId; readonly rows: "cases" | "policies" }) =>
    `export \`${f.exportId}\` was recorded for a file with one row for each of its \`${f.rows}\``,
  "ask for the rows that were recorded, or record an export for the other file"
)
/** The export is too old. @category errors */
export const exportOver = /*#__PURE__*/ reason(
  "ExportOver",
  "BOB-12",
  (f: { readonly exportId: ExportId; readonly until: Instant }) =>
    `export \`${f.exportId}\` could be fetched until \`${f.until}\``,
  "take the export again"
)
/** The file was recorded, and differs. @category errors */
export const fileRecorded = /*#__PURE__*/ reason(
  "ExportFileRecorded",
  "BOB-07",
  (f: { readonly exportId: ExportId }) => `another file of export \`${f.exportId}\` is recorded already`,
  "take a new export for a new file"
)

// Names and numbers that somebody searches for are a consumer's; the record of an export stays for years.
const searches = (filter: BookFilter): boolean => {
  switch (filter._tag) {
    case "And":
    case "Or":
      return filter.filters.some(searches)
    case "Not":
      return searches(filter.filter)
    default:
      return filter._tag === "Text"
  }
}

const roleOf = (actor: Actor, { agentId }: Order) => {
  if (actor._tag !== "Agent") return actor._tag === "Exchange" ? "exchange" : "system"
  return actor.agentId === agentId ? "agent" : "manager"
}

const record = (
  { acknowledged, exportId, order }: Command & { readonly _tag: "RecordExport" },
  { exportLog }: Facts,
  { actor, at, policy }: Context
): Decision<Event> => {
  if (exportLog !== undefined) return exportExists({ exportId })
  if (!acknowledged) return notAcknowledged({ exportId })
  const fields = order.privateFields ?? []
  if (fields.length > 0 && order.reason === undefined) return reasonMissing({ exportId, fields })
  const purpose = Disclosure.purposeOf(roleOf(actor, order))
  const asked: ReadonlyArray<Disclosure.Purpose> = policy.reasonToRead
  if (order.reason === undefined && asked.includes(purpose))
    return reasonNeeded({ exportId, purpose, field: "order.reason" })
  if (order.filter !== undefined && searches(order.filter)) return searchKept({ exportId, field: "order.filter" })
  return accept({
    _tag: "ExportRecorded",
    exportLog: {
      exportId,
      order,
      requestedBy: actorKey(actor),
      ...(actor._tag === "Agent" ? { agentId: actor.agentId } : {}),
      acknowledgedAt: at,
      until: Dates.plusHours(at, policy.exportHours)
    }
  })
}

/**
 * Whether the rows of an export may be given out now: to who took it, or to the worker that writes the file, as long as
 * the export lives, and only the rows for which it was recorded.
 *
 * **Rules**: BOB-07, BOB-12.
 *
 * @category queries
 */
export const obstacle = (
  exportId: ExportId,
  exportLog: ExportLog | undefined,
  actor: Actor,
  at: Instant,
  wanted?: "cases" | "policies"
): Refusal | undefined => {
  const own = exportLog?.requestedBy === actorKey(actor) || actor._tag === "System"
  if (exportLog === undefined || !own) return unknownExport({ exportId })
  const { rows: recorded = "cases" } = exportLog.order
  if (wanted !== undefined && wanted !== recorded) return otherRows({ exportId, rows: recorded })
  return exportLog.until <= at ? exportOver({ exportId, until: exportLog.until }) : undefined
}

/**
 * Decides a step of an export.
 *
 * **Rules**: BOB-07, BOB-09, BOB-12, SEC-03.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event> => {
  if (command._tag === "RecordExport") return record(command, facts, context)
  const { asOf, exportId, rowCount, sha256 } = command
  const { exportLog } = facts
  const obstructed = obstacle(exportId, exportLog, context.actor, context.at)
  if (obstructed !== undefined) return obstructed
  const known = exportLog?.file
  if (known !== undefined)
    return known.sha256 === sha256 && known.rowCount === rowCount && known.asOf === asOf
      ? nothing
      : fileRecorded({ exportId })
  return accept({ _tag: "ExportCompleted", exportId, file: { at: context.at, asOf, rowCount, sha256 } })
}

/** Applies an event to an export; never fails. @category machine */
export const evolve = (exportLog: ExportLog | undefined, event: Event): ExportLog =>
  event._tag === "ExportRecorded" ? event.exportLog : { ...(exportLog as ExportLog), file: event.file }

/** A row of a file: a row of the book, with the private fields that were asked for. @rule BOB-09 @category models */
export interface Row extends Book.Row {
  readonly dateOfBirth?: CalendarDate
  readonly street?: string
  readonly line2?: string
  readonly city?: string
  readonly state?: UsState
}

const addressOf = ({ city, line2, state, street }: PostalAddress) => ({
  street,
  ...(line2 === undefined ? {} : { line2 }),
  city,
  state
})

/**
 * The rows of an export: of the book that was ordered, filtered and sorted, with the private fields that it names.
 *
 * **Rules**: BOB-06, BOB-08, BOB-09.
 *
 * @category constructors
 */
export const rows = (order: Order, entries: Iterable<Book.Entry>, asOf: Instant, zone: string): ReadonlyArray<Row> => {
  const all = Array.from(entries)
  const book = Book.rows(all, asOf, zone)
  const wanted = sorted(order.filter === undefined ? book : apply(book, order.filter), order.sort ?? [])
  const fields = new Set(order.privateFields)
  if (fields.size === 0) return wanted
  const contacts = new Map(all.map((entry) => [entry.case.caseId, entry.case.primaryContact]))
  return wanted.map((row): Row => {
    const contact = contacts.get(row.caseId)
    if (contact === undefined) return row
    return {
      ...row,
      ...(fields.has("date-of-birth") ? { dateOfBirth: contact.dob } : {}),
      ...(fields.has("address") ? addressOf(contact.address) : {})
    }
  })
}
