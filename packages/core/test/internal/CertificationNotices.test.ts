import { assert, describe, it } from "@effect/vitest"
import type { Actor } from "../../src/Actor.ts"
import type { Agent } from "../../src/Agent.ts"
import * as Dates from "../../src/CalendarDate.ts"
import type { Certification } from "../../src/Certification.ts"
import type { Employment } from "../../src/Employment.ts"
import * as Id from "../../src/Id.ts"
import type { Invitation } from "../../src/Invitation.ts"
import type { Event } from "../../src/Record.ts"
import * as Requirement from "../../src/Requirement.ts"
import * as Sample from "../fixture/sample.ts"
import { told, toldBy, type World } from "../fixture/told.ts"

const named = { agentName: "Annab Reyesab", agentLicence: "1H10001" }
const people = ["agent agent1@login.example", "manager agent0@login.example"]
const agent = (certification: Certification, over: Partial<Agent> = {}) => Sample.agent(1, { certification, ...over })
const world = (of: Agent, place: Employment = Sample.employment(1)): World => ({
  ...{ agent: [Sample.agent(0), of], agency: [Sample.agency(0)], employment: [Sample.employment(0), place] }
})
type Moved = Extract<Event, { _tag: "CertificationMoved" }>
const step = (trigger: Moved["trigger"], to: Certification, over: Partial<Agent> = {}, more: World = {}) =>
  told(
    { ...world(agent(to, over)), ...more },
    { _tag: "CertificationMoved", agentId: Sample.agentId(1), trigger, from: "Pending", to }
  )
const toPeople = (template: string, params: Readonly<Record<string, string | number>>) =>
  people.map((one) => [`${template} ${one}`, { ...named, ...params }] as const)
const { from, number, until } = Sample.term

describe("CertificationNotices", () => {
  it("says when the regulator's answer is expected [AGT-04]", () => {
    const expected = Requirement.answerExpected(Sample.today, Sample.context().policy)
    for (const trigger of ["submit", "reapply"] as const)
      assert.deepStrictEqual(
        step(trigger, Sample.certification("Pending")),
        toPeople("NTC-01", { answerFrom: expected.from, answerThrough: expected.through })
      )
  })

  it("tells number and term, and says when a term is a renewed one [AGT-05 AGT-08]", () => {
    const certified = Sample.certification("Certified")
    assert.deepStrictEqual(step("certify", certified), toPeople("NTC-06", { number, from, until }))
    assert.deepStrictEqual(step("recertify", certified), toPeople("NTC-06", { number, from, until, renewed: "yes" }))
  })

  it("gives the code of an invitation to the agency alone, encrypted [INV-02]", () => {
    const invitation: Invitation = {
      ...{ invitationId: Id.make("invitation-1"), kind: "delegation-code", agentId: Sample.agentId(1) },
      ...{ agencyId: Sample.agencyId(0), issuedAt: Sample.now, expiresAt: Dates.plusHours(Sample.now, 72) },
      ...{ wrongTries: 0, state: "Issued" }
    }
    const term = { number, from, until }
    assert.deepStrictEqual(step("certify", Sample.certification("Certified"), {}, { invitation: [invitation] }), [
      [`NTC-06 ${people[0]}`, { ...named, ...term }],
      [`NTC-06 ${people[1]} secure`, { ...named, ...term, invitationId: "invitation-1" }]
    ])
  })

  it("says why somebody was denied or terminated, and until when clients can be moved [DEL-25]", () => {
    assert.deepStrictEqual(step("deny", Sample.certification("Denied")), toPeople("NTC-07", { reason: "voluntary" }))
    const dispositionUntil = Dates.make("2026-04-02")
    for (const [trigger, state] of [
      ["terminate-vested", "TerminatedVested"],
      ["terminate-for-cause", "TerminatedForCause"]
    ] as const) {
      const params = { state, reason: "voluntary" }
      assert.deepStrictEqual(step(trigger, Sample.certification(state)), toPeople("NTC-09", params))
      assert.deepStrictEqual(
        step(trigger, Sample.certification(state), { dispositionUntil }),
        toPeople("NTC-09", { ...params, clientsUntil: dispositionUntil })
      )
    }
    assert.deepStrictEqual(step("record-death", Sample.certification("Deceased"), { dispositionUntil }), [
      [`NTC-09 ${people[1]}`, { ...named, state: "Deceased", clientsUntil: dispositionUntil }]
    ])
    assert.deepStrictEqual(
      step("reinstate", Sample.certification("Certified")),
      toPeople("NTC-09", { state: "Certified" })
    )
  })

  it("tells a withdrawal to the agent who did not do it, and to the managers [AGT-17]", () => {
    const to = Sample.certification("Withdrawn")
    const event = {
      ...{ _tag: "CertificationMoved", agentId: Sample.agentId(1), trigger: "withdraw", from: "Pending", to }
    } as Event
    const lines = (actor: Actor) => toldBy(actor, world(agent(to)), event).map(([line, params]) => [line, params.by])
    assert.deepStrictEqual(lines(Sample.exchange), [
      [`NTC-07 ${people[0]}`, "Exchange"],
      [`NTC-07 ${people[1]}`, "Exchange"]
    ])
    assert.deepStrictEqual(lines(Sample.asAgent(0)), [
      [`NTC-07 ${people[0]}`, "Agent"],
      [`NTC-07 ${people[1]}`, "Agent"]
    ])
    assert.deepStrictEqual(lines(Sample.asAgent(1)), [[`NTC-07 ${people[1]}`, "Agent"]])
    // Only an agency that is over is a reason to withdraw.
    const suspended = Sample.agencyCertification("Suspended")
    const agency = {
      ...{ _tag: "AgencyCertificationMoved", agencyId: Sample.agencyId(), trigger: "suspend", from: "Certified" },
      to: suspended
    } as Event
    const reasons = told(world(agent(to)), agency, event).flatMap(([line, { reason }]) =>
      line.startsWith("NTC-07") ? [reason] : []
    )
    assert.deepStrictEqual(reasons, ["withdrawn", "withdrawn"])
  })

  it("says why and until when somebody is suspended, and until when it can be looked at again [AGT-12 AGT-15]", () => {
    const suspended = Sample.certification("Suspended") as Extract<Certification, { _tag: "Suspended" }>
    const reason = "under-investigation"
    assert.deepStrictEqual(step("suspend", suspended), toPeople("NTC-09", { state: "Suspended", reason }))
    const dated = { until: Dates.make("2026-06-01"), reconsiderUntil: Dates.make("2026-04-01") }
    const licenceUntil = Dates.make("2026-05-01")
    assert.deepStrictEqual(
      step("suspend", { ...suspended, ...dated }, { licenceUntil }),
      toPeople("NTC-09", { state: "Suspended", reason, ...dated, licenceUntil })
    )
    const looked = (outcome: "upheld" | "reversed") =>
      told(world(agent({ ...suspended, ...dated })), {
        ...{ _tag: "ReconsiderationRecorded", agentId: Sample.agentId(1), outcome }
      } as Event)
    assert.deepStrictEqual(
      looked("upheld"),
      toPeople("NTC-09", { state: "Suspended", reason, until: dated.until, reconsideration: "upheld" })
    )
    assert.deepStrictEqual(looked("reversed"), [])
    const strange = { _tag: "ReconsiderationRecorded", agentId: Sample.agentId(1), outcome: "upheld" } as Event
    assert.deepStrictEqual(told({}, strange), [])
  })

  it("tells of the review of somebody who comes from another agency, and of nothing else at a place [AGT-03]", () => {
    const place = Sample.employment(1)
    const moved = (trigger: string, over: Partial<Employment> = {}, of = agent(Sample.certification("Certified"))) => {
      const to = { ...place, ...over }
      return told(world(of, to), {
        ...{ _tag: "EmploymentMoved", employmentId: place.employmentId, trigger, from: "Active", to }
      } as Event)
    }
    const agencyName = "Agency 0"
    assert.deepStrictEqual(moved("add", { review: true }), toPeople("NTC-01", { agencyName, review: "yes" }))
    assert.deepStrictEqual(moved("approve"), toPeople("NTC-06", { agencyName, number, from, until }))
    assert.deepStrictEqual(moved("approve", {}, agent(Sample.certification("Suspended"))), [])
    // An agency that merely asked for the agent is no place yet, but it is the one that is told.
    assert.deepStrictEqual(moved("decline"), toPeople("NTC-07", { agencyName, reason: "association-declined" }))
    assert.deepStrictEqual(moved("deactivate"), [])
    // What is not known is left out; no letter has a gap where a name should be.
    const to = { ...place, review: true as const }
    const event = { _tag: "EmploymentMoved", employmentId: place.employmentId, trigger: "add", from: "Active", to }
    assert.deepStrictEqual(told({ agent: [Sample.agent(1)], employment: [place] }, event as unknown as Event), [
      [`NTC-01 ${people[0]}`, { ...named, review: "yes" }]
    ])
  })
})
