/**
 * Laws of a book that leaves its agency: papers, the exchange, the day, and nobody lost between two agencies.
 *
 * @since 0.1.0
 */
import type { Command, Side } from "@agencybook/core/AgencyTransfer"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Name } from "@agencybook/core/Contact"
import type { Delegation } from "@agencybook/core/Delegation"
import * as Id from "@agencybook/core/Id"
import type { Policy } from "@agencybook/core/Policy"
import type { State, Transfer } from "@agencybook/core/Transfer"
import { machine } from "@agencybook/core/Transfer"
import type { Command as Progress } from "@agencybook/core/TransferProgress"
import * as fc from "fast-check"
import { ofPolicy } from "./internal/PolicyInForce.ts"
import { acceptedAs, all, broken, eventsOf, held, idle, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const transferId: Id.TransferId = Id.make("transfer-0")
const from = { agentId: Sample.agentId(1), agencyId: Sample.agencyId(0) }
const to = { agentId: Sample.agentId(2), agencyId: Sample.agencyId(1) }
const source = Sample.member(1)
const target = Sample.member(2, { agency: 1 })
const evidence = { kind: "contract", documentId: Id.make<Id.DocumentId>("papers-1") } as const

const submission = (cases: number, over: Partial<Command & { readonly _tag: "SubmitTransfer" }> = {}): Command => ({
  ...{ _tag: "SubmitTransfer", transferId, submittedBy: "leaving", reason: "sale", evidence },
  ...{ agencyId: from.agencyId, fromAgentId: from.agentId, toAgencyId: to.agencyId, toAgentId: to.agentId },
  stated: { fromNpn: source.agent.npn, toNpn: target.agent.npn, cases },
  ...over
})
const states = fc.array(fc.constantFrom(...(["Active", "Frozen", "Requested"] as const)), {
  maxLength: 30,
  size: "max"
})
const bookOf = (all: ReadonlyArray<"Active" | "Frozen" | "Requested">): ReadonlyArray<Delegation> =>
  all.map((state, n) => Sample.delegation(n, state, { delegate: from }))
const ask = (
  rules: Rules,
  command: Command,
  held: ReadonlyArray<Delegation>,
  transfer?: Transfer,
  policy = Sample.policy()
) => rules.agencyTransfer.decide(command, { transfer, source, target, held, targetOpen: 0 }, Sample.context({ policy }))

/** Papers fit the records. @category laws */
export const papersFit = make({
  id: "transfer-across-papers-fit",
  sentence:
    "a book leaves its agency only on papers that name both agents' numbers, the names if any, and the number of cases as recorded; handed in, it moves nobody",
  rules: ["TRF-02", "TRF-06", "TRF-09", "TRF-10", "TRF-11", "TRF-13", "EMP-07"],
  fixes: ["transferConsent", "crossAgencyEffective"],
  input: fc.record({
    states,
    wrong: fc.constantFrom(
      ...([
        "none",
        "none",
        "fromNpn",
        "toNpn",
        "cases",
        ...(["fromName", "toName"] as const),
        "same-agency",
        "no-source",
        "no-target",
        "again",
        "taken",
        "other"
      ] as const)
    ),
    side: fc.constantFrom<Side>("leaving", "arriving"),
    ticked: fc.option(fc.array(fc.nat(6), { maxLength: 4 }), { nil: undefined }),
    // Names as the record has them, written loudly, or not at all.
    named: fc.constantFrom("no", "yes", "loud")
  }),
  holds: ({ named, side, states, ticked, wrong }, rules) => {
    const held = bookOf(states)
    const chosen = held.filter(
      ({ delegationId, state }) =>
        state._tag !== "Requested" && (ticked?.map(Sample.delegationId).includes(delegationId) ?? true)
    )
    const written = ({ first, last }: { readonly first: string; readonly last: string }) =>
      (named === "loud" ? { first: ` ${first.toUpperCase()}`, last: last.toUpperCase() } : { first, last }) as Name
    const good = submission(chosen.length, {
      submittedBy: side,
      stated: {
        ...{ fromNpn: source.agent.npn, toNpn: target.agent.npn, cases: chosen.length },
        ...(named === "no" ? {} : { fromName: written(source.agent.name), toName: written(target.agent.name) })
      },
      ...(ticked === undefined ? {} : { only: ticked.map(Sample.delegationId) })
    }) as Command & { readonly _tag: "SubmitTransfer" }
    const decide = (command: Command, over: object = {}) =>
      rules.agencyTransfer.decide(
        command,
        { transfer: undefined, source, target, held, targetOpen: 0, ...over },
        Sample.context()
      )
    const strange = {
      ...{ fromNpn: "77", toNpn: "77", cases: chosen.length + (chosen.length > 1 && side === "leaving" ? -1 : 1) },
      ...{ fromName: { ...source.agent.name, last: "Other" }, toName: { ...target.agent.name, first: "Other" } }
    }
    const off = (what: keyof typeof strange) =>
      decide({ ...good, stated: { ...good.stated, [what]: strange[what] } } as Command)
    switch (wrong) {
      case "same-agency":
        return refusedAs(decide({ ...good, toAgencyId: good.agencyId }), "SameAgency", "TRF-11")
      case "no-source":
        return refusedAs(decide(good, { source: undefined }), "TransferOutsideRoster", "TRF-02")
      case "no-target":
        return refusedAs(decide(good, { target: undefined }), "TransferOutsideRoster", "TRF-02")
      case "fromNpn":
      case "toNpn":
      case "cases":
      case "fromName":
      case "toName":
        return chosen.length === 0
          ? refusedAs(off(wrong), "NothingToMove", "TRF-06")
          : refusedAs(off(wrong), "PapersDiffer", "TRF-10")
    }
    const answer = decide(good)
    if (chosen.length === 0) return refusedAs(answer, "NothingToMove", "TRF-06")
    const gone = new Set((ticked ?? []).map(Sample.delegationId))
    for (const { delegationId } of chosen) gone.delete(delegationId)
    const transfer: Transfer = {
      ...{ transferId, agencyId: from.agencyId, fromAgentId: from.agentId, toAgencyId: to.agencyId },
      ...{ toAgentId: to.agentId, evidence, reason: "sale", consentMode: "notify", state: "ExchangeReview" },
      submittedBy: side === "leaving" ? from.agencyId : to.agencyId,
      stated: good.stated,
      ...(ticked === undefined ? {} : { chosen: true }),
      effectiveOn: Dates.make("2026-05-01"),
      rows: [
        ...chosen.map(({ caseId, delegationId }) => ({ delegationId, caseId, outcome: "planned" as const })),
        ...[...gone].map((delegationId) => ({ delegationId, outcome: "not-held" as const }))
      ]
    }
    if (wrong === "again") return acceptedAs(decide(good, { transfer }), [])
    if (wrong === "other") {
      const others: ReadonlyArray<Partial<typeof good>> = [
        { reason: "death" },
        { submittedBy: side === "leaving" ? "arriving" : "leaving" },
        { evidence: { ...evidence, documentId: Id.make("other-papers") } },
        { stated: { ...good.stated, cases: 99 } },
        { only: [Sample.delegationId(99)] }
      ]
      return all(
        ...others.map((changed) => refusedAs(decide({ ...good, ...changed }, { transfer }), "TransferExists", "TRF-13"))
      )
    }
    if (wrong === "taken")
      return refusedAs(
        decide(good, { transfer: { ...transfer, toAgencyId: Sample.agencyId(6) } }),
        "TransferExists",
        "TRF-13"
      )
    return acceptedAs(answer, [{ _tag: "TransferOpened", transfer }])
  }
})

/** Asking for a book tells nothing of it. @category laws */
export const askingTellsNothing = make({
  id: "transfer-across-asking-tells-nothing",
  sentence:
    "an agency that would take a book gets one answer whatever is in it; the exchange approves only as many cases as the papers state, and refuses before for the agency that gives",
  rules: ["TRF-10", "TRF-11", "BOB-03"],
  runs: 400,
  input: fc.record({
    one: states,
    other: states,
    stated: fc.integer({ min: 1, max: 5 }),
    by: fc.constantFrom(...(["arriving", "arriving", "leaving", "exchange"] as const)),
    ticked: fc.option(fc.array(fc.nat(6), { minLength: 1, maxLength: 4 }), { nil: undefined })
  }),
  holds: ({ by, one, other, stated, ticked }, rules) => {
    const only = ticked?.map(Sample.delegationId)
    const command = submission(stated, {
      submittedBy: by === "leaving" ? "leaving" : "arriving",
      ...(only === undefined ? {} : { only })
    })
    const actor =
      by === "exchange"
        ? Sample.exchange
        : { _tag: "Agent" as const, agentId: by === "leaving" ? from.agentId : to.agentId }
    const facts = (states: typeof one) => ({ source, target, held: bookOf(states), targetOpen: 0 })
    const submit = (states: typeof one) =>
      rules.agencyTransfer.decide(command, { transfer: undefined, ...facts(states) }, Sample.context({ actor }))
    const clients = (states: typeof one) =>
      bookOf(states).filter(
        ({ delegationId, state }) => state._tag !== "Requested" && (only?.includes(delegationId) ?? true)
      ).length
    const answer = submit(one)
    const refusal = clients(one) === 0 ? (["NothingToMove", "TRF-06"] as const) : (["PapersDiffer", "TRF-10"] as const)
    if (by !== "arriving")
      return clients(one) === stated
        ? same(answer._tag, "Accepted", "the answer")
        : refusedAs(answer, refusal[0], refusal[1])
    const shown = (states: typeof one) =>
      eventsOf(submit(states)).map((event) =>
        event._tag === "TransferOpened" ? { ...event.transfer, rows: [] } : event
      )
    const [opened] = eventsOf(answer)
    if (opened?._tag !== "TransferOpened") return broken("the papers are not taken")
    const approval = rules.agencyTransfer.decide(
      { _tag: "ApproveTransfer", transferId },
      { transfer: opened.transfer, ...facts(one) },
      Sample.context()
    )
    return all(
      same(shown(other), shown(one), "the answer for another book"),
      clients(one) === stated
        ? same(approval._tag, "Accepted", "the approval")
        : all(
            refusedAs(approval, refusal[0], refusal[1]),
            refusal[0] === "PapersDiffer"
              ? same("facts" in approval && approval.facts.on, ["cases"], "what differs")
              : held
          )
    )
  }
})

/** Only the exchange lets a book go, and nobody gets lost. @category laws */
export const throughTheExchange = make({
  id: "transfer-across-through-the-exchange",
  sentence:
    "nothing leaves an agency before the exchange has approved, the consumers have said yes where they are asked, which papers of proof save, and the day has come; then the one agency loses as many cases as the other gains",
  rules: ["TRF-07", "TRF-09", "TRF-11", "TRF-12", "DEL-10", "EMP-07"],
  fixes: ["crossAgencyEffective"],
  input: fc.record({
    states: fc.array(fc.constantFrom(...(["Active", "Frozen"] as const)), { minLength: 1, maxLength: 30, size: "max" }),
    verdict: fc.constantFrom(...(["approve", "approve", "reject", "none"] as const)),
    confirms: fc.boolean(),
    proof: fc.boolean(),
    early: fc.boolean(),
    changed: fc.boolean()
  }),
  holds: ({ changed, confirms, early, proof, states, verdict }, rules) => {
    const asks = confirms && !proof
    const policy: Policy = {
      ...Sample.policy(),
      transferConsent: confirms ? "consumer-confirm" : "notify",
      expeditedBy: proof ? ["contract"] : ["legal-document"]
    }
    const held = bookOf(states)
    const opened = eventsOf(ask(rules, submission(held.length), held, undefined, policy))[0]
    if (opened?._tag !== "TransferOpened") return broken("the papers are not taken")
    let transfer = rules.transfer.evolve(undefined, opened)
    if (transfer.consentMode !== (asks ? "consumer-confirm" : "notify"))
      return broken(`consumers are to be asked: ${transfer.consentMode}`)
    if (verdict !== "none") {
      const command: Command =
        verdict === "approve"
          ? { _tag: "ApproveTransfer", transferId }
          : { _tag: "RejectTransfer", transferId, reason: "disputed" }
      // What was asked of consumers when the papers came holds, whatever the policy has become.
      const other: Policy = { ...policy, transferConsent: confirms ? "notify" : "consumer-confirm", expeditedBy: [] }
      const [event] = eventsOf(ask(rules, command, held, transfer, changed ? other : policy))
      if (event?._tag !== "TransferMoved") return broken("the exchange is not heard")
      // The day stands, and where nobody is asked no case is told apart.
      if (verdict === "approve" && ("effectiveOn" in event || (!asks && event.rows.length > 0)))
        return broken("the approval changes more than the state")
      transfer = rules.transfer.evolve(transfer, event)
    }
    const expected: State =
      verdict === "none" ? "ExchangeReview" : verdict === "reject" ? "Rejected" : asks ? "AwaitingConsent" : "Scheduled"
    const at = Dates.plusHours(Dates.startOf(Dates.make("2026-05-01"), policy.timeZone), early ? -1 : 0)
    const run = rules.transferProgress.decide(
      { _tag: "ApplyDueTransfers", on: Dates.make("2026-05-01") },
      {
        transfers: [{ ...transfer, ...(asks ? { answerBy: Dates.make("2026-06-01") } : {}) }],
        open: () => [],
        delegation: (id) => held.find(({ delegationId }) => delegationId === id),
        member: (agentId, agencyId) => (agentId === to.agentId && agencyId === to.agencyId ? target : undefined)
      },
      Sample.context({ at, policy })
    )
    const after = new Map(held.map((one) => [one.delegationId as string, one]))
    for (const event of eventsOf(run)) {
      if (event._tag === "DelegationOpened" || event._tag === "DelegationMoved") {
        const id = event._tag === "DelegationOpened" ? event.delegation.delegationId : event.delegationId
        after.set(id, rules.delegation.evolve(after.get(id), event))
      }
    }
    const open = [...after.values()].filter(({ state }) => state._tag === "Active" || state._tag === "Frozen")
    const of = (agencyId: Id.AgencyId) => open.filter(({ delegate }) => delegate.agencyId === agencyId).length
    const moves = verdict === "approve" && !asks && !early
    return all(
      same(transfer.state, expected, "the state"),
      same([of(from.agencyId), of(to.agencyId)], moves ? [0, held.length] : [held.length, 0], "the two agencies"),
      same(
        transfer.rows.map(({ outcome }) => outcome),
        held.map(() => (verdict === "reject" ? "refused" : verdict === "approve" && asks ? "asked" : "planned")),
        "the rows"
      )
    )
  }
})

/** What is ready late moves later. @category laws */
export const readyLate = make({
  id: "transfer-across-ready-late",
  sentence:
    "a book that is approved, or whose consumer agrees, after its day is over leaves its agency on the next day that the policy allows, and not before",
  rules: ["TRF-08", "TRF-09", "TRF-12"],
  input: fc.record({
    approvedAfter: fc.integer({ min: 0, max: 120 }),
    answeredAfter: ofPolicy(({ requestDays }) => fc.integer({ min: 0, max: Math.max(0, requestDays - 1) })),
    asks: fc.boolean(),
    on: fc.constantFrom(...(["first-of-month", "first-of-month", "any-day"] as const))
  }),
  holds: ({ answeredAfter, approvedAfter, asks, on }, rules) => {
    // Who has no days to answer in is not asked.
    if (asks && Sample.policy().requestDays === 0) return idle
    const policy = {
      ...Sample.policy(),
      crossAgencyEffective: { on, days: 30 },
      transferConsent: asks ? ("consumer-confirm" as const) : ("notify" as const)
    }
    const held = bookOf(["Active"])
    const opened = eventsOf(ask(rules, submission(1), held, undefined, policy))[0]
    if (opened?._tag !== "TransferOpened") return broken("the papers are not taken")
    let transfer = rules.transfer.evolve(undefined, opened)
    const set = transfer.effectiveOn ?? Sample.today
    let arrived: Dates.CalendarDate | undefined
    const heed = (day: Dates.CalendarDate, answer: ReturnType<typeof rules.transferProgress.decide>) => {
      for (const event of eventsOf(answer)) {
        if (event._tag === "DelegationOpened") arrived ??= day
        if (event._tag === "TransferMoved") transfer = rules.transfer.evolve(transfer, event)
      }
    }
    const late = (days: number) => Sample.context({ policy, at: Dates.plusHours(Sample.now, 24 * days) })
    const approval = rules.agencyTransfer.decide(
      { _tag: "ApproveTransfer", transferId },
      { transfer, source, target, held, targetOpen: 0 },
      late(approvedAfter)
    )
    heed(Dates.plusDays(Sample.today, approvedAfter), approval)
    const step = (days: number, command: Progress) =>
      heed(
        Dates.plusDays(Sample.today, days),
        rules.transferProgress.decide(
          command,
          {
            transfers: [transfer],
            open: () => [],
            delegation: (id) => held.find(({ delegationId }) => delegationId === id),
            member: () => target
          },
          late(days)
        )
      )
    const ready = approvedAfter + (asks ? answeredAfter : 0)
    if (asks) step(ready, { _tag: "ConfirmTransfer", transferId, caseId: Sample.caseId(0) })
    let expected = Dates.plusDays(Sample.today, ready)
    while (expected < set || (on === "first-of-month" && !expected.endsWith("-01") && expected > set))
      expected = Dates.plusDays(expected, 1)
    for (let days = ready; arrived === undefined && days < ready + 70; days++)
      step(days, { _tag: "ApplyDueTransfers", on: Dates.plusDays(Sample.today, days) })
    return all(
      same(arrived, expected, "the day of the move"),
      same(transfer.effectiveOn, expected, "the day that is told")
    )
  }
})

/** A review is given once. @category laws */
export const reviewedOnce = make({
  id: "transfer-across-reviewed-once",
  sentence:
    "the exchange decides what it reviews, once: no other transfer can be approved or rejected, and no consumer answers before; who handed in the papers may take them back, and staff, who could not, may not",
  rules: ["TRF-09", "TRF-11", "TRF-12", "TRF-13"],
  input: fc.record({
    state: fc.constantFrom(...(machine.states as ReadonlyArray<State>)),
    approve: fc.boolean(),
    known: fc.boolean()
  }),
  holds: ({ approve, known, state }, rules) => {
    const command: Command = approve
      ? { _tag: "ApproveTransfer", transferId }
      : { _tag: "RejectTransfer", transferId, reason: "duplicate" }
    const opened = eventsOf(ask(rules, submission(1), bookOf(["Active"])))[0]
    if (opened?._tag !== "TransferOpened") return broken("the papers are not taken")
    const answer = ask(rules, command, [], known ? { ...opened.transfer, state } : undefined)
    if (!known) return refusedAs(answer, "UnknownTransfer", "TRF-13")
    const progress = (one: Progress) =>
      rules.transferProgress.decide(
        one,
        { transfers: [opened.transfer], open: () => [], delegation: () => undefined, member: () => target },
        Sample.context()
      )
    const early = refusedAs(
      progress({ _tag: "ConfirmTransfer", transferId, caseId: Sample.caseId(0) }),
      "NotAllowedFrom",
      "TRF-13"
    )
    const back = eventsOf(progress({ _tag: "CancelTransfer", transferId })).map((event) =>
      event._tag === "TransferMoved" ? event.to : event._tag
    )
    if (early._tag === "Broken") return early
    if (back.join() !== "Cancelled") return broken("the papers cannot be taken back")
    const byStaff = rules.transferProgress.decide(
      { _tag: "CancelTransfer", transferId },
      { transfers: [opened.transfer], open: () => [], delegation: () => undefined, member: () => target },
      Sample.context({ actor: Sample.asStaff(0, 2) })
    )
    const theirs = refusedAs(byStaff, "PapersOfManagers", "TRF-09")
    if (theirs._tag === "Broken") return theirs
    return state === "ExchangeReview"
      ? same(eventsOf(answer).length, 1, "the number of events")
      : refusedAs(answer, "NotUnderReview", "TRF-11")
  }
})

/** The laws of this module. @category laws */
export const laws = [papersFit, askingTellsNothing, throughTheExchange, readyLate, reviewedOnce] as ReadonlyArray<Law>
