import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as NodeSecrets from "../src/NodeSecrets.ts"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { agent, at, consumer, envelope, exchange, execute, request, story, told, viewer } = portal

const finding = { breached: "code-of-conduct", proof: "clear-and-convincing", documentId: "finding-1" }
const suspend = { _tag: "SuspendAgent", agentId: "agent-1", reason: "under-investigation" } as const
const steps = [
  suspend,
  { _tag: "TerminateAgent", agentId: "agent-1", forCause: false, reason: "voluntary" },
  { _tag: "TerminateAgent", agentId: "agent-0", forCause: true, reason: "breach", finding },
  { _tag: "RecordDeath", agentId: "agent-1", documentId: "certificate-1" },
  { _tag: "SuspendAgency", agencyId: "agency-0", reason: "breach" },
  { _tag: "TerminateAgency", agencyId: "agency-0", reason: "breach", books: "end" },
  { _tag: "TerminateAgency", agencyId: "agency-1", reason: "breach", books: "moved" }
] as const

const preview = (command: object, who: object = exchange) => at(Queries.previewCascade(viewer(who), command as never))

const secrets = NodeSecrets.layer(portal.cost)

describe("Previews of a cascade", () => {
  for (const step of steps)
    story(
      `${step._tag} of ${"agentId" in step ? step.agentId : step.agencyId} does what its preview said, and nothing before [DEL-25 DEL-26]`,
      Effect.gen(function* () {
        yield* told(consumer(3), request(3, 1))
        const store = yield* Store
        const before = yield* portal.left
        const { value: plan } = yield* preview(step)
        assert.deepStrictEqual(yield* portal.left, before)
        const sent = yield* store.counts()
        const done = yield* told(exchange, step)
        assert.deepStrictEqual(plan.events as ReadonlyArray<unknown>, done.events)
        const { queued } = yield* store.counts()
        assert.strictEqual(
          plan.notices.reduce((sum, { count }) => sum + count, 0),
          queued - sent.queued
        )
        const open = Object.values(plan.before).reduce((sum, count) => sum + count, 0)
        assert.strictEqual(
          Object.values(plan.after).reduce((sum, count) => sum + count, 0),
          open
        )
      })
    )

  story(
    "say row by row what becomes of whom, and who is told without a name",
    Effect.gen(function* () {
      yield* told(consumer(3), request(3, 1))
      const { value: plan } = yield* preview(suspend)
      assert.deepStrictEqual(
        plan.rows.map(({ agentId, caseId, closesSessions, from, kind, to }) => [
          ...[kind, agentId, caseId ?? "", `${from} ${to}`, closesSessions ?? false]
        ]) as ReadonlyArray<unknown>,
        [
          ["agent", "agent-1", "", "Certified Suspended", "as-manager"],
          ["delegation", "agent-1", "case-0", "Active Frozen", false],
          ["delegation", "agent-1", "case-1", "Active Frozen", false]
        ]
      )
      assert.deepStrictEqual(plan.before, { requested: 1, active: 2, frozen: 0, free: 0 })
      assert.deepStrictEqual(plan.after, { requested: 1, active: 0, frozen: 2, free: 0 })
      assert.isUndefined(plan.freeOn)
      const text = JSON.stringify(plan.notices)
      for (const part of ["Quint", "Reyes", "@"]) assert.notInclude(text, part)
    })
  )

  story(
    "are refused as the command is, to whoever may not take the step, and leave one entry of the reading",
    Effect.gen(function* () {
      const refusals = yield* Effect.forEach(
        [
          [exchange, { _tag: "ReinstateAgent", agentId: "agent-1" }],
          [exchange, { ...suspend, agentId: "agent-9" }],
          [agent(1), suspend],
          [consumer(0), steps[5]]
        ] as const,
        ([who, command]) => Effect.zip(Effect.flip(preview(command, who)), Effect.flip(execute(envelope(who, command))))
      )
      for (const [shown, sent] of refusals) assert.deepStrictEqual<unknown>(shown, sent)
    })
  )

  it("are asked without Effect, of a command that can be read", async () => {
    const one = Portal.make({ secrets, now: () => portal.start })
    for (const command of [portal.roster, portal.cases])
      assert.isTrue((await one.executeUnknown(envelope(portal.system, command))).ok)
    const plan = await one.previewCascade({ actor: exchange }, suspend)
    assert.deepNestedInclude(plan, { ok: true, "value.after": { requested: 0, active: 0, frozen: 2, free: 0 } })
    for (const wrong of [
      { ...suspend, reason: "no reason" },
      { _tag: "CertifyAgency", agencyId: "agency-0" }
    ])
      assert.deepNestedInclude(await one.previewCascade({ actor: exchange }, wrong as never), {
        ok: false,
        "refusal._tag": "Malformed"
      })
    await one.close()
  })
})
