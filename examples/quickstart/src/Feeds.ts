/**
 * Reading the two files: what can be taken over, and what is wrong with the rest.
 *
 * Both files are read to their end before anything is stored. A file that is not what it should be is refused as a
 * whole; a wrong row is reported and left out.
 *
 * @since 0.1.0
 */
import { createHash } from "node:crypto"
import { basename } from "node:path"
import type { FeedEntry } from "@agencybook/core/Case"
import type { AgencyId, AgentId } from "@agencybook/core/Id"
import type { IncomingAgency, IncomingAgent } from "@agencybook/core/Migration"
import type { Policy } from "@agencybook/core/Policy"
import * as CaseFeedCsv from "@agencybook/csv/CaseFeedCsv"
import * as CsvFile from "@agencybook/csv/CsvFile"
import type { CsvProblem } from "@agencybook/csv/CsvProblem"
import * as CsvTable from "@agencybook/csv/CsvTable"
import * as RosterFeedCsv from "@agencybook/csv/RosterFeedCsv"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"

/** The file as a whole cannot be used. */
class FeedRefused extends Data.TaggedError("FeedRefused")<{ readonly message: string }> {}

/** What a file gave. */
export interface Read<A> {
  readonly file: string
  /** First characters of the SHA-256 of the file; names the delivery. */
  readonly digest: string
  readonly rows: number
  readonly good: A
  readonly problems: ReadonlyArray<CsvProblem>
}

type Decoded<Row> = Result.Result<CsvTable.Decoded<Row>, ReadonlyArray<CsvProblem>>

// A limit that is passed or a quote that never closes means that the file is not the feed it should be.
const wholeFile = new Set<CsvProblem["reason"]>(["CellTooLong", "RowTooLong", "UnterminatedQuote"])

const refuse = (file: string, sentence: string) => new FeedRefused({ message: `\`${file}\`: ${sentence}` })

const judge = (file: string, problems: ReadonlyArray<CsvProblem>, rows: number): FeedRefused | undefined => {
  const fatal = problems.find(({ reason }) => wholeFile.has(reason))
  if (fatal !== undefined) {
    return refuse(
      file,
      `line ${fatal.line} has ${fatal.valueClass} where ${fatal.expected} was expected; ${fatal.remedy}`
    )
  }
  const unreadable = problems.filter(({ reason }) => reason === "InvalidUtf8").length
  return unreadable > 5 && unreadable * 20 > rows
    ? refuse(file, `${unreadable} of ${rows} rows are not UTF-8; save the file as UTF-8 and start again`)
    : undefined
}

const readAll = Effect.fnUntraced(function* <Row>(path: string, table: CsvTable.CsvTable<never, Row>) {
  const file = basename(path)
  const hash = createHash("sha256")
  const bytes = Stream.tap(CsvFile.read(path), (chunk) => Effect.sync(() => hash.update(chunk)))
  const rows: ReadonlyArray<Decoded<Row>> = yield* Stream.runCollect(CsvTable.decodeRows(table, bytes)).pipe(
    Effect.mapError((error) => refuse(file, error.message))
  )
  const problems = rows.flatMap((row) => (Result.isFailure(row) ? row.failure : []))
  const refused = judge(file, problems, rows.length)
  if (refused !== undefined) return yield* refused
  return { file, rows, digest: hash.digest("hex").slice(0, 12) }
})

/** Agencies and agents of the roster file. */
export interface Roster {
  readonly agencies: ReadonlyArray<IncomingAgency>
  readonly agents: ReadonlyArray<IncomingAgent>
}

/** Reads the roster. */
export const readRoster = Effect.fnUntraced(function* (path: string, policy: Policy) {
  const { digest, file, rows } = yield* readAll(path, RosterFeedCsv.table)
  const agencies = new Map<AgencyId, IncomingAgency>()
  const agents: Array<IncomingAgent> = []
  const problems: Array<CsvProblem> = []
  for (const row of rows) {
    const entry = Result.isFailure(row) ? Result.fail(row.failure) : RosterFeedCsv.toEntry(row.success, policy)
    if (Result.isFailure(entry)) problems.push(...entry.failure)
    else {
      agencies.set(entry.success.agency.agencyId, entry.success.agency)
      agents.push(entry.success.agent)
    }
  }
  const good: Roster = { agencies: Array.from(agencies.values()), agents }
  return { file, digest, rows: rows.length, good, problems } satisfies Read<Roster>
})

/** Reads the cases; a delegate must be on the roster. */
export const readCases = Effect.fnUntraced(function* (path: string, roster: Roster, policy: Policy) {
  const { digest, file, rows } = yield* readAll(path, CaseFeedCsv.table)
  const byLicence = new Map<string, { readonly agentId: AgentId; readonly agencyId: AgencyId }>(
    roster.agents.map(({ agencyId, agentId, profile }) => [profile.licence.number, { agentId, agencyId }])
  )
  const seen = new Set<string>()
  const good: Array<FeedEntry> = []
  const problems: Array<CsvProblem> = []
  for (const row of rows) {
    if (Result.isFailure(row)) {
      problems.push(...row.failure)
      continue
    }
    const entry = CaseFeedCsv.toEntry(row.success, {
      timeZone: policy.timeZone,
      caseNumberForm: policy.caseNumber,
      delegate: (licence) => byLicence.get(licence),
      seen: (caseNumber) => seen.has(caseNumber)
    })
    if (Result.isFailure(entry)) problems.push(...entry.failure)
    else {
      seen.add(entry.success.case.caseNumber)
      good.push(entry.success)
    }
  }
  return { file, digest, rows: rows.length, good, problems } satisfies Read<ReadonlyArray<FeedEntry>>
})
