/**
 * What the laws of the ways to a new agent begin with: a case, an agent, and each way as it is decided.
 *
 * @since 0.1.0
 */
import type { Command as Change } from "@agencybook/core/AgentChange"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Facts as ClaimFacts, Command as Claiming } from "@agencybook/core/Claim"
import * as Id from "@agencybook/core/Id"
import type { Command, Facts } from "@agencybook/core/NewAgent"
import { type Policy, type Verification, verifications } from "@agencybook/core/Policy"
import type { Event } from "@agencybook/core/Record"
import * as fc from "fast-check"
import { eventsOf } from "../Law.ts"
import type { Rules } from "../Rules.ts"
import * as Sample from "../Sample.ts"

/** The case, the agent, and the agency of the agent. */
export const [caseId, agentId, agencyId] = [Sample.caseId(), Sample.agentId(1), Sample.agencyId()]

/** The delegation that a way would make. */
export const delegationId = Sample.delegationId(9)

/** The consent that a claim would make. */
export const consentId = Id.make<Id.ConsentId>("command-0~0")

/** The agent as a delegate. */
export const mine = { delegate: { agentId, agencyId } }

/** The digest of a paper. */
export const digest = "ab".repeat(32)

const policyOf = (over: Partial<Policy> = {}): Policy => ({
  ...Sample.context().policy,
  newAgentVerification: verifications,
  claimBySearch: "any",
  ...over
})

/** A context whose policy names every way, with other knobs where told. */
export const context = (over: Partial<Policy> = {}, at = Sample.now) =>
  Sample.context({ policy: policyOf(over), at, actor: Sample.serviceCenter })

/** What the ways by telephone and by code look at. */
export const facts = (over: Partial<Facts> = {}): Facts => ({
  case: Sample.household(),
  same: undefined,
  open: [],
  consents: [],
  delegate: Sample.member(1),
  redeemed: Sample.accessCode(0, { state: "Redeemed", redeemedAt: Dates.plusHours(Sample.now, -1) }),
  ...over
})

/** What the service center notes of a call. */
export const call = {
  agent: { name: Sample.profile(1).name, number: { licence: Sample.licence(1).number } },
  contactPresent: true,
  reference: "call-1",
  signedBy: "Cora Quint"
}

const byCenter: Command = { _tag: "DelegateByServiceCenter", delegationId, caseId, agentId, call }

const byThree: Command = { _tag: "DelegateByThreeWayCall", delegationId, caseId, agentId, call }

/** The way of a consumer whose access code was redeemed. */
export const byCode: Command = { _tag: "DelegateByAccessCode", delegationId, caseId, agentId, signedBy: "Cora Quint" }

/** An agent claims the case. */
export const claim: Claiming = {
  _tag: "ClaimCase",
  delegationId,
  agentId,
  consumer: { name: Sample.household().primaryContact.name, dob: Sample.household().primaryContact.dob },
  identity: { type: "passport", digest },
  met: "phone",
  attested: true,
  signedBy: "Cora Quint",
  consent: { channel: "text", evidence: { type: "message", ref: "text-1", sha256: digest } }
}

/** What a claim looks at. */
export const claimFacts = (over: Partial<ClaimFacts> = {}): ClaimFacts => ({
  ...facts(),
  candidates: [Sample.household()],
  history: [],
  ...over
})

/** The consumer types the passcode. */
export const confirm: Change = { _tag: "ConfirmAgentChange", delegationId, caseId, agentId, signedBy: "Cora Quint" }

/** A passcode is sent to the consumer. */
export const issue: Change = { _tag: "IssueAgentChangeCode", agentChangeCodeId: Id.make("passcode-9"), caseId, agentId }

/** Every way, with what it is called on the delegation, and the way of the policy that it needs. */
export const ways = {
  "service-center": {
    needs: "three-way-call",
    reference: "call-1",
    decide: (rules, over, policy) => rules.newAgent.decide(byCenter, facts(over), context(policy))
  },
  "three-way-call": {
    needs: "three-way-call",
    reference: "call-1",
    decide: (rules, over, policy) => rules.newAgent.decide(byThree, facts(over), context(policy))
  },
  "access-code": {
    needs: "consumer",
    reference: "code-0",
    decide: (rules, over, policy) => rules.newAgent.decide(byCode, facts(over), context(policy))
  },
  claim: {
    needs: "attestation",
    reference: `phone:passport:${digest}`,
    decide: (rules, over, policy) => rules.claim.decide(claim, claimFacts(over), context(policy))
  },
  otp: {
    needs: "one-time-passcode",
    reference: "passcode-0",
    decide: (rules, over, policy) =>
      rules.agentChange.decide(
        confirm,
        { ...facts(over), live: Sample.agentChangeCode(), matches: true },
        context(policy)
      )
  }
} satisfies Record<
  string,
  {
    readonly needs: Verification
    readonly reference: string
    readonly decide: (
      rules: Rules,
      over: Partial<Facts>,
      policy?: Partial<Policy>
    ) => { readonly _tag: string; readonly events?: ReadonlyArray<unknown> }
  }
>

type Way = keyof typeof ways

/** The names of the ways. */
export const names = Object.keys(ways) as ReadonlyArray<Way>

/** The events of an answer, whatever way it came from. */
export const delegationEvents = (answer: { readonly _tag: string; readonly events?: ReadonlyArray<unknown> }) =>
  eventsOf(answer as { readonly _tag: string; readonly events?: ReadonlyArray<Event> })

/** Delegations that the case has already. */
export const others = fc.array(
  fc.record({
    state: fc.constantFrom(...(["Requested", "Active", "Frozen"] as const)),
    kind: fc.constantFrom(...(["producer", "producer", "assister"] as const)),
    agent: fc.constantFrom(1, 1, 2, 3),
    agency: fc.constantFrom(0, 0, 1)
  }),
  { maxLength: 2 }
)
