/**
 * Laws of the yearly word about the window of small businesses.
 *
 * What is news is counted here in days that are left, apart from the stages of core.
 *
 * @since 0.1.0
 */
import type { Market } from "@agencybook/core/AgencyBusiness"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import { all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const first = Dates.make("2026-03-05")
const dayAt = (n: number): Dates.CalendarDate => Dates.plusDays(first, n)
const soldIn: ReadonlyArray<ReadonlyArray<Market> | undefined> = [
  undefined,
  ["smallBusiness"],
  ["individual", "smallBusiness"],
  ["individual"]
]
const serves = [undefined, "individuals", "employers", "both"] as const

/** What is news on a day: nothing outside the window, and so many days before its end that it closes. */
const newsOn = (day: string, window: { readonly from: string; readonly through: string }) => {
  if (day.slice(5) < window.from || window.through < day.slice(5)) return undefined
  const left = (Date.parse(`2026-${window.through}`) - Date.parse(day)) / 86_400_000
  return left > 7 ? "opens" : "closes"
}

/** Who serves employers is told of the window. @category laws */
export const windowIsTold = make({
  id: "small-business-window-is-told",
  sentence:
    "each agent who may act and serves employers, in an agency that sells to small businesses or has not said where it sells, is told once that the yearly window opens and, from a week before its end, once that it closes, with its last day and the first day of coverage; nobody hears of it outside the window, twice, or when it is no news any more",
  rules: ["SHP-03", "SHP-07"],
  input: fc.record({
    window: fc.constantFrom({ from: "03-10", through: "04-10" }, { from: "03-10", through: "03-14" }),
    on: fc.oneof(fc.constantFrom(4, 5, 9, 10, 28, 29, 36, 37), fc.integer({ min: 0, max: 40 })),
    // Days that pass until the word is given, and days since the last one, counted from the day that is asked for.
    late: fc.constantFrom(0, 0, 0, 0, 1, 5, 365, -1),
    told: fc.option(fc.constantFrom(0, 1, 3, 25, 340), { nil: undefined }),
    last: fc.boolean(),
    sells: fc.constantFrom(...soldIn),
    agency: fc.constantFrom("Certified", "Certified", "Certified", "Certified", "Suspended", "nobody knows"),
    people: fc.array(
      fc.record({
        serves: fc.constantFrom(...serves),
        employment: fc.constantFrom("Active", "Active", "Active", "Inactive"),
        certification: fc.constantFrom("Certified", "Certified", "Certified", "Suspended")
      }),
      { minLength: 1, maxLength: 5 }
    )
  }),
  holds: ({ agency: state, last, late, on, people, sells, told, window }, rules) => {
    const policy = { ...Sample.policy(), smallBusiness: { ...Sample.policy().smallBusiness, window } }
    const [day, today] = [dayAt(on), dayAt(on + late)]
    const { timeZone } = policy
    const at = last
      ? Dates.plusMillis(Dates.startOf(Dates.plusDays(today, 1), timeZone), -1)
      : Dates.startOf(today, timeZone)
    const context = Sample.context({ actor: Sample.system, at, policy })
    const { markets: _, ...anywhere } = Sample.agency(0, {
      certification: Sample.agencyCertification(state === "Suspended" ? "Suspended" : "Certified"),
      ...(told === undefined ? {} : { smallBusinessToldOn: Dates.plusDays(day, -told) })
    })
    const before = sells === undefined ? anywhere : { ...anywhere, markets: sells }
    // Certified and licensed for years, so that nothing but what was chosen decides.
    const term = { ...Sample.term, until: Dates.make("2029-01-01") }
    const members = people.map((person, n) => ({
      agent: Sample.agent(n, {
        licence: Sample.licence(n, { expiresOn: Dates.make("2029-01-01") }),
        certification:
          person.certification === "Certified"
            ? { ...Sample.certification("Certified"), _tag: "Certified", term }
            : Sample.certification(person.certification),
        ...(person.serves === undefined ? {} : { clientsServed: person.serves })
      }),
      employment: Sample.employment(n, 0, person.employment),
      agency: before
    }))
    const ask = (agency: typeof before | undefined) =>
      rules.smallBusinessWindow.decide(
        { _tag: "TellSmallBusinessWindow", agencyId: before.agencyId, on: day },
        { agency, members: agency === undefined ? [] : members.map((one) => ({ ...one, agency })) },
        context
      )
    const answer = ask(state === "nobody knows" ? undefined : before)
    if (state === "nobody knows") return refusedAs(answer, "UnknownAgency", "AGY-01")
    if (late < 0) return refusedAs(answer, "SmallBusinessWindowNotYet", "SHP-03")
    const news = newsOn(day, window)
    const lastDay = told === undefined ? undefined : Dates.plusDays(day, -told)
    const knows = lastDay !== undefined && lastDay.slice(0, 4) === "2026" && newsOn(lastDay, window) === news
    const stillNews = newsOn(today, window) === news && today.slice(0, 4) === "2026"
    const listeners = people.flatMap((person, n) =>
      person.serves !== "individuals" && person.employment === "Active" && person.certification === "Certified"
        ? [n]
        : []
    )
    const elsewhere = sells !== undefined && !sells.includes("smallBusiness")
    const quiet =
      elsewhere || state !== "Certified" || news === undefined || knows || !stillNews || listeners.length === 0
    if (quiet) return same(eventsOf(answer), [], "what is told")
    const events = eventsOf(answer)
    const after = events.reduce((value, event) => rules.agency.evolve(value, event), before)
    const world: World.World = {
      ...World.empty,
      agency: new Map([[after.agencyId, after]]),
      agent: new Map(members.map(({ agent }) => [agent.agentId, agent])),
      employment: new Map(members.map(({ employment }) => [employment.employmentId, employment]))
    }
    const notices = rules.notice.fromEvents(events, World.facts(world), { ...context, commandId: Id.make("c-1") })
    const params = { news, lastDay: `2026-${window.through}`, startsOn: "2027-01-01" }
    return all(
      same(
        notices.map((one) => [one.template, one.to.role, one.to.email, one.params]),
        listeners.map((n) => ["NTC-28", "agent", Sample.agent(n).loginEmail, params]),
        "who is told what"
      ),
      same(eventsOf(ask(after)), [], "what is told the second time")
    )
  }
})

const employer = (n: number) => Id.make<Id.EmployerId>(`employer-${n}`)
const tests = ["participation", "contribution"] as const

/** Employers who failed a test are named to their agents. @category laws */
export const employersAreNamed = make({
  id: "small-business-window-names-employers",
  sentence:
    "who is told of the window is told how many of the own employers failed which of the two tests, as the host named them, each once, and of up to fifty the references; nobody is told of another agent's, no employer of somebody who is not told is told of, and one of somebody who never was of the agency is refused",
  rules: ["SHP-01", "SHP-02", "SHP-03"],
  input: fc.record({
    people: fc.array(fc.constantFrom("told", "told", "told", "left", "individuals"), { minLength: 1, maxLength: 4 }),
    // Many of one agent now and then, more than a notice names; the fifth agent is of no agency.
    employers: fc.array(
      fc.record({
        agent: fc.constantFrom(0, 0, 1, 1, 2, 3),
        employer: fc.nat(4),
        failed: fc.constantFrom(...tests),
        more: fc.constantFrom(0, 0, 0, 49, 50)
      }),
      { maxLength: 8 }
    ),
    stranger: fc.constantFrom(false, false, false, true),
    closes: fc.boolean()
  }),
  holds: ({ closes, employers: drawn, people, stranger }, rules) => {
    const policy = {
      ...Sample.policy(),
      smallBusiness: {
        ...Sample.policy().smallBusiness,
        window: { from: "03-01", through: closes ? "03-09" : "03-31" }
      }
    }
    const agency = Sample.agency(0, { markets: ["smallBusiness"] })
    const members = people.map((person, n) => ({
      agent: Sample.agent(n, { clientsServed: person === "individuals" ? person : "employers" }),
      employment: Sample.employment(n, 0, person === "left" ? "Inactive" : "Active"),
      agency
    }))
    const here = drawn.filter(({ agent }) => agent < people.length)
    const employers = [
      ...here.flatMap(({ agent, employer: of, failed, more }) =>
        Array.from({ length: more + 1 }, (_, n) => ({
          ...{ agentId: Sample.agentId(agent), employerId: employer(of + 100 * n), failed }
        }))
      ),
      ...(stranger ? [{ agentId: Sample.agentId(5), employerId: employer(9), failed: tests[0] }] : [])
    ]
    const context = Sample.context({ actor: Sample.system, policy })
    const answer = rules.smallBusinessWindow.decide(
      { _tag: "TellSmallBusinessWindow", agencyId: agency.agencyId, on: Sample.today, employers },
      { agency, members },
      context
    )
    if (stranger) return refusedAs(answer, "EmployerOfOthers", "SHP-03")
    const events = eventsOf(answer)
    const world: World.World = {
      ...World.empty,
      agency: new Map([[agency.agencyId, agency]]),
      agent: new Map(members.map(({ agent }) => [agent.agentId, agent])),
      employment: new Map(members.map(({ employment }) => [employment.employmentId, employment]))
    }
    const notices = rules.notice.fromEvents(events, World.facts(world), { ...context, commandId: Id.make("c-1") })
    const fields = ["participation", "participationOf", "contribution", "contributionOf"] as const
    return same(
      notices.map(({ params, template, to }) => [template, to.email, ...fields.map((field) => params[field])]),
      people.flatMap((person, n) => {
        if (person !== "told") return []
        const [people, money] = tests.map((test) => {
          const of = employers.filter((one) => one.agentId === Sample.agentId(n) && one.failed === test)
          return of.map(({ employerId }) => employerId).filter((one, at, all) => all.indexOf(one) === at)
        })
        const none = people?.length === 0 && money?.length === 0
        const told = [people, money].flatMap((all = []) => [all.length, all.slice(0, 50).join(", ")])
        return [["NTC-28", Sample.agent(n).loginEmail, ...(none ? fields.map(() => undefined) : told)]]
      }),
      "who is told of whom"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [windowIsTold, employersAreNamed] as ReadonlyArray<Law>
