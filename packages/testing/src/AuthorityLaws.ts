/**
 * Laws of authority: nothing without a grant, nothing without standing, and less after every loss.
 *
 * @since 0.1.0
 */

import * as Dates from "@agencybook/core/CalendarDate"
import { type Capability, permissions } from "@agencybook/core/Capability"
import * as Certification from "@agencybook/core/Certification"
import type { Policy } from "@agencybook/core/Policy"
import type { RuleId } from "@agencybook/core/Rule"
import * as fc from "fast-check"
import { type Role, table } from "./AuthorityTable.ts"
import {
  type Asked,
  allowed,
  asked,
  beforeAuthority,
  binding,
  evidenceOf,
  granted,
  isWithheld,
  judge,
  moment,
  over,
  tellsOfSelf
} from "./internal/AuthorityQuestions.ts"
import { afterwards } from "./internal/DelegationParts.ts"
import { all, eventsOf, holdsIf, idle, type Law, make, refusedAs, same } from "./Law.ts"
import { allowances } from "./ReferenceAllowance.ts"
import * as Sample from "./Sample.ts"

const tableLaw = (id: string, sentence: string, rules: ReadonlyArray<RuleId>, some?: ReadonlyArray<Capability>) =>
  make<Asked>({
    id,
    sentence,
    rules,
    // Every cell several times: 42 capabilities, 10 roles, 5 relations.
    runs: some === undefined ? 12_000 : 1_000,
    input: asked(some),
    holds: (question, rules) => {
      const ruling = judge(rules, question)
      if (!allowed(question.capability, question.role, question.target)) {
        const { capability, role, target } = question
        const cell = table[capability][role] ?? "-"
        // Of work on a case, a counselor's own is what a consumer has allowed.
        if (role === "counselor" && cell === "own" && allowances[capability] !== undefined)
          return refusedAs(ruling, "NotAllowedByConsumer", "DEL-28")
        const byPolicy = isWithheld(capability, role) && (role === "system" || target === "own" || target === "agency")
        const missing = cell === "-" ? "role" : byPolicy ? "policy" : cell
        return all(
          refusedAs(ruling, "NotPermitted", "SEC-01"),
          same("facts" in ruling && ruling.facts, { capability, role, missing }, "what is missing")
        )
      }
      return all(
        same(ruling._tag, "Granted", `\`${question.capability}\` of a ${question.role} for ${question.target}`),
        same("permission" in ruling && ruling.permission, permissions[question.capability].id, "the row")
      )
    }
  })

/** Nothing without a grant. @category laws */
export const nothingWithoutAGrant = tableLaw(
  "authority-nothing-without-a-grant",
  "what the permission table does not grant to a role for a target is refused, and the rest is granted",
  ["SEC-01"]
)
/** Certification is set by the exchange. @category laws */
export const exchangeCertifies = tableLaw(
  "authority-exchange-certifies",
  "only the exchange certifies an agency or an agent; its feeds record a licence and suspend an agent",
  ["AGY-09"],
  ["certify-agency", "certify-agent", "give-certification", "suspend-agent", "record-licence"]
)
/** Books are moved inside the own agency. @category laws */
export const managerTransfers = tableLaw(
  "authority-manager-transfers",
  "managers and staff of level 2 move consumers inside their own agency, and no others do but the exchange",
  ["TRF-01"],
  ["transfer-book"]
)
/** Who sees which book. @category laws */
export const whoSeesWhichBook = tableLaw(
  "authority-who-sees-which-book",
  "a manager sees the agency's books and the own one, an agent the own book and no other",
  ["BOB-01", "BOB-03"],
  ["view-agency-book", "view-own-book", "export-book"]
)
/** A manager acts only in the own agency. @category laws */
export const managerActs = tableLaw(
  "authority-manager-acts",
  "only a manager opens a session for an agent, and only in the own agency",
  ["ACT-01"],
  ["act-for-agent"]
)
/** The agency sets activity and adds agents. @category laws */
export const agencyRunsItsRoster = tableLaw(
  "authority-agency-runs-its-roster",
  "managers and staff of level 2 add agents and set their activity, in the own agency",
  ["AGY-04", "EMP-01", "AGT-01"],
  ["set-agent-activity", "add-agent"]
)
/** Consumers end delegations; delegates relinquish their own. @category laws */
export const whoEndsADelegation = tableLaw(
  "authority-who-ends-a-delegation",
  "a consumer asks for and ends the own delegations, an agent answers and relinquishes the own ones, a manager gives back those of the own agency",
  ["DEL-05", "DEL-24", "DEL-03"],
  ["remove-delegation", "relinquish-delegation", "request-delegation", "answer-request"]
)
/** The agency chooses its helpers, the exchange approves them. @category laws */
export const whoRunsTheStaff = tableLaw(
  "authority-who-runs-the-staff",
  "managers add staff, set their level and end their role, in the own agency; the exchange approves and trains them",
  ["STF-05"],
  ["add-staff", "approve-staff", "record-staff-training", "set-staff-active", "set-staff-inactive", "terminate-staff"]
)

const gapsOf = fc.record({
  certified: fc.boolean(),
  licensed: fc.boolean(),
  active: fc.boolean(),
  agency: fc.boolean(),
  unlocked: fc.boolean()
})

/** The truth table of authority. @category laws */
export const truthTable = make({
  id: "standing-truth-table",
  sentence:
    "an agent has authority while certified, licensed and active, in a certified agency and unlocked; each gap is named",
  rules: ["EMP-02", "AGT-11", "AGY-10", "AGY-11", "AGT-19"],
  input: gapsOf,
  holds: ({ active, agency, certified, licensed, unlocked }, rules) => {
    const whole = Sample.member(1, {
      certification: Sample.certification(certified ? "Certified" : "Suspended"),
      employment: active ? "Active" : "Inactive",
      agencyState: agency ? "Certified" : "Suspended",
      locked: !unlocked
    })
    const licence = { ...whole.agent.licence, status: licensed ? "active" : "expired" } as const
    const member = { ...whole, agent: { ...whole.agent, licence } }
    const gaps = [
      ...(certified ? [] : ["not-certified"]),
      ...(licensed ? [] : ["not-licensed"]),
      ...(active ? [] : ["not-active"]),
      ...(agency ? [] : ["agency-not-certified"]),
      ...(unlocked ? [] : ["account-locked"])
    ]
    return all(
      same(rules.standing.gaps(member, Sample.today), gaps, "the gaps"),
      same(rules.standing.isGood(member, Sample.today), gaps.length === 0, "authority")
    )
  }
})

/** Agents and managers need authority for what they do. @category laws */
export const standingIsAsked = make({
  id: "authority-standing-is-asked",
  sentence:
    "an agent or manager without authority does nothing but what leads to it, and nothing at all once the certification is over, the login locked or the place left; what binds the agency is for applicants and for whoever is certified; a manager whose certification is over without fault applies again; of the own person alone somebody without a place still tells, asks for reconsideration and keeps the extranet",
  rules: ["EMP-02", "DEL-08", "AGY-03", "AGT-21"],
  runs: 2_000,
  input: fc.record({
    // What binds an agency is a small part of what managers may, and has states of its own.
    asked: fc.oneof(
      { weight: 5, arbitrary: granted("agent", "manager") },
      { weight: 1, arbitrary: granted("manager").filter(({ capability }) => binding.includes(capability)) }
    ),
    state: fc.oneof(fc.constant("Certified" as const), fc.constantFrom(...Certification.machine.states)),
    lost: fc.constantFrom(...(["nothing", "nothing", "nothing", "login", "place", "licence"] as const))
  }),
  holds: ({ asked, lost, state }, rules) => {
    const member = Sample.member(1, {
      certification: Sample.certification(state),
      locked: lost === "login",
      employment: lost === "place" ? "Inactive" : "Active",
      licensed: lost !== "licence"
    })
    const ruling = judge(rules, asked, evidenceOf(asked.role, member))
    const mayStillTell = tellsOfSelf(asked) && !over.includes(state) && lost !== "login"
    const mayStillApply = !over.includes(state) && lost !== "login" && lost !== "place"
    const applies = state === "Incomplete" || state === "Pending" || state === "Eligible"
    const before = binding.includes(asked.capability) ? applies : beforeAuthority.includes(asked.capability)
    // A law of its own says when.
    const gone = ["Denied", "Withdrawn", "TerminatedVested"].includes(state)
    const again = asked.capability === "view-agency" || (asked.capability === "reapply-agent" && asked.target === "own")
    const comesBack = asked.role === "manager" && gone && again && lost !== "login" && lost !== "place"
    const between = judge(rules, asked, { person: member.agent })
    return all(
      (state === "Certified" && lost === "nothing") || mayStillTell || comesBack || (before && mayStillApply)
        ? same(ruling._tag, "Granted", "the ruling")
        : refusedAs(ruling, "AgentWithoutAuthority", "DEL-08"),
      same(between._tag, mayStillTell ? "Granted" : "Refused", "the ruling between two agencies")
    )
  }
})

/** Staff have the authority of their agency and none of their own. @category laws */
export const staffStandWithTheAgency = make({
  id: "authority-staff-stand-with-the-agency",
  sentence: "staff do nothing for an agency that is not certified but what leads to its certification",
  rules: ["AGY-11"],
  runs: 500,
  input: fc.record({
    asked: granted("staff-1", "staff-2"),
    state: fc.constantFrom(...(["Incomplete", "Pending", "Certified", "Suspended", "Terminated"] as const))
  }),
  holds: ({ asked, state }, rules) => {
    const ruling = judge(rules, asked, evidenceOf(asked.role, Sample.member(1, { agencyState: state })))
    return state === "Certified" || beforeAuthority.includes(asked.capability)
      ? same(ruling._tag, "Granted", "the ruling")
      : refusedAs(ruling, "AgencyWithoutAuthority", "AGY-11")
  }
})

/** What an agent did for another agency stays there. @category laws */
export const onlyInTheOwnAgency = make({
  id: "authority-only-in-the-own-agency",
  sentence: "an agent who changed agencies has no access to what stayed with the old one",
  rules: ["BOB-03", "SEC-01"],
  input: fc.record({
    capability: fc.constantFrom<Capability>("answer-request", "relinquish-delegation", "view-own-book"),
    agency: fc.constantFrom(0, 7)
  }),
  holds: ({ agency, capability }, rules) => {
    const target = { agentId: Sample.agentId(1), agencyId: Sample.agencyId(agency) }
    const question = { capability, actor: Sample.asAgent(1), secondFactor: true as const, target }
    const ruling = rules.authority.judge(question, { self: Sample.member(1) }, moment())
    return agency === 0 ? same(ruling._tag, "Granted", "the ruling") : refusedAs(ruling, "NotPermitted", "SEC-01")
  }
})

/** A loss never opens a door. @category laws */
export const aLossOpensNothing = make({
  id: "authority-a-loss-opens-nothing",
  sentence: "whoever loses certification, licence, activity, agency or login may do nothing that was refused before",
  rules: ["EMP-02", "AGY-11", "SEC-01"],
  runs: 2_000,
  input: fc.record({ asked: asked(), gaps: gapsOf }),
  holds: ({ asked, gaps }, rules) => {
    const good = Sample.member(1)
    const lesser = Sample.member(1, {
      certification: Sample.certification(gaps.certified ? "Certified" : "Suspended"),
      employment: gaps.active ? "Active" : "Inactive",
      agencyState: gaps.agency ? "Certified" : "Suspended",
      locked: !gaps.unlocked,
      licensed: gaps.licensed
    })
    const before = judge(rules, asked, evidenceOf(asked.role, good))
    const after = judge(rules, asked, evidenceOf(asked.role, lesser))
    const nobody = judge(rules, asked, {})
    return all(
      holdsIf(before._tag === "Granted" || after._tag === "Refused", `\`${asked.capability}\` is gained by a loss`),
      holdsIf(after._tag === "Granted" || asked.role !== "agent" || nobody._tag === "Refused", "gained by leaving")
    )
  }
})

/** The catalogue of commands asks for the right capability. @category laws */
export const actorAndAgentStayApart = make({
  id: "authority-agent-of-record-stays",
  sentence:
    "what a manager does for an agent leaves the agent as delegate; a policy tells when its agent of record is another",
  rules: ["DEL-30"],
  least: { requestDays: 2 },
  input: fc.record({ aor: fc.constantFrom("delegate", "other", "none") }),
  holds: ({ aor }, rules) => {
    const agentId = Sample.agentId(1)
    const delegation = Sample.delegation(1, "Requested", { delegate: { agentId, agencyId: Sample.agencyId() } })
    const answer = rules.delegation.decide(
      { _tag: "AcceptRequest", delegationId: delegation.delegationId },
      { case: Sample.household(1), delegation, open: [delegation], delegate: Sample.member(1) },
      Sample.context({ actor: Sample.asAgent(0), onBehalfOf: { acting: Sample.session().actingId, agentId } })
    )
    const after = afterwards(rules, delegation, eventsOf(answer))
    const { npn } = Sample.profile(1)
    const coverage = Sample.coverage(aor === "none" ? {} : { aorNpn: aor === "delegate" ? npn : ("77" as typeof npn) })
    const agent = Sample.agent(1)
    const employment = Sample.employment(1)
    const value = Sample.household(1, { coverage })
    const entry = { delegation: after, case: value, agent, employment, agency: Sample.agency() }
    const row = rules.book.row(entry, Sample.now, Sample.policy().timeZone)
    return all(
      same(after.delegate.agentId, agentId, "the delegate"),
      same(row?.aorMatchesDelegate, aor === "none" ? undefined : aor === "delegate", "the agent of record")
    )
  }
})

const helpers = ["agent", "manager", "staff-1", "staff-2", "acting"] as const
const steps = [
  ...(["update-application", "submit-application", "choose-plan"] as const),
  ...(["upload-consumer-document", "call-service-center"] as const)
]

/** What rests on a consent goes as far as the consent. @category laws */
export const asFarAsTheConsent = make({
  id: "authority-as-far-as-the-consent",
  sentence:
    "agent, manager and staff help with a case that was given by a consent only as far as one in force lets them, an agreement for one call to its last day; a case that was taken over without one waits for none",
  rules: ["CON-01", "DEL-18"],
  runs: 1_500,
  input: fc.record({
    by: fc.constantFrom(...helpers),
    capability: fc.constantFrom(...steps),
    held: fc.constantFrom(...(["consent", "consent", "consent", "none", "awaits", "unasked"] as const)),
    state: fc.constantFrom(...(["Granted", "Granted", "Granted", "Draft", "Rescinded", "Expired"] as const)),
    last: fc.constantFrom(undefined, -1, 0, 1),
    scope: fc.constantFrom(
      ...(["all", "all", "complete-application", "maintain-account", "answer-inquiries"] as const)
    ),
    others: fc.subarray(["agent", "manager", "staff"] as const),
    named: fc.constantFrom(1, 1, 2, undefined),
    later: fc.boolean(),
    of: fc.constantFrom(1, 1, 1, 2)
  }),
  holds: ({ by, capability, held, last, later, named, of, others, scope, state }, rules) => {
    const role = by === "acting" ? "agent" : by
    const cell = table[capability][role]
    if (cell === "-" || cell === undefined || (by === "acting" && !permissions[capability].onBehalf)) return idle
    if (isWithheld(capability, role)) return idle
    const [agencyId, agentId] = [Sample.agencyId(0), Sample.agentId(1)]
    const delegate = { agencyId, agentId }
    const consent = Sample.consent(of, state, {
      grantee: { _tag: "Agency", agencyId, ...(named === undefined ? {} : { agentId: Sample.agentId(named) }) },
      otherUsers: others,
      ...(scope === "all" ? {} : { scopes: [scope] }),
      ...(last === undefined ? {} : { expiresOn: Dates.plusDays(Sample.today, last) })
    })
    const { consentId } = later ? Sample.consent(7) : consent
    const restsOn = held === "none" ? {} : held === "awaits" ? { awaitsConsent: true as const } : { consentId }
    const manager = Sample.member(0)
    const evidence = {
      agent: { self: Sample.member(1) },
      manager: { self: manager },
      "staff-1": evidenceOf("staff-1"),
      "staff-2": evidenceOf("staff-2"),
      acting: { self: manager, session: Sample.session(), principal: Sample.member(1) }
    }[by]
    const actor = {
      agent: Sample.asAgent(1),
      manager: Sample.asAgent(0),
      "staff-1": Sample.asStaff(0, 1),
      "staff-2": Sample.asStaff(0, 2),
      acting: Sample.asAgent(0)
    }[by]
    const ruling = rules.authority.judge(
      {
        ...{ capability, actor, secondFactor: true, target: { ...delegate, caseId: Sample.caseId(1) } },
        ...(by === "acting" ? { acting: Sample.session().actingId } : {})
      },
      {
        ...{ delegate: Sample.member(1), ...evidence, consents: [consent] },
        ...(held === "unasked" ? {} : { held: { ...restsOn, delegate } })
      },
      moment()
    )
    // A book that was taken over is worked on; nothing of it is submitted without the consumer's word.
    if (held === "unasked" || (held === "none" && capability !== "submit-application"))
      return same(ruling._tag, "Granted", "the ruling")
    const needs = {
      "update-application": "complete-application",
      // What the consumer has looked over is submitted by whoever may complete it.
      "submit-application": "complete-application",
      "choose-plan": "complete-application",
      "upload-consumer-document": "maintain-account",
      "call-service-center": "answer-inquiries"
    }[capability]
    const reached =
      role === "agent"
        ? named !== 2 || others.includes("agent")
        : others.includes(role === "manager" ? "manager" : "staff")
    const lets = of === 1 && state === "Granted" && last !== -1 && (scope === "all" || scope === needs) && reached
    return lets ? same(ruling._tag, "Granted", "the ruling") : refusedAs(ruling, "NoConsentInForce", "CON-01")
  }
})

const askedFor: ReadonlyArray<Role> = ["agent", "manager", "staff-1", "staff-2"]

/** A password alone opens no agent's account where the exchange asks for more. @category laws */
export const secondFactorIsAsked = make({
  id: "authority-second-factor-is-asked",
  sentence:
    "where the policy asks for a second factor, agents, managers and staff may do nothing without it, in a session neither; said or not, it changes nothing else, and nobody else is asked",
  rules: ["SEC-01"],
  runs: 1_500,
  input: fc.record({
    question: fc.oneof(asked(), granted("agent", "manager", "staff-1", "staff-2", "consumer", "counselor")),
    knob: fc.constantFrom("none", "agents-and-staff" as const),
    said: fc.boolean(),
    inSession: fc.boolean()
  }),
  holds: ({ inSession, knob, question, said }, rules) => {
    const session = inSession ? { acting: Sample.session().actingId } : {}
    const evidence = evidenceOf(question.role)
    const under = (secondFactor: Policy["secondFactor"]) => ({
      ...moment(),
      policy: { ...moment().policy, secondFactor }
    })
    const how = said ? { ...session, secondFactor: true as const } : session
    const ruling = judge(rules, question, evidence, under(knob), how)
    if (knob === "agents-and-staff" && !said && askedFor.includes(question.role))
      return refusedAs(ruling, "SecondFactorMissing", "SEC-01")
    return same(ruling, judge(rules, question, evidence, under("none"), session), "the ruling")
  }
})

/** The laws of this module. @category laws */
export const laws = [
  nothingWithoutAGrant,
  exchangeCertifies,
  managerTransfers,
  whoSeesWhichBook,
  managerActs,
  agencyRunsItsRoster,
  whoEndsADelegation,
  whoRunsTheStaff,
  truthTable,
  standingIsAsked,
  staffStandWithTheAgency,
  onlyInTheOwnAgency,
  aLossOpensNothing,
  actorAndAgentStayApart,
  asFarAsTheConsent,
  secondFactorIsAsked
] as ReadonlyArray<Law>
