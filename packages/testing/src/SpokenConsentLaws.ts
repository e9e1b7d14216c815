/**
 * Laws of consents given in a recorded call: what is written down of it, and whom it has to name.
 *
 * @since 0.1.0
 */
import * as fc from "fast-check"
import * as EntitySample from "./EntitySample.ts"
import { agencyId, agentId, decide, granting, sha256 } from "./internal/ConsentFacts.ts"
import { all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

/** A spoken consent has its own record. @category laws */
export const spokenIsWritten = make({
  id: "consent-spoken-is-written",
  sentence:
    "a spoken consent is recorded with the recording, the help described and the producer number of the agent it names",
  rules: ["CON-04"],
  input: fc.record({
    spoken: fc.constantFrom("none", "right", "right", "another-agent", "another-name", "upper", "silent"),
    recording: fc.boolean()
  }),
  holds: ({ recording, spoken }, rules) => {
    const { name, npn } = Sample.profile(1)
    const record = {
      agentName:
        spoken === "another-name"
          ? Sample.profile(2).name
          : spoken === "upper"
            ? ({ first: name.first.toUpperCase(), last: name.last.toUpperCase() } as typeof name)
            : name,
      agentNpn: spoken === "another-agent" ? Sample.profile(2).npn : npn,
      help: spoken === "silent" ? "" : "apply for coverage and compare plans"
    }
    const answer = decide(
      rules,
      granting({
        channel: "recorded-call",
        evidence: { type: recording ? "recording" : "message", ref: "call-1", sha256 },
        ...(spoken === "none" ? {} : { spoken: record })
      })
    )
    const missing = [
      ...(spoken === "none" || spoken === "silent" ? ["record"] : []),
      ...(recording ? [] : ["recording"]),
      ...(spoken === "another-agent" ? ["agent-npn"] : []),
      ...(spoken === "another-name" ? ["agent-name"] : [])
    ]
    if (missing.length === 0) return same(eventsOf(answer).length, 2, "the number of events")
    return all(
      refusedAs(answer, "SpokenConsentIncomplete", "CON-04"),
      same("facts" in answer && answer.facts.missing, missing, "what it lacks")
    )
  }
})

/** A spoken consent says in the words for whom it allows who was named. @category laws */
export const spokenNamesWhomItAllows = make({
  id: "consent-spoken-names-whom-it-allows",
  sentence:
    "a recorded call for a counselor is written down with the counselor's name and identifier and one for an agency with an agent's name and producer number; the words for the other, or another helper than the terms allow, are refused with the fields at fault",
  rules: ["CON-04", "DEL-28"],
  runs: 400,
  input: fc.record({
    allowed: fc.constantFrom("counselor", "counselor", "agent", "agency"),
    shape: fc.constantFrom("counselor", "counselor", "agent"),
    who: fc.constantFrom(true, true, false),
    called: fc.constantFrom("right", "right", "another", "upper"),
    help: fc.constantFrom("compare plans", "compare plans", ""),
    recorded: fc.constantFrom(true, true, true, false)
  }),
  holds: ({ allowed, called, help, recorded, shape, who }, rules) => {
    const counselor = EntitySample.counselor()
    const { counselorId, name } = counselor
    const { name: agentName, npn } = Sample.profile(1)
    const said = (own: typeof name) =>
      called === "another"
        ? Sample.profile(2).name
        : called === "upper"
          ? ({ first: own.first.toUpperCase(), last: own.last.toUpperCase() } as typeof own)
          : own
    const spoken =
      shape === "counselor"
        ? { counselorName: said(name), counselorId: who ? counselorId : EntitySample.counselor(4).counselorId, help }
        : { agentName: said(agentName), agentNpn: who ? npn : Sample.profile(2).npn, help }
    const grantee =
      allowed === "counselor"
        ? ({ _tag: "Counselor", counselorId } as const)
        : ({ _tag: "Agency", agencyId, ...(allowed === "agent" ? { agentId } : {}) } as const)
    const answer = decide(
      rules,
      granting({
        ...{ grantee, spoken, channel: recorded ? "recorded-call" : "text" },
        evidence: { type: "recording", ref: "call-1", sha256 }
      }),
      {
        agent: allowed === "agent" ? Sample.agent(1) : undefined,
        counselor: allowed === "counselor" ? { counselor, entity: EntitySample.entity() } : undefined
      }
    )
    const [number, nameOf] =
      allowed === "counselor" ? (["counselor-id", "counselor-name"] as const) : (["agent-npn", "agent-name"] as const)
    const fits = (allowed === "counselor") === (shape === "counselor")
    // An agency without a named agent has nothing to be compared.
    const compared = fits && allowed !== "agency"
    const missing = [
      ...(help === "" ? ["record"] : []),
      ...(!fits || (compared && !who) ? [number] : []),
      ...(!fits || (compared && called === "another") ? [nameOf] : [])
    ]
    if (!recorded || missing.length === 0)
      return same(
        eventsOf(answer).flatMap((event) => (event._tag === "ConsentDrafted" ? [event.consent.spoken] : [])),
        [spoken],
        "what is written down"
      )
    return all(
      refusedAs(answer, "SpokenConsentIncomplete", "CON-04"),
      same("facts" in answer && answer.facts.missing, missing, "what it lacks")
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [spokenIsWritten, spokenNamesWhomItAllows]
