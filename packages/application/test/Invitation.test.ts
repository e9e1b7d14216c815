import * as Invitation from "@agencybook/core/Invitation"
import { assert, describe } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { Secrets } from "../src/Secrets.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { agent, envelope, exchange, execute, left, story, told } = portal

const applicant = (n = 1) => ({ _tag: "Applicant", userId: `user-${n}` })
const issue = (n: number, over: object = {}) => ({
  _tag: "IssueInvitation",
  invitationId: `invitation-${n}`,
  kind: "delegation-code",
  agentId: "agent-1",
  agencyId: "agency-0",
  ...over
})
const claim = (over: object = {}) => ({
  _tag: "ClaimInvitation",
  kind: "delegation-code",
  userId: "user-1",
  licence: "1H10001",
  name: { first: "Ann", last: "Reyesb" },
  ...over
})
const attempt = (command: object, secret: string, actor: object = applicant(), millis?: number) =>
  Effect.map(Effect.result(execute(envelope(actor, command, { secret }), millis)), (done) =>
    Result.isSuccess(done) ? "claimed" : done.failure._tag === "Refused" ? done.failure.code : done.failure._tag
  )
const issued = (n = 1) => Effect.map(told(agent(0), issue(n)), ({ reveal }) => reveal ?? assert.fail("no code"))
const notices = Effect.gen(function* () {
  const store = yield* Store
  return (yield* store.claim("2031-01-01T00:00:00.000Z" as never, 1_000, 1)).map(({ notice }) => notice)
})

describe("Invitations through the whole path", () => {
  story(
    "reveals a delegation code to the manager once, stores nothing of it, and binds the user with it once [INV-01 INV-03]",
    Effect.gen(function* () {
      const one = envelope(agent(0), issue(1))
      const { reveal = "" } = yield* execute(one)
      assert.match(reveal, /^D[0-9A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
      assert.notProperty(yield* execute(one), "reveal")
      const store = yield* Store
      const everything = JSON.stringify([yield* store.journal(0, 1_000), yield* notices])
      for (const secret of [reveal, reveal.replaceAll("-", "")]) assert.notInclude(everything, secret)
      assert.strictEqual(yield* attempt(claim(), reveal.toLowerCase()), "claimed")
      assert.strictEqual(yield* attempt(claim(), reveal), "InvitationNotAccepted")
      assert.deepInclude(yield* Effect.flip(execute(envelope(agent(0), issue(2)))), { code: "AccountClaimed" })
    })
  )

  story(
    "shows a code to nobody but the manager of the agency",
    Effect.gen(function* () {
      for (const actor of [exchange, agent(1), agent(3), portal.serviceCenter])
        assert.deepInclude(yield* Effect.flip(execute(envelope(actor, issue(1)))), { code: "NotPermitted" })
      const link = yield* told(exchange, issue(1, { kind: "activation-link" }))
      assert.notProperty(link, "reveal")
    })
  )

  story(
    "mails a link that works for its time, and dies with the one that replaces it [INV-02]",
    Effect.gen(function* () {
      const secrets = yield* Secrets
      const token = (id: string) =>
        Effect.map(
          secrets.derive("activation-link", Invitation.secretId("activation-link", id, "agent1@login.example")),
          (bytes) => Invitation.linkText.fromBytes(bytes) as string
        )
      yield* told(agent(0), issue(1, { kind: "activation-link" }))
      yield* told(agent(0), issue(2, { kind: "activation-link" }))
      const mails = (yield* notices).filter(({ template }) => template === "NTC-11")
      assert.deepStrictEqual(
        mails.map(({ params, secure, to }) => [params.invitationId, secure, to.email]),
        ["invitation-1", "invitation-2"].map((id) => [id, true, "agent1@login.example"])
      )
      const asked = claim({ kind: "activation-link" })
      assert.strictEqual(yield* attempt(asked, yield* token("invitation-1")), "InvitationNotAccepted")
      const end = portal.start + 720 * 3_600_000
      assert.strictEqual(yield* attempt(asked, yield* token("invitation-2"), applicant(), end - 1), "claimed")
    })
  )

  story(
    "opens nothing any more when the agent has left the agency, and the person can be invited anew after coming back [INV-03]",
    Effect.gen(function* () {
      const { licence, name } = portal.profile(2)
      const mine = claim({ licence: licence.number, name })
      const invited = (n: number) =>
        Effect.map(told(agent(0), issue(n, { agentId: "agent-2" })), ({ reveal }) => reveal ?? assert.fail("no code"))
      const set = (_tag: string, more: object = {}) =>
        told(agent(0), { _tag, agencyId: "agency-0", agentId: "agent-2", ...more })
      const code = yield* invited(1)
      yield* set("SetAgentInactive", { reason: "leave" })
      assert.strictEqual(yield* attempt(mine, code), "InvitationNotAccepted")
      yield* set("SetAgentActive")
      assert.strictEqual(yield* attempt(mine, code), "InvitationNotAccepted")
      assert.strictEqual(yield* attempt(mine, yield* invited(2)), "claimed")
    })
  )

  story(
    "dies of the fifth wrong try, and takes a wrong name for one [INV-03]",
    Effect.gen(function* () {
      const code = yield* issued()
      const guess = Invitation.codeText.fromBytes(new Uint8Array(10))
      assert.strictEqual(yield* attempt(claim(), "DXXX-XXXX-XXXX"), "CommandMalformed")
      for (let n = 0; n < 4; n++) assert.strictEqual(yield* attempt(claim(), guess), "InvitationNotAccepted")
      const other = claim({ name: { first: "Ann", last: "Other" } })
      assert.strictEqual(yield* attempt(other, code), "InvitationNotAccepted")
      const before = yield* left
      assert.deepInclude(before.last?.event, { trigger: "lock", to: "Revoked", wrongTries: 5 })
      assert.strictEqual(yield* attempt(claim(), code), "InvitationNotAccepted")
      assert.deepStrictEqual(yield* left, before)
    })
  )

  story(
    "binds one user to one agent, and lets one of 32 parallel claims through [E6]",
    Effect.gen(function* () {
      const code = yield* issued()
      const answers = yield* Effect.all(
        Array.from({ length: 32 }, (_, n) => attempt(claim({ userId: `user-${n}` }), code, applicant(n))),
        { concurrency: "unbounded" }
      )
      assert.strictEqual(answers.filter((answer) => answer === "claimed").length, 1)
      const winner = answers.indexOf("claimed")
      const { reveal = "" } = yield* told(agent(0), issue(2, { agentId: "agent-2" }))
      const second = { userId: `user-${winner}`, licence: "1H10002", name: { first: "Ann", last: "Reyesc" } }
      assert.strictEqual(yield* attempt(claim(second), reveal, applicant(winner)), "InvitationNotAccepted")
      assert.strictEqual(yield* attempt(claim(second), reveal, applicant(77)), "InvitationNotAccepted")
      const free = { ...second, userId: "user-88" }
      assert.strictEqual(yield* attempt(claim(free), reveal, applicant(88)), "claimed")
    })
  )

  story(
    "never takes a consumer's code for an agency's, nor the other way round [INV-04]",
    Effect.gen(function* () {
      const code = yield* issued()
      const consumers = yield* told(portal.serviceCenter, {
        _tag: "IssueAccessCode",
        accessCodeId: "code-1",
        caseId: "case-0",
        channel: "phone",
        requestedBy: { _tag: "Consumer" },
        identityMethod: "document"
      })
      const before = yield* left
      assert.strictEqual(yield* attempt(claim(), consumers.reveal ?? ""), "CommandMalformed")
      const redeem = { _tag: "RedeemAccessCode", caseId: "case-0", accountId: "a-1", fact: { dob: "1980-05-17" } }
      assert.strictEqual(yield* attempt(redeem, code, portal.consumer(0)), "CommandMalformed")
      assert.deepStrictEqual(yield* left, before)
    })
  )
})
