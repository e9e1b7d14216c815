/**
 * The entries of the catalogue for access codes.
 *
 * @since 0.1.0
 */
import * as AccessCode from "@agencybook/core/AccessCode"
import { counselorOf, counselorReads, type Facts, read, write } from "@agencybook/core/Facts"
import type { CaseId, UserId } from "@agencybook/core/Id"
import * as Schemas from "@agencybook/core/schema/Command"
import { defined, type Entry } from "./CatalogueEntry.ts"

/** The case that a command names, by its number where a letter is all that somebody holds. */
const caseOf = (command: AccessCode.Command, facts: Facts): CaseId | undefined =>
  command.caseId ??
  (command._tag === "RedeemAccessCode" && command.caseNumber !== undefined
    ? facts.find("case", "number", command.caseNumber)[0]?.caseId
    : undefined)

/** The counselor who asks for a code. @rule ACC-02 */
const askedBy = (command: AccessCode.Command): UserId | undefined =>
  command._tag === "IssueAccessCode" && command.requestedBy._tag === "Cec" ? command.requestedBy.counselorId : undefined

const accessCode: Entry<AccessCode.Command> = {
  schema: Schemas.AccessCodeCommand,
  capability: ({ _tag }) => {
    switch (_tag) {
      case "IssueAccessCode":
        return "issue-access-code"
      case "RedeemAccessCode":
        return "redeem-access-code"
      case "RevokeAccessCode":
      case "UnlinkAccount":
        return "revoke-access"
    }
  },
  // A number that nobody has is about no case: whoever redeems for the own case alone is not permitted, and anybody else
  // hears what everybody hears.
  target: (command, facts) => {
    const caseId = caseOf(command, facts)
    return caseId === undefined ? {} : { caseId }
  },
  reads: (command, facts) => [
    ...(command._tag === "RedeemAccessCode" && command.caseNumber !== undefined
      ? [read("case", "number", command.caseNumber)]
      : []),
    ...defined(caseOf(command, facts)).flatMap((caseId) => [
      write("case", "id", caseId),
      write("accessCode", "live", caseId)
    ]),
    ...(command._tag === "UnlinkAccount" ? [write("accessCode", "redeemed", command.caseId)] : []),
    ...(command._tag === "IssueAccessCode" ? [read("accessCode", "id", command.accessCodeId)] : []),
    ...defined(askedBy(command)).flatMap((counselorId) => counselorReads(facts, counselorId))
  ],
  decide: (command, facts, context, sealed) => {
    const caseId = caseOf(command, facts)
    const counselorId = askedBy(command)
    return AccessCode.decide(
      command,
      {
        case: caseId && facts.get("case", caseId),
        live: caseId && facts.find("accessCode", "live", caseId)[0],
        redeemed: command._tag === "UnlinkAccount" ? facts.find("accessCode", "redeemed", command.caseId) : [],
        same: command._tag === "IssueAccessCode" ? facts.get("accessCode", command.accessCodeId) : undefined,
        counselor: counselorId && counselorOf(facts, counselorId),
        ...sealed
      },
      context
    )
  }
}

/** The entries by command name. */
export const entries = {
  IssueAccessCode: { ...accessCode, secretWork: { _tag: "Make", text: AccessCode.text } },
  RevokeAccessCode: accessCode,
  UnlinkAccount: accessCode,
  RedeemAccessCode: {
    ...accessCode,
    secretWork: {
      _tag: "Check",
      kept: "sealed",
      text: () => AccessCode.text,
      held: (command, facts) => {
        const caseId = caseOf(command, facts)
        const live = caseId && facts.find("accessCode", "live", caseId)[0]
        return live && { id: live.accessCodeId, digest: live.digest }
      }
    }
  }
} satisfies Record<string, Entry<AccessCode.Command>>
