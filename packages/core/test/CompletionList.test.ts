import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type { Certification } from "../src/Certification.ts"
import * as CompletionList from "../src/CompletionList.ts"
import { calheers } from "../src/Policy.ts"
import { federal } from "../src/PolicyPreset.ts"
import * as Requirement from "../src/Requirement.ts"
import * as Upkeep from "../src/Upkeep.ts"
import * as Sample from "./fixture/sample.ts"

describe("CompletionList", () => {
  const upkeep = Upkeep.begun(Sample.checklist(Requirement.items), Sample.today, federal)
  const term = { ...Sample.term, until: Dates.make("2028-01-01") }
  const certification: Certification = { _tag: "Certified", since: Sample.now, term, upkeep }
  const agent = Sample.agent(1, { certification })
  const on = (day: string, policy = federal) => CompletionList.line(agent, Dates.make(day), policy)

  it("has whoever is done up to the end of the plan year, and nobody after it [AGT-14]", () => {
    const { npn } = agent
    assert.deepStrictEqual(on("2026-12-31"), {
      ...{ npn, name: "Annab Reyesab", planYear: 2026 },
      npnCheck: "unchecked"
    })
    assert.isUndefined(on("2027-01-01"))
  })

  it("has nobody where the exchange publishes nothing", () => {
    assert.isUndefined(on("2026-12-31", calheers))
  })
})
