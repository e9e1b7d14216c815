/**
 * Laws over stories: random commands one after the other against a world, decided by the same rules as in the portal.
 *
 * @since 0.1.0
 */
import { evidence, workedOn } from "@agencybook/application/Agencybook"
import { type Command, capabilityOf, catalogue } from "@agencybook/application/Catalogue"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case } from "@agencybook/core/Case"
import { fullName, type Name } from "@agencybook/core/Contact"
import type { Context } from "@agencybook/core/Decider"
import type { Facts } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import { check, type Policy, verifications } from "@agencybook/core/Policy"
import type { Event } from "@agencybook/core/Record"
import type { Refusal } from "@agencybook/core/Refusal"
import type { Staff } from "@agencybook/core/Staff"
import * as fc from "fast-check"
import * as Commands from "./Commands.ts"
import { beforeAuthority, binding } from "./internal/AuthorityQuestions.ts"
import { noTwins } from "./internal/NoTwins.ts"
import { all, broken, held, holdsIf, type Law, make, same, type Verdict } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"
import * as Seed from "./Seed.ts"
import * as World from "./World.ts"

/** One step of a story: the world before, what was sent, what was decided. @category models */
export interface Step {
  readonly before: World.World
  readonly sent: Commands.Sent
  readonly context: Context
  readonly facts: Facts
  readonly allowed: boolean
  /** Why nothing was done: what was not permitted, or the rule that refused. */
  readonly refusal?: Refusal
  readonly events: ReadonlyArray<Event>
  readonly after: World.World
}

/** The policy with every way to a new agent open where that can be meant, so that a story meets them all. */
const opened = (policy: Policy = { ...Sample.policy(), newAgentVerification: verifications, claimBySearch: "any" }) =>
  check(policy).length === 0 ? policy : Sample.policy()
const target = (command: Command, facts: Facts) => catalogue[command._tag].target(command, facts)
const sealed = ({ secret }: Commands.Sent) => ({ digest: "sealed", matches: secret === "right" })

/** When and under which policy something is sent. @category models */
export interface Around extends Pick<Context, "at" | "policy"> {
  /** Every record that there is. */
  readonly world: World.World
}

/** Sends one command, and gives what came of it under the rules. @category queries */
export const send = ({ world: before, ...around }: Around, sent: Commands.Sent, rules: Rules): Step => {
  const facts = World.facts(before)
  const { acting, actor, command } = sent
  // Everybody in a story has signed in as any exchange asks; what happens otherwise has a law of its own. @rule SEC-01
  const asked = { capability: rules.capabilityOf(command), target: target(command, facts), secondFactor: true as const }
  const ruling = rules.authority.judge(
    { ...asked, actor, ...(acting === undefined ? {} : { acting }) },
    evidence(actor, acting, facts, workedOn(command, actor, facts)),
    { ...around, day: Dates.on(around.at, around.policy.timeZone) }
  )
  const onBehalfOf = ruling._tag === "Granted" ? ruling.onBehalfOf : undefined
  const commandId = sent.id as Context["commandId"]
  const context: Context = { commandId, actor, ...around, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) }
  const step = { before, sent, context, facts }
  if (ruling._tag === "Refused") return { ...step, allowed: false, refusal: ruling, events: [], after: before }
  const answer = rules.command(command, facts, context, sealed(sent))
  if (answer._tag === "Refused") return { ...step, allowed: true, refusal: answer, events: [], after: before }
  const { events } = answer
  const done = { ...step, allowed: true, events, after: World.after(before, events) }
  return answer._tag === "Recorded" ? { ...done, refusal: answer.refusal } : done
}

const right = () => "right"
const secrets = { codeOf: right, linkOf: right, passcodeOf: right, claimOf: right }
/** The next command of a story, drawn from a seed; secrets are the right ones. @category generators */
export const draw = (world: World.World, seed: Seed.Seed, options: Commands.Options): Commands.Sent =>
  Commands.next(world, seed, { ...secrets, ...options })

/** Plays a story of `length` commands that follow from a number. @category generators */
export const play = function* (world: World.World, start: number, length: number, rules: Rules): Generator<Step> {
  const seed = Seed.from(start)
  let now = world
  for (let n = 0; n < length; n++) {
    const next = send({ at: Sample.now, policy: opened(), world: now }, draw(now, seed, { n }), rules)
    yield next
    now = next.after
  }
}

/** A story by the number that it follows from: the world in which it begins, and how many commands are sent. @category models */
export interface Story {
  readonly world: World.World
  readonly start: number
  readonly length: number
}
/** Stories of 10 to 80 commands in a small world. @category generators */
export const story: fc.Arbitrary<Story> = fc.record({
  world: World.arbitrary({ agencies: 2, agents: 4, cases: 6 }),
  start: fc.nat(),
  length: fc.integer({ min: 10, max: 80 })
})

const everyStep = (judge: (step: Step, rules: Rules) => Verdict): Law<Story>["holds"] => {
  const holds = ({ length, start, world }: Story, rules: Rules): Verdict => {
    let verdict: Verdict = { _tag: "Idle" }
    for (const one of play(world, start, length, rules)) {
      const now = judge(one, rules)
      if (now._tag === "Broken") return broken(`after \`${one.sent.command._tag}\`: ${now.because}`)
      if (now._tag === "Held") verdict = now
    }
    return verdict
  }
  return holds
}

/** The invariants of every world. @category laws */
export const oneOfEach = make<Story>({
  id: "story-one-of-each",
  sentence:
    "a case never has two delegates or two requests of a kind, nor two live codes; an agent never two open employments; no number is used twice",
  rules: ["DEL-03", "DEL-09", "DEL-22", "ACC-08", "AGT-01", "EMP-03", "TRF-07"],
  // Commands are many by now, and a whole book seldom moves.
  runs: 500,
  input: story,
  holds: everyStep(({ after, events }) => {
    if (events.length === 0) return { _tag: "Idle" }
    return noTwins(after)
  })
})

/** What is over stays over. @category laws */
export const overIsOver = make<Story>({
  id: "story-over-is-over",
  sentence:
    "an ended delegation, a used or dead code and a closed session never come back, and no record changes its owner",
  rules: ["DEL-10", "ACC-09", "ACT-02", "EMP-05", "AGT-20"],
  runs: 100,
  input: story,
  holds: everyStep(({ after, before, events }) => {
    if (events.length === 0) return { _tag: "Idle" }
    const final = new Set(["Ended", "Declined", "Cancelled", "Expired"])
    const delegations = World.records(before, "delegation").map((old) => {
      const now = after.delegation.get(old.delegationId)
      return all(
        same([now?.caseId, now?.delegate, now?.kind], [old.caseId, old.delegate, old.kind], "whose delegation it is"),
        final.has(old.state._tag) ? same(now, old, "a delegation that was over") : held
      )
    })
    const codes = World.records(before, "accessCode").map((old) => {
      const now = after.accessCode.get(old.accessCodeId)
      // A code that linked an account gives one choice of an agent, which spends it. @rule DEL-06
      const left = old.state === "Redeemed" && now?.state === "Spent" ? { ...old, state: "Spent" } : old
      return old.state === "Issued" ? held : same(now, left, "a code that was over")
    })
    const sessions = World.records(before, "acting").map((old) =>
      old.closedAt === undefined ? held : same(after.acting.get(old.actingId), old, "a session that was over")
    )
    return all(...delegations, ...codes, ...sessions)
  })
})

/** One agent's fate touches no other agent's clients. @category laws */
export const blastRadius = make<Story>({
  id: "story-blast-radius",
  sentence:
    "a step of one agent's certification or employment changes that agent and that agent's delegations, and nothing else; a step of one helper changes that helper",
  rules: ["DEL-26", "AGY-11"],
  runs: 100,
  input: story,
  holds: everyStep(({ before, events, sent: { command } }) => {
    const agencyStep = command._tag === "SuspendAgency" || command._tag === "ReinstateAgency"
    // A command about a case names its agent as well, and is no step of the agent's.
    const ofAgent = "agentId" in command && !("delegationId" in command) && !("caseId" in command)
    if (events.length === 0) return { _tag: "Idle" }
    // Who claims an invitation brings an account along, and is no helper.
    if ("userId" in command && command._tag !== "ClaimInvitation") {
      const of = (event: Event) =>
        event._tag === "StaffAdded" ? event.staff.userId : "userId" in event && event.userId
      return holdsIf(
        events.every((event) => of(event) === command.userId),
        "a step of one helper changed somebody else"
      )
    }
    if (!(agencyStep || ofAgent)) return { _tag: "Idle" }
    if (agencyStep)
      return same(
        events.map(({ _tag }) => _tag),
        ["AgencyCertificationMoved"],
        "what happened"
      )
    const { agentId } = command
    const theirs = World.records(before, "delegation").filter(({ delegate }) => delegate.agentId === agentId)
    const strangers = events.filter((event) => {
      if (event._tag === "DelegationMoved") return !theirs.some((one) => one.delegationId === event.delegationId)
      // Where clients are free at once, what they signed for the agent is over with their delegations.
      if (event._tag === "ConsentMoved") return !theirs.some(({ consentId }) => consentId === event.consentId)
      if (event._tag === "EmploymentMoved") return event.to.agentId !== agentId
      if (event._tag === "AgentAdded") return event.agent.agentId !== agentId
      if (event._tag === "ActingOpened") return event.acting.agentId !== agentId
      if (event._tag === "CertificationMoved" || event._tag === "ChecklistRecorded") return event.agentId !== agentId
      if (event._tag === "LicenceRecorded" || event._tag === "ExtranetAccountMoved") return event.agentId !== agentId
      if (event._tag === "DispositionOpened" || event._tag === "DispositionClosed") return event.agentId !== agentId
      if (event._tag === "AgentProfileEdited" || event._tag === "AgentLoginChanged") return event.agentId !== agentId
      if (event._tag === "AgentLocked" || event._tag === "CarrierAppointmentsSet") return event.agentId !== agentId
      if (event._tag === "AgentChangeReported" || event._tag === "AgentChangeReviewed") return event.agentId !== agentId
      if (event._tag === "TermEnded" || event._tag === "AgentReminded") return event.agentId !== agentId
      if (event._tag === "LicenceLapsed" || event._tag === "ReconsiderationRecorded") return event.agentId !== agentId
      if (event._tag === "DiscrepancyListReturned") return event.list.agentId !== agentId
      if (event._tag === "InvitationIssued") return event.invitation.agentId !== agentId
      if (event._tag === "InvitationMoved") return event.agentId !== agentId
      if (event._tag === "ExtranetExtracted") return event.agentId !== agentId
      if (event._tag === "AgencyManagerDesignated" || event._tag === "AgencyManagerRemoved")
        return event.agentId !== agentId
      if (event._tag === "AgencyPrimaryManagerChosen") return event.agentId !== agentId
      // An agency hears of its own manager.
      if (event._tag === "AgencyLeftWithoutManager" || event._tag === "AgencyManagedAgain")
        return (
          event.agencyId !== before.employment.get(Id.employment(agentId, event.agencyId))?.agencyId ||
          !before.agency.get(event.agencyId)?.managers.includes(agentId)
        )
      return true
    })
    return same(strangers, [], "events about others")
  })
})

/** The same command on the same facts gives the same answer. @category laws */
export const sameAgain = make<Story>({
  id: "story-same-again",
  sentence:
    "a rule gives the same answer for the same command and facts, throws nothing and changes nothing it was given",
  rules: [],
  runs: 100,
  input: story,
  holds: everyStep(({ allowed, context, events, facts, sent }, rules) => {
    if (!allowed) return { _tag: "Idle" }
    const again = rules.command(structuredClone(sent.command), facts, context, sealed(sent))
    return same(again._tag === "Refused" ? [] : again.events, events, "the second answer")
  })
})

const approved = (staff: Staff | undefined, { agencyId }: { readonly agencyId: string }): boolean =>
  staff?.approval._tag === "Approved" && staff.activity === "Active" && staff.agencyId === agencyId

/** What agents do for the own person, however they stand. */
const ofOneself: ReadonlySet<string> = new Set([
  ...["ReportAgentChange", "EditAgentProfile", "SetCarrierAppointments", "ChangeAgentLogin", "LockAgent"],
  ...["RequestReconsideration", "RecordExtranetLogin", "ChangeExtranetPassword"]
])

/** Whoever may not, changes nothing. @category laws */
export const onlyWithStanding = make<Story>({
  id: "story-only-with-standing",
  sentence:
    "every new delegate may act in the moment of the grant, and what a feed hands over is frozen exactly while its delegate is not certified; no agent without standing moved anything, nor staff without approval or of an agency without standing",
  rules: ["DEL-08", "AGY-10", "AGY-11", "AGT-19", "TRF-03", "EMP-02", "STF-05"],
  runs: 100,
  input: story,
  holds: everyStep(({ before, events, sent: { actor, command } }) => {
    if (events.length === 0 || command._tag === "RecordRoster") return { _tag: "Idle" }
    const good = (agentId: string, agencyId: string) => {
      const member = World.memberOf(before, agentId as never, agencyId as never)
      return (
        member?.agent.certification._tag === "Certified" &&
        member.agent.licence.status === "active" &&
        !member.agent.locked &&
        member.employment.state === "Active" &&
        member.agency.certification._tag === "Certified"
      )
    }
    const begun = events.flatMap((event) => {
      if (event._tag === "DelegationOpened")
        return event.delegation.origin === "migration" ? [] : [event.delegation.delegate]
      if (event._tag !== "DelegationMoved" || event.trigger !== "accept") return []
      const known = before.delegation.get(event.delegationId)
      return known === undefined ? [] : [known.delegate]
    })
    const acting =
      actor._tag === "Agent"
        ? World.records(before, "employment").filter(({ agentId }) => agentId === actor.agentId)
        : []
    const delivered = events.flatMap((event) =>
      event._tag === "DelegationOpened" && event.delegation.origin === "migration" ? [event.delegation] : []
    )
    const certified = (agentId: string) => before.agent.get(agentId)?.certification._tag === "Certified"
    const ofSelf =
      "agentId" in command && ofOneself.has(command._tag) && actor._tag === "Agent" && actor.agentId === command.agentId
    // A link to set a password is asked for by the name of an account, one's own.
    const founding = ofSelf || [...beforeAuthority, ...binding, "reset-extranet"].includes(capabilityOf(command))
    return all(
      holdsIf(
        begun.every(({ agencyId, agentId }) => good(agentId, agencyId)),
        "a delegate may not act"
      ),
      holdsIf(
        delivered.every(({ delegate, state }) => certified(delegate.agentId) === (state._tag === "Active")),
        "a delivered case is frozen for good, or active with an agent who is not certified"
      ),
      holdsIf(
        actor._tag !== "Staff" || founding || before.agency.get(actor.agencyId)?.certification._tag === "Certified",
        "staff of an agency without certification moved something"
      ),
      holdsIf(
        actor._tag !== "Staff" || approved(before.staff.get(actor.userId), actor),
        "staff without approval moved something"
      ),
      holdsIf(
        actor._tag !== "Agent" || founding || acting.some(({ agencyId, agentId }) => good(agentId, agencyId)),
        "an agent without standing moved something"
      )
    )
  })
})

/** Events alone rebuild the world. @category laws */
export const eventsRebuild = make<Story>({
  id: "story-events-rebuild",
  sentence: "replaying the events of a story one by one gives the same records as applying them step by step",
  rules: [],
  runs: 100,
  input: story,
  holds: ({ length, start, world }, rules) => {
    const steps = [...play(world, start, length, rules)]
    const events = steps.flatMap((one) => one.events)
    const replayed = events.reduce((now, event) => World.after(now, [event]), world)
    const last = steps.at(-1)
    return last === undefined || events.length === 0 ? { _tag: "Idle" } : same(replayed, last.after, "the world")
  }
})

/** What an agent is told of a consumer is a first name and an initial. @category laws */
export const agentsReadAnInitial = make<Story>({
  id: "story-agents-read-an-initial",
  sentence:
    "no notice to an agent or a manager holds a consumer's last name, address of any kind, telephone number or birthday",
  rules: ["NOT-02"],
  runs: 100,
  input: story,
  holds: everyStep(({ after, context, events }, rules) => {
    const toAgents = rules.notice
      .fromEvents(events, World.facts(after), context)
      .filter(({ to }) => to.role !== "consumer")
    if (toAgents.length === 0) return { _tag: "Idle" }
    const text = JSON.stringify(toAgents.map(({ params }) => params))
    const known = World.records(after, "case").flatMap(({ primaryContact: { address, dob, email, name, phone } }) => [
      ...[name.last, dob, address.street],
      ...(email === undefined ? [] : [email]),
      ...(phone === undefined ? [] : [phone])
    ])
    const read = known.find((one) => text.includes(one))
    return holdsIf(read === undefined, `an agent reads ${read}`)
  })
})

// Links, codes for an agency, and both halves of what opens an account of the extranet.
const sealedTemplates = ["NTC-11", "NTC-21", "NTC-22", "NTC-24"]

/** A notice finds its person. @category laws */
export const noticesFindTheirPerson = make<Story>({
  id: "story-notices-find-their-person",
  sentence:
    "a notice goes to a person of the records by that person's own address and never to what the public sees, by letter where there is no address, and under encryption where a secret follows",
  rules: ["NOT-02", "EXT-02", "ACC-04"],
  runs: 100,
  input: story,
  holds: everyStep(({ after, before, context, events }, rules) => {
    // What agents show in the directory is read by others in their office, and not every consumer has an address.
    const agent = new Map(
      Array.from(after.agent, ([id, one]) => [
        id,
        { ...one, publicEmail: "desk@office.example" as typeof one.loginEmail }
      ])
    )
    const households = Array.from(after.case, ([id, one], n): [string, Case] => {
      const { email: _, ...contact } = one.primaryContact
      return [id, n % 2 === 0 ? one : { ...one, primaryContact: contact }]
    })
    const known: World.World = { ...after, agent, case: new Map(households) }
    const notices = rules.notice.fromEvents(events, World.facts(known), context)
    if (notices.length === 0) return { _tag: "Idle" }
    const people = (role: string): ReadonlyArray<readonly [Name, string | undefined]> => {
      if (role === "consumer")
        return World.records(known, "case").map(({ primaryContact }) => [primaryContact.name, primaryContact.email])
      if (role === "counselor") return World.records(known, "counselor").map(({ email, name }) => [name, email])
      if (role === "signer")
        return World.records(known, "agency").flatMap(({ signer }) =>
          signer?._tag === "Person" ? [[signer.name, signer.email] as const] : []
        )
      return role === "staff"
        ? World.records(known, "staff").map(({ email, name }) => [name, email])
        : // Whoever gets another address for login is told at the one of before, too.
          [known, before]
            .flatMap((world) => World.records(world, "agent"))
            .map(({ loginEmail, name }) => [name, loginEmail])
    }
    const offices = World.records(known, "agency").map(({ email, publicName }) => `${publicName} ${email}`)
    return all(
      ...notices.flatMap(({ channel, params, secure, template, to }) => [
        holdsIf(
          people(to.role).some(([name, email]) => to.name === fullName(name) && to.email === email) ||
            (to.role === "manager" && offices.includes(`${to.name} ${to.email}`)),
          `\`${template}\` goes to no \`${to.role}\` of the records`
        ),
        same(channel, to.email === undefined ? "letter" : "email", `the channel of \`${template}\``),
        same(
          secure,
          sealedTemplates.includes(template) || (["NTC-06", "NTC-10"].includes(template) && "invitationId" in params),
          `whether \`${template}\` is encrypted`
        )
      ]),
      same(new Set(notices.map(({ noticeId }) => noticeId)).size, notices.length, "the number of identifiers")
    )
  })
})

/** An event that happens again happens again. @category laws */
export const everyEventCounts = make<{
  readonly licences: ReadonlyArray<number>
  readonly locks: ReadonlyArray<boolean>
}>({
  id: "story-every-event-counts",
  sentence: "an event counts every time it happens: after the same one twice, with another between, it is the latest",
  rules: ["AGT-20"],
  input: fc.record({
    licences: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 8 }),
    locks: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 })
  }),
  holds: ({ licences, locks }, rules) => {
    const agentId = Sample.agentId(1)
    const events: ReadonlyArray<Event> = [
      { _tag: "AgentAdded", agent: Sample.agent(1) },
      ...licences.map((n): Event => ({ _tag: "LicenceRecorded", agentId, licence: Sample.licence(n) })),
      ...locks.map((locked): Event => ({ _tag: "AgentLocked", agentId, locked }))
    ]
    const agent = World.after(World.empty, events, rules.evolve).agent.get(agentId)
    return all(
      same(agent?.licence, Sample.licence(licences.at(-1)), "the licence"),
      same(agent?.locked, locks.at(-1), "the lock")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  oneOfEach,
  overIsOver,
  blastRadius,
  sameAgain,
  onlyWithStanding,
  eventsRebuild,
  noticesFindTheirPerson,
  agentsReadAnInitial,
  everyEventCounts
] as ReadonlyArray<Law>
