import { assert, describe, it } from "@effect/vitest"
import * as Agreement from "../src/AgencyAgreement.ts"
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
})
