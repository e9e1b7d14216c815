// #region rule
import * as Dates from "@agencybook/core/CalendarDate"
import type { Context } from "@agencybook/core/Decider"
import * as EffectiveDate from "@agencybook/core/EffectiveDate"
import * as Id from "@agencybook/core/Id"
import { calheers } from "@agencybook/core/Policy"
import * as RequestReminder from "@agencybook/core/RequestReminder"

console.log(EffectiveDate.acrossAgencies(Dates.make("2026-03-02"), calheers))
// => 2026-04-01

const context: Context = {
  commandId: Id.make("c-1"),
  at: Dates.instant("2026-03-11T18:00:00.000Z"),
  actor: { _tag: "System", userId: Id.make("scheduler") },
  policy: calheers
}
const answer = RequestReminder.decide({ _tag: "RemindRequests", on: Dates.make("2026-03-12") }, [], context)
if (answer._tag === "Refused") console.log(`${answer.rule}: ${answer.message}`)
// => DEL-23: reminders of `2026-03-12` cannot be sent on `2026-03-11`
// #endregion
