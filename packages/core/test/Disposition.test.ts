import { assert, describe, it } from "@effect/vitest"
import * as Agent from "../src/Agent.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Disposition from "../src/Disposition.ts"
import * as Policy from "../src/Policy.ts"
import * as Sample from "./fixture/sample.ts"

const agentId = Sample.agentId(1)
const mine = { delegate: { agentId, agencyId: Sample.agencyId() } }
const ended = Sample.agent(1, {
  certification: Sample.certification("TerminatedVested"),
  dispositionUntil: Dates.make("2026-04-02")
})
const open = [
  Sample.delegation(1, "Frozen", mine),
  Sample.delegation(2, "Requested", mine),
  Sample.delegation(3, "Frozen")
]
const closed = (day: string) =>
  Disposition.closed(ended, { open, consents: [] }, Dates.make(day), Sample.context()).map((event) =>
    event._tag === "DelegationMoved" ? `${event.delegationId} ${event.to._tag}` : event._tag
  )

describe("Disposition", () => {
  it("gives the manager the days of the policy, counted from the day of the exchange [DEL-25]", () => {
    assert.strictEqual(Disposition.until(Sample.now, Policy.calheers), "2026-04-02")
    const late = Dates.instant("2026-03-04T07:59:59.999Z")
    assert.strictEqual(Disposition.until(late, Policy.calheers), "2026-04-02")
    assert.strictEqual(Disposition.until(Sample.now, { ...Policy.calheers, dispositionDays: 0 }), Sample.today)
  })

  it("drops the drafts of what was asked, and no other [CON-03]", () => {
    const [held, asked] = [
      Sample.delegation(1, "Active", { consentId: Sample.consent(1).consentId }),
      Sample.delegation(2, "Requested", { consentId: Sample.consent(2).consentId })
    ]
    const drafts = [1, 2, 3].map((n) => Sample.consent(n, "Draft"))
    assert.deepStrictEqual(
      Disposition.setFree([held, asked], { consents: drafts }, Sample.context()).flatMap((event) =>
        event._tag === "ConsentMoved" ? [event.consentId] : []
      ),
      [Sample.consent(2).consentId]
    )
  })

  it("ends the consent of who is free, unless something else that is open rests on it [CON-03]", () => {
    const consents = [1, 2].map((n) => Sample.consent(n, "Granted"))
    const held = [1, 2].map((n) => Sample.delegation(n, "Frozen", { consentId: Sample.consent(n).consentId }))
    const other = Sample.delegation(3, "Active", { kind: "assister", consentId: Sample.consent(2).consentId })
    const over = (beside?: ReadonlyArray<ReturnType<typeof Sample.delegation>>) =>
      Disposition.setFree(held, { consents, ...(beside === undefined ? {} : { beside }) }, Sample.context()).flatMap(
        (event) => (event._tag === "ConsentMoved" ? [`${event.consentId} ${event.to._tag} ${event.retainUntil}`] : [])
      )
    const [first, second] = ["consent-1 Expired 2036-03-03", "consent-2 Expired 2036-03-03"]
    assert.deepStrictEqual(over(), [first, second])
    assert.deepStrictEqual(over([...held, other]), [first])
  })

  it("sets everybody free on its last day, no client of a colleague, and declines what was asked for [DEL-25 DEL-26]", () => {
    assert.deepStrictEqual(closed("2026-04-01"), [])
    const free = ["delegation-1 Ended", "delegation-2 Declined", "DispositionClosed"]
    assert.deepStrictEqual(closed("2026-04-02"), free)
    assert.deepStrictEqual(closed("2026-05-01"), free)
  })

  it("goes on while the agent applies again, and is over with a new certification", () => {
    const step = (state: "Pending" | "Certified") =>
      Agent.evolve(ended, {
        _tag: "CertificationMoved",
        agentId,
        trigger: state === "Pending" ? "reapply" : "certify",
        from: "TerminatedVested",
        to: Sample.certification(state)
      })
    const until = Dates.make("2026-04-02")
    // After a week the applicant is reminded of what is open.
    assert.deepInclude(step("Pending"), { dispositionUntil: until, dueOn: Dates.make("2026-03-10") })
    assert.doesNotHaveAnyKeys(step("Certified"), ["dispositionUntil"])
  })
})
