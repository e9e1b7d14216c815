/**
 * Laws of what a step out of a certification would do: the plan and the command say the same, record by record.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Command } from "@agencybook/core/CascadePlan"
import * as Id from "@agencybook/core/Id"
import { type Kind, kinds, type Records } from "@agencybook/core/Record"
import type { Member } from "@agencybook/core/Standing"
import * as Equal from "effect/Equal"
import * as fc from "fast-check"
import { all, holdsIf, idle, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const agencyId = Sample.agencyId()
const at = Dates.plusHours(Sample.now, 1)

const commands = ["SuspendAgent", "ReinstateAgent", "TerminateAgent", "RecordDeath"] as const
const ofAgencies = ["SuspendAgency", "ReinstateAgency", "TerminateAgency", "RejectAgency"] as const

const commandOf = (name: (typeof commands | typeof ofAgencies)[number], agent: number, forCause: boolean): Command => {
  const agentId = Sample.agentId(agent)
  switch (name) {
    case "SuspendAgent":
      return { _tag: name, agentId, reason: "under-investigation" }
    case "ReinstateAgent":
      return { _tag: name, agentId }
    case "TerminateAgent":
      return forCause
        ? { _tag: name, agentId, forCause, reason: "breach", finding: Sample.finding }
        : { _tag: name, agentId, forCause, reason: "voluntary" }
    case "RecordDeath":
      return { _tag: name, agentId, documentId: Id.make("certificate-1") }
    case "ReinstateAgency":
      return { _tag: name, agencyId }
    case "SuspendAgency":
    case "RejectAgency":
      return { _tag: name, agencyId, reason: "breach" }
    case "TerminateAgency":
      return { _tag: name, agencyId, reason: "breach", books: "end" }
  }
}

type Client = { readonly state: "Requested" | "Active" | "Frozen"; readonly agent: number }

/** An agency with its manager and two agents, who have clients, consents, invitations and accounts, and one helper. */
const worldOf = (
  clients: ReadonlyArray<Client>,
  certified: "Certified" | "Suspended" | "Eligible",
  agency: "Pending" | "Certified" | "Suspended"
): World.World => {
  const byId = <A>(records: ReadonlyArray<A>, id: (record: A) => string) =>
    new Map(records.map((one) => [id(one), one]))
  const people = [0, 1, 2]
  const to = (agent: number) => ({ agentId: Sample.agentId(agent), agencyId })
  const delegations = clients.map(({ agent, state }, n) =>
    Sample.delegation(n, state, { delegate: to(agent), consentId: Sample.consent(n).consentId })
  )
  const consents = clients.map(({ agent, state }, n) =>
    Sample.consent(n, state === "Requested" ? "Draft" : "Granted", { grantee: { _tag: "Agency", ...to(agent) } })
  )
  const certification = Sample.agencyCertification(agency)
  return {
    ...World.empty,
    agency: byId([Sample.agency(0, { managers: [Sample.agentId(0)], certification })], (one) => one.agencyId),
    agent: byId(
      people.map((n) => Sample.agent(n, { certification: Sample.certification(n === 1 ? certified : "Certified") })),
      (one) => one.agentId
    ),
    employment: byId(
      people.map((n) => Sample.employment(n)),
      (one) => one.employmentId
    ),
    case: byId(
      clients.map((_, n) => Sample.household(n)),
      (one) => one.caseId
    ),
    delegation: byId(delegations, (one) => one.delegationId),
    consent: byId(consents, (one) => one.consentId),
    invitation: byId(
      people.map((n) => Sample.invitation(n)),
      (one) => one.invitationId
    ),
    extranetAccount: byId(
      people.map((n) => Sample.extranetAccount(n)),
      (one) => one.agentId
    ),
    staff: byId([Sample.staff()], (one) => one.userId)
  }
}

/** Where the records of a kind have their state. */
const stateOf: { readonly [K in Kind]?: (record: Records[K]) => string } = {
  agency: ({ certification }) => certification._tag,
  agent: ({ certification }) => certification._tag,
  employment: ({ state }) => state,
  staff: ({ approval }) => approval._tag,
  delegation: ({ state }) => state._tag,
  consent: ({ state }) => state._tag,
  invitation: ({ state }) => state,
  extranetAccount: ({ state }) => state._tag
}

/** Every record that differs between two worlds, with its state in both. */
const changed = (before: World.World, after: World.World): ReadonlyArray<string> =>
  (Object.keys(kinds) as ReadonlyArray<Kind>).flatMap((kind) => {
    const named = (record: Records[Kind] | undefined) =>
      record === undefined ? "" : (stateOf[kind] as (one: typeof record) => string)(record)
    return Array.from(after[kind] as ReadonlyMap<string, Records[Kind]>).flatMap(([id, record]) => {
      const known = before[kind].get(id)
      return Equal.equals(known, record) ? [] : [`${kind}/${id} ${named(known)} ${named(record)}`]
    })
  })

const counted = (delegations: ReadonlyArray<Records["delegation"]>) => {
  const count = (...states: ReadonlyArray<string>) =>
    delegations.filter(({ state }) => states.includes(state._tag)).length
  return {
    ...{ requested: count("Requested"), active: count("Active"), frozen: count("Frozen") },
    free: count("Ended", "Declined")
  }
}

const memberIn = (world: World.World, n: number): Member => ({
  agent: world.agent.get(Sample.agentId(n)) as Member["agent"],
  employment: world.employment.get(Id.employment(Sample.agentId(n), agencyId)) as Member["employment"],
  agency: world.agency.get(agencyId) as Member["agency"]
})

/** The command does what the preview said. @category laws */
export const doesAsPreviewed = make({
  id: "cascade-does-as-previewed",
  sentence:
    "the plan of a step out of a certification, or back into it, has a row for each record that the command changes, from the state before to the state after, and no other; as many clients as before are in one state or another, none of another agent; sessions and days are those of the command, and as many are told",
  rules: ["ACT-02", "AGY-04", "DEL-25", "DEL-26"],
  runs: 600,
  input: fc.record({
    days: fc.constantFrom(0, 1, 30),
    name: fc.constantFrom(...commands, ...commands, ...ofAgencies),
    agent: fc.constantFrom(0, 1, 1, 1),
    forCause: fc.boolean(),
    certified: fc.constantFrom("Certified", "Certified", "Suspended", "Eligible"),
    agency: fc.constantFrom("Certified", "Certified", "Suspended", "Pending"),
    clients: fc.array(
      fc.record({ state: fc.constantFrom("Requested", "Active", "Frozen"), agent: fc.constantFrom(0, 1, 1, 2) }),
      { maxLength: 12 }
    )
  }),
  holds: ({ agency, agent, certified, clients, days, forCause, name }, rules) => {
    const command = commandOf(name, agent, forCause)
    const world = worldOf(clients, certified, agency)
    const facts = World.facts(world)
    const context = Sample.context({ at, policy: { ...Sample.policy(), dispositionDays: days } })
    const answer = rules.command(command, facts, context, {})
    if (answer._tag !== "Accepted") return idle
    const after = World.after(world, answer.events, rules.evolve)
    const notices = rules.notice.fromEvents(answer.events, World.facts(after), context)
    const ofAgent = "agentId" in command ? command.agentId : undefined
    const own = World.records(world, "delegation").filter(
      ({ delegate }) => ofAgent === undefined || delegate.agentId === ofAgent
    )
    const plan = rules.cascade.preview(answer.events, {
      ...{ known: facts, next: World.facts(after), notices, open: own }
    })
    const ids = new Set(own.map(({ delegationId }) => delegationId))
    const now = World.records(after, "delegation").filter(({ delegationId }) => ids.has(delegationId))
    // A session of the manager for agent 1 that could be used until then.
    const session = Sample.session({ usedAt: at })
    const usable = (of: World.World) =>
      rules.acting.obstacle(session.actingId, session, memberIn(of, 0), memberIn(of, 1), {
        ...{ at, policy: context.policy, day: Sample.today }
      }) === undefined
    const closing = plan.rows.some(
      ({ agentId, closesSessions }) =>
        closesSessions !== undefined &&
        (agentId === undefined ||
          agentId === Sample.agentId(0) ||
          (closesSessions === "all" && agentId === Sample.agentId(1)))
    )
    const window = ofAgent && after.agent.get(ofAgent)?.dispositionUntil
    return all(
      same(
        plan.rows.map(({ from, id, kind, to }) => `${kind}/${id} ${from} ${to}`).toSorted(),
        changed(world, after).toSorted(),
        "the rows"
      ),
      same(
        plan.rows.reduce((sum, { steps }) => sum + steps.length, 0),
        answer.events.length,
        "the number of steps"
      ),
      holdsIf(
        ofAgent === undefined || plan.rows.every(({ agentId, kind }) => kind === "agency" || agentId === ofAgent),
        "a row is about another agent"
      ),
      same([plan.before, plan.after], [counted(own), counted(now)], "the clients before and after"),
      same(
        Object.values(plan.after).reduce((sum, count) => sum + count, 0),
        own.length,
        "how many clients there are afterwards"
      ),
      same(plan.freeOn, window, "the day on which those are free who are left"),
      same(usable(world) && !usable(after), usable(world) && closing, "whether an open session closes"),
      same(
        plan.notices
          .flatMap(({ channel, count, role, template }) =>
            Array.from({ length: count }, () => `${template} ${role} ${channel}`)
          )
          .toSorted(),
        notices.map(({ channel, template, to }) => `${template} ${to.role} ${channel}`).toSorted(),
        "who is told"
      ),
      same(plan.events, answer.events, "what happens")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [doesAsPreviewed] as ReadonlyArray<Law>
