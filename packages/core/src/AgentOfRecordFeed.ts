/**
 * What a delivery says of the agents of record of a case: of its main policy, and of each of the others.
 *
 * The main place has a history, whichever policy takes it, and each policy beside it has one of its own. A policy that moves
 * from one to the other takes along who is on record for it, also who was put on record on purpose, and so does one that
 * some deliveries have left out, by its identifier. Which policy is which is `CaseFacet.knownAs`; what is news is
 * `AgentOfRecord.fed`.
 *
 * @since 0.1.0
 */
import * as AgentOfRecord from "./AgentOfRecord.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import type { PolicyId } from "./Id.ts"
import type { Npn } from "./Licence.ts"

/** A policy, as far as a feed says who is on record for it. @category models */
export interface Insured {
  readonly policyId?: PolicyId
  readonly effectiveOn: CalendarDate
  readonly aorNpn?: Npn
}

/** A policy beside the main one; it always has an identifier. @category models */
export interface Further extends Insured {
  readonly policyId: PolicyId
  readonly aorSince?: CalendarDate
}

/** What is known of the policies of a case, and what was said of them. @category models */
export interface Known {
  readonly coverage?: Insured
  readonly policies?: ReadonlyArray<Further>
  readonly agentsOfRecord?: AgentOfRecord.History
  readonly policyAgentsOfRecord?: ReadonlyArray<AgentOfRecord.OfPolicy>
}

/** The histories of a case; absent where nothing was ever said. @category models */
export type Histories = Pick<Known, "agentsOfRecord" | "policyAgentsOfRecord">

interface Moment {
  readonly day: CalendarDate
  readonly at: Instant
}

// Of a policy that a feed told before statements were kept: that it named somebody.
const seeded = (own: AgentOfRecord.History, was: Insured | undefined, at: Instant): AgentOfRecord.History => {
  if (own.length > 0 || was?.aorNpn === undefined) return own
  return [{ npn: was.aorNpn, from: was.effectiveOn, recordedAt: at, reason: "enrollment" }]
}

const ofMain = (before: Known, now: Insured | undefined, was: object | undefined, { at, day }: Moment) => {
  const { agentsOfRecord: history = [], coverage, policies, policyAgentsOfRecord } = before
  const effectiveOn = now?.effectiveOn ?? day
  const moment = { effectiveOn, day, at }
  const beside = was === coverage ? undefined : policies?.find((one) => one === was)
  const policyId = beside === undefined ? (was === undefined ? now?.policyId : undefined) : beside.policyId
  const said = seeded(policyId === undefined ? [] : AgentOfRecord.about(policyAgentsOfRecord, policyId), beside, at)
  if (now !== undefined && (beside !== undefined || said.length > 0)) {
    const own = AgentOfRecord.holding(said, effectiveOn, at)
    // Nobody is on record before its first agent, whoever was for the one before, and the feed has said nothing of it that it
    // said of that one; that nobody ever was need not be said.
    const nobody = { from: effectiveOn, recordedAt: at, reason: "enrollment" as const }
    const heard = AgentOfRecord.lastFed(own)
    const isStated =
      own.length === 0 ? history.length === 0 : heard !== undefined && own.some(({ from }) => from === effectiveOn)
    const moved = [...history, ...(isStated ? [] : [nobody]), ...own]
    return AgentOfRecord.fed(moved, beside === undefined ? heard?.npn : beside.aorNpn, now.aorNpn, {
      ...moment,
      before: "same"
    })
  }
  // Where none is left, its end is news about the one that was.
  const stays = now === undefined || (coverage !== undefined && was === coverage)
  const place = coverage === undefined ? (now === undefined ? "same" : "none") : stays ? "same" : "another"
  return AgentOfRecord.fed(history, coverage?.aorNpn, now?.aorNpn, { ...moment, before: place })
}

const named = (history: AgentOfRecord.History, policyId: PolicyId): ReadonlyArray<AgentOfRecord.OfPolicy> =>
  history.map((entry) => ({ ...entry, policyId }))

/**
 * Who is on record for each policy of a case after a delivery: what it says of a policy is news where it differs from what it
 * said before, and a delivery that says nothing of a policy leaves it, also where the next one tells of it again. A policy is
 * on record for the same agent on each day, whether it is the main one now or was it before.
 *
 * **Details**: `was` is what each policy of the delivery was before. A policy beside the main one is on record from its start,
 * or from the later day that the feed names for its agent.
 *
 * **Rules**: DEL-20, DEL-21, DEL-30, TRF-08.
 *
 * @category transforms
 */
export const delivered = (before: Known, now: Known, was: ReadonlyMap<object, object>, moment: Moment): Histories => {
  const { coverage: left, agentsOfRecord: history = [], policyAgentsOfRecord: said = [] } = before
  const { coverage: main, policies = [] } = now
  const agents = ofMain(before, main, main && was.get(main), moment)
  const others: Array<AgentOfRecord.OfPolicy> = [...said]
  // Whatever was the main policy and is not any more goes on with whom it had, and also where nothing is told of it.
  if (left !== undefined && (main === undefined || was.get(main) !== left)) {
    const { effectiveOn, policyId } = policies.find((one) => was.get(one) === left) ?? left
    if (policyId !== undefined) others.push(...named(AgentOfRecord.holding(history, effectiveOn, moment.at), policyId))
  }
  for (const policy of policies) {
    const { aorNpn, aorSince, effectiveOn, policyId } = policy
    const known = was.get(policy) as Insured | undefined
    const own = AgentOfRecord.about(others, policyId)
    const later = aorNpn !== undefined && aorSince !== undefined && aorSince > effectiveOn ? aorSince : effectiveOn
    const before = seeded(own, known, moment.at)
    const heard = known === undefined ? AgentOfRecord.lastFed(own)?.npn : known.aorNpn
    const news = AgentOfRecord.fed(before, heard, aorNpn, {
      ...moment,
      effectiveOn: later,
      before: known === undefined && own.length === 0 ? "none" : "same"
    })
    if (news !== before) others.push(...named(news.slice(own.length), policyId))
  }
  return {
    ...(agents.length === 0 ? {} : { agentsOfRecord: agents }),
    ...(others.length === 0 ? {} : { policyAgentsOfRecord: others })
  }
}
