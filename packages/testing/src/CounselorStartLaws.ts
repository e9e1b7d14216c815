/**
 * Laws of counselors who have a case at once: by an application that they start or a claim; and of what is their own.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { EndReason } from "@agencybook/core/CounselorDelegation"
import type { Claiming, Start } from "@agencybook/core/CounselorStart"
import * as Id from "@agencybook/core/Id"
import type { Policy } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import * as EntitySample from "./EntitySample.ts"
import {
  caseId,
  counselorId,
  entityId,
  facts,
  help,
  household,
  memberOf,
  named,
  oneOf,
  other,
  signedBy,
  standing,
  steps,
  under
} from "./internal/CounselorFacts.ts"
import { all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const { now, today } = Sample

const proof = {
  channel: "electronic-signature",
  evidence: { type: "document", ref: "form", sha256: "ab".repeat(32) }
} as const
const start: Start = {
  ...{ _tag: "StartApplicationAsCounselor", delegationId: Id.make("help-1"), counselorId, signedBy, consent: proof },
  ...{ caseId: Sample.caseId(9), caseNumber: Sample.household(9).caseNumber, year: 2026, members: ["QhpAptc"] },
  primaryContact: { ...Sample.household(9).primaryContact, name: { first: "Nova", last: "Reyes" } as never }
}
const claim: Claiming = {
  ...{ _tag: "ClaimCaseAsCounselor", delegationId: Id.make("help-1"), counselorId, signedBy, consent: proof },
  ...{ attested: true, met: "in-person", identity: { type: "passport", digest: "ab".repeat(32) } },
  consumer: { name: household.primaryContact.name, dob: household.primaryContact.dob }
}

/** An application begins with its delegation and its consent. @category laws */
export const startsAtOnce = make({
  id: "counselor-starts-an-application",
  sentence:
    "an application that a counselor with standing starts has its case, its delegation to the counselor and a granted consent in one instant, unless the case is there already or nothing proves the consumer's word",
  rules: ["DEL-04", "DEL-28", "ENT-01", "CON-01"],
  runs: 500,
  input: fc.record({
    standing,
    there: oneOf("nothing", "nothing", "nothing", "identifier", "number", "person"),
    proven: oneOf("document", "document", "portal", "no duration"),
    members: oneOf(true, true, true, false),
    taken: oneOf("no", "no", "no", "help", "agent")
  }),
  holds: ({ members, proven, standing: kind, taken, there }, rules) => {
    const apart = Sample.household(7)
    const candidates =
      there === "nothing"
        ? []
        : [
            {
              ...apart,
              ...(there === "identifier" ? { caseId: start.caseId } : {}),
              ...(there === "number" ? { caseNumber: start.caseNumber } : {}),
              ...(there === "person" ? { primaryContact: start.primaryContact } : {})
            }
          ]
    const { case: _, ...known } = facts({
      counselor: memberOf(kind),
      delegation: taken === "help" ? help(1, "Ended") : undefined,
      ...(taken === "agent" ? { taken: true } : {})
    })
    const answer = rules.counselorStart.decide(
      {
        ...start,
        members: members ? start.members : [],
        consent:
          proven === "document"
            ? proof
            : proven === "portal"
              ? { ...proof, evidence: { type: "portal-record", ref: "portal" } }
              : { channel: "text", evidence: { type: "portal-record", ref: "portal" } }
      },
      { ...known, candidates, history: [] },
      under({}, { actor: EntitySample.asCounselor(0) })
    )
    if (there !== "nothing") return refusedAs(answer, "CaseFound", "DEL-04")
    if (!members) return refusedAs(answer, "UnknownCase", "DEL-03")
    if (taken !== "no") return refusedAs(answer, "DelegationExists", "DEL-22")
    if (kind === "nobody") return refusedAs(answer, "UnknownCounselor", "ENT-01")
    if (kind !== "good") return refusedAs(answer, "CounselorWithoutStanding", "ENT-01")
    if (proven === "no duration") return refusedAs(answer, "ConsentIncomplete", "CON-01")
    if (proven === "portal") return refusedAs(answer, "NotTheSigner", "CON-01")
    const opened = eventsOf(answer).flatMap((event) =>
      event._tag === "CounselorDelegationOpened" ? [event.counselorDelegation] : []
    )[0]
    return all(
      same(
        steps(answer as never),
        ["CaseRecorded", "help-1 Active", "command-0~0 drafted", "command-0~0 grant"],
        "the steps"
      ),
      same(opened?.delegate, { counselorId, entityId }, "the delegate"),
      same(opened?.origin, "counselor-started", "how it began"),
      same(opened?.consentId, "command-0~0", "what it rests on")
    )
  }
})

const reasonsLeft: ReadonlyArray<EndReason> = [
  ...(["consumer-removed", "consent-rescinded", "relinquished", "relinquished"] as const),
  ...(["certification-ended", "replaced", "exchange-ended"] as const)
]

/** A claim is for whom the consumer has not sent away, or for whoever had the case last. @category laws */
export const claimsAsThePolicyHasIt = make({
  id: "counselor-claims-as-agents-do",
  sentence:
    "a counselor claims a case only where the exchange offers it, with an attestation; one whom the consumer has removed claims nowhere, and where only the associated may, a counselor who left by an own step and whom nobody followed",
  rules: ["DEL-05", "DEL-13", "DEL-14", "DEL-15"],
  runs: 1_000,
  input: fc.record({
    mode: oneOf<Policy["claimBySearch"]>("off", "any", "any", "associated", "associated", "associated"),
    attests: oneOf(true, true, true, false),
    ways: oneOf<Policy["newAgentVerification"]>(["attestation"], ["attestation"], ["consumer"]),
    found: oneOf("one", "one", "one", "one", "none", "two"),
    past: fc.array(
      fc.record({
        until: oneOf(1, 2, 3),
        why: oneOf(...reasonsLeft),
        who: oneOf("own", "own", "another"),
        active: oneOf(false, false, false, true)
      }),
      { maxLength: 3 }
    )
  }),
  holds: ({ attests, found, mode, past, ways }, rules) => {
    const history = past.map(({ active, until, who, why }, n) =>
      help(20 + n, "Active", {
        delegate: { counselorId: who === "own" ? counselorId : other, entityId },
        state: active
          ? { _tag: "Active", from: Dates.plusHours(now, -24 * (9 - until)) }
          : {
              ...{ _tag: "Ended", from: Dates.plusHours(now, -24 * (10 - until)) },
              ...{ until: Dates.plusHours(now, -24 * (9 - until)), reason: why }
            }
      })
    )
    const twin = Sample.household(8, { primaryContact: household.primaryContact })
    const { case: _, ...known } = facts({ open: history.filter(({ state }) => state._tag === "Active") })
    const answer = rules.counselorStart.decide(
      { ...claim, attested: attests },
      {
        ...known,
        candidates: found === "none" ? [] : found === "one" ? [household] : [household, twin],
        history
      },
      under({ claimBySearch: mode, newAgentVerification: ways }, { actor: EntitySample.asCounselor(0) })
    )
    const stopped = (missing: string) =>
      all(
        refusedAs(answer, "CounselorClaimStopped", "DEL-13"),
        same("facts" in answer && answer.facts, { counselorId, missing }, "what is missing")
      )
    if (mode === "off") return stopped("not-offered")
    if (mode === "any" && !ways.includes("attestation")) return refusedAs(answer, "WayNotAccepted", "DEL-15")
    if (!attests) return stopped("not-attested")
    if (found !== "one") return refusedAs(answer, found === "none" ? "NoMatch" : "SeveralMatch", "DEL-14")
    const holds = past.some(({ active, who }) => active && who === "own")
    const left = past.filter(({ active, who }) => !active && who === "own")
    const last = Math.max(...left.map(({ until }) => until))
    const whys = left.filter(({ until }) => until === last).map(({ why }) => why)
    const removed = whys.some((why) => why === "consumer-removed" || why === "consent-rescinded")
    if (mode === "any" && !holds && removed) return stopped("removed-by-consumer")
    const ownStep = whys.length > 0 && whys.every((why) => why === "relinquished" || why === "certification-ended")
    // A period of another that began when the own was over, or later.
    const followed = past.some(
      ({ active, until, who }) => who === "another" && (active ? until >= last : until - 1 >= last)
    )
    if (mode === "associated" && !holds && (!ownStep || followed)) return stopped("not-associated")
    return same(steps(answer as never).at(-1), "command-0~0 grant", "the last step")
  }
})

/** Whoever may ask what of a counselor's own. @category laws */
export const ownIsOwn = make({
  id: "counselor-own-is-own",
  sentence:
    "a counselor answers the own requests, gives up and sees the own clients, starts and claims in the own name, with standing, and touches no colleague's",
  rules: ["ENT-01", "SEC-01"],
  runs: 400,
  input: fc.record({
    capability: oneOf(
      ...(["answer-request", "view-requests", "start-application", "claim-case"] as const),
      ...(["relinquish-delegation", "view-own-book", "view-past-delegations"] as const)
    ),
    whose: oneOf("own", "own", "colleague", "nobody"),
    standing
  }),
  holds: ({ capability, standing: kind, whose }, rules: Rules) => {
    const ruling = rules.authority.judge(
      {
        capability,
        actor: EntitySample.asCounselor(0),
        target: { caseId, ...(whose === "nobody" ? {} : { counselorId: whose === "own" ? counselorId : other }) }
      },
      { counselor: memberOf(kind), consents: [named(1, "Granted")] },
      { at: now, day: today, policy: Sample.policy() }
    )
    if (whose !== "own") return refusedAs(ruling, "NotPermitted", "SEC-01")
    if (kind !== "good") return refusedAs(ruling, "CounselorWithoutStanding", "ENT-01")
    return same("scope" in ruling && [ruling.role, ruling.scope], ["counselor", "own"], "what grants it")
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [startsAtOnce, claimsAsThePolicyHasIt, ownIsOwn]
