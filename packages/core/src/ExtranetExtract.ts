/**
 * The files of the extranet: how often they are made, which cases they hold for an agent, and what is said about them.
 *
 * The file itself is written by whoever delivers it, from the agent's book; here is that it is made once a week or once a
 * month, as the exchange has it, what it counts, and for whom it is withheld. Days are those of the exchange's zone.
 *
 * @since 0.1.0
 */
import type { Agent } from "./Agent.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { accept, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import type { Delegation } from "./Delegation.ts"
import { type Employment, workedUntil } from "./Employment.ts"
import { type Cut, type Event, type Extract, type ExtranetAccount, isOpen, obstacle } from "./Extranet.ts"
import type { AgentId } from "./Id.ts"
import type { Policy } from "./Policy.ts"
import { reason } from "./Refusal.ts"

/** Notes that the files of an agent were made for the week of a day, or for its month. @category models */
export interface Command {
  readonly _tag: "RecordExtranetExtract"
  readonly agentId: AgentId
  readonly day: CalendarDate
}

/** What a decision about the files looks at. @category models */
export interface Facts {
  readonly account: ExtranetAccount | undefined
  /** Whose account it is. @rule AGT-19 */
  readonly agent: Agent | undefined
  /** The open delegations and requests of the agent. */
  readonly open: ReadonlyArray<Delegation>
  /** The agent's places, in whatever agency. */
  readonly places: ReadonlyArray<Employment>
}

/** The policy has no files: the portal alone has the book, or no one here does. @rule BOB-08 @category errors */
export const noExtranetFiles = /*#__PURE__*/ reason(
  "NoExtranetFiles",
  "EXT-07",
  (f: { readonly policy: string }) => `the exchange \`${f.policy}\` has no files on the extranet`,
  "read the book in the portal"
)
/** The day has not come. @category errors */
export const filesAhead = /*#__PURE__*/ reason(
  "FilesAhead",
  "EXT-07",
  (f: { readonly day: CalendarDate; readonly today: CalendarDate }) =>
    `the files are for \`${f.day}\`, and today is \`${f.today}\``,
  "make the files on their day or later"
)
/** There is no open account. @category errors */
export const filesWithheld = /*#__PURE__*/ reason(
  "FilesWithheld",
  "EXT-10",
  (f: { readonly agentId: AgentId }) => `agent \`${f.agentId}\` has no open extranet account`,
  "wait for the Monday run after the certification"
)

const isWork = ({ state }: Employment): boolean => state === "Active"

/**
 * The delegations whose cases the files of an agent hold: those that the agent has now where the agent works, frozen ones
 * too. The book does not move with the agent: what another agency keeps is in no file.
 *
 * @rule EXT-07 EMP-07
 * @category queries
 */
export const held = (
  open: ReadonlyArray<Delegation>,
  agentId: AgentId,
  places: ReadonlyArray<Employment>
): ReadonlyArray<Delegation> => {
  const here = places.find((place) => place.agentId === agentId && isWork(place))
  return open.filter(
    ({ delegate, state }) =>
      delegate.agentId === agentId &&
      delegate.agencyId === here?.agencyId &&
      (state._tag === "Active" || state._tag === "Frozen")
  )
}

/** The files before, as far as they are any business of the agency in which the agent works now. @rule EMP-07 */
const before = ({ account, places }: Facts): Extract | undefined => {
  const latest = account?.extract
  if (latest === undefined || !places.some(isWork)) return latest
  return places.some((place) => (workedUntil(place) ?? "") >= latest.madeAt) ? undefined : latest
}

/**
 * What the files of a day are for: its week where the exchange has weekly files, its month where it has monthly ones
 * alone, and nothing where the book is in the portal only.
 *
 * @rule BOB-08 EXT-07
 * @category queries
 */
export const cutOf = (day: CalendarDate, { bookCadence }: Pick<Policy, "bookCadence">): Cut | undefined => {
  if (bookCadence.includes("weekly")) return { week: Dates.mondayOf(day) }
  return bookCadence.includes("monthly") ? { month: Dates.firstOfMonth(day) } : undefined
}

/** The first day of what files are for. @category queries */
export const firstDay = (cut: Cut): CalendarDate => ("week" in cut ? cut.week : cut.month)

/**
 * Decides that the files of an agent were made; for a week or month for which they were made already, nothing happens.
 *
 * Whoever has come from another agency since the files before begins with files that tell nothing of those. Where an
 * exchange goes from weekly files to monthly ones or back, the next files are those of a week or month that begins later.
 *
 * **Rules**: AGT-19, BOB-08, EMP-07, EXT-07, EXT-10, SEC-01.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event> => {
  const { at, policy } = context
  const { agentId, day } = command
  const today = Dates.on(at, policy.timeZone)
  const cut = cutOf(day, policy)
  if (cut === undefined) return noExtranetFiles({ policy: policy.name })
  const refused = firstRefusal(
    day > today && filesAhead({ day, today }),
    !isOpen(facts.account) && filesWithheld({ agentId }),
    obstacle(agentId, facts.agent, context)
  )
  if (refused !== undefined) return refused
  const made = facts.account?.extract
  if (made !== undefined && firstDay(cut) <= firstDay(made)) return nothing
  const now = held(facts.open, agentId, facts.places)
  const latest = before(facts)
  const cases = latest?.cases ?? 0
  const begun = now.filter(({ state }) => "from" in state && (latest === undefined || state.from > latest.madeAt))
  // A feed may deliver a delegation late, with a beginning before the latest files.
  const added = Math.max(begun.length, now.length - cases)
  return accept({
    _tag: "ExtranetExtracted",
    agentId,
    extract: {
      ...cut,
      madeAt: at,
      cases: now.length,
      added,
      // What was there and neither stayed nor came is gone.
      removed: cases + added - now.length
    }
  })
}
