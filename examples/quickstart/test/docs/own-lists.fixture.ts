// An agency of a manager and an agent, both with a consumer.
import * as Portal from "@agencybook/application/Portal"
import * as people from "../readme.fixture.ts"

export const opened = async (): Promise<Portal.Portal> => {
  const portal = Portal.make({ secrets: people.secrets, now: () => Date.UTC(2026, 2, 2, 18) })
  const term = { number: "2400000001", from: "2024-01-01", until: "2029-01-01" }
  const ana: Portal.AgentInput = {
    ...people.applicant,
    employment: "Active",
    certification: { state: "Certified", term }
  }
  const entry = (n: number, agentId: string) => ({
    case: { ...people.household, caseId: `case-${n}`, caseNumber: `5000000${n}` },
    delegate: { agentId, agencyId: "acme", since: "2026-01-05T18:00:00.000Z" }
  })
  const steps: ReadonlyArray<Portal.CommandInput> = [
    { _tag: "RecordRoster", agencies: [people.agency], agents: [people.manager, ana] },
    { _tag: "RecordCases", entries: [entry(1, "ana"), entry(2, "max")] }
  ]
  for (const [n, command] of steps.entries()) {
    const reply = await portal.execute({ id: `c-${n}`, actor: people.feed, command })
    if (!reply.ok) throw new Error(reply.refusal.message)
  }
  return portal
}
