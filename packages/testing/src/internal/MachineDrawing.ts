/**
 * The state machines of the domain description as they are drawn, by hand: no table of core is read.
 *
 * @since 0.1.0
 */
import type { MachineName } from "./Machines.ts"

/** A machine as it is drawn: its name, each state with the steps that leave it, and the rule that refuses all others. */
interface Drawn {
  readonly name: string
  readonly otherwise: string
  readonly refusedBy?: Readonly<Record<string, string>>
  readonly states: Readonly<Record<string, string>>
}

const overAgent = { Denied: "AGT-17", Withdrawn: "AGT-17", TerminatedVested: "AGT-17", TerminatedForCause: "AGT-17" }
const leave = "terminate-vested>TerminatedVested terminate-for-cause>TerminatedForCause record-death>Deceased"
const decided = "certify>Certified deny>Denied withdraw>Withdrawn record-death>Deceased"
const recordable = "begin>InProgress meet>Met fail>Failed waive>Waived"
const freed = "replace>Ended transfer>Ended end-certification>Ended"

/** The machines of the domain description as they are drawn, by name. */
export const machines: Readonly<Record<MachineName, Drawn>> = {
  agentLock: {
    ...{ name: "account lock", otherwise: "SEC-01" },
    states: { Open: "lock>Locked", Locked: "lock>Locked unlock>Open" }
  },
  accessCode: {
    ...{ name: "access code", otherwise: "ACC-09" },
    states: {
      Issued: "redeem>Redeemed expire>Expired supersede>Superseded revoke>Revoked lock>Locked",
      ...{ Redeemed: "", Expired: "", Superseded: "", Revoked: "", Locked: "" }
    }
  },
  acting: {
    ...{ name: "acting session", otherwise: "ACT-02" },
    states: { Open: "leave>Closed idle>Closed lose-authority>Closed", Closed: "" }
  },
  account: {
    ...{ name: "account", otherwise: "ACC-07" },
    states: {
      None: "issue-code>CodeIssued link>Linked",
      CodeIssued: "issue-code>CodeIssued revoke-code>None link>Linked",
      Linked: "unlink>None"
    }
  },
  application: {
    ...{ name: "application", otherwise: "CAS-01" },
    states: {
      NotStarted: "announce begin>InProgress submit>Submitted determine>Determined close>Closed withdraw>Withdrawn",
      InProgress: "submit>Submitted determine>Determined close>Closed withdraw>Withdrawn",
      Submitted: "begin>InProgress determine>Determined close>Closed withdraw>Withdrawn",
      Determined: "begin>InProgress submit>Submitted close>Closed withdraw>Withdrawn",
      ...{ Closed: "begin>InProgress", Withdrawn: "begin>InProgress" }
    }
  },
  enrollment: {
    ...{ name: "enrollment", otherwise: "CAS-01" },
    states: {
      PlanSelected: "select effectuate>Effectuated cancel>Cancelled",
      Effectuated: "terminate>Terminated",
      ...{ Terminated: "reinstate>Reinstated", Cancelled: "reinstate>Reinstated", Reinstated: "" }
    }
  },
  renewal: {
    ...{ name: "renewal", otherwise: "CAS-01" },
    states: {
      NotDue:
        "reset fall-due>AwaitingAction renew-by-itself>AutoRenewed renew>ActivelyRenewed opt-out>OptedOut endanger>AtRisk",
      AwaitingAction: "renew-by-itself>AutoRenewed renew>ActivelyRenewed opt-out>OptedOut endanger>AtRisk",
      AutoRenewed: "renew>ActivelyRenewed opt-out>OptedOut endanger>AtRisk",
      ActivelyRenewed: "opt-out>OptedOut endanger>AtRisk",
      OptedOut: "renew>ActivelyRenewed",
      AtRisk: "fall-due>AwaitingAction renew-by-itself>AutoRenewed renew>ActivelyRenewed opt-out>OptedOut"
    }
  },
  requirement: {
    ...{ name: "checklist item", otherwise: "AGT-10" },
    states: {
      NotStarted: recordable,
      InProgress: `${recordable} retract>NotStarted`,
      Met: `${recordable} expire>Expired restart>NotStarted retract>NotStarted`,
      Failed: recordable,
      Waived: `${recordable} expire>Expired restart>NotStarted`,
      Expired: "meet>Met"
    }
  },
  discrepancyList: {
    ...{ name: "discrepancy list", otherwise: "BOB-13" },
    states: { Open: "answer>Open complete>Answered", Answered: "" }
  },
  employment: {
    ...{ name: "employment", otherwise: "EMP-01" },
    states: {
      Invited: "activate>Active end-application>Inactive approve>Active decline>Inactive withdraw>Inactive",
      Active: "set-inactive>Inactive",
      Inactive: "set-active>Active"
    }
  },
  staff: {
    ...{ name: "staff", otherwise: "STF-05" },
    states: {
      Pending: "train>Eligible approve>Approved deny>Denied terminate>Terminated",
      Eligible: "approve>Approved deny>Denied terminate>Terminated",
      Approved: "terminate>Terminated terminate-for-cause>TerminatedForCause",
      ...{ Denied: "", Terminated: "", TerminatedForCause: "" }
    }
  },
  invitation: {
    ...{ name: "invitation", otherwise: "INV-03" },
    states: {
      Issued: "try>Issued claim>Claimed expire>Expired lock>Revoked replace>Revoked revoke>Revoked",
      ...{ Claimed: "", Expired: "", Revoked: "" }
    }
  },
  certification: {
    ...{ name: "certification", otherwise: "AGT-20", refusedBy: overAgent },
    states: {
      Incomplete: "submit>Pending withdraw>Discarded record-death>Deceased",
      Pending: `complete>Eligible ${decided}`,
      Eligible: `reopen>Pending ${decided}`,
      Certified: `recertify>Certified suspend>Suspended ${leave}`,
      Suspended: `recertify>Suspended reinstate>Certified ${leave}`,
      ...{ Denied: "reapply>Pending", Withdrawn: "reapply>Pending", Discarded: "" },
      ...{ TerminatedVested: "reapply>Pending", TerminatedForCause: "reapply>Pending", Deceased: "" }
    }
  },
  consent: {
    ...{ name: "consent", otherwise: "CON-05" },
    states: {
      Draft: "grant>Granted rescind>Rescinded expire>Expired",
      Granted: "rescind>Rescinded expire>Expired",
      ...{ Rescinded: "", Expired: "" }
    }
  },
  delegation: {
    ...{ name: "delegation", otherwise: "DEL-03" },
    states: {
      Requested: "accept>Active decline>Declined cancel>Cancelled expire>Expired transfer>Ended",
      Active: `remove>Ended relinquish>Ended freeze>Frozen ${freed}`,
      Frozen: `remove>Ended relinquish>Ended thaw>Active ${freed}`,
      ...{ Declined: "", Cancelled: "", Expired: "", Ended: "" }
    }
  },
  agencyCertification: {
    ...{ name: "agency certification", otherwise: "AGY-09" },
    states: {
      Incomplete: "submit>Pending reject>Terminated",
      Pending: "certify>Certified reject>Terminated",
      Certified: "suspend>Suspended terminate>Terminated",
      Suspended: "reinstate>Certified terminate>Terminated",
      Terminated: ""
    }
  },
  extranet: {
    ...{ name: "extranet account", otherwise: "EXT-04" },
    refusedBy: { NotProvisioned: "EXT-01", Provisioned: "EXT-05", Disabled: "EXT-10" },
    states: {
      NotProvisioned: "provision>Provisioned take-over>Active",
      Provisioned: "request-reset>ResetPending use-link>Active disable>Disabled",
      Active:
        "login>Active change-password>Active warn>Expiring lock>LockedExpired request-reset>ResetPending disable>Disabled",
      Expiring: "login>Expiring change-password>Active lock>LockedExpired request-reset>ResetPending disable>Disabled",
      LockedExpired: "request-reset>ResetPending disable>Disabled",
      ResetPending:
        "login>ResetPending change-password>Active warn>ResetPending lock>LockedExpired request-reset>ResetPending use-link>Active disable>Disabled",
      Disabled: "provision>Provisioned"
    }
  },
  counselor: {
    ...{ name: "counselor", otherwise: "ENT-01" },
    states: { Active: "end>Ended", Ended: "" }
  },
  counselorDelegation: {
    ...{ name: "counselor delegation", otherwise: "DEL-03" },
    states: {
      Requested: "accept>Active decline>Declined cancel>Cancelled expire>Expired",
      Active: "remove>Ended relinquish>Ended replace>Ended end-certification>Ended",
      ...{ Declined: "", Cancelled: "", Expired: "", Ended: "" }
    }
  },
  transfer: {
    ...{ name: "transfer", otherwise: "TRF-13" },
    states: {
      Draft: "validate>Validated",
      Validated: "ask>AwaitingConsent schedule>Scheduled apply>Applied apply-part>PartiallyApplied",
      Submitted: "review>ExchangeReview",
      ExchangeReview: "ask>AwaitingConsent schedule>Scheduled reject>Rejected cancel>Cancelled",
      AwaitingConsent:
        "schedule>Scheduled answer>AwaitingConsent apply>Applied apply-part>PartiallyApplied reject>Rejected cancel>Cancelled",
      Scheduled: "answer>Scheduled apply>Applied apply-part>PartiallyApplied reject>Rejected cancel>Cancelled",
      ...{ Applied: "", PartiallyApplied: "", Rejected: "", Cancelled: "" }
    }
  },
  enrollmentEntity: {
    ...{ name: "entity", otherwise: "ENT-01" },
    states: {
      Registered: "certify>Certified end>Ended",
      Certified: "certify>Certified suspend>Suspended end>Ended",
      Suspended: "reinstate>Certified end>Ended",
      Ended: ""
    }
  }
}

/** What a machine is drawn to answer in one cell: where the step leads, or the rule that refuses it. */
export interface Cell {
  readonly machine: string
  readonly state: string
  readonly trigger: string
  readonly to?: string
  readonly rule: string
}

/** Every cell of every machine as it is drawn. */
export const cells: ReadonlyArray<Cell> = Object.values(machines).flatMap(
  ({ name: machine, otherwise, refusedBy = {}, states }) => {
    const steps = Object.values(states).flatMap((text) => text.split(" ").flatMap((one) => one.split(">")[0] || []))
    return Object.entries(states).flatMap(([state, drawn]) =>
      Array.from(new Set(steps), (trigger): Cell => {
        const to = drawn
          .split(" ")
          .find((one) => one.startsWith(`${trigger}>`))
          ?.split(">")[1]
        const rule = refusedBy[state] ?? otherwise
        return { machine, state, trigger, rule, ...(to === undefined ? {} : { to }) }
      })
    )
  }
)
