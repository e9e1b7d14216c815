/**
 * Schemas of the question whether a small employer may enroll.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { Input } from "../Input.ts"
import * as SmallBusiness from "../SmallBusiness.ts"
import * as V from "./Vocabulary.ts"

const Employees = /*#__PURE__*/ V.whole(0, SmallBusiness.limits.employees, "a number of employees, zero or more")

/** Schema for the reason to look at an employer. @category schemas */
export const Occasion: Schema.Codec<SmallBusiness.Occasion, string> = /*#__PURE__*/ Schema.Literals([
  "first-submission",
  "renewal",
  "change"
])

/** Schema for what an employer brings; whether the figures fit together is answered by the check itself. @category schemas */
export const Employer: Schema.Codec<
  SmallBusiness.Employer,
  Input<SmallBusiness.Employer>
> = /*#__PURE__*/ Schema.Struct({
  eligible: Employees,
  taking: /*#__PURE__*/ V.atMost(
    100,
    "carriers",
    Schema.Array(Schema.Struct({ carrier: V.BusinessName, employees: Employees }))
  ),
  otherCoverage: Employees,
  employerShare: V.Amount,
  lowestPremium: V.Amount
})
