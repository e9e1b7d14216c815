/**
 * Schemas of what agents miss in a book, and of the commands about lists of it.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { reasonFormat } from "../Disclosure.ts"
import type { Discrepancy } from "../Discrepancy.ts"
import * as DiscrepancyList from "../DiscrepancyList.ts"
import type { Input } from "../Input.ts"
import * as V from "./Vocabulary.ts"

const most = DiscrepancyList.mostClaims

/** Schema for one consumer whom an agent claims. @category schemas */
export const Claim: Schema.Codec<Discrepancy, Input<Discrepancy>> = /*#__PURE__*/ Schema.Struct({
  name: V.Name,
  dob: V.CalendarDate,
  applicationOn: V.CalendarDate,
  caseNumber: Schema.optionalKey(V.CaseNumber),
  comment: Schema.optionalKey(/*#__PURE__*/ V.fromFormat(DiscrepancyList.comment))
})

// The agent reads it, and what identifies a case or a person is not the agent's to know.
/** Schema for the exchange's word about a claim. @category schemas */
export const Comment = /*#__PURE__*/ V.fromFormat(reasonFormat)
const Place = /*#__PURE__*/ V.whole(1, most, "the number of a claim, from 1")

const Answer: Schema.Codec<DiscrepancyList.Answer, Input<DiscrepancyList.Answer>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    claim: Place,
    finding: Schema.Literal("upheld"),
    caseNumber: V.CaseNumber,
    comment: Schema.optionalKey(Comment)
  }),
  Schema.Struct({
    claim: Place,
    finding: Schema.Literals(DiscrepancyList.rejections),
    comment: Schema.optionalKey(Comment)
  })
])

/** Schema for the steps of a list. @category schemas */
export const DiscrepancyCommand: Schema.Codec<
  DiscrepancyList.Command,
  Input<DiscrepancyList.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: Schema.Literal("ReturnDiscrepancies"),
    listId: V.chosen(V.DiscrepancyListId),
    agencyId: V.AgencyId,
    agentId: V.AgentId,
    claims: /*#__PURE__*/ V.atMost(most, "claims", Schema.NonEmptyArray(Claim))
  }),
  Schema.Struct({
    _tag: Schema.Literal("AnswerDiscrepancies"),
    listId: V.DiscrepancyListId,
    answers: /*#__PURE__*/ V.atMost(most, "answers", Schema.NonEmptyArray(Answer))
  })
])
