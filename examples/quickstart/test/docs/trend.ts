// #region imports
import type * as Portal from "@agencybook/application/Portal"
import * as TrendSchema from "@agencybook/core/schema/Trend"
import * as Trend from "@agencybook/core/Trend"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
// #endregion
import * as TrendFixture from "./trend.fixture.ts"

const portal = await TrendFixture.opened()

// #region ask
const manager: Portal.Viewer = { actor: { _tag: "Agent", agentId: "max" } }
const answer = await portal.trend(manager, { agencyId: "acme" }, 5)
const days = answer.ok ? answer.value : []
for (const one of days) console.log(one.day, Trend.total(one))
// => 2026-03-02 { clients: 0, begun: 0, ended: 0 }
// => 2026-03-03 { clients: 1, begun: 1, ended: 0 }
// => 2026-03-04 { clients: 2, begun: 1, ended: 0 }
// => 2026-03-05 { clients: 1, begun: 0, ended: 1 }
// => 2026-03-06 { clients: 1, begun: 0, ended: 0 }
// #endregion

// #region compare
const [monday, friday] = [days[0], days.at(-1)]
if (monday && friday) console.log(Trend.compare(monday, friday))
// => [ { agentId: 'max', clients: 1, begun: 0, ended: 0 } ]
// #endregion

// #region keep
const reported = JSON.stringify(Trend.keep([], days.slice(0, -1)))
const kept = Result.getOrThrow(Schema.decodeUnknownResult(TrendSchema.Trend)(JSON.parse(reported)))
console.log(Trend.keep(kept, days).length, JSON.stringify(Trend.keep(kept, days.slice(0, -1))) === reported)
// => 5 true
// #endregion
await portal.close()
