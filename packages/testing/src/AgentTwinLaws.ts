/**
 * Laws of what a person is known by, licence number, national producer number and the address for login, and of deliveries
 * without twins.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Profile } from "@agencybook/core/Agent"
import { machine } from "@agencybook/core/Certification"
import type { IncomingAgent } from "@agencybook/core/Migration"
import { machine as staffMachine } from "@agencybook/core/Staff"
import * as fc from "fast-check"
import { acceptedAs, all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const holder = Sample.profile(7)
const agencyId = Sample.agencyId()
const newId = Sample.agentId(8)

const shared = {
  nothing: {},
  licence: { licence: holder.licence },
  npn: { npn: holder.npn },
  email: { loginEmail: holder.loginEmail },
  "npn and email": { npn: holder.npn, loginEmail: holder.loginEmail },
  everything: { licence: holder.licence, npn: holder.npn, loginEmail: holder.loginEmail }
} as const satisfies Readonly<Record<string, Partial<Profile>>>

const refusals = {
  licence: ["AgentExists", "AGT-01"],
  npn: ["NpnInUse", "AGT-01"],
  email: ["LoginEmailInUse", "STF-07"],
  "npn and email": ["NpnInUse", "AGT-01"],
  everything: ["AgentExists", "AGT-01"]
} as const

const incoming = (n: number, profile: Profile): IncomingAgent => ({
  agentId: Sample.agentId(n),
  agencyId,
  profile,
  manager: false,
  certification: { state: "Certified", term: Sample.term },
  employment: "Active"
})

const ways = {
  add: (profile: Profile): Command => ({ _tag: "AddAgent", agencyId, agentId: newId, profile }),
  open: (manager: Profile): Command => ({
    ...{ _tag: "OpenAgency", agencyId: Sample.agencyId(8), details: Sample.details(8) },
    ...{ managerId: newId, manager }
  }),
  "take over": (profile: Profile): Command => ({
    ...{ _tag: "RecordRoster", agencies: [] },
    agents: [incoming(6, Sample.profile(6)), incoming(8, profile)]
  }),
  "take over together": (profile: Profile): Command => ({
    ...{ _tag: "RecordRoster", agencies: [] },
    agents: [incoming(7, holder), incoming(8, profile)]
  })
}

/** One person, one record. @category laws */
export const agentHasNoTwin = make({
  id: "agent-has-no-twin",
  sentence:
    "nobody is added, opens an agency or is taken over with the licence number, the national producer number or the address for login of an agent on record, however that agent stands, or of another one of the same delivery; only a profile that was discarded before it was submitted keeps nobody out; the answer names the newcomer and the field, and nothing of whoever has it",
  rules: ["AGT-01", "STF-07"],
  runs: 500,
  input: fc.record({
    what: fc.constantFrom("nothing", "licence", "npn", "email", "npn and email", "everything" as const),
    way: fc.constantFrom("add", "open", "take over", "take over together" as const),
    state: fc.constantFrom(...machine.states)
  }),
  holds: ({ state, way, what: asked }, rules) => {
    const what = state === "Discarded" && way !== "take over together" ? "nothing" : asked
    const known = Sample.agent(7, { certification: Sample.certification(state) })
    const world = {
      ...World.empty,
      agency: new Map([[agencyId, Sample.agency()]]),
      agent: new Map(way === "take over together" ? [] : [[known.agentId, known]])
    }
    const answer = rules.command(
      ways[way](Sample.profile(8, shared[asked])),
      World.facts(world),
      Sample.context({ actor: Sample.system }),
      {}
    )
    if (what === "nothing")
      return holdsIf(
        eventsOf(answer).some((event) => event._tag === "AgentAdded" && event.agent.agentId === newId),
        "somebody whom nobody knows is not added"
      )
    const [code, rule] = refusals[what]
    return all(
      refusedAs(answer, code, rule),
      same("facts" in answer && answer.facts, { agentId: newId }, "what the refusal tells")
    )
  }
})

const newAddress = Sample.profile(40).loginEmail

/** An address for login moves, and is nobody else's. @category laws */
export const loginIsOnePersons = make({
  id: "agent-login-is-one-persons",
  sentence:
    "an address for login is changed to one that no other agent on record has, nor anybody in an open role as staff, and nothing else of the agent is; the address of before is free then, the same again changes nothing, and both addresses are told",
  rules: ["SEC-01", "STF-07", "AGT-01"],
  runs: 400,
  input: fc.record({
    to: fc.constantFrom("free", "free", "own", "agent", "staff" as const),
    state: fc.constantFrom(...machine.states),
    role: fc.constantFrom(...staffMachine.states)
  }),
  holds: ({ role, state, to }, rules) => {
    const agent = Sample.agent(1)
    const { agentId } = agent
    const other = Sample.agent(7, {
      certification: Sample.certification(state),
      ...(to === "agent" ? { loginEmail: newAddress } : {})
    })
    const staff = Sample.staff(0, { approval: Sample.approval(role), ...(to === "staff" ? { email: newAddress } : {}) })
    const world = {
      ...World.empty,
      agency: new Map([[agencyId, Sample.agency()]]),
      agent: new Map([agent, other].map((one) => [one.agentId, one])),
      staff: new Map([[staff.userId, staff]])
    }
    const loginEmail = to === "own" ? agent.loginEmail : newAddress
    const answer = rules.command(
      { _tag: "ChangeAgentLogin", agentId, loginEmail },
      World.facts(world),
      Sample.context({ actor: Sample.asAgent(1) }),
      {}
    )
    if (to === "own") return acceptedAs(answer, [])
    if (to === "agent" && state !== "Discarded")
      return all(
        refusedAs(answer, "LoginEmailInUse", "STF-07"),
        same("facts" in answer && answer.facts, { agentId }, "what the refusal tells")
      )
    if (to === "staff" && ["Pending", "Eligible", "Approved"].includes(role))
      return refusedAs(answer, "StaffRoleOpen", "STF-07")
    const events = eventsOf(answer)
    const after = World.after(world, events, rules.evolve)
    const joining = (email: Profile["loginEmail"]) =>
      rules.command(
        ways.add(Sample.profile(8, { loginEmail: email })),
        World.facts(after),
        Sample.context({ actor: Sample.exchange }),
        {}
      )._tag
    const notices = rules.notice.fromEvents(events, World.facts(after), Sample.context())
    return all(
      acceptedAs(answer, [{ _tag: "AgentLoginChanged", agentId, formerEmail: agent.loginEmail, loginEmail }]),
      same(after.agent.get(agentId), { ...agent, loginEmail }, "the agent after"),
      same(joining(agent.loginEmail), "Accepted", "whoever comes with the address of before"),
      same(joining(loginEmail), "Refused", "whoever comes with the new one"),
      same(
        notices.map(({ params, template, to: { email, role: as } }) => `${template} ${as} ${email} ${params.address}`),
        [`NTC-31 agent ${agent.loginEmail} former`, `NTC-31 agent ${loginEmail} present`],
        "who is told"
      )
    )
  }
})

/** Deliveries take over no twins and nobody without an agency. @category laws */
export const rosterWithoutTwins = make({
  id: "roster-taken-over-without-twins",
  sentence:
    "a roster is taken over with every agent in an agency, and no FEIN, licence, national producer number, address for login or identifier twice",
  rules: ["AGY-01", "AGY-07", "AGT-01", "STF-07"],
  input: fc.constantFrom(
    ...(["fine", "no agency", "known fein", "twin fein", "known licence", "twin licence", "twin agent"] as const),
    ...(["known npn", "twin npn", "known email", "twin email"] as const)
  ),
  holds: (what, rules) => {
    const incoming = (n: number, agency: number, licence = n) => ({
      agentId: Sample.agentId(n),
      agencyId: Sample.agencyId(agency),
      profile: Sample.profile(licence),
      manager: n < 2,
      certification: { state: "Certified" as const, term: Sample.term },
      employment: "Active" as const
    })
    const agencies = [0, 1].map((n) => ({
      agencyId: Sample.agencyId(n),
      details: Sample.details(what === "twin fein" ? 0 : n)
    }))
    const third = what === "no agency" ? incoming(2, 7) : what === "twin agent" ? incoming(1, 1, 2) : incoming(2, 1)
    const twin = what === "twin licence" ? incoming(2, 1, 0) : third
    const { loginEmail, npn } = Sample.profile(0)
    const shared = what === "twin npn" ? { npn } : what === "twin email" ? { loginEmail } : {}
    const agents = [incoming(0, 0), incoming(1, 1), { ...twin, profile: { ...twin.profile, ...shared } }]
    const answer = rules.migration.decide(
      { _tag: "RecordRoster", agencies, agents },
      {
        agency: () => undefined,
        agencyByFein: () => (what === "known fein" ? Sample.agency(5) : undefined),
        knowsAgent: () => false,
        knowsLicence: () => what === "known licence",
        knowsNpn: () => what === "known npn",
        knowsEmail: () => what === "known email"
      },
      Sample.context({ actor: Sample.system })
    )
    if (what === "fine")
      return same(eventsOf(answer).filter(({ _tag }) => _tag === "AgentAdded").length, 3, "agents added")
    if (what === "no agency") return refusedAs(answer, "AgencyMissing", "AGY-01")
    if (what.endsWith("fein")) return refusedAs(answer, "FeinInUse", "AGY-07")
    if (what.endsWith("npn")) return refusedAs(answer, "NpnInUse", "AGT-01")
    if (what.endsWith("email")) return refusedAs(answer, "LoginEmailInUse", "STF-07")
    return refusedAs(answer, "AgentExists", "AGT-01")
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [agentHasNoTwin, loginIsOnePersons, rosterWithoutTwins]
