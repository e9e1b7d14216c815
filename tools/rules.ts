/**
 * Writes docs/rules.md, docs/policies.md, docs/permissions.md and docs/machines.md, or checks that they are what they are made of; fails
 * when a rule is carried by nothing, proven by nothing, or named and not known.
 */
import { later } from "@agencybook/core/LaterRule"
import { calheers, type Policy } from "@agencybook/core/Policy"
import * as Knob from "@agencybook/core/PolicyKnob"
import * as Preset from "@agencybook/core/PolicyPreset"
import { catalogue, type Rule, type RuleId } from "@agencybook/core/Rule"
import * as Law from "@agencybook/testing/Law"
import { laws } from "@agencybook/testing/Laws"
import { diagram, type Found, flaws, machines, machinesPage, permissionsPage } from "./machines.ts"
import { cell, type Page, page, settle, table } from "./pages.ts"
import { type Outcome, report } from "./source.ts"
import { type Carrier, carriers, type Trace, tests } from "./traces.ts"

/** The seed of the counts in the page; they follow from it. */
const seed = 20_260_303

/** What was found about the rules of the field. */
export interface Field {
  readonly catalogue: Readonly<Record<string, Rule>>
  readonly later: Readonly<Record<string, Rule & { readonly why: string }>>
  readonly carriers: ReadonlyArray<Carrier>
  readonly tests: ReadonlyArray<Trace>
  readonly laws: ReadonlyArray<{
    readonly id: string
    readonly sentence: string
    readonly rules: ReadonlyArray<string>
    readonly runs: number
    readonly exercised: number
  }>
}

/** The closing figures: rules of the field, carried by a symbol, held by a law or a test, and those that wait. */
export interface Figures {
  readonly catalogue: number
  readonly implemented: number
  readonly proved: number
  readonly later: ReadonlyArray<string>
}

const areas: Readonly<Record<string, string>> = {
  AGY: "Agency",
  AGT: "Agent certification",
  EMP: "Employment",
  STF: "Staff",
  DEL: "Delegation",
  TRF: "Transfer",
  ACC: "Access codes",
  CAS: "Cases",
  ACT: "Acting for an agent",
  INV: "Invitations",
  EXT: "Extranet",
  BOB: "Book of business",
  CON: "Consent",
  NOT: "Notices",
  SEC: "Security",
  SHP: "Small business",
  ENT: "Counselors",
  CAL: "Service hours",
  POL: "Policies"
}

const areaOf = (id: string): string => id.slice(0, 3)
const order = Object.keys(areas)
const byId = (a: string, b: string): number => {
  const [left, right] = [order.indexOf(areaOf(a)), order.indexOf(areaOf(b))]
  return left === right ? (a < b ? -1 : 1) : left - right
}

const lawsOf = (field: Field, id: string) => field.laws.filter(({ rules }) => rules.includes(id))
const isCarried = (field: Field, id: string): boolean => field.carriers.some(({ rule }) => rule === id)
const isProved = (field: Field, id: string): boolean =>
  lawsOf(field, id).length > 0 || field.tests.some(({ rule }) => rule === id)

/** Counts the field. */
export const figures = (field: Field): Figures => {
  const ids = Object.keys(field.catalogue)
  const waiting = Object.keys(field.later)
  return {
    catalogue: new Set([...ids, ...waiting]).size,
    implemented: ids.filter((id) => isCarried(field, id)).length,
    proved: ids.filter((id) => isProved(field, id)).length,
    later: waiting.sort(byId)
  }
}

/** What is wrong with the field: rules without symbol or proof, and names without a rule. */
export const problems = (field: Field): ReadonlyArray<string> => {
  const rules = "packages/core/src/Rule.ts"
  const known = { ...field.later, ...field.catalogue }
  const unknown = (trace: Trace, what: string) =>
    trace.rule in known || !(areaOf(trace.rule) in areas)
      ? []
      : [`${trace.path}:${trace.line} ${what} ${trace.rule}, and there is no such rule`]
  return [
    ...Object.keys(known).flatMap((id) =>
      areaOf(id) in areas ? [] : [`tools/rules.ts has no heading for the rules of ${areaOf(id)}`]
    ),
    ...Object.keys(field.later).flatMap((id) =>
      id in field.catalogue ? [`packages/core/src/LaterRule.ts still has ${id}, which ${rules} carries`] : []
    ),
    ...Object.keys(field.catalogue).flatMap((id) => [
      ...(isCarried(field, id) ? [] : [`${rules} has ${id}, and no symbol says that it carries it (\`@rule ${id}\`)`]),
      ...(isProved(field, id) ? [] : [`${rules} has ${id}, and neither a law nor the title of a test names it`])
    ]),
    ...field.carriers.flatMap((one) => unknown(one, "carries")),
    ...field.tests.flatMap((one) => unknown(one, "tests")),
    ...field.laws.flatMap(({ exercised, id }) => (exercised > 0 ? [] : [`law \`${id}\` was never exercised`]))
  ]
}

/** The presets that have a knob of a rule at another value than California does. */
export const presetsThatDiffer = (id: string): ReadonlyArray<string> => {
  const touching = Knob.paths.filter((path) => (Knob.knobs[path].rules as ReadonlyArray<string>).includes(id))
  const value = (policy: Policy, path: Knob.KnobPath): string => JSON.stringify(Knob.valueOf(policy, path))
  return Preset.all
    .filter((preset) => touching.some((path) => value(preset, path) !== value(calheers, path)))
    .map(({ name }) => name)
}

const knobOf = (symbol: string): Knob.KnobPath | undefined => {
  const [, of, key = ""] = /^core\/Policy\.(?:(SmallBusiness|Extranet)Terms\.)?(\w+)/.exec(symbol) ?? []
  const path = of === undefined ? key : `${of === "Extranet" ? "extranet" : "smallBusiness"}.${key}`
  return Knob.paths.find((one) => one === path)
}

/** What the doc comments of the knobs name and their data does not. */
const untold = (field: Field): ReadonlyArray<string> =>
  field.carriers.flatMap(({ line, path, rule, symbol }) => {
    const knob = knobOf(symbol)
    return knob === undefined || (Knob.knobs[knob].rules as ReadonlyArray<string>).includes(rule)
      ? []
      : [`${path}:${line} names ${rule}, and \`${knob}\` of PolicyKnob does not`]
  })

const shown = (value: unknown): string =>
  typeof value === "string" ? `\`${value}\`` : `\`${JSON.stringify(value).replaceAll('"', "").replaceAll(",", ", ")}\``

/** The page of the knobs, their bounds, and on what the values of each preset rest. */
export const policiesPage = (): Page => {
  const link = (id: string) => `[${id}](rules.md#${id.toLowerCase()})`
  const row = (preset: Policy, path: Knob.KnobPath): ReadonlyArray<string> => {
    const { confidence, source } = Knob.groundOf(path, preset.name as Knob.PresetName)
    return [`\`${path}\``, cell(shown(Knob.valueOf(preset, path))), confidence, cell(source)]
  }
  const told = (preset: Policy) =>
    preset === calheers
      ? Knob.paths
      : Knob.paths.filter((path) => Knob.knobs[path].grounds[preset.name as Knob.PresetName] !== undefined)
  return page(
    "docs/policies.md",
    "# Policies",
    "Written by `npm run rules -- --write`; change `PolicyKnob`, not this page.",
    "A value is documented (D), documented for an earlier year (D-old), inferred (I), background knowledge of the field that was " +
      "not read again (B: check it before anyone relies on it legally) or our own choice (C).",
    "## Knobs",
    table(
      ["Knob", "What it says", "Bounds", "Rules"],
      Knob.paths.map((path) => {
        const { bounds, rules, sentence } = Knob.knobs[path]
        return [`\`${path}\``, cell(sentence), cell(bounds), rules.map(link).join(", ")]
      })
    ),
    ...Preset.all.flatMap((preset) => [
      `## ${preset.name}`,
      preset === calheers
        ? "The values of California, with which the others are compared."
        : "What this exchange has otherwise than California, or documents itself. Every other knob has California's value, as our own choice (C).",
      table(
        ["Knob", "Value", "Mark", "Source"],
        told(preset).map((path) => row(preset, path))
      )
    ])
  )
}

const unique = (all: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(all)].sort()
const link = (label: string, path: string): string => `[${label}](../${path})`

const testsCell = (field: Field, id: string): string => {
  const paths = field.tests.filter(({ rule }) => rule === id).map(({ path }) => path)
  return unique(paths)
    .map((path) => {
      const count = paths.filter((one) => one === path).length
      const label = path
        .replace(/^packages\//, "")
        .replace(/\/test\//, "/")
        .replace(/\.test\.ts$/, "")
      return link(label, path) + (count > 1 ? ` (${count})` : "")
    })
    .join(", ")
}

const symbolsCell = (field: Field, id: string): string => {
  const places = new Map(field.carriers.filter(({ rule }) => rule === id).map(({ path, symbol }) => [symbol, path]))
  return [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([symbol, path]) => link(`\`${symbol}\``, path))
    .join(", ")
}

/** The page of the rules. */
export const rulesPage = (field: Field): Page => {
  const known = Object.keys(field.catalogue).sort(byId)
  const counts = figures(field)
  const row = (id: string): ReadonlyArray<string> => {
    const { confidence, sentence, source } = field.catalogue[id] as Rule
    const proofs = lawsOf(field, id)
    return [
      `<a id="${id.toLowerCase()}"></a>${id}`,
      cell(sentence),
      `${confidence}, ${cell(source)}`,
      symbolsCell(field, id),
      proofs.map((law) => `[${law.id}](#${law.id})`).join(", "),
      testsCell(field, id),
      String(proofs.reduce((sum, { exercised }) => sum + exercised, 0)),
      presetsThatDiffer(id).join(", ")
    ]
  }
  const head = ["Rule", "What it says", "Source", "Carried by", "Laws", "Tests", "Hits", "Presets that differ"]
  return page(
    "docs/rules.md",
    "# Rules",
    "Written by `npm run rules -- --write`; change the sources, not this page.",
    `The field has ${counts.catalogue} rules. This version carries ${known.length} of them, each by a symbol that names ` +
      `it and held by a law or a test; ${counts.later.length} wait, [each for a reason](#rules-that-wait).`,
    "A source is documented (D), documented for an earlier year (D-old), inferred (I), background knowledge of the field that " +
      "was not read again (B: check it before anyone relies on it legally) or our own choice (C). Hits are the " +
      `generated inputs on which the laws of a rule had something to say, with the seed ${seed}. Presets that differ set ` +
      "a knob of the rule to another value than California's; [policies](policies.md) tells of each knob which rules it touches.",
    ...order.flatMap((area) => {
      const ids = known.filter((id) => areaOf(id) === area)
      return ids.length === 0 ? [] : [`## ${areas[area]}`, table(head, ids.map(row))]
    }),
    "## Laws",
    "Each law is a sentence that is checked on generated inputs. It is exercised by an input about which it says " +
      "something; one that is never exercised would prove nothing and fails the build.",
    table(
      ["Law", "What holds", "Rules", "Inputs", "Exercised"],
      field.laws.map(({ exercised, id, rules, runs, sentence }) => [
        `<a id="${id}"></a>\`${id}\``,
        cell(sentence),
        rules.map((rule) => `[${rule}](#${rule.toLowerCase()})`).join(", "),
        String(runs),
        String(exercised)
      ])
    ),
    "## Rules that wait",
    "Rules of the field that this version does not carry yet (L).",
    table(
      ["Rule", "What it says", "Source", "Why it waits"],
      counts.later.map((id) => {
        const { confidence, sentence, source, why } = field.later[id] as Field["later"][string]
        return [`<a id="${id.toLowerCase()}"></a>${id}`, cell(sentence), `${confidence}, ${cell(source)}`, cell(why)]
      })
    )
  )
}

/** Reads the field below `root` and tries every law. */
export const read = (root: string): Field => ({
  catalogue,
  later,
  carriers: carriers(root),
  tests: tests(root),
  laws: laws.map((law) => {
    const { exercised, runs } = Law.check(law, { seed })
    return { id: law.id, sentence: law.sentence, rules: law.rules as ReadonlyArray<RuleId>, runs, exercised }
  })
})

/** Checks the field and its pages, and writes them when `write`. */
export const check = (root: string, field: Field, found: ReadonlyArray<Found>, write: boolean): Outcome => {
  const { implemented, later: waiting, proved } = figures(field)
  return {
    problems: [
      ...problems(field),
      ...untold(field),
      ...found.flatMap(({ machine, module }) => flaws(diagram(machine)).map((flaw) => `${module}.machine: ${flaw}`)),
      ...settle(root, [rulesPage(field), policiesPage(), permissionsPage(), machinesPage(found)], write)
    ],
    summary: `${implemented} rules carried, ${proved} proved, ${waiting.length} wait; ${found.length} machines`
  }
}

if (import.meta.main) {
  const args = process.argv.slice(2)
  const field = read(".")
  report("rules", check(".", field, await machines(), args.includes("--write")))
  if (args.includes("--json")) console.log(JSON.stringify(figures(field)))
}
