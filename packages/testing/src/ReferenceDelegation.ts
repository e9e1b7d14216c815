/**
 * Delegation in the reference model: a consumer's wish, its answer, and its end.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/Delegation"
import * as Authority from "./ReferenceAuthority.ts"
import * as Consent from "./ReferenceConsent.ts"
import * as Dates from "./ReferenceDates.ts"
import * as Help from "./ReferenceHelp.ts"
import {
  accepted,
  all,
  change,
  type Entries,
  type Fact,
  type Moment,
  one,
  put,
  type Reason,
  reason,
  some,
  type Target,
  unchanged,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

type Delegation = Fact<"delegation">
type Way = Moment["policy"]["newAgentVerification"][number]
type Named = { readonly delegationId: string }

/** The reason that an exchange does not accept a way to a new agent; where it names none, only the consumer asks. @rule DEL-15 @category queries */
export const closedWay = ({ policy: { newAgentVerification: ways } }: Moment, way: Way): Reason | false =>
  !(ways.length === 0 ? way === "consumer" : ways.includes(way)) && reason("WayNotAccepted", "DEL-15")

/** Whether a delegation holds its case: active, or frozen. @rule BOB-04 @category predicates */
export const holds = ({ state }: Delegation): boolean => state === "Active" || state === "Frozen"

/** Whether a delegation still binds somebody: asked for, or holding. @category predicates */
export const isOpen = (fact: Delegation): boolean => fact.state === "Requested" || holds(fact)

/** A delegation that ends now; a period never ends before it began. @category transforms */
export const ended = (fact: Delegation, at: string, why: string): Delegation => {
  const from = fact.from ?? at
  return { ...fact, state: "Ended", at: undefined, from, frozenSince: undefined, until: from > at ? from : at, why }
}

/** A client whom nobody holds any more; who has asked is told to choose somebody else. @rule DEL-25 @category transforms */
const free = (fact: Delegation, at: string, why: string): Delegation => {
  if (!isOpen(fact)) return fact
  return fact.state === "Requested" ? { ...fact, state: "Declined", at } : ended(fact, at, why)
}

/** The world in which nobody has some clients any more, and what was signed for them is over, unless something else rests on it. @rule CON-03 @category transforms */
export const setFree = (
  world: World,
  fits: (fact: Delegation) => boolean,
  moment: Moment,
  why = "certification-ended"
): World =>
  all(world, "delegation", (fact) => fits(fact) && isOpen(fact)).reduce<World>(
    (next, left) => Consent.ofDelegation(next, left, "Expired", moment),
    change(world, "delegation", fits, (fact) => free(fact, moment.at, why))
  )

/** A delegation that somebody asks for, or holds from the start. @category constructors */
export const begun = (
  fields: Pick<Delegation, "delegation" | "case" | "kind" | "agent" | "agency" | "origin" | "state"> &
    Partial<Delegation>
): Delegation => ({
  is: "delegation",
  predecessor: undefined,
  transfer: undefined,
  consent: undefined,
  method: undefined,
  reference: undefined,
  reminders: undefined,
  asked: undefined,
  at: undefined,
  from: undefined,
  frozenSince: undefined,
  until: undefined,
  why: undefined,
  ...fields
})

const find = (world: World, delegation: string): Delegation | undefined =>
  one(world, "delegation", (fact) => fact.delegation === delegation)

const targetOf = (world: World, { delegationId }: Named): Target => {
  const known = find(world, delegationId)
  return known === undefined ? {} : { case: known.case, agent: known.agent, agency: known.agency }
}

/** A request is over when the wall calendar shows the day on which its days are used up. @rule DEL-23 @category predicates */
export const isOver = (known: Delegation, { day, policy }: Moment): boolean =>
  day >= Dates.daysAfter(Dates.dayOf(known.at ?? "", policy.timeZone), policy.requestDays)

const moved = (world: World, known: Delegation, next: (fact: Delegation) => Delegation): World =>
  change(world, "delegation", (fact) => fact.delegation === known.delegation, next)

/** A step that is allowed from some states only, with what becomes of the consent that was signed for it. */
const step = (
  from: ReadonlyArray<string>,
  next: (fact: Delegation, at: string, moment: Moment) => Delegation,
  consent?: "Rescinded" | "Expired" | ((moment: Moment) => "Rescinded" | "Expired"),
  against: (world: World, known: Delegation, moment: Moment) => ReadonlyArray<Reason | false | undefined> = () => []
) => ({
  target: targetOf,
  carryOut: (world: World, { delegationId }: Named, moment: Moment): Verdict => {
    const known = find(world, delegationId)
    if (known === undefined) return unless([reason("UnknownDelegation", "DEL-03")], () => unchanged(world))
    if (!from.includes(known.state)) return unless([reason("NotAllowedFrom", "DEL-03")], () => unchanged(world))
    return unless(against(world, known, moment), () => {
      const done = moved(world, known, (fact) => next(fact, moment.at, moment))
      const becomes = typeof consent === "function" ? consent(moment) : consent
      return accepted(becomes === undefined ? done : Consent.ofDelegation(done, known, becomes, moment))
    })
  }
})

const answered =
  (state: string) =>
  (fact: Delegation, at: string): Delegation => ({ ...fact, state, at })

/** The world in which a new delegation ends the old one of its kind, or every other, in the same instant. @rule DEL-09 DEL-10 @category transforms */
export const replaced = (world: World, caseId: string, kind: string, moment: Moment): World => {
  const total = moment.policy.delegationExclusivity === "one-total"
  const goes = (fact: Delegation) => fact.case === caseId && (total || fact.kind === kind) && holds(fact)
  // A counselor is a delegate as well, and there is one of all kinds, or one of each.
  const helped =
    total || kind === "assister" ? Help.over(world, (fact) => fact.case === caseId, "replaced", moment) : world
  // What nobody works by any more is over with them. @rule CON-03
  return all(helped, "delegation", goes).reduce<World>(
    (next, old) => Consent.ofDelegation(next, old, "Expired", moment),
    change(helped, "delegation", goes, (fact) => ended(fact, moment.at, "replaced"))
  )
}

const accept = (world: World, { delegationId }: Named, moment: Moment): Verdict => {
  const { at, day } = moment
  const known = find(world, delegationId)
  if (known === undefined) return unless([reason("UnknownDelegation", "DEL-03")], () => unchanged(world))
  if (known.state !== "Requested") return unless([reason("NotAllowedFrom", "DEL-03")], () => unchanged(world))
  return unless(
    [
      isOver(known, moment) && reason("RequestExpired", "DEL-23"),
      Authority.withoutAuthority(world, known.agent, known.agency, day)
    ],
    () => {
      const freed = replaced(world, known.case, known.kind, moment)
      const active = moved(freed, known, (fact) => ({ ...fact, state: "Active", at: undefined, from: at }))
      return accepted(Consent.ofDelegation(active, known, "Granted", moment))
    }
  )
}

const request = (
  world: World,
  { agentId, caseId, delegationId }: Extract<Command, { readonly _tag: "RequestDelegation" }>,
  moment: Moment
): Verdict => {
  const { at, commandId, day } = moment
  const household = one(world, "case", (fact) => fact.case === caseId)
  const place = Authority.placeOf(world, agentId)
  const ofCase = all(world, "delegation", (fact) => fact.case === caseId && fact.kind === "producer")
  const impossible = [
    (household === undefined || household.members === 0) && reason("UnknownCase", "DEL-03"),
    find(world, delegationId) !== undefined && reason("DelegationExists", "DEL-22"),
    place === undefined && reason("UnknownAgent", "DEL-08")
  ]
  return unless(impossible, () => {
    const agency = place?.agency ?? ""
    // Choosing the present delegate again changes nothing while the word lasts; at another agency it is another delegate. @rule DEL-11
    const held = ofCase.some((fact) => holds(fact) && fact.agent === agentId && fact.agency === agency)
    if (held && Consent.mayComplete(world, caseId, agency, agentId, day)) return unchanged(world)
    const [stale] = ofCase.filter((fact) => fact.state === "Requested" && isOver(fact, moment))
    return unless(
      [
        closedWay(moment, "consumer"),
        Authority.withoutAuthority(world, agentId, agency, day),
        !held &&
          !some(world, "agent", (fact) => fact.agent === agentId && fact.accepting) &&
          reason("NotAcceptingClients", "DEL-08"),
        !held && ofCase.some((fact) => fact.state === "Requested" && fact !== stale) && reason("RequestOpen", "DEL-22")
      ],
      () => {
        const consent = `${commandId}~0`
        const asked = begun({
          ...{ delegation: delegationId, case: caseId, kind: "producer", agent: agentId, agency, consent },
          ...{ origin: "directory", state: "Requested", at, asked: at }
        })
        const terms =
          moment.actor._tag === "ServiceCenter"
            ? Consent.ofCall(agency, agentId, undefined, moment)
            : Consent.ofRequest(agency, agentId, moment)
        const signed = (next: World) => Consent.drafted(next, consent, caseId, terms, moment)
        if (held) return accepted(Consent.moved(signed(world), consent, "Granted", moment))
        const cleared =
          stale === undefined
            ? world
            : Consent.ofDelegation(
                moved(world, stale, (fact) => ({ ...fact, state: "Expired", at })),
                stale,
                "Expired",
                moment
              )
        return accepted(signed(put(cleared, asked)))
      }
    )
  })
}

/** The exchange takes nothing back in the consumer's name. @rule CON-05 */
const withdrawn = ({ actor }: Moment) => (actor._tag === "Exchange" ? "Expired" : "Rescinded")

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  RequestDelegation: {
    capability: "request-delegation",
    target: (_, { caseId }) => ({ case: caseId }),
    carryOut: request
  },
  AcceptRequest: { capability: "answer-request", target: targetOf, carryOut: accept },
  DeclineRequest: { capability: "answer-request", ...step(["Requested"], answered("Declined"), "Expired") },
  CancelRequest: { capability: "remove-delegation", ...step(["Requested"], answered("Cancelled"), withdrawn) },
  ExpireRequest: {
    capability: "expire-request",
    ...step(["Requested"], answered("Expired"), "Expired", (_, known, moment) => [
      !isOver(known, moment) && reason("NotYetExpired", "DEL-23")
    ])
  },
  RemoveDelegation: {
    capability: "remove-delegation",
    ...step(
      ["Active", "Frozen"],
      (fact, at, { actor }) => ended(fact, at, actor._tag === "Exchange" ? "exchange-ended" : "consumer-removed"),
      withdrawn
    )
  },
  RelinquishDelegation: {
    capability: "relinquish-delegation",
    // By the agent, who has authority then, or by the manager of the agency, also for somebody who has none now.
    ...step(["Active", "Frozen"], (fact, at) => ended(fact, at, "relinquished"), "Expired")
  }
}
