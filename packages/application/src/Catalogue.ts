/**
 * The catalogue of commands: for each its name, its Schema, the capability it needs, what it is about, the records it
 * reads, the kinds of records it writes, and its `decide`.
 *
 * Authorisation, idempotency, audit and the Promise façade are derived from these entries, and so are valid values of each
 * command (`Valid` of the testing kit, from the Schema). Which records a random command names, so that it makes sense, is written
 * by hand (`Commands` of the testing kit): a command that nobody has told how does not compile there. A new command is one
 * entry in the file of its area, a line in `internal/Written`, and its rule in core.
 *
 * @since 0.1.0
 */
import type * as AccessCode from "@agencybook/core/AccessCode"
import type * as Acting from "@agencybook/core/Acting"
import type * as Agency from "@agencybook/core/Agency"
import type * as AgencyAccount from "@agencybook/core/AgencyAccount"
import type * as AgencyDaily from "@agencybook/core/AgencyDaily"
import type * as AgencyManagement from "@agencybook/core/AgencyManagement"
import type * as AgencyReview from "@agencybook/core/AgencyReview"
import type * as AgencySigning from "@agencybook/core/AgencySigning"
import type * as AgencyTermination from "@agencybook/core/AgencyTermination"
import type * as AgencyTransfer from "@agencybook/core/AgencyTransfer"
import type * as AgentChange from "@agencybook/core/AgentChange"
import type * as AgentLock from "@agencybook/core/AgentLock"
import type * as AgentLogin from "@agencybook/core/AgentLogin"
import type * as AgentOfRecordChange from "@agencybook/core/AgentOfRecordChange"
import type * as AgentOfRecordDigest from "@agencybook/core/AgentOfRecordDigest"
import type * as AgentProfile from "@agencybook/core/AgentProfile"
import type * as AgentReport from "@agencybook/core/AgentReport"
import type * as AgentStart from "@agencybook/core/AgentStart"
import type * as ApplicationReview from "@agencybook/core/ApplicationReview"
import type * as Association from "@agencybook/core/Association"
import type * as BookExport from "@agencybook/core/BookExport"
import type { Capability } from "@agencybook/core/Capability"
import type * as Case from "@agencybook/core/Case"
import type * as Certification from "@agencybook/core/Certification"
import type * as CertificationDaily from "@agencybook/core/CertificationDaily"
import type * as Claim from "@agencybook/core/Claim"
import type * as Consent from "@agencybook/core/Consent"
import type * as Counselor from "@agencybook/core/Counselor"
import type * as CounselorDelegation from "@agencybook/core/CounselorDelegation"
import type * as CounselorStart from "@agencybook/core/CounselorStart"
import type * as Decertification from "@agencybook/core/Decertification"
import type * as Delegation from "@agencybook/core/Delegation"
import type * as DiscrepancyList from "@agencybook/core/DiscrepancyList"
import type * as Employment from "@agencybook/core/Employment"
import type * as EnrollmentEntity from "@agencybook/core/EnrollmentEntity"
import type * as Extranet from "@agencybook/core/Extranet"
import type * as ExtranetExtract from "@agencybook/core/ExtranetExtract"
import type * as Invitation from "@agencybook/core/Invitation"
import type * as LicenceCheck from "@agencybook/core/LicenceCheck"
import type * as Migration from "@agencybook/core/Migration"
import type * as NewAgent from "@agencybook/core/NewAgent"
import type * as Recertification from "@agencybook/core/Recertification"
import type { Kind } from "@agencybook/core/Record"
import type * as RequestReminder from "@agencybook/core/RequestReminder"
import type * as Rescission from "@agencybook/core/Rescission"
import type * as SmallBusinessWindow from "@agencybook/core/SmallBusinessWindow"
import type * as Staff from "@agencybook/core/Staff"
import type * as StaffLink from "@agencybook/core/StaffLink"
import type * as Transfer from "@agencybook/core/Transfer"
import type * as TransferProgress from "@agencybook/core/TransferProgress"
import { entries as accessCode } from "./internal/AccessCodeEntries.ts"
import { entries as acting } from "./internal/ActingEntries.ts"
import { entries as agencyAccount } from "./internal/AgencyAccountEntries.ts"
import { entries as agency } from "./internal/AgencyEntries.ts"
import { entries as agencyManagement } from "./internal/AgencyManagementEntries.ts"
import { entries as agencyReview } from "./internal/AgencyReviewEntries.ts"
import { entries as agencySigning } from "./internal/AgencySigningEntries.ts"
import { entries as agencyTermination } from "./internal/AgencyTerminationEntries.ts"
import { entries as book } from "./internal/BookEntries.ts"
import { entries as cases } from "./internal/CaseEntries.ts"
import type { Entry as AnyEntry } from "./internal/CatalogueEntry.ts"
import { entries as certification } from "./internal/CertificationEntries.ts"
import { entries as consent } from "./internal/ConsentEntries.ts"
import { entries as counselor } from "./internal/CounselorEntries.ts"
import { entries as delegation } from "./internal/DelegationEntries.ts"
import { entries as discrepancy } from "./internal/DiscrepancyEntries.ts"
import { entries as employment } from "./internal/EmploymentEntries.ts"
import { entries as entity } from "./internal/EntityEntries.ts"
import { entries as extranet } from "./internal/ExtranetEntries.ts"
import { entries as invitation } from "./internal/InvitationEntries.ts"
import { entries as migration } from "./internal/MigrationEntries.ts"
import { entries as newAgent } from "./internal/NewAgentEntries.ts"
import { bare } from "./internal/Own.ts"
import { entries as staff } from "./internal/StaffEntries.ts"
import { entries as transfer } from "./internal/TransferEntries.ts"
import { written } from "./internal/Written.ts"

export type { Held, Sealed, SecretWork } from "./internal/CatalogueEntry.ts"
export { submissionFacts, submissionReads } from "./internal/ConsentEntries.ts"
export { transferFacts, transferReads } from "./internal/TransferEntries.ts"

/** Every command. @category models */
export type Command =
  | Agency.Command
  | AgencyAccount.Command
  | AgencyManagement.Command
  | AgencyReview.Command
  | AgencySigning.Command
  | AgencyDaily.Command
  | SmallBusinessWindow.Command
  | AgencyTermination.Command
  | Certification.Command
  | Decertification.Command
  | LicenceCheck.Command
  | CertificationDaily.Command
  | Recertification.Command
  | AgentLock.Command
  | AgentLogin.Command
  | AgentProfile.Command
  | AgentReport.Command
  | Employment.Command
  | Association.Command
  | Staff.Command
  | Delegation.Command
  | NewAgent.Command
  | Claim.Command
  | AgentChange.Command
  | AgentStart.Command
  | RequestReminder.Command
  | Consent.Command
  | Rescission.Command
  | ApplicationReview.Command
  | Transfer.Command
  | BookExport.Command
  | DiscrepancyList.Command
  | TransferProgress.Command
  | AgencyTransfer.Command
  | Acting.Command
  | AccessCode.Command
  | Extranet.Command
  | ExtranetExtract.Command
  | Invitation.Command
  | StaffLink.Command
  | Case.Command
  | AgentOfRecordChange.Command
  | AgentOfRecordDigest.Command
  | Migration.Command
  | EnrollmentEntity.Command
  | Counselor.Command
  | CounselorDelegation.Command
  | CounselorStart.Command

/** Name of a command. @category models */
export type CommandName = Command["_tag"]

/** One entry of the catalogue. @category models */
export interface Entry<C extends Command = Command> extends AnyEntry<C> {
  /** The kinds of records that the command may write. */
  readonly writes: ReadonlyArray<Kind>
}

const entries = {
  ...agency,
  ...agencyAccount,
  ...agencyManagement,
  ...agencyReview,
  ...agencySigning,
  ...agencyTermination,
  ...certification,
  ...employment,
  ...staff,
  ...delegation,
  ...newAgent,
  ...consent,
  ...transfer,
  ...book,
  ...discrepancy,
  ...acting,
  ...accessCode,
  ...extranet,
  ...invitation,
  ...cases,
  ...migration,
  ...entity,
  ...counselor
} satisfies { readonly [N in CommandName]: unknown }

const kindsOf: Readonly<Record<CommandName, ReadonlyArray<Kind>>> = written

/** An entry that gives its rules, and whoever asked them, what has no fields but its own. */
const guarded = (entry: AnyEntry<Command>, writes: ReadonlyArray<Kind>): Entry => ({
  ...entry,
  writes,
  secretWork: entry.secretWork,
  target: (command, facts) => bare(entry.target(bare(command), facts)),
  reads: (command, facts, policy) => entry.reads(bare(command), facts, bare(policy)),
  decide: (command, facts, context, sealed) => bare(entry.decide(bare(command), facts, bare(context), bare(sealed)))
})

/** The entries by command name. @category models */
export const catalogue: Readonly<Record<CommandName, Entry>> = Object.fromEntries(
  Object.entries(entries).map(([name, entry]) => [name, guarded(entry as never, kindsOf[name as CommandName])])
) as never

/** The capability that a command needs. @category queries */
export const capabilityOf = (command: Command): Capability => {
  const { capability } = catalogue[command._tag]
  return typeof capability === "function" ? capability(command) : capability
}
