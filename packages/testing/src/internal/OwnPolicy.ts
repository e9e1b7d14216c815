/**
 * Policies that somebody brings along: read as the portal reads them, and compared with that of Covered California.
 *
 * @since 0.1.0
 */
import { malformed } from "@agencybook/application/Envelope"
import * as Dates from "@agencybook/core/CalendarDate"
import { calheers, type Policy } from "@agencybook/core/Policy"
import * as PolicySchema from "@agencybook/core/schema/Policy"
import * as Equal from "effect/Equal"
import * as Schema from "effect/Schema"
import { now, today } from "../Sample.ts"

/**
 * The policy that is meant, California's when none is told; throws a `TypeError` that names the knob of one that cannot be
 * meant.
 *
 * @rule POL-01
 * @category decoding
 */
export const policyOf = (policy: Policy | undefined, what: string): Policy => {
  if (policy === undefined) return calheers
  const read = Schema.decodeUnknownResult(PolicySchema.Policy)(policy, { errors: "all", onExcessProperty: "error" })
  if (read._tag === "Success") return read.success
  throw new TypeError(`${what} under this policy: ${malformed("policy", read.failure.issue).message}`)
}

const at = (path: string, policy: Policy): unknown =>
  path
    .split(".")
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], policy)

/** Those of some knobs that a policy sets otherwise than California. @category queries */
export const differing = <K extends string>(knobs: ReadonlyArray<K>, policy: Policy): ReadonlyArray<K> =>
  knobs.filter((knob) => !Equal.equals(at(knob, policy), at(knob, calheers)))

/** Those of some knobs of which a policy has less than is needed. @category queries */
export const below = (least: Readonly<Record<string, number>>, policy: Policy): ReadonlyArray<string> =>
  Object.entries(least).flatMap(([knob, needed]) => (Number(at(knob, policy)) < needed ? [knob] : []))

/** Checks whether the moment of all samples falls on their day where a policy counts. @category predicates */
export const hasTheDayOfSamples = ({ timeZone }: Policy): boolean => Dates.on(now, timeZone) === today
