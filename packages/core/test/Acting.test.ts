import { assert, describe, it } from "@effect/vitest"
import * as Acting from "../src/Acting.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Id from "../src/Id.ts"
import { calheers as policy } from "../src/Policy.ts"
import * as Sample from "./fixture/sample.ts"

const actingId = Id.make<Id.ActingId>("session-0")
const open: Acting.Command = { _tag: "OpenActing", actingId, agencyId: Sample.agencyId(), agentId: Sample.agentId(1) }
const facts = (over: Partial<Acting.Facts> = {}): Acting.Facts => ({
  acting: undefined,
  manager: Sample.member(0),
  agent: Sample.member(1),
  ...over
})
const answer = (command: Acting.Command, over: Partial<Acting.Facts> = {}, context = Sample.context()) => {
  const decided = Acting.decide(command, facts(over), context)
  return decided._tag === "Refused" ? `${decided.rule} ${String(decided.facts.why ?? decided.code)}` : decided.events
}
const obstacle = (over: Partial<Acting.Facts> = {}, at = Sample.now) => {
  const { acting, agent, manager } = facts({ acting: Sample.session(), ...over })
  const moment = { at, day: Dates.on(at, policy.timeZone), policy }
  return Acting.obstacle(actingId, acting, manager, agent, moment)?.facts.why
}

describe("Acting", () => {
  it("opens a session of a manager for another agent of the agency [ACT-01]", () => {
    assert.deepStrictEqual(answer(open), [{ _tag: "ActingOpened", acting: Sample.session() }])
    assert.strictEqual(answer(open, { agent: Sample.member(0) }), "ACT-01 NotAgentOfMyAgency")
    assert.strictEqual(answer(open, { agent: Sample.member(1, { agency: 2 }) }), "ACT-01 NotAgentOfMyAgency")
    assert.strictEqual(answer(open, { agent: undefined }), "ACT-01 NotAgentOfMyAgency")
    assert.strictEqual(answer(open, { manager: undefined }), "ACT-01 NotAgentOfMyAgency")
  })

  it("never nests, and never reuses an identifier [ACT-02]", () => {
    const onBehalfOf = { acting: actingId, agentId: Sample.agentId(1) }
    assert.strictEqual(answer(open, {}, Sample.context({ onBehalfOf })), "ACT-02 nested")
    assert.strictEqual(answer(open, { acting: Sample.session() }), "ACT-02 closed")
  })

  it("closes once, and whoever closes again is told so [ACT-02]", () => {
    const close: Acting.Command = { _tag: "CloseActing", actingId }
    assert.deepStrictEqual(answer(close, { acting: Sample.session() }), [
      { _tag: "ActingClosed", actingId, at: Sample.now }
    ])
    assert.strictEqual(answer(close, { acting: Sample.session({ closedAt: Sample.now }) }), "ACT-02 NotAllowedFrom")
    assert.strictEqual(answer(close), "ACT-02 unknown")
  })

  it("carries commands while the manager may act", () => {
    assert.isUndefined(obstacle())
    assert.strictEqual(obstacle({ acting: undefined }), "unknown")
    assert.strictEqual(obstacle({ agent: undefined }), "unknown")
    assert.strictEqual(obstacle({ acting: Sample.session({ closedAt: Sample.now }) }), "closed")
    assert.strictEqual(obstacle({ manager: Sample.member(3) }), "not-the-manager")
    assert.strictEqual(obstacle({ manager: undefined }), "not-the-manager")
    assert.strictEqual(obstacle({ manager: Sample.member(0, { locked: true }) }), "manager-without-authority")
  })

  it("goes on while the agent may not act, and says what the agent lacks [ACT-02 AGT-19]", () => {
    const suspended = Sample.member(1, { certification: Sample.certification("Suspended"), locked: true })
    assert.isUndefined(obstacle({ agent: suspended }))
    assert.isUndefined(Acting.frozen(actingId, Sample.member(1), Sample.today))
    assert.deepInclude(Acting.frozen(actingId, suspended, Sample.today), {
      message:
        "agent `agent-1`, for whom acting session `session-0` is, has no authority: `not-certified`, `account-locked`",
      facts: { actingId, agentId: Sample.agentId(1), gaps: ["not-certified", "account-locked"] }
    })
  })

  it("ends when the manager is no longer one, or either has left the agency", () => {
    const manager = Sample.member(0)
    const deposed = { ...manager, agency: { ...manager.agency, managers: [Sample.agentId(5)] } }
    assert.strictEqual(obstacle({ manager: deposed }), "manager-without-authority")
    assert.strictEqual(obstacle({ manager: Sample.member(0, { agency: 2 }) }), "manager-without-authority")
    assert.strictEqual(obstacle({ agent: Sample.member(1, { agency: 2 }) }), "agent-left")
    const { employment, ...agent } = Sample.member(1)
    const anew = { ...agent, employment: { ...employment, since: Dates.plusMillis(Sample.session().openedAt, 1) } }
    assert.strictEqual(obstacle({ agent: anew }), "agent-left")
  })

  it("is over after thirty minutes without a command, to the millisecond", () => {
    const idle = Dates.plusMillis(Sample.now, 30 * 60_000)
    assert.isUndefined(obstacle({}, Dates.plusMillis(idle, -1)))
    assert.strictEqual(obstacle({}, idle), "idle")
    const used = Acting.evolve(Sample.session(), { _tag: "ActingUsed", actingId, at: Dates.plusMillis(idle, -1) })
    assert.isUndefined(obstacle({ acting: used }, idle))
  })

  it("stays open to its manager, whoever else looks at it [ACT-02]", () => {
    const moment = { at: Sample.now, day: Sample.today, policy }
    const seen = (manager: number) => Acting.stateAt(Sample.session(), Sample.member(manager), Sample.member(1), moment)
    assert.deepStrictEqual([seen(0), seen(3)], ["Open", "Open"])
  })
})
