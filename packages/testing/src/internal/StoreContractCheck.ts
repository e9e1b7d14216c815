/**
 * The shape of one check of the store contract, and the comparisons that the checks are written with.
 *
 * A check talks to the `Store` port only and waits in real time, so that it runs the same under any test runner and any
 * clock.
 *
 * @since 0.1.0
 */
import { Store, StoreError } from "@agencybook/application/Store"
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"

/**
 * What not every store can do: `concurrent` for a store that runs several transactions at once, `durable` for one whose
 * records outlive the connection, `proposing` for one that takes proposals, `mortal` for one that can be made to die
 * between two of its statements.
 *
 * @category models
 */
export type Capability = "concurrent" | "durable" | "mortal" | "proposing"

/** A store that dies at a given moment. @category models */
export interface Doomed {
  readonly store: Port
  /** Whether its moment has come. */
  readonly isDead: () => boolean
}

/**
 * Opens the store that is being checked once more, on the same records, in a process of its own that dies when it is about
 * to carry out its `n`-th statement, counted from 1: neither that statement nor any later one is carried out, not even one
 * that gives up, and whoever waits for an answer is given a failure or a defect, or nothing. What a dead process held is
 * free when `isDead` says so.
 *
 * @category models
 */
export type Dying = (store: Port, n: number) => Effect.Effect<Doomed, unknown, Scope.Scope>

/** How the store that is being checked is made to die. @category models */
export const Death: Context.Reference<Dying | undefined> = Context.Reference<Dying | undefined>(
  "@agencybook/testing/StoreContract/Death",
  { defaultValue: () => undefined }
)

/** A store did not do what the port promises. @category errors */
export class ContractViolation extends Schema.TaggedError<ContractViolation>()("ContractViolation", {
  /** Name of the check. */
  check: Schema.String,
  /** What was compared, in a few words. */
  about: Schema.String,
  expected: Schema.String,
  found: Schema.String
}) {
  override get message(): string {
    return `the store breaks the contract "${this.check}": ${this.about}: expected ${this.expected}, found ${this.found}`
  }
}

/** One named check of the contract. @category models */
export interface Check {
  readonly name: string
  /** The promise that it holds the store to, as the promises of the project are numbered. */
  readonly promise: `${"B" | "C"}${number}`
  /** Without these capabilities the check says nothing about the store and is left out. */
  readonly needs?: Capability | ReadonlyArray<Capability>
  /** How many times longer than the others it may take; once when absent. */
  readonly patience?: number
  /** To be run on a store that is new and empty. */
  readonly run: Effect.Effect<void, ContractViolation, Store>
  /** To be run after `run`, on the same records through a store opened again. */
  readonly reopened?: Effect.Effect<void, ContractViolation, Store>
}

/**
 * How many records, rows and notices the largest check writes: one more than a number at which a store might stop.
 *
 * @category models
 */
export const Largest: Context.Reference<number> = Context.Reference("@agencybook/testing/StoreContract/Largest", {
  defaultValue: () => 20_001
})

/** The service that a check talks to. @category models */
export type Port = Store["Service"]

/** Why a check stops: a comparison failed, or the store failed where it must not. @category errors */
export type CheckError = ContractViolation | StoreError

const longest = 400

/** Plain data as text: keys in one order, absent and `undefined` told apart, every own key shown. @category encoding */
export const show = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(show).join(",")}]`
  if (typeof value === "object" && value !== null) {
    const fields = Object.keys(value).sort()
    return `{${fields.map((name) => `${JSON.stringify(name)}:${show((value as Record<string, unknown>)[name])}`).join(",")}}`
  }
  return Object.is(value, -0) ? "-0" : (JSON.stringify(value) ?? String(value))
}

const shorten = (text: string, from = 0): string =>
  `${from > 0 ? "..." : ""}${text.slice(from, from + longest)}${text.length > from + longest ? `... (${text.length} characters)` : ""}`

const violation = (about: string, expected: string, found: string): ContractViolation => {
  let alike = 0
  while (alike < expected.length && expected[alike] === found[alike]) alike++
  const from = expected.length + found.length <= 2 * longest ? 0 : Math.max(0, alike - 60)
  return new ContractViolation({ check: "", about, expected: shorten(expected, from), found: shorten(found, from) })
}

/** Fails with a violation in words. @category constructors */
export const broken = (about: string, expected: string, found: string): Effect.Effect<never, ContractViolation> =>
  Effect.fail(violation(about, expected, found))

/** Holds two values of plain data to be equal in every own key. @category predicates */
export const same = (about: string, found: unknown, expected: unknown): Effect.Effect<void, ContractViolation> => {
  const [left, right] = [show(found), show(expected)]
  return left === right ? Effect.void : broken(about, right, left)
}

/** Holds two sets of texts to be equal. @category predicates */
export const sameMembers = (
  about: string,
  found: Iterable<string>,
  expected: Iterable<string>
): Effect.Effect<void, ContractViolation> => {
  const [here, there] = [new Set(found), new Set(expected)]
  const missing = Array.from(there)
    .filter((one) => !here.has(one))
    .sort()
  const extra = Array.from(here)
    .filter((one) => !there.has(one))
    .sort()
  if (missing.length + extra.length === 0) return Effect.void
  const say = (list: ReadonlyArray<string>) => `${list.length} of ${there.size}: ${list.join(" and ")}`
  return broken(about, `without fault ${say(missing)}`, `in their place ${say(extra)}`)
}

/** The reason of a failure of the store, or what else came out. @category queries */
export const outcomeOf = (exit: Exit.Exit<unknown, unknown>): string => {
  if (exit._tag === "Success") return "success"
  const error = Cause.squash(exit.cause)
  return error instanceof StoreError ? error.reason._tag : `failure of ${shorten(String(error))}`
}

/** Holds an effect to fail with a conflict that may be tried again. @category predicates */
export const conflicts = Effect.fnUntraced(function* <A, E>(about: string, effect: Effect.Effect<A, E>) {
  const exit = yield* Effect.exit(effect)
  yield* same(about, outcomeOf(exit), "Conflict")
  const error = exit._tag === "Failure" ? Cause.squash(exit.cause) : undefined
  yield* same(`${about}, may be tried again`, error instanceof StoreError && error.isRetryable, true)
})

/** Waits in real time, whatever clock the test runner provides. @category constructors */
export const pause = (millis: number): Effect.Effect<void> =>
  Effect.promise(() => new Promise((resolve) => setTimeout(resolve, millis)))

/** Defines a check; whatever else than a violation ends it, a failure or a defect, is a violation too. @category constructors */
export const check = (
  name: string,
  promise: Check["promise"],
  body: (store: Port) => Effect.Effect<void, CheckError>,
  options: {
    readonly needs?: Check["needs"]
    readonly patience?: number
    readonly reopened?: (store: Port) => Effect.Effect<void, CheckError>
  } = {}
): Check => {
  const named = (run: (store: Port) => Effect.Effect<void, CheckError>) =>
    Effect.flatMap(Store, run).pipe(
      Effect.catchCause((cause) => {
        const error = Cause.squash(cause)
        return error instanceof ContractViolation
          ? Effect.fail(
              new ContractViolation({ check: name, about: error.about, expected: error.expected, found: error.found })
            )
          : Effect.fail(
              new ContractViolation({
                check: name,
                about: "the whole check",
                expected: "an answer",
                found: shorten(String(error))
              })
            )
      })
    )
  const { needs, patience, reopened } = options
  return {
    name,
    promise,
    run: named(body),
    ...(needs === undefined ? {} : { needs }),
    ...(patience === undefined ? {} : { patience }),
    ...(reopened === undefined ? {} : { reopened: named(reopened) })
  }
}
