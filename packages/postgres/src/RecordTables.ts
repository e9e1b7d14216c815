/**
 * The table of each kind of record.
 *
 * A record is kept as one JSON document; the columns that constraints and queries need are generated from it by the
 * database itself, so that a column can never disagree with its record. The constraints repeat the invariants of the
 * rules as a second net. `exchange_id` leads every key.
 *
 * @since 0.1.0
 */
import type { Index, Kind } from "@agencybook/core/Record"
import { extranetAccount } from "./internal/AccountTables.ts"
import { discrepancyList, exportLog } from "./internal/BookTables.ts"
import { consumerCase } from "./internal/CaseTables.ts"
import { applicationReview, consent } from "./internal/ConsentTables.ts"
import { counselor, counselorDelegation, enrollmentEntity, openToCounselor } from "./internal/EntityTables.ts"
import * as Expression from "./internal/RecordExpressions.ts"
import { byName, exchangeable, inList, plain, refers, there } from "./internal/RecordExpressions.ts"

/** A table of records: what is generated from the document, what holds for it, how it is found. @category models */
export interface Table {
  readonly name: string
  /** Generated columns: name, type and expression over `record`. */
  readonly columns: ReadonlyArray<readonly [name: string, type: string, expression: string]>
  readonly constraints?: ReadonlyArray<string>
  /** Statements after the table: indexes with their names. */
  readonly indexes?: ReadonlyArray<string>
}

const open = "state in ('Requested', 'Active', 'Frozen')"

const applying = "state in ('Pending', 'Eligible')"

const licensed = "state in ('Pending', 'Eligible', 'Certified', 'Suspended')"

const live = "state <> 'Terminated'"

/** A text of a record while a state, at a place of it, is none of some. */
const keyUnless = (states: string, state: string, text: string) =>
  `case when record->'${state}'->>'_tag' not in (${states}) then ${text} end`

const forsaken = `without_manager is not null and ${live}`

/** The tables of the records by kind; `%s` in an index stands for the schema and the table. @category models */
export const tables: { readonly [K in Kind]: Table } = {
  agency: {
    name: "agency",
    columns: [
      ["fein", "text", "record->>'fein'"],
      ["fein_key", "text", keyUnless("'Incomplete', 'Terminated'", "certification", "record->>'fein'")],
      ["licence_key", "text", keyUnless("'Incomplete', 'Terminated'", "certification", "record->>'licenceNumber'")],
      ["legal_look", "text", "record->'looks'->>'legal'"],
      ["public_look", "text", "record->'looks'->>'public'"],
      ["state", "text", "record->'certification'->>'_tag'"],
      ["documents_end", "text", Expression.documentsEnd],
      ["due_on", "text", "record->>'dueOn'"],
      ["change_waits_since", "text", "record->'change'->>'requestedAt'"],
      ["without_manager", "text", "record->'withoutManager'->>'since'"]
    ],
    constraints: [
      ...there("fein", "state"),
      "check (state in ('Incomplete', 'Pending', 'Certified', 'Suspended', 'Terminated'))",
      exchangeable("agency_fein", "fein_key"),
      exchangeable("agency_licence", "licence_key")
    ],
    indexes: [
      "create index agency_legal_look on %s (exchange_id, legal_look, id) where legal_look is not null",
      "create index agency_public_look on %s (exchange_id, public_look, id) where public_look is not null",
      "create index agency_state on %s (exchange_id, state, id)",
      `create index agency_documents_end on %s (exchange_id, documents_end, id) where ${live}`,
      "create index agency_due on %s (exchange_id, due_on, id) where due_on is not null",
      "create index agency_changing on %s (exchange_id, change_waits_since, id) where change_waits_since is not null",
      `create index agency_without_manager on %s (exchange_id, without_manager, id) where ${forsaken}`
    ]
  },
  agent: {
    name: "agent",
    columns: [
      ["licence", "text", "record->'licence'->>'number'"],
      ["licence_key", "text", keyUnless("'Discarded'", "certification", "record->'licence'->>'number'")],
      ["npn_key", "text", keyUnless("'Discarded'", "certification", "record->>'npn'")],
      ["login_email_key", "text", keyUnless("'Discarded'", "certification", "record->>'loginEmail'")],
      ["state", "text", "record->'certification'->>'_tag'"],
      ["certified_on", "text", "left(record->'certification'->>'since', 10)"],
      ["since", "text", "record->'certification'->>'since'"],
      ["licence_ends", "text", "record->'licence'->>'expiresOn'"],
      ["term_ends", "text", "record->'certification'->'term'->>'until'"],
      ["due_on", "text", "record->>'dueOn'"],
      ["sites_of", "text", "record->>'sitesOf'"],
      ["barred", "text", Expression.barred],
      ["reported_on", "text", Expression.reportedOn],
      ["in_directory", "boolean", "(record->>'listInDirectory')::boolean"],
      ["by_name", "text", byName],
      ["by_county", "text", `${plain("record->'place'->>'county'")} || '|' || ${byName}`]
    ],
    constraints: [
      ...there("licence", "state"),
      "check (state in ('Incomplete', 'Pending', 'Eligible', 'Certified', 'Suspended', 'Denied', 'Withdrawn', 'Discarded', 'TerminatedVested', 'TerminatedForCause', 'Deceased'))",
      exchangeable("agent_licence", "licence_key"),
      exchangeable("agent_npn", "npn_key"),
      exchangeable("agent_email", "login_email_key"),
      refers("sites_of", "agency")
    ],
    indexes: [
      "create index agent_state on %s (exchange_id, state, id)",
      "create index agent_certified_on on %s (exchange_id, certified_on) where state = 'Certified'",
      `create index agent_applying on %s (exchange_id, since, id) where ${applying}`,
      `create index agent_licence_ends on %s (exchange_id, licence_ends, id) where ${licensed}`,
      "create index agent_term_ends on %s (exchange_id, term_ends, id) where term_ends is not null",
      "create index agent_due on %s (exchange_id, due_on, id) where due_on is not null",
      "create index agent_reported on %s (exchange_id, reported_on, id) where reported_on is not null",
      "create index agent_barred on %s (exchange_id, barred, id) where barred is not null",
      `create index agent_listed on %s (exchange_id, by_name, id) where ${Expression.listed}`,
      `create index agent_listed_in_county on %s (exchange_id, by_county, id) where ${Expression.listed}`
    ]
  },
  employment: {
    name: "employment",
    columns: [
      ["agent_id", "text", "record->>'agentId'"],
      ["agency_id", "text", "record->>'agencyId'"],
      ["state", "text", "record->>'state'"],
      ["review_since", "text", "case when (record->>'review')::boolean then record->>'since' end"]
    ],
    constraints: [
      ...there("agent_id", "agency_id", "state"),
      "check (state in ('Invited', 'Active', 'Inactive'))",
      refers("agent_id", "agent"),
      refers("agency_id", "agency")
    ],
    indexes: [
      "create unique index employment_open on %s (exchange_id, agent_id) where state <> 'Inactive'",
      "create index employment_agency on %s (exchange_id, agency_id, id)",
      "create index employment_review on %s (exchange_id, review_since, id) where review_since is not null",
      "create index employment_agent on %s (exchange_id, agent_id)"
    ]
  },
  staff: {
    name: "staff",
    columns: [
      ["agency_id", "text", "record->>'agencyId'"],
      ["email", "text", "record->>'email'"],
      ["email_key", "text", keyUnless("'Denied', 'Terminated'", "approval", "record->>'email'")],
      ["staff_number", "text", "record->>'staffNumber'"],
      ["level", "int", "(record->>'level')::int"],
      ["state", "text", "record->'approval'->>'_tag'"],
      ["activity", "text", "record->>'activity'"]
    ],
    constraints: [
      ...there("agency_id", "email", "level", "state", "activity"),
      "check (level in (1, 2))",
      "check (activity in ('Active', 'Inactive'))",
      "check (state in ('Pending', 'Eligible', 'Approved', 'Denied', 'Terminated', 'TerminatedForCause'))",
      refers("agency_id", "agency"),
      exchangeable("staff_email", "email_key"),
      exchangeable("staff_number", "staff_number")
    ],
    indexes: ["create index staff_agency on %s (exchange_id, agency_id, id)"]
  },
  case: consumerCase,
  delegation: {
    name: "delegation",
    columns: [
      ["case_id", "text", "record->>'caseId'"],
      ["kind", "text", "record->>'kind'"],
      ["consent_id", "text", "record->>'consentId'"],
      ["predecessor_id", "text", "record->>'predecessorId'"],
      ["transfer_id", "text", "record->>'transferId'"],
      ["agent_id", "text", "record->'delegate'->>'agentId'"],
      ["agency_id", "text", "record->'delegate'->>'agencyId'"],
      ["state", "text", "record->'state'->>'_tag'"],
      ["requested_in", "text", "left(record->'state'->>'at', 7)"],
      ["requested_at", "text", "record->'state'->>'at'"],
      ["agent_list", "text", inList("(record->'delegate'->>'agentId') || '/' || (record->'delegate'->>'agencyId')")],
      ["agency_list", "text", inList("(record->'delegate'->>'agencyId')")],
      ["active_from", "text", "record->'state'->>'from'"],
      ["active_until", "text", "record->'state'->>'until'"],
      ["lost_in", "text", "(record->'delegate'->>'agencyId') || ' ' || substr(record->'state'->>'until', 1, 7)"]
    ],
    constraints: [
      ...there("case_id", "kind", "agent_id", "agency_id", "state"),
      "check (state in ('Requested', 'Active', 'Frozen', 'Declined', 'Cancelled', 'Expired', 'Ended'))",
      "check (active_until is null or active_from <= active_until)",
      "check ((state in ('Active', 'Frozen', 'Ended')) = (active_from is not null))",
      "check ((state = 'Ended') = (active_until is not null))",
      refers("case_id", "consumer_case"),
      refers("agent_id", "agent"),
      refers("agency_id", "agency"),
      refers("consent_id", "consent"),
      refers("predecessor_id", "delegation"),
      refers("transfer_id", "transfer")
    ],
    indexes: [
      "create unique index delegation_holder on %s (exchange_id, case_id, kind) where state in ('Active', 'Frozen')",
      "create unique index delegation_request on %s (exchange_id, case_id, kind) where state = 'Requested'",
      "create index delegation_requested on %s (exchange_id, requested_in) where state = 'Requested'",
      "create index delegation_requested_at on %s (exchange_id, requested_at, id) where state = 'Requested'",
      "create index delegation_agent_list on %s (exchange_id, agent_list, id)",
      "create index delegation_agent_frozen on %s (exchange_id, agent_list, id) where state = 'Frozen'",
      "create index delegation_agency_list on %s (exchange_id, agency_list, id)",
      "create index delegation_case on %s (exchange_id, case_id)",
      `create index delegation_agent on %s (exchange_id, agent_id) where ${open}`,
      `create index delegation_agency on %s (exchange_id, agency_id) where ${open}`,
      "create index delegation_lost on %s (exchange_id, lost_in) where lost_in is not null"
    ]
  },
  consent,
  applicationReview,
  transfer: {
    name: "transfer",
    columns: [
      ["agency_id", "text", "record->>'agencyId'"],
      ["from_agent_id", "text", "record->>'fromAgentId'"],
      ["to_agent_id", "text", "record->>'toAgentId'"],
      ["to_agency_id", "text", "record->>'toAgencyId'"],
      ["submitted_by", "text", "record->>'submittedBy'"],
      ["state", "text", "record->>'state'"]
    ],
    constraints: [
      ...there("agency_id", "from_agent_id", "to_agent_id", "state"),
      refers("agency_id", "agency"),
      refers("to_agency_id", "agency"),
      refers("submitted_by", "agency"),
      refers("from_agent_id", "agent"),
      refers("to_agent_id", "agent"),
      "check (from_agent_id <> to_agent_id)",
      "check (state in ('ExchangeReview', 'AwaitingConsent', 'Scheduled', 'Applied', 'PartiallyApplied', 'Rejected', 'Cancelled'))",
      // Beside the rule: a book leaves its agency with papers, and on a day.
      "check (record->'toAgencyId' is null or (record->'evidence' is not null and record->'effectiveOn' is not null))"
    ],
    indexes: [
      "create index transfer_agency on %s (exchange_id, agency_id)",
      `create index transfer_waiting on %s (exchange_id, agency_id, id) where ${Expression.waiting}`,
      "create index transfer_state on %s (exchange_id, state, id)"
    ]
  },
  exportLog,
  discrepancyList,
  acting: {
    name: "acting",
    columns: [
      ["manager_id", "text", "record->>'managerId'"],
      ["agent_id", "text", "record->>'agentId'"],
      ["agency_id", "text", "record->>'agencyId'"]
    ],
    constraints: [
      ...there("manager_id", "agent_id", "agency_id"),
      refers("manager_id", "agent"),
      refers("agent_id", "agent"),
      refers("agency_id", "agency")
    ]
  },
  accessCode: {
    name: "access_code",
    columns: [
      ["case_id", "text", "record->>'caseId'"],
      ["state", "text", "record->>'state'"],
      ["wrong_tries", "int", "(record->>'wrongTries')::int"]
    ],
    constraints: [
      ...there("case_id", "state"),
      "check (state in ('Issued', 'Redeemed', 'Spent', 'Expired', 'Superseded', 'Revoked', 'Locked'))",
      "check (wrong_tries >= 0)",
      refers("case_id", "consumer_case")
    ],
    indexes: [
      "create unique index accesscode_live on %s (exchange_id, case_id) where state = 'Issued'",
      "create index accesscode_redeemed on %s (exchange_id, case_id) where state = 'Redeemed'"
    ]
  },
  agentChangeCode: {
    name: "agent_change_code",
    columns: [
      ["case_id", "text", "record->>'caseId'"],
      ["agent_id", "text", "record->>'agentId'"],
      ["agency_id", "text", "record->>'agencyId'"],
      ["change", "text", "(record->>'caseId') || '/' || (record->>'agentId')"],
      ["state", "text", "record->>'state'"],
      ["wrong_tries", "int", "(record->>'wrongTries')::int"]
    ],
    constraints: [
      ...there("case_id", "agent_id", "agency_id", "state"),
      "check (state in ('Issued', 'Confirmed', 'Superseded', 'Locked'))",
      "check (wrong_tries >= 0)",
      refers("case_id", "consumer_case"),
      refers("agent_id", "agent"),
      refers("agency_id", "agency")
    ],
    indexes: [
      "create unique index agentchangecode_live on %s (exchange_id, change) where state = 'Issued'",
      "create index agentchangecode_sent on %s (exchange_id, change)"
    ]
  },
  invitation: {
    name: "invitation",
    columns: [
      ["agent_id", "text", "record->>'agentId'"],
      ["agency_id", "text", "record->>'agencyId'"],
      ["live_key", "text", "(record->>'agentId') || ' ' || (record->>'kind')"],
      ["state", "text", "record->>'state'"],
      ["wrong_tries", "int", "(record->>'wrongTries')::int"],
      ["claimed_by", "text", "record->>'claimedBy'"]
    ],
    constraints: [
      ...there("agent_id", "agency_id", "state"),
      "check (state in ('Issued', 'Claimed', 'Expired', 'Revoked'))",
      "check (wrong_tries >= 0)",
      "check ((claimed_by is not null) = (state = 'Claimed'))",
      exchangeable("invitation_user", "claimed_by"),
      refers("agent_id", "agent"),
      refers("agency_id", "agency")
    ],
    indexes: [
      "create unique index invitation_live on %s (exchange_id, live_key) where state = 'Issued'",
      "create index invitation_agent on %s (exchange_id, agent_id)"
    ]
  },
  extranetAccount,
  enrollmentEntity,
  counselor,
  counselorDelegation
}

/** Kinds in the order in which they are locked and written; a table comes after those it refers to. @category models */
export const order: ReadonlyArray<Kind> = [
  "agency",
  "agent",
  "employment",
  "acting",
  "staff",
  "enrollmentEntity",
  "counselor",
  "case",
  "consent",
  "applicationReview",
  "transfer",
  "delegation",
  "counselorDelegation",
  "exportLog",
  "discrepancyList",
  "accessCode",
  "agentChangeCode",
  "invitation",
  "extranetAccount"
]

/** The constraints of a kind whose keys records may exchange, by their names. @category queries */
export const exchangeables = (kind: Kind): ReadonlyArray<string> =>
  (tables[kind].constraints ?? []).flatMap((one) => /^constraint (\w+) unique/.exec(one)?.[1] ?? [])

type Indexes = {
  readonly [K in Kind]: { readonly [I in Exclude<Index<K>, "id">]: readonly [column: string, where?: string] }
}

/** How each index of a kind is asked in SQL; the contract suite holds this to `Record.kinds`. @category models */
export const indexes: Indexes = {
  agency: {
    fein: ["fein_key"],
    licence: ["licence_key"],
    legalLook: ["legal_look", "legal_look is not null"],
    publicLook: ["public_look", "public_look is not null"],
    certification: ["state"],
    documentsEnd: ["documents_end", live],
    due: ["due_on", "due_on is not null"],
    changing: ["change_waits_since", "change_waits_since is not null"],
    withoutManager: ["without_manager", forsaken]
  },
  agent: {
    licence: ["licence_key"],
    npn: ["npn_key"],
    email: ["login_email_key"],
    certification: ["state"],
    certifiedOn: ["certified_on", "state = 'Certified'"],
    applying: ["since", applying],
    licenceEnds: ["licence_ends", licensed],
    termEnds: ["term_ends", "term_ends is not null"],
    due: ["due_on", "due_on is not null"],
    barred: ["barred", "barred is not null"],
    reported: ["reported_on", "reported_on is not null"],
    listed: ["by_name", Expression.listed],
    listedInCounty: ["by_county", Expression.listed]
  },
  employment: {
    agency: ["agency_id"],
    open: ["agent_id", "state <> 'Inactive'"],
    agent: ["agent_id"],
    review: ["review_since", "review_since is not null"]
  },
  staff: { agency: ["agency_id"], email: ["email_key"], number: ["staff_number"] },
  case: { number: ["case_number"], dob: ["dob"], onRecord: ["on_record"], onRecordFrom: ["on_record_from"] },
  delegation: {
    case: ["case_id", open],
    agent: ["agent_id", open],
    agency: ["agency_id", open],
    lost: ["lost_in"],
    history: ["case_id"],
    requested: ["requested_in", "state = 'Requested'"],
    requestedAt: ["requested_at", "state = 'Requested'"],
    agentList: ["agent_list"],
    agentFrozen: ["agent_list", "state = 'Frozen'"],
    agencyList: ["agency_list"]
  },
  consent: { case: ["case_id"], ending: ["expires_on", "state = 'Granted'"] },
  applicationReview: { case: ["case_id"] },
  transfer: { agency: ["agency_id"], waiting: ["agency_id", Expression.waiting], state: ["state"] },
  exportLog: { agency: ["agency_id"], taken: ["taken"] },
  discrepancyList: { returned: ["returned"], waiting: ["returned_at", "state = 'Open'"] },
  acting: {},
  accessCode: { live: ["case_id", "state = 'Issued'"], redeemed: ["case_id", "state = 'Redeemed'"] },
  agentChangeCode: { live: ["change", "state = 'Issued'"], sent: ["change"] },
  invitation: { agent: ["agent_id"], live: ["live_key", "state = 'Issued'"], user: ["claimed_by"] },
  extranetAccount: { username: ["username"], state: ["state"], due: ["due_on", Expression.dated] },
  enrollmentEntity: { certification: ["state"] },
  counselor: { entity: ["entity_id"] },
  counselorDelegation: {
    case: ["case_id", openToCounselor],
    history: ["case_id"],
    counselor: ["counselor_id", openToCounselor],
    entity: ["entity_id", openToCounselor],
    requested: ["requested_in", "state = 'Requested'"],
    requestedAt: ["requested_at", "state = 'Requested'"],
    list: ["list"]
  }
}
