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
import * as Dates from "@agencybook/core/CalendarDate"
import { type Capability, permissions } from "@agencybook/core/Capability"
import type { Context } from "@agencybook/core/Decider"
import * as Extranet from "@agencybook/core/Extranet"
import * as Id from "@agencybook/core/Id"
import { secretId } from "@agencybook/core/Invitation"
import type { Policy } from "@agencybook/core/Policy"
import * as StaffLink from "@agencybook/core/StaffLink"
import { usual } from "../CommandActors.ts"
import type { Area } from "../CommandArea.ts"
import * as Commands from "../Commands.ts"
import { type Ask, digestOf, type Send, type Step } from "../DifferentialTrace.ts"
import * as Sample from "../Sample.ts"
import type * as Seed from "../Seed.ts"
import * as World from "../World.ts"
import { asSomeSend } from "./ClientsLater.ts"
import { aCase, anAgency, anAgent, aStaffActor, type Choice } from "./CommandChoice.ts"
import { type Theme, themeOf, wish } from "./DifferentialArea.ts"
import { help, look, onBehalf, work } from "./DifferentialQuestion.ts"
import { policyOf, worldOf } from "./DifferentialStart.ts"
import { anIdleSession, passing } from "./DifferentialTime.ts"
import { inSession } from "./DifferentialWishes.ts"
import { aCounselor } from "./EntityChoice.ts"

/** A story in the making. */
export interface Story {
  readonly policy: Policy
  readonly world: World.World
  readonly theme: Theme
  now: Dates.Instant
  /** Steps so far, for saying the same again. */
  readonly said: Array<Send>
  /** Worlds so far, for wishes that come late. */
  readonly seen: Array<World.World>
}

/** A story before its first step. */
export const begin = (seed: Seed.Seed, turn: number): Story => {
  const theme = themeOf(turn)
  const world = worldOf(seed, theme.about)
  return {
    policy: policyOf(seed, theme.about),
    world,
    theme,
    now: Sample.now,
    said: [],
    seen: [world]
  }
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

/** Areas in which most depends on whether somebody may work on a case. */
const worked: ReadonlyArray<Area> = ["consents", "acting", "staff", "requests"]
const capabilities = Object.keys(permissions) as ReadonlyArray<Capability>
const question = (choice: Choice, at: Dates.Instant, about: Area): Ask => {
  const { seed, world } = choice
  if (seed.chance(about === "managers" ? 50 : 25)) return look(choice, at)
  if (seed.chance(about === "entities" ? 40 : 10)) return help(choice, at)
  const working = seed.chance(worked.includes(about) ? 70 : 25) ? work(choice, at) : undefined
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
  return live !== undefined && seed.chance(55) ? digestOf(live.agentChangeCodeId) : "nothing"
}

/** What a link on its way to an agent says: that of the account, or nobody's. */
const linkOf = ({ seed, world }: Choice, username: string): string => {
  const account = World.records(world, "extranetAccount").find((one) => one.username === username)
  const link = account !== undefined && "link" in account.state ? account.state.link : undefined
  const agent = account && world.agent.get(account.agentId)
  if (link === undefined || agent === undefined || seed.chance(45)) return "nothing"
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

/** What the link to a helper's login says, or nobody's. */
const staffLinkOf = ({ seed, world }: Choice, userId: string): string => {
  const staff = world.staff.get(userId)
  if (staff?.link === undefined || seed.chance(30)) return "nothing"
  return digestOf(StaffLink.secretId(staff.link.invitationId, staff.email))
}

const caseOfNumber = ({ world }: Choice, number: string | undefined): string =>
  World.records(world, "case").find(({ caseNumber }) => caseNumber === number)?.caseId ?? ""

const withSecret = (choice: Choice, command: Command): Pick<Send, "secret"> => {
  switch (command._tag) {
    case "RedeemAccessCode":
      return { secret: codeOf(choice, command.caseId ?? caseOfNumber(choice, command.caseNumber)) }
    case "UseExtranetReset":
      return { secret: linkOf(choice, command.username) }
    case "ClaimInvitation":
      return { secret: invitationOf(choice, command) }
    case "ClaimStaffLink":
      return { secret: staffLinkOf(choice, command.userId) }
    case "ConfirmAgentChange":
      return { secret: passcodeOf(choice, command.caseId, command.agentId) }
    default:
      return {}
  }
}

const send = (
  story: Story,
  theme: Parameters<typeof wish>[1],
  world: World.World,
  seed: Seed.Seed,
  n: number,
  at: Dates.Instant
): Send => {
  const id = Id.make<Context["commandId"]>(`command-${n}`)
  const again =
    theme === story.theme && story.said.length > 0 && seed.chance(6) ? seed.pick(story.said.slice(-4)) : undefined
  if (again !== undefined) return { ...again, id, at }
  const { policy } = story
  const choice: Choice = { seed, world, n, at, day: Dates.on(at, policy.timeZone), policy }
  if (theme === story.theme && seed.chance(18)) {
    const { acting, actor, command: drawn } = Commands.next(world, seed, { n, about: story.theme.about })
    const command = asSomeSend(choice, drawn)
    const sent = acting === undefined ? { actor, command } : { actor, command, acting }
    return { _tag: "Send", id, at, ...sent, ...withSecret(choice, command) }
  }
  const { acting, actor, command: wished } = wish(choice, theme)
  const command = asSomeSend(choice, wished)
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

/** In how many of a hundred cases people choose among several things. */
const choosing = 60
/** Of how many other things they think then. */
const others = 3

/** The step as a host sends it on: most people have signed in with a second factor. @rule SEC-01 */
export const signedIn = (step: Step, n: number): Step =>
  step._tag === "Lock" || n % 8 === 0 ? step : { ...step, secondFactor: true }

/** How often what comes of a command has come of one so far. */
export type Met = (step: Send) => number

/** The next step of a story. */
export const next = (story: Story, world: World.World, seed: Seed.Seed, n: number, met: Met): Step => {
  if (story.seen.at(-1) !== world) story.seen.push(world)
  const last = story.said.at(-1)
  const { policy, theme } = story
  const { about } = theme
  const given = { about, policy, world, now: story.now }
  // Whoever acts for somebody comes back just before or just when the session has been idle for too long.
  const isActing = about === "acting" || last?.acting !== undefined || last?.command._tag === "OpenActing"
  const idle = isActing && seed.chance(15) ? anIdleSession(given, seed) : undefined
  story.now = Dates.plusMillis(story.now, idle?.millis ?? passing(given, seed))
  const at = story.now
  if (idle !== undefined) {
    if (seed.chance(40)) return onBehalf(idle.session, at)
    const step = send(story, [inSession(idle.session)], world, seed, n, at)
    story.said.push(step)
    return step
  }
  if (seed.chance(worked.includes(about) ? 9 : 6))
    return question({ seed, world, n, day: Dates.on(at, policy.timeZone) }, at, about)
  if (seed.chance(2)) return { _tag: "Lock", at, agentId: anAgent({ seed, world, n }), locked: seed.chance(40) }
  // Somebody looked at the world some steps ago and acts on what was seen then.
  const late = seed.chance(8) ? (story.seen.at(-1 - seed.int(5)) ?? world) : world
  let step = send(story, theme, late, seed, n, at)
  // Of several things people mostly do what has come out seldomest, so that no answer is left to chance.
  if (seed.chance(choosing)) {
    let least = met(step)
    for (let more = 0; more < others && least > 0; more++) {
      const other = send(story, theme, late, seed, n, at)
      const count = met(other)
      if (count < least) [step, least] = [other, count]
    }
  }
  story.said.push(step)
  return step
}
