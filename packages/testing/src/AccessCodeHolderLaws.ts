/**
 * Laws of who asks for an access code, which case it opens, and what stays with it.
 *
 * @since 0.1.0
 */
import type { AccessCode, Command, Facts, RequestedBy } from "@agencybook/core/AccessCode"
import type { Gap } from "@agencybook/core/Counselor"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import { memberOf, standing } from "./internal/CounselorFacts.ts"
import { all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const caseId = Sample.caseId()
const accountId = Id.make<Id.AccountId>("account-1")
const issue: Command = {
  ...{ _tag: "IssueAccessCode", accessCodeId: Id.make<Id.AccessCodeId>("code-9"), caseId, channel: "phone" },
  ...{ requestedBy: { _tag: "Consumer" }, identityMethod: "call-back" }
}
const redeem: Command = { _tag: "RedeemAccessCode", caseId, accountId, fact: { dob: "1980-05-17" } }
const decide = (rules: Rules, command: Command, over: Partial<Facts> = {}, actor = Sample.serviceCenter) =>
  rules.accessCode.decide(
    command,
    { case: Sample.household(), live: undefined, digest: "digest-9", ...over },
    Sample.context({ actor })
  )

const gapsOf = {
  good: [],
  nobody: ["not-on-record"],
  ended: ["ended"],
  suspended: ["entity-not-certified"],
  over: ["entity-not-certified"]
} satisfies Record<string, ReadonlyArray<Gap>>

/** Who asks for a consumer is somebody. @category laws */
export const helperIsIdentified = make({
  id: "access-code-helper-is-identified",
  sentence:
    "a counselor asks for a code with the consumer there and with standing on that day, a plan-based enroller with the consumer there; the code keeps which of them asked, and another counselor's standing helps nobody",
  rules: ["ACC-02", "ACC-12", "ENT-01"],
  runs: 500,
  input: fc.record({
    standing,
    kind: fc.constantFrom(...(["Cec", "Cec", "Pbe"] as const)),
    consumerPresent: fc.constantFrom(true, true, true, false),
    named: fc.constantFrom("counselor-0", "counselor-0", "counselor-0", "counselor-7"),
    who: fc.constantFrom(Sample.serviceCenter, Sample.exchange)
  }),
  holds: ({ consumerPresent, kind, named, standing: has, who }, rules) => {
    const helper = Id.make<Id.UserId>(named)
    const requestedBy: RequestedBy =
      kind === "Cec"
        ? { _tag: kind, counselorId: helper, consumerPresent }
        : { _tag: kind, helperId: helper, consumerPresent }
    const answer = decide(rules, { ...issue, requestedBy }, { counselor: memberOf(has) }, who)
    if (!consumerPresent) return refusedAs(answer, "ConsumerNotPresent", "ACC-02")
    const gaps: ReadonlyArray<Gap> = kind === "Pbe" ? [] : named === "counselor-0" ? gapsOf[has] : ["not-on-record"]
    if (gaps.length > 0)
      return all(
        refusedAs(answer, "CounselorNotIdentified", "ACC-02"),
        same(answer._tag === "Refused" && answer.facts, { counselorId: helper, gaps }, "who is not identified, and why")
      )
    const issued = eventsOf(answer).flatMap((event) => (event._tag === "AccessCodeIssued" ? [event.accessCode] : []))
    return same(
      issued.map((code) => code.requestedBy),
      [requestedBy],
      "who asked"
    )
  }
})

/** What a code linked stays with it. @category laws */
export const accountIsKept = make({
  id: "access-code-keeps-its-account",
  sentence:
    "a redeemed code names the account that it linked, also when that is taken off the case or an agent was chosen",
  rules: ["ACC-01", "ACC-06"],
  input: fc.constantFrom("redeemed", "unlinked"),
  holds: (after, rules) => {
    const whole = { live: Sample.accessCode(), matches: true }
    const redeemed = eventsOf(decide(rules, redeem, whole)).reduce<AccessCode>(
      (code, event) => (event._tag === "AccessCodeMoved" ? rules.accessCode.evolve(code, event) : code),
      Sample.accessCode()
    )
    const unlinking: Command = { _tag: "UnlinkAccount", caseId, identityMethod: "document" }
    const linked = Sample.household(0, { account: { _tag: "Linked" } })
    const left =
      after === "redeemed"
        ? redeemed
        : eventsOf(decide(rules, unlinking, { case: linked, redeemed: [redeemed] })).reduce<AccessCode>(
            (code, event) => (event._tag === "AccessCodeMoved" ? rules.accessCode.evolve(code, event) : code),
            redeemed
          )
    return same(
      [left.state, left.redeemedAt, left.redeemedAccountId],
      [after === "redeemed" ? "Redeemed" : "Spent", Sample.now, accountId],
      "what stays with the code"
    )
  }
})

/** A code is redeemed for one case. @category laws */
export const caseIsNamedOnce = make({
  id: "access-code-case-is-named-once",
  sentence:
    "whoever redeems a code names its case once, by the number of the letter or by its identifier, and the one opens it as the other does",
  rules: ["ACC-09", "ACC-11"],
  input: fc.record({ number: fc.boolean(), identifier: fc.boolean(), knows: fc.boolean() }),
  holds: ({ identifier, knows, number }, rules) => {
    const named = {
      ...(number ? { caseNumber: Sample.household().caseNumber } : {}),
      ...(identifier ? { caseId } : {})
    }
    const answer = decide(
      rules,
      { _tag: "RedeemAccessCode", ...named, accountId, fact: { dob: knows ? "1980-05-17" : "1999-01-01" } },
      { live: Sample.accessCode(), matches: true }
    )
    if (number === identifier) return refusedAs(answer, "CaseNotNamed", "ACC-09")
    return answer._tag === "Recorded"
      ? same([knows, answer.refusal.code], [false, "CodeNotAccepted"], "the answer to a wrong fact")
      : same(
          eventsOf(answer).map((event) => ("caseId" in event ? event.caseId : event._tag)),
          knows ? [caseId, caseId] : [],
          "the case of each event"
        )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [helperIsIdentified, accountIsKept, caseIsNamedOnce] as ReadonlyArray<Law>
