/**
 * Laws of how access codes end: by time, and for good.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/AccessCode"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import { all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const caseId = Sample.caseId()

/** A code lives up to its last millisecond. @category laws */
export const livesForItsTime = make({
  id: "access-code-lives-for-its-time",
  sentence:
    "a code can be redeemed up to the last millisecond of its time, and in no state but issued; from then on one that was not used has expired, and every other one stays as it is",
  rules: ["ACC-10"],
  input: fc.record({
    offset: fc.constantFrom(-3_600_000, -1, 0, 1),
    state: fc.constantFrom(
      ...(["Issued", "Issued", "Redeemed", "Spent", "Expired", "Superseded", "Revoked", "Locked"] as const)
    )
  }),
  holds: ({ offset, state }, rules) => {
    const code = Sample.accessCode(0, { state })
    const at = Dates.plusMillis(code.expiresAt, offset)
    const over = state === "Issued" && offset >= 0
    return all(
      same(rules.accessCode.isLive(code, at), state === "Issued" && offset < 0, "alive"),
      same(rules.accessCode.stateAt(code, at), over ? "Expired" : state === "Spent" ? "Redeemed" : state, "the state")
    )
  }
})

/** Only a code that waits moves. @category laws */
export const nothingAfterTheEnd = make({
  id: "access-code-nothing-after-the-end",
  sentence:
    "a code that is redeemed, expired, superseded, revoked or locked is not revoked, and makes no room for another code; one whose time is over counts as expired, whether or not that was recorded",
  rules: ["ACC-08", "ACC-09", "ACC-10"],
  input: fc.record({
    state: fc.constantFrom(
      ...(["Issued", "Issued", "Redeemed", "Spent", "Expired", "Superseded", "Revoked", "Locked"] as const)
    ),
    offset: fc.constantFrom(-1, 0, 1),
    command: fc.constantFrom<Command>(
      {
        _tag: "IssueAccessCode",
        accessCodeId: Id.make("code-9"),
        caseId,
        channel: "phone",
        requestedBy: { _tag: "Consumer" },
        identityMethod: "document"
      },
      { _tag: "RevokeAccessCode", caseId }
    )
  }),
  holds: ({ command, offset, state }, rules) => {
    const live = Sample.accessCode(0, { state })
    const at = Dates.plusMillis(live.expiresAt, offset)
    const answer = rules.accessCode.decide(
      command,
      { case: Sample.household(), live, digest: "digest-9" },
      Sample.context({ actor: Sample.serviceCenter, at })
    )
    const over = offset >= 0
    if (state !== "Issued" || (command._tag === "RevokeAccessCode" && over))
      return all(
        refusedAs(answer, "NotAllowedFrom", "ACC-09"),
        same(
          answer._tag === "Refused" && [answer.facts.machine, answer.facts.trigger],
          ["access code", command._tag === "RevokeAccessCode" ? "revoke" : over ? "expire" : "supersede"],
          "the step that is refused"
        )
      )
    const [moved] = eventsOf(answer)
    const to = command._tag === "RevokeAccessCode" ? "Revoked" : over ? "Expired" : "Superseded"
    return same(moved?._tag === "AccessCodeMoved" && moved.to, to, "what becomes of it")
  }
})

/** The laws of this module. @category laws */
export const laws = [livesForItsTime, nothingAfterTheEnd] as ReadonlyArray<Law>
