import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { calheers, type Policy } from "../src/Policy.ts"
import * as Knob from "../src/PolicyKnob.ts"
import * as Preset from "../src/PolicyPreset.ts"
import { catalogue } from "../src/Rule.ts"
import * as PolicySchema from "../src/schema/Policy.ts"

const nested: ReadonlyArray<string> = ["extranet", "smallBusiness"]
const decode = Schema.decodeUnknownResult(PolicySchema.Policy)

/** A policy in which one place holds something else. */
const put = (whole: unknown, path: ReadonlyArray<string>, value: unknown): unknown => {
  const [first, ...rest] = path
  if (first === undefined) return value
  const record = whole as Readonly<Record<string, unknown>>
  return { ...record, [first]: put(record[first], rest, value) }
}
/** The places below a value that hold no further ones. */
const leaves = (value: unknown, path: ReadonlyArray<string> = []): ReadonlyArray<ReadonlyArray<string>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key]))
    : [path]
/** What the schema says of each place of a knob that holds something absurd. */
const said = (path: Knob.KnobPath): string =>
  [calheers, Preset.federal]
    .flatMap((preset) =>
      leaves(Knob.valueOf(preset, path)).map((leaf) => {
        const place = [...path.split("."), ...leaf]
        const before = place.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], preset)
        const absurd = typeof before === "number" ? 1e9 : Array.isArray(before) ? ["absurd"] : "absurd!"
        const read = decode(put(preset, place, absurd), { errors: "all" })
        return read._tag === "Failure" && place.at(-1) !== "_tag" ? read.failure.message : ""
      })
    )
    .join("\n")

describe("PolicyKnob", () => {
  it("has an entry for each knob of a policy, and no other [POL-01]", () => {
    const expected = Object.keys(calheers).flatMap((key) =>
      nested.includes(key)
        ? Object.keys(calheers[key as "extranet"]).map((inner) => `${key}.${inner}`)
        : key === "name"
          ? []
          : [key]
    )
    assert.deepStrictEqual([...Knob.paths].sort(), expected.sort())
    assert.deepStrictEqual(
      Preset.all.map(({ name }) => name),
      [...Knob.presetNames]
    )
  })

  it.each(Knob.paths)("tells the bounds of %s as the schema has them", (path) => {
    const { bounds, rules, sentence } = Knob.knobs[path]
    assert.match(sentence, /^[a-z].*[^.]$/)
    const message = said(path)
    for (const [, least, most] of message.matchAll(/whole number from (\d+) to (\d+)/g))
      assert.include(bounds, `${least} to ${most}`)
    for (const [, word = ""] of message.matchAll(/"([a-z0-9-]+)"(?= \||$|\n)/g))
      if (path !== "licenceState" && word !== "absurd") assert.include(bounds, `\`${word}\``)
    for (const id of rules) assert.property(catalogue, id)
    assert.isAbove(rules.length, 0)
  })

  it.each(Preset.all)("says on what each value of $name rests that is not California's", (preset: Policy) => {
    for (const path of Knob.paths) {
      const name = preset.name as Knob.PresetName
      const told = Knob.knobs[path].grounds[name]
      if (JSON.stringify(Knob.valueOf(preset, path)) !== JSON.stringify(Knob.valueOf(calheers, path)))
        assert.isDefined(told, `${path} of ${name} has no source`)
      const { confidence, source } = Knob.groundOf(path, name)
      assert.include(["D", "D-old", "I", "B", "C"], confidence)
      assert.isNotEmpty(source)
      // What somebody documents is named by who does.
      if (confidence === "D") assert.notInclude(source, "design")
    }
  })

  it("marks what the field marks: documented, of an earlier year, inferred, background or our own", () => {
    const mark = (path: Knob.KnobPath, preset: Knob.PresetName) => Knob.groundOf(path, preset).confidence
    const marks: ReadonlyArray<readonly [Knob.KnobPath, ReadonlyArray<string>]> = [
      ["delegationExclusivity", ["C", "C", "C", "C", "D", "D"]],
      ["newAgentVerification", ["D", "D", "D", "D", "D", "D"]],
      ["claimBySearch", ["C", "D", "D", "C", "D", "D"]],
      ["transferConsent", ["C", "C", "C", "C", "D", "D"]],
      ["staffMayAnswerRequests", ["C", "C", "C", "D", "D", "C"]],
      ["staffMaySubmitApplication", ["D", "D", "D", "D", "D", "C"]],
      ["agreementTermYears", ["D-old", "C", "C", "D", "D", "D"]],
      ["inviteHours", ["C", "D", "I", "C", "C", "C"]],
      ["suspension", ["C", "C", "C", "C", "C", "B"]],
      ["proofForCause", ["C", "C", "C", "C", "C", "D"]],
      ["smallBusinessAgentOfRecord", ["D-old", "C", "C", "C", "C", "C"]],
      ["consentRetentionYears", ["C", "D", "D", "C", "C", "D"]],
      ["smallBusiness.participationPercent", ["D-old", "C", "C", "C", "C", "D"]]
    ]
    for (const [path, expected] of marks)
      assert.deepStrictEqual(
        Knob.presetNames.map((name) => mark(path, name)),
        [...expected],
        path
      )
  })
})
