import { assert, describe, it } from "@effect/vitest"
import type { State } from "../src/Certification.ts"
import * as Worklist from "../src/Worklist.ts"
import * as Sample from "./fixture/sample.ts"

const states: ReadonlyArray<State> = [
  ...(["Incomplete", "Pending", "Eligible", "Certified", "Suspended"] as const),
  ...(["Denied", "Withdrawn", "TerminatedVested", "TerminatedForCause", "Deceased"] as const)
]
const having = (key: (agent: ReturnType<typeof Sample.agent>) => unknown) =>
  states.filter((state) => key(Sample.agent(0, { certification: Sample.certification(state) })) !== undefined)

describe("Worklist", () => {
  it("keeps in view the licence of whoever works or is on the way to it, and the term of whoever has one", () => {
    assert.deepStrictEqual(having(Worklist.applyingSince), ["Pending", "Eligible"])
    assert.deepStrictEqual(having(Worklist.licenceEnds), ["Pending", "Eligible", "Certified", "Suspended"])
    assert.deepStrictEqual(having(Worklist.termEnds), ["Certified", "Suspended"])
    assert.strictEqual(Worklist.licenceEnds(Sample.agent(0)), Sample.agent(0).licence.expiresOn)
    assert.strictEqual(Worklist.termEnds(Sample.agent(0)), Sample.term.until)
  })

  it("looks at the document of a live agency that runs out first", () => {
    const end = (...days: ReadonlyArray<string | undefined>) =>
      Worklist.documentsEnd(
        Sample.agency(0, {
          documents: days.map((expiresOn) => ({ type: "e-and-o", ...(expiresOn && { expiresOn }) }) as never)
        })
      ) as string | undefined
    assert.isUndefined(end())
    assert.isUndefined(end(undefined))
    assert.strictEqual(end("2027-02-01", undefined, "2026-12-31", "2028-01-01"), "2026-12-31")
    const over = Sample.agency(0, { certification: Sample.agencyCertification("Terminated") })
    assert.isUndefined(
      Worklist.documentsEnd({ ...over, documents: [{ type: "e-and-o", expiresOn: Sample.today }] as never })
    )
  })
})
