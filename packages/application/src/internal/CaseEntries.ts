/**
 * The entries of the catalogue for the case feed.
 *
 * @since 0.1.0
 */
import * as AgentOfRecordChange from "@agencybook/core/AgentOfRecordChange"
import * as AgentOfRecordDigest from "@agencybook/core/AgentOfRecordDigest"
import * as Book from "@agencybook/core/BookOfBusiness"
import * as Case from "@agencybook/core/Case"
import { member, memberOf, memberOfReads, memberReads, read, write } from "@agencybook/core/Facts"
import type { CaseId } from "@agencybook/core/Id"
import * as Schemas from "@agencybook/core/schema/Command"
import { bookReads, entriesIn } from "./BookReads.ts"
import type { Entry } from "./CatalogueEntry.ts"

const cases: Entry<Case.Command> = {
  schema: Schemas.CaseCommand,
  capability: "record-feed",
  target: () => ({}),
  reads: ({ entries }) => [
    write("case", "id", ...entries.map((entry) => entry.case.caseId)),
    read("case", "number", ...entries.map((entry) => entry.case.caseNumber)),
    ...entries.flatMap(({ delegate }) =>
      delegate === undefined ? [] : memberOfReads(delegate.agentId, delegate.agencyId)
    )
  ],
  decide: (command, facts, context) =>
    Case.decide(
      command,
      {
        case: (caseId) => facts.get("case", caseId),
        byNumber: (caseNumber) => facts.find("case", "number", caseNumber)[0],
        member: (agentId, agencyId) => memberOf(facts, agentId, agencyId)
      },
      context
    )
}

const agentOfRecord: Entry<AgentOfRecordChange.Command> = {
  schema: Schemas.AgentOfRecordCommand,
  capability: "change-agent-of-record",
  target: ({ caseId }) => ({ caseId }),
  reads: ({ agentId, caseId }, facts) => [write("case", "id", caseId), ...memberReads(facts, agentId)],
  decide: (command, facts, context) =>
    AgentOfRecordChange.decide(
      command,
      { case: facts.get("case", command.caseId), agent: member(facts, command.agentId) },
      context
    )
}

const digest: Entry<AgentOfRecordDigest.Command> = {
  schema: Schemas.AgentOfRecordDigestCommand,
  capability: "report-agents-of-record",
  target: ({ agencyId }) => ({ agencyId }),
  reads: (command, facts) => [
    write("agency", "id", command.agencyId),
    ...bookReads({ agencyId: command.agencyId })(facts)
  ],
  decide: (command, facts, context) => {
    const { agencyId } = command
    const rows = Book.rows(entriesIn(facts, { agencyId }), context.at, context.policy.timeZone)
    const household = (caseId: CaseId) => facts.get("case", caseId)
    return AgentOfRecordDigest.decide(command, { agency: facts.get("agency", agencyId), rows, household }, context)
  }
}

/** The entries by command name. */
export const entries = {
  ChangeAgentOfRecord: agentOfRecord,
  ReportAgentsOfRecord: digest,
  RecordCases: cases
} as const
