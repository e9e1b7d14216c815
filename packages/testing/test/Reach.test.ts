import { assert, describe, it } from "@effect/vitest"
import { check } from "../src/Law.ts"
import { laws } from "../src/Laws.ts"
import { neverRecorded } from "./fixture/cells.ts"
import { pairName, recorder, stepName } from "./fixture/recorder.ts"
import { type AnyMachine, everyMachine, everyRefusal } from "./fixture/refusals.ts"

const seed = 20_260_303
/** The least share of inputs about which a law has to say something. */
const least = 0.5

/**
 * What no command leads to yet. Whoever builds one takes it from this list.
 */
const nobodyAsks: ReadonlyArray<string> = []
/**
 * Triggers that no command asks for: they follow from another step, and only where the table has an edge. What production
 * decides instead, in every cell of every machine, is in `Cells.test.ts`.
 */
const following: Readonly<Record<string, ReadonlyArray<string>>> = {
  certification: ["complete", "reopen"],
  delegation: ["replace", "transfer", "freeze", "thaw", "end-certification"],
  "counselor delegation": ["replace", "end-certification"],
  consent: ["grant", "expire"],
  transfer: ["validate", "review", "ask", "schedule", "apply", "apply-part", "reject"],
  employment: ["activate", "end-application"],
  // What is wrong with a code is not told; only issuing and revoking name its state.
  "access code": ["redeem", "lock"],
  // What is in the way of an account is said in words of its own: one is linked, or none is.
  account: ["issue-code", "revoke-code", "link", "unlink"],
  "acting session": ["idle", "lose-authority"],
  // Whatever is wrong with a claim, the answer is the same.
  invitation: ["try", "claim", "expire", "lock", "replace"],
  // Nobody outside is told why a link is not sent or not accepted.
  "extranet account": ["provision", "take-over", "warn", "lock", "disable", "request-reset", "use-link"],
  staff: ["train"],
  // The last of the answers closes a list.
  "discrepancy list": ["complete"]
}
/** Asking for what is there already is accepted, and changes nothing. */
const already = [
  ...["employment: Active set-active", "employment: Inactive set-inactive"],
  ...["enrollment: PlanSelected select", "enrollment: Effectuated effectuate", "enrollment: Terminated terminate"],
  ...["enrollment: Cancelled cancel", "enrollment: Reinstated reinstate"],
  ...["application: NotStarted announce", "application: InProgress begin", "application: Submitted submit"],
  ...["application: Determined determine", "application: Closed close", "application: Withdrawn withdraw"],
  ...["renewal: NotDue reset", "renewal: AwaitingAction fall-due", "renewal: AutoRenewed renew-by-itself"],
  ...["renewal: ActivelyRenewed renew", "renewal: OptedOut opt-out", "renewal: AtRisk endanger"]
]

const { rules, seen } = recorder()
const reports = laws.map((law) => check(law, { seed, rules }))
const machines = await everyMachine()
const refusals = await everyRefusal()

const pairs = ({ name, states, table, triggers }: AnyMachine) =>
  states.flatMap((state) =>
    triggers.map((trigger) => {
      const answer = table[state]?.[trigger] as { readonly _tag: string; readonly to?: string } | undefined
      const step = answer?.to === undefined ? undefined : stepName(name, state, trigger, answer.to)
      return { pair: pairName(name, state, trigger), state, trigger, step }
    })
  )

describe("Reach: what the laws exercise", () => {
  it("says something about half of its inputs at least, each law", () => {
    const idle = reports.filter(({ exercised, runs }) => exercised < least * runs)
    assert.deepStrictEqual(
      idle.map(({ exercised, id, runs }) => `${id}: ${exercised} of ${runs}`),
      [],
      "narrow the generator to what the law is about"
    )
  })

  it.each(machines)("takes every transition of the $name, and none that its table does not have", (machine) => {
    const steps = pairs(machine).flatMap(({ step }) => step ?? [])
    assert.deepStrictEqual(
      steps.filter((step) => !seen.steps.has(step)),
      nobodyAsks.filter((step) => step.startsWith(`${machine.name}: `)),
      "no law takes these steps; widen a generator, or take from the list `nobodyAsks` what a command leads to now"
    )
    const ofThis = [...seen.steps].filter((step) => step.startsWith(`${machine.name}: `))
    const known = ofThis.filter((step) => machine.triggers.some((trigger) => step.includes(` --${trigger}--> `)))
    assert.deepStrictEqual(
      known.filter((step) => !steps.includes(step)),
      []
    )
  })

  it.each(machines)("meets every refusal of the $name", (machine) => {
    const follows = following[machine.name] ?? []
    const passes = Object.keys(neverRecorded[machine.name] ?? {})
    const asked = pairs(machine).filter(
      ({ state, step, trigger }) => step === undefined && !follows.includes(trigger) && !passes.includes(state)
    )
    assert.deepStrictEqual(
      asked.map(({ pair }) => pair).filter((pair) => !seen.pairs.has(pair) && !already.includes(pair)),
      [],
      "no law is refused here; widen a generator"
    )
    const refused = pairs(machine).filter(({ pair }) => seen.pairs.has(pair))
    assert.deepStrictEqual(
      refused.filter(({ trigger }) => follows.includes(trigger)).map(({ pair }) => pair),
      [],
      "a command asks for these now; take them from the list `following`"
    )
  })

  it("meets every refusal that a reason declares", () => {
    const declared = refusals.map(({ code, rule }) => `${code} ${rule}`)
    assert.deepStrictEqual(
      declared.filter((one) => !seen.refusals.has(one)),
      [],
      "no law meets these; widen a generator"
    )
  })
})
