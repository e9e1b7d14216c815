/**
 * The entries of the catalogue for lists of consumers whom agents miss in their books.
 *
 * @since 0.1.0
 */
import type { CaseNumber } from "@agencybook/core/Case"
import * as DiscrepancyList from "@agencybook/core/DiscrepancyList"
import { type Facts, read, type Selection, write } from "@agencybook/core/Facts"
import * as Schemas from "@agencybook/core/schema/DiscrepancyCommand"
import type { Entry } from "./CatalogueEntry.ts"

const numbersIn = (command: DiscrepancyList.Command): ReadonlyArray<CaseNumber> =>
  command._tag === "ReturnDiscrepancies"
    ? command.claims.flatMap(({ caseNumber }) => caseNumber ?? [])
    : command.answers.flatMap((one) => (one.finding === "upheld" ? [one.caseNumber] : []))

/** The cases that a command names, and who has them, where the book is asked. */
const casesReads = (command: DiscrepancyList.Command, facts: Facts): ReadonlyArray<Selection> => {
  const numbers = numbersIn(command)
  const cases = numbers.flatMap((number) => facts.find("case", "number", number))
  return [
    read("case", "number", ...numbers),
    ...(command._tag === "ReturnDiscrepancies"
      ? [read("delegation", "case", ...cases.map(({ caseId }) => caseId))]
      : [])
  ]
}

const discrepancyList: Entry<DiscrepancyList.Command> = {
  schema: Schemas.DiscrepancyCommand,
  capability: ({ _tag }) => (_tag === "ReturnDiscrepancies" ? "return-discrepancies" : "answer-discrepancies"),
  target: (command, facts) => {
    const about = command._tag === "ReturnDiscrepancies" ? command : facts.get("discrepancyList", command.listId)
    return about === undefined ? {} : { agencyId: about.agencyId, agentId: about.agentId }
  },
  reads: (command, facts) => [write("discrepancyList", "id", command.listId), ...casesReads(command, facts)],
  decide: (command, facts, context) =>
    DiscrepancyList.decide(
      command,
      {
        list: facts.get("discrepancyList", command.listId),
        byNumber: (number) => facts.find("case", "number", number)[0],
        open: (caseId) => facts.find("delegation", "case", caseId)
      },
      context
    )
}

/** The entries by command name. */
export const entries = {
  ReturnDiscrepancies: discrepancyList,
  AnswerDiscrepancies: discrepancyList
} as const
