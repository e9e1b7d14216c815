import { assert, describe, it } from "@effect/vitest"
import * as Actor from "../src/Actor.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

describe("Actor", () => {
  it("writes every kind of actor with its kind and identifier, never with a name", () => {
    const userId = Id.make<Id.UserId>("u-1")
    assert.deepStrictEqual(
      [
        Actor.key(Sample.asConsumer(1)),
        Actor.key(Sample.asAgent(1)),
        Actor.key({ _tag: "Applicant", userId }),
        Actor.key({ _tag: "Staff", userId, agencyId: Sample.agencyId(), level: 1 }),
        Actor.key({ _tag: "Counselor", userId }),
        Actor.key({ _tag: "ServiceCenter", userId }),
        Actor.key({ _tag: "Exchange", userId }),
        Actor.key({ _tag: "System", userId })
      ],
      [
        ...["consumer/case-1", "agent/agent-1", "applicant/u-1", "staff/u-1", "counselor/u-1"],
        ...["servicecenter/u-1", "exchange/u-1", "system/u-1"]
      ]
    )
  })
})
