/**
 * Life of one agent's certification with the exchange, and the way to it.
 *
 * Owns the states and the machine between them, and the steps of an application. What takes a certification away is
 * `Decertification`, the regulator's word `LicenceCheck`, the next term `Recertification`. The checklist is
 * `Requirement`, and `Upkeep` once a certification stands on it; who may move a certification
 * is `Authority`; what a move means for an agent's clients is `Cascade`. The dates of a certification are
 * calendar days of the exchange, the last one excluded.
 *
 * @since 0.1.0
 */
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { accept, type Context, type Decision, firstRefusal } from "./Decider.ts"
import * as ExchangeNumber from "./ExchangeNumber.ts"
import type { AgentId, DocumentId } from "./Id.ts"
import { type Recorded, type Recording, recorded, renewed } from "./internal/ChecklistRecording.ts"
import * as Licence from "./Licence.ts"
import * as Machine from "./Machine.ts"
import type { Proof } from "./Policy.ts"
import { reason } from "./Refusal.ts"
import * as Requirement from "./Requirement.ts"
import { reasonOfAnother, type StatusReason } from "./StatusReason.ts"
import * as Upkeep from "./Upkeep.ts"

/** The dates and the number of a certification. @category models */
export interface Term {
  readonly number: string
  readonly from: CalendarDate
  /** First day without certification. */
  readonly until: CalendarDate
}

/** What was found out about an agent whose certification ends for cause. @rule AGT-13 AGT-16 @category models */
export interface Finding {
  /** What was not kept. */
  readonly breached: "code-of-conduct" | "agreement" | "law"
  /** How sure it is. */
  readonly proof: Proof
  /** The document in which it stands; the host keeps it. */
  readonly documentId: DocumentId
}

/** Whether somebody has asked to look at a suspension again, and what came of it. @rule AGT-15 @category models */
export type Reconsideration = "requested" | "upheld"

/** A certification in one of its states, each with only its own fields. @category models */
export type Certification =
  | { readonly _tag: "Incomplete"; readonly since: Instant }
  | {
      readonly _tag: "Pending"
      readonly since: Instant
      /** The day of `since` on the calendar of the exchange, where it is another one than in UTC. */
      readonly sinceOn?: CalendarDate
      readonly checklist: Requirement.Checklist
    }
  | { readonly _tag: "Eligible"; readonly since: Instant; readonly checklist: Requirement.Checklist }
  | {
      readonly _tag: "Certified"
      readonly since: Instant
      readonly term: Term
      /** What the certification stands on; absent for what was taken over from another system. @rule AGT-09 AGT-10 */
      readonly upkeep?: Requirement.Checklist
    }
  | {
      readonly _tag: "Suspended"
      readonly since: Instant
      readonly term: Term
      readonly upkeep?: Requirement.Checklist
      readonly reason: StatusReason
      /** First day without suspension; absent while it lasts until somebody ends it. @rule AGT-15 */
      readonly until?: CalendarDate
      /** First day on which it is too late to ask for reconsideration; absent where nobody may ask. */
      readonly reconsiderUntil?: CalendarDate
      readonly reconsideration?: Reconsideration
    }
  | { readonly _tag: "Denied"; readonly since: Instant; readonly reason: StatusReason }
  | { readonly _tag: "Withdrawn"; readonly since: Instant }
  /** A profile that was taken back before it was submitted; it holds no number and no address any more. */
  | { readonly _tag: "Discarded"; readonly since: Instant }
  | { readonly _tag: "TerminatedVested"; readonly since: Instant; readonly reason: StatusReason }
  | {
      readonly _tag: "TerminatedForCause"
      readonly since: Instant
      readonly reason: StatusReason
      /** Absent for what was taken over from another system. */
      readonly finding?: Finding
      /** First day on which the exchange may take a new application; absent where it may on any. @rule AGT-17 */
      readonly barredUntil?: CalendarDate
    }
  | {
      readonly _tag: "Deceased"
      readonly since: Instant
      /** The document in which it stands; absent for what was taken over from another system. @rule AGT-20 */
      readonly documentId?: DocumentId
    }

/** Name of a state of certification. @category models */
export type State = Certification["_tag"]

/** What a step may say of the clients whom it freezes, thaws or sets free. @rule DEL-25 @category models */
export interface Following {
  /** They stay as they are for now, and follow in chunks: see `Cascade.caughtUp`. */
  readonly clientsLater?: true
}

/** A step of an agent's application. @category models */
export type Command =
  | { readonly _tag: "SubmitAgent"; readonly agentId: AgentId }
  | {
      readonly _tag: "RecordRequirement"
      readonly agentId: AgentId
      readonly item: Requirement.Item
      readonly outcome: Requirement.ItemOutcome
    }
  | { readonly _tag: "RecordExam"; readonly agentId: AgentId; readonly score: number }
  | {
      readonly _tag: "CorrectExam"
      readonly agentId: AgentId
      /** The score that is right; absent where the exam was never taken. */
      readonly score?: number
    }
  | ({ readonly _tag: "CertifyAgent"; readonly agentId: AgentId; readonly term: Term } & Following)
  | { readonly _tag: "DenyAgent"; readonly agentId: AgentId; readonly reason: StatusReason }
  | { readonly _tag: "WithdrawAgent"; readonly agentId: AgentId }
  | { readonly _tag: "ReapplyAgent"; readonly agentId: AgentId }

/** Something happened to a certification. @category models */
export type Event =
  | {
      readonly _tag: "CertificationMoved"
      readonly agentId: AgentId
      readonly trigger: Trigger
      readonly from: State
      readonly to: Certification
    }
  | {
      readonly _tag: "ChecklistRecorded"
      readonly agentId: AgentId
      readonly item: Requirement.Item
      readonly checklist: Requirement.Checklist
      /** What came of an exam. @rule AGT-05 */
      readonly result?: Requirement.ExamResult
      /** What was recorded of the exam and was wrong; without a result the exam was never taken. @rule AGT-05 */
      readonly corrects?: Requirement.ExamResult
    }
  | {
      readonly _tag: "LicenceRecorded"
      readonly agentId: AgentId
      readonly licence: Licence.Licence
      /** What the registry of producers says, where it was asked. @rule AGT-14 */
      readonly npnCheck?: "confirmed" | "differs"
      /** The number that counts from now on, where another one was on file. @rule AGT-01 */
      readonly npn?: Licence.Npn
      /** Where the licence is not active: the day on which the certification ends for it. @rule AGT-12 */
      readonly until?: CalendarDate
    }
  | { readonly _tag: "LicenceLapsed"; readonly agentId: AgentId; readonly until: CalendarDate }
  | { readonly _tag: "ReconsiderationRecorded"; readonly agentId: AgentId; readonly outcome: Reconsideration }

/** What a decision about an application looks at. @category models */
export interface Facts {
  readonly certification: Certification
  readonly licence: Licence.Licence
  /** Whether the agency is certified, or is being certified in the same step. @rule AGT-07 */
  readonly agencyCertified: boolean
  /** That the applicant is on no roster; absent where an agency asks for the certification. */
  readonly withoutPlace?: boolean
}

/** The triggers of the machine. @category models */
export type Trigger = (typeof machine)["triggers"][number]

/** The items of the checklist are not all met. @category errors */
export const checklistOpen = /*#__PURE__*/ reason(
  "ChecklistOpen",
  "AGT-07",
  (f: { readonly agentId: AgentId; readonly open: ReadonlyArray<string> }) =>
    `agent \`${f.agentId}\` still has open items: ${f.open.map((item) => `\`${item}\``).join(", ")}`,
  "record the open items first"
)
/** The result that would be corrected has led to a certification. @category errors */
export const certifiedOnExam = /*#__PURE__*/ reason(
  "CertifiedOnExam",
  "AGT-20",
  (f: { readonly agentId: AgentId }) =>
    `agent \`${f.agentId}\` is certified, so no result of the exam is corrected any more`,
  "suspend the agent or end the certification, with the reason; record the next score as a renewal of the exam"
)
/** The licence does not allow health business today. @category errors */
export const licenceNotGood = /*#__PURE__*/ reason(
  "LicenceNotGood",
  "AGT-11",
  (f: {
    readonly agentId: AgentId
    readonly status: string
    readonly expiresOn: CalendarDate
    readonly health: boolean
  }) =>
    `the licence of agent \`${f.agentId}\` is \`${f.status}\`, runs until \`${f.expiresOn}\` and ${f.health ? "covers" : "does not cover"} health`,
  "renew the licence with the regulator, then validate it again"
)
/** The dates of a certification do not contain today. @category errors */
export const termNotCurrent = /*#__PURE__*/ reason(
  "TermNotCurrent",
  "AGT-08",
  (f: { readonly from: CalendarDate; readonly until: CalendarDate; readonly today: CalendarDate }) =>
    `a certification from \`${f.from}\` until \`${f.until}\` does not contain \`${f.today}\``,
  "choose a first day not after today and a last day after it"
)
/** The agency is not certified. @category errors */
export const agencyNotCertified = /*#__PURE__*/ reason(
  "AgencyNotCertified",
  "AGT-07",
  (f: { readonly agentId: AgentId }) => `the agency of agent \`${f.agentId}\` is not certified`,
  "certify the agency first; its manager may be certified in the same step"
)
/** The applicant is on no roster. @category errors */
export const withoutPlace = /*#__PURE__*/ reason(
  "ApplicantWithoutPlace",
  "AGT-07",
  (f: { readonly agentId: AgentId }) => `agent \`${f.agentId}\` applies in no agency`,
  "have the exchange place the applicant in an agency that is certified"
)
/** A person whose certification ended for cause asks for another one. @category errors */
export const reapplicationByExchange = /*#__PURE__*/ reason(
  "ReapplicationByExchange",
  "AGT-17",
  (f: { readonly agentId: AgentId }) =>
    `the certification of agent \`${f.agentId}\` ended for cause, so only the exchange may reopen it`,
  "ask the exchange whether the bar period is over"
)

/** The bar that came with a termination for cause is not over. @category errors */
export const applicationBarred = /*#__PURE__*/ reason(
  "ApplicationBarred",
  "AGT-17",
  (f: { readonly agentId: AgentId; readonly barredUntil: CalendarDate }) =>
    `agent \`${f.agentId}\` may not apply again before \`${f.barredUntil}\``,
  "wait for that day, which was set when the certification ended for cause"
)

/**
 * The machine of the domain description, section 3.1.
 *
 * **Rules**: AGT-02, AGT-07, AGT-17, AGT-20.
 *
 * @category machine
 */
export const machine = /*#__PURE__*/ Machine.define({
  name: "certification",
  states: [
    "Incomplete",
    "Pending",
    "Eligible",
    "Certified",
    "Suspended",
    "Denied",
    "Withdrawn",
    "Discarded",
    "TerminatedVested",
    "TerminatedForCause",
    "Deceased"
  ],
  triggers: [
    "submit",
    "complete",
    "reopen",
    "certify",
    "deny",
    "withdraw",
    "recertify",
    "suspend",
    "reinstate",
    "terminate-vested",
    "terminate-for-cause",
    "record-death",
    "reapply"
  ],
  edges: {
    Incomplete: { submit: "Pending", withdraw: "Discarded", "record-death": "Deceased" },
    Pending: {
      complete: "Eligible",
      certify: "Certified",
      deny: "Denied",
      withdraw: "Withdrawn",
      "record-death": "Deceased"
    },
    Eligible: {
      reopen: "Pending",
      certify: "Certified",
      deny: "Denied",
      withdraw: "Withdrawn",
      "record-death": "Deceased"
    },
    Certified: {
      recertify: "Certified",
      suspend: "Suspended",
      "terminate-vested": "TerminatedVested",
      "terminate-for-cause": "TerminatedForCause",
      "record-death": "Deceased"
    },
    Suspended: {
      // Days pass for whoever is suspended as well.
      recertify: "Suspended",
      reinstate: "Certified",
      "terminate-vested": "TerminatedVested",
      "terminate-for-cause": "TerminatedForCause",
      "record-death": "Deceased"
    },
    Denied: { reapply: "Pending" },
    Withdrawn: { reapply: "Pending" },
    Discarded: {},
    TerminatedVested: { reapply: "Pending" },
    TerminatedForCause: { reapply: "Pending" },
    Deceased: {}
  },
  otherwise: "AGT-20",
  refusedBy: { Denied: "AGT-17", Withdrawn: "AGT-17", TerminatedVested: "AGT-17", TerminatedForCause: "AGT-17" }
})

/** Checks whether a certification gives authority on a day: certified, and inside its dates. @rule AGT-08 @category predicates */
export const isCertifiedOn = (certification: Certification, day: CalendarDate): boolean =>
  certification._tag === "Certified" && certification.term.from <= day && day < certification.term.until

/** Checks whether neither certification nor application holds any more. @rule AGT-17 @category predicates */
export const isOver = ({ _tag }: Certification): boolean =>
  machine.table[_tag].reapply._tag === "Edge" || _tag === "Discarded" || _tag === "Deceased"

/** Checks whether somebody has a certification, suspended or not, whatever its dates. @category predicates */
export const isHeld = (
  certification: Certification
): certification is Certification & { readonly _tag: "Certified" | "Suspended" } =>
  certification._tag === "Certified" || certification._tag === "Suspended"

/** What a certification passes on to its next state: its dates, and what it stands on. @category constructors */
export const kept = ({ term, upkeep }: Certification & { readonly _tag: "Certified" | "Suspended" }) => ({
  term,
  ...(upkeep === undefined ? {} : { upkeep })
})

/** The certification of a new profile. @category constructors */
export const initial = (at: Instant): Certification => ({ _tag: "Incomplete", since: at })

/** A certification whose application is taken back; a draft leaves nothing that could be renewed. @rule AGT-17 @category constructors */
export const withdrawn = ({ _tag }: Certification, since: Instant): Certification => ({
  _tag: _tag === "Incomplete" ? "Discarded" : "Withdrawn",
  since
})

/** The refusal of an agent whose licence does not allow health business on a day. @rule AGT-11 @category queries */
export const unlicensed = (agentId: AgentId, licence: Licence.Licence, day: CalendarDate) => {
  const { expiresOn, health, status } = licence
  return Licence.isGoodOn(licence, day) ? undefined : licenceNotGood({ agentId, status, expiresOn, health })
}

/** The event of one step. @category constructors */
export const moved = (
  agentId: AgentId,
  { _tag: from }: Certification,
  trigger: Trigger,
  to: Certification
): Event & { readonly _tag: "CertificationMoved" } => ({ _tag: "CertificationMoved", agentId, trigger, from, to })

/** Takes a step, unless the table refuses it. @category machine */
export const step = (
  agentId: AgentId,
  certification: Certification,
  trigger: Trigger,
  to: () => Certification
): Decision<Event> =>
  Machine.refusal(machine, certification._tag, trigger) ?? accept(moved(agentId, certification, trigger, to()))

const move = (facts: Facts, command: Command, trigger: Trigger, to: () => Certification): Decision<Event> =>
  step(command.agentId, facts.certification, trigger, to)

const notApplying = (facts: Facts) =>
  Machine.notAllowedFrom("AGT-07")("certification", facts.certification._tag, "record")

const recordChecklist = (command: Recording, facts: Facts, context: Context): Decision<Event> => {
  const { certification } = facts
  const { agentId } = command
  if (isHeld(certification))
    return command._tag === "CorrectExam"
      ? certifiedOnExam({ agentId })
      : renewed(command, certification.upkeep, context)
  if (certification._tag !== "Pending" && certification._tag !== "Eligible") return notApplying(facts)
  const answer = recorded(command, certification.checklist, context)
  if (answer._tag === "Refused") return answer
  const [event] = answer.events as readonly [Recorded]
  const { checklist } = event
  const complete = Requirement.isComplete(checklist)
  if (complete === (certification._tag === "Eligible")) return accept<Event>(event)
  const to = complete ? ({ _tag: "Eligible", since: context.at, checklist } as const) : pending(checklist, context)
  const trigger = complete ? "complete" : "reopen"
  return accept<Event>(event, moved(agentId, certification, trigger, to))
}

/** An application that waits for what its checklist asks, from now on. @category constructors */
export const pending = (checklist: Requirement.Checklist, { at, policy }: Pick<Context, "at" | "policy">) => {
  const sinceOn = Dates.on(at, policy.timeZone)
  const elsewhere = sinceOn === at.slice(0, 10) ? {} : { sinceOn }
  return { _tag: "Pending", since: at, ...elsewhere, checklist } as const satisfies Certification
}

/** Hands in an application. @category machine */
export const submit = (agentId: AgentId, certification: Certification, context: Context): Decision<Event> =>
  step(agentId, certification, "submit", () => pending(Requirement.initial, context))

/** Certifies an agent whose checklist is complete, for a term that runs. @rule AGT-07 @category machine */
export const certify = (
  command: Command & { readonly _tag: "CertifyAgent" },
  facts: Facts,
  context: Context
): Decision<Event> => {
  const { agentId, term } = command
  const today = Dates.on(context.at, context.policy.timeZone)
  const { certification, licence } = facts
  const refused = firstRefusal(
    Machine.refusal(machine, certification._tag, "certify"),
    facts.withoutPlace === true && withoutPlace({ agentId }),
    "checklist" in certification &&
      !Requirement.isComplete(certification.checklist) &&
      checklistOpen({ agentId, open: Requirement.openItems(certification.checklist) }),
    unlicensed(agentId, licence, today),
    ExchangeNumber.certificationWrong(agentId, term.number, context.policy),
    !(term.from <= today && today < term.until) && termNotCurrent({ from: term.from, until: term.until, today }),
    !facts.agencyCertified && agencyNotCertified({ agentId })
  )
  const upkeep = "checklist" in certification ? Upkeep.begun(certification.checklist, today, context.policy) : undefined
  return (
    refused ??
    move(facts, command, "certify", () => ({
      _tag: "Certified",
      since: context.at,
      term,
      ...(upkeep === undefined ? {} : { upkeep })
    }))
  )
}

/** What stands against a new application after a certification that ended for cause. @rule AGT-17 */
const afterCause = (agentId: AgentId, certification: Certification, { actor, at, policy }: Context) => {
  if (certification._tag !== "TerminatedForCause") return undefined
  const { barredUntil } = certification
  if (actor._tag !== "Exchange") return reapplicationByExchange({ agentId })
  return barredUntil !== undefined && Dates.on(at, policy.timeZone) < barredUntil
    ? applicationBarred({ agentId, barredUntil })
    : undefined
}

/**
 * Decides a step of an application.
 *
 * **Rules**: AGT-02, AGT-04..11, AGT-17, AGT-20.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event> => {
  const since = context.at
  switch (command._tag) {
    case "SubmitAgent":
      return submit(command.agentId, facts.certification, context)
    case "RecordRequirement":
    case "RecordExam":
    case "CorrectExam":
      return recordChecklist(command, facts, context)
    case "CertifyAgent":
      return certify(command, facts, context)
    case "DenyAgent":
      return (
        firstRefusal(
          Machine.refusal(machine, facts.certification._tag, "deny"),
          reasonOfAnother("deny", command.agentId, command.reason)
        ) ?? move(facts, command, "deny", () => ({ _tag: "Denied", since, reason: command.reason }))
      )
    case "WithdrawAgent":
      return move(facts, command, "withdraw", () => withdrawn(facts.certification, since))
    case "ReapplyAgent":
      return (
        afterCause(command.agentId, facts.certification, context) ??
        move(facts, command, "reapply", () => pending(Requirement.initial, context))
      )
  }
}

/**
 * Applies an event to a certification; never fails.
 *
 * @category machine
 */
export const evolve = (certification: Certification, event: Event): Certification => {
  switch (event._tag) {
    case "CertificationMoved":
      return event.to
    case "ChecklistRecorded":
      if (isHeld(certification)) return { ...certification, upkeep: event.checklist }
      return "checklist" in certification ? { ...certification, checklist: event.checklist } : certification
    case "ReconsiderationRecorded":
      return certification._tag === "Suspended" ? { ...certification, reconsideration: event.outcome } : certification
    case "LicenceRecorded":
    case "LicenceLapsed":
      return certification
  }
}
