import { assert, describe } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Queries from "../src/Queries.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { after, agent, at, consumer, envelope, exchange, execute, request, story, system, told, viewer } = portal
const refused = (actor: object, command: object, over: object = {}, millis = portal.start) =>
  Effect.flip(execute(envelope(actor, command, over), millis))
const lock = (n: number, reason: string) => ({ _tag: "LockAgent", agentId: `agent-${n}`, reason })
const unlock = (n: number) => ({ _tag: "UnlockAgent", agentId: `agent-${n}` })
const own = { agencyId: "agency-0" as never, agentId: "agent-1" as never }

describe("The account of an agent", () => {
  story(
    "is locked by its person, at once and with everything, and opened once the host has proof [SEC-01, EMP-02]",
    Effect.gen(function* () {
      const book = Effect.result(at(Queries.book(viewer(agent(1)), own)))
      assert.strictEqual((yield* book)._tag, "Success")
      yield* told(consumer(2), request(2, 1))
      yield* told(agent(1), lock(1, "credentials-at-risk"))
      assert.strictEqual((yield* book)._tag, "Failure")
      const missing = { code: "AgentWithoutAuthority", rule: "DEL-08" } as const
      assert.deepInclude(yield* refused(agent(1), { _tag: "AcceptRequest", delegationId: "r-2" }), missing)
      assert.deepInclude(yield* refused(agent(1), lock(1, "credentials-at-risk")), missing)
      assert.deepInclude(yield* refused(consumer(3), request(3, 1)), missing)
      // The clients stay, and the manager can see to them.
      const rows = yield* at(Queries.book(viewer(agent(0)), { agencyId: own.agencyId }))
      assert.strictEqual(rows.value.length, 2)
      yield* told(system, unlock(1))
      assert.strictEqual((yield* book)._tag, "Success")
      yield* told(agent(1), { _tag: "AcceptRequest", delegationId: "r-2" })
    })
  )

  story(
    "is not locked or opened by the agency, by colleagues or by anybody else",
    Effect.gen(function* () {
      const helper = { _tag: "Staff", userId: "helper", agencyId: "agency-0", level: 2 }
      const others = [agent(0), agent(2), agent(3), helper, consumer(0), portal.serviceCenter]
      for (const actor of others) {
        assert.deepInclude(yield* refused(actor, lock(1, "credentials-at-risk")), { _tag: "Refused" })
        assert.deepInclude(yield* refused(actor, unlock(1)), { _tag: "Refused" })
      }
      const open = { _tag: "OpenActing", actingId: "acting-1", agencyId: "agency-0", agentId: "agent-1" }
      yield* told(agent(0), open)
      assert.deepInclude(yield* refused(agent(0), lock(1, "credentials-at-risk"), { acting: "acting-1" }), {
        _tag: "Refused"
      })
      assert.deepInclude(yield* refused(exchange, lock(9, "shared-login")), { code: "UnknownAgent" })
    })
  )

  story(
    "that is locked leaves a manager in a session what is the own right, and agent and manager are told, the agent alone why [ACT-02]",
    Effect.gen(function* () {
      const open = (id: string) => ({ _tag: "OpenActing", actingId: id, agencyId: "agency-0", agentId: "agent-1" })
      yield* told(consumer(2), request(2, 1))
      yield* told(agent(0), open("before"))
      yield* told(system, lock(1, "unusual-activity"), {}, after(0) + 60_000)
      const accept = { _tag: "AcceptRequest", delegationId: "r-2" }
      const inSession = [agent(0), accept, { acting: "before" }, after(0) + 90_000] as const
      const stopped = yield* refused(...inSession)
      assert.deepInclude(stopped, { code: "ActingAgentFrozen", rule: "ACT-02" })
      assert.deepNestedInclude(stopped, { "facts.gaps": ["account-locked"] })
      const account = (who: Parameters<typeof viewer>[0]) =>
        Effect.map(at(Queries.agentAccount(viewer(who), own.agencyId, own.agentId)), ({ value }) => value.agent)
      const seen = yield* account(agent(0))
      assert.isTrue(seen?.locked)
      assert.deepStrictEqual(Object.keys(seen?.access ?? {}), ["since"])
      assert.strictEqual((yield* account(exchange))?.access?.reason, "unusual-activity")
      assert.deepInclude(yield* refused(system, unlock(1), {}, after(0) + 120_000), { code: "LockedByExchange" })
      const reading = yield* at(Queries.book(viewer(agent(0), "before"), own), after(0) + 120_000)
      yield* told(exchange, unlock(1), {}, after(0) + 120_000)
      assert.lengthOf(reading.value, 2)
      yield* told(agent(0), accept, { acting: "before" }, after(0) + 180_000)
      const store = yield* Store
      const notices = (yield* store.claim("2031-01-01T00:00:00.000Z" as never, 1_000, 1)).map(({ notice }) => notice)
      assert.deepStrictEqual(
        notices
          .filter(({ template }) => template === "NTC-32")
          .map(({ params, to: { role } }) => [role, params.account, params.reason]),
        [
          ["agent", "locked", "unusual-activity"],
          ["manager", "locked", undefined],
          ["agent", "open", undefined],
          ["manager", "open", undefined]
        ]
      )
    })
  )

  story(
    "keeps whoever came under suspicion without a licence from acting when the licence is back [AGT-12, SEC-01]",
    Effect.gen(function* () {
      const licence = { number: "1H10001", expiresOn: "2027-06-30", health: true }
      const record = (status: string) => ({
        _tag: "RecordLicence",
        agentId: own.agentId,
        licence: { ...licence, status }
      })
      const suspend = { _tag: "SuspendAgent", agentId: own.agentId, reason: "under-investigation" }
      const book = Effect.result(at(Queries.book(viewer(agent(1)), own)))
      yield* told(system, record("inactive"))
      assert.deepInclude(yield* refused(exchange, suspend), { code: "NotAllowedFrom", rule: "AGT-20" })
      yield* told(exchange, lock(1, "unusual-activity"))
      yield* told(system, record("active"))
      const { value } = yield* at(Queries.agentAccount(viewer(exchange), own.agencyId, own.agentId))
      assert.deepStrictEqual([value.agent?.certification._tag, value.agent?.locked], ["Certified", true])
      assert.strictEqual((yield* book)._tag, "Failure")
      assert.deepInclude(yield* refused(system, unlock(1)), { code: "LockedByExchange" })
      yield* told(exchange, suspend)
      yield* told(exchange, unlock(1))
      assert.strictEqual((yield* book)._tag, "Failure")
    })
  )
})
