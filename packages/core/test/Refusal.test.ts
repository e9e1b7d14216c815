import { readdirSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import * as Machine from "../src/Machine.ts"
import * as Refusal from "../src/Refusal.ts"
import * as Rule from "../src/Rule.ts"

type AnyReason = Refusal.Reason<string, Refusal.RefusalFacts>

const folder = new URL("../src/", import.meta.url)
const modules = await Promise.all(
  readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map(async (name) => ({ name, exports: (await import(new URL(name, folder).href)) as Record<string, unknown> }))
)
const isReason = (value: unknown): value is AnyReason =>
  typeof value === "function" && typeof (value as { code?: unknown }).code === "string" && "rule" in value
const isMachine = (value: unknown): value is Machine.Machine<string, string> =>
  typeof value === "object" && value !== null && "table" in value && "triggers" in value

const reasons = modules.flatMap(({ exports, name }) =>
  Object.entries(exports).flatMap(([key, value]) =>
    isReason(value) ? [{ where: `${name} ${key}`, reason: value }] : []
  )
)

/** Facts for every field that any reason quotes; a list where a list is expected. */
const facts = new Proxy({} as Record<string, unknown>, {
  get: (_, field) =>
    field === "gaps" || field === "open" || field === "missing" || ["fields", "on"].includes(String(field))
      ? ["one", "two"]
      : `<${String(field)}>`
}) as Refusal.RefusalFacts
const numeric = new Proxy(
  {},
  { get: (_, field) => (field === "open" ? 3 : `<${String(field)}>`) }
) as Refusal.RefusalFacts

const sample = (reason: AnyReason): Refusal.Refusal => {
  for (const given of [facts, numeric]) {
    try {
      return reason(given)
    } catch {
      // The reason counts where another one lists; the other facts fit.
    }
  }
  return assert.fail(reason.code)
}

const everyRefusal = [
  ...reasons.map(({ reason, where }) => ({ where, refusal: sample(reason) })),
  ...modules.flatMap(({ exports, name }) =>
    Object.values(exports)
      .filter(isMachine)
      .flatMap((machine) =>
        Machine.pairs(machine).flatMap(({ answer, state, trigger }) =>
          answer._tag === "Refused" ? [{ where: `${name} ${state} ${trigger}`, refusal: answer }] : []
        )
      )
  )
]

describe("Refusal: every message of the library", () => {
  it("finds the reasons of all modules, each with a code of its own", () => {
    assert.isAtLeast(reasons.length, 35)
    assert.isAtLeast(everyRefusal.length, 200)
    const codes = reasons.map(({ reason }) => reason.code)
    assert.deepStrictEqual(
      codes.filter((code, index) => codes.indexOf(code) !== index),
      []
    )
  })

  it.each(everyRefusal)("$where: $refusal.message", ({ refusal }) => {
    assert.match(refusal.message, /^[a-z`]/, "starts in lower case")
    assert.notMatch(refusal.message, /[.\s]$/, "has no final period")
    assert.notInclude(refusal.message, "\n", "stands on one line")
    assert.notMatch(refusal.message, /undefined|\[object|NaN|null/, "says what it means")
    assert.match(refusal.remedy, /^[a-z].*[^.]$/)
    assert.property(Rule.catalogue, refusal.rule)
    assert.match(refusal.code, /^([A-Z][a-z]+)+$/)
  })
})

describe("Refusal", () => {
  const refused = Refusal.reason("Example", "SEC-01", (f: { readonly agentId: string }) => `no \`${f.agentId}\``, "ask")

  it("is plain frozen data that survives JSON and a copy", () => {
    const one = refused({ agentId: "a-1" })
    assert.isTrue(Object.isFrozen(one) && Object.isFrozen(one.facts))
    assert.deepStrictEqual(structuredClone(one), one)
    assert.deepStrictEqual(JSON.parse(JSON.stringify(one)), one)
    assert.strictEqual(one.message, "no `a-1`")
  })

  it("is told from everything else", () => {
    assert.isTrue(Refusal.isRefusal(refused({ agentId: "a-1" })))
    for (const value of [null, undefined, {}, "Refused", { _tag: "Accepted" }]) assert.isFalse(Refusal.isRefusal(value))
  })
})
