import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
// #region imports
import * as Bulk from "@agencybook/application/Bulk"
import * as Portal from "@agencybook/application/Portal"
import * as LookAlike from "@agencybook/core/LookAlike"
import type { IncomingAgent } from "@agencybook/core/Migration"
import { calheers } from "@agencybook/core/Policy"
import * as CaseFeedCsv from "@agencybook/csv/CaseFeedCsv"
import * as CoverageFeedCsv from "@agencybook/csv/CoverageFeedCsv"
import * as CsvFile from "@agencybook/csv/CsvFile"
import type { CsvProblem } from "@agencybook/csv/CsvProblem"
import * as CsvTable from "@agencybook/csv/CsvTable"
import * as RosterFeedCsv from "@agencybook/csv/RosterFeedCsv"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
// #endregion
import { mailed } from "./migrate.fixture.ts"

const input = join(dirname(fileURLToPath(import.meta.url)), "../../input")

// #region read
/** All rows of a file, each as its record or as what is wrong with it. */
const read = <Row>(table: CsvTable.CsvTable<never, Row>, path: string) =>
  Effect.runPromise(Stream.runCollect(CsvTable.decodeRows(table, CsvFile.read(path))))

const problems: Array<CsvProblem> = []
const roster = (await read(RosterFeedCsv.table, join(input, "roster.csv"))).flatMap((row) => {
  const entry = Result.flatMap(row, (record) => RosterFeedCsv.toEntry(record, calheers))
  if (Result.isSuccess(entry)) return [entry.success]
  problems.push(...entry.failure)
  return []
})
const agents = roster.map(({ agent }) => agent)
const agencies = [...new Map(roster.map(({ agency }) => [agency.agencyId, agency])).values()]
const byLicence = new Map<string, IncomingAgent>(agents.map((agent) => [agent.profile.licence.number, agent]))

const seen = new Set<string>()
const cases = (await read(CaseFeedCsv.table, join(input, "cases.csv"))).flatMap((row) => {
  const entry = Result.flatMap(row, (record) =>
    CaseFeedCsv.toEntry(record, {
      timeZone: "America/Los_Angeles",
      delegate: (licence) => byLicence.get(licence),
      seen: (caseNumber) => seen.has(caseNumber)
    })
  )
  if (Result.isSuccess(entry)) {
    seen.add(entry.success.case.caseNumber)
    return [entry.success]
  }
  problems.push(...entry.failure)
  return []
})
console.log(`${agencies.length} agencies, ${agents.length} agents, ${cases.length} cases`)
const [first] = problems
console.log(`line ${first?.line}, ${first?.column}: ${first?.valueClass}; ${first?.remedy}`)
// => 3 agencies, 40 agents, 2000 cases
// => line 11, licence: 7 characters, letters and digits; copy the number from the licence; write it alone for the exchange's own state, and with the state in front for another
// #endregion

const policiesFile = Stream.make(
  Buffer.from(
    [
      "case_number,policy_id,policy_kind,coverage_year,carrier,plan_name,metal,enrollment_status,effective_on,end_on,gross_premium,aptc,binder_due_on,binder_paid_on,past_due,aor_npn,aor_since",
      `${cases[0]?.case.caseNumber},DT-17,dental,2026,Bay Dental,Bright Smile,,Effectuated,2026-01-01,,48.20,0.00,,,N,,`,
      ""
    ].join("\r\n")
  )
)
// #region policies
const rows = await Effect.runPromise(Stream.runCollect(CsvTable.decodeRows(CoverageFeedCsv.table, policiesFile)))
const others = CoverageFeedCsv.gather(rows)
problems.push(...others.problems)
// `others.policies` goes among what the rows of the cases are judged against. When those are read:
const numbers = new Set<string>(cases.map((entry) => entry.case.caseNumber))
problems.push(...others.strangers((caseNumber) => numbers.has(caseNumber)))
console.log(others.policies(cases[0]?.case.caseNumber ?? "")?.map(({ kind, plan }) => `${kind}: ${plan}`))
// => [ 'dental: Bright Smile' ]
// #endregion

// #region names
const mixed = agencies.filter(({ details }) =>
  [details.legalName, details.publicName].some((name) => LookAlike.isMixed(name))
)
console.log(`${mixed.length} names of several scripts`)
// => 0 names of several scripts
// The second letter is Cyrillic; then a whole name is.
console.log(LookAlike.isMixed("P\u0430ce Insurance"), LookAlike.isImitation("Pace", "\u0420\u0430\u0441\u0435"))
// => true true
// #endregion

const portal = Portal.make({ now: () => Date.UTC(2026, 2, 2, 18) })

// #region deliver
const feed: Portal.ActorInput = { _tag: "System", userId: "migration" }

const people = await portal.execute({
  id: "migration-roster",
  actor: feed,
  command: { _tag: "RecordRoster", agencies, agents }
})
if (!people.ok) throw new Error(people.refusal.message)

const books = await portal.inChunks(
  Bulk.cases({ id: "migration-cases", actor: feed, items: cases, size: 1_000 }),
  ({ items }) => console.log(`${items} of ${cases.length}`)
)
// => 1000 of 2000
// => 2000 of 2000
if (!books.ok) throw new Error(`stopped at case ${books.from}: ${books.refusal.message}`)
// #endregion

// #region compare
const viewer: Portal.Viewer = { actor: { _tag: "Exchange", userId: "migration" }, reason: "check of the migration" }
for (const { agencyId } of agencies) {
  const summary = await portal.summary(viewer, { agencyId })
  if (!summary.ok) throw new Error(summary.refusal.message)
  const { book, casesWithoutAuthority } = summary.value
  const old = cases.filter(({ delegate }) => delegate?.agencyId === agencyId).length
  console.log(`${agencyId}: ${book.active + book.frozen} of ${old}, ${casesWithoutAuthority} without authority`)
}
// => agy-golden-gate: 879 of 879, 0 without authority
// => agy-sierra-vista: 851 of 851, 0 without authority
// => agy-nguyen: 110 of 110, 0 without authority
// #endregion

// Nobody is told: neither agents nor consumers get a mail.
console.log(await mailed(portal))
// => { sent: 0, failed: 0, waiting: 0 }

// #region again
const again = await portal.inChunks(Bulk.cases({ id: "migration-cases", actor: feed, items: cases, size: 1_000 }))
if (again.ok) console.log(`${again.items} items, ${again.repeated} done before, ${again.events} new events`)
// => 2000 items, 2000 done before, 0 new events
// #endregion
await portal.close()
