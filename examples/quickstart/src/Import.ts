/**
 * Chapter one: taking over the roster and the cases, in deliveries that can be repeated.
 *
 * @since 0.1.0
 */
import { Agencybook } from "@agencybook/application/Agencybook"
import * as Bulk from "@agencybook/application/Bulk"
import type { Actor } from "@agencybook/core/Actor"
import type { FeedEntry } from "@agencybook/core/Case"
import * as Id from "@agencybook/core/Id"
import type { CsvProblem } from "@agencybook/csv/CsvProblem"
import * as Effect from "effect/Effect"
import * as Progress from "./console/Progress.ts"
import * as Style from "./console/Style.ts"
import * as Text from "./console/Text.ts"
import type { Desk } from "./Desk.ts"
import type { Read, Roster } from "./Feeds.ts"

const feed: Actor = { _tag: "System", userId: Id.make<Id.UserId>("case-feed") }
const chunk = 100

const showProblems = (desk: Desk, file: string, problems: ReadonlyArray<CsvProblem>): void => {
  if (problems.length === 0) return
  const rows = new Set(problems.map(({ line }) => line)).size
  desk.line(
    `\n  ${Style.paint(desk.style, "warn", `${file}: ${rows} rows are wrong. They were left out; the others are not held up.`)}`
  )
  const width = Math.max(...problems.map(({ line }) => String(line).length), 4)
  for (const { column, line, remedy, valueClass } of problems) {
    const where = `line ${String(line).padStart(width)}${column === null ? "" : `, ${column}`}`
    desk.line(`    ${where}: ${Style.paint(desk.style, "warn", valueClass)}`)
    desk.line(
      `    ${" ".repeat(width + 5)}  ${Style.paint(desk.style, "muted", Text.neutralise(remedy, desk.style.rich))}`
    )
  }
}

/** Takes over both files; what was taken over before is recognised delivery by delivery. */
export const run = Effect.fnUntraced(function* (
  desk: Desk,
  roster: Read<Roster>,
  cases: Read<ReadonlyArray<FeedEntry>>,
  write: (text: string) => void
) {
  const book = yield* Agencybook
  const { agencies, agents } = roster.good
  yield* book.execute({
    id: `roster-${roster.digest}`,
    actor: feed,
    command: { _tag: "RecordRoster", agencies, agents }
  })
  const progress = Progress.start("Taking over cases", cases.good.length, desk.style, { write })
  let taken = 0
  const { repeated } = yield* Bulk.run(
    Bulk.cases({ id: `cases-${roster.digest}-${cases.digest}`, actor: feed, items: cases.good, size: chunk }),
    ({ items }) => {
      progress.advance(items - taken)
      taken = items
    }
  )
  const count = Text.count(cases.good.length)
  progress.finish(repeated === 0 ? `${count} cases` : `${count} cases, ${Text.count(repeated)} of them before`)
  const delegated = cases.good.filter(({ delegate }) => delegate !== undefined).length
  desk.line(
    `  ${Style.paint(desk.style, "good", Style.sign(desk.style, "tick"))} ${agencies.length} agencies, ${agents.length} agents, ${count} households; ${Text.count(delegated)} of them have an agent`
  )
  showProblems(desk, roster.file, roster.problems)
  showProblems(desk, cases.file, cases.problems)
})
