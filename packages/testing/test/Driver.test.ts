import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Driver from "../src/Driver.ts"
import * as HttpDriver from "../src/HttpDriver.ts"
import { journeys } from "../src/Journeys.ts"
import * as PortalDriver from "../src/PortalDriver.ts"
import * as Sample from "../src/Sample.ts"
import { ScenarioBroken } from "../src/Scenario.ts"
import * as ScenarioTrace from "../src/ScenarioTrace.ts"
import * as World from "../src/World.ts"
import { host } from "./fixture/host.ts"

const at = Sample.now
const agencyId = Sample.agencyId()

describe("Driver", () => {
  it.each(journeys.map((one) => [one.name, one] as const))(
    "plays %s in the portal and over HTTP",
    async (_name, trace) => {
      const running = await host()
      for (const driver of [PortalDriver.make(), HttpDriver.make({ url: running.url })]) {
        const played = await Driver.play(driver, trace)
        assert.strictEqual(played.length, trace.steps.length)
        await driver.close()
      }
      await running.close()
    }
  )

  it("says who has signed in with a second factor, with the step of a story and with a question", async () => {
    const policy = { ...calheers, secondFactor: "agents-and-staff" as const }
    const agent = { actor: Sample.asAgent(0), at }
    const lock = { _tag: "LockAgent", agentId: Sample.agentId(0), reason: "credentials-at-risk" }
    const told = { RecordRoster: ["AgencyOpened"], RecordCases: ["CaseRecorded", "CaseRecorded"] }
    const trace = ScenarioTrace.load(
      JSON.stringify({
        ...{
          format: "agencybook-trace/1",
          name: "two-factors",
          sentence: "an agent signs in with two",
          rules: ["SEC-01"]
        },
        policy,
        steps: [
          ...World.deliveries(World.office).map((command) => ({
            ...{ actor: Sample.system, at, command },
            ends: { _tag: "Done", events: told[command._tag as keyof typeof told] }
          })),
          { ...agent, command: lock, ends: { _tag: "Refused", code: "SecondFactorMissing", rule: "SEC-01" } },
          { ...agent, command: lock, secondFactor: true, ends: { _tag: "Done", events: ["AgentLocked"] } }
        ]
      })
    )
    assert.deepStrictEqual(ScenarioTrace.load(ScenarioTrace.save(trace)), trace)
    assert.isTrue(ScenarioTrace.replay(trace).ok)
    const running = await host(undefined, { policy })
    for (const driver of [PortalDriver.make({ policy }), HttpDriver.make({ url: running.url })]) {
      assert.strictEqual((await Driver.play(driver, trace)).length, trace.steps.length)
      const question = { _tag: "Book", actor: Sample.asAgent(1), at, agencyId, agentId: Sample.agentId(1) } as const
      assert.deepNestedInclude(await driver.ask(question), { "refusal.code": "SecondFactorMissing" })
      assert.strictEqual((await driver.ask({ ...question, secondFactor: true }))._tag, "Answered")
      await driver.close()
    }
    await running.close()
  })

  it("stops at the step that ends otherwise", async () => {
    const driver = PortalDriver.make()
    const [trace] = journeys
    if (trace === undefined) return assert.fail("no journey")
    const steps = trace.steps.map((step, n) => (n === 1 ? { ...step, ends: { _tag: "Conflicting" } as const } : step))
    try {
      await Driver.play(driver, { ...trace, steps: steps as never })
      assert.fail("nothing was broken")
    } catch (error) {
      assert.instanceOf(error, ScenarioBroken)
      assert.include(String(error), "! 2. ")
      assert.include(String(error), "expected a conflict of identifiers")
    }
    await driver.close()
  })

  it("asks for rosters and books, and says why it may not", async () => {
    const running = await host()
    for (const driver of [PortalDriver.make(), HttpDriver.make({ url: running.url, timeout: 5_000 })]) {
      for (const [n, command] of World.deliveries(World.office).entries())
        await driver.send({ id: `delivery-${n}`, actor: Sample.system, command, at })
      const roster = await driver.ask({ _tag: "Roster", actor: Sample.asAgent(0), at, agencyId })
      assert.strictEqual(roster._tag === "Answered" && (roster.value as ReadonlyArray<unknown>).length, 3)
      const own = { _tag: "Book", actor: Sample.asAgent(1), at, agencyId, agentId: Sample.agentId(1) } as const
      const book = await driver.ask(own)
      assert.strictEqual(book._tag === "Answered" && (book.value as ReadonlyArray<unknown>).length, 1)
      const refused = await driver.ask({ ...own, actor: Sample.asAgent(2) })
      assert.deepNestedInclude(refused, { _tag: "Refused", "refusal.code": "NotPermitted" })
      assert.deepStrictEqual(await driver.ask({ ...own, acting: "no session!" }), { _tag: "Malformed" })
      const malformed = await driver.send({ id: "x", actor: Sample.system, command: { _tag: "Nothing" }, at })
      assert.strictEqual(malformed._tag, "Malformed")
      await driver.close()
    }
    await running.close()
  })

  it("takes no answer that is none", async () => {
    for (const json of [null, {}, { ok: true }, { ok: false }, { ok: false, refusal: { _tag: "Teapot" } }]) {
      assert.throws(() => Driver.reply(json), TypeError)
      if (json === null || !("ok" in json) || json.ok === false) assert.throws(() => Driver.answer(json), TypeError)
    }
    const running = await host()
    const driver = HttpDriver.make({ url: `${running.url}nowhere`, headers: () => ({ "agencybook-actor": "{" }) })
    try {
      await driver.ask({ _tag: "Roster", actor: Sample.exchange, at, agencyId })
      assert.fail("it was taken")
    } catch (error) {
      assert.include(String(error), "without JSON")
    }
    await running.close()
  })
})
