/**
 * The machines of core by name.
 *
 * @since 0.1.0
 */
import * as AccessCode from "@agencybook/core/AccessCode"
import * as Acting from "@agencybook/core/Acting"
import * as AgencyCertification from "@agencybook/core/AgencyCertification"
import * as AgentLock from "@agencybook/core/AgentLock"
import * as CaseFacet from "@agencybook/core/CaseFacet"
import * as Certification from "@agencybook/core/Certification"
import * as Consent from "@agencybook/core/Consent"
import * as Counselor from "@agencybook/core/Counselor"
import * as CounselorDelegation from "@agencybook/core/CounselorDelegation"
import * as Delegation from "@agencybook/core/Delegation"
import * as DiscrepancyList from "@agencybook/core/DiscrepancyList"
import * as Employment from "@agencybook/core/Employment"
import * as EnrollmentEntity from "@agencybook/core/EnrollmentEntity"
import * as Extranet from "@agencybook/core/Extranet"
import * as Invitation from "@agencybook/core/Invitation"
import type { Machine } from "@agencybook/core/Machine"
import * as Requirement from "@agencybook/core/Requirement"
import * as Staff from "@agencybook/core/Staff"
import * as Transfer from "@agencybook/core/Transfer"

/** The machines by name. @category models */
export type MachineName =
  | "accessCode"
  | "account"
  | "acting"
  | "agencyCertification"
  | "agentLock"
  | "application"
  | "certification"
  | "consent"
  | "counselor"
  | "counselorDelegation"
  | "delegation"
  | "discrepancyList"
  | "employment"
  | "enrollment"
  | "enrollmentEntity"
  | "extranet"
  | "invitation"
  | "renewal"
  | "requirement"
  | "staff"
  | "transfer"

/** Every machine that core runs. */
export const machines: Readonly<Record<MachineName, Machine<string, string>>> = {
  accessCode: AccessCode.machine,
  account: CaseFacet.account,
  acting: Acting.machine,
  agentLock: AgentLock.machine,
  application: CaseFacet.application,
  agencyCertification: AgencyCertification.machine,
  certification: Certification.machine,
  consent: Consent.machine,
  counselor: Counselor.machine,
  counselorDelegation: CounselorDelegation.machine,
  delegation: Delegation.machine,
  discrepancyList: DiscrepancyList.machine,
  employment: Employment.machine,
  enrollment: CaseFacet.enrollment,
  enrollmentEntity: EnrollmentEntity.machine,
  extranet: Extranet.machine,
  invitation: Invitation.machine,
  renewal: CaseFacet.renewal,
  requirement: Requirement.machine,
  staff: Staff.machine,
  transfer: Transfer.machine
}
