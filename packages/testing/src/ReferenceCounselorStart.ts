/**
 * Counselors who have a case at once in the reference model: by an application that they start, and by a claim.
 *
 * @since 0.1.0
 */
import type * as CounselorStart from "@agencybook/core/CounselorStart"
import { foundBy, startedBy } from "./ReferenceAgentChange.ts"
import * as Consent from "./ReferenceConsent.ts"
import { closedWay, replaced } from "./ReferenceDelegation.ts"
import { withoutStanding } from "./ReferenceEntity.ts"
import * as Help from "./ReferenceHelp.ts"
import * as Proof from "./ReferenceProof.ts"
import {
  accepted,
  all,
  type Entries,
  type Moment,
  put,
  type Reason,
  reason,
  unchanged,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

type Of<N extends string> = Extract<CounselorStart.Command, { readonly _tag: N }>

interface Beginning {
  readonly delegation: string
  readonly case: string
  readonly counselor: string
  readonly origin: string
  readonly reference: string
  readonly proof: Proof.Proof
}

const open = (world: World, beginning: Beginning, moment: Moment): Verdict => {
  const { case: caseId, counselor, delegation, origin, proof, reference } = beginning
  const entity = Help.entityOf(world, counselor)
  return unless(Help.impossible(world, { case: caseId, counselor, delegation }), () => {
    const { at, commandId, day } = moment
    const held = Help.isHeld(world, caseId, counselor)
    if (held && Help.mayComplete(world, caseId, counselor, day)) return unchanged(world)
    return unless(
      [
        withoutStanding(world, counselor, day),
        Proof.against(
          world,
          {
            ...proof,
            grantee: { _tag: "Counselor", counselorId: counselor as never },
            rescindHow: ["online"],
            scopes: ["complete-application"]
          },
          day
        ),
        Proof.forged(proof.evidence, moment)
      ],
      () => {
        const consent = `${commandId}~0`
        const given = (before: World) =>
          accepted(
            Consent.moved(
              Consent.drafted(before, consent, caseId, Help.terms(counselor), moment),
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
            Help.undrafted(
              Help.moved(next, wish, (fact) => ({ ...fact, state: "Cancelled", at })),
              wish,
              "Expired",
              moment
            ),
          world
        )
        return given(
          put(replaced(fulfilled, caseId, "assister", moment), {
            ...{ is: "help", delegation, case: caseId, counselor, entity: entity ?? "", consent, origin, reference },
            ...{
              state: "Active",
              at: undefined,
              asked: undefined,
              from: at,
              until: undefined,
              why: undefined,
              reminders: undefined
            }
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
  if (mine.some((fact) => fact.state === "Active" && fact.entity === Help.entityOf(world, counselor))) return false
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
    Help.entityOf(world, counselor) === undefined && reason("UnknownCounselor", "ENT-01")
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
  startedBy(world, command, moment, (next) => {
    const { caseId, consent: proof, counselorId: counselor, delegationId: delegation } = command
    const reference = moment.commandId
    return open(next, { delegation, case: caseId, counselor, origin: "counselor-started", reference, proof }, moment)
  })

/** The commands of this part. @category models */
export const entries: Entries<CounselorStart.Command> = {
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
