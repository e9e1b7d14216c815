/**
 * Laws of enrollment entities and counselors: kept by the exchange, without standing when either falls, never paid.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import { type Capability, permissions } from "@agencybook/core/Capability"
import type { Grantee, Scope } from "@agencybook/core/Consent"
import type { Email } from "@agencybook/core/Contact"
import { type Counselor, type Command as CounselorStep, machine as counselorMachine } from "@agencybook/core/Counselor"
import { type Command, type EnrollmentEntity, machine } from "@agencybook/core/EnrollmentEntity"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import * as EntitySample from "./EntitySample.ts"
import { moment } from "./internal/AuthorityQuestions.ts"
import { acceptedAs, all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const { entityId, name } = EntitySample.entity()
const { counselorId } = EntitySample.counselor()
const since = Sample.now
const oneOf = <const A>(...values: ReadonlyArray<A>) => fc.constantFrom(...values)
const states = machine.states

const steps = {
  CertifyEntity: ["Registered", "Certified"],
  SuspendEntity: ["Certified"],
  ReinstateEntity: ["Suspended"],
  EndEntity: ["Registered", "Certified", "Suspended"]
} as const
type StepName = keyof typeof steps

const commandOf = (step: StepName, through: Dates.CalendarDate): Command =>
  step === "CertifyEntity"
    ? { _tag: step, entityId, through }
    : step === "ReinstateEntity"
      ? { _tag: step, entityId }
      : { _tag: step, entityId, reason: "breach" }

/** What a step makes of an entity; the last day stays with what is suspended. */
const after = (step: StepName, through: Dates.CalendarDate, before: EnrollmentEntity): EnrollmentEntity => {
  const { certification } = before
  const until = "through" in certification ? certification.through : through
  switch (step) {
    case "CertifyEntity":
      return { ...before, certification: { _tag: "Certified", since, through } }
    case "SuspendEntity":
      return { ...before, certification: { _tag: "Suspended", since, through: until, reason: "breach" } }
    case "ReinstateEntity":
      return { ...before, certification: { _tag: "Certified", since, through: until } }
    case "EndEntity":
      return { ...before, certification: { _tag: "Ended", since, reason: "breach" } }
  }
}

/** Every step of an entity answers as told. @category laws */
export const everyStepIsTold = make({
  id: "entity-every-step-is-told",
  sentence:
    "an entity is registered once, certified up to a day that is not over and later than before, suspended and brought back, and ended for good",
  rules: ["ENT-01"],
  runs: 600,
  input: fc.record({
    step: oneOf(
      ...(["RegisterEntity", "CertifyEntity", "CertifyEntity"] as const),
      ...(Object.keys(steps) as ReadonlyArray<StepName>)
    ),
    state: oneOf("unknown" as const, "Registered" as const, ...states),
    days: oneOf(-1, -1, 0, 179, 180, 181, 700)
  }),
  holds: ({ days, state, step }, rules) => {
    const entity =
      state === "unknown"
        ? undefined
        : EntitySample.entity(0, { certification: EntitySample.entityCertification(state) })
    const through = Dates.plusDays(Sample.today, days)
    const decide = (command: Command) => rules.enrollmentEntity.decide(command, { entity }, Sample.context())
    if (step === "RegisterEntity") {
      const answer = decide({ _tag: step, entityId, name })
      const made = { entityId, name, certification: { _tag: "Registered", since } }
      return entity === undefined
        ? acceptedAs(answer, [{ _tag: "EntityRegistered", entity: made }])
        : refusedAs(answer, "EntityExists", "ENT-01")
    }
    const answer = decide(commandOf(step, through))
    if (entity === undefined) return refusedAs(answer, "UnknownEntity", "ENT-01")
    if (!(steps[step] as ReadonlyArray<string>).includes(state)) return refusedAs(answer, "NotAllowedFrom", "ENT-01")
    if (step === "CertifyEntity" && days < (state === "Certified" ? 181 : 0))
      return refusedAs(answer, "EntityTermTooShort", "ENT-01")
    const next = eventsOf(answer).reduce<EnrollmentEntity>(
      (one, event) => rules.enrollmentEntity.evolve(one, event),
      entity
    )
    return all(same(answer._tag, "Accepted"), same(next, after(step, through, entity), "the entity after the step"))
  }
})

/** A counselor belongs to one certified entity. @category laws */
export const belongsToOne = make({
  id: "counselor-belongs-to-one-certified-entity",
  sentence:
    "a counselor is added to an entity that is certified on the day, and to one at a time; who ended may be added again, unless for a breach",
  rules: ["ENT-01"],
  runs: 400,
  input: fc.record({
    entity: oneOf("unknown" as const, ...states),
    // Days until the last one; the day itself belongs to the term.
    lastsFor: fc.constantFrom(-1, 0, 1, undefined, undefined),
    before: oneOf("none" as const, "Breached" as const, ...counselorMachine.states),
    step: oneOf("AddCounselor", "AddCounselor", "EndCounselor"),
    // Where requests are told, for whoever has an address.
    reached: fc.constantFrom({}, { email: "cleo@entity.example" as Email })
  }),
  holds: ({ before, entity: state, lastsFor, reached, step }, rules) => {
    const lasts = lastsFor !== -1
    const certification = state === "unknown" ? undefined : EntitySample.entityCertification(state)
    const through = lastsFor === undefined ? {} : { through: Dates.plusDays(Sample.today, lastsFor) }
    const entity = certification && {
      ...EntitySample.entity(),
      certification: "through" in certification ? { ...certification, ...through } : certification
    }
    const elsewhere = Id.make<Id.EntityId>("entity-7")
    const known: Counselor | undefined =
      before === "none"
        ? undefined
        : EntitySample.counselor(0, {
            entityId: elsewhere,
            state:
              before === "Active"
                ? { _tag: before, since }
                : { _tag: "Ended", since, reason: before === "Breached" ? "breach" : "left" }
          })
    const command: CounselorStep =
      step === "AddCounselor"
        ? { _tag: "AddCounselor", counselorId, entityId, name: EntitySample.counselor().name, ...reached }
        : { _tag: "EndCounselor", counselorId, reason: "left" }
    const answer = rules.counselor.decide(command, { counselor: known, entity }, Sample.context())
    if (command._tag === "EndCounselor") {
      if (known === undefined) return refusedAs(answer, "UnknownCounselor", "ENT-01")
      if (before !== "Active") return refusedAs(answer, "NotAllowedFrom", "ENT-01")
      const next = eventsOf(answer).reduce<Counselor>((one, event) => rules.counselor.evolve(one, event), known)
      return same(next, { ...known, state: { _tag: "Ended", since, reason: "left" } }, "the counselor")
    }
    if (entity === undefined) return refusedAs(answer, "UnknownEntity", "ENT-01")
    if (before === "Active") return refusedAs(answer, "CounselorExists", "ENT-01")
    if (before === "Breached") return refusedAs(answer, "CounselorBreached", "ENT-01")
    if (state !== "Certified" || !lasts) return refusedAs(answer, "EntityNotCertified", "ENT-01")
    const counselor = EntitySample.counselor(0, { ...reached, state: { _tag: "Active", since } })
    return acceptedAs(answer, [{ _tag: "CounselorAdded", counselor }])
  }
})

/** What a consumer has to have allowed for each step that a counselor may take. */
const allowances: Readonly<Partial<Record<Capability, Scope>>> = {
  "update-application": "complete-application",
  "submit-application": "submit-with-signature",
  "choose-plan": "complete-application",
  "upload-consumer-document": "maintain-account",
  "call-service-center": "answer-inquiries"
}
const helps = Object.keys(allowances) as ReadonlyArray<Capability>

const named = (who: "the counselor" | "another" | "the agency"): Grantee =>
  who === "the agency"
    ? { _tag: "Agency", agencyId: Sample.agencyId() }
    : { _tag: "Counselor", counselorId: who === "another" ? Id.make<Id.UserId>("counselor-9") : counselorId }

/** Standing and the consumer's word, both in the moment of asking. @category laws */
export const helpsWithStandingAndWord = make({
  id: "counselor-helps-with-standing-and-word",
  sentence:
    "a counselor helps with a case exactly when at work for an entity that is certified now and named by a consent in force that allows the step; a suspended entity freezes that, and reinstating it gives it back",
  rules: ["ENT-01", "DEL-28"],
  runs: 1_500,
  input: fc.record({
    capability: oneOf(...helps),
    lost: oneOf(
      ...(["nothing", "nothing", "record", "work", "other entity", "other record", "term"] as const),
      ...(["suspended", "reinstated", "ended"] as const)
    ),
    word: oneOf(
      "given",
      "given",
      "given",
      "rescinded",
      "over",
      "other scope",
      "other case",
      "another",
      "the agency",
      "none"
    )
  }),
  holds: ({ capability, lost, word }, rules) => {
    const scope = allowances[capability] as Scope
    const act = (entity: EnrollmentEntity, command: Command) =>
      eventsOf(rules.enrollmentEntity.decide(command, { entity }, Sample.context())).reduce<EnrollmentEntity>(
        (one, event) => rules.enrollmentEntity.evolve(one, event),
        entity
      )
    const suspended = act(EntitySample.entity(), { _tag: "SuspendEntity", entityId, reason: "breach" })
    const over = Dates.plusDays(Sample.today, -1)
    const entity =
      lost === "suspended"
        ? suspended
        : lost === "reinstated"
          ? act(suspended, { _tag: "ReinstateEntity", entityId })
          : lost === "ended"
            ? act(EntitySample.entity(), { _tag: "EndEntity", entityId, reason: "breach" })
            : lost === "term"
              ? EntitySample.entity(0, { certification: { _tag: "Certified", since, through: over } })
              : lost === "other entity"
                ? EntitySample.entity(5)
                : EntitySample.entity()
    const counselor =
      lost === "record"
        ? undefined
        : lost === "other record"
          ? EntitySample.counselor(3)
          : EntitySample.counselor(0, lost === "work" ? { state: { _tag: "Ended", since, reason: "left" } } : {})
    const consent = Sample.consent(1, word === "rescinded" ? "Rescinded" : "Granted", {
      caseId: Sample.caseId(word === "other case" ? 2 : 1),
      grantee: named(word === "another" || word === "the agency" ? word : "the counselor"),
      scopes: word === "other scope" ? ["search-application"] : [scope],
      ...(word === "over" ? { expiresOn: over } : {})
    })
    const ruling = rules.authority.judge(
      { capability, actor: EntitySample.asCounselor(0), target: { caseId: Sample.caseId(1) } },
      { counselor: { counselor, entity }, consents: word === "none" ? [] : [consent] },
      moment()
    )
    if (lost !== "nothing" && lost !== "reinstated") return refusedAs(ruling, "CounselorWithoutStanding", "ENT-01")
    if (word !== "given") return refusedAs(ruling, "NotAllowedByConsumer", "DEL-28")
    return same("role" in ruling && [ruling.role, ruling.scope], ["counselor", "own"], "what grants it")
  }
})

/** Nobody without standing is named in a consent. @category laws */
export const noConsentWithoutStanding = make({
  id: "counselor-no-consent-without-standing",
  sentence: "a consumer's consent names a counselor only while the counselor may help",
  rules: ["ENT-01", "DEL-28"],
  input: fc.record({
    state: oneOf("Certified", "Certified", ...states),
    work: oneOf("Active", "Active", "Ended", "none", "another" as const)
  }),
  holds: ({ state, work }, rules) => {
    const entity = EntitySample.entity(0, { certification: EntitySample.entityCertification(state) })
    const counselor =
      work === "none"
        ? undefined
        : EntitySample.counselor(
            work === "another" ? 3 : 0,
            work === "Ended" ? { state: { _tag: "Ended", since, reason: "left" } } : {}
          )
    const answer = rules.consent.decide(
      {
        _tag: "GrantConsent",
        consentId: Id.make("consent-0"),
        caseId: Sample.caseId(0),
        terms: Sample.consentTerms({ grantee: named("the counselor") }),
        signedBy: "Cora Quint"
      },
      { case: Sample.household(0), same: undefined, agent: undefined, counselor: { counselor, entity }, ending: [] },
      Sample.context({ actor: Sample.asConsumer(0) })
    )
    return state === "Certified" && work === "Active"
      ? same(answer._tag, "Accepted")
      : refusedAs(answer, "CounselorWithoutStanding", "ENT-01")
  }
})

const open: ReadonlyArray<Capability> = ["search-directory", "ask-for-access-code"]

const isDenied = (rules: Rules, capability: Capability): boolean =>
  rules.authority.judge(
    {
      capability,
      actor: EntitySample.asCounselor(0),
      target: { caseId: Sample.caseId(1), agencyId: Sample.agencyId(0) }
    },
    {
      counselor: { counselor: EntitySample.counselor(0), entity: EntitySample.entity() },
      consents: [Sample.consent(1, "Granted", { grantee: named("the counselor") })]
    },
    moment()
  )._tag === "Refused"

/** No commission for a counselor. @category laws */
export const earnsNoCommission = make({
  id: "counselor-earns-no-commission",
  sentence:
    "whatever a counselor does for a case, its commission is that of the agent on record and of nobody where there is none; a counselor is never on record, and has no book, export or roster",
  rules: ["ENT-01", "AGY-14"],
  runs: 400,
  input: fc.record({
    onRecord: oneOf("nobody", "the agent", "another"),
    capability: oneOf(...(Object.keys(permissions) as ReadonlyArray<Capability>))
  }),
  holds: ({ capability, onRecord }, rules) => {
    const agent = Sample.agent(1)
    const npn = { nobody: undefined, "the agent": agent.npn, another: Sample.agent(2).npn }[onRecord]
    const { aorNpn: _, ...coverage } = Sample.coverage({ effectiveOn: "2026-01-01" as Dates.CalendarDate })
    const household = Sample.household(1, { coverage: npn === undefined ? coverage : { ...coverage, aorNpn: npn } })
    const line = rules.commission.line(household, Sample.today, { agency: Sample.agency(), agent })
    const { agencyId, fein } = Sample.agency()
    const world = World.make(7, { agencies: 1, agents: 2, cases: 2 })
    const asRecord = rules.command(
      {
        _tag: "ChangeAgentOfRecord",
        caseId: Sample.caseId(1),
        agentId: counselorId as unknown as Id.AgentId,
        from: Sample.today,
        reason: "correction"
      },
      World.facts(world),
      Sample.context(),
      { digest: "", matches: false }
    )
    const { caseId } = household
    const expected =
      onRecord === "the agent" ? { caseId, npn: agent.npn, agencyId, fein, state: coverage.state } : undefined
    return all(
      same(line, expected, "the commission"),
      same(asRecord._tag, "Refused", "the counselor on record"),
      // The directory is open to everybody, and a code is asked for with the consumer there. @rule DEL-02 ACC-02
      holdsIf(
        isDenied(rules, capability) === !(helps.includes(capability) || open.includes(capability)),
        `\`${capability}\` of a counselor`
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [
  everyStepIsTold,
  belongsToOne,
  helpsWithStandingAndWord,
  noConsentWithoutStanding,
  earnsNoCommission
]
