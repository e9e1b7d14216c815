/**
 * Laws of lists that agents return of consumers whom they miss: what the own book answers, what the exchange finds, and what
 * nobody is told.
 *
 * @since 0.1.0
 */
import type { Answer, Facts, Line, State } from "@agencybook/core/DiscrepancyList"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import * as DiscrepancySample from "./DiscrepancySample.ts"
import { acceptedAs, all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const listId = Id.make<Id.DiscrepancyListId>("list-0")
const [agencyId, agentId, caseId] = [Sample.agencyId(0), Sample.agentId(0), Sample.caseId(2)]
const { caseNumber } = Sample.household(2)
const whose = { agencyId, agentId }

const facts = (over: Partial<Facts> = {}): Facts => ({
  list: undefined,
  byNumber: (number) => (number === caseNumber ? Sample.household(2) : undefined),
  open: () => [],
  ...over
})

/** Who may have the case that is claimed, and whether it is then in the book. */
const holders = {
  nobody: [undefined, false],
  "the agent": [whose, true],
  "a colleague": [{ agencyId, agentId: Sample.agentId(1) }, false],
  "the agent, in another agency": [{ agencyId: Sample.agencyId(1), agentId }, false]
} as const

/** A list is taken as it comes. @category laws */
export const listsAreTaken = make({
  id: "discrepancy-lists-are-taken",
  sentence:
    "a list is kept as it was returned, once under an identifier; claims by number for cases in the agent's own book are answered at once, a list of nothing else is closed at once, and of every other claim nothing is told",
  rules: ["BOB-13", "BOB-03", "BOB-04"],
  runs: 500,
  input: fc.record({
    holder: fc.constantFrom(...(Object.keys(holders) as ReadonlyArray<keyof typeof holders>)),
    state: fc.constantFrom("Active", "Frozen", "Requested"),
    kind: fc.constantFrom("producer", "assister"),
    named: fc.constantFrom("by number", "by another number", "by name"),
    more: fc.nat(2),
    taken: fc.boolean()
  }),
  holds: ({ holder, kind, more, named, state, taken }, rules) => {
    const [delegate, isTheirs] = holders[holder]
    const held = delegate && Sample.delegation(2, state as "Active", { caseId, kind: kind as "producer", delegate })
    const number = named === "by number" ? caseNumber : Sample.household(9).caseNumber
    const claim = DiscrepancySample.claim(2, named === "by name" ? {} : { caseNumber: number })
    const others = Array.from({ length: more }, (_, n) => DiscrepancySample.claim(n + 3))
    const answer = rules.discrepancyList.decide(
      { _tag: "ReturnDiscrepancies", listId, ...whose, claims: [claim, ...others] },
      facts({
        list: taken ? DiscrepancySample.list() : undefined,
        open: (of) => (of === caseId && held !== undefined ? [held] : [])
      }),
      Sample.context({ actor: Sample.asAgent(0) })
    )
    if (taken) return refusedAs(answer, "DiscrepancyListExists", "BOB-13")
    const inBook = isTheirs && state !== "Requested" && kind === "producer" && named === "by number"
    const first: Line = inBook ? { claim, answer: { finding: "in-book", caseNumber } } : { claim }
    const closed: State = inBook && more === 0 ? { _tag: "Answered", at: Sample.now } : { _tag: "Open" }
    const list = {
      ...{ listId, ...whose, returnedAt: Sample.now, state: closed },
      lines: [first, ...others.map((one): Line => ({ claim: one }))]
    }
    return all(
      acceptedAs(answer, [{ _tag: "DiscrepancyListReturned", list }]),
      ...eventsOf(answer).map((event) => same(rules.discrepancyList.evolve(undefined, event), list, "the record")),
      same(
        rules.discrepancyList.waitsSince(list),
        closed._tag === "Open" ? Sample.now : undefined,
        "since when it waits"
      )
    )
  }
})

const given: ReadonlyArray<Answer> = [
  { claim: 1, finding: "upheld", caseNumber, comment: "As you say" },
  { claim: 1, finding: "not-upheld" },
  { claim: 2, finding: "no-such-case", comment: "Look at the spelling" },
  { claim: 2, finding: "upheld", caseNumber: Sample.household(9).caseNumber },
  { claim: 3, finding: "not-upheld" }
]

const findingOf = ({ claim: _, ...finding }: Answer) => finding

/** Each claim is answered once. @category laws */
export const claimsAreAnsweredOnce = make({
  id: "discrepancy-claims-are-answered-once",
  sentence:
    "the exchange answers claims of a list that there are, each once, and upholds one for a case that there is; one answer that cannot stand refuses all that came with it, and the last one closes the list",
  rules: ["BOB-13"],
  runs: 1_000,
  input: fc.record({
    known: fc.boolean(),
    before: fc.constantFrom("nothing", "first", "second", "both"),
    answers: fc.shuffledSubarray([...given], { minLength: 1 })
  }),
  holds: ({ answers, before, known }, rules) => {
    const at = Sample.now
    const had = (claim: number) => before === "both" || before === (claim === 1 ? "first" : "second")
    const sample = DiscrepancySample.list()
    const lines = sample.lines.map(
      (line, n): Line => (had(n + 1) ? { ...line, answer: { finding: "not-upheld" } } : line)
    )
    const state: State = before === "both" ? { _tag: "Answered", at } : { _tag: "Open" }
    const list = { ...sample, lines, state }
    const answer = rules.discrepancyList.decide(
      { _tag: "AnswerDiscrepancies", listId, answers },
      facts({ list: known ? list : undefined }),
      Sample.context({ actor: Sample.exchange })
    )
    if (!known) return refusedAs(answer, "UnknownDiscrepancyList", "BOB-13")
    if (before === "both") return refusedAs(answer, "NotAllowedFrom", "BOB-13")
    for (const [n, one] of answers.entries()) {
      const { claim } = one
      if (claim === 3) return refusedAs(answer, "UnknownDiscrepancyClaim", "BOB-13")
      if (had(claim) || answers.slice(0, n).some((other) => other.claim === claim))
        return refusedAs(answer, "DiscrepancyClaimAnswered", "BOB-13")
      if (one.finding === "upheld" && one.caseNumber !== caseNumber)
        return all(
          refusedAs(answer, "DiscrepancyCaseUnknown", "BOB-13"),
          holdsIf(!JSON.stringify(answer).includes(one.caseNumber), "the refusal repeats a number")
        )
    }
    const whole = [1, 2].every((claim) => had(claim) || answers.some((one) => one.claim === claim))
    const to: State = whole ? { _tag: "Answered", at } : { _tag: "Open" }
    const trigger = whole ? "complete" : "answer"
    const event = { _tag: "DiscrepancyListMoved", listId, answers, trigger, from: "Open", to } as const
    const after = lines.map((line, n): Line => {
      const one = answers.find(({ claim }) => claim === n + 1)
      return one === undefined ? line : { ...line, answer: findingOf(one) }
    })
    return all(
      acceptedAs(answer, [event]),
      same(rules.discrepancyList.evolve(list, event), { ...list, lines: after, state: to }, "the record")
    )
  }
})

/** An answer moves nobody. @category laws */
export const answersMoveNobody = make({
  id: "discrepancy-answers-move-nobody",
  sentence:
    "a list, and an answer that upholds a claim, change the list alone: nobody's delegation begins, moves or ends by it",
  rules: ["BOB-13", "DEL-03"],
  input: fc.record({ held: fc.boolean(), returned: fc.boolean() }),
  holds: ({ held, returned }, rules) => {
    const list = DiscrepancySample.list()
    const delegation = Sample.delegation(2, "Active", {
      ...{ caseId, delegate: { agencyId, agentId: Sample.agentId(1) } }
    })
    const world: World.World = {
      ...World.empty,
      case: new Map([[caseId, Sample.household(2)]]),
      delegation: new Map(held ? [[delegation.delegationId, delegation]] : []),
      discrepancyList: new Map(returned ? [] : [[listId, list]])
    }
    const answer = rules.command(
      returned
        ? { _tag: "ReturnDiscrepancies", listId, ...whose, claims: [DiscrepancySample.claim(2, { caseNumber })] }
        : { _tag: "AnswerDiscrepancies", listId, answers: [{ claim: 2, finding: "upheld", caseNumber }] },
      World.facts(world),
      Sample.context({ actor: returned ? Sample.asAgent(0) : Sample.exchange }),
      {}
    )
    const tags = eventsOf(answer).map(({ _tag }) => _tag)
    return same(tags, [returned ? "DiscrepancyListReturned" : "DiscrepancyListMoved"], "what happens")
  }
})

const answered: ReadonlyArray<Line["answer"]> = [
  undefined,
  { finding: "upheld", caseNumber },
  { finding: "not-upheld", comment: "Ask the consumer" },
  { finding: "no-such-case", comment: "Ask the consumer" },
  { finding: "in-book", caseNumber }
]

/** What agents see of a list. @category laws */
export const agentsSeeTheirOwn = make({
  id: "discrepancy-agents-see-their-own",
  sentence:
    "an agent sees the own list with every claim and finding, but never whether a case that is not theirs exists; the figures of a list count its claims and name nobody",
  rules: ["BOB-13", "BOB-03"],
  input: fc.record({
    answers: fc.array(fc.constantFrom(...answered), { minLength: 1, maxLength: 6 }),
    late: fc.boolean()
  }),
  holds: ({ answers, late }, rules) => {
    const lines = answers.map((answer, n): Line => {
      const claim = DiscrepancySample.claim(n)
      return answer === undefined ? { claim } : { claim, answer }
    })
    const state: State = late ? { _tag: "Answered", at: Sample.now } : { _tag: "Open" }
    const list = DiscrepancySample.list(0, { lines, state })
    const seen = lines.map((line): Line => {
      const { answer } = line
      return answer?.finding === "no-such-case" ? { ...line, answer: { ...answer, finding: "not-upheld" } } : line
    })
    const count = (finding: string | undefined) => answers.filter((one) => one?.finding === finding).length
    const figures = {
      ...{ listId, ...whose, returnedAt: Sample.now },
      ...(late ? { answeredAt: Sample.now } : {}),
      ...{ claims: answers.length, open: count(undefined), upheld: count("upheld"), inBook: count("in-book") }
    }
    return all(
      same(rules.discrepancyList.forAgent(list), { ...list, lines: seen }, "what an agent sees"),
      same(rules.discrepancyList.summarise(list), figures, "the figures")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [listsAreTaken, claimsAreAnsweredOnce, answersMoveNobody, agentsSeeTheirOwn] as ReadonlyArray<Law>
