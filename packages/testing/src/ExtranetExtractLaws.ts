/**
 * Laws of the files of the extranet: which cases they count, how often they are made, and for whom they are withheld.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { State } from "@agencybook/core/Certification"
import type { Employment } from "@agencybook/core/Employment"
import type { Cut, Event, ExtranetAccount } from "@agencybook/core/Extranet"
import { make as factsOf } from "@agencybook/core/Facts"
import type { Policy } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import { acceptedAs, all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const agentId = Sample.agentId(1)
const monday = Dates.make("2026-03-02")
const to = (agent: number, agency: number) => ({
  delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId(agency) }
})
const agencies = [0, 1] as const

type Cadence = Policy["bookCadence"]

/** Every sort of answer to how the book reaches an agent, those with files first; the laws bring their own. */
const cadences = [["live", "weekly"], ["weekly"], ["monthly"], ["live", "monthly"], ["weekly", "monthly"]] as const
const withoutFiles = [["live"], []] as const

/** What files of a day are for, written out. @rule BOB-08 */
const cut = (cadence: Cadence, day: Dates.CalendarDate): Cut =>
  cadence.includes("weekly") ? { week: Dates.mondayOf(day) } : { month: Dates.make(`${day.slice(0, 7)}-01`) }

/** The places of the agent at files, after those of the files before; whoever has left did so since the files before. */
const placesIn = (
  works: ReadonlyArray<number | undefined>,
  n: number,
  at: Dates.Instant,
  days: number
): ReadonlyArray<Employment> =>
  agencies.flatMap((agency) => {
    const last = works.slice(0, n + 1).lastIndexOf(agency)
    if (last < 0) return []
    return last === n
      ? [Sample.employment(1, agency)]
      : [
          {
            ...Sample.employment(1, agency, "Inactive"),
            reason: "left-agency" as const,
            since: Dates.plusHours(at, (last + 1 - n) * days * 24 - 1)
          }
        ]
  })

/** The files count what the agent holds. @category laws */
export const countsWhatIsHeld = make({
  id: "extranet-files-count-what-is-held",
  sentence:
    "the files of a week or month hold every active and frozen case that the agent has where the agent works, and no other; old, new and gone ones add up, and those of a former agency are not told in the next; a notice has numbers only, and says for which week or month",
  rules: ["BOB-08", "EMP-07", "EXT-07"],
  runs: 300,
  input: fc.record({
    cadence: fc.constantFrom<Cadence>(...cadences),
    files: fc.array(
      fc.record({
        works: fc.constantFrom(0, 0, 0, 1, undefined),
        rows: fc.array(
          fc.record({
            id: fc.nat(9),
            agent: fc.constantFrom(1, 1, 1, 2),
            agency: fc.constantFrom(0, 0, 1),
            state: fc.constantFrom(...(["Active", "Active", "Frozen", "Requested"] as const)),
            // Weeks or months before the files in which it began.
            age: fc.nat(2)
          }),
          { maxLength: 8 }
        )
      }),
      { minLength: 1, maxLength: 4 }
    )
  }),
  holds: ({ cadence, files }, rules) => {
    // Months that follow each other are 31 days apart at most.
    const days = cadence.includes("weekly") ? 7 : 31
    const policy: Policy = { ...Sample.policy(), bookCadence: cadence }
    let account: ExtranetAccount = Sample.extranetAccount(1)
    const manager = Sample.employment(0)
    const facts = factsOf({
      agent: new Map([0, 1].map((n) => [Sample.agentId(n) as string, Sample.agent(n)])),
      agency: new Map([[Sample.agencyId() as string, Sample.agency()]]),
      employment: new Map([Sample.employment(1), manager].map((one) => [one.employmentId as string, one]))
    })
    return all(
      ...files.map(({ rows, works }, n) => {
        const at = Dates.plusHours(Sample.now, n * days * 24)
        const open = rows.map(({ age, agency, agent, id, state }) => {
          const from = Dates.plusHours(at, -age * days * 24 - 1)
          const plain = Sample.delegationState(state)
          return Sample.delegation(id, state, {
            ...to(agent, agency),
            state: "from" in plain ? { ...plain, from } : plain
          })
        })
        const context = Sample.context({ at, policy, actor: Sample.system })
        const day = Dates.on(at, policy.timeZone)
        const answer = rules.extranetExtract.decide(
          { _tag: "RecordExtranetExtract", agentId, day },
          {
            ...{ account, agent: Sample.agent(1), open },
            places: placesIn(
              files.map((one) => one.works),
              n,
              at,
              days
            )
          },
          context
        )
        const former = files[n - 1]?.works
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
          same(
            notices.map(({ params: { month, week } }) => ({ month, week })),
            notices.map(() => ({ month: undefined, week: undefined, ...cut(cadence, day) })),
            "for which week or month"
          ),
          holdsIf(!JSON.stringify(notices).includes("case-"), "a notice names a case")
        )
      })
    )
  }
})

/** Files are made once a week or once a month for open accounts. @category laws */
export const onceAWeek = make({
  id: "extranet-files-once-a-week",
  sentence:
    "files are noted once for each week that has come, or for each month where the policy has monthly files alone, never where the portal alone has the book, and for open accounts alone, but not while their agents are suspended or locked",
  rules: ["AGT-19", "BOB-08", "EXT-07", "EXT-10", "SEC-01"],
  runs: 500,
  input: fc.record({
    cadence: fc.constantFrom<Cadence>(...cadences, ...withoutFiles),
    // Back into the month before and the week before that.
    day: fc.oneof(fc.integer({ min: -10, max: 2 }), fc.constantFrom(-3, -2, -31)),
    // What the files before were for; an exchange may have gone from weeks to months since, or back.
    latest: fc.option(
      fc.constantFrom<Cut>(
        ...[-14, -7, 0].map((days) => ({ week: Dates.plusDays(monday, days) })),
        ...["2026-02-01", "2026-03-01"].map((month) => ({ month: Dates.make(month) }))
      ),
      { nil: undefined }
    ),
    account: fc.constantFrom(
      ...(["none", "Disabled", "Provisioned", "Active", "Expiring", "LockedExpired", "ResetPending"] as const)
    ),
    state: fc.constantFrom<State>("Certified", "Certified", "Certified", "Suspended"),
    locked: fc.constantFrom(false, false, false, true)
  }),
  holds: ({ account, cadence, day, latest, locked, state }, rules) => {
    const policy: Policy = { ...Sample.policy(), bookCadence: cadence }
    const numbers = { madeAt: Sample.now, cases: 0, added: 0, removed: 0 }
    const extract = latest === undefined ? {} : { extract: { ...latest, ...numbers } }
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
    if (!cadence.some((every) => every !== "live")) return refusedAs(answer, "NoExtranetFiles", "EXT-07")
    if (day > 0) return refusedAs(answer, "FilesAhead", "EXT-07")
    if (account === "none" || account === "Disabled") return refusedAs(answer, "FilesWithheld", "EXT-10")
    if (state === "Suspended") return refusedAs(answer, "ExtranetWithheld", "AGT-19")
    if (locked) return refusedAs(answer, "ExtranetLockedOut", "SEC-01")
    const now = cut(cadence, on)
    const first = (one: Cut): string => Object.values(one).join()
    if (latest !== undefined && first(now) <= first(latest)) return acceptedAs(answer, [])
    return acceptedAs(answer, [{ _tag: "ExtranetExtracted", agentId, extract: { ...now, ...numbers } }])
  }
})

/** The laws of this module. @category laws */
export const laws = [countsWhatIsHeld, onceAWeek] as ReadonlyArray<Law>
