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
