/**
 * What can be permitted, and to whom: the permission table of the domain description as data.
 *
 * Deny by default: a role that a capability does not name has no access.
 *
 * @since 0.1.0
 */

/** A role in the moment of asking. `manager` is an agent whom the agency asked about lists as manager. @category models */
export type Role =
  | "consumer"
  | "applicant"
  | "agent"
  | "manager"
  | "staff-1"
  | "staff-2"
  | "counselor"
  | "service-center"
  | "exchange"
  | "system"

/** How far a permission reaches: own records, the own agency, or everything. @rule AGY-04 @category models */
export type Scope = "own" | "agency" | "all"

/** What a consumer has to have allowed by a consent. @rule CON-01 DEL-28 @category models */
export type Allowance = "complete-application" | "submit-with-signature" | "maintain-account" | "answer-inquiries"

/** What a policy may withhold from staff; without such a knob a row of the table holds everywhere. @category models */
export type StaffKnob = "answer-requests" | "submit-applications" | "call-service-center" | "disable-staff"

/** What a policy may give to the scheduler; without it the role of the row is withheld. @category models */
export type SystemKnob = "certify-agents"

/** What a manager may do in the own name for any agent of the agency: read, and move clients. @rule ACT-02 AGT-19 @category models */
export type ManagersRight = "view-requests" | "view-agency-book" | "view-discrepancies" | "transfer-book"

/** One row of the permission table. @category models */
export interface Permission {
  /** Row of the permission table in the domain description. */
  readonly id: `P-${string}`
  readonly roles: { readonly [R in Role]?: Scope }
  /**
   * Whether agent and manager need authority for it; false only for what leads to authority, `for-others` where the own
   * records need none and those of others do, `in-person` where an applicant needs none and anybody else needs all of it
   * but the certification of the agency. @rule EMP-02
   */
  readonly needsStanding: boolean | "for-others" | "in-person"
  /** Whether a manager may do it while acting for an agent who may act. @rule ACT-02 */
  readonly onBehalf: boolean
  /**
   * The right of the manager's own by which it is done in a session for what is that agent's, where the agent may not do
   * it or may not act at all. @rule ACT-02 AGT-19
   */
  readonly asManager?: ManagersRight
  /**
   * Whether it is work on a consumer's case: managers and staff do it only for an agent of their agency who holds the
   * case and may act. @rule STF-06
   */
  readonly casework: boolean
  /** The knob that gives it to staff. */
  readonly staffKnob?: StaffKnob
  /** The knob that gives it to the system. */
  readonly systemKnob?: SystemKnob
  /**
   * Whether a manager who was turned away, has withdrawn, or whose certification is over without fault still has it: for the
   * own record, or for the agency. Without it nobody could apply again for an agency of one. @rule AGT-17
   */
  readonly afterwards?: "own" | "agency"
  /** What the consent has to allow for it that a counselor works by, or a delegation rests on. @rule CON-01 DEL-28 */
  readonly allowance?: Allowance
}

const row = (
  id: Permission["id"],
  roles: Permission["roles"],
  options: Partial<Omit<Permission, "id" | "roles">> = {}
): Permission => ({ id, roles, needsStanding: true, onBehalf: false, casework: false, ...options })

const office = { manager: "agency", "staff-1": "agency", "staff-2": "agency" } as const
const onCase = { consumer: "own", agent: "own", "service-center": "all" } as const
const helped = { ...onCase, counselor: "own" } as const
const worked = { onBehalf: true, casework: true } as const

/** The permission table. @rule SEC-01 @category models */
export const permissions = {
  "open-agency": row("P-01", { applicant: "all", exchange: "all" }),
  // Whoever runs something for each agency has to know which there are.
  "list-agencies": row("P-02", { exchange: "all", system: "all" }),
  // Whoever waits for the exchange sees where the agency stands.
  "view-agency": row(
    "P-02",
    { manager: "agency", "staff-1": "agency", "staff-2": "agency", "service-center": "all", exchange: "all" },
    { needsStanding: false, afterwards: "agency" }
  ),
  "complete-agency": row("P-04", { manager: "agency", "staff-2": "agency", exchange: "all" }, { needsStanding: false }),
  "edit-agency": row("P-03", { manager: "agency", "staff-2": "agency", exchange: "all" }, { needsStanding: false }),
  // Who binds the agency is no matter for a manager who has lost the certification.
  "name-signer": row("P-04", { manager: "agency", exchange: "all" }, { needsStanding: "in-person" }),
  // What was signed elsewhere is told by the service that collects signatures.
  "sign-agreement": row("P-04", { manager: "agency", exchange: "all", system: "all" }, { needsStanding: "in-person" }),
  "request-agency-change": row("P-05", { manager: "agency", exchange: "all" }, { needsStanding: false }),
  "review-agency-change": row("P-05", { exchange: "all" }),
  "run-agency-daily": row("P-06", { exchange: "all", system: "all" }),
  "submit-agency": row("P-01", { manager: "agency", exchange: "all" }, { needsStanding: false }),
  "certify-agency": row("P-06", { exchange: "all" }),
  "view-roster": row("P-07", {
    manager: "agency",
    "staff-1": "agency",
    "staff-2": "agency",
    "service-center": "all",
    exchange: "all"
  }),
  // The own checklist is what an applicant has to see before there is any authority.
  "view-agent": row(
    "P-07",
    { agent: "own", manager: "agency", "staff-1": "agency", "staff-2": "agency", exchange: "all" },
    { needsStanding: false }
  ),
  "add-agent": row("P-08", { manager: "agency", "staff-2": "agency", exchange: "all" }),
  "set-agent-activity": row("P-10", { manager: "agency", "staff-2": "agency", exchange: "all" }),
  // Staff who could make managers could make themselves stronger than they are.
  "change-managers": row("P-10", { manager: "agency", exchange: "all" }),
  "invite-agent": row("P-08", { manager: "agency", "staff-2": "agency", exchange: "all" }),
  "issue-delegation-code": row("P-08", { manager: "agency" }),
  // Who claims an account is nobody's agent so far; code, licence and name make up for that.
  "claim-invitation": row("P-08", { applicant: "all" }),
  "add-staff": row("P-12", { manager: "agency" }),
  "view-staff": row("P-12", { manager: "agency", "staff-2": "agency", exchange: "all" }),
  "approve-staff": row("P-13", { exchange: "all" }),
  "record-staff-training": row("P-13", { exchange: "all", system: "all" }),
  "set-staff-active": row("P-14", { manager: "agency", exchange: "all" }),
  "set-staff-inactive": row(
    "P-14",
    { manager: "agency", "staff-2": "agency", exchange: "all" },
    { staffKnob: "disable-staff" }
  ),
  "terminate-staff": row("P-14", { manager: "agency", exchange: "all" }),
  "reapply-agent": row("P-08", { manager: "agency", exchange: "all" }, { afterwards: "own" }),
  // Who is suspended, or not certified yet, still has to tell of the own person, and of nobody else.
  "report-agent-change": row(
    "P-09",
    { agent: "own", manager: "agency", "staff-2": "agency", exchange: "all" },
    { needsStanding: "for-others" }
  ),
  "edit-agent-profile": row(
    "P-09",
    { agent: "own", manager: "agency", "staff-2": "agency", exchange: "all" },
    { needsStanding: "for-others" }
  ),
  // Whoever has the address has the account: neither a manager nor staff moves it.
  "change-agent-login": row("P-09", { agent: "own", exchange: "all" }, { needsStanding: "for-others" }),
  // Who has lost a telephone locks the own account at once; the host's sign-in locks what it has noticed.
  "lock-agent": row("P-09", { agent: "own", exchange: "all", system: "all" }, { needsStanding: "for-others" }),
  // Whoever could open the own account could have stolen it.
  "unlock-agent": row("P-09", { exchange: "all", system: "all" }),
  "withdraw-agent": row("P-11", { agent: "own", manager: "agency", exchange: "all" }, { needsStanding: false }),
  "certify-agent": row("P-11", { exchange: "all" }),
  // The step alone: what it needs is recorded, corrected and denied by people.
  "give-certification": row("P-11", { exchange: "all", system: "all" }, { systemKnob: "certify-agents" }),
  "suspend-agent": row("P-11", { exchange: "all", system: "all" }),
  // Where everything is met for the next term, a scheduler may renew it.
  "recertify-agent": row("P-11", { exchange: "all", system: "all" }),
  // Who is suspended has no authority, and asks about that, whether the place was kept or not.
  "request-reconsideration": row("P-11", { agent: "own", exchange: "all" }, { needsStanding: "for-others" }),
  "run-certification-daily": row("P-11", { exchange: "all", system: "all" }),
  "record-licence": row("P-11", { exchange: "all", system: "all" }),
  // Public: whoever looks for help may be nobody's consumer yet, a counselor looks on somebody's behalf, and a host shows it.
  "search-directory": row("P-15", {
    consumer: "all",
    applicant: "all",
    agent: "all",
    counselor: "all",
    "service-center": "all",
    exchange: "all",
    system: "all"
  }),
  "request-delegation": row("P-15", { consumer: "own", "service-center": "all" }),
  "delegate-by-phone": row("P-15", { "service-center": "all" }),
  // By telephone a representative has the agent and the contact on the line; the code is the consumer's alone.
  "delegate-by-code": row("P-15", { consumer: "own" }),
  "start-application": row(
    "P-17",
    { agent: "own", "staff-1": "agency", "staff-2": "agency", counselor: "own" },
    worked
  ),
  // Consumers, and the service center for them, begin without a delegate; the exchange's own system asks here whether they may.
  "begin-application": row("P-17", { consumer: "own", "service-center": "all" }),
  "claim-case": row("P-25", { agent: "own", counselor: "own" }),
  "change-agent-by-passcode": row("P-25", { agent: "own" }),
  "remind-requests": row("P-16", { system: "all" }),
  "grant-consent": row("P-15", { consumer: "own", agent: "own", "service-center": "all" }, { onBehalf: true }),
  "rescind-consent": row("P-22", { consumer: "own", "service-center": "all", exchange: "all" }),
  "expire-consents": row("P-22", { system: "all" }),
  "review-application": row("P-19", { consumer: "own", agent: "own", "service-center": "all" }, { onBehalf: true }),
  "view-consents": row("P-34", { consumer: "own", agent: "own", "service-center": "all", exchange: "all" }),
  "answer-request": row(
    "P-16",
    { agent: "own", "staff-1": "agency", "staff-2": "agency", counselor: "own" },
    { onBehalf: true, staffKnob: "answer-requests" }
  ),
  // Staff see requests where they may answer them.
  "view-requests": row(
    "P-16",
    { agent: "own", manager: "agency", "staff-1": "agency", "staff-2": "agency", counselor: "own", exchange: "all" },
    { onBehalf: true, asManager: "view-requests", staffKnob: "answer-requests" }
  ),
  "expire-request": row("P-16", { system: "all" }),
  // The exchange's own system holds applications; it asks here who may do what with one.
  "update-application": row("P-18", { ...helped, ...office }, { ...worked, allowance: "complete-application" }),
  "submit-application": row(
    "P-19",
    { ...helped, ...office },
    { ...worked, staffKnob: "submit-applications", allowance: "submit-with-signature" }
  ),
  // Never staff, whatever the policy. @rule STF-04
  "choose-plan": row("P-20", { ...helped, manager: "agency" }, { ...worked, allowance: "complete-application" }),
  "upload-consumer-document": row("P-21", { ...helped, ...office }, { ...worked, allowance: "maintain-account" }),
  "call-service-center": row(
    "P-32",
    { consumer: "own", agent: "own", counselor: "own", ...office },
    { casework: true, staffKnob: "call-service-center", allowance: "answer-inquiries" }
  ),
  "remove-delegation": row("P-22", { consumer: "own", "service-center": "all", exchange: "all" }),
  // Where nobody of the agency can take a client over, the manager gives the case back. @rule EMP-04
  "relinquish-delegation": row("P-22", { agent: "own", manager: "agency", counselor: "own" }, { onBehalf: true }),
  "transfer-book": row(
    "P-23",
    { manager: "agency", "staff-2": "agency", exchange: "all" },
    { asManager: "transfer-book" }
  ),
  "apply-due-transfers": row("P-23", { exchange: "all", system: "all" }),
  // Consumers answer for themselves, or tell the service center by phone.
  "answer-transfer": row("P-24", { consumer: "own", "service-center": "all" }),
  "submit-transfer": row("P-24", { agent: "own", manager: "agency", exchange: "all" }),
  "review-transfer": row("P-24", { exchange: "all" }),
  "view-own-book": row(
    "P-26",
    { agent: "own", counselor: "own", exchange: "all" },
    { onBehalf: true, asManager: "view-agency-book" }
  ),
  "view-agency-book": row("P-27", {
    manager: "agency",
    "staff-1": "agency",
    "staff-2": "agency",
    exchange: "all"
  }),
  "view-exchange-figures": row("P-27", { exchange: "all" }),
  "export-book": row("P-28", { agent: "own", manager: "agency", exchange: "all" }),
  // Who returns a list answers for it; a manager does so as the agent, or for the own book.
  "return-discrepancies": row("P-28", { agent: "own" }, { onBehalf: true }),
  "view-discrepancies": row(
    "P-28",
    { agent: "own", manager: "agency", exchange: "all" },
    { onBehalf: true, asManager: "view-discrepancies" }
  ),
  "answer-discrepancies": row("P-28", { exchange: "all" }),
  // Staff are never paid, and see nothing of what others are paid for. @rule STF-04
  "view-commissions": row("P-28", { agent: "own", manager: "agency", exchange: "all" }),
  // A large file is written by a worker of the exchange.
  "complete-export": row("P-28", { agent: "own", manager: "agency", exchange: "all", system: "all" }),
  "view-exports": row("P-34", { agent: "own", manager: "agency", exchange: "all" }),
  // By telephone, for a consumer who is there; whoever issues the code makes sure of that. @rule ACC-02
  "ask-for-access-code": row("P-29", { consumer: "own", counselor: "all", system: "all" }),
  // The system sends letters with codes, to the address of the case.
  "issue-access-code": row("P-30", { "service-center": "all", exchange: "all", system: "all" }),
  "revoke-access": row("P-30", { "service-center": "all", exchange: "all" }),
  // Whoever redeems has no linked account yet and is nobody's consumer so far.
  "redeem-access-code": row("P-31", { consumer: "own", applicant: "all" }),
  "act-for-agent": row("P-27", { manager: "agency" }),
  "run-extranet-onboarding": row("P-33", { system: "all", exchange: "all" }),
  "run-extranet-daily": row("P-33", { system: "all", exchange: "all" }),
  // The extranet tells as the system what it has checked; in the portal an agent tells it for the own account.
  // The extranet stays with the certification, whoever is on leave or whose agency is suspended; the rule itself asks. @rule EXT-10
  "use-extranet": row("P-33", { agent: "own", system: "all" }, { needsStanding: "for-others" }),
  // Who has lost a password is nobody whom the host could name; user name, address and link make up for that.
  "reset-extranet": row(
    "P-33",
    { applicant: "all", agent: "own", "service-center": "all", exchange: "all" },
    { needsStanding: "for-others" }
  ),
  "make-extract": row("P-28", { system: "all", exchange: "all" }),
  "view-delegation-history": row("P-34", {
    consumer: "own",
    agent: "own",
    manager: "agency",
    "service-center": "all",
    exchange: "all"
  }),
  // What is over is history, not work: the active list is all that staff have of it.
  "view-past-delegations": row("P-34", { agent: "own", manager: "agency", counselor: "own", exchange: "all" }),
  "view-audit": row("P-34", { agent: "own", manager: "agency", counselor: "own", exchange: "all" }),
  "view-case-audit": row("P-34", { consumer: "own", "service-center": "all", exchange: "all" }),
  // The register of entities has no row of its own in the field's table: like agencies and agents, the exchange keeps it.
  "keep-entities": row("P-06", { exchange: "all" }),
  "keep-counselors": row("P-11", { exchange: "all" }),
  // Whoever takes a call for a consumer has to know whether the helper on the line is one.
  "view-entities": row("P-07", { "service-center": "all", exchange: "all" }),
  "change-agent-of-record": row("P-24", { exchange: "all" }),
  "report-agents-of-record": row("P-34", { exchange: "all", system: "all" }),
  "read-carrier-changes": row("P-34", { exchange: "all", system: "all" }),
  "record-feed": row("P-34", { system: "all" })
} as const satisfies Record<string, Permission>

/** Name of a capability. @category models */
export type Capability = keyof typeof permissions

/** What a consent has to allow for a capability, if it is a step of casework on a consumer's case. @rule CON-01 @category queries */
export const allowanceOf = (capability: Capability): Allowance | undefined =>
  // Whatever a host asks for that is no capability allows nothing.
  Object.hasOwn(permissions, capability) ? (permissions[capability] as Permission).allowance : undefined
