import { assert, describe, it } from "@effect/vitest"
import * as Agency from "../src/Agency.ts"
import type { Signer } from "../src/AgencyAgreement.ts"
import * as AgencySigning from "../src/AgencySigning.ts"
import * as Dates from "../src/CalendarDate.ts"
import type { BusinessName } from "../src/Contact.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

const agencyId = Sample.agencyId()
const envelope = Id.make<Id.DocumentId>("e-1")
const president: Signer = {
  _tag: "Person",
  name: Sample.staff(1).name,
  title: "President" as BusinessName,
  email: Sample.staff(1).email
}
const { agreement: _, signer: _signer, ...unsigned } = Sample.agency()
const step = (agency: Agency.Agency, command: AgencySigning.Command, actor = Sample.system): Agency.Agency => {
  const answer = AgencySigning.decide(command, { agency }, Sample.context({ actor }))
  if (answer._tag === "Refused") return assert.fail(answer.message)
  return answer.events.reduce<Agency.Agency>((now, event) => Agency.evolve(now, event), agency)
}
const byManager: AgencySigning.Command = {
  _tag: "SignAgencyAgreement",
  agencyId,
  envelope,
  by: { _tag: "Manager", agentId: Sample.agentId() },
  on: Sample.today
}
const bySigner: AgencySigning.Command = { ...byManager, by: { _tag: "Signer" } }

describe("AgencySigning", () => {
  it("waits for the one who may bind the agency when the manager may not [AGY-05]", () => {
    const named = step(unsigned, { _tag: "NameAgencySigner", agencyId, signer: president })
    const half = step(named, byManager, Sample.asAgent())
    assert.isUndefined(half.agreement)
    assert.strictEqual(half.signing?.signatures.length, 1)
    const whole = step(half, bySigner)
    assert.isUndefined(whole.signing)
    assert.deepInclude<object>(whole.agreement ?? {}, { from: Sample.today, expiresOn: Dates.make("2031-03-02") })
    // The signer alone is enough, and a signature that comes later changes nothing.
    assert.deepStrictEqual(step(whole, byManager), whole)
    assert.isDefined(step(named, bySigner).agreement)
  })

  it("is signed by a manager who may bind the agency alone, and by nobody in the manager's place", () => {
    const signer = { _tag: "Manager", agentId: Sample.agentId() } as const
    const named = step(unsigned, { _tag: "NameAgencySigner", agencyId, signer })
    assert.isDefined(step(named, byManager, Sample.asAgent()).agreement)
    const refused = AgencySigning.decide(byManager, { agency: named }, Sample.context({ actor: Sample.asAgent(5) }))
    assert.deepInclude(refused, { code: "SignsForAnother", rule: "AGY-05" })
  })

  it("keeps the agreement in force until the new one is whole", () => {
    const agency = step(Sample.agency(), { _tag: "NameAgencySigner", agencyId, signer: president })
    const half = step(agency, byManager)
    assert.deepStrictEqual(half.agreement, Sample.agreement())
    assert.strictEqual(step(half, bySigner).agreement?.envelope, envelope)
  })

  it("does not go back to papers that were replaced or refused, nor to an end that is nearer [AGY-05]", () => {
    const named = step(unsigned, { _tag: "NameAgencySigner", agencyId, signer: president })
    const told = (of: string, on: string): AgencySigning.Command => ({
      ...bySigner,
      envelope: Id.make<Id.DocumentId>(of),
      on: Dates.make(on)
    })
    const second = step(step(named, told("e-1", "2021-04-01")), told("e-2", "2026-03-01"))
    assert.deepStrictEqual(second.spent, [envelope])
    assert.deepStrictEqual(step(second, told("e-1", "2021-04-01")), second)
    for (const on of ["2010-01-01", "2025-12-01", "2026-03-01"])
      assert.deepInclude(AgencySigning.decide(told("e-3", on), { agency: second }, Sample.context()), {
        code: "AgreementEndsTooSoon",
        rule: "AGY-05"
      })
    const changeId = Id.make<Id.AgencyChangeId>("change-1")
    const change = { changeId, wanted: { legalName: Sample.details(9).legalName }, items: ["agreement"] } as const
    const asked = Agency.evolve(second, {
      _tag: "AgencyChangeRequested",
      agencyId,
      change: { ...change, requestedAt: Sample.now, requestedBy: "agent/agent-0" }
    })
    const refused = Agency.evolve(step(asked, told("e-9", "2026-03-02")), {
      _tag: "AgencyChangeSettled",
      agencyId,
      settled: { changeId, outcome: "rejected", at: Sample.now, reason: "documents-false" }
    })
    assert.strictEqual(refused.agreement?.envelope, "e-2")
    assert.deepStrictEqual(step(refused, told("e-9", "2026-03-02")), refused)
  })
})
