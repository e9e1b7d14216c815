/**
 * Laws of the public list of who is done for a plan year.
 *
 * @since 0.1.0
 */
import type { Agent } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Event } from "@agencybook/core/Certification"
import { fullName } from "@agencybook/core/Contact"
import * as Requirement from "@agencybook/core/Requirement"
import * as fc from "fast-check"
import { states } from "./internal/CertificationSteps.ts"
import { eventsOf, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const agentId = Sample.agentId(1)
const { licence, npn } = Sample.profile(1)
const dayOf = (n: number) => Dates.plusDays(Sample.today, n)

/** Who is done is on the list. @category laws */
export const whoIsDoneIsListed = make({
  id: "completion-who-is-done-is-listed",
  sentence:
    "where the exchange publishes it, the list has exactly those who are certified on the day and whose training and agreement count on it, with the plan year and what the registry last said about the number",
  rules: ["AGT-14"],
  runs: 1_000,
  input: fc.record({
    publishes: fc.integer({ min: 0, max: 7 }).map((n) => n > 0),
    state: fc.oneof({ weight: 4, arbitrary: fc.constant("Certified" as const) }, fc.constantFrom(...states)),
    term: fc.constantFrom(-1, 0, 1, 300, 300),
    item: fc.constantFrom<Requirement.Item>("agreement-signed", "exam-passed", "voter-registration-training"),
    until: fc.option(fc.constantFrom(-1, 0, 1, 300), { freq: 3, nil: undefined }),
    takenOver: fc.boolean(),
    said: fc.array(fc.constantFrom(undefined, "confirmed" as const, "differs" as const), { maxLength: 3 })
  }),
  holds: ({ item, publishes, said, state, takenOver, term, until }, rules) => {
    const plain = Sample.certification(state)
    const items = Sample.checklist(Requirement.items).items
    const upkeep = {
      ...Sample.checklist(Requirement.items),
      items: { ...items, [item]: { state: "Met" as const, ...(until === undefined ? {} : { until: dayOf(until) }) } }
    }
    const certification =
      plain._tag === "Certified"
        ? { ...plain, term: { ...Sample.term, until: dayOf(term) }, ...(takenOver ? {} : { upkeep }) }
        : plain
    const agent = said.reduce<Agent>(
      (now, npnCheck) => {
        const command = {
          _tag: "RecordLicence",
          agentId,
          licence,
          ...(npnCheck === undefined ? {} : { npnCheck })
        } as const
        const answer = rules.licenceCheck.decide(
          command,
          { agent: now, holder: undefined, npnHolder: undefined },
          Sample.context()
        )
        return eventsOf<Event>(answer).reduce<Agent>((next, event) => rules.evolve("agent", next, event), now)
      },
      Sample.agent(1, { certification })
    )
    const last = said.filter((one) => one !== undefined).at(-1)
    const done = takenOver || until === undefined || until > 0
    const listed = publishes && state === "Certified" && term > 0 && done
    return same(
      rules.completionList.line(agent, Sample.today, { ...Sample.policy(), publishesCompletion: publishes }),
      listed ? { npn, name: fullName(agent.name), planYear: 2026, npnCheck: last ?? "unchecked" } : undefined,
      "the line"
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [whoIsDoneIsListed]
