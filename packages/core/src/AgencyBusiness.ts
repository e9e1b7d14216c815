/**
 * What an agency is and for whom it works: the legal form of the business, the markets in which it sells, and its number with
 * the registry of producers where it has one.
 *
 * A draft need not say any of it. Who applies says form and markets, and the legal form is then part of what the agreement
 * rests on.
 *
 * @since 0.1.0
 */
import type { AgencyId } from "./Id.ts"
import type { Npn } from "./Licence.ts"
import { reason } from "./Refusal.ts"

/** Legal forms of a business. @category models */
export const entityKinds = ["c-corp", "s-corp", "llc", "llp", "partnership", "sole-proprietor", "tax-exempt"] as const
/** The legal form of a business. @category models */
export type EntityKind = (typeof entityKinds)[number]

/** Markets of an exchange: households, and employers with few employees. @category models */
export const markets = ["individual", "smallBusiness"] as const
/** A market of an exchange. @category models */
export type Market = (typeof markets)[number]

/** What an agency says of its business; absent until it has said so. @category models */
export interface Business {
  readonly entityKind?: EntityKind
  /** The markets in which the agency sells, each once and one at least. */
  readonly markets?: ReadonlyArray<Market>
  /** The agency's own number, beside those of its agents; carriers name it where they pay commissions. */
  readonly npn?: Npn
}

/** What an agency says once it says what it is: form and markets, and the number where it has one. @category models */
export interface Told extends Required<Pick<Business, "entityKind" | "markets">>, Pick<Business, "npn"> {}

/** An agency said what kind of business it is. @category models */
export interface Event {
  readonly _tag: "AgencyDescribed"
  readonly agencyId: AgencyId
  readonly business: Business
}

/** Legal form or markets are not told yet. @category errors */
export const notDescribed = /*#__PURE__*/ reason(
  "AgencyNotDescribed",
  "AGY-06",
  (f: { readonly agencyId: AgencyId; readonly missing: ReadonlyArray<"entityKind" | "markets"> }) =>
    `agency \`${f.agencyId}\` has not told its ${f.missing.map((field) => `\`${field}\``).join(" and ")}`,
  "tell both with the command `DescribeAgency`"
)
/** The legal form stands in what was submitted. @category errors */
export const entityKindStands = /*#__PURE__*/ reason(
  "EntityKindStands",
  "AGY-13",
  (f: { readonly agencyId: AgencyId; readonly entityKind: EntityKind }) =>
    `agency \`${f.agencyId}\` has applied as \`${f.entityKind}\``,
  "send the form that was told to change the markets alone; the exchange corrects the form"
)

/** What has still to be told, and is needed of whoever applies. @rule AGY-06 @category queries */
export const missing = (business: Business): ReadonlyArray<"entityKind" | "markets"> =>
  (["entityKind", "markets"] as const).filter((field) => business[field] === undefined)

/** These alone, in one form for what means the same. @category queries */
export const businessOf = ({ entityKind, markets: sold, npn }: Business): Business => ({
  ...(entityKind === undefined ? {} : { entityKind }),
  ...(sold === undefined ? {} : { markets: markets.filter((market) => sold.includes(market)) }),
  ...(npn === undefined ? {} : { npn })
})

/** Checks whether an agency sells in a market; one that has not said where is taken for both. @category predicates */
export const sellsIn = ({ markets: sold = markets }: Business, market: Market): boolean => sold.includes(market)
