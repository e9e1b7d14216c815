import { assert, describe, it } from "@effect/vitest"
import * as Agency from "../src/Agency.ts"
import * as AgencyManagement from "../src/AgencyManagement.ts"
import * as Sample from "./fixture/sample.ts"

const agencyId = Sample.agencyId()
const step = (_tag: AgencyManagement.Command["_tag"], n: number): AgencyManagement.Command => ({
  _tag,
  agencyId,
  agentId: Sample.agentId(n)
})

/** One command after another, everybody being certified and active but those who are named. */
const after = (
  agency: Agency.Agency,
  commands: ReadonlyArray<AgencyManagement.Command>,
  actor = Sample.exchange,
  away: ReadonlyArray<number> = []
): Agency.Agency =>
  commands.reduce((now, command) => {
    const memberOf = (n: number) => Sample.member(n, away.includes(n) ? { employment: "Inactive" } : {})
    const number = (id: string) => Number(id.slice(id.lastIndexOf("-") + 1))
    const answer = AgencyManagement.decide(
      command,
      {
        agency: now,
        member: memberOf(number(command.agentId)),
        primary: memberOf(number(now.managers[0] ?? "agent-0")),
        otherManager: now.managers.some((one) => one !== command.agentId && !away.includes(number(one)))
      },
      Sample.context({ actor })
    )
    if (answer._tag === "Refused") throw new Error(`${answer.rule} ${answer.code}`)
    return answer.events.reduce<Agency.Agency>((known, event) => Agency.evolve(known, event), now)
  }, agency)

describe("AgencyManagement", () => {
  it("hands an agency over to a successor, who becomes the primary manager before the old one goes [AGY-02, AGY-12]", () => {
    const handed = after(
      Sample.agency(),
      [step("DesignateManager", 1), step("ChoosePrimaryManager", 1)],
      Sample.asAgent(0)
    )
    assert.deepStrictEqual(handed.managers, [Sample.agentId(1), Sample.agentId(0)])
    const left = after(handed, [step("RemoveManager", 0)], Sample.asAgent(0))
    assert.deepStrictEqual(left.managers, [Sample.agentId(1)])
    assert.deepStrictEqual(left.designated, [{ agentId: Sample.agentId(1), at: Sample.now }])
  })

  it("moves the next in the row up when the primary manager is removed", () => {
    const three = after(Sample.agency(), [step("DesignateManager", 1), step("DesignateManager", 2)])
    assert.deepStrictEqual(after(three, [step("RemoveManager", 0)]).managers, [Sample.agentId(1), Sample.agentId(2)])
  })

  it("keeps the last manager who can act, whoever asks", () => {
    const two = after(Sample.agency(), [step("DesignateManager", 1)])
    assert.throws(() => after(two, [step("RemoveManager", 1), step("RemoveManager", 0)]), "AGY-12 LastManager")
    assert.throws(() => after(two, [step("RemoveManager", 0)], Sample.exchange, [1]), "AGY-12 LastManager")
    assert.deepStrictEqual(after(two, [step("RemoveManager", 1)], Sample.exchange, [1]).managers, [Sample.agentId(0)])
  })

  it("lets another manager step in for a primary manager who cannot act, and not before [AGY-02]", () => {
    const two = after(Sample.agency(), [step("DesignateManager", 1)])
    const choose = [step("ChoosePrimaryManager", 1)]
    assert.throws(() => after(two, choose, Sample.asAgent(1)), "AGY-02 PrimaryManagerDecides")
    assert.strictEqual(after(two, choose, Sample.asAgent(1), [0]).managers[0], Sample.agentId(1))
  })

  it("is managed rightly by a member with a locked account, and by nobody who is no member [AGY-03]", () => {
    const locked = Sample.member(0, { locked: true })
    assert.isTrue(AgencyManagement.isCertified(locked, Sample.today))
    assert.isFalse(AgencyManagement.isFit(locked, Sample.today))
    for (const ask of [AgencyManagement.isCertified, AgencyManagement.isFit])
      assert.isFalse(ask(undefined, Sample.today))
  })

  it("says what an agent lacks who cannot be designated", () => {
    const answer = AgencyManagement.decide(
      step("DesignateManager", 4),
      {
        agency: Sample.agency(),
        member: Sample.member(4, { employment: "Invited", certification: Sample.certification("Pending") }),
        primary: Sample.member(0),
        otherManager: false
      },
      Sample.context()
    )
    assert.deepInclude(answer, {
      code: "ManagerNotFit",
      message: "agent `agent-4` cannot manage agency `agency-0`: `not-certified`, `not-active`"
    })
  })
})
