/**
 * Laws of what agents tell of a new name, licence or address.
 *
 * @since 0.1.0
 */
import type { Agent } from "@agencybook/core/Agent"
import type { Change, Command } from "@agencybook/core/AgentReport"
import * as Dates from "@agencybook/core/CalendarDate"
import { isOver } from "@agencybook/core/Certification"
import { calheers, type Policy } from "@agencybook/core/Policy"
import * as Requirement from "@agencybook/core/Requirement"
import * as fc from "fast-check"
import { states } from "./internal/CertificationSteps.ts"
import { all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const agentId = Sample.agentId(1)
const dayOf = (n: number) => Dates.plusDays(Sample.today, n)
const under = (policy: Partial<Policy>) => Sample.context({ policy: { ...calheers, ...policy } })
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
    "an agent who applies or is certified tells of a new name, licence or address; after the days of the policy it is marked as late, and stays so; name and address count at once, and a licence when the regulator confirms it",
  rules: ["AGT-21", "AGT-01"],
  runs: 1_200,
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
    same: rarely
  }),
  holds: ({ about, ago, days, lateBefore, same: isSame, state, taken }, rules) => {
    const earlier = { happenedOn: dayOf(-90), reportedOn: dayOf(-9), late: true } as const
    const before = {
      ...Sample.agent(1, { certification: Sample.certification(state) }),
      ...(lateBefore ? { reports: { [about]: earlier } } : {})
    }
    const { licence, name, place } = before
    const own: Change =
      about === "name"
        ? { _tag: "Name", name }
        : about === "licence"
          ? { _tag: "Licence", number: licence.number }
          : { _tag: "Address", place }
    const change = isSame ? own : changes[about]
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
          ...(about === "licence" ? { number: other.licence.number } : {})
        },
        "what is noted"
      ),
      same(after.name, about === "name" ? other.name : name, "the name"),
      same(after.place, about === "address" ? other.place : place, "the address"),
      same(after.licence, licence, "the licence")
    )
  }
})

/** The check of the licence is done again. @category laws */
export const checkedAgain = make({
  id: "agent-report-checked-again",
  sentence:
    "a new name or licence opens the licence check again that was done, and nothing else, and leaves the state of a certification alone; the review meets it when no other report waits, a new licence after the regulator confirmed it",
  rules: ["AGT-21"],
  runs: 1_200,
  input: fc.record({
    about: abouts,
    second: fc.option(abouts, { freq: 2, nil: undefined }),
    state: fc.constantFrom(...(["Certified", "Suspended", "Pending", "Eligible", "Incomplete"] as const)),
    done: rarely.map((no) => !no),
    confirmed: fc.boolean()
  }),
  holds: ({ about, confirmed, done, second, state }, rules) => {
    const plain = Sample.certification(state)
    const open = Requirement.items.filter((item) => item !== check && item !== "voter-registration-training")
    const checklist = Sample.checklist(done ? [check, ...open] : open)
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
    const tell = (agent: Agent, change: Change) =>
      evolved(
        rules,
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
    const confirmedNow = confirmed
      ? rules.evolve("agent", reported, {
          ...{ _tag: "LicenceRecorded", agentId },
          licence: { ...before.licence, number: other.licence.number }
        })
      : reported
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
      return answer._tag === "Accepted" ? evolved(rules, agent, answer) : agent
    }, confirmedNow)
    const waits = told.includes("licence") && !confirmed
    const reopens = matters && was === "Met"
    return all(
      ...refusals,
      same(checkOf(reported), reopens ? "InProgress" : was, "the licence check"),
      same(
        reported.certification._tag,
        reopens && state === "Eligible" ? "Pending" : state,
        "the state of the certification"
      ),
      same(checkOf(looked), reopens && waits ? "InProgress" : was, "the licence check in the end"),
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
