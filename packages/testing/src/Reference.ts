/**
 * The reference model: what any command means, said a second time and naively.
 *
 * The model is asked for a command on a list of facts and answers who would be refused and why, or which facts hold
 * afterwards. It shares no code with core and application. Where several reasons speak against a command it names
 * all of them, since no rule of the field says which one is told first; an implementation has to name one of these.
 *
 * **Details**: not covered are the times at which the items of a checklist were recorded, contact data, agents' and
 * agencies' profiles beyond licence and number, and the words of refusals. Every command is followed; one that is not
 * would be in `notCovered`, and the differential run would carry it out and take over what it leaves.
 *
 * @since 0.1.0
 */
import type { Command, CommandName } from "@agencybook/application/Catalogue"
import { entries as accessCode } from "./ReferenceAccessCode.ts"
import { entries as acting, used } from "./ReferenceActing.ts"
import { entries as agency } from "./ReferenceAgency.ts"
import { entries as agencyChange } from "./ReferenceAgencyChange.ts"
import { entries as agencySigning } from "./ReferenceAgencySigning.ts"
import { entries as agencySite } from "./ReferenceAgencySite.ts"
import { entries as agencyTransfer } from "./ReferenceAgencyTransfer.ts"
import { entries as agentChange } from "./ReferenceAgentChange.ts"
import { entries as agentLock } from "./ReferenceAgentLock.ts"
import { entries as agentReport } from "./ReferenceAgentReport.ts"
import { judge, type Ruling } from "./ReferenceAuthority.ts"
import { entries as certification } from "./ReferenceCertification.ts"
import { entries as consent } from "./ReferenceConsent.ts"
import { entries as counselor } from "./ReferenceCounselor.ts"
import { entries as counselorStart } from "./ReferenceCounselorStart.ts"
import { entries as decertification } from "./ReferenceDecertification.ts"
import { entries as delegation } from "./ReferenceDelegation.ts"
import { entries as discrepancy } from "./ReferenceDiscrepancy.ts"
import { entries as employment } from "./ReferenceEmployment.ts"
import { entries as entity } from "./ReferenceEntity.ts"
import { entries as exported } from "./ReferenceExport.ts"
import { entries as extranet } from "./ReferenceExtranet.ts"
import { entries as feed } from "./ReferenceFeed.ts"
import { entries as invitation } from "./ReferenceInvitation.ts"
import { entries as managers, watchingAll } from "./ReferenceManagers.ts"
import { entries as newAgent } from "./ReferenceNewAgent.ts"
import { entries as record } from "./ReferenceRecord.ts"
import { entries as recordReport } from "./ReferenceRecordReport.ts"
import { entries as smallBusiness } from "./ReferenceSmallBusiness.ts"
import { linkEntries, entries as staff } from "./ReferenceStaff.ts"
import { entries as transfer } from "./ReferenceTransfer.ts"
import { entries as transferProgress } from "./ReferenceTransferProgress.ts"
import { entries as upkeep } from "./ReferenceUpkeep.ts"
import type { Entries, Entry, Moment, Reason, World } from "./ReferenceWorld.ts"

/** Every command of the catalogue; one that is missing here does not compile. */
const entries: Entries<Command> = {
  ...agency,
  ...agencyChange,
  ...agencySigning,
  ...agencySite,
  ...managers,
  ...watchingAll(certification),
  ...watchingAll(decertification),
  ...watchingAll(upkeep),
  ...watchingAll(agentReport),
  EditAgentProfile: agentReport.EditAgentProfile,
  SetCarrierAppointments: agentReport.SetCarrierAppointments,
  ChangeAgentLogin: agentReport.ChangeAgentLogin,
  ...agentLock,
  ...employment,
  SetAgentActive: watchingAll(employment).SetAgentActive,
  SetAgentInactive: watchingAll(employment).SetAgentInactive,
  ...staff,
  ...linkEntries,
  ...delegation,
  ...newAgent,
  ...agentChange,
  ...consent,
  ...transfer,
  ...transferProgress,
  ...agencyTransfer,
  ...acting,
  ...accessCode,
  ...feed,
  ...record,
  ...recordReport,
  ...smallBusiness,
  ...invitation,
  ...extranet,
  ...exported,
  ...discrepancy,
  ...entity,
  ...counselor,
  ...counselorStart
}

/** The commands that the model does not follow, with the reason. @category models */
export const notCovered: Readonly<Partial<Record<CommandName, string>>> = Object.fromEntries(
  Object.entries(entries).flatMap(([name, one]) => ("notCovered" in one ? [[name, one.notCovered]] : []))
)

/** The commands that the model follows. @category models */
export const covered: ReadonlyArray<CommandName> = (Object.keys(entries) as ReadonlyArray<CommandName>).filter(
  (name) => notCovered[name] === undefined
)

/** What the model says about a command. @category models */
export type Answer =
  | {
      readonly _tag: "Refused"
      /** Whether the person may not, or the rule does not allow it. */
      readonly by: "authority" | "rule"
      /** Everything that speaks against the command. */
      readonly reasons: ReadonlyArray<Reason>
      /** The facts afterwards; an attempt may leave a trace. */
      readonly world: World
    }
  | {
      readonly _tag: "Accepted"
      readonly nothing: boolean
      readonly world: World
      /** Who is allowed to, and for whom; nobody is asked when the host itself does something. */
      readonly granted?: Pick<Ruling, "by" | "onBehalfOf" | "right">
    }
  | { readonly _tag: "NotCovered" }

/**
 * Answers for one command: first whether the actor may give it, then what the rule says.
 *
 * @category queries
 */
export const answer = (world: World, command: Command, moment: Moment): Answer => {
  const entry = entries[command._tag] as Entry<Command> | { readonly notCovered: string }
  if ("notCovered" in entry) return { _tag: "NotCovered" }
  const { acting: session, at } = moment
  const capability = typeof entry.capability === "function" ? entry.capability(command) : entry.capability
  const granted = judge(world, { capability, target: entry.target(world, command) }, moment)
  if (granted.reasons.length > 0) return { _tag: "Refused", by: "authority", reasons: granted.reasons, world }
  const verdict = entry.carryOut(world, command, moment)
  const after = (next: World) => (session === undefined ? next : used(next, session, at))
  if (verdict._tag === "Accepted") return { ...verdict, world: after(verdict.world), granted }
  const left = verdict.world
  return { _tag: "Refused", by: "rule", reasons: verdict.reasons, world: left === undefined ? world : after(left) }
}
