/**
 * Readable examples: given what happened, when somebody sends a command, then this happens or is refused.
 *
 * Examples run on the rules alone, through the same path as in the portal: read, authorise, decide, record, tell. A
 * failing one shows what was expected beside what came, event by event. Whole stories, also in files, are traces
 * (`ScenarioTrace`); `load`, `save`, `replay` and `check` are given here, too.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import type { Instant } from "@agencybook/core/CalendarDate"
import type { ActingId } from "@agencybook/core/Id"
import type { Recipient, Template } from "@agencybook/core/Notice"
import { calheers, type Policy } from "@agencybook/core/Policy"
import type { Event } from "@agencybook/core/Record"
import type { RuleId } from "@agencybook/core/Rule"
import { compared, fits } from "./internal/Difference.ts"
import { ScenarioBroken } from "./internal/ScenarioBroken.ts"
import * as Oracle from "./Oracle.ts"
import { assertAsked, core, type Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

export { ScenarioBroken } from "./internal/ScenarioBroken.ts"
export { check, load, replay, save } from "./ScenarioTrace.ts"

type Partly<A> =
  A extends ReadonlyArray<infer Item>
    ? ReadonlyArray<Partly<Item>>
    : A extends object
      ? { readonly [K in keyof A]?: Partly<A[K]> | undefined }
      : A extends string
        ? string
        : A

/** An event as far as it matters: its tag, and those of its fields that are written. @category models */
export type Expected = {
  readonly [E in Event as E["_tag"]]: { readonly _tag: E["_tag"] } & Partly<Omit<E, "_tag">>
}[Event["_tag"]]

/** A notice as far as it matters: its template, and to whom it goes. @category models */
export interface ExpectedNotice {
  readonly template: Template
  readonly to?: Recipient["role"]
}

/** What surrounds a command: the rules, the policy, the session, the sign-in and the code typed. @category models */
export interface Around {
  readonly rules?: Rules
  readonly policy?: Policy
  readonly acting?: string
  /** Whether whoever sends it has signed in with a second factor. */
  readonly secondFactor?: true
  readonly typed?: Oracle.Typed
  /** The identifier of the command; without it they are numbered `command-1`, `command-2` and so on. */
  readonly id?: string
}

/** A command that was answered, waiting for what is expected. @category models */
export interface Answered {
  readonly outcome: Oracle.Outcome
  /** The world after the command. */
  readonly world: World.World
  /** Expects exactly these events in this order; of each, the written fields. Without any, expects that nothing happened. */
  readonly then: (...expected: ReadonlyArray<Expected>) => Answered
  /** The same, as a list. */
  readonly thenAccepted: (expected: ReadonlyArray<Expected>) => Answered
  /** Expects this refusal by this rule, and no events. */
  readonly thenRefused: (code: string, rule?: RuleId) => Answered
  /** Expects a refusal whose attempt leaves exactly these events. */
  readonly thenRecorded: (code: string, expected: ReadonlyArray<Expected>) => Answered
  /** Expects that the command cannot be read because of this field, for example `command.profile.npn`. */
  readonly thenMalformed: (path: string) => Answered
  /** Expects that the command is allowed and changes nothing. */
  readonly thenNothing: () => Answered
  /** Expects exactly these notices in any order. */
  readonly thenNotices: (expected: ReadonlyArray<ExpectedNotice>) => Answered
  /** The story goes on with what is now the case. */
  readonly when: Given["when"]
}

/** A past in which a command is sent. @category models */
export interface Given {
  /** Sends a command; by default now, by the exchange. */
  readonly when: (command: Command, by?: Actor, at?: Instant, around?: Around) => Answered
}

const answered = (state: Oracle.State, sent: Oracle.Sent, n: number, rules: Rules): Answered => {
  const next = Oracle.answer(state, sent, rules)
  const { outcome } = next
  const name = Oracle.nameOf(sent.command) ?? "the command"
  const fail = (expected: string, ...lines: ReadonlyArray<string>): never => {
    throw new ScenarioBroken(
      [`when \`${name}\` at ${sent.at}: expected ${expected}, but ${Oracle.describe(outcome)}`, ...lines]
        .map((line, index) => (index === 0 ? line : `  ${line}`))
        .join("\n")
    )
  }
  const listed = (expected: ReadonlyArray<Expected>) => expected.map(({ _tag }) => `\`${_tag}\``).join(", ")
  const sameEvents = (what: string, expected: ReadonlyArray<Expected>, got: ReadonlyArray<Event>) => {
    if (!fits(expected, got)) fail(what, ...compared(expected, got))
  }
  const self: Answered = {
    outcome,
    world: next.state.world,
    // INVARIANT: whoever awaits an answer gets its outcome, as `then` is also what a promise is known by.
    // biome-ignore lint/suspicious/noThenProperty: given, when, then are the words of examples.
    then: (...expected) => {
      const [resolve] = expected as ReadonlyArray<unknown>
      if (typeof resolve === "function") return resolve(outcome)
      return expected.length === 0 ? self.thenNothing() : self.thenAccepted(expected)
    },
    thenAccepted: (expected) => {
      const what = `it to be accepted with ${listed(expected)}`
      if (outcome._tag !== "Done") fail(what)
      else sameEvents(what, expected, outcome.events)
      return self
    },
    thenRefused: (code, rule) => {
      const what = `the refusal \`${code}\`${rule === undefined ? "" : ` by ${Oracle.named(rule)}`}`
      if (outcome._tag !== "Refused" || outcome.refusal.code !== code) fail(what)
      else if (rule !== undefined && outcome.refusal.rule !== rule) fail(what)
      else sameEvents(`${what} without events`, [], outcome.events)
      return self
    },
    thenRecorded: (code, expected) => {
      const what = `the refusal \`${code}\` that leaves ${listed(expected)}`
      if (outcome._tag !== "Refused" || outcome.refusal.code !== code) fail(what)
      else sameEvents(what, expected, outcome.events)
      return self
    },
    thenMalformed: (path) => {
      const found = outcome._tag === "Malformed" && outcome.issues.some((issue) => issue.path.join(".") === path)
      if (!found) fail(`it to be malformed at \`${path}\``)
      return self
    },
    thenNothing: () => {
      if (outcome._tag !== "Done") fail("it to be accepted and change nothing")
      else sameEvents("it to change nothing", [], outcome.events)
      return self
    },
    thenNotices: (expected) => {
      const notices = outcome._tag === "Done" || outcome._tag === "Refused" ? outcome.notices : []
      const got = notices.map(({ template, to }) => ({ _tag: template, to: to.role }))
      const wanted = expected.map(({ template, to }) => ({ _tag: template, ...(to === undefined ? {} : { to }) }))
      const order = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
      const lines = compared(wanted.toSorted(order), got.toSorted(order))
      if (lines.some((line) => !line.startsWith("="))) fail("these notices", ...lines)
      return self
    },
    when: (command, by, at, around) => send(next.state, n + 1, rules, command, by, at, around)
  }
  return self
}

const send = (
  state: Oracle.State,
  n: number,
  before: Rules,
  command: Command,
  by: Actor = Sample.exchange,
  at: Instant = Sample.now,
  { acting, id = `command-${n}`, policy = state.policy, rules = before, secondFactor, typed }: Around = {}
): Answered => {
  assertAsked(rules)
  const sent: Oracle.Sent = {
    ...{ id, at, actor: by, command },
    ...(acting === undefined ? {} : { acting: acting as ActingId }),
    ...(secondFactor === undefined ? {} : { secondFactor }),
    ...(typed === undefined ? {} : { typed })
  }
  return answered({ ...state, policy }, sent, n, rules)
}

/**
 * What is the case before the command: a world, events, or a world and what happened in it since.
 *
 * **Example** (A request waits for its agent)
 *
 * ```ts
 * import * as Sample from "@agencybook/testing/Sample"
 * import { given } from "@agencybook/testing/Scenario"
 * import * as World from "@agencybook/testing/World"
 *
 * given(World.office)
 *   .when(
 *     {
 *       _tag: "RequestDelegation",
 *       delegationId: Sample.delegationId(7),
 *       caseId: Sample.caseId(1),
 *       agentId: Sample.agentId(2),
 *       signedBy: "Cora Quint"
 *     },
 *     Sample.asConsumer(1)
 *   )
 *   .then({ _tag: "DelegationOpened", delegation: { state: { _tag: "Requested" } } }, { _tag: "ConsentDrafted" })
 *   .when({ _tag: "AcceptRequest", delegationId: Sample.delegationId(7) }, Sample.asAgent(1))
 *   .thenRefused("NotPermitted", "SEC-01")
 * ```
 *
 * @category constructors
 */
export const given = (...past: ReadonlyArray<World.World | Event>): Given => {
  const world = past.reduce<World.World>((now, one) => ("_tag" in one ? World.after(now, [one]) : one), World.empty)
  const state = Oracle.start(world, calheers)
  return { when: (command, by, at, around) => send(state, 1, core, command, by, at, around) }
}
