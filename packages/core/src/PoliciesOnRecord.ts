/**
 * Who is on record for every policy of a household: the main one and those beside it, for the teeth, of another year or of a
 * part of the household.
 *
 * `Case.recordOn` answers for the main policy alone, as a row of a book shows it.
 *
 * @since 0.1.0
 */
import * as AgentOfRecord from "./AgentOfRecord.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import { type Case, type OnRecord, recordOn } from "./Case.ts"
import type { PolicyId } from "./Id.ts"

/** Whom a policy has on record. @rule DEL-20 @category models */
export interface OfPolicy extends OnRecord {
  /** Absent for the main policy. */
  readonly policyId?: PolicyId
}

/**
 * Who is on record for each policy of a case on a day, the main one first and the others by their identifiers; of a policy
 * that has not begun, who is when it begins. What was said on purpose goes before what the feed says.
 *
 * @rule DEL-20
 * @category queries
 */
export const on = (value: Case, day: CalendarDate): ReadonlyArray<OfPolicy> => {
  const { policies = [], policyAgentsOfRecord } = value
  const main = recordOn(value, day)
  const others = policies.map(({ aorNpn, aorSince, effectiveOn, policyId }): OfPolicy => {
    const said = AgentOfRecord.about(policyAgentsOfRecord, policyId)
    const known = AgentOfRecord.on(said, effectiveOn > day ? effectiveOn : day)
    if (known !== undefined) return { policyId, npn: known.npn, from: known.from }
    return { policyId, npn: aorNpn, from: aorSince !== undefined && aorSince > effectiveOn ? aorSince : effectiveOn }
  })
  const byPolicy = (one: OfPolicy, other: OfPolicy) => ((one.policyId ?? "") < (other.policyId ?? "") ? -1 : 1)
  return [...(main === undefined ? [] : [main]), ...others.sort(byPolicy)]
}
