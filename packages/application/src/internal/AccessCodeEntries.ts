/**
 * The entries of the catalogue for access codes.
 *
 * @since 0.1.0
 */
import * as AccessCode from "@agencybook/core/AccessCode"
import { read, write } from "@agencybook/core/Facts"
import * as Schemas from "@agencybook/core/schema/Command"
import type { Entry } from "./CatalogueEntry.ts"

const accessCode: Entry<AccessCode.Command> = {
  schema: Schemas.AccessCodeCommand,
  capability: ({ _tag }) => (_tag === "IssueAccessCode" ? "issue-access-code" : "redeem-access-code"),
  target: ({ caseId }) => ({ caseId }),
  reads: (command) => [
    write("case", "id", command.caseId),
    write("accessCode", "live", command.caseId),
    ...(command._tag === "IssueAccessCode" ? [read("accessCode", "id", command.accessCodeId)] : [])
  ],
  decide: (command, facts, context, sealed) =>
    AccessCode.decide(
      command,
      {
        case: facts.get("case", command.caseId),
        live: facts.find("accessCode", "live", command.caseId)[0],
        same: command._tag === "IssueAccessCode" ? facts.get("accessCode", command.accessCodeId) : undefined,
        ...sealed
      },
      context
    )
}

/** The entries by command name. */
export const entries = {
  IssueAccessCode: { ...accessCode, secretWork: { _tag: "Make", text: AccessCode.text } },
  RedeemAccessCode: {
    ...accessCode,
    secretWork: {
      _tag: "Check",
      kept: "sealed",
      text: () => AccessCode.text,
      held: ({ caseId }, facts) => {
        const live = facts.find("accessCode", "live", caseId)[0]
        return live && { id: live.accessCodeId, digest: live.digest }
      }
    }
  }
} satisfies Record<string, Entry<AccessCode.Command>>
