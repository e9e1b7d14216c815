/**
 * The account of one agent, as far as whoever looks at it has to know: the line of the roster, the profile, and what is open.
 *
 * Who may look at all is `Authority`; this says how much of it each role sees.
 *
 * @since 0.1.0
 */
import { type Agent, asOf, type Profile, shownOf } from "./Agent.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import type { Role } from "./Capability.ts"
import { isUnapproved } from "./Employment.ts"
import { type Item, openItems } from "./Requirement.ts"
import * as Roster from "./Roster.ts"
import * as Standing from "./Standing.ts"

/** The account of an agent. @category models */
export interface AgentAccount extends Roster.RosterLine {
  readonly since: Instant
  readonly gaps: ReadonlyArray<Standing.Gap>
  /** What the agency has entered and the agent shows, but for the address for login; absent where `agent` is. @rule STF-02 */
  readonly profile?: Omit<Profile, "loginEmail">
  /**
   * Everything of profile and certification, with why it ended, to the agent, the managers and the exchange; absent where the
   * agent has left the agency, which has no interest in it any more. Why an account is locked is not told to managers.
   */
  readonly agent?: Agent
  /** What is still open on the way to a certification. @rule AGT-18 */
  readonly open?: ReadonlyArray<Item>
}

const profileOf = (agent: Agent): Omit<Profile, "loginEmail"> => {
  const { licence, name, npn, place } = agent
  return { name, licence, npn, place, ...shownOf(agent) }
}

// What was noticed is between the person and the exchange, as in the notices. @rule SEC-01
const withoutReason = ({ access, ...agent }: Agent): Agent =>
  access === undefined ? agent : { ...agent, access: { since: access.since } }

/**
 * The account of an agent for a role. Of somebody who has left, an agency sees what its roster says and no more, and of
 * somebody whom it has only asked for neither why nor how the agent stands; at which sites of another agency somebody
 * could be met is no part of it. Staff see neither with what address the agent
 * signs in, nor what was found out about anybody; managers see that an account is locked, and not why.
 *
 * **Rules**: AGT-03, AGT-18, EMP-02, SEC-01, STF-02, STF-07.
 *
 * @category constructors
 */
export const make = (member: Standing.Member, load: Roster.Load, day: CalendarDate, role: Role): AgentAccount => {
  const { employment } = member
  const agent = asOf(member.agent, employment.agencyId)
  const { certification } = agent
  // Who is under review belongs to no agency yet, and to the one that was turned down never did. @rule AGT-03
  const hidden = isUnapproved(employment) && role !== "agent" && role !== "exchange"
  const present = role === "exchange" || (employment.state !== "Inactive" && !hidden)
  const helper = role === "staff-1" || role === "staff-2"
  const seen = role === "manager" ? withoutReason(agent) : agent
  return {
    ...Roster.line(member, load, day),
    since: employment.since,
    gaps: hidden ? ["not-active"] : Standing.gaps(member, day),
    ...(present ? (helper ? { profile: profileOf(agent) } : { agent: seen }) : {}),
    ...(present && "checklist" in certification ? { open: openItems(certification.checklist) } : {})
  }
}
