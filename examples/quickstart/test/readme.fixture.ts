import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import type { ActorInput, AgencyInput, AgentInput, CaseInput } from "@agencybook/application/Portal"

/** Cheap digests: nothing in this example has to withstand an attacker. */
export const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1 })

export const feed: ActorInput = { _tag: "System", userId: "feed" }
export const exchange: ActorInput = { _tag: "Exchange", userId: "reviewer" }
export const consumer: ActorInput = { _tag: "Consumer", caseId: "case-1" }

export const agency: AgencyInput = {
  agencyId: "acme",
  details: {
    legalName: "Acme Coverage, Inc.",
    publicName: "Acme Coverage",
    fein: "94-1234567",
    entityKind: "llc",
    markets: ["individual"],
    email: "office@example.com",
    phone: "916-555-0100",
    site: { street: "1 K Street", city: "Sacramento", county: "Sacramento", state: "CA", zip: "95814" }
  }
}

const profile = (first: string, last: string, licence: string, npn: string): AgentInput["profile"] => ({
  name: { first, last },
  licence: { number: licence, expiresOn: "2028-12-31", status: "active", health: true },
  npn,
  loginEmail: `${first.toLowerCase()}@example.com`,
  languages: ["en", "es"],
  place: { city: "Sacramento", county: "Sacramento" },
  acceptsNewClients: true,
  listInDirectory: true,
  publicEmail: `${first.toLowerCase()}@agency.example.com`,
  publicPhone: "916-555-0143"
})

export const manager: AgentInput = {
  agentId: "max",
  agencyId: "acme",
  manager: true,
  employment: "Active",
  certification: {
    state: "Certified",
    term: { number: "2400000000", from: "2024-01-01", until: "2029-01-01" }
  },
  profile: profile("Max", "Ito", "0A12345", "1000001")
}

export const applicant: AgentInput = {
  agentId: "ana",
  agencyId: "acme",
  manager: false,
  employment: "Invited",
  certification: { state: "Eligible" },
  profile: profile("Ana", "Reyes", "0B12345", "1000002")
}

export const household: CaseInput["case"] = {
  caseId: "case-1",
  caseNumber: "50000001",
  primaryContact: {
    name: { first: "Lucía", last: "Ortega" },
    dob: "1984-05-01",
    email: "lucia@example.com",
    preferredLanguage: "es",
    preferredChannel: "email",
    address: { street: "2 L Street", city: "Sacramento", county: "Sacramento", state: "CA", zip: "95814" }
  },
  members: ["QhpAptc", "QhpAptc"],
  application: { year: 2026, state: "Determined" },
  verifications: [],
  renewal: "NotDue",
  account: { _tag: "Linked" },
  lastActivityOn: "2026-02-20"
}
