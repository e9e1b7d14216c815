/**
 * Laws of the passcode by which a consumer changes the agent: where it goes, and that it works once.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import { confirm, context, facts, issue, mine } from "./internal/NewAgentFacts.ts"
import { acceptedAs, all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import { dayOf as exchangeDay } from "./ReferenceDates.ts"
import * as Sample from "./Sample.ts"

/** A passcode works once, in its time, for one case and one agent. @category laws */
export const passcodeWorksOnce = make({
  id: "new-agent-passcode-works-once",
  sentence:
    "a passcode gives one case to one agent, once, within its minutes and tries; whatever is wrong with it is refused in the same words, and a guess is counted",
  rules: ["DEL-17"],
  runs: 600,
  input: fc.record({
    state: fc.constantFrom(...(["Issued", "Issued", "Issued", "Confirmed", "Superseded", "Locked", "none"] as const)),
    offset: fc.constantFrom(-600_000, -1, -1, 0, 1),
    matches: fc.boolean(),
    wrongTries: fc.integer({ min: 0, max: 2 }),
    tries: fc.constantFrom(1, 3)
  }),
  holds: ({ matches, offset, state, tries, wrongTries }, rules) => {
    const live = state === "none" ? undefined : Sample.agentChangeCode(0, { state, wrongTries })
    const at = Dates.plusMillis(Sample.agentChangeCode().expiresAt, offset)
    const answer = rules.agentChange.decide(
      confirm,
      { ...facts(), live, matches },
      context({ agentChangeCode: { minutes: 10, tries, waitMinutes: 1, perDay: 5 } }, at)
    )
    if (live === undefined || state !== "Issued" || offset >= 0)
      return refusedAs(answer, "PasscodeNotAccepted", "DEL-17")
    const moved = { _tag: "AgentChangeCodeMoved", agentChangeCodeId: live.agentChangeCodeId, from: "Issued" }
    if (!matches) {
      const locks = wrongTries + 1 >= tries
      return all(
        same(answer._tag, "Recorded", "the answer to a guess"),
        refusedAs(answer._tag === "Recorded" ? answer.refusal : answer, "PasscodeNotAccepted", "DEL-17"),
        same(
          eventsOf(answer),
          [{ ...moved, trigger: locks ? "lock" : "miss", to: locks ? "Locked" : "Issued", wrongTries: wrongTries + 1 }],
          "what a guess leaves behind"
        )
      )
    }
    const [first, ...rest] = eventsOf(answer)
    return all(
      same(first, { ...moved, trigger: "confirm", to: "Confirmed", wrongTries }, "what becomes of the passcode"),
      same(
        rest.map(({ _tag }) => _tag),
        ["DelegationOpened", "ConsentDrafted", "ConsentMoved"],
        "what follows"
      ),
      same(
        [first].reduce<typeof live | undefined>(
          (code, event) => (event?._tag === "AgentChangeCodeMoved" ? rules.agentChange.evolve(code, event) : code),
          live
        ),
        { ...live, state: "Confirmed" },
        "the passcode afterwards"
      )
    )
  }
})

/** A passcode is sent to a consumer who can be reached. @category laws */
export const passcodeIsSent = make({
  id: "new-agent-passcode-is-sent",
  sentence:
    "a passcode is sent to a consumer with an e-mail address unless the agent has the case with a consent in force, lives for its minutes, and takes the place of the one before",
  rules: ["DEL-17", "DEL-08", "DEL-11"],
  runs: 400,
  input: fc.record({
    known: fc.constantFrom(true, true, true, false),
    email: fc.constantFrom(true, true, true, false),
    taken: fc.constantFrom(false, false, false, true),
    agent: fc.constantFrom(...(["good", "good", "good", "locked", "unknown"] as const)),
    live: fc.boolean(),
    holder: fc.constantFrom(...(["nobody", "nobody", "producer", "assister"] as const)),
    consent: fc.constantFrom(...(["Granted", "Granted", "Expired"] as const))
  }),
  holds: ({ agent, consent, email, holder, known, live, taken }, rules) => {
    const { email: address, ...contact } = Sample.household().primaryContact
    const primaryContact = email && address !== undefined ? { ...contact, email: address } : contact
    const answer = rules.agentChange.decide(
      issue,
      {
        ...facts({
          case: known ? Sample.household(0, { primaryContact }) : undefined,
          delegate: agent === "unknown" ? undefined : Sample.member(1, { locked: agent === "locked" }),
          consents: [Sample.consent(0, consent, { grantee: { _tag: "Agency", ...mine.delegate } })],
          open: holder === "nobody" ? [] : [Sample.delegation(3, "Active", { ...mine, kind: holder })]
        }),
        live: live ? Sample.agentChangeCode() : undefined,
        sameCode: taken ? Sample.agentChangeCode(9) : undefined
      },
      context({ agentChangeCode: { minutes: 10, tries: 5, waitMinutes: 1, perDay: 5 } })
    )
    if (!known) return refusedAs(answer, "UnknownCase", "DEL-03")
    if (agent === "unknown") return refusedAs(answer, "UnknownAgent", "DEL-08")
    if (taken) return refusedAs(answer, "AgentChangeCodeExists", "DEL-17")
    if (holder === "producer" && consent === "Granted") return acceptedAs(answer, [])
    if (agent === "locked") return refusedAs(answer, "AgentWithoutAuthority", "DEL-08")
    if (!email) return refusedAs(answer, "ConsumerNotReachable", "DEL-17")
    const code = Sample.agentChangeCode(0, { agentChangeCodeId: Id.make("passcode-9") })
    const before = {
      _tag: "AgentChangeCodeMoved",
      agentChangeCodeId: "passcode-0",
      trigger: "supersede",
      from: "Issued",
      to: "Superseded",
      wrongTries: 0
    }
    return acceptedAs(answer, [...(live ? [before] : []), { _tag: "AgentChangeCodeIssued", code }])
  }
})

/** A consumer is not flooded. @category laws */
export const passcodesAreSpaced = make({
  id: "new-agent-passcodes-are-spaced",
  sentence:
    "between two passcodes of one agent for one consumer lies the policy's wait, and a day of the exchange has at most so many, whatever became of those before",
  rules: ["DEL-17"],
  input: fc.record({
    ago: fc.array(fc.oneof(fc.constantFrom(0, 1, 59, 60), fc.integer({ min: 0, max: 2_000 })), { maxLength: 6 }),
    state: fc.constantFrom(...(["Superseded", "Locked", "Confirmed", "Issued"] as const)),
    waitMinutes: fc.constantFrom(0, 1, 60),
    perDay: fc.constantFrom(1, 3, 5),
    hour: fc.integer({ min: 0, max: 23 })
  }),
  holds: ({ ago, hour, perDay, state, waitMinutes }, rules) => {
    const at = Dates.instant(`2026-03-03T${String(hour).padStart(2, "0")}:30:00.000Z`)
    const before = (minutes: number) => new Date(Date.parse(at) - minutes * 60_000).toISOString()
    const sent = ago.map((minutes, n) => Sample.agentChangeCode(n, { state, issuedAt: Dates.instant(before(minutes)) }))
    const terms = context({ agentChangeCode: { minutes: 10, tries: 5, perDay, waitMinutes } }, at)
    const answer = rules.agentChange.decide(issue, { ...facts(), live: undefined, sent }, terms)
    const dayOf = (moment: string) => exchangeDay(moment, terms.policy.timeZone)
    if (ago.filter((minutes) => dayOf(before(minutes)) === dayOf(at)).length >= perDay)
      return refusedAs(answer, "TooManyPasscodes", "DEL-17")
    if (ago.some((minutes) => minutes < waitMinutes)) return refusedAs(answer, "PasscodeTooSoon", "DEL-17")
    return same(
      eventsOf(answer).map(({ _tag }) => _tag),
      ["AgentChangeCodeIssued"],
      "what is sent"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [passcodeWorksOnce, passcodeIsSent, passcodesAreSpaced] as ReadonlyArray<Law>
