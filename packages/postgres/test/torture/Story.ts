/** One accepted command of each name, with everything that was there before it: from random stories in memory. */
import * as Agencybook from "@agencybook/application/Agencybook"
import { type Command, type CommandName, catalogue } from "@agencybook/application/Catalogue"
import * as HostClock from "@agencybook/application/HostClock"
import * as MemoryStore from "@agencybook/application/MemoryStore"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import { Store } from "@agencybook/application/Store"
import * as AgentChange from "@agencybook/core/AgentChange"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Extranet from "@agencybook/core/Extranet"
import * as Invitation from "@agencybook/core/Invitation"
import { calheers, type Policy, verifications } from "@agencybook/core/Policy"
import { federal } from "@agencybook/core/PolicyPreset"
import type { Event } from "@agencybook/core/Record"
import * as StaffLink from "@agencybook/core/StaffLink"
import type { Area } from "@agencybook/testing/CommandArea"
import * as Commands from "@agencybook/testing/Commands"
import * as EntitySample from "@agencybook/testing/EntitySample"
import { journeys } from "@agencybook/testing/Journeys"
import * as Sample from "@agencybook/testing/Sample"
import * as Seed from "@agencybook/testing/Seed"
import * as World from "@agencybook/testing/World"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"

/** A command that the rules accept, and what it does. */
export interface Scene {
  readonly name: CommandName
  readonly policy: Policy
  /** Milliseconds at which it is carried out. */
  readonly at: number
  readonly before: World.World
  readonly sent: Commands.Sent
  readonly events: ReadonlyArray<Event>
  readonly notices: number
}

const key = new Uint8Array(32).fill(9)

/** The secrets of every story, with the same key in memory and on the server. */
export const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1, key })

/** Every other story is one in which consumers are asked before they move. */
const policyOf = (start: number): Policy => ({
  ...calheers,
  newAgentVerification: verifications,
  claimBySearch: "any",
  suspension: start % 2 === 0 ? federal.suspension : calheers.suspension,
  transferConsent: start % 2 === 0 ? "consumer-confirm" : calheers.transferConsent
})

/** Runs an effect at a time of our own. */
export const atTime =
  (millis: () => number) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Effect.provideService(effect, Clock.Clock, HostClock.make(millis))

const linkOf = (world: World.World, username: string) => {
  const account = World.records(world, "extranetAccount").find((one) => one.username === username)
  const link = account !== undefined && "link" in account.state ? account.state.link : undefined
  const address = account && world.agent.get(account.agentId)?.loginEmail
  const { fromBytes, name } = Extranet.linkText
  return link && address && fromBytes(NodeSecrets.derive(key)(name, Extranet.secretId(link.linkId, address)))
}

const claimOf = (
  world: World.World,
  { kind, licence }: { readonly kind: Invitation.Kind; readonly licence: string }
) => {
  const agent = World.records(world, "agent").find((one) => one.licence.number === licence)
  const live = World.records(world, "invitation").find(
    (one) => one.agentId === agent?.agentId && one.kind === kind && one.state === "Issued"
  )
  const { fromBytes, name } = Invitation.textOf(kind)
  return (
    live &&
    agent &&
    fromBytes(NodeSecrets.derive(key)(name, Invitation.secretId(kind, live.invitationId, agent.loginEmail)))
  )
}

const passcodeOf = (world: World.World, caseId: string, agentId: string) => {
  const live = World.records(world, "agentChangeCode").find(
    (one) => one.caseId === caseId && one.agentId === agentId && one.state === "Issued"
  )
  const { fromBytes, name } = AgentChange.text
  return live && fromBytes(NodeSecrets.derive(key)(name, live.agentChangeCodeId))
}

const staffLinkOf = (world: World.World, userId: string) => {
  const helper = World.records(world, "staff").find((one) => one.userId === userId)
  const live = helper?.link?.state === "Issued" ? helper.link : undefined
  const { fromBytes, name } = StaffLink.text
  return live && helper && fromBytes(NodeSecrets.derive(key)(name, StaffLink.secretId(live.invitationId, helper.email)))
}

/** Carries out commands in memory and keeps the scenes that none of the same name had shown. */
const stage = (policy: Policy, found: Map<CommandName, Scene>) =>
  Effect.map(Effect.all([Agencybook.Agencybook, Store]), ([book, store]) => {
    const known = { world: World.empty, codes: new Map<string, string>() }
    let position = 0
    let queued = 0
    const send = Effect.fnUntraced(function* (sent: Commands.Sent, at: number) {
      const before = known.world
      const result = yield* Effect.result(atTime(() => at)(book.execute(sent)))
      const rows = yield* store.journal(position, 100_000)
      const events = rows.map(({ event }) => event)
      position = rows.at(-1)?.position ?? position
      known.world = World.after(before, events)
      const outbox = yield* store.counts()
      const notices = outbox.queued - queued
      queued = outbox.queued
      if (Result.isFailure(result)) return
      if (result.success.reveal !== undefined && "caseId" in sent.command)
        known.codes.set(sent.command.caseId, result.success.reveal)
      const name = sent.command._tag
      const shown = found.get(name)
      // What changes more is the better scene; a command that changes nothing is none.
      if (events.length > (shown?.events.length ?? 0) && (shown === undefined || events.length <= 12))
        found.set(name, { name, policy, at, before, sent, events, notices })
    })
    return { known, send }
  })

const services = (policy: Policy) =>
  Agencybook.layer({ policy }).pipe(Layer.provideMerge(Layer.fresh(MemoryStore.layer)), Layer.provideMerge(secrets))

const story = (start: number, length: number, found: Map<CommandName, Scene>, about?: Area) => {
  const policy = policyOf(start)
  return Effect.gen(function* () {
    const { known, send } = yield* stage(policy, found)
    const seed = Seed.from(start)
    let millis = Dates.toMillis(Sample.now)
    const deliveries = World.deliveries(World.make(start, { agencies: 3, agents: 9, cases: 12 }))
    for (const [n, command] of deliveries.entries())
      yield* send({ id: `delivery-${n}`, actor: Sample.system, command }, millis)
    // A story of counselors begins where somebody may help, for as long as it is told.
    if (about === "counselors")
      for (const [n, command] of opening.entries())
        yield* send({ id: `opening-${n}`, actor: Sample.exchange, command }, millis)
    for (let n = 0; n < length; n++) {
      millis += seed.int(4) * 60_000
      // Stories about one area are long: days go by, and what is due on them is done.
      if (about !== undefined && seed.chance(3)) {
        millis += seed.pick([3, 10, 30, 45]) * 86_400_000
        const day = Dates.on(Dates.fromMillis(millis), policy.timeZone)
        for (const [k, command] of ofDay(known.world, day).entries())
          yield* send({ id: `day-${n}-${k}`, actor: Sample.system, command }, millis)
      }
      const sent = Commands.next(known.world, seed, {
        n,
        ...(about === undefined ? {} : { about }),
        codeOf: (caseId) => known.codes.get(caseId),
        linkOf: (username) => linkOf(known.world, username),
        claimOf: (command) => claimOf(known.world, command),
        passcodeOf: (caseId, agentId) => passcodeOf(known.world, caseId, agentId),
        staffLinkOf: (userId) => staffLinkOf(known.world, userId)
      })
      yield* send(sent, millis)
      // Chance asks for a reconsideration seldom, and hardly ever answers it before the suspension has ended.
      if (sent.command._tag === "RequestReconsideration") {
        const command = { ...sent.command, _tag: "UpholdSuspension" } as const
        yield* send({ id: `upheld-${n}`, actor: Sample.exchange, command }, millis)
      }
    }
  }).pipe(Effect.provide(services(policy)))
}

/** An entity that is certified for ten years, and a counselor of it. */
const opening = ((): ReadonlyArray<Command> => {
  const { entityId, name } = EntitySample.entity()
  const { counselorId, name: person } = EntitySample.counselor()
  return [
    { _tag: "RegisterEntity", entityId, name },
    { _tag: "CertifyEntity", entityId, through: Dates.plusDays(Sample.today, 3650) },
    { _tag: "AddCounselor", counselorId, entityId, name: person }
  ]
})()

/** What the system sends on a day, one agent and one agency after the other. */
const ofDay = (world: World.World, day: Dates.CalendarDate): ReadonlyArray<Command> => {
  const agencies = World.records(world, "agency").map(({ agencyId }) => agencyId)
  return [
    { _tag: "ApplyDueTransfers", on: day },
    { _tag: "RemindRequests", on: day },
    { _tag: "ExpireConsents", before: day },
    { _tag: "RunExtranetDaily", day },
    ...World.records(world, "agent").map(({ agentId }) => ({ _tag: "RunCertificationDaily", agentId, day }) as const),
    // Which of them are over their days the rules know.
    ...World.records(world, "counselorDelegation")
      .filter(({ state }) => state._tag === "Requested")
      .map(({ delegationId }) => ({ _tag: "ExpireCounselorRequest", delegationId }) as const),
    ...agencies.flatMap(
      (agencyId): ReadonlyArray<Command> => [
        { _tag: "RunAgencyDaily", agencyId, day },
        { _tag: "ReportAgentsOfRecord", agencyId, on: day },
        { _tag: "TellSmallBusinessWindow", agencyId, on: day }
      ]
    )
  ]
}

/** The journeys walk where chance seldom goes: long chains of steps, and long times. */
const journey = ({ policy = calheers, steps }: (typeof journeys)[number], found: Map<CommandName, Scene>) =>
  Effect.gen(function* () {
    const { known, send } = yield* stage(policy, found)
    for (const [n, { acting, actor, at, command, typed }] of steps.entries()) {
      const caseId = (command as { readonly caseId?: string }).caseId
      const secret = typed === "right" && caseId !== undefined ? known.codes.get(caseId) : undefined
      const sent = { id: `step-${n + 1}`, actor, command, ...(acting ? { acting } : {}), ...(secret ? { secret } : {}) }
      yield* send(sent as unknown as Commands.Sent, Dates.toMillis(at))
    }
  }).pipe(Effect.provide(services(policy)))

/**
 * Scenes of as many commands as the journeys and some random stories accept, and the names of the others. Where areas
 * are named, the first stories are told of each of them as well: then every command has a scene.
 */
export const scenes = async (stories: ReadonlyArray<number>, length: number, about: ReadonlyArray<Area> = []) => {
  const found = new Map<CommandName, Scene>()
  for (const trace of journeys) await Effect.runPromise(journey(trace, found))
  for (const start of stories) await Effect.runPromise(story(start, length, found))
  for (const [n, area] of about.entries())
    for (const start of stories.slice(0, 4))
      await Effect.runPromise(story(1000 + 100 * n + start, length / 2, found, area))
  const missing = (Object.keys(catalogue) as ReadonlyArray<CommandName>).filter((name) => !found.has(name))
  return { found: Array.from(found.values()), missing }
}
