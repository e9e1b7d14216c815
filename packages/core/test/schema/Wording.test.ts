import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { mostSorts } from "../../src/BookPage.ts"
import { calheers } from "../../src/Policy.ts"
import { AgencySite } from "../../src/schema/AgencyAccountCommand.ts"
import * as Book from "../../src/schema/Book.ts"
import * as Commands from "../../src/schema/Command.ts"
import * as Consents from "../../src/schema/ConsentCommand.ts"
import { DiscrepancyCommand } from "../../src/schema/DiscrepancyCommand.ts"
import { ExtranetCommand } from "../../src/schema/ExtranetCommand.ts"
import { DocumentFile } from "../../src/schema/File.ts"
import * as NewAgents from "../../src/schema/NewAgentCommand.ts"
import * as Policies from "../../src/schema/Policy.ts"
import * as Service from "../../src/schema/ServiceCalendar.ts"
import * as SmallBusiness from "../../src/schema/SmallBusiness.ts"
import * as Transfers from "../../src/schema/TransferCommand.ts"
import * as Vocabulary from "../../src/schema/Vocabulary.ts"
import * as Sample from "../fixture/sample.ts"

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
const list = { _tag: "ReturnDiscrepancies", listId: "list-1", agencyId: "agency-1", agentId: "agent-1" }
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
  ["claims at once", DiscrepancyCommand, { ...list, claims: many(501, claim) }, ["expected at most 200 claims"]],
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
    ["expected at most 200 answers"]
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

const verification = { kind: "income", dueOn: "2026-03-03" }
const sort = { by: "county" }
const outage = { from: "2026-03-02T18:00:00.000Z", until: "2026-03-02T19:00:00.000Z" }
const coverage = Sample.coverage()
const feed = (part: object) => ({ _tag: "RecordCases", entries: [{ case: { ...Sample.household(), ...part } }] })
const policy = (part: object) => ({ ...calheers, ...part })
const window = (day: string) =>
  policy({ smallBusiness: { ...calheers.smallBusiness, window: { from: day, through: "12-31" } } })
const extranet = (usernamePrefix: string) => policy({ extranet: { ...calheers.extranet, usernamePrefix } })
const exported = (order: object) => ({ _tag: "RecordExport", exportId: "export-1", acknowledged: true, order })

/** The same of what stands inside commands, and of policies, calendars and books. */
const insides: typeof cases = [
  ["languages", Commands.Profile, { languages: many(31, "en") }, ["expected at most 30 languages"]],
  ["expertise", Commands.Profile, { expertise: many(100, "families") }, ["expected at most", "things"]],
  ["sites", Commands.Profile, { siteIds: many(1_001, "site-1") }, ["expected at most", "sites"]],
  ["a site twice", Commands.Profile, { siteIds: many(2, "site-1") }, ["expected each site once"]],
  [
    "a number of a term",
    Commands.CertificationCommand,
    { _tag: "CertifyAgent", term: { number: "#1" } },
    ["expected a certification number of 1 to 40 printable characters, the first a letter or digit"]
  ],
  [
    "a tax credit above the premium",
    Commands.CaseCommand,
    feed({ coverage: { ...coverage, aptc: coverage.grossPremium + 1 } }),
    ["expected a tax credit that is not above the premium", '["aptc"]']
  ],
  ["members", Commands.CaseCommand, feed({ members: many(31, "Pending") }), ["expected at most 30 members"]],
  [
    "verifications",
    Commands.CaseCommand,
    feed({ verifications: many(301, verification) }),
    ["expected at most 300 verifications"]
  ],
  ["risks", Commands.CaseCommand, feed({ renewalRisks: many(5, "plan-ending") }), ["expected at most 4 risks"]],
  [
    "a year of a case",
    Commands.CaseCommand,
    feed({ application: { year: 1999, state: "Submitted" } }),
    ["expected a year from 2000 to 2199"]
  ],
  ["scopes at once", Consents.Terms, { scopes: many(99, "search-application") }, ["expected at most", "values"]],
  [
    "values of a filter",
    Book.Choice,
    { filter: { _tag: "County", anyOf: many(101, "Yolo") } },
    ["expected at most 100 values"]
  ],
  ["rows of a page", Book.PageRequest, { limit: 0 }, ["expected a whole number from 1 to "]],
  ["steps of an order", Book.Choice, { sort: many(99, sort) }, [`expected at most ${mostSorts} steps`]],
  ["steps twice", Book.Choice, { sort: many(2, sort) }, ["expected each step by something else"]],
  [
    "steps of a cursor",
    Book.PageRequest,
    { after: { steps: many(99, sort), row: "delegation-1" }, limit: 1 },
    [`expected at most ${mostSorts} steps`]
  ],
  [
    "a value of a cursor",
    Book.PageRequest,
    { after: { steps: [{ ...sort, value: "x".repeat(501) }], row: "delegation-1" }, limit: 1 },
    ["sort value"]
  ],
  [
    "a digest",
    Book.ExportCommand,
    { _tag: "CompleteExport", sha256: "a" },
    ["expected 64 hexadecimal digits in small letters"]
  ],
  ["fields", Book.ExportCommand, exported({ privateFields: many(3, "address") }), ["expected at most 2 values"]],
  ["a file", DocumentFile, { bytes: 0 }, ["expected the size of the file in bytes, at most 10 MB"]],
  [
    "a weekday",
    Service.Hours,
    { weekday: 8, opens: "08:00", closes: "17:00" },
    ["expected a weekday, 1 for Monday to 7 for Sunday"]
  ],
  [
    "hours",
    Service.ServiceCalendar,
    { hours: many(51, { weekday: 1, opens: "08:00", closes: "17:00" }) },
    ["expected at most 50 entries of hours"]
  ],
  [
    "holidays",
    Service.ServiceCalendar,
    { holidays: many(1_001, { on: "2026-12-25", name: "Christmas" }) },
    ["expected at most 1,000 holidays"]
  ],
  ["outages", Service.ServiceCalendar, { outages: many(1_001, outage) }, ["expected at most 1,000 outages"]],
  ["employees", SmallBusiness.Employer, { eligible: -1 }, ["expected a number of employees, zero or more"]],
  [
    "carriers",
    SmallBusiness.Employer,
    { taking: many(101, { carrier: "Bay", employees: 1 }) },
    ["expected at most 100 carriers"]
  ],
  ["a knob", Policies.Policy, policy({ requestDays: 366 }), ["expected a whole number from 0 to 365"]],
  ["values of a knob", Policies.Policy, policy({ bookCadence: many(4, "live") }), ["expected at most 3 values"]],
  ...["1-1", "02-00", "02-30", "x01-01", "01-01x", "04-31", "x04-30", "04-30x", "x02-28", "02-28x"].map(
    (day) =>
      [
        `the day ${day}`,
        Policies.Policy,
        window(day),
        ["expected a day of the year as MM-DD; write month and day, for example 11-15"]
      ] as const
  ),
  ...["a-b", "abcdefghi"].map(
    (prefix) =>
      [
        `the prefix ${prefix}`,
        Policies.Policy,
        extranet(prefix),
        ["expected at most 8 letters, digits and underscores; shorten the prefix of usernames"]
      ] as const
  ),
  [
    "cases at once",
    Commands.CaseCommand,
    { _tag: "RecordCases", entries: many(1_001, {}) },
    ["expected at most 1,000 cases at once"]
  ],
  [
    "thousands",
    Vocabulary.atMost(1_234_567, "things", Schema.Array(Schema.String)),
    many(1_234_568, ""),
    ["expected at most 1,234,567 things"]
  ]
]

describe("What is told of a command", () => {
  it.each([...cases, ...insides])("names the bound and the way out: %s", (_, schema, value, words) => {
    const text = told(schema, value)
    for (const one of words) assert.include(text, one)
  })

  it("is not told of what may be sent", () => {
    assert.strictEqual(told(ExtranetCommand, reset("_Ann_01")), "taken")
    assert.strictEqual(told(ExtranetCommand, reset("x".repeat(40))), "taken")
    assert.strictEqual(told(ExtranetCommand, { ...reset("_Ann_01"), with: "password" }), "taken")
    for (const day of ["01-31", "02-01", "02-09", "02-29", "04-30", "11-15", "12-31"])
      assert.strictEqual(told(Policies.Policy, window(day)), "taken", day)
    for (const n of [1, 10_000]) assert.notInclude(told(Transfers.AgencyTransferCommand, counted(n)), "whole number")
  })
})
