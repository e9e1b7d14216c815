/**
 * Laws of the consents that come and go with a new agent: what a call leaves behind, and what the agent before had.
 *
 * @since 0.1.0
 */
import { phoneScopes } from "@agencybook/core/Consent"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import { states, yearsAfter } from "./internal/ConsentFacts.ts"
import {
  agencyId,
  agentId,
  call,
  caseId,
  context,
  delegationEvents,
  delegationId,
  facts
} from "./internal/NewAgentFacts.ts"
import { all, eventsOf, idle, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

/** A call is written down as a call. @category laws */
export const callsAreCalls = make({
  id: "new-agent-calls-are-calls",
  sentence:
    "what a consumer says to a representative is written down as a call, by its number, with the agent's name and producer number and the help described, and allows what was read out, or everything but payment; only what a consumer signs in the portal is a signature",
  rules: ["CON-01", "CON-04", "DEL-18"],
  runs: 400,
  input: fc.record({
    way: fc.constantFrom(...(["center", "three", "request"] as const)),
    actor: fc.constantFrom(...(["service-center", "consumer"] as const)),
    scopes: fc.option(fc.subarray([...phoneScopes]), { nil: undefined }),
    help: fc.constantFrom(undefined, "compare plans")
  }),
  holds: ({ actor, help, scopes, way }, rules) => {
    const agent = Sample.member(1).agent
    const said = { ...(scopes === undefined ? {} : { scopes }), ...(help === undefined ? {} : { help }) }
    const base = { delegationId, caseId, agentId, call: { ...call, ...said } }
    const isCall = way !== "request" || actor === "service-center"
    const sender = way !== "request" || actor === "service-center" ? Sample.serviceCenter : Sample.asConsumer(0)
    const moment = { ...context(), actor: sender }
    const answer =
      way === "request"
        ? rules.delegation.decide(
            { _tag: "RequestDelegation", delegationId, caseId, agentId, signedBy: "Cora Quint" },
            { case: Sample.household(), delegation: undefined, open: [], delegate: Sample.member(1) },
            moment
          )
        : rules.newAgent.decide(
            { _tag: way === "center" ? "DelegateByServiceCenter" : "DelegateByThreeWayCall", ...base },
            facts(),
            moment
          )
    const read = way === "request" ? undefined : scopes
    if (read?.length === 0) return refusedAs(answer, "ConsentIncomplete", "CON-01")
    const [consent] = delegationEvents(answer).flatMap((event) =>
      event._tag === "ConsentDrafted" ? [event.consent] : []
    )
    const spoken = {
      agentName: agent.name,
      agentNpn: agent.npn,
      help: (way === "request" ? undefined : help) ?? (read ?? phoneScopes.slice(0, 5)).join(", ")
    }
    const reference = way === "request" ? moment.commandId : "call-1"
    return all(
      same(consent?.channel, isCall ? "service-center-call" : "electronic-signature", "how it was given"),
      same(consent?.evidence, { type: isCall ? "call" : "portal-record", ref: reference }, "what proves it"),
      same(consent?.scopes, isCall ? (read ?? phoneScopes.slice(0, 5)) : phoneScopes, "what it allows"),
      same(consent?.spoken, isCall ? spoken : undefined, "what was spoken")
    )
  }
})

/** Who is replaced has nothing left to rest on. @category laws */
export const overWithTheAgent = make({
  id: "consent-over-with-the-agent",
  sentence:
    "when a request is accepted, or the consumer's word in a call gives the case to somebody else, the consent of the agent before ends in that instant and is kept its years from that day, unless another delegation rests on it; one that was recorded for itself stays",
  rules: ["CON-01", "CON-03", "DEL-10"],
  runs: 300,
  least: { requestDays: 2 },
  input: fc.record({
    way: fc.constantFrom(...(["accept", "call"] as const)),
    before: fc.constantFrom(...(["Active", "Active", "Frozen"] as const)),
    state: fc.constantFrom(...states, "Granted" as const),
    shared: fc.constantFrom(false, false, true)
  }),
  holds: ({ before, shared, state, way }, rules) => {
    const { delegationExclusivity, newAgentVerification } = Sample.policy()
    if (!newAgentVerification.includes(way === "call" ? "three-way-call" : "consumer")) return idle
    const old = Sample.delegation(1, before, { caseId, consentId: Id.make("consent-1") })
    const assister = Sample.delegation(2, "Active", { caseId, kind: "assister", consentId: Id.make("consent-1") })
    const request = Sample.delegation(9, "Requested", {
      caseId,
      delegate: { agentId, agencyId },
      consentId: Id.make("consent-9")
    })
    const draft = Sample.consent(9, "Draft", { caseId })
    const consents = [Sample.consent(1, state, { caseId }), Sample.consent(5, "Granted", { caseId }), draft]
    const open = [old, ...(shared ? [assister] : [])]
    const moment = Sample.context({ actor: Sample.serviceCenter })
    const answer =
      way === "accept"
        ? rules.delegation.decide(
            { _tag: "AcceptRequest", delegationId: request.delegationId },
            {
              ...{ case: Sample.household(), delegation: request, delegate: Sample.member(1), consent: draft },
              ...{ open: [...open, request], consents }
            },
            moment
          )
        : rules.newAgent.decide(
            {
              ...{ _tag: "DelegateByServiceCenter", delegationId: Id.make("delegation-7"), caseId, agentId },
              call
            },
            { case: Sample.household(), same: undefined, open, consents, delegate: Sample.member(1) },
            moment
          )
    const ended = eventsOf<{ readonly _tag: string }>(answer).flatMap((event) => {
      const one = event as Extract<
        ReturnType<typeof rules.consent.decide>,
        { readonly events: unknown }
      >["events"][number]
      return one._tag === "ConsentMoved" && one.to._tag === "Expired" ? [[one.consentId, one.retainUntil]] : []
    })
    const falls = state === "Granted" && (!shared || delegationExclusivity === "one-total")
    return same(ended, falls ? [["consent-1", yearsAfter(Sample.today)]] : [], "what is over")
  }
})

/** The laws of this module. @category laws */
export const laws = [callsAreCalls, overWithTheAgent] as ReadonlyArray<Law>
