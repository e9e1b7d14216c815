/**
 * Auditing an exchange in a database: its journal by its chain, its records by its journal.
 *
 * @since 0.1.0
 */
import * as JournalAudit from "@agencybook/application/JournalAudit"
import * as JournalChain from "@agencybook/application/JournalChain"
import type { Head } from "@agencybook/application/Store"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { SqlClient } from "effect/sql/SqlClient"
import * as Database from "./internal/Database.ts"
import * as PostgresStore from "./PostgresStore.ts"

/** What to audit. @category models */
export interface Options extends Pick<PostgresStore.Options, "exchangeId" | "role" | "schema"> {
  /** A head that was noted elsewhere, through which the chain has to lead. */
  readonly anchor?: Head
}

/** Reads a head as `headText` writes it. @category decoding */
export const headOf = (text: string): Head | undefined => {
  const [, position, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  return position === undefined || hash === undefined ? undefined : { position: Number(position), hash }
}

/** A head as one word, to be noted elsewhere. @category encoding */
export const headText = ({ hash, position }: Head): string => `${position}:${hash}`

/** Everything that was found, a line for each; nothing when all is in order. @category encoding */
export const describe = ({ chain, differenceCount, differences }: JournalAudit.Audit): ReadonlyArray<string> => {
  const left = chain.faultCount - chain.faults.length
  const more = differenceCount - (differences?.length ?? 0)
  const words = { changed: "is not what the journal says", extra: "is not in the journal", missing: "is missing" }
  return [
    ...chain.faults.map(JournalChain.describe),
    ...(left > 0 ? [`${left} more faults of the journal`] : []),
    ...(differences ?? []).map(({ id, kind, what }) => `${kind} \`${id}\`: ${words[what]}`),
    ...(more > 0 ? [`${more} more records that are not what the journal says`] : [])
  ]
}

/**
 * Audits an exchange as a promise; a database that cannot be read, or that knows nothing of the exchange, is a `problem`
 * in a sentence.
 *
 * @category queries
 */
export const report = (
  database: Database.Database,
  { anchor, ...options }: Options
): Promise<JournalAudit.Audit | Database.Problem> =>
  Database.on(
    database,
    Effect.gen(function* () {
      const sql = yield* SqlClient
      const store = PostgresStore.layer(options).pipe(Layer.provide(Layer.succeed(SqlClient, sql)))
      const audit = yield* Effect.provide(JournalAudit.audit(anchor === undefined ? {} : { anchor }), store)
      const { chain, records } = audit
      return chain.head === undefined && chain.rows === 0 && records === 0 && anchor === undefined
        ? { problem: "there is nothing of this exchange; see that it is named as the store names it" }
        : audit
    })
  )
