import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as NodeSecrets from "../src/NodeSecrets.ts"
import * as Portal from "../src/Portal.ts"
import { Conflict, Store, StoreError } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { agent, cases, consumer, envelope, exchange, roster, system } = portal
const secrets = NodeSecrets.layer(portal.cost)
const withPortal = async (use: (one: Portal.Portal) => Promise<void>): Promise<void> => {
  const one = Portal.make({ secrets, now: () => portal.start })
  try {
    for (const command of [roster, cases]) assert.isTrue((await one.executeUnknown(envelope(system, command))).ok)
    await use(one)
  } finally {
    await one.close()
  }
}

describe("Portal", () => {
  it("answers commands with plain objects: done, refused, malformed, conflict", () =>
    withPortal(async (one) => {
      const remove = envelope(consumer(0), { _tag: "RemoveDelegation", delegationId: "nobody" })
      assert.deepInclude(await one.executeUnknown(remove), { ok: false })
      const suspend = envelope(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "breach" })
      const done = await one.executeUnknown(suspend)
      assert.deepInclude<object>(done, { ok: true, repeated: false, at: "2026-03-03T18:00:00.000Z" })
      assert.notProperty(done, "_tag")
      assert.deepInclude(await one.executeUnknown(suspend), { ok: true, repeated: true })
      const other = await one.execute({
        ...suspend,
        command: { _tag: "RecordDeath", agentId: "agent-1", documentId: "certificate-1" }
      })
      assert.deepNestedInclude(other, { ok: false, "refusal._tag": "Conflicting" })
      const malformed = await one.executeUnknown({ ...suspend, id: "c-2", command: { _tag: "RecordDeath" } })
      assert.deepNestedInclude(malformed, {
        ok: false,
        "refusal._tag": "Malformed",
        "refusal.issues": [
          { path: ["command", "agentId"], message: "is missing; add it" },
          { path: ["command", "documentId"], message: "is missing; add it" }
        ]
      })
    }))

  it("answers questions as of a moment, or refuses them", () =>
    withPortal(async (one) => {
      const seen = await one.roster({ actor: agent(0) }, "agency-0")
      assert.deepStrictEqual(
        seen.ok && seen.value.map<ReadonlyArray<unknown>>(({ agentId, delegated }) => [agentId, delegated]),
        [
          ["agent-1", 2],
          ["agent-0", 0],
          ["agent-2", 0]
        ]
      )
      assert.deepInclude<object>(seen, { asOf: "2026-03-03T18:00:00.000Z" })
      const account = await one.account({ actor: agent(0) }, "agency-0")
      assert.deepNestedInclude(account, { ok: true, "value.fein": "94-1000000", "value.sites[0].siteId": "main" })
      const refused = await one.roster({ actor: agent(3) }, "agency-0")
      assert.deepNestedInclude(refused, { ok: false, "refusal.code": "NotPermitted" })
      const book = await one.book({ actor: agent(1) }, { agencyId: "agency-0", agentId: "agent-1" })
      assert.strictEqual(book.ok && book.value.length, 2)
      const listed = await one.directory({ actor: consumer(0) }, {}, { limit: 9 })
      assert.strictEqual(listed.ok && listed.value.rows.length, 4)
    }))

  it("takes no question from nobody, and none with a field too many", () =>
    withPortal(async (one) => {
      for (const answer of [
        await one.roster({ actor: { _tag: "Manager", agentId: "agent-0" } as never }, "agency-0"),
        await one.roster({ actor: { ...agent(0), role: "exchange" } as never }, "agency-0"),
        await one.roster({ actor: agent(0) }, "agency 0"),
        await one.book({ actor: agent(0), acting: "no session!" }, { agencyId: "agency-0" }),
        await one.book({ actor: agent(0) }, { agencyId: "agency-0", caseId: "case-0" } as never),
        await one.directory({ actor: consumer(0) }, { language: "english" }, { limit: 9 })
      ])
        assert.deepNestedInclude(answer, { ok: false, "refusal._tag": "Malformed" })
    }))

  it("gives answers that survive JSON", () =>
    withPortal(async (one) => {
      const answer = await one.executeUnknown(
        envelope(consumer(2), { _tag: "RemoveDelegation", delegationId: "nobody" })
      )
      assert.deepStrictEqual(JSON.parse(JSON.stringify(answer)), answer)
    }))

  it("keeps portals apart", () =>
    withPortal((one) =>
      withPortal(async (other) => {
        await one.executeUnknown(envelope(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "breach" }))
        const seen = await other.roster({ actor: agent(0) }, "agency-0")
        assert.isTrue(seen.ok && seen.value.every(({ mayAct }) => mayAct))
      })
    ))

  it("throws what the store cannot do, and says whether to try again", async () => {
    const failure = new StoreError({ reason: new Conflict({ on: "test" }) })
    const refuse = () => Effect.fail(failure)
    const store = Layer.succeed(
      Store,
      Store.of({
        transact: refuse,
        load: refuse,
        journal: refuse,
        claim: refuse,
        settle: refuse,
        counts: refuse,
        snapshot: refuse,
        disclose: refuse
      })
    )
    const one = Portal.make({ secrets, store, now: () => portal.start })
    const thrown = await one.roster({ actor: exchange }, "agency-0").then(
      () => assert.fail("answered"),
      (error: unknown) => error
    )
    assert.deepInclude(thrown, { _tag: "StoreError", isRetryable: true })
    await one.close()
  })
})
