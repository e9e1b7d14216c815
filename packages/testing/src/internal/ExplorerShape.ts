/**
 * Records of a small scope as short texts and back: what the rules can distinguish, and nothing else.
 *
 * A state of the explorer has one part for each agency, each agent with employment and extranet account, each case with its
 * delegations and codes, and one for acting sessions. Moments become ages: young, or past the limit that a rule
 * knows. What is over is forgotten, except the latest of each kind when the scope remembers it, and whom a consumer has
 * sent away where agents may claim.
 *
 * @since 0.1.0
 */
import { type AccessCode, mayChoose } from "@agencybook/core/AccessCode"
import type { Acting } from "@agencybook/core/Acting"
import type { AgencyCertification } from "@agencybook/core/AgencyCertification"
import type { Agent } from "@agencybook/core/Agent"
import type { AgentChangeCode } from "@agencybook/core/AgentChange"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case } from "@agencybook/core/Case"
import type { State as CertificationState } from "@agencybook/core/Certification"
import { isRemoved } from "@agencybook/core/Claim"
import type { Consent } from "@agencybook/core/Consent"
import type { Delegation, State as DelegationState } from "@agencybook/core/Delegation"
import type { Employment, State as EmploymentState } from "@agencybook/core/Employment"
import * as Id from "@agencybook/core/Id"
import type { Policy } from "@agencybook/core/Policy"
import type { Kind, Records } from "@agencybook/core/Record"
import * as Requirement from "@agencybook/core/Requirement"
import * as Sample from "../Sample.ts"
import { accountAged, accountFrom, accountText } from "./ExplorerAccount.ts"
import { dayOf, licenceFrom, licenceText, staffFrom, staffText } from "./ExplorerPeople.ts"
import type { Scope } from "./ExplorerSize.ts"
import { transferAged, transferFrom, transferRenamed, transferText } from "./ExplorerTransfer.ts"

/** A record with its kind. */
export type Entry = { readonly [K in Kind]: { readonly kind: K; readonly record: Records[K] } }[Kind]

/** What a part is about. */
export type Part =
  | { readonly kind: "agency"; readonly n: number }
  | { readonly kind: "agent"; readonly n: number }
  | { readonly kind: "case"; readonly n: number }
  | { readonly kind: "session" }

/** What encoding and decoding need to know of a scope. */
export interface Sizes {
  /** Agents of each agency, the managers first. */
  readonly agents: number
  readonly managers: number
  /** Whether the latest thing that is over stays in sight. */
  readonly memory: boolean
  /** Whether passcodes are in sight, and whether a delegation rests on a consent. */
  readonly ways: boolean
  /** Whether an agency has a helper. */
  readonly staff: boolean
  /** Whether transfers may wait, and what they ask of consumers. */
  readonly waiting: boolean
  readonly consent: Policy["transferConsent"]
}

/** What encoding and decoding need to know of a scope. */
export const sizesOf = ({ agents, features, managers, policy }: Scope): Sizes => {
  const { memory, staff, waiting, ways } = features
  return { agents, managers, memory, staff, waiting, ways, consent: policy.transferConsent }
}

const minute = 60_000
const hour = 60 * minute
/** Elapsed time from which a request counts as due; a request expires after 30 calendar days. */
const dueAfter = 30 * 24 * hour + 2 * hour
const idleAfter = 30 * minute
const ago = (millis: number): Dates.Instant => Dates.plusMillis(Sample.now, -millis)
const age = (at: Dates.Instant, since: Dates.Instant): number => Dates.toMillis(at) - Dates.toMillis(since)

/** The number in an identifier of a sample. */
const numberOf = (id: string): number => Number(id.slice(id.lastIndexOf("-") + 1))

const stateOf = {
  r: "Requested",
  q: "Requested",
  a: "Active",
  f: "Frozen",
  e: "Ended",
  // By the consumer, who has not brought the agent back: such an agent cannot claim the case.
  z: "Ended",
  d: "Declined",
  c: "Cancelled",
  x: "Expired"
} as const satisfies Record<string, DelegationState["_tag"]>
const letterOf = { Requested: "r", Active: "a", Frozen: "f", Ended: "e", Declined: "d", Cancelled: "c", Expired: "x" }
const codeStateOf = {
  i: "Issued",
  o: "Issued",
  R: "Redeemed",
  P: "Spent",
  E: "Expired",
  S: "Superseded",
  V: "Revoked",
  L: "Locked"
} as const
const codeLetterOf = {
  Issued: "i",
  Redeemed: "R",
  Spent: "P",
  Expired: "E",
  Superseded: "S",
  Revoked: "V",
  Locked: "L"
}

const closedAt = ({ state }: Delegation): string =>
  state._tag === "Ended" ? state.until : "at" in state && state._tag !== "Requested" ? state.at : ""

const delegationText = (delegation: Delegation, at: Dates.Instant): string => {
  const { state } = delegation
  const due = state._tag === "Requested" && age(at, state.at) >= dueAfter
  return `${due ? "q" : letterOf[state._tag]}${numberOf(delegation.delegate.agentId)}`
}

/** The agents whom the consumer has sent away and not brought back. */
const sentAway = (delegations: ReadonlyArray<Delegation>): ReadonlyArray<string> => {
  const agents = [...new Set(delegations.map(({ delegate }) => delegate.agentId))]
  return agents.flatMap((agentId) => (isRemoved(delegations, agentId) ? [`z${numberOf(agentId)}`] : []))
}

/** Whether a delegation rests on a consent that can still be taken back. */
const rests = ({ consentId }: Delegation, consents: ReadonlyArray<Consent>): boolean =>
  consents.some((one) => one.consentId === consentId && ["Draft", "Granted"].includes(one.state._tag))

/** A live passcode with its agent and its wrong tries; `k` when its time is over. */
const passcodeText = ({ agentId, expiresAt, wrongTries }: AgentChangeCode, at: Dates.Instant): string =>
  `${at >= expiresAt ? "k" : "m"}${numberOf(agentId)}.${wrongTries}`

const codeText = (code: AccessCode, at: Dates.Instant): string =>
  `${code.state === "Issued" && at >= code.expiresAt ? "o" : codeLetterOf[code.state]}${code.wrongTries}`

const latest = <A>(
  items: ReadonlyArray<A>,
  stamp: (item: A) => string,
  text: (item: A) => string
): ReadonlyArray<A> => {
  const key = (item: A) => `${stamp(item)} ${text(item)}`
  return [...items].sort((a, b) => (key(a) < key(b) ? 1 : -1)).slice(0, 1)
}

const caseText = (entries: ReadonlyArray<Entry>, sizes: Sizes, at: Dates.Instant): string => {
  const delegations = entries.flatMap((one) => (one.kind === "delegation" ? [one.record] : []))
  const codes = entries.flatMap((one) => (one.kind === "accessCode" ? [one.record] : []))
  const household = entries.find((one) => one.kind === "case")?.record as Case
  const consents = entries.flatMap((one) => (one.kind === "consent" ? [one.record] : []))
  const passcodes = entries.flatMap((one) => (one.kind === "agentChangeCode" ? [one.record] : []))
  const transfers = entries.flatMap((one) => (one.kind === "transfer" ? [one.record] : []))
  const text = (one: Delegation) => `${delegationText(one, at)}${sizes.ways && !rests(one, consents) ? "-" : ""}`
  const open = delegations.filter((one) => closedAt(one) === "")
  const over = delegations.filter((one) => closedAt(one) !== "")
  const live = codes.filter(({ state }) => state === "Issued")
  const dead = codes.filter(({ state }) => state !== "Issued")
  const kept = sizes.memory
    ? {
        over: latest(over, closedAt, text),
        dead: latest(
          dead,
          ({ issuedAt }) => issuedAt,
          (one) => codeText(one, at)
        )
      }
    : // Whoever has redeemed a code chooses an agent within the day.
      { over: [], dead: sizes.ways ? dead.filter((one) => mayChoose(one, at)).slice(0, 1) : [] }
  for (const { delegate } of open) {
    if (numberOf(delegate.agencyId) !== Math.floor(numberOf(delegate.agentId) / sizes.agents))
      throw new Error("a delegation names another agency than the agent's")
  }
  return [
    [...[...open, ...kept.over].map(text), ...(sizes.ways ? sentAway(delegations) : [])].sort().join(","),
    [...live, ...kept.dead]
      .map((one) => codeText(one, at))
      .sort()
      .join(","),
    household.account._tag,
    ...(sizes.ways
      ? [
          passcodes
            .flatMap((one) => (one.state === "Issued" ? [passcodeText(one, at)] : []))
            .sort()
            .join(",")
        ]
      : sizes.waiting
        ? [""]
        : []),
    ...(sizes.waiting
      ? [
          transfers
            .flatMap((one) => transferText(one, open, dayOf(at)))
            .sort()
            .join(",")
        ]
      : [])
  ].join(";")
}

/** When the parties of a scope last changed, and a moment before that. */
const settled = ago(20 * 24 * hour)
/** A session that was opened so long ago was opened before a party last changed. */
export const ancient: Dates.Instant = ago(500 * 24 * hour)

const sessionText = (entries: ReadonlyArray<Entry>, sizes: Sizes, at: Dates.Instant): string => {
  const sessions = entries.flatMap((one) => (one.kind === "acting" ? [one.record] : []))
  const text = ({ agentId, closedAt, managerId, openedAt, usedAt }: Acting) =>
    [
      numberOf(managerId),
      numberOf(agentId),
      `${closedAt !== undefined ? "c" : age(at, usedAt) >= idleAfter ? "i" : "o"}${openedAt === ancient ? "!" : ""}`
    ].join(".")
  const open = sessions.filter(({ closedAt }) => closedAt === undefined)
  const closed = sessions.filter(({ closedAt }) => closedAt !== undefined)
  const kept = sizes.memory && open.length === 0 ? latest(closed, ({ closedAt }) => closedAt ?? "", text) : []
  return [...open, ...kept].map(text).sort().join(",")
}

const metItems = (checklist: Requirement.Checklist): number => {
  const met = Requirement.items.filter((item) => checklist.items[item].state === "Met").length
  if (Requirement.items.some((item, n) => (checklist.items[item].state === "Met") !== n < met))
    throw new Error("a checklist was not met in its order")
  return met
}

const agentText = (entries: ReadonlyArray<Entry>, at: Dates.Instant): string => {
  const agent = entries.find((one) => one.kind === "agent")?.record as Agent
  const employment = entries.find((one) => one.kind === "employment")?.record as Employment
  const account = entries.find((one) => one.kind === "extranetAccount")?.record
  const { certification } = agent
  const progress = "checklist" in certification ? metItems(certification.checklist) : ""
  const ended = employment.reason === "application-ended" ? "*" : ""
  // A licence that is good again brings back whoever was suspended for it.
  const forLicence = certification._tag === "Suspended" && certification.reason === "licence-inactive" ? "~" : ""
  return [
    `${certification._tag}${forLicence}`,
    progress,
    `${employment.state}${ended}`,
    `${agent.locked ? "locked" : ""}${licenceText(agent.licence, at)}`,
    accountText(account, at)
  ].join(";")
}

const agencyText = (entries: ReadonlyArray<Entry>, sizes: Sizes): string =>
  [
    ...entries.flatMap((one) =>
      one.kind === "agency"
        ? [`${one.record.certification._tag}${one.record.withoutManager === undefined ? "" : "!"}`]
        : []
    ),
    ...(sizes.staff ? entries.flatMap((one) => (one.kind === "staff" ? [staffText(one.record)] : [])) : [])
  ].join(";")

/** The text of a part at a moment. */
export const encode = (part: Part, entries: ReadonlyArray<Entry>, sizes: Sizes, at: Dates.Instant): string => {
  switch (part.kind) {
    case "agency":
      return agencyText(entries, sizes)
    case "agent":
      return agentText(entries, at)
    case "case":
      return caseText(entries, sizes, at)
    case "session":
      return sessionText(entries, sizes, at)
  }
}

const listOf = (text: string | undefined): ReadonlyArray<string> =>
  text === undefined || text === "" ? [] : text.split(",")

const decodeAgent = (n: number, text: string, sizes: Sizes): ReadonlyArray<Entry> => {
  const [state = "", progress, employed = "", marks = "", account = ""] = text.split(";")
  const plain = Sample.certification(state.replace("~", "") as CertificationState, settled)
  const certification =
    "checklist" in plain
      ? { ...plain, checklist: Sample.checklist(Requirement.items.slice(0, Number(progress))) }
      : state.endsWith("~") && plain._tag === "Suspended"
        ? { ...plain, reason: "licence-inactive" as const }
        : plain
  const ended = employed.endsWith("*")
  const employment: Employment = {
    ...Sample.employment(
      n,
      Math.floor(n / sizes.agents),
      (ended ? employed.slice(0, -1) : employed) as EmploymentState
    ),
    since: settled,
    ...(ended ? { reason: "application-ended" as const } : {})
  }
  const extranet = accountFrom(n, account)
  return [
    {
      kind: "agent",
      record: Sample.agent(n, {
        certification,
        locked: marks.startsWith("locked"),
        licence: licenceFrom(n, marks.replace("locked", ""))
      })
    },
    { kind: "employment", record: employment },
    ...(extranet === undefined ? [] : [{ kind: "extranetAccount", record: extranet } as const])
  ]
}

const decodeDelegations = (n: number, delegations: string | undefined, sizes: Sizes): ReadonlyArray<Entry> =>
  listOf(delegations).flatMap((one, index): ReadonlyArray<Entry> => {
    const agent = Number.parseInt(one.slice(1), 10)
    const letter = one[0] as keyof typeof stateOf
    const consentId = `${Sample.caseId(n)}:c${index}` as Id.ConsentId
    const delegation = Sample.delegation(0, stateOf[letter], {
      delegationId: `${Sample.caseId(n)}:${index}` as Id.DelegationId,
      caseId: Sample.caseId(n),
      delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId(Math.floor(agent / sizes.agents)) },
      ...(sizes.ways && !one.endsWith("-") && letter !== "z" ? { consentId } : {})
    })
    const old: DelegationState = { _tag: "Requested", at: ago(31 * 24 * hour) }
    const removed: DelegationState = { _tag: "Ended", from: settled, until: settled, reason: "consumer-removed" }
    const state = letter === "q" ? old : letter === "z" ? removed : delegation.state
    const consent = Sample.consent(0, stateOf[letter] === "Requested" ? "Draft" : "Granted", {
      ...{ consentId, caseId: Sample.caseId(n) },
      grantee: { _tag: "Agency", ...delegation.delegate }
    })
    return [
      { kind: "delegation", record: { ...delegation, state } },
      ...(delegation.consentId === undefined ? [] : [{ kind: "consent", record: consent } as const])
    ]
  })

const decodeCase = (n: number, text: string, sizes: Sizes): ReadonlyArray<Entry> => {
  const [delegations, codes, account, passcodes, transfers] = text.split(";")
  const found = decodeDelegations(n, delegations, sizes)
  const open = found.flatMap((one) => (one.kind === "delegation" && closedAt(one.record) === "" ? [one.record] : []))
  return [
    { kind: "case", record: Sample.household(n, { account: { _tag: account as Case["account"]["_tag"] } }) },
    ...found,
    ...listOf(codes).map((one, index): Entry => {
      const letter = one[0] as keyof typeof codeStateOf
      // What was dead before is older than what has only run out.
      const over = { issuedAt: ago((letter === "o" ? 73 : 100) * hour), expiresAt: ago(hour) }
      const code = Sample.accessCode(n, {
        accessCodeId: Id.make(`${Sample.caseId(n)}:${index}`),
        state: codeStateOf[letter],
        wrongTries: Number(one.slice(1)),
        ...(letter === "i" ? { issuedAt: ago(hour) } : over),
        ...(letter === "R" ? { redeemedAt: ago(hour) } : {})
      })
      return { kind: "accessCode", record: code }
    }),
    ...listOf(passcodes).map((one, index): Entry => {
      const [agent, tries] = one.slice(1).split(".").map(Number)
      const passcode = Sample.agentChangeCode(n, {
        agentChangeCodeId: Id.make(`${Sample.caseId(n)}:p${index}`),
        ...{ agentId: Sample.agentId(agent), agencyId: Sample.agencyId(Math.floor((agent ?? 0) / sizes.agents)) },
        wrongTries: tries ?? 0,
        expiresAt: one.startsWith("m") ? Dates.plusMillis(Sample.now, minute) : ago(minute)
      })
      return { kind: "agentChangeCode", record: passcode }
    }),
    ...listOf(transfers).map((one, index): Entry => {
      return { kind: "transfer", record: transferFrom(one, Sample.caseId(n), index, open, sizes) }
    })
  ]
}

/** The records of a text, at the moment of all samples. */
export const decode = (part: Part, text: string, sizes: Sizes): ReadonlyArray<Entry> => {
  switch (part.kind) {
    case "agency": {
      const managers = Array.from({ length: sizes.managers }, (_, j) => Sample.agentId(part.n * sizes.agents + j))
      const [state = "", helper] = text.split(";")
      // Since when there is no manager, and for how long that is borne, matters to the daily run alone.
      const grace = state.endsWith("!")
        ? { withoutManager: { since: settled, until: Dates.plusDays(Sample.today, 30) } }
        : {}
      const named = state.replace("!", "") as AgencyCertification["_tag"]
      const certification = { ...Sample.agencyCertification(named), since: settled }
      return [
        { kind: "agency", record: Sample.agency(part.n, { managers, certification, ...grace }) },
        ...(helper === undefined ? [] : [{ kind: "staff", record: staffFrom(part.n, helper) } as const])
      ]
    }
    case "agent":
      return decodeAgent(part.n, text, sizes)
    case "case":
      return decodeCase(part.n, text, sizes)
    case "session":
      return listOf(text).map((one, index): Entry => {
        const [manager, agent, state = ""] = one.split(".")
        const opened = state.startsWith("i") ? ago(idleAfter + minute) : ago(minute)
        const session = Sample.session({
          actingId: Id.make(`session-${index}`),
          managerId: Sample.agentId(Number(manager)),
          agentId: Sample.agentId(Number(agent)),
          agencyId: Sample.agencyId(Math.floor(Number(manager) / sizes.agents)),
          openedAt: state.endsWith("!") ? ancient : opened,
          usedAt: opened,
          ...(state.startsWith("c") ? { closedAt: ago(minute) } : {})
        })
        return { kind: "acting", record: session }
      })
  }
}

/** How long the explorer lets time pass: idle sessions, then also old codes, then also old requests. */
export const waits = { minutes: 31 * minute, days: 73 * hour, month: 31 * 24 * hour } as const

/** The calendar days that each stretch of time ends after. */
const daysOf = { minutes: 0, days: 3, month: 31 } as const

/** Name of a stretch of time. */
export type Wait = keyof typeof waits

/** The text of a part after time has passed. */
export const aged = (part: Part, text: string, wait: Wait, { ways }: Pick<Sizes, "ways">): string => {
  if (part.kind === "session") return text.replaceAll("o", "i")
  if (part.kind === "agent") {
    const last = text.lastIndexOf(";") + 1
    const rest = text.slice(0, last)
    return (wait === "month" ? rest.replace(/s;$/, "x;") : rest) + accountAged(text.slice(last), daysOf[wait])
  }
  if (part.kind !== "case") return text
  const [delegations = "", codes = "", account, passcodes, transfers] = text.split(";")
  const requests = wait === "month" ? delegations.replaceAll("r", "q") : delegations
  // Nobody chooses by a code that was redeemed days ago.
  const good = ways && wait !== "minutes" ? listOf(codes).filter((one) => !one.startsWith("R")) : listOf(codes)
  const old = wait === "minutes" ? codes : good.join(",").replaceAll("i", "o")
  const later = listOf(transfers).map((one) => transferAged(one, daysOf[wait]))
  return [
    requests,
    old,
    account,
    passcodes?.replaceAll("m", "k"),
    transfers === undefined ? undefined : later.join(",")
  ]
    .flatMap((list) => (list === undefined ? [] : [listOf(list).toSorted().join(",")]))
    .join(";")
}

/** The text of the sessions after a change of an agent, or of everybody in an agency. */
export const outlived = (text: string, changed: (agent: number) => boolean): string =>
  listOf(text)
    .map((one) => {
      const [manager, agent] = one.split(".")
      return one.endsWith("!") || !(changed(Number(manager)) || changed(Number(agent))) ? one : `${one}!`
    })
    .toSorted()
    .join(",")

/** The text of a part when agents are renamed; `rename` gives the new number of an agent. */
export const renamed = (part: Part, text: string, rename: (agent: number) => number): string => {
  if (part.kind === "session") {
    const one = (session: string) => {
      const [manager, agent, state] = session.split(".")
      return `${rename(Number(manager))}.${rename(Number(agent))}.${state}`
    }
    return listOf(text).map(one).toSorted().join(",")
  }
  if (part.kind !== "case") return text
  const [delegations, codes, account, passcodes, transfers] = text.split(";")
  // A letter, the number of an agent, and what else is known.
  const moved = (list: string | undefined) =>
    listOf(list)
      .map((one) => one.replace(/^(.)(\d+)/, (_, letter, agent) => `${letter}${rename(Number(agent))}`))
      .toSorted()
      .join(",")
  const parties = listOf(transfers).map((one) => transferRenamed(one, rename))
  return [
    ...[moved(delegations), codes, account],
    ...(passcodes === undefined ? [] : [moved(passcodes)]),
    ...(transfers === undefined ? [] : [parties.toSorted().join(",")])
  ].join(";")
}
