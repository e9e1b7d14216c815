/**
 * Accounts of the agent extranet: who gets one at the Monday run, and the life of its password.
 *
 * The password itself, and whether a login typed it, are the host's; here are only instants, days and the identifier of
 * the one link or first password that is on its way. Days are calendar days of the exchange's zone. What the
 * files hold is `ExtranetExtract`.
 *
 * @since 0.1.0
 */
import type { Agent } from "./Agent.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { isCertifiedOn } from "./Certification.ts"
import type { Email } from "./Contact.ts"
import { type Answer, accept, acceptAll, type Context, type Decision, firstRefusal } from "./Decider.ts"
import type { AgentId, LinkId } from "./Id.ts"
import * as Id from "./Id.ts"
import type { LicenceNumber } from "./Licence.ts"
import * as Machine from "./Machine.ts"
import * as OneTimeText from "./OneTimeText.ts"
import type { Policy } from "./Policy.ts"
import { reason } from "./Refusal.ts"

/** Days of a password: when it was set, when it ends, and when the daily run has to look at it. @category models */
export interface Password {
  readonly setAt: Instant
  /** First day on which it is over; absent where passwords do not end. @rule EXT-04 */
  readonly expiresOn?: CalendarDate
  /** The next day on which the daily run has to act: the day of the warning, then that of the end. */
  readonly dueOn?: CalendarDate
  readonly warnedAt?: Instant
}

/** A secret on its way to the agent: a link, or a first password where the policy still mails one. @rule EXT-05 @category models */
export interface OneTimeLink {
  readonly linkId: LinkId
  readonly with: "link" | "password"
  readonly expiresAt: Instant
}

/** Where an account stands. @category models */
export type AccountState =
  | { readonly _tag: "Provisioned"; readonly since: Instant; readonly link: OneTimeLink }
  | { readonly _tag: "Active"; readonly since: Instant; readonly password: Password }
  | { readonly _tag: "Expiring"; readonly since: Instant; readonly password: Password }
  | { readonly _tag: "LockedExpired"; readonly since: Instant; readonly password: Password }
  /** The old password works on for its time: whoever asks for a link takes nothing from the agent. */
  | { readonly _tag: "ResetPending"; readonly since: Instant; readonly link: OneTimeLink; readonly password?: Password }
  | { readonly _tag: "Disabled"; readonly since: Instant }

/** Name of a state; `NotProvisioned` is an agent without account. @category models */
export type StateName = AccountState["_tag"] | "NotProvisioned"

/** What moves an account. @category models */
export type Trigger = (typeof machine)["triggers"][number]

/** An account of one agent. @category models */
export interface ExtranetAccount {
  readonly agentId: AgentId
  readonly username: string
  readonly provisionedAt: Instant
  /** The account existed in the system that this one takes over from, and is kept. */
  readonly takenOver?: true
  /** How many passwords the account has had; grows only. */
  readonly epoch: number
  readonly lastLoginAt?: Instant
  /** What the latest files held. @rule EXT-07 */
  readonly extract?: Extract
  readonly state: AccountState
}

/** What files of an agent are for: the week of a Monday, or the month of a first. @rule BOB-08 @category models */
export type Cut = { readonly week: CalendarDate } | { readonly month: CalendarDate }

/** Numbers of one agent's files. @rule EXT-07 @category models */
export type Extract = Cut & {
  /** As of when they speak. @rule BOB-08 */
  readonly madeAt: Instant
  readonly cases: number
  readonly added: number
  readonly removed: number
}

/** A step of extranet accounts; a run names its day, so that its records can be found and a missed one made up for. @category models */
export type Command =
  | { readonly _tag: "RunExtranetOnboarding"; readonly day: CalendarDate }
  | { readonly _tag: "RunExtranetDaily"; readonly day: CalendarDate }
  | { readonly _tag: "RecordExtranetLogin"; readonly agentId: AgentId }
  | { readonly _tag: "ChangeExtranetPassword"; readonly agentId: AgentId }
  | { readonly _tag: "RequestExtranetReset"; readonly username: string; readonly email: Email }
  | { readonly _tag: "UseExtranetReset"; readonly username: string; readonly with: OneTimeLink["with"] }

/** Something happened to an extranet account. @category models */
export type Event =
  | {
      readonly _tag: "ExtranetAccountProvisioned"
      readonly trigger: "provision" | "take-over"
      readonly from: "NotProvisioned" | "Disabled"
      readonly account: ExtranetAccount
    }
  | {
      readonly _tag: "ExtranetAccountMoved"
      readonly agentId: AgentId
      readonly trigger: Trigger
      readonly from: StateName
      readonly to: AccountState
      readonly at: Instant
    }
  | { readonly _tag: "ExtranetExtracted"; readonly agentId: AgentId; readonly extract: Extract }

/** What a decision about accounts looks at. @category models */
export interface Facts {
  /** Certified agents whom the onboarding may concern. */
  readonly certified?: ReadonlyArray<Agent>
  readonly account?: (agentId: AgentId) => ExtranetAccount | undefined
  /** Whose account has a user name. */
  readonly owner?: (username: string) => AgentId | undefined
  /** Accounts that the daily run has to look at. */
  readonly due?: ReadonlyArray<ExtranetAccount>
  /** The account that the command names, by agent or by user name, and its agent. */
  readonly named?: ExtranetAccount | undefined
  readonly agent?: Agent | undefined
  /** Whether what came with the command is the secret of the link. */
  readonly matches?: boolean
}

/** The run is for a day that has not come. @category errors */
export const runAhead = /*#__PURE__*/ reason(
  "RunAhead",
  "EXT-01",
  (f: { readonly day: CalendarDate; readonly today: CalendarDate }) =>
    `the run is for \`${f.day}\`, and today is \`${f.today}\``,
  "start the run on its day or later"
)
/** The password has reached its age. @category errors */
export const passwordExpired = /*#__PURE__*/ reason(
  "PasswordExpired",
  "EXT-04",
  (f: { readonly agentId: AgentId }) => `the password of the account of agent \`${f.agentId}\` is over or not set`,
  "ask for a link and set a new password"
)
/** The certification of the agent is suspended, or outside its dates. @category errors */
export const withheld = /*#__PURE__*/ reason(
  "ExtranetWithheld",
  "AGT-19",
  (f: { readonly agentId: AgentId }) =>
    `agent \`${f.agentId}\` is not certified at present, and the extranet opens nothing meanwhile`,
  "wait for the reinstatement or the next term; the manager of the agency reads the book in the portal"
)
/** The agent's account is locked, and the extranet has the same clients. @category errors */
export const lockedOut = /*#__PURE__*/ reason(
  "ExtranetLockedOut",
  "SEC-01",
  (f: { readonly agentId: AgentId }) =>
    `the account of agent \`${f.agentId}\` is locked, and the extranet opens nothing meanwhile`,
  "have the account opened first; the manager of the agency reads the book in the portal"
)
/** No link was sent; the answer is the same whatever was wrong. @category errors */
export const resetNotSent = /*#__PURE__*/ reason(
  "ResetNotSent",
  "EXT-06",
  (f: { readonly leastHours: number; readonly mostHours: number }) =>
    `no link was sent; support answers within \`${f.leastHours}\` to \`${f.mostHours}\` hours`,
  "check the user name and the e-mail address on file, or write to support"
)
/** The link opens nothing; the answer is the same whatever is wrong with it. @category errors */
export const linkNotAccepted = /*#__PURE__*/ reason(
  "LinkNotAccepted",
  "EXT-05",
  () => "the link is not accepted",
  "ask for a new link; each works once and for a limited time"
)

/**
 * The machine of the domain description, section 3.10.
 *
 * **Details**: using a link sets the password and is the first sign-in. A login, a warning and a new request leave an
 * account with a link on its way where it is.
 *
 * **Rules**: EXT-01, EXT-04, EXT-05, EXT-10.
 *
 * @category machine
 */
export const machine = /*#__PURE__*/ Machine.define({
  name: "extranet account",
  states: ["NotProvisioned", "Provisioned", "Active", "Expiring", "LockedExpired", "ResetPending", "Disabled"],
  triggers: [
    "provision",
    "take-over",
    "login",
    "change-password",
    "warn",
    "lock",
    "request-reset",
    "use-link",
    "disable"
  ],
  edges: {
    NotProvisioned: { provision: "Provisioned", "take-over": "Active" },
    Provisioned: { "request-reset": "ResetPending", "use-link": "Active", disable: "Disabled" },
    Active: {
      login: "Active",
      "change-password": "Active",
      warn: "Expiring",
      lock: "LockedExpired",
      "request-reset": "ResetPending",
      disable: "Disabled"
    },
    Expiring: {
      login: "Expiring",
      "change-password": "Active",
      lock: "LockedExpired",
      "request-reset": "ResetPending",
      disable: "Disabled"
    },
    LockedExpired: { "request-reset": "ResetPending", disable: "Disabled" },
    ResetPending: {
      login: "ResetPending",
      "change-password": "Active",
      warn: "ResetPending",
      lock: "LockedExpired",
      "request-reset": "ResetPending",
      "use-link": "Active",
      disable: "Disabled"
    },
    Disabled: { provision: "Provisioned" }
  },
  otherwise: "EXT-04",
  refusedBy: { NotProvisioned: "EXT-01", Provisioned: "EXT-05", Disabled: "EXT-10" }
})

/** How the token of a link to set a password is spelled. @rule EXT-05 @category models */
export const linkText: OneTimeText.OneTimeText = /*#__PURE__*/ OneTimeText.link("extranet-link")

/** How a mailed first password is spelled: 95 bits, as nothing counts the tries. @rule EXT-09 @category models */
export const passwordText: OneTimeText.OneTimeText = /*#__PURE__*/ OneTimeText.code({
  name: "extranet-password",
  drawn: 19,
  group: 5,
  expected: "the first password of 20 letters and digits in groups of five"
})

/** How the secret of a link is spelled. @category queries */
export const textOf = (kind: OneTimeLink["with"]): OneTimeText.OneTimeText =>
  kind === "link" ? linkText : passwordText

/**
 * What the secret of a link is derived for. The address is part of it, so that a link dies when the address on file
 * changes.
 *
 * @category encoding
 */
export const secretId = (linkId: string, email: string): string => `${linkId} ${email}`

/**
 * The user names that an agent may have, in turn: the prefix of the exchange and the licence number, and the same with a
 * count. Somebody whose number was corrected keeps the old name, so that it may be taken when its true holder comes.
 *
 * **Details**: a username can be guessed by anybody who knows a licence number, and is no secret. Whoever has one locks
 * nobody out, since no wrong try is counted here and a password ends by its days alone; nor is a link sent without the
 * address on file, and the password works on beside it. A host that lets people sign in slows tries down by account and
 * sender together before it thinks of locking. No second agent gets a username that was given out, as long as accounts
 * are kept.
 *
 * @rule EXT-03
 * @category encoding
 */
export const usernames = (prefix: string, licence: LicenceNumber): ReadonlyArray<string> => {
  // A user name has no hyphen, which the number of another state has.
  const first = `${prefix}${licence.replace("-", "_")}`
  return [first, ...Array.from({ length: 18 }, (_, n) => `${first}_${n + 2}`)]
}

/** Name of the state of an account, or of its absence. @category queries */
export const stateOf = (account: ExtranetAccount | undefined): StateName => account?.state._tag ?? "NotProvisioned"

/** Checks whether files are kept for an account: it is there and not closed. @rule EXT-10 @category predicates */
export const isOpen = (account: ExtranetAccount | undefined): account is ExtranetAccount =>
  account !== undefined && account.state._tag !== "Disabled"

/**
 * What keeps an agent from what the extranet has of clients: a suspension or a lock, which leave the account of the extranet
 * as it is for the day on which they are over.
 *
 * **Rules**: AGT-08, AGT-19, SEC-01.
 *
 * @category queries
 */
export const obstacle = (agentId: AgentId, agent: Agent | undefined, { at, policy }: Context) => {
  if (agent === undefined || !isCertifiedOn(agent.certification, Dates.on(at, policy.timeZone)))
    return withheld({ agentId })
  return agent.locked ? lockedOut({ agentId }) : undefined
}

/** The day on which the daily run has to look at an account, if any. @category queries */
export const dueOn = ({ state }: ExtranetAccount): CalendarDate | undefined =>
  state._tag === "Active" || state._tag === "Expiring" || state._tag === "ResetPending"
    ? state.password?.dueOn
    : undefined

/** A password that is set now. @rule EXT-04 @category constructors */
export const passwordSet = (setAt: Instant, { extranet, timeZone }: Policy): Password => {
  const life = extranet.password
  if (life._tag === "Unlimited") return { setAt }
  const expiresOn = Dates.plusDays(Dates.on(setAt, timeZone), life.days)
  return { setAt, expiresOn, dueOn: Dates.plusDays(expiresOn, -life.warnDays) }
}

/** Checks whether a password can still be used on a day. @rule EXT-04 @category predicates */
export const isGoodOn = (password: Password | undefined, day: CalendarDate): boolean =>
  password !== undefined && (password.expiresOn === undefined || day < password.expiresOn)

const isAlive = (link: OneTimeLink, at: Instant): boolean => at < link.expiresAt

const linkFor = ({ at, commandId, policy }: Context, index: number, kind: OneTimeLink["with"]): OneTimeLink => ({
  linkId: Id.derive<LinkId>(commandId, index),
  with: kind,
  expiresAt: Dates.plusHours(at, policy.extranet.linkHours)
})

/**
 * Keeps the account of an agent who had one in the system that this one takes over from. The day of its password is
 * not known, so that the password counts from now.
 *
 * @category constructors
 */
export const takenOver = (agentId: AgentId, username: string, { at, policy }: Context): Event => ({
  _tag: "ExtranetAccountProvisioned",
  trigger: "take-over",
  from: "NotProvisioned",
  account: {
    agentId,
    username,
    provisionedAt: at,
    takenOver: true,
    epoch: 1,
    state: { _tag: "Active", since: at, password: passwordSet(at, policy) }
  }
})

/**
 * Agents who are due at a run: certified before the week of its day began, certified on that day, without an open
 * account.
 *
 * **Details**: the run of a Monday takes everybody certified up to the Sunday before; whom an earlier run missed is
 * taken up by the next one.
 *
 * **Rules**: EXT-01, EXT-10.
 *
 * @category queries
 */
export const due = (
  certified: ReadonlyArray<Agent>,
  account: (agentId: AgentId) => ExtranetAccount | undefined,
  day: CalendarDate,
  zone: string
): ReadonlyArray<Agent> => {
  const weekStart = Dates.startOf(Dates.mondayOf(day), zone)
  return certified.filter(
    ({ agentId, certification }) =>
      certification._tag === "Certified" &&
      certification.since < weekStart &&
      certification.term.from <= day &&
      day < certification.term.until &&
      !isOpen(account(agentId))
  )
}

const onboard = (day: CalendarDate, facts: Facts, context: Context): Decision<Event> => {
  const { at, policy } = context
  const { account = () => undefined, certified = [], owner = () => undefined } = facts
  const given = new Set<string>()
  return acceptAll(
    due(certified, account, day, policy.timeZone).flatMap(({ agentId, licence }, index): ReadonlyArray<Event> => {
      const isFree = (name: string) => !given.has(name) && (owner(name) ?? agentId) === agentId
      const username = usernames(policy.extranet.usernamePrefix, licence.number).find(isFree)
      // Nobody else waits for an agent whose names are all taken.
      if (username === undefined) return []
      given.add(username)
      const before = account(agentId)
      return [
        {
          _tag: "ExtranetAccountProvisioned",
          trigger: "provision",
          from: before === undefined ? "NotProvisioned" : "Disabled",
          account: {
            agentId,
            username,
            provisionedAt: at,
            epoch: before?.epoch ?? 0,
            state: { _tag: "Provisioned", since: at, link: linkFor(context, index, policy.extranet.firstSecret) }
          }
        }
      ]
    })
  )
}

const moved = (account: ExtranetAccount, trigger: Trigger, to: AccountState, { at }: Context): Event => ({
  _tag: "ExtranetAccountMoved",
  agentId: account.agentId,
  trigger,
  from: account.state._tag,
  to,
  at
})

const passwordOf = ({ state }: ExtranetAccount): Password | undefined =>
  "password" in state ? state.password : undefined

// Whom no run has warned is told with the lock, and then not again.
const locked = (account: ExtranetAccount, password: Password, context: Context): Event => {
  const warnedAt = password.warnedAt ?? context.at
  return moved(
    account,
    "lock",
    { _tag: "LockedExpired", since: context.at, password: { ...password, warnedAt } },
    context
  )
}

const daily = (day: CalendarDate, account: ExtranetAccount, context: Context): ReadonlyArray<Event> => {
  const { at } = context
  const { state } = account
  const password = passwordOf(account)
  if (password?.expiresOn === undefined || password.dueOn === undefined || day < password.dueOn) return []
  if (state._tag !== "Active" && state._tag !== "Expiring" && state._tag !== "ResetPending") return []
  if (day >= password.expiresOn) {
    // A link on its way is left to be used; the old password is refused meanwhile.
    return state._tag === "ResetPending" && isAlive(state.link, at) ? [] : [locked(account, password, context)]
  }
  if (password.warnedAt !== undefined) return []
  const warned: Password = { ...password, dueOn: password.expiresOn, warnedAt: at }
  return state._tag === "ResetPending"
    ? [moved(account, "warn", { ...state, password: warned }, context)]
    : [moved(account, "warn", { _tag: "Expiring", since: at, password: warned }, context)]
}

const login = (agentId: AgentId, facts: Facts, context: Context): Answer<Event> => {
  const { named } = facts
  const refused = Machine.refusal(machine, stateOf(named), "login")
  if (refused !== undefined || named === undefined) return refused ?? passwordExpired({ agentId })
  const stopped = obstacle(agentId, facts.agent, context)
  if (stopped !== undefined) return stopped
  const password = passwordOf(named)
  if (isGoodOn(password, Dates.on(context.at, context.policy.timeZone)))
    return accept(moved(named, "login", named.state, context))
  const refusal = passwordExpired({ agentId })
  // Noted at once, so that a clock that steps back opens nothing.
  return password === undefined || named.state._tag === "ResetPending"
    ? refusal
    : {
        _tag: "Recorded",
        refusal,
        events: [locked(named, password, context)]
      }
}

const newPassword = (account: ExtranetAccount, trigger: Trigger, context: Context): Event =>
  moved(
    account,
    trigger,
    { _tag: "Active", since: context.at, password: passwordSet(context.at, context.policy) },
    context
  )

const change = (agentId: AgentId, { agent, named }: Facts, context: Context): Decision<Event> => {
  const refused = Machine.refusal(machine, stateOf(named), "change-password")
  if (refused !== undefined || named === undefined) return refused ?? passwordExpired({ agentId })
  const stopped = obstacle(agentId, agent, context)
  if (stopped !== undefined) return stopped
  return isGoodOn(passwordOf(named), Dates.on(context.at, context.policy.timeZone))
    ? accept(newPassword(named, "change-password", context))
    : passwordExpired({ agentId })
}

const requestReset = (email: Email, { agent, named }: Facts, context: Context): Decision<Event> => {
  const { least, most } = context.policy.extranet.supportHours
  const known =
    named !== undefined &&
    // A link that opened nothing would be a promise.
    obstacle(named.agentId, agent, context) === undefined &&
    agent?.loginEmail.toLowerCase() === email.toLowerCase() &&
    Machine.refusal(machine, named.state._tag, "request-reset") === undefined
  if (!known) return resetNotSent({ leastHours: least, mostHours: most })
  const password = passwordOf(named)
  const to: AccountState = {
    _tag: "ResetPending",
    since: context.at,
    link: linkFor(context, 0, "link"),
    ...(password === undefined ? {} : { password })
  }
  return accept(moved(named, "request-reset", to, context))
}

const useLink = ({ agent, matches, named }: Facts, kind: OneTimeLink["with"], context: Context): Decision<Event> => {
  const state = named?.state
  const link = state !== undefined && "link" in state ? state.link : undefined
  const usable = link !== undefined && link.with === kind && isAlive(link, context.at) && matches === true
  return usable && named !== undefined && obstacle(named.agentId, agent, context) === undefined
    ? accept(newPassword(named, "use-link", context))
    : linkNotAccepted({})
}

/**
 * Decides a step of extranet accounts.
 *
 * **Rules**: AGT-19, EXT-01, EXT-03..06, EXT-10, SEC-01.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Answer<Event> => {
  switch (command._tag) {
    case "RunExtranetOnboarding":
    case "RunExtranetDaily": {
      const { day } = command
      const today = Dates.on(context.at, context.policy.timeZone)
      const refused = firstRefusal(day > today && runAhead({ day, today }))
      if (refused !== undefined) return refused
      return command._tag === "RunExtranetOnboarding"
        ? onboard(day, facts, context)
        : acceptAll((facts.due ?? []).flatMap((account) => daily(day, account, context)))
    }
    case "RecordExtranetLogin":
      return login(command.agentId, facts, context)
    case "ChangeExtranetPassword":
      return change(command.agentId, facts, context)
    case "RequestExtranetReset":
      return requestReset(command.email, facts, context)
    case "UseExtranetReset":
      return useLink(facts, command.with, context)
  }
}

/** The event that closes an account, unless it is closed. @rule EXT-10 @category machine */
export const disabled = (account: ExtranetAccount | undefined, context: Context): ReadonlyArray<Event> =>
  isOpen(account) ? [moved(account, "disable", { _tag: "Disabled", since: context.at }, context)] : []

/** Applies an event to an account; never fails. @category machine */
export const evolve = (account: ExtranetAccount | undefined, event: Event): ExtranetAccount => {
  if (event._tag === "ExtranetAccountProvisioned") return event.account
  const known = account as ExtranetAccount
  if (event._tag === "ExtranetExtracted") return { ...known, extract: event.extract }
  const signsIn = event.trigger === "login" || event.trigger === "use-link"
  const renews = event.trigger === "change-password" || event.trigger === "use-link"
  return {
    ...known,
    epoch: known.epoch + (renews ? 1 : 0),
    ...(signsIn ? { lastLoginAt: event.at } : {}),
    state: event.to
  }
}
