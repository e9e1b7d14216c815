import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { DiscrepancyCommand } from "../../src/schema/DiscrepancyCommand.ts"

const strict = { errors: "all", onExcessProperty: "error" } as const
const takes = (value: unknown): boolean =>
  Schema.decodeUnknownResult(DiscrepancyCommand)(value, strict)._tag === "Success"

const claim = { name: { first: "Cora", last: "Quint" }, dob: "1980-05-17", applicationOn: "2026-02-02" }
const list = {
  _tag: "ReturnDiscrepancies",
  listId: "list-1",
  agencyId: "agency-0",
  agentId: "agent-0",
  claims: [claim]
}
const no = { claim: 1, finding: "not-upheld" }
const answer = { _tag: "AnswerDiscrepancies", listId: "list-1", answers: [no] }
const many = <A>(one: A, count: number) => Array.from({ length: count }, () => one)

describe("Schemas of lists of discrepancies", () => {
  it("read a list and its answers as they are, with no field too many and none too few", () => {
    for (const example of [list, answer]) {
      assert.isTrue(takes(example))
      assert.isFalse(takes({ ...example, surprise: 1 }))
      for (const field of Object.keys(example)) {
        const { [field]: _gone, ...rest } = example as Record<string, unknown>
        assert.isFalse(takes(rest), field)
      }
    }
  })

  it("take 1 to 200 claims, with comments that a screen and a file can show", () => {
    const of = (...claims: ReadonlyArray<object>) => takes({ ...list, claims })
    assert.isTrue(of(...many(claim, 200)))
    assert.isFalse(of(...many(claim, 201)))
    assert.isFalse(of())
    assert.isTrue(of({ ...claim, caseNumber: "10000001", comment: "Signed at the fair, 2026-02-02" }))
    for (const comment of ["", "two\nlines", "a\u0000b", "\u202Eabc", "\ud800", "c".repeat(501), 1, null])
      assert.isFalse(of({ ...claim, comment }), JSON.stringify(comment))
    for (const field of [{ dob: "May 1980" }, { name: { first: "Cora" } }, { caseNumber: "=1" }, { ssn: "1" }])
      assert.isFalse(of({ ...claim, ...field }))
    assert.isFalse(takes({ ...list, listId: "command~0" }))
  })

  it("take a number exactly where a claim is upheld, and no comment that names somebody by number or address", () => {
    const of = (...answers: ReadonlyArray<object>) => takes({ ...answer, answers })
    const upheld = { claim: 2, finding: "upheld", caseNumber: "10000001" }
    assert.isTrue(of(upheld, { ...no, comment: "Ask the consumer to choose you" }))
    assert.isTrue(of(...many(no, 200)))
    assert.isFalse(of(...many(no, 201)))
    assert.isFalse(of())
    assert.isFalse(of({ claim: 2, finding: "upheld" }))
    assert.isFalse(of({ ...no, caseNumber: "10000001" }))
    assert.isFalse(of({ ...no, finding: "in-book" }))
    for (const claim of [0, -1, 201, 1.5, "1"]) assert.isFalse(of({ ...no, claim }), String(claim))
    for (const comment of ["Case 10000001 is with another agent", "write to bo@agency.example"])
      assert.isFalse(of({ ...no, comment }), comment)
  })
})
