/**
 * Questions to the portal, by area: agencies, people, entities, certifications, books, commissions, the directory, transfers,
 * history, consents, permissions.
 *
 * Each is authorised like a command and says as of when it speaks.
 *
 * @since 0.1.0
 */
export * from "./internal/AgencyQueries.ts"
export * from "./internal/AuditQueries.ts"
export * from "./internal/BookQueries.ts"
export type { BookScope } from "./internal/BookReads.ts"
export * from "./internal/BookStreamQueries.ts"
export * from "./internal/CascadeQueries.ts"
export * from "./internal/CertificationQueries.ts"
export * from "./internal/CommissionQueries.ts"
export * from "./internal/ConsentQueries.ts"
export {
  type CaseCounselor,
  caseCounselors,
  counselorClients,
  counselorRemindersDue,
  counselorRequestsDue
} from "./internal/CounselorQueries.ts"
export * from "./internal/DirectoryQueries.ts"
export * from "./internal/DiscrepancyQueries.ts"
export * from "./internal/EntityQueries.ts"
export * from "./internal/ExchangeQueries.ts"
export * from "./internal/HistoryQueries.ts"
export { delegations } from "./internal/ListQueries.ts"
export * from "./internal/PermissionQueries.ts"
export type { AsOf, Viewer } from "./internal/QueryAsk.ts"
export * from "./internal/ReadingQueries.ts"
export * from "./internal/RequestQueries.ts"
export * from "./internal/ReviewQueries.ts"
export * from "./internal/RosterQueries.ts"
export * from "./internal/SmallBusinessQueries.ts"
export * from "./internal/TransferQueries.ts"
export * from "./internal/TrendQueries.ts"
export {
  type AgeingLine,
  ageingRequests,
  agenciesWithoutManager,
  agentOfRecordMismatches,
  type ExpiryFilter,
  expiring,
  idleCases,
  type RequestScope,
  type StuckFilter,
  stuckCertifications,
  type WorkScope
} from "./internal/WorklistQueries.ts"
