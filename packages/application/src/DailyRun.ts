/**
 * Everything that a day asks for, in one call: transfers whose day has come, requests and consents that are over, the
 * extranet, reminders, the daily runs over certifications and agencies, and the yearly word to who serves employers.
 *
 * A run finds what is due, some records at a time, and sends commands about them as the system: but for those of the
 * extranet, no command is about more than was looked up at once, however much is due. Each has an identifier of its own,
 * made of the day and of what it is about, so that a run that is sent again, or beside another one, does nothing twice.
 * What was due on a day that was missed is still due on the next one. No rule is here: whoever sends the same commands one
 * by one has the same in the end.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import type { CalendarDate } from "@agencybook/core/CalendarDate"
import * as Dates from "@agencybook/core/CalendarDate"
import { read } from "@agencybook/core/Facts"
import type { AgentId, DelegationId, UserId } from "@agencybook/core/Id"
import type * as Page from "@agencybook/core/Page"
import type { Policy } from "@agencybook/core/Policy"
import type { Refusal } from "@agencybook/core/Refusal"
import { isInWindow } from "@agencybook/core/SmallBusiness"
import * as Vocabulary from "@agencybook/core/schema/Vocabulary"
import { inTurn } from "@agencybook/core/TransferProgress"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Agencybook, type Done } from "./Agencybook.ts"
import type { Command } from "./Catalogue.ts"
import { CommandMalformed, malformed } from "./Envelope.ts"
import { canonical } from "./internal/Canonical.ts"
import { issue } from "./internal/IssueWords.ts"
import { behind, mostClients, movedLately, withMoreThan } from "./internal/LeftBehind.ts"
import { fieldsOf } from "./internal/Own.ts"
import { type Conflicting, type Malformed, refusalOf } from "./internal/PortalRead.ts"
import * as Queries from "./Queries.ts"
import { Secrets } from "./Secrets.ts"
import { only, placeIn, Store, type StoreError } from "./Store.ts"

/** The commands of a day in the order in which they are sent; what comes first may change what is due after it. @category models */
export const works = [
  "ApplyDueTransfers",
  "ExpireRequest",
  "ExpireCounselorRequest",
  "RemindRequests",
  "ExpireConsents",
  "RunExtranetDaily",
  "RunExtranetOnboarding",
  "RunCertificationDaily",
  "RunAgencyDaily",
  "ReportAgentsOfRecord",
  "TellSmallBusinessWindow"
] as const satisfies ReadonlyArray<Command["_tag"]>

/** One kind of work of a day: the name of its command. @category models */
export type Work = (typeof works)[number]

type Daily = Command & { readonly _tag: Work }

/** What became of the commands of one kind; together they are all that were sent. @category models */
export interface Count {
  /** Carried out by this run, with events. */
  readonly changed: number
  /** Carried out by this run, and nothing was to be done. */
  readonly unchanged: number
  /** Carried out before, by an earlier run of the day or by one beside this. */
  readonly repeated: number
  readonly refused: number
}

/** A command that was refused, and what it was about; the others of the day were sent all the same. @category models */
export interface Refused {
  readonly work: Work
  /** The agent, agency, request or transfer; absent for what is done for several at once. */
  readonly about?: string
  readonly refusal: Refusal | Malformed | Conflicting
}

/** How far a run has come. @category models */
export interface Progress {
  readonly day: CalendarDate
  /** What is being done. */
  readonly work: Work
  readonly counts: Readonly<Record<Work, Count>>
}

/** What a run did. @category models */
export interface Report {
  readonly day: CalendarDate
  readonly counts: Readonly<Record<Work, Count>>
  /** The first refusals, at most `mostRefusals`; the counts have all of them, and `onRefused` hears of each. */
  readonly refusals: ReadonlyArray<Refused>
}

/** What a run may be told; everything has a default. @category models */
export interface Options {
  /** The calendar day of the exchange; today when absent. A day that has not come is refused. */
  readonly day?: string
  /** Under which name the system acts; `daily-run` when absent. */
  readonly userId?: string
  /** How many due records are found at once, and at most named in one command, from 1 to 1,000; 500 when absent. */
  readonly size?: number
  /** Told after every command. */
  readonly onProgress?: (progress: Progress) => void
  /** Told of every refusal. */
  readonly onRefused?: (refused: Refused) => void
}

/** How many refusals a report lists. @category models */
export const mostRefusals = 1_000

const Plain = Schema.Struct({
  day: Schema.optionalKey(Vocabulary.CalendarDate),
  userId: Schema.optionalKey(Vocabulary.UserId),
  size: Schema.optionalKey(Vocabulary.whole(1, 1_000, "a whole number from 1 to 1,000"))
})
const decodePlain = Schema.decodeUnknownResult(Plain)

type Listener<A> = ((one: A) => void) | undefined

const wrong = (path: ReadonlyArray<string>, message: string) => new CommandMalformed({ issues: [issue(path, message)] })

/** Options, read once. */
const readOptions = (options: Options) => {
  const fields = fieldsOf(options)
  if (fields === undefined) return wrong(["options"], "expected an object of options")
  const { onProgress, onRefused, ...plain } = Object.fromEntries(fields)
  for (const [name, listener] of Object.entries({ onProgress, onRefused }))
    if (listener !== undefined && typeof listener !== "function") return wrong(["options", name], "expected a function")
  const decoded = decodePlain(plain, { errors: "all", onExcessProperty: "error" })
  return decoded._tag === "Failure"
    ? malformed("options", decoded.failure.issue)
    : {
        ...decoded.success,
        onProgress: onProgress as Listener<Progress>,
        onRefused: onRefused as Listener<Refused>
      }
}

const none: Count = { changed: 0, unchanged: 0, repeated: 0, refused: 0 }

/** A command, what it is about, and the day that its identifier names. */
interface Piece {
  readonly command: Daily
  readonly about?: string
  readonly day: CalendarDate
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")

type Needs = Agencybook | Store | Secrets

/** Finds the pieces of one kind of work, a page after the other. */
type Pages = Effect.Effect<
  { readonly pieces: ReadonlyArray<Piece>; readonly next?: Pages },
  Refusal | StoreError,
  Needs
>

const once = (command: Daily, day: CalendarDate): Pages => Effect.succeed({ pieces: [{ command, day }] })

type AskPage<Row> = (request: Page.Request) => Effect.Effect<Queries.AsOf<Page.Page<Row>>, Refusal | StoreError, Needs>

/** Pages of a list, each with the pieces that its rows make. */
const listed = <Row>(
  size: number,
  ask: AskPage<Row>,
  pieces: (rows: ReadonlyArray<Row>) => ReadonlyArray<Piece>
): Pages => {
  const from = (after: Page.Place | undefined): Pages =>
    Effect.map(ask({ limit: size, ...(after === undefined ? {} : { after }) }), ({ value: { next, rows } }) => ({
      pieces: pieces(rows),
      ...(next === undefined ? {} : { next: from(next) })
    }))
  return from(undefined)
}

/** One command for those of a page, when there are any. */
const together = <Id>(size: number, ask: AskPage<Id>, piece: (only: ReadonlyArray<Id>) => Piece): Pages =>
  listed(size, ask, (only) => (only.length === 0 ? [] : [piece(only)]))

/** First all of the one, then all of the other. */
const followed = (first: Pages, rest: Pages): Pages =>
  Effect.map(first, ({ next, pieces }) => ({ pieces, next: next === undefined ? rest : followed(next, rest) }))

/** All transfers that are due: one may take what another one names, so that the first day of all has to be known first. */
const transfersInTurn = (viewer: Queries.Viewer, day: CalendarDate, size: number): Pages =>
  Effect.gen(function* () {
    // A transfer that was answered in between is found twice.
    const due = new Map<string, Queries.TransferDue>()
    let after: Page.Place | undefined
    do {
      const request = { limit: size, ...(after === undefined ? {} : { after }) }
      const { value }: Queries.AsOf<Page.Page<Queries.TransferDue>> = yield* Queries.transfersDue(viewer, day, request)
      for (const one of value.rows) due.set(one.transferId, one)
      after = value.next
    } while (after !== undefined)
    const pieces = Array.from(due.values())
      .sort(inTurn)
      .map(({ transferId }): Piece => {
        const command: Daily = { _tag: "ApplyDueTransfers", on: day, transferId }
        return { command, about: transferId, day }
      })
    return { pieces }
  })

/** Goes on after the last one of a page, so that those who were refused are not met again. */
const paged = <Due>(
  size: number,
  ask: (part: {
    readonly after?: Due
    readonly limit: number
  }) => Effect.Effect<Queries.AsOf<ReadonlyArray<Due>>, Refusal | StoreError, Needs>,
  piece: (due: Due) => Piece
): Pages => {
  const from = (after: Due | undefined): Pages =>
    Effect.map(ask({ limit: size, ...(after === undefined ? {} : { after }) }), ({ value }) => {
      const last = value.length < size ? undefined : value.at(-1)
      return { pieces: value.map(piece), ...(last === undefined ? {} : { next: from(last) }) }
    })
  return from(undefined)
}

/** Pieces of one agent: the clients who are free, so many at once, and then the run that finds nobody left. */
const clientsFirst = (whole: Piece, agentId: AgentId): Pages => {
  const open = only("delegation", "agent", agentId)
  const from = (after: Page.Place | undefined): Pages =>
    Effect.gen(function* () {
      const store = yield* Store
      const part = { limit: mostClients, ...(after === undefined ? {} : { after }) }
      const found = yield* store.snapshot((_, { scan }) => scan(open, part))
      const last = found.at(-1)
      if (last === undefined) return { pieces: [whole] }
      const clients = found.map(({ id }) => id as DelegationId)
      const command: Daily = { _tag: "RunCertificationDaily", agentId, day: whole.day, only: clients }
      return { pieces: [{ ...whole, command }], next: from(placeIn(open, last)) }
    })
  return from(undefined)
}

/** The same pieces, but for agents with more clients than one command is about: those follow, or are free before. @rule DEL-25 */
const byBook = (pages: Pages): Pages =>
  Effect.gen(function* () {
    const { next, pieces } = yield* pages
    const store = yield* Store
    const { long, passed } = yield* store.snapshot((load, reading) =>
      Effect.gen(function* () {
        const agentIds = pieces.flatMap(({ about }) => (about === undefined ? [] : [about as AgentId]))
        const long = yield* withMoreThan(mostClients, reading, agentIds)
        const found = yield* load([read("agent", "id", ...agentIds.filter((agentId) => long.has(agentId)))])
        const passed = new Set<string | undefined>(
          found.flatMap(({ id, kind, record }) => {
            const until = kind === "agent" ? record.dispositionUntil : undefined
            return until !== undefined && pieces.some(({ about, day }) => about === id && until <= day) ? [id] : []
          })
        )
        return { long, passed }
      })
    )
    const rest = next && byBook(next)
    if (long.size === 0) return { pieces, ...(rest === undefined ? {} : { next: rest }) }
    const parts = pieces.map((piece): Pages => {
      if (!long.has(piece.about)) return Effect.succeed({ pieces: [piece] })
      const step = { ...piece, command: { ...piece.command, clientsLater: true } as Daily }
      return passed.has(piece.about) ? clientsFirst(step, piece.about as AgentId) : Effect.succeed({ pieces: [step] })
    })
    const none: Pages = Effect.succeed({ pieces: [] })
    return yield* [...parts, rest ?? none].reduceRight((later, one) => followed(one, later), none)
  })

/** The clients who have not followed whoever has moved, by this run or by one that was stopped in between. @rule DEL-25 */
const following = (day: CalendarDate, size: number, { timeZone }: Policy): Pages => {
  const ofAgent = (agentId: AgentId, after?: Page.Place): Pages =>
    Effect.map(behind(agentId, after), ({ clients, ...part }) => {
      const command: Daily = { _tag: "RunCertificationDaily", agentId, day, only: clients }
      return {
        pieces: clients.length === 0 ? [] : [{ command, about: agentId, day }],
        ...("after" in part ? { next: ofAgent(agentId, part.after) } : {})
      }
    })
  return Effect.gen(function* () {
    const today = Dates.on(Dates.fromMillis(yield* Clock.currentTimeMillis), timeZone)
    const agents = yield* movedLately(day, today, timeZone, size)
    const none: Pages = Effect.succeed({ pieces: [] })
    return yield* agents.map((agentId) => ofAgent(agentId)).reduceRight((later, one) => followed(one, later), none)
  })
}

/** Each certified agency, for what it is told. */
const certified = (
  work: "ReportAgentsOfRecord" | "TellSmallBusinessWindow",
  viewer: Queries.Viewer,
  day: CalendarDate,
  size: number
): Pages =>
  listed(
    size,
    (request) => Queries.agencies(viewer, { certification: "Certified" }, request),
    (rows) => rows.map(({ agencyId }) => ({ command: { _tag: work, agencyId, on: day }, about: agencyId, day }))
  )

const pagesOf = (work: Work, viewer: Queries.Viewer, day: CalendarDate, size: number, policy: Policy): Pages => {
  switch (work) {
    case "ApplyDueTransfers":
      return transfersInTurn(viewer, day, size)
    case "RemindRequests": {
      const remind = (ask: AskPage<DelegationId>) =>
        together(size, ask, (only) => ({ command: { _tag: work, on: day, only }, day }))
      return followed(
        remind((request) => Queries.remindersDue(viewer, day, request)),
        remind((request) => Queries.counselorRemindersDue(viewer, day, request))
      )
    }
    case "ExpireConsents":
      return together(
        size,
        (request) => Queries.consentsDue(viewer, day, request),
        (only) => ({ command: { _tag: work, before: day, only }, day })
      )
    case "RunExtranetDaily":
      return once({ _tag: work, day }, day)
    case "RunExtranetOnboarding": {
      // On any day of a week that of its Monday: who missed it makes up for it, and nobody does it twice.
      const monday = Dates.mondayOf(day)
      return once({ _tag: work, day: monday }, monday)
    }
    case "ExpireRequest":
      return paged<Queries.RequestDue>(
        size,
        (part) => Queries.requestsDue(viewer, day, part),
        ({ delegationId }) => ({ command: { _tag: work, delegationId }, about: delegationId, day })
      )
    case "ExpireCounselorRequest":
      return paged<Queries.RequestDue>(
        size,
        (part) => Queries.counselorRequestsDue(viewer, day, part),
        ({ delegationId }) => ({ command: { _tag: work, delegationId }, about: delegationId, day })
      )
    case "RunCertificationDaily":
      return followed(
        byBook(
          paged<Queries.CertificationDue>(
            size,
            (part) => Queries.certificationsDue(viewer, day, part),
            ({ agentId }) => ({ command: { _tag: work, agentId, day }, about: agentId, day })
          )
        ),
        following(day, size, policy)
      )
    case "RunAgencyDaily":
      return paged<Queries.AgencyDue>(
        size,
        (part) => Queries.agenciesDue(viewer, day, part),
        ({ agencyId }) => ({ command: { _tag: work, agencyId, day }, about: agencyId, day })
      )
    case "ReportAgentsOfRecord":
      return certified(work, viewer, day, size)
    case "TellSmallBusinessWindow":
      // On most days of a year no agency is asked.
      return isInWindow(day, policy) ? certified(work, viewer, day, size) : Effect.succeed({ pieces: [] })
  }
}

/** Carries out one command; a refusal is a value, and only a store that fails is an error. */
const sent = Effect.fnUntraced(function* (actor: Actor, { command, day }: Piece) {
  const book = yield* Agencybook
  const secrets = yield* Secrets
  const digest = yield* secrets.digest(canonical({ actor, command }))
  // Who acts is a part of it: another name makes it another command, and the rules know that nothing is left to do.
  const id = `day-${day}-${command._tag}-${digest.slice(0, 24)}`
  return yield* book.execute({ id, actor, command }).pipe(
    // Anybody who may send a command could have taken the identifier, and would keep the day from being run.
    Effect.catchTag("CommandConflict", () =>
      Effect.flatMap(secrets.random(12), (bytes) => book.execute({ id: `${id}-${hex(bytes)}`, actor, command }))
    ),
    Effect.catchTag(["Refused", "CommandMalformed", "CommandConflict"], (reason) => Effect.succeed(refusalOf(reason)))
  )
})

const kindOf = (answer: Done | Refused["refusal"]): keyof Count => {
  if (answer._tag !== "Done") return "refused"
  if (answer.repeated) return "repeated"
  return answer.events.length === 0 ? "unchanged" : "changed"
}

/**
 * Runs a day.
 *
 * **Details**: what is due is looked up `size` records at a time, and nothing of them is kept but counts and refusals, and
 * of the transfers their names and days, because they follow each other in the order of those. Each transfer has a
 * command of its own, since one may move 10,000 cases; reminders and consents go together, `size` at most. A refusal does
 * not stop the others. A store that fails stops the run; sent again, it goes on with what is left. A second run of a day
 * changes nothing, and a run after days that were missed does what they asked for: licences, terms, insurances, requests
 * and consents however long ago, passwords of the extranet of 400 days, accounts of eight Mondays; who missed more runs an
 * earlier day first.
 *
 * Where somebody else has used the identifier of a command, it is sent under one that nobody can guess.
 *
 * **Gotchas**: what becomes due on a day after its run was sent is done by the next run, of that day or of another.
 *
 * **Rules**: AGT-08, AGT-12, AGT-18, AGY-05, CON-01, DEL-20, DEL-23, DEL-25, EXT-01, EXT-04, SHP-03, TRF-08.
 *
 * @category constructors
 */
export const run = Effect.fn("DailyRun.run")(function* (options: Options = {}) {
  const read = readOptions(options)
  if (read instanceof CommandMalformed) return yield* read
  const { policy } = yield* Agencybook
  const today = Dates.on(Dates.fromMillis(yield* Clock.currentTimeMillis), policy.timeZone)
  const { day = today, onProgress, onRefused, size = 500, userId = "daily-run" } = read
  if (today < day)
    return yield* wrong(["options", "day"], "expected a day that has come on the calendar of the exchange")
  const viewer: Queries.Viewer = { actor: { _tag: "System", userId: userId as UserId } }
  const counts = Object.fromEntries(works.map((work) => [work, none])) as Record<Work, Count>
  const refusals: Array<Refused> = []
  for (const work of works) {
    let pages: Pages | undefined = pagesOf(work, viewer, day, size, policy)
    while (pages !== undefined) {
      const { next, pieces }: Effect.Success<Pages> = yield* pages
      for (const piece of pieces) {
        const answer = yield* sent(viewer.actor, piece)
        const kind = kindOf(answer)
        counts[work] = { ...counts[work], [kind]: counts[work][kind] + 1 }
        if (answer._tag !== "Done") {
          const refused = { work, refusal: answer, ...(piece.about === undefined ? {} : { about: piece.about }) }
          if (refusals.length < mostRefusals) refusals.push(refused)
          onRefused?.(refused)
        }
        onProgress?.({ day, work, counts: { ...counts } })
      }
      pages = next
    }
  }
  return { day, counts, refusals } satisfies Report
})
