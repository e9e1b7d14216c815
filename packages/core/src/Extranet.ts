/**
 * Accounts of the agent extranet: who gets one at the Monday run.
 *
 * @since 0.1.0
 */
import type { Agent } from "./Agent.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { acceptAll, type Context, type Decision } from "./Decider.ts"
import type { AgentId } from "./Id.ts"
import type { LicenceNumber } from "./Licence.ts"

/** An account of one agent; passwords live elsewhere. @category models */
export interface ExtranetAccount {
  readonly agentId: AgentId
  readonly username: string
  readonly provisionedAt: Instant
  /** The account existed in the system that this one takes over from, and is kept. */
  readonly takenOver?: true
  /** Since when the account is closed, because the certification ended. @rule EXT-10 */
  readonly disabledAt?: Instant
}

/** The weekly run that gives newly certified agents their account. @category models */
export interface Command {
  readonly _tag: "RunExtranetOnboarding"
}

/** Something happened to an extranet account. @category models */
export type Event =
  | { readonly _tag: "ExtranetProvisioned"; readonly account: ExtranetAccount }
  | { readonly _tag: "ExtranetDisabled"; readonly agentId: AgentId; readonly at: Instant }

/** What the run looks at. @category models */
export interface Facts {
  readonly certified: ReadonlyArray<Agent>
  readonly hasAccount: (agentId: AgentId) => boolean
}

/** The username of an agent: the prefix of the exchange and the licence number. @rule EXT-03 @category encoding */
export const username = (prefix: string, licence: LicenceNumber): string => `${prefix}${licence}`

/**
 * Agents who are due at a run: certified before the week of the run began, certified today, without an account.
 *
 * **Details**: the run of a Monday takes everybody certified up to the Sunday before; whom an earlier run missed is
 * taken up by the next one.
 *
 * **Rules**: EXT-01, EXT-10.
 *
 * @category queries
 */
export const due = (facts: Facts, today: CalendarDate, zone: string): ReadonlyArray<Agent> => {
  const weekStart = Dates.startOf(Dates.mondayOf(today), zone)
  return facts.certified.filter(
    ({ agentId, certification }) =>
      certification._tag === "Certified" &&
      certification.since < weekStart &&
      certification.term.from <= today &&
      today < certification.term.until &&
      !facts.hasAccount(agentId)
  )
}

/** Decides the weekly run; each agent gets one account, however often it runs. @rule EXT-01 @category machine */
export const decide = (_command: Command, facts: Facts, { at, policy }: Context): Decision<Event> => {
  const today = Dates.on(at, policy.timeZone)
  return acceptAll(
    due(facts, today, policy.timeZone).map(
      (agent): Event => ({
        _tag: "ExtranetProvisioned",
        account: {
          agentId: agent.agentId,
          username: username(policy.extranet.usernamePrefix, agent.licence.number),
          provisionedAt: at
        }
      })
    )
  )
}

/** Applies an event to an account; never fails. @category machine */
export const evolve = (account: ExtranetAccount | undefined, event: Event): ExtranetAccount =>
  event._tag === "ExtranetProvisioned" ? event.account : { ...(account as ExtranetAccount), disabledAt: event.at }
