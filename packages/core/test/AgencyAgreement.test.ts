import { assert, describe, it } from "@effect/vitest"
import * as Agreement from "../src/AgencyAgreement.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

const signer = { _tag: "Signer" } as const
const manager = (n: number) => ({ _tag: "Manager", agentId: Sample.agentId(n) }) as const

describe("AgencyAgreement", () => {
  it("tells parties apart: the signer is one, and every manager another", () => {
    assert.isTrue(Agreement.isSame(signer, signer))
    assert.isTrue(Agreement.isSame(manager(1), manager(1)))
    for (const [a, b] of [
      [signer, manager(1)],
      [manager(1), signer],
      [manager(1), manager(2)]
    ] as const)
      assert.isFalse(Agreement.isSame(a, b))
  })

  it("has one signature of a party, the last one", () => {
    const envelope = Id.make<Id.DocumentId>("e-1")
    const on = (day: number) => Dates.plusDays(Sample.today, day)
    const before = { envelope, signatures: [1, 2].map((n) => ({ by: manager(n), on: on(-9) })) }
    assert.deepStrictEqual(Agreement.withSignature(before, envelope, { by: manager(1), on: on(0) }).signatures, [
      { by: manager(2), on: on(-9) },
      { by: manager(1), on: on(0) }
    ])
  })

  it("keeps an envelope that counts no more once, and nothing where there is none", () => {
    const paper = (name: string) => ({ envelope: Id.make<Id.DocumentId>(name), signatures: [] })
    const spent = [Id.make<Id.DocumentId>("e-1")]
    assert.deepStrictEqual(Agreement.spending({ spent }, paper("e-1"), paper("e-2")), {
      spent: [...spent, paper("e-2").envelope]
    })
    assert.deepStrictEqual(Agreement.spending({ spent }, paper("e-1"), undefined), {})
    assert.deepStrictEqual(Agreement.spending({}), {})
  })
})
