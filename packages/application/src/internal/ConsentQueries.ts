/**
 * Questions about consents, and about what may be submitted with them.
 *
 * @since 0.1.0
 */
import * as ApplicationReview from "@agencybook/core/ApplicationReview"
import type * as Authority from "@agencybook/core/Authority"
import type { CalendarDate } from "@agencybook/core/CalendarDate"
import * as Consent from "@agencybook/core/Consent"
import { holdsCase } from "@agencybook/core/Delegation"
import { type Facts, member, memberReads, read } from "@agencybook/core/Facts"
import type { AgentId, CaseId, DelegationId } from "@agencybook/core/Id"
import * as Page from "@agencybook/core/Page"
import * as Rescission from "@agencybook/core/Rescission"
import { submissionFacts, submissionReads } from "../Catalogue.ts"
import { range } from "../Store.ts"
import { workOf } from "./ConsentEntries.ts"
import { each, scanned } from "./Paging.ts"
import { askOn, consult, type Question, show, type Viewer } from "./QueryAsk.ts"

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
    // What names somebody else is a colleague's, until the case is one's own.
    const holds = open.some((one) => one.delegate.agentId === agentId && holdsCase(one))
    const isOwn = (one: Consent.Consent): boolean =>
      agentId !== undefined &&
      agencyId !== undefined &&
      Consent.reaches(one, agencyId, agentId) &&
      (holds || (one.grantee._tag === "Agency" && one.grantee.agentId === agentId))
    const shown = all.filter((one) => agentId === undefined || isOwn(one))
    return {
      consents: shown.map(
        (consent): ShownConsent => ({
          consent,
          inForce: Consent.isInForce(consent, day),
          supports: Rescission.resting(consent, { consents: all, open }, day).map(({ delegationId }) => delegationId)
        })
      ),
      reviews: reviews.filter(({ assistedBy }) => agentId === undefined || assistedBy.agentId === agentId)
    }
  }
  return { question, reads, answer }
}

/**
 * The consents of a case and the reviews of its application, past ones included, as they are produced on request. An
 * agent is shown those that name the agent and, of a case that the agent holds, those that reach the agent.
 *
 * **Rules**: BOB-03, CON-03, SEC-03.
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
 * A page of the consents of a case by identifier, past ones included; an agent is shown what `consents` shows.
 *
 * **Rules**: BOB-03, CON-03, SEC-03.
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
 * Who works a case in an agent's name, as the case says: the agency of the agent who holds it, for its managers and staff.
 * An agent asks in the own name.
 */
const workOn = ({ acting, actor }: Viewer, caseId: CaseId, agentId: AgentId): Question => {
  const inAgentsName = actor._tag === "Agent" && (acting !== undefined || actor.agentId === agentId)
  return {
    capability: "submit-application",
    casework: !inAgentsName,
    first: [read("delegation", "case", caseId)],
    target: (facts) => workOf(caseId, agentId, facts)
  }
}

const asked = (viewer: Viewer, caseId: CaseId, agentId: AgentId, obstacle: typeof ApplicationReview.obstacle) =>
  askOn(
    viewer,
    workOn(viewer, caseId, agentId),
    () => submissionReads(caseId),
    (facts, { day }) => obstacle(caseId, agentId, submissionFacts(caseId, facts), day) ?? { caseId, agentId }
  )

/**
 * Whether somebody may speak with the county about the Medi-Cal part of a case now, as its agent or for the agent in the
 * agent's agency.
 *
 * **Rules**: DEL-27.
 *
 * @category queries
 */
export const mayWorkWithCounty = (viewer: Viewer, caseId: CaseId, agentId: AgentId) =>
  asked(viewer, caseId, agentId, ApplicationReview.countyObstacle)

/**
 * Whether somebody may submit the application of a case now: as the delegate or for the delegate in the agency, with a
 * consent in force, and after the consumer has looked it over with the delegate; otherwise the refusal that says what is
 * missing.
 *
 * **Rules**: CON-01, CON-02, STF-02.
 *
 * @category queries
 */
export const maySubmit = (viewer: Viewer, caseId: CaseId, agentId: AgentId) =>
  asked(viewer, caseId, agentId, ApplicationReview.obstacle)

/**
 * A page of the granted consents whose last day lies before a day, however long, those first that are over the longest:
 * `ExpireConsents` names those of a page. Nothing of the consumers is shown.
 *
 * **Rules**: CON-01.
 *
 * @category queries
 */
export const consentsDue = (viewer: Viewer, before: CalendarDate, request: Page.Request) =>
  consult(viewer, { capability: "expire-consents", target: {} }, (reading) =>
    scanned(
      reading,
      range("consent", "ending", "", before),
      request,
      each(({ consentId }: Consent.Consent) => consentId)
    )
  )
