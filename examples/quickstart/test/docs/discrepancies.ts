// #region imports
import type * as Portal from "@agencybook/application/Portal"
import type { Discrepancy } from "@agencybook/core/Discrepancy"
import * as CsvIterable from "@agencybook/csv/CsvIterable"
import * as DiscrepancyCsv from "@agencybook/csv/DiscrepancyCsv"
// #endregion
import * as DiscrepanciesFixture from "./discrepancies.fixture.ts"

const portal = await DiscrepanciesFixture.opened()

const rows = [
  "first_name,last_name,date_of_birth,application_date,case_number,comment",
  "Lucía,Ortega,1984-05-01,2026-01-12,50000001,",
  "Olga,Brandt,1990-11-30,2026-02-03,,signed by phone",
  "Bo,Lind,30.11.1990,2026-02-03,,"
]
const upload = [Buffer.from(rows.join("\n"))]

// #region file
const missed: Array<Discrepancy> = []
for await (const row of CsvIterable.decode(DiscrepancyCsv.table, upload))
  if (row.ok) missed.push(DiscrepancyCsv.toClaim(row.value))
  else
    for (const { column, expected, line } of row.problems) console.log(`line ${line}, ${column}: expected ${expected}`)
// => line 4, date_of_birth: expected a date as YYYY-MM-DD
// #endregion

// #region compare
const max: Portal.ActorInput = { _tag: "Agent", agentId: "max" }
const book = { agencyId: "acme", agentId: "max" }

const compared = await portal.missing({ actor: max }, book, missed)
if (compared.ok) console.log(compared.value.map(({ finding }) => finding))
// => [ 'in-book', 'not-in-book' ]
// #endregion

// #region return
const returned = await portal.execute({
  id: "return-1",
  actor: max,
  command: { _tag: "ReturnDiscrepancies", listId: "list-1", ...book, claims: missed }
})
console.log(returned.ok)
// => true
// #endregion

// #region waiting
const examiner: Portal.Viewer = { actor: { _tag: "Exchange", userId: "examiner" } }

const waiting = await portal.waitingDiscrepancies(examiner, { limit: 50 })
if (waiting.ok)
  for (const { claims, listId, open } of waiting.value.rows) console.log(`${listId}: ${open} of ${claims} claims wait`)
// => list-1: 1 of 2 claims wait
// #endregion

// #region answer
const list = await portal.discrepancyList(examiner, "list-1")
if (list.ok)
  for (const [n, { answer, claim }] of list.value.lines.entries())
    if (answer === undefined) console.log(`claim ${n + 1}: ${claim.name.first} ${claim.name.last}, ${claim.comment}`)
// => claim 2: Olga Brandt, signed by phone

await portal.execute({
  id: "answer-1",
  actor: examiner.actor,
  command: {
    _tag: "AnswerDiscrepancies",
    listId: "list-1",
    answers: [{ claim: 2, finding: "upheld", caseNumber: "50000002", comment: "ask the consumer to choose you" }]
  }
})
// #endregion

// #region seen
const mine = await portal.returnedDiscrepancies({ actor: max }, book, { limit: 50 })
if (mine.ok) console.log(mine.value.rows.map(({ inBook, open, upheld }) => ({ inBook, open, upheld })))
// => [ { inBook: 1, open: 0, upheld: 1 } ]

const answered = await portal.discrepancyList({ actor: max }, "list-1")
if (answered.ok) console.log(answered.value.lines.map(({ answer }) => answer?.finding))
// => [ 'in-book', 'upheld' ]

const held = await portal.book({ actor: max }, book)
if (held.ok) console.log(held.value.map(({ caseNumber }) => caseNumber))
// => [ '50000001' ]
// #endregion
await portal.close()
