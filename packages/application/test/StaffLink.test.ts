import * as StaffLink from "@agencybook/core/StaffLink"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { Secrets } from "../src/Secrets.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { agent, envelope, execute, exchange, settled, told } = portal
const userId = "helper-1"
const email = "helper@login.example"
const name = { first: "Sam", last: "Ortiz" }
const self = { _tag: "Applicant", userId }
const claim = { _tag: "ClaimStaffLink", userId, name }
const added = { _tag: "AddStaff", agencyId: "agency-0", userId, details: { name, email }, level: 1 }

const notices = Effect.gen(function* () {
  const store = yield* Store
  return (yield* store.claim("2031-01-01T00:00:00.000Z" as never, 1_000, 1))
    .map(({ notice }) => notice)
    .filter(({ template }) => template === "NTC-10")
})
const refused = (actor: object, command: object) => Effect.flip(execute(envelope(actor, command)))
/** The token as whoever renders the message derives it. */
const token = (invitationId: unknown) =>
  Effect.gen(function* () {
    const secrets = yield* Secrets
    const bytes = yield* secrets.derive(StaffLink.text.name, StaffLink.secretId(String(invitationId), email))
    return StaffLink.text.fromBytes(bytes)
  })
const attempt = (secret: string, actor: object = self) =>
  Effect.map(Effect.result(execute(envelope(actor, claim, { secret }))), (done) =>
    Result.isSuccess(done) ? "claimed" : done.failure._tag === "Refused" ? done.failure.code : done.failure._tag
  )

describe("Links to the logins of helpers", () => {
  it.live(
    "go out with the approval, are sent anew by the manager, and open the login once [STF-05 INV-02 INV-03]",
    () =>
      Effect.gen(function* () {
        yield* settled
        yield* told(agent(0), added)
        assert.deepInclude(yield* refused(agent(0), { _tag: "SendStaffLink", userId }), {
          code: "StaffLinkNotApproved"
        })
        yield* told(exchange, { _tag: "ApproveStaff", userId })
        yield* told(agent(0), { _tag: "SendStaffLink", userId })
        assert.deepInclude(yield* refused(exchange, { _tag: "SendStaffLink", userId }), { code: "NotPermitted" })
        const mailed = (yield* notices).filter(({ to }) => to.role === "staff")
        assert.deepStrictEqual(
          mailed.map(({ secure, to }) => `${to.email} ${secure}`),
          [`${email} true`, `${email} true`]
        )
        const [first = "", second = ""] = yield* Effect.forEach(mailed, ({ params }) => token(params.invitationId))
        assert.strictEqual(yield* attempt(first), "StaffLinkNotAccepted")
        assert.strictEqual(yield* attempt(second, { _tag: "Applicant", userId: "user-9" }), "StaffLinkNotAccepted")
        assert.strictEqual(yield* attempt(second), "claimed")
        assert.strictEqual(yield* attempt(second), "StaffLinkNotAccepted")
        assert.deepInclude(yield* refused(agent(0), { _tag: "SendStaffLink", userId }), { code: "StaffLinkClaimed" })
        const store = yield* Store
        const everything = JSON.stringify([yield* store.journal(0, 1_000), yield* notices])
        for (const secret of [first, second]) assert.notInclude(everything, secret)
      }).pipe(Effect.provide(portal.layer))
  )
})
