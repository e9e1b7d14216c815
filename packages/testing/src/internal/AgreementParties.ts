/**
 * Who signs an agreement in the laws: two managers, a stranger, and a signer who is no agent.
 *
 * @since 0.1.0
 */
import type { Agency } from "@agencybook/core/Agency"
import type { Party, Signer } from "@agencybook/core/AgencyAgreement"
import type { BusinessName } from "@agencybook/core/Contact"
import * as Sample from "../Sample.ts"

/** The managers of the agency, the primary one first. */
export const managers = [Sample.agentId(0), Sample.agentId(1)]
/** A signer who is no agent. */
export const person: Signer = {
  _tag: "Person",
  name: Sample.staff(3).name,
  title: "President" as BusinessName,
  email: Sample.staff(3).email
}
/** Who may bind the agency. */
export const signers = {
  nobody: undefined,
  first: { _tag: "Manager", agentId: Sample.agentId(0) },
  person
} as const satisfies Record<string, Signer | undefined>
/** Who gives a signature. */
export const parties = {
  first: { _tag: "Manager", agentId: Sample.agentId(0) },
  second: { _tag: "Manager", agentId: Sample.agentId(1) },
  stranger: { _tag: "Manager", agentId: Sample.agentId(9) },
  signer: { _tag: "Signer" }
} as const satisfies Record<string, Party>

/** The agency with its two managers, whom nobody has bound yet. */
export const withoutAgreement = (signer: Signer | undefined): Agency => {
  const { agreement: _, signer: _signer, ...agency } = Sample.agency(0, { managers })
  return signer === undefined ? agency : { ...agency, signer }
}
