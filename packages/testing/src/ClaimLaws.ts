/**
 * Laws of agents who claim a case they were told of: it is found by what they know, or it is not theirs to see.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { EndReason, State } from "@agencybook/core/Delegation"
import * as fc from "fast-check"
import { caseId, claim, claimFacts, context } from "./internal/NewAgentFacts.ts"
import { all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

/** A claim is attested and finds one person. @category laws */
export const claimsFindOne = make({
  id: "new-agent-claims-find-one",
  sentence:
    "a claim is attested and finds exactly one consumer by name and birth date; none or several send the agent to a new application or the ZIP code",
  rules: ["DEL-13", "DEL-14", "CON-01"],
  runs: 600,
  input: fc.record({
    mode: fc.constantFrom(...(["off", "any", "any", "any"] as const)),
    attested: fc.constantFrom(true, true, true, false),
    spelled: fc.constantFrom(...(["same", "same", "upper", "accent", "other"] as const)),
    dob: fc.constantFrom(true, true, true, false),
    twins: fc.constantFrom(false, false, true),
    zip: fc.constantFrom(undefined, undefined, "95814", "95815"),
    proven: fc.constantFrom(true, true, true, false)
  }),
  holds: ({ attested, dob, mode, proven, spelled, twins, zip }, rules) => {
    const { first, last } = Sample.household().primaryContact.name
    const accented = { first: first.replace("o", "ó"), last }
    const name = {
      same: { first, last },
      upper: { first: first.toUpperCase(), last },
      accent: accented,
      other: accented
    }[spelled]
    const wrong = spelled === "other" ? { ...name, last: `${last}ez` } : name
    const twin = Sample.household(7, {
      primaryContact: {
        ...Sample.household().primaryContact,
        address: { ...Sample.household().primaryContact.address, zip: "90210" as never }
      }
    })
    const answer = rules.claim.decide(
      {
        ...claim,
        attested,
        consumer: {
          name: wrong as typeof claim.consumer.name,
          dob: dob ? claim.consumer.dob : Dates.make("1999-01-01"),
          ...(zip === undefined ? {} : { zip: zip as never })
        },
        ...(proven ? {} : { consent: { channel: "text", evidence: { type: "portal-record", ref: "text-1" } } as const })
      },
      claimFacts({ candidates: twins ? [Sample.household(), twin] : [Sample.household()] }),
      context({ claimBySearch: mode })
    )
    if (mode === "off") return refusedAs(answer, "ClaimsNotOffered", "DEL-13")
    if (!attested) return refusedAs(answer, "NotAttested", "DEL-13")
    const none = spelled === "other" || !dob || zip === "95815"
    const several = !none && twins && zip === undefined
    if (none || several)
      return all(
        refusedAs(answer, "NoMatch", "DEL-14"),
        same("facts" in answer && answer.facts.found, several ? "several" : "none", "how many were found")
      )
    if (!proven) return refusedAs(answer, "ConsentIncomplete", "CON-01")
    return same(eventsOf(answer).length, 3, "the number of events")
  }
})

const removals = ["consumer-removed", "consent-rescinded"] as const

const endedAt = (day: number, reason: EndReason): State => ({
  _tag: "Ended",
  from: Dates.plusHours(Sample.now, -240),
  until: Dates.plusHours(Sample.now, -240 + 24 * day),
  reason
})

/** Where only associated agents search, strangers are blocked. @category laws */
export const strangersAreBlocked = make({
  id: "new-agent-strangers-are-blocked",
  sentence:
    "where only associated agents may search, an agent who never had the case and is not on record for it now is blocked, and so are a colleague of the one who has it and an agent whom the consumer removed last, even one on record",
  rules: ["DEL-05", "DEL-15", "DEL-16", "DEL-20"],
  runs: 600,
  input: fc.record({
    history: fc.array(
      fc.record({
        state: fc.constantFrom(...(["Requested", "Active", "Frozen", "Ended", "Ended", "Ended", "Declined"] as const)),
        who: fc.constantFrom(...(["own", "own", "colleague", "stranger"] as const)),
        until: fc.constantFrom(1, 2, 3),
        why: fc.constantFrom(
          ...(["replaced", "relinquished", "transferred", "certification-ended"] as const),
          ...removals,
          ...removals
        )
      }),
      { maxLength: 3 }
    ),
    record: fc.constantFrom(...(["never", "never", "never", "delivered", "stated", "replaced"] as const))
  }),
  holds: ({ history, record }, rules) => {
    const past = history.map(({ state, until, who, why }, n) =>
      Sample.delegation(n, state, {
        caseId,
        ...(state === "Ended" ? { state: endedAt(until, why) } : {}),
        delegate: {
          agentId: Sample.agentId(who === "own" ? 1 : who === "colleague" ? 2 : 3),
          agencyId: Sample.agencyId(who === "stranger" ? 1 : 0)
        }
      })
    )
    const { npn } = Sample.profile(1)
    const stated = (by: typeof npn) => ({
      agentsOfRecord: [{ npn: by, from: Sample.today, recordedAt: Sample.now, reason: "correction" as const }]
    })
    const delivered = (by: typeof npn) => ({ coverage: Sample.coverage({ aorNpn: by }) })
    const other = Sample.profile(9).npn
    const household = Sample.household(0, {
      ...(record === "delivered" || record === "replaced" ? delivered(npn) : delivered(other)),
      ...(record === "stated" ? stated(npn) : record === "replaced" ? stated(other) : {})
    })
    const answer = rules.claim.decide(
      claim,
      claimFacts({ candidates: [household], history: past }),
      context({ claimBySearch: "associated", newAgentVerification: ["consumer"] })
    )
    const own = history.filter(({ who }) => who === "own")
    const has = own.some(({ state }) => state === "Active" || state === "Frozen")
    const over = own.filter(({ state }) => state === "Ended")
    const last = Math.max(...over.map(({ until }) => until))
    const removed = over.some(({ until, why }) => until === last && (removals as ReadonlyArray<string>).includes(why))
    const onRecord = record === "delivered" || record === "stated"
    if (has || (!removed && (over.length > 0 || onRecord))) return same(answer._tag, "Accepted", "the answer")
    const colleague = history.some(({ state, who }) => who !== "stranger" && (state === "Active" || state === "Frozen"))
    return colleague ? refusedAs(answer, "ColleaguesCase", "DEL-16") : refusedAs(answer, "NotAssociated", "DEL-15")
  }
})

/** The laws of this module. @category laws */
export const laws = [claimsFindOne, strangersAreBlocked] as ReadonlyArray<Law>
