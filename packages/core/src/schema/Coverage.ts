/**
 * Schemas of the policies of a household.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Case from "../Case.ts"
import type { Input } from "../Input.ts"
import * as V from "./Vocabulary.ts"

const creditFits = /*#__PURE__*/ Schema.makeFilter(
  (coverage: { readonly aptc: number; readonly grossPremium: number }) =>
    coverage.aptc <= coverage.grossPremium
      ? undefined
      : { path: ["aptc"], issue: "expected a tax credit that is not above the premium" }
)

// What every policy has, whatever it is for.
const terms = {
  state: Schema.Literals(Case.coverageStates),
  carrier: V.Place,
  plan: V.Place,
  effectiveOn: V.CalendarDate,
  endOn: Schema.optionalKey(V.CalendarDate),
  grossPremium: V.Amount,
  aptc: V.Amount,
  binderDueOn: Schema.optionalKey(V.CalendarDate),
  binderPaidOn: Schema.optionalKey(V.CalendarDate),
  pastDue: Schema.Boolean,
  aorNpn: Schema.optionalKey(V.Npn)
}

/** Schema for the main policy of a household. @category schemas */
export const Coverage: Schema.Codec<Case.Coverage, Input<Case.Coverage>> = /*#__PURE__*/ Schema.Struct({
  policyId: Schema.optionalKey(V.PolicyId),
  metal: Schema.Literals(Case.metalLevels),
  ...terms
}).check(creditFits)

/** Schema for a policy beside the main one. @category schemas */
export const FurtherPolicy: Schema.Codec<Case.FurtherPolicy, Input<Case.FurtherPolicy>> = /*#__PURE__*/ Schema.Struct({
  policyId: V.PolicyId,
  kind: Schema.Literals(Case.policyKinds),
  year: /*#__PURE__*/ V.whole(2000, 2199, "a year from 2000 to 2199"),
  metal: Schema.optionalKey(Schema.Literals(Case.metalLevels)),
  ...terms,
  aorSince: Schema.optionalKey(V.CalendarDate)
}).check(creditFits)
