import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as SmallBusiness from "../../src/schema/SmallBusiness.ts"

const strict = { errors: "all", onExcessProperty: "error" } as const
const employer = {
  eligible: 10,
  taking: [{ carrier: "Sierra Health", employees: 7 }],
  otherCoverage: 0,
  employerShare: 15_000,
  lowestPremium: 30_000
}
const decode = (value: unknown) => Schema.decodeUnknownResult(SmallBusiness.Employer)(value, strict)

describe("Small-business schemas", () => {
  it("read an employer as it is", () => {
    const decoded = decode(JSON.parse(JSON.stringify(employer)))
    assert.deepStrictEqual(decoded._tag === "Success" ? decoded.success : decoded.failure.message, employer as never)
  })

  it("take no field too many, none too few, and no figure that is none", () => {
    for (const field of Object.keys(employer)) {
      const { [field as keyof typeof employer]: _gone, ...rest } = employer
      assert.strictEqual(decode(rest)._tag, "Failure", field)
      for (const value of [-1, 0.5, "7", null, Number.NaN, 100_000_000_000])
        assert.strictEqual(decode({ ...employer, [field]: value })._tag, "Failure", field)
    }
    assert.strictEqual(decode({ ...employer, owner: "Ann" })._tag, "Failure")
    assert.strictEqual(decode({ ...employer, taking: Array(100).fill(employer.taking[0]) })._tag, "Success")
    assert.strictEqual(decode({ ...employer, taking: Array(101).fill(employer.taking[0]) })._tag, "Failure")
  })

  it("know three occasions", () => {
    const occasion = Schema.decodeUnknownResult(SmallBusiness.Occasion)
    for (const one of ["first-submission", "renewal", "change"]) assert.strictEqual(occasion(one)._tag, "Success")
    for (const one of ["", "Renewal", 1, null]) assert.strictEqual(occasion(one)._tag, "Failure")
  })
})
