/**
 * The port of persistence: records with versions, the journal, the outbox and the command keys, all in one
 * transaction for each command.
 *
 * What an adapter guarantees is written at each operation; one contract suite (`@agencybook/testing`) holds every
 * adapter to it. A store keeps what it is given and decides nothing.
 *
 * @since 0.1.0
 */

import * as Audit from "@agencybook/core/Audit"
import type { Instant } from "@agencybook/core/CalendarDate"
import type { Role } from "@agencybook/core/Capability"
import type { CounselorDelegation } from "@agencybook/core/CounselorDelegation"
import { type Delegation, holdsCase } from "@agencybook/core/Delegation"
import type { Disclosure, Kept } from "@agencybook/core/Disclosure"
import type { Selection } from "@agencybook/core/Facts"
import type { AgencyId, AgentId, CaseId, CommandId, UserId } from "@agencybook/core/Id"
import type { Notice } from "@agencybook/core/Notice"
import type { Place } from "@agencybook/core/Page"
import { type Event, type Index, type Kind, keyOf, kinds, type Records, refOf } from "@agencybook/core/Record"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/** A record with the number of times it was written, starting at 1. @category models */
export type Versioned<K extends Kind = Kind> = {
  readonly [One in K]: {
    readonly kind: One
    readonly id: string
    readonly version: number
    readonly record: Records[One]
  }
}[K]

/** A key that at most one record of a kind may have. @category models */
export interface Unique {
  readonly [name: string]: (record: never) => string | undefined
}

/**
 * The invariants that a store repeats as a second net behind the rules: within an exchange, at most one record of a
 * kind has the key, and `undefined` is no key. A violation is a `Conflict`: tried again, the rule gives its reason.
 *
 * **Rules**: AGT-01, AGY-07, AGY-16, EMP-03, STF-07, STF-08, DEL-09, DEL-17, DEL-22, ACC-08.
 *
 * @category models
 */
export const uniques = {
  agency: { fein: kinds.agency.indexes.fein, licence: kinds.agency.indexes.licence },
  agent: { licence: kinds.agent.indexes.licence, npn: kinds.agent.indexes.npn, email: kinds.agent.indexes.email },
  employment: { open: kinds.employment.indexes.open },
  staff: { email: kinds.staff.indexes.email, number: kinds.staff.indexes.number },
  case: { number: kinds.case.indexes.number },
  delegation: {
    holder: (r: Delegation) => (holdsCase(r) ? `${r.caseId} ${r.kind}` : undefined),
    request: (r: Delegation) => (r.state._tag === "Requested" ? `${r.caseId} ${r.kind}` : undefined)
  },
  counselorDelegation: {
    holder: ({ caseId, state }: CounselorDelegation) => (state._tag === "Active" ? caseId : undefined),
    request: ({ caseId, state }: CounselorDelegation) => (state._tag === "Requested" ? caseId : undefined)
  },
  accessCode: { live: kinds.accessCode.indexes.live },
  agentChangeCode: { live: kinds.agentChangeCode.indexes.live },
  invitation: { live: kinds.invitation.indexes.live, user: kinds.invitation.indexes.user },
  extranetAccount: { username: kinds.extranetAccount.indexes.username }
} satisfies { readonly [K in Kind]?: Unique }

/** Two identities and the permission, as every journal row carries them. @rule DEL-30 @category models */
export interface Provenance {
  readonly commandId: CommandId
  readonly commandName: string
  readonly at: Instant
  /** The real actor, as `agent/…`, `consumer/…` and so on. */
  readonly actor: string
  /** The agent acted for, if any. */
  readonly onBehalfOf?: string
  /** Row of the permission table and role that allowed it. */
  readonly permission: string
  /** Name of the policy under which it was decided. */
  readonly policy: string
}

/** One row of the journal. @category models */
export interface JournalEntry extends Provenance {
  /** Position in the journal of the exchange: 1, 2, 3 and so on, without a gap. */
  readonly position: number
  readonly event: Event
}

/** A row of the journal with whose trail it belongs to. @category models */
export interface TrailEntry extends JournalEntry {
  readonly concerns: Audit.Concerns
}

/** A place in the chain of the journal: the position of a row, and its hash as 64 hexadecimal digits. @category models */
export interface Head {
  readonly position: number
  readonly hash: string
}

/** A row of the journal as a link of its chain, see `JournalChain`. @category models */
export interface Link extends TrailEntry {
  /** The kind of record that the event happened to, as the store keeps it. */
  readonly kind: Kind
  /** The hash of the row before, or that of the beginning. */
  readonly previous: string
  readonly hash: string
}

/** Where the chain of a journal begins and, unless it is empty, ends. @category models */
export interface Ends {
  readonly first: Head
  readonly last: Head | undefined
}

/**
 * Whose trail is read: a case's, an agent's in some agencies and wherever no agency is concerned, an agency's with what
 * concerns its agents and no agency, a counselor's, or everybody's.
 *
 * @category models
 */
export type Trail =
  | { readonly _tag: "Case"; readonly caseId: CaseId }
  | { readonly _tag: "Agent"; readonly agentId: AgentId; readonly agencies: "every" | ReadonlyArray<AgencyId> }
  | { readonly _tag: "Agency"; readonly agencyId: AgencyId; readonly agentIds: ReadonlyArray<AgentId> }
  | { readonly _tag: "Counselor"; readonly counselorId: UserId }
  | { readonly _tag: "All" }

/** Which part of a trail: at most `limit` rows before a position, the latest first. @category models */
export interface Window {
  readonly before?: number
  readonly limit: number
  /** Only what happened to records of a kind. */
  readonly kind?: Kind
}

/** The keys of an index from one, included, to another, excluded, in the order of `Page.byCharacter`. @category models */
export interface Range<K extends Kind = Kind> {
  readonly kind: K
  readonly index: Index<K>
  readonly from: string
  readonly until: string
}

/** Which part of a range: at most `limit` records after a place, by key and then by identifier. @category models */
export interface Part {
  readonly after?: Place
  readonly descending?: boolean
  readonly limit: number
}

/** Builds a range. @category constructors */
export const range = <K extends Kind>(kind: K, index: Index<K>, from: string, until: string): Range =>
  ({ kind, index, from, until }) as unknown as Range

/** The range of all keys. @category constructors */
export const every = <K extends Kind>(kind: K, index: Index<K>): Range =>
  // The last character there is, which nobody writes: texts are ordered by the numbers of their characters.
  range(kind, index, "", "\u{10ffff}")

/** The range of one key. @category constructors */
export const only = <K extends Kind>(kind: K, index: Index<K>, key: string): Range =>
  // No character comes before this one, so that nothing lies between a key and its end.
  range(kind, index, key, `${key}\u0001`)

/** The place of a record in the order of an index. @category constructors */
export const placeIn = ({ index, kind }: Range, { id, record }: Versioned): Place => ({
  key: keyOf(kind, index, record as Records[typeof kind]) ?? "",
  id
})

/** A book in which a case was, from an instant to another, excluded, or until now. @category models */
export interface HeldIn {
  readonly agencyId: AgencyId
  readonly agentId: AgentId
  readonly from: Instant
  readonly until?: Instant
}

/**
 * Which entries of the log of readings: those that show a case, or a whole book in which it was then; those of an
 * actor; those of the people of an agency about the agency; or all.
 *
 * @category models
 */
export type Readings =
  | { readonly _tag: "Case"; readonly caseId: CaseId; readonly held: ReadonlyArray<HeldIn> }
  | { readonly _tag: "Actor"; readonly actor: string }
  | { readonly _tag: "Agency"; readonly agencyId: AgencyId }
  | { readonly _tag: "All" }

/** The roles of those who work for an agency, whose readings the agency may see. @rule SEC-03 @category models */
export const agencyRoles = ["agent", "manager", "staff-1", "staff-2"] as const satisfies ReadonlyArray<Role>

/** An answer, and what of consumers is shown with it. @category models */
export interface Answered<A> {
  readonly answer: A
  /** Absent where nothing is shown. */
  readonly shown?: Disclosure
}

/** How records and the journal are read, all at one moment. @category models */
export interface Reading {
  /** Finds records. */
  readonly load: (selections: ReadonlyArray<Selection>) => Effect.Effect<ReadonlyArray<Versioned>, StoreError>
  /** The records that an index finds in a range, in its order. */
  readonly scan: (range: Range, part: Part) => Effect.Effect<ReadonlyArray<Versioned>, StoreError>
  /** How many records an index finds in each of some ranges. */
  readonly tally: (ranges: ReadonlyArray<Range>) => Effect.Effect<ReadonlyArray<number>, StoreError>
  /** The rows of a trail. */
  readonly trail: (of: Trail, window: Window) => Effect.Effect<ReadonlyArray<TrailEntry>, StoreError>
  /** The journal's rows after a position as links of its chain, in order, at most `limit`, as they are kept. */
  readonly links: (after: number, limit: number) => Effect.Effect<ReadonlyArray<Link>, StoreError>
  /** Entries of the log of readings before a position, the latest first, at most `limit`. */
  readonly readings: (
    of: Readings,
    window: Pick<Window, "before" | "limit">
  ) => Effect.Effect<ReadonlyArray<Kept>, StoreError>
  /** Where the chain of the journal begins and ends. */
  readonly ends: () => Effect.Effect<Ends, StoreError>
}

/** What was remembered about a command that was carried out. @category models */
export interface StoredCommand {
  readonly commandId: CommandId
  /** Digest of actor, session and body; the same identifier with another digest is a conflict. */
  readonly fingerprint: string
  readonly at: Instant
  /** The outcome as JSON text; free of secrets. */
  readonly outcome: string
}

/** A command that was carried out, with the events it left in the journal. @category models */
export interface Remembered extends StoredCommand {
  readonly events: ReadonlyArray<Event>
}

/** A record to write: `expected` is the version read, or 0 for a new record. @category models */
export type Change = Versioned & { readonly expected: number }

/** Everything that one command leaves behind. @category models */
export interface Commit {
  readonly command: StoredCommand
  readonly provenance: Provenance
  readonly events: ReadonlyArray<Event>
  readonly changes: ReadonlyArray<Change>
  readonly notices: ReadonlyArray<Notice>
}

/**
 * Whose trail each event of a commit belongs to: what the record concerns that the commit leaves behind; nobody's in
 * particular when the commit writes no such record.
 *
 * @category queries
 */
export const concernsIn = ({ changes }: Pick<Commit, "changes">): ((event: Event) => Audit.Concerns) => {
  const known = new Map(changes.map(({ id, kind, record }) => [`${kind}/${id}`, Audit.concerns(kind, record as never)]))
  return (event) => {
    const { id, kind } = refOf(event)
    return known.get(`${kind}/${id}`) ?? {}
  }
}

/** A notice in the outbox, claimed for delivery. @category models */
export interface Claimed {
  readonly notice: Notice
  readonly queuedAt: Instant
  readonly attempts: number
  /** Settling needs the token of the latest claim; an older claimer can no longer settle. */
  readonly token: string
}

/** Which commands a transaction offers. @category models */
export interface Transaction {
  /**
   * Finds records. With `lock`, what is found is held against change until the transaction ends, in one order
   * (kind, then identifier) for all transactions; without, it is read as it stands.
   */
  readonly load: (
    selections: ReadonlyArray<Selection>,
    options: { readonly lock: boolean }
  ) => Effect.Effect<ReadonlyArray<Versioned>, StoreError>
  /** Finds a command that was carried out. */
  readonly command: (commandId: CommandId) => Effect.Effect<Remembered | undefined, StoreError>
  /**
   * Writes records, journal, outbox and command key, once in a transaction. A unique key that a record gives up is free
   * for a new record of the same commit, and for another that is there, in whatever order they come: two may exchange. Fails with `Conflict` when a record does not
   * have the expected version, or when the command identifier or a unique field is taken, and with `Unkept` when a value
   * would not be read as it was written; nothing of the transaction is written then, even if its body goes on as if
   * nothing had happened. Whatever came of the first, a second commit is refused (`secondCommit`): then the transaction
   * fails, even if its body goes on, and nothing of either is written.
   */
  readonly commit: (commit: Commit) => Effect.Effect<void, StoreError>
}

/** Reading while nothing is held: everything as it stood at one moment, however often it is read. @category models */
export interface Look {
  readonly load: Reading["load"]
  readonly command: Transaction["command"]
}

/** What a decision rests on: `found` is all that `reads` finds. @category models */
export interface Basis {
  readonly reads: ReadonlyArray<Selection>
  readonly found: ReadonlyArray<Versioned>
}

/** An answer, with what is to be written for it as long as its basis stands. @category models */
export interface Proposal<A> {
  readonly answer: A
  readonly write?: { readonly commit: Commit; readonly basis: Basis }
}

/** Somebody else wrote first; running the command again sees the new state. @category errors */
export class Conflict extends Schema.TaggedError<Conflict>()("Conflict", {
  /** What was contended: a kind of record, `command`, the name of a constraint, or an SQLSTATE. */
  on: Schema.String,
  /** The isolation level of a host's transaction that keeps it from seeing what was written: only a new one helps. */
  level: Schema.optionalKey(Schema.String)
}) {
  override get message(): string {
    if (this.level !== undefined)
      return `somebody else wrote at the same time what a transaction at \`${this.level}\` may not see (\`${this.on}\`); roll it back, and do all of it again in a new one`
    return this.on === "40001"
      ? "somebody else wrote at the same time what this transaction rests on (`40001`)"
      : `somebody else changed \`${this.on}\` at the same time`
  }
}

/** The database cannot be reached or gave up on the transaction; nothing was written, or it is unknown whether it was. @category errors */
export class Unavailable extends Schema.TaggedError<Unavailable>()("Unavailable", {
  /** SQLSTATE or a short word for the cause, never a text of the server. */
  code: Schema.String
}) {
  override get message(): string {
    return `the store is not available (\`${this.code}\`)`
  }
}

/** The store refuses what it was given, and would refuse it again. @category errors */
export class Rejected extends Schema.TaggedError<Rejected>()("Rejected", {
  code: Schema.String,
  constraint: Schema.NullOr(Schema.String)
}) {
  override get message(): string {
    return `the store rejected the write (\`${this.code}\`${this.constraint === null ? "" : `, \`${this.constraint}\``})`
  }
}

/**
 * The failure of a commit that is not the first of its transaction. Not to be tried again: one command, one commit.
 *
 * @category constructors
 */
export const secondCommit = (): StoreError =>
  // As PostgreSQL calls what the state of a transaction does not allow.
  new StoreError({ reason: new Rejected({ code: "25000", constraint: "one_commit" }) })

const unkept = {
  text: "has a NUL or half of a surrogate pair; leave that character out",
  number: "is not finite, is minus zero, or is a whole number of 2^53 or more; use a smaller number, or text",
  instant: "is no instant; write it in UTC with milliseconds, like `2026-03-02T17:00:00.000Z`",
  type: "is no plain data; use text, numbers, truth values, lists and objects"
} as const

/**
 * A value that a store would change, or refuse in words of its own; nothing was written. Sent again, it is refused again.
 *
 * @category errors
 */
export class Unkept extends Schema.TaggedError<Unkept>()("Unkept", {
  /** Names of fields from the outside in, with dots between them; never a value. */
  field: Schema.String,
  what: Schema.Literals(["text", "number", "instant", "type"])
}) {
  override get message(): string {
    return `the store cannot keep \`${this.field}\`, which ${unkept[this.what]}`
  }
}

/** The folder, file or server cannot be used at all. @category errors */
export class Unusable extends Schema.TaggedError<Unusable>()("Unusable", {
  problem: Schema.String,
  remedy: Schema.String
}) {
  override get message(): string {
    return `${this.problem}; ${this.remedy}`
  }
}

/**
 * A failure of the store. `Conflict` and `Unavailable` may be tried again with the same command identifier.
 *
 * @category errors
 */
export class StoreError extends Schema.TaggedError<StoreError>()("StoreError", {
  reason: Schema.Union([Conflict, Unavailable, Rejected, Unkept, Unusable])
}) {
  override get message(): string {
    return this.reason.message
  }
  /** Whether the same command may be tried again. */
  get isRetryable(): boolean {
    return this.reason._tag === "Conflict" || this.reason._tag === "Unavailable"
  }
}

/**
 * The port of persistence.
 *
 * @category services
 */
export class Store extends Context.Service<
  Store,
  {
    /**
     * Runs `body` once, in one transaction that commits when it succeeds and leaves nothing when it fails or dies. What
     * may be tried again is left to the caller.
     * Whose rows stand later in the journal has seen all that stands before them: what somebody writes meanwhile under
     * anything that was looked for with `lock`, and not found, makes the commit a `Conflict`.
     * Every failure of the database, typed or not, arrives as a `StoreError`.
     */
    readonly transact: <A, E>(body: (tx: Transaction) => Effect.Effect<A, E>) => Effect.Effect<A, E | StoreError>
    /**
     * Runs `body` while nothing is held, and then writes what it proposes, in one transaction. What the basis found is
     * held first, as by `Transaction.load`; when its reads then find anything else than they did, a record more, one less
     * or another version, the answer is the `Conflict` on `basis` and nothing is written; so it is until its place in the
     * journal is taken. Otherwise a write fails as `Transaction.commit` does. Absent where reading and writing are one transaction of somebody else's.
     */
    readonly propose?: <A, E>(body: (look: Look) => Effect.Effect<Proposal<A>, E>) => Effect.Effect<A, E | StoreError>
    /** Finds records as they stood at one moment. */
    readonly load: Reading["load"]
    /** Runs `body` over the records and the journal as they stood at one moment, however often it reads. */
    readonly snapshot: <A, E>(
      body: (load: Reading["load"], reading: Reading) => Effect.Effect<A, E>
    ) => Effect.Effect<A, E | StoreError>
    /**
     * Runs `body` as `snapshot` does, and appends what it shows to the log of readings, which is never written again.
     * The answer is given when the entry is kept, and not otherwise: whatever keeps the entry from being written fails
     * the whole. @rule SEC-03
     */
    readonly disclose: <A, E>(
      body: (reading: Reading) => Effect.Effect<Answered<A>, E>
    ) => Effect.Effect<A, E | StoreError>
    /** Journal rows after a position, in order, at most `limit`; a row never appears before one that was read. */
    readonly journal: (after: number, limit: number) => Effect.Effect<ReadonlyArray<JournalEntry>, StoreError>
    /**
     * Claims up to `limit` undelivered notices for `leaseMillis` from `at`, oldest first. A claimed notice is not given
     * to another claimer before its lease is over. With `channel`, only notices of that channel.
     */
    readonly claim: (
      at: Instant,
      limit: number,
      leaseMillis: number,
      channel?: Notice["channel"]
    ) => Effect.Effect<ReadonlyArray<Claimed>, StoreError>
    /**
     * Ends a claim; `false` when the token is not the latest one of this notice, and then nothing changes. What is to be
     * tried again is free when its lease is over.
     */
    readonly settle: (
      noticeId: string,
      token: string,
      outcome: "sent" | "failed" | "retry"
    ) => Effect.Effect<boolean, StoreError>
    /** Notices by state, and the size of the journal. */
    readonly counts: () => Effect.Effect<
      { readonly journal: number; readonly queued: number; readonly sent: number; readonly failed: number },
      StoreError
    >
  }
>()("@agencybook/application/Store") {}
