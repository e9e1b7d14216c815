/**
 * Laws of moving a book from one agent to another.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Delegation } from "@agencybook/core/Delegation"
import * as Id from "@agencybook/core/Id"
import type { Command, Facts, Plan } from "@agencybook/core/Transfer"
import * as fc from "fast-check"
import { acceptedAs, all, broken, eventsOf, idle, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const agencyId = Sample.agencyId()
const command: Command = {
  _tag: "TransferBook",
  transferId: Id.make("transfer-0"),
  agencyId,
  fromAgentId: Sample.agentId(1),
  toAgentId: Sample.agentId(2),
  reason: "leave"
}
const source = { delegate: { agentId: Sample.agentId(1), agencyId } }
const state = fc.constantFrom(...(["Requested", "Active", "Frozen"] as const))
const book: fc.Arbitrary<ReadonlyArray<Delegation>> = fc
  .array(state, { maxLength: 40, size: "max" })
  .map((states) => states.map((one, n) => Sample.delegation(n, one, source)))
/** Ticked rows: some that the source holds, some that it does not, some twice; or nothing ticked, which means all. */
const ticked = fc.option(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30, size: "max" }), { nil: undefined })
const input = fc.record({ held: book, ticked, targetOpen: fc.nat(5) })
type Input = {
  readonly held: ReadonlyArray<Delegation>
  readonly ticked: ReadonlyArray<number> | undefined
  readonly targetOpen: number
}

const facts = (held: ReadonlyArray<Delegation>, over: Partial<Facts> = {}): Facts => ({
  transfer: undefined,
  source: Sample.member(1),
  target: Sample.member(2),
  held,
  targetOpen: 0,
  ...over
})
const commandOf = (ticked: ReadonlyArray<number> | undefined): Command =>
  ticked === undefined ? command : { ...command, only: ticked.map(Sample.delegationId) }
const planOf = (rules: Rules, { held, targetOpen, ticked }: Input): Plan | undefined => {
  const plan = rules.transfer.plan(commandOf(ticked), facts(held, { targetOpen }), Sample.context())
  return "_tag" in plan ? undefined : plan
}
const moving = ({ held, ticked }: Input) =>
  held.filter(({ delegationId }) => ticked?.map(Sample.delegationId).includes(delegationId) ?? true)

/** A transfer keeps the total. @category laws */
export const keepsTheTotal = make<Input>({
  id: "transfer-keeps-the-total",
  sentence:
    "a transfer keeps the number of open delegations of the agency and of every case, and of each agent as planned",
  rules: ["TRF-07", "DEL-09"],
  fixes: ["transferConsent"],
  input,
  holds: (given, rules) => {
    const { held, targetOpen } = given
    const plan = planOf(rules, given)
    if (plan === undefined) return moving(given).length === 0 ? idle : broken("rows that the source holds do not move")
    const after = new Map<string, Delegation>(held.map((one) => [one.delegationId, one]))
    const decided = rules.transfer.decide(commandOf(given.ticked), facts(held, { targetOpen }), Sample.context())
    for (const event of eventsOf(decided)) {
      if (event._tag !== "DelegationOpened" && event._tag !== "DelegationMoved") continue
      const id = event._tag === "DelegationOpened" ? event.delegation.delegationId : event.delegationId
      after.set(id, rules.delegation.evolve(after.get(id), event))
    }
    const open = [...after.values()].filter(({ state }) => ["Requested", "Active", "Frozen"].includes(state._tag))
    const of = (agent: Id.AgentId) => open.filter(({ delegate }) => delegate.agentId === agent).length
    const cases = (all: ReadonlyArray<Delegation>) => all.map(({ caseId }) => caseId).sort()
    return all(
      same(cases(open), cases(held), "the open cases of the agency"),
      same(plan.after, { source: of(command.fromAgentId), target: targetOpen + of(command.toAgentId) }, "the plan"),
      same(plan.before, { source: held.length, target: targetOpen }, "the plan's beginning"),
      same(plan.before.source + plan.before.target, plan.after.source + plan.after.target, "the total")
    )
  }
})

/** Every row is told once. @category laws */
export const everyRowIsTold = make<Input>({
  id: "transfer-every-row-is-told",
  sentence: "every ticked row moves once or is reported as no longer held, and nothing else moves",
  rules: ["TRF-05", "TRF-06"],
  fixes: ["transferConsent"],
  input,
  holds: (given, rules) => {
    const rows = moving(given)
    if (rows.length === 0) {
      const answer = rules.transfer.decide(commandOf(given.ticked), facts(given.held), Sample.context())
      return refusedAs(answer, "NothingToMove", "TRF-06")
    }
    const plan = planOf(rules, given)
    const held = new Set(given.held.map(({ delegationId }) => delegationId))
    const gone = new Set((given.ticked ?? []).map(Sample.delegationId).filter((id) => !held.has(id)))
    return all(
      same(
        plan?.rows.flatMap(({ delegationId, outcome }) => (outcome === "moves" ? [delegationId] : [])),
        rows.map(({ delegationId }) => delegationId),
        "the moving rows"
      ),
      same(
        plan?.rows.flatMap(({ delegationId, outcome }) => (outcome === "not-held" ? [delegationId] : [])),
        [...gone],
        "the reported rows"
      )
    )
  }
})

/** A row ends and begins in one instant. @category laws */
export const oneInstant = make<Input>({
  id: "transfer-in-one-instant",
  sentence:
    "a moved row ends in the instant in which its successor begins: same case, kind and signature, no old row left live",
  rules: ["TRF-07", "DEL-10", "DEL-12"],
  fixes: ["transferConsent"],
  input,
  holds: (given, rules) => {
    const rows = moving(given)
    if (rows.length === 0) return idle
    const events = rows.flatMap((old, index) => {
      const successorId = `command-0~${index}`
      const from = "from" in old.state ? old.state.from : Sample.now
      return [
        {
          _tag: "DelegationMoved",
          delegationId: old.delegationId,
          trigger: "transfer",
          from: old.state._tag,
          to: { _tag: "Ended", from, until: Sample.now, reason: "transferred" }
        },
        {
          _tag: "DelegationOpened",
          delegation: {
            ...old,
            delegationId: successorId,
            delegate: { agentId: command.toAgentId, agencyId },
            origin: "transfer",
            predecessorId: old.delegationId,
            transferId: command.transferId,
            ...(old.state._tag === "Requested" ? { requestedAt: old.state.at } : {}),
            state: old.state._tag === "Requested" ? old.state : { _tag: "Active", from: Sample.now }
          }
        }
      ]
    })
    // Clocks of two machines may disagree: what began later than now ends when it began, and goes on from there.
    const ahead = Dates.plusMillis(Sample.now, 2_000)
    const consentId = Sample.consent(0).consentId
    const early = Sample.delegation(0, "Active", { ...source, consentId, state: { _tag: "Active", from: ahead } })
    const moved = planOf(rules, { held: [early], ticked: undefined, targetOpen: 0 })?.events ?? []
    return all(
      same(planOf(rules, given)?.events, events, "the plan's events"),
      same(
        moved.map((event) =>
          event._tag === "DelegationMoved"
            ? event.to
            : event._tag === "DelegationOpened"
              ? event.delegation.state
              : event._tag
        ),
        [
          { _tag: "Ended", from: ahead, until: ahead, reason: "transferred" },
          { _tag: "Active", from: ahead }
        ],
        "what becomes of a delegation that began on a clock that is ahead"
      )
    )
  }
})

/** The command does what the preview said. @category laws */
export const doesAsPreviewed = make<Input>({
  id: "transfer-does-as-previewed",
  sentence:
    "the command applies exactly the plan that the preview showed, all of it or nothing, and once; anything else under its identifier is refused",
  rules: ["TRF-13"],
  fixes: ["transferConsent"],
  input,
  holds: (given, rules) => {
    const one = commandOf(given.ticked)
    const decide = (over: Partial<Facts> = {}, changed: Partial<Command> = {}) =>
      rules.transfer.decide(
        { ...one, ...changed },
        facts(given.held, { targetOpen: given.targetOpen, ...over }),
        Sample.context()
      )
    const answer = decide()
    const plan = planOf(rules, given)
    if (plan === undefined) return same(answer._tag, "Refused", "the answer without a plan")
    const { fromAgentId, reason, toAgentId, transferId } = command
    const { rows, state } = plan
    const transfer = {
      ...{ transferId, agencyId, fromAgentId, toAgentId, reason, rows, state },
      ...(one.only === undefined ? {} : { chosen: true as const }),
      consentMode: "notify" as const
    }
    const { only: _, ...whole } = one
    const others: ReadonlyArray<Partial<Command>> = [
      { reason: "death" },
      { effectiveOn: Dates.plusDays(Sample.today, 1) },
      { leaveRequests: true },
      { only: [...(one.only ?? []), Sample.delegationId(99)] },
      { only: one.only?.slice(1).filter((id) => id !== one.only?.[0]) ?? rows.map(({ delegationId }) => delegationId) }
    ]
    return all(
      acceptedAs(answer, [...plan.events, { _tag: "TransferApplied", transfer }]),
      acceptedAs(decide({ transfer }), []),
      acceptedAs(decide({ transfer }, one.only === undefined ? {} : { only: one.only.toReversed() }), []),
      ...others.map((changed) => refusedAs(decide({ transfer }, changed), "TransferExists", "TRF-13")),
      refusedAs(
        rules.transfer.decide(whole, facts(given.held, { transfer: { ...transfer, chosen: true } }), Sample.context()),
        "TransferExists",
        "TRF-13"
      ),
      refusedAs(decide({ transfer: { ...transfer, toAgentId: Sample.agentId(5) } }), "TransferExists", "TRF-13"),
      refusedAs(decide({ transfer: { ...transfer, agencyId: Sample.agencyId(5) } }), "TransferExists", "TRF-13")
    )
  }
})

/** Source and target are of one roster. @category laws */
export const insideOneRoster = make({
  id: "transfer-inside-one-roster",
  sentence: "source and target are two agents of the same roster; the target may act, the source may be in any state",
  rules: ["TRF-02", "TRF-03", "TRF-04"],
  fixes: ["transferConsent"],
  input: fc.record({
    self: fc.boolean(),
    source: fc.boolean(),
    target: fc.boolean(),
    sourceState: fc.constantFrom(...(["Certified", "Suspended", "TerminatedForCause", "Deceased"] as const)),
    targetState: fc.constantFrom(...(["Certified", "Certified", "Suspended"] as const)),
    licensed: fc.constantFrom(true, true, false),
    locked: fc.boolean()
  }),
  holds: ({ licensed, locked, self, source, sourceState, target, targetState }, rules) => {
    const one = self ? { ...command, toAgentId: command.fromAgentId } : command
    const answer = rules.transfer.decide(
      one,
      facts([Sample.delegation(1, "Active", { delegate: { agentId: command.fromAgentId, agencyId } })], {
        source: source
          ? Sample.member(1, { certification: Sample.certification(sourceState), employment: "Inactive" })
          : undefined,
        target: target
          ? Sample.member(2, { certification: Sample.certification(targetState), licensed, locked })
          : undefined
      }),
      Sample.context()
    )
    if (self) return refusedAs(answer, "SameAgent", "TRF-02")
    if (!source || !target) return refusedAs(answer, "TransferOutsideRoster", "TRF-02")
    return targetState !== "Certified" || locked || !licensed
      ? refusedAs(answer, "TargetWithoutAuthority", "TRF-03")
      : same(eventsOf(answer).length, 3, "the number of events")
  }
})

/** What is chosen moves, at once or as a wait. @category laws */
export const takesWhatWasChosen = make({
  id: "transfer-takes-what-was-chosen",
  sentence:
    "one, many or the whole book moves, requests only if wanted; a transfer for a later day or with a question to consumers moves nothing now, one for a day that is over is refused",
  rules: ["TRF-05", "TRF-08", "TRF-12"],
  input: fc.record({
    held: book,
    leaveRequests: fc.option(fc.boolean(), { nil: undefined }),
    ticked: fc.option(fc.array(fc.nat(40), { maxLength: 30, size: "max" }), { nil: undefined }),
    inDays: fc.constantFrom(undefined, -1, 0, 1, 30),
    transferConsent: fc.constantFrom(...(["none", "notify", "consumer-confirm"] as const))
  }),
  holds: ({ held, inDays, leaveRequests, ticked, transferConsent }, rules) => {
    const context = Sample.context()
    const effectiveOn = inDays === undefined ? undefined : Dates.plusDays(Sample.today, inDays)
    const answer = rules.transfer.decide(
      {
        ...commandOf(ticked),
        ...(leaveRequests === undefined ? {} : { leaveRequests }),
        ...(effectiveOn === undefined ? {} : { effectiveOn })
      },
      facts(held),
      { ...context, policy: { ...context.policy, transferConsent } }
    )
    if (inDays === -1) return refusedAs(answer, "EffectiveInPast", "TRF-08")
    const chosen = held.filter(({ delegationId, state }) =>
      ticked === undefined
        ? leaveRequests !== true || state._tag !== "Requested"
        : ticked.map(Sample.delegationId).includes(delegationId)
    )
    if (chosen.length === 0) return refusedAs(answer, "NothingToMove", "TRF-06")
    const asks = transferConsent === "consumer-confirm"
    const later = inDays === 1 || inDays === 30
    const outcome = asks ? "asked" : later ? "planned" : "moves"
    const events = eventsOf(answer)
    const last = events.at(-1)
    if (last === undefined || !("transfer" in last)) return broken("the transfer is not told")
    const gone = last.transfer.rows.some((row) => row.outcome === "not-held")
    return all(
      same(
        last.transfer.rows.flatMap((row) => (row.outcome === outcome ? [row.delegationId] : [])),
        chosen.map(({ delegationId }) => delegationId),
        "the rows that move"
      ),
      same(events.length, outcome === "moves" ? chosen.length * 2 + 1 : 1, "the number of events"),
      same(
        [last._tag, last.transfer.state, last.transfer.answerBy, last.transfer.effectiveOn],
        [
          asks || later ? "TransferOpened" : "TransferApplied",
          asks ? "AwaitingConsent" : later ? "Scheduled" : gone ? "PartiallyApplied" : "Applied",
          asks ? Dates.plusDays(Sample.today, context.policy.requestDays) : undefined,
          effectiveOn
        ],
        "the transfer"
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  ...[keepsTheTotal, everyRowIsTold, oneInstant, doesAsPreviewed, insideOneRoster],
  takesWhatWasChosen
] as ReadonlyArray<Law>
