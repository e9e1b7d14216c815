/**
 * What is asked about somebody whom a profile would make a new agent: whether the person is on record already.
 *
 * @since 0.1.0
 */
import type { Agent, Profile } from "@agencybook/core/Agent"
import { type Facts, read, type Selection } from "@agencybook/core/Facts"
import type { Staff } from "@agencybook/core/Staff"

/** The records under what persons are known by: licence, national producer number and address for login. */
export const newPersonReads = (...profiles: ReadonlyArray<Profile>): ReadonlyArray<Selection> => [
  read("agent", "licence", ...profiles.map(({ licence }) => licence.number)),
  read("agent", "npn", ...profiles.map(({ npn }) => npn)),
  read("agent", "email", ...profiles.map(({ loginEmail }) => loginEmail)),
  read("staff", "email", ...profiles.map(({ loginEmail }) => loginEmail))
]

/** The agent who has a licence number. */
export const agentByLicence = ({ licence }: Profile, facts: Facts): Agent | undefined =>
  facts.find("agent", "licence", licence.number)[0]

/** Who has the other number or the address, as agent or as staff; nobody where no profile makes a new agent. */
export const newPersonFacts = (
  profile: Profile | undefined,
  facts: Facts
): Record<"sameNpn" | "sameEmail", Agent | undefined> & { readonly staff: Staff | undefined } => ({
  sameNpn: profile && facts.find("agent", "npn", profile.npn)[0],
  sameEmail: profile && facts.find("agent", "email", profile.loginEmail)[0],
  staff: profile && facts.find("staff", "email", profile.loginEmail)[0]
})
