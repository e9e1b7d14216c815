/**
 * Scopes for the explorer, and what it finds in them: all states that the rules of production can reach in a small
 * exchange, judged by the invariants of the design.
 *
 * **In scope** are certification (suspend, reinstate, terminate; in the scope `career` every state and the checklist
 * in its order), employment, agency certification, requests, acceptances and endings of delegations, transfers of a
 * book and of one case, acting sessions, access codes, host locks, accounts of the agent extranet with every day of
 * their passwords (in the scope `extranet`), the ways to a new agent that need no answer, passcodes, the consents that
 * delegations rest on and helpers of the agency (in the scope `ways`), how helpers are approved (`approval`), what the
 * regulator says of licences, and their last day (`licences`), transfers that wait for their day, and papers of a case
 * that goes to another agency (`waiting`), or for the consumer's yes (`asking`), and time: idle sessions, expired codes,
 * due requests and transfers. Every command is tried by who may send it and by some who may not. **Abstracted** are the texts of records
 * and exact moments, which no rule of these commands distinguishes beyond those ages. **Bounded** is how much is out of
 * the ordinary at a time (`budget`): agents not certified, not employed or locked, suspended agencies, changed helpers,
 * licences out of order, open requests, cases with a code or an account, live passcodes, transfers that wait, and at most one acting session; a step beyond is
 * judged and not followed. In `2x4x2` suspended agencies are not counted, and the host locks nobody; in `extranet` a
 * certification is older than the week of every run. Delegations that an agent holds are not bounded. **Left out** are
 * feeds and rosters, the opening of agencies, invitations, and the last day of a certification, which the laws over
 * dates watch.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import { calheers, type Policy, verifications } from "@agencybook/core/Policy"
import { type Event, idOf } from "@agencybook/core/Record"
import { type Breach, type Counterexample, explore, type Options, type Statistics } from "./Explorer.ts"
import { invariants, judgeState, judgeStep, type Subject } from "./Invariants.ts"
import { initialText, modelOf, partsOf } from "./internal/ExplorerModel.ts"
import type { Move } from "./internal/ExplorerMove.ts"
import { movesOf } from "./internal/ExplorerMoves.ts"
import { decode, sizesOf, waits } from "./internal/ExplorerShape.ts"
import type { Scope } from "./internal/ExplorerSize.ts"
import { type Sent, take } from "./internal/ExplorerStep.ts"
import { laterBy } from "./internal/ExplorerTransfer.ts"
import { core, type Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

export type { Scope } from "./internal/ExplorerSize.ts"

const all = {
  career: false,
  agency: true,
  transfer: true,
  acting: true,
  codes: true,
  locks: true,
  extranet: false,
  ways: false,
  staff: false,
  approval: false,
  licences: false,
  waiting: false,
  memory: true
}
const brief = { ...all, memory: false }
const lives = { ...all, career: true, codes: false }
const passwords = {
  ...all,
  career: true,
  transfer: false,
  acting: false,
  codes: false,
  extranet: true
}
const atOnce = { ...brief, transfer: false, acting: false, ways: true, staff: true }
const regulated = { ...brief, codes: false, locks: false, licences: true }
const approved = { ...brief, transfer: false, acting: false, codes: false, locks: false, staff: true, approval: true }
const patient = { ...brief, acting: false, codes: false, locks: false, waiting: true }
const policy: Policy = { ...calheers, accessCode: { ...calheers.accessCode, tries: 2 } }

const scope = (
  name: string,
  agencies: number,
  agents: number,
  managers: number,
  consumers: number,
  budget: number,
  features: Scope["features"]
): Scope => ({ name, agencies, agents, managers, consumers, budget, features, agenciesCount: true, policy })

/** Every way to a new agent is open, and helpers of the second level answer requests. */
const open: Policy = {
  ...policy,
  newAgentVerification: verifications,
  claimBySearch: "any",
  // One passcode after the other: no time passes between two steps.
  agentChangeCode: { minutes: 10, tries: 2, waitMinutes: 0, perDay: 100 },
  staffMayAnswerRequests: "level-2"
}

/** Books go to another agency on any day, two days after their papers. */
const onAnyDay: Policy = { ...policy, crossAgencyEffective: { on: "any-day", days: laterBy } }
/** The same, and consumers are asked before. */
const asking: Policy = { ...onAnyDay, transferConsent: "consumer-confirm" }
const trained: Policy = { ...policy, staffTraining: true, staffMayAnswerRequests: "both" }

/** The scopes by name. @category models */
export const scopes = {
  small: scope("small", 1, 2, 1, 1, 2, all),
  pair: scope("pair", 2, 2, 1, 2, 2, brief),
  career: scope("career", 1, 2, 1, 1, 3, lives),
  extranet: scope("extranet", 1, 1, 1, 0, 2, passwords),
  ways: { ...scope("ways", 2, 2, 1, 1, 2, atOnce), policy: open },
  licences: scope("licences", 1, 2, 1, 1, 3, regulated),
  approval: { ...scope("approval", 1, 2, 1, 1, 2, approved), policy: trained },
  waiting: { ...scope("waiting", 2, 2, 1, 1, 3, patient), policy: onAnyDay },
  asking: { ...scope("asking", 2, 2, 1, 1, 2, patient), policy: asking },
  "2x3x3": scope("2x3x3", 2, 3, 1, 3, 3, brief),
  "2x4x2": { ...scope("2x4x2", 2, 4, 2, 2, 3, { ...brief, locks: false }), agenciesCount: false }
} satisfies Record<string, Scope>
/** One step of a trace: a command with its sender, a change by the host, or only time. @category models */
export interface TraceStep {
  readonly at: Dates.Instant
  readonly name: string
  readonly id: Id.CommandId
  readonly sent?: Sent
  readonly host?: Event
}

/** A way into a breach as plain data: real commands at real moments, to be carried out as they stand. @category models */
export interface Trace extends Breach {
  readonly scope: string
  readonly steps: ReadonlyArray<TraceStep>
}

/** What was found in a scope. @category models */
export interface Findings extends Omit<Statistics, "counterexamples"> {
  readonly invariants: number
  readonly traces: ReadonlyArray<Trace>
}

/** The records of a scope before anything has happened. @category constructors */
export const initialWorld = (scope: Scope): World.World => {
  const maps = Object.fromEntries(Object.keys(World.empty).map((kind) => [kind, new Map<string, unknown>()]))
  for (const part of partsOf(scope)) {
    for (const { kind, record } of decode(part, initialText(part, scope), sizesOf(scope))) {
      maps[kind]?.set(idOf(kind, record), record)
    }
  }
  return maps as unknown as World.World
}

/** The session in sight of a world: the open one, or else the one that was closed last. */
const sessionOf = (world: World.World): Id.ActingId => {
  const key = ({ closedAt = "open" }: { readonly closedAt?: string }) => closedAt
  const [first] = World.records(world, "acting").toSorted((a, b) => (key(a) < key(b) ? 1 : -1))
  return first?.actingId ?? Id.make("no-session")
}

/** Writes down what the `n`-th try of a move is on real records. @category queries */
export const concrete = (
  move: Pick<Move, "name" | "send">,
  world: World.World,
  n: number,
  at: Dates.Instant
): TraceStep => {
  const id = Id.make<Id.CommandId>(`step-${n}`)
  const made = move.send(World.facts(world), { fresh: id, session: sessionOf(world), at })
  return { at, name: move.name, id, ...(made === undefined ? {} : "host" in made ? made : { sent: made }) }
}

/** What a step of a trace does to a world. @category machine */
export const carryOut = (
  scope: Scope,
  rules: Rules,
  world: World.World,
  { at, host, id, sent }: TraceStep
): { readonly world: World.World; readonly breaches: ReadonlyArray<Breach> } => {
  if (host !== undefined) return { world: World.after(world, [host]), breaches: [] }
  const taken = sent && take(rules, World.facts(world), sent, { commandId: id, at, policy: scope.policy })
  if (taken === undefined || taken._tag === "Refused") return { world, breaches: [] }
  return { world: World.after(world, taken.events), breaches: taken.events.length === 0 ? [] : judgeStep(taken) }
}

const subjects = (world: World.World): ReadonlyArray<Subject> => [
  ...World.records(world, "agency").map(({ agencyId }): Subject => ({ _tag: "Agency", agencyId })),
  ...World.records(world, "employment").map(({ agencyId, agentId }): Subject => ({ _tag: "Agent", agentId, agencyId })),
  ...World.records(world, "case").map(({ caseId }): Subject => ({ _tag: "Case", caseId })),
  ...World.records(world, "acting").map(({ actingId }): Subject => ({ _tag: "Session", actingId }))
]

/** What is wrong with a world at a moment, by every invariant. @category queries */
export const judge = (scope: Scope, rules: Rules, world: World.World, at: Dates.Instant): ReadonlyArray<Breach> =>
  subjects(world).flatMap((subject) =>
    judgeState({ subject, facts: World.facts(world), moment: { at, policy: scope.policy }, rules })
  )

const names: Readonly<Record<string, Scope>> = scopes

/**
 * Carries out a trace as it stands, without explorer and without search, and says what is wrong after its last step.
 *
 * @category machine
 */
export const replay = (trace: Trace, rules: Rules = core): ReadonlyArray<Breach> => {
  const scope = names[trace.scope]
  if (scope === undefined) throw new RangeError(`there is no scope \`${trace.scope}\``)
  let world = initialWorld(scope)
  let last: ReadonlyArray<Breach> = []
  for (const step of trace.steps) {
    const done = carryOut(scope, rules, world, step)
    world = done.world
    last = done.breaches
  }
  const at = trace.steps.at(-1)?.at ?? Sample.now
  return [...last, ...judge(scope, rules, world, at)]
}

/** Writes a counterexample as real commands. */
const traceOf = (scope: Scope, rules: Rules, { because, invariant, path }: Counterexample): Trace => {
  const moves = movesOf(scope).flatMap((group) => group.moves)
  const spans = Object.entries(waits)
  let world = initialWorld(scope)
  let { now: at }: { now: Dates.Instant } = Sample
  const steps = path.map((number, n): TraceStep => {
    const move = moves[number]
    const [name = "", millis = 0] = spans[number - moves.length] ?? []
    at = Dates.plusMillis(at, move === undefined ? millis : 1000)
    if (move === undefined) return { at, name: `wait ${name}`, id: Id.make(`step-${n}`) }
    const step = concrete(move, world, n, at)
    world = carryOut(scope, rules, world, step).world
    return step
  })
  return { scope: scope.name, invariant, because, steps }
}

/**
 * Explores a scope and judges every state and step of it; a violation comes with a shortest trace.
 *
 * @category machine
 */
export const check = (
  scope: Scope,
  rules: Rules = core,
  options: Options & { readonly symmetric?: boolean } = {}
): Findings => {
  const { counterexamples, ...statistics } = explore(modelOf(scope, rules, options.symmetric), options)
  const traces = counterexamples.map((one) => traceOf(scope, rules, one))
  return { ...statistics, invariants: invariants.length, traces }
}
