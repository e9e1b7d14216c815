// A portal ten days after a consumer asked an agent for help.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Portal from "@agencybook/application/Portal"
import * as people from "../readme.fixture.ts"

export const folder = mkdtempSync(join(tmpdir(), "agencybook-mails-"))
export const cleared = () => rmSync(folder, { recursive: true })

let now = Date.UTC(2026, 2, 2, 18)
export const wait = (days: number): void => {
  now += days * 86_400_000
}

const agency = {
  ...people.agency,
  details: { ...people.agency.details, markets: ["individual", "smallBusiness"] as const }
}

export const opened = async (): Promise<Portal.Portal> => {
  const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1, key: new Uint8Array(32) })
  const portal = Portal.make({ secrets, now: () => now })
  const steps: ReadonlyArray<readonly [Portal.ActorInput, Portal.CommandInput]> = [
    [people.feed, { _tag: "RecordRoster", agencies: [agency], agents: [people.manager] }],
    [people.feed, { _tag: "RecordCases", entries: [{ case: people.household }] }],
    [
      people.consumer,
      { _tag: "RequestDelegation", delegationId: "d-1", caseId: "case-1", agentId: "max", signedBy: "Lucía Ortega" }
    ]
  ]
  for (const [n, [actor, command]] of steps.entries()) {
    const reply = await portal.execute({ id: `c-${n}`, actor, command })
    if (!reply.ok) throw new Error(reply.refusal.message)
  }
  wait(10)
  return portal
}
