/**
 * Laws of what a consumer is told when somebody has started an application with them.
 *
 * @since 0.1.0
 */
import { make as factsOf } from "@agencybook/core/Facts"
import type { Event } from "@agencybook/core/Record"
import * as fc from "fast-check"
import * as EntitySample from "./EntitySample.ts"
import { delegation, household, manager } from "./internal/NoticeFacts.ts"
import { all, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

/** Who has applied with help is invited to the own account. @category laws */
export const startsInvite = make({
  id: "notice-start-invites",
  sentence:
    "a consumer with whom an agent or a counselor has started an application, and who has no account, is told the number by which to ask for an access code; nobody else is, and no notice of a start holds more",
  rules: ["DEL-14", "ACC-03", "NOT-02"],
  input: fc.record({
    origin: fc.constantFrom(
      ...(["agent-started", "agent-started", "counselor-started", "counselor-started"] as const),
      ...(["otp", "service-center", "three-way-call", "access-code", "claim"] as const)
    ),
    account: fc.constantFrom(...(["None", "None", "CodeIssued", "Linked"] as const)),
    prefers: fc.constantFrom("email" as const, "mail" as const)
  }),
  holds: ({ account, origin, prefers }, rules) => {
    const { primaryContact } = household
    const one = {
      ...household,
      account: { _tag: account },
      primaryContact: { ...primaryContact, preferredChannel: prefers }
    }
    const verification = { method: origin as "otp", reference: "call-1", at: Sample.now }
    const byCounselor = origin === "counselor-started"
    const event: Event = byCounselor
      ? {
          _tag: "CounselorDelegationOpened",
          counselorDelegation: EntitySample.delegation(1, "Active", { caseId: one.caseId, origin })
        }
      : {
          _tag: "DelegationOpened",
          delegation: { ...delegation, origin, verification, state: Sample.delegationState("Active") }
        }
    const known = factsOf({
      agent: new Map([0, 1].map((n) => [Sample.agentId(n) as string, Sample.agent(n)])),
      agency: new Map([[Sample.agencyId() as string, Sample.agency()]]),
      employment: new Map([[manager.employmentId as string, manager]]),
      case: new Map([[one.caseId as string, one]]),
      counselor: new Map([["counselor-0", EntitySample.counselor()]]),
      enrollmentEntity: new Map([["entity-0", EntitySample.entity()]])
    })
    const notices = rules.notice.fromEvents([event], known, Sample.context())
    const started = origin === "agent-started" || byCounselor
    const named = byCounselor
      ? { counselorName: "Cleo Nash", entityName: EntitySample.entity().name }
      : { agentName: "Annab Reyesab", agentLicence: "1H10001", agencyName: Sample.agency().publicName }
    const invited = started && account === "None" ? { caseNumber: household.caseNumber } : {}
    return all(
      same(
        notices.flatMap(({ params, to }) => (to.role === "consumer" ? [params.caseNumber] : [])),
        [invited.caseNumber],
        "the number that the consumer is told"
      ),
      same(
        notices.flatMap(({ params, to }) => (to.role !== "consumer" && "caseNumber" in params ? [to.role] : [])),
        [],
        "who else is told it"
      ),
      same(
        notices.flatMap(({ channel, params, to }) => (to.role === "consumer" && started ? [[channel, params]] : [])),
        started ? [[prefers === "mail" ? "letter" : "email", { ...named, answer: "Active", origin, ...invited }]] : [],
        "what the consumer is told of a start"
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [startsInvite] as ReadonlyArray<Law>
