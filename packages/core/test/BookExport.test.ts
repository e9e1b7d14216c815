import { assert, describe, it } from "@effect/vitest"
import * as BookExport from "../src/BookExport.ts"
import type * as Book from "../src/BookOfBusiness.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

const exportId = Id.make<Id.ExportId>("e-1")
const order: BookExport.Order = { agencyId: Sample.agencyId(0), columns: "standard" }
const asked = { _tag: "RecordExport", exportId, order, acknowledged: true } as const
const context = Sample.context({ actor: Sample.asAgent(0) })
const decide = (command: BookExport.Command, exportLog?: BookExport.ExportLog, over: Partial<typeof context> = {}) =>
  BookExport.decide(command, { exportLog }, { ...context, ...over })
const code = (answer: ReturnType<typeof decide>) =>
  answer._tag === "Refused" ? `${answer.code} ${answer.rule}` : answer._tag
const recorded = () => {
  const answer = decide(asked)
  return answer._tag === "Accepted"
    ? BookExport.evolve(undefined, answer.events[0] as BookExport.Event)
    : assert.fail(answer.code)
}
const digest = "0f".repeat(32)
const done = { _tag: "CompleteExport", exportId, asOf: Sample.now, rowCount: 3, sha256: digest } as const

describe("BookExport", () => {
  it("records who takes what, when, and until when it can be fetched [BOB-07, BOB-12]", () => {
    assert.deepStrictEqual(recorded(), {
      exportId,
      order,
      requestedBy: "agent/agent-0",
      agentId: Sample.agentId(0),
      acknowledgedAt: Sample.now,
      until: Dates.instant("2026-03-04T18:00:00.000Z")
    })
    assert.notProperty(
      (() => {
        const answer = decide(asked, undefined, { actor: Sample.exchange })
        return answer._tag === "Accepted" && answer.events[0]?._tag === "ExportRecorded"
          ? answer.events[0].exportLog
          : {}
      })(),
      "agentId"
    )
  })

  it("gives nothing out without the confirmation, nor under a name that is taken [BOB-07]", () => {
    assert.strictEqual(code(decide({ ...asked, acknowledged: false })), "ExportNotAcknowledged BOB-07")
    assert.strictEqual(code(decide(asked, recorded())), "ExportExists BOB-07")
  })

  it("asks why for a date of birth or an address [BOB-09]", () => {
    const personal = { ...order, privateFields: ["date-of-birth", "address"] } as const
    assert.strictEqual(code(decide({ ...asked, order: personal })), "ExportReasonMissing BOB-09")
    assert.strictEqual(code(decide({ ...asked, order: { ...personal, reason: "match with carrier" } })), "Accepted")
    assert.strictEqual(code(decide({ ...asked, order: { ...order, privateFields: [] } })), "Accepted")
  })

  it("keeps the digest of the file once, for who took it or the worker, while the export lives", () => {
    const answer = decide(done, recorded())
    const file = { at: Sample.now, asOf: Sample.now, rowCount: 3, sha256: digest }
    assert.deepStrictEqual(answer, { _tag: "Accepted", events: [{ _tag: "ExportCompleted", exportId, file }] })
    const completed = { ...recorded(), file }
    assert.deepStrictEqual(BookExport.evolve(recorded(), { _tag: "ExportCompleted", exportId, file }), completed)
    assert.deepStrictEqual(decide(done, completed), { _tag: "Accepted", events: [] })
    assert.strictEqual(code(decide({ ...done, rowCount: 4 }, completed)), "ExportFileRecorded BOB-07")
    assert.strictEqual(code(decide(done, undefined)), "UnknownExport BOB-07")
    assert.strictEqual(code(decide(done, recorded(), { actor: Sample.asAgent(1) })), "UnknownExport BOB-07")
    assert.strictEqual(code(decide(done, recorded(), { actor: Sample.system })), "Accepted")
    const at = Dates.instant("2026-03-04T18:00:00.000Z")
    assert.strictEqual(code(decide(done, recorded(), { at })), "ExportOver BOB-12")
    assert.strictEqual(code(decide(done, recorded(), { at: Dates.plusMillis(at, -1) })), "Accepted")
  })

  it("gives the rows of the filter in the order asked for, and private fields only when named [BOB-06, BOB-09]", () => {
    const entries = [0, 1, 2].map((n) => ({
      delegation: Sample.delegation(n),
      case: Sample.household(n),
      agent: Sample.agent(0),
      employment: Sample.employment(0),
      agency: Sample.agency(0)
    }))
    const rows = (over: Partial<BookExport.Order>) =>
      BookExport.rows({ ...order, ...over }, entries, Sample.now, "America/Los_Angeles")
    assert.deepStrictEqual(
      rows({
        filter: { _tag: "Not", filter: { _tag: "Rows", anyOf: [Sample.delegationId(1)] } },
        sort: [{ by: "caseNumber", descending: true }]
      }).map(({ caseNumber }) => caseNumber),
      ["10000002", "10000000"]
    )
    assert.notInclude(JSON.stringify(rows({})), "1980-05-17")
    assert.deepInclude<object>(rows({ privateFields: ["date-of-birth"] })[0] ?? {}, { dateOfBirth: "1980-05-17" })
    assert.notProperty(rows({ privateFields: ["date-of-birth"] })[0], "street")
    assert.deepInclude<object>(rows({ privateFields: ["address"] })[0] ?? {}, {
      street: "2 L Street",
      city: "Sacramento",
      state: "CA"
    })
    assert.notProperty(rows({ privateFields: ["address"] })[0], "line2")
    const [entry] = entries as [Book.Entry]
    const { primaryContact, ...rest } = entry.case
    const address = { ...primaryContact.address, line2: "Apt 4", state: "NV" as const }
    const away = { ...entry, case: { ...rest, primaryContact: { ...primaryContact, address } } }
    const [row] = BookExport.rows({ ...order, privateFields: ["address"] }, [away], Sample.now, "America/Los_Angeles")
    assert.deepInclude<object>(row ?? {}, { street: "2 L Street", line2: "Apt 4", city: "Sacramento", state: "NV" })
    assert.notProperty(rows({ privateFields: ["address"] })[0], "dateOfBirth")
  })
})
