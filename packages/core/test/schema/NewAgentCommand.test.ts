import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as Commands from "../../src/schema/NewAgentCommand.ts"
import * as Sample from "../fixture/sample.ts"

const strict = { errors: "all", onExcessProperty: "error" } as const
const named = { delegationId: "delegation-1", caseId: "case-1", agentId: "agent-1" }
const name = { first: "Ann", last: "Reyes" }
const call = {
  agent: { name, number: { licence: "1H10001" } },
  contactPresent: true,
  reference: "call-1",
  signedBy: "Cora Quint"
}
const consent = { channel: "text", evidence: { type: "message", ref: "text-1", sha256: "ab".repeat(32) } }
const { caseNumber, members, primaryContact } = Sample.household()

/** One example of every command, as it comes over the wire. */
const examples: ReadonlyArray<readonly [Schema.Codec<unknown, unknown>, Record<string, unknown>]> = [
  [Commands.NewAgentCommand, { _tag: "DelegateByServiceCenter", ...named, call }],
  [Commands.NewAgentCommand, { _tag: "DelegateByThreeWayCall", ...named, call, until: "2027-03-03" }],
  [Commands.NewAgentCommand, { _tag: "DelegateByAccessCode", ...named, signedBy: "Cora Quint" }],
  [
    Commands.ClaimCommand,
    {
      _tag: "ClaimCase",
      delegationId: "delegation-1",
      agentId: "agent-1",
      consumer: { name, dob: "1980-05-17", zip: "95814" },
      identity: { type: "passport", digest: "ab".repeat(32) },
      met: "phone",
      attested: true,
      signedBy: "Cora Quint",
      consent
    }
  ],
  [
    Commands.AgentChangeCommand,
    { _tag: "IssueAgentChangeCode", agentChangeCodeId: "passcode-1", caseId: "case-1", agentId: "agent-1" }
  ],
  [Commands.AgentChangeCommand, { _tag: "ConfirmAgentChange", ...named, signedBy: "Cora Quint" }],
  [
    Commands.AgentStartCommand,
    {
      _tag: "StartApplication",
      ...named,
      caseNumber,
      primaryContact,
      members,
      year: 2026,
      signedBy: "Cora Quint",
      consent
    }
  ],
  [Commands.RequestReminderCommand, { _tag: "RemindRequests", on: "2026-03-03" }]
]

describe("Schemas of the ways to a new agent", () => {
  it.each(examples.map(([schema, example]) => [example._tag, schema, example] as const))(
    "%s is read as it is, with no field too many and none too few",
    (_, schema, example) => {
      const decode = (value: unknown) => Schema.decodeUnknownResult(schema)(value, strict)
      const decoded = decode(JSON.parse(JSON.stringify(example)))
      assert.deepStrictEqual(decoded._tag === "Success" ? decoded.success : decoded.failure.message, example)
      assert.strictEqual(decode({ ...example, surprise: 1 })._tag, "Failure")
      for (const field of Object.keys(example)) {
        const { [field]: _gone, ...rest } = example
        assert.strictEqual(decode(rest)._tag, field === "until" ? "Success" : "Failure", field)
      }
    }
  )
})
