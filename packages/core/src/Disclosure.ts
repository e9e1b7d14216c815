/**
 * Personal data of consumers that was shown: to whom, for whom, under which permission, of which cases and why.
 *
 * Every such reading leaves one entry, in which there are identifiers and numbers and nothing that was read. The exchange
 * says by its policy who has to give a reason; it is a line in general words, which is refused where somebody could be
 * known by it. The public directory, figures, and what agencies and agents are to each other is not of consumers.
 *
 * @since 0.1.0
 */
import { type Actor, key as actorKey } from "./Actor.ts"
import type { Grant, Target } from "./Authority.ts"
import type { Instant } from "./CalendarDate.ts"
import type { Capability, Role } from "./Capability.ts"
import * as Format from "./Format.ts"
import type { AgentId, CaseId } from "./Id.ts"
import type { Policy } from "./Policy.ts"
import { type Refusal, reason } from "./Refusal.ts"

/** What can be shown of consumers. @category models */
export const whats = [
  "book",
  "export",
  "discrepancies",
  "delegations",
  "requests",
  "history",
  "consents",
  "transfers",
  "commissions",
  "carrier-changes",
  "audit-trail",
  "readings"
] as const

/** What is shown: rows of a book, of an export or of a list, who is missed in a book, the past of a case, its consents, or who read of it. @category models */
export type What = (typeof whats)[number]

/**
 * For whom somebody reads: as the consumer or the delegate, for the agent of a session, for the agency, for a consumer
 * who asks for help, for the exchange, or as a process that a person has set going.
 *
 * @category models
 */
export type Purpose = "own" | "acting" | "agency" | "support" | "oversight" | "operation"

/** Why somebody reads what belongs to somebody else, as read from what a person typed. @category models */
export type Reason = string

// What people are known by: addresses of mail, and the numbers of cards, telephones, birthdays and social security.
// Written apart or in other digits they are the same; a number of a ticket is shorter.
const telling = /@|\p{Nd}(?:[\s\p{P}\p{S}]{0,3}\p{Nd}){6}/u

const line = /*#__PURE__*/ Format.line<Reason>("reason", 200)

/**
 * How a reason is written: one line that says something, and names nobody by number or address.
 *
 * @rule SEC-03
 * @category decoding
 */
export const reasonFormat: Format.Format<Reason> = /*#__PURE__*/ Format.make(
  "reason",
  "3 to 200 characters on one line, without e-mail addresses and numbers of seven digits or more",
  "say in general words why it is needed; whose data it is, is recorded beside it",
  (text) => {
    const read = line.read(text)
    const plain = read?.normalize("NFKC") ?? ""
    return /\p{L}.*\p{L}.*\p{L}/u.test(plain) && !telling.test(plain) ? read : undefined
  }
)

/** A reason is needed and was not given. @category errors */
export const reasonMissing = /*#__PURE__*/ reason(
  "ReadReasonMissing",
  "SEC-03",
  (f: { readonly what: What; readonly purpose: Purpose; readonly field: "reason" }) =>
    `who reads \`${f.what}\` for \`${f.purpose}\` has to say why in \`${f.field}\``,
  reasonFormat.remedy
)
/** The reason is no reason, or says too much. @category errors */
export const reasonUnusable = /*#__PURE__*/ reason(
  "ReadReasonUnusable",
  "SEC-03",
  (f: { readonly field: "reason" }) => `\`${f.field}\` is not ${reasonFormat.expected}`,
  reasonFormat.remedy
)

/** For whom a role reads. @rule SEC-03 @category queries */
export const purposeOf = (role: Role, acting = false): Purpose => {
  switch (role) {
    case "consumer":
    case "applicant":
      return "own"
    case "agent":
      return acting ? "acting" : "own"
    case "manager":
    case "staff-1":
    case "staff-2":
      return "agency"
    case "counselor":
    case "service-center":
      return "support"
    case "exchange":
      return "oversight"
    case "system":
      return "operation"
  }
}

/** Who reads, as the permission was granted. @category models */
export type Reader = Pick<Grant, "capability" | "onBehalfOf" | "role">

/**
 * What keeps a reader from being shown something: that a reason is missing which the policy asks for, or that the text
 * is none.
 *
 * **Rules**: SEC-03.
 *
 * @category queries
 */
export const obstacle = (
  what: What,
  { onBehalfOf, role }: Pick<Reader, "onBehalfOf" | "role">,
  given: string | undefined,
  { reasonToRead }: Pick<Policy, "reasonToRead">
): Refusal | undefined => {
  const purpose = purposeOf(role, onBehalfOf !== undefined)
  const asked: ReadonlyArray<Purpose> = reasonToRead
  if (given === undefined)
    return asked.includes(purpose) ? reasonMissing({ what, purpose, field: "reason" }) : undefined
  return reasonFormat.read(given) === undefined ? reasonUnusable({ field: "reason" }) : undefined
}

/** One reading, as it stays in the log. @rule SEC-03 @category models */
export interface Disclosure {
  readonly at: Instant
  /** The real actor, as journals name actors. */
  readonly actor: string
  /** The agent acted for, if any. */
  readonly onBehalfOf?: AgentId
  readonly capability: Capability
  readonly role: Role
  readonly purpose: Purpose
  readonly reason?: Reason
  readonly what: What
  /** What was asked about: a case, an agent's book, an agency's, a counselor's list. */
  readonly about: Target
  /** The cases that were shown, each once; empty where `whole` stands for them. */
  readonly cases: ReadonlyArray<CaseId>
  /** Rows that were shown; of a `whole` book the number of its rows when the reading began. */
  readonly count: number
  /** The book was given out as a stream: every case that it held at that moment. */
  readonly whole?: true
}

/** What was shown, and of whom. @category models */
export interface Shown {
  readonly what: What
  readonly about: Target
  readonly cases: Iterable<CaseId>
  readonly count: number
  readonly whole?: true
  readonly reason?: string | undefined
}

/**
 * The entry of a reading.
 *
 * **Rules**: SEC-03, DEL-30.
 *
 * @category constructors
 */
export const make = (shown: Shown, reader: Reader, actor: Actor, at: Instant): Disclosure => {
  const { agencyId, agentId, caseId, counselorId } = shown.about
  const given = shown.reason === undefined ? undefined : reasonFormat.read(shown.reason)
  return {
    at,
    actor: actorKey(actor),
    ...(reader.onBehalfOf === undefined ? {} : { onBehalfOf: reader.onBehalfOf.agentId }),
    capability: reader.capability,
    role: reader.role,
    purpose: purposeOf(reader.role, reader.onBehalfOf !== undefined),
    ...(given === undefined ? {} : { reason: given }),
    what: shown.what,
    about: {
      ...(caseId === undefined ? {} : { caseId }),
      ...(agentId === undefined ? {} : { agentId }),
      ...(agencyId === undefined ? {} : { agencyId }),
      ...(counselorId === undefined ? {} : { counselorId })
    },
    cases: shown.whole ? [] : Array.from(new Set(shown.cases)).sort(),
    count: shown.count,
    ...(shown.whole ? { whole: true } : {})
  }
}

/** An entry with its place in the log, which grows. @category models */
export interface Kept extends Disclosure {
  readonly position: number
}

// Who works at the exchange or in an office is not the consumer's business, that somebody there has read is.
const named = (actor: string): string =>
  actor.startsWith("agent/") || actor.startsWith("consumer/") ? actor : (actor.split("/")[0] ?? "")

/**
 * An entry as a consumer is shown it of the own case: without reasons, without the names of employees, and without the
 * other cases that were on the same page.
 *
 * **Rules**: SEC-03.
 *
 * @category transforms
 */
export const forConsumer = ({ reason: _, ...kept }: Kept, caseId: CaseId): Kept => ({
  ...kept,
  actor: named(kept.actor),
  cases: kept.cases.filter((one) => one === caseId),
  count: kept.cases.length > 1 || kept.whole ? 1 : kept.count
})
