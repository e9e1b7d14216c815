/**
 * Days of an exchange over a store: what has happened before, runs that are stopped and that meet, and what they leave.
 *
 * Whoever writes a store, or a scheduler over one, holds with it that a day is run once, entirely, however often its run
 * was stopped: what `left` gives of `runs` equals what it gives of `hand`.
 *
 * @since 0.1.0
 */
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Portal from "@agencybook/application/Portal"
import { every, Rejected, Store, StoreError } from "@agencybook/application/Store"
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Delegation } from "@agencybook/core/Delegation"
import { calheers, type Policy } from "@agencybook/core/Policy"
import { type Kind, kinds } from "@agencybook/core/Record"
import { items } from "@agencybook/core/Requirement"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as fc from "fast-check"
import * as Sample from "./Sample.ts"

/** The service that the runs talk to. @category models */
export type Port = Store["Service"]

const { asAgent, asConsumer, exchange, system } = Sample

/** A moment of a day, about noon in California. @category constructors */
export const noonOf = (day: string): number => Date.parse(`${day}T20:00:00.000Z`)

type Step = readonly [actor: Actor, command: object]

const joining = (n: number, agency: number, manager: boolean) => ({
  agentId: Sample.agentId(n),
  agencyId: Sample.agencyId(agency),
  profile: Sample.profile(n),
  manager,
  certification: { state: "Certified", term: Sample.term },
  employment: "Active"
})

/** Two agencies: agents 0 (manager), 1 and 2 in the first, 3 (manager) in the second; cases 0 to 3, two with agent 1. */
const office: ReadonlyArray<Step> = [
  [
    system,
    {
      _tag: "RecordRoster",
      agencies: [0, 1].map((n) => ({ agencyId: Sample.agencyId(n), details: Sample.details(n) })),
      agents: [joining(0, 0, true), joining(1, 0, false), joining(2, 0, false), joining(3, 1, true)]
    }
  ],
  [
    system,
    {
      _tag: "RecordCases",
      entries: [0, 1, 2, 3].map((n) => ({
        case: Sample.household(n),
        ...(n < 2
          ? {
              delegate: {
                ...{ agentId: Sample.agentId(1), agencyId: Sample.agencyId(), since: "2026-02-01T18:00:00.000Z" }
              }
            }
          : {})
      }))
    }
  ]
]

const expiring = (n: number, expiresOn: string): Step => [
  system,
  {
    _tag: "RecordLicence",
    agentId: Sample.agentId(n),
    licence: Sample.licence(n, { expiresOn: Dates.make(expiresOn) })
  }
]

const asking = (n: number, agent: number): Step => [
  asConsumer(n),
  {
    ...{ _tag: "RequestDelegation", delegationId: `r-${n}`, caseId: Sample.caseId(n) },
    ...{ agentId: Sample.agentId(agent), signedBy: "Cora Quint" }
  }
]

const newcomer = Sample.agentId(4)

const ending = (n: number, expiresOn: string): Step => [
  asConsumer(n),
  {
    ...{ _tag: "GrantConsent", consentId: `c-${n}`, caseId: Sample.caseId(n), signedBy: "Cora Quint" },
    terms: Sample.consentTerms({
      grantee: { _tag: "Agency", agencyId: Sample.agencyId(), agentId: Sample.agentId(1) },
      expiresOn: Dates.make(expiresOn)
    })
  }
]

const moving = (
  transferId: string,
  [from, to]: readonly [from: number, to: number],
  effectiveOn: string,
  only?: ReadonlyArray<string>
): Step => [
  asAgent(0),
  {
    ...{ _tag: "TransferBook", transferId, agencyId: Sample.agencyId(), reason: "leave", effectiveOn },
    ...{ fromAgentId: Sample.agentId(from), toAgentId: Sample.agentId(to), ...(only === undefined ? {} : { only }) }
  }
]

/**
 * More of everything that one command could do for all at once: nine cases with agent 1, whose consents end day by day;
 * ten requests to agent 2; and transfers of some days, of which several name the same cases.
 */
const manifold: ReadonlyArray<Step> = [
  [
    system,
    {
      _tag: "RecordCases",
      entries: Array.from({ length: 19 }, (_, n) => ({
        case: Sample.household(10 + n),
        ...(n < 9
          ? {
              delegate: {
                ...{ agentId: Sample.agentId(1), agencyId: Sample.agencyId(), since: "2026-02-01T18:00:00.000Z" }
              }
            }
          : {})
      }))
    }
  ],
  ...Array.from({ length: 7 }, (_, n) => ending(10 + n, `2026-03-0${3 + n}`)),
  ...Array.from({ length: 10 }, (_, n) => asking(19 + n, 2)),
  moving("m-1", [1, 2], "2026-03-12"),
  moving("m-2", [2, 0], "2026-03-11", ["r-19", "r-20", "r-21"]),
  moving("m-3", [1, 0], "2026-03-12"),
  moving("m-4", [2, 1], "2026-03-13", ["r-21", "r-22"]),
  moving("m-5", [1, 0], "2026-03-10", ["before-2~0", "before-2~1"]),
  moving("m-6", [1, 2], "2026-04-20")
]

/** What may have happened before the days: at most one of each. */
const happenings: Readonly<Record<string, ReadonlyArray<Step>>> = {
  "an agent leaves": [
    [exchange, { _tag: "TerminateAgent", agentId: Sample.agentId(1), forCause: false, reason: "retired" }]
  ],
  "a licence ends": [expiring(2, "2026-03-20")],
  "the licence of a manager ends": [expiring(3, "2026-03-12")],
  requests: [asking(2, 2), asking(3, 3)],
  "a transfer for later": [
    [
      asAgent(0),
      {
        ...{ _tag: "TransferBook", transferId: "t-1", agencyId: Sample.agencyId(), fromAgentId: Sample.agentId(1) },
        ...{ toAgentId: Sample.agentId(2), reason: "leave", effectiveOn: "2026-03-14" }
      }
    ]
  ],
  "an agent is suspended for a time": [
    [exchange, { _tag: "SuspendAgent", agentId: Sample.agentId(3), reason: "under-investigation", until: "2026-04-02" }]
  ],
  "an agent is certified": [
    [asAgent(0), { _tag: "AddAgent", agencyId: Sample.agencyId(), agentId: newcomer, profile: Sample.profile(4) }],
    [asAgent(0), { _tag: "SubmitAgent", agentId: newcomer }],
    ...items.map(
      (item): Step => [
        exchange,
        item === "exam-passed"
          ? { _tag: "RecordExam", agentId: newcomer, score: 80 }
          : { _tag: "RecordRequirement", agentId: newcomer, item, outcome: "Met" }
      ]
    ),
    [
      exchange,
      {
        ...{ _tag: "CertifyAgent", agentId: newcomer },
        term: { ...Sample.term, number: "5000000004", from: Sample.today }
      }
    ]
  ],
  "another agent of record": [
    [
      system,
      {
        _tag: "RecordCases",
        entries: [0, 1].map((n) => ({
          case: Sample.household(n, { coverage: Sample.coverage({ aorNpn: Sample.profile(2).npn }) })
        }))
      }
    ]
  ]
}

/** The names of what may have happened. @category models */
export const names: ReadonlyArray<string> = Object.keys(happenings)

/** The name of what may have happened to more clients than a run looks up at once; it goes together with no other. @category models */
export const much = "much is due"

const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1, key: new Uint8Array(32) })

/** California's policy with the window of small businesses in the spring, in which the days are. */
const policy: Policy = {
  ...calheers,
  smallBusiness: { ...calheers.smallBusiness, window: { from: "03-20", through: "04-15" } }
}

/** A portal of its own process over a store that others use, too. @category constructors */
export const over = (store: Port, now: () => number): Portal.Portal =>
  Portal.make({ policy, store: Layer.succeed(Store, store), secrets, now })

const answered = (reply: { readonly ok: boolean; readonly refusal?: { readonly message: string } }): void => {
  if (!reply.ok) throw new Error(`the story cannot be told: ${reply.refusal?.message}`)
}

/** Tells a store whatever of the happenings was chosen, on 3 March. @category constructors */
export const happened = async (store: Port, chosen: ReadonlyArray<string>): Promise<void> => {
  const one = over(store, () => Dates.toMillis(Sample.now))
  const steps = [
    ...office,
    ...names.flatMap((name) => (chosen.includes(name) ? (happenings[name] ?? []) : [])),
    ...(chosen.includes(much) ? manifold : [])
  ]
  for (const [n, [actor, command]] of steps.entries())
    answered(await one.executeUnknown({ id: `before-${n}`, actor, command }))
  await one.close()
}

/** How a run is stopped: at its so-manyth call of the store, before or after that was done. @category models */
export interface Stop {
  readonly call: number
  readonly done: boolean
}

/** A store that stops whoever uses it; every call waits for its turn. */
const stopping = (store: Port, stop: Stop | undefined, turn: () => Promise<void>): Port => {
  let calls = 0
  const killed = new StoreError({ reason: new Rejected({ code: "killed", constraint: null }) })
  const call = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | StoreError, R> =>
    Effect.suspend(() => {
      const mine = calls++
      const inTurn = Effect.andThen(Effect.promise(turn), effect)
      if (stop === undefined || mine < stop.call) return inTurn
      // A process that is gone does nothing more.
      return stop.done && mine === stop.call ? Effect.andThen(inTurn, Effect.fail(killed)) : Effect.fail(killed)
    })
  const { propose } = store
  return Store.of({
    ...store,
    transact: (body) => call(store.transact(body)),
    ...(propose === undefined ? {} : { propose: (body) => call(propose(body)) }),
    snapshot: (body) => call(store.snapshot(body))
  })
}

/** What a run answered. @category models */
export type Ran = Awaited<ReturnType<Portal.Portal["runDay"]>>

const atOnce = () => Promise.resolve()

const whole = async (store: Port, day: string, size: number): Promise<Ran> => {
  const one = over(store, () => noonOf(day))
  const report = await one.runDay({ day, size })
  await one.close()
  return report
}

/** What a run that was stopped, or went through, answered. @category queries */
export const attempt = async (
  store: Port,
  day: string,
  options: { readonly size: number; readonly stop?: Stop | undefined; readonly turn?: () => Promise<void> }
): Promise<Ran | "stopped"> => {
  const one = over(stopping(store, options.stop, options.turn ?? atOnce), () => noonOf(day))
  try {
    return await one.runDay({ day, size: options.size })
  } catch (error) {
    if (error instanceof StoreError && error.reason._tag === "Rejected") return "stopped" as const
    throw error
  } finally {
    await one.close()
  }
}

/** The same day sent by a host that knows the commands and sends one after the other. */
const byHand = async (store: Port, day: string) => {
  const one = over(store, () => noonOf(day))
  let sent = 0
  const send = async (command: object) => {
    sent += 1
    answered(await one.executeUnknown({ id: `hand-${day}-${sent}`, actor: system, command }))
  }
  const listed = <A>(answer: Portal.Answer<A>): A => {
    answered(answer)
    return (answer as { readonly value: A }).value
  }
  await send({ _tag: "ApplyDueTransfers", on: day })
  const asExchange = { actor: exchange }
  const old = await one.ageingRequests(asExchange, {}, { atLeastDays: calheers.requestDays }, { limit: 1_000 })
  for (const { delegationId } of listed(old).rows) await send({ _tag: "ExpireRequest", delegationId })
  await send({ _tag: "RemindRequests", on: day })
  await send({ _tag: "ExpireConsents", before: day })
  await send({ _tag: "RunExtranetDaily", day })
  await send({ _tag: "RunExtranetOnboarding", day: Dates.mondayOf(Dates.make(day)) })
  for (const { agentId } of listed(await one.certificationsDue({ actor: system }, { day })))
    await send({ _tag: "RunCertificationDaily", agentId, day })
  for (const { agencyId } of listed(await one.agenciesDue({ actor: system }, { day })))
    await send({ _tag: "RunAgencyDaily", agencyId, day })
  const certified = await one.agencies(asExchange, { certification: "Certified" }, { limit: 1_000 })
  for (const _tag of ["ReportAgentsOfRecord", "TellSmallBusinessWindow"])
    for (const { agencyId } of listed(certified).rows) await send({ _tag, agencyId, on: day })
  await one.close()
}

// What is created on the side is named after its command, and commands of a host have other names.
const withoutName = (text: string): string => text.replaceAll(/"(?:day|hand)-[\w-]+~/g, '"~')

/** Calls what went over after what it was before: one command for all transfers counts on where each of several begins anew. */
const calling = (delegations: ReadonlyArray<Delegation>): ((text: string) => string) => {
  const before = new Map(delegations.map(({ delegationId, predecessorId }) => [delegationId as string, predecessorId]))
  const nameOf = (id: string): string => {
    const predecessor = before.get(id)
    return predecessor === undefined ? id : `${nameOf(predecessor)}, later`
  }
  return (text) =>
    text.replaceAll(/"((?:day|hand)-[\w-]+~\d+)"/g, (found, id: string) =>
      before.get(id) === undefined ? found : JSON.stringify(nameOf(id))
    )
}

/** Everything that a store holds. @category models */
export interface Holding {
  readonly records: ReadonlyArray<string>
  readonly events: ReadonlyArray<string>
  readonly counts: Effect.Success<ReturnType<Port["counts"]>>
}

/** Everything that a store holds, whatever the commands were called and in which order those of a kind came. @category queries */
export const holds = (store: Port): Promise<Holding> =>
  Effect.runPromise(
    store.snapshot((_, { scan }) =>
      Effect.gen(function* () {
        const records: Array<string> = []
        const delegations = yield* scan(every("delegation", "id"), { limit: 10_000 })
        const called = calling(delegations.map(({ record }) => record as Delegation))
        const unnamed = (value: unknown) => withoutName(called(JSON.stringify(value)))
        for (const kind of Object.keys(kinds) as ReadonlyArray<Kind>)
          for (const { record, version } of yield* scan(every(kind, "id" as never), { limit: 10_000 }))
            records.push(unnamed({ kind, version, record }))
        const events = (yield* store.journal(0, 100_000)).map(({ at, event, permission }) =>
          unnamed({ at, event, permission })
        )
        return { records: records.sort(), events: events.sort(), counts: yield* store.counts() }
      })
    )
  )

/** Every notice that waits in a store, whatever the commands were called: claimed, as whoever delivers them would. @category queries */
export const notices = (store: Port): Promise<ReadonlyArray<string>> =>
  Effect.runPromise(
    Effect.map(store.claim(Dates.fromMillis(noonOf("2030-01-01")), 10_000, 1_000), (claimed) =>
      claimed
        .map(({ notice: { noticeId: _, ...said }, queuedAt }) => withoutName(JSON.stringify({ said, queuedAt })))
        .sort()
    )
  )

/** Some days after 3 March, each with runs that are stopped or meet before one goes through. @category models */
export interface Plan {
  readonly chosen: ReadonlyArray<string>
  readonly size: number
  readonly days: ReadonlyArray<{ readonly day: string; readonly stops: ReadonlyArray<Stop | undefined> }>
}

/** Arbitrary plans. @category generators */
export const plans: fc.Arbitrary<Plan> = fc.record({
  chosen: fc.subarray(Array.from(names)),
  size: fc.constantFrom(1, 2, 500),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 }).chain((gaps) =>
    fc.tuple(
      ...gaps
        .sort((a, b) => a - b)
        .map((gap) =>
          fc.record({
            day: fc.constant(Dates.plusDays(Sample.today, gap)),
            stops: fc.array(
              fc.option(fc.record({ call: fc.nat({ max: 40 }), done: fc.boolean() }), { nil: undefined, freq: 4 }),
              { maxLength: 3 }
            )
          })
        )
    )
  )
})

/**
 * What a plan leaves, sent by hand in one new store and run in another, and what the runs answered that went through:
 * two of each day, of which the second has nothing to do. With `turn`, each call of the store waits for its turn.
 *
 * @category queries
 */
export const left = async (
  plan: Plan,
  stores: readonly [hand: Port, runs: Port],
  turn?: () => Promise<void>
): Promise<{ readonly hand: Holding; readonly runs: Holding; readonly reports: ReadonlyArray<Ran> }> => {
  const [hand, runs] = stores
  await happened(hand, plan.chosen)
  await happened(runs, plan.chosen)
  const reports: Array<Ran> = []
  for (const { day, stops } of plan.days) {
    await byHand(hand, day)
    await Promise.all(
      stops.map((stop) => attempt(runs, day, { size: plan.size, stop, ...(turn === undefined ? {} : { turn }) }))
    )
    reports.push(await whole(runs, day, plan.size), await whole(runs, day, plan.size))
  }
  return { hand: await holds(hand), runs: await holds(runs), reports }
}
