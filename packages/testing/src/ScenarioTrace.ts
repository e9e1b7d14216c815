/**
 * Stories in files: who sent what and when, and how it had to end.
 *
 * A trace is plain JSON. It starts with an empty portal, names its rules, and can be replayed against the rules of core,
 * against replaced rules, or, step by step, against a running system. Commands stay as they are sent, so that a trace can
 * also tell of one that cannot be read.
 *
 * @since 0.1.0
 */
import { calheers } from "@agencybook/core/Policy"
import { catalogue, type RuleId } from "@agencybook/core/Rule"
import * as PolicySchema from "@agencybook/core/schema/Policy"
import * as Vocabulary from "@agencybook/core/schema/Vocabulary"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { compared, differences, fits } from "./internal/Difference.ts"
import { ScenarioBroken } from "./internal/ScenarioBroken.ts"
import * as Oracle from "./Oracle.ts"
import { core, type Rules } from "./Rules.ts"
import type * as World from "./World.ts"

const Text = Schema.String.check(
  Schema.makeFilter((text: string) =>
    text.length > 0 && text.length <= 500 && !/[\p{Cc}\p{Cs}]/u.test(text) ? undefined : "expected 1 to 500 characters"
  )
)

const Id = Schema.String.check(
  Schema.makeFilter((id: string) => (Object.hasOwn(catalogue, id) ? undefined : "expected the identifier of a rule"))
) as unknown as Schema.Codec<RuleId, string>

/** An event by its tag, or by its tag and the fields that matter. */
const ExpectedEvent = Schema.Union([Text, Schema.Record(Schema.String, Schema.Json)])
const ExpectedEvents = Vocabulary.atMost(10_000, "events", Schema.Array(ExpectedEvent))

/**
 * Schema for how a step has to end. Of the events of a step, those with a tag that is named are compared, all of them
 * and in order, so that a doubled event is found and a new kind of consequence breaks no old story.
 *
 * @category schemas
 */
export const Ending = Schema.Union([
  Schema.Struct({ _tag: Schema.Literal("Done"), events: ExpectedEvents }),
  Schema.Struct({ _tag: Schema.Literal("Nothing") }),
  Schema.Struct({ _tag: Schema.Literal("Repeated") }),
  Schema.Struct({
    _tag: Schema.Literal("Refused"),
    code: Text,
    rule: Schema.optionalKey(Id),
    events: Schema.optionalKey(ExpectedEvents)
  }),
  Schema.Struct({ _tag: Schema.Literal("Malformed"), path: Text }),
  Schema.Struct({ _tag: Schema.Literal("Conflicting") })
])
/** How a step has to end. @category models */
export type Ending = typeof Ending.Type

/** Schema for one step of a story. @category schemas */
export const Step = Schema.Struct({
  /** What happens here, for readers. */
  says: Schema.optionalKey(Text),
  at: Vocabulary.Instant,
  actor: Vocabulary.Actor,
  acting: Schema.optionalKey(Schema.String),
  /** Whether whoever sends it has signed in with a second factor. */
  secondFactor: Schema.optionalKey(Schema.Literal(true)),
  /** The identifier of the command; without it the steps are numbered. */
  id: Schema.optionalKey(Schema.String),
  command: Schema.Json,
  /** The access code that a consumer types: the latest one for the case, or another. */
  typed: Schema.optionalKey(Schema.Literals(["right", "wrong"])),
  ends: Ending
})
/** One step of a story. @category models */
export type Step = typeof Step.Type

/** Schema for a story. @category schemas */
export const Trace = Schema.Struct({
  format: Schema.Literal("agencybook-trace/1"),
  /** Short name with hyphens. */
  name: Schema.String.check(
    Schema.makeFilter((name: string) =>
      /^[a-z0-9]+(-[a-z0-9]+){0,15}$/.test(name) ? undefined : "expected a name of lower-case words with hyphens"
    )
  ),
  sentence: Text,
  rules: Vocabulary.atMost(100, "rules", Schema.Array(Id)),
  /** The policy it holds under; that of Covered California when absent. */
  policy: Schema.optionalKey(PolicySchema.Policy),
  steps: Vocabulary.atMost(10_000, "steps", Schema.NonEmptyArray(Step))
})
/** A story. @category models */
export type Trace = typeof Trace.Type

/** A text is no trace; the message names every field that is wrong. @category errors */
export class TraceUnreadable extends Error {
  override readonly name = "TraceUnreadable"
}

const strict = { errors: "all", onExcessProperty: "error" } as const
const words = SchemaIssue.makeFormatterStandardSchemaV1()

/** Reads a trace from JSON text, or throws `TraceUnreadable`. @category decoding */
export const load = (text: string): Trace => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new TraceUnreadable("a trace is JSON text; this one cannot be parsed")
  }
  const decoded = Schema.decodeUnknownResult(Trace)(json, strict)
  if (decoded._tag === "Success") return decoded.success
  const lines = words(decoded.failure.issue).issues.map(
    ({ message, path = [] }) => `  \`${path.map(String).join(".")}\`: ${message}`
  )
  throw new TraceUnreadable(["this is no trace:", ...lines.slice(0, 20)].join("\n"))
}

/** Writes a trace as JSON text, the same text for the same trace. @category encoding */
export const save = (trace: Trace): string =>
  `${JSON.stringify(Schema.encodeUnknownSync(Trace)(trace, strict), undefined, 2)}\n`

/** The identifier of the command of a step. @category queries */
export const commandId = (trace: Trace, index: number): string => trace.steps[index]?.id ?? `step-${index + 1}`

const sentOf = (trace: Trace, index: number): Oracle.Sent => {
  const { acting, actor, at, command, secondFactor, typed } = trace.steps[index] as Step
  return {
    id: commandId(trace, index),
    at,
    actor,
    command,
    ...(acting === undefined ? {} : { acting }),
    ...(secondFactor === undefined ? {} : { secondFactor }),
    ...(typed === undefined ? {} : { typed })
  }
}

type Patterns = ReadonlyArray<string | Readonly<Record<string, unknown>>>

const eventProblems = (expected: Patterns, got: ReadonlyArray<{ readonly _tag: string }>): ReadonlyArray<string> => {
  const patterns = expected.map((one) => (typeof one === "string" ? { _tag: one } : one))
  const tags = new Set(patterns.map(({ _tag }) => _tag))
  const told = expected.length === 0 ? got : got.filter(({ _tag }) => tags.has(_tag))
  return fits(patterns, told) ? [] : compared(patterns, told)
}

/** What a system under test answered, as far as it matters for an ending. @category models */
export type Observed =
  | { readonly _tag: "Done"; readonly events: ReadonlyArray<{ readonly _tag: string }>; readonly repeated: boolean }
  | {
      readonly _tag: "Refused"
      readonly refusal: { readonly code: string; readonly rule: string }
      readonly events?: ReadonlyArray<{ readonly _tag: string }>
    }
  | {
      readonly _tag: "Malformed"
      readonly issues: ReadonlyArray<{ readonly path: ReadonlyArray<string | number>; readonly message: string }>
    }
  | { readonly _tag: "Conflicting" }

/** In which ways an answer is not the expected ending; none when it is. @category queries */
export const problems = (ends: Ending, observed: Observed): ReadonlyArray<string> => {
  switch (ends._tag) {
    case "Done":
      return observed._tag === "Done" && !observed.repeated
        ? eventProblems(ends.events, observed.events)
        : ["expected it to be accepted"]
    case "Nothing":
      return observed._tag === "Done" ? eventProblems([], observed.events) : ["expected it to change nothing"]
    case "Repeated":
      return observed._tag === "Done" && observed.repeated ? [] : ["expected the remembered outcome"]
    case "Refused": {
      if (observed._tag !== "Refused") return [`expected the refusal \`${ends.code}\``]
      const { code, rule } = observed.refusal
      const named = differences(
        { code: ends.code, ...(ends.rule === undefined ? {} : { rule: ends.rule }) },
        { code, rule }
      )
      return [
        ...named.map((line) => line.slice(1)),
        ...(observed.events === undefined ? [] : eventProblems(ends.events ?? [], observed.events))
      ]
    }
    case "Malformed":
      return observed._tag === "Malformed" && observed.issues.some(({ path }) => path.join(".") === ends.path)
        ? []
        : [`expected it to be malformed at \`${ends.path}\``]
    case "Conflicting":
      return observed._tag === "Conflicting" ? [] : ["expected a conflict of identifiers"]
  }
}

/** One step as it was replayed. @category models */
export interface Replayed {
  readonly step: Step
  /** What was answered; nothing when the rules threw. */
  readonly outcome: Oracle.Outcome | undefined
  readonly problems: ReadonlyArray<string>
}

/** A story as it was replayed, to its end. @category models */
export interface Replay {
  readonly ok: boolean
  readonly steps: ReadonlyArray<Replayed>
  /** The world at the end. */
  readonly world: World.World
}

/** Replays a story on rules; nothing is thrown for an unexpected ending, and a step that throws is the last. @category queries */
export const replay = (trace: Trace, rules: Rules = core): Replay => {
  let state = Oracle.start(undefined, trace.policy ?? calheers)
  const steps: Array<Replayed> = []
  for (const [index, step] of trace.steps.entries()) {
    try {
      const next = Oracle.answer(state, sentOf(trace, index), rules)
      state = next.state
      steps.push({ step, outcome: next.outcome, problems: problems(step.ends, next.outcome) })
    } catch (error) {
      steps.push({ step, outcome: undefined, problems: [`the rules threw ${String(error)}`] })
      break
    }
  }
  return { ok: steps.every((one) => one.problems.length === 0), steps, world: state.world }
}

/** A story as numbered lines, with a mark at the first step that ended otherwise. @category encoding */
export const tell = (trace: Trace, replayed: Replay): string => {
  const broken = replayed.steps.findIndex((one) => one.problems.length > 0)
  return [
    `${trace.name}: ${trace.sentence}`,
    ...trace.rules.map((rule) => `  ${Oracle.named(rule)}`),
    ...replayed.steps
      .slice(0, broken === -1 ? undefined : broken + 1)
      .flatMap(({ outcome, problems: found, step }, n) => [
        `${found.length === 0 ? "  " : "! "}${n + 1}. ${step.at} ${step.says ?? Oracle.nameOf(step.command) ?? "?"}`,
        ...(found.length === 0
          ? []
          : [...found, ...(outcome === undefined ? [] : [Oracle.describe(outcome)])].map((line) => `     ${line}`))
      ])
  ].join("\n")
}

/** Replays a story and throws `ScenarioBroken` with the story so far when a step ends otherwise. @category laws */
export const check = (trace: Trace, rules: Rules = core): Replay => {
  const replayed = replay(trace, rules)
  if (!replayed.ok) throw new ScenarioBroken(tell(trace, replayed))
  return replayed
}

/** The ending that an answer of the rules is. @category constructors */
export const endingOf = (outcome: Oracle.Outcome): Ending => {
  switch (outcome._tag) {
    case "Done":
      return outcome.repeated
        ? { _tag: "Repeated" }
        : outcome.events.length === 0
          ? { _tag: "Nothing" }
          : { _tag: "Done", events: outcome.events.map(({ _tag }) => _tag) }
    case "Refused": {
      const { code, rule } = outcome.refusal
      const events = outcome.events.map(({ _tag }) => _tag)
      return { _tag: "Refused", code, rule, ...(events.length === 0 ? {} : { events }) }
    }
    case "Malformed":
      return { _tag: "Malformed", path: outcome.issues[0]?.path.join(".") ?? "command" }
    case "Conflicting":
      return { _tag: "Conflicting" }
  }
}

/**
 * A story whose endings are what the rules answer today, for recording a story before a change.
 *
 * @category constructors
 */
export const record = (
  trace: Omit<Trace, "steps"> & { readonly steps: ReadonlyArray<Omit<Step, "ends">> },
  rules: Rules = core
): Trace => {
  const unsure = {
    ...trace,
    steps: trace.steps.map((step) => ({ ...step, ends: { _tag: "Nothing" } }))
  } as unknown as Trace
  const steps = replay(unsure, rules).steps.map(({ outcome, step }) => ({
    ...step,
    ends: outcome === undefined ? ({ _tag: "Nothing" } as const) : endingOf(outcome)
  }))
  return { ...unsure, steps: steps as unknown as Trace["steps"] }
}
