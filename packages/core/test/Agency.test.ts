import { assert, describe, it } from "@effect/vitest"
import * as Agency from "../src/Agency.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Sample from "./fixture/sample.ts"

const agencyId = Sample.agencyId()
const facts = (over: Partial<Agency.Facts> = {}): Agency.Facts => ({
  agency: Sample.agency(0, { certification: Sample.agencyCertification("Pending") }),
  sameFein: undefined,
  sameNpn: undefined,
  sameEmail: undefined,
  manager: Sample.agent(0, { certification: Sample.certification("Eligible") }),
  managerEmployment: Sample.employment(0, 0, "Invited"),
  openEmployment: undefined,
  ...over
})
const answer = (command: Agency.Command, over: Partial<Agency.Facts> = {}) => {
  const decided = Agency.decide(command, facts(over), Sample.context())
  return decided._tag === "Refused"
    ? `${decided.rule} ${decided.code}`
    : decided.events.map((event) =>
        "to" in event && "_tag" in event.to ? `${event._tag} ${event.to._tag}` : event._tag
      )
}
const open: Agency.Command = {
  _tag: "OpenAgency",
  agencyId,
  details: Sample.details(),
  managerId: Sample.agentId(),
  manager: Sample.profile()
}
const nobody = { agency: undefined, manager: undefined, managerEmployment: undefined }

describe("Agency", () => {
  it("is opened together with its manager, both incomplete [AGY-06]", () => {
    const decided = Agency.decide(open, facts(nobody), Sample.context())
    if (decided._tag === "Refused") return assert.fail(decided.message)
    const [opened, added, invited] = decided.events
    assert.deepNestedInclude(opened, {
      "agency.managers": [Sample.agentId()],
      "agency.certification._tag": "Incomplete"
    })
    assert.deepNestedInclude(added, { "agent.agentId": Sample.agentId(), "agent.certification._tag": "Incomplete" })
    assert.deepNestedInclude(invited, { "to.state": "Invited", "to.agencyId": agencyId })
  })

  it("has a FEIN and an identifier of its own [AGY-07], and a manager who is new and free", () => {
    assert.strictEqual(answer(open, { ...nobody, sameFein: Sample.agency(2) }), "AGY-07 FeinInUse")
    assert.strictEqual(answer(open, { ...nobody, agency: Sample.agency() }), "AGY-07 AgencyExists")
    assert.strictEqual(answer(open, { ...nobody, manager: Sample.agent() }), "AGT-01 AgentExists")
    assert.strictEqual(answer(open, { ...nobody, sameNpn: Sample.agent(2) }), "AGT-01 NpnInUse")
    assert.strictEqual(answer(open, { ...nobody, sameEmail: Sample.agent(2) }), "STF-07 LoginEmailInUse")
    assert.strictEqual(answer(open, { ...nobody, openEmployment: Sample.employment(0, 3) }), "EMP-03 EmployedElsewhere")
  })

  it("is called after its agent when it tells no name [AGY-15]", () => {
    const { legalName: _, publicName: _public, ...details } = Sample.details()
    const { name } = Sample.profile()
    const called = (more: Partial<Agency.Opening>) => Agency.named({ ...details, ...more }, name)
    assert.strictEqual(called({}).legalName, `${name.first} ${name.last} Insurance`)
    assert.strictEqual(called({ namedAs: "Agency" }).publicName, `${name.first} ${name.last} Agency`)
    const told = Sample.details(4).legalName
    assert.deepInclude(called({ legalName: told }), { legalName: told, publicName: told })
    assert.notProperty(called({ namedAs: "Agency" }), "namedAs")
  })

  it("has no twin under its licence number [AGY-16]", () => {
    assert.strictEqual(answer(open, { ...nobody, sameLicence: Sample.agency(2) }), "AGY-16 AgencyLicenceInUse")
  })

  it("is submitted together with its manager, once insurance and payee data are there", () => {
    const incomplete = Sample.agency(0, { certification: Sample.agencyCertification("Incomplete") })
    const manager = Sample.agent(0, { certification: Sample.certification("Incomplete") })
    const submit: Agency.Command = { _tag: "SubmitAgency", agencyId }
    assert.deepStrictEqual(answer(submit, { agency: incomplete, manager }), [
      "AgencyCertificationMoved Pending",
      "CertificationMoved Pending"
    ])
    assert.strictEqual(answer(submit, { agency: { ...incomplete, documents: [] }, manager }), "AGY-06 DocumentsMissing")
  })

  it("is certified together with an eligible manager, who becomes active", () => {
    const certify: Agency.Command = { _tag: "CertifyAgency", agencyId, managerTerm: Sample.term }
    assert.deepStrictEqual(answer(certify), [
      "AgencyCertificationMoved Certified",
      "CertificationMoved Certified",
      "EmploymentMoved"
    ])
    assert.deepStrictEqual(answer({ _tag: "CertifyAgency", agencyId }, { manager: Sample.agent() }), [
      "AgencyCertificationMoved Certified"
    ])
  })

  it("is not certified with a manager who is not ready, nor with insurance that is over [AGY-03 AGY-06]", () => {
    const certify: Agency.Command = { _tag: "CertifyAgency", agencyId, managerTerm: Sample.term }
    for (const state of ["Pending", "Suspended", "TerminatedForCause"] as const)
      assert.strictEqual(
        answer(certify, { manager: Sample.agent(0, { certification: Sample.certification(state) }) }),
        "AGY-03 ManagerNotReady"
      )
    assert.strictEqual(answer({ _tag: "CertifyAgency", agencyId }), "AGY-03 ManagerNotReady")
    const pending = facts().agency as Agency.Agency
    const insured = (day: string) => ({
      ...pending,
      documents: pending.documents.map((one) => (one.type === "e-and-o" ? { ...one, expiresOn: Dates.make(day) } : one))
    })
    assert.strictEqual(answer(certify, { agency: insured("2026-03-02") }), "AGY-06 DocumentsMissing")
    assert.isArray(answer(certify, { agency: insured("2026-03-03") }))
  })

  it("does not certify an agency whose manager's dates are over [AGY-03]", () => {
    const lapsed = { ...Sample.term, until: Dates.make("2026-03-03") }
    const manager = Sample.agent(0, { certification: { _tag: "Certified", since: Sample.now, term: lapsed } })
    assert.strictEqual(answer({ _tag: "CertifyAgency", agencyId }, { manager }), "AGY-03 ManagerNotReady")
  })

  it("does not certify an agency whose manager's licence is over [AGY-03 AGT-11]", () => {
    const licence = { ...Sample.agent(0).licence, expiresOn: Dates.make("2026-03-02") }
    const manager = Sample.agent(0, { licence })
    assert.strictEqual(answer({ _tag: "CertifyAgency", agencyId }, { manager }), "AGT-11 LicenceNotGood")
  })

  it("is suspended and reinstated without a word about its members [AGY-11]", () => {
    const agency = Sample.agency()
    assert.deepStrictEqual(answer({ _tag: "SuspendAgency", agencyId, reason: "agreement-lapsed" }, { agency }), [
      "AgencyCertificationMoved Suspended"
    ])
    const suspended = Sample.agency(0, { certification: Sample.agencyCertification("Suspended") })
    assert.deepStrictEqual(answer({ _tag: "ReinstateAgency", agencyId }, { agency: suspended }), [
      "AgencyCertificationMoved Certified"
    ])
    assert.strictEqual(answer({ _tag: "ReinstateAgency", agencyId }, { agency }), "AGY-09 NotAllowedFrom")
  })

  it("replaces a document by a newer one of the same type", () => {
    const document = Sample.document("e-and-o", { expiresOn: Dates.make("2028-01-01") })
    const next = Agency.evolve(Sample.agency(), { _tag: "AgencyDocumentUploaded", agencyId, document })
    assert.deepStrictEqual(
      next.documents.filter(({ type }) => type === "e-and-o"),
      [document]
    )
    assert.strictEqual(next.documents.length, 2)
  })

  it("is not there when nobody opened it [AGY-01]", () => {
    assert.strictEqual(answer({ _tag: "SubmitAgency", agencyId }, nobody), "AGY-01 UnknownAgency")
  })
})
