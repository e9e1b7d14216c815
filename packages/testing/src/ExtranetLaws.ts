/**
 * Laws of the weekly run that gives newly certified agents their extranet account.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { State } from "@agencybook/core/Certification"
import { calheers } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import { acceptedAs, type Law, make } from "./Law.ts"
import * as Sample from "./Sample.ts"

const monday = Dates.make("2026-03-02")
const zone = calheers.timeZone

/** Each newly certified agent gets one account on Monday. @category laws */
export const onMonday = make({
  id: "extranet-on-monday",
  sentence:
    "a run gives one account, named by prefix and licence, to whoever was certified before its week and still is",
  rules: ["EXT-01", "EXT-03", "EXT-10"],
  runs: 1_000,
  input: fc.record({
    hoursFromWeekStart: fc.constantFrom(-400, -169, -1, 0, 1, 30),
    millis: fc.constantFrom(-1, 0),
    runDay: fc.integer({ min: 0, max: 6 }),
    state: fc.constantFrom<State>("Certified", "Certified", "Suspended", "TerminatedVested", "Pending"),
    lastDay: fc.constantFrom(-1, 0, 1, 300),
    hasAccount: fc.constantFrom(false, false, true),
    prefix: fc.constantFrom("CC_", "VA_")
  }),
  holds: ({ hasAccount, hoursFromWeekStart, lastDay, millis, prefix, runDay, state }, rules) => {
    const weekStart = Dates.startOf(monday, zone)
    const since = Dates.plusMillis(Dates.plusHours(weekStart, hoursFromWeekStart), millis)
    const today = Dates.plusDays(monday, runDay)
    const at = Dates.plusHours(Dates.startOf(today, zone), 7)
    const term = { ...Sample.term, until: Dates.plusDays(today, lastDay) }
    const plain = Sample.certification(state, since)
    const agent = Sample.agent(1, { certification: "term" in plain ? { ...plain, term } : plain })
    const policy = { ...calheers, extranet: { ...calheers.extranet, usernamePrefix: prefix } }
    const answer = rules.extranet.decide(
      { _tag: "RunExtranetOnboarding" },
      { certified: [agent], hasAccount: () => hasAccount },
      Sample.context({ at, policy, actor: Sample.system })
    )
    const due = state === "Certified" && since < weekStart && lastDay > 0 && !hasAccount
    const account = { agentId: agent.agentId, username: `${prefix}${agent.licence.number}`, provisionedAt: at }
    return acceptedAs(answer, due ? [{ _tag: "ExtranetProvisioned", account }] : [])
  }
})

/** The laws of this module. @category laws */
export const laws = [onMonday] as ReadonlyArray<Law>
