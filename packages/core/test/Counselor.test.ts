import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Counselor from "../src/Counselor.ts"
import type { EnrollmentEntity } from "../src/EnrollmentEntity.ts"
import * as Machine from "../src/Machine.ts"
import * as Sample from "./fixture/sample.ts"

const { counselorId, name } = Sample.counselor()
const entity = Sample.entity()
const { entityId } = entity
const add = { _tag: "AddCounselor", counselorId, entityId, name } as const
const end = { _tag: "EndCounselor", counselorId, reason: "left" } as const
const none = { counselor: undefined, entity: undefined }
const decide = (command: Counselor.Command, member: Partial<Counselor.Member>) =>
  Counselor.decide(command, { ...none, ...member }, Sample.context())
const evolved = (answer: ReturnType<typeof decide>, before?: Counselor.Counselor) =>
  answer._tag === "Accepted"
    ? answer.events.reduce<Counselor.Counselor | undefined>(Counselor.evolve, before)
    : assert.fail(answer.message)
const gapsIn = (state: EnrollmentEntity["certification"]["_tag"], over: Partial<Counselor.Counselor> = {}) =>
  Counselor.gaps(
    {
      counselor: Sample.counselor(0, over),
      entity: Sample.entity(0, { certification: Sample.entityCertification(state) })
    },
    Sample.today
  )

describe("Counselor", () => {
  it("is added to a certified entity, ended, and may come back [ENT-01]", () => {
    const added = evolved(decide(add, { entity }))
    assert.deepStrictEqual(added, { counselorId, entityId, name, state: { _tag: "Active", since: Sample.now } })
    const ended = evolved(decide(end, { counselor: added, entity }), added)
    assert.deepNestedInclude(ended, { "state._tag": "Ended", "state.reason": "left" })
    assert.deepInclude(decide(end, { counselor: ended, entity }), { code: "NotAllowedFrom", rule: "ENT-01" })
    assert.deepStrictEqual(evolved(decide(add, { counselor: ended, entity })), added)
  })

  it("leads from work to its end alone", () => {
    assert.deepStrictEqual<object>(Machine.next(Counselor.machine, "Active", "end"), { _tag: "Edge", to: "Ended" })
    assert.strictEqual(Machine.next(Counselor.machine, "Ended", "end")._tag, "Refused")
  })

  it("says which step ended it, and may not help while the entity is not known", () => {
    const counselor = Sample.counselor()
    const to = { _tag: "Ended", since: Sample.now, reason: "left" }
    assert.deepStrictEqual<object>(decide(end, { counselor, entity }), {
      _tag: "Accepted",
      events: [{ _tag: "CounselorMoved", counselorId, trigger: "end", from: "Active", to }]
    })
    assert.deepStrictEqual(Counselor.gaps({ counselor, entity: undefined }, Sample.today), ["entity-not-certified"])
  })

  it("comes back under the same identifier, but not after a breach [ENT-01]", () => {
    const ended = (why: Counselor.Counselor["state"] & { readonly _tag: "Ended" }) =>
      decide(add, { entity, counselor: Sample.counselor(0, { state: why }) })
    for (const reason of ["left", "agreement-over", "under-investigation"] as const)
      assert.deepInclude(ended({ _tag: "Ended", since: Sample.now, reason }), { _tag: "Accepted" })
    assert.deepInclude(ended({ _tag: "Ended", since: Sample.now, reason: "breach" }), {
      code: "CounselorBreached",
      rule: "ENT-01"
    })
  })

  it("belongs to one entity that is certified on the day", () => {
    assert.deepInclude(decide(add, {}), { code: "UnknownEntity" })
    assert.deepNestedInclude(
      decide(add, { entity, counselor: Sample.counselor(0, { entityId: Sample.entity(3).entityId }) }),
      {
        code: "CounselorExists",
        "facts.entityId": "entity-3"
      }
    )
    for (const state of ["Registered", "Suspended", "Ended"] as const) {
      const other = Sample.entity(0, { certification: Sample.entityCertification(state) })
      assert.deepInclude(decide(add, { entity: other }), { code: "EntityNotCertified", rule: "ENT-01" })
    }
    assert.deepInclude(decide(end, {}), { code: "UnknownCounselor" })
  })

  it("may help while at work for an entity that is certified, and again once it is reinstated", () => {
    assert.deepStrictEqual(gapsIn("Certified"), [])
    assert.deepStrictEqual(gapsIn("Suspended"), ["entity-not-certified"])
    assert.deepStrictEqual(gapsIn("Ended", { state: { _tag: "Ended", since: Sample.now, reason: "left" } }), [
      "ended",
      "entity-not-certified"
    ])
    assert.deepStrictEqual(Counselor.gaps(none, Sample.today), ["not-on-record"])
    assert.deepStrictEqual(Counselor.gaps({ counselor: Sample.counselor(), entity: Sample.entity(1) }, Sample.today), [
      "entity-not-certified"
    ])
    const late = Dates.plusDays(Sample.today, 181)
    assert.deepStrictEqual(Counselor.gaps({ counselor: Sample.counselor(), entity }, late), ["entity-not-certified"])
  })

  it("says what is missing and who can mend it, about the one who asks and nobody else", () => {
    assert.isUndefined(Counselor.obstacle(counselorId, { counselor: Sample.counselor(), entity }, Sample.today))
    const refusal = Counselor.obstacle(counselorId, { counselor: Sample.counselor(1), entity }, Sample.today)
    assert.strictEqual(refusal?.message, "counselor `counselor-0` may not help: `not-on-record`")
    assert.strictEqual(
      refusal?.remedy,
      "have the exchange add the counselor to an enrollment entity, and certify or reinstate the entity"
    )
  })
})
