/**
 * Documents that an agency hands in: what is kept of each, and which are missing or over.
 *
 * The files stay with the host, which names them here with their digests; the newest document of a type counts.
 *
 * @since 0.1.0
 */
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Format from "./Format.ts"
import type { AgencyId, Branded, DocumentId } from "./Id.ts"
import { reason } from "./Refusal.ts"

/** What a document is for. @category models */
export const types = ["e-and-o", "payee-data", "other"] as const
/** One of the types of documents. @category models */
export type Type = (typeof types)[number]

/** Kinds of files that are taken. @category models */
export const mediaTypes = ["application/pdf", "image/jpeg", "image/png", "image/tiff"] as const

/** Largest file in bytes: 10 MB. @category models */
export const mostBytes = 10_000_000

/** Name of a file, without folders. @category models */
export type FileName = Branded<"FileName">

/** A file that the host keeps. @category models */
export interface File {
  /** Under which the host finds the file again. */
  readonly documentId: DocumentId
  readonly name: FileName
  readonly mediaType: (typeof mediaTypes)[number]
  /** Size, 1 to `mostBytes`. */
  readonly bytes: number
  /** Digest of the file, 64 hexadecimal digits. */
  readonly sha256: string
}

/** A document as it is handed in. @category models */
export interface Document {
  readonly type: Type
  /** Last day of validity; required for E&O insurance. */
  readonly expiresOn?: CalendarDate
  /** Required, but for a paper that the exchange holds; absent of documents of before it was asked for. */
  readonly file?: File
  /** Under which the exchange finds a paper that it holds; from the exchange alone. */
  readonly paper?: DocumentId
}

/** A document in the account, with who handed it in and when. @rule AGY-08 @category models */
export interface Held extends Document {
  readonly uploadedAt: Instant
  /** The day of `uploadedAt` on the calendar of the exchange; absent of documents of before it was kept. */
  readonly uploadedOn?: CalendarDate
  /** The actor, as journals name actors. */
  readonly uploadedBy: string
}

/** A document was handed in. @category models */
export type Event = {
  readonly _tag: "AgencyDocumentUploaded"
  readonly agencyId: AgencyId
  readonly document: Held
}

/** The document is over on the day on which it is handed in. @category errors */
export const documentOver = /*#__PURE__*/ reason(
  "AgencyDocumentOver",
  "AGY-06",
  (f: { readonly agencyId: AgencyId; readonly type: Type; readonly expiresOn: CalendarDate }) =>
    `the document \`${f.type}\` for agency \`${f.agencyId}\` was valid until \`${f.expiresOn}\` only`,
  "upload the document that is current; the one in the account stays until then"
)

/** A document comes without what it is. @category errors */
export const documentWithoutFile = /*#__PURE__*/ reason(
  "AgencyDocumentWithoutFile",
  "AGY-06",
  (f: { readonly agencyId: AgencyId; readonly type: Type }) =>
    `the document \`${f.type}\` for agency \`${f.agencyId}\` has no \`file\``,
  "give the file with name, media type, size and digest; the exchange may give the reference of a paper that it holds as `paper` instead"
)
/** Somebody else than the exchange names a paper of the exchange. @category errors */
export const paperOfExchange = /*#__PURE__*/ reason(
  "PaperOfExchange",
  "AGY-06",
  (f: { readonly agencyId: AgencyId; readonly type: Type }) =>
    `the document \`${f.type}\` for agency \`${f.agencyId}\` names a \`paper\`, which only the exchange holds`,
  "leave out `paper` and give the file, or hand the paper in at the exchange, which records it"
)

/** Documents are missing or out of date. @category errors */
export const documentsMissing = /*#__PURE__*/ reason(
  "DocumentsMissing",
  "AGY-06",
  (f: { readonly agencyId: AgencyId; readonly missing: ReadonlyArray<string> }) =>
    `agency \`${f.agencyId}\` lacks current documents: ${f.missing.map((type) => `\`${type}\``).join(", ")}`,
  "upload the missing documents"
)

/** Format of the name of a file: one line of at most 200 characters without folders. @category decoding */
export const fileName: Format.Format<FileName> = /*#__PURE__*/ Format.make(
  "file name",
  "a file name of 1 to 200 characters without folders",
  "give the plain name of the file, without slashes and control characters",
  (text) => {
    const trimmed = text.trim()
    const plain = trimmed.length <= 200 && Format.isPlainText(trimmed) && !/[\\/]/.test(trimmed)
    return plain && /[^.]/.test(trimmed) ? (trimmed as FileName) : undefined
  }
)

/** Checks whether a document is valid on a day, its last one included. @category predicates */
export const isCurrentOn = ({ expiresOn }: Document, day: CalendarDate): boolean =>
  expiresOn === undefined || day <= expiresOn

/** The types among `wanted` of which there is no document that is valid on a day. @rule AGY-06 @category queries */
export const missing = <T extends Type>(
  documents: ReadonlyArray<Document>,
  wanted: ReadonlyArray<T>,
  day: CalendarDate
): ReadonlyArray<T> =>
  wanted.filter((type) => !documents.some((document) => document.type === type && isCurrentOn(document, day)))

/** The documents with one more, which takes the place of the one of its type. @category transforms */
export const replaced = (documents: ReadonlyArray<Held>, document: Held): ReadonlyArray<Held> => [
  ...documents.filter(({ type }) => type !== document.type),
  document
]
