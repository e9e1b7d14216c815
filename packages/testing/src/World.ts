/**
 * Coherent small worlds: agencies with managers and staff, agents in every state of certification, households, delegations,
 * codes and sessions, and enrollment entities with counselors.
 *
 * A world is plain data. It is made from a number and sizes, grows by events, and answers rules as facts. Every
 * world keeps the invariants of the store: one open employment for each agent, one delegate for each case.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Agency } from "@agencybook/core/Agency"
import { businessOf } from "@agencybook/core/AgencyBusiness"
import type { Agent } from "@agencybook/core/Agent"
import { machine as certificationMachine, type State } from "@agencybook/core/Certification"
import type { Delegation } from "@agencybook/core/Delegation"
import { type Facts, make as makeFacts } from "@agencybook/core/Facts"
import type { AgencyId, AgentId } from "@agencybook/core/Id"
import * as Id from "@agencybook/core/Id"
import * as Record from "@agencybook/core/Record"
import { type Event, type Kind, kinds, type Records } from "@agencybook/core/Record"
import { machine as staffMachine } from "@agencybook/core/Staff"
import * as fc from "fast-check"
import * as EntitySample from "./EntitySample.ts"
import * as Sample from "./Sample.ts"
import * as Seed from "./Seed.ts"

/** All records by kind and identifier. @category models */
export type World = { readonly [K in Kind]: ReadonlyMap<string, Records[K]> }

/** How large a world is. @category models */
export interface Size {
  readonly agencies: number
  /** Agents of each agency, its manager included. */
  readonly agents: number
  readonly cases: number
  /** Of a hundred agents beside the managers, how many are certified; 60 unless told. */
  readonly certified?: number
}

/** A world in which nothing has happened yet. @category constructors */
export const empty: World = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, new Map()])) as unknown as World

/** The facts of a world; everything counts as loaded. @category queries */
export const facts = (world: World): Facts => makeFacts(world)

/** The records of one kind. @category queries */
export const records = <K extends Kind>(world: World, kind: K): ReadonlyArray<Records[K]> =>
  Array.from(world[kind].values())

/** The world after events; with `evolve`, under other rules than those of core. @category transforms */
export const after = (
  world: World,
  events: ReadonlyArray<Event>,
  evolve: typeof Record.evolve = Record.evolve
): World => {
  const next: { [K in Kind]?: Map<string, Records[Kind]> } = {}
  for (const event of events) {
    const { id, kind } = Record.refOf(event)
    next[kind] ??= new Map<string, Records[Kind]>(world[kind])
    next[kind].set(id, evolve(kind, next[kind].get(id) as never, event))
  }
  return { ...world, ...next } as unknown as World
}

const openings: { readonly [K in Kind]?: (record: Records[K]) => Event } = {
  agency: (agency) => ({ _tag: "AgencyOpened", agency }),
  agent: (agent) => ({ _tag: "AgentAdded", agent }),
  employment: (to) => ({ _tag: "EmploymentMoved", employmentId: to.employmentId, trigger: "invite", to }),
  staff: (staff) => ({ _tag: "StaffAdded", staff }),
  case: (one) => ({ _tag: "CaseRecorded", case: one }),
  delegation: (delegation) => ({ _tag: "DelegationOpened", delegation }),
  transfer: (transfer) => ({ _tag: "TransferApplied", transfer }),
  acting: (acting) => ({ _tag: "ActingOpened", acting }),
  accessCode: (accessCode) => ({ _tag: "AccessCodeIssued", accessCode }),
  invitation: (invitation) => ({ _tag: "InvitationIssued", invitation }),
  extranetAccount: (account) => ({
    _tag: "ExtranetAccountProvisioned",
    trigger: "provision",
    from: "NotProvisioned",
    account
  }),
  enrollmentEntity: (entity) => ({ _tag: "EntityRegistered", entity }),
  counselor: (counselor) => ({ _tag: "CounselorAdded", counselor })
}

/** The event that brings a record into an empty world as it is. @category constructors */
export const opening = <K extends Kind>(kind: K, record: Records[K]): Event => {
  const known = openings[kind]
  if (known === undefined) throw new TypeError(`no event alone makes a record of kind ${kind}`)
  return known(record as never)
}

/** A world as events, one for each record, in an order in which every reference leads to something earlier. @category encoding */
export const events = (world: World): ReadonlyArray<Event> =>
  (Object.keys(openings) as ReadonlyArray<Kind>).flatMap((kind) =>
    records(world, kind).map((record) => opening(kind, record))
  )

const uncertified = certificationMachine.states.filter((state) => state !== "Certified")

const makeAgent = (n: number, state: State, seed: Seed.Seed): Agent =>
  Sample.agent(n, {
    certification: Sample.certification(state),
    locked: seed.chance(5),
    acceptsNewClients: !seed.chance(10),
    listInDirectory: !seed.chance(20)
  })

const employmentOf = (state: State): "Invited" | "Active" | "Inactive" => {
  switch (state) {
    case "Incomplete":
    case "Pending":
    case "Eligible":
      return "Invited"
    case "Denied":
    case "Withdrawn":
    case "Discarded":
      return "Inactive"
    case "Certified":
    case "Suspended":
    case "TerminatedVested":
    case "TerminatedForCause":
    case "Deceased":
      return "Active"
  }
}

const makeDelegation = (
  n: number,
  caseNumber: number,
  agent: Agent,
  agencyId: AgencyId,
  seed: Seed.Seed
): Delegation => {
  const certified = agent.certification._tag === "Certified"
  const state = seed.chance(25) ? "Requested" : certified ? "Active" : "Frozen"
  const delegate = { agentId: agent.agentId, agencyId }
  return Sample.delegation(n, state, { caseId: Sample.caseId(caseNumber), delegate })
}

/** Makes the world of a number; the same number and sizes give the same world. @category generators */
export const make = (start: number, size: Size): World => {
  const seed = Seed.from(start)
  const maps = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, new Map<string, unknown>()]))
  const put = <K extends Kind>(kind: K, id: string, record: Records[K]) => void maps[kind]?.set(id, record)
  const staff: Array<{ readonly agent: Agent; readonly agencyId: AgencyId }> = []
  for (let a = 0; a < size.agencies; a++) {
    const base = a * size.agents
    const certification = Sample.agencyCertification(seed.chance(85) ? "Certified" : "Suspended")
    const agency: Agency = Sample.agency(a, { managers: [Sample.agentId(base)], certification })
    put("agency", agency.agencyId, agency)
    for (let n = base; n < base + size.agents; n++) {
      const state: State = n === base || seed.chance(size.certified ?? 60) ? "Certified" : seed.pick(uncertified)
      const agent = makeAgent(n, state, seed)
      const ended = state === "Denied" || state === "Withdrawn" || state === "Discarded"
      const employment = {
        ...Sample.employment(n, a, employmentOf(state)),
        ...(ended ? { reason: "application-ended" as const } : {})
      }
      put("agent", agent.agentId, agent)
      put("employment", employment.employmentId, employment)
      if (employment.state === "Active") staff.push({ agent, agencyId: agency.agencyId })
    }
  }
  // Helpers of every agency, at both levels and at every point of their approval.
  for (let s = 0; s < 2 * size.agencies; s++) {
    const helper = Sample.staff(s, {
      agencyId: Sample.agencyId(s >> 1),
      level: seed.chance(50) ? 1 : 2,
      approval: Sample.approval(seed.chance(70) ? "Approved" : seed.pick(staffMachine.states)),
      activity: seed.chance(90) ? "Active" : "Inactive",
      ...(seed.chance(50) ? { trainedOn: Sample.today } : {})
    })
    put("staff", helper.userId, helper)
  }
  // Two enrollment entities of which one may help, and a counselor of each.
  put("enrollmentEntity", EntitySample.entity(0).entityId, EntitySample.entity(0))
  const suspended = EntitySample.entity(1, { certification: EntitySample.entityCertification("Suspended") })
  put("enrollmentEntity", suspended.entityId, suspended)
  put("counselor", EntitySample.counselor(0).counselorId, EntitySample.counselor(0))
  put("counselor", EntitySample.counselor(1).counselorId, EntitySample.counselor(1, { entityId: suspended.entityId }))
  for (let c = 0; c < size.cases; c++) {
    put("case", Sample.caseId(c), Sample.household(c, seed.chance(60) ? { coverage: Sample.coverage() } : {}))
    if (staff.length === 0 || seed.chance(20)) continue
    const { agencyId, agent } = seed.pick(staff)
    const delegation = makeDelegation(c, c, agent, agencyId, seed)
    put("delegation", delegation.delegationId, delegation)
    const other = seed.pick(staff)
    if (delegation.state._tag !== "Requested" && seed.chance(30)) {
      // The consumer has asked somebody else, who has not answered yet.
      const delegate = { agentId: other.agent.agentId, agencyId: other.agencyId }
      const asked = Sample.delegation(size.cases + 1_000 + c, "Requested", { caseId: Sample.caseId(c), delegate })
      put("delegation", asked.delegationId, asked)
    }
    if (!seed.chance(20)) continue
    put("accessCode", `code-${c}`, Sample.accessCode(c))
    put("case", Sample.caseId(c), Sample.household(c, { account: { _tag: "CodeIssued" } }))
  }
  const [first, second] = staff
  if (first !== undefined && second !== undefined && first.agencyId === second.agencyId) {
    const acting = Sample.session({
      managerId: first.agent.agentId,
      agentId: second.agent.agentId,
      agencyId: first.agencyId
    })
    put("acting", acting.actingId, acting)
  }
  return maps as unknown as World
}

/**
 * One agency as examples use it: agent 0 manages it, agents 1 and 2 work in it, all may act; the consumer of case 0 has
 * agent 1, the consumer of case 1 has nobody.
 *
 * @category constructors
 */
export const office: World = after(empty, [
  opening("agency", Sample.agency()),
  ...[0, 1, 2].flatMap((n) => [opening("agent", Sample.agent(n)), opening("employment", Sample.employment(n))]),
  ...[0, 1].map((n) => opening("case", Sample.household(n))),
  opening(
    "delegation",
    Sample.delegation(0, "Active", { delegate: { agentId: Sample.agentId(1), agencyId: Sample.agencyId() } })
  )
])

/** Arbitrary worlds up to a size; a failing world shrinks to fewer agencies, agents and cases. @category generators */
export const arbitrary = (most: Size = { agencies: 3, agents: 4, cases: 8 }): fc.Arbitrary<World> =>
  fc
    .record({
      start: fc.nat(),
      agencies: fc.integer({ min: 1, max: most.agencies }),
      agents: fc.integer({ min: 1, max: most.agents }),
      cases: fc.integer({ min: 0, max: most.cases })
    })
    .map(({ start, ...size }) => make(start, size))

/** An agent of a world as a member of an agency, whatever the state of the employment. @category queries */
export const memberOf = (world: World, agentId: AgentId, agencyId: AgencyId) => {
  const agent = world.agent.get(agentId)
  const employment = world.employment.get(Id.employment(agentId, agencyId))
  const agency = world.agency.get(agencyId)
  return agent && employment && agency ? { agent, employment, agency } : undefined
}

const inParts = <A>(list: ReadonlyArray<A>, most: number): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: Math.ceil(list.length / most) }, (_, n) => list.slice(n * most, (n + 1) * most))

/** What the portal notes about an agent beside the profile. */
const agentOnly = ["dispositionUntil", "licenceUntil", "renewUntil", "reminded", "dueOn"]

/**
 * The deliveries that bring agencies, agents, cases and their delegates of a world into an empty store, through the
 * command path. Staff, locks, sessions, codes and requests of the world stay behind.
 *
 * @category encoding
 */
export const deliveries = (world: World): ReadonlyArray<Command> => {
  const plain = (value: object, ...without: ReadonlyArray<string>) =>
    Object.fromEntries(Object.entries(value).filter(([field]) => !without.includes(field))) as never
  const holders = new Map(
    records(world, "delegation").flatMap((one) =>
      one.state._tag === "Active" ? [[one.caseId, { ...one.delegate, since: one.state.from }] as const] : []
    )
  )
  const agencies = records(world, "agency").map((agency) => ({
    agencyId: agency.agencyId,
    details: {
      legalName: agency.legalName,
      publicName: agency.publicName,
      fein: agency.fein,
      ...(agency.licenceNumber === undefined ? {} : { licenceNumber: agency.licenceNumber }),
      ...businessOf(agency),
      email: agency.email,
      phone: agency.phone,
      site: agency.sites[0].address
    }
  }))
  const agents = records(world, "employment").map(({ agencyId, agentId, state }) => {
    const agent = world.agent.get(agentId) as Agent
    const { certification } = agent
    return {
      agentId,
      agencyId,
      profile: plain(agent, "agentId", "certification", "locked", ...agentOnly),
      manager: world.agency.get(agencyId)?.managers.includes(agentId) ?? false,
      certification: {
        state: certification._tag,
        ...("term" in certification ? { term: certification.term } : {})
      },
      employment: state
    }
  })
  const entries = records(world, "case").map((one) => {
    const delegate = holders.get(one.caseId)
    return { case: one, ...(delegate === undefined ? {} : { delegate }) }
  })
  // A delivery has a bound; an agency goes with its agents.
  const rosters = inParts(agencies, 200).map((part): Command => {
    const here = new Set<string>(part.map(({ agencyId }) => agencyId))
    return { _tag: "RecordRoster", agencies: part, agents: agents.filter(({ agencyId }) => here.has(agencyId)) }
  })
  return [...rosters, ...inParts(entries, 1_000).map((part): Command => ({ _tag: "RecordCases", entries: part }))]
}
