import { assert, describe, it } from "@effect/vitest"
import * as Agent from "../src/Agent.ts"
import * as AgentLock from "../src/AgentLock.ts"
import * as Machine from "../src/Machine.ts"
import * as Sample from "./fixture/sample.ts"

const agent = Sample.agent(1)
const { agentId } = agent
const self = { _tag: "Agent", agentId } as const
const system = { _tag: "System", userId: "sign-in" as never } as const
const exchange = { _tag: "Exchange", userId: "examiner" as never } as const
const told = (of: Agent.Agent, command: AgentLock.Command, actor: object = exchange) =>
  AgentLock.decide(command, { agent: of }, Sample.context({ actor: actor as never }))
const lock = (reason: Agent.LockReason) => ({ _tag: "LockAgent", agentId, reason }) as const
const unlock = { _tag: "UnlockAgent", agentId } as const
const after = (of: Agent.Agent, command: AgentLock.Command, actor: object = exchange) => {
  const answer = told(of, command, actor)
  return answer._tag === "Accepted" ? answer.events.reduce(Agent.evolve, of) : assert.fail(answer.message)
}

describe("AgentLock", () => {
  it("locks an account at once, and opens it again [SEC-01]", () => {
    const locked = after(agent, lock("credentials-at-risk"), self)
    assert.deepStrictEqual(locked, {
      ...agent,
      locked: true,
      access: { since: Sample.now, reason: "credentials-at-risk" }
    })
    assert.deepStrictEqual(after(locked, unlock, system), { ...agent, access: { since: Sample.now } })
  })

  it("leads where a lock and its end lead, in the table as in the account", () => {
    assert.strictEqual(AgentLock.machine.name, "account lock")
    assert.deepStrictEqual(
      Machine.pairs(AgentLock.machine).map(({ answer, state, trigger }) => [
        `${state} ${trigger}`,
        answer._tag === "Edge" ? answer.to : answer.code
      ]),
      [
        ["Open lock", "Locked"],
        ["Open unlock", "NotAllowedFrom"],
        ["Locked lock", "Locked"],
        ["Locked unlock", "Open"]
      ]
    )
  })

  it("takes from everybody the own reasons alone [SEC-01]", () => {
    for (const reason of ["sign-in-failed", "unusual-activity", "shared-login"] as const)
      assert.deepInclude(told(agent, lock(reason), self), { code: "LockReasonNotAllowed", rule: "SEC-01" })
    assert.deepInclude(told(agent, lock("shared-login"), system), { code: "LockReasonNotAllowed" })
    for (const reason of AgentLock.reasons) assert.isTrue(after(agent, lock(reason)).locked)
  })

  it("is made graver and never weaker, and what the exchange has locked it alone opens [AGT-20]", () => {
    const grave = after(after(agent, lock("sign-in-failed"), system), lock("unusual-activity"), system)
    assert.strictEqual(grave.access?.reason, "unusual-activity")
    assert.strictEqual(after(grave, lock("credentials-at-risk"), self).access?.reason, "unusual-activity")
    assert.deepInclude(told(grave, unlock, system), { code: "LockedByExchange", rule: "SEC-01" })
    assert.isFalse(after(grave, unlock).locked)
    assert.deepInclude(told({ ...agent, locked: true }, unlock, system), { code: "LockedByExchange" })
    assert.deepInclude(told(agent, unlock), { code: "NotAllowedFrom", rule: "SEC-01" })
  })

  it("forgets why an account was locked when a host says so without a reason", () => {
    const locked = after(agent, lock("shared-login"))
    assert.deepStrictEqual(Agent.evolve(locked, { _tag: "AgentLocked", agentId, locked: false }), agent)
  })
})
