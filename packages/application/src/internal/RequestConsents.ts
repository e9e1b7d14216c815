/**
 * The consents that end together with the delegations that name them: the draft of a request that nobody answers any more, and
 * what a consumer had signed for an agent who has the case no longer.
 *
 * @since 0.1.0
 */
import type { Consent } from "@agencybook/core/Consent"
import type { Delegation } from "@agencybook/core/Delegation"
import { holdsCase } from "@agencybook/core/Delegation"
import { type Facts, read, type Selection, write } from "@agencybook/core/Facts"
import type { CaseId, ConsentId } from "@agencybook/core/Id"
import { defined } from "./CatalogueEntry.ts"

const namesOf = (delegations: ReadonlyArray<Delegation>): ReadonlyArray<ConsentId> =>
  Array.from(new Set(delegations.flatMap(({ consentId }) => defined(consentId))))

// Of a request the draft ends, whatever else is open; of what is held the consent, unless something else rests on it.
const casesOf = (delegations: ReadonlyArray<Delegation>): ReadonlyArray<CaseId> =>
  delegations.flatMap((one) => (holdsCase(one) && one.consentId !== undefined ? [one.caseId] : []))

/** The consents that some delegations name, for a command that may end them. */
export const consentReads = (delegations: ReadonlyArray<Delegation>): Selection =>
  write("consent", "id", ...namesOf(delegations))

/** What else may rest on those consents. */
export const besideReads = (delegations: ReadonlyArray<Delegation>): Selection =>
  read("delegation", "case", ...casesOf(delegations))

/** The consents that some delegations name. */
export const consentsOf = (facts: Facts, delegations: ReadonlyArray<Delegation>): ReadonlyArray<Consent> =>
  namesOf(delegations).flatMap((consentId) => defined(facts.get("consent", consentId)))

/** What is open of the cases of some delegations. */
export const besideOf = (facts: Facts, delegations: ReadonlyArray<Delegation>): ReadonlyArray<Delegation> =>
  Array.from(new Set(casesOf(delegations))).flatMap((caseId) => facts.find("delegation", "case", caseId))
