/**
 * The records that a decision may look at: a small immutable world, loaded before the decision.
 *
 * Asking for something that was not loaded is a defect of the command's declaration and throws, so that a rule
 * can never take "not loaded" for "does not exist".
 *
 * @since 0.1.0
 */
import type { Agency } from "./Agency.ts"
import type { Agent } from "./Agent.ts"
import type * as Counselor from "./Counselor.ts"
import { type Employment, latestApproved } from "./Employment.ts"
import type { AgencyId, AgentId, UserId } from "./Id.ts"
import * as Id from "./Id.ts"
import { type Event, evolve, type Index, idOf, type Kind, keyOf, type Records, refOf } from "./Record.ts"
import type { Member } from "./Standing.ts"

/** Which records a command needs: those that an index of a kind finds under any of the keys. @category models */
export interface Selection<K extends Kind = Kind> {
  readonly kind: K
  readonly index: Index<K>
  readonly keys: ReadonlyArray<string>
  /** `write` when the command may change what is found, or must be alone with it. */
  readonly lock: "read" | "write"
}

/** Loaded records, found by identifier or index. @category models */
export interface Facts {
  readonly get: <K extends Kind>(kind: K, id: string) => Records[K] | undefined
  /** Records that an index finds under a key, in the order of their identifiers. */
  readonly find: <K extends Kind>(kind: K, index: Index<K>, key: string) => ReadonlyArray<Records[K]>
}

/** Builds a selection for reading. @category constructors */
export const read = <K extends Kind>(kind: K, index: Index<K>, ...keys: ReadonlyArray<string>): Selection =>
  ({ kind, index, keys, lock: "read" }) as unknown as Selection

/** Builds a selection of records that the command may change. @category constructors */
export const write = <K extends Kind>(kind: K, index: Index<K>, ...keys: ReadonlyArray<string>): Selection =>
  ({ kind, index, keys, lock: "write" }) as unknown as Selection

/** The name of one key of a selection, for remembering what was loaded. @category encoding */
export const selectionKey = (kind: Kind, index: string, key: string): string => `${kind}/${index}/${key}`

/**
 * Facts over records by kind; `loaded` tells which selections were made, or is absent when everything is there.
 *
 * @category constructors
 */
export const make = (
  records: { readonly [K in Kind]?: ReadonlyMap<string, Records[K]> },
  loaded?: ReadonlySet<string>
): Facts => {
  const all = <K extends Kind>(kind: K) => (records[kind] ?? new Map()) as ReadonlyMap<string, Records[K]>
  const demand = (kind: Kind, index: string, key: string) => {
    if (loaded !== undefined && !loaded.has(selectionKey(kind, index, key)))
      throw new Error(`a rule asked for ${kind} by ${index}, which its command does not read`)
  }
  // An index is built when it is first asked for, so that bulk commands find in constant time.
  const indexes = new Map<string, Map<string, Array<Records[Kind]>>>()
  const indexed = <K extends Kind>(kind: K, index: Index<K>) => {
    const name = `${kind}/${index}`
    const known = indexes.get(name)
    if (known !== undefined) return known as Map<string, Array<Records[K]>>
    const built = new Map<string, Array<Records[K]>>()
    const sorted = Array.from(all(kind).values()).sort((a, b) => (idOf(kind, a) < idOf(kind, b) ? -1 : 1))
    for (const record of sorted) {
      const key = keyOf(kind, index, record)
      if (key === undefined) continue
      const bucket = built.get(key)
      if (bucket === undefined) built.set(key, [record])
      else bucket.push(record)
    }
    indexes.set(name, built as never)
    return built
  }
  return {
    get: (kind, id) => {
      const record = all(kind).get(id)
      if (record === undefined) demand(kind, "id", id)
      return record
    },
    find: (kind, index, key) => {
      demand(kind, index, key)
      return indexed(kind, index).get(key) ?? []
    }
  }
}

/** The next state of every record that the events belong to, in the order of the first event of each. @category machine */
export const applied = (
  events: ReadonlyArray<Event>,
  before: <K extends Kind>(kind: K, id: string) => Records[K] | undefined
): ReadonlyMap<string, { readonly kind: Kind; readonly id: string; readonly record: Records[Kind] }> => {
  const next = new Map<string, { kind: Kind; id: string; record: Records[Kind] }>()
  for (const event of events) {
    const { id, kind } = refOf(event)
    const key = `${kind}/${id}`
    const known = next.get(key)?.record ?? before(kind, id)
    next.set(key, { kind, id, record: evolve(kind, known as never, event) })
  }
  return next
}

/** The agent as a member of the agency of the agent's open employment, if there is one. @category queries */
export const member = (facts: Facts, agentId: AgentId): Member | undefined => {
  const agent: Agent | undefined = facts.get("agent", agentId)
  const employment: Employment | undefined = facts.find("employment", "open", agentId)[0]
  const agency: Agency | undefined = employment && facts.get("agency", employment.agencyId)
  return agent && employment && agency ? { agent, employment, agency } : undefined
}

/** The place of an agent without an open one that ended last, of those the exchange has approved. @rule AGT-17 @category queries */
export const formerMember = (facts: Facts, agentId: AgentId): Member | undefined => {
  if (facts.find("employment", "open", agentId).length > 0) return undefined
  const place = latestApproved(facts.find("employment", "agent", agentId))
  return place && memberOf(facts, agentId, place.agencyId)
}

/** What `formerMember` reads beside `memberReads`: the places and, once they are known, the agency of the last. @category queries */
export const formerReads = (facts: Facts, agentId: AgentId): ReadonlyArray<Selection> => {
  const place = latestApproved(facts.find("employment", "agent", agentId))
  return [read("employment", "agent", agentId), ...(place === undefined ? [] : [read("agency", "id", place.agencyId)])]
}

/** The agent as a member of one agency, whatever the state of the employment. @category queries */
export const memberOf = (facts: Facts, agentId: AgentId, agencyId: AgencyId): Member | undefined => {
  const agent: Agent | undefined = facts.get("agent", agentId)
  const employment: Employment | undefined = facts.get("employment", Id.employment(agentId, agencyId))
  const agency: Agency | undefined = facts.get("agency", agencyId)
  return agent && employment && agency ? { agent, employment, agency } : undefined
}

/** What `member` reads of an agent: the agent, the open employment and, once that is known, its agency. @category queries */
export const memberReads = (facts: Facts | undefined, agentId: AgentId): ReadonlyArray<Selection> => {
  const employment = facts?.find("employment", "open", agentId)[0]
  return [
    read("agent", "id", agentId),
    read("employment", "open", agentId),
    ...(employment === undefined ? [] : [read("agency", "id", employment.agencyId)])
  ]
}

/** What `memberOf` reads. @category queries */
export const memberOfReads = (agentId: AgentId, agencyId: AgencyId): ReadonlyArray<Selection> => [
  read("agent", "id", agentId),
  read("employment", "id", Id.employment(agentId, agencyId)),
  read("agency", "id", agencyId)
]

/** A counselor with the entity, as far as both are known. @rule ENT-01 @category queries */
export const counselorOf = (facts: Facts, counselorId: UserId): Counselor.Member => {
  const counselor = facts.get("counselor", counselorId)
  return { counselor, entity: counselor && facts.get("enrollmentEntity", counselor.entityId) }
}

/** What `counselorOf` reads: the counselor and, once that is known, the entity. @category queries */
export const counselorReads = (facts: Facts | undefined, counselorId: UserId): ReadonlyArray<Selection> => {
  const counselor = facts?.get("counselor", counselorId)
  return [
    read("counselor", "id", counselorId),
    ...(counselor === undefined ? [] : [read("enrollmentEntity", "id", counselor.entityId)])
  ]
}
