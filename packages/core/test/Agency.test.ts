import { assert, describe, it } from "@effect/vitest"
import * as Agency from "../src/Agency.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Id from "../src/Id.ts"
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
    assert.strictEqual(answer(open, { ...nobody, manager: Sample.agent(2) }), "AGT-01 AgentExists")
    assert.strictEqual(answer(open, { ...nobody, sameNpn: Sample.agent(2) }), "AGT-01 NpnInUse")
    assert.strictEqual(answer(open, { ...nobody, sameEmail: Sample.agent(2) }), "STF-07 LoginEmailInUse")
    assert.strictEqual(answer(open, { ...nobody, openEmployment: Sample.employment(0, 3) }), "EMP-03 EmployedElsewhere")
  })

  it("is founded by somebody who is certified and works nowhere, through the exchange [EMP-06 AGT-03]", () => {
    const known = { ...nobody, manager: Sample.agent() }
    assert.deepStrictEqual(answer(open, known), ["AgencyOpened", "EmploymentMoved"])
    const suspended = Sample.agent(0, { certification: Sample.certification("Suspended") })
    assert.strictEqual(answer(open, { ...nobody, manager: suspended }), "EMP-06 NothingToTakeAlong")
    assert.strictEqual(answer(open, { ...known, openEmployment: Sample.employment(0, 3) }), "EMP-03 EmployedElsewhere")
    const other = Sample.agent(0, { npn: Sample.profile(2).npn })
    assert.strictEqual(answer(open, { ...nobody, manager: other }), "AGT-01 AgentExists")
    const alone = Agency.decide(open, facts(known), Sample.context({ actor: Sample.asAgent(0) }))
    assert.deepInclude(alone, { code: "AgentExists" })
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
    assert.strictEqual(answer(submit, { agency: incomplete, manager, sameFein: Sample.agency(2) }), "AGY-07 FeinInUse")
    const gone = Sample.agent(0, { certification: Sample.certification("Discarded") })
    assert.strictEqual(answer(submit, { agency: incomplete, manager: gone }), "AGY-03 ManagerNotReady")
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

  it("neither goes on nor is certified once its manager has no place in it [AGY-03]", () => {
    const managerEmployment = Sample.employment(0, 0, "Inactive")
    const agency = Sample.agency(0, { certification: Sample.agencyCertification("Incomplete") })
    for (const place of [managerEmployment, undefined]) {
      const without = { manager: Sample.agent(), managerEmployment: place }
      assert.strictEqual(answer({ _tag: "CertifyAgency", agencyId }, without), "AGY-03 ManagerNotThere")
      assert.strictEqual(answer({ _tag: "SubmitAgency", agencyId }, { ...without, agency }), "AGY-03 ManagerNotThere")
    }
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

  it("takes a document with its file, and from the exchange a paper that it holds [AGY-06]", () => {
    const upload = (over: object, actor = Sample.exchange) => {
      const document = { type: "payee-data", ...over } as const
      const command = { _tag: "UploadAgencyDocument", agencyId, document } as const
      const answer = Agency.decide(command, facts({ agency: Sample.agency() }), Sample.context({ actor }))
      return answer._tag === "Refused" ? answer.code : answer.events.map(({ _tag }) => _tag).join()
    }
    const file = {
      ...{ documentId: Id.make<Id.DocumentId>("d-1"), name: "Payee.pdf", mediaType: "application/pdf" },
      ...{ bytes: 7, sha256: "ab".repeat(32) }
    }
    const manager = { _tag: "Agent", agentId: Sample.agentId() } as const
    assert.strictEqual(upload({}, manager), "AgencyDocumentWithoutFile")
    assert.strictEqual(upload({}), "AgencyDocumentWithoutFile")
    assert.strictEqual(upload({ paper: "shelf-7" }, manager), "PaperOfExchange")
    for (const answer of [upload({ file }, manager), upload({ file }), upload({ paper: "shelf-7" })])
      assert.strictEqual(answer, "AgencyDocumentUploaded")
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

  it("has what its names look like from any event of it, whatever a journal or an older record says [AGY-16]", () => {
    const { looks, ...plain } = Sample.agency(1)
    assert.isDefined(looks)
    assert.deepStrictEqual(Agency.evolve(undefined, { _tag: "AgencyOpened", agency: plain }).looks, looks)
    const document = Sample.document("e-and-o", { expiresOn: Dates.make("2028-01-01") })
    const next = Agency.evolve(plain, { _tag: "AgencyDocumentUploaded", agencyId: plain.agencyId, document })
    assert.deepStrictEqual(next.looks, looks)
    assert.deepStrictEqual(Agency.scheduled(plain).looks, looks)
  })

  it("is not there when nobody opened it [AGY-01]", () => {
    assert.strictEqual(answer({ _tag: "SubmitAgency", agencyId }, nobody), "AGY-01 UnknownAgency")
  })
})
