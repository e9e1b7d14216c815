/**
 * The entries of the catalogue for consents and reviews of applications.
 *
 * @since 0.1.0
 */
import * as ApplicationReview from "@agencybook/core/ApplicationReview"
import type { Target } from "@agencybook/core/Authority"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Consent from "@agencybook/core/Consent"
import { counselorOf, counselorReads, type Facts, read, type Selection, write } from "@agencybook/core/Facts"
import type { AgentId, CaseId, UserId } from "@agencybook/core/Id"
import * as Rescission from "@agencybook/core/Rescission"
import * as Schemas from "@agencybook/core/schema/ConsentCommand"
import { defined, type Entry } from "./CatalogueEntry.ts"

type Grant = Consent.Command & { readonly _tag: "GrantConsent" }
type Expire = Consent.Command & { readonly _tag: "ExpireConsents" }

const granteeOf = ({ terms }: Grant): Partial<Consent.Grantee & { readonly _tag: "Agency" }> =>
  terms.grantee._tag === "Agency" ? terms.grantee : {}

const counselorIn = ({ terms }: Grant): UserId | undefined =>
  terms.grantee._tag === "Counselor" ? terms.grantee.counselorId : undefined

const grant: Entry<Grant> = {
  schema: Schemas.ConsentCommand as Entry<Grant>["schema"],
  capability: "grant-consent",
  target: (command) => {
    const { agencyId, agentId } = granteeOf(command)
    return {
      caseId: command.caseId,
      ...(agencyId === undefined ? {} : { agencyId }),
      ...(agentId === undefined ? {} : { agentId })
    }
  },
  reads: (command, facts) => [
    read("case", "id", command.caseId),
    read("consent", "id", command.consentId),
    read("delegation", "case", command.caseId),
    read("agent", "id", ...defined(granteeOf(command).agentId)),
    ...defined(counselorIn(command)).flatMap((counselorId) => counselorReads(facts, counselorId))
  ],
  decide: (command, facts, context) => {
    const { agentId } = granteeOf(command)
    const counselorId = counselorIn(command)
    return Consent.decide(
      command,
      {
        case: facts.get("case", command.caseId),
        same: facts.get("consent", command.consentId),
        agent: agentId === undefined ? undefined : facts.get("agent", agentId),
        counselor: counselorId === undefined ? undefined : counselorOf(facts, counselorId),
        open: facts.find("delegation", "case", command.caseId),
        ending: []
      },
      context
    )
  }
}

// The run is meant for every day; thirteen months back it finds what any pause has left.
const daysBefore = (before: Dates.CalendarDate): ReadonlyArray<string> => {
  const first = Dates.toEpochDay(Dates.firstOfMonth(before, -12))
  const count = Dates.toEpochDay(before) - first
  return Array.from({ length: count }, (_, n) => Dates.fromEpochDay(first + n))
}

const expire: Entry<Expire> = {
  schema: Schemas.ConsentCommand as Entry<Expire>["schema"],
  capability: "expire-consents",
  target: () => ({}),
  reads: ({ before, only }) => [
    only === undefined ? write("consent", "ending", ...daysBefore(before)) : write("consent", "id", ...only)
  ],
  decide: (command, facts, context) => {
    const ending =
      command.only === undefined
        ? daysBefore(command.before).flatMap((day) => facts.find("consent", "ending", day))
        : Array.from(new Set(command.only)).flatMap((id) => facts.get("consent", id) ?? [])
    return Consent.decide(command, { case: undefined, same: undefined, agent: undefined, ending }, context)
  }
}

const rescind: Entry<Rescission.Command> = {
  schema: Schemas.RescissionCommand,
  capability: "rescind-consent",
  target: ({ consentId }, facts) => {
    const known = facts.get("consent", consentId)
    return known === undefined ? {} : { caseId: known.caseId }
  },
  reads: ({ consentId }, facts) => [
    write("consent", "id", consentId),
    ...defined(facts.get("consent", consentId)).flatMap(({ caseId }) => [
      write("case", "id", caseId),
      write("delegation", "case", caseId),
      write("counselorDelegation", "case", caseId),
      read("consent", "case", caseId)
    ])
  ],
  decide: (command, facts, context) => {
    const consent = facts.get("consent", command.consentId)
    if (consent === undefined) return Rescission.decide(command, { consent, open: [], consents: [] }, context)
    const { caseId } = consent
    const [open, consents] = [facts.find("delegation", "case", caseId), facts.find("consent", "case", caseId)]
    const counselors = facts.find("counselorDelegation", "case", caseId)
    return Rescission.decide(command, { consent, open, counselors, consents }, context)
  }
}

/** What a question about submitting an application reads. @category queries */
export const submissionReads = (caseId: CaseId): ReadonlyArray<Selection> => [
  read("case", "id", caseId),
  read("delegation", "case", caseId),
  read("consent", "case", caseId),
  read("applicationReview", "case", caseId)
]

/** The facts of a question about submitting an application. @category queries */
export const submissionFacts = (caseId: CaseId, facts: Facts): ApplicationReview.Facts => ({
  case: facts.get("case", caseId),
  open: facts.find("delegation", "case", caseId),
  consents: facts.find("consent", "case", caseId),
  reviews: facts.find("applicationReview", "case", caseId)
})

/**
 * The work on a case in an agent's name: it is that of the agency in which the agent has the case, where the agent may have
 * stopped working since.
 *
 * @rule EMP-07 DEL-08
 */
export const workOf = (caseId: CaseId, agentId: AgentId, facts: Facts): Target => ({
  caseId,
  agentId,
  ...ApplicationReview.holderOf({ open: facts.find("delegation", "case", caseId) }, agentId)?.delegate
})

const review: Entry<ApplicationReview.Command> = {
  schema: Schemas.ApplicationReviewCommand,
  capability: "review-application",
  target: ({ agentId, caseId }, facts) => workOf(caseId, agentId, facts),
  reads: ({ caseId, reviewId }) => [...submissionReads(caseId), read("applicationReview", "id", reviewId)],
  decide: (command, facts, context) => {
    const same = facts.get("applicationReview", command.reviewId)
    return ApplicationReview.decide(command, { ...submissionFacts(command.caseId, facts), same }, context)
  }
}

/** The entries by command name. */
export const entries = {
  GrantConsent: grant,
  ExpireConsents: expire,
  RescindConsent: rescind,
  ReviewApplication: review
} as const
