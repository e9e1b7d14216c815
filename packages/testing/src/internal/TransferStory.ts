/**
 * Stories of one transfer that waits: consumers answer or leave, days pass, somebody cancels, the target loses and
 * regains authority.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Context } from "@agencybook/core/Decider"
import { type Delegation, isOpen } from "@agencybook/core/Delegation"
import * as Id from "@agencybook/core/Id"
import type { Transfer } from "@agencybook/core/Transfer"
import type { Command } from "@agencybook/core/TransferProgress"
import * as fc from "fast-check"
import { eventsOf } from "../Law.ts"
import type { Rules } from "../Rules.ts"
import * as Sample from "../Sample.ts"

/** Something that happens: an answer or a choice of the consumer of a row, days and a run, a cancellation, a change of the target. */
type Act =
  | { readonly _tag: "ConfirmTransfer" | "DeclineTransfer" | "leave"; readonly row: number }
  | { readonly _tag: "run"; readonly days: number }
  | { readonly _tag: "CancelTransfer" }
  | { readonly _tag: "target"; readonly good: boolean }

/** A story: how the transfer begins, and what happens to it. */
export interface Story {
  readonly transferConsent: "none" | "notify" | "consumer-confirm"
  /** Days until the target takes over; at once when absent. */
  readonly later: number | undefined
  readonly states: ReadonlyArray<"Active" | "Frozen" | "Requested">
  readonly acts: ReadonlyArray<Act>
}

/** What is recorded at one moment of a story. */
export interface State {
  readonly transfer: Transfer
  readonly delegations: ReadonlyMap<string, Delegation>
}

/** One act with what was recorded before and after it. */
export interface Step {
  readonly act: Act
  readonly day: Dates.CalendarDate
  readonly good: boolean
  readonly before: State
  readonly after: State
  readonly answer: { readonly _tag: string }
}

/** Days that a question lives in these stories. */
export const answerDays = 4

const agencyId = Sample.agencyId()
/** The parties of every story: agent 1 gives, agent 2 takes. */
export const parties = { agencyId, fromAgentId: Sample.agentId(1), toAgentId: Sample.agentId(2) } as const
/** The identifier of the transfer. */
export const transferId: Id.TransferId = Id.make("transfer-0")

const row = fc.nat(3)
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ _tag: fc.constant("ConfirmTransfer" as const), row }) },
  { weight: 2, arbitrary: fc.record({ _tag: fc.constant("DeclineTransfer" as const), row }) },
  { weight: 1, arbitrary: fc.record({ _tag: fc.constant("leave" as const), row }) },
  { weight: 5, arbitrary: fc.record({ _tag: fc.constant("run" as const), days: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.constant<Act>({ _tag: "CancelTransfer" }) },
  { weight: 1, arbitrary: fc.record({ _tag: fc.constant("target" as const), good: fc.boolean() }) }
)

/** Arbitrary stories; in every third one all consumers have said yes before anything else happens. */
export const story: fc.Arbitrary<Story> = fc
  .record({
    transferConsent: fc.constantFrom<Story["transferConsent"]>(
      "none",
      "notify",
      "consumer-confirm",
      "consumer-confirm"
    ),
    later: fc.constantFrom(undefined, 1, 3, 6),
    states: fc.array(fc.constantFrom<Story["states"][number]>("Active", "Active", "Frozen", "Requested"), {
      minLength: 1,
      maxLength: 4
    }),
    acts: fc.array(act, { minLength: 1, maxLength: 12 }),
    eager: fc.constantFrom(true, false, false)
  })
  .map(({ acts, eager, ...given }) => {
    const yes = given.states.map((_, n): Act => ({ _tag: "ConfirmTransfer", row: n }))
    return { ...given, acts: eager ? [...yes, ...acts] : acts }
  })

const contextOf = ({ transferConsent }: Story, day: number, n: number): Context =>
  Sample.context({
    commandId: Id.make(`step-${n}`),
    at: Dates.plusHours(Sample.now, day * 24),
    policy: { ...Sample.policy(), transferConsent, requestDays: answerDays }
  })

const grown = (before: State, events: ReadonlyArray<unknown>, rules: Rules): State => {
  const delegations = new Map(before.delegations)
  let { transfer } = before
  for (const one of events as ReadonlyArray<Parameters<Rules["delegation"]["evolve"]>[1]>) {
    if (one._tag === "DelegationOpened")
      delegations.set(one.delegation.delegationId, rules.delegation.evolve(undefined, one))
    else if (one._tag === "DelegationMoved")
      delegations.set(one.delegationId, rules.delegation.evolve(delegations.get(one.delegationId), one))
    else transfer = rules.transfer.evolve(transfer, one as never)
  }
  return { transfer, delegations }
}

/** Begins a story: the transfer as it waits, or is over already. */
export const begin = (given: Story, rules: Rules): State | undefined => {
  const held = given.states.map((state, n) =>
    Sample.delegation(n, state, { delegate: { agentId: parties.fromAgentId, agencyId } })
  )
  const effectiveOn = given.later === undefined ? {} : { effectiveOn: Dates.plusDays(Sample.today, given.later) }
  const answer = rules.transfer.decide(
    { _tag: "TransferBook", transferId, ...parties, reason: "workload", ...effectiveOn },
    { transfer: undefined, source: Sample.member(1), target: Sample.member(2), held, targetOpen: 0 },
    contextOf(given, 0, 0)
  )
  const events = eventsOf(answer)
  if (events.length === 0) return undefined
  const delegations = new Map(held.map((one) => [one.delegationId as string, one]))
  return grown({ transfer: undefined as unknown as Transfer, delegations }, events, rules)
}

const leaving = (state: State, n: number, at: Dates.Instant): State => {
  const delegations = new Map(state.delegations)
  for (const one of delegations.values())
    if (one.caseId === Sample.caseId(n) && ["Requested", "Active", "Frozen"].includes(one.state._tag)) {
      const from = "from" in one.state ? one.state.from : at
      delegations.set(one.delegationId, {
        ...one,
        state: { _tag: "Ended", from, until: at, reason: "consumer-removed" }
      })
    }
  return { ...state, delegations }
}

/** What a command answers to the state of a story. */
export const send = (command: Command, state: State, good: boolean, context: Context, rules: Rules) =>
  rules.transferProgress.decide(
    command,
    {
      transfers: [state.transfer],
      open: (caseId) => [...state.delegations.values()].filter((one) => one.caseId === caseId && isOpen(one)),
      delegation: (id) => state.delegations.get(id),
      member: (agentId) => (agentId === parties.toAgentId ? Sample.member(2, { locked: !good }) : Sample.member(1))
    },
    context
  )

/** Plays a story act by act. */
export const play = function* (given: Story, rules: Rules): Generator<Step> {
  let state = begin(given, rules)
  if (state === undefined) return
  let [days, good] = [0, true]
  for (const [n, one] of given.acts.entries()) {
    if (one._tag === "run") days += one.days
    if (one._tag === "target") good = one.good
    const context = contextOf(given, days, n + 1)
    const day = Dates.on(context.at, context.policy.timeZone)
    const before: State = state
    let answer: { readonly _tag: string } = { _tag: "Nothing" }
    if (one._tag === "leave") state = leaving(before, one.row, context.at)
    else if (one._tag !== "target") {
      const command: Command =
        one._tag === "run"
          ? { _tag: "ApplyDueTransfers", on: day }
          : one._tag === "CancelTransfer"
            ? { _tag: one._tag, transferId }
            : { _tag: one._tag, transferId, caseId: Sample.caseId(one.row) }
      const decided = send(command, before, good, context, rules)
      answer = decided
      state = grown(before, eventsOf(decided), rules)
    }
    yield { act: one, day, good, before, after: state, answer }
  }
}
