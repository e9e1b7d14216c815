// #region imports
import type * as Portal from "@agencybook/application/Portal"
// #endregion
import * as DiscrepanciesFixture from "./discrepancies.fixture.ts"

const portal = await DiscrepanciesFixture.opened()

// #region compare
const max: Portal.ActorInput = { _tag: "Agent", agentId: "max" }
const book = { agencyId: "acme", agentId: "max" }
const missed = [
  { name: { first: "Lucía", last: "Ortega" }, dob: "1984-05-01", applicationOn: "2026-01-12", caseNumber: "50000001" },
  {
    name: { first: "Olga", last: "Brandt" },
    dob: "1990-11-30",
    applicationOn: "2026-02-03",
    comment: "signed by phone"
  }
]

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
