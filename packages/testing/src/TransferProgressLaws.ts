/**
 * Laws of a transfer that waits: for the consumers' yes, for its day, for an end.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Delegation } from "@agencybook/core/Delegation"
import * as Id from "@agencybook/core/Id"
import type { Outcome, State as TransferState } from "@agencybook/core/Transfer"
import * as fc from "fast-check"
import * as Story from "./internal/TransferStory.ts"
import {
  acceptedAs,
  all,
  broken,
  eventsOf,
  held,
  holdsIf,
  idle,
  type Law,
  make,
  refusedAs,
  same,
  type Verdict
} from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const everyStep =
  (
    judge: (step: Story.Step, steps: ReadonlyArray<Story.Step>, given: Story.Story) => Verdict
  ): Law<Story.Story>["holds"] =>
  (given: Story.Story, rules: Rules): Verdict => {
    const steps: Array<Story.Step> = []
    let verdict: Verdict = idle
    for (const step of Story.play(given, rules)) {
      steps.push(step)
      const now = judge(step, steps, given)
      if (now._tag === "Broken") return broken(`after \`${step.act._tag}\` ${steps.length}: ${now.because}`)
      if (now._tag === "Held") verdict = now
    }
    return verdict
  }

const isOpen = ({ state }: Delegation) => ["Requested", "Active", "Frozen"].includes(state._tag)
const openOf = ({ delegations }: Story.State, n: number) =>
  [...delegations.values()].filter((one) => one.caseId === Sample.caseId(n) && isOpen(one))
const outcomes = (state: Story.State) => state.transfer.rows.map(({ outcome }) => outcome)

/** The last accepted answer of the consumer of a row. */
const said = (steps: ReadonlyArray<Story.Step>, n: number): string | undefined =>
  steps.findLast(
    ({ act, answer }) =>
      (act._tag === "ConfirmTransfer" || act._tag === "DeclineTransfer") && act.row === n && answer._tag === "Accepted"
  )?.act._tag

const everyOutcome: ReadonlyArray<string> = [
  ...["planned", "asked", "confirmed", "moves", "declined", "expired"],
  ...["not-held", "already-held", "refused", "cancelled"]
]

/** A row moves when it may, and then it does. @category laws */
export const movesWhenItMay = make<Story.Story>({
  id: "transfer-waiting-moves-when-it-may",
  sentence:
    "a row that waits moves only on its day or later, to a target with authority, and where consumers are asked after the yes; a run leaves no row behind that was due",
  rules: ["TRF-03", "TRF-08", "TRF-12"],
  runs: 500,
  input: Story.story,
  holds: everyStep(({ act, after, before, day, good }, steps, given) => {
    const { answerBy, effectiveOn } = after.transfer
    const verdicts = after.transfer.rows.flatMap(({ outcome }, n): ReadonlyArray<Verdict> => {
      const was = before.transfer.rows[n]?.outcome
      if (outcome === "moves" && was !== "moves")
        return [
          holdsIf(good, "a row moved to a target without authority"),
          holdsIf(effectiveOn === undefined || effectiveOn <= day, "a row moved before its day"),
          holdsIf(openOf(before, n).length === 1, "a row moved that the source did not hold"),
          given.transferConsent === "consumer-confirm"
            ? same(said(steps, n), "ConfirmTransfer", "the consumer's word")
            : held
        ]
      if ((outcome === "expired" || outcome === "not-held") && was !== outcome)
        return [same(openOf(before, n).length, outcome === "expired" ? 1 : 0, `who held a row that is \`${outcome}\``)]
      if (!everyOutcome.includes(outcome)) return [broken(`a row is \`${outcome}\`, which nothing is`)]
      if (act._tag !== "run") return []
      const due = (outcome === "planned" || outcome === "confirmed") && (effectiveOn ?? day) <= day
      const ended = outcome === "asked" && (answerBy ?? "9999-12-31") <= day
      return [holdsIf(!due && !ended, `a run left a row \`${outcome}\` that was due`)]
    })
    return all(...verdicts)
  })
})

/** Nobody is lost on the way. @category laws */
export const keepsEverybody = make<Story.Story>({
  id: "transfer-waiting-keeps-everybody",
  sentence:
    "whatever happens to a transfer that waits, a case has one agent until its consumer leaves, and a row that moved ends in the instant in which its successor begins",
  rules: ["TRF-07", "DEL-10"],
  runs: 500,
  input: Story.story,
  holds: everyStep(({ after }, steps) => {
    const left = new Set(steps.flatMap(({ act }) => (act._tag === "leave" ? [act.row] : [])))
    return all(
      ...after.transfer.rows.flatMap(({ delegationId, outcome, successorId }, n): ReadonlyArray<Verdict> => {
        const [old, next] = [delegationId, successorId ?? ""].map((id) => after.delegations.get(id))
        const meets = (): Verdict => {
          if (outcome !== "moves") return held
          if (next === undefined || old?.state._tag !== "Ended") return broken("the old row is still live")
          // A request has no period of its own.
          return "from" in next.state && "from" in old.state && old.state.from < old.state.until
            ? same(next.state.from, old.state.until, "where the two periods meet")
            : held
        }
        const agent = outcome === "moves" ? Story.parties.toAgentId : Story.parties.fromAgentId
        return [
          meets(),
          same(
            openOf(after, n).map(({ delegate }) => delegate.agentId),
            left.has(n) ? [] : [agent],
            `the agents of case ${n}`
          )
        ]
      })
    )
  })
})

const endOf = (rows: ReadonlyArray<Outcome>, cancelled: boolean): TransferState => {
  if (rows.includes("asked")) return "AwaitingConsent"
  if (rows.includes("planned") || rows.includes("confirmed")) return "Scheduled"
  if (!rows.includes("moves")) return cancelled ? "Cancelled" : "Rejected"
  return rows.every((outcome) => outcome === "moves") ? "Applied" : "PartiallyApplied"
}

/** Whoever was asked and has the case needs no transfer. @category laws */
export const alreadyThere = make({
  id: "transfer-waiting-already-there",
  sentence:
    "a request that waits for its day and whose case the target has by then is over with it, one whose case a colleague or the target in another agency has moves, and a transfer of which every row has arrived, in one way or the other, is applied",
  rules: ["DEL-11", "TRF-13"],
  input: fc.array(fc.constantFrom(...(["target", "colleague", "elsewhere", "nobody"] as const)), {
    minLength: 1,
    maxLength: 4
  }),
  holds: (holders, rules) => {
    const there = holders.map((holder) => holder === "target")
    const begun = Story.begin(
      { transferConsent: "notify", later: 1, states: there.map(() => "Requested"), acts: [] },
      rules
    )
    if (begun === undefined) return broken("the transfer does not begin")
    const delegations = new Map(begun.delegations)
    const { agencyId, toAgentId: agentId } = Story.parties
    holders.forEach((holder, n) => {
      const delegate = {
        agentId: holder === "colleague" ? Sample.agentId(8) : agentId,
        agencyId: holder === "elsewhere" ? Sample.agencyId(8) : agencyId
      }
      const one = Sample.delegation(20 + n, "Active", { caseId: Sample.caseId(n), delegate })
      if (holder !== "nobody") delegations.set(one.delegationId, one)
    })
    const context = Sample.context({ at: Dates.plusHours(Sample.now, 24), commandId: Id.make("run-1") })
    const run = { _tag: "ApplyDueTransfers", on: Dates.plusDays(Sample.today, 1) } as const
    const answer = Story.send(run, { ...begun, delegations }, true, context, rules)
    const events = eventsOf(answer)
    return all(
      same(
        events.flatMap((event) => (event._tag === "TransferMoved" ? [event.to] : [])),
        ["Applied"],
        "the state"
      ),
      same(
        events.flatMap((event) => (event._tag === "TransferMoved" ? event.rows.map(({ outcome }) => outcome) : [])),
        there.map((holds) => (holds ? "already-held" : "moves")),
        "the rows"
      ),
      same(
        events.filter(({ _tag }) => _tag === "DelegationOpened").length,
        there.filter((one) => !one).length,
        "new rows"
      )
    )
  }
})

/** The state says what the rows say, and what is over stays over. @category laws */
export const stateFollowsRows = make<Story.Story>({
  id: "transfer-waiting-state-follows-rows",
  sentence:
    "the state of a transfer is what its rows say; once it is over nothing changes it, and a run that is repeated changes nothing",
  rules: ["TRF-13"],
  runs: 500,
  input: Story.story,
  holds: (given, rules) => {
    const judged = everyStep(({ act, after, answer, before }) => {
      const rows = outcomes(after)
      const over = !rows.some((outcome) => outcome === "asked" || outcome === "planned" || outcome === "confirmed")
      const wasOver = ["Applied", "PartiallyApplied", "Rejected", "Cancelled"].includes(before.transfer.state)
      const cancelled = rows.includes("cancelled")
      return all(
        same(after.transfer.state, endOf(rows, cancelled), "the state"),
        same(after.transfer.rejection !== undefined, after.transfer.state === "Rejected", "whether a reason is given"),
        wasOver ? same(after.transfer, before.transfer, "a transfer that was over") : held,
        wasOver && (act._tag === "ConfirmTransfer" || act._tag === "DeclineTransfer" || act._tag === "CancelTransfer")
          ? refusedAs(answer, "NotAllowedFrom", "TRF-13")
          : held,
        over ? held : same(act._tag === "CancelTransfer", false, "whether a cancelled transfer waits")
      )
    })(given, rules)
    if (judged._tag === "Broken") return judged
    const last = [...Story.play(given, rules)].at(-1)
    if (last?.act._tag !== "run") return judged
    const at = Dates.startOf(last.day, Sample.policy().timeZone)
    const again = Story.send(
      { _tag: "ApplyDueTransfers", on: last.day },
      last.after,
      last.good,
      Sample.context({ at: Dates.plusHours(at, 10) }),
      rules
    )
    return all(judged, acceptedAs(again, []))
  }
})

/** A run on behalf of a later day does what is due today. @category laws */
export const neverAhead = make({
  id: "transfer-waiting-never-ahead",
  sentence:
    "a run for a day to come does only what is due today, one for a single transfer does what there is to do about it, and one that is unknown is not run",
  rules: ["TRF-08", "TRF-13"],
  input: fc.record({
    later: fc.integer({ min: 1, max: 20 }),
    ahead: fc.integer({ min: 0, max: 40 }),
    n: fc.integer({ min: 1, max: 3 })
  }),
  holds: ({ ahead, later, n }, rules) => {
    const given: Story.Story = {
      transferConsent: "notify",
      later,
      states: Array.from({ length: n }, () => "Active" as const),
      acts: []
    }
    const state = Story.begin(given, rules)
    if (state === undefined) return broken("the transfer does not begin")
    const run = (at: Dates.Instant, only?: Id.TransferId) =>
      Story.send(
        {
          _tag: "ApplyDueTransfers",
          on: Dates.plusDays(Sample.today, ahead),
          ...(only === undefined ? {} : { transferId: only })
        },
        state,
        true,
        Sample.context({ at }),
        rules
      )
    const onDay = Dates.plusHours(Sample.now, 24 * later)
    const due = run(onDay)
    return all(
      acceptedAs(run(Sample.now), []),
      same(run(onDay, Story.transferId), due, "a run for this transfer alone"),
      refusedAs(run(onDay, Id.make("transfer-unknown")), "UnknownTransfer", "TRF-13"),
      same("events" in due ? due.events.length : due, ahead >= later ? n * 2 + 1 : 0, "the events on the day")
    )
  }
})

/** Only who is asked answers, and in time. @category laws */
export const onlyTheAskedAnswer = make({
  id: "transfer-waiting-only-the-asked-answer",
  sentence:
    "a consumer answers the open question of the own case, until the day on which it ends, and only for a target with authority is the yes taken; a yes before the day of a transfer waits for it, and one after it moves the case at once",
  rules: ["TRF-03", "TRF-12", "TRF-13", "TRF-02"],
  input: fc.record({
    yes: fc.boolean(),
    mine: fc.boolean(),
    known: fc.boolean(),
    good: fc.boolean(),
    onRoster: fc.boolean(),
    later: fc.option(fc.integer({ min: 1, max: Story.answerDays }), { nil: undefined }),
    days: fc.integer({ min: 0, max: Story.answerDays + 1 })
  }),
  holds: ({ days, good, known, later, mine, onRoster, yes }, rules) => {
    const state = Story.begin({ transferConsent: "consumer-confirm", later, states: ["Active"], acts: [] }, rules)
    if (state === undefined) return broken("the transfer does not begin")
    const answer = rules.transferProgress.decide(
      {
        _tag: yes ? "ConfirmTransfer" : "DeclineTransfer",
        transferId: Story.transferId,
        caseId: Sample.caseId(mine ? 0 : 7)
      },
      {
        transfers: known ? [state.transfer] : [],
        open: () => [],
        delegation: (id) => state.delegations.get(id),
        member: () => (onRoster ? Sample.member(2, { locked: !good }) : undefined)
      },
      Sample.context({ commandId: Id.make("answer-0"), at: Dates.plusHours(Sample.now, 24 * days) })
    )
    if (!known) return refusedAs(answer, "UnknownTransfer", "TRF-13")
    if (!mine) return refusedAs(answer, "NothingAsked", "TRF-12")
    if (days >= Story.answerDays) return refusedAs(answer, "AnsweredTooLate", "TRF-12")
    const waits = later !== undefined && days < later
    if (yes && !waits && !onRoster) return refusedAs(answer, "TransferOutsideRoster", "TRF-02")
    if (yes && !waits && !good) return refusedAs(answer, "TargetWithoutAuthority", "TRF-03")
    const events = "events" in answer ? answer.events : []
    const moved = events.at(-1)
    return all(
      same(
        events.map(({ _tag }) => _tag),
        yes && !waits ? ["DelegationMoved", "DelegationOpened", "TransferMoved"] : ["TransferMoved"],
        "what happened"
      ),
      same(
        moved?._tag === "TransferMoved" && [moved.rows.map(({ outcome }) => outcome), moved.effectiveOn],
        [[yes ? (waits ? "confirmed" : "moves") : "declined"], undefined],
        "the row, and another day"
      )
    )
  }
})

/** Whoever runs what is due finds it on its day. @category laws */
export const dueOnItsDay = make({
  id: "transfer-waiting-is-due-on-its-day",
  sentence:
    "a transfer that waits is due from the day on which a row may move, or on which the time of a question is over, and not before; one that is over is never due",
  rules: ["TRF-08", "TRF-12"],
  runs: 400,
  input: fc.record({
    transferConsent: fc.constantFrom("notify" as const, "consumer-confirm" as const),
    later: fc.integer({ min: 1, max: 3 }),
    yes: fc.boolean(),
    over: fc.constantFrom(false, false, false, true),
    days: fc.integer({ min: 0, max: Story.answerDays + 2 })
  }),
  holds: ({ days, later, over, transferConsent, yes }, rules) => {
    const state = Story.begin({ transferConsent, later, states: ["Active"], acts: [] }, rules)
    if (state === undefined) return broken("the transfer does not begin")
    const asks = transferConsent === "consumer-confirm"
    const outcome: Outcome = asks ? (yes ? "confirmed" : "asked") : "planned"
    const transfer = {
      ...state.transfer,
      rows: state.transfer.rows.map((row) => ({ ...row, outcome })),
      ...(over ? { state: "Cancelled" as const } : {})
    }
    const due = !over && (outcome === "asked" ? days >= Story.answerDays : days >= later)
    return same(rules.transferProgress.isDue(transfer, Dates.plusDays(Sample.today, days)), due, "whether it is due")
  }
})

/** The laws of this module. @category laws */
export const laws = [
  ...[movesWhenItMay, keepsEverybody, stateFollowsRows],
  ...[neverAhead, onlyTheAskedAnswer, alreadyThere, dueOnItsDay]
] as ReadonlyArray<Law>
