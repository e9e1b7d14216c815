/**
 * An agent: the licensed person, with profile and certification.
 *
 * The person's place in an agency is `Employment`; the steps of certification are `Certification`.
 *
 * @since 0.1.0
 */
import * as Certification from "./Certification.ts"
import type { Email, Language, Name, Phone } from "./Contact.ts"
import type { AgentId } from "./Id.ts"
import type { Licence, Npn } from "./Licence.ts"

/** What an agency enters about an agent. @category models */
export interface Profile {
  readonly name: Name
  readonly licence: Licence
  readonly npn: Npn
  /** Private address for login and notices; unique. */
  readonly loginEmail: Email
  readonly publicEmail?: Email
  readonly publicPhone?: Phone
  /** Languages of the agent, at least one. */
  readonly languages: ReadonlyArray<Language>
  /** County and city in which the agent is listed. */
  readonly place: { readonly city: string; readonly county: string }
  readonly acceptsNewClients: boolean
  readonly listInDirectory: boolean
}

/** A licensed person known to the exchange. @category models */
export interface Agent extends Profile {
  readonly agentId: AgentId
  readonly certification: Certification.Certification
  /** Whether the host has locked the person's account. @rule EMP-02 */
  readonly locked: boolean
}

/** Something happened to an agent. @category models */
export type Event =
  | { readonly _tag: "AgentAdded"; readonly agent: Agent }
  | { readonly _tag: "AgentLocked"; readonly agentId: AgentId; readonly locked: boolean }
  | Certification.Event

/** Applies an event to an agent; never fails. @category machine */
export const evolve = (agent: Agent | undefined, event: Event): Agent => {
  if (event._tag === "AgentAdded") return event.agent
  const known = agent as Agent
  if (event._tag === "AgentLocked") return { ...known, locked: event.locked }
  if (event._tag === "LicenceRecorded") return { ...known, licence: event.licence }
  return { ...known, certification: Certification.evolve(known.certification, event) }
}
