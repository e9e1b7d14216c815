/**
 * Laws of the end of a helper's role: a breach is for cause, and nothing else is.
 *
 * @since 0.1.0
 */
import type { Command, Staff, StaffReason } from "@agencybook/core/Staff"
import * as fc from "fast-check"
import { acceptedAs, all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const { email, name, userId } = Sample.staff()
const add: Command = { _tag: "AddStaff", agencyId: Sample.agencyId(), userId, details: { name, email }, level: 2 }
const context = () => Sample.context()
const faultless: ReadonlyArray<StaffReason> = [
  ...(["application-incomplete", "training-missing", "left-agency", "agency-terminated"] as const)
]

/** A breach ends a role for cause, and nothing else does. @category laws */
export const breachIsCause = make({
  id: "staff-breach-is-cause",
  sentence:
    "the role of a helper ends for cause for a breach alone, and for a breach only for cause; it ends as the command says, and only a role that ended without fault is followed by another one",
  rules: ["STF-05", "STF-07"],
  runs: 400,
  input: fc.record({
    forCause: fc.boolean(),
    reason: fc.oneof(fc.constant("breach" as const), fc.constantFrom(...faultless)),
    state: fc.constantFrom("Approved" as const, "Approved" as const, "Pending" as const, "Eligible" as const)
  }),
  holds: ({ forCause, reason, state }, rules) => {
    const staff = Sample.staff(0, { approval: Sample.approval(state) })
    const answer = rules.staff.decide({ _tag: "TerminateStaff", userId, forCause, reason }, { staff }, context())
    if (forCause && state !== "Approved") return refusedAs(answer, "NotAllowedFrom", "STF-05")
    if (forCause === faultless.includes(reason)) return refusedAs(answer, "StaffReasonNotFitting", "STF-05")
    const to = { _tag: forCause ? "TerminatedForCause" : "Terminated", since: Sample.now, reason }
    const trigger = forCause ? "terminate-for-cause" : "terminate"
    const after = eventsOf(answer).reduce<Staff>((one, event) => rules.staff.evolve(one, event), staff)
    return all(
      acceptedAs(answer, [{ _tag: "StaffMoved", userId, trigger, from: state, to }]),
      same(
        rules.staff.decide(add, { staff: after }, context())._tag,
        forCause ? "Refused" : "Accepted",
        "the next role"
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [breachIsCause] as ReadonlyArray<Law>
