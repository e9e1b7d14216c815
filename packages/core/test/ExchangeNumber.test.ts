import { assert, describe, it } from "@effect/vitest"
import * as ExchangeNumber from "../src/ExchangeNumber.ts"
import { calheers } from "../src/Policy.ts"
import { georgia } from "../src/PolicyPreset.ts"
import * as Sample from "./fixture/sample.ts"

describe("ExchangeNumber", () => {
  it("reads whatever an exchange may give, and nothing that a spreadsheet runs", () => {
    for (const text of ["1", " GA-2026/77 (b) ", "A".repeat(40)])
      assert.isDefined(ExchangeNumber.certification.read(text))
    for (const text of ["", "=1", "-1", "+1", "@1", "é", "1\t2", "1\u00A02", "1".repeat(41)])
      assert.isUndefined(ExchangeNumber.certification.read(text))
  })

  it("tells a form in words", () => {
    assert.strictEqual(ExchangeNumber.inWords(calheers.certificationNumber), "10 digits")
    assert.strictEqual(ExchangeNumber.inWords(calheers.caseNumber), "8 to 12 digits")
    assert.strictEqual(ExchangeNumber.inWords(georgia.caseNumber), "1 to 40 characters")
    assert.strictEqual(
      ExchangeNumber.inWords({ signs: "letters-and-digits", least: 1, most: 2 }),
      "1 to 2 letters and digits"
    )
  })

  it.each([
    ["12345678", "8 to 12 digits", true],
    ["1234567", "8 to 12 digits", false],
    ["123456789012", "8 to 12 digits", true],
    ["1234567890123", "8 to 12 digits", false],
    ["1234567a", "8 to 12 digits", false],
    ["1234-678", "8 to 12 digits", false]
  ])("takes the case number %j of California: %s, %j [CAS-01]", (number, _, fits) => {
    assert.strictEqual(ExchangeNumber.fits(number, calheers.caseNumber), fits)
    assert.strictEqual(ExchangeNumber.caseWrong(Sample.caseId(), number, calheers) === undefined, fits)
    assert.isUndefined(ExchangeNumber.caseWrong(Sample.caseId(), number, georgia))
  })

  it("names field, form and way out, and never the number [AGT-08] [CAS-01]", () => {
    const agent = ExchangeNumber.certificationWrong(Sample.agentId(), "GA-77", calheers)
    assert.strictEqual(
      agent?.message,
      "the `number` of the term of agent `agent-0` is none of this exchange: expected `10 digits`"
    )
    const ofCase = ExchangeNumber.caseWrong(Sample.caseId(), "GA-77", calheers)
    assert.strictEqual(
      ofCase?.message,
      "the `caseNumber` of case `case-0` is none of this exchange: expected `8 to 12 digits`"
    )
    for (const one of [agent, ofCase]) {
      assert.notInclude(JSON.stringify(one), "GA-77")
      assert.match(one?.remedy ?? "", /^copy it from the .*; see `\w+Number` of the policy$/)
    }
  })
})
