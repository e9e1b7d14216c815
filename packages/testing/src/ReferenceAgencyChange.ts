/**
 * Changes of an agency's name, FEIN or licence number in the reference model.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import type { Command } from "@agencybook/core/AgencyReview"
import { ofAgency, step, unlessOver } from "./ReferenceAgency.ts"
import { spend } from "./ReferenceAgencySigning.ts"
import { feinUsed, licenceUsed, nameImitated } from "./ReferenceName.ts"
import type { Relations } from "./ReferenceRelations.ts"
import { misshapen } from "./ReferenceStanding.ts"
import {
  accepted,
  all,
  change,
  type Entries,
  type Moment,
  one,
  put,
  type Reason,
  reason,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>
type Change = Relations["change"]

/** Who asks: an agent who manages, or somebody of the exchange. */
const nameOf = (actor: Actor): string =>
  "userId" in actor ? actor.userId : actor._tag === "Agent" ? actor.agentId : ""

const changeOf = (world: World, agency: string) => one(world, "change", ofAgency(agency))

/** The papers that somebody has signed and that do not bind yet. */
const half = (world: World, agency: string) => one(world, "signature", ofAgency(agency))?.envelope

/** What a change leaves when it is over, whatever the answer: no papers of its own, no signatures for another name. */
const over = (world: World, agency: string, { name }: Change, replaced: string | undefined): World => {
  const kept = without(
    without(without(world, "change", ofAgency(agency)), "new document", ofAgency(agency)),
    "new agreement",
    ofAgency(agency)
  )
  return name === undefined
    ? kept
    : spend(without(kept, "signature", ofAgency(agency)), agency, replaced, half(world, agency))
}

const request = (
  world: World,
  { agencyId: agency, changeId, wanted }: Of<"RequestAgencyChange">,
  moment: Moment
): Verdict => {
  const { actor } = moment
  const now = one(world, "agency", ofAgency(agency))
  const other = (next: string | undefined, present: string | undefined) => (next === present ? undefined : next)
  const name = other(wanted.legalName, now?.name)
  const fein = other(wanted.fein, now?.fein)
  const licence = other(wanted.licenceNumber, now?.licence)
  const same = name === undefined && fein === undefined && licence === undefined
  return unless(
    [
      changeOf(world, agency) !== undefined && reason("AgencyChangePending", "AGY-13"),
      same && reason("NothingToChange", "AGY-13"),
      misshapen(licence, moment),
      fein !== undefined && feinUsed(world, fein) && reason("FeinInUse", "AGY-07"),
      licenceUsed(world, licence) && reason("AgencyLicenceInUse", "AGY-16"),
      nameImitated(world, name, agency) && reason("AgencyNameImitates", "AGY-16")
    ],
    () => {
      // What was signed so far is signed for the old name.
      const kept =
        name === undefined ? world : spend(without(world, "signature", ofAgency(agency)), agency, half(world, agency))
      return accepted(put(kept, { is: "change", agency, change: changeId, name, fein, licence, by: nameOf(actor) }))
    }
  )
}

const approve = (
  world: World,
  { agencyId: agency, licenceValidated }: Of<"ApproveAgencyChange">,
  { actor, day }: Moment
): Verdict => {
  const asked = changeOf(world, agency) as Change
  const agreement = one(world, "new agreement", ofAgency(agency))
  const payee = one(world, "new document", ofAgency(agency))
  const open =
    (asked.name !== undefined && !(agreement !== undefined && agreement.from <= day && day <= agreement.through)) ||
    (asked.fein !== undefined && !(payee !== undefined && day <= (payee.through ?? day))) ||
    (asked.licence !== undefined && licenceValidated !== true)
  return unless(
    [
      asked.by === nameOf(actor) && reason("OwnAgencyChange", "AGY-13"),
      open && reason("AgencyItemsOpen", "AGY-13"),
      asked.fein !== undefined && feinUsed(world, asked.fein) && reason("FeinInUse", "AGY-07"),
      licenceUsed(world, asked.licence) && reason("AgencyLicenceInUse", "AGY-16"),
      nameImitated(world, asked.name, agency) && reason("AgencyNameImitates", "AGY-16")
    ],
    () => {
      const named = change(
        over(world, agency, asked, one(world, "agreement", ofAgency(agency))?.envelope),
        "agency",
        ofAgency(agency),
        (fact) => ({
          ...fact,
          name: asked.name ?? fact.name,
          fein: asked.fein ?? fact.fein,
          licence: asked.licence ?? fact.licence
        })
      )
      const signed =
        agreement === undefined
          ? named
          : put(without(named, "agreement", ofAgency(agency)), { ...agreement, is: "agreement" })
      if (payee === undefined) return accepted(signed)
      const others = without(signed, "document", (fact) => fact.agency === agency && fact.type === "payee-data")
      return accepted(put(others, { ...payee, is: "document", type: "payee-data" }))
    }
  )
}

/** Only the change that waits can be answered or withdrawn. */
const answered =
  <C extends Command>(go: (world: World, command: C, moment: Moment) => Verdict) =>
  (world: World, command: C, moment: Moment): Verdict => {
    const waits = all(world, "change", ofAgency(command.agencyId)).some((fact) => fact.change === command.changeId)
    const refuse: Reason = reason("NoSuchAgencyChange", "AGY-13")
    return waits ? go(world, command, moment) : { _tag: "Refused", reasons: [refuse] }
  }

const dropped = answered<Of<"RejectAgencyChange"> | Of<"WithdrawAgencyChange">>((world, { agencyId }) =>
  accepted(
    over(
      world,
      agencyId,
      changeOf(world, agencyId) as Change,
      one(world, "new agreement", ofAgency(agencyId))?.envelope
    )
  )
)

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  RequestAgencyChange: step("request-agency-change", undefined, unlessOver(request)),
  WithdrawAgencyChange: step("request-agency-change", undefined, unlessOver(dropped)),
  ApproveAgencyChange: step("review-agency-change", undefined, unlessOver(answered(approve))),
  RejectAgencyChange: step("review-agency-change", undefined, unlessOver(dropped))
}
