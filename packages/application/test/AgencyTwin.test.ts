import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { exchange, system } = fixture
const applicant = (userId: string) => ({ _tag: "Applicant", userId }) as const

describe("An agency that exists already", () => {
  it("is not opened a second time; the exchange adds the second profile to it [AGY-16]", async () => {
    const portal = Portal.make({ policy: calheers, now: () => fixture.start })
    let sent = 0
    const told = async (actor: Portal.ActorInput, command: object) => {
      sent += 1
      const reply = await portal.executeUnknown({ id: `twin-${sent}`, actor, command })
      return reply.ok ? reply.events.map(({ _tag }) => _tag as string) : reply.refusal
    }
    const { legalName: _, publicName: _public, ...unnamed } = fixture.details(70)
    const opening = (n: number, fein: string, licenceNumber = "1H70000") => ({
      _tag: "OpenAgency",
      agencyId: `opened-${n}`,
      details: { ...unnamed, fein, licenceNumber },
      managerId: `founder-${n}`,
      manager: fixture.profile(n)
    })
    await told(system, fixture.roster)
    assert.deepStrictEqual(await told(applicant("a"), opening(10, unnamed.fein)), [
      "AgencyOpened",
      "AgentAdded",
      "EmploymentMoved"
    ])
    const account = await portal.account({ actor: exchange }, "opened-10")
    assert.deepNestedInclude(account, { "value.legalName": "Ann Reyesk Insurance" })
    // A draft keeps nobody from the number; whoever is submitted with it first has it.
    assert.deepStrictEqual(await told(applicant("c"), opening(12, "94-1888888")), [
      "AgencyOpened",
      "AgentAdded",
      "EmploymentMoved"
    ])
    const submit = async (agencyId: string) => {
      const expiresOn = "2027-01-01"
      for (const document of [{ type: "payee-data" }, { type: "e-and-o", expiresOn }])
        await told(exchange, { _tag: "UploadAgencyDocument", agencyId, document: { ...document, ...fixture.paper } })
      return told(exchange, { _tag: "SubmitAgency", agencyId })
    }
    assert.deepStrictEqual(await submit("opened-10"), ["AgencyCertificationMoved", "CertificationMoved"])
    assert.deepInclude(await submit("opened-12"), { code: "AgencyLicenceInUse", rule: "AGY-16" })
    // The same licence under another FEIN, or the same FEIN: both are the agency that exists.
    const twin = await told(applicant("b"), opening(11, "94-1999999"))
    assert.deepInclude(twin, { code: "AgencyLicenceInUse", rule: "AGY-16" })
    const same = await told(applicant("b"), opening(11, unnamed.fein, "1H70001"))
    assert.deepInclude(same, { code: "FeinInUse", rule: "AGY-07" })
    const join = { _tag: "AddAgent", agencyId: "opened-10", agentId: "founder-11", profile: fixture.profile(11) }
    assert.deepInclude(await told(applicant("b"), join), { code: "NotPermitted" })
    assert.deepStrictEqual(await told(exchange, join), ["AgentAdded", "EmploymentMoved"])
  })

  it("is kept out by nobody's draft, which the exchange ends: FEIN, person and address are free [AGY-07 AGT-01]", async () => {
    const portal = Portal.make({ policy: calheers, now: () => fixture.start })
    let sent = 0
    const told = async (actor: Portal.ActorInput, command: object) => {
      sent += 1
      const reply = await portal.executeUnknown({ id: `draft-${sent}`, actor, command })
      return reply.ok ? reply.events.map(({ _tag }) => _tag as string) : reply.refusal
    }
    const opening = (n: number) => ({
      ...{ _tag: "OpenAgency", agencyId: `opened-${n}`, details: fixture.details(70) },
      ...{ managerId: `founder-${n}`, manager: fixture.profile(10) }
    })
    const opened = ["AgencyOpened", "AgentAdded", "EmploymentMoved"]
    await told(system, fixture.roster)
    assert.deepStrictEqual(await told(applicant("somebody"), opening(1)), opened)
    assert.deepInclude(await told(applicant("owner"), opening(2)), { code: "AgentExists" })
    assert.deepStrictEqual(await told(exchange, { _tag: "RejectAgency", agencyId: "opened-1", reason: "not-theirs" }), [
      "CertificationMoved",
      "EmploymentMoved",
      "AgencyCertificationMoved"
    ])
    assert.deepStrictEqual(await told(applicant("owner"), opening(2)), opened)
    const again = { _tag: "ReapplyAgent", agentId: "founder-1" }
    assert.deepInclude(await told(exchange, again), { code: "NotAllowedFrom" })
  })

  it("lets a manager take a mistaken profile back before it is submitted [AGT-01]", async () => {
    const portal = Portal.make({ policy: calheers, now: () => fixture.start })
    let sent = 0
    const told = async (actor: Portal.ActorInput, command: object) => {
      sent += 1
      const reply = await portal.executeUnknown({ id: `mistaken-${sent}`, actor, command })
      return reply.ok ? reply.events.map(({ _tag }) => _tag as string) : reply.refusal
    }
    const add = (agencyId: string, agentId: string) => ({
      ...{ _tag: "AddAgent", agencyId, agentId },
      profile: fixture.profile(9)
    })
    await told(system, fixture.roster)
    await told(fixture.agent(0), add("agency-0", "agent-9"))
    assert.deepInclude(await told(fixture.agent(3), add("agency-1", "agent-10")), { code: "AgentExists" })
    assert.deepStrictEqual(await told(fixture.agent(0), { _tag: "WithdrawAgent", agentId: "agent-9" }), [
      "CertificationMoved",
      "EmploymentMoved"
    ])
    assert.deepStrictEqual(await told(fixture.agent(3), add("agency-1", "agent-10")), ["AgentAdded", "EmploymentMoved"])
  })

  it("is found by its name as well when a roster brought it and nothing has happened to it since [AGY-16]", async () => {
    const portal = Portal.make({ policy: calheers, now: () => fixture.start })
    let sent = 0
    const told = async (actor: Portal.ActorInput, command: object) => {
      sent += 1
      const reply = await portal.executeUnknown({ id: `taken-${sent}`, actor, command })
      return reply.ok ? reply.events.map(({ _tag }) => _tag as string) : reply.refusal
    }
    const called = (n: number, legalName: string) => ({ ...fixture.details(n), legalName, publicName: legalName })
    const [first, ...others] = fixture.roster.agencies
    const agencies = [{ ...first, details: called(0, "Pace 10") }, ...others]
    await told(system, { ...fixture.roster, agencies })
    const cyrillic = "\u0420\u0430\u0441\u0435 10"
    const manager = { managerId: "founder-24", manager: fixture.profile(24) }
    await told(applicant("a"), { _tag: "OpenAgency", agencyId: "named-24", ...manager, details: called(24, cyrillic) })
    for (const document of [{ type: "payee-data" }, { type: "e-and-o", expiresOn: "2027-01-01" }])
      await told(exchange, {
        ...{ _tag: "UploadAgencyDocument", agencyId: "named-24" },
        document: { ...document, ...fixture.paper }
      })
    const submitted = await told(exchange, { _tag: "SubmitAgency", agencyId: "named-24" })
    assert.deepInclude(submitted, { code: "AgencyNameImitates", rule: "AGY-16" })
    const another = [{ agencyId: "agency-8", details: called(8, cyrillic) }]
    const delivered = await told(system, { _tag: "RecordRoster", agencies: another, agents: [] })
    assert.deepInclude(delivered, { code: "AgencyNameImitates", rule: "AGY-16" })
  })

  it("is not imitated in letters of another script, and namesakes are shown to the exchange [AGY-16 X004]", async () => {
    const portal = Portal.make({ policy: calheers, now: () => fixture.start })
    let sent = 0
    const told = async (actor: Portal.ActorInput, command: object) => {
      sent += 1
      const reply = await portal.executeUnknown({ id: `name-${sent}`, actor, command })
      return reply.ok ? reply.events.map(({ _tag }) => _tag as string) : reply.refusal
    }
    const named = (n: number, legalName: string) => ({
      ...{ _tag: "OpenAgency", agencyId: `named-${n}`, managerId: `founder-${n}`, manager: fixture.profile(n) },
      details: { ...fixture.details(n), legalName, publicName: legalName }
    })
    const submit = async (agencyId: string) => {
      for (const document of [{ type: "payee-data" }, { type: "e-and-o", expiresOn: "2027-01-01" }])
        await told(exchange, { _tag: "UploadAgencyDocument", agencyId, document: { ...document, ...fixture.paper } })
      return told(exchange, { _tag: "SubmitAgency", agencyId })
    }
    const namesakes = async (agencyId: string, actor: Portal.ActorInput = exchange) => {
      const account = await portal.account({ actor }, agencyId)
      return account.ok
        ? account.value.namesakes?.map((one) => one.agencyId as string)
        : JSON.stringify(account.refusal)
    }
    await told(system, fixture.roster)
    // A word of two scripts is not a name, and the answer says which field and what to do.
    const mixed = await told(applicant("a"), named(20, "P\u0430ce Agency"))
    assert.include(JSON.stringify(mixed), "legalName")
    assert.include(JSON.stringify(mixed), "letters of one script")
    const opened = ["AgencyOpened", "AgentAdded", "EmploymentMoved"]
    assert.deepStrictEqual(await told(applicant("a"), named(21, "Pace 10")), opened)
    assert.deepStrictEqual(await told(applicant("b"), named(22, "\u0420\u0430\u0441\u0435 10")), opened)
    assert.deepStrictEqual(await told(applicant("c"), named(23, "PACE lO")), opened)
    const submitted = ["AgencyCertificationMoved", "CertificationMoved"]
    assert.deepStrictEqual(await submit("named-21"), submitted)
    assert.deepInclude(await submit("named-22"), { code: "AgencyNameImitates", rule: "AGY-16" })
    assert.deepStrictEqual(await submit("named-23"), submitted)
    assert.deepStrictEqual(await namesakes("named-23"), ["named-21"])
    assert.deepStrictEqual(await namesakes("named-21"), ["named-23"])
    assert.isUndefined(await namesakes("agency-0"))
    // What others are called is the exchange's business.
    assert.isUndefined(await namesakes("named-21", { _tag: "ServiceCenter", userId: "desk-1" }))
    const contact = { publicName: "\u0420\u0430\u0441\u0435 10", email: "office@agency.example", phone: "9165550142" }
    const renamed = await told(exchange, { _tag: "ChangeAgencyContact", agencyId: "agency-0", contact })
    assert.deepInclude(renamed, { code: "AgencyNameImitates" })
    const changeId = "change-1"
    const request = (legalName: string) => ({
      ...{ _tag: "RequestAgencyChange", agencyId: "agency-0", changeId, wanted: { legalName } }
    })
    assert.deepInclude(await told(fixture.agent(0), request(contact.publicName)), { code: "AgencyNameImitates" })
    assert.deepStrictEqual(await told(fixture.agent(0), request("Pace-10")), ["AgencyChangeRequested"])
    const waiting = await portal.waitingAgencyChanges({ actor: exchange }, { limit: 5 })
    assert.deepStrictEqual(
      waiting.ok ? waiting.value.rows.map((row) => row.namesakes?.map((one) => one.agencyId as string)) : waiting,
      [["named-21", "named-23"]]
    )
    // An imitation that was submitted at the same moment is found when it is certified, and the name is free after an end.
    await told(exchange, { _tag: "RejectAgency", agencyId: "named-21", reason: "voluntary" })
    await told(exchange, { _tag: "RejectAgency", agencyId: "named-23", reason: "voluntary" })
    assert.deepStrictEqual(await told(exchange, { _tag: "SubmitAgency", agencyId: "named-22" }), submitted)
  })
})
