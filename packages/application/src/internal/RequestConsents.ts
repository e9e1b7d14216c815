/**
 * The consents that were signed for requests, which end together with requests that nobody answers any more, and those on
 * which cases rest that an agency gives back.
 *
 * @since 0.1.0
 */
import type { Consent } from "@agencybook/core/Consent"
import type { Delegation } from "@agencybook/core/Delegation"
import { type Facts, type Selection, write } from "@agencybook/core/Facts"
import type { ConsentId } from "@agencybook/core/Id"
import { defined } from "./CatalogueEntry.ts"

const namesOf = (delegations: ReadonlyArray<Delegation>): ReadonlyArray<ConsentId> =>
  delegations.flatMap(({ consentId, state }) => (state._tag === "Requested" ? defined(consentId) : []))

/** What a command reads that may end requests. */
export const draftReads = (delegations: ReadonlyArray<Delegation>): Selection =>
  write("consent", "id", ...namesOf(delegations))

/** The consents of the requests among some delegations. */
export const draftsOf = (facts: Facts, delegations: ReadonlyArray<Delegation>): ReadonlyArray<Consent> =>
  namesOf(delegations).flatMap((consentId) => defined(facts.get("consent", consentId)))

const carriers = (delegations: ReadonlyArray<Delegation>): ReadonlyArray<ConsentId> =>
  delegations.flatMap(({ consentId, state }) => (state._tag === "Frozen" ? defined(consentId) : []))

/** What a command reads that may give frozen cases back. */
export const carriedReads = (delegations: ReadonlyArray<Delegation>): Selection =>
  write("consent", "id", ...carriers(delegations))

/** The consents on which frozen cases rest. */
export const carriedOf = (facts: Facts, delegations: ReadonlyArray<Delegation>): ReadonlyArray<Consent> =>
  Array.from(new Set(carriers(delegations))).flatMap((consentId) => defined(facts.get("consent", consentId)))
