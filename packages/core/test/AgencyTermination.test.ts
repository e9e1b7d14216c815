import { assert, describe, it } from "@effect/vitest"
import * as AgencyTermination from "../src/AgencyTermination.ts"
import * as Sample from "./fixture/sample.ts"

const agencyId = Sample.agencyId()
const decide = (command: AgencyTermination.Command, facts: Partial<AgencyTermination.Facts> = {}) =>
  AgencyTermination.decide(
    command,
    { agency: Sample.agency(), members: [], open: [], consents: [], staff: [], invitations: [], ...facts },
    Sample.context()
  )

describe("AgencyTermination", () => {
  it("sets clients free, lets agents go, ends staff roles and closes the agency, in this order", () => {
    const answer = decide(
      { _tag: "TerminateAgency", agencyId, reason: "closed", books: "end" },
      {
        members: [{ agent: Sample.agent(1), employment: Sample.employment(1) }],
        open: [Sample.delegation(1), Sample.delegation(2, "Requested")],
        staff: [Sample.staff()]
      }
    )
    if (answer._tag === "Refused") assert.fail(answer.message)
    assert.deepStrictEqual(
      answer.events.map(({ _tag }) => _tag),
      ["DelegationMoved", "DelegationMoved", "EmploymentMoved", "StaffMoved", "AgencyCertificationMoved"]
    )
  })

  it("does not believe that books were moved while some are still there [AGY-04]", () => {
    const command = { _tag: "TerminateAgency", agencyId, reason: "closed", books: "moved" } as const
    const refused = decide(command, { open: [Sample.delegation(1)] })
    assert.deepInclude(refused, { code: "BooksNotMoved", rule: "AGY-04", facts: { agencyId, open: 1 } })
    assert.strictEqual(decide(command)._tag, "Accepted")
  })

  it("withdraws applications that were made through the agency, and no certification of a person", () => {
    const members = (["Incomplete", "Pending", "Eligible", "Certified", "Suspended"] as const).map((state, n) => ({
      agent: Sample.agent(n, { certification: Sample.certification(state) }),
      employment: Sample.employment(n, 0, n < 3 ? "Invited" : "Active")
    }))
    const agency = Sample.agency(0, { certification: Sample.agencyCertification("Pending") })
    const answer = decide({ _tag: "RejectAgency", agencyId, reason: "documents-false" }, { agency, members })
    const events = answer._tag === "Accepted" ? answer.events : []
    const withdrawn = events.flatMap((event) => (event._tag === "CertificationMoved" ? [event.to._tag] : []))
    // What nobody had submitted leaves nothing behind.
    assert.deepStrictEqual(withdrawn, ["Discarded", "Withdrawn", "Withdrawn"])
    assert.strictEqual(events.filter(({ _tag }) => _tag === "EmploymentMoved").length, 5)
  })
})
