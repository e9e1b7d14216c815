import { assert, describe, it } from "@effect/vitest"
import type { Actor } from "../src/Actor.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Employment from "../src/Employment.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

const agencyId = Sample.agencyId()
const agentId = Sample.agentId(1)
const facts = (over: Partial<Employment.Facts> = {}): Employment.Facts => ({
  agent: Sample.agent(1),
  employment: Sample.employment(1),
  openEmployment: Sample.employment(1),
  openDelegations: 0,
  otherManager: true,
  isManager: false,
  sameLicence: undefined,
  sameNpn: undefined,
  sameEmail: undefined,
  ...over
})
const answer = (command: Employment.Command, over: Partial<Employment.Facts> = {}) => {
  const decided = Employment.decide(command, facts(over), Sample.context())
  return decided._tag === "Refused"
    ? `${decided.rule} ${decided.code}`
    : decided.events.map((event) => (event._tag === "EmploymentMoved" ? event.to.state : event._tag))
}
const add: Employment.Command = { _tag: "AddAgent", agencyId, agentId, profile: Sample.profile(1) }
const nobody = { agent: undefined, employment: undefined, openEmployment: undefined }
const leave: Employment.Command = { _tag: "SetAgentInactive", agencyId, agentId, reason: "leave" }
const back: Employment.Command = { _tag: "SetAgentActive", agencyId, agentId }
const away = { employment: Sample.employment(1, 0, "Inactive"), openEmployment: undefined }

describe("Employment", () => {
  it("adds an agent with a new profile, invited [AGT-01 AGT-02]", () => {
    assert.deepStrictEqual(answer(add, nobody), ["AgentAdded", "Invited"])
  })

  it("adds an agent who works at sites of the agency, and at no others [AGY-08]", () => {
    const { sites } = Sample.agency()
    const at = (...siteIds: ReadonlyArray<string>) => ({
      ...add,
      profile: { ...Sample.profile(1), siteIds: siteIds.map((one) => Id.make<Id.SiteId>(one)) }
    })
    const decided = Employment.decide(at("main"), facts({ ...nobody, sites }), Sample.context())
    const [added] = decided._tag === "Accepted" ? decided.events : []
    assert.deepInclude(added?._tag === "AgentAdded" ? added.agent : {}, { siteIds: ["main"], sitesOf: agencyId })
    assert.strictEqual(answer(at("main", "closed"), { ...nobody, sites }), "AGY-08 UnknownSite")
    assert.deepStrictEqual(answer(at(), { ...nobody, sites }), ["AgentAdded", "Invited"])
  })

  it("knows a person once: by identifier and by licence [AGT-01 EMP-03]", () => {
    assert.strictEqual(answer(add), "AGT-01 AgentExists")
    assert.strictEqual(answer(add, { ...nobody, sameLicence: Sample.agent(2) }), "AGT-01 AgentExists")
    assert.strictEqual(answer(add, { ...nobody, openEmployment: Sample.employment(1, 2) }), "EMP-03 EmployedElsewhere")
  })

  it("knows a person by national producer number and by the address for login [AGT-01 STF-07]", () => {
    assert.strictEqual(answer(add, { ...nobody, sameNpn: Sample.agent(2) }), "AGT-01 NpnInUse")
    assert.strictEqual(answer(add, { ...nobody, sameEmail: Sample.agent(2) }), "STF-07 LoginEmailInUse")
  })

  it("keeps until when somebody worked there while an invitation comes and goes [AGY-14]", () => {
    const workedUntil = Dates.instant("2026-01-05T00:00:00.000Z")
    const invited = { ...Sample.employment(1, 0, "Invited"), workedUntil }
    const step = (events: ReadonlyArray<Employment.Event>) =>
      events.map(({ to, trigger }) => [trigger, to.state, to.reason, to.workedUntil])
    const context = Sample.context()
    assert.deepStrictEqual(step(Employment.activated(invited, context)), [["activate", "Active", undefined, undefined]])
    assert.deepStrictEqual(step(Employment.applicationEnded(invited, context)), [
      ["end-application", "Inactive", "application-ended", workedUntil]
    ])
    assert.deepStrictEqual(step(Employment.applicationEnded({ ...invited, review: true }, context)), [
      ["end-application", "Inactive", "association-declined", workedUntil]
    ])
    assert.deepStrictEqual(step(Employment.agencyEnded({ ...Sample.employment(1), workedUntil }, context)), [
      ["set-inactive", "Inactive", "agency-ended", undefined]
    ])
    assert.deepStrictEqual(Employment.agencyEnded(Sample.employment(1, 0, "Inactive"), context), [])
  })

  it("revokes the live invitations to this agency with the place", () => {
    const to = (n: number, of: Id.AgencyId) => ({
      ...{ invitationId: Id.make<Id.InvitationId>(`invitation-${n}`), kind: "delegation-code" as const, agentId },
      ...{ agencyId: of, issuedAt: Sample.now, expiresAt: Dates.plusHours(Sample.now, 1), wrongTries: 0 },
      state: "Issued" as const
    })
    const invitations = [to(0, agencyId), to(1, Sample.agencyId(5))]
    const decided = Employment.decide(leave, facts({ invitations }), Sample.context())
    assert.deepStrictEqual(
      decided._tag === "Accepted" &&
        decided.events.flatMap((event) =>
          event._tag === "InvitationMoved" ? [[event.invitationId, event.trigger, event.to]] : []
        ),
      [[Id.make<Id.InvitationId>("invitation-0"), "revoke", "Revoked"]]
    )
  })

  it("sets an agent inactive whose cases are settled [EMP-01 EMP-04]", () => {
    assert.deepStrictEqual(answer(leave), ["Inactive"])
    assert.strictEqual(answer(leave, { openDelegations: 1 }), "EMP-04 DelegationsWithoutDisposition")
    assert.deepStrictEqual(answer(leave, away), [])
    assert.strictEqual(answer(leave, { employment: Sample.employment(1, 0, "Invited") }), "EMP-01 NotAllowedFrom")
  })

  it("keeps the last certified manager [AGY-12]", () => {
    assert.strictEqual(answer(leave, { isManager: true, otherManager: false }), "AGY-12 LastManager")
    assert.deepStrictEqual(answer(leave, { isManager: true }), ["Inactive"])
  })

  it("puts no manager out over the head of the managers [AGY-12 AGY-02]", () => {
    const helper = { _tag: "Staff", userId: Id.make<Id.UserId>("helper"), agencyId, level: 2 } as const
    const by = (actor: Actor, command: Employment.Command, over: Partial<Employment.Facts>) => {
      const decided = Employment.decide(command, facts({ isManager: true, ...over }), Sample.context({ actor }))
      return decided._tag === "Refused" ? decided.code : decided.events.length
    }
    assert.strictEqual(by(helper, leave, {}), "ManagersDecide")
    assert.strictEqual(by(helper, back, away), "ManagersDecide")
    assert.strictEqual(by(helper, leave, { isManager: false }), 1)
    assert.strictEqual(by(Sample.asAgent(0), leave, { fitPrimary: true }), "PrimaryManagerDecides")
    assert.strictEqual(by(Sample.asAgent(0), leave, { fitPrimary: false }), 1)
    assert.strictEqual(by(Sample.asAgent(1), leave, { fitPrimary: true }), 1)
    assert.strictEqual(by(Sample.exchange, leave, { fitPrimary: true }), 1)
  })

  it("takes an agent back who is certified and works nowhere else [EMP-03 EMP-05]", () => {
    assert.deepStrictEqual(answer(back, away), ["Active"])
    assert.deepStrictEqual(answer(back), [])
    const suspended = Sample.agent(1, { certification: Sample.certification("Suspended") })
    assert.strictEqual(answer(back, { ...away, agent: suspended }), "EMP-05 NotCertified")
    assert.strictEqual(answer(back, { ...away, openEmployment: Sample.employment(1, 2) }), "EMP-03 EmployedElsewhere")
  })

  it("knows only agents of the roster [AGY-01]", () => {
    assert.strictEqual(answer(leave, nobody), "AGY-01 NotOnRoster")
    assert.strictEqual(answer(back, { ...away, agent: undefined }), "AGY-01 NotOnRoster")
  })

  it("makes an invited agent active at certification, and ends the invitation with the application", () => {
    const invited = Sample.employment(1, 0, "Invited")
    const states = (events: ReadonlyArray<Employment.Event>) => events.map(({ to }) => to.state)
    assert.deepStrictEqual(states(Employment.activated(invited, Sample.context())), ["Active"])
    assert.deepStrictEqual(states(Employment.applicationEnded(invited, Sample.context())), ["Inactive"])
    assert.deepStrictEqual(states(Employment.activated(Sample.employment(1), Sample.context())), [])
    assert.deepStrictEqual(states(Employment.applicationEnded(Sample.employment(1), Sample.context())), [])
  })
})

describe("Employment: the place that speaks for a person", () => {
  const later = Dates.plusHours(Sample.now, 24)
  const left = { ...Sample.employment(1, 2, "Inactive"), since: later }

  it("is where the agent works, also when another place ended later, or else the last one [AGT-03]", () => {
    const works = Sample.employment(1, 0)
    assert.strictEqual(Employment.latestApproved([left, works]), works)
    assert.strictEqual(Employment.latestApproved([works, left]), works)
    const before = Sample.employment(1, 3, "Inactive")
    assert.strictEqual(Employment.latestApproved([before, left]), left)
    assert.strictEqual(Employment.latestApproved([left, before]), left)
    // Of two that ended at one moment it is the last of the list.
    const other = { ...before, since: later }
    assert.strictEqual(Employment.latestApproved([left, other]), other)
    assert.isUndefined(Employment.latestApproved([]))
  })

  it("is none that the exchange has not approved [AGT-03]", () => {
    assert.isUndefined(Employment.latestApproved([{ ...Sample.employment(1, 0), review: true }]))
  })
})
