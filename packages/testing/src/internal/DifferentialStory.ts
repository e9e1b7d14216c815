/**
 * Random stories for differential runs: small worlds in which people get in each other's way.
 *
 * Beside the commands of `Commands` there are wishes that lead somewhere, the same wish twice, wishes that were made
 * when the world was another one, wrong people, and time that passes the limits of the policy.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import type { Agency } from "@agencybook/core/Agency"
import type { Agent } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import { type Capability, permissions } from "@agencybook/core/Capability"
import type { Case } from "@agencybook/core/Case"
import { type Certification, isHeld, isOver } from "@agencybook/core/Certification"
import type { Context } from "@agencybook/core/Decider"
import type { Delegation } from "@agencybook/core/Delegation"
import type { Employment } from "@agencybook/core/Employment"
import * as Extranet from "@agencybook/core/Extranet"
import * as Id from "@agencybook/core/Id"
import { secretId } from "@agencybook/core/Invitation"
import { type PasswordLife, type Policy, verifications } from "@agencybook/core/Policy"
import { all as presets } from "@agencybook/core/PolicyPreset"
import type { ItemRecord } from "@agencybook/core/Requirement"
import * as Upkeep from "@agencybook/core/Upkeep"
import { usual } from "../CommandActors.ts"
import * as Commands from "../Commands.ts"
import { type Ask, digestOf, type Send, type Step } from "../DifferentialTrace.ts"
import * as Sample from "../Sample.ts"
import type * as Seed from "../Seed.ts"
import * as World from "../World.ts"
import { aCase, anAgency, anAgent, aStaffActor, type Choice } from "./CommandChoice.ts"
import { help, look, work } from "./DifferentialQuestion.ts"
import type { Wishing } from "./DifferentialWish.ts"
import { type Fulfilled, sessions, themes, wish } from "./DifferentialWishes.ts"
import { aCounselor } from "./EntityChoice.ts"

/** A story in the making. */
export interface Story {
  readonly policy: Policy
  readonly world: World.World
  readonly theme: ReadonlyArray<Wishing>
  /** How often each command came true in this story and in those before it. */
  readonly fulfilled: Fulfilled
  now: Dates.Instant
  /** Steps so far, for saying the same again. */
  readonly said: Array<Send>
  /** Worlds so far, for wishes that come late. */
  readonly seen: Array<World.World>
}

const policyOf = (seed: Seed.Seed): Policy => {
  const preset = seed.pick(presets)
  return {
    ...preset,
    exam: { passMark: seed.pick([80, 80, 1, 100]), attempts: seed.pick([1, 2, 3]) },
    requestDays: seed.pick([1, 2, 30, 30]),
    newAgentVerification: seed.pick([preset.newAgentVerification, verifications, verifications, []]),
    staffMayAnswerRequests: seed.pick([preset.staffMayAnswerRequests, "level-2", "both"]),
    claimBySearch: seed.pick([preset.claimBySearch, "associated", "any"]),
    agentChangeCode: { minutes: seed.pick([1, 10, 60, 1440]), tries: seed.pick([1, 2, 5]) },
    transferConsent: seed.pick([preset.transferConsent, preset.transferConsent, "none", "consumer-confirm"]),
    crossAgencyEffective: seed.pick([preset.crossAgencyEffective, { on: "any-day", days: seed.int(3) }]),
    dispositionDays: seed.pick([0, 1, 15, 30]),
    licenceGraceDays: seed.pick([0, 1, 15, 30]),
    proofForCause: seed.pick([preset.proofForCause, preset.proofForCause, "preponderance"]),
    ...{ profileEditing: seed.pick(["any", "certified"]), managerGraceDays: seed.pick([0, 1, 15, 30]) },
    ...{ changeReportDays: seed.pick([0, 1, 30]), recertificationGraceDays: seed.pick([0, 1, 15, 30]) },
    ...{ agreementTermYears: seed.pick([1, 5]), examEveryYear: seed.chance(50) },
    ...(seed.chance(70)
      ? { suspension: { _tag: "Days", days: seed.pick([1, 7, 90]), reconsiderationDays: seed.pick([1, 30, 30]) } }
      : {}),
    accessCode: { phoneHours: seed.pick([1, 72]), mailHours: seed.pick([72, 720]), tries: seed.pick([1, 2, 5]) },
    actingIdleMinutes: seed.pick([1, 30, 1440]),
    inviteHours: seed.pick([1, 24, preset.inviteHours]),
    ...seed.pick([
      { exportHours: 1, reasonToRead: ["agency"] as const },
      { exportHours: 24, reasonToRead: [] }
    ]),
    bookCadence: seed.pick([preset.bookCadence, ["weekly"], ["weekly"]]),
    extranet: {
      ...preset.extranet,
      password: seed.pick<PasswordLife>([
        preset.extranet.password,
        { _tag: "Days", days: 2, warnDays: 1 },
        { _tag: "Days", days: 5, warnDays: 2 },
        { _tag: "Unlimited" }
      ]),
      firstSecret: seed.pick(["link", "link", "password"]),
      linkHours: seed.pick([1, 24])
    }
  }
}

/** Changes some records of a kind. */
const some = <K extends "agency" | "agent" | "case">(
  world: World.World,
  kind: K,
  seed: Seed.Seed,
  percent: number,
  change: (record: never) => object
): World.World => ({
  ...world,
  [kind]: new Map(
    Array.from(world[kind] as ReadonlyMap<string, object>, ([id, record]) => [
      id,
      seed.chance(percent) ? { ...record, ...change(record as never) } : record
    ])
  )
})

/** The world in which the last agency is on its way to its first certification, together with its manager. */
const founding = (world: World.World, seed: Seed.Seed): World.World => {
  const agency = World.records(world, "agency").at(-1) as Agency
  const [managerId] = agency.managers as readonly [Id.AgentId]
  const state = seed.pick(["Incomplete", "Pending", "Pending"] as const)
  const { renewUntil: _, ...known } = world.agent.get(managerId) as Agent
  const manager: Agent = { ...known, locked: false }
  const certification = Sample.certification(
    state === "Incomplete" ? state : seed.pick(["Pending", "Eligible", "Eligible"])
  )
  const employmentId = Id.employment(managerId, agency.agencyId)
  const place = { ...world.employment.get(employmentId), state: "Invited" } as Employment
  const open = Array.from(world.delegation).filter(([, { delegate }]) => delegate.agentId !== managerId)
  return {
    ...world,
    agency: new Map([
      ...world.agency,
      [agency.agencyId, { ...agency, certification: Sample.agencyCertification(state) }]
    ]),
    agent: new Map([...world.agent, [managerId, { ...manager, certification }]]),
    employment: new Map([...world.employment, [employmentId, place]]),
    delegation: new Map(open)
  }
}

/** The world in which somebody has worked for another agency before. */
const moving = (world: World.World, seed: Seed.Seed): World.World => {
  const place = seed.pick(World.records(world, "employment"))
  const { agencyId } = seed.pick(World.records(world, "agency"))
  const employmentId = Id.employment(place.agentId, agencyId)
  if (agencyId === place.agencyId) return world
  const before: Employment = { ...place, employmentId, agencyId, state: "Inactive", reason: "left-agency" }
  return { ...world, employment: new Map([...world.employment, [employmentId, before]]) }
}

const accountStates = ["Provisioned", "Active", "Active", "Expiring", "LockedExpired", "ResetPending"] as const

/** An account of the extranet somewhere in the life of its password. */
const accountOf = ({ agentId, licence }: Agent, seed: Seed.Seed): Extranet.ExtranetAccount => {
  const account = Sample.extranetAccount(0, seed.pick(accountStates), { agentId, username: `CC_${licence.number}` })
  const { state } = account
  if (!("password" in state) || state.password === undefined) return account
  const expiresOn = Dates.plusDays(Sample.today, seed.int(4))
  const dueOn = state.password.warnedAt === undefined ? Dates.plusDays(expiresOn, -1) : expiresOn
  return { ...account, state: { ...state, password: { ...state.password, expiresOn, dueOn } } }
}

/** The world in which some who are certified have an account of the extranet. */
const withAccounts = (world: World.World, seed: Seed.Seed): World.World => {
  const accounts = World.records(world, "agent").flatMap((agent) =>
    ["Certified", "Suspended"].includes(agent.certification._tag) && seed.chance(50) ? [accountOf(agent, seed)] : []
  )
  return { ...world, extranetAccount: new Map(accounts.map((account) => [account.agentId, account])) }
}

/** The world that a story starts from. */
const worldOf = (seed: Seed.Seed): World.World => {
  const agents = 2 + seed.int(3)
  let world = World.make(seed.int(2 ** 31), { agencies: 1 + seed.int(3), agents, cases: 2 + seed.int(4) })
  // Some things end while the story is told.
  const soon = () => Dates.plusDays(Sample.today, seed.int(4) * 15)
  world = some(world, "agent", seed, 8, ({ licence }: { readonly licence: object }) => ({
    licence: { ...licence, expiresOn: soon() }
  }))
  world = some(world, "agent", seed, 8, ({ certification }: { readonly certification: object }) => ({
    certification:
      "term" in certification ? { ...certification, term: { ...Sample.term, until: soon() } } : certification
  }))
  // A term that is over, with the grace in which it can be renewed begun or past.
  world = some(world, "agent", seed, 5, ({ certification }: { readonly certification: Certification }) =>
    isHeld(certification)
      ? {
          certification: { ...certification, term: { ...certification.term, until: Dates.plusDays(Sample.today, -1) } },
          renewUntil: soon()
        }
      : {}
  )
  world = some(world, "agent", seed, 40, ({ certification }: { readonly certification: Certification }) =>
    isOver(certification) ? { dispositionUntil: soon() } : {}
  )
  world = some(world, "agent", seed, 40, ({ certification }: { readonly certification: Certification }) => {
    const ending = (): ItemRecord => ({ state: "Met", ...(seed.chance(70) ? { until: soon() } : {}) })
    const items = {
      ...Upkeep.takenOver.items,
      ...{ "training-complete": ending(), "exam-passed": ending(), "agreement-signed": ending() },
      "voter-registration-training": ending()
    }
    const upkeep = { items, exam: { attemptsUsed: seed.int(2), cycle: 1 } }
    return isHeld(certification) ? { certification: { ...certification, upkeep } } : {}
  })
  world = some(world, "agent", seed, 70, ({ certification }: { readonly certification: Certification }) =>
    certification._tag === "Suspended"
      ? { certification: { ...certification, until: soon(), reconsiderUntil: soon() } }
      : {}
  )
  world = some(world, "agency", seed, 30, () => ({
    documents: [Sample.document("e-and-o", { expiresOn: soon() })]
  }))
  world = some(world, "agency", seed, 15, () => ({ agreement: Sample.agreement(0, { expiresOn: soon() }) }))
  // As many sites as an agency may have. @rule AGY-08
  world = some(world, "agency", seed, 9, ({ sites }: { readonly sites: ReadonlyArray<object> }) => ({
    sites: Array.from({ length: 100 }, (_, n) => ({ ...sites[0], siteId: n === 0 ? "main" : `branch-${n}` }))
  }))
  // A second manager, who keeps the agency able to act.
  world = some(world, "agency", seed, 40, ({ managers }: { readonly managers: ReadonlyArray<string> }) => {
    const [first = ""] = managers
    return { managers: [first, `agent-${Number(first.slice("agent-".length)) + 1}`] }
  })
  // Not everybody reads mail.
  world = some(world, "case", seed, 8, ({ primaryContact: { email: _, ...contact } }: Case) => ({
    primaryContact: contact
  }))
  if (seed.chance(35)) world = founding(world, seed)
  if (seed.chance(30)) world = moving(world, seed)
  world = withAccounts(world, seed)
  // Another kind of helper beside the agent. @rule DEL-09
  const delegation = new Map(world.delegation)
  for (const one of world.delegation.values()) {
    if (!seed.chance(30)) continue
    const agentId = seed.pick(World.records(world, "agent")).agentId
    const place = World.records(world, "employment").find((employment) => employment.agentId === agentId)
    if (place?.state !== "Active") continue
    const { state } = Sample.delegation(0, seed.pick(["Active", "Requested"]))
    const delegationId = Id.make<Id.DelegationId>(`${one.delegationId}-assister`)
    const delegate = { agentId, agencyId: place.agencyId }
    delegation.set(delegationId, { ...one, delegationId, kind: "assister", delegate, state } as Delegation)
  }
  return { ...world, delegation }
}

/** A story before its first step. */
export const begin = (seed: Seed.Seed, fulfilled: Fulfilled): Story => {
  const world = worldOf(seed)
  return {
    policy: policyOf(seed),
    world,
    theme: seed.pick(themes),
    fulfilled,
    now: Sample.now,
    said: [],
    seen: [world]
  }
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Mostly minutes, sometimes just up to a limit, rarely months; now and then a clock that is behind. */
const passing = ({ policy }: Story, seed: Seed.Seed): number => {
  if (seed.chance(70)) return seed.int(3) * minute
  if (seed.chance(8)) return -5_000
  return seed.pick([
    policy.actingIdleMinutes * minute,
    policy.actingIdleMinutes * minute - 1,
    hour,
    8 * hour,
    14 * hour,
    day,
    day,
    policy.accessCode.phoneHours * hour,
    policy.accessCode.phoneHours * hour - 1,
    policy.agentChangeCode.minutes * minute,
    policy.agentChangeCode.minutes * minute - 1,
    policy.extranet.linkHours * hour,
    policy.extranet.linkHours * hour - 1,
    ...(seed.chance(20) ? [policy.requestDays * day, 7 * day, 20 * day] : [hour]),
    ...(seed.chance(3) ? [200 * day] : [])
  ])
}

const anybody = (choice: Choice): Actor => {
  const { seed } = choice
  const userId = Id.make<Id.UserId>("user-1")
  switch (seed.int(10)) {
    case 0:
    case 1:
    case 2:
      return { _tag: "Agent", agentId: anAgent(choice) }
    case 3:
      return { _tag: "Consumer", caseId: aCase(choice) }
    case 4:
    case 9:
      return aStaffActor(choice)
    case 5:
      return Sample.exchange
    case 6:
      return Sample.serviceCenter
    case 7:
      return seed.chance(50) ? Sample.system : { _tag: "Counselor", userId: aCounselor(choice) }
    default:
      return { _tag: "Applicant", userId }
  }
}

const capabilities = Object.keys(permissions) as ReadonlyArray<Capability>
const question = (choice: Choice, at: Dates.Instant): Ask => {
  const { seed, world } = choice
  if (seed.chance(25)) return look(choice, at)
  if (seed.chance(10)) return help(choice, at)
  const working = seed.chance(25) ? work(choice, at) : undefined
  if (working !== undefined) return working
  const actor = anybody(choice)
  const place = World.records(world, "employment").find(
    (one) => actor._tag === "Agent" && one.agentId === actor.agentId
  )
  const agencyId = place !== undefined && seed.chance(70) ? place.agencyId : anAgency(choice)
  const agentId = actor._tag === "Agent" && seed.chance(50) ? actor.agentId : anAgent(choice)
  const caseId = actor._tag === "Consumer" && seed.chance(50) ? actor.caseId : aCase(choice)
  const session = World.records(world, "acting").at(-1)
  const target = {
    ...(seed.chance(70) ? { agencyId } : {}),
    ...(seed.chance(70) ? { agentId } : {}),
    ...(seed.chance(70) ? { caseId } : {})
  }
  const one: Ask = { _tag: "Ask", at, actor, capability: seed.pick(capabilities), target }
  if (session === undefined || !seed.chance(20)) return one
  const manager = { _tag: "Agent", agentId: session.managerId } as const
  return { ...one, actor: seed.chance(80) ? manager : actor, acting: session.actingId }
}

/** The text of a code: that of the live one, or of another one of the case. */
const codeOf = ({ seed, world }: Choice, caseId: string): string => {
  const codes = World.records(world, "accessCode").filter((one) => one.caseId === caseId)
  const live = codes.find(({ state }) => state === "Issued")
  if (live !== undefined && seed.chance(70)) return live.digest
  return codes.length > 0 && seed.chance(50) ? seed.pick(codes).digest : "nothing"
}

/** The text of a passcode: that of the live one, or nobody's. */
const passcodeOf = ({ seed, world }: Choice, caseId: string, agentId: string): string => {
  const live = World.records(world, "agentChangeCode").find(
    (one) => one.caseId === caseId && one.agentId === agentId && one.state === "Issued"
  )
  return live !== undefined && seed.chance(85) ? digestOf(live.agentChangeCodeId) : "nothing"
}

/** What a link on its way to an agent says: that of the account, or nobody's. */
const linkOf = ({ seed, world }: Choice, username: string): string => {
  const account = World.records(world, "extranetAccount").find((one) => one.username === username)
  const link = account !== undefined && "link" in account.state ? account.state.link : undefined
  const agent = account && world.agent.get(account.agentId)
  if (link === undefined || agent === undefined || seed.chance(20)) return "nothing"
  return digestOf(Extranet.secretId(link.linkId, agent.loginEmail))
}

/** What an invitation says: that of the live one of its kind, or nobody's. */
const invitationOf = (
  { seed, world }: Choice,
  { kind, licence }: Extract<Command, { readonly _tag: "ClaimInvitation" }>
): string => {
  const agent = World.records(world, "agent").find((one) => one.licence.number === licence)
  const live = World.records(world, "invitation").find(
    (one) => one.agentId === agent?.agentId && one.kind === kind && one.state === "Issued"
  )
  if (agent === undefined || live === undefined || seed.chance(20)) return "nothing"
  return digestOf(secretId(kind, live.invitationId, agent.loginEmail))
}

const withSecret = (choice: Choice, command: Command): Pick<Send, "secret"> => {
  switch (command._tag) {
    case "RedeemAccessCode":
      return { secret: codeOf(choice, command.caseId) }
    case "UseExtranetReset":
      return { secret: linkOf(choice, command.username) }
    case "ClaimInvitation":
      return { secret: invitationOf(choice, command) }
    case "ConfirmAgentChange":
      return { secret: passcodeOf(choice, command.caseId, command.agentId) }
    default:
      return {}
  }
}

const send = (
  story: Story,
  theme: Story["theme"],
  world: World.World,
  seed: Seed.Seed,
  n: number,
  at: Dates.Instant
): Send => {
  const id = Id.make<Context["commandId"]>(`command-${n}`)
  const again =
    theme === story.theme && story.said.length > 0 && seed.chance(6) ? seed.pick(story.said.slice(-4)) : undefined
  if (again !== undefined) return { ...again, id, at }
  const choice: Choice = { seed, world, n, day: Dates.on(at, story.policy.timeZone) }
  if (theme === story.theme && seed.chance(18)) {
    const { acting, actor, command } = Commands.next(world, seed, { n })
    const sent = acting === undefined ? { actor, command } : { actor, command, acting }
    return { _tag: "Send", id, at, ...sent, ...withSecret(choice, command) }
  }
  const { acting, actor, command } = wish(choice, theme, story.fulfilled)
  const who = seed.chance(8) ? anybody(choice) : (actor ?? usual(world, command))
  return {
    _tag: "Send",
    id,
    at,
    actor: who,
    command,
    ...(acting === undefined ? {} : { acting }),
    ...withSecret(choice, command)
  }
}

/** The next step of a story. */
export const next = (story: Story, world: World.World, seed: Seed.Seed, n: number): Step => {
  if (story.seen.at(-1) !== world) story.seen.push(world)
  const last = story.said.at(-1)
  const inSession = last?.acting !== undefined || last?.command._tag === "OpenActing"
  // Whoever acts for somebody comes back just before or just when the session has been idle for too long.
  const idle = inSession && seed.chance(15) ? story.policy.actingIdleMinutes * minute - seed.int(2) : undefined
  story.now = Dates.plusMillis(story.now, idle ?? passing(story, seed))
  const at = story.now
  if (idle !== undefined) {
    const step = send(story, sessions, world, seed, n, at)
    story.said.push(step)
    return step
  }
  if (seed.chance(6)) return question({ seed, world, n }, at)
  if (seed.chance(2)) return { _tag: "Lock", at, agentId: anAgent({ seed, world, n }), locked: seed.chance(40) }
  // Somebody looked at the world some steps ago and acts on what was seen then.
  const late = seed.chance(8) ? (story.seen.at(-1 - seed.int(5)) ?? world) : world
  const step = send(story, story.theme, late, seed, n, at)
  story.said.push(step)
  return step
}
