/**
 * Asking for a change of what an agency's agreement rests on, and the exchange's answer.
 *
 * Neither the question nor the answer moves the certification.
 *
 * @since 0.1.0
 */
import * as Actor from "./Actor.ts"
import type { Agency, Event } from "./Agency.ts"
import { agencyOver, feinInUse, licenceTaken, unknownAgency } from "./Agency.ts"
import * as AgencyChange from "./AgencyChange.ts"
import { type Names, nameImitates } from "./AgencyName.ts"
import * as Dates from "./CalendarDate.ts"
import { accept, type Context, type Decision, firstRefusal } from "./Decider.ts"
import type { AgencyChangeId, AgencyId } from "./Id.ts"
import * as Licence from "./Licence.ts"
import { reason } from "./Refusal.ts"

/** A step of a change. @category models */
export type Command =
  | {
      readonly _tag: "RequestAgencyChange"
      readonly agencyId: AgencyId
      readonly changeId: AgencyChangeId
      readonly wanted: AgencyChange.Wanted
    }
  | { readonly _tag: "WithdrawAgencyChange"; readonly agencyId: AgencyId; readonly changeId: AgencyChangeId }
  | {
      readonly _tag: "ApproveAgencyChange"
      readonly agencyId: AgencyId
      readonly changeId: AgencyChangeId
      /** That the regulator knows the new licence number as this agency's. */
      readonly licenceValidated?: true
    }
  | {
      readonly _tag: "RejectAgencyChange"
      readonly agencyId: AgencyId
      readonly changeId: AgencyChangeId
      readonly reason: AgencyChange.RejectReason
    }

/** What a decision about a change looks at. @category models */
export interface Facts {
  readonly agency: Agency | undefined
  /** Another live agency with the FEIN that is wanted, if there is one. */
  readonly sameFein: Agency | undefined
  /** Another live agency with the licence number that is wanted, if there is one. */
  readonly sameLicence?: Agency | undefined
  /** Another live agency whose name the legal name that is wanted imitates, if there is one. */
  readonly imitated?: Names | undefined
}

/** A change waits already. @category errors */
export const changePending = /*#__PURE__*/ reason(
  "AgencyChangePending",
  "AGY-13",
  (f: { readonly agencyId: AgencyId; readonly changeId: AgencyChangeId }) =>
    `change \`${f.changeId}\` of agency \`${f.agencyId}\` waits for the exchange`,
  "wait for the answer, or withdraw the change and ask for all of it at once"
)
/** Nothing would be different. @category errors */
export const nothingToChange = /*#__PURE__*/ reason(
  "NothingToChange",
  "AGY-13",
  (f: { readonly agencyId: AgencyId }) => `the change of agency \`${f.agencyId}\` names nothing that is different`,
  "name the new legal name, FEIN or licence number"
)
/** There is no such change that waits. @category errors */
export const noSuchChange = /*#__PURE__*/ reason(
  "NoSuchAgencyChange",
  "AGY-13",
  (f: { readonly agencyId: AgencyId; readonly changeId: AgencyChangeId }) =>
    `no change \`${f.changeId}\` of agency \`${f.agencyId}\` waits for the exchange`,
  "look the change up in the agency's account"
)
/** Items of the checklist are open again and not met yet, or their papers are over. @category errors */
export const itemsOpen = /*#__PURE__*/ reason(
  "AgencyItemsOpen",
  "AGY-13",
  (f: { readonly agencyId: AgencyId; readonly open: ReadonlyArray<string> }) =>
    `the change of agency \`${f.agencyId}\` has open items: ${f.open.map((item) => `\`${item}\``).join(", ")}`,
  "have the agreement signed for the new name, upload payee data of the new FEIN, or validate the new licence number"
)
/** Somebody would approve the own request. @category errors */
export const ownRequest = /*#__PURE__*/ reason(
  "OwnAgencyChange",
  "AGY-13",
  (f: { readonly agencyId: AgencyId; readonly changeId: AgencyChangeId }) =>
    `change \`${f.changeId}\` of agency \`${f.agencyId}\` was asked for by the same person`,
  "have somebody else of the exchange review it"
)

const request = (
  { changeId, ...command }: Command & { readonly _tag: "RequestAgencyChange" },
  agency: Agency,
  { imitated, sameFein, sameLicence }: Facts,
  { actor, at, policy }: Context
): Decision<Event> => {
  const { agencyId, change } = agency
  const wanted = AgencyChange.differing(agency, command.wanted)
  const items = AgencyChange.itemsOf(wanted)
  return (
    firstRefusal(
      change !== undefined && changePending({ agencyId, changeId: change.changeId }),
      items.length === 0 && nothingToChange({ agencyId }),
      Licence.misshapen(wanted.licenceNumber, policy),
      sameFein !== undefined && feinInUse({ agencyId }),
      sameLicence !== undefined && licenceTaken({ agencyId }),
      imitated !== undefined && nameImitates({ agencyId })
    ) ??
    accept({
      _tag: "AgencyChangeRequested",
      agencyId,
      change: { changeId, wanted, requestedAt: at, requestedBy: Actor.key(actor), items }
    })
  )
}

const approvalRefused = (
  { licenceValidated }: Command & { readonly _tag: "ApproveAgencyChange" },
  agencyId: AgencyId,
  change: AgencyChange.Change,
  { imitated, sameFein, sameLicence }: Facts,
  { actor, at, policy }: Context
) => {
  const today = Dates.on(at, policy.timeZone)
  const open = AgencyChange.openItems(change, today).filter((item) => item !== "licence" || licenceValidated !== true)
  return firstRefusal(
    change.requestedBy === Actor.key(actor) && ownRequest({ agencyId, changeId: change.changeId }),
    open.length > 0 && itemsOpen({ agencyId, open }),
    sameFein !== undefined && feinInUse({ agencyId }),
    sameLicence !== undefined && licenceTaken({ agencyId }),
    imitated !== undefined && nameImitates({ agencyId })
  )
}

/**
 * Decides a step of a change: one change at a time, who asked does not approve, and papers that are over are not put in
 * force.
 *
 * **Rules**: AGY-01, AGY-07, AGY-09, AGY-13, AGY-16.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event> => {
  const { agency } = facts
  const { agencyId, changeId } = command
  if (agency === undefined) return unknownAgency({ agencyId })
  if (agency.certification._tag === "Terminated") return agencyOver({ agencyId })
  if (command._tag === "RequestAgencyChange") return request(command, agency, facts, context)
  const { change } = agency
  if (change?.changeId !== changeId) return noSuchChange({ agencyId, changeId })
  const settled = (outcome: AgencyChange.Settled["outcome"], more: Pick<AgencyChange.Settled, "reason"> = {}) =>
    accept<Event>({
      _tag: "AgencyChangeSettled",
      agencyId,
      settled: { changeId, outcome, at: context.at, ...more }
    })
  switch (command._tag) {
    case "ApproveAgencyChange":
      return approvalRefused(command, agencyId, change, facts, context) ?? settled("approved")
    case "RejectAgencyChange":
      return settled("rejected", { reason: command.reason })
    case "WithdrawAgencyChange":
      return settled("withdrawn")
  }
}
