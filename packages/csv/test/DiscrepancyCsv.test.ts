import * as Dates from "@agencybook/core/CalendarDate"
import { caseNumber } from "@agencybook/core/Case"
import * as Contact from "@agencybook/core/Contact"
import * as DiscrepancyList from "@agencybook/core/DiscrepancyList"
import * as DiscrepancyCommand from "@agencybook/core/schema/DiscrepancyCommand"
import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import * as DiscrepancyCsv from "../src/DiscrepancyCsv.ts"
import * as Feed from "./fixture/feed.ts"

const { columns } = DiscrepancyCsv.table
const read = (rows: ReadonlyArray<Feed.Cells>, order: ReadonlyArray<string> = columns) =>
  Feed.read(DiscrepancyCsv.table, ({ value }) => Result.succeed(DiscrepancyCsv.toClaim(value)), Feed.write(order, rows))

const good = {
  first_name: "Lucía",
  last_name: "Ortega",
  date_of_birth: "1984-05-01",
  application_date: "2026-01-12",
  case_number: "50000001",
  comment: 'signed at the fair, "in person"'
} satisfies { readonly [column in keyof DiscrepancyCsv.DiscrepancyRow]: string }

/** One wrong cell for each column, and what to do. */
const wrong: { readonly [column in keyof DiscrepancyCsv.DiscrepancyRow]: readonly [string, string] } = {
  first_name: ["=cmd|calc", Contact.personName.remedy],
  last_name: ["", Contact.personName.remedy],
  date_of_birth: ["05/01/1984", Dates.format.remedy],
  application_date: ["2026-02-29", Dates.format.remedy],
  case_number: ["-50000001", caseNumber.remedy],
  comment: ["c".repeat(501), DiscrepancyList.comment.remedy]
}

const day = fc.integer({ min: 0, max: 47_847 }).map(Dates.fromEpochDay)
const claims = fc.record(
  {
    name: fc.record({
      first: Feed.sound(Contact.personName, Feed.name),
      last: Feed.sound(Contact.personName, Feed.name)
    }),
    dob: day,
    applicationOn: day,
    caseNumber: Feed.sound(caseNumber, fc.stringMatching(/^\d{8,12}$/)),
    comment: Feed.sound(DiscrepancyList.comment, Feed.line)
  },
  { requiredKeys: ["name", "dob", "applicationOn"] }
)

describe("DiscrepancyCsv", () => {
  it("reads a claim from a row, with the columns in any order [BOB-13]", async () => {
    const claim = {
      name: { first: "Lucía", last: "Ortega" },
      dob: "1984-05-01",
      applicationOn: "2026-01-12"
    }
    const more = { caseNumber: "50000001", comment: good.comment }
    const rows = [good, { ...good, case_number: "", comment: "" }]
    for (const order of [columns, [...columns].reverse()])
      assert.deepStrictEqual<object>(Feed.entries(await read(rows, order)), [{ ...claim, ...more }, claim])
  })

  it.each(Object.entries(wrong))("names the cell in %s that is wrong, and never what it says", async (column, told) => {
    const [value, remedy] = told
    const [first, second] = await read([{ ...good, [column]: value }, good])
    const [problem, ...rest] = Feed.problems(first)
    assert.deepInclude<object>(problem ?? {}, { column, line: 2, remedy })
    assert.deepStrictEqual(rest, [])
    if (value !== "") assert.notInclude(JSON.stringify(problem), value)
    assert.isEmpty(Feed.problems(second))
  })

  it("reads whatever the command takes, and nothing that it refuses", () =>
    fc.assert(
      fc.asyncProperty(fc.array(claims, { minLength: 1, maxLength: 5 }), async (some) => {
        const rows = some.map(({ applicationOn, caseNumber: number = "", comment = "", dob, name }) =>
          Feed.inert({
            ...{ first_name: name.first, last_name: name.last, date_of_birth: dob, application_date: applicationOn },
            ...{ case_number: number, comment }
          })
        )
        const made = Feed.entries(await read(rows))
        assert.deepStrictEqual<ReadonlyArray<object>>(made, some)
        for (const claim of made)
          assert.isTrue(Result.isSuccess(Schema.decodeUnknownResult(DiscrepancyCommand.Claim)(claim)))
      })
    ))
})
