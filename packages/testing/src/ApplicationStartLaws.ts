/**
 * Laws of applications that an agent starts: whose client it is from the first day, and the form that a county asks for.
 *
 * @since 0.1.0
 */
import type { Facts as ReviewFacts } from "@agencybook/core/ApplicationReview"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Zip } from "@agencybook/core/Contact"
import * as fc from "fast-check"
import { agencyId, agentId, caseId, context, delegationId, digest, mine } from "./internal/NewAgentFacts.ts"
import { all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

/** An application starts with its delegation. @category laws */
export const startsWithItsAgent = make({
  id: "new-agent-starts-with-its-agent",
  sentence:
    "an application that an agent starts makes the case and the delegation in one instant, for a consumer who has no case yet",
  rules: ["DEL-04", "CON-01"],
  runs: 400,
  input: fc.record({
    found: fc.constantFrom(
      ...(["none", "none", "none", "identifier", "number", "person", "moved", "namesake"] as const)
    ),
    proven: fc.constantFrom(true, true, false),
    good: fc.constantFrom(true, true, false)
  }),
  holds: ({ found, good, proven }, rules) => {
    const { caseNumber, primaryContact } = Sample.household()
    const other = Sample.household(5, { primaryContact: { ...primaryContact, dob: Dates.make("1990-01-01") } })
    const candidate = {
      none: [],
      identifier: [{ ...other, caseId }],
      number: [{ ...other, caseNumber }],
      person: [Sample.household(5, { primaryContact })],
      // Who has moved is the same person.
      moved: [
        Sample.household(5, {
          primaryContact: { ...primaryContact, address: { ...primaryContact.address, zip: "90210" as Zip } }
        })
      ],
      namesake: [other]
    }[found]
    const answer = rules.agentStart.decide(
      {
        _tag: "StartApplication",
        delegationId,
        caseId,
        caseNumber,
        agentId,
        primaryContact,
        members: ["QhpAptc"],
        year: 2026,
        signedBy: "Cora Quint",
        consent: proven
          ? { channel: "wet-signature", evidence: { type: "document", ref: "form-1", sha256: digest } }
          : { channel: "wet-signature", evidence: { type: "portal-record", ref: "form-1" } }
      },
      { candidates: candidate, same: undefined, delegate: Sample.member(1, { locked: !good }) },
      context({ newAgentVerification: [] })
    )
    if (found !== "none" && found !== "namesake")
      return all(
        refusedAs(answer, "CaseFound", "DEL-04"),
        same("facts" in answer && answer.facts.by, found === "moved" ? "person" : found, "what was found"),
        same(
          "message" in answer && answer.message,
          found === "identifier" || found === "number"
            ? `the ${found} of the case is taken`
            : "there is a case already of somebody with this name and birth date",
          "what is said"
        )
      )
    if (!good) return refusedAs(answer, "AgentWithoutAuthority", "DEL-08")
    if (!proven) return refusedAs(answer, "ConsentIncomplete", "CON-01")
    const events = eventsOf(answer)
    return all(
      same(
        events.map(({ _tag }) => _tag),
        ["CaseRecorded", "DelegationOpened", "ConsentDrafted", "ConsentMoved"],
        "the events"
      ),
      same(
        events.flatMap(
          (event): ReadonlyArray<string> =>
            event._tag === "CaseRecorded"
              ? [event.case.application.state, event.case.lastActivityOn, event.case.renewal, event.case.account._tag]
              : event._tag === "DelegationOpened"
                ? [event.delegation.origin, event.delegation.state._tag, event.delegation.caseId]
                : []
        ),
        ["InProgress", Sample.today, "NotDue", "None", "agent-started", "Active", caseId],
        "case and delegation"
      ),
      same(
        events.flatMap((event) => (event._tag === "CaseRecorded" ? event.case.verifications : [])),
        [],
        "what the consumer has to prove"
      )
    )
  }
})

/** Medi-Cal needs the county's form. @category laws */
export const countyNeedsItsForm = make({
  id: "new-agent-county-needs-its-form",
  sentence:
    "an agent speaks with the county about a household with Medi-Cal only as its delegate, and by the form of an authorized representative",
  rules: ["DEL-27"],
  input: fc.record({
    medi: fc.boolean(),
    form: fc.boolean(),
    held: fc.constantFrom("mine", "mine", "mine", "another agent's", "nobody's"),
    known: fc.constantFrom(true, true, true, false)
  }),
  holds: ({ form, held, known: isKnown, medi }, rules) => {
    const scopes = form ? (["represent-before-county"] as const) : (["complete-application"] as const)
    const known: ReviewFacts = {
      case: isKnown ? Sample.household(0, { members: medi ? ["QhpAptc", "MediCal"] : ["QhpAptc"] }) : undefined,
      open: {
        mine: [Sample.delegation(0, "Active", mine)],
        "another agent's": [Sample.delegation(0, "Active", { delegate: { agencyId, agentId: Sample.agentId(7) } })],
        "nobody's": []
      }[held],
      consents: [Sample.consent(0, "Granted", { grantee: { _tag: "Agency", agencyId, agentId }, scopes })],
      reviews: []
    }
    const answer = rules.applicationReview.countyObstacle(caseId, agentId, known, Sample.today)
    if (held !== "mine" || !isKnown) return refusedAs(answer ?? {}, "NotTheDelegate", "CON-02")
    return medi && !form
      ? refusedAs(answer ?? {}, "NoRepresentativeForm", "DEL-27")
      : same(answer, undefined, "what stands against it")
  }
})

/** The laws of this module. @category laws */
export const laws = [startsWithItsAgent, countyNeedsItsForm] as ReadonlyArray<Law>
