/**
 * What the week left behind: the roster, the books, the files and the mails.
 *
 * @since 0.1.0
 */
import { randomBytes } from "node:crypto"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Outbox from "@agencybook/application/Outbox"
import * as Queries from "@agencybook/application/Queries"
import { type JournalEntry, Store } from "@agencybook/application/Store"
import type { Actor } from "@agencybook/core/Actor"
import type { Row } from "@agencybook/core/BookOfBusiness"
import * as BookSummary from "@agencybook/core/BookSummary"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import { calheers } from "@agencybook/core/Policy"
import * as Record from "@agencybook/core/Record"
import type { RosterLine } from "@agencybook/core/Roster"
import * as BookCsv from "@agencybook/csv/BookCsv"
import * as CsvFile from "@agencybook/csv/CsvFile"
import * as Render from "@agencybook/email/Render"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { agencies, type CastCase, dolores, zoe } from "./cast.ts"
import * as Progress from "./console/Progress.ts"
import * as Style from "./console/Style.ts"
import * as Table from "./console/Table.ts"
import * as Text from "./console/Text.ts"
import type { Desk } from "./Desk.ts"
import type { Settings } from "./Settings.ts"

const manager: Actor = { _tag: "Agent", agentId: Id.make(dolores.agentId) }
const agencyId = Id.make<Id.AgencyId>(agencies.goldenGate)
const noor = Id.make<Id.AgentId>("agt-noor-haddad")

const dollars = (cents: number): string => `$${Text.count(Math.round(cents / 100))}`

const statusTone = (status: string): Style.Tone =>
  status === "Certified" ? "good" : status === "Suspended" || status === "TerminatedForCause" ? "bad" : "muted"

const showRoster = (desk: Desk, lines: ReadonlyArray<RosterLine>): void => {
  desk.chapter("Roster of Golden Gate Coverage")
  desk.line(
    Table.render(
      {
        columns: [
          { title: "agent", cell: ({ manager, name }) => (manager ? `${name} (manager)` : name), max: 36 },
          { title: "licence", cell: ({ licence }) => licence },
          {
            title: "certification",
            cell: ({ certificationStatus }) => certificationStatus,
            tone: (line) => statusTone(line.certificationStatus)
          },
          {
            title: "in agency",
            cell: ({ employment }) => employment,
            tone: ({ employment }) => (employment === "Active" ? "plain" : "muted")
          },
          {
            title: "consumers",
            cell: ({ delegated }) => String(delegated),
            align: "right",
            bar: ({ delegated }) => delegated
          },
          { title: "frozen", cell: ({ frozen }) => String(frozen), align: "right" }
        ],
        rows: lines
      },
      desk.style
    )
  )
}

const showSummary = (desk: Desk, rows: ReadonlyArray<Row>, day: Dates.CalendarDate): void => {
  desk.chapter("Book of business of Golden Gate Coverage, by agent")
  const names = new Map<string, string>(rows.map(({ agentId, agentName }) => [agentId, agentName]))
  const sums = Array.from(BookSummary.byAgent(rows, day)).sort(
    ([, a], [, b]) => b.effectuatedPremium - a.effectuatedPremium
  )
  const total = BookSummary.summarise(rows, day)
  const figures = (sum: BookSummary.BookSummary) => [
    Text.count(sum.active + sum.frozen),
    Text.count(sum.members),
    Text.count(sum.unpaidBinders),
    Text.count(sum.conditional),
    Text.count(sum.aorMismatches),
    dollars(sum.effectuatedPremium)
  ]
  const figure =
    (index: number) =>
    ([, sum]: readonly [string, BookSummary.BookSummary]) =>
      figures(sum)[index] ?? ""
  desk.line(
    Table.render(
      {
        columns: [
          { title: "agent", cell: ([agentId]) => names.get(agentId) ?? agentId, max: 28 },
          { title: "cases", cell: figure(0), align: "right" },
          { title: "members", cell: figure(1), align: "right" },
          { title: "binder due", cell: figure(2), align: "right" },
          { title: "to verify", cell: figure(3), align: "right" },
          { title: "other AOR", cell: figure(4), align: "right" },
          { title: "premium/month", cell: figure(5), align: "right", bar: ([, sum]) => sum.effectuatedPremium }
        ],
        rows: sums,
        total: ["all agents", ...figures(total)]
      },
      desk.style
    )
  )
}

const showBook = (desk: Desk, rows: ReadonlyArray<Row>): void => {
  const shown = rows.filter(({ agentId }) => agentId === noor).slice(0, 12)
  desk.chapter("The first cases of Noor Haddad's book")
  desk.line(
    Table.render(
      {
        columns: [
          { title: "case", cell: ({ caseNumber }) => caseNumber },
          { title: "primary contact", cell: (row) => `${row.primaryFirstName} ${row.primaryLastName}`, max: 24 },
          {
            title: "plan",
            cell: ({ planName }) => planName ?? "no plan",
            max: 26,
            tone: ({ planName }) => (planName === undefined ? "muted" : "plain")
          },
          { title: "status", cell: ({ enrollmentStatus }) => enrollmentStatus ?? "" },
          { title: "since", cell: ({ delegatedOn }) => delegatedOn },
          {
            title: "pays",
            cell: ({ netPremium }) => (netPremium === undefined ? "" : dollars(netPremium)),
            align: "right",
            bar: ({ netPremium }) => netPremium ?? 0
          }
        ],
        rows: shown,
        none: "no cases"
      },
      desk.style
    )
  )
}

/** The journal of one case: both identities and the permission, as an auditor would ask for them. */
const showHistory = Effect.fnUntraced(function* (desk: Desk, { firstName, lastName, caseNumber }: CastCase) {
  const store = yield* Store
  const caseId = `case-${caseNumber}`
  const rows: Array<JournalEntry> = []
  const delegations = new Set<string>()
  for (let after = 0; ; ) {
    const page = yield* store.journal(after, 1000)
    const last = page.at(-1)
    if (last === undefined) break
    after = last.position
    for (const entry of page) {
      const { event } = entry
      if (event._tag === "DelegationOpened" && event.delegation.caseId === caseId)
        delegations.add(event.delegation.delegationId)
      const { id } = Record.refOf(event)
      const code =
        event._tag === "AccessCodeIssued" ? event.accessCode.caseId : "caseId" in event ? event.caseId : undefined
      if (id === caseId || delegations.has(id) || code === caseId) rows.push(entry)
    }
  }
  desk.chapter(`What happened to the case of ${firstName} ${lastName}, and who did it`)
  desk.line(
    Table.render(
      {
        columns: [
          { title: "when (UTC)", cell: ({ at }) => at.slice(0, 16).replace("T", " ") },
          { title: "event", cell: ({ event }) => event._tag },
          { title: "actor", cell: ({ actor }) => actor, max: 34 },
          { title: "on behalf of", cell: ({ onBehalfOf }) => onBehalfOf ?? "", max: 18 },
          { title: "permission", cell: ({ permission }) => permission, max: 20 }
        ],
        rows
      },
      desk.style
    )
  )
})

const publish = Effect.fnUntraced(function* (path: string, rows: ReadonlyArray<Row>) {
  return yield* CsvFile.publish(path, BookCsv.full, Stream.fromIterable(rows))
})

/** The key of this installation, made once and readable by its owner only. */
export const keyOf = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error
    mkdirSync(dirname(path), { recursive: true })
    const key = randomBytes(32)
    writeFileSync(path, key, { mode: 0o600, flag: "wx" })
    return key
  }
}

const sendMail = Effect.fnUntraced(function* (desk: Desk, settings: Settings, write: (text: string) => void) {
  const store = yield* Store
  const key = keyOf(settings.key)
  const render = Result.getOrThrow(
    Render.make({
      sender: { name: "Agencybook quickstart", address: "notices@agencybook.example" },
      exchangeName: "the Exchange",
      portalOrigin: "https://portal.agencybook.example",
      supportText: "Questions? Call the agent service center, Monday to Friday, 8 to 6.",
      derive: NodeSecrets.derive(key)
    })
  )
  const before = yield* store.counts()
  const progress = Progress.start("Writing mails", before.queued, desk.style, { write })
  let shown = 0
  const drained = yield* Outbox.drain(render, {
    onDelivered: (sent) => {
      progress.advance(sent - shown)
      shown = sent
    }
  })
  progress.finish(`${Text.count(drained.sent)} mails`)
  return drained
})

/** Shows the result and writes the files. */
export const show = Effect.fnUntraced(function* (
  desk: Desk,
  settings: Settings,
  here: string,
  write: (text: string) => void
) {
  const roster = yield* Queries.roster({ actor: manager }, agencyId)
  const book = yield* Queries.book({ actor: manager }, { agencyId })
  const one = yield* Queries.book({ actor: manager }, { agencyId, agentId: noor })
  showRoster(desk, roster.value)
  showSummary(desk, book.value, Dates.on(book.asOf, calheers.timeZone))
  showBook(desk, book.value)
  yield* showHistory(desk, zoe)
  desk.chapter("Written")
  mkdirSync(settings.out, { recursive: true })
  const agencyFile = yield* publish(join(settings.out, "agency-book.csv"), book.value)
  const agentFile = yield* publish(join(settings.out, "noor-haddad-book.csv"), one.value)
  yield* sendMail(desk, settings, write)
  const at = (path: string) => (path.startsWith(here) ? relative(here, path) : path)
  for (const { path, rows, sha256 } of [agencyFile, agentFile]) {
    desk.line(
      `  ${Style.paint(desk.style, "good", Style.sign(desk.style, "tick"))} ${at(path)}  ${Style.paint(desk.style, "muted", `${Text.count(rows)} rows, sha-256 ${sha256.slice(0, 16)}`)}`
    )
  }
  desk.line(
    `  ${Style.paint(desk.style, "good", Style.sign(desk.style, "tick"))} ${join(at(settings.mail), "*.eml")}  ${Style.paint(desk.style, "muted", "open them in a mail program")}`
  )
  const store = yield* Store
  const { failed, journal, queued, sent } = yield* store.counts()
  desk.note(
    `The journal holds ${Text.count(journal)} events; the outbox ${Text.count(sent)} sent, ${Text.count(queued)} waiting for letter post, ${failed} failed.`
  )
})
