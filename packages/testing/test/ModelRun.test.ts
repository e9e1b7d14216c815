import { minnesota } from "@agencybook/core/PolicyPreset"
import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as Driver from "../src/Driver.ts"
import * as HttpDriver from "../src/HttpDriver.ts"
import * as ModelRun from "../src/ModelRun.ts"
import * as PortalDriver from "../src/PortalDriver.ts"
import { core } from "../src/Rules.ts"
import * as Scenario from "../src/Scenario.ts"
import * as ScenarioTrace from "../src/ScenarioTrace.ts"
import { type Fault, host } from "./fixture/host.ts"

const slow = 240_000

const overHttp = (fault?: Fault) => async (): Promise<Driver.Driver> => {
  const running = await host(fault)
  return { ...HttpDriver.make({ url: running.url }), close: running.close }
}

const broken = async (run: Promise<unknown>): Promise<ModelRun.ModelRunBroken> => {
  try {
    await run
  } catch (error) {
    if (error instanceof ModelRun.ModelRunBroken) return error
    throw error
  }
  return assert.fail("nothing was found")
}

describe("ModelRun", () => {
  it(
    "finds nothing in the portal itself, whatever is sent",
    async () => {
      const { done, moves } = await ModelRun.check(() => PortalDriver.make(), { runs: 60, length: 40, seed: 5 })
      assert.isAbove(moves, 500)
      assert.isAbove(Object.keys(done).length, 12)
    },
    slow
  )

  it(
    "finds nothing in a server that does as it should",
    async () => {
      const { moves } = await ModelRun.check(overHttp(), { runs: 15, length: 30, seed: 6 })
      assert.isAbove(moves, 100)
    },
    slow
  )

  const faults: ReadonlyArray<readonly [Fault, number, ModelRun.Options]> = [
    [
      "keeps-own-sessions",
      6,
      { only: ["OpenActing", "CloseActing", "AcceptRequest", "RelinquishDelegation", "RequestDelegation"] }
    ],
    ["doubles", 6, { only: ["IssueAccessCode", "RedeemAccessCode"] }],
    ["forgets-identifiers", 4, {}],
    ["caches-books", 4, {}]
  ]
  it.each(faults)(
    "finds a server that %s, and tells it in at most %i commands",
    async (fault, most, options) => {
      const error = await broken(
        ModelRun.check(overHttp(fault), {
          runs: 200,
          length: 30,
          seed: 7,
          size: { agencies: 1, agents: 3, cases: 3 },
          ...options
        })
      )
      const deliveries = error.trace.steps.filter(({ says }) => says === "a delivery").length
      assert.isAtMost(error.trace.steps.length - deliveries, most, error.message)
      assert.include(error.message, "the system under test answered otherwise than the rules")
      assert.include(error.message, "the story:")
      // What was found is a story to keep: the rules go through it, the server does not.
      const kept = ScenarioTrace.load(ScenarioTrace.save(error.trace))
      assert.isTrue(Scenario.replay(kept).ok)
      const right = PortalDriver.make()
      await Driver.play(right, kept)
      await right.close()
    },
    slow
  )

  it(
    "compares with the rules it is given",
    async () => {
      const rules = {
        ...core,
        authority: { judge: () => ({ _tag: "Granted", permission: "P-00", role: "exchange" }) as never }
      }
      const error = await broken(ModelRun.check(() => PortalDriver.make(), { runs: 50, seed: 8, rules }))
      assert.match(error.message, /expected `Done`, got `Refused`|refusal\.code: expected/)
    },
    slow
  )

  describe("under a policy", () => {
    const options: ModelRun.Options = {
      ...{ runs: 25, length: 30, seed: 9, policy: minnesota },
      only: ["RequestDelegation", "AcceptRequest", "DeclineRequest", "RemoveDelegation"]
    }

    it(
      "finds nothing in a system that goes by the same one, where what a consumer signs reaches no colleague",
      async () => {
        const { done } = await ModelRun.check(() => PortalDriver.make({ policy: minnesota }), options)
        assert.includeMembers(Object.keys(done), ["RequestDelegation", "AcceptRequest", "RemoveDelegation"])
      },
      slow
    )

    it(
      "finds a system that goes by another one, and keeps the policy with the story",
      async () => {
        const error = await broken(ModelRun.check(() => PortalDriver.make(), options))
        const kept = ScenarioTrace.load(ScenarioTrace.save(error.trace))
        assert.deepStrictEqual(kept.policy, minnesota)
        assert.isTrue(Scenario.replay(kept).ok)
      },
      slow
    )

    it("refuses a policy that cannot be meant [POL-01]", async () => {
      const policy = { ...minnesota, requestDays: -1 }
      const error = await ModelRun.check(() => PortalDriver.make(), { ...options, policy }).catch((one: unknown) => one)
      assert.instanceOf(error, TypeError)
      assert.include((error as TypeError).message, "a system cannot be checked under this policy: `policy.requestDays`")
    })
  })

  it("describes its moves in words", () => {
    const words = fc.sample(ModelRun.move(["AcceptRequest"]), { numRuns: 2_000, seed: 1 }).map(ModelRun.describe)
    for (const start of ["AcceptRequest of the 1st, by", "the 2nd command again", "a look at the 3rd agency"])
      assert.isTrue(
        words.some((one) => one.startsWith(start)),
        start
      )
    assert.isTrue(words.some((one) => one.includes("in acting session")))
    assert.isTrue(words.some((one) => one.endsWith("minutes later")))
    assert.isTrue(words.some((one) => one.endsWith("with another body")))
  })

  describe("a system with words of its own", () => {
    const only = ["RequestDelegation", "AcceptRequest", "DeclineRequest", "RemoveDelegation"] as const
    const options: ModelRun.Options = { runs: 25, length: 30, seed: 7, only, compare: "verdicts" }

    /** Says yes or no, and who has what; `deaf` says yes to one command and does nothing. */
    const terse = (deaf?: string) => (): Driver.Driver => {
      const portal = PortalDriver.make()
      return {
        send: async (sending) => {
          if ((sending.command as { readonly _tag?: string })._tag === deaf)
            return { _tag: "Done", events: [], repeated: false }
          const reply = await portal.send(sending)
          return reply._tag === "Done"
            ? { _tag: "Done", events: [], repeated: false }
            : { _tag: "Refused", refusal: { code: "no", rule: "ours" } }
        },
        ask: async (question) => {
          const answer = await portal.ask(question)
          if (answer._tag !== "Answered") return answer
          const rows = answer.value as ReadonlyArray<{ readonly agentId: string; readonly caseId?: string }>
          return { _tag: "Answered", value: rows.map(({ agentId, caseId }) => ({ agentId, caseId })).reverse() }
        },
        close: portal.close
      }
    }

    it(
      "is compared by what it does, and not by how it says it",
      async () => {
        const { done } = await ModelRun.check(terse(), options)
        assert.includeMembers(Object.keys(done), [...only])
        await broken(ModelRun.check(terse(), { ...options, compare: "everything" }))
      },
      slow
    )

    it(
      "is found out by its verdicts, and by who has a case in the end",
      async () => {
        const verdict = await broken(ModelRun.check(terse("AcceptRequest"), options))
        assert.match(verdict.message, /verdict: expected "(not )?carried out"/)
        const kept = await broken(
          ModelRun.check(terse("RemoveDelegation"), { ...options, only: ["RemoveDelegation"], runs: 100 })
        )
        assert.match(kept.message, /the book of `|verdict: expected/)
      },
      slow
    )
  })
})
