import * as AgentChange from "@agencybook/core/AgentChange"
import { calheers, verifications } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import * as Agencybook from "../src/Agencybook.ts"
import * as MemoryStore from "../src/MemoryStore.ts"
import * as NodeSecrets from "../src/NodeSecrets.ts"
import * as Queries from "../src/Queries.ts"
import { Secrets } from "../src/Secrets.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { agent, envelope, exchange, execute, serviceCenter, settled, told } = portal
const policy = {
  ...calheers,
  newAgentVerification: verifications,
  claimBySearch: "any",
  callConsent: "one-call"
} as const
const layer: Layer.Layer<portal.Services> = Agencybook.layer({ policy }).pipe(
  Layer.provideMerge(Layer.fresh(MemoryStore.layer)),
  Layer.provideMerge(NodeSecrets.layer(portal.cost))
)
const story = <A, E>(name: string, effect: Effect.Effect<A, E, portal.Services>) =>
  it.live(name, () => Effect.andThen(settled, effect).pipe(Effect.provide(layer)))

const notices = Effect.gen(function* () {
  const store = yield* Store
  return (yield* store.claim("2026-03-05T00:00:00.000Z" as never, 1_000, 1)).map(({ notice }) => notice)
})
const told13 = Effect.map(notices, (all) =>
  all.flatMap(({ params, template, to }) =>
    to.role === "consumer" ? [`${template} ${params.origin ?? params.reason ?? ""}`.trim()] : []
  )
)
const issue = { _tag: "IssueAgentChangeCode", agentChangeCodeId: "passcode-1", caseId: "case-0", agentId: "agent-3" }
const confirm = {
  _tag: "ConfirmAgentChange",
  delegationId: "changed",
  caseId: "case-0",
  agentId: "agent-3",
  signedBy: "Cora Quint"
}
const proof = { channel: "text", evidence: { type: "message", ref: "text-1", sha256: "ab".repeat(32) } }

describe("New agents through the whole path", () => {
  story(
    "by passcode: only the consumer is sent it, nothing of it is kept, and it gives the case once [DEL-17]",
    Effect.gen(function* () {
      const issued = yield* told(agent(3), issue)
      const again = envelope(agent(3), { ...issue, agentChangeCodeId: "passcode-2" })
      assert.deepInclude(yield* Effect.flip(execute(again)), { code: "PasscodeTooSoon", rule: "DEL-17" })
      assert.notProperty(issued, "reveal")
      const bytes = yield* Effect.flatMap(Secrets, (secrets) => secrets.derive(AgentChange.text.name, "passcode-1"))
      const passcode = AgentChange.text.toText(AgentChange.text.fromBytes(bytes))
      const store = yield* Store
      const everything = JSON.stringify([yield* store.journal(0, 1_000), yield* notices, issued])
      assert.notInclude(everything, passcode)
      assert.notInclude(everything, passcode.replace("-", ""))
      const guess = yield* Effect.flip(execute(envelope(agent(3), confirm, { secret: "0000-0000" })))
      assert.deepInclude(guess, { code: "PasscodeNotAccepted" })
      const other = { ...confirm, agentId: "agent-2" }
      assert.deepInclude(yield* Effect.flip(execute(envelope(agent(2), other, { secret: passcode }))), {
        code: "PasscodeNotAccepted"
      })
      yield* told(agent(3), confirm, { secret: passcode })
      const [found] = yield* store.load([{ kind: "delegation", index: "id", keys: ["changed"], lock: "read" }])
      assert.deepNestedInclude(found, { "record.origin": "otp", "record.state._tag": "Active" })
      assert.deepInclude(yield* Effect.flip(execute(envelope(agent(3), confirm, { secret: passcode }))), {
        code: "PasscodeNotAccepted"
      })
    })
  )

  story(
    "by claim: the consumer is told who and when [DEL-13]",
    Effect.gen(function* () {
      const claim = {
        _tag: "ClaimCase",
        delegationId: "claimed",
        agentId: "agent-2",
        consumer: { name: { first: "Nora", last: "Quint" }, dob: "1981-05-17" },
        identity: { type: "passport", digest: "ab".repeat(32) },
        met: "phone",
        attested: true,
        signedBy: "Cora Quint",
        consent: proof
      }
      assert.deepInclude(yield* Effect.flip(execute(envelope(agent(2), claim))), { code: "NoMatch" })
      const contact = { ...portal.household(7).primaryContact, name: claim.consumer.name, dob: "1981-05-17" }
      const entries = [{ case: { ...portal.household(7), primaryContact: contact } }]
      yield* told(portal.system, { _tag: "RecordCases", entries })
      yield* told(agent(2), claim)
      assert.deepStrictEqual(yield* told13, ["NTC-14"])
    })
  )

  story(
    "by an application that the agent starts: the consumer is told of it, and how to get an account [DEL-04 DEL-14 NOT-02]",
    Effect.gen(function* () {
      const { caseId, caseNumber, members, primaryContact } = portal.household(8)
      const start = {
        _tag: "StartApplication",
        delegationId: "started",
        caseId,
        caseNumber,
        agentId: "agent-1",
        primaryContact: { ...primaryContact, dob: "1991-01-01" },
        members,
        year: 2026,
        signedBy: "Cora Quint",
        consent: proof
      }
      yield* told(agent(1), start)
      const toConsumer = (yield* notices).flatMap(({ params, template, to }) =>
        to.role === "consumer" ? [[template, params.origin, params.caseNumber]] : []
      )
      assert.deepStrictEqual(toConsumer, [["NTC-13", "agent-started", caseNumber]])
      const again = { ...start, caseId: "case-9", caseNumber: "10000009", delegationId: "started-2" }
      assert.deepInclude(yield* Effect.flip(execute(envelope(agent(1), again))), { code: "CaseFound" })
    })
  )

  story(
    "by an application that staff begin for an agent of their agency who may act, and for nobody else [STF-02 STF-06]",
    Effect.gen(function* () {
      const helper = portal.staffOf(1)
      yield* portal.hired(1)
      const { caseId, caseNumber, members, primaryContact } = portal.household(8)
      const start = (agentId: string) => ({
        _tag: "StartApplication",
        ...{ delegationId: "started", caseId, caseNumber, agentId, members, year: 2026, signedBy: "Cora Quint" },
        primaryContact: { ...primaryContact, dob: "1991-01-01" },
        consent: proof
      })
      const refusal = (agentId: string) => Effect.flip(execute(envelope(helper, start(agentId))))
      assert.deepInclude(yield* refusal("agent-3"), { code: "NotPermitted" })
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-2", reason: "under-investigation" })
      assert.deepInclude(yield* refusal("agent-2"), { code: "CaseNotHeld" })
      yield* told(helper, start("agent-1"))
      const store = yield* Store
      const [found] = yield* store.load([{ kind: "delegation", index: "id", keys: ["started"], lock: "read" }])
      assert.deepNestedInclude(found, { "record.delegate.agentId": "agent-1", "record.state._tag": "Active" })
    })
  )

  story(
    "by telephone: the agent before is told, and the consumer of both [DEL-06 NOT-02]",
    Effect.gen(function* () {
      const { licence, name } = portal.profile(2)
      const call = { agent: { name, number: { licence: licence.number } }, contactPresent: true, reference: "call-1" }
      yield* told(serviceCenter, {
        _tag: "DelegateByServiceCenter",
        delegationId: "called",
        caseId: "case-0",
        agentId: "agent-2",
        call: { ...call, signedBy: "Cora Quint" }
      })
      assert.deepStrictEqual(yield* told13, ["NTC-15 replaced", "NTC-13 service-center"])
    })
  )

  story(
    "for one call: both questions say yes on its day and no on the next, until a new call or the consumer says more [DEL-18 CON-01]",
    Effect.gen(function* () {
      const { licence, name } = portal.profile(2)
      const day = 24 * 3_600_000
      const called = (id: string, millis: number) =>
        told(
          serviceCenter,
          {
            ...{ _tag: "DelegateByThreeWayCall", delegationId: id, caseId: "case-0", agentId: "agent-2" },
            call: {
              ...{ agent: { name, number: { licence: licence.number } }, contactPresent: true, reference: id },
              signedBy: "Cora Quint"
            }
          },
          {},
          millis
        )
      const viewer = { actor: agent(2) as never }
      const both = (days: number) =>
        Effect.gen(function* () {
          const may = yield* Queries.may(viewer, "update-application", { caseId: "case-0" as never })
          const submit = yield* Effect.result(Queries.maySubmit(viewer, "case-0" as never, "agent-2" as never))
          return [
            may.value._tag === "Granted" ? "yes" : may.value.code,
            Result.isSuccess(submit) ? "yes" : "code" in submit.failure ? submit.failure.code : submit.failure._tag
          ]
        }).pipe((asked) => portal.at(asked, portal.start + days * day))
      yield* called("call-1", portal.start)
      assert.deepStrictEqual(yield* both(0), ["yes", "ApplicationNotReviewed"])
      assert.deepStrictEqual(yield* both(1), ["NoConsentInForce", "NoConsentInForce"])
      // The delegate stays the delegate: a new call renews the agreement and nothing else.
      const { events } = yield* called("call-2", portal.start + 2 * day)
      assert.deepStrictEqual(
        events.map(({ _tag }) => _tag),
        ["ConsentDrafted", "ConsentMoved"]
      )
      assert.deepStrictEqual(yield* both(2), ["yes", "ApplicationNotReviewed"])
      assert.deepStrictEqual(yield* both(3), ["NoConsentInForce", "NoConsentInForce"])
      // What was taken over with the books rests on no consent, and is worked on.
      const moved = Queries.may({ actor: agent(1) as never }, "update-application", { caseId: "case-1" as never })
      assert.strictEqual((yield* portal.at(moved, portal.start + 3 * day)).value._tag, "Granted")
    })
  )

  story(
    "remind of requests that wait, and tell the consumer whose request moves to a colleague [DEL-23 TRF-12]",
    Effect.gen(function* () {
      yield* told(portal.consumer(2), {
        _tag: "RequestDelegation",
        delegationId: "asked",
        caseId: "case-2",
        agentId: "agent-1",
        signedBy: "Cora Quint"
      })
      const day = portal.start + 3 * 24 * 3_600_000
      const remind = { _tag: "RemindRequests", on: "2026-03-06" }
      assert.lengthOf((yield* told(portal.system, remind, {}, day)).events, 1)
      assert.lengthOf((yield* told(portal.system, remind, {}, day)).events, 0)
      yield* told(agent(0), {
        _tag: "TransferBook",
        transferId: "transfer-1",
        agencyId: "agency-0",
        fromAgentId: "agent-1",
        toAgentId: "agent-2",
        only: ["asked"],
        reason: "leave"
      })
      const all = yield* notices
      assert.lengthOf(
        all.filter(({ params, template }) => template === "NTC-12" && params.reminder === 1),
        2
      )
      assert.deepInclude(all.find(({ template, to }) => template === "NTC-16" && to.role === "consumer")?.params, {
        state: "Requested"
      })
    })
  )
})
