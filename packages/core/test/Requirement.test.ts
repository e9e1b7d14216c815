import { assert, describe, it } from "@effect/vitest"
import { calheers } from "../src/Policy.ts"
import * as Requirement from "../src/Requirement.ts"
import * as Sample from "./fixture/sample.ts"

type Answer = ReturnType<typeof Requirement.record>

const accepted = (answer: Answer): Requirement.Checklist => {
  if (answer._tag === "Refused") return assert.fail(answer.message)
  return answer.events[0] as Requirement.Checklist
}
const refused = (answer: Answer) => (answer._tag === "Refused" ? `${answer.rule} ${answer.code}` : "accepted")
const trained = Sample.checklist(["licence-validated", "lms-invited", "training-complete"])
const exam = (checklist: Requirement.Checklist, score: number) =>
  Requirement.recordExam(checklist, score, Sample.now, calheers)

describe("Requirement.recordExam", () => {
  it("fails at 79 and passes at 80 [AGT-05]", () => {
    const failed = accepted(exam(trained, 79))
    assert.strictEqual(failed.items["exam-passed"].state, "InProgress")
    assert.deepStrictEqual(failed.exam, { attemptsUsed: 1, cycle: 1 })
    const passed = accepted(exam(trained, 80))
    assert.strictEqual(passed.items["exam-passed"].state, "Met")
    assert.deepStrictEqual(passed.exam, { attemptsUsed: 1, cycle: 1 })
  })

  it("restarts the curriculum at the third failure: no try used, second cycle, training open", () => {
    const third = [79, 79, 79].reduce((checklist, score) => accepted(exam(checklist, score)), trained)
    assert.deepStrictEqual(third.exam, { attemptsUsed: 0, cycle: 2 })
    assert.strictEqual(third.items["training-complete"].state, "NotStarted")
    assert.strictEqual(refused(exam(third, 100)), "AGT-04 ItemOutOfOrder")
  })

  it("passes at the third try", () => {
    const passed = [79, 0, 100].reduce((checklist, score) => accepted(exam(checklist, score)), trained)
    assert.strictEqual(passed.items["exam-passed"].state, "Met")
    assert.deepStrictEqual(passed.exam, { attemptsUsed: 3, cycle: 1 })
  })

  it.each([-1, 101, 79.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses a score of %d", (score) => {
    assert.strictEqual(refused(exam(trained, score)), "AGT-05 BadScore")
  })

  it("begins no exam anew that is over, and opens no training that was not taken [AGT-10]", () => {
    const items = { ...trained.items, "exam-passed": { state: "Expired" as const } }
    const over = { ...trained, items }
    assert.strictEqual(refused(exam(over, 50)), "AGT-10 NotAllowedFrom")
    assert.strictEqual(refused(exam(over, 90)), "accepted")
    const early = Sample.checklist(["licence-validated"])
    assert.strictEqual(Requirement.restarted(early, Sample.now), early)
  })

  it("waits for the training", () => {
    assert.strictEqual(refused(exam(Sample.checklist(["licence-validated"]), 90)), "AGT-04 ItemOutOfOrder")
  })
})

describe("Requirement.correctExam", () => {
  const correct = (checklist: Requirement.Checklist, score?: number) =>
    Requirement.correctExam(checklist, score, Sample.now, calheers)
  const states = ({ exam, items }: Requirement.Checklist) => [
    ...[items["exam-passed"].state, items["training-complete"].state],
    ...[exam.attemptsUsed, exam.cycle]
  ]
  const tried = (...scores: ReadonlyArray<number>) =>
    scores.reduce((checklist, score) => accepted(exam(checklist, score)), trained)

  it("puts the right result in the place of the wrong one, in the same try [AGT-05]", () => {
    assert.deepStrictEqual(states(accepted(correct(tried(79, 90), 70))), ["InProgress", "Met", 2, 1])
    assert.deepStrictEqual(states(accepted(correct(tried(79, 70), 90))), ["Met", "Met", 2, 1])
    assert.deepStrictEqual(states(accepted(correct(tried(79, 79, 90), 70))), ["InProgress", "NotStarted", 0, 2])
  })

  it("takes out a try that never took place, down to an exam that has not begun", () => {
    assert.deepStrictEqual(states(accepted(correct(tried(79, 90)))), ["InProgress", "Met", 1, 1])
    assert.deepStrictEqual(states(accepted(correct(tried(90)))), ["NotStarted", "Met", 0, 1])
    const twice = accepted(correct(accepted(correct(tried(79, 79)))))
    assert.deepStrictEqual(states(twice), ["NotStarted", "Met", 0, 1])
    assert.strictEqual(refused(correct(twice)), "AGT-05 NoExamResult")
  })

  it("gives back the training that a wrong third failure has taken, done or waived as it was", () => {
    assert.deepStrictEqual(states(accepted(correct(tried(79, 79, 79), 80))), ["Met", "Met", 3, 1])
    const waived = { ...trained, items: { ...trained.items, "training-complete": { state: "Waived" as const } } }
    const third = [79, 79, 79].reduce<Requirement.Checklist>((one, score) => accepted(exam(one, score)), waived)
    assert.deepStrictEqual(states(accepted(correct(third))), ["InProgress", "Waived", 2, 1])
    // Nothing of it is left once the exam is taken again.
    assert.deepStrictEqual(accepted(correct(third, 90)).exam, { attemptsUsed: 3, cycle: 1 })
  })

  it("refuses a score that is none, and one that means what is recorded", () => {
    assert.strictEqual(refused(correct(tried(90), 101)), "AGT-05 BadScore")
    assert.strictEqual(refused(correct(tried(90), 85)), "AGT-05 ExamAsRecorded")
    assert.strictEqual(refused(correct(tried(79, 79, 79), 10)), "AGT-05 ExamAsRecorded")
    assert.strictEqual(refused(correct(trained, 85)), "AGT-05 NoExamResult")
  })
})

describe("Requirement.record", () => {
  const record = (checklist: Requirement.Checklist, item: Requirement.Item, outcome: Requirement.ItemOutcome = "Met") =>
    Requirement.record(checklist, item, outcome, Sample.now)

  it("meets the items in their order: licence, training, exam, fee, agreement [AGT-04 AGT-06]", () => {
    assert.strictEqual(refused(record(Requirement.initial, "lms-invited")), "AGT-04 ItemOutOfOrder")
    assert.strictEqual(refused(record(Requirement.initial, "training-complete")), "AGT-04 ItemOutOfOrder")
    assert.strictEqual(refused(record(trained, "fee-paid")), "AGT-06 FeeOutOfOrder")
    const passed = accepted(exam(trained, 80))
    assert.strictEqual(refused(record(passed, "agreement-signed", "Waived")), "AGT-06 FeeOutOfOrder")
    const signed = accepted(record(accepted(record(passed, "fee-paid")), "agreement-signed"))
    assert.deepStrictEqual(Requirement.openItems(signed), ["voter-registration-training"])
    assert.isTrue(Requirement.isComplete(accepted(record(signed, "voter-registration-training", "Waived"))))
  })

  it.each(["InProgress", "Failed", "Met", "Waived"] as const)(
    "notes `%s` of an item only once the one before it is met [AGT-04 AGT-06]",
    (outcome) => {
      assert.strictEqual(refused(record(Requirement.initial, "training-complete", outcome)), "AGT-04 ItemOutOfOrder")
      assert.strictEqual(refused(record(trained, "fee-paid", outcome)), "AGT-06 FeeOutOfOrder")
      const licensed = Sample.checklist(["licence-validated"])
      assert.strictEqual(
        accepted(record(licensed, "training-complete", outcome)).items["training-complete"].state,
        outcome
      )
      assert.strictEqual(
        accepted(record(accepted(exam(trained, 80)), "fee-paid", outcome)).items["fee-paid"].state,
        outcome
      )
    }
  )

  it("takes the exam by its score only", () => {
    assert.strictEqual(refused(record(trained, "exam-passed")), "AGT-05 ExamNeedsScore")
  })

  it("lists exactly the open items, in order", () => {
    assert.deepStrictEqual(Requirement.openItems(Requirement.initial), Requirement.items)
    assert.deepStrictEqual(Requirement.openItems(Sample.checklist(Requirement.items)), [])
  })
})
