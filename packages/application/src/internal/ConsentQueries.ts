/**
 * Questions about consents, and about what may be submitted with them.
 *
 * @since 0.1.0
 */
import * as ApplicationReview from "@agencybook/core/ApplicationReview"
import type * as Authority from "@agencybook/core/Authority"
import * as Consent from "@agencybook/core/Consent"
import { type Facts, member, memberReads } from "@agencybook/core/Facts"
import type { AgentId, CaseId, DelegationId } from "@agencybook/core/Id"
import * as Page from "@agencybook/core/Page"
import { submissionFacts, submissionReads } from "../Catalogue.ts"
import { ask, type Question, show, type Viewer } from "./QueryAsk.ts"

/** A consent as it is shown: whether it is in force, and which open delegations rest on it. @category models */
export interface ShownConsent {
  readonly consent: Consent.Consent
  readonly inForce: boolean
  readonly supports: ReadonlyArray<DelegationId>
}

/** What is shown of a case: its consents, and the reviews of its application. @category models */
export interface ShownConsents {
  readonly consents: ReadonlyArray<ShownConsent>
  readonly reviews: ReadonlyArray<ApplicationReview.ApplicationReview>
}

/** What is read of a case, and what of it whoever asks is shown. */
const shownOf = (viewer: Viewer, caseId: CaseId) => {
  const agentId = viewer.actor._tag === "Agent" ? viewer.actor.agentId : undefined
  const question: Question = {
    capability: "view-consents",
    target: { caseId, ...(agentId === undefined ? {} : { agentId }) }
  }
  const reads = (facts: Facts) => [
    ...submissionReads(caseId),
    ...(agentId === undefined ? [] : memberReads(facts, agentId))
  ]
  const answer = (facts: Facts, { day }: Authority.Moment): ShownConsents => {
    const { consents: all, open, reviews } = submissionFacts(caseId, facts)
    const agencyId = agentId === undefined ? undefined : member(facts, agentId)?.agency.agencyId
    const shown = all.filter(
      (one) => agentId === undefined || (agencyId !== undefined && Consent.reaches(one, agencyId, agentId))
    )
    return {
      consents: shown.map(
        (consent): ShownConsent => ({
          consent,
          inForce: Consent.isInForce(consent, day),
          supports: open.flatMap((one) => (one.consentId === consent.consentId ? [one.delegationId] : []))
        })
      ),
      reviews: reviews.filter(({ assistedBy }) => agentId === undefined || assistedBy.agentId === agentId)
    }
  }
  return { question, reads, answer }
}

/**
 * The consents of a case and the reviews of its application, past ones included, as they are produced on request. An
 * agent is shown those that reach the agent.
 *
 * **Rules**: CON-03, SEC-03.
 *
 * @category queries
 */
export const consents = (viewer: Viewer, caseId: CaseId) => {
  const { answer, question, reads } = shownOf(viewer, caseId)
  return show<ShownConsents>(
    viewer,
    question,
    {
      what: "consents",
      cases: () => [caseId],
      count: ({ consents: all, reviews }) => all.length + reviews.length
    },
    reads,
    answer
  )
}

/**
 * A page of the consents of a case by identifier, past ones included; an agent is shown those that reach the agent.
 *
 * **Rules**: CON-03, SEC-03.
 *
 * @category queries
 */
export const consentsPage = (viewer: Viewer, caseId: CaseId, request: Page.Request) => {
  const { answer, question, reads } = shownOf(viewer, caseId)
  return show<Page.Page<ShownConsent>>(
    viewer,
    question,
    { what: "consents", cases: () => [caseId], count: ({ rows }) => rows.length },
    reads,
    // What else a consent says changes with its state; a page goes on where it ended by what does not.
    (facts, moment) =>
      Page.cut(answer(facts, moment).consents, ({ consent }) => ({ key: "", id: consent.consentId }), request)
  )
}

/**
 * Whether an agent may speak with the county about the Medi-Cal part of a case now.
 *
 * **Rules**: DEL-27.
 *
 * @category queries
 */
export const mayWorkWithCounty = (viewer: Viewer, caseId: CaseId, agentId: AgentId) =>
  ask(
    viewer,
    "submit-application",
    { caseId, agentId },
    () => submissionReads(caseId),
    (facts, { day }) =>
      ApplicationReview.countyObstacle(caseId, agentId, submissionFacts(caseId, facts), day) ?? { caseId, agentId }
  )

/**
 * Whether an agent may submit the application of a case now: as the delegate, with a consent in force, and after the
 * consumer has looked it over; otherwise the refusal that says what is missing.
 *
 * **Rules**: CON-01, CON-02.
 *
 * @category queries
 */
export const maySubmit = (viewer: Viewer, caseId: CaseId, agentId: AgentId) =>
  ask(
    viewer,
    "submit-application",
    { caseId, agentId },
    () => submissionReads(caseId),
    (facts, { day }) =>
      ApplicationReview.obstacle(caseId, agentId, submissionFacts(caseId, facts), day) ?? { caseId, agentId }
  )
