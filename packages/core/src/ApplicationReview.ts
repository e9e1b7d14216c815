/**
 * That a consumer has looked over the application before somebody else submits it.
 *
 * A review belongs to one version of the application and to the agent who gave the help: once something happens on the
 * case, its members change, or the case has another agent, the next submission needs a new one. Days are those of the
 * exchange's zone.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Case, Eligibility } from "./Case.ts"
import * as Consent from "./Consent.ts"
import type { Name } from "./Contact.ts"
import { accept, type Context, type Decision, firstRefusal } from "./Decider.ts"
import type { Delegation } from "./Delegation.ts"
import type { AgencyId, AgentId, CaseId, ReviewId } from "./Id.ts"
import { type Refusal, reason } from "./Refusal.ts"

/** One review of one application. @rule CON-02 @category models */
export interface ApplicationReview {
  readonly reviewId: ReviewId
  readonly caseId: CaseId
  /** Year of the application. */
  readonly year: number
  /** The members as they were looked over; absent in reviews of before. */
  readonly members?: ReadonlyArray<Eligibility>
  readonly on: CalendarDate
  readonly consumerName: Name
  /** Who looked it over, in that person's own writing. */
  readonly reviewedBy: string
  readonly assistedBy: { readonly agencyId: AgencyId; readonly agentId: AgentId }
  readonly channel: Consent.Terms["channel"]
  readonly evidence: Consent.Evidence
  /** The first day on which it need not be kept. @rule CON-03 */
  readonly retainUntil: CalendarDate
}

/** Records that the consumer looked over the application with an agent. @category models */
export interface Command {
  readonly _tag: "ReviewApplication"
  readonly reviewId: ReviewId
  readonly caseId: CaseId
  readonly agentId: AgentId
  readonly reviewedBy: string
  /** Whether the agent explained what the consumer attests at the end of the application. */
  readonly explained: boolean
  readonly channel: Consent.Terms["channel"]
  readonly evidence: Consent.Evidence
}

/** Something happened to a review; there is nothing but its recording. @category models */
export interface Event {
  readonly _tag: "ApplicationReviewed"
  readonly review: ApplicationReview
}

/** What the decision and the question look at. @category models */
export interface Facts {
  readonly case: Case | undefined
  /** The open delegations of the case. */
  readonly open: ReadonlyArray<Delegation>
  /** The consents of the case. */
  readonly consents: ReadonlyArray<Consent.Consent>
  /** The reviews of the case. */
  readonly reviews: ReadonlyArray<ApplicationReview>
  /** A review that has the identifier of the new one, if there is one. */
  readonly same?: ApplicationReview | undefined
}

/** The agent does not hold the case. @category errors */
export const notTheDelegate = /*#__PURE__*/ reason(
  "NotTheDelegate",
  "CON-02",
  (f: { readonly caseId: CaseId; readonly agentId: AgentId }) =>
    `agent \`${f.agentId}\` does not hold case \`${f.caseId}\``,
  "have the consumer delegate the case first"
)
/** No representative's form lets the agent speak with the county. @category errors */
export const noRepresentativeForm = /*#__PURE__*/ reason(
  "NoRepresentativeForm",
  "DEL-27",
  (f: { readonly caseId: CaseId; readonly agentId: AgentId }) =>
    `no representative's form lets agent \`${f.agentId}\` speak with the county about case \`${f.caseId}\``,
  "have the consumer sign the county's form for an authorized representative and record it"
)
/** The attestations were not explained. @category errors */
export const notExplained = /*#__PURE__*/ reason(
  "AttestationsNotExplained",
  "CON-02",
  (f: { readonly caseId: CaseId }) => `what the consumer of case \`${f.caseId}\` attests was not explained`,
  "explain what the consumer attests, then record the review"
)
/** The identifier is taken. @category errors */
export const reviewExists = /*#__PURE__*/ reason(
  "ReviewExists",
  "CON-02",
  (f: { readonly reviewId: ReviewId }) => `review \`${f.reviewId}\` exists already`,
  "choose a new identifier for each review"
)
/** The consumer has not looked over the application as it is now. @category errors */
export const notReviewed = /*#__PURE__*/ reason(
  "ApplicationNotReviewed",
  "CON-02",
  (f: { readonly caseId: CaseId; readonly changedOn: CalendarDate }) =>
    `the consumer of case \`${f.caseId}\` has not looked over the application, as it is since \`${f.changedOn}\`, with its agent`,
  "look the application over with the consumer and record it"
)

/** The delegation by which an agent holds a case, of those that are open. @rule CON-02 @category queries */
export const holderOf = ({ open }: Pick<Facts, "open">, agentId: AgentId): Delegation | undefined =>
  open.find((one) => one.delegate.agentId === agentId && one.state._tag === "Active")

const mayComplete = (caseId: CaseId, agentId: AgentId, facts: Facts, day: CalendarDate): Delegation | Refusal => {
  const held = holderOf(facts, agentId)
  if (held === undefined) return notTheDelegate({ caseId, agentId })
  const user = { _tag: "Agent", ...held.delegate } as const
  const scope = "complete-application"
  return Consent.permits(facts.consents, user, scope, day)
    ? held
    : Consent.noConsent({ caseId, agentId, by: "Agent", scope })
}

/**
 * Decides the recording of a review.
 *
 * **Rules**: CON-01, CON-02, CON-03.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event> => {
  const { at, policy } = context
  const { agentId, caseId, channel, evidence, reviewedBy, reviewId } = command
  const on = Dates.on(at, policy.timeZone)
  if (facts.case === undefined) return notTheDelegate({ caseId, agentId })
  const held = mayComplete(caseId, agentId, facts, on)
  if ("_tag" in held) return held
  const refused = firstRefusal(
    facts.same !== undefined && reviewExists({ reviewId }),
    !command.explained && notExplained({ caseId }),
    Consent.forged(evidence, context)
  )
  if (refused) return refused
  return accept({
    _tag: "ApplicationReviewed",
    review: {
      reviewId,
      caseId,
      year: facts.case.application.year,
      members: facts.case.members,
      on,
      consumerName: facts.case.primaryContact.name,
      reviewedBy,
      assistedBy: held.delegate,
      channel,
      evidence,
      retainUntil: Consent.retainUntil(on, policy)
    }
  })
}

/** Applies an event to a review; never fails. @category machine */
export const evolve = (_review: ApplicationReview | undefined, event: Event): ApplicationReview => event.review

/** Whether a review is of an application as it is now. */
const isOfNow = ({ members, on, year }: ApplicationReview, { application, lastActivityOn, ...now }: Case): boolean =>
  year === application.year &&
  lastActivityOn <= on &&
  // Days do not tell what came first; the household does.
  (members === undefined ||
    (members.length === now.members.length && members.every((one, n) => one === now.members[n])))

/**
 * What stands against an agent's submitting the application of a case on a day; nothing when it may be submitted.
 *
 * **Rules**: CON-01, CON-02.
 *
 * @category queries
 */
export const obstacle = (caseId: CaseId, agentId: AgentId, facts: Facts, day: CalendarDate): Refusal | undefined => {
  if (facts.case === undefined) return notTheDelegate({ caseId, agentId })
  const held = mayComplete(caseId, agentId, facts, day)
  if ("_tag" in held) return held
  const household = facts.case
  const reviewed = facts.reviews.some(
    (one) =>
      isOfNow(one, household) &&
      one.assistedBy.agentId === held.delegate.agentId &&
      one.assistedBy.agencyId === held.delegate.agencyId
  )
  return reviewed ? undefined : notReviewed({ caseId, changedOn: household.lastActivityOn })
}

/**
 * What stands against an agent's speaking with the county about the Medi-Cal part of a case on a day; nothing when no
 * member has Medi-Cal.
 *
 * **Rules**: DEL-27.
 *
 * @category queries
 */
export const countyObstacle = (
  caseId: CaseId,
  agentId: AgentId,
  facts: Facts,
  day: CalendarDate
): Refusal | undefined => {
  const held = holderOf(facts, agentId)
  if (facts.case === undefined || held === undefined) return notTheDelegate({ caseId, agentId })
  if (!facts.case.members.includes("MediCal")) return undefined
  const user = { _tag: "Agent", ...held.delegate } as const
  return Consent.permits(facts.consents, user, "represent-before-county", day)
    ? undefined
    : noRepresentativeForm({ caseId, agentId })
}
