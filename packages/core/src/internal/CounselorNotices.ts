/**
 * Notices about delegations to counselors: to the consumer, and to the counselor who has an address.
 *
 * @since 0.1.0
 */
import { fullName, shortName } from "../Contact.ts"
import type { CounselorDelegation, Event as Moved } from "../CounselorDelegation.ts"
import { counselorOf, counselorReads, type Facts, read, type Selection } from "../Facts.ts"
import type { Event } from "../Record.ts"
import { type Draft, draft, invitation, type Recipient, type Told, toConsumer } from "./NoticeDraft.ts"

type Opened = Moved & { readonly _tag: "CounselorDelegationOpened" }
type Reminder = Moved & { readonly _tag: "CounselorRequestReminded" }
type Step = Moved & { readonly _tag: "CounselorDelegationMoved" }

/** Name of the counselor and of the entity, as far as they are known. */
const paramsOf = (facts: Facts, { delegate }: CounselorDelegation): Draft["params"] => {
  const { counselor } = counselorOf(facts, delegate.counselorId)
  const entity = facts.get("enrollmentEntity", delegate.entityId)
  return {
    ...(counselor === undefined ? {} : { counselorName: fullName(counselor.name) }),
    ...(entity === undefined ? {} : { entityName: entity.name })
  }
}

/** A counselor at work who has an address; who has left is told nothing more of the clients. */
const toCounselor = (facts: Facts, { delegate }: CounselorDelegation): ReadonlyArray<Recipient> => {
  const { counselor } = counselorOf(facts, delegate.counselorId)
  return counselor?.email === undefined || counselor.state._tag !== "Active"
    ? []
    : [{ role: "counselor", name: fullName(counselor.name), email: counselor.email }]
}

/** What a new delegation to a counselor is told to whom: a request to the counselor, what began at once to the consumer. @rule NOT-02 */
export const ofCounselorOpened = ({ counselorDelegation: one }: Opened, facts: Facts): ReadonlyArray<Draft> => {
  const value = facts.get("case", one.caseId)
  if (value === undefined) return []
  const params = paramsOf(facts, one)
  if (one.state._tag === "Requested")
    return toCounselor(facts, one).map((to) =>
      draft("NTC-12", to, { ...params, consumer: shortName(value.primaryContact.name), state: one.state._tag })
    )
  const from = one.state._tag === "Active" ? { at: one.state.from } : {}
  return one.origin === "claim"
    ? [draft("NTC-14", toConsumer(value), { ...params, ...from })]
    : [
        draft("NTC-13", toConsumer(value), {
          ...{ ...params, answer: one.state._tag, origin: one.origin },
          ...invitation(value, one.origin)
        })
      ]
}

/** A request that nobody has answered is told to the counselor again. @rule DEL-23 */
export const ofCounselorReminder = ({ delegationId, reminders }: Reminder, facts: Facts): ReadonlyArray<Draft> => {
  const one = facts.get("counselorDelegation", delegationId)
  const value = one && facts.get("case", one.caseId)
  if (one === undefined || value === undefined) return []
  const about = { consumer: shortName(value.primaryContact.name), state: one.state._tag, reminder: reminders }
  return toCounselor(facts, one).map((to) => draft("NTC-12", to, { ...paramsOf(facts, one), ...about }))
}

/** Whether the wish of a request came true in another way, so that nobody has withdrawn anything. */
const isFulfilled = ({ caseId, delegate }: CounselorDelegation, { helped }: Told): boolean =>
  helped.get(caseId) === delegate.counselorId

/** What a step of a counselor's delegation is told to whom. @rule NOT-02 */
export const ofCounselorMoved = (event: Step, facts: Facts, told: Told): ReadonlyArray<Draft> => {
  const one = facts.get("counselorDelegation", event.delegationId)
  const value = one && facts.get("case", one.caseId)
  if (one === undefined || value === undefined) return []
  const params = paramsOf(facts, one)
  const consumer = toConsumer(value)
  const by = told.actor._tag
  const counselor = (more: Draft["params"]) =>
    toCounselor(facts, one).map((to) =>
      draft("NTC-15", to, { ...params, consumer: shortName(value.primaryContact.name), ...more })
    )
  const answer = draft("NTC-13", consumer, { ...params, answer: event.to._tag })
  switch (event.trigger) {
    case "accept":
    case "decline":
      return [answer]
    case "expire":
      return [answer, ...counselor({ reason: "request-expired" })]
    case "cancel": {
      if (isFulfilled(one, told)) return []
      const why = { reason: "request-cancelled", by }
      // Consumers know what they have done themselves.
      return [...(by === "Consumer" ? [] : [draft("NTC-15", consumer, { ...params, ...why })]), ...counselor(why)]
    }
    case "remove":
    case "relinquish":
    case "replace":
    case "end-certification": {
      const why = { reason: event.to._tag === "Ended" ? event.to.reason : "", by }
      return [draft("NTC-15", consumer, { ...params, ...why }), ...counselor(why)]
    }
  }
}

/** What these notices read, beside the cases. */
export const counselorNoticeReads = (
  events: ReadonlyArray<Event>,
  facts: Facts
): { readonly reads: ReadonlyArray<Selection>; readonly cases: ReadonlyArray<CounselorDelegation["caseId"]> } => {
  const moved = events.flatMap((event) =>
    event._tag === "CounselorDelegationMoved" || event._tag === "CounselorRequestReminded" ? [event.delegationId] : []
  )
  const opened = events.flatMap((event) =>
    event._tag === "CounselorDelegationOpened" ? [event.counselorDelegation] : []
  )
  const all = [...opened, ...moved.flatMap((id) => facts.get("counselorDelegation", id) ?? [])]
  return {
    reads: [
      read("counselorDelegation", "id", ...moved),
      ...all.flatMap(({ delegate }) => [
        ...counselorReads(facts, delegate.counselorId),
        read("enrollmentEntity", "id", delegate.entityId)
      ])
    ],
    cases: all.map(({ caseId }) => caseId)
  }
}
