import { assert, describe, it } from "@effect/vitest"
import type { Actor } from "../src/Actor.ts"
import * as Agency from "../src/Agency.ts"
import * as AgencyAccount from "../src/AgencyAccount.ts"
import type { EntityKind, Market } from "../src/AgencyBusiness.ts"
import * as AgencyBusiness from "../src/AgencyBusiness.ts"
import * as Dates from "../src/CalendarDate.ts"
import type { BusinessName } from "../src/Contact.ts"
import * as Id from "../src/Id.ts"
import { mondayToFriday } from "../src/ServiceCalendar.ts"
import type { Site } from "../src/Site.ts"
import * as Sample from "./fixture/sample.ts"

const agencyId = Sample.agencyId()
const actor: Actor = { _tag: "Agent", agentId: Sample.agentId(0) }
const branch: Site = {
  siteId: Id.make("branch"),
  name: "Branch" as BusinessName,
  address: Sample.details(1).site,
  hours: mondayToFriday(Dates.time("09:00"), Dates.time("17:00"))
}
const after = (agency: Agency.Agency, ...commands: ReadonlyArray<AgencyAccount.Command>): Agency.Agency =>
  commands.reduce((now, command) => {
    const answer = AgencyAccount.decide(command, { agency: now }, { actor })
    if (answer._tag === "Refused") return assert.fail(answer.message)
    return answer.events.reduce<Agency.Agency>((before, event) => Agency.evolve(before, event), now)
  }, agency)
const refused = (
  command: AgencyAccount.Command,
  agency: Agency.Agency | undefined = Sample.agency(),
  by: Actor = actor
) => {
  const answer = AgencyAccount.decide(command, { agency }, { actor: by })
  return answer._tag === "Refused" ? `${answer.rule} ${answer.code}` : answer._tag
}
const siteIds = ({ sites }: Agency.Agency) => sites.map(({ siteId }) => siteId as string)

describe("AgencyAccount", () => {
  it("begins with one site, which is the primary one until another is [AGY-08]", () => {
    const set: AgencyAccount.Command = { _tag: "SetAgencySite", agencyId, site: branch }
    assert.deepStrictEqual(siteIds(Sample.agency()), ["main"])
    assert.deepStrictEqual(siteIds(after(Sample.agency(), set)), ["main", "branch"])
    const moved = after(Sample.agency(), set, { ...set, primary: true })
    assert.deepStrictEqual(siteIds(moved), ["branch", "main"])
    assert.deepStrictEqual(siteIds(after(moved, { _tag: "RemoveAgencySite", agencyId, siteId: Id.make("main") })), [
      "branch"
    ])
    assert.strictEqual(
      refused({ _tag: "RemoveAgencySite", agencyId, siteId: Id.make("main") }),
      "AGY-08 PrimarySiteStays"
    )
    assert.strictEqual(refused({ _tag: "RemoveAgencySite", agencyId, siteId: Id.make("x") }), "AGY-08 UnknownSite")
  })

  it("keeps hours that clocks can follow, and no others", () => {
    const [opens, closes] = [Dates.time("09:00"), Dates.time("17:00")]
    const set = (hours: Site["hours"] & object) =>
      refused({ _tag: "SetAgencySite", agencyId, site: { ...branch, hours } })
    assert.strictEqual(set([{ weekday: 1, opens, closes }]), "Accepted")
    assert.strictEqual(set([{ weekday: 1, opens: closes, closes: opens }]), "AGY-08 HoursOverlap")
    const monday = { weekday: 1, opens, closes }
    assert.strictEqual(set([monday, { ...monday, opens: Dates.time("16:59") }]), "AGY-08 HoursOverlap")
    assert.strictEqual(set([monday, { ...monday, weekday: 2 }]), "Accepted")
  })

  it("lets an agency change how it is reached, and nothing after its end", () => {
    const { email, phone } = Sample.details(3)
    const contact = { publicName: "Harbor" as BusinessName, email, phone }
    const changed = after(Sample.agency(), { _tag: "ChangeAgencyContact", agencyId, contact })
    const looks = { legal: "agencyolncorporated", public: "harbor" }
    assert.deepStrictEqual(changed, { ...Sample.agency(), ...contact, looks })
    const over = Sample.agency(0, { certification: Sample.agencyCertification("Terminated") })
    assert.strictEqual(refused({ _tag: "ChangeAgencyContact", agencyId, contact }, over), "AGY-09 AgencyOver")
    assert.strictEqual(
      AgencyAccount.decide({ _tag: "ChangeAgencyContact", agencyId, contact }, { agency: undefined }, { actor })._tag,
      "Refused"
    )
  })

  it("says what the business is and where it sells; who has applied leaves the form to the exchange [AGY-06, AGY-13]", () => {
    const {
      entityKind: _,
      markets: _sold,
      ...untold
    } = Sample.agency(0, {
      certification: Sample.agencyCertification("Incomplete")
    })
    const describe = (entityKind: EntityKind, ...markets: ReadonlyArray<Market>): AgencyAccount.Command => ({
      ...{ _tag: "DescribeAgency", agencyId },
      business: { entityKind, markets }
    })
    const told = after(untold, describe("llp", "smallBusiness", "individual"))
    assert.deepStrictEqual(told, { ...untold, entityKind: "llp", markets: ["individual", "smallBusiness"] })
    assert.notInclude(Object.values(AgencyBusiness.businessOf({})), undefined)
    assert.deepStrictEqual(
      AgencyBusiness.businessOf({ npn: "17" as never, markets: ["smallBusiness", "individual"] }),
      {
        markets: ["individual", "smallBusiness"],
        npn: "17" as never
      }
    )
    assert.strictEqual(after(told, describe("llc", "individual")).entityKind, "llc")
    const applied = { ...told, certification: Sample.agencyCertification("Pending") }
    assert.strictEqual(refused(describe("llc", "individual"), applied), "AGY-13 EntityKindStands")
    assert.deepStrictEqual(after(applied, describe("llp", "individual")).markets, ["individual"])
    const exchange: Actor = { _tag: "Exchange", userId: Id.make("exchange-1") }
    assert.strictEqual(refused(describe("llc", "individual"), applied, exchange), "Accepted")
    // Whoever was taken over without a form may tell it.
    const takenOver = { ...untold, certification: Sample.agencyCertification("Certified") }
    assert.strictEqual(after(takenOver, describe("llc", "smallBusiness")).entityKind, "llc")
    const account = AgencyAccount.make(told, Sample.today)
    assert.deepStrictEqual([account.entityKind, account.markets], ["llp", ["individual", "smallBusiness"]])
    const same = AgencyAccount.decide(describe("llp", "smallBusiness", "individual"), { agency: told }, { actor })
    assert.deepStrictEqual(same._tag === "Accepted" && same.events, [])
  })

  it("shows what is there, and which documents are missing or over today [AGY-08]", () => {
    const agency = Sample.agency(0, {
      documents: [
        Sample.document("e-and-o", { expiresOn: Dates.plusDays(Sample.today, -1) }),
        Sample.document("payee-data", { expiresOn: Sample.today })
      ]
    })
    const account = AgencyAccount.make(agency, Sample.today)
    assert.strictEqual(account.fein, "94-1000000")
    assert.deepStrictEqual(
      account.documents.map(({ state, type }) => `${type} ${state}`),
      ["e-and-o expired", "payee-data current"]
    )
  })
})
