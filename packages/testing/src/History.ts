/**
 * Histories of any size: what happened in an exchange over some years, event by event in the order of time.
 *
 * Agencies are founded, agents certified, consumers ask, change and leave their agents, books are transferred, and some
 * agents lose their certification in the end. Time and memory grow with the number of records and no faster, so that a
 * load test of a million cases is made like an example of ten.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import type { Agency } from "@agencybook/core/Agency"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Certification, State, Trigger } from "@agencybook/core/Certification"
import type { Delegation, State as DelegationState, EndReason } from "@agencybook/core/Delegation"
import type * as Id from "@agencybook/core/Id"
import type { Event, Kind, Records } from "@agencybook/core/Record"
import * as Record from "@agencybook/core/Record"
import * as Requirement from "@agencybook/core/Requirement"
import * as Sample from "./Sample.ts"
import * as Seed from "./Seed.ts"
import * as World from "./World.ts"

/** Something that happened, when, and by whom. @category models */
export interface Happened {
  readonly at: Dates.Instant
  readonly commandId: Id.CommandId
  readonly actor: Actor
  readonly event: Event
}

/** How large a history is. @category models */
export interface Size extends World.Size {
  /** Years before the moment of the samples in which it happens; three when absent. */
  readonly years?: number
  /** Delegations that a case has had, at most; four when absent. */
  readonly periods?: number
}

interface Colleague {
  readonly agentId: Id.AgentId
  readonly agencyId: Id.AgencyId
  readonly agency: number
  /** How the certification ends up. */
  readonly ends: State
}

const hour = 3_600_000
const day = 24 * hour

/** Collects what happens; one command for each call. */
interface Log {
  readonly add: (at: number, actor: Actor, ...events: ReadonlyArray<Event>) => void
  readonly happened: Array<Happened>
}

const logOf = (prefix: string): Log => {
  const happened: Array<Happened> = []
  let commands = 0
  const add: Log["add"] = (at, actor, ...events) => {
    const commandId = `${prefix}-${commands++}` as Id.CommandId
    const when = Dates.fromMillis(at)
    for (const event of events) happened.push({ at: when, commandId, actor, event })
  }
  return { add, happened }
}

const moved = (agentId: Id.AgentId, trigger: Trigger, from: State, to: Certification): Event => ({
  _tag: "CertificationMoved",
  agentId,
  trigger,
  from,
  to
})

const after: { readonly [S in State]?: { readonly trigger: Trigger; readonly from: State } } = {
  Denied: { trigger: "deny", from: "Pending" },
  Withdrawn: { trigger: "withdraw", from: "Pending" },
  Eligible: { trigger: "complete", from: "Pending" },
  Suspended: { trigger: "suspend", from: "Certified" },
  TerminatedVested: { trigger: "terminate-vested", from: "Certified" },
  TerminatedForCause: { trigger: "terminate-for-cause", from: "Certified" },
  Deceased: { trigger: "record-death", from: "Certified" }
}

const wasCertified: ReadonlySet<State> = new Set([
  ...(["Certified", "Suspended", "TerminatedVested", "TerminatedForCause", "Deceased"] as const)
])

const place = (n: number, agency: number, state: "Invited" | "Active" | "Inactive", at: number, more: object = {}) => ({
  ...Sample.employment(n, agency, state),
  since: Dates.fromMillis(at),
  ...more
})

const hired = (log: Log, n: number, agency: number, ends: State, at: number, seed: Seed.Seed): void => {
  const agentId = Sample.agentId(n)
  const begun = Sample.certification("Incomplete", Dates.fromMillis(at))
  const profile = Sample.agent(n, { certification: begun, acceptsNewClients: !seed.chance(10) })
  const invited = place(n, agency, "Invited", at)
  const { employmentId } = invited
  log.add(
    at,
    Sample.exchange,
    { _tag: "AgentAdded", agent: profile },
    { _tag: "EmploymentMoved", employmentId, trigger: "invite", to: invited }
  )
  if (ends === "Incomplete") return
  log.add(
    at + day,
    Sample.exchange,
    moved(agentId, "submit", "Incomplete", Sample.certification("Pending", Dates.fromMillis(at + day)))
  )
  const step = (when: number, state: State, events: ReadonlyArray<Event> = []) => {
    const { from, trigger } = after[state] ?? { trigger: "certify" as const, from: "Eligible" as const }
    const to = Sample.certification(state, Dates.fromMillis(when))
    log.add(when, Sample.exchange, moved(agentId, trigger, from, to), ...events)
  }
  if (ends === "Pending") return
  if (ends === "Denied" || ends === "Withdrawn") {
    const to = place(n, agency, "Inactive", at + 9 * day, { reason: "application-ended" })
    step(at + 9 * day, ends, [
      { _tag: "EmploymentMoved", employmentId, trigger: "end-application", from: "Invited", to }
    ])
    return
  }
  const when = at + 20 * day
  log.add(when, Sample.exchange, {
    _tag: "ChecklistRecorded",
    agentId,
    item: "voter-registration-training",
    checklist: Sample.checklist(Requirement.items)
  })
  step(when + hour, "Eligible")
  if (ends === "Eligible") return
  const to = place(n, agency, "Active", when + day)
  step(when + day, "Certified", [{ _tag: "EmploymentMoved", employmentId, trigger: "activate", from: "Invited", to }])
}

const founded = (log: Log, a: number, manager: number, at: number): void => {
  const agencyId = Sample.agencyId(a)
  const details: Agency = Sample.agency(a, {
    managers: [Sample.agentId(manager)],
    documents: [],
    certification: { _tag: "Incomplete", since: Dates.fromMillis(at) }
  })
  log.add(at, Sample.exchange, { _tag: "AgencyOpened", agency: details })
  for (const document of Sample.agency(a).documents)
    log.add(at + hour, Sample.exchange, { _tag: "AgencyDocumentUploaded", agencyId, document })
  const steps = [
    ["submit", "Incomplete", "Pending", at + day],
    ["certify", "Pending", "Certified", at + 21 * day]
  ] as const
  for (const [trigger, from, to, when] of steps)
    log.add(when, Sample.exchange, {
      _tag: "AgencyCertificationMoved",
      agencyId,
      trigger,
      from,
      to: { _tag: to, since: Dates.fromMillis(when) }
    })
}

const step = (
  delegation: Delegation,
  trigger: "accept" | "decline" | "cancel" | "expire",
  to: DelegationState
): Event => ({
  _tag: "DelegationMoved",
  delegationId: delegation.delegationId,
  trigger,
  from: "Requested",
  to
})

const endings: { readonly [R in EndReason]?: "remove" | "relinquish" | "replace" | "transfer" } = {
  "consumer-removed": "remove",
  relinquished: "relinquish",
  replaced: "replace",
  transferred: "transfer"
}

/** The life of one case: one delegation after the other, until the end of time. */
const lived = (
  log: Log,
  c: number,
  from: number,
  until: number,
  periods: number,
  staff: ReadonlyArray<Colleague>,
  near: (agentId: Id.AgentId) => ReadonlyArray<Colleague>,
  seed: Seed.Seed
): Delegation | undefined => {
  const caseId = Sample.caseId(c)
  const consumer: Actor = { _tag: "Consumer", caseId }
  const covered = seed.chance(60) ? { coverage: Sample.coverage() } : {}
  log.add(from, Sample.system, { _tag: "CaseRecorded", case: Sample.household(c, covered) })
  const count = staff.length === 0 ? 0 : seed.int(periods + 1)
  let now = from + hour
  let holder: Delegation | undefined
  const ended = (old: Delegation, reason: EndReason): Event => ({
    _tag: "DelegationMoved",
    delegationId: old.delegationId,
    trigger: endings[reason] ?? "replace",
    from: "Active",
    to: {
      _tag: "Ended",
      from: (old.state as { readonly from: Dates.Instant }).from,
      until: Dates.fromMillis(now),
      reason
    }
  })
  for (let n = 0; n < count; n++) {
    now += hour + seed.int(Math.max(1, Math.floor((until - now) / (count - n))))
    if (now >= until - 2 * day) break
    const old = holder
    const colleagues = old === undefined ? [] : near(old.delegate.agentId)
    const other = colleagues.length > 1 ? seed.pick(colleagues) : undefined
    if (old !== undefined && other !== undefined && other.agentId !== old.delegate.agentId && seed.chance(25)) {
      const transferId = `transfer-${c}-${n}` as Id.TransferId
      const successor: Delegation = {
        ...old,
        delegationId: `${caseId}-${n}` as Id.DelegationId,
        delegate: { agentId: other.agentId, agencyId: other.agencyId },
        origin: "transfer",
        predecessorId: old.delegationId,
        transferId,
        state: { _tag: "Active", from: Dates.fromMillis(now) }
      }
      const rows = [
        { delegationId: old.delegationId, caseId, outcome: "moves", successorId: successor.delegationId } as const
      ]
      const { agencyId, agentId: fromAgentId } = old.delegate
      log.add(
        now,
        Sample.exchange,
        ended(old, "transferred"),
        { _tag: "DelegationOpened", delegation: successor },
        {
          _tag: "TransferApplied",
          transfer: {
            ...{ transferId, agencyId, fromAgentId, toAgentId: other.agentId, rows },
            ...{ reason: "workload", consentMode: "notify", state: "Applied" }
          }
        }
      )
      holder = successor
      continue
    }
    const { agencyId, agentId } = seed.pick(staff)
    if (old?.delegate.agentId === agentId) {
      log.add(now, consumer, ended(old, seed.chance(70) ? "consumer-removed" : "relinquished"))
      holder = undefined
      continue
    }
    const asked: Delegation = {
      delegationId: `${caseId}-${n}` as Id.DelegationId,
      caseId,
      kind: "producer",
      delegate: { agentId, agencyId },
      origin: "directory",
      signedBy: "Cora Quint",
      state: { _tag: "Requested", at: Dates.fromMillis(now) }
    }
    log.add(now, consumer, { _tag: "DelegationOpened", delegation: asked })
    now += hour + seed.int(day)
    const at = Dates.fromMillis(now)
    const agent: Actor = { _tag: "Agent", agentId }
    if (seed.chance(80)) {
      const state = { _tag: "Active", from: at } as const
      log.add(now, agent, ...(old === undefined ? [] : [ended(old, "replaced")]), step(asked, "accept", state))
      holder = { ...asked, state }
    } else if (seed.chance(50)) log.add(now, agent, step(asked, "decline", { _tag: "Declined", at }))
    else log.add(now, consumer, step(asked, "cancel", { _tag: "Cancelled", at }))
  }
  return holder
}

const others = (Object.keys(after) as ReadonlyArray<State>).concat("Incomplete", "Pending")

/**
 * Makes the history of a number; the same number and sizes give the same history.
 *
 * @category generators
 */
export const make = (start: number, size: Size): ReadonlyArray<Happened> => {
  const seed = Seed.from(start)
  const log = logOf("history")
  const { agencies, agents, cases, periods = 4, years = 3 } = size
  const end = Dates.toMillis(Sample.now)
  const begin = end - years * 365 * day
  const staff: Array<Colleague> = []
  for (let a = 0; a < agencies; a++) {
    founded(log, a, a * agents, begin)
    for (let n = a * agents; n < (a + 1) * agents; n++) {
      const ends = n === a * agents || seed.chance(80) ? "Certified" : seed.pick(others)
      hired(log, n, a, ends, begin + hour, seed)
      if (wasCertified.has(ends))
        staff.push({ agentId: Sample.agentId(n), agencyId: Sample.agencyId(a), agency: a, ends })
    }
  }
  const offices = Array.from({ length: agencies }, (): Array<Colleague> => [])
  for (const one of staff) offices[one.agency]?.push(one)
  const officeOf = new Map(staff.map(({ agency, agentId }) => [agentId, offices[agency] ?? []]))
  const near = (agentId: Id.AgentId) => officeOf.get(agentId) ?? []
  const held = new Map<Id.AgentId, Array<Delegation>>()
  // Everybody is certified a month after the beginning.
  const open = begin + 30 * day
  for (let c = 0; c < cases; c++) {
    const from = open + seed.int(Math.max(1, end - open - 30 * day))
    const holder = lived(log, c, from, end, periods, staff, near, seed)
    if (holder === undefined) continue
    const list = held.get(holder.delegate.agentId)
    if (list === undefined) held.set(holder.delegate.agentId, [holder])
    else list.push(holder)
  }
  for (const { agentId, ends } of staff) {
    const how = after[ends]
    if (how === undefined) continue
    const at = end - day
    const frozen = (held.get(agentId) ?? []).map((one): Event => {
      const { from } = one.state as { readonly from: Dates.Instant }
      const to = { _tag: "Frozen", from, since: Dates.fromMillis(at) } as const
      return { _tag: "DelegationMoved", delegationId: one.delegationId, trigger: "freeze", from: "Active", to }
    })
    const to = Sample.certification(ends, Dates.fromMillis(at))
    log.add(at, Sample.exchange, moved(agentId, how.trigger, "Certified", to), ...frozen)
  }
  return log.happened.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** The records to which a history leads. @category transforms */
export const world = (history: ReadonlyArray<Happened>): World.World => {
  const maps: { [K in Kind]?: Map<string, Records[Kind]> } = {}
  for (const { event } of history) {
    const { id, kind } = Record.refOf(event)
    maps[kind] ??= new Map()
    maps[kind].set(id, Record.evolve(kind, maps[kind].get(id) as never, event))
  }
  return { ...World.empty, ...maps } as unknown as World.World
}
