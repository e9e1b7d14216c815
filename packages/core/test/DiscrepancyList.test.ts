import { assert, describe, it } from "@effect/vitest"
import type { Delegation } from "../src/Delegation.ts"
import type { Discrepancy } from "../src/Discrepancy.ts"
import * as DiscrepancyList from "../src/DiscrepancyList.ts"
import * as Id from "../src/Id.ts"
import { pairs } from "../src/Machine.ts"
import * as Sample from "./fixture/sample.ts"

const listId = Id.make<Id.DiscrepancyListId>("list-1")
const [agencyId, agentId] = [Sample.agencyId(), Sample.agentId()]
const numberOf = (n: number) => Sample.household(n).caseNumber
const claim = (n: number, byNumber = true): Discrepancy => ({
  name: Sample.household(n).primaryContact.name,
  dob: Sample.household(n).primaryContact.dob,
  applicationOn: Sample.today,
  ...(byNumber ? { caseNumber: numberOf(n) } : {})
})
const delegate = { agencyId, agentId }
const held = (n: number, over: Partial<Delegation> = {}) => Sample.delegation(n, "Active", { delegate, ...over })

/** What is known: cases 1 to 3, and who has them. */
const facts = (
  list?: DiscrepancyList.DiscrepancyList,
  open: ReadonlyArray<Delegation> = []
): DiscrepancyList.Facts => ({
  list,
  byNumber: (number) => {
    // A claim without a number asks for no case.
    assert.isString(number)
    return [1, 2, 3].map((n) => Sample.household(n)).find(({ caseNumber }) => caseNumber === number)
  },
  open: (caseId) => open.filter((one) => one.caseId === caseId)
})
const returned = (claims: ReadonlyArray<Discrepancy>, open: ReadonlyArray<Delegation> = []) => {
  const command = { _tag: "ReturnDiscrepancies", listId, agencyId, agentId, claims } as const
  const answer = DiscrepancyList.decide(command, facts(undefined, open), Sample.context())
  return answer._tag === "Accepted"
    ? answer.events.reduce(DiscrepancyList.evolve, undefined as never as DiscrepancyList.DiscrepancyList)
    : assert.fail(answer.message)
}
const decide = (list: DiscrepancyList.DiscrepancyList | undefined, ...answers: ReadonlyArray<DiscrepancyList.Answer>) =>
  DiscrepancyList.decide({ _tag: "AnswerDiscrepancies", listId, answers }, facts(list), Sample.context())
const after = (list: DiscrepancyList.DiscrepancyList, ...answers: ReadonlyArray<DiscrepancyList.Answer>) => {
  const answer = decide(list, ...answers)
  return answer._tag === "Accepted" ? answer.events.reduce(DiscrepancyList.evolve, list) : assert.fail(answer.message)
}
const findings = ({ lines }: DiscrepancyList.DiscrepancyList) => lines.map(({ answer }) => answer?.finding)

describe("DiscrepancyList", () => {
  it("answers what the own book has, and leaves the rest to the exchange [BOB-13, BOB-03]", () => {
    const elsewhere = held(2, { delegate: { agencyId, agentId: Sample.agentId(4) } })
    const list = returned([claim(1), claim(2), claim(3), claim(1, false), claim(9)], [held(1), elsewhere])
    assert.deepStrictEqual(findings(list), ["in-book", undefined, undefined, undefined, undefined])
    assert.deepStrictEqual(list.state, { _tag: "Open" })
    assert.deepStrictEqual(returned([claim(1)], [held(1)]).state, { _tag: "Answered", at: Sample.now })
  })

  it("takes a frozen case for one of the book, and neither a request nor an assister's [BOB-04]", () => {
    const first = (...open: ReadonlyArray<Delegation>) => findings(returned([claim(1)], open))[0]
    assert.strictEqual(first(Sample.delegation(1, "Frozen", { delegate })), "in-book")
    assert.isUndefined(first(Sample.delegation(1, "Requested", { delegate })))
    assert.isUndefined(first(held(1, { kind: "assister" })))
    assert.isUndefined(first(held(1, { delegate: { agentId, agencyId: Sample.agencyId(1) } })))
  })

  it("is answered claim by claim, each once, and is closed by the last [BOB-13]", () => {
    const list = returned([claim(1), claim(2), claim(3)])
    const some = after(list, { claim: 2, finding: "upheld", caseNumber: numberOf(2), comment: "As you say" })
    assert.deepStrictEqual(findings(some), [undefined, "upheld", undefined])
    assert.strictEqual(DiscrepancyList.waitsSince(some), Sample.now)
    assert.deepInclude(decide(some, { claim: 2, finding: "not-upheld" }), { code: "DiscrepancyClaimAnswered" })
    const whole = after(some, { claim: 1, finding: "not-upheld" }, { claim: 3, finding: "no-such-case" })
    assert.isUndefined(DiscrepancyList.waitsSince(whole))
    assert.deepInclude(decide(whole, { claim: 1, finding: "not-upheld" }), { code: "NotAllowedFrom", rule: "BOB-13" })
    assert.deepInclude(DiscrepancyList.summarise(whole), { claims: 3, open: 0, upheld: 1, inBook: 0 })
    assert.deepStrictEqual(findings(DiscrepancyList.forAgent(whole)), ["not-upheld", "upheld", "not-upheld"])
  })

  it("takes no answer to a claim that is not there, or twice at once, or for no case", () => {
    const list = returned([claim(1)])
    const no = { claim: 1, finding: "not-upheld" } as const
    assert.deepInclude(decide(undefined, no), { code: "UnknownDiscrepancyList" })
    for (const claim of [0, 2, 200])
      assert.deepInclude(decide(list, { ...no, claim }), { code: "UnknownDiscrepancyClaim" })
    assert.deepInclude(decide(list, no, no), { code: "DiscrepancyClaimAnswered" })
    const upheld = { claim: 1, finding: "upheld", caseNumber: numberOf(9) } as const
    assert.deepInclude(decide(list, upheld), { code: "DiscrepancyCaseUnknown" })
    assert.notInclude(JSON.stringify(decide(list, upheld)), numberOf(9))
  })

  it("is left open by some answers and closed by the last, and by nothing else", () => {
    assert.deepStrictEqual(
      pairs(DiscrepancyList.machine).map(({ answer, state, trigger }) => [
        `${state} ${trigger}`,
        answer._tag === "Edge" ? answer.to : answer.rule
      ]),
      [
        ["Open answer", "Open"],
        ["Open complete", "Answered"],
        ["Answered answer", "BOB-13"],
        ["Answered complete", "BOB-13"]
      ]
    )
  })

  it("says nothing of a person in a refusal", () => {
    const list = returned([claim(1)])
    const again = { _tag: "ReturnDiscrepancies", listId, agencyId, agentId, claims: [claim(1)] } as const
    const refusals = [
      DiscrepancyList.decide(again, facts(list), Sample.context()),
      decide(list, { claim: 7, finding: "not-upheld", comment: "Cora is with somebody else" })
    ]
    for (const refusal of refusals) {
      assert.strictEqual(refusal._tag, "Refused")
      for (const told of ["Cora", "Quint", "1980", numberOf(1)]) assert.notInclude(JSON.stringify(refusal), told)
    }
  })
})
