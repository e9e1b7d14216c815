/**
 * Laws of the place of an exchange: its days are its own, whatever day it is in UTC.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import type { AgencyCertification } from "@agencybook/core/AgencyCertification"
import type { Agent } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case, Coverage } from "@agencybook/core/Case"
import type { Certification } from "@agencybook/core/Certification"
import type { Consent } from "@agencybook/core/Consent"
import { type Delegation, holdsCase } from "@agencybook/core/Delegation"
import type { Employment } from "@agencybook/core/Employment"
import * as Id from "@agencybook/core/Id"
import type { Cents } from "@agencybook/core/Money"
import { type Policy, verifications } from "@agencybook/core/Policy"
import * as Preset from "@agencybook/core/PolicyPreset"
import type { Event } from "@agencybook/core/Record"
import type { ServiceCalendar } from "@agencybook/core/ServiceCalendar"
import type { Employer } from "@agencybook/core/SmallBusiness"
import type { Transfer } from "@agencybook/core/Transfer"
import * as fc from "fast-check"
import { entriesOf } from "./BookLaws.ts"
import { areas } from "./CommandArea.ts"
import * as EntitySample from "./EntitySample.ts"
import { all, broken, held, holdsIf, idle, type Law, make, same, type Verdict } from "./Law.ts"
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
      const policy = { ...Sample.policy(), timeZone: zone }
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

/** A command on the last day or the first of what it looks at, and what there is before it. */
interface Edge {
  readonly what: string
  readonly past: ReadonlyArray<Event>
  readonly actor: Actor
  readonly command: Command
  readonly policy?: Partial<Policy>
}

const place = (n: number, state: Employment["state"], over: Partial<Employment> = {}) =>
  World.opening("employment", { ...Sample.employment(n, 0, state), ...over })
const [today, tomorrow] = [Sample.today, Dates.plusDays(Sample.today, 1)]
const lastDay: Certification = { _tag: "Certified", since: Sample.now, term: { ...Sample.term, until: tomorrow } }
const licence = (n: number) => Sample.licence(n, { expiresOn: today })
const documents = [Sample.document("e-and-o", { expiresOn: today }), Sample.document("payee-data")]
const agency = (state: AgencyCertification["_tag"]) =>
  World.opening(
    "agency",
    Sample.agency(0, {
      ...{ certification: Sample.agencyCertification(state), documents },
      agreement: Sample.agreement(0, { expiresOn: today })
    })
  )
const agent = (n: number, over: Partial<Agent> = {}) => World.opening("agent", Sample.agent(n, over))
const newcomer = agent(5, { certification: lastDay, licence: licence(5) })
const { exchange } = Sample
const agencyId = Sample.agencyId()
const npn = (n: number) => Sample.profile(n).npn
const insured = (over: Partial<Coverage>, history: Partial<Case> = {}) =>
  Sample.household(1, { coverage: Sample.coverage(over), ...history })
const consents = [Sample.consent(1), Sample.consent(2, "Granted", { caseId: Sample.caseId(1), expiresOn: today })]
const consent = (n: number): Event => ({ _tag: "ConsentDrafted", consent: consents[n] as Consent })
const counselorId = EntitySample.counselor(0).counselorId

const edges: ReadonlyArray<Edge> = [
  {
    what: "an agency is opened for an agent on the last day of the certification",
    past: [newcomer],
    actor: exchange,
    command: {
      ...{ _tag: "OpenAgency", agencyId: Sample.agencyId(5), details: Sample.details(5) },
      ...{ managerId: Sample.agentId(5), manager: Sample.profile(5) }
    }
  },
  {
    what: "an agency is submitted on the last day of its insurance",
    past: [agency("Incomplete"), agent(0, { certification: Sample.certification("Incomplete") }), place(0, "Invited")],
    actor: exchange,
    command: { _tag: "SubmitAgency", agencyId }
  },
  {
    what: "an agency is certified on the last day of everything",
    past: [agency("Pending"), agent(0, { certification: lastDay, licence: licence(0) }), place(0, "Active")],
    actor: exchange,
    command: { _tag: "CertifyAgency", agencyId }
  },
  {
    what: "an agency is reinstated on the last day of its papers",
    past: [agency("Suspended"), agent(0), place(0, "Active")],
    actor: exchange,
    command: { _tag: "ReinstateAgency", agencyId }
  },
  {
    what: "an agent is asked for on the last day of the certification",
    past: [World.opening("agency", Sample.agency()), agent(0), place(0, "Active"), newcomer],
    actor: Sample.asAgent(0),
    command: { _tag: "AssociateAgent", agencyId, licence: Sample.licence(5).number, npn: npn(5) }
  },
  {
    what: "an agent is approved for an agency on the last day of certification and licence",
    past: [World.opening("agency", Sample.agency()), newcomer, place(5, "Invited", { review: true })],
    actor: exchange,
    command: { _tag: "ApproveAssociation", agencyId, agentId: Sample.agentId(5) }
  },
  {
    what: "a policy gets another agent of record",
    past: [World.opening("case", insured({ aorNpn: npn(1) }))],
    actor: Sample.system,
    command: { _tag: "RecordCases", entries: [{ case: insured({ aorNpn: npn(2) }) }] }
  },
  {
    what: "a case is claimed on the last day on record",
    past: [
      ...[World.opening("agency", Sample.agency()), agent(2), place(2, "Active")],
      World.opening(
        "case",
        insured(
          { aorNpn: npn(2) },
          {
            agentsOfRecord: [
              { npn: npn(2), from: Dates.make("2026-01-01"), recordedAt: Sample.now, reason: "enrollment" },
              { npn: npn(1), from: tomorrow, recordedAt: Sample.now, reason: "consumer-request" }
            ]
          }
        )
      )
    ],
    actor: Sample.asAgent(2),
    command: {
      ...{ _tag: "ClaimCase", delegationId: Sample.delegationId(9), agentId: Sample.agentId(2), met: "in-person" },
      consumer: { name: Sample.household(1).primaryContact.name, dob: Sample.household(1).primaryContact.dob },
      identity: { type: "passport", digest: Sample.digest },
      ...{ attested: true, signedBy: "Cora Quint" },
      consent: {
        channel: "wet-signature",
        evidence: { type: "document", ref: "form-1", sha256: Sample.digest }
      }
    },
    policy: { claimBySearch: "associated" }
  },
  {
    what: "a counselor is allowed on the last day of the entity",
    past: [
      World.opening("enrollmentEntity", {
        ...EntitySample.entity(0),
        certification: { _tag: "Certified", since: Sample.now, through: today }
      }),
      World.opening("counselor", EntitySample.counselor(0)),
      World.opening("case", Sample.household(1))
    ],
    actor: Sample.asConsumer(1),
    command: {
      ...{ _tag: "GrantConsent", consentId: Id.make("consent-9"), caseId: Sample.caseId(1), signedBy: "Cora Quint" },
      terms: Sample.consentTerms({ grantee: { _tag: "Counselor", counselorId } })
    }
  },
  {
    what: "a consent is taken back on the last day of another one",
    past: [
      ...[World.opening("agency", Sample.agency()), agent(0), place(0, "Active"), consent(0), consent(1)],
      ...[World.opening("case", Sample.household(1)), World.opening("delegation", Sample.delegation(1))]
    ],
    actor: Sample.asConsumer(1),
    command: { _tag: "RescindConsent", consentId: Sample.consent(1).consentId }
  },
  {
    what: "a new licence number is confirmed on the last day of the licence",
    past: [
      agent(5, {
        licence: licence(5),
        reports: { licence: { happenedOn: today, reportedOn: today, number: Sample.licence(5).number } }
      })
    ],
    actor: exchange,
    command: { _tag: "ReviewAgentChange", agentId: Sample.agentId(5), about: "licence" }
  }
]

/** The last day counts to its end where the exchange is. @category laws */
export const lastDaysCountToTheirEnd = make({
  id: "zone-last-days-count-to-their-end",
  sentence:
    "what holds up to and with a day holds in its evening too, when the next day has begun in UTC: agencies, associations, agents of record, entities, consents and licences",
  rules: ["AGY-06", "AGT-03", "DEL-20", "ENT-01", "CON-01", "AGT-21"],
  runs: 1,
  input: fc.constant("the whole table"),
  holds: (_, rules) =>
    all(
      ...edges.flatMap(({ actor, command, past, policy, what }, n) => {
        const world = World.after(World.empty, past)
        const sent = { id: `sent-${n}`, actor, command }
        const local = { ...Sample.policy(), ...policy }
        const here = send({ at: Sample.now, policy: { ...local, timeZone: "UTC" }, world }, sent, rules)
        const elsewhere = { at: moved(Sample.now), policy: { ...local, timeZone: there }, world: inWorld(world, moved) }
        const two = send(elsewhere, moved(sent), rules)
        return [
          holdsIf(here.events.length > 0, `${what}: refused, ${here.refusal?.message}`),
          same([two.events, two.refusal], moved([here.events, here.refusal]), what)
        ]
      })
    )
})

/** The laws of this module. @category laws */
export const laws = [daysAreOfTheExchange, figuresAreOfTheExchange, lastDaysCountToTheirEnd] as ReadonlyArray<Law>
