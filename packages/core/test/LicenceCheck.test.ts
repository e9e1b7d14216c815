import { assert, describe, it } from "@effect/vitest"
import * as LicenceCheck from "../src/LicenceCheck.ts"
import * as Sample from "./fixture/sample.ts"

const agentId = Sample.agentId(1)
const command: LicenceCheck.Command = { _tag: "RecordLicence", agentId, licence: Sample.profile(5).licence }

describe("LicenceCheck", () => {
  it("records what the regulator says", () => {
    assert.deepStrictEqual(LicenceCheck.decide(command, { holder: undefined }), {
      _tag: "Accepted",
      events: [{ _tag: "LicenceRecorded", agentId, licence: Sample.profile(5).licence }]
    })
  })

  it("gives a number to nobody else than its holder [AGT-01]", () => {
    const refused = LicenceCheck.decide(command, { holder: Sample.agentId(2) })
    assert.deepInclude(refused, { code: "LicenceInUse", rule: "AGT-01" })
  })
})
