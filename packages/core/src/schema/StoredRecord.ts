/**
 * The schemas of stored records by the kind under which a store keeps them.
 *
 * **When to use**: for rows that were kept by somebody else than the store that wrote them: a backup, a copy, a store of
 * your own. What a command brings is read by the schema of the command.
 *
 * **Details**: a record is refused with the place of everything that is wrong, what was expected there and what to do. No
 * message repeats a value, so that neither a digest nor a birthday gets into a log. Decoding gives the record itself, and
 * encoding gives back what was read.
 *
 * @since 0.1.0
 */
import type * as Schema from "effect/Schema"
import type { Input } from "../Input.ts"
import type { Records } from "../Record.ts"
import { AgencyRecord } from "./AgencyRecord.ts"
import { AgentRecord } from "./AgentRecord.ts"
import { AccessCodeRecord, ExtranetAccountRecord, InvitationRecord } from "./CodeRecord.ts"
import { ConsentRecord } from "./ConsentRecord.ts"
import {
  CounselorDelegationRecord,
  CounselorRecord,
  DelegationRecord,
  EmploymentRecord,
  EnrollmentEntityRecord
} from "./DelegationRecord.ts"
import { KnownCaseRecord } from "./KnownCaseRecord.ts"
import { ExportLogRecord, StaffRecord, TransferRecord } from "./OfficeRecord.ts"
import { ActingRecord, AgentChangeCodeRecord, ApplicationReviewRecord, DiscrepancyListRecord } from "./SessionRecord.ts"

/** Kinds of records that have a schema. @category models */
export type Kind =
  | "accessCode"
  | "acting"
  | "agency"
  | "agent"
  | "agentChangeCode"
  | "applicationReview"
  | "case"
  | "consent"
  | "counselor"
  | "counselorDelegation"
  | "delegation"
  | "discrepancyList"
  | "employment"
  | "enrollmentEntity"
  | "exportLog"
  | "extranetAccount"
  | "invitation"
  | "staff"
  | "transfer"

/** The schema of each kind. @category schemas */
export const schemas: { readonly [K in Kind]: Schema.Codec<Records[K], Input<Records[K]>> } = {
  accessCode: AccessCodeRecord,
  acting: ActingRecord,
  agency: AgencyRecord,
  agent: AgentRecord,
  agentChangeCode: AgentChangeCodeRecord,
  applicationReview: ApplicationReviewRecord,
  case: KnownCaseRecord,
  consent: ConsentRecord,
  counselor: CounselorRecord,
  counselorDelegation: CounselorDelegationRecord,
  delegation: DelegationRecord,
  discrepancyList: DiscrepancyListRecord,
  employment: EmploymentRecord,
  enrollmentEntity: EnrollmentEntityRecord,
  exportLog: ExportLogRecord,
  extranetAccount: ExtranetAccountRecord,
  invitation: InvitationRecord,
  staff: StaffRecord,
  transfer: TransferRecord
}
