/**
 * What the end of a certification would mean, before it is one: of an agent or of an agency, suspended, ended or taken back.
 *
 * A plan is made of the very events that the command would lead to, and says them by record: who is affected, from which
 * state to which, and who is told of it. Sessions are closed by no event, for authority is derived from the standing at
 * every use; the plan says of whom it closes them. What the steps are is `Decertification`, `Cascade` and
 * `AgencyTermination`.
 *
 * @since 0.1.0
 */
import type { Command as AgencyCommand } from "./Agency.ts"
import type { Command as AgencyTermination } from "./AgencyTermination.ts"
import * as Audit from "./Audit.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import type { Command as Decertification } from "./Decertification.ts"
import { type Delegation, isOpen } from "./Delegation.ts"
import type { Facts } from "./Facts.ts"
import type { Notice } from "./Notice.ts"
import { type Event, type Kind, type Records, type Ref, refOf } from "./Record.ts"

/** A step whose consequences can be looked at before it is taken. @category models */
export type Command =
  | Decertification
  | AgencyTermination
  | Extract<AgencyCommand, { readonly _tag: "ReinstateAgency" | "SuspendAgency" }>

/** What becomes of one record. @category models */
export interface Row extends Ref, Audit.Concerns {
  /** The state before; the same as afterwards where something else of the record changes. */
  readonly from: string
  readonly to: string
  /** What happens to it, in order. */
  readonly steps: ReadonlyArray<Event["_tag"]>
  /**
   * Which acting sessions are closed by it: with the standing of an agent those that the agent opened as a manager, with a
   * place or an agency also those for an agent who is there. @rule ACT-02
   */
  readonly closesSessions?: "as-manager" | "all"
}

/** How many clients are in which state; who is `free` has nobody any more. @category models */
export interface Clients {
  readonly requested: number
  readonly active: number
  readonly frozen: number
  readonly free: number
}

/** How many are told something; names and addresses are not shown. @category models */
export interface Telling extends Pick<Notice, "channel" | "template"> {
  readonly role: Notice["to"]["role"]
  readonly count: number
}

/** What a step would do. @category models */
export interface Plan {
  /** A row for every record that changes, and none for any other. */
  readonly rows: ReadonlyArray<Row>
  /** All clients of the agent, or of the agency; as many afterwards as before. */
  readonly before: Clients
  readonly after: Clients
  /** First day on which those are free who are left until then. @rule DEL-25 */
  readonly freeOn?: CalendarDate
  readonly notices: ReadonlyArray<Telling>
  /** What happens at once. */
  readonly events: ReadonlyArray<Event>
}

/** What a plan looks at. @category models */
export interface Around {
  /** The records before. */
  readonly known: Pick<Facts, "get">
  /** The records as the events leave them. */
  readonly next: Pick<Facts, "get">
  /** The open delegations of the agent, or of the agency. */
  readonly open: ReadonlyArray<Delegation>
  /** The notices that the events call for. */
  readonly notices: ReadonlyArray<Notice>
}

interface Stateful {
  readonly certification?: { readonly _tag: string }
  readonly approval?: { readonly _tag: string }
  readonly state?: string | { readonly _tag: string }
}

const stateOf = (record: Records[Kind]): string => {
  const { approval, certification, state } = record as Stateful
  const named = certification ?? approval ?? state ?? ""
  return typeof named === "string" ? named : named._tag
}

// A session for an agent who may not act goes on; it ends with the place, and with whoever opened it. @rule ACT-02
const closed: { readonly [K in Kind]?: Row["closesSessions"] } = {
  agency: "all",
  agent: "as-manager",
  employment: "all"
}

const clients = (all: ReadonlyArray<Delegation>): Clients => {
  const count = { requested: 0, active: 0, frozen: 0, free: 0 }
  for (const one of all)
    if (!isOpen(one)) count.free += 1
    else if (one.state._tag === "Requested") count.requested += 1
    else if (one.state._tag === "Frozen") count.frozen += 1
    else count.active += 1
  return count
}

const told = (notices: ReadonlyArray<Notice>): ReadonlyArray<Telling> => {
  const counts = new Map<string, Telling>()
  for (const { channel, template, to } of notices) {
    const key = `${template} ${to.role} ${channel}`
    counts.set(key, { template, role: to.role, channel, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return Array.from(counts.values())
}

/**
 * Says what events of a step do, record by record; the command applies the same events.
 *
 * **Rules**: ACT-02, DEL-25, DEL-26.
 *
 * @category machine
 */
export const make = (events: ReadonlyArray<Event>, { known, next, notices, open }: Around): Plan => {
  const changed = new Map<string, Ref & { readonly steps: Array<Event["_tag"]> }>()
  for (const event of events) {
    const ref = refOf(event)
    const key = `${ref.kind}/${ref.id}`
    const one = changed.get(key) ?? { ...ref, steps: [] }
    one.steps.push(event._tag)
    changed.set(key, one)
  }
  const rows = Array.from(changed.values(), ({ id, kind, steps }): Row => {
    const record = next.get(kind, id) as Records[Kind]
    const before = known.get(kind, id)
    const to = stateOf(record)
    const from = before === undefined ? "" : stateOf(before)
    const closesSessions = from === to ? undefined : closed[kind]
    return {
      ...{ kind, id, ...Audit.concerns(kind, record), from, to, steps },
      ...(closesSessions === undefined ? {} : { closesSessions })
    }
  })
  const windows = events.flatMap((event) => (event._tag === "DispositionOpened" ? [event.until] : []))
  const freeOn = windows.at(-1)
  return {
    rows,
    before: clients(open),
    after: clients(open.map((one) => next.get("delegation", one.delegationId) ?? one)),
    ...(freeOn === undefined ? {} : { freeOn }),
    notices: told(notices),
    events
  }
}
