/**
 * Differential runs: random stories told to the rules of production and to the reference model, compared after every
 * step.
 *
 * A run follows from its seed alone. A difference comes back as the shortest story found that still shows it, which
 * can be saved, sent and told again without the generator.
 *
 * **Example** (A thousand commands, and where the two differ)
 *
 * ```ts
 * import { run } from "@agencybook/testing/Differential"
 *
 * const { commands, differences } = run({ commands: 1_000, seed: 1 })
 * console.log(commands, differences.length)
 * // => 1000 0
 * ```
 *
 * @since 0.1.0
 */
import type { CommandName } from "@agencybook/application/Catalogue"
import type { Policy } from "@agencybook/core/Policy"
import { type Event, type Kind, refOf } from "@agencybook/core/Record"
import type { Step, Trace } from "./DifferentialTrace.ts"
import { digestOf, listsOf, namesOf, withoutRecord, worldOf } from "./DifferentialTrace.ts"
import { booksDiffer, differ, type Finding, observed } from "./internal/DifferentialComparison.ts"
import { carryOut, type Outcome } from "./internal/DifferentialPath.ts"
import { begin, next, signedIn } from "./internal/DifferentialStory.ts"
import { type Answer, answer } from "./Reference.ts"
import { judge } from "./ReferenceAuthority.ts"
import { dayOf } from "./ReferenceDates.ts"
import type { World as Facts, Moment } from "./ReferenceWorld.ts"
import { put, without } from "./ReferenceWorld.ts"
import { core, type Rules } from "./Rules.ts"
import * as Seed from "./Seed.ts"
import type { World } from "./World.ts"

/** Where production and the reference model differ, with a story that shows it at its last step. @category models */
export interface Difference {
  readonly trace: Trace
  /** What differs: the outcome, the reason of a refusal, who granted it, the facts afterwards, needless events, or the books. */
  readonly what: Finding["what"]
  readonly reference: ReadonlyArray<string>
  readonly production: ReadonlyArray<string>
  /** How many commands the run had carried out when it came upon the difference. */
  readonly commands: number
}

/** What a run is asked for. @category models */
export interface Options {
  readonly commands: number
  readonly seed: number
  /** The rules that are tried; those of core unless told otherwise. */
  readonly rules?: Rules
  /** The run ends after this many differences, 3 unless told otherwise. */
  readonly stopAfter?: number
}

/** What a run did. @category models */
export interface Report {
  readonly commands: number
  readonly stories: number
  /** Questions of authority that were asked beside the commands. */
  readonly questions: number
  /** How often each command was accepted. */
  readonly accepted: Readonly<Partial<Record<CommandName, number>>>
  /** How often each refusal was given, by code and rule. */
  readonly refused: Readonly<Record<string, number>>
  /** Commands that the reference model does not follow, and whose effect it took over. */
  readonly notCovered: Readonly<Partial<Record<CommandName, number>>>
  readonly differences: ReadonlyArray<Difference>
}

/** The two sides of a story: production's records, and the reference model's facts. */
interface Sides {
  readonly world: World
  readonly facts: Facts
}

interface Told {
  readonly sides: Sides
  readonly outcome: Outcome
  readonly covered: boolean
  readonly finding: Finding | undefined
}

const momentOf = (step: Step, policy: Policy): Moment => ({
  commandId: step._tag === "Send" ? step.id : "",
  at: step.at,
  day: dayOf(step.at, policy.timeZone),
  actor: "actor" in step ? step.actor : { _tag: "System", userId: "" as never },
  acting: "acting" in step ? step.acting : undefined,
  secondFactor: "secondFactor" in step,
  policy,
  secret: step._tag !== "Send" ? undefined : step.command._tag === "IssueAccessCode" ? digestOf(step.id) : step.secret
})

const answerOf = (facts: Facts, step: Step, policy: Policy): Answer => {
  const moment = momentOf(step, policy)
  switch (step._tag) {
    case "Send":
      return answer(facts, step.command, moment)
    case "Ask": {
      const { agencyId: agency, agentId: agent, caseId, counselorId: counselor } = step.target
      const granted = judge(
        facts,
        { capability: step.capability, target: { agency, agent, counselor, case: caseId } },
        moment
      )
      const { reasons } = granted
      return reasons.length === 0
        ? { _tag: "Accepted", nothing: true, world: facts, granted }
        : { _tag: "Refused", by: "authority", reasons, world: facts }
    }
    case "Lock": {
      const open = without(
        without(facts, "locked", ({ agent }) => agent === step.agentId),
        "opened",
        ({ agent }) => agent === step.agentId
      )
      const known = facts.some((fact) => fact.is === "agent" && fact.agent === step.agentId)
      const world = step.locked && known ? put(open, { is: "locked", agent: step.agentId, why: undefined }) : open
      return { _tag: "Accepted", nothing: false, world }
    }
  }
}

/** What comes of a step in the model: each reason against it, or into which states something goes. */
const outcomesOf = (step: Step, before: Facts, said: Answer): ReadonlyArray<string> => {
  if (said._tag === "Refused") return said.reasons.map(({ code, rule }) => `${code} ${rule}`)
  const name = step._tag === "Send" ? step.command._tag : step._tag
  if (said._tag === "NotCovered") return [name]
  if (said.nothing) return [`${name}, which changes nothing`]
  const known = new Set<unknown>(before)
  const states = said.world.flatMap((fact) => ("state" in fact && !known.has(fact) ? [`${fact.is} ${fact.state}`] : []))
  return [[name, ...Array.from(new Set(states)).sort()].join(", ")]
}

/** Records that a book, a roster and the directory are read from. */
const shown: ReadonlyArray<Kind> = ["agency", "agent", "employment", "case", "delegation"]
const showsInBooks = (event: Event): boolean => shown.includes(refOf(event).kind)

const tell = (rules: Rules, { facts, world }: Sides, step: Step, policy: Policy): Told => {
  const said = answerOf(facts, step, policy)
  let outcome: Outcome
  try {
    outcome = carryOut(rules, world, step, policy)
  } catch (error) {
    const finding: Finding = { what: "outcome", reference: [said._tag], production: [`threw: ${error}`] }
    return { sides: { facts, world }, outcome: { _tag: "Refused", events: [], world }, covered: true, finding }
  }
  if (said._tag === "NotCovered") {
    const sides = { world: outcome.world, facts: outcome.events.length === 0 ? facts : observed(outcome.world) }
    return { sides, outcome, covered: false, finding: undefined }
  }
  const moment = { at: step.at, zone: policy.timeZone }
  const finding =
    differ(said, outcome) ??
    (outcome.events.some(showsInBooks) ? booksDiffer(said.world, outcome.world, rules, moment) : undefined)
  return { sides: { world: outcome.world, facts: said.world }, outcome, covered: true, finding }
}

/** Where two stories differ in the same way. */
const signature = (step: Step, { production, reference, what }: Finding): string => {
  const name = step._tag === "Send" ? step.command._tag : step._tag
  const words = what === "outcome" || what === "reason" ? [reference[0], production[0], production[1]] : []
  return [name, what, ...words.map((word) => word?.split(" ").slice(0, 2).join(" "))].join("|")
}

interface Showing {
  readonly finding: Finding
  readonly signature: string
  readonly at: number
}

const firstFinding = (trace: Trace, rules: Rules): Showing | undefined => {
  const world = worldOf(trace)
  let sides: Sides = { world, facts: observed(world) }
  for (const [at, step] of trace.steps.entries()) {
    const told = tell(rules, sides, step, trace.policy)
    if (told.finding !== undefined) return { finding: told.finding, signature: signature(step, told.finding), at }
    sides = told.sides
  }
  return undefined
}

/** Leaves out as many elements as possible while the rest still shows the same. */
const thinned = <A>(list: ReadonlyArray<A>, shows: (rest: ReadonlyArray<A>) => boolean): ReadonlyArray<A> => {
  let rest = list
  for (let size = Math.ceil(list.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = rest.length - size; start > -size; start -= size) {
      const shorter = rest.filter((_, n) => n < start || n >= start + size)
      if (shorter.length < rest.length && shows(shorter)) rest = shorter
    }
  }
  return rest
}

const sizeOf = ({ steps, world }: Trace): number => steps.length + namesOf(world).length

/**
 * Shortens a story that shows a difference: steps first, then records of the world it starts from.
 *
 * @category transforms
 */
export const shrink = (trace: Trace, rules: Rules = core): Trace => {
  const shown = firstFinding(trace, rules)
  if (shown === undefined) return trace
  const shows = (candidate: Trace) => {
    const found = firstFinding(candidate, rules)
    return found?.signature === shown.signature && found.at === candidate.steps.length - 1
  }
  let short: Trace = { ...trace, steps: trace.steps.slice(0, shown.at + 1) }
  const last = short.steps.slice(-1)
  for (let size = 0; size !== sizeOf(short); ) {
    size = sizeOf(short)
    const before = thinned(short.steps.slice(0, -1), (steps) => shows({ ...short, steps: [...steps, ...last] }))
    short = { ...short, steps: [...before, ...last] }
    for (const id of namesOf(short.world)) {
      const smaller = { ...short, world: withoutRecord(short.world, id) }
      if (shows(smaller)) short = smaller
    }
  }
  return short
}

/**
 * Tells a story again; `undefined` when the two no longer differ.
 *
 * @category queries
 */
export const replay = (trace: Trace, rules: Rules = core): Difference | undefined => {
  const shown = firstFinding(trace, rules)
  if (shown === undefined) return undefined
  const { at, finding } = shown
  return { trace: { ...trace, steps: trace.steps.slice(0, at + 1) }, ...finding, commands: at + 1 }
}

const length = 90
const count = (counts: Record<string, number>, name: string) => {
  counts[name] = (counts[name] ?? 0) + 1
}

/**
 * Tells stories until the wanted number of commands was carried out, or enough differences were found.
 *
 * @category queries
 */
export const run = ({ commands, rules = core, seed, stopAfter = 3 }: Options): Report => {
  const accepted: Record<string, number> = {}
  const refused: Record<string, number> = {}
  const notCovered: Record<string, number> = {}
  const differences: Array<Difference> = []
  const come: Record<string, number> = {}
  let done = 0
  let questions = 0
  let stories = 0
  for (; done < commands && differences.length < stopAfter; stories++) {
    const choices = Seed.from(Math.imul(seed, 0x9e3779b1) + stories)
    const story = begin(choices, seed + stories)
    const start = { policy: story.policy, world: listsOf(story.world) }
    let sides: Sides = { world: story.world, facts: observed(story.world) }
    const steps: Array<Step> = []
    for (let n = 0; n < length && done < commands; n++) {
      const { facts } = sides
      const outcomes = (one: Step) => outcomesOf(one, facts, answerOf(facts, one, story.policy))
      const met = (one: Step) => Math.max(...outcomes(one).map((outcome) => come[outcome] ?? 0))
      const step = signedIn(next(story, sides.world, choices, n, met), n)
      for (const outcome of outcomes(step)) count(come, outcome)
      steps.push(step)
      const told = tell(rules, sides, step, story.policy)
      if (step._tag === "Send") {
        done += 1
        if (!told.covered) count(notCovered, step.command._tag)
        else if (told.outcome._tag === "Accepted") count(accepted, step.command._tag)
      } else if (step._tag === "Ask") questions += 1
      const { refusal } = told.outcome
      if (refusal !== undefined) count(refused, `${refusal.code} ${refusal.rule}`)
      if (told.finding !== undefined) {
        const trace = shrink({ ...start, steps }, rules)
        const shown = replay(trace, rules)
        differences.push({ ...(shown ?? { trace, ...told.finding }), commands: done })
        break
      }
      sides = told.sides
    }
  }
  return { commands: done, stories, questions, accepted, refused, notCovered, differences }
}
