/**
 * What the laws of consents begin with: the facts of one case, and the terms of a consent that may be granted.
 *
 * @since 0.1.0
 */
import type { Command, Facts, Terms } from "@agencybook/core/Consent"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import type { Rules } from "../Rules.ts"
import * as Sample from "../Sample.ts"

/** The case. */
export const caseId = Sample.caseId()

/** The consent. */
export const consentId = Id.make<Id.ConsentId>("consent-9")

/** The agent it is given to. */
export const agentId = Sample.agentId(1)

/** The agency of the agent. */
export const agencyId = Sample.agencyId()

/** The digest of a signed paper. */
export const sha256 = "ab".repeat(32)

const facts = (over: Partial<Facts> = {}): Facts => ({
  case: Sample.household(),
  same: undefined,
  agent: Sample.agent(1),
  ending: [],
  ...over
})

/** The command that grants a consent, with other terms where told. */
export const granting = (over: Partial<Terms> = {}): Command => ({
  _tag: "GrantConsent",
  consentId,
  caseId,
  terms: Sample.consentTerms({ grantee: { _tag: "Agency", agencyId, agentId }, ...over }),
  signedBy: "Cora Quint"
})

/** What the rules answer to a command about the consent. */
export const decide = (
  rules: Rules,
  command: Command,
  over: Partial<Facts> = {},
  at = Sample.now,
  actor = Sample.asConsumer()
) => rules.consent.decide(command, facts(over), Sample.context({ at, actor }))

/** Delegations of the case: states, and whether they rest on the consent. */
export const resting = fc.array(
  fc.record({
    state: fc.constantFrom(...(["Requested", "Active", "Frozen"] as const)),
    mine: fc.boolean()
  }),
  { maxLength: 3 }
)

/** One of those delegations as a record. */
export const delegationOf = (
  { mine, state }: { readonly mine: boolean; readonly state: "Requested" | "Active" | "Frozen" },
  n: number
) => Sample.delegation(n, state, { caseId, consentId: mine ? consentId : Id.make("consent-8") })

/** Every state of a consent. */
export const states = ["Draft", "Granted", "Rescinded", "Expired"] as const

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** The first day on which as many years are over, counted in another way than the rule does; those of the policy. */
export const yearsAfter = (day: string, years = Sample.policy().consentRetentionYears): string => {
  const year = Number(day.slice(0, 4)) + years
  return day.endsWith("-02-29") && !isLeap(year) ? `${year}-03-01` : `${year}${day.slice(4)}`
}
