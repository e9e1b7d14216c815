/**
 * Laws of the checklist: the order of its items and the counting of the exam.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import * as Certification from "@agencybook/core/Certification"
import type { Decision } from "@agencybook/core/Decider"
import * as Requirement from "@agencybook/core/Requirement"
import * as fc from "fast-check"
import { acceptedAs, all, broken, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const began = Dates.plusHours(Sample.now, -1)
const met = fc.subarray([...Requirement.items])
const waits: Partial<Record<Requirement.Item, readonly [Requirement.Item, string, "AGT-04" | "AGT-06"]>> = {
  "lms-invited": ["licence-validated", "ItemOutOfOrder", "AGT-04"],
  "training-complete": ["licence-validated", "ItemOutOfOrder", "AGT-04"],
  "fee-paid": ["exam-passed", "FeeOutOfOrder", "AGT-06"],
  "agreement-signed": ["fee-paid", "FeeOutOfOrder", "AGT-06"]
}

/** Requirements are begun, met, failed and waived in their order. @category laws */
export const requirementsInOrder = make({
  id: "checklist-in-order",
  sentence:
    "whatever is recorded of an item, the licence comes before the training, the exam before the fee, and the fee before the agreement",
  rules: ["AGT-04", "AGT-05", "AGT-06"],
  input: fc.record({
    met,
    item: fc.constantFrom(...Requirement.items),
    outcome: fc.constantFrom(...(["InProgress", "Met", "Failed", "Waived"] as const))
  }),
  holds: ({ item, met, outcome }, rules) => {
    const checklist = Sample.checklist(met)
    const answer = rules.requirement.record(checklist, item, outcome, Sample.now)
    if (item === "exam-passed") return refusedAs(answer, "ExamNeedsScore", "AGT-05")
    const wait = waits[item]
    if (wait !== undefined && !met.includes(wait[0])) return refusedAs(answer, wait[1], wait[2])
    return acceptedAs(answer, [
      { ...checklist, items: { ...checklist.items, [item]: { state: outcome, at: Sample.now } } }
    ])
  }
})

type Steps = Readonly<Record<Exclude<Requirement.ItemState, "Expired">, ReadonlyArray<Requirement.ItemOutcome>>>

/** What can be recorded of an item after what, ahead and back; `Expired` is not met in an application. */
const steps: Steps = {
  NotStarted: ["InProgress", "Met", "Failed", "Waived"],
  InProgress: ["InProgress", "Met", "Failed", "Waived"],
  Met: ["InProgress", "Met", "Failed", "Waived"],
  Failed: ["InProgress", "Met", "Failed", "Waived"],
  Waived: ["InProgress", "Met", "Failed", "Waived"]
}
const everyStep = (Object.keys(steps) as Array<keyof Steps>).flatMap((from) =>
  steps[from].map((outcome) => ({ from, outcome }))
)

/** What has expired is met again, and nothing else. @category laws */
export const itemsGoByTheirTable = make({
  id: "checklist-items-go-by-their-table",
  sentence:
    "an item goes where its table leads, whatever it was before; what is met or waived expires and is taken up anew, what has expired can be met and is neither begun nor failed nor waived, and only what is begun or met can be as if it had not begun",
  rules: ["AGT-07", "AGT-10"],
  input: fc.record({
    item: fc.constantFrom(...Requirement.items.filter((one) => one !== "exam-passed")),
    from: fc.constantFrom(...Requirement.machine.states),
    outcome: fc.constantFrom(...(["InProgress", "Met", "Failed", "Waived"] as const))
  }),
  holds: ({ from, item, outcome }, rules) => {
    const whole = Sample.checklist(Requirement.items)
    const checklist = { ...whole, items: { ...whole.items, [item]: { state: from } } }
    const answer = rules.requirement.record(checklist, item, outcome, Sample.now)
    const ends = from === "Met" || from === "Waived"
    const late = [rules.requirement.step(checklist, item, "expire"), rules.requirement.step(checklist, item, "restart")]
    const untaken = rules.requirement.step(checklist, item, "retract")
    return all(
      same(
        untaken._tag === "Edge" ? untaken.to : [untaken.code, untaken.rule],
        from === "Met" || from === "InProgress" ? "NotStarted" : ["NotAllowedFrom", "AGT-10"],
        "where it leads that it never took place"
      ),
      same(
        late.map((next) => (next._tag === "Edge" ? next.to : next.code)),
        ends ? ["Expired", "NotStarted"] : ["NotAllowedFrom", "NotAllowedFrom"],
        "where its time and the last try of the exam lead it"
      ),
      from === "Expired" && outcome !== "Met"
        ? refusedAs(answer, "NotAllowedFrom", "AGT-10")
        : acceptedAs(answer, [
            { ...checklist, items: { ...checklist.items, [item]: { state: outcome, at: Sample.now } } }
          ])
    )
  }
})

/** What was recorded wrongly can be recorded anew while the application is open. @category laws */
export const itemsAreCorrected = make({
  id: "checklist-items-are-corrected",
  sentence:
    "in an open application each outcome of an item follows each state of it and changes no other item; an applicant who is eligible is pending again as soon as what was met or waived is no longer, and an exam that was passed is not recorded once more",
  rules: ["AGT-05", "AGT-07"],
  runs: 400,
  input: fc.record({
    item: fc.constantFrom(...Requirement.items),
    step: fc.constantFrom(...everyStep),
    score: fc.constantFrom(0, 79, 80, 100)
  }),
  holds: ({ item, score, step: { from, outcome } }, rules) => {
    const agentId = Sample.agentId(1)
    const earlier = Dates.plusHours(Sample.now, -1)
    const whole = Sample.checklist(Requirement.items)
    const checklist =
      item === "exam-passed" ? whole : { ...whole, items: { ...whole.items, [item]: { state: from, at: earlier } } }
    const done = (state: string): boolean => state === "Met" || state === "Waived"
    const stateOf = (complete: boolean, since: Dates.Instant, now: Requirement.Checklist) =>
      ({ _tag: complete ? "Eligible" : "Pending", since, checklist: now }) as const
    const before = stateOf(item === "exam-passed" || done(from), earlier, checklist)
    const decide = (command: Parameters<typeof rules.certification.decide>[0]) =>
      rules.certification.decide(
        command,
        { certification: before, licence: Sample.licence(1), agencyCertified: true },
        Sample.context()
      )
    if (item === "exam-passed")
      return all(
        refusedAs(decide({ _tag: "RecordExam", agentId, score }), "ExamPassed", "AGT-05"),
        refusedAs(decide({ _tag: "RecordRequirement", agentId, item, outcome }), "ExamNeedsScore", "AGT-05")
      )
    const next = { ...checklist, items: { ...checklist.items, [item]: { state: outcome, at: Sample.now } } }
    const after = stateOf(done(outcome), Sample.now, next)
    const trigger = after._tag === "Eligible" ? "complete" : "reopen"
    return acceptedAs(decide({ _tag: "RecordRequirement", agentId, item, outcome }), [
      { _tag: "ChecklistRecorded", agentId, item, checklist: next },
      ...(after._tag === before._tag
        ? []
        : [{ _tag: "CertificationMoved", agentId, trigger, from: before._tag, to: after }])
    ])
  }
})

/** The exam counts as the policy says. @category laws */
export const examCounts = make({
  id: "exam-counts",
  sentence:
    "a score at the mark passes, once, one below it fails, and the last allowed failure restarts the curriculum",
  rules: ["AGT-05", "AGT-04"],
  input: fc.record({
    score: fc.oneof(
      fc.integer({ min: 75, max: 85 }),
      fc.integer({ min: -2, max: 102 }),
      fc.constantFrom(-1, 0, 100, 101, 79.5, Number.NaN)
    ),
    before: fc.constantFrom("NotStarted", "NotStarted", "InProgress", "Met" as const),
    attemptsUsed: fc.integer({ min: 0, max: 2 }),
    cycle: fc.integer({ min: 1, max: 3 }),
    trained: fc.boolean(),
    passMark: fc.constantFrom(80, 80, 70)
  }),
  holds: ({ attemptsUsed, before: state, cycle, passMark, score, trained }, rules) => {
    const blank = Sample.checklist(trained ? ["licence-validated", "training-complete"] : ["licence-validated"])
    const before = { ...blank, items: { ...blank.items, "exam-passed": { state } } } as typeof blank
    const policy = { ...Sample.policy(), exam: { passMark, attempts: 3 } }
    const answer = rules.requirement.recordExam({ ...before, exam: { attemptsUsed, cycle } }, score, Sample.now, policy)
    if (!Number.isInteger(score) || score < 0 || score > 100) return refusedAs(answer, "BadScore", "AGT-05")
    if (state === "Met") return refusedAs(answer, "ExamPassed", "AGT-05")
    if (!trained) return refusedAs(answer, "ItemOutOfOrder", "AGT-04")
    const passed = score >= passMark
    const restarts = !passed && attemptsUsed === 2
    return acceptedAs(answer, [
      {
        items: {
          ...before.items,
          "exam-passed": { state: passed ? "Met" : "InProgress", at: Sample.now },
          ...(restarts ? { "training-complete": { state: "NotStarted", at: Sample.now } } : {})
        },
        exam: restarts ? { attemptsUsed: 0, cycle: cycle + 1 } : { attemptsUsed: attemptsUsed + 1, cycle }
      }
    ])
  }
})

const others = ["fee-paid", "agreement-signed", "voter-registration-training"] as const
type Tried = { readonly attempts: number; readonly failed: number; readonly trained: "Met" | "Waived" }

/** An application whose exam was failed some times, with the training done as often as that needs. */
const triedOften = (
  { attempts, failed, trained }: Tried,
  met: ReadonlyArray<Requirement.Item>,
  { requirement }: Pick<Rules, "requirement">
): Requirement.Checklist => {
  const policy = { ...Sample.policy(), exam: { passMark: 80, attempts } }
  const training = (one: Requirement.Checklist): Requirement.Checklist => ({
    ...one,
    items: { ...one.items, "training-complete": { state: trained, at: began } }
  })
  return Array.from({ length: failed }).reduce<Requirement.Checklist>(
    (before) => {
      const answer = requirement.recordExam(before, 50, began, policy)
      return answer._tag === "Refused" ? before : training(answer.events[0] ?? before)
    },
    training(Sample.checklist(met))
  )
}

const checklistOf = (answer: Decision<Certification.Event>): Requirement.Checklist => {
  const [event] = eventsOf(answer)
  return event?._tag === "ChecklistRecorded" ? event.checklist : Requirement.initial
}

const statesOf = ({ exam: { attemptsUsed, cycle }, items }: Requirement.Checklist) => ({
  exam: { attemptsUsed, cycle },
  states: Object.entries(items).map(([item, { state }]) => [item, state])
})

/** A result that was wrong is as if the right one had been recorded. @category laws */
export const examIsCorrected = make({
  id: "exam-is-corrected",
  sentence:
    "a result of the exam that was recorded wrongly is corrected in an open application: tries, rounds and the training are as if the right score, or none, had been recorded in its place; what was met meanwhile stays, and what was recorded before is named",
  rules: ["AGT-05", "AGT-07"],
  runs: 600,
  input: fc.record({
    tried: fc.record({
      attempts: fc.integer({ min: 1, max: 3 }),
      failed: fc.integer({ min: 0, max: 4 }),
      trained: fc.constantFrom(...(["Met", "Waived"] as const))
    }),
    met: fc.oneof(fc.constant([...others]), fc.subarray([...others])),
    wrong: fc.constantFrom(0, 79, 80, 100),
    right: fc.constantFrom(undefined, 0, 79, 80, 100, 101),
    meanwhile: fc.option(fc.constantFrom(...(["InProgress", "Failed", "Met", "Waived"] as const)), { nil: undefined })
  }),
  holds: ({ meanwhile, met, right, tried, wrong }, rules) => {
    const agentId = Sample.agentId(1)
    const policy = { ...Sample.policy(), exam: { passMark: 80, attempts: tried.attempts } }
    const before = triedOften(tried, ["licence-validated", "lms-invited", ...met], rules)
    const [recorded] = eventsOf(rules.requirement.recordExam(before, wrong, began, policy))
    if (recorded === undefined) return broken("the wrong score was not recorded")
    const reopened = recorded.items["training-complete"].state === "NotStarted"
    // Whoever had to has begun the training anew, or done it again.
    const next = (one: Requirement.Checklist, state: Requirement.ItemState): Requirement.Checklist => ({
      ...one,
      items: { ...one.items, "training-complete": { state, at: began } }
    })
    const checklist = reopened && meanwhile !== undefined ? next(recorded, meanwhile) : recorded
    const stateOf = (one: Requirement.Checklist, since: Dates.Instant) => {
      const whole = Requirement.items.every((item) => ["Met", "Waived"].includes(one.items[item].state))
      return { _tag: whole ? "Eligible" : "Pending", since, checklist: one } as const
    }
    const certification = stateOf(checklist, began)
    const answer = rules.certification.decide(
      { _tag: "CorrectExam", agentId, ...(right === undefined ? {} : { score: right }) },
      { certification, licence: Sample.licence(1), agencyCertified: true },
      Sample.context({ policy })
    )
    const result = (score: number) => (score >= 80 ? "passed" : "failed")
    if (right === 101) return refusedAs(answer, "BadScore", "AGT-05")
    if (right !== undefined && result(right) === result(wrong)) return refusedAs(answer, "ExamAsRecorded", "AGT-05")
    const [instead] =
      right === undefined ? [before] : eventsOf(rules.requirement.recordExam(before, right, began, policy))
    if (instead === undefined) return broken("the right score was not recorded")
    const done = meanwhile === "Met" || meanwhile === "Waived"
    const [told, ...moves] = eventsOf(answer)
    if (told?._tag !== "ChecklistRecorded") return broken("no correction was recorded")
    const after = stateOf(told.checklist, Sample.now)
    const { checklist: now, ...rest } = told
    return all(
      same(
        rest,
        {
          ...{ _tag: "ChecklistRecorded", agentId, item: "exam-passed", corrects: result(wrong) },
          ...(right === undefined ? {} : { result: result(right) })
        },
        "what was recorded"
      ),
      same(statesOf(now), statesOf(reopened && done ? next(instead, meanwhile) : instead), "what stands now"),
      same(now.items["exam-passed"].at, Sample.now, "since when it stands"),
      same(
        [...others, "licence-validated" as const].map((item) => now.items[item]),
        [...others, "licence-validated" as const].map((item) => checklist.items[item]),
        "what was met meanwhile"
      ),
      same(
        moves,
        after._tag === certification._tag
          ? []
          : [
              {
                ...{ _tag: "CertificationMoved", agentId, from: certification._tag, to: after },
                trigger: after._tag === "Eligible" ? "complete" : "reopen"
              }
            ],
        "whether the application is complete"
      )
    )
  }
})

/** Without a result there is nothing to correct, and nothing is corrected once somebody was certified on it. @category laws */
export const examStandsAfterwards = make({
  id: "exam-stands-afterwards",
  sentence:
    "a result of the exam is corrected only in an open application that has one: nothing is before the first try, after the application, or once somebody is certified, for whom a suspension or an end is left",
  rules: ["AGT-05", "AGT-07", "AGT-20"],
  input: fc.record({
    state: fc.constantFrom(...Certification.machine.states),
    exam: fc.constantFrom(...(["NotStarted", "Failed", "Waived"] as const)),
    order: fc.constantFrom(...(["InProgress", "Met"] as const)),
    score: fc.constantFrom(undefined, 79, 80)
  }),
  holds: ({ exam, order, score, state }, rules) => {
    const agentId = Sample.agentId(1)
    const whole = Sample.checklist(Requirement.items)
    const correcting = (certification: Certification.Certification) =>
      rules.certification.decide(
        { _tag: "CorrectExam", agentId, ...(score === undefined ? {} : { score }) },
        { certification, licence: Sample.licence(1), agencyCertified: true },
        Sample.context()
      )
    if (state === "Certified" || state === "Suspended")
      return refusedAs(correcting(Sample.certification(state)), "CertifiedOnExam", "AGT-20")
    if (state !== "Pending" && state !== "Eligible")
      return refusedAs(correcting(Sample.certification(state)), "NotAllowedFrom", "AGT-07")
    const checklist = { ...whole, items: { ...whole.items, "exam-passed": { state: exam } } }
    // What somebody failed cannot be passed while the training it builds on is not done.
    const untrained = { ...whole.items, "training-complete": { state: "InProgress" }, "exam-passed": { state: order } }
    const open = { items: untrained, exam: { attemptsUsed: 1, cycle: 1 } } as Requirement.Checklist
    const answer = correcting({ _tag: "Pending", since: Sample.now, checklist: open })
    return all(
      refusedAs(correcting({ _tag: state, since: Sample.now, checklist }), "NoExamResult", "AGT-05"),
      score === undefined
        ? same(statesOf(checklistOf(answer)).exam, { attemptsUsed: 0, cycle: 1 }, "the tries that are left")
        : refusedAs(answer, "ItemOutOfOrder", "AGT-04")
    )
  }
})

/** What is recorded is told, and moves an application with it. @category laws */
export const recordedIsTold = make({
  id: "checklist-recorded-is-told",
  sentence:
    "what is recorded of an application is told by its item, with the result of an exam and of nothing else; with the last item it is complete, and it is reopened when an item that was met is no longer",
  rules: ["AGT-04", "AGT-05", "AGT-07"],
  runs: 600,
  input: fc.record({
    met: fc.oneof(fc.constant([...Requirement.items]), fc.shuffledSubarray([...Requirement.items], { minLength: 6 })),
    item: fc.constantFrom(...Requirement.items),
    outcome: fc.constantFrom(...(["InProgress", "Met", "Met", "Failed", "Waived"] as const)),
    score: fc.option(fc.constantFrom(79, 80, 100), { nil: undefined })
  }),
  holds: ({ item, met, outcome, score }, rules) => {
    const agentId = Sample.agentId(1)
    const checklist = Sample.checklist(met)
    const whole = (one: Requirement.Checklist): boolean =>
      Requirement.items.every((of) => ["Met", "Waived"].includes(one.items[of].state))
    const stateOf = (one: Requirement.Checklist) =>
      ({ _tag: whole(one) ? "Eligible" : "Pending", since: Sample.now, checklist: one }) as const
    const before = stateOf(checklist)
    const answer = rules.certification.decide(
      score === undefined
        ? { _tag: "RecordRequirement", agentId, item, outcome }
        : { _tag: "RecordExam", agentId, score },
      { certification: before, licence: Sample.licence(1), agencyCertified: true },
      Sample.context()
    )
    const recorded =
      score === undefined
        ? rules.requirement.record(checklist, item, outcome, Sample.now)
        : rules.requirement.recordExam(checklist, score, Sample.now, Sample.policy())
    if (recorded._tag === "Refused") return refusedAs(answer, recorded.code, recorded.rule)
    const [next] = recorded.events
    if (next === undefined) return broken("nothing was recorded")
    const after = stateOf(next)
    const result = score === undefined ? {} : { result: score >= Sample.policy().exam.passMark ? "passed" : "failed" }
    const trigger = after._tag === "Eligible" ? "complete" : "reopen"
    return acceptedAs(answer, [
      {
        ...{ _tag: "ChecklistRecorded", agentId, checklist: next, ...result },
        item: score === undefined ? item : "exam-passed"
      },
      ...(after._tag === before._tag
        ? []
        : [{ _tag: "CertificationMoved", agentId, trigger, from: before._tag, to: after }])
    ])
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [
  requirementsInOrder,
  itemsGoByTheirTable,
  itemsAreCorrected,
  examCounts,
  examIsCorrected,
  examStandsAfterwards,
  recordedIsTold
]
