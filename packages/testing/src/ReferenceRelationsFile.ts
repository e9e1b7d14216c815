/**
 * What a fact of the reference model says of the files that agents get of their book, and of the claims they send back.
 *
 * @since 0.1.0
 */

/** What was asked for, by whom, and until when; and the file: when its rows hold, and its digest. @category models */
export interface Export {
  readonly export: string
  readonly agency: string
  readonly agent: string | undefined
  readonly columns: string
  readonly fields: string
  readonly why: string | undefined
  readonly by: string
  /** Who is told that the file is there. */
  readonly told: string | undefined
  readonly at: string
  readonly until: string
  readonly file: string | undefined
  readonly written: string | undefined
}

/** A claim of a list: what it says, and what was found. @category models */
export interface Claim {
  readonly list: string
  readonly number: number
  /** The agent and the agency of the book, and when it came back. */
  readonly from: string
  readonly says: string
  readonly answer: string | undefined
}
