// #region imports
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import type * as Portal from "@agencybook/application/Portal"
import * as MailFolder from "@agencybook/email/MailFolder"
import * as Render from "@agencybook/email/Render"
import * as Result from "effect/Result"
// #endregion
import * as DailyFixture from "./daily.fixture.ts"

const portal = await DailyFixture.opened()

// #region run-day
const day = await portal.runDay()
if (day.ok) console.log(day.day, day.counts.RemindRequests, day.refusals)
// => 2026-03-12 { changed: 1, unchanged: 0, repeated: 0, refused: 0 } []
// #endregion

// #region run-again
const again = await portal.runDay()
if (again.ok) console.log(again.counts.RemindRequests)
// => { changed: 0, unchanged: 0, repeated: 0, refused: 0 }
// #endregion

// #region one-by-one
const scheduler: Portal.ActorInput = { _tag: "System", userId: "scheduler" }

const due = await portal.requestsDue({ actor: scheduler }, { day: "2026-03-12" })
if (due.ok)
  for (const { delegationId } of due.value)
    await portal.execute({ id: "expire-1", actor: scheduler, command: { _tag: "ExpireRequest", delegationId } })

const waiting = await portal.remindersDue({ actor: scheduler }, "2026-03-12", { limit: 100 })
if (waiting.ok && waiting.value.rows.length > 0)
  await portal.execute({
    id: "remind-1",
    actor: scheduler,
    command: { _tag: "RemindRequests", on: "2026-03-12", only: waiting.value.rows }
  })
// #endregion

// A Monday, when the request is older than it may be.
DailyFixture.wait(25)

// #region run-missed
const missed = await portal.runDay({
  userId: "cron-2",
  onProgress: ({ work }) => {
    if (work === "ExpireRequest") console.log("a request is over")
  },
  onRefused: ({ about, refusal, work }) => console.log(work, about, refusal.message)
})
if (missed.ok) console.log(missed.day, missed.counts.ExpireRequest.changed)
// => a request is over
// => 2026-04-06 1
// #endregion

// #region render
const key = new Uint8Array(32) // The key that `NodeSecrets.layer({ key })` of the portal has, from your vault.

const render = Result.getOrThrow(
  Render.make({
    sender: { name: "Example Exchange", address: "notices@exchange.example" },
    exchangeName: "Example Exchange",
    portalOrigin: "https://portal.exchange.example",
    supportText: "Questions? Call 800-555-0100.",
    derive: NodeSecrets.derive(key)
  })
)
// #endregion
const folder = DailyFixture.folder

// #region deliver
console.log(await portal.deliver(MailFolder.layer({ folder }), render))
// => { sent: 4, failed: 0, waiting: 0 }
// #endregion

// The fifteenth of November.
DailyFixture.wait(223)

// #region employers
const word = await portal.execute({
  id: "window-opens-2026",
  actor: scheduler,
  command: {
    _tag: "TellSmallBusinessWindow",
    agencyId: "acme",
    on: "2026-11-15",
    employers: [{ employerId: "E-4711", agentId: "max", failed: "participation" }]
  }
})
if (word.ok) console.log(word.events.flatMap((event) => ("failing" in event ? event.failing : [])))
// => [ { agentId: 'max', participation: [ 'E-4711' ], contribution: [] } ]
// #endregion

await portal.close()
DailyFixture.cleared()
