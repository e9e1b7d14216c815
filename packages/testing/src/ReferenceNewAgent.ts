/**
 * The ways to a new agent without a request that waits, in the reference model: calls, a linked account, and the
 * reminders of those who wait.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/NewAgent"
import type * as RequestReminder from "@agencybook/core/RequestReminder"
import * as Authority from "./ReferenceAuthority.ts"
import * as Consent from "./ReferenceConsent.ts"
import * as Dates from "./ReferenceDates.ts"
import { begun, closedWay, holds, replaced } from "./ReferenceDelegation.ts"
import * as Proof from "./ReferenceProof.ts"
import {
  accepted,
  all,
  change,
  type Entries,
  type Entry,
  type Fact,
  type Moment,
  one,
  put,
  reason,
  some,
  unchanged,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

type Call = Exclude<Command, { readonly _tag: "DelegateByAccessCode" }>

/** A delegation that begins at once. @category models */
export interface Opening {
  readonly delegation: string
  readonly case: string
  readonly agent: string
  readonly origin: string
  readonly reference: string
  /** The last day of the consent. */
  readonly through?: string | undefined
  /** What the consumer said on the telephone. */
  readonly heard?: { readonly scopes?: ReadonlyArray<string> }
  readonly proof?: Proof.Proof
}

/** Who waits for this agent has got the agent: the wish is over, and what was signed for it as well. */
const fulfilled = (world: World, { agent, case: caseId }: Opening, moment: Moment): World =>
  all(
    world,
    "delegation",
    (fact) => fact.case === caseId && fact.agent === agent && fact.kind === "producer" && fact.state === "Requested"
  ).reduce<World>(
    (next, wish) =>
      Consent.moved(
        change(
          next,
          "delegation",
          (fact) => fact.delegation === wish.delegation,
          (fact) => ({ ...fact, state: "Cancelled", at: moment.at })
        ),
        wish.consent,
        "Expired",
        moment
      ),
    world
  )

/**
 * A delegation begins at once: the one before ends, the consent is granted with it.
 *
 * **Rules**: DEL-01, DEL-08..11, CON-01.
 *
 * @category transforms
 */
export const open = (world: World, opening: Opening, moment: Moment): Verdict => {
  const { agent, case: caseId, delegation, heard, origin, proof, reference, through } = opening
  const place = Authority.placeOf(world, agent)
  const household = one(world, "case", (fact) => fact.case === caseId)
  const impossible = [
    (household === undefined || household.members === 0) && reason("UnknownCase", "DEL-03"),
    some(world, "delegation", (fact) => fact.delegation === delegation) && reason("DelegationExists", "DEL-22"),
    place === undefined && reason("UnknownAgent", "DEL-08")
  ]
  return unless(impossible, () => {
    const agency = place?.agency ?? ""
    const has = (fact: Fact<"delegation">) =>
      fact.case === caseId && fact.agent === agent && fact.agency === agency && fact.kind === "producer" && holds(fact)
    const held = some(world, "delegation", has)
    // The present delegate is chosen already; a consent that is over is given anew.
    if (held && Consent.mayComplete(world, caseId, agency, agent, moment.day)) return unchanged(world)
    return unless(
      [
        Authority.withoutAuthority(world, agent, agency, moment.day),
        heard?.scopes?.length === 0 && reason("ConsentIncomplete", "CON-01", "scopes"),
        proof !== undefined && Proof.againstProof(world, agency, agent, proof, moment.day),
        proof !== undefined && Proof.forged(proof.evidence, moment)
      ],
      () => {
        const { at, commandId } = moment
        const consent = `${commandId}~0`
        const plain = heard === undefined
        const terms = {
          ...(plain ? Consent.ofRequest(agency, agent, moment) : Consent.ofCall(agency, agent, heard.scopes, moment)),
          through
        }
        const given = (before: World) =>
          accepted(Consent.moved(Consent.drafted(before, consent, caseId, terms, moment), consent, "Granted", moment))
        if (held) return given(world)
        const next = put(
          replaced(fulfilled(world, opening, moment), caseId, "producer", moment),
          begun({
            ...{ delegation, case: caseId, kind: "producer", agent, agency, consent },
            ...{ origin, method: origin, reference, state: "Active", from: at }
          })
        )
        return given(next)
      }
    )
  })
}

const spoken = (text: string): string => text.normalize("NFC").trim().toLowerCase()

/** Whether the caller gave the agent's name and a number that only the agent and the exchange know together. @rule DEL-06 */
const isKnown = (world: World, agentId: string, { agent: { name, number } }: Call["call"]): boolean => {
  const agent = one(world, "agent", (fact) => fact.agent === agentId)
  if (agent === undefined || spoken(`${agent.first} ${agent.last}`) !== spoken(`${name.first} ${name.last}`))
    return false
  return "licence" in number
    ? some(world, "licence", (fact) => fact.agent === agentId && fact.number === number.licence.trim().toUpperCase())
    : some(
        world,
        "certification",
        (fact) => fact.agent === agentId && fact.state === "Certified" && fact.number === number.certification.trim()
      )
}

const byCall = (world: World, command: Call, moment: Moment): Verdict => {
  const { agentId: agent, call, caseId, delegationId: delegation } = command
  const { day } = moment
  const asked = command._tag === "DelegateByThreeWayCall" ? command.until : undefined
  const once = command._tag === "DelegateByThreeWayCall" && moment.policy.callConsent === "one-call"
  const until = asked ?? (once ? day : undefined)
  if (Authority.placeOf(world, agent) === undefined)
    return unless([reason("UnknownAgent", "DEL-08")], () => unchanged(world))
  return unless(
    [
      closedWay(moment, "three-way-call"),
      !isKnown(world, agent, call) && reason("AgentNotAuthenticated", "DEL-06"),
      !call.contactPresent && reason("ContactNotOnTheLine", "DEL-06"),
      // For this call alone, or for a year at most. @rule DEL-18
      until !== undefined &&
        (until < day || until > Dates.yearsAfter(day, 1)) &&
        reason("AuthorizationTooLong", "DEL-18")
    ],
    () => {
      const origin = command._tag === "DelegateByThreeWayCall" ? "three-way-call" : "service-center"
      const named = { delegation, case: caseId, agent, origin, reference: call.reference }
      return open(world, { ...named, heard: call, through: until }, moment)
    }
  )
}

const byCode = (
  world: World,
  { agentId, caseId, delegationId }: Extract<Command, { readonly _tag: "DelegateByAccessCode" }>,
  moment: Moment
): Verdict => {
  // Good for one choice, for a day, while the account is linked that it has linked. @rule ACC-06
  const redeemed = one(
    world,
    "code",
    (fact) =>
      fact.case === caseId &&
      fact.state === "Redeemed" &&
      fact.redeemed !== undefined &&
      moment.at < Dates.later(fact.redeemed, 24 * 3_600_000)
  )
  const agent = one(world, "agent", (fact) => fact.agent === agentId)
  return unless(
    [
      redeemed === undefined && reason("NoCodeRedeemed", "ACC-06"),
      closedWay(moment, "consumer"),
      // Who works in no agency is nobody whom a consumer can choose.
      agent?.accepting === false &&
        Authority.placeOf(world, agentId) !== undefined &&
        reason("NotAcceptingClients", "DEL-08")
    ],
    () => {
      const reference = redeemed?.code ?? ""
      const named = { delegation: delegationId, case: caseId, agent: agentId }
      const opened = open(world, { ...named, origin: "access-code", reference }, moment)
      if (opened._tag === "Refused" || opened.world === world) return opened
      return accepted(
        change(
          opened.world,
          "code",
          (fact) => fact.code === reference,
          (fact) => ({ ...fact, state: "Spent" })
        )
      )
    }
  )
}

/** Reminders come on the third and the tenth day of a request, to agents and to counselors. @rule DEL-23 */
const remind = (world: World, { on, only }: RequestReminder.Command, moment: Moment): Verdict => {
  const isMeant = ({ delegation, state }: Pick<Fact<"help">, "delegation" | "state">) =>
    state === "Requested" && (only?.some((one) => one === delegation) ?? true)
  const reminded = <F extends Pick<Fact<"help">, "at" | "reminders">>(fact: F): F => {
    const asked = Dates.dayOf(fact.at ?? "", moment.policy.timeZone)
    const due = [3, 10].filter((days) => Dates.daysAfter(asked, days) <= on).length
    const isOver = Dates.daysAfter(asked, moment.policy.requestDays) <= on
    return due > (fact.reminders ?? 0) && !isOver ? { ...fact, reminders: due } : fact
  }
  return unless([on > moment.day && reason("RemindersNotDue", "DEL-23")], () =>
    accepted(change(change(world, "delegation", isMeant, reminded), "help", isMeant, reminded))
  )
}

const byPhone = <C extends Call>(): Entry<C> => ({
  capability: "delegate-by-phone",
  target: (_, { caseId }) => ({ case: caseId }),
  carryOut: byCall
})

/** The commands by which a case comes to a new agent at once, and the reminders. @category models */
export const entries: Entries<Command | RequestReminder.Command> = {
  DelegateByServiceCenter: byPhone(),
  DelegateByThreeWayCall: byPhone(),
  DelegateByAccessCode: {
    capability: "delegate-by-code",
    target: (_, { caseId }) => ({ case: caseId }),
    carryOut: byCode
  },
  RemindRequests: { capability: "remind-requests", target: () => ({}), carryOut: remind }
}
