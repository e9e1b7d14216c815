/**
 * Random commands about consents and reviews of applications.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Terms } from "@agencybook/core/Consent"
import * as Id from "@agencybook/core/Id"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { aCase, anAgent, type Choice, orUnknown } from "./CommandChoice.ts"
import { aCounselor } from "./EntityChoice.ts"

const holding = ({ seed, world }: Choice) => {
  const all = World.records(world, "delegation").filter(({ state }) => state._tag === "Active")
  const consented = all.filter(({ caseId }) =>
    World.records(world, "consent").some((one) => one.caseId === caseId && one.state._tag === "Granted")
  )
  const held = consented.length > 0 ? consented : all
  return held.length > 0 && !seed.chance(20) ? seed.pick(held) : undefined
}

const someTerms = (choice: Choice): Terms => {
  const { seed } = choice
  const agentId = anAgent(choice)
  const employment = World.records(choice.world, "employment").find((one) => one.agentId === agentId)
  const terms = Sample.consentTerms({
    grantee: { _tag: "Agency", agencyId: employment?.agencyId ?? Sample.agencyId(), agentId }
  })
  return {
    ...terms,
    ...(seed.chance(10) ? { grantee: { _tag: "Counselor" as const, counselorId: aCounselor(choice) } } : {}),
    ...(seed.chance(30) ? { expiresOn: Dates.plusDays(Sample.today, seed.int(20) - 5) } : {}),
    ...(seed.chance(10) ? { scopes: [] } : {}),
    ...(seed.chance(10) ? { channel: "text" as const } : {})
  }
}

/** A step of a consent, or a review of an application. */
export const aConsentStep = (
  choice: Choice,
  name: "GrantConsent" | "RescindConsent" | "ExpireConsents" | "ReviewApplication"
): Command => {
  const { n, seed, world } = choice
  switch (name) {
    case "GrantConsent":
      return {
        _tag: name,
        consentId: Id.make(`granted-${seed.chance(5) ? seed.int(n + 1) : n}`),
        caseId: aCase(choice),
        terms: someTerms(choice),
        signedBy: "Cora Quint"
      }
    case "RescindConsent":
      return {
        _tag: name,
        consentId: orUnknown(
          choice,
          World.records(world, "consent").map(({ consentId }) => consentId)
        )
      }
    case "ExpireConsents":
      return {
        ...{ _tag: name, before: Dates.plusDays(Sample.today, seed.pick([-3, 0, 0, 0, 5])) },
        ...(seed.chance(30) ? { only: World.records(world, "consent").map(({ consentId }) => consentId) } : {})
      }
    case "ReviewApplication": {
      const held = holding(choice)
      return {
        _tag: name,
        reviewId: Id.make(`review-${seed.chance(5) ? seed.int(n + 1) : n}`),
        caseId: held?.caseId ?? aCase(choice),
        agentId: held?.delegate.agentId ?? anAgent(choice),
        reviewedBy: "Cora Quint",
        explained: !seed.chance(10),
        channel: "electronic-signature",
        evidence: seed.chance(70)
          ? { type: "document", ref: "review", sha256: Sample.digest }
          : { type: "portal-record", ref: "review" }
      }
    }
  }
}
