/**
 * Laws of taking a book out: nothing without a confirmation, nothing private without a reason, nothing too late.
 *
 * @since 0.1.0
 */
import type { Columns, ExportLog, PrivateField } from "@agencybook/core/BookExport"
import type { BookFilter } from "@agencybook/core/BookFilter"
import * as Dates from "@agencybook/core/CalendarDate"
import { make as factsOf } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import { readingsForOthers } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import * as Books from "./Books.ts"
import { acceptedAs, all, holdsIf, idle, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const exportId = Id.make<Id.ExportId>("export-0")
const actors = {
  owner: Sample.asAgent(0),
  colleague: Sample.asAgent(1),
  worker: Sample.system,
  exchange: Sample.exchange
} as const

const search: BookFilter = { _tag: "Text", contains: "Maria" }
const filters: ReadonlyArray<BookFilter | undefined> = [
  undefined,
  { _tag: "PastDue" },
  { _tag: "And", filters: [{ _tag: "PastDue" }, { _tag: "Conditional" }] },
  search,
  { _tag: "And", filters: [{ _tag: "PastDue" }, search] },
  { _tag: "Not", filter: { _tag: "Or", filters: [{ _tag: "PastDue" }, search] } }
]

/** An export is recorded before anything is given out. @category laws */
export const nothingWithoutConfirmation = make({
  id: "export-nothing-without-confirmation",
  sentence:
    "an export is recorded with who, when, what and until when, once, if privacy was confirmed, private fields and what is somebody else's have a reason, and no words are searched for",
  rules: ["BOB-07", "BOB-09", "BOB-12", "SEC-03"],
  runs: 1_000,
  input: fc.record({
    acknowledged: fc.boolean(),
    known: fc.boolean(),
    fields: fc.subarray<PrivateField>(["date-of-birth", "address"]),
    reasoned: fc.boolean(),
    columns: fc.constantFrom<Columns>("compact", "standard", "full"),
    hours: fc.integer({ min: 1, max: 168 }),
    who: fc.constantFrom(...(["owner", "exchange", "worker"] as const)),
    whose: fc.constantFrom("agency", "owner", "colleague"),
    asked: fc.subarray([...readingsForOthers]),
    filter: fc.constantFrom(...filters)
  }),
  holds: ({ acknowledged, asked, columns, fields, filter, hours, known, reasoned, who, whose }, rules) => {
    const order = {
      agencyId: Sample.agencyId(),
      ...(whose === "agency" ? {} : { agentId: Sample.agentId(whose === "owner" ? 0 : 1) }),
      ...(filter === undefined ? {} : { filter }),
      columns,
      privateFields: fields,
      ...(reasoned ? { reason: "match" } : {})
    }
    const answer = rules.bookExport.decide(
      { _tag: "RecordExport", exportId, order, acknowledged },
      { exportLog: known ? Sample.exportLog() : undefined },
      Sample.context({ actor: actors[who], policy: { ...Sample.policy(), exportHours: hours, reasonToRead: asked } })
    )
    if (known) return refusedAs(answer, "ExportExists", "BOB-07")
    if (!acknowledged) return refusedAs(answer, "ExportNotAcknowledged", "BOB-07")
    if (fields.length > 0 && !reasoned) return refusedAs(answer, "ExportReasonMissing", "BOB-09")
    const purpose = who === "exchange" ? "oversight" : whose === "owner" ? "own" : "agency"
    if (!reasoned && who !== "worker" && purpose !== "own" && asked.includes(purpose))
      return refusedAs(answer, "ExportReasonNeeded", "SEC-03")
    if (JSON.stringify(filter)?.includes("Maria"))
      return all(
        refusedAs(answer, "ExportSearchKept", "SEC-03"),
        holdsIf(!JSON.stringify(answer).includes("Maria"), "the refusal repeats what was searched for")
      )
    const exportLog: ExportLog = {
      exportId,
      order,
      requestedBy: { owner: "agent/agent-0", exchange: "exchange/examiner", worker: "system/scheduler" }[who],
      ...(who === "owner" ? { agentId: Sample.agentId(0) } : {}),
      acknowledgedAt: Sample.now,
      until: Dates.plusMillis(Sample.now, hours * 3_600_000)
    }
    return acceptedAs(answer, [{ _tag: "ExportRecorded", exportLog }])
  }
})

/** A file is recorded once, by who took it, in time. @category laws */
export const oneFileInTime = make({
  id: "export-one-file-in-time",
  sentence:
    "rows and file of an export are for who recorded it or the worker, until its time is over, and one digest stays",
  rules: ["BOB-07", "BOB-08", "BOB-12"],
  input: fc.record({
    known: fc.boolean(),
    who: fc.constantFrom(...(Object.keys(actors) as ReadonlyArray<keyof typeof actors>)),
    late: fc.constantFrom(-1, 0, 1, -3_600_000),
    written: fc.constantFrom("nothing", "same", "other rows", "other digest", "other moment")
  }),
  holds: ({ known, late, who, written }, rules) => {
    const before = Sample.exportLog()
    const at = Dates.plusMillis(before.until, late)
    const file = {
      at: Sample.now,
      asOf: written === "other moment" ? Dates.plusHours(Sample.now, -1) : Sample.now,
      rowCount: written === "other rows" ? 4 : 3,
      sha256: written === "other digest" ? "0f".repeat(32) : Sample.digest
    }
    const exportLog = known ? { ...before, ...(written === "nothing" ? {} : { file }) } : undefined
    const actor = actors[who]
    const answer = rules.bookExport.decide(
      { _tag: "CompleteExport", exportId, asOf: Sample.now, rowCount: 3, sha256: Sample.digest },
      { exportLog },
      Sample.context({ actor, at })
    )
    const obstructed = rules.bookExport.obstacle(exportId, exportLog, actor, at)
    if (!known || who === "colleague" || who === "exchange")
      return all(refusedAs(answer, "UnknownExport", "BOB-07"), refusedAs(obstructed ?? {}, "UnknownExport", "BOB-07"))
    if (late >= 0)
      return all(refusedAs(answer, "ExportOver", "BOB-12"), refusedAs(obstructed ?? {}, "ExportOver", "BOB-12"))
    const rest = holdsIf(obstructed === undefined, "rows are refused")
    if (written.startsWith("other")) return all(refusedAs(answer, "ExportFileRecorded", "BOB-07"), rest)
    if (written === "same") return all(acceptedAs(answer, []), rest)
    const event = { _tag: "ExportCompleted", exportId, file: { ...file, at } } as const
    return all(
      acceptedAs(answer, [event]),
      same(rules.bookExport.evolve(before, event), { ...before, file: event.file }, "the record"),
      rest
    )
  }
})

const nowhere = { street: undefined, line2: undefined, city: undefined, state: undefined }

/** Private fields stay out unless named. @category laws */
export const privateFieldsStayOut = make({
  id: "export-private-fields-stay-out",
  sentence:
    "rows of a file have a date of birth or the address as the case has it exactly when the export names them, and never a tax number",
  rules: ["BOB-09"],
  input: fc.record({ entries: Books.entries(5), fields: fc.subarray<PrivateField>(["date-of-birth", "address"]) }),
  holds: ({ entries, fields }, rules) => {
    const order = { agencyId: Sample.agencyId(), columns: "full", privateFields: fields } as const
    const rows = rules.bookExport.rows(order, entries, Sample.now, Sample.policy().timeZone)
    if (rows.length === 0) return idle
    return all(
      ...rows.map((row) => {
        const text = JSON.stringify(row)
        const { city, line2, state, street } = row
        const home = entries.find((entry) => entry.case.caseId === row.caseId)?.case.primaryContact.address
        const postal = { street: home?.street, line2: home?.line2, city: home?.city, state: home?.state }
        return all(
          same(text.includes("1980-05-17"), fields.includes("date-of-birth"), "a date of birth"),
          same(text.includes("2 L Street"), fields.includes("address"), "a street"),
          same({ street, line2, city, state }, fields.includes("address") ? postal : nowhere, "the address"),
          holdsIf(!/"(ssn|itin|taxId|fein)":/i.test(text), "a tax number")
        )
      })
    )
  }
})

/** An order is about one book. @category laws */
export const ordersAreAboutOneBook = make({
  id: "export-is-about-one-book",
  sentence:
    "an export of one agent's book is asked of authority as that agent's, and one of the whole book as the agency's, whatever it is filtered by",
  rules: ["BOB-01", "BOB-09"],
  input: fc.record({ agent: fc.option(fc.nat(9), { nil: undefined }), agency: fc.nat(9), full: fc.boolean() }),
  holds: ({ agency, agent, full }, rules) => {
    const agencyId = Sample.agencyId(agency)
    const whose = agent === undefined ? {} : { agentId: Sample.agentId(agent) }
    const target = rules.bookExport.target({ agencyId, ...whose, columns: full ? "full" : "compact" })
    return all(
      same(target, { agencyId, ...whose }, "what it is about"),
      same("agentId" in target, agent !== undefined, "whether it is about an agent")
    )
  }
})

/** A file that is ready is told. @category laws */
export const readyIsTold = make({
  id: "export-ready-is-told",
  sentence: "the agent who took an export is told how many rows there are to fetch until when, and nothing of them",
  rules: ["BOB-12"],
  input: fc.record({ rowCount: fc.nat(1_000_000), agent: fc.boolean() }),
  holds: ({ agent, rowCount }, rules) => {
    const { agentId, ...rest } = Sample.exportLog()
    const exportLog: ExportLog = agent ? Sample.exportLog() : { ...rest, requestedBy: "exchange/examiner" }
    const facts = factsOf({
      exportLog: new Map([[exportId as string, exportLog]]),
      agent: new Map([[Sample.agentId(0) as string, Sample.agent(0)]])
    })
    const file = { at: Sample.now, asOf: Sample.now, rowCount, sha256: Sample.digest }
    const notices = rules.notice.fromEvents([{ _tag: "ExportCompleted", exportId, file }], facts, Sample.context())
    return same(
      notices.map(({ params, template, to }) => [template, to.email, params]),
      agent ? [["NTC-19", Sample.agent(0).loginEmail, { rows: rowCount, until: rest.until }]] : [],
      "the notices"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  nothingWithoutConfirmation,
  oneFileInTime,
  privateFieldsStayOut,
  ordersAreAboutOneBook,
  readyIsTold
] as ReadonlyArray<Law>
