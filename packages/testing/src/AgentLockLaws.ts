/**
 * Laws of accounts that are locked and opened again.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import type { Access, Agent, LockReason } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import * as fc from "fast-check"
import { acceptedAs, all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const agentId = Sample.agentId(1)
const before = Dates.plusHours(Sample.now, -2)

/** Who locks for what, and whether a proof of identity opens it again; written out. */
const table: { readonly [R in LockReason]: { readonly by: ReadonlyArray<string>; readonly byProof: boolean } } = {
  "sign-in-failed": { by: ["system", "exchange"], byProof: true },
  "credentials-at-risk": { by: ["agent", "system", "exchange"], byProof: true },
  "unusual-activity": { by: ["system", "exchange"], byProof: false },
  "shared-login": { by: ["exchange"], byProof: false }
}
const reasons = Object.keys(table) as ReadonlyArray<LockReason>
const actors: Readonly<Record<string, Actor>> = {
  agent: Sample.asAgent(1),
  system: Sample.system,
  exchange: Sample.exchange,
  consumer: Sample.asConsumer(),
  staff: Sample.asStaff(0, 2)
}
const held = fc.constantFrom<LockReason | "open" | "unknown">("open", "open", "unknown", ...reasons)

const agentWith = (lock: LockReason | "open" | "unknown"): Agent =>
  lock === "open"
    ? Sample.agent(1)
    : Sample.agent(1, {
        locked: true,
        ...(lock === "unknown" ? {} : { access: { since: before, reason: lock } })
      })
const step = (agent: Agent, access: Access, locked: boolean) => ({
  ...{ _tag: "AgentLocked", agentId: agent.agentId, locked, access }
})

/** Who locks, and for what. @category laws */
export const lockedByWhom = make({
  id: "lock-has-its-reasons",
  sentence:
    "an account is locked by the agent, the host's sign-in and the exchange, each for reasons of its own, and by nobody else; a lock never gets weaker by another, and nothing else of the agent changes",
  rules: ["SEC-01", "AGT-20"],
  runs: 600,
  input: fc.record({ held, reason: fc.constantFrom(...reasons), who: fc.constantFrom(...Object.keys(actors)) }),
  holds: ({ held: now, reason, who }, rules) => {
    const agent = agentWith(now)
    const context = Sample.context({ actor: actors[who] as Actor })
    const answer = rules.agentLock.decide({ _tag: "LockAgent", agentId, reason }, { agent }, context)
    if (!table[reason].by.includes(who)) return refusedAs(answer, "LockReasonNotAllowed", "SEC-01")
    const access = { since: Sample.now, reason }
    const graver = now === "open" || (now !== "unknown" && table[now].byProof && !table[reason].byProof)
    const after = eventsOf(answer).reduce<Agent>((one, event) => rules.evolve("agent", one, event), agent)
    return all(
      acceptedAs(answer, graver ? [step(agent, access, true)] : []),
      same(after, graver ? { ...agent, locked: true, access } : agent, "the agent after")
    )
  }
})

/** Who opens what. @category laws */
export const openedByWhom = make({
  id: "lock-is-opened-by-whom-it-concerns",
  sentence:
    "the exchange opens every account, and a new proof of identity one that was locked for what it settles; nobody opens one that is open",
  rules: ["SEC-01", "EMP-02"],
  runs: 400,
  input: fc.record({ held, who: fc.constantFrom("system", "exchange") }),
  holds: ({ held: now, who }, rules) => {
    const agent = agentWith(now)
    const context = Sample.context({ actor: actors[who] as Actor })
    const answer = rules.agentLock.decide({ _tag: "UnlockAgent", agentId }, { agent }, context)
    if (now === "open") return refusedAs(answer, "NotAllowedFrom", "SEC-01")
    if (who === "system" && (now === "unknown" || !table[now].byProof))
      return refusedAs(answer, "LockedByExchange", "SEC-01")
    const access = { since: Sample.now }
    const after = eventsOf(answer).reduce<Agent>((one, event) => rules.evolve("agent", one, event), agent)
    return all(
      acceptedAs(answer, [step(agent, access, false)]),
      same(after, { ...agent, locked: false, access }, "the agent after")
    )
  }
})

/** What a lock takes away. @category laws */
export const takesEverything = make({
  id: "lock-takes-everything-at-once",
  sentence:
    "whoever is locked may do nothing, not even of the own person, from that moment until the account is opened; what was begun before as another agent stays over, and agent and managers are told, the agent alone why",
  rules: ["SEC-01", "EMP-02", "ACT-02"],
  runs: 200,
  least: { actingIdleMinutes: 3 },
  input: fc.record({ reason: fc.constantFrom(...reasons), of: fc.constantFrom("manager", "agent") }),
  holds: ({ of, reason }, rules) => {
    const n = of === "manager" ? 0 : 1
    const whose = Sample.agentId(n)
    const agency = Sample.agency()
    const world = {
      ...World.empty,
      agency: new Map([[agency.agencyId, agency]]),
      agent: new Map([0, 1].map((m) => [Sample.agentId(m), Sample.agent(m)])),
      employment: new Map([0, 1].map((m) => Sample.employment(m)).map((one) => [one.employmentId, one]))
    }
    const memberIn = (one: World.World, m: number) => {
      const member = World.memberOf(one, Sample.agentId(m), agency.agencyId)
      if (member === undefined) throw new Error("the sample is not complete")
      return member
    }
    const carried = (one: World.World, command: "LockAgent" | "UnlockAgent", at: Dates.Instant) => {
      const sent =
        command === "LockAgent" ? { _tag: command, agentId: whose, reason } : { _tag: command, agentId: whose }
      const context = Sample.context({ at })
      const events = eventsOf(rules.command(sent, World.facts(one), context, {}))
      const after = World.after(one, events, rules.evolve)
      return { after, told: rules.notice.fromEvents(events, World.facts(after), context) }
    }
    const locked = carried(world, "LockAgent", Dates.plusMillis(Sample.now, 60_000))
    const open = carried(locked.after, "UnlockAgent", Dates.plusMillis(Sample.now, 120_000))
    const day = Sample.today
    const may = (one: World.World, capability: "view-own-book" | "edit-agent-profile" | "lock-agent") =>
      rules.authority.judge(
        {
          capability,
          actor: Sample.asAgent(n),
          secondFactor: true,
          target: { agencyId: agency.agencyId, agentId: whose }
        },
        { self: memberIn(one, n) },
        { ...Sample.context(), day }
      )._tag
    const rights = (one: World.World) =>
      (["view-own-book", "edit-agent-profile", "lock-agent"] as const).map((what) => may(one, what)).join(" ")
    const session = Sample.session()
    const later = { ...Sample.context({ at: Dates.plusMillis(Sample.now, 121_000) }), day }
    const usable = (one: World.World) => {
      const [manager, principal] = [memberIn(one, 0), memberIn(one, 1)]
      return (
        rules.acting.obstacle(session.actingId, session, manager, principal, later) === undefined &&
        (principal === undefined || rules.acting.frozen(session.actingId, principal, day) === undefined)
      )
    }
    const people = (told: typeof locked.told) =>
      told.map(({ params, template, to: { email } }) => [template, email, params.account, params.reason])
    const told = (account: string, why?: string) => [
      ["NTC-32", Sample.agent(n).loginEmail, account, why],
      ...(n === 1 ? [["NTC-32", Sample.agent(0).loginEmail, account, undefined]] : [])
    ]
    return all(
      same(rights(world), "Granted Granted Granted", "the rights before"),
      same(rights(locked.after), "Refused Refused Refused", "the rights while locked"),
      same(rights(open.after), "Granted Granted Granted", "the rights after"),
      // The session of the manager is over for good; for the agent nobody works while the account is locked.
      same([world, locked.after, open.after].map(usable), [true, false, n === 1], "the session"),
      same(people(locked.told), told("locked", reason), "who is told of the lock"),
      same(people(open.told), told("open"), "who is told that it is over")
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [lockedByWhom, openedByWhom, takesEverything]
