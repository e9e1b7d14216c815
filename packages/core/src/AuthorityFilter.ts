/**
 * One question about many targets: which cases, books and agencies somebody may touch, as data and one by one.
 *
 * A host with tables of its own turns `reach` into a condition of its query and asks `judge` for each row that comes
 * back. Both come from `Authority.judge`: there is no second definition of who may do what.
 *
 * @since 0.1.0
 */
import { type Evidence, judge, type Moment, type Question, type Ruling, type Target } from "./Authority.ts"
import { type Allowance, type Capability, permissions } from "./Capability.ts"
import type { AgencyId, AgentId, CaseId, UserId } from "./Id.ts"
import type { Refusal } from "./Refusal.ts"
import type { Member } from "./Standing.ts"

/** Who asks, and for what; the targets come later. @category models */
export type Ask = Omit<Question, "target">

/**
 * Where targets lie that may be granted. `Agent` is what names the agent, at the agency or, without one, anywhere;
 * `Consented` is every case whose consumer has allowed the counselor that much.
 *
 * @category models
 */
export type Reach =
  | { readonly _tag: "Everything" }
  | { readonly _tag: "Agency"; readonly agencyId: AgencyId }
  | { readonly _tag: "Agent"; readonly agentId: AgentId; readonly agencyId?: AgencyId }
  | { readonly _tag: "Counselor"; readonly counselorId: UserId }
  | { readonly _tag: "Case"; readonly caseId: CaseId }
  | { readonly _tag: "Consented"; readonly counselorId: UserId; readonly allowance: Allowance }

/** What is known of one target: who holds the case, by what, and what its consumer has consented to. @category models */
export type AboutTarget = Pick<Evidence, "delegate" | "held" | "consents">

/** A question that is asked of many targets. @category models */
export interface Filter {
  /**
   * Whatever lies in none of these is refused; what lies in one is granted, unless its own records forbid it: the agent
   * who holds the case, or the consent it rests on. Empty when nothing can be granted.
   */
  readonly reach: ReadonlyArray<Reach>
  /** Why nothing can be granted, when `reach` is empty. */
  readonly refusal: Refusal | undefined
  /** The ruling on one target; without what is known of it, the evidence of the filter says that too. */
  readonly judge: (target: Target, about?: AboutTarget) => Ruling
}

/** A place to look at, and a target that lies there and nowhere else. */
interface Probe {
  readonly reach: Reach
  readonly target: Target
  /** Whether it lies within the other places, and counts only where none of them is open. */
  readonly spare?: true
}

// No record has an empty name.
const nowhere = {
  agencyId: "" as AgencyId,
  agentId: "" as AgentId,
  counselorId: "" as UserId,
  caseId: "" as CaseId
} satisfies Target

const everything: Probe = /*#__PURE__*/ Object.freeze({
  reach: /*#__PURE__*/ Object.freeze({ _tag: "Everything" }),
  target: nowhere
})

const ofAgency = (agencyId: AgencyId): Probe => ({
  reach: { _tag: "Agency", agencyId },
  target: { ...nowhere, agencyId }
})

// What is the own of an agent is so without an agency too; what is that of the agency has to name it.
const ofAgent = (agentId: AgentId, agencyId?: AgencyId): Probe => ({
  reach: agencyId === undefined ? { _tag: "Agent", agentId } : { _tag: "Agent", agentId, agencyId },
  target: { counselorId: nowhere.counselorId, caseId: nowhere.caseId, agentId }
})

// Whoever applies again reaches the own record at the agency and nothing else of it. @rule AGT-17
const atAgency = (agentId: AgentId, agencyId: AgencyId): ReadonlyArray<Probe> => [
  ofAgency(agencyId),
  { reach: { _tag: "Agent", agentId, agencyId }, target: { ...nowhere, agentId, agencyId }, spare: true }
]

const ofMember = ({ agency, agent }: Member): ReadonlyArray<Probe> => [
  ofAgent(agent.agentId, agency.agencyId),
  ...atAgency(agent.agentId, agency.agencyId)
]

const ofCounselor = (counselorId: UserId, capability: Capability): Probe => {
  const allowance = Object.hasOwn(permissions, capability) ? permissions[capability].allowance : undefined
  return allowance === undefined
    ? { reach: { _tag: "Counselor", counselorId }, target: { ...nowhere, counselorId } }
    : { reach: { _tag: "Consented", counselorId, allowance }, target: nowhere }
}

/** The places that can be somebody's, beside everything. */
const probes = ({ acting, actor, capability }: Ask, { former, principal, self }: Evidence): ReadonlyArray<Probe> => {
  if (acting !== undefined) return principal === undefined ? [] : ofMember(principal)
  switch (actor._tag) {
    case "Consumer":
      return [{ reach: { _tag: "Case", caseId: actor.caseId }, target: { ...nowhere, caseId: actor.caseId } }]
    case "Agent":
      if (self !== undefined) return ofMember(self)
      return [ofAgent(actor.agentId), ...(former === undefined ? [] : atAgency(actor.agentId, former.agency.agencyId))]
    case "Staff":
      return [ofAgency(actor.agencyId)]
    case "Counselor":
      return [ofCounselor(actor.userId, capability)]
    case "Applicant":
    case "ServiceCenter":
    case "Exchange":
    case "System":
      return []
  }
}

// What the records of a single case decide is no matter of the place.
const isOpen = (ruling: Ruling, { reach }: Probe): boolean =>
  ruling._tag === "Granted" ||
  ruling.code === "CaseNotHeld" ||
  (reach._tag === "Consented" && ruling.code === "NotAllowedByConsumer")

/**
 * Makes a filter from who asks, and from what decides about whoever asks.
 *
 * **When to use**: for a page of a list, or for a query of the host's own; for one target `Authority.judge` does.
 *
 * **Gotchas**: a filter knows the records it was made from. Make it in the transaction that uses it, and keep it no longer.
 *
 * **Rules**: SEC-01, EMP-02, ACT-01, ACT-02, STF-06, DEL-28, BOB-03.
 *
 * @category constructors
 */
export const make = (ask: Ask, evidence: Evidence, moment: Moment): Filter => {
  const question = { ...ask, target: nowhere as Target }
  // What is known of some target says nothing of a place.
  const about: { -readonly [K in keyof Evidence]: Evidence[K] } = {
    ...evidence,
    ...{ delegate: undefined, held: undefined, consents: undefined }
  }
  const rulings = [everything, ...probes(ask, evidence)].map((probe) => {
    question.target = probe.target
    return { probe, ruling: judge(question, about, moment) }
  })
  const open = rulings.filter(({ probe, ruling }) => isOpen(ruling, probe))
  const refusals = rulings.flatMap(({ ruling }) => (ruling._tag === "Refused" ? [ruling] : []))
  const places = open.some(({ probe }) => probe === everything)
    ? [everything]
    : open.flatMap(({ probe }) => (probe.spare === undefined || open.length === 1 ? [probe] : []))
  return {
    reach: places.map(({ reach }) => reach),
    // What is missing of whoever asks says more than that a place is somebody else's.
    refusal: open.length > 0 ? undefined : (refusals.find(({ code }) => code !== "NotPermitted") ?? refusals[0]),
    judge: (target, known = evidence) => {
      question.target = target
      const { consents, delegate, held } = known
      about.delegate = delegate
      about.held = held
      about.consents = consents
      return judge(question, about, moment)
    }
  }
}

const lies = (reach: Reach, { agencyId, agentId, caseId, counselorId }: Target): boolean => {
  switch (reach._tag) {
    case "Everything":
      return true
    case "Agency":
      return agencyId === reach.agencyId
    case "Agent":
      return (
        agentId === reach.agentId &&
        (reach.agencyId === undefined || agencyId === undefined || agencyId === reach.agencyId)
      )
    case "Counselor":
      return counselorId === reach.counselorId
    case "Case":
      return caseId === reach.caseId
    case "Consented":
      return caseId !== undefined
  }
}

/** Whether a target lies where something may be granted. @category predicates */
export const includes = ({ reach }: Pick<Filter, "reach">, target: Target): boolean =>
  reach.some((one) => lies(one, target))
