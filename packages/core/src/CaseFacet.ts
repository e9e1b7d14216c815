/**
 * The facets of a case that move by steps: its application, the enrollment in its policy, its renewal, and its account.
 *
 * Feeds move the first three and say where they are; which step leads there is here. An application and a renewal belong to
 * a year, an enrollment to a policy: another year or another policy begins anew, in whatever state it is delivered.
 *
 * @since 0.1.0
 */
import * as Machine from "./Machine.ts"
import { reason } from "./Refusal.ts"

/**
 * The application of a year. A feed may come by when several steps are over, so what lies ahead can be reached at once;
 * whoever reports a change or hands in again goes back, and what was closed or withdrawn is begun again before anything else.
 *
 * @rule CAS-01
 * @category machine
 */
export const application = /*#__PURE__*/ Machine.define({
  name: "application",
  states: ["NotStarted", "InProgress", "Submitted", "Determined", "Closed", "Withdrawn"],
  triggers: ["announce", "begin", "submit", "determine", "close", "withdraw"],
  edges: {
    NotStarted: {
      begin: "InProgress",
      submit: "Submitted",
      determine: "Determined",
      close: "Closed",
      withdraw: "Withdrawn"
    },
    InProgress: { submit: "Submitted", determine: "Determined", close: "Closed", withdraw: "Withdrawn" },
    Submitted: { begin: "InProgress", determine: "Determined", close: "Closed", withdraw: "Withdrawn" },
    Determined: { begin: "InProgress", submit: "Submitted", close: "Closed", withdraw: "Withdrawn" },
    Closed: { begin: "InProgress" },
    Withdrawn: { begin: "InProgress" }
  },
  otherwise: "CAS-01"
})

/**
 * The enrollment in a policy, section 3.11 of the domain description: every step is delivered, and what is not drawn is
 * another policy.
 *
 * @rule CAS-01
 * @category machine
 */
export const enrollment = /*#__PURE__*/ Machine.define({
  name: "enrollment",
  states: ["PlanSelected", "Effectuated", "Terminated", "Cancelled", "Reinstated"],
  triggers: ["select", "effectuate", "terminate", "cancel", "reinstate"],
  edges: {
    PlanSelected: { effectuate: "Effectuated", cancel: "Cancelled" },
    Effectuated: { terminate: "Terminated" },
    Terminated: { reinstate: "Reinstated" },
    Cancelled: { reinstate: "Reinstated" },
    Reinstated: {}
  },
  otherwise: "CAS-01"
})

/**
 * The renewal of a year: a risk comes and goes, the household may act after it was renewed without it, and what was due once
 * is not undone in the same year.
 *
 * @rule CAS-01
 * @category machine
 */
export const renewal = /*#__PURE__*/ Machine.define({
  name: "renewal",
  states: ["NotDue", "AwaitingAction", "AutoRenewed", "ActivelyRenewed", "OptedOut", "AtRisk"],
  triggers: ["reset", "fall-due", "renew-by-itself", "renew", "opt-out", "endanger"],
  edges: {
    NotDue: {
      "fall-due": "AwaitingAction",
      "renew-by-itself": "AutoRenewed",
      renew: "ActivelyRenewed",
      "opt-out": "OptedOut",
      endanger: "AtRisk"
    },
    AwaitingAction: {
      "renew-by-itself": "AutoRenewed",
      renew: "ActivelyRenewed",
      "opt-out": "OptedOut",
      endanger: "AtRisk"
    },
    AutoRenewed: { renew: "ActivelyRenewed", "opt-out": "OptedOut", endanger: "AtRisk" },
    ActivelyRenewed: { "opt-out": "OptedOut", endanger: "AtRisk" },
    OptedOut: { renew: "ActivelyRenewed" },
    AtRisk: {
      "fall-due": "AwaitingAction",
      "renew-by-itself": "AutoRenewed",
      renew: "ActivelyRenewed",
      "opt-out": "OptedOut"
    }
  },
  otherwise: "CAS-01"
})

/**
 * The online account of a case: a code that waits is no account yet, and an account that is linked waits for none.
 *
 * @rule ACC-07
 * @category machine
 */
export const account = /*#__PURE__*/ Machine.define({
  name: "account",
  states: ["None", "CodeIssued", "Linked"],
  triggers: ["issue-code", "revoke-code", "link", "unlink"],
  edges: {
    None: { "issue-code": "CodeIssued", link: "Linked" },
    CodeIssued: { "issue-code": "CodeIssued", "revoke-code": "None", link: "Linked" },
    Linked: { unlink: "None" }
  },
  otherwise: "ACC-07"
})

/** Where a facet is. @category models */
export type ApplicationState = (typeof application)["states"][number]
/** Where a policy is. @category models */
export type EnrollmentState = (typeof enrollment)["states"][number]
/** Where a renewal is. @category models */
export type RenewalState = (typeof renewal)["states"][number]
/** Where an account is. @category models */
export type AccountState = (typeof account)["states"][number]

/** A step that a facet took. @category models */
export interface Step {
  readonly machine: "application" | "enrollment" | "renewal" | "account"
  readonly trigger: string
  readonly from: string
  readonly to: string
  /** Which policy, for an enrollment in another than the main one. */
  readonly policyId?: string
}

interface Policy {
  readonly policyId?: string
  readonly carrier: string
  readonly plan: string
  readonly effectiveOn: string
  readonly state: EnrollmentState
}

/** What a delivery says about the facets of a case that feeds move. @category models */
export interface Facets {
  readonly application: { readonly year: number; readonly state: ApplicationState }
  readonly coverage?: Policy
  /** Policies beside the main one. */
  readonly policies?: ReadonlyArray<Policy>
  readonly renewal: RenewalState
}

/** A facet does not go where a delivery says it is. @category errors */
export const stepNotDrawn = /*#__PURE__*/ reason(
  "CaseStepNotAllowed",
  "CAS-01",
  (f: {
    readonly caseId: string
    readonly machine: Step["machine"]
    /** Which policy, for an enrollment. */
    readonly policy?: string
    readonly from: string
    readonly to: string
    readonly trigger: string
  }) =>
    `the \`${f.machine}\` of case \`${f.caseId}\`${f.policy === undefined ? "" : `, policy \`${f.policy}\`,`} does not go from \`${f.from}\` to \`${f.to}\` by \`${f.trigger}\``,
  "deliver what happened in between before it, in the same delivery if need be; another policy has a `policyId` of its own, and another year its own application"
)

/**
 * Checks whether two deliveries speak of one policy: by its identifier, or where one of them has none, by carrier, plan and
 * first day.
 *
 * @rule CAS-01
 * @category predicates
 */
export const isSamePolicy = (one: Policy, other: Policy): boolean =>
  one.policyId !== undefined && other.policyId !== undefined
    ? one.policyId === other.policyId
    : one.carrier === other.carrier && one.plan === other.plan && one.effectiveOn === other.effectiveOn

// The step by which a feed says that a facet is in a state now.
const toApplication = {
  NotStarted: "announce",
  InProgress: "begin",
  Submitted: "submit",
  Determined: "determine",
  Closed: "close",
  Withdrawn: "withdraw"
} as const
const toEnrollment = {
  PlanSelected: "select",
  Effectuated: "effectuate",
  Terminated: "terminate",
  Cancelled: "cancel",
  Reinstated: "reinstate"
} as const
const toRenewal = {
  NotDue: "reset",
  AwaitingAction: "fall-due",
  AutoRenewed: "renew-by-itself",
  ActivelyRenewed: "renew",
  OptedOut: "opt-out",
  AtRisk: "endanger"
} as const

const policiesOf = ({ coverage, policies = [] }: Facets): ReadonlyArray<Policy> =>
  coverage === undefined ? policies : [coverage, ...policies]

/**
 * What each policy of a delivery was before: the one with its identifier, and where one of both has none, one of its carrier,
 * plan and first day that no other policy of the delivery is, the main one first. What is new here stands for nothing.
 *
 * @rule CAS-01
 * @category queries
 */
export const knownAs = (before: Facets, now: Facets): ReadonlyMap<Policy, Policy> => {
  const known = policiesOf(before)
  const told = policiesOf(now)
  const found = new Map<Policy, Policy>()
  for (const one of told) {
    const was = known.find(({ policyId }) => policyId !== undefined && policyId === one.policyId)
    if (was !== undefined) found.set(one, was)
  }
  // Two parts of a household may have one plan from one day on: what an identifier tells apart, nothing else confuses.
  const taken = new Set(found.values())
  for (const one of told) {
    const was = found.has(one) ? undefined : known.find((other) => !taken.has(other) && isSamePolicy(other, one))
    if (was === undefined) continue
    found.set(one, was)
    taken.add(was)
  }
  return found
}

/**
 * The steps that lead from what was known of a case and each of its policies to what a delivery says, or the refusal of the first that the table does
 * not have. What is delivered again is no step.
 *
 * @rule CAS-01
 * @category machine
 */
export const steps = (
  caseId: string,
  before: Facets | undefined,
  now: Facets
): ReadonlyArray<Step> | ReturnType<typeof stepNotDrawn> => {
  const taken: Array<Step> = []
  if (before === undefined) return taken
  const ways: Array<Step & { readonly answer: { readonly _tag: string }; readonly policy?: string }> = []
  if (before.application.year === now.application.year) {
    const { state: from } = before.application
    const trigger = toApplication[now.application.state]
    const answer = Machine.next(application, from, trigger)
    ways.push({ machine: "application", trigger, from, to: now.application.state, answer })
    const again = toRenewal[now.renewal]
    const renewed = Machine.next(renewal, before.renewal, again)
    ways.push({ machine: "renewal", trigger: again, from: before.renewal, to: now.renewal, answer: renewed })
  }
  // A policy may have been the main one before, and be another one now.
  const known = knownAs(before, now)
  for (const one of policiesOf(now)) {
    const was = known.get(one)
    if (was === undefined) continue
    const { carrier, effectiveOn, plan, policyId, state: to } = one
    const policy = policyId ?? `${carrier}, ${plan}, ${effectiveOn}`
    const answer = Machine.next(enrollment, was.state, toEnrollment[to])
    const which = one === now.coverage || policyId === undefined ? {} : { policyId }
    ways.push({ machine: "enrollment", trigger: toEnrollment[to], from: was.state, to, ...which, answer, policy })
  }
  for (const { answer, policy, ...step } of ways) {
    if (step.from === step.to) continue
    const { policyId: _, ...facts } = step
    if (answer._tag === "Refused")
      return stepNotDrawn({ caseId, ...facts, ...(policy === undefined ? {} : { policy }) })
    taken.push(step)
  }
  return taken
}
