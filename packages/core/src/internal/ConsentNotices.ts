/**
 * Notices about consents that somebody else recorded in the consumer's name.
 *
 * @since 0.1.0
 */
import type { Actor } from "../Actor.ts"
import type { Consent } from "../Consent.ts"
import type { Facts } from "../Facts.ts"
import type { Event } from "../Record.ts"
import { agentParams, type Draft, draft, toConsumer } from "./NoticeDraft.ts"

/**
 * The consents of some events that stand for themselves; what comes with a delegation is told with the delegation.
 *
 * @rule CON-01
 */
export const alone = (events: ReadonlyArray<Event>): ReadonlyArray<Consent> => {
  const told = new Set(
    events.flatMap((event) => {
      if (event._tag === "DelegationOpened") return [event.delegation.consentId]
      return event._tag === "CounselorDelegationOpened" ? [event.counselorDelegation.consentId] : []
    })
  )
  return events.flatMap((event) =>
    event._tag === "ConsentDrafted" && !told.has(event.consent.consentId) ? [event.consent] : []
  )
}

/** The consumer is told of a consent that an agent or the service center recorded. @rule CON-01 */
export const ofRecorded = (events: ReadonlyArray<Event>, facts: Facts, actor: Actor): ReadonlyArray<Draft> =>
  actor._tag === "Consumer"
    ? []
    : alone(events).flatMap((consent) => {
        const value = facts.get("case", consent.caseId)
        if (value === undefined) return []
        const { grantee, state } = consent
        const agency = grantee._tag === "Agency" ? grantee : undefined
        const agencyName = agency && facts.get("agency", agency.agencyId)?.publicName
        return [
          draft("NTC-14", toConsumer(value), {
            ...(agency?.agentId === undefined ? {} : agentParams(facts, agency.agentId)),
            ...(agencyName === undefined ? {} : { agencyName }),
            what: "consent",
            by: actor._tag,
            ...("since" in state ? { at: state.since } : {})
          })
        ]
      })
