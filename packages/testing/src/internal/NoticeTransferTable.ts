/**
 * Events of transfers with every notice that they call for, written by hand.
 *
 * @since 0.1.0
 */
import * as Id from "@agencybook/core/Id"
import type { Event } from "@agencybook/core/Record"
import type { Outcome, Row, State, Transfer } from "@agencybook/core/Transfer"
import * as Sample from "../Sample.ts"
import {
  agent2,
  day,
  here,
  type Line,
  nobody,
  type Over,
  one,
  type Params,
  type Person,
  row,
  type Told,
  there,
  two
} from "./NoticePeople.ts"

const transferId: Id.TransferId = Id.make("transfer-0")
const rows = (...outcomes: ReadonlyArray<Outcome>): ReadonlyArray<Row> =>
  outcomes.map((outcome, n) => ({
    ...{ delegationId: Sample.delegationId(n + 1), caseId: Sample.caseId(n + 1), outcome }
  }))
const transfer = (state: State, outcomes: ReadonlyArray<Outcome>, over: Partial<Transfer> = {}): Transfer => ({
  ...{ transferId, agencyId: here, fromAgentId: one, toAgentId: two, reason: "leave", consentMode: "notify", state },
  rows: rows(...outcomes),
  ...over
})
const across: Partial<Transfer> = { toAgencyId: there }
const stated = { fromNpn: Sample.profile(1).npn, toNpn: Sample.profile(2).npn, cases: 9 }
const mode = (consentMode: Transfer["consentMode"]): Partial<Transfer> => ({ consentMode })

type Moved = Extract<Event, { readonly _tag: "TransferMoved" }>
const moved = (
  trigger: Moved["trigger"],
  from: State,
  to: State,
  changed: ReadonlyArray<Row>,
  over: Partial<Moved> = {}
): Event => ({ _tag: "TransferMoved", transferId, trigger, from, to, rows: changed, ...over })
const after = (state: State, outcomes: ReadonlyArray<Outcome>, over: Partial<Transfer> = {}): Over => ({
  transfer: [transfer(state, outcomes, over)]
})

const names = { fromName: "Annab Reyesab", toName: "Annac Reyesac" }
/** What both agents and the managers read. */
const digest = (
  params: Params,
  everybody: ReadonlyArray<Person> = ["agent 1", "agent 2", "manager"],
  within: "yes" | "no" = "no"
): ReadonlyArray<Line> => everybody.map((to) => ["NTC-16", to, { ...names, across: within, ...params }])
/** What a consumer reads. */
const letter = (n: 1 | 2, params: Params, to: "Agency 0" | "Agency 1" = "Agency 0"): Line => [
  "NTC-16",
  `consumer ${n}`,
  {
    ...{ ...agent2, ...names, fromLicence: "1H10001", agencyName: to, across: to === "Agency 0" ? "no" : "yes" },
    ...params
  }
]
const four = ["agent 1", "agent 2", "manager", "other manager"] as const

/** What is told of transfers. */
export const table: ReadonlyArray<Told> = [
  row(
    "a transfer at once",
    { _tag: "TransferApplied", transfer: transfer("Applied", ["moves", "moves"]) },
    digest({ what: "moved", cases: 2 })
  ),
  row(
    "a transfer at once, in part",
    { _tag: "TransferApplied", transfer: transfer("PartiallyApplied", ["moves", "not-held", "already-held"]) },
    digest({ what: "moved", cases: 1 })
  ),
  row(
    "a transfer to another agency",
    { _tag: "TransferApplied", transfer: transfer("Applied", ["moves"], across) },
    digest({ what: "moved", cases: 1 }, four, "yes")
  ),
  row(
    "an agent who takes the clients along",
    { _tag: "TransferApplied", transfer: transfer("Applied", ["moves"], { ...across, toAgentId: one }) },
    ["agent 1", "manager", "other manager"].map((to) => [
      ...["NTC-16" as const, to as Person],
      { fromName: "Annab Reyesab", toName: "Annab Reyesab", across: "yes", what: "moved", cases: 1 }
    ]) as unknown as ReadonlyArray<Line>
  ),
  row(
    "a manager who gives away clients",
    { _tag: "TransferApplied", transfer: transfer("Applied", ["moves"], { fromAgentId: Sample.agentId(0) }) },
    (["agent 0", "agent 2"] as const).map((to) => [
      ...(["NTC-16", to] as const),
      { fromName: "Annaa Reyesaa", toName: "Annac Reyesac", across: "no", what: "moved", cases: 1 }
    ])
  ),
  row(
    "a transfer for a later day",
    { _tag: "TransferOpened", transfer: transfer("Scheduled", ["planned", "planned"], { effectiveOn: day(5) }) },
    [
      letter(1, { effectiveOn: day(5), what: "planned" }),
      letter(2, { effectiveOn: day(5), what: "planned" }),
      ...digest({ what: "planned", cases: 2, effectiveOn: day(5) })
    ]
  ),
  row(
    "a transfer for a later day that nobody is told ahead",
    { _tag: "TransferOpened", transfer: transfer("Scheduled", ["planned"], { effectiveOn: day(5), ...mode("none") }) },
    digest({ what: "planned", cases: 1, effectiveOn: day(5) })
  ),
  row(
    "a transfer for which consumers are asked",
    {
      _tag: "TransferOpened",
      transfer: transfer("AwaitingConsent", ["asked", "not-held"], { answerBy: day(9), ...mode("consumer-confirm") })
    },
    [letter(1, { answerBy: day(9), what: "asked" }), ...digest({ what: "asked", cases: 1, answerBy: day(9) })]
  ),
  row(
    "papers",
    { _tag: "TransferOpened", transfer: transfer("ExchangeReview", ["planned"], { ...across, stated }) },
    digest({ what: "submitted", cases: 9 }, four, "yes")
  ),
  row(
    "papers that state nothing",
    { _tag: "TransferOpened", transfer: transfer("ExchangeReview", ["planned", "planned"], across) },
    digest({ what: "submitted", cases: 2 }, four, "yes")
  ),
  row(
    "a transfer that moves nobody",
    { _tag: "TransferOpened", transfer: transfer("Rejected", ["refused"], { rejection: "nothing-moved" }) },
    [letter(1, { what: "kept" }), ...digest({ what: "rejected", cases: 1, reason: "nothing-moved" })]
  ),
  row(
    "a transfer that is off from the beginning",
    { _tag: "TransferOpened", transfer: transfer("Cancelled", ["cancelled"], mode("none")) },
    digest({ what: "cancelled", cases: 1 })
  ),
  row(
    "papers that are taken",
    moved("schedule", "ExchangeReview", "Scheduled", []),
    [
      letter(1, { effectiveOn: day(5), what: "planned" }, "Agency 1"),
      ...digest({ what: "planned", cases: 9, effectiveOn: day(5) }, four, "yes")
    ],
    after("Scheduled", ["planned", "not-held"], { ...across, stated, effectiveOn: day(5) })
  ),
  row(
    "papers that are not taken",
    moved("reject", "ExchangeReview", "Rejected", rows("refused")),
    digest({ what: "rejected", cases: 9, reason: "disputed" }, four, "yes"),
    after("Rejected", ["refused"], { ...across, stated, rejection: "disputed" })
  ),
  row(
    "a yes that moves",
    moved("apply-part", "AwaitingConsent", "PartiallyApplied", rows("moves")),
    digest({ what: "moved", cases: 1, answerBy: day(9) }),
    after("PartiallyApplied", ["moves", "declined"], { answerBy: day(9), ...mode("consumer-confirm") })
  ),
  row(
    "a yes for a later day",
    moved("answer", "AwaitingConsent", "AwaitingConsent", rows("confirmed")),
    nobody,
    after("AwaitingConsent", ["confirmed", "asked"], { effectiveOn: day(5), ...mode("consumer-confirm") })
  ),
  row(
    "a yes after the day",
    moved("schedule", "AwaitingConsent", "Scheduled", rows("confirmed"), { effectiveOn: day(12) }),
    [letter(1, { effectiveOn: day(12), what: "planned" })],
    after("Scheduled", ["confirmed"], { effectiveOn: day(12), ...mode("consumer-confirm") })
  ),
  row(
    "a no",
    moved("answer", "AwaitingConsent", "AwaitingConsent", rows("declined")),
    [letter(1, { answerBy: day(9), what: "kept" })],
    after("AwaitingConsent", ["declined", "asked"], { answerBy: day(9), ...mode("consumer-confirm") })
  ),
  row(
    "no answers",
    moved("reject", "AwaitingConsent", "Rejected", rows("expired", "expired")),
    [
      letter(1, { answerBy: day(9), what: "kept" }),
      letter(2, { answerBy: day(9), what: "kept" }),
      ...digest({ what: "rejected", cases: 2, answerBy: day(9), reason: "nothing-moved" })
    ],
    after("Rejected", ["expired", "expired"], {
      ...{ answerBy: day(9), rejection: "nothing-moved", ...mode("consumer-confirm") }
    })
  ),
  row(
    "the last answer, a no",
    moved("apply-part", "AwaitingConsent", "PartiallyApplied", rows("declined")),
    [letter(1, { what: "kept" }), ...digest({ what: "ended", cases: 1 })],
    after("PartiallyApplied", ["declined", "moves"], mode("consumer-confirm"))
  ),
  row(
    "the end of a transfer that moved everybody before",
    moved("apply", "AwaitingConsent", "Applied", []),
    digest({ what: "ended", cases: 0 }),
    after("Applied", ["moves"], mode("consumer-confirm"))
  ),
  row(
    "a transfer that is called off",
    moved("cancel", "Scheduled", "Cancelled", rows("cancelled")),
    [letter(1, { effectiveOn: day(5), what: "kept" }), ...digest({ what: "cancelled", cases: 1, effectiveOn: day(5) })],
    after("Cancelled", ["cancelled", "moves"], { effectiveOn: day(5) })
  ),
  row(
    "papers that are not taken and state nothing",
    moved("reject", "ExchangeReview", "Rejected", rows("refused")),
    digest({ what: "rejected", cases: 1, reason: "evidence-insufficient" }, four, "yes"),
    after("Rejected", ["refused"], { ...across, rejection: "evidence-insufficient" })
  ),
  row(
    "papers that are carried out later",
    moved("apply", "Scheduled", "Applied", rows("moves")),
    digest({ what: "moved", cases: 1, effectiveOn: day(5) }, four, "yes"),
    after("Applied", ["moves"], { ...across, stated, effectiveOn: day(5) })
  ),
  row(
    "a yes and no answer, after the day",
    moved("schedule", "AwaitingConsent", "Scheduled", rows("confirmed", "expired"), { effectiveOn: day(12) }),
    [letter(1, { effectiveOn: day(12), what: "planned" }), letter(2, { effectiveOn: day(12), what: "kept" })],
    after("Scheduled", ["confirmed", "expired"], { effectiveOn: day(12), ...mode("consumer-confirm") })
  ),
  row(
    "some that move while others are open",
    moved("answer", "AwaitingConsent", "AwaitingConsent", rows("moves")),
    digest({ what: "moved", cases: 1 }),
    after("AwaitingConsent", ["moves", "asked"], mode("consumer-confirm"))
  ),
  row("a transfer that is not there", moved("apply", "AwaitingConsent", "Applied", rows("declined")), nobody)
]
