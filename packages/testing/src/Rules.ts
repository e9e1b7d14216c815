/**
 * The implementation that laws are checked against: the rule functions of core, each replaceable.
 *
 * An embedder who wraps or replaces a rule passes his own value, for example
 * `{ ...core, delegation: { ...core.delegation, decide: mine } }`, and runs the same laws.
 *
 * **Gotchas**: stories, scenarios and model-based runs send whole commands, which are decided by `command` alone; whoever
 * replaces a part replaces `command` as well, or is told so.
 *
 * @since 0.1.0
 */
import { type Command, capabilityOf, catalogue, type Sealed } from "@agencybook/application/Catalogue"
import { type CommandMalformed, malformed } from "@agencybook/application/Envelope"
import * as AccessCode from "@agencybook/core/AccessCode"
import * as Acting from "@agencybook/core/Acting"
import * as Banner from "@agencybook/core/ActingBanner"
import * as Agency from "@agencybook/core/Agency"
import * as AgencyAccount from "@agencybook/core/AgencyAccount"
import * as AgencyDaily from "@agencybook/core/AgencyDaily"
import * as AgencyLapse from "@agencybook/core/AgencyLapse"
import * as AgencyManagement from "@agencybook/core/AgencyManagement"
import * as AgencyName from "@agencybook/core/AgencyName"
import * as AgencyReview from "@agencybook/core/AgencyReview"
import * as AgencySigning from "@agencybook/core/AgencySigning"
import * as AgencySummary from "@agencybook/core/AgencySummary"
import * as AgencyTermination from "@agencybook/core/AgencyTermination"
import * as AgencyTransfer from "@agencybook/core/AgencyTransfer"
import * as AgentAccount from "@agencybook/core/AgentAccount"
import * as AgentChange from "@agencybook/core/AgentChange"
import * as AgentLock from "@agencybook/core/AgentLock"
import * as AgentLogin from "@agencybook/core/AgentLogin"
import * as AgentOfRecord from "@agencybook/core/AgentOfRecord"
import * as AgentOfRecordChange from "@agencybook/core/AgentOfRecordChange"
import * as AgentOfRecordDigest from "@agencybook/core/AgentOfRecordDigest"
import * as AgentProfile from "@agencybook/core/AgentProfile"
import * as AgentReport from "@agencybook/core/AgentReport"
import * as AgentStart from "@agencybook/core/AgentStart"
import * as ApplicationReview from "@agencybook/core/ApplicationReview"
import * as Association from "@agencybook/core/Association"
import * as Audit from "@agencybook/core/Audit"
import * as Authority from "@agencybook/core/Authority"
import * as AuthorityFilter from "@agencybook/core/AuthorityFilter"
import * as BookColumns from "@agencybook/core/BookColumns"
import * as BookCube from "@agencybook/core/BookCube"
import * as BookExport from "@agencybook/core/BookExport"
import * as BookFilter from "@agencybook/core/BookFilter"
import * as BookOfBusiness from "@agencybook/core/BookOfBusiness"
import * as BookPage from "@agencybook/core/BookPage"
import * as BookSummary from "@agencybook/core/BookSummary"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Capability from "@agencybook/core/Capability"
import * as Cascade from "@agencybook/core/Cascade"
import * as CascadePlan from "@agencybook/core/CascadePlan"
import * as Case from "@agencybook/core/Case"
import * as Certification from "@agencybook/core/Certification"
import * as CertificationDaily from "@agencybook/core/CertificationDaily"
import * as Claim from "@agencybook/core/Claim"
import * as Commission from "@agencybook/core/Commission"
import * as CompletionList from "@agencybook/core/CompletionList"
import * as Consent from "@agencybook/core/Consent"
import * as Counselor from "@agencybook/core/Counselor"
import * as CounselorDelegation from "@agencybook/core/CounselorDelegation"
import * as CounselorDirectory from "@agencybook/core/CounselorDirectory"
import * as CounselorStart from "@agencybook/core/CounselorStart"
import * as CoverageExport from "@agencybook/core/CoverageExport"
import * as Decertification from "@agencybook/core/Decertification"
import type { Answer, Context } from "@agencybook/core/Decider"
import * as Delegation from "@agencybook/core/Delegation"
import * as DelegationHistory from "@agencybook/core/DelegationHistory"
import * as DelegationList from "@agencybook/core/DelegationList"
import * as Directory from "@agencybook/core/Directory"
import * as Disclosure from "@agencybook/core/Disclosure"
import * as Discrepancy from "@agencybook/core/Discrepancy"
import * as DiscrepancyList from "@agencybook/core/DiscrepancyList"
import * as EffectiveDate from "@agencybook/core/EffectiveDate"
import * as Employment from "@agencybook/core/Employment"
import * as EnrollmentEntity from "@agencybook/core/EnrollmentEntity"
import * as ExchangeSummary from "@agencybook/core/ExchangeSummary"
import * as Extranet from "@agencybook/core/Extranet"
import * as ExtranetExtract from "@agencybook/core/ExtranetExtract"
import * as Fact from "@agencybook/core/Facts"
import type { Format } from "@agencybook/core/Format"
import * as Invitation from "@agencybook/core/Invitation"
import * as KeptClients from "@agencybook/core/KeptClients"
import * as LicenceCheck from "@agencybook/core/LicenceCheck"
import * as LookAlike from "@agencybook/core/LookAlike"
import type { Machine } from "@agencybook/core/Machine"
import * as Migration from "@agencybook/core/Migration"
import * as Money from "@agencybook/core/Money"
import * as NewAgent from "@agencybook/core/NewAgent"
import * as Notice from "@agencybook/core/Notice"
import * as Page from "@agencybook/core/Page"
import * as Period from "@agencybook/core/Period"
import * as Policy from "@agencybook/core/Policy"
import * as PolicyPreset from "@agencybook/core/PolicyPreset"
import * as PortalPassword from "@agencybook/core/PortalPassword"
import * as Recertification from "@agencybook/core/Recertification"
import * as Record from "@agencybook/core/Record"
import * as RequestReminder from "@agencybook/core/RequestReminder"
import * as Requirement from "@agencybook/core/Requirement"
import * as Rescission from "@agencybook/core/Rescission"
import * as Roster from "@agencybook/core/Roster"
import * as ServiceCalendar from "@agencybook/core/ServiceCalendar"
import * as SmallBusiness from "@agencybook/core/SmallBusiness"
import * as SmallBusinessWindow from "@agencybook/core/SmallBusinessWindow"
import * as Staff from "@agencybook/core/Staff"
import * as StaffLink from "@agencybook/core/StaffLink"
import * as Standing from "@agencybook/core/Standing"
import * as Transfer from "@agencybook/core/Transfer"
import * as TransferProgress from "@agencybook/core/TransferProgress"
import * as Trend from "@agencybook/core/Trend"
import * as Worklist from "@agencybook/core/Worklist"
import * as Schema from "effect/Schema"
import type { FactRules } from "./internal/FactRules.ts"
import { type MachineName, machines } from "./internal/Machines.ts"
import { type AnyReason, reasons } from "./internal/Reasons.ts"
import * as Shape from "./internal/SchemaShape.ts"

export type { MachineName } from "./internal/Machines.ts"

/** Every rule function that a law asks. @category models */
export interface Rules {
  readonly accessCode: Pick<
    typeof AccessCode,
    "decide" | "evolve" | "format" | "fromBytes" | "isLive" | "stateAt" | "text"
  >
  readonly acting: Pick<typeof Acting, "decide" | "evolve" | "frozen" | "obstacle" | "stateAt"> & typeof Banner
  readonly agencyTermination: Pick<typeof AgencyTermination, "decide">
  readonly agency: Pick<typeof Agency, "decide" | "evolve">
  readonly agencyAccount: Pick<typeof AgencyAccount, "decide" | "make">
  readonly agencyDaily: Pick<typeof AgencyDaily, "decide">
  readonly agencyLapse: Pick<typeof AgencyLapse, "dueOn">
  readonly agencyManagement: Pick<typeof AgencyManagement, "decide" | "watched">
  readonly agencyName: Pick<typeof AgencyName, "imitatedBy">
  readonly agencyReview: Pick<typeof AgencyReview, "decide">
  readonly agencySigning: Pick<typeof AgencySigning, "decide">
  readonly agentAccount: Pick<typeof AgentAccount, "make">
  readonly agentChange: Pick<typeof AgentChange, "decide" | "evolve">
  readonly agentStart: Pick<typeof AgentStart, "decide">
  readonly applicationReview: Pick<typeof ApplicationReview, "countyObstacle" | "decide" | "obstacle">
  readonly audit: Pick<typeof Audit, "concerns" | "line">
  readonly authority: Pick<typeof Authority, "judge">
  readonly authorityFilter: Pick<typeof AuthorityFilter, "includes" | "make">
  readonly book: Pick<typeof BookOfBusiness, "row" | "rows">
  readonly cube: Pick<
    typeof BookCube,
    | "add"
    | "agencies"
    | "agents"
    | "cells"
    | "code"
    | "codeAll"
    | "make"
    | "move"
    | "moveAll"
    | "moveCoded"
    | "ofAgency"
    | "ofAgent"
    | "remove"
    | "seatOf"
  > & { readonly columns: typeof BookColumns.make }
  readonly bookExport: Pick<typeof BookExport, "decide" | "evolve" | "obstacle" | "rows" | "target">
  readonly bookFilter: Pick<typeof BookFilter, "apply" | "count" | "size">
  readonly bookPage: Pick<typeof BookPage, "page" | "sorted">
  readonly summary: Pick<
    typeof BookSummary,
    | "add"
    | "byAgent"
    | "combine"
    | "empty"
    | "invert"
    | "ofDelegation"
    | "ofRow"
    | "oldestRequestDays"
    | "remove"
    | "summarise"
  >
  readonly agencySummary: Pick<typeof AgencySummary, "make">
  readonly discrepancy: Pick<typeof Discrepancy, "compare">
  readonly discrepancyList: Pick<typeof DiscrepancyList, "decide" | "evolve" | "forAgent" | "summarise" | "waitsSince">
  readonly capability: Pick<typeof Capability, "allowanceOf" | "permissions">
  readonly cascade: Pick<typeof Cascade, "caughtUp" | "follow"> & { readonly preview: typeof CascadePlan.make }
  readonly case: Pick<typeof Case, "decide" | "evolve">
  readonly certification: Pick<typeof Certification, "decide" | "evolve" | "isCertifiedOn">
  readonly certificationDaily: Pick<typeof CertificationDaily, "decide">
  readonly claim: Pick<typeof Claim, "decide">
  /** Days and times on the clocks of a place. */
  readonly dates: Pick<typeof Dates, "atTime" | "on" | "startOf">
  readonly decertification: Pick<typeof Decertification, "decide">
  readonly licenceCheck: Pick<typeof LicenceCheck, "decide">
  readonly newAgent: Pick<typeof NewAgent, "decide">
  readonly recertification: Pick<typeof Recertification, "decide">
  readonly requestReminder: Pick<typeof RequestReminder, "decide">
  readonly consent: Pick<typeof Consent, "decide" | "evolve" | "permits" | "retainUntil">
  readonly rescission: Pick<typeof Rescission, "decide">
  readonly agentOfRecord: Pick<typeof AgentOfRecord, "on">
  readonly agentOfRecordChange: Pick<typeof AgentOfRecordChange, "decide">
  readonly agentOfRecordDigest: Pick<typeof AgentOfRecordDigest, "decide">
  readonly delegationHistory: Pick<typeof DelegationHistory, "carrierChanges" | "endOf" | "holderAt" | "make">
  readonly delegationList: Pick<typeof DelegationList, "line">
  readonly delegation: Pick<typeof Delegation, "decidedAt" | "decide" | "evolve">
  readonly disclosure: Pick<typeof Disclosure, "forConsumer" | "make" | "obstacle">
  readonly commission: Pick<typeof Commission, "line" | "totals" | "payee">
  readonly completionList: Pick<typeof CompletionList, "line">
  readonly directory: Pick<typeof Directory, "placeInCounty" | "placesOfCounty" | "search">
  readonly effectiveDate: Pick<typeof EffectiveDate, "acrossAgencies" | "smallBusinessAgentOfRecord">
  readonly agentLock: Pick<typeof AgentLock, "decide">
  readonly agentLogin: Pick<typeof AgentLogin, "decide">
  readonly agentProfile: Pick<typeof AgentProfile, "decide">
  readonly coverageExport: Pick<typeof CoverageExport, "rows">
  readonly agentReport: Pick<typeof AgentReport, "decide">
  readonly association: Pick<typeof Association, "decide">
  readonly employment: Pick<typeof Employment, "decide" | "latestApproved">
  readonly keptClients: Pick<typeof KeptClients, "decide">
  readonly counselor: Pick<typeof Counselor, "decide" | "evolve">
  readonly counselorDirectory: Pick<typeof CounselorDirectory, "find">
  readonly counselorDelegation: Pick<
    typeof CounselorDelegation,
    "afterRescission" | "decide" | "displaced" | "evolve" | "setFree"
  >
  readonly counselorStart: Pick<typeof CounselorStart, "decide">
  readonly enrollmentEntity: Pick<typeof EnrollmentEntity, "decide" | "evolve">
  readonly exchangeSummary: Pick<typeof ExchangeSummary, "acceptance" | "add" | "answerOf" | "medianDays" | "waiting">
  /** Who is found, and from which records. */
  readonly facts: FactRules
  readonly extranet: Pick<typeof Extranet, "decide" | "evolve">
  readonly extranetExtract: Pick<typeof ExtranetExtract, "decide">
  readonly invitation: Pick<typeof Invitation, "codeText" | "decide" | "evolve" | "linkText" | "secretId" | "textOf">
  readonly lookAlike: Pick<typeof LookAlike, "isImitation" | "isMixed" | "lookOf">
  readonly migration: Pick<typeof Migration, "decide">
  readonly machine: Readonly<Record<MachineName, Machine<string, string>>>
  readonly money: Pick<typeof Money, "add" | "fromCents" | "less" | "toDecimal">
  readonly notice: Pick<typeof Notice, "fromEvents" | "reads">
  readonly page: Pick<typeof Page, "byCharacter" | "compare" | "cut" | "limitOf">
  readonly period: Pick<typeof Period, "contains" | "overlaps">
  readonly policy: Pick<typeof Policy, "check">
  /** The presets of exchanges by name. */
  readonly policyPreset: { readonly named: (name: string) => Policy.Policy | undefined }
  readonly portalPassword: Pick<typeof PortalPassword, "assess">
  readonly requirement: Pick<typeof Requirement, "record" | "recordExam" | "step">
  readonly roster: Pick<typeof Roster, "fits" | "lines" | "placeOf">
  readonly serviceCalendar: Pick<
    typeof ServiceCalendar,
    "californiaAgentServiceCenter" | "californiaSmallBusinessLine" | "isOpenAt" | "nextOpening" | "statusAt"
  >
  readonly smallBusiness: Pick<typeof SmallBusiness, "assess">
  readonly smallBusinessWindow: Pick<typeof SmallBusinessWindow, "decide">
  readonly staff: Pick<typeof Staff, "decide" | "evolve" | "gaps">
  readonly staffLink: Pick<typeof StaffLink, "decide" | "live" | "secretId" | "text">
  readonly standing: Pick<typeof Standing, "gaps" | "isGood">
  readonly transfer: Pick<typeof Transfer, "decide" | "evolve" | "plan">
  readonly transferProgress: Pick<typeof TransferProgress, "decide" | "isDue">
  readonly trend: Pick<typeof Trend, "compare" | "holdingOf" | "keep" | "make" | "merge" | "ofAgent" | "total">
  readonly agencyTransfer: Pick<typeof AgencyTransfer, "decide" | "isBlind" | "withoutRows">
  readonly worklist: Pick<
    typeof Worklist,
    | "ageOf"
    | "agentExpiry"
    | "causeOf"
    | "documentExpiry"
    | "forsaken"
    | "idle"
    | "idleAgency"
    | "mismatches"
    | "stuck"
    | "waitingAssociation"
    | "waitingChange"
    | "waitingReports"
  >
  /** Every reason for which something is refused. */
  readonly reasons: () => ReadonlyArray<AnyReason>
  /** What a format makes of a text. */
  readonly format: { readonly read: <A>(format: Format<A>, text: string) => A | undefined }
  /** Whether a schema takes a value as it is sent, with no field too many. */
  readonly schema: {
    readonly takes: (schema: Schema.Codec<unknown, unknown>, value: unknown) => boolean
    /** What is told of a value that is not taken; absent when it is. */
    readonly refusal: (schema: Schema.Codec<unknown, unknown>, value: unknown) => CommandMalformed | undefined
    /** What is read of a value that is taken, and what is sent of that again. */
    readonly again: (schema: Schema.Codec<unknown, unknown>, value: unknown) => readonly [read: unknown, sent: unknown]
  }
  /** Any command on any facts, as the application decides it. */
  readonly command: (command: Command, facts: Fact.Facts, context: Context, sealed: Sealed) => Answer<Record.Event>
  /** The next state of a record of any kind. */
  readonly evolve: typeof Record.evolve
  /** Under which key an index finds a record. */
  readonly keyOf: typeof Record.keyOf
  readonly capabilityOf: typeof capabilityOf
}

const strict = { errors: "all", onExcessProperty: "error" } as const

/** The rules as core has them. @category models */
export const core: Rules = {
  accessCode: AccessCode,
  acting: { ...Acting, ...Banner },
  agency: Agency,
  agencyAccount: AgencyAccount,
  agencyDaily: AgencyDaily,
  agencyLapse: AgencyLapse,
  agencyManagement: AgencyManagement,
  agencyName: AgencyName,
  agencyReview: AgencyReview,
  agencySigning: AgencySigning,
  agencyTermination: AgencyTermination,
  agentAccount: AgentAccount,
  agentChange: AgentChange,
  agentStart: AgentStart,
  applicationReview: ApplicationReview,
  audit: Audit,
  authority: Authority,
  authorityFilter: AuthorityFilter,
  book: BookOfBusiness,
  cube: { ...BookCube, columns: BookColumns.make },
  bookExport: BookExport,
  bookFilter: BookFilter,
  bookPage: BookPage,
  summary: BookSummary,
  agencySummary: AgencySummary,
  discrepancy: Discrepancy,
  discrepancyList: DiscrepancyList,
  capability: Capability,
  cascade: { ...Cascade, preview: CascadePlan.make },
  case: Case,
  certification: Certification,
  certificationDaily: CertificationDaily,
  claim: Claim,
  dates: Dates,
  decertification: Decertification,
  licenceCheck: LicenceCheck,
  newAgent: NewAgent,
  recertification: Recertification,
  requestReminder: RequestReminder,
  consent: Consent,
  rescission: Rescission,
  agentOfRecord: AgentOfRecord,
  agentOfRecordChange: AgentOfRecordChange,
  agentOfRecordDigest: AgentOfRecordDigest,
  delegationHistory: DelegationHistory,
  delegationList: DelegationList,
  delegation: Delegation,
  commission: Commission,
  disclosure: Disclosure,
  completionList: CompletionList,
  directory: Directory,
  effectiveDate: EffectiveDate,
  agentLock: AgentLock,
  agentLogin: AgentLogin,
  agentProfile: AgentProfile,
  coverageExport: CoverageExport,
  agentReport: AgentReport,
  association: Association,
  employment: Employment,
  keptClients: KeptClients,
  exchangeSummary: ExchangeSummary,
  facts: Fact,
  extranet: Extranet,
  extranetExtract: ExtranetExtract,
  counselor: Counselor,
  counselorDirectory: CounselorDirectory,
  counselorDelegation: CounselorDelegation,
  counselorStart: CounselorStart,
  enrollmentEntity: EnrollmentEntity,
  invitation: Invitation,
  lookAlike: LookAlike,
  migration: Migration,
  machine: machines,
  money: Money,
  notice: Notice,
  page: Page,
  period: Period,
  policy: Policy,
  policyPreset: { named: (name) => PolicyPreset.all.find((one) => one.name === name) },
  portalPassword: PortalPassword,
  requirement: Requirement,
  roster: Roster,
  serviceCalendar: ServiceCalendar,
  smallBusiness: SmallBusiness,
  smallBusinessWindow: SmallBusinessWindow,
  staff: Staff,
  staffLink: StaffLink,
  standing: Standing,
  transfer: Transfer,
  transferProgress: TransferProgress,
  trend: Trend,
  agencyTransfer: AgencyTransfer,
  worklist: Worklist,
  reasons: () => reasons,
  format: { read: (format, text) => format.read(text) },
  schema: {
    takes: (schema, value) => Shape.takes(schema.ast, value),
    refusal: (schema, value) => {
      const result = Schema.decodeUnknownResult(schema)(value, strict)
      return result._tag === "Failure" ? malformed("it", result.failure.issue) : undefined
    },
    again: (schema, value) => {
      const read = Schema.decodeUnknownSync(schema)(value, strict)
      return [read, Schema.encodeUnknownSync(schema)(read, strict)]
    }
  },
  command: (command, facts, context, sealed) => catalogue[command._tag].decide(command, facts, context, sealed),
  evolve: Record.evolve,
  keyOf: Record.keyOf,
  capabilityOf
}

const decides = ["decide", "plan", "follow"]

/**
 * The parts that are replaced but never asked when whole commands are sent, because `command` is still that of core.
 *
 * @category queries
 */
export const unasked = (rules: Rules): ReadonlyArray<string> =>
  rules.command !== core.command
    ? []
    : Object.entries(core).flatMap(([name, part]) =>
        decides
          .filter((key) => Reflect.get(part, key) !== Reflect.get(Reflect.get(rules, name), key))
          .map((key) => `${name}.${key}`)
      )

/**
 * Refuses rules of which a part would never be asked; with the way out.
 *
 * @category queries
 */
export const assertAsked = (rules: Rules): void => {
  const parts = unasked(rules)
  if (parts.length > 0)
    throw new TypeError(
      `${parts.map((part) => `\`${part}\``).join(", ")} would never be asked: whole commands are decided by \`command\`, ` +
        "which is still that of core; replace it with one that asks yours"
    )
}
