/**
 * Laws of the place of an exchange: its days are its own, whatever day it is in UTC.
 *
 * @since 0.1.0
 */
import type { Agent } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import { type Delegation, holdsCase } from "@agencybook/core/Delegation"
import * as Id from "@agencybook/core/Id"
import type { Cents } from "@agencybook/core/Money"
import { calheers, type Policy, verifications } from "@agencybook/core/Policy"
import * as Preset from "@agencybook/core/PolicyPreset"
import type { Event } from "@agencybook/core/Record"
import type { ServiceCalendar } from "@agencybook/core/ServiceCalendar"
import type { Employer } from "@agencybook/core/SmallBusiness"
import type { Transfer } from "@agencybook/core/Transfer"
import * as fc from "fast-check"
import { entriesOf } from "./BookLaws.ts"
import { areas } from "./CommandArea.ts"
import { broken, held, idle, type Law, make, same, type Verdict } from "./Law.ts"
import * as Sample from "./Sample.ts"
import * as Seed from "./Seed.ts"
import { draw, type Step, type Story, send, story } from "./TraceLaws.ts"
import * as World from "./World.ts"

// Clocks that never change: in American Samoa the evening of a day is the next day in UTC.
const [there, behind] = ["Pacific/Pago_Pago", 11 * 3_600_000]
const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g
const isInstant = (text: string): boolean => text.length === Sample.now.length && text.replace(instant, "") === ""

/** What names its day where that is another one than in UTC. */
const named = [
  ["since", "sinceOn"],
  ["uploadedAt", "uploadedOn"]
] as const

/** The same at the other place: every moment when its clocks show what they show here, every day the same. */
const moved = <A>(value: A): A => {
  if (typeof value === "string") return value.replace(instant, (at) => Dates.plusMillis(Dates.instant(at), behind)) as A
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) return value.map(moved) as A
  const there = Object.fromEntries(Object.entries(value).map(([field, part]) => [field, moved(part)]))
  for (const [at, on] of named) {
    const here = (value as { readonly [field: string]: unknown })[at]
    if (typeof here !== "string" || (at === "since" && !("checklist" in value && there._tag === "Pending"))) continue
    if (!String(there[at]).startsWith(here.slice(0, 10))) there[on] ??= here.slice(0, 10)
  }
  return there as A
}

/** Days and moments at which something changes, in the place of some that are far away. */
const near = <A>(value: A, seed: Seed.Seed): A => {
  if (typeof value === "string") {
    // Whoever was born on a day is found by it.
    if (/^20\d\d-\d\d-\d\d$/.test(value) && seed.chance(40))
      return Dates.plusDays(Sample.today, seed.pick([-1, 0, 0, 1])) as A
    if (isInstant(value) && seed.chance(30))
      return Dates.plusHours(Sample.now, -24 * seed.pick([0, 1, 3, 10, 29, 30, 31])) as A
    return value
  }
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) return value.map((one) => near(one, seed)) as A
  return Object.fromEntries(Object.entries(value).map(([field, part]) => [field, near(part, seed)])) as A
}

const inWorld = (world: World.World, change: (record: unknown) => unknown): World.World =>
  Object.fromEntries(
    Object.entries(world).map(([kind, records]) => [
      kind,
      new Map(Array.from(records as ReadonlyMap<string, unknown>, ([id, record]) => [id, change(record)]))
    ])
  ) as unknown as World.World

/** What waits for its day beside what a world has: transfers, questions to consumers, passwords of the extranet. */
const waiting = (world: World.World): ReadonlyArray<Event> => {
  const accounts = World.records(world, "agent").map((agent, n) =>
    World.opening("extranetAccount", {
      ...Sample.extranetAccount(n, n % 3 === 0 ? "Expiring" : n % 3 === 1 ? "Active" : "ResetPending"),
      agentId: agent.agentId
    })
  )
  const held = World.records(world, "delegation").filter(holdsCase)
  const transfers = held.flatMap(({ caseId, delegate: { agencyId, agentId }, delegationId }, n) => {
    const [target] = World.records(world, "employment").filter(
      (one) => one.agencyId === agencyId && one.agentId !== agentId && one.state === "Active"
    )
    if (target === undefined) return []
    const asks = n % 2 === 0
    const transfer: Transfer = {
      ...{ transferId: Id.make(`transfer-${n}`), agencyId, fromAgentId: agentId, toAgentId: target.agentId },
      ...{ reason: "leave", consentMode: asks ? "consumer-confirm" : "notify" },
      state: asks ? "AwaitingConsent" : "Scheduled",
      ...(asks ? { answerBy: Sample.today } : { effectiveOn: Sample.today }),
      rows: [{ delegationId, caseId, outcome: asks ? "asked" : "planned" }]
    }
    const reviewed: Transfer = {
      ...{ ...transfer, transferId: Id.make(`review-${n}`), state: "ExchangeReview", effectiveOn: Sample.today },
      ...{ toAgencyId: Sample.agencyId(99), rows: [{ delegationId, caseId, outcome: "planned" }] }
    }
    return [World.opening("transfer", transfer), World.opening("transfer", reviewed)]
  })
  return [...accounts, ...transfers]
}

/** Agents with the days on which a bar, a suspension and the time to ask about it are over. */
const sharpened = (world: World.World): World.World => {
  const tomorrow = Dates.plusDays(Sample.today, 1)
  const agents = World.records(world, "agent").map((agent): Agent => {
    const { certification } = agent
    if (certification._tag === "TerminatedForCause")
      return { ...agent, certification: { ...certification, barredUntil: tomorrow } }
    return certification._tag === "Suspended"
      ? { ...agent, certification: { ...certification, until: tomorrow, reconsiderUntil: tomorrow } }
      : agent
  })
  return { ...world, agent: new Map(agents.map((agent) => [agent.agentId as string, agent])) }
}

/** No rule asks what day it is in UTC. @category laws */
export const daysAreOfTheExchange = make<Story & { readonly preset: Policy }>({
  id: "story-days-are-those-of-the-exchange",
  sentence:
    "a story that happens in the evening of an exchange, when the next day has begun in UTC, goes as it goes where no clock differs, also on the last days and the first: same answers, same events, same notices, same days",
  rules: ["AGT-08", "DEL-23", "DEL-25", "TRF-08", "TRF-09", "EXT-04"],
  runs: 300,
  input: fc.tuple(story, fc.constantFrom(...Preset.all)).map(([one, preset]) => ({ ...one, preset })),
  holds: ({ length, preset, start, world }, rules) => {
    const seed = Seed.from(start)
    const policy = { ...preset, timeZone: "UTC", newAgentVerification: verifications }
    const elsewhere = { at: moved(Sample.now), policy: { ...policy, timeZone: there } }
    let here = inWorld(World.after(sharpened(world), waiting(world)), (record) => near(record, seed))
    let other = inWorld(here, moved)
    const about = seed.pick(areas)
    let verdict: Verdict = idle
    for (let n = 0; n < length; n++) {
      const sent = near(draw(here, seed, { n, about }), seed)
      const one = send({ at: Sample.now, policy, world: here }, sent, rules)
      const two = send({ ...elsewhere, world: other }, moved(sent), rules)
      const told = ({ after, context, events, refusal }: Step) => ({
        ...{ events, refusal },
        notices: rules.notice.fromEvents(events, World.facts(after), context)
      })
      const got = same(told(two), moved(told(one)))
      if (got._tag === "Broken") return broken(`\`${sent.command._tag}\`: ${got.because}`)
      if (one.events.length > 0) verdict = held
      here = one.after
      other = two.after
    }
    return verdict
  }
})

/** A service with hours in the evening, a holiday today, and an outage. */
const service = (timeZone: string, at: Dates.Instant): ServiceCalendar => ({
  ...{ name: "Helpdesk", timeZone, hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens, closes })) },
  holidays: [{ on: Sample.today, name: "Founders' Day" }],
  outages: [{ from: Dates.plusHours(at, 47), until: Dates.plusHours(at, 49) }]
})
const [opens, closes] = [Dates.time("17:00"), Dates.time("21:00")]

const employer: Employer = {
  ...{ eligible: 10, taking: [{ carrier: "Golden Health", employees: 3 }], otherCoverage: 0 },
  ...{ employerShare: 10_000 as Cents, lowestPremium: 30_000 as Cents }
}

const lostAt = (until: Dates.Instant): Delegation =>
  Sample.delegation(0, "Ended", { state: { _tag: "Ended", from: until, until, reason: "relinquished" } })

/** What is counted and shown of a day is counted where the exchange is. @category laws */
export const figuresAreOfTheExchange = make({
  id: "zone-figures-are-of-the-exchange",
  sentence:
    "rows, counts of the last days, ages, hours and the yearly window are those of the place: in its evening, when the next day has begun in UTC, they are what they are where no clock differs",
  rules: ["BOB-08", "SHP-03", "CAL-01"],
  runs: 100,
  input: fc.record({ world: World.arbitrary({ agencies: 2, agents: 3, cases: 8 }), start: fc.nat() }),
  holds: ({ start, world }, rules) => {
    const seed = Seed.from(start)
    const here = inWorld(world, (record) => near(record, seed))
    const figures = (known: World.World, at: Dates.Instant, zone: string) => {
      const day = Dates.on(at, zone)
      const policy = { ...calheers, timeZone: zone }
      const moment = { at, day, policy }
      const delegations = World.records(known, "delegation")
      const hour = (n: number) => Dates.plusHours(at, n)
      const days = ["2026-11-14", "2026-11-15", "2026-12-15", "2026-12-16"] as const
      return {
        rows: rules.book.rows(entriesOf(known, delegations.filter(holdsCase)), at, zone),
        requested: delegations.map((one) => rules.summary.ofDelegation(one, day, zone)),
        lost: [28, 29, 30, 31].map((n) => rules.summary.ofDelegation(lostAt(hour(-24 * n)), day, zone)),
        ages: delegations.map((one) => rules.worklist.ageOf(one, moment)),
        stuck: World.records(known, "agent").map((one) => rules.worklist.stuck(one, undefined, moment)),
        hours: [0, 1, 2, 3, 12, 24, 47, 48, 49, 72].map((n) =>
          rules.serviceCalendar.statusAt(service(zone, at), hour(n))
        ),
        ends: rules.delegationHistory.endOf(day, zone),
        window: days.map((one) => {
          const evening = Dates.plusHours(Dates.startOf(Dates.make(one), zone), 20)
          return rules.smallBusiness.assess(employer, "first-submission", evening, policy)
        })
      }
    }
    return same(
      figures(inWorld(here, moved), moved(Sample.now), there),
      moved(figures(here, Sample.now, "UTC")),
      "what is shown there"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [daysAreOfTheExchange, figuresAreOfTheExchange] as ReadonlyArray<Law>
