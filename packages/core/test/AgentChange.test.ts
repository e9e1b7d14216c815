import { assert, describe, it } from "@effect/vitest"
import * as AgentChange from "../src/AgentChange.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Id from "../src/Id.ts"
import { georgia } from "../src/PolicyPreset.ts"
import * as Sample from "./fixture/sample.ts"

const [caseId, agentId] = [Sample.caseId(), Sample.agentId(1)]
const code: AgentChange.AgentChangeCode = {
  agentChangeCodeId: Id.make("passcode-1"),
  caseId,
  agentId,
  agencyId: Sample.agencyId(),
  issuedAt: Sample.now,
  expiresAt: Dates.plusMillis(Sample.now, 600_000),
  wrongTries: 0,
  state: "Issued"
}
const decide = (
  command: AgentChange.Command,
  over: Partial<AgentChange.Facts> = {},
  at = Sample.now,
  policy = georgia
) =>
  AgentChange.decide(
    command,
    {
      case: Sample.household(),
      same: undefined,
      open: [],
      consents: [],
      delegate: Sample.member(1),
      live: undefined,
      ...over
    },
    Sample.context({ at, policy, actor: Sample.asAgent(1) })
  )
const issue: AgentChange.Command = {
  _tag: "IssueAgentChangeCode",
  agentChangeCodeId: code.agentChangeCodeId,
  caseId,
  agentId
}
const confirm: AgentChange.Command = {
  _tag: "ConfirmAgentChange",
  delegationId: Sample.delegationId(9),
  caseId,
  agentId,
  signedBy: "Cora Quint"
}

describe("AgentChange", () => {
  it("sends a passcode that lives for ten minutes, bound to case and agent [DEL-17]", () => {
    assert.deepStrictEqual(decide(issue), { _tag: "Accepted", events: [{ _tag: "AgentChangeCodeIssued", code }] })
  })

  it("is derived under a name of its own, and says how it is written", () => {
    assert.strictEqual(AgentChange.text.name, "agent-change-passcode")
    assert.strictEqual(AgentChange.text.format.expected, "a passcode of eight letters and digits such as XXXX-XXXX")
  })

  it("is sent for nobody where the case is not there, or nobody is in it", () => {
    const none = [undefined, Sample.household(0, { members: [] })]
    for (const value of none) assert.deepInclude(decide(issue, { case: value }), { code: "UnknownCase" })
  })

  it("sends none where the exchange does not accept it, and none by letter", () => {
    const { policy } = Sample.context()
    assert.deepInclude(decide(issue, {}, Sample.now, policy), { code: "WayNotAccepted", rule: "DEL-15" })
    const { email: _, ...contact } = Sample.household().primaryContact
    assert.deepInclude(decide(issue, { case: Sample.household(0, { primaryContact: contact }) }), {
      code: "ConsumerNotReachable"
    })
  })

  it("sends another one a minute later, and five on a day of the exchange [DEL-17]", () => {
    const sent = [code]
    const after = (millis: number, of = sent) => decide(issue, { sent: of }, Dates.plusMillis(code.issuedAt, millis))
    assert.deepInclude(after(59_999), { code: "PasscodeTooSoon", rule: "DEL-17" })
    assert.include((after(59_999) as { readonly message: string }).message, Dates.plusMillis(code.issuedAt, 60_000))
    assert.deepInclude(after(60_000), { _tag: "Accepted" })
    const five = Array.from({ length: 5 }, () => ({ ...code, state: "Locked" as const }))
    assert.deepInclude(after(3_600_000, five), { code: "TooManyPasscodes" })
    assert.deepInclude(after(24 * 3_600_000, five), { _tag: "Accepted" })
  })

  it("gives the case for the right passcode, to the last millisecond", () => {
    const at = Dates.plusMillis(code.expiresAt, -1)
    assert.deepNestedInclude(decide(confirm, { live: code, matches: true }, at), {
      "events[0].to": "Confirmed",
      "events[1].delegation.origin": "otp",
      "events[1].delegation.verification.reference": "passcode-1"
    })
    assert.deepInclude(decide(confirm, { live: code, matches: true }, code.expiresAt), { code: "PasscodeNotAccepted" })
  })

  it("counts wrong tries and dies of the last", () => {
    const guess = (wrongTries: number) => decide(confirm, { live: { ...code, wrongTries }, matches: false })
    assert.deepNestedInclude(guess(0), { _tag: "Recorded", "events[0].to": "Issued", "events[0].wrongTries": 1 })
    assert.deepNestedInclude(guess(4), { _tag: "Recorded", "events[0].to": "Locked", "events[0].trigger": "lock" })
  })

  it("reads a passcode as people type it", () => {
    const passcode = AgentChange.text.fromBytes(new Uint8Array(7).fill(9))
    const shown = AgentChange.text.toText(passcode)
    assert.match(shown, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    assert.strictEqual(AgentChange.text.format.read(shown.toLowerCase()), passcode)
  })
})
