import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { AgencySite } from "../../src/schema/AgencyAccountCommand.ts"
import * as Consents from "../../src/schema/ConsentCommand.ts"
import { DiscrepancyCommand } from "../../src/schema/DiscrepancyCommand.ts"
import { ExtranetCommand } from "../../src/schema/ExtranetCommand.ts"
import * as NewAgents from "../../src/schema/NewAgentCommand.ts"
import * as Transfers from "../../src/schema/TransferCommand.ts"

// What is told of a value that nobody may send: a table of the laws says that it is refused, and here stands in which words.

const told = (schema: Schema.Codec<unknown, unknown>, value: unknown): string => {
  const decoded = Schema.decodeUnknownResult(schema)(value, { errors: "all" })
  return decoded._tag === "Failure" ? decoded.failure.message : "taken"
}

const many = (count: number, value: unknown) => Array(count).fill(value)
const hours = { day: "Monday", from: "08:00", to: "17:00" }
const counted = (cases: number) => ({
  _tag: "SubmitTransfer",
  stated: { fromNpn: "1000000", toNpn: "1000001", cases }
})
const list = { _tag: "ReturnDiscrepancies", agencyId: "agency-1" }
const answers = { _tag: "AnswerDiscrepancies", listId: "list-1" }
const claim = { kind: "not-my-client", caseNumber: "1234567890" }
const reset = (username: string) => ({ _tag: "UseExtranetReset", username, with: "link" })

const cases: ReadonlyArray<readonly [string, Schema.Codec<unknown, unknown>, unknown, ReadonlyArray<string>]> = [
  ["hours of a site", AgencySite, { hours: many(51, hours) }, ["expected at most 50 entries of hours"]],
  ["scopes twice", Consents.Terms, { scopes: many(2, "search-application") }, ["expected each value once at most"]],
  [
    "consents at once",
    Consents.ConsentCommand,
    { _tag: "ExpireConsents", before: "2026-03-03", only: many(1_001, "consent-1") },
    ["expected at most 1,000 consents"]
  ],
  ["claims at once", DiscrepancyCommand, { ...list, claims: many(501, claim) }, ["expected at most", "claims"]],
  [
    "a claim before the first",
    DiscrepancyCommand,
    { ...answers, answers: [{ claim: 0, finding: "upheld" }] },
    ["expected the number of a claim, from 1"]
  ],
  [
    "answers at once",
    DiscrepancyCommand,
    { ...answers, answers: many(501, { claim: 1, finding: "upheld", caseNumber: "1234567890" }) },
    ["expected at most", "answers"]
  ],
  ...["a b", "", "x".repeat(41), "a-", "-a"].map(
    (username) =>
      [
        `the user name \`${username}\``,
        ExtranetCommand,
        reset(username),
        ["expected a user name of letters, digits and underscores", "type the user name as the message about it has it"]
      ] as const
  ),
  ["a year long ago", NewAgents.AgentStartCommand, { year: 1999 }, ["expected a year from 2000 to 2199"]],
  [
    "requests at once",
    NewAgents.RequestReminderCommand,
    { _tag: "RemindRequests", on: "2026-03-03", only: many(1_001, "delegation-1") },
    ["expected at most 1,000 requests"]
  ],
  [
    "delegations at once",
    Transfers.TransferCommand,
    { only: many(10_001, "delegation-1") },
    ["expected at most 10,000 delegations"]
  ],
  ...[0, 10_001, 1.5].map(
    (n) =>
      [
        `${n} cases`,
        Transfers.AgencyTransferCommand,
        counted(n),
        [n === 1.5 ? "integer" : "expected a whole number from 1 to 10,000"]
      ] as const
  )
]

describe("What is told of a command", () => {
  it.each(cases)("names the bound and the way out: %s", (_, schema, value, words) => {
    const text = told(schema, value)
    for (const one of words) assert.include(text, one)
  })

  it("is not told of what may be sent", () => {
    assert.strictEqual(told(ExtranetCommand, reset("_Ann_01")), "taken")
    assert.strictEqual(told(ExtranetCommand, reset("x".repeat(40))), "taken")
    for (const n of [1, 10_000]) assert.notInclude(told(Transfers.AgencyTransferCommand, counted(n)), "whole number")
  })
})
