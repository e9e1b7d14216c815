import { assert, describe, it } from "@effect/vitest"
import * as Agent from "../src/Agent.ts"
import * as AgentLogin from "../src/AgentLogin.ts"
import * as Sample from "./fixture/sample.ts"

const agent = Sample.agent(1)
const { agentId } = agent
const { loginEmail } = Sample.profile(4)
const change = (over: Partial<AgentLogin.Facts> = {}, to = loginEmail) =>
  AgentLogin.decide(
    { _tag: "ChangeAgentLogin", agentId, loginEmail: to },
    { agent, sameEmail: undefined, staff: undefined, ...over }
  )

describe("AgentLogin", () => {
  it("changes the address and nothing else of the agent", () => {
    const answer = change()
    assert.strictEqual(answer._tag, "Accepted")
    const events = answer._tag === "Accepted" ? answer.events : []
    assert.deepStrictEqual(events, [{ _tag: "AgentLoginChanged", agentId, formerEmail: agent.loginEmail, loginEmail }])
    assert.deepStrictEqual(events.reduce(Agent.evolve, agent), { ...agent, loginEmail })
  })

  it("has nothing to do for the address that is there", () => {
    assert.deepInclude(change({}, agent.loginEmail), { _tag: "Accepted", events: [] })
  })

  it("takes no address of another agent, and none of an open role as staff [STF-07]", () => {
    assert.deepInclude(change({ sameEmail: Sample.agent(4) }), { code: "LoginEmailInUse", rule: "STF-07" })
    assert.deepInclude(change({ staff: Sample.staff(1) }), { code: "StaffRoleOpen", rule: "STF-07" })
    const left = Sample.staff(1, { approval: { _tag: "Terminated", since: Sample.now, reason: "left-agency" } })
    assert.deepInclude(change({ staff: left }), { _tag: "Accepted" })
  })
})
