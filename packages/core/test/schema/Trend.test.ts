import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as TrendSchema from "../../src/schema/Trend.ts"
import * as Trend from "../../src/Trend.ts"

const decode = Schema.decodeUnknownResult(TrendSchema.Trend, { errors: "all", onExcessProperty: "error" })
const line = (n: number, over: object = {}) => ({ agentId: `agent-${n}`, clients: 3, begun: 1, ended: 0, ...over })
const day = (date: string, ...agents: ReadonlyArray<unknown>) => ({ day: date, agents })
const refusal = (value: unknown) => {
  const decoded = decode(value)
  return decoded._tag === "Failure" ? decoded.failure.message : "taken"
}

describe("Trend schema", () => {
  it("reads what a host has kept", () => {
    const kept = [day("2026-03-03"), day("2026-03-05", line(1), line(2, { clients: 0 }))]
    const decoded = decode(JSON.parse(JSON.stringify(kept)))
    assert.deepStrictEqual<unknown>(decoded._tag === "Success" && decoded.success, kept)
  })

  it("takes each day and each agent once and in order, whole numbers, and nothing of a consumer [BOB-08]", () => {
    assert.include(refusal([day("2026-03-03"), day("2026-03-03")]), "each day once, in order")
    assert.include(refusal([day("2026-03-04"), day("2026-03-03")]), "each day once, in order")
    assert.include(refusal([day("2026-03-03", line(2), line(1))]), "each agent once, by identifier")
    assert.include(refusal([day("2026-03-03", line(1, { clients: -1 }))]), "a whole number, zero or more")
    assert.notStrictEqual(refusal([day("2026-03-03", line(1, { caseId: "case-1" }))]), "taken")
  })

  it("refuses more days than ten years have by the length of the list", () => {
    const many = Array.from({ length: Trend.most.days + 1 }, () => 0)
    assert.include(refusal(many), "expected at most 3,660 days")
  })
})
