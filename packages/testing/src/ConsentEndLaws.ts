/**
 * Laws of how consents end with the help that rests on them: whatever ends the last delegation ends the consent as well.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Consent, State } from "@agencybook/core/Consent"
import type { Command, Delegation } from "@agencybook/core/Delegation"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import { agencyId, agentId, caseId, consentId, yearsAfter } from "./internal/ConsentFacts.ts"
import { all, type Law, make, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const ways = [
  ...(["window-passes", "no-window", "death", "turned-away"] as const),
  ...(["agency-terminated", "agency-rejected", "kept-until-the-day"] as const),
  ...(["given-up", "removed", "removed-by-exchange", "replaced"] as const),
  // What may come back keeps what was signed.
  ...(["window-opens", "suspended", "the-day-before"] as const)
]
type Way = (typeof ways)[number]

const ends: ReadonlySet<Way> = new Set(ways.slice(0, 11))
/** What ends with an agency ends as a whole, so that nothing of it can rest on a consent of its own. */
const ofAgency: ReadonlySet<Way> = new Set<Way>(["agency-terminated", "agency-rejected"])

interface Held {
  readonly own: Delegation
  /** Another delegation of the case, to a colleague. */
  readonly other: Delegation | undefined
  readonly consents: ReadonlyArray<Consent>
}

type Moves = ReadonlyArray<{ readonly _tag: string }>
type Answered = { readonly _tag: string; readonly events?: Moves }

/** What the rules answer to what happens to the delegation. */
const carriedOut = (way: Way, { consents, other, own }: Held, rules: Rules): Answered => {
  const context = Sample.context()
  const beside = [own, ...(other === undefined ? [] : [other])]
  const daily = (state: "Certified" | "TerminatedVested", until: typeof Sample.today) =>
    rules.certificationDaily.decide(
      { _tag: "RunCertificationDaily", agentId, day: Sample.today },
      {
        agent: Sample.agent(1, { certification: Sample.certification(state), dispositionUntil: until }),
        ...{ open: [own], consents, beside }
      },
      context
    )
  const following = (trigger: "deny" | "record-death" | "suspend" | "terminate-vested", dispositionDays: number) => ({
    _tag: "Accepted",
    events: rules.cascade.follow(
      [
        {
          _tag: "CertificationMoved",
          agentId,
          trigger,
          from: "Certified",
          to: Sample.certification("TerminatedVested")
        }
      ],
      { agentId, employment: undefined, open: [own], consents, beside },
      { ...context, policy: { ...context.policy, dispositionDays } }
    )
  })
  const ending = (books: "end" | "reject") =>
    rules.agencyTermination.decide(
      books === "end"
        ? { _tag: "TerminateAgency", agencyId, reason: "closed", books }
        : { _tag: "RejectAgency", agencyId, reason: "closed" },
      {
        agency: Sample.agency(0, {
          certification: Sample.agencyCertification(books === "end" ? "Certified" : "Pending")
        }),
        ...{ members: [], open: beside, consents, staff: [], invitations: [] }
      },
      context
    )
  const step = (command: Command, actor = Sample.asConsumer(), asked = own) =>
    rules.delegation.decide(
      command,
      {
        ...{ case: Sample.household(), delegation: asked, delegate: Sample.member(1), consents },
        consent: consents.find((one) => one.consentId === asked.consentId),
        open: asked === own ? beside : [...beside, asked]
      },
      { ...context, actor }
    )
  const { delegationId } = own
  const wish = Sample.delegation(7, "Requested", { caseId, consentId: Sample.consent(7).consentId })
  switch (way) {
    case "window-passes":
      return daily("TerminatedVested", Sample.today)
    case "kept-until-the-day":
      return daily("Certified", Sample.today)
    case "the-day-before":
      return daily("TerminatedVested", Dates.plusDays(Sample.today, 1))
    case "no-window":
      return following("terminate-vested", 0)
    case "death":
      return following("record-death", 0)
    case "turned-away":
      return following("deny", 0)
    case "window-opens":
      return following("terminate-vested", 30)
    case "suspended":
      return following("suspend", 0)
    case "agency-terminated":
      return ending("end")
    case "agency-rejected":
      return ending("reject")
    case "given-up":
      return step({ _tag: "RelinquishDelegation", delegationId }, Sample.asAgent(1))
    case "removed":
      return step({ _tag: "RemoveDelegation", delegationId })
    case "removed-by-exchange":
      return step({ _tag: "RemoveDelegation", delegationId }, Sample.exchange)
    case "replaced":
      return step({ _tag: "AcceptRequest", delegationId: wish.delegationId }, Sample.asAgent(1), wish)
  }
}

/** A consent is over with the last delegation that rests on it. @category laws */
export const overWithTheLast = make({
  id: "consent-over-with-the-last-delegation",
  sentence:
    "whatever ends a delegation, the consent that it names is over in that instant, or taken back where the consumer removes the agent, and is kept its years from that day, unless another delegation that stays rests on it; one that no delegation names stays, and nothing ends while the client may come back",
  rules: ["CON-03", "CON-05", "DEL-25", "AGY-09", "EMP-04"],
  runs: 1_500,
  least: { requestDays: 2 },
  input: fc.record({
    way: fc.constantFrom(...ways),
    held: fc.constantFrom(...(["Active", "Frozen"] as const)),
    state: fc.constantFrom(...(["Granted", "Granted", "Granted", "Rescinded", "Expired"] as const)),
    other: fc.constantFrom(...(["none", "none", "rests on it", "rests on another"] as const))
  }),
  holds: ({ held, other, state, way }, rules) => {
    const own = Sample.delegation(1, way === "kept-until-the-day" ? "Frozen" : held, {
      ...{ caseId, consentId, delegate: { agentId, agencyId } }
    })
    const assister = Sample.delegation(2, "Active", {
      ...{ caseId, kind: "assister", delegate: { agentId: Sample.agentId(2), agencyId } },
      consentId: other === "rests on it" ? consentId : Id.make("consent-8")
    })
    const consents = [
      Sample.consent(9, state, { caseId }),
      Sample.consent(5, "Granted", { caseId }),
      Sample.consent(7, "Draft", { caseId }),
      Sample.consent(8, "Granted", { caseId })
    ]
    const answer = carriedOut(way, { own, other: other === "none" ? undefined : assister, consents }, rules)
    const over = (answer.events ?? []).flatMap((event) => {
      const one = event as { readonly consentId?: string; readonly retainUntil?: string; readonly to?: State }
      return event._tag === "ConsentMoved" && one.to?._tag !== "Granted"
        ? [`${one.consentId} ${one.to?._tag} ${one.retainUntil}`]
        : []
    })
    const total = Sample.policy().delegationExclusivity === "one-total"
    const whole = ofAgency.has(way) || (total && way === "replaced")
    const falls = ends.has(way) && state === "Granted" && (whole || other !== "rests on it")
    const becomes = way === "removed" ? "Rescinded" : "Expired"
    return all(
      same(answer._tag, "Accepted", "the answer"),
      same(
        over.sort(),
        [
          ...(whole && other === "rests on another" ? [`consent-8 Expired ${yearsAfter(Sample.today)}`] : []),
          ...(falls ? [`${consentId} ${becomes} ${yearsAfter(Sample.today)}`] : [])
        ],
        "what is over"
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [overWithTheLast]
