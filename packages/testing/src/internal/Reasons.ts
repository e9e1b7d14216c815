/**
 * Every reason that a module of core exports: what refusals are made from.
 *
 * @since 0.1.0
 */
import * as AccessCode from "@agencybook/core/AccessCode"
import * as Acting from "@agencybook/core/Acting"
import * as Agency from "@agencybook/core/Agency"
import * as AgencyAccount from "@agencybook/core/AgencyAccount"
import * as AgencyBusiness from "@agencybook/core/AgencyBusiness"
import * as AgencyDaily from "@agencybook/core/AgencyDaily"
import * as AgencyDocument from "@agencybook/core/AgencyDocument"
import * as AgencyManagement from "@agencybook/core/AgencyManagement"
import * as AgencyManager from "@agencybook/core/AgencyManager"
import * as AgencyName from "@agencybook/core/AgencyName"
import * as AgencyReason from "@agencybook/core/AgencyReason"
import * as AgencyReview from "@agencybook/core/AgencyReview"
import * as AgencySigning from "@agencybook/core/AgencySigning"
import * as AgencyTermination from "@agencybook/core/AgencyTermination"
import * as AgencyTransfer from "@agencybook/core/AgencyTransfer"
import * as Agent from "@agencybook/core/Agent"
import * as AgentChange from "@agencybook/core/AgentChange"
import * as AgentLock from "@agencybook/core/AgentLock"
import * as AgentOfRecordChange from "@agencybook/core/AgentOfRecordChange"
import * as AgentOfRecordDigest from "@agencybook/core/AgentOfRecordDigest"
import * as AgentProfile from "@agencybook/core/AgentProfile"
import * as AgentReport from "@agencybook/core/AgentReport"
import * as AgentStart from "@agencybook/core/AgentStart"
import * as ApplicationReview from "@agencybook/core/ApplicationReview"
import * as Association from "@agencybook/core/Association"
import * as Authority from "@agencybook/core/Authority"
import * as BookExport from "@agencybook/core/BookExport"
import * as Case from "@agencybook/core/Case"
import * as CaseFacet from "@agencybook/core/CaseFacet"
import * as Certification from "@agencybook/core/Certification"
import * as CertificationDaily from "@agencybook/core/CertificationDaily"
import * as Claim from "@agencybook/core/Claim"
import * as Consent from "@agencybook/core/Consent"
import * as Counselor from "@agencybook/core/Counselor"
import * as CounselorDelegation from "@agencybook/core/CounselorDelegation"
import * as CounselorStart from "@agencybook/core/CounselorStart"
import * as Decertification from "@agencybook/core/Decertification"
import * as Delegation from "@agencybook/core/Delegation"
import * as Disclosure from "@agencybook/core/Disclosure"
import * as DiscrepancyList from "@agencybook/core/DiscrepancyList"
import * as Employment from "@agencybook/core/Employment"
import * as EnrollmentEntity from "@agencybook/core/EnrollmentEntity"
import * as ExchangeNumber from "@agencybook/core/ExchangeNumber"
import * as Extranet from "@agencybook/core/Extranet"
import * as ExtranetExtract from "@agencybook/core/ExtranetExtract"
import * as Invitation from "@agencybook/core/Invitation"
import * as Licence from "@agencybook/core/Licence"
import * as LicenceCheck from "@agencybook/core/LicenceCheck"
import * as Migration from "@agencybook/core/Migration"
import * as NewAgent from "@agencybook/core/NewAgent"
import * as PortalPassword from "@agencybook/core/PortalPassword"
import * as Recertification from "@agencybook/core/Recertification"
import type { Reason } from "@agencybook/core/Refusal"
import * as RequestReminder from "@agencybook/core/RequestReminder"
import * as Requirement from "@agencybook/core/Requirement"
import * as Rescission from "@agencybook/core/Rescission"
import * as Site from "@agencybook/core/Site"
import * as SmallBusiness from "@agencybook/core/SmallBusiness"
import * as SmallBusinessWindow from "@agencybook/core/SmallBusinessWindow"
import * as Staff from "@agencybook/core/Staff"
import * as StaffLink from "@agencybook/core/StaffLink"
import * as Standing from "@agencybook/core/Standing"
import * as StatusReason from "@agencybook/core/StatusReason"
import * as Transfer from "@agencybook/core/Transfer"
import * as TransferProgress from "@agencybook/core/TransferProgress"
import * as Upkeep from "@agencybook/core/Upkeep"

/** A reason of which the facts are not known to the compiler. */
export type AnyReason = Reason<string, never>

const isReason = (value: unknown): value is AnyReason =>
  typeof value === "function" && "code" in value && "rule" in value

const modules: ReadonlyArray<object> = [
  AccessCode,
  Acting,
  Agency,
  AgencyAccount,
  AgencyDaily,
  AgencyBusiness,
  AgencyDocument,
  AgencyManagement,
  AgencyManager,
  AgencyName,
  AgencyReason,
  AgencyReview,
  AgencySigning,
  AgencyTermination,
  AgencyTransfer,
  Agent,
  AgentChange,
  AgentLock,
  AgentOfRecordChange,
  AgentOfRecordDigest,
  AgentProfile,
  AgentReport,
  AgentStart,
  ApplicationReview,
  Association,
  Authority,
  BookExport,
  Case,
  CaseFacet,
  Certification,
  CertificationDaily,
  Claim,
  Consent,
  Counselor,
  CounselorDelegation,
  CounselorStart,
  Decertification,
  Delegation,
  Disclosure,
  DiscrepancyList,
  Employment,
  EnrollmentEntity,
  ExchangeNumber,
  Extranet,
  ExtranetExtract,
  Invitation,
  Licence,
  LicenceCheck,
  Migration,
  NewAgent,
  PortalPassword,
  Recertification,
  RequestReminder,
  Requirement,
  Rescission,
  Site,
  SmallBusiness,
  SmallBusinessWindow,
  Staff,
  StaffLink,
  Standing,
  StatusReason,
  Transfer,
  TransferProgress,
  Upkeep
]

/** The reasons in the order of their modules. */
export const reasons: ReadonlyArray<AnyReason> = modules.flatMap((module) => Object.values(module).filter(isReason))
