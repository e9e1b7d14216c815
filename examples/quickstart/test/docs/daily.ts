// #region imports
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import type * as Portal from "@agencybook/application/Portal"
import * as Dates from "@agencybook/core/CalendarDate"
import { calheers, type Policy } from "@agencybook/core/Policy"
import * as MailFolder from "@agencybook/email/MailFolder"
import * as Render from "@agencybook/email/Render"
import * as Result from "effect/Result"
// #endregion
import * as DailyFixture from "./daily.fixture.ts"

// #region run-day
const exchange: Portal.ActorInput = { _tag: "Exchange", userId: "scheduler" }
const scheduler: Portal.ActorInput = { _tag: "System", userId: "scheduler" }

/** Everything that a day asks for. Gives what was refused; run again, it does what is still left. */
const runDay = async (portal: Portal.Portal, day: string, { requestDays }: Policy) => {
  const refused: Array<string> = []
  const send = async (command: Portal.CommandInput, about = "") => {
    // An identifier for each piece of work of each day, so that nothing is done twice.
    const reply = await portal.execute({ id: `${command._tag}-${day}${about}`, actor: scheduler, command })
    if (!reply.ok) refused.push(`${command._tag}${about}: ${reply.refusal.message}`)
  }
  await send({ _tag: "ApplyDueTransfers", on: day })
  await send({ _tag: "RemindRequests", on: day })
  await send({ _tag: "ExpireConsents", before: day })
  await send({ _tag: "RunExtranetDaily", day })
  const isMonday = new Date(`${day}T12:00:00Z`).getUTCDay() === 1
  if (isMonday) await send({ _tag: "RunExtranetOnboarding", day })

  const agents = await portal.certificationsDue({ actor: scheduler }, { day })
  if (!agents.ok) throw new Error(agents.refusal.message)
  for (const { agentId } of agents.value) await send({ _tag: "RunCertificationDaily", agentId, day }, `-${agentId}`)

  const agencies = await portal.agenciesDue({ actor: scheduler }, { day })
  if (!agencies.ok) throw new Error(agencies.refusal.message)
  for (const { agencyId } of agencies.value) await send({ _tag: "RunAgencyDaily", agencyId, day }, `-${agencyId}`)

  const certified = await portal.agencies({ actor: exchange }, { certification: "Certified" }, { limit: 1_000 })
  if (!certified.ok) throw new Error(certified.refusal.message)
  for (const { agencyId } of certified.value.rows)
    await send({ _tag: "ReportAgentsOfRecord", agencyId, on: day }, `-${agencyId}`)

  const requests = await portal.ageingRequests({ actor: exchange }, {}, { atLeastDays: requestDays }, { limit: 1_000 })
  if (!requests.ok) throw new Error(requests.refusal.message)
  for (const { delegationId } of requests.value.rows)
    await send({ _tag: "ExpireRequest", delegationId }, `-${delegationId.replace("~", "-")}`)
  return refused
}
// #endregion

const portal = await DailyFixture.opened()

const clock = { now: () => Date.UTC(2026, 2, 12, 18) }

// #region one-day
const today = Dates.on(Dates.fromMillis(clock.now()), calheers.timeZone)
console.log(today, await runDay(portal, today, calheers))
// => 2026-03-12 []
// #endregion

// A Monday, when the request is older than it may be.
DailyFixture.wait(25)
const refused = await runDay(portal, "2026-04-06", calheers)
const pending = await portal.delegations({ actor: exchange }, { agencyId: "acme" }, "pending", { limit: 5 })
console.log(refused, pending.ok && pending.value.rows)
// => [] []

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
// => { sent: 3, failed: 0, waiting: 0 }
// #endregion
await portal.close()
DailyFixture.cleared()
