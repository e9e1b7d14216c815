/**
 * Random commands by which a case comes to a new agent at once, and reminders of requests.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Terms } from "@agencybook/core/Consent"
import * as Id from "@agencybook/core/Id"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { aCase, aDelegation, anAgent, type Choice } from "./CommandChoice.ts"

/** Names of the commands that are made here. */
export type Name =
  | "DelegateByServiceCenter"
  | "DelegateByThreeWayCall"
  | "DelegateByAccessCode"
  | "ClaimCase"
  | "IssueAgentChangeCode"
  | "ConfirmAgentChange"
  | "StartApplication"
  | "RemindRequests"

const proof = ({ seed }: Choice): Pick<Terms, "channel" | "evidence"> => ({
  channel: seed.chance(90) ? "electronic-signature" : "text",
  evidence: seed.chance(80)
    ? { type: "document", ref: "sent", sha256: Sample.digest }
    : { type: "portal-record", ref: "sent" }
})

/** A way to a new agent without a request that waits, or the reminders of a day. */
export const aNewAgentStep = (choice: Choice, name: Name): Command => {
  const { n, seed, world } = choice
  const delegationId = Id.make<Id.DelegationId>(`${name}-${seed.chance(5) ? seed.int(n + 1) : n}`)
  const [agentId, caseId] = [anAgent(choice), aCase(choice)]
  const signedBy = "Cora Quint"
  const household = world.case.get(caseId) ?? Sample.household()
  switch (name) {
    case "DelegateByServiceCenter":
    case "DelegateByThreeWayCall": {
      const agent = world.agent.get(seed.chance(10) ? anAgent(choice) : agentId) ?? Sample.agent()
      const number = { licence: agent.licence.number }
      const call = {
        agent: { name: agent.name, number },
        contactPresent: !seed.chance(10),
        reference: `call-${n}`,
        signedBy
      }
      const until = Dates.plusDays(Sample.today, seed.pick([0, 200, 365, 900]))
      return name === "DelegateByThreeWayCall" && seed.chance(50)
        ? { _tag: name, delegationId, caseId, agentId, call, until }
        : { _tag: name, delegationId, caseId, agentId, call }
    }
    case "DelegateByAccessCode": {
      const redeemed = World.records(world, "accessCode").filter(({ state }) => state === "Redeemed")
      const known = redeemed.length > 0 && !seed.chance(20) ? seed.pick(redeemed).caseId : caseId
      return { _tag: name, delegationId, caseId: known, agentId, signedBy }
    }
    case "ClaimCase":
      return {
        _tag: name,
        delegationId,
        agentId,
        consumer: { name: household.primaryContact.name, dob: household.primaryContact.dob },
        identity: { type: "passport", digest: "ab".repeat(32) },
        met: seed.pick(["phone", "in-person"]),
        attested: !seed.chance(10),
        signedBy,
        consent: proof(choice)
      }
    case "IssueAgentChangeCode":
      return { _tag: name, agentChangeCodeId: Id.make(`passcode-${n}`), caseId, agentId }
    case "ConfirmAgentChange": {
      const live = World.records(world, "agentChangeCode").filter(({ state }) => state === "Issued")
      const code = live.length > 0 && !seed.chance(20) ? seed.pick(live) : { caseId, agentId }
      return { _tag: name, delegationId, caseId: code.caseId, agentId: code.agentId, signedBy }
    }
    case "StartApplication": {
      const fresh = Sample.household(5_000 + n)
      const { primaryContact } = seed.chance(15) ? household : fresh
      return {
        _tag: name,
        delegationId,
        caseId: seed.chance(10) ? caseId : Id.make(`started-${n}`),
        caseNumber: seed.chance(10) ? household.caseNumber : fresh.caseNumber,
        agentId,
        primaryContact: { ...primaryContact, dob: Dates.plusDays(primaryContact.dob, seed.chance(15) ? 0 : n + 1) },
        members: ["QhpAptc"],
        year: 2026,
        signedBy,
        consent: proof(choice)
      }
    }
    case "RemindRequests":
      return {
        ...{ _tag: name, on: Dates.plusDays(Sample.today, seed.pick([-20, 0, 0, 0, 5])) },
        ...(seed.chance(30) ? { only: [aDelegation(choice, "Requested"), aDelegation(choice, "Active")] } : {})
      }
  }
}
