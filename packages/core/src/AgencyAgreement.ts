/**
 * The agreement of an agency with the exchange: who may bind the agency, who has signed, and until when it holds.
 *
 * The papers themselves are signed elsewhere; here is which envelope was signed by whom on which day. An agreement that is
 * signed anew takes the place of the one before only when it is whole.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { BusinessName, Email, Name } from "./Contact.ts"
import type { AgencyId, AgentId, DocumentId } from "./Id.ts"

/** Who may bind an agency: one of its managers, or somebody who is no agent. @rule AGY-05 @category models */
export type Signer =
  | { readonly _tag: "Manager"; readonly agentId: AgentId }
  | {
      readonly _tag: "Person"
      readonly name: Name
      /** What the person is in the agency, such as `President`. */
      readonly title: BusinessName
      readonly email: Email
    }

/** Who signs: a manager, or the person who is named as signer. @category models */
export type Party = { readonly _tag: "Manager"; readonly agentId: AgentId } | { readonly _tag: "Signer" }

/** One signature. @category models */
export interface Signature {
  readonly by: Party
  readonly on: CalendarDate
}

/** An agreement on its way: the envelope, and who has signed it so far. @category models */
export interface Signing {
  /** Under which the host finds the papers again. */
  readonly envelope: DocumentId
  readonly signatures: ReadonlyArray<Signature>
}

/** An agreement that binds the agency. @category models */
export interface Agreement extends Signing {
  readonly from: CalendarDate
  /** Its last day. */
  readonly expiresOn: CalendarDate
}

/** Something happened to the agreement of an agency. @category models */
export type Event =
  | { readonly _tag: "AgencySignerNamed"; readonly agencyId: AgencyId; readonly signer: Signer }
  | {
      readonly _tag: "AgencyAgreementSigned"
      readonly agencyId: AgencyId
      readonly signing: Signing
      /** There when this signature made the agreement whole. */
      readonly agreement?: Agreement
    }

/** What an agency keeps of its agreement. @category models */
export interface Kept {
  readonly signer?: Signer
  readonly signing?: Signing
  readonly agreement?: Agreement
  /** Envelopes that count no more: replaced by another agreement, or given up with a change. */
  readonly spent?: ReadonlyArray<DocumentId>
}

/** Checks whether two parties are the same one. @category predicates */
export const isSame = (a: Party, b: Party): boolean =>
  a._tag === "Signer" ? b._tag === "Signer" : b._tag === "Manager" && a.agentId === b.agentId

/** Checks whether a party may bind the agency alone. @rule AGY-05 @category predicates */
export const binds = (signer: Signer, party: Party): boolean =>
  signer._tag === "Person" ? party._tag === "Signer" : isSame(signer, party)

/** Checks whether an agreement holds on a day, its last one included. @category predicates */
export const isInForceOn = (agreement: Agreement | undefined, day: CalendarDate): boolean =>
  agreement !== undefined && agreement.from <= day && day <= agreement.expiresOn

/** The envelope with one more signature; another envelope begins anew. @category transforms */
export const withSignature = (before: Signing | undefined, envelope: DocumentId, signature: Signature): Signing => {
  const earlier = before?.envelope === envelope ? before.signatures : []
  return { envelope, signatures: [...earlier.filter(({ by }) => !isSame(by, signature.by)), signature] }
}

/**
 * The agreement that an envelope makes, once somebody who may bind the agency has signed it: from the day of the last
 * signature, for the years of the policy.
 *
 * @rule AGY-05
 * @category constructors
 */
export const completed = (signing: Signing, signer: Signer, years: number): Agreement | undefined => {
  if (!signing.signatures.some(({ by }) => binds(signer, by))) return undefined
  const from = signing.signatures.reduce<CalendarDate>(
    (latest, { on }) => (on > latest ? on : latest),
    (signing.signatures[0] as Signature).on
  )
  return { ...signing, from, expiresOn: Dates.plusDays(Dates.plusYears(from, years), -1) }
}

/**
 * Checks whether an agreement may take the place of the one before: it is not over on a day, and ends later. A signature
 * that is told late or dated back never shortens what binds.
 *
 * @rule AGY-05
 * @category predicates
 */
export const prolongs = (agreement: Agreement, before: Agreement | undefined, day: CalendarDate): boolean =>
  day <= agreement.expiresOn && (before === undefined || before.expiresOn < agreement.expiresOn)

/** The envelopes that count no more, with those that are given up now. @category transforms */
export const spending = (
  { spent = [] }: Pick<Kept, "spent">,
  ...papers: ReadonlyArray<Signing | undefined>
): Pick<Kept, "spent"> => {
  const more = papers.flatMap((paper) => paper?.envelope ?? []).filter((envelope) => !spent.includes(envelope))
  return more.length === 0 ? {} : { spent: [...spent, ...more] }
}

/** What an event leaves; a signing that was on its way before is over. @category machine */
export const after = (event: Event): Kept => {
  if (event._tag === "AgencySignerNamed") return { signer: event.signer }
  return event.agreement === undefined ? { signing: event.signing } : { agreement: event.agreement }
}
