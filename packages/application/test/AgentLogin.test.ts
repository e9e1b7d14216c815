import * as Invitation from "@agencybook/core/Invitation"
import { assert, describe } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { Secrets } from "../src/Secrets.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { agent, envelope, exchange, execute, profile, story, told } = portal

const change = (n: number, loginEmail: string) => ({ _tag: "ChangeAgentLogin", agentId: `agent-${n}`, loginEmail })
const refused = (actor: object, command: object, over: object = {}) =>
  Effect.flip(execute(envelope(actor, command, over)))
const moved = "moved@login.example"

describe("The address for login", () => {
  story(
    "is changed by the agent and by the exchange, and told to both addresses [SEC-01]",
    Effect.gen(function* () {
      const { events } = yield* told(agent(1), change(1, " Moved@Login.example "))
      const from = profile(1).loginEmail
      assert.deepStrictEqual<unknown>(events, [
        { _tag: "AgentLoginChanged", agentId: "agent-1", formerEmail: from, loginEmail: moved }
      ])
      assert.deepStrictEqual((yield* told(agent(1), change(1, moved))).events, [])
      const store = yield* Store
      const notices = (yield* store.claim("2031-01-01T00:00:00.000Z" as never, 1_000, 1)).map(({ notice }) => notice)
      assert.deepStrictEqual(
        notices.filter(({ template }) => template === "NTC-31").map(({ to }) => to.email as string),
        [from, moved]
      )
      // What is told later goes to the new address alone, and the one of before is free for somebody else.
      yield* told(exchange, change(2, from))
      assert.deepInclude(yield* refused(exchange, change(2, moved)), { code: "LoginEmailInUse", rule: "STF-07" })
    })
  )

  story(
    "is not changed by manager, staff or colleagues, nor while a manager acts for the agent",
    Effect.gen(function* () {
      const helper = { _tag: "Staff", userId: "helper", agencyId: "agency-0", level: 2 }
      for (const actor of [agent(0), agent(2), agent(3), helper, portal.serviceCenter, portal.system])
        assert.deepInclude(yield* refused(actor, change(1, moved)), { _tag: "Refused" })
      const open = { _tag: "OpenActing", actingId: "acting-1", agencyId: "agency-0", agentId: "agent-1" }
      yield* told(agent(0), open)
      assert.deepInclude(yield* refused(agent(0), change(1, moved), { acting: "acting-1" }), { _tag: "Refused" })
      const store = yield* Store
      const [one] = yield* store.load([{ kind: "agent", index: "id", keys: ["agent-1"], lock: "read" } as never])
      assert.deepNestedInclude(one, { "record.loginEmail": profile(1).loginEmail })
    })
  )

  story(
    "takes a link that was mailed to the old address out of use",
    Effect.gen(function* () {
      const secrets = yield* Secrets
      const token = (email: string) =>
        Effect.map(
          secrets.derive("activation-link", Invitation.secretId("activation-link", "invitation-1", email)),
          (bytes) => Invitation.linkText.fromBytes(bytes) as string
        )
      yield* told(agent(0), {
        _tag: "IssueInvitation",
        invitationId: "invitation-1",
        kind: "activation-link",
        agentId: "agent-1",
        agencyId: "agency-0"
      })
      const claim = {
        _tag: "ClaimInvitation",
        kind: "activation-link",
        userId: "user-1",
        licence: "1H10001",
        name: { first: "Ann", last: "Reyesb" }
      }
      const applicant = { _tag: "Applicant", userId: "user-1" }
      const secret = yield* token(profile(1).loginEmail)
      yield* told(exchange, change(1, moved))
      assert.deepInclude(yield* refused(applicant, claim, { secret }), { code: "InvitationNotAccepted" })
      yield* told(applicant, claim, { secret: yield* token(moved) })
    })
  )
})
