/**
 * Laws of how transfers are carried out: many at once, days that were missed, and what the cases rest on afterwards.
 *
 * @since 0.1.0
 */

import * as Dates from "@agencybook/core/CalendarDate"
import type { Consent } from "@agencybook/core/Consent"
import { type Delegation, isOpen } from "@agencybook/core/Delegation"
import * as Id from "@agencybook/core/Id"
import type { Transfer } from "@agencybook/core/Transfer"
import * as fc from "fast-check"
import { agentId, caseId, states } from "./internal/ConsentFacts.ts"
import { all, broken, eventsOf, held, holdsIf, idle, type Law, make, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

interface State {
  readonly transfers: ReadonlyMap<string, Transfer>
  readonly delegations: ReadonlyMap<string, Delegation>
}

const agencyId = Sample.agencyId()
const lastDay = 3

type Happened =
  | Parameters<Rules["delegation"]["evolve"]>[1]
  | Parameters<Rules["transfer"]["evolve"]>[1]
  | Parameters<Rules["consent"]["evolve"]>[1]

const grown = (before: State, events: ReadonlyArray<Happened>, rules: Rules): State => {
  const delegations = new Map(before.delegations)
  const transfers = new Map(before.transfers)
  for (const event of events) {
    switch (event._tag) {
      case "DelegationOpened":
        delegations.set(event.delegation.delegationId, rules.delegation.evolve(undefined, event))
        break
      case "DelegationMoved":
      case "RequestReminded":
        delegations.set(event.delegationId, rules.delegation.evolve(delegations.get(event.delegationId), event))
        break
      case "TransferMoved":
        transfers.set(event.transferId, rules.transfer.evolve(transfers.get(event.transferId), event))
        break
      case "TransferOpened":
      case "TransferApplied":
        transfers.set(event.transfer.transferId, rules.transfer.evolve(undefined, event))
        break
      // No delegation of these stories rests on a consent.
      case "ConsentDrafted":
      case "ConsentMoved":
        break
    }
  }
  return { transfers, delegations }
}

const openOf = ({ delegations }: State, fits: (one: Delegation) => boolean): ReadonlyArray<Delegation> =>
  Array.from(delegations.values()).filter((one) => isOpen(one) && fits(one))

/** The run for a day, on this day or on one after it; of all transfers, or of one. */
const run = (state: State, on: number, at: number, rules: Rules, only?: Transfer): State => {
  const named = only === undefined ? {} : { transferId: only.transferId }
  const answer = rules.transferProgress.decide(
    { _tag: "ApplyDueTransfers", on: Dates.plusDays(Sample.today, on), ...named },
    {
      transfers: Array.from(state.transfers.values()),
      delegation: (id) => state.delegations.get(id),
      open: (caseId) => openOf(state, (one) => one.caseId === caseId),
      member: (agentId) => Sample.member(Number(agentId.slice("agent-".length)))
    },
    Sample.context({
      commandId: Id.make(`run-${on}-${at}-${only?.transferId ?? "all"}`),
      at: Dates.plusHours(Sample.now, 24 * at)
    })
  )
  return grown(state, eventsOf(answer), rules)
}

const agent = fc.integer({ min: 1, max: 3 })
const several = fc.record({
  // Who has each case, and who is asked for it, if anybody else.
  cases: fc.array(fc.record({ holder: agent, asked: agent }), { minLength: 1, maxLength: 3 }),
  books: fc.array(
    fc
      .record({ from: agent, step: fc.integer({ min: 1, max: 2 }), later: fc.integer({ min: 1, max: lastDay }) })
      .map(({ from, later, step }) => ({ from, to: 1 + ((from - 1 + step) % 3), later })),
    { minLength: 2, maxLength: 4 }
  )
})
type Several = typeof several extends fc.Arbitrary<infer A> ? A : never

const begin = ({ books, cases }: Several, rules: Rules): State => {
  const of = (n: number, caseNumber: number, state: "Active" | "Requested", agentNumber: number) =>
    Sample.delegation(n, state, {
      caseId: Sample.caseId(caseNumber),
      delegate: { agentId: Sample.agentId(agentNumber), agencyId }
    })
  const delegations = cases.flatMap(({ asked, holder }, n) => [
    of(2 * n, n, "Active", holder),
    ...(asked === holder ? [] : [of(2 * n + 1, n, "Requested", asked)])
  ])
  let state: State = { transfers: new Map(), delegations: new Map(delegations.map((one) => [one.delegationId, one])) }
  for (const [n, { from, later, to }] of books.entries()) {
    const answer = rules.transfer.decide(
      {
        _tag: "TransferBook",
        transferId: Id.make(`transfer-${n}`),
        ...{ agencyId, fromAgentId: Sample.agentId(from), toAgentId: Sample.agentId(to) },
        effectiveOn: Dates.plusDays(Sample.today, later),
        reason: "workload"
      },
      {
        transfer: undefined,
        ...{ source: Sample.member(from), target: Sample.member(to) },
        held: openOf(state, ({ delegate }) => delegate.agentId === Sample.agentId(from)),
        targetOpen: 0
      },
      Sample.context()
    )
    state = grown(state, eventsOf(answer), rules)
  }
  return state
}

/** Who has which case, who is asked for it, and what became of every row. */
const told = ({ delegations, transfers }: State) => ({
  agents: Array.from(delegations.values())
    .filter(isOpen)
    .map(({ caseId, delegate, state }) => `${caseId} ${delegate.agentId} ${state._tag}`)
    .sort(),
  rows: Array.from(transfers.values(), ({ rows, state }) => [state, ...rows.map(({ outcome }) => outcome)])
})

/** One transfer after another. @category laws */
export const oneAfterAnother = make<Several>({
  id: "transfer-run-one-after-another",
  sentence:
    "transfers of one run follow each other as if each had a day of its own: a case keeps one agent and is asked of nobody who has it, and a run that makes up for days leaves what daily runs would have left, as do commands that name one transfer each in the order of their days",
  rules: ["TRF-06", "TRF-07", "TRF-08", "DEL-09", "DEL-11"],
  runs: 400,
  fixes: ["transferConsent"],
  input: several,
  holds: (given, rules) => {
    const state = begin(given, rules)
    if (state.transfers.size < 2) return idle
    const days = Array.from({ length: lastDay }, (_, n) => n + 1)
    const daily = days.reduce((before, day) => run(before, day, day, rules), state)
    const once = run(state, lastDay, lastDay + 1, rules)
    const dayOf = ({ effectiveOn, transferId }: Transfer): string => `${effectiveOn ?? ""} ${transferId}`
    const oneByOne = Array.from(state.transfers.values())
      .sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1))
      .map((one, n, every) => ({ one, others: every.slice(n + 1) }))
      .reduce(
        ({ left, kept }, { one, others }) => {
          const after = run(left, lastDay, lastDay + 1, rules, one)
          const waiting = others.every(({ transferId }) => after.transfers.get(transferId)?.state === "Scheduled")
          return { left: after, kept: kept && waiting }
        },
        { left: state, kept: true }
      )
    return all(
      ...given.cases.flatMap((_, n) => {
        const open = openOf(once, ({ caseId }) => caseId === Sample.caseId(n))
        const holders = open.filter((one) => one.state._tag === "Active").map(({ delegate }) => delegate.agentId)
        return [
          same(holders.length, 1, `how many agents have case ${n}`),
          holdsIf(
            !open.some((one) => one.state._tag === "Requested" && holders.includes(one.delegate.agentId)),
            `whoever has case ${n} is asked for it`
          )
        ]
      }),
      same(told(once), told(daily), "what one run for several days leaves"),
      same(told(oneByOne.left), told(once), "what commands leave that name one transfer each"),
      holdsIf(oneByOne.kept, "a transfer that was not named does not wait any more")
    )
  }
})

/** The target can act when the cases arrive. @category laws */
export const arrivesNow = make({
  id: "transfer-run-arrives-now",
  sentence: "a run that makes up for an earlier day moves cases only to a target who can act on the day of the run",
  rules: ["TRF-03"],
  fixes: ["transferConsent"],
  input: fc.record({
    later: fc.integer({ min: 1, max: 3 }),
    missed: fc.integer({ min: 0, max: 3 }),
    licensed: fc.integer({ min: 0, max: 7 })
  }),
  holds: ({ later, licensed, missed }, rules) => {
    const state = begin({ cases: [{ holder: 1, asked: 1 }], books: [{ from: 1, to: 2, later }] }, rules)
    const transfer = state.transfers.get("transfer-0")
    if (transfer === undefined) return broken("the transfer does not begin")
    const target = Sample.member(2)
    const licence = { ...target.agent.licence, expiresOn: Dates.plusDays(Sample.today, licensed) }
    const answer = rules.transferProgress.decide(
      { _tag: "ApplyDueTransfers", on: Dates.plusDays(Sample.today, later) },
      {
        transfers: [transfer],
        delegation: (id) => state.delegations.get(id),
        open: (caseId) => openOf(state, (one) => one.caseId === caseId),
        member: () => ({ ...target, agent: { ...target.agent, licence } })
      },
      Sample.context({ at: Dates.plusHours(Sample.now, 24 * (later + missed)) })
    )
    const after = grown(state, eventsOf(answer), rules).transfers.get("transfer-0")
    const good = later + missed <= licensed
    return all(
      same(
        after?.rows.map(({ outcome }) => outcome),
        [good ? "moves" : "refused"],
        "the row"
      ),
      good ? held : same(after?.rejection, "target-without-authority", "why nothing moved")
    )
  }
})

/** The case rests on what the consumer signed for the agent who gets it. @category laws */
export const restsOnTheChoice = make({
  id: "consent-rests-on-the-choice",
  sentence:
    "a case that a transfer brings to an agent whom the consumer has asked for rests on what the consumer signed for that agent, which is granted with it",
  rules: ["CON-01", "DEL-12", "TRF-12"],
  fixes: ["transferConsent"],
  input: fc.record({
    confirms: fc.boolean(),
    colleagues: fc.boolean(),
    state: fc.constantFrom("Draft", "Draft", ...states),
    asks: fc.constantFrom(true, true, false)
  }),
  holds: ({ asks, colleagues, confirms, state }, rules) => {
    const [from, to] = [agentId, Sample.agentId(2)]
    const of = (n: number, agent: typeof from, over: Partial<Consent>) =>
      Sample.consent(n, "Granted", { caseId, grantee: { _tag: "Agency", agencyId, agentId: agent }, ...over })
    const old = of(8, from, { otherUsers: colleagues ? ["agent"] : ["manager"] })
    const choice = of(9, to, { state: Sample.consentState(state) })
    const before = Sample.delegation(8, "Active", {
      ...{ caseId, delegate: { agentId: from, agencyId }, consentId: old.consentId, signedBy: "Corin Quint" }
    })
    const wish = Sample.delegation(9, "Requested", {
      ...{ caseId, delegate: { agentId: to, agencyId }, consentId: choice.consentId, signedBy: "Cora Quint" }
    })
    const open = asks ? [before, wish] : [before]
    const consent = (id: Id.ConsentId) => [old, choice].find(({ consentId: one }) => one === id)
    const between = { transferId: Id.make<Id.TransferId>("transfer-0"), agencyId, fromAgentId: from, toAgentId: to }
    const context = Sample.context({ actor: confirms ? Sample.asConsumer() : Sample.asAgent(0) })
    const answer = confirms
      ? rules.transferProgress.decide(
          { _tag: "ConfirmTransfer", transferId: between.transferId, caseId },
          {
            transfers: [
              {
                ...between,
                ...{ reason: "leave", consentMode: "consumer-confirm", state: "AwaitingConsent" },
                rows: [{ delegationId: before.delegationId, caseId, outcome: "asked" }]
              }
            ],
            delegation: (id) => (id === before.delegationId ? before : undefined),
            ...{ open: () => open, consent },
            member: () => Sample.member(2)
          },
          context
        )
      : rules.transfer.decide(
          { _tag: "TransferBook", ...between, reason: "leave" },
          {
            transfer: undefined,
            ...{ source: Sample.member(1), target: Sample.member(2), held: [before] },
            ...{ targetOpen: open.length - 1, targetHeld: open.slice(1), consent }
          },
          context
        )
    const opened = eventsOf(answer).flatMap((event) =>
      event._tag === "DelegationOpened" ? [[event.delegation.consentId ?? "none", event.delegation.signedBy]] : []
    )
    const granted = eventsOf(answer).flatMap((event) =>
      event._tag === "ConsentMoved" ? [[event.consentId, event.to._tag]] : []
    )
    const chosen = asks && state === "Draft"
    return all(
      same(
        opened,
        [chosen ? [choice.consentId, "Cora Quint"] : [colleagues ? old.consentId : "none", "Corin Quint"]],
        "what the case rests on"
      ),
      same(granted, chosen ? [[choice.consentId, "Granted"]] : [], "what becomes of consents")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [oneAfterAnother, arrivesNow, restsOnTheChoice] as ReadonlyArray<Law>
