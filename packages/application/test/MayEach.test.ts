import * as Page from "@agencybook/core/Page"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as MemoryStore from "../src/MemoryStore.ts"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import * as portal from "./fixture/portal.ts"

const { agent, at, consumer, exchange, serviceCenter, story, told, viewer } = portal
const helper = portal.staffOf(1)
const rows = [0, 1, 2, 3, 4, 5].map((n) => ({ caseId: `case-${n}` as never }))

const reachOf = (actor: object, capability: Parameters<typeof Queries.reach>[1]) =>
  Effect.map(at(Queries.reach(viewer(actor), capability)), ({ value }) => value)

describe("Queries.mayEach", () => {
  story(
    "answers for each row what one question would answer, in the order of the rows [STF-06]",
    Effect.gen(function* () {
      yield* portal.hired(1)
      const answers = new Set<string>()
      for (const actor of [agent(0), agent(1), agent(3), helper, consumer(2), serviceCenter, exchange])
        for (const capability of ["update-application", "view-own-book", "choose-plan"] as const) {
          const { value } = yield* at(Queries.mayEach(viewer(actor), capability, rows))
          const alone = yield* Effect.forEach(rows, (row) => at(Queries.may(viewer(actor), capability, row)))
          assert.deepStrictEqual(
            value,
            alone.map((one) => one.value)
          )
          for (const ruling of value) answers.add(ruling._tag === "Granted" ? ruling.role : ruling.code)
        }
      // Otherwise nothing was compared.
      assert.includeMembers([...answers], ["agent", "manager", "staff-1", "consumer", "service-center", "NotPermitted"])
    })
  )

  story(
    "says how far a permission reaches, or why it reaches nothing [BOB-03] [EMP-02]",
    Effect.gen(function* () {
      const own = { _tag: "Agent", agentId: "agent-1", agencyId: "agency-0" }
      assert.deepStrictEqual(yield* reachOf(agent(1), "choose-plan"), [own] as never)
      assert.deepStrictEqual(yield* reachOf(agent(0), "view-agency-book"), [
        { _tag: "Agency", agencyId: "agency-0" }
      ] as never)
      assert.deepStrictEqual(yield* reachOf(exchange, "view-agency-book"), [{ _tag: "Everything" }])
      assert.deepStrictEqual(yield* reachOf(consumer(2), "remove-delegation"), [
        { _tag: "Case", caseId: "case-2" }
      ] as never)
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "under-investigation" })
      assert.deepInclude(yield* Effect.flip(at(Queries.reach(viewer(agent(1)), "choose-plan"))), {
        code: "AgentWithoutAuthority"
      })
      assert.deepInclude(yield* Effect.flip(at(Queries.reach(viewer(consumer(2)), "export-book"))), {
        code: "NotPermitted"
      })
    })
  )
})

describe("Portal.mayEach", () => {
  it("reads what hosts send, and names the row that cannot be read", async () => {
    const book = Portal.make({ store: MemoryStore.layer })
    try {
      const who = { actor: { _tag: "Exchange", userId: "u-1" } } as const
      const many = await book.mayEach(who, "view-own-book", [{ caseId: "case-1" }, { agentId: "agent-1" }])
      assert.deepNestedInclude(many, { ok: true, "value[0]._tag": "Granted", "value[1]._tag": "Granted" })
      assert.deepNestedInclude(await book.mayEach(who, "view-own-book", []), { ok: true, value: [] })
      const wrong = await book.mayEach(who, "view-own-book", [{ caseId: "case-1" }, { caseId: "" }])
      assert.deepNestedInclude(wrong, {
        ok: false,
        "refusal._tag": "Malformed",
        "refusal.issues[0].path": ["question", "about", 1, "caseId"]
      })
      const tooMany = Array.from({ length: Page.mostRows + 1 }, () => ({ caseId: "case-1" }))
      assert.deepNestedInclude(await book.mayEach(who, "view-own-book", tooMany), {
        ok: false,
        "refusal._tag": "Malformed"
      })
      assert.deepNestedInclude(await book.reach(who, "view-own-book"), { ok: true, "value[0]._tag": "Everything" })
      assert.deepNestedInclude(await book.reach(who, "fly" as never), { ok: false, "refusal._tag": "Malformed" })
    } finally {
      await book.close()
    }
  })
})
