import * as Fidelity from "@agencybook/application/Fidelity"
import type { Commit } from "@agencybook/application/Store"
import { assert, describe, it } from "@effect/vitest"

const at = "2026-03-03T18:00:00.000Z" as never
const commit = (params: unknown, over: Partial<Commit> = {}): Commit => ({
  command: { commandId: "c" as never, fingerprint: "f", at, outcome: "{}" },
  provenance: { commandId: "c" as never, commandName: "n", at, actor: "a", permission: "p", policy: "q" },
  events: [],
  changes: [],
  notices: [{ params } as never],
  ...over
})

describe("Fidelity", () => {
  it("names the field and the way out, and never the value", () => {
    const secret = "Cora\u0000Quint"
    const found = Fidelity.unkept(commit({ list: [{ name: "fine" }, { name: secret }] }))
    assert.strictEqual(found?.field, "notices.0.params.list.1.name")
    assert.strictEqual(
      found?.message,
      "the store cannot keep `notices.0.params.list.1.name`, which has a NUL or half of a surrogate pair; leave that character out"
    )
    assert.isFalse(Fidelity.refusal(commit({ name: secret }))?.isRetryable)
  })

  it("does not repeat a name that somebody else chose", () => {
    assert.strictEqual(Fidelity.unkept(commit({ "Cora Quint": "\ud800" }))?.field, "notices.0.params.?")
    assert.strictEqual(Fidelity.unkept(commit({ "\ud800": 1 }))?.field, "notices.0.params.?")
  })

  it("lets through what comes back as it was", () => {
    const all = [0, 1, -1, 0.1, 2 ** 53 - 1, -(2 ** 53) + 1, 5e-324, true, null, "", "👩‍👩‍👧 שלום", [], {}, [[]]]
    assert.isUndefined(Fidelity.unkept(commit({ all, absent: undefined })))
  })

  for (const [what, value] of [
    ["number", Number.NaN],
    ["number", Number.POSITIVE_INFINITY],
    ["number", -0],
    ["number", 2 ** 53],
    ["text", "a\u0000"],
    ["text", "\ud83d"],
    ["type", new Date(0)],
    ["type", new Map()],
    ["type", 1n],
    ["type", () => 1],
    ["type", [undefined]]
  ] as const)
    it(`refuses ${what} ${Object.is(value, -0) ? "-0" : JSON.stringify(String(value))}`, () => {
      const { field, what: found } = Fidelity.unkept(commit({ value })) ?? {}
      assert.deepStrictEqual([found, field?.startsWith("notices.0.params.value")], [what, true])
    })

  it("takes only an instant that is written like one", () => {
    for (const text of ["infinity", "now", "epoch", "2026-03-03", "2026-03-03T18:00:00Z", "2026-02-30T00:00:00.000Z"]) {
      const { command, provenance } = commit({})
      const asTime = text as never
      assert.strictEqual(Fidelity.unkept(commit({}, { command: { ...command, at: asTime } }))?.field, "command.at")
      assert.strictEqual(
        Fidelity.unkept(commit({}, { provenance: { ...provenance, at: asTime } }))?.field,
        "provenance.at"
      )
      assert.strictEqual(Fidelity.refusalOfInstant(asTime)?.reason._tag, "Unkept")
    }
    assert.isUndefined(Fidelity.refusalOfInstant(at))
  })
})
