/**
 * Identifiers: opaque text, one brand per kind of record, never reused.
 *
 * Callers choose the identifiers of what they create; what a command creates on
 * the side gets one derived from the command, so that the same command always
 * creates the same records.
 *
 * @since 0.1.0
 */
import * as Format from "./Format.ts"

/** Text that was checked for one purpose and cannot be swapped for another. @category models */
export type Branded<Name extends string> = string & { readonly "~agencybook": Name }

/** Identifies one agency. @category models */
export type AgencyId = Branded<"AgencyId">
/** Identifies one agent as a person, whatever agency the agent works for. @category models */
export type AgentId = Branded<"AgentId">
/** Identifies one employment: an agent in an agency. @category models */
export type EmploymentId = Branded<"EmploymentId">
/** Identifies one consumer case. @category models */
export type CaseId = Branded<"CaseId">
/** Identifies one delegation period of a case. @category models */
export type DelegationId = Branded<"DelegationId">
/** Identifies one consent of a consumer. @category models */
export type ConsentId = Branded<"ConsentId">
/** Identifies one review of an application by its consumer. @category models */
export type ReviewId = Branded<"ReviewId">
/** Identifies one passcode for a change of agent; not the passcode itself. @category models */
export type AgentChangeCodeId = Branded<"AgentChangeCodeId">
/** Identifies one site inside its agency. @category models */
export type SiteId = Branded<"SiteId">
/** Identifies one change of an agency's name, FEIN or licence inside its agency. @category models */
export type AgencyChangeId = Branded<"AgencyChangeId">
/** Identifies one transfer batch. @category models */
export type TransferId = Branded<"TransferId">
/** Identifies papers that the host keeps, such as the release of a book. @category models */
export type DocumentId = Branded<"DocumentId">
/** Identifies one consumer access code; not the code itself. @category models */
export type AccessCodeId = Branded<"AccessCodeId">
/** Identifies one session in which a manager acts for an agent. @category models */
export type ActingId = Branded<"ActingId">
/** Identifies one export of a book. @category models */
export type ExportId = Branded<"ExportId">
/** Identifies one list of consumers whom an agent misses. @category models */
export type DiscrepancyListId = Branded<"DiscrepancyListId">
/** Identifies one invitation of an agent; not its code. @category models */
export type InvitationId = Branded<"InvitationId">
/** Identifies one link or first password on its way to a person; not the secret itself. @category models */
export type LinkId = Branded<"LinkId">
/** Identifies one command; the idempotency key. @category models */
export type CommandId = Branded<"CommandId">
/** Identifies one user of the exchange, the service center or a feed. @category models */
export type UserId = Branded<"UserId">
/** Identifies one enrollment entity of the exchange's register. @category models */
export type EntityId = Branded<"EntityId">
/** Identifies one employer in the host system, which alone knows who that is. */
export type EmployerId = Branded<"EmployerId">
/** Identifies one policy at its carrier or with the exchange. @category models */
export type PolicyId = Branded<"PolicyId">
/** Identifier of a member of a household, inside its case. @category models */
export type MemberId = Branded<"MemberId">
/** Identifies one consumer's online account in the host system. @category models */
export type AccountId = Branded<"AccountId">

/**
 * Format of every identifier: ASCII letters, digits and `_ . : ~ -`, at most 128 characters.
 *
 * @category decoding
 */
export const format: Format.Format<string> = /*#__PURE__*/ Format.pattern(
  "identifier",
  /^[A-Za-z0-9][A-Za-z0-9_.:~-]{0,127}$/,
  "an identifier of ASCII letters, digits and `_ . : ~ -`, at most 128 characters",
  "use the identifier exactly as it was given out"
)

/**
 * Reads an identifier that the program itself contains.
 *
 * @category constructors
 */
export const make = <Id extends string>(text: string): Id => Format.literal(format, text) as Id

/**
 * Derives the identifier of the `index`-th record that a command creates on the side.
 *
 * What stands behind the last `~` is the index and what stands before it the command, whatever the command is called: two
 * commands never derive the same identifier, also where one is called like a record of the other.
 *
 * @category constructors
 */
export const derive = <Id extends string>(commandId: CommandId, index: number): Id => `${commandId}~${index}` as Id

/**
 * Derives the identifier of the employment of an agent in an agency. The slash cannot stand in either identifier, so
 * two pairs never share one.
 *
 * @category constructors
 */
export const employment = (agentId: AgentId, agencyId: AgencyId): EmploymentId =>
  `${agentId}/${agencyId}` as EmploymentId

/** The key of a change of agent: one case and one agent. @category constructors */
export const agentChange = (caseId: CaseId, agentId: AgentId): string => `${caseId}/${agentId}`
