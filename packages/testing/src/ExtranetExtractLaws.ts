/**
 * Laws of the weekly files of the extranet: which cases they count, how often, and for whom they are withheld.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { State } from "@agencybook/core/Certification"
import type { Employment } from "@agencybook/core/Employment"
import type { Event, ExtranetAccount } from "@agencybook/core/Extranet"
import { make as factsOf } from "@agencybook/core/Facts"
import * as fc from "fast-check"
import { acceptedAs, all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const agentId = Sample.agentId(1)
const to = (agent: number, agency: number) => ({
  delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId(agency) }
})
const agencies = [0, 1] as const

/** The places of the agent in a week, after those of the weeks before; whoever has left did so since the files before. */
const placesIn = (works: ReadonlyArray<number | undefined>, n: number, at: Dates.Instant): ReadonlyArray<Employment> =>
  agencies.flatMap((agency) => {
    const last = works.slice(0, n + 1).lastIndexOf(agency)
    if (last < 0) return []
    return last === n
      ? [Sample.employment(1, agency)]
      : [
          {
            ...Sample.employment(1, agency, "Inactive"),
            reason: "left-agency" as const,
            since: Dates.plusHours(at, (last + 1 - n) * 7 * 24 - 1)
          }
        ]
  })

/** The files count what the agent holds. @category laws */
export const countsWhatIsHeld = make({
  id: "extranet-files-count-what-is-held",
  sentence:
    "the weekly files hold every active and frozen case that the agent has where the agent works, and no other; old, new and gone ones add up, and those of a former agency are not told in the next; a notice has numbers only",
  rules: ["EMP-07", "EXT-07"],
  runs: 300,
  fixes: ["bookCadence"],
  input: fc.array(
    fc.record({
      works: fc.constantFrom(0, 0, 0, 1, undefined),
      rows: fc.array(
        fc.record({
          id: fc.nat(9),
          agent: fc.constantFrom(1, 1, 1, 2),
          agency: fc.constantFrom(0, 0, 1),
          state: fc.constantFrom(...(["Active", "Active", "Frozen", "Requested"] as const)),
          // Weeks before the run in which it began.
          age: fc.nat(2)
        }),
        { maxLength: 8 }
      )
    }),
    { minLength: 1, maxLength: 4 }
  ),
  holds: (weeks, rules) => {
    let account: ExtranetAccount = Sample.extranetAccount(1)
    const manager = Sample.employment(0)
    const facts = factsOf({
      agent: new Map([0, 1].map((n) => [Sample.agentId(n) as string, Sample.agent(n)])),
      agency: new Map([[Sample.agencyId() as string, Sample.agency()]]),
      employment: new Map([Sample.employment(1), manager].map((one) => [one.employmentId as string, one]))
    })
    return all(
      ...weeks.map(({ rows, works }, n) => {
        const at = Dates.plusHours(Sample.now, n * 7 * 24)
        const open = rows.map(({ age, agency, agent, id, state }) => {
          const from = Dates.plusHours(at, -age * 7 * 24 - 1)
          const plain = Sample.delegationState(state)
          return Sample.delegation(id, state, {
            ...to(agent, agency),
            state: "from" in plain ? { ...plain, from } : plain
          })
        })
        const context = Sample.context({ at, actor: Sample.system })
        const day = Dates.on(at, Sample.policy().timeZone)
        const answer = rules.extranetExtract.decide(
          { _tag: "RecordExtranetExtract", agentId, day },
          {
            ...{ account, agent: Sample.agent(1), open },
            places: placesIn(
              weeks.map((one) => one.works),
              n,
              at
            )
          },
          context
        )
        const former = weeks[n - 1]?.works
        const moved = works !== undefined && former !== undefined && former !== works
        const before = moved ? 0 : (account.extract?.cases ?? 0)
        const events: ReadonlyArray<Event> = eventsOf(answer)
        account = events.reduce<ExtranetAccount>((now, event) => rules.extranet.evolve(now, event), account)
        const held = rows.filter(
          ({ agency, agent, state }) => agent === 1 && agency === works && state !== "Requested"
        ).length
        const notices = rules.notice.fromEvents(events, facts, context)
        const { extract } = account
        return all(
          same(extract?.cases, held, "the cases"),
          same(before + (extract?.added ?? 0) - (extract?.removed ?? 0), held, "old, new and gone"),
          holdsIf((extract?.added ?? -1) >= 0 && (extract?.removed ?? -1) >= 0, "a number is below nothing"),
          same(
            notices.map(({ template, to: { role } }) => `${template} ${role}`),
            ["NTC-25 agent", "NTC-25 manager"],
            "who is told"
          ),
          holdsIf(!JSON.stringify(notices).includes("case-"), "a notice names a case")
        )
      })
    )
  }
})

/** Files are made once a week for open accounts. @category laws */
export const onceAWeek = make({
  id: "extranet-files-once-a-week",
  sentence:
    "files are noted once for each week that has come, where the policy has weekly files, and for open accounts alone, but not while their agents are suspended or locked",
  rules: ["AGT-19", "EXT-07", "EXT-10", "SEC-01"],
  runs: 500,
  fixes: ["bookCadence"],
  input: fc.record({
    day: fc.integer({ min: -10, max: 2 }),
    latest: fc.option(fc.integer({ min: -2, max: 0 }), { nil: undefined }),
    account: fc.constantFrom(
      ...(["none", "Disabled", "Provisioned", "Active", "Expiring", "LockedExpired", "ResetPending"] as const)
    ),
    weekly: fc.constantFrom(true, true, true, false),
    state: fc.constantFrom<State>("Certified", "Certified", "Certified", "Suspended"),
    locked: fc.constantFrom(false, false, false, true)
  }),
  holds: ({ account, day, latest, locked, state, weekly }, rules) => {
    const policy = weekly ? Sample.policy() : { ...Sample.policy(), bookCadence: ["live" as const] }
    const monday = Dates.make("2026-03-02")
    const madeAt = Sample.now
    const extract =
      latest === undefined
        ? {}
        : { extract: { week: Dates.plusDays(monday, latest * 7), madeAt, cases: 0, added: 0, removed: 0 } }
    const known = account === "none" ? undefined : Sample.extranetAccount(1, account, extract)
    const on = Dates.plusDays(Sample.today, day)
    const answer = rules.extranetExtract.decide(
      { _tag: "RecordExtranetExtract", agentId, day: on },
      {
        account: known,
        agent: Sample.agent(1, { certification: Sample.certification(state), locked }),
        open: [],
        places: []
      },
      Sample.context({ policy, actor: Sample.system })
    )
    if (!weekly) return refusedAs(answer, "NoWeeklyFiles", "EXT-07")
    if (day > 0) return refusedAs(answer, "WeekAhead", "EXT-07")
    if (account === "none" || account === "Disabled") return refusedAs(answer, "FilesWithheld", "EXT-10")
    if (state === "Suspended") return refusedAs(answer, "ExtranetWithheld", "AGT-19")
    if (locked) return refusedAs(answer, "ExtranetLockedOut", "SEC-01")
    // Sample.today is a Tuesday: one day back is its Monday, eight days back the Monday before.
    const weeksBack = day >= -1 ? 0 : day >= -8 ? -1 : -2
    if (latest !== undefined && weeksBack <= latest) return acceptedAs(answer, [])
    const week = Dates.plusDays(monday, weeksBack * 7)
    return acceptedAs(answer, [
      { _tag: "ExtranetExtracted", agentId, extract: { week, madeAt, cases: 0, added: 0, removed: 0 } }
    ])
  }
})

/** The laws of this module. @category laws */
export const laws = [countsWhatIsHeld, onceAWeek] as ReadonlyArray<Law>
