/**
 * The agreement of an agency in the reference model, and the day that brings its end.
 *
 * @since 0.1.0
 */
import type { Command as Daily } from "@agencybook/core/AgencyDaily"
import type { Command } from "@agencybook/core/AgencySigning"
import { moved, ofAgency, stateOf, step, unlessOver } from "./ReferenceAgency.ts"
import * as Dates from "./ReferenceDates.ts"
import {
  accepted,
  all,
  type Entries,
  type Moment,
  one,
  put,
  reason,
  some,
  unchanged,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>

const isManager = (world: World, agency: string, agent: string): boolean =>
  some(world, "manager", (fact) => fact.agency === agency && fact.agent === agent)

/** A suspended agency does not change who binds it; it signs in place of an agreement that is over. @rule AGY-11 */
const meanwhile = (world: World, agency: string, { actor, day }: Moment, naming: boolean) =>
  actor._tag === "Agent" &&
  stateOf(world, agency) === "Suspended" &&
  (naming || some(world, "agreement", (fact) => fact.agency === agency && fact.from <= day && day <= fact.through)) &&
  reason("AgencySuspendedMeanwhile", "AGY-11")

const nameSigner = (world: World, { agencyId, signer }: Of<"NameAgencySigner">, moment: Moment): Verdict => {
  const agent = signer._tag === "Manager" ? signer.agentId : undefined
  return unless(
    [
      meanwhile(world, agencyId, moment, true),
      agent !== undefined && !isManager(world, agencyId, agent) && reason("NoPartyToAgreement", "AGY-05")
    ],
    () => {
      const kept = without(without(world, "signer", ofAgency(agencyId)), "signature", ofAgency(agencyId))
      return accepted(put(kept, { is: "signer", agency: agencyId, agent }))
    }
  )
}

/** The papers of an agency count no more. @category transforms */
export const spend = (world: World, agency: string, ...envelopes: ReadonlyArray<string | undefined>): World =>
  [...new Set(envelopes)]
    .filter(
      (envelope) => !some(world, "spent envelope", (fact) => fact.agency === agency && fact.envelope === envelope)
    )
    .reduce(
      (next, envelope) => (envelope === undefined ? next : put(next, { is: "spent envelope", agency, envelope })),
      world
    )

/** Whoever may bind the agency binds it alone; a manager's other signature waits. @rule AGY-05 */
const sign = (world: World, { agencyId, by, envelope, on }: Of<"SignAgencyAgreement">, moment: Moment): Verdict => {
  const { actor, day, policy } = moment
  const suspended = meanwhile(world, agencyId, moment, false)
  const signer = one(world, "signer", ofAgency(agencyId))
  const name = by._tag === "Manager" ? by.agentId : "signer"
  const party = by._tag === "Manager" ? isManager(world, agencyId, by.agentId) : signer?.agent === undefined
  const open = all(world, "signature", (fact) => fact.agency === agencyId && fact.envelope === envelope)
  // For a change of the name the agreement is signed anew, and waits with the change. @rule AGY-13
  const becomes = some(world, "change", (fact) => fact.agency === agencyId && fact.name !== undefined)
    ? "new agreement"
    : "agreement"
  const counted = (["agreement", "new agreement", "spent envelope"] as const).some((is) =>
    some(world, is, (fact) => fact.agency === agencyId && fact.envelope === envelope)
  )
  const before = one(world, becomes, ofAgency(agencyId))
  return unless(
    signer === undefined
      ? [suspended, reason("SignerNotNamed", "AGY-05")]
      : [
          suspended,
          actor._tag === "Agent" && name !== actor.agentId && reason("SignsForAnother", "AGY-05"),
          !party && reason("NoPartyToAgreement", "AGY-05"),
          on > day && reason("SignedInFuture", "AGY-05")
        ],
    () => {
      if (counted || open.some((fact) => fact.by === name)) return unchanged(world)
      const unsigned = without(world, "signature", ofAgency(agencyId))
      const signatures = [...open, { is: "signature", agency: agencyId, envelope, by: name, on } as const]
      if (!signatures.some((fact) => fact.by === (signer?.agent ?? "signer")))
        return accepted(put(unsigned, ...signatures))
      const from = signatures.map((fact) => fact.on as string).reduce((a, b) => (a > b ? a : b))
      const through = Dates.daysAfter(Dates.yearsAfter(from, policy.agreementTermYears), -1)
      // Whatever was told late or dated back does not bring the end nearer.
      if (through < day || (before !== undefined && through <= before.through))
        return { _tag: "Refused", reasons: [reason("AgreementEndsTooSoon", "AGY-05")] }
      return accepted(
        put(without(spend(unsigned, agencyId, before?.envelope), becomes, ofAgency(agencyId)), {
          is: becomes,
          agency: agencyId,
          envelope,
          from,
          through
        })
      )
    }
  )
}

/** Days 60, 30 and 7 days before an end remind; the day after the end, or after the grace, suspends. @rule AGY-05 AGY-12 */
const daily = (world: World, { agencyId: agency, day: on }: Daily, { at, day }: Moment): Verdict => {
  const reminded = one(world, "reminded", ofAgency(agency))?.on ?? ""
  const ends = [
    ...all(world, "document", (fact) => fact.agency === agency && fact.type === "e-and-o").map((fact) => ({
      through: fact.through,
      since: fact.handed
    })),
    ...all(world, "agreement", ofAgency(agency)).map((fact) => ({ through: fact.through, since: fact.from }))
  ].flatMap(({ since, through }) => (through === undefined ? [] : [{ since, through }]))
  const remind = ends.some(({ since, through }) =>
    [60, 30, 7].some((days) => {
      const due = Dates.daysAfter(through, -days)
      return due > since && due > reminded && due <= on
    })
  )
  return unless([on > day && reason("AgencyRunAhead", "AGY-05")], () => {
    if (stateOf(world, agency) !== "Certified") return unchanged(world)
    const forsaken = some(world, "without manager", (fact) => fact.agency === agency && fact.until < on)
    if (forsaken || ends.some(({ through }) => through < on)) return accepted(moved(world, agency, "Suspended", at))
    if (!remind) return unchanged(world)
    return accepted(put(without(world, "reminded", ofAgency(agency)), { is: "reminded", agency, on }))
  })
}

/** The commands of this part. @category models */
export const entries: Entries<Command | Daily> = {
  NameAgencySigner: step("name-signer", undefined, unlessOver(nameSigner)),
  SignAgencyAgreement: step("sign-agreement", undefined, unlessOver(sign)),
  RunAgencyDaily: step("run-agency-daily", undefined, daily)
}
