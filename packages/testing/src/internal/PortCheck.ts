/**
 * The shape of one check of the contract of a port that has no store behind it, and its comparison.
 *
 * @since 0.1.0
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { pause, show } from "./StoreContractCheck.ts"

/** An implementation of a port did not do what the port promises. @category errors */
export class PortViolation extends Schema.TaggedError<PortViolation>()("PortViolation", {
  port: Schema.Literals(["mailer", "secrets"]),
  /** Name of the check. */
  check: Schema.String,
  /** What was compared, in a few words. */
  about: Schema.String,
  expected: Schema.String,
  found: Schema.String
}) {
  override get message(): string {
    return `the ${this.port} break${this.port === "mailer" ? "s" : ""} the contract "${this.check}": ${this.about}: expected ${this.expected}, found ${this.found}`
  }
}

/** One named check of the contract of a port that is reached through `Service`. @category models */
export interface PortCheck<Service> {
  readonly name: string
  /** The promise that it holds the port to, as the promises of the project are numbered. */
  readonly promise: `${"C" | "E"}${number}`
  readonly run: (service: Service) => Effect.Effect<void, PortViolation>
}

/** Why a check stops before it is given its name. @category models */
export interface Unlike {
  readonly _tag: "Unlike"
  readonly about: string
  readonly expected: string
  readonly found: string
}

const shorten = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}...` : text)

/** Holds two values of plain data to be equal. @category predicates */
export const alike = (about: string, found: unknown, expected: unknown): Effect.Effect<void, Unlike> => {
  const [left, right] = [show(found), show(expected)]
  return left === right
    ? Effect.void
    : Effect.fail({ _tag: "Unlike", about, expected: shorten(right), found: shorten(left) })
}

/** Defines checks of a port; whatever ends one, a failure, a defect or too long a time, is a violation. @category constructors */
export const checksOf =
  <Service>(port: PortViolation["port"], deadlineMillis = 60_000) =>
  (
    name: string,
    promise: PortCheck<Service>["promise"],
    body: (service: Service) => Effect.Effect<void, unknown>
  ): PortCheck<Service> => {
    const violation = (fields: Omit<Unlike, "_tag">) => new PortViolation({ port, check: name, ...fields })
    const late = Effect.andThen(
      pause(deadlineMillis),
      Effect.fail({ _tag: "Unlike", about: "time taken", expected: `at most ${deadlineMillis} ms`, found: "no end" })
    )
    return {
      name,
      promise,
      run: (service) =>
        Effect.raceFirst(
          Effect.suspend(() => body(service)),
          late
        ).pipe(
          Effect.catchCause((cause) => {
            const error = Cause.squash(cause)
            const unlike = typeof error === "object" && error !== null && "_tag" in error && error._tag === "Unlike"
            const { about, expected, found } = unlike
              ? (error as Unlike)
              : { about: "the whole check", expected: "an answer", found: shorten(String(error)) }
            return Effect.fail(violation({ about, expected, found }))
          })
        )
    }
  }
