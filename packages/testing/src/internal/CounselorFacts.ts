/**
 * Counselors, their delegations and what was signed for them, as laws draw them.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Consent } from "@agencybook/core/Consent"
import type { Consequence, CounselorDelegation, Facts } from "@agencybook/core/CounselorDelegation"
import type { Context } from "@agencybook/core/Decider"
import type { Policy } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import * as EntitySample from "../EntitySample.ts"
import { eventsOf } from "../Law.ts"
import * as Sample from "../Sample.ts"

/** One of some values. */
export const oneOf = <const A>(...values: ReadonlyArray<A>) => fc.constantFrom(...values)
/** The case that the laws are about. */
export const caseId = Sample.caseId(1)
/** The household of the case. */
export const household = Sample.household(1)
/** The counselor who is asked. */
export const { counselorId } = EntitySample.counselor()
/** The entity for which the counselor works. */
export const { entityId } = EntitySample.entity()
/** Another counselor. */
export const other = EntitySample.counselor(4).counselorId
/** Who signs. */
export const signedBy = "Cora Quint"

/** A moment of a consumer under a policy. */
export const under = (over: Partial<Policy>, more: Partial<Context> = {}): Context =>
  Sample.context({ policy: { ...Sample.policy(), ...over }, actor: Sample.asConsumer(1), ...more })

/** A consent that names a counselor, in a state. */
export const named = (n: number, state: Consent["state"]["_tag"], who = counselorId): Consent =>
  Sample.consent(n, state, { caseId, grantee: { _tag: "Counselor", counselorId: who } })

/** The `n`-th delegation of the case to the counselor. */
export const help = (
  n: number,
  state: CounselorDelegation["state"]["_tag"],
  over: Partial<CounselorDelegation> = {}
): CounselorDelegation => EntitySample.delegation(n, state, { caseId, ...over })

/** What a decision looks at. */
export const facts = (over: Partial<Facts> = {}): Facts => ({
  case: household,
  delegation: undefined,
  open: [],
  agents: [],
  consents: [],
  counselor: { counselor: EntitySample.counselor(), entity: EntitySample.entity() },
  ...over
})

/** What a counselor may lack. */
export const standing = oneOf("good", "good", "good", "good", "nobody", "ended", "suspended", "over")
type Standing = "good" | "nobody" | "ended" | "suspended" | "over"
/** The counselor with the entity, by what is lacking. */
export const memberOf = (kind: Standing): Facts["counselor"] => ({
  counselor:
    kind === "nobody"
      ? undefined
      : EntitySample.counselor(
          0,
          kind === "ended" ? { state: { _tag: "Ended", since: Sample.now, reason: "left" } } : {}
        ),
  entity: EntitySample.entity(0, {
    certification:
      kind === "over"
        ? { _tag: "Certified", since: Sample.now, through: Dates.plusDays(Sample.today, -1) }
        : EntitySample.entityCertification(kind === "suspended" ? "Suspended" : "Certified")
  })
})

/** What each event moves, by name, and to which state; what is opened bears its state alone. */
export const steps = (answer: { readonly _tag: string; readonly events?: ReadonlyArray<Consequence> }) =>
  eventsOf(answer).map((event) => {
    switch (event._tag) {
      case "CounselorDelegationOpened":
        return `${event.counselorDelegation.delegationId} ${event.counselorDelegation.state._tag}`
      case "CounselorRequestReminded":
        return `${event.delegationId} reminded`
      case "CounselorDelegationMoved":
      case "DelegationMoved":
        return `${event.delegationId} ${event.trigger}${event.to._tag === "Ended" ? ` ${event.to.reason}` : ""}`
      case "ConsentDrafted":
        return `${event.consent.consentId} drafted`
      case "ConsentMoved":
        return `${event.consentId} ${event.trigger}`
      default:
        return event._tag
    }
  })
