/**
 * The rows of the tables of notices, and the people whom they are about.
 *
 * These are an agency with a manager (agent 0) and two agents (1 and 2), a second agency with a manager (agent 3),
 * and two consumers of whom the second has no e-mail address.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case } from "@agencybook/core/Case"
import type { Email } from "@agencybook/core/Contact"
import { make as factsOf } from "@agencybook/core/Facts"
import type { Event, Kind, Records } from "@agencybook/core/Record"
import { idOf } from "@agencybook/core/Record"
import * as EntitySample from "../EntitySample.ts"
import * as Sample from "../Sample.ts"

/** Who is told, in one word; a letter goes to `consumer 2`, who has no e-mail address. */
export type Person = keyof typeof people
/** What a notice says. */
export type Params = Readonly<Record<string, string | number>>
/** One notice: its template, its person, what it says, and whether it has to be encrypted. */
export type Line = readonly [template: string, to: Person, params: Params, secure?: "encrypted"]
/** Records beside those that are always there, or in their place. */
export type Over = { readonly [K in Kind]?: ReadonlyArray<Records[K]> }

/** Events, the records after them, and what is told. */
export interface Told {
  readonly what: string
  readonly events: ReadonlyArray<Event>
  readonly over: Over
  readonly actor: Actor
  readonly lines: ReadonlyArray<Line>
}

/** Everybody who is told anything. */
export const people = {
  "agent 0": { role: "agent", name: "Annaa Reyesaa", email: "agent0@login.example" },
  "agent 1": { role: "agent", name: "Annab Reyesab", email: "agent1@login.example" },
  "agent 1 before": { role: "agent", name: "Annab Reyesab", email: "ann@before.example" },
  "agent 2": { role: "agent", name: "Annac Reyesac", email: "agent2@login.example" },
  "agent 4": { role: "agent", name: "Annae Reyesae", email: "agent4@login.example" },
  manager: { role: "manager", name: "Annaa Reyesaa", email: "agent0@login.example" },
  "other manager": { role: "manager", name: "Annad Reyesad", email: "agent3@login.example" },
  office: { role: "manager", name: "Agency 0", email: "office0@agency.example" },
  staff: { role: "staff", name: "Samaa Ortizaa", email: "staff0@login.example" },
  signer: { role: "signer", name: "Sol Marsh", email: "sol@agency.example" },
  counselor: { role: "counselor", name: "Cleo Nash", email: "cleo@entity.example" },
  "consumer 1": { role: "consumer", name: "Coraab Quintab", email: "consumer1@mail.example", language: "en" },
  "consumer 2": { role: "consumer", name: "Coraac Quintac", caseId: Sample.caseId(2), language: "en" }
} as const

/** The agents who are told about. */
export const [one, two] = [Sample.agentId(1), Sample.agentId(2)]
/** Both agencies. */
export const [here, there] = [Sample.agencyId(0), Sample.agencyId(1)]
/** Who has the cases of both consumers. */
export const delegate = { agentId: one, agencyId: here }
const { email: _, ...byLetter } = Sample.household(2).primaryContact
const silentCase: Case = { ...Sample.household(2), primaryContact: byLetter }

/** The delegation of the first consumer. */
export const ended = Sample.delegation(1, "Ended", { delegate })
/** The delegation of the second consumer. */
export const frozen = Sample.delegation(2, "Frozen", { delegate })

const always: Over = {
  agent: [0, 1, 2, 3].map((n) => Sample.agent(n)),
  agency: [Sample.agency(0), Sample.agency(1, { managers: [Sample.agentId(3)] })],
  employment: [0, 1, 2].map((n) => Sample.employment(n)).concat(Sample.employment(3, 1)),
  case: [Sample.household(1), silentCase],
  delegation: [ended, frozen],
  counselor: [
    EntitySample.counselor(0, { email: "cleo@entity.example" as Email }),
    EntitySample.counselor(1),
    EntitySample.counselor(2, {
      email: "gone@entity.example" as Email,
      state: { _tag: "Ended", since: Sample.now, reason: "left" }
    })
  ],
  enrollmentEntity: [EntitySample.entity(0)]
}

/** Every record that is there after the events, one map for each kind. */
export const records = (over: Over): { readonly [K in Kind]?: ReadonlyMap<string, Records[K]> } =>
  Object.fromEntries(
    [...new Set([...Object.keys(always), ...Object.keys(over)] as ReadonlyArray<Kind>)].map((kind) => [
      kind,
      new Map([...(always[kind] ?? []), ...(over[kind] ?? [])].map((record) => [idOf(kind, record) as string, record]))
    ])
  )

/** The facts of one row of the table. */
export const factsAfter = (over: Over) => factsOf(records(over))

/** A day so many days from the day of all samples. */
export const day = (n: number) => Dates.plusDays(Sample.today, n)
/** A row of a table. */
export const row = (
  what: string,
  event: Event | ReadonlyArray<Event>,
  lines: ReadonlyArray<Line>,
  { actor = Sample.exchange, ...over }: Over & { readonly actor?: Actor } = {}
): Told => ({ what, events: "_tag" in event ? [event] : event, over, actor, lines })
/** Nobody is told. */
export const nobody: ReadonlyArray<Line> = []

/** What a notice says about agent 1. */
export const agent1 = { agentName: "Annab Reyesab", agentLicence: "1H10001" }
/** What a notice says about agent 2. */
export const agent2 = { agentName: "Annac Reyesac", agentLicence: "1H10002" }
/** Agent 1 and the manager read the same. */
export const both = (template: string, params: Params): ReadonlyArray<Line> => [
  [template, "agent 1", { ...agent1, ...params }],
  [template, "manager", { ...agent1, ...params }]
]

/** The name of the first agency, as notices have it. */
export const agencyName = "Agency 0"

/** The code that the first agency is given for agent 1. */
export const code = Sample.invitation(1)

/** A certification in a state. */
export const at = (state: Parameters<typeof Sample.certification>[0]) => Sample.certification(state)
