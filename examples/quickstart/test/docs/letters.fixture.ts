// A portal whose consumer has no e-mail address and was answered by an agent; and a printer.
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Portal from "@agencybook/application/Portal"
import * as people from "../readme.fixture.ts"

const { email: _, ...unreachable } = people.household.primaryContact

export const printer = { print: async (..._: ReadonlyArray<unknown>): Promise<boolean> => true }

export const opened = async (): Promise<Portal.Portal> => {
  const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1, key: new Uint8Array(32) })
  const portal = Portal.make({ secrets, now: () => Date.UTC(2026, 2, 2, 18) })
  const asked = { delegationId: "d-1", caseId: "case-1", agentId: "max", signedBy: "Lucía Ortega" }
  const steps: ReadonlyArray<readonly [Portal.ActorInput, Portal.CommandInput]> = [
    [people.feed, { _tag: "RecordRoster", agencies: [people.agency], agents: [people.manager] }],
    [people.feed, { _tag: "RecordCases", entries: [{ case: { ...people.household, primaryContact: unreachable } }] }],
    [people.consumer, { _tag: "RequestDelegation", ...asked }],
    [
      { _tag: "Agent", agentId: "max" },
      { _tag: "AcceptRequest", delegationId: "d-1" }
    ]
  ]
  for (const [n, [actor, command]] of steps.entries()) {
    const reply = await portal.execute({ id: `c-${n}`, actor, command })
    if (!reply.ok) throw new Error(reply.refusal.message)
  }
  return portal
}
