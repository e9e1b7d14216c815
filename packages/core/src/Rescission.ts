/**
 * Taking a consent back, and what follows for the delegations that rest on it.
 *
 * A delegation rests on the consent that it names; and where that one is over, or there is none, on a later one that lets the
 * delegate help. Whoever takes that one back ends what it supports as well: afterwards nothing that the consumer has
 * signed would be left. What the exchange ends so is over and not the consumer's word, which would bar the agent. Days are
 * those of the exchange's zone.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import * as Consent from "./Consent.ts"
import * as CounselorDelegation from "./CounselorDelegation.ts"
import { acceptAll, type Context, type Decision } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import type { ConsentId } from "./Id.ts"
import * as Machine from "./Machine.ts"
import { reason } from "./Refusal.ts"

/** Takes a consent back; nobody has to agree to it. @category models */
export interface Command {
  readonly _tag: "RescindConsent"
  readonly consentId: ConsentId
}

/** What follows from it. @category models */
export type Event = Consent.Event | Delegation.Event | CounselorDelegation.Event

/** What a decision looks at. @category models */
export interface Facts {
  readonly consent: Consent.Consent | undefined
  /** The requested, active and frozen delegations of the case. */
  readonly open: ReadonlyArray<Delegation.Delegation>
  /** The open delegations of the case to counselors; absent where there is none. */
  readonly counselors?: ReadonlyArray<CounselorDelegation.CounselorDelegation>
  /** All consents of the case. */
  readonly consents: ReadonlyArray<Consent.Consent>
}

/** What help with a case takes; the form for the county and a mere search carry no delegation. */
const help: ReadonlySet<Consent.Scope> = /*#__PURE__*/ new Set([
  "complete-application",
  "maintain-account",
  "answer-inquiries",
  "submit-with-signature"
])

const supports = (
  { grantee, scopes, state }: Consent.Consent,
  { delegate }: Pick<Delegation.Delegation, "delegate">
): boolean =>
  state._tag === "Granted" &&
  grantee._tag === "Agency" &&
  grantee.agencyId === delegate.agencyId &&
  (grantee.agentId === undefined || grantee.agentId === delegate.agentId) &&
  scopes.some((scope) => help.has(scope))

/**
 * The open delegations and requests that rest on a consent on a day: those that name it, and those that it alone supports.
 *
 * @rule CON-05
 * @category queries
 */
export const resting = (
  consent: Consent.Consent,
  { consents, open }: Pick<Facts, "consents" | "open">,
  day: CalendarDate
): ReadonlyArray<Delegation.Delegation> =>
  open.filter(
    (one) =>
      one.consentId === consent.consentId ||
      (one.state._tag !== "Requested" &&
        supports(consent, one) &&
        !consents.some(
          (other) => other.consentId !== consent.consentId && Consent.isInForce(other, day) && supports(other, one)
        ))
  )

/** There is no such consent. @category errors */
export const unknownConsent = /*#__PURE__*/ reason(
  "UnknownConsent",
  "CON-05",
  (f: { readonly consentId: ConsentId }) => `there is no consent \`${f.consentId}\``,
  "look the consent up in the list of the case"
)

/**
 * Decides the taking back of a consent: what was asked for on it is cancelled, what rests on it ends, at once. By the
 * exchange it ends as what the exchange removes, and the consent is over without being taken back.
 *
 * **Rules**: CON-05.
 *
 * @category machine
 */
export const decide = ({ consentId }: Command, facts: Facts, context: Context): Decision<Event> => {
  const { consent } = facts
  if (consent === undefined) return unknownConsent({ consentId })
  const refused = Machine.refusal(Consent.machine, consent.state._tag, "rescind")
  if (refused) return refused
  const { actor, at, policy } = context
  const own = actor._tag !== "Exchange"
  return acceptAll<Event>([
    ...resting(consent, facts, Dates.on(at, policy.timeZone)).map((one) =>
      one.state._tag === "Requested"
        ? Delegation.moved(one, "cancel", { _tag: "Cancelled", at })
        : Delegation.moved(one, "remove", Delegation.ended(one, at, own ? "consent-rescinded" : "exchange-ended"))
    ),
    ...CounselorDelegation.afterRescission(
      consent,
      { open: facts.counselors ?? [], consents: facts.consents },
      context
    ),
    Consent.moved(consent, own ? "rescind" : "expire", context)
  ])
}
