/**
 * Counselors as delegates in the reference model: asked for and answered, and over.
 *
 * @since 0.1.0
 */
import type * as Counselor from "@agencybook/core/Counselor"
import type * as CounselorDelegation from "@agencybook/core/CounselorDelegation"
import type * as EnrollmentEntity from "@agencybook/core/EnrollmentEntity"
import * as Consent from "./ReferenceConsent.ts"
import * as Dates from "./ReferenceDates.ts"
import { closedWay, replaced } from "./ReferenceDelegation.ts"
import { entries as register, withoutStanding } from "./ReferenceEntity.ts"
import * as Help from "./ReferenceHelp.ts"
import {
  accepted,
  all,
  type Entries,
  type Entry,
  type Fact,
  type Moment,
  put,
  type Reason,
  reason,
  type Target,
  unchanged,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

type Of<N extends string> = Extract<
  CounselorDelegation.Command | Counselor.Command | EnrollmentEntity.Command,
  { readonly _tag: N }
>
type Named = { readonly delegationId: string }

const targetOf = (world: World, { delegationId }: Named): Target => {
  const known = Help.find(world, delegationId)
  return known === undefined ? {} : { case: known.case, counselor: known.counselor }
}

/** A wish is over when the wall calendar shows the day on which its days are used up. @rule DEL-23 */
const isOver = (known: Fact<"help">, { day, policy }: Moment): boolean =>
  day >= Dates.daysAfter(Dates.dayOf(known.at ?? "", policy.timeZone), policy.requestDays)

/** What is signed with a wish; nobody reads out payment in a call. @rule CON-04 */
const requested = (counselor: string, { actor }: Moment): ReturnType<typeof Consent.said> => {
  const { scopes, ...signed } = Help.terms(counselor)
  return { ...signed, scopes: actor._tag === "ServiceCenter" ? scopes.replace("enter-payment ", "") : scopes }
}

const request = (world: World, command: Of<"RequestCounselor">, moment: Moment): Verdict => {
  const { caseId, counselorId: counselor, delegationId: delegation } = command
  const { at, commandId, day } = moment
  const entity = Help.entityOf(world, counselor)
  return unless(Help.impossible(world, { case: caseId, counselor, delegation }), () => {
    const ofCase = all(world, "help", (fact) => fact.case === caseId)
    const held = Help.isHeld(world, caseId, counselor)
    if (held && Help.mayComplete(world, caseId, counselor, day)) return unchanged(world)
    const [stale] = ofCase.filter((fact) => fact.state === "Requested" && isOver(fact, moment))
    return unless(
      [
        closedWay(moment, "consumer"),
        withoutStanding(world, counselor, day),
        !held &&
          ofCase.some((fact) => fact.state === "Requested" && fact !== stale) &&
          reason("CounselorRequestOpen", "DEL-22")
      ],
      () => {
        const consent = `${commandId}~0`
        const signed = (next: World) => Consent.drafted(next, consent, caseId, requested(counselor, moment), moment)
        // Who has the case has nothing to answer. @rule DEL-11
        if (held) return accepted(Consent.moved(signed(world), consent, "Granted", moment))
        const cleared =
          stale === undefined
            ? world
            : Help.undrafted(
                Help.moved(world, stale, (fact) => ({ ...fact, state: "Expired", at })),
                stale,
                "Expired",
                moment
              )
        const asked = put(cleared, {
          ...{ is: "help", delegation, case: caseId, counselor, entity: entity ?? "", consent },
          ...{ origin: "directory", reference: undefined, state: "Requested", at, asked: at },
          ...{ from: undefined, until: undefined, why: undefined, reminders: undefined }
        })
        return accepted(signed(asked))
      }
    )
  })
}

const accept = (world: World, { delegationId }: Named, moment: Moment): Verdict => {
  const known = Help.find(world, delegationId)
  if (known === undefined) return unless([reason("UnknownDelegation", "DEL-03")], () => unchanged(world))
  if (known.state !== "Requested") return unless([reason("NotAllowedFrom", "DEL-03")], () => unchanged(world))
  return unless(
    [isOver(known, moment) && reason("RequestExpired", "DEL-23"), withoutStanding(world, known.counselor, moment.day)],
    () => {
      const freed = replaced(world, known.case, "assister", moment)
      const active = Help.moved(freed, known, (fact) => ({ ...fact, state: "Active", at: undefined, from: moment.at }))
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
    const known = Help.find(world, delegationId)
    if (known === undefined) return unless([reason("UnknownDelegation", "DEL-03")], () => unchanged(world))
    if (known.state !== from) return unless([reason("NotAllowedFrom", "DEL-03")], () => unchanged(world))
    return unless([against(known, moment)], () =>
      accepted(
        signed(
          Help.moved(world, known, (fact) => next(fact, moment)),
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

const drop = (world: World, known: Fact<"help">, moment: Moment): World =>
  Help.undrafted(world, known, "Expired", moment)

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
          Help.undrafted(
            Help.moved(next, wish, (fact) => ({ ...fact, state: "Declined", at: moment.at })),
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
export const entries: Entries<CounselorDelegation.Command | Of<"EndEntity"> | Of<"EndCounselor">> = {
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
      Help.undrafted(world, known, withdrawn(moment), moment)
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
  }
}
