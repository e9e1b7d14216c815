/**
 * Laws of consents that are taken back, and of the delegations that end with them.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Scope } from "@agencybook/core/Consent"
import * as fc from "fast-check"
import {
  agencyId,
  agentId,
  caseId,
  consentId,
  delegationOf,
  resting,
  states,
  yearsAfter
} from "./internal/ConsentFacts.ts"
import { acceptedAs, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const another = Sample.consent(8, "Granted", { caseId, grantee: { _tag: "Agency", agencyId } })

/** Taking a consent back ends what rests on it. @category laws */
export const takingBackEnds = make({
  id: "consent-taking-back-ends",
  sentence:
    "a consent can be taken back until it is over; the delegations that rest on it end at once, and no others; what the exchange ends so is over and not taken back in the consumer's name",
  rules: ["CON-05", "CON-03"],
  runs: 400,
  input: fc.record({
    state: fc.constantFrom(...states, "unknown" as const),
    open: resting,
    by: fc.constantFrom("consumer", "consumer", "service center", "exchange")
  }),
  holds: ({ by, open, state }, rules) => {
    const consent = state === "unknown" ? undefined : Sample.consent(9, state, { caseId })
    // A helper of another kind loses the case like any other.
    const known = open.map(delegationOf).map((one, n) => (n % 2 === 0 ? one : { ...one, kind: "assister" as const }))
    const answer = rules.rescission.decide(
      { _tag: "RescindConsent", consentId },
      // Whoever does not name the consent rests on another.
      { consent, open: known, consents: [...(consent === undefined ? [] : [consent]), another] },
      Sample.context({
        actor: by === "exchange" ? Sample.exchange : by === "consumer" ? Sample.asConsumer() : Sample.serviceCenter
      })
    )
    const own = by !== "exchange"
    if (consent === undefined) return refusedAs(answer, "UnknownConsent", "CON-05")
    if (state === "Rescinded" || state === "Expired") return refusedAs(answer, "NotAllowedFrom", "CON-05")
    const at = Sample.now
    const from = "from" in consent.state ? { from: consent.state.from } : {}
    return acceptedAs(answer, [
      ...known
        .filter((one) => one.consentId === consentId)
        .map((one) => ({
          _tag: "DelegationMoved",
          delegationId: one.delegationId,
          trigger: one.state._tag === "Requested" ? "cancel" : "remove",
          from: one.state._tag,
          to:
            "from" in one.state
              ? { _tag: "Ended", from: one.state.from, until: at, reason: own ? "consent-rescinded" : "exchange-ended" }
              : { _tag: "Cancelled", at }
        })),
      {
        _tag: "ConsentMoved",
        consentId,
        trigger: own ? "rescind" : "expire",
        from: state,
        to: { _tag: own ? "Rescinded" : "Expired", ...from, at },
        retainUntil: yearsAfter(Sample.today)
      }
    ])
  }
})

/** The last word that carries a delegate is enough to end it. @category laws */
export const lastOneCarries = make({
  id: "consent-the-last-one-carries",
  sentence:
    "a delegation whose own consent is over, or that has none, ends when the consumer takes back the last consent that lets the delegate help; while another one does it stays, and a request, a county's form and a consent for others carry none",
  rules: ["CON-05", "DEL-18"],
  runs: 800,
  input: fc.record({
    own: fc.constantFrom("none", "over", "over", "in force"),
    held: fc.constantFrom(...(["Active", "Active", "Frozen", "Requested"] as const)),
    state: fc.constantFrom(...(["Granted", "Granted", "Granted", "Draft"] as const)),
    named: fc.constantFrom("the agent", "the agent", "nobody", "a colleague", "another agency"),
    scopes: fc.constantFrom<ReadonlyArray<Scope>>(
      ["answer-inquiries"],
      ["complete-application", "represent-before-county"],
      ["submit-with-signature"],
      ["maintain-account"],
      ["search-application", "enter-payment"],
      ["represent-before-county"]
    ),
    beside: fc.constantFrom("nothing", "nothing", "one in force", "one that is over", "a county's form")
  }),
  holds: ({ beside, held, named, own, scopes, state }, rules) => {
    const grantee = (who: string) => ({
      _tag: "Agency" as const,
      agencyId: who === "another agency" ? Sample.agencyId(7) : agencyId,
      ...(who === "nobody" ? {} : { agentId: who === "a colleague" ? Sample.agentId(2) : agentId })
    })
    const yesterday = { expiresOn: Dates.plusDays(Sample.today, -1) }
    const consent = Sample.consent(9, state, { caseId, grantee: grantee(named), scopes, otherUsers: ["agent"] })
    const first = Sample.consent(1, "Granted", {
      ...{ caseId, grantee: grantee("the agent") },
      ...(own === "over" ? yesterday : {})
    })
    const third = Sample.consent(2, "Granted", {
      ...{ caseId, grantee: grantee("the agent") },
      ...(beside === "one that is over" ? yesterday : {}),
      ...(beside === "a county's form" ? { scopes: ["represent-before-county" as const] } : {})
    })
    const delegation = Sample.delegation(4, held, {
      ...{ caseId, delegate: { agentId, agencyId } },
      ...(own === "none" ? {} : { consentId: first.consentId })
    })
    const { consentId: _, ...bare } = delegation
    const answer = rules.rescission.decide(
      { _tag: "RescindConsent", consentId },
      {
        consent,
        open: [own === "none" ? bare : delegation],
        consents: [consent, ...(own === "none" ? [] : [first]), ...(beside === "nothing" ? [] : [third])]
      },
      Sample.context({ actor: Sample.asConsumer() })
    )
    const carries =
      state === "Granted" &&
      held !== "Requested" &&
      (named === "the agent" || named === "nobody") &&
      scopes.some((one) => !["search-application", "enter-payment", "represent-before-county"].includes(one))
    const ends = carries && own !== "in force" && beside !== "one in force"
    return same(
      eventsOf(answer).map((event) =>
        event._tag === "DelegationMoved" ? `${event.trigger} ${event.to._tag}` : event._tag
      ),
      [...(ends ? ["remove Ended"] : []), "ConsentMoved"],
      "what happens"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [takingBackEnds, lastOneCarries] as ReadonlyArray<Law>
