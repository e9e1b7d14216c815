import { assert, describe, it } from "@effect/vitest"
import * as Facts from "../../src/Facts.ts"
import { counselorNoticeReads } from "../../src/internal/CounselorNotices.ts"
import type { Event } from "../../src/Record.ts"
import * as Sample from "../fixture/sample.ts"

const held = Sample.helping(1)
const moved: Event = {
  _tag: "CounselorDelegationMoved",
  delegationId: held.delegationId,
  trigger: "remove",
  from: "Active",
  to: { _tag: "Ended", from: Sample.now, until: Sample.now, reason: "consumer-removed" }
}
const named = (facts: Facts.Facts) => {
  const { cases, reads } = counselorNoticeReads([moved], facts)
  return [reads.flatMap(({ keys, kind }) => keys.map((key) => `${kind} ${key}`)), cases]
}

describe("CounselorNotices", () => {
  it("reads a delegation that moved, and then whom it names [NOT-02]", () => {
    assert.deepStrictEqual<unknown>(named(Facts.make({})), [["counselorDelegation help-1"], []])
    const known = Facts.make({ counselorDelegation: new Map([[held.delegationId, held]]) })
    const people = ["counselorDelegation help-1", "counselor counselor-0", "enrollmentEntity entity-0"]
    assert.deepStrictEqual<unknown>(named(known), [people, ["case-1"]])
  })
})
