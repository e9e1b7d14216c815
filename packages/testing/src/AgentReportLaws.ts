/**
 * Laws of what agents tell of a new name, licence or address.
 *
 * @since 0.1.0
 */
import type { Agent } from "@agencybook/core/Agent"
import type { Change, Command } from "@agencybook/core/AgentReport"
import * as Dates from "@agencybook/core/CalendarDate"
import { isOver } from "@agencybook/core/Certification"
import type { Policy } from "@agencybook/core/Policy"
import * as Requirement from "@agencybook/core/Requirement"
import * as fc from "fast-check"
import { states } from "./internal/CertificationSteps.ts"
import { all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const agentId = Sample.agentId(1)
const dayOf = (n: number) => Dates.plusDays(Sample.today, n)
const under = (policy: Partial<Policy>) => Sample.context({ policy: { ...Sample.policy(), ...policy } })
const other = Sample.profile(7, { place: { city: "Fresno", county: "Fresno" } })
const check = "licence-validated"

const changes: Readonly<Record<"name" | "licence" | "address", Change>> = {
  name: { _tag: "Name", name: other.name },
  licence: { _tag: "Licence", number: other.licence.number },
  address: { _tag: "Address", place: other.place }
}
const abouts = fc.constantFrom(...(["name", "licence", "address"] as const))
const rarely = fc.integer({ min: 0, max: 7 }).map((n) => n === 0)

/** How far the licence check is that an agent stands on; done for whoever was taken over. */
const checkOf = ({ certification }: Agent): string | undefined =>
  certification._tag === "Certified" || certification._tag === "Suspended"
    ? (certification.upkeep?.items[check].state ?? "Met")
    : "checklist" in certification
      ? certification.checklist.items[check].state
      : undefined
const evolved = (rules: Rules, agent: Agent, answer: ReturnType<Rules["agentReport"]["decide"]>): Agent =>
  eventsOf(answer).reduce<Agent>((now, event) => rules.evolve("agent", now, event), agent)

/** Whoever tells in time is not marked. @category laws */
export const toldInTime = make({
  id: "agent-report-told-in-time",
  sentence:
    "an agent who applies or is certified tells of a new name, licence or address; after the days of the policy it is marked as late, and stays so; name and address count at once, and a licence when the regulator confirms it; what is known already is not noted, and a number that was told by mistake is put right by the one that is held",
  rules: ["AGT-21", "AGT-01"],
  runs: 2_000,
  input: fc.record({
    about: abouts,
    state: fc.oneof(
      fc.constantFrom("Certified" as const, "Suspended" as const, "Pending" as const),
      fc.constantFrom(...states)
    ),
    ago: fc.constantFrom(0, 1, 5, 6, 7, 30, 31, -1),
    days: fc.constantFrom(0, 6, 30),
    lateBefore: rarely,
    taken: rarely,
    // What is told may be known in full or by one of its two parts.
    known: fc.constantFrom(...(["nothing", "nothing", "all", "the first", "the second"] as const)),
    // Whether middle name and suffix are what they were.
    parts: fc.constantFrom(true, true, false),
    // A licence number that was told before, and waits.
    waiting: fc.constantFrom(...(["none", "none", "held", "other"] as const))
  }),
  holds: ({ about, ago, days, known, lateBefore, parts, state, taken, waiting }, rules) => {
    const inTime = { happenedOn: dayOf(-9), reportedOn: dayOf(-9) }
    const earlier = { happenedOn: dayOf(-90), reportedOn: dayOf(-9), late: true } as const
    const plain = Sample.agent(1, { certification: Sample.certification(state) })
    const { licence, name, place } = plain
    const told = { none: undefined, held: licence.number, other: Sample.licence(9).number }[waiting]
    const reports = {
      ...(told === undefined ? {} : { licence: { ...inTime, number: told } }),
      ...(lateBefore
        ? { [about]: about === "licence" && told !== undefined ? { ...earlier, number: told } : earlier }
        : {})
    }
    const before: Agent = { ...plain, reports }
    const [first, second] = [known === "all" || known === "the first", known === "all" || known === "the second"]
    const change: Change =
      about === "name"
        ? {
            _tag: "Name",
            name: {
              ...{ first: first ? name.first : other.name.first, last: second ? name.last : other.name.last },
              ...(parts ? {} : { suffix: name.first })
            }
          }
        : about === "licence"
          ? { _tag: "Licence", number: first ? licence.number : other.licence.number }
          : {
              _tag: "Address",
              place: { city: first ? place.city : other.place.city, county: second ? place.county : other.place.county }
            }
    // The number that is held puts right what was told by mistake.
    const isSame = about === "licence" ? first && waiting !== "other" : known === "all" && (about !== "name" || parts)
    const command: Command = { _tag: "ReportAgentChange", agentId, change, happenedOn: dayOf(-ago) }
    const holder = taken && about === "licence" ? Sample.agentId(2) : undefined
    const answer = rules.agentReport.decide(command, { agent: before, holder }, under({ changeReportDays: days }))
    if (isOver(before.certification)) return refusedAs(answer, "NotAllowedFrom", "AGT-21")
    if (ago < 0) return refusedAs(answer, "ChangeAhead", "AGT-21")
    if (holder !== undefined) return refusedAs(answer, "LicenceInUse", "AGT-01")
    if (isSame) return same(eventsOf(answer), [], "what happens")
    const after = evolved(rules, before, answer)
    const { reopened: _, ...entry } = after.reports?.[about] ?? { happenedOn: "", reportedOn: "" }
    return all(
      same(
        entry,
        {
          ...{ happenedOn: dayOf(-ago), reportedOn: Sample.today },
          ...(ago > days || lateBefore ? { late: true } : {}),
          ...(change._tag === "Licence" ? { number: change.number } : {})
        },
        "what is noted"
      ),
      same(after.name, change._tag === "Name" ? change.name : name, "the name"),
      same(after.place, change._tag === "Address" ? change.place : place, "the address"),
      same(after.licence, licence, "the licence")
    )
  }
})

/** The check of the licence is done again. @category laws */
export const checkedAgain = make({
  id: "agent-report-checked-again",
  sentence:
    "a new name or licence opens the licence check again that was done or waived, and nothing else, and leaves the state of a certification alone; the review meets what a report has opened when no other report waits, a new licence after the regulator confirmed it",
  rules: ["AGT-21"],
  runs: 2_000,
  input: fc.record({
    about: abouts,
    second: fc.option(abouts, { freq: 2, nil: undefined }),
    state: fc.constantFrom(...(["Certified", "Suspended", "Pending", "Eligible", "Incomplete"] as const)),
    done: fc.constantFrom(...(["Met", "Met", "Waived", "InProgress", "NotStarted"] as const)),
    confirmed: fc.boolean(),
    // What the exchange has said of the check before it looks at the report.
    meanwhile: fc.option(fc.constant("Waived" as const), { freq: 3, nil: undefined })
  }),
  holds: ({ about, confirmed, done, meanwhile, second, state }, rules) => {
    const plain = Sample.certification(state)
    const open = Requirement.items.filter((item) => item !== check && item !== "voter-registration-training")
    const items = Sample.checklist(open)
    const checklist = { ...items, items: { ...items.items, [check]: { state: done, at: Sample.now } } }
    const certification =
      plain._tag === "Certified" || plain._tag === "Suspended"
        ? {
            ...plain,
            upkeep: {
              ...checklist,
              items: { ...Sample.checklist(Requirement.items).items, [check]: checklist.items[check] }
            }
          }
        : plain._tag === "Pending"
          ? { ...plain, checklist }
          : plain
    const before = Sample.agent(1, { certification })
    const was = checkOf(before)
    const steps: Array<string> = []
    const noted = (agent: Agent, answer: ReturnType<Rules["agentReport"]["decide"]>) => {
      for (const event of eventsOf(answer))
        if (event._tag === "CertificationMoved") steps.push(`${event.from} ${event.trigger} ${event.to._tag}`)
      return evolved(rules, agent, answer)
    }
    const tell = (agent: Agent, change: Change) =>
      noted(
        agent,
        rules.agentReport.decide(
          { _tag: "ReportAgentChange", agentId, change, happenedOn: Sample.today },
          { agent, holder: undefined },
          under({})
        )
      )
    const told = [about, ...(second === undefined || second === about ? [] : [second])]
    const reported = told.reduce((agent, one) => tell(agent, changes[one]), before)
    const matters = told.some((one) => one !== "address")
    const isDone = was === "Met" || was === "Waived"
    const reopens = matters && isDone
    const now = reported.certification
    const list = now._tag === "Certified" || now._tag === "Suspended" ? now.upkeep : "checklist" in now && now.checklist
    const waived =
      meanwhile !== undefined && state !== "Eligible" && list
        ? rules.evolve("agent", reported, {
            ...{ _tag: "ChecklistRecorded", agentId, item: check },
            checklist: { ...list, items: { ...list.items, [check]: { state: meanwhile, at: Sample.now } } }
          })
        : reported
    const isWaived = waived !== reported
    const confirmedNow = confirmed
      ? rules.evolve("agent", waived, {
          ...{ _tag: "LicenceRecorded", agentId },
          licence: { ...before.licence, number: other.licence.number }
        })
      : waived
    const answers = (["name", "licence", "address"] as const).map((one) => ({
      one,
      answer: rules.agentReport.decide(
        { _tag: "ReviewAgentChange", agentId, about: one },
        { agent: confirmedNow, holder: undefined },
        under({})
      )
    }))
    const refusals = answers.map(({ answer, one }) =>
      !told.includes(one)
        ? refusedAs(answer, "NothingReported", "AGT-21")
        : one === "licence" && !confirmed
          ? refusedAs(answer, "LicenceNotConfirmed", "AGT-21")
          : same(answer._tag, "Accepted", `the review of ${one}`)
    )
    // All that can be reviewed, one after the other.
    const looked = told.reduce((agent, one) => {
      const command: Command = { _tag: "ReviewAgentChange", agentId, about: one }
      const answer = rules.agentReport.decide(command, { agent, holder: undefined }, under({}))
      return answer._tag === "Accepted" ? noted(agent, answer) : agent
    }, confirmedNow)
    const waits = told.includes("licence") && !confirmed
    const isBack = reopens && state === "Eligible"
    return all(
      ...refusals,
      same(checkOf(reported), reopens ? "InProgress" : was, "the licence check"),
      same(
        reported.certification._tag,
        reopens && state === "Eligible" ? "Pending" : state,
        "the state of the certification"
      ),
      same(
        told.filter((one) => reported.reports?.[one]?.reopened === true),
        reopens ? told.filter((one) => one !== "address") : [],
        "the reports that have opened it"
      ),
      same(
        checkOf(looked),
        isWaived ? meanwhile : reopens ? (waits ? "InProgress" : "Met") : was,
        "the licence check in the end"
      ),
      same(
        steps,
        [...(isBack ? ["Eligible reopen Pending"] : []), ...(isBack && !waits ? ["Pending complete Eligible"] : [])],
        "the steps of the certification"
      ),
      same(
        looked.certification._tag,
        reopens && waits && state === "Eligible" ? "Pending" : state,
        "the state in the end"
      ),
      same(Object.keys(looked.reports ?? {}), waits ? ["licence"] : [], "what still waits")
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [toldInTime, checkedAgain]
