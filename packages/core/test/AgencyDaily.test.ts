import { assert, describe, it } from "@effect/vitest"
import * as Agency from "../src/Agency.ts"
import * as AgencyDaily from "../src/AgencyDaily.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Sample from "./fixture/sample.ts"

const agencyId = Sample.agencyId()
const insured = (days: number, over: Partial<Agency.Agency> = {}) =>
  Sample.agency(0, {
    documents: [
      Sample.document("e-and-o", {
        expiresOn: Dates.plusDays(Sample.today, days),
        uploadedAt: Dates.instant("2025-01-01T00:00:00.000Z")
      })
    ],
    ...over
  })
const run = (agency: Agency.Agency, day = Sample.today) =>
  AgencyDaily.decide({ _tag: "RunAgencyDaily", agencyId, day }, { agency }, Sample.context({ actor: Sample.system }))
const eventsOf = (agency: Agency.Agency) => {
  const answer = run(agency)
  return answer._tag === "Refused" ? assert.fail(answer.message) : answer.events
}

describe("AgencyDaily", () => {
  it("suspends on the day after the last one, and not before [AGY-05]", () => {
    assert.deepInclude(eventsOf(insured(-1))[0], { _tag: "AgencyCertificationMoved", trigger: "suspend" })
    assert.deepInclude(eventsOf(insured(0))[0], { _tag: "AgencyReminded" })
    assert.strictEqual(
      insured(0, { remindedOn: Dates.plusDays(Sample.today, -1) }).dueOn,
      Dates.plusDays(Sample.today, 1)
    )
  })

  it("reminds once for each of 60, 30 and 7 days, also when days were missed", () => {
    assert.deepStrictEqual(eventsOf(insured(61)), [])
    const [event] = eventsOf(insured(5))
    if (event === undefined) return assert.fail("no reminder")
    const next = Agency.evolve(insured(5), event)
    assert.deepStrictEqual(eventsOf(next), [])
    assert.strictEqual(next.dueOn, Dates.plusDays(Sample.today, 6))
  })

  it("does not remind of what was not handed in yet", () => {
    const late = Sample.document("e-and-o", { expiresOn: Dates.plusDays(Sample.today, 20) })
    const agency = Sample.agency(0, { documents: [late] })
    assert.strictEqual(agency.dueOn, Dates.plusDays(Sample.today, 13))
  })

  it("looks at the insurance alone, and only where it has a last day [AGY-05]", () => {
    const uploadedAt = Dates.instant("2025-01-01T00:00:00.000Z")
    const expiresOn = Dates.plusDays(Sample.today, -1)
    const others = [
      Sample.document("payee-data", { expiresOn, uploadedAt }),
      Sample.document("payee-data", { expiresOn: Dates.plusDays(Sample.today, 5), uploadedAt }),
      Sample.document("e-and-o", { uploadedAt })
    ]
    const agency = Sample.agency(0, { documents: others })
    assert.deepStrictEqual(eventsOf(agency), [])
    // The agreement is the only paper with a day: sixty days before its last one.
    assert.strictEqual(agency.dueOn, Dates.plusDays(Dates.make("2030-12-31"), -60))
  })

  it("has nothing to do about an agency that is not certified, and waits for its day", () => {
    const agency = insured(-1, { certification: Sample.agencyCertification("Suspended") })
    assert.isUndefined(agency.dueOn)
    assert.deepStrictEqual(eventsOf(agency), [])
    assert.deepInclude(run(insured(9), Dates.plusDays(Sample.today, 1)), { code: "AgencyRunAhead" })
  })
})
