/**
 * The law of the days in which a consumer has to prove something.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import type { Policy } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import { all, eventsOf, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const verified = Sample.household(1)

/** What a feed asks for is due after the window of the policy, unless it says a day. @category laws */
export const documentWindow = make({
  id: "knob-document-window",
  sentence:
    "a verification that a feed tells without the day on which it is due has the days of the policy from the day on which it was asked for, which is that of the delivery at the exchange when none is told; a told day counts, and what was open before stays due when it was",
  rules: ["CAS-01"],
  input: fc.record({
    days: fc.integer({ min: 0, max: 365 }),
    told: fc.boolean(),
    asked: fc.boolean(),
    open: fc.constantFrom("no", "of another kind", "yes" as const),
    evening: fc.boolean()
  }),
  holds: ({ asked, days, evening, open, told }, { case: { decide } }) => {
    const policy: Policy = { ...Sample.policy(), documentWindowDays: days }
    const due = Dates.make("2026-04-04")
    const before = Dates.make("2026-05-05")
    const askedOn = Dates.make("2026-02-02")
    // In the evening of an American exchange it is the next day already where UTC is counted.
    const at = evening
      ? Dates.plusHours(Dates.startOf(Dates.plusDays(Sample.today, 1), policy.timeZone), -3)
      : Dates.instant("2026-03-03T18:00:00.000Z")
    const known =
      open === "no" ? [] : [{ kind: open === "yes" ? ("income" as const) : ("ssn" as const), dueOn: before }]
    const delivered = {
      ...verified,
      verifications: [{ kind: "income" as const, ...(told ? { dueOn: due } : {}), ...(asked ? { askedOn } : {}) }]
    }
    const answer = decide(
      { _tag: "RecordCases", entries: [{ case: delivered }] },
      { case: () => ({ ...verified, verifications: known }), byNumber: () => verified, member: () => undefined },
      Sample.context({ policy, at, actor: Sample.system })
    )
    const recorded = eventsOf(answer).flatMap((event) =>
      event._tag === "CaseRecorded" ? event.case.verifications : []
    )
    const first = asked ? askedOn : Dates.make("2026-03-03")
    const dueOn = told ? due : open === "yes" && !asked ? before : Dates.plusDays(first, days)
    return same(recorded, [{ kind: "income", dueOn }], "what is open")
  }
})

/** What was open stays due when it was, each for itself. @category laws */
export const staysDue = make({
  id: "case-verification-stays-due",
  sentence:
    "verifications that a feed delivers again without a day stay due when they were, each of a kind for itself and also where it says whose one is only from now on; one more of a kind is new and has the window of the policy",
  rules: ["CAS-01"],
  runs: 1_000,
  input: fc.record({
    open: fc.array(
      fc.record({
        kind: fc.constantFrom("income" as const, "ssn" as const),
        whose: fc.constantFrom("known", "told now", "nobody's" as const),
        told: fc.constantFrom(true, false, false)
      }),
      { maxLength: 4 }
    ),
    more: fc.option(fc.constantFrom("income" as const, "ssn" as const), { nil: undefined })
  }),
  holds: ({ more, open }, { case: { decide } }) => {
    const members = Array.from({ length: 4 }, () => "QhpAptc" as const)
    const idOf = (n: number) => Id.make<Id.MemberId>(`member-${n}`)
    const persons = members.map((_, n) => ({ memberId: idOf(n), relation: n === 0 ? "self" : "child" }) as const)
    const dueOf = (n: number) => Dates.plusDays(Sample.today, 7 * n - 7)
    const before = open.map(({ kind, whose }, n) => ({
      ...{ kind, dueOn: dueOf(n), ...(whose === "known" ? { memberId: idOf(n) } : {}) }
    }))
    const again = open.map(({ kind, told, whose }, n) => ({
      ...{ kind, ...(told ? { dueOn: dueOf(n) } : {}), ...(whose === "nobody's" ? {} : { memberId: idOf(n) }) }
    }))
    const household = Sample.household(0, { members, persons })
    const verifications = more === undefined ? again : [...again, { kind: more }]
    const answer = decide(
      { _tag: "RecordCases", entries: [{ case: { ...household, verifications } }] },
      { case: () => ({ ...household, verifications: before }), byNumber: () => household, member: () => undefined },
      Sample.context({ actor: Sample.system })
    )
    const recorded = eventsOf(answer).flatMap((event) =>
      event._tag === "CaseRecorded" ? event.case.verifications : []
    )
    const daysOf = (list: ReadonlyArray<{ readonly kind: string; readonly dueOn: string }>) =>
      list.map(({ dueOn, kind }) => `${kind} ${dueOn}`).sort()
    const anew = Dates.plusDays(Sample.today, Sample.policy().documentWindowDays)
    return all(
      same(
        daysOf(recorded),
        daysOf([...before, ...(more === undefined ? [] : [{ kind: more, dueOn: anew }])]),
        "the days"
      ),
      ...open.map(({ told, whose }, n) =>
        same(recorded[n]?.dueOn, told || whose === "known" ? dueOf(n) : recorded[n]?.dueOn, `the day of number ${n}`)
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [documentWindow, staysDue] as ReadonlyArray<Law>
