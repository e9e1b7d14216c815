/**
 * A system under test as model-based runs and stories see it: something that takes commands and answers questions.
 *
 * `PortalDriver` runs one in the same process, `HttpDriver` speaks to a running server. Another system is driven by
 * writing these two functions.
 *
 * @since 0.1.0
 */
import type { Instant } from "@agencybook/core/CalendarDate"
import * as Secrets from "./internal/Revealed.ts"
import { ScenarioBroken } from "./internal/ScenarioBroken.ts"
import * as Oracle from "./Oracle.ts"
import type { Rules } from "./Rules.ts"
import * as ScenarioTrace from "./ScenarioTrace.ts"

/** A command on its way: an envelope, and the time that the system under test should take for now. @category models */
export interface Sending {
  readonly id: string
  readonly actor: unknown
  readonly acting?: string
  /** Whether whoever sends it has signed in with a second factor. */
  readonly secondFactor?: true
  readonly command: unknown
  readonly secret?: string
  readonly at: Instant
}

/** A question: whose roster or book, asked by whom and when. @category models */
export type Question = {
  readonly actor: unknown
  readonly acting?: string
  readonly secondFactor?: true
  readonly at: Instant
} & (
  | { readonly _tag: "Roster"; readonly agencyId: string }
  | { readonly _tag: "Book"; readonly agencyId: string; readonly agentId?: string }
)

/** What came back for a command; `reveal` is a secret that is told once. @category models */
export type Reply = ScenarioTrace.Observed & { readonly reveal?: string }

/** What came back for a question. @category models */
export type Answer =
  | { readonly _tag: "Answered"; readonly value: unknown }
  | { readonly _tag: "Refused"; readonly refusal: { readonly code: string; readonly rule: string } }
  | { readonly _tag: "Malformed" }

/** A system under test. @category models */
export interface Driver {
  readonly send: (sending: Sending) => Promise<Reply>
  readonly ask: (question: Question) => Promise<Answer>
  readonly close: () => Promise<void>
}

interface Refusing {
  readonly _tag?: unknown
  readonly code?: unknown
  readonly rule?: unknown
  readonly issues?: unknown
}

const unreadable = (what: unknown): never => {
  throw new TypeError(`the answer is not one of a portal: ${JSON.stringify(what)?.slice(0, 300)}`)
}

/** Reads the JSON answer of a portal to a command. @category decoding */
export const reply = (json: unknown): Reply => {
  const { events, ok, refusal, repeated, reveal } = (json ?? {}) as Readonly<Record<string, unknown>>
  if (ok === true && Array.isArray(events))
    return { _tag: "Done", events, repeated: repeated === true, ...(typeof reveal === "string" ? { reveal } : {}) }
  const { _tag, issues } = (refusal ?? {}) as Refusing
  if (ok !== false) return unreadable(json)
  if (_tag === "Refused") return { _tag, refusal: refusal as { readonly code: string; readonly rule: string } }
  if (_tag === "Malformed") return { _tag, issues: Array.isArray(issues) ? issues : [] }
  return _tag === "Conflicting" ? { _tag } : unreadable(json)
}

/** Reads the JSON answer of a portal to a question. @category decoding */
export const answer = (json: unknown): Answer => {
  const { ok, refusal, value } = (json ?? {}) as Readonly<Record<string, unknown>>
  if (ok === true) return { _tag: "Answered", value }
  const { _tag, code, rule } = (refusal ?? {}) as Refusing
  if (_tag === "Refused") return { _tag, refusal: { code: String(code), rule: String(rule) } }
  return _tag === "Malformed" ? { _tag } : unreadable(json)
}

/** One step of a story on a system under test. @category models */
export interface Played {
  readonly step: ScenarioTrace.Step
  readonly reply: Reply
  readonly problems: ReadonlyArray<string>
}

/**
 * Plays a story on a system under test, step by step, and throws `ScenarioBroken` at the first step that ends otherwise.
 *
 * **Details**: which access code is the right one follows from what the system has revealed.
 *
 * @category laws
 */
export const play = async (
  driver: Driver,
  trace: ScenarioTrace.Trace,
  rules?: Rules
): Promise<ReadonlyArray<Played>> => {
  const played: Array<Played> = []
  let state = Oracle.start(undefined, trace.policy)
  let revealed = Secrets.none
  for (const [n, step] of trace.steps.entries()) {
    const { acting, actor, at, command, secondFactor, typed } = step
    const sent: Oracle.Sent = {
      id: ScenarioTrace.commandId(trace, n),
      at,
      actor,
      command,
      ...(acting === undefined ? {} : { acting }),
      ...(secondFactor === undefined ? {} : { secondFactor }),
      ...(typed === undefined ? {} : { typed })
    }
    const got = await driver.send(Secrets.sending(sent, state, revealed))
    revealed = Secrets.noted(revealed, got)
    state = Oracle.answer(state, sent, rules).state
    const problems = ScenarioTrace.problems(step.ends, got)
    played.push({ step, reply: got, problems })
    if (problems.length > 0)
      throw new ScenarioBroken(
        [
          `${trace.name}: ${trace.sentence}`,
          `! ${n + 1}. ${at} ${step.says ?? ""}`,
          ...problems,
          JSON.stringify(got)
        ].join("\n  ")
      )
  }
  return played
}
