/**
 * What a portal has to answer, computed from a world by the rules alone: no store, no clock, no effect.
 *
 * The same path as in the application: read, recall, authorise, decide, record, tell. Scenarios, model-based runs and
 * laws ask here, and an embedder compares his own system with it.
 *
 * @since 0.1.0
 */
import { evidence, workedOn } from "@agencybook/application/Agencybook"
import { type Command, type CommandName, catalogue } from "@agencybook/application/Catalogue"
import { CommandMalformed, type Issue, malformed, missing } from "@agencybook/application/Envelope"
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Context } from "@agencybook/core/Decider"
import type { ActingId, CommandId } from "@agencybook/core/Id"
import type { Notice } from "@agencybook/core/Notice"
import { calheers, type Policy } from "@agencybook/core/Policy"
import type { Event } from "@agencybook/core/Record"
import type { Refusal } from "@agencybook/core/Refusal"
import { type RuleId, catalogue as ruleCatalogue } from "@agencybook/core/Rule"
import * as Vocabulary from "@agencybook/core/schema/Vocabulary"
import * as Equal from "effect/Equal"
import * as Schema from "effect/Schema"
import { core, type Rules } from "./Rules.ts"
import * as World from "./World.ts"

/** Which secret somebody types: the latest one that was given out for it, or a well-formed other one. @category models */
export type Typed = "right" | "wrong"

/** A command as it is sent, nothing of it trusted yet. @category models */
export interface Sent {
  readonly id: string
  readonly at: Dates.Instant
  readonly actor: unknown
  readonly acting?: string
  /** Whether whoever sends it is said to have signed in with a second factor. */
  readonly secondFactor?: true
  readonly command: unknown
  readonly typed?: Typed
}

/** The answer to a command. @category models */
export type Outcome =
  | {
      readonly _tag: "Done"
      readonly events: ReadonlyArray<Event>
      readonly notices: ReadonlyArray<Notice>
      /** Whether it had been carried out before, and this is the remembered outcome. */
      readonly repeated: boolean
    }
  | {
      readonly _tag: "Refused"
      readonly refusal: Refusal
      /** What the attempt itself left behind, such as a used-up try; mostly nothing. */
      readonly events: ReadonlyArray<Event>
      readonly notices: ReadonlyArray<Notice>
    }
  | { readonly _tag: "Malformed"; readonly issues: ReadonlyArray<Issue> }
  | { readonly _tag: "Conflicting" }

interface Decoded {
  readonly actor: Actor
  readonly acting: ActingId | undefined
  readonly command: Command
}

/** Everything that answers depend on: the records and the commands that were carried out. @category models */
export interface State {
  readonly world: World.World
  readonly policy: Policy
  readonly done: ReadonlyMap<string, { readonly body: Decoded; readonly outcome: Outcome }>
}

/** A state in which nothing was sent yet. @category constructors */
export const start = (world: World.World = World.empty, policy: Policy = calheers): State => ({
  world,
  policy,
  done: new Map()
})

const strict = { errors: "all", onExcessProperty: "error" } as const
const decodeId = Schema.decodeUnknownResult(Vocabulary.CommandId)
const decodeActor = Schema.decodeUnknownResult(Vocabulary.Actor)
const decodeActing = Schema.decodeUnknownResult(Schema.UndefinedOr(Vocabulary.ActingId))

/** The name of a command of the catalogue, or `undefined` when it names none. @category queries */
export const nameOf = (command: unknown): CommandName | undefined => {
  const tag = typeof command === "object" && command !== null ? (command as { _tag?: unknown })._tag : undefined
  return typeof tag === "string" && Object.hasOwn(catalogue, tag) ? (tag as CommandName) : undefined
}

// Which names there are says the catalogue; what was sent is never told again.
const unnamed = /*#__PURE__*/ new CommandMalformed({
  issues: [
    {
      path: ["command", "_tag"],
      message: "expected the name of a command of the catalogue; send one of its names, letter by letter"
    }
  ]
})

const decode = (sent: Sent): Decoded | CommandMalformed => {
  const id = decodeId(sent.id, strict)
  if (id._tag === "Failure") return malformed("id", id.failure.issue)
  const actor = decodeActor(sent.actor, strict)
  if (actor._tag === "Failure") return malformed("actor", actor.failure.issue)
  const acting = decodeActing(sent.acting, strict)
  if (acting._tag === "Failure") return malformed("acting", acting.failure.issue)
  const name = nameOf(sent.command)
  if (name === undefined) return unnamed
  const schema: Schema.Codec<Command, unknown> = catalogue[name].schema
  const command = Schema.decodeUnknownResult(schema)(sent.command, strict)
  if (command._tag === "Failure") return malformed("command", command.failure.issue)
  return { actor: actor.success, acting: acting.success, command: command.success }
}

const record = (
  state: State,
  sent: Sent,
  body: Decoded,
  rules: Rules,
  context: Context,
  answer: { readonly events: ReadonlyArray<Event>; readonly refusal?: Refusal }
) => {
  const used: ReadonlyArray<Event> =
    body.acting === undefined ? [] : [{ _tag: "ActingUsed", actingId: body.acting, at: sent.at }]
  const events = [...answer.events, ...used]
  const world = World.after(state.world, events, rules.evolve)
  const notices = events.length === 0 ? [] : rules.notice.fromEvents(events, World.facts(world), context)
  const outcome: Outcome =
    answer.refusal === undefined
      ? { _tag: "Done", events, notices, repeated: false }
      : { _tag: "Refused", refusal: answer.refusal, events, notices }
  return { outcome, state: { ...state, world, done: new Map([...state.done, [sent.id, { body, outcome }]]) } }
}

/**
 * Answers a command and gives the state after it.
 *
 * @category queries
 */
export const answer = (
  state: State,
  sent: Sent,
  rules: Rules = core
): { readonly outcome: Outcome; readonly state: State } => {
  const body = decode(sent)
  if (body instanceof CommandMalformed) return { outcome: { _tag: "Malformed", issues: body.issues }, state }
  const { acting, actor, command } = body
  const { policy } = state
  const entry = catalogue[command._tag]
  const facts = World.facts(state.world)
  const judge = () =>
    rules.authority.judge(
      {
        capability: rules.capabilityOf(command),
        actor,
        target: entry.target(command, facts),
        ...(acting === undefined ? {} : { acting }),
        ...(sent.secondFactor === undefined ? {} : { secondFactor: sent.secondFactor })
      },
      evidence(actor, acting, facts, workedOn(command, actor, facts)),
      { at: sent.at, day: Dates.on(sent.at, policy.timeZone), policy }
    )
  const refuse = (refusal: Refusal) => ({
    outcome: { _tag: "Refused", refusal, events: [], notices: [] } as Outcome,
    state
  })
  // Secret work comes before the recall, and only for who may ask for it.
  const work = entry.secretWork
  if (work !== undefined) {
    const ruling = judge()
    if (ruling._tag === "Refused") return refuse(ruling)
    if (work._tag === "Check" && sent.typed === undefined) {
      const { issues } = missing("secret")
      return { outcome: { _tag: "Malformed", issues }, state }
    }
  }
  const known = state.done.get(sent.id)
  if (known !== undefined) {
    if (!Equal.equals(known.body, body)) return { outcome: { _tag: "Conflicting" }, state }
    const { outcome } = known
    return { outcome: outcome._tag === "Done" ? { ...outcome, repeated: true } : outcome, state }
  }
  const ruling = judge()
  if (ruling._tag === "Refused") return refuse(ruling)
  const context: Context = {
    commandId: sent.id as CommandId,
    at: sent.at,
    actor,
    policy,
    ...(ruling.onBehalfOf === undefined ? {} : { onBehalfOf: ruling.onBehalfOf })
  }
  const decided = rules.command(command, facts, context, {
    digest: `sealed-${sent.id}`,
    matches: sent.typed === "right" && work?._tag === "Check" && work.held(command, facts) !== undefined
  })
  return decided._tag === "Refused" ? refuse(decided) : record(state, sent, body, rules, context, decided)
}

/** A rule with its sentence. @category encoding */
export const named = (rule: RuleId): string => `${rule}: ${ruleCatalogue[rule].sentence}`

/** An outcome in words, with the rule that decided. @category encoding */
export const describe = (outcome: Outcome): string => {
  switch (outcome._tag) {
    case "Done":
      return outcome.events.length === 0
        ? "it was accepted and changed nothing"
        : `it was accepted with ${outcome.events.map(({ _tag }) => `\`${_tag}\``).join(", ")}`
    case "Refused":
      return `it was refused as \`${outcome.refusal.code}\`: ${outcome.refusal.message}\n  ${named(outcome.refusal.rule)}`
    case "Malformed":
      return `it could not be read: ${outcome.issues.map(({ message, path }) => `\`${path.join(".")}\` ${message}`).join("; ")}`
    case "Conflicting":
      return "its identifier belongs to another command"
  }
}
