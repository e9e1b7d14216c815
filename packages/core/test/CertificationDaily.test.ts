import { assert, describe, it } from "@effect/vitest"
import * as Agent from "../src/Agent.ts"
import { dueOn } from "../src/AgentDiary.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as CertificationDaily from "../src/CertificationDaily.ts"
import * as Sample from "./fixture/sample.ts"

const agentId = Sample.agentId(1)
const run = (agent: Agent.Agent | undefined, day: string, at = Sample.now) => {
  const decided = CertificationDaily.decide(
    { _tag: "RunCertificationDaily", agentId, day: Dates.make(day) },
    { agent, open: [], consents: [] },
    Sample.context({ actor: Sample.system, at })
  )
  return decided._tag === "Refused" ? decided.code : decided.events
}
const ended = Agent.evolve(Sample.agent(1, { certification: Sample.certification("TerminatedVested") }), {
  _tag: "DispositionOpened",
  agentId,
  until: Sample.today
})

describe("CertificationDaily", () => {
  it("runs for a day that has come on the calendar of the exchange, and for one that was missed", () => {
    assert.strictEqual(run(ended, "2026-03-04"), "CertificationRunAhead")
    // In California it is still the third of March.
    assert.strictEqual(run(ended, "2026-03-04", Dates.instant("2026-03-04T07:59:59.999Z")), "CertificationRunAhead")
    assert.strictEqual(run(ended, "2026-03-03")?.length, 1)
    assert.deepStrictEqual(run(ended, "2026-03-02"), [])
  })

  it("finds nothing to do with an agent in good standing, and nobody under an unknown identifier", () => {
    assert.deepStrictEqual(run(Sample.agent(1), "2026-03-03"), [])
    assert.strictEqual(run(undefined, "2026-03-03"), "UnknownAgent")
  })

  it("tells the end of a certification alone, and not until when its term could have been renewed [AGT-08 AGT-12]", () => {
    const term = { ...Sample.term, until: Dates.make("2026-03-01") }
    const certification = { ...Sample.certification("Suspended"), term } as Agent.Agent["certification"]
    const over = Sample.agent(1, {
      certification,
      licence: { ...Sample.agent(1).licence, status: "expired" },
      licenceUntil: Dates.make("2026-03-02")
    })
    const events = run(over, "2026-03-03")
    if (typeof events === "string") assert.fail(events)
    assert.deepStrictEqual(
      events.map((event) => `${event._tag} ${event._tag === "CertificationMoved" ? event.trigger : ""}`),
      ["CertificationMoved terminate-vested"]
    )
    // While it goes on, the days are told.
    const { licenceUntil: _, ...licensed } = { ...over, licence: Sample.agent(1).licence }
    assert.deepInclude(run(licensed, "2026-03-03")?.[0], { _tag: "TermEnded", agentId })
  })

  it("changes nothing when it runs again [DEL-25]", () => {
    const events = run(ended, "2026-03-03")
    if (typeof events === "string") assert.fail(events)
    assert.deepStrictEqual(events, [{ _tag: "DispositionClosed", agentId }])
    const after = Agent.evolve(ended, { _tag: "DispositionClosed", agentId })
    assert.deepStrictEqual(run(after, "2026-03-03"), [])
    assert.isUndefined(dueOn(after))
  })

  it("sets named clients free and leaves the window open for the run that names none [DEL-25]", () => {
    const open = [1, 2].map((n) =>
      Sample.delegation(n, "Frozen", { delegate: { agentId, agencyId: Sample.agencyId() } })
    )
    const day = Dates.make("2026-03-03")
    const of = (command: object, left: typeof open) => {
      const answer = CertificationDaily.decide(
        { _tag: "RunCertificationDaily", agentId, day, ...command },
        { agent: ended, open: left, consents: [] },
        Sample.context({ actor: Sample.system })
      )
      return answer._tag === "Accepted" ? answer.events.map(({ _tag }) => _tag) : answer.code
    }
    assert.deepStrictEqual(of({ only: open.map(({ delegationId }) => delegationId) }, open), [
      "DelegationMoved",
      "DelegationMoved"
    ])
    assert.deepStrictEqual(of({}, open), ["DelegationMoved", "DelegationMoved", "DispositionClosed"])
    assert.strictEqual(of({ only: [], day: "2026-03-04" }, []), "CertificationRunAhead")
  })
})
