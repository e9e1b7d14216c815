/**
 * Laws of the weekly run that gives newly certified agents their extranet account.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { State } from "@agencybook/core/Certification"
import { make as factsOf } from "@agencybook/core/Facts"
import { calheers } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import { acceptedAs, all, type Law, make, same } from "./Law.ts"
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

/** A closed account is replaced, an open one is kept. @category laws */
export const closedIsReplaced = make({
  id: "extranet-closed-is-replaced",
  sentence: "an account that was closed when a certification ended is given again to whoever is certified anew",
  rules: ["EXT-10", "EXT-01"],
  input: fc.record({ closed: fc.boolean(), certified: fc.boolean() }),
  holds: ({ certified, closed }, rules) => {
    const at = Dates.plusHours(Dates.startOf(monday, zone), 7)
    const since = Dates.plusHours(at, -100)
    const agent = Sample.agent(1, { certification: Sample.certification(certified ? "Certified" : "Pending", since) })
    const { agentId } = agent
    const before = { agentId, username: `CC_${agent.licence.number}`, provisionedAt: Sample.now }
    const ended = { _tag: "ExtranetDisabled", agentId, at: since } as const
    const account = closed ? rules.evolve("extranetAccount", before, ended) : before
    const answer = rules.command(
      { _tag: "RunExtranetOnboarding" },
      factsOf({
        agent: new Map([[agentId as string, agent]]),
        extranetAccount: new Map([[agentId as string, account]])
      }),
      Sample.context({ at, actor: Sample.system }),
      {}
    )
    const again = { _tag: "ExtranetProvisioned", account: { ...before, provisionedAt: at } }
    return all(
      same(account, closed ? { ...before, disabledAt: since } : before, "the account"),
      acceptedAs(answer, closed && certified ? [again] : [])
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [onMonday, closedIsReplaced] as ReadonlyArray<Law>
