/**
 * The journal as a chain: every row carries the hash of the row before it and of its own content, and the head names
 * the last one.
 *
 * Whoever changes, removes, moves, repeats or adds a row leaves a link that does not fit, and `Progress` says where. To
 * rewrite the whole chain is possible for somebody who may write everything; therefore a head that was noted elsewhere
 * (on paper, in a mail, in another database) is an anchor that a later chain has to lead through.
 *
 * The hash is SHA-256 over the hash before, the position and the content as canonical JSON, separated by line feeds.
 *
 * @since 0.1.0
 */
import { hash } from "node:crypto"
import { refOf } from "@agencybook/core/Record"
import { canonical } from "./internal/Canonical.ts"
import type { Head, Link, Provenance, TrailEntry } from "./Store.ts"

/**
 * What is wrong at a position: the row is not what its hash says (`changed`), rows are not there (`missing`), a row comes
 * again or too late (`repeated`), a row does not follow the one before (`unlinked`), the journal ends before its head
 * (`truncated`) or goes on after it (`beyond`), its end is not the one that the head names (`replaced`), there is no
 * head (`headless`), or the chain does not lead through the anchor (`astray`).
 *
 * @category models
 */
export interface Fault {
  readonly what:
    | "changed"
    | "missing"
    | "repeated"
    | "unlinked"
    | "truncated"
    | "beyond"
    | "replaced"
    | "headless"
    | "astray"
  readonly position: number
  /** The last position, when the fault is about several. */
  readonly until?: number
}

/** What a journal turned out to be. @category models */
export interface Verdict {
  /** Rows that were read. */
  readonly rows: number
  /** The last place of the chain as the head names it, to be noted elsewhere. */
  readonly head: Head | undefined
  /** The first hundred faults. */
  readonly faults: ReadonlyArray<Fault>
  readonly faultCount: number
}

const sha256 = (text: string): string => hash("sha256", text, "hex")

/**
 * The beginning of the chain of an exchange, before its first row.
 *
 * **Example**
 *
 * ```ts
 * import { beginning } from "@agencybook/application/JournalChain"
 *
 * console.log(beginning("california").position, beginning("california").hash.slice(0, 8))
 * // => 0 cb9127dc
 * ```
 *
 * @category constructors
 */
export const beginning = (exchangeId: string): Head => ({
  position: 0,
  hash: sha256(`agencybook journal 1\n${exchangeId}`)
})

/** The content of a row: everything but its place. @category models */
export type Content = Omit<Link, "hash" | "position" | "previous">

/** The content of a row, from what a commit knows of it. @category constructors */
export const content = (entry: Omit<TrailEntry, "position">): Content => ({ ...entry, kind: refOf(entry.event).kind })

/** The content of a row as the text that its hash covers. @category encoding */
export const contentOf = (row: Content): string => {
  const { actor, at, commandId, commandName, concerns, event, kind, onBehalfOf, permission, policy } = row
  return canonical({ actor, at, commandId, commandName, concerns, event, kind, onBehalfOf, permission, policy })
}

/** What a row says beside the provenance of its commit. @category models */
export type Own = Pick<Content, "concerns" | "event" | "kind">

/**
 * How the rows of one commit are put into words, of which most are the same for all: `own` is what one row says for itself,
 * as fields of JSON without their braces, and `whole` the content as `contentOf` gives it.
 *
 * @category encoding
 */
export const wording = ({ actor, at, commandId, commandName, onBehalfOf, permission, policy }: Provenance) => {
  // The fields of a row of its own stand between these in the order of their names.
  const before = canonical({ actor, at, commandId, commandName }).slice(0, -1)
  const after = canonical({ onBehalfOf, permission, policy }).slice(1)
  return {
    own: ({ concerns, event, kind }: Own): string => canonical({ concerns, event, kind }).slice(1, -1),
    whole: (own: string): string => `${before},${own},${after}`
  }
}

const hashOf = (previous: string, position: number, content: string): string =>
  sha256(`${previous}\n${position}\n${content}`)

/** The places of the rows that come next, one for each content as `contentOf` gives it. @category constructors */
export const extend = (
  head: Head,
  contents: ReadonlyArray<string>
): ReadonlyArray<Pick<Link, "hash" | "position" | "previous">> => {
  let { hash: previous, position } = head
  return contents.map((content) => {
    position += 1
    const link = { position, previous, hash: hashOf(previous, position, content) }
    previous = link.hash
    return link
  })
}

/** How far a chain was followed. @category models */
export interface Progress {
  readonly last: Head
  /** What the next row may name as the hash before it. */
  readonly accepted: ReadonlyArray<string>
  readonly rows: number
  readonly anchor: Head | undefined
  readonly met: boolean
  readonly faults: ReadonlyArray<Fault>
  readonly faultCount: number
}

const most = 100

/** Begins to follow a chain; with an anchor, it has to lead through that. @category machine */
export const begin = (first: Head, anchor?: Head): Progress => ({
  last: first,
  accepted: [first.hash],
  rows: 0,
  anchor,
  met: anchor === undefined || (anchor.position === first.position && anchor.hash === first.hash),
  faults: [],
  faultCount: 0
})

const noted = (progress: Progress, ...found: ReadonlyArray<Fault>): Progress =>
  found.length === 0
    ? progress
    : {
        ...progress,
        faults: progress.faults.length >= most ? progress.faults : [...progress.faults, ...found].slice(0, most),
        faultCount: progress.faultCount + found.length
      }

const step = (progress: Progress, link: Link): Progress => {
  const { accepted, anchor, last } = progress
  const { hash, position, previous } = link
  const seen = { ...progress, rows: progress.rows + 1 }
  if (position <= last.position) return noted(seen, { what: "repeated", position })
  const own = hashOf(previous, position, contentOf(link))
  const gap = position > last.position + 1
  const found: Array<Fault> = []
  if (gap) {
    const until = position - 1
    found.push({ what: "missing", position: last.position + 1, ...(until > last.position + 1 ? { until } : {}) })
  }
  if (own !== hash) found.push({ what: "changed", position })
  else if (!gap && !accepted.includes(previous)) found.push({ what: "unlinked", position })
  const astray = anchor?.position === position && anchor.hash !== hash
  if (astray) found.push({ what: "astray", position })
  return noted(
    {
      ...seen,
      last: { position, hash },
      // After a row of which only the hash was changed, the next one still names the right one.
      accepted: own === hash ? [hash] : [hash, own],
      met: progress.met || anchor?.position === position
    },
    ...found
  )
}

/** Follows a chain through its next rows. @category machine */
export const follow = (progress: Progress, links: ReadonlyArray<Link>): Progress => links.reduce(step, progress)

/** Ends a chain at the head that the store names. @category machine */
export const end = (progress: Progress, head: Head | undefined): Verdict => {
  const { accepted, anchor, last, met, rows } = progress
  const found: Array<Fault> = []
  if (head === undefined) {
    if (rows > 0) found.push({ what: "headless", position: last.position })
  } else if (head.position > last.position)
    found.push({
      what: "truncated",
      position: last.position + 1,
      ...(head.position > last.position + 1 ? { until: head.position } : {})
    })
  else if (head.position < last.position)
    found.push({
      what: "beyond",
      position: head.position + 1,
      ...(last.position > head.position + 1 ? { until: last.position } : {})
    })
  else if (!accepted.includes(head.hash)) found.push({ what: "replaced", position: last.position })
  if (!met && anchor !== undefined) found.push({ what: "astray", position: anchor.position })
  const { faultCount, faults } = noted(progress, ...found)
  return { rows, head, faults, faultCount }
}

/** A fault in a sentence. @category encoding */
export const describe = ({ position, until, what }: Fault): string => {
  const where = until === undefined ? `position ${position}` : `positions ${position} to ${until}`
  switch (what) {
    case "changed":
      return `${where}: the row is not what its hash says`
    case "missing":
      return `${where}: missing`
    case "repeated":
      return `${where}: comes again, or too late`
    case "unlinked":
      return `${where}: does not follow the row before it, which was replaced`
    case "truncated":
      return `${where}: missing at the end`
    case "beyond":
      return `${where}: added after the head`
    case "replaced":
      return `${where}: is not the last row that the head names`
    case "headless":
      return `${where}: the journal has rows and no head`
    case "astray":
      return `${where}: is not what was noted of it elsewhere`
  }
}
