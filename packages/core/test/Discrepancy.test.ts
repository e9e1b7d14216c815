import { assert, describe, it } from "@effect/vitest"
import * as Book from "../src/BookOfBusiness.ts"
import * as Discrepancy from "../src/Discrepancy.ts"
import * as Sample from "./fixture/sample.ts"

const entry = {
  delegation: Sample.delegation(0),
  case: Sample.household(0),
  agent: Sample.agent(0),
  employment: Sample.employment(0),
  agency: Sample.agency(0)
}
const book = Book.rows([entry], Sample.now, "America/Los_Angeles")
const claim = (first: string, caseNumber?: string): Discrepancy.Discrepancy => ({
  name: { first, last: "QUINTAÁ" } as never,
  dob: Sample.today,
  applicationOn: Sample.today,
  ...(caseNumber === undefined ? {} : { caseNumber: caseNumber as never })
})

describe("Discrepancy", () => {
  it("says of each claim whether the book has it by number or by name, and nothing else [BOB-13]", () => {
    const name = { first: "coraaa", last: "QuintAÁ" } as never
    const findings = Discrepancy.compare(
      [claim("Nobody", "10000000"), { ...claim("Cora"), name }, claim("Nobody", "10000009"), claim("Nobody")],
      book
    )
    assert.deepStrictEqual(
      findings.map(({ caseNumber, finding }) => [finding, caseNumber]),
      [
        ["in-book", "10000000"],
        ["same-name", "10000000"],
        ["not-in-book", undefined],
        ["not-in-book", undefined]
      ]
    )
  })
})
