/**
 * Counselors as delegates in the reference model: asked for and answered, begun at once, and over.
 *
 * @since 0.1.0
 */
import type * as Counselor from "@agencybook/core/Counselor"
import type * as CounselorDelegation from "@agencybook/core/CounselorDelegation"
import type * as CounselorStart from "@agencybook/core/CounselorStart"
import type * as EnrollmentEntity from "@agencybook/core/EnrollmentEntity"
import { foundBy, startedBy } from "./ReferenceAgentChange.ts"
import * as Consent from "./ReferenceConsent.ts"
import * as Dates from "./ReferenceDates.ts"
import { closedWay, replaced } from "./ReferenceDelegation.ts"
import { entries as register, withoutStanding } from "./ReferenceEntity.ts"
import * as Help from "./ReferenceHelp.ts"
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
  type Reason,
  reason,
  some,
  type Target,
  unchanged,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

type Of<N extends string> = Extract<
  CounselorDelegation.Command | CounselorStart.Command | Counselor.Command | EnrollmentEntity.Command,
  { readonly _tag: N }
>
type Named = { readonly delegationId: string }

const find = (world: World, delegation: string): Fact<"help"> | undefined =>
  one(world, "help", (fact) => fact.delegation === delegation)

const targetOf = (world: World, { delegationId }: Named): Target => {
  const known = find(world, delegationId)
  return known === undefined ? {} : { case: known.case, counselor: known.counselor }
}

const isTaken = (world: World, delegation: string): boolean =>
  find(world, delegation) !== undefined || some(world, "delegation", (fact) => fact.delegation === delegation)

/** The entity for which a counselor is or was at work. */
const entityOf = (world: World, counselor: string): string | undefined =>
  one(world, "counselor", (fact) => fact.counselor === counselor)?.entity

/** A wish is over when the wall calendar shows the day on which its days are used up. @rule DEL-23 */
const isOver = (known: Fact<"help">, { day, policy }: Moment): boolean =>
  day >= Dates.daysAfter(Dates.dayOf(known.at ?? "", policy.timeZone), policy.requestDays)

const moved = (world: World, known: Fact<"help">, next: (fact: Fact<"help">) => Fact<"help">): World =>
  change(world, "help", (fact) => fact.delegation === known.delegation, next)

const terms = (counselor: string): ReturnType<typeof Consent.said> => ({
  ...{ agency: undefined, agent: undefined, counselor, others: "", through: undefined },
  scopes:
    "answer-inquiries complete-application enter-payment maintain-account search-application submit-with-signature"
})

/** The world in which a draft that was signed with a wish is over. */
const undrafted = (world: World, { consent }: Fact<"help">, to: "Rescinded" | "Expired", moment: Moment): World =>
  some(world, "consent", (fact) => fact.consent === consent && fact.state === "Draft")
    ? Consent.moved(world, consent, to, moment)
    : world

const request = (world: World, command: Of<"RequestCounselor">, moment: Moment): Verdict => {
  const { caseId, counselorId: counselor, delegationId: delegation } = command
  const { at, commandId, day } = moment
  const household = one(world, "case", (fact) => fact.case === caseId)
  const entity = entityOf(world, counselor)
  const impossible = [
    (household === undefined || household.members === 0) && reason("UnknownCase", "DEL-03"),
    isTaken(world, delegation) && reason("DelegationExists", "DEL-22"),
    entity === undefined && reason("UnknownCounselor", "ENT-01")
  ]
  return unless(impossible, () => {
    const ofCase = all(world, "help", (fact) => fact.case === caseId)
    if (ofCase.some((fact) => fact.state === "Active" && fact.counselor === counselor && fact.entity === entity))
      return unchanged(world)
    const [stale] = ofCase.filter((fact) => fact.state === "Requested" && isOver(fact, moment))
    return unless(
      [
        closedWay(moment, "consumer"),
        withoutStanding(world, counselor, day),
        ofCase.some((fact) => fact.state === "Requested" && fact !== stale) && reason("CounselorRequestOpen", "DEL-22")
      ],
      () => {
        const consent = `${commandId}~0`
        const cleared =
          stale === undefined
            ? world
            : undrafted(
                moved(world, stale, (fact) => ({ ...fact, state: "Expired", at })),
                stale,
                "Expired",
                moment
              )
        const asked = put(cleared, {
          ...{ is: "help", delegation, case: caseId, counselor, entity: entity ?? "", consent },
          ...{ origin: "directory", reference: undefined, state: "Requested", at },
          ...{ from: undefined, until: undefined, why: undefined, reminders: undefined }
        })
        return accepted(Consent.drafted(asked, consent, caseId, terms(counselor), moment))
      }
    )
  })
}

const accept = (world: World, { delegationId }: Named, moment: Moment): Verdict => {
  const known = find(world, delegationId)
  if (known === undefined) return unless([reason("UnknownDelegation", "DEL-03")], () => unchanged(world))
  if (known.state !== "Requested") return unless([reason("NotAllowedFrom", "DEL-03")], () => unchanged(world))
  return unless(
    [isOver(known, moment) && reason("RequestExpired", "DEL-23"), withoutStanding(world, known.counselor, moment.day)],
    () => {
      const freed = replaced(world, known.case, "assister", moment)
      const active = moved(freed, known, (fact) => ({ ...fact, state: "Active", at: undefined, from: moment.at }))
      return accepted(Consent.moved(active, known.consent, "Granted", moment))
    }
  )
}

/** A step that is allowed from one state only, with what becomes of what was signed. */
const step = (
  from: string,
  next: (fact: Fact<"help">, moment: Moment) => Fact<"help">,
  signed: (world: World, known: Fact<"help">, moment: Moment) => World,
  against: (known: Fact<"help">, moment: Moment) => Reason | false = () => false
) => ({
  target: targetOf,
  carryOut: (world: World, { delegationId }: Named, moment: Moment): Verdict => {
    const known = find(world, delegationId)
    if (known === undefined) return unless([reason("UnknownDelegation", "DEL-03")], () => unchanged(world))
    if (known.state !== from) return unless([reason("NotAllowedFrom", "DEL-03")], () => unchanged(world))
    return unless([against(known, moment)], () =>
      accepted(
        signed(
          moved(world, known, (fact) => next(fact, moment)),
          known,
          moment
        )
      )
    )
  }
})

const answered =
  (state: string) =>
  (fact: Fact<"help">, { at }: Moment): Fact<"help"> => ({ ...fact, state, at })

/** The exchange takes nothing back in the consumer's name. @rule CON-05 */
const withdrawn = ({ actor }: Moment) => (actor._tag === "Exchange" ? "Expired" : "Rescinded")

const drop = (world: World, known: Fact<"help">, moment: Moment): World => undrafted(world, known, "Expired", moment)

interface Beginning {
  readonly delegation: string
  readonly case: string
  readonly counselor: string
  readonly origin: string
  readonly reference: string
  readonly proof: Consent.Proof
}

const open = (world: World, beginning: Beginning, moment: Moment): Verdict => {
  const { case: caseId, counselor, delegation, origin, proof, reference } = beginning
  const household = one(world, "case", (fact) => fact.case === caseId)
  const entity = entityOf(world, counselor)
  const impossible = [
    (household === undefined || household.members === 0) && reason("UnknownCase", "DEL-03"),
    isTaken(world, delegation) && reason("DelegationExists", "DEL-22"),
    entity === undefined && reason("UnknownCounselor", "ENT-01")
  ]
  return unless(impossible, () => {
    const { at, commandId, day } = moment
    const held = some(
      world,
      "help",
      (fact) =>
        fact.case === caseId && fact.counselor === counselor && fact.entity === entity && fact.state === "Active"
    )
    const mayComplete = some(
      world,
      "consent",
      (fact) =>
        fact.case === caseId &&
        fact.counselor === counselor &&
        fact.state === "Granted" &&
        (fact.through === undefined || day <= fact.through) &&
        fact.scopes.split(" ").includes("complete-application")
    )
    if (held && mayComplete) return unchanged(world)
    return unless(
      [
        withoutStanding(world, counselor, day),
        Consent.against(
          world,
          {
            ...proof,
            grantee: { _tag: "Counselor", counselorId: counselor as never },
            rescindHow: ["online"],
            scopes: ["complete-application"]
          },
          day
        ),
        Consent.forged(proof.evidence, moment)
      ],
      () => {
        const consent = `${commandId}~0`
        const given = (before: World) =>
          accepted(
            Consent.moved(
              Consent.drafted(before, consent, caseId, terms(counselor), moment),
              consent,
              "Granted",
              moment
            )
          )
        if (held) return given(world)
        const wishes = all(
          world,
          "help",
          (fact) => fact.case === caseId && fact.counselor === counselor && fact.state === "Requested"
        )
        const fulfilled = wishes.reduce<World>(
          (next, wish) =>
            undrafted(
              moved(next, wish, (fact) => ({ ...fact, state: "Cancelled", at })),
              wish,
              "Expired",
              moment
            ),
          world
        )
        return given(
          put(replaced(fulfilled, caseId, "assister", moment), {
            ...{ is: "help", delegation, case: caseId, counselor, entity: entity ?? "", consent, origin, reference },
            ...{ state: "Active", at: undefined, from: at, until: undefined, why: undefined, reminders: undefined }
          })
        )
      }
    )
  })
}

const isRemoval = (why: string): boolean => why === "consumer-removed" || why === "consent-rescinded"

/** Why a counselor may not claim a case that was found. @rule DEL-05 DEL-13 DEL-15 */
const stopped = (world: World, caseId: string, counselor: string, { policy }: Moment): Reason | false => {
  const ofCase = all(world, "help", (fact) => fact.case === caseId)
  const mine = ofCase.filter((fact) => fact.counselor === counselor)
  if (mine.some((fact) => fact.state === "Active" && fact.entity === entityOf(world, counselor))) return false
  const left = mine.filter((fact) => fact.state === "Ended")
  const last =
    left
      .map(({ until = "" }) => until)
      .sort()
      .at(-1) ?? ""
  const whys = left.filter((fact) => fact.until === last).map(({ why = "" }) => why)
  if (policy.claimBySearch === "any")
    return whys.some(isRemoval) && reason("CounselorClaimStopped", "DEL-13", "removed-by-consumer")
  const own = whys.length > 0 && whys.every((why) => why === "relinquished" || why === "certification-ended")
  const inTotal = policy.delegationExclusivity === "one-total"
  const agents = all(world, "delegation", (fact) => inTotal && fact.case === caseId)
  const others = [...ofCase.filter((fact) => fact.counselor !== counselor), ...agents]
  const isNew = others.some(({ from = "" }) => from !== "" && from >= last)
  return (!own || isNew) && reason("CounselorClaimStopped", "DEL-13", "not-associated")
}

const claim = (world: World, command: Of<"ClaimCaseAsCounselor">, moment: Moment): Verdict => {
  const { attested, consent, consumer, counselorId: counselor, delegationId: delegation, identity, met } = command
  const { claimBySearch } = moment.policy
  const early = [
    claimBySearch === "off" && reason("CounselorClaimStopped", "DEL-13", "not-offered"),
    claimBySearch === "any" && closedWay(moment, "attestation"),
    !attested && reason("CounselorClaimStopped", "DEL-13", "not-attested"),
    entityOf(world, counselor) === undefined && reason("UnknownCounselor", "ENT-01")
  ]
  return unless(early, () => {
    const [first, second] = foundBy(world, consumer)
    if (first === undefined) return unless([reason("NoMatch", "DEL-14")], () => unchanged(world))
    if (second !== undefined) return unless([reason("SeveralMatch", "DEL-14")], () => unchanged(world))
    return unless([stopped(world, first.case, counselor, moment)], () =>
      open(
        world,
        {
          ...{ delegation, case: first.case, counselor, origin: "claim", proof: consent },
          reference: `${met}:${identity.type}:${identity.digest}`
        },
        moment
      )
    )
  })
}

const start = (world: World, command: Of<"StartApplicationAsCounselor">, moment: Moment): Verdict =>
  startedBy(world, command, (next) => {
    const { caseId, consent: proof, counselorId: counselor, delegationId: delegation } = command
    const reference = moment.commandId
    return open(next, { delegation, case: caseId, counselor, origin: "counselor-started", reference, proof }, moment)
  })

/** The end of an entity or of a counselor's work, with everything that counselors had. @rule ENT-01 */
const settingFree = <C extends Of<"EndEntity"> | Of<"EndCounselor">>(
  name: C["_tag"],
  fits: (command: C, fact: Fact<"help">) => boolean
): Entry<C> => {
  const before = register[name] as Entry<C>
  return {
    ...before,
    carryOut: (world, command, moment) => {
      const answer = before.carryOut(world, command, moment)
      if (answer._tag === "Refused") return answer
      const theirs = (fact: Fact<"help">) => fits(command, fact)
      const wishes = all(answer.world, "help", (fact) => theirs(fact) && fact.state === "Requested")
      const unasked = wishes.reduce<World>(
        (next, wish) =>
          undrafted(
            moved(next, wish, (fact) => ({ ...fact, state: "Declined", at: moment.at })),
            wish,
            "Expired",
            moment
          ),
        answer.world
      )
      return accepted(Help.over(unasked, theirs, "certification-ended", moment))
    }
  }
}

/** The commands of this part. @category models */
export const entries: Entries<
  CounselorDelegation.Command | CounselorStart.Command | Of<"EndEntity"> | Of<"EndCounselor">
> = {
  EndEntity: settingFree<Of<"EndEntity">>("EndEntity", ({ entityId }, { entity }) => entity === entityId),
  EndCounselor: settingFree<Of<"EndCounselor">>(
    "EndCounselor",
    ({ counselorId }, { counselor }) => counselor === counselorId
  ),
  RequestCounselor: {
    capability: "request-delegation",
    target: (_, { caseId }) => ({ case: caseId }),
    carryOut: request
  },
  AcceptCounselorRequest: { capability: "answer-request", target: targetOf, carryOut: accept },
  DeclineCounselorRequest: { capability: "answer-request", ...step("Requested", answered("Declined"), drop) },
  CancelCounselorRequest: {
    capability: "remove-delegation",
    ...step("Requested", answered("Cancelled"), (world, known, moment) =>
      undrafted(world, known, withdrawn(moment), moment)
    )
  },
  ExpireCounselorRequest: {
    capability: "expire-request",
    ...step(
      "Requested",
      answered("Expired"),
      drop,
      (known, moment) => !isOver(known, moment) && reason("NotYetExpired", "DEL-23")
    )
  },
  RemoveCounselor: {
    capability: "remove-delegation",
    ...step(
      "Active",
      (fact, { actor, at }) => Help.ended(fact, at, actor._tag === "Exchange" ? "exchange-ended" : "consumer-removed"),
      (world, known, moment) => Help.unsigned(world, known, withdrawn(moment), moment)
    )
  },
  RelinquishAsCounselor: {
    capability: "relinquish-delegation",
    ...step(
      "Active",
      (fact, { at }) => Help.ended(fact, at, "relinquished"),
      (world, known, moment) => Help.unsigned(world, known, "Expired", moment)
    )
  },
  StartApplicationAsCounselor: {
    capability: "start-application",
    target: (_, { counselorId }) => ({ counselor: counselorId }),
    carryOut: start
  },
  ClaimCaseAsCounselor: {
    capability: "claim-case",
    target: (_, { counselorId }) => ({ counselor: counselorId }),
    carryOut: claim
  }
}
