import { assert, describe, it } from "@effect/vitest"
import * as Agency from "../src/Agency.ts"
import * as AgencyChange from "../src/AgencyChange.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

describe("AgencyChange", () => {
  it("opens the item of the field that becomes different, and no other [AGY-13]", () => {
    const { licenceNumber: _, ...present } = { ...Sample.details(0), licenceNumber: undefined }
    const { fein, legalName } = Sample.details(9)
    assert.deepStrictEqual(AgencyChange.differing(present, { fein, legalName: present.legalName }), { fein })
    assert.deepStrictEqual(AgencyChange.itemsOf({ fein, legalName }), ["agreement", "payee-data"])
  })

  it("leaves an agency as it is when the answer comes to a change that is not there", () => {
    const settled = { changeId: Id.make<Id.AgencyChangeId>("change-1"), at: Sample.now }
    for (const outcome of ["approved", "withdrawn"] as const)
      assert.deepStrictEqual(
        Agency.evolve(Sample.agency(), {
          _tag: "AgencyChangeSettled",
          agencyId: Sample.agencyId(),
          settled: { ...settled, outcome }
        }),
        { ...Sample.agency(), settled: { ...settled, outcome } }
      )
  })
})
