import * as Portal from "@agencybook/application/Portal"
import { assert, describe, it } from "@effect/vitest"
import { agency, applicant, consumer, exchange, feed, household, manager, secrets } from "./readme.fixture.ts"

describe("README", () => {
  it("certifies an agent and delegates a case", async () => {
    // #region certify-and-delegate
    const portal = Portal.make({ secrets, now: () => Date.UTC(2026, 2, 2, 18) })
    const send = (id: string, actor: Portal.ActorInput, command: Portal.CommandInput) =>
      portal.execute({ id, actor, command })
    const ana: Portal.ActorInput = { _tag: "Agent", agentId: "ana" }
    const request: Portal.CommandInput<"RequestDelegation"> = {
      _tag: "RequestDelegation",
      delegationId: "d-1",
      caseId: "case-1",
      agentId: "ana",
      signedBy: "Lucía Ortega"
    }

    await send("c-1", feed, { _tag: "RecordRoster", agencies: [agency], agents: [manager, applicant] })
    await send("c-2", feed, { _tag: "RecordCases", entries: [{ case: household }] })

    const tooEarly = await send("c-3", consumer, request)
    if (!tooEarly.ok) console.log(tooEarly.refusal.message)
    // => agent `ana` has no authority: `not-certified`, `not-active`

    const term = { number: "2400000001", from: "2026-03-02", until: "2031-03-02" }
    await send("c-4", exchange, { _tag: "CertifyAgent", agentId: "ana", term })
    await send("c-5", consumer, request)
    await send("c-6", ana, { _tag: "AcceptRequest", delegationId: "d-1" })

    const book = await portal.book({ actor: ana }, { agencyId: "acme", agentId: "ana" })
    if (book.ok) console.log(book.value.map(({ agentName, caseNumber }) => `${agentName}: ${caseNumber}`))
    // => [ 'Ana Reyes: 50000001' ]
    // #endregion
    assert.isFalse(tooEarly.ok)
    if (!tooEarly.ok)
      assert.strictEqual(tooEarly.refusal.message, "agent `ana` has no authority: `not-certified`, `not-active`")
    assert.isTrue(book.ok)
    if (book.ok)
      assert.deepStrictEqual(
        book.value.map((row) => `${row.agentName}: ${row.caseNumber}`),
        ["Ana Reyes: 50000001"]
      )
    await portal.close()
  })
})
