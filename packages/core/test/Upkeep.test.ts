import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import { calheers } from "../src/Policy.ts"
import { federal, georgia } from "../src/PolicyPreset.ts"
import * as Requirement from "../src/Requirement.ts"
import * as Upkeep from "../src/Upkeep.ts"
import * as Sample from "./fixture/sample.ts"

const met = Sample.checklist(Requirement.items)
const day = (text: string) => Dates.make(text)
const ends = (checklist: Requirement.Checklist) =>
  Requirement.items.flatMap((item) => {
    const { until } = checklist.items[item]
    return until === undefined ? [] : [`${item} ${until}`]
  })
const accepted = (answer: ReturnType<typeof Upkeep.renew>): Requirement.Checklist =>
  answer._tag === "Accepted" ? (answer.events[0] as Requirement.Checklist) : assert.fail(answer.message)
const refused = (answer: ReturnType<typeof Upkeep.renew>) => (answer._tag === "Refused" ? answer.code : "accepted")
const onDay = (text: string) => Dates.instant(`${text}T18:00:00.000Z`)

describe("Upkeep", () => {
  it("leaves an item alone that nobody has done [AGT-10]", () => {
    const open = Sample.checklist(["licence-validated"])
    assert.strictEqual(Upkeep.expired(open, "fee-paid", Sample.now), open)
  })

  it("counts an agreement for five years and voter registration training for one [AGT-09 AGT-10]", () => {
    assert.deepStrictEqual(ends(Upkeep.begun(met, Sample.today, calheers)), [
      "agreement-signed 2031-03-03",
      "voter-registration-training 2027-03-03"
    ])
  })

  it("counts training and exam for a year, too, where the exchange has them every year [AGT-10]", () => {
    assert.deepStrictEqual(ends(Upkeep.begun(met, Sample.today, georgia)), [
      "training-complete 2027-03-03",
      "exam-passed 2027-03-03",
      "agreement-signed 2027-03-03",
      "voter-registration-training 2027-03-03"
    ])
  })

  it("counts to the end of a plan year under the federal policy, and a renewal for the next one", () => {
    const begun = Upkeep.begun(met, Sample.today, federal)
    assert.deepStrictEqual(ends(begun), [
      "training-complete 2027-01-01",
      "exam-passed 2027-01-01",
      "agreement-signed 2027-01-01",
      "voter-registration-training 2027-01-01"
    ])
    const again = (on: string) => Upkeep.renew(begun, "agreement-signed", "Met", day(on), onDay(on), federal)
    assert.strictEqual(refused(again("2026-10-02")), "ItemNotDue")
    assert.strictEqual(accepted(again("2026-10-03")).items["agreement-signed"].until, "2028-01-01")
    assert.strictEqual(accepted(again("2027-02-01")).items["agreement-signed"].until, "2028-01-01")
  })

  it("renews in the last ninety days, and on from the end of what was there", () => {
    const begun = Upkeep.begun(met, Sample.today, calheers)
    const again = (on: string) =>
      Upkeep.renew(begun, "voter-registration-training", "Met", day(on), onDay(on), calheers)
    assert.strictEqual(refused(again("2026-12-02")), "ItemNotDue")
    const early = accepted(again("2026-12-03"))
    assert.strictEqual(early.items["voter-registration-training"].until, "2028-03-03")
    const over = Upkeep.expired(begun, "voter-registration-training", onDay("2027-03-03"))
    assert.deepStrictEqual(Upkeep.openOn(over, day("2027-03-03")), ["voter-registration-training"])
    const late = Upkeep.renew(
      over,
      "voter-registration-training",
      "Met",
      day("2027-05-01"),
      onDay("2027-05-01"),
      calheers
    )
    assert.strictEqual(accepted(late).items["voter-registration-training"].until, "2028-05-01")
  })

  it("ends an agreement with the day of an amendment that is not signed, and no later for a signature [AGT-09]", () => {
    const begun = Upkeep.begun(met, Sample.today, calheers)
    const asked = Upkeep.amended(begun, day("2026-09-01"))
    assert.strictEqual(Upkeep.endOf(asked.items["agreement-signed"]), "2026-09-02")
    assert.deepStrictEqual(Upkeep.openOn(asked, day("2026-09-01")), [])
    assert.deepStrictEqual(Upkeep.openOn(asked, day("2026-09-02")), ["agreement-signed"])
    const signed = accepted(
      Upkeep.renew(asked, "agreement-signed", "Met", day("2026-09-01"), onDay("2026-09-01"), calheers)
    )
    assert.strictEqual(Upkeep.endOf(signed.items["agreement-signed"]), "2031-03-03")
  })

  it("has the exam sat again after the training of the year, and the old result count meanwhile [AGT-05]", () => {
    const begun = Upkeep.begun(met, Sample.today, georgia)
    const sits = (checklist: Requirement.Checklist, score: number) =>
      Upkeep.renewExam(checklist, score, day("2027-02-01"), onDay("2027-02-01"), georgia)
    assert.strictEqual(refused(sits(begun, 90)), "ItemOutOfOrder")
    const trained = accepted(
      Upkeep.renew(begun, "training-complete", "Met", day("2027-02-01"), onDay("2027-02-01"), georgia)
    )
    assert.deepStrictEqual(trained.exam, { attemptsUsed: 0, cycle: 1 })
    const failed = accepted(sits(trained, 79))
    assert.strictEqual(failed.items["exam-passed"].until, "2027-03-03")
    assert.strictEqual(accepted(sits(failed, 80)).items["exam-passed"].until, "2028-03-03")
    const third = [79, 79, 79].reduce((checklist, score) => accepted(sits(checklist, score)), trained)
    assert.deepStrictEqual(Upkeep.openOn(third, day("2027-02-01")), ["training-complete"])
    assert.strictEqual(refused(sits(third, 100)), "ItemOutOfOrder")
  })

  it("asks nothing of whoever was taken over from another system", () => {
    assert.deepStrictEqual(Upkeep.openOn(Upkeep.takenOver, day("2040-01-01")), [])
    assert.deepStrictEqual(Upkeep.expiredOn(Upkeep.takenOver, day("2040-01-01")), [])
  })

  it("lets what was waived count like what was met, and ends nothing that was never met [AGT-10]", () => {
    const waived: Requirement.Checklist = { ...met, items: { ...met.items, "fee-paid": { state: "Waived" } } }
    assert.deepStrictEqual(Upkeep.openOn(waived, Sample.today), [])
    const nothing = Upkeep.begun(Sample.checklist(), Sample.today, calheers)
    assert.deepStrictEqual(Upkeep.expiredOn(nothing, day("2040-01-01")), [])
  })

  it("ends an agreement on its own last day where that comes before the one of an amendment [AGT-09]", () => {
    const asked = Upkeep.amended(Upkeep.begun(met, Sample.today, calheers), day("2031-09-01"))
    assert.strictEqual(Upkeep.endOf(asked.items["agreement-signed"]), "2031-03-03")
  })

  it("says of what counts for good that nothing is to be renewed", () => {
    const begun = Upkeep.begun(met, Sample.today, calheers)
    const at = onDay("2026-09-01")
    const message = (answer: ReturnType<typeof Upkeep.renew>) => (answer._tag === "Refused" ? answer.message : "none")
    assert.strictEqual(
      message(Upkeep.renew(begun, "fee-paid", "Met", day("2026-09-01"), at, calheers)),
      "`fee-paid` cannot be recorded as `Met` for a certification that holds"
    )
    assert.strictEqual(
      message(Upkeep.renewExam(begun, 90, day("2026-09-01"), at, calheers)),
      "`exam-passed` cannot be recorded as `Met` for a certification that holds"
    )
  })
})
