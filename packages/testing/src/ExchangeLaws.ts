/**
 * Laws of what the exchange sees: its figures counted again, changes that wait for it, and papers whose rows others do not
 * see.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import type { Item as ChangeItem } from "@agencybook/core/AgencyChange"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Delegation, State } from "@agencybook/core/Delegation"
import type { Answer } from "@agencybook/core/ExchangeSummary"
import * as Id from "@agencybook/core/Id"
import type { Stuck } from "@agencybook/core/Worklist"
import * as fc from "fast-check"
import * as Books from "./Books.ts"
import { all, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const at = (seconds: number) => Dates.plusMillis(Sample.now, 1_000 * seconds)

const request = fc.record({
  state: fc.constantFrom(
    ...(["Requested", "Declined", "Cancelled", "Expired", "Active", "Frozen", "Ended", "Moved"] as const)
  ),
  origin: fc.constantFrom("directory", "directory", "claim", "transfer"),
  asked: fc.constantFrom(undefined, 0, 86_399, 86_400, 200_000, 864_000),
  seconds: fc.integer({ min: -1, max: 1 }),
  later: fc.nat(2)
})
type Asked = typeof request extends fc.Arbitrary<infer R> ? R : never

const stateOf = ({ later, seconds, state }: Asked): State => {
  const [from, until] = [at(seconds), at(seconds + later)]
  switch (state) {
    case "Active":
      return { _tag: state, from }
    case "Frozen":
      return { _tag: state, from, since: until }
    case "Ended":
      return { _tag: state, from, until, reason: "relinquished" }
    case "Moved":
      return { _tag: "Ended", from, until, reason: "transferred" }
    default:
      return { _tag: state, at: from }
  }
}

/** What became of a request since now, by the words of the figures. */
const became = ({ asked, later, origin, seconds, state }: Asked): Answer | undefined => {
  if (seconds < 0 || state === "Requested") return undefined
  if (state === "Declined") return "declined"
  if (state === "Cancelled") return "cancelled"
  if (state === "Expired") return "expired"
  // What a transfer moved on in the moment in which it began was a request until then, and is answered elsewhere.
  if (state === "Moved" && later === 0) return undefined
  return origin === "directory" || asked !== undefined ? "accepted" : undefined
}

const middle = (days: ReadonlyArray<number>): number => {
  const sorted = [...days].sort((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0]
  return (low + high) / 2
}

const items = ["training-complete", "exam-passed", "fee-paid"] as const
const stuck = fc.record({ days: fc.nat(20), next: fc.subarray([...items]) })

/** The figures of the exchange are those of its agencies. @category laws */
export const figuresAreAdded = make({
  id: "exchange-figures-are-added",
  sentence:
    "the figures of an exchange are those of its agencies added: the books, the cases without authority, and what became of requests since a moment, that moment included; the share that was accepted leaves out what consumers took back, and those accepted are counted by the full days for which they had waited, of which the middle is told; how long people wait is the middle of their days by what each can do next",
  rules: ["BOB-02", "AGT-18", "TRF-05"],
  input: fc.record({
    agencies: fc.array(
      fc.record({
        entries: Books.entries(3),
        without: fc.nat(9),
        requests: fc.array(request, { minLength: 1, maxLength: 6 })
      }),
      { minLength: 1, maxLength: 3 }
    ),
    waiting: fc.array(stuck, { maxLength: 7 })
  }),
  holds: ({ agencies, waiting }, { book, exchangeSummary, summary }) => {
    const { acceptance, add, answerOf } = exchangeSummary
    const made = agencies.map(({ entries, requests, without }, n) => ({
      book: entries
        .map(({ delegation }) => summary.ofDelegation(delegation, Sample.today, Sample.policy().timeZone))
        .reduce(
          summary.combine,
          summary.summarise(book.rows(entries, Sample.now, Sample.policy().timeZone), Sample.today)
        ),
      casesWithoutAuthority: without,
      delegations: requests.map((one, m): Delegation => {
        const { asked, origin, seconds } = one
        const requestedAt = asked === undefined ? {} : { requestedAt: at(seconds - asked) }
        const more = { origin, ...requestedAt, state: stateOf(one) }
        return Sample.delegation(10 * n + m, "Active", more as Partial<Delegation>)
      })
    }))
    const none = {
      book: summary.empty,
      casesWithoutAuthority: 0,
      answers: { accepted: 0, declined: 0, cancelled: 0, expired: 0, acceptedAfter: {} }
    }
    const sums = made.reduce((sum, one) => add(sum, one, one.delegations, Sample.now), none)
    const turned = [...made].reverse().reduce((sum, one) => add(sum, one, one.delegations, Sample.now), none)
    const answers = agencies.flatMap(({ requests }) => requests.map(became))
    const fullDays = agencies
      .flatMap(({ requests }) => requests)
      .flatMap((one) => (became(one) === "accepted" && one.asked !== undefined ? [Math.trunc(one.asked / 86_400)] : []))
    const count = (answer: Answer) => answers.filter((one) => one === answer).length
    const answered = count("accepted") + count("declined") + count("expired")
    const people = waiting as unknown as ReadonlyArray<Pick<Stuck, "days" | "next">>
    const daysOf = (item: string) =>
      people.flatMap(({ days, next }) =>
        (item === "exchange" ? next.length === 0 : next.some((one) => one === item)) ? [days] : []
      )
    const expected = [...items, "exchange"].flatMap((item) => {
      const days = daysOf(item)
      return days.length === 0 ? [] : [[item, { agents: days.length, medianDays: middle(days) }] as const]
    })
    return all(
      same(
        made.map(({ delegations }) => delegations.map((one) => answerOf(one, Sample.now))),
        agencies.map(({ requests }) => requests.map(became)),
        "what became of the requests"
      ),
      same(
        sums,
        {
          book: made.map((one) => one.book).reduce(summary.combine, summary.empty),
          casesWithoutAuthority: agencies.reduce((sum, { without }) => sum + without, 0),
          answers: {
            accepted: count("accepted"),
            declined: count("declined"),
            cancelled: count("cancelled"),
            expired: count("expired"),
            acceptedAfter: Object.fromEntries(
              fullDays.map((days) => [days, fullDays.filter((other) => other === days).length])
            )
          }
        },
        "the sums"
      ),
      same(turned, sums, "the sums from the other end"),
      same(JSON.stringify(turned.book.requestedOn), JSON.stringify(sums.book.requestedOn), "the days of requests"),
      same(
        acceptance(sums.answers),
        answered === 0 ? undefined : count("accepted") / answered,
        "the share that was accepted"
      ),
      same(
        exchangeSummary.medianDays(sums.answers),
        fullDays.length === 0 ? undefined : middle(fullDays),
        "the middle of the days until an acceptance"
      ),
      same(exchangeSummary.waiting(people), Object.fromEntries(expected), "who waits")
    )
  }
})

/** A change of an agency that waits is shown with what is missing. @category laws */
export const changesWait = make({
  id: "worklist-changes-wait",
  sentence:
    "a change of an agency that waits is shown with what is wanted, the days since it was asked for and what has to be there before it is approved; an agency without one is not shown",
  rules: ["AGY-13"],
  input: fc.record({
    waits: fc.boolean(),
    ago: fc.nat(40),
    items: fc.subarray(["agreement", "payee-data", "licence"] as const),
    agreement: fc.constantFrom(undefined, -1, 0, 30),
    payeeData: fc.constantFrom(undefined, -1, 0, 30),
    name: fc.constantFrom("Golden Brokers", "Gold")
  }),
  holds: ({ ago, agreement, items: asked, name, payeeData, waits }, { worklist }) => {
    const day = (n: number) => Dates.plusDays(Sample.today, n)
    const wanted = { publicName: name }
    const change = {
      changeId: Id.make("change-7"),
      wanted,
      requestedAt: Dates.plusHours(Sample.now, -24 * ago),
      requestedBy: "agent/agent-0",
      items: asked,
      ...(agreement === undefined ? {} : { agreement: Sample.agreement(0, { expiresOn: day(agreement) }) }),
      ...(payeeData === undefined ? {} : { payeeData: Sample.document("payee-data", { expiresOn: day(payeeData) }) })
    }
    const agency = Sample.agency(2, (waits ? { change } : {}) as unknown as Parameters<typeof Sample.agency>[1])
    const met: ReadonlyArray<ChangeItem> = [
      ...(agreement !== undefined && agreement >= 0 ? (["agreement"] as const) : []),
      ...(payeeData !== undefined && payeeData >= 0 ? (["payee-data"] as const) : [])
    ]
    const expected = {
      ...{ agencyId: agency.agencyId, publicName: agency.publicName, changeId: change.changeId, wanted },
      ...{ requestedAt: change.requestedAt, days: ago, open: asked.filter((item) => !met.includes(item)) }
    }
    const shown = worklist.waitingChange(agency, { day: Sample.today, policy: Sample.policy() })
    return same(shown, waits ? expected : undefined, "what is shown")
  }
})

const actors: ReadonlyArray<Actor> = [
  ...[Sample.exchange, Sample.system, Sample.serviceCenter],
  ...[Sample.asAgent(1), Sample.asConsumer(1), Sample.asStaff(1)]
]

/** The side that would take a book does not read whose clients they are. @category laws */
export const papersHideClients = make({
  id: "transfer-papers-hide-clients",
  sentence:
    "whoever arrives with papers is not shown whose clients they are about, unless it is the exchange; events without their rows say everything else, and events of other sorts stay as they are",
  rules: ["TRF-10"],
  input: fc.record({
    actor: fc.constantFrom(...actors),
    submittedBy: fc.constantFrom("leaving" as const, "arriving" as const),
    rows: fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }),
    tag: fc.constantFrom("TransferOpened", "TransferMoved", "TransferApplied", "AgentLocked")
  }),
  holds: ({ actor, rows, submittedBy, tag }, { agencyTransfer }) => {
    const listed = rows.map((n) => ({ delegationId: Sample.delegationId(n), outcome: "planned" as const }))
    const transferId = Id.make("transfer-0")
    const transfer = { transferId, state: "Scheduled", rows: listed }
    const event =
      tag === "TransferMoved"
        ? { _tag: tag, transferId, from: "ExchangeReview", to: "Scheduled", rows: listed }
        : tag === "AgentLocked"
          ? { _tag: tag, agentId: Sample.agentId(1), locked: true, rows: listed }
          : { _tag: tag, transfer }
    const blind = tag === "TransferOpened" ? { _tag: tag, transfer: { ...transfer, rows: [] } } : { ...event, rows: [] }
    const hides = tag === "TransferOpened" || tag === "TransferMoved"
    return all(
      same(
        agencyTransfer.isBlind({ submittedBy }, actor),
        submittedBy === "arriving" && actor._tag !== "Exchange",
        "whether the rows are hidden"
      ),
      same(agencyTransfer.withoutRows(event), hides ? blind : event, `\`${tag}\` without its rows`)
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [figuresAreAdded, changesWait, papersHideClients] as ReadonlyArray<Law>
