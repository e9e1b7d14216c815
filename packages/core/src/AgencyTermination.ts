/**
 * The end of an agency: turned away before its certification, as a draft already, or terminated after it, with everybody
 * in it.
 *
 * The agency ends together with what hangs on it: no delegation, no employment and no staff role outlives it.
 * Certifications belong to persons; only applications that were made through the agency are withdrawn.
 *
 * @since 0.1.0
 */
import type { Event as AgencyEvent } from "./Agency.ts"
import * as Agency from "./Agency.ts"
import * as AgencyCertification from "./AgencyCertification.ts"
import { type AgencyReason, reasonOfAnother } from "./AgencyReason.ts"
import type { Agent } from "./Agent.ts"
import * as Certification from "./Certification.ts"
import type * as Consent from "./Consent.ts"
import { acceptAll, type Context, type Decision, firstRefusal } from "./Decider.ts"
import type * as Delegation from "./Delegation.ts"
import * as Disposition from "./Disposition.ts"
import * as Employment from "./Employment.ts"
import type { AgencyId } from "./Id.ts"
import * as Invitation from "./Invitation.ts"
import * as Machine from "./Machine.ts"
import { reason } from "./Refusal.ts"
import * as Staff from "./Staff.ts"

/** The end of an agency. @category models */
export type Command =
  | { readonly _tag: "RejectAgency"; readonly agencyId: AgencyId; readonly reason: AgencyReason }
  | {
      readonly _tag: "TerminateAgency"
      readonly agencyId: AgencyId
      readonly reason: AgencyReason
      /** What becomes of the agency's clients: they have been moved, or they are set free and told. */
      readonly books: AgencyCertification.Books
    }

/** What the end of an agency leads to. @category models */
export type Event =
  | AgencyEvent
  | Certification.Event
  | Consent.Event
  | Delegation.Event
  | Employment.Event
  | Invitation.Event
  | Staff.Event

/** Everything that hangs on an agency. @category models */
export interface Facts {
  readonly agency: Agency.Agency | undefined
  /** The agents whose employment in the agency is open. */
  readonly members: ReadonlyArray<{ readonly agent: Agent; readonly employment: Employment.Employment }>
  /** The requested, active and frozen delegations to the agency. */
  readonly open: ReadonlyArray<Delegation.Delegation>
  /** The consents that they name; a consent names one agency, so that nothing else rests on them. @rule CON-03 */
  readonly consents: ReadonlyArray<Consent.Consent>
  readonly staff: ReadonlyArray<Staff.Staff>
  /** The invitations of the members. */
  readonly invitations: ReadonlyArray<Invitation.Invitation>
}

/** Clients are said to have been moved, and some are still there. @category errors */
export const booksNotMoved = /*#__PURE__*/ reason(
  "BooksNotMoved",
  "AGY-04",
  (f: { readonly agencyId: AgencyId; readonly open: number }) =>
    `agency \`${f.agencyId}\` still holds \`${f.open}\` open delegations or requests`,
  "move the books first, or let the delegations end with the agency"
)

const withdrawn = ({ agentId, certification }: Agent, { at }: Context): ReadonlyArray<Event> =>
  Machine.refusal(Certification.machine, certification._tag, "withdraw") === undefined
    ? [Certification.moved(agentId, certification, "withdraw", Certification.withdrawn(certification, at))]
    : []

/**
 * Decides the end of an agency: open delegations end with the consents on which they rest, and their consumers are told; every agent leaves, applications
 * are withdrawn, staff roles and live invitations end, and the FEIN is free again. Profiles that nobody has submitted give
 * their numbers and addresses free with the draft of the agency.
 *
 * **Rules**: AGT-01, AGT-20, AGY-04, AGY-07, AGY-09, CON-03.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event> => {
  const { agency, open } = facts
  const { agencyId } = command
  if (agency === undefined) return Agency.unknownAgency({ agencyId })
  const trigger = command._tag === "RejectAgency" ? "reject" : "terminate"
  const from = agency.certification._tag
  const moved = command._tag === "TerminateAgency" && command.books === "moved"
  const refused = firstRefusal(
    Machine.refusal(AgencyCertification.machine, from, trigger),
    reasonOfAnother(trigger, agencyId, command.reason),
    moved && open.length > 0 && booksNotMoved({ agencyId, open: open.length })
  )
  if (refused) return refused
  const { at: since } = context
  const books = command._tag === "TerminateAgency" ? { books: command.books } : {}
  return acceptAll<Event>([
    ...Disposition.setFree(open, facts, context, "agency-ended"),
    ...facts.members.flatMap(
      ({ agent, employment }): ReadonlyArray<Event> => [
        ...withdrawn(agent, context),
        ...Employment.agencyEnded(employment, context)
      ]
    ),
    ...Invitation.ended(facts.invitations, "revoke"),
    ...facts.staff.flatMap((staff) => Staff.ended(staff, since, "agency-terminated")),
    {
      _tag: "AgencyCertificationMoved",
      agencyId,
      trigger,
      from,
      to: { _tag: "Terminated", since, reason: command.reason, ...books }
    }
  ])
}
