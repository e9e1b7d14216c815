/**
 * Model-based runs: random commands with symbolic targets against a system under test, each answer compared with the one
 * that the rules give.
 *
 * A target is a number, "the third open request", and is looked up in the world when its turn comes, so that a run stays
 * meaningful while it shrinks. A run that finds a difference is told as a story, and can be kept as one
 * (`ScenarioTrace`).
 *
 * @since 0.1.0
 */
import { type Command, type CommandName, catalogue } from "@agencybook/application/Catalogue"
import { type Actor, key as actorKey } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import type { AgencyId } from "@agencybook/core/Id"
import type { Policy } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import * as CommandActors from "./CommandActors.ts"
import * as Commands from "./Commands.ts"
import type { Driver, Reply } from "./Driver.ts"
import { differences } from "./internal/Difference.ts"
import * as OracleQueries from "./internal/OracleQueries.ts"
import { policyOf } from "./internal/OwnPolicy.ts"
import * as Revealed from "./internal/Revealed.ts"
import * as Oracle from "./Oracle.ts"
import { assertAsked, core, type Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"
import { endingOf, type Step, type Trace } from "./ScenarioTrace.ts"
import * as Seed from "./Seed.ts"
import * as World from "./World.ts"

/** One move of a run, before anybody knows which record it will meet. @category models */
export type Move =
  | {
      readonly _tag: "Send"
      readonly name: CommandName
      /** Which of the records that fit, counted from 0; beyond the last, it starts again. */
      readonly target: number
      /** `usual` for whoever would give the command, or the number of anybody. */
      readonly by: "usual" | number
      /** In the open acting session of this number, by its manager. */
      readonly acting?: number
      readonly typed: Oracle.Typed
      /** Minutes that pass before it. */
      readonly after: number
    }
  /** An earlier command is sent again with the same identifier, unchanged or as another one. */
  | { readonly _tag: "Again"; readonly earlier: number; readonly changed: boolean }
  /** The roster and the book of an agency are looked at. */
  | { readonly _tag: "Look"; readonly agency: number }

/** What is said of the steps that make the world of a run. */
const delivery = "a delivery"

/** What a run goes through. @category models */
interface Model {
  state: Oracle.State
  revealed: Revealed.Revealed
  now: Dates.Instant
  readonly sent: Array<Oracle.Sent>
  readonly steps: Array<Step>
  readonly compare: NonNullable<Options["compare"]>
}

/** A move in words, as it stands in a shrunk run. @category encoding */
export const describe = (move: Move): string => {
  switch (move._tag) {
    case "Send": {
      const by = move.by === "usual" ? "whoever usually does" : `actor ${move.by}`
      const acting = move.acting === undefined ? "" : ` in acting session ${move.acting}`
      return `${move.name} of the ${ordinal(move.target)}, by ${by}${acting}${move.after === 0 ? "" : `, ${move.after} minutes later`}`
    }
    case "Again":
      return `the ${ordinal(move.earlier)} command again${move.changed ? ", with another body" : ""}`
    case "Look":
      return `a look at the ${ordinal(move.agency)} agency`
  }
}

const ordinal = (n: number): string => {
  const last = n + 1
  const end =
    last % 10 === 1 && last !== 11
      ? "st"
      : last % 10 === 2 && last !== 12
        ? "nd"
        : last % 10 === 3 && last !== 13
          ? "rd"
          : "th"
  return `${last}${end}`
}

const nth = <A>(list: ReadonlyArray<A>, n: number): A | undefined => list[n % Math.max(1, list.length)]

const actors = (world: World.World): ReadonlyArray<Actor> => [
  ...[...world.agent.keys()].map((agentId): Actor => ({ _tag: "Agent", agentId: agentId as never })),
  ...[...world.case.keys()].slice(0, 3).map((caseId): Actor => ({ _tag: "Consumer", caseId: caseId as never })),
  Sample.exchange,
  Sample.serviceCenter,
  Sample.system,
  { _tag: "Applicant", userId: Sample.userId },
  { _tag: "Counselor", userId: Sample.userId },
  ...([1, 2] as const).flatMap((level) =>
    [...world.agency.keys()].map(
      (agencyId): Actor => ({ _tag: "Staff", userId: Sample.userId, agencyId: agencyId as never, level })
    )
  )
]

const resolved = (move: Extract<Move, { readonly _tag: "Send" }>, model: Model): Oracle.Sent => {
  const { world } = model.state
  const n = model.sent.length
  const command = Commands.of(move.name, world, Seed.counting(move.target), { n })
  const open = World.records(world, "acting").filter(({ closedAt }) => closedAt === undefined)
  const session = move.acting === undefined ? undefined : nth(open, move.acting)
  const by =
    move.by === "usual" ? CommandActors.usual(world, command) : (nth(actors(world), move.by) ?? Sample.exchange)
  const checks = catalogue[move.name].secretWork?._tag === "Check"
  return {
    id: `run-${n}`,
    at: model.now,
    actor: session === undefined ? by : { _tag: "Agent", agentId: session.managerId },
    command,
    ...(session === undefined ? {} : { acting: session.actingId }),
    ...(checks ? { typed: Revealed.isKnown(command, model.state, model.revealed) ? move.typed : "wrong" } : {})
  }
}

const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, one: unknown) => (key === "digest" ? undefined : one)) ?? "null")

/** In which ways a reply is not the answer of the rules. */
const unlike = (expected: Oracle.Outcome, got: Reply, compare: Model["compare"]): ReadonlyArray<string> => {
  if (compare === "verdicts") {
    const verdict = ({ _tag }: { readonly _tag: string }) => (_tag === "Done" ? "carried out" : "not carried out")
    return differences(verdict(expected), verdict(got), "verdict")
  }
  if (expected._tag !== got._tag) return [`expected \`${expected._tag}\`, got \`${got._tag}\`: ${JSON.stringify(got)}`]
  if (expected._tag === "Done" && got._tag === "Done")
    return [
      ...apart(plain(expected.events), plain(got.events), "events"),
      ...differences(expected.repeated, got.repeated, "repeated")
    ]
  if (expected._tag === "Refused" && got._tag === "Refused") {
    const { code, rule } = expected.refusal
    return differences({ code, rule }, got.refusal, "refusal")
  }
  return []
}

/** A system under test answered otherwise than the rules; the message tells the story, `trace` keeps it. @category errors */
export class ModelRunBroken extends Error {
  override readonly name = "ModelRunBroken"
  readonly trace: Trace
  constructor(message: string, trace: Trace) {
    super(message)
    this.trace = trace
  }
}

const traceOf = (model: Model): Trace => ({
  format: "agencybook-trace/1",
  name: "model-run",
  sentence: "a run in which the system under test answered otherwise than the rules",
  rules: [],
  ...(model.state.policy === undefined ? {} : { policy: model.state.policy }),
  steps: model.steps as unknown as Trace["steps"]
})

const told = (model: Model): ReadonlyArray<string> =>
  model.steps.map(({ acting, actor, at, command, says = "" }, n) => {
    const start = `${n + 1}. ${at} `
    if (says === delivery) return `${start}${delivery} of \`${Oracle.nameOf(command)}\``
    const { _tag, ...fields } = command as Readonly<Record<string, unknown>>
    const session = acting === undefined ? "" : ` in \`${acting}\``
    const again = says.startsWith("again") ? "again " : ""
    return `${start}${actorKey(actor)}${session}: ${again}${_tag} ${JSON.stringify(fields).slice(0, 300)}`
  })

// Of an object only the written fields are compared; what came without being expected is found the other way round.
const apart = (expected: unknown, got: unknown, what: string): ReadonlyArray<string> => {
  const found = differences(expected, got, what)
  return found.length > 0 ? found : differences(got, expected, what).map((line) => `${line} (as the other way round)`)
}

const broken = (model: Model, what: string, lines: ReadonlyArray<string>): never => {
  const story = told(model)
  throw new ModelRunBroken(
    [
      `the system under test answered otherwise than the rules: ${what}`,
      ...lines.slice(0, 12).map((line) => `  ${line}`),
      "the story:",
      ...story.map((line) => `  ${line}`)
    ].join("\n"),
    traceOf(model)
  )
}

const send = async (model: Model, driver: Driver, sent: Oracle.Sent, says: string, rules: Rules): Promise<void> => {
  const { outcome, state } = Oracle.answer(model.state, sent, rules)
  const { acting, actor, at, command, id, typed } = sent
  model.steps.push({
    says,
    at,
    actor,
    id,
    command,
    ends: endingOf(outcome),
    ...(acting === undefined ? {} : { acting }),
    ...(typed === undefined ? {} : { typed })
  } as Step)
  const got = await driver.send(Revealed.sending(sent, model.state, model.revealed))
  model.revealed = Revealed.noted(model.revealed, got)
  model.state = state
  const found = unlike(outcome, got, model.compare)
  if (found.length > 0) broken(model, says, [...found, ...Oracle.describe(outcome).split("\n")])
}

/** Who has which case, or who is on the roster, whatever else a row tells. */
const holders = (rows: unknown): ReadonlyArray<string> =>
  (Array.isArray(rows) ? rows : [])
    .map((row: { readonly agentId?: unknown; readonly caseId?: unknown } | null) =>
      [row?.caseId, row?.agentId].filter((id) => id !== undefined).join(" with ")
    )
    .sort()

const look = async (model: Model, driver: Driver, agencyId: AgencyId, rules: Rules): Promise<void> => {
  const at = model.now
  for (const _tag of ["Roster", "Book"] as const) {
    const got = await driver.ask({ _tag, actor: Sample.exchange, at, agencyId })
    const expected = plain(OracleQueries.answer(model.state, _tag, agencyId, at, rules))
    const compared = model.compare === "verdicts" ? holders : (rows: unknown) => rows
    const found =
      got._tag === "Answered"
        ? apart(compared(expected), compared(plain(got.value)), _tag)
        : [`expected an answer, got \`${got._tag}\``]
    if (found.length > 0) broken(model, `the ${_tag.toLowerCase()} of \`${agencyId}\``, found)
  }
}

/** Carries out one move on the model and on the system under test. @category laws */
const run = async (move: Move, model: Model, driver: Driver, rules: Rules): Promise<void> => {
  if (move._tag === "Look") {
    const agency = nth(World.records(model.state.world, "agency"), move.agency)
    return agency === undefined ? undefined : look(model, driver, agency.agencyId, rules)
  }
  if (move._tag === "Again") {
    const earlier = nth(model.sent, move.earlier)
    if (earlier === undefined) return
    const changed = {
      ...earlier,
      at: model.now,
      command: {
        _tag: "RecordDeath",
        agentId: Sample.agentId(0),
        documentId: Sample.finding.documentId
      } satisfies Command
    }
    return send(model, driver, move.changed ? changed : { ...earlier, at: model.now }, `again ${describe(move)}`, rules)
  }
  model.now = Dates.plusMillis(model.now, move.after * 60_000)
  const sent = resolved(move, model)
  model.sent.push(sent)
  return send(model, driver, sent, describe(move), rules)
}

/** What a model-based run is made from. @category models */
export interface Options {
  readonly runs?: number
  readonly seed?: number
  /** Commands of one run, at most. */
  readonly length?: number
  readonly size?: World.Size
  /** The rules that say what is right; those of core when absent. */
  readonly rules?: Rules
  /** The policy under which the system answers; that of Covered California when absent. */
  readonly policy?: Policy
  /** The commands to send; all when absent. */
  readonly only?: ReadonlyArray<CommandName>
  /**
   * What counts of an answer. `everything`, which is usual: events, refusals and rows, field by field. `verdicts`, for a
   * system with words of its own: whether a command was carried out, the `agentId` of each row of a roster, and
   * `caseId` and `agentId` of each row of a book; events may then be empty, and refusals have any code.
   */
  readonly compare?: "everything" | "verdicts"
}

/** How much a run has shown. @category models */
export interface Report {
  readonly runs: number
  readonly moves: number
  /** Commands that were carried out, by name. */
  readonly done: Readonly<Record<string, number>>
}

/** Arbitrary moves: commands of the catalogue with symbolic targets, repetitions and looks. @category generators */
export const move = (
  only: ReadonlyArray<CommandName> = Object.keys(catalogue) as ReadonlyArray<CommandName>
): fc.Arbitrary<Move> => {
  const sending = fc.record(
    {
      _tag: fc.constant("Send" as const),
      name: fc.constantFrom(...only),
      target: fc.nat(9),
      by: fc.oneof({ weight: 5, arbitrary: fc.constant("usual" as const) }, { weight: 1, arbitrary: fc.nat(20) }),
      acting: fc.nat(2),
      typed: fc.constantFrom("right" as const, "wrong" as const),
      after: fc.oneof(fc.constant(0), fc.constantFrom(1, 20, 30, 1_440, 45_000))
    },
    { requiredKeys: ["_tag", "name", "target", "by", "typed", "after"] }
  )
  // One command in six is given in an acting session.
  const unbound = sending.map(({ acting: _, ...rest }): Move => rest)
  return fc.oneof(
    { weight: 10, arbitrary: unbound },
    { weight: 2, arbitrary: sending as fc.Arbitrary<Move> },
    {
      weight: 1,
      arbitrary: fc.record({ _tag: fc.constant("Again" as const), earlier: fc.nat(9), changed: fc.boolean() })
    },
    { weight: 1, arbitrary: fc.record({ _tag: fc.constant("Look" as const), agency: fc.nat(2) }) }
  )
}

class Step_ implements fc.AsyncCommand<Model, Driver> {
  readonly move: Move
  readonly rules: Rules
  readonly tally: (move: Move, model: Model) => void
  constructor(move: Move, rules: Rules, tally: (move: Move, model: Model) => void) {
    this.move = move
    this.rules = rules
    this.tally = tally
  }
  check(): boolean {
    return true
  }
  async run(model: Model, driver: Driver): Promise<void> {
    await run(this.move, model, driver, this.rules)
    this.tally(this.move, model)
  }
  toString(): string {
    return describe(this.move)
  }
}

/**
 * Runs random commands against a system under test and gives a report, or throws `ModelRunBroken` with the shortest story
 * found in which it answers otherwise than the rules.
 *
 * **Details**: every run gets a system of its own from `make`, empty; a world is delivered first, then the commands come,
 * and in the end rosters and books are compared. A policy that cannot be meant is refused with a `TypeError`.
 *
 * @category laws
 */
export const check = async (make: () => Driver | Promise<Driver>, options: Options = {}): Promise<Report> => {
  const { length = 30, only, rules = core, runs = 50, size = { agencies: 2, agents: 3, cases: 4 } } = options
  const { compare = "everything" } = options
  assertAsked(rules)
  const policy = policyOf(options.policy, "a system cannot be checked")
  const done: Record<string, number> = {}
  let moves = 0
  const tally = (_move: Move, model: Model): void => {
    moves += 1
    const last = model.steps.at(-1)
    if (last === undefined || last.ends._tag !== "Done") return
    const name = Oracle.nameOf(last.command) ?? "?"
    done[name] = (done[name] ?? 0) + 1
  }
  const commands = fc.commands([move(only).map((one) => new Step_(one, rules, tally))], {
    maxCommands: length,
    size: "max"
  })
  let shortest: ModelRunBroken | undefined
  const property = fc.asyncProperty(fc.nat(1_000), commands, async (start, list) => {
    const driver = await make()
    try {
      const model: Model = {
        state: Oracle.start(undefined, policy),
        revealed: Revealed.none,
        now: Sample.now,
        sent: [],
        steps: [],
        compare
      }
      for (const [n, command] of World.deliveries(World.make(start, size)).entries())
        await send(
          model,
          driver,
          { id: `delivery-${n}`, at: model.now, actor: Sample.system, command },
          delivery,
          rules
        )
      await fc.asyncModelRun(() => ({ model, real: driver }), list)
      for (const { agencyId } of World.records(model.state.world, "agency")) await look(model, driver, agencyId, rules)
    } catch (error) {
      if (
        error instanceof ModelRunBroken &&
        (shortest === undefined || error.trace.steps.length <= shortest.trace.steps.length)
      )
        shortest = error
      throw error
    } finally {
      await driver.close()
    }
  })
  const details = await fc.check(property, {
    numRuns: runs,
    ...(options.seed === undefined ? {} : { seed: options.seed })
  })
  if (details.failed) throw shortest ?? details.errorInstance ?? new Error("a run failed")
  return { runs: details.numRuns, moves, done }
}
