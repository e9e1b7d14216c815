/**
 * How large a scope of the explorer is, and what happens in it.
 *
 * @since 0.1.0
 */
import type { Policy } from "@agencybook/core/Policy"

/** A small exchange. @category models */
export interface Scope {
  readonly name: string
  readonly agencies: number
  /** Agents of each agency, its managers included. */
  readonly agents: number
  readonly managers: number
  readonly consumers: number
  /** How many things may be out of the ordinary at a time. */
  readonly budget: number
  /** Whether a suspended agency is one of those things; otherwise agencies come and go freely. */
  readonly agenciesCount: boolean
  readonly features: {
    /** Every state of certification, from the new profile to death. */
    readonly career: boolean
    readonly agency: boolean
    readonly transfer: boolean
    readonly acting: boolean
    readonly codes: boolean
    readonly locks: boolean
    /** Accounts of the agent extranet, with the days of their passwords. */
    readonly extranet: boolean
    /** The ways to a new agent that need no answer, with passcodes and the consents that delegations rest on. */
    readonly ways: boolean
    /** A helper of each agency, who answers requests where the policy lets her. */
    readonly staff: boolean
    /** The helper starts without the exchange's approval, and with no training. */
    readonly approval: boolean
    /** Licences that are not active, end soon, or have ended. */
    readonly licences: boolean
    /** Transfers for a later day, and papers of a case that leaves its agency; one at a time, but for whole books whose consumers are asked. */
    readonly waiting: boolean
    /** Whether the latest ended delegation, dead code and closed session of each case stay in sight. */
    readonly memory: boolean
  }
  readonly policy: Policy
}
