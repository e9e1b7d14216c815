/**
 * Consents in the reference model: what a consumer allows an agency or a counselor, until when, and what rests on it.
 *
 * @since 0.1.0
 */
import type * as ApplicationReview from "@agencybook/core/ApplicationReview"
import type * as Consent from "@agencybook/core/Consent"
import type * as Rescission from "@agencybook/core/Rescission"
import * as Dates from "./ReferenceDates.ts"
import { withoutStanding } from "./ReferenceEntity.ts"
import { against, forged } from "./ReferenceProof.ts"
import {
  accepted,
  all,
  change,
  type Entries,
  type Fact,
  type Moment,
  one,
  put,
  reason,
  some,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

type Given = Fact<"consent">
type Grant = Extract<Consent.Command, { readonly _tag: "GrantConsent" }>

const openStates = ["Requested", "Active", "Frozen"]

const find = (world: World, consent: string | undefined): Given | undefined =>
  one(world, "consent", (fact) => fact.consent === consent)

/** What a consent says, as the model writes it down. @category constructors */
export const said = ({
  expiresOn,
  grantee,
  otherUsers,
  scopes
}: Pick<Consent.Terms, "expiresOn" | "grantee" | "otherUsers" | "scopes">): Pick<
  Given,
  "agency" | "agent" | "counselor" | "others" | "scopes" | "through"
> => ({
  agency: grantee._tag === "Agency" ? grantee.agencyId : undefined,
  agent: grantee._tag === "Agency" ? grantee.agentId : undefined,
  counselor: grantee._tag === "Counselor" ? grantee.counselorId : undefined,
  others: [...otherUsers].sort().join(" "),
  scopes: [...scopes].sort().join(" "),
  through: expiresOn
})

/** What a consumer signs who asks for an agent: everything but the county's form, until it is taken back. @category constructors */
export const ofRequest = (agency: string, agent: string, { policy }: Moment): ReturnType<typeof said> => ({
  agency,
  agent,
  counselor: undefined,
  // Where a colleague takes over only after the consumer's yes, the consent does not reach colleagues.
  others: policy.transferConsent === "consumer-confirm" ? "manager staff" : "agent manager staff",
  scopes:
    "answer-inquiries complete-application enter-payment maintain-account search-application submit-with-signature",
  through: undefined
})

/** What a consumer allows in a call: what was read out, or everything but payment. @rule CON-04 @category constructors */
export const ofCall = (
  agency: string,
  agent: string,
  allowed: ReadonlyArray<string> | undefined,
  moment: Moment
): ReturnType<typeof said> => {
  const all = ofRequest(agency, agent, moment)
  const scopes = allowed ?? all.scopes.split(" ").filter((one) => one !== "enter-payment")
  return { ...all, scopes: [...scopes].sort().join(" ") }
}

/** The world with a consent that waits for its grant. @category transforms */
export const drafted = (
  world: World,
  consent: string,
  caseId: string,
  terms: ReturnType<typeof said>,
  { at }: Moment
): World =>
  put(world, {
    ...{ is: "consent", consent, case: caseId, ...terms },
    ...{ state: "Draft", since: at, granted: undefined, keep: undefined }
  })

/** The world in which a consent goes on, if it can: only a draft is granted, and what is over stays over. @category transforms */
export const moved = (
  world: World,
  consent: string | undefined,
  to: "Granted" | "Rescinded" | "Expired",
  { at, day, policy }: Moment
): World => {
  const known = find(world, consent)
  if (known === undefined || !(to === "Granted" ? ["Draft"] : ["Draft", "Granted"]).includes(known.state)) return world
  const { through } = known
  const isPast = through !== undefined && through < day
  // The last day on which it matters. @rule CON-03
  const last = to === "Granted" || (to === "Expired" && isPast) ? through : day
  return change(
    world,
    "consent",
    (fact) => fact.consent === consent,
    (fact) => ({
      ...fact,
      state: to,
      since: at,
      granted: fact.state === "Granted" ? fact.since : undefined,
      keep: last && Dates.yearsAfter(last, policy.consentRetentionYears)
    })
  )
}

/** The world in which the consent of a delegation goes on, unless another delegation rests on it. @category transforms */
export const ofDelegation = (
  world: World,
  { consent, delegation }: Pick<Fact<"delegation">, "delegation" | "consent">,
  to: "Granted" | "Rescinded" | "Expired",
  moment: Moment
): World => {
  const isShared = some(
    world,
    "delegation",
    (fact) => fact.consent === consent && fact.delegation !== delegation && openStates.includes(fact.state)
  )
  return isShared ? world : moved(world, consent, to, moment)
}

const names = ({ agency, agent, others }: Given, inAgency: string, who: string): boolean =>
  agency === inAgency && (agent === undefined || agent === who || others.split(" ").includes("agent"))

/** Whether a consent reaches an agent of an agency, by name or as a colleague. @category predicates */
export const reaches = (world: World, consent: string | undefined, agency: string, agent: string): boolean => {
  const known = find(world, consent)
  return known !== undefined && names(known, agency, agent)
}

/** Whether a consent waits to be granted that reaches an agent of an agency. @category predicates */
export const waits = (world: World, consent: string | undefined, agency: string, agent: string): boolean =>
  find(world, consent)?.state === "Draft" && reaches(world, consent, agency, agent)

/** Whether a consent in force lets an agent of an agency complete the application of a case. @rule CON-01 @category predicates */
export const mayComplete = (world: World, caseId: string, agency: string, agent: string, day: string): boolean =>
  some(
    world,
    "consent",
    (fact) =>
      fact.case === caseId &&
      fact.state === "Granted" &&
      (fact.through === undefined || day <= fact.through) &&
      fact.scopes.split(" ").includes("complete-application") &&
      names(fact, agency, agent)
  )

const isAsked = (world: World, caseId: string, grantee: Consent.Grantee): boolean =>
  grantee._tag === "Agency" &&
  some(
    world,
    "delegation",
    (fact) =>
      fact.case === caseId &&
      fact.agent === grantee.agentId &&
      fact.agency === grantee.agencyId &&
      openStates.includes(fact.state)
  )

const grant = (world: World, { caseId, consentId, terms }: Grant, moment: Moment): Verdict =>
  unless(
    [
      !some(world, "case", (fact) => fact.case === caseId) && reason("NoCaseToConsent", "CON-01"),
      find(world, consentId) !== undefined && reason("ConsentExists", "CON-01"),
      against(world, terms, moment.day),
      forged(terms.evidence, moment),
      // No agent writes consents for a case of others.
      moment.actor._tag === "Agent" && !isAsked(world, caseId, terms.grantee) && reason("NotAskedToHelp", "CON-01"),
      terms.grantee._tag === "Counselor" && withoutStanding(world, terms.grantee.counselorId, moment.day)
    ],
    () => accepted(moved(drafted(world, consentId, caseId, said(terms), moment), consentId, "Granted", moment))
  )

const expire = (
  world: World,
  { before, only }: Extract<Consent.Command, { readonly _tag: "ExpireConsents" }>,
  moment: Moment
): Verdict =>
  unless([before > moment.day && reason("ConsentNotYetOver", "CON-01")], () => {
    // A run over all looks back to the same month of the year before; what is named may be over for longer.
    const earliest = Dates.yearsAfter(before, -1).slice(0, 7)
    const over = all(world, "consent", ({ consent, state, through }) => {
      const meant = only === undefined ? earliest <= (through ?? "") : only.some((one) => one === consent)
      return meant && state === "Granted" && through !== undefined && through < before
    })
    return accepted(over.reduce((next, { consent }) => moved(next, consent, "Expired", moment), world))
  })

/** Whether a consent lets the delegate of a case help, by name or as anybody of the agency. */
const carries = ({ agency, agent, case: caseId, scopes, state }: Given, held: Fact<"delegation">): boolean =>
  state === "Granted" &&
  caseId === held.case &&
  agency === held.agency &&
  (agent === undefined || agent === held.agent) &&
  ["complete-application", "maintain-account", "answer-inquiries", "submit-with-signature"].some((scope) =>
    scopes.split(" ").includes(scope)
  )

/** Whether nothing else that the consumer has signed would be left for the delegate. @rule CON-05 */
const isLast = (world: World, consent: Given, held: Fact<"delegation">, day: string): boolean =>
  held.state !== "Requested" &&
  carries(consent, held) &&
  !some(
    world,
    "consent",
    (fact) =>
      fact.consent !== consent.consent && (fact.through === undefined || day <= fact.through) && carries(fact, held)
  )

/** The world in which a counselor whom nothing else that was signed names does not help any more, and a wish on it is over. @rule CON-05 */
const unhelped = (
  world: World,
  { case: caseId, consent, counselor }: Given,
  why: string,
  { at, day }: Moment
): World => {
  const isNamed = some(
    world,
    "consent",
    (fact) =>
      fact.case === caseId &&
      fact.counselor === counselor &&
      fact.state === "Granted" &&
      (fact.through === undefined || day <= fact.through)
  )
  return change(
    world,
    "help",
    (fact) => fact.case === caseId && counselor !== undefined && fact.counselor === counselor,
    (fact) => {
      if (fact.state === "Requested" && fact.consent === consent) return { ...fact, state: "Cancelled", at }
      if (fact.state !== "Active" || isNamed) return fact
      const { from = at } = fact
      return { ...fact, from, state: "Ended", until: from > at ? from : at, why }
    }
  )
}

const rescind = (world: World, { consentId }: Rescission.Command, moment: Moment): Verdict => {
  const known = find(world, consentId)
  if (known === undefined) return unless([reason("UnknownConsent", "CON-05")], () => accepted(world))
  const { actor, at, day } = moment
  // The exchange takes nothing back in the consumer's name.
  const by = actor._tag === "Exchange"
  const [state, why] = by ? (["Expired", "exchange-ended"] as const) : (["Rescinded", "consent-rescinded"] as const)
  return unless(
    [known.state !== "Draft" && known.state !== "Granted" && reason("NotAllowedFrom", "CON-05")],
    // What rests on it is over with it. @rule CON-05
    () =>
      accepted(
        change(
          unhelped(moved(world, consentId, state, moment), known, why, moment),
          "delegation",
          (fact) => openStates.includes(fact.state) && (fact.consent === consentId || isLast(world, known, fact, day)),
          ({ frozenSince: _, from = at, ...fact }) =>
            fact.state === "Requested"
              ? { ...fact, from: undefined, frozenSince: undefined, state: "Cancelled", at }
              : {
                  ...{ ...fact, from, frozenSince: undefined, state: "Ended" },
                  ...{ until: from > at ? from : at, why }
                }
        )
      )
  )
}

const holding = (world: World, caseId: string, agent: string) =>
  one(world, "delegation", (fact) => fact.case === caseId && fact.agent === agent && fact.state === "Active")

const review = (
  world: World,
  { agentId, caseId, evidence, explained, reviewId }: ApplicationReview.Command,
  moment: Moment
): Verdict => {
  const { day, policy } = moment
  const held = holding(world, caseId, agentId)
  if (held === undefined) return unless([reason("NotTheDelegate", "CON-02")], () => accepted(world))
  const { agency } = held
  return unless(
    [
      !mayComplete(world, caseId, agency, agentId, day) && reason("NoConsentInForce", "CON-01"),
      some(world, "review", (fact) => fact.review === reviewId) && reason("ReviewExists", "CON-02"),
      !explained && reason("AttestationsNotExplained", "CON-02"),
      forged(evidence, moment)
    ],
    () =>
      accepted(
        put(world, {
          is: "review",
          review: reviewId,
          case: caseId,
          year: one(world, "case", (fact) => fact.case === caseId)?.year ?? 0,
          on: day,
          ...{ agency, agent: agentId },
          keep: Dates.yearsAfter(day, policy.consentRetentionYears)
        })
      )
  )
}

/** The commands about consents. @category models */
export const entries: Entries<Consent.Command | Rescission.Command | ApplicationReview.Command> = {
  GrantConsent: {
    capability: "grant-consent",
    target: (_, { caseId, terms: { grantee } }) =>
      grantee._tag === "Agency" ? { case: caseId, agency: grantee.agencyId, agent: grantee.agentId } : { case: caseId },
    carryOut: grant
  },
  ExpireConsents: { capability: "expire-consents", target: () => ({}), carryOut: expire },
  RescindConsent: {
    capability: "rescind-consent",
    target: (world, { consentId }) => ({ case: find(world, consentId)?.case }),
    carryOut: rescind
  },
  ReviewApplication: {
    capability: "review-application",
    // Work is the agency's in which the agent has the case. @rule EMP-07
    target: (world, { agentId, caseId }) => ({
      ...{ agent: agentId, case: caseId },
      agency: holding(world, caseId, agentId)?.agency
    }),
    carryOut: review
  }
}
