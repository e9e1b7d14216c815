/**
 * Schemas of an agency's sites and documents, and of the commands about its account.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { Contact } from "../Agency.ts"
import type * as AgencyAccount from "../AgencyAccount.ts"
import * as Business from "../AgencyBusiness.ts"
import type * as Document from "../AgencyDocument.ts"
import type { Input } from "../Input.ts"
import type * as Site from "../Site.ts"
import { DocumentFile } from "./File.ts"
import { Hours } from "./ServiceCalendar.ts"
import * as V from "./Vocabulary.ts"

const tag = <T extends string>(name: T) => Schema.Literal(name)

/** Schema for a document as an agency hands it in; insurance has a last day. @category schemas */
export const AgencyDocument: Schema.Codec<Document.Document, Input<Document.Document>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    type: tag("e-and-o"),
    expiresOn: V.CalendarDate,
    file: Schema.optionalKey(DocumentFile),
    paper: Schema.optionalKey(V.DocumentId)
  }),
  Schema.Struct({
    type: Schema.Literals(["payee-data", "other"]),
    expiresOn: Schema.optionalKey(V.CalendarDate),
    file: Schema.optionalKey(DocumentFile),
    paper: Schema.optionalKey(V.DocumentId)
  })
])

/** Schema for a site of an agency. @category schemas */
export const AgencySite: Schema.Codec<Site.Site, Input<Site.Site>> = /*#__PURE__*/ Schema.Struct({
  siteId: /*#__PURE__*/ V.chosen(V.SiteId),
  name: V.BusinessName,
  address: V.PostalAddress,
  point: Schema.optionalKey(V.GeoPoint),
  phone: Schema.optionalKey(V.Phone),
  hours: Schema.optionalKey(/*#__PURE__*/ V.atMost(50, "entries of hours", Schema.Array(Hours)))
})

/** Schema for how an agency is reached. @category schemas */
export const AgencyContact: Schema.Codec<Contact, Input<Contact>> = /*#__PURE__*/ Schema.Struct({
  publicName: V.AgencyName,
  email: V.Email,
  phone: V.Phone
})

const EntityKind = /*#__PURE__*/ Schema.Literals(Business.entityKinds)
const Markets: Schema.Codec<ReadonlyArray<Business.Market>, ReadonlyArray<Business.Market>> = /*#__PURE__*/ V.atMost(
  Business.markets.length,
  "markets",
  Schema.NonEmptyArray(Schema.Literals(Business.markets))
).check(
  /*#__PURE__*/ Schema.makeFilter((sold: ReadonlyArray<Business.Market>) =>
    new Set(sold).size === sold.length ? undefined : "expected each market once"
  )
)

/** What an agency says of its business, field by field. @category schemas */
export const business = {
  entityKind: /*#__PURE__*/ Schema.optionalKey(EntityKind),
  markets: /*#__PURE__*/ Schema.optionalKey(Markets),
  npn: Schema.optionalKey(V.Npn)
}

/** Schema for what an agency changes by itself. @category schemas */
export const AgencyAccountCommand: Schema.Codec<
  AgencyAccount.Command,
  Input<AgencyAccount.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: tag("SetAgencySite"),
    agencyId: V.AgencyId,
    site: AgencySite,
    primary: Schema.optionalKey(Schema.Literal(true))
  }),
  Schema.Struct({ _tag: tag("RemoveAgencySite"), agencyId: V.AgencyId, siteId: V.SiteId }),
  Schema.Struct({ _tag: tag("ChangeAgencyContact"), agencyId: V.AgencyId, contact: AgencyContact }),
  Schema.Struct({
    _tag: tag("DescribeAgency"),
    agencyId: V.AgencyId,
    business: Schema.Struct({ entityKind: EntityKind, markets: Markets, npn: Schema.optionalKey(V.Npn) })
  })
])
