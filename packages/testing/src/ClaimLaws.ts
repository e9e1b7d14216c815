/**
 * Laws of agents who claim a case they were told of: it is found by what they know, or it is not theirs to see.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { EndReason, State } from "@agencybook/core/Delegation"
import * as fc from "fast-check"
import { furtherPolicy } from "./CoverageSample.ts"
import { caseId, claim, claimFacts, context } from "./internal/NewAgentFacts.ts"
import { all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

/** A claim is attested and finds one person. @category laws */
export const claimsFindOne = make({
  id: "new-agent-claims-find-one",
  sentence:
    "a claim is attested and finds exactly one consumer by name and birth date; none or several send the agent to a new application or the ZIP code",
  rules: ["DEL-08", "DEL-13", "DEL-14", "CON-01"],
  runs: 1_000,
  input: fc.record({
    mode: fc.constantFrom(...(["off", "any", "any", "any"] as const)),
    attested: fc.constantFrom(true, true, true, false),
    spelled: fc.constantFrom(...(["same", "same", "upper", "accent", "other", "other first"] as const)),
    dob: fc.constantFrom(true, true, true, false),
    twins: fc.constantFrom(false, false, true),
    // A namesake across the street, whom not even the ZIP code tells apart.
    near: fc.boolean(),
    zip: fc.constantFrom(undefined, undefined, "95814", "95815"),
    proven: fc.constantFrom(true, true, true, false),
    known: fc.constantFrom(true, true, true, false),
    // The case may know the ZIP code with the four digits that nobody tells.
    long: fc.boolean()
  }),
  holds: ({ attested, dob, known, long, mode, near, proven, spelled, twins, zip }, rules) => {
    const { first, last } = Sample.household().primaryContact.name
    const accented = { first: first.replace("o", "ó"), last }
    const name = {
      same: { first, last },
      upper: { first: first.toUpperCase(), last },
      accent: accented,
      other: accented,
      "other first": { first: `${first}lia`, last }
    }[spelled]
    const wrong = spelled === "other" ? { ...name, last: `${last}ez` } : name
    const twin = Sample.household(7, {
      primaryContact: {
        ...Sample.household().primaryContact,
        address: { ...Sample.household().primaryContact.address, ...(near ? {} : { zip: "90210" as never }) }
      }
    })
    const { address, ...contact } = Sample.household().primaryContact
    const household = Sample.household(0, {
      primaryContact: { ...contact, address: { ...address, ...(long ? { zip: "95814-1234" as never } : {}) } }
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
      claimFacts({
        candidates: twins ? [household, twin] : [household],
        ...(known ? {} : { delegate: undefined })
      }),
      context({ claimBySearch: mode })
    )
    const agent = same("facts" in answer && answer.facts, { agentId: claim.agentId }, "what the refusal tells")
    if (mode === "off") return all(refusedAs(answer, "ClaimsNotOffered", "DEL-13"), agent)
    if (!attested) return all(refusedAs(answer, "NotAttested", "DEL-13"), agent)
    if (!known) return all(refusedAs(answer, "UnknownAgent", "DEL-08"), agent)
    const none = spelled.startsWith("other") || !dob || zip === "95815"
    const several = !none && twins && (near || zip === undefined)
    if (none || several)
      return all(
        refusedAs(answer, several ? "SeveralMatch" : "NoMatch", "DEL-14"),
        same("facts" in answer && answer.facts, { narrowed: zip !== undefined }, "what the refusal tells"),
        same(
          "message" in answer && answer.message,
          `${several ? "several cases fit" : "no case fits"} name${zip === undefined ? " and birth date" : ", birth date and ZIP code"}`,
          "what is said"
        ),
        // Whoever cannot be told apart from a namesake is sent to people who can ask, and never to a second case.
        holdsIf(
          "remedy" in answer &&
            answer.remedy.includes("service center") === several &&
            answer.remedy.includes("start no new application") === several,
          "the way out is another"
        )
      )
    if (!proven) return refusedAs(answer, "ConsentIncomplete", "CON-01")
    return same(eventsOf(answer).length, 3, "the number of events")
  }
})

const removals: ReadonlyArray<EndReason> = ["consumer-removed", "consent-rescinded"]
/** Ends that took the case to somebody else, or away from the agent by the word of the consumer or the exchange. */
const choices: ReadonlyArray<EndReason> = [...removals, "replaced", "transferred", "exchange-ended"]

/** A period of one of the last ten days. */
const endedAt = (day: number, reason: EndReason, brief: boolean): State => ({
  _tag: "Ended",
  from: Dates.plusHours(Sample.now, -240 + 24 * (brief ? day : day - 1)),
  until: Dates.plusHours(Sample.now, -240 + 24 * day),
  reason
})

const period = fc.record({
  state: fc.constantFrom(...(["Requested", "Active", "Frozen", "Ended", "Ended", "Ended", "Declined"] as const)),
  who: fc.constantFrom(...(["own", "own", "colleague", "stranger"] as const)),
  until: fc.constantFrom(1, 2, 3),
  // Whether it began in the instant in which it ended.
  brief: fc.constantFrom(false, false, true),
  why: fc.constantFrom<EndReason>(...choices, "relinquished", "certification-ended", "relinquished")
})
type Period = typeof period extends fc.Arbitrary<infer One> ? One : never

const pastOf = (history: ReadonlyArray<Period>) =>
  history.map(({ brief, state, until, who, why }, n) =>
    Sample.delegation(n, state, {
      caseId,
      ...(state === "Ended" ? { state: endedAt(until, why, brief) } : {}),
      delegate: {
        agentId: Sample.agentId(who === "own" ? 1 : who === "colleague" ? 2 : 3),
        agencyId: Sample.agencyId(who === "stranger" ? 1 : 0)
      }
    })
  )

const holdsNow = ({ state }: Period): boolean => state === "Active" || state === "Frozen"

/** Why the agent's last periods ended, and on which day, when the agent does not have the case. */
const leaving = (history: ReadonlyArray<Period>) => {
  const own = history.filter(({ who }) => who === "own")
  const over = own.some(holdsNow) ? [] : own.filter(({ state }) => state === "Ended")
  const day = Math.max(...over.map(({ until }) => until))
  return { day, why: over.filter(({ until }) => until === day).map(({ why }) => why) }
}

/** Where only associated agents search, strangers are blocked, and so is who was there before. @category laws */
export const strangersAreBlocked = make({
  id: "new-agent-strangers-are-blocked",
  sentence:
    "where only associated agents may search, a case goes to who has it, to who left it last by an own step or with the certification, and to who is on record since for one of its policies; every other agent is blocked, a colleague of the one who has it as well, and above all whom the consumer removed, replaced, or moved away from by a yes, even one on record",
  rules: ["DEL-05", "DEL-15", "DEL-16", "DEL-20"],
  runs: 800,
  input: fc.record({
    history: fc.array(period, { maxLength: 3 }),
    record: fc.constantFrom(...(["never", "never", "delivered", "stated", "long ago", "replaced", "beside"] as const))
  }),
  holds: ({ history, record }, rules) => {
    const { npn } = Sample.profile(1)
    const stated = (by: typeof npn, daysAgo = 0) => ({
      agentsOfRecord: [
        {
          ...{ npn: by, from: Dates.plusDays(Sample.today, -daysAgo) },
          ...{ recordedAt: Sample.now, reason: "correction" as const }
        }
      ]
    })
    const delivered = (by: typeof npn) => ({ coverage: Sample.coverage({ aorNpn: by }) })
    const other = Sample.profile(9).npn
    const household = Sample.household(0, {
      ...(record === "delivered" || record === "replaced" ? delivered(npn) : delivered(other)),
      ...(record === "stated" ? stated(npn) : record === "long ago" ? stated(npn, 20) : {}),
      ...(record === "replaced" ? stated(other) : {}),
      ...(record === "beside" ? { policies: [furtherPolicy(0, { aorNpn: npn })] } : {})
    })
    const answer = rules.claim.decide(
      claim,
      claimFacts({ candidates: [household], history: pastOf(history) }),
      context({ claimBySearch: "associated", newAgentVerification: ["consumer"] })
    )
    const others = history.filter(({ who }) => who !== "own")
    if (history.some((one) => one.who === "own" && holdsNow(one))) return same(answer._tag, "Accepted", "the answer")
    const { day, why } = leaving(history)
    const sentAway = why.some((reason) => choices.includes(reason))
    const held = others.some(holdsNow)
    const came = others.filter(({ state }) => state === "Ended")
    const left = why.length > 0 && came.every(({ brief, until }) => (brief ? until : until - 1) < day)
    // The policy began before all of this, and what is stated today counts from today.
    const before = ["delivered", "long ago", "beside"].includes(record)
    const onRecord = record === "stated" || (before && came.length === 0)
    if (!sentAway && !held && (left || onRecord)) return same(answer._tag, "Accepted", "the answer")
    const colleague = others.some((one) => one.who === "colleague" && holdsNow(one))
    return colleague ? refusedAs(answer, "ColleaguesCase", "DEL-16") : refusedAs(answer, "NotAssociated", "DEL-15")
  }
})

/** Where everybody may search, whom the consumer removed may not. @category laws */
export const removedStayAway = make({
  id: "new-agent-removed-stay-away",
  sentence:
    "where every agent may claim by attestation, whom the consumer removed, or took the consent back from, claims again only after the consumer has brought the agent back",
  rules: ["DEL-05", "DEL-13"],
  runs: 400,
  input: fc.array(period, { maxLength: 3 }),
  holds: (history, rules) => {
    const answer = rules.claim.decide(
      claim,
      claimFacts({ history: pastOf(history) }),
      context({ claimBySearch: "any" })
    )
    return leaving(history).why.some((reason) => removals.includes(reason))
      ? refusedAs(answer, "RemovedByConsumer", "DEL-05")
      : same(answer._tag, "Accepted", "the answer")
  }
})

/** The laws of this module. @category laws */
export const laws = [claimsFindOne, strangersAreBlocked, removedStayAway] as ReadonlyArray<Law>
