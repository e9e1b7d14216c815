// May this actor, perhaps acting for an agent, use this capability on this target? 20,000 mixed requests; every engine
// must allow the same ones. Asked are the capabilities whose row of the table says all: those that depend on a knob of the
// policy, or on how far an application has come, would take code of the application in the other engines. Ours is asked as the library asks itself: the records of the actor, of the session and of
// the agent acted for come out of Maps with every question, and the answer says what granted it or what is missing.
import * as Authority from "@agencybook/core/Authority"
import * as Dates from "@agencybook/core/CalendarDate"
import { permissions } from "@agencybook/core/Capability"
import * as Policy from "@agencybook/core/Policy"
import { operations } from "../lib/measure.mjs"
import { pick, seeded } from "../lib/random.mjs"

export const title = "authority, one decision"
export const ours = "Authority.judge"
export const goals = { "CASL, cached": 5, "CASL, built": 14, casbin: 500 }

const numberOfAgencies = 3000
const numberOfAgents = 14_000
const numberOfCases = 100_000
const numberOfActors = 5000
const at = Dates.instant("2026-03-02T18:00:00.000Z")
// Long before any session was opened.
const since = Dates.instant("2026-01-02T18:00:00.000Z")
const policy = Policy.calheers
const moment = { at, day: Dates.on(at, policy.timeZone), policy }
const capabilities = Object.keys(permissions).filter((one) => {
  const { afterwards, needsStanding, staffKnob } = permissions[one]
  return needsStanding === true && afterwards === undefined && staffKnob === undefined
})

/** Capabilities that a role has for something; an agent's on behalf are those that may be taken over. */
const capabilitiesOf = (role) =>
  capabilities.filter((one) => {
    const { asManager, onBehalf, roles } = permissions[one]
    if (role === "for-the-frozen") return asManager !== undefined
    return role === "on-behalf" ? onBehalf || asManager !== undefined : roles[role] !== undefined
  })

const makeWorld = () => {
  const random = seeded(5)
  const members = new Map()
  const sessions = new Map()
  const staff = new Map()
  const cases = new Map()
  const agencies = Array.from({ length: numberOfAgencies }, (_, a) => {
    const certification = { _tag: random() < 0.97 ? "Certified" : "Suspended", since }
    return { agencyId: `agency-${a}`, managers: [], documents: [], certification, agentIds: [] }
  })
  for (let n = 0; n < numberOfAgents; n++) {
    // A few agencies are large, as in life; each has a manager before it has anybody else.
    const { agentIds, ...agency } = agencies[n < numberOfAgencies ? n : Math.floor(random() ** 3 * numberOfAgencies)]
    const agentId = `agent-${n}`
    const term = { number: agentId, from: "2026-01-01", until: random() < 0.97 ? "2027-01-01" : "2026-02-01" }
    const certification = { _tag: random() < 0.95 ? "Certified" : "Suspended", since, term, reason: "breach" }
    const state = random() < 0.95 ? "Active" : "Inactive"
    const employment = {
      employmentId: `${agentId}:${agency.agencyId}`,
      agentId,
      agencyId: agency.agencyId,
      state,
      since
    }
    const licence = { number: agentId, expiresOn: "2027-06-30", status: "active", health: true }
    members.set(agentId, { agent: { agentId, certification, licence, locked: random() < 0.01 }, employment, agency })
    if (n < numberOfAgencies) agency.managers.push(agentId)
    agentIds.push(agentId)
  }
  const ofAgent = new Map()
  for (let n = 0; n < numberOfCases; n++) {
    const agentId = `agent-${Math.floor(random() * numberOfAgents)}`
    const caseId = `case-${n}`
    const member = members.get(agentId)
    cases.set(caseId, { caseId, agentId, agencyId: member.agency.agencyId, held: goodStanding(member) })
    ofAgent.set(agentId, [...(ofAgent.get(agentId) ?? []), caseId])
  }
  const anyCase = () => `case-${Math.floor(random() * numberOfCases)}`
  const caseOf = (agentId) => (ofAgent.has(agentId) ? pick(random, ofAgent.get(agentId)) : anyCase())
  const kinds = [
    "Agent",
    "Agent",
    "Agent",
    "Agent",
    "Manager",
    "Manager",
    "Staff",
    "Staff",
    "Staff",
    "Consumer",
    "ServiceCenter",
    "Exchange"
  ]
  const actors = Array.from({ length: numberOfActors }, (_, n) => {
    const kind = pick(random, kinds)
    const agency = pick(random, agencies)
    if (kind === "Agent") return { _tag: "Agent", agentId: pick(random, agency.agentIds) }
    if (kind === "Manager") return { _tag: "Agent", agentId: agency.managers[0] }
    if (kind === "Staff") {
      const [userId, agencyId, level] = [`user-${n}`, agency.agencyId, random() < 0.5 ? 1 : 2]
      const approval = { _tag: random() < 0.97 ? "Approved" : "Pending", since }
      staff.set(userId, { userId, agencyId, level, approval, activity: "Active" })
      return { _tag: "Staff", userId, agencyId, level }
    }
    return kind === "Consumer" ? { _tag: "Consumer", caseId: anyCase() } : { _tag: kind, userId: `user-${n}` }
  })
  const byId = new Map(agencies.map((agency) => [agency.agencyId, agency]))
  const session = (managerId, agentId, agencyId) => {
    const actingId = `acting-${managerId}-${agentId}`
    const usedAt = Dates.plusMillis(at, -Math.floor(random() * 31) * 60_000)
    const made = { actingId, managerId, agentId, agencyId, openedAt: usedAt, usedAt }
    if (!sessions.has(actingId)) sessions.set(actingId, random() < 0.03 ? { ...made, closedAt: at } : made)
    return actingId
  }
  const request = () => {
    const actor = pick(random, actors)
    const near = random() < 0.8
    const ask = (role, caseId, acting) => {
      const capability = pick(random, random() < 0.8 ? capabilitiesOf(role) : capabilities)
      return {
        capability,
        actor,
        target: cases.get(near ? caseId : anyCase()),
        ...(acting === undefined ? {} : { acting })
      }
    }
    if (actor._tag === "Agent") {
      const { agency } = members.get(actor.agentId)
      const others = byId.get(agency.agencyId).agentIds
      const isManager = agency.managers.includes(actor.agentId)
      if (!isManager || random() < 0.25) return ask("agent", caseOf(actor.agentId))
      const agentId = pick(random, others)
      return random() < 0.66
        ? ask("on-behalf", caseOf(agentId), session(actor.agentId, agentId, agency.agencyId))
        : ask("manager", caseOf(agentId))
    }
    if (actor._tag === "Staff")
      return ask(`staff-${actor.level}`, caseOf(pick(random, byId.get(actor.agencyId).agentIds)))
    if (actor._tag === "Consumer") return ask("consumer", actor.caseId)
    return ask(actor._tag === "Exchange" ? "exchange" : "service-center", anyCase())
  }
  return { agencies: byId, members, sessions, staff, requests: Array.from({ length: 20_000 }, request) }
}

// What the other engines need: the principal with its roles, worked out by code of the application. That an agent is
// certified, active and so on is part of it, and so is the state of a session, both in the favour of these engines.

const goodStanding = ({ agency, agent, employment }) =>
  employment.state === "Active" &&
  agency.certification._tag === "Certified" &&
  !agent.locked &&
  agent.certification._tag === "Certified" &&
  agent.licence.expiresOn >= moment.day &&
  agent.certification.term.from <= moment.day &&
  moment.day < agent.certification.term.until

const oldest = Dates.plusMillis(at, -policy.actingIdleMinutes * 60_000)

const principalOf = (world, { acting, actor }) => {
  if (acting !== undefined) {
    const session = world.sessions.get(acting)
    const manager = world.members.get(actor.agentId)
    const agent = session && world.members.get(session.agentId)
    const usable =
      agent !== undefined &&
      session.closedAt === undefined &&
      session.managerId === actor.agentId &&
      session.usedAt > oldest &&
      goodStanding(manager)
    if (!usable) return undefined
    // For an agent who may not act a manager does what is the own right.
    return { roles: [goodStanding(agent) ? "on-behalf" : "for-the-frozen"], agentId: session.agentId, good: true }
  }
  switch (actor._tag) {
    case "Agent": {
      const self = world.members.get(actor.agentId)
      const isManager = self.agency.managers.includes(actor.agentId)
      return {
        roles: isManager ? ["agent", "manager"] : ["agent"],
        agentId: actor.agentId,
        agencyId: self.agency.agencyId,
        good: goodStanding(self)
      }
    }
    case "Staff":
      return {
        roles: [`staff-${actor.level}`],
        agencyId: actor.agencyId,
        good:
          world.staff.get(actor.userId).approval._tag === "Approved" &&
          world.agencies.get(actor.agencyId).certification._tag === "Certified"
      }
    case "Consumer":
      return { roles: ["consumer"], caseId: actor.caseId, good: true }
    case "ServiceCenter":
      return { roles: ["service-center"], good: true }
    default:
      return { roles: [actor._tag.toLowerCase()], good: true }
  }
}

// One short text for each principal; an application would know it from the login.
const nameOf = ({ acting, actor }) => {
  const own = actor.agentId ?? actor.caseId ?? actor.userId
  return acting === undefined ? own : `${own}|${acting}`
}

const inSession = ["on-behalf", "for-the-frozen"]
const isOfAnAgency = (role) => ["agent", "manager", "staff-1", "staff-2"].includes(role)

/**
 * Capabilities of a role with the field of the target that must be the principal's own, if any, and whether the agent who
 * holds the case must be able to act.
 */
const permitted = (role) =>
  capabilitiesOf(role).map((capability) => {
    const { casework, roles } = permissions[capability]
    const scope = inSession.includes(role) ? "own" : roles[role]
    const own = role === "consumer" ? "caseId" : "agentId"
    const field = scope === "all" ? undefined : scope === "agency" ? "agencyId" : own
    return { capability, field, held: casework && scope === "agency", needsStanding: isOfAnAgency(role) }
  })

const roles = ["consumer", "agent", "manager", "staff-1", "staff-2", "service-center", "exchange", ...inSession]
const tables = new Map(roles.map((role) => [role, permitted(role)]))

const casl = async (cached) => {
  const { createMongoAbility } = await import("@casl/ability")
  const world = makeWorld()
  // One rule for all capabilities with the same condition, as the library's guide writes them.
  const rulesOf = (principal, role) => {
    const open = tables.get(role).filter(({ needsStanding }) => principal.good || !needsStanding)
    const rule = (field, held) => {
      const action = open.filter((one) => one.field === field && one.held === held).map(({ capability }) => capability)
      const own = field === undefined ? {} : { [field]: principal[field] }
      const conditions = { ...own, ...(held ? { held } : {}) }
      const limited = Object.keys(conditions).length === 0 ? {} : { conditions }
      return action.length === 0 ? [] : [{ action, subject: "Target", ...limited }]
    }
    return [undefined, "agencyId", "agentId", "caseId"].flatMap((field) => [
      ...rule(field, false),
      ...rule(field, true)
    ])
  }
  const build = (principal) =>
    createMongoAbility(
      principal.roles.flatMap((role) => rulesOf(principal, role)),
      { detectSubjectType: () => "Target" }
    )
  const abilities = new Map()
  const abilityOf = (request) => {
    if (!cached) {
      const principal = principalOf(world, request)
      return principal && build(principal)
    }
    const name = nameOf(request)
    let ability = abilities.get(name)
    if (ability === undefined && !abilities.has(name)) {
      const principal = principalOf(world, request)
      ability = principal && build(principal)
      abilities.set(name, ability)
    }
    return ability
  }
  const answer = (i) => {
    const request = world.requests[i]
    return abilityOf(request)?.can(request.capability, request.target) ? 1 : 0
  }
  return operations({ answer, size: world.requests.length })
}

const model = `[request_definition]
r = sub, act, obj
[policy_definition]
p = role, act, rule
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && (r.sub.role == p.role || r.sub.also == p.role) && eval(p.rule)
`

export const alternatives = {
  [ours]: () => {
    const { agencies, members, requests, sessions, staff } = makeWorld()
    // Who holds the case matters for work on cases alone.
    const evidenceOf = (capability, actor, target) => {
      const delegate = permissions[capability].casework ? members.get(target.agentId) : undefined
      if (actor._tag === "Agent") return { self: members.get(actor.agentId), delegate }
      return actor._tag === "Staff"
        ? { staff: staff.get(actor.userId), employer: agencies.get(actor.agencyId), delegate }
        : { delegate }
    }
    const answer = (i) => {
      const { acting, actor, capability, target } = requests[i]
      if (acting === undefined)
        return Authority.judge({ capability, actor, target }, evidenceOf(capability, actor, target), moment)._tag ===
          "Granted"
          ? 1
          : 0
      const self = members.get(actor.agentId)
      const session = sessions.get(acting)
      const evidence = { self, session, principal: session && members.get(session.agentId) }
      return Authority.judge({ capability, actor, acting, target }, evidence, moment)._tag === "Granted" ? 1 : 0
    }
    return operations({ answer, size: requests.length })
  },
  "plain function": () => {
    const world = makeWorld()
    const byCapability = new Map(
      roles.map((role) => [role, new Map(tables.get(role).map((one) => [one.capability, one]))])
    )
    const answer = (i) => {
      const request = world.requests[i]
      const principal = principalOf(world, request)
      if (principal === undefined) return 0
      const { target } = request
      for (const role of principal.roles) {
        const one = byCapability.get(role).get(request.capability)
        if (one === undefined || (one.needsStanding && !principal.good)) continue
        const isOwn = one.field === undefined || target[one.field] === principal[one.field]
        if (isOwn && (target.held || !one.held)) return 1
      }
      return 0
    }
    return operations({ answer, size: world.requests.length })
  },
  "CASL, cached": () => casl(true),
  "CASL, built": () => casl(false),
  casbin: async () => {
    const { newEnforcer, newModelFromString, StringAdapter } = await import("casbin")
    const world = makeWorld()
    const policies = roles.flatMap((role) =>
      tables.get(role).map(({ capability, field, held, needsStanding }) => {
        const own = field === undefined ? "1 == 1" : `r.obj.${field} == r.sub.${field}`
        return `p, ${role}, ${capability}, ${own}${held ? " && r.obj.held" : ""}${needsStanding ? " && r.sub.good" : ""}`
      })
    )
    const enforcer = await newEnforcer(newModelFromString(model), new StringAdapter(policies.join("\n")))
    const answer = (i) => {
      const request = world.requests[i]
      const principal = principalOf(world, request)
      if (principal === undefined) return 0
      const [role, also = role] = principal.roles
      return enforcer.enforceSync({ ...principal, role, also }, request.capability, request.target) ? 1 : 0
    }
    return operations({ answer, size: world.requests.length, warmMillis: 0 })
  },
  "look-ups in Maps alone": () => {
    const { members, requests, sessions } = makeWorld()
    const answer = (i) => {
      const { acting, actor } = requests[i]
      const self = actor._tag === "Agent" ? members.get(actor.agentId) : undefined
      const session = acting === undefined ? undefined : sessions.get(acting)
      const principal = session && members.get(session.agentId)
      return (self === undefined ? 0 : 1) + (principal === undefined ? 0 : 1)
    }
    return { ...operations({ answer, size: requests.length }), digest: undefined }
  }
}
