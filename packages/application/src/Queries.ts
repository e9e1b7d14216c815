/**
 * Questions to the portal: roster, book of business, directory, the preview of a transfer, and who was the agent when.
 *
 * Each is authorised like a command and says as of when it speaks.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import * as ApplicationReview from "@agencybook/core/ApplicationReview"
import * as Authority from "@agencybook/core/Authority"
import * as Book from "@agencybook/core/BookOfBusiness"
import type { Instant } from "@agencybook/core/CalendarDate"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Capability } from "@agencybook/core/Capability"
import * as Consent from "@agencybook/core/Consent"
import type { Delegation } from "@agencybook/core/Delegation"
import * as Directory from "@agencybook/core/Directory"
import { type Facts, member, memberOf, memberReads, read, type Selection } from "@agencybook/core/Facts"
import type { ActingId, AgencyId, AgentId, CaseId, CommandId, DelegationId } from "@agencybook/core/Id"
import * as Id from "@agencybook/core/Id"
import { contains } from "@agencybook/core/Period"
import type { Refusal } from "@agencybook/core/Refusal"
import * as Roster from "@agencybook/core/Roster"
import * as Transfer from "@agencybook/core/Transfer"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { Agencybook, evidence, evidenceReads } from "./Agencybook.ts"
import { submissionFacts, submissionReads, transferFacts, transferReads } from "./Catalogue.ts"
import * as Loading from "./Loading.ts"
import { Store } from "./Store.ts"

/** Who asks. @category models */
export interface Viewer {
  readonly actor: Actor
  readonly acting?: ActingId
}

/** An answer with the moment it holds for. @rule BOB-08 @category models */
export interface AsOf<A> {
  readonly asOf: Instant
  readonly value: A
}

/** Which book: the agency's, or one agent's in the agency. @rule BOB-01 @category models */
export interface BookScope {
  readonly agencyId: AgencyId
  readonly agentId?: AgentId
}

const ask = Effect.fnUntraced(function* <A>(
  viewer: Viewer,
  capability: Capability,
  target: Authority.Target,
  reads: Loading.Reads,
  answer: (facts: Facts, moment: Authority.Moment) => A | Refusal
) {
  const store = yield* Store
  const { policy } = yield* Agencybook
  const { acting, actor } = viewer
  const at = Dates.fromMillis(yield* Clock.currentTimeMillis)
  const moment: Authority.Moment = { at, day: Dates.on(at, policy.timeZone), policy }
  const value = yield* store.snapshot(
    Effect.fnUntraced(function* (load) {
      // Judged before anything else is read, so that a refused question cannot be timed by the size of its answer.
      const { facts } = yield* Loading.discover(load, (known) => evidenceReads(actor, acting, known))
      const ruling = Authority.judge(
        { capability, actor, target, ...(acting === undefined ? {} : { acting }) },
        evidence(actor, acting, facts),
        moment
      )
      if (ruling._tag === "Refused") return ruling
      return answer((yield* Loading.discover(load, reads)).facts, moment)
    })
  )
  if (typeof value === "object" && value !== null && "_tag" in value && value._tag === "Refused")
    return yield* Effect.fail(value as Refusal)
  return { asOf: at, value: value as Exclude<A, Refusal> } satisfies AsOf<Exclude<A, Refusal>>
})

const rosterReads =
  (agencyId: AgencyId) =>
  (facts: Facts): ReadonlyArray<Selection> => [
    read("agency", "id", agencyId),
    read("employment", "agency", agencyId),
    read("delegation", "agency", agencyId),
    read("agent", "id", ...facts.find("employment", "agency", agencyId).map(({ agentId }) => agentId))
  ]

/**
 * The roster of an agency.
 *
 * **Rules**: BOB-05.
 *
 * @category queries
 */
export const roster = (viewer: Viewer, agencyId: AgencyId) =>
  ask(viewer, "view-roster", { agencyId }, rosterReads(agencyId), (facts, { day }) => {
    const members = facts
      .find("employment", "agency", agencyId)
      .flatMap(({ agentId }) => memberOf(facts, agentId, agencyId) ?? [])
    return Roster.lines(members, facts.find("delegation", "agency", agencyId), day)
  })

const inScope = (facts: Facts, { agencyId, agentId }: BookScope): ReadonlyArray<Delegation> =>
  agentId === undefined
    ? facts.find("delegation", "agency", agencyId)
    : facts.find("delegation", "agent", agentId).filter(({ delegate }) => delegate.agencyId === agencyId)

/**
 * The book of business of an agency, of one of its agents, or the own one.
 *
 * **Rules**: BOB-01..04.
 *
 * @category queries
 */
export const book = (viewer: Viewer, scope: BookScope) => {
  const own =
    scope.agentId !== undefined &&
    (viewer.acting !== undefined || (viewer.actor._tag === "Agent" && viewer.actor.agentId === scope.agentId))
  return ask(
    viewer,
    own ? "view-own-book" : "view-agency-book",
    scope,
    (facts) => {
      const delegations = inScope(facts, scope)
      return [
        read("agency", "id", scope.agencyId),
        ...(scope.agentId === undefined
          ? [read("delegation", "agency", scope.agencyId)]
          : [read("delegation", "agent", scope.agentId)]),
        read("case", "id", ...delegations.map(({ caseId }) => caseId)),
        read("agent", "id", ...delegations.map(({ delegate }) => delegate.agentId))
      ]
    },
    (facts, { at, policy }) => {
      const agency = facts.get("agency", scope.agencyId)
      const entries = inScope(facts, scope).flatMap((delegation): ReadonlyArray<Book.Entry> => {
        const value = facts.get("case", delegation.caseId)
        const agent = facts.get("agent", delegation.delegate.agentId)
        return agency && value && agent ? [{ delegation, case: value, agent, agency }] : []
      })
      return Book.rows(entries, at, policy.timeZone)
    }
  )
}

/**
 * Agents whom a consumer may choose.
 *
 * @category queries
 */
export const directory = (viewer: Viewer, criteria: Directory.Criteria) =>
  ask(
    viewer,
    "search-directory",
    {},
    (facts) => {
      const agents = facts.find("agent", "certification", "Certified").map(({ agentId }) => agentId)
      const employments = agents.flatMap((agentId) => facts.find("employment", "open", agentId))
      return [
        read("agent", "certification", "Certified"),
        read("employment", "open", ...agents),
        read("agency", "id", ...employments.map(({ agencyId }) => agencyId))
      ]
    },
    (facts, { day }) => {
      const members = facts
        .find("agent", "certification", "Certified")
        .flatMap(({ agentId }) => member(facts, agentId) ?? [])
      return Directory.search(members, criteria, day)
    }
  )

/**
 * What a transfer would do, row by row, without doing it; the command applies the same plan.
 *
 * **Rules**: TRF-07.
 *
 * @category queries
 */
export const previewTransfer = (viewer: Viewer, command: Transfer.Command) =>
  ask(
    viewer,
    "transfer-book",
    { agencyId: command.agencyId },
    (facts) => transferReads(command, facts),
    (facts, { at, policy }) =>
      Transfer.plan(command, transferFacts(command, facts), {
        commandId: Id.make<CommandId>("preview"),
        at,
        actor: viewer.actor,
        policy
      })
  )

/**
 * The agent whose delegation was active for a case at an instant, if there was one.
 *
 * **Rules**: DEL-09, DEL-10.
 *
 * @category queries
 */
export const agentAt = (viewer: Viewer, caseId: CaseId, at: Instant) =>
  ask(
    viewer,
    "view-delegation-history",
    { caseId },
    () => [read("delegation", "history", caseId)],
    (facts) => ({
      delegate: facts.find("delegation", "history", caseId).find(({ state }) => {
        if (state._tag === "Active" || state._tag === "Frozen") return state.from <= at
        return state._tag === "Ended" && contains({ from: state.from, until: state.until }, at)
      })?.delegate
    })
  )

/** A consent as it is shown: whether it is in force, and which open delegations rest on it. @category models */
export interface ShownConsent {
  readonly consent: Consent.Consent
  readonly inForce: boolean
  readonly supports: ReadonlyArray<DelegationId>
}

/**
 * The consents of a case and the reviews of its application, past ones included, as they are produced on request. An
 * agent is shown those that reach the agent.
 *
 * **Rules**: CON-03.
 *
 * @category queries
 */
export const consents = (viewer: Viewer, caseId: CaseId) => {
  const agentId = viewer.actor._tag === "Agent" ? viewer.actor.agentId : undefined
  return ask(
    viewer,
    "view-consents",
    { caseId, ...(agentId === undefined ? {} : { agentId }) },
    (facts) => [...submissionReads(caseId), ...(agentId === undefined ? [] : memberReads(facts, agentId))],
    (facts, { day }) => {
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
  )
}

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
