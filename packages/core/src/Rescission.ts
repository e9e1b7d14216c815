/**
 * Taking a consent back, and what follows for the delegations that rest on it.
 *
 * @since 0.1.0
 */
import * as Consent from "./Consent.ts"
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
export type Event = Consent.Event | Delegation.Event

/** What a decision looks at. @category models */
export interface Facts {
  readonly consent: Consent.Consent | undefined
  /** The requested, active and frozen delegations of the case. */
  readonly open: ReadonlyArray<Delegation.Delegation>
}

/** There is no such consent. @category errors */
export const unknownConsent = /*#__PURE__*/ reason(
  "UnknownConsent",
  "CON-05",
  (f: { readonly consentId: ConsentId }) => `there is no consent \`${f.consentId}\``,
  "look the consent up in the list of the case"
)

/**
 * Decides the taking back of a consent: what was asked for on it is cancelled, what rests on it ends, at once.
 *
 * **Rules**: CON-05.
 *
 * @category machine
 */
export const decide = ({ consentId }: Command, { consent, open }: Facts, context: Context): Decision<Event> => {
  if (consent === undefined) return unknownConsent({ consentId })
  const refused = Machine.refusal(Consent.machine, consent.state._tag, "rescind")
  if (refused) return refused
  const { at } = context
  const resting = open.filter((one) => one.consentId === consentId)
  return acceptAll<Event>([
    ...resting.map((one) =>
      one.state._tag === "Requested"
        ? Delegation.moved(one, "cancel", { _tag: "Cancelled", at })
        : Delegation.moved(one, "remove", Delegation.ended(one, at, "consent-rescinded"))
    ),
    Consent.moved(consent, "rescind", context)
  ])
}
