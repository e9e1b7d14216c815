/**
 * Admin staff of an agency: unlicensed helpers at two levels, added by a manager and approved by the exchange.
 *
 * Owns the states of an approval, the level and the activity. What a level may do is `Capability`; whether staff may
 * act at all is asked here by `Authority` at every command, so that a host's word about a level is never enough. What
 * becomes of the link that an approval sends is `StaffLink`.
 *
 * @since 0.1.0
 */
import type { Agent } from "./Agent.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Email, Name, Phone } from "./Contact.ts"
import { accept, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import * as Format from "./Format.ts"
import type { AgencyId, AgentId, Branded, InvitationId, UserId } from "./Id.ts"
import * as Id from "./Id.ts"
import * as Machine from "./Machine.ts"
import { reason } from "./Refusal.ts"

/** Level 2 includes all of level 1. @rule STF-01 @category models */
export type Level = 1 | 2

/** Number by which the service center knows a staff member on the telephone; not a secret. @rule STF-08 @category models */
export type StaffNumber = Branded<"StaffNumber">

/** Why staff were turned away or let go; closed, so that statistics can be kept. @category models */
export type StaffReason = "application-incomplete" | "training-missing" | "left-agency" | "agency-terminated" | "breach"

/** The approval of a staff member in one of its states. @category models */
export type Approval =
  | { readonly _tag: "Pending"; readonly since: Instant }
  | { readonly _tag: "Eligible"; readonly since: Instant }
  | { readonly _tag: "Approved"; readonly since: Instant }
  | { readonly _tag: "Denied"; readonly since: Instant; readonly reason: StaffReason }
  | { readonly _tag: "Terminated"; readonly since: Instant; readonly reason: StaffReason }
  | { readonly _tag: "TerminatedForCause"; readonly since: Instant; readonly reason: StaffReason }

/** What a manager enters about a helper. @category models */
export interface Details {
  readonly name: Name
  /** Address for login and notices; one person has one. @rule STF-07 */
  readonly email: Email
  readonly phone?: Phone
}

/**
 * The link with which an approved helper takes the login into use. Of its token nothing is kept: it is derived for the
 * identifier and the address.
 *
 * **Rules**: STF-05, INV-02.
 *
 * @category models
 */
export interface Link {
  readonly invitationId: InvitationId
  readonly issuedAt: Instant
  readonly expiresAt: Instant
  readonly wrongTries: number
  readonly state: "Issued" | "Claimed" | "Expired" | "Revoked"
}

/** A helper of an agency; the record of a person's login. @category models */
export interface Staff extends Details {
  /** The login by which the host knows the person; the actor `Staff` names it. @rule STF-07 */
  readonly userId: UserId
  readonly agencyId: AgencyId
  readonly level: Level
  readonly approval: Approval
  /** Set by the agency, independent of the approval. */
  readonly activity: "Active" | "Inactive"
  readonly trainedOn?: CalendarDate
  readonly staffNumber?: StaffNumber
  /** The last link that was sent; absent before the approval. @rule STF-05 */
  readonly link?: Link
}

/** A step in the life of a staff member. @category models */
export type Command =
  | {
      readonly _tag: "AddStaff"
      readonly agencyId: AgencyId
      readonly userId: UserId
      readonly details: Details
      readonly level: Level
    }
  | { readonly _tag: "RecordStaffTraining"; readonly userId: UserId; readonly on: CalendarDate }
  | { readonly _tag: "ApproveStaff"; readonly userId: UserId; readonly staffNumber?: StaffNumber }
  | { readonly _tag: "DenyStaff"; readonly userId: UserId; readonly reason: StaffReason }
  | { readonly _tag: "SetStaffLevel"; readonly userId: UserId; readonly level: Level }
  | { readonly _tag: "SetStaffInactive"; readonly userId: UserId }
  | { readonly _tag: "SetStaffActive"; readonly userId: UserId }
  | {
      readonly _tag: "TerminateStaff"
      readonly userId: UserId
      readonly forCause: boolean
      readonly reason: StaffReason
    }

/** The triggers of the machine. @category models */
export type Trigger = (typeof machine)["triggers"][number]

/** Something happened to a staff member. @category models */
export type Event =
  | { readonly _tag: "StaffAdded"; readonly staff: Staff }
  | { readonly _tag: "StaffTrained"; readonly userId: UserId; readonly on: CalendarDate }
  | {
      readonly _tag: "StaffMoved"
      readonly userId: UserId
      readonly trigger: Trigger
      readonly from: Approval["_tag"]
      readonly to: Approval
      readonly staffNumber?: StaffNumber
    }
  | { readonly _tag: "StaffLevelSet"; readonly userId: UserId; readonly from: Level; readonly to: Level }
  | {
      readonly _tag: "StaffActivitySet"
      readonly userId: UserId
      readonly from: Staff["activity"]
      readonly to: Staff["activity"]
    }
  | { readonly _tag: "StaffLinkIssued"; readonly userId: UserId; readonly link: Link }
  | {
      readonly _tag: "StaffLinkMoved"
      readonly userId: UserId
      readonly trigger: "try" | "claim" | "expire" | "lock"
      readonly from: Link["state"]
      readonly to: Link["state"]
      readonly wrongTries: number
    }

/** What a decision about a staff member looks at. @category models */
export interface Facts {
  readonly staff: Staff | undefined
  /** Whoever holds the e-mail address as staff, closed for cause or not closed. */
  readonly sameEmail?: Staff | undefined
  /** Agents who sign in with the e-mail address. */
  readonly agents?: ReadonlyArray<Agent>
  /** Whoever holds the number that is to be given out. */
  readonly sameNumber?: Staff | undefined
}

/** The machine of the domain description, section 3.5. @rule STF-05 @category machine */
export const machine = /*#__PURE__*/ Machine.define({
  name: "staff",
  states: ["Pending", "Eligible", "Approved", "Denied", "Terminated", "TerminatedForCause"],
  triggers: ["train", "approve", "deny", "terminate", "terminate-for-cause"],
  edges: {
    Pending: { train: "Eligible", approve: "Approved", deny: "Denied", terminate: "Terminated" },
    Eligible: { approve: "Approved", deny: "Denied", terminate: "Terminated" },
    Approved: { terminate: "Terminated", "terminate-for-cause": "TerminatedForCause" },
    Denied: {},
    Terminated: {},
    TerminatedForCause: {}
  },
  otherwise: "STF-05"
})

/** There is no such staff member. @category errors */
export const unknownStaff = /*#__PURE__*/ reason(
  "UnknownStaff",
  "STF-05",
  (f: { readonly userId: UserId }) => `there is no staff member \`${f.userId}\``,
  "look the person up in the list of the agency's staff"
)
/** The role is over. @category errors */
export const roleOver = /*#__PURE__*/ reason(
  "StaffRoleOver",
  "STF-05",
  (f: { readonly userId: UserId; readonly state: string }) =>
    `the role of staff \`${f.userId}\` is over: \`${f.state}\``,
  "add the person again; the approval begins anew"
)
/** The login is in use. @category errors */
export const staffExists = /*#__PURE__*/ reason(
  "StaffExists",
  "STF-07",
  (f: { readonly userId: UserId; readonly state: string }) =>
    `login \`${f.userId}\` belongs to staff in state \`${f.state}\``,
  "close the present role first; a role that ended for cause is not opened again"
)
/** Another login has the e-mail address; whose it is, is not told. @category errors */
export const emailInUse = /*#__PURE__*/ reason(
  "StaffEmailInUse",
  "STF-07",
  (f: { readonly userId: UserId }) => `the e-mail address for login \`${f.userId}\` belongs to other staff`,
  "give each person an address of their own, and each address to one person"
)
/** The person is an agent; which one, is not told. @category errors */
export const personIsAgent = /*#__PURE__*/ reason(
  "PersonIsAgent",
  "STF-04",
  (f: { readonly userId: UserId }) => `the person of login \`${f.userId}\` signs in as agent`,
  "an agent needs no staff role; end the agent's role first, or let the person work as agent"
)
/** The person is staff and would become an agent. @category errors */
export const staffRoleOpen = /*#__PURE__*/ reason(
  "StaffRoleOpen",
  "STF-07",
  (f: { readonly agentId: AgentId }) => `the person of agent \`${f.agentId}\` has an open role as staff`,
  "end the staff role first; one person has one login"
)
/** The training that the exchange asks of staff was not recorded. @category errors */
export const trainingMissing = /*#__PURE__*/ reason(
  "StaffTrainingMissing",
  "STF-05",
  (f: { readonly userId: UserId }) => `the training of staff \`${f.userId}\` was not recorded`,
  "record the training before the approval"
)
/** A training of the future. @category errors */
export const trainingInFuture = /*#__PURE__*/ reason(
  "StaffTrainingInFuture",
  "STF-05",
  (f: { readonly userId: UserId; readonly on: CalendarDate }) =>
    `the training of staff \`${f.userId}\` is only on \`${f.on}\``,
  "record the training once it has taken place"
)
/** The telephone number of another staff member was given out. @category errors */
export const numberInUse = /*#__PURE__*/ reason(
  "StaffNumberInUse",
  "STF-08",
  (f: { readonly userId: UserId; readonly holder: UserId }) =>
    `the staff number for \`${f.userId}\` belongs to \`${f.holder}\``,
  "give out each number once"
)

/** The reason is none for this end. @category errors */
export const reasonNotFitting = /*#__PURE__*/ reason(
  "StaffReasonNotFitting",
  "STF-05",
  (f: { readonly userId: UserId; readonly reason: StaffReason; readonly forCause: boolean }) =>
    `\`${f.reason}\` is no reason to end the role of staff \`${f.userId}\` ${f.forCause ? "for cause" : "without fault"}`,
  "end a role for cause for a breach, and for a breach only; a role not yet approved is denied"
)

/** What staff lack for acting. @category models */
export type Gap = "not-on-record" | "other-agency" | "not-approved" | "inactive"

/** The staff member may not act; the gaps say why. @category errors */
export const withoutApproval = /*#__PURE__*/ reason(
  "StaffWithoutApproval",
  "STF-05",
  (f: { readonly userId: UserId; readonly gaps: ReadonlyArray<Gap> }) =>
    `staff \`${f.userId}\` may not act: ${f.gaps.map((gap) => `\`${gap}\``).join(", ")}`,
  "have the exchange approve the person, and the manager set the person active"
)

/** Format of a staff number: 4 to 12 capital letters and digits. @category decoding */
export const numberFormat: Format.Format<StaffNumber> = /*#__PURE__*/ Format.pattern(
  "staff number",
  /^[A-Z0-9]{4,12}$/,
  "a staff number of 4 to 12 letters and digits",
  "use the number as the exchange gave it out",
  // Letters of other scripts stay what they are: a long s would become an S.
  (text) => text.trim().replace(/^[0-9a-zA-Z]+$/, (ascii) => ascii.toUpperCase())
)

// A role that ended without fault may be followed by another one.
const mayFollow = ({ approval: { _tag } }: Staff): boolean => _tag === "Denied" || _tag === "Terminated"

/** Checks whether the role is over. @category predicates */
export const isClosed = (staff: Staff): boolean => mayFollow(staff) || staff.approval._tag === "TerminatedForCause"

/** The login that holds an e-mail address as staff: until the role is over, and for good when it ended for cause. @rule STF-07 @category queries */
export const emailKey = (staff: Staff): Email | undefined => (mayFollow(staff) ? undefined : staff.email)

/**
 * What a staff member lacks for acting for an agency; nothing means that the person may act.
 *
 * **Rules**: STF-05, STF-07.
 *
 * @category queries
 */
export const gaps = (staff: Staff | undefined, agencyId: AgencyId): ReadonlyArray<Gap> => {
  if (staff === undefined) return ["not-on-record"]
  const missing: Array<Gap> = []
  if (staff.agencyId !== agencyId) missing.push("other-agency")
  if (staff.approval._tag !== "Approved") missing.push("not-approved")
  if (staff.activity !== "Active") missing.push("inactive")
  return missing
}

const moved = (staff: Staff, trigger: Trigger, to: Approval): Event & { readonly _tag: "StaffMoved" } => ({
  _tag: "StaffMoved",
  userId: staff.userId,
  trigger,
  from: staff.approval._tag,
  to
})

// Whoever lost or gave up the agent's role is free to help as staff.
const isAgent = ({ certification: { _tag } }: Agent): boolean =>
  !["Denied", "Withdrawn", "Discarded", "TerminatedVested", "TerminatedForCause", "Deceased"].includes(_tag)

const add = (command: Command & { readonly _tag: "AddStaff" }, facts: Facts, { at }: Context): Decision<Event> => {
  const { agencyId, details, level, userId } = command
  const { sameEmail, staff } = facts
  const agent = facts.agents?.find(isAgent)
  const refused = firstRefusal(
    staff !== undefined && !mayFollow(staff) && staffExists({ userId, state: staff.approval._tag }),
    sameEmail !== undefined && sameEmail.userId !== userId && emailInUse({ userId }),
    agent !== undefined && personIsAgent({ userId })
  )
  if (refused) return refused
  const approval = { _tag: "Pending", since: at } as const
  return accept({
    _tag: "StaffAdded",
    staff: { ...details, userId, agencyId, level, approval, activity: "Active" }
  })
}

const over = (staff: Staff) => isClosed(staff) && roleOver({ userId: staff.userId, state: staff.approval._tag })

const train = (
  command: Command & { readonly _tag: "RecordStaffTraining" },
  staff: Staff,
  { at, policy }: Context
): Decision<Event> => {
  const { on, userId } = command
  const refused = firstRefusal(over(staff), Dates.on(at, policy.timeZone) < on && trainingInFuture({ userId, on }))
  if (refused) return refused
  const trained = { _tag: "StaffTrained", userId, on } as const
  return staff.approval._tag === "Pending"
    ? accept<Event>(trained, moved(staff, "train", { _tag: "Eligible", since: at }))
    : accept<Event>(trained)
}

/** A new link to the login, in the place of the one before. @rule STF-05 INV-02 @category constructors */
export const linkIssued = ({ userId }: Staff, { at, commandId, policy }: Context): Event => ({
  _tag: "StaffLinkIssued",
  userId,
  link: {
    invitationId: Id.derive(commandId, 0),
    issuedAt: at,
    expiresAt: Dates.plusHours(at, policy.inviteHours),
    wrongTries: 0,
    state: "Issued"
  }
})

const approve = (
  command: Command & { readonly _tag: "ApproveStaff" },
  staff: Staff,
  facts: Facts,
  context: Context
): Decision<Event> => {
  const { at, policy } = context
  const { staffNumber, userId } = command
  const holder = facts.sameNumber?.userId
  return (
    firstRefusal(
      Machine.refusal(machine, staff.approval._tag, "approve"),
      policy.staffTraining && staff.trainedOn === undefined && trainingMissing({ userId }),
      holder !== undefined && holder !== userId && numberInUse({ userId, holder })
    ) ??
    accept<Event>(
      {
        ...moved(staff, "approve", { _tag: "Approved", since: at }),
        ...(staffNumber === undefined ? {} : { staffNumber })
      },
      linkIssued(staff, context)
    )
  )
}

/** The event that ends an open role; none when it is over. @category constructors */
export const ended = (staff: Staff, at: Instant, why: StaffReason): ReadonlyArray<Event> =>
  isClosed(staff) ? [] : [moved(staff, "terminate", { _tag: "Terminated", since: at, reason: why })]

const terminate = (
  command: Command & { readonly _tag: "TerminateStaff" },
  staff: Staff,
  { at: since }: Context
): Decision<Event> => {
  const { forCause, reason, userId } = command
  const trigger = forCause ? "terminate-for-cause" : "terminate"
  const _tag = forCause ? "TerminatedForCause" : "Terminated"
  return (
    firstRefusal(
      Machine.refusal(machine, staff.approval._tag, trigger),
      // A role that ended for cause never opens again (STF-07), so what ends it says which of the two it is.
      forCause !== (reason === "breach") && reasonNotFitting({ userId, reason, forCause })
    ) ?? accept<Event>(moved(staff, trigger, { _tag, since, reason }))
  )
}

/**
 * Decides a step in the life of a staff member. An approval sends the link to the login.
 *
 * **Rules**: STF-01, STF-04, STF-05, STF-07, STF-08.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event> => {
  if (command._tag === "AddStaff") return add(command, facts, context)
  const { staff } = facts
  const { userId } = command
  if (staff === undefined) return unknownStaff({ userId })
  const change = (differs: boolean, event: Event): Decision<Event> => over(staff) || (differs ? accept(event) : nothing)
  switch (command._tag) {
    case "RecordStaffTraining":
      return train(command, staff, context)
    case "ApproveStaff":
      return approve(command, staff, facts, context)
    case "DenyStaff":
      return (
        Machine.refusal(machine, staff.approval._tag, "deny") ??
        accept<Event>(moved(staff, "deny", { _tag: "Denied", since: context.at, reason: command.reason }))
      )
    case "SetStaffLevel": {
      const { level: to } = command
      return change(staff.level !== to, { _tag: "StaffLevelSet", userId, from: staff.level, to })
    }
    case "SetStaffInactive":
    case "SetStaffActive": {
      const to = command._tag === "SetStaffActive" ? "Active" : "Inactive"
      return change(staff.activity !== to, { _tag: "StaffActivitySet", userId, from: staff.activity, to })
    }
    case "TerminateStaff":
      return terminate(command, staff, context)
  }
}

/** Applies an event to a staff member; never fails. @category machine */
export const evolve = (known: Staff | undefined, event: Event): Staff => {
  if (event._tag === "StaffAdded") return event.staff
  const staff = known as Staff
  switch (event._tag) {
    case "StaffTrained":
      return { ...staff, trainedOn: event.on }
    case "StaffMoved":
      return {
        ...staff,
        approval: event.to,
        ...(event.staffNumber === undefined ? {} : { staffNumber: event.staffNumber })
      }
    case "StaffLevelSet":
      return { ...staff, level: event.to }
    case "StaffActivitySet":
      return { ...staff, activity: event.to }
    case "StaffLinkIssued":
      return { ...staff, link: event.link }
    case "StaffLinkMoved":
      return { ...staff, link: { ...(staff.link as Link), state: event.to, wrongTries: event.wrongTries } }
  }
}
