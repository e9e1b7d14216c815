// A portal with an agent who has one case of two.
import * as Portal from "@agencybook/application/Portal"
import * as people from "../readme.fixture.ts"

export const opened = async (): Promise<Portal.Portal> => {
  const portal = Portal.make({ secrets: people.secrets, now: () => Date.UTC(2026, 2, 2, 18) })
  const other: Portal.CaseInput["case"] = { ...people.household, caseId: "case-2", caseNumber: "50000002" }
  const delegate = { agentId: "max", agencyId: "acme", since: "2026-02-01T18:00:00.000Z" }
  const steps: ReadonlyArray<Portal.CommandInput> = [
    { _tag: "RecordRoster", agencies: [people.agency], agents: [people.manager] },
    { _tag: "RecordCases", entries: [{ case: people.household, delegate }, { case: other }] }
  ]
  for (const [n, command] of steps.entries()) {
    const reply = await portal.execute({ id: `c-${n}`, actor: people.feed, command })
    if (!reply.ok) throw new Error(reply.refusal.message)
  }
  return portal
}
