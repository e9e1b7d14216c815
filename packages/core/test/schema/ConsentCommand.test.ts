import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as Commands from "../../src/schema/ConsentCommand.ts"
import * as Sample from "../fixture/sample.ts"

const strict = { errors: "all", onExcessProperty: "error" } as const
const sha256 = "ab".repeat(32)
const terms = {
  ...Sample.consentTerms(),
  expiresOn: "2027-03-03",
  representativeName: { first: "Dora", last: "Ali" },
  channel: "recorded-call",
  evidence: { type: "recording", ref: "call-1", sha256 },
  spoken: { agentName: { first: "Ann", last: "Reyes" }, agentNpn: "1000000", help: "compare plans" }
}
const evidence = { type: "portal-record", ref: "command-1" }

/** One example of every command, as it comes over the wire. */
const examples: ReadonlyArray<readonly [Schema.Codec<unknown, unknown>, Record<string, unknown>]> = [
  [
    Commands.ConsentCommand,
    { _tag: "GrantConsent", consentId: "consent-1", caseId: "case-1", terms, signedBy: "Cora Quint" }
  ],
  [
    Commands.ConsentCommand,
    {
      ...{ _tag: "GrantConsent", consentId: "consent-2", caseId: "case-1", signedBy: "Cora Quint" },
      terms: {
        ...terms,
        grantee: { _tag: "Counselor", counselorId: "counselor-1" },
        spoken: { counselorName: { first: "Cleo", last: "Nash" }, counselorId: "counselor-1", help: "compare plans" }
      }
    }
  ],
  [Commands.ConsentCommand, { _tag: "ExpireConsents", before: "2026-03-03" }],
  [Commands.RescissionCommand, { _tag: "RescindConsent", consentId: "command-1~0" }],
  [
    Commands.ApplicationReviewCommand,
    {
      _tag: "ReviewApplication",
      reviewId: "review-1",
      caseId: "case-1",
      agentId: "agent-1",
      reviewedBy: "Cora Quint",
      explained: true,
      channel: "text",
      evidence
    }
  ]
]
const decode = (schema: Schema.Codec<unknown, unknown>, value: unknown) =>
  Schema.decodeUnknownResult(schema)(value, strict)

describe("Schemas of consents", () => {
  it.each(examples.map(([schema, example]) => [example._tag, schema, example] as const))(
    "%s is read as it is, with no field too many and none too few",
    (_, schema, example) => {
      const decoded = decode(schema, JSON.parse(JSON.stringify(example)))
      assert.deepStrictEqual(decoded._tag === "Success" ? decoded.success : decoded.failure.message, example)
      assert.strictEqual(decode(schema, { ...example, surprise: 1 })._tag, "Failure")
      for (const field of Object.keys(example)) {
        const { [field]: _gone, ...rest } = example
        assert.strictEqual(decode(schema, rest)._tag, "Failure", field)
      }
    }
  )

  it("takes no scope twice, no unknown scope, and no identifier that only the portal derives", () => {
    const [[schema, grant] = assert.fail()] = examples
    for (const scopes of [["search-application", "search-application"], ["everything"]])
      assert.strictEqual(decode(schema, { ...grant, terms: { ...terms, scopes } })._tag, "Failure")
    assert.strictEqual(decode(schema, { ...grant, consentId: "a~0" })._tag, "Failure")
  })

  it("takes what was said in a call of an agent or of a counselor, and not of both [CON-04]", () => {
    const agent = { agentName: { first: "Ann", last: "Reyes" }, agentNpn: "1000000" }
    const counselor = { counselorName: { first: "Cleo", last: "Nash" }, counselorId: "counselor-1" }
    const said = (value: object) => decode(Commands.Spoken, { ...value, help: "compare plans" })._tag
    assert.deepStrictEqual([said(agent), said(counselor)], ["Success", "Success"])
    for (const value of [
      {},
      { ...agent, ...counselor },
      { ...agent, agentName: counselor.counselorName, agentNpn: "" }
    ])
      assert.strictEqual(said(value), "Failure")
  })

  it("reads a digest in capitals, and nothing shorter", () => {
    const read = (text: string) => Schema.decodeUnknownResult(Commands.Sha256)(text)
    const long = read(sha256.toUpperCase())
    assert.strictEqual(long._tag === "Success" && long.success, sha256)
    assert.strictEqual(read(sha256.slice(1))._tag, "Failure")
  })

  it("takes a proof kept elsewhere only with its digest", () => {
    const proof = (value: unknown) => decode(Commands.Evidence, value)._tag
    assert.strictEqual(proof({ type: "document", ref: "form-1", sha256 }), "Success")
    assert.strictEqual(proof({ type: "document", ref: "form-1" }), "Failure")
    assert.strictEqual(proof(evidence), "Success")
  })
})
