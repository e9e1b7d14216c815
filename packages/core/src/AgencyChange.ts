/**
 * A change of what an agency's agreement rests on: legal name, FEIN or licence number.
 *
 * The agency asks, the exchange reviews. Until then everything stays as it is, and the item of the checklist that belongs
 * to what changes is open again: papers that are handed in meanwhile for an open item are papers of the change, and take
 * the place of the old ones with the approval.
 *
 * @since 0.1.0
 */
import * as AgencyAgreement from "./AgencyAgreement.ts"
import * as AgencyDocument from "./AgencyDocument.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import type { BusinessName } from "./Contact.ts"
import type { AgencyChangeId, AgencyId } from "./Id.ts"
import type { LicenceNumber } from "./Licence.ts"
import type { Fein } from "./TaxId.ts"

/** What an agency changes only with the exchange. @rule AGY-13 @category models */
export interface Identity {
  readonly legalName: BusinessName
  readonly fein: Fein
  readonly licenceNumber?: LicenceNumber
}

/** What is to be changed; one field at least. @category models */
export type Wanted = Partial<Identity>

/** An item of an agency's checklist that a change opens again. @category models */
export type Item = "agreement" | "payee-data" | "licence"

/** Why the exchange turns a change down; closed, so that statistics can be kept. @category models */
export const rejectReasons = ["documents-false", "documents-missing", "not-registered", "other"] as const
/** One of the reasons. @category models */
export type RejectReason = (typeof rejectReasons)[number]

/** A change that waits for the exchange. @category models */
export interface Change {
  readonly changeId: AgencyChangeId
  readonly wanted: Wanted
  readonly requestedAt: Instant
  /** The actor, as journals name actors. */
  readonly requestedBy: string
  /** The items that are open again with this change. */
  readonly items: ReadonlyArray<Item>
  /** The agreement that was signed for the new name. */
  readonly agreement?: AgencyAgreement.Agreement
  /** The payee data of the new FEIN. */
  readonly payeeData?: AgencyDocument.Held
}

/** What became of the last change. @category models */
export interface Settled {
  readonly changeId: AgencyChangeId
  readonly outcome: "approved" | "rejected" | "withdrawn"
  readonly at: Instant
  /** There when the exchange turned it down. */
  readonly reason?: RejectReason
}

/** Something happened to a change. @category models */
export type Event =
  | { readonly _tag: "AgencyChangeRequested"; readonly agencyId: AgencyId; readonly change: Change }
  | { readonly _tag: "AgencyChangeSettled"; readonly agencyId: AgencyId; readonly settled: Settled }

/** What a change is about in an agency, and what is kept of it. @category models */
export interface Kept extends Identity, AgencyAgreement.Kept {
  readonly documents: ReadonlyArray<AgencyDocument.Held>
  readonly change?: Change
  /** The answer to the last change. */
  readonly settled?: Settled
}

const itemOf = { legalName: "agreement", fein: "payee-data", licenceNumber: "licence" } as const satisfies {
  readonly [K in keyof Identity]-?: Item
}
const fields = /*#__PURE__*/ Object.keys(itemOf) as ReadonlyArray<keyof Identity>

/** The fields of a wish that differ from what is there. @category queries */
export const differing = (present: Identity, wanted: Wanted): Wanted =>
  Object.fromEntries(
    fields.flatMap((field) =>
      wanted[field] === undefined || wanted[field] === present[field] ? [] : [[field, wanted[field]]]
    )
  )

/** The items of the checklist that belong to what changes. @rule AGY-13 @category queries */
export const itemsOf = (wanted: Wanted): ReadonlyArray<Item> =>
  fields.flatMap((field) => (wanted[field] === undefined ? [] : [itemOf[field]]))

/** Checks whether a change that waits has opened an item again. @category predicates */
export const reopens = (change: Change | undefined, item: Item): change is Change =>
  change?.items.includes(item) === true

/**
 * The items that are open on a day: papers that are over by then meet none. The licence number is the exchange's own to
 * validate, with its answer.
 *
 * @rule AGY-13
 * @category queries
 */
export const openItems = ({ agreement, items, payeeData }: Change, day: CalendarDate): ReadonlyArray<Item> => {
  const met = {
    agreement: AgencyAgreement.isInForceOn(agreement, day),
    "payee-data": payeeData !== undefined && AgencyDocument.isCurrentOn(payeeData, day),
    licence: false
  }
  return items.filter((item) => !met[item])
}

/** Where a document goes that is handed in: to a change that waits for it, or in the place of the one before. @category machine */
export const withDocument = ({ change, documents }: Kept, document: AgencyDocument.Held): Partial<Kept> =>
  document.type === "payee-data" && reopens(change, "payee-data")
    ? { change: { ...change, payeeData: document } }
    : { documents: AgencyDocument.replaced(documents, document) }

/** The agreement whose place the next one takes: that of a change that waits for one, or the one in force. @category queries */
export const agreementBefore = ({ agreement, change }: Kept): AgencyAgreement.Agreement | undefined =>
  reopens(change, "agreement") ? change.agreement : agreement

/** Where an agreement goes that is whole: to a change that waits for it, or into force. @category machine */
export const withAgreement = (kept: Kept, agreement: AgencyAgreement.Agreement): Partial<Kept> => ({
  ...(reopens(kept.change, "agreement") ? { change: { ...kept.change, agreement } } : { agreement }),
  ...AgencyAgreement.spending(kept, agreementBefore(kept))
})

/**
 * What an event about a change leaves; never fails. Papers in a name that is not the agency's count no more, signed in
 * part or whole.
 *
 * @category machine
 */
export const evolve = <A extends Kept>(kept: A, event: Event): A => {
  if (event._tag === "AgencyChangeRequested") {
    const { settled: _, signing, ...others } = kept
    const renames = reopens(event.change, "agreement")
    const waits = signing === undefined || renames ? {} : { signing }
    const spent = renames ? AgencyAgreement.spending(kept, signing) : {}
    return { ...others, ...waits, ...spent, change: event.change } as A
  }
  const { change, signing, ...others } = kept
  const renames = reopens(change, "agreement")
  const waits = signing === undefined || renames ? {} : { signing }
  const { settled } = event
  const approved = settled.outcome === "approved"
  const given = approved ? kept.agreement : change?.agreement
  const left = { ...others, ...waits, ...(renames ? AgencyAgreement.spending(kept, given, signing) : {}), settled }
  if (!approved || change === undefined) return left as unknown as A
  const { agreement, payeeData, wanted } = change
  return {
    ...left,
    ...wanted,
    ...(agreement === undefined ? {} : { agreement }),
    ...(payeeData === undefined ? {} : { documents: AgencyDocument.replaced(kept.documents, payeeData) })
  } as unknown as A
}
