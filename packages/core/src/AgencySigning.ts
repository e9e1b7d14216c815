/**
 * Signing the agreement of an agency: by whoever may bind it, alone or together with a manager who may not.
 *
 * Managers sign for themselves in the portal; the service that collects signatures, or the exchange, tells the others.
 *
 * @since 0.1.0
 */
import type { Agency, Event } from "./Agency.ts"
import { agencyOver, unknownAgency } from "./Agency.ts"
import * as Agreement from "./AgencyAgreement.ts"
import * as AgencyChange from "./AgencyChange.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { accept, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import type { AgencyId, AgentId, DocumentId } from "./Id.ts"
import { reason } from "./Refusal.ts"

/** A step on the way to an agreement. @category models */
export type Command =
  | { readonly _tag: "NameAgencySigner"; readonly agencyId: AgencyId; readonly signer: Agreement.Signer }
  | {
      readonly _tag: "SignAgencyAgreement"
      readonly agencyId: AgencyId
      readonly envelope: DocumentId
      readonly by: Agreement.Party
      /** The day of the signature, not after today. */
      readonly on: CalendarDate
    }

/** What a decision about signing looks at. @category models */
export interface Facts {
  readonly agency: Agency | undefined
}

/** Nobody is named who may bind the agency. @category errors */
export const signerNotNamed = /*#__PURE__*/ reason(
  "SignerNotNamed",
  "AGY-05",
  (f: { readonly agencyId: AgencyId }) => `nobody is named who may bind agency \`${f.agencyId}\``,
  "name the signer first: the manager who may bind the agency, or another person"
)
/** The party has no say in this agreement. @category errors */
export const noParty = /*#__PURE__*/ reason(
  "NoPartyToAgreement",
  "AGY-05",
  (f: { readonly agencyId: AgencyId; readonly party: string }) =>
    `\`${f.party}\` neither manages agency \`${f.agencyId}\` nor is named as its signer`,
  "have a manager of the agency or its named signer sign"
)
/** A manager signs for somebody else. @category errors */
export const signsForAnother = /*#__PURE__*/ reason(
  "SignsForAnother",
  "AGY-05",
  (f: { readonly agencyId: AgencyId; readonly agentId: AgentId }) =>
    `agent \`${f.agentId}\` cannot give another person's signature for agency \`${f.agencyId}\``,
  "sign for yourself; the service that collects signatures tells those of others"
)
/** A signature of a day to come. @category errors */
export const signedInFuture = /*#__PURE__*/ reason(
  "SignedInFuture",
  "AGY-05",
  (f: { readonly agencyId: AgencyId; readonly on: CalendarDate }) =>
    `the signature for agency \`${f.agencyId}\` is only of \`${f.on}\``,
  "record the signature once it has been given"
)
/** The agreement would be over, or end no later than the one before. @category errors */
export const endsTooSoon = /*#__PURE__*/ reason(
  "AgreementEndsTooSoon",
  "AGY-05",
  (f: { readonly agencyId: AgencyId; readonly envelope: DocumentId; readonly expiresOn: CalendarDate }) =>
    `the agreement of agency \`${f.agencyId}\` in envelope \`${f.envelope}\` would end on \`${f.expiresOn}\`: it is over, or ends no later than the one before`,
  "keep the agreement that is there, or have a new envelope signed and tell the day on which it was"
)

/** The agency is suspended, and its managers do not change who binds it. @category errors */
export const suspendedMeanwhile = /*#__PURE__*/ reason(
  "AgencySuspendedMeanwhile",
  "AGY-11",
  (f: { readonly agencyId: AgencyId }) =>
    `while agency \`${f.agencyId}\` is suspended its managers name no signer, and sign no agreement but in place of one that is over`,
  "clear up with the exchange why the agency is suspended; it can name the signer meanwhile"
)

const nameOf = (party: Agreement.Party): string => (party._tag === "Manager" ? party.agentId : "signer")

const isParty = ({ managers, signer }: Agency, party: Agreement.Party): boolean =>
  party._tag === "Manager" ? managers.includes(party.agentId) : signer?._tag === "Person"

const sign = (
  { by, envelope, on }: Command & { readonly _tag: "SignAgencyAgreement" },
  agency: Agency,
  { actor, at, policy }: Context
): Decision<Event> => {
  const { agencyId, signer, signing } = agency
  if (signer === undefined) return signerNotNamed({ agencyId })
  const another = actor._tag === "Agent" && !Agreement.isSame(by, { _tag: "Manager", agentId: actor.agentId })
  const today = Dates.on(at, policy.timeZone)
  const refused = firstRefusal(
    another && signsForAnother({ agencyId, agentId: actor.agentId }),
    !isParty(agency, by) && noParty({ agencyId, party: nameOf(by) }),
    on > today && signedInFuture({ agencyId, on })
  )
  if (refused) return refused
  const signed = signing?.envelope === envelope && signing.signatures.some((one) => Agreement.isSame(one.by, by))
  // What is whole stays as it was signed, and what was replaced or given up does not come back when it is told again.
  const known = [agency.agreement?.envelope, agency.change?.agreement?.envelope, ...(agency.spent ?? [])]
  if (signed || known.includes(envelope)) return nothing
  const next = Agreement.withSignature(signing, envelope, { by, on })
  const agreement = Agreement.completed(next, signer, policy.agreementTermYears)
  if (agreement !== undefined && !Agreement.prolongs(agreement, AgencyChange.agreementBefore(agency), today))
    return endsTooSoon({ agencyId, envelope, expiresOn: agreement.expiresOn })
  return accept({
    _tag: "AgencyAgreementSigned",
    agencyId,
    signing: next,
    ...(agreement === undefined ? {} : { agreement })
  })
}

/**
 * Decides a step on the way to an agreement. Whoever may bind the agency binds it alone; the signature of a manager who
 * may not waits for the other one. An agreement takes the place of another only when it ends later.
 *
 * **Rules**: AGY-01, AGY-05, AGY-09, AGY-11.
 *
 * @category machine
 */
export const decide = (command: Command, { agency }: Facts, context: Context): Decision<Event> => {
  const { agencyId } = command
  if (agency === undefined) return unknownAgency({ agencyId })
  if (agency.certification._tag === "Terminated") return agencyOver({ agencyId })
  const { actor, at, policy } = context
  const naming = command._tag === "NameAgencySigner"
  // An agency that is suspended since its agreement has ended has to sign another one to come back.
  const needless = naming || Agreement.isInForceOn(agency.agreement, Dates.on(at, policy.timeZone))
  if (actor._tag === "Agent" && agency.certification._tag === "Suspended" && needless)
    return suspendedMeanwhile({ agencyId })
  if (!naming) return sign(command, agency, context)
  const { signer } = command
  return signer._tag === "Manager" && !agency.managers.includes(signer.agentId)
    ? noParty({ agencyId, party: signer.agentId })
    : accept({ _tag: "AgencySignerNamed", agencyId, signer })
}
