/**
 * Laws of cases that a feed delivers, with the delegate that the sending system knows.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import * as fc from "fast-check"
import { all, broken, eventsOf, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const caseId = Sample.caseId(0)
const to = (agent: number) => ({ delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId() } })

/** A case that comes with its agent is delegated at once. @category laws */
export const startedByAnAgent = make({
  id: "case-started-by-an-agent",
  sentence:
    "a new case that comes with the agent who started it is delegated at once; a known one keeps the consumer's choice",
  rules: ["DEL-04", "DEL-09"],
  input: fc.record({ known: fc.boolean(), named: fc.boolean(), twice: fc.boolean() }),
  holds: ({ known, named, twice }, rules) => {
    const since = Dates.plusHours(Sample.now, -5)
    const entry = { case: Sample.household(), ...(named ? { delegate: { ...to(1).delegate, since } } : {}) }
    const before = known ? Sample.household() : undefined
    const answer = rules.case.decide(
      { _tag: "RecordCases", entries: twice ? [entry, entry] : [entry] },
      () => before,
      Sample.context({ actor: Sample.system })
    )
    const delegations = eventsOf(answer).flatMap((event) =>
      event._tag === "DelegationOpened" ? [event.delegation] : []
    )
    const recorded = eventsOf(answer).filter((event) => event._tag === "CaseRecorded")
    if (recorded.length !== (twice ? 2 : 1)) return broken("the case was not recorded")
    if (known || !named) return same(delegations, [], "the delegations")
    const [first] = delegations
    return all(
      same(delegations.length, 1, "the number of delegations"),
      same(
        [first?.caseId, first?.delegate, first?.state],
        [caseId, to(1).delegate, { _tag: "Active", from: since }],
        "it"
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [startedByAnAgent]
