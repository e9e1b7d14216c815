// A portal in which one client came and went, and another one stays.
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Portal from "@agencybook/application/Portal"
import * as people from "../readme.fixture.ts"

let now = Date.UTC(2026, 2, 2, 18)
const wait = (days: number): void => {
  now += days * 86_400_000
}
const max = { _tag: "Agent", agentId: "max" } as const
const asks = (n: number) => {
  const caseId = `case-${n}`
  return [
    [
      { _tag: "Consumer", caseId },
      { _tag: "RequestDelegation", delegationId: `d-${n}`, caseId, agentId: "max", signedBy: "L" }
    ],
    [max, { _tag: "AcceptRequest", delegationId: `d-${n}` }]
  ] as const
}

export const opened = async (): Promise<Portal.Portal> => {
  const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1, key: new Uint8Array(32) })
  const portal = Portal.make({ secrets, now: () => now })
  const second = { ...people.household, caseId: "case-2", caseNumber: "50000002" }
  const days: ReadonlyArray<ReadonlyArray<readonly [Portal.ActorInput, Portal.CommandInput]>> = [
    [
      [people.feed, { _tag: "RecordRoster", agencies: [people.agency], agents: [people.manager] }],
      [people.feed, { _tag: "RecordCases", entries: [{ case: people.household }, { case: second }] }]
    ],
    asks(1),
    asks(2),
    [[people.consumer, { _tag: "RemoveDelegation", delegationId: "d-1" }]]
  ]
  for (const [n, steps] of days.entries()) {
    for (const [m, [actor, command]] of steps.entries()) {
      const reply = await portal.execute({ id: `c-${n}-${m}`, actor, command })
      if (!reply.ok) throw new Error(reply.refusal.message)
    }
    wait(1)
  }
  return portal
}
