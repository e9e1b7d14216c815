import { assert, describe, it } from "@effect/vitest"
import * as Agency from "../src/Agency.ts"
import * as AgencyAccount from "../src/AgencyAccount.ts"
import * as AgencyReview from "../src/AgencyReview.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

const agencyId = Sample.agencyId()
const changeId = Id.make<Id.AgencyChangeId>("change-1")
const { legalName } = Sample.details(9)

const step = (agency: Agency.Agency, command: AgencyReview.Command, actor = Sample.asAgent()): Agency.Agency => {
  const answer = AgencyReview.decide(command, { agency, sameFein: undefined }, Sample.context({ actor }))
  if (answer._tag === "Refused") return assert.fail(answer.message)
  return answer.events.reduce<Agency.Agency>((now, event) => Agency.evolve(now, event), agency)
}
const request: AgencyReview.Command = { _tag: "RequestAgencyChange", agencyId, changeId, wanted: { legalName } }

describe("AgencyReview", () => {
  it("opens the agreement again for a new name, and leaves certification and name alone [AGY-13]", () => {
    const agency = step(Sample.agency(), request)
    assert.strictEqual(agency.certification._tag, "Certified")
    assert.strictEqual(agency.legalName, Sample.details().legalName)
    const { change } = AgencyAccount.make(agency, Sample.today)
    assert.deepStrictEqual(change?.open, ["agreement"])
    const refused = AgencyReview.decide(
      { _tag: "ApproveAgencyChange", agencyId, changeId },
      { agency, sameFein: undefined },
      Sample.context()
    )
    assert.deepInclude(refused, { code: "AgencyItemsOpen", rule: "AGY-13" })
  })

  it("takes name and agreement over together, and says what became of the change [AGY-13]", () => {
    const waiting = step(Sample.agency(), request)
    const agreement = Sample.agreement(0, { envelope: Id.make("new-name") })
    const { envelope, signatures } = agreement
    const signed = Agency.evolve(waiting, {
      _tag: "AgencyAgreementSigned",
      agencyId,
      signing: { envelope, signatures },
      agreement
    })
    assert.strictEqual(signed.agreement?.envelope, Sample.agreement().envelope)
    const named = step(signed, { _tag: "ApproveAgencyChange", agencyId, changeId }, Sample.context().actor)
    assert.strictEqual(named.legalName, legalName)
    assert.strictEqual(named.agreement?.envelope, envelope)
    assert.isUndefined(named.change)
    assert.deepInclude(AgencyAccount.make(named, Sample.today).settled, { changeId, outcome: "approved" })
  })
})
