/**
 * Laws of acting on behalf of an agent: an intersection of powers that never nests and never outlives the manager's authority.
 *
 * @since 0.1.0
 */
import type { Acting, Command } from "@agencybook/core/Acting"
import type { Evidence, Moment, Target } from "@agencybook/core/Authority"
import * as Dates from "@agencybook/core/CalendarDate"
import { type Capability, permissions } from "@agencybook/core/Capability"
import type { Member } from "@agencybook/core/Standing"
import * as fc from "fast-check"
import { ofPolicy } from "./internal/PolicyInForce.ts"
import { acceptedAs, all, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const agencyId = Sample.agencyId()
const actingId = Sample.session().actingId
const moment = (at: Dates.Instant): Moment => ({
  at,
  day: Dates.on(at, Sample.policy().timeZone),
  policy: Sample.policy()
})

/** A session opens for another agent of one's own agency. @category laws */
export const opensInsideTheAgency = make({
  id: "acting-opens-inside-the-agency",
  sentence:
    "a manager opens a session for another agent of the same agency, under a new identifier, and never inside a session",
  rules: ["ACT-01", "ACT-02"],
  input: fc.record({
    agent: fc.constantFrom(...(["colleague", "self", "stranger", "nobody"] as const)),
    manager: fc.boolean(),
    nested: fc.boolean(),
    taken: fc.constantFrom(...(["no", "no", "open", "closed"] as const))
  }),
  holds: ({ agent, manager, nested, taken }, rules) => {
    const before = taken === "no" ? undefined : Sample.session(taken === "closed" ? { closedAt: Sample.now } : {})
    const agentId = Sample.agentId(agent === "self" ? 0 : 1)
    const member =
      agent === "nobody" ? undefined : Sample.member(agent === "self" ? 0 : 1, { agency: agent === "stranger" ? 3 : 0 })
    const answer = rules.acting.decide(
      { _tag: "OpenActing", actingId, agencyId, agentId },
      { acting: before, manager: manager ? Sample.member(0) : undefined, agent: member },
      Sample.context({
        actor: Sample.asAgent(0),
        ...(nested ? { onBehalfOf: { acting: actingId, agentId: Sample.agentId(5) } } : {})
      })
    )
    if (nested) return refusedAs(answer, "ActingNotAllowed", "ACT-02")
    if (agent !== "colleague" || !manager) return refusedAs(answer, "NotAgentOfMyAgency", "ACT-01")
    return taken !== "no"
      ? refusedAs(answer, "ActingNotAllowed", "ACT-02")
      : acceptedAs(answer, [{ _tag: "ActingOpened", acting: Sample.session() }])
  }
})

/** A session closes once. @category laws */
export const closesForGood = make({
  id: "acting-closes-for-good",
  sentence: "a session is left once and for good; whoever leaves it again is told that it is closed",
  rules: ["ACT-02"],
  input: fc.constantFrom(...(["open", "closed", "unknown"] as const)),
  holds: (state, rules) => {
    const acting = state === "unknown" ? undefined : Sample.session(state === "closed" ? { closedAt: Sample.now } : {})
    const close: Command = { _tag: "CloseActing", actingId }
    const answer = rules.acting.decide(close, { acting, manager: Sample.member(0), agent: undefined }, Sample.context())
    if (state === "unknown") return refusedAs(answer, "ActingNotAllowed", "ACT-02")
    const event = { _tag: "ActingClosed", actingId, at: Sample.now } as const
    if (state === "closed") return refusedAs(answer, "NotAllowedFrom", "ACT-02")
    const closed = rules.acting.evolve(Sample.session(), event)
    const why = rules.acting.obstacle(actingId, closed, Sample.member(0), Sample.member(1), moment(Sample.now))?.facts
      .why
    return all(acceptedAs(answer, [event]), same(why, "closed", "the obstacle after closing"))
  }
})

/** Whose record in which agency is asked about; `former` is one that the agent has left behind in another agency. */
const aims = { principal: [0, 1], manager: [0, 0], colleague: [0, 5], former: [3, 1] } as const
type Aim = keyof typeof aims
const targetOf = (aim: Aim): Target => {
  const [agency, agent] = aims[aim]
  return { agencyId: Sample.agencyId(agency), agentId: Sample.agentId(agent) }
}

interface Situation {
  readonly capability: Capability
  readonly target: Aim
  readonly session: "open" | "closed" | "none" | "other manager"
  readonly idleMillis: number
  readonly manager: "good" | "locked" | "suspended" | "deposed" | "elsewhere" | "nobody"
  readonly principal: "good" | "locked" | "suspended" | "unlicensed" | "inactive" | "elsewhere" | "nobody"
}
const often = <A>(usual: A, ...rare: ReadonlyArray<A>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(...rare) })
const limit = () => Sample.policy().actingIdleMinutes * 60_000
const takeOver: ReadonlyArray<Capability> = [
  ...(["answer-request", "view-requests", "relinquish-delegation", "view-own-book"] as const),
  ...(["return-discrepancies", "view-discrepancies"] as const),
  ...(["grant-consent", "review-application", "start-application"] as const),
  ...(["update-application", "submit-application", "choose-plan", "upload-consumer-document"] as const)
]
/** What a manager does for any agent of the agency, by which right of the own. */
const inOwnName: ReadonlyMap<Capability, Capability> = new Map([
  ["view-own-book", "view-agency-book"],
  ...(["view-requests", "view-discrepancies", "transfer-book"] as const).map((one) => [one, one] as const)
])
const situation: fc.Arbitrary<Situation> = ofPolicy(() =>
  fc.record({
    capability: fc.oneof(
      fc.constantFrom(...takeOver),
      fc.constantFrom(...inOwnName.keys()),
      fc.constantFrom(...(Object.keys(permissions) as ReadonlyArray<Capability>))
    ),
    target: often("principal", "manager", "colleague", "former"),
    session: often("open", "closed", "none", "other manager"),
    idleMillis: often(0, limit() - 1, limit(), limit() + 1),
    manager: often("good", "locked", "suspended", "deposed", "elsewhere", "nobody"),
    principal: often("good", "locked", "suspended", "unlicensed", "inactive", "elsewhere", "nobody")
  })
)

const memberOf = (n: number, how: Situation["manager"] | Situation["principal"]): Member | undefined => {
  if (how === "nobody") return undefined
  const member = Sample.member(n, {
    locked: how === "locked",
    licensed: how !== "unlicensed",
    agency: how === "elsewhere" ? 4 : 0,
    employment: how === "inactive" ? "Inactive" : "Active",
    ...(how === "suspended" ? { certification: Sample.certification("Suspended") } : {})
  })
  if (how === "elsewhere") return { ...member, agency: { ...member.agency, managers: [Sample.agentId(n)] } }
  return how === "deposed" ? { ...member, agency: { ...member.agency, managers: [Sample.agentId(7)] } } : member
}
const evidenceOf = ({ manager, principal, session }: Situation): Evidence => {
  const record: Acting = Sample.session({
    ...(session === "closed" ? { closedAt: Sample.now } : {}),
    ...(session === "other manager" ? { managerId: Sample.agentId(6) } : {})
  })
  return {
    self: memberOf(0, manager),
    session: session === "none" ? undefined : record,
    principal: memberOf(1, principal)
  }
}

/** Power on behalf is an intersection. @category laws */
export const anIntersection = make<Situation>({
  id: "acting-is-an-intersection",
  sentence:
    "on behalf, a manager does what a manager may take over, for the agent's own records in the agency, while both could act themselves; whatever becomes of the agent on the roster, the manager reads what is the agent's and transfers the clients",
  rules: ["ACT-02", "ACT-01", "DEL-30", "AGT-19"],
  runs: 2_000,
  input: situation,
  holds: (given, rules) => {
    const { capability, idleMillis, manager, principal, session, target } = given
    const at = Dates.plusMillis(Sample.now, idleMillis)
    const question = { capability, actor: Sample.asAgent(0), acting: actingId, target: targetOf(target) }
    const ruling = rules.authority.judge({ ...question, secondFactor: true }, evidenceOf(given), moment(at))
    if (!takeOver.includes(capability) && !inOwnName.has(capability)) {
      const missing = "facts" in ruling && ruling.facts.missing
      return all(refusedAs(ruling, "NotPermitted", "SEC-01"), same(missing, "on-behalf", "what is missing"))
    }
    const placed = principal !== "elsewhere" && principal !== "nobody"
    if (session !== "open" || idleMillis >= limit() || manager !== "good" || !placed)
      return refusedAs(ruling, "ActingNotAllowed", "ACT-02")
    const asAgent = takeOver.includes(capability) && principal === "good"
    if (!asAgent && !inOwnName.has(capability)) return refusedAs(ruling, "ActingAgentFrozen", "ACT-02")
    if (target !== "principal") {
      const missing = "facts" in ruling && ruling.facts.missing
      return all(refusedAs(ruling, "NotPermitted", "SEC-01"), same(missing, "own", "what is missing"))
    }
    return all(
      same(ruling._tag, "Granted", "the ruling"),
      same("role" in ruling && ruling.role, asAgent ? "agent" : "manager", "by whose right"),
      same("onBehalfOf" in ruling && ruling.onBehalfOf, { acting: actingId, agentId: Sample.agentId(1) }, "for whom")
    )
  }
})

/** Nobody gains by acting for somebody else. @category laws */
export const nobodyGains = make<Situation>({
  id: "acting-nobody-gains",
  sentence:
    "whatever is granted on behalf would be granted to the agent acted for in person or, to read or to transfer, to the manager without the session",
  rules: ["ACT-02"],
  runs: 2_000,
  input: situation,
  holds: (given, rules) => {
    const evidence = evidenceOf(given)
    const now = moment(Dates.plusMillis(Sample.now, given.idleMillis))
    const target = targetOf(given.target)
    const { capability } = given
    const onBehalf = rules.authority.judge(
      { capability, actor: Sample.asAgent(0), acting: actingId, secondFactor: true, target },
      evidence,
      now
    )
    const inPerson = rules.authority.judge(
      { capability, actor: Sample.asAgent(1), secondFactor: true, target },
      { self: evidence.principal },
      now
    )
    const right = inOwnName.get(capability)
    const inOwn =
      right !== undefined &&
      rules.authority.judge(
        { capability: right, actor: Sample.asAgent(0), secondFactor: true, target },
        { self: evidence.self },
        now
      )._tag === "Granted"
    return holdsIf(
      onBehalf._tag === "Refused" || inPerson._tag === "Granted" || inOwn,
      `\`${capability}\` is gained by acting`
    )
  }
})

const parts = ["certification", "employment", "agency"] as const

/** What the manager loses ends a session, even when it was made good; what the agent loses does so with the place. @category laws */
export const endsWithAChange = make({
  id: "acting-ends-with-a-change",
  sentence:
    "a session is over for good once certification, employment or agency of the manager changed after it was opened, or the place of the agent; an agent who was suspended and came back in the meantime ends nothing",
  rules: ["ACT-02"],
  runs: 500,
  least: { actingIdleMinutes: 3 },
  input: fc.record({
    who: fc.constantFrom(...(["manager", "agent"] as const)),
    changed: fc.constantFrom(...parts),
    offset: fc.constantFrom(-1, 0, 1, 60_000)
  }),
  holds: ({ changed, offset, who }, rules) => {
    const since = Dates.plusMillis(Sample.now, offset)
    const { agency, agent, employment } = Sample.member(who === "manager" ? 0 : 1)
    const again: Member = {
      agent:
        changed === "certification" ? { ...agent, certification: Sample.certification("Certified", since) } : agent,
      employment: changed === "employment" ? { ...employment, since } : employment,
      agency: changed === "agency" ? { ...agency, certification: { _tag: "Certified", since } } : agency
    }
    const [self, principal] = who === "manager" ? [again, Sample.member(1)] : [Sample.member(0), again]
    const now = moment(Dates.plusMillis(Sample.now, 120_000))
    const question = { capability: "answer-request", actor: Sample.asAgent(0), acting: actingId } as const
    const ruling = rules.authority.judge(
      { ...question, secondFactor: true, target: targetOf("principal") },
      { self, session: Sample.session(), principal },
      now
    )
    const why = rules.acting.obstacle(actingId, Sample.session(), self, principal, now)?.facts.why
    const over = offset > 0 && (who === "manager" || changed === "employment")
    return all(
      same(
        rules.acting.stateAt(Sample.session(), self, principal, now),
        over ? "Closed" : "Open",
        "the state of the session"
      ),
      same(why, over ? (who === "manager" ? "manager-without-authority" : "agent-left") : undefined, "the obstacle"),
      over ? refusedAs(ruling, "ActingNotAllowed", "ACT-02") : same(ruling._tag, "Granted", "the ruling")
    )
  }
})

/** Use keeps a session awake. @category laws */
export const idlenessEndsIt = make({
  id: "acting-idleness-ends-it",
  sentence:
    "a session is over when it was not used for the policy's minutes, to the millisecond, counted from its latest use",
  rules: ["ACT-02"],
  input: ofPolicy(() =>
    fc.record({
      usedAfter: fc.integer({ min: -limit(), max: limit() - 1 }),
      idle: fc.constantFrom(limit() - 1, limit(), limit() + 1)
    })
  ),
  holds: ({ idle, usedAfter }, rules) => {
    const used = Dates.plusMillis(Sample.now, usedAfter)
    const session = rules.acting.evolve(Sample.session(), { _tag: "ActingUsed", actingId, at: used })
    // A clock that steps back neither lengthens nor shortens a session.
    const at = Dates.plusMillis(used < Sample.now ? Sample.now : used, idle)
    const why = rules.acting.obstacle(actingId, session, Sample.member(0), Sample.member(1), moment(at))?.facts.why
    const state = rules.acting.stateAt(session, Sample.member(0), Sample.member(1), moment(at))
    return all(
      same(state, idle >= limit() ? "Closed" : "Open", "the state of the session"),
      same(why, idle >= limit() ? "idle" : undefined, "the obstacle")
    )
  }
})

/** The screen says who acts for whom. @category laws */
export const theScreenSaysSo = make({
  id: "acting-the-screen-says-so",
  sentence:
    "while a session is open its banner names the manager, the agent, the agency, since when, and when it ends unused, to the millisecond; a session that is over or of other people has none",
  rules: ["ACT-02"],
  input: ofPolicy(() =>
    fc.record({
      idle: fc.constantFrom(0, limit() - 1, limit(), limit() + 1),
      closed: fc.constantFrom(false, false, true),
      people: fc.constantFrom("theirs", "theirs", "another manager", "another agent")
    })
  ),
  holds: ({ closed, idle, people }, rules) => {
    const session = Sample.session(closed ? { closedAt: Sample.now } : {})
    const manager = Sample.member(people === "another manager" ? 3 : 0)
    const agent = Sample.member(people === "another agent" ? 3 : 1)
    const { at, policy } = moment(Dates.plusMillis(Sample.now, idle))
    const name = (one: Member) => `${one.agent.name.first} ${one.agent.name.last}`
    const told = rules.acting.of(session, manager, agent, { at, policy })
    if (closed || idle >= limit() || people !== "theirs") return same(told, undefined, "the banner")
    return same(
      told,
      {
        ...{ actingId, agencyId: session.agencyId, agencyName: agent.agency.publicName },
        ...{ managerId: manager.agent.agentId, managerName: name(manager) },
        ...{ agentId: agent.agent.agentId, agentName: name(agent), since: session.openedAt },
        idleAt: Dates.plusMillis(session.usedAt, limit()),
        text: `${name(manager)} acts for ${name(agent)} of ${agent.agency.publicName}. ${name(agent)} stays the agent of record.`
      },
      "the banner"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  opensInsideTheAgency,
  closesForGood,
  anIntersection,
  nobodyGains,
  endsWithAChange,
  idlenessEndsIt,
  theScreenSaysSo
] as ReadonlyArray<Law>
