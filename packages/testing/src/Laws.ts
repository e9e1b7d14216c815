/**
 * All laws of the library, and which rule each of them stands for.
 *
 * @since 0.1.0
 */
import type { RuleId } from "@agencybook/core/Rule"
import * as AccessCodeHolderLaws from "./AccessCodeHolderLaws.ts"
import * as AccessCodeLaws from "./AccessCodeLaws.ts"
import * as AccessCodeTimeLaws from "./AccessCodeTimeLaws.ts"
import * as ActingLaws from "./ActingLaws.ts"
import * as AgencyAccountLaws from "./AgencyAccountLaws.ts"
import * as AgencyLaws from "./AgencyLaws.ts"
import * as AgencyManagementLaws from "./AgencyManagementLaws.ts"
import * as AgencyNameLaws from "./AgencyNameLaws.ts"
import * as AgencyPapersLaws from "./AgencyPapersLaws.ts"
import * as AgencyReviewLaws from "./AgencyReviewLaws.ts"
import * as AgencySigningLaws from "./AgencySigningLaws.ts"
import * as AgencyTerminationLaws from "./AgencyTerminationLaws.ts"
import * as AgencyTransferLaws from "./AgencyTransferLaws.ts"
import * as AgentAccountLaws from "./AgentAccountLaws.ts"
import * as AgentChangeLaws from "./AgentChangeLaws.ts"
import * as AgentDiaryLaws from "./AgentDiaryLaws.ts"
import * as AgentLockLaws from "./AgentLockLaws.ts"
import * as AgentOfRecordLaws from "./AgentOfRecordLaws.ts"
import * as AgentProfileLaws from "./AgentProfileLaws.ts"
import * as AgentReportLaws from "./AgentReportLaws.ts"
import * as AgentTwinLaws from "./AgentTwinLaws.ts"
import * as ApplicationStartLaws from "./ApplicationStartLaws.ts"
import * as AssociationLaws from "./AssociationLaws.ts"
import * as AuditLaws from "./AuditLaws.ts"
import * as AuthorityFilterLaws from "./AuthorityFilterLaws.ts"
import * as AuthorityLaws from "./AuthorityLaws.ts"
import * as BookCubeLaws from "./BookCubeLaws.ts"
import * as BookExportLaws from "./BookExportLaws.ts"
import * as BookFilterLaws from "./BookFilterLaws.ts"
import * as BookLaws from "./BookLaws.ts"
import * as BookRowLaws from "./BookRowLaws.ts"
import * as CascadeLaws from "./CascadeLaws.ts"
import * as CascadePlanLaws from "./CascadePlanLaws.ts"
import * as CaseFacetLaws from "./CaseFacetLaws.ts"
import * as CaseLaws from "./CaseLaws.ts"
import * as CertificationLaws from "./CertificationLaws.ts"
import * as ClaimLaws from "./ClaimLaws.ts"
import * as CommissionLaws from "./CommissionLaws.ts"
import * as CompletionListLaws from "./CompletionListLaws.ts"
import * as ConsentEndLaws from "./ConsentEndLaws.ts"
import * as ConsentLaws from "./ConsentLaws.ts"
import * as ConsentUseLaws from "./ConsentUseLaws.ts"
import * as CounselorDirectoryLaws from "./CounselorDirectoryLaws.ts"
import * as CounselorLaws from "./CounselorLaws.ts"
import * as CounselorStartLaws from "./CounselorStartLaws.ts"
import * as CoverageLaws from "./CoverageLaws.ts"
import * as DecertificationLaws from "./DecertificationLaws.ts"
import * as DelegationHistoryLaws from "./DelegationHistoryLaws.ts"
import * as DelegationLaws from "./DelegationLaws.ts"
import * as DirectoryLaws from "./DirectoryLaws.ts"
import * as DisclosureLaws from "./DisclosureLaws.ts"
import * as DiscrepancyListLaws from "./DiscrepancyListLaws.ts"
import * as DispositionLaws from "./DispositionLaws.ts"
import * as DocumentWindowLaws from "./DocumentWindowLaws.ts"
import * as EffectiveDateLaws from "./EffectiveDateLaws.ts"
import * as ElsewhereLaws from "./ElsewhereLaws.ts"
import * as EmploymentLaws from "./EmploymentLaws.ts"
import * as EntityLaws from "./EntityLaws.ts"
import * as ExchangeLaws from "./ExchangeLaws.ts"
import * as ExchangeNumberLaws from "./ExchangeNumberLaws.ts"
import * as ExtranetExtractLaws from "./ExtranetExtractLaws.ts"
import * as ExtranetLaws from "./ExtranetLaws.ts"
import * as ExtranetPasswordLaws from "./ExtranetPasswordLaws.ts"
import * as FactLaws from "./FactLaws.ts"
import * as FormatLaws from "./FormatLaws.ts"
import * as InvitationLaws from "./InvitationLaws.ts"
import * as KeptClientsLaws from "./KeptClientsLaws.ts"
import * as KnobLaws from "./KnobLaws.ts"
import type { Law } from "./Law.ts"
import * as LicenceLaws from "./LicenceLaws.ts"
import * as ListLaws from "./ListLaws.ts"
import * as MachineLaws from "./MachineLaws.ts"
import * as ManagerGraceLaws from "./ManagerGraceLaws.ts"
import * as MoveLaws from "./MoveLaws.ts"
import * as NewAgentConsentLaws from "./NewAgentConsentLaws.ts"
import * as NewAgentLaws from "./NewAgentLaws.ts"
import * as NoticeLaws from "./NoticeLaws.ts"
import * as NoticeTableLaws from "./NoticeTableLaws.ts"
import * as PlainDataLaws from "./PlainDataLaws.ts"
import * as PolicyLaws from "./PolicyLaws.ts"
import * as PolicyRecordLaws from "./PolicyRecordLaws.ts"
import * as PortalPasswordLaws from "./PortalPasswordLaws.ts"
import * as ReapplicationLaws from "./ReapplicationLaws.ts"
import * as RecertificationLaws from "./RecertificationLaws.ts"
import * as RecordLaws from "./RecordLaws.ts"
import * as RefusalLaws from "./RefusalLaws.ts"
import * as RequirementLaws from "./RequirementLaws.ts"
import * as RescissionLaws from "./RescissionLaws.ts"
import * as SchemaLaws from "./SchemaLaws.ts"
import * as ServiceCalendarLaws from "./ServiceCalendarLaws.ts"
import * as SmallBusinessLaws from "./SmallBusinessLaws.ts"
import * as SmallBusinessWindowLaws from "./SmallBusinessWindowLaws.ts"
import * as SpokenConsentLaws from "./SpokenConsentLaws.ts"
import * as StaffLaws from "./StaffLaws.ts"
import * as StaffLinkLaws from "./StaffLinkLaws.ts"
import * as StaffTerminationLaws from "./StaffTerminationLaws.ts"
import * as StandingUseLaws from "./StandingUseLaws.ts"
import * as StartNoticeLaws from "./StartNoticeLaws.ts"
import * as TraceLaws from "./TraceLaws.ts"
import * as TransferLaws from "./TransferLaws.ts"
import * as TransferNoticeLaws from "./TransferNoticeLaws.ts"
import * as TransferProgressLaws from "./TransferProgressLaws.ts"
import * as TransferRunLaws from "./TransferRunLaws.ts"
import * as TrendLaws from "./TrendLaws.ts"
import * as WhichPolicyLaws from "./WhichPolicyLaws.ts"
import * as WorklistLaws from "./WorklistLaws.ts"
import * as ZoneLaws from "./ZoneLaws.ts"

/** Every law, from the person to the story. @category laws */
export const laws: ReadonlyArray<Law> = [
  ...CertificationLaws.laws,
  ...CounselorDirectoryLaws.laws,
  ...CounselorLaws.laws,
  ...CounselorStartLaws.laws,
  ...DecertificationLaws.laws,
  ...ReapplicationLaws.laws,
  ...RecertificationLaws.laws,
  ...AgentAccountLaws.laws,
  ...AssociationLaws.laws,
  ...AuditLaws.laws,
  ...AgentProfileLaws.laws,
  ...AgentReportLaws.laws,
  ...AgentLockLaws.laws,
  ...CommissionLaws.laws,
  ...CompletionListLaws.laws,
  ...AgentDiaryLaws.laws,
  ...RequirementLaws.laws,
  ...AgencyLaws.laws,
  ...AgencyAccountLaws.laws,
  ...AgencyManagementLaws.laws,
  ...MachineLaws.laws,
  ...MoveLaws.laws,
  ...ManagerGraceLaws.laws,
  ...AgencyNameLaws.laws,
  ...AgencyPapersLaws.laws,
  ...AgencyReviewLaws.laws,
  ...AgencySigningLaws.laws,
  ...AgencyTerminationLaws.laws,
  ...EmploymentLaws.laws,
  ...AgentTwinLaws.laws,
  ...LicenceLaws.laws,
  ...StaffLaws.laws,
  ...StaffLinkLaws.laws,
  ...StaffTerminationLaws.laws,
  ...EntityLaws.laws,
  ...DelegationLaws.laws,
  ...ConsentLaws.laws,
  ...SpokenConsentLaws.laws,
  ...RescissionLaws.laws,
  ...ConsentUseLaws.laws,
  ...ConsentEndLaws.laws,
  ...NewAgentLaws.laws,
  ...NewAgentConsentLaws.laws,
  ...ApplicationStartLaws.laws,
  ...AgentChangeLaws.laws,
  ...ClaimLaws.laws,
  ...CascadeLaws.laws,
  ...CascadePlanLaws.laws,
  ...DiscrepancyListLaws.laws,
  ...DispositionLaws.laws,
  ...KeptClientsLaws.laws,
  ...CaseFacetLaws.laws,
  ...CoverageLaws.laws,
  ...CaseLaws.laws,
  ...TransferLaws.laws,
  ...TransferProgressLaws.laws,
  ...TransferRunLaws.laws,
  ...WorklistLaws.laws,
  ...ZoneLaws.laws,
  ...ElsewhereLaws.laws,
  ...KnobLaws.laws,
  ...ExchangeNumberLaws.laws,
  ...DocumentWindowLaws.laws,
  ...ExchangeLaws.laws,
  ...AgencyTransferLaws.laws,
  ...AgentOfRecordLaws.laws,
  ...DelegationHistoryLaws.laws,
  ...EffectiveDateLaws.laws,
  ...AccessCodeLaws.laws,
  ...AccessCodeHolderLaws.laws,
  ...AccessCodeTimeLaws.laws,
  ...ActingLaws.laws,
  ...AuthorityLaws.laws,
  ...AuthorityFilterLaws.laws,
  ...StandingUseLaws.laws,
  ...BookLaws.laws,
  ...BookRowLaws.laws,
  ...BookCubeLaws.laws,
  ...BookFilterLaws.laws,
  ...BookExportLaws.laws,
  ...ListLaws.laws,
  ...DirectoryLaws.laws,
  ...DisclosureLaws.laws,
  ...NoticeLaws.laws,
  ...StartNoticeLaws.laws,
  ...NoticeTableLaws.laws,
  ...TransferNoticeLaws.laws,
  ...TrendLaws.laws,
  ...ExtranetLaws.laws,
  ...ExtranetPasswordLaws.laws,
  ...ExtranetExtractLaws.laws,
  ...InvitationLaws.laws,
  ...SmallBusinessLaws.laws,
  ...SmallBusinessWindowLaws.laws,
  ...ServiceCalendarLaws.laws,
  ...PolicyLaws.laws,
  ...FactLaws.laws,
  ...FormatLaws.laws,
  ...SchemaLaws.laws,
  ...PortalPasswordLaws.laws,
  ...RecordLaws.laws,
  ...TraceLaws.laws,
  ...PlainDataLaws.laws,
  ...RefusalLaws.laws,
  ...WhichPolicyLaws.laws,
  ...PolicyRecordLaws.laws
]

/** The laws that stand for a rule. @category queries */
export const forRule = (rule: RuleId): ReadonlyArray<Law> => laws.filter(({ rules }) => rules.includes(rule))
