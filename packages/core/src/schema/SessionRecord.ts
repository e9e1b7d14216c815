/**
 * Schemas of stored sessions, passcodes, reviews of applications and lists of discrepancies.
 *
 * They read rows that came back from a store. What is wrong is named by its field, with what was expected and what to do, and
 * no value is repeated.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as Acting from "../Acting.ts"
import type * as AgentChange from "../AgentChange.ts"
import type * as ApplicationReview from "../ApplicationReview.ts"
import * as Consent from "../Consent.ts"
import * as DiscrepancyList from "../DiscrepancyList.ts"
import type { Input } from "../Input.ts"
import { Count } from "./CodeRecord.ts"
import { Members } from "./Command.ts"
import { Evidence } from "./ConsentCommand.ts"
import { Claim, Comment } from "./DiscrepancyCommand.ts"
import * as V from "./Vocabulary.ts"

/** Schema for the record of an acting session. @rule ACT-02 @category schemas */
export const ActingRecord: Schema.Codec<Acting.Acting, Input<Acting.Acting>> = /*#__PURE__*/ Schema.Struct({
  actingId: V.ActingId,
  managerId: V.AgentId,
  agentId: V.AgentId,
  agencyId: V.AgencyId,
  openedAt: V.Instant,
  usedAt: V.Instant,
  closedAt: Schema.optionalKey(V.Instant)
})

/** Schema for the record of a passcode for a change of agent; the passcode itself is not in it. @rule DEL-17 @category schemas */
export const AgentChangeCodeRecord: Schema.Codec<
  AgentChange.AgentChangeCode,
  Input<AgentChange.AgentChangeCode>
> = /*#__PURE__*/ Schema.Struct({
  agentChangeCodeId: V.AgentChangeCodeId,
  caseId: V.CaseId,
  agentId: V.AgentId,
  agencyId: V.AgencyId,
  issuedAt: V.Instant,
  expiresAt: V.Instant,
  wrongTries: Count,
  state: Schema.Literals(["Issued", "Confirmed", "Superseded", "Locked"])
})

/** Schema for the record of a review of an application by its consumer. @rule CON-02 @category schemas */
export const ApplicationReviewRecord: Schema.Codec<
  ApplicationReview.ApplicationReview,
  Input<ApplicationReview.ApplicationReview>
> = /*#__PURE__*/ Schema.Struct({
  reviewId: V.ReviewId,
  caseId: V.CaseId,
  year: /*#__PURE__*/ V.whole(2000, 2199, "a year from 2000 to 2199"),
  members: Schema.optionalKey(Members),
  on: V.CalendarDate,
  consumerName: V.Name,
  reviewedBy: V.PersonName,
  assistedBy: Schema.Struct({ agencyId: V.AgencyId, agentId: V.AgentId }),
  channel: Schema.Literals(Consent.channels),
  evidence: Evidence,
  retainUntil: V.CalendarDate
})

const Finding: Schema.Codec<DiscrepancyList.Finding, Input<DiscrepancyList.Finding>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    finding: Schema.Literal("upheld"),
    caseNumber: V.CaseNumber,
    comment: Schema.optionalKey(Comment)
  }),
  Schema.Struct({ finding: Schema.Literals(DiscrepancyList.rejections), comment: Schema.optionalKey(Comment) }),
  Schema.Struct({ finding: Schema.Literal("in-book"), caseNumber: V.CaseNumber })
])

/** Schema for the record of a list of discrepancies, as far as it is answered. @rule BOB-13 @category schemas */
export const DiscrepancyListRecord: Schema.Codec<
  DiscrepancyList.DiscrepancyList,
  Input<DiscrepancyList.DiscrepancyList>
> = /*#__PURE__*/ Schema.Struct({
  listId: V.DiscrepancyListId,
  agencyId: V.AgencyId,
  agentId: V.AgentId,
  returnedAt: V.Instant,
  lines: /*#__PURE__*/ V.atMost(
    DiscrepancyList.mostClaims,
    "lines",
    Schema.NonEmptyArray(Schema.Struct({ claim: Claim, answer: Schema.optionalKey(Finding) }))
  ),
  state: Schema.Union([
    Schema.Struct({ _tag: Schema.Literal("Open") }),
    Schema.Struct({ _tag: Schema.Literal("Answered"), at: V.Instant })
  ])
})
