/**
 * The extranet in the reference model: accounts of the Monday run, the days of a password, one link at a time, and the
 * numbers of the files.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/Extranet"
import type * as ExtranetExtract from "@agencybook/core/ExtranetExtract"
import * as Authority from "./ReferenceAuthority.ts"
import * as Dates from "./ReferenceDates.ts"
import { holds } from "./ReferenceDelegation.ts"
import {
  accepted,
  all,
  change,
  type Entries,
  type Entry,
  type Fact,
  type Moment,
  one,
  put,
  type Reason,
  reason,
  sealed,
  some,
  unchanged,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>
type Account = Fact<"extranet">

const nothingSet = { set: undefined, over: undefined, due: undefined, warned: undefined } as const
const noFiles = { cases: undefined, made: undefined } as const
/** How a place ends in which nobody ever worked. @rule AGT-03 */
const notApproved = ["association-declined", "association-withdrawn", "application-ended"]
const noLink = { link: undefined, way: undefined, linkDies: undefined } as const

/** A password that is set now; there may be no day on which it is over. @rule EXT-04 */
const setNow = ({ at, day, policy }: Moment): Pick<Account, "set" | "over" | "due" | "warned"> => {
  const life = policy.extranet.password
  if (life._tag === "Unlimited") return { ...nothingSet, set: at }
  const over = Dates.daysAfter(day, life.days)
  return { set: at, over, due: Dates.daysAfter(over, -life.warnDays), warned: undefined }
}

/** A link that is on its way from now on. @rule EXT-05 */
const sent = (link: string, way: string, { at, policy }: Moment): Pick<Account, "link" | "way" | "linkDies"> => ({
  link,
  way,
  linkDies: Dates.later(at, policy.extranet.linkHours * 3_600_000)
})

/** The first name that nobody else has: the plain one, then those with a count up to 19. @rule EXT-03 @category queries */
export const nameFor = (worlds: ReadonlyArray<World>, agent: string, licence: string, { policy }: Moment) => {
  const plain = policy.extranet.usernamePrefix + licence.split("-").join("_")
  for (let n = 1; n < 20; n++) {
    const name = n === 1 ? plain : `${plain}_${n}`
    if (!worlds.some((world) => some(world, "extranet", (fact) => fact.username === name && fact.agent !== agent)))
      return name
  }
  return undefined
}

/** The account of somebody who had one in the system before. @category constructors */
export const takenOver = (agent: string, username: string, moment: Moment): Account => ({
  is: "extranet",
  agent,
  username,
  ...{ provisioned: moment.at, kept: true, state: "Active", since: moment.at, epoch: 1, login: undefined },
  ...noLink,
  ...setNow(moment),
  ...{ week: undefined, month: undefined, made: undefined, cases: undefined, added: undefined, removed: undefined }
})

/** The account as it is when nothing but its closing is left of it. @rule EXT-10 @category transforms */
export const closed = (account: Account, at: string): Account => ({
  ...account,
  ...noLink,
  ...nothingSet,
  state: "Disabled",
  since: at
})

const made = (world: World, account: Account, next: Partial<Account>): World =>
  change(
    world,
    "extranet",
    (fact) => fact.agent === account.agent,
    (fact) => ({ ...fact, ...next })
  )

const refuse = (why: Reason): Verdict => ({ _tag: "Refused", reasons: [why] })

const mondayRun = (world: World, { day }: Of<"RunExtranetOnboarding">, moment: Moment): Verdict => {
  const { commandId, day: today, policy } = moment
  if (day > today) return refuse(reason("RunAhead", "EXT-01"))
  // A run looks back eight weeks.
  const earliest = Dates.daysAfter(Dates.mondayOf(day), -56)
  // Certified before the week of the run began, certified today, and without an account that works. @rule EXT-01 EXT-10
  const due = all(
    world,
    "certification",
    ({ agent, since, state }) =>
      state === "Certified" &&
      since.slice(0, 10) >= earliest &&
      Dates.dayOf(since, policy.timeZone) < Dates.mondayOf(day) &&
      Authority.certifiedOn(world, agent, day) &&
      !some(world, "extranet", (fact) => fact.agent === agent && fact.state !== "Disabled")
  )
  // Links are named after the command, in the order of the days of the certifications.
  const inTurn = [...due].sort((a, b) =>
    `${a.since.slice(0, 10)} ${a.agent}` < `${b.since.slice(0, 10)} ${b.agent}` ? -1 : 1
  )
  let next = world
  for (const [n, { agent }] of inTurn.entries()) {
    const licence = one(world, "licence", (fact) => fact.agent === agent)?.number ?? ""
    const before = one(world, "extranet", (fact) => fact.agent === agent)
    const username = nameFor([world, next], agent, licence, moment)
    if (username === undefined) continue
    next = put(
      without(next, "extranet", (fact) => fact.agent === agent),
      {
        ...takenOver(agent, username, moment),
        ...nothingSet,
        ...sent(`${commandId}~${n}`, policy.extranet.firstSecret, moment),
        ...{ kept: false, state: "Provisioned", epoch: before?.epoch ?? 0 }
      }
    )
  }
  return accepted(next)
}

const works = ({ over, set }: Account, day: string): boolean => set !== undefined && (over === undefined || day < over)

const locked = (world: World, account: Account, at: string): World =>
  made(world, account, { ...noLink, state: "LockedExpired", since: at, warned: account.warned ?? at })

const dailyRun = (world: World, { day }: Of<"RunExtranetDaily">, { at, day: today }: Moment): Verdict => {
  if (day > today) return refuse(reason("RunAhead", "EXT-01"))
  let next = world
  for (const account of all(world, "extranet", ({ state }) => ["Active", "Expiring", "ResetPending"].includes(state))) {
    const { due, linkDies = "", over, state, warned } = account
    // A run looks back 400 days; a sign-in refuses what is over whether or not a run has noted it.
    if (over === undefined || due === undefined || day < due || due < Dates.daysAfter(day, -399)) continue
    const waits = state === "ResetPending"
    if (day >= over) {
      // A link that is on its way is left to be used.
      if (!waits || at >= linkDies) next = locked(next, account, at)
    } else if (warned === undefined)
      next = made(next, account, { due: over, warned: at, ...(waits ? {} : { state: "Expiring", since: at }) })
  }
  return next === world ? unchanged(world) : accepted(next)
}

/** What keeps an account from a sign-in, by its state. */
const keptBy: Readonly<Record<string, Reason>> = {
  Provisioned: reason("NotAllowedFrom", "EXT-05"),
  LockedExpired: reason("NotAllowedFrom", "EXT-04"),
  Disabled: reason("NotAllowedFrom", "EXT-10")
}

/** Who is suspended, certified for other days, or locked opens nothing. @rule AGT-19 SEC-01 */
const keptFrom = (world: World, agent: string, { day }: Moment) =>
  [
    !Authority.certifiedOn(world, agent, day) && reason("ExtranetWithheld", "AGT-19"),
    some(world, "locked", (fact) => fact.agent === agent) && reason("ExtranetLockedOut", "SEC-01")
  ] as const
const isWithheld = (world: World, agent: string, moment: Moment): boolean =>
  keptFrom(world, agent, moment).some((why) => why !== false)

const ofAgent = <C extends { readonly agentId: string }>(
  go: (world: World, account: Account, moment: Moment) => Verdict
): Entry<C> => ({
  capability: "use-extranet",
  target: (_, { agentId }) => ({ agent: agentId }),
  carryOut: (world, { agentId }, moment) => {
    const account = one(world, "extranet", (fact) => fact.agent === agentId)
    if (account === undefined) return refuse(reason("NotAllowedFrom", "EXT-01"))
    const kept = keptBy[account.state]
    if (kept !== undefined) return refuse(kept)
    return unless(keptFrom(world, agentId, moment), () => go(world, account, moment))
  }
})

/** A password that is over is refused and noted at once, whatever the runs did. @rule EXT-04 */
const login = (world: World, account: Account, { at, day }: Moment): Verdict => {
  if (works(account, day)) return accepted(made(world, account, { login: at }))
  const reasons = [reason("PasswordExpired", "EXT-04")]
  return account.state === "ResetPending"
    ? { _tag: "Refused", reasons }
    : { _tag: "Refused", reasons, world: locked(world, account, at) }
}

const renewed = (world: World, account: Account, moment: Moment, more: Partial<Account> = {}): Verdict =>
  accepted(
    made(world, account, {
      ...noLink,
      ...setNow(moment),
      ...{ state: "Active", since: moment.at, epoch: account.epoch + 1 },
      ...more
    })
  )

const byName = (world: World, username: string): Account | undefined =>
  one(world, "extranet", (fact) => fact.username === username)

const requestReset = (world: World, { email, username }: Of<"RequestExtranetReset">, moment: Moment): Verdict => {
  const account = byName(world, username)
  const onFile = one(world, "agent", (fact) => fact.agent === account?.agent)?.login
  // Whatever is wrong, the answer is the same. @rule EXT-06
  const known = account !== undefined && account.state !== "Disabled" && !isWithheld(world, account.agent, moment)
  if (!known || onFile?.toLowerCase() !== email.toLowerCase()) return refuse(reason("ResetNotSent", "EXT-06"))
  const link = sent(`${moment.commandId}~0`, "link", moment)
  return accepted(made(world, account, { ...link, state: "ResetPending", since: moment.at }))
}

const useLink = (world: World, command: Of<"UseExtranetReset">, moment: Moment): Verdict => {
  const { at, secret } = moment
  const account = byName(world, command.username)
  const agent = one(world, "agent", (fact) => fact.agent === account?.agent)
  // A link is for the address to which it was sent, works once, and not for long. @rule EXT-05
  const opens =
    account?.link !== undefined &&
    account.way === command.with &&
    at < (account.linkDies ?? "") &&
    !isWithheld(world, account.agent, moment) &&
    secret === sealed(`${account.link} ${agent?.login}`)
  return opens ? renewed(world, account, moment, { login: at }) : refuse(reason("LinkNotAccepted", "EXT-05"))
}

const extract = (world: World, { agentId: agent, day }: ExtranetExtract.Command, moment: Moment): Verdict => {
  const { at, day: today, policy } = moment
  const account = one(world, "extranet", (fact) => fact.agent === agent && fact.state !== "Disabled")
  return unless(
    [
      !policy.bookCadence.some((every) => every !== "live") && reason("NoExtranetFiles", "EXT-07"),
      day > today && reason("FilesAhead", "EXT-07"),
      account === undefined && reason("FilesWithheld", "EXT-10"),
      ...keptFrom(world, agent, moment)
    ],
    () => {
      // Weekly files say everything that monthly ones would.
      const week = policy.bookCadence.includes("weekly") ? Dates.mondayOf(day) : undefined
      const month = week === undefined ? `${day.slice(0, 7)}-01` : undefined
      const told = account?.week ?? account?.month
      if (account === undefined || (told !== undefined && (week ?? month ?? "") <= told)) return unchanged(world)
      // The book stays with its agency, and so does what was said of it. @rule EMP-07
      const places = all(world, "employment", (fact) => fact.agent === agent)
      const agency = places.find(({ state }) => state === "Active")?.agency
      const now = all(world, "delegation", (fact) => fact.agent === agent && fact.agency === agency && holds(fact))
      const came = places.some(
        ({ since, state, why = "" }) =>
          state === "Inactive" && !notApproved.includes(why) && account.made !== undefined && since >= account.made
      )
      const { cases: before = 0, made: latest } = agency !== undefined && came ? { ...account, ...noFiles } : account
      const begun = now.filter(({ from = "" }) => latest === undefined || from > latest).length
      // What a feed delivers late began before the latest files.
      const added = Math.max(begun, now.length - before)
      const removed = before + added - now.length
      return accepted(made(world, account, { week, month, made: at, cases: now.length, added, removed }))
    }
  )
}

const reset = { capability: "reset-extranet" } as const
const run = { target: () => ({}) } as const

/** The commands of this part. @category models */
export const entries: Entries<Command | ExtranetExtract.Command> = {
  RunExtranetOnboarding: { ...run, capability: "run-extranet-onboarding", carryOut: mondayRun },
  RunExtranetDaily: { ...run, capability: "run-extranet-daily", carryOut: dailyRun },
  RecordExtranetLogin: ofAgent(login),
  ChangeExtranetPassword: ofAgent((world, account, moment) =>
    works(account, moment.day) ? renewed(world, account, moment) : refuse(reason("PasswordExpired", "EXT-04"))
  ),
  RequestExtranetReset: {
    ...reset,
    target: (world, { username }) => ({ agent: byName(world, username)?.agent }),
    carryOut: requestReset
  },
  UseExtranetReset: {
    ...reset,
    target: (world, { username }) => ({ agent: byName(world, username)?.agent }),
    carryOut: useLink
  },
  RecordExtranetExtract: {
    capability: "make-extract",
    target: (_, { agentId }) => ({ agent: agentId }),
    carryOut: extract
  }
}
