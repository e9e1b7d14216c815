import { assert, describe, it } from "@effect/vitest"
import * as FailingEmployer from "../src/FailingEmployer.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

const employer = (n: number) => Id.make<Id.EmployerId>(`employer-${n}`)
const of = (agent: number, n: number, failed: FailingEmployer.FailedTest): FailingEmployer.FailingEmployer => ({
  ...{ agentId: Sample.agentId(agent), employerId: employer(n), failed }
})

describe("FailingEmployer", () => {
  it("puts employers to their agents, each once for each test, and leaves out whom nobody is told of [SHP-03]", () => {
    const rows = [
      of(2, 1, "participation"),
      of(0, 3, "contribution"),
      of(0, 2, "contribution"),
      of(0, 3, "contribution"),
      of(0, 3, "participation")
    ]
    assert.deepStrictEqual(FailingEmployer.byAgent(rows, [Sample.agentId(1), Sample.agentId(0)]), [
      { agentId: Sample.agentId(0), participation: [employer(3)], contribution: [employer(3), employer(2)] }
    ])
    assert.deepStrictEqual(FailingEmployer.byAgent([], [Sample.agentId(0)]), [])
  })
})
