/**
 * What a consent lets the delegate of a case do, in the reference model.
 *
 * @since 0.1.0
 */
import type { Capability } from "@agencybook/core/Capability"
import type { Role } from "./AuthorityTable.ts"
import { type Fact, one, type Reason, reason, some, type Target, type World } from "./ReferenceWorld.ts"

/** What a consumer has to have allowed by a consent. @rule CON-01 DEL-28 @category models */
export const allowances: Readonly<Partial<Record<Capability, string>>> = {
  "update-application": "complete-application",
  "submit-application": "submit-with-signature",
  "choose-plan": "complete-application",
  "upload-consumer-document": "maintain-account",
  "call-service-center": "answer-inquiries"
}

/** What keeps somebody from helping with a case that was given by a consent: none that is in force lets them. @rule CON-01 DEL-18 @category predicates */
export const withoutConsent = (
  world: World,
  capability: Capability,
  { agency, agent, case: caseId }: Target,
  role: Role,
  day: string
): ReadonlyArray<Reason> => {
  const asked = allowances[capability]
  const held = one(
    world,
    "delegation",
    (fact) =>
      fact.case === caseId &&
      fact.kind === "producer" &&
      fact.state === "Active" &&
      fact.agent === agent &&
      fact.agency === agency
  )
  if (asked === undefined || held === undefined) return []
  // A book that was taken over is worked on, but nothing is submitted without the consumer's word.
  if (held.consent === undefined && held.awaits !== true && capability !== "submit-application") return []
  // Who has the case submits what the consumer has looked over.
  const scope = asked === "submit-with-signature" ? "complete-application" : asked
  const isFor = (fact: Fact<"consent">): boolean => {
    const others = fact.others.split(" ")
    if (role !== "agent") return others.includes(role === "manager" ? "manager" : "staff")
    return fact.agent === undefined || fact.agent === held.agent || others.includes("agent")
  }
  const lets = some(
    world,
    "consent",
    (fact) =>
      fact.case === caseId &&
      fact.agency === held.agency &&
      fact.state === "Granted" &&
      (fact.through === undefined || day <= fact.through) &&
      fact.scopes.split(" ").includes(scope) &&
      isFor(fact)
  )
  return lets ? [] : [reason("NoConsentInForce", "CON-01")]
}
