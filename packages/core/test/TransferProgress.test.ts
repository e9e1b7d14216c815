import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type * as Delegation from "../src/Delegation.ts"
import * as Id from "../src/Id.ts"
import { calheers, type Policy } from "../src/Policy.ts"
import * as Transfer from "../src/Transfer.ts"
import * as Progress from "../src/TransferProgress.ts"
import * as Sample from "./fixture/sample.ts"

const transferId = Id.make<Id.TransferId>("t-1")
const otherId = Id.make<Id.TransferId>("t-2")
const parties = { agencyId: Sample.agencyId(), fromAgentId: Sample.agentId(1), toAgentId: Sample.agentId(2) } as const
const from = { delegate: { agentId: Sample.agentId(1), agencyId: Sample.agencyId() } }
const held = [1, 2, 3].map((n) => Sample.delegation(n, "Active", from))
const asking: Policy = { ...calheers, transferConsent: "consumer-confirm", requestDays: 10 }
const day = (n: number) => Dates.plusDays(Sample.today, n)

const started = (policy: Policy, effectiveOn?: Dates.CalendarDate): Transfer.Transfer => {
  const decided = Transfer.decide(
    { _tag: "TransferBook", transferId, ...parties, reason: "workload", ...(effectiveOn ? { effectiveOn } : {}) },
    { transfer: undefined, source: Sample.member(1), target: Sample.member(2), held, targetOpen: 0 },
    Sample.context({ policy })
  )
  const event = decided._tag === "Accepted" ? decided.events[0] : undefined
  return event?._tag === "TransferOpened" ? event.transfer : assert.fail("it does not wait")
}
const decide = (
  command: Progress.Command,
  transfers: ReadonlyArray<Transfer.Transfer>,
  options: {
    readonly days?: number
    readonly holding?: ReadonlyArray<Delegation.Delegation>
    readonly good?: boolean
  } = {}
) =>
  Progress.decide(
    command,
    {
      transfers,
      open: () => [],
      delegation: (id) => {
        // A host refuses to look up what was not read.
        assert.isDefined(id)
        return (options.holding ?? held).find(({ delegationId }) => delegationId === id)
      },
      member: () => Sample.member(2, { locked: options.good === false })
    },
    Sample.context({ at: Dates.plusHours(Sample.now, 24 * (options.days ?? 0)) })
  )
const done = (...args: Parameters<typeof decide>): Transfer.Event & { readonly _tag: "TransferMoved" } => {
  const decided = decide(...args)
  const last = decided._tag === "Accepted" ? decided.events.at(-1) : assert.fail(decided.message)
  return last?._tag === "TransferMoved" ? last : assert.fail("nothing happened to the transfer")
}
const refused = (...args: Parameters<typeof decide>) => {
  const decided = decide(...args)
  return decided._tag === "Refused" ? `${decided.rule} ${decided.code}` : "accepted"
}
const of = (name: "ConfirmTransfer" | "DeclineTransfer", n: number) =>
  ({ _tag: name, transferId, caseId: Sample.caseId(n) }) as const
const outcomes = ({ rows }: Pick<Transfer.Transfer, "rows">) => rows.map(({ outcome }) => outcome)

describe("TransferProgress", () => {
  it("moves each case after its consumer's yes, and waits for the others [TRF-12]", () => {
    const first = started(asking)
    assert.deepStrictEqual(outcomes(first), ["asked", "asked", "asked"])
    assert.strictEqual(first.answerBy, "2026-03-13")
    const yes = Transfer.evolve(first, done(of("ConfirmTransfer", 1), [first]))
    assert.deepStrictEqual([yes.state, ...outcomes(yes)], ["AwaitingConsent", "moves", "asked", "asked"])
    const no = Transfer.evolve(yes, done(of("DeclineTransfer", 2), [yes]))
    assert.deepStrictEqual([no.state, ...outcomes(no)], ["AwaitingConsent", "moves", "declined", "asked"])
    assert.strictEqual(refused(of("ConfirmTransfer", 2), [no]), "TRF-12 NothingAsked")
    const ended = Transfer.evolve(no, done({ _tag: "ApplyDueTransfers", on: day(10) }, [no], { days: 10 }))
    assert.deepStrictEqual([ended.state, ...outcomes(ended)], ["PartiallyApplied", "moves", "declined", "expired"])
    assert.strictEqual(refused({ _tag: "CancelTransfer", transferId }, [ended]), "TRF-13 NotAllowedFrom")
  })

  it("moves a case once when two transfers of one run name it, to the target of the earlier day [TRF-07]", () => {
    const [late, early] = [started(calheers, day(3)), started(calheers, day(2))]
    const decided = decide(
      { _tag: "ApplyDueTransfers", on: day(3) },
      [late, { ...early, transferId: Id.make<Id.TransferId>("t-2"), toAgentId: Sample.agentId(3) }],
      { days: 5 }
    )
    const events = decided._tag === "Accepted" ? decided.events : assert.fail(decided.message)
    assert.deepStrictEqual(
      events.flatMap((event) => (event._tag === "DelegationOpened" ? event.delegation.delegate.agentId : [])),
      held.map(() => Sample.agentId(3))
    )
    assert.deepStrictEqual(
      events.flatMap((event) => (event._tag === "TransferMoved" ? [[event.transferId, event.to]] : [])),
      [
        ["t-2", "Applied"],
        ["t-1", "Rejected"]
      ]
    )
  })

  it("says that nothing moved when every consumer has said no, and asks nobody twice [TRF-12]", () => {
    let transfer = started(asking)
    for (const no of [of("DeclineTransfer", 1), of("DeclineTransfer", 2)]) {
      const event = done(no, [transfer])
      assert.notProperty(event, "rejection")
      transfer = Transfer.evolve(transfer, event)
      assert.strictEqual(refused(no, [transfer]), "TRF-12 NothingAsked")
    }
    assert.deepInclude(done(of("DeclineTransfer", 3), [transfer]), { to: "Rejected", rejection: "nothing-moved" })
    const moved = Transfer.evolve(started(asking), done(of("ConfirmTransfer", 1), [started(asking)]))
    assert.strictEqual(refused(of("DeclineTransfer", 1), [moved]), "TRF-12 NothingAsked")
  })

  it("moves nobody whom another agent, or the agent in another agency, has meanwhile [TRF-07]", () => {
    const holding = [
      Sample.delegation(1, "Active", { delegate: { ...from.delegate, agentId: Sample.agentId(8) } }),
      Sample.delegation(2, "Active", { delegate: { ...from.delegate, agencyId: Sample.agencyId(7) } }),
      Sample.delegation(3, "Active", from)
    ]
    const run = (transfer: Transfer.Transfer) =>
      done({ _tag: "ApplyDueTransfers", on: day(10) }, [transfer], { days: 10, holding })
    const due = run(started(calheers, day(2)))
    assert.deepStrictEqual(outcomes(due), ["not-held", "not-held", "moves"])
    const ended = run(started(asking))
    assert.deepStrictEqual(outcomes(ended), ["not-held", "not-held", "expired"])
  })

  it("moves inside an agency with the yes on the day or after it, and waits with the yes before [TRF-08]", () => {
    const transfer = started(asking, day(5))
    const outcome = (days: number) => outcomes(done(of("ConfirmTransfer", 1), [transfer], { days }))
    assert.deepStrictEqual([4, 5, 6].map(outcome), [["confirmed"], ["moves"], ["moves"]])
    const yes = Transfer.evolve(transfer, done(of("ConfirmTransfer", 1), [transfer], { days: 4 }))
    assert.deepStrictEqual(outcomes(done(of("DeclineTransfer", 1), [yes], { days: 4 })), ["declined"])
  })

  it("finds nothing to do where nothing waits", () => {
    assert.deepStrictEqual(decide({ _tag: "ApplyDueTransfers", on: day(1) }, []), { _tag: "Accepted", events: [] })
  })

  it("carries out the one that is named, and refuses a name that nobody has [TRF-13]", () => {
    const [one, other] = [started(calheers, day(2)), { ...started(calheers, day(3)), transferId: otherId }]
    const run = (named: Id.TransferId, days = 5) =>
      decide({ _tag: "ApplyDueTransfers", on: day(days), transferId: named }, [one, other], { days })
    const decided = run(otherId)
    assert.deepStrictEqual(
      (decided._tag === "Accepted" ? decided.events : []).flatMap((event) =>
        event._tag === "TransferMoved" ? [[event.transferId, event.to]] : []
      ),
      [["t-2", "Applied"]]
    )
    assert.deepStrictEqual(run(otherId, 2), { _tag: "Accepted", events: [] })
    assert.deepInclude(run(Id.make("t-3")), { rule: "TRF-13", code: "UnknownTransfer" })
    assert.deepStrictEqual([other, one].sort(Progress.inTurn), [one, other])
  })

  it("takes no answer when the question is over, nor a yes for a target who may not act [TRF-03]", () => {
    const waiting = started(asking)
    assert.strictEqual(refused(of("ConfirmTransfer", 1), [waiting], { days: 10 }), "TRF-12 AnsweredTooLate")
    assert.strictEqual(refused(of("ConfirmTransfer", 1), [waiting], { good: false }), "TRF-03 TargetWithoutAuthority")
    assert.strictEqual(refused(of("DeclineTransfer", 1), [waiting], { good: false }), "accepted")
    assert.strictEqual(refused(of("ConfirmTransfer", 1), []), "TRF-13 UnknownTransfer")
  })

  it("lets a consumer take a yes back until the day has come", () => {
    const waiting = started(asking, day(5))
    const yes = [1, 2, 3].reduce((one, n) => Transfer.evolve(one, done(of("ConfirmTransfer", n), [one])), waiting)
    assert.deepStrictEqual([yes.state, ...outcomes(yes)], ["Scheduled", "confirmed", "confirmed", "confirmed"])
    const back = Transfer.evolve(yes, done(of("DeclineTransfer", 3), [yes]))
    const applied = Transfer.evolve(back, done({ _tag: "ApplyDueTransfers", on: day(5) }, [back], { days: 5 }))
    assert.deepStrictEqual([applied.state, ...outcomes(applied)], ["PartiallyApplied", "moves", "moves", "declined"])
  })

  it("carries a scheduled transfer out on its day, never before, and moves nobody who chose otherwise [TRF-06 TRF-08]", () => {
    const scheduled = started(calheers, day(4))
    assert.deepStrictEqual(outcomes(scheduled), ["planned", "planned", "planned"])
    assert.deepStrictEqual(decide({ _tag: "ApplyDueTransfers", on: day(4) }, [scheduled], { days: 3 }), {
      _tag: "Accepted",
      events: []
    })
    const holding = [held[0], Sample.delegation(2, "Ended", from), held[2]] as ReadonlyArray<Delegation.Delegation>
    const event = done({ _tag: "ApplyDueTransfers", on: day(4) }, [scheduled], { days: 4, holding })
    assert.deepStrictEqual([event.to, ...outcomes(event)], ["PartiallyApplied", "moves", "not-held", "moves"])
  })

  it("takes a case for the target's own only where the target holds it in that agency [TRF-06]", () => {
    const request = Sample.delegation(1, "Requested", from)
    const scheduled = started(calheers, day(4))
    const on = (agent: number, agency: number) => {
      const delegate = { agentId: Sample.agentId(agent), agencyId: Sample.agencyId(agency) }
      const decided = Progress.decide(
        { _tag: "ApplyDueTransfers", on: day(4) },
        {
          transfers: [{ ...scheduled, rows: scheduled.rows.slice(0, 1) }],
          open: () => [{ ...Sample.delegation(8, "Active", { delegate }), caseId: request.caseId }],
          delegation: () => request,
          member: () => Sample.member(2)
        },
        Sample.context({ at: Dates.plusHours(Sample.now, 96) })
      )
      const last = decided._tag === "Accepted" ? decided.events.at(-1) : assert.fail(decided.message)
      return last?._tag === "TransferMoved" ? outcomes(last) : assert.fail("nothing happened")
    }
    assert.deepStrictEqual(on(2, 0), ["already-held"])
    assert.deepStrictEqual(on(3, 0), ["moves"])
    assert.deepStrictEqual(on(2, 3), ["moves"])
  })

  it("judges the target again on the day, and then moves nobody [TRF-03]", () => {
    const scheduled = started(calheers, day(4))
    const event = done({ _tag: "ApplyDueTransfers", on: day(4) }, [scheduled], { days: 4, good: false })
    assert.deepInclude(event, { to: "Rejected", rejection: "target-without-authority" })
    assert.deepStrictEqual(outcomes(event), ["refused", "refused", "refused"])
  })

  it("numbers the successors of several transfers apart", () => {
    const one = started(calheers, day(1))
    const others = [4, 5, 6].map((n) => Sample.delegation(n, "Active", from))
    const rows = others.map(({ caseId, delegationId }) => ({ delegationId, caseId, outcome: "planned" as const }))
    const two: Transfer.Transfer = { ...one, transferId: Id.make("t-2"), rows }
    const run = { _tag: "ApplyDueTransfers", on: day(1) } as const
    const decided = decide(run, [one, two], { days: 1, holding: [...held, ...others] })
    const ids = (decided._tag === "Accepted" ? decided.events : []).flatMap((event) =>
      event._tag === "DelegationOpened" ? [event.delegation.delegationId] : []
    )
    assert.strictEqual(new Set(ids).size, 6)
  })

  it("says what has moved when it is cancelled in the middle", () => {
    const first = started(asking)
    const moved = Transfer.evolve(first, done(of("ConfirmTransfer", 1), [first]))
    const cancelled = Transfer.evolve(moved, done({ _tag: "CancelTransfer", transferId }, [moved]))
    assert.deepStrictEqual(
      [cancelled.state, ...outcomes(cancelled)],
      ["PartiallyApplied", "moves", "cancelled", "cancelled"]
    )
    assert.strictEqual(done({ _tag: "CancelTransfer", transferId }, [first]).to, "Cancelled")
  })

  it("leaves papers of a book that leaves to managers and the exchange: staff move books inside the agency alone [TRF-09]", () => {
    const papers = { ...started(calheers, day(30)), submittedBy: Sample.agencyId() }
    const cancel = (transfer: Transfer.Transfer, actor: ReturnType<typeof Sample.asAgent> | typeof staff) =>
      Progress.decide(
        { _tag: "CancelTransfer", transferId },
        { transfers: [transfer], open: () => [], delegation: () => undefined, member: () => undefined },
        Sample.context({ actor })
      )
    const staff = {
      _tag: "Staff",
      userId: Id.make<Id.UserId>("helper"),
      agencyId: Sample.agencyId(),
      level: 2
    } as const
    assert.deepInclude(cancel(papers, staff), { code: "PapersOfManagers", rule: "TRF-09" })
    assert.deepInclude(cancel(papers, Sample.asAgent(0)), { _tag: "Accepted" })
    assert.deepInclude(cancel(started(calheers, day(30)), staff), { _tag: "Accepted" })
  })

  it("lets whoever has said yes say no after the questions have ended [TRF-12]", () => {
    const waiting = started(asking, day(20))
    const yes = Transfer.evolve(waiting, done(of("ConfirmTransfer", 1), [waiting]))
    assert.deepStrictEqual(outcomes(done(of("DeclineTransfer", 1), [yes], { days: 12 })), ["declined"])
    assert.strictEqual(refused(of("DeclineTransfer", 2), [yes], { days: 12 }), "TRF-12 AnsweredTooLate")
  })

  it("moves on its day who has said yes, and lets the questions to the others run [TRF-08 TRF-12]", () => {
    const waiting = started(asking, day(5))
    const yes = Transfer.evolve(waiting, done(of("ConfirmTransfer", 1), [waiting]))
    const onDay = done({ _tag: "ApplyDueTransfers", on: day(5) }, [yes], { days: 5 })
    assert.deepStrictEqual([onDay.to, ...outcomes(onDay)], ["AwaitingConsent", "moves"])
    const moved = Transfer.evolve(yes, onDay)
    const over = done({ _tag: "ApplyDueTransfers", on: day(10) }, [moved], { days: 10 })
    assert.deepStrictEqual([over.to, ...outcomes(over)], ["PartiallyApplied", "expired", "expired"])
  })

  it("asks nothing of the target where nobody moves, and rejects where the target is gone [TRF-03]", () => {
    const unanswered = done({ _tag: "ApplyDueTransfers", on: day(10) }, [started(asking)], { days: 10, good: false })
    assert.deepInclude(unanswered, { to: "Rejected", rejection: "nothing-moved" })
    assert.deepStrictEqual(outcomes(unanswered), ["expired", "expired", "expired"])
    const gone = Progress.decide(
      { _tag: "ApplyDueTransfers", on: day(4) },
      {
        transfers: [started(calheers, day(4))],
        open: () => [],
        delegation: (id) => held[Number(id.at(-1)) - 1],
        member: () => undefined
      },
      Sample.context({ at: Dates.plusHours(Sample.now, 96) })
    )
    assert.deepNestedInclude(gone, { "events[0].to": "Rejected", "events[0].rejection": "target-without-authority" })
  })

  it("does not hold what is not there any more", () => {
    const due = done({ _tag: "ApplyDueTransfers", on: day(2) }, [started(calheers, day(2))], { days: 2, holding: [] })
    assert.deepStrictEqual(outcomes(due), ["not-held", "not-held", "not-held"])
  })

  it("is due while it waits for answers or for its day, and not in the hands of the exchange", () => {
    const scheduled = started(calheers, day(2))
    assert.isTrue(Progress.isDue(scheduled, day(2)))
    assert.isFalse(Progress.isDue({ ...scheduled, state: "ExchangeReview" }, day(2)))
  })

  it("stays scheduled while some of it is still planned", () => {
    const scheduled = started(calheers, day(2))
    const [first] = scheduled.rows
    const event = Progress.settled(scheduled, first === undefined ? [] : [{ ...first, outcome: "not-held" }])
    assert.deepInclude(event, { from: "Scheduled", to: "Scheduled" })
  })

  it("keeps its day when it was ready in time", () => {
    const waiting = started(asking, day(5))
    for (const days of [4, 5]) assert.notProperty(done(of("ConfirmTransfer", 1), [waiting], { days }), "effectiveOn")
  })

  it("cancels requests for whoever has got the case in the same run, of each kind [TRF-07]", () => {
    const kinds = ["producer", "assister"] as const
    const of = (from: number, state: "Active" | "Requested") =>
      kinds.map((kind, n) =>
        Sample.delegation(10 * from + n, state, {
          ...{ kind, caseId: Sample.caseId(1) },
          delegate: { agentId: Sample.agentId(from), agencyId: Sample.agencyId() }
        })
      )
    const [cases, wishes] = [of(1, "Active"), of(4, "Requested")]
    const moving = (name: Id.TransferId, from: number, them: typeof cases): Transfer.Transfer => ({
      ...{ ...started(calheers, day(2)), transferId: name, fromAgentId: Sample.agentId(from) },
      rows: them.map(({ caseId, delegationId }) => ({ delegationId, caseId, outcome: "planned" }))
    })
    const both = [moving(transferId, 1, cases), moving(otherId, 4, wishes)]
    const holding = [...cases, ...wishes]
    const last = done({ _tag: "ApplyDueTransfers", on: day(2) }, both, { days: 2, holding })
    assert.deepStrictEqual([last.transferId, ...outcomes(last)], [otherId, "already-held", "already-held"])
  })
})
