// A portal with two consumers and nobody who helps them.
import * as Portal from "@agencybook/application/Portal"
import * as people from "../readme.fixture.ts"

export const opened = async (): Promise<Portal.Portal> => {
  const portal = Portal.make({ secrets: people.secrets, now: () => Date.UTC(2026, 2, 2, 18) })
  const command: Portal.CommandInput = { _tag: "RecordCases", entries: [{ case: people.household }] }
  const reply = await portal.execute({ id: "c-0", actor: people.feed, command })
  if (!reply.ok) throw new Error(reply.refusal.message)
  return portal
}
