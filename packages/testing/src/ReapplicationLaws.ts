/**
 * Laws of managers whose own certification is over: an agency of one has nobody else who would apply for it.
 *
 * @since 0.1.0
 */
import type { Evidence, Target } from "@agencybook/core/Authority"
import type { Employment } from "@agencybook/core/Employment"
import * as fc from "fast-check"
import { moment } from "./internal/AuthorityQuestions.ts"
import { states } from "./internal/CertificationSteps.ts"
import { holdsIf, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const agentId = Sample.agentId(1)
const endings = {
  ended: { state: "Inactive", reason: "application-ended" },
  left: { state: "Inactive", reason: "left-agency" },
  "on leave": { state: "Inactive", reason: "leave" },
  "at work": { state: "Active" }
} as const satisfies Readonly<Record<string, Pick<Employment, "reason" | "state">>>

/** A manager alone comes back. @category laws */
export const managersComeBack = make({
  id: "authority-managers-come-back",
  sentence:
    "a listed manager who was turned away, has withdrawn or has lapsed applies again for the own person and sees the account of the agency, while that is not over and the account is not locked, and does nothing else; nobody comes back so whose certification ended for cause, or who has left",
  rules: ["AGT-17", "EMP-02", "SEC-01"],
  runs: 2_000,
  input: fc.record({
    state: fc.oneof(
      fc.constantFrom("Denied", "Withdrawn", "TerminatedVested" as const),
      fc.constantFrom(...states.filter((state) => state !== "Certified"))
    ),
    place: fc.constantFrom(...(["ended", "ended", "left", "on leave", "at work"] as const)),
    agencyState: fc.constantFrom("Pending", "Certified", "Certified", "Suspended", "Terminated" as const),
    listed: fc.constantFrom(true, true, true, false),
    locked: fc.constantFrom(false, false, false, true),
    ofAgency: fc.constantFrom(0, 0, 0, 1),
    ofAgent: fc.constantFrom(1, 1, 2),
    capability: fc.constantFrom(
      ...(["view-agency", "view-agency", "reapply-agent", "reapply-agent"] as const),
      ...(["certify-agent", "add-agent", "view-agency-book", "change-managers"] as const)
    )
  }),
  holds: ({ agencyState, capability, listed, locked, ofAgency, ofAgent, place, state }, rules) => {
    const { agency, agent, employment } = Sample.member(1, { agencyState })
    const member = {
      agent: { ...agent, locked, certification: Sample.certification(state) },
      employment: { ...employment, ...endings[place] },
      agency: { ...agency, managers: listed ? [agentId] : [Sample.agentId(0)] }
    }
    const { agent: person } = member
    const evidence: Evidence = place === "at work" ? { self: member, person } : { former: member, person }
    const target: Target = {
      agencyId: Sample.agencyId(ofAgency),
      ...(capability === "reapply-agent" ? { agentId: Sample.agentId(ofAgent) } : {})
    }
    const ruling = rules.authority.judge(
      { capability, actor: Sample.asAgent(1), secondFactor: true, target },
      evidence,
      moment()
    )
    const gone = ["Denied", "Withdrawn", "TerminatedVested"].includes(state)
    const near = listed && !locked && ofAgency === 0 && (place === "ended" || place === "at work")
    const comesBack = gone && near && agencyState !== "Terminated"
    if (comesBack && (capability === "view-agency" || (capability === "reapply-agent" && ofAgent === 1)))
      return same(
        ruling,
        {
          _tag: "Granted",
          capability,
          permission: ruling._tag === "Granted" && ruling.permission,
          role: "manager",
          scope: "agency"
        },
        "the ruling"
      )
    // Whoever is suspended or applies still looks at the agency as before.
    const looks = capability === "view-agency" && near && place === "at work"
    const still = ["Incomplete", "Pending", "Eligible", "Suspended", "Denied", "Withdrawn"].includes(state)
    return holdsIf(
      (ruling._tag === "Granted") === (looks && still),
      `${capability} of somebody who is ${state} (${place}) is ${ruling._tag}`
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [managersComeBack] as ReadonlyArray<Law>
