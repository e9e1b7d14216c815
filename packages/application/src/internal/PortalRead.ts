/**
 * How the portal reads what hosts hand over, and how it tells what cannot be read.
 *
 * @since 0.1.0
 */
import type * as Page from "@agencybook/core/Page"
import type * as Policy from "@agencybook/core/Policy"
import type { Refusal } from "@agencybook/core/Refusal"
import * as PolicySchema from "@agencybook/core/schema/Policy"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import type * as Agencybook from "../Agencybook.ts"
import type { ActorInput } from "../CommandInput.ts"
import { type CommandMalformed, type Issue, malformed, missing } from "../Envelope.ts"
import type * as Queries from "../Queries.ts"
import type { Secrets } from "../Secrets.ts"
import type { Store, StoreError } from "../Store.ts"
import { withRemedy } from "./IssueWords.ts"
import * as Input from "./PortalInput.ts"

/** A command or a question that cannot be read, field by field; the messages never repeat what was sent. @category models */
export interface Malformed {
  readonly _tag: "Malformed"
  readonly message: string
  readonly issues: ReadonlyArray<Issue>
}

/** The identifier belongs to another command. @category models */
export interface Conflicting {
  readonly _tag: "Conflicting"
  readonly message: string
}

/** The answer to a command; every `refusal` has a `message`, a refusal by the rules also has its rule and its remedy. @category models */
export type Reply =
  | ({ readonly ok: true } & Omit<Agencybook.Done, "_tag">)
  | { readonly ok: false; readonly refusal: Refusal | Malformed | Conflicting }

/** The answer to a question. @category models */
export type Answer<A> =
  | ({ readonly ok: true } & Queries.AsOf<A>)
  | { readonly ok: false; readonly refusal: Refusal | Malformed }

/** Who asks, as the host has authenticated them. @category models */
export interface Viewer {
  readonly actor: ActorInput
  readonly acting?: string
  /** Whether whoever asks has signed in with a second factor, which the host alone can say; see `Policy.secondFactor`. */
  readonly secondFactor?: true
  /** Why personal data is read for somebody else, in general words; see `Policy.reasonToRead`. */
  readonly reason?: string
}

/** Which book: an agency's, or one agent's in it. @category models */
export interface Scope {
  readonly agencyId: string
  readonly agentId?: string
}

/** Whose trail, or whose readings: at most one of four. @category models */
export interface TrailScope {
  readonly caseId?: string
  readonly agentId?: string
  readonly agencyId?: string
  readonly counselorId?: string
}

/** Whose worklist: an agency's, or without one the exchange's. @category models */
export type WorkScope = Partial<Pick<Scope, "agencyId">>

/** What a capability would be used on; leave out what does not apply. @category models */
export interface About {
  readonly agencyId?: string
  readonly agentId?: string
  readonly counselorId?: string
  readonly caseId?: string
}

/** A case, and the agent who would work on it. @category models */
export interface CaseAndAgent {
  readonly caseId: string
  readonly agentId: string
}

/** What a portal can be built with; without a store everything is kept in memory. @category models */
export interface Options {
  readonly policy?: Policy.Policy
  readonly store?: Layer.Layer<Store, unknown>
  readonly secrets?: Layer.Layer<Secrets>
  /** Milliseconds since 1970; the system's clock when absent. */
  readonly now?: () => number
  /** Longest time for a command with all its attempts, in milliseconds; 30,000 when absent, `Infinity` for none. */
  readonly deadlineMillis?: number
}

/** What cannot be read, without a class. */
export const plain = ({ issues, message }: CommandMalformed): Malformed => ({ _tag: "Malformed", message, issues })

/** A part of what was handed over, decoded; the error names the part. */
export const read = <A>(
  part: string,
  schema: Schema.Codec<A, unknown>,
  input: unknown
): Effect.Effect<A, CommandMalformed> => {
  if (input === undefined) return Effect.fail(missing(part))
  const given = Input.own(input)
  const decoded = Schema.decodeUnknownResult(schema)(given, { errors: "all", onExcessProperty: "error" })
  return decoded._tag === "Success"
    ? Effect.succeed(decoded.success)
    : Effect.fail(malformed(part, decoded.failure.issue))
}

/** Reads which book is meant. */
export const inScope = (scope: Scope) => read("scope", Input.scope, scope)
/** Reads whose worklist is meant. */
export const forWork = (scope: WorkScope) => read("scope", Input.workScope, scope)
/** Reads which page is meant. */
export const paged = (request: Page.Request) => read("request", Input.page, request)
/** Two parts, the first error first. */
export const both = <A, B>(a: Effect.Effect<A, CommandMalformed>, b: Effect.Effect<B, CommandMalformed>) =>
  Effect.all([a, b])

/** Why a command was not carried out, as plain data. */
export const refusalOf = (
  error: Exclude<Agencybook.ExecuteError, StoreError>
): Extract<Reply, { readonly ok: false }>["refusal"] => {
  switch (error._tag) {
    case "Refused":
      return error
    case "CommandMalformed":
      return plain(error)
    case "CommandConflict":
      return { _tag: "Conflicting", message: error.message }
  }
}

/** What a refused command answers; a store that fails stays a failure. */
export const told = (
  error: Agencybook.ExecuteError
): Effect.Effect<Extract<Reply, { readonly ok: false }>, StoreError> =>
  error._tag === "StoreError" ? Effect.fail(error) : Effect.succeed({ ok: false, refusal: refusalOf(error) })

const optionNames: ReadonlySet<string> = new Set<keyof Options>(["policy", "store", "secrets", "now", "deadlineMillis"])

const isDeadline = (millis: unknown): boolean => typeof millis === "number" && millis > 0

const wrongWith = (options: Options): string | undefined => {
  if (typeof options !== "object" || options === null) return "expected an object of options"
  if (Object.keys(options).some((key) => !optionNames.has(key)))
    return `expected no other options than ${Array.from(optionNames, (name) => `\`${name}\``).join(", ")}`
  const { deadlineMillis, now, policy } = options
  if (now !== undefined && typeof now !== "function")
    return "`now`: expected a function that gives milliseconds since 1970"
  if (deadlineMillis !== undefined && !isDeadline(deadlineMillis))
    return "`deadlineMillis`: expected a number of milliseconds above 0, or `Infinity`"
  if (policy === undefined) return undefined
  const decoded = Schema.decodeUnknownResult(PolicySchema.Policy)(policy, {
    errors: "all",
    onExcessProperty: "error"
  })
  return decoded._tag === "Success" ? undefined : malformed("policy", decoded.failure.issue).message
}

/** What is wrong with the options of a portal: the option, what was expected, and what to hand over instead. */
export const wrongOption = (options: Options): string | undefined => {
  const wrong = wrongWith(options)
  return wrong === undefined ? undefined : withRemedy(wrong)
}
