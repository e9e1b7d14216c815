import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "vitest"
import * as Portal from "../src/Portal.ts"
import { agent, consumer, exchange, household, request, roster, start, system } from "./fixture/portal.ts"

const policy = {
  ...calheers,
  name: "custom",
  delegationExclusivity: "one-total",
  claimBySearch: "associated",
  newAgentVerification: ["consumer", "attestation"]
} as const
const counselor = { _tag: "Counselor", userId: "cec-1" }
const proof = { type: "document", ref: "paper", sha256: "ab".repeat(32) }
const sought = {
  consumer: { name: { first: "Cora", last: "Quint" }, dob: "1977-07-07" },
  identity: { type: "passport", digest: "ab".repeat(32) },
  ...{ met: "phone", attested: true, signedBy: "Cora Quint" },
  consent: { channel: "wet-signature", evidence: proof }
}
const claims = {
  agent: { _tag: "ClaimCase", delegationId: "again", agentId: "agent-1", ...sought },
  counselor: { _tag: "ClaimCaseAsCounselor", delegationId: "again", counselorId: "cec-1", ...sought }
}

/** A household without a delegate, an agent and a counselor whom it may ask. */
const world = async () => {
  let sent = 0
  // Every command is sent a minute after the one before.
  const portal = Portal.make({ policy, now: () => start + sent * 60_000 })
  const send = async (actor: object, command: object) =>
    portal.executeUnknown({ id: `sent-${++sent}`, actor: actor as never, command })
  const told = async (actor: object, command: object) => {
    const answer = await send(actor, command)
    assert.isTrue(answer.ok, JSON.stringify(answer))
  }
  const value = household(7)
  const contact = { ...value.primaryContact, dob: "1977-07-07" }
  await told(system, roster)
  await told(system, { _tag: "RecordCases", entries: [{ case: { ...value, primaryContact: contact } }] })
  await told(exchange, { _tag: "RegisterEntity", entityId: "entity-1", name: "Open Door" })
  await told(exchange, { _tag: "CertifyEntity", entityId: "entity-1", through: "2026-12-31" })
  const name = { first: "Cleo", last: "Nash" }
  await told(exchange, { _tag: "AddCounselor", counselorId: "cec-1", entityId: "entity-1", name })
  const steps = {
    async agent() {
      await told(consumer(7), request(7, 1))
      await told(agent(1), { _tag: "AcceptRequest", delegationId: "r-7" })
    },
    async counselor() {
      const asked = { caseId: "case-7", counselorId: "cec-1", signedBy: "Cora Quint" }
      await told(consumer(7), { _tag: "RequestCounselor", delegationId: "h-7", ...asked })
      await told(counselor, { _tag: "AcceptCounselorRequest", delegationId: "h-7" })
    },
    leaveAgent: () => told(agent(1), { _tag: "RelinquishDelegation", delegationId: "r-7" }),
    leaveCounselor: () => told(counselor, { _tag: "RelinquishAsCounselor", delegationId: "h-7" })
  }
  return { ...steps, send, told }
}

const refusedWith = async (answer: Promise<Portal.Reply>) => {
  const one = await answer
  if (one.ok) return "accepted"
  return "code" in one.refusal ? one.refusal.code : one.refusal._tag
}

describe("A claim where a case has one delegate in total", () => {
  it("takes no case from the agent whom the consumer chose after the counselor left [DEL-05 DEL-09 DEL-15]", async () => {
    const { agent: chosen, counselor: helped, leaveAgent, leaveCounselor, send } = await world()
    await helped()
    await leaveCounselor()
    await chosen()
    assert.strictEqual(await refusedWith(send(counselor, claims.counselor)), "CounselorClaimStopped")
    await leaveAgent()
    assert.strictEqual(await refusedWith(send(counselor, claims.counselor)), "CounselorClaimStopped")
    assert.strictEqual(await refusedWith(send(agent(1), claims.agent)), "accepted")
  })

  it("takes no case from the counselor whom the consumer chose after the agent left [DEL-05 DEL-09 DEL-15]", async () => {
    const { agent: chosen, counselor: helped, leaveAgent, leaveCounselor, send } = await world()
    await chosen()
    await leaveAgent()
    await helped()
    assert.strictEqual(await refusedWith(send(agent(1), claims.agent)), "NotAssociated")
    await leaveCounselor()
    assert.strictEqual(await refusedWith(send(agent(1), claims.agent)), "NotAssociated")
    assert.strictEqual(await refusedWith(send(counselor, claims.counselor)), "accepted")
  })
})
