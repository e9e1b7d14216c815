import { assert, describe, it } from "@effect/vitest"
import * as Disclosure from "../src/Disclosure.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

const exchange = { capability: "view-agency-book", role: "exchange" } as const
const asks = { reasonToRead: ["support", "oversight"] } as const
const caseId = (n: number) => Id.make<Id.CaseId>(`case-${n}`)

describe("Disclosure", () => {
  it("asks why where the policy does, and tells where to write it [SEC-03]", () => {
    const refused = Disclosure.obstacle("book", exchange, undefined, asks)
    assert.strictEqual(refused?.code, "ReadReasonMissing")
    assert.strictEqual(refused?.message, "who reads `book` for `oversight` has to say why in `reason`")
    assert.include(refused?.remedy, "general words")
    assert.isUndefined(Disclosure.obstacle("book", exchange, "a complaint", asks))
    assert.isUndefined(Disclosure.obstacle("book", exchange, undefined, { reasonToRead: [] }))
    const manager = { ...exchange, role: "manager" } as const
    assert.isUndefined(Disclosure.obstacle("book", manager, undefined, asks))
  })

  it("takes no reason in which somebody is named by a number or an address, and does not repeat it", () => {
    for (const text of ["for ann@example.org", "number 078-05-1120", "born 04/12/1985", "", "x"]) {
      const refused = Disclosure.obstacle("consents", exchange, text, { reasonToRead: [] })
      assert.strictEqual(refused?.code, "ReadReasonUnusable")
      assert.notInclude(JSON.stringify(refused), text === "" || text === "x" ? "``" : text)
    }
  })

  it("finds a number whatever signs its digits are written apart with, and takes words with numbers for words", () => {
    const of = (text: string) => Disclosure.obstacle("consents", exchange, text, asks)?.code
    for (const text of ["call 9+1+6+5+5+5+0", "call 9|1|6|5|5|5|0", "call 9 1 6 5 5 5 0"])
      assert.strictEqual(of(text), "ReadReasonUnusable", text)
    assert.isUndefined(of("steps 1a 2b 3c 4d 5e 6f 7g of the review"))
  })

  it("keeps identifiers and a number of rows [SEC-03]", () => {
    const shown = {
      what: "book",
      ...{ about: { agencyId: Id.make<Id.AgencyId>("agency-0") }, count: 3, reason: " a complaint " },
      cases: [caseId(2), caseId(1), caseId(2)]
    } as const
    const at = Sample.now
    assert.deepStrictEqual(Disclosure.make(shown, exchange, { _tag: "Exchange", userId: Id.make("examiner") }, at), {
      ...{ at, actor: "exchange/examiner", capability: "view-agency-book", role: "exchange", purpose: "oversight" },
      ...{ reason: "a complaint", what: "book", about: { agencyId: "agency-0" } },
      ...{ cases: ["case-1", "case-2"], count: 3 }
    } as unknown as Disclosure.Disclosure)
  })

  it("tells for whom each role reads [SEC-03]", () => {
    const agencies = ["agent", "manager", "staff-1", "staff-2"] as const
    const roles = ["consumer", "applicant", ...agencies, "counselor", "service-center", "exchange", "system"] as const
    assert.deepStrictEqual<object>(Object.fromEntries(roles.map((role) => [role, Disclosure.purposeOf(role)])), {
      ...{ consumer: "own", applicant: "own", agent: "own", manager: "agency", "staff-1": "agency" },
      ...{ "staff-2": "agency", counselor: "support", "service-center": "support" },
      ...{ exchange: "oversight", system: "operation" }
    })
    assert.strictEqual(Disclosure.purposeOf("agent", true), "acting")
    assert.strictEqual(Disclosure.purposeOf("manager", true), "agency")
    for (const role of ["consumer", "applicant"] as const) assert.strictEqual(Disclosure.purposeOf(role, true), "own")
  })

  it("says whose records they were, and nothing of whose they were not", () => {
    const made = (about: Disclosure.Disclosure["about"]) =>
      Disclosure.make(
        { what: "book", about, cases: [caseId(1)], count: 3 },
        exchange,
        { _tag: "Exchange", userId: Id.make("examiner") },
        Sample.now
      )
    const [agentId, agencyId] = [Sample.agentId(1), Sample.agencyId(0)]
    for (const about of [
      { agentId },
      { agencyId },
      { caseId: caseId(1) },
      { counselorId: Sample.counselor().counselorId },
      { agentId, agencyId, caseId: caseId(1) },
      {}
    ])
      assert.deepStrictEqual(made(about).about, about)
    // Three rows of one case are three rows to the consumer whose case it is.
    assert.strictEqual(Disclosure.forConsumer({ ...made({}), position: 4 }, caseId(1)).count, 3)
  })

  it("shows a consumer the own case, and of employees the office", () => {
    const made = Disclosure.make(
      { what: "book", about: {}, cases: [caseId(1), caseId(2)], count: 2, reason: "a complaint" },
      exchange,
      { _tag: "Exchange", userId: Id.make("examiner") },
      Sample.now
    )
    const { reason: _, ...rest } = made
    assert.deepStrictEqual(Disclosure.forConsumer({ ...made, position: 4 }, caseId(1)), {
      ...rest,
      ...{ position: 4, actor: "exchange", cases: [caseId(1)], count: 1 }
    })
  })
})
