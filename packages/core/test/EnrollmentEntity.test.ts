import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Entity from "../src/EnrollmentEntity.ts"
import * as Machine from "../src/Machine.ts"
import * as Sample from "./fixture/sample.ts"

const { entityId, name } = Sample.entity()
const through = Dates.plusDays(Sample.today, 365)
const decide = (command: Entity.Command, entity?: Entity.EnrollmentEntity) =>
  Entity.decide(command, { entity }, Sample.context())
const after = (entity: Entity.EnrollmentEntity | undefined, ...commands: ReadonlyArray<Entity.Command>) =>
  commands.reduce<Entity.EnrollmentEntity | undefined>((one, command) => {
    const answer = decide(command, one)
    if (answer._tag === "Refused") return assert.fail(answer.message)
    return answer.events.reduce<Entity.EnrollmentEntity | undefined>(Entity.evolve, one)
  }, entity)
const register = { _tag: "RegisterEntity", entityId, name } as const
const certify = { _tag: "CertifyEntity", entityId, through } as const
const suspend = { _tag: "SuspendEntity", entityId, reason: "under-investigation" } as const

describe("EnrollmentEntity", () => {
  it("is registered, certified up to and with a day, suspended and brought back with that day [ENT-01]", () => {
    const certified = after(undefined, register, certify)
    assert.deepStrictEqual(certified, {
      entityId,
      name,
      certification: { _tag: "Certified", since: Sample.now, through }
    })
    if (certified === undefined) return
    assert.isTrue(Entity.isCertifiedOn(certified, through))
    assert.isFalse(Entity.isCertifiedOn(certified, Dates.plusDays(through, 1)))
    const suspended = after(certified, suspend)
    assert.isFalse(suspended && Entity.isCertifiedOn(suspended, Sample.today))
    assert.deepStrictEqual(after(suspended, { _tag: "ReinstateEntity", entityId }), certified)
  })

  it("is registered once, and never again under its identifier", () => {
    const ended = after(undefined, register, { _tag: "EndEntity", entityId, reason: "agreement-over" })
    assert.deepInclude(decide(register, ended), { code: "EntityExists", rule: "ENT-01" })
    assert.deepInclude(decide(certify), { code: "UnknownEntity", rule: "ENT-01" })
  })

  it("is renewed for later days only, and certified for none that is over", () => {
    const over = { ...certify, through: Dates.plusDays(Sample.today, -1) }
    const registered = after(undefined, register)
    assert.deepNestedInclude(decide(over, registered), { code: "EntityTermTooShort", "facts.least": Sample.today })
    const certified = after(registered, certify)
    const next = Dates.plusDays(through, 1)
    assert.deepNestedInclude(decide(certify, certified), { code: "EntityTermTooShort", "facts.least": next })
    assert.deepNestedInclude(after(certified, { ...certify, through: next }), { "certification.through": next })
    // Whose last day is over is renewed from today on.
    const lapsed = {
      ...Sample.entity(),
      certification: { _tag: "Certified", since: Sample.now, through: over.through }
    }
    assert.strictEqual(
      decide({ ...certify, through: Sample.today }, lapsed as Entity.EnrollmentEntity)._tag,
      "Accepted"
    )
    const longOver = { ...lapsed.certification, through: Dates.plusDays(Sample.today, -10) }
    assert.deepNestedInclude(decide(over, { ...lapsed, certification: longOver } as Entity.EnrollmentEntity), {
      code: "EntityTermTooShort",
      "facts.least": Sample.today
    })
  })

  it("takes every step to where its table says, and refuses every other", () => {
    for (const { answer, state, trigger } of Machine.pairs(Entity.machine)) {
      const entity = Sample.entity(0, { certification: Sample.entityCertification(state) })
      const command: Entity.Command = {
        certify: { ...certify },
        suspend,
        reinstate: { _tag: "ReinstateEntity", entityId } as const,
        end: { _tag: "EndEntity", entityId, reason: "breach" } as const
      }[trigger]
      const got = decide(command, entity)
      assert.deepStrictEqual(
        got._tag === "Refused"
          ? "Refused"
          : got.events.map((event) => event._tag === "EntityMoved" && [event.trigger, event.from, event.to._tag]),
        answer._tag === "Refused" ? "Refused" : [[trigger, state, answer.to]],
        `${state} ${trigger}`
      )
    }
  })
})
