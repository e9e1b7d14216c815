import { assert, describe, it } from "@effect/vitest"
import * as Id from "../../src/Id.ts"
import type { Event } from "../../src/Record.ts"
import * as Sample from "../fixture/sample.ts"
import { told } from "../fixture/told.ts"

const here = Sample.agencyId(0)
const { signer: _, ...unsigned } = Sample.agency(0)
const world = { agent: [Sample.agent(0)], agency: [unsigned], employment: [Sample.employment(0)] }
const begun: Event = {
  ...{ _tag: "AgencyAgreementSigned", agencyId: here },
  signing: {
    envelope: Id.make<Id.DocumentId>("envelope-1"),
    signatures: [{ by: { _tag: "Manager", agentId: Sample.agentId(0) }, on: Sample.today }]
  }
}

describe("AgencyNotices", () => {
  it("tells nobody of an envelope while nobody is named who may bind the agency [AGY-05]", () => {
    assert.deepStrictEqual(told(world, begun), [])
    assert.deepStrictEqual(told({}, begun), [])
    const signer = { _tag: "Manager", agentId: Sample.agentId(0) } as const
    const named = { ...world, agency: [Sample.agency(0, { signer })] }
    assert.deepStrictEqual(told(named, begun), [["NTC-04 manager agent0@login.example", { agencyName: "Agency 0" }]])
  })

  it("tells of nobody who is unknown that an agency is managed [AGY-02]", () => {
    const designated: Event = {
      ...{ _tag: "AgencyManagerDesignated", agencyId: here, agentId: Sample.agentId(7), at: Sample.now }
    }
    assert.deepStrictEqual(told(world, designated), [])
  })
})
